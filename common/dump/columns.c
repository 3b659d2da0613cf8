#include "dump/columns.h"

#include "solve/beam.h"
#include "value/text.h"

#include <stdlib.h>

enum {
	WIDTH = 96, /* of the search */
	RING = 48, /* rows that are open at a time */
	ROWS_MAX = 2000,
	AHEAD = 4, /* rows that a column may skip */
	BEHIND = 6, /* rows that may still be filled */
	BLOCKS_MAX = 24, /* of a page, that headings tell apart */
	MARGIN = 5, /* a reading this much dearer is as good */
	LAG = 80, /* cells until what was chosen is settled */
};

enum { STARTS = 1, COMPETES = 2, SETTLES = 4 }; /* of a row */

struct open_row {
	uint16_t filled; /* a bit per column, RANK too */
	uint16_t amount; /* 1 + cell */
	uint16_t rank; /* 0: not known */
	uint8_t bits;
	struct {
		uint8_t lines; /* of the cell */
		uint8_t shares; /* one of them the line of another column */
		uint8_t expected; /* lines, as another cell's middle tells */
		int8_t open; /* brackets */
	} texts[2]; /* NAME, DESCRIPTION */
};

struct place {
	int16_t base; /* the row of ring[base % RING] */
	int16_t rows; /* begun */
	int16_t row; /* of the cell before */
	int16_t column;
	int16_t next[COLUMNS + 1]; /* behind the lowest cell of the column */
	int16_t starts[BLOCKS_MAX]; /* the first row of a block; -1: open */
	uint8_t headings[COLUMNS + 1]; /* seen */
	uint8_t blocks[COLUMNS + 1]; /* that the column has come to */
	uint8_t letters, begun;
	bool pending[COLUMNS + 1]; /* a heading, and no cell since */
	struct opened {
		int16_t row;
		int16_t rest; /* the row that lines of their own have reached */
		int32_t line, width, paragraph;
	} texts[2]; /* the last line of a name, of a description */
	int32_t reason; /* paragraph of the last reason */
	int16_t reason_row;
	struct open_row ring[RING];
};

struct search {
	const struct columns *list;
	const struct token *tokens;
	bool anchored[COLUMNS + 1]; /* the column has all its headings */
	struct beam beam;
	size_t i; /* the cell to place */
};

/* What each oddity of a reading costs. */
enum price {
	LEFT_INT, /* a cell that is put nowhere */
	LEFT_NUMBER,
	LEFT_RATE,
	LEFT_CORP,
	LEFT_METHOD,
	LEFT_TEXT,
	NO_BIDDERS, /* a competition without them */
	NO_RATE,
	OTHER_BLOCK, /* not of the block under whose heading it is */
	BEFORE_HEADING, /* of a block whose heading comes later */
	TORN, /* one line, two rows */
	PARAGRAPH_BACK, /* a row above, in one paragraph */
	ELSEWHERE, /* neither this row nor the next */
	RIGHT, /* read after a column to the right */
	BEGIN_HEADED, /* a block more than headings */
	BEGIN, /* the same at the top of a page */
	BEGIN_LETTER, /* a block more than letters */
	RANK_RATE, /* before a rate */
	BEGIN_GAP, /* below rows without a rank */
	RANK_LATER, /* of a block whose first rank comes later */
	RANK_WRONG, /* does not follow the rank above */
	RANK_FAR, /* nor is it near */
	RANK_UNKNOWN, /* the first of a page, not as many as rows */
	RANK_BELOW, /* nor does the one below follow it */
	AMOUNT_RATE, /* before a rate */
	AMOUNT_ALONE, /* no method beside it */
	RISES, /* more than the row above */
	RISES_MAYBE, /* which may be of another block */
	COMPETES_MAYBE, /* bidders of a method not known yet */
	COMPETES_NOT, /* of one without a competition */
	BIDDERS_RATE, /* the rate comes later */
	BIDDERS_ALONE, /* no rate */
	BIDDERS_MANY, /* more than 30 */
	METHOD_NOT, /* without a competition, but bidders */
	SHORT, /* goes on behind a line not quite full */
	SHORTER,
	SHORTEST,
	WIDE, /* than the column */
	SIDE, /* left or right of a number it should not be */
	OFF_BY_ONE, /* lines above and below the middle */
	OFF,
	REST_BACK, /* lines of their own from bottom to top */
	REST_ODD, /* not as many above as below */
	NEUTRAL, /* neither like a name nor a description */
	UNLIKE, /* like the other */
	UNLIKE_MORE, /* the same, by several words */
	BY_RANK, /* beside the rank stands the name */
	BY_CORP, /* beside the number the description */
	BEHIND_FULL, /* begins behind a line that was full */
	BEHIND_FULL_FAR, /* the same, not in the next row */
	CONTINUES, /* begins with what no cell begins with */
	FRAGMENT, /* begins with a few letters */
	AGAIN_SHARED, /* goes on in another paragraph */
	AGAIN_FAR, /* the same, sharing no line */
	AGAIN_ROW_SHARED, /* goes on in another row */
	AGAIN_ROW, /* the same, sharing no line */
	AGAIN_UNLIKE, /* goes on, but looks like the other */
	AGAIN_UNLIKE_MORE, /* the same, by several words */
	AGAIN_FORM, /* goes on with 株式会社 */
	AGAIN_MORE, /* than the middle tells */
	DASH, /* put nowhere */
	UNOPENED, /* closes a bracket */
	UNCLOSED, /* leaves a bracket open */
	RANK_OF_NONE, /* the rank of an empty list */
	PRICES
};

