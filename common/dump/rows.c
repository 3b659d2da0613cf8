#include "dump/rows.h"

#include "solve/beam.h"
#include "value/corp.h"
#include "value/text.h"

#include <stdlib.h>
#include <string.h>

enum {
	ROWS_MAX = 999,
	ITEMS_MAX = 8192, /* what is beyond stays unparsed */
	WIDTH = 48, /* of the search */
	RING = 16, /* rows open at a time */
};

static bool
is_percent(str s)
{
	return str_ends(s, S("%")) || str_ends(s, S("％"));
}

bool *
rows_often(struct arena *arena, const str *texts, size_t n, uint32_t many)
{
	size_t room = 2 * n + 1;
	uint32_t *table = arena_new(arena, uint32_t, room);
	uint32_t *times = arena_new(arena, uint32_t, n + 1);
	uint32_t *first = arena_new(arena, uint32_t, n + 1);
	bool *often = arena_new(arena, bool, n + 1);

	for (size_t i = 0; i < n; i++) {
		if (str_is_null(texts[i]))
			continue;
		size_t k = str_hash(texts[i]) % room;
		while (table[k] && !str_eq(texts[table[k] - 1], texts[i]))
			k = (k + 1) % room;
		if (!table[k])
			table[k] = (uint32_t)i + 1;
		first[i] = table[k] - 1;
		times[first[i]]++;
	}
	for (size_t i = 0; i < n; i++)
		often[i] = !str_is_null(texts[i]) && times[first[i]] >= many;
	return often;
}

void
rows_put(struct rows *r, struct row *row, enum column column,
    const struct item *item)
{
	*list_add(r->dump->arena, &row->cells[column], struct piece) =
	    (struct piece){item->token, item->text};
	r->dump->tokens[item->token].used = true;
}

struct row *
rows_at(struct rows *r, struct list *rows, size_t i)
{
	while (rows->n <= i)
		list_add(r->dump->arena, rows, struct row);
	return list_at(rows, struct row, i);
}

int
rows_display_width(str s)
{
	int width = 0;
	size_t len;

	for (; s.n; s = str_skip(s, len))
		width += text_width(str_char(s, &len));
	return width;
}

int
rows_word_width(str text)
{
	int most = 0;

	while (text.n) {
		struct str_cut cut = str_cut(text, ' ');
		int width = rows_display_width(cut.head);
		most = width > most ? width : most;
		text = cut.tail;
	}
	return most;
}

int
rows_characters(str s)
{
	int n = 0;
	size_t len;

	for (; s.n; s = str_skip(s, len), n++)
		str_char(s, &len);
	return n;
}

/* How wide a column is: the widest line that is not alone in that. */
static int
column_width(const struct rows *r, size_t from, size_t to, int sign)
{
	enum { WIDEST = 100 };
	int counts[WIDEST + 1] = {0};

	for (size_t i = from; i < to; i++) {
		const struct token *t = &r->dump->tokens[i];
		if (t->kind != TOKEN_TEXT || t->used ||
		    str_has(t->text, S(" ")))
			continue;
		int width = rows_display_width(t->text);
		if (width <= WIDEST &&
		    sign * r->likeness(r->context, t->text) >= 2)
			counts[width]++;
	}
	for (int width = WIDEST; width >= 14; width--)
		if (counts[width] >= 2 ||
		    (counts[width] && width > 1 && counts[width - 1]))
			return width;
	return 0;
}

void
rows_widths(struct rows *r, size_t from, size_t to)
{
	r->widths[0] = column_width(r, from, to, 1);
	r->widths[1] = column_width(r, from, to, -1);
}

