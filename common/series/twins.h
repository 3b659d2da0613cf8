/*
 * twins: sheets that are met twice.  Two records are one sheet when they share
 * sheet_year, ministry and number, or sheet_year, ministry and project_id.
 * Only one of them counts: the one with more in it, and which one that is does
 * not depend on the order in which they come.
 */
#ifndef SERIES_TWINS_H
#define SERIES_TWINS_H

#include "base/diag.h"
#include "hash/intern.h"
#include "record/record.h"

struct twins {
	struct intern ids;
	struct paged owners; /* uint32_t: a record of each id */
	struct paged records; /* struct twin_record */
	struct arena scratch;
	size_t repeated; /* records that were met before */
};

/* How records are told apart: more in it wins, then the higher digest. */
struct twin_weight {
	uint32_t size;
	uint64_t digest; /* of all that counts, the same on every machine */
};

enum twin {
	TWIN_NEW, /* not met before */
	TWIN_SAME, /* met before with the same digest: got no number */
	TWIN_OTHER, /* met before, and says something else */
};

/* What every digest begins with: number, project_id and name of the sheet. */
uint64_t twins_digest_of(const struct sheet *);

/*
 * A number for each id of the sheet, of which there are at most two: equal
 * where the ids are, and hardly ever elsewhere.  Who has many sheets need add
 * only those that share one.
 */
enum { TWIN_IDS = 2 };
size_t twins_marks(const struct sheet *, uint64_t marks[TWIN_IDS]);

void twins_init(struct twins *);
void twins_free(struct twins *);
/* Numbers are dense, from 0.  Reads sheet_year, ministry, number and
 * project_id of the sheet; where one of the first two is null no other record
 * can be the same sheet. */
enum twin twins_add(
    struct twins *, const struct sheet *, struct twin_weight, uint32_t *number);
/* Tells of a sheet met before; after some it is silent but with -v. */
void twins_report(
    struct twins *, const struct place *, const struct sheet *, enum twin);
/* Tells how many there were, if any. */
void twins_summary(const struct twins *);
/* Whether this record is the one of its sheet that counts; asked when all
 * are in. */
bool twins_counts(struct twins *, uint32_t number);

#endif
