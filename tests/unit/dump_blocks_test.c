/*
 * dump_blocks: invented sheets in the pieces that pdftotext and pdfminer
 * write: every cell a paragraph, labels apart from their figures.
 */
#include "dump_sheet.h"
#include "unit.h"

#define TITLE "令和2年度行政事業レビューシート\n\n( 港湾省 )\n\n"

static bool
is_yen(struct dec d, int64_t millions)
{
	return d.known && dec_eq(d, dec_of(millions * 1000 * 1000));
}

static bool
is_figure(struct dec d, const char *want)
{
	return dec_eq(d, dec_cell(str_of(want)));
}

static bool
has_note(const struct sheet *s, const char *where)
{
	for (size_t i = 0; i < s->notes.n; i++) {
		const struct note *n = list_at(&s->notes, struct note, i);
		if (str_eq(n->code, S("placed-by-arithmetic")) &&
		    str_eq(n->where, str_of(where)))
			return true;
	}
	return false;
}

#define YEARS "29年度\n\n30年度\n\n令和元年度\n\n2年度\n\n3年度要求\n\n"
#define BUDGET_LABELS \
	"実施方法\n\n委託・請負\n\n" YEARS "当初予算\n\n" \
	"予算額・\n執行額\n（単位:百万円）\n\n補正予算\n前年度から繰越\nし\n" \
	"翌年度へ繰越し\n\n予備費等\n\n"

/* 計 and what is below have their labels; the rest is row by row. */
static const char rows[] = TITLE BUDGET_LABELS
    "101\n\n120\n\n130\n\n140\n\n150\n\n"
    "-\n\n15\n\n-\n\n-\n\n"
    "-\n\n7\n\n9\n\n-\n\n"
    "▲7\n\n▲9\n\n-\n\n-\n\n"
    "-\n\n-\n\n-\n\n-\n\n"
    "計\n\n94\n\n133\n\n139\n\n140\n\n150\n\n"
    "執行額\n\n90\n\n130\n\n120\n\n"
    "執行率（％）\n\n96%\n\n98%\n\n86%\n\n"
    "歳出予算目\n\n2年度当初予算\n\n3年度要求\n\n主な増減理由\n\n"
    "灯台維持費\n浮標調査等委託費\n\n100\n\n95\n\n40\n\n55\n\n"
    "計\n\n140\n\n150\n\n"
    "定量的な成果目標\n\n成果指標\n\n";

/* As rows, but the column 要求 comes below, and items in disorder. */
static const char late[] = TITLE BUDGET_LABELS
    "101\n\n120\n\n130\n\n140\n\n"
    "-\n\n15\n\n-\n\n-\n\n"
    "-\n\n7\n\n9\n\n-\n\n"
    "▲7\n\n▲9\n\n-\n\n-\n\n"
    "-\n\n-\n\n-\n\n-\n\n"
    "計\n\n94\n\n133\n\n139\n\n140\n\n"
    "執行額\n\n90\n\n130\n\n120\n\n"
    "執行率（％）\n\n96%\n\n98%\n\n86%\n\n"
    "歳出予算目\n\n2年度当初予算\n\n3年度要求\n\n主な増減理由\n\n"
    "灯台維持費\n\n90\n\n"
    "浮標調査等委託費\n\n40\n\n50\n\n"
    "港務旅費\n\n10\n\n12\n\n"
    "150\n\n150\n\n88\n\n"
    "計\n\n140\n\n150\n\n"
    "定量的な成果目標\n\n成果指標\n\n";

/* As much is asked for as the year has; zeros are set in either width. */
static const char as_much[] = TITLE BUDGET_LABELS
    "101\n\n120\n\n130\n\n140\n\n140\n\n"
    "０\n\n15\n\n0\n\n0\n\n"
    "0\n\n7\n\n9\n\n0\n\n"
    "▲7\n\n▲9\n\n0\n\n０\n\n"
    "0\n\n0\n\n0\n\n0\n\n"
    "計\n\n94\n\n133\n\n139\n\n140\n\n140\n\n"
    "執行額\n\n90\n\n130\n\n120\n\n"
    "執行率（％）\n\n96%\n\n98%\n\n86%\n\n"
    "歳出予算目\n\n2年度当初予算\n\n3年度要求\n\n主な増減理由\n\n"
    "灯台維持費\n浮標調査等委託費\n\n100\n\n85\n\n40\n\n55\n\n"
    "計\n\n140\n\n140\n\n"
    "定量的な成果目標\n\n成果指標\n\n";

