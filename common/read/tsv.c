#include "read/tsv.h"

#include "base/vec.h"
#include "form/form.h"
#include "value/text.h"

#include <string.h>

/* A grid export (LibreOffice, a spreadsheet) has this many columns or more. */
enum { WIDE = 20 };

struct table {
	struct reading *r;
	struct in *in;
	struct grid grid;
	char separator;
	bool wide; /* an export of a grid: its columns are places */
	bool quoted; /* cells in quotes may hold separators and line ends */
	int row; /* next row of the grid */
	size_t bytes; /* of the lines of this sheet */
	size_t first_line;
	bool titled; /* the title of the current sheet was met */
	bool bodied; /* and something below it */
};

/* -- what the bytes look like -- */

struct shape_of_text {
	size_t lines, tabs, commas, tabbed; /* tabbed: lines with a tab */
};

/* The line being looked at. */
struct line_shape {
	bool tab, ink;
};

static void
end_line(struct shape_of_text *shape, struct line_shape *line)
{
	shape->tabbed += line->tab;
	shape->lines += line->ink;
	*line = (struct line_shape){false, false};
}

static void
look_at_byte(struct shape_of_text *shape, struct line_shape *line, char c)
{
	if (c == '\n') {
		end_line(shape, line);
		return;
	}
	shape->tabs += c == '\t';
	shape->commas += c == ',';
	line->tab |= c == '\t';
	line->ink |= c != ' ' && (c < '\t' || c > '\r');
}

#if HAVE_VEC
static inline uint64_t
where_is(const char *p, uint8_t c)
{
	return vec_bits((vec)(vec_load(p) == c), (vec)(vec_load(p + 16) == c),
	    (vec)(vec_load(p + 32) == c), (vec)(vec_load(p + 48) == c));
}

static inline vec
is_ink(vec v)
{
	return (vec)(v != ' ') & ((vec)(v < '\t') | (vec)(v > '\r'));
}

/* The same for 64 bytes. */
static void
look_at_block(
    struct shape_of_text *shape, struct line_shape *line, const char *p)
{
	uint64_t ends = where_is(p, '\n'), tabs = where_is(p, '\t');
	uint64_t ink = vec_bits(is_ink(vec_load(p)), is_ink(vec_load(p + 16)),
	    is_ink(vec_load(p + 32)), is_ink(vec_load(p + 48)));

	shape->tabs += (size_t)__builtin_popcountll(tabs);
	shape->commas += (size_t)__builtin_popcountll(where_is(p, ','));
	for (; ends; ends &= ends - 1) {
		uint64_t before = (ends & -ends) - 1; /* the first end */
		line->tab |= (tabs & before) != 0;
		line->ink |= (ink & before) != 0;
		end_line(shape, line);
		tabs &= ~before;
		ink &= ~before;
	}
	line->tab |= tabs != 0;
	line->ink |= ink != 0;
}
#endif

static struct shape_of_text
look(str head)
{
	struct shape_of_text shape = {0};
	struct line_shape line = {false, false};
	size_t at = 0;

#if HAVE_VEC
	for (; head.n - at >= 64; at += 64)
		look_at_block(&shape, &line, head.p + at);
#endif
	for (; at < head.n; at++)
		look_at_byte(&shape, &line, head.p[at]);
	end_line(&shape, &line);
	return shape;
}

/* Whether a comma, a quote or the line's end is what parts cells here. */
static bool
parts_cells(str text, size_t at)
{
	return at >= text.n || text.p[at] == ',' || text.p[at] == '"' ||
	    text.p[at] == '\n' || text.p[at] == '\r';
}

/* Some label of the form is a cell between commas, which no prose has. */
static bool
has_comma_cell(str head, str label)
{
	size_t at = str_find(head, label, 0);

	for (; at < head.n; at = str_find(head, label, at + label.n))
		if ((!at || parts_cells(head, at - 1)) &&
		    parts_cells(head, at + label.n) &&
		    (str_starts(str_skip(head, at + label.n), S(",")) ||
			str_starts(str_skip(head, at + label.n), S("\","))))
			return true;
	return false;
}

static bool
has_comma_cells(str head)
{
	static const char *const labels[] = {"事業名", "担当部局庁", "担当課室",
	    "会計区分", "実施方法", "当初予算", "補正予算", "執行額", "単位"};
	int n = 0;

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		n += has_comma_cell(head, str_of(labels[i]));
	return n >= 2;
}

/* Many commas a line: a grid, exported with its columns. */
static bool
is_comma_grid(const struct shape_of_text *shape)
{
	return shape->tabs * 4 < shape->commas &&
	    shape->commas >= shape->lines * 10;
}

/*
 * Whether the text ends inside a quoted cell, having begun inside one or not.
 * A quote inside a cell that does not begin with one is text.
 */
