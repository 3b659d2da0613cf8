#include "words/table.h"

#include "form/form.h"
#include "words/align.h"
#include "words/cuts.h"
#include "words/rows.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* -- the head: labels and their values -- */

static bool
is_second_label(enum label label)
{
	switch (label) {
	case LABEL_BUREAU:
	case LABEL_OFFICERS:
	case LABEL_END_YEAR:
	case LABEL_DIVISION:
	case LABEL_RELATED_PLANS:
	case LABEL_EXPENSE_CLASS:
	case LABEL_MEASURE:
	case LABEL_EVALUATION_URL:
		return true;
	default:
		return false;
	}
}

struct head_cell {
	struct words words;
	int x0, x1;
	bool label;
};

/* 課長, 室長, 参事官: what the names of offices do not end with. */
static bool
is_title(const struct word *w)
{
	return str_ends(w->key, S("長")) || str_ends(w->key, S("官")) ||
	    str_ends(w->key, S("職"));
}

/*
 * Where columns are kept by spaces: right of 担当課室 its lines begin at one
 * edge; all else belongs to 作成責任者, but what follows a single space left of
 * where others of that begin.  Returns where that is put, or 0.
 */
static int
part_officers(struct layout *l, struct words ws)
{
	const struct word *label = NULL;
	int division = INT_MAX, shift = 2 * (l->right - l->left);
	int edge = INT_MAX;

	words_sort_lines(ws);
	for (size_t i = 0; i < ws.n; i++)
		if (label_find(ws.p[i]->key, NULL) == LABEL_DIVISION)
			label = ws.p[i];
	for (size_t i = 0; i < ws.n && label; i++)
		if (ws.p[i]->x0 > label->x1 && ws.p[i]->x0 < division)
			division = ws.p[i]->x0;
	if (division == INT_MAX)
		return 0;
	int within = division + label->em / 2;
	for (size_t i = 0; i < ws.n; i++)
		if (ws.p[i]->x0 > within && ws.p[i]->x0 < edge &&
		    columns_apart(ws.p[i], i ? ws.p[i - 1] : NULL))
			edge = ws.p[i]->x0;
	enum { SHORT = 3 }; /* bytes: a character */
	struct word *last = NULL;
	bool alone = false; /* the last word is, on its line */
	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		bool follows = i && !columns_apart(w, ws.p[i - 1]) &&
		    ws.p[i - 1]->x0 < edge;
		if (w->x0 <= within ||
		    (follows && w->x0 < edge - w->em && edge < INT_MAX &&
			!is_title(w)))
			continue;
		w->x0 += shift;
		w->x1 += shift;
		/* the end of a title or of a name that was wrapped */
		if (last && last->y != w->y &&
		    (w->key.n <= SHORT ||
			(alone && last->key.n > SHORT && is_title(w) &&
			    !is_title(last))))
			last->x1 = INT_MAX / 2;
		alone = !last || last->y != w->y;
		last = w;
	}
	return division + shift;
}

void
table_put_head_row(struct layout *l, int row, struct words ws, int officers)
{
	if (l->weak && officers)
		officers = part_officers(l, ws);
	struct list columns = columns_of(l, ws);
	struct list cells = {0};
	struct head_cell *cell = NULL;
	bool division = false;

	for (size_t i = 0; i < columns.n; i++) {
		struct column *c = list_at(&columns, struct column, i);
		enum label found = label_find(words_key(l->a, c->head), NULL);
		bool label = is_second_label(found);
		division = division || found == LABEL_DIVISION;
		bool own = division && officers && cell && !cell->label &&
		    cell->x0 < officers && c->x0 >= officers - l->em / 2;
		if (!cell || label || cell->label || own) {
			cell = list_add(l->a, &cells, struct head_cell);
			*cell =
			    (struct head_cell){c->head, c->x0, c->x1, label};
			continue;
		}
		cell->words.n = (size_t)(c->head.p + c->head.n - cell->words.p);
		cell->x1 = c->x1;
	}
	cell = cells.items;
	int from = l->value;
	for (size_t i = 0; i < cells.n; i++) {
		int to = l->right + l->em / 4;
		/* a centred label's cell begins as far left as it ends right */
		if (i + 1 < cells.n && cell[i + 1].label) {
			int end = i + 2 < cells.n ? cell[i + 2].x0 : to;
			to = cell[i + 1].x0 + cell[i + 1].x1 - end + l->em / 5;
			/* but the right edge may be another page's */
			if (l->weak && i + 2 == cells.n)
				to = cell[i + 1].x0;
		} else if (i + 1 < cells.n) {
			to = cell[i + 1].x0 - l->em / 5;
		}
		if (to < cell[i].x1)
			to = cell[i].x1;
		bool person = l->weak && officers && cell[i].x0 >= officers;
		layout_put(l, row, 1, from, to, cell[i].words,
		    person ? INT_MAX / 2 : to - l->em / 5);
		from = to;
	}
}

