#include "value/dec.h"

#include "value/text.h"

#include <string.h>

static const struct dec unknown = {0};

dec_wide
dec_power10(int n)
{
	dec_wide p = 1;

	while (n-- > 0)
		p *= 10;
	return p;
}

/* wide / 10^scale as a dec; drops decimals that do not fit, half even. */
static struct dec
fit(dec_wide wide, int scale)
{
	const dec_wide max = INT64_C(1000000000000000000); /* DEC_DIGITS */
	dec_wide lost = 0, unit = 1;

	while (scale > DEC_DIGITS ||
	    (scale > 0 && (wide >= max || wide <= -max))) {
		lost += wide % 10 * unit;
		unit *= 10;
		wide /= 10;
		scale--;
		if (unit > dec_power10(30))
			break;
	}
	if (wide >= max || wide <= -max || scale > DEC_DIGITS || scale < 0)
		return unknown;
	if (unit > 1) {
		dec_wide half = lost < 0 ? -lost : lost;
		int up = half * 2 > unit || (half * 2 == unit && wide % 2);
		wide += up ? (lost < 0 ? -1 : 1) : 0;
		if ((wide >= max || wide <= -max) && scale > 0) {
			wide /= 10; /* 9.99 became 10.0 */
			scale--;
		}
	}
	return (struct dec){(int64_t)wide, (int8_t)scale, true};
}

struct dec
dec_of(int64_t whole)
{
	return (struct dec){.digits = whole, .known = true};
}

/* Digits gathered one by one; keeps 36 and counts what it drops. */
struct gather {
	dec_wide digits;
	int kept, scale;
	long dropped; /* integer digits that did not fit */
};

static void
gather_digit(struct gather *g, int digit, bool decimal)
{
	if (g->kept >= 36) {
		g->dropped += !decimal;
		return;
	}
	g->digits = g->digits * 10 + digit;
	g->kept += g->digits != 0;
	g->scale += decimal;
}

static struct dec
gather_end(const struct gather *g, bool minus, long exponent)
{
	dec_wide digits = g->digits;
	long scale = (long)g->scale - exponent - g->dropped;

	if (digits == 0) {
		if (scale < 0 || scale > DEC_DIGITS)
			scale = 0;
		return (struct dec){0, (int8_t)scale, true};
	}
	if (scale < -DEC_DIGITS || scale > 70)
		return scale > 70 ? dec_of(0) : unknown;
	for (; scale < 0; scale++) {
		if (digits > dec_power10(36))
			return unknown;
		digits *= 10;
	}
	return fit(minus ? -digits : digits, (int)scale);
}

/* What nearly all figures are: a sign, up to 18 digits, perhaps a point. */
static bool
read_short(str s, struct dec *d)
{
	size_t i = s.n && s.p[0] == '-', from = i, point = 0;
	int64_t digits = 0;

	if (s.n > DEC_DIGITS || i == s.n || s.p[i] == '.')
		return false;
	for (; i < s.n; i++) {
		unsigned digit = (unsigned char)(s.p[i] - '0');
		if (digit < 10)
			digits = digits * 10 + digit;
		else if (s.p[i] == '.' && !point)
			point = i;
		else
			return false;
	}
	*d = (struct dec){
	    .digits = from ? -digits : digits,
	    .scale = (int8_t)(point ? s.n - point - 1 : 0),
	    .known = true,
	};
	return true;
}

/* Any other: decimals beyond what a dec holds, exponents. */
static struct dec
read_long(str s)
{
	struct gather g = {0};
	bool minus = false, point = false;
	long exponent = 0;
	size_t i = 0;

	if (i < s.n && s.p[i] == '-') {
		minus = true;
		i++;
	}
	if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
		return unknown;
	for (; i < s.n; i++) {
		if (s.p[i] == '.' && !point)
			point = true;
		else if (s.p[i] >= '0' && s.p[i] <= '9')
			gather_digit(&g, s.p[i] - '0', point);
		else
			break;
	}
	if (i < s.n && (s.p[i] | 0x20) == 'e') {
		bool down = false;
		i++;
		if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
			down = s.p[i++] == '-';
		for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
			if (exponent < 100000)
				exponent = exponent * 10 + (s.p[i] - '0');
		exponent = down ? -exponent : exponent;
	}
	return i == s.n ? gather_end(&g, minus, exponent) : unknown;
}

struct dec
dec_json(str s)
{
	struct dec d;

	return read_short(s, &d) ? d : read_long(s);
}

struct dec
dec_cell(str s)
{
	struct gather g = {0};
	bool minus = false, open = false, point = false, percent = false;
	bool digits = false;

	s = text_strip(s);
	while (s.n) {
		size_t len;
		uint32_t c = text_fold_code(str_char(s, &len));
		bool blank = text_is_space(c);

		s = str_skip(s, len);
		if (c >= '0' && c <= '9' && !percent) {
			digits = true;
			gather_digit(&g, (int)c - '0', point);
		} else if (c == ',' && digits && !point) {
			/* 1,234: three digits must follow each comma */
			str next = s;
			int run = 0;
			while (next.n && run < 4) {
				uint32_t d =
				    text_fold_code(str_char(next, &len));
				if (d < '0' || d > '9')
					break;
				next = str_skip(next, len);
				run++;
			}
			if (run != 3)
				return unknown;
		} else if (c == '.' && digits && !point && s.n &&
		    text_fold_code(str_char(s, &len)) - '0' <= 9) {
			point = true;
		} else if (c == '%' && digits && !percent) {
			percent = true;
		} else if (c == '(' && !digits && !open && !minus) {
			open = minus = true;
		} else if (c == ')' && open && digits && s.n == 0) {
			open = false;
		} else if ((c == 0x25b2 || c == 0x25b3 || c == '-' ||
			       c == 0x2212) &&
		    !digits && !minus) {
			minus = true;
		} else if (blank && !digits) {
			continue;
		} else if (blank && (str_eq(s, S("%")) || str_eq(s, S("％")))) {
			continue;
		} else {
			return unknown;
		}
	}
	return digits && !open ? gather_end(&g, minus, 0) : unknown;
}

