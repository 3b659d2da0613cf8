/* Headings with years, and rows that have lost their leading tabs. */
#include "form/form_part.h"
#include "value/era.h"
#include "value/text.h"
#include "value/unit.h"

bool
cell_is_number(const struct cell *cell)
{
	return cell && (cell->held.known || dec_cell(cell->text).known);
}

static bool
is_error(str text)
{
	return str_starts(text, S("#")) &&
	    (str_ends(text, S("!")) || str_ends(text, S("?")) ||
		str_eq(text, S("#N/A")));
}

/* Yen of a cell: its own unit (12千円) is surer than that of its table. */
static struct dec
yen_of(const struct cell *cell, int power)
{
	str text = text_strip(cell->text);
	struct dec value;

	if (cell->held.known)
		return dec_yen(cell->held, power);
	unit_cut(&text, &power);
	value = dec_cell(text_strip(text));
	return value.known ? dec_yen(value, power) : value;
}

/* Keeps the text of what is no figure, and notes it. */
static void
note_text(
    struct form *f, const struct cell *cell, struct figure *figure, str where)
{
	if (figure->value.known)
		return;
	figure->text = cell->text;
	if (is_error(cell->text))
		record_note(f->a, f->s, "cell-error", where,
		    "line %zu holds %.*s", cell->line, STR_ARG(cell->text));
	else
		record_note(f->a, f->s, "figure-text", where,
		    "text stands where a figure belongs: %.*s",
		    STR_ARG(cell->text));
}

void
form_figure(struct form *f, struct cell *cell, struct figure *figure, str where)
{
	if (!cell)
		return;
	cell->use = CELL_VALUE;
	if (text_is_void(cell->text))
		return;
	figure->value = dec_cell(cell->text);
	note_text(f, cell, figure, where);
}

void
form_yen(struct form *f, struct cell *cell, struct figure *figure, str where)
{
	if (!cell)
		return;
	cell->use = CELL_VALUE;
	if (text_is_void(cell->text))
		return;
	figure->value = yen_of(cell, f->power);
	note_text(f, cell, figure, where);
}

void
form_unit(struct form *f, const struct line *line, enum label heading)
{
	size_t at = line_label(line, heading, 0);

	if (at < line->n)
		f->power = unit_of_heading(
		    text_fold(f->a, line->c[at].text), f->power);
}

/* -- year columns -- */

/* Cuts word off the front (or the end) of a folded text. */
static bool
drop_head(str *s, str word)
{
	if (!str_starts(*s, word))
		return false;
	*s = str_skip(*s, word.n);
	return true;
}

static bool
drop_tail(str *s, str word)
{
	if (!str_ends(*s, word))
		return false;
	s->n -= word.n;
	return true;
}

/* A year, or only what is left of one: 年度, -年度, nothing. */
static bool
year_rest(str s, int near, bool bare, int *year)
{
	*year = era_year_cell(s, near, bare);
	if (*year)
		return true;
	drop_tail(&s, S("年度"));
	drop_tail(&s, S("年"));
	return s.n == 0 || text_is_none(s);
}

/* 29年度, 29年度活動見込, 29年度実績, 平成31年度(令和元年度); 0 if none. */
static int
year_of_heading(str s, int near)
{
	static const char *const tails[] = {
	    "活動見込", "活動見込み", "当初予算", "実績", "見込", "見込み"};
	size_t remark;

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		if (drop_tail(&s, str_of(tails[i])))
			break;
	remark = str_find(s, S("("), 0);
	if (str_ends(s, S(")")))
		s = str_take(s, remark);
	return era_year_cell(s, near, false);
}

/* A heading has a year, or is a goal's without one. */
static bool
may_be_heading(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return str_has(s, S("\xef\xbc")) || str_has(s, S("元")) ||
	    str_has(s, S("目"));
}

