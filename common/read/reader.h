/*
 * reader: what all readers have in common.  A reader turns one document (a
 * file or an archive member, already decompressed and in UTF-8 unless it is
 * binary) into sheet records, handed to a sink one at a time.
 */
#ifndef READ_READER_H
#define READ_READER_H

#include "base/archive.h"
#include "base/diag.h"
#include "base/in.h"
#include "record/record.h"

struct decoded;
struct reading {
	struct source source; /* file and member; the reader adds the rest */
	struct sheet_sink *sink;
	struct arena *arena; /* emptied by the reader after each sheet */
	size_t sheets; /* records handed over so far */
	/* the first trouble: what (NULL: none) and where */
	const char *error;
	struct place place;
	const char *refusal; /* why it is no sheet; NULL: it is one */
	/* Tells of trouble that does not stop the reading; see below. */
	void (*report)(
	    struct reading *, const struct place *, const char *what);
	/* What the walk knows of the bytes: reading_put makes notes of it. */
	struct decoded *decoded; /* NULL: as it came */
	const struct in *in;
	/* For readers of containers (a workbook is one). */
	const struct archive_limits *limits;
	unsigned threads; /* read_all may use so many, its own among them */
};

/* How a document's text was made UTF-8. */
struct decoded {
	const char *encoding; /* NULL: it was UTF-8 */
	size_t damage; /* bytes that became U+FFFD */
	size_t nuls; /* NUL bytes left out */
	/* Damage that no record has told of yet, and where: offsets in the
	 * decoded text, of the first and the last. */
	bool untold;
	uint64_t first, last;
};

/*
 * A document that waits to be opened, for readers that gather.  It can be
 * opened as often as wanted, several at a time and by several threads: what
 * came through a pipe lies in an unlinked temporary file.
 */
struct document {
	str file, member; /* for source and place; live to the end */
	uint64_t size; /* in bytes, unpacked or not; 0: not known */
	/* False: in->error tells why.  in_close it in either case.  What is
	 * read is valid UTF-8. */
	bool (*open)(const struct document *, struct in *);
	const void *origin; /* of the walk */
};

struct reader {
	/*
	 * For --reader=NAME and, where the contract has no wider word for it,
	 * source.reader: what pdf reads becomes words, what layout reads text.
	 */
	const char *name;
	const char *title; /* for --help */
	/*
	 * How sure it is, 0 to 100, that a document that begins with these
	 * bytes is its own; the surest reader gets it.  From READER_SURE on
	 * no other is asked.
	 */
	int (*recognise)(str head);
	/* False after setting error and place; sheets before it stand. */
	bool (*read)(struct reading *, struct in *);
	/*
	 * Only where documents together form one data set (NULL elsewhere, and
	 * read is NULL here): called once at the end of the run with every
	 * document that recognise claimed, in the order of the input.
	 */
	bool (*read_all)(struct reading *, const struct document *, size_t n);
	/*
	 * Its documents are archives themselves (a workbook is a zip): only
	 * such a reader is asked before an archive is opened.
	 */
	bool container;
};

enum {
	READER_HEAD = 64 * 1024, /* bytes that recognise is shown */
	READER_SURE = 95,
};

extern const struct reader *const readers[]; /* ends with NULL */

const struct reader *reader_named(str name); /* or NULL */
const struct reader *reader_for(str head); /* or NULL: no sheet */

/* For readers: hands a finished sheet over and empties the arena. */
void reading_put(struct reading *, struct sheet *);
/*
 * For read_all, whose threads may write their records themselves: the line of
 * a finished sheet, and handing over lines so made, of n sheets.  Any thread
 * may call them, but only one at a time the second.
 */
void reading_write(struct out *, struct sheet *);
void reading_pass(struct reading *, str lines, size_t n);
/* For readers: sets the error once; always false. */
bool reading_fail(struct reading *, const char *what, size_t line, str where);
/*
 * For readers: it is whole, but no sheet; always true.  An operand must be
 * one, so this is an error there; elsewhere it is passed over with a note.
 */
bool reading_refuse(struct reading *, const char *what);
/*
 * For readers: says at once what is wrong at a place (file NULL: the
 * document's own) and makes the exit status 2, while reading goes on.
 */
void reading_report(struct reading *, struct place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
