#include "hash/pairs.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 64 };

void
pairs_init(struct pairs *p, size_t size)
{
	*p = (struct pairs){
	    .nodes = {.size = size},
	    .slots = mem_new(FIRST_SLOTS, sizeof(uint32_t)),
	    .mask = FIRST_SLOTS - 1,
	};
}

void
pairs_free(struct pairs *p)
{
	paged_free(&p->nodes);
	free(p->slots);
	*p = (struct pairs){0};
}

static size_t
home(const struct pairs *p, uint32_t owner, uint32_t item)
{
	return (size_t)hash_mix(owner, item) & p->mask;
}

static void
grow(struct pairs *p)
{
	size_t n = (p->mask + 1) * 2;

	free(p->slots);
	p->slots = mem_new(n, sizeof(uint32_t));
	p->mask = n - 1;
	for (size_t i = 0; i < p->nodes.n; i++) {
		const struct pair *pair = paged_at(&p->nodes, i);
		size_t at = home(p, pair->owner, pair->item);
		while (p->slots[at])
			at = (at + 1) & p->mask;
		p->slots[at] = (uint32_t)i + 1;
	}
}

static uint32_t *
find_slot(const struct pairs *p, uint32_t owner, uint32_t item)
{
	for (size_t at = home(p, owner, item);; at = (at + 1) & p->mask) {
		const struct pair *pair;
		if (!p->slots[at])
			return &p->slots[at];
		pair = paged_at(&p->nodes, p->slots[at] - 1);
		if (pair->owner == owner && pair->item == item)
			return &p->slots[at];
	}
}

void *
pairs_get(struct pairs *p, uint32_t owner, uint32_t item, uint32_t *head)
{
	uint32_t *slot;
	struct pair *pair;

	/* the pair last made is the one most often asked for */
	if (*head != PAIRS_END) {
		pair = paged_at(&p->nodes, *head);
		if (pair->item == item)
			return pair;
	}
	slot = find_slot(p, owner, item);
	if (*slot)
		return paged_at(&p->nodes, *slot - 1);
	if (p->nodes.n >= UINT32_MAX - 1)
		mem_out_of(SIZE_MAX);
	if ((p->nodes.n + 1) * 4 > (p->mask + 1) * 3) {
		grow(p);
		slot = find_slot(p, owner, item);
	}
	pair = paged_push(&p->nodes);
	*pair = (struct pair){.owner = owner, .item = item, .next = *head};
	*slot = (uint32_t)p->nodes.n;
	*head = *slot - 1;
	return pair;
}
