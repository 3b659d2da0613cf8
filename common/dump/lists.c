#include "dump/lists.h"

#include "solve/beam.h"
#include "value/corp.h"
#include "value/text.h"

#include <stdlib.h>

enum {
	WIDTH = 64, /* of the search */
	CELLS_MAX = 4096, /* of a page; what is beyond stays unparsed */
	GOES_ON = 16, /* a choice: the column's last cell has another line */
};

/* What may stand in a place of the list. */
struct cell {
	struct item item;
	size_t to; /* the last token of its text */
	bool letter; /* of a block, alone on its line */
	bool heading; /* 業務概要: one of every block */
	bool contracts; /* of the list of contracts */
	bool method_beside, rate_beside; /* on the same line */
	bool text_beside;
	bool narrow; /* of a paragraph of short lines */
	bool pure; /* of a paragraph that holds nothing but text */
	bool of_row; /* of a paragraph that holds one row */
	bool corp_before, corp_behind; /* on the same line */
	bool follows; /* the cell before on the same line */
	bool near_rank; /* a figure beside it is one less or more */
	bool rate_behind; /* the next cell is a rate */
};

/* A row that the page has a rank for. */
struct line {
	size_t block;
	int64_t rank;
	struct row row;
	str method;
};

struct block {
	bool contracts; /* of the list of contracts */
};

struct lister {
	struct rows *rows;
	struct dump *dump;
	struct list blocks; /* of struct block */
	size_t lettered; /* blocks that are not of contracts */
	struct list letters; /* of str */
	struct list owners; /* size_t: tokens in ブロック名 of contracts */
	bool contracts; /* the list of contracts has begun */
	int64_t rank; /* the last of the last block */
	struct list lines; /* of struct line, of all pages */
	/* of the page */
	struct cell *cells;
	size_t n;
	int competitive; /* methods that have bidders */
	bool spare; /* it has more texts than rows want */
	int *names; /* per cell: the names before it */
	int *beside; /* per rank: the name that it stands beside, or -1 */
};

static bool
is_label(const struct token *t, int label)
{
	return t->kind == TOKEN_LABEL && t->label == label;
}

bool
lists_is_clustered(const struct dump *dump, size_t from, size_t to)
{
	int line = -1;

	if (dump->flat)
		return false;
	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (is_label(t, LABEL_PAYEE_NAME) ||
		    is_label(t, LABEL_PAYEE_DESCRIPTION)) {
			if (line == t->at)
				return false;
			line = t->at;
		}
	}
	return true;
}

/* -- the cells of a page -- */

static bool
is_competitive(str method)
{
	return str_has(method, S("競争")) || str_has(method, S("公募"));
}

/* A figure within a line of text: Seminar 2017 in ... */
static bool
is_within(const struct dump *dump, size_t i, size_t to)
{
	const struct token *t = &dump->tokens[i];

	return t->kind == TOKEN_FIGURE && !t->opens && i + 1 < to &&
	    t[-1].kind == TOKEN_TEXT && t[-1].at == t->at &&
	    t[1].kind == TOKEN_TEXT && t[1].at == t->at &&
	    corp_digits(dump->arena, t->text).n != 13;
}

/* 契約先, 契約額 in place of 支出先, 支出額. */
static void
look_at_heading(struct lister *l, const struct token *t)
{
	if (is_label(t, LABEL_PAYEES) || is_label(t, LABEL_ANNEX))
		l->contracts = false;
	else if (is_label(t, LABEL_OBLIGATIONS))
		l->contracts = true;
	else if (is_label(t, LABEL_PAYEE_NAME) ||
	    is_label(t, LABEL_PAYEE_AMOUNT))
		l->contracts = str_starts(t->whole, S("契"));
}

static void
join_items(const struct lister *l, struct list *items)
{
	struct item *item = list_at(items, struct item, 0);

	item->text = l->dump->tokens[item->token].text;
	item->likeness = l->rows->likeness(l->rows->context, item->text);
	item->width = rows_display_width(item->text);
	items->n = 1;
}

