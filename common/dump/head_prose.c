#include "dump/head.h"

#include "value/text.h"

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
		bool prose = false;
		if (t->kind == TOKEN_LABEL && t->label == LABEL_METHODS &&
		    dump->columns)
			break;
		if (t->at <= line || (t->text.n <= 3 && t->kind == TOKEN_TEXT))
			continue;
		if (t->part > PART_HEAD)
			break;
		if (t->used || t->kind == TOKEN_LABEL ||
		    (!dump->columns &&
			(head_is_methods(t) || str_starts(t->text, S("http")))))
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

/* Lines of the range that stand before and behind a label: centred? */
static int
off_centre(const struct dump *dump, size_t label, const size_t *lines,
    size_t from, size_t to)
{
	const struct token *l = &dump->tokens[label];
	int above = 0, below = 0;

	if (label == dump->n)
		return 0;
	for (size_t i = from; i < to; i++) {
		above += dump->tokens[lines[i]].at < l->at;
		below += dump->tokens[lines[i]].at > l->last;
	}
	return above > below ? above - below : below - above;
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

static void
loose_prose(struct dump *dump, struct sheet *sheet)
{
	size_t *lines, n = prose_lines(dump, &lines), at = 0;
	size_t purpose = dump_find(dump, 0, LABEL_PURPOSE);
	size_t summary = dump_find(dump, 0, LABEL_SUMMARY);
	int widest = 0, best = -1;

	if (n > LINES_MAX)
		return;
	for (size_t i = 0; i < n; i++)
		if (head_width(&dump->tokens[lines[i]]) > widest)
			widest = head_width(&dump->tokens[lines[i]]);
	for (size_t i = 1; i < n; i++) {
		const struct token *t = &dump->tokens[lines[i - 1]];
		const struct token *u = &dump->tokens[lines[i]];
		bool ends =
		    head_width(t) < widest - 6 || str_ends(t->text, S("。"));
		int cost = 2 * off_centre(dump, purpose, lines, 0, i) +
		    2 * off_centre(dump, summary, lines, i, n);
		if (t->at == u->at)
			continue;
		if (!ends)
			cost += 30;
		else if (!str_ends(t->text, S("。")))
			cost += 4;
		if (t->paragraph != u->paragraph)
			cost -= 3;
		if (best < 0 || cost < best) {
			best = cost;
			at = ends || dump->columns ? i : 0;
		}
	}
	if (n == 1)
		at = 1;
	if (!at)
		return;
	str text = dump_join(dump, lines, at);
	if (!text_is_void(text))
		sheet->purpose = text;
	text = dump_join(dump, lines + at, n - at);
	if (n > at && !text_is_void(text))
		sheet->summary = text;
}

void
head_paragraph_prose(struct dump *dump, struct sheet *sheet)
{
	if (!plain_prose(dump, sheet))
		loose_prose(dump, sheet);
}
