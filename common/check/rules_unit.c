/*
 * Suspected errors of unit: yen or 千円 typed into a cell of 百万円, so that an
 * amount is 10^6 or 10^3 times too large.  One coincidence proves nothing:
 * two independent figures must support the factor.
 */
#include "check/rules.h"

static const int factors[] = {6, 3};

/* Where the evidence of a factor comes from. */
struct support {
	str texts[4];
	size_t n;
};

static void
support_add(struct support *s, str text)
{
	if (s->n < 4)
		s->texts[s->n++] = text;
}

static void
unit_found(struct check *c, str where, struct dec stated, int power,
    const struct support *s)
{
	struct dec likely = dec_shift(stated, -power);

	check_found(c, where, check_figure(c, stated),
	    check_figure(c, dec_trim(likely)),
	    "%.*s is 10^%d times what %.*s and %.*s support: %.*s",
	    STR_ARG(check_yen(c, stated)), power, STR_ARG(s->texts[0]),
	    STR_ARG(s->texts[1]), STR_ARG(check_yen(c, dec_trim(likely))));
}

/* Whether low <= value x 10^-power <= high, all positive. */
static bool
is_between(struct dec value, int power, struct dec low, struct dec high)
{
	struct dec shifted = dec_shift(value, -power);

	return shifted.known && low.known && high.known &&
	    dec_cmp(shifted, low) >= 0 && dec_cmp(shifted, high) <= 0;
}

/* a / 5 and a x 5: the room that budgets move in from year to year */
static bool
is_near(struct dec value, int power, struct dec other)
{
	return dec_is_positive(other) &&
	    is_between(value, power, dec_div(other, dec_of(5), 6),
		dec_mul(other, dec_of(5)));
}

/* -- budget columns: against the other years and the year's own figures -- */

static struct figure
cell(const struct budget_year *y, int key)
{
	return key == 0 ? y->initial : key == 1 ? y->total : y->executed;
}

static const char *const cell_names[] = {"initial", "total", "executed"};

/* The parts of the year's total without the given one; not known when none
 * of them is. */
static struct dec
other_parts(const struct check *c, const struct budget_year *y, bool initial)
{
	const struct dec parts[] = {y->supplementary.value, y->carried_in.value,
	    c->sheet->budget.carried_out_in_total == TRUTH_FALSE
		? dec_of(0)
		: y->carried_out.value,
	    y->reserve.value, y->carried_net.value,
	    initial ? y->initial.value : dec_of(0)};
	struct dec sum = dec_of(0);

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].known)
			sum = dec_add(sum, parts[i]);
	return sum;
}

/*
 * What the year's own figures make of a cell: the other side of the sum, or
 * for what was executed the total, which it cannot exceed.  An extra budget
 * of a thousand times the usual one is no error: there the sum holds.
 */
static bool
fits_year(struct check *c, const struct budget_year *y, int key, int power)
{
	struct dec value = dec_shift(cell(y, key).value, -power);
	struct interval likely = interval_yen(dec_trim(value), c->yen_exact);
	struct dec rest;

	if (key == 2)
		return dec_is_positive(y->total.value) &&
		    dec_cmp(value, y->total.value) <= 0 &&
		    dec_cmp(cell(y, key).value,
			dec_mul(y->total.value, dec_of(20))) > 0;
	if (!dec_is_positive(y->initial.value) ||
	    !dec_is_positive(y->total.value))
		return false;
	rest = key == 0 ? dec_sub(y->total.value, other_parts(c, y, false))
			: other_parts(c, y, true);
	return dec_is_positive(rest) &&
	    interval_meet(interval_yen(rest, c->yen_exact), likely);
}

static void
check_cell(struct check *c, size_t i, int key)
{
	const struct list *years = &c->sheet->budget.years;
	const struct budget_year *own = ITEM(budget_year, *years, i);
	struct dec value = cell(own, key).value;

	if (!dec_is_positive(value))
		return;
	for (size_t f = 0; f < 2; f++) {
		struct support s = {0};
		if (fits_year(c, own, key, factors[f]))
			support_add(&s,
			    check_path(c, "the other figures of %d",
				own->fiscal_year));
		for (size_t k = 0; k < years->n; k++) {
			const struct budget_year *y =
			    ITEM(budget_year, *years, k);
			/* budgets do grow by 10^3, never by 10^6 */
			if (k != i && (s.n || factors[f] == 6) &&
			    is_near(value, factors[f], cell(y, key).value))
				support_add(&s,
				    check_path(c, "%s of %d", cell_names[key],
					y->fiscal_year));
		}
		if (s.n < 2)
			continue;
		unit_found(c,
		    check_path(c, "budget.years[%zu].%s", i, cell_names[key]),
		    value, factors[f], &s);
		return;
	}
}

