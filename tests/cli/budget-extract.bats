#!/usr/bin/env bats
# shellcheck disable=SC2154,SC2129 # run sets stderr; records come one by one
# What budget-extract writes for each fiscal year, once or in total.

bats_require_minimum_version 1.5.0

setup() {
	load records
	cd "$BATS_TEST_TMPDIR" || return 1
}

# pick JQ [OPTION...]: the rows of budget-extract over standard input, picked
pick() {
	local filter=$1
	shift
	budget-extract "$@" | jq -c "$filter"
}

@test "a row per fiscal year, in the order of the contract's keys" {
	sheet 2021 青空省 0001 '.project_id = "77" | .budget.years = [
		year(2020; 106000000; 97000000), year(2021; 180000000; null)]' |
		budget-extract >got
	is "rows" "$(cat got)" '{"sheet_year":2021,"ministry":"青空省","number":"0001","project_id":"77","name":"灯台の保守","fiscal_year":2020,"initial":106000000,"supplementary":null,"carried_in":null,"carried_out":null,"reserve":null,"total":106000000,"executed":97000000,"request":null,"execution_rate":null,"total_computed":106000000,"execution_rate_computed":91.5}
{"sheet_year":2021,"ministry":"青空省","number":"0001","project_id":"77","name":"灯台の保守","fiscal_year":2021,"initial":180000000,"supplementary":null,"carried_in":null,"carried_out":null,"reserve":null,"total":180000000,"executed":null,"request":null,"execution_rate":null,"total_computed":180000000,"execution_rate_computed":null}'
}

@test "total_computed is the sum of the parts that are known" {
	sheet 2021 青空省 0001 '.budget.years = [
		(year(2018; 100; null) | .supplementary = 20 | .carried_in = 3 |
			.carried_out = -50 | .reserve = 1 | .total = 74),
		(year(2019; null; null) | .total = 0),
		(year(2020; 0; null)), (year(2021; null; null) | .reserve = -0.5)]' |
		pick .total_computed >got
	is "sums" "$(cat got)" '74
null
0
-0.5'
}

@test "carried_out counts only where it is in the total" {
	sheet 2024 青空省 0001 '.budget.carried_out_in_total = false |
		.budget.years = [(year(2023; 100; null) | .carried_out = -30),
		(year(2024; null; null) | .carried_out = -30)]' |
		pick .total_computed >got
	is "sums" "$(cat got)" '100
null'
}

@test "the rate has one decimal, half up, and is null of nothing" {
	sheet 2021 青空省 0001 '.budget.years = [
		year(2015; 2000; 1969), year(2016; 2000; 1968), year(2017; 3; 2),
		year(2018; 0; 0), year(2019; null; 5), year(2020; 5; null),
		year(2021; 8; 8)]' | budget-extract |
		grep -o 'execution_rate_computed":[^}]*' | cut -d: -f2 >got
	is "rates" "$(tr '\n' ' ' <got)" "98.5 98.4 66.7 null null null 100.0 "
	sheet 2021 青空省 0001 '.budget.years = [year(2021; 2000; 1969)]' |
		sed 's/"executed":1969/"executed":1969.0/' | pick \
		.execution_rate_computed >got
	is "98.45 is up" "$(cat got)" 98.5
}

@test "figures keep what the sheet prints" {
	sheet 2021 青空省 0001 '.budget.years = [year(2020; 1; 1) |
		.execution_rate = 92]' |
		sed 's/"execution_rate":92/"execution_rate":92.0/;
			s/"initial":1,/"initial":0.1e3,/' | budget-extract >got
	is "rate" "$(grep -o '"execution_rate":[0-9.]*' got)" \
		'"execution_rate":92.0'
	is "amount" "$(grep -o '"initial":[0-9.]*' got)" '"initial":100'
}

@test "--unit and --decimals" {
	sheet 2021 青空省 0001 '.budget.years = [
		(year(2020; 18100000; 449999.5) | .supplementary = -1500000)]' >in
	is "million" "$(budget-extract --unit=million in |
		grep -o '"\(initial\|executed\|supplementary\)":[0-9.-]*' |
		tr '\n' ' ')" \
		'"initial":18.1 "supplementary":-1.5 "executed":0.4499995 '
	is "rounded" "$(budget-extract -u million --decimals=1 in |
		grep -o '"\(initial\|executed\|supplementary\)":[0-9.-]*' |
		tr '\n' ' ')" \
		'"initial":18.1 "supplementary":-1.5 "executed":0.4 '
	is "half up, away from 0" \
		"$(budget-extract -u million --decimals=0 in |
		grep -o '"supplementary":[0-9.-]*')" '"supplementary":-2'
	is "thousand" "$(budget-extract -u thousand in |
		grep -o '"initial":[0-9.]*')" '"initial":18100'
	is "rates stay" "$(budget-extract -u million --decimals=0 in |
		grep -o 'rate_computed":[0-9.]*')" 'rate_computed":2.5'
}

