#include "dump/years.h"

#include "value/text.h"

#include <string.h>

enum {
	TABLE_MIN = 14, /* figures, or else labels come first */
	COST_MAX = 6, /* rules that hold outweigh the disorder */
	ROUNDS = 2,
	MARGIN = 3, /* an answer this much dearer is as good */
	DIRECTION_MARGIN = 10,
	LAST_MARGIN = 8,
	YEAR_MARGIN = 10,
	WAY_CLEAR = 40,
	EQUALS_MAX = 6,
	TRIES = 450 * 1000,
};

/* How the figures may come. */
enum way {
	ACROSS, /* row by row */
	DOWN, /* column by column */
	ACROSS_DOWN, /* the first row, then the rest column by column */
	WAYS
};

static void
guess(const struct years *t, struct exchange *x, enum way way)
{
	int next = 0;
	size_t i = 0;

	while (way == ACROSS_DOWN && i < x->items && i < YEARS &&
	    t->may[i * CELLS + i]) {
		exchange_put(x, i, (int)i);
		i++;
	}
	for (; i < x->items; i++) {
		int label = years_row(t->figures.labels[i]);
		if (t->figures.extra[i])
			continue;
		if (!t->down && label >= TOTAL && label * YEARS > next)
			next = label * YEARS;
		while (next < CELLS) {
			int row = t->down ? next % ROWS : next / YEARS;
			int column = t->down ? next / ROWS : next % YEARS;
			int cell = row * YEARS + column;
			next++;
			if (years_form[row].usual >> column & 1 &&
			    x->item[cell] < 0 &&
			    t->may[i * CELLS + (size_t)cell]) {
				exchange_put(x, i, cell);
				break;
			}
		}
	}
}

static void
solve(struct years *t, struct exchange *x, uint64_t *keys, enum way way,
    bool thorough)
{
	struct arena *arena = t->dump->arena;

	t->down = way != ACROSS;
	exchange_init(x, arena, t->figures.n, CELLS);
	x->key = keys;
	x->may = t->may;
	x->context = t;
	x->cost = years_cost;
	years_moves(t, x);
	if (!thorough)
		x->shakes = 0;
	x->rounds = thorough ? ROUNDS : 0;
	x->margin = MARGIN;
	x->tries = TRIES;
	years_price_steps(t);
	guess(t, x, way);
	exchange_solve(x, arena);
}

/* -- what may be taken -- */

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

/* Where the last two years might as well change places. */
static void
doubt_last(struct exchange *x)
{
	static const int rows[] = {INITIAL, TOTAL};

	const struct years *t = x->context;
	int initial = x->item[INITIAL * YEARS + REQUEST];
	bool extra = initial >= 0 && t->figures.extra[initial];
	int margin = extra ? LAST_MARGIN : MARGIN;
	bool doubtful = cost_changed(x) <= x->best + margin;
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
doubt(struct exchange *x)
{
	doubt_last(x);
	doubt_years(x);
	doubt_rows(x);
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

/* Where the other direction of reading says something else. */
static void
doubt_direction(struct exchange *x, const struct exchange *other)
{
	for (int c = 0; c < CELLS; c++)
		if (says(x, x->item[c]) != says(x, other->item[c]))
			x->sure[c] = false;
}

static void
put_years(struct years *t, struct sheet *sheet, const struct exchange *x)
{
	struct budget *budget = &sheet->budget;

	for (int y = 0; y < YEARS; y++) {
		struct budget_year *year = list_add(
		    t->dump->arena, &budget->years, struct budget_year);
		year->fiscal_year = sheet->sheet_year - CURRENT + y;
		for (int row = 0; row < ROWS; row++) {
			int item = x->item[row * YEARS + y];
			if (item < 0 || !x->sure[row * YEARS + y])
				continue;
			struct token *token =
			    &t->dump->tokens[t->figures.tokens[item]];
			token->used = true;
			struct dec d = dec_cell(token->text);
			if (row < RATE)
				d = dec_yen(d, 6);
			if (row == TOTAL && y == REQUEST)
				year->request.value = d;
			else
				dump_budget_field(year, row)->value = d;
		}
	}
	budget->carried_out_in_total = TRUTH_TRUE;
	record_note(t->dump->arena, sheet, "placed-by-arithmetic",
	    S("budget.years"),
	    "figures without rows and columns were placed by their sums");
}

/* Labels below the table: their figures are not of it. */
static bool
is_below(const struct token *t)
{
	return t->label == LABEL_OUTCOME_ACTUAL ||
	    t->label == LABEL_OUTPUT_ACTUAL || t->label == LABEL_ATTAINMENT ||
	    t->label == LABEL_EVIDENCE || t->label == LABEL_UNIT ||
	    t->part > PART_OUTCOME;
}

/*
 * From 実施方法, or the first label of the table, to the table of outcomes.
 * What comes behind the first label of 予算内訳 may be of either table.
 */
static bool
find_table(const struct dump *dump, size_t *from, size_t *items, size_t *below,
    size_t *to)
{
	*from = *items = *below = *to = dump->n;
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind != TOKEN_LABEL)
			continue;
		if (*from == dump->n) {
			if (t->part == PART_BUDGET || t->label == LABEL_METHODS)
				*from = i;
		} else if (*items == dump->n) {
			if (t->label == LABEL_ITEM || t->part == PART_OUTCOME)
				*items = i;
		}
		if (*items < dump->n && *below == dump->n && is_below(t))
			*below = i;
	}
	if (*items == dump->n)
		return false;
	int page = dump->tokens[*from].page;
	while (*to > *items && dump->tokens[*to - 1].page != page)
		--*to;
	if (*below > *to)
		*below = *to;
	return true;
}

