/*
 * stack: the figures of pages whose tables stand one below the other, with
 * columns in common.  Extractors of text displace pieces of such a page, but
 * what stands in one column comes from top to bottom, across all its tables,
 * headings too, and what stands in one row comes from left to right.  So each
 * column is a queue of cells; the cheapest way to deal the items out to the
 * queues is searched with a beam, linear in the number of items.  A cell is
 * sure only where every way about as cheap holds the same value there.
 */
#ifndef SOLVE_STACK_H
#define SOLVE_STACK_H

#include "solve/grid.h"

enum {
	STACK_ROWS = 96,
	STACK_COLUMNS = 6,
	STACK_TABLES = 48,
	STACK_ITEMS = 480,
	STACK_PAGES = 32, /* more share their bits */
};

struct stack_row {
	int page, table;
	bool heading; /* takes headings only */
	uint8_t open; /* a bit per column: something may stand there */
	uint8_t usual; /* and does, as a rule */
};

/* How an item was printed with the one before: on its line, on the next. */
enum stack_tie { STACK_FREE, STACK_BESIDE, STACK_UNDER };

struct stack_item {
	struct grid_figure figure;
	int page;
	uint8_t heading; /* the columns it heads; 0: a figure */
	int row; /* the one whose label it follows, or -1 */
	enum stack_tie tie;
	int leave; /* what it costs to give it no cell */
};

struct stack_cells {
	uint16_t at[STACK_ROWS][STACK_COLUMNS]; /* 1 + index of an item */
};

struct stack {
	const struct stack_row *rows;
	size_t nrows;
	const struct stack_item *items;
	size_t nitems;
	int columns;
	uint32_t loose; /* pages, a bit each, whose headings tell nothing */
	int margin; /* ways this much dearer than the best count as rivals */
	const void *context;
	/* What it costs (below 0: what speaks for it) to put a figure where it
	 * joins the cells there are. */
	int (*place)(const struct stack *, const struct stack_cells *,
	    size_t item, int row, int column);
	/* The same of a table when nothing is to come. */
	int (*judge)(
	    const struct stack *, const struct stack_cells *, int table);
	/* The answer. */
	struct stack_cells best;
	bool sure[STACK_ROWS][STACK_COLUMNS];
	int costs[STACK_PAGES]; /* of pages */
	int prices[STACK_TABLES]; /* what the figures of a table cost */
};

/* False when there is nothing to place, or too much. */
bool stack_solve(struct stack *, struct arena *);

#endif
