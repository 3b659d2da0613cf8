#!/bin/sh
# Runs fuzz harnesses: fuzz.sh SECONDS PROGRAM...
# What is found stays in build/fuzz/found, corpora in build/fuzz/corpus.
seconds=$1
shift
failed=0
for program; do
	name=$(basename "$program" _fuzz)
	mkdir -p "build/fuzz/corpus/$name" build/fuzz/found
	set -- "build/fuzz/corpus/$name"
	[ -d "tests/fuzz/seeds/$name" ] && set -- "$@" "tests/fuzz/seeds/$name"
	echo "== $name"
	"$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
		-artifact_prefix="build/fuzz/found/$name-" -verbosity=0 \
		-print_final_stats=1 "$@" || failed=$((failed + 1))
done
echo "$failed harnesses found something"
[ "$failed" -eq 0 ]
