/*
 * pairs_costs: how likely it is that cells of 費目・使途 follow each other so,
 * and that a line is one.  Costs are -4 ln of how often each was met in sheets
 * of 平成27 to 令和5 whose cells are known, less that of the commonest.
 */
#ifndef DUMP_PAIRS_COSTS_H
#define DUMP_PAIRS_COSTS_H

#include "dump/pairs.h"

/* Where two units stand that follow each other. */
enum pairs_nearness {
	PAIRS_TIED, /* on one line */
	PAIRS_JOINED, /* in one paragraph */
	PAIRS_APART,
	PAIRS_FIGURES_JOINED, /* the same for figures, whatever is between */
	PAIRS_FIGURES_APART,
	PAIRS_NEARNESSES
};

/* How many columns to the right the second one is, and which row it is in. */
enum pairs_across { PAIRS_BELOW, PAIRS_BESIDE, PAIRS_RIGHT, PAIRS_LEFT };
enum pairs_down { PAIRS_ROW, PAIRS_NEXT_ROW, PAIRS_LATER, PAIRS_EARLIER };

/* mixed: a paragraph can hold cells of several columns. */
int pairs_step_cost(
    bool mixed, enum pairs_nearness, enum pairs_across, enum pairs_down);
/* A unit begins a cell of 使途, or of 費目. */
int pairs_begin_cost(const struct pairs_unit *, bool use);
/*
 * A line of the same paragraph follows one of that width in its column: as
 * the beginning of a cell, or as the next line of its own.
 */
int pairs_new_cost(int width, bool use);
int pairs_more_cost(int width, bool use);

#endif
