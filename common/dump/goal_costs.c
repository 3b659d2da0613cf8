#include "dump/goal_costs.h"

#include "solve/beam.h"

#include <stdlib.h>

enum {
	TABLES = 4, /* of a page */
	COLUMNS = GOAL_FIRST_YEAR + 1,
	FORMULAS = TABLES * COLUMNS,
	WIDTH = 200,
	MARGIN = 1,
	ELSEWHERE = 2, /* a formula of another table than the one before */
	BACKWARDS = 1, /* of an earlier year */
	TORN = 8, /* on a line with one that is earlier */
	LEAP = 1, /* past a year without one */
	STROKE = 2, /* written otherwise than the others of its table */
	SIZE = 3, /* divided by a figure of another size */
	POWER = 6, /* of a cost in another unit */
	LEFT_OUT = 8,
	FOUND = 2, /* costs of a table that make its other formulas sure */
};

/* -- what a formula costs -- */

/* 円, 百円, 千円, 万円, 百万円 and 億円 of one and the other. */
static const int8_t powers[] = {0, 3, 6, -3, -6, 2, -2, 4, -4, 8, -8};

unsigned
goal_cost_powers(struct dec cost, struct dec a, struct dec b)
{
	unsigned found = 0;

	if (!cost.known || dec_is_zero(cost))
		return 0;
	for (size_t i = 0; i < sizeof powers; i++) {
		int power = powers[i];
		struct dec over = power > 0 ? dec_shift(a, power) : a;
		struct dec under = power < 0 ? dec_shift(b, -power) : b;
		struct dec q = dec_div(over, under, cost.scale);
		struct dec gap = dec_abs(dec_sub(q, cost));
		struct dec one = {1, cost.scale, true};
		/* Cut off rather than rounded. */
		if (q.known &&
		    (dec_is_zero(gap) ||
			(dec_cmp(q, cost) > 0 && dec_cmp(gap, one) <= 0 &&
			    cost.digits >= 10)))
			found |= 1u << i;
	}
	return found;
}

/* 執行額 of a year gone by, or what is to be spent in this one. */
struct money {
	struct dec amounts[2];
};

static struct money
money_of_year(const struct budget_year *y, bool gone)
{
	return gone ? (struct money){{y->executed.value}}
		    : (struct money){{y->initial.value, y->total.value}};
}

static bool
is_money(const struct money *m, struct dec a)
{
	for (size_t k = 0; k < 2; k++)
		for (int power = 0; m->amounts[k].known && power <= 6;
		     power += 3)
			if (dec_eq(dec_round(dec_shift(m->amounts[k], -power),
				       a.scale),
				a))
				return true;
	return false;
}

uint8_t
goal_money_columns(const struct sheet *sheet, struct dec a)
{
	const struct list *years = &sheet->budget.years;
	uint8_t columns = 0;
	int known = 0;

	for (size_t i = 0; i < years->n; i++) {
		const struct budget_year *y =
		    list_at(years, const struct budget_year, i);
		int column =
		    y->fiscal_year - (sheet->sheet_year - GOAL_FIRST_YEAR);
		if (column < 0 || column >= COLUMNS)
			continue;
		struct money m = money_of_year(y, column < GOAL_FIRST_YEAR);
		known += m.amounts[0].known || m.amounts[1].known;
		if (is_money(&m, a))
			columns |= (uint8_t)(1u << column);
	}
	/* What one year spent may be what another did. */
	return known > 1 ? columns : 0;
}

/* -- whose formula of which year -- */

struct way {
	uint8_t at[TABLES][COLUMNS]; /* 1 + formula */
	int8_t opened; /* tables that have one */
	int8_t table, column; /* of the formula before, or -1 */
};

struct costs {
	struct goal_rows *goals;
	int page;
	int tables[TABLES], ntables;
	size_t formulas[FORMULAS], n; /* items */
	unsigned powers[FORMULAS]; /* of costs on the page that it gives */
	bool unsure[FORMULAS];
};

static const struct goal_item *
formula_at(const struct costs *q, size_t i)
{
	return &q->goals->parts[q->formulas[i]];
}

/*
 * The powers by which a figure is the cost of a formula.  One of a single
 * digit is so by chance, among several tables an integer of two.
 */
static unsigned
cost_powers(const struct costs *q, size_t item, size_t i)
{
	const struct goal_rows *g = q->goals;
	const struct goal_item *f = formula_at(q, i);

	if (g->items[item].page != q->page || g->items[item].heading ||
	    g->parts[item].formula || g->parts[item].row >= 0)
		return 0;
	struct dec cost = dec_cell(g->parts[item].text);
	return dec_abs(cost).digits < (q->ntables > 1 && !cost.scale ? 100 : 10)
	    ? 0
	    : goal_cost_powers(cost, f->a, f->b);
}