/* A label right of the middle, by a line of it, and the row it stands in. */
static enum label
row_of_second(str key)
{
	static const struct {
		enum label second, row;
	} pairs[] = {
	    {LABEL_BUREAU, LABEL_NAME},
	    {LABEL_END_YEAR, LABEL_START_YEAR},
	    {LABEL_DIVISION, LABEL_START_YEAR},
	    {LABEL_RELATED_PLANS, LABEL_LEGAL_BASIS},
	    {LABEL_EXPENSE_CLASS, LABEL_POLICIES},
	};
	enum { FEW = 6 }; /* bytes: two characters */

	for (size_t i = 0; i < label_count && key.n > FEW; i++)
		for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
			if (label_rows[i].label == pairs[k].second &&
			    str_has(label_rows[i].text, key))
				return pairs[k].row;
	return LABEL_NONE;
}

/* Rows lie between labels at the left, in both halves. */
static void
cut_head(struct layout *l, struct words content, const struct list *rows)
{
	enum { MOST = 30 }; /* the head has fewer rows */
	struct span *span = arena_new(l->a, struct span, rows->n);
	int half = INT_MAX;

	for (size_t i = 0; i < content.n; i++) {
		const struct word *w = content.p[i];
		enum label is = label_find(w->key, NULL);
		if (is_second_label(is) && is != LABEL_END_YEAR && w->x0 < half)
			half = w->x0;
	}
	for (size_t i = 0; i < content.n; i++)
		content.p[i]->column = content.p[i]->x0 >= half;
	for (size_t i = 0; i < rows->n; i++) {
		const struct side *s = *list_at(rows, struct side *, i);
		span[i] = (struct span){s->top, s->bottom};
	}
	for (size_t k = 0; k < content.n; k++) {
		enum label label = row_of_second(content.p[k]->key);
		int y = content.p[k]->y;
		for (size_t i = 0; label && i < rows->n && i < MOST; i++)
			if ((*list_at(rows, struct side *, i))->label ==
			    label) {
				if (y < span[i].top)
					span[i].top = y;
				if (y > span[i].bottom)
					span[i].bottom = y;
				break;
			}
	}
	cuts_share_out(
	    l, content, 2, cuts_full_widths(l, content, 2), span, rows->n);
}

