/*
 * lines: the lines of several files, many at a time.  A batch holds whole
 * lines, as many as one read gives: nothing that has come is held back to wait
 * for more.
 */
#ifndef BASE_LINES_H
#define BASE_LINES_H

#include "base/in.h"
#include "base/str.h"

struct lines {
	char *const *files; /* "-" is standard input; borrowed */
	int n, next;
	struct in in;
	bool open, begun;
	char *rest; /* owned: the beginning of a line that is not all there */
	size_t rest_n, rest_room;
};

struct lines_batch {
	str text; /* whole lines; the last of a file may lack its \n */
	str file; /* as given */
	bool begins; /* with the first line of the file */
	const char *error; /* what ended the file early, behind the lines */
	int error_number; /* errno that goes with it, or 0 */
	char *buf; /* owned; the text is in it */
	size_t room;
};

void lines_open(struct lines *, char *const *files, int n); /* 0: stdin */
/* Fills a batch, zeroed or filled before.  False at the end of all files. */
bool lines_fill(struct lines *, struct lines_batch *);
/* Whether the next lines_fill may have to wait: what it reads is no file. */
bool lines_may_wait(const struct lines *);
void lines_close(struct lines *);
void lines_batch_free(struct lines_batch *);

#endif
