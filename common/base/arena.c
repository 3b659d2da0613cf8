#include "base/arena.h"

#include "base/mem.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024, LARGE = BLOCK / 4 };

struct arena_block {
	struct arena_block *next;
	size_t size; /* of data */
	alignas(max_align_t) char data[];
};

static struct arena_block *
new_block(size_t size)
{
	struct arena_block *block = NULL;

	if (size <= SIZE_MAX - sizeof *block)
		block = malloc(sizeof *block + size);
	if (!block)
		mem_out_of(size);
	block->size = size;
	block->next = NULL;
	return block;
}

/* A block of its own, behind the newest, whose free room stays in use. */
static void *
alloc_large(struct arena *a, size_t size)
{
	struct arena_block *block = new_block(size);

	if (a->blocks) {
		block->next = a->blocks->next;
		a->blocks->next = block;
	} else {
		a->blocks = block;
		a->at = a->end = block->data + size;
	}
	return memset(block->data, 0, size);
}

static void *
alloc_bytes(struct arena *a, size_t size, size_t align)
{
	size_t pad = (size_t)(-(uintptr_t)a->at & (align - 1));
	char *p;

	if (size >= LARGE)
		return alloc_large(a, size);
	if (!a->at || (size_t)(a->end - a->at) < pad + size) {
		struct arena_block *block = new_block(BLOCK);
		block->next = a->blocks;
		a->blocks = block;
		a->at = block->data;
		a->end = block->data + block->size;
		pad = 0;
	}
	p = a->at + pad;
	a->at = p + size;
	return memset(p, 0, size);
}

void *
arena_alloc(struct arena *a, size_t n, size_t size, size_t align)
{
	if (size && n > (SIZE_MAX - BLOCK) / size)
		mem_out_of(SIZE_MAX);
	return alloc_bytes(a, n * size, align);
}

str
arena_copy(struct arena *a, str s)
{
	char *p;

	if (!s.p)
		return s;
	p = arena_alloc(a, s.n + 1, 1, 1);
	if (s.n)
		memcpy(p, s.p, s.n);
	return (str){p, s.n};
}

str
arena_join(struct arena *a, str x, str y)
{
	char *p = arena_alloc(a, x.n + y.n + 1, 1, 1);

	if (x.n)
		memcpy(p, x.p, x.n);
	if (y.n)
		memcpy(p + x.n, y.p, y.n);
	return (str){p, x.n + y.n};
}

str
arena_vprintf(struct arena *a, const char *format, va_list ap)
{
	char near[256], *p;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(near, sizeof near, format, again);
	va_end(again);
	if (n < 0)
		return S("");
	p = arena_alloc(a, (size_t)n + 1, 1, 1);
	if ((size_t)n < sizeof near)
		memcpy(p, near, (size_t)n);
	else
		vsnprintf(p, (size_t)n + 1, format, ap);
	return (str){p, (size_t)n};
}

str
arena_printf(struct arena *a, const char *format, ...)
{
	va_list ap;
	str s;

	va_start(ap, format);
	s = arena_vprintf(a, format, ap);
	va_end(ap);
	return s;
}

char *
arena_cstr(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n + 1, 1, 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	return p;
}

void
arena_reset(struct arena *a)
{
	struct arena_block *keep = NULL;

	while (a->blocks) {
		struct arena_block *next = a->blocks->next;
		if (!keep && a->blocks->size == BLOCK)
			keep = a->blocks;
		else
			free(a->blocks);
		a->blocks = next;
	}
	*a = (struct arena){0};
	if (keep) {
		keep->next = NULL;
		a->blocks = keep;
		a->at = keep->data;
		a->end = keep->data + keep->size;
	}
}

void
arena_free(struct arena *a)
{
	while (a->blocks) {
		struct arena_block *next = a->blocks->next;
		free(a->blocks);
		a->blocks = next;
	}
	*a = (struct arena){0};
}

size_t
arena_size(const struct arena *a)
{
	size_t size = 0;

	for (const struct arena_block *b = a->blocks; b; b = b->next)
		size += sizeof *b + b->size;
	return size;
}

void *
list_push(struct arena *a, struct list *list, size_t size, size_t align)
{
	if (list->n == list->room) {
		size_t room = list->room ? list->room * 2 : 8;
		void *items = arena_alloc(a, room, size, align);
		if (list->n)
			memcpy(items, list->items, list->n * size);
		list->items = items;
		list->room = room;
	}
	return (char *)list->items + size * list->n++;
}

static void
text_grow(struct text *t, size_t more)
{
	size_t room = t->room ? t->room : 64;
	char *p;

	if (t->room - t->n >= more)
		return;
	while (room - t->n < more)
		room *= 2;
	p = arena_alloc(t->arena, room, 1, 1);
	if (t->n)
		memcpy(p, t->p, t->n);
	t->p = p;
	t->room = room;
}

void
text_put(struct text *t, str s)
{
	if (!s.n)
		return;
	text_grow(t, s.n);
	memcpy(t->p + t->n, s.p, s.n);
	t->n += s.n;
}

void
text_char(struct text *t, char c)
{
	text_put(t, (str){&c, 1});
}

void
text_code(struct text *t, uint32_t c)
{
	char bytes[4];

	text_put(t, (str){bytes, str_encode(c, bytes)});
}

str
text_str(const struct text *t)
{
	return t->p ? (str){t->p, t->n} : S("");
}
