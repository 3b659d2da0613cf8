#include "dump/goal_costs.h"

/*
 * 活動実績 of outputs whose costs are settled: as many tables of the one as of
 * the other, what the formulas of a table divide by was done in their years.
 */
enum { DIVISORS_MIN = 2 };

static size_t
count_kind(const struct goal_rows *g, enum goal_kind kind)
{
	size_t n = 0;

	for (size_t k = 0; k < g->ntables; k++)
		n += g->tables[k].kind == kind;
	return n;
}

static const struct goal_table *
nth_table(const struct goal_rows *g, enum goal_kind kind, size_t nth)
{
	for (size_t k = 0; k < g->ntables; k++)
		if (g->tables[k].kind == kind && nth-- == 0)
			return &g->tables[k];
	return NULL;
}

static bool
is_figure(const struct goal_rows *g, size_t i, int page,
    const struct grid_figure *want)
{
	return g->items[i].page == page && !g->items[i].heading &&
	    !g->parts[i].formula && g->parts[i].row < 0 &&
	    g->items[i].figure.known && g->items[i].figure.value == want->value;
}

/* The first figure of that value behind another item, or before it, or nitems.
 */
static size_t
find_figure(const struct goal_rows *g, int page, const struct grid_figure *want,
    size_t behind)
{
	for (size_t i = behind; i < g->stack.nitems; i++)
		if (is_figure(g, i, page, want))
			return i;
	for (size_t i = 0; i < behind; i++)
		if (is_figure(g, i, page, want))
			return i;
	return g->stack.nitems;
}

static void
settle_row(struct goal_rows *g, const struct goal_table *cost, int row)
{
	size_t found[GOAL_FIRST_YEAR], last = 0;
	int n = 0, page = g->rows[row].page;

	for (int c = 0; c < GOAL_FIRST_YEAR; c++) {
		struct grid_figure divisor;
		unsigned at = g->settled[cost->rows[1]][c];
		found[c] = g->stack.nitems;
		if (!at || !grid_figure_of(g->parts[at - 1].b, &divisor))
			continue;
		found[c] = find_figure(g, page, &divisor, last);
		if (found[c] == g->stack.nitems)
			return;
		last = found[c] + 1;
		n++;
	}
	for (int c = 0; c < GOAL_FIRST_YEAR && n >= DIVISORS_MIN; c++)
		if (found[c] < g->stack.nitems)
			goal_settle_item(g, found[c], row, c);
}

void
goal_done_settle(struct goal_rows *g)
{
	size_t n = count_kind(g, GOAL_OUTPUT);

	if (n != count_kind(g, GOAL_UNIT_COST))
		return;
	for (size_t k = 0; k < n; k++) {
		const struct goal_table *o = nth_table(g, GOAL_OUTPUT, k);
		const struct goal_table *u = nth_table(g, GOAL_UNIT_COST, k);
		if (o->rows[0] >= 0 && u->rows[1] >= 0)
			settle_row(g, u, o->rows[0]);
	}
}
