#!/usr/bin/env bats
# Hostile and damaged input: one clear line, exit 2, the rest is read, and
# memory stays bounded.

# shellcheck disable=SC2154 # stderr and the like are set by run
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
	SHEET=$ROOT/tests/fixtures/lighthouse.txt
	FERRY=$ROOT/tests/fixtures/ferry.txt
}

wants() {
	local program
	for program; do
		command -v "$program" >/dev/null ||
			skip "$program is not installed"
	done
}

# bounded COMMAND...: with little memory, unless sanitizers need theirs
bounded() {
	if [ -n "${SANITIZED-}" ]; then
		timeout 60 "$@"
	else
		(ulimit -v 300000 && timeout 20 "$@")
	fi
}

one_line() {
	[ "$(wc -l <<<"$stderr")" -eq 1 ]
}

# patch FILE OFFSET BYTES
patch_at() {
	# shellcheck disable=SC2059 # the format is the bytes
	printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

@test "a truncated gzip is said to be, what was read is marked" {
	gzip -c "$SHEET" | head -c -400 >cut.txt.gz
	run --separate-stderr sheet2ndjson cut.txt.gz "$FERRY"
	[ "$status" -eq 2 ]
	one_line
	[[ "$stderr" == "sheet2ndjson: cut.txt.gz:"*"truncated gzip stream" ]]
	[ "${#lines[@]}" -eq 2 ]
	[[ "$(jq -r '.notes[].code' <<<"${lines[0]}")" == *input-cut* ]]
	[[ "$(jq -r '.notes[].code' <<<"${lines[1]}")" != *input-cut* ]]
}

@test "a wrong checksum in gzip is reported" {
	gzip -c "$SHEET" >bad.gz
	patch_at bad.gz $(($(stat -c %s bad.gz) - 8)) '\1\2\3\4'
	run --separate-stderr sheet2ndjson bad.gz
	[ "$status" -eq 2 ]
	[[ "$stderr" == "sheet2ndjson: bad.gz"*"checksum does not match" ]]
}

@test "a wrong checksum in a zip is reported, the other members are read" {
	wants zip
	cp "$SHEET" bad.txt
	cp "$FERRY" good.txt
	zip -q -0 a.zip bad.txt good.txt
	at=$(grep -abo 灯台 a.zip | sed -n '3s/:.*//p')
	patch_at a.zip "$at" '\347\201\260'
	run --separate-stderr sheet2ndjson a.zip
	[ "$status" -eq 2 ]
	one_line
	[[ "$stderr" == "sheet2ndjson: a.zip(bad.txt)"*"checksum does not match" ]]
	[ "$(jq -r 'select(.source.member == "good.txt").name' <<<"$output")" = 渡し船の乗り場の案内表示 ]
	[ "$(jq -r 'select(.source.member == "bad.txt").notes[].code' <<<"$output" | grep -c input-cut)" -le 1 ]
}

@test "a truncated zip gives the members that are whole" {
	wants zip
	cp "$FERRY" a.txt
	cp "$SHEET" b.txt
	zip -q a.zip a.txt b.txt
	head -c 3000 a.zip >cut.zip
	for way in file pipe; do
		if [ "$way" = file ]; then
			run --separate-stderr sheet2ndjson cut.zip
		else
			run --separate-stderr sheet2ndjson < <(cat cut.zip)
		fi
		[ "$status" -eq 2 ]
		[ "$stderr" != "" ]
		[ "$(jq -r .name <<<"${lines[0]}")" = 渡し船の乗り場の案内表示 ]
	done
}

@test "a truncated tar gives the members that are whole" {
	cp "$FERRY" a.txt
	cp "$SHEET" b.txt
	tar -cf a.tar a.txt b.txt
	head -c 6000 a.tar >cut.tar
	run --separate-stderr sheet2ndjson cut.tar
	[ "$status" -eq 2 ]
	[ "$(jq -r .name <<<"${lines[0]}")" = 渡し船の乗り場の案内表示 ]
}

@test "names with .. and absolute names are data, nothing is written" {
	mkdir -p deep/er
	cp "$SHEET" evil.txt
	(cd deep/er && tar -P -cf ../../a.tar ../../evil.txt)
	cp "$SHEET" evil.txt
	tar -P -rf a.tar "$PWD/evil.txt"
	rm evil.txt
	run --separate-stderr sheet2ndjson a.tar
	[ "$status" -eq 0 ]
	[ "$(jq -r .source.member <<<"${lines[0]}")" = ../../evil.txt ]
	[[ "$(jq -r .source.member <<<"${lines[1]}")" == /* ]]
	[ ! -e evil.txt ]
}

@test "duplicate members are both read, and told of" {
	cp "$SHEET" a.txt
	tar -cf a.tar a.txt a.txt
	cp "$FERRY" a.txt
	tar -rf a.tar a.txt
	run --separate-stderr sheet2ndjson a.tar
	[ "$status" -eq 0 ]
	[[ "$stderr" == "sheet2ndjson: a.tar(a.txt): a member of this name came before"* ]]
	[ "${#lines[@]}" -ge 2 ]
	[ "$(jq -r .name <<<"${lines[-1]}")" = 渡し船の乗り場の案内表示 ]
}

@test "encrypted members are reported, the others are read" {
	wants zip
	cp "$SHEET" secret.txt
	cp "$FERRY" open.txt
	zip -q -P password a.zip secret.txt
	zip -q a.zip open.txt
	for way in file pipe; do
		if [ "$way" = file ]; then
			run --separate-stderr sheet2ndjson a.zip
			place=a.zip
		else
			run --separate-stderr sheet2ndjson < <(cat a.zip)
			place='<stdin>'
		fi
		[ "$status" -eq 2 ]
		[ "$stderr" = "sheet2ndjson: $place(secret.txt): is encrypted" ]
		[ "$(jq -r .name <<<"$output")" = 渡し船の乗り場の案内表示 ]
	done
}

@test "a bomb that is no sheet is passed by" {
	wants zip
	head -c 300000000 /dev/zero | zip -q bomb.zip -
	run --separate-stderr bounded sheet2ndjson bomb.zip "$FERRY"
	[ "$status" -eq 2 ]
	[ "$stderr" = "sheet2ndjson: bomb.zip: no review sheet in it" ]
	[ "${#lines[@]}" -eq 1 ]
}

@test "a bomb that begins as a sheet stops at the ratio, or at the size" {
	wants zip gzip
	bomb() {
		cat "$SHEET"
		yes "$(printf '0\t%0999d' 0)" | head -c 200000000
	}
	bomb | zip -q bomb.zip -
	bomb | gzip >bomb.gz
	for file in bomb.zip bomb.gz; do
		run --separate-stderr bounded sheet2ndjson --max-size=2M "$file"
		[ "$status" -eq 2 ]
		[[ "$stderr" == "sheet2ndjson: $file"*"expands beyond the size limit" ]]
		[[ "$output" == '' || "$(jq -r '.notes[].code' <<<"$output")" == *input-cut* ]]
	done
}

@test "a sheet of too many cells is refused in time, the next is read" {
	{ cat "$SHEET"; yes '0	0	0	0	0	0	0	0' | head -c 20000000; } >many.txt
	run --separate-stderr bounded sheet2ndjson many.txt "$FERRY"
	[ "$status" -eq 2 ]
	[[ "$stderr" == "sheet2ndjson: many.txt:"*": is too much for one sheet"* ]]
	[ "${#lines[@]}" -eq 1 ]
}

@test "text without end is refused in time, the next is read" {
	{ tr '\t' '\n' <"$SHEET"; yes 行 | head -c 20000000; } >endless.txt
	run --separate-stderr bounded sheet2ndjson endless.txt "$FERRY"
	[ "$status" -eq 2 ]
	[[ "$stderr" == "sheet2ndjson: endless.txt:"*": is too much text for one sheet"* ]]
	[ "${#lines[@]}" -eq 1 ]
}

@test "a zip in a zip in a zip, all the way down, ends at the depth limit" {
	wants zip
	cp "$SHEET" x
	for i in $(seq 12); do
		zip -q "$i.zip" x
		mv "$i.zip" x
	done
	mv x deep.zip
	run --separate-stderr sheet2ndjson deep.zip "$FERRY"
	[ "$status" -eq 2 ]
	one_line
	[[ "$stderr" == *"archives are nested beyond the depth limit" ]]
	[ "${#lines[@]}" -eq 1 ]
	run --separate-stderr sheet2ndjson --max-depth=12 deep.zip
	[ "$status" -eq 0 ]
}

@test "gzip in gzip in gzip ends at the depth limit" {
	cp "$SHEET" x
	for i in $(seq 20); do gzip -c x >y; mv y x; done
	run --separate-stderr sheet2ndjson x
	[ "$status" -eq 2 ]
	one_line
}

@test "a line of 20 MB gives its record, in bounded memory" {
	{
		sed '/^事業の目的/,$d' "$SHEET"
		printf '事業の目的\t'
		head -c 20000000 /dev/zero | tr '\0' x
		printf '\n'
		sed '1,/^事業の目的/d' "$SHEET"
	} >long.txt
	run --separate-stderr bounded sheet2ndjson long.txt "$FERRY"
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 2 ]
	[ "${#lines[0]}" -gt 20000000 ]
}

@test "a line beyond --max-line is refused with its number" {
	{ cat "$SHEET"; head -c 100000 /dev/zero | tr '\0' x; } >long.txt
	run --separate-stderr sheet2ndjson --max-line=70K long.txt "$FERRY"
	[ "$status" -eq 2 ]
	[[ "$stderr" == "sheet2ndjson: long.txt:"*": line too long" ]]
}

@test "random bytes are no sheet" {
	head -c 100000 /dev/urandom >random.bin
	run --separate-stderr sheet2ndjson random.bin
	[ "$status" -eq 2 ]
	[ "$output" = "" ]
	[ "$stderr" = "sheet2ndjson: random.bin: not a review sheet" ]
}

@test "a PDF without pdftotext says what to install" {
	printf '%%PDF-1.4\n' >a.pdf
	mkdir empty
	run --separate-stderr env PATH=empty "$(command -v sheet2ndjson)" a.pdf
	[ "$status" -eq 2 ]
	[ "$output" = "" ]
	[[ "$stderr" == "sheet2ndjson: a.pdf: "*poppler-utils* ]]
}

@test "control characters of a name do not reach the terminal" {
	name=$'a\nb\e[31m.txt'
	echo no >"$name"
	run --separate-stderr sheet2ndjson "$name"
	[ "$status" -eq 2 ]
	[ "$stderr" = 'sheet2ndjson: a\x0ab\x1b[31m.txt: not a review sheet' ]
}

@test "ten times the input takes the same memory" {
	wants zip
	[ -x /usr/bin/time ] || skip "no /usr/bin/time"
	[ -z "${SANITIZED-}" ] || skip "sanitizers keep what is freed"
	mkdir d
	for i in $(seq 50); do cp "$SHEET" "d/$i.txt"; done
	zip -q -r one.zip d
	for i in $(seq 51 500); do cp "$SHEET" "d/$i.txt"; done
	zip -q -r ten.zip d
	for jobs in 1 2; do
		for file in one ten; do
			/usr/bin/time -f %M -o "$file.kb" \
				sheet2ndjson -j$jobs $file.zip >/dev/null
		done
		echo "$jobs jobs: $(cat one.kb) KB, then $(cat ten.kb) KB"
		[ "$(cat ten.kb)" -lt $(($(cat one.kb) * 13 / 10)) ]
	done
}

@test "the hostile files of the development set do what is wanted" {
	dev=$ROOT/../shared/dev-sheets/hostile
	[ -d "$dev" ] || skip "no development set here"
	for file in truncated.txt.gz badcrc.zip brokenxml.xlsx bomb.zip \
		empty.txt random.bin notasheet.txt; do
		run --separate-stderr bounded sheet2ndjson "$dev/$file" "$FERRY"
		[ "$status" -eq 2 ]
		[[ "$stderr" == *"$file"* ]]
		[ "$(jq -r .name <<<"${lines[-1]}")" = 渡し船の乗り場の案内表示 ]
	done
	for file in cp932.txt utf16.txt utf8bom.txt payees10000.txt \
		longline.txt.gz badutf8.txt nul.txt slip.zip; do
		run --separate-stderr bounded sheet2ndjson "$dev/$file"
		[ "$status" -eq 0 ]
		[ "$stderr" = "" ]
	done
	if command -v pdftotext; then
		run --separate-stderr sheet2ndjson "$dev/direct.pdf"
		[ "$status" -eq 0 ]
		[ "$(jq -r .number <<<"$output")" = 0046 ]
	fi
	[ "$(sheet2ndjson "$dev/payees10000.txt" | jq '.payees | length')" -eq 10000 ]
	[ ! -e /tmp/evil.txt ]
}
