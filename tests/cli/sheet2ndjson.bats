#!/usr/bin/env bats
# sheet2ndjson: which documents it finds, and what it says of the others.

# shellcheck disable=SC2154 # stderr and the like are set by run
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
	SHEET=$ROOT/tests/fixtures/lighthouse.txt
	FERRY=$ROOT/tests/fixtures/ferry.txt
}

# The records without what depends on where they stand.
bare() {
	jq -c 'del(.source, .notes, .unparsed)'
}

@test "a sheet becomes one record on one line" {
	run --separate-stderr sheet2ndjson "$SHEET"
	[ "$status" -eq 0 ]
	[ "$stderr" = "" ]
	[ "${#lines[@]}" -eq 1 ]
	[ "$(jq -r .schema <<<"$output")" = reviewsheet/1 ]
	[ "$(jq -r .sheet_year <<<"$output")" = 2021 ]
	[ "$(jq -r .ministry <<<"$output")" = 海辺省 ]
	[ "$(jq -r .number <<<"$output")" = 2021-海辺-20-0007 ]
	[ "$(jq -r .name <<<"$output")" = 灯台資料の電子化に関する調査研究 ]
}

@test "amounts are yen, exactly" {
	run --separate-stderr sheet2ndjson "$SHEET"
	years='.budget.years | map(.initial)'
	[ "$(jq -c "$years" <<<"$output")" = '[null,40000000,62500000,80000000,null]' ] ||
		[ "$(jq -c "$years" <<<"$output")" = '[null,40000000,62500000,80000000,95000000]' ]
	[ "$(jq -c '.budget.years[2].carried_out' <<<"$output")" = -5000000 ]
	[ "$(jq -c '.payees | map(.amount)' <<<"$output")" = '[45000000,5000000,4100000]' ]
}

@test "source says where a record came from" {
	run --separate-stderr sheet2ndjson "$SHEET"
	[ "$(jq -r .source.file <<<"$output")" = "$SHEET" ]
	[ "$(jq -r .source.member <<<"$output")" = null ]
	[ "$(jq -r .source.reader <<<"$output")" = tsv ]
	[ "$(jq -r .source.first_line <<<"$output")" = 1 ]
}

@test "standard input is -, named or not" {
	run --separate-stderr sheet2ndjson <"$SHEET"
	[ "$(jq -r .source.file <<<"$output")" = - ]
	[ "$output" = "$(sheet2ndjson - <"$SHEET")" ]
	[ "$(bare <<<"$output")" = "$(sheet2ndjson "$SHEET" | bare)" ]
}

@test "operands are read in their order" {
	run --separate-stderr sheet2ndjson "$SHEET" - "$SHEET" <"$FERRY"
	[ "$status" -eq 0 ]
	[ "$(jq -r .source.file <<<"${lines[1]}")" = - ]
	[ "${lines[0]}" = "${lines[2]}" ]
}

@test "several sheets in one stream are several records" {
	run --separate-stderr sheet2ndjson < <(cat "$SHEET" "$FERRY" "$SHEET")
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 3 ]
	[ "$(bare <<<"${lines[1]}")" = "$(sheet2ndjson "$FERRY" | bare)" ]
	first=$(($(wc -l <"$SHEET") + 1))
	[ "$(jq .source.first_line <<<"${lines[1]}")" -eq "$first" ]
}

@test "a directory is read in sorted order, deep, and what is no sheet skipped" {
	mkdir -p dir/b
	cp "$SHEET" dir/b/two.txt
	cp "$FERRY" dir/a.txt
	cp "$FERRY" dir/c.txt
	echo 'Dear reader' >dir/README
	: >dir/empty
	run --separate-stderr sheet2ndjson dir
	[ "$status" -eq 0 ]
	[ "$stderr" = "" ]
	[ "$(jq -r .source.file <<<"$output" | xargs)" = "dir/a.txt dir/b/two.txt dir/c.txt" ]
	run --separate-stderr sheet2ndjson -v dir
	[ "$status" -eq 0 ]
	[ "$stderr" = "sheet2ndjson: dir/README: not a review sheet, skipped
sheet2ndjson: dir/empty: is empty, want a review sheet, skipped
sheet2ndjson: 2 that are no sheet skipped" ]
}

@test "a pipe in a directory is not waited for" {
	mkdir dir
	cp "$SHEET" dir
	mkfifo dir/pipe
	run --separate-stderr timeout 10 sheet2ndjson -v dir
	[ "$status" -eq 0 ]
	[[ "$stderr" == "sheet2ndjson: dir/pipe: not a regular file, skipped"* ]]
}

@test "a link around in a circle is passed over" {
	mkdir dir
	cp "$SHEET" dir
	ln -s . dir/around
	run --separate-stderr timeout 10 sheet2ndjson dir
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 1 ]
}

