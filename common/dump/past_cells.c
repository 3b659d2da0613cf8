#include "dump/past_cells.h"

#include "value/text.h"

enum { CELL_MAX = 200 }; /* bytes of a cell that is looked at */

/* -- what a cell says -- */

static str
take_digits(str *s)
{
	size_t n = 0;

	while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	str digits = str_take(*s, n);
	*s = str_skip(*s, n);
	return digits;
}

/* Letters that are not ASCII. */
static str
take_letters(str *s)
{
	size_t n = 0;

	while (n < s->n && (unsigned char)s->p[n] >= 0x80)
		n++;
	str letters = str_take(*s, n);
	*s = str_skip(*s, n);
	return letters;
}

static void
skip_any(str *s, char a, char b)
{
	while (s->n && (s->p[0] == a || s->p[0] == b))
		*s = str_skip(*s, 1);
}

/* Digits and dashes folded; between numbers are spaces and commas. */
static str
plain(struct arena *arena, str s)
{
	struct text text = {.arena = arena};
	size_t len;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		if (text_is_dash(c))
			c = '-';
		if (c == 0x3001) /* 、 */
			c = ',';
		if (text_is_space(c) || c == '(' || c == ')')
			c = ' ';
		text_code(&text, c);
	}
	return text_str(&text);
}

static bool
is_ministry(str s)
{
	return str_ends(s, S("省")) || str_ends(s, S("庁")) ||
	    str_ends(s, S("府")) || str_ends(s, S("委員会")) ||
	    str_ends(s, S("官房"));
}

/* 2021-総務-20-0063, 2022 外務 新21 0001; null when s begins otherwise. */
static str
dated_number(struct arena *arena, str *s)
{
	str rest = *s, year = take_digits(&rest);
	skip_any(&rest, ' ', '-');
	size_t fresh = 0;
	str name = rest;
	name.n = 0;
	while (name.n < rest.n && (unsigned char)rest.p[name.n] >= 0x80)
		name.n++;
	rest = str_skip(rest, name.n);
	skip_any(&rest, ' ', '-');
	if (str_starts(rest, S("新")))
		rest = str_skip(rest, fresh = S("新").n);
	str code = take_digits(&rest);
	skip_any(&rest, ' ', '-');
	str number = take_digits(&rest);
	if (year.n != 4 || !str_starts(year, S("20")) || !name.n ||
	    name.n > 9 || code.n != 2 || number.n != 4)
		return STR_NULL;
	*s = rest;
	return arena_printf(arena, "%.*s-%.*s-%s%.*s-%.*s", STR_ARG(year),
	    STR_ARG(name), fresh ? "新" : "", STR_ARG(code), STR_ARG(number));
}

/* 0095, 新31-0011 and 新31 without what belongs to it. */
static str
plain_number(struct arena *arena, str *s, bool *piece)
{
	str rest = *s;
	bool fresh = str_starts(rest, S("新"));

	if (fresh)
		rest = str_skip(rest, S("新").n);
	str digits = take_digits(&rest);
	if (!digits.n || digits.n > 4 ||
	    (rest.n && !str_has(S(" ,-"), str_take(rest, 1))))
		return STR_NULL;
	*piece = fresh || digits.n == 2;
	if (fresh && digits.n <= 2) {
		str behind = rest;
		skip_any(&behind, ' ', '-');
		str number = take_digits(&behind);
		if (number.n >= 3 && number.n <= 4) {
			*piece = false;
			*s = behind;
			return arena_printf(arena, "新%.*s-%.*s",
			    STR_ARG(digits), STR_ARG(number));
		}
	}
	str number = {s->p, (size_t)(rest.p - s->p)};
	*s = rest;
	return number;
}

int
past_year_of(str digits)
{
	return (int)dec_cell(digits).digits;
}

struct past_atom *
past_atom(const struct past *p, size_t i)
{
	return list_at(&p->atoms, struct past_atom, i);
}

