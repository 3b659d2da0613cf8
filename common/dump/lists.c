#include "dump/lists.h"

#include "dump/boxes.h"
#include "dump/doubts.h"
#include "dump/method.h"
#include "dump/row_lines.h"
#include "form/words.h"
#include "value/corp.h"
#include "value/text.h"

enum {
	CELLS_MAX = 2048, /* of a page; what is beyond stays unparsed */
	CELLS_IN_ALL = 3 * CELLS_MAX,
};

/* A row that the page has a rank for. */
struct line {
	size_t block;
	int64_t rank;
	bool astray; /* its rank is not below the one above */
	struct row row;
	str method;
};

struct block {
	str letters; /* null: not known */
	bool contracts; /* of the list of contracts */
};

/* A line of a method in pieces. */
struct method_piece {
	size_t cell, token;
};

struct lister {
	struct rows *rows;
	struct dump *dump;
	const struct sheet *sheet;
	struct list blocks; /* of struct block */
	size_t lettered; /* blocks that are not of contracts */
	struct list letters; /* of str */
	size_t unnamed; /* the first letter that no block has got yet */
	struct list owners; /* size_t: tokens in ブロック名 of contracts */
	bool contracts; /* the list of contracts has begun */
	int64_t rank; /* the last of the last block */
	struct list lines; /* of struct line, of all pages */
	/* of the page */
	struct cell *cells;
	size_t n;
	struct list pieces; /* of struct method_piece */
	size_t read; /* cells of all pages */
	bool whole; /* each paragraph is a cell */
	bool boxes; /* and the page was read so */
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

/*
 * Lines of a cell say less than the whole: one that is not the beginning of a
 * known name, and has hiragana, is of a description.
 */
static int
line_likeness(int likeness, str s)
{
	enum { KNOWN = 5, PROSE = 2 };
	size_t len;

	if (likeness >= KNOWN)
		return likeness;
	likeness -= str_count(s, words_uses, str_has);
	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = str_char(s, &len);
		if (c > 0x3040 && c < 0x3097)
			return likeness - PROSE;
	}
	return likeness;
}

/* No second line of a name begins so. */
static bool
begins_name(str s)
{
	static const char *const forms[] = {"株式会社", "（株）", "(株)", "㈱",
	    "有限会社", "（有）", "合同会社", "国立", "独立行政法人",
	    "学校法人", "一般社団法人", "一般財団法人", "公益社団法人",
	    "公益財団法人", "（一社）", "（一財）", "（公社）", "（公財）",
	    "（独）", "（国研）", "大学共同利用機関法人", "社会福祉法人",
	    "特定非営利活動法人", "地方独立行政法人", "公立大学法人"};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		str form = str_of(forms[i]);
		if (str_starts(s, form) && s.n > form.n + 3)
			return true;
	}
	return false;
}

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

/* The column whose heading a label is; NOWHERE: of none. */
static enum column
heading_of(const struct token *t)
{
	static const int labels[COLUMNS] = {[NAME] = LABEL_PAYEE_NAME,
	    [CORP] = LABEL_PAYEE_NUMBER,
	    [DESCRIPTION] = LABEL_PAYEE_DESCRIPTION,
	    [AMOUNT] = LABEL_PAYEE_AMOUNT,
	    [METHOD] = LABEL_PAYEE_METHOD,
	    [BIDDERS] = LABEL_PAYEE_BIDDERS,
	    [RATE] = LABEL_PAYEE_AWARD_RATE,
	    [REASON] = LABEL_PAYEE_REASON};

	for (int c = 0; c < COLUMNS; c++)
		if (is_label(t, labels[c]))
			return (enum column)c;
	return is_label(t, LABEL_CONTRACTOR) ? NAME : NOWHERE;
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

/* 業, 務, 概, 要: a heading set wide, in pieces. */
static bool
is_fragment(str s)
{
	static const char heading[] =
	    "支出先法人番号業務概要額契約方式等入札者数落率";
	size_t len, n = 0;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = str_char(s, &len);
		if (text_is_space(c))
			continue;
		if (++n > 3 || !str_has(str_of(heading), str_take(s, len)))
			return false;
	}
	return n > 0;
}

/* A line of a heading whose lines others came between. */
static bool
is_heading_line(str s)
{
	static const char heading[] =
	    "一者応札・一者応募又は競争性のない随意契約となった理由及び改善策"
	    "（支出額10億円以上）|（百万円）|（応募者数）";
	enum { SHORTEST = 9 };

	return s.n >= SHORTEST && !str_eq(s, S("随意契約")) &&
	    str_has(str_of(heading), s);
}

