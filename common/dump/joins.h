/*
 * joins: whether a line of a narrow cell goes on in another.  A cell breaks
 * its words anywhere; most of them stand unbroken elsewhere in the sheet.
 */
#ifndef DUMP_JOINS_H
#define DUMP_JOINS_H

#include "dump/dump.h"

struct joins {
	uint64_t *slots; /* hashes of runs of characters that the sheet has */
	size_t mask;
};

/* Learns the sheet's words; linear in its size. */
void joins_init(struct joins *, const struct dump *);
/*
 * How many characters around the break between two lines the sheet has
 * unbroken: 4 (two of each), 3, 2, or 0.
 */
int joins_count(const struct joins *, str line, str next);

#endif