static bool
read_page(struct costs *q)
{
	const struct goal_rows *g = q->goals;

	for (size_t k = 0; k < g->ntables; k++) {
		const struct goal_table *t = &g->tables[k];
		if (t->kind != GOAL_UNIT_COST ||
		    g->rows[t->rows[0]].page != q->page)
			continue;
		if (q->ntables == TABLES)
			return false;
		q->tables[q->ntables++] = (int)k;
	}
	for (size_t i = 0; i < g->stack.nitems; i++) {
		const struct goal_item *p = &g->parts[i];
		if (!p->formula || !p->b.known || g->items[i].page != q->page)
			continue;
		if (q->n == (size_t)q->ntables * COLUMNS)
			return false;
		q->formulas[q->n++] = i;
	}
	for (size_t i = 0; i < q->n; i++)
		for (size_t k = 0; k < g->stack.nitems; k++)
			q->powers[i] |= cost_powers(q, k, i);
	return q->n > 0;
}

static bool
has_wide_stroke(const struct goal_item *p)
{
	return str_has(p->text, S("／"));
}

static bool
is_far(struct dec a, struct dec b)
{
	return dec_cmp(a, dec_mul(b, dec_of(20))) > 0 ||
	    dec_cmp(b, dec_mul(a, dec_of(20))) > 0;
}

/* What the formulas that a table has say against another one. */
static int
mates_price(const struct costs *q, const struct way *w, size_t i, int table)
{
	const struct goal_item *p = formula_at(q, i);
	unsigned common = q->powers[i];
	bool stroke = false, far = false;

	for (int c = 0; c < COLUMNS; c++) {
		if (!w->at[table][c])
			continue;
		size_t k = (size_t)w->at[table][c] - 1;
		const struct goal_item *mate = formula_at(q, k);
		stroke = stroke || has_wide_stroke(mate) != has_wide_stroke(p);
		far = far || is_far(mate->b, p->b);
		if (q->powers[k])
			common &= q->powers[k];
	}
	return (stroke ? STROKE : 0) + (far ? SIZE : 0) +
	    (q->powers[i] && !common ? POWER : 0);
}

/* Whether a formula stands on one line with the one before. */
static bool
goes_on(const struct costs *q, size_t i)
{
	return i && q->formulas[i] == q->formulas[i - 1] + 1 &&
	    q->goals->items[q->formulas[i]].tie == STACK_BESIDE;
}

static int
cell_price(
    const struct costs *q, const struct way *w, size_t i, int table, int column)
{
	int last = COLUMNS - 1, price = mates_price(q, w, i, table);

	while (last >= 0 && !w->at[table][last])
		last--;
	if (w->table >= 0 && table != w->table && w->column + 1 < COLUMNS)
		price += ELSEWHERE;
	if (column < last)
		price += goes_on(q, i) && table == w->table ? TORN : BACKWARDS;
	else if (column > last + 1 && !formula_at(q, i)->money)
		price += LEAP;
	return price;
}

enum { NOWHERE = TABLES * COLUMNS };

static void
offer_all(struct costs *q, struct beam *b, size_t i, size_t from)
{
	const struct way *w = beam_state(b, from);
	uint8_t money = formula_at(q, i)->money;
	int cost = beam_cost(b, from);

	for (int t = 0; t < q->ntables && t <= w->opened; t++)
		for (int c = 0; c < COLUMNS; c++) {
			if (w->at[t][c] || (money && !(money >> c & 1)))
				continue;
			struct way next = *w;
			next.at[t][c] = (uint8_t)(i + 1);
			next.opened =
			    (int8_t)(t == w->opened ? t + 1 : w->opened);
			next.table = (int8_t)t;
			next.column = (int8_t)c;
			beam_offer(b, from, &next,
			    cost + cell_price(q, w, i, t, c),
			    (uint32_t)(t * COLUMNS + c));
		}
	beam_offer(b, from, w, cost + LEFT_OUT, NOWHERE);
}

static void
mark_unsure(void *context, size_t i, uint32_t choice, uint32_t other)
{
	struct costs *q = context;

	(void)choice;
	(void)other;
	q->unsure[i] = true;
}

/* -- which figure is its cost -- */

static size_t
apart(size_t a, size_t b)
{
	return a < b ? b - a : a - b;
}

/* The figure right above a formula in its paragraph, or nitems. */
static size_t
figure_above(const struct costs *q, size_t i)
{
	const struct goal_rows *g = q->goals;
	size_t at = q->formulas[i];

	return at && g->items[at].tie == STACK_UNDER &&
		g->items[at - 1].figure.known && !g->parts[at - 1].formula
	    ? at - 1
	    : g->stack.nitems;
}

/* The figure that is a formula's cost by that power, or nitems: the one of most
 * digits, of those the nearest. */
