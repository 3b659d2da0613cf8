/*
 * boxes: the cells of one page of 支出先上位10者リスト where every paragraph
 * is a cell, as pdfminer writes them.  In which order the columns and rows of
 * a page come is open, but the cells of one column come from top to bottom,
 * and what shares a line shares its row: the kth name, description, amount
 * and method are those of the kth rank.  Only a paragraph of several texts
 * that stood close has to be cut.
 */
#ifndef DUMP_BOXES_H
#define DUMP_BOXES_H

#include "dump/columns.h"

/*
 * Whether the paragraphs among tokens [from, to) are cells, or lines of
 * several that have the same columns.
 */
bool boxes_are_cells(const struct rows *, size_t from, size_t to);
/*
 * The answer in the cells, as columns_solve gives it; false, with no answer,
 * where the ranks do not make up the rows.  Time and memory are linear in the
 * number of cells.
 */
bool boxes_solve(struct columns *);

#endif
