#include "solve/beam.h"

#include <string.h>

struct entry {
	int cost;
	uint32_t trace; /* 1 + index of its last choice; 0 at the start */
	uint32_t order; /* of the offer, to keep the earlier of equals */
	uint32_t hash, chain; /* 1 + the next offer of a slot */
	uint32_t at; /* in the heap */
};

/* Two ways to one state, by their last choices. */
struct merger {
	uint32_t kept, other;
	int dearer;
};

struct step {
	uint32_t choice, parent;
};

void
beam_init(struct beam *b, struct arena *arena, size_t size, size_t width,
    const void *state)
{
	*b = (struct beam){.arena = arena, .size = size, .width = width};
	b->states[0] = arena_alloc(arena, width, size, _Alignof(max_align_t));
	b->states[1] = arena_alloc(arena, width, size, _Alignof(max_align_t));
	b->heap = arena_new(arena, uint32_t, width);
	memcpy(b->states[0], state, size);
	*list_add(arena, &b->now, struct entry) = (struct entry){.cost = 0};
}

void
beam_merge(struct beam *b, int margin)
{
	b->slots = arena_new(b->arena, uint32_t, b->width);
	b->margin = margin;
}

size_t
beam_count(const struct beam *b)
{
	return b->now.n;
}

void *
beam_state(const struct beam *b, size_t i)
{
	return b->states[0] + i * b->size;
}

int
beam_cost(const struct beam *b, size_t i)
{
	return list_at(&b->now, struct entry, i)->cost;
}

static struct entry *
heap_at(const struct beam *b, size_t at)
{
	return list_at(&b->next, struct entry, b->heap[at]);
}

/* Of equals the later one is dearer. */
static bool
is_dearer(const struct entry *a, const struct entry *b)
{
	return a->cost > b->cost || (a->cost == b->cost && a->order > b->order);
}

/* An offer got cheaper: those dearer rise above it. */
static void
sink(struct beam *b, size_t at)
{
	uint32_t place = b->heap[at];
	const struct entry *e = heap_at(b, at);

	for (size_t below; (below = 2 * at + 1) < b->next.n; at = below) {
		if (below + 1 < b->next.n &&
		    is_dearer(heap_at(b, below + 1), heap_at(b, below)))
			below++;
		if (!is_dearer(heap_at(b, below), e))
			break;
		heap_at(b, below)->at = (uint32_t)at;
		b->heap[at] = b->heap[below];
	}
	b->heap[at] = place;
	heap_at(b, at)->at = (uint32_t)at;
}

/* The dearest of the offers kept, of which there are enough. */
static size_t
dearest(struct beam *b)
{
	if (!b->heaped) {
		for (size_t i = 0; i < b->next.n; i++)
			b->heap[i] = (uint32_t)i;
		for (size_t i = b->next.n; i-- > 0;)
			sink(b, i);
		b->heaped = true;
	}
	return b->heap[0];
}

static uint32_t *
slot_of(const struct beam *b, uint32_t hash)
{
	return &b->slots[hash % b->width];
}

/* The offer of the same state, or NULL. */
static struct entry *
find_same(const struct beam *b, const void *state, uint32_t hash)
{
	for (uint32_t k = *slot_of(b, hash); k;) {
		struct entry *e = list_at(&b->next, struct entry, k - 1);
		if (e->hash == hash &&
		    memcmp(b->states[1] + (k - 1) * b->size, state, b->size) ==
			0)
			return e;
		k = e->chain;
	}
	return NULL;
}

static void
link_offer(struct beam *b, size_t place)
{
	struct entry *e = list_at(&b->next, struct entry, place);
	uint32_t *slot = slot_of(b, e->hash);

	e->chain = *slot;
	*slot = (uint32_t)place + 1;
}

static void
unlink_offer(struct beam *b, size_t place)
{
	struct entry *e = list_at(&b->next, struct entry, place);
	uint32_t *k = slot_of(b, e->hash);

	while (*k != place + 1)
		k = &list_at(&b->next, struct entry, *k - 1)->chain;
	*k = e->chain;
}

static uint32_t
add_step(struct beam *b, uint32_t choice, uint32_t parent)
{
	*list_add(b->arena, &b->trace, struct step) =
	    (struct step){choice, parent};
	return (uint32_t)b->trace.n;
}

static void
merge(struct beam *b, struct entry *same, int cost, uint32_t choice,
    uint32_t parent)
{
	int dearer = cost - same->cost;
	uint32_t kept = same->trace, other;

	if (dearer > b->margin)
		return;
	other = add_step(b, choice, parent);
	if (dearer < 0) {
		same->cost = cost;
		same->trace = other;
		if (b->heaped)
			sink(b, same->at);
		other = kept;
		kept = same->trace;
		dearer = -dearer;
	}
	if (dearer <= b->margin)
		*list_add(b->arena, &b->merged, struct merger) =
		    (struct merger){kept, other, dearer};
}

void
beam_offer(
    struct beam *b, size_t i, const void *state, int cost, uint32_t choice)
{
	uint32_t parent = list_at(&b->now, struct entry, i)->trace;
	struct entry e = {.cost = cost, .order = (uint32_t)b->trace.n};
	size_t place = b->next.n;
	struct entry *same = NULL;

