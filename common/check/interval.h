/*
 * interval: what a printed figure stands for.  A figure is rounded, so it
 * says "somewhere between": half a unit of its last digit to either side, ends
 * included.  Sums, products and quotients of such figures are again
 * intervals, computed exactly on rationals of 128 bits; what does not fit is
 * not known, and what is not known contradicts nothing.
 */
#ifndef CHECK_INTERVAL_H
#define CHECK_INTERVAL_H

#include "value/dec.h"

struct ratio {
	dec_wide num, den; /* den > 0 */
};

struct interval {
	struct ratio low, high; /* low <= high */
	bool known;
};

/* Half a unit of the last printed digit around a figure. */
struct interval interval_printed(struct dec);
/*
 * An amount in yen.  On the forms in 百万円 (exact false) it stands for half
 * of 10^k yen to either side, 10^k (k <= 6) the largest power of ten that
 * divides it; exact amounts are printed to the yen.
 */
struct interval interval_yen(struct dec, bool exact);
struct interval interval_exact(struct dec);
/* What is printed when a figure is cut off instead of rounded: from the
 * figure itself to (excluding it) one unit of its last digit further away
 * from 0; the closed interval is given. */
struct interval interval_cut(struct dec);

struct interval interval_neg(struct interval);
struct interval interval_add(struct interval, struct interval);
struct interval interval_sub(struct interval, struct interval);
struct interval interval_mul(struct interval, struct interval);
/* Not known when the divisor may be 0. */
struct interval interval_div(struct interval, struct interval);
struct interval interval_shift(struct interval, int power); /* x 10^power */

/* Whether they share a point; true when either is not known. */
bool interval_meet(struct interval, struct interval);
/* Whether all of a lies below all of b; false when either is not known. */
bool interval_below(struct interval a, struct interval b);

#endif
