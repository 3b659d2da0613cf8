/* decode: whatever the bytes, UTF-8 without NUL comes out, in bounded room. */
#include "doc/decode.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	str bytes = {(const char *)data, n};
	enum encoding guess = decode_guess(bytes, true);
	struct decoded told;
	struct in in;
	char buf[61]; /* small, so that characters meet its end */
	ptrdiff_t got;

	decode_guess(bytes, false);
	for (enum encoding e = ENCODING_UTF8; e <= ENCODING_EUCJP; e++) {
		struct in_source source;
		size_t made = 0;
		in_memory(&in, bytes);
		decode_open(&in, e, &told);
		source = in.source;
		for (;;) {
			const char *error = NULL;
			got = source.read(source.ctx, buf, sizeof buf, &error);
			if (got <= 0)
				break;
			made += (size_t)got;
			if (memchr(buf, 0, (size_t)got) || made > 3 * n + 8)
				abort();
		}
		if (got < 0)
			abort();
		in_close(&in);
	}
	if (guess == ENCODING_UTF8) {
		in_memory(&in, bytes);
		decode_open(&in, guess, &told);
		bytes = in_peek(&in, 4 * n + 1);
		if (str_valid(bytes) != bytes.n)
			abort();
		in_close(&in);
	}
	return 0;
}
