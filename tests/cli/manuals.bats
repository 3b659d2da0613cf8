#!/usr/bin/env bats
# shellcheck disable=SC2154 # run sets stderr
# The manuals: their options are those of --help, the examples of the filters
# that make rows run, and so do the recipes of doc/PARALLEL.md.

bats_require_minimum_version 1.5.0

setup() {
	load records
	cd "$BATS_TEST_TMPDIR" || return 1
	for year in 2019 2020 2021; do
		sheet $year 青空省 0001 '.payees = [
				(pay("A"; "㈱灯台"; null; 3) | .method = "随意契約（少額）"),
				pay("A"; "株式会社灯台"; "9000000000000"; 4)] |
			.budget.years = [year(.sheet_year - 1; 100; 40) | .total = 90]'
	done >sheets.ndjson
}

@test "the manuals have the options of --help, and no others" {
	command -v mandoc >/dev/null || skip "mandoc is not installed"
	for tool in sheet2ndjson budget-extract payee-agg indicator-check; do
		help=$("$tool" --help | sed -nE 's/^ +(-., )?(--[a-z-]+).*/\2/p' |
			sort -u)
		page=$(mandoc -T utf8 "$ROOT/doc/$tool.1" | sed 's/.\x08//g' |
			sed -n '/The options are/,/^   [A-Z]/p' |
			grep -oE -- '--[a-z-]+' | sort -u)
		is "$tool" "$page" "$help"
	done
}

# A letter for each column: three bytes are a full-width character, which
# awk, mawk that is, would count as three.
columns() {
	LC_ALL=C sed 's/[\xe0-\xef][\x80-\xbf][\x80-\xbf]/ww/g'
}

@test "--help fits a terminal of 80 columns" {
	for tool in sheet2ndjson budget-extract payee-agg indicator-check; do
		is "$tool" "$("$tool" --help | columns |
			LC_ALL=C awk 'length > 80')" ""
	done
}

@test "the examples of the manuals run, and say something" {
	for tool in payee-agg budget-extract; do
		sed -n '/^\.Sh EXAMPLES/,/^\.Sh DIAG/s/^\.Dl \$ //p' \
			"$ROOT/doc/$tool.1" |
			sed 's/\\(dq/"/g; s/\\e/\\/g' >examples
		[ "$(wc -l <examples)" -ge 5 ]
		while IFS= read -r example; do
			run --separate-stderr bash -eo pipefail -c "$example"
			is "$example: status" "$status" 0
			is "$example: stderr" "$stderr" ""
			[ -n "$output" ]
		done <examples
	done
}

@test "GNU parallel gives the bytes of one process" {
	command -v parallel >/dev/null || skip "parallel is not installed"
	parallel --version 2>/dev/null | grep -q GNU ||
		skip "this parallel is not GNU's"
	whole=$(payee-agg sheets.ndjson)
	is "--pipe" "$(parallel --will-cite --pipe -N1 payee-agg --partial \
		<sheets.ndjson | payee-agg --merge)" "$whole"
	is "--pipepart" "$(parallel --will-cite --pipepart -a sheets.ndjson \
		--block 1K payee-agg --partial | payee-agg --merge)" "$whole"
	split -l 1 sheets.ndjson part.
	is "a file each" "$(printf '%s\0' part.* |
		parallel --will-cite -0 -N1 payee-agg --partial |
		payee-agg --merge)" "$whole"
}

@test "sort in the place of a shuffle, xargs in that of parallel" {
	whole=$(payee-agg sheets.ndjson)
	is "sort" "$(payee-agg --partial <sheets.ndjson | sort -r |
		payee-agg --merge)" "$whole"
	split -l 1 sheets.ndjson part.
	# shellcheck disable=SC2016 # for the inner shell
	printf '%s\0' part.* | xargs -0 -n 1 -P 2 sh -c \
		'payee-agg --partial "$@" >"$(mktemp states.XXXXXX)"' sh
	is "xargs" "$(payee-agg --merge states.*)" "$whole"
}
