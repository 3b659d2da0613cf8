/*
 * related: 関連事業 (所管府省名, 事業番号, 事業名) where columns are kept by
 * spaces: what a cell says tells its column.
 */
#ifndef WORDS_RELATED_H
#define WORDS_RELATED_H

#include "words/layout.h"

/*
 * Where the table ends whose heading is at `from`: with the last ministry or
 * number above `to` and what continues their row, since 点検結果 comes below.
 */
int related_end(struct layout *, struct words, int from, int to);
void related_put(struct layout *, struct words);

#endif
