#include "dump/pairs_costs.h"
#include "dump/pairs_state.h"

#include <string.h>

enum {
	WIDTH = 500, /* of the search */
	LAG = 40, /* units until what was chosen is settled */
	USE_FULL = 24, /* a line of 使途 that goes on */
	ITEM_LINE = 12, /* as wide as 費目 can be */
	/* A reading this much dearer is as good: */
	MARGIN_FIGURES = 4, /* where only figures are placed */
	MARGIN = 9,
	/* What it costs: */
	NO_CELL = 24, /* to be none */
	STRAY = 4, /* the same for a letter of a label */
	CUT = 2, /* to join two halves of a token */
	TORN = 14, /* a cell that goes on in another paragraph */
	BROKEN_OFF = 12, /* a full line whose cell does not go on */
	ASIDE = 6, /* a cell that came late, but not beside the label */
	NO_HEADING = 8, /* the next table without its heading, or two of them */
	BEYOND = 20, /* more cells than rows */
	HOLE = 20, /* a cell that was passed over and never came */
	NO_TOTAL = 12, /* a table whose 計 never came */
	NEVER = 40,
};

/* Both lines are of one paragraph. */
static bool
is_same_block(const struct pairs *p, int last, size_t i)
{
	return last &&
	    pairs_paragraph(p, (size_t)last - 1) == pairs_paragraph(p, i);
}

/* The line before is full, and its cell is another one. */
static int
break_cost(
    const struct pairs *p, const struct pairs_state *at, size_t i, int column)
{
	const struct pairs_unit *u = &p->units[i];

	return i > 0 && (size_t)at->unit == i - 1 && !u->tied &&
		at->column != column && at->column % PAIRS_SIDE == PAIRS_USE &&
		is_same_block(p, (int)i, i) && u[-1].width >= USE_FULL
	    ? BROKEN_OFF
	    : 0;
}

static int
new_cost(
    const struct pairs *p, const struct pairs_queue *q, size_t i, int column)
{
	return is_same_block(p, q->last, i)
	    ? pairs_new_cost(
		  p->units[q->last - 1].width, column % PAIRS_SIDE == PAIRS_USE)
	    : 0;
}

/* How many rows a table has, as far as is known. */
static int
rows_of(const struct pairs *p, const struct pairs_state *at, int pair, int side)
{
	int money = side * PAIRS_SIDE + PAIRS_MONEY;

	if (p->rows[pair][side])
		return p->rows[pair][side];
	return at->queues[money].pair > pair ? at->counts[pair][money]
					     : PAIRS_UNKNOWN;
}

/* A new cell, of any row. */
static void
offer_cell(const struct pairs *p, struct beam *beam, size_t state, size_t i,
    struct pairs_state *next, int cost, const struct pairs_choice *c)
{
	int rows = rows_of(p, next, c->pair, c->column / PAIRS_SIDE);

	if (rows != PAIRS_UNKNOWN && c->row >= rows)
		cost += BEYOND;
	cost +=
	    pairs_begin_cost(&p->units[i], c->column % PAIRS_SIDE == PAIRS_USE);
	cost += pairs_step(p, next, i, c);
	cost += break_cost(p, next, i, c->column);
	cost += pairs_page_cost(p, i, c->pair, c->column / PAIRS_SIDE);
	pairs_offer(beam, state, next, i, cost, c);
}

