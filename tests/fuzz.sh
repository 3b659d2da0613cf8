#!/bin/sh
# Runs fuzz harnesses: fuzz.sh SECONDS PROGRAM...
# What is found stays in build/fuzz/found, corpora in build/fuzz/corpus.
seconds=$1
shift
failed=0

# Something to begin with, made from the fixtures: seed DIRECTORY NAME
seed() {
	from=$PWD/tests/fixtures
	sheet=$from/ferry.txt
	head -n 12 "$sheet" >"$1/sheet.txt"
	case $2 in
	decode)
		iconv -t CP932 "$1/sheet.txt" >"$1/cp932"
		iconv -t EUC-JP "$1/sheet.txt" >"$1/eucjp"
		iconv -t UTF-16 "$1/sheet.txt" >"$1/utf16"
		;;
	scatter) cp "$from/scattered.txt" "$1/" ;;
	check) cp tests/golden/indicator-check/*.in "$1/" ;;
	gzip) gzip -c "$1/sheet.txt" >"$1/sheet.gz" ;;
	archive | walk)
		gzip -c "$1/sheet.txt" >"$1/sheet.gz"
		xz -c "$1/sheet.txt" >"$1/sheet.xz"
		tar -C "$1" -cf "$1/sheet.tar" sheet.txt
		(cd "$1" && zip -q sheet.zip sheet.txt sheet.gz &&
			zip -q outer.zip sheet.zip) || true
		bsdtar -C "$1" --format=7zip -cf "$1/sheet.7z" sheet.txt || true
		;;
	esac
}

# libarchive asks for as much as the header of a 7z says that it has members,
# up to a hundred million, and touches none of it.
limits() {
	case $1 in
	archive | walk) echo -rss_limit_mb=2560 -malloc_limit_mb=10240 ;;
	*) echo -rss_limit_mb=1024 ;;
	esac
}

for program; do
	name=$(basename "$program" _fuzz)
	mkdir -p build/fuzz/found
	if [ ! -d "build/fuzz/corpus/$name" ]; then
		mkdir -p "build/fuzz/corpus/$name"
		seed "build/fuzz/corpus/$name" "$name"
	fi
	set -- "build/fuzz/corpus/$name"
	[ -d "tests/fuzz/seeds/$name" ] && set -- "$@" "tests/fuzz/seeds/$name"
	echo "== $name"
	# shellcheck disable=SC2046 # words
	"$program" -max_total_time="$seconds" -timeout=10 $(limits "$name") \
		-artifact_prefix="build/fuzz/found/$name-" -verbosity=0 \
		-print_final_stats=1 -close_fd_mask=3 "$@" || failed=$((failed + 1))
done
echo "$failed harnesses found something"
[ "$failed" -eq 0 ]
