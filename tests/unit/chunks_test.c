/*
 * chunks: every kind of document gives the same records however few bytes a
 * read returns, from a file and from a pipe.
 */
#include "doc/walk.h"

#include "kinds.h"
#include "unit.h"

#include <fcntl.h>
#include <sys/wait.h>

/* What is written and what is said of one operand; the caller closes it. */
static struct out
read_operand(const char *path, size_t chunk)
{
	struct walk_options options = walk_defaults();
	struct out out, said, *before;
	struct walk walk;

	out_memory(&out);
	out_memory(&said);
	before = diag_hold(&said);
	options.jobs = 1;
	in_chunk(chunk);
	walk_init(&walk, options, &out);
	walk_operand(&walk, path);
	walk_finish(&walk);
	in_chunk(0);
	diag_hold(before);
	out_put(&out, out_bytes(&said));
	out_close(&said, STR_NULL);
	return out;
}

/* The same from standard input, a pipe that another process fills. */
static struct out
read_pipe(const char *path, size_t chunk)
{
	int ends[2], file = open(path, O_RDONLY);
	struct out out = {.fd = -1};
	pid_t child;

	if (file < 0 || pipe(ends) != 0 || (child = fork()) < 0)
		return out;
	if (child == 0) {
		char buf[512];
		ssize_t n;
		while ((n = read(file, buf, sizeof buf)) > 0)
			if (write(ends[1], buf, (size_t)n) != n)
				break;
		_exit(0);
	}
	close(file);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	out = read_operand("-", chunk);
	close(STDIN_FILENO);
	waitpid(child, NULL, 0);
	return out;
}

static const size_t sizes[] = {1, 2, 3, 4, 5, 6, 7, 13, 64, 511, 4096, 65537};

static void
check_kind(
    const char *path, struct out (*read_it)(const char *path, size_t chunk))
{
	struct out whole = read_it(path, 0);

	if (!CHECK("it has a record", out_bytes(&whole).n > 1000))
		printf("%s: %.*s\n", path, STR_ARG(out_bytes(&whole)));
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct out out = read_it(path, sizes[i]);
		if (!CHECK("reads of a few bytes change nothing",
			str_eq(out_bytes(&out), out_bytes(&whole))))
			printf("%s, %zu bytes a read\n", path, sizes[i]);
		out_close(&out, STR_NULL);
	}
	out_close(&whole, STR_NULL);
}

int
main(void)
{
	if (CHECK("there is a document of every kind", kinds_make())) {
		for (size_t i = 0; i < KINDS; i++) {
			check_kind(kinds[i], read_operand);
			if (strcmp(kinds[i], "rs") != 0)
				check_kind(kinds[i], read_pipe);
		}
		check_kind("rs/5-1_RS_2024_支出先_支出情報.csv", read_pipe);
		CHECK("and no trouble", diag_status(OK) == OK);
	}
	kinds_remove();
	return unit_done();
}
