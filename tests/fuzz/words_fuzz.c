/* Words with boxes, of either format, end in records or an error. */
#include "reader_fuzz.h"
#include "words/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str bytes = {(const char *)data, size};
	struct arena arena = {0};
	struct in in;

	in_memory(&in, bytes);
	fuzz_read(&words_reader, &in, &arena);
	in_close(&in);
	arena_free(&arena);
	return 0;
}
