#include "dump/years.h"

#include <string.h>

enum {
	SUMS_MAX = 400,
	TRIES_MAX = 200000,
};

/* A year that adds up: items in its rows from 当初予算 to 計, -1: none. */
struct addends {
	int parts[TOTAL + 1];
};

static int64_t
value_of(const struct years *t, int i)
{
	return i < 0 ? 0 : t->figures.figures[i].value;
}

/* The first figure of that value after `after`, or -1. */
static int
find_value(const struct years *t, int64_t value, int64_t slack, int after)
{
	for (int i = after + 1; i < (int)t->figures.n; i++)
		if (t->figures.figures[i].known && !years_is_rate(t, i) &&
		    years_apart(value_of(t, i), value) <= slack)
			return i;
	return -1;
}

/* The first of equal figures. */
static bool
is_first(const struct years *t, int i)
{
	return find_value(t, value_of(t, i), 0, -1) == i;
}

static void
add_year(struct years *t, int initial, int more, int in, int out)
{
	int parts[] = {initial, more, in, out, -1};
	int64_t sum = 0, slack = 0;
	int some = 0;

	for (int row = INITIAL; row <= RESERVE; row++) {
		if (parts[row] < 0)
			continue;
		sum += value_of(t, parts[row]);
		slack += t->figures.figures[parts[row]].half;
		some++;
	}
	if (some < 2)
		slack = 0;
	for (int i = find_value(t, sum, slack, -1); i >= 0;
	     i = find_value(t, sum, slack, i)) {
		/* What adds up to itself needs it twice. */
		if (i == initial || i == more || i == in || sum <= 0)
			continue;
		if (t->sums.n == SUMS_MAX)
			return;
		struct addends *y =
		    list_add(t->dump->arena, &t->sums, struct addends);
		memcpy(y->parts, parts, sizeof parts);
		y->parts[TOTAL] = i;
	}
}

/* Figures that may stand in a row, each value once; then -1: none. */
struct parts {
	int list[FIGURES_MAX + 1];
	size_t n;
};

static void
list_parts(const struct years *t, int row, struct parts *p)
{
	p->n = 0;
	for (int i = 0; i < (int)t->figures.n; i++) {
		int64_t value = value_of(t, i);
		if (!t->figures.figures[i].known || !value ||
		    years_is_rate(t, i) || (row != INITIAL && !is_first(t, i)))
			continue;
		/* What is carried is printed for the year beside, too. */
		if (row == INITIAL ? value > 0
			: row == CARRIED_IN
			? value > 0 && find_value(t, -value, 0, -1) >= 0
			: row == CARRIED_OUT ? value < 0
					     : true)
			p->list[p->n++] = i;
	}
	p->list[p->n++] = -1;
}

/* All years that may add up, those with few parts first. */
void
years_find(struct years *t)
{
	struct parts p[CARRIED_OUT + 1];
	size_t tries = 1;

	for (int row = INITIAL; row <= CARRIED_OUT; row++) {
		list_parts(t, row, &p[row]);
		tries *= p[row].n;
	}
	for (int many = 1; many <= CARRIED_OUT + 1; many++)
		for (size_t k = 0; k < tries && k < TRIES_MAX; k++) {
			int parts[CARRIED_OUT + 1], n = 0;
			size_t rest = k;
			for (int row = CARRIED_OUT; row >= INITIAL; row--) {
				/* none first: the bound cuts off the rare */
				size_t at = p[row].n - 1 - rest % p[row].n;
				parts[row] = p[row].list[at];
				rest /= p[row].n;
				n += parts[row] >= 0;
			}
			if (n == many && parts[INITIAL] != parts[SUPPLEMENTARY])
				add_year(
				    t, parts[0], parts[1], parts[2], parts[3]);
		}
}

static void
place_year(struct exchange *x, const struct addends *y, int column)
{
	const struct years *t = x->context;

	for (int row = INITIAL; row <= TOTAL; row++) {
		int cell = row * YEARS + column, item = y->parts[row];
		if (item >= 0 && t->may[item * CELLS + cell])
			exchange_put(x, (size_t)item, cell);
		else if (years_is_some(years_at(x, row, column)))
			exchange_put(x, (size_t)x->item[cell], -1);
	}
}

/* The figures of one year go to another, and those between move up. */
void
years_turn(struct exchange *x, int from, int to)
{
	const struct years *t = x->context;
	int step = from < to ? 1 : -1;

	for (int row = 0; row < ROWS; row++) {
		int items[YEARS];
		memcpy(items, x->item + row * YEARS, sizeof items);
		for (int c = 0; c < YEARS; c++)
			if (items[c] >= 0)
				exchange_put(x, (size_t)items[c], -1);
		int moved = items[from];
		for (int c = from; c != to; c += step)
			items[c] = items[c + step];
		items[to] = moved;
		for (int c = 0; c < YEARS; c++)
			if (items[c] >= 0 &&
			    t->may[items[c] * CELLS + row * YEARS + c])
				exchange_put(
				    x, (size_t)items[c], row * YEARS + c);
	}
}

