#include "dump/head.h"

#include "value/text.h"

#include <stdlib.h>

/* 事業の目的 and 事業概要: the long lines of the head. */

enum {
	PROSE = 60, /* columns of a line that only prose fills */
	LINES_MAX = 1000, /* of purpose and summary: more is no sheet */
};

/* The text behind a label up to the next one, in the second pass of -raw. */
static size_t
behind(const struct dump *dump, size_t label)
{
	size_t to = label + 1;

	while (to < dump->n && dump->tokens[to].kind != TOKEN_LABEL &&
	    !dump->tokens[to].used && dump->tokens[to].part == PART_HEAD &&
	    !head_is_methods(&dump->tokens[to]))
		to++;
	return to;
}

void
head_flat_prose(struct dump *dump, struct sheet *sheet)
{
	static const enum label labels[] = {LABEL_PURPOSE, LABEL_SUMMARY};
	size_t title = dump->title;
	struct list open = {0};

	for (size_t k = 0; k < 2; k++) {
		size_t i = dump_find(dump, 0, (int)labels[k]);
		str *slot = head_slot(sheet, labels[k]);
		if (i == dump->n)
			continue;
		size_t to = behind(dump, i);
		if (i > title && to > i + 1) {
			str text = dump_take(dump, i + 1, to);
			if (!text_is_void(text))
				*slot = text;
		} else if (to > i + 1 &&
		    dump->tokens[i + 1].at == dump->tokens[i].at) {
			*slot = dump_take(dump, i + 1, i + 2);
		} else {
			*list_add(dump->arena, &open, enum label) = labels[k];
		}
	}
	/* One that fills a single line stands in the first pass. */
	size_t next = 0;
	for (size_t i = 0; i < title && next < open.n; i++) {
		struct token *t = &dump->tokens[i];
		if (t->used || t->part != PART_HEAD || !t->opens ||
		    !t->closes || head_width(t) < PROSE)
			continue;
		str *slot =
		    head_slot(sheet, *list_at(&open, enum label, next++));
		*slot = dump_take(dump, i, i + 1);
	}
}

/* A text so short that its label stands on its one line. */
static bool
is_beside_label(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i], *l = t - 1;

	return i > 0 && l->kind == TOKEN_LABEL && l->last == t->at &&
	    t->kind == TOKEN_TEXT &&
	    (l->label == LABEL_PURPOSE || l->label == LABEL_ISSUES ||
		l->label == LABEL_SUMMARY);
}

/* Lines of the paragraphs that have a long one, in order. */
static size_t
prose_lines(const struct dump *dump, size_t **lines)
{
	struct list list = {0};
	size_t from = dump_find(dump, 0, LABEL_EXPENSE_CLASS);

	if (from == dump->n)
		from = 0;
	int line = dump->columns && from ? dump->tokens[from].at : -1;
	for (size_t i = from; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		bool prose = is_beside_label(dump, i);
		if (t->kind == TOKEN_LABEL && t->label == LABEL_METHODS &&
		    dump->columns)
			break;
		if (t->at <= line ||
		    (t->text.n <= 3 && t->kind == TOKEN_TEXT &&
			!str_eq(t->text, S("。"))))
			continue;
		if (t->part > PART_HEAD)
			break;
		if (t->used || t->kind == TOKEN_LABEL ||
		    (!dump->columns &&
			(head_is_methods(t) || str_starts(t->text, S("http")) ||
			    (!list.n && head_is_policies(t)))))
			continue;
		for (size_t k = i > 12 ? i - 12 : 0; k < i + 12 && k < dump->n;
		     k++)
			prose = prose ||
			    (dump->tokens[k].paragraph == t->paragraph &&
				dump->tokens[k].kind == TOKEN_TEXT &&
				!dump->tokens[k].used &&
				head_width(&dump->tokens[k]) >= PROSE);
		if (prose)
			*list_add(dump->arena, &list, size_t) = i;
	}
	*lines = list.items;
	return list.n;
}

static void
set_text(str *slot, str text)
{
	if (!text_is_void(text))
		*slot = text;
}

/* The texts of [from, to), without what other cells have left there. */
static str
prose_between(struct dump *dump, size_t from, size_t to)
{
	struct list tokens = {0};

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->used || t->kind == TOKEN_LABEL || head_is_methods(t) ||
		    str_starts(t->text, S("http")))
			continue;
		*list_add(dump->arena, &tokens, size_t) = i;
	}
	return tokens.n ? dump_join(dump, tokens.items, tokens.n) : STR_NULL;
}

