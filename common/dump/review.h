/*
 * review: 点検・改善, what its two ways of reading share: -raw (review.c) and
 * paragraphs (review_rows.c).
 */
#ifndef DUMP_REVIEW_H
#define DUMP_REVIEW_H

#include "dump/dump.h"

struct question {
	size_t token;
	struct review_item *item;
	bool commented;
	bool second; /* -raw: its label is in the second pass */
	bool behind; /* and text stands behind it */
	bool dashed; /* rated - */
};

struct mark {
	size_t token;
	size_t from, to; /* what else its line holds: a comment */
};

struct reviewer {
	struct dump *dump;
	struct sheet *sheet;
	struct question *questions; /* in the order of the form */
	size_t n;
};

/* Questions whose lines stand apart become labels. */
void review_mend(struct dump *);
/* The answers among the tokens [from, to): marks, and dashes. */
size_t review_marks(struct reviewer *, size_t from, size_t to, struct mark **);
bool review_asks_whether(const struct token *question); /* 有 or 無 */
bool review_asks_related(const struct token *question);
bool review_says_whether(const struct token *mark);
bool review_is_dash(const struct token *);
bool review_on_lines_of(const struct token *question, const struct token *);
/* How many questions begin between two tokens. */
int review_between(const struct reviewer *, size_t a, size_t b);

/* Ratings and comments of a dump in paragraphs. */
void review_place(struct reviewer *, size_t from, size_t to);
/* Letters of an upright group that are no label any more: used. */
void review_drop_fragments(struct dump *, size_t from, size_t to);

#endif
