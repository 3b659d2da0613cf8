#include "read/dump_parts.h"

#include "solve/beam.h"
#include "value/corp.h"
#include "value/text.h"

#include <string.h>

/* The columns of a list, in the order of the form; RANK names the row. */
enum column {
	NAME,
	CORP,
	DESCRIPTION,
	AMOUNT,
	METHOD,
	BIDDERS,
	RATE,
	REASON,
	COLUMNS,
	RANK = COLUMNS,
	AGAIN, /* a text that goes on */
	NOWHERE,
};

enum {
	ROWS_MAX = 999, /* of a block */
	ITEMS_MAX = 8192, /* of a block: what is beyond stays unparsed */
	WIDTH = 48, /* of the search */
	RING = 16, /* rows open at a time */
	BACK = 6, /* how many of them lie behind */
	CELL_TOKENS = 64,
};

struct cell_tokens {
	size_t tokens[CELL_TOKENS];
	size_t n;
};

struct row {
	struct cell_tokens cells[COLUMNS];
	str name, description; /* of a line that holds both */
	int page;
};

struct block {
	str letters;
	struct list rows; /* of struct row */
};

struct item {
	enum { ITEM_INT, ITEM_NUMBER, ITEM_RATE, ITEM_CORP, ITEM_METHOD,
		ITEM_TEXT, } kind;
	size_t token;
	int64_t whole; /* of ITEM_INT */
	struct dec value;
	int likeness; /* > 0: a name, < 0: a description */
	bool seen; /* the same line stood in the list before */
};

struct list_reader {
	struct dump *dump;
	struct sheet *sheet;
	bool obligations;
};

static const char name_words[] =
    "株式会社|(株)|（株）|㈱|有限会社|（有）|㈲|合同会社|法人|協会|機構|大学|"
    "財団|社団|（一社）|（一財）|（公財）|（公社）|組合|連合|連盟|銀行|個人|"
    "職員|Inc|Ltd|LLC|Co.,|GmbH|学校|基金|新聞|放送|大使館|総領事館|NPO|"
    "コンソーシアム|共同企業体|ホールディングス|コーポレーション|学会|学園|"
    "省|振興会|委員会|商工会|役場|JV|UN|調査員";
static const char name_ends[] =
    "県|都|道|府|市|町|村|区|会|社|局|署|庁|所|院|館|等|団|者|ー|ズ|室|党|"
    "研究所|センター|他|国|校|部";
static const char description_words[] =
    "業務|実施|請負|委託|調査|研究|開発|購入|整備|運用|保守|支援|作成|提供|"
    "経費|手配|借料|使用料|修繕|工事|印刷|に係る|に関する|ため|の|を|費|"
    "関連|事業|製造|設計|運営|システム|サービス|保険|契約|供与|送付|賃貸|"
    "翻訳|通訳|改修|更改|管理|監理|給付|補助|交付|拠出|負担|支払|検査";

static int
count_words(str s, const char *words, bool at_end)
{
	int n = 0;

	for (str rest = str_of(words); rest.n;) {
		struct str_cut cut = str_cut(rest, '|');
		n += at_end ? str_ends(s, cut.head) : str_has(s, cut.head);
		rest = cut.tail;
	}
	return n;
}

static int
name_likeness(str s)
{
	int names = 2 * count_words(s, name_words, false) +
	    (count_words(s, name_ends, true) > 0);
	int descriptions = count_words(s, description_words, false);

	if (str_has(s, S("研究所")) || str_has(s, S("センター")))
		descriptions--;
	return names - descriptions;
}

/* A name that the sheet knows from 資金の流れ or 費目・使途. */
static bool
is_known_name(const struct sheet *sheet, str s)
{
	if (s.n < 6)
		return false;
	for (size_t i = 0; i < sheet->spending.n; i++) {
		str name =
		    list_at(&sheet->spending, struct spending, i)->payee;
		if (!str_is_null(name) && str_starts(name, s))
			return true;
	}
	for (size_t i = 0; i < sheet->flow.nodes.n; i++) {
		str name =
		    list_at(&sheet->flow.nodes, struct flow_node, i)->name;
		if (!str_is_null(name) && str_starts(name, s))
			return true;
	}
	return false;
}

static bool
is_percent(str s)
{
	return str_ends(s, S("%")) || str_ends(s, S("％"));
}