/* Whether the token before or behind, in its paragraph, is of a heading. */
static bool
is_in_heading(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];

	for (size_t k = i ? i - 1 : i; k <= i + 1 && k < dump->n; k++)
		if (k != i && dump->tokens[k].paragraph == t->paragraph &&
		    (heading_of(&dump->tokens[k]) != NOWHERE ||
			(dump->tokens[k].kind == TOKEN_TEXT &&
			    is_heading_line(dump->tokens[k].text))))
			return true;
	return false;
}

/*
 * Such a piece, or a short line of a heading beside others of it; where
 * paragraphs are cells, not the last line of one.
 */
static bool
is_heading_piece(const struct lister *l, size_t i, size_t from)
{
	const struct token *t = &l->dump->tokens[i];

	if (t->kind != TOKEN_TEXT || !t->opens)
		return false;
	if (!t->closes)
		return is_fragment(t->text) && is_in_heading(l->dump, i);
	if (is_heading_line(t->text) ||
	    (str_any(t->text, "った|策|数|者数）", str_eq) &&
		is_in_heading(l->dump, i)))
		return true;
	if (!is_fragment(t->text))
		return false;
	return !l->whole || i == from || t[-1].paragraph != t->paragraph ||
	    t[-1].kind != TOKEN_TEXT || is_fragment(t[-1].text);
}

/* A method in pieces, and the figures that stood before them. */
static bool
add_method(struct lister *l, struct list *cells, size_t i, size_t to)
{
	struct dump *dump = l->dump;
	size_t pieces[METHOD_PIECES], n;
	str method;

	method = method_find(dump, i, to, pieces, &n);
	if (str_is_null(method))
		return false;
	struct text text = {.arena = dump->arena};
	size_t place = cells->n;
	struct cell *c = list_add(dump->arena, cells, struct cell);
	*c = (struct cell){.item = {.kind = ITEM_METHOD, .token = i},
	    .to = i,
	    .heading = NOWHERE,
	    .competitive = is_competitive(method)};
	for (size_t k = 0; k < n; k++) {
		struct token *t = &dump->tokens[pieces[k]];
		str figure = str_take(t->text, method_figure(t->text));
		text_put(&text, str_skip(t->text, figure.n));
		*list_add(dump->arena, &l->pieces, struct method_piece) =
		    (struct method_piece){place, pieces[k]};
		t->used = true;
		if (!figure.n)
			continue;
		c = list_add(dump->arena, cells, struct cell);
		*c = (struct cell){.item = {.kind = ITEM_NUMBER,
				       .token = pieces[k],
				       .text = figure,
				       .value = dec_cell(figure)},
		    .to = pieces[k],
		    .heading = NOWHERE};
		if (dec_int(c->item.value, &c->item.whole))
			c->item.kind = ITEM_INT;
	}
	list_at(cells, struct cell, place)->method = text_str(&text);
	return true;
}

/* What the token says of the table: headings, letters of blocks. */
static bool
add_mark(struct lister *l, struct list *cells, size_t i)
{
	struct dump *dump = l->dump;
	struct token *t = &dump->tokens[i];

	look_at_heading(l, t);
	if (heading_of(t) != NOWHERE) {
		*list_add(dump->arena, cells, struct cell) =
		    (struct cell){.item = {.token = i},
			.to = i,
			.heading = heading_of(t),
			.contracts = l->contracts};
		return true;
	}
	if (t->kind != TOKEN_TEXT || !dump_is_letters(t->text))
		return false;
	if (l->contracts) {
		*list_add(dump->arena, &l->owners, size_t) = i;
		return true;
	}
	if (!t->opens || !t->closes)
		return false;
	*list_add(dump->arena, cells, struct cell) =
	    (struct cell){.item = {.token = i, .text = t->text},
		.to = i,
		.heading = NOWHERE,
		.letter = true};
	*list_add(dump->arena, &l->letters, str) =
	    dump_block_letters(dump->arena, t->text);
	t->used = true;
	return true;
}

