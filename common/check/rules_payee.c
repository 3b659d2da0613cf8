/* Rules on the order of 支出先上位10者リスト, on contracts and on 費目・使途.
 */
#include "check/rules.h"

#include "value/name.h"
#include "value/text.h"

#include <string.h>

/* -- order and ranks of a block -- */

/* One past the last row of the block that begins at row i. */
static size_t
block_end(const struct list *payees, size_t i)
{
	str block = ITEM(payee, *payees, i)->block;

	while (i < payees->n && str_eq(ITEM(payee, *payees, i)->block, block))
		i++;
	return i;
}

static bool
same_payee(struct check *c, size_t i, size_t k)
{
	const struct payee *a = ITEM(payee, c->sheet->payees, i);
	const struct payee *b = ITEM(payee, c->sheet->payees, k);

	if (a->corporate_number.n && b->corporate_number.n)
		return str_eq(a->corporate_number, b->corporate_number);
	return str_eq(payee_key(c, i), payee_key(c, k));
}

static struct interval
row_amount(struct check *c, size_t i)
{
	return check_amount(c, ITEM(payee, c->sheet->payees, i)->amount);
}

/* The first row in [i, end) above its predecessor, or end. */
static size_t
rising_row(struct check *c, size_t i, size_t end)
{
	for (i++; i < end; i++)
		if (interval_below(row_amount(c, i - 1), row_amount(c, i)))
			return i;
	return end;
}

/* The same with neighbouring rows of one payee taken together. */
static size_t
rising_payee(struct check *c, size_t i, size_t end)
{
	struct interval before = {0};

	while (i < end) {
		size_t first = i;
		struct interval sum = row_amount(c, i);
		for (i++; i < end && same_payee(c, first, i); i++)
			sum = interval_add(sum, row_amount(c, i));
		if (interval_below(before, sum))
			return first;
		before = sum;
	}
	return end;
}

void
rule_list_order(struct check *c)
{
	const struct list *payees = &c->sheet->payees;

	for (size_t i = 0, end; i < payees->n; i = end) {
		size_t row;
		const struct payee *p;
		end = block_end(payees, i);
		row = rising_row(c, i, end);
		/* the RS System has no ranks, and no order */
		if (row == end || rising_payee(c, i, end) == end ||
		    !ITEM(payee, *payees, i)->rank.value.known)
			continue;
		p = ITEM(payee, *payees, row);
		if (name_is_placeholder(payee_key(c, row)))
			continue; /* その他 stands last whatever its sum */
		check_found(c, check_path(c, "payees[%zu].amount", row),
		    check_figure(c, p->amount.value),
		    check_figure(
			c, ITEM(payee, *payees, row - 1)->amount.value),
		    "%.*s with %.*s stands below a row of %.*s",
		    STR_ARG(p->name), STR_ARG(check_yen(c, p->amount.value)),
		    STR_ARG(check_yen(
			c, ITEM(payee, *payees, row - 1)->amount.value)));
	}
}

void
rule_rank_gap(struct check *c)
{
	const struct list *payees = &c->sheet->payees;

	for (size_t i = 0, end; i < payees->n; i = end) {
		int64_t rank = 0, next;
		end = block_end(payees, i);
		for (size_t k = i; k < end; k++) {
			struct dec printed =
			    ITEM(payee, *payees, k)->rank.value;
			if (!dec_int(printed, &next))
				break;
			if (next > rank + 1 || (next < rank && next != 1)) {
				check_found(c,
				    check_path(c, "payees[%zu].rank", k),
				    check_figure(c, printed),
				    check_figure(c, dec_of(rank + 1)),
				    "rank %lld follows rank %lld",
				    (long long)next, (long long)rank);
				break;
			}
			rank = next;
		}
	}
}

/* -- contracts -- */

void
rule_award_rate(struct check *c)
{
	const struct list *payees = &c->sheet->payees;

	for (size_t i = 0; i < payees->n; i++) {
		const struct payee *p = ITEM(payee, *payees, i);
		struct dec rate = p->award_rate.value;
		if (!rate.known || dec_cmp(rate, dec_of(100)) <= 0)
			continue;
		check_found(c, check_path(c, "payees[%zu].award_rate", i),
		    check_figure(c, rate), STR_NULL,
		    "the award rate of %.*s is %.*s %%, above the planned "
		    "price",
		    STR_ARG(p->name), STR_ARG(check_number(c, rate)));
	}
}

/* One finding a sheet: where one rate is 100, most are. */
void
rule_award_rate_full(struct check *c)
{
	const struct list *payees = &c->sheet->payees;
	size_t n = 0, full = 0, first = 0;

	for (size_t i = 0; i < payees->n; i++) {
		struct dec rate = ITEM(payee, *payees, i)->award_rate.value;
		n += rate.known;
		if (!rate.known || dec_cmp(rate, dec_of(100)) != 0)
			continue;
		if (!full++)
			first = i;
	}
	if (full)
		check_found(c, check_path(c, "payees[%zu].award_rate", first),
		    check_figure(c, dec_of(100)), STR_NULL,
		    "%zu of %zu award rates are 100 %%, that of %.*s first",
		    full, n, STR_ARG(ITEM(payee, *payees, first)->name));
}

static bool
same_row(const struct payee *a, const struct payee *b)
{
	return str_eq(a->block, b->block) && str_eq(a->name, b->name) &&
	    str_eq(a->description, b->description) &&
	    str_eq(a->method, b->method) && a->amount.value.known &&
	    dec_eq(a->amount.value, b->amount.value) &&
	    dec_eq(a->award_rate.value, b->award_rate.value);
}