bool
rows_item(const struct rows *r, size_t i, struct item *item)
{
	const struct token *t = &r->dump->tokens[i];

	*item = (struct item){.token = i, .text = t->text};
	if (r->part != PART_NONE && t->part != r->part)
		return false;
	if (r->to_x && (t->x < r->from_x || t->x >= r->to_x))
		return false;
	if (t->kind == TOKEN_LABEL) {
		item->kind = ITEM_METHOD;
		return t->label == DUMP_METHOD;
	}
	if (t->used)
		return false;
	if (t->kind == TOKEN_TEXT) {
		item->kind = ITEM_TEXT;
		item->width = rows_display_width(t->text);
		item->likeness = r->likeness(r->context, t->text);
		return true;
	}
	if (text_is_none(t->text))
		return false;
	struct dec value = dec_cell(t->text);
	if (!value.known)
		return false;
	item->value = value;
	if (corp_digits(r->dump->arena, t->text).n == 13 ||
	    (value.scale == 0 && value.digits > 99999999999))
		item->kind = ITEM_CORP;
	else if (is_percent(t->text))
		item->kind = ITEM_RATE;
	else
		item->kind =
		    dec_int(value, &item->whole) ? ITEM_INT : ITEM_NUMBER;
	return true;
}

/* 株式会社Ｂ 行事の手配: a line that holds a name and a description. */
static bool
split_name(const struct rows *r, str s, str *name, str *description)
{
	enum { LINE_MAX = 600 }; /* a longer one is no row of a list */
	int best = 1;

	for (size_t i = 1; i + 1 < s.n && s.n <= LINE_MAX; i++) {
		if (s.p[i] != ' ')
			continue;
		str head = str_take(s, i), tail = str_skip(s, i + 1);
		if (str_starts(tail, S("等")) || str_starts(tail, S("ほか")) ||
		    tail.n < 9 || head.n < 6 || str_ends(head, S("株式会社")))
			continue;
		int left = r->likeness(r->context, head),
		    right = r->likeness(r->context, tail);
		if (left >= 1 && right <= 0 && left - right > best) {
			best = left - right;
			*name = text_strip(head);
			*description = text_strip(tail);
		}
	}
	return best > 1;
}

static bool
is_ascii_word(str s, bool last)
{
	unsigned char c = (unsigned char)(last ? s.p[s.n - 1] : s.p[0]);

	return c < 0x80;
}

/* Cells of one line stand one space apart. */
static void
split_cells(struct rows *r, struct list *items, const struct item *whole)
{
	size_t begin = 0;

	for (size_t i = 1; i <= whole->text.n; i++) {
		str head = str_slice(whole->text, begin, i);
		if (i < whole->text.n &&
		    (whole->text.p[i] != ' ' || i == begin ||
			is_ascii_word(head, true) ||
			is_ascii_word(str_skip(whole->text, i + 1), false)))
			continue;
		struct item *item =
		    list_add(r->dump->arena, items, struct item);
		*item = *whole;
		item->text = text_strip(head);
		item->likeness = r->likeness(r->context, item->text);
		item->width = rows_display_width(item->text);
		begin = i + 1;
	}
}

void
rows_items(struct rows *r, struct list *items, size_t i)
{
	struct item item;
	str name, description;

	if (!rows_item(r, i, &item))
		return;
	struct arena *arena = r->dump->arena;
	if (item.kind == ITEM_TEXT && !r->ranked && r->dump->flat) {
		split_cells(r, items, &item);
		return;
	}
	*list_add(arena, items, struct item) = item;
	if (item.kind != ITEM_TEXT || item.likeness >= 5 ||
	    !split_name(r, item.text, &name, &description))
		return;
	struct item *head = list_at(items, struct item, items->n - 1);
	head->text = name;
	head->likeness = r->likeness(r->context, name);
	head->width = rows_display_width(name);
	item.text = description;
	item.likeness = r->likeness(r->context, description);
	item.width = rows_display_width(description);
	*list_add(arena, items, struct item) = item;
}

/* What each oddity of a reading costs. */
enum price {
	NAME_NEUTRAL,
	NAME_UNLIKE,
	NAME_WIDE,
	DESCRIPTION_NEUTRAL,
	DESCRIPTION_UNLIKE,
	DESCRIPTION_WIDE,
	SEEN,
	REASON_EVER,
	BIDDERS_EVER,
	AWAY, /* bidders or a rate that do not follow their row */
	AMOUNT_RISES,
	COLUMN_BACK,
	ROW_NEXT,
	ROW_NEXT_MIDDLE, /* and not at its beginning */
	ROW_SKIPPED,
	ROW_BACK,
	LINE_TORN, /* one line, two rows */
	AGAIN_EVER,
	AGAIN_SHORT, /* behind a line that was not full */
	AGAIN_WIDE,
	AGAIN_FAR,
	AGAIN_PARAGRAPH,
	AGAIN_UNLIKE,
	AGAIN_ROW,
	LEFT_INT,
	LEFT_NUMBER,
	LEFT_RATE,
	LEFT_CORP,
	LEFT_METHOD,
	LEFT_TEXT,
	X_WRONG, /* left or right of where the column is */
	PRICES
};

