/*
 * beam: a bounded search for the cheapest sequence of choices.  Step by step
 * every partial answer offers its continuations, of which only the cheapest
 * `width` are followed: time and memory are linear in the number of steps,
 * whatever the input.
 */
#ifndef SOLVE_BEAM_H
#define SOLVE_BEAM_H

#include "base/arena.h"

struct beam {
	struct arena *arena; /* holds everything */
	size_t size; /* of the caller's state, copied bytewise */
	size_t width;
	struct list now, next; /* of beam entries */
	struct list trace; /* of beam choices, with their parents */
	struct list met; /* of beam entries: what was followed at each step */
	struct list ends; /* of size_t: where each step ends in met */
	char *states[2];
	uint32_t *slots; /* 1 + the first offer of a hash; NULL: no merging */
	int margin; /* of merging */
	struct list merged; /* of beam mergers */
	/* Once there are `width` offers: their places, the dearest on top. */
	uint32_t *heap;
	bool heaped;
};

/* Starts with one state of cost 0, which is copied. */
void beam_init(struct beam *, struct arena *, size_t size, size_t width,
    const void *state);
/*
 * States of the same bytes are one from now on: the cheaper way to it is
 * followed, the other one is told by beam_rivals, up to that margin.
 */
void beam_merge(struct beam *, int margin);
size_t beam_count(const struct beam *); /* states followed at present */
void *beam_state(const struct beam *, size_t i);
int beam_cost(const struct beam *, size_t i);
/* Offers a continuation of state i; the state is copied, the choice kept. */
void beam_offer(
    struct beam *, size_t i, const void *state, int cost, uint32_t choice);
/* Keeps the cheapest offers (the earlier of equals); a step without offers
 * is no step. */
void beam_step(struct beam *);
/* The choices that led to the cheapest state, oldest first; how many. */
size_t beam_best(const struct beam *, struct arena *, uint32_t **choices);

/*
 * Calls differs for each choice of the cheapest answer, by its number, that an
 * answer at most `margin` dearer makes otherwise, with that other choice.
 * Answers are compared `lag` steps behind the choice, or at the end: what was
 * given up by then was dear.  The same may be told more than once.  Linear in
 * the number of steps.
 */
void beam_rivals(const struct beam *, int margin, size_t lag,
    void (*differs)(void *context, size_t i, uint32_t choice, uint32_t other),
    void *context);

#endif
