/*
 * sum: exact sums of amounts, integer yen or finer.  119 bits and a scale of
 * its own: with no decimals it holds 10^35 yen, with 18 still 10^17.
 */
#ifndef VALUE_SUM_H
#define VALUE_SUM_H

#include "base/out.h"
#include "value/dec.h"

/* digits / 10^scale in 16 bytes.  Zeroed, it is 0. */
struct sum {
	uint64_t low;
	int64_t high; /* the digits' upper 56 bits, then 8 of the scale */
};

/* False when it would overflow: the sum then stays as it was.  A decimal
 * that is not known adds nothing. */
bool sum_add(struct sum *, struct dec);
bool sum_join(struct sum *, struct sum);
int sum_cmp(struct sum, struct sum); /* by value: -1, 0, 1 */
int sum_sign(struct sum);
dec_wide sum_yen(struct sum); /* whole yen, half away from 0 */
/* As a decimal; not known beyond 18 digits. */
struct dec sum_dec(struct sum);
/* As digits without trailing zeros behind the point. */
str sum_text(struct sum, char buf[56]);
/* part / whole in percent, half up (away from 0); not known when whole is 0.
 * Exact unless part needs more than 100 bits. */
struct dec sum_percent(struct sum part, struct sum whole, int decimals);
/* The mean of n values that add to the sum; not known when n is 0. */
struct dec sum_mean(struct sum, uint64_t n, int decimals);

#endif
