#!/usr/bin/env bats
# The RS System's tables: joined, complete, whatever their order and spelling.
# shellcheck disable=SC2016,SC2154 # jq has its own $; bats sets $stderr

bats_require_minimum_version 1.5.0

setup_file() {
	export RS=$ROOT/tests/fixtures/rs
	export RECORDS=$BATS_FILE_TMPDIR/records.ndjson
	export REAL=$ROOT/../shared/data/rs2024
	sheet2ndjson "$RS" >"$RECORDS"
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
}

# record ID FILTER: of the project in $RECORDS
record() {
	jq -c --arg id "$1" "select(.project_id == \$id) | $2" "$RECORDS"
}

# is WHAT GOT WANT: bats shows only the last command, so say more
is() {
	[ "$2" = "$3" ] && return
	echo "$1: got \"$2\", want \"$3\""
	return 1
}

# file TABLE: the fixture of a table
file() {
	echo "$RS/$1"_RS_2024_*.csv
}

# load DATABASE FILE...: each CSV becomes a table t; headers with one dash
load() {
	local db=$1 csv
	shift
	for csv; do
		local name=${csv##*/}
		sed -e '1s/^\xef\xbb\xbf//' -e '1s/－/-/g' -e '1s/〜/~/g' \
			-e '1s/）ー反映額/）-反映額/' "$csv" >load.csv
		sqlite3 "$db.${name:0:3}" '.import --csv load.csv t'
	done
}

# recount DATABASE RECORDS: the lines of rs-count.tsv that disagree
recount() {
	local table what sql jq program='reduce inputs as $r ({}; .' n=0
	grep -v '^#' "$ROOT/tests/cli/rs-count.tsv" >count.tsv
	while IFS=$'\t' read -r table what sql jq; do
		[ -f "$1.$table" ] || continue
		n=$((n + 1))
		program="$program | .[\"$table $what\"] += (\$r | $jq // 0)"
		printf '%s %s\t%s\n' "$table" "$what" \
			"$(sqlite3 "$1.$table" "select coalesce($sql, 0) from t")"
	done <count.tsv >in.csv.txt
	jq -rn "$program) | to_entries[] | \"\\(.key)\\t\\(.value)\"" "$2" \
		>in.records.txt
	[ "$(wc -l <in.records.txt)" -gt 10 ]
	diff in.csv.txt in.records.txt
}

@test "all rows and the sum of every amount are in the records" {
	load csv "$RS"/*.csv
	recount csv "$RECORDS"
}

@test "the same holds for the official archives of 2024" {
	[ -d "$REAL" ] || skip "no ../shared/data/rs2024"
	for zip in "$REAL"/*.zip; do
		unzip -qo "$zip"
	done
	sheet2ndjson "$REAL" >real.ndjson
	is records "$(wc -l <real.ndjson)" 5664
	load csv ./*.csv
	recount csv real.ndjson
}

@test "every cell of a project with all columns filled is in its record" {
	load csv "$RS"/*.csv
	for db in csv.*; do
		sqlite3 "$db" '.mode json' \
			"select * from t where \"予算事業ID\" = '21'"
	done | jq -s '[.[][] | to_entries[]] | map(select(.value != "")) |
		unique' >cells.json
	[ "$(jq length cells.json)" -gt 200 ]
	record 21 . >21.json
	run jq -c --slurpfile cells cells.json '
		([.. | strings] | unique) as $texts |
		([.. | numbers | ., -., . / 100 | fabs] | unique) as $numbers |
		([paths | .[-1] | strings] | unique) as $keys |
		$cells[0][] | .value as $v | select(
			($texts | any(. == $v or (index("\n") // -1) >= 0 and
				contains($v)) | not) and
			(($v | tonumber? // null) as $n |
				$n == null or ($numbers | any(. == $n) | not)) and
			(["TRUE", "1.目標年度", "2.目標値", "3.実績値",
				"4.達成率"] | index($v) | not)
		)' 21.json
	is "not found" "$output" ""
}

@test "one record a project, in the order of year and number" {
	run jq -c '[.sheet_year, .project_id, .number, .name]' "$RECORDS"
	is first "${lines[0]}" '[2024,"3",null,"灯台点検事業"]'
	is last "${lines[3]}" '[2024,"100",null,"\"海図\"の刷新, その他"]'
	is count "${#lines[@]}" 4
}

@test "totals are the years, accounts stand below, carry-over is a minus" {
	is years "$(record 7 '[.budget.years[] | [.fiscal_year, .initial,
		.supplementary, .carried_in, .carried_out, .total, .executed,
		.request]]')" '[[2023,38000000,-2000000,0,-1500000,36000000,34500000,null],[2024,40000000,0,1500000,0,41500000,0,40000000],[2025,null,null,null,null,null,null,45000000]]'
	is inside "$(record 7 .budget.carried_out_in_total)" false
	is rate "$(record 7 '.budget.years[0].execution_rate')" 95.833
	is accounts "$(record 7 '[.budget.years[1].rs.accounts[].initial]')" \
		'[30000000,10000000]'
	is reasons "$(record 7 '[.budget.change_reason,
		.budget.years[0].rs.change_reason]')" \
		'["船を一隻増やすため","燃料費の減"]'
}

@test "items of the sheet's own year are budget.items, others are kept" {
	is items "$(record 7 '[.budget.items[] | [.item, .current, .request]]')" \
		'[["庁費",30000000,35000000],["旅費",10000000,10000000]]'
	is others "$(record 7 '[.budget.years[].rs.items[]? | [.budget_type,
		.amount]]')" '[["当初予算",38000000],["前年度から繰越し",1500000]]'
}

@test "four rows of 3-1 are one indicator, a marked year is the final one" {
	is outcome "$(record 7 '.outcomes[0] | [.goal, .unit, .years[0].actual,
		.years[0].attainment, .final.fiscal_year, .final.target]')" \
		'["島の人が不自由なく渡れる","人",1015,101.5,2025,1200]'
	is output "$(record 7 '.outputs[0] | [.activity, .years[1].planned,
		.years[1].actual, .rs.attainment["2023"]]')" \
		'["渡し船の運航を助ける。",365,360,98.6301]'
	is text "$(record 21 '.outcomes[0].years[1] | [.actual,
		.actual_text]')" '[null,"集計中"]'
	is printed "$(grep -o '"actual":63.50' "$RECORDS")" '"actual":63.50'
}

@test "payees are contracts; a payee without one is its total" {
	is payees "$(record 7 '[.payees[] | [.block, .name, .amount,
		.rs.total_only]]')" '[["A","株式会社みなと造船",15000000,null],["A","株式会社みなと造船",5000000,null],["A","島渡し組合",9000000,true],["A","その他",1000000,null],["B","個人Ａ",500000,true],["B","個人Ｂ",null,true]]'
	is totals "$(record 7 '[.rs.payee_totals[].total]')" \
		'[20000000,1000000]'
	is number "$(record 7 '.payees[0].corporate_number')" '"7123456789012"'
	is odd "$(record 7 '.payees[5].corporate_number_text')" '"12345"'
	is notes "$(record 7 '[.notes[].code]')" \
		'["corporate-number-check","corporate-number-form"]'
}

@test "blocks are nodes, links are edges, the ministry is node 0" {
	is edges "$(record 7 '[.flow.edges[] | [.from, .to]]')" \
		'[["0","A"],["A","B"]]'
	is nodes "$(record 7 '[.flow.nodes[] | [.id, .block, .name, .amount]]')" \
		'[["0",null,"沿岸庁",null],["A","A","株式会社みなと造船ほか",30000000],["B","B","個人",500000]]'
	is again "$(record 100 '[.flow.nodes[].id]')" '["0","A","A#2"]'
}

@test "without 5-1 the blocks are those that 5-2 names" {
	run sheet2ndjson "$(file 5-2)"
	[ "$status" -eq 0 ]
	is nodes "$(jq -c 'select(.project_id == "7") | [.flow.nodes[] |
		[.id, .name]]' <<<"$output")" \
		'[["0","沿岸庁"],["A","株式会社みなと造船ほか"],["B","個人"]]'
}

@test "a table that was not given is named in each record" {
	run sheet2ndjson "$(file 1-1)" "$(file 6-1)"
	[ "$status" -eq 0 ]
	is records "${#lines[@]}" 4
	is note "$(jq -c '.notes[0] | [.code, .message]' <<<"${lines[0]}")" \
		'["table-missing","not given: 1-2, 1-3, 1-4, 1-5, 2-1, 2-2, 3-1, 3-2, 4-1, 5-1, 5-2, 5-3, 5-4"]'
}

@test "blank, dash and zero stay apart" {
	is dash "$(record 7 '.rs | [has("overview_remarks"),
		.overview_remarks]')" '[true,null]'
	is blank "$(record 3 '.rs | has("overview_remarks")')" false
	is zero "$(record 7 '.payees[1] | [.bidders, .award_rate]')" '[0,0]'
	is none "$(record 3 '[.payees, .spending, .budget.years, .outcomes]')" \
		'[[],[],[],[]]'
}

@test "a second row of totals for a year is kept and noted" {
	is kept "$(record 100 '[.budget.years[] | [.fiscal_year, .total,
		.rs.more_totals[0].total, .request, .request_text,
		.rs.more_requests[0].request_text]]')" \
		'[[2024,0,1,null,null,null],[2025,null,null,7000000,null,"約3億"]]'
	is note "$(record 100 '[.notes[].code] | index("duplicate-key") != null')" \
		true
}

# Everything about the records but where their rows came from.
same() {
	jq -cS 'del(.source.file, .source.first_line, .source.member)' "$@"
}

@test "the tables come in any order, by name, in a directory or an archive" {
	same "$RECORDS" >want
	ls -r "$RS"/*.csv >names
	mapfile -t names <names
	sheet2ndjson "${names[@]}" | same >got
	cmp got want
	(cd "$RS" && bsdtar -cf "$BATS_TEST_TMPDIR/all.zip" --format zip ./*.csv) ||
		skip "no bsdtar"
	sheet2ndjson all.zip | same >got
	cmp got want
	sheet2ndjson - <all.zip | same >got
	cmp got want
}

@test "one thread and several write the same bytes" {
	sheet2ndjson -j1 "$RS" >one
	sheet2ndjson -j4 "$RS" >four
	cmp one four
}

@test "tables strung together in one stream are told apart" {
	same "$RECORDS" | jq -c 'del(.notes[].message)' >want
	for csv in "$RS"/*.csv; do
		cat "$csv"
		echo
	done | sheet2ndjson - | same | jq -c 'del(.notes[].message)' >got
	cmp got want
}

@test "rows in disorder are sorted, and that is said" {
	same "$RECORDS" >want
	mkdir mixed
	cp "$RS"/*.csv mixed
	for table in 1-1 2-1 5-3; do
		csv=$(file $table)
		{
			head -n 1 "$csv"
			tail -n +2 "$csv" | grep ',100,'
			tail -n +2 "$csv" | grep -v ',100,'
		} >"mixed/${csv##*/}"
	done
	run --separate-stderr sheet2ndjson mixed
	[ "$status" -eq 0 ]
	same <<<"$output" >got
	cmp got want
	is said "$(grep -c 'not in the order of 予算事業ID' <<<"$stderr")" 3
}

