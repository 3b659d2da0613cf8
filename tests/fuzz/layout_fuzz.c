/* Text with columns kept by spaces ends in records or an error. */
#include "reader_fuzz.h"
#include "words/spaced.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str bytes = {(const char *)data, size};
	struct arena arena = {0};
	struct in in;

	spaced_reader.recognise(bytes);
	in_memory(&in, bytes);
	fuzz_read(&spaced_reader, &in, &arena);
	in_close(&in);
	arena_free(&arena);
	return 0;
}
