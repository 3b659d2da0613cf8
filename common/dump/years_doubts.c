#include "dump/years.h"

#include <string.h>

enum {
	COST_MAX = 4, /* rules that hold outweigh the disorder */
	LAST_MARGIN = 8,
	YEAR_MARGIN = 10,
	EQUALS_MAX = 6,
};

static uint64_t
says(const struct exchange *x, int item)
{
	return item < 0 ? 0 : x->key[item];
}

static bool
holds(const struct exchange *x, int column)
{
	const struct grid_figure *total = years_at(x, TOTAL, column);
	struct years_sum sum = years_sum(x, column, RESERVE);

	return years_is_known(total) && sum.known && years_add_up(&sum, total);
}

static bool
is_trivial(const struct exchange *x, int column)
{
	for (int row = 0; row < ROWS; row++)
		if (years_is_some(years_at(x, row, column)))
			return false;
	return true;
}

/* The figures that say the same as that in a cell and may take its place. */
static size_t
equals(const struct exchange *x, int cell, size_t *list)
{
	uint64_t key = x->key[x->item[cell]];
	size_t n = 0;

	for (size_t i = 0; i < x->items && n < EQUALS_MAX; i++) {
		int at = x->cell[i];
		bool free = at < 0 ||
		    (at % YEARS >= CURRENT &&
			(at / YEARS == INITIAL || at / YEARS == TOTAL));
		if (x->key[i] == key && free)
			list[n++] = i;
	}
	return n;
}

/*
 * What the last two years would cost if they changed places, with those of the
 * equal figures that suit best.
 */
static int
cost_changed(struct exchange *x)
{
	static const int cells[] = {INITIAL * YEARS + CURRENT,
	    TOTAL * YEARS + CURRENT, INITIAL * YEARS + REQUEST,
	    TOTAL * YEARS + REQUEST};
	size_t equal[2][EQUALS_MAX], n[2];
	int items[4], best = INT32_MAX;

	for (int k = 0; k < 4; k++) {
		items[k] = x->item[cells[k]];
		if (items[k] < 0)
			return best;
	}
	for (int k = 0; k < 2; k++)
		n[k] = equals(x, cells[2 * k], equal[k]);
	for (size_t k = 0; k < n[1] * n[1] * n[0] * n[0]; k++) {
		size_t a = k % n[1], b = k / n[1] % n[1];
		size_t c = k / n[1] / n[1] % n[0], d = k / n[1] / n[1] / n[0];
		if (a == b || c == d)
			continue;
		exchange_put(x, equal[1][a], cells[0]);
		exchange_put(x, equal[1][b], cells[1]);
		exchange_put(x, equal[0][c], cells[2]);
		exchange_put(x, equal[0][d], cells[3]);
		int now = years_cost(x);
		best = now < best ? now : best;
	}
	for (int k = 0; k < 4; k++)
		exchange_put(x, (size_t)items[k], cells[k]);
	return best;
}

/* Whether 主な増減理由 stands beside what the next year has, but not this. */
static bool
is_told_apart(const struct exchange *x)
{
	const struct years *t = x->context;
	const struct grid_figure *now = years_at(x, INITIAL, CURRENT);
	const struct grid_figure *next = years_at(x, INITIAL, REQUEST);
	bool told = false;

	if (!years_is_some(now) || !years_is_some(next))
		return false;
	for (size_t i = 0; i < t->nasked; i++) {
		if (t->asked[i] == now->value)
			return false;
		told = told || t->asked[i] == next->value;
	}
	return told;
}

/* Where the last two years might as well change places. */
static void
doubt_last(struct exchange *x)
{
	static const int rows[] = {INITIAL, TOTAL};

	const struct years *t = x->context;
	int initial = x->item[INITIAL * YEARS + REQUEST];
	bool extra = initial >= 0 && t->figures.extra[initial];
	int margin = extra ? LAST_MARGIN : x->margin;
	bool doubtful =
	    !is_told_apart(x) && cost_changed(x) <= x->best + margin;
	for (int k = 0; doubtful && k < 2; k++) {
		int at = rows[k] * YEARS + CURRENT;
		if (says(x, x->item[at]) != says(x, x->item[at + 1]))
			x->sure[at] = x->sure[at + 1] = false;
	}
}

/*
 * Which year comes first only the order of the figures tells: where two might
 * about as well change places, nothing in them is sure.
 */
static void
doubt_years(struct exchange *x)
{
	int items[CELLS];

	memcpy(items, x->item, sizeof items);
	for (int a = 0; a < CURRENT; a++)
		for (int b = 0; b < CURRENT; b++) {
			years_turn(x, a, b);
			bool doubtful = years_cost(x) <= x->best + YEAR_MARGIN;
			for (int c = 0; doubtful && c < CELLS; c++)
				if (says(x, x->item[c]) != says(x, items[c]))
					x->sure[c] = false;
			for (int c = 0; c < CELLS; c++)
				if (x->item[c] >= 0)
					exchange_put(x, (size_t)x->item[c], -1);
			for (int c = 0; c < CELLS; c++)
				if (items[c] >= 0)
					exchange_put(x, (size_t)items[c], c);
		}
}

/* 0 and - fill whole rows: where two of them are in doubt, all are. */
static void
doubt_rows(struct exchange *x)
{
	for (int row = SUPPLEMENTARY; row <= RESERVE; row++) {
		int doubtful = 0;
		for (int c = 0; c < REQUEST; c++)
			doubtful += !x->sure[row * YEARS + c];
		for (int c = 0; doubtful > 1 && c < YEARS; c++)
			if (!years_is_some(years_at(x, row, c)))
				x->sure[row * YEARS + c] = false;
	}
}

