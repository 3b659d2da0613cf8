#include "dump/box_rows.h"

#include "dump/person.h"
#include "solve/align.h"
#include "value/corp.h"
#include "value/text.h"

/* What it costs. */
enum price {
	TORN = 400, /* one line, two rows */
	NO_COMPETITION = 60, /* bidders of a method that has none */
	OTHER_PERSON = 40, /* the number of another kind of person */
	LEFT = 80, /* a cell that is of no row */
	NO_CELL = 50, /* a row without a name, an amount ... */
	NO_BIDDERS = 20, /* a competition without them */
	NO_NUMBER = 10,
};

/* -- ranks -- */

/* The ranks of one block. */
struct chain {
	int first, last; /* first: the one that the page begins with */
	int count;
	size_t row; /* of the first */
};

/* Whether a cell begins a line on which the next of its row stands too. */
static bool
is_joined(const struct boxes *b, size_t i)
{
	return i + 1 < b->list->n && b->list->cells[i + 1].tied &&
	    b->list->cells[i + 1].column != NOWHERE;
}

struct chains {
	struct list all; /* of struct chain */
	size_t *of; /* [cell of a rank] */
};

/* The chain of a rank: that of the rank before, or the one that lacks it. */
static size_t
chain_of(const struct chains *c, const bool *has, size_t values,
    size_t previous, size_t value)
{
	if (previous < c->all.n && !has[previous * values + value])
		return previous;
	for (size_t k = c->all.n; k-- > 0;)
		if (!has[k * values + value] && has[k * values + value - 1])
			return k;
	for (size_t k = c->all.n; k-- > 0;)
		if (!has[k * values + value])
			return k;
	return c->all.n;
}

/*
 * A block begins: ranks that leave a gap in the one before are of this one,
 * and came earlier with what shares their lines.
 */
static void
pass_on(const struct boxes *b, struct chains *c, bool *has, size_t values,
    size_t to)
{
	size_t k = c->all.n - 2, gap = 0;
	struct chain *old = list_at(&c->all, struct chain, k);
	struct chain *chain = list_at(&c->all, struct chain, k + 1);

	while (gap < values && has[k * values + gap])
		gap++;
	for (size_t i = 0; i < to; i++) {
		const struct cell *cell = &b->list->cells[i];
		size_t value = (size_t)cell->item.whole;
		if (cell->column != RANK || c->of[i] != k || value < gap)
			continue;
		c->of[i] = k + 1;
		has[k * values + value] = false;
		has[(k + 1) * values + value] = true;
		old->count--;
		chain->count++;
		if (chain->last < (int)value)
			chain->last = (int)value;
	}
	if (old->last >= (int)gap)
		old->last = (int)gap - 1;
}

/*
 * Ranks into blocks: each 1 begins one.  False when a block lacks a rank, or
 * they are more or fewer than the rows.
 */
static bool
find_chains(struct boxes *b, struct chains *c, int64_t before)
{
	const struct columns *list = b->list;
	size_t values = 0, previous = 0, blocks = 1, total = 0;

	for (size_t i = 0; i < list->n; i++)
		if (list->cells[i].column == RANK) {
			blocks += list->cells[i].item.whole == 1;
			if (values < (size_t)list->cells[i].item.whole + 1)
				values = (size_t)list->cells[i].item.whole + 1;
		}
	bool *has = arena_new(b->arena, bool, blocks *values + 1);
	*list_add(b->arena, &c->all, struct chain) =
	    (struct chain){.first = (int)before + 1, .last = (int)before};
	has[0] = true;
	for (size_t v = 1; v <= (size_t)before && v < values; v++)
		has[v] = true;
	for (size_t i = 0; i < list->n; i++) {
		if (list->cells[i].column != RANK)
			continue;
		size_t value = (size_t)list->cells[i].item.whole;
		size_t k = value == 1
		    ? c->all.n
		    : chain_of(c, has, values, previous, value);
		if (k == c->all.n) {
			if (value != 1)
				return false;
			*list_add(b->arena, &c->all, struct chain) =
			    (struct chain){.first = (int)value};
			has[k * values] = true;
			pass_on(b, c, has, values, i);
		}
		has[k * values + value] = true;
		struct chain *chain = list_at(&c->all, struct chain, k);
		if (chain->last < (int)value)
			chain->last = (int)value;
		chain->count++;
		c->of[i] = previous = k;
	}
	for (size_t k = 0; k < c->all.n; k++) {
		struct chain *chain = list_at(&c->all, struct chain, k);
		if (chain->count != chain->last - chain->first + 1)
			return false;
		chain->row = total;
		total += (size_t)chain->count;
	}
	return total == b->nrows;
}