@test "an operand that is no sheet is an error" {
	echo 'Dear reader' >letter.txt
	run --separate-stderr sheet2ndjson letter.txt "$SHEET"
	[ "$status" -eq 2 ]
	[ "$stderr" = "sheet2ndjson: letter.txt: not a review sheet" ]
	[ "$output" = "$(sheet2ndjson "$SHEET")" ]
}

@test "empty input is an error" {
	run --separate-stderr sheet2ndjson </dev/null
	[ "$status" -eq 2 ]
	[ "$output" = "" ]
	[ "$stderr" = "sheet2ndjson: <stdin>: is empty, want a review sheet" ]
}

@test "a directory without a sheet is an error" {
	mkdir dir
	run --separate-stderr sheet2ndjson dir
	[ "$status" -eq 2 ]
	[ "$stderr" = "sheet2ndjson: dir: no review sheet in it" ]
}

@test "a file that may not be read is reported and the rest read" {
	[ "$(id -u)" -ne 0 ] || skip "root may read everything"
	mkdir dir
	cp "$SHEET" dir/a.txt
	cp "$SHEET" dir/b.txt
	chmod 0 dir/a.txt
	run --separate-stderr sheet2ndjson dir
	[ "$status" -eq 2 ]
	[ "$stderr" = "sheet2ndjson: dir/a.txt: cannot open: Permission denied" ]
	[ "${#lines[@]}" -eq 1 ]
}

@test "CP932, EUC-JP and UTF-16 text gives the same record, and a note" {
	want=$(sheet2ndjson "$SHEET" | jq -c 'del(.source, .notes)')
	for code in CP932 EUC-JP-MS UTF-16LE UTF-16BE UTF-16; do
		iconv -f UTF-8 -t "$code" "$SHEET" >coded.txt
		run --separate-stderr sheet2ndjson coded.txt
		[ "$status" -eq 0 ]
		got=$(jq -c 'del(.source, .notes)' <<<"$output")
		[ "$got" = "$want" ]
		notes=$(jq -r '.notes[].code' <<<"$output")
		[[ "$notes" == *encoding-converted* ]]
	done
}

@test "CSV with few columns is a sheet, and so is tab text with quoted cells" {
	tab=$'\t'
	{
		printf '%s\r\n' '事業番号,0042' '平成30年度行政事業レビューシート,(架空省)' \
			'事業名,"灯台の""更新""、' 'その2",担当部局庁,海上局' \
			'会計区分,一般会計' '実施方法,補助'
	} > few.csv
	{
		printf '%s\r\n' "事業番号${tab}0042" \
			"平成30年度行政事業レビューシート${tab}(架空省)" \
			"事業名${tab}\"灯台の\"\"更新\"\"、" "その2\"${tab}担当部局庁${tab}海上局" \
			"会計区分${tab}一般会計" "実施方法${tab}補助"
	} > quoted.txt
	want='["0042","架空省","灯台の\"更新\"、\nその2","海上局",["補助"]]'
	for f in few.csv quoted.txt; do
		run --separate-stderr sheet2ndjson "$f"
		[ "$status" -eq 0 ]
		[ "$(jq -c '[.number, .ministry, .name, .bureau, .methods]' <<<"$output")" = "$want" ]
		[ "$(jq -c '[.source.reader, .unparsed]' <<<"$output")" = '["tsv",[]]' ]
	done
}

@test "a quote that opens no cell of several lines is text" {
	sed 's/^事業名\t/&"別名"の/' "$SHEET" > quote.txt
	run --separate-stderr sheet2ndjson quote.txt
	[ "$(jq -r .name <<<"$output")" = '"別名"の灯台資料の電子化に関する調査研究' ]
}

@test "invalid bytes become U+FFFD, with a note, and the output is UTF-8" {
	sed 's/灯台日誌/灯\xff\xfe台日\x80誌/' "$SHEET" >bad.txt
	run --separate-stderr sheet2ndjson bad.txt
	[ "$status" -eq 0 ]
	iconv -f UTF-8 -t UTF-8 <<<"$output" >/dev/null
	[[ "$output" == *灯��台日�誌* ]]
	[[ "$(jq -r '.notes[].code' <<<"$output")" == *encoding-replaced* ]]
}

