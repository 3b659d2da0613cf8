#include "solve/stack.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

enum {
	WIDTH = 640, /* ways followed */
	SLOTS = 4096, /* to find equal ones; a power of two */
	GAPS = 64, /* prices told apart when offers are sorted */
	SKIP_USUAL = 2, /* a queue goes on past a usual cell that stays empty */
	SKIP_OPEN = 1,
	SKIP_HEADING = 2, /* past a heading that is still to come */
	SKIP_MAX = 14,
	LATE = 5, /* a cell that its queue has passed */
	LATE_HEADING = 1,
	LEFT_EMPTY = 2, /* filled before its neighbour on the left */
	RIGHT_FILLED = 3, /* filled behind one on its right */
	LINE = 1, /* the next row or column begins */
	JUMP = 3,
	NAMED = -1, /* the label before it names the row */
	MISNAMED = 2, /* or another one */
	TORN = 6, /* from the figure that it was printed beside or under */
	STRAY_ABOVE = 3, /* a figure of no cell before the first that has one */
	STRAY_NEXT = 2, /* one behind another */
};

struct state {
	struct stack_cells cells;
	uint8_t unsure[STACK_ROWS]; /* a bit per column */
	int16_t prices[STACK_TABLES];
	int16_t last[STACK_COLUMNS]; /* the row each queue is at */
	int16_t row, column; /* filled last; row -1: none on the page */
	int16_t headed; /* row of the heading met last, or -1 */
	uint8_t heading; /* and its columns */
	bool left; /* the figure before has no cell */
	int cost;
};

struct offer {
	uint16_t parent;
	int16_t row, column; /* row -1: left out */
	bool late;
	int cost, price;
	int doubt; /* the part of the price that speaks against it */
};

struct search {
	const struct stack *stack;
	struct state *now, *next;
	struct offer *offers, *sorted;
	size_t n, noffers, max;
	int first, end; /* rows of the page */
	int from; /* rows before it are settled */
	int coming[STACK_COLUMNS]; /* headings of the page not met yet */
	bool loose;
	int page, before; /* what the pages before it cost */
	int *costs; /* of pages */
};

static bool
is_set(uint32_t bits, int column)
{
	return bits >> column & 1;
}

static uint64_t
value_key(const struct stack *g, unsigned at)
{
	return at && g->items[at - 1].figure.known ? g->items[at - 1].figure.key
						   : 0;
}

static uint64_t
cell_key(const struct stack *g, unsigned at, int row, int column)
{
	uint64_t value = value_key(g, at);

	return value
	    ? hash_number(value +
		  hash_number((uint64_t)(row * STACK_COLUMNS + column + 1)))
	    : 0;
}

/* What the next items can tell apart. */
static uint64_t
state_key(const struct search *q, const struct state *s)
{
	uint64_t key = (uint64_t)(s->row * STACK_COLUMNS + s->column + 1);

	key = hash_number(key + (uint64_t)(s->headed + 1) * 64 + s->heading);
	key = hash_number(key + s->left);
	for (int c = 0; c < q->stack->columns; c++) {
		key = hash_number(key + (uint64_t)s->last[c]);
		for (int r = q->from; r < q->end; r++)
			key += cell_key(q->stack, s->cells.at[r][c], r, c);
	}
	return key;
}

static int
skip_price(const struct search *q, const struct state *s, int row, int column)
{
	const struct stack_row *r = &q->stack->rows[row];

	if (!is_set(r->open, column) || s->cells.at[row][column])
		return 0;
	if (!r->heading)
		return is_set(r->usual, column) ? SKIP_USUAL : SKIP_OPEN;
	int below = 0;
	for (int i = row + 1; i < q->end; i++)
		below += q->stack->rows[i].heading &&
		    is_set(q->stack->rows[i].open, column);
	return q->coming[column] > below ? SKIP_HEADING : 0;
}

static int
left_price(const struct stack *g, const struct state *s, int row, int column)
{
	for (int c = column - 1; c >= 0; c--)
		if (is_set(g->rows[row].usual, c))
			return s->cells.at[row][c] ? 0 : LEFT_EMPTY;
	return 0;
}

static int
right_price(const struct stack *g, const struct state *s, int row, int column)
{
	for (int c = column + 1; c < g->columns; c++)
		if (s->cells.at[row][c])
			return RIGHT_FILLED;
	return 0;
}

/* What was printed side by side, or one right below the other, stays so. */
static int
tie_price(
    const struct stack *g, const struct state *s, size_t i, int row, int column)
{
	if (s->row < 0 || s->left)
		return 0;
	switch (g->items[i].tie) {
	case STACK_BESIDE:
		return row == s->row && column > s->column ? 0 : TORN;
	case STACK_UNDER:
		return row > s->row && column == s->column ? 0 : TORN;
	default:
		return 0;
	}
}

