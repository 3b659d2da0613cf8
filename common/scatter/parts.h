/*
 * parts: the scraps of a paragraph dump, and the parts of a sheet
 * found among them.
 */
#ifndef SCATTER_PARTS_H
#define SCATTER_PARTS_H

#include "dump/dump.h"

enum scrap_kind {
	SCRAP_LABEL,
	SCRAP_YEAR, /* 26年度, 平成２３年度, 30年度活動見込 */
	SCRAP_FIGURE,
	SCRAP_DASH, /* a cell that says nothing */
	SCRAP_MARK, /* ○ △ × 有 無 */
	SCRAP_FORMULA, /* 309/3 */
	SCRAP_TEXT, /* the lines of a cell, joined */
};

struct scrap {
	enum scrap_kind kind;
	int label; /* enum label or enum dump_label */
	int year;
	bool era; /* the year is printed with its era's name */
	bool rate; /* the figure has a percent sign */
	bool used;
	struct dec value;
	str text, group;
	size_t from, to; /* its tokens */
	size_t line;
	int row; /* its line among those that hold text */
	int last; /* the last of its lines */
	int column, columns; /* its place among the cells of its line */
	int paragraph, page;
	int width; /* of its widest line, in display columns */
};

struct scatter {
	struct dump *dump;
	struct arena *arena;
	struct sheet *sheet;
	struct scrap *scraps;
	size_t n;
	int pages;
};

/* Pages from the first to the last that have one of the labels. */
struct zone {
	int first, last; /* first > last: none */
};
struct zone scatter_zone(const struct scatter *, const int *labels, size_t n);
#define SCATTER_ZONE(s, ...) \
	scatter_zone((s), (const int[]){__VA_ARGS__}, \
	    sizeof((const int[]){__VA_ARGS__}) / sizeof(int))

/* Whether a scrap of that kind is free and within the zone. */
bool
scatter_free(const struct scatter *, struct zone, size_t i, enum scrap_kind);
/* The free scraps of a kind within a zone: indices. */
size_t scatter_pool(
    const struct scatter *, struct zone, enum scrap_kind, size_t **indices);
/* How many label scraps of that kind the zone has. */
size_t scatter_count(const struct scatter *, struct zone, int label);
/* The label that stands before scrap i on its line; LABEL_NONE. */
int scatter_beside(const struct scatter *, size_t i);
/* The text of a scrap, which is used from now on. */
str scatter_take(struct scatter *, size_t i);
/* Notes once per place that figures were placed by what must hold. */
void scatter_note(struct scatter *, const char *where, const char *what);

/*
 * How many pairs of characters two groups of texts share: out[l * right + r].
 * A pair that many texts have counts little, one of kana only nothing.
 */
void scatter_likeness(struct scatter *, const str *a, size_t left, const str *b,
    size_t right, int *out);
int scatter_like(struct scatter *, str a, str b); /* 0 to 1000 */

void scatter_head(struct scatter *);
void scatter_budget(struct scatter *);
void scatter_goals(struct scatter *);
void scatter_review(struct scatter *);
void scatter_opinions(struct scatter *);
void scatter_past(struct scatter *);
void scatter_money(struct scatter *); /* flow, spending and payees */

#endif