void
table_put_head(struct layout *l, int from, int to)
{
	struct words all = words_between(l->all, from, to), content;
	struct list rows = {0};
	int *anchor, title = INT_MIN, officers = 0;

	for (size_t i = 0; i < all.n; i++)
		if (str_has(all.p[i]->key, S("レビューシート")) &&
		    form_title_year(all.p[i]->text))
			title = all.p[i]->y;
	if (title != INT_MIN)
		layout_put_loose(
		    l, words_between(l->all, from, title + l->em * 2 / 3), 120);
	for (size_t i = 0; i < l->sides.n; i++) {
		struct side *s = list_at(&l->sides, struct side, i);
		if (s->middle >= from && s->middle < to && !s->done)
			*list_add(l->a, &rows, struct side *) = s;
	}
	if (!rows.n) {
		layout_put_blocks(l, all, 70);
		return;
	}
	anchor = arena_new(l->a, int, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		anchor[i] = (*list_at(&rows, struct side *, i))->middle;
	content = layout_words(l, all.n);
	for (size_t i = 0; i < all.n; i++) {
		struct word *w = all.p[i];
		if (!w->used && layout_center(w) >= l->value) {
			content.p[content.n++] = w;
			if (label_find(w->key, NULL) == LABEL_OFFICERS)
				officers = w->x0 + w->x1 - l->right - l->em / 5;
		}
	}
	if (l->weak)
		cut_head(l, content, &rows);
	else
		rows_share_out(l, content, anchor, rows.n);
	struct words *row = rows_part(l, content, rows.n);
	for (size_t i = 0; i < rows.n; i++, l->row++) {
		layout_put_side(
		    l, l->row, 1, *list_at(&rows, struct side *, i));
		table_put_head_row(l, l->row, row[i], officers);
	}
}

/* -- tables whose rows have a label -- */

enum { MOST_LABELS = 10 };

struct table {
	enum label rows[MOST_LABELS]; /* 成果実績, 目標値 ... */
	enum label spans[3]; /* columns left of them: 成果指標 ... */
};

const struct table table_budget = {
    .rows = {LABEL_INITIAL, LABEL_SUPPLEMENTARY, LABEL_CARRIED_IN,
	LABEL_CARRIED_OUT, LABEL_RESERVE, LABEL_TOTAL, LABEL_EXECUTED,
	LABEL_EXECUTION_RATE, LABEL_EXECUTION_RATE_INITIAL},
};
const struct table table_outcome = {
    .rows = {LABEL_OUTCOME_ACTUAL, LABEL_OUTCOME_TARGET, LABEL_ATTAINMENT},
    .spans = {LABEL_OUTCOME_GOAL, LABEL_OUTCOME_INDICATOR},
};
const struct table table_output = {
    .rows = {LABEL_OUTPUT_ACTUAL, LABEL_OUTPUT_PLANNED},
    .spans = {LABEL_OUTPUT_GOAL, LABEL_OUTPUT_INDICATOR},
};
const struct table table_unit = {
    .rows = {LABEL_UNIT_COST, LABEL_FORMULA},
    .spans = {LABEL_UNIT_COST_BASIS},
};
const struct table table_measure = {
    .rows = {LABEL_MEASURE_ACTUAL, LABEL_OUTCOME_TARGET},
    .spans = {LABEL_MEASURE_INDICATOR},
};

struct table_row {
	struct words label;
	enum label is;
	int middle;
};

static enum label
row_label(const struct table *t, const struct word *w)
{
	enum label is = label_find(w->key, NULL); /* 単位 begins 単位当たり */

	for (int i = 0; i < MOST_LABELS && t->rows[i]; i++)
		if (is ? is == t->rows[i]
		       : layout_begins_label(w->key, t->rows[i]))
			return t->rows[i];
	return LABEL_NONE;
}

/* Row labels, each with the words that continue it below. */
static struct list
find_rows(struct layout *l, const struct table *t, struct words ws, int below)
{
	struct list rows = {0};
	int x0 = INT_MAX, x1 = INT_MIN;
	bool span = t->spans[0] != LABEL_NONE;

	/* whole labels tell where their column is */
	for (size_t i = 0; i < ws.n; i++)
		if (!ws.p[i]->used && ws.p[i]->y > below &&
		    row_label(t, ws.p[i]) && label_find(ws.p[i]->key, NULL)) {
			x0 = ws.p[i]->x0 < x0 ? ws.p[i]->x0 : x0;
			x1 = ws.p[i]->x1 > x1 ? ws.p[i]->x1 : x1;
		}
	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		enum label is = row_label(t, w);
		struct table_row *r = rows.n
		    ? list_at(&rows, struct table_row, rows.n - 1)
		    : NULL;
		if (w->used || w->y <= below)
			continue;
		if (x0 <= x1 && columns_distance(x0, x1, w->x0, w->x1) > 0)
			continue;
		if (is && span && x0 <= x1 &&
		    abs(w->x0 + w->x1 - x0 - x1) > 3 * w->em)
			is = LABEL_NONE;
		if (is) {
			r = list_add(l->a, &rows, struct table_row);
			r->is = is;
			r->label = layout_words(l, 8);
		} else if (!r || r->label.n >= 8 ||
		    w->y - r->label.p[r->label.n - 1]->y >
			layout_pitch_of(l, w->em) * 5 / 4 ||
		    columns_distance(words_left(r->label),
			words_right(r->label), w->x0, w->x1) > 0 ||
		    abs(w->em - r->label.p[0]->em) > w->em / 3) {
			continue;
		}
		r->label.p[r->label.n++] = w;
	}
	for (size_t i = 0; i < rows.n; i++) {
		struct table_row *r = list_at(&rows, struct table_row, i);
		int top = words_top(r->label);
		r->middle = top + (words_bottom(r->label) - top) / 2;
	}
	return rows;
}

/* Where headings end: the widest white between them and the first row. */
static int
heading_end(struct layout *l, struct words ws, int from, int first_row)
{
	int *line, end = first_row - l->em / 2, widest = 0;
	size_t n = layout_lines(l, ws, &line);

	for (size_t i = 0; i + 1 < n; i++) {
		if (line[i] < from || line[i] >= first_row - l->em / 2)
			continue;
		if (line[i + 1] - line[i] > widest) {
			widest = line[i + 1] - line[i];
			end = line[i] + widest / 2;
		}
	}
	return end;
}

