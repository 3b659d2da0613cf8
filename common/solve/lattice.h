/*
 * lattice: a bounded search for the cheapest sequence of choices, in which
 * ways that lead to the same state are one.  Step by step every state offers
 * its continuations; of the states they lead to only the cheapest `width` are
 * followed.  What follows from a state depends on the state alone, so for
 * every choice it is known how dear the best answer without it is.
 */
#ifndef SOLVE_LATTICE_H
#define SOLVE_LATTICE_H

#include "base/arena.h"

struct lattice {
	struct arena *arena; /* holds everything */
	size_t size; /* of the caller's state: compared and copied bytewise */
	size_t width;
	struct list nodes, edges; /* of all steps */
	struct list steps; /* size_t: the first edge of each */
	size_t from, to; /* nodes that are followed at present */
	char *now; /* their states */
	struct list states; /* of the nodes offered, `size` bytes each */
	uint32_t *table; /* 1 + node offered, by its state */
	size_t room;
};

/* Starts with one state of cost 0, which is copied; no padding in it. */
void lattice_init(struct lattice *, struct arena *, size_t size, size_t width,
    const void *state);
size_t lattice_count(const struct lattice *); /* states at present */
const void *lattice_state(const struct lattice *, size_t i);
/* Offers a continuation of state i; the state is copied, the choice kept. */
void lattice_offer(
    struct lattice *, size_t i, const void *state, int cost, uint32_t choice);
/* False, and no step, when nothing was offered. */
bool lattice_step(struct lattice *);
/*
 * The choices that lead to the cheapest of the last states, oldest first, and
 * by how much the best answer that makes the choice otherwise is dearer
 * (INT_MAX: there is none).  How many there are.
 */
size_t lattice_best(const struct lattice *, uint32_t **choices, int **margins);

#endif