static const int price[PRICES] = {
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
    [PARAGRAPH_BACK] = 10,
    [ELSEWHERE] = 1,
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
    [RISES] = 4,
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
    [DASH] = 0,
    [UNOPENED] = 6,
    [UNCLOSED] = 4,
    [RANK_OF_NONE] = 12,
};

/* A row without a cell in the column, at the end. */
static const int lacking[COLUMNS + 1] = {
    [NAME] = 11, [DESCRIPTION] = 17, [AMOUNT] = 11, [METHOD] = 2};
/* The same, from when the row begins until it has one. */
static const int early[COLUMNS + 1] = {[NAME] = 4, [RANK] = 12};
/* A row above that the column has left out. */
static const int skips[COLUMNS + 1] = {[NAME] = 1,
    [DESCRIPTION] = 8,
    [AMOUNT] = 6,
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

static struct open_row *
row_at(struct place *p, int row)
{
	return &p->ring[row % RING];
}

static bool
is_filled(const struct place *p, int row, int column)
{
	return p->ring[row % RING].filled & 1u << column;
}

static const struct cell *
cell_at(const struct search *s)
{
	return &s->list->cells[s->i];
}

static const struct token *
token_of(const struct search *s, size_t i)
{
	return &s->tokens[s->list->cells[i].item.token];
}

static void
offer(struct search *s, size_t state, const struct place *next, int cost,
    int row, int column)
{
	beam_offer(&s->beam, state, next, beam_cost(&s->beam, state) + cost,
	    ((uint32_t)row << 5) | (uint32_t)column);
}

/* What a row that is left behind lacks. */
static int
lacks(const struct open_row *row)
{
	int cost = 0;

	for (int c = 0; c <= COLUMNS; c++)
		if (!(row->filled & 1u << c))
			cost += lacking[c];
	if (row->bits & COMPETES && row->bits & SETTLES)
		cost += (row->filled & 1u << BIDDERS ? 0 : price[NO_BIDDERS]) +
		    (row->filled & 1u << RATE ? 0 : price[NO_RATE]);
	return cost;
}

/* Moves the window so that it holds the row; false when that is too far. */
static bool
reach(struct place *p, int row)
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
	if (!early[column] && !lacking[column])
		p->pending[column] = false; /* not every row has one */
	if (p->pending[column] && p->starts[p->blocks[column]] < 0)
		p->starts[p->blocks[column]] = (int16_t)row;
	else if (p->pending[column] && p->starts[p->blocks[column]] != row)
		cost += price[OTHER_BLOCK];
	p->pending[column] = false;
	if (p->starts[p->blocks[column]] > row)
		cost += price[OTHER_BLOCK];
	while (p->blocks[column] < BLOCKS_MAX - 1 &&
	    p->starts[p->blocks[column] + 1] >= 0 &&
	    p->starts[p->blocks[column] + 1] <= row) {
		p->blocks[column]++;
		cost += price[BEFORE_HEADING];
	}
	return cost;
}

