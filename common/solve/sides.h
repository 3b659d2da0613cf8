/*
 * sides: figures of two tables that stood side by side, told apart by their
 * totals.  Every figure is put left or right so that both sums hold.
 */
#ifndef SOLVE_SIDES_H
#define SOLVE_SIDES_H

#include "base/arena.h"
#include "value/dec.h"

enum side { SIDE_EITHER, SIDE_LEFT, SIDE_RIGHT };

enum { SIDES_MAX = 40 }; /* figures; more are not tried */

/*
 * side[i] is what is known already; where it is SIDE_EITHER the answer is
 * written.  slack is by how much each sum may differ.  Of several answers
 * the one that changes sides least is taken, or, if `alternate`, the one that
 * goes left, right, left, right the longest.  False when no answer was found
 * or another is as good; side is then as it was.
 */
bool sides_solve(const struct dec *figures, size_t n, struct dec left,
    struct dec right, struct dec slack, bool alternate, enum side *side);

#endif
