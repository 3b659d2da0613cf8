#include "record/ndjson.h"

#include "base/in.h"
#include "json/read.h"

#include <errno.h>
#include <stdlib.h>

struct ndjson {
	struct ndjson_input input;
	struct record_want want;
	struct in in;
	bool open;
	int next; /* of the files */
	str file; /* the one that is open */
	struct arena rec;
	struct sheet sheet;
	size_t bad; /* records left out */
};

struct ndjson *
ndjson_open(const struct ndjson_input *input)
{
	struct ndjson *nd = calloc(1, sizeof *nd);

	if (!nd) {
		arena_oom(sizeof *nd);
		abort();
	}
	nd->input = *input;
	nd->want = *input->want;
	record_want(&nd->want, SHAPE_sheet, "schema source");
	return nd;
}

static void
report_unreadable(const struct ndjson *nd)
{
	struct place place = {.file = nd->file};

	errno = nd->in.error_number;
	if (errno)
		diag_errno(&place, "%s", nd->in.error);
	else
		diag_error(&place, "%s", nd->in.error);
}

/* The next operand that can be opened; false when there is none. */
static bool
open_next(struct ndjson *nd)
{
	static const char stdin_name[] = "-";
	int n = nd->input.n ? nd->input.n : 1;

	while (nd->next < n) {
		const char *name =
		    nd->input.n ? nd->input.files[nd->next] : stdin_name;
		nd->next++;
		nd->file = str_of(name);
		nd->open = in_open(&nd->in, name);
		if (nd->open)
			return true;
		report_unreadable(nd);
		in_close(&nd->in);
	}
	return false;
}

static bool
next_line(struct ndjson *nd, str *line)
{
	while (nd->open || open_next(nd)) {
		if (nd->input.out && !in_line_ready(&nd->in))
			out_flush(nd->input.out);
		switch (in_line(&nd->in, line)) {
		case NEXT_ITEM:
			if (!str_is_blank(*line))
				return true;
			continue;
		case NEXT_ERROR:
			report_unreadable(nd);
			break;
		case NEXT_END:
			break;
		}
		in_close(&nd->in);
		nd->open = false;
	}
	return false;
}

struct place
ndjson_place(const struct ndjson *nd)
{
	return (struct place){.file = nd->file, .line = nd->in.line};
}

str
ndjson_from(struct arena *a, const struct sheet *sheet)
{
	const struct source *s = &sheet->source;
	str member = S("");

	if (!s->file.n)
		return S("");
	if (s->member.n)
		member = arena_printf(a, "(%.*s)", STR_ARG(s->member));
	return arena_printf(a, " (from %.*s%.*s)",
	    STR_ARG(str_eq(s->file, S("-")) ? S("<stdin>") : s->file),
	    STR_ARG(member));
}

void
ndjson_bad(struct ndjson *nd, const char *what)
{
	struct place place = ndjson_place(nd);

	nd->bad++;
	diag_error(
	    &place, "%s%.*s", what, STR_ARG(ndjson_from(&nd->rec, &nd->sheet)));
}

/* What keeps a JSON object from being a sheet record, or NULL. */
static const char *
complaint(struct arena *a, const struct sheet *sheet)
{
	if (!sheet->schema.p || str_eq(sheet->schema, S("reviewsheet/1")))
		return NULL;
	return arena_printf(
	    a, "schema is %.*s, want reviewsheet/1", STR_ARG(sheet->schema))
	    .p;
}

const struct sheet *
ndjson_next(struct ndjson *nd)
{
	struct json j;
	str line;

	while (next_line(nd, &line)) {
		const char *what;
		arena_reset(&nd->rec);
		json_init(&j, line);
		if (record_read(
			&j, &nd->rec, SHAPE_sheet, &nd->sheet, &nd->want) &&
		    json_end(&j)) {
			what = complaint(&nd->rec, &nd->sheet);
			if (!what)
				return &nd->sheet;
			ndjson_bad(nd, what);
		} else if (j.misfit) {
			ndjson_bad(nd, j.error);
		} else {
			what = arena_printf(&nd->rec, "byte %zu: %s",
			    json_offset(&j) + 1, j.error)
				   .p;
			ndjson_bad(nd, what);
		}
	}
	return NULL;
}

void
ndjson_close(struct ndjson *nd)
{
	if (nd->bad == 1)
		diag_error(NULL, "1 malformed record was left out");
	else if (nd->bad)
		diag_error(
		    NULL, "%zu malformed records were left out", nd->bad);
	if (nd->open)
		in_close(&nd->in);
	arena_free(&nd->rec);
	free(nd);
}