/* From the cell before to this one. */
static int
move_cost(const struct search *s, const struct place *p, int row)
{
	int by = row - p->row, cost = 0;
	bool together = s->i > 0 && p->row >= 0 &&
	    token_of(s, s->i)->paragraph == token_of(s, s->i - 1)->paragraph;

	if (p->row < 0)
		return row ? 2 : 0;
	if (cell_at(s)->tied && by)
		return price[TORN];
	if (together && by < 0)
		cost += price[PARAGRAPH_BACK];
	if (by && by != 1)
		cost += price[ELSEWHERE];
	return cost;
}

/* Rows above that the column has left out, or the one that it had. */
static int
skip_cost(const struct search *s, const struct place *p, int row, int column)
{
	int skip = skips[column];

	if (row < p->next[column])
		return backs[column];
	if (cell_at(s)->tied && column != RANK && skip > 1)
		skip = 1;
	return skip * (row - p->next[column]);
}

/* Puts a cell into a row: what that costs whatever the column is. */
static int
put(const struct search *s, struct place *p, int row, int column)
{
	int cost = move_cost(s, p, row);

	/* a row begins with rank and name, or lacks them for the time being */
	for (int r = p->rows; r <= row; r++)
		cost += early[RANK] + early[NAME];
	cost -= early[column];
	cost += skip_cost(s, p, row, column);
	cost += block_cost(s, p, row, column);
	row_at(p, row)->filled |= (uint16_t)(1u << column);
	for (int c = column + 1; c < COLUMNS && column != RANK; c++)
		cost += is_filled(p, row, c) && early[c] + lacking[c]
		    ? price[RIGHT]
		    : 0;
	if (row >= p->next[column])
		p->next[column] = (int16_t)(row + 1);
	if (row >= p->rows)
		p->rows = (int16_t)(row + 1);
	p->row = (int16_t)row;
	p->column = (int16_t)column;
	return cost;
}

/* -- ranks -- */

static int
known_rank(const struct search *s, const struct place *p, int row, int *away)
{
	for (*away = 1; *away <= 20; ++*away) {
		int r = row - *away;
		if (r < 0)
			return (int)s->list->rank;
		if (r < p->base)
			return 0;
		if (p->ring[r % RING].rank)
			return p->ring[r % RING].rank;
	}
	return 0;
}

/* A block begins under its heading, or behind its letter. */
static int
begin_cost(const struct search *s, const struct place *p, int row)
{
	int headings = 0;

	for (int c = 0; c < COLUMNS; c++)
		if (s->anchored[c] && p->headings[c] > headings)
			headings = p->headings[c];
	if (p->begun <= headings)
		return 0;
	return (headings && row ? price[BEGIN_HEADED] : price[BEGIN]) +
	    (p->begun > p->letters ? price[BEGIN_LETTER] : 0);
}

static int
rank_cost(const struct search *s, struct place *p, int row, int value)
{
	int away, above = known_rank(s, p, row, &away);
	const struct cell *c = cell_at(s);
	const struct token *t = token_of(s, s->i);
	int cost = (t->opens ? 0 : 15) + (c->method_beside ? 20 : 0) +
	    (c->rate_beside	     ? 25
		    : c->rate_behind ? price[RANK_RATE]
				     : 0);

	if (value == 1) {
		p->begun++;
		row_at(p, row)->bits |= STARTS;
		cost += begin_cost(s, p, row);
		if (above && away > 1)
			cost += price[BEGIN_GAP];
	} else if (above && value != above + away && value <= away) {
		cost += price[RANK_LATER]; /* of a block whose first rank comes
					      later */
	} else if (above && value != above + away) {
		cost +=
		    price[value > above + away + 12 ? RANK_FAR : RANK_WRONG];
	} else if (!above && row + 1 != value) {
		cost += price[RANK_UNKNOWN];
	}
	if (row + 1 < p->base + RING && p->ring[(row + 1) % RING].rank &&
	    p->ring[(row + 1) % RING].rank != value + 1 &&
	    p->ring[(row + 1) % RING].rank != 1)
		cost += price[RANK_BELOW];
	row_at(p, row)->rank = (uint16_t)value;
	return cost;
}

