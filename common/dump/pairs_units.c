#include "dump/pairs.h"

#include "dump/rows.h"
#include "form/words.h"
#include "value/text.h"

enum {
	ITEM_WIDTH = 12, /* 費目 has five or six characters to a line */
	LONG = 5 * 3, /* bytes of the label that are not met by chance */
	SHORT = 2 * 3, /* the same among its lines */
};

static int
fits_item(str s)
{
	return str_any(s, words_item_ends, str_ends) -
	    str_count(s, words_use_parts, str_has);
}

/* The label at the side, as far as it was read. */
struct aside {
	str text;
	size_t at;
	int paragraph; /* of its lines */
};

/* A piece of the label that no other cell has. */
static bool
is_long_piece(const struct aside *a, str folded)
{
	return folded.n >= LONG && str_has(a->text, folded);
}

/*
 * A line of the label: its next piece, one that no other cell has, or one in
 * a paragraph of such lines.
 */
static bool
take_aside(struct dump *dump, struct aside *a, const struct token *t, str s)
{
	str folded = text_fold(dump->arena, s);
	bool beside = a->paragraph == t->paragraph;

	if (!folded.n)
		return false;
	size_t found = str_find(a->text, folded, 0);
	if (a->at > 0 && str_starts(str_skip(a->text, a->at), folded))
		found = a->at;
	else if (folded.n < LONG && (!beside || folded.n < SHORT))
		return false;
	if (found == a->text.n)
		return false;
	a->at = found + folded.n;
	return true;
}

/* Whether the paragraph that begins here has lines of the label. */
static void
find_aside(struct dump *dump, struct aside *a, size_t i)
{
	int paragraph = dump->tokens[i].paragraph;

	for (; i < dump->n && dump->tokens[i].paragraph == paragraph; i++) {
		const struct token *t = &dump->tokens[i];
		struct str_cut cut = str_cut(t->text, ' ');
		if ((t->kind == TOKEN_LABEL && t->label == LABEL_SPENDING) ||
		    (t->kind == TOKEN_TEXT &&
			is_long_piece(a, text_fold(dump->arena, cut.head))))
			a->paragraph = paragraph;
	}
}

static struct pairs_unit *
add_unit(struct pairs *p, size_t token, str text)
{
	const struct token *t = &p->dump->tokens[token];
	struct pairs_unit *u = &p->units[p->n];

	*u = (struct pairs_unit){.token = token, .text = text_strip(text)};
	u->width = rows_display_width(u->text);
	u->fits = fits_item(u->text);
	u->stray = u->width == 2 && str_has(S("費目使途金額計"), u->text);
	if (p->n > 0) {
		const struct token *before = &p->dump->tokens[u[-1].token];
		u->tied = before->at == t->at;
		u->joined = u[-1].token == token;
	}
	p->n++;
	return u;
}

/* 調査研究費 情報通信分野における調査研究: one line of two cells. */
static size_t
second_cell(str s)
{
	for (size_t i = 1; i + 1 < s.n; i++)
		if (s.p[i] == ' ')
			return (unsigned char)s.p[i - 1] > 127 &&
				rows_display_width(str_take(s, i)) <= ITEM_WIDTH
			    ? i
			    : 0;
	return 0;
}

/* An amount in 百万円 as whole yen; 0 for anything else. */
static int64_t
yen_of(str s)
{
	int64_t yen;

	return dec_int(dec_yen(dec_cell(s), 6), &yen) && yen > 0 &&
		yen < INT64_MAX / 4
	    ? yen
	    : 0;
}

/* 3費: an amount and the end of the cell at the right of it; its length. */
static size_t
glued_amount(str s)
{
	size_t n = 0;

	while (n < s.n &&
	    ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == '.' ||
		s.p[n] == ','))
		n++;
	return n < s.n && (unsigned char)s.p[n] > 127 &&
		rows_display_width(str_skip(s, n)) <= 4
	    ? n
	    : 0;
}

static void
add_text(struct pairs *p, size_t token, struct aside *a)
{
	const struct token *t = &p->dump->tokens[token];
	str s = t->text;
	struct str_cut cut = str_cut(s, ' ');
	size_t second;

	if (take_aside(p->dump, a, t, s) ||
	    str_eq(text_fold(p->dump->arena, s), S("(百万円)")))
		return;
	if (cut.found && take_aside(p->dump, a, t, cut.head))
		s = cut.tail;
	second = glued_amount(s);
	if (second) {
		add_unit(p, token, str_take(s, second))->yen =
		    yen_of(str_take(s, second));
		add_unit(p, token, str_skip(s, second));
		return;
	}
	second = second_cell(s);
	if (second)
		add_unit(p, token, str_take(s, second));
	add_unit(p, token, str_skip(s, second));
}

/*
 * Whether paragraphs mix columns, as those of pdftotext do: figures and texts
 * stand in one, or here figures below something else.
 */
static bool
mixes_columns(const struct dump *dump)
{
	enum { BY_CHANCE = 1 };
	int mixed = 0;

	for (size_t i = 1; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i], *before = t - 1;
		bool figure = t->kind == TOKEN_FIGURE;
		bool above = before->kind == TOKEN_FIGURE;
		if (t->part >= PART_SPENDING &&
		    t->paragraph == before->paragraph && t->at != before->at)
			mixed += t->part == PART_SPENDING ? figure || above
							  : figure != above;
	}
	return mixed > BY_CHANCE;
}

void
pairs_units(struct pairs *p)
{
	struct dump *dump = p->dump;
	int heads[PAIRS_COLUMNS] = {0};
	struct aside a = {
	    .text = str_of(words_spending_title), .paragraph = -1};
	int paragraph = -1;

	p->units = arena_new(dump->arena, struct pairs_unit, PAIRS_UNITS);
	p->n = 0;
	p->mixed = mixes_columns(dump);
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		size_t first = p->n;
		if (t->part != PART_SPENDING)
			continue;
		if (t->paragraph != paragraph)
			find_aside(dump, &a, i);
		paragraph = t->paragraph;
		if (t->kind == TOKEN_LABEL) {
			heads[PAIRS_ITEM] += t->label == LABEL_SPENDING_ITEM;
			heads[PAIRS_USE] += t->label == LABEL_SPENDING_USE;
			heads[PAIRS_MONEY] += t->label == LABEL_SPENDING_AMOUNT;
			if (t->label == LABEL_SPENDING)
				take_aside(dump, &a, t,
				    t->whole.n ? t->whole : t->text);
		}
		if (t->used)
			continue;
		if (p->n + 2 > PAIRS_UNITS) {
			p->n = 0;
			return;
		}
		if (t->kind == TOKEN_FIGURE) {
			int64_t yen = yen_of(t->text);
			if (yen)
				add_unit(p, i, t->text)->yen = yen;
		} else if (t->kind == TOKEN_TEXT) {
			add_text(p, i, &a);
		}
		for (size_t k = first; k < p->n; k++)
			p->units[k].beside = t->paragraph == a.paragraph;
		for (; first < p->n; first++)
			for (int k = 0; k < PAIRS_COLUMNS; k++)
				p->units[first].heads[k] = heads[k];
	}
}
