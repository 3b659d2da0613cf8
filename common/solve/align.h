/*
 * align: items in the order in which they were read, put into slots in the
 * order in which the form has them, at the lowest cost.  Order is kept: an
 * item never stands before an earlier one.  An answer is sure only where
 * every cheapest assignment gives it.
 */
#ifndef SOLVE_ALIGN_H
#define SOLVE_ALIGN_H

#include "base/arena.h"

enum { ALIGN_NEVER = 1000 * 1000 };

struct align {
	size_t items, slots;
	/* All by the caller, from the arena; costs of placing and leaving. */
	int *cost; /* [item * slots + slot], ALIGN_NEVER: impossible */
	int *again; /* [item]: on top, to share the slot of the one before */
	int *none; /* [item]: to place it nowhere */
	int *empty; /* [slot]: to leave it empty */
	/* The answer. */
	int *slot; /* [item], -1: nowhere */
	bool *sure; /* [item] */
	int best; /* the lowest cost */
};

/* Allocates for so many items and slots; costs begin as 0. */
void align_init(struct align *, struct arena *, size_t items, size_t slots);
/* Time and room grow with items * slots * slots: give it few slots. */
void align_solve(struct align *, struct arena *);

#endif
