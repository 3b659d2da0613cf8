/* Words with boxes, of either format, end in records or an error. */
#include "words/words.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
put(struct sheet_sink *sink, const struct sheet *sheet)
{
	struct out out;

	(void)sink;
	out_memory(&out);
	record_write(&out, SHAPE_sheet, sheet);
	out_close(&out, S("memory"));
}

static void
report(struct reading *r, const struct place *place, const char *what)
{
	(void)r;
	(void)place;
	(void)what;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct sheet_sink sink = {.put = put};
	struct reading r = {.source = {.file = S("fuzz")},
	    .sink = &sink,
	    .arena = &arena,
	    .report = report};
	struct in in;

	in_memory(&in, (str){(const char *)data, size});
	words_reader.read(&r, &in);
	in_close(&in);
	arena_free(&arena);
	return 0;
}
