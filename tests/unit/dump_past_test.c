/*
 * dump_past: the grid of 関連する過去のレビューシートの事業番号, invented, as
 * pdftotext, pdftotext -raw and pdfminer write it.
 */
#include "text/text.h"

#include "unit.h"

static struct arena arena;

#define LABEL "関連する過去のレビューシートの事業番号\n"
#define NOTE \
	"※平成28年度実績を記入。執行実績がない新規事業、新規要求事業について" \
	"は" \
	"現時点で予定やイメージを記入。\n"
#define P2017 "平成29年度行政事業レビューシート\n\n" LABEL "\n"
#define P2022 "令和4年度行政事業レビューシート\n\n" LABEL "\n"
#define F2018 "平成30年度行政事業レビューシート\n"
#define F2021 "令和3年度行政事業レビューシート\n"

static const struct {
	const char *reason, *text, *want;
} cases[] = {
    {"each year with its number behind it",
	P2017 "平成27年度\n\n0117\n\n平成28年度\n\n新28-0009\n\n" NOTE,
	"2015:0117 2016:新28-0009"},
    {"a dash is no number",
	P2017 "平成27年度\n\n‐\n\n平成28年度\n\n0117\n\n" NOTE, "2016:0117"},
    {"columns of years, ministries and numbers",
	P2017 "平成26年度\n\n平成27年度\n\n平成28年度\n\n港湾省\n\n"
	      "港湾省\n\n港湾省\n\n0301\n\n0302\n\n0303\n\n" NOTE,
	"2014:0301 2015:0302 2016:0303"},
    {"numbers before their years, as many in all",
	P2017 "－\n\n0302\n\n平成25年度\n\n平成26年度\n\n平成27年度"
	      "\n\n0303\n\n" NOTE,
	"2014:0302 2015:0303"},
    {"two numbers of a cell, the second in brackets on the next line",
	P2017 "平成27年度 港湾省 （ 0301 ）、港湾\n\n省 （ 0312 ）\n\n"
	      "平成28年度\n\n0303、0304\n\n" NOTE,
	"2015:0301 2015:0312 2016:0303 2016:0304"},
    {"a column above the label, and 備考 between",
	"平成29年度行政事業レビューシート\n\n"
	"所見を踏まえた改善点/概算要求における反映状況\n\n良い。\n\n"
	"平成27年度\n\n0301\n\n備考\n\n" LABEL "\n平成28年度\n\n0302\n\n" NOTE,
	"2015:0301 2016:0302"},
    {"a number that went astray takes no other along",
	P2017 "平成25年度\n\n0301\n\n平成26年度\n\n平成28年度\n\n0303"
	      "\n\n平成27年度\n\n0304\n\n0302\n\n" NOTE,
	"2013:0301"},
    {"several years in a row, but others one by one: one has lost its own",
	P2017 "平成25年度\n\n0301\n\n平成26年度\n\n平成27年度\n\n0303"
	      "\n\n0302\n\n平成28年度\n\n0304\n\n" NOTE,
	"2013:0301"},
    {"cells of one number",
	P2022 "令和2年度\n\n港湾省\n\n0301\n\n令和3年度\n\n2021\n\n港湾"
	      "\n\n20\n\n0302\n\n" NOTE,
	"2020:0301 2021:2021-港湾-20-0302"},
    {"cells of one number in columns",
	P2022 "令和元年度\n\n令和2年度\n\n令和3年度\n\n港湾省\n\n港湾省"
	      "\n\n2021\n\n0301\n\n0302\n\n港湾\n\n20\n\n0303\n\n" NOTE,
	"2019:0301 2020:0302 2021:2021-港湾-20-0303"},
    {"新28 and what alone has no ministry before it",
	P2022 "平成28年度\n\n港湾省\n\n新28\n\n平成29年度\n\n港湾省\n\n"
	      "0301\n\n0015\n\n" NOTE,
	"2016:新28-0015 2017:0301"},
    {"新28 and several such: neither is known",
	P2022 "平成28年度\n\n新28\n\n平成29年度\n\n0301\n\n0015\n\n" NOTE, ""},
    {"-raw: numbers first, years of a second pass",
	F2018 LABEL "－ 0301\n0302\n外部有識者の所見\n良い。\n"
		    "平成27年度 平成28年度\n平成29年度\n" NOTE,
	"2016:0301 2017:0302"},
    {"-raw: numbers drawn before all labels",
	F2018 "－ 0301\n0302\n備考\n" LABEL
	      "平成27年度 平成28年度\n平成29年度\n" NOTE,
	"2016:0301 2017:0302"},
    {"-raw: two such places, and none is taken",
	F2018 "－ 0301\n0302\n備考\n－ 0303\n0304\n点検結果\n" LABEL
	      "平成27年度 平成28年度\n平成29年度\n" NOTE,
	""},
    {"-raw: a year among the numbers has its own beside it, or none",
	F2021 LABEL "港湾省 0301\n令和元年度\n港湾省 0302\n備考\n"
		    "平成30年度\n令和2年度\n" NOTE,
	"2018:0301 2020:0302"},
    {"-raw: 新25 beside its year",
	F2021 LABEL "港湾省 0008\n備考\n平成24年度\n平成25年度 新25\n" NOTE,
	"2013:新25-0008"},
};

static str
numbers_of(const struct sheet *sheet)
{
	struct text text = {.arena = &arena};

	for (size_t i = 0; i < sheet->past_numbers.n; i++) {
		const struct past_number *p =
		    list_at(&sheet->past_numbers, struct past_number, i);
		text_put(&text,
		    arena_printf(&arena, "%s%d:%.*s", i ? " " : "",
			(int)p->sheet_year, STR_ARG(p->number)));
	}
	return text.n ? text_str(&text) : S("");
}

int
main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sheet sheet = {0};
		text_read_sheet(&arena, str_of(cases[i].text), 1, &sheet);
		str got = numbers_of(&sheet);
		if (!CHECK(cases[i].reason, str_eq(got, str_of(cases[i].want))))
			printf("\tgot %.*s\n", STR_ARG(got));
	}
	arena_free(&arena);
	return unit_done();
}