	if (place == b->width &&
	    cost - list_at(&b->next, struct entry, dearest(b))->cost >
		b->margin)
		return;
	if (b->slots) {
		str bytes = {state, b->size};
		e.hash = (uint32_t)str_hash(bytes);
		same = find_same(b, state, e.hash);
	}
	if (same) {
		merge(b, same, cost, choice, parent);
		return;
	}
	if (place == b->width) {
		place = dearest(b);
		if (list_at(&b->next, struct entry, place)->cost <= cost)
			return;
		if (b->slots)
			unlink_offer(b, place);
	} else {
		list_add(b->arena, &b->next, struct entry);
	}
	e.trace = add_step(b, choice, parent);
	*list_at(&b->next, struct entry, place) = e;
	if (b->heaped)
		sink(b, 0);
	memcpy(b->states[1] + place * b->size, state, b->size);
	if (b->slots)
		link_offer(b, place);
}

void
beam_step(struct beam *b)
{
	struct list entries = b->now;
	char *states = b->states[0];

	if (!b->next.n)
		return;
	b->now = b->next;
	b->states[0] = b->states[1];
	b->next = entries;
	b->next.n = 0;
	b->states[1] = states;
	b->heaped = false;
	if (b->slots)
		memset(b->slots, 0, b->width * sizeof *b->slots);
	for (size_t i = 0; i < b->now.n; i++)
		*list_add(b->arena, &b->met, struct entry) =
		    *list_at(&b->now, struct entry, i);
	*list_add(b->arena, &b->ends, size_t) = b->met.n;
}

static size_t
cheapest(const struct beam *b)
{
	size_t best = 0;

	for (size_t i = 1; i < b->now.n; i++)
		if (beam_cost(b, i) < beam_cost(b, best))
			best = i;
	return best;
}

size_t
beam_best(const struct beam *b, struct arena *arena, uint32_t **choices)
{
	size_t best = cheapest(b), n = 0;

	uint32_t last = list_at(&b->now, struct entry, best)->trace;
	for (uint32_t t = last; t; n++)
		t = list_at(&b->trace, struct step, t - 1)->parent;
	*choices = arena_new(arena, uint32_t, n ? n : 1);
	size_t i = n;
	for (uint32_t t = last; t;) {
		const struct step *s = list_at(&b->trace, struct step, t - 1);
		(*choices)[--i] = s->choice;
		t = s->parent;
	}
	return n;
}

/* Tells where two ways part, from their last choices back. */
static void
compare(const struct beam *b, uint32_t kept, uint32_t other, size_t at,
    size_t lag, bool last, void (*differs)(void *, size_t, uint32_t, uint32_t),
    void *context)
{
	const struct step *steps = b->trace.items;

	for (size_t k = 0; k <= lag && kept != other && kept && other; k++) {
		const struct step *x = &steps[kept - 1];
		const struct step *y = &steps[other - 1];
		if (x->choice != y->choice && (last || k == lag))
			differs(context, at - k, x->choice, y->choice);
		kept = x->parent;
		other = y->parent;
	}
}

/* Ways that were merged into the best one, wherever they part from it. */
static void
compare_merged(const struct beam *b, uint32_t best, int margin, size_t lag,
    void (*differs)(void *, size_t, uint32_t, uint32_t), void *context)
{
	const struct step *steps = b->trace.items;
	struct arena scratch = {0};
	uint32_t *number = arena_new(&scratch, uint32_t, b->trace.n + 1);
	uint32_t n = (uint32_t)b->ends.n;

	for (uint32_t t = best; t; t = steps[t - 1].parent)
		number[t] = n--;
	for (size_t i = 0; i < b->merged.n; i++) {
		const struct merger *m = list_at(&b->merged, struct merger, i);
		if (number[m->kept] && m->dearer <= margin)
			compare(b, m->kept, m->other, number[m->kept] - 1, lag,
			    true, differs, context);
	}
	arena_free(&scratch);
}

void
beam_rivals(const struct beam *b, int margin, size_t lag,
    void (*differs)(void *, size_t, uint32_t, uint32_t), void *context)
{
	const struct step *steps = b->trace.items;
	uint32_t best = list_at(&b->now, struct entry, cheapest(b))->trace;

	if (b->slots)
		compare_merged(b, best, margin, lag, differs, context);
	for (size_t at = b->ends.n; at-- > 0 && best;
	     best = steps[best - 1].parent) {
		size_t i = at ? *list_at(&b->ends, size_t, at - 1) : 0;
		size_t end = *list_at(&b->ends, size_t, at);
		bool last = at + 1 == b->ends.n;
		int cost = 0;
		for (size_t k = i; k < end; k++)
			if (list_at(&b->met, struct entry, k)->trace == best)
				cost = list_at(&b->met, struct entry, k)->cost;
		for (; i < end; i++) {
			const struct entry *e =
			    list_at(&b->met, struct entry, i);
			if (e->cost - cost <= margin)
				compare(b, best, e->trace, at, lag, last,
				    differs, context);
		}
	}
}