/* As rows, but the first name comes late, and a name in two pieces. */
static const char names_apart[] = TITLE BUDGET_LABELS
    "101\n\n120\n\n130\n\n140\n\n150\n\n"
    "-\n\n15\n\n-\n\n-\n\n"
    "-\n\n7\n\n9\n\n-\n\n"
    "▲7\n\n▲9\n\n-\n\n-\n\n"
    "-\n\n-\n\n-\n\n-\n\n"
    "計\n\n94\n\n133\n\n139\n\n140\n\n150\n\n"
    "執行額\n\n90\n\n130\n\n120\n\n"
    "執行率（％）\n\n96%\n\n98%\n\n86%\n\n"
    "歳出予算目\n\n2年度当初予算\n\n3年度要求\n\n主な増減理由\n\n"
    "60\n\n70\n\n海上保安施設整備等浮標調\n査等委託費\n\n50\n\n45\n\n"
    "港務旅費\n\n30\n\n35\n\n計\n\n140\n\n150\n\n"
    "定量的な成果目標\n\n成果指標\n\n灯台維持費\n\n";

/* The column 要求 comes among the outcomes, one 0 nowhere at all. */
static const char afar[] = TITLE BUDGET_LABELS
    "101\n\n120\n\n130\n\n140\n\n"
    "0\n\n15\n\n0\n\n"
    "0\n\n7\n\n9\n\n0\n\n"
    "▲7\n\n▲9\n\n0\n\n0\n\n"
    "0\n\n0\n\n0\n\n0\n\n"
    "計\n\n94\n\n133\n\n139\n\n140\n\n"
    "執行額\n\n90\n\n130\n\n120\n\n"
    "執行率（％）\n\n96%\n\n98%\n\n86%\n\n"
    "定量的な成果目標\n\n成果指標\n\n成果実績 隻\n\n8\n\n9\n\n9\n\n"
    "150\n\n150\n\n"
    "目標値 隻\n\n9\n\n9\n\n10\n\n"
    "\f歳出予算目\n\n2年度当初予算\n\n3年度要求\n\n主な増減理由\n\n"
    "灯台維持費\n浮標調査等委託費\n\n100\n\n95\n\n40\n\n55\n\n"
    "計\n\n140\n\n150\n\n";

/* The table by rows, with what is said of its items. */
#define ITEMS(...) \
	TITLE BUDGET_LABELS \
	    "101\n\n120\n\n130\n\n140\n\n150\n\n" \
	    "-\n\n15\n\n-\n\n-\n\n" \
	    "-\n\n7\n\n9\n\n-\n\n" \
	    "▲7\n\n▲9\n\n-\n\n-\n\n" \
	    "-\n\n-\n\n-\n\n-\n\n" \
	    "計\n\n94\n\n133\n\n139\n\n140\n\n150\n\n" \
	    "執行額\n\n90\n\n130\n\n120\n\n" \
	    "執行率（％）\n\n96%\n\n98%\n\n86%\n\n" __VA_ARGS__

/* One item; the name comes behind the amounts. */
static const char single[] =
    ITEMS("歳出予算目\n\n2年度当初予算\n\n3年度要求\n\n主な増減理由\n\n"
	  "140\n\n150\n\n140\n\n計\n\n150\n\n灯台維持費\n\n"
	  "定量的な成果目標\n\n成果指標\n\n");

/* Amounts above the heading, a dash of 主な増減理由 set behind one. */
static const char heading_late[] =
    ITEMS("定量的な成果目標\n\n成果指標\n\n"
	  "\f3年度要求\n\n主な増減理由\n\n"
	  "100\n\n95\n\n40\n\n55‐\n\n140\n\n150\n\n計\n\n"
	  "令和2・3年度\n予算内訳\n（単位：百万円）\n\n"
	  "等調査謝金\n\n2年度当初予算\n\n");

/* The reason shares lines and paragraphs with amounts; an activity follows. */
static const char reasoned[] = ITEMS(
    "歳出予算目\n\n2年度当初予算\n\n3年度要求\n\n主な増減理由\n\n"
    "灯台維持費\n浮標調査等委託費\n\n100\n\n"
    "95 重要政策推進枠 12\n老朽した灯台を改修する箇所を増やす\n\n"
    "40\n\n55 ことによる増。\n\n計\n\n140\n\n150\n\n"
    "灯台を改修し、船が昼も夜も港に出入りすることができるようにするため。\n\n"
    "定量的な成果目標\n\n成果指標\n\n");