enum mode { MODE_BLOCKS, MODE_COLUMNS, MODES };

static const int prices[MODES][PRICES] = {
    [MODE_BLOCKS] = {6, 9, 0, 2, 8, 0, 1, 65, 12, 0, 3, 3, 12, 17, 22, 2, 15, 1,
	0, 0, 4, 10, 7, 2, 8, 166, 0, 24, 12, 9, 1},
    [MODE_COLUMNS] = {4, 6, 5, 3, 6, 8, 1, 42, 2, 4, 4, 3, 15, 14, 22, 8, 9, 1,
	4, 0, 1, 3, 4, 8, 16, 118, 10, 24, 6, 14, 15},
};

/* The state of the search: where it is, what the rows around it hold. */
struct place {
	int row, base;
	enum column column;
	uint16_t filled[RING]; /* bit per column, RANK too */
	uint32_t amounts[RING]; /* 1 + item index of the amount */
	struct open { /* the cells of text that may go on */
		int row; /* -1: none */
		int line, width;
	} open[2]; /* NAME, and DESCRIPTION or REASON */
	enum column long_column; /* which of the two open[1] is */
	int last_line;
};

struct search {
	struct rows *r;
	struct item *items;
	size_t n;
	struct list *rows; /* of struct row: what they already hold */
	size_t first; /* row number of the group's first row */
	int count; /* how many rows there are */
	const int *price;
	int corp_x, method_x; /* where these columns of -layout begin */
};

static unsigned
filled_before(const struct search *s, int row)
{
	unsigned bits = 0;

	if (s->first + (size_t)row >= s->rows->n)
		return 0;
	const struct row *known =
	    list_at(s->rows, struct row, s->first + (size_t)row);
	for (int c = 0; c < COLUMNS; c++)
		if (known->cells[c].n)
			bits |= 1u << c;
	return bits | 1u << RANK;
}

/* What a row costs that is left behind with holes. */
static int
holes(const struct search *s, unsigned filled)
{
	const int *price = s->r->holes;
	int cost = 0;

	for (int c = 0; c <= COLUMNS; c++)
		if (!(filled & 1u << c))
			cost += price[c];
	return cost;
}

/* Moves the ring so that row lies in it; settles what leaves it. */
static int
reach(const struct search *s, struct place *p, int row)
{
	int cost = 0;

	while (row - p->base >= RING - 2) {
		cost += holes(s, p->filled[p->base % RING]);
		p->filled[p->base % RING] =
		    (uint16_t)filled_before(s, p->base + RING);
		p->amounts[p->base % RING] = 0;
		p->base++;
	}
	return cost;
}

/* Where a column of -layout must not be. */
static bool
is_misplaced(
    const struct search *s, const struct item *item, enum column column)
{
	int x = s->r->dump->tokens[item->token].x, corp = s->corp_x;
	int method = s->method_x;

	if (!s->r->dump->columns)
		return false;
	if (item->kind == ITEM_TEXT)
		x += rows_display_width(
		    (str){s->r->dump->tokens[item->token].text.p,
			(size_t)(item->text.p -
			    s->r->dump->tokens[item->token].text.p)});
	switch (column) {
	case NAME:
		return (corp && x >= corp - 2) ||
		    (s->r->use_x && x >= s->r->use_x);
	case DESCRIPTION:
		return (s->r->use_x && x < s->r->use_x) || (corp && x < corp) ||
		    (method && x >= method - 2);
	case AMOUNT:
		return method && x > method + 4;
	case BIDDERS:
		return method && x < method;
	case REASON:
		return method && x < method + 12;
	case RANK:
		return corp && x > corp - 16;
	default:
		return false;
	}
}

