/* Seeking in inputs: what was read, what is buffered, what is neither. */
#include "base/in.h"

#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SIZE = 1000000 };

/* The byte at an offset, so that every place can be told. */
static char
byte_at(size_t i)
{
	return (char)((i * 2654435761u) >> 24);
}

static bool
stands_at(struct in *in, size_t i)
{
	str ahead = in_peek(in, 1);

	if (in->offset != i)
		return false;
	return i == SIZE ? ahead.n == 0
			 : ahead.n > 0 && ahead.p[0] == byte_at(i);
}

static void
check_seeks(const char *kind, struct in *in)
{
	static const struct {
		const char *reason;
		int64_t offset;
		int whence;
		int64_t want; /* -1: refused, and nothing moved */
	} steps[] = {
	    {"where it stands", 0, SEEK_CUR, 0},
	    {"ahead within the buffer", 100, SEEK_SET, 100},
	    {"back within the buffer", 50, SEEK_SET, 50},
	    {"on from here", 10, SEEK_CUR, 60},
	    {"back from here", -60, SEEK_CUR, 0},
	    {"beyond the buffer", 900000, SEEK_SET, 900000},
	    {"back before the buffer", 5, SEEK_SET, 5},
	    {"the end", 0, SEEK_END, SIZE},
	    {"from the end", -22, SEEK_END, SIZE - 22},
	    {"the beginning", 0, SEEK_SET, 0},
	    {"before the beginning", -1, SEEK_SET, -1},
	};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		uint64_t before = in->offset;
		int64_t at = in_seek(in, steps[i].offset, steps[i].whence);
		bool right = at == steps[i].want &&
		    stands_at(in, at < 0 ? (size_t)before : (size_t)at);
		if (!CHECK(steps[i].reason, right))
			printf("  in %s: at %lld, offset %llu\n", kind,
			    (long long)at, (unsigned long long)in->offset);
	}
}

int
main(void)
{
	char *bytes = malloc(SIZE), path[] = "/tmp/seek-test-XXXXXX";
	int fd = mkstemp(path), pipes[2];
	struct in in;

	if (!bytes || fd < 0 || pipe(pipes) != 0)
		return 2;
	unlink(path);
	for (size_t i = 0; i < SIZE; i++)
		bytes[i] = byte_at(i);
	if (write(fd, bytes, SIZE) != SIZE)
		return 2;

	in_memory(&in, (str){bytes, SIZE});
	check_seeks("memory", &in);
	in_close(&in);

	lseek(fd, 0, SEEK_SET);
	in_fd(&in, fd);
	check_seeks("a file", &in);
	in_close(&in);

	lseek(fd, 300, SEEK_SET);
	in_fd(&in, fd);
	CHECK("an input that begins within a file ends at the file's end",
	    in_seek(&in, 0, SEEK_END) == SIZE - 300);
	CHECK("and its offsets count from where it began",
	    in_seek(&in, 7, SEEK_SET) == 7 &&
		in_peek(&in, 1).p[0] == byte_at(307));
	in_close(&in);

	in_fd(&in, pipes[0]);
	CHECK("a pipe does not seek", in_seek(&in, 0, SEEK_CUR) == -1);
	in_close(&in);
	free(bytes);
	return unit_done();
}
