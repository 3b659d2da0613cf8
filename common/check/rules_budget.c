/* Rules on 予算額・執行額 and 予算内訳. */
#include "check/rules.h"

#include <string.h>

/* -- what several rules share -- */

enum fit
fit_of(struct dec stated, struct interval computed)
{
	if (interval_meet(interval_printed(stated), computed))
		return FITS;
	return interval_meet(interval_cut(stated), computed) ? CUT : MISFIT;
}

struct dec
percent_of(struct dec a, struct dec b, struct dec like)
{
	return dec_div(dec_shift(a, 2), b, like.scale > 1 ? like.scale : 1);
}

struct interval
percent_interval(struct interval a, struct interval b)
{
	return interval_shift(interval_div(a, b), 2);
}

int32_t
year_after(int32_t year, int32_t n)
{
	return year > 0 && year < 10000 ? year + n : 0;
}

const struct budget_year *
budget_year_of(const struct sheet *sheet, int32_t year)
{
	const struct list *years = &sheet->budget.years;

	for (size_t i = 0; year && i < years->n; i++)
		if (ITEM(budget_year, *years, i)->fiscal_year == year)
			return ITEM(budget_year, *years, i);
	return NULL;
}

/*
 * A sum of printed amounts; null parts count as nothing.  Most sums hold to
 * the yen, so the interval is only made when they do not.
 */
enum { SUM_PARTS = 6 };

struct sum {
	struct dec value; /* known when a part is */
	struct figure parts[SUM_PARTS];
	size_t n;
};

static void
sum_add(struct sum *sum, struct figure part)
{
	if (!part.value.known)
		return;
	sum->value = sum->n ? dec_add(sum->value, part.value) : part.value;
	sum->parts[sum->n++] = part;
}

static struct interval
sum_range(const struct check *c, const struct sum *sum)
{
	struct interval range = check_amount(c, sum->parts[0]);

	for (size_t i = 1; i < sum->n; i++)
		range = interval_add(range, check_amount(c, sum->parts[i]));
	return range;
}

static struct sum
parts_of(const struct check *c, const struct budget_year *year)
{
	struct sum sum = {0};

	sum_add(&sum, year->initial);
	sum_add(&sum, year->supplementary);
	sum_add(&sum, year->carried_in);
	if (c->sheet->budget.carried_out_in_total != TRUTH_FALSE)
		sum_add(&sum, year->carried_out);
	sum_add(&sum, year->reserve);
	sum_add(&sum, year->carried_net);
	return sum;
}

/* -- sums -- */

/*
 * How a total stands to its parts.  A sheet without its initial budget (a
 * cell left open, a row lost on the way to the record) contradicts nothing
 * as long as what is missing may be just that.
 */
enum total_class { TOTAL_GOOD, TOTAL_LACKS_INITIAL, TOTAL_WRONG };

static enum total_class
total_class(
    const struct check *c, const struct budget_year *year, struct dec *parts)
{
	struct sum sum = parts_of(c, year);

	*parts = sum.value;
	if (!sum.n || !year->total.value.known ||
	    dec_eq(year->total.value, sum.value) ||
	    interval_meet(check_amount(c, year->total), sum_range(c, &sum)))
		return TOTAL_GOOD;
	return !year->initial.value.known &&
		dec_cmp(sum.value, year->total.value) < 0
	    ? TOTAL_LACKS_INITIAL
	    : TOTAL_WRONG;
}

static void
check_totals(struct check *c, enum total_class wanted)
{
	const struct list *years = &c->sheet->budget.years;

	for (size_t i = 0; i < years->n; i++) {
		const struct budget_year *year = ITEM(budget_year, *years, i);
		struct dec parts;
		if (total_class(c, year, &parts) != wanted)
			continue;
		check_found(c, check_path(c, "budget.years[%zu].total", i),
		    check_figure(c, year->total.value), check_figure(c, parts),
		    "the total for %d is %.*s, but its parts add up to "
		    "%.*s%s",
		    year->fiscal_year, STR_ARG(check_yen(c, year->total.value)),
		    STR_ARG(check_yen(c, parts)),
		    wanted == TOTAL_LACKS_INITIAL
			? " without an initial budget, which is not printed"
			: "");
	}
}

void
rule_budget_total(struct check *c)
{
	check_totals(c, TOTAL_WRONG);
}

void
rule_initial_missing(struct check *c)
{
	check_totals(c, TOTAL_LACKS_INITIAL);
}