@test "columns are known by name: reordered, respelled, unknown ones kept" {
	printf '%s\n' '予算事業ID,備 考,事業年度,新しい列,事業名,局･庁' \
		'5,潮待ち,2024,"一, 二",港の掃除,港湾局' '6,,2024,,灯の掃除,' >new.csv
	run sheet2ndjson new.csv
	[ "$status" -eq 0 ]
	is known "$(jq -c '[.project_id, .remarks, .name, .bureau]' <<<"${lines[0]}")" \
		'["5","潮待ち","港の掃除","港湾局"]'
	is extra "$(jq -c .rs.extra <<<"${lines[0]}")" \
		'{"6-1":[{"新しい列":"一, 二"}]}'
	is blank "$(jq -c .rs.extra <<<"${lines[1]}")" null
}

@test "a column that comes twice is kept under a name of its own" {
	printf '%s\n' '事業年度,予算事業ID,事業名,備考,備考,潮位,潮位,潮位' \
		'2024,7,渡し船運航支援事業,甲,乙,満,干,中' >twice.csv
	run sheet2ndjson twice.csv
	[ "$status" -eq 0 ]
	is extra "$(jq -c '[.remarks, .rs.extra]' <<<"$output")" \
		'["甲",{"6-1":[{"備考#2":"乙","潮位":"満","潮位#2":"干","潮位#3":"中"}]}]'
}

