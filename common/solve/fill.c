#include "solve/fill.h"

/* [slot * (items + 1) + item]: so many slots and items are settled. */
struct table {
	int *head; /* the cheapest way to get there */
	int *tail; /* the cheapest way on from there */
};

static void
lower(int *at, int cost)
{
	if (cost < *at)
		*at = cost;
}

static void
forward(const struct fill *f, const struct table *t)
{
	size_t n = f->items + 1;

	t->head[0] = 0;
	for (size_t s = 0; s <= f->slots; s++)
		for (size_t i = 0; i < n; i++) {
			int here = t->head[s * n + i];
			if (here >= FILL_NEVER)
				continue;
			if (i < f->items)
				lower(&t->head[s * n + i + 1],
				    here + f->none(f->context, i));
			if (s == f->slots)
				continue;
			for (size_t to = i; to < n; to++) {
				int cost = f->cost(f->context, s, i, to);
				if (cost == FILL_STOP)
					break;
				lower(&t->head[(s + 1) * n + to], here + cost);
			}
		}
}

/* The two cheapest whole answers that differ in what a slot holds. */
struct rivals {
	int best, other;
};

static void
weigh(struct fill *f, struct rivals *r, size_t slot, size_t from, size_t to,
    int cost)
{
	bool same = from == to ? f->from[slot] == f->to[slot]
			       : f->from[slot] == from && f->to[slot] == to;

	if (cost < r->best) {
		if (!same)
			r->other = r->best;
		r->best = cost;
		f->from[slot] = from;
		f->to[slot] = to;
	} else if (!same) {
		lower(&r->other, cost);
	}
}

static void
backward(struct fill *f, const struct table *t, struct rivals *rivals)
{
	size_t n = f->items + 1;

	for (size_t s = f->slots + 1; s-- > 0;)
		for (size_t i = n; i-- > 0;) {
			int *here = &t->tail[s * n + i];
			int head = t->head[s * n + i];
			if (i < f->items)
				lower(here, here[1] + f->none(f->context, i));
			if (s == f->slots || head >= FILL_NEVER)
				continue;
			for (size_t to = i; to < n; to++) {
				int cost = f->cost(f->context, s, i, to);
				if (cost == FILL_STOP)
					break;
				cost += t->tail[(s + 1) * n + to];
				lower(here, cost);
				weigh(f, &rivals[s], s, i, to, head + cost);
			}
		}
}

bool
fill_solve(struct fill *f, struct arena *arena)
{
	size_t n = f->items + 1;
	struct table t;

	if (f->items && f->slots > FILL_CELLS / f->items)
		return false;
	t.head = arena_new(arena, int, (f->slots + 1) * n);
	t.tail = arena_new(arena, int, (f->slots + 1) * n);
	f->from = arena_new(arena, size_t, f->slots + 1);
	f->to = arena_new(arena, size_t, f->slots + 1);
	f->sure = arena_new(arena, bool, f->slots + 1);
	struct rivals *rivals = arena_new(arena, struct rivals, f->slots + 1);
	for (size_t k = 0; k < (f->slots + 1) * n; k++)
		t.head[k] = t.tail[k] = FILL_NEVER;
	for (size_t s = 0; s < f->slots; s++)
		rivals[s] = (struct rivals){FILL_NEVER, FILL_NEVER};
	t.tail[(f->slots + 1) * n - 1] = 0;
	forward(f, &t);
	backward(f, &t, rivals);
	for (size_t s = 0; s < f->slots; s++)
		f->sure[s] = rivals[s].best < FILL_NEVER &&
		    rivals[s].other - rivals[s].best > f->margin;
	return true;
}