/* A cell of what stands in tokens i to end. */
static void
add_item(struct lister *l, struct list *cells, const struct item *item,
    size_t i, size_t end)
{
	const struct dump *dump = l->dump;
	str method = dump->tokens[i].group;
	struct cell *c = list_add(dump->arena, cells, struct cell);

	*c = (struct cell){.item = *item, .to = end, .heading = NOWHERE};
	if (end > i) {
		const struct token *last = &dump->tokens[end];
		str s = c->item.text;
		c->item.text.n = (size_t)(last->text.p + last->text.n - s.p);
		c->item.width = rows_display_width(c->item.text);
	}
	if (c->item.kind == ITEM_TEXT) {
		c->item.likeness =
		    line_likeness(c->item.likeness, c->item.text);
		c->begins_name = begins_name(c->item.text);
	}
	c->method = method;
	c->competitive = c->item.kind == ITEM_METHOD && is_competitive(method);
}

/* A dash alone is a cell that says none. */
static void
add_none(struct lister *l, struct list *cells, size_t i)
{
	struct token *t = &l->dump->tokens[i];

	if (t->used || t->kind != TOKEN_FIGURE || !text_is_none(t->text))
		return;
	t->used = true;
	*list_add(l->dump->arena, cells, struct cell) =
	    (struct cell){.item = {.token = i, .text = t->text},
		.to = i,
		.heading = NOWHERE,
		.none = true};
}

static void
add_cells(struct lister *l, struct list *cells, size_t from, size_t to)
{
	const struct dump *dump = l->dump;

	for (size_t i = from; i < to && cells->n < CELLS_MAX; i++) {
		struct list items = {0};
		size_t end = i;
		if (add_mark(l, cells, i) || is_heading_piece(l, i, from) ||
		    add_method(l, cells, i, to))
			continue;
		if (!dump->tokens[i].used && dump->tokens[i].kind == TOKEN_TEXT)
			while (end + 2 < to && is_within(dump, end + 1, to))
				end += 2;
		rows_items(l->rows, &items, i);
		if (items.n > 1) /* names and descriptions are lines apart */
			join_items(l, &items);
		for (size_t k = 0; k < items.n; k++)
			add_item(l, cells, list_at(&items, struct item, k), i,
			    k + 1 == items.n ? end : i);
		add_none(l, cells, i);
		i = end;
	}
	l->cells = cells->items;
	l->n = cells->n;
}

/* What a paragraph holds. */
struct paragraph {
	size_t from, to; /* cells */
	int corps, ranks, methods, texts, others;
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
		if (c->letter || c->none || c->heading != NOWHERE)
			p.others++;
		else if (c->item.kind == ITEM_TEXT)
			p.texts++;
		else if (c->item.kind == ITEM_CORP)
			p.corps++;
		else if (c->item.kind == ITEM_METHOD)
			p.methods++;
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
		filled += l->cells[i].item.kind == ITEM_TEXT &&
		    l->cells[i].item.width + 5 > p->widest;
	return p->texts >= 4 && !p->corps && p->widest <= 15 &&
	    filled + 2 >= p->texts;
}

/* A third of a sentence is hiragana, which names have hardly any of. */
static bool
is_sentence(const struct lister *l, const struct paragraph *p)
{
	size_t all = 0, hiragana = 0, len;

	for (size_t i = p->from; i < p->to; i++)
		for (str s = l->cells[i].item.text; s.n;
		     s = str_skip(s, len), all++) {
			uint32_t c = str_char(s, &len);
			hiragana += c > 0x3040 && c < 0x3097;
		}
	return 4 * hiragana > all;
}

/* Whether a paragraph has cells of one row: no column has two. */
static bool
is_solid(const struct paragraph *p)
{
	return p->corps <= 1 && p->ranks <= 1 && p->methods <= 1 &&
	    p->corps + p->ranks + p->methods > 0;
}

