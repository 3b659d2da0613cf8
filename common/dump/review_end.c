#include "dump/review_end.h"

#include "dump/rows.h"
#include "value/text.h"

/* -- 所管府省名, 事業番号, 事業名 of 関連事業 -- */

enum {
	RELATED_MAX = 50, /* projects: more is no sheet */
	NAME_WIDTH = 100, /* columns of a line that names a project */
	COMMENT_WIDTH = 60, /* of the lines of a comment */
	CELL_WIDTH = 76, /* of a line that the column of comments cannot hold */
};

static bool
is_ministry(str s)
{
	return s.n <= 45 &&
	    (str_ends(s, S("省")) || str_ends(s, S("庁")) ||
		str_ends(s, S("府")) || str_ends(s, S("委員会")));
}

/* -raw: all of a project on a line */
static void
flat_related(struct dump *dump, struct sheet *sheet, size_t from, size_t to)
{
	bool past = false; /* behind 過去のレビューシートの事業番号 */

	for (size_t i = from; i < to; i++) {
		struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_LABEL)
			past = t->label == LABEL_PAST || t->label == DUMP_YEAR;
		if (past)
			continue;
		if (t->used || t->kind != TOKEN_TEXT || !t->opens ||
		    i + 1 >= to)
			continue;
		struct token *number = t + 1;
		str digits = text_number(dump->arena, number->text);
		if (number->used || number->kind != TOKEN_FIGURE ||
		    digits.n != 4 || !is_ministry(t->text))
			continue;
		struct related_project *p = list_add(dump->arena,
		    &sheet->review.related_projects, struct related_project);
		p->ministry = t->text;
		p->number = digits;
		t->used = number->used = true;
		if (i + 2 < to && !number[1].used &&
		    number[1].kind == TOKEN_TEXT &&
		    number[1].at == number->at) {
			size_t end = i + 3;
			while (end < to &&
			    dump->tokens[end].kind != TOKEN_LABEL &&
			    dump->tokens[end].at == number[1].at)
				end++;
			p->name = dump_take(dump, i + 2, end);
		}
	}
}

/* 0180, 20-0268, 2022-総務-21-0171; of two lines where the first ends in - */
static str
project_number(struct dump *dump, size_t i, size_t to, size_t *end)
{
	const struct token *t = &dump->tokens[i];
	str s = text_number(dump->arena, t->text), tail = s;
	size_t digits = 0, len, others = 0;

	*end = i + 1;
	if (t->text.n > 40)
		return STR_NULL;
	if (s.n > 4 && str_ends(s, S("-")) && i + 1 < to &&
	    t[1].kind == TOKEN_FIGURE && !t[1].used) {
		tail = text_number(dump->arena, t[1].text);
		s = arena_join(dump->arena, s, tail);
		*end = i + 2;
	}
	while (digits < s.n && s.p[s.n - 1 - digits] >= '0' &&
	    s.p[s.n - 1 - digits] <= '9')
		digits++;
	for (str rest = s; rest.n; rest = str_skip(rest, len)) {
		uint32_t c = str_char(rest, &len);
		others += (c < '0' || c > '9') && c != '-';
	}
	if (digits != 4 || others > 4 ||
	    (s.n > 4 && !str_ends(str_take(s, s.n - 4), S("-"))))
		return STR_NULL;
	return s;
}

/* Tokens from..to of a cell. */
struct cell {
	size_t from, to;
	str text;
};

struct columns {
	struct list ministries, numbers, names, lines; /* of struct cell */
	struct cell result; /* a cell as wide as the sheet; text null: none */
};

static void
add_cell(struct dump *dump, struct list *list, size_t from, size_t to, str s)
{
	*list_add(dump->arena, list, struct cell) = (struct cell){from, to, s};
}

