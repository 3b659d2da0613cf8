#include "solve/grid.h"

#include "base/hash.h"

#include <stdlib.h>

enum {
	WIDTH = 300, /* partial grids followed */
	SLOTS = 1024, /* to find equal ones; a power of two */
	BEFORE_EMPTY = 3, /* filled before its neighbour along the line */
	ASIDE_EMPTY = 1, /* and before that of the line beside */
	STILL_EMPTY = 2, /* a usual cell without a figure, at the end */
	LINE = 1, /* the next line begins */
	ACROSS = 1, /* the line is left for the one beside */
	JUMP = 3,
};

struct state {
	struct grid_cells cells;
	int8_t row, column; /* filled last, -1: none */
	int cost;
	uint64_t key; /* of its values and where they are */
};

struct offer {
	size_t parent;
	int8_t row, column; /* -1: the figure is left out */
	int cost;
	uint64_t key;
};

const struct grid_figure *
grid_at(
    const struct grid *g, const struct grid_cells *cells, int row, int column)
{
	unsigned at = cells->at[row][column];

	return at ? &g->figures[at - 1] : NULL;
}

bool
grid_figure_of(struct dec d, struct grid_figure *f)
{
	int64_t limit = (int64_t)1000 * 1000 * 1000 * 1000;
	int64_t power = GRID_UNIT;

	f->known = false;
	if (!d.known || d.scale > 6)
		return false;
	for (int i = 0; i < d.scale; i++)
		power /= 10;
	if (d.digits / (GRID_UNIT / power) >= limit ||
	    d.digits / (GRID_UNIT / power) <= -limit)
		return false;
	f->known = true;
	f->value = d.digits * power;
	f->half = (power + 1) / 2;
	return true;
}

static uint64_t
key_of(const struct grid_figure *f, int row, int column)
{
	uint64_t cell = (uint64_t)(row * GRID_COLUMNS + column + 1);

	return hash_number(f->key + hash_number(cell));
}

static bool
is_set(unsigned bits, int column)
{
	return bits >> column & 1;
}

/* From the cell filled last to the next: rows or columns go on. */
static int
step_price(const struct grid *g, const struct state *s, int row, int column,
    bool parted)
{
	int along = g->down ? row - s->row : column - s->column;
	int aside = g->down ? column - s->column : row - s->row;

	if (s->row < 0)
		return row == 0 && column == 0 ? 0 : 1;
	if (aside == 0 && along == 1)
		return 0;
	if (aside == 1 && along <= 0)
		return LINE;
	if (aside == 1 && along == 1)
		return LINE + 1;
	if (aside == 0 && along > 1)
		return parted ? 1 : 2;
	return parted ? JUMP - 1 : JUMP;
}

static int
order_price(const struct grid *g, const struct state *s, int row, int column)
{
	int left = g->down ? ASIDE_EMPTY : BEFORE_EMPTY;
	int above = g->down ? BEFORE_EMPTY : ASIDE_EMPTY;
	int price = 0;

	for (int c = column - 1; c >= 0; c--) {
		if (!is_set(g->usual[row], c))
			continue;
		if (!s->cells.at[row][c])
			price += left;
		break;
	}
	for (int r = row - 1; r >= 0; r--) {
		if (!is_set(g->usual[r], column))
			continue;
		if (!s->cells.at[r][column])
			price += above;
		break;
	}
	return price;
}

