#include "scatter/scatter.h"

#include "form/words.h"
#include "scatter/parts.h"
#include "value/era.h"
#include "value/name.h"
#include "value/text.h"

#include <stdlib.h>
#include <string.h>

/*
 * Where a dump follows the form, the parts come back in at most 6 of 100
 * labels (pdftotext, pdfminer); in a dump by paragraphs in 9 or more.
 */
enum { BACK_PERCENT = 7, BACK_LEAST = 8 };

bool
scatter_is(const struct dump *dump)
{
	size_t labels = 0, back = 0;
	enum part before = PART_NONE;

	if (dump->flat)
		return false;
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind != TOKEN_LABEL)
			continue;
		labels++;
		back += t->part < before;
		before = t->part;
	}
	return back >= BACK_LEAST && back * 100 >= labels * BACK_PERCENT;
}

/* -- scraps -- */

enum { PAGE_BLANKS = 3 }; /* blank lines that end a page */

/* The page of every line of the text, from 0. */
static int *
page_lines(struct arena *arena, str text, size_t *n)
{
	struct list pages = {0};
	int page = 0, blanks = 0;

	while (text.n) {
		struct str_cut cut = str_cut(text, '\n');
		str line = cut.head;
		bool feed = line.n && line.p[0] == '\f';
		bool blank = text_is_blank(line);
		if (feed || (!blank && blanks >= PAGE_BLANKS && pages.n))
			page++;
		blanks = blank && !feed ? blanks + 1 : 0;
		*list_add(arena, &pages, int) = page;
		text = cut.tail;
	}
	*n = pages.n;
	return pages.items;
}

struct maker {
	struct scatter *s;
	struct list scraps; /* of struct scrap */
	const int *pages;
	size_t lines, first;
};

static struct scrap *
add_scrap(struct maker *m, enum scrap_kind kind, size_t token, str text)
{
	const struct token *t = &m->s->dump->tokens[token];
	struct scrap *scrap = list_add(m->s->arena, &m->scraps, struct scrap);
	size_t line = t->line - m->first;

	scrap->kind = kind;
	scrap->text = text;
	scrap->from = token;
	scrap->to = token + 1;
	scrap->line = t->line;
	scrap->row = scrap->last = t->at;
	scrap->paragraph = t->paragraph;
	scrap->page = line < m->lines ? m->pages[line] : 0;
	return scrap;
}

/* Whether nothing but labels of the form, without anything between. */
static bool
is_labels(struct arena *arena, str text)
{
	str folded = text_fold(arena, name_compact(arena, text));

	if (folded.n > 200)
		return false;
	while (folded.n) {
		size_t best = 0;
		for (size_t i = 0; i < label_count; i++) {
			const struct label_row *row = &label_rows[i];
			if ((row->match == '=' || row->match == '^') &&
			    row->text.n > best && str_starts(folded, row->text))
				best = row->text.n;
		}
		if (!best)
			return false;
		folded = str_skip(folded, best);
	}
	return true;
}

/* （具体的な, 以内）: a piece of what labels say in brackets, which the dump
 * tore off. */
static bool
is_remark(struct arena *arena, str text)
{
	if (text.n > 200)
		return false;
	str folded = text_fold(arena, text);
	if (!str_any(folded, "(|)", str_has) && !str_eq(folded, S("事業終了")))
		return false;
	return folded.n > 6 && str_has(str_of(words_remarks), folded);
}

/* 平成29・30年度, of a heading that came apart. */
static bool
is_years(str text)
{
	return text.n <= 40 && str_has(text, S("・")) &&
	    str_ends(text, S("年度")) &&
	    (str_starts(text, S("平成")) || str_starts(text, S("令和")));
}

static bool
is_zeros(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '0')
			return false;
	return s.n >= 2 && s.n <= 5;
}

static void
add_value(struct maker *m, size_t token, str text)
{
	struct scrap *scrap = add_scrap(m, SCRAP_FIGURE, token, text);

	scrap->value = dec_cell(text);
	scrap->rate = str_ends(text, S("%")) || str_ends(text, S("％"));
	if (!scrap->value.known)
		scrap->kind = SCRAP_TEXT;
}

