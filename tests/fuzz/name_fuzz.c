/*
 * Any bytes as a name: the canonical form of a canonical form, and the key of
 * a key, are themselves.
 */
#include "value/name.h"

#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str name = {(const char *)data, size};
	struct arena a = {0};
	str form, key;

	if (str_valid(name) != size)
		return 0;
	form = name_canonical(&a, name, NULL);
	if (!str_eq(name_canonical(&a, form, NULL), form))
		abort();
	key = name_key(&a, form, NULL);
	if (!str_eq(name_key(&a, key, NULL), key))
		abort();
	name_is_placeholder(key);
	arena_free(&a);
	return 0;
}
