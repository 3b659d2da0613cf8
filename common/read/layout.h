/*
 * layout: the reader of text whose columns are kept by spaces, as poppler's
 * pdftotext -layout writes it.  Lines become words with boxes, and the words
 * go the way of words with boxes.
 */
#ifndef READ_LAYOUT_H
#define READ_LAYOUT_H

#include "read/reader.h"

extern const struct reader layout_reader;

#endif