static size_t
find_cost(const struct costs *q, size_t i, unsigned power)
{
	const struct goal_rows *g = q->goals;
	size_t best = g->stack.nitems, at = q->formulas[i];
	int64_t most = 0;

	for (size_t k = 0; k < g->stack.nitems; k++) {
		if (!(cost_powers(q, k, i) & power))
			continue;
		int64_t digits = dec_cell(g->parts[k].text).digits;
		bool more = digits / 10 > most;
		if (more ||
		    (digits >= most && apart(k, at) < apart(best, at))) {
			best = k;
			most = digits;
		}
	}
	return best;
}

/* The one power by which most costs of a table are there, or 0. */
static unsigned
table_power(const struct costs *q, const uint8_t at[COLUMNS])
{
	int most = 0;
	unsigned power = 0;

	for (size_t k = 0; k < sizeof powers; k++) {
		int count = 0;
		for (int c = 0; c < COLUMNS; c++)
			count += at[c] && q->powers[at[c] - 1] >> k & 1;
		if (count == most)
			power = 0;
		if (count > most) {
			most = count;
			power = 1u << k;
		}
	}
	return power;
}

void
goal_settle_item(struct goal_rows *g, size_t item, int row, int column)
{
	g->parts[item].row = (int16_t)row;
	g->parts[item].column = (int16_t)column;
	g->settled[row][column] = (uint16_t)(item + 1);
}

static void
settle_table(struct costs *q, const uint8_t at[COLUMNS], struct goal_table *t)
{
	struct goal_rows *g = q->goals;
	unsigned power = table_power(q, at);
	size_t costs[COLUMNS];
	int found = 0;

	for (int c = 0; c < COLUMNS; c++) {
		costs[c] = g->stack.nitems;
		if (!at[c] || q->unsure[at[c] - 1])
			continue;
		size_t i = (size_t)at[c] - 1;
		costs[c] = find_cost(q, i, power);
		if (costs[c] == g->stack.nitems)
			costs[c] = figure_above(q, i);
		if (costs[c] == g->stack.nitems)
			continue;
		goal_settle_item(g, q->formulas[i], t->rows[1], c);
		goal_settle_item(g, costs[c], t->rows[0], c);
		found++;
	}
	t->powered = power && found;
	for (size_t k = 0; k < sizeof powers; k++)
		if (power >> k & 1)
			t->power = powers[k];
	/* One whose cost is not what it gives. */
	for (int c = 0; c < COLUMNS && found >= FOUND; c++)
		if (at[c] && !q->unsure[at[c] - 1] &&
		    costs[c] == g->stack.nitems &&
		    formula_at(q, (size_t)at[c] - 1)->money)
			goal_settle_item(
			    g, q->formulas[at[c] - 1], t->rows[1], c);
}

/* The same formula twice: nothing tells which table's costs are whose. */
static void
mark_twins(struct costs *q)
{
	for (size_t i = 0; i < q->n && q->ntables > 1; i++)
		for (size_t k = 0; k < q->n; k++)
			if (i != k &&
			    dec_eq(formula_at(q, i)->a, formula_at(q, k)->a) &&
			    dec_eq(formula_at(q, i)->b, formula_at(q, k)->b))
				q->unsure[i] = true;
}

static void
settle_page(struct costs *q)
{
	struct arena *arena = q->goals->dump->arena;
	struct way start = {.table = -1, .column = -1};
	struct beam beam;
	uint32_t *choices;

	if (!read_page(q))
		return;
	beam_init(&beam, arena, sizeof start, WIDTH, &start);
	for (size_t i = 0; i < q->n; i++) {
		for (size_t k = 0; k < beam_count(&beam); k++)
			offer_all(q, &beam, i, k);
		beam_step(&beam);
	}
	size_t n = beam_best(&beam, arena, &choices);
	beam_rivals(&beam, MARGIN, FORMULAS, mark_unsure, q);
	struct way best = start;
	for (size_t i = 0; i < n; i++)
		if (choices[i] < NOWHERE)
			best.at[choices[i] / COLUMNS][choices[i] % COLUMNS] =
			    (uint8_t)(i + 1);
	mark_twins(q);
	for (int t = 0; t < q->ntables; t++)
		settle_table(q, best.at[t], &q->goals->tables[q->tables[t]]);
}

void
goal_costs_settle(struct goal_rows *g)
{
	int page = -1;

	for (size_t k = 0; k < g->ntables; k++) {
		const struct goal_table *t = &g->tables[k];
		if (t->kind != GOAL_UNIT_COST || t->rows[0] < 0 ||
		    t->rows[1] < 0 || g->rows[t->rows[0]].page == page)
			continue;
		page = g->rows[t->rows[0]].page;
		settle_page(&(struct costs){.goals = g, .page = page});
	}
}
