#include "solve/exchange.h"

#include "base/hash.h"

#include <string.h>

enum {
	SHAKES = 4, /* exchanges that make a new start */
	SWEEPS = 40, /* of all exchanges, until nothing gets cheaper */
	LEEWAY = 24, /* above the cost that a move may have at first */
	KEPT = 48, /* answers kept as rivals */
};

/* What stands in the cells, and what it costs. */
struct answer {
	int *items;
	int cost;
};

#define NOWHERE SIZE_MAX /* the step at which nothing gets cheaper */
#define UNDER_WAY SIZE_MAX /* the end of a way that is not known yet */

struct search {
	struct exchange *x;
	uint64_t random;
	int cost;
	struct arena *arena;
	int *before; /* a move */
	struct list ways, ends; /* of struct way; of struct answer */
	/* Answers met, as items by cell, with what they cost. */
	int *met[KEPT];
	int costs[KEPT];
	size_t n;
};

void
exchange_init(
    struct exchange *x, struct arena *arena, size_t items, size_t cells)
{
	x->items = items;
	x->cells = cells;
	x->cell = arena_new(arena, int, items + 1);
	x->item = arena_new(arena, int, cells + 1);
	x->sure = arena_new(arena, bool, cells + 1);
	for (size_t i = 0; i < items; i++)
		x->cell[i] = -1;
	for (size_t c = 0; c < cells; c++)
		x->item[c] = -1;
}

void
exchange_put(struct exchange *x, size_t item, int cell)
{
	if (x->cell[item] >= 0)
		x->item[x->cell[item]] = -1;
	if (cell >= 0 && x->item[cell] >= 0)
		x->cell[x->item[cell]] = -1;
	if (cell >= 0)
		x->item[cell] = (int)item;
	x->cell[item] = cell;
}

static int
cost_of(struct exchange *x)
{
	if (x->tries)
		x->tries--;
	return x->tries ? x->cost(x) : INT32_MAX;
}

/* Item and cell take each other; who stood in the cell goes to `other`. */
static void
swap(struct exchange *x, size_t item, int cell, int other)
{
	int old = cell >= 0 ? x->item[cell] : -1;

	exchange_put(x, item, cell);
	if (old >= 0 && other >= 0)
		exchange_put(x, (size_t)old, other);
}

static bool
may(const struct exchange *x, int item, int cell)
{
	return cell < 0 || x->may[(size_t)item * x->cells + (size_t)cell];
}

/* Calls try for each answer one exchange away; stops when it says so. */
static bool
each_exchange(struct search *s, size_t item,
    bool (*try)(struct search *, size_t item, int cell))
{
	struct exchange *x = s->x;

	for (int cell = -1; cell < (int)x->cells; cell++) {
		int from = x->cell[item], old = cell < 0 ? -1 : x->item[cell];
		if (cell == from || !may(x, (int)item, cell))
			continue;
		/* Who stood there takes the place, or goes. */
		for (int out = 0; out < 2; out++) {
			int other = out ? -1 : from;
			if (old >= 0 && !may(x, old, other))
				continue;
			if (out && (old < 0 || from < 0))
				continue;
			swap(x, item, cell, other);
			if (try(s, item, cell))
				return true;
			exchange_put(x, item, from);
			if (old >= 0)
				exchange_put(x, (size_t)old, cell);
		}
	}
	return false;
}

static bool
is_cheaper(struct search *s, size_t item, int cell)
{
	int cost = cost_of(s->x);

	(void)item;
	(void)cell;
	if (cost >= s->cost)
		return false;
	s->cost = cost;
	return true;
}

static void
clear(struct exchange *x)
{
	for (size_t i = 0; i < x->items; i++)
		exchange_put(x, i, -1);
}

static void
restore(struct exchange *x, const int *items)
{
	clear(x);
	for (size_t c = 0; c < x->cells; c++)
		if (items[c] >= 0)
			exchange_put(x, (size_t)items[c], (int)c);
}

/*
 * Items that lost their cells go to the empty ones that suit them best.  Takes
 * what the answer costs before and tells what it costs then.
 */
