/*
 * reader_fuzz: a reader on bytes in memory; its records are written, what it
 * reports is dropped.
 */
#ifndef READER_FUZZ_H
#define READER_FUZZ_H

#include "read/reader.h"

static inline void
fuzz_put(struct sheet_sink *sink, const struct sheet *sheet)
{
	struct out out;

	(void)sink;
	out_memory(&out);
	record_write(&out, SHAPE_sheet, sheet);
	out_close(&out, S("memory"));
}

static inline void
fuzz_report(struct reading *r, const struct place *place, const char *what)
{
	(void)r;
	(void)place;
	(void)what;
}

static inline void
fuzz_read(const struct reader *reader, struct in *in, struct arena *a)
{
	struct sheet_sink sink = {.put = fuzz_put};
	struct reading r = {.source = {.file = S("fuzz")},
	    .sink = &sink,
	    .arena = a,
	    .report = fuzz_report};

	reader->read(&r, in);
}

#endif