str
dec_text(struct dec d, char buf[40])
{
	size_t at = 40;
	uint64_t rest =
	    d.digits < 0 ? 0 - (uint64_t)d.digits : (uint64_t)d.digits;
	int left = d.scale;

	if (!d.known)
		return S("null");
	if (left == 0)
		left = -1;
	do {
		buf[--at] = (char)('0' + rest % 10);
		rest /= 10;
		if (--left == 0)
			buf[--at] = '.';
	} while (rest || left >= 0);
	if (d.digits < 0)
		buf[--at] = '-';
	return (str){buf + at, 40 - at};
}

void
dec_put(struct out *out, struct dec d)
{
	char buf[40];

	out_put(out, dec_text(d, buf));
}

bool
dec_is_zero(struct dec d)
{
	return d.known && d.digits == 0;
}

bool
dec_is_positive(struct dec d)
{
	return d.known && d.digits > 0;
}

static void
align(struct dec a, struct dec b, dec_wide *x, dec_wide *y, int *scale)
{
	int s = a.scale > b.scale ? a.scale : b.scale;

	*x = a.digits * dec_power10(s - a.scale);
	*y = b.digits * dec_power10(s - b.scale);
	*scale = s;
}

int
dec_cmp(struct dec a, struct dec b)
{
	dec_wide x, y;
	int scale;

	align(a, b, &x, &y, &scale);
	return (x > y) - (x < y);
}

bool
dec_eq(struct dec a, struct dec b)
{
	if (!a.known || !b.known)
		return a.known == b.known;
	return dec_cmp(a, b) == 0;
}

struct dec
dec_neg(struct dec d)
{
	d.digits = -d.digits;
	return d;
}

struct dec
dec_abs(struct dec d)
{
	return d.digits < 0 ? dec_neg(d) : d;
}

struct dec
dec_add(struct dec a, struct dec b)
{
	dec_wide x, y;
	int scale;

	if (!a.known || !b.known)
		return unknown;
	align(a, b, &x, &y, &scale);
	return fit(x + y, scale);
}

struct dec
dec_sub(struct dec a, struct dec b)
{
	return dec_add(a, dec_neg(b));
}

struct dec
dec_mul(struct dec a, struct dec b)
{
	if (!a.known || !b.known)
		return unknown;
	return fit((dec_wide)a.digits * b.digits, a.scale + b.scale);
}

dec_wide
dec_quotient(dec_wide x, dec_wide y)
{
	dec_wide q = x / y, r = x % y;

	if (r < 0)
		r = -r;
	if (r >= y - r)
		q += x < 0 ? -1 : 1;
	return q;
}

struct dec
dec_round(struct dec d, int scale)
{
	if (!d.known || d.scale == scale)
		return d;
	if (d.scale < scale)
		return fit(d.digits * dec_power10(scale - d.scale), scale);
	return fit(dec_quotient(d.digits, dec_power10(d.scale - scale)), scale);
}

struct dec
dec_div(struct dec a, struct dec b, int scale)
{
	dec_wide x, y;
	int power;

	if (!a.known || !b.known || b.digits == 0)
		return unknown;
	/* (a / 10^as) / (b / 10^bs) * 10^scale = a * 10^power / b */
	power = scale - a.scale + b.scale;
	x = a.digits;
	y = b.digits;
	if (power > 19 || power < -19)
		return unknown;
	if (power >= 0)
		x *= dec_power10(power);
	else
		y *= dec_power10(-power);
	if (y < 0) {
		x = -x;
		y = -y;
	}
	return fit(dec_quotient(x, y), scale);
}

struct dec
dec_shift(struct dec d, int power)
{
	int scale = d.scale - power;

	if (!d.known || scale >= 0)
		return d.known ? fit(d.digits, scale) : d;
	if (scale < -DEC_DIGITS)
		return d.digits ? unknown : dec_of(0);
	return fit(d.digits * dec_power10(-scale), 0);
}

struct dec
dec_trim(struct dec d)
{
	while (d.known && d.scale > 0 && d.digits % 10 == 0) {
		d.digits /= 10;
		d.scale--;
	}
	return d;
}

struct dec
dec_yen(struct dec d, int power)
{
	struct dec yen = d;

	if (power || d.scale)
		yen = dec_trim(dec_shift(d, power));
	if (yen.known && yen.scale > 6) {
		struct dec whole = dec_round(yen, 0);
		struct dec off = dec_abs(dec_sub(yen, whole));
		if (dec_cmp(off, (struct dec){1, 6, true}) <= 0)
			return whole;
	}
	return yen;
}

int
dec_zeros(struct dec d, int max)
{
	int64_t digits;
	int zeros = 0;

	if (!dec_int(d, &digits))
		return 0;
	if (digits == 0)
		return max;
	for (; zeros < max && digits % 10 == 0; zeros++)
		digits /= 10;
	return zeros;
}

bool
dec_int(struct dec d, int64_t *value)
{
	d = dec_trim(d);
	*value = d.digits;
	return d.known && d.scale == 0;
}