/* The same, of which the first line is lost. */
static const char reason_torn[] = ITEMS(
    "歳出予算目\n\n2年度当初予算\n\n3年度要求\n\n主な増減理由\n\n"
    "灯台維持費\n浮標調査等委託費\n\n100\n\n95\n\n"
    "40\n\n55 」12百万円による増。\n\n計\n\n140\n\n150\n\n"
    "灯台を改修し、船が昼も夜も港に出入りすることができるようにするため。\n\n"
    "定量的な成果目標\n\n成果指標\n\n");

/* The last years come in turn, far from the rest. */
static const char told_apart[] = TITLE BUDGET_LABELS
    "101\n\n120\n\n130\n\n"
    "-\n\n15\n\n-\n\n-\n\n"
    "-\n\n7\n\n9\n\n-\n\n"
    "▲7\n\n▲9\n\n-\n\n-\n\n"
    "-\n\n-\n\n-\n\n-\n\n"
    "計\n\n94\n\n133\n\n139\n\n"
    "執行額\n\n90\n\n130\n\n120\n\n"
    "執行率（％）\n\n96%\n\n98%\n\n86%\n\n"
    "歳出予算目\n\n2年度当初予算\n\n3年度要求\n\n主な増減理由\n\n"
    "140\n\n150\n\n140\n\n150\n\n"
    "灯台維持費\n\n140\n\n150 灯台を二つ増やすことによる増。\n\n"
    "計\n\n140\n\n150\n\n"
    "定量的な成果目標\n\n成果指標\n\n";

/* The same years from top to bottom, behind all labels. */
static const char columns[] =
    TITLE BUDGET_LABELS "計\n\n執行額\n\n執行率（％）\n\n"
			"101\n\n-\n\n-\n\n▲7\n\n-\n\n94\n\n90\n\n96%\n\n"
			"120\n\n15\n\n7\n\n▲9\n\n-\n\n133\n\n130\n\n98%\n\n"
			"130\n\n-\n\n9\n\n-\n\n-\n\n139\n\n120\n\n86%\n\n"
			"140\n\n-\n\n-\n\n-\n\n-\n\n140\n\n150\n\n150\n\n"
			"歳出予算目\n\n定量的な成果目標\n\n成果指標\n\n";

static bool
is_budget(const struct sheet *s)
{
	const struct budget_year *y = s->budget.years.items;

	return s->budget.years.n == 5 && y[0].fiscal_year == 2017 &&
	    is_yen(y[0].initial.value, 101) && is_yen(y[0].total.value, 94) &&
	    is_yen(y[0].carried_out.value, -7) &&
	    is_yen(y[1].supplementary.value, 15) &&
	    is_yen(y[1].carried_in.value, 7) &&
	    is_yen(y[2].carried_in.value, 9) &&
	    is_yen(y[2].executed.value, 120) &&
	    is_figure(y[2].execution_rate.value, "86") &&
	    is_yen(y[3].total.value, 140) && is_yen(y[4].initial.value, 150) &&
	    is_yen(y[4].request.value, 150) && !y[4].total.value.known;
}

