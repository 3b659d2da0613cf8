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
	AGAIN, /* a cell that goes on: AGAIN + its enum column */
	NOWHERE = AGAIN + COLUMNS,
};

enum {
	ROWS_MAX = 999, /* of a block */
	ITEMS_MAX = 8192, /* of a block: what is beyond stays unparsed */
	WIDTH = 48, /* of the search */
	RING = 16, /* rows open at a time */
	BACK = 6, /* how many of them lie behind */
};

/* A line of a cell. */
struct piece {
	size_t token;
	str text; /* all or a part of the token's */
};

struct row {
	struct list cells[COLUMNS]; /* of struct piece */
};

struct block {
	str letters;
	struct list rows; /* of struct row */
	bool obligations;
};

struct item {
	enum { ITEM_INT, ITEM_NUMBER, ITEM_RATE, ITEM_CORP, ITEM_METHOD,
		ITEM_TEXT, } kind;
	size_t token;
	str text; /* all or a part of the token's */
	int64_t whole; /* of ITEM_INT */
	struct dec value;
	int likeness; /* > 0: a name, < 0: a description */
	int width; /* in display columns */
	bool seen; /* the same line stood in the list before */
};

struct list_reader {
	struct dump *dump;
	struct sheet *sheet;
	int widths[2]; /* of the columns 支出先 and 業務概要; 0: unknown */
};

static const char name_words[] =
    "株式会社|(株)|（株）|㈱|有限会社|（有）|㈲|合同会社|法人|協会|機構|大学|"
    "財団|社団|（一社）|（一財）|（公財）|（公社）|組合|連合|連盟|銀行|個人|"
    "職員|Inc|Ltd|LLC|Co.,|GmbH|学校|基金|新聞|放送|大使館|総領事館|NPO|"
    "コンソーシアム|共同企業体|ホールディングス|コーポレーション|学会|学園|"
    "省|振興会|委員会|商工会|役場|JV|UN|調査員";
static const char name_ends[] =
    "県|都|道|府|市|町|村|区|会|社|局|署|庁|所|院|館|等|団|者|室|党|"
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

/* 出張者A, 講師Ｂ: people that a sheet does not name. */
static bool
is_placeholder(str s)
{
	size_t len, n = 0;
	uint32_t last = 0;

	for (; s.n; s = str_skip(s, len), n++)
		last = text_fold_code(str_char(s, &len));
	return n >= 2 && n <= 10 && last >= 'A' && last <= 'Z';
}

static int
name_likeness(str s)
{
	if (is_placeholder(s))
		return 3;
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

/* A. B Ｃ． a, and after Z also AA. */
static bool
is_letters(str s)
{
	uint32_t first = 0;
	size_t n = 0, len;

	for (str rest = text_strip(s); rest.n; rest = str_skip(rest, len)) {
		uint32_t c = text_fold_code(str_char(rest, &len));
		if (c == '.' && n)
			continue;
		if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) ||
		    (n && c != first))
			return false;
		first = c;
		n++;
	}
	return n == 1 || n == 2;
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
put(struct list_reader *r, struct row *row, enum column column, size_t token,
    str text)
{
	*list_add(r->dump->arena, &row->cells[column], struct piece) =
	    (struct piece){ token, text };
	r->dump->tokens[token].used = true;
}

