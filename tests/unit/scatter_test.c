/*
 * scatter: an invented paragraph dump (fixtures/scattered.txt: labels and
 * values of each page in no order), and input made to cost time.
 */
#include "unit.h"

#include "scatter/scatter.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static str
read_file(struct arena *arena, const char *path)
{
	struct text text = {.arena = arena};
	FILE *f = fopen(path, "rb");
	char buf[4096];
	size_t n;

	if (!f)
		return STR_NULL;
	while ((n = fread(buf, 1, sizeof buf, f)) > 0)
		text_put(&text, (str){buf, n});
	fclose(f);
	return text_str(&text);
}

static bool
is(str got, const char *want)
{
	if (str_eq(got, want ? str_of(want) : STR_NULL))
		return true;
	printf("got \"%.*s\", want \"%s\"\n", STR_ARG(got),
	    want ? want : "(null)");
	return false;
}

static bool
is_figure(struct figure got, const char *want)
{
	return want ? dec_eq(got.value, dec_json(str_of(want)))
		    : !got.value.known;
}

static void
check_head(const struct sheet *sheet)
{
	CHECK("the number stands beside its label", is(sheet->number, "0012"));
	CHECK("the name stands before the label of its neighbour",
	    is(sheet->name, "地域図書館ネットワーク整備事業"));
	CHECK("the officer is told from the division by a title",
	    is(sheet->division, "図書館振興課") && sheet->officers.n == 1);
	CHECK("of two years with their era the earlier is the start",
	    sheet->start_year == 2015 && sheet->end_year == 2019);
	CHECK("a law is the legal basis",
	    is(sheet->legal_basis, "架空省設置法第4条第1項第7号"));
}

static void
check_budget(const struct sheet *sheet)
{
	const struct list *years = &sheet->budget.years;
	static const struct {
		const char *initial, *total, *executed, *rate;
	} want[] = {
	    {"100000000", "100000000", "97000000", "97"},
	    {"120000000", "120000000", "114000000", "95"},
	    {"160000000", "160000000", "148000000", "93"},
	    {"140000000", "140000000", NULL, NULL},
	};

	if (!CHECK("the budget has five columns", years->n == 5))
		return;
	for (size_t i = 0; i < 4; i++) {
		const struct budget_year *y =
		    list_at(years, struct budget_year, i);
		CHECK("the rates say which row is 計",
		    is_figure(y->total, want[i].total));
		CHECK("what comes again is 当初予算",
		    is_figure(y->initial, want[i].initial));
		CHECK("執行額 is what explains the rate",
		    is_figure(y->executed, want[i].executed) &&
			is_figure(y->execution_rate, want[i].rate));
		CHECK("as many zeros as cells are in the cells",
		    is_figure(y->supplementary, "0") &&
			is_figure(y->carried_out, "0"));
	}
	CHECK("the request stands in its own column",
	    is_figure(
		list_at(years, struct budget_year, 4)->request, "150000000"));
}

static void
check_goals(const struct sheet *sheet)
{
	if (!CHECK("one outcome, one output, one cost",
		sheet->outcomes.n == 1 && sheet->outputs.n == 1 &&
		    sheet->unit_costs.n == 1))
		return;
	const struct outcome *o = list_at(&sheet->outcomes, struct outcome, 0);
	const struct outcome_year *y =
	    list_at(&o->years, struct outcome_year, 1);
	CHECK("達成度 ties 成果実績 to 目標値",
	    is_figure(y->actual, "412") && is_figure(y->target, "400") &&
		is_figure(y->attainment, "103"));
	CHECK("the figure that the goal names is the last target",
	    o->final && is_figure(o->final->target, "1500"));
	const struct output_year *out =
	    list_at(&list_at(&sheet->outputs, struct output, 0)->years,
		struct output_year, 2);
	CHECK("what divides the formula was done",
	    is_figure(out->actual, "391") && is_figure(out->planned, "400"));
	const struct unit_cost_year *cost =
	    list_at(&list_at(&sheet->unit_costs, struct unit_cost, 0)->years,
		struct unit_cost_year, 0);
	CHECK("a cost is what its formula gives",
	    is(cost->formula, "97/150") && is_figure(cost->cost, "0.65"));
}

