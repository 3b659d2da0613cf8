/*
 * pdf: the reader for PDF files.  No PDF library is linked: poppler's
 * pdftotext, found by PATH, runs as a child process with limits on time,
 * memory and output, and what it writes is read as words (words.h).
 */
#ifndef WORDS_PDF_H
#define WORDS_PDF_H

#include "read/reader.h"

extern const struct reader pdf_reader;

#endif
