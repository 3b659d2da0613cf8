/*
 * strings: the strings that the cells of a workbook share, and the rules
 * for strings in cells: runs are joined, phonetic runs (furigana) are no
 * text, _xHHHH_ stands for a character.
 */
#ifndef XLSX_STRINGS_H
#define XLSX_STRINGS_H

#include "base/arena.h"
#include "xlsx/xml.h"

/*
 * All texts in one piece of memory: what they take is what is used.  Not in
 * an arena because it grows to any size and is kept until the workbook ends.
 */
struct xlsx_strings {
	char *bytes;
	size_t n, room;
	uint32_t *ends; /* of each text in bytes */
	size_t count, count_room;
	bool in_text; /* within a <t> that counts */
	unsigned phonetic; /* depth within <rPh> */
};

/* More text than this is refused. */
enum { XLSX_STRINGS_LIMIT = 1024 * 1024 * 1024 };

/* *strings must be zeroed; free it in any case.  False: *error tells. */
bool
xlsx_strings_read(struct xlsx_strings *, struct in *, struct xml_error *error);
str xlsx_strings_at(const struct xlsx_strings *, size_t i); /* or null */
void xlsx_strings_free(struct xlsx_strings *);

/* Resolves _xHHHH_ (ST_Xstring); borrows when there is none. */
str xlsx_unescape(struct arena *, str);

#endif
