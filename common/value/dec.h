/*
 * dec: exact decimals, as a sheet prints them: digits / 10^scale.  97.0 is
 * 970 at scale 1, so the printed precision travels with the figure.  Never a
 * binary float.  Overflow is checked: an operation that cannot be exact says
 * so by a value that is not known.
 */
#ifndef VALUE_DEC_H
#define VALUE_DEC_H

#include "base/out.h"
#include "base/str.h"

__extension__ typedef __int128 dec_wide;

struct dec {
	int64_t digits;
	int8_t scale; /* decimals, 0 to 18 */
	bool known; /* false: null */
};

enum { DEC_DIGITS = 18 }; /* significant digits that always fit */

dec_wide dec_power10(int n); /* 0 <= n <= 38 */
/* x / y rounded half away from 0; y > 0 */
dec_wide dec_quotient(dec_wide x, dec_wide y);
struct dec dec_of(int64_t whole);
/*
 * A JSON number (RFC 8259, exponent too), exactly; figures beyond 18 digits
 * are rounded half even.  Not known when it is none or too large.
 */
struct dec dec_json(str number);
/*
 * A figure as printed in a cell: full-width digits, thousands separators,
 * ▲ △ - − and parentheses as minus, a space after the sign, a percent sign
 * (dropped).  Not known when anything else is there.
 */
struct dec dec_cell(str cell);
void dec_put(struct out *, struct dec); /* as a JSON number, or null */
str dec_text(struct dec, char buf[40]); /* the same into buf */

bool dec_is_zero(struct dec);
bool dec_is_positive(struct dec); /* known and above 0 */
int dec_cmp(struct dec, struct dec); /* both known: -1, 0, 1 by value */
bool dec_eq(struct dec, struct dec); /* by value; null equals null */
struct dec dec_neg(struct dec);
struct dec dec_abs(struct dec);
struct dec dec_add(struct dec, struct dec); /* not known if either is not */
struct dec dec_sub(struct dec, struct dec);
struct dec dec_mul(struct dec, struct dec);
/* The value with exactly `scale` decimals, rounded half up (away from 0). */
struct dec dec_round(struct dec, int scale);
/* a / b with `scale` decimals, half up; not known when b is 0. */
struct dec dec_div(struct dec a, struct dec b, int scale);
struct dec dec_shift(struct dec, int power); /* times 10^power, exactly */
struct dec dec_trim(struct dec); /* without trailing zeros after the point */
/*
 * Integer yen of a figure whose unit is 10^power yen (6 for 百万円); binary
 * residue within 1e-6 yen of an integer is rounded away, other decimals stay
 * (trimmed).
 */
struct dec dec_yen(struct dec, int power);
/* k of the largest power of ten, 10^k with k <= max, that divides the
 * integer value; 0 for other values, max for 0. */
int dec_zeros(struct dec, int max);
bool dec_int(struct dec, int64_t *value); /* true when it is an integer */

#endif