static int
compare_offers(const void *a, const void *b)
{
	const struct offer *x = a, *y = b;

	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	if (x->parent != y->parent)
		return x->parent < y->parent ? -1 : 1;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

struct search {
	const struct grid *grid;
	struct state *now, *next;
	struct offer *offers;
	size_t n, noffers;
};

static void
offer(struct search *q, size_t parent, int row, int column, int price,
    uint64_t key)
{
	const struct state *s = &q->now[parent];

	q->offers[q->noffers++] = (struct offer){
	    parent, (int8_t)row, (int8_t)column, s->cost + price, s->key + key};
}

static void
offer_cells(struct search *q, size_t i, size_t parent)
{
	const struct grid *g = q->grid;
	struct state *s = &q->now[parent];
	const struct grid_figure *f = &g->figures[i];
	int judged[GRID_COLUMNS];

	for (int c = 0; c < g->columns; c++)
		judged[c] = g->judge(g, &s->cells, c, false);
	for (int r = 0; r < g->rows; r++)
		for (int c = 0; c < g->columns; c++) {
			if (!is_set(g->open[r], c) || s->cells.at[r][c])
				continue;
			int price = g->place(g, i, r, c);
			if (price >= GRID_NEVER)
				continue;
			price += order_price(g, s, r, c);
			price += step_price(g, s, r, c, f->parted);
			s->cells.at[r][c] = (uint8_t)(i + 1);
			price += g->judge(g, &s->cells, c, false) - judged[c];
			s->cells.at[r][c] = 0;
			offer(q, parent, r, c, price, key_of(f, r, c));
		}
	offer(q, parent, -1, -1, g->place(g, i, -1, -1), 0);
}

/* True when the key was not met before; 0 stands for none. */
static bool
is_new(uint64_t *slots, uint64_t key)
{
	key = hash_number(key) | 1;
	for (size_t at = key & (SLOTS - 1);; at = (at + 1) & (SLOTS - 1)) {
		if (slots[at] == key)
			return false;
		if (!slots[at]) {
			slots[at] = key;
			return true;
		}
	}
}

/* The cheapest offers that differ become the next states. */
static void
take_offers(struct search *q, size_t i)
{
	uint64_t slots[SLOTS] = {0};
	size_t n = 0;

	qsort(q->offers, q->noffers, sizeof *q->offers, compare_offers);
	for (size_t k = 0; k < q->noffers && n < WIDTH; k++) {
		const struct offer *o = &q->offers[k];
		const struct state *from = &q->now[o->parent];
		int row = o->row < 0 ? from->row : o->row;
		int column = o->row < 0 ? from->column : o->column;
		uint64_t last =
		    (uint64_t)(int64_t)(row * GRID_COLUMNS + column);
		if (!is_new(slots, o->key + hash_number(last)))
			continue;
		struct state *to = &q->next[n++];
		*to = *from;
		to->row = (int8_t)row;
		to->column = (int8_t)column;
		to->cost = o->cost;
		to->key = o->key;
		if (o->row >= 0)
			to->cells.at[row][column] = (uint8_t)(i + 1);
	}
	struct state *swap = q->now;
	q->now = q->next;
	q->next = swap;
	q->n = n;
	q->noffers = 0;
}

/* Every rule counts at the end. */
static void
judge_last(const struct grid *g, struct state *s)
{
	for (int c = 0; c < g->columns; c++)
		s->cost += g->judge(g, &s->cells, c, true) -
		    g->judge(g, &s->cells, c, false);
}

static int
empty_price(const struct grid *g, const struct grid_cells *cells)
{
	int price = 0;

	for (int r = 0; r < g->rows; r++)
		for (int c = 0; c < g->columns; c++)
			if (is_set(g->usual[r], c) && !cells->at[r][c])
				price += STILL_EMPTY;
	return price;
}

static bool
same_value(const struct grid_figure *a, const struct grid_figure *b)
{
	bool x = a && a->known, y = b && b->known;

	return x == y && (!x || a->key == b->key);
}

static void
judge_answers(struct grid *g, const struct state *states, size_t n)
{
	size_t best = 0;

	for (size_t i = 0; i < n; i++)
		if (states[i].cost < states[best].cost)
			best = i;
	g->best = states[best].cells;
	g->cost = states[best].cost;
	for (int r = 0; r < g->rows; r++)
		for (int c = 0; c < g->columns; c++) {
			const struct grid_figure *f =
			    grid_at(g, &g->best, r, c);
			g->sure[r][c] = true;
			for (size_t i = 0; i < n; i++)
				if (states[i].cost <= g->cost + g->margin &&
				    !same_value(
					f, grid_at(g, &states[i].cells, r, c)))
					g->sure[r][c] = false;
		}
}

bool
grid_solve(struct grid *g, struct arena *arena)
{
	size_t cells = (size_t)(g->rows * g->columns) + 1;
	struct search q = {.grid = g, .n = 1};

	if (!g->n || g->n > GRID_FIGURES)
		return false;
	q.now = arena_new(arena, struct state, WIDTH);
	q.next = arena_new(arena, struct state, WIDTH);
	q.offers = arena_new(arena, struct offer, WIDTH * cells);
	q.now[0].row = q.now[0].column = -1;
	for (size_t i = 0; i < g->n; i++) {
		for (size_t k = 0; k < q.n; k++)
			offer_cells(&q, i, k);
		take_offers(&q, i);
	}
	for (size_t k = 0; k < q.n; k++) {
		judge_last(g, &q.now[k]);
		q.now[k].cost += empty_price(g, &q.now[k].cells);
	}
	judge_answers(g, q.now, q.n);
	return true;
}