/* Whether a text of its own paragraph begins behind the label. */
static bool
heads_text(const struct dump *dump, size_t label)
{
	const struct token *l = &dump->tokens[label], *t = l + 1;

	return label + 1 < dump->n && label > 0 && t->kind == TOKEN_TEXT &&
	    !t->used && t->paragraph != l->paragraph &&
	    head_width(t) >= PROSE &&
	    (l[-1].kind == TOKEN_LABEL || l[-1].used ||
		l[-1].paragraph != l->paragraph);
}

/* Each text in paragraphs between its label and the next. */
static bool
plain_prose(struct dump *dump, struct sheet *sheet)
{
	size_t purpose = dump_find(dump, 0, LABEL_PURPOSE);
	size_t summary = dump_find(dump, 0, LABEL_SUMMARY);
	size_t issues = dump_find(dump, 0, LABEL_ISSUES);
	size_t end = dump_find(dump, summary, LABEL_METHODS);
	size_t url = dump_find(dump, summary, LABEL_SUMMARY_URL);

	if (url < end)
		end = url;
	if (dump->columns || summary == dump->n || purpose > summary ||
	    !heads_text(dump, purpose) || !heads_text(dump, summary))
		return false;
	if (end == dump->n || dump->tokens[end].part != PART_HEAD)
		return false;
	bool middle = issues > purpose && issues < summary;
	if (middle && !heads_text(dump, issues))
		return false;
	set_text(&sheet->purpose,
	    prose_between(dump, purpose + 1, middle ? issues : summary));
	if (middle)
		set_text(
		    &sheet->issues, prose_between(dump, issues + 1, summary));
	set_text(&sheet->summary, prose_between(dump, summary + 1, end));
	return true;
}

/* The texts of the head in order, whose lines follow each other. */
enum { TEXTS = 3 };

struct prose {
	const struct dump *dump;
	size_t *lines, n; /* tokens */
	int full; /* columns of a line that the next may go on */
	struct text_cell {
		size_t label; /* token; dump->n: the sheet has none */
		bool heads; /* alone in a paragraph, before its text */
		size_t above, to; /* lines above the label, and to its end */
		str *slot;
	} texts[TEXTS];
	size_t count;
};

