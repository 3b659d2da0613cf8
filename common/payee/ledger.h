/*
 * ledger: every payment row of the sheets read, in a few bytes each, from
 * which all totals are made once the last sheet is in.  Only then is it known
 * which of two records of one sheet counts and which names are one payee's, so
 * totals depend on the set of records and never on their order.
 *
 * Texts are kept once; rows go to a spool, which moves to a temporary file
 * when there are many.
 */
#ifndef PAYEE_LEDGER_H
#define PAYEE_LEDGER_H

#include "base/spool.h"
#include "hash/intern.h"
#include "record/record.h"
#include "series/twins.h"

/* The paths that ledger_add reads, for record_want. */
extern const char ledger_paths[];

struct ledger_sheet {
	uint32_t twin; /* its number among the twins */
	uint32_t ministry; /* in ministries; INTERN_NONE: null */
	uint32_t project; /* in projects, when they are kept */
	int32_t year; /* 0: null */
	uint32_t rows;
	bool has_flow; /* it is known which blocks the ministry pays */
};

/* One row, as it is read back. */
struct ledger_row {
	uint32_t spelling; /* number and name as printed */
	uint32_t method; /* in methods, as printed; INTERN_NONE: null */
	struct dec amount;
	struct dec award_rate;
	bool direct; /* the ministry itself pays the row's block */
	bool bidding; /* a number of bidders is given, at least one */
	bool single; /* and it is one */
};

struct ledger {
	struct twins twins;
	struct intern spellings, methods, ministries, projects;
	struct paged sheets; /* struct ledger_sheet */
	struct spool rows;
	bool keeps_projects;
	struct arena scratch; /* of one sheet */
	struct text key;
};

void ledger_init(struct ledger *, bool keeps_projects);
void ledger_free(struct ledger *);
/*
 * What a sheet says, made ready to be taken in; it stays in the arena.
 * Several threads may do this at a time.
 */
struct ledger_draft;
struct ledger_draft *ledger_draft(struct arena *, const struct sheet *);
/*
 * Takes a sheet in, with the draft made of it; TWIN_SAME when it was there
 * already.
 */
enum twin
ledger_add(struct ledger *, const struct sheet *, const struct ledger_draft *);

/* The corporate number of a spelling, null unless its check digit holds. */
str ledger_number(const struct ledger *, uint32_t spelling);
/* The name as printed; null when there is none. */
str ledger_name(const struct ledger *, uint32_t spelling);

/*
 * Whether the ministry itself pays a block: an arrow leads to it from node 0.
 * blocks: those of the sheet, from ledger_direct_blocks.
 */
struct list ledger_direct_blocks(struct arena *, const struct sheet *);

/* Walks over all rows, sheet by sheet. */
struct ledger_walk {
	const struct ledger *ledger;
	struct spool_reader in;
	uint32_t sheet; /* of the row last returned */
	uint32_t left; /* of its rows */
	bool started;
};

void ledger_walk(struct ledger_walk *, const struct ledger *);
/* False at the end, and when the spool cannot be read back (in.failed). */
bool ledger_next(struct ledger_walk *, struct ledger_row *);
void ledger_walk_end(struct ledger_walk *);

#endif
