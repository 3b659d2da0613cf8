#!/bin/sh
# run.sh CHECK DIR: CHECK must accept DIR/y_*.json and refuse DIR/n_*.json, as
# the files of the public JSONTestSuite are named; of i_*.json it only tells.
check=$1 dir=$2 failed=0 run=0
for file in "$dir"/[yni]_*.json; do
	[ -e "$file" ] || { echo "$dir: no y_, n_ or i_ files" >&2; exit 2; }
	"$check" "$file" 2>/dev/null
	status=$?
	run=$((run + 1))
	case ${file##*/}:$status in
	y_*:0 | n_*:1) ;;
	i_*:0) echo "accepted  ${file##*/}" ;;
	i_*:1) echo "refused   ${file##*/}" ;;
	*)
		echo "FAILED (status $status) ${file##*/}"
		failed=$((failed + 1))
		;;
	esac
done
echo "$run files, $failed failed"
[ "$failed" -eq 0 ]