static bool
is_letters(str s)
{
	str folded = text_strip(s);
	size_t n = 0, len;

	for (; folded.n; folded = str_skip(folded, len), n++) {
		uint32_t c = text_fold_code(str_char(folded, &len));
		if (c == '.' && n)
			continue;
		if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')))
			return false;
	}
	return n >= 1 && n <= 3;
}

static str
letters_of(struct arena *arena, str s)
{
	str folded = text_fold(arena, s);

	while (str_ends(folded, S(".")))
		folded.n--;
	return folded;
}

static void
put(struct cell_tokens *cell, size_t token)
{
	if (cell->n < CELL_TOKENS)
		cell->tokens[cell->n++] = token;
}

static struct row *
row_at(struct list_reader *r, struct block *block, size_t i)
{
	while (block->rows.n <= i)
		list_add(r->dump->arena, &block->rows, struct row);
	return list_at(&block->rows, struct row, i);
}

/* What a token is when it stands among payees; false: nothing to place. */
static bool
make_item(const struct list_reader *r, size_t i, struct item *item)
{
	const struct token *t = &r->dump->tokens[i];

	*item = (struct item){ .token = i };
	if (t->kind == TOKEN_LABEL) {
		item->kind = ITEM_METHOD;
		return t->label == DUMP_METHOD;
	}
	if (t->used)
		return false;
	if (t->kind == TOKEN_TEXT) {
		item->kind = ITEM_TEXT;
		item->likeness = name_likeness(t->text);
		if (is_known_name(r->sheet, t->text))
			item->likeness = 5;
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
		item->kind = dec_int(value, &item->whole) ? ITEM_INT
							  : ITEM_NUMBER;
	return true;
}

/* The state of the search: where it is, what the rows around it hold. */
struct place {
	int row, base;
	enum column column;
	uint16_t filled[RING]; /* bit per column, RANK too */
	uint32_t amounts[RING]; /* 1 + item index of the amount */
	int text_row; /* of the last text; -1: none */
	enum column text_column;
	int text_line, text_paragraph;
	int last_line;
};

struct search {
	struct list_reader *r;
	struct item *items;
	size_t n;
	struct block *block; /* what its rows already hold */
	size_t first; /* row number of the group's first row */
	int rows; /* how many rows there are; 0: unknown */
	bool flat;
};

static unsigned
filled_before(const struct search *s, int row)
{
	unsigned bits = 0;

	if (s->first + (size_t)row >= s->block->rows.n)
		return 0;
	const struct row *known = list_at(&s->block->rows, struct row,
	    s->first + (size_t)row);
	for (int c = 0; c < COLUMNS; c++)
		if (known->cells[c].n)
			bits |= 1u << c;
	if (!str_is_null(known->name))
		bits |= 1u << NAME;
	if (!str_is_null(known->description))
		bits |= 1u << DESCRIPTION;
	return bits | 1u << RANK;
}

/* What a row costs that is left behind with holes. */
static int
holes(unsigned filled)
{
	static const int price[COLUMNS + 1] = { [NAME] = 25, [CORP] = 3,
		[DESCRIPTION] = 12, [AMOUNT] = 30, [METHOD] = 4,
		[RANK] = 12 };
	int cost = 0;

	if (!filled)
		return 0;
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
		cost += holes(p->filled[p->base % RING]);
		p->filled[p->base % RING] =
		    (uint16_t)filled_before(s, p->base + RING);
		p->amounts[p->base % RING] = 0;
		p->base++;
	}
	return cost;
}

static int
column_cost(const struct search *s, const struct place *p,
    const struct item *item, int row, enum column column)
{
	const struct place *at = p;

	switch (column) {
	case NAME:
		return item->likeness >= 2 ? 0 : item->likeness >= 0 ? 5 : 14;
	case DESCRIPTION:
		return (item->likeness < 0	? 0
			       : item->likeness < 2 ? 4
						    : 11) -
		    (item->seen ? 3 : 0);
	case REASON: return item->token && item->likeness < -2 ? 18 : 26;
	case BIDDERS: return item->whole > 200 ? 30 : 3;
	case AMOUNT:
		if (row > at->base && at->amounts[(row - 1) % RING]) {
			const struct item *above =
			    &s->items[at->amounts[(row - 1) % RING] - 1];
			if (dec_cmp(item->value, above->value) > 0)
				return 8;
		}
		return item->whole < 0 ? 5 : 0;
	default: return 0;
	}
}

