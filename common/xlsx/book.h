/*
 * book: a workbook: its tabs in order, and what they share.  Hidden tabs
 * are told as such; macros, charts and everything but cells and drawings of
 * shapes are left alone.
 */
#ifndef XLSX_BOOK_H
#define XLSX_BOOK_H

#include "xlsx/pack.h"
#include "xlsx/sheet.h"

struct xlsx_tab {
	str name;
	str part; /* "xl/worksheets/sheet1.xml"; null: no sheet of cells */
	bool hidden;
};

struct xlsx_book {
	struct arena arena; /* all below but strings */
	struct xlsx_pack pack;
	struct xlsx_strings strings;
	struct xlsx_styles styles;
	bool date1904;
	struct list tabs; /* of struct xlsx_tab */
	/* the latest trouble, and where: "part:line:column", null: package */
	const char *error;
	str where;
};

enum { XLSX_TABS = 10000 };

/* Borrows in until xlsx_book_close, to be called in any case.  False:
 * book->error tells. */
bool
xlsx_book_open(struct xlsx_book *, struct in *, const struct archive_limits *);
/*
 * Reads a tab's cells into an empty grid (see xlsx_sheet_read; the strings
 * and styles are given here), then its drawing.  False: book->error tells; with
 * *cells true it was the drawing alone, and the cells are in the grid.
 */
bool xlsx_book_read(struct xlsx_book *, const struct xlsx_tab *,
    struct xlsx_sheet *, struct grid *, bool *cells);
/* Whether a tab that is not wanted is sound XML: false: book->error tells. */
bool xlsx_book_check(struct xlsx_book *, const struct xlsx_tab *);
void xlsx_book_close(struct xlsx_book *);

#endif
