/*
 * list: the lists 費目・使途 and 支出先上位10者リスト.
 */
#ifndef WORDS_LIST_H
#define WORDS_LIST_H

#include "words/layout.h"

enum { HEADINGS = 400 }; /* of one list at most */

/* 費目・使途: blocks, each two tables side by side. */
struct spending_part {
	struct words ws;
	int y[HEADINGS]; /* middles of the headings */
	int title[HEADINGS]; /* where the names above them begin */
	int end[HEADINGS]; /* middle of the last row */
	size_t n;
	int left; /* edge of the first table */
	int half; /* x between the two tables */
};

/* Measures what there is of it among the words, from y on. */
void list_open_spending(
    struct layout *, struct spending_part *, struct words, int from);
/*
 * Where columns are kept by spaces: what follows a line of the label 費目・使途
 * after a single space stands in the column of values.
 */
void list_part_label(struct layout *, struct words);
void list_put_spending(struct layout *, struct words, int from);

struct payee_table {
	int heading; /* middle of the headings */
	struct words head; /* their words */
	int letter; /* middle of the line with the block's letter, or
		     * INT_MAX */
	int top; /* where the table begins */
};

/* The tables among the words, by their headings; only `heading` is set. */
struct list list_payee_tables(struct layout *, struct words);
/* Fills in the rest; what stands above y = after is another's. */
void list_measure_payees(
    struct layout *, struct words, struct payee_table *, int after);
void list_put_payees(struct layout *, struct words);

#endif
