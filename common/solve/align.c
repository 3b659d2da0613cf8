#include "solve/align.h"

void
align_init(struct align *a, struct arena *arena, size_t items, size_t slots)
{
	*a = (struct align){.items = items, .slots = slots};
	a->cost = arena_new(arena, int, items *slots + 1);
	a->again = arena_new(arena, int, items + 1);
	a->none = arena_new(arena, int, items + 1);
	a->empty = arena_new(arena, int, slots + 1);
	a->slot = arena_new(arena, int, items + 1);
	a->sure = arena_new(arena, bool, items + 1);
}

/* State s: the last slot used is s - 1; 0: none yet. */
struct table {
	int *head; /* [(item) * states + s]: cheapest way to get there */
	int *tail; /* cheapest way on from there */
	int *gap; /* [s]: what leaving the slots before s empty costs */
	size_t states;
};

static int
add(int a, int b)
{
	return a >= ALIGN_NEVER || b >= ALIGN_NEVER ? ALIGN_NEVER : a + b;
}

/* The cost of placing item i in state `to`, coming from state `from`. */
static int
placing(const struct align *a, const struct table *t, size_t i, size_t from,
    size_t to)
{
	int cost = a->cost[i * a->slots + to - 1];

	if (from == to)
		return add(cost, a->again[i]);
	return add(cost, t->gap[to] - t->gap[from + 1]);
}

static void
lower(int *at, int cost)
{
	if (cost < *at)
		*at = cost;
}

static void
forward(const struct align *a, struct table *t)
{
	size_t n = t->states;

	for (size_t k = 0; k < (a->items + 1) * n; k++)
		t->head[k] = t->tail[k] = ALIGN_NEVER;
	t->head[0] = 0;
	for (size_t i = 0; i < a->items; i++)
		for (size_t s = 0; s < n; s++) {
			int here = t->head[i * n + s];
			int *next = &t->head[(i + 1) * n];
			if (here >= ALIGN_NEVER)
				continue;
			lower(&next[s], here + a->none[i]);
			for (size_t to = s ? s : 1; to < n; to++)
				lower(&next[to],
				    add(here, placing(a, t, i, s, to)));
		}
}

static void
backward(const struct align *a, struct table *t)
{
	size_t n = t->states;

	for (size_t s = 0; s < n; s++)
		t->tail[a->items * n + s] = t->gap[n] - t->gap[s + 1];
	for (size_t i = a->items; i-- > 0;)
		for (size_t s = 0; s < n; s++) {
			int *here = &t->tail[i * n + s];
			const int *next = &t->tail[(i + 1) * n];
			lower(here, add(next[s], a->none[i]));
			for (size_t to = s ? s : 1; to < n; to++)
				lower(here,
				    add(next[to], placing(a, t, i, s, to)));
		}
}

/* The cheapest whole answer that puts item i into state `to` (0: nowhere). */
static int
through(const struct align *a, const struct table *t, size_t i, size_t to)
{
	size_t n = t->states;
	int best = ALIGN_NEVER;

	for (size_t s = 0; s < n; s++) {
		int here = t->head[i * n + s];
		if (to == 0)
			lower(&best,
			    add(add(here, a->none[i]),
				t->tail[(i + 1) * n + s]));
		else if (s <= to)
			lower(&best,
			    add(add(here, placing(a, t, i, s, to)),
				t->tail[(i + 1) * n + to]));
	}
	return best;
}

void
align_solve(struct align *a, struct arena *arena)
{
	size_t n = a->slots + 1;
	struct table t = {.states = n};

	t.head = arena_new(arena, int, (a->items + 1) * n);
	t.tail = arena_new(arena, int, (a->items + 1) * n);
	t.gap = arena_new(arena, int, n + 1);
	for (size_t s = 2; s <= n; s++)
		t.gap[s] = t.gap[s - 1] + a->empty[s - 2];
	forward(a, &t);
	backward(a, &t);
	a->best = t.tail[0];
	for (size_t i = 0; i < a->items; i++) {
		int others = ALIGN_NEVER, best = ALIGN_NEVER;
		a->slot[i] = -1;
		for (size_t to = 0; to < n; to++) {
			int cost = through(a, &t, i, to);
			if (cost < best) {
				others = best;
				best = cost;
				a->slot[i] = (int)to - 1;
			} else {
				lower(&others, cost);
			}
		}
		a->sure[i] = others > best;
	}
}