static int
by_size(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

/* A font that shrank has wider lines: most have the width of the cell. */
static int
full_width(const struct prose *p)
{
	int *widths = arena_new(p->dump->arena, int, p->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		int width = head_width(&p->dump->tokens[p->lines[i]]);
		if (width >= PROSE)
			widths[n++] = width;
	}
	qsort(widths, n, sizeof *widths, by_size);
	return n ? widths[n / 2] : 0;
}

static void
add_cell(struct prose *p, struct sheet *sheet, enum label label)
{
	const struct token *t = p->dump->tokens;
	size_t i = dump_find(p->dump, 0, (int)label);
	struct text_cell *cell = &p->texts[p->count++];

	*cell = (struct text_cell){
	    .label = i, .heads = true, .slot = head_slot(sheet, label)};
	for (size_t k = 0; k < p->n && i < p->dump->n; k++) {
		const struct token *line = &t[p->lines[k]];
		cell->above += line->at < t[i].at;
		cell->to += line->at <= t[i].last;
		if (line->paragraph == t[i].paragraph)
			cell->heads = false;
	}
}

/* The prices of a cut: the text must end there, and its label is centred. */
enum {
	NEVER = 10000,
	TORN = 30, /* a full line goes on */
	NO_STOP = 4, /* a line that does not end in 。 */
	SAME_PARAGRAPH = 3,
	FULL_STOP = 2, /* a full line that does */
	NO_TEXT = 12,
	AWAY = 6, /* from a label of its own paragraph */
	OFF_CENTRE = 2, /* by a line */
};

static int
cut_price(const struct prose *p, size_t i)
{
	const struct token *t = &p->dump->tokens[p->lines[i - 1]];
	const struct token *u = &p->dump->tokens[p->lines[i]];
	bool stop = str_ends(text_strip(t->text), S("。"));
	bool full = head_width(t) >= p->full - 6;
	int price = t->paragraph == u->paragraph ? SAME_PARAGRAPH : 0;

	if (t->at == u->at)
		return NEVER;
	return price + (full ? stop ? FULL_STOP : TORN : stop ? 0 : NO_STOP);
}

static int
cell_price(
    const struct prose *p, const struct text_cell *cell, size_t from, size_t to)
{
	size_t above = cell->above > from ? cell->above - from : 0;
	size_t below = to > cell->to ? to - cell->to : 0;

	if (from == to)
		return NO_TEXT;
	if (cell->label == p->dump->n)
		return 0;
	if (cell->heads)
		return cell->above == from ? 0 : AWAY;
	above = above < to - from ? above : to - from;
	below = below < to - from ? below : to - from;
	return OFF_CENTRE *
	    (int)(above > below ? above - below : below - above);
}

/* Where each text begins in the cheapest way to cut the lines. */
static void
cut_prose(const struct prose *p, size_t *begins)
{
	size_t wide = p->n + 1;
	int *best = arena_new(p->dump->arena, int, (TEXTS + 1) * wide);
	size_t *from = arena_new(p->dump->arena, size_t, (TEXTS + 1) * wide);

	for (size_t to = 1; to <= p->n; to++)
		best[to] = NEVER;
	for (size_t k = 0; k < p->count; k++)
		for (size_t to = 0; to <= p->n; to++) {
			int *price = &best[(k + 1) * wide + to];
			*price = NEVER;
			for (size_t i = 0; i <= to; i++) {
				int now = best[k * wide + i] +
				    cell_price(p, &p->texts[k], i, to) +
				    (i > 0 && i < to ? cut_price(p, i) : 0);
				if (now >= *price)
					continue;
				*price = now;
				from[(k + 1) * wide + to] = i;
			}
		}
	begins[p->count] = p->n;
	for (size_t k = p->count; k > 0; k--)
		begins[k - 1] = from[k * wide + begins[k]];
}

/* All lines of the texts, where the labels do not part them. */
static void
loose_prose(struct dump *dump, struct sheet *sheet)
{
	struct prose p = {.dump = dump};
	size_t begins[TEXTS + 1];

	p.n = prose_lines(dump, &p.lines);
	if (!p.n || p.n > LINES_MAX)
		return;
	p.full = full_width(&p);
	add_cell(&p, sheet, LABEL_PURPOSE);
	if (dump->years >= 2023)
		add_cell(&p, sheet, LABEL_ISSUES);
	add_cell(&p, sheet, LABEL_SUMMARY);
	cut_prose(&p, begins);
	for (size_t k = 0; k < p.count; k++) {
		size_t from = begins[k], to = begins[k + 1];
		bool torn =
		    (from > 0 && from < to && cut_price(&p, from) >= TORN) ||
		    (to < p.n && from < to && cut_price(&p, to) >= TORN);
		if (from < to && (!torn || dump->columns))
			set_text(p.texts[k].slot,
			    dump_join(dump, p.lines + from, to - from));
	}
}

/* Whether a text ends within a full line, which its cell would go on. */
static bool
is_torn(const struct dump *dump, str s)
{
	if (!s.n || str_any(s, "。|）|)|」|】|．|等", str_ends))
		return false;
	for (size_t i = 0; i < dump->n; i++)
		if (head_width(&dump->tokens[i]) >= PROSE &&
		    str_ends(s, text_strip(dump->tokens[i].text)))
			return true;
	return false;
}

static bool
begins_inside(str s)
{
	size_t len;
	uint32_t c = s.n ? str_char(s, &len) : 0;

	return (c >= 0x3041 && c <= 0x3096) || c == 0x3001 || c == 0x3002;
}

/*
 * A text too long for its cell: its last line stands below that of its
 * neighbours, のリーダーシップの発揮を目指す。
 */
static void
add_tail(struct dump *dump, struct sheet *sheet)
{
	bool purpose = is_torn(dump, sheet->purpose);
	bool summary = is_torn(dump, sheet->summary);
	size_t from = dump_find(dump, 0, LABEL_PURPOSE), tail = dump->n;

	if (purpose == summary)
		return;
	for (size_t i = from; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->part > PART_HEAD)
			break;
		if (t->used || t->kind != TOKEN_TEXT || !t->opens ||
		    t[-1].paragraph == t->paragraph ||
		    !begins_inside(t->text) ||
		    !str_ends(text_strip(t->text), S("。")))
			continue;
		if (tail < dump->n)
			return;
		tail = i;
	}
	if (tail == dump->n)
		return;
	str *slot = purpose ? &sheet->purpose : &sheet->summary;
	*slot = arena_join(dump->arena, *slot, dump_take(dump, tail, tail + 1));
}

void
head_paragraph_prose(struct dump *dump, struct sheet *sheet)
{
	if (!plain_prose(dump, sheet))
		loose_prose(dump, sheet);
	if (!dump->columns)
		add_tail(dump, sheet);
}
