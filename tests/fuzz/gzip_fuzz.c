/* in: gzip streams of any bytes, read as lines, within limits. */
#include "base/in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct in_limits limits = {
	    .size = 1 << 20, .ratio = 100, .ratio_from = 1 << 16};
	struct in in;
	str line;
	uint64_t total = 0;

	in_memory(&in, (str){(const char *)data, n});
	in_gunzip(&in, &limits);
	in.limit = 1 << 16;
	while (in_line(&in, &line) == NEXT_ITEM)
		total += line.n;
	if (in.gzip && total > limits.size)
		__builtin_trap();
	in_close(&in);
	return 0;
}
