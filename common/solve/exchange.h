/*
 * exchange: items put into cells, at most one into each, by exchanging them
 * until nothing gets cheaper, again and again from answers that were shaken.
 * What an assignment costs is the caller's business, so rules may bind any
 * cells; the search is bounded by the number of tries and always goes the
 * same way.
 */
#ifndef SOLVE_EXCHANGE_H
#define SOLVE_EXCHANGE_H

#include "base/arena.h"

struct exchange {
	/* By the caller. */
	size_t items, cells;
	const uint64_t *key; /* [item]: equal keys say the same; 0: nothing */
	const bool *may; /* [item * cells + cell] */
	const void *context;
	int (*cost)(const struct exchange *);
	size_t tries; /* of cost; nothing is sure when they are used up */
	/* Changes of several cells at once that may lead on where no single
	 * exchange does: move makes the kth of them with exchange_put. */
	size_t moves, shakes; /* the first make new starts, too */
	void (*move)(struct exchange *, size_t k);
	int rounds;
	/* Further guesses, each put into empty cells by start. */
	size_t starts;
	void (*start)(struct exchange *, size_t k);
	/* Whether a rival's item (-1: none) denies what the best answer has in
	 * that cell; NULL: where the two say something else. */
	bool (*denies)(
	    const struct exchange *, size_t cell, int item, int rival);
	int margin; /* answers this much dearer than the best are rivals */
	/* The answer, which begins as the caller's guess. */
	int *cell; /* [item]: its cell, -1: none */
	int *item; /* [cell]: its item, -1: none */
	bool *sure; /* [cell]: all rivals say the same there */
	int best; /* what the answer costs */
};

/* Allocates cell, item and sure, with nothing placed. */
void
exchange_init(struct exchange *, struct arena *, size_t items, size_t cells);
/* Puts an item into a cell, or nowhere (-1); who was there is out. */
void exchange_put(struct exchange *, size_t item, int cell);
/* Time is bounded by tries times that of cost. */
void exchange_solve(struct exchange *, struct arena *);

#endif