static void
add_cells(struct lister *l, struct list *cells, size_t from, size_t to)
{
	struct dump *dump = l->dump;

	for (size_t i = from; i < to && cells->n < CELLS_MAX; i++) {
		struct token *t = &dump->tokens[i];
		struct list items = {0};
		size_t end = i;
		look_at_heading(l, t);
		if (is_label(t, LABEL_PAYEE_DESCRIPTION)) {
			struct cell *c =
			    list_add(dump->arena, cells, struct cell);
			*c = (struct cell){.item = {.token = i},
			    .to = i,
			    .heading = true,
			    .contracts = l->contracts};
			continue;
		}
		if (l->contracts && t->kind == TOKEN_TEXT &&
		    dump_is_letters(t->text)) {
			*list_add(dump->arena, &l->owners, size_t) = i;
			continue;
		}
		if (t->kind == TOKEN_TEXT && t->opens && t->closes &&
		    dump_is_letters(t->text)) {
			struct cell *c =
			    list_add(dump->arena, cells, struct cell);
			*c =
			    (struct cell){.item = {.token = i, .text = t->text},
				.to = i,
				.letter = true};
			*list_add(dump->arena, &l->letters, str) =
			    dump_block_letters(dump->arena, t->text);
			t->used = true;
			continue;
		}
		if (!t->used && t->kind == TOKEN_TEXT)
			while (end + 2 < to && is_within(dump, end + 1, to))
				end += 2;
		rows_items(l->rows, &items, i);
		if (items.n > 1) /* names and descriptions are lines apart */
			join_items(l, &items);
		for (size_t k = 0; k < items.n; k++) {
			struct cell *c =
			    list_add(dump->arena, cells, struct cell);
			*c = (struct cell){
			    .item = *list_at(&items, struct item, k), .to = i};
			if (end > i && k + 1 == items.n) {
				str s = c->item.text;
				const struct token *last = &dump->tokens[end];
				c->item.text.n =
				    (size_t)(last->text.p + last->text.n - s.p);
				c->item.width =
				    rows_display_width(c->item.text);
				c->to = end;
			}
			if (c->item.kind == ITEM_METHOD &&
			    is_competitive(t->group))
				l->competitive++;
		}
		if (!t->used && t->kind == TOKEN_FIGURE &&
		    text_is_none(t->text))
			t->used = true; /* a dash says nothing */
		i = end;
	}
	l->cells = cells->items;
	l->n = cells->n;
}

static int
paragraph_of(const struct lister *l, size_t cell)
{
	return l->dump->tokens[l->cells[cell].item.token].paragraph;
}

/* What a paragraph holds. */
struct paragraph {
	size_t from, to; /* cells */
	int corps, ranks, texts, others;
	int widest;
};

static struct paragraph
paragraph_at(const struct lister *l, size_t from)
{
	const struct token *tokens = l->dump->tokens;
	int number = tokens[l->cells[from].item.token].paragraph;
	struct paragraph p = {.from = from, .to = from};

	for (; p.to < l->n; p.to++) {
		const struct cell *c = &l->cells[p.to];
		const struct token *t = &tokens[c->item.token];
		if (t->paragraph != number)
			break;
		if (c->letter || c->heading)
			p.others++;
		else if (c->item.kind == ITEM_TEXT)
			p.texts++;
		else if (c->item.kind == ITEM_CORP)
			p.corps++;
		else if (c->item.kind == ITEM_INT && t->opens)
			p.ranks++;
		else
			p.others++;
		if (c->item.width > p.widest)
			p.widest = c->item.width;
	}
	return p;
}

/*
 * 理由及び改善策 is the narrowest column, and what stands in it is long: four
 * lines of five or six characters in a paragraph, and nothing else.
 */
static bool
is_narrow(const struct lister *l, const struct paragraph *p)
{
	int filled = 0;

	for (size_t i = p->from; i < p->to; i++)
		filled += l->cells[i].item.width + 5 > p->widest;
	return p->texts >= 4 && p->widest <= 15 && filled + 2 >= p->texts;
}

static void
judge_paragraphs(struct lister *l)
{
	for (size_t i = 0; i < l->n;) {
		struct paragraph p = paragraph_at(l, i);
		bool pure = !p.corps && !p.ranks && !p.others;
		bool narrow = pure && is_narrow(l, &p);
		/* lines of several cells, mixed, are of one row */
		bool row = p.texts && p.ranks <= 1 &&
		    (p.corps == 1 || (!p.corps && p.ranks));
		for (; i < p.to; i++) {
			l->cells[i].pure = pure;
			l->cells[i].narrow = narrow;
			l->cells[i].of_row = row;
		}
	}
}

/* What the list says again and again is no name, unless a legal form tells. */
static void
judge_repeated(struct lister *l)
{
	static const char forms[] =
	    "株式会社|(株)|（株）|㈱|有限会社|法人|大学|"
	    "協会|機構|組合|（財）|Inc|Ltd|Co.";
	enum { MANY = 3, WIDE = 8 };
	size_t room = 2 * l->n + 1;
	uint32_t *table = arena_new(l->dump->arena, uint32_t, room);
	uint32_t *times = arena_new(l->dump->arena, uint32_t, l->n + 1);

	for (int turn = 0; turn < 2; turn++)
		for (size_t i = 0; i < l->n; i++) {
			struct item *item = &l->cells[i].item;
			if (item->kind != ITEM_TEXT || item->width < WIDE)
				continue;
			size_t k = str_hash(item->text) % room;
			while (table[k] &&
			    !str_eq(
				l->cells[table[k] - 1].item.text, item->text))
				k = (k + 1) % room;
			if (!table[k])
				table[k] = (uint32_t)i + 1;
			if (turn == 0)
				times[table[k]]++;
			else if (times[table[k]] >= MANY &&
			    item->likeness > -2 &&
			    !rows_count_words(item->text, forms, false))
				item->likeness = -2;
		}
}