static int
move_cost(const struct search *s, const struct place *p,
    const struct token *t, int row, enum column column)
{
	int cost = 0, by = row - p->row;
	bool same_line = p->last_line == t->at;

	if (by == 0)
		cost = column >= p->column ? 0 : 4;
	else if (by == 1)
		cost = column == RANK || column == NAME ? 1 : 6;
	else
		cost = by > 0 ? 9 + 8 * by : 8 + 5 * -by;
	if (same_line && by)
		cost += s->flat ? 30 : 12;
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

	if (row < next.base || (s->rows && row >= s->rows) || row >= ROWS_MAX)
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
		next.text_row = row;
		next.text_column = column;
		next.text_line = t->at;
		next.text_paragraph = t->paragraph;
	}
	beam_offer(beam, state, &next, cost,
	    ((uint32_t)row << 4) | (uint32_t)column);
}

static int
display_width(str s)
{
	int width = 0;
	size_t len;

	for (; s.n; s = str_skip(s, len))
		width += text_width(str_char(s, &len));
	return width;
}

/* A line that goes on what the line above began. */
static void
offer_again(const struct search *s, struct beam *beam, size_t state,
    size_t i)
{
	struct place next = *(struct place *)beam_state(beam, state);
	const struct item *item = &s->items[i];
	const struct token *t = &s->r->dump->tokens[item->token];
	int cost = beam_cost(beam, state) + 2;

	if (next.text_row < 0 || next.text_line == t->at ||
	    t->at - next.text_line > (s->flat ? 1 : 3) || i == 0)
		return;
	const struct item *above = &s->items[i - 1];
	for (size_t k = i; k-- > 0 && k + 6 > i;)
		if (s->items[k].kind == ITEM_TEXT) {
			above = &s->items[k];
			break;
		}
	str line = s->r->dump->tokens[above->token].text;
	int width = display_width(line);
	if (width < 12)
		cost += 10;
	if (display_width(t->text) > width + 3)
		cost += 8;
	if (t->at - next.text_line > 1)
		cost += 4;
	if (!s->flat && next.text_paragraph != t->paragraph)
		cost += 5;
	if (item->seen)
		cost -= 2;
	if (item->likeness >= 3)
		cost += 6;
	next.text_line = t->at;
	next.text_paragraph = t->paragraph;
	next.last_line = t->at;
	beam_offer(beam, state, &next, cost,
	    ((uint32_t)next.text_row << 4) | AGAIN);
}

static void
offer_all(const struct search *s, struct beam *beam, size_t state, size_t i)
{
	struct place *p = beam_state(beam, state);
	const struct item *item = &s->items[i];
	static const int price[] = { 25, 30, 25, 25, 20, 40 };

	for (int row = p->row - 3; row <= p->row + 2; row++) {
		if (row < 0)
			continue;
		switch (item->kind) {
		case ITEM_INT:
			if (item->whole ==
			    (int64_t)s->first + row + 1)
				offer(s, beam, state, i, row, RANK, 0);
			offer(s, beam, state, i, row, BIDDERS, 0);
			/* fallthrough */
		case ITEM_NUMBER:
			offer(s, beam, state, i, row, AMOUNT, 0);
			break;
		case ITEM_RATE: offer(s, beam, state, i, row, RATE, 0); break;
		case ITEM_CORP: offer(s, beam, state, i, row, CORP, 0); break;
		case ITEM_METHOD:
			offer(s, beam, state, i, row, METHOD, 0);
			break;
		case ITEM_TEXT:
			offer(s, beam, state, i, row, NAME, 0);
			offer(s, beam, state, i, row, DESCRIPTION, 0);
			offer(s, beam, state, i, row, REASON, 0);
			break;
		}
	}
	if (item->kind == ITEM_TEXT)
		offer_again(s, beam, state, i);
	struct place same = *(struct place *)beam_state(beam, state);
	beam_offer(beam, state, &same,
	    beam_cost(beam, state) + price[item->kind], NOWHERE);
}

/* At the end every open row is settled. */
static void
settle(const struct search *s, struct beam *beam)
{
	for (size_t state = 0; state < beam_count(beam); state++) {
		struct place p = *(struct place *)beam_state(beam, state);
		int cost = beam_cost(beam, state);
		for (int row = p.base; row < p.base + RING; row++)
			if (!s->rows || row < s->rows)
				cost += holes(p.filled[row % RING]);
		beam_offer(beam, state, &p, cost, NOWHERE);
	}
	beam_step(beam);
}

