/* Rules on 単位当たりコスト. */
#include "check/formula.h"
#include "check/rules.h"

/* One column of a unit cost, read. */
struct cost {
	const struct unit_cost *unit_cost;
	const struct unit_cost_year *year;
	size_t i, j;
	struct formula formula;
	enum {
		COST_UNCHECKED, /* no cost, no formula, or a divisor of 0 */
		COST_UNREADABLE,
		COST_FITS,
		COST_CUT, /* cut off instead of rounded */
		COST_SCALE, /* only at a power of ten that no unit names */
		COST_MISFIT,
	} kind;
	int power; /* cost = formula x 10^power, when it fits */
	/* The numerator in yen; known when the units and the cost agree. */
	struct computed yen;
};

static struct computed
shift(struct computed x, int power)
{
	return (struct computed){
	    interval_shift(x.range, power), dec_shift(x.value, power)};
}

/*
 * Powers of ten between formula and cost that need no remark: what the units
 * say, and the plain steps between 円, 千円 and 百万円.  -1 ends the list.
 */
static size_t
plain_powers(struct check *c, const struct cost *cost, int powers[8])
{
	int from = cost->formula.power >= 0
	    ? cost->formula.power
	    : money_power(&c->arena, cost->unit_cost->formula_unit);
	int to = money_power(&c->arena, cost->unit_cost->unit);
	int count = count_power(&c->arena, cost->unit_cost->formula_unit);
	size_t n = 0;

	if (from >= 0 && to >= 0)
		powers[n++] = from - to;
	powers[n++] = 0;
	powers[n++] = 3;
	powers[n++] = 6;
	if (from >= 0 && to >= 0 && count) {
		powers[n++] = from - to - count;
		powers[n++] = from - to + count;
	}
	if (from == 8)
		powers[n++] = 8;
	return n;
}

static bool
fits_at(struct cost *cost, int power, enum fit wanted)
{
	struct interval value =
	    interval_shift(cost->formula.value.range, power);

	if (!value.known || fit_of(cost->year->cost.value, value) != wanted)
		return false;
	cost->power = power;
	return true;
}

static void
classify(struct check *c, struct cost *cost)
{
	int powers[8];
	size_t n = plain_powers(c, cost, powers);

	cost->kind = COST_FITS;
	for (size_t i = 0; i < n; i++)
		if (fits_at(cost, powers[i], FITS))
			return;
	cost->kind = COST_CUT;
	for (size_t i = 0; i < n; i++)
		if (fits_at(cost, powers[i], CUT))
			return;
	cost->kind = COST_SCALE;
	for (int power = -12; power <= 12; power++)
		if (!dec_is_zero(cost->year->cost.value) &&
		    fits_at(cost, power, FITS))
			return;
	cost->kind = COST_MISFIT;
}

/* The numerator in yen, when the formula's unit and the cost confirm it. */
static void
find_yen(struct check *c, struct cost *cost)
{
	int named = cost->formula.power >= 0
	    ? cost->formula.power
	    : money_power(&c->arena, cost->unit_cost->formula_unit);
	int unit = money_power(&c->arena, cost->unit_cost->unit);

	if (cost->kind != COST_FITS || named < 0 || unit < 0 ||
	    named - unit != cost->power || !cost->formula.numerator.range.known)
		return;
	cost->yen = shift(cost->formula.numerator, named);
}

static struct cost
read_cost(struct check *c, size_t i, size_t j)
{
	const struct unit_cost *u = ITEM(unit_cost, c->sheet->unit_costs, i);
	struct cost cost = {
	    .unit_cost = u,
	    .year = ITEM(unit_cost_year, u->years, j),
	    .i = i,
	    .j = j,
	};

	if (str_is_empty(cost.year->formula))
		return cost;
	cost.formula = formula_of_text(&c->arena, cost.year->formula);
	if (!cost.formula.value.range.known) {
		/* a division by 0 is no fault of the reading */
		if (!dec_is_zero(cost.formula.denominator.value))
			cost.kind = COST_UNREADABLE;
		return cost;
	}
	if (!cost.year->cost.value.known)
		return cost;
	classify(c, &cost);
	find_yen(c, &cost);
	return cost;
}

