/*
 * ndjson: the sheet records in the FILE operands of a filter, one after
 * another.  One JSON object per line, plain or gzip; blank lines, a byte order
 * mark and CRLF are nothing.  A file that cannot be read and a line that is no
 * sheet record are reported through diag, left out, and the rest goes on.
 *
 *	struct record_want want = { 0 };
 *	record_want(&want, SHAPE_sheet, "sheet_year ministry budget.years");
 *	struct ndjson *in = ndjson_open(&(struct ndjson_input){
 *	    .files = files, .n = n, .want = &want, .out = &out });
 *	while ((sheet = ndjson_next(in)))
 *		...
 *	ndjson_close(in);
 */
#ifndef RECORD_NDJSON_H
#define RECORD_NDJSON_H

#include "base/diag.h"
#include "base/out.h"
#include "record/record.h"

struct ndjson_input {
	char *const *files; /* "-" is standard input; borrowed */
	int n; /* of them; 0 is standard input alone */
	/* What to read of each sheet.  schema and source are always read. */
	const struct record_want *want;
	struct out *out; /* flushed before a wait for input; may be NULL */
	unsigned jobs; /* threads; 0 as many as cores, to 4; 1 no other */
	/*
	 * May be NULL.  Work on a sheet alone, done by the thread that read it
	 * and for several sheets at once: it writes to nothing but the arena.
	 * What it returns comes with the sheet, by ndjson_result.
	 */
	void *(*work)(const void *ctx, struct arena *, const struct sheet *);
	const void *ctx;
};

struct ndjson;

struct ndjson *ndjson_open(const struct ndjson_input *);
/*
 * The next sheet, NULL after the last.  It is borrowed with all its strings
 * and lists until the next call.
 */
const struct sheet *ndjson_next(struct ndjson *);
/* What the work on the sheet last returned gave; borrowed like the sheet. */
const void *ndjson_result(const struct ndjson *);
/* File and line of the sheet last returned, for diag. */
struct place ndjson_place(const struct ndjson *);
/* Reports the sheet last returned as malformed; the caller leaves it out. */
void ndjson_bad(struct ndjson *, const char *what);
/* Tells how many records were left out, if any, and frees. */
void ndjson_close(struct ndjson *);

/* " (from r3.zip(0095.xlsx))" for the end of a message about the sheet, or ""
 * when it does not say where it came from.  Lives in the arena. */
str ndjson_from(struct arena *, const struct sheet *);

#endif