/* A text of the region: a name, or the result of the inspection. */
static size_t
read_text(struct dump *dump, struct columns *c, size_t i, size_t to)
{
	const struct token *t = dump->tokens;
	size_t end = i;
	bool prose = false, wide = false;

	while (end < to && t[end].kind == TOKEN_TEXT && !t[end].used &&
	    t[end].paragraph == t[i].paragraph && !is_ministry(t[end].text))
		end++;
	for (size_t k = i; k < end; k++) {
		int width = rows_display_width(t[k].text);
		prose = prose || str_has(t[k].text, S("。")) ||
		    width > NAME_WIDTH || str_starts(t[k].text, S("※"));
		wide = wide || width > CELL_WIDTH;
	}
	if (end == i)
		return i + 1;
	if (prose && wide && str_is_null(c->result.text))
		c->result = (struct cell){i, end, dump_text(dump, i, end)};
	if (prose || t[i].text.n <= 3)
		return end;
	add_cell(dump, &c->names, i, end, dump_text(dump, i, end));
	for (size_t k = i; k < end;) {
		size_t line = dump_line_end(dump, k);
		add_cell(dump, &c->lines, k, line, dump_text(dump, k, line));
		k = line;
	}
	return end;
}

/*
 * 2022-総務-21- 灯台の保守 / 0171: a number that its cell wraps, and the name
 * beside it.
 */
static bool
read_torn(struct dump *dump, struct columns *c, size_t i, size_t to)
{
	const struct token *t = &dump->tokens[i];
	str s = text_strip(t->text);
	size_t hyphens = 0, n = 0, digits = 0;

	if (i + 1 >= to || t[1].used || t[1].kind != TOKEN_FIGURE ||
	    t[1].at != t->at + 1 || !str_starts(s, S("20")))
		return false;
	for (; n < s.n && n < 30 && digits < 2; n++) {
		hyphens += s.p[n] == '-';
		digits = hyphens < 2 || s.p[n] < '0' || s.p[n] > '9'
		    ? 0
		    : digits + 1;
	}
	str tail = text_number(dump->arena, t[1].text);
	str name =
	    text_strip(str_skip(s, n + str_starts(str_skip(s, n), S("-"))));
	if (digits != 2 || tail.n != 4 || !name.n)
		return false;
	add_cell(dump, &c->numbers, i, i + 2,
	    arena_printf(dump->arena, "%.*s-%.*s", STR_ARG(str_take(s, n)),
		STR_ARG(tail)));
	add_cell(dump, &c->names, i, i + 2, name);
	add_cell(dump, &c->lines, i, i + 2, name);
	return true;
}

static void
read_columns(struct dump *dump, struct columns *c, size_t from, size_t to)
{
	for (size_t i = from; i < to;) {
		const struct token *t = &dump->tokens[i];
		size_t end = i + 1;
		str number = STR_NULL;
		if (t->used || t->kind == TOKEN_LABEL) {
			i++;
			continue;
		}
		if (read_torn(dump, c, i, to)) {
			i += 2;
			continue;
		}
		if (t->kind != TOKEN_MARK)
			number = project_number(dump, i, to, &end);
		if (!str_is_null(number))
			add_cell(dump, &c->numbers, i, end, number);
		else if (t->kind == TOKEN_TEXT && is_ministry(t->text))
			add_cell(dump, &c->ministries, i, i + 1, t->text);
		else if (t->kind == TOKEN_TEXT)
			end = read_text(dump, c, i, to);
		else
			end = i + 1;
		i = end;
	}
}

/* The ends of the region of related projects. */
static bool
related_region(const struct dump *dump, size_t *from, size_t *to)
{
	size_t i = dump_find(dump, *from, LABEL_RELATED_MINISTRY);

	if (i >= *to)
		return false;
	*from = i + 1;
	for (; i < *to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_LABEL && t->part != PART_REVIEW)
			break;
	}
	*to = i;
	return true;
}

static void
use(struct dump *dump, const struct cell *cell)
{
	for (size_t i = cell->from; i < cell->to; i++)
		dump->tokens[i].used = true;
}

/* Rows or columns: as many of each, in the same order. */
static void
read_related(struct dump *dump, struct sheet *sheet, size_t from, size_t to)
{
	struct columns c = {0};

	if (!related_region(dump, &from, &to))
		return;
	read_columns(dump, &c, from, to);
	size_t n = c.numbers.n;
	if (!n || c.ministries.n != n || n > RELATED_MAX)
		return;
	const struct list *names = c.names.n == n ? &c.names
	    : c.lines.n == n			  ? &c.lines
						  : NULL;
	for (size_t i = 0; i < n; i++) {
		struct related_project *p = list_add(dump->arena,
		    &sheet->review.related_projects, struct related_project);
		const struct cell *ministry =
		    list_at(&c.ministries, struct cell, i);
		const struct cell *number = list_at(&c.numbers, struct cell, i);
		p->ministry = ministry->text;
		p->number = number->text;
		use(dump, ministry);
		use(dump, number);
		if (!names)
			continue;
		p->name = list_at(names, struct cell, i)->text;
		use(dump, list_at(names, struct cell, i));
	}
}

