/* walk: the same records however the bytes drip in, and with any jobs. */
#include "doc/walk.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const fixtures[] = {
    "tests/fixtures/lighthouse.txt",
    "tests/fixtures/ferry.txt",
};

/* All records of the operands; the caller closes it. */
static struct out
read_operands(const char *const *paths, size_t n, struct walk_options options)
{
	struct walk walk;
	struct out out;

	out_memory(&out);
	walk_init(&walk, options, &out);
	for (size_t i = 0; i < n; i++)
		walk_operand(&walk, paths[i]);
	walk_finish(&walk);
	return out;
}

static void
test_chunks(void)
{
	struct walk_options options = walk_defaults();
	struct out whole = read_operands(fixtures, 2, options);

	CHECK("each fixture is a sheet", out_bytes(&whole).n > 1000);
	for (size_t chunk = 1; chunk <= 7; chunk++) {
		struct out out;
		in_chunk(chunk);
		out = read_operands(fixtures, 2, options);
		CHECK("reads of a few bytes change nothing",
		    str_eq(out_bytes(&out), out_bytes(&whole)));
		out_close(&out, STR_NULL);
	}
	in_chunk(0);
	out_close(&whole, STR_NULL);
}

static void
test_jobs(void)
{
	const char *many[200];
	struct walk_options options = walk_defaults();
	struct out one, out;

	for (size_t i = 0; i < 200; i++)
		many[i] = fixtures[i % 3 == 0];
	options.jobs = 1;
	one = read_operands(many, 200, options);
	for (unsigned jobs = 2; jobs < 7; jobs++) {
		options.jobs = jobs;
		out = read_operands(many, 200, options);
		CHECK("any number of jobs gives the same bytes",
		    str_eq(out_bytes(&out), out_bytes(&one)));
		out_close(&out, STR_NULL);
	}
	out_close(&one, STR_NULL);
}

/* A sheet of n payees, in a temporary file that the caller unlinks. */
static void
write_sheet(char *path, size_t n)
{
	int fd = mkstemp(path);
	struct out out;

	out_open(&out, fd);
	out_put(&out,
	    S("令和3年度行政事業レビューシート ( 海辺省 )\n\n"
	      "事業名\t浜の調査\n\n支出先上位10者リスト\n\nA.\n\n"
	      "\t支出先\t法人番号\t業務概要\t支出額 (百万円)\n"));
	for (size_t i = 1; i <= n; i++)
		out_format(&out, "%zu\t会社%zu\t-\t調査\t%zu\n", i, i, i);
	out_close(&out, S("sheet"));
	close(fd);
}

static void
test_limits(void)
{
	struct walk_options options = walk_defaults();
	char path[] = "/tmp/walk_test.XXXXXX";
	const char *paths[] = {path};
	struct out out;

	write_sheet(path, 20000);
	out = read_operands(paths, 1, options);
	CHECK("a long list of payees is whole",
	    str_has(out_bytes(&out), S("\"会社20000\"")));
	CHECK("and no trouble", diag_status(OK) == OK);
	out_close(&out, STR_NULL);
	unlink(path);
}

static void
test_trouble(void)
{
	const char *paths[] = {"no/such/file", fixtures[1], "Makefile"};
	struct out said, out, *before;

	out_memory(&said);
	before = diag_hold(&said);
	out = read_operands(paths, 3, walk_defaults());
	diag_hold(before);
	CHECK("what cannot be read does not stop the rest",
	    str_has(out_bytes(&out), S("渡し船")));
	CHECK("and makes the status 2", diag_status(OK) == TROUBLE);
	out_close(&out, STR_NULL);
	out_close(&said, STR_NULL);
}

int
main(void)
{
	test_chunks();
	test_jobs();
	test_limits();
	test_trouble();
	return unit_done();
}
