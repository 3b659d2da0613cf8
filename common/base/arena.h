/*
 * arena: memory that is given back all at once.  An arena owns, a str borrows.
 * Nothing here returns NULL: running out ends as in base/mem.h.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

#include <stdarg.h>
#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	char *at, *end; /* free room in the newest block */
};

/* n zeroed objects of a type; the product is checked for overflow. */
#define arena_new(arena, type, n) \
	((type *)arena_alloc((arena), (n), sizeof(type), _Alignof(type)))

void *arena_alloc(struct arena *, size_t n, size_t size, size_t align);
str arena_copy(struct arena *, str); /* null stays null */
str arena_join(struct arena *, str a, str b);
str arena_printf(struct arena *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
str arena_vprintf(struct arena *, const char *format, va_list)
    __attribute__((format(printf, 2, 0)));
/* A NUL-terminated copy, for the system boundary. */
char *arena_cstr(struct arena *, str);
void arena_reset(struct arena *); /* empties; keeps one block for reuse */
void arena_free(struct arena *);
size_t arena_size(const struct arena *); /* bytes held from the system */

/*
 * A growing array in an arena.  `items` moves when it grows: keep indices,
 * not pointers, across a push.
 */
struct list {
	void *items;
	size_t n, room;
};

/* Room for one more zeroed item at the end, which it returns. */
void *list_push(struct arena *, struct list *, size_t size, size_t align);
#define list_add(arena, list, type) \
	((type *)list_push((arena), (list), sizeof(type), _Alignof(type)))
#define list_at(list, type, i) ((type *)(list)->items + (i))

/* A string that grows in an arena. */
struct text {
	struct arena *arena;
	char *p;
	size_t n, room;
};

void text_put(struct text *, str);
void text_char(struct text *, char);
void text_code(struct text *, uint32_t code_point);
str text_str(const struct text *); /* "" when nothing was put */

#endif
