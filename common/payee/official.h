/*
 * official: names by corporate number, from lines "number TAB name" as can be
 * cut from the files of the National Tax Agency (国税庁法人番号公表サイト).
 * Only the numbers asked for are kept.
 */
#ifndef PAYEE_OFFICIAL_H
#define PAYEE_OFFICIAL_H

#include "base/str.h"
#include "hash/intern.h"

struct official {
	struct intern numbers; /* asked for */
	struct paged names; /* str, null until it is met */
	struct arena arena;
};

void official_init(struct official *);
void official_free(struct official *);
void official_ask(struct official *, str number);
/*
 * Reads a file, gzip or not; reports through diag what cannot be read and
 * lines that are none.  Of two names for one number the last counts.
 */
void official_read(struct official *, const char *path);
/* The name of a number as it stands in the file, or null. */
str official_name(const struct official *, str number);

#endif
