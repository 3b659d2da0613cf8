#include "dump/pairs.h"

#include "solve/beam.h"

#include <string.h>

enum {
	WIDTH = 500, /* of the search */
	MARGIN = 1, /* a reading this much dearer is as good */
	USE_FULL = 24, /* a line of 使途 that goes on */
	LAG = 40, /* units until what was chosen is settled */
	NO_CELL = 12,
	FIXED = 20, /* against what the figures say */
	BROKEN = 11, /* a table without its total */
	UNKNOWN = 255, /* rows of a table without its total */
	SKIP = 5, /* to pass over a cell that comes later */
	FAR = 15, /* a cell on another page than its table */
	TOTAL_ROW = PAIRS_ROWS + 1,
	ALL_ROWS, /* of a pair */
	SIDE = PAIRS_COLUMNS,
};

static const int64_t YEN_MAX = INT64_MAX / 4;

/* A column of tables. */
struct queue {
	uint8_t pair, cells; /* the table it is in, its cells there */
	uint8_t last_pair, last_row; /* the cell of its last unit */
	int16_t last; /* 1 + its last unit */
	uint8_t hole_pair, hole_row, hole; /* cells that were passed over */
};

/* How far a reading is; compared bytewise. */
struct place {
	int64_t sum[2], above[2]; /* of the amounts so far; the last one */
	int64_t early[2]; /* 計 that came before some of its amounts, or 0 */
	struct queue queues[2 * SIDE];
	uint8_t counts[PAIRS_MAX][2 * SIDE]; /* cells of tables left by some */
	int16_t row; /* of the cell before, through all pairs; -1: none */
	int16_t column, unit; /* of it */
};

/* What a unit can be. */
struct choice {
	int pair, row, column;
	bool more, total;
};

/* A choice has its cell in the lower half, what it cost in the upper. */
enum {
	NEITHER = 0,
	CELL_MASK = 0xffff,
	PRICE_SHIFT = 16,
	PRICE_MAX = 255,
};

static uint32_t
pack(const struct choice *c)
{
	return 1 +
	    (((uint32_t)c->pair * ALL_ROWS + (uint32_t)c->row) * 2 * SIDE +
		(uint32_t)c->column) *
	    2 +
	    c->more;
}

static struct choice
unpack(uint32_t packed)
{
	struct choice c;

	packed--;
	c.more = packed % 2;
	packed /= 2;
	c.column = (int)(packed % (2 * SIDE));
	packed /= 2 * SIDE;
	c.row = (int)(packed % ALL_ROWS);
	c.pair = (int)(packed / ALL_ROWS);
	c.total = c.row == TOTAL_ROW;
	return c;
}

static int
away(int a, int b)
{
	return a > b ? a - b : b - a;
}

static const struct token *
token_of(const struct pairs *p, size_t i)
{
	return &p->dump->tokens[p->units[i].token];
}

/* From the cell before to this one. */
static int
step_cost(const struct pairs *p, const struct place *at, size_t i,
    const struct choice *c)
{
	int row = c->pair * ALL_ROWS + c->row, by = row - at->row;
	int right = c->column - at->column;
	bool tied = p->units[i].tied && i > 0 && (size_t)at->unit == i - 1;

	if (at->row < 0)
		return row > 0 ? 3 : 0;
	if (tied)
		return by == 0 && right > 0 ? 0 : 12;
	if (by == 0)
		return right == 1 ? 0 : right > 0 ? 2 : 4;
	bool next = by == 1 || (c->pair == at->row / ALL_ROWS && c->total) ||
	    (c->pair == at->row / ALL_ROWS + 1 && c->row == 0);
	if (next)
		return right <= 0 ? 1 : 3;
	return by > 0 ? 5 : right > 0 ? 3 : 5;
}

/* How many rows a table has, as far as is known. */
static int
rows_of(const struct pairs *p, const struct place *at, int pair, int side)
{
	if (p->rows[pair][side])
		return p->rows[pair][side];
	return at->queues[side * SIDE + PAIRS_MONEY].pair > pair
	    ? at->counts[pair][side * SIDE + PAIRS_MONEY]
	    : UNKNOWN;
}

