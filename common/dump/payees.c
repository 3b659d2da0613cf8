#include "dump/parts.h"

#include "dump/lists.h"
#include "dump/wrapped.h"
#include "form/words.h"
#include "value/corp.h"
#include "value/text.h"

struct block {
	str letters;
	struct list rows; /* of struct row */
	bool obligations;
};

struct list_reader {
	struct rows rows;
	struct dump *dump;
	struct sheet *sheet;
	bool ended; /* the list was left for that of 契約先 */
};

/* What a row of a list costs that lacks a column. */
static const int holes[COLUMNS + 1] = {[NAME] = 25,
    [CORP] = 3,
    [DESCRIPTION] = 12,
    [AMOUNT] = 30,
    [METHOD] = 4,
    [RANK] = 12};

/* The same where lines are in blocks and ranks hold them together. */
static const int block_holes[COLUMNS + 1] = {
    [CORP] = 4, [DESCRIPTION] = 29, [AMOUNT] = 30, [RANK] = 98};
/* And where places tell. */
static const int column_holes[COLUMNS + 1] = {
    [NAME] = 20, [DESCRIPTION] = 15, [METHOD] = 2};

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
	int names = 2 * str_count(s, words_payee_parts, str_has) +
	    str_any(s, words_payee_ends, str_ends);
	int descriptions = str_count(s, words_description_parts, str_has);

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
		str name = list_at(&sheet->spending, struct spending, i)->payee;
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

static int
likeness(const void *context, str text)
{
	const struct list_reader *r = context;

	return is_known_name(r->sheet, text) ? 5 : name_likeness(text);
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
		if (i != item->token &&
		    r->dump->tokens[i].part >= PART_PAYEES &&
		    r->dump->tokens[i].kind == TOKEN_TEXT &&
		    str_eq(r->dump->tokens[i].text, item->text))
			return DESCRIPTION;
	return item->likeness > 0 ? NAME : DESCRIPTION;
}

/*
 * The dashes of a line of -raw: one before the amount is that of the number;
 * behind it they are those of 入札者数, 落札率 and 理由 where none of these is
 * missing, or where they follow one that tells itself.
 */
static void
read_dashes(struct list_reader *r, struct row *row, size_t from, size_t to)
{
	static const enum column tail[] = {BIDDERS, RATE, REASON};
	const struct dump *dump = r->dump;
	size_t begin = from + 1, at = 0;

	for (size_t i = from + 1; i < to; i++)
		for (int c = AMOUNT; c <= METHOD; c++)
			for (size_t k = 0; k < row->cells[c].n; k++)
				if (list_at(&row->cells[c], struct piece, k)
					->token == i)
					begin = i + 1;
	for (size_t i = from + 1; i < begin; i++)
		if (text_is_none(dump->tokens[i].text))
			row->none |= 1u << CORP;
	for (size_t i = begin; i < to && at < 3; i++, at++) {
		if (rows_first(row, RATE) && rows_first(row, RATE)->token == i)
			at = 1;
		if (text_is_none(dump->tokens[i].text) &&
		    (to - begin == 3 || at > 1 ||
			(at == 1 && row->cells[BIDDERS].n)))
			row->none |= 1u << tail[at];
	}
}

/* One line of -raw: 3 NAME 13 DIGITS WHAT 74 3 79.7% */
static void
read_row_line(struct list_reader *r, struct row *row, size_t from, size_t to,
    bool lettered)
{
	bool corp = false, method = false;
	int numbers = 0;
	struct list items = {0};

	r->dump->tokens[from].used = true;
	for (size_t i = from + 1; i < to; i++) {
		struct token *t = &r->dump->tokens[i];
		if (lettered && i == from + 1 && t->kind == TOKEN_TEXT &&
		    dump_is_letters(t->text)) {
			row->letter = t->text;
			t->used = true;
			continue;
		}
		rows_items(&r->rows, &items, i);
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
		case ITEM_RATE:
			column = RATE;
			break;
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
			rows_put(&r->rows, row, column, item);
	}
	read_dashes(r, row, from, to);
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
	    dump_is_letters(t->text);
}

