/*
 * walk: from operands (files, "-" for standard input, directories) to
 * documents, and from each document to the reader that knows it.  What goes
 * wrong is reported here, in the name of the tool, and the rest is read on.
 */
#ifndef DOC_WALK_H
#define DOC_WALK_H

#include "base/out.h"
#include "read/reader.h"

struct walk_options {
	const struct reader *reader; /* NULL: chosen by content */
};

struct walk {
	struct walk_options options;
	struct out *out; /* borrowed: where records go */
	size_t records; /* written so far */
	size_t skipped; /* files met on the way that are no sheet */
	struct arena run; /* names and paths */
	struct arena rec; /* one record at a time */
};

void walk_init(struct walk *, struct walk_options, struct out *);
/*
 * Reads all sheets of an operand.  An operand without any is an error; a file
 * in a directory that is none is skipped, with a note.
 */
void walk_operand(struct walk *, const char *path);
void walk_finish(struct walk *); /* says what was skipped; frees */

#endif
