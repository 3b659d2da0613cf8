#include "dump/place.h"

const int place_price[PRICES] = {
    [LEFT_INT] = 22,
    [LEFT_NUMBER] = 34,
    [LEFT_RATE] = 24,
    [LEFT_CORP] = 26,
    [LEFT_METHOD] = 25,
    [LEFT_TEXT] = 18,
    [NO_BIDDERS] = 1,
    [NO_RATE] = 3,
    [OTHER_BLOCK] = 6,
    [BEFORE_HEADING] = 4,
    [TORN] = 40,
    [SOLID] = 6,
    [PARAGRAPH_BACK] = 10,
    [ELSEWHERE] = 1,
    [LED] = 6,
    [LED_BIDS] = 2,
    [SKIP_AMOUNT] = 6,
    [RIGHT] = 1,
    [BEGIN_HEADED] = 12,
    [BEGIN] = 3,
    [BEGIN_LETTER] = 8,
    [RANK_RATE] = 6,
    [BEGIN_GAP] = 4,
    [RANK_LATER] = 2,
    [RANK_WRONG] = 13,
    [RANK_FAR] = 30,
    [RANK_UNKNOWN] = 8,
    [RANK_BELOW] = 12,
    [AMOUNT_RATE] = 2,
    [AMOUNT_ALONE] = 2,
    [TURNS] = 3,
    [RISES] = 4,
    [RISES_SAME] = 6,
    [RISES_OTHER] = 4,
    [RISES_MAYBE] = 2,
    [COMPETES_MAYBE] = 2,
    [COMPETES_NOT] = 15,
    [BIDDERS_RATE] = 2,
    [BIDDERS_ALONE] = 4,
    [BIDDERS_MANY] = 8,
    [METHOD_NOT] = 13,
    [SHORT] = 3,
    [SHORTER] = 9,
    [SHORTEST] = 12,
    [WIDE] = 10,
    [SIDE] = 14,
    [OFF_BY_ONE] = 5,
    [OFF] = 6,
    [REST_BACK] = 6,
    [REST_ODD] = 3,
    [NEUTRAL] = 5,
    [UNLIKE] = 8,
    [UNLIKE_MORE] = 16,
    [BY_RANK] = 3,
    [BY_CORP] = 2,
    [BEHIND_FULL] = 4,
    [BEHIND_FULL_FAR] = 2,
    [CONTINUES] = 6,
    [FRAGMENT] = 2,
    [AGAIN_SHARED] = 4,
    [AGAIN_FAR] = 9,
    [AGAIN_ROW_SHARED] = 6,
    [AGAIN_ROW] = 17,
    [AGAIN_UNLIKE] = 6,
    [AGAIN_UNLIKE_MORE] = 14,
    [AGAIN_FORM] = 16,
    [AGAIN_MORE] = 9,
    [TOLD_OTHER] = 14,
    [TOLD_AGAIN] = 14,
    [DASH] = 0,
    [UNOPENED] = 6,
    [UNCLOSED] = 4,
    [RANK_OF_NONE] = 12,
};

const int place_lacking[COLUMNS + 1] = {
    [NAME] = 11, [DESCRIPTION] = 17, [AMOUNT] = 11, [METHOD] = 2};

const int place_early[COLUMNS + 1] = {[NAME] = 4, [RANK] = 12};
/* A row above that the column has left out. */
static const int skips[COLUMNS + 1] = {[NAME] = 1,
    [DESCRIPTION] = 8,
    [AMOUNT] = 1,
    [METHOD] = 3,
    [RATE] = 2,
    [RANK] = 2};
/* A row above the last one of the column. */
static const int backs[COLUMNS + 1] = {[NAME] = 5,
    [CORP] = 5,
    [DESCRIPTION] = 1,
    [AMOUNT] = 1,
    [METHOD] = 4,
    [BIDDERS] = 3,
    [RATE] = 3,
    [REASON] = 3,
    [RANK] = 1};

struct open_row *
place_row(struct place *p, int row)
{
	return &p->ring[row % RING];
}

bool
place_has(const struct place *p, int row, int column)
{
	return p->ring[row % RING].filled & 1u << column;
}

const struct cell *
place_cell(const struct search *s)
{
	return &s->list->cells[s->i];
}

const struct token *
place_token(const struct search *s, size_t i)
{
	return &s->tokens[s->list->cells[i].item.token];
}

void
place_offer(struct search *s, size_t state, const struct place *next, int cost,
    int row, int column)
{
	beam_offer(&s->beam, state, next, beam_cost(&s->beam, state) + cost,
	    ((uint32_t)row << 5) | (uint32_t)column);
}

