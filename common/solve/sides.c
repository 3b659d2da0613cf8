#include "solve/sides.h"

#include <string.h>

enum { SCALE = 6, SUMS_MAX = 4096, SLOTS = 4 * SUMS_MAX };

/* A partial answer: how much is on the left, and what it costs. */
struct sum {
	int64_t left;
	int cost;
	uint64_t mask; /* bit i: figure i is on the right */
	bool twice; /* another answer costs the same */
};

struct sums {
	struct sum *p;
	uint32_t *slots; /* open addressing: 1 + index into p */
	size_t n;
};

static bool
scaled(struct dec d, int64_t *value)
{
	if (!d.known)
		return false;
	return dec_int(dec_shift(dec_trim(d), SCALE), value);
}

/* Where the answer of that sum and last side is, or may go. */
static uint32_t *
slot_of(const struct sums *sums, const struct sum *sum, size_t i)
{
	uint64_t side = sum->mask >> i & 1;
	uint64_t hash = ((uint64_t)sum->left * 2 + side) * 0x9E3779B97F4A7C15u;

	for (size_t at = (size_t)(hash >> 40) % SLOTS;; at = (at + 1) % SLOTS) {
		uint32_t *slot = &sums->slots[at];
		const struct sum *s = *slot ? &sums->p[*slot - 1] : NULL;
		if (!s || (s->left == sum->left && (s->mask >> i & 1) == side))
			return slot;
	}
}

/* Keeps the cheapest answer for each sum and last side. */
static bool
keep(struct sums *sums, struct sum sum, size_t i)
{
	uint32_t *slot = slot_of(sums, &sum, i);

	if (*slot) {
		struct sum *s = &sums->p[*slot - 1];
		if (sum.cost < s->cost)
			*s = sum;
		else if (sum.cost == s->cost && sum.mask != s->mask)
			s->twice = true;
		return true;
	}
	if (sums->n == SUMS_MAX)
		return false;
	sums->p[sums->n++] = sum;
	*slot = (uint32_t)sums->n;
	return true;
}

static int
turn_cost(uint64_t mask, size_t i, bool right, bool alternate)
{
	if (i == 0)
		return right ? 1 : 0;
	bool before = (mask >> (i - 1)) & 1;
	return before == right ? (alternate ? 1 : 0) : (alternate ? 0 : 1);
}

static bool
extend(const struct sums *from, struct sums *to, int64_t value, size_t i,
    enum side side, bool alternate)
{
	to->n = 0;
	memset(to->slots, 0, SLOTS * sizeof *to->slots);
	for (size_t k = 0; k < from->n; k++)
		for (int right = 0; right < 2; right++) {
			struct sum s = from->p[k];
			if (side == (right ? SIDE_LEFT : SIDE_RIGHT))
				continue;
			s.cost += turn_cost(s.mask, i, right, alternate);
			if (right)
				s.mask |= (uint64_t)1 << i;
			else
				s.left += value;
			if (!keep(to, s, i))
				return false;
		}
	return true;
}

static int64_t
distance(int64_t a, int64_t b)
{
	return a < b ? b - a : a - b;
}

static bool
solve(struct arena *arena, const struct dec *figures, size_t n, struct dec left,
    struct dec right, struct dec slack, bool alternate, enum side *side)
{
	struct sums now = {arena_new(arena, struct sum, SUMS_MAX),
	    arena_new(arena, uint32_t, SLOTS), 1};
	struct sums next = {arena_new(arena, struct sum, SUMS_MAX),
	    arena_new(arena, uint32_t, SLOTS), 0};
	const struct sum *best = NULL;
	int64_t want_left, want_right, allowed, all = 0, value;
	bool twice = false;

	if (n > SIDES_MAX || !scaled(left, &want_left) ||
	    !scaled(right, &want_right) || !scaled(slack, &allowed))
		return false;
	now.p[0] = (struct sum){0};
	for (size_t i = 0; i < n; i++) {
		if (!scaled(figures[i], &value) ||
		    !extend(&now, &next, value, i, side[i], alternate))
			return false;
		struct sums swap = now;
		now = next;
		next = swap;
		all += value;
	}
	for (size_t k = 0; k < now.n; k++) {
		const struct sum *s = &now.p[k];
		if (distance(s->left, want_left) > allowed ||
		    distance(all - s->left, want_right) > allowed)
			continue;
		if (!best || s->cost < best->cost) {
			best = s;
			twice = s->twice;
		} else if (s->cost == best->cost) {
			twice = true;
		}
	}
	if (!best || twice)
		return false;
	for (size_t i = 0; i < n; i++)
		side[i] = (best->mask >> i) & 1 ? SIDE_RIGHT : SIDE_LEFT;
	return true;
}

bool
sides_solve(const struct dec *figures, size_t n, struct dec left,
    struct dec right, struct dec slack, bool alternate, enum side *side)
{
	struct arena arena = {0};
	bool found =
	    solve(&arena, figures, n, left, right, slack, alternate, side);

	arena_free(&arena);
	return found;
}
