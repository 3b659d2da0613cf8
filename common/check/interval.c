#include "check/interval.h"

static const struct interval unknown = {0};

static dec_wide
gcd(dec_wide a, dec_wide b)
{
	if (a < 0)
		a = -a;
	while (b) {
		dec_wide rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

static struct ratio
reduced(struct ratio r)
{
	dec_wide d = gcd(r.num, r.den);

	return d > 1 ? (struct ratio){r.num / d, r.den / d} : r;
}

/* Each of these says false when the result does not fit. */

static bool
ratio_add(struct ratio a, struct ratio b, struct ratio *sum)
{
	dec_wide x, y;

	if (a.den == b.den) {
		sum->den = a.den;
		return !__builtin_add_overflow(a.num, b.num, &sum->num);
	}
	for (int attempt = 0; attempt < 2; attempt++) {
		if (!__builtin_mul_overflow(a.num, b.den, &x) &&
		    !__builtin_mul_overflow(b.num, a.den, &y) &&
		    !__builtin_add_overflow(x, y, &sum->num) &&
		    !__builtin_mul_overflow(a.den, b.den, &sum->den))
			return true;
		a = reduced(a);
		b = reduced(b);
	}
	return false;
}

static bool
ratio_mul(struct ratio a, struct ratio b, struct ratio *product)
{
	for (int attempt = 0; attempt < 2; attempt++) {
		/* the denominators change places: the product stays */
		const struct ratio across = {a.num, b.den};
		if (!__builtin_mul_overflow(a.num, b.num, &product->num) &&
		    !__builtin_mul_overflow(a.den, b.den, &product->den))
			return true;
		b = reduced((struct ratio){b.num, a.den});
		a = reduced(across);
	}
	return false;
}

static bool
ratio_cmp(struct ratio a, struct ratio b, int *order)
{
	dec_wide x, y;

	for (int attempt = 0; attempt < 2; attempt++) {
		if (!__builtin_mul_overflow(a.num, b.den, &x) &&
		    !__builtin_mul_overflow(b.num, a.den, &y)) {
			*order = (x > y) - (x < y);
			return true;
		}
		a = reduced(a);
		b = reduced(b);
	}
	return false;
}

/* digits +- half, in units of 1 / (2 * den) */
static struct interval
around(dec_wide digits, dec_wide half, dec_wide den)
{
	return (struct interval){
	    .low = {2 * digits - half, 2 * den},
	    .high = {2 * digits + half, 2 * den},
	    .known = true,
	};
}

struct interval
interval_printed(struct dec d)
{
	if (!d.known)
		return unknown;
	return around(d.digits, 1, dec_power10(d.scale));
}

struct interval
interval_yen(struct dec d, bool exact)
{
	int64_t whole;

	if (!d.known)
		return unknown;
	if (exact || !dec_int(d, &whole))
		return interval_printed(dec_trim(d));
	return around(whole, dec_power10(dec_zeros(d, 6)), 1);
}

struct interval
interval_exact(struct dec d)
{
	return d.known ? around(d.digits, 0, dec_power10(d.scale)) : unknown;
}

struct interval
interval_cut(struct dec d)
{
	struct interval i;

	if (!d.known)
		return unknown;
	i = around(d.digits, 2, dec_power10(d.scale));
	if (d.digits >= 0)
		i.low.num = 2 * (dec_wide)d.digits;
	else
		i.high.num = 2 * (dec_wide)d.digits;
	return i;
}

struct interval
interval_neg(struct interval i)
{
	return (struct interval){
	    .low = {-i.high.num, i.high.den},
	    .high = {-i.low.num, i.low.den},
	    .known = i.known,
	};
}

struct interval
interval_add(struct interval a, struct interval b)
{
	struct interval sum = {.known = true};

	if (!a.known || !b.known || !ratio_add(a.low, b.low, &sum.low) ||
	    !ratio_add(a.high, b.high, &sum.high))
		return unknown;
	return sum;
}

struct interval
interval_sub(struct interval a, struct interval b)
{
	return interval_add(a, interval_neg(b));
}

struct interval
interval_mul(struct interval a, struct interval b)
{
	const struct ratio ends[4][2] = {
	    {a.low, b.low}, {a.low, b.high}, {a.high, b.low}, {a.high, b.high}};
	struct interval product = {.known = true};

	if (!a.known || !b.known)
		return unknown;
	for (int i = 0; i < 4; i++) {
		struct ratio end;
		int low = -1, high = 1;
		if (!ratio_mul(ends[i][0], ends[i][1], &end))
			return unknown;
		if (i &&
		    (!ratio_cmp(end, product.low, &low) ||
			!ratio_cmp(end, product.high, &high)))
			return unknown;
		if (low < 0)
			product.low = end;
		if (high > 0)
			product.high = end;
	}
	return product;
}

static struct ratio
inverse(struct ratio r)
{
	return r.num < 0 ? (struct ratio){-r.den, -r.num}
			 : (struct ratio){r.den, r.num};
}

struct interval
interval_div(struct interval a, struct interval b)
{
	if (!a.known || !b.known || (b.low.num <= 0 && b.high.num >= 0))
		return unknown;
	return interval_mul(a,
	    (struct interval){
		.low = inverse(b.high), .high = inverse(b.low), .known = true});
}

struct interval
interval_shift(struct interval i, int power)
{
	struct dec factor = dec_shift(dec_of(1), power);

	return interval_mul(i, interval_exact(factor));
}

bool
interval_below(struct interval a, struct interval b)
{
	int order;

	return a.known && b.known && ratio_cmp(a.high, b.low, &order) &&
	    order < 0;
}

bool
interval_meet(struct interval a, struct interval b)
{
	return !interval_below(a, b) && !interval_below(b, a);
}
