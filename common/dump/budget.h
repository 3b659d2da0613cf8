/*
 * budget: the rows and columns of 予算額・執行額, for the readers of
 * dumps.
 */
#ifndef DUMP_BUDGET_H
#define DUMP_BUDGET_H

#include "record/record.h"

enum row {
	INITIAL,
	SUPPLEMENTARY,
	CARRIED_IN,
	CARRIED_OUT,
	RESERVE,
	TOTAL,
	EXECUTED,
	RATE,
	RATE_INITIAL,
	ROWS
};

enum { YEARS = 5, CURRENT = 3, REQUEST = 4 };

/* Where the figure of a row stands in a year of the record. */
struct figure *dump_budget_field(struct budget_year *, int row);

#endif
