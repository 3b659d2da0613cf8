#!/usr/bin/env bats
# What indicator-check finds, what it leaves alone, and how it tells.

# shellcheck disable=SC2154 # run sets stderr

bats_require_minimum_version 1.5.0

setup_file() {
	export GOLDEN=$ROOT/tests/golden/indicator-check
	export SHARED=$ROOT/../shared
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
}

rules() {
	indicator-check --list-rules | cut -d ' ' -f 1
}

# The options that a rule needs to speak at all.
needs() {
	[ "$1" != past-number ] || echo --closed-world
}

record='{"schema":"reviewsheet/1","sheet_year":2021,"ministry":"架空省","number":"1","budget":{"years":[{"fiscal_year":2020,"initial":5000000,"total":9000000}]}}'

@test "each rule finds its hits and nothing in its near misses" {
	for rule in $(rules); do
		# shellcheck disable=SC2046 # no option or one
		indicator-check $(needs "$rule") --rule="$rule" \
			"$GOLDEN/$rule.in" | jq -r .name | sort -u >found || :
		jq -r 'select(.name | startswith("hit:")) | .name' \
			"$GOLDEN/$rule.in" | sort -u >wanted
		[ -s wanted ] # a rule without a hit proves nothing
		grep -q '"name": "miss:' "$GOLDEN/$rule.in"
		diff wanted found || return 1
	done
}

@test "each rule says what it always said" {
	for rule in $(rules); do
		# shellcheck disable=SC2046
		indicator-check -o text $(needs "$rule") --rule="$rule" \
			<"$GOLDEN/$rule.in" >out || :
		diff "$GOLDEN/$rule.out" out || return 1
	done
}

@test "no golden file is left over from a rule that is gone" {
	rules | sort >known
	basename -s .in "$GOLDEN"/*.in | sort >golden
	diff known golden
}

@test "the manual has each rule with its severity and scope, in order" {
	indicator-check --list-rules | awk '{ print $1, $2, $3 }' >listed
	sed -n 's/^\.It Cm \([a-z-]*\) Pq \([a-z]*\), \([a-z]*\).*/\1 \2 \3/p' \
		"$ROOT/doc/indicator-check.1" |
		sed 's/ one$/ within/' >documented
	diff listed documented
}

@test "the manual and --help have the same options" {
	indicator-check --help | grep -oE -- '--[a-z-]+' | sort -u >help
	sed -n '/^\.Sh SYN/,/^\.Ss Tol/p' "$ROOT/doc/indicator-check.1" |
		grep -oE 'Fl Fl [a-z-]+|, (version)' |
		sed 's/^Fl Fl /--/' | sort -u >manual
	diff help manual
}

@test "status 1 for errors and warnings, 0 for less" {
	run -1 indicator-check --rule=budget-total "$GOLDEN/budget-total.in"
	run -1 indicator-check --rule=end-year "$GOLDEN/end-year.in"
	run -0 indicator-check --rule=rounding "$GOLDEN/rounding.in"
	[ -n "$output" ]
	run -0 indicator-check --rule=budget-total "$GOLDEN/rounding.in"
}

@test "what is below --min-severity is neither told nor counted" {
	run -0 indicator-check --min-severity=error --rule=end-year,rounding \
		"$GOLDEN/end-year.in" "$GOLDEN/rounding.in"
	[ -z "$output" ]
}

@test "trouble beats findings, and the rest is checked" {
	run -2 --separate-stderr indicator-check --rule=budget-total \
		- <<<$'{"budget": 7}\n'"$record"
	[ "$(jq -r .rule <<<"$output")" = budget-total ]
	[[ "$stderr" == "indicator-check: <stdin>:1"* ]]
}

@test "a rule that does not exist is named" {
	run -2 --separate-stderr indicator-check --rule=budget-totals
	[ "$stderr" = "indicator-check: no rule \"budget-totals\" (see indicator-check --list-rules)" ]
	run -2 --separate-stderr indicator-check --ignore=nothing
	run -2 --separate-stderr indicator-check -o xml
	run -2 --separate-stderr indicator-check --min-severity=fatal
	run -2 --separate-stderr indicator-check --summary -o sarif
}

@test "--ignore wins over --rule, wherever it stands" {
	run -0 indicator-check --ignore=budget-total \
		--rule=budget-total,carry-over "$GOLDEN/budget-total.in"
	[ -z "$output" ]
}

@test "a row has the keys of the contract, in their order" {
	run -1 indicator-check --rule=budget-total - <<<"$record"
	[ "$(jq -c 'keys_unsorted' <<<"$output")" = '["sheet_year","ministry","number","project_id","name","rule","severity","where","stated","computed","message"]' ]
	[ "$(jq -c '[.where, .stated, .computed]' <<<"$output")" = '["budget.years[0].total",9000000,5000000]' ]
}

@test "jq can follow the path of a finding" {
	indicator-check "$GOLDEN"/{budget-total,attainment,unit-cost}.in \
		>rows || :
	cat "$GOLDEN"/{budget-total,attainment,unit-cost}.in >records
	while read -r row; do
		jq -es --argjson f "$row" "map(select(.name == \$f.name) |
			.$(jq -r .where <<<"$row") == \$f.stated) == [true]" \
			records >/dev/null
	done < <(jq -c 'select(.severity == "error")' rows)
}

@test "csv has a heading and plain values" {
	run -1 indicator-check -o csv --rule=budget-total - <<<"$record"
	[ "${lines[0]}" = "sheet_year,ministry,number,project_id,name,rule,severity,where,stated,computed,message" ]
	[[ "${lines[1]}" == "2021,架空省,1,,,budget-total,error,budget.years[0].total,9000000,5000000,"* ]]
	run -0 indicator-check -o tsv --rule=review-single-bid - <<<"$record"
	[ "${#lines[@]}" -eq 1 ]
}

