/*
 * dump: text without geometry.  Invented sheets, laid out as pdftotext -raw
 * and plain pdftotext do.
 */
#include "dump/dump.h"
#include "text/text.h"
#include "value/text.h"

#include "unit.h"

#include <string.h>

static struct arena arena;

static struct dump
dump_of(const char *text)
{
	struct dump dump;

	dump_init(&dump, &arena, str_of(text), 1);
	return dump;
}

static bool
has_label(const struct dump *dump, int label)
{
	return dump_find(dump, 0, label) < dump->n;
}

static void
test_labels(void)
{
	struct dump d = dump_of("予算額・\n執行額\n（単位:百万円）\n12 34\n");
	CHECK("a label over three lines is one label",
	    has_label(&d, LABEL_BUDGET) && d.n == 3);

	d = dump_of("事業の目的\n（目指す姿を簡 港を安全にし、\n"
		    "潔に。3行程度 人と荷を守る。\n以内）\n\n次\n");
	CHECK("a label is found between the lines of its own value",
	    has_label(&d, LABEL_PURPOSE));
	CHECK("and the value is what is left",
	    str_eq(
		dump_text(&d, 0, d.n - 1), S("港を安全にし、人と荷を守る。")));

	d = dump_of("支 出 先 法 人 番 号\n");
	CHECK("letters set apart are a label",
	    has_label(&d, LABEL_PAYEE_NAME) &&
		has_label(&d, LABEL_PAYEE_NUMBER));

	d = dump_of("事業番号 0046\n平成27年度行政事業レビューシート\n");
	CHECK("a number before the title is no part of its year",
	    d.years == 2015 && has_label(&d, DUMP_TITLE));

	d = dump_of(
	    "A.\n支出先\n1 株式会社港湾 一般競争契約（ 12\n総合評価）\n");
	size_t at = dump_find(&d, 0, DUMP_METHOD);
	CHECK("a method goes on in the next line", at == d.n);
	d = dump_of("A.\n\n支出先\n\n一般競争契約（\n12 総合評価）\n");
	at = dump_find(&d, 0, DUMP_METHOD);
	CHECK("also past a figure, where lines are in blocks",
	    at < d.n &&
		str_eq(d.tokens[at].group, S("一般競争契約（総合評価）")));
}

static void
test_figures(void)
{
	static const struct {
		const char *reason, *piece;
		bool figure, formula;
	} cases[] = {
	    {"a number with separators", "1,234.5", true, false},
	    {"a rate", "98.5%", true, false},
	    {"a dash", "－", true, false},
	    {"a negative number", "▲12", true, false},
	    {"an error value", "#DIV/0!", true, false},
	    {"a formula is no figure", "309/3", false, true},
	    {"a formula with wide signs", "３０９／３", false, true},
	    {"a word", "港湾", false, false},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str piece = str_of(cases[i].piece);
		CHECK(cases[i].reason,
		    dump_is_figure(piece) == cases[i].figure &&
			dump_is_formula(piece) == cases[i].formula);
	}
}

static const char raw_sheet[] =
    "事業番号 0123\n"
    "事業名 港の見える丘整備事業 担当部局庁 港湾局 作成責任者\n"
    "会計区分 一般会計\n"
    "実施方法 直接実施\n"
    "当初予算 100 120 110 130 90\n"
    "補正予算 - - -\n"
    "10 20 5 -\n"
    "翌年度へ繰越し ▲20 ▲5 - -\n"
    "予備費等 - - - -\n"
    "計 90 135 115 130 90\n"
    "執行額 81 108\n"
    "執行率（％） 90% 80%\n"
    "平成30年度行政事業レビューシート ( 国土交通省 )\n"
    "予算額・\n執行額\n（単位:百万円）\n"
    "27年度 28年度 29年度 30年度 31年度要求\n"
    "前年度から繰越\nし\n";

static const struct budget_year *
year_of(const struct sheet *sheet, size_t i)
{
	return list_at(&sheet->budget.years, struct budget_year, i);
}

static bool
is_yen(struct figure f, int64_t million)
{
	return f.value.known && dec_eq(f.value, dec_of(million * 1000000));
}

