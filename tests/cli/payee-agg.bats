#!/usr/bin/env bats
# shellcheck disable=SC2154,SC2129 # run sets stderr; records come one by one
# What payee-agg adds up, and what it keeps apart.

bats_require_minimum_version 1.5.0

setup() {
	load records
	cd "$BATS_TEST_TMPDIR" || return 1
}

# pick JQ [OPTION...]: the rows of payee-agg over standard input, picked
pick() {
	local filter=$1
	shift
	payee-agg "$@" | jq -c "$filter"
}

@test "abbreviated legal forms, width and spaces are one payee" {
	sheet 2021 青空省 0001 '.payees = [
		pay("A"; "㈱灯台"; null; 100), pay("A"; "株式会社 灯台"; null; 20),
		pay("A"; "（株）灯台"; null; 3), pay("A"; "灯台㈱"; null; 1000)]' |
		pick '[.name, .names, .amount, .payments]' >got
	is "grouped" "$(cat got)" '["灯台株式会社",["灯台㈱"],1000,1]
["株式会社灯台",["㈱灯台","株式会社 灯台","（株）灯台"],123,3]'
}

@test "ー is a letter, not a dash" {
	sheet 2021 青空省 0001 '.payees = [
		pay("A"; "センター"; null; 1), pay("A"; "センタ-"; null; 2),
		pay("A"; "A‐B"; null; 4), pay("A"; "Ａ－Ｂ"; null; 8)]' |
		pick '[.names, .amount]' >got
	is "rows" "$(cat got)" '[["A‐B","Ａ－Ｂ"],12]
[["センタ-"],2]
[["センター"],1]'
}

@test "a corporate number is the key whatever the name" {
	sheet 2021 青空省 0001 '.payees = [
		pay("A"; "灯台電気"; "9000000000000"; 5), pay("A"; "灯台電気"; "9000000000000"; 5),
		pay("A"; "灯台電気工業"; "9000000000000"; 5)]' |
		pick '[.corporate_number, .name, .names, .amount]' >got
	is "the name most often met" "$(cat got)" \
		'["9000000000000","灯台電気",["灯台電気","灯台電気工業"],15]'
}

@test "of names met equally often the longest is shown" {
	sheet 2021 青空省 0001 '.payees = [
		pay("A"; "灯台"; "9000000000000"; 5), pay("A"; "灯台電気"; "9000000000000"; 5)]' |
		pick .name >got
	is "name" "$(cat got)" '"灯台電気"'
}

@test "a number whose check digit fails is no key" {
	sheet 2021 青空省 0001 '.payees = [
		pay("A"; "灯台"; "1000000000000"; 5), pay("A"; "港"; "1000000000000"; 6)]' |
		pick '[.corporate_number, .name]' >got
	is "by name" "$(cat got)" '[null,"港"]
[null,"灯台"]'
}

@test "a payee without a number joins the only one of its name" {
	sheet 2021 青空省 0001 '.payees = [
		pay("A"; "株式会社灯台"; "9000000000000"; 5), pay("A"; "㈱灯台"; null; 6)]' |
		pick '[.corporate_number, .amount]' >got
	is "joined" "$(cat got)" '["9000000000000",11]'
}

@test "but not one of two of its name" {
	sheet 2021 青空省 0001 '.payees = [
		pay("A"; "㈱灯台"; "9000000000000"; 5), pay("A"; "㈱灯台"; "8000000000001"; 7),
		pay("A"; "㈱灯台"; null; 6)]' |
		pick '[.corporate_number, .amount]' >got
	is "apart" "$(cat got)" '["8000000000001",7]
[null,6]
["9000000000000",5]'
}

@test "placeholders join within a sheet, never across" {
	{
		sheet 2021 青空省 0001 '.payees = [
			pay("A"; "個人A"; null; 5), pay("B"; "個人Ａ"; null; 1),
			pay("A"; "その他"; null; 9)]'
		sheet 2021 青空省 0002 '.payees = [
			pay("A"; "個人A"; null; 7), pay("A"; "その他"; null; 8)]'
	} | pick '[.name, .amount, .sheets]' >got
	is "apart" "$(cat got)" '["その他",9,1]
