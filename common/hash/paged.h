/*
 * paged: an array that grows without ever moving its items: pointers into it
 * stay valid, and growing needs no second copy.
 */
#ifndef HASH_PAGED_H
#define HASH_PAGED_H

#include <stddef.h>

enum { PAGED_BITS = 10, PAGED_ITEMS = 1 << PAGED_BITS };

struct paged {
	char **pages; /* owned */
	size_t n; /* items */
	size_t room; /* of pages */
	size_t size; /* of an item; set by paged_init */
};

#define paged_of(type) ((struct paged){.size = sizeof(type)})

/* A zeroed item at the end. */
void *paged_push(struct paged *);
void paged_free(struct paged *);

/* The item i < n. */
static inline void *
paged_at(const struct paged *p, size_t i)
{
	return p->pages[i >> PAGED_BITS] + (i & (PAGED_ITEMS - 1)) * p->size;
}

#endif
