/*
 * words: the reader for words with boxes, as poppler's pdftotext writes them
 * (-tsv, -bbox, -bbox-layout) and tesseract does (its tsv).  One file may hold
 * several sheets: each page with a title begins one.
 */
#ifndef WORDS_WORDS_H
#define WORDS_WORDS_H

#include "read/reader.h"

extern const struct reader words_reader;

/* The same over any stream of one of the formats; for the PDF reader. */
bool words_read(struct reading *, struct in *);

#endif
