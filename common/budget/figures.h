/*
 * figures: the figures of one fiscal year on one sheet, as printed and as
 * computed from what is printed.
 */
#ifndef BUDGET_FIGURES_H
#define BUDGET_FIGURES_H

#include "record/record.h"

enum budget_figure {
	BUDGET_INITIAL,
	BUDGET_SUPPLEMENTARY,
	BUDGET_CARRIED_IN,
	BUDGET_CARRIED_OUT,
	BUDGET_RESERVE,
	BUDGET_TOTAL,
	BUDGET_EXECUTED,
	BUDGET_REQUEST,
	BUDGET_RATE,
	BUDGET_TOTAL_COMPUTED,
	BUDGET_RATE_COMPUTED,
	BUDGET_FIGURES,
};

struct budget_figures {
	int32_t fiscal_year; /* 0: not known */
	struct dec of[BUDGET_FIGURES]; /* yen; the rates percent */
};

extern const char *const budget_figure_names[BUDGET_FIGURES + 1]; /* NULL */
bool budget_is_rate(enum budget_figure);

struct budget_figures
budget_figures(const struct budget *, const struct budget_year *);
/*
 * The sum of the known parts: initial, supplementary, carried_in, reserve,
 * and carried_out unless the sheet says that its total leaves it out.  Not
 * known when no part is.
 */
struct dec budget_total_of(const struct budget *, const struct budget_year *);
/* executed / total in percent, one decimal, half up; not known when either
 * is not or the total is 0. */
struct dec budget_rate_of(struct dec executed, struct dec total);

#endif