static bool
collect(struct years *t)
{
	size_t from, items, below, to;
	struct block_figures *b = &t->figures;

	if (!find_table(t->dump, &from, &items, &below, &to))
		return false;
	blocks_collect(t->dump, from, items, b);
	size_t n = b->n;
	blocks_collect(t->dump, items, below, b);
	/* Where all labels come first nothing tells the tables apart. */
	if (n < TABLE_MIN)
		n = b->n;
	t->far = b->n;
	if (b->n > FIGURES_MAX)
		return false;
	for (size_t i = below; i < to; i++) {
		struct dec d = dec_cell(t->dump->tokens[i].text);
		if (t->dump->tokens[i].kind == TOKEN_FIGURE &&
		    !t->dump->tokens[i].used && d.known && !dec_is_zero(d))
			blocks_add(t->dump, i, b, true);
	}
	for (size_t i = n; i < b->n; i++)
		b->extra[i] = true;
	if (b->n > FIGURES_MAX)
		b->n = FIGURES_MAX;
	if (b->n < 8)
		return false;
	for (size_t i = 0; i < b->n; i++)
		if (years_is_percent(t->dump->tokens[b->tokens[i]].text))
			t->percents = true;
	t->second =
	    dump_find(t->dump, 0, LABEL_EXECUTION_RATE_INITIAL) < t->dump->n;
	t->items = dump_find(t->dump, 0, LABEL_ITEM) < t->dump->n;
	return true;
}

/* 0, ０ and 0.0 say the same, for the record holds what they count. */
static uint64_t
key_of(const struct grid_figure *f)
{
	return f->known ? (uint64_t)f->value << 1 | 1 : 0;
}

void
blocks_budget(struct dump *dump, struct sheet *sheet)
{
	struct years *t = arena_new(dump->arena, struct years, 1);
	uint64_t keys[FIGURES_MAX];
	struct exchange ways[WAYS], x;
	enum way best = ACROSS;
	int holding, broken;

	t->dump = dump;
	if (!sheet->sheet_year || !collect(t))
		return;
	for (size_t i = 0; i < t->figures.n; i++)
		keys[i] = key_of(&t->figures.figures[i]);
	years_price(t);
	years_find(t);
	for (enum way way = ACROSS; way < WAYS; way++) {
		solve(t, &ways[way], keys, way, false);
		if (ways[way].best < ways[best].best)
			best = way;
	}
	int near = ways[best].best + WAY_CLEAR;
	for (enum way way = ACROSS; way < WAYS; way++)
		if (ways[way].best < near)
			solve(t, &ways[way], keys, way, true);
	for (enum way way = ACROSS; way < WAYS; way++)
		if (ways[way].best < ways[best].best)
			best = way;
	x = ways[best];
	for (enum way way = ACROSS; way < WAYS; way++)
		if (way != best && (way == ACROSS || best == ACROSS) &&
		    ways[way].best - x.best <= DIRECTION_MARGIN)
			doubt_direction(&x, &ways[way]);
	t->down = best != ACROSS;
	doubt(&x);
	count_sums(&x, &holding, &broken);
	if (holding < 2 || broken > 1 || x.best > COST_MAX || is_shifted(&x))
		return;
	put_years(t, sheet, &x);
}
