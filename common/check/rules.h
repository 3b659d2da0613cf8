/*
 * rules: the functions behind rules.def, one per rule, and what several of
 * them share.
 */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

#include "check/check.h"

#define R(run, name, severity, scope, wants, summary) void run(struct check *);
#include "check/rules.def"
#undef R

/* How a printed figure stands to what was computed. */
enum fit {
	FITS, /* the intervals meet, or one of them is not known */
	CUT, /* only if the last digits were cut off instead of rounded */
	MISFIT, /* neither */
};

enum fit fit_of(struct dec stated, struct interval computed);

/* a / b x 100 with one decimal, or as many as `like` prints. */
struct dec percent_of(struct dec a, struct dec b, struct dec like);
/* The same of intervals. */
struct interval percent_interval(struct interval a, struct interval b);

/*
 * The comparisons of a family: each hands over a finding of the running rule
 * for the figures whose fit is the given one.  The rules of the family ask
 * for MISFIT, the rule "rounding" for CUT.
 */
void execution_rates(struct check *, enum fit);
void execution_rates_initial(struct check *, enum fit);
void attainments(struct check *, enum fit);
void unit_costs(struct check *, enum fit);

/* A year n years later; 0, which is no year, when it is not a usual one. */
int32_t year_after(int32_t year, int32_t n);

/* The column of that fiscal year, or NULL. */
const struct budget_year *budget_year_of(const struct sheet *, int32_t year);

/* The first question of the self-review that has the words in it, or NULL. */
const struct review_item *
review_question(struct check *, str words, size_t *index);
/* The question was left open: neither rated nor commented. */
bool review_is_void(const struct review_item *);

/* The name as a key that spellings share; and that of the sheet's i-th payee,
 * made once for all rules. */
str name_key_of(struct check *, str name);
str payee_key(struct check *, size_t i);

/* Whether an indicator is meant to fall. */
enum way { WAY_UNKNOWN, WAY_UP, WAY_DOWN };
enum way way_of(struct check *, const struct outcome *);

#endif
