#include "dump/pairs_state.h"

#include <string.h>

enum {
	/* What it costs: */
	LATE = 2, /* an amount that was passed over */
	RISES = 10, /* it is larger than the one above */
	PASSES_PAID = 12, /* the sum exceeds what was paid */
	PAST_PAID = 6, /* it did before */
	PAST_BLOCK = 6, /* the sum exceeds what the block got */
	CELLS = 16, /* its table has as many texts as amounts already */
	TIED = 10, /* an amount at the right with something behind it */
	SIDES_APART = 6, /* the sides are further apart than a table */
	TOLD = 4, /* gained where 計 is known */
	NOT_TOLD = 10, /* another one is */
	OVER_BLOCK = 12, /* 計 exceeds what the block got */
	EARLY = 12, /* 計 comes before amounts that were not passed over */
	EARLY_OVER_HOLE = 4, /* or before some that were */
	LEFT_OPEN = 22, /* a table without its last figures */
	AMOUNT_OF_OPEN = 4, /* a late amount of such a one */
	CLOSED = 8, /* gained where it has all in the end */
};

static const int64_t YEN_MAX = INT64_MAX / 4;

/* What the sheet says elsewhere that a table comes to. */
static bool
is_told(const struct pairs *p, int pair, int side, int64_t yen)
{
	return yen == p->paid[pair][side] || yen == p->block[pair][side];
}

/* Over tables whose figures have their places already. */
void
pairs_skip_fixed(const struct pairs *p, struct pairs_state *at, int side)
{
	struct pairs_queue *q = &at->queues[side * PAIRS_SIDE + PAIRS_MONEY];

	while (q->pair < p->npairs && p->rows[q->pair][side])
		q->pair++;
}

static void
end_table(const struct pairs *p, struct pairs_state *at, int side, bool broken,
    int *cost)
{
	struct pairs_queue *q = &at->queues[side * PAIRS_SIDE + PAIRS_MONEY];

	q->hole = q->hole_pair = q->hole_row = 0;
	*cost +=
	    pairs_leave_table(p, at, side * PAIRS_SIDE + PAIRS_MONEY, broken);
	pairs_skip_fixed(p, at, side);
	at->sum[side] = at->above[side] = at->early[side] = at->below[side] = 0;
}

/* Goes on to the next table before the one it is in has its last figure. */
static bool
leave_open(const struct pairs *p, struct pairs_state *at, int side, int *cost)
{
	struct pairs_queue *q = &at->queues[side * PAIRS_SIDE + PAIRS_MONEY];
	struct pairs_open *open = at->open;

	if (q->pair >= p->npairs)
		return false;
	if (!pairs_has_table(p, q, side * PAIRS_SIDE + PAIRS_MONEY)) {
		end_table(p, at, side, true, cost);
		return true;
	}
	while (open < at->open + PAIRS_OPEN && open->used)
		open++;
	if (open < at->open + PAIRS_OPEN) {
		open->used = true;
		open->sum = at->sum[side];
		open->early = at->early[side];
		open->pair = q->pair;
		open->side = (uint8_t)side;
	}
	*cost += LEFT_OPEN;
	end_table(p, at, side, true, cost);
	return true;
}

/* Both sides come along together, as a rule. */
static int
apart_cost(
    const struct pairs *p, const struct pairs_state *at, int pair, int side)
{
	int other = at->queues[!side * PAIRS_SIDE + PAIRS_MONEY].pair;
	int by = pairs_away(pair, other);

	return other < p->npairs && by > 1 ? SIDES_APART * (by - 1) : 0;
}

/* What it costs that an amount makes the sum so large. */
static int
sum_cost(const struct pairs *p, const struct pairs_state *at, int pair,
    int side, int64_t yen)
{
	int64_t paid = p->paid[pair][side], block = p->block[pair][side];
	int64_t sum = at->sum[side];
	int cost = 0;

	if (paid && sum > paid)
		cost += sum - yen > paid ? PAST_PAID : PASSES_PAID;
	if (block && sum > block)
		cost += PAST_BLOCK;
	return cost;
}