void
review_related(struct dump *dump, struct sheet *sheet, size_t from, size_t to)
{
	if (dump->flat)
		flat_related(dump, sheet, from, to);
	else
		read_related(dump, sheet, from, to);
}

/* -- 点検結果 and 改善の方向性 -- */

static void
set(struct dump *dump, str *slot, size_t from, size_t to)
{
	if (!str_is_null(*slot) || from >= to)
		return;
	str text = dump_take(dump, from, to);
	if (!text_is_void(text))
		*slot = text;
}

static void
flat_results(struct dump *dump, struct review *review, size_t from, size_t to)
{
	struct run *runs;
	size_t n = dump_runs(dump, from, to, PART_REVIEW, &runs);

	for (size_t i = 0; i < n; i++) {
		str *slot = NULL;
		if (runs[i].before == LABEL_REVIEW_RESULT ||
		    runs[i].before == LABEL_REVIEW_RESULTS)
			slot = &review->result;
		else if (runs[i].before == LABEL_REVIEW_DIRECTION)
			slot = &review->direction;
		else if (runs[i].before == LABEL_REVIEW_EFFECT)
			slot = &review->effect;
		if (slot)
			set(dump, slot, runs[i].from, runs[i].to);
	}
}

static int
widest_of(const struct dump *dump, size_t from, size_t to)
{
	int widest = 0;

	for (size_t i = from; i < to; i++)
		if (rows_display_width(dump->tokens[i].text) > widest)
			widest = rows_display_width(dump->tokens[i].text);
	return widest;
}

/* Lines that wrap in the cell of a comment. */
static bool
is_comment(const struct dump *dump, size_t from, size_t to)
{
	return to > from + 1 && widest_of(dump, from, to) <= COMMENT_WIDTH;
}

/*
 * The texts of [from, to), one a paragraph; a sentence that a paragraph does
 * not end goes on in the next.
 */
static void
find_texts(struct dump *dump, struct list *cells, size_t from, size_t to)
{
	struct cell *last = NULL;

	for (size_t i = from; i < to;) {
		const struct token *t = dump->tokens;
		size_t end = i;
		while (end < to && !t[end].used && t[end].kind == TOKEN_TEXT &&
		    t[end].paragraph == t[i].paragraph)
			end++;
		if (end == i || (end == i + 1 && t[i].text.n <= 3) ||
		    is_comment(dump, i, end)) {
			i = end > i ? end : i + 1;
			last = NULL;
			continue;
		}
		if (last && last->to == i &&
		    !str_ends(text_strip(t[i - 1].text), S("。"))) {
			last->to = end;
		} else {
			last = list_add(dump->arena, cells, struct cell);
			*last = (struct cell){.from = i, .to = end};
		}
		i = end;
	}
}

/* Lines of a cell above the label in its middle, if they are such. */
static size_t
lines_above(const struct dump *dump, size_t label, size_t to)
{
	const struct token *t = dump->tokens;
	size_t from = label;

	while (from > 0 && t[from - 1].kind == TOKEN_TEXT &&
	    !t[from - 1].used && t[from - 1].paragraph == t[label].paragraph)
		from--;
	if (from == label || to == label + 1 ||
	    t[to - 1].paragraph != t[label].paragraph)
		return label;
	int above = t[label].at - t[from].at;
	int below = t[to - 1].at - t[label].at;
	return above - below <= 1 && below - above <= 1 ? from : label;
}

/*
 * Where a text ends before its line does and another follows: the line below.
 * How often that is; once where it is told.
 */
static size_t
find_cuts(const struct dump *dump, const struct cell *cell, size_t *below)
{
	enum { SHORT = 8 };
	const struct token *t = dump->tokens;
	int widest = widest_of(dump, cell->from, cell->to);
	size_t n = 0;

	for (size_t i = cell->from; i + 1 < cell->to; i++)
		if (str_ends(text_strip(t[i].text), S("。")) &&
		    rows_display_width(t[i].text) < widest - SHORT) {
			*below = i + 1;
			n++;
		} else if (rows_display_width(t[i].text) < widest - SHORT) {
			n = cell->to; /* its lines are not in order */
		}
	return n;
}