static void
check_items(struct check *c, bool request)
{
	const struct budget *budget = &c->sheet->budget;
	struct figure total =
	    request ? budget->items_total.request : budget->items_total.current;
	const char *key = request ? "request" : "current";
	struct dec sum = dec_of(0);
	struct interval range = interval_exact(sum);
	bool any = false;

	for (size_t i = 0; i < budget->items.n; i++) {
		const struct budget_item *item =
		    ITEM(budget_item, budget->items, i);
		struct figure part = request ? item->request : item->current;
		if (!part.value.known)
			continue;
		any = true;
		sum = dec_add(sum, part.value);
		range = interval_add(range, check_amount(c, part));
	}
	if (!any || !total.value.known ||
	    interval_meet(check_amount(c, total), range))
		return;
	check_found(c, check_path(c, "budget.items_total.%s", key),
	    check_figure(c, total.value), check_figure(c, sum),
	    "the total of the budget items (%s) is %.*s, but they add up to "
	    "%.*s",
	    key, STR_ARG(check_yen(c, total.value)),
	    STR_ARG(check_yen(c, sum)));
}

void
rule_items_total(struct check *c)
{
	check_items(c, false);
	check_items(c, true);
}

static void
check_items_budget(struct check *c, struct figure total, const char *key,
    struct figure year, const char *year_key, int32_t fiscal_year)
{
	if (interval_meet(check_amount(c, total), check_amount(c, year)))
		return;
	check_found(c, check_path(c, "budget.items_total.%s", key),
	    check_figure(c, total.value), check_figure(c, year.value),
	    "the budget items (%s) total %.*s, but the %s of %d is %.*s", key,
	    STR_ARG(check_yen(c, total.value)), year_key, fiscal_year,
	    STR_ARG(check_yen(c, year.value)));
}

void
rule_items_budget(struct check *c)
{
	const struct items_total *total = &c->sheet->budget.items_total;
	int32_t own = c->sheet->sheet_year;
	const struct budget_year *year = budget_year_of(c->sheet, own);

	if (year)
		check_items_budget(c, total->current, "current", year->initial,
		    "initial budget", own);
	year = budget_year_of(c->sheet, year_after(own, 1));
	if (year)
		check_items_budget(c, total->request, "request", year->request,
		    "request", own + 1);
}

/* -- rates -- */

/* What a rate is of: the total, or initial and supplementary budget. */
struct base {
	const char *key, *name;
	struct figure stated;
	struct dec value;
	struct interval range;
};

static void
check_rate(struct check *c, size_t i, const struct base *base, enum fit wanted)
{
	const struct budget_year *year =
	    ITEM(budget_year, c->sheet->budget.years, i);
	struct interval rate =
	    percent_interval(check_amount(c, year->executed), base->range);
	struct dec computed;

	if (fit_of(base->stated.value, rate) != wanted)
		return;
	computed =
	    percent_of(year->executed.value, base->value, base->stated.value);
	check_found(c, check_path(c, "budget.years[%zu].%s", i, base->key),
	    check_figure(c, base->stated.value), check_figure(c, computed),
	    "the rate for %d is %.*s %%, but executed / %s is %.*s / %.*s "
	    "= %.*s %%%s",
	    year->fiscal_year, STR_ARG(check_number(c, base->stated.value)),
	    base->name, STR_ARG(check_yen(c, year->executed.value)),
	    STR_ARG(check_yen(c, base->value)),
	    STR_ARG(check_number(c, computed)),
	    wanted == CUT ? ", cut off instead of rounded" : "");
}

/* A base of 0 or below has no rate. */
static bool
has_rate(const struct budget_year *year, struct figure stated, struct dec base)
{
	return stated.value.known && year->executed.value.known && base.known &&
	    base.digits > 0;
}

void
execution_rates(struct check *c, enum fit wanted)
{
	const struct list *years = &c->sheet->budget.years;

	for (size_t i = 0; i < years->n; i++) {
		const struct budget_year *year = ITEM(budget_year, *years, i);
		if (!has_rate(year, year->execution_rate, year->total.value))
			continue;
		check_rate(c, i,
		    &(struct base){
			.key = "execution_rate",
			.name = "total",
			.stated = year->execution_rate,
			.value = year->total.value,
			.range = check_amount(c, year->total),
		    },
		    wanted);
	}
}

void
execution_rates_initial(struct check *c, enum fit wanted)
{
	const struct list *years = &c->sheet->budget.years;

	for (size_t i = 0; i < years->n; i++) {
		const struct budget_year *year = ITEM(budget_year, *years, i);
		struct sum sum = {0};
		sum_add(&sum, year->initial);
		sum_add(&sum, year->supplementary);
		if (!year->initial.value.known ||
		    !has_rate(year, year->execution_rate_initial, sum.value))
			continue;
		check_rate(c, i,
		    &(struct base){
			.key = "execution_rate_initial",
			.name = "(initial + supplementary)",
			.stated = year->execution_rate_initial,
			.value = sum.value,
			.range = sum_range(c, &sum),
		    },
		    wanted);
	}
}