static void
test_budget(void)
{
	struct sheet s = sheet_of(rows);
	CHECK("a budget by rows finds its cells", is_budget(&s));
	CHECK("and says how", has_note(&s, "budget.years"));
	const struct budget_item *item = s.budget.items.items;
	CHECK("items are as many names as amounts that add up",
	    s.budget.items.n == 2 && str_eq(item[0].item, S("灯台維持費")) &&
		is_yen(item[0].current.value, 100) &&
		is_yen(item[1].request.value, 55) &&
		is_yen(s.budget.items_total.request.value, 150));

	s = sheet_of(late);
	CHECK("figures that come late, behind the items, find their cells",
	    is_budget(&s));
	item = s.budget.items.items;
	CHECK("rows of items are taken where amounts stand behind names",
	    s.budget.items.n == 2 &&
		str_eq(item[0].item, S("浮標調査等委託費")) &&
		is_yen(item[0].current.value, 40) &&
		is_yen(item[1].request.value, 12));
	CHECK("their totals say the budget of the last years again",
	    is_yen(s.budget.items_total.current.value, 140) &&
		is_yen(s.budget.items_total.request.value, 150) &&
		has_note(&s, "budget.items_total"));

	s = sheet_of(as_much);
	const struct budget_year *y = s.budget.years.items;
	CHECK("years that say the same are in no doubt which comes first",
	    s.budget.years.n == 5 && is_yen(y[3].initial.value, 140) &&
		is_yen(y[4].request.value, 140));

	s = sheet_of(names_apart);
	item = s.budget.items.items;
	CHECK("a name that comes late has the row that is left",
	    s.budget.items.n == 3 && str_eq(item[0].item, S("灯台維持費")) &&
		is_yen(item[0].current.value, 60) &&
		str_eq(item[1].item, S("海上保安施設整備等浮標調査等委託費")) &&
		is_yen(item[1].request.value, 45) &&
		str_eq(item[2].item, S("港務旅費")) &&
		is_yen(item[2].request.value, 35));

	s = sheet_of(afar);
	y = s.budget.years.items;
	CHECK("what is asked for is found by 予算内訳 of the next page",
	    s.budget.years.n == 5 && is_yen(y[4].initial.value, 150) &&
		is_yen(y[4].request.value, 150));
	CHECK("a row of zeros that lacks one is one all the same",
	    is_yen(y[0].supplementary.value, 0) &&
		is_yen(y[2].carried_out.value, 0));

	s = sheet_of(single);
	item = s.budget.items.items;
	CHECK("one item is as much as the total",
	    s.budget.items.n == 1 && str_eq(item[0].item, S("灯台維持費")) &&
		is_yen(item[0].current.value, 140) &&
		is_yen(item[0].request.value, 150) &&
		is_yen(s.budget.items_total.request.value, 150));

	s = sheet_of(heading_late);
	item = s.budget.items.items;
	CHECK("amounts above their heading, with a dash behind, are read",
	    s.budget.items.n == 2 && is_yen(item[0].current.value, 100) &&
		is_yen(item[1].request.value, 55));
	CHECK("the tail of a name is none", str_is_null(item[1].item));

	s = sheet_of(reasoned);
	CHECK("the reason of a change goes on behind the next amount",
	    str_eq(s.budget.change_reason,
		S("重要政策推進枠 12\n"
		  "老朽した灯台を改修する箇所を増やすことによる増。")) &&
		s.budget.items.n == 2);
	s = sheet_of(reason_torn);
	CHECK("but half a reason is none, and no activity either",
	    str_is_null(s.budget.change_reason));

	s = sheet_of(told_apart);
	y = s.budget.years.items;
	CHECK("the reason of a change stands beside what is asked for",
	    s.budget.years.n == 5 && is_yen(y[3].initial.value, 140) &&
		is_yen(y[4].request.value, 150));

	s = sheet_of(columns);
	CHECK("a budget by columns finds its cells", is_budget(&s));

	s = sheet_of(TITLE BUDGET_LABELS
	    "3\n\n141\n\n59\n\n26\n\n53\n\n58\n\n97\n\n93\n\n23\n\n84\n\n62\n\n"
	    "64\n\n33\n\n83\n\n27\n\n95\n\n28\n\n84\n\n歳出予算目\n\n"
	    "定量的な成果目標\n\n成果指標\n\n");
	CHECK("figures that add up to nothing are left alone",
	    s.budget.years.n == 0 && s.unparsed.n > 0);
}

#define GOALS \
	"定量的な成果目標\n\n成果指標\n\n単位\n\n29年度\n\n30年度\n\n" \
	"令和元年度\n\n中間目標\n\n目標最終年\n度\n\n-" \
	"\n\n年度\n\n4\n\n年度\n\n" \
	"成果目標及び\n成果実績\n（アウトカム）\n\n" \
	"港に入る船を増や\nす\n\n入港した船の数\n\n"