static void
apply(struct search *s, const uint32_t *choices)
{
	struct cell_tokens *last = NULL;

	for (size_t i = 0; i < s->n; i++) {
		enum column column = (enum column)(choices[i] & 15);
		size_t number = s->first + (choices[i] >> 4);
		if (column == NOWHERE)
			continue;
		struct row *row = row_at(s->r, s->block, number);
		if (column == RANK) {
			s->r->dump->tokens[s->items[i].token].used = true;
			continue;
		}
		struct cell_tokens *cell =
		    column == AGAIN ? last : &row->cells[column];
		if (!cell)
			continue;
		put(cell, s->items[i].token);
		if (s->items[i].kind == ITEM_TEXT)
			last = cell;
	}
}

/* A line that stood in the list before begins a cell again. */
static void
mark_seen(struct search *s)
{
	enum { WINDOW = 64 };

	for (size_t i = 0; i < s->n; i++) {
		str text = s->r->dump->tokens[s->items[i].token].text;
		if (s->items[i].kind != ITEM_TEXT)
			continue;
		for (size_t k = i; k-- > 0 && k + WINDOW > i;)
			if (s->items[k].kind == ITEM_TEXT &&
			    str_eq(text,
				s->r->dump->tokens[s->items[k].token].text)) {
				s->items[i].seen = true;
				break;
			}
	}
}

static void
fill_rows(struct list_reader *r, struct block *block, size_t first, int rows,
    size_t from, size_t to)
{
	struct search s = { .r = r, .block = block, .first = first,
		.rows = rows, .flat = r->dump->flat };
	struct list items = { 0 };
	struct place start = { .text_row = -1, .last_line = -1 };
	struct beam beam;
	uint32_t *choices;

	for (size_t i = from; i < to && items.n < ITEMS_MAX; i++) {
		struct item item;
		if (make_item(r, i, &item))
			*list_add(r->dump->arena, &items, struct item) = item;
	}
	if (!items.n)
		return;
	s.items = items.items;
	s.n = items.n;
	mark_seen(&s);
	for (int i = 0; i < RING; i++)
		start.filled[i] = (uint16_t)filled_before(&s, i);
	beam_init(&beam, r->dump->arena, sizeof start, WIDTH, &start);
	for (size_t i = 0; i < s.n; i++) {
		size_t count = beam_count(&beam);
		for (size_t state = 0; state < count; state++)
			offer_all(&s, &beam, state, i);
		beam_step(&beam);
	}
	settle(&s, &beam);
	if (beam_best(&beam, r->dump->arena, &choices) == s.n + 1)
		apply(&s, choices);
}

/* 株式会社Ｂ 行事の手配: where a line without a number between holds both. */
static bool
split_name(struct arena *arena, str s, str *name, str *description)
{
	int best = 2;

	for (size_t i = 1; i + 1 < s.n; i++) {
		if (s.p[i] != ' ')
			continue;
		str head = str_take(s, i), tail = str_skip(s, i + 1);
		if (str_starts(tail, S("等")) || str_starts(tail, S("ほか")) ||
		    tail.n < 9 || head.n < 9 || str_ends(head, S("株式会社")))
			continue;
		int score = name_likeness(head) - name_likeness(tail);
		if (score > best) {
			best = score;
			*name = text_clean(arena, head);
			*description = text_clean(arena, tail);
		}
	}
	return best > 2;
}

