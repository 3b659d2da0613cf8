/* Any bytes: reading and skipping agree, on the place of an error too. */
#include "../conform/json_walk.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct json read, skip;
	bool well, skipped;

	json_init(&read, (str){(const char *)data, size});
	well = json_walk(&read, &a) && json_end(&read);
	json_init(&skip, (str){(const char *)data, size});
	skipped = json_skip(&skip, NULL) && json_end(&skip);
	if (well != skipped || json_offset(&read) != json_offset(&skip))
		abort();
	arena_free(&a);
	return 0;
}
