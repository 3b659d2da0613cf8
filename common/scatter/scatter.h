/*
 * scatter: the reader of paragraph dumps: text of a PDF in which a paragraph
 * is one cell or a run of cells, and labels and values come in an order of
 * their own.  What stands where is found by what the cells are (vocabulary,
 * kinds of text), by the words that cells share, and by what must hold between
 * figures; what was placed so is noted, what stays open is left to unparsed.
 */
#ifndef SCATTER_SCATTER_H
#define SCATTER_SCATTER_H

#include "dump/dump.h"

/* Whether the parts of the form come back again and again. */
bool scatter_is(const struct dump *);
/* Fills the sheet; the text is that of the dump, line that of its start. */
void scatter_read(struct dump *, str text, size_t line, struct sheet *);

#endif
