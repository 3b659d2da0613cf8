#include "solve/beam.h"

#include <string.h>

struct entry {
	int cost;
	uint32_t trace; /* 1 + index of its last choice; 0 at the start */
	uint32_t order; /* of the offer, to keep the earlier of equals */
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
	memcpy(b->states[0], state, size);
	*list_add(arena, &b->now, struct entry) = (struct entry){0, 0, 0};
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

/* The dearest of the offers kept; the later of equals. */
static size_t
dearest(const struct beam *b)
{
	size_t worst = 0;

	for (size_t i = 1; i < b->next.n; i++) {
		const struct entry *e = list_at(&b->next, struct entry, i);
		const struct entry *w = list_at(&b->next, struct entry, worst);
		if (e->cost > w->cost ||
		    (e->cost == w->cost && e->order > w->order))
			worst = i;
	}
	return worst;
}

void
beam_offer(
    struct beam *b, size_t i, const void *state, int cost, uint32_t choice)
{
	struct entry *from = list_at(&b->now, struct entry, i);
	uint32_t order = (uint32_t)b->trace.n;
	size_t place = b->next.n;

	if (place == b->width) {
		place = dearest(b);
		if (list_at(&b->next, struct entry, place)->cost <= cost)
			return;
	} else {
		list_add(b->arena, &b->next, struct entry);
	}
	*list_add(b->arena, &b->trace, struct step) =
	    (struct step){choice, from->trace};
	*list_at(&b->next, struct entry, place) =
	    (struct entry){cost, (uint32_t)b->trace.n, order};
	memcpy(b->states[1] + place * b->size, state, b->size);
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

void
beam_rivals(const struct beam *b, int margin, size_t lag,
    void (*differs)(void *, size_t, uint32_t, uint32_t), void *context)
{
	const struct step *steps = b->trace.items;
	uint32_t best = list_at(&b->now, struct entry, cheapest(b))->trace;

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
			uint32_t t = e->trace, u = best;
			if (e->cost - cost > margin)
				continue;
			for (size_t k = 0; k <= lag && t != u && t && u; k++) {
				const struct step *x = &steps[u - 1];
				const struct step *y = &steps[t - 1];
				if (x->choice != y->choice &&
				    (last || k == lag))
					differs(context, at - k, x->choice,
					    y->choice);
				t = y->parent;
				u = x->parent;
			}
		}
	}
}