static int
settle(struct search *s, const int *before, int cost)
{
	struct exchange *x = s->x;

	for (size_t c = 0; c < x->cells; c++) {
		int item = before[c], best = -1;
		if (item < 0 || x->cell[item] >= 0)
			continue;
		for (int to = 0; to < (int)x->cells; to++) {
			if (x->item[to] >= 0 || !may(x, item, to))
				continue;
			exchange_put(x, (size_t)item, to);
			int now = cost_of(x);
			if (now < cost) {
				cost = now;
				best = to;
			}
		}
		exchange_put(x, (size_t)item, best);
	}
	return cost;
}

/* Makes a move; false, with all as before, when it leads nowhere. */
static bool
try_move(struct search *s, size_t k, int *cost)
{
	struct exchange *x = s->x;

	memcpy(s->before, x->item, x->cells * sizeof *s->before);
	x->move(x, k);
	if (!memcmp(s->before, x->item, x->cells * sizeof *s->before))
		return false;
	*cost = cost_of(x);
	if (*cost < s->cost + LEEWAY) {
		*cost = settle(s, s->before, *cost);
		return true;
	}
	restore(x, s->before);
	return false;
}

static bool
improve_by_move(struct search *s, size_t k)
{
	int cost;

	if (!try_move(s, k, &cost))
		return false;
	if (cost >= s->cost) {
		restore(s->x, s->before);
		return false;
	}
	s->cost = cost;
	return true;
}

static bool
improve_by_exchange(struct search *s, size_t item)
{
	bool better = false;

	while (each_exchange(s, item, is_cheaper))
		better = true;
	return better;
}

/* -- the way down, which is the same from where one was before -- */

/* What is tried next where the key is met, and where that leads. */
struct way {
	uint64_t key;
	size_t end;
};

static uint64_t
key_of(const struct exchange *x, size_t step)
{
	str items = {(const char *)x->item, x->cells * sizeof *x->item};

	return hash_number(hash_bytes(items) + step);
}

/* All ways that are under way come to that end. */
static void
arrive(struct search *s, size_t end)
{
	for (size_t i = s->ways.n; i-- > 0;) {
		struct way *w = list_at(&s->ways, struct way, i);
		if (w->end != UNDER_WAY)
			break;
		w->end = end;
	}
}

/* Goes where a way leads that passed here, or came to its end. */
static bool
follow(struct search *s, size_t step)
{
	uint64_t here = key_of(s->x, step), end = key_of(s->x, NOWHERE);

	for (size_t i = 0; i < s->ways.n; i++) {
		const struct way *w = list_at(&s->ways, struct way, i);
		if ((w->key != here && w->key != end) || w->end == UNDER_WAY)
			continue;
		const struct answer *a =
		    list_at(&s->ends, struct answer, w->end);
		restore(s->x, a->items);
		s->cost = a->cost;
		arrive(s, w->end);
		return true;
	}
	*list_add(s->arena, &s->ways, struct way) =
	    (struct way){here, UNDER_WAY};
	return false;
}

static void
add_end(struct search *s)
{
	const struct exchange *x = s->x;

	*list_add(s->arena, &s->ways, struct way) =
	    (struct way){key_of(x, NOWHERE), UNDER_WAY};
	arrive(s, s->ends.n);
	struct answer *end = list_add(s->arena, &s->ends, struct answer);
	end->items = arena_new(s->arena, int, x->cells);
	memcpy(end->items, x->item, x->cells * sizeof *end->items);
	end->cost = s->cost;
}

/*
 * Each step tries all exchanges of an item, or a move, until none of them
 * makes it cheaper.
 */
static void
descend(struct search *s)
{
	struct exchange *x = s->x;
	size_t steps = x->items + x->moves, idle = 0;

	s->cost = x->cost(x);
	if (follow(s, steps))
		return;
	for (size_t k = 0; idle < steps && k < SWEEPS * steps; k++) {
		size_t step = k % steps;
		bool item = step < x->items;
		bool better = item ? improve_by_exchange(s, step)
				   : improve_by_move(s, step - x->items);
		idle = better ? item : idle + 1;
		if (better && follow(s, step))
			return;
	}
	add_end(s);
}

static size_t
draw(struct search *s, size_t below)
{
	s->random = s->random * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(s->random >> 33) % below;
}

