#include "solve/lattice.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* A state; the cheapest way to it, the cheapest from it to the end. */
struct node {
	int cost, rest;
	bool dropped;
};

struct edge {
	uint32_t from, to; /* nodes */
	int cost;
	uint32_t choice;
};

static struct node *
node_at(const struct lattice *l, size_t i)
{
	return list_at(&l->nodes, struct node, i);
}

static struct edge *
edge_at(const struct lattice *l, size_t i)
{
	return list_at(&l->edges, struct edge, i);
}

void
lattice_init(struct lattice *l, struct arena *arena, size_t size, size_t width,
    const void *state)
{
	*l = (struct lattice){
	    .arena = arena, .size = size, .width = width, .to = 1};
	l->now = arena_alloc(arena, width, size, _Alignof(max_align_t));
	memcpy(l->now, state, size);
	*list_add(arena, &l->nodes, struct node) = (struct node){0};
}

size_t
lattice_count(const struct lattice *l)
{
	return l->to - l->from;
}

const void *
lattice_state(const struct lattice *l, size_t i)
{
	return l->now + i * l->size;
}

static uint64_t
hash(const char *p, size_t n)
{
	uint64_t h = 0xcbf29ce484222325;

	while (n--)
		h = (h ^ (unsigned char)*p++) * 0x100000001b3;
	return h ^ h >> 29;
}

static void
grow_table(struct lattice *l)
{
	size_t nodes = l->nodes.n - l->to;

	if (2 * nodes < l->room)
		return;
	l->room = l->room ? 2 * l->room : 64;
	l->table = arena_new(l->arena, uint32_t, l->room);
	const char *states = l->states.items;
	for (size_t i = 0; i < nodes; i++) {
		size_t k = hash(states + i * l->size, l->size) % l->room;
		while (l->table[k])
			k = (k + 1) % l->room;
		l->table[k] = (uint32_t)i + 1;
	}
}

/* The node offered that has the state, from 0; a new one if there is none. */
static size_t
find_node(struct lattice *l, const char *state)
{
	grow_table(l);
	size_t k = hash(state, l->size) % l->room;
	while (l->table[k]) {
		size_t i = l->table[k] - 1;
		const char *states = l->states.items;
		if (!memcmp(states + i * l->size, state, l->size))
			return i;
		k = (k + 1) % l->room;
	}
	memcpy(list_push(l->arena, &l->states, l->size, 1), state, l->size);
	*list_add(l->arena, &l->nodes, struct node) =
	    (struct node){.cost = INT_MAX};
	l->table[k] = (uint32_t)(l->nodes.n - l->to);
	return l->nodes.n - l->to - 1;
}

void
lattice_offer(
    struct lattice *l, size_t i, const void *state, int cost, uint32_t choice)
{
	size_t to = l->to + find_node(l, state);
	int whole = node_at(l, l->from + i)->cost + cost;

	if (whole < node_at(l, to)->cost)
		node_at(l, to)->cost = whole;
	*list_add(l->arena, &l->edges, struct edge) =
	    (struct edge){(uint32_t)(l->from + i), (uint32_t)to, cost, choice};
}

static int
by_cost(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

/* What a state may cost to be followed. */
static int
limit(const struct lattice *l)
{
	size_t n = l->nodes.n - l->to;

	if (n <= l->width)
		return INT_MAX;
	int *costs = arena_new(l->arena, int, n);
	for (size_t i = 0; i < n; i++)
		costs[i] = node_at(l, l->to + i)->cost;
	qsort(costs, n, sizeof *costs, by_cost);
	return costs[l->width - 1];
}

bool
lattice_step(struct lattice *l)
{
	size_t n = l->nodes.n - l->to, kept = 0;
	int most = limit(l);
	const char *states = l->states.items;

	if (!n)
		return false;
	uint32_t *moved = arena_new(l->arena, uint32_t, n);
	for (size_t i = 0; i < n; i++) {
		struct node *node = node_at(l, l->to + i);
		if (node->cost > most || kept == l->width) {
			moved[i] = UINT32_MAX;
			continue;
		}
		*node_at(l, l->to + kept) = *node;
		memcpy(l->now + kept * l->size, states + i * l->size, l->size);
		moved[i] = (uint32_t)(l->to + kept++);
	}
	size_t first =
	    l->steps.n ? *list_at(&l->steps, size_t, l->steps.n - 1) : 0;
	size_t place = first;
	for (size_t i = first; i < l->edges.n; i++) {
		struct edge e = *edge_at(l, i);
		e.to = moved[e.to - l->to];
		if (e.to != UINT32_MAX)
			*edge_at(l, place++) = e;
	}
	l->edges.n = place;
	l->nodes.n = l->to + kept;
	l->from = l->to;
	l->to = l->nodes.n;
	l->states.n = 0;
	memset(l->table, 0, l->room * sizeof *l->table);
	*list_add(l->arena, &l->steps, size_t) = l->edges.n;
	return true;
}

/* What the cheapest way from each node to the end costs. */
static void
measure_rest(const struct lattice *l)
{
	for (size_t i = 0; i < l->nodes.n; i++)
		node_at(l, i)->rest = i >= l->from ? 0 : INT_MAX / 4;
	for (size_t i = l->edges.n; i-- > 0;) {
		const struct edge *e = edge_at(l, i);
		struct node *node = node_at(l, e->from);
		int rest = e->cost + node_at(l, e->to)->rest;
		if (rest < node->rest)
			node->rest = rest;
	}
}

/* What the cheapest answer over an edge costs. */
static int
cost_over(const struct lattice *l, const struct edge *e)
{
	return node_at(l, e->from)->cost + e->cost + node_at(l, e->to)->rest;
}

size_t
lattice_best(const struct lattice *l, uint32_t **choices, int **margins)
{
	size_t n = l->steps.n, at = 0, begin = 0;

	*choices = arena_new(l->arena, uint32_t, n + 1);
	*margins = arena_new(l->arena, int, n + 1);
	measure_rest(l);
	int best = node_at(l, 0)->rest;
	for (size_t step = 0; step < n; step++) {
		size_t end = *list_at(&l->steps, size_t, step);
		size_t taken = end;
		int other = INT_MAX;
		for (size_t i = begin; i < end && taken == end; i++)
			if (edge_at(l, i)->from == at &&
			    cost_over(l, edge_at(l, i)) == best)
				taken = i;
		if (taken == end)
			return step;
		(*choices)[step] = edge_at(l, taken)->choice;
		for (size_t i = begin; i < end; i++)
			if (edge_at(l, i)->choice != (*choices)[step] &&
			    cost_over(l, edge_at(l, i)) < other)
				other = cost_over(l, edge_at(l, i));
		(*margins)[step] = other == INT_MAX ? INT_MAX : other - best;
		at = edge_at(l, taken)->to;
		begin = end;
	}
	return n;
}
