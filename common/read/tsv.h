/*
 * tsv: the table-text reader.  Tab-separated rows as table extractors and OCR
 * emit them, CSV or TSV exports of one sheet, HTML tables inline; one or
 * several sheets in a stream.
 */
#ifndef READ_TSV_H
#define READ_TSV_H

#include "read/reader.h"

extern const struct reader tsv_reader;

#endif
