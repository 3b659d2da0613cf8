#include "doc/walk.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* -- records to the output -- */

struct writer {
	struct sheet_sink sink;
	struct out *out;
	bool pipe; /* whoever reads may wait for each record */
};

static void
write_sheet(struct sheet_sink *sink, const struct sheet *sheet)
{
	struct writer *w = (struct writer *)sink;

	record_write(w->out, SHAPE_sheet, sheet);
	out_char(w->out, '\n');
	out_record_done(w->out);
	if (w->pipe)
		out_flush(w->out);
}

/* -- one document -- */

static void
report(struct reading *reading, const struct place *at, const char *what)
{
	(void)reading;
	diag_error(at, "%s", what);
}

/* Reports what a document is when it is no sheet: an operand must be one. */
static void
refuse(struct walk *w, const struct place *at, bool operand, const char *what)
{
	if (operand) {
		diag_error(at, "%s", what);
	} else {
		diag_note(at, "%s, skipped", what);
		w->skipped++;
	}
}

static void
read_document(struct walk *w, struct in *in, str file, bool operand)
{
	struct writer writer = {{write_sheet}, w->out, !operand};
	struct place at = {.file = file};
	struct reading reading = {
	    .source = {.file = file},
	    .sink = &writer.sink,
	    .arena = &w->rec,
	    .report = report,
	    .in = in,
	};
	str head = in_peek(in, READER_HEAD);
	const struct reader *reader = w->options.reader;
	bool whole;

	if (!head.n && !in->error) {
		refuse(w, &at, operand, "is empty, want a review sheet");
		return;
	}
	if (!reader)
		reader = reader_for(head);
	if (!reader && in->error) {
		diag_error(&at, "%s", in->error);
		return;
	}
	if (!reader) {
		refuse(w, &at, operand, "not a review sheet");
		return;
	}
	reading.source.reader = str_of(reader->name);
	whole = reader->read(&reading, in);
	w->records += reading.sheets;
	if (!whole && reading.error)
		diag_error(&reading.place, "%s", reading.error);
	else if (in->error)
		diag_error(&at, "%s", in->error);
	else if (!whole)
		diag_error(&at, "cannot be read");
	else if (!reading.sheets)
		refuse(w, &at, operand, "not a review sheet");
	arena_reset(&w->rec);
}

static void
read_file(struct walk *w, const char *path, bool operand)
{
	struct place at = {.file = str_of(path)};
	struct in in;

	if (in_open(&in, path)) {
		read_document(w, &in, at.file, operand);
	} else if (in.error_number) {
		errno = in.error_number;
		diag_errno(&at, "%s", in.error);
	} else {
		diag_error(&at, "%s", in.error);
	}
	in_close(&in);
}

/* -- directories -- */

static int
by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* fts keeps its own stack: a deep tree costs no recursion. */
static void
read_directory(struct walk *w, const char *path)
{
	char *name = arena_cstr(&w->run, str_of(path));
	char *roots[] = {name, NULL};
	FTS *tree = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
	struct place at = {.file = str_of(path)};
	size_t before = w->records;
	FTSENT *entry;

	if (!tree) {
		diag_errno(&at, "cannot open");
		return;
	}
	while ((entry = fts_read(tree))) {
		at.file = arena_copy(&w->run, str_of(entry->fts_path));
		switch (entry->fts_info) {
		case FTS_F:
			read_file(w, at.file.p, false);
			break;
		case FTS_D:
		case FTS_DP:
		case FTS_DOT:
			break;
		case FTS_DNR:
		case FTS_ERR:
		case FTS_NS:
			errno = entry->fts_errno;
			diag_errno(&at, "cannot read");
			break;
		case FTS_DC:
			diag_note(&at, "a directory above it, skipped");
			break;
		default: /* a device or a pipe: reading it might never end */
			refuse(w, &at, false, "not a regular file");
			break;
		}
	}
	if (w->records == before)
		diag_error(&(struct place){.file = str_of(path)},
		    "no review sheet in this directory");
	fts_close(tree);
}

/* -- the walk -- */

void
walk_init(struct walk *w, struct walk_options options, struct out *out)
{
	*w = (struct walk){.options = options, .out = out};
}

void
walk_operand(struct walk *w, const char *path)
{
	struct stat st;

	if (strcmp(path, "-") != 0 && stat(path, &st) == 0 &&
	    S_ISDIR(st.st_mode))
		read_directory(w, path);
	else
		read_file(w, path, true);
}

void
walk_finish(struct walk *w)
{
	if (w->skipped)
		diag_note(NULL, "%zu file%s that %s no sheet skipped",
		    w->skipped, w->skipped == 1 ? "" : "s",
		    w->skipped == 1 ? "is" : "are");
	arena_free(&w->rec);
	arena_free(&w->run);
}