static struct row *
row_at(struct list_reader *r, struct block *block, size_t i)
{
	while (block->rows.n <= i)
		list_add(r->dump->arena, &block->rows, struct row);
	return list_at(&block->rows, struct row, i);
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

/* How wide a column is: the widest line that is not alone in that. */
static int
column_width(const struct list_reader *r, size_t from, size_t to, int sign)
{
	enum { WIDEST = 100 };
	int counts[WIDEST + 1] = { 0 };

	for (size_t i = from; i < to; i++) {
		const struct token *t = &r->dump->tokens[i];
		if (t->kind != TOKEN_TEXT || t->used ||
		    str_has(t->text, S(" ")))
			continue;
		int width = display_width(t->text);
		if (width <= WIDEST && sign * name_likeness(t->text) >= 2)
			counts[width]++;
	}
	for (int width = WIDEST; width >= 14; width--)
		if (counts[width] >= 2 ||
		    (counts[width] && width > 1 && counts[width - 1]))
			return width;
	return 0;
}

/* What a token is when it stands among payees; false: nothing to place. */
static bool
make_item(const struct list_reader *r, size_t i, struct item *item)
{
	const struct token *t = &r->dump->tokens[i];

	*item = (struct item){ .token = i, .text = t->text };
	if (t->kind == TOKEN_LABEL) {
		item->kind = ITEM_METHOD;
		return t->label == DUMP_METHOD;
	}
	if (t->used)
		return false;
	if (t->kind == TOKEN_TEXT) {
		item->kind = ITEM_TEXT;
		item->width = display_width(t->text);
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
	struct open { /* the cells of text that may go on */
		int row; /* -1: none */
		int line, width;
	} open[2]; /* NAME, and DESCRIPTION or REASON */
	enum column long_column; /* which of the two open[1] is */
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
	const int *widths = s->r->widths;
	int cost;

	switch (column) {
	case NAME:
		cost = item->likeness >= 2 ? 0 : item->likeness >= 0 ? 4 : 9;
		if (widths[0] && item->width > widths[0] + 1)
			cost += 12;
		return cost;
	case DESCRIPTION:
		cost = item->likeness < 0    ? 0
		    : item->likeness < 2     ? 3
					     : 9;
		if (widths[1] && item->width > widths[1] + 2)
			cost += 8;
		return cost - (item->seen ? 2 : 0);
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
	if (s->flat && (by < 0 || by > 1)) /* strictly row by row */
		cost += 25;
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
		next.open[column != NAME] =
		    (struct open){ row, t->at, item->width };
		if (column != NAME)
			next.long_column = column;
	}
	beam_offer(beam, state, &next, cost,
	    ((uint32_t)row << 5) | (uint32_t)column);
}

/* A line that goes on what the line above it in its cell began. */
static void
offer_again(const struct search *s, struct beam *beam, size_t state,
    size_t i, int which)
{
	struct place next = *(struct place *)beam_state(beam, state);
	struct open *open = &next.open[which];
	const struct item *item = &s->items[i];
	const struct token *t = &s->r->dump->tokens[item->token];
	int cost = beam_cost(beam, state) + 2;
	int full = s->r->widths[which];

	if (open->row < 0 || open->row < next.base || open->line == t->at ||
	    t->at - open->line > (s->flat ? 1 : 4))
		return;
	/* A line that is not full ends its cell. */
	if (full ? 4 * open->width < 3 * full : open->width < 12)
		cost += full && 2 * open->width < full ? 14 : 7;
	if (full ? item->width > full + 2 : item->width > open->width + 3)
		cost += 9;
	cost += 2 * (t->at - open->line - 1);
	if (!s->flat) {
		const struct token *above = t - 1;
		if (t->opens && above->paragraph != t->paragraph)
			cost += 5;
	}
	if (item->seen)
		cost -= 2;
	if (which == 0)
		cost += item->likeness < -1 ? 6 : 0;
	else
		cost += item->likeness >= 3 ? 6 : 0;
	if (open->row != next.row)
		cost += 3;
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
	if (item->kind == ITEM_TEXT) {
		offer_again(s, beam, state, i, 0);
		offer_again(s, beam, state, i, 1);
	}
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
	for (size_t i = 0; i < s->n; i++) {
		enum column column = (enum column)(choices[i] & 31);
		size_t number = s->first + (choices[i] >> 5);
		const struct item *item = &s->items[i];
		if (column == NOWHERE)
			continue;
		struct row *row = row_at(s->r, s->block, number);
		if (column == RANK)
			s->r->dump->tokens[item->token].used = true;
		else
			put(s->r, row,
			    column >= AGAIN ? column - AGAIN : column,
			    item->token, item->text);
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

/* 株式会社Ｂ 行事の手配: a line that holds a name and a description. */
static bool
split_name(str s, str *name, str *description)
{
	int best = 1;

	for (size_t i = 1; i + 1 < s.n; i++) {
		if (s.p[i] != ' ')
			continue;
		str head = str_take(s, i), tail = str_skip(s, i + 1);
		if (str_starts(tail, S("等")) || str_starts(tail, S("ほか")) ||
		    tail.n < 9 || head.n < 6 || str_ends(head, S("株式会社")))
			continue;
		int left = name_likeness(head), right = name_likeness(tail);
		if (left >= 1 && right <= 0 && left - right > best) {
			best = left - right;
			*name = text_strip(head);
			*description = text_strip(tail);
		}
	}
	return best > 1;
}

static void
add_items(struct list_reader *r, struct list *items, size_t i)
{
	struct item item;
	str name, description;

	if (!make_item(r, i, &item))
		return;
	struct arena *arena = r->dump->arena;
	*list_add(arena, items, struct item) = item;
	if (item.kind != ITEM_TEXT || item.likeness >= 5 ||
	    !split_name(item.text, &name, &description))
		return;
	struct item *head =
	    list_at(items, struct item, items->n - 1);
	head->text = name;
	head->likeness = name_likeness(name);
	head->width = display_width(name);
	item.text = description;
	item.likeness = name_likeness(description);
	item.width = display_width(description);
	*list_add(arena, items, struct item) = item;
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
		figures += item->kind == ITEM_INT ||
		    item->kind == ITEM_NUMBER;
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

static void
fill_rows(struct list_reader *r, struct block *block, size_t first, int rows,
    size_t from, size_t to)
{
	struct search s = { .r = r, .block = block, .first = first,
		.rows = rows, .flat = r->dump->flat };
	struct list items = { 0 };
	struct place start = { .open = { { -1, 0, 0 }, { -1, 0, 0 } },
		.last_line = -1 };
	struct beam beam;
	uint32_t *choices;

	for (size_t i = from; i < to && items.n < ITEMS_MAX; i++)
		add_items(r, &items, i);
	if (!items.n)
		return;
	s.items = items.items;
	s.n = items.n;
	mark_seen(&s);
	if (!s.rows)
		s.rows = count_rows(&s);
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

/*
 * Whether a text alone in a line is the name or the description: what others
 * of the list have too is no name.
 */
static enum column
lone_column(const struct list_reader *r, const struct item *item)
{
	enum { WINDOW = 400 };
	size_t to = item->token + WINDOW;

	if (item->likeness >= 2)
		return NAME;
	for (size_t i = item->token > WINDOW ? item->token - WINDOW : 0;
	    i < to && i < r->dump->n; i++)
		if (i != item->token && r->dump->tokens[i].part >= PART_PAYEES &&
		    r->dump->tokens[i].kind == TOKEN_TEXT &&
		    str_eq(r->dump->tokens[i].text, item->text))
			return DESCRIPTION;
	return item->likeness > 0 ? NAME : DESCRIPTION;
}

/* One line of -raw: 3 NAME 13 DIGITS WHAT 74 3 79.7% */
static void
read_row_line(struct list_reader *r, struct row *row, size_t from, size_t to)
{
	bool corp = false, method = false;
	int numbers = 0;
	struct list items = { 0 };

	r->dump->tokens[from].used = true;
	for (size_t i = from + 1; i < to; i++) {
		add_items(r, &items, i);
		if (r->dump->tokens[i].kind == TOKEN_FIGURE &&
		    text_is_none(r->dump->tokens[i].text))
			r->dump->tokens[i].used = true;
	}
	for (size_t k = 0; k < items.n; k++) {
		const struct item *item = list_at(&items, struct item, k);
		enum column column = REASON;
		switch (item->kind) {
		case ITEM_CORP:
			column = CORP;
			corp = true;
			break;
		case ITEM_METHOD:
			column = METHOD;
			method = true;
			break;
		case ITEM_RATE: column = RATE; break;
		case ITEM_INT:
		case ITEM_NUMBER:
			column = numbers++ == 0 && !method ? AMOUNT : BIDDERS;
			if (column == BIDDERS && item->kind != ITEM_INT)
				continue;
			break;
		case ITEM_TEXT:
			if (numbers)
				column = REASON;
			else if (corp)
				column = DESCRIPTION;
			else if (k + 1 < items.n && item[1].kind == ITEM_CORP)
				column = NAME;
			else if (k + 1 < items.n && item[1].kind == ITEM_TEXT)
				column = NAME;
			else if (k && item[-1].kind == ITEM_TEXT)
				column = DESCRIPTION;
			else
				column = lone_column(r, item);
			break;
		}
		if (!row->cells[column].n)
			put(r, row, column, item->token, item->text);
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

static bool
is_heading(const struct token *t)
{
	static const int labels[] = { LABEL_PAYEE_NAME, LABEL_PAYEE_NUMBER,
		LABEL_PAYEE_DESCRIPTION, LABEL_PAYEE_AMOUNT,
		LABEL_PAYEE_METHOD, LABEL_PAYEE_BIDDERS,
		LABEL_PAYEE_AWARD_RATE, LABEL_PAYEE_REASON,
		LABEL_PAYEE_BLOCK };

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (t->kind == TOKEN_LABEL && t->label == labels[i])
			return true;
	return false;
}

/* The rows that a page of -raw has of one block. */
struct group {
	size_t block, first, rows;
	bool headed; /* the heading is on this page too */
};

static struct group *
new_group(struct list_reader *r, struct list *groups, size_t block,
    size_t first)
{
	struct group *g = list_add(r->dump->arena, groups, struct group);

	*g = (struct group){ .block = block, .first = first };
	return g;
}

/* 契約先 in place of 支出先: the list of 国庫債務負担行為. */
static bool
is_contract_heading(const struct dump *dump, size_t i, size_t to)
{
	size_t end = line_end(dump, i, to);

	for (; i < end; i++)
		if (dump->tokens[i].kind == TOKEN_LABEL &&
		    dump->tokens[i].label == LABEL_PAYEE_NAME)
			return str_starts(dump->tokens[i].text, S("契"));
	return false;
}

/* The first pass over a page: cells of one line. */
static size_t
read_flat_rows(struct list_reader *r, struct list *blocks,
    struct list *groups, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	struct group *g = NULL;
	size_t i = from;

	if (blocks->n)
		g = new_group(r, groups, blocks->n - 1,
		    list_at(blocks, struct block, blocks->n - 1)->rows.n);
	for (; i < to; i = line_end(dump, i, to)) {
		struct token *t = &dump->tokens[i];
		if (is_block(t)) {
			new_block(r, blocks, letters_of(dump->arena, t->text));
			t->used = true;
			g = new_group(r, groups, blocks->n - 1, 0);
		} else if (is_heading(t)) {
			bool folded = t->last != t->at &&
			    t->label == LABEL_PAYEE_AMOUNT;
			bool contract = is_contract_heading(dump, i, to);
			if (folded || (g && !contract && (g->headed || g->rows)))
				break;
			if (!g || contract) {
				struct block *b = new_block(r, blocks,
				    contract ? STR_NULL : S("A"));
				b->obligations = contract;
				g = new_group(r, groups, blocks->n - 1, 0);
			}
			g->headed = true;
		} else if (g &&
		    is_rank(t, (int64_t)(g->first + g->rows) + 1)) {
			struct block *b =
			    list_at(blocks, struct block, g->block);
			struct row *row = row_at(r, b, g->first + g->rows);
			read_row_line(r, row, i, line_end(dump, i, to));
			g->rows++;
		} else if (t->kind != TOKEN_LABEL || t->label == DUMP_METHOD) {
			break;
		}
	}
	return i;
}

/*
 * A page of -raw: first the rows, block by block, as far as their cells have
 * one line; then, block by block, the cells that have several.
 */
static void
read_flat_page(struct list_reader *r, struct list *blocks, size_t from,
    size_t to)
{
	struct dump *dump = r->dump;
	struct list groups = { 0 };
	size_t i = read_flat_rows(r, blocks, &groups, from, to);

	for (size_t k = 0; k < groups.n; k++) {
		struct group *g = list_at(&groups, struct group, k);
		while (g->headed && i < to && !is_heading(&dump->tokens[i]))
			i++;
		while (i < to && dump->tokens[i].kind == TOKEN_LABEL &&
		    dump->tokens[i].label != DUMP_METHOD)
			i++;
		size_t end = i;
		while (end < to && !is_heading(&dump->tokens[end]) &&
		    dump->tokens[end].part != PART_NONE)
			end++;
		if (g->rows)
			fill_rows(r, list_at(blocks, struct block, g->block),
			    g->first, (int)g->rows, i, end);
		i = end;
	}
}

/* Pages of 別紙２ may stand between: every stretch of a page for itself. */
static void
read_flat(struct list_reader *r, struct list *blocks)
{
	const struct dump *dump = r->dump;

	for (size_t i = 0; i < dump->n;) {
		if (dump->tokens[i].part < PART_PAYEES) {
			i++;
			continue;
		}
		size_t from = i, end = i;
		while (from > 0 && is_block(&dump->tokens[from - 1]))
			from--; /* its letter can stand before the heading */
		while (end < dump->n &&
		    dump->tokens[end].page == dump->tokens[i].page &&
		    dump->tokens[end].part >= PART_PAYEES)
			end++;
		read_flat_page(r, blocks, from, end);
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

static const struct piece *
first_piece(const struct row *row, enum column column)
{
	return row->cells[column].n
	    ? list_at(&row->cells[column], struct piece, 0)
	    : NULL;
}

static struct dec
figure_of(const struct row *row, enum column column)
{
	const struct piece *p = first_piece(row, column);

	return p ? dec_cell(p->text) : (struct dec){ 0 };
}

static str
text_of(struct list_reader *r, const struct row *row, enum column column)
{
	const struct list *cell = &row->cells[column];
	struct list lines = { 0 };

	for (size_t i = 0; i < cell->n; i++)
		*list_add(r->dump->arena, &lines, str) =
		    list_at(cell, struct piece, i)->text;
	return dump_lines(r->dump, lines.items, lines.n);
}

static void
put_row(struct list_reader *r, const struct block *block,
    const struct row *row, size_t rank)
{
	struct list *list = block->obligations ? &r->sheet->obligations
					   : &r->sheet->payees;
	struct payee *p = list_add(r->dump->arena, list, struct payee);
	const struct piece *piece;

	p->block = block->letters;
	p->rank.value = dec_of((int64_t)rank);
	p->name = text_of(r, row, NAME);
	p->description = text_of(r, row, DESCRIPTION);
	p->reason = text_of(r, row, REASON);
	if ((piece = first_piece(row, METHOD)) != NULL)
		p->method = r->dump->tokens[piece->token].group;
	if ((piece = first_piece(row, CORP)) != NULL) {
		str digits = corp_digits(r->dump->arena, piece->text);
		if (digits.n)
			p->corporate_number = digits;
		else
			p->corporate_number_text = piece->text;
	}
	p->amount.value = dec_yen(figure_of(row, AMOUNT), 6);
	p->bidders.value = figure_of(row, BIDDERS);
	p->award_rate.value = figure_of(row, RATE);
}

static bool
is_row(const struct row *row)
{
	for (int c = 0; c < COLUMNS; c++)
		if (row->cells[c].n && c != METHOD)
			return true;
	return false;
}

static void
read_list(struct list_reader *r, size_t from, size_t to)
{
	struct list blocks = { 0 };

	r->widths[0] = column_width(r, from, to, 1);
	r->widths[1] = column_width(r, from, to, -1);
	if (r->dump->flat)
		read_flat(r, &blocks);
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
	while (from > 0 && from < dump->n && is_block(&dump->tokens[from - 1]))
		from--; /* its letter can stand before the heading */
	to = dump->n;
	if (from < to)
		read_list(&r, from, to);
}
