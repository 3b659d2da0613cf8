/*
 * sheet: the cells of one worksheet part, row by row: texts as their
 * number formats print them, spans from merged ranges.  What is not shown is
 * not read: hidden rows and columns, and what lies under a merged cell.
 */
#ifndef XLSX_SHEET_H
#define XLSX_SHEET_H

#include "form/cells.h"
#include "xlsx/strings.h"
#include "xlsx/styles.h"

enum { XLSX_ROWS = 1048576, XLSX_COLS = 16384, XLSX_TEXTS = 1000000 };

struct xlsx_sheet {
	/* borrowed, given by the caller */
	const struct xlsx_strings *strings;
	const struct xlsx_styles *styles;
	bool date1904;
	/*
	 * Told of each row with text as it is read (spans are not known yet);
	 * false: no more of this sheet is wanted.  May be NULL.
	 */
	bool (*row)(void *ctx, const struct cell *cells, size_t n);
	void *ctx;

	/* set by xlsx_sheet_read, in the grid's arena */
	str drawing; /* relationship id of its drawing, or null */
	size_t hidden_texts; /* texts that were passed over as hidden */
	bool stopped; /* by row() */
};

/* Adds the cells to an empty grid.  False: *error tells; it is still empty. */
bool xlsx_sheet_read(
    struct xlsx_sheet *, struct in *, struct grid *, struct xml_error *error);

/* "AB12" to column 27 and row 11; what is behind it, or NULL if it is none. */
const char *xlsx_place(const char *text, int *row, int *col);

#endif
