/*
 * fuzz: any text read as a paragraph dump, whether it looks like one or not.
 */
#include "scatter/scatter.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct sheet sheet = {.sheet_year = 0};
	struct dump dump;
	str text = {(const char *)data, size};

	dump_init(&dump, &arena, text, 1);
	scatter_read(&dump, text, 1, &sheet);
	dump_rest(&dump, &sheet);
	arena_free(&arena);
	return 0;
}
