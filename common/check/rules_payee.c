/* Rules on 支出先上位10者リスト, 費目・使途 and their numbers and names. */
#include "check/rules.h"

#include "value/corp.h"
#include "value/name.h"
#include "value/text.h"

#include <stdlib.h>
#include <string.h>

static str
canonical(struct check *c, str name)
{
	return name_key(&c->arena, name_canonical(&c->arena, name, NULL), NULL);
}

/* The key of the i-th payee's name, made once for all rules. */
static str
payee_key(struct check *c, size_t i)
{
	const struct list *payees = &c->sheet->payees;

	if (!c->payee_keys)
		c->payee_keys = arena_new(&c->arena, str, payees->n);
	if (str_is_null(c->payee_keys[i]))
		c->payee_keys[i] = canonical(c, ITEM(payee, *payees, i)->name);
	return c->payee_keys[i];
}

/* -- corporate numbers -- */

static bool
is_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

/* 9999999999999 and its kin */
static bool
is_dummy(str number)
{
	if (str_eq(number, S("1234567890123")))
		return true;
	for (size_t i = 1; i < number.n; i++)
		if (number.p[i] != number.p[0])
			return false;
	return number.n > 1;
}

enum number_class {
	NUMBER_GOOD,
	NUMBER_NONE,
	NUMBER_DUMMY,
	NUMBER_LENGTH,
	NUMBER_DIGIT
};

static enum number_class
number_class(const struct payee *p, str *shown)
{
	*shown = p->corporate_number;
	if (str_is_empty(*shown)) {
		*shown = p->corporate_number_text;
		/* words such as 外国法人 are no misspelt number */
		if (str_is_empty(*shown) || !is_digits(*shown))
			return NUMBER_NONE;
	}
	if (is_dummy(*shown))
		return NUMBER_DUMMY;
	if (shown->n != 13 || !is_digits(*shown))
		return NUMBER_LENGTH;
	return corp_is_valid(*shown) ? NUMBER_GOOD : NUMBER_DIGIT;
}

static void
number_found(struct check *c, const char *list, size_t i, const struct payee *p,
    enum number_class class, str number)
{
	const char *key = str_is_empty(p->corporate_number)
	    ? "corporate_number_text"
	    : "corporate_number";
	str what = STR_NULL;

	switch (class) {
	case NUMBER_DIGIT:
		what = check_path(c, "fails its check digit");
		break;
	case NUMBER_LENGTH:
		what = check_path(c, "has %zu digits, want 13", number.n);
		break;
	default:
		what = check_path(c, "is a dummy");
		break;
	}
	check_found(c, check_path(c, "%s[%zu].%s", list, i, key),
	    check_text(c, number), STR_NULL,
	    "the corporate number %.*s of %.*s %.*s", STR_ARG(number),
	    STR_ARG(p->name), STR_ARG(what));
}

static void
check_numbers(struct check *c, const char *name, const struct list *list,
    enum number_class wanted)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct payee *p = ITEM(payee, *list, i);
		str number;
		if (number_class(p, &number) == wanted)
			number_found(c, name, i, p, wanted, number);
	}
}

static void
check_all_numbers(struct check *c, enum number_class wanted)
{
	check_numbers(c, "payees", &c->sheet->payees, wanted);
	check_numbers(c, "obligations", &c->sheet->obligations, wanted);
}

void
rule_corporate_number(struct check *c)
{
	check_all_numbers(c, NUMBER_DIGIT);
}

void
rule_corporate_number_form(struct check *c)
{
	check_all_numbers(c, NUMBER_LENGTH);
}

void
rule_corporate_number_dummy(struct check *c)
{
	check_all_numbers(c, NUMBER_DUMMY);
}

/* Names with these words have a number for certain. */
static bool
is_company(str key)
{
	static const char *const forms[] = {"株式会社", "有限会社", "合同会社",
	    "一般社団法人", "一般財団法人", "公益社団法人", "公益財団法人",
	    "独立行政法人", NULL};

	for (size_t i = 0; forms[i]; i++)
		if (str_starts(key, str_of(forms[i])) ||
		    str_ends(key, str_of(forms[i])))
			return true;
	return false;
}

void
rule_corporate_number_missing(struct check *c)
{
	const struct list *payees = &c->sheet->payees;
	bool column = false; /* forms before 2016 have none */

	for (size_t i = 0; i < payees->n; i++)
		column |= ITEM(payee, *payees, i)->corporate_number.n > 0;
	for (size_t i = 0; column && i < payees->n; i++) {
		const struct payee *p = ITEM(payee, *payees, i);
		if (!str_is_empty(p->corporate_number) ||
		    !str_is_empty(p->corporate_number_text) ||
		    !is_company(payee_key(c, i)))
			continue;
		check_found(c, check_path(c, "payees[%zu].corporate_number", i),
		    STR_NULL, STR_NULL,
		    "%.*s is listed without its corporate "
		    "number",
		    STR_ARG(p->name));
	}
}

/* -- numbers against names -- */

struct named {
	str number, name;
	size_t i;
};

static int
by_number(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = str_cmp(x->number, y->number);

	return order ? order : (x->i > y->i) - (x->i < y->i);
}