/* -- figures -- */

static int
amount_cost(const struct search *s, struct place *p, int row)
{
	const struct cell *c = cell_at(s), *cells = s->list->cells;
	const struct token *t = token_of(s, s->i);
	struct open_row *r = row_at(p, row);
	int cost = 0;

	cost += c->rate_beside ? 25 : c->rate_behind ? price[AMOUNT_RATE] : 0;
	cost += c->method_beside ? 0 : price[AMOUNT_ALONE];
	cost += c->text_beside && t->opens && !c->method_beside ? 15 : 0;
	r->amount = (uint16_t)(s->i + 1);
	if (row > p->base && !(r->bits & STARTS)) {
		const struct open_row *above = &p->ring[(row - 1) % RING];
		if (above->amount &&
		    dec_cmp(
			cells[above->amount - 1].item.value, c->item.value) < 0)
			cost += r->rank > 1 ? price[RISES] : price[RISES_MAYBE];
	}
	return cost;
}

static int
competition_cost(const struct place *p, int row)
{
	const struct open_row *r = &p->ring[row % RING];

	return !(r->bits & SETTLES) ? price[COMPETES_MAYBE]
	    : r->bits & COMPETES    ? 0
				    : price[COMPETES_NOT];
}

static int
bidders_cost(const struct search *s, const struct place *p, int row)
{
	const struct cell *c = cell_at(s);
	int cost = c->rate_beside ? 0
	    : c->rate_behind	  ? price[BIDDERS_RATE]
				  : price[BIDDERS_ALONE];

	cost += c->method_beside ? 20 : 0;
	cost += c->text_beside && !c->narrow ? 20 : 0;
	cost += c->item.whole > 200 ? 30
	    : c->item.whole > 30    ? price[BIDDERS_MANY]
				    : 0;
	return cost + competition_cost(p, row);
}

static int
method_cost(const struct search *s, struct place *p, int row)
{
	struct open_row *r = row_at(p, row);
	bool competes = cell_at(s)->competitive;
	bool wants = r->filled & (1u << BIDDERS | 1u << RATE);

	r->bits |= (uint8_t)(SETTLES | (competes ? COMPETES : 0));
	return wants && !competes ? price[METHOD_NOT] : 0;
}

/* -- texts -- */

/* No cell begins so. */
static bool
continues(str s)
{
	static const char *const marks[] = {
	    "・", "、", "，", "）", ")", "」", "ー", "】", "：", "％", "々"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_starts(s, str_of(marks[i])))
			return true;
	return false;
}

static int
full_width(const struct search *s, int k)
{
	return s->list->rows->widths[k] ? s->list->rows->widths[k]
	    : k				? 26
					: 20;
}

/* A line that fills its column goes on in the next. */
static bool
is_full(const struct search *s, int k, int width)
{
	return 20 * width >= 17 * full_width(s, k);
}

/* What it costs to go on behind a line of that width. */
static int
short_cost(const struct search *s, int k, int width)
{
	int full = full_width(s, k);

	return 20 * width >= 17 * full ? 0
	    : 10 * width >= 7 * full   ? price[SHORT]
	    : 2 * width >= full	       ? price[SHORTER]
				       : price[SHORTEST];
}

static int
text_cost(const struct search *s, const struct place *p, int k)
{
	const struct cell *c = cell_at(s);
	int full = s->list->rows->widths[k];
	bool wide = c->item.width > (full ? full + 2 : 30 - 4 * !k);
	int cost = wide ? price[WIDE] : 0;

	if (k == 0 && c->tied && p->column == CORP)
		cost += price[SIDE];
	if (k == 1 && (c->corp_behind || (c->tied && p->column == RANK)))
		cost += price[SIDE];
	return cost;
}

/* A line closes no bracket that its cell has not opened. */
static int
bracket_cost(const struct search *s, struct open_row *r, int k)
{
	int open = r->texts[k].open, cost = 0;
	size_t len;

	for (str t = cell_at(s)->item.text; t.n; t = str_skip(t, len)) {
		uint32_t c = text_fold_code(str_char(t, &len));
		open += c == '(' || c == 0x300C || c == 0x3010;
		open -= c == ')' || c == 0x300D || c == 0x3011;
		if (open < 0) {
			cost = price[UNOPENED];
			open = 0;
		}
	}
	r->texts[k].open = (int8_t)(open < 100 ? open : 100);
	return cost;
}