@test "sarif is one JSON text with the rules and a level each" {
	indicator-check -o sarif "$GOLDEN"/*.in >out.sarif || :
	jq -e '.version == "2.1.0" and (.runs | length) == 1' out.sarif
	jq -e '.runs[0] | (.tool.driver.rules | length) > 60 and
		(.results | length) > 80' out.sarif
	jq -e '.runs[0] as $run | all($run.results[];
		$run.tool.driver.rules[.ruleIndex].id == .ruleId and
		(.level | IN("error", "warning", "note")) and
		.locations[0].physicalLocation.region.startLine >= 1 and
		(.message.text | length) > 0)' out.sarif
	indicator-check -o sarif </dev/null | jq -e '.runs[0].results == []'
}

@test "one finding is one line of text, whatever a name holds" {
	run -0 indicator-check -o text --rule=award-rate-full - <<<'{"payees":[{"name":"a\u001b[31m\nb","award_rate":100}]}'
	[ "${#lines[@]}" -eq 1 ]
	[[ "$output" != *$'\e'* ]]
}

@test "a line of text names the file that the sheet came from" {
	run -0 indicator-check -o text --rule=award-rate-full - <<<'{"source":{"file":"r3.zip","member":"0095.xlsx"},"payees":[{"name":"架空商事","award_rate":100}]}'
	[[ "$output" == *" (from r3.zip(0095.xlsx)) [award-rate-full]" ]]
}

@test "a baseline leaves out what was known, and only that" {
	indicator-check "$GOLDEN/budget-total.in" >known || :
	run -0 indicator-check --baseline=known "$GOLDEN/budget-total.in"
	[ -z "$output" ]
	run -1 indicator-check --baseline=known --rule=budget-total \
		"$GOLDEN/budget-total.in" - <<<"$record"
	[ "$(wc -l <<<"$output")" -eq 1 ]
	run -2 --separate-stderr indicator-check --baseline=none - <<<"$record"
	[ -z "$output" ]
	echo 7 >broken
	run -2 --separate-stderr indicator-check --baseline=broken - \
		<<<"$record"
	[[ "$stderr" == "indicator-check: broken:1: "* ]]
	run -2 --separate-stderr indicator-check \
		--baseline="$GOLDEN/budget-total.in" - <<<"$record"
	[[ "$stderr" == *"budget-total.in:1: no finding: rule is missing" ]]
}

@test "options that leave no rule are wrong usage, not a clean bill" {
	run -2 --separate-stderr indicator-check --rule=placeholder,rounding \
		--ignore=placeholder --ignore=rounding - <<<"$record"
	[ "$stderr" = "indicator-check: the options leave no rule to check" ]
}

@test "--summary counts by rule, all ministries first" {
	run -1 indicator-check --summary --rule=budget-total,rounding \
		"$GOLDEN/budget-total.in" "$GOLDEN/rounding.in"
	[ "$(jq -c '[.rule, .ministry, .findings, .sheets, .per_1000_sheets]' <<<"${lines[0]}")" = '["budget-total",null,4,12,333.3]' ]
	[ "$(jq -c '[.ministry, .findings]' <<<"${lines[1]}")" = '["架空省",4]' ]
	[ "${#lines[@]}" -eq 4 ]
	run -1 indicator-check --summary -o text "$GOLDEN/budget-total.in"
	[[ "$output" == "budget-total "* ]]
}

@test "findings do not depend on the order of the records" {
	# numbers of their own: which of two twins is the later one is the
	# order itself
	cat "$GOLDEN"/{attainment,restated}.in >all
	indicator-check all | sort >forward || :
	tac all | indicator-check | sort >backward || :
	grep -q restated forward
	diff forward backward
}

@test "past numbers are taken on trust unless the world is closed" {
	run -0 indicator-check --rule=past-number "$GOLDEN/past-number.in"
	[ -z "$output" ]
}

@test "the seeds: all that must and should be said, nothing that must not" {
	[ -d "$SHARED/seeds/gold" ] || skip "no seeds here"
	jq -c . "$SHARED"/seeds/gold/00*.json >gold
	indicator-check gold | jq -r '"\(.number) \(.rule) \(.where)"' |
		sort >found || :
	cat >wanted <<-END
		0057 review-intermediate review.items[8].comment
		0057 review-output review.items[15].rating
		0057 review-small-contract review.items[5].rating
		0057 spending-missing spending
		0057 unit-cost-denominator unit_costs[0].years[3].formula
		0057 unit-cost-over-budget unit_costs[0].years[3].formula
		0057 unit-cost-sum unit_costs[0].years[0].formula
		2021-総務-20-0095 attainment-missing outcomes[2].years[2].attainment
	END
	diff wanted found
}

@test "the planted contradictions are found, and no other of their rules" {
	[ -f "$SHARED/dev-sheets/planted.ndjson" ] || skip "no planted sheets here"
	jq -r 'select(.form == "xlsx") |
		[.sheet_year, .ministry, .number, .rule, .where, .stated] |
		@tsv' "$SHARED/dev-sheets/planted.ndjson" | sort >wanted
	indicator-check "$SHARED/dev-sheets/xlsx/truth.ndjson" | jq -r \
		--argjson rules "$(jq -s 'map(.rule) | unique' \
			"$SHARED/dev-sheets/planted.ndjson")" \
		'select(.rule | IN($rules[])) |
		[.sheet_year, .ministry, .number, .rule, .where, .stated] |
		@tsv' | sort >found || :
	diff wanted found
}
