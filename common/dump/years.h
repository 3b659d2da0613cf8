/*
 * years: what a table of 予算額・執行額 costs whose figures stand in its cells
 * this way or that, and what to change for a better one.  Its nine rows have
 * up to five years each, of which hold
 *	当初予算 + 補正予算 + 前年度から + 翌年度へ + 予備費等 = 計
 *	執行率 = 執行額 / 計
 *	執行額の割合 = 執行額 / (当初予算 + 補正予算)
 *	翌年度へ of a year = - 前年度から of the next
 * The column 要求 has 当初予算 and 計, which are the same, and 計 of 予算内訳
 * repeats what the last two years begin with.  A cell is row * YEARS + year.
 */
#ifndef DUMP_YEARS_H
#define DUMP_YEARS_H

#include "dump/blocks.h"
#include "dump/budget.h"
#include "solve/exchange.h"

enum {
	CELLS = ROWS * YEARS,
	FIGURES_MAX = 80, /* with those of what may be the next tables */
};

struct years_form {
	int label;
	uint8_t open, usual; /* a bit per year */
};
extern const struct years_form years_form[ROWS];

/* Figures that may be 当初予算 and 計 of the last two years; -1: none. */
struct years_last {
	int now[2], next[2];
};

/* By the caller: all to items.  The rest is for years_cost. */
struct years {
	struct dump *dump;
	struct block_figures figures; /* no more than FIGURES_MAX */
	size_t far; /* the first figure from below the table */
	bool percents; /* rates are printed with a percent sign */
	bool second; /* the row 執行額の割合 is there */
	bool items; /* 予算内訳 is there */
	bool down; /* columns go on, rather than rows */
	struct list sums; /* years that may add up */
	bool may[FIGURES_MAX * CELLS];
	int price[FIGURES_MAX * CELLS];
	int out[FIGURES_MAX];
	int8_t step[2][CELLS][CELLS]; /* from cell to cell; eased or not */
	size_t some[FIGURES_MAX], nsome; /* figures that are not 0 */
	int64_t later[FIGURES_MAX]; /* what 予算内訳 says on a later page */
	size_t nlater;
	int64_t asked[FIGURES_MAX]; /* with the reason of a change beside */
	size_t nasked;
	struct list
	    lasts; /* of struct years_last: what begins the last years */
	bool first_row; /* comes before all columns, where they go on */
	bool fresh[FIGURES_MAX]; /* the way it is set differs from the last */
};

bool years_is_percent(str);
bool years_is_rate(const struct years *, int figure); /* printed as one */
int years_row(int label); /* enum row, or -1 */

/* Fills in what a figure costs in a cell, and which years may add up. */
void years_price(struct years *);
void years_find(struct years *);
/* What a step from cell to cell costs, when down is known. */
void years_price_steps(struct years *);

/* The context of what follows is a struct years. */
int years_cost(const struct exchange *);
bool years_denies(const struct exchange *, size_t cell, int item, int rival);
const struct grid_figure *
years_at(const struct exchange *, int row, int column);
bool years_is_known(const struct grid_figure *); /* not empty, no dash */
bool years_is_some(const struct grid_figure *); /* nor 0 */
int64_t years_apart(int64_t, int64_t);

/* The parts of a year, from 当初予算 to a row. */
struct years_sum {
	int64_t value, slack;
	int known, some; /* parts that are figures; that are not 0 */
};
struct years_sum years_sum(const struct exchange *, int column, int last);
bool years_add_up(const struct years_sum *, const struct grid_figure *total);
/*
 * 2: the rate is executed / base as printed, 1: it is when cut off rather than
 * rounded, -1: it is not, 0: no rate.
 */
int years_check_rate(const struct grid_figure *rate,
    const struct grid_figure *executed, int64_t base, int64_t slack);

/* Where the other direction of reading says something else. */
void years_doubt_direction(struct exchange *, const struct exchange *other);
/* Marks what is not sure in the answer, for which the steps are priced. */
void years_doubt(struct exchange *);
/* Whether the answer is a table that may be taken. */
bool years_is_sound(const struct exchange *);

/* Sets what a search may try: moves, and the first of them as shakes. */
void years_moves(const struct years *, struct exchange *);
void years_move(struct exchange *, size_t k);
/* The figures of one year go to another, and those between move up. */
void years_turn(struct exchange *, int from, int to);

#endif
