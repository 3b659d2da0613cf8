#include "xlsx/sheet.h"

#include "value/text.h"

#include <stdlib.h>
#include <string.h>

/* The t attribute of a cell (ST_CellType). */
enum type {
	TYPE_NUMBER,
	TYPE_SHARED,
	TYPE_INLINE, /* is: the string itself */
	TYPE_TEXT, /* str: a formula's text; d: a date in ISO 8601 */
	TYPE_ERROR,
	TYPE_BOOL,
};

struct merge {
	int row, col, last_row, last_col;
};

struct loading {
	struct xlsx_sheet *sheet;
	struct arena *arena; /* of the grid */
	struct arena scratch; /* what this part alone needs */
	struct list cells; /* of struct cell */
	struct list merges;
	struct list hidden_rows; /* of int, ascending */
	bool *hidden_cols; /* XLSX_COLS of them, or NULL */
	bool sorted; /* cells came in order, each once */

	/* the row and the cell that are open */
	int row, col;
	bool row_hidden;
	size_t row_from; /* index of its first cell */
	enum type type;
	size_t style;
	struct text value;
	bool in_cell, in_inline;
	unsigned phonetic;
};

const char *
xlsx_place(const char *p, int *row, int *col)
{
	int c = 0, r = 0;

	for (; *p == '$'; p++)
		;
	for (; (*p | 0x20) >= 'a' && (*p | 0x20) <= 'z'; p++) {
		c = c * 26 + ((*p | 0x20) - 'a' + 1);
		if (c > XLSX_COLS)
			return NULL;
	}
	for (; *p == '$'; p++)
		;
	for (; *p >= '0' && *p <= '9'; p++) {
		r = r * 10 + (*p - '0');
		if (r > XLSX_ROWS)
			return NULL;
	}
	*row = r - 1;
	*col = c - 1;
	return c > 0 && r > 0 ? p : NULL;
}

/* -- what the tags open -- */

static enum type
type_of(const char *t)
{
	static const struct {
		const char *name;
		enum type type;
	} types[] = {
	    {"n", TYPE_NUMBER},
	    {"s", TYPE_SHARED},
	    {"inlineStr", TYPE_INLINE},
	    {"str", TYPE_TEXT},
	    {"e", TYPE_ERROR},
	    {"b", TYPE_BOOL},
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(t, types[i].name) == 0)
			return types[i].type;
	return TYPE_TEXT;
}

/* The s attribute of a cell; 0, the default, when it is no number. */
static size_t
style_of(const char *digits)
{
	size_t style = 0;

	for (; *digits >= '0' && *digits <= '9' && style < INT32_MAX / 10;
	     digits++)
		style = style * 10 + (size_t)(*digits - '0');
	return *digits ? 0 : style;
}

static void
start_cell(struct xml *xml, struct loading *l, const char **attributes)
{
	int row = l->row;

	l->in_cell = true;
	l->type = TYPE_NUMBER;
	l->style = 0;
	l->value.n = 0;
	l->col++;
	for (; *attributes; attributes += 2) {
		const char *name = attributes[0], *value = attributes[1];
		if (!name[0] || name[1])
			continue;
		if (name[0] == 'r') {
			if (!xlsx_place(value, &row, &l->col) ||
			    (row != l->row && l->row >= 0))
				xml_fail(
				    xml, "has a cell at an impossible place");
		} else if (name[0] == 's') {
			l->style = style_of(value);
		} else if (name[0] == 't') {
			l->type = type_of(value);
		}
	}
	if (l->row < 0 || l->col >= XLSX_COLS)
		xml_fail(xml, "has a cell at an impossible place");
}

static void
start_row(struct xml *xml, struct loading *l, const char **attributes)
{
	str r = xml_attribute(attributes, "r");
	int64_t row = str_is_null(r) ? l->row + 2 : xml_int(r, XLSX_ROWS);

	if (row < 1 || row > XLSX_ROWS) {
		xml_fail(xml, "has a row at an impossible place");
		return;
	}
	if (row - 1 < l->row)
		l->sorted = false;
	l->row = (int)row - 1;
	l->col = -1;
	l->row_from = l->cells.n;
	l->row_hidden = xml_is_on(xml_attribute(attributes, "hidden"));
	if (l->row_hidden)
		*list_add(&l->scratch, &l->hidden_rows, int) = l->row;
}

/* <col min max hidden>: columns from 1. */
static void
start_col(struct loading *l, const char **attributes)
{
	int64_t min = xml_int(xml_attribute(attributes, "min"), XLSX_COLS);
	int64_t max = xml_int(xml_attribute(attributes, "max"), XLSX_COLS);

	if (!xml_is_on(xml_attribute(attributes, "hidden")) || min < 1)
		return;
	if (!l->hidden_cols)
		l->hidden_cols = arena_new(&l->scratch, bool, XLSX_COLS);
	for (int64_t i = min; i <= max; i++)
		l->hidden_cols[i - 1] = true;
}

