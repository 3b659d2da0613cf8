/*
 * mem: heap memory of what lives longer than an arena.  Nothing here returns
 * NULL: running out ends in one hook.  Freed with free().
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/*
 * Called with the size that could not be had; must not return.  It reports
 * and exits 2, in the tool's name from diag_init on.
 */
extern void (*mem_oom)(size_t size);
_Noreturn void mem_out_of(size_t size); /* size bytes could not be had */

/*
 * For who asks for the same again and again, as a reader of many files does:
 * what is freed is kept, up to a megabyte, instead of going back and forth.
 */
void mem_keep(void);
void *mem_new(size_t n, size_t size); /* zeroed */
void *mem_resize(void *, size_t n, size_t size); /* what is new is not zeroed */

#endif