["その他",8,1]
["個人A",7,1]
["個人A",6,1]'
}

@test "a row without a name counts, on its own sheet" {
	{
		sheet 2021 青空省 0001 '.payees = [pay("A"; null; null; 5)]'
		sheet 2021 青空省 0002 '.payees = [pay("A"; null; null; 6)]'
	} | pick '[.corporate_number, .name, .names, .amount]' >got
	is "rows" "$(cat got)" '[null,null,[],6]
[null,null,[],5]'
}

@test "an amount that no row gives is null, one that some give is a sum" {
	sheet 2021 青空省 0001 '.payees = [
		pay("A"; "甲"; null; null), pay("A"; "乙"; null; null),
		pay("A"; "乙"; null; 0)]' |
		pick '[.name, .amount, .payments, .single_bid]' >got
	is "rows" "$(cat got)" '["乙",0,2,{"payments":0,"amount":0}]
["甲",null,1,{"payments":0,"amount":0}]'
}

@test "sums are exact beyond 2^53 and below a yen" {
	for i in 1 2 3 4 5 6 7 8 9 10; do
		sheet 2021 青空省 "$i" '.payees = [
			pay("A"; "甲"; null; 1), pay("A"; "乙"; null; 0.25)]' |
			sed 's/"amount":1,/"amount":999999999999999999,/'
	done >many
	payee-agg many | grep -o '"amount":[0-9.]*' | head -n 2 >got
	payee-agg many | grep -o '"direct_amount":[^,]*' | sort -u >>got
	is "sums" "$(cat got)" '"amount":9999999999999999990
"amount":0
"direct_amount":null'
	payee-agg many | tail -n 1 | grep -o '"amount":[0-9.]*' | head -n 1 >got
	is "fractions" "$(cat got)" '"amount":2.5'
}

@test "exponents and the residue of binary floats are read exactly" {
	sheet 2021 青空省 0001 '.payees = [pay("A"; "甲"; null; 1)]' >one
	for n in 8e1:80 1.5E+3:1500 1005599.9999999998:1005600 0.1e1:1 \
		-25:-25 2.50:2.5; do
		sed "s/\"amount\":1,/\"amount\":${n%:*},/" one |
			payee-agg | grep -o '"amount":[^,]*' | head -n 1 >got
		is "$n" "$(cat got)" "\"amount\":${n#*:}"
	done
}

@test "direct_amount is what the ministry itself paid" {
	sheet 2021 青空省 0001 '.flow = direct("A") |
		.flow.edges += [through("A"; "B")] | .flow.nodes += [node("B")] |
		.payees = [pay("A"; "甲"; null; 100), pay("B"; "甲"; null; 40),
			pay("B"; "乙"; null; 30)]' |
		pick '[.name, .amount, .direct_amount]' >got
	is "first level only" "$(cat got)" '["甲",140,100]
["乙",30,0]'
}

@test "direct_amount is null as soon as one sheet shows no flow" {
	{
		sheet 2021 青空省 0001 '.flow = direct("A") |
			.payees = [pay("A"; "甲"; null; 100)]'
		sheet 2021 青空省 0002 '.payees = [pay("A"; "甲"; null; 1)]'
		sheet 2021 青空省 0003 '.flow = direct("A") |
			.payees = [pay("A"; "乙"; null; 9)]'
	} | pick '[.name, .direct_amount]' >got
	is "null" "$(cat got)" '["甲",null]
["乙",9]'
}

@test "a second node of a block is paid as its arrow says" {
	sheet 2021 青空省 0001 '.flow = {
			nodes: [{id: "A#2", block: "A", name: null, amount: null,
				role: null}],
			edges: [through("0"; "A#2")] } |
		.payees = [pay("A"; "甲"; null; 100)]' | pick .direct_amount >got
	is "paid" "$(cat got)" 100
}