bool
column_of(const struct form *f, const struct cell *cell, struct column *c)
{
	bool ok = false;
	str s;

	*c = (struct column){.col = cell->col, .end = cell->col + cell->cols};
	if (cell->text.n > 100 || !may_be_heading(cell->text))
		return false;
	s = text_fold(f->a, cell->text);
	if (drop_head(&s, S("中間目標"))) {
		c->role = COLUMN_INTERIM;
		ok = year_rest(s, f->s->sheet_year, true, &c->year);
	} else if (drop_head(&s, S("目標最終年度")) ||
	    drop_head(&s, S("最終目標")) || drop_head(&s, S("目標年度"))) {
		c->role = COLUMN_FINAL;
		ok = year_rest(s, f->s->sheet_year, true, &c->year);
	} else if (drop_head(&s, S("目標値(")) && drop_tail(&s, S(")"))) {
		c->role = COLUMN_FINAL;
		c->target = true;
		ok = year_rest(s, f->s->sheet_year, true, &c->year);
	} else {
		if (drop_tail(&s, S("要求")))
			c->role = COLUMN_REQUEST;
		c->year = year_of_heading(s, f->s->sheet_year);
		ok = c->year != 0;
	}
	return ok;
}

static void
end_columns(struct heading *h)
{
	for (size_t i = 0; i + 1 < h->n; i++)
		h->v[i].end = h->v[i + 1].col;
	if (h->n)
		h->v[h->n - 1].end = 1 << 20;
}

bool
heading_read(struct form *f, const struct line *line, struct heading *h)
{
	size_t unit = line_label(line, LABEL_UNIT, 0);

	*h = (struct heading){.unit_col = -1, .width = line_end(line)};
	if (unit < line->n)
		h->unit_col = line->c[unit].col;
	for (size_t i = 0; i < line->n && h->n < COLUMNS; i++) {
		struct column c;
		if (!column_of(f, &line->c[i], &c))
			continue;
		if (c.role == COLUMN_YEAR && !c.year)
			continue;
		c.cell = &line->c[i];
		h->v[h->n++] = c;
	}
	if (h->n < 2)
		return false;
	for (size_t i = 0; i < h->n; i++)
		cell_label(h->v[i].cell);
	for (size_t i = 0; i < line->n; i++)
		if (line->label[i] != LABEL_NONE)
			cell_label(&line->c[i]);
	end_columns(h);
	return true;
}

static struct column *
column_at(struct heading *h, int col)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->v[i].col <= col && col < h->v[i].end)
			return &h->v[i];
	return NULL;
}

bool
heading_continue(struct form *f, const struct line *line, struct heading *h)
{
	size_t words = 0;

	for (size_t i = 0; i < line->n; i++) {
		enum label label = line->label[i];
		struct cell *cell = &line->c[i];
		int year;
		bool rest;
		if (label == LABEL_YEAR_WORD || label == LABEL_OUTPUT_ACTUAL ||
		    label == LABEL_OUTPUT_OUTLOOK || label == LABEL_UNIT_COST) {
			words++;
			continue;
		}
		if (label != LABEL_NONE && cell->col < h->v[0].col)
			continue; /* a row label that came late */
		rest = year_rest(
		    text_fold(f->a, cell->text), f->s->sheet_year, true, &year);
		if (!rest)
			return false;
		words += year != 0 && label == LABEL_NONE &&
		    str_has(cell->text, S("年"));
	}
	/* 単位当たりコスト alone may head the sub-columns; a row of dashes
	 * and figures is data. */
	if (!words)
		return false;
	if (line_has(line, LABEL_UNIT_COST) && line->n > 2)
		return false;
	if (line_has(line, LABEL_OUTPUT_ACTUAL) &&
	    !line_has(line, LABEL_OUTPUT_OUTLOOK))
		return false;
	for (size_t i = 0; i < line->n; i++) {
		struct cell *cell = &line->c[i];
		struct column *c = column_at(h, cell->col);
		cell_label(cell);
		if (c && !c->year && line->label[i] == LABEL_NONE)
			c->year =
			    era_year_cell(cell->text, f->s->sheet_year, true);
	}
	return true;
}

/*
 * Whether the cells from index `from` on, moved by shift, can stand under the
 * heading: none before its first column (but the unit) nor behind its end.
 */
static bool
shift_fits(
    const struct line *line, size_t from, const struct heading *h, int shift)
{
	for (size_t i = from; i < line->n; i++) {
		int col = line->c[i].col + shift;
		if (col < h->v[0].col &&
		    (h->unit_col < 0 || col != h->unit_col))
			return false;
	}
	return true;
}