@test "an unknown table is kept whole under its name" {
	printf '%s\n' '事業年度,予算事業ID,事業名,局・庁,潮位' \
		'2024,7,渡し船運航支援事業,船舶部門,満' >7-1_RS_2024_潮.csv
	run sheet2ndjson "$(file 6-1)" 7-1_RS_2024_潮.csv
	[ "$status" -eq 0 ]
	is extra "$(jq -c 'select(.project_id == "7").rs.extra' <<<"$output")" \
		'{"7-1":[{"潮位":"満"}]}'
}

@test "a malformed row is reported with file and line, the rest goes on" {
	head -n 1 "$(file 6-1)" >bad.csv
	cat >>bad.csv <<-'END'
		レビューシート,2024,1,甲事業,1,省,省,局,,課,,,,よい
		レビューシート,2024,2,乙事業,1,省,省,局,,課,,,
		レビューシート,2024,三,丙事業,1,省,省,局,,課,,,,番号がない
		レビューシート,2024,4,丁事業,1,省,省,局,,課,,,,"閉じない
		レビューシート,2024,5,戊事業,1,省,省,局,,課,,,,"よ""い
		二行目"
		レビューシート,2024,6,己事業,1,省,省,局,,課,,,,"後"ろ
		レビューシート,2024,7,庚事業,1,省,省,局,,課,,,,よい
	END
	run --separate-stderr sheet2ndjson bad.csv
	[ "$status" -eq 2 ]
	is ids "$(jq -r .project_id <<<"$output" | tr '\n' ' ')" '1 5 7 '
	is text "$(jq -c 'select(.project_id == "5").remarks' <<<"$output")" \
		'"よ\"い\n二行目"'
	is said "$stderr" "sheet2ndjson: bad.csv:3: 13 columns, want 14
sheet2ndjson: bad.csv:4: 予算事業ID is \"三\", want digits
sheet2ndjson: bad.csv:5: text behind a closing quote
sheet2ndjson: bad.csv:8: text behind a closing quote"
}