/* A cell that was passed over. */
static void
offer_hole(const struct pairs *p, struct beam *beam, size_t state, size_t i,
    int column, bool last)
{
	struct pairs_state next =
	    *(struct pairs_state *)beam_state(beam, state);
	struct pairs_queue *q = &next.queues[column];
	struct pairs_choice c = {
	    .pair = q->hole_pair, .row = q->hole_row, .column = column};

	if (!q->hole || (last && q->hole < 2))
		return;
	int cost = new_cost(p, q, i, column) + (p->units[i].beside ? 0 : ASIDE);
	if (last)
		c.row += q->hole - 1;
	else
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
	struct pairs_state next =
	    *(struct pairs_state *)beam_state(beam, state);
	struct pairs_queue *q = &next.queues[column];
	int before = next.row % PAIRS_ALL_ROWS,
	    pair = next.row / PAIRS_ALL_ROWS;
	int cost = new_cost(p, q, i, column), heads = 0;

	if (q->last)
		heads = p->units[i].heads[column % PAIRS_SIDE] -
		    p->units[q->last - 1].heads[column % PAIRS_SIDE];
	cost += leave ? (heads ? 0 : NO_HEADING) : heads > 1 ? NO_HEADING : 0;
	if (q->pair + leave >= p->npairs)
		return;
	while (leave-- > 0) {
		int rows = p->rows[q->pair][column / PAIRS_SIDE];
		if (rows > q->cells && !q->hole)
			cost += pairs_pass_over(q, rows);
		cost += pairs_leave_table(p, &next, column, false);
	}
	if (!pairs_has_table(p, q, column) || q->cells >= PAIRS_ROWS)
		return;
	struct pairs_choice c = {
	    .pair = q->pair, .row = q->cells, .column = column};
	struct pairs_state skip = next;
	q->cells++;
	offer_cell(p, beam, state, i, &next, cost, &c);
	/* on the row of the cell before, or soon behind */
	for (int row = before; row <= before + PAIRS_FURTHER; row++) {
		next = skip;
		if (next.row < 0 || pair != c.pair ||
		    row <= skip.queues[column].cells || row >= PAIRS_ROWS ||
		    q->hole)
			continue;
		int passed = pairs_pass_over(q, row);
		q->cells++;
		c.row = row;
		offer_cell(p, beam, state, i, &next, cost + passed, &c);
	}
}

static void
offer_more(const struct pairs *p, struct beam *beam, size_t state, size_t i,
    int column)
{
	struct pairs_state next =
	    *(struct pairs_state *)beam_state(beam, state);
	struct pairs_queue *q = &next.queues[column];
	bool use = column % PAIRS_SIDE == PAIRS_USE;
	const struct pairs_unit *u = &p->units[i];
	int cost = 0;

	if (!q->last)
		return;
	struct pairs_choice c = {.pair = q->last_pair,
	    .row = q->last_row,
	    .column = column,
	    .more = true};
	if (u->joined && (size_t)q->last == i) {
		pairs_offer(beam, state, &next, i, CUT, &c);
		return;
	}
	cost += pairs_more_cost(p->units[q->last - 1].width, use);
	if (!is_same_block(p, q->last, i))
		cost += TORN;
	if (!use && u->width > ITEM_LINE)
		cost += NEVER;
	if ((size_t)q->last != i || u->tied)
		cost += pairs_step(p, &next, i, &c) +
		    break_cost(p, &next, i, column);
	pairs_offer(beam, state, &next, i, cost, &c);
}

static void
offer_texts(const struct pairs *p, struct beam *beam, size_t state, size_t i)
{
	const struct pairs_state *at = beam_state(beam, state);

	for (int column = 0; column < PAIRS_QUEUES; column++) {
		int behind = at->row / PAIRS_ALL_ROWS - at->queues[column].pair;
		if (column % PAIRS_SIDE == PAIRS_MONEY)
			continue;
		offer_new(p, beam, state, i, column, 0);
		offer_new(p, beam, state, i, column, 1);
		if (at->row >= 0 && behind > 1)
			offer_new(p, beam, state, i, column, behind);
		offer_more(p, beam, state, i, column);
		offer_hole(p, beam, state, i, column, false);
		offer_hole(p, beam, state, i, column, true);
	}
}

static void
offer_all(const struct pairs *p, struct beam *beam, size_t state, size_t i)
{
	const struct pairs_unit *u = &p->units[i];

	if (u->yen)
		pairs_offer_money(p, beam, state, i);
	else
		offer_texts(p, beam, state, i);
	if (!u->fixed)
		beam_offer(beam, state, beam_state(beam, state),
		    beam_cost(beam, state) + (u->stray ? STRAY : NO_CELL),
		    PAIRS_NEITHER);
}

/* Amounts of one table are told by what they are, whatever their order. */
static bool
is_same_cell(bool amount, uint32_t a, uint32_t b)
{
	struct pairs_choice c, d;

	if (a == b || !amount || a == PAIRS_NEITHER || b == PAIRS_NEITHER)
		return a == b;
	c = pairs_unpack(a);
	d = pairs_unpack(b);
	return c.pair == d.pair && c.column == d.column && c.total == d.total;
}