/* What speaks against an amount in the table that a side is in. */
static int
amount_cost(
    const struct pairs *p, const struct pairs_state *at, size_t i, int side)
{
	int column = side * PAIRS_SIDE + PAIRS_MONEY;
	const struct pairs_queue *q = &at->queues[column];
	int64_t yen = p->units[i].yen;
	int cost = sum_cost(p, at, q->pair, side, yen) +
	    apart_cost(p, at, q->pair, side) +
	    pairs_page_cost(p, i, q->pair, side);

	if (at->above[side] && at->above[side] < yen)
		cost += RISES;
	for (int k = side * PAIRS_SIDE; k < column; k++)
		if (at->queues[k].pair > q->pair &&
		    at->counts[q->pair][k] <= q->cells)
			cost += CELLS;
	if (side && i + 1 < p->n && p->units[i + 1].tied)
		cost += TIED;
	return cost;
}

/* An amount is in its table: that may be the last one. */
static void
offer_summed(const struct pairs *p, struct beam *beam, size_t state, size_t i,
    struct pairs_state *next, int side, int cost, const struct pairs_choice *c)
{
	if (next->early[side]) {
		if (next->early[side] < next->sum[side])
			return;
		if (next->early[side] == next->sum[side])
			end_table(p, next, side, false, &cost);
	}
	pairs_offer(beam, state, next, i, cost, c);
}

/* leave: the table it is in stays without its last figure. */
static void
offer_amount(const struct pairs *p, struct beam *beam, size_t state, size_t i,
    int side, bool leave)
{
	struct pairs_state next =
	    *(struct pairs_state *)beam_state(beam, state);
	int column = side * PAIRS_SIDE + PAIRS_MONEY, cost = 0;
	struct pairs_queue *q = &next.queues[column];
	int64_t v = p->units[i].yen;

	if (leave && !leave_open(p, &next, side, &cost))
		return;
	if (!pairs_has_table(p, q, column) || q->cells >= PAIRS_ROWS)
		return;
	struct pairs_choice c = {
	    .pair = q->pair, .row = q->cells, .column = column};
	next.sum[side] += v;
	if (next.sum[side] > YEN_MAX)
		return;
	cost += amount_cost(p, &next, i, side);
	if (!next.above[side] || next.above[side] > v)
		next.above[side] = v;
	struct pairs_state skip = next;
	int before = next.row % PAIRS_ALL_ROWS;
	int pair = next.row / PAIRS_ALL_ROWS;
	q->cells++;
	offer_summed(p, beam, state, i, &next, side,
	    cost + pairs_step(p, &skip, i, &c), &c);
	for (int row = before; row <= before + PAIRS_FURTHER; row++) {
		next = skip;
		if (skip.row < 0 || pair != c.pair ||
		    row <= skip.queues[column].cells || row >= PAIRS_ROWS ||
		    q->hole || skip.early[side])
			continue;
		int passed = pairs_pass_over(q, row);
		q->cells++;
		next.below[side] = v;
		c.row = row;
		offer_summed(p, beam, state, i, &next, side,
		    cost + passed + pairs_step(p, &skip, i, &c), &c);
	}
}

/* An amount that was passed over: larger than the one below. */
static void
offer_late(
    const struct pairs *p, struct beam *beam, size_t state, size_t i, int side)
{
	struct pairs_state next =
	    *(struct pairs_state *)beam_state(beam, state);
	int column = side * PAIRS_SIDE + PAIRS_MONEY, cost = LATE;
	struct pairs_queue *q = &next.queues[column];
	int64_t v = p->units[i].yen;

	if (!q->hole || !pairs_has_table(p, q, column))
		return;
	struct pairs_choice c = {.pair = q->pair,
	    .row = q->hole_row + q->hole - 1,
	    .column = column};
	next.sum[side] += v;
	if (next.sum[side] > YEN_MAX)
		return;
	if (v < next.below[side])
		cost += RISES;
	cost += sum_cost(p, &next, c.pair, side, v);
	cost += pairs_step(p, &next, i, &c);
	cost += pairs_page_cost(p, i, c.pair, side);
	if (!--q->hole) {
		q->hole_pair = q->hole_row = 0;
		next.below[side] = 0;
	}
	offer_summed(p, beam, state, i, &next, side, cost, &c);
}