static void
look_around(struct lister *l)
{
	const struct token *tokens = l->dump->tokens;

	for (size_t i = 0; i < l->n; i++) {
		struct cell *c = &l->cells[i];
		int at = tokens[c->item.token].at;
		for (size_t k = i ? i - 1 : i; k <= i + 1 && k < l->n; k++) {
			const struct token *t = &tokens[l->cells[k].item.token];
			enum item_kind kind = l->cells[k].item.kind;
			if (k == i || l->cells[k].letter || l->cells[k].heading)
				continue;
			if (kind == ITEM_METHOD &&
			    (t->at == at || t->last == at))
				c->method_beside = true;
			if (kind == ITEM_RATE && k > i)
				c->rate_behind = true;
			if (k < i && t->at == at)
				c->follows = true;
			if (kind == ITEM_CORP && t->at == at)
				*(k < i ? &c->corp_before : &c->corp_behind) =
				    true;
			if (kind == ITEM_TEXT && t->at == at)
				c->text_beside = true;
			if (kind == ITEM_INT &&
			    l->cells[k].item.whole ==
				c->item.whole + (k > i ? 1 : -1))
				c->near_rank = true;
			if (kind == ITEM_RATE && t->at == at)
				c->rate_beside = true;
		}
	}
}

/* -- which column a cell is of -- */

struct place {
	int16_t ranks, names, texts, amounts, methods, bidders;
	int16_t blocks; /* begun on the page */
	int16_t letters, headings; /* seen */
	int16_t open; /* column of the text that was read last, -1: none */
	int16_t column; /* of the cell before */
	int32_t rank; /* the last */
	int32_t amount; /* 1 + cell of the last amount of the block */
	struct opened {
		int32_t line, width, paragraph;
	} cells[2]; /* the last line of a name, of a description */
	int32_t reason; /* paragraph of the last reason */
};

static int
over(int n, int limit, int price)
{
	return n > limit ? (n - limit) * price : 0;
}

static int
rows_seen(const struct place *p)
{
	return p->ranks > p->names ? p->ranks : p->names;
}

static void
offer(struct beam *beam, size_t state, const struct place *place, int cost,
    unsigned choice)
{
	struct place next = *place;

	if (choice != NOWHERE)
		next.column = (int16_t)(choice % GOES_ON);
	beam_offer(beam, state, &next, beam_cost(beam, state) + cost, choice);
}

static void
offer_rank(const struct lister *l, struct beam *beam, size_t state, size_t i)
{
	const struct place *p = beam_state(beam, state);
	const struct cell *c = &l->cells[i];
	const struct token *t = &l->dump->tokens[c->item.token];
	int64_t value = c->item.whole;
	struct place next = *p;
	int cost = (t->opens ? 0 : 15) + (c->method_beside ? 20 : 0) +
	    (c->rate_beside	     ? 25
		    : c->rate_behind ? 6
				     : 0);

	if (value < 1 || value > 9999 || str_has(c->item.text, S(",")))
		return;
	next.ranks++;
	next.rank = (int32_t)value;
	if (value == 1) {
		next.blocks++;
		next.amount = 0;
		cost += next.blocks > p->headings ? 2 : 0;
		cost += next.blocks > p->letters && next.blocks > p->headings
		    ? 8
		    : 0;
	} else if (value != p->rank + 1) {
		cost += value > 60 || value > p->rank + 15 ? 15
		    : !t->opens				   ? 12
		    : c->text_beside			   ? 3
		    : c->near_rank			   ? 7
							   : 12;
	}
	offer(beam, state, &next, cost, RANK);
}

static void
offer_figure(const struct lister *l, struct beam *beam, size_t state, size_t i)
{
	const struct place *p = beam_state(beam, state);
	const struct cell *c = &l->cells[i];
	const struct token *t = &l->dump->tokens[c->item.token];
	struct place next = *p;
	int cost = 0;

	next.amounts++;
	next.amount = (int32_t)i + 1;
	cost += next.amounts > rows_seen(p) ? 6 : 0;
	cost += c->rate_beside ? 25 : c->rate_behind ? 3 : 0;
	cost += c->method_beside ? 0 : 2;
	cost += c->text_beside && t->opens && !c->method_beside ? 8 : 0;
	if (p->amount &&
	    dec_cmp(l->cells[p->amount - 1].item.value, c->item.value) < 0)
		cost += 4;
	offer(beam, state, &next, cost, AMOUNT);
	if (c->item.kind != ITEM_INT || c->item.whole < 0)
		return;
	next = *p;
	next.bidders++;
	cost = c->rate_beside ? 0 : c->rate_behind ? 2 : 5;
	cost += c->method_beside ? 8 : 0;
	cost += c->item.whole > 200 ? 30 : c->item.whole > 30 ? 8 : 0;
	cost += over(next.bidders, l->competitive, 5);
	cost += over(next.bidders, rows_seen(p), 10);
	cost += i > 0 && l->cells[i - 1].heading ? 6 : 0;
	offer(beam, state, &next, cost, BIDDERS);
}

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

/*
 * On a line the columns are in the order of the form: rank, name, number,
 * description.
 */
static int
out_of_place(const struct place *p, const struct cell *c, int column)
{
	if (column == 0)
		return c->corp_before ? 14 : 0;
	return c->corp_behind || (c->follows && p->column == RANK) ? 14 : 0;
}