@test "--direct-only leaves out the rest and tells of sheets without a flow" {
	{
		sheet 2021 青空省 0001 '.flow = direct("A") |
			.flow.edges += [through("A"; "B")] |
			.payees = [pay("A"; "甲"; null; 100),
				pay("B"; "甲"; null; 40)]'
		sheet 2021 青空省 0002 '.payees = [pay("A"; "甲"; null; 1)]'
	} >in
	run --separate-stderr payee-agg --direct-only in
	is "amount" "$(jq -c '[.amount, .direct_amount, .payments]' <<<"$output")" \
		'[100,100,1]'
	is "told" "$stderr" \
		"payee-agg: 1 row of 1 sheet without a flow was left out"
	is "status" "$status" 0
}

@test "one bidder is a single bid, none is not applicable" {
	sheet 2021 青空省 0001 '.payees = [
		(pay("A"; "甲"; null; 1) | .bidders = 1),
		(pay("A"; "甲"; null; 2) | .bidders = 0),
		(pay("A"; "甲"; null; 4) | .bidders = 3),
		(pay("A"; "甲"; null; 8) | .bidders = 1.0),
		pay("A"; "甲"; null; 16)]' | pick .single_bid >got
	is "single" "$(cat got)" '{"payments":2,"amount":9}'
}

@test "methods go by NFKC without white space, sorted" {
	sheet 2021 青空省 0001 '.payees = [
		(pay("A"; "甲"; null; 1) | .method = "随意契約（少額）"),
		(pay("A"; "甲"; null; 2) | .method = "随意契約 (少額)"),
		(pay("A"; "甲"; null; 4) | .method = "一般競争契約"),
		pay("A"; "甲"; null; 8)]' | pick .methods >got
	is "methods" "$(cat got)" \
		'{"一般競争契約":{"payments":1,"amount":4},"随意契約(少額)":{"payments":2,"amount":3}}'
}

@test "ministries, years and sheets of a payee" {
	{
		sheet 2022 青空省 0001 '.payees = [pay("A"; "甲"; null; 1),
			pay("A"; "甲"; null; 1)]'
		sheet 2020 青空省 0001 '.payees = [pay("A"; "甲"; null; 1)]'
		sheet 2020 大海省 0001 '.payees = [pay("A"; "甲"; null; 1)]'
	} | pick '[.sheets, .payments, .ministries, .years]' >got
	is "sets" "$(cat got)" '[3,4,["大海省","青空省"],[2020,2022]]'
}

@test "largest first, then by corporate number, then by name" {
	sheet 2021 青空省 0001 '.payees = [
		pay("A"; "丁"; "9000000000000"; 5), pay("A"; "丙"; null; 5),
		pay("A"; "乙"; null; 5), pay("A"; "戊"; "8000000000001"; 5),
		pay("A"; "己"; null; 6), pay("A"; "甲"; null; null)]' |
		pick '[.corporate_number, .name]' >got
	is "order" "$(cat got)" '[null,"己"]
[null,"丙"]
[null,"乙"]
["8000000000001","戊"]
["9000000000000","丁"]
[null,"甲"]'
}

@test "a sheet met twice counts once and is reported" {
	sheet 2021 青空省 0001 '.payees = [pay("A"; "甲"; null; 5)]' >one
	run --separate-stderr payee-agg one one
	is "status" "$status" 0
	is "amount" "$(jq .amount <<<"$output")" 5
	is "told" "$stderr" \
		"payee-agg: one:1: sheet 2021 青空省 0001 was met before; it counts once
payee-agg: 1 record of a sheet was met before and counted once"
}

@test "two sheets of one project_id are one, of one number in two years not" {
	{
		sheet 2024 青空省 0001 '.project_id = "77" |
			.payees = [pay("A"; "甲"; null; 5)]'
		sheet 2024 青空省 0002 '.project_id = "77" |
			.payees = [pay("A"; "甲"; null; 5)]'
		sheet 2023 青空省 0001 '.payees = [pay("A"; "甲"; null; 5)]'
	} >in
	is "amount" "$(payee-agg in 2>/dev/null | jq .amount)" 10
}

