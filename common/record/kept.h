/*
 * kept: whether a record holds a piece of the text it was made from, so that
 * nothing is lost.  Pieces are compared by three characters at a time, white
 * space left out and full-width forms folded: a value may be cut from the
 * piece, or joined with its neighbours.
 */
#ifndef RECORD_KEPT_H
#define RECORD_KEPT_H

#include "record/record.h"

struct kept {
	struct arena *arena;
	uint64_t *keys; /* a set: open addressing, 0 is free */
	size_t n, mask;
};

/* What a sheet says, without its source and notes.  Linear in its size. */
void kept_init(struct kept *, struct arena *, const struct sheet *);
/* What need not be there: words of the form. */
void kept_add(struct kept *, str text);
/* The threes of characters of a text, and how many of them are not there. */
struct kept_count {
	size_t n, missing;
};
struct kept_count kept_count(const struct kept *, str text);
/* Whether at least half of them are; below three characters always true. */
bool kept_text(const struct kept *, str text);
/* Whether a figure is there, in yen, thousand or million, or as text. */
bool kept_figure(const struct kept *, str text);

#endif
