/*
 * grid: the figures of a table that lost its geometry, put back into its
 * cells.  Text is extracted in pieces of rows and of columns; what remains is
 * an order in which a figure comes, as a rule, after those left of it and
 * above it, and what the table must satisfy.  Both have a price, set by the
 * caller and here; the cheapest grid is searched with a beam, so time is
 * linear in the number of figures.  A cell is sure only where every grid
 * about as cheap holds the same value there.
 */
#ifndef SOLVE_GRID_H
#define SOLVE_GRID_H

#include "base/arena.h"
#include "value/dec.h"

enum {
	GRID_ROWS = 10,
	GRID_COLUMNS = 6,
	GRID_FIGURES = 96, /* more are no table: nothing is placed */
	GRID_NEVER = 1000,
	GRID_UNIT = 1000 * 1000, /* grid_figure counts in millionths */
};

struct grid_figure {
	bool known; /* false: a dash, text */
	int64_t value; /* millionths */
	int64_t half; /* millionths: half a unit of the last digit printed */
	uint64_t key; /* equal for figures that may be exchanged */
	bool parted; /* a label stands between it and the figure before */
};

/* Where a search is: 1 + index of a figure for each cell, 0: empty. */
struct grid_cells {
	uint8_t at[GRID_ROWS][GRID_COLUMNS];
};

struct grid {
	int rows, columns;
	uint8_t
	    open[GRID_ROWS]; /* a bit per column: a figure may stand there */
	uint8_t usual[GRID_ROWS]; /* and does, as a rule */
	const struct grid_figure *figures;
	size_t n;
	bool down; /* columns go on, rather than rows */
	int margin; /* grids this much dearer than the best count as rivals */
	const void *context;
	/* What figure i costs in a cell, whatever else is there; row -1: what
	 * it costs to leave it out. */
	int (*place)(const struct grid *, size_t i, int row, int column);
	/*
	 * What the cells say about one column (and its neighbours): below 0
	 * where a rule holds, above 0 where one is broken.  Before the last
	 * figure is placed a sum that lacks parts is not broken yet.
	 */
	int (*judge)(const struct grid *, const struct grid_cells *, int column,
	    bool last);
	/* The answer. */
	struct grid_cells best;
	bool sure[GRID_ROWS][GRID_COLUMNS];
	int cost;
};

/* The figure in a cell, or NULL. */
const struct grid_figure *
grid_at(const struct grid *, const struct grid_cells *, int row, int column);

/*
 * A figure in millionths; false (and unknown) when it is too large or too
 * fine for that.
 */
bool grid_figure_of(struct dec, struct grid_figure *);

/* False when there is nothing to place, or too much. */
bool grid_solve(struct grid *, struct arena *);

#endif
