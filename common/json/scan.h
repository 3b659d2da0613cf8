/*
 * json/scan: the words of JSON (RFC 8259, 6 and 7): what ends a string, what
 * is an escape, what is a number.
 */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include "base/vec.h"

#include <stddef.h>

static inline bool
scan_stops_at(unsigned char c)
{
	return c == '"' || c == '\\' || c < 0x20;
}

/*
 * The first byte at or behind p that means something within a string: a quote,
 * a backslash or a control character; end when there is none.
 */
static inline const char *
scan_plainly(const char *p, const char *end)
{
	while (p < end && !scan_stops_at((unsigned char)*p))
		p++;
	return p;
}

#if HAVE_VEC
static inline vec
scan_stops(vec v)
{
	return (vec)((v == '"') | (v == '\\') | (v < 0x20));
}
#endif

/* The same, sixteen bytes at a time. */
static inline const char *
scan_string(const char *p, const char *end)
{
#if HAVE_VEC
	const char *last = end - 16;

	if (end - p < 16)
		return scan_plainly(p, end);
	for (; p <= last; p += 16) {
		unsigned at = vec_first(scan_stops(vec_load(p)));
		if (at < 16)
			return p + at;
	}
	return last +
	    vec_first(
		scan_stops(vec_load(last)) & vec_from((unsigned)(p - last)));
#else
	return scan_plainly(p, end);
#endif
}

static inline int
scan_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Four hex digits at p, or -1. */
static inline int32_t
scan_hex(const char *p, const char *end)
{
	int32_t code = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = scan_hex_digit(p[i]);
		if (digit < 0)
			return -1;
		code = code * 16 + digit;
	}
	return code;
}

/* The length of the escape at p (a backslash), or 0 when it is none. */
static inline size_t
scan_escape(const char *p, const char *end)
{
	if (end - p < 2)
		return 0;
	if (p[1] == 'u')
		return scan_hex(p + 2, end) < 0 ? 0 : 6;
	return p[1] && strchr("\"\\/bfnrt", p[1]) ? 2 : 0;
}

static inline const char *
scan_digits(const char *p, const char *end)
{
	while (p < end && (unsigned char)(*p - '0') < 10)
		p++;
	return p;
}

/*
 * Behind the number that starts at p, a digit or a minus sign.  When it is
 * none: the offending byte, and *error tells.
 */
static inline const char *
scan_number(const char *p, const char *end, const char **error)
{
	const char *digits;

	p += *p == '-';
	digits = p;
	p = scan_digits(p, end);
	if (p == digits) {
		*error = "want a digit";
		return p;
	}
	if (*digits == '0' && p - digits > 1) {
		*error = "leading zero in a number";
		return digits;
	}
	if (p < end && *p == '.') {
		digits = ++p;
		p = scan_digits(p, end);
		if (p == digits)
			*error = "want a digit behind the point";
	}
	if (p < end && (*p == 'e' || *p == 'E') && !*error) {
		p++;
		p += p < end && (*p == '+' || *p == '-');
		digits = p;
		p = scan_digits(p, end);
		if (p == digits)
			*error = "want a digit in the exponent";
	}
	return p;
}

#endif
