/*
 * Any bytes as a record: what can be read is written as JSON that is read
 * again and written alike.
 */
#include "json/read.h"
#include "record/record.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static bool
read_and_write(str text, struct arena *a, struct out *out)
{
	struct record_want all = record_want_all();
	struct sheet sheet;
	struct json j;

	json_init(&j, text);
	if (!record_read(&j, a, SHAPE_sheet, &sheet, &all) || !json_end(&j))
		return false;
	record_write(out, SHAPE_sheet, &sheet);
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = {0};
	struct out once, twice;
	struct json j;

	out_memory(&once);
	out_memory(&twice);
	if (read_and_write((str){(const char *)data, n}, &a, &once)) {
		json_init(&j, out_bytes(&once));
		if (!json_skip(&j, NULL) || !json_end(&j))
			abort();
		if (!read_and_write(out_bytes(&once), &a, &twice) ||
		    !str_eq(out_bytes(&once), out_bytes(&twice)))
			abort();
	}
	out_close(&once, STR_NULL);
	out_close(&twice, STR_NULL);
	arena_free(&a);
	return 0;
}
