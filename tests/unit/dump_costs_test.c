/*
 * dump_costs: 単位当たりコスト of invented sheets, in blocks that lost their
 * order: what was spent says the year of a formula, what it gives its cost.
 */
#include "dump/goal_costs.h"
#include "dump_sheet.h"
#include "unit.h"

#define YEARS "29年度\n\n30年度\n\n令和元年度\n\n2年度\n\n3年度要求\n\n"

/* 執行額 is 90, 130 and 120 of 百万円, 当初予算 of the year 140. */
#define SHEET \
	"令和2年度行政事業レビューシート\n\n( 港湾省 )\n\n" \
	"実施方法\n\n委託・請負\n\n" YEARS "当初予算\n\n" \
	"予算額・\n執行額\n（単位:百万円）\n\n補正予算\n前年度から繰越\nし\n" \
	"翌年度へ繰越し\n\n予備費等\n\n" \
	"101\n\n120\n\n130\n\n140\n\n150\n\n-\n\n15\n\n-\n\n-\n\n" \
	"-\n\n7\n\n9\n\n-\n\n▲7\n\n▲9\n\n-\n\n-\n\n-\n\n-\n\n" \
	"計\n\n94\n\n133\n\n139\n\n140\n\n150\n\n" \
	"執行額\n\n90\n\n130\n\n120\n\n" \
	"執行率（％）\n\n96%\n\n98%\n\n86%\n\n" \
	"歳出予算目\n\n2年度当初予算\n\n3年度要求\n\n主な増減理由\n\n" \
	"灯台維持費\n浮標調査等委託費\n\n100\n\n95\n\n40\n\n55\n\n" \
	"計\n\n140\n\n150\n\n\f"

#define BASIS \
	"算出根拠\n\n単位当たり\nコスト\n\n事業費／隻数\n\n単位\n\n" \
	"単位当たり\nコスト\n\n"

static bool
is_cost(const struct unit_cost *u, size_t year, const char *cost,
    const char *formula)
{
	if (year >= u->years.n)
		return false;
	const struct unit_cost_year *y =
	    list_at(&u->years, const struct unit_cost_year, year);
	return dec_eq(y->cost.value, dec_cell(str_of(cost))) &&
	    str_eq(y->formula, str_of(formula));
}

static bool
has_all(const struct unit_cost *u, const char *third)
{
	return is_cost(u, 0, "1.2", "90/75") &&
	    is_cost(u, 1, "1.31", "130/99") && is_cost(u, 2, "1.14", third) &&
	    is_cost(u, 3, "1.25", "140/112");
}

static void
test_years(void)
{
	struct sheet s = sheet_of(SHEET BASIS
	    "百万円\n\n計算式\n\n百万円／ 90/75\n隻\n\n1.14\n120/105\n\n"
	    "1.25\n140/112\n\n29年度\n\n1.2\n\n1.31\n130/99\n\n");
	const struct unit_cost *u = s.unit_costs.items;
	CHECK("formulas in disorder are of the years whose money they divide",
	    s.unit_costs.n == 1 && has_all(u, "120/105"));
	CHECK("a unit goes on behind the formula that shares its line",
	    s.unit_costs.n && str_eq(u->unit, S("百万円")) &&
		str_eq(u->formula_unit, S("百万円／隻")));

	s = sheet_of(SHEET BASIS
	    "百万円\n\n計算式\n\n百万\n円／隻\n\n1.2 1.31 1.14 1.25\n\n"
	    "90/75 130/99 120/105 140/112\n\n");
	u = s.unit_costs.items;
	CHECK("all formulas of one line are read",
	    s.unit_costs.n == 1 && has_all(u, "120/105") &&
		str_eq(u->formula_unit, S("百万円／隻")));
}

static void
test_torn(void)
{
	struct sheet s = sheet_of(SHEET BASIS
	    "百万円\n\n計算式\n\n百万円／ 90/75 130/99 120/10 140/11\n隻\n"
	    "5\n2\n\n1.2\n\n1.31\n\n1.14\n\n1.25\n\n");
	const struct unit_cost *u = s.unit_costs.items;
	CHECK("costs tell which of the formulas a cell wrapped",
	    s.unit_costs.n == 1 && has_all(u, "120/105"));

	s = sheet_of(SHEET BASIS
	    "百万円\n\n計算式\n\n百万円／ 90/75 130/ 120/ 140/112\n隻\n"
	    "99\n105\n\n");
	u = s.unit_costs.items;
	CHECK("a stroke at the end of a line needs no cost to tell",
	    s.unit_costs.n == 1 && str_eq(u->formula_unit, S("百万円／隻")));
}

