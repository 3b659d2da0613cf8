#include "form/yearly.h"

#include "value/text.h"

/* The last cell with a row label (a table's own label may equal one), or n. */
static size_t
row_label(const struct line *line, const struct yearly_kind *kind, size_t *row)
{
	for (size_t i = line->n; i-- > 0;) {
		for (*row = 0; *row < kind->n; ++*row)
			if (line->label[i] == kind->rows[*row])
				return i;
		*row = 0;
		if (kind->both && line->label[i] == kind->both)
			return i;
	}
	return line->n;
}

static int
label_col(const struct line *line, enum label label)
{
	size_t i = label ? line_label(line, label, 0) : line->n;

	return i < line->n ? line->c[i].col : -1;
}

static void
close_entry(struct form *f, struct yearly *y)
{
	if (y->open)
		y->kind->emit(f, y);
	y->open = false;
}

static void
open_entry(struct yearly *y)
{
	y->open = true;
	y->both = false;
	y->first = y->second = y->extra = STR_NULL;
	for (size_t k = 0; k < YEARLY_ROWS; k++) {
		y->met[k] = false;
		y->unit[k] = NULL;
		for (size_t i = 0; i < COLUMNS; i++)
			y->cells[k][i] = NULL;
	}
}

/*
 * The texts in front of the row label.  Of two the first is the goal; one
 * alone goes by its column, or behind the goal where columns only count tabs.
 */
static void
take_texts(struct form *f, struct yearly *y, const struct line *line, size_t at)
{
	struct cell *cells[2] = {NULL, NULL};
	size_t n = 0;

	for (size_t i = 0; i < at && n < 2; i++)
		if (line->label[i] == LABEL_NONE)
			cells[n++] = &line->c[i];
	for (size_t i = 0; i < n; i++) {
		bool second = n == 2 ? i == 1
				     : cells[0]->col >= y->second_col ||
			(!f->g->exact && cells[0]->col > y->first_col &&
			    !str_is_null(y->first));
		/* before 令和4 活動指標 has no 活動目標 in front of it */
		bool only = y->first_col < 0 &&
		    y->kind->head == y->kind->second && y->kind->head;
		str *to = (second && y->second_col >= 0) || only ? &y->second
								 : &y->first;
		*to = cell_append(f, *to, cells[i], '\n');
	}
}

/* Headings of another table that an extractor dropped into this row. */
static bool
stray_headings(struct form *f, const struct line *line, size_t from)
{
	for (size_t i = from; i < line->n; i++) {
		struct column c;
		if (!column_of(f, &line->c[i], &c) ||
		    (c.role != COLUMN_INTERIM && c.role != COLUMN_FINAL))
			return false;
	}
	for (size_t i = from; i < line->n; i++)
		cell_label(&line->c[i]);
	return from < line->n;
}

void
yearly_row(struct form *f, struct yearly *y, const struct line *line,
    size_t first, size_t row)
{
	bool shifted;

	if (y->open && y->met[row])
		close_entry(f, y);
	if (!y->open)
		open_entry(y);
	y->met[row] = true;
	heading_place(
	    f, line, first, &y->h, y->cells[row], &y->unit[row], &shifted);
	if (shifted)
		record_note(f->a, f->s, "row-shifted",
		    arena_printf(
			f->a, "%s[%zu]", y->kind->path, y->kind->count(f)),
		    "line %zu had lost or gained cells on its left",
		    line->c[0].line);
}

static void
labelled_row(struct form *f, struct yearly *y, const struct line *line,
    size_t at, size_t row)
{
	bool stray = stray_headings(f, line, at + 1);

	if (!stray)
		yearly_row(f, y, line, at + 1, row);
	else if (!y->open)
		open_entry(y);
	if (line->label[at] != y->kind->rows[row])
		y->both = true;
	take_texts(f, y, line, at);
}

static bool
is_heading(
    struct form *f, struct yearly *y, const struct line *line, bool has_row)
{
	struct heading h;

	if (y->kind->head ? !line_has(line, y->kind->head) : has_row)
		return false;
	if (!heading_read(f, line, &h))
		return false;
	close_entry(f, y);
	y->h = h;
	y->first_col = label_col(line, y->kind->first);
	y->second_col = label_col(line, y->kind->second);
	return true;
}

void
yearly_read(struct form *f, struct rows rows, const struct yearly_kind *kind)
{
	struct yearly y = {.kind = kind, .first_col = -1, .second_col = -1};
	bool below = false; /* just below the heading */

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		size_t row, at = row_label(&line, kind, &row);
		bool heading, more;
		if (!line.n)
			continue;
		heading = is_heading(f, &y, &line, at < line.n);
		more = !heading && below && heading_continue(f, &line, &y.h);
		below = heading;
		if (heading || more)
			continue;
		if (at < line.n && y.h.n)
			labelled_row(f, &y, &line, at, row);
		else if (kind->other)
			kind->other(f, &line, &y);
	}
	close_entry(f, &y);
}

void
yearly_figure(struct form *f, struct yearly *y, size_t row, size_t i,
    struct figure *figure)
{
	form_figure(f, y->cells[row][i], figure,
	    arena_printf(f->a, "%s[%zu]", y->kind->path, y->kind->count(f)));
}

str
yearly_unit(struct yearly *y, size_t row)
{
	return cell_text(y->unit[row]);
}
