/*
 * formula: the 計算式 of a unit cost.  Figures (full width or not, thousands
 * separated, with a unit or a word beside them) joined by + - x / and
 * parentheses, evaluated as intervals: each figure stands for all that may
 * have been rounded to it.
 */
#ifndef CHECK_FORMULA_H
#define CHECK_FORMULA_H

#include "base/arena.h"
#include "check/interval.h"

/* A computed figure: what it may be, and what it looks like. */
struct computed {
	struct interval range; /* known tells whether there is a value */
	struct dec value; /* rounded, for messages */
};

struct formula {
	struct computed value;
	/* of a / b, its two sides; else not known */
	struct computed numerator, denominator;
	int power; /* of the money unit written in it, see money_power */
};

/*
 * What the text gives; value.range.known is false when anything in it is no
 * figure, sign or word, or two figures stand side by side.  What follows an
 * equals sign is left out.
 */
struct formula formula_of_text(struct arena *, str text);

/*
 * k when the text names a money unit of 10^k yen: 0 for 円, 3 for 千円, 6 for
 * 百万円 (百万円/件 too), 8 for 億円; -1 when it names none.
 */
int money_power(struct arena *, str unit);
/* k when what is counted is counted in 10^k: 4 for 万件, 百万円/万件; else 0 */
int count_power(struct arena *, str unit);

#endif