@test "which of two differing records counts does not depend on their order" {
	sheet 2021 青空省 0001 '.payees = [pay("A"; "甲"; null; 5)]' >one
	sheet 2021 青空省 0001 '.payees = [pay("A"; "乙"; null; 6)]' >two
	sheet 2021 青空省 0001 '.payees = [pay("A"; "丙"; null; 1),
		pay("A"; "丙"; null; 1)]' >three
	is "one, two" "$(payee-agg one two 2>/dev/null)" \
		"$(payee-agg two one 2>/dev/null)"
	is "the fuller one" "$(payee-agg one three two 2>/dev/null)" \
		"$(payee-agg three)"
}

@test "a name that only an uncounted record has joins nothing" {
	sheet 2021 青空省 0001 '.payees = [pay("A"; "灯台"; "8000000000001"; 5)]' >less
	sheet 2021 青空省 0001 '.payees = [pay("A"; "港"; "8000000000001"; 5),
		pay("A"; "灯台"; "9000000000000"; 6), pay("A"; "灯台"; null; 7)]' >fuller
	is "amount" "$(payee-agg less fuller 2>/dev/null |
		jq -c '[.corporate_number, .amount]' | head -n 1)" '["9000000000000",13]'
}

@test "a malformed record is reported, counted and left out" {
	sheet 2021 青空省 0001 '.payees = [pay("A"; "甲"; null; 5)]' >in
	sheet 2021 青空省 0002 '.payees = [pay("A"; "甲"; null; "5")]' >>in
	echo oops >>in
	sheet 2021 青空省 0003 '.payees = [pay("A"; "甲"; null; 6)]' >>in
	run --separate-stderr payee-agg in
	is "status" "$status" 2
	is "amount" "$(jq .amount <<<"$output")" 11
	[[ "$stderr" == "payee-agg: in:2: "*amount*"is a string"* ]]
	[[ "$stderr" == *"payee-agg: in:3: "* ]]
	[[ "$stderr" == *"payee-agg: 2 malformed records were left out" ]]
}

@test "rows of a filter and empty objects are no sheet records" {
	sheet 2021 青空省 0001 '.payees = [pay("A"; "甲"; null; 5)] |
		.budget.years = [year(2020; 1; 1)]' >in
	{
		budget-extract in
		payee-agg in
		echo '{}'
		jq -c '{ payees }' in
	} >mixed
	run --separate-stderr payee-agg mixed
	is "status" "$status" 2
	is "amount" "$(jq .amount <<<"$output")" 5
	is "told" "$stderr" \
		"payee-agg: mixed:1: schema is missing, want reviewsheet/1
payee-agg: mixed:2: schema is missing, want reviewsheet/1
payee-agg: mixed:3: schema is missing, want reviewsheet/1
payee-agg: 3 malformed records were left out"
}

@test "--by keys stand in place of the payee" {
	{
		sheet 2020 大海省 0001 '.payees = [pay("A"; "甲"; null; 1)]'
		sheet 2021 青空省 0002 '.payees = [
			(pay("A"; "甲"; null; 2) | .method = "随意契約"),
			pay("A"; "乙"; "9000000000000"; 4)]'
	} >in
	is "ministry" "$(payee-agg --by=ministry in |
		jq -c '[keys_unsorted[0:2], .ministry, .amount, .sheets]')" \
		'[["ministry","amount"],"青空省",6,1]
[["ministry","amount"],"大海省",1,1]'
	is "year" "$(payee-agg -b year in | jq -c '[.year, .amount]')" \
		'[2021,6]
[2020,1]'
	is "method" "$(payee-agg -b method in | jq -c '[.method, .amount]')" \
		'[null,5]
["随意契約",2]'
	is "number" "$(payee-agg -b number in |
		jq -c '[.corporate_number, .amount]')" \
		'["9000000000000",4]
[null,3]'
	is "several" "$(payee-agg -b ministry,payee in |
		jq -c '[keys_unsorted[0:5], .ministry, .name, .amount]' |
		tail -n 1)" \
		'[["ministry","corporate_number","name","names","amount"],"大海省","甲",1]'
}