/* Walks all columns of all unit costs; false behind the last. */
static bool
next_cost(struct check *c, size_t *i, size_t *j, struct cost *cost)
{
	const struct list *list = &c->sheet->unit_costs;

	while (*i < list->n && *j >= ITEM(unit_cost, *list, *i)->years.n) {
		++*i;
		*j = 0;
	}
	if (*i >= list->n)
		return false;
	*cost = read_cost(c, *i, (*j)++);
	return true;
}

static str
cost_path(struct check *c, const struct cost *cost, const char *key)
{
	return check_path(
	    c, "unit_costs[%zu].years[%zu].%s", cost->i, cost->j, key);
}

/* What the formula gives, at the power of ten nearest to what is stated. */
static struct dec
nearest(const struct cost *cost)
{
	struct dec stated = dec_abs(cost->year->cost.value);
	struct dec best = {0};

	for (int power = -12; power <= 12; power++) {
		struct dec value = dec_shift(cost->formula.value.value, power);
		struct dec off = dec_abs(dec_sub(dec_abs(value), stated));
		if (off.known &&
		    (!best.known ||
			dec_cmp(off, dec_abs(dec_sub(dec_abs(best), stated))) <
			    0))
			best = value;
	}
	return dec_round(best, stated.scale > 1 ? stated.scale : 1);
}

static void
cost_found(struct check *c, const struct cost *cost, struct dec computed,
    const char *why)
{
	check_found(c, cost_path(c, cost, "cost"),
	    check_figure(c, cost->year->cost.value), check_figure(c, computed),
	    "the unit cost for %d is %.*s, but %.*s gives %.*s%s",
	    cost->year->fiscal_year,
	    STR_ARG(check_number(c, cost->year->cost.value)),
	    STR_ARG(cost->year->formula), STR_ARG(check_number(c, computed)),
	    why);
}

void
unit_costs(struct check *c, enum fit wanted)
{
	struct cost cost;
	size_t i = 0, j = 0;

	while (next_cost(c, &i, &j, &cost)) {
		if (wanted == MISFIT && cost.kind == COST_MISFIT)
			cost_found(c, &cost, nearest(&cost), "");
		if (wanted == CUT && cost.kind == COST_CUT)
			cost_found(c, &cost, nearest(&cost),
			    ", cut off instead of rounded");
	}
}

void
rule_unit_cost(struct check *c)
{
	unit_costs(c, MISFIT);
}

void
rule_unit_cost_scale(struct check *c)
{
	struct cost cost;
	size_t i = 0, j = 0;

	while (next_cost(c, &i, &j, &cost))
		if (cost.kind == COST_SCALE)
			cost_found(c, &cost,
			    dec_trim(dec_round(cost.formula.value.value, 6)),
			    check_path(c,
				", 10^%d times as much; one of the "
				"units is wrong",
				cost.power)
				.p);
}

void
rule_unit_cost_formula(struct check *c)
{
	struct cost cost;
	size_t i = 0, j = 0;

	while (next_cost(c, &i, &j, &cost))
		if (cost.kind == COST_UNREADABLE && cost.year->cost.value.known)
			check_found(c, cost_path(c, &cost, "formula"),
			    check_text(c, cost.year->formula), STR_NULL,
			    "the unit cost for %d is %.*s, but the formula "
			    "\"%.*s\" cannot be evaluated",
			    cost.year->fiscal_year,
			    STR_ARG(check_number(c, cost.year->cost.value)),
			    STR_ARG(cost.year->formula));
}

/* -- the numerator against the budget -- */

