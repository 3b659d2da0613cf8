/*
 * spaced: the reader of text whose columns are kept by spaces, as poppler's
 * pdftotext -layout writes it.  Lines become words with boxes, and the words
 * go the way of words with boxes.
 */
#ifndef WORDS_SPACED_H
#define WORDS_SPACED_H

#include "read/reader.h"

extern const struct reader spaced_reader;

#endif
