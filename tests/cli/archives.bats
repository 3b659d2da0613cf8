#!/usr/bin/env bats
# Archives: their members give the records that they give on their own.

# shellcheck disable=SC2154 # stderr and the like are set by run
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
	mkdir -p in/局
	cp "$ROOT/tests/fixtures/lighthouse.txt" in/a.txt
	cp "$ROOT/tests/fixtures/ferry.txt" in/局/渡し船.txt
	echo 'Dear reader' >in/README
	WANT=$(sheet2ndjson in | bare)
}

# The records without where they came from.
bare() {
	jq -c 'del(.source)'
}

members() {
	jq -r '.source.member' | xargs
}

wants() {
	local program
	for program; do
		command -v "$program" >/dev/null ||
			skip "$program is not installed"
	done
}

# same FILE: as a file and through a pipe, the records of the directory in/
same() {
	run --separate-stderr sheet2ndjson "$1"
	[ "$stderr" = "" ] || return 1
	[ "$status" -eq 0 ] || return 1
	[ "$(bare <<<"$output")" = "$WANT" ] || return 1
	[ "$(jq -r .source.file <<<"$output" | uniq)" = "$1" ] || return 1
	run --separate-stderr sheet2ndjson < <(cat "$1")
	[ "$stderr" = "" ] || return 1
	[ "$status" -eq 0 ] || return 1
	[ "$(bare <<<"$output")" = "$WANT" ] || return 1
}

# crc16 FILE: CRC-16/ARC, which lzh has
crc16() {
	local crc=0 byte bit
	for byte in $(od -An -v -tu1 "$1"); do
		crc=$((crc ^ byte))
		for ((bit = 0; bit < 8; bit++)); do
			crc=$((crc & 1 ? crc >> 1 ^ 0xa001 : crc >> 1))
		done
	done
	echo "$crc"
}

# le BYTES NUMBER: little-endian bytes
le() {
	local i
	for ((i = 0; i < $1; i++)); do
		# shellcheck disable=SC2059 # the format is the byte
		printf "\\x$(printf %02x $(($2 >> 8 * i & 255)))"
	done
}

# lzh NAME FILE: a member that is stored, header level 0
lzh() {
	local size sum=0 byte
	size=$(stat -c %s "$2")
	{
		printf -- '-lh0-'
		le 4 "$size"
		le 4 "$size"
		le 4 0
		printf ' '
		le 1 0
		le 1 "$(printf %s "$1" | wc -c)"
		printf %s "$1"
		le 2 "$(crc16 "$2")"
	} >header
	for byte in $(od -An -v -tu1 header); do
		sum=$((sum + byte & 255))
	done
	le 1 "$(stat -c %s header)"
	le 1 "$sum"
	cat header "$2"
}

@test "zip, as a file and through a pipe" {
	wants zip
	(cd in && zip -q -r ../a.zip a.txt 局 README)
	same a.zip
	[ "$(sheet2ndjson a.zip | members)" = "a.txt 局/渡し船.txt" ]
}

