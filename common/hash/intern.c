#include "hash/intern.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 64 };

struct entry {
	const char *p;
	uint32_t n, hash;
};

void
intern_init(struct intern *t)
{
	*t = (struct intern){
	    .entries = paged_of(struct entry),
	    .slots = mem_new(FIRST_SLOTS, sizeof(uint32_t)),
	    .mask = FIRST_SLOTS - 1,
	};
}

void
intern_free(struct intern *t)
{
	arena_free(&t->bytes);
	paged_free(&t->entries);
	free(t->slots);
	*t = (struct intern){0};
}

uint32_t
intern_count(const struct intern *t)
{
	return (uint32_t)t->entries.n;
}

str
intern_key(const struct intern *t, uint32_t number)
{
	const struct entry *e = paged_at(&t->entries, number);

	return (str){e->p, e->n};
}

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t *
find_slot(const struct intern *t, str key, uint32_t hash)
{
	for (size_t at = hash & t->mask;; at = (at + 1) & t->mask) {
		const struct entry *e;
		if (!t->slots[at])
			return &t->slots[at];
		e = paged_at(&t->entries, t->slots[at] - 1);
		if (e->hash == hash && e->n == key.n &&
		    memcmp(e->p, key.p, key.n) == 0)
			return &t->slots[at];
	}
}

static void
grow(struct intern *t)
{
	size_t n = (t->mask + 1) * 2;

	free(t->slots);
	t->slots = mem_new(n, sizeof(uint32_t));
	t->mask = n - 1;
	for (size_t i = 0; i < t->entries.n; i++) {
		const struct entry *e = paged_at(&t->entries, i);
		size_t at = e->hash & t->mask;
		while (t->slots[at])
			at = (at + 1) & t->mask;
		t->slots[at] = (uint32_t)i + 1;
	}
}

static str
keep(struct intern *t, str key)
{
	char *p = arena_alloc(&t->bytes, key.n, 1, 1);

	memcpy(p, key.p, key.n);
	return (str){p, key.n};
}

uint32_t
intern_hash_of(str key)
{
	return (uint32_t)hash_bytes(key);
}

void
intern_ask_slot(const struct intern *t, uint32_t hash)
{
	__builtin_prefetch(&t->slots[hash & t->mask]);
}

void
intern_ask_entry(const struct intern *t, uint32_t hash)
{
	uint32_t number = t->slots[hash & t->mask];

	if (number)
		__builtin_prefetch(paged_at(&t->entries, number - 1));
}

void
intern_ask_bytes(const struct intern *t, uint32_t hash)
{
	uint32_t number = t->slots[hash & t->mask];
	const struct entry *e;

	if (!number)
		return;
	e = paged_at(&t->entries, number - 1);
	if (e->hash == hash)
		__builtin_prefetch(e->p);
}

uint32_t
intern_add(struct intern *t, str key)
{
	return intern_add_hashed(t, key, intern_hash_of(key));
}

uint32_t
intern_add_hashed(struct intern *t, str key, uint32_t hash)
{
	uint32_t *slot;
	struct entry *e;

	if (!key.n)
		key.p = "";
	slot = find_slot(t, key, hash);
	if (*slot)
		return *slot - 1;
	if (t->entries.n >= UINT32_MAX - 1 || key.n > UINT32_MAX)
		mem_out_of(SIZE_MAX);
	/* at most three quarters full */
	if ((t->entries.n + 1) * 4 > (t->mask + 1) * 3) {
		grow(t);
		slot = find_slot(t, key, hash);
	}
	e = paged_push(&t->entries);
	e->p = keep(t, key).p;
	e->n = (uint32_t)key.n;
	e->hash = hash;
	*slot = (uint32_t)t->entries.n;
	return *slot - 1;
}

uint32_t
intern_find(const struct intern *t, str key)
{
	uint32_t *slot;

	if (!key.n)
		key.p = "";
	slot = find_slot(t, key, intern_hash_of(key));
	return *slot ? *slot - 1 : INTERN_NONE;
}