static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = str_cmp(x->name, y->name);

	return order ? order : (x->i > y->i) - (x->i < y->i);
}

/* The payees with a good number and a name, sorted. */
static struct list
named_payees(struct check *c, int (*order)(const void *, const void *))
{
	const struct list *payees = &c->sheet->payees;
	struct list named = {0};

	for (size_t i = 0; i < payees->n; i++) {
		str number;
		if (number_class(ITEM(payee, *payees, i), &number) !=
		    NUMBER_GOOD)
			continue;
		str name = payee_key(c, i);
		if (!str_is_empty(name))
			*list_add(&c->arena, &named, struct named) =
			    (struct named){number, name, i};
	}
	if (named.n)
		qsort(named.items, named.n, sizeof(struct named), order);
	return named;
}

void
rule_number_two_names(struct check *c)
{
	struct list named = named_payees(c, by_number);

	for (size_t k = 1; k < named.n; k++) {
		const struct named *a = ITEM(named, named, k - 1);
		const struct named *b = ITEM(named, named, k);
		/* a branch or a department behind the name is the same body */
		if (!str_eq(a->number, b->number) ||
		    str_has(a->name, b->name) || str_has(b->name, a->name) ||
		    name_is_placeholder(a->name) ||
		    name_is_placeholder(b->name))
			continue;
		check_found(c, check_path(c, "payees[%zu].name", b->i),
		    check_text(c, b->name), check_text(c, a->name),
		    "the corporate number %.*s stands for %.*s and, in "
		    "payees[%zu], for %.*s",
		    STR_ARG(b->number), STR_ARG(b->name), a->i,
		    STR_ARG(a->name));
	}
}

void
rule_name_two_numbers(struct check *c)
{
	struct list named = named_payees(c, by_name);

	for (size_t k = 1; k < named.n; k++) {
		const struct named *a = ITEM(named, named, k - 1);
		const struct named *b = ITEM(named, named, k);
		if (!str_eq(a->name, b->name) || str_eq(a->number, b->number) ||
		    name_is_placeholder(b->name))
			continue;
		check_found(c,
		    check_path(c, "payees[%zu].corporate_number", b->i),
		    check_text(c, b->number), check_text(c, a->number),
		    "%.*s has the corporate number %.*s here and %.*s in "
		    "payees[%zu]",
		    STR_ARG(b->name), STR_ARG(b->number), STR_ARG(a->number),
		    a->i);
	}
}

/* -- placeholders -- */

static const char *
placeholder_class(str key)
{
	static const struct {
		const char *word, *class;
	} classes[] = {{"個人", "individuals"}, {"職員", "individuals"},
	    {"委員", "individuals"}, {"その他", "others"},
	    {"非公表", "not published"}, {"非公開", "not published"},
	    {"同上", "as above"}, {"〃", "as above"},
	    {"社", "companies by letter"}, {"法人", "bodies by letter"}};

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (str_has(key, str_of(classes[i].word)))
			return classes[i].class;
	return "nobody in particular";
}

void
rule_placeholder(struct check *c)
{
	const struct list *payees = &c->sheet->payees;
	struct {
		const char *class;
		size_t n, first;
	} seen[8] = {0};

	for (size_t i = 0; i < payees->n; i++) {
		const char *class;
		size_t k = 0;
		str key, number;
		/* whoever has a number is somebody in particular */
		if (number_class(ITEM(payee, *payees, i), &number) ==
		    NUMBER_GOOD)
			continue;
		key = payee_key(c, i);
		if (str_is_empty(key) || !name_is_placeholder(key))
			continue;
		class = placeholder_class(key);
		while (k < 7 && seen[k].class && seen[k].class != class)
			k++;
		if (!seen[k].n++) {
			seen[k].class = class;
			seen[k].first = i;
		}
	}
	for (size_t k = 0; k < 8 && seen[k].class; k++)
		check_found(c, check_path(c, "payees[%zu].name", seen[k].first),
		    check_text(c, ITEM(payee, *payees, seen[k].first)->name),
		    STR_NULL,
		    "%zu of %zu rows name %s (%.*s) instead of a payee",
		    seen[k].n, payees->n, seen[k].class,
		    STR_ARG(ITEM(payee, *payees, seen[k].first)->name));
}

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
same_payee(struct check *c, const struct payee *a, const struct payee *b)
{
	if (a->corporate_number.n && b->corporate_number.n)
		return str_eq(a->corporate_number, b->corporate_number);
	return str_eq(canonical(c, a->name), canonical(c, b->name));
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
	const struct list *payees = &c->sheet->payees;
	struct interval before = {0};

	while (i < end) {
		size_t first = i;
		struct interval sum = row_amount(c, i);
		for (i++; i < end &&
		     same_payee(c, ITEM(payee, *payees, first),
			 ITEM(payee, *payees, i));
		     i++)
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
		if (name_is_placeholder(canonical(c, p->name)))
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
	str key = canonical(c, s->payee);
	bool any = false;

	for (size_t k = 0; k < payees->n; k++) {
		const struct payee *p = ITEM(payee, *payees, k);
		if (!str_eq(p->block, s->block) || !p->amount.value.known ||
		    !str_eq(canonical(c, p->name), key))
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