static void
check_review(const struct sheet *sheet)
{
	if (!CHECK("all questions are there", sheet->review.items.n == 6))
		return;
	const struct review_item *items = sheet->review.items.items;
	CHECK("a comment goes to the question with its words",
	    is(items[1].comment, "地方自治体の区域を越える仕組みである。"));
	CHECK("有 is the single bid's, as the payees say",
	    is(items[2].rating, "有") && is(items[3].rating, "無"));
	CHECK("a team speaks as a team",
	    is(sheet->team_opinion.text, "引き続き競争性の確保に努めること。"));
	CHECK("past numbers go by years when the blanks say so",
	    sheet->past_numbers.n == 3 &&
		list_at(&sheet->past_numbers, struct past_number, 0)
			->sheet_year == 2014);
}

static void
check_money(const struct sheet *sheet)
{
	if (!CHECK("ministry and three payees, three arrows",
		sheet->flow.nodes.n == 4 && sheet->flow.edges.n == 3))
		return;
	const struct flow_edge *edges = sheet->flow.edges.items;
	CHECK("what the ministry pays adds to its box",
	    is(edges[0].to, "A") && is(edges[1].to, "C"));
	CHECK("the rest is paid by the box before it",
	    is(edges[2].from, "A") && is(edges[2].to, "B"));
	CHECK("a box without payments has no items of another",
	    sheet->spending.n == 2 &&
		list_at(&sheet->spending, struct spending, 0)->items.n == 3);
	if (!CHECK("the boxes are the rows", sheet->payees.n == 3))
		return;
	const struct payee *p = sheet->payees.items;
	CHECK("name and description may share a paragraph",
	    is(p[1].name, "北町立図書館") &&
		is(p[1].description, "目録の変換の試行"));
	CHECK("rates stay with their rows",
	    is_figure(p[0].award_rate, "98.2") &&
		is_figure(p[2].award_rate, "81.5"));
}

static void
fixture(void)
{
	struct arena arena = {0};
	struct sheet sheet = {.sheet_year = 0};
	struct dump dump;
	str text = read_file(&arena, "tests/fixtures/scattered.txt");

	if (CHECK("the fixture is there", !str_is_null(text))) {
		dump_init(&dump, &arena, text, 1);
		CHECK("it is told from other dumps", scatter_is(&dump));
		text_read_sheet(&arena, text, 1, &sheet);
		check_head(&sheet);
		check_budget(&sheet);
		check_goals(&sheet);
		check_review(&sheet);
		check_money(&sheet);
	}
	arena_free(&arena);
}

/* 10^5 loose figures among labels in no order: all must end in unparsed. */
static void
hostile(void)
{
	static const char *const labels[] = {"執行額", "定量的な成果目標",
	    "事業番号", "計算式", "当初予算", "成果実績", "費　目 使　途"};
	enum { FIGURES = 100 * 1000 };
	struct arena arena = {0};
	struct text text = {.arena = &arena};
	struct sheet sheet = {.sheet_year = 0};
	char number[32];

	text_put(&text, S("平成29年度行政事業レビューシート 架空省\n\n"));
	for (int i = 0; i < 70; i++) {
		text_put(&text, str_of(labels[i % 7]));
		text_put(&text, S("\n\n"));
	}
	for (int i = 0; i < FIGURES; i++) {
		snprintf(number, sizeof number, "%d%s", 1001 + i,
		    i % 5 == 4 ? "\n\n" : " ");
		text_put(&text, str_of(number));
	}
	clock_t begin = clock();
	text_read_sheet(&arena, text_str(&text), 1, &sheet);
	double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
	CHECK("10^5 loose figures take seconds, not hours", seconds < 20);
	CHECK("and all are kept", sheet.unparsed.n >= FIGURES / 5);
	CHECK("nothing is made up of them",
	    !sheet.payees.n && !sheet.outcomes.n && !sheet.budget.years.n);
	printf("scatter: %d figures in %.2f s\n", FIGURES, seconds);
	arena_free(&arena);
}

int
main(void)
{
	fixture();
	hostile();
	return unit_done();
}
