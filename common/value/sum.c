#include "value/sum.h"

static unsigned
scale_of(struct sum s)
{
	return (uint64_t)s.high & 0xff;
}

static dec_wide
digits_of(struct sum s)
{
	int64_t upper = (s.high - (int64_t)scale_of(s)) / 256;

	return (dec_wide)upper * ((dec_wide)1 << 64) + s.low;
}

static bool
set(struct sum *s, dec_wide digits, unsigned scale)
{
	const dec_wide limit = (dec_wide)1 << 119;

	if (digits >= limit || digits < -limit)
		return false;
	s->low = (uint64_t)digits;
	s->high = (int64_t)((digits - s->low) / ((dec_wide)1 << 64)) * 256 +
	    (int64_t)scale;
	return true;
}

/* times 10^n, or false */
static bool
scale_up(dec_wide *digits, unsigned n)
{
	while (n-- > 0)
		if (__builtin_mul_overflow(*digits, 10, digits))
			return false;
	return true;
}

static bool
align(dec_wide *x, unsigned xscale, dec_wide *y, unsigned yscale)
{
	return xscale < yscale ? scale_up(x, yscale - xscale)
			       : scale_up(y, xscale - yscale);
}

static bool
add(struct sum *s, dec_wide digits, unsigned scale)
{
	dec_wide have = digits_of(*s), all;
	unsigned mine = scale_of(*s);

	if (!align(&have, mine, &digits, scale) ||
	    __builtin_add_overflow(have, digits, &all))
		return false;
	return set(s, all, scale > mine ? scale : mine);
}

bool
sum_add(struct sum *s, struct dec d)
{
	return !d.known || add(s, d.digits, (unsigned)d.scale);
}

bool
sum_join(struct sum *s, struct sum other)
{
	return add(s, digits_of(other), scale_of(other));
}

int
sum_sign(struct sum s)
{
	dec_wide digits = digits_of(s);

	return (digits > 0) - (digits < 0);
}

/* Without trailing zeros, so that equal values have equal digits. */
static dec_wide
trimmed(struct sum s, unsigned *scale)
{
	dec_wide digits = digits_of(s);

	for (*scale = scale_of(s); *scale > 0 && digits % 10 == 0; --*scale)
		digits /= 10;
	return digits;
}

int
sum_cmp(struct sum a, struct sum b)
{
	unsigned ascale, bscale;
	dec_wide x = trimmed(a, &ascale), y = trimmed(b, &bscale);

	if (!align(&x, ascale, &y, bscale))
		/* the one that cannot be scaled up is beyond the other */
		return ascale < bscale ? (x > 0 ? 1 : -1) : (y > 0 ? -1 : 1);
	return (x > y) - (x < y);
}

dec_wide
sum_yen(struct sum s)
{
	dec_wide unit = 1, digits = digits_of(s);

	if (!scale_up(&unit, scale_of(s)))
		return 0;
	return dec_quotient(digits, unit);
}

struct dec
sum_dec(struct sum s)
{
	unsigned scale;
	dec_wide digits = trimmed(s, &scale), limit = 1;

	scale_up(&limit, DEC_DIGITS);
	if (digits >= limit || -digits >= limit || scale > DEC_DIGITS)
		return (struct dec){0};
	return (struct dec){(int64_t)digits, (int8_t)scale, true};
}

str
sum_text(struct sum s, char buf[56])
{
	unsigned scale;
	dec_wide digits = trimmed(s, &scale);
	bool minus = digits < 0;
	size_t at = 56;

	for (unsigned i = 0; digits != 0 || i <= scale; i++) {
		int digit = (int)(digits % 10);
		if (i == scale && scale > 0)
			buf[--at] = '.';
		buf[--at] = (char)('0' + (digit < 0 ? -digit : digit));
		digits /= 10;
	}
	if (minus)
		buf[--at] = '-';
	return (str){buf + at, 56 - at};
}

static struct dec
ratio(dec_wide x, dec_wide y, int decimals)
{
	const dec_wide room = (dec_wide)1 << 100;
	dec_wide q;

	if (y == 0)
		return (struct dec){0};
	if (y < 0) {
		x = -x;
		y = -y;
	}
	/* digits that cannot show in so few decimals */
	while (x >= room || -x >= room) {
		x /= 10;
		y /= 10;
	}
	if (y == 0 || !scale_up(&x, (unsigned)decimals))
		return (struct dec){0};
	q = dec_quotient(x, y);
	if (q != (int64_t)q)
		return (struct dec){0};
	return (struct dec){(int64_t)q, (int8_t)decimals, true};
}

struct dec
sum_percent(struct sum part, struct sum whole, int decimals)
{
	dec_wide x = digits_of(part), y = digits_of(whole);
	struct dec d;

	if (!align(&x, scale_of(part), &y, scale_of(whole)))
		return (struct dec){0};
	d = ratio(x, y, decimals + 2);
	d.scale = (int8_t)decimals;
	return d;
}

struct dec
sum_mean(struct sum s, uint64_t n, int decimals)
{
	dec_wide y = (dec_wide)n, x = digits_of(s);

	return scale_up(&y, scale_of(s)) ? ratio(x, y, decimals)
					 : (struct dec){0};
}
