/*
 * pairs: the tables of 費目・使途 of a dump in blocks.  They stand two side by
 * side, pair below pair, and an extraction of text keeps the order of what
 * stands below each other: so there are six queues of cells, 費目, 使途 and
 * 金額 of the tables at the left and of those at the right.  Whose turn it is
 * is searched.  In every table amounts fall and 計 is their sum.
 */
#ifndef DUMP_PAIRS_H
#define DUMP_PAIRS_H

#include "dump/dump.h"

enum { PAIRS_ITEM, PAIRS_USE, PAIRS_MONEY, PAIRS_COLUMNS };

enum {
	PAIRS_MAX = 26, /* pairs of tables */
	PAIRS_ROWS = 30, /* of a table */
	PAIRS_UNITS = 600, /* more are not searched */
};

/* What can be a cell, or a line of one. */
struct pairs_unit {
	size_t token;
	str text; /* all or a part of the token's */
	int64_t yen; /* of a figure, or 0 */
	int width;
	int fits; /* words of 費目: > 0, of a sentence: < 0 */
	bool stray; /* a letter that may be of a label */
	bool beside; /* in a paragraph of the label at the side */
	bool tied; /* on the line of the unit before */
	bool joined; /* in the token of the unit before */
	int heads[PAIRS_COLUMNS]; /* headings of each column so far */
	uint32_t fixed; /* the only choice, or 0 */
	/* The answer. */
	bool placed, more, total, sure;
	int pair, side, column, row;
	int price; /* what the choice cost */
};

struct pairs {
	struct dump *dump;
	struct spending
	    *tables[PAIRS_MAX][2]; /* the right one may be missing */
	int64_t paid[PAIRS_MAX][2]; /* yen by the list of payees, 0: unknown */
	int64_t block[PAIRS_MAX][2]; /* all of its block, by the flow */
	int pages[PAIRS_MAX][2]; /* of their headings, -1: unknown */
	int npairs;
	bool mixed; /* paragraphs hold cells of several columns */
	struct pairs_unit *units;
	size_t n;
	int rows[PAIRS_MAX][2]; /* by the amounts, 0: unknown */
	bool figures; /* these alone are placed */
	size_t *order, norder; /* units of the search */
};

/* Cuts the tokens of the part into units; more than PAIRS_UNITS are none. */
void pairs_units(struct pairs *);
/* Places the units.  Linear in their number. */
void pairs_place(struct pairs *);

#endif