/* The place of a label in the heading of a list, from 1; 0: none of it. */
static int
heading_place(const struct token *t)
{
	static const int labels[] = {LABEL_PAYEE_BLOCK, LABEL_PAYEE_NAME,
	    LABEL_PAYEE_NUMBER, LABEL_PAYEE_DESCRIPTION, LABEL_PAYEE_AMOUNT,
	    LABEL_PAYEE_METHOD, LABEL_PAYEE_BIDDERS, LABEL_PAYEE_AWARD_RATE,
	    LABEL_PAYEE_REASON};
	int label = t->label == LABEL_CONTRACTOR ? LABEL_PAYEE_NAME : t->label;

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (t->kind == TOKEN_LABEL && label == labels[i])
			return (int)i + 1;
	return 0;
}

static bool
is_heading(const struct token *t)
{
	return heading_place(t) > 0;
}

/* Where the heading at i ends.  If labels of it wrap, it is folded. */
static size_t
heading_end(const struct dump *dump, size_t i, size_t to, bool *folded)
{
	*folded = false;
	for (int last = 0; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (heading_place(t) <= last)
			break;
		last = heading_place(t);
		*folded = *folded || t->last != t->at;
	}
	return i;
}

/* The rows that a page of -raw has of one block. */
struct group {
	size_t block, first, rows;
	bool headed; /* the heading is on this page too */
	size_t from, to; /* tokens of the second pass */
};

static struct group *
new_group(
    struct list_reader *r, struct list *groups, size_t block, size_t first)
{
	struct group *g = list_add(r->dump->arena, groups, struct group);

	*g = (struct group){.block = block, .first = first};
	return g;
}

/* Whether 国庫債務負担行為等による契約先 has its list on this page. */
static bool
has_contracts(const struct dump *dump, size_t i, size_t to)
{
	for (; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_LABEL &&
		    (t->label == LABEL_CONTRACTOR ||
			t->label == LABEL_OBLIGATIONS))
			return true;
	}
	return false;
}

/* The first pass over a page: cells of one line. */
static size_t
read_flat_rows(struct list_reader *r, struct list *blocks, struct list *groups,
    size_t from, size_t to)
{
	struct dump *dump = r->dump;
	struct group *g = NULL;
	bool contracts = has_contracts(dump, from, to);
	size_t i = from;

	if (blocks->n)
		g = new_group(r, groups, blocks->n - 1,
		    list_at(blocks, struct block, blocks->n - 1)->rows.n);
	for (; i < to; i = dump_whole_line(dump, i, to)) {
		struct token *t = &dump->tokens[i];
		if (is_block(t)) {
			new_block(r, blocks,
			    dump_block_letters(dump->arena, t->text));
			t->used = true;
			r->ended = false;
			g = new_group(r, groups, blocks->n - 1, 0);
		} else if (is_heading(t)) {
			bool folded, first = !g || (!g->headed && !g->rows);
			size_t end = heading_end(dump, i, to, &folded);
			bool contract = contracts && (r->ended || !first);
			if (folded || (!first && !contract))
				break;
			if (!g || contract) {
				struct block *b = new_block(
				    r, blocks, contract ? STR_NULL : S("A"));
				b->obligations = contract;
				g = new_group(r, groups, blocks->n - 1, 0);
			}
			g->headed = true;
			i = end - 1;
		} else if (g && is_rank(t, (int64_t)(g->first + g->rows) + 1)) {
			struct block *b =
			    list_at(blocks, struct block, g->block);
			struct row *row =
			    rows_at(&r->rows, &b->rows, g->first + g->rows);
			read_row_line(r, row, i, dump_whole_line(dump, i, to),
			    b->obligations);
			g->rows++;
		} else if (t->kind != TOKEN_LABEL || t->label == DUMP_METHOD) {
			break;
		} else if (t->label == LABEL_PAYEES_MORE) {
			r->ended = true;
		}
	}
	return i;
}

/*
 * A page of -raw: first the rows, block by block, as far as their cells have
 * one line; then, block by block, the cells that have several.
 */
