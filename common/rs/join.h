/*
 * join: from the rows of all tables, read into a stream each, to the records
 * of the projects, in the order of year and project.
 */
#ifndef RS_JOIN_H
#define RS_JOIN_H

#include "read/reader.h"
#include "rs/spool.h"

/* The key of a row in a stream: the year above the project's number. */
enum { RS_ID_BITS = 48, RS_YEAR_BITS = 16 };

static inline uint32_t
rs_key_year(uint64_t key)
{
	return (uint32_t)(key >> RS_ID_BITS);
}

static inline uint64_t
rs_key_id(uint64_t key)
{
	return key & ((UINT64_C(1) << RS_ID_BITS) - 1);
}

/* The rows under one header: all of a document, unless several tables were
 * strung together in one. */
struct rs_section {
	const struct document *doc;
	struct rs_map map;
	struct rs_stream stream;
	struct list years; /* of uint32_t: those of its rows */
	bool cut; /* the document ended before its time */
	/* What it repeats, and the first project that tells. */
	const struct rs_section *repeats;
	uint64_t repeated;
};

struct rs_join {
	struct rs_section **sections; /* in the order of the input, rewound */
	size_t n;
	const struct source *source; /* what all records share */

	/* the inside */
	uint32_t year; /* the year that `given` is about */
	bool begun;
	bool given[RS_TABLES]; /* the run has the table, of that year */
};

/*
 * Hands all records to the reading, made by as many threads as it allows.  A
 * stream that fails ends early and keeps its error.
 */
void rs_join(struct reading *, struct rs_join *);

#endif