static bool
ends_quoted(str text, char separator, bool inside)
{
	bool first = !inside; /* of a cell */

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (inside && c == '"') {
			inside = i + 1 < text.n && text.p[i + 1] == '"';
			i += inside;
			first = false;
		} else if (!inside) {
			inside = first && c == '"';
			first = c == separator;
		}
	}
	return inside;
}

/*
 * A spreadsheet that saves text puts cells of several lines into quotes:
 * some cell is so, and what follows it is a separator or the line's end.
 */
static bool
has_quoted_lines(str head)
{
	enum { FEW = 40 }; /* lines in a cell */

	for (size_t at = 0; at < head.n;) {
		size_t open = str_find(head, S("\t\""), at), end = open + 2;
		size_t lines = 0;
		for (; end < head.n && lines < FEW; end++) {
			lines += head.p[end] == '\n';
			if (head.p[end] != '"')
				continue;
			if (end + 1 >= head.n || head.p[end + 1] != '"')
				break;
			end++;
		}
		if (lines && lines < FEW && end + 1 < head.n &&
		    (head.p[end + 1] == '\t' || head.p[end + 1] == '\r' ||
			head.p[end + 1] == '\n'))
			return true;
		at = open + 2;
	}
	return false;
}

static int
recognise(str head)
{
	struct shape_of_text shape;

	if (!str_has(head, S("レビューシート")) &&
	    !str_has(head, S("事業番号")) && !str_has(head, S("支出先")))
		return 0;
	shape = look(head);
	if (is_comma_grid(&shape))
		return 60;
	if (!shape.tabs && has_comma_cells(head))
		return 85; /* surer than that it is prose */
	/* table text: a tab in every fifth line at least */
	if (shape.tabbed * 5 >= shape.lines && shape.tabbed)
		return 60;
	return shape.tabbed ? 10 : 0;
}

/* -- sheets in a stream -- */

static void
begin_sheet(struct table *t)
{
	grid_init(&t->grid, t->r->arena);
	t->grid.exact = t->wide;
	t->row = 0;
	t->bytes = 0;
	t->first_line = 0;
	t->titled = t->bodied = false;
}

static void
end_sheet(struct table *t)
{
	struct sheet *sheet;

	if (!t->titled && !t->bodied)
		return;
	sheet = arena_new(t->r->arena, struct sheet, 1);
	sheet->source = t->r->source;
	sheet->source.reader = S("tsv");
	sheet->source.first_line = (int32_t)t->first_line;
	form_read(&t->grid, sheet);
	reading_put(t->r, sheet);
	begin_sheet(t);
}

/*
 * Whether a line can only stand above a sheet: the remark on era names, the
 * project number (not the heading of 関連事業, which goes on with 事業名), the
 * title.
 */
static bool
opens_sheet(struct table *t, str line, bool *title)
{
	struct arena *a = t->r->arena;
	str key;

	*title = false;
	if (line.n > 1000)
		return false;
	key = line; /* first a look at how it begins, which is cheap */
	while (key.n && (unsigned char)key.p[0] < 0x80)
		key = str_skip(key, 1);
	if (!str_starts(key, S("事")) && !str_starts(key, S("※平成")) &&
	    !str_has(key, S("レビューシート")))
		return false;
	key = text_fold(a, text_unhtml(a, line));
	while (key.n &&
	    (key.p[0] == '#' || key.p[0] == '*' || key.p[0] == ',' ||
		key.p[0] == '"'))
		key = str_skip(key, 1);
	if (str_starts(key, S("※平成31年以降の表記は")))
		return true;
	*title = form_title_year(line) != 0;
	return *title ||
	    (str_starts(key, S("事業番号")) && !str_has(key, S("事業名")));
}

/* -- cells -- */

/* Without the marks of Markdown around a heading. */
static str
unmark(str s)
{
	size_t marks = 0;

	s = text_strip(s);
	while (marks < s.n && s.p[marks] == '#')
		marks++;
	if (marks && marks < s.n && s.p[marks] == ' ') /* not #VALUE! */
		s = text_strip(str_skip(s, marks));
	if (s.n > 4 && str_starts(s, S("**")) && str_ends(s, S("**")))
		s = str_slice(s, 2, s.n - 2);
	return s;
}

static void
add_cell(struct table *t, int col, str raw, size_t line)
{
	str text = text_unhtml(t->r->arena, unmark(raw));

	if (!text.n)
		return;
	grid_add(&t->grid, t->row, col, text, line);
	if (!t->first_line)
		t->first_line = line;
}