void
rule_row_twice(struct check *c)
{
	const struct list *payees = &c->sheet->payees;

	for (size_t i = 1; i < payees->n; i++) {
		const struct payee *p = ITEM(payee, *payees, i);
		/* small sums repeat: a trip, a meeting */
		if (!same_row(ITEM(payee, *payees, i - 1), p) ||
		    dec_cmp(p->amount.value, dec_of(1000000)) < 0)
			continue;
		check_found(c, check_path(c, "payees[%zu]", i),
		    check_figure(c, p->amount.value), STR_NULL,
		    "the row of %.*s with %.*s stands twice", STR_ARG(p->name),
		    STR_ARG(check_yen(c, p->amount.value)));
	}
}

/*
 * 一者応札・一者応募又は競争性のない随意契約となった理由及び改善策
 * （支出額10億円以上）: a column of the forms from 平成28 on.
 */
void
rule_single_bid_reason(struct check *c)
{
	const struct dec limit = dec_of(1000000000);
	const struct list *payees = &c->sheet->payees;

	if (c->sheet->sheet_year < 2016)
		return;
	for (size_t i = 0; i < payees->n; i++) {
		const struct payee *p = ITEM(payee, *payees, i);
		if (!p->amount.value.known ||
		    dec_cmp(p->amount.value, limit) < 0 ||
		    !dec_eq(p->bidders.value, dec_of(1)) ||
		    !text_is_void(p->reason))
			continue;
		check_found(c, check_path(c, "payees[%zu].reason", i), STR_NULL,
		    STR_NULL,
		    "%.*s got %.*s as the only bidder, and no reason is given",
		    STR_ARG(p->name), STR_ARG(check_yen(c, p->amount.value)));
	}
}

/* -- 費目・使途 -- */

void
rule_spending_total(struct check *c)
{
	const struct list *list = &c->sheet->spending;

	for (size_t i = 0; i < list->n; i++) {
		const struct spending *s = ITEM(spending, *list, i);
		struct interval range = interval_exact(dec_of(0));
		struct dec sum = dec_of(0);
		bool any = false;
		for (size_t k = 0; k < s->items.n; k++) {
			struct figure amount =
			    ITEM(spending_item, s->items, k)->amount;
			if (!amount.value.known)
				continue;
			any = true;
			sum = dec_add(sum, amount.value);
			range = interval_add(range, check_amount(c, amount));
		}
		if (!any || interval_meet(check_amount(c, s->total), range))
			continue;
		check_found(c, check_path(c, "spending[%zu].total", i),
		    check_figure(c, s->total.value), check_figure(c, sum),
		    "the spending of %.*s totals %.*s, but its items add up "
		    "to %.*s",
		    STR_ARG(s->payee), STR_ARG(check_yen(c, s->total.value)),
		    STR_ARG(check_yen(c, sum)));
	}
}

/* The contract: neither one row of that payee nor the sum of its rows. */
static void
check_spending_payee(struct check *c, size_t i)
{
	const struct list *payees = &c->sheet->payees;
	const struct spending *s = ITEM(spending, c->sheet->spending, i);
	struct interval total = check_amount(c, s->total);
	struct interval range = interval_exact(dec_of(0));
	struct dec sum = dec_of(0);
	str key = name_key_of(c, s->payee);
	bool any = false;

	for (size_t k = 0; k < payees->n; k++) {
		const struct payee *p = ITEM(payee, *payees, k);
		if (!str_eq(p->block, s->block) || !p->amount.value.known ||
		    !str_eq(payee_key(c, k), key))
			continue;
		if (interval_meet(total, check_amount(c, p->amount)))
			return;
		any = true;
		sum = dec_add(sum, p->amount.value);
		range = interval_add(range, check_amount(c, p->amount));
	}
	if (!any || interval_meet(total, range))
		return;
	check_found(c, check_path(c, "spending[%zu].total", i),
	    check_figure(c, s->total.value), check_figure(c, sum),
	    "the spending of %.*s totals %.*s, but the list of payees has "
	    "%.*s",
	    STR_ARG(s->payee), STR_ARG(check_yen(c, s->total.value)),
	    STR_ARG(check_yen(c, sum)));
}

void
rule_spending_payee(struct check *c)
{
	for (size_t i = 0; i < c->sheet->spending.n; i++)
		if (ITEM(spending, c->sheet->spending, i)->total.value.known)
			check_spending_payee(c, i);
}

/* The form asks for the largest payee of each block. */
void
rule_spending_missing(struct check *c)
{
	const struct list *payees = &c->sheet->payees;
	const struct list *spending = &c->sheet->spending;
	struct text blocks = {.arena = &c->arena};

	for (size_t i = 0, end; spending->n && i < payees->n; i = end) {
		str block = ITEM(payee, *payees, i)->block;
		size_t k = 0;
		end = block_end(payees, i);
		while (k < spending->n &&
		    !str_eq(ITEM(spending, *spending, k)->block, block))
			k++;
		if (k < spending->n || str_is_empty(block))
			continue;
		if (blocks.n)
			text_put(&blocks, S(", "));
		text_put(&blocks, block);
	}
	if (blocks.n)
		check_found(c, S("spending"), STR_NULL,
		    check_text(c, text_str(&blocks)),
		    "the list has payees of %.*s, but nothing says what they "
		    "spent it on",
		    STR_ARG(text_str(&blocks)));
}
