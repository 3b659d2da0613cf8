/*
 * goal_costs: 単位当たりコスト, before all else on a page of goals.  What a
 * 計算式 divides is the money of its year, 執行額 or, of the year that runs,
 * 当初予算; its cost stands somewhere on the page and is what it gives.
 */
#ifndef DUMP_GOAL_COSTS_H
#define DUMP_GOAL_COSTS_H

#include "dump/goal_rows.h"

/* The powers of ten, a bit each, by which units differ, with which cost = a / b
 * rounds to what is printed. */
unsigned goal_cost_powers(struct dec cost, struct dec a, struct dec b);
/* The columns, a bit each, of years whose money an amount is. */
uint8_t goal_money_columns(const struct sheet *, struct dec amount);
/* Says of costs and formulas in which cells they stand, where that is sure. */
void goal_costs_settle(struct goal_rows *);
/* And then what was done, of outputs that they are the costs of. */
void goal_done_settle(struct goal_rows *);
void goal_settle_item(struct goal_rows *, size_t item, int row, int column);

#endif
