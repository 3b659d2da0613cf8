#!/usr/bin/env bats
# Words with boxes, and PDFs by way of them.  harbour.cells is an invented
# sheet; pages.sh prints it and says where each word stands.

bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
	for format in tsv bbox scan; do
		pages "$format" >"harbour.$format"
	done
}

# pages FORMAT [SED]: the pages of the fixture, after a change to its cells
pages() {
	sed "${2-}" "$ROOT/tests/fixtures/harbour.cells" >cells
	"$ROOT/tests/fixtures/pages.sh" cells "$1"
}

# value FILTER [FILE]
value() {
	sheet2ndjson "${2-harbour.tsv}" | jq -c "$1"
}

# poppler COMMAND...: a pdftotext of our own, first in PATH
poppler() {
	mkdir -p bin
	printf '#!/bin/sh\n%s\n' "$*" >bin/pdftotext
	chmod +x bin/pdftotext
	PATH=$PWD/bin:$PATH
}

@test "the formats of pdftotext and tesseract give one record" {
	[ "$(value 'del(.source)')" = "$(value 'del(.source)' harbour.bbox)" ]
	[ "$(value 'del(.source)')" = "$(value 'del(.source)' harbour.scan)" ]
}

@test "the record says which reader took it, and the page" {
	[ "$(value .source)" = '{"file":"harbour.tsv","member":null,"sheet":null,"reader":"words","first_line":1}' ]
}

@test "every word of the sheet finds its place" {
	run --separate-stderr sheet2ndjson harbour.tsv
	[ "$status" -eq 0 ]
	[ "$stderr" = "" ]
	[ "$(jq -c '[.unparsed, .notes]' <<<"$output")" = "[[],[]]" ]
}

@test "labels of four lines stand in the middle of their value" {
	[[ "$(value .purpose)" == '"各地の港に残る霧笛を調査し'*'目的とする。"' ]]
	[ "$(value .summary)" = '"①霧笛の調査\n②霧笛の修理"' ]
}

@test "a full line runs on, a short one is a break" {
	[ "$(value .related_plans)" = '"霧笛の保存に関する方針\n（平成24年3月決定）"' ]
	[ "$(value '.review.result | test("\n")')" = false ]
}

@test "a figure belongs to the column that it ends in, however short" {
	[ "$(value '[.budget.years[] | .initial]')" = "[10000000,12000000,14000000,0,22000000]" ]
	[ "$(value '[.outcomes[0].years[] | .actual]')" = "[120,131,9]" ]
}

@test "a table that a page cuts in two is one, what is drawn twice counts once" {
	[ "$(value '.outcomes | length')" = 1 ]
	[ "$(value '.outcomes[0].goal')" = '"霧笛の音を聞いた人を毎年一割ずつ増やし、港に親しむ人をふやす。"' ]
	[ "$(value '.outcomes[0].interim')" = '{"fiscal_year":2022,"actual":null,"target":200,"attainment":null}' ]
}

@test "a heading too tall for its row does not take the reason below it" {
	pages tsv 's/^height 68 44/height 68 30/
s/^height 69 20/height 69 44/
/^AH69/a AT69:AX69\tl\t修理できる職人が一人だけであり、選ぶ余地はない。' >tall.tsv
	[ "$(value '.payees[0].reason' tall.tsv)" = '"修理できる職人が一人だけであり、選ぶ余地はない。"' ]
	[ "$(value '[.payees[0].name, .payees[1].award_rate]' tall.tsv)" = '["汽笛町",98.6]' ]
}

@test "page numbers and a running head are no part of the sheet" {
	pages tsv '1i foot' >foot.tsv
	[ "$(value 'del(.source)' foot.tsv)" = "$(value 'del(.source)')" ]
	grep -q -e '-4-' foot.tsv
	# the line of the title on each page
	sed -n "3,4p" harbour.tsv >title
	awk '/PAGE/ && pages++ { print; while ((getline t <"title") > 0) print t
		close("title"); next } 1' harbour.tsv >head.tsv
	[ "$(value 'del(.source)' head.tsv)" = "$(value 'del(.source)')" ]
}

@test "equal rows on both sides of a page break stay two" {
	pages tsv 's/^C71:K71.*/C71:K71	l	有限会社こだまの工房と海の音の研究所/' >two.tsv
	[ "$(value '[.payees[] | .rank]' two.tsv)" = "[1,2,3]" ]
}

@test "a payee's cells of one to four lines share their row's middle" {
	[ "$(value '.payees[1] | [.rank, .name, .amount, .method, .bidders, .award_rate]')" = '[2,"有限会社こだまの工房と海の音の研究所",3500000,"一般競争契約（総合評価）",1,98.6]' ]
}

