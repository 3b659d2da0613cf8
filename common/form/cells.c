#include "form/cells.h"

#include <assert.h>

void
grid_init(struct grid *g, struct arena *arena)
{
	*g = (struct grid){.arena = arena};
}

int
grid_rows(const struct grid *g)
{
	return (int)g->rows.n;
}

struct cell *
grid_add(struct grid *g, int row, int col, str text, size_t line)
{
	struct cell *cell;

	assert(row + 1 >= grid_rows(g));
	while (grid_rows(g) <= row)
		*list_add(g->arena, &g->rows, size_t) = g->cells.n;
	cell = list_add(g->arena, &g->cells, struct cell);
	*cell = (struct cell){.text = text,
	    .row = row,
	    .col = col,
	    .rows = 1,
	    .cols = 1,
	    .line = line};
	return cell;
}

struct cell *
grid_row(const struct grid *g, int row, size_t *n)
{
	size_t from, to;

	*n = 0;
	if (row < 0 || row >= grid_rows(g))
		return NULL;
	from = *list_at(&g->rows, size_t, row);
	to = row + 1 < grid_rows(g) ? *list_at(&g->rows, size_t, row + 1)
				    : g->cells.n;
	*n = to - from;
	return *n ? list_at(&g->cells, struct cell, from) : NULL;
}
