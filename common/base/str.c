#include "base/str.h"

#include "base/hash.h"

#include <string.h>

str
str_of(const char *text)
{
	return text ? (str){text, strlen(text)} : STR_NULL;
}

bool
str_is_null(str s)
{
	return s.p == NULL;
}

bool
str_is_empty(str s)
{
	return s.n == 0;
}

bool
str_eq(str a, str b)
{
	if (a.n != b.n || (a.p == NULL) != (b.p == NULL))
		return false;
	return a.n == 0 || memcmp(a.p, b.p, a.n) == 0;
}

int
str_cmp(str a, str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	if (order)
		return order;
	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	return (a.p != NULL) - (b.p != NULL);
}

bool
str_starts(str s, str head)
{
	return s.n >= head.n && str_eq(str_take(s, head.n), head);
}

bool
str_ends(str s, str tail)
{
	return s.n >= tail.n && str_eq(str_skip(s, s.n - tail.n), tail);
}

size_t
str_find(str s, str part, size_t from)
{
	const char *hit;

	if (from > s.n)
		return s.n;
	if (part.n == 0)
		return from;
	if (s.n - from < part.n)
		return s.n;
	hit = memmem(s.p + from, s.n - from, part.p, part.n);
	return hit ? (size_t)(hit - s.p) : s.n;
}

bool
str_has(str s, str part)
{
	return part.n == 0 || str_find(s, part, 0) < s.n;
}

struct str_cut
str_cut(str s, char separator)
{
	const char *hit = s.n ? memchr(s.p, separator, s.n) : NULL;
	size_t at;

	if (!hit)
		return (struct str_cut){.head = s};
	at = (size_t)(hit - s.p);
	return (struct str_cut){.head = str_take(s, at),
	    .tail = str_skip(s, at + 1),
	    .found = true};
}

str
str_slice(str s, size_t from, size_t to)
{
	return to > from ? str_skip(str_take(s, to), from)
			 : str_take(str_skip(s, from), 0);
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

str
str_trim(str s)
{
	while (s.n && is_space(s.p[0]))
		s = str_skip(s, 1);
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool
str_is_blank(str s)
{
	return str_trim(s).n == 0;
}

int
str_count(str text, const char *words, str_relation *stands)
{
	int n = 0;

	for (str rest = str_of(words); rest.n;) {
		struct str_cut cut = str_cut(rest, '|');
		n += stands(text, cut.head);
		rest = cut.tail;
	}
	return n;
}

bool
str_any(str text, const char *words, str_relation *stands)
{
	for (str rest = str_of(words); rest.n;) {
		struct str_cut cut = str_cut(rest, '|');
		if (stands(text, cut.head))
			return true;
		rest = cut.tail;
	}
	return false;
}

uint64_t
str_hash(str s)
{
	return hash_bytes(s);
}

/* How many bytes the sequence at p (n of them left) takes; 0 if invalid. */
static size_t
sequence(const unsigned char *p, size_t n)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t len;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	len = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (n < len)
		return 0;
	if (p[0] == 0xe0)
		low = 0xa0;
	else if (p[0] == 0xed)
		high = 0x9f;
	else if (p[0] == 0xf0)
		low = 0x90;
	else if (p[0] == 0xf4)
		high = 0x8f;
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

uint32_t
str_char_any(str s, size_t *len)
{
	static const unsigned char lead[5] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	const unsigned char *p = (const unsigned char *)s.p;
	size_t n = sequence(p, s.n);
	uint32_t c;

	*len = n ? n : 1;
	if (!n)
		return 0xfffd;
	c = p[0] & lead[n];
	for (size_t i = 1; i < n; i++)
		c = c << 6 | (p[i] & 0x3fu);
	return c;
}

size_t
str_encode(uint32_t c, char out[4])
{
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char lead[5] = {0, 0, 0xc0, 0xe0, 0xf0};

	for (size_t i = n - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (c & 0x3f));
		c >>= 6;
	}
	out[0] = (char)(lead[n] | c);
	return n;
}

/*
 * The length of what needs no look at each character: runs of ASCII, and of
 * the three-byte characters (kana, kanji) whose second byte is not limited.
 */
static size_t
plain_run(const unsigned char *p, size_t n)
{
	const uint64_t high_bits = UINT64_C(0x8080808080808080);
	size_t at = 0;

	while (at + 8 <= n) {
		uint64_t eight;
		memcpy(&eight, p + at, 8);
		if (!(eight & high_bits))
			at += 8;
		else if (p[at] < 0x80)
			at++;
		else if (p[at] > 0xe0 && p[at] < 0xed &&
		    (p[at + 1] & 0xc0) == 0x80 && (p[at + 2] & 0xc0) == 0x80)
			at += 3;
		else
			break;
	}
	return at;
}

size_t
str_valid(str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t at = 0;

	while (at < s.n) {
		size_t n = plain_run(p + at, s.n - at);
		if (!n)
			n = sequence(p + at, s.n - at);
		if (!n)
			break;
		at += n;
	}
	return at;
}
