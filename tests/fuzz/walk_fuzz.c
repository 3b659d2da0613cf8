/*
 * walk: a file of any bytes, as sheet2ndjson is given one: archives, text in
 * any encoding, whatever reader takes it.
 */
#include "doc/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct walk_options options = walk_defaults();
	char path[] = "/tmp/walk_fuzz.XXXXXX";
	int fd = mkstemp(path);
	struct walk walk;
	struct out out, held, *before;

	if (fd < 0 || write(fd, data, n) != (ssize_t)n)
		abort();
	close(fd);
	options.jobs = 2;
	options.limits.member = 1 << 20;
	options.limits.total = 4 << 20;
	out_memory(&out);
	out_memory(&held);
	before = diag_hold(&held);
	walk_init(&walk, options, &out);
	walk_operand(&walk, path);
	walk_finish(&walk);
	diag_hold(before);
	if (str_valid(out_bytes(&out)) != out.n)
		abort();
	out_close(&out, STR_NULL);
	out_close(&held, STR_NULL);
	unlink(path);
	return 0;
}
