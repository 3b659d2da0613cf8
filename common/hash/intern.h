/*
 * intern: byte strings to dense numbers 0, 1, 2 ... in the order they are
 * first met.  Open addressing; the bytes are copied once and never move.
 */
#ifndef HASH_INTERN_H
#define HASH_INTERN_H

#include "base/arena.h"
#include "hash/paged.h"

#define INTERN_NONE UINT32_MAX

struct intern {
	struct arena bytes;
	struct paged entries;
	uint32_t *slots; /* owned; 0 is free, else number + 1 */
	size_t mask; /* of slots - 1 */
};

void intern_init(struct intern *);
void intern_free(struct intern *);
/* The number of the key, new or not. */
uint32_t intern_add(struct intern *, str key);
/* The number of the key, or INTERN_NONE. */
uint32_t intern_find(const struct intern *, str key);
str intern_key(const struct intern *, uint32_t number); /* until intern_free */
/*
 * The same in steps, for many keys at once: a large table answers from far
 * memory, and asking for what is needed next while other keys are looked up
 * hides most of the wait.  hash: intern_hash_of the key.
 */
uint32_t intern_hash_of(str key);
void intern_ask_slot(const struct intern *, uint32_t hash);
void intern_ask_entry(const struct intern *, uint32_t hash); /* then this */
void intern_ask_bytes(const struct intern *, uint32_t hash); /* and this */
uint32_t intern_add_hashed(struct intern *, str key, uint32_t hash);
uint32_t intern_count(const struct intern *);

#endif
