/*
 * table: the rows that a filter writes, as NDJSON, CSV (RFC 4180, LF) or TSV
 * (\t \n \r \\ escaped), with a heading in the latter two.  The cells of a
 * row are given in the order of the columns.
 *
 *	table_open(&t, &out, TABLE_CSV, columns);
 *	for (...) {
 *		table_str(&t, ministry);
 *		table_int(&t, year);
 *		table_end(&t);
 *	}
 *	table_close(&t);
 */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include "base/out.h"
#include "base/str.h"
#include "value/dec.h"

enum table_form { TABLE_NDJSON, TABLE_CSV, TABLE_TSV };

struct table {
	struct out *out; /* borrowed */
	enum table_form form;
	struct out keys; /* {"a": ,"b": ... */
	struct out cell; /* of CSV and TSV, before it is quoted */
	size_t *ends; /* owned: of each column's piece of keys */
	size_t n, column; /* columns; the next one */
};

/* The form of "ndjson", "csv" or "tsv"; false when it is none of them. */
bool table_form_of(str name, enum table_form *);
/* columns: plain ASCII words, ends with NULL. */
void table_open(
    struct table *, struct out *, enum table_form, const char *const *columns);
void table_close(struct table *); /* does not close the out */

void table_str(struct table *, str); /* null or a string */
void table_int(struct table *, int64_t);
void table_year(struct table *, int32_t); /* 0 is null */
void table_dec(struct table *, struct dec);
void table_raw(struct table *, str json); /* a number or null, as text */
void table_null(struct table *);
/* For what has parts: in NDJSON write JSON to the out returned, else plain
 * text. */
struct out *table_cell(struct table *);
void table_cell_end(struct table *);
void table_end(struct table *); /* of the row */

#endif