/* The lines of a cell that stand beside one whose middle is known. */
static int
balance_cost(const struct open_row *r, int k)
{
	int off = r->texts[k].expected - r->texts[k].lines;

	if (!r->texts[k].expected)
		return 0;
	return off == 0		    ? 0
	    : off == 1 || off == -1 ? price[OFF_BY_ONE]
				    : price[OFF];
}

/*
 * Lines that do not share the line of another column go from top to bottom,
 * and are as many above as below one that does.
 */
static int
rest_cost(struct place *p, int k, int row)
{
	int rest = p->texts[k].rest, cost = row < rest ? price[REST_BACK] : 0;

	for (int r = rest; r < row; r++)
		if (r >= p->base && p->ring[r % RING].texts[k].shares)
			cost += p->ring[r % RING].texts[k].lines % 2
			    ? 0
			    : price[REST_ODD];
	p->texts[k].rest = (int16_t)row;
	return cost;
}

static void
begin_text(struct search *s, size_t state, int k, int row)
{
	struct place next = *(struct place *)beam_state(&s->beam, state);
	const struct place *p = beam_state(&s->beam, state);
	const struct cell *c = cell_at(s);
	const struct token *t = token_of(s, s->i);
	const struct opened *o = &p->texts[k];
	int likeness = k ? -c->item.likeness : c->item.likeness;
	int cost = likeness >= 2 ? 0
	    : likeness >= 0	 ? price[NEUTRAL]
	    : likeness > -3	 ? price[UNLIKE]
				 : price[UNLIKE_MORE];
	bool same = o->row >= 0 && o->paragraph == t->paragraph;

	if (row > next.rows || !reach(&next, row) ||
	    is_filled(&next, row, k ? DESCRIPTION : NAME))
		return;
	cost += text_cost(s, p, k);
	if (p->column == RANK && p->row == row)
		cost += k ? price[BY_RANK] : -price[BY_RANK];
	if (p->column == CORP && p->row == row)
		cost += k ? -price[BY_CORP] : price[BY_CORP];
	if (same && is_full(s, k, o->width) && !c->tied)
		cost += o->row == row - 1 ? price[BEHIND_FULL]
					  : price[BEHIND_FULL_FAR];
	if (same && continues(c->item.text))
		cost += price[CONTINUES];
	if (same && c->item.width <= 4 && o->width > c->item.width)
		cost += price[FRAGMENT];
	if (o->row >= 0 && o->row != row && o->row >= next.base)
		cost += balance_cost(row_at(&next, o->row), k);
	cost -= c->item.seen && k ? 2 : 0;
	cost += put(s, &next, row, k ? DESCRIPTION : NAME);
	struct open_row *r = row_at(&next, row);
	r->texts[k].lines = 1;
	cost += bracket_cost(s, r, k);
	if (o->row >= next.base && o->row != row && !c->tied &&
	    p->ring[o->row % RING].texts[k].open)
		cost += price[UNCLOSED];
	r->texts[k].shares = c->tied && p->column != AMOUNT;
	if (!r->texts[k].shares)
		cost += rest_cost(&next, k, row);
	next.texts[k] = (struct opened){(int16_t)row, next.texts[k].rest,
	    t->last, c->item.width, t->paragraph};
	offer(s, state, &next, cost, row, k ? DESCRIPTION : NAME);
}

