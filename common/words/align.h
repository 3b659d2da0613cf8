/*
 * align: the columns of a list where x only keeps the order of edges,
 * and each page has edges of its own (text with columns kept by spaces).
 * Columns are told apart by what they may hold.
 */
#ifndef WORDS_ALIGN_H
#define WORDS_ALIGN_H

#include "words/layout.h"

enum holds {
	HOLDS_LETTER, /* of a block */
	HOLDS_NAME,
	HOLDS_NUMBER, /* 13 digits */
	HOLDS_ITEM, /* a text, or the word 計 */
	HOLDS_TEXT,
	HOLDS_AMOUNT,
	HOLDS_METHOD, /* 契約方式等 */
	HOLDS_COUNT, /* 入札者数 */
	HOLDS_RATE, /* 落札率 */
	HOLDS_REASON,
	HOLDS,
};

struct align {
	const enum holds *columns; /* from left to right */
	size_t n; /* at least 1, at most ALIGN_MOST */
	int from, width; /* where they are put; of each */
};
enum { ALIGN_MOST = 16 };

/*
 * Sets each word's column, and moves it there: to column * width from `from`
 * on, what begins at one edge to one edge.  Words are sorted by y.
 */
void align_words(struct layout *, const struct align *, struct words);

#endif
