#include "dump/head.h"

#include "dump/rows.h"
#include "form/words.h"
#include "value/text.h"

/*
 * 担当課室 and 作成責任者 stand side by side, and both wrap.  A dump that has
 * them in one block writes their lines from the top down:
 *
 *	情報通信・衛星 課長 山田 太郎
 *	技術課
 *
 * or 情報通信・衛星 / 課長 山田 太郎 / 技術課.  Which line goes on which cell
 *is found by what divisions, titles and names look like.
 */

enum {
	LINES = 40, /* of both cells; more is no such block */
	LINE_WIDTH = 48, /* columns of the two side by side */
	FULL = 12, /* columns that a line of 担当課室 has at least when it goes
		      on */
	PARTIAL_LEAST = 16, /* the same of a title */
	NAME_PART = 3, /* characters of a name's half */
	TITLE_WIDTH = 8, /* columns that 企画官 and its like do not fill */
	NEVER = 1000,
	/* prices */
	DIVISION = 2, /* another division in the cell */
	DIVISION_AGAIN = 3, /* a division that has an end goes on */
	DIVISION_STUB = 8, /* of a character or two */
	DIVISION_SHORT = 8, /* it goes on behind a line that had room */
	OFFICER = 1,
	TITLE_ALONE = 1, /* its name is on the next line */
	TITLE_TORN = 5,
	NAME_TORN = 3,
	NAMELESS = 6, /* its name is in columns of their own */
};

enum division_state { D_NONE, D_OPEN, D_OPEN_SHORT, D_DONE, D_DONE_SHORT };
enum officer_state {
	O_NONE,
	O_PARTIAL,
	O_TITLED,
	O_SHORT, /* a title whose name may be elsewhere */
	O_NAMED,
	O_BESIDE, /* a title and its name */
};
enum { D_STATES = D_DONE_SHORT + 1, O_STATES = O_BESIDE + 1 };
enum { STATES = D_STATES * O_STATES };

/* What became of a line. */
struct move {
	size_t division; /* bytes at its beginning */
	bool begins; /* another division */
	uint8_t from; /* the state before */
	enum officer_state officer; /* behind it */
};

struct beside {
	struct dump *dump;
	struct sheet *sheet;
	size_t tokens[LINES];
	str lines[LINES];
	size_t n;
	str stray; /* what stands apart of a name, or null */
	size_t stray_token;
	size_t stop; /* where the cells are at an end */
	int best[LINES + 1][STATES];
	struct move moves[LINES + 1][STATES];
};

/* -- what pieces look like -- */