static void
start_merge(struct loading *l, const char **attributes)
{
	str ref = xml_attribute(attributes, "ref");
	struct merge m;
	const char *p;

	if (str_is_null(ref))
		return;
	p = xlsx_place(ref.p, &m.row, &m.col);
	if (!p || *p != ':' || !xlsx_place(p + 1, &m.last_row, &m.last_col) ||
	    m.last_row < m.row || m.last_col < m.col)
		return;
	*list_add(&l->scratch, &l->merges, struct merge) = m;
}

static void
start(struct xml *xml, void *ctx, const char *name, const char **attributes)
{
	struct loading *l = ctx;

	if (name[0] == 'c' && !name[1]) {
		start_cell(xml, l, attributes);
	} else if (l->in_cell) {
		if (name[0] == 'v' && !name[1])
			xml_listen(xml, l->type != TYPE_INLINE);
		else if (strcmp(name, "is") == 0)
			l->in_inline = true;
		else if (strcmp(name, "rPh") == 0)
			l->phonetic++;
		else if (name[0] == 't' && !name[1])
			xml_listen(xml, l->in_inline && !l->phonetic);
	} else if (strcmp(name, "row") == 0) {
		start_row(xml, l, attributes);
	} else if (strcmp(name, "mergeCell") == 0) {
		start_merge(l, attributes);
	} else if (strcmp(name, "col") == 0) {
		start_col(l, attributes);
	} else if (strcmp(name, "drawing") == 0) {
		str id = xml_attribute(attributes, "id");
		l->sheet->drawing = arena_copy(l->arena, id);
	}
}

static void
text(void *ctx, str bytes)
{
	struct loading *l = ctx;

	text_put(&l->value, bytes);
}

/* -- what the end of a cell makes of it -- */

/* A text that outlives the part, cleaned. */
static str
own_text(struct loading *l, str raw)
{
	str copy = arena_copy(l->arena, raw);

	return text_clean(l->arena, xlsx_unescape(l->arena, copy));
}

/* The text of the cell; *held its value when that is a number. */
static str
cell_text(struct loading *l, struct dec *held)
{
	const struct numfmt *f = xlsx_styles_format(l->sheet->styles, l->style);
	str raw = text_str(&l->value);
	int64_t i;

	switch (l->type) {
	case TYPE_SHARED:
		i = xml_int(str_trim(raw), UINT32_MAX);
		raw = i < 0 ? STR_NULL
			    : xlsx_strings_at(l->sheet->strings, (size_t)i);
		if (!raw.n)
			return S("");
		raw = xlsx_unescape(l->arena, raw);
		return numfmt_text(l->arena, f, text_clean(l->arena, raw));
	case TYPE_NUMBER:
		raw = str_trim(raw);
		if (!raw.n)
			return S("");
		return own_text(l,
		    numfmt_number(
			&l->scratch, f, raw, l->sheet->date1904, held));
	case TYPE_BOOL:
		return xml_is_on(str_trim(raw)) ? S("TRUE") : S("FALSE");
	case TYPE_INLINE:
	case TYPE_TEXT:
		return numfmt_text(l->arena, f, own_text(l, raw));
	case TYPE_ERROR:
	default:
		return own_text(l, raw);
	}
}

static void
end_cell(struct xml *xml, struct loading *l)
{
	struct dec held = {0};
	struct cell *cell;
	str value;

	l->in_cell = l->in_inline = false;
	l->phonetic = 0;
	if (!l->value.n)
		return;
	value = cell_text(l, &held);
	if (!value.n)
		return;
	if (l->cells.n >= XLSX_TEXTS) {
		xml_fail(xml, "has more than a million cells with text");
		return;
	}
	if (l->cells.n) {
		cell = list_at(&l->cells, struct cell, l->cells.n - 1);
		if (cell->row > l->row ||
		    (cell->row == l->row && cell->col >= l->col))
			l->sorted = false;
	}
	cell = list_add(&l->scratch, &l->cells, struct cell);
	*cell = (struct cell){.text = value,
	    .held = held,
	    .row = l->row,
	    .col = l->col,
	    .rows = 1,
	    .cols = 1,
	    .line = (size_t)l->row + 1};
}

static void
end_row(struct xml *xml, struct loading *l)
{
	struct xlsx_sheet *s = l->sheet;

	if (!s->row || l->row_hidden || l->cells.n == l->row_from)
		return;
	if (!s->row(s->ctx, list_at(&l->cells, struct cell, l->row_from),
		l->cells.n - l->row_from)) {
		s->stopped = true;
		xml_stop(xml);
	}
}