/* The lowest rank of the block that the page begins in, before any 1. */
static int64_t
lowest_rank(const struct boxes *b)
{
	int64_t lowest = 0;

	for (size_t i = 0; i < b->list->n; i++) {
		const struct cell *c = &b->list->cells[i];
		if (c->column != RANK)
			continue;
		if (c->item.whole == 1)
			break;
		if (!lowest || c->item.whole < lowest)
			lowest = c->item.whole;
	}
	return lowest;
}

/* The rows of the ranks, and of what shares their lines. */
static bool
place_ranks(struct boxes *b, bool *placed, size_t *block_of)
{
	struct chains c = {.of = arena_new(b->arena, size_t, b->list->n + 1)};
	int64_t lowest = lowest_rank(b);

	if (!find_chains(b, &c, b->list->rank)) {
		c.all.n = 0;
		if (lowest < 2 || !find_chains(b, &c, lowest - 1))
			return false;
	}
	for (size_t i = 0; i < b->list->n; i++) {
		struct cell *cell = &b->list->cells[i];
		if (cell->column != RANK)
			continue;
		struct chain *chain = list_at(&c.all, struct chain, c.of[i]);
		size_t row = chain->row + (size_t)cell->item.whole -
		    (size_t)chain->first;
		cell->row = row;
		placed[i] = true;
		block_of[row] = c.of[i];
		for (; is_joined(b, i); i++) {
			b->list->cells[i + 1].row = row;
			placed[i + 1] = true;
		}
	}
	return true;
}

/* -- the other columns -- */

/* A column's cells that no rank places, and the rows that are left. */
struct gap {
	enum column column;
	size_t *cells, n; /* each with the cells that share its line */
	size_t *rows, nrows;
	size_t *cell_of; /* [row * (COLUMNS + 1) + column]: 1 + cell */
};

static size_t
cell_in(const struct gap *g, size_t row, enum column column)
{
	return g->cell_of[row * (COLUMNS + 1) + column];
}

static void
open_gap(struct boxes *b, struct gap *g, enum column column, const bool *placed,
    size_t *cell_of)
{
	bool *taken = arena_new(b->arena, bool, b->nrows + 1);

	*g = (struct gap){.column = column,
	    .cells = arena_new(b->arena, size_t, b->list->n + 1),
	    .rows = arena_new(b->arena, size_t, b->nrows + 1),
	    .cell_of = cell_of};
	for (size_t i = 0; i < b->list->n; i++) {
		const struct cell *c = &b->list->cells[i];
		if (c->column != column)
			continue;
		if (placed[i])
			taken[c->row] = true;
		else
			g->cells[g->n++] = i;
	}
	for (size_t row = 0; row < b->nrows; row++)
		if (!taken[row])
			g->rows[g->nrows++] = row;
}

/* How far apart two cells are on the page, as far as that tells. */
static int
distance(size_t a, size_t b)
{
	enum { NEAR = 4 };
	size_t d = a > b ? a - b : b - a;

	return d > NEAR ? NEAR : (int)d;
}

/* The nearest cell of the row, of any column. */
static int
apart(const struct gap *g, size_t cell, size_t row)
{
	int least = 4;

	for (enum column c = 0; c <= COLUMNS; c++)
		if (cell_in(g, row, c)) {
			int d = distance(cell, cell_in(g, row, c) - 1);
			least = d < least ? d : least;
		}
	return least;
}

/* A cell of the column that shares its line with one whose row is known. */
static bool
is_torn(const struct boxes *b, const bool *placed, size_t i, size_t row)
{
	const struct cell *cells = b->list->cells;

	for (size_t k = i; cells[k].tied && k-- > 0;)
		if (placed[k] && cells[k].row != row)
			return true;
	for (size_t k = i + 1; k < b->list->n && cells[k].tied; k++)
		if (placed[k] && cells[k].row != row)
			return true;
	return false;
}

/* Whether a number is of another kind of person than the name. */
static bool
contradicts(const struct boxes *b, size_t name, size_t number)
{
	enum person person = person_of_name(b->texts[name]);
	enum person other = person_of_number(
	    corp_digits(b->arena, b->list->cells[number].item.text));

	return person != PERSON_UNKNOWN && other != PERSON_UNKNOWN &&
	    person != other;
}

