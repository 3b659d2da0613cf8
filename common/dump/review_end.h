/*
 * review_end: what stands below the questions of 点検・改善: the projects of
 * 関連事業, 点検結果 and 改善の方向性.
 */
#ifndef DUMP_REVIEW_END_H
#define DUMP_REVIEW_END_H

#include "dump/dump.h"

/* Both look at the tokens [from, to) of the part and take what is sure. */
void review_related(struct dump *, struct sheet *, size_t from, size_t to);
void review_results(struct dump *, struct sheet *, size_t from, size_t to);

#endif