/* Cells that run into each other: 00 is two zeros, -205.3 none and 205.3. */
static void
add_figure(struct maker *m, size_t token, str text)
{
	if (text_is_none(text)) {
		add_scrap(m, SCRAP_DASH, token, text)->used = true;
		return;
	}
	if (is_zeros(text) && m->s->dump->tokens[token].opens &&
	    m->s->dump->tokens[token].closes) {
		for (size_t i = 0; i < text.n; i++)
			add_value(m, token, str_slice(text, i, i + 1));
		return;
	}
	if (text.n > 1 && text.p[0] == '-') {
		add_scrap(m, SCRAP_DASH, token, str_take(text, 1))->used = true;
		text = str_skip(text, 1);
	}
	add_value(m, token, text);
}

static void
add_year(struct maker *m, size_t token, str text, int year, int label)
{
	struct scrap *scrap = add_scrap(m, SCRAP_YEAR, token, text);

	scrap->year = year;
	scrap->label = label;
	/* 平成29・30年度 heads a table */
	scrap->era = !str_has(text, S("・")) &&
	    (str_starts(text, S("平成")) || str_starts(text, S("令和")) ||
		str_starts(text, S("昭和")));
}

/* 309/47 175/27: formulas side by side. */
static bool
add_formulas(struct maker *m, size_t token, str text)
{
	for (int pass = 0; pass < 2; pass++) {
		str rest = text_strip(text);
		while (rest.n) {
			struct str_cut cut = str_cut(rest, ' ');
			if (!dump_is_formula(cut.head))
				return false;
			if (pass)
				add_scrap(m, SCRAP_FORMULA, token, cut.head);
			rest = text_strip(cut.tail);
		}
	}
	return true;
}

