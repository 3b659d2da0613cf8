#include "base/utf8.h"

#include "base/vec.h"

/*
 * After J. Keiser and D. Lemire, "Validating UTF-8 In Less Than One
 * Instruction Per Byte" (2021): whatever can be wrong with two bytes in a row
 * shows in three half bytes, the two of the first and the upper of the second.
 * A table for each half byte says which faults it leaves possible, a bit for
 * each; a fault that all three leave possible is one.  Only the third and
 * fourth byte of a sequence need another look: there, two continuation bytes
 * in a row (the top bit) are no fault but a must.
 */
#if HAVE_VEC && (defined __x86_64__ || defined __aarch64__)

enum {
	SHORT = 1, /* a first byte without its continuation */
	LONG = 2, /* a continuation behind ASCII */
	OVERLONG_3 = 4, /* E0 80..9F */
	LARGE = 8, /* F4 90.. and above */
	SURROGATE = 16, /* ED A0.. */
	OVERLONG_2 = 32, /* C0, C1 */
	BEYOND = 64, /* F5.. 80..8F; F0 80..8F, too, is for this bit */
	CONTINUED = 128, /* two continuations in a row */
	ANY = SHORT | LONG | CONTINUED, /* does not depend on the lower half */
};

static const vec first_upper = {LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG,
    CONTINUED, CONTINUED, CONTINUED, CONTINUED, SHORT | OVERLONG_2, SHORT,
    SHORT | OVERLONG_3 | SURROGATE, SHORT | LARGE | BEYOND};

static const vec first_lower = {ANY | OVERLONG_2 | OVERLONG_3 | BEYOND,
    ANY | OVERLONG_2, ANY, ANY, ANY | LARGE, ANY | LARGE | BEYOND,
    ANY | LARGE | BEYOND, ANY | LARGE | BEYOND, ANY | LARGE | BEYOND,
    ANY | LARGE | BEYOND, ANY | LARGE | BEYOND, ANY | LARGE | BEYOND,
    ANY | LARGE | BEYOND, ANY | LARGE | BEYOND | SURROGATE,
    ANY | LARGE | BEYOND, ANY | LARGE | BEYOND};

static const vec second_upper = {SHORT, SHORT, SHORT, SHORT, SHORT, SHORT,
    SHORT, SHORT, LONG | CONTINUED | OVERLONG_2 | OVERLONG_3 | BEYOND,
    LONG | CONTINUED | OVERLONG_2 | OVERLONG_3 | LARGE,
    LONG | CONTINUED | OVERLONG_2 | SURROGATE | LARGE,
    LONG | CONTINUED | OVERLONG_2 | SURROGATE | LARGE, SHORT, SHORT, SHORT,
    SHORT};

/* What the processors call differently: table[index], the bytes n before
 * those of now, and whether any bit is set. */
#ifdef __x86_64__
#include <immintrin.h>
#define WITH_LOOKUP __attribute__((target("ssse3")))
#define look_up(table, index) \
	(vec) _mm_shuffle_epi8((__m128i)(table), (__m128i)(index))
#define before(now, last, n) \
	(vec) _mm_alignr_epi8((__m128i)(now), (__m128i)(last), 16 - (n))
#define at_least(b, limit) \
	(vec) _mm_subs_epu8((__m128i)(b), _mm_set1_epi8((char)((limit)-0x80)))
#define any(b) \
	(_mm_movemask_epi8(_mm_cmpeq_epi8((__m128i)(b), (__m128i){0})) != \
	    0xffff)
#else
#include <arm_neon.h>
#define WITH_LOOKUP
#define look_up(table, index) \
	(vec) vqtbl1q_u8((uint8x16_t)(table), (uint8x16_t)(index))
#define before(now, last, n) \
	(vec) vextq_u8((uint8x16_t)(last), (uint8x16_t)(now), 16 - (n))
#define at_least(b, limit) \
	(vec) vqsubq_u8((uint8x16_t)(b), vdupq_n_u8((limit)-0x80))
#define any(b) (vmaxvq_u8((uint8x16_t)(b)) != 0)
#endif

/* The faults of sixteen bytes, given the sixteen before. */
WITH_LOOKUP static inline vec
faults(vec now, vec last)
{
	vec first = before(now, last, 1);
	vec possible = look_up(first_upper, first >> 4) &
	    look_up(first_lower, first & 15) & look_up(second_upper, now >> 4);
	/* the top bit: the third byte of three, the third or fourth of four */
	vec due = at_least(before(now, last, 2), 0xe0) |
	    at_least(before(now, last, 3), 0xf0);

	return possible ^ (due & 0x80);
}

WITH_LOOKUP static bool
is_valid_by_16(str s)
{
	vec last = {0}, now, found = {0};
	char tail[16] = {0}; /* at least one: a sequence cut short shows */
	size_t at = 0;

	for (; s.n - at >= 16; at += 16) {
		now = vec_load(s.p + at);
		found |= faults(now, last);
		last = now;
	}
	if (s.n > at)
		memcpy(tail, s.p + at, s.n - at);
	now = vec_load(tail);
	found |= faults(now, last);
	return !any(found);
}

bool
utf8_is_valid(str s)
{
#ifdef __x86_64__
	if (!__builtin_cpu_supports("ssse3"))
		return str_valid(s) == s.n;
#endif
	return is_valid_by_16(s);
}

#else

bool
utf8_is_valid(str s)
{
	return str_valid(s) == s.n;
}

#endif

size_t
utf8_valid(str s)
{
	/* A buffer may end inside a character, at most three bytes of one. */
	size_t n = s.n;

	while (n && s.n - n < 3 && ((unsigned char)s.p[n - 1] & 0xc0) == 0x80)
		n--;
	if (n && (unsigned char)s.p[n - 1] >= 0xc0)
		n--;
	if (!utf8_is_valid(str_take(s, n)))
		return str_valid(s);
	return n + str_valid(str_skip(s, n));
}
