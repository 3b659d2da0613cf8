/* dump_sheet: an invented sheet's text, read as a dump. */
#ifndef DUMP_SHEET_H
#define DUMP_SHEET_H

#include "text/text.h"

static struct arena arena; /* of all sheets of a test */

static inline struct sheet
sheet_of(const char *text)
{
	struct sheet sheet = {0};

	text_read_sheet(&arena, str_of(text), 1, &sheet);
	return sheet;
}

#endif
