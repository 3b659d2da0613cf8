#include "unit.h"

#include "solve/stack.h"

#include <string.h>

/* Two tables of a row each below their headings, with two columns. */
static const struct stack_row rows[] = {
    {.table = 0, .heading = true, .open = 3},
    {.table = 0, .open = 3, .usual = 3},
    {.table = 1, .heading = true, .open = 3},
    {.table = 1, .open = 3, .usual = 3},
};

static int
place(const struct stack *g, const struct stack_cells *cells, size_t item,
    int row, int column)
{
	(void)g;
	(void)cells;
	(void)item;
	(void)row;
	(void)column;
	return 0;
}

static int
judge(const struct stack *g, const struct stack_cells *cells, int table)
{
	(void)g;
	(void)cells;
	(void)table;
	return 0;
}

struct page {
	const char *reason;
	/* H1, H2: headings of a column; |2, _2: beside, under the one before */
	const char *items[12];
	const char *want[2][2]; /* NULL: empty */
};

static const struct page pages[] = {
    {"tables one after the other", {"H1", "H2", "1", "2", "H1", "H2", "3", "4"},
	{{"1", "2"}, {"3", "4"}}},
    {"headings tell the table of a figure that stands alone",
	{"H1", "H2", "H1", "H2", "4"}, {{NULL, NULL}, {"4", NULL}}},
    {"figures of another table come in a run",
	{"7", "8", "9", "6", "H1", "H2", "1", "2", "H1", "H2", "3", "4"},
	{{"1", "2"}, {"3", "4"}}},
    {"what was printed under a figure is of its column",
	{"H1", "H2", "1", "_2"}, {{"1", NULL}, {"_2", NULL}}},
    {"what was printed beside it is of its row",
	{"H1", "1", "|2", "H1", "3", "|4"}, {{"1", "|2"}, {"3", "|4"}}},
};

static bool
solves(const struct page *p)
{
	struct arena arena = {0};
	struct stack_item items[12] = {{.page = 0}};
	struct stack g = {.rows = rows,
	    .nrows = 4,
	    .items = items,
	    .columns = 2,
	    .margin = 1,
	    .place = place,
	    .judge = judge};
	bool ok;

	for (; g.nitems < 12 && p->items[g.nitems]; g.nitems++) {
		struct stack_item *item = &items[g.nitems];
		str text = str_of(p->items[g.nitems]);
		item->row = -1;
		item->leave = 12;
		if (text.p[0] == 'H') {
			item->heading = text.p[1] == '1' ? 1 : 2;
			item->leave = 2;
			continue;
		}
		if (text.p[0] == '|' || text.p[0] == '_') {
			item->tie =
			    text.p[0] == '|' ? STACK_BESIDE : STACK_UNDER;
			text = str_skip(text, 1);
		}
		grid_figure_of(dec_cell(text), &item->figure);
		item->figure.parted = g.nitems && item[-1].heading;
		item->figure.key = str_hash(text) | 1;
	}
	ok = stack_solve(&g, &arena);
	for (int t = 0; ok && t < 2; t++)
		for (int c = 0; c < 2; c++) {
			const char *want = p->want[t][c];
			unsigned at = g.best.at[2 * t + 1][c];
			bool sure = g.sure[2 * t + 1][c];
			if (!want)
				ok = ok && !at;
			else
				ok = ok && at && sure &&
				    !strcmp(p->items[at - 1], want);
		}
	arena_free(&arena);
	return ok;
}

int
main(void)
{
	struct arena arena = {0};
	struct stack none = {.rows = rows, .nrows = 4, .columns = 2};

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		CHECK(pages[i].reason, solves(&pages[i]));
	CHECK("nothing to place", !stack_solve(&none, &arena));
	none.nitems = STACK_ITEMS + 1;
	CHECK("more than a page holds", !stack_solve(&none, &arena));
	arena_free(&arena);
	return unit_done();
}
