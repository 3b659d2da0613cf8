/*
 * past_cells: what the grid of 関連する過去のレビューシートの事業番号 holds,
 * in the order of a dump: years, numbers, dashes, ministries.  Whose number
 * is whose is not known here.
 */
#ifndef DUMP_PAST_CELLS_H
#define DUMP_PAST_CELLS_H

#include "dump/dump.h"

enum past_kind {
	PAST_YEAR,
	PAST_VALUE, /* a number, or a dash */
	PAST_MINISTRY, /* 外務省, alone */
	PAST_SHORT, /* 外務, of a number in pieces */
};

/* What stands between two labels or line breaks. */
struct past_cell {
	size_t from, to; /* tokens */
	int open; /* numbers that have no place yet */
};

struct past_atom {
	enum past_kind kind;
	int at; /* its line */
	int year; /* of PAST_YEAR, of a number that names its year; or 0 */
	str number; /* null: a dash */
	str ministry;
	size_t cell;
	bool open; /* not yet placed */
	bool piece; /* 新25, 2021, 20: not all of a number */
	str fresh; /* of PAST_YEAR: 新25, which its number begins with */
	bool also; /* behind a comma: of the year of the one before */
};

struct past {
	struct dump *dump;
	struct sheet *sheet;
	struct list cells; /* of struct past_cell */
	struct list atoms; /* of struct past_atom */
};

/* From the label to the note below the grid, of a dump with blank lines. */
void past_find_paragraphs(struct past *);
/* The same on -raw, where years and numbers may be apart. */
void past_find_flat(struct past *);
/*
 * Numbers of -raw that were drawn before everything that has a label: lines
 * of nothing else, as many numbers as years, in one place of the page only.
 */
void past_find_drawn_before(struct past *);

struct past_atom *past_atom(const struct past *, size_t i);
/* Of that kind, without a place yet, and none that follows a comma. */
bool past_open(const struct past_atom *, enum past_kind);
int past_year_of(str digits);
size_t past_count(const struct past *, enum past_kind); /* open ones */

#endif