/* The cells of an HTML table in one cell, each <tr> a row of its own. */
static void
add_table(struct table *t, str html, size_t line)
{
	int col = 0;
	size_t at = 0;

	while (at < html.n) {
		size_t open = str_find(html, S("<t"), at), body, end;
		str tag = str_skip(html, open);
		if (open == html.n)
			break;
		body = str_find(html, S(">"), open);
		if (str_starts(tag, S("<tr"))) {
			t->row += col > 0;
			col = 0;
		} else if (str_starts(tag, S("<td")) ||
		    str_starts(tag, S("<th"))) {
			end = str_find(html, S("</t"), body);
			add_cell(
			    t, col++, str_slice(html, body + 1, end), line);
			body = end;
		}
		at = body < html.n ? body + 1 : html.n;
	}
	t->row += col > 0;
}

/* The field at *at of a line; moves *at behind it and its separator. */
static str
next_field(const struct table *t, str line, size_t *at)
{
	str rest = str_skip(line, *at);
	struct str_cut cut;

	if (t->quoted && str_starts(rest, S("\""))) {
		struct text field = {.arena = t->r->arena};
		size_t i = 1;
		for (; i < rest.n; i++) {
			if (rest.p[i] != '"') {
				text_char(&field, rest.p[i]);
			} else if (i + 1 < rest.n && rest.p[i + 1] == '"') {
				text_char(&field, rest.p[i++]);
			} else {
				break;
			}
		}
		i += i < rest.n;
		cut = str_cut(str_skip(rest, i), t->separator);
		text_put(&field, cut.head);
		*at += i + cut.head.n + 1;
		return text_str(&field);
	}
	cut = str_cut(rest, t->separator);
	*at += cut.head.n + 1;
	return cut.head;
}

static void
add_line(struct table *t, str line, size_t number)
{
	bool html = memchr(line.p, '<', line.n) != NULL;
	int col = 0;

	for (size_t at = 0; at <= line.n; col++) {
		str field = next_field(t, line, &at);
		if (html && str_has(field, S("<table")))
			add_table(t, field, number);
		else
			add_cell(t, col, field, number);
	}
	t->row++;
}

/* A line with those that a quoted cell of it goes on in. */
static enum next
whole_line(struct table *t, str *line)
{
	struct text joined = {.arena = t->r->arena};
	enum next next = in_line(t->in, line);
	bool inside = false;

	if (next != NEXT_ITEM)
		return next;
	if (!t->quoted) {
		*line = arena_copy(t->r->arena, *line);
		return next;
	}
	for (int lines = 0; lines < 2000; lines++) {
		inside = ends_quoted(*line, t->separator, inside);
		if (lines)
			text_char(&joined, '\n');
		text_put(&joined, *line);
		if (!inside || in_line(t->in, line) != NEXT_ITEM)
			break;
	}
	*line = text_str(&joined);
	return next;
}

static bool
tsv_read(struct reading *r, struct in *in)
{
	struct table t = {.r = r, .in = in, .separator = '\t'};
	str head = in_peek(in, READER_HEAD);
	struct shape_of_text shape = look(head);
	bool grid = is_comma_grid(&shape);
	size_t before = r->sheets;
	enum next next;
	str line;

	if (grid || (!shape.tabs && has_comma_cells(head)))
		t.separator = ',';
	t.wide = grid || shape.tabs >= shape.lines * WIDE;
	t.quoted = t.separator == ',' || t.wide || has_quoted_lines(head);
	begin_sheet(&t);
	for (;;) {
		size_t number = in->line + 1;
		bool title;
		next = whole_line(&t, &line);
		if (next != NEXT_ITEM)
			break;
		t.bytes += line.n;
		if (str_is_blank(line)) {
			t.row += t.row > 0;
			continue;
		}
		if (opens_sheet(&t, line, &title)) {
			if (t.bodied && t.titled) {
				/* the line lives in the arena about to go */
				struct arena keep = {0};
				str saved = arena_copy(&keep, line);
				end_sheet(&t);
				line = arena_copy(r->arena, saved);
				arena_free(&keep);
			}
			t.titled |= title;
		} else {
			t.bodied |= t.titled;
		}
		add_line(&t, line, number);
		if (t.grid.cells.n > GRID_CELLS || t.bytes > GRID_BYTES)
			return reading_fail(r,
			    "is too much for one sheet "
			    "(400000 cells or 64 MB of text)",
			    number, STR_NULL);
	}
	end_sheet(&t);
	if (next == NEXT_ERROR)
		return reading_fail(r, in->error, in->line + 1, STR_NULL);
	if (r->sheets == before)
		return reading_refuse(r, "not a review sheet");
	return true;
}

const struct reader tsv_reader = {
    .name = "tsv",
    .title = "table text: rows of cells separated by tabs (or CSV)",
    .recognise = recognise,
    .read = tsv_read,
};