@test "rows like a malformed one are not taken for the project before" {
	head -n 1 "$(file 6-1)" >bad.csv
	cat >>bad.csv <<-'END'
		レビューシート,2024,1,甲事業,1,省,省,局,,課,,,,甲
		レビューシート,2024,二,乙事業,1,省,省,局,,課,,,,乙
		レビューシート,2024,二,乙事業,1,省,省,局,,課,,,,乙
		レビューシート,2024,3,丙事業,1,省,省,局,,課,,,
		レビューシート,2024,3,丙事業,1,省,省,局,,課,,,,丙
	END
	run --separate-stderr sheet2ndjson bad.csv
	[ "$status" -eq 2 ]
	is records "$(jq -c '[.project_id, .name, .remarks]' <<<"$output")" \
		'["1","甲事業","甲"]
["3","丙事業","丙"]'
	is said "$(wc -l <<<"$stderr")" 3
}

@test "a quote that is never closed costs its own row only" {
	head -n 1 "$(file 6-1)" >bad.csv
	cat >>bad.csv <<-'END'
		レビューシート,2024,1,甲事業,1,省,省,局,,課,,,,"閉じない
		レビューシート,2024,2,乙事業,1,省,省,局,,課,,,,よい
	END
	run --separate-stderr sheet2ndjson bad.csv
	[ "$status" -eq 2 ]
	is ids "$(jq -r .project_id <<<"$output")" 2
	is said "$stderr" "sheet2ndjson: bad.csv:2: a quote is not closed"
}

@test "a table that is cut off is said, and noted where rows may be missing" {
	{
		head -n 1 "$(file 6-1)"
		for ((i = 1; i <= 3000; i++)); do
			echo "レビューシート,2024,$i,事業$i,1,省,省,局,,課,,,,$RANDOM"
		done
	} >6-1.csv
	gzip -c 6-1.csv | head -c -9000 >6-1.csv.gz
	run --separate-stderr sheet2ndjson "$(file 1-1)" 6-1.csv.gz
	[ "$status" -eq 2 ]
	[[ $stderr == *"6-1.csv.gz"* ]]
	n=$(wc -l <<<"$output")
	[ "$n" -gt 1000 ]
	[ "$n" -lt 3000 ]
	is last "$(tail -n 1 <<<"$output" | jq -c '[.notes[].code]')" \
		'["input-cut","table-missing","section-missing"]'
}

@test "tables in other encodings are read" {
	same "$RECORDS" >want
	mkdir sjis
	for csv in "$RS"/*.csv; do
		sed '1s/^\xef\xbb\xbf//' "$csv" |
			iconv -f UTF-8 -t CP932 >"sjis/${csv##*/}"
	done
	sheet2ndjson sjis | same >got
	cmp got want
}