void
rule_unit_cost_over_budget(struct check *c)
{
	struct cost cost;
	size_t i = 0, j = 0;

	while (next_cost(c, &i, &j, &cost)) {
		const struct budget_year *year =
		    budget_year_of(c->sheet, cost.year->fiscal_year);
		if (!year || dec_is_zero(year->total.value) ||
		    !interval_below(
			check_amount(c, year->total), cost.yen.range))
			continue;
		check_found(c, cost_path(c, &cost, "formula"),
		    check_text(c, cost.year->formula),
		    check_figure(c, year->total.value),
		    "the numerator of %.*s is %.*s, but the total for %d is "
		    "%.*s",
		    STR_ARG(cost.year->formula),
		    STR_ARG(check_yen(c, cost.yen.value)),
		    cost.year->fiscal_year,
		    STR_ARG(check_yen(c, year->total.value)));
	}
}

/* Whether the basis names the executed amount and nothing narrower. */
static bool
is_executed(str basis)
{
	basis = str_trim(basis);
	return str_starts(basis, S("執行額/")) ||
	    str_starts(basis, S("執行額／")) ||
	    str_starts(basis, S("執行額（百万円）")) ||
	    str_starts(basis, S("執行額(百万円)"));
}

void
rule_unit_cost_numerator(struct check *c)
{
	struct cost cost;
	size_t i = 0, j = 0;

	if (c->sheet->unit_costs.n != 1)
		return; /* each of several has its part of the money */
	while (next_cost(c, &i, &j, &cost)) {
		const struct budget_year *year =
		    budget_year_of(c->sheet, cost.year->fiscal_year);
		if (!year || !is_executed(cost.unit_cost->basis) ||
		    !year->executed.value.known ||
		    cost.year->fiscal_year >= c->sheet->sheet_year ||
		    interval_meet(
			check_amount(c, year->executed), cost.yen.range))
			continue;
		check_found(c, cost_path(c, &cost, "formula"),
		    check_text(c, cost.year->formula),
		    check_figure(c, year->executed.value),
		    "the numerator of %.*s is said to be the executed amount, "
		    "but that is %.*s in %d",
		    STR_ARG(cost.year->formula),
		    STR_ARG(check_yen(c, year->executed.value)),
		    cost.year->fiscal_year);
	}
}

/*
 * The numerators of one year: each different one once, for two indicators may
 * share the money; none that is the whole executed amount, for the others are
 * then parts of it.
 */
static void
check_numerators(struct check *c, const struct budget_year *year)
{
	struct interval executed = check_amount(c, year->executed);
	struct computed sum = {interval_exact(dec_of(0)), dec_of(0)};
	struct list seen = {0};
	struct cost cost;
	size_t i = 0, j = 0;
	str where = STR_NULL;

	while (next_cost(c, &i, &j, &cost)) {
		bool repeated = false;
		if (cost.year->fiscal_year != year->fiscal_year ||
		    !cost.yen.range.known)
			continue;
		if (!interval_below(cost.yen.range, executed))
			return;
		for (size_t k = 0; k < seen.n && !repeated; k++)
			repeated = dec_eq(
			    *list_at(&seen, struct dec, k), cost.yen.value);
		if (repeated)
			continue;
		*list_add(&c->arena, &seen, struct dec) = cost.yen.value;
		sum.range = interval_add(sum.range, cost.yen.range);
		sum.value = dec_add(sum.value, cost.yen.value);
		if (!where.p)
			where = cost_path(c, &cost, "formula");
	}
	if (seen.n < 2 || !interval_below(executed, sum.range))
		return;
	check_found(c, where, check_figure(c, sum.value),
	    check_figure(c, year->executed.value),
	    "the numerators of the unit costs of %d add up to %.*s, but %.*s "
	    "was executed",
	    year->fiscal_year, STR_ARG(check_yen(c, dec_trim(sum.value))),
	    STR_ARG(check_yen(c, year->executed.value)));
}

void
rule_unit_cost_sum(struct check *c)
{
	const struct list *years = &c->sheet->budget.years;

	if (c->sheet->unit_costs.n < 2)
		return;
	for (size_t i = 0; i < years->n; i++)
		if (ITEM(budget_year, *years, i)->executed.value.known)
			check_numerators(c, ITEM(budget_year, *years, i));
}

