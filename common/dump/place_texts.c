#include "dump/place.h"

#include "value/text.h"

#include <stdlib.h>

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
	    : 10 * width >= 7 * full   ? place_price[SHORT]
	    : 2 * width >= full	       ? place_price[SHORTER]
				       : place_price[SHORTEST];
}

static int
text_cost(const struct search *s, const struct place *p, int k)
{
	const struct cell *c = place_cell(s);
	int full = s->list->rows->widths[k];
	bool wide = c->item.width > (full ? full + 2 : 30 - 4 * !k);
	int cost = wide ? place_price[WIDE] : 0;

	if (c->told != NOWHERE && c->told != (k ? DESCRIPTION : NAME))
		cost += place_price[TOLD_OTHER];

	if (k == 0 && c->tied && p->column == CORP)
		cost += place_price[SIDE];
	if (k == 1 && (c->corp_behind || (c->tied && p->column == RANK)))
		cost += place_price[SIDE];
	return cost;
}

/* A line closes no bracket that its cell has not opened. */
static int
bracket_cost(const struct search *s, struct open_row *r, int k)
{
	int open = r->texts[k].open, cost = 0;
	size_t len;

	for (str t = place_cell(s)->item.text; t.n; t = str_skip(t, len)) {
		uint32_t c = text_fold_code(str_char(t, &len));
		open += c == '(' || c == 0x300C || c == 0x3010;
		open -= c == ')' || c == 0x300D || c == 0x3011;
		if (open < 0) {
			cost = place_price[UNOPENED];
			open = 0;
		}
	}
	r->texts[k].open = (int8_t)(open < 100 ? open : 100);
	return cost;
}

int
place_balance_cost(const struct open_row *r, int k)
{
	int off = abs(r->texts[k].expected - r->texts[k].lines);

	if (!r->texts[k].expected || off <= r->texts[k].spare)
		return 0;
	return off == 1 ? place_price[OFF_BY_ONE] : place_price[OFF];
}

/*
 * Lines that do not share the line of another column go from top to bottom,
 * and are as many above as below one that does.
 */
static int
rest_cost(struct place *p, int k, int row)
{
	int rest = p->texts[k].rest,
	    cost = row < rest ? place_price[REST_BACK] : 0;

	for (int r = rest; r < row; r++)
		if (r >= p->base && p->ring[r % RING].texts[k].shares)
			cost += p->ring[r % RING].texts[k].lines % 2
			    ? 0
			    : place_price[REST_ODD];
	p->texts[k].rest = (int16_t)row;
	return cost;
}

static void
begin_text(struct search *s, size_t state, int k, int row)
{
	struct place next = *(struct place *)beam_state(&s->beam, state);
	const struct place *p = beam_state(&s->beam, state);
	const struct cell *c = place_cell(s);
	const struct token *t = place_token(s, s->i);
	const struct opened *o = &p->texts[k];
	int likeness = k ? -c->item.likeness : c->item.likeness;
	int cost = likeness >= 2 ? 0
	    : likeness >= 0	 ? place_price[NEUTRAL]
	    : likeness > -3	 ? place_price[UNLIKE]
				 : place_price[UNLIKE_MORE];
	bool same = o->row >= 0 && o->paragraph == t->paragraph;

	if (row > next.rows || !place_reach(&next, row) ||
	    place_has(&next, row, k ? DESCRIPTION : NAME))
		return;
	cost += text_cost(s, p, k);
	if (c->told != NOWHERE && c->goes_on)
		cost += place_price[TOLD_AGAIN];
	if (p->column == RANK && p->row == row)
		cost += k ? place_price[BY_RANK] : -place_price[BY_RANK];
	if (p->column == CORP && p->row == row)
		cost += k ? -place_price[BY_CORP] : place_price[BY_CORP];
	if (same && is_full(s, k, o->width) && !c->tied)
		cost += o->row == row - 1 ? place_price[BEHIND_FULL]
					  : place_price[BEHIND_FULL_FAR];
	if (same && continues(c->item.text))
		cost += place_price[CONTINUES];
	if (same && c->item.width <= 4 && o->width > c->item.width)
		cost += place_price[FRAGMENT];
	if (o->row >= 0 && o->row != row && o->row >= next.base)
		cost += place_balance_cost(place_row(&next, o->row), k);
	cost -= c->item.seen && k ? 2 : 0;
	cost += place_put(s, &next, row, k ? DESCRIPTION : NAME);
	struct open_row *r = place_row(&next, row);
	r->texts[k].lines = 1;
	if (k == 0)
		r->name = (uint16_t)(s->i + 1);
	cost += bracket_cost(s, r, k);
	if (o->row >= next.base && o->row != row && !c->tied &&
	    p->ring[o->row % RING].texts[k].open)
		cost += place_price[UNCLOSED];
	r->texts[k].shares = c->tied && p->column != AMOUNT;
	if (!r->texts[k].shares)
		cost += rest_cost(&next, k, row);
	next.texts[k] = (struct opened){(int16_t)row, next.texts[k].rest,
	    t->last, c->item.width, t->paragraph};
	place_offer(s, state, &next, cost, row, k ? DESCRIPTION : NAME);
}