static struct past_atom *
add_atom(struct past *p, enum past_kind kind, const struct token *t)
{
	struct past_atom *atom =
	    list_add(p->dump->arena, &p->atoms, struct past_atom);

	*atom = (struct past_atom){
	    .kind = kind, .at = t->at, .cell = p->cells.n - 1, .open = true};
	return atom;
}

/*
 * Adds what begins at *s, and goes past it.  False when that is nothing of a
 * grid of numbers.
 */
static bool
read_atom(struct past *p, const struct token *t, str *s, bool also)
{
	struct arena *arena = p->dump->arena;
	bool piece = false;

	if (s->p[0] == '-') {
		while (s->n && s->p[0] == '-')
			*s = str_skip(*s, 1);
		add_atom(p, PAST_VALUE, t)->number = STR_NULL;
		return !s->n || s->p[0] == ' ';
	}
	str begin = *s, number = dated_number(arena, s);
	bool dated = number.n > 0;
	if (!dated)
		number = plain_number(arena, s, &piece);
	if (number.n) {
		struct past_atom *a = add_atom(p, PAST_VALUE, t);
		a->number = number;
		a->piece = piece;
		a->also = also;
		a->year = dated ? past_year_of(take_digits(&begin)) : 0;
		return true;
	}
	str letters = take_letters(s);
	add_atom(p, is_ministry(letters) ? PAST_MINISTRY : PAST_SHORT, t)
	    ->ministry = letters;
	return letters.n && letters.n <= 36 && (!s->n || s->p[0] == ' ');
}

/* Adds what a cell says; nothing, and false, when it is none of this. */
static bool
read_cell(struct past *p, size_t from, size_t to)
{
	const struct token *t = &p->dump->tokens[from];
	str span = dump_span(t, &p->dump->tokens[to - 1]);
	size_t before = p->atoms.n;
	bool also = false;

	if (span.n > CELL_MAX)
		return false;
	struct past_cell *cell =
	    list_add(p->dump->arena, &p->cells, struct past_cell);
	*cell = (struct past_cell){from, to, 0};
	for (str s = plain(p->dump->arena, span); s.n;) {
		if (s.p[0] == ' ' || s.p[0] == ',') {
			also = also || s.p[0] == ',';
			s = str_skip(s, 1);
			continue;
		}
		if (!read_atom(p, t, &s, also)) {
			p->atoms.n = before;
			p->cells.n--;
			return false;
		}
		cell->open += past_atom(p, p->atoms.n - 1)->kind == PAST_VALUE;
	}
	/* 外務省 (0050)、外 / 務省 (0059) */
	if (before && before + 1 < p->atoms.n) {
		struct past_atom *a = past_atom(p, before);
		a[1].also = a[1].also ||
		    (a->kind == PAST_MINISTRY && a[-1].kind == PAST_SHORT &&
			a[-1].at == a->at - 1);
	}
	return true;
}

bool
past_open(const struct past_atom *a, enum past_kind kind)
{
	return a->kind == kind && a->open && !a->also;
}

size_t
past_count(const struct past *p, enum past_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < p->atoms.n; i++) {
		n += past_open(past_atom(p, i), kind);
	}
	return n;
}

/* -- where to look -- */

/*
 * -raw may have the years in its second pass, behind the opinions: there they
 * stand on lines of their own.
 */
static bool
is_year_line(const struct dump *dump, const struct token *t, int page)
{
	if (t->page != page || t->part < PART_REVIEW)
		return false;
	int back = 64;
	for (; back-- && t > dump->tokens && t[-1].at == t->at; t--)
		;
	return t->kind == TOKEN_LABEL && t->label == DUMP_YEAR;
}

/* Whether all of a line of -raw is numbers, of the width they have there. */
static bool
is_value_line(struct past *p, size_t from, size_t to)
{
	const struct token *t = p->dump->tokens;
	struct past tried = {.dump = p->dump, .sheet = p->sheet};
	bool any = false;

	if (!t[from].opens || !t[to - 1].closes || !read_cell(&tried, from, to))
		return false;
	for (size_t i = 0; i < tried.atoms.n; i++) {
		const struct past_atom *a =
		    list_at(&tried.atoms, struct past_atom, i);
		if (a->kind == PAST_VALUE && a->number.n && a->number.n < 4)
			return false;
		any = any || a->kind == PAST_VALUE || a->kind == PAST_MINISTRY;
	}
	return any;
}

