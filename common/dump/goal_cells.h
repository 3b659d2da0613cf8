/*
 * goal_cells: the lines of the two cells of text that a table of goals has
 * left of its rows, 成果目標 and 成果指標.  They are narrow, and no figure
 * shares their paragraph.
 */
#ifndef DUMP_GOAL_CELLS_H
#define DUMP_GOAL_CELLS_H

#include "dump/goal_pair.h"

struct goal_cells {
	struct goal_pair pair;
	struct list tokens; /* of size_t: what says them, once or twice */
};

enum { GOAL_CELLS_TRIES = 1500 }; /* lines of a sheet; it bounds the time */

/*
 * Those of a table of that part, among the tokens [from, to); false when they
 * cannot be told.  evidence (of size_t) are the used tokens of the cell below,
 * whose first lines may be the last ones of these.  tries are the lines that
 * may yet be searched in the sheet.
 */
bool
goal_cells_read(struct dump *, const struct joins *, enum part, size_t from,
    size_t to, const struct list *evidence, size_t *tries, struct goal_cells *);

#endif