@test "labels and verdicts set downwards are read downwards" {
	[ "$(value '[.review.items[] | .group] | unique | length')" = 2 ]
	[ "$(value .team_opinion.verdict)" = '"事業内容の一部改善"' ]
}

@test "the boxes of 資金の流れ are read" {
	[ "$(value '[.flow.nodes[] | .id]')" = '["0","A"]' ]
}

@test "several sheets in one file are several records" {
	{
		cat harbour.tsv
		pages tsv 's/霧笛の保存と活用/灯台の塗装/; s/20-0044/20-0045/' | tail -n +2
	} >both.tsv
	[ "$(value .name both.tsv)" = $'"霧笛の保存と活用"\n"灯台の塗装"' ]
	[ "$(value .source.first_line both.tsv)" = $'1\n5' ]
}

@test "a page before the title is no sheet, and is told of" {
	{
		head -n 1 harbour.tsv
		printf '1\t1\t0\t0\t0\t0\t0\t0\t595\t842\t-1\t###PAGE###\n'
		printf '5\t1\t0\t0\t0\t0\t40\t40\t90\t13\t100\t記入に当たっての注意\n'
		tail -n +2 harbour.tsv
	} >cover.tsv
	[ "$(value '[.source.first_line, .notes[].code]' cover.tsv)" = '[2,"helper-skipped"]' ]
}

@test "entities are resolved" {
	pages bbox 's/港湾局調べ/A\&B <調べ>/' >entity.bbox
	[ "$(value '.outcomes[0].evidence' entity.bbox)" = '"A&B <調べ>"' ]
}

@test "a word without a box is reported, the rest is read" {
	sed '/海辺省/s/\t[0-9.]*\t13.00/\twide\t13.00/' harbour.tsv >bad.tsv
	run --separate-stderr sheet2ndjson bad.tsv
	[ "$status" -eq 2 ]
	[[ "$stderr" == "sheet2ndjson: bad.tsv:"*": a word without a box, want left, top, width and height"* ]]
	[ "$(jq -r .name <<<"$output")" = 霧笛の保存と活用 ]
}

@test "words that are no sheet are refused" {
	printf 'level\tpage_num\tpar_num\n1\t1\t0\n' >no.tsv
	run sheet2ndjson no.tsv
	[ "$status" -eq 2 ]
	[ "$output" = "sheet2ndjson: no.tsv: has no page with a sheet's title" ]
}

@test "a PDF is read through pdftotext" {
	poppler "cat >/dev/null; cat '$PWD/harbour.bbox'"
	printf '%%PDF-1.6\n' >sheet.pdf
	[ "$(value 'del(.source)' sheet.pdf)" = "$(value 'del(.source)')" ]
	[ "$(value .source.reader sheet.pdf)" = '"words"' ]
}

@test "a PDF comes from standard input and from an archive as well" {
	poppler "cat >/dev/null; cat '$PWD/harbour.bbox'"
	printf '%%PDF-1.6\n' >sheet.pdf
	tar -cf sheet.tar sheet.pdf
	[ "$(sheet2ndjson <sheet.pdf | jq -r .name)" = 霧笛の保存と活用 ]
	[ "$(sheet2ndjson sheet.tar | jq -r .source.member)" = sheet.pdf ]
}

@test "where pdftotext is missing the error says what to install" {
	tool=$(command -v sheet2ndjson)
	printf '%%PDF-1.6\n' >sheet.pdf
	PATH=$PWD/empty run "$tool" sheet.pdf
	[ "$status" -eq 2 ]
	[ "$output" = "sheet2ndjson: sheet.pdf: a PDF needs pdftotext, which was not found: install poppler-utils" ]
}

@test "a PDF that pdftotext cannot read is an error, not a record" {
	poppler "cat >/dev/null; exit 1"
	printf '%%PDF-1.6\n' >sheet.pdf
	run sheet2ndjson sheet.pdf
	[ "$status" -eq 2 ]
	[ "$output" = "sheet2ndjson: sheet.pdf: pdftotext cannot read this PDF" ]
}

@test "a pdftotext that reads nothing does not end us by a signal" {
	poppler "exit 3"
	{
		printf '%%PDF-1.6\n'
		head -c 3000000 /dev/zero
	} >sheet.pdf
	run sheet2ndjson sheet.pdf
	[ "$status" -eq 2 ]
	[ "$output" = "sheet2ndjson: sheet.pdf: pdftotext cannot read this PDF" ]
}

@test "the real pdftotext reads a real PDF" {
	pdf=$ROOT/../shared/dev-sheets/hostile/direct.pdf
	[ -e "$pdf" ] || skip "no PDF at hand"
	command -v pdftotext >/dev/null || skip "pdftotext is not installed"
	[ "$(value .sheet_year "$pdf")" = 2015 ]
}
