/*
 * build: what the files that make a sheet record of a project's rows share.
 * Only rs_*.c include it.
 */
#ifndef RS_BUILD_H
#define RS_BUILD_H

#include "rs/sheet.h"

struct build {
	struct arena *a;
	struct sheet *sheet;
	const struct rs_project *project;
	struct out json; /* an added key under way */
};

/* -- rows -- */

size_t rs_rows(const struct build *, enum rs_table);
const struct rs_row *rs_row(const struct build *, enum rs_table, size_t i);
/* Whether a cell of the row has text. */
static inline bool
rs_says(const struct rs_row *row, int cell)
{
	str s = row->cells[cell];

	return s.n && ((unsigned char)s.p[0] > ' ' || !str_is_blank(s));
}
/* Whether any cell of the table's own columns has text. */
bool rs_row_says(const struct rs_row *);
/* The same for the cells of one group. */
bool rs_group_says(const struct rs_row *, enum rs_group);

/* -- values: of a cell of a row, null where it is blank or a dash -- */

str rs_text(struct build *, const struct rs_row *, int cell);
/* By the kind of the column; text in its place is kept and noted. */
struct figure rs_figure(struct build *, const struct rs_row *, int cell);
/* 0 when there is none; *text is what stands there instead. */
int32_t rs_year(struct build *, const struct rs_row *, int cell, str *text);
enum truth rs_flag(const struct rs_row *, int cell);
/* Sets *home, or, if it holds something else, notes that and keeps the text
 * in unparsed. */
void rs_set(struct build *, str *home, const struct rs_row *, int cell);

/* -- added keys: JSON in b->json -- */

/* An object or an array under way: writes the commas. */
struct members {
	struct out *out;
	size_t n;
};

struct members rs_open(struct build *); /* { */
void rs_key(struct members *, str key); /* one that needs no escape */
struct members rs_array(struct members *, str key); /* "key":[ */
struct members rs_item(struct members *); /* { in an array */
/* "key": value of a cell that is not blank. */
void rs_put(
    struct build *, struct members *, const struct rs_row *, int cell, str key);
void rs_put_group(
    struct build *, struct members *, const struct rs_row *, enum rs_group);
/* Closes the object: its JSON in the arena, or null when it is empty. */
str rs_close(struct build *, struct members *);

/* -- lists of distinct things -- */

/* From hashes to numbers 0, 1, 2 ... in the order of adding. */
struct index {
	uint64_t *hashes;
	uint32_t *heads, *next; /* number + 1; 0 is none */
	size_t n, room;
};

uint32_t index_add(struct arena *, struct index *, uint64_t hash);
/* The numbers with a hash, the newest first; UINT32_MAX: no more. */
uint32_t index_first(const struct index *, uint64_t hash);
uint32_t index_next(const struct index *, uint32_t number);

struct set {
	struct list strs;
	struct index index;
};

/* False when it was there; null is never added. */
bool set_add(struct arena *, struct set *, str);
str set_join(struct arena *, const struct set *, str between); /* or null */

/* -- the parts of a record, each in its own file -- */

void rs_budget(struct build *); /* 2-1, 2-2 */
void rs_goals(struct build *); /* 3-1, 3-2: outputs, outcomes */
void rs_payments(struct build *); /* 5-1 to 5-4 */
/* What of them goes into sheet.rs. */
void rs_goals_added(struct build *, struct members *);
void rs_payments_added(struct build *, struct members *);

#endif
