/*
 * money: 資金の流れ, 費目・使途 and the list of payees of a paragraph
 * dump, which tell of the same payments: the boxes of the flow are the rows of
 * the list, and the totals of the blocks are sums of both.
 */
#ifndef SCATTER_MONEY_H
#define SCATTER_MONEY_H

#include "scatter/parts.h"

enum {
	BOXES_MAX = 40,
	DIRECT_MAX = 14, /* boxes among which the ministry's own are sought */
};

struct box {
	str block, name, role, id;
	str description, method; /* of its row in the list of payees */
	struct dec amount; /* in million yen */
	size_t at, end; /* scraps of the name and the amount */
	int rank;
	bool direct; /* paid by the ministry itself */
	int parent; /* who pays it, -1: the ministry or unknown */
	int payee; /* its row, -1: none */
};

struct money {
	struct box boxes[BOXES_MAX];
	size_t n;
	struct dec root; /* the ministry's own amount */
	bool edges; /* who pays whom is known */
	struct zone zone;
};

void scatter_flow(struct scatter *, struct money *); /* boxes */
void scatter_payees(struct scatter *, struct money *); /* rows of the list */
void scatter_roles(struct scatter *, struct money *);
void scatter_put_flow(struct scatter *, struct money *);
void scatter_spending(struct scatter *, const struct money *);

#endif
