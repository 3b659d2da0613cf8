/*
 * csv: rows of comma-separated values (RFC 4180) from an in, one at a time.
 * UTF-8 with or without a byte order mark, LF or CRLF or none at the end,
 * line breaks and doubled quotes inside quoted cells.  A quote inside a cell
 * that does not begin with one is text.  Rows without a single byte are no
 * rows.
 *
 * A row that breaks the grammar is handed out with `fault` set; reading then
 * goes on at the line behind the one where that row began, so that a stray
 * quote costs its own row and no more.
 */
#ifndef READ_CSV_H
#define READ_CSV_H

#include "base/arena.h"
#include "base/in.h"

enum { CSV_ROW_LIMIT = 16 * 1024 * 1024 }; /* bytes of one row */

struct csv {
	struct in *in;
	str *cells; /* of the row; its n is 0 when there is a fault */
	size_t n;
	size_t line; /* where the row begins, from 1 */
	/* What is wrong with the row, or NULL; a text that stays valid. */
	const char *fault;
	/*
	 * How many leading cells tend to repeat from row to row; set it any
	 * time.  `repeated` says that they are, byte for byte, those of the row
	 * before (then they cost one comparison).
	 */
	size_t lead;
	bool repeated;

	/* the inside */
	struct arena own, text;
	struct csv_span *spans; /* of the cells, while the buffer may move */
	size_t room; /* of cells and spans */
	size_t next_line; /* where the next row begins */
	size_t used; /* bytes of the row last handed out */
	struct csv_lead *last;
	bool begun, skipping;
};

/* Borrows the in, which the caller closes after csv_free. */
void csv_init(struct csv *, struct in *);
/* Cells borrow from the in or the csv: valid until the next call. */
enum next csv_row(struct csv *); /* NEXT_ERROR: in->error tells */
void csv_free(struct csv *);

/* For tests: scan for structure byte by byte, without vectors. */
extern bool csv_plain;

#endif