@test "--by=project joins the years of a project" {
	{
		sheet 2020 青空省 0001 '.payees = [pay("A"; "甲"; null; 1)]'
		sheet 2021 青空省 0009 '.name = "灯台の 保守" |
			.payees = [pay("A"; "乙"; null; 2)]'
		sheet 2021 大海省 0001 '.payees = [pay("A"; "乙"; null; 4)]'
	} | pick '[.project, .ministries, .amount, .years]' -b project >got
	is "projects" "$(cat got)" '["灯台の保守",["大海省"],4,[2021]]
["灯台の保守",["青空省"],3,[2020,2021]]'
}

@test "a key that is none, and a number that is none, are usage errors" {
	for bad in --by=colour --by= --by=payee,payee --by=payee,number --top=0 \
		--top=x -o xml -j -1; do
		# shellcheck disable=SC2086 # -o xml are two words
		run --separate-stderr payee-agg $bad </dev/null
		is "$bad" "$status" 2
		[[ "$stderr" == "payee-agg: "* ]]
	done
}

@test "--top writes the largest, and shares of all" {
	sheet 2021 青空省 0001 '.payees = [pay("A"; "甲"; null; 1),
		pay("A"; "乙"; null; 3), pay("A"; "丙"; null; 4)]' |
		pick '[.name, .share]' --top=2 --measures >got
	is "top" "$(cat got)" '["丙",50]
["乙",37.5]'
}

@test "--measures: concentration, single bids, award rates" {
	sheet 2021 青空省 0001 '.payees = [
		(pay("A"; "甲"; null; 75) | .bidders = 1 | .award_rate = 99.1),
		(pay("A"; "乙"; null; 25) | .bidders = 4 | .award_rate = 98.2),
		(pay("A"; "甲"; null; null) | .bidders = 2)]' |
		pick '[.payees, .hhi, .single_bid_share, .single_bid_amount_share,
			.award_rate, .share]' -m -b ministry >got
	is "measures" "$(cat got)" '[2,6250,33.3,75,98.7,100]'
}

@test "csv and tsv: a heading, lists joined, a total in columns of its own" {
	sheet 2021 青空省 0001 '.payees = [
		(pay("A"; "甲,\"乙\""; "9000000000000"; 1) | .method = "随意契約"),
		(pay("A"; "丙\t丁"; "9000000000000"; 2) | .bidders = 1)]' >in
	is "csv" "$(payee-agg -o csv in)" \
		"corporate_number,name,names,amount,direct_amount,payments,sheets,ministries,years,methods,single_bid_payments,single_bid_amount
9000000000000,\"甲,\"\"乙\"\"\",\"丙	丁 | 甲,\"\"乙\"\"\",3,,2,1,青空省,2021,随意契約=1:1,1,2"
	is "tsv" "$(payee-agg -o tsv in | tail -n 1)" \
		"9000000000000	甲,\"乙\"	丙\\t丁 | 甲,\"乙\"	3		2	1	青空省	2021	随意契約=1:1	1	2"
	is "a heading even without rows" "$(payee-agg -b year -o tsv </dev/null)" \
		"year	amount	direct_amount	payments	sheets	ministries	years	methods	single_bid_payments	single_bid_amount"
}

@test "--canonical shows official names, of the numbers it has" {
	sheet 2021 青空省 0001 '.payees = [pay("A"; "㈱灯台"; "9000000000000"; 2),
		pay("A"; "港"; "8000000000001"; 1)]' >in
	printf '%s\t%s\r\n' 9000000000000 "株式会社　灯台" 7000000000002 別 >names.tsv
	is "names" "$(payee-agg --canonical=names.tsv in | jq -c .name)" \
		'"株式会社　灯台"
"港"'
	printf 'oops\n' >>names.tsv
	run --separate-stderr payee-agg --canonical=names.tsv in
	is "status" "$status" 2
	is "told" "$stderr" \
		"payee-agg: names.tsv:3: want 13 digits, a tab and a name, in UTF-8"
	run --separate-stderr payee-agg --canonical=none.tsv in
	is "status" "$status" 2
}