/* -- payees: against what was executed, the flow, 費目 and the list -- */

/* The largest amount that the sheet's year had to give. */
static struct dec
money_of(const struct sheet *sheet)
{
	const struct budget_year *y =
	    budget_year_of(sheet, year_after(sheet->sheet_year, -1));
	struct dec most = {0};

	if (!y)
		return most;
	for (int key = 0; key < 3; key++)
		if (dec_is_positive(cell(y, key).value) &&
		    (!most.known || dec_cmp(most, cell(y, key).value) < 0))
			most = cell(y, key).value;
	return most;
}

static bool
equals_spending(struct check *c, const struct payee *p, struct interval range)
{
	const struct list *list = &c->sheet->spending;

	for (size_t i = 0; i < list->n; i++) {
		const struct spending *s = ITEM(spending, *list, i);
		if (str_eq(s->block, p->block) &&
		    dec_is_positive(s->total.value) &&
		    interval_meet(check_amount(c, s->total), range))
			return true;
	}
	return false;
}

static bool
equals_node(struct check *c, const struct payee *p, struct interval range)
{
	const struct list *list = &c->sheet->flow.nodes;

	for (size_t i = 0; i < list->n; i++) {
		const struct flow_node *n = ITEM(flow_node, *list, i);
		if (str_eq(n->block, p->block) &&
		    dec_is_positive(n->amount.value) &&
		    interval_meet(check_amount(c, n->amount), range))
			return true;
	}
	return false;
}

/* Another row of the block that is not suspect itself, of the same order. */
static bool
fits_list(struct check *c, const struct payee *p, int power, struct dec most)
{
	const struct list *list = &c->sheet->payees;

	for (size_t i = 0; i < list->n; i++) {
		struct dec other = ITEM(payee, *list, i)->amount.value;
		if (str_eq(ITEM(payee, *list, i)->block, p->block) &&
		    dec_is_positive(other) && dec_cmp(other, most) <= 0 &&
		    is_between(p->amount.value, power,
			dec_div(other, dec_of(30), 6),
			dec_mul(other, dec_of(30))))
			return true;
	}
	return false;
}

static void
check_payee(struct check *c, size_t i, struct dec most)
{
	const struct payee *p = ITEM(payee, c->sheet->payees, i);

	if (!dec_is_positive(p->amount.value) ||
	    dec_cmp(p->amount.value, dec_mul(most, dec_of(20))) <= 0)
		return;
	for (size_t f = 0; f < 2; f++) {
		int power = factors[f];
		struct dec likely =
		    dec_trim(dec_shift(p->amount.value, -power));
		struct interval range = interval_yen(likely, c->yen_exact);
		struct support s = {0};
		if (!likely.known || dec_cmp(likely, most) > 0)
			continue;
		if (dec_cmp(likely, dec_div(most, dec_of(1000), 6)) >= 0)
			support_add(&s, S("the money of the year"));
		if (equals_spending(c, p, range))
			support_add(&s, S("the total of its spending"));
		if (equals_node(c, p, range))
			support_add(&s, S("its block in the flow"));
		if (fits_list(c, p, power, most))
			support_add(&s, S("the other rows of its block"));
		if (s.n < 2)
			continue;
		unit_found(c, check_path(c, "payees[%zu].amount", i),
		    p->amount.value, power, &s);
		return;
	}
}

void
rule_unit_error(struct check *c)
{
	const struct sheet *sheet = c->sheet;
	struct dec most = money_of(sheet);

	for (size_t i = 0; i < sheet->budget.years.n; i++)
		for (int key = 0; key < 3; key++)
			check_cell(c, i, key);
	for (size_t i = 0; most.known && i < sheet->payees.n; i++)
		check_payee(c, i, most);
}
