#!/bin/sh
# Runs targets one after the other, all of them whatever happens, and adds up
# their closing lines: check.sh MAKE TARGET... [NAME=VALUE...]
make=$1
shift
targets='' passed=0 failed=0
while [ $# -gt 0 ]; do
	case $1 in
	*=*) break ;;
	*) targets="$targets $1" ;;
	esac
	shift
done
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for target in $targets; do
	echo "== $target"
	{
		$make --no-print-directory "$target" "$@" 2>&1
		echo "status $?"
	} | tee "$log" | grep -v '^status '
	status=$(sed -n 's/^status //p' "$log")
	sum=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1)
	p=${sum%% passed*}
	f=${sum##* passed, }
	f=${f%% failed*}
	if [ "$status" -ne 0 ] && [ "${f:-0}" -eq 0 ]; then
		f=1
	fi
	passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0}))
done
echo "== all of$targets"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
