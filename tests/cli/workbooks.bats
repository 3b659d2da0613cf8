#!/usr/bin/env bats
# Workbooks: tabs, cells as printed and as held, drawings, other kinds.

bats_require_minimum_version 1.5.0

setup() {
	command -v zip >/dev/null || skip "zip is not installed"
	cd "$BATS_TEST_TMPDIR" || return 1
	"$ROOT/tests/fixtures/workbook.sh" \
		"$ROOT/tests/fixtures/island.cells" island.xlsx
}

# value FILTER: of the record of island.xlsx
value() {
	sheet2ndjson island.xlsx | jq -c "$1"
}

# replace PART: puts standard input in place of a part of island.xlsx
replace() {
	mkdir -p "$(dirname "parts/$1")"
	cat >"parts/$1"
	(cd parts && zip -q ../island.xlsx "$1")
}

@test "a workbook is one record, named by its tab" {
	run --separate-stderr sheet2ndjson island.xlsx
	[ "$status" -eq 0 ]
	[ "$stderr" = "" ]
	[ "$(jq -c .source <<<"$output")" = '{"file":"island.xlsx","member":null,"sheet":"5-1","reader":"xlsx","first_line":1}' ]
}

@test "it needs no name, no seek and no file" {
	[ "$(sheet2ndjson - <island.xlsx | jq -c 'del(.source)')" = "$(value 'del(.source)')" ]
	[ "$(sheet2ndjson - < <(cat island.xlsx) | jq -c 'del(.source)')" = "$(value 'del(.source)')" ]
}

@test "numbers are printed by their format: 0012" {
	[ "$(value .number)" = '"0012"' ]
}

@test "amounts are what the cell holds, not what it shows" {
	[ "$(value '.budget.years[1].initial')" = 12345678 ]
}

@test "rates are what the cell shows, not what it holds" {
	[ "$(value '.budget.years[1].execution_rate')" = 97 ]
}

@test "a negative format is a minus" {
	[ "$(value '.budget.years[1].carried_out')" = -1000000 ]
}

@test "an error value is text, and noted" {
	[ "$(value '.budget.years[2].execution_rate_text')" = '"#VALUE!"' ]
	[ "$(value '[.notes[]|select(.code=="cell-error").where]')" = '["budget.years[2].execution_rate"]' ]
}

@test "helper tabs, hidden tabs and hidden rows are told of" {
	[ "$(value '[.notes[]|select(.code=="helper-skipped").message]')" = '["tab 記入要領 helps to fill in the form","1 texts in hidden rows or columns of tab 5-1 were not read","tab 入力規則等 is hidden"]' ]
}

@test "an annex tab belongs to the project before it" {
	[ "$(value '.spending')" = '[{"block":"A","payee":"岬の会","items":[{"item":"人件費","use":"観測員","amount":10000000}],"total":10000000}]' ]
}

@test "the flow of funds is read from the cells" {
	[ "$(value '.flow.nodes[1]')" = '{"id":"A","block":"A","name":"岬の会","amount":10000000,"role":"観測所の維持"}' ]
	[ "$(value '.flow.edges')" = '[{"from":"0","to":"A","method":"随意契約（その他）","bidders":null,"amount":null}]' ]
}

@test "every text is a value or a label" {
	[ "$(value .unparsed)" = '[]' ]
}

@test "a broken part is named, with status 2" {
	printf '<styleSheet><cellXfs>' | replace xl/styles.xml
	run --separate-stderr sheet2ndjson island.xlsx
	[ "$status" -eq 2 ]
	[ "$output" = "" ]
	[ "$stderr" = "sheet2ndjson: island.xlsx:xl/styles.xml:1:22: no element found" ]
}

@test "a broken helper tab is named, the record is still given" {
	printf '<worksheet>&' | replace xl/worksheets/sheet4.xml
	run --separate-stderr sheet2ndjson island.xlsx
	[ "$status" -eq 2 ]
	[ "$(jq -r .number <<<"$output")" = 0012 ]
	[ "$stderr" = "sheet2ndjson: island.xlsx:xl/worksheets/sheet4.xml:1:12: unclosed token" ]
}

@test "an entity bomb ends at its declaration" {
	printf '<!DOCTYPE a [<!ENTITY a "aaaa">]><sst>&a;</sst>' |
		replace xl/sharedStrings.xml
	run --separate-stderr sheet2ndjson island.xlsx
	[ "$status" -eq 2 ]
	[ "$stderr" = "sheet2ndjson: island.xlsx:xl/sharedStrings.xml:1:13: has a document type declaration, which an Office document must not have" ]
}

@test "a table with a row for each project is named, not misread" {
	{
		printf '<worksheet><sheetData><row>'
		for i in $(seq 300); do
			printf '<c t="inlineStr"><is><t>事業名%d</t></is></c>' "$i"
		done
		printf '</row></sheetData></worksheet>'
	} | replace xl/worksheets/sheet2.xml
	run --separate-stderr sheet2ndjson island.xlsx
	[ "$status" -eq 2 ]
	[ "$output" = "" ]
	[ "$stderr" = "sheet2ndjson: island.xlsx: is a workbook of another kind: tab 5-1 is a table with a row for each project, 300 columns wide" ]
}

@test "old workbooks are refused with the command that converts them" {
	{
		printf '\320\317\021\340\241\261\032\341'
		head -c 504 /dev/zero
	} >old.xls
	run --separate-stderr sheet2ndjson old.xls
	[ "$status" -eq 2 ]
	[ "$stderr" = "sheet2ndjson: old.xls: is an old workbook (xls); convert it with: libreoffice --headless --convert-to xlsx FILE" ]
}

@test "what is told to be a workbook and is none is refused" {
	echo 'Dear reader' >letter.txt
	run --separate-stderr sheet2ndjson --reader=xlsx letter.txt
	[ "$status" -eq 2 ]
	[ "$stderr" = "sheet2ndjson: letter.txt: is no workbook, want a zip" ]
}
