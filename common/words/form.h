/*
 * form: from words on a canvas to the grid of cells of the form.  No
 * ruling lines are known: cells are found by what the form prints, labels at
 * the left in the middle of their row, headings above columns, rows that hang
 * on a figure or a mark, everything centred vertically in its cell.
 */
#ifndef WORDS_FORM_H
#define WORDS_FORM_H

#include "form/cells.h"
#include "words/page.h"

/*
 * Lays the words (from words_canvas) out in the grid, which is exact.  Every
 * word ends in one cell; a cell's line is its first word's.  Weak: the boxes
 * are estimates, as those of words in columns kept by spaces.
 */
void words_form(struct grid *, struct words, bool weak);

#endif
