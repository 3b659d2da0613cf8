/*
 * keep: nothing is lost.  Whatever the readers of text took a piece for, the
 * record is asked at the end whether it says it.
 */
#ifndef TEXT_KEEP_H
#define TEXT_KEEP_H

#include "record/record.h"

/*
 * What the text of a sheet says and the record does not goes to
 * sheet->unparsed.  line is the number of the text's first line.
 */
void keep_rest(struct arena *, struct sheet *, str text, size_t line);
/*
 * What one of several readings left open goes to sheet->unparsed (a list of
 * struct unparsed), unless another put every piece of it into the record.
 */
void keep_open(struct arena *, struct sheet *, const struct list *unparsed);

#endif
