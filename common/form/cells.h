/*
 * cells: the model every reader that knows geometry ends in, so that section
 * recognition is written once.  A grid is one sheet (all its pages or tabs in
 * a row): cells with text, row, column, span and line of origin, in reading
 * order.  Cells without text need not be given.
 */
#ifndef FORM_CELLS_H
#define FORM_CELLS_H

#include "base/arena.h"
#include "value/dec.h"

/* What recognition made of a cell. */
enum cell_use { CELL_FREE, CELL_LABEL, CELL_VALUE };

struct cell {
	str text; /* cleaned (text_clean): "\n" for printed breaks */
	struct dec held; /* a workbook's exact value where text is rounded */
	int row, col; /* from 0; of the top left corner */
	int rows, cols; /* span, at least 1 */
	size_t line; /* line, row or page of origin, from 1 */
	enum cell_use use;
};

/* A box of a drawing (資金の流れ in workbooks), and an arrow between two. */
struct box {
	str text;
	int row, col, rows, cols; /* of its anchor in the grid */
};
struct arrow {
	int from, to; /* indices of boxes; -1: end not attached */
};

struct grid {
	struct arena *arena; /* holds cells and texts */
	struct list cells; /* of struct cell, by row, then column */
	struct list rows; /* of size_t: index of each row's first cell */
	struct list boxes, arrows;
	/*
	 * True: columns are places on the page (a workbook, words), a span is
	 * real.  False: columns count tabs; rows may have lost leading ones.
	 */
	bool exact;
};

/*
 * What a reader takes for one sheet; beyond it, input is made to harm.  The
 * largest real sheets have some ten thousand cells.
 */
enum { GRID_CELLS = 400 * 1000, GRID_BYTES = 64 * 1024 * 1024 };

void grid_init(struct grid *, struct arena *);
/*
 * Adds a cell; rows must not go back, columns must ascend within a row.
 * The text is borrowed.  Returns it for the caller to set span and held.
 */
struct cell *grid_add(struct grid *, int row, int col, str text, size_t line);
int grid_rows(const struct grid *); /* rows up to the last that has a cell */
/* The cells of a row; *n is how many (0 for an empty row). */
struct cell *grid_row(const struct grid *, int row, size_t *n);

#endif