/* One line of -raw: 3 NAME 13 DIGITS WHAT 74 3 79.7% */
static void
read_row_line(struct list_reader *r, struct row *row, size_t from, size_t to)
{
	bool corp = false, method = false;
	int numbers = 0;

	row->page = r->dump->tokens[from].page;
	r->dump->tokens[from].used = true;
	for (size_t i = from + 1; i < to; i++) {
		struct item item;
		struct token *t = &r->dump->tokens[i];
		if (!make_item(r, i, &item)) {
			if (t->kind == TOKEN_FIGURE)
				t->used = true;
			continue;
		}
		switch (item.kind) {
		case ITEM_CORP:
			put(&row->cells[CORP], i);
			corp = true;
			break;
		case ITEM_METHOD:
			put(&row->cells[METHOD], i);
			method = true;
			break;
		case ITEM_RATE: put(&row->cells[RATE], i); break;
		case ITEM_INT:
		case ITEM_NUMBER:
			if (numbers++ == 0 && !method)
				put(&row->cells[AMOUNT], i);
			else if (!row->cells[BIDDERS].n &&
			    item.kind == ITEM_INT)
				put(&row->cells[BIDDERS], i);
			break;
		case ITEM_TEXT:
			if (numbers)
				put(&row->cells[REASON], i);
			else if (corp)
				put(&row->cells[DESCRIPTION], i);
			else if (i + 1 < to &&
			    corp_digits(r->dump->arena,
				r->dump->tokens[i + 1].text).n)
				put(&row->cells[NAME], i);
			else if (item.likeness < 5 &&
			    split_name(r->dump->arena, t->text, &row->name,
				&row->description))
				t->used = true;
			else
				put(&row->cells[item.likeness >= 0
					    ? NAME
					    : DESCRIPTION],
				    i);
			break;
		}
	}
}

static size_t
line_end(const struct dump *dump, size_t i, size_t to)
{
	size_t end = i + 1;

	while (end < to && dump->tokens[end].at == dump->tokens[i].at)
		end++;
	return end;
}

static bool
is_rank(const struct token *t, int64_t want)
{
	int64_t rank;

	return t->kind == TOKEN_FIGURE && t->opens &&
	    dec_int(dec_cell(t->text), &rank) && rank == want &&
	    !str_has(t->text, S("."));
}

static struct block *
new_block(struct list_reader *r, struct list *blocks, str letters)
{
	struct block *b = list_add(r->dump->arena, blocks, struct block);

	b->letters = letters;
	return b;
}

/* A letter alone on its line begins a block. */
static bool
is_block(const struct token *t)
{
	return t->kind == TOKEN_TEXT && t->opens && t->closes &&
	    is_letters(t->text);
}

/*
 * A page of -raw: first the rows, block by block, as far as their cells have
 * one line; then, block by block, the cells that have several.
 */
static size_t
read_flat_page(struct list_reader *r, struct list *blocks, size_t from,
    size_t to)
{
	struct dump *dump = r->dump;
	struct group {
		size_t block, first, rows;
	};
	struct list groups = { 0 };
	size_t i = from;
	bool headed = blocks->n == 0;

	if (blocks->n) {
		struct block *b = list_at(blocks, struct block, blocks->n - 1);
		*list_add(dump->arena, &groups, struct group) =
		    (struct group){ blocks->n - 1, b->rows.n, 0 };
	}
	for (; i < to; i = line_end(dump, i, to)) {
		struct token *t = &dump->tokens[i];
		struct group *g = groups.n
		    ? list_at(&groups, struct group, groups.n - 1)
		    : NULL;
		if (is_block(t)) {
			new_block(r, blocks, letters_of(dump->arena, t->text));
			t->used = true;
			*list_add(dump->arena, &groups, struct group) =
			    (struct group){ blocks->n - 1, 0, 0 };
			headed = true;
		} else if (g &&
		    is_rank(t, (int64_t)(g->first + g->rows) + 1)) {
			struct block *b =
			    list_at(blocks, struct block, g->block);
			struct row *row =
			    row_at(r, b, g->first + g->rows);
			read_row_line(r, row, i, line_end(dump, i, to));
			g->rows++;
		} else if (t->kind != TOKEN_LABEL ||
		    t->label == LABEL_PAYEE_AMOUNT ||
		    t->label == DUMP_METHOD) {
			break;
		}
	}
	(void)headed;
	for (size_t k = 0; k < groups.n; k++) {
		struct group *g = list_at(&groups, struct group, k);
		bool own = g->first == 0; /* has a heading of its own */
		if (own) { /* skip to behind the heading */
			while (i < to &&
			    !(dump->tokens[i].kind == TOKEN_LABEL &&
				dump->tokens[i].label == LABEL_PAYEE_AMOUNT))
				i++;
			while (i < to && dump->tokens[i].kind == TOKEN_LABEL &&
			    dump->tokens[i].label != DUMP_METHOD)
				i++;
		}
		size_t end = i;
		while (end < to &&
		    !(dump->tokens[end].kind == TOKEN_LABEL &&
			dump->tokens[end].label != DUMP_METHOD))
			end++;
		if (g->rows)
			fill_rows(r, list_at(blocks, struct block, g->block),
			    g->first, (int)g->rows, i, end);
		i = end;
	}
	return i;
}

