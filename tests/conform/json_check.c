/*
 * json_check FILE          exit 0 if it is a JSON text, 1 if not
 * json_check --make DIR    write our own cases there, y_*.json and n_*.json
 */
#include "base/in.h"
#include "json_cases.h"
#include "json_walk.h"

#include <stdio.h>
#include <string.h>

static int
make_case(const char *dir, size_t number, const struct json_case *c)
{
	char path[4096];
	FILE *f;
	bool ok;

	snprintf(path, sizeof path, "%s/%c_%03zu.json", dir,
	    c->stop == WELL ? 'y' : 'n', number);
	f = fopen(path, "wb");
	if (!f)
		return 2;
	ok = fwrite(c->text.p, 1, c->text.n, f) == c->text.n;
	return fclose(f) == 0 && ok ? 0 : 2;
}

static int
make_cases(const char *dir)
{
	int status = 0;

	for (size_t i = 0; i < sizeof json_cases / sizeof *json_cases; i++)
		if (make_case(dir, i, &json_cases[i]) != 0)
			status = 2;
	return status;
}

static int
check(const char *path)
{
	struct arena a = {0};
	struct json read, skip;
	bool ok, skipped;
	struct in in;
	str text;

	if (!in_open(&in, path)) {
		fprintf(stderr, "%s: %s\n", path, in.error);
		return 2;
	}
	text = in_peek(&in, in.limit);
	json_init(&read, text);
	ok = json_walk(&read, &a) && json_end(&read);
	json_init(&skip, text);
	skipped = json_skip(&skip, NULL) && json_end(&skip);
	if (!ok)
		fprintf(stderr, "%s: byte %zu: %s\n", path,
		    json_offset(&read) + 1, read.error);
	if (ok != skipped || json_offset(&read) != json_offset(&skip)) {
		fprintf(stderr, "%s: reading and skipping differ\n", path);
		ok = false;
	}
	arena_free(&a);
	in_close(&in);
	return !ok;
}

int
main(int argc, char *argv[])
{
	if (argc == 3 && strcmp(argv[1], "--make") == 0)
		return make_cases(argv[2]);
	if (argc == 2)
		return check(argv[1]);
	fprintf(stderr, "usage: json_check FILE | --make DIR\n");
	return 2;
}
