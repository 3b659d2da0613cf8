/*
 * item_reason: 主な増減理由 of 予算内訳 where a dump comes in blocks: one cell
 * right of all amounts, whose lines share theirs with amounts of the rows.
 */
#ifndef DUMP_ITEM_REASON_H
#define DUMP_ITEM_REASON_H

#include "dump/dump.h"

/* Takes it from among tokens [from, to); null when there is none, or two. */
str item_reason_take(struct dump *, size_t from, size_t to);

#endif
