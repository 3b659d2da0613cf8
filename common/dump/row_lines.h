/*
 * row_lines: a paragraph of 支出先上位10者リスト that holds the payee, its
 * number and the description of one row.  Its lines come from top to bottom,
 * whatever column they are of, and all cells are centred in the row: so how
 * many lines a name and a description have tells where each of them stands
 * between those of the other and beside the rank and the number.
 */
#ifndef DUMP_ROW_LINES_H
#define DUMP_ROW_LINES_H

#include "dump/columns.h"

/* Tells the texts of such paragraphs apart (told, goes_on), where one way to
 * do it is the best.  Linear in the number of cells. */
void row_lines_tell(const struct rows *, struct cell *cells, size_t n);

#endif
