/*
 * page: words on pages, joined into one long canvas, and the small
 * steps that lay them out: lines, cells, what a cell says.  Lengths are in
 * hundredths of the format's unit (points or pixels); nothing depends on the
 * unit, every tolerance is a share of the em.
 */
#ifndef WORDS_PAGE_H
#define WORDS_PAGE_H

#include "base/arena.h"
#include "base/str.h"

#include <limits.h>

struct word {
	int x0, x1, y0, y1; /* y grows downwards; on its page, then on canvas */
	int y; /* of the middle */
	int em; /* width of a full-width character */
	int space; /* a wider gap before it is a space */
	int page; /* from 1 */
	size_t line; /* where it stood in the input; a cell's line */
	bool used; /* a cell has it */
	int row, column; /* of its table, while that is laid out */
	str text, key; /* as printed, and folded (text_fold) */
};

struct words {
	struct word **p;
	size_t n;
};

/*
 * Fills em, key and y of a word whose box, page and text are set.  A scan's box
 * hugs the glyphs, a PDF's is that of the font.
 */
void word_finish(struct arena *, struct word *, bool scan);

/*
 * Joins pages: words move to one canvas, where a page continues the one
 * before.  What was printed on both sides of a page break (a cell cut in two
 * is drawn whole on both) stays once.  Then words that touch become one.
 * Returns the words sorted by y, then x.
 */
struct words words_canvas(struct arena *, struct word *, size_t n, int touch);

/* Those with from <= y < to; a slice of words sorted by y. */
struct words words_between(struct words, int from, int to);
/* A copy of those for which keep says yes and that no cell has. */
struct words words_free(struct arena *, struct words);
/* Sorted into lines (by y, with tolerance), each line by x. */
void words_sort_lines(struct words);
void words_sort_down(struct words); /* by their middles, from the top */
int words_left(struct words);
int words_right(struct words);
int words_top(struct words); /* y of the first line */
int words_bottom(struct words); /* y of the last line */
/* The folded texts in reading order, one behind the other. */
str words_key(struct arena *, struct words);
/*
 * What a cell says.  A line that was full, so that the next one's first
 * character found no room before `right`, runs on; any other ends in \n.
 * WORDS_WIDEST: x is no length; full is what is as wide as the widest line.
 */
enum { WORDS_WIDEST = INT_MIN };
str words_text(struct arena *, struct words, int right);

/* Width of what had to fit for the line's first word to stand one up. */
int words_first_unit(const struct word *);
bool words_hangs(const struct word *); /* it begins as no text may */

/* A figure, a dash, or a year: what stands in a column of figures. */
bool word_is_figure(const struct word *);

/*
 * Cuts lines (their middles, ascending) into cells, each best centred on one
 * of the anchors (ascending), from which it may be `slack` hundredths of a line
 * off.  Fills first[0..] with the index of each cell's first line and returns
 * how many cells there are.
 */
size_t words_split(struct arena *, const int *line, size_t nlines,
    const int *anchor, size_t nanchors, int pitch, int slack, size_t *first);
/* Index of the anchor nearest to y (there is at least one). */
size_t words_nearest(const int *anchor, size_t n, int y);

#endif
