/*
 * table: the head of the form, and its tables with years above.
 */
#ifndef WORDS_TABLE_H
#define WORDS_TABLE_H

#include "words/layout.h"

/* The head: what stands between two y. */
void table_put_head(struct layout *, int from, int to);
/*
 * One row of it: a value, and perhaps a label and a value more.  `officers`
 * is where the column of 作成責任者 begins (0: it has none).
 */
void table_put_head_row(struct layout *, int row, struct words, int officers);

/* The tables whose rows have labels (成果実績, 目標値 ...). */
struct table;
extern const struct table table_budget, table_outcome, table_output, table_unit,
    table_measure;

/*
 * One of them: its words from `top` on, its heading's middle, the label at
 * its left (or NULL).
 */
void table_put(struct layout *, const struct table *, struct words, int top,
    int heading_y, struct side *);
/* 予算内訳, whose rows hang on their amounts. */
void table_put_items(
    struct layout *, struct words, int top, int heading_y, struct side *);

#endif
