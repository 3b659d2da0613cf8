/*
 * text: the named steps that change text.  Reading a cell cleans it
 * (text_clean); recognising a label folds it (text_fold).  What goes into the
 * record is never folded.
 */
#ifndef VALUE_TEXT_H
#define VALUE_TEXT_H

#include "base/arena.h"
#include "base/str.h"

/* White space of any kind: ASCII, U+00A0, U+3000, U+2000-200B, U+FEFF ... */
bool text_is_space(uint32_t code_point);
/* A dash that stands for "none": - ‐ ‑ ‒ – — ― ─ － ー ｰ ﹣ − */
bool text_is_dash(uint32_t code_point);
/* Full-width ASCII to ASCII, U+3000 to space; ー stays a letter. */
uint32_t text_fold_code(uint32_t code_point);

str text_strip(str); /* borrows: without any white space at either end */
bool text_is_blank(str);
/* Only dashes, repeated or not, and at least one. */
bool text_is_none(str);
/* Blank, or only dashes: the cell says nothing. */
bool text_is_void(str);

/*
 * A cell's own text: runs of white space become one space, line breaks stay
 * as \n, ends are trimmed, control characters but \n are dropped.  Borrows
 * when nothing changes.
 */
str text_clean(struct arena *, str);
/*
 * The same for text with HTML in it: tags go (<br> and block ends become
 * \n, cell ends a space), entities are resolved, checked boxes become ☑ and
 * unchecked ones vanish.
 */
str text_unhtml(struct arena *, str);

/*
 * The key by which labels are recognised: white space removed, full-width
 * forms folded, all dashes but ー made -, brackets made ( ), · and ・ alike,
 * ～ and 〜 alike, ASCII lower case kept as is.
 */
str text_fold(struct arena *, str);
/* Digits, dashes and white space as in `number`: 2021 － 総務 -> 2021-総務 */
str text_number(struct arena *, str);
/* Pieces between 、 or line breaks, cleaned; empty ones left out. */
size_t text_split_list(struct arena *, str, struct list *strs);
/* East Asian display width of a code point: 0, 1 or 2 columns. */
int text_width(uint32_t code_point);
/* Brackets that a text opens less those it closes. */
int text_brackets(str);

#endif