static void
offer_text(const struct lister *l, struct beam *beam, size_t state, size_t i)
{
	const struct place *p = beam_state(beam, state);
	const struct cell *c = &l->cells[i];
	const struct item *item = &c->item;
	const struct token *t = &l->dump->tokens[item->token];

	if (c->narrow) {
		struct place next = *p;
		next.reason = t->paragraph;
		if (p->reason == t->paragraph)
			offer(beam, state, &next, 0, REASON + GOES_ON);
		else
			offer(beam, state, &next, 1, REASON);
	}
	for (int k = 0; k < 2; k++) {
		const struct opened *o = &p->cells[k];
		int full = l->rows->widths[k];
		bool wide = item->width > (full ? full + 2 : 30 - 4 * !k);
		bool same = o->line >= 0 && o->paragraph == t->paragraph;
		struct place next = *p;
		struct opened now = {t->last, item->width, t->paragraph};
		int likeness = k ? -item->likeness : item->likeness;
		int cost = likeness >= 2 ? 0 : likeness >= 0 ? 3 : 8;

		/* the first line of a cell */
		next.cells[k] = now;
		next.open = (int16_t)k;
		cost += wide ? 10 : 0;
		/* 支出先 stands beside the rank, 業務概要 behind the number */
		if (p->column == RANK)
			cost += k ? 3 : -3;
		if (p->column == CORP)
			cost += k ? -2 : 2;
		cost += out_of_place(p, c, k);
		/* a row has one name, one description */
		if (same && c->of_row)
			cost += 12;
		/* a fragment goes on */
		if (same && item->width <= 4 && o->width > item->width)
			cost += 6;
		if (same && p->open == k && continues(item->text))
			cost += 6;
		if (p->open == !k && p->cells[!k].paragraph == t->paragraph)
			cost += c->pure		    ? 10
			    : continues(item->text) ? 6
			    : c->of_row		    ? 0
						    : 3;
		if (k == 0) {
			next.names++;
			cost += (next.names > p->ranks) +
			    2 * (next.names > p->ranks + 1);
		} else {
			next.texts++;
			cost += next.texts > rows_seen(p) ? 5 : 0;
			cost -= item->seen ? 2 : 0;
		}
		/* after a line that was full, the cell rather goes on */
		if (same && !c->of_row && full && 10 * o->width >= 9 * full)
			cost += 3;
		offer(beam, state, &next, cost, k ? DESCRIPTION : NAME);
		if (o->line < 0 || o->line >= t->at ||
		    t->at - o->line > (c->of_row && same ? 40 : 6))
			continue;
		/* another line of it */
		next = *p;
		next.cells[k] = now;
		next.open = (int16_t)k;
		cost = wide ? 10 : 0;
		cost += same ? 0 : 9;
		if (!same && p->cells[!k].paragraph == t->paragraph)
			cost += c->pure ? 8 : 0;
		cost += out_of_place(p, c, k);
		if (!(same && c->of_row))
			cost += t->at - o->line > 1 ? 1 : 0;
		if (full && 4 * o->width < 3 * full)
			cost += 2 * o->width < full ? 12 : 8;
		cost += likeness <= -2 ? 6 : 0;
		cost += item->seen && k ? -1 : 0;
		offer(beam, state, &next, cost,
		    (k ? DESCRIPTION : NAME) + GOES_ON);
	}
}

static void
offer_all(const struct lister *l, struct beam *beam, size_t state, size_t i)
{
	const struct place *p = beam_state(beam, state);
	const struct cell *c = &l->cells[i];
	struct place next = *p;
	static const int price[] = {22, 30, 25, 30, 25, 18};

	if (c->letter || c->heading) {
		next.letters = (int16_t)(next.letters + c->letter);
		next.headings = (int16_t)(next.headings + c->heading);
		offer(beam, state, &next, 0, NOWHERE);
		return;
	}
	switch (c->item.kind) {
	case ITEM_INT:
		offer_rank(l, beam, state, i);
		/* fallthrough */
	case ITEM_NUMBER:
		offer_figure(l, beam, state, i);
		break;
	case ITEM_RATE:
		offer(beam, state, &next, 0, RATE);
		break;
	case ITEM_CORP:
		offer(beam, state, &next, 0, CORP);
		break;
	case ITEM_METHOD:
		next.methods++;
		offer(beam, state, &next, 0, METHOD);
		break;
	case ITEM_TEXT:
		offer_text(l, beam, state, i);
		break;
	}
	offer(beam, state, p, price[c->item.kind], NOWHERE);
}

/* At the end all columns should have a cell for every rank. */
static int
end_cost(const struct lister *l, const struct place *p)
{
	int best = 0;

	for (int empty = 0; empty < 2; empty++) {
		int n = p->ranks - empty;
		int cost = 10 * abs(p->names - n) + 14 * abs(p->amounts - n) +
		    4 * abs(p->methods - n) + over(n, p->texts, 5) + 4 * empty +
		    8 * abs(p->blocks - p->headings) +
		    3 * abs(p->bidders - l->competitive);
		if (!empty || cost < best)
			best = cost;
	}
	return best;
}

/* -- placing the cells in rows -- */

/* The cells of one column of a stretch: indices of their first lines. */
struct column_cells {
	size_t *cells;
	size_t n;
};