static void
test_doubt(void)
{
	struct sheet s = sheet_of(SHEET BASIS
	    "百万円\n\n計算式\n\n百万円\n\n120/105\n\n1.9\n\n7\n\n");
	const struct unit_cost *u = s.unit_costs.items;
	CHECK("a formula alone whose cost is not there is not believed",
	    !s.unit_costs.n ||
		(u->years.n && !is_cost(u, 2, "1.9", "120/105")));
	CHECK("百万円 without what it is divided by is no unit of formulas",
	    !s.unit_costs.n || str_is_null(u->formula_unit));

	s = sheet_of(SHEET BASIS
	    "千円\n\n計算式\n\n千円／隻\n\n" BASIS
	    "円\n\n計算式\n\n円／人\n\n90/75\n\n1.2\n\n90/75\n\n1.2\n\n");
	for (size_t i = 0; i < s.unit_costs.n; i++) {
		u = list_at(&s.unit_costs, const struct unit_cost, i);
		CHECK("the same formula of two tables is left to neither",
		    !is_cost(u, 0, "1.2", "90/75"));
	}
}

static void
test_money(void)
{
	struct sheet s = {.sheet_year = 2020};
	struct dec spent = dec_cell(S("90"));
	struct budget_year *y =
	    list_add(&arena, &s.budget.years, struct budget_year);
	*y = (struct budget_year){.fiscal_year = 2017};
	y->executed.value = dec_cell(S("90000000"));
	CHECK("what one year spent alone may be what another did",
	    goal_money_columns(&s, spent) == 0);

	y = list_add(&arena, &s.budget.years, struct budget_year);
	*y = (struct budget_year){.fiscal_year = 2018};
	y->executed.value = dec_cell(S("130000000"));
	CHECK("the year whose 執行額 is divided is told from others",
	    goal_money_columns(&s, spent) == 1u << 0 &&
		goal_money_columns(&s, dec_cell(S("130"))) == 1u << 1 &&
		goal_money_columns(&s, dec_cell(S("91"))) == 0);
}

static bool
is_done(const struct output *o, size_t year, const char *actual)
{
	return year < o->years.n &&
	    dec_eq(list_at(&o->years, const struct output_year, year)
		       ->actual.value,
		dec_cell(str_of(actual)));
}

/* The first figure of 活動実績 comes behind all others of its page. */
static void
test_done(void)
{
	struct sheet s = sheet_of(SHEET
	    "活動指標\n\n活動指標及び\n活動実績\n（アウトプット）\n\n"
	    "単位\n\n入港した船の数\n\n活動実績 隻\n\n当初見込み 隻\n\n" BASIS
	    "百万円\n\n計算式\n\n百万円／ 90/75\n隻\n\n"
	    "99\n\n105\n\n80\n\n100\n\n110\n\n112\n\n"
	    "1.14\n120/105\n\n1.25\n140/112\n\n1.2\n\n1.31\n130/99\n\n"
	    "75\n\n");
	const struct output *o = s.outputs.items;
	CHECK("what was done is what the costs are divided by",
	    s.outputs.n == 1 && is_done(o, 0, "75") && is_done(o, 1, "99") &&
		is_done(o, 2, "105"));
}

/* Torn lines without end are read in time and kept. */
static void
test_bound(void)
{
	struct text text = {.arena = &arena};

	text_put(&text, S(SHEET BASIS "計算式\n\n"));
	for (int i = 0; i < 50 * 1000; i++)
		text_put(&text, S("12/3 14/5\n6\n\n"));
	struct sheet s = {0};
	text_read_sheet(&arena, text_str(&text), 1, &s);
	CHECK("torn formulas without end are kept apart",
	    s.unparsed.n >= 50 * 1000);
}

int
main(void)
{
	test_years();
	test_torn();
	test_doubt();
	test_money();
	test_done();
	test_bound();
	arena_free(&arena);
	return unit_done();
}
