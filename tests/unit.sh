#!/bin/sh
# Runs unit tests and adds up their closing lines: unit.sh PROGRAM...
passed=0 failed=0
for program; do
	out=$("$program" 2>&1)
	status=$?
	last=$(printf '%s\n' "$out" | tail -n 1)
	case $last in
	*" passed, "*" failed")
		p=${last%% passed*}
		f=${last##* passed, }
		f=${f%% failed*}
		;;
	*) p=0 f=1 ;;
	esac
	if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then
		f=1
	fi
	passed=$((passed + p)) failed=$((failed + f))
	if [ "$f" -ne 0 ]; then
		printf '%s\n' "$out"
		echo "$(basename "$program"): exit status $status"
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
