#include "record/ndjson.h"

#include "base/in.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

/* -- files of our own -- */

static char dir[] = "/tmp/ndjson_test.XXXXXX";

static char *
path_of(struct arena *a, const char *name)
{
	return arena_cstr(a, arena_printf(a, "%s/%s", dir, name));
}

static void
write_file(const char *path, str text, bool gzip)
{
	gzFile f = gzopen(path, gzip ? "wb" : "wbT");

	if (!f || gzwrite(f, text.p, (unsigned)text.n) != (int)text.n ||
	    gzclose(f) != Z_OK) {
		perror(path);
		exit(2);
	}
}

/* -- what comes out: "line number" of each sheet, and what was said -- */

static str
read_all(struct arena *a, char *const *files, int n, unsigned jobs)
{
	struct record_want want = {0};
	struct text text = {.arena = a};
	const struct sheet *sheet;
	struct ndjson *in;
	struct out said;

	record_want(&want, SHAPE_sheet, "number payees");
	out_memory(&said);
	diag_hold(&said);
	in = ndjson_open(&(struct ndjson_input){
	    .files = files, .n = n, .want = &want, .jobs = jobs});
	while ((sheet = ndjson_next(in)))
		text_put(&text,
		    arena_printf(a, "%zu %.*s\n", ndjson_place(in).line,
			STR_ARG(sheet->number)));
	ndjson_close(in);
	diag_hold(NULL);
	text_put(&text, out_bytes(&said));
	out_close(&said, STR_NULL);
	return text_str(&text);
}

static void
check_lines(void)
{
	const str in =
	    S("\xef\xbb\xbf{\"schema\":\"reviewsheet/1\",\"number\":\"1\"}\r\n"
	      "\n"
	      " \t\r\n"
	      "{\"schema\":\"reviewsheet/1\",\"number\":\"4\"} \n"
	      "oops\n"
	      "{\"source\":{\"file\":\"r3.zip\",\"member\":"
	      "\"95.xlsx\"},\"payees\":[{\"name\":1}]}\n"
	      "{\"number\":\"7\",\"schema\":\"x/2\"}\n"
	      "{\"number\":\"8\",\"x\":\"\xff\"}\n"
	      "{\"number\":\"9\",\"schema\":\"reviewsheet/1\"}\n"
	      "{\"budget\":{},\"x\":1}");
	struct arena a = {0};
	char *path = path_of(&a, "lines");
	str all;

	write_file(path, in, false);
	for (size_t chunk = 0; chunk < 40; chunk++) {
		in_chunk(chunk);
		all = read_all(&a, &path, 1, 1);
		CHECK("sheets come with their lines, of any size of reads",
		    str_starts(all, S("1 1\n4 4\n9 9\n")));
		CHECK("a line that is no JSON is told with its byte",
		    str_has(all, S("lines:5: byte 1: want a value\n")));
		CHECK("a value of the wrong type with its path and source",
		    str_has(all,
			S("lines:6: payees[0].name is a number, want a string "
			  "or null (from r3.zip(95.xlsx))\n")));
		CHECK("another schema is told",
		    str_has(all,
			S("lines:7: schema is x/2, want reviewsheet/1\n")));
		CHECK("a byte that is no UTF-8 is told, even in what is "
		      "skipped",
		    str_has(all, S("lines:8: byte 20: invalid UTF-8\n")));
		CHECK("another JSON altogether is told",
		    str_has(all,
			S("lines:10: schema is missing, want "
			  "reviewsheet/1\n")));
		CHECK("they are counted",
		    str_ends(all, S("5 malformed records were left out\n")));
	}
	in_chunk(0);
	arena_free(&a);
}

/* Enough of them that threads are worth it. */
static str
many_sheets(struct arena *a)
{
	struct text text = {.arena = a};

	for (unsigned i = 0; i < 20000; i++) {
		if (i % 997 == 0)
			text_put(&text, S("\n{\"number\":}\r\n"));
		text_put(&text,
		    arena_printf(a,
			"{\"schema\":\"reviewsheet/"
			"1\",\"number\":\"%u\",\"payees\":[{\"name\":\"%*u\"}],"
			"\"notes\":[{\"code\":\"\\u3042\"}]}\n",
			i, (int)(i * 7 % 1000), i));
	}
	return text_str(&text);
}

static void
check_threads(void)
{
	struct arena a = {0};
	str sheets = many_sheets(&a), alone;
	char *files[] = {path_of(&a, "plain"), path_of(&a, "none"),
	    path_of(&a, "gz"), path_of(&a, "cut"), path_of(&a, "empty"), dir};

	write_file(files[0], sheets, false);
	write_file(files[2], sheets, true);
	write_file(files[3], str_take(sheets, sheets.n / 2), false);
	write_file(files[4], S(""), false);
	alone = read_all(&a, files, 6, 1);
	CHECK("a file that is not there is told",
	    str_has(alone, S("none: cannot open: No such file")));
	CHECK("a directory is told", str_has(alone, S(": is a directory\n")));
	for (unsigned jobs = 2; jobs < 6; jobs++)
		CHECK("any number of threads gives the same",
		    str_eq(read_all(&a, files, 6, jobs), alone));
	in_chunk(1000);
	CHECK(
	    "and any size of reads", str_eq(read_all(&a, files, 6, 3), alone));
	in_chunk(0);
	for (int i = 0; i < 5; i++)
		unlink(files[i]);
	arena_free(&a);
}

static void
check_early_close(void)
{
	struct arena a = {0};
	char *path = path_of(&a, "lines");
	struct record_want want = {0};
	struct ndjson *in;
	struct out said;
	bool came = true;

	out_memory(&said);
	diag_hold(&said);
	write_file(path, many_sheets(&a), false);
	record_want(&want, SHAPE_sheet, "number");
	in = ndjson_open(&(struct ndjson_input){
	    .files = &path, .n = 1, .want = &want, .jobs = 3});
	for (int i = 0; i < 15000; i++)
		came = came && ndjson_next(in);
	ndjson_close(in);
	diag_hold(NULL);
	out_close(&said, STR_NULL);
	CHECK("one may stop in the middle", came);
	unlink(path);
	arena_free(&a);
}

int
main(void)
{
	if (!mkdtemp(dir)) {
		perror(dir);
		return 2;
	}
	check_lines();
	check_threads();
	check_early_close();
	rmdir(dir);
	return unit_done();
}