static void
test_goals(void)
{
	struct sheet s = sheet_of(TITLE GOALS
	    "成果実績 隻\n\n90\n\n99\n\n105\n\n-\n\n-\n\n"
	    "目標値 隻\n\n100\n\n110\n\n100\n\n-\n\n120\n\n"
	    "達成度 ％\n\n90\n\n90\n\n105\n\n-\n\n-\n\n"
	    "根拠として用いた\n統計・データ名\n（出典）\n\n港湾統計\n\n");
	const struct outcome *o = s.outcomes.items;
	const struct outcome_year *y = s.outcomes.n ? o->years.items : NULL;
	CHECK("an outcome has its texts, years and goals",
	    s.outcomes.n == 1 && str_eq(o->goal, S("港に入る船を増やす")) &&
		str_eq(o->indicator, S("入港した船の数")) &&
		str_eq(o->unit, S("隻")) &&
		str_eq(o->evidence, S("港湾統計")) && !o->interim && o->final &&
		o->final->fiscal_year == 2022 &&
		is_figure(o->final->target.value, "120") &&
		is_figure(y[1].actual.value, "99") &&
		is_figure(y[2].attainment.value, "105"));

	s = sheet_of(
	    TITLE GOALS "成果実績 隻\n\n90\n\n99\n\n105\n\n-\n\n-\n\n"
			"目標値 隻\n\n100\n\n110\n\n100\n\n120\n\n-\n\n"
			"達成度 ％\n\n90\n\n90\n\n105\n\n-\n\n-\n\n");
	o = s.outcomes.items;
	CHECK("a target before a dash is that of the goal that has a year",
	    s.outcomes.n == 1 && !o->interim && o->final &&
		o->final->fiscal_year == 2022 &&
		is_figure(o->final->target.value, "120"));

	s = sheet_of(
	    TITLE "算出根拠\n\n単位当たり\nコスト\n\n事業費／隻数\n\n単位\n\n"
		  "29年度\n\n30年度\n\n令和元年度\n\n2年度活動見込\n\n"
		  "単位当たり\nコスト\n\n百万円\n\n計算式\n\n百万円／\n隻\n\n"
		  "1\n\n1.3\n\n1.14\n\n1.25\n\n"
		  "90/90\n\n130/99\n\n120/105\n\n140/112\n\n");
	const struct unit_cost *u = s.unit_costs.items;
	const struct unit_cost_year *c = s.unit_costs.n ? u->years.items : NULL;
	CHECK("costs stand with the formulas that give them",
	    s.unit_costs.n == 1 && str_eq(u->basis, S("事業費／隻数")) &&
		str_eq(u->formula_unit, S("百万円／隻")) && u->years.n == 4 &&
		is_figure(c[1].cost.value, "1.3") &&
		str_eq(c[3].formula, S("140/112")));
}

/*
 * Two tables of outputs and the costs of one: labels first, then the years
 * and figures column by column, those of all tables in one.
 */
#define PAGE \
	"活動指標\n\n活動指標及び\n活動実績\n（アウトプット）\n\n単位\n\n" \
	"入港した船の数\n\n活動実績 隻\n\n当初見込み 隻\n\n" \
	"活動指標\n\n活動指標及び\n活動実績\n（アウトプット）\n\n単位\n\n" \
	"開いた会合の数\n\n活動実績 回\n\n当初見込み 回\n\n" \
	"算出根拠\n\n単位当たり\nコスト\n\n事業費／隻数\n\n単位\n\n" \
	"単位当たり\nコスト\n\n百万円\n\n計算式\n\n百万円／\n隻\n\n"

static void
test_page(void)
{
	struct sheet s = sheet_of(TITLE PAGE
	    "29年度\n\n90\n\n95\n\n29年度\n\n4\n\n6\n\n"
	    "29年度\n\n1\n\n90/90\n\n"
	    "30年度\n\n99\n\n100\n\n30年度\n\n5\n\n7\n\n"
	    "30年度\n\n1.3\n\n130/99\n\n"
	    "令和元年度\n\n105\n\n110\n\n令和元年度\n\n8\n\n9\n\n"
	    "令和元年度\n\n1.14\n\n120/105\n\n"
	    "2年度活動見込\n\n-\n\n112\n\n2年度活動見込\n\n-\n\n3\n\n"
	    "2年度活動見込\n\n1.25\n\n140/112\n\n");
	const struct output *o = s.outputs.items;
	const struct output_year *y = s.outputs.n ? o->years.items : NULL;
	const struct unit_cost *u = s.unit_costs.items;
	const struct unit_cost_year *c = s.unit_costs.n ? u->years.items : NULL;
	CHECK("columns that run through all tables of a page are parted",
	    s.outputs.n && str_eq(o->unit, S("隻")) &&
		is_figure(y[0].actual.value, "90") &&
		is_figure(y[1].planned.value, "100") &&
		is_figure(y[2].actual.value, "105") &&
		is_figure(y[3].planned.value, "112") &&
		!y[3].actual.value.known);
	CHECK("and costs by them",
	    s.unit_costs.n == 1 && is_figure(c[2].cost.value, "1.14") &&
		str_eq(c[1].formula, S("130/99")));
}