@test "what is skipped in an archive is told under -v, with its name" {
	wants zip
	(cd in && zip -q -r ../a.zip a.txt 局 README)
	run --separate-stderr sheet2ndjson -v a.zip
	[ "$status" -eq 0 ]
	[ "$stderr" = "sheet2ndjson: a.zip(README): not a review sheet, skipped
sheet2ndjson: 1 that is no sheet skipped" ]
}

@test "a zip that was written to a pipe, with sizes behind the data" {
	wants bsdtar
	(cd in && bsdtar --format=zip -cf - a.txt 局 README) | cat >a.zip
	same a.zip
}

@test "a zip whose members are stored" {
	wants zip
	(cd in && zip -q -0 -r ../a.zip a.txt 局 README)
	same a.zip
}

@test "Zip64" {
	wants zip
	(cd in && zip -q -fz - - <a.txt >../one.zip)
	run --separate-stderr sheet2ndjson one.zip
	[ "$status" -eq 0 ]
	[ "$(bare <<<"$output")" = "$(sheet2ndjson in/a.txt | bare)" ]
	[ "$(members <<<"$output")" = - ]
	[ "$(sheet2ndjson <one.zip | bare)" = "$(bare <<<"$output")" ]
}

@test "member names in CP932 come out as UTF-8" {
	wants bsdtar
	(cd in && bsdtar --format=zip --options=hdrcharset=CP932 \
		-cf ../a.zip a.txt 局 README)
	run ! grep -q 渡し船 a.zip
	same a.zip
	[ "$(sheet2ndjson a.zip | members)" = "a.txt 局/渡し船.txt" ]
}

@test "tar, plain and compressed in every way" {
	wants xz zstd bzip2 gzip
	tar -C in -cf a.tar a.txt 局 README
	same a.tar
	for program in gzip bzip2 xz zstd; do
		$program -c a.tar >"a.$program"
		same "a.$program"
	done
}

@test "7z" {
	wants bsdtar
	bsdtar -C in --format=7zip -cf a.7z a.txt 局 README
	run --separate-stderr sheet2ndjson a.7z
	[ "$status" -eq 0 ]
	[ "$(jq -r .name <<<"$output" | sort)" = "$(jq -r .name <<<"$WANT" | sort)" ]
}

@test "lzh" {
	{ lzh a.txt in/a.txt; lzh b.txt in/局/渡し船.txt; printf '\0'; } >a.lzh
	same a.lzh
	[ "$(sheet2ndjson a.lzh | members)" = "a.txt b.txt" ]
}

@test "a compressed sheet is a sheet, not a member" {
	wants xz zstd bzip2 gzip
	for program in gzip bzip2 xz zstd; do
		$program -c in/a.txt >"a.$program"
		run --separate-stderr sheet2ndjson "a.$program"
		[ "$status" -eq 0 ]
		[ "$(bare <<<"$output")" = "$(sheet2ndjson in/a.txt | bare)" ]
		[ "$(jq .source.member <<<"$output")" = null ]
		[ "$(sheet2ndjson <"a.$program" | bare)" = "$(bare <<<"$output")" ]
	done
}

@test "compressed members of an archive" {
	wants xz gzip zip
	gzip in/a.txt
	xz in/局/渡し船.txt
	tar -C in -cf a.tar a.txt.gz 局 README
	same a.tar
	[ "$(sheet2ndjson a.tar | members)" = "a.txt.gz 局/渡し船.txt.xz" ]
}

@test "archives in archives: the path is joined by !" {
	wants zip
	(cd in/局 && zip -q -r ../局.zip 渡し船.txt && rm 渡し船.txt)
	tar -C in -czf inner.tar.gz 局.zip README
	zip -q outer.zip inner.tar.gz
	(cd in && zip -q ../outer.zip a.txt)
	run --separate-stderr sheet2ndjson outer.zip
	[ "$status" -eq 0 ]
	[ "$(members <<<"$output")" = "inner.tar.gz!局.zip!渡し船.txt a.txt" ]
	[ "$(sheet2ndjson <outer.zip | members)" = "$(members <<<"$output")" ]
}

@test "archives deeper than --max-depth are refused" {
	wants zip
	cp in/a.txt x
	for i in 1 2 3; do
		zip -q "$i.zip" x
		mv "$i.zip" x
	done
	mv x deep.zip
	run --separate-stderr sheet2ndjson --max-depth=3 deep.zip
	[ "$status" -eq 0 ]
	[ "$(members <<<"$output")" = "x!x!x" ]
	run --separate-stderr sheet2ndjson --max-depth=2 deep.zip
	[ "$status" -eq 2 ]
	[ "$output" = "" ]
	[ "$stderr" = "sheet2ndjson: deep.zip(x!x): archives are nested beyond the depth limit" ]
}

@test "archives in a directory are opened, in its order" {
	wants zip
	(cd in && zip -q -r ../b.zip 局)
	mkdir dir
	cp in/a.txt dir/a.txt
	mv b.zip dir
	cp in/a.txt dir/c.txt
	run --separate-stderr sheet2ndjson dir
	[ "$status" -eq 0 ]
	[ "$(jq -r .source.file <<<"$output" | xargs)" = "dir/a.txt dir/b.zip dir/c.txt" ]
}

@test "an archive without a sheet is an error" {
	tar -C in -cf a.tar README
	run --separate-stderr sheet2ndjson a.tar
	[ "$status" -eq 2 ]
	[ "$stderr" = "sheet2ndjson: a.tar: no review sheet in it" ]
	: | tar -cf empty.tar -T -
	run --separate-stderr sheet2ndjson empty.tar
	[ "$status" -eq 2 ]
}

@test "any number of jobs gives the order of the archive" {
	wants zip
	mkdir many
	for i in $(seq 60); do
		cp in/a.txt "many/$i.txt"
		cp in/局/渡し船.txt "many/$i.b.txt"
		echo no >"many/$i.c"
	done
	zip -q -r many.zip many
	sheet2ndjson -v -j1 many.zip >1.out 2>1.err
	for jobs in 2 5; do
		sheet2ndjson -v -j$jobs many.zip >n.out 2>n.err
		cmp 1.out n.out
		cmp 1.err n.err
		sheet2ndjson -j$jobs <many.zip >n.out
		[ "$(bare <n.out)" = "$(bare <1.out)" ]
	done
}

@test "the archives of the development set give what their members give" {
	dev=$ROOT/../shared/dev-sheets/archives
	[ -d "$dev" ] || skip "no development set here"
	wants unzip
	mkdir out
	unzip -q -d out "$dev/sheets-utf8.zip"
	run --separate-stderr sheet2ndjson "$dev/sheets-utf8.zip"
	[ "$status" -eq 0 ]
	[ "$(bare <<<"$output" | sort)" = "$(sheet2ndjson out | bare | sort)" ]
}
