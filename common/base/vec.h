/*
 * vec: sixteen bytes at once, for the few loops in which most of the time goes.
 * HAVE_VEC is 1 where the processor family has them (SSE2, NEON), else 0, and
 * with -DVEC_OFF; code that uses them keeps a plain version beside it.
 * Operators work byte by byte, a comparison gives 0xff for true.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t vec __attribute__((vector_size(16)));

static inline vec
vec_load(const char *p)
{
	vec v;

	memcpy(&v, p, sizeof v);
	return v;
}

/* 0xff for the bytes from index n on, as a look at the end of a text wants
 * that overlaps what was looked at before. */
static inline vec
vec_from(unsigned n)
{
	const vec index = {
	    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

	return (vec)(index >= (uint8_t)n);
}

#if defined VEC_OFF
#define HAVE_VEC 0

#elif defined __SSE2__
#include <emmintrin.h>
#define HAVE_VEC 1

/* The index of the first byte whose top bit is set; 16 when there is none. */
static inline unsigned
vec_first(vec v)
{
	return (unsigned)__builtin_ctz(
	    (unsigned)_mm_movemask_epi8((__m128i)v) | 0x10000);
}

/* The top bits of 64 bytes, the first as the lowest. */
static inline uint64_t
vec_bits(vec a, vec b, vec c, vec d)
{
	return (uint64_t)_mm_movemask_epi8((__m128i)a) |
	    (uint64_t)_mm_movemask_epi8((__m128i)b) << 16 |
	    (uint64_t)_mm_movemask_epi8((__m128i)c) << 32 |
	    (uint64_t)_mm_movemask_epi8((__m128i)d) << 48;
}

#elif defined __aarch64__ && defined __ARM_NEON
#include <arm_neon.h>
#define HAVE_VEC 1

static inline unsigned
vec_first(vec v)
{
	/* four bits for each byte */
	uint64_t bits = vget_lane_u64(
	    vreinterpret_u64_u8(vshrn_n_u16(
		vreinterpretq_u16_s8(vshrq_n_s8((int8x16_t)v, 7)), 4)),
	    0);

	return bits ? (unsigned)__builtin_ctzll(bits) / 4 : 16;
}

static inline uint64_t
vec_bits(vec a, vec b, vec c, vec d)
{
	const uint8x16_t weight = {
	    1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
#define SPREAD(v) \
	vandq_u8(vreinterpretq_u8_s8(vshrq_n_s8((int8x16_t)(v), 7)), weight)
	uint8x16_t low = vpaddq_u8(SPREAD(a), SPREAD(b));
	uint8x16_t high = vpaddq_u8(SPREAD(c), SPREAD(d));
#undef SPREAD

	low = vpaddq_u8(low, high);
	return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(low, low)), 0);
}

#else
#define HAVE_VEC 0
#endif

#endif