/* A queue goes on to the next table: all have as many cells as it. */
static int
leave_table(const struct pairs *p, struct place *at, int column, bool broken)
{
	struct queue *q = &at->queues[column];
	int first = column - column % SIDE, cost = 0, behind = 0;
	int rows = p->rows[q->pair][column / SIDE];

	if (!q->cells && column == first + PAIRS_MONEY)
		cost += 8;
	for (int k = first; k < first + SIDE; k++) {
		if (k == column || at->queues[k].pair <= q->pair)
			continue;
		behind++;
		if (!rows && at->counts[q->pair][k] != UNKNOWN && !broken)
			cost += 8 * away(at->counts[q->pair][k], q->cells);
	}
	if (rows && column != first + PAIRS_MONEY)
		cost += 8 * away(rows, q->cells);
	at->counts[q->pair][column] = broken ? UNKNOWN : q->cells;
	for (int k = first; behind == SIDE - 1 && k < first + SIDE; k++)
		at->counts[q->pair][k] = 0; /* settled */
	q->pair++;
	q->cells = 0;
	return cost;
}

static bool
has_table(const struct pairs *p, const struct queue *q, int column)
{
	return q->pair < p->npairs && p->tables[q->pair][column / SIDE];
}

/* Both lines are of one paragraph. */
static bool
is_same_block(const struct pairs *p, int last, size_t i)
{
	return last &&
	    token_of(p, (size_t)last - 1)->paragraph ==
	    token_of(p, i)->paragraph;
}

/* A cell stands between the headings of its table and the next. */
static int
page_cost(const struct pairs *p, size_t i, int pair, int side)
{
	int page = token_of(p, i)->page, cost = 0;

	if (p->pages[pair][side] > page)
		cost += FAR;
	for (int next = pair + 1; next < p->npairs; next++)
		if (p->pages[next][side] >= 0)
			return cost + (p->pages[next][side] < page ? FAR : 0);
	return cost;
}

/* The line before is full, and its cell is another one. */
static int
break_cost(const struct pairs *p, const struct place *at, size_t i, int column)
{
	const struct pairs_unit *u = &p->units[i];

	return i > 0 && (size_t)at->unit == i - 1 && !u->tied &&
		at->column != column && at->column % SIDE == PAIRS_USE &&
		is_same_block(p, (int)i, i) && u[-1].width >= USE_FULL
	    ? 6
	    : 0;
}

static void
offer(const struct pairs *p, struct beam *beam, size_t state,
    struct place *next, size_t i, int cost, const struct choice *c)
{
	next->row = (int16_t)(c->pair * ALL_ROWS + c->row);
	next->column = (int16_t)c->column;
	next->unit = (int16_t)i;
	next->queues[c->column].last = (int16_t)(i + 1);
	next->queues[c->column].last_pair = (uint8_t)c->pair;
	next->queues[c->column].last_row = (uint8_t)c->row;
	if (p->units[i].fixed && p->units[i].fixed != pack(c))
		cost += FIXED;
	int price = cost < 0 ? 0 : cost > PRICE_MAX ? PRICE_MAX : cost;
	beam_offer(beam, state, next, beam_cost(beam, state) + cost,
	    pack(c) | (uint32_t)price << PRICE_SHIFT);
}

/* -- texts -- */

static int
text_cost(const struct pairs_unit *u, int column)
{
	bool use = column % SIDE == PAIRS_USE;
	int fits = use ? -u->fits : u->fits;
	int cost = fits > 0 ? 0 : fits == 0 ? 2 : 5;

	if (u->width > (use ? 38 : 12))
		cost += 20;
	return cost;
}

static int
new_cost(const struct pairs *p, const struct queue *q, size_t i, int column)
{
	bool use = column % SIDE == PAIRS_USE;
	const struct pairs_unit *u = &p->units[i];
	int before = q->last ? p->units[q->last - 1].width : 0;
	int cost = 0;

	if (is_same_block(p, q->last, i))
		cost += before >= (use ? 24 : 10) ? use ? 6 : 2
		    : before >= (use ? 19 : 10)	  ? 3
						  : 0;
	if (u->width <= 4)
		cost += u->width <= 2 ? 10 : use ? 2 : 0;
	return cost;
}

/* A new cell, of any row. */
static void
offer_cell(const struct pairs *p, struct beam *beam, size_t state, size_t i,
    struct place *next, int cost, const struct choice *c)
{
	int rows = rows_of(p, next, c->pair, c->column / SIDE);