bool
place_reach(struct place *p, int row)
{
	if (row < p->base || row >= ROWS_MAX)
		return false;
	while (row >= p->base + RING) {
		p->ring[p->base % RING] = (struct open_row){0};
		p->base++;
	}
	return true;
}

/*
 * The block that a row is of, as far as its first rows are known.  As a rule
 * a column has come to its heading by then; that it did not is dear once.
 */
static int
block_cost(const struct search *s, struct place *p, int row, int column)
{
	int c = column == RANK ? NAME : column, cost = 0;

	if (!s->anchored[c])
		return 0;
	if (!place_early[column] && !place_lacking[column])
		p->pending[column] = false; /* not every row has one */
	if (p->pending[column] && p->starts[p->blocks[column]] < 0)
		p->starts[p->blocks[column]] = (int16_t)row;
	else if (p->pending[column] && p->starts[p->blocks[column]] != row)
		cost += place_price[OTHER_BLOCK];
	p->pending[column] = false;
	if (p->starts[p->blocks[column]] > row)
		cost += place_price[OTHER_BLOCK];
	while (p->blocks[column] < BLOCKS_MAX - 1 &&
	    p->starts[p->blocks[column] + 1] >= 0 &&
	    p->starts[p->blocks[column] + 1] <= row) {
		p->blocks[column]++;
		cost += place_price[BEFORE_HEADING];
	}
	return cost;
}

/* Parts of a row, from left to right. */
enum part_of_row { PAYEE, PAYMENT, BIDS };

static enum part_of_row
part_of(int column)
{
	switch (column >= AGAIN && column < NOWHERE ? column - AGAIN : column) {
	case RANK:
	case NAME:
	case CORP:
	case DESCRIPTION:
		return PAYEE;
	case AMOUNT:
	case METHOD:
		return PAYMENT;
	default:
		return BIDS;
	}
}

int
place_move_cost(
    const struct search *s, const struct place *p, int row, int column)
{
	int by = row - p->row, cost = 0;
	bool together = s->i > 0 && p->row >= 0 &&
	    place_token(s, s->i)->paragraph ==
		place_token(s, s->i - 1)->paragraph;

	if (p->row < 0)
		return row ? 2 : 0;
	if (place_cell(s)->tied && by)
		return place_price[TORN];
	if (together && by && place_cell(s)->solid)
		cost += place_price[SOLID];
	else if (together && by < 0)
		cost += place_price[PARAGRAPH_BACK];
	if (by && by != 1)
		cost += place_price[ELSEWHERE];
	if (by && !s->list->whole && part_of(p->column) + 1 == part_of(column))
		cost +=
		    place_price[part_of(column) == PAYMENT ? LED : LED_BIDS];
	return cost;
}

/* Rows above that the column has left out, or the one that it had. */
static int
skip_cost(const struct search *s, const struct place *p, int row, int column)
{
	int skip = skips[column], back = backs[column];

	if (s->list->whole && column == AMOUNT)
		skip = place_price[SKIP_AMOUNT];
	if (place_cell(s)->tied && column != RANK) {
		skip = skip > 1 ? 1 : skip; /* its neighbour has paid */
		back = back > 1 ? 1 : back;
	}
	return row < p->next[column] ? back : skip * (row - p->next[column]);
}

int
place_put(const struct search *s, struct place *p, int row, int column)
{
	int cost = place_move_cost(s, p, row, column);

	/* a row begins with rank and name, or lacks them for the time being */
	for (int r = p->rows; r <= row; r++)
		cost += place_early[RANK] + place_early[NAME];
	cost -= place_early[column];
	cost += skip_cost(s, p, row, column);
	cost += block_cost(s, p, row, column);
	place_row(p, row)->filled |= (uint16_t)(1u << column);
	for (int c = column + 1; c < COLUMNS && column != RANK; c++)
		cost +=
		    place_has(p, row, c) && place_early[c] + place_lacking[c]
		    ? place_price[RIGHT]
		    : 0;
	if (row >= p->next[column])
		p->next[column] = (int16_t)(row + 1);
	if (row >= p->rows)
		p->rows = (int16_t)(row + 1);
	if (column == AMOUNT && row < p->amount)
		cost += place_price[TURNS];
	if (column == AMOUNT)
		p->amount = (int16_t)row;
	else if (part_of(column) == PAYEE)
		p->amount = -1;
	p->row = (int16_t)row;
	p->column = (int16_t)column;
	return cost;
}