@test "a table given twice counts once, and that is said" {
	run --separate-stderr sheet2ndjson "$(file 5-3)" "$(file 5-3)" "$(file 1-1)"
	[ "$status" -eq 0 ]
	is items "$(jq -c 'select(.project_id == "7") |
		[.spending[].items | length]' <<<"$output")" '[3,1]'
	[[ $stderr == *": table 5-3 repeats "*"what it repeats is left out" ]]
}

@test "two years of one project are two records" {
	sed 's/,2024,/,2025,/' "$(file 6-1)" >6-1_RS_2025.csv
	run --separate-stderr sheet2ndjson "$(file 6-1)" 6-1_RS_2025.csv
	[ "$status" -eq 0 ]
	is years "$(jq -c .sheet_year <<<"$output" | tr '\n' ' ')" \
		'2024 2024 2024 2024 2025 2025 2025 2025 '
}

@test "a header without rows, and one that is no table" {
	head -n 1 "$(file 6-1)" >empty.csv
	run --separate-stderr sheet2ndjson empty.csv
	is output "$output" ""
}

@test "the filters work on the records" {
	run budget-extract "$RECORDS"
	[ "$status" -eq 0 ]
	is rows "$(jq -c 'select(.project_id == "7" and .fiscal_year == 2023) |
		[.total, .total_computed, .execution_rate_computed]' \
		<<<"$output")" '[36000000,36000000,95.8]'
}

@test "a payee of a sheet and of the RS System is one row" {
	# the same payee on a sheet of 2021
	jq -c 'select(.project_id == "7") | .sheet_year = 2021 | .number = "0007" |
		.project_id = null | .payees |= .[:1]' "$RECORDS" >2021.ndjson
	run payee-agg 2021.ndjson "$RECORDS"
	[ "$status" -eq 0 ]
	is rows "$(jq -c 'select(.corporate_number == "7123456789012") |
		[.payments, .sheets, .years, .amount]' <<<"$output")" \
		'[3,2,[2021,2024],35000000]'
}

@test "the manual lists the columns of rs-columns.tsv and their homes" {
	cd "$ROOT" || return 1
	share/form/rs-manual.sh | cmp - doc/reviewsheet-rs.5
}

# recipe N: the Nth command of the cookbook
recipe() {
	awk -v n="$1" '/^```sh/ { on = ++i == n; next } /^```/ { on = 0 }
		on' "$ROOT/doc/cookbook-rs.md" |
		sed -e 's/総務省/航路省/' >recipe.sh
	[ -s recipe.sh ]
	bash -eo pipefail recipe.sh
}

kitchen() {
	ln -s "$RS" rs
	mkdir sheets-2021
	cp "$ROOT/tests/fixtures/ferry.txt" sheets-2021
	cp "$RECORDS" rs.ndjson
}

@test "cookbook: records, and what was not given" {
	kitchen
	recipe 1
	cmp <(wc -l <rs.ndjson) <(echo 4)
	run recipe 2
	[ "$status" -eq 0 ]
	[[ $output == *duplicate-key* ]]
}

@test "cookbook: the ten biggest payees of a ministry" {
	kitchen
	run recipe 3
	[ "$status" -eq 0 ]
	is first "${lines[0]}" \
		$'7123456789012\t株式会社みなと造船\t20000000\t20000000\t2'
}

@test "cookbook: execution rate by ministry" {
	kitchen
	run recipe 4
	[ "$status" -eq 0 ]
	[[ ${lines[1]} == $'航路省\t'*$'\t36000000\t34500000\t'*$'\t95.8' ]]
}

@test "cookbook: projects whose block links end nowhere" {
	kitchen
	run recipe 5
	[ "$status" -eq 0 ]
	[[ $output == *$'100\t"海図"の刷新, その他\t0\tC\t海図印刷会社'* ]]
	run recipe 6
	[ "$status" -eq 0 ]
	[[ $output == $'21\t霧笛保存事業\t霧5-2from' ]]
}

@test "cookbook: sheets of 2021 and RS in one go" {
	kitchen
	recipe 7
	[ "$(wc -l <payees.ndjson)" -gt 3 ]
}

@test "cookbook: SQLite" {
	command -v sqlite3 >/dev/null || skip "no sqlite3"
	kitchen
	run recipe 8
	[ "$status" -eq 0 ]
	is row "${lines[0]}" '航路省|1|36000000'
}

@test "cookbook: DuckDB" {
	command -v duckdb >/dev/null || skip "no duckdb"
	kitchen
	run recipe 9
	[ "$status" -eq 0 ]
	[[ $output == *航路省* ]]
}