	if (rows != UNKNOWN && c->row >= rows)
		cost += 10;
	cost += text_cost(&p->units[i], c->column);
	cost += step_cost(p, next, i, c);
	cost += break_cost(p, next, i, c->column);
	cost += page_cost(p, i, c->pair, c->column / SIDE);
	offer(p, beam, state, next, i, cost, c);
}

/* A cell that was passed over. */
static void
offer_hole(const struct pairs *p, struct beam *beam, size_t state, size_t i,
    int column)
{
	struct place next = *(struct place *)beam_state(beam, state);
	struct queue *q = &next.queues[column];
	struct choice c = {
	    .pair = q->hole_pair, .row = q->hole_row, .column = column};

	if (!q->hole)
		return;
	int cost = new_cost(p, q, i, column) + (p->units[i].beside ? 0 : 3);
	q->hole_row++;
	q->hole--;
	if (!q->hole)
		q->hole_row = q->hole_pair = 0;
	offer_cell(p, beam, state, i, &next, cost, &c);
}

/* The next cell of a queue, in the table that is `leave` tables further. */
static void
offer_new(const struct pairs *p, struct beam *beam, size_t state, size_t i,
    int column, int leave)
{
	struct place next = *(struct place *)beam_state(beam, state);
	struct queue *q = &next.queues[column];
	int before = next.row % ALL_ROWS, pair = next.row / ALL_ROWS;
	int cost = new_cost(p, q, i, column), heads = 0;

	if (q->last)
		heads = p->units[i].heads[column % SIDE] -
		    p->units[q->last - 1].heads[column % SIDE];
	cost += leave ? (heads ? 0 : 4) : heads > 1 ? 4 : 0;
	if (q->pair + leave >= p->npairs)
		return;
	while (leave-- > 0)
		cost += leave_table(p, &next, column, false);
	if (!has_table(p, q, column) || q->cells >= PAIRS_ROWS)
		return;
	struct choice c = {.pair = q->pair, .row = q->cells, .column = column};
	struct place skip = next;
	q->cells++;
	offer_cell(p, beam, state, i, &next, cost, &c);
	/* on the row of the cell before, or the next */
	for (int row = before; row <= before + 1; row++) {
		next = skip;
		if (next.row < 0 || pair != c.pair ||
		    row <= skip.queues[column].cells || row >= PAIRS_ROWS ||
		    q->hole)
			continue;
		q->hole_pair = q->pair;
		q->hole_row = q->cells;
		q->hole = (uint8_t)(row - q->cells);
		q->cells = (uint8_t)(row + 1);
		c.row = row;
		offer_cell(p, beam, state, i, &next, cost + SKIP + q->hole, &c);
	}
}

static void
offer_more(const struct pairs *p, struct beam *beam, size_t state, size_t i,
    int column)
{
	struct place next = *(struct place *)beam_state(beam, state);
	struct queue *q = &next.queues[column];
	bool use = column % SIDE == PAIRS_USE;
	const struct pairs_unit *u = &p->units[i];
	int cost = 0;

	if (!q->last)
		return;
	int before = p->units[q->last - 1].width;
	struct choice c = {.pair = q->last_pair,
	    .row = q->last_row,
	    .column = column,
	    .more = true};
	if (u->joined && (size_t)q->last == i) {
		offer(p, beam, state, &next, i, 1, &c);
		return;
	}
	cost += before >= (use ? 24 : 10) ? !use
	    : before >= (use ? 19 : 8)	  ? 2
					  : 9;
	if (!is_same_block(p, q->last, i))
		cost += 7;
	if (!use && u->width > 12)
		cost += 20;
	if ((size_t)q->last != i || u->tied)
		cost += step_cost(p, &next, i, &c) +
		    break_cost(p, &next, i, column);
	offer(p, beam, state, &next, i, cost, &c);
}

/* -- amounts -- */

static void
next_table(
    const struct pairs *p, struct place *at, int side, bool broken, int *cost)
{
	*cost += leave_table(p, at, side * SIDE + PAIRS_MONEY, broken);
	at->sum[side] = at->above[side] = at->early[side] = 0;
}