/* Two cells take each other's figures. */
static void
swap_cells(struct exchange *x, int a, int b)
{
	const struct years *t = x->context;
	int i = x->item[a], j = x->item[b];

	if ((i >= 0 && !t->may[i * CELLS + b]) ||
	    (j >= 0 && !t->may[j * CELLS + a]))
		return;
	if (i >= 0)
		exchange_put(x, (size_t)i, -1);
	if (j >= 0)
		exchange_put(x, (size_t)j, a);
	if (i >= 0)
		exchange_put(x, (size_t)i, b);
}

static void
swap_rows(struct exchange *x, int a, int b)
{
	for (int c = 0; c < YEARS; c++)
		swap_cells(x, a * YEARS + c, b * YEARS + c);
}

/* What was spent in two years. */
static void
swap_executed(struct exchange *x, int a, int b)
{
	for (int row = EXECUTED; row < ROWS; row++)
		swap_cells(x, row * YEARS + a, row * YEARS + b);
}

/* 当初予算 and 計 of the last two years, which alone may come from afar. */
static void
swap_last(struct exchange *x, int a, int b)
{
	swap_cells(x, a + CURRENT, a + REQUEST);
	swap_cells(x, b + CURRENT, b + REQUEST);
}

/* The figures of one row go to another, and those between move up. */
static void
turn_rows(struct exchange *x, int from, int to)
{
	int step = from < to ? 1 : -1;

	for (int row = from; row != to; row += step)
		swap_rows(x, row, row + step);
}

static const struct swap {
	void (*swap)(struct exchange *, int, int);
	int a, b;
} swaps[] = {
    {swap_rows, INITIAL, SUPPLEMENTARY},
    {turn_rows, SUPPLEMENTARY, CARRIED_IN},
    {turn_rows, SUPPLEMENTARY, CARRIED_OUT},
    {turn_rows, SUPPLEMENTARY, RESERVE},
    {turn_rows, CARRIED_IN, CARRIED_OUT},
    {turn_rows, CARRIED_IN, RESERVE},
    {turn_rows, CARRIED_OUT, RESERVE},
    {turn_rows, RESERVE, SUPPLEMENTARY},
    {turn_rows, RESERVE, CARRIED_IN},
    {turn_rows, CARRIED_OUT, SUPPLEMENTARY},
    {swap_rows, SUPPLEMENTARY, CARRIED_OUT},
    {swap_rows, CARRIED_IN, RESERVE},
    {swap_rows, SUPPLEMENTARY, RESERVE},
    {swap_rows, RATE, RATE_INITIAL},
    {swap_executed, 0, 1},
    {swap_executed, 0, 2},
    {swap_executed, 1, 2},
    {swap_last, INITIAL *YEARS, TOTAL *YEARS},
    {swap_last, INITIAL *YEARS, INITIAL *YEARS},
    {swap_last, TOTAL *YEARS, TOTAL *YEARS},
    {years_turn, 0, 2},
    {years_turn, 2, 0},
    {years_turn, 0, 3},
    {years_turn, 3, 0},
    {years_turn, 0, 4},
};

enum { SWAPS = sizeof swaps / sizeof *swaps, TURNS = YEARS * YEARS };

void
years_moves(const struct years *t, struct exchange *x)
{
	x->moves = SWAPS + TURNS + 2 * x->items + t->sums.n * YEARS;
	x->shakes = SWAPS;
	x->move = years_move;
}

/* The next or last cell that is filled as a rule, or -1. */
static int
beside(const struct years *t, int cell, bool back)
{
	int at = t->down ? cell % YEARS * ROWS + cell / YEARS : cell;

	for (at += back ? -1 : 1; at >= 0 && at < CELLS; at += back ? -1 : 1) {
		int row = t->down ? at % ROWS : at / YEARS;
		int column = t->down ? at / ROWS : at % YEARS;
		if (years_form[row].usual >> column & 1 &&
		    (t->second || row != RATE_INITIAL))
			return row * YEARS + column;
	}
	return -1;
}

/* A run of figures that stand one after the other goes one cell on. */
static void
slide(struct exchange *x, size_t i, bool back)
{
	const struct years *t = x->context;
	int to[FIGURES_MAX];
	size_t n = 0;

	while (i + n < x->items && x->cell[i + n] >= 0 &&
	    (n == 0 ||
		beside(t, x->cell[i + n - 1], false) == x->cell[i + n])) {
		to[n] = beside(t, x->cell[i + n], back);
		if (to[n] >= 0 && !t->may[(i + n) * CELLS + (size_t)to[n]])
			break;
		n++;
	}
	for (size_t k = 0; k < n; k++)
		exchange_put(x, i + k, -1);
	for (size_t k = 0; k < n; k++)
		exchange_put(x, i + k, to[k]);
}

void
years_move(struct exchange *x, size_t k)
{
	const struct years *t = x->context;

	if (k < SWAPS) {
		swaps[k].swap(x, swaps[k].a, swaps[k].b);
	} else if ((k -= SWAPS) < TURNS) {
		years_turn(x, (int)k / YEARS, (int)k % YEARS);
	} else if ((k -= TURNS) < 2 * x->items) {
		slide(x, k / 2, k % 2);
	} else {
		k -= 2 * x->items;
		place_year(x, list_at(&t->sums, struct addends, k / YEARS),
		    (int)(k % YEARS));
	}
}