/* Another line of a row's name or description. */
static void
go_on(struct search *s, size_t state, int k, int row)
{
	struct place next = *(struct place *)beam_state(&s->beam, state);
	const struct place *p = beam_state(&s->beam, state);
	const struct cell *c = cell_at(s);
	const struct token *t = token_of(s, s->i);
	struct opened *o = &next.texts[k];
	int likeness = k ? -c->item.likeness : c->item.likeness;
	bool same = o->paragraph == t->paragraph, last = o->row == row;
	int cost = text_cost(s, p, k);
	int column = k ? DESCRIPTION : NAME;

	if (row < next.base || row >= next.rows || !is_filled(p, row, column) ||
	    o->row < 0)
		return;
	struct open_row *r = row_at(&next, row);
	if (r->texts[k].lines == 255)
		return;
	if (last) {
		cost += same			    ? 0
		    : r->texts[k].shares || c->tied ? price[AGAIN_SHARED]
						    : price[AGAIN_FAR];
		cost += short_cost(s, k, o->width);
	} else {
		cost += c->tied || r->texts[k].shares ? price[AGAIN_ROW_SHARED]
						      : price[AGAIN_ROW];
	}
	cost += likeness <= -4 ? price[AGAIN_UNLIKE_MORE]
	    : likeness <= -2   ? price[AGAIN_UNLIKE]
			       : 0;
	cost += k == 0 && c->begins_name ? price[AGAIN_FORM] : 0;
	cost += move_cost(s, p, row);
	r->texts[k].lines++;
	cost += bracket_cost(s, r, k);
	if (c->tied)
		r->texts[k].shares = 1;
	if (r->texts[k].expected && r->texts[k].lines > r->texts[k].expected)
		cost += price[AGAIN_MORE];
	if (!c->tied)
		cost += rest_cost(&next, k, row);
	*o = (struct opened){
	    (int16_t)row, o->rest, t->last, c->item.width, t->paragraph};
	next.row = (int16_t)row;
	next.column = (int16_t)column;
	offer(s, state, &next, cost, row, AGAIN + column);
}

/* A line of a description beside one that shares the line of a number. */
static void
go_on_around(struct search *s, size_t state, int k)
{
	const struct place *p = beam_state(&s->beam, state);
	int tries = 0;

	for (int row = p->base; row < p->rows && tries < 4; row++) {
		const struct open_row *r = &p->ring[row % RING];
		if (row == p->texts[k].row || !r->texts[k].lines)
			continue;
		bool tie = cell_at(s)->tied && row == p->row;
		if (!tie &&
		    (!r->texts[k].shares || row < p->texts[k].rest ||
			cell_at(s)->tied))
			continue;
		go_on(s, state, k, row);
		tries += !tie;
	}
}

/* What stands in the middle of a text's lines tells how many there are. */
static void
expect_lines(const struct search *s, struct place *p, int row)
{
	const struct cell *c = cell_at(s);
	const struct token *t = token_of(s, s->i);
	struct open_row *r = row_at(p, row);

	for (int k = 0; k < 2; k++) {
		int lines = r->texts[k].lines;
		bool same = p->texts[k].row == row &&
		    p->texts[k].paragraph == t->paragraph;
		if (!lines || !same || r->texts[k].expected)
			continue;
		if (c->tied && r->texts[k].shares)
			continue;
		r->texts[k].expected =
		    (uint8_t)(2 * lines + (c->corp_behind || c->text_beside));
	}
}

static void
offer_text(struct search *s, size_t state)
{
	const struct place *p = beam_state(&s->beam, state);
	const struct cell *c = cell_at(s);
	const struct token *t = token_of(s, s->i);

	if (c->narrow) {
		struct place next = *p;
		bool again = p->reason == t->paragraph;
		int row = p->row < 0 ? 0 : p->row;
		if (again) {
			row = p->reason_row;
			next.row = (int16_t)row;
			offer(s, state, &next,
			    c->tied && row != p->row ? 20 : 0, row,
			    AGAIN + REASON);
		}
		for (; !again && row <= p->row + 1; row++) {
			next = *p;
			next.reason = t->paragraph;
			next.reason_row = (int16_t)row;
			if (row < p->rows && reach(&next, row) &&
			    !is_filled(p, row, REASON))
				offer(s, state, &next,
				    1 + put(s, &next, row, REASON), row,
				    REASON);
		}
	}
	if (c->reason) {
		offer(s, state, p, 18, 0, NOWHERE);
		return;
	}
	for (int k = 0; k < 2; k++) {
		int from = p->next[k ? DESCRIPTION : NAME] - BEHIND;
		for (int row = from < p->base ? p->base : from;
		     row <= p->next[k ? DESCRIPTION : NAME] + AHEAD; row++)
			begin_text(s, state, k, row);
		if (p->texts[k].row >= 0)
			go_on(s, state, k, p->texts[k].row);
		go_on_around(s, state, k);
	}
}

