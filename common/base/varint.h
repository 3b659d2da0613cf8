/*
 * varint: numbers in as few bytes as they need, seven bits in each, the lowest
 * first.
 */
#ifndef BASE_VARINT_H
#define BASE_VARINT_H

#include <stdint.h>

enum { VARINT_MOST = 10 }; /* bytes of the largest */

/* Gives where the next may be put. */
static inline char *
varint_put(char *at, uint64_t n)
{
	for (; n > 0x7f; n >>= 7)
		*at++ = (char)(n | 0x80);
	*at++ = (char)n;
	return at;
}

/* Gives where the next begins. */
static inline const char *
varint_get(const char *at, uint64_t *n)
{
	unsigned shift = 0;

	for (*n = 0; *at & 0x80; shift += 7)
		*n |= (uint64_t)(*at++ & 0x7f) << shift;
	*n |= (uint64_t)*at++ << shift;
	return at;
}

/* Small numbers of either sign to small ones without. */
static inline uint64_t
varint_fold(int64_t n)
{
	return n < 0 ? ~((uint64_t)n << 1) : (uint64_t)n << 1;
}

static inline int64_t
varint_unfold(uint64_t n)
{
	return n & 1 ? (int64_t) ~(n >> 1) : (int64_t)(n >> 1);
}

#endif