void
rule_execution_rate(struct check *c)
{
	execution_rates(c, MISFIT);
}

void
rule_execution_rate_initial(struct check *c)
{
	execution_rates_initial(c, MISFIT);
}

void
rule_rounding(struct check *c)
{
	execution_rates(c, CUT);
	execution_rates_initial(c, CUT);
	attainments(c, CUT);
	unit_costs(c, CUT);
}

/* -- execution -- */

void
rule_executed_over_total(struct check *c)
{
	const struct list *years = &c->sheet->budget.years;

	for (size_t i = 0; i < years->n; i++) {
		const struct budget_year *year = ITEM(budget_year, *years, i);
		/* most spend less than they have */
		if (!year->total.value.known || !year->executed.value.known ||
		    dec_is_zero(year->total.value) ||
		    dec_cmp(year->executed.value, year->total.value) <= 0 ||
		    !interval_below(check_amount(c, year->total),
			check_amount(c, year->executed)))
			continue;
		check_found(c, check_path(c, "budget.years[%zu].executed", i),
		    check_figure(c, year->executed.value),
		    check_figure(c, year->total.value),
		    "%.*s was executed in %d, but the total was %.*s",
		    STR_ARG(check_yen(c, year->executed.value)),
		    year->fiscal_year,
		    STR_ARG(check_yen(c, year->total.value)));
	}
}

void
rule_executed_without_budget(struct check *c)
{
	const struct list *years = &c->sheet->budget.years;

	for (size_t i = 0; i < years->n; i++) {
		const struct budget_year *year = ITEM(budget_year, *years, i);
		if (!dec_is_positive(year->executed.value) ||
		    (year->total.value.known &&
			!dec_is_zero(year->total.value)) ||
		    (!year->total.value.known && parts_of(c, year).n))
			continue;
		check_found(c, check_path(c, "budget.years[%zu].executed", i),
		    check_figure(c, year->executed.value),
		    check_figure(c, year->total.value),
		    "%.*s was executed in %d without a budget of its own",
		    STR_ARG(check_yen(c, year->executed.value)),
		    year->fiscal_year);
	}
}

/* -- carry-over -- */

/* The neighbours in the list that are neighbours in time. */
static bool
next_year(const struct list *years, size_t i, const struct budget_year **out,
    const struct budget_year **in)
{
	*out = ITEM(budget_year, *years, i);
	*in = ITEM(budget_year, *years, i + 1);
	return (*out)->fiscal_year &&
	    (*in)->fiscal_year == year_after((*out)->fiscal_year, 1);
}

void
rule_carry_over(struct check *c)
{
	const struct list *years = &c->sheet->budget.years;
	const struct budget_year *from, *to;

	for (size_t i = 0; i + 1 < years->n; i++) {
		struct figure out;
		if (!next_year(years, i, &from, &to))
			continue;
		out = from->carried_out;
		/* sheets forget the ▲; the RS System's sign is its own */
		out.value = c->sheet->budget.carried_out_in_total == TRUTH_FALSE
		    ? dec_neg(out.value)
		    : dec_abs(out.value);
		if (dec_eq(out.value, to->carried_in.value) ||
		    interval_meet(
			check_amount(c, out), check_amount(c, to->carried_in)))
			continue;
		check_found(c,
		    check_path(c, "budget.years[%zu].carried_in", i + 1),
		    check_figure(c, to->carried_in.value),
		    check_figure(c, out.value),
		    "%.*s is carried into %d, but %.*s was carried out of %d",
		    STR_ARG(check_yen(c, to->carried_in.value)),
		    to->fiscal_year, STR_ARG(check_yen(c, out.value)),
		    from->fiscal_year);
	}
}

static bool
is_nonzero(struct dec d)
{
	return d.known && d.digits != 0;
}

void
rule_carry_over_missing(struct check *c)
{
	const struct list *years = &c->sheet->budget.years;
	const struct budget_year *from, *to;

	for (size_t i = 0; i + 1 < years->n; i++) {
		bool lost_in, lost_out;
		if (!next_year(years, i, &from, &to) ||
		    to->fiscal_year > c->sheet->sheet_year)
			continue;
		lost_in = is_nonzero(from->carried_out.value) &&
		    !to->carried_in.value.known;
		lost_out = is_nonzero(to->carried_in.value) &&
		    !from->carried_out.value.known;
		if (lost_in)
			check_found(c,
			    check_path(
				c, "budget.years[%zu].carried_in", i + 1),
			    STR_NULL,
			    check_figure(c, dec_abs(from->carried_out.value)),
			    "%.*s was carried out of %d, but %d shows nothing "
			    "carried in",
			    STR_ARG(
				check_yen(c, dec_abs(from->carried_out.value))),
			    from->fiscal_year, to->fiscal_year);
		if (lost_out)
			check_found(c,
			    check_path(c, "budget.years[%zu].carried_out", i),
			    STR_NULL, check_figure(c, to->carried_in.value),
			    "%.*s is carried into %d, but %d shows nothing "
			    "carried out",
			    STR_ARG(check_yen(c, to->carried_in.value)),
			    to->fiscal_year, from->fiscal_year);
	}
}