@test "--explain lists what was joined, and why" {
	sheet 2021 青空省 0001 '.payees = [
		pay("A"; "㈱灯台"; "9000000000000"; 2), pay("A"; "灯台局"; "9000000000000"; 2),
		pay("A"; "株式会社 灯台"; null; 1), pay("A"; "港"; null; 1)]' |
		payee-agg --explain |
		jq -c '[.spelling, .payments, .joined_by, .differs_in]' >got
	is "explained" "$(cat got)" '["㈱灯台",1,"number",["legal-form","width"]]
["株式会社 灯台",1,"only-bearer-of-the-name",["space"]]
["灯台局",1,"number",[]]'
}

# A corpus of some hundred sheets: payees with and without numbers, names of
# several spellings, placeholders, flows, amounts of all kinds, a sheet twice.
corpus() {
	sheet 0 x 0 | jq -c '
		def pick($list; $i): $list[$i % ($list | length)];
		. as $empty | range(300) | . as $i | $empty
		| .sheet_year = 2015 + $i % 7
		| .ministry = pick(["青空省", "大海省", "森林庁"]; $i)
		| .number = "\(($i * 37) % 290)"
		| (if $i % 3 == 0 then .flow = {
			nodes: [{ id: "A", block: "A", name: null, amount: null,
				role: null }],
			edges: [{ from: "0", to: "A", method: null,
				bidders: null, amount: null }] }
		  else . end)
		| .payees = [range($i % 6) | ($i * 7 + .) as $k | {
			block: pick(["A", "B"]; $k), rank: 1,
			name: pick(["㈱灯台", "株式会社 灯台", "（株）灯台", "港",
				"個人A", "A社", null, "ﾄｳﾀﾞｲ", "トウダイ", "灯-台",
				"灯‐台"]; $k),
			corporate_number: pick([null, "9000000000000", null,
				"8000000000001", null, null,
				"1000000000000"]; $k * 3),
			description: null,
			amount: pick([0, 1, 25.5, -3, null, 123456789012]; $k),
			method: pick(["随意契約", "随意契約 ", null]; $k),
			bidders: pick([0, 1, 2, null]; $k),
			award_rate: pick([99.5, 80, null]; $k), reason: null }]'
}

@test "neither order nor division of the records changes a byte" {
	corpus >in
	for how in "" "--by=ministry,payee -m" "-b method -o csv" "--explain" \
		"-b project" "--direct-only"; do
		# shellcheck disable=SC2086 # several words
		whole=$(payee-agg $how in 2>/dev/null | md5sum)
		for seed in 1 2 3; do
			shuf --random-source=<(yes $seed) in >shuffled
			# shellcheck disable=SC2086
			is "$how, order $seed" \
				"$(payee-agg $how shuffled 2>/dev/null | md5sum)" "$whole"
		done
		split -n r/50 shuffled part.
		for part in part.??; do
			payee-agg --partial "$part" >"$part.state"
		done
		cat part.??.state | shuf --random-source=<(yes 4) >states
		# shellcheck disable=SC2086
		is "$how, 50 parts" \
			"$(payee-agg --merge $how part.??.state 2>/dev/null | md5sum)" \
			"$whole"
		# shellcheck disable=SC2086
		is "$how, states in any order" \
			"$(payee-agg --merge $how states 2>/dev/null | md5sum)" "$whole"
		# shellcheck disable=SC2086
		is "$how, a part that came twice" \
			"$(payee-agg --merge $how states part.aa.state 2>/dev/null |
				md5sum)" "$whole"
	done
}

@test "states of states are states" {
	corpus >in
	is "again" "$(payee-agg --partial in | payee-agg --partial)" \
		"$(payee-agg --partial in)"
}

