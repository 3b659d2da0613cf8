#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static void
die(size_t size)
{
	fprintf(stderr, "out of memory (%zu bytes wanted)\n", size);
	exit(2);
}

void (*mem_oom)(size_t size) = die;

void
mem_out_of(size_t size)
{
	mem_oom(size);
	abort();
}

void
mem_keep(void)
{
#ifdef __GLIBC__
	mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
	mallopt(M_MMAP_THRESHOLD, 512 * 1024); /* the buffer of an in is less */
#endif
}

void *
mem_new(size_t n, size_t size)
{
	void *p = calloc(n, size);

	if (!p && n && size)
		mem_out_of(n * size);
	return p;
}

void *
mem_resize(void *p, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		mem_out_of(SIZE_MAX);
	p = realloc(p, n * size);
	if (!p && n && size)
		mem_out_of(n * size);
	return p;
}
