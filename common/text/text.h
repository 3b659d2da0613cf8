/*
 * text: the reader of sheets whose text lost its geometry: what pdftotext
 * (plain, -raw), pdfminer and document sites make of a PDF.  The layout that
 * spaces keep (-layout) goes to the reader of words.
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "read/reader.h"

extern const struct reader text_reader;

/* One sheet; the text is borrowed, line is the number of its first line. */
void text_read_sheet(struct arena *, str text, size_t line, struct sheet *);

#endif
