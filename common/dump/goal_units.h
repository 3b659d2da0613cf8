/*
 * goal_units: the units of 単位当たりコスト and its 計算式, 円 and 百万円／件,
 * wherever a page has them: cells that narrow are wrapped, and share lines with
 * the formulas beside them.
 */
#ifndef DUMP_GOAL_UNITS_H
#define DUMP_GOAL_UNITS_H

#include "dump/goal_rows.h"

enum { GOAL_UNIT_TOKENS = 5 };

struct goal_unit {
	str text; /* null: none is sure */
	size_t tokens[GOAL_UNIT_TOKENS], n;
};

/* How many tables of costs its page has, with it. */
size_t goal_costs_beside(const struct goal_rows *, const struct goal_table *);
/* Of the formulas of a table: of as many as its page has tables. */
struct goal_unit
goal_formula_unit(const struct goal_rows *, const struct goal_table *);
/* Of its costs, by the formulas' and the power of ten between them; null where
 * that is not known. */
str goal_cost_unit(const struct goal_table *, str formula_unit);
/* The token on its page that is no more than that unit, or dump->n. */
size_t
goal_find_unit(const struct goal_rows *, const struct goal_table *, str unit);

/* 円, 百万円／件 and what is left of two such: no basis of costs. */
bool goal_is_money_unit(str text);

#endif
