#include "dump/pairs_costs.h"

#include <limits.h>

enum {
	ACROSS = PAIRS_LEFT + 1,
	DOWN = PAIRS_EARLIER + 1,
	NEVER = 40,
	ITEM_LINE = 12, /* as wide as 費目 can be */
	USE_LINE = 38,
};

/* Paragraphs are what stands close below each other: pdftotext. */
static const uint8_t of_blocks[PAIRS_NEARNESSES][ACROSS][DOWN] = {
    [PAIRS_TIED] = {{24, 24, 24, 24}, {0, 20, 24, 24}, {20, 24, 24, 24},
	{24, 24, 24, 24}},
    [PAIRS_JOINED] = {{0, 0, 16, 18}, {10, 18, 20, 20}, {14, 18, 20, 20},
	{10, 7, 18, 20}},
    [PAIRS_APART] = {{0, 10, 19, 18}, {0, 17, 22, 12}, {11, 18, 22, 10},
	{15, 3, 16, 16}},
    [PAIRS_FIGURES_JOINED] = {{0, 0, 18, 18}, {20, 20, 20, 20},
	{20, 20, 20, 20}, {20, 20, 20, 20}},
    [PAIRS_FIGURES_APART] = {{0, 0, 12, 11}, {3, 20, 16, 8}, {3, 20, 16, 8},
	{20, 3, 13, 16}},
};

/* Paragraphs are cells: pdfminer.  These are rounder, but do better. */
static const uint8_t of_cells[ACROSS][DOWN] = {
    {12, 3, 15, 15}, {0, 9, 15, 9}, {6, 9, 15, 9}, {12, 3, 15, 15}};

int
pairs_step_cost(bool mixed, enum pairs_nearness near, enum pairs_across across,
    enum pairs_down down)
{
	return mixed || near == PAIRS_TIED ? of_blocks[near][across][down]
					   : of_cells[across][down];
}

/* A class of widths: what is up to that wide. */
struct width_cost {
	int most, cost;
};

static int
cost_of_width(const struct width_cost *costs, int width)
{
	while (width > costs->most)
		costs++;
	return costs->cost;
}

int
pairs_begin_cost(const struct pairs_unit *u, bool use)
{
	static const struct width_cost items[] = {
	    {2, 20}, {10, 0}, {ITEM_LINE, 3}, {INT_MAX, NEVER}};
	static const struct width_cost uses[] = {
	    {2, 20}, {4, 8}, {6, 10}, {10, 4}, {USE_LINE, 0}, {INT_MAX, NEVER}};

	if (use)
		return (u->fits > 0	      ? 6
			       : u->fits == 0 ? 1
					      : 0) +
		    cost_of_width(uses, u->width);
	return (u->fits > 0	      ? 0
		       : u->fits == 0 ? 2
		       : u->fits > -2 ? 10
				      : 20) +
	    cost_of_width(items, u->width);
}

int
pairs_new_cost(int width, bool use)
{
	static const struct width_cost items[] = {{9, 0}, {INT_MAX, 4}};
	static const struct width_cost uses[] = {
	    {18, 0}, {24, 1}, {26, 4}, {INT_MAX, 10}};

	return cost_of_width(use ? uses : items, width);
}

int
pairs_more_cost(int width, bool use)
{
	static const struct width_cost items[] = {
	    {7, 18}, {9, 10}, {INT_MAX, 2}};
	static const struct width_cost uses[] = {
	    {18, 17}, {24, 10}, {26, 2}, {INT_MAX, 0}};

	return cost_of_width(use ? uses : items, width);
}
