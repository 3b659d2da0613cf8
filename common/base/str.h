/*
 * str: a slice of UTF-8 bytes.  A str borrows; whoever made the bytes (an
 * arena, an input buffer, a literal) says how long they live.  A str whose
 * pointer is NULL is "null": the thing is not there, which differs from "".
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
	const char *p;
	size_t n;
} str;

#define S(literal) ((str){"" literal "", sizeof(literal) - 1})
#define STR_NULL ((str){NULL, 0})
/* for "%.*s" */
#define STR_ARG(s) (int)(s).n, (s).n ? (s).p : ""

struct str_cut {
	str head, tail; /* what stands before and behind the separator */
	bool found; /* if not, head is all and tail is null */
};

str str_of(const char *text); /* borrows a NUL-terminated string */
bool str_is_null(str s);
bool str_is_empty(str s); /* null or without bytes */
bool str_eq(str a, str b); /* bytes; null equals only null */
int str_cmp(str a, str b); /* bytewise, as memcmp; null first */
bool str_starts(str s, str head);
bool str_ends(str s, str tail);
bool str_has(str s, str part);
/* Offset of the first occurrence at or after from; s.n when there is none. */
size_t str_find(str s, str part, size_t from);
struct str_cut str_cut(str s, char separator);

/* How a text may stand to a word: str_eq, str_starts, str_ends, str_has. */
typedef bool str_relation(str text, str word);
/* Whether any, and how many, of "word|word|..." stand so to a text. */
bool str_any(str text, const char *words, str_relation *);
int str_count(str text, const char *words, str_relation *);

/* without its first n bytes (or fewer) */
static inline str str_skip(str s, size_t n);
/* its first n bytes (or fewer) */
static inline str str_take(str s, size_t n);
str str_slice(str s, size_t from, size_t to);
/* Without ASCII white space (space, tab, CR, LF, VT, FF) at either end. */
str str_trim(str s);
bool str_is_blank(str s); /* nothing but ASCII white space */
uint64_t str_hash(str s);

/*
 * Decodes the code point at s.p, which must hold at least one byte, and says
 * in *len how many bytes it took.  An invalid or cut sequence is U+FFFD of one
 * byte: the caller always moves on.  RFC 3629: no surrogates, no overlong
 * forms, nothing above U+10FFFF.
 */
static inline uint32_t str_char(str s, size_t *len);
uint32_t str_char_any(str s, size_t *len); /* the same, out of line */
/* Writes the UTF-8 of a scalar value to out[4] and returns its length. */
size_t str_encode(uint32_t c, char out[4]);
size_t str_valid(str s); /* length of the longest valid UTF-8 prefix */

/* -- in line, because readers call them for every character -- */

static inline str
str_skip(str s, size_t n)
{
	if (n > s.n)
		n = s.n;
	return (str){s.p ? s.p + n : NULL, s.n - n};
}

static inline str
str_take(str s, size_t n)
{
	return (str){s.p, n < s.n ? n : s.n};
}

/* ASCII, and the three bytes from U+3000 to U+CFFF that Japanese text is
 * made of; the rest is decoded out of line. */
static inline uint32_t
str_char(str s, size_t *len)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (p[0] < 0x80) {
		*len = 1;
		return p[0];
	}
	if (s.n >= 3 && p[0] >= 0xe3 && p[0] <= 0xec && (p[1] & 0xc0) == 0x80 &&
	    (p[2] & 0xc0) == 0x80) {
		*len = 3;
		return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 |
		    (p[2] & 0x3fu);
	}
	return str_char_any(s, len);
}

#endif
