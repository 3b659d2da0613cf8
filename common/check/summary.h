/*
 * summary: how many findings of which rule, by ministry and over all, and on
 * how many of the sheets read.
 */
#ifndef CHECK_SUMMARY_H
#define CHECK_SUMMARY_H

#include "base/out.h"
#include "check/check.h"
#include "hash/intern.h"
#include "hash/paged.h"

enum summary_form { SUMMARY_NDJSON, SUMMARY_TEXT, SUMMARY_CSV, SUMMARY_TSV };

struct summary {
	struct intern ministries;
	struct paged tallies; /* of struct tally, by number of the ministry */
	struct tally *all; /* owned */
};

void summary_init(struct summary *);
void summary_free(struct summary *);
void summary_sheet(struct summary *, str ministry);
void summary_add(struct summary *, str ministry, size_t rule);
/* By rule in the order of the catalogue; first all ministries together (null),
 * then each, in the order of their names. */
void summary_put(struct summary *, struct out *, enum summary_form);

#endif
