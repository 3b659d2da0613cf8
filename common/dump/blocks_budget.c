#include "dump/years.h"

#include "dump/item_names.h"
#include "value/text.h"

#include <limits.h>
#include <string.h>

enum {
	TABLE_MIN = 14, /* figures, or else labels come first */
	ROUNDS = 2,
	MARGIN = 3, /* an answer this much dearer is as good */
	DIRECTION_MARGIN = 10,
	WAY_CLEAR = 40,
	TRIES = 450 * 1000,
};

/* How the figures may come. */
enum way {
	ACROSS, /* row by row */
	DOWN, /* column by column */
	ACROSS_DOWN, /* the first row, then the rest column by column */
	WAYS
};

/* Figures in order into the cells that are filled as a rule. */
static void
guess(struct exchange *x)
{
	const struct years *t = x->context;
	int next = 0;
	size_t i = 0;

	while (t->first_row && i < x->items && i < YEARS && x->cell[i] < 0 &&
	    x->item[i] < 0 && t->may[i * CELLS + i]) {
		exchange_put(x, i, (int)i);
		i++;
	}
	for (; i < x->items; i++) {
		int label = years_row(t->figures.labels[i]);
		if (t->figures.extra[i] || x->cell[i] >= 0)
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
put_last(struct exchange *x, const int *items, int column)
{
	const struct years *t = x->context;

	for (int k = 0; k < 2; k++) {
		int cell = (k ? TOTAL : INITIAL) * YEARS + column;
		if (items[k] >= 0 && t->may[items[k] * CELLS + cell])
			exchange_put(x, (size_t)items[k], cell);
	}
}

/* The last years first, then the others. */
static void
start(struct exchange *x, size_t k)
{
	const struct years *t = x->context;
	const struct years_last *last =
	    list_at(&t->lasts, struct years_last, k);

	put_last(x, last->now, CURRENT);
	put_last(x, last->next, REQUEST);
	guess(x);
}

static void
solve(struct years *t, struct exchange *x, uint64_t *keys, enum way way,
    bool thorough)
{
	struct arena *arena = t->dump->arena;

	t->down = way != ACROSS;
	t->first_row = way == ACROSS_DOWN;
	exchange_init(x, arena, t->figures.n, CELLS);
	x->key = keys;
	x->may = t->may;
	x->context = t;
	x->cost = years_cost;
	years_moves(t, x);
	if (!thorough)
		x->shakes = 0;
	x->rounds = thorough ? ROUNDS : 0;
	x->starts = t->lasts.n;
	x->start = start;
	x->denies = years_denies;
	x->margin = MARGIN;
	x->tries = TRIES;
	years_price_steps(t);
	guess(x);
	exchange_solve(x, arena);
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

/* The pages that labels of 予算内訳 stand on, first to last. */
struct pages {
	int first, last;
};

static struct pages
pages_of_items(const struct dump *dump)
{
	struct pages pages = {INT_MAX, -1};

	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (!blocks_is_label(t, LABEL_ITEM) &&
		    !blocks_is_label(t, DUMP_ITEMS))
			continue;
		if (t->page < pages.first)
			pages.first = t->page;
		pages.last = t->page;
	}
	return pages;
}

/* The figures of 予算内訳 where it goes on, or stands, on a later page. */
static void
collect_later(struct years *t)
{
	const struct dump *dump = t->dump;
	int page = dump->tokens[t->figures.tokens[0]].page;
	struct pages pages = pages_of_items(dump);
	struct grid_figure f;

	for (size_t i = 0; i < dump->n && t->nlater < FIGURES_MAX; i++) {
		const struct token *token = &dump->tokens[i];
		if (token->page == page || token->page < pages.first ||
		    token->page > pages.last || token->kind != TOKEN_FIGURE ||
		    years_is_percent(token->text) ||
		    !grid_figure_of(dec_cell(token->text), &f) || !f.value)
			continue;
		t->later[t->nlater++] = f.value;
	}
}

/* Amounts whose line goes on with a text, as 主な増減理由 does. */
static void
collect_asked(struct years *t)
{
	enum { REASON_BYTES = 24 }; /* eight characters */
	const struct dump *dump = t->dump;
	size_t i = dump_find(dump, 0, LABEL_EXECUTION_RATE);
	struct grid_figure f;

	for (; i + 1 < dump->n && t->nasked < FIGURES_MAX; i++) {
		const struct token *token = &dump->tokens[i];
		if (token->part <= PART_OUTCOME &&
		    token->kind == TOKEN_FIGURE && token->opens &&
		    token[1].at == token->at && token[1].kind == TOKEN_TEXT &&
		    (token[1].text.n >= REASON_BYTES ||
			item_names_is_reason(token[1].text)) &&
		    grid_figure_of(dec_cell(token->text), &f) && f.value)
			t->asked[t->nasked++] = f.value;
	}
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
	collect_later(t);
	collect_asked(t);
	return true;
}

/* How often a figure of the table is said elsewhere, too. */
static size_t
count_again(const struct years *t, int64_t value)
{
	size_t n = 0;

	for (size_t k = 0; k < t->nsome; k++)
		n += t->figures.figures[t->some[k]].value == value;
	for (size_t k = 0; k < t->nlater; k++)
		n += t->later[k] == value;
	return n;
}

static bool
is_pair(const struct years *t, size_t i, size_t j)
{
	const struct grid_figure *f = t->figures.figures;
	size_t least = t->items ? 3 : 2;

	return i < t->figures.n && j < t->figures.n && f[i].known &&
	    f[j].known && f[i].value > 0 && f[i].value == f[j].value &&
	    !years_is_rate(t, (int)i) && !years_is_rate(t, (int)j) &&
	    count_again(t, f[i].value) >= least;
}

/*
 * 要求 has two figures, which are equal; as a rule they come one after the
 * other, or those of the last two years in turn.
 */
static void
find_lasts(struct years *t)
{
	enum { LASTS_MAX = 6 };

	for (size_t i = 0; i + 1 < t->figures.n && t->lasts.n < LASTS_MAX;
	     i++) {
		struct years_last last = {{-1, -1}, {-1, -1}};
		int at = (int)i;
		if (is_pair(t, i, i + 2) && is_pair(t, i + 1, i + 3))
			last =
			    (struct years_last){{at, at + 2}, {at + 1, at + 3}};
		else if (is_pair(t, i, i + 1))
			last = (struct years_last){{-1, -1}, {at, at + 1}};
		else
			continue;
		*list_add(t->dump->arena, &t->lasts, struct years_last) = last;
	}
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

	t->dump = dump;
	if (!sheet->sheet_year || !collect(t))
		return;
	for (size_t i = 0; i < t->figures.n; i++)
		keys[i] = key_of(&t->figures.figures[i]);
	years_price(t);
	years_find(t);
	find_lasts(t);
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
			years_doubt_direction(&x, &ways[way]);
	t->down = best != ACROSS;
	years_price_steps(t);
	years_doubt(&x);
	if (years_is_sound(&x))
		put_years(t, sheet, &x);
}