/* A table that begins at the end of the budget's page, its texts read across.
 */
#define ACROSS(headings, figures, end) \
	"定量的な成果目標\n\n30年度\n\n成果指標\n\n29年度\n\n30年度\n\n" \
	"令和元年度\n\n単位\n\n" headings \
	"成果目標及び\n成果実績\n（アウトカム）\n\n成果実績 隻\n" \
	"岸壁の水深を深く\nして港に入る船舶 港湾に入港した貨\n" \
	"の数を毎年度増や 物船の数\nす。\n目標値 隻\n達成度 ％\n\n" figures \
	"根拠として用いた\n統計・データ名\n（出典）\n\n港湾統計\n\n" end

static void
test_across(void)
{
	struct sheet s =
	    sheet_of(TITLE ACROSS("中間目標 目標最終年\n度\n年度 4 年度\n\n",
		"90\n\n99\n\n105\n\n-\n\n100\n\n110\n\n100\n\n-\n\n"
		"90\n\n90\n\n105\n\n-\n\n120\n-\n\n",
		""));
	const struct outcome *o = s.outcomes.items;
	CHECK("two cells read across are two texts",
	    s.outcomes.n == 1 &&
		str_eq(o->goal,
		    S("岸壁の水深を深くして港に入る船舶の数を毎年度増やす"
		      "。")) &&
		str_eq(o->indicator, S("港湾に入港した貨物船の数")) &&
		str_eq(o->unit, S("隻")));
	CHECK("the years of goals are those whose number stands apart",
	    s.outcomes.n == 1 && !o->interim && o->final &&
		o->final->fiscal_year == 2022 &&
		is_figure(o->final->target.value, "120"));

#define LATE(end) \
	ACROSS("中間目標\n年度\n\n", "-\n\n-\n\n-\n\n-\n\n", \
	    "目標最終年\n度\n4 年度\n\n" end)

	s = sheet_of(TITLE LATE("120\n\n"));
	o = s.outcomes.items;
	CHECK("what is left of the figures is the target of the goal's year",
	    s.outcomes.n == 1 && o->final && o->final->fiscal_year == 2022 &&
		is_figure(o->final->target.value, "120"));
	s = sheet_of(TITLE LATE("120\n130\n\n"));
	o = s.outcomes.items;
	CHECK("but not where two are left for one",
	    s.outcomes.n == 1 && o->final && !o->final->target.value.known);
}

/* A formula stands before the first figure, which has no 達成度. */
static void
test_aims(void)
{
	struct sheet s = sheet_of(
	    "令和4年度行政事業レビューシート\n事業名\n\n計算式\n\n"
	    "千円/隻 0.8/250\n\n0.02/180 5.2/360\n目標最終年\n"
	    "令和元年 令和2年 令和3年 中間目標\n度\n度\n度\n度\n6 年度\n"
	    "年度\n\n成果実績 隻\n浅い港に入る貨物 港に入る船の数\n"
	    "目標値 隻\n船の支援\n達成度 ％\n\n2.9/310\n\n"
	    "210\n\n960\n\n0\n\n480\n\n320\n\n320\n\n300\n\n0\n\n"
	    "-\n\n-\n\n350\n\n-\n\n-\n\n-\n");
	const struct outcome *o = s.outcomes.items;
	const struct outcome_year *y = s.outcomes.n ? o->years.items : NULL;

	CHECK("what is aimed at once is aimed at in the next year as well",
	    s.outcomes.n == 1 && is_figure(y[0].actual.value, "210") &&
		is_figure(y[0].target.value, "480") &&
		!y[0].attainment.value.known &&
		is_figure(y[1].attainment.value, "300") &&
		is_figure(y[2].target.value, "320"));
}