@test "gzip, CRLF and a byte order mark change nothing" {
	corpus >in
	whole=$(payee-agg in 2>/dev/null | md5sum)
	is "gzip" "$(gzip -c in | payee-agg 2>/dev/null | md5sum)" "$whole"
	is "CRLF" "$(sed 's/$/\r/' in | payee-agg 2>/dev/null | md5sum)" "$whole"
	is "BOM" "$({ printf '\357\273\277'; cat in; } |
		payee-agg 2>/dev/null | md5sum)" "$whole"
}

@test "many rows go through a temporary file and come back the same" {
	sheet 0 青空省 0 '.payees = [range(2000) |
		pay("A"; "灯台\(.)"; null; . * 1000003)]' >one
	for i in $(seq 2000 2400); do
		sed "s/\"sheet_year\":0/\"sheet_year\":$i/" one
	done >in
	is "amount" "$(payee-agg --top=1 in | jq -c '[.name, .amount]')" \
		"[\"灯台1999\",$((1999 * 1000003 * 401))]"
	is "without a place for one" \
		"$(TMPDIR=/nonexistent payee-agg --top=1 in | jq .amount)" \
		$((1999 * 1000003 * 401))
}

@test "every corporate number agrees with sqlite over a year of real sheets" {
	data=$ROOT/../shared/data/judgit-2021.ndjson.gz
	[ -e "$data" ] || skip "the data set is not there"
	command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
	gzip -dc "$data" >judgit.ndjson
	jq -c -f "$ROOT/share/jq/judgit-to-record.jq" judgit.ndjson >records
	# sqlite reads the original, with its own JSON reader and its own sums
	sqlite3 :memory: >want <<-'SQL'
		CREATE TABLE line (text TEXT);
		.mode ascii
		.separator "\037" "\n"
		.import judgit.ndjson line
		.mode tabs
		SELECT json_extract(p.value, '$."法人番号"') AS number,
			SUM(CAST(ROUND(json_extract(p.value, '$."支出額"') * 1000000)
				AS INTEGER)),
			COUNT(*), COUNT(DISTINCT line.rowid)
		FROM line, json_each(line.text, '$."支出先"') AS p
		WHERE length(number) = 13
		GROUP BY number ORDER BY number;
	SQL
	# only a number whose check digit holds is a key
	awk -F'\t' '{
		sum = 0
		for (i = 2; i <= 13; i++)
			sum += substr($1, i, 1) * (i % 2 ? 1 : 2)
		if (substr($1, 1, 1) == 9 - sum % 9)
			print
	}' want >valid
	mv valid want
	payee-agg --by=number records |
		jq -r 'select(.corporate_number) |
			[.corporate_number, .amount, .payments, .sheets] | @tsv' |
		LC_ALL=C sort >got
	[ "$(wc -l <want)" -gt 10000 ]
	cmp got want
	# by payee, each number has that and what joined it by name
	payee-agg --explain records | jq -r '
		select(.joined_by == "only-bearer-of-the-name") |
		[.corporate_number, .payments] | @tsv' >joined
	payee-agg records | jq -r 'select(.corporate_number) |
		[.corporate_number, .payments] | @tsv' >payees
	awk -F'\t' '
		FILENAME == "joined" { joined[$1] += $2 }
		FILENAME == "want" { want[$1] = $3 }
		FILENAME == "payees" { if ($2 != want[$1] + joined[$1]) exit bad = 1 }
		END { exit bad }
	' joined want payees
}

@test "golden files: the same rows and words as ever" {
	golden payee-agg
}

@test "options that would have no effect together are refused" {
	for clash in '--explain --by=year' '--measures --explain' \
		'--explain --partial' '--partial --top=3' '--partial -b year' \
		'--canonical=x --partial' '--partial --direct-only'; do
		# shellcheck disable=SC2086 # words
		run --separate-stderr payee-agg $clash </dev/null
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[[ "$stderr" == "payee-agg: --"*" has no effect with --"* ]]
	done
}

@test "names that cannot be read are told of before any record is" {
	run --separate-stderr payee-agg --canonical=nowhere /dev/full
	[ "$status" -eq 2 ]
	[ "$stderr" = \
		"payee-agg: nowhere: cannot open: No such file or directory" ]
}
