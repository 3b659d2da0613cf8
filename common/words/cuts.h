/*
 * cuts: the rows of a table where y only keeps the order of lines (text with
 * columns kept by spaces).  Rows lie below one another, so that one cut parts
 * two of them in all columns; what columns say of it is weighed together: a
 * line that was full runs on, one that was not ends a paragraph, a bracket is
 * closed in its cell, text stands evenly about the middle of its row.
 */
#ifndef WORDS_CUTS_H
#define WORDS_CUTS_H

#include "words/layout.h"

/* Of what the row hangs on: the middles of its first and last line. */
struct span {
	int top, bottom;
};

/*
 * How wide full lines are in each column (INT_MAX: not known), by the words of
 * all tables that share the columns.  Each word has its column set, less than
 * `columns`.
 */
int *cuts_full_widths(struct layout *, struct words, size_t columns);
/*
 * Shares words (sorted by y, with their columns) out among rows (downwards, at
 * least one): sets each word's row.
 */
void cuts_share_out(struct layout *, struct words, size_t columns,
    const int *full, const struct span *rows, size_t n);

#endif