/* -- years -- */

void
rule_end_year(struct check *c)
{
	const struct sheet *sheet = c->sheet;
	const struct list *years = &sheet->budget.years;

	if (!sheet->end_year || sheet->end_open == TRUTH_TRUE)
		return;
	for (size_t i = 0; i < years->n; i++) {
		const struct budget_year *year = ITEM(budget_year, *years, i);
		if (year->fiscal_year <= sheet->end_year ||
		    !dec_is_positive(year->request.value))
			continue;
		check_found(c, check_path(c, "budget.years[%zu].request", i),
		    check_figure(c, year->request.value),
		    check_figure(c, dec_of(sheet->end_year)),
		    "%.*s is requested for %d, but the project ends in %d",
		    STR_ARG(check_yen(c, year->request.value)),
		    year->fiscal_year, sheet->end_year);
	}
}

void
rule_year_order(struct check *c)
{
	const struct sheet *sheet = c->sheet;
	const struct list *years = &sheet->budget.years;

	if (sheet->start_year && sheet->end_year &&
	    sheet->start_year > sheet->end_year)
		check_found(c, S("end_year"),
		    check_figure(c, dec_of(sheet->end_year)),
		    check_figure(c, dec_of(sheet->start_year)),
		    "the project ends in %d, before it starts in %d",
		    sheet->end_year, sheet->start_year);
	for (size_t i = 0; i + 1 < years->n; i++) {
		int32_t a = ITEM(budget_year, *years, i)->fiscal_year;
		int32_t b = ITEM(budget_year, *years, i + 1)->fiscal_year;
		if (!a || !b || b > a)
			continue;
		check_found(c,
		    check_path(c, "budget.years[%zu].fiscal_year", i + 1),
		    check_figure(c, dec_of(b)),
		    check_figure(c, dec_of(year_after(a, 1))),
		    "the budget column after %d is for %d", a, b);
	}
}

/* -- low execution and large carry-over, without a reason -- */

/* The year that the sheet reports on. */
static const struct budget_year *
reported_year(const struct sheet *sheet)
{
	return budget_year_of(sheet, year_after(sheet->sheet_year, -1));
}

void
rule_execution_low(struct check *c)
{
	size_t q;
	const struct budget_year *year = reported_year(c->sheet);
	const struct review_item *item =
	    year ? review_question(c, S("不用率"), &q) : NULL;
	struct interval rate;

	if (!item || !review_is_void(item) ||
	    !dec_is_positive(year->total.value))
		return;
	rate = percent_interval(
	    check_amount(c, year->executed), check_amount(c, year->total));
	if (!interval_below(rate, interval_exact(dec_of(50))))
		return;
	check_found(c, check_path(c, "review.items[%zu].rating", q), STR_NULL,
	    check_figure(c,
		percent_of(year->executed.value, year->total.value, dec_of(0))),
	    "%.*s %% was executed in %d, but the question on unused money is "
	    "left open",
	    STR_ARG(check_number(c,
		percent_of(
		    year->executed.value, year->total.value, dec_of(0)))),
	    year->fiscal_year);
}

void
rule_carry_over_large(struct check *c)
{
	size_t q;
	const struct budget_year *year = reported_year(c->sheet);
	const struct review_item *item =
	    year ? review_question(c, S("繰越額"), &q) : NULL;
	struct figure out;
	struct dec half;

	if (!item || !review_is_void(item) ||
	    !dec_is_positive(year->total.value))
		return;
	out = year->carried_out;
	out.value = dec_abs(out.value);
	/* 計 has the carry-over deducted on the sheets: out > what is left */
	half = c->sheet->budget.carried_out_in_total == TRUTH_FALSE
	    ? dec_div(year->total.value, dec_of(2), 0)
	    : year->total.value;
	if (!interval_below(interval_exact(half), check_amount(c, out)))
		return;
	check_found(c, check_path(c, "review.items[%zu].rating", q), STR_NULL,
	    check_figure(c, out.value),
	    "%.*s was carried out of %d, more than half, but the question on "
	    "it is left open",
	    STR_ARG(check_yen(c, out.value)), year->fiscal_year);
}