/* The heading of a column of text: one label, perhaps over lines. */
static struct words
span_heading(struct layout *l, struct words ws, enum label label, int below)
{
	for (size_t i = 0; i < ws.n; i++) {
		struct words h = layout_words(l, 4);
		struct word *w = ws.p[i];
		if (w->used || w->y < below ||
		    !layout_begins_label(w->key, label))
			continue;
		h.p[h.n++] = w;
		for (size_t k = i + 1; k < ws.n && h.n < 4; k++) {
			struct word *v = ws.p[k];
			str key;
			if (label_find(words_key(l->a, h), NULL) == label)
				break;
			if (v->used ||
			    abs(layout_center(v) - layout_center(w)) > w->em ||
			    v->y - h.p[h.n - 1]->y >
				layout_pitch_of(l, w->em) * 5 / 4)
				continue;
			h.p[h.n++] = v;
			key = words_key(l->a, h);
			if (!layout_begins_label(key, label))
				h.n--;
		}
		if (label_find(words_key(l->a, h), NULL) == label)
			return h;
	}
	return (struct words){0};
}

/*
 * The heading of 中間目標 and 目標最終年度: the label above, the year below,
 * where the form has two rows.
 */
static void
put_goal_year(struct layout *l, int row, const struct column *c, bool two)
{
	struct words h = c->head;
	size_t upper = 0;

	words_sort_lines(h);
	for (size_t i = 1; i <= h.n && two; i++) {
		struct words part = {h.p, i};
		enum label is = label_find(words_key(l->a, part), NULL);
		if (is == LABEL_INTERIM || is == LABEL_FINAL)
			upper = i;
	}
	if (!upper) {
		layout_put(l, row, two ? 2 : 1, c->from, c->to, h, 0);
		return;
	}
	layout_put(l, row, 1, c->from, c->to, (struct words){h.p, upper}, 0);
	for (size_t i = upper; i < h.n; i++) {
		int x0 = i == upper ? c->from : h.p[i]->x0;
		int x1 = i + 1 < h.n ? h.p[i + 1]->x0 : c->to;
		layout_put(
		    l, row + 1, 1, x0, x1, (struct words){h.p + i, 1}, 0);
	}
}

/* Blocks of rows: a new one begins where the first label comes again. */
struct table_block {
	size_t from, to;
	int middle;
};

static struct list
blocks_of_rows(struct layout *l, const struct list *rows)
{
	const struct table_row *r = rows->items;
	struct list blocks = {0};
	struct table_block *b = NULL;

	for (size_t i = 0; i < rows->n; i++) {
		if (!b || r[i].is == r[0].is) {
			b = list_add(l->a, &blocks, struct table_block);
			b->from = i;
		}
		b->to = i + 1;
		b->middle =
		    r[b->from].middle + (r[i].middle - r[b->from].middle) / 2;
	}
	return blocks;
}

/*
 * Columns left of the row labels: headings in row `head` of the grid, and
 * text over all rows of a block.
 */
static void
put_spans(struct layout *l, const struct table *t, struct words left,
    const struct list *rows, int x0, int top, bool two)
{
	struct list spans = {0}, blocks = blocks_of_rows(l, rows);
	struct table_block *b = blocks.items;
	int *middle = arena_new(l->a, int, blocks.n);

	for (int i = 0; i < 3 && t->spans[i]; i++) {
		struct words h = span_heading(l, left, t->spans[i], top);
		if (!h.n)
			continue;
		*list_add(l->a, &spans, struct column) = (struct column){
		    .x0 = words_left(h), .x1 = words_right(h), .head = h};
		layout_mark_used(h);
	}
	left = words_free(l->a, left);
	columns_place(l, &spans, left);
	columns_set_edges(&spans, left, l->value, x0 - l->em / 10);
	struct words *column = columns_part(l, left, spans.n);
	for (size_t i = 0; i < blocks.n; i++)
		middle[i] = b[i].middle;
	for (size_t s = 0; s < spans.n; s++) {
		struct column *c = list_at(&spans, struct column, s);
		layout_put(l, l->row, 1 + two, c->from, c->to, c->head, 0);
		rows_share_out(l, column[s], middle, blocks.n);
		struct words *cell = rows_part(l, column[s], blocks.n);
		for (size_t i = 0; i < blocks.n; i++)
			layout_put(l, l->row + 1 + two + (int)b[i].from,
			    (int)(b[i].to - b[i].from), c->from, c->to,
			    blocks.n > 1 ? cell[i] : column[s],
			    c->to - l->em / 5);
	}
	/* what stands beside the rows (予算の状況) */
	layout_put(l, l->row + 1 + two, (int)rows->n, l->value, x0,
	    words_free(l->a, left), 0);
}

