/*
 * goal_local: the figures of one table, read from the stretch of text that
 * its own labels begin.  Where goal_rows is not sure of a table.
 */
#ifndef DUMP_GOAL_LOCAL_H
#define DUMP_GOAL_LOCAL_H

#include "dump/goal_rows.h"

struct goal_figures {
	size_t at[GOAL_ROWS][STACK_COLUMNS]; /* 1 + token, 0: none */
};

struct goal_stretch {
	size_t from, to; /* tokens */
	size_t figures_from, figures_to;
};

/*
 * Where the figures of tables with known stretches are: they stray from their
 * labels, but not from the years above them; where there are as many headings
 * as tables, each heads the figures of its own.
 */
void goal_local_stretches(const struct dump *, const struct sheet *,
    enum goal_kind, struct goal_stretch *, size_t n);

/* The figures among the tokens [from, to); false when nothing is sure. */
bool goal_local_read(struct dump *, const struct sheet *, enum goal_kind,
    size_t from, size_t to, struct goal_figures *);

#endif