static bool
is_kanji(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || c == 0x3005 /* 々 */ ||
	    (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

/* Characters of a name, without spaces; 0 where another is among them. */
static size_t
name_length(str s)
{
	size_t n = 0, len;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = str_char(s, &len);
		if (text_is_space(c))
			continue;
		if (!is_kanji(c) && !(c >= 0x3041 && c <= 0x30FA))
			return 0;
		n++;
	}
	return n;
}

static bool
is_name(str s)
{
	size_t n = name_length(s);

	return n >= 2 && n <= 7 &&
	    !str_any(s, "課|室|班|局|長|官|付|担当|会計", str_ends);
}

static bool
ends_title(str word)
{
	return str_any(word, "長|官|補佐|付|担当）|担当)", str_ends);
}

static bool
ends_division(str piece)
{
	return str_any(piece, words_division_ends, str_ends) ||
	    str_any(piece, "）|)", str_ends);
}

/* 参事官 of 参事官（文化財担当） */
static str
before_bracket(str s)
{
	return str_take(
	    s, str_find(str_take(s, str_find(s, S("("), 0)), S("（"), 0));
}

/* -- the search -- */

/* The price of a piece of 担当課室, and the state behind it. */
static int
division_price(
    enum division_state from, bool begins, str piece, enum division_state *to)
{
	int width = rows_display_width(piece);
	bool full = width >= FULL, ends = ends_division(piece);
	*to = ends ? full ? D_DONE : D_DONE_SHORT
	    : full ? D_OPEN
		   : D_OPEN_SHORT;
	if (str_ends(piece, S("長")) ||
	    (begins && str_ends(piece, S("官")) && width < TITLE_WIDTH) ||
	    head_looks(LABEL_DIVISION, piece) < 0)
		return NEVER;
	if (begins)
		return from == D_OPEN || from == D_OPEN_SHORT ||
			str_any(piece, "（|(|・", str_starts)
		    ? NEVER
		    : DIVISION + (width <= 4 ? DIVISION_STUB : 0) +
			(rows_display_width(before_bracket(piece)) <=
					TITLE_WIDTH &&
				    head_is_title(before_bracket(piece))
				? TITLE_ALONE
				: 0);
	switch (from) {
	case D_OPEN:
		return 0;
	case D_OPEN_SHORT:
		return DIVISION_SHORT;
	case D_DONE:
		return DIVISION_AGAIN;
	default:
		return NEVER;
	}
}

/* The same of a line of 作成責任者. */
static int
officer_price(const struct beside *b, enum officer_state from, str line,
    enum officer_state *to)
{
	struct str_cut cut = str_cut(line, ' ');
	bool title = ends_title(cut.head) &&
	    (from == O_PARTIAL || rows_characters(cut.head) > 1);
	size_t shortest = str_is_null(b->stray) ? 2 : 1;

	bool nameless = from == O_TITLED || from == O_SHORT;
	if (title && cut.found) {
		*to = O_BESIDE;
		return nameless || !name_length(cut.tail) ||
			ends_title(cut.tail)
		    ? NEVER
		    : OFFICER;
	}
	if (title) {
		*to =
		    rows_display_width(line) <= TITLE_WIDTH && from != O_PARTIAL
		    ? O_SHORT
		    : O_TITLED;
		if (from == O_PARTIAL)
			return 0;
		return from == O_TITLED ? NEVER
		    : from != O_SHORT	? OFFICER + TITLE_ALONE
		    : *to == O_SHORT	? OFFICER + NAMELESS
					: NEVER;
	}
	if (nameless) {
		*to = O_NAMED;
		return (is_name(line) || name_length(line) == shortest) &&
			!ends_division(line)
		    ? 0
		    : NEVER;
	}
	if (cut.found)
		return NEVER;
	if (from == O_BESIDE && name_length(line) &&
	    name_length(line) <= NAME_PART && !ends_division(line)) {
		*to = O_NAMED;
		return NAME_TORN;
	}
	*to = O_PARTIAL;
	return from == O_PARTIAL || head_looks(LABEL_DIVISION, line) < 0 ||
		rows_display_width(line) < PARTIAL_LEAST
	    ? NEVER
	    : TITLE_TORN;
}

static void
relax(struct beside *b, size_t line, int price, enum division_state d,
    struct move move)
{
	int state = (int)d * O_STATES + (int)move.officer;

	if (price >= b->best[line + 1][state])
		return;
	b->best[line + 1][state] = price;
	b->moves[line + 1][state] = move;
}

/* All that a line can be behind a state. */
static void
leave(struct beside *b, size_t i, int state)
{
	enum division_state d = (enum division_state)(state / O_STATES), next;
	enum officer_state o = (enum officer_state)(state % O_STATES), then;
	struct str_cut cut = str_cut(b->lines[i], ' ');
	int price = b->best[i][state];
	uint8_t from = (uint8_t)state;

	int officer = officer_price(b, o, b->lines[i], &then);
	if (officer < NEVER)
		relax(b, i, price + officer, d,
		    (struct move){.from = from, .officer = then});
	for (int begins = 0; begins < 2; begins++) {
		int division = division_price(d, begins, cut.head, &next);
		if (division >= NEVER)
			continue;
		struct move move = {cut.head.n, begins, from, o};
		if (!cut.found) {
			relax(b, i, price + division, next, move);
			continue;
		}
		officer = officer_price(b, o, text_strip(cut.tail), &then);
		move.officer = then;
		if (officer < NEVER)
			relax(b, i, price + division + officer, next, move);
	}
}

/* The cheapest state in which both cells have an end; STATES: none. */
static int
search(struct beside *b)
{
	int best = STATES;

	for (size_t i = 0; i <= b->n; i++)
		for (int s = 0; s < STATES; s++)
			b->best[i][s] = i || s ? NEVER : 0;
	for (size_t i = 0; i < b->n; i++)
		for (int s = 0; s < STATES; s++)
			if (b->best[i][s] < NEVER)
				leave(b, i, s);
	for (int s = 0; s < STATES; s++) {
		int d = s / O_STATES, o = s % O_STATES;
		if ((d == D_DONE || d == D_DONE_SHORT) &&
		    (o == O_NAMED || o == O_BESIDE || o == O_SHORT) &&
		    (best == STATES || b->best[b->n][s] < b->best[b->n][best]))
			best = s;
	}
	return best < STATES && b->best[b->n][best] < NEVER ? best : STATES;
}

/* -- the record -- */

struct people {
	struct text division;
	struct text title; /* of the officer at hand, or all of it */
	str below; /* the name on the line below, or null */
};

/*
 * A name below its title is a line of its own in the cell, but one of which
 * some stands apart began beside it.  Below a title that ends in a bracket it
 * may be either.
 */
static void
end_officer(struct beside *b, struct people *p)
{
	struct list *officers = &b->sheet->officers;
	struct arena *a = b->dump->arena;
	str title = text_str(&p->title);

	if (!str_is_null(p->below) && !str_is_null(b->stray)) {
		*list_add(a, officers, str) = arena_printf(a, "%.*s %.*s%.*s",
		    STR_ARG(title), STR_ARG(b->stray), STR_ARG(p->below));
		b->dump->tokens[b->stray_token].used = true;
	} else if (!str_is_null(p->below)) {
		if (str_any(title, "）|)", str_ends))
			return;
		*list_add(a, officers, str) = title;
		*list_add(a, officers, str) = p->below;
	} else if (title.n) {
		*list_add(a, officers, str) = title;
	}
}

static void
put_officer(struct beside *b, struct people *p, str line,
    enum officer_state from, enum officer_state to)
{
	if (to == O_NAMED && from != O_BESIDE) {
		p->below = line;
		return;
	}
	if (to != O_NAMED && from != O_PARTIAL) {
		end_officer(b, p);
		p->title = (struct text){.arena = b->dump->arena};
		p->below = STR_NULL;
	}
	text_put(&p->title, line);
}

/* The next paragraph of n names; false: there is none. */
static bool
find_names(const struct beside *b, size_t n, size_t *i)
{
	const struct token *t = b->dump->tokens;

	for (; *i + n <= b->stop; ++*i) {
		size_t k = 0;
		while (k < n && t[*i + k].kind == TOKEN_TEXT &&
		    !t[*i + k].used && name_length(t[*i + k].text) &&
		    name_length(t[*i + k].text) <= NAME_PART &&
		    t[*i + k].paragraph == t[*i].paragraph)
			k++;
		if (k == n && t[*i - 1].paragraph != t[*i].paragraph &&
		    (*i + n == b->dump->n ||
			t[*i + n].paragraph != t[*i].paragraph))
			return true;
	}
	return false;
}

/* Titles whose names are two columns: 内山 / 赤木 and 雄一 / 圭. */
static void
add_names(struct beside *b)
{
	struct list *officers = &b->sheet->officers;
	struct token *t = b->dump->tokens;
	size_t n = officers->n, family = b->tokens[b->n - 1] + 1;

	if (n > 1 && find_names(b, n, &family)) {
		size_t given = family + n;
		if (find_names(b, n, &given)) {
			for (size_t k = 0; k < n; k++) {
				str *officer = list_at(officers, str, k);
				*officer = arena_printf(b->dump->arena,
				    "%.*s %.*s %.*s", STR_ARG(*officer),
				    STR_ARG(text_strip(t[family + k].text)),
				    STR_ARG(text_strip(t[given + k].text)));
				t[family + k].used = t[given + k].used = true;
			}
			return;
		}
	}
	if (n > 1) /* one may stand in pieces */
		*officers = (struct list){0};
}

static void
put_people(struct beside *b, int state)
{
	struct move path[LINES];
	struct people p = {.division.arena = b->dump->arena,
	    .title.arena = b->dump->arena,
	    .below = STR_NULL};

	for (size_t i = b->n; i > 0; i--) {
		path[i - 1] = b->moves[i][state];
		state = path[i - 1].from;
	}
	for (size_t i = 0; i < b->n; i++) {
		str line = b->lines[i];
		size_t n = path[i].division;
		if (n && path[i].begins && p.division.n)
			text_char(&p.division, '\n');
		text_put(&p.division, str_take(line, n));
		line = text_strip(str_skip(line, n));
		if (line.n)
			put_officer(b, &p, line,
			    (enum officer_state)(path[i].from % O_STATES),
			    path[i].officer);
		b->dump->tokens[b->tokens[i]].used = true;
	}
	end_officer(b, &p);
	if (path[b->n - 1].officer == O_SHORT)
		add_names(b);
	b->sheet->division = text_str(&p.division);
}

/* -- the block -- */

/* Whether a token stands beside 担当部局庁 and is its value. */
static bool
is_bureau(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];

	return i > 0 && t[-1].kind == TOKEN_LABEL &&
	    t[-1].label == LABEL_BUREAU && t[-1].last == t->at;
}

