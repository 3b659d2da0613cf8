/*
 * sums: two columns of a table, each with its sum at its end, of which only
 * the stream of their figures is left, with others between.  They come row by
 * row, or one column after the other, or in pieces of either: each step off
 * these ways has a price, and what adds up for the least is taken.
 */
#ifndef SOLVE_SUMS_H
#define SOLVE_SUMS_H

#include "solve/grid.h"

enum {
	SUMS_FIGURES = 96,
	SUMS_ROWS = 20, /* without the sum */
};

struct sums_figure {
	struct grid_figure figure; /* unknown: a dash, which adds nothing */
	unsigned sides; /* a bit per column: it may stand there */
	int skip; /* what it costs to pass it over, among the others */
};

struct sums {
	const struct sums_figure *figures;
	size_t n; /* no more than SUMS_FIGURES */
	int rows; /* no more than SUMS_ROWS */
	/* What the sums are, where something else tells. */
	struct grid_figure told[2];
	int margin; /* answers this much dearer than the best are rivals */
	/* The answer: figures by column and row, the sum last. */
	size_t at[2][SUMS_ROWS + 1];
	bool sure[2][SUMS_ROWS + 1]; /* all rivals say the same there */
	int cost; /* below 0 where the sums are what was told */
};

/* False when nothing adds up.  Bounded, whatever the figures. */
bool sums_solve(struct sums *);

#endif
