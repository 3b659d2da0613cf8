/*
 * box_rows: the rows of cells whose columns are known.  A rank tells its row
 * and that of what shares its line; the other cells of a column come in the
 * order of the rows, and where some rows have none, what the cells say tells
 * which.
 */
#ifndef DUMP_BOX_ROWS_H
#define DUMP_BOX_ROWS_H

#include "dump/columns.h"

struct boxes {
	struct arena *arena;
	struct columns *list;
	size_t nrows; /* of the page: it has as many methods */
	str *texts; /* [cell]: all lines of a paragraph that begins there */
};

/* False where the ranks do not make up as many rows. */
bool box_rows(struct boxes *);

#endif