static void
read_flat_page(struct list_reader *r, struct list *blocks, struct list *groups,
    size_t from, size_t to)
{
	struct dump *dump = r->dump;
	size_t k = groups->n;
	size_t i = read_flat_rows(r, blocks, groups, from, to);

	for (; k < groups->n; k++) {
		struct group *g = list_at(groups, struct group, k);
		bool folded = !g->headed;
		while (i < to && !folded) {
			bool heading = is_heading(&dump->tokens[i]);
			i = heading ? heading_end(dump, i, to, &folded) : i + 1;
		}
		g->from = i;
		while (i < to && !is_heading(&dump->tokens[i]))
			i++;
		g->to = i;
	}
}

static void
fill_groups(struct list_reader *r, const struct list *blocks,
    const struct list *groups, const struct wrapped_known *known,
    struct wrapped_known *learn)
{
	for (size_t k = 0; k < groups->n; k++) {
		const struct group *g = list_at(groups, struct group, k);
		wrapped_fill(&r->rows, known,
		    &list_at(blocks, struct block, g->block)->rows, g->first,
		    g->rows, g->from, g->to, learn);
	}
}

/*
 * Pages of 別紙２ may stand between, and the second pass of 費目・使途: every
 * page for itself.  What
 * the second pass surely has is learnt first, so that it tells where the same
 * cells begin and end elsewhere.
 */
static void
read_flat(struct list_reader *r, struct list *blocks)
{
	const struct dump *dump = r->dump;
	struct list groups = {0};
	struct wrapped_known known = {0}, more;

	for (size_t i = 0; i < dump->n;) {
		if (dump->tokens[i].part < PART_PAYEES) {
			i++;
			continue;
		}
		size_t from = i, end = i;
		while (from > 0 && is_block(&dump->tokens[from - 1]))
			from--; /* its letter can stand before the heading */
		while (end < dump->n &&
		    dump->tokens[end].page == dump->tokens[i].page)
			end++;
		read_flat_page(r, blocks, &groups, from, end);
		i = end;
	}
	for (size_t k = 0; k < blocks->n; k++)
		wrapped_learn(
		    &r->rows, &list_at(blocks, struct block, k)->rows, &known);
	more = known;
	wrapped_settle(&known);
	fill_groups(r, blocks, &groups, &known, &more);
	wrapped_settle(&more);
	fill_groups(r, blocks, &groups, &more, NULL);
}

/* With blank lines: a heading begins a block, its letter stands near. */
static void
read_blocks(struct list_reader *r, struct list *blocks, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	struct list letters = {0}, heads = {0};

	for (size_t i = from; i < to; i++) {
		struct token *t = &dump->tokens[i];
		if (is_block(t)) {
			*list_add(dump->arena, &letters, str) =
			    dump_block_letters(dump->arena, t->text);
			t->used = true;
		}
		if (t->kind == TOKEN_LABEL && t->label == LABEL_PAYEE_NAME)
			*list_add(dump->arena, &heads, size_t) = i;
	}
	for (size_t k = 0; k < heads.n; k++) {
		size_t begin = *list_at(&heads, size_t, k);
		size_t end =
		    k + 1 < heads.n ? *list_at(&heads, size_t, k + 1) : to;
		str name =
		    k < letters.n ? *list_at(&letters, str, k) : STR_NULL;
		struct block *b = new_block(r, blocks, name);
		rows_fill(&r->rows, &b->rows, 0, 0, begin, end);
	}
}