/* The free lines of the paragraph that i is in; false: it is no such block. */
static bool
read_block(struct beside *b, size_t i, size_t stop, size_t *end)
{
	struct dump *dump = b->dump;
	int paragraph = dump->tokens[i].paragraph;
	bool fits = true;

	b->n = 0;
	for (; i < stop && dump->tokens[i].paragraph == paragraph; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_LABEL || t->used || is_bureau(dump, i))
			continue;
		if (t->kind != TOKEN_TEXT || head_width(t) > LINE_WIDTH ||
		    b->n == LINES) {
			fits = false;
			continue;
		}
		b->tokens[b->n] = i;
		b->lines[b->n++] = text_clean(dump->arena, t->text);
	}
	*end = i;
	return fits && b->n > 0;
}

/* A piece of a name in a paragraph of its own, where there is only one. */
static void
find_stray(struct beside *b, size_t from, size_t stop)
{
	const struct token *t = b->dump->tokens;

	b->stray = STR_NULL;
	for (size_t i = from; i < stop; i++) {
		size_t n = name_length(t[i].text);
		if (t[i].used || t[i].kind != TOKEN_TEXT || !n || n > 3 ||
		    t[i - 1].paragraph == t[i].paragraph ||
		    (i + 1 < b->dump->n &&
			t[i + 1].paragraph == t[i].paragraph) ||
		    str_any(t[i].text, "課|室|班|局|部|長|官|付", str_ends))
			continue;
		if (!str_is_null(b->stray)) {
			b->stray = STR_NULL;
			return;
		}
		b->stray = text_strip(t[i].text);
		b->stray_token = i;
	}
}

void
head_people_beside(struct dump *dump, struct sheet *sheet)
{
	size_t from = dump_find(dump, 0, LABEL_BUREAU);
	size_t stop = dump_find(dump, 0, LABEL_PURPOSE);
	struct beside *b = arena_new(dump->arena, struct beside, 1);

	b->dump = dump;
	b->sheet = sheet;
	b->stop = stop;
	if (!head_is_open(sheet, LABEL_DIVISION) ||
	    !head_is_open(sheet, LABEL_OFFICERS))
		return;
	find_stray(b, from, stop);
	for (size_t i = from; i < stop;) {
		size_t end;
		int state =
		    read_block(b, i, stop, &end) ? search(b) : (int)STATES;
		if (state < STATES) {
			put_people(b, state);
			return;
		}
		i = end;
	}
}