static int
column_cost(const struct search *s, const struct place *p,
    const struct item *item, int row, enum column column)
{
	const int *price = s->price, *widths = s->r->widths;
	int cost = 0;

	if (is_misplaced(s, item, column))
		cost += price[X_WRONG];
	switch (column) {
	case NAME:
		if (item->likeness < 2)
			cost += price[item->likeness >= 0 ? NAME_NEUTRAL
							  : NAME_UNLIKE];
		if (widths[0] && item->width > widths[0] + 1)
			cost += price[NAME_WIDE];
		return cost;
	case DESCRIPTION:
		if (item->likeness >= 0)
			cost += price[item->likeness < 2 ? DESCRIPTION_NEUTRAL
							 : DESCRIPTION_UNLIKE];
		if (widths[1] && item->width > widths[1] + 2)
			cost += price[DESCRIPTION_WIDE];
		return cost - (item->seen ? price[SEEN] : 0);
	case REASON:
		return cost + price[REASON_EVER];
	case BIDDERS:
		cost += item->whole > 200 ? 30 : price[BIDDERS_EVER];
		return cost +
		    (row != p->row || p->column < AMOUNT ? price[AWAY] : 0);
	case RATE:
		return cost + (row != p->row ? price[AWAY] : 0);
	case AMOUNT:
		if (s->r->ranked && row > p->base &&
		    p->amounts[(row - 1) % RING]) {
			const struct item *above =
			    &s->items[p->amounts[(row - 1) % RING] - 1];
			if (dec_cmp(item->value, above->value) > 0)
				cost += price[AMOUNT_RISES];
		}
		return cost + (item->whole < 0 ? 5 : 0);
	default:
		return cost;
	}
}

static int
move_cost(const struct search *s, const struct place *p, const struct token *t,
    int row, enum column column)
{
	const int *price = s->price;
	int cost = 0, by = row - p->row;

	if (by == 0)
		cost = column >= p->column ? 0 : price[COLUMN_BACK];
	else if (by == 1)
		cost =
		    price[column == RANK || column == NAME ? ROW_NEXT
							   : ROW_NEXT_MIDDLE];
	else
		cost = by > 0 ? by * price[ROW_SKIPPED] : -by * price[ROW_BACK];
	if (p->last_line == t->at && by)
		cost += price[LINE_TORN];
	return cost;
}

/* Offers item i at one place. */
static void
offer(const struct search *s, struct beam *beam, size_t state, size_t i,
    int row, enum column column, int extra)
{
	struct place next = *(struct place *)beam_state(beam, state);
	const struct item *item = &s->items[i];
	const struct token *t = &s->r->dump->tokens[item->token];

	if (row < next.base || (row >= s->count) || row >= ROWS_MAX)
		return;
	int cost = beam_cost(beam, state) + extra + reach(s, &next, row);
	if (row < next.base || next.filled[row % RING] & 1u << column)
		return;
	cost += move_cost(s, &next, t, row, column);
	cost += column_cost(s, &next, item, row, column);
	next.filled[row % RING] |= (uint16_t)(1u << column);
	if (column == AMOUNT)
		next.amounts[row % RING] = (uint32_t)i + 1;
	next.row = row;
	next.column = column == RANK ? NAME : column;
	next.last_line = t->last;
	if (item->kind == ITEM_TEXT) {
		next.open[column != NAME] =
		    (struct open){row, t->at, item->width};
		if (column != NAME)
			next.long_column = column;
	}
	beam_offer(
	    beam, state, &next, cost, ((uint32_t)row << 5) | (uint32_t)column);
}