struct stretch {
	size_t first, rows; /* of the page */
	size_t from, to; /* cells */
};

static struct column_cells
column_of(const struct lister *l, const uint32_t *choices, size_t from,
    size_t to, enum column column)
{
	struct column_cells c = {
	    arena_new(l->dump->arena, size_t, to - from + 1), 0};

	for (size_t i = from; i < to; i++)
		if (choices[i] == (uint32_t)column)
			c.cells[c.n++] = i;
	return c;
}

static void
put_cell(struct lister *l, const uint32_t *choices, struct line *line, size_t i,
    enum column column)
{
	for (size_t k = i; k < l->n; k++) {
		const struct cell *c = &l->cells[k];
		if (k > i && choices[k] == (uint32_t)column)
			break;
		if (k > i && choices[k] != (uint32_t)column + GOES_ON)
			continue;
		rows_put(l->rows, &line->row, column, &c->item);
		for (size_t t = c->item.token; t <= c->to; t++)
			l->dump->tokens[t].used = true;
	}
	if (column == METHOD)
		line->method = l->dump->tokens[l->cells[i].item.token].group;
}

/*
 * Rows that have a cell in a column: those with a competition for bidders and
 * rate, those of 10億円 and more for the reason.
 */
static bool
is_wanted(const struct line *line, enum column column)
{
	if (column == BIDDERS || column == RATE)
		return is_competitive(line->method);
	if (column == REASON) {
		struct dec amount = rows_figure(&line->row, AMOUNT);
		return amount.known && dec_cmp(amount, dec_of(1000)) >= 0;
	}
	return true;
}

/*
 * Rows are listed by amount.  Where cells of several rows do not fall, they
 * may have come in another order.
 */
static bool
amounts_fall(const struct lister *l, const uint32_t *choices,
    const struct line *lines, const struct stretch *s)
{
	struct dec above = {0};
	size_t row = 0;

	for (size_t i = s->from; i < s->to && row < s->rows; i++) {
		if (choices[i] != AMOUNT)
			continue;
		struct dec amount = l->cells[i].item.value;
		if (above.known && lines[s->first + row].rank > 1 &&
		    dec_cmp(above, amount) < 0)
			return false;
		above = amount;
		row++;
	}
	return true;
}

/* A cell whose last line is full may go on elsewhere. */
static bool
is_cut(const struct lister *l, const uint32_t *choices, size_t i)
{
	int width = l->cells[i].item.width;
	int full = l->rows->widths[1] ? l->rows->widths[1] : 26;

	for (size_t k = i + 1; k < l->n && choices[k] != DESCRIPTION; k++)
		if (choices[k] == DESCRIPTION + GOES_ON)
			width = l->cells[k].item.width;
	return 10 * width >= 8 * full;
}

/* The column has a cell for every row, or for every one that wants it. */
static bool
fill(struct lister *l, const uint32_t *choices, struct line *lines,
    const struct stretch *s, enum column column)
{
	struct column_cells c = column_of(l, choices, s->from, s->to, column);
	size_t wanted = 0;

	for (size_t i = 0; i < s->rows; i++)
		wanted += is_wanted(&lines[s->first + i], column);
	if (c.n != wanted && c.n != s->rows)
		return false;
	if ((column == AMOUNT || column == METHOD) && s->rows > 1 &&
	    !amounts_fall(l, choices, lines, s))
		return false;
	for (size_t i = 0, k = 0; i < s->rows && k < c.n; i++) {
		struct line *line = &lines[s->first + i];
		if (column == DESCRIPTION && l->spare &&
		    is_cut(l, choices, c.cells[k])) {
			k++;
			continue;
		}
		if (c.n == s->rows || is_wanted(line, column))
			put_cell(l, choices, line, c.cells[k++], column);
	}
	return true;
}

/*
 * Stretches at whose ends every row begun has its rank, name, amount and
 * method; a heading ends one in any case.
 */
static void
find_stretches(
    struct lister *l, const uint32_t *choices, struct list *stretches)
{
	size_t counts[COLUMNS + 1] = {0}, from = 0, first = 0;

	for (size_t i = 0; i <= l->n; i++) {
		bool even = counts[RANK] > 0 && counts[NAME] == counts[RANK] &&
		    counts[AMOUNT] == counts[RANK] &&
		    counts[METHOD] == counts[RANK];
		bool begins =
		    i < l->n && (choices[i] == RANK || choices[i] == NAME);
		if (i == l->n || (even && begins) || l->cells[i].heading) {
			*list_add(l->dump->arena, stretches, struct stretch) =
			    (struct stretch){first, counts[RANK], from, i};
			first += counts[RANK];
			from = i;
			for (int c = 0; c <= COLUMNS; c++)
				counts[c] = 0;
		}
		if (i < l->n && choices[i] <= COLUMNS)
			counts[choices[i]]++;
	}
}

/* -- the rows of a page -- */

/* A block and rank for every row: one for every name, or every rank. */
struct lines {
	struct list items; /* of struct line */
	int64_t rank; /* the last */
	struct list blocks; /* of struct block: those of the page */
	size_t before; /* blocks of other pages */
};