void
past_find_flat(struct past *p)
{
	struct dump *dump = p->dump;
	int page = -1, line = -1; /* the line read last, or of the label */

	for (size_t i = 0; i < dump->n;) {
		const struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_LABEL) {
			if (t->label == LABEL_PAST) {
				page = t->page;
				line = t->last;
			} else if (t->label == LABEL_PAST_NOTE) {
				line = -1;
			} else if (t->label == DUMP_YEAR && t->year &&
			    is_year_line(dump, t, page)) {
				add_atom(p, PAST_YEAR, t)->year = t->year;
				line = t->at;
			}
			i++;
			continue;
		}
		size_t to = dump_line_end(dump, i);
		if (to > i && line >= 0 && t->page == page &&
		    (t->at == line ||
			(t->at == line + 1 && is_value_line(p, i, to))) &&
		    read_cell(p, i, to))
			line = t->at;
		i = to > i ? to : i + 1;
	}
}

/* pdfminer may have the first column of the grid above the label. */
static size_t
begin_above(struct past *p, size_t label)
{
	struct dump *dump = p->dump;
	struct past tried = {.dump = dump, .sheet = p->sheet};
	size_t begin = label;

	for (size_t i = label; i > 0;) {
		size_t from = i - 1;
		const struct token *t = &dump->tokens[from];
		if (t->kind == TOKEN_LABEL) {
			if (t->label == DUMP_YEAR && t->year)
				begin = from;
			else if (t->label != LABEL_REMARKS || begin < label)
				break;
			i = from;
			continue;
		}
		while (from > 0 && dump->tokens[from - 1].at == t->at &&
		    dump->tokens[from - 1].kind != TOKEN_LABEL)
			from--;
		if (dump_line_end(dump, from) != i ||
		    !read_cell(&tried, from, i))
			break;
		i = from;
	}
	return begin;
}

void
past_find_paragraphs(struct past *p)
{
	struct dump *dump = p->dump;
	size_t label = dump_find(dump, 0, LABEL_PAST);

	for (size_t i = begin_above(p, label); i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_LABEL) {
			if (t->label == DUMP_YEAR && t->year)
				add_atom(p, PAST_YEAR, t)->year = t->year;
			else if (t->label != LABEL_PAST &&
			    t->label != LABEL_REMARKS && t->label != DUMP_YEAR)
				break;
			continue;
		}
		size_t to = dump_line_end(dump, i);
		if (to == i)
			continue;
		read_cell(p, i, to);
		i = to - 1;
	}
}

void
past_find_drawn_before(struct past *p)
{
	struct dump *dump = p->dump;
	size_t label = dump_find(dump, 0, LABEL_PAST);
	size_t years = past_count(p, PAST_YEAR), best = dump->n, best_to = 0;

	if (!years || label == dump->n)
		return;
	size_t from = 0, to = 0; /* tokens of a stretch */
	struct past tried = {.dump = dump, .sheet = p->sheet};
	for (size_t i = 0; i <= label; i++) {
		const struct token *t = &dump->tokens[i];
		size_t end = dump_line_end(dump, i);
		bool line = i < label && t->page == dump->tokens[label].page &&
		    end > i && t->opens && is_value_line(p, i, end);
		if (line && i == to && to > from) {
			read_cell(&tried, i, to = end);
		} else {
			if (to > from &&
			    past_count(&tried, PAST_VALUE) == years) {
				if (best < dump->n)
					return; /* two places */
				best = from;
				best_to = to;
			}
			tried.atoms.n = tried.cells.n = 0;
			from = to = i;
			if (line)
				read_cell(&tried, i, to = end);
		}
		if (end > i)
			i = end - 1;
	}
	for (size_t i = best; i < best_to; i = dump_line_end(dump, i))
		read_cell(p, i, dump_line_end(dump, i));
}
