/*
 * rows: the groups of a tally as rows of a table, as the contract lays them
 * out, and the spellings that were joined with the reason.
 */
#ifndef PAYEE_ROWS_H
#define PAYEE_ROWS_H

#include "payee/official.h"
#include "payee/tally.h"
#include "table/table.h"

/* The first `top` groups (0: all), largest amount first. */
void rows_write(struct out *, enum table_form, struct tally *,
    const struct official *, size_t top);
/* A row for each spelling of a payee that has several. */
void rows_explain(struct out *, enum table_form, struct tally *,
    const struct official *, size_t top);

#endif