static void
offer_total(
    const struct pairs *p, struct beam *beam, size_t state, size_t i, int side)
{
	struct pairs_state next =
	    *(struct pairs_state *)beam_state(beam, state);
	int column = side * PAIRS_SIDE + PAIRS_MONEY, cost = 0;
	struct pairs_queue *q = &next.queues[column];
	int64_t v = p->units[i].yen, block;

	if (!pairs_has_table(p, q, column) || next.early[side])
		return;
	struct pairs_choice c = {.pair = q->pair,
	    .row = PAIRS_TOTAL,
	    .column = column,
	    .total = true};
	bool told = is_told(p, c.pair, side, v), more = v > next.sum[side];
	if (v < next.sum[side] || (more && !told && !q->hole) ||
	    (!more && q->hole))
		return;
	cost += apart_cost(p, &next, c.pair, side);
	block = p->block[c.pair][side];
	if (told)
		cost -= TOLD;
	else if (p->paid[c.pair][side])
		cost += NOT_TOLD;
	if (block && v > block)
		cost += OVER_BLOCK;
	cost += pairs_step(p, &next, i, &c);
	cost += pairs_page_cost(p, i, c.pair, side);
	if (more) {
		cost += q->hole ? EARLY_OVER_HOLE : EARLY;
		next.early[side] = v;
	} else {
		end_table(p, &next, side, false, &cost);
	}
	pairs_offer(beam, state, &next, i, cost, &c);
}

static void
close_open(struct pairs_state *at, int k)
{
	for (; k < PAIRS_OPEN - 1; k++)
		at->open[k] = at->open[k + 1];
	memset(&at->open[k], 0, sizeof at->open[k]);
}

/* A figure of a table that was left without. */
static void
offer_open(const struct pairs *p, struct beam *beam, size_t state, size_t i,
    int k, bool total)
{
	struct pairs_state next =
	    *(struct pairs_state *)beam_state(beam, state);
	struct pairs_open *open = &next.open[k];
	int64_t v = p->units[i].yen, sum = open->sum;
	int pair = open->pair, side = open->side;
	struct pairs_choice c = {.pair = pair,
	    .row = total ? PAIRS_TOTAL : 0,
	    .column = side * PAIRS_SIDE + PAIRS_MONEY,
	    .total = total};
	bool told = is_told(p, pair, side, total ? v : sum + v);
	int cost = LATE + pairs_page_cost(p, i, pair, side);

	if (!open->used)
		return;
	if (total) {
		if (open->early || v < sum || (v > sum && !told))
			return;
		cost += told ? -TOLD : p->paid[pair][side] ? NOT_TOLD : 0;
		open->early = v;
	} else {
		int64_t limit = open->early ? open->early : p->paid[pair][side];
		if (!limit || v > limit - sum)
			return;
		open->sum += v;
		cost += AMOUNT_OF_OPEN;
	}
	if (open->sum == open->early) {
		close_open(&next, k);
		cost -= CLOSED;
	}
	pairs_offer(beam, state, &next, i, cost, &c);
}

/* A figure whose place was found among the figures alone. */
static void
offer_fixed(const struct pairs *p, struct beam *beam, size_t state, size_t i)
{
	struct pairs_state next =
	    *(struct pairs_state *)beam_state(beam, state);
	struct pairs_choice c = pairs_unpack(p->units[i].fixed);

	pairs_offer(beam, state, &next, i, pairs_step(p, &next, i, &c), &c);
}

void
pairs_offer_money(
    const struct pairs *p, struct beam *beam, size_t state, size_t i)
{
	if (p->units[i].fixed) {
		offer_fixed(p, beam, state, i);
		return;
	}
	for (int side = 0; side < 2; side++) {
		offer_amount(p, beam, state, i, side, false);
		offer_amount(p, beam, state, i, side, true);
		offer_late(p, beam, state, i, side);
		offer_total(p, beam, state, i, side);
	}
	for (int k = 0; k < PAIRS_OPEN; k++) {
		offer_open(p, beam, state, i, k, false);
		offer_open(p, beam, state, i, k, true);
	}
}
