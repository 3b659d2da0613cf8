/*
 * beside: the texts left of the row labels of a table whose columns are kept by
 * spaces: one column (活動指標) or two (成果目標 and 成果指標), which run
 * together where a line of the left one is full.  What tells them apart is
 * where a line begins, and that a cell's lines are equally wide.
 */
#ifndef DUMP_BESIDE_H
#define DUMP_BESIDE_H

#include "base/arena.h"
#include "base/str.h"

struct beside_word {
	str text;
	int column; /* characters before it on its line */
	int line, page;
	bool behind; /* close behind a label at the left */
	bool follows; /* the word before it, by a single space */
};

/*
 * Splits words, line by line as they come, into the lines (str) of the left
 * and of the right column.  What both pages show of a cell that was cut stays
 * once.  With `two` false all is in *left.  Time grows with the square of the
 * lines at worst: give it BESIDE_LINES at most.
 */
enum { BESIDE_LINES = 400 };
void beside_split(struct arena *, const struct beside_word *, size_t n,
    bool two, struct list *left, struct list *right);

#endif
