/*
 * pairs_state: how far a reading of the tables of 費目・使途 is, in a search
 * that gives every unit its cell.
 */
#ifndef DUMP_PAIRS_STATE_H
#define DUMP_PAIRS_STATE_H

#include "dump/pairs.h"
#include "solve/beam.h"

enum {
	PAIRS_SIDE = PAIRS_COLUMNS, /* columns of a side */
	PAIRS_QUEUES = 2 * PAIRS_SIDE,
	PAIRS_OPEN = 4, /* tables that are left open at once */
	PAIRS_TOTAL = PAIRS_ROWS + 1, /* the row of 計 */
	PAIRS_ALL_ROWS, /* of a pair */
	PAIRS_UNKNOWN = 255, /* rows of a table without its total */
	PAIRS_FURTHER = 2, /* rows a cell can be from the one before it */
};

/* A column of tables. */
struct pairs_queue {
	uint8_t pair, cells; /* the table it is in, its cells there */
	uint8_t last_pair, last_row; /* the cell of its last unit */
	int16_t last; /* 1 + its last unit */
	uint8_t hole_pair, hole_row, hole; /* cells that were passed over */
};

/* A table that was left before it had all of its figures. */
struct pairs_open {
	int64_t sum, early; /* as in the state */
	uint8_t used, pair, side, unused[5];
};

/* Compared bytewise. */
struct pairs_state {
	struct pairs_open open[PAIRS_OPEN];
	int64_t sum[2], above[2]; /* of the amounts so far; the last one */
	int64_t below[2]; /* the amount below those that were passed over */
	int64_t early[2]; /* 計 that came before some of its amounts, or 0 */
	struct pairs_queue queues[PAIRS_QUEUES];
	uint8_t counts[PAIRS_MAX][PAIRS_QUEUES]; /* of tables left by some */
	int16_t row; /* of the cell before, through all pairs; -1: none */
	int16_t column, unit; /* of it */
};

/* What a unit can be. */
struct pairs_choice {
	int pair, row, column;
	bool more, total;
};

/* A choice has its cell in the lower half, what it cost in the upper. */
enum { PAIRS_NEITHER = 0, PAIRS_CELL = 0xffff, PAIRS_PRICE = 16 };

uint32_t pairs_pack(const struct pairs_choice *);
struct pairs_choice pairs_unpack(uint32_t cell);

int pairs_away(int, int); /* the distance of two numbers */
int pairs_paragraph(const struct pairs *, size_t unit);
bool
pairs_has_table(const struct pairs *, const struct pairs_queue *, int column);
/* From the cell before to this one. */
int pairs_step(const struct pairs *, const struct pairs_state *, size_t unit,
    const struct pairs_choice *);
/* A cell stands between the headings of its table and the next. */
int pairs_page_cost(const struct pairs *, size_t unit, int pair, int side);
/* A queue goes on to the next table; broken: this one lacks its total. */
int pairs_leave_table(
    const struct pairs *, struct pairs_state *, int column, bool broken);
/* Cells of its table before that row will come later; what that costs. */
int pairs_pass_over(struct pairs_queue *, int row);
/* The unit is what the choice says. */
void pairs_offer(struct beam *, size_t state, struct pairs_state *next,
    size_t unit, int cost, const struct pairs_choice *);

/* All that a figure can be. */
void pairs_offer_money(
    const struct pairs *, struct beam *, size_t state, size_t unit);
/* Over tables whose figures have their places already. */
void pairs_skip_fixed(const struct pairs *, struct pairs_state *, int side);

#endif