/* -- the denominator against the indicators -- */

/* An indicator of the sheet, outcome or output. */
struct indicator {
	const struct outcome *outcome;
	const struct output *output;
};

/* Whether the indicator prints the figure for the year, as actual or as
 * target; *other is what it prints instead. */
static bool
prints(const struct indicator *in, int32_t year, struct dec figure,
    struct dec *other)
{
	struct dec said[4] = {0};
	size_t n = 0;

	if (in->outcome) {
		const struct outcome *o = in->outcome;
		for (size_t i = 0; i < o->years.n; i++) {
			const struct outcome_year *y =
			    ITEM(outcome_year, o->years, i);
			if (y->fiscal_year == year) {
				said[n++ % 4] = y->target.value;
				said[n++ % 4] = y->actual.value;
			}
		}
		if (o->final && o->final->fiscal_year == year && n < 4)
			said[n++] = o->final->target.value;
	} else {
		for (size_t i = 0; i < in->output->years.n; i++) {
			const struct output_year *y =
			    ITEM(output_year, in->output->years, i);
			if (y->fiscal_year == year) {
				said[n++ % 4] = y->planned.value;
				said[n++ % 4] = y->actual.value;
			}
		}
	}
	for (size_t i = 0; i < 4; i++) {
		if (said[i].known && dec_eq(said[i], figure))
			return true;
		if (said[i].known)
			*other = said[i];
	}
	return false;
}

static struct indicator
indicator_at(const struct sheet *sheet, size_t i)
{
	struct indicator in = {0};

	if (i < sheet->outcomes.n) {
		in.outcome = ITEM(outcome, sheet->outcomes, i);
	} else {
		in.output = ITEM(output, sheet->outputs, i - sheet->outcomes.n);
	}
	return in;
}

/* How the denominators of a unit cost stand to one indicator. */
struct agreement {
	size_t same, other;
	struct cost odd; /* the last that is other */
	struct dec expected; /* what the indicator prints for its year */
};

static struct agreement
agreement_of(struct check *c, size_t i, const struct indicator *in)
{
	const struct unit_cost *u = ITEM(unit_cost, c->sheet->unit_costs, i);
	struct agreement found = {0};

	for (size_t j = 0; j < u->years.n; j++) {
		struct cost cost = read_cost(c, i, j);
		struct dec said = {0};
		if (!cost.formula.denominator.value.known)
			continue;
		if (prints(in, cost.year->fiscal_year,
			cost.formula.denominator.value, &said)) {
			found.same++;
		} else {
			found.other++;
			found.odd = cost;
			found.expected = said;
		}
	}
	return found;
}

/*
 * When one indicator's figures are the denominators of all years but one, and
 * of no other indicator all, that one is told.
 */
static void
check_denominators(struct check *c, size_t i)
{
	const struct sheet *sheet = c->sheet;
	struct agreement best = {0};

	for (size_t k = 0; k < sheet->outcomes.n + sheet->outputs.n; k++) {
		struct indicator in = indicator_at(sheet, k);
		struct agreement found = agreement_of(c, i, &in);
		if (found.same >= 2 && found.other == 0)
			return;
		if (found.same >= 2 && found.other == 1 &&
		    found.expected.known && found.same > best.same)
			best = found;
	}
	if (!best.same)
		return;
	check_found(c, cost_path(c, &best.odd, "formula"),
	    check_text(c, best.odd.year->formula),
	    check_figure(c, best.expected),
	    "the denominator of %.*s is not %.*s, the figure for %d of the "
	    "indicator that the other years take",
	    STR_ARG(best.odd.year->formula),
	    STR_ARG(check_number(c, best.expected)),
	    best.odd.year->fiscal_year);
}

void
rule_unit_cost_denominator(struct check *c)
{
	for (size_t i = 0; i < c->sheet->unit_costs.n; i++)
		check_denominators(c, i);
}