/* -- all -- */

static void
offer_at(struct search *s, size_t state, int row, int column)
{
	struct place next = *(struct place *)beam_state(&s->beam, state);
	const struct cell *c = cell_at(s);
	int cost;

	if (row < next.base || (row > next.rows && column != RANK) ||
	    !reach(&next, row) || is_filled(&next, row, column))
		return;
	cost = put(s, &next, row, column);
	if (!c->none) {
		switch (column) {
		case RANK:
			cost += rank_cost(s, &next, row, (int)c->item.whole);
			break;
		case AMOUNT:
			cost += amount_cost(s, &next, row);
			break;
		case METHOD:
			cost += method_cost(s, &next, row);
			break;
		case BIDDERS:
			cost += bidders_cost(s, &next, row);
			break;
		case RATE:
			cost += competition_cost(&next, row);
			break;
		default:
			break;
		}
		expect_lines(s, &next, row);
	}
	offer(s, state, &next, cost, row, column);
}

static void
offer_column(struct search *s, size_t state, int column)
{
	const struct place *p = beam_state(&s->beam, state);
	int next = p->next[column], from = next - BEHIND, to = next + AHEAD;

	for (int row = from < p->base ? p->base : from; row <= to; row++)
		offer_at(s, state, row, column);
	if (p->row >= 0 && (p->row < from || p->row > to))
		offer_at(s, state, p->row, column);
	if (p->row >= 0 && (p->row + 1 < from || p->row + 1 > to))
		offer_at(s, state, p->row + 1, column);
}

/* Rows with a competition have bidders and a rate. */
static void
offer_competing(struct search *s, size_t state, int column)
{
	const struct place *p = beam_state(&s->beam, state);
	int tries = 0;

	for (int row = p->base; row < p->rows && tries < 3; row++) {
		if (row == p->row || is_filled(p, row, column) ||
		    !(p->ring[row % RING].bits & COMPETES))
			continue;
		offer_at(s, state, row, column);
		tries++;
	}
	for (int row = p->row; row >= 0 && row <= p->row + 1; row++)
		if (row == p->row || !(p->ring[row % RING].bits & COMPETES))
			offer_at(s, state, row, column);
	if (p->next[column] > p->row + 1 || p->next[column] < p->row)
		if (!(p->ring[p->next[column] % RING].bits & COMPETES))
			offer_at(s, state, p->next[column], column);
}

/* A rank tells its row, if one of the block is known. */
static void
offer_rank(struct search *s, size_t state)
{
	const struct place *p = beam_state(&s->beam, state);
	int value = (int)cell_at(s)->item.whole, away;
	int next = p->next[RANK], from = next - BEHIND;
	int rank = known_rank(s, p, next, &away);
	int row = next - away + value - rank;

	for (int r = from < p->base ? p->base : from; r <= next + 1; r++)
		offer_at(s, state, r, RANK);
	if (rank && value > 1 && row > next + 1 && row < next + 16)
		offer_at(s, state, row, RANK);
}

static void
see_heading(struct place *p, int column, int seen)
{
	if (p->blocks[column] >= seen || seen >= BLOCKS_MAX)
		return;
	p->blocks[column] = (uint8_t)seen;
	p->pending[column] = true;
}

static void
offer_heading(struct search *s, size_t state)
{
	struct place next = *(struct place *)beam_state(&s->beam, state);
	const struct cell *c = cell_at(s);
	int column = (int)c->heading;

	next.letters = (uint8_t)(next.letters + c->letter);
	if (column < COLUMNS) {
		see_heading(&next, column, ++next.headings[column]);
		if (column == NAME)
			see_heading(&next, RANK, next.headings[NAME]);
	}
	offer(s, state, &next, 0, 0, NOWHERE);
}