/* A line that goes on what the line above it in its cell began. */
static void
offer_again(const struct search *s, struct beam *beam, size_t state, size_t i,
    int which)
{
	struct place next = *(struct place *)beam_state(beam, state);
	struct open *open = &next.open[which];
	const struct item *item = &s->items[i];
	const struct token *t = &s->r->dump->tokens[item->token];
	const int *price = s->price;
	int cost = beam_cost(beam, state) + price[AGAIN_EVER];
	int full = s->r->widths[which], far = t->at - open->line;

	if (open->row < 0 || open->row < next.base || far == 0 || far > 4)
		return;
	/* A line that is not full ends its cell. */
	if (full ? 4 * open->width < 3 * full : open->width < 12)
		cost += (full && 2 * open->width < full ? 2 : 1) *
		    price[AGAIN_SHORT];
	if (full ? item->width > full + 2 : item->width > open->width + 3)
		cost += price[AGAIN_WIDE];
	cost += price[AGAIN_FAR] * (far - 1);
	if (t->opens && t[-1].paragraph != t->paragraph)
		cost += price[AGAIN_PARAGRAPH];
	if (item->seen)
		cost -= price[SEEN];
	if (which == 0 ? item->likeness < -1 : item->likeness >= 3)
		cost += price[AGAIN_UNLIKE];
	if (open->row != next.row)
		cost += price[AGAIN_ROW];
	if (is_misplaced(s, item, which ? DESCRIPTION : NAME))
		cost += price[X_WRONG];
	open->line = t->at;
	open->width = item->width;
	next.last_line = t->at;
	beam_offer(beam, state, &next, cost,
	    ((uint32_t)open->row << 5) |
		(uint32_t)(AGAIN + (which ? (int)next.long_column : NAME)));
}

static void
offer_all(const struct search *s, struct beam *beam, size_t state, size_t i)
{
	struct place *p = beam_state(beam, state);
	const struct item *item = &s->items[i];
	for (int row = p->row - 3; row <= p->row + 2; row++) {
		if (row < 0)
			continue;
		switch (item->kind) {
		case ITEM_INT:
			if (s->r->ranked &&
			    item->whole == (int64_t)s->first + row + 1)
				offer(s, beam, state, i, row, RANK, 0);
			if (s->r->ranked)
				offer(s, beam, state, i, row, BIDDERS, 0);
			/* fallthrough */
		case ITEM_NUMBER:
			offer(s, beam, state, i, row, AMOUNT, 0);
			break;
		case ITEM_RATE:
			offer(s, beam, state, i, row, RATE, 0);
			break;
		case ITEM_CORP:
			offer(s, beam, state, i, row, CORP, 0);
			break;
		case ITEM_METHOD:
			offer(s, beam, state, i, row, METHOD, 0);
			break;
		case ITEM_TEXT:
			offer(s, beam, state, i, row, NAME, 0);
			offer(s, beam, state, i, row, DESCRIPTION, 0);
			if (s->r->ranked)
				offer(s, beam, state, i, row, REASON, 0);
			break;
		}
	}
	if (item->kind == ITEM_TEXT) {
		offer_again(s, beam, state, i, 0);
		offer_again(s, beam, state, i, 1);
	}
	struct place same = *(struct place *)beam_state(beam, state);
	beam_offer(beam, state, &same,
	    beam_cost(beam, state) + s->price[LEFT_INT + (int)item->kind],
	    NOWHERE);
}

/* At the end every open row is settled. */
static void
settle(const struct search *s, struct beam *beam)
{
	for (size_t state = 0; state < beam_count(beam); state++) {
		struct place p = *(struct place *)beam_state(beam, state);
		int cost = beam_cost(beam, state);
		for (int row = p.base; row < p.base + RING; row++)
			if (row < s->count)
				cost += holes(s, p.filled[row % RING]);
		beam_offer(beam, state, &p, cost, NOWHERE);
	}
	beam_step(beam);
}

static void
apply(struct search *s, const uint32_t *choices)
{
	for (size_t i = 0; i < s->n; i++) {
		enum column column = (enum column)(choices[i] & 31);
		size_t number = s->first + (choices[i] >> 5);
		const struct item *item = &s->items[i];
		if (column == NOWHERE)
			continue;
		struct row *row = rows_at(s->r, s->rows, number);
		if (column == RANK)
			s->r->dump->tokens[item->token].used = true;
		else
			rows_put(s->r, row,
			    column >= AGAIN ? column - AGAIN : column, item);
	}
}

