/*
 * rows: the budget of sheets as rows of a table: a row per sheet and fiscal
 * year, a row a figure, or totals of groups.
 */
#ifndef BUDGET_ROWS_H
#define BUDGET_ROWS_H

#include "budget/figures.h"
#include "table/table.h"
#include "value/sum.h"

struct budget_range {
	int32_t from, to;
};

enum budget_key { BUDGET_BY_MINISTRY, BUDGET_BY_YEAR, BUDGET_KEYS };

struct budget_options {
	enum table_form form;
	int unit; /* power of ten of yen */
	int decimals; /* -1: as they come */
	struct budget_range years[16];
	size_t n_years; /* 0: all */
	bool latest; /* each fiscal year of a project once */
	bool lengthwise; /* a row a figure */
	enum budget_key by[BUDGET_KEYS]; /* totals of these groups */
	size_t n_by;
};

/* What a row says of the sheet. */
struct budget_lead {
	int32_t sheet_year;
	str ministry, number, project_id, name;
};

/* How often --latest met the year again. */
struct budget_history {
	uint32_t restatements, changes;
};

struct budget_total {
	str ministry;
	int32_t fiscal_year;
	uint32_t sheets;
	struct sum of[BUDGET_FIGURES];
	bool known[BUDGET_FIGURES];
	/* of the sheets that state both: a sheet whose year is not over yet
	 * has a total, but nothing executed to set against it */
	struct sum executed, total;
};

bool budget_is_wanted(const struct budget_options *, int32_t fiscal_year);
/* Opens the table with the columns that the options ask for. */
void budget_open(struct table *, struct out *, const struct budget_options *);
/* One fiscal year; history is NULL but for --latest. */
void budget_put(struct table *, const struct budget_options *,
    const struct budget_lead *, const struct budget_figures *,
    const struct budget_history *);
/* The rows of one sheet, as it comes. */
void budget_put_sheet(
    struct table *, const struct budget_options *, const struct sheet *);
/* A sum that does not fit is reported. */
void budget_put_total(
    struct table *, const struct budget_options *, const struct budget_total *);

#endif
