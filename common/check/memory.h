/*
 * memory: what is remembered of each sheet so that sheets of one project can
 * be compared when the stream has ended: identity, past numbers, the budget's
 * initial, total and executed amounts, targets and indicators; about 1 to 3
 * KB a sheet.  series/chain tells which sheets are of one project.
 */
#ifndef CHECK_MEMORY_H
#define CHECK_MEMORY_H

#include "check/rules.h"
#include "series/chain.h"

struct remembered_amount {
	int32_t fiscal_year;
	uint32_t column; /* index in budget.years */
	const char *key; /* "initial", "total", "executed" */
	struct dec value;
};

struct remembered_target {
	int32_t fiscal_year;
	uint32_t indicator; /* index in indicators */
	struct dec value;
};

struct remembered_indicator {
	str text; /* indicator and unit, folded */
	str shown; /* the indicator as printed */
	enum way way;
};

struct remembered {
	struct chain_sheet id;
	struct check_subject subject;
	size_t order; /* in the stream */
	bool yen_exact;
	struct list amounts; /* of struct remembered_amount */
	struct list indicators; /* of struct remembered_indicator */
	struct list targets; /* of struct remembered_target */
	/* the sheet that stood in the stream before with this one's names */
	const struct remembered *twin;
};

/* By sheet year, each year once; twins are not among them. */
struct project {
	const struct remembered *const *sheets;
	size_t n;
	bool first; /* of the projects */
};

struct memory;

struct memory *memory_new(void);
void memory_add(struct memory *, struct check *, const struct sheet *);
void memory_link(struct memory *); /* after the last sheet */
/* One project after another; NULL after the last. */
const struct project *memory_next(struct memory *);
void memory_free(struct memory *); /* NULL is fine */

/* The i-th sheet that has a twin, or NULL. */
const struct remembered *memory_twin(const struct memory *, size_t i);
/* Whether a sheet of that year, ministry and number was met. */
bool memory_has(struct memory *, int32_t year, str ministry, str number);
/* The first and the last sheet year of the stream; 0 when there is none. */
int32_t memory_first_year(const struct memory *);
int32_t memory_last_year(const struct memory *);

#endif