static void
judge_paragraphs(struct lister *l)
{
	for (size_t i = 0; i < l->n;) {
		struct paragraph p = paragraph_at(l, i);
		bool narrow = is_narrow(l, &p);
		bool reason = narrow && is_sentence(l, &p);
		bool solid = is_solid(&p);
		for (; i < p.to; i++) {
			l->cells[i].narrow = narrow;
			l->cells[i].reason = reason;
			l->cells[i].solid = solid;
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
	str *texts = arena_new(l->dump->arena, str, l->n + 1);

	for (size_t i = 0; i < l->n; i++)
		if (l->cells[i].item.kind == ITEM_TEXT &&
		    l->cells[i].item.width >= WIDE)
			texts[i] = l->cells[i].item.text;
	const bool *often = rows_often(l->dump->arena, texts, l->n, MANY);
	for (size_t i = 0; i < l->n; i++) {
		struct item *item = &l->cells[i].item;
		if (often[i] && item->likeness > -2 &&
		    !str_any(item->text, forms, str_has))
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
			if (k == i || l->cells[k].letter ||
			    l->cells[k].heading != NOWHERE)
				continue;
			if (k < i && (t->at == at || t->last == at))
				c->tied = true;
			if (l->cells[k].none)
				continue;
			if (kind == ITEM_METHOD &&
			    (t->at == at || t->last == at))
				c->method_beside = true;
			if (kind == ITEM_RATE && k > i)
				c->rate_behind = true;
			if (kind == ITEM_CORP && t->at == at && k > i)
				c->corp_behind = true;
			if (kind == ITEM_TEXT && t->at == at)
				c->text_beside = true;
			if (kind == ITEM_RATE && t->at == at)
				c->rate_beside = true;
		}
	}
}

/* -- the rows of a page -- */

/* Where the columns' headings put a row: a number that grows by block. */
static int *
blocks_of_rows(const struct lister *l, size_t rows)
{
	int *blocks = arena_new(l->dump->arena, int, rows + 1);
	int seen[COLUMNS + 1] = {0}, most = 0;

	for (size_t i = 0; i < l->n; i++)
		if (l->cells[i].heading < COLUMNS)
			seen[l->cells[i].heading]++;
	for (int c = 0; c < COLUMNS; c++)
		most = seen[c] > most ? seen[c] : most;
	for (int c = 0; c < COLUMNS; c++)
		seen[c] = seen[c] == most ? 0 : -1;
	for (size_t i = 0; i < l->n; i++) {
		const struct cell *c = &l->cells[i];
		if (c->heading < COLUMNS && seen[c->heading] >= 0)
			seen[c->heading]++;
		if ((c->column == NAME || c->column == DESCRIPTION ||
			c->column == AMOUNT || c->column == METHOD) &&
		    seen[c->column] > blocks[c->row])
			blocks[c->row] = seen[c->column];
	}
	return blocks;
}

/* A block and a rank for every row. */
static void
number_lines(struct lister *l, struct line *lines, size_t n)
{
	int64_t *ranks = arena_new(l->dump->arena, int64_t, n + 1);
	int *blocks = blocks_of_rows(l, n);
	bool *contracts = arena_new(l->dump->arena, bool, l->n + 2);
	int headings = 0, block = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct cell *c = &l->cells[i];
		if (c->column == RANK)
			ranks[c->row] = c->item.whole;
		if (c->heading == DESCRIPTION)
			contracts[++headings] = c->contracts;
	}
	for (size_t i = 0; i < n; i++) {
		bool later = blocks[i] > block;
		if (ranks[i] == 1 || (later && !ranks[i])) {
			struct block *b =
			    list_add(l->dump->arena, &l->blocks, struct block);
			b->contracts = blocks[i] <= headings
			    ? contracts[blocks[i]]
			    : headings && contracts[headings];
			l->lettered += !b->contracts;
			l->rank = 0;
		}
		if (later)
			block = blocks[i];
		lines[i].astray = ranks[i] && ranks[i] <= l->rank;
		l->rank = ranks[i] ? ranks[i] : l->rank + 1;
		lines[i].rank = l->rank;
		lines[i].block = l->blocks.n;
	}
}

static void
put_cell(struct lister *l, struct line *line, enum column column, size_t *cells,
    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct cell *c = &l->cells[cells[i]];
		rows_put(l->rows, &line->row, column, &c->item);
		for (size_t t = c->item.token; t <= c->to; t++)
			l->dump->tokens[t].used = true;
		l->cells[cells[i]].put = true;
		if (column == METHOD)
			line->method = c->method;
	}
}

static struct gathered *
gather(const struct lister *l, size_t n)
{
	struct gathered *all =
	    arena_new(l->dump->arena, struct gathered, n * COLUMNS + 1);

	for (size_t i = 0; i < l->n; i++) {
		const struct cell *c = &l->cells[i];
		int column = (int)c->column;
		if (column == RANK)
			l->dump->tokens[c->item.token].used = true;
		if (column == RANK || column == NOWHERE || c->none)
			continue;
		if (column >= AGAIN)
			column -= AGAIN;
		struct gathered *g = &all[c->row * COLUMNS + (size_t)column];
		*list_add(l->dump->arena, &g->cells, size_t) = i;
		if (!c->sure)
			g->doubtful = true;
	}
	return all;
}

