/*
 * table: the tables of the RS System (行政事業レビュー見える化サイト), the
 * columns each has, and where each column's value goes in a sheet record.  All
 * of it comes from share/form/rs-columns.tsv.
 */
#ifndef RS_TABLE_H
#define RS_TABLE_H

#include "base/arena.h"
#include "base/str.h"

/*
 * enum rs_table (RS_TABLE_11 is 1-1; RS_TABLE_00 stands for the columns that
 * all tables have, RS_TABLE_other for a table that is not known), enumerators
 * of cells (RS21_years_initial), enum rs_group, RS_COMMONS, RS_CELLS.
 */
#include "rs_columns.inc"

enum rs_kind {
	RS_TEXT,
	RS_YEN,
	RS_FIGURE,
	RS_YEAR,
	RS_FLAG,
	RS_NUMBER,
	RS_MARK,
};

struct rs_column {
	enum rs_table table;
	int cell; /* its place in rs_row.cells */
	enum rs_group group; /* the object of added keys it is part of */
	enum rs_kind kind;
	str key; /* the last name of its home */
	const char *home; /* as the manual prints it */
};

extern const struct rs_column *const rs_columns; /* by table and cell */
extern const size_t rs_columns_n;

/* The columns of a table, *n of them; cells count up from the first's. */
const struct rs_column *rs_columns_of(enum rs_table, size_t *n);
const struct rs_column *rs_column_of(enum rs_table, int cell);

const char *rs_table_name(enum rs_table); /* "1-1"; "" for the others */

/* The known headers, folded for comparison. */
struct rs_headers {
	str *folded;
};

void rs_headers_init(struct rs_headers *, struct arena *);

/*
 * Where a column of a document goes: a cell of the row, the figure of a year
 * (3-1 has a column a year), or, unknown, by its header's name.
 */
enum rs_place { RS_CELL, RS_YEAR_CELL, RS_LOOSE };
struct rs_code {
	enum rs_place place;
	uint32_t n; /* cell; year; column in the document */
};

struct rs_map {
	enum rs_table table;
	str title; /* "1-1"; of an unknown table the name its file has */
	struct rs_code *codes; /* one a column */
	str *names; /* the headers as printed, cleaned */
	size_t n; /* columns */
	size_t lead; /* leading columns all of RS_TABLE_00, or 0 */
	size_t id; /* column of 予算事業ID */
	size_t year; /* column of 事業年度; n: there is none */
};

/*
 * Whether a row is the header of a table: it names 予算事業ID.  If so *map says
 * where its columns go; the memory is the arena's.
 */
bool rs_map_header(const struct rs_headers *, struct arena *, const str *cells,
    size_t n, struct rs_map *map);

/* One row of a table. */
struct rs_loose {
	uint32_t year; /* of a year column, else 0 */
	str name; /* the header of an unknown column */
	str value;
};

struct rs_row {
	const struct rs_map *map;
	size_t line;
	/* Untrimmed as in the file; null for an empty cell. */
	str *cells;
	size_t n; /* those of RS_TABLE_00 and of its own table */
	/*
	 * False: the cells of RS_TABLE_00 are left out, being those of an
	 * earlier row of this project in this table.
	 */
	bool commons;
	struct rs_loose *loose;
	size_t nloose;
};

#endif