@test "--years takes years and ranges, open ones too" {
	sheet 2021 青空省 0001 \
		'.budget.years = [range(2015; 2023) | year(.; 1; 1)]' >in
	for case in 2018:2018 2018,2020:2018,2020 2016-2017:2016,2017 \
		2021-:2021,2022 -2016:2015,2016 1999:; do
		is "$case" "$(budget-extract --years="${case%:*}" in |
			jq .fiscal_year | paste -sd,)" "${case#*:}"
	done
}

@test "what is no year, unit, key or number is a usage error" {
	for bad in --years=x --years= --years=2020-2018 --years=- --unit=dollar \
		--by=payee --by=year,year --by= --decimals=-1 --decimals=1.5 \
		--output=xml --jobs=x; do
		run --separate-stderr budget-extract $bad </dev/null
		is "$bad" "$status" 2
		[[ "$stderr" == "budget-extract: bad value "* ]]
	done
}

@test "csv and tsv" {
	sheet 2021 青空省 0001 '.name = "灯台,港" | .number = null |
		.budget.years = [year(2020; 106000000; 97000000)]' >in
	is "csv" "$(budget-extract -o csv -u million in)" \
		'sheet_year,ministry,number,project_id,name,fiscal_year,initial,supplementary,carried_in,carried_out,reserve,total,executed,request,execution_rate,total_computed,execution_rate_computed
2021,青空省,,,"灯台,港",2020,106,,,,,106,97,,,106,91.5'
	is "tsv" "$(budget-extract -o tsv in | tail -n 1)" \
		"2021	青空省			灯台,港	2020	106000000					106000000	97000000			106000000	91.5"
}

@test "--long writes a row for each figure that is known" {
	sheet 2021 青空省 0001 '.budget.years = [
		year(2020; 106000000; 97000000), year(2021; 0; null)]' |
		budget-extract --long -o tsv -u million | cut -f 6- >got
	is "long" "$(cat got)" "fiscal_year	figure	value
2020	initial	106
2020	total	106
2020	executed	97
2020	total_computed	106
2020	execution_rate_computed	91.5
2021	initial	0
2021	total	0
2021	total_computed	0"
}

# Three sheets of one project, by its past numbers, and one of another.
series() {
	sheet 2019 青空省 0010 '.name = "灯台" |
		.budget.years = [year(2017; 1; 1), year(2018; 5; 4), year(2019; 6; null)]'
	sheet 2020 青空省 0011 '.name = "灯台と港" | .past_numbers = [
			{ sheet_year: 2019, ministry: null, number: "0010" }] |
		.budget.years = [year(2018; 5; 4), year(2019; 7; 3), year(2020; 8; null)]'
	sheet 2021 青空省 0012 '.name = "灯台 と港" |
		.budget.years = [year(2019; 7; 2), year(2020; 8; 8)]'
	sheet 2021 青空省 0013 '.name = "灯台" |
		.budget.years = [year(2020; 100; 50)]'
}

@test "--latest gives a fiscal year once, as last stated" {
	series | pick '[.number, .fiscal_year, .initial, .executed, .restatements,
		.changes]' --latest >got
	is "rows" "$(cat got)" '["0010",2017,1,1,0,0]
["0011",2018,5,4,1,0]
["0012",2019,7,2,2,2]
["0012",2020,8,8,1,0]
["0013",2020,100,50,0,0]'
}

@test "--latest and --by do not depend on the order of the records" {
	series >in
	for how in --latest --by=ministry,year --by=year "--latest --long"; do
		# shellcheck disable=SC2086 # several words
		whole=$(budget-extract $how in)
		for seed in 1 2 3 4 5; do
			# shellcheck disable=SC2086
			is "$how" "$(shuf --random-source=<(yes $seed) in |
				budget-extract $how)" "$whole"
		done
	done
}