/* What no rule supports is not taken. */
static void
doubt_sums(struct exchange *x)
{
	for (int c = 0; c < YEARS; c++) {
		const struct grid_figure *total = years_at(x, TOTAL, c);
		if (holds(x, c) || is_trivial(x, c))
			continue;
		int rate = c < CURRENT
		    ? years_check_rate(years_at(x, RATE, c),
			  years_at(x, EXECUTED, c),
			  years_is_known(total) ? total->value : 0,
			  total ? total->half : 0)
		    : 0;
		for (int row = 0; row < ROWS; row++)
			if (rate <= 0 || row < TOTAL)
				x->sure[row * YEARS + c] = false;
	}
}

void
years_doubt_direction(struct exchange *x, const struct exchange *other)
{
	for (int c = 0; c < CELLS; c++)
		if (says(x, x->item[c]) != says(x, other->item[c]))
			x->sure[c] = false;
}

/* Whether a year lacks a figure in its rows from first on. */
static bool
is_open(const struct exchange *x, int first, int column)
{
	const struct years *t = x->context;

	for (int row = first; row < ROWS; row++)
		if (x->item[row * YEARS + column] < 0 &&
		    years_form[row].usual >> column & 1 &&
		    (t->second || row != RATE_INITIAL))
			return true;
	return false;
}

/*
 * A figure of the table that found no place may have one in the years of those
 * beside it in the text.
 */
static void
doubt_left_out(struct exchange *x)
{
	const struct years *t = x->context;

	for (size_t i = 0; i < x->items; i++) {
		bool rate = years_is_rate(t, (int)i);
		int first = rate ? RATE : INITIAL;
		if (x->cell[i] >= 0 || t->figures.extra[i] ||
		    !years_is_some(&t->figures.figures[i]) ||
		    (!rate && !t->down))
			continue;
		for (size_t k = i ? i - 1 : i + 1; k < x->items && k <= i + 1;
		     k += 2) {
			int column = x->cell[k] % YEARS;
			if (x->cell[k] < 0 || !is_open(x, first, column))
				continue;
			for (int row = first; row < ROWS; row++)
				x->sure[row * YEARS + column] = false;
		}
	}
}

/* Whether a number may as well stand in another row, with none between. */
static bool
may_move(const struct exchange *x, int row, int column)
{
	for (int to = SUPPLEMENTARY; to <= RESERVE; to++) {
		int from = row < to ? row : to, end = row < to ? to : row;
		bool free = to != CARRIED_OUT &&
		    !years_is_known(years_at(x, to, column));
		for (int r = from + 1; r < end; r++)
			free = free && !years_is_known(years_at(x, r, column));
		if (free)
			return true;
	}
	return false;
}

/*
 * Down a column dashes stand apart from numbers: of which row one is that no
 * other year repeats, nothing tells.
 */
static void
doubt_mixed(struct exchange *x)
{
	for (int c = 0; c < YEARS; c++)
		for (int row = SUPPLEMENTARY; row <= RESERVE; row++) {
			bool repeated = row == CARRIED_OUT ||
			    (row == CARRIED_IN && c &&
				years_is_some(years_at(x, CARRIED_OUT, c - 1)));
			if (!repeated && may_move(x, row, c))
				x->sure[row * YEARS + c] = false;
		}
}

/* 要求 has both its figures, which are the same, or none of them is sure. */
static void
doubt_request(struct exchange *x)
{
	int initial = INITIAL * YEARS + REQUEST,
	    total = TOTAL * YEARS + REQUEST;

	if (x->item[initial] < 0 || x->item[total] < 0 ||
	    says(x, x->item[initial]) != says(x, x->item[total]))
		x->sure[initial] = x->sure[total] = false;
}

void
years_doubt(struct exchange *x)
{
	const struct years *t = x->context;

	doubt_last(x);
	doubt_years(x);
	doubt_rows(x);
	doubt_sums(x);
	doubt_request(x);
	doubt_left_out(x);
	if (t->down)
		doubt_mixed(x);
}

/* -- whether the table is one -- */

static void
count_sums(const struct exchange *x, int *holding, int *broken)
{
	*holding = *broken = 0;
	for (int c = 0; c < YEARS; c++) {
		if (!years_is_known(years_at(x, TOTAL, c)))
			continue;
		if (holds(x, c))
			++*holding;
		else
			++*broken;
	}
}

/* A 0 or a dash stands in the cell; an empty one may only be displaced. */
static bool
denies(const struct grid_figure *f)
{
	return f && !(f->known && f->value);
}

/*
 * A year that had money without 当初予算, or spent none of it: rather its
 * figures are of the year beside it, and so are all.
 */
static bool
is_shifted(const struct exchange *x)
{
	for (int c = 0; c < CURRENT; c++)
		if (years_is_some(years_at(x, TOTAL, c)) &&
		    (denies(years_at(x, INITIAL, c)) ||
			denies(years_at(x, EXECUTED, c))))
			return true;
	return false;
}

bool
years_is_sound(const struct exchange *x)
{
	int holding, broken;

	count_sums(x, &holding, &broken);
	return holding >= 2 && broken <= 1 && x->best <= COST_MAX &&
	    !is_shifted(x);
}
