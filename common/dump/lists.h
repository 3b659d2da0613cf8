/*
 * lists: 支出先上位10者リスト of a dump that gives whole columns, or parts
 * of them, before the next.  Within a column the cells come in the order of
 * their rows, so cells are told apart by what they are, and a column with as
 * many cells as there are ranks is placed by counting; what the counts leave
 * open stays unparsed.
 */
#ifndef DUMP_LISTS_H
#define DUMP_LISTS_H

#include "dump/rows.h"

/* True when no line holds the headings of several columns of the list. */
bool lists_is_clustered(const struct dump *, size_t from, size_t to);
/*
 * Reads the lists among the tokens into sheet->payees and ->obligations;
 * false, with nothing changed, when there are no ranks.  Linear in their
 * number.
 */
bool lists_read(struct rows *, struct sheet *, size_t from, size_t to);

#endif
