/*
 * goal_activity: 活動指標, whose cell is as high as the rows 活動実績 and
 * 当初見込み beside it.  An extractor that reads across puts the labels of the
 * rows and their units between the lines of its paragraph.
 */
#ifndef DUMP_GOAL_ACTIVITY_H
#define DUMP_GOAL_ACTIVITY_H

#include "dump/dump.h"

struct goal_activity {
	struct list lines; /* of size_t: tokens of 活動指標 */
	struct list units; /* of size_t: tokens of the unit, of one row or both
			    */
};

/*
 * What the paragraphs of both rows' labels hold, of tokens that are free or
 * among known, the units known before; false when they have no text or that
 * of several cells.
 */
bool goal_activity_read(const struct dump *, const size_t *rows,
    const struct list *known, struct goal_activity *);

#endif