static void
test_budget(void)
{
	struct sheet sheet = {0};

	text_read_sheet(&arena, str_of(raw_sheet), 1, &sheet);
	CHECK("the number stands beside its label",
	    str_eq(sheet.number, S("0123")));
	CHECK("the ministry stands in the brackets of the title",
	    str_eq(sheet.ministry, S("国土交通省")));
	CHECK("the year is the title's", sheet.sheet_year == 2018);
	if (!CHECK("five years are read", sheet.budget.years.n == 5))
		return;
	CHECK(
	    "a full row is in order", is_yen(year_of(&sheet, 3)->initial, 130));
	CHECK("a row whose label is elsewhere is known by its place",
	    is_yen(year_of(&sheet, 1)->carried_in, 20));
	CHECK("a negative figure stays negative",
	    is_yen(year_of(&sheet, 0)->carried_out, -20));
	CHECK("the last 計 is the request",
	    is_yen(year_of(&sheet, 4)->request, 90) &&
		!year_of(&sheet, 4)->total.value.known);
	CHECK("figures of a row with holes stand where the rate holds",
	    is_yen(year_of(&sheet, 0)->executed, 81) &&
		is_yen(year_of(&sheet, 1)->executed, 108) &&
		!year_of(&sheet, 2)->executed.value.known);
}

static const char payees[] =
    "平成30年度行政事業レビューシート ( 国土交通省 )\n"
    "支出先上位１０者リスト\nA.\n"
    "支 出 先 法 人 番 号 業 務 概 要 契約方式等 落札率\n"
    "1 4010005009602 99 3 91.5%\n"
    "2 港南工務店株式会社 4010005009602 12 補助金等交付\n"
    "支 出 額\n（百万円）\n"
    "一般財団法人みなと振\n興会\n"
    "護岸の点検と補修に係る業務を\n実施\n"
    "一般競争契約（\n総合評価）\n"
    "標識の設置工事を行い、航路の\n安全を確保\n";

static void
test_payees(void)
{
	struct sheet sheet = {0};

	text_read_sheet(&arena, str_of(payees), 1, &sheet);
	if (!CHECK("two ranks are two rows", sheet.payees.n == 2))
		return;
	const struct payee *a = list_at(&sheet.payees, struct payee, 0);
	const struct payee *b = a + 1;
	CHECK("a name of two lines goes to the row without one",
	    str_eq(a->name, S("一般財団法人みなと振興会")));
	CHECK("its method follows it",
	    str_eq(a->method, S("一般競争契約（総合評価）")));
	CHECK("figures of the row's line are its own",
	    is_yen(a->amount, 99) && dec_eq(a->bidders.value, dec_of(3)));
	CHECK("a name on the row's line is kept",
	    str_eq(b->name, S("港南工務店株式会社")) &&
		str_eq(b->method, S("補助金等交付")));
	CHECK("the second description is the second row's",
	    str_starts(b->description, S("標識")));
}

/* Nothing is lost: what no key holds is unparsed, with its line. */
static void
test_rest(void)
{
	struct sheet sheet = {0};

	text_read_sheet(&arena,
	    S("平成30年度行政事業レビューシート ( 総務省 )\n"
	      "支出先\n7\n\n8 何とも\n"),
	    1, &sheet);
	bool found = false;
	for (size_t i = 0; i < sheet.unparsed.n; i++) {
		const struct unparsed *u =
		    list_at(&sheet.unparsed, struct unparsed, i);
		found =
		    found || (u->line == 5 && str_has(u->text, S("何とも")));
	}
	for (size_t i = 0; i < sheet.payees.n; i++)
		found = found ||
		    str_has(list_at(&sheet.payees, struct payee, i)->name,
			S("何とも")) ||
		    str_has(
			list_at(&sheet.payees, struct payee, i)->description,
			S("何とも"));
	CHECK("a line without a place is kept with its number", found);
}

/* A hundred thousand loose figures of every part cost time in proportion. */
static void
test_bound(void)
{
	static const char *const parts[] = {"支出先\n", "費目 使途\n",
	    "当初予算\n", "成果実績\n", "資金の流れ\n", "計\n",
	    "関連する過去のレビューシートの事業番号\n"};

	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
		struct arena own = {0};
		struct text text = {.arena = &own};
		struct sheet sheet = {0};
		text_put(&text, S("平成30年度行政事業レビューシート\n\n"));
		text_put(&text, str_of(parts[k]));
		for (int i = 0; i < 100000; i++)
			text_put(
			    &text, arena_printf(&own, "%d\n", i * 37 % 9973));
		text_read_sheet(&own, text_str(&text), 1, &sheet);
		CHECK("loose figures without a place are all unparsed",
		    sheet.unparsed.n > 80000);
		arena_free(&own);
	}
}

int
main(void)
{
	test_labels();
	test_figures();
	test_budget();
	test_payees();
	test_rest();
	test_bound();
	arena_free(&arena);
	return unit_done();
}