static struct lines
begin_lines(const struct lister *l)
{
	return (struct lines){.rank = l->rank, .before = l->blocks.n};
}

static void
begin_block(const struct lister *l, struct lines *lines, bool contracts)
{
	list_add(l->dump->arena, &lines->blocks, struct block)->contracts =
	    contracts;
	lines->rank = 0;
}

static void
add_line(const struct lister *l, struct lines *lines, int64_t rank)
{
	struct line *line =
	    list_add(l->dump->arena, &lines->items, struct line);

	line->block = lines->before + lines->blocks.n;
	line->rank = rank;
	lines->rank = rank;
}

/* The ranks, as they come; false when one is out of order. */
static bool
lines_of_ranks(
    const struct lister *l, const uint32_t *choices, struct lines *lines)
{
	bool ordered = true, contracts = false;

	*lines = begin_lines(l);
	for (size_t i = 0; i < l->n; i++) {
		const struct cell *c = &l->cells[i];
		if (c->heading)
			contracts = c->contracts;
		if (choices[i] != RANK)
			continue;
		if (c->item.whole == 1)
			begin_block(l, lines, contracts);
		else if (c->item.whole != lines->rank + 1)
			ordered = false;
		add_line(l, lines, c->item.whole);
	}
	return ordered;
}

/*
 * Names under the headings of their blocks: false unless the ranks, wherever
 * they stand on the page, are those of blocks of these sizes.
 */
static bool
lines_of_headings(
    const struct lister *l, const uint32_t *choices, struct lines *lines)
{
	enum { RANKS_MAX = 200 };
	int ranks[RANKS_MAX + 1] = {0};
	int empty = 0;
	bool fresh = false;

	*lines = begin_lines(l);
	for (size_t i = 0; i < l->n; i++) {
		const struct cell *c = &l->cells[i];
		if (c->heading) {
			empty += fresh;
			begin_block(l, lines, c->contracts);
			fresh = true;
		}
		if (choices[i] == RANK) {
			if (c->item.whole > RANKS_MAX)
				return false;
			ranks[c->item.whole]++;
		}
		if (choices[i] != NAME)
			continue;
		add_line(l, lines, lines->rank + 1);
		if (lines->rank > RANKS_MAX ||
		    lines->before + lines->blocks.n == 0)
			return false;
		ranks[lines->rank]--;
		fresh = false;
	}
	empty += fresh;
	for (int i = 1; i <= RANKS_MAX; i++)
		if (ranks[i] < 0 || (ranks[i] && (i > 1 || ranks[i] != empty)))
			return false;
	return true;
}

/*
 * The name that a rank stands beside: on its line, or the only one of a
 * paragraph that has no other rank.  -1: none.
 */
static int
name_beside(const struct lister *l, const uint32_t *choices, size_t rank)
{
	enum { AROUND = 40 }; /* cells */
	const struct token *tokens = l->dump->tokens;
	const struct token *t = &tokens[l->cells[rank].item.token];
	int name, names = 0, ranks = 0, found = -1;
	size_t i = rank;

	while (i > 0 && i + AROUND > rank &&
	    tokens[l->cells[i - 1].item.token].paragraph == t->paragraph)
		i--;
	name = l->names[i] - 1;
	for (; i < l->n && i < rank + AROUND; i++) {
		const struct token *u = &tokens[l->cells[i].item.token];
		if (u->paragraph != t->paragraph)
			break;
		ranks += choices[i] == RANK;
		if (choices[i] == NAME) {
			name++;
			names++;
		}
		if (u->at == t->at &&
		    (choices[i] == NAME || choices[i] == NAME + GOES_ON))
			found = name;
	}
	if (found < 0 && names == 1 && ranks == 1)
		found = name;
	return found;
}

static void
find_beside(struct lister *l, const uint32_t *choices)
{
	l->names = arena_new(l->dump->arena, int, l->n);
	l->beside = arena_new(l->dump->arena, int, l->n);
	for (size_t i = 1; i < l->n; i++)
		l->names[i] = l->names[i - 1] + (choices[i - 1] == NAME);
	for (size_t i = 0; i < l->n; i++)
		if (choices[i] == RANK)
			l->beside[i] = name_beside(l, choices, i);
}

/* Names beside a rank are as manieth in the stretch as the rank's row. */
static bool
names_agree(const struct lister *l, const uint32_t *choices,
    const struct line *lines, size_t n, const struct stretch *s)
{
	int before = s->from < l->n ? l->names[s->from] : 0;

	for (size_t i = s->from; i < s->to; i++) {
		if (choices[i] != RANK)
			continue;
		int name = l->beside[i];
		if (name >= 0 &&
		    (name < before || (size_t)(name - before) >= n ||
			lines[name - before].rank != l->cells[i].item.whole))
			return false;
	}
	return true;
}

static size_t
count(const struct lister *l, const uint32_t *choices, enum column column)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += choices[i] == (uint32_t)column;
	return n;
}

enum order {
	ORDER_NONE, /* only the names beside a rank are sure */
	ORDER_RANKS, /* the ranks are in order */
	ORDER_ROWS, /* all names are in the order of the rows */
};

