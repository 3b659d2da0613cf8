/*
 * sheet: pages of words on their way to sheet records.  A page with a
 * title begins a sheet, the pages behind it belong to that; what stands before
 * the first title is skipped, with a note.
 */
#ifndef WORDS_SHEET_H
#define WORDS_SHEET_H

#include "read/reader.h"
#include "words/page.h"

struct words_sheet {
	struct reading *r; /* whose arena holds the sheet's words */
	struct in *in; /* for the place of an error */
	bool scan; /* boxes hug the glyphs, as an OCR's do */
	bool weak; /* boxes are estimates: words_form is told so */
	/* its own */
	struct arena arena; /* the words of the page being read */
	struct list page; /* of struct word */
	struct list sheet; /* of struct word, in r->arena */
	int pages; /* read so far */
	int skipped; /* pages before the sheet without a title */
	size_t before; /* sheets when it began */
};

/* The page so far is whole; what is added next stands on another. */
bool words_sheet_page(struct words_sheet *);
/*
 * Adds a word to the page: its box, its line and its text, which is copied.
 * Words without extent or text are dropped.
 */
void words_sheet_add(struct words_sheet *, struct word);
/*
 * Ends the last sheet and frees; what the reader returns.  `ok` and `next` are
 * how the reading went.
 */
bool words_sheet_end(struct words_sheet *, bool ok, enum next next);

#endif
