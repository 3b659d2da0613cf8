/*
 * marks: of any number of 64-bit numbers, those that come more than once.
 * They wait in a spool and are looked through in parts, so that memory grows
 * with what is found and hardly (an eighth of a byte each, from two million
 * on) with their number.
 */
#ifndef HASH_MARKS_H
#define HASH_MARKS_H

#include "base/arena.h"
#include "base/spool.h"

struct marks {
	struct spool all;
	uint64_t n;
	struct arena own;
	struct list twice; /* of uint64_t, ascending, each once */
};

void marks_init(struct marks *);
void marks_free(struct marks *);
/* The numbers should be spread evenly over all that there are: hashes. */
void marks_add(struct marks *, uint64_t mark);
/* Once, when all are in.  False: the spool could not be read back. */
bool marks_find(struct marks *);
bool marks_is_twice(const struct marks *, uint64_t mark);

#endif