static int
cost_of(const struct boxes *b, const struct gap *g, const bool *placed,
    size_t i, size_t row)
{
	size_t method = cell_in(g, row, METHOD), name = cell_in(g, row, NAME);
	int cost = 0;

	if (is_torn(b, placed, i, row))
		return TORN;
	switch (g->column) {
	case BIDDERS:
	case RATE:
		if (method && !b->list->cells[method - 1].competitive)
			cost += NO_COMPETITION;
		break;
	case CORP:
		if (name && contradicts(b, name - 1, i))
			cost += OTHER_PERSON;
		break;
	default:
		break;
	}
	return cost;
}

/* What it costs that a row has no cell in the column. */
static int
hole_cost(const struct boxes *b, const struct gap *g, size_t row)
{
	size_t method = cell_in(g, row, METHOD), name = cell_in(g, row, NAME);

	if (g->column == BIDDERS || g->column == RATE)
		return method && !b->list->cells[method - 1].competitive
		    ? 0
		    : NO_BIDDERS;
	if (g->column == CORP)
		return name &&
			person_of_name(b->texts[name - 1]) == PERSON_NOBODY
		    ? 0
		    : NO_NUMBER;
	return NO_CELL;
}

/* Puts the cells into rows; what stands near each other is near if asked. */
static void
align_gap(const struct boxes *b, const struct gap *g, const bool *placed,
    bool near, struct align *a)
{
	align_init(a, b->arena, g->n, g->nrows);
	for (size_t i = 0; i < g->n; i++) {
		for (size_t r = 0; r < g->nrows; r++)
			a->cost[i * g->nrows + r] =
			    cost_of(b, g, placed, g->cells[i], g->rows[r]) +
			    (near ? apart(g, g->cells[i], g->rows[r]) : 0);
		a->again[i] = ALIGN_NEVER;
		a->none[i] = LEFT;
	}
	for (size_t r = 0; r < g->nrows; r++)
		a->empty[r] = hole_cost(b, g, g->rows[r]);
	align_solve(a, b->arena);
}

/*
 * Where rows lack a cell, that another one stands near tells which; it is
 * sure only of what is next to it.
 */
static void
fill_gap(struct boxes *b, struct gap *g, bool *placed)
{
	enum { NEXT = 2 };
	struct align a, far;

	align_gap(b, g, placed, true, &a);
	align_gap(b, g, placed, false, &far);
	for (size_t i = 0; i < g->n; i++) {
		struct cell *c = &b->list->cells[g->cells[i]];
		if (a.slot[i] < 0) {
			c->column = NOWHERE;
			continue;
		}
		c->row = g->rows[a.slot[i]];
		if (cost_of(b, g, placed, g->cells[i], c->row) &&
		    apart(g, g->cells[i], c->row) > 1)
			c->sure = false;
		c->sure = c->sure && a.sure[i] &&
		    (far.sure[i] || apart(g, g->cells[i], c->row) <= NEXT);
		placed[g->cells[i]] = true;
	}
}

/* The cells of the rows that are known by now. */
static void
note_cells(const struct boxes *b, const bool *placed, enum column column,
    size_t *cell_of)
{
	for (size_t i = 0; i < b->list->n; i++) {
		const struct cell *c = &b->list->cells[i];
		if (placed[i] && c->column == column)
			cell_of[c->row * (COLUMNS + 1) + column] = i + 1;
	}
}

/* The lines of a cell have its row. */
static void
place_lines(struct boxes *b)
{
	const struct cell *first = NULL;

	for (size_t i = 0; i < b->list->n; i++) {
		struct cell *c = &b->list->cells[i];
		if (c->column < AGAIN || c->column >= NOWHERE) {
			bool text =
			    c->column == NAME || c->column == DESCRIPTION;
			first = text ? c : NULL;
		} else if (first) {
			c->row = first->row;
			c->sure = c->sure && first->sure;
		} else {
			c->column = NOWHERE;
		}
	}
}

/*
 * 支出額10億円以上: 理由及び改善策 is told of such rows.  Where each has one,
 * they come in order.
 */
