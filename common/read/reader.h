/*
 * reader: what all readers have in common.  A reader turns one document (a
 * file or an archive member, already decompressed and in UTF-8 unless it is
 * binary) into sheet records, handed to a sink one at a time.
 */
#ifndef READ_READER_H
#define READ_READER_H

#include "base/diag.h"
#include "base/in.h"
#include "record/record.h"

struct reading {
	struct source source;     /* file and member; the reader adds the rest */
	struct sheet_sink *sink;
	struct arena *arena;      /* emptied by the reader after each sheet */
	size_t sheets;            /* records handed over so far */
	/* the first trouble: what (NULL: none) and where */
	const char *error;
	struct place place;
};

struct reader {
	const char *name;  /* source.reader and --reader=NAME */
	const char *title; /* for --help */
	/*
	 * How sure it is, 0 to 100, that a document that begins with these
	 * bytes is its own; the surest reader gets it.
	 */
	int (*recognise)(str head);
	/* False after setting error and place; sheets before it stand. */
	bool (*read)(struct reading *, struct in *);
};

enum { READER_HEAD = 64 * 1024 }; /* bytes that recognise is shown */

extern const struct reader *const readers[]; /* ends with NULL */

const struct reader *reader_named(str name);   /* or NULL */
const struct reader *reader_for(str head);     /* or NULL: no sheet */

/* For readers: hands a finished sheet over and empties the arena. */
void reading_put(struct reading *, struct sheet *);
/* For readers: sets the error once; always false. */
bool reading_fail(struct reading *, const char *what, size_t line, str where);

#endif