/* Another line of a row's name or description. */
static void
go_on(struct search *s, size_t state, int k, int row)
{
	struct place next = *(struct place *)beam_state(&s->beam, state);
	const struct place *p = beam_state(&s->beam, state);
	const struct cell *c = place_cell(s);
	const struct token *t = place_token(s, s->i);
	struct opened *o = &next.texts[k];
	int likeness = k ? -c->item.likeness : c->item.likeness;
	bool same = o->paragraph == t->paragraph, last = o->row == row;
	int cost = text_cost(s, p, k);
	int column = k ? DESCRIPTION : NAME;

	if (row < next.base || row >= next.rows || !place_has(p, row, column) ||
	    o->row < 0)
		return;
	struct open_row *r = place_row(&next, row);
	if (r->texts[k].lines == 255)
		return;
	if (last) {
		cost += same			    ? 0
		    : r->texts[k].shares || c->tied ? place_price[AGAIN_SHARED]
						    : place_price[AGAIN_FAR];
		cost += short_cost(s, k, o->width);
	} else {
		cost += c->tied || r->texts[k].shares
		    ? place_price[AGAIN_ROW_SHARED]
		    : place_price[AGAIN_ROW];
	}
	cost += likeness <= -4 ? place_price[AGAIN_UNLIKE_MORE]
	    : likeness <= -2   ? place_price[AGAIN_UNLIKE]
			       : 0;
	cost += k == 0 && c->begins_name ? place_price[AGAIN_FORM] : 0;
	cost += place_move_cost(s, p, row, column);
	r->texts[k].lines++;
	cost += bracket_cost(s, r, k);
	if (c->tied)
		r->texts[k].shares = 1;
	if (r->texts[k].expected &&
	    r->texts[k].lines > r->texts[k].expected + r->texts[k].spare)
		cost += place_price[AGAIN_MORE];
	if (!c->tied)
		cost += rest_cost(&next, k, row);
	*o = (struct opened){
	    (int16_t)row, o->rest, t->last, c->item.width, t->paragraph};
	next.row = (int16_t)row;
	next.column = (int16_t)column;
	place_offer(s, state, &next, cost, row, AGAIN + column);
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
		bool tie = place_cell(s)->tied && row == p->row;
		if (!tie &&
		    (!r->texts[k].shares || row < p->texts[k].rest ||
			place_cell(s)->tied))
			continue;
		go_on(s, state, k, row);
		tries += !tie;
	}
}

static bool
is_tied(const struct search *s, size_t i, enum item_kind kind)
{
	return i < s->list->n && s->list->cells[i].tied &&
	    s->list->cells[i].item.kind == kind;
}

/* Whether a line of a name, or of a description, is behind a cell on its line:
 * the name behind the rank, the description behind the number. */
static bool
is_text_behind(const struct search *s, int k, int column)
{
	size_t i = s->i;

	if (column != RANK && column != CORP)
		return false;
	if (k == 0)
		return column == RANK && is_tied(s, i + 1, ITEM_TEXT);
	if (column == RANK && is_tied(s, i + 1, ITEM_TEXT))
		i++;
	if (column == RANK && !is_tied(s, ++i, ITEM_CORP))
		return false;
	return is_tied(s, i + 1, ITEM_TEXT);
}

/* Whether nothing of its paragraph is below the line of a cell. */
static bool
is_alone(const struct search *s, size_t i)
{
	return i + 1 >= s->list->n ||
	    place_token(s, i + 1)->paragraph != place_token(s, i)->paragraph;
}

/*
 * What stands in the middle of a text's lines tells how many there are.  One
 * that shares the line of another column is nearest to the middle: as many
 * lines stand above it as below, or one more on either side.
 */
void
place_expect_lines(const struct search *s, struct place *p, int row, int column)
{
	const struct cell *c = place_cell(s);
	const struct token *t = place_token(s, s->i);
	struct open_row *r = place_row(p, row);
	bool before = c->tied && s->i > 0 && c[-1].item.kind == ITEM_TEXT;

	for (int k = 0; k < 2; k++) {
		int lines = r->texts[k].lines;
		bool same = p->texts[k].row == row &&
		    p->texts[k].paragraph == t->paragraph;
		bool above = before && column != RANK && k == (column > CORP);
		bool beside = is_text_behind(s, k, column);
		if (r->texts[k].expected || (lines && !same) ||
		    (!lines && (!beside || is_alone(s, s->i + 1))))
			continue;
		r->texts[k].spare = above || beside;
		r->texts[k].expected =
		    (uint8_t)(2 * (lines + beside) - (above || beside));
	}
}

void
place_offer_text(struct search *s, size_t state)
{
	const struct place *p = beam_state(&s->beam, state);
	const struct cell *c = place_cell(s);
	const struct token *t = place_token(s, s->i);

	if (c->narrow) {
		struct place next = *p;
		bool again = p->reason == t->paragraph;
		int row = p->row < 0 ? 0 : p->row;
		if (again) {
			row = p->reason_row;
			next.row = (int16_t)row;
			place_offer(s, state, &next,
			    c->tied && row != p->row ? 20 : 0, row,
			    AGAIN + REASON);
		}
		for (; !again && row <= p->row + 1; row++) {
			next = *p;
			next.reason = t->paragraph;
			next.reason_row = (int16_t)row;
			if (row < p->rows && place_reach(&next, row) &&
			    !place_has(p, row, REASON))
				place_offer(s, state, &next,
				    1 + place_put(s, &next, row, REASON), row,
				    REASON);
		}
	}
	if (c->reason) {
		place_offer(s, state, p, 18, 0, NOWHERE);
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