static void
put_cells(struct lister *l, struct line *lines, size_t n)
{
	struct gathered *all = gather(l, n);
	struct doubts d = {.rows = l->rows,
	    .cells = l->cells,
	    .n = l->n,
	    .all = all,
	    .sheet = l->sheet,
	    .whole = l->boxes};

	for (size_t from = 0, to; from < n; from = to) {
		to = from + 1;
		while (to < n && lines[to].block == lines[from].block)
			to++;
		doubts_mark(&d, from, to);
	}
	for (size_t i = 0; i < n * COLUMNS; i++)
		if (all[i].cells.n && !all[i].doubtful &&
		    !lines[i / COLUMNS].astray &&
		    ((i % COLUMNS != NAME && i % COLUMNS != DESCRIPTION) ||
			doubts_order(&d, &all[i])))
			put_cell(l, &lines[i / COLUMNS],
			    (enum column)(i % COLUMNS), all[i].cells.items,
			    all[i].cells.n);
}

/* Lines of a method that found no row are text again. */
static void
give_back_methods(struct lister *l)
{
	for (size_t i = 0; i < l->pieces.n; i++) {
		const struct method_piece *p =
		    list_at(&l->pieces, struct method_piece, i);
		if (!l->cells[p->cell].put)
			l->dump->tokens[p->token].used = false;
	}
	l->pieces.n = 0;
}

static void
apply(struct lister *l, size_t n)
{
	struct line *lines = arena_new(l->dump->arena, struct line, n + 1);

	number_lines(l, lines, n);
	put_cells(l, lines, n);
	give_back_methods(l);
	for (size_t i = 0; i < n; i++)
		*list_add(l->dump->arena, &l->lines, struct line) = lines[i];
}

/* The letter A is lost where the figure or a table stands before it. */
static bool
lost(const struct lister *l)
{
	return !l->letters.n || !str_eq(*list_at(&l->letters, str, 0), S("A"));
}

/*
 * Letters and the blocks that begin, page by page: as many letters as blocks,
 * one each, in order; or one more, whose block begins on the next page.
 */
static void
name_blocks(struct lister *l, size_t block)
{
	struct list blocks = {0}; /* of struct block * */
	size_t first = l->unnamed, letters = l->letters.n - first;

	for (; block < l->blocks.n; block++) {
		struct block *b = list_at(&l->blocks, struct block, block);
		if (!b->contracts)
			*list_add(l->dump->arena, &blocks, struct block *) = b;
	}
	l->unnamed = l->letters.n;
	if (first == 0 && lost(l))
		return;
	if (letters == blocks.n + 1)
		l->unnamed--;
	else if (letters != blocks.n)
		return;
	for (size_t i = 0; i < blocks.n; i++)
		(*list_at(&blocks, struct block *, i))->letters =
		    *list_at(&l->letters, str, first + i);
}

