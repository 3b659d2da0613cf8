/* archive: members and streams of any bytes, in memory and as a stream. */
#include "base/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct rest {
	str bytes;
};

static ptrdiff_t
read_some(void *ctx, char *buf, size_t n, const char **error)
{
	struct rest *r = ctx;

	(void)error;
	n = n < 100 ? n : 100;
	n = n < r->bytes.n ? n : r->bytes.n;
	for (size_t i = 0; i < n; i++)
		buf[i] = r->bytes.p[i];
	r->bytes = str_skip(r->bytes, n);
	return (ptrdiff_t)n;
}

static void
read_all(struct in *in)
{
	struct archive_limits limits = {
	    .member = 1 << 20, .total = 4 << 20, .ratio = 250};
	struct archive_reader *archive = archive_open(in, &limits);
	struct archive_member member;
	struct in data;
	str ahead;

	for (int i = 0; i < 50 && archive_next(archive, &member) == NEXT_ITEM;
	     i++) {
		if (str_valid(member.name) != member.name.n)
			__builtin_trap();
		archive_data(archive, &data);
		if (i % 3 != 2) /* some are passed over */
			while ((ahead = in_peek(&data, 1)).n)
				in_consume(&data, ahead.n);
		in_close(&data);
	}
	archive_close(archive);
	in_close(in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct rest rest = {{(const char *)data, n}};
	struct in in;

	if (archive_kind(rest.bytes) == ARCHIVE_NONE)
		return 0;
	in_memory(&in, rest.bytes);
	read_all(&in);
	in_from(&in, (struct in_source){.read = read_some, .ctx = &rest});
	read_all(&in);
	return 0;
}
