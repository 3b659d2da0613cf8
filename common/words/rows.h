/*
 * rows: which row and which column of a table a word belongs to, by the
 * middles of rows and the headings of columns.
 */
#ifndef WORDS_ROWS_H
#define WORDS_ROWS_H

#include "words/layout.h"

/*
 * Shares words (sorted by y) out among rows whose middles are the anchors
 * (ascending, at least one): sets each word's row.
 */
void rows_share_out(struct layout *, struct words, const int *anchor, size_t n);
/* The words of each of n rows (or columns) that no cell has, in their order. */
struct words *rows_part(struct layout *, struct words, size_t n);
struct words *columns_part(struct layout *, struct words, size_t n);

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
 * Sets each word's column, by the headings.  Words that overlap one another
 * in x stand in one column, so that a short value follows a long one.
 */
void columns_place(struct layout *, struct list *columns, struct words);
/*
 * The cells' edges: half way between what stands in neighbours (of the words
 * just placed), `from` and `to` outside.
 */
void columns_set_edges(struct list *columns, struct words, int from, int to);
/*
 * Puts the words of one column into rows (from layout->row on) whose middles
 * are the anchors.
 */
void rows_put_column(struct layout *, const struct column *, struct words,
    const int *anchor, size_t n);
/*
 * Where columns are kept by spaces: more than one stands between the word and
 * the one before it (or NULL), so that its edge is where it was on paper.
 */
bool columns_apart(const struct word *, const struct word *before);
/* Rows in which both have a word; sorts their words by y. */
int columns_shared(const struct column *, const struct column *);
/* Between two stretches of x: 0 when they overlap. */
int columns_distance(int a0, int a1, int b0, int b1);

#endif