static void
offer_all(struct search *s, size_t state)
{
	const struct cell *c = cell_at(s);
	const struct place *p = beam_state(&s->beam, state);

	if (c->letter || c->heading != NOWHERE) {
		offer_heading(s, state);
		return;
	}
	if (c->none) {
		if (p->next[CORP] < p->rows)
			offer_at(s, state, p->next[CORP], CORP);
		offer(s, state, p, price[DASH], 0, NOWHERE);
		return;
	}
	switch (c->item.kind) {
	case ITEM_INT:
		if (c->item.whole >= 1 && c->item.whole <= 999 &&
		    !str_has(c->item.text, S(",")))
			offer_rank(s, state);
		if (c->item.whole >= 0)
			offer_competing(s, state, BIDDERS);
		/* fallthrough */
	case ITEM_NUMBER:
		offer_column(s, state, AMOUNT);
		break;
	case ITEM_RATE:
		offer_competing(s, state, RATE);
		break;
	case ITEM_CORP:
		offer_column(s, state, CORP);
		break;
	case ITEM_METHOD:
		offer_column(s, state, METHOD);
		break;
	case ITEM_TEXT:
		offer_text(s, state);
		break;
	}
	bool alone = c->item.kind == ITEM_INT && c->item.whole == 1 &&
	    p->begun < p->blocks[NAME]; /* the rank of an empty list */
	offer(s, state, p,
	    price[alone ? RANK_OF_NONE : LEFT_INT + (int)c->item.kind], 0,
	    NOWHERE);
}

/* At the end all rows should be full. */
static void
settle(struct search *s)
{
	for (size_t state = 0; state < beam_count(&s->beam); state++) {
		struct place p = *(struct place *)beam_state(&s->beam, state);
		int cost = 0;
		for (int row = p.base; row < p.rows; row++) {
			struct open_row *r = row_at(&p, row);
			cost += lacks(r);
			for (int k = 0; k < 2; k++)
				cost += balance_cost(r, k) / 2 +
				    (r->texts[k].open ? price[UNCLOSED] : 0);
		}
		offer(s, state, &p, cost, 0, NOWHERE);
	}
	beam_step(&s->beam);
}

static void
doubt(void *context, size_t i, uint32_t choice, uint32_t other)
{
	struct columns *list = context;

	(void)choice;
	(void)other;
	if (i < list->n)
		list->cells[i].sure = false;
}

/* A column whose headings are as many as the others' have is anchored. */
static void
find_anchors(struct search *s)
{
	int counts[COLUMNS] = {0}, most = 0;

	for (size_t i = 0; i < s->list->n; i++)
		if (s->list->cells[i].heading < COLUMNS)
			counts[s->list->cells[i].heading]++;
	for (int c = 0; c < COLUMNS; c++)
		most = counts[c] > most ? counts[c] : most;
	for (int c = 0; c < COLUMNS; c++)
		s->anchored[c] = counts[c] == most && most > 0;
}

void
columns_solve(struct columns *list)
{
	struct search s = {.list = list, .tokens = list->rows->dump->tokens};
	struct arena scratch = {0};
	struct place *start = arena_new(&scratch, struct place, 1);
	uint32_t *choices;

	start->row = start->column = -1;
	start->letters = (uint8_t)list->letters;
	start->reason = -1;
	for (int k = 0; k < 2; k++)
		start->texts[k] = (struct opened){-1, 0, -1, 0, -1};
	for (int b = 1; b < BLOCKS_MAX; b++)
		start->starts[b] = -1;
	find_anchors(&s);
	beam_init(&s.beam, &scratch, sizeof *start, WIDTH, start);
	for (s.i = 0; s.i < list->n; s.i++) {
		size_t states = beam_count(&s.beam);
		for (size_t state = 0; state < states; state++)
			offer_all(&s, state);
		beam_step(&s.beam);
	}
	settle(&s);
	for (size_t i = 0; i < list->n; i++) {
		list->cells[i].column = NOWHERE;
		list->cells[i].sure = true;
	}
	list->nrows = 0;
	beam_rivals(&s.beam, MARGIN, LAG, doubt, list);
	if (beam_best(&s.beam, &scratch, &choices) == list->n + 1)
		for (size_t i = 0; i < list->n; i++) {
			struct cell *c = &list->cells[i];
			c->column = (enum column)(choices[i] & 31);
			c->row = choices[i] >> 5;
			if (c->column != NOWHERE && c->row >= list->nrows)
				list->nrows = c->row + 1;
		}
	arena_free(&scratch);
}
