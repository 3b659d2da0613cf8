/*
 * place: one way to read the cells of a page so far, as columns searches for
 * the best: which row each column has come to, what the last rows hold, and
 * what it costs to put one cell more into a row.
 */
#ifndef DUMP_PLACE_H
#define DUMP_PLACE_H

#include "dump/columns.h"
#include "solve/beam.h"

enum {
	RING = 48, /* rows that are open at a time */
	ROWS_MAX = 2000,
	BLOCKS_MAX = 24, /* of a page, that headings tell apart */
};

/* Rows that a column may go to. */
enum {
	AHEAD = 4, /* rows that a column may skip */
	BEHIND = 12, /* left out before, that may still be filled */
};

enum { STARTS = 1, COMPETES = 2, SETTLES = 4 }; /* of a row */

struct open_row {
	uint16_t filled; /* a bit per column, RANK too */
	uint16_t amount, corp, name; /* 1 + cell */
	uint16_t rank; /* 0: not known */
	uint8_t bits;
	struct {
		uint8_t lines; /* of the cell */
		uint8_t shares; /* one of them the line of another column */
		uint8_t expected; /* lines, as another cell's middle tells */
		uint8_t spare; /* one line more or less is as likely */
		int8_t open; /* brackets */
	} texts[2]; /* NAME, DESCRIPTION */
};

struct place {
	int16_t base; /* the row of ring[base % RING] */
	int16_t rows; /* begun */
	int16_t row; /* of the cell before */
	int16_t column;
	int16_t next[COLUMNS + 1]; /* behind the lowest cell of the column */
	int16_t starts[BLOCKS_MAX]; /* the first row of a block; -1: open */
	uint8_t headings[COLUMNS + 1]; /* seen */
	uint8_t blocks[COLUMNS + 1]; /* that the column has come to */
	uint8_t letters, begun;
	bool pending[COLUMNS + 1]; /* a heading, and no cell since */
	struct opened {
		int16_t row;
		int16_t rest; /* the row that lines of their own have reached */
		int32_t line, width, paragraph;
	} texts[2]; /* the last line of a name, of a description */
	int16_t amount; /* the row of the last one, with no payee since; -1 */
	int32_t reason; /* paragraph of the last reason */
	int16_t reason_row;
	struct open_row ring[RING];
};

struct search {
	const struct columns *list;
	const struct token *tokens;
	bool anchored[COLUMNS + 1]; /* the column has all its headings */
	struct beam beam;
	size_t i; /* the cell to place */
};

/* What each oddity of a reading costs. */
enum price {
	LEFT_INT, /* a cell that is put nowhere */
	LEFT_NUMBER,
	LEFT_RATE,
	LEFT_CORP,
	LEFT_METHOD,
	LEFT_TEXT,
	NO_BIDDERS, /* a competition without them */
	NO_RATE,
	OTHER_BLOCK, /* not of the block under whose heading it is */
	BEFORE_HEADING, /* of a block whose heading comes later */
	TORN, /* one line, two rows */
	SOLID, /* the same, in a paragraph of one row */
	PARAGRAPH_BACK, /* a row above, in one paragraph */
	ELSEWHERE, /* neither this row nor the next */
	LED, /* an amount behind the payee of another row */
	LED_BIDS, /* bids behind the method of another row */
	SKIP_AMOUNT, /* a row left out, where columns come whole */
	RIGHT, /* read after a column to the right */
	BEGIN_HEADED, /* a block more than headings */
	BEGIN, /* the same at the top of a page */
	BEGIN_LETTER, /* a block more than letters */
	RANK_RATE, /* before a rate */
	BEGIN_GAP, /* below rows without a rank */
	RANK_LATER, /* of a block whose first rank comes later */
	RANK_WRONG, /* does not follow the rank above */
	RANK_FAR, /* nor is it near */
	RANK_UNKNOWN, /* the first of a page, not as many as rows */
	RANK_BELOW, /* nor does the one below follow it */
	AMOUNT_RATE, /* before a rate */
	AMOUNT_ALONE, /* no method beside it */
	TURNS, /* above the amount before */
	RISES, /* more than the row above */
	RISES_SAME, /* the row is of the same payee */
	RISES_OTHER, /* it is of another */
	RISES_MAYBE, /* which may be of another block */
	COMPETES_MAYBE, /* bidders of a method not known yet */
	COMPETES_NOT, /* of one without a competition */
	BIDDERS_RATE, /* the rate comes later */
	BIDDERS_ALONE, /* no rate */
	BIDDERS_MANY, /* more than 30 */
	METHOD_NOT, /* without a competition, but bidders */
	SHORT, /* goes on behind a line not quite full */
	SHORTER,
	SHORTEST,
	WIDE, /* than the column */
	SIDE, /* left or right of a number it should not be */
	OFF_BY_ONE, /* lines above and below the middle */
	OFF,
	REST_BACK, /* lines of their own from bottom to top */
	REST_ODD, /* not as many above as below */
	NEUTRAL, /* neither like a name nor a description */
	UNLIKE, /* like the other */
	UNLIKE_MORE, /* the same, by several words */
	BY_RANK, /* beside the rank stands the name */
	BY_CORP, /* beside the number the description */
	BEHIND_FULL, /* begins behind a line that was full */
	BEHIND_FULL_FAR, /* the same, not in the next row */
	CONTINUES, /* begins with what no cell begins with */
	FRAGMENT, /* begins with a few letters */
	AGAIN_SHARED, /* goes on in another paragraph */
	AGAIN_FAR, /* the same, sharing no line */
	AGAIN_ROW_SHARED, /* goes on in another row */
	AGAIN_ROW, /* the same, sharing no line */
	AGAIN_UNLIKE, /* goes on, but looks like the other */
	AGAIN_UNLIKE_MORE, /* the same, by several words */
	AGAIN_FORM, /* goes on with 株式会社 */
	AGAIN_MORE, /* than the middle tells */
	TOLD_OTHER, /* another column than its place among lines tells */
	TOLD_AGAIN, /* begins where it tells that the cell goes on */
	DASH, /* put nowhere */
	UNOPENED, /* closes a bracket */
	UNCLOSED, /* leaves a bracket open */
	RANK_OF_NONE, /* the rank of an empty list */
	PRICES
};

extern const int place_price[PRICES];
/* A row without a cell in the column, at the end. */
extern const int place_lacking[COLUMNS + 1];
/* The same, from when the row begins until it has one. */
extern const int place_early[COLUMNS + 1];

struct open_row *place_row(struct place *, int row);
bool place_has(const struct place *, int row, int column);
/* The cell to place, and the token of any. */
const struct cell *place_cell(const struct search *);
const struct token *place_token(const struct search *, size_t i);
/* Offers what follows from a state, dearer by cost. */
void place_offer(struct search *, size_t state, const struct place *next,
    int cost, int row, int column);
/* Moves the window so that it holds the row; false when that is too far. */
bool place_reach(struct place *, int row);
/* What it costs to come from the cell before to this one. */
int place_move_cost(
    const struct search *, const struct place *, int row, int column);
/* Puts a cell into a row: what that costs whatever the column is. */
int place_put(const struct search *, struct place *, int row, int column);

/* -- texts (place_texts.c) -- */

/* Offers the rows that a text may begin in, or go on in. */
void place_offer_text(struct search *, size_t state);
/* What stands in the middle of a text's lines tells how many there are. */
void
place_expect_lines(const struct search *, struct place *, int row, int column);
/* The lines of a cell that stand beside one whose middle is known. */
int place_balance_cost(const struct open_row *, int k);

#endif