static bool
all_agree(
    const struct lister *l, const uint32_t *choices, const struct lines *lines)
{
	struct stretch page = {0, lines->items.n, 0, l->n};

	return names_agree(
	    l, choices, lines->items.items, lines->items.n, &page);
}

/* Which rows the page has. */
static enum order
find_lines(const struct lister *l, const uint32_t *choices, struct lines *lines)
{
	size_t names = count(l, choices, NAME);
	bool ordered = lines_of_ranks(l, choices, lines);
	struct lines other;

	if (ordered && lines->items.n == names + 1 && lines->rank == 1)
		lines->items.n--; /* a list without entries has a rank too */
	if (ordered && lines->items.n == names && all_agree(l, choices, lines))
		return ORDER_ROWS;
	if (lines_of_headings(l, choices, &other) &&
	    all_agree(l, choices, &other)) {
		*lines = other;
		return ORDER_ROWS;
	}
	return ordered ? ORDER_RANKS : ORDER_NONE;
}

/* The cells of a paragraph that holds one row, its rank among them. */
static void
fill_paragraph(
    struct lister *l, const uint32_t *choices, struct line *line, size_t rank)
{
	struct paragraph p;
	size_t from = rank;
	int number = paragraph_of(l, rank);

	while (from > 0 && paragraph_of(l, from - 1) == number)
		from--;
	p = paragraph_at(l, from);
	for (size_t i = p.from; i < p.to; i++) {
		enum column column = (enum column)choices[i];
		if ((column == NAME || column == CORP ||
			column == DESCRIPTION) &&
		    !line->row.cells[column].n &&
		    (column != DESCRIPTION || !is_cut(l, choices, i)) &&
		    !l->dump->tokens[l->cells[i].item.token].used)
			put_cell(l, choices, line, i, column);
	}
}

/* Names beside their ranks. */
static void
fill_beside(struct lister *l, const uint32_t *choices, struct lines *lines)
{
	struct column_cells names = column_of(l, choices, 0, l->n, NAME);
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		if (choices[i] != RANK || n >= lines->items.n)
			continue;
		int name = l->beside[i];
		struct line *line = list_at(&lines->items, struct line, n++);
		if (l->cells[i].of_row)
			fill_paragraph(l, choices, line, i);
		if (name >= 0 && !line->row.cells[NAME].n &&
		    !l->dump->tokens[l->cells[names.cells[name]].item.token]
			 .used)
			put_cell(l, choices, line, names.cells[name], NAME);
	}
}

static void
apply(struct lister *l, const uint32_t *choices)
{
	static const enum column columns[] = {
	    METHOD, NAME, CORP, DESCRIPTION, AMOUNT, BIDDERS, RATE, REASON};
	struct list stretches = {0};
	struct lines lines;

	find_beside(l, choices);
	enum order order = find_lines(l, choices, &lines);
	struct stretch page = {0, lines.items.n, 0, l->n};

	l->spare = count(l, choices, DESCRIPTION) != lines.items.n ||
	    count(l, choices, NAME) != lines.items.n;

	for (size_t i = 0; i < l->n; i++)
		if (choices[i] == RANK)
			l->dump->tokens[l->cells[i].item.token].used = true;
	for (size_t i = 0; i < lines.blocks.n; i++) {
		struct block *b = list_at(&lines.blocks, struct block, i);
		l->lettered += !b->contracts;
		*list_add(l->dump->arena, &l->blocks, struct block) = *b;
	}
	l->rank = lines.rank;
	if (order != ORDER_NONE)
		find_stretches(l, choices, &stretches);
	for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
		if (order == ORDER_ROWS &&
		    fill(l, choices, lines.items.items, &page, columns[c]))
			continue;
		for (size_t k = 0; k < stretches.n; k++) {
			const struct stretch *s =
			    list_at(&stretches, struct stretch, k);
			const struct line *first =
			    list_at(&lines.items, struct line, s->first);
			if (s->first + s->rows <= lines.items.n &&
			    names_agree(l, choices, first, s->rows, s))
				fill(l, choices, lines.items.items, s,
				    columns[c]);
		}
	}
	if (order != ORDER_ROWS)
		fill_beside(l, choices, &lines);
	for (size_t i = 0; i < lines.items.n; i++)
		*list_add(l->dump->arena, &l->lines, struct line) =
		    *list_at(&lines.items, struct line, i);
}

/* The letter A is lost where the figure or a table stands before it. */
static bool
lost(const struct lister *l)
{
	return !l->letters.n || !str_eq(*list_at(&l->letters, str, 0), S("A"));
}

