/*
 * ledger: every payment row of the sheets read, in a few bytes each, from
 * which all totals are made once the last sheet is in.  Only then is it known
 * which of two records of one sheet counts and which names are one payee's, so
 * totals depend on the set of records and never on their order.
 *
 * Texts are kept once.  Sheets and rows go to spools, which move to temporary
 * files when there are many: memory grows with the distinct texts, and with
 * the sheets that were met twice, but not with their number.
 */
#ifndef PAYEE_LEDGER_H
#define PAYEE_LEDGER_H

#include "base/diag.h"
#include "hash/intern.h"
#include "hash/marks.h"
#include "payee/heads.h"
#include "record/record.h"
#include "series/twins.h"

/* The paths that ledger_add reads, for record_want. */
extern const char ledger_paths[];

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
	struct intern spellings, methods, ministries, projects, files;
	struct heads heads; /* of the sheets */
	struct spool rows;
	struct marks ids; /* of the sheets */
	struct twins twins; /* of the sheets that share an id */
	struct paged met; /* struct ledger_met: those sheets */
	bool failed; /* a spool could not be read back */
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
/* Takes a sheet in, with the draft made of it. */
void ledger_add(struct ledger *, const struct sheet *,
    const struct ledger_draft *, const struct place *);
/* Once, when all are in: finds the sheets met twice, and reports them. */
void ledger_settle(struct ledger *);

/* The corporate number of a spelling, null unless its check digit holds. */
str ledger_number(const struct ledger *, uint32_t spelling);
/* The name as printed; null when there is none. */
str ledger_name(const struct ledger *, uint32_t spelling);

/*
 * Whether the ministry itself pays a block: an arrow leads to it from node 0.
 * blocks: those of the sheet, from ledger_direct_blocks.
 */
struct list ledger_direct_blocks(struct arena *, const struct sheet *);

/* Walks over all rows, sheet by sheet; after ledger_settle. */
struct ledger_walk {
	struct ledger *ledger;
	struct heads_reader heads;
	struct spool_reader in;
	/* Of the row last returned: its sheet, which that is, whether it is
	 * the record of the sheet that counts. */
	struct head head;
	uint32_t sheet;
	bool counts;
	uint32_t left; /* of its rows */
	uint32_t met; /* of ledger.met: the next sheet there */
};

void ledger_walk(struct ledger_walk *, struct ledger *);
/* False at the end, and when a spool cannot be read back. */
bool ledger_next(struct ledger_walk *, struct ledger_row *);
void
ledger_walk_end(struct ledger_walk *); /* sets ledger.failed if it could not */

#endif
