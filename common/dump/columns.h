/*
 * columns: the cells of one page of 支出先上位10者リスト, put into rows.  How
 * an extraction orders the pieces of a table is loose, but a column is read
 * from top to bottom, what shares a line shares its row, a heading stands
 * above all cells of its block in its column, and cells are centred in their
 * row.  What breaks one of these has a price; the cheapest reading is taken,
 * and cells that another reading, about as cheap, places otherwise are not
 * sure.
 */
#ifndef DUMP_COLUMNS_H
#define DUMP_COLUMNS_H

#include "dump/rows.h"

/* What may stand in a place of the list. */
struct cell {
	struct item item;
	size_t to; /* the last token of its text */
	enum column heading; /* of this column; NOWHERE: a cell */
	bool letter; /* of a block, alone on its line */
	bool contracts; /* of the list of contracts */
	bool none; /* a dash */
	str method; /* of a method */
	bool competitive; /* a method that has bidders */
	bool begins_name; /* a legal form as names begin with */
	bool narrow; /* of a paragraph of short lines */
	bool reason; /* and that holds sentences */
	bool solid; /* of a paragraph that has cells of one row, as a rule */
	enum column told; /* of a text there, by its height; or NOWHERE */
	bool goes_on; /* and it is not the first line of its cell */
	bool tied; /* on the line of the cell before */
	bool method_beside, rate_beside; /* on the same line */
	bool text_beside, corp_behind;
	bool rate_behind; /* the next cell is a rate */
	/* The answer. */
	enum column column; /* RANK, AGAIN + a column, NOWHERE too */
	size_t row; /* of the page, from 0 */
	bool sure;
	bool put; /* into the record */
};

struct columns {
	struct rows *rows;
	struct cell *cells;
	size_t n;
	int64_t rank; /* the last of the page before; 0: none */
	int letters; /* of blocks that have not come yet */
	bool whole; /* paragraphs are cells: columns come one by one */
	size_t nrows; /* the answer */
};

/* Time and memory are linear in the number of cells. */
void columns_solve(struct columns *);

#endif