/* From the cell filled last to this one. */
static int
step_price(
    const struct stack *g, const struct state *s, size_t i, int row, int column)
{
	int down = row - s->row, right = column - s->column;
	bool parted = g->items[i].figure.parted;

	if (s->row < 0)
		return 0;
	/* Behind its heading. */
	if (parted && s->headed >= 0 && row == s->headed + 1 &&
	    is_set(s->heading, column))
		return LINE;
	if (down == 0 && right > 0)
		return right > 1;
	bool same = g->rows[row].table == g->rows[s->row].table;
	if (right == 0 && down > 0 && same)
		return down > 1;
	if (same && ((down == 1 && right < 0) || (right == 1 && down <= 0)))
		return LINE;
	if (!same && down > 0 && (parted || column == 0))
		return LINE;
	return parted ? JUMP - 1 : JUMP;
}

static void
offer(struct search *q, size_t parent, struct offer o)
{
	const struct state *s = &q->now[parent];

	if (q->noffers == q->max)
		return;
	o.parent = (uint16_t)parent;
	o.cost = s->cost + o.price;
	q->offers[q->noffers++] = o;
}

static void
offer_cell(struct search *q, size_t i, size_t parent, int row, int column,
    int price, bool late)
{
	const struct stack *g = q->stack;
	const struct state *s = &q->now[parent];
	int own = g->place(g, &s->cells, i, row, column);

	if (own >= GRID_NEVER)
		return;
	price += step_price(g, s, i, row, column) +
	    left_price(g, s, row, column) + right_price(g, s, row, column) +
	    tie_price(g, s, i, row, column);
	offer(q, parent,
	    (struct offer){.row = (int16_t)row,
		.column = (int16_t)column,
		.late = late,
		.doubt = own > 0 ? price + own : price,
		.price = price + own});
}

static void
offer_figure(struct search *q, size_t i, size_t parent)
{
	const struct stack *g = q->stack;
	const struct state *s = &q->now[parent];

	for (int c = 0; c < g->columns; c++) {
		int skipped = 0, named = g->items[i].row;
		for (int r = s->last[c] + 1; r < q->end && skipped < SKIP_MAX;
		     r++) {
			if (!g->rows[r].heading && is_set(g->rows[r].open, c) &&
			    !s->cells.at[r][c])
				offer_cell(q, i, parent, r, c, skipped, false);
			if (named < 0 || r >= named ||
			    g->rows[r].table != g->rows[named].table)
				skipped += skip_price(q, s, r, c);
		}
		if (s->last[c] < q->first)
			continue;
		int own = g->rows[s->last[c]].table, headed = own;
		if (s->headed >= 0 && is_set(s->heading, c))
			headed = g->rows[s->headed].table;
		for (int r = s->last[c] - 1; r >= q->first; r--) {
			int table = g->rows[r].table;
			if ((table == own || table == headed) &&
			    !g->rows[r].heading && is_set(g->rows[r].open, c) &&
			    !s->cells.at[r][c])
				offer_cell(q, i, parent, r, c,
				    headed != own && table == headed ? 1 : LATE,
				    true);
		}
	}
}

/* Figures of other tables come in runs, most of them before all others. */
static int
leave_price(const struct search *q, const struct state *s,
    const struct stack_item *item)
{
	int most = s->row < 0 ? STRAY_ABOVE
	    : s->left	      ? STRAY_NEXT
			      : item->leave;

	if (item->heading)
		return q->loose ? 0 : item->leave;
	return item->leave < most ? item->leave : most;
}

/* The columns it heads go on to the same row. */
static void
offer_heading(struct search *q, size_t i, size_t parent)
{
	const struct stack *g = q->stack;
	const struct state *s = &q->now[parent];
	unsigned columns = g->items[i].heading;

	for (int r = q->first; r < q->end; r++) {
		int price = 0;
		bool fits = g->rows[r].heading &&
		    (g->rows[r].open & columns) == columns;
		for (int c = 0; fits && c < g->columns; c++) {
			if (!is_set(columns, c))
				continue;
			fits = !s->cells.at[r][c];
			if (s->last[c] > r)
				price += LATE_HEADING;
			for (int k = s->last[c] + 1; k < r; k++)
				price += skip_price(q, s, k, c);
		}
		if (fits && price < 3 * SKIP_MAX)
			offer(q, parent,
			    (struct offer){.row = (int16_t)r,
				.column = -1,
				.price = price});
	}
}

