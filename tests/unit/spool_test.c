#include "base/spool.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

/* Writes `total` bytes in pieces and reads them back, twice. */
static void
check_round(const char *reason, size_t limit, size_t total, bool want_file)
{
	struct spool s;
	char piece[97];
	size_t put = 0;

	spool_init(&s, limit);
	while (put < total) {
		size_t n = put % sizeof piece + 1;
		for (size_t i = 0; i < n; i++)
			piece[i] = (char)((put + i) * 31 >> 3);
		spool_put(&s, piece, n);
		put += n;
	}
	CHECK(reason, (s.filed > 0) == want_file);
	for (int round = 0; round < 2; round++) {
		struct spool_reader r;
		size_t got = 0, wrong = 0;
		str ahead;
		spool_read(&r, &s);
		while ((ahead = spool_peek(&r, got % 77 + 1)).n) {
			size_t n = ahead.n < 61 ? ahead.n : 61;
			for (size_t i = 0; i < n; i++)
				wrong +=
				    ahead.p[i] != (char)((got + i) * 31 >> 3);
			spool_skip(&r, n);
			got += n;
		}
		CHECK("what comes back is what was put", !wrong && got == put);
		CHECK("without a failure", !r.failed);
		spool_close(&r);
	}
	spool_free(&s);
}

int
main(void)
{
	check_round("a little stays in memory", 1 << 20, 1000, false);
	check_round("nothing is nothing", 1 << 20, 0, false);
	check_round("much goes to a file", 100000, 5000000, true);
	setenv("TMPDIR", "/nonexistent", 1);
	check_round(
	    "without a place it stays in memory", 100000, 5000000, false);
	return unit_done();
}