@test "a project that was split is not one project" {
	{
		sheet 2020 青空省 0010 '.name = "灯台" |
			.budget.years = [year(2019; 9; 9)]'
		for n in 0011 0012; do
			sheet 2021 青空省 $n '.name = "灯台" | .past_numbers = [
				{ sheet_year: 2020, ministry: null, number: "0010" }] |
				.budget.years = [year(2020; 4; 4)]'
		done
	} | pick '[.number, .fiscal_year, .initial]' --latest >got
	is "nothing is lost" "$(cat got)" '["0010",2019,9]
["0011",2020,4]
["0012",2020,4]'
}

@test "project_id is stronger than a name, bureaus keep names apart" {
	{
		sheet 2024 青空省 null '.number = null | .project_id = "1" |
			.name = "甲" | .budget.years = [year(2023; 1; 1)]'
		sheet 2025 青空省 null '.number = null | .project_id = "1" |
			.name = "乙" | .budget.years = [year(2023; 2; 2)]'
		sheet 2020 青空省 0001 '.name = "丙" | .bureau = "港湾局" |
			.budget.years = [year(2019; 3; 3)]'
		sheet 2021 青空省 0001 '.name = "丙" | .bureau = "航空局" |
			.budget.years = [year(2019; 4; 4)]'
	} | pick '[.project_id, .name, .initial, .restatements]' --latest >got
	is "rows" "$(cat got)" '[null,"丙",3,0]
[null,"丙",4,0]
["1","乙",2,1]'
}

@test "--by adds up ministries and years, each project's year once" {
	{
		series
		sheet 2021 大海省 0001 '.budget.years = [year(2020; 7; null)]'
	} >in
	is "both" "$(budget-extract --by=ministry,year in | jq -c '[keys_unsorted[0:3],
		.ministry, .fiscal_year, .sheets, .initial, .executed,
		.execution_rate_computed]' | head -n 2)" \
		'[["ministry","fiscal_year","sheets"],"大海省",2020,1,7,null,null]
[["ministry","fiscal_year","sheets"],"青空省",2017,1,1,1,100]'
	is "year" "$(budget-extract --by=year --years=2020 in |
		jq -c '[.fiscal_year, .sheets, .initial, .executed]')" \
		'[2020,3,115,58]'
	is "the rate is of sheets that state both" \
		"$(budget-extract --by=year --years=2020 in |
			jq -c '.execution_rate_computed')" 53.7
	is "ministry" "$(budget-extract --by=ministry in |
		jq -c '[.ministry, .sheets, .initial]')" '["大海省",1,7]
["青空省",4,121]'
	is "long" "$(budget-extract --by=ministry --long -o tsv in |
		head -n 2)" "ministry	sheets	figure	value
大海省	1	initial	7"
}

@test "in a total a sheet met twice counts once, and is reported" {
	sheet 2021 青空省 0001 '.budget.years = [year(2020; 7; 7)]' >in
	run --separate-stderr budget-extract --by=year in in
	is "status" "$status" 0
	is "amount" "$(jq .initial <<<"$output")" 7
	is "told" "${stderr_lines[0]}" \
		"budget-extract: in:1: sheet 2021 青空省 0001 was met before; it counts once"
}

@test "without totals each record gives its rows as it comes" {
	sheet 2021 青空省 0001 '.budget.years = [year(2020; 7; 7)]' >in
	is "rows" "$(budget-extract in in | wc -l)" 2
	mkfifo pipe
	budget-extract <pipe >out 3>&- &
	exec 5>pipe
	cat in >&5
	for _ in $(seq 50); do
		[ -s out ] && break
		sleep 0.1
	done
	is "before the end of the input" "$(wc -l <out)" 1
	exec 5>&-
	wait
}

@test "a malformed record is reported, the others are written" {
	sheet 2021 青空省 0001 '.budget.years = [year(2020; 7; 7)]' >in
	sheet 2021 青空省 0002 '.budget.years = [year(2020; "7"; 7)]' >>in
	sheet 2021 青空省 0003 '.budget.years = [year(2020; 8; 8)]' >>in
	run --separate-stderr budget-extract in
	is "status" "$status" 2
	is "rows" "$(jq -c .initial <<<"$output" | tr '\n' ' ')" "7 8 "
	[[ "$stderr" == "budget-extract: in:2: "*"initial is a string"* ]]
}

@test "the rows of the gold records are the gold rows" {
	gold=$ROOT/../shared/seeds/gold
	[ -d "$gold" ] || skip "the gold records are not there"
	jq -c . "$gold"/0*.json | budget-extract | jq -S . >got
	jq -S . "$gold/budget-rows.ndjson" >want
	cmp got want
}

@test "golden files: the same rows and words as ever" {
	golden budget-extract
}
