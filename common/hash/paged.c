#include "hash/paged.h"

#include "base/arena.h"
#include "base/mem.h"

#include <stdlib.h>

static void
add_page(struct paged *p)
{
	size_t at = p->n >> PAGED_BITS;

	if (at == p->room) {
		p->room = p->room ? p->room * 2 : 4;
		p->pages = mem_resize(p->pages, p->room, sizeof *p->pages);
	}
	p->pages[at] = mem_new(PAGED_ITEMS, p->size);
}

void *
paged_push(struct paged *p)
{
	if ((p->n & (PAGED_ITEMS - 1)) == 0)
		add_page(p);
	return paged_at(p, p->n++);
}

void
paged_free(struct paged *p)
{
	for (size_t i = 0; i << PAGED_BITS < p->n; i++)
		free(p->pages[i]);
	free(p->pages);
	*p = (struct paged){.size = p->size};
}