static void
doubt(void *context, size_t i, uint32_t choice, uint32_t other)
{
	struct pairs *p = context;

	if (i >= p->norder)
		return;
	struct pairs_unit *u = &p->units[p->order[i]];
	if (!is_same_cell(u->yen > 0, choice & PAIRS_CELL, other & PAIRS_CELL))
		u->sure = false;
}

/* What is still open at the end. */
static void
close_all(const struct pairs *p, struct beam *beam, bool figures)
{
	size_t states = beam_count(beam);

	for (size_t state = 0; state < states; state++) {
		struct pairs_state at =
		    *(struct pairs_state *)beam_state(beam, state);
		int cost = beam_cost(beam, state);
		for (int k = 0; k < PAIRS_QUEUES; k++)
			cost += HOLE * at.queues[k].hole;
		for (int k = 0; k < PAIRS_QUEUES; k++)
			while (at.queues[k].pair < p->npairs &&
			    (!figures || k % PAIRS_SIDE == PAIRS_MONEY)) {
				bool there =
				    pairs_has_table(p, &at.queues[k], k);
				int left = pairs_leave_table(
				    p, &at, k, k % PAIRS_SIDE == PAIRS_MONEY);
				cost += there ? left : 0;
				if (there && k % PAIRS_SIDE == PAIRS_MONEY)
					cost += NO_TOTAL;
			}
		beam_offer(beam, state, &at, cost, PAIRS_NEITHER);
	}
	beam_step(beam);
}

static void
put_choice(struct pairs_unit *u, uint32_t packed)
{
	struct pairs_choice c;

	u->price = (int)(packed >> PAIRS_PRICE);
	u->placed = packed != PAIRS_NEITHER;
	if (!u->placed)
		return;
	c = pairs_unpack(packed & PAIRS_CELL);
	u->pair = c.pair;
	u->side = c.column / PAIRS_SIDE;
	u->column = c.column % PAIRS_SIDE;
	u->row = c.row;
	u->more = c.more;
	u->total = c.total;
}

/* The cheapest reading of the figures, or of everything. */
static void
search(struct pairs *p, bool figures)
{
	struct arena scratch = {0};
	struct pairs_state start;
	struct beam beam;
	uint32_t *choices;
	size_t n = 0;
	int margin = figures ? MARGIN_FIGURES : MARGIN;

	p->figures = figures;
	memset(&start, 0, sizeof start); /* padding, too */
	start.row = start.column = start.unit = -1;
	for (int side = 0; side < 2; side++)
		pairs_skip_fixed(p, &start, side);
	beam_init(&beam, &scratch, sizeof start, WIDTH, &start);
	beam_merge(&beam, margin);
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
	beam_rivals(&beam, margin, LAG, doubt, p);
	if (beam_best(&beam, &scratch, &choices) == n + 1)
		for (size_t k = 0; k < n; k++)
			put_choice(&p->units[p->order[k]], choices[k]);
	arena_free(&scratch);
}

/* The row of an amount: they fall. */
static int
rank_of(const struct pairs *p, size_t i)
{
	const struct pairs_unit *u = &p->units[i];
	int rank = 0;

	for (size_t k = 0; k < p->n; k++) {
		const struct pairs_unit *v = &p->units[k];
		if (v->yen && v->placed && !v->total && v->pair == u->pair &&
		    v->side == u->side &&
		    (v->yen > u->yen || (v->yen == u->yen && k < i)))
			rank++;
	}
	return rank;
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
		if (!u->yen || !u->placed || !sure[u->pair][u->side] ||
		    !total[u->pair][u->side] || !rows[u->pair][u->side] ||
		    rows[u->pair][u->side] > PAIRS_ROWS)
			continue;
		p->rows[u->pair][u->side] = rows[u->pair][u->side];
		struct pairs_choice c = {.pair = u->pair,
		    .row = u->total ? PAIRS_TOTAL : rank_of(p, i),
		    .column = u->side * PAIRS_SIDE + u->column};
		u->fixed = pairs_pack(&c);
	}
}

void
pairs_place(struct pairs *p)
{
	search(p, true);
	fix_figures(p);
	search(p, false);
}
