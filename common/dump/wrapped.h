/*
 * wrapped: what pdftotext -raw writes of a list behind its rows.  A page's
 * cells come in two passes: first, line by line, those of one line in one
 * script, then, cell by cell in the same order, those that wrap or mix
 * scripts.  The cells that the first pass left open are filled with the lines
 * of the second: a line that is not full ends its cell, a line in one script
 * is seldom a cell alone.
 */
#ifndef DUMP_WRAPPED_H
#define DUMP_WRAPPED_H

#include "dump/rows.h"

/* What is known of a list's cells of text, to read others by. */
struct wrapped_known {
	struct list hashes[COLUMNS]; /* of uint64_t: whole cells */
	struct list widths[COLUMNS]; /* of int: of the cells that wrap */
	int full[COLUMNS]; /* the width of the column, as far as known */
};

/* Learns the cells of rows. */
void wrapped_learn(
    const struct rows *, const struct list *rows, struct wrapped_known *);
/* To be called when all is learnt, before anything is filled. */
void wrapped_settle(struct wrapped_known *);

/*
 * Fills the open cells of rows first.. (struct row), count of them, from the
 * free tokens; a cell of which other readings are as good stays open.  With
 * learn nothing is filled, only learnt what would be.
 */
void wrapped_fill(struct rows *, const struct wrapped_known *,
    struct list *rows, size_t first, size_t count, size_t from, size_t to,
    struct wrapped_known *learn);

#endif
