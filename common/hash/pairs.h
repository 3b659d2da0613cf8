/*
 * pairs: a number for each pair (owner, item) met, with room for what is known
 * of it, and the pairs of one owner in a chain: the names of a payee, the
 * methods of a ministry.
 */
#ifndef HASH_PAIRS_H
#define HASH_PAIRS_H

#include "hash/paged.h"

#include <stdint.h>

#define PAIRS_END UINT32_MAX

/* What every pair begins with; a user's struct may hold more behind it. */
struct pair {
	uint32_t owner, item;
	uint32_t next; /* the owner's pair before this one, or PAIRS_END */
};

struct pairs {
	struct paged nodes;
	uint32_t *slots; /* owned; 0 is free, else index + 1 */
	size_t mask;
};

/* size: of the user's struct, at least sizeof(struct pair). */
void pairs_init(struct pairs *, size_t size);
void pairs_free(struct pairs *);
/* The pair; a new one is zeroed behind its head and leads the chain *head,
 * which starts as PAIRS_END. */
void *pairs_get(struct pairs *, uint32_t owner, uint32_t item, uint32_t *head);

static inline void *
pairs_at(const struct pairs *p, uint32_t index)
{
	return paged_at(&p->nodes, index);
}

#endif
