#!/usr/bin/env bats
# Every record and row that the tools write keeps to the schemas of
# share/schema, and these are what the program's own description says.

bats_require_minimum_version 1.5.0

validate() { # SCHEMA FILE
	run "$ROOT/tests/validate.py" "$ROOT/share/schema/$1.schema.json" <"$2"
	[ "$status" -ne 3 ] || skip "python3-jsonschema is not installed"
	[ "$status" -eq 0 ] || echo "$output"
	[ "$status" -eq 0 ]
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

@test "the schemas in share/ are those of the program" {
	sheet2ndjson --schema=sheet | cmp - "$ROOT/share/schema/sheet.schema.json"
	sheet2ndjson --schema=budget_row |
		cmp - "$ROOT/share/schema/budget-row.schema.json"
	sheet2ndjson --schema=finding |
		cmp - "$ROOT/share/schema/finding.schema.json"
}

@test "sheet records and rows of the sample sheets keep to their schemas" {
	sheet2ndjson "$ROOT"/share/examples/*.txt "$ROOT"/tests/fixtures/*.txt \
		>sheets
	validate sheet sheets
	budget-extract sheets >budget
	validate budget-row budget
	payee-agg sheets >payees
	validate payee-row payees
	indicator-check sheets >findings || [ $? -eq 1 ]
	validate finding findings
}

@test "a record with a fault is seen by the validator" {
	sheet2ndjson "$ROOT"/share/examples/reiwa3-0034.txt |
		sed 's/"sheet_year":2021/"sheet_year":"2021"/' >bad
	run "$ROOT/tests/validate.py" \
		"$ROOT/share/schema/sheet.schema.json" <bad
	[ "$status" -ne 3 ] || skip "python3-jsonschema is not installed"
	[ "$status" -eq 1 ]
}

@test "real sheets keep to the schema (where there are any)" {
	[ -d "$ROOT/../shared/dev-sheets" ] || skip "no ../shared here"
	sheet2ndjson "$ROOT"/../shared/seeds/00[0-3]*.txt \
		"$ROOT"/../shared/dev-sheets/tsv/*_n3.txt >sheets 2>err
	validate sheet sheets
	budget-extract sheets >budget
	validate budget-row budget
	payee-agg sheets >payees
	validate payee-row payees
	indicator-check sheets >findings || [ $? -eq 1 ]
	validate finding findings
}

@test "the keys come in the contract's order" {
	sheet2ndjson "$ROOT"/share/examples/reiwa3-0034.txt >sheet
	run jq -r 'keys_unsorted | join(" ")' sheet
	[ "$output" = "schema source sheet_year ministry number project_id name \
bureau division officers start_year end_year end_open accounts legal_basis \
related_plans policies expense_class purpose summary methods budget outcomes \
outputs unit_costs policy_evaluation review expert_opinion team_opinion \
response remarks past_numbers flow spending payees obligations unparsed \
notes" ]
}

@test "reviewsheet(5) names every key of the records and every note code" {
	page=$ROOT/doc/reviewsheet.5
	for schema in sheet budget-row finding; do
		jq -r '.["$defs"][].properties | keys[]' \
			"$ROOT/share/schema/$schema.schema.json"
	done | sort -u | grep -v '_text$' >keys
	[ "$(wc -l <keys)" -gt 100 ]
	while read -r key; do
		grep -qw -- "$key" "$page" || echo "key $key"
	done <keys >missing
	sed -nE 's/^N\("([a-z-]+)".*/\1/p' "$ROOT/common/record/notes.def" >codes
	[ "$(wc -l <codes)" -gt 10 ]
	while read -r code; do
		grep -qx -- ".It Li $code" "$page" || echo "code $code"
	done <codes >>missing
	cat missing
	[ ! -s missing ]
}