static void
put_row(struct list_reader *r, const struct block *block, const struct row *row,
    size_t rank)
{
	struct list *list =
	    block->obligations ? &r->sheet->obligations : &r->sheet->payees;
	struct payee *p = list_add(r->dump->arena, list, struct payee);
	const struct piece *piece;

	p->block = block->letters;
	p->rank.value = dec_of((int64_t)rank);
	p->name = rows_text(&r->rows, row, NAME);
	/* 契約先 has the block's letter before the name. */
	struct str_cut letter = str_cut(p->name, ' ');
	if (block->obligations && letter.found &&
	    dump_is_letters(letter.head)) {
		p->block = dump_block_letters(r->dump->arena, letter.head);
		p->name = letter.tail;
	}
	if (row->letter.n)
		p->block = dump_block_letters(r->dump->arena, row->letter);
	p->description = rows_text(&r->rows, row, DESCRIPTION);
	p->reason = rows_text(&r->rows, row, REASON);
	if ((piece = rows_first(row, METHOD)) != NULL)
		p->method = r->dump->tokens[piece->token].group;
	if ((piece = rows_first(row, CORP)) != NULL) {
		str digits = corp_digits(r->dump->arena, piece->text);
		if (digits.n)
			p->corporate_number = digits;
		else
			p->corporate_number_text = piece->text;
	}
	p->amount.value = dec_yen(rows_figure(row, AMOUNT), 6);
	p->bidders.value = rows_figure(row, BIDDERS);
	p->award_rate.value = rows_figure(row, RATE);
}

static void
give_back(struct list_reader *r, struct row *row, enum column column)
{
	struct list *cell = &row->cells[column];

	for (size_t i = 0; i < cell->n; i++)
		r->dump->tokens[list_at(cell, struct piece, i)->token].used =
		    false;
	cell->n = 0;
}

/* Why a contract had one bidder is told in a sentence. */
static bool
is_reason(str s)
{
	return str_is_null(s) || str_has(s, S("。")) || str_has(s, S("ため")) ||
	    str_has(s, S("から")) || str_has(s, S("こと"));
}

/* Whether each bracket that opens in a text closes there too. */
static bool
is_balanced(str s)
{
	int open = 0;
	size_t len;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		open += c == '(' || c == 0x300C || c == 0x3010;
		open -= c == ')' || c == 0x300D || c == 0x3011;
		if (open < 0)
			return false;
	}
	return open == 0;
}

/*
 * -raw may have led the search astray: a name that looks like a description,
 * a description like a name, half of a bracket, a reason that gives none.
 * What the row says in words is then left unparsed, and what its neighbours
 * do, which as a rule it was mixed up with.
 */
static bool
is_doubtful(struct list_reader *r, const struct row *row)
{
	str name = rows_text(&r->rows, row, NAME);
	str description = rows_text(&r->rows, row, DESCRIPTION);

	return !is_balanced(name) || !is_balanced(description) ||
	    (!str_is_null(name) && likeness(r, name) < 0) ||
	    (!str_is_null(description) && likeness(r, description) >= 2) ||
	    !is_reason(rows_text(&r->rows, row, REASON));
}

static void
drop_doubtful(struct list_reader *r, const struct list *rows)
{
	bool *doubtful = arena_new(r->dump->arena, bool, rows->n + 2);

	for (size_t i = 0; i < rows->n; i++)
		doubtful[i] = is_doubtful(r, list_at(rows, struct row, i));
	for (size_t i = 0; i < rows->n; i++) {
		struct row *row = list_at(rows, struct row, i);
		if (!doubtful[i])
			continue;
		give_back(r, row, NAME);
		give_back(r, row, DESCRIPTION);
		give_back(r, row, REASON);
	}
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
	struct list blocks = {0};

	rows_widths(&r->rows, from, to);
	if (lists_is_clustered(r->dump, from, to)) {
		lists_read(&r->rows, r->sheet, from, to);
		return;
	}
	if (r->dump->flat)
		read_flat(r, &blocks);
	else
		read_blocks(r, &blocks, from, to);
	for (size_t k = 0; k < blocks.n; k++) {
		struct block *b = list_at(&blocks, struct block, k);
		if (r->dump->flat)
			drop_doubtful(r, &b->rows);
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
	struct list_reader r = {.dump = dump,
	    .sheet = sheet,
	    .rows = {.dump = dump,
		.likeness = likeness,
		.context = &r,
		.holes = dump->flat ? holes
		    : dump->columns ? column_holes
				    : block_holes,
		.ranked = true}};
	size_t from = 0, to;

	while (from < dump->n && dump->tokens[from].part != PART_PAYEES)
		from++;
	while (from > 0 && from < dump->n && is_block(&dump->tokens[from - 1]))
		from--; /* its letter can stand before the heading */
	to = dump->n;
	if (from < to)
		read_list(&r, from, to);
}
