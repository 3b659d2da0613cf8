/*
 * words_rows: which row and which column of a table a word belongs to, by the
 * middles of rows and the headings of columns.
 */
#ifndef READ_WORDS_ROWS_H
#define READ_WORDS_ROWS_H

#include "read/words_layout.h"

/*
 * Shares words (sorted by y) out among rows whose middles are the anchors
 * (ascending, at least one): each word's row, in their order.
 */
size_t *
rows_share_out(struct layout *, struct words, const int *anchor, size_t n);
/* The words of row r that no cell has. */
struct words
rows_words(struct layout *, struct words, const size_t *row, size_t r);

struct column {
	int x0, x1; /* of the heading */
	int from, to; /* of the cell; set by columns_set_edges */
	struct words head; /* the heading */
	enum label label; /* of it; set by columns_join_spaced */
};

/* Words that overlap in x, as columns from left to right. */
struct list columns_of(struct layout *, struct words);
/* Makes one of headings set with spaces between the characters (費　目). */
void columns_join_spaced(struct layout *, struct list *columns);
/*
 * Year columns are equally wide: each reaches half way to the middle of the
 * next, however short its heading is.
 */
void columns_widen_years(struct layout *, struct list *columns);
/*
 * The column of each word, by the headings.  Words that overlap one another
 * in x stand in one column, so that a short value follows a long one.
 */
size_t *columns_place(struct layout *, struct list *columns, struct words);
/* The cells' edges: half way between neighbours, `from` and `to` outside. */
void columns_set_edges(struct list *columns, int from, int to);
/* Between two stretches of x: 0 when they overlap. */
int columns_distance(int a0, int a1, int b0, int b1);

#endif