/* A line that stood in the list before begins a cell again. */
static void
mark_seen(struct search *s)
{
	enum { WINDOW = 64 };

	for (size_t i = 0; i < s->n; i++) {
		if (s->items[i].kind != ITEM_TEXT)
			continue;
		for (size_t k = i; k-- > 0 && k + WINDOW > i;)
			if (s->items[k].kind == ITEM_TEXT &&
			    str_eq(s->items[i].text, s->items[k].text)) {
				s->items[i].seen = true;
				break;
			}
	}
}

static int
compare_ints(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

/* Where the items of a kind begin, most of them; 0 when there is none. */
static int
median_x(const struct search *s, enum item_kind kind)
{
	int *xs = arena_new(s->r->dump->arena, int, s->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->items[i].kind == kind)
			xs[n++] = s->r->dump->tokens[s->items[i].token].x;
	if (!n)
		return 0;
	qsort(xs, n, sizeof *xs, compare_ints);
	return xs[n / 2];
}

/*
 * How many rows the items are of: as far as the ranks 1, 2, 3 ... are found
 * in order, but every row has a rank and an amount, and not many rows lack
 * a number or a method.
 */
static int
count_rows(const struct search *s)
{
	int rank = 0, figures = 0, corps = 0, methods = 0, texts = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct item *item = &s->items[i];
		corps += item->kind == ITEM_CORP;
		methods += item->kind == ITEM_METHOD;
		texts += item->kind == ITEM_TEXT;
		figures += item->kind == ITEM_INT || item->kind == ITEM_NUMBER;
		if (item->kind == ITEM_INT && item->whole == rank + 1 &&
		    rank < ROWS_MAX)
			rank++;
	}
	int known = corps > methods ? corps : methods;
	while (rank > 1 && 2 * rank > figures + 1 + rank / 6)
		rank--;
	while (rank > 1 && (corps || methods) && rank > known &&
	    3 * rank > 5 * known + 2)
		rank--;
	while (rank > 1 && rank > texts)
		rank--;
	return rank < known ? known : rank > 0 ? rank : 1;
}

void
rows_fill(struct rows *r, struct list *rows, size_t first, int count,
    size_t from, size_t to)
{
	struct search s = {
	    .r = r, .rows = rows, .first = first, .count = count};
	struct list items = {0};
	struct place start = {
	    .open = {{-1, 0, 0}, {-1, 0, 0}}, .last_line = -1};
	struct beam beam;
	uint32_t *choices;

	for (size_t i = from; i < to && items.n < ITEMS_MAX; i++)
		rows_items(r, &items, i);
	if (!items.n)
		return;
	s.items = items.items;
	s.n = items.n;
	mark_seen(&s);
	s.price = prices[r->dump->columns ? MODE_COLUMNS : MODE_BLOCKS];
	s.corp_x = median_x(&s, ITEM_CORP);
	s.method_x = median_x(&s, ITEM_METHOD);
	if (!s.count)
		s.count = count_rows(&s);
	for (int i = 0; i < RING; i++)
		start.filled[i] = (uint16_t)filled_before(&s, i);
	beam_init(&beam, r->dump->arena, sizeof start, WIDTH, &start);
	for (size_t i = 0; i < s.n; i++) {
		size_t states = beam_count(&beam);
		for (size_t state = 0; state < states; state++)
			offer_all(&s, &beam, state, i);
		beam_step(&beam);
	}
	settle(&s, &beam);
	if (beam_best(&beam, r->dump->arena, &choices) == s.n + 1)
		apply(&s, choices);
}

const struct piece *
rows_first(const struct row *row, enum column column)
{
	return row->cells[column].n
	    ? list_at(&row->cells[column], struct piece, 0)
	    : NULL;
}

struct dec
rows_figure(const struct row *row, enum column column)
{
	const struct piece *p = rows_first(row, column);

	return p ? dec_cell(p->text) : (struct dec){0};
}

str
rows_text(const struct rows *r, const struct row *row, enum column column)
{
	const struct list *cell = &row->cells[column];
	struct list lines = {0};

	for (size_t i = 0; i < cell->n; i++)
		*list_add(r->dump->arena, &lines, str) =
		    list_at(cell, struct piece, i)->text;
	return dump_lines(r->dump, lines.items, lines.n);
}
