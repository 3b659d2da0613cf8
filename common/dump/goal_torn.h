/*
 * goal_torn: formulas whose cells wrapped them.  A line of the page then holds
 * the begins of some and all of others, the next lines hold the rests, one
 * after the other: 124.5/10 98/112 / 00.  Which go on is told by the costs that
 * stand near them.
 */
#ifndef DUMP_GOAL_TORN_H
#define DUMP_GOAL_TORN_H

#include "dump/dump.h"
#include "value/dec.h"

enum { TORN_MAX = 6 }; /* formulas of a line */

struct goal_torn {
	struct torn_formula {
		str text;
		size_t token, rest; /* rest: dump->n when it is whole */
	} formulas[TORN_MAX];
	size_t n;
	size_t end; /* the token behind the last rest */
};

/* Digits, points and strokes: all or a part of a formula. */
bool goal_is_piece(str word);

/* The formulas of a line that begins with token i; false: none is torn, or
 * nothing tells which. */
bool goal_torn_read(const struct dump *, size_t i, struct goal_torn *);

#endif