/* The columns right of the row labels. */
static void
put_columns(struct layout *l, struct words right, const struct list *rows,
    int x1, int top, bool two)
{
	const struct table_row *r = rows->items;
	int *middle = arena_new(l->a, int, rows->n);
	int end = heading_end(l, right, top, r[0].middle);
	struct words data = words_between(right, end, INT_MAX);
	struct list columns = columns_of(l, words_between(right, INT_MIN, end));
	struct column *c = columns.items;

	columns_join_spaced(l, &columns);
	columns_widen_years(l, &columns);
	columns_place(l, &columns, data);
	columns_set_edges(&columns, data, x1 + l->em / 10, l->right);
	for (size_t k = 0; k < columns.n; k++)
		put_goal_year(l, l->row, &c[k], two);
	for (size_t i = 0; i < rows->n; i++)
		middle[i] = r[i].middle;
	for (size_t i = 0; i < data.n; i++)
		data.p[i]->row =
		    (int)words_nearest(middle, rows->n, data.p[i]->y);
	struct words *row = rows_part(l, data, rows->n);
	for (size_t i = 0; i < rows->n && columns.n; i++) {
		struct words *cell = columns_part(l, row[i], columns.n);
		for (size_t k = 0; k < columns.n; k++)
			layout_put(l, l->row + 1 + two + (int)i, 1, c[k].from,
			    c[k].to, cell[k], c[k].to - l->em / 5);
	}
}

void
table_put(struct layout *l, const struct table *t, struct words ws, int top,
    int heading_y, struct side *side)
{
	struct words left, right;
	struct list rows;
	struct table_row *r;
	int x0 = INT_MAX, x1 = INT_MIN;
	bool two = t == &table_outcome; /* rows of headings */

	ws = layout_words_in(
	    l, ws, (struct area){l->value, INT_MAX, INT_MIN, INT_MAX});
	rows = find_rows(l, t, ws, heading_y);
	r = rows.items;
	layout_put_side(l, l->row, 1 + two + (int)rows.n, side);
	if (!rows.n) {
		layout_put_blocks(l, ws, 70);
		return;
	}
	for (size_t i = 0; i < rows.n; i++) {
		x0 = words_left(r[i].label) < x0 ? words_left(r[i].label) : x0;
		x1 =
		    words_right(r[i].label) > x1 ? words_right(r[i].label) : x1;
	}
	for (size_t i = 0; i < rows.n; i++)
		layout_put(
		    l, l->row + 1 + two + (int)i, 1, x0, x1, r[i].label, 0);
	left = layout_words(l, ws.n);
	right = layout_words(l, ws.n);
	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		if (!w->used && w->x0 > x1 - l->em / 5)
			right.p[right.n++] = w;
		else if (!w->used)
			left.p[left.n++] = w;
	}
	put_columns(l, right, &rows, x1, top, two);
	put_spans(l, t, left, &rows, x0, top, two);
	l->row += 1 + two + (int)rows.n;
}

/* -- 予算内訳: rows that hang on their amounts -- */

/*
 * Where the headings end by what they say: rows may be as near as their
 * lines are, where columns are kept by spaces.
 */
static int
items_heading_end(struct layout *l, struct words ws, int heading)
{
	int end = heading + l->em / 2;

	for (size_t i = 0; i < ws.n; i++) {
		const struct word *w = ws.p[i];
		if (w->y > end && w->y < heading + 2 * layout_pitch(l) &&
		    str_has(
			S("歳出予算目費目当初予算要求主な増減理由"), w->key))
			end = w->y + l->em / 2;
	}
	return end;
}

/* Middles of figures in the columns that hold amounts. */
static size_t
figure_lines(
    struct layout *l, struct words ws, const bool *amounts, int **lines)
{
	struct words figures = layout_words(l, ws.n);

