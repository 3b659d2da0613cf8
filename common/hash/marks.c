#include "hash/marks.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
	IN_MEMORY = 64 * 1024, /* bytes of the spool */
	PART = 32 * 1024, /* numbers looked through at a time, or more: */
	MOST_PARTS = 64,
};

void
marks_init(struct marks *m)
{
	*m = (struct marks){.n = 0};
	spool_init(&m->all, IN_MEMORY);
}

void
marks_free(struct marks *m)
{
	spool_free(&m->all);
	arena_free(&m->own);
}

void
marks_add(struct marks *m, uint64_t mark)
{
	spool_put(&m->all, &mark, sizeof mark);
	m->n++;
}

/* The numbers of one part, in open addressing; 0 is free. */
struct table {
	uint64_t *slots; /* owned */
	size_t n, mask;
};

static bool insert(struct table *, uint64_t mark);

static void
grow(struct table *t)
{
	struct table grown = {.mask = t->mask * 2 + 1};

	grown.slots = mem_new(grown.mask + 1, sizeof *grown.slots);
	for (size_t i = 0; i <= t->mask; i++)
		if (t->slots[i])
			insert(&grown, t->slots[i]);
	free(t->slots);
	*t = grown;
}

/* False when it was there. */
static bool
insert(struct table *t, uint64_t mark)
{
	size_t at = (size_t)mark & t->mask;

	for (; t->slots[at]; at = (at + 1) & t->mask)
		if (t->slots[at] == mark)
			return false;
	t->slots[at] = mark;
	if (++t->n * 4 > t->mask * 3)
		grow(t);
	return true;
}

static int
by_value(const void *a, const void *b)
{
	const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* Looks through the numbers whose upper half lies in a part of all. */
static bool
find_in_part(struct marks *m, struct table *t, uint64_t part, uint64_t parts)
{
	struct spool_reader r;
	uint64_t mark;
	str ahead;
	bool whole;

	spool_read(&r, &m->all);
	while ((ahead = spool_peek(&r, sizeof mark)).n >= sizeof mark) {
		size_t n = ahead.n / sizeof mark;
		for (size_t i = 0; i < n; i++) {
			memcpy(&mark, ahead.p + i * sizeof mark, sizeof mark);
			if ((mark >> 32) * parts >> 32 != part)
				continue;
			if (!mark)
				mark = 1; /* found twice at worst, not missed */
			if (!insert(t, mark))
				*list_add(&m->own, &m->twice, uint64_t) = mark;
		}
		spool_skip(&r, n * sizeof mark);
	}
	whole = !r.failed;
	spool_close(&r);
	return whole;
}

static void
sort_twice(struct marks *m)
{
	uint64_t *twice = m->twice.items;
	size_t n = 0;

	if (!m->twice.n)
		return;
	qsort(twice, m->twice.n, sizeof *twice, by_value);
	for (size_t i = 0; i < m->twice.n; i++)
		if (!n || twice[n - 1] != twice[i])
			twice[n++] = twice[i];
	m->twice.n = n;
}

bool
marks_find(struct marks *m)
{
	uint64_t parts = m->n / PART + 1;
	size_t slots = 1024;
	bool whole = true;

	if (parts > MOST_PARTS)
		parts = MOST_PARTS;
	while (slots < m->n / parts * 2)
		slots *= 2;
	for (uint64_t part = 0; part < parts && whole; part++) {
		struct table t = {.slots = mem_new(slots, sizeof *t.slots),
		    .mask = slots - 1};
		whole = find_in_part(m, &t, part, parts);
		free(t.slots);
	}
	sort_twice(m);
	return whole;
}

bool
marks_is_twice(const struct marks *m, uint64_t mark)
{
	if (!mark)
		mark = 1;
	return m->twice.n &&
	    bsearch(&mark, m->twice.items, m->twice.n, sizeof mark, by_value);
}
