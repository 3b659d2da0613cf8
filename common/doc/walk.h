/*
 * walk: from operands (files, "-" for standard input, directories, archives
 * within archives) to documents, and from each document to the reader that
 * knows it.  What goes wrong is reported here, in the name of the tool, and
 * the rest is read on.  Nothing is ever extracted: members are only read.
 */
#ifndef DOC_WALK_H
#define DOC_WALK_H

#include "base/archive.h"
#include "base/out.h"
#include "doc/jobs.h"
#include "read/reader.h"

struct walk_options {
	const struct reader *reader; /* NULL: chosen by content */
	struct archive_limits limits;
	size_t line; /* longest line of text, in bytes */
	unsigned depth; /* of archives and compressed streams in another */
	unsigned jobs; /* documents read at a time */
};

/* The limits as documented, and as many jobs as there are processors. */
struct walk_options walk_defaults(void);

struct walk {
	struct walk_options options;
	struct jobs *jobs;
	struct out *out;
	struct arena run; /* of what is kept for the end */
	struct list kept; /* of struct walk_kept */
	size_t skipped; /* files and members that are no sheet */
};

void walk_init(struct walk *, struct walk_options, struct out *);
/*
 * Reads all sheets of an operand.  An operand without any is an error; a file
 * in a directory, or a member of an archive, that is none is skipped, with a
 * note.
 */
void walk_operand(struct walk *, const char *path);
/* Reads what was kept for readers that gather, says what was skipped. */
void walk_finish(struct walk *);

#endif