/*
 * A run of items moves to the cells of those after or before it, or two items
 * take each other's places.
 */
static void
shake(struct search *s)
{
	struct exchange *x = s->x;

	for (int k = 0; k < SHAKES; k++) {
		size_t i = draw(s, x->items), n = 1 + draw(s, 6);
		bool back = draw(s, 2);
		for (size_t j = 0; j < n && i + j + 1 < x->items; j++) {
			size_t at = back ? i + n - 1 - j : i + j;
			if (at + 1 >= x->items)
				continue;
			int a = x->cell[at], b = x->cell[at + 1];
			if (!may(x, (int)at, b) || !may(x, (int)at + 1, a))
				continue;
			exchange_put(x, at, -1);
			exchange_put(x, at + 1, a);
			exchange_put(x, at, b);
		}
	}
}

static void
keep(struct search *s)
{
	size_t at = s->n, size = s->x->cells * sizeof(int);

	for (size_t i = 0; i < s->n; i++)
		if (s->costs[i] == s->cost &&
		    !memcmp(s->met[i], s->x->item, size))
			return;
	if (s->n < KEPT)
		s->n++;
	else
		for (size_t i = at = 0; i < KEPT; i++)
			at = s->costs[i] > s->costs[at] ? i : at;
	memcpy(s->met[at], s->x->item, size);
	s->costs[at] = s->cost;
}

static uint64_t
says(const struct exchange *x, int item)
{
	return item < 0 ? 0 : x->key[item];
}

static void
doubt(struct exchange *x, const int *best, const int *rival)
{
	for (size_t c = 0; c < x->cells; c++)
		if (x->denies ? x->denies(x, c, best[c], rival[c])
			      : says(x, best[c]) != says(x, rival[c]))
			x->sure[c] = false;
}

/* Answers one exchange away from the best, which stands first in met. */
static bool
is_rival(struct search *s, size_t item, int cell)
{
	(void)item;
	(void)cell;
	if (cost_of(s->x) <= s->cost + s->x->margin)
		doubt(s->x, s->met[0], s->x->item);
	return false;
}

/* The first guess, the others, then moves and chance lead from the best. */
static void
begin(struct search *s, size_t round, const int *best)
{
	struct exchange *x = s->x;

	if (round == 0)
		return;
	if (round <= x->starts) {
		clear(x);
		x->start(x, round - 1);
		return;
	}
	restore(x, best);
	if (round <= x->starts + x->shakes)
		x->move(x, round - x->starts - 1);
	else
		shake(s);
}

void
exchange_solve(struct exchange *x, struct arena *arena)
{
	struct search s = {.x = x, .random = 1, .arena = arena};
	int cost;
	int *best = arena_new(arena, int, x->cells + 1);

	s.before = arena_new(arena, int, x->cells + 1);
	for (size_t i = 0; i < KEPT; i++)
		s.met[i] = arena_new(arena, int, x->cells + 1);
	size_t rounds = x->starts + x->shakes + (size_t)x->rounds;
	for (size_t round = 0; round <= rounds && x->tries; round++) {
		begin(&s, round, best);
		if (round && !memcmp(best, x->item, x->cells * sizeof *best))
			continue;
		descend(&s);
		if (!round || s.cost < x->best) {
			x->best = s.cost;
			memcpy(best, x->item, x->cells * sizeof *best);
		}
		keep(&s);
	}
	restore(x, best);
	for (size_t c = 0; c < x->cells; c++)
		x->sure[c] = true;
	for (size_t i = 0; i < s.n; i++)
		if (s.costs[i] <= x->best + x->margin)
			doubt(x, best, s.met[i]);
	memcpy(s.met[0], best, x->cells * sizeof *best);
	s.cost = x->best;
	for (size_t i = 0; i < x->items; i++)
		each_exchange(&s, i, is_rival);
	for (size_t k = 0; k < x->moves; k++)
		if (try_move(&s, k, &cost)) {
			is_rival(&s, 0, -1);
			restore(x, best);
		}
	restore(x, best);
	for (size_t c = 0; c < x->cells && !x->tries; c++)
		x->sure[c] = false;
}
