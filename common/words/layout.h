/*
 * layout: a sheet being laid out: its measures, the choice of words,
 * cells put in rows, and what stands by closeness alone.  It is what the
 * modules for the parts of the form share (words_table, words_review,
 * words_list).  All memory comes from layout->a; words are borrowed.
 */
#ifndef WORDS_LAYOUT_H
#define WORDS_LAYOUT_H

#include "form/labels.h"
#include "words/page.h"

/* A cell before its columns are numbered. */
struct piece {
	int row, rows;
	int x0, x1; /* of the cell, as far as it is known */
	str text;
	size_t line;
};

/* A label at the left edge, and the middle of the rows it stands for. */
struct side {
	enum label label;
	struct words words;
	int top, middle, bottom; /* of its lines' middles */
	bool done; /* it is in a cell */
};

struct layout {
	struct arena *a;
	struct words all; /* of the sheet, sorted by y */
	struct list pieces; /* of struct piece */
	int row; /* the next one */
	int em; /* of the most frequent type size */
	int leading; /* line to line, in hundredths of an em */
	int left, right; /* edges of the form */
	int value; /* where the column of values begins */
	struct list sides; /* of struct side, downwards */
	size_t done; /* of them, at least, from the first on */
	bool weak; /* boxes are estimates from columns of text */
};

/* Fills em, leading, left, right and value from all (not empty). */
void layout_measure(struct layout *);
/*
 * Where columns are kept by spaces, each page has columns of its own: moves
 * words above `to` so that values begin where they do on the first page.
 */
void layout_level_pages(struct layout *, int to);
/*
 * Where columns are kept by spaces: what follows a label at the left after a
 * single space stands in the column of values.
 */
void layout_part_labels(struct layout *, int from, int to);
int layout_pitch(const struct layout *); /* line to line, usual type */
int layout_pitch_of(const struct layout *, int em); /* of another size */

/* -- choosing words -- */

/* Middles of words that lie in it: x0 <= x < x1, y0 <= y < y1. */
struct area {
	int x0, x1, y0, y1;
};

int layout_center(const struct word *); /* x of its middle */
struct words layout_words(struct layout *, size_t room); /* an empty set */
struct words layout_words_in(struct layout *, struct words, struct area);
/* The line that begins at i of words sorted by words_sort_lines. */
struct words layout_line(struct words, size_t i);
/* Distinct middles of lines, ascending, into *lines; how many there are. */
size_t layout_lines(struct layout *, struct words, int **lines);
/* The key is the beginning of the label (two characters or more), or the
 * label and, where labels.tsv allows it, more. */
bool layout_begins_label(str key, enum label);

/* -- cells -- */

void layout_mark_used(struct words);
/*
 * Puts one cell of what the words say, from x0 to x1, and marks them used.
 * Lines run on where `right` (0: x1) left no room.  No words, no cell.
 */
void layout_put(struct layout *, int row, int rows, int x0, int x1,
    struct words, int right);
/*
 * What no better rule claims.  Loose: a row a line, cells end at gaps of more
 * than `gap` hundredths of an em and around labels.  Blocks: runs below one
 * another at the distance of lines are a cell, those with one middle a row.
 */
void layout_put_loose(struct layout *, struct words, int gap);
void layout_put_blocks(struct layout *, struct words, int gap);

struct block {
	struct words words;
	size_t room; /* for words */
	int x0, x1, middle, top, bottom;
};
struct list layout_blocks(struct layout *, struct words, int gap);

/* -- labels at the left edge -- */

/* Finds them between two y; with `only`, those with that label alone.  Their
 * words are marked used: no part takes them for its own. */
void layout_find_sides(struct layout *, int from, int to, enum label only);
/* The first with its middle there that is in no cell yet, or NULL. */
struct side *layout_side(struct layout *, int from, int to);
void layout_put_side(struct layout *, int row, int rows, struct side *);

/* -- what stands evenly about a middle -- */

/*
 * Half the height of what stands evenly about y in the value column and right
 * of it, between lo and hi, up to a white of more than `white` hundredths of
 * a line.
 */
int layout_half_height(struct layout *, int y, int lo, int hi, int white);

/* Headings of two lines, of three, and of two rows of cells. */
enum { LOW = 70, MIDDLE = 115, HIGH = 160 };

/*
 * Where a heading begins whose label stands in its middle, at y.  Its lines
 * reach `reach` hundredths of a line's height above that; then comes white.
 */
int layout_heading_top(struct layout *, int y, int reach);

#endif