/* How much dearer than the cheapest an offer is; those far off are alike. */
static size_t
gap_of(const struct offer *o, int least)
{
	return o->cost - least < GAPS ? (size_t)(o->cost - least) : GAPS - 1;
}

/* Sorts the offers by what they cost, as they came where that is the same. */
static void
sort_offers(struct search *q)
{
	size_t begin[GAPS + 1] = {0};
	int least = q->offers[0].cost;

	for (size_t k = 1; k < q->noffers; k++)
		if (q->offers[k].cost < least)
			least = q->offers[k].cost;
	for (size_t k = 0; k < q->noffers; k++)
		begin[gap_of(&q->offers[k], least) + 1]++;
	for (size_t i = 1; i < GAPS; i++)
		begin[i] += begin[i - 1];
	for (size_t k = 0; k < q->noffers; k++)
		q->sorted[begin[gap_of(&q->offers[k], least)]++] = q->offers[k];
}

/* A way that comes to the same, but dearer: where it differs from the better
 * one, that one is not sure. */
static void
mark_rival(
    const struct search *q, struct state *better, const struct state *rival)
{
	const struct stack *g = q->stack;

	if (rival->cost > better->cost + g->margin)
		return;
	for (int r = 0; r < q->end; r++)
		for (int c = 0; c < g->columns; c++)
			if (value_key(g, better->cells.at[r][c]) !=
			    value_key(g, rival->cells.at[r][c]))
				better->unsure[r] |= (uint8_t)(1u << c);
}

/* The state of that key, or NULL: then it is entered as the nth. */
static struct state *
find_state(struct state *states, uint16_t *slots, const uint64_t *keys,
    size_t n, uint64_t key)
{
	for (size_t at = key & (SLOTS - 1);; at = (at + 1) & (SLOTS - 1)) {
		if (!slots[at]) {
			slots[at] = (uint16_t)(n + 1);
			return NULL;
		}
		if (keys[slots[at] - 1] == key)
			return &states[slots[at] - 1];
	}
}

static void
apply(const struct search *q, const struct offer *o, size_t i, struct state *to)
{
	const struct stack *g = q->stack;

	*to = q->now[o->parent];
	to->cost = o->cost;
	if (!g->items[i].heading)
		to->left = o->row < 0;
	if (o->row < 0) {
		if (to->row >= 0 && !g->items[i].heading)
			to->prices[g->rows[to->row].table] =
			    (int16_t)(to->prices[g->rows[to->row].table] +
				o->price);
		return;
	}
	if (g->items[i].heading) {
		to->headed = o->row;
		to->heading = g->items[i].heading;
		for (int c = 0; c < g->columns; c++)
			if (is_set(g->items[i].heading, c)) {
				if (to->last[c] < o->row)
					to->last[c] = o->row;
				to->cells.at[o->row][c] = (uint16_t)(i + 1);
			}
		return;
	}
	to->cells.at[o->row][o->column] = (uint16_t)(i + 1);
	if (!o->late)
		to->last[o->column] = o->row;
	to->row = o->row;
	to->column = o->column;
	to->prices[g->rows[o->row].table] =
	    (int16_t)(to->prices[g->rows[o->row].table] + o->doubt);
}

/* Those of the states that come next which are known to differ. */
struct met {
	uint16_t slots[SLOTS];
	uint64_t keys[WIDTH + 1];
	size_t n;
};

/* Keeps the state behind them, unless one of them comes to the same. */
static void
keep_state(struct search *q, struct met *m)
{
	struct state *state = &q->next[m->n];
	struct state *same;

	m->keys[m->n] = state_key(q, state);
	same = find_state(q->next, m->slots, m->keys, m->n, m->keys[m->n]);
	if (same)
		mark_rival(q, same, state);
	else
		m->n++;
}

static void
go_on(struct search *q, const struct met *m)
{
	struct state *swap = q->now;

	q->now = q->next;
	q->next = swap;
	q->n = m->n;
}

/* The cheapest offers that differ become the next states. */
static void
take_offers(struct search *q, size_t i)
{
	struct met met = {0};

	sort_offers(q);
	for (size_t k = 0; k < q->noffers && met.n < WIDTH; k++) {
		apply(q, &q->sorted[k], i, &q->next[met.n]);
		keep_state(q, &met);
	}
	go_on(q, &met);
	q->noffers = 0;
}

static int
compare_states(const void *a, const void *b)
{
	const struct state *x = a, *y = b;

	return (x->cost > y->cost) - (x->cost < y->cost);
}