static void
read_page(struct lister *l, size_t from, size_t to)
{
	struct list cells = {0};
	int before = (int)(l->letters.n - l->lettered) + lost(l);
	size_t block = l->blocks.n;

	if (l->read > CELLS_IN_ALL)
		return;
	add_cells(l, &cells, from, to);
	l->read += l->n;
	if (!l->n)
		return;
	look_around(l);
	judge_paragraphs(l);
	judge_repeated(l);
	row_lines_tell(l->rows, l->cells, l->n);
	struct columns columns = {.rows = l->rows,
	    .cells = l->cells,
	    .n = l->n,
	    .rank = l->rank,
	    .letters = before,
	    .whole = l->whole};
	l->boxes = l->whole && boxes_solve(&columns);
	if (!l->boxes)
		columns_solve(&columns);
	apply(l, columns.nrows);
	name_blocks(l, block);
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

/* Of the block that is 1 + its index, the number-th that has some. */
static str
letters_of(const struct lister *l, size_t block, size_t number)
{
	str letters = STR_NULL;

	if (block)
		letters = list_at(&l->blocks, struct block, block - 1)->letters;
	return str_is_null(letters) ? block_letters(l, number) : letters;
}

/* Whether a payee's name is the one that flow or spending has for a block. */
static bool
is_same_name(str known, str name)
{
	return !str_is_null(known) && str_starts(known, name) &&
	    doubts_is_addition(str_skip(known, name.n));
}

/* The letters of the block that flow and spending have a name in; null: not
 * known, or not one. */
static str
known_letters(const struct sheet *sheet, str name)
{
	str letters = STR_NULL;

	for (size_t i = 0; i < sheet->spending.n + sheet->flow.nodes.n; i++) {
		str known, of;
		if (i < sheet->spending.n) {
			const struct spending *s =
			    list_at(&sheet->spending, struct spending, i);
			known = s->payee;
			of = s->block;
		} else {
			const struct flow_node *n = list_at(&sheet->flow.nodes,
			    struct flow_node, i - sheet->spending.n);
			known = n->name;
			of = n->block;
		}
		if (str_is_null(of) || !is_same_name(known, name))
			continue;
		if (!str_is_null(letters) && !str_eq(letters, of))
			return STR_NULL;
		letters = of;
	}
	return letters;
}

/*
 * Blocks may have come in another order than their letters, or one too many:
 * their first payees tell.  Where flow or spending have several of them in
 * other blocks, what they do not know behind the first has no letters.
 */
static void
confirm_letters(struct lister *l, const struct sheet *sheet, str *letters)
{
	str *known = arena_new(l->dump->arena, str, l->blocks.n + 1);
	size_t first = 0, wrong = 0;
	enum { SEVERAL = 2 }; /* one payee may come first in two blocks */

	for (size_t i = 0; i < l->lines.n; i++) {
		const struct line *line = list_at(&l->lines, struct line, i);
		str name = rows_text(l->rows, &line->row, NAME);
		if (line->rank == 1 && line->block && !str_is_null(name))
			known[line->block] = known_letters(sheet, name);
	}
	for (size_t i = 1; i <= l->blocks.n; i++)
		if (!str_is_null(known[i]) && !str_is_null(letters[i]) &&
		    !str_eq(known[i], letters[i]) && wrong++ == 0)
			first = i;
	for (size_t i = 1; wrong >= SEVERAL && i <= l->blocks.n; i++)
		if (i >= first || !str_is_null(known[i]))
			letters[i] = known[i];
}

static void
put_line(struct lister *l, struct sheet *sheet, const struct line *line,
    str letters, bool contract)
{
	const struct piece *piece;

	struct list *list = contract ? &sheet->obligations : &sheet->payees;
	struct payee *p = list_add(l->dump->arena, list, struct payee);
	if (!contract)
		p->block = letters;
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
	str *letters = arena_new(l->dump->arena, str, l->blocks.n + 1);
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
	for (size_t i = 0; i <= l->blocks.n; i++)
		letters[i] = letters_of(l, i, numbers[i]);
	confirm_letters(l, sheet, letters);
	for (size_t i = 0; i < l->lines.n; i++) {
		const struct line *line = list_at(&l->lines, struct line, i);
		number = numbers[line->block];
		if (says_something(line))
			put_line(l, sheet, line, letters[line->block],
			    line->block && !number);
	}
}

/*
 * Where the list begins whose first heading is token i: its letter can stand
 * before that, and on a page that has nothing else its first columns too.
 */
static size_t
page_begin(const struct dump *dump, size_t i)
{
	const struct token *tokens = dump->tokens;
	size_t begin = i;

	while (begin > 0 && tokens[begin - 1].page == tokens[i].page &&
	    (tokens[begin - 1].kind != TOKEN_LABEL ||
		is_label(&tokens[begin - 1], LABEL_ANNEX)))
		begin--;
	if (begin == 0 || tokens[begin - 1].page != tokens[i].page)
		return begin;
	while (i > 0 && tokens[i - 1].page == tokens[i].page &&
	    (is_label(&tokens[i - 1], LABEL_ANNEX) ||
		(tokens[i - 1].kind == TOKEN_TEXT &&
		    dump_is_letters(tokens[i - 1].text))))
		i--;
	return i;
}

bool
lists_read(struct rows *rows, struct sheet *sheet, size_t from, size_t to)
{
	struct lister l = {.rows = rows, .dump = rows->dump, .sheet = sheet};
	const struct token *tokens = rows->dump->tokens;

	l.whole = boxes_are_cells(rows, from, to);
	for (size_t i = from; i < to;) {
		size_t end = i;
		if (tokens[i].part < PART_PAYEES) {
			i++;
			continue;
		}
		i = page_begin(rows->dump, i);
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
