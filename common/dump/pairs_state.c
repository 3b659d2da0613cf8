#include "dump/pairs_state.h"

#include "dump/pairs_costs.h"

enum {
	CELL = 16, /* a column has one more than another */
	ROW = 24, /* or than there are rows */
	FAR = 30, /* a cell on another page than its table */
	START = 6, /* to begin anywhere but at the top */
	SKIP = 10, /* to pass over cells, and 1 for each */
	PRICE_MAX = 255,
};

uint32_t
pairs_pack(const struct pairs_choice *c)
{
	return 1 +
	    (((uint32_t)c->pair * PAIRS_ALL_ROWS + (uint32_t)c->row) *
		    PAIRS_QUEUES +
		(uint32_t)c->column) *
	    2 +
	    c->more;
}

struct pairs_choice
pairs_unpack(uint32_t cell)
{
	struct pairs_choice c;

	cell--;
	c.more = cell % 2;
	cell /= 2;
	c.column = (int)(cell % PAIRS_QUEUES);
	cell /= PAIRS_QUEUES;
	c.row = (int)(cell % PAIRS_ALL_ROWS);
	c.pair = (int)(cell / PAIRS_ALL_ROWS);
	c.total = c.row == PAIRS_TOTAL;
	return c;
}

int
pairs_away(int a, int b)
{
	return a > b ? a - b : b - a;
}

int
pairs_paragraph(const struct pairs *p, size_t unit)
{
	return p->dump->tokens[p->units[unit].token].paragraph;
}

bool
pairs_has_table(const struct pairs *p, const struct pairs_queue *q, int column)
{
	return q->pair < p->npairs && p->tables[q->pair][column / PAIRS_SIDE];
}

static enum pairs_nearness
nearness(const struct pairs *p, size_t before, size_t unit)
{
	bool joined = pairs_paragraph(p, before) == pairs_paragraph(p, unit);

	if (p->figures)
		return joined ? PAIRS_FIGURES_JOINED : PAIRS_FIGURES_APART;
	if (p->units[unit].tied && before + 1 == unit)
		return PAIRS_TIED;
	return joined ? PAIRS_JOINED : PAIRS_APART;
}

int
pairs_step(const struct pairs *p, const struct pairs_state *at, size_t unit,
    const struct pairs_choice *c)
{
	int row = c->pair * PAIRS_ALL_ROWS + c->row, down = row - at->row;
	int right = c->column - at->column, pair = at->row / PAIRS_ALL_ROWS;

	if (at->row < 0)
		return row > 0 ? START : 0;
	bool next = down == 1 || (c->pair == pair && c->total) ||
	    (c->pair == pair + 1 && c->row == 0);
	return pairs_step_cost(p->mixed, nearness(p, (size_t)at->unit, unit),
	    right == 0	     ? PAIRS_BELOW
		: right == 1 ? PAIRS_BESIDE
		: right > 1  ? PAIRS_RIGHT
			     : PAIRS_LEFT,
	    down == 0	   ? PAIRS_ROW
		: next	   ? PAIRS_NEXT_ROW
		: down > 0 ? PAIRS_LATER
			   : PAIRS_EARLIER);
}

int
pairs_page_cost(const struct pairs *p, size_t i, int pair, int side)
{
	int page = p->dump->tokens[p->units[i].token].page, cost = 0;

	if (p->pages[pair][side] > page)
		cost += FAR;
	for (int next = pair + 1; next < p->npairs; next++)
		if (p->pages[next][side] >= 0)
			return cost + (p->pages[next][side] < page ? FAR : 0);
	return cost;
}

/* All columns have as many cells as this one. */
int
pairs_leave_table(
    const struct pairs *p, struct pairs_state *at, int column, bool broken)
{
	struct pairs_queue *q = &at->queues[column];
	int first = column - column % PAIRS_SIDE, cost = 0, behind = 0;
	int rows = p->rows[q->pair][column / PAIRS_SIDE];

	if (!q->cells && column == first + PAIRS_MONEY)
		cost += CELL;
	for (int k = first; k < first + PAIRS_SIDE; k++) {
		if (k == column || at->queues[k].pair <= q->pair)
			continue;
		behind++;
		if (!rows && at->counts[q->pair][k] != PAIRS_UNKNOWN && !broken)
			cost +=
			    CELL * pairs_away(at->counts[q->pair][k], q->cells);
	}
	if (rows && column != first + PAIRS_MONEY)
		cost += ROW * pairs_away(rows, q->cells);
	at->counts[q->pair][column] = broken ? PAIRS_UNKNOWN : q->cells;
	for (int k = first; behind == PAIRS_SIDE - 1 && k < first + PAIRS_SIDE;
	     k++)
		at->counts[q->pair][k] = 0; /* settled */
	q->pair++;
	q->cells = 0;
	return cost;
}

int
pairs_pass_over(struct pairs_queue *q, int row)
{
	q->hole_pair = q->pair;
	q->hole_row = q->cells;
	q->hole = (uint8_t)(row - q->cells);
	q->cells = (uint8_t)row;
	return SKIP + q->hole;
}

void
pairs_offer(struct beam *beam, size_t state, struct pairs_state *next,
    size_t unit, int cost, const struct pairs_choice *c)
{
	struct pairs_queue *q = &next->queues[c->column];
	int price = cost < 0 ? 0 : cost > PRICE_MAX ? PRICE_MAX : cost;

	next->row = (int16_t)(c->pair * PAIRS_ALL_ROWS + c->row);
	next->column = (int16_t)c->column;
	next->unit = (int16_t)unit;
	q->last = (int16_t)(unit + 1);
	q->last_pair = (uint8_t)c->pair;
	q->last_row = (uint8_t)c->row;
	beam_offer(beam, state, next, beam_cost(beam, state) + cost,
	    pairs_pack(c) | (uint32_t)price << PAIRS_PRICE);
}