/* What stayed empty on a page, and what its tables are worth. */
static void
end_page(struct search *q)
{
	const struct stack *g = q->stack;

	for (size_t k = 0; k < q->n; k++) {
		struct state *s = &q->now[k];
		for (int c = 0; c < g->columns; c++)
			for (int r = s->last[c] + 1; r < q->end; r++)
				if (!g->rows[r].heading &&
				    is_set(g->rows[r].usual, c) &&
				    !s->cells.at[r][c]) {
					s->cost += SKIP_USUAL;
					s->prices[g->rows[r].table] =
					    (int16_t)(s->prices[g->rows[r]
								    .table] +
						SKIP_USUAL);
				}
		for (int r = q->first; r < q->end; r++) {
			int table = g->rows[r].table;
			bool ends = (size_t)r + 1 == g->nrows ||
			    g->rows[r + 1].table != table;
			int price = ends ? g->judge(g, &s->cells, table) : 0;
			s->cost += price;
			s->prices[table] = (int16_t)(s->prices[table] + price);
		}
		s->row = s->column = -1;
		for (int c = 0; c < g->columns; c++)
			s->last[c] = (int16_t)(q->end - 1);
	}
	qsort(q->now, q->n, sizeof *q->now, compare_states);
	q->costs[q->page % STACK_PAGES] += q->now[0].cost - q->before;
	q->before = q->now[0].cost;
}

/* The next page begins: of what is settled only the best way is followed. */
static void
begin_page(struct search *q, size_t i)
{
	const struct stack *g = q->stack;
	struct met met = {0};
	size_t end = i;

	q->page = g->items[i].page;
	q->loose = is_set(g->loose, g->items[i].page % STACK_PAGES);
	q->first = q->end;
	while ((size_t)q->first < g->nrows &&
	    g->rows[q->first].page < g->items[i].page)
		q->first++;
	q->from = q->end = q->first;
	while ((size_t)q->end < g->nrows &&
	    g->rows[q->end].page == g->items[i].page)
		q->end++;
	/* A table that the page before began. */
	while (q->from > 0 && (size_t)q->first < g->nrows &&
	    g->rows[q->from - 1].table == g->rows[q->first].table)
		q->from--;
	memset(q->coming, 0, sizeof q->coming);
	for (; !q->loose && end < g->nitems &&
	     g->items[end].page == g->items[i].page;
	     end++)
		for (int c = 0; c < g->columns; c++)
			q->coming[c] += is_set(g->items[end].heading, c);
	for (size_t k = 0; k < q->n; k++) {
		struct state *s = &q->next[met.n];
		*s = q->now[k];
		s->row = s->column = s->headed = -1;
		s->left = false;
		s->heading = 0;
		for (int c = 0; c < g->columns; c++)
			s->last[c] = (int16_t)(q->first - 1);
		keep_state(q, &met);
	}
	go_on(q, &met);
}

static void
answer(struct search *q, struct stack *g)
{
	struct state *best = &q->now[0];

	q->end = (int)g->nrows;
	for (size_t k = 1; k < q->n; k++)
		mark_rival(q, best, &q->now[k]);
	g->best = best->cells;
	for (size_t t = 0; t < STACK_TABLES; t++)
		g->prices[t] = best->prices[t];
	for (size_t r = 0; r < g->nrows; r++)
		for (int c = 0; c < g->columns; c++)
			g->sure[r][c] = !is_set(best->unsure[r], c);
}

bool
stack_solve(struct stack *g, struct arena *arena)
{
	struct search q = {.stack = g, .n = 1, .costs = g->costs};
	int page = -1;

	memset(g->costs, 0, sizeof g->costs);
	if (!g->nitems || g->nitems > STACK_ITEMS || !g->nrows ||
	    g->nrows > STACK_ROWS)
		return false;
	q.max = (size_t)WIDTH * (size_t)(g->columns * 24);
	q.now = arena_new(arena, struct state, WIDTH + 1);
	q.next = arena_new(arena, struct state, WIDTH + 1);
	q.offers = arena_new(arena, struct offer, q.max);
	q.sorted = arena_new(arena, struct offer, q.max);
	for (size_t i = 0; i < g->nitems; i++) {
		const struct stack_item *item = &g->items[i];
		if (item->page != page) {
			if (i)
				end_page(&q);
			begin_page(&q, i);
			page = item->page;
		}
		for (int c = 0; c < g->columns; c++)
			if (!q.loose)
				q.coming[c] -= is_set(item->heading, c);
		for (size_t k = 0; k < q.n; k++) {
			if (item->heading && !q.loose)
				offer_heading(&q, i, k);
			else if (!item->heading)
				offer_figure(&q, i, k);
			offer(&q, k,
			    (struct offer){.row = -1,
				.price = leave_price(&q, &q.now[k], item)});
		}
		take_offers(&q, i);
	}
	end_page(&q);
	answer(&q, g);
	return true;
}
