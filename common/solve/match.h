/*
 * match: as many things on the left as on the right, each wanted by the other
 * by some worth: the pairing that is worth most altogether.
 */
#ifndef SOLVE_MATCH_H
#define SOLVE_MATCH_H

#include "base/arena.h"

enum { MATCH_MAX = 64 }; /* on either side; more are not tried */

/*
 * worth[l * right + r]; answer[l] is the partner of l, or -1 where the left
 * side has more.  False, with nothing paired, beyond MATCH_MAX.  Time grows
 * with the cube of the larger side.
 */
bool match_best(
    struct arena *, const int *worth, size_t left, size_t right, int *answer);

#endif