/* 年度29, 62平成25年度: a year run into its neighbour. */
static bool
add_glued_year(struct maker *m, size_t token, str text)
{
	str folded = text_fold(m->s->arena, text);
	int near = m->s->dump->years;
	size_t digits = 0;

	if (str_starts(folded, S("年度"))) {
		str rest = str_skip(folded, 6);
		int year = era_year_cell(rest, near, true);
		if (!year || rest.n > 4)
			return false;
		add_year(m, token, text, year, DUMP_YEAR);
		return true;
	}
	while (digits < folded.n && folded.p[digits] >= '0' &&
	    folded.p[digits] <= '9')
		digits++;
	if (!digits || digits > 4 || digits == folded.n ||
	    (folded.p[digits] & 0x80) == 0)
		return false;
	int year = era_year_cell(str_skip(folded, digits), near, false);
	if (!year)
		return false;
	add_value(m, token, str_take(folded, digits));
	add_year(m, token, str_skip(folded, digits), year, DUMP_YEAR);
	return true;
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

/* Lines of text without a blank line or another kind between are one cell. */
static size_t
add_text(struct maker *m, size_t i)
{
	struct dump *dump = m->s->dump;
	const struct token *t = &dump->tokens[i];
	size_t to = i + 1;

	if (add_formulas(m, i, t->text) || add_glued_year(m, i, t->text))
		return to;
	while (to < dump->n && dump->tokens[to].kind == TOKEN_TEXT &&
	    dump->tokens[to].paragraph == t->paragraph &&
	    dump->tokens[to].opens && dump->tokens[to - 1].closes &&
	    dump->tokens[to].at == dump->tokens[to - 1].at + 1)
		to++;
	struct scrap *scrap =
	    add_scrap(m, SCRAP_TEXT, i, dump_text(dump, i, to));
	scrap->to = to;
	scrap->last = dump->tokens[to - 1].at;
	for (size_t k = i; k < to; k++) {
		int width = display_width(dump->tokens[k].text);
		if (width > scrap->width)
			scrap->width = width;
	}
	if (is_remark(m->s->arena, scrap->text)) {
		scrap->kind = SCRAP_LABEL;
		scrap->used = true;
		if (str_any(scrap->text, "出典）|出典)", str_has))
			scrap->label = LABEL_EVIDENCE;
	}
	if (is_labels(m->s->arena, scrap->text) || is_years(scrap->text)) {
		scrap->kind = SCRAP_LABEL;
		scrap->used = true;
	}
	return to;
}

/* 11 and 年度 on different lines are a figure and a word of the form. */
static bool
is_false_year(const struct dump *dump, const struct token *t)
{
	return t->label == DUMP_YEAR && t->last != t->at &&
	    dec_cell(t->text).known &&
	    (t->year < dump->years - 6 || t->year > dump->years + 1);
}

static size_t
add_token(struct maker *m, size_t i)
{
	struct dump *dump = m->s->dump;
	const struct token *t = &dump->tokens[i];
	struct scrap *scrap;

	switch (t->kind) {
	case TOKEN_LABEL:
		if (is_false_year(dump, t)) {
			add_figure(m, i, t->text);
			break;
		}
		if (t->label >= DUMP_YEAR && t->label <= DUMP_YEAR_INITIAL) {
			add_year(m, i, t->text, t->year, t->label);
			break;
		}
		/* 平成29・30年度予算内訳 that took a year near it for its own
		 */
		if (t->label == DUMP_ITEMS && t->last != t->at &&
		    era_year_cell(t->text, dump->years, false)) {
			add_year(m, i, t->text,
			    era_year_cell(t->text, dump->years, false),
			    DUMP_YEAR);
			break;
		}
		scrap = add_scrap(m, SCRAP_LABEL, i, t->text);
		scrap->label = t->label;
		scrap->group = t->group;
		scrap->last = t->last;
		scrap->used = t->label != DUMP_METHOD && /* values, both */
		    t->label != DUMP_VERDICT;
		if (!scrap->used)
			scrap->text = t->whole;
		break;
	case TOKEN_FIGURE:
		add_figure(m, i, t->text);
		break;
	case TOKEN_MARK:
		add_scrap(m, SCRAP_MARK, i, t->text);
		break;
	case TOKEN_TEXT:
		return add_text(m, i);
	}
	return i + 1;
}

/* Numbers the cells of each line that are figures, dashes or formulas. */
static void
set_columns(struct scatter *s)
{
	for (size_t i = 0, j; i < s->n; i = j) {
		int columns = 0;
		for (j = i; j < s->n && s->scraps[j].row == s->scraps[i].row;
		     j++) {
			struct scrap *scrap = &s->scraps[j];
			if (scrap->kind == SCRAP_FIGURE ||
			    scrap->kind == SCRAP_DASH ||
			    scrap->kind == SCRAP_FORMULA)
				scrap->column = columns++;
		}
		for (size_t k = i; k < j; k++)
			s->scraps[k].columns = columns;
	}
}

static void
make_scraps(struct scatter *s, str text, size_t line)
{
	struct maker m = {.s = s, .first = line};

	m.pages = page_lines(s->arena, text, &m.lines);
	s->pages = m.lines ? m.pages[m.lines - 1] + 1 : 0;
	for (size_t i = 0; i < s->dump->n;)
		i = add_token(&m, i);
	s->scraps = m.scraps.items;
	s->n = m.scraps.n;
	set_columns(s);
}

/* -- what the parts share -- */

struct zone
scatter_zone(const struct scatter *s, const int *labels, size_t n)
{
	struct zone zone = {1, 0};

	for (size_t i = 0; i < s->n; i++) {
		const struct scrap *scrap = &s->scraps[i];
		bool here = false;
		if (scrap->kind != SCRAP_LABEL && scrap->kind != SCRAP_YEAR)
			continue;
		for (size_t k = 0; k < n; k++)
			here = here || scrap->label == labels[k];
		if (!here)
			continue;
		if (zone.first > zone.last)
			zone.first = scrap->page;
		zone.last = scrap->page;
	}
	return zone;
}

static bool
within(struct zone zone, const struct scrap *scrap)
{
	return scrap->page >= zone.first && scrap->page <= zone.last;
}

bool
scatter_free(
    const struct scatter *s, struct zone zone, size_t i, enum scrap_kind kind)
{
	const struct scrap *scrap = &s->scraps[i];

	return !scrap->used && scrap->kind == kind && within(zone, scrap);
}

size_t
scatter_pool(const struct scatter *s, struct zone zone, enum scrap_kind kind,
    size_t **indices)
{
	struct list list = {0};

	for (size_t i = 0; i < s->n; i++)
		if (scatter_free(s, zone, i, kind))
			*list_add(s->arena, &list, size_t) = i;
	*indices = list.items;
	return list.n;
}

size_t
scatter_count(const struct scatter *s, struct zone zone, int label)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += s->scraps[i].kind == SCRAP_LABEL &&
		    s->scraps[i].label == label && within(zone, &s->scraps[i]);
	return n;
}

int
scatter_beside(const struct scatter *s, size_t i)
{
	for (size_t k = i; k-- > 0 && s->scraps[k].last == s->scraps[i].row;)
		if (s->scraps[k].kind == SCRAP_LABEL)
			return s->scraps[k].label;
	return LABEL_NONE;
}

