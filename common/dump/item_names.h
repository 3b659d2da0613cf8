/*
 * item_names: the names of 予算内訳, told from the other texts around and
 * given to the rows of its amounts.
 */
#ifndef DUMP_ITEM_NAMES_H
#define DUMP_ITEM_NAMES_H

#include "dump/dump.h"

enum {
	ITEM_NAMES_MAX = 20,
	ITEM_NAME_LINES = 6,
};

struct item_name {
	size_t lines[ITEM_NAME_LINES]; /* tokens */
	size_t n; /* 0: none */
};

struct item_names {
	const struct dump *dump;
	size_t from, to; /* the tokens of the table */
	struct list names; /* of struct item_name, as they come */
};

/* Finds all there may be. */
void item_names_find(struct item_names *);
/*
 * Gives each row its name, or none.  amounts are the tokens of its two amounts
 * by row.
 */
void item_names_place(const struct item_names *, size_t rows,
    size_t (*amounts)[2], struct item_name *);
bool item_names_is_reason(str text); /* 主な増減理由 rather than a name */

#endif