/* Both sides come along together, as a rule. */
static int
apart_cost(const struct pairs *p, const struct place *at, int pair, int side)
{
	int other = at->queues[!side * SIDE + PAIRS_MONEY].pair;
	int by = away(pair, other);

	return other < p->npairs && by > 1 ? 3 * (by - 1) : 0;
}

/* leave: the table it is in stays without a total. */
static void
offer_amount(const struct pairs *p, struct beam *beam, size_t state, size_t i,
    int side, bool leave)
{
	struct place next = *(struct place *)beam_state(beam, state);
	int column = side * SIDE + PAIRS_MONEY, cost = 0;
	struct queue *q = &next.queues[column];
	int64_t v = p->units[i].yen;

	if (leave) {
		if (q->pair >= p->npairs)
			return;
		cost += has_table(p, q, column) ? BROKEN : 0;
		next_table(p, &next, side, true, &cost);
	}
	if (!has_table(p, q, column) || q->cells >= PAIRS_ROWS)
		return;
	struct choice c = {.pair = q->pair, .row = q->cells, .column = column};
	int64_t paid = p->paid[q->pair][side];
	next.sum[side] += v;
	if (next.sum[side] > YEN_MAX)
		return;
	if (paid && next.sum[side] > paid)
		cost += next.sum[side] - v > paid ? 3 : 6;
	cost += apart_cost(p, &next, c.pair, side);
	if (next.above[side] && next.above[side] < v)
		cost += 5;
	else
		next.above[side] = v;
	for (int k = side * SIDE; k < column; k++)
		if (next.queues[k].pair > q->pair &&
		    next.counts[q->pair][k] <= q->cells)
			cost += 8;
	cost += step_cost(p, &next, i, &c);
	cost += page_cost(p, i, c.pair, side);
	if (side && i + 1 < p->n && p->units[i + 1].tied)
		cost += 5;
	q->cells++;
	if (next.early[side]) {
		if (next.early[side] < next.sum[side])
			return;
		if (next.early[side] == next.sum[side])
			next_table(p, &next, side, false, &cost);
	}
	offer(p, beam, state, &next, i, cost, &c);
}

static void
offer_total(
    const struct pairs *p, struct beam *beam, size_t state, size_t i, int side)
{
	struct place next = *(struct place *)beam_state(beam, state);
	int column = side * SIDE + PAIRS_MONEY, cost = 0;
	struct queue *q = &next.queues[column];
	int64_t v = p->units[i].yen;

	if (!has_table(p, q, column) || next.early[side])
		return;
	struct choice c = {
	    .pair = q->pair, .row = TOTAL_ROW, .column = column, .total = true};
	int64_t paid = p->paid[q->pair][side];
	bool is_paid = v == paid, more = v > next.sum[side];
	if (v < next.sum[side] || (more && !is_paid))
		return;
	cost += apart_cost(p, &next, c.pair, side);
	if (paid)
		cost += is_paid ? -2 : 5;
	cost += step_cost(p, &next, i, &c);
	cost += page_cost(p, i, c.pair, side);
	if (more) {
		cost += 6;
		next.early[side] = v;
	} else {
		next_table(p, &next, side, false, &cost);
	}
	offer(p, beam, state, &next, i, cost, &c);
}

static void
offer_all(const struct pairs *p, struct beam *beam, size_t state, size_t i)
{
	const struct pairs_unit *u = &p->units[i];
	struct place same = *(struct place *)beam_state(beam, state);

	for (int side = 0; side < 2; side++) {
		if (u->yen) {
			offer_amount(p, beam, state, i, side, false);
			offer_amount(p, beam, state, i, side, true);
			offer_total(p, beam, state, i, side);
			continue;
		}
		for (int k = 0; k < PAIRS_MONEY; k++) {
			int column = side * SIDE + k;
			int behind = same.row < 0
			    ? 0
			    : same.row / ALL_ROWS - same.queues[column].pair;
			offer_new(p, beam, state, i, column, 0);
			offer_new(p, beam, state, i, column, 1);
			if (behind > 1)
				offer_new(p, beam, state, i, column, behind);
			offer_more(p, beam, state, i, column);
			offer_hole(p, beam, state, i, column);
		}
	}
	beam_offer(beam, state, &same,
	    beam_cost(beam, state) + (u->stray ? 2 : NO_CELL) +
		(u->fixed ? FIXED : 0),
	    NEITHER);
}