str
scatter_take(struct scatter *s, size_t i)
{
	s->scraps[i].used = true;
	return s->scraps[i].text;
}

void
scatter_note(struct scatter *s, const char *where, const char *what)
{
	record_note(s->arena, s->sheet, "placed-by-arithmetic", str_of(where),
	    "%s", what);
}

/* -- words that texts share -- */

enum { LIKE_PAIRS = 600, LIKE_WORTH = 60 };

struct pairs {
	uint64_t *items; /* ascending, each once */
	size_t n;
};

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static bool
is_kana(uint32_t c)
{
	return c >= 0x3041 && c <= 0x309F;
}

static struct pairs
pairs_of(struct arena *arena, str text)
{
	struct pairs p = {arena_new(arena, uint64_t, LIKE_PAIRS), 0};
	uint32_t before = 0;
	size_t len, kept = 0;

	for (str s = text; s.n && p.n < LIKE_PAIRS; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		if (text_is_space(c))
			continue;
		bool word = c > 0x2FFF ? c > 0x3020 && c != 0x30FB
				       : (c >= '0' && c <= '9') || c >= 'A';
		if (!word)
			c = 0;
		if (c && before && !is_kana(c) && !is_kana(before))
			p.items[p.n++] = (uint64_t)before << 32 | c;
		before = c;
	}
	qsort(p.items, p.n, sizeof *p.items, by_value);
	for (size_t i = 0; i < p.n; i++)
		if (!kept || p.items[kept - 1] != p.items[i])
			p.items[kept++] = p.items[i];
	p.n = kept;
	return p;
}

static bool
has_pair(const struct pairs *p, uint64_t pair)
{
	return p->n &&
	    bsearch(&pair, p->items, p->n, sizeof pair, by_value) != NULL;
}

void
scatter_likeness(struct scatter *s, const str *a, size_t left, const str *b,
    size_t right, int *out)
{
	struct pairs *l = arena_new(s->arena, struct pairs, left + 1);
	struct pairs *r = arena_new(s->arena, struct pairs, right + 1);

	for (size_t i = 0; i < left; i++)
		l[i] = pairs_of(s->arena, a[i]);
	for (size_t j = 0; j < right; j++)
		r[j] = pairs_of(s->arena, b[j]);
	for (size_t i = 0; i < left * right; i++)
		out[i] = 0;
	for (size_t i = 0; i < left; i++)
		for (size_t k = 0; k < l[i].n; k++) {
			int known = 0;
			for (size_t j = 0; j < right; j++)
				known += has_pair(&r[j], l[i].items[k]);
			for (size_t j = 0; known && j < right; j++)
				if (has_pair(&r[j], l[i].items[k]))
					out[i * right + j] +=
					    LIKE_WORTH / known;
		}
}

int
scatter_like(struct scatter *s, str a, str b)
{
	struct pairs p = pairs_of(s->arena, a), q = pairs_of(s->arena, b);
	size_t both = 0;

	for (size_t i = 0; i < p.n; i++)
		both += has_pair(&q, p.items[i]);
	return p.n + q.n ? (int)(2000 * both / (p.n + q.n)) : 0;
}

/* -- the sheet -- */

/* Tokens of which nothing is left are used, the others go to unparsed. */
static void
settle_tokens(struct scatter *s)
{
	for (size_t i = 0; i < s->dump->n; i++)
		s->dump->tokens[i].used = true;
	for (size_t i = 0; i < s->n; i++)
		if (!s->scraps[i].used &&
		    (s->scraps[i].kind != SCRAP_YEAR || s->scraps[i].era))
			for (size_t k = s->scraps[i].from; k < s->scraps[i].to;
			     k++)
				s->dump->tokens[k].used = false;
}

void
scatter_read(struct dump *dump, str text, size_t line, struct sheet *sheet)
{
	struct scatter s = {.dump = dump, .arena = dump->arena, .sheet = sheet};

	make_scraps(&s, text, line);
	sheet->sheet_year = dump->years;
	sheet->budget.carried_out_in_total = TRUTH_TRUE;
	scatter_head(&s);
	scatter_budget(&s);
	scatter_goals(&s);
	scatter_money(&s);
	scatter_review(&s);
	scatter_opinions(&s);
	scatter_past(&s);
	settle_tokens(&s);
}
