/*
 * doubts: what speaks against the rows of 支出先上位10者リスト as they were put
 * together.  A shifted column or a torn text shows in its looks, in what its
 * neighbours hold and in what the sheet says elsewhere; such a cell is left
 * unparsed.
 */
#ifndef DUMP_DOUBTS_H
#define DUMP_DOUBTS_H

#include "dump/columns.h"

/* The lines of one cell. */
struct gathered {
	struct list cells; /* of size_t: indices into doubts.cells */
	bool doubtful;
};

struct doubts {
	const struct rows *rows;
	const struct cell *cells; /* of a page, placed */
	size_t n;
	struct gathered *all; /* [row * COLUMNS + column] */
	const struct sheet *sheet; /* its flow and spending know names */
	bool whole; /* columns were filled by counting: none is shifted */
};

/*
 * Orders the lines of a text as they stand in its cell; false when it is open
 * where one stands.
 */
bool doubts_order(const struct doubts *, const struct gathered *);
/* Marks what is doubtful in the rows [from, to) of one block. */
void doubts_mark(const struct doubts *, size_t from, size_t to);
/* Nothing, or what may stand behind a name where a sheet tells more. */
bool doubts_is_addition(str);

#endif
