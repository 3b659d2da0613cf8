#include "unit.h"

#include "solve/lattice.h"

#include <limits.h>

enum { TAKE = 1, LEAVE = 2 };

/* Takes `wanted` of the items, cheapest; a wrong count costs 10 each. */
static size_t
choose(struct arena *arena, const int *costs, size_t n, int wanted,
    size_t width, uint32_t **choices, int **margins)
{
	struct lattice l;
	int taken = 0;

	lattice_init(&l, arena, sizeof taken, width, &taken);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < lattice_count(&l); k++) {
			taken = *(const int *)lattice_state(&l, k);
			lattice_offer(&l, k, &taken, 0, LEAVE);
			taken++;
			lattice_offer(&l, k, &taken, costs[i], TAKE);
		}
		lattice_step(&l);
	}
	for (size_t k = 0; k < lattice_count(&l); k++) {
		taken = *(const int *)lattice_state(&l, k);
		int off = taken > wanted ? taken - wanted : wanted - taken;
		lattice_offer(&l, k, &taken, 10 * off, 0);
	}
	lattice_step(&l);
	return lattice_best(&l, choices, margins);
}

int
main(void)
{
	struct arena arena = {0};
	const int costs[] = {5, 1, 4, 3, 2};
	uint32_t *choices;
	int *margins;

	CHECK("every step is answered",
	    choose(&arena, costs, 5, 2, 100, &choices, &margins) == 6);
	CHECK("the cheapest are taken",
	    choices[0] == LEAVE && choices[1] == TAKE && choices[2] == LEAVE &&
		choices[3] == LEAVE && choices[4] == TAKE);
	CHECK("one left for the next best is dearer by the difference",
	    margins[4] == 1 && margins[1] == 2 && margins[3] == 1);
	CHECK("a step without another choice is sure", margins[5] == INT_MAX);
	choose(&arena, (const int[]){1, 1, 1}, 3, 2, 100, &choices, &margins);
	CHECK("ways to the same state are one, and equals are known",
	    margins[0] == 0 && margins[1] == 0 && margins[2] == 0);
	CHECK("a narrow search has an answer too",
	    choose(&arena, costs, 5, 2, 1, &choices, &margins) == 6);
	arena_free(&arena);
	return unit_done();
}
