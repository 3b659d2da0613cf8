/*
 * fill: items in the order in which they were read, cut into runs that fill
 * slots in the order in which the form has them, at the lowest cost.  A slot
 * takes no item, one, or several that follow each other; an item can be left
 * out.
 */
#ifndef SOLVE_FILL_H
#define SOLVE_FILL_H

#include "base/arena.h"

enum {
	FILL_NEVER = 1000 * 1000,
	FILL_STOP, /* nor with more items */
	FILL_CELLS = 1 << 18 /* items * slots; more are not tried */
};

struct fill {
	size_t items, slots;
	/* What it costs to put items [from, to), or none, into a slot. */
	int (*cost)(const void *context, size_t slot, size_t from, size_t to);
	int (*none)(const void *context, size_t item); /* to leave one out */
	const void *context;
	int margin; /* an answer this much dearer is as good */
	/* The answer: [slot], from == to where it is empty. */
	size_t *from, *to;
	bool *sure; /* every answer as good says the same of the slot */
};

/* False beyond FILL_CELLS.  Time grows with items * slots * longest run. */
bool fill_solve(struct fill *, struct arena *);

#endif