/* 単位当たりコスト comes between the head of a table and its rows. */
static void
test_rows_behind(void)
{
	struct sheet s = sheet_of(
	    "令和4年度行政事業レビューシート\n\n( 港湾省 )\n\n"
	    "算出根拠\n単位当たり\nコスト\n\n事業費／隻数\n\n"
	    "定量的な成果目標\n成果目標及び\n成果実績\n（アウトカム）\n\n"
	    "単位\n\n令和元年度 令和2年度 令和3年度 4年度活動\n見込\n\n"
	    "単位当たり\nコスト\n\n百万円\n\n計算式\n\n百万円/隻 90/90\n\n"
	    "成果指標\n\n単位\n\n1\n\n1.3\n\n1.14\n\n1.25\n\n"
	    "130/100 120/105 140/112\n目標最終年\n"
	    "令和元年 令和2年 令和3年 中間目標\n度\n度\n度\n度\n6 年度\n"
	    "年度\n\n成果実績 隻\n目標値 隻\n達成度 ％\n\n"
	    "90\n\n99\n\n105\n\n-\n\n-\n\n"
	    "100\n\n110\n\n100\n\n120\n\n-\n\n"
	    "90\n\n90\n\n105\n\n-\n\n-\n\n"
	    "根拠として用いた\n統計・データ名 （出典）\n\n港湾統計\n\n");
	const struct outcome *o = s.outcomes.items;

	CHECK("rows apart from their head have their units, years and source",
	    s.outcomes.n == 1 && str_eq(o->unit, S("隻")) &&
		str_eq(o->evidence, S("港湾統計")) && !o->final && o->interim &&
		o->interim->fiscal_year == 2024 &&
		is_figure(o->interim->target.value, "120"));
	CHECK("and the costs between keep theirs",
	    s.unit_costs.n == 1 &&
		is_figure(
		    list_at(&list_at(&s.unit_costs, struct unit_cost, 0)->years,
			struct unit_cost_year, 3)
			->cost.value,
		    "1.25"));
}

#define ZONE(goal, indicator, figures) \
	"成果目標及び\n成果実績\n（アウトカム）\n\n" goal "\n\n" indicator \
	"\n\n" figures \
	"定量的な成果目標\n\n成果指標\n\n単位\n\n29年度\n\n30年度\n\n" \
	"令和元年度\n\n中間目標\n\n目標最終年\n度\n\n-" \
	"\n\n年度\n\n4\n\n年度\n\n"

/* Whether the first outcome has the figures of all fixtures below. */
static bool
is_outcome(const struct outcome *o)
{
	const struct outcome_year *y = o->years.items;

	return is_figure(y[0].actual.value, "90") &&
	    is_figure(y[1].target.value, "110") &&
	    is_figure(y[2].actual.value, "105") &&
	    is_figure(y[2].attainment.value, "105") && !o->interim &&
	    o->final && o->final->fiscal_year == 2022 &&
	    is_figure(o->final->target.value, "120") &&
	    !o->final->actual.value.known;
}