static void
read_page(struct lister *l, size_t from, size_t to)
{
	struct list cells = {0};
	struct place start = {.open = -1,
	    .rank = (int32_t)l->rank,
	    .column = -1,
	    .cells = {{-1, 0, -1}, {-1, 0, -1}},
	    .reason = -1};
	struct arena scratch = {0};
	struct beam beam;
	uint32_t *choices;

	start.letters = (int16_t)((int)(l->letters.n - l->lettered) + lost(l));
	l->competitive = 0;
	add_cells(l, &cells, from, to);
	if (!l->n)
		return;
	look_around(l);
	judge_paragraphs(l);
	judge_repeated(l);
	beam_init(&beam, &scratch, sizeof start, WIDTH, &start);
	for (size_t i = 0; i < l->n; i++) {
		size_t states = beam_count(&beam);
		for (size_t state = 0; state < states; state++)
			offer_all(l, &beam, state, i);
		beam_step(&beam);
	}
	for (size_t state = 0; state < beam_count(&beam); state++) {
		struct place p = *(struct place *)beam_state(&beam, state);
		offer(&beam, state, &p, end_cost(l, &p), NOWHERE);
	}
	beam_step(&beam);
	if (beam_best(&beam, &scratch, &choices) == l->n + 1)
		apply(l, choices);
	arena_free(&scratch);
}

/* -- the record -- */

/*
 * The letters of the nth block, from 1.  They are known when every block has
 * its own, or all but the first, whose A stood where it was not seen.
 */
static str
block_letters(const struct lister *l, size_t n)
{
	bool one_lost = lost(l) && l->letters.n + 1 == l->lettered;

	if (!one_lost && l->letters.n != l->lettered)
		return n <= 1 && !lost(l) ? S("A") : STR_NULL;
	if (n == 0 || (n == 1 && one_lost))
		return S("A");
	n -= one_lost;
	return n <= l->letters.n ? *list_at(&l->letters, str, n - 1) : STR_NULL;
}

static str
take_owner(const struct lister *l, size_t i)
{
	struct token *t = &l->dump->tokens[*list_at(&l->owners, size_t, i)];

	t->used = true;
	return dump_block_letters(l->dump->arena, t->text);
}

static void
put_line(struct lister *l, struct sheet *sheet, const struct line *line,
    size_t number, bool contract)
{
	const struct piece *piece;

	struct list *list = contract ? &sheet->obligations : &sheet->payees;
	struct payee *p = list_add(l->dump->arena, list, struct payee);
	if (!contract)
		p->block = block_letters(l, number);
	else if (sheet->obligations.n <= l->owners.n)
		p->block = take_owner(l, sheet->obligations.n - 1);
	p->rank.value = dec_of(line->rank);
	p->name = rows_text(l->rows, &line->row, NAME);
	p->description = rows_text(l->rows, &line->row, DESCRIPTION);
	p->reason = rows_text(l->rows, &line->row, REASON);
	p->method = line->method;
	if ((piece = rows_first(&line->row, CORP)) != NULL) {
		str digits = corp_digits(l->dump->arena, piece->text);
		if (digits.n)
			p->corporate_number = digits;
		else
			p->corporate_number_text = piece->text;
	}
	p->amount.value = dec_yen(rows_figure(&line->row, AMOUNT), 6);
	p->bidders.value = rows_figure(&line->row, BIDDERS);
	p->award_rate.value = rows_figure(&line->row, RATE);
}

static bool
says_something(const struct line *line)
{
	for (int c = 0; c < COLUMNS; c++)
		if (line->row.cells[c].n && c != METHOD)
			return true;
	return false;
}

/* The rows, block by block; blocks of contracts have no letter. */
static void
put_lines(struct lister *l, struct sheet *sheet)
{
	size_t *numbers = arena_new(l->dump->arena, size_t, l->blocks.n + 1);
	size_t number = 0;

	for (size_t i = 0; i < l->blocks.n; i++)
		numbers[i + 1] = list_at(&l->blocks, struct block, i)->contracts
		    ? 0
		    : ++number;
	/* the empty list of contracts is a block at the end */
	l->lettered = 0;
	for (size_t i = 0; i < l->lines.n; i++) {
		const struct line *line = list_at(&l->lines, struct line, i);
		if (says_something(line) && numbers[line->block] > l->lettered)
			l->lettered = numbers[line->block];
	}
	if (l->lettered < l->letters.n && number > l->lettered)
		l->lettered = number < l->letters.n ? number : l->letters.n;
	for (size_t i = 0; i < l->lines.n; i++) {
		const struct line *line = list_at(&l->lines, struct line, i);
		number = numbers[line->block];
		if (says_something(line))
			put_line(
			    l, sheet, line, number, line->block && !number);
	}
}

bool
lists_read(struct rows *rows, struct sheet *sheet, size_t from, size_t to)
{
	struct lister l = {.rows = rows, .dump = rows->dump};
	const struct token *tokens = rows->dump->tokens;

	for (size_t i = from; i < to;) {
		size_t end = i;
		if (tokens[i].part < PART_PAYEES) {
			i++;
			continue;
		}
		while (i > from && tokens[i - 1].page == tokens[i].page &&
		    (is_label(&tokens[i - 1], LABEL_ANNEX) ||
			(tokens[i - 1].kind == TOKEN_TEXT &&
			    dump_is_letters(tokens[i - 1].text))))
			i--; /* its letter can stand before the heading */
		while (end < to &&
		    (end <= i ||
			(tokens[end].page == tokens[i].page &&
			    tokens[end].part >= PART_PAYEES)))
			end++;
		read_page(&l, i, end);
		i = end;
	}
	put_lines(&l, sheet);
	return l.lines.n > 0;
}