static int
find_shift(const struct form *f, const struct line *line, size_t first,
    const struct heading *h)
{
	const struct cell *cell;
	bool unit;
	int want;

	if (f->g->exact || first >= line->n)
		return 0;
	cell = &line->c[first];
	unit = h->unit_col >= 0 && !cell_is_number(cell);
	want = h->unit_col >= 0 ? h->unit_col : h->v[0].col;
	if (unit && cell->col != h->unit_col && !text_is_void(cell->text) &&
	    cell->text.n < 60)
		return h->unit_col - cell->col; /* the unit is the anchor */
	if (shift_fits(line, first, h, 0) &&
	    line->c[line->n - 1].col < h->v[h->n - 1].col + 3 &&
	    cell->col >= want)
		return 0;
	/* Leading tabs were dropped: the first cell opens the columns. */
	if (cell->col < want)
		return want - cell->col;
	return 0;
}

void
heading_place(struct form *f, const struct line *line, size_t first,
    const struct heading *h, struct cell *into[COLUMNS], struct cell **unit,
    bool *shifted)
{
	int shift = find_shift(f, line, first, h);

	for (size_t i = 0; i < COLUMNS; i++)
		into[i] = NULL;
	if (unit)
		*unit = NULL;
	*shifted = shift != 0;
	for (size_t i = first; i < line->n; i++) {
		struct cell *cell = &line->c[i];
		int col = cell->col + shift;
		struct column *c = column_at((struct heading *)h, col);
		size_t k;
		if (unit && !*unit && col < h->v[0].col) {
			*unit = cell;
			continue;
		}
		if (!c)
			continue;
		k = (size_t)(c - h->v);
		if (!into[k] || text_is_void(into[k]->text)) {
			if (into[k])
				into[k]->use = CELL_VALUE;
			into[k] = cell;
		}
	}
}

/* -- lists -- */

static bool
is_corporate(const struct cell *cell)
{
	size_t digits = 0, len;

	for (str s = cell->text; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		if (c >= '0' && c <= '9')
			digits++;
		else if (!text_is_space(c))
			return false;
	}
	return digits >= 11 && digits <= 14;
}

/* How well a cell suits a column: 1 well, 0 indifferent, -2 not. */
static int
suits(const struct cell *cell, enum column_kind kind)
{
	bool number, corporate;

	if (text_is_void(cell->text))
		return 0;
	corporate = is_corporate(cell);
	number = cell_is_number(cell) && !corporate;
	switch (kind) {
	case KIND_CORPORATE:
		return corporate ? 2 : -2;
	case KIND_AMOUNT:
	case KIND_RANK:
	case KIND_COUNT:
		return number ? 1 : -2;
	case KIND_RATE:
		return number ? 1 : -1;
	case KIND_METHOD:
		return str_has(cell->text, S("契約")) ||
			str_has(cell->text, S("その他")) ||
			str_has(cell->text, S("交付"))
		    ? 2
		    : number || corporate ? -2
					  : 0;
	case KIND_TEXT:
		break;
	}
	return corporate ? -2 : number ? -1 : 1;
}

static const struct list_column *
list_column_at(const struct list_column *columns, size_t n, int col)
{
	for (size_t i = 0; i < n; i++)
		if (columns[i].col <= col && col < columns[i].end)
			return &columns[i];
	return NULL;
}

int
list_shift(const struct form *f, const struct line *line,
    const struct list_column *columns, size_t n)
{
	static const int shifts[] = {0, 1, -1, 2, -2};
	int best = 0, most = -1000;

	if (f->g->exact)
		return 0;
	for (size_t s = 0; s < sizeof shifts / sizeof *shifts; s++) {
		int score = 0;
		for (size_t i = 0; i < line->n; i++) {
			const struct list_column *c = list_column_at(
			    columns, n, line->c[i].col + shifts[s]);
			score += c ? suits(&line->c[i], c->kind)
			    : text_is_void(line->c[i].text) ? 0
							    : -2;
		}
		if (score > most) {
			most = score;
			best = shifts[s];
		}
	}
	return best;
}

struct cell *
list_cell(const struct line *line, const struct list_column *column, int shift)
{
	for (size_t i = 0; i < line->n; i++) {
		int col = line->c[i].col + shift;
		if (column->col <= col && col < column->end)
			return &line->c[i];
	}
	return NULL;
}