	for (size_t i = 0; i < ws.n; i++)
		if (amounts[ws.p[i]->column] && word_is_figure(ws.p[i]))
			figures.p[figures.n++] = ws.p[i];
	size_t n = layout_lines(l, figures, lines), kept = 0;
	/* amounts of one row may be set in two sizes */
	for (size_t i = 0; i < n; i++)
		if (!kept || (*lines)[i] - (*lines)[kept - 1] > l->em / 2)
			(*lines)[kept++] = (*lines)[i];
	return kept;
}

/* A text, amounts, and reasons. */
static void
align_items(struct layout *l, struct list *columns, struct words data)
{
	enum holds holds[ALIGN_MOST];
	struct column *c = columns->items;
	struct align to = {.columns = holds,
	    .n = columns->n,
	    .from = l->value,
	    .width = l->right - l->left};

	for (size_t k = 0; k < columns->n; k++) {
		holds[k] = k == 0			? HOLDS_ITEM
		    : c[k].label == LABEL_CHANGE_REASON ? HOLDS_REASON
							: HOLDS_AMOUNT;
		c[k].from = to.from + (int)k * to.width;
		c[k].to = c[k].from + to.width;
	}
	align_words(l, &to, data);
}

/* The rows of items, in all columns but that of the reasons. */
static void
cut_items(struct layout *l, struct words data, const struct list *columns,
    const int *middle, size_t n)
{
	const struct column *c = columns->items;
	struct words ws = layout_words(l, data.n);
	struct span *span = arena_new(l->a, struct span, n);

	for (size_t i = 0; i < data.n; i++)
		if (c[data.p[i]->column].label != LABEL_CHANGE_REASON)
			ws.p[ws.n++] = data.p[i];
	for (size_t i = 0; i < n; i++)
		span[i] = (struct span){middle[i], middle[i]};
	cuts_share_out(
	    l, ws, columns->n, cuts_full_widths(l, ws, columns->n), span, n);
}

static void
put_rows(struct layout *l, const struct column *c, struct words ws, size_t n)
{
	struct words *row = rows_part(l, ws, n);

	for (size_t i = 0; i < n; i++)
		layout_put(l, l->row + (int)i, 1, c->from, c->to, row[i], 0);
}

void
table_put_items(struct layout *l, struct words all, int top, int heading_y,
    struct side *side)
{
	struct words ws = layout_words_in(
	    l, all, (struct area){l->value, INT_MAX, top, INT_MAX});
	struct words heading, data;
	struct list columns;
	int first = INT_MAX, *middle;

	for (size_t i = 0; i < ws.n; i++)
		if (ws.p[i]->y > heading_y + l->em && word_is_figure(ws.p[i]) &&
		    ws.p[i]->y < first)
			first = ws.p[i]->y;
	if (first == INT_MAX) {
		layout_put_blocks(l, ws, 70);
		return;
	}
	int end = l->weak ? items_heading_end(l, ws, heading_y)
			  : heading_end(l, ws, top, first);
	heading = words_between(ws, INT_MIN, end);
	data = words_between(ws, end, INT_MAX);
	columns = columns_of(l, heading);
	columns_join_spaced(l, &columns);
	if (columns.n < 2) {
		layout_put_blocks(l, ws, 70);
		return;
	}
	struct column *c = columns.items;
	bool *amounts = arena_new(l->a, bool, columns.n);
	if (l->weak && columns.n <= ALIGN_MOST) {
		align_items(l, &columns, data);
	} else {
		columns_place(l, &columns, data);
		columns_set_edges(&columns, data, l->value, l->right);
	}
	for (size_t k = 1; k < columns.n; k++)
		amounts[k] = c[k].label != LABEL_CHANGE_REASON;
	size_t n = figure_lines(l, data, amounts, &middle);
	if (!n) {
		layout_put_blocks(l, ws, 70);
		return;
	}
	layout_put_side(l, l->row, (int)n + 1, side);
	for (size_t k = 0; k < columns.n; k++)
		layout_put(l, l->row, 1, c[k].from, c[k].to, c[k].head, 0);
	l->row++;
	if (l->weak)
		cut_items(l, data, &columns, middle, n);
	struct words *column = columns_part(l, data, columns.n);
	for (size_t k = 0; k < columns.n; k++)
		if (c[k].label != LABEL_CHANGE_REASON && l->weak)
			put_rows(l, &c[k], column[k], n);
		else if (c[k].label == LABEL_CHANGE_REASON) /* one for all */
			layout_put(l, l->row, (int)n, c[k].from, c[k].to,
			    column[k], c[k].to - l->em / 5);
		else
			rows_put_column(l, &c[k], column[k], middle, n);
	l->row += (int)n;
}
