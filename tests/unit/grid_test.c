#include "unit.h"

#include "solve/grid.h"

/* Two rows and a third that is their sum, by column. */
static int
place(const struct grid *g, size_t i, int row, int column)
{
	(void)g;
	(void)i;
	(void)column;
	return row < 0 ? 9 : 0;
}

static int
judge(
    const struct grid *g, const struct grid_cells *cells, int column, bool last)
{
	const struct grid_figure *a = grid_at(g, cells, 0, column);
	const struct grid_figure *b = grid_at(g, cells, 1, column);
	const struct grid_figure *sum = grid_at(g, cells, 2, column);

	if (!a || !b || !sum || !a->known || !b->known || !sum->known)
		return last ? 2 : 0;
	return a->value + b->value == sum->value ? -8 : last ? 8 : 0;
}

struct sums {
	const char *reason;
	const char *figures[16];
	bool down;
	const char *want[3][3]; /* NULL: empty, "?": not sure */
};

static const struct sums cases[] = {
    {"rows one after the other",
	{"1", "2", "3", "10", "20", "30", "11", "22", "33"}, false,
	{{"1", "2", "3"}, {"10", "20", "30"}, {"11", "22", "33"}}},
    {"columns one after the other",
	{"1", "10", "11", "2", "20", "22", "3", "30", "33"}, true,
	{{"1", "2", "3"}, {"10", "20", "30"}, {"11", "22", "33"}}},
    {"a figure that came late finds its cell by the sum",
	{"1", "2", "3", "10", "30", "11", "22", "33", "20"}, false,
	{{"1", "2", "3"}, {"10", "20", "30"}, {"11", "22", "33"}}},
};

static bool
solves(const struct sums *s)
{
	struct arena arena = {0};
	struct grid_figure figures[16] = {{0}};
	struct grid g = {.rows = 3,
	    .columns = 3,
	    .down = s->down,
	    .margin = 2,
	    .figures = figures,
	    .place = place,
	    .judge = judge};
	bool ok;

	for (int r = 0; r < 3; r++)
		g.open[r] = g.usual[r] = 7;
	for (; g.n < 16 && s->figures[g.n]; g.n++) {
		grid_figure_of(
		    dec_cell(str_of(s->figures[g.n])), &figures[g.n]);
		figures[g.n].key = str_hash(str_of(s->figures[g.n]));
	}
	ok = grid_solve(&g, &arena);
	for (int r = 0; ok && r < 3; r++)
		for (int c = 0; c < 3; c++) {
			const struct grid_figure *f =
			    grid_at(&g, &g.best, r, c);
			struct dec want = dec_cell(str_of(s->want[r][c]));
			if (!f || !g.sure[r][c] ||
			    f->value != want.digits * GRID_UNIT)
				ok = false;
		}
	arena_free(&arena);
	return ok;
}

static void
figures(void)
{
	struct grid_figure f;

	CHECK("a figure counts in millionths, its half unit too",
	    grid_figure_of(dec_cell(S("1.5")), &f) && f.value == 1500000 &&
		f.half == 50000);
	CHECK("a dash is no figure", !grid_figure_of(dec_cell(S("-")), &f));
	CHECK("what is too large to count is not known",
	    !grid_figure_of(dec_cell(S("1000000000000000")), &f));
}

static void
limits(void)
{
	struct arena arena = {0};
	struct grid_figure many[GRID_FIGURES + 1] = {{0}};
	struct grid g = {.rows = 3,
	    .columns = 3,
	    .open = {7, 7, 7},
	    .figures = many,
	    .n = GRID_FIGURES + 1,
	    .place = place,
	    .judge = judge};

	CHECK("more figures than any table has are not placed",
	    !grid_solve(&g, &arena));
	g.n = 0;
	CHECK("no figures are no table", !grid_solve(&g, &arena));
	g.n = GRID_FIGURES;
	CHECK("more figures than cells are left out", grid_solve(&g, &arena));
	arena_free(&arena);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK(cases[i].reason, solves(&cases[i]));
	figures();
	limits();
	return unit_done();
}