static void
read_flat(struct list_reader *r, struct list *blocks, size_t from, size_t to)
{
	for (size_t i = from; i < to;) {
		size_t end = i;
		while (end < to &&
		    r->dump->tokens[end].page == r->dump->tokens[i].page)
			end++;
		read_flat_page(r, blocks, i, end);
		i = end;
	}
}

/* With blank lines: a heading begins a block, its letter stands near. */
static void
read_blocks(struct list_reader *r, struct list *blocks, size_t from,
    size_t to)
{
	struct dump *dump = r->dump;
	struct list letters = { 0 }, heads = { 0 };

	for (size_t i = from; i < to; i++) {
		struct token *t = &dump->tokens[i];
		if (is_block(t)) {
			*list_add(dump->arena, &letters, str) =
			    letters_of(dump->arena, t->text);
			t->used = true;
		}
		if (t->kind == TOKEN_LABEL && t->label == LABEL_PAYEE_NAME)
			*list_add(dump->arena, &heads, size_t) = i;
	}
	for (size_t k = 0; k < heads.n; k++) {
		size_t begin = *list_at(&heads, size_t, k);
		size_t end =
		    k + 1 < heads.n ? *list_at(&heads, size_t, k + 1) : to;
		str name = k < letters.n ? *list_at(&letters, str, k)
					 : STR_NULL;
		struct block *b = new_block(r, blocks, name);
		fill_rows(r, b, 0, 0, begin, end);
	}
}

static struct dec
figure_of(struct list_reader *r, const struct cell_tokens *cell)
{
	if (!cell->n)
		return (struct dec){ 0 };
	struct token *t = &r->dump->tokens[cell->tokens[0]];
	t->used = true;
	return dec_cell(t->text);
}

static void
put_row(struct list_reader *r, const struct block *block,
    const struct row *row, size_t rank)
{
	struct list *list = r->obligations ? &r->sheet->obligations
					   : &r->sheet->payees;
	struct payee *p = list_add(r->dump->arena, list, struct payee);
	const struct cell_tokens *c = row->cells;

	p->block = block->letters;
	p->rank.value = dec_of((int64_t)rank);
	p->name = str_is_null(row->name)
	    ? dump_join(r->dump, c[NAME].tokens, c[NAME].n)
	    : row->name;
	p->description = str_is_null(row->description)
	    ? dump_join(r->dump, c[DESCRIPTION].tokens, c[DESCRIPTION].n)
	    : row->description;
	p->reason = dump_join(r->dump, c[REASON].tokens, c[REASON].n);
	if (c[METHOD].n)
		p->method = r->dump->tokens[c[METHOD].tokens[0]].group;
	if (c[CORP].n) {
		str text = r->dump->tokens[c[CORP].tokens[0]].text;
		str digits = corp_digits(r->dump->arena, text);
		r->dump->tokens[c[CORP].tokens[0]].used = true;
		if (digits.n)
			p->corporate_number = digits;
		else
			p->corporate_number_text = text;
	}
	p->amount.value = dec_yen(figure_of(r, &c[AMOUNT]), 6);
	p->bidders.value = figure_of(r, &c[BIDDERS]);
	p->award_rate.value = figure_of(r, &c[RATE]);
}

static bool
is_row(const struct row *row)
{
	for (int c = 0; c < COLUMNS; c++)
		if (row->cells[c].n && c != METHOD)
			return true;
	return !str_is_null(row->name);
}

static void
read_list(struct list_reader *r, size_t from, size_t to)
{
	struct list blocks = { 0 };

	if (r->dump->flat)
		read_flat(r, &blocks, from, to);
	else
		read_blocks(r, &blocks, from, to);
	for (size_t k = 0; k < blocks.n; k++) {
		struct block *b = list_at(&blocks, struct block, k);
		for (size_t i = 0; i < b->rows.n; i++) {
			struct row *row = list_at(&b->rows, struct row, i);
			if (is_row(row))
				put_row(r, b, row, i + 1);
		}
	}
}

void
dump_payees(struct dump *dump, struct sheet *sheet)
{
	struct list_reader r = { .dump = dump, .sheet = sheet };
	size_t from = 0, to;

	while (from < dump->n && dump->tokens[from].part != PART_PAYEES)
		from++;
	to = dump->n;
	if (from < to)
		read_list(&r, from, to);
}
