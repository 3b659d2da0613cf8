/*
 * shelf: the budgets of all sheets, each sheet once, so that a fiscal year
 * that stands on several years' sheets of a project can be told as last
 * stated, and totals do not depend on the order of the records.  Memory grows
 * with the sheets: their names and figures.
 */
#ifndef BUDGET_SHELF_H
#define BUDGET_SHELF_H

#include "base/diag.h"
#include "budget/rows.h"
#include "series/twins.h"

struct shelf {
	struct arena arena, scratch;
	struct twins twins;
	struct list sheets; /* of pointers to what is kept of a sheet */
};

void shelf_init(struct shelf *);
/* Keeps what is needed of a sheet; one met twice is reported at its place. */
void shelf_keep(struct shelf *, const struct place *, const struct sheet *);
/* Writes each fiscal year as last stated, or the totals asked for. */
void shelf_write(struct shelf *, struct table *, const struct budget_options *);
void shelf_free(struct shelf *); /* says how many sheets were met twice */

#endif
