/*
 * review: 政策評価, 点検・改善, and headings across the page.
 */
#ifndef WORDS_REVIEW_H
#define WORDS_REVIEW_H

#include "words/layout.h"

void review_put_policy(struct layout *, struct words, struct side *);
void review_put(struct layout *, struct words);
/* A heading on the first line and the text below it; with `verdict`, what
 * stands in a narrow column at the left is a cell of its own. */
void review_put_full(struct layout *, struct words, bool verdict);

/* 関連する過去のレビューシートの事業番号, below its heading. */
void review_put_past(struct layout *, struct words);

#endif