static void
place_reasons(struct boxes *b, const size_t *cell_of)
{
	enum { MILLIONS = 1000 };
	struct cell *cells = b->list->cells;
	size_t *rows = arena_new(b->arena, size_t, b->nrows + 1);
	size_t n = 0, reasons = 0;

	for (size_t row = 0; row < b->nrows; row++) {
		size_t amount = cell_of[row * (COLUMNS + 1) + AMOUNT];
		if (amount &&
		    dec_cmp(cells[amount - 1].item.value, dec_of(MILLIONS)) >=
			0)
			rows[n++] = row;
	}
	for (size_t i = 0; i < b->list->n; i++)
		reasons += cells[i].reason && !(i && cells[i - 1].reason);
	if (reasons != n)
		return;
	for (size_t i = 0, k = 0; i < b->list->n; i++) {
		bool again = i && cells[i - 1].reason;
		if (!cells[i].reason)
			continue;
		k += !again;
		cells[i].column = again ? AGAIN + REASON : REASON;
		cells[i].row = rows[k - 1];
	}
}

/*
 * Where rows lack a name or a description, some of the other column may be
 * one; no text is sure then but what shares the line of a rank.
 */
static void
doubt_texts(struct boxes *b, const bool *anchored, const size_t *cell_of)
{
	bool holes = false;

	for (size_t row = 0; row < b->nrows; row++)
		holes = holes || !cell_of[row * (COLUMNS + 1) + NAME] ||
		    !cell_of[row * (COLUMNS + 1) + DESCRIPTION];
	for (size_t i = 0; holes && i < b->list->n; i++) {
		struct cell *c = &b->list->cells[i];
		if ((c->column == NAME || c->column == DESCRIPTION) &&
		    !anchored[i])
			c->sure = false;
	}
}

/* Whether a cell may stand between two of a column that come together. */
static bool
is_within_run(const struct cell *c, enum column column)
{
	if (c->none || (c->column >= AGAIN && c->column < NOWHERE))
		return true;
	return column == AMOUNT ? c->column == METHOD
				: column == METHOD && c->column == AMOUNT;
}

/*
 * Cells of a column that come together are of one block: its heading stands
 * between them and those of the next.  Where they are not, the blocks came in
 * another order.
 */
static void
doubt_runs(struct boxes *b, enum column column, const bool *anchored,
    const size_t *block_of)
{
	const struct cell *last = NULL;
	bool torn = false;

	for (size_t i = 0; i < b->list->n; i++) {
		const struct cell *c = &b->list->cells[i];
		if (c->column == column) {
			torn = torn ||
			    (last && block_of[last->row] != block_of[c->row]);
			last = c;
		} else if (!is_within_run(c, column)) {
			last = NULL;
		}
	}
	for (size_t i = 0; torn && i < b->list->n; i++)
		if (b->list->cells[i].column == column && !anchored[i])
			b->list->cells[i].sure = false;
}

/* A number of another kind than its name is somebody else's. */
static void
doubt_numbers(struct boxes *b, const size_t *cell_of)
{
	for (size_t row = 0; row < b->nrows; row++) {
		size_t name = cell_of[row * (COLUMNS + 1) + NAME];
		size_t number = cell_of[row * (COLUMNS + 1) + CORP];
		if (name && number && contradicts(b, name - 1, number - 1))
			b->list->cells[number - 1].sure = false;
	}
}

bool
box_rows(struct boxes *b)
{
	static const enum column order[] = {
	    METHOD, AMOUNT, NAME, DESCRIPTION, CORP, BIDDERS, RATE};
	bool *placed = arena_new(b->arena, bool, b->list->n + 1);
	size_t *cell_of =
	    arena_new(b->arena, size_t, (b->nrows + 1) * (COLUMNS + 1));

	size_t *block_of = arena_new(b->arena, size_t, b->nrows + 1);
	if (!place_ranks(b, placed, block_of))
		return false;
	bool *anchored = arena_new(b->arena, bool, b->list->n + 1);
	for (size_t i = 0; i < b->list->n; i++)
		anchored[i] = placed[i];
	note_cells(b, placed, RANK, cell_of);
	for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
		struct gap g;
		open_gap(b, &g, order[k], placed, cell_of);
		fill_gap(b, &g, placed);
		note_cells(b, placed, order[k], cell_of);
	}
	doubt_texts(b, anchored, cell_of);
	for (size_t k = 0; k < 4; k++)
		doubt_runs(b, order[k], anchored, block_of);
	doubt_numbers(b, cell_of);
	place_lines(b);
	place_reasons(b, cell_of);
	b->list->nrows = b->nrows;
	return true;
}