/* Cells that are paragraphs, headings behind the tables they head. */
static void
test_zones(void)
{
	struct sheet s = sheet_of(
	    TITLE ZONE("港に入る船を増や\nす", "入港した船の数",
		"成果実績 隻\n\n目標値 隻\n\n達成度 ％\n\n90\n\n100\n\n90\n\n"
		"99\n\n110\n\n90\n\n105\n\n100\n\n105\n\n"
		"-\n\n-\n\n-\n\n-\n\n120\n\n-\n\n")
		ZONE("灯台を明るくする", "灯台の数",
		    "成果実績 基\n\n7\n\n8\n\n9\n\n目標値 基\n\n10\n\n10\n\n"
		    "10\n\n達成度 ％\n\n70\n\n80\n\n90\n\n"
		    "-\n\n-\n\n-\n\n-\n\n12\n\n-\n\n"));
	const struct outcome *o = s.outcomes.items;
	CHECK("columns of a table in its own zone are found",
	    s.outcomes.n == 2 && is_outcome(&o[0]));
	CHECK("a heading behind its table does not take the next one's text",
	    s.outcomes.n == 2 && str_eq(o[0].goal, S("港に入る船を増やす")) &&
		str_eq(o[1].goal, S("灯台を明るくする")) &&
		str_eq(o[1].indicator, S("灯台の数")));
	CHECK("goals of years to come may stand behind the last row",
	    s.outcomes.n == 2 && o[1].final &&
		is_figure(o[1].final->target.value, "12") &&
		!o[1].final->attainment.value.known);

	s = sheet_of(TITLE ZONE("港に入る船を増や\nす", "入港した船の数",
	    "90\n\n99\n\n105\n\n-\n\n-\n\n成果実績 隻\n\n"
	    "100\n\n110\n\n100\n\n-\n\n120\n\n目標値 隻\n\n"
	    "90\n\n90\n\n105\n\n-\n\n-\n\n達成度 ％\n\n"));
	o = s.outcomes.items;
	CHECK("rows may stand before their labels",
	    s.outcomes.n == 1 && is_outcome(o));

	s = sheet_of(TITLE ZONE("港に入る船を増や\nす", "入港した船の数",
	    "成果実績 隻\n\n目標値 隻\n\n達成度 ％\n\n"
	    "90\n\n100\n\n33\n\n99\n\n110\n\n44\n\n105\n\n100\n\n55\n\n"
	    "-\n\n-\n\n-\n\n-\n\n120\n\n-\n\n"));
	o = s.outcomes.items;
	CHECK("no way is believed that breaks 達成度",
	    s.outcomes.n == 1 &&
		!list_at(&o->years, const struct outcome_year, 0)
		     ->actual.value.known);

	s = sheet_of(TITLE
	    "活動指標\n\n単位\n\n29年度\n\n30年度\n\n令和元年度\n\n"
	    "2年度\n活動見込\n\n3年度\n活動見込\n\n"
	    "活動指標及び\n活動実績\n（アウトプット）\n\n開いた会合の数\n\n"
	    "活動実績 回\n\n当初見込み 回\n\n"
	    "5\n\n6\n\n7\n\n8\n\n9\n\n9\n\n-\n\n10\n\n-\n\n11\n\n");
	const struct output *p = s.outputs.items;
	const struct output_year *y = s.outputs.n ? p->years.items : NULL;
	CHECK("no result of a year to come tells columns from rows",
	    s.outputs.n == 1 && is_figure(y[1].actual.value, "7") &&
		is_figure(y[1].planned.value, "8") &&
		is_figure(y[4].planned.value, "11") &&
		!y[3].actual.value.known);
}

/* 活動指標 is read across with the labels of its rows. */
#define ACTIVITY(paragraph) \
	TITLE "活動指標\n\n活動指標及び\n活動実績\n（アウトプット）\n\n" \
	      "単位\n\n29年度\n\n30年度\n\n令和元年度\n\n" paragraph \
	      "5\n6\n7\n\n8\n9\n9\n\n"

static void
test_activity(void)
{
	struct sheet s =
	    sheet_of(ACTIVITY("港の灯台を守るために開いた会 活動実績 回\n"
			      "合と、船員に浮標を教える講 当初見込\n回\n"
			      "座に来た人をみな数えたもの\nみ\n\n"));
	const struct output *o = s.outputs.items;
	CHECK("labels and units of rows are no lines of 活動指標",
	    s.outputs.n == 1 && str_eq(o->unit, S("回")) &&
		str_eq(o->indicator,
		    S("港の灯台を守るために開いた会合と、船員に浮標を教え"
		      "る講座に来た人をみな数えたもの")));

	s = sheet_of(ACTIVITY("活動実績 回\n港の灯台を守るために開いた\n"
			      "当初見込\n\n会合の回数\nみ\n\n"));
	o = s.outputs.items;
	CHECK("half of 活動指標 is not taken for the whole",
	    s.outputs.n == 0 || str_is_null(o->indicator));
}

/* A hundred thousand loose figures are read in time and kept. */
static void
test_bound(void)
{
	struct text text = {.arena = &arena};

	text_put(&text, S(TITLE BUDGET_LABELS));
	for (int i = 0; i < 100 * 1000; i++)
		text_put(&text, S("12\n\n"));
	text_put(&text, S("歳出予算目\n\n成果実績\n\n目標値\n\n達成度\n\n"));
	struct sheet s = {0};
	text_read_sheet(&arena, text_str(&text), 1, &s);
	CHECK("loose figures without end are kept apart",
	    s.unparsed.n >= 100 * 1000);
}

int
main(void)
{
	test_budget();
	test_goals();
	test_page();
	test_across();
	test_aims();
	test_rows_behind();
	test_zones();
	test_activity();
	test_bound();
	arena_free(&arena);
	return unit_done();
}
