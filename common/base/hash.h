/*
 * hash: a fast hash of bytes, the same on every machine.  Nothing that is
 * written holds it, so it may change with any release.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

#include <string.h>

static inline uint64_t
hash_mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)(a ^ UINT64_C(0x9e3779b97f4a7c15)) *
	    (b ^ UINT64_C(0xe7037ed1a0b428db));

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* A number, its bits spread over all. */
static inline uint64_t
hash_number(uint64_t x)
{
	x ^= x >> 31;
	x *= UINT64_C(0x9e3779b97f4a7c15);
	x ^= x >> 29;
	x *= UINT64_C(0xbf58476d1ce4e5b9);
	return x ^ x >> 32;
}

static inline uint64_t
hash_little_endian(uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return __builtin_bswap64(word);
#else
	return word;
#endif
}

static inline uint64_t
hash_bytes(str s)
{
	uint64_t h = s.n, last = 0;
	const char *p = s.p;
	size_t n = s.n;

	for (; n > 8; p += 8, n -= 8) {
		uint64_t word;
		memcpy(&word, p, 8);
		h = hash_mix(h, hash_little_endian(word));
	}
	if (n)
		memcpy(&last, p, n);
	return hash_mix(hash_mix(h, hash_little_endian(last)), s.n);
}

#endif
