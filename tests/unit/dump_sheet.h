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

/* Whether some text left over holds this one. */
static inline bool
is_unparsed(const struct sheet *sheet, const char *text)
{
	for (size_t i = 0; i < sheet->unparsed.n; i++)
		if (str_has(list_at(&sheet->unparsed, struct unparsed, i)->text,
			str_of(text)))
			return true;
	return false;
}

#endif