@test "damage is noted on the sheet that has it, not on its neighbours" {
	sed 's/灯台日誌/灯\xff日誌/' "$SHEET" >bad.txt
	run --separate-stderr sheet2ndjson < <(cat "$FERRY" bad.txt "$FERRY")
	[ "$status" -eq 0 ]
	[[ "${lines[0]}" != *encoding-replaced* ]]
	[[ "${lines[1]}" == *encoding-replaced* ]]
	[[ "${lines[2]}" != *encoding-replaced* ]]
}

@test "NUL bytes are left out, with a note, and nothing after them is lost" {
	sed 's/灯台日誌/灯\x00台日\x00誌/' "$SHEET" >nul.txt
	run --separate-stderr sheet2ndjson nul.txt
	[ "$status" -eq 0 ]
	want=$(sheet2ndjson "$SHEET" | jq -c 'del(.source, .notes)')
	[ "$(jq -c 'del(.source, .notes)' <<<"$output")" = "$want" ]
	[[ "$(jq -r '.notes[].message' <<<"$output")" == *"NUL bytes were left out"* ]]
}

@test "any number of jobs gives the same bytes and the same diagnostics" {
	mkdir dir
	for i in $(seq 40); do
		cp "$SHEET" "dir/a$i.txt"
		cp "$FERRY" "dir/b$i.txt"
		echo no >"dir/c$i.txt"
		head -c 1000 <(gzip -c "$SHEET") >"dir/d$i.gz"
	done
	sheet2ndjson -v --jobs=1 dir no-such-file dir >1.out 2>1.err || [ $? -eq 2 ]
	for jobs in 2 3 8; do
		sheet2ndjson -v -j$jobs dir no-such-file dir >n.out 2>n.err ||
			[ $? -eq 2 ]
		cmp 1.out n.out
		cmp 1.err n.err
	done
}

@test "a bad value of an option is a usage error" {
	for option in --jobs=-1 --jobs=many --reader=none --max-size=1X \
		--max-depth=0 --max-line=; do
		run --separate-stderr sheet2ndjson "$option" "$SHEET"
		[ "$status" -eq 2 ]
		[ "$output" = "" ]
		[[ "$stderr" == 'sheet2ndjson: bad value '*" of ${option%%=*}, "* ]]
	done
}

@test "a value that is too large is told how large it may be" {
	run --separate-stderr sheet2ndjson --max-depth=65 "$SHEET"
	[ "$status" -eq 2 ]
	[[ "$stderr" == *', want a number from 1 to 64 '* ]]
	run --separate-stderr sheet2ndjson -j2000 "$SHEET"
	[[ "$stderr" == *', want a number from 0 to 1024 '* ]]
	[ "$(sheet2ndjson -j0 "$SHEET")" = "$(sheet2ndjson "$SHEET")" ]
}

@test "--list-readers names what --reader takes" {
	run --separate-stderr sheet2ndjson --list-readers
	[ "$status" -eq 0 ]
	[[ "$output" == *"tsv "* ]]
	run --separate-stderr sheet2ndjson --reader=tsv "$SHEET"
	[ "$output" = "$(sheet2ndjson "$SHEET")" ]
}

@test "--schema prints the JSON Schema of a record and of rows" {
	for name in '' =sheet =budget_row =finding; do
		run --separate-stderr sheet2ndjson "--schema$name"
		[ "$status" -eq 0 ]
		[ "$(jq -r '."$schema"' <<<"$output")" = https://json-schema.org/draft/2020-12/schema ]
	done
	run --separate-stderr sheet2ndjson --schema=nothing
	[ "$status" -eq 2 ]
}

@test "the manual has the options of --help, and no others" {
	command -v mandoc >/dev/null || skip "mandoc is not installed"
	help=$(sheet2ndjson --help | grep -oE -- '--[a-z-]+' | sort -u)
	page=$(mandoc -T utf8 "$ROOT/doc/sheet2ndjson.1" | sed 's/.\x08//g' |
		sed -n '/^DESCRIPTION/,/^EXIT/p' | grep -oE -- '--[a-z-]+' | sort -u)
	[ "$help" = "$page" ]
}
