/*
 * goal_pair: two cells of text beside each other, 成果目標 and 成果指標, whose
 * lines an extractor read across: a line of both, a line of one, a line of
 * the other.  Both are centred in the height of the row, so how far their
 * lines are apart follows from how many each has; which is whose is told by
 * that, by words that go on and by what the two end with.
 */
#ifndef DUMP_GOAL_PAIR_H
#define DUMP_GOAL_PAIR_H

#include "dump/joins.h"

enum { GOAL_PAIR_LINES = 40 }; /* more are not tried */

struct goal_pair_line {
	str text;
	int block; /* its paragraph: blocks come one after the other */
	int page;
	bool first; /* right of the row's label: the left cell begins there */
};

struct goal_pair {
	struct list left, right; /* of str: the lines of both */
	int cost; /* the less the surer */
};

/* False where another way is about as good. */
bool goal_pair_solve(struct arena *, const struct joins *,
    const struct goal_pair_line *, size_t n, struct goal_pair *);

#endif