static void
end(struct xml *xml, void *ctx, const char *name)
{
	struct loading *l = ctx;

	xml_listen(xml, false);
	if (name[0] == 'c' && !name[1] && l->in_cell)
		end_cell(xml, l);
	else if (strcmp(name, "rPh") == 0 && l->phonetic)
		l->phonetic--;
	else if (strcmp(name, "is") == 0)
		l->in_inline = false;
	else if (strcmp(name, "row") == 0)
		end_row(xml, l);
}

/* -- what is shown -- */

static int
by_place(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->col < y->col ? -1 : x->col > y->col;
}

static int
by_corner(const void *a, const void *b)
{
	const struct merge *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->col < y->col ? -1 : x->col > y->col;
}

/* How many of the hidden rows are above row. */
static size_t
hidden_above(const struct loading *l, int row)
{
	const int *rows = l->hidden_rows.items;
	size_t from = 0, to = l->hidden_rows.n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (rows[middle] < row)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static bool
is_hidden(const struct loading *l, const struct cell *cell)
{
	size_t rows = hidden_above(l, cell->row + cell->rows) -
	    hidden_above(l, cell->row);

	if (rows >= (size_t)cell->rows)
		return true;
	if (!l->hidden_cols)
		return false;
	for (int i = cell->col; i < cell->col + cell->cols; i++)
		if (!l->hidden_cols[i])
			return false;
	return true;
}

/*
 * Sweeps down the rows with, for each column, the merged range that last
 * began there.  Cells in its corner get its span, others under it go.
 */
static bool
apply_merges(struct loading *l)
{
	const struct merge **owner;
	struct merge *m = l->merges.items;
	size_t next = 0;
	long long work = 0;

	if (!l->merges.n)
		return true;
	qsort(m, l->merges.n, sizeof *m, by_corner);
	owner = arena_new(&l->scratch, const struct merge *, XLSX_COLS);
	for (size_t i = 0; i < l->cells.n; i++) {
		struct cell *cell = list_at(&l->cells, struct cell, i);
		const struct merge *over;
		for (; next < l->merges.n && m[next].row <= cell->row; next++) {
			work += m[next].last_col - m[next].col;
			if (work > 100 * 1000 * 1000)
				return false;
			for (int c = m[next].col; c <= m[next].last_col; c++)
				owner[c] = &m[next];
		}
		over = owner[cell->col];
		if (!over || over->last_row < cell->row)
			continue;
		if (over->row == cell->row && over->col == cell->col) {
			cell->rows = over->last_row - over->row + 1;
			cell->cols = over->last_col - over->col + 1;
		} else {
			cell->text = STR_NULL;
		}
	}
	return true;
}

static void
fill_grid(struct loading *l, struct grid *grid)
{
	int row = -1, col = -1;

	for (size_t i = 0; i < l->cells.n; i++) {
		const struct cell *from = list_at(&l->cells, struct cell, i);
		struct cell *cell;
		if (!from->text.n || (from->row == row && from->col == col))
			continue;
		if (is_hidden(l, from)) {
			l->sheet->hidden_texts++;
			continue;
		}
		row = from->row;
		col = from->col;
		cell = grid_add(grid, row, col, from->text, from->line);
		cell->held = from->held;
		cell->rows = from->rows;
		cell->cols = from->cols;
	}
}

bool
xlsx_sheet_read(struct xlsx_sheet *sheet, struct in *in, struct grid *grid,
    struct xml_error *error)
{
	static const struct xml_handlers handlers = {start, end, text};
	struct loading l = {.sheet = sheet,
	    .arena = grid->arena,
	    .sorted = true,
	    .row = -1,
	    .col = -1};
	bool whole;

	l.value.arena = &l.scratch;
	sheet->drawing = STR_NULL;
	sheet->hidden_texts = 0;
	sheet->stopped = false;
	whole = xml_read(in, &handlers, &l, error);
	if (whole && !l.sorted) {
		qsort(l.cells.items, l.cells.n, sizeof(struct cell), by_place);
		for (size_t i = 1; i < l.hidden_rows.n; i++)
			if (*list_at(&l.hidden_rows, int, i) <
			    *list_at(&l.hidden_rows, int, i - 1))
				l.hidden_rows.n = i; /* not worth more */
	}
	if (whole && !sheet->stopped && !apply_merges(&l)) {
		*error = (struct xml_error){
		    .what = "has merged ranges that lie over each other"};
		whole = false;
	}
	if (whole && !sheet->stopped)
		fill_grid(&l, grid);
	arena_free(&l.scratch);
	return whole;
}