static void
doubt(void *context, size_t i, uint32_t choice, uint32_t other)
{
	struct pairs *p = context;

	if (i < p->norder && ((choice ^ other) & CELL_MASK))
		p->units[p->order[i]].sure = false;
}

/* What is still open at the end. */
static void
close_all(const struct pairs *p, struct beam *beam, bool figures)
{
	size_t states = beam_count(beam);

	for (size_t state = 0; state < states; state++) {
		struct place at = *(struct place *)beam_state(beam, state);
		int cost = beam_cost(beam, state);
		for (int k = 0; k < 2 * SIDE; k++)
			cost += 10 * at.queues[k].hole;
		for (int k = 0; k < 2 * SIDE; k++)
			while (at.queues[k].pair < p->npairs &&
			    (!figures || k % SIDE == PAIRS_MONEY)) {
				bool there = has_table(p, &at.queues[k], k);
				int left = leave_table(
				    p, &at, k, k % SIDE == PAIRS_MONEY);
				cost += there ? left : 0;
				if (there && k % SIDE == PAIRS_MONEY)
					cost += 6;
			}
		beam_offer(beam, state, &at, cost, NEITHER);
	}
	beam_step(beam);
}

static void
put_choice(struct pairs_unit *u, uint32_t packed)
{
	struct choice c;

	u->price = (int)(packed >> PRICE_SHIFT);
	u->placed = packed != NEITHER;
	if (!u->placed)
		return;
	c = unpack(packed & CELL_MASK);
	u->pair = c.pair;
	u->side = c.column / SIDE;
	u->column = c.column % SIDE;
	u->row = c.row;
	u->more = c.more;
	u->total = c.total;
}

/* The cheapest reading of the figures, or of everything. */
static void
search(struct pairs *p, bool figures)
{
	struct arena scratch = {0};
	struct place start;
	struct beam beam;
	uint32_t *choices;
	size_t n = 0;

	memset(&start, 0, sizeof start); /* padding, too */
	start.row = start.column = start.unit = -1;
	beam_init(&beam, &scratch, sizeof start, WIDTH, &start);
	beam_merge(&beam, MARGIN);
	p->order = arena_new(&scratch, size_t, p->n + 1);
	for (size_t i = 0; i < p->n; i++) {
		if (figures && !p->units[i].yen)
			continue;
		size_t states = beam_count(&beam);
		for (size_t state = 0; state < states; state++)
			offer_all(p, &beam, state, i);
		beam_step(&beam);
		p->units[i].sure = true;
		p->order[n++] = i;
	}
	p->norder = n;
	close_all(p, &beam, figures);
	beam_rivals(&beam, MARGIN, LAG, doubt, p);
	if (beam_best(&beam, &scratch, &choices) == n + 1)
		for (size_t k = 0; k < n; k++)
			put_choice(&p->units[p->order[k]], choices[k]);
	arena_free(&scratch);
}

/* Figures that can only be what they are; how many rows that leaves. */
static void
fix_figures(struct pairs *p)
{
	bool sure[PAIRS_MAX][2], total[PAIRS_MAX][2] = {{false}};
	int rows[PAIRS_MAX][2] = {{0}};

	for (int pair = 0; pair < PAIRS_MAX; pair++)
		sure[pair][0] = sure[pair][1] = true;
	for (size_t i = 0; i < p->n; i++) {
		struct pairs_unit *u = &p->units[i];
		if (!u->yen || !u->placed)
			continue;
		sure[u->pair][u->side] &= u->sure;
		total[u->pair][u->side] |= u->total;
		rows[u->pair][u->side] += !u->total;
	}
	for (size_t i = 0; i < p->n; i++) {
		struct pairs_unit *u = &p->units[i];
		if (!u->placed || !sure[u->pair][u->side] ||
		    !total[u->pair][u->side])
			continue;
		p->rows[u->pair][u->side] = rows[u->pair][u->side];
		struct choice c = {.pair = u->pair,
		    .row = u->row,
		    .column = u->side * SIDE + u->column};
		u->fixed = pack(&c);
	}
}

void
pairs_place(struct pairs *p)
{
	search(p, true);
	fix_figures(p);
	search(p, false);
}
