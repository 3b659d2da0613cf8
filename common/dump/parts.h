/*
 * parts: the parts of a sheet, each read from the tokens of a dump.  A
 * function takes what it is sure of, marks it used and notes what it placed
 * by arithmetic; all else is left for sheet->unparsed.
 */
#ifndef DUMP_PARTS_H
#define DUMP_PARTS_H

#include "dump/dump.h"

void dump_head(struct dump *, struct sheet *);
void dump_budget(struct dump *, struct sheet *);
void dump_items(struct dump *, struct sheet *); /* 予算内訳 */
void dump_policy(struct dump *, struct sheet *); /* 政策, 施策 ... */
void dump_goals(struct dump *, struct sheet *); /* アウトカム ... 測定指標 */
/* 測定指標 of dumps in paragraphs, once the goals have their figures. */
void dump_measures(struct dump *, struct sheet *);
/* How well its costs are what its formulas say: below 0 they are not. */
int dump_unit_cost_sense(const struct unit_cost *);
void dump_review(struct dump *, struct sheet *);
void dump_opinions(struct dump *, struct sheet *);
void dump_past(struct dump *, struct sheet *);
void dump_flow(struct dump *, struct sheet *);
void dump_spending(struct dump *, struct sheet *);
void dump_payees(struct dump *, struct sheet *);
/* With the payees known: tables of 費目・使途 without a heading get theirs. */
void dump_spending_names(struct dump *, struct sheet *);
void dump_pairs(struct dump *, struct sheet *); /* 費目・使途 by the payees */

/* The place of a question (a token of LABEL_QUESTION) in the forms. */
size_t dump_question_order(const struct token *);

#endif