/* Labels of the list of projects do not end what stands behind 改善の方向性. */
static bool
is_among_results(int label)
{
	return label == LABEL_GROUP || label == LABEL_NUMBER ||
	    label == LABEL_NAME || label == LABEL_RELATED_MINISTRY;
}

/* A comment of one line before the one text of both labels. */
static bool
begins_with_comment(const struct dump *dump, const struct list *texts)
{
	const struct cell *c = texts->items;

	return texts->n == 2 &&
	    widest_of(dump, c[0].from, c[0].to) <= COMMENT_WIDTH &&
	    widest_of(dump, c[1].from, c[1].to) > CELL_WIDTH;
}

static void
read_results(struct dump *dump, struct review *review, size_t from, size_t to)
{
	size_t result = dump_find(dump, from, LABEL_REVIEW_RESULT);
	size_t direction = dump_find(dump, from, LABEL_REVIEW_DIRECTION);
	struct list first = {0}, second = {0}; /* of struct cell */

	if (result >= to || direction >= to || result > direction)
		return;
	size_t end = direction + 1;
	while (end < to &&
	    (dump->tokens[end].kind != TOKEN_LABEL ||
		is_among_results(dump->tokens[end].label)))
		end++;
	size_t effect = dump_find(dump, result, LABEL_REVIEW_EFFECT);
	bool middle = effect < direction;
	find_texts(dump, &second, direction + 1, end);
	size_t above = direction;
	if (second.n)
		above = lines_above(
		    dump, direction, list_at(&second, struct cell, 0)->to);
	find_texts(dump, &first, result + 1, middle ? effect : above);
	if (middle) {
		struct list effects = {0};
		find_texts(dump, &effects, effect + 1, above);
		if (effects.n == 1) {
			const struct cell *e = effects.items;
			set(dump, &review->effect, e->from, e->to);
		}
	}
	const struct cell *a = first.items, *b = second.items;
	if (above < direction && second.n == 1) {
		struct list tokens = {0};
		for (size_t i = above; i < b->to; i++)
			if (dump->tokens[i].kind != TOKEN_LABEL)
				*list_add(dump->arena, &tokens, size_t) = i;
		review->direction = dump_join(dump, tokens.items, tokens.n);
		second.n = 0;
	}
	if (!second.n && begins_with_comment(dump, &first)) {
		a++;
		first.n--;
	}
	size_t below = 0, cuts = second.n == 1 ? find_cuts(dump, b, &below) : 0;
	if (!first.n && cuts == 1 && !middle &&
	    str_is_null(review->direction)) { /* one block of both */
		set(dump, &review->result, b->from, below);
		set(dump, &review->direction, below, b->to);
		return;
	}
	if (first.n + second.n == 2 && !middle && first.n != 1) {
		/* both behind the second label, or before it */
		const struct cell *both = first.n ? a : b;
		set(dump, &review->result, both[0].from, both[0].to);
		set(dump, &review->direction, both[1].from, both[1].to);
		return;
	}
	if (first.n == 1)
		set(dump, &review->result, a->from, a->to);
	if (second.n == 1 && (first.n || !cuts))
		set(dump, &review->direction, b->from, b->to);
}

/* pdfminer may have the result above its label, behind the projects. */
static void
result_above(struct dump *dump, struct review *review, size_t from, size_t to)
{
	struct columns c = {0};
	size_t label = dump_find(dump, from, LABEL_REVIEW_RESULT);

	if (!str_is_null(review->result) || label >= to ||
	    !related_region(dump, &from, &to) || label < from)
		return;
	read_columns(dump, &c, from, label);
	if (!str_is_null(c.result.text))
		set(dump, &review->result, c.result.from, c.result.to);
}

void
review_results(struct dump *dump, struct sheet *sheet, size_t from, size_t to)
{
	if (dump->flat) {
		flat_results(dump, &sheet->review, from, to);
		return;
	}
	read_results(dump, &sheet->review, from, to);
	result_above(dump, &sheet->review, from, to);
}
