#include "words/review.h"

#include "words/cuts.h"
#include "words/related.h"
#include "words/rows.h"
#include "words/table.h"
#include "value/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* -- 点検・改善 -- */

static int
by_int(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return x < y ? -1 : x > y;
}

/* A row of questions or of what else hangs on its own lines. */
struct stretch {
	struct words words;
	int top, middle, bottom;
};

enum { LONG = 24 }; /* no question of the form has more words */

/* Whether a line begins another question than the one so far. */
static bool
begins_question(
    struct layout *l, const struct stretch *so_far, struct words line)
{
	int step = layout_pitch_of(l, line.p[0]->em);
	struct words both = {so_far->words.p, so_far->words.n + line.n};

	if (line.p[0]->y - so_far->bottom <= step * 27 / 20)
		return false;
	return !l->weak || both.n > LONG ||
	    !layout_begins_label(words_key(l->a, both), LABEL_QUESTION);
}

/* Questions: one ends where it is complete, or where white follows. */
static struct list
questions_of(struct layout *l, struct words ws)
{
	struct list rows = {0};
	struct stretch *r = NULL;
	bool whole = true;

	words_sort_lines(ws);
	for (size_t i = 0; i < ws.n;) {
		struct words line = layout_line(ws, i);
		if (!r || whole || begins_question(l, r, line)) {
			r = list_add(l->a, &rows, struct stretch);
			r->words = (struct words){ws.p + i, 0};
			r->top = line.p[0]->y;
		}
		r->words.n += line.n;
		r->bottom = line.p[0]->y;
		r->middle = r->top + (r->bottom - r->top) / 2;
		whole = r->words.n <= LONG &&
		    label_find(words_key(l->a, r->words), NULL) ==
			LABEL_QUESTION;
		i += line.n;
	}
	return rows;
}

/*
 * Labels set downwards beside several rows: each covers rows so that it
 * stands in their middle.  edge[i] is the top of row i, edge[n] the end.
 */
static void
put_groups(struct layout *l, struct words ws, const int *edge, size_t n,
    int first_row, int x0, int x1)
{
	struct words label = {0};
	size_t at = 0;

	words_sort_lines(ws);
	for (size_t i = 0; i < ws.n; i++) {
		if (!label.n)
			label.p = ws.p + i;
		label.n++;
		if (i + 1 < ws.n &&
		    ws.p[i + 1]->y - ws.p[i]->y <=
			layout_pitch_of(l, ws.p[i]->em) * 8 / 5)
			continue;
		int top = words_top(label), bottom = words_bottom(label);
		int middle = top + (bottom - top) / 2, least = INT_MAX;
		size_t to = at + 1;
		for (size_t k = at + 1; k <= n; k++) {
			int off =
			    abs(edge[at] + (edge[k] - edge[at]) / 2 - middle);
			if (off < least) {
				least = off;
				to = k;
			}
		}
		if (at == n) { /* beside rows that are no questions */
			layout_mark_used(label);
			label.n = 0;
			continue;
		}
		layout_put(
		    l, first_row + (int)at, (int)(to - at), x0, x1, label, 0);
		at = to;
		label.n = 0;
	}
}

/* Text in the rows of its labels. */
static void
cut_labelled(struct layout *l, struct words text, const struct list *labels)
{
	struct span *span = arena_new(l->a, struct span, labels->n);

	for (size_t i = 0; i < labels->n; i++) {
		const struct block *b = list_at(labels, const struct block, i);
		span[i] = (struct span){b->top, b->bottom};
	}
	for (size_t i = 0; i < text.n; i++)
		text.p[i]->column = 0;
	cuts_share_out(
	    l, text, 1, cuts_full_widths(l, text, 1), span, labels->n);
}

/* Rows of a label and its text, such as 点検結果. */
static void
put_labelled(
    struct layout *l, struct words ws, const enum label *labels, size_t nlabels)
{
	struct list blocks = layout_blocks(l, ws, 40), rows = {0};
	struct block *b = blocks.items;
	int x0 = INT_MAX, x1 = INT_MIN;

	for (size_t i = 0; i < blocks.n; i++) {
		enum label is = label_find(words_key(l->a, b[i].words), NULL);
		bool wanted = false;
		for (size_t k = 0; k < nlabels; k++)
			wanted = wanted || is == labels[k];
		if (!wanted)
			continue;
		*list_add(l->a, &rows, struct block) = b[i];
		x0 = b[i].x0 < x0 ? b[i].x0 : x0;
		x1 = b[i].x1 > x1 ? b[i].x1 : x1;
		layout_mark_used(b[i].words);
	}
	if (!rows.n) {
		layout_put_blocks(l, ws, 70);
		return;
	}
	int *anchor = arena_new(l->a, int, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		anchor[i] = list_at(&rows, struct block, i)->middle;
	struct words text = layout_words(l, ws.n),
		     beside = layout_words(l, ws.n);
	for (size_t i = 0; i < ws.n; i++) {
		if (ws.p[i]->used)
			continue;
		if (ws.p[i]->x0 >= x1 - l->em / 5)
			text.p[text.n++] = ws.p[i];
		else
			beside.p[beside.n++] = ws.p[i];
	}
	if (l->weak)
		cut_labelled(l, text, &rows);
	else
		rows_share_out(l, text, anchor, rows.n);
	struct words *row = rows_part(l, text, rows.n);
	int from = text.n ? words_left(text) - l->em / 5 : x1;
	for (size_t i = 0; i < rows.n; i++) {
		struct block *label = list_at(&rows, struct block, i);
		layout_put(l, l->row + (int)i, 1, x0, from, label->words, 0);
		layout_put(
		    l, l->row + (int)i, 1, from, l->right, row[i], l->right);
	}
	layout_put(l, l->row, (int)rows.n, l->left, x0 - 1, beside, 0);
	l->row += (int)rows.n;
}

static bool
is_rating(const struct word *w)
{
	static const char *const marks[] = {
	    "○", "◯", "〇", "△", "×", "✕", "有", "無", "◎", "▲"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_eq(w->key, str_of(marks[i])))
			return true;
	return text_is_none(w->text);
}

/* 所管府省名, 事業番号, 事業名 below the questions. */
static void
put_related(struct layout *l, struct words ws)
{
	struct words data = layout_words(l, ws.n);
	struct words line = {0};
	int y = 0;
	struct list columns;

	for (size_t i = 0; i < ws.n && !line.n; i++)
		if (label_find(ws.p[i]->key, NULL) == LABEL_NUMBER) {
			y = ws.p[i]->y;
			line = words_between(ws, y - layout_pitch(l) * 4 / 5,
			    y + layout_pitch(l) * 4 / 5);
		}
	for (size_t i = 0; i < ws.n; i++)
		if (line.n && ws.p[i]->y >= y + layout_pitch(l) * 4 / 5)
			data.p[data.n++] = ws.p[i];
	columns = columns_of(l, line);
	if (columns.n < 2) {
		layout_put_blocks(l, ws, 70);
		return;
	}
	columns_place(l, &columns, data);
	struct column *c = columns.items;
	columns_set_edges(&columns, data, l->left, l->right);
	for (size_t k = 0; k < columns.n; k++)
		layout_put(l, l->row, 1, c[k].from, c[k].to, c[k].head, 0);
	l->row++;
	/* rows hang on the ministry, or the number where none is named */
	struct words keys = layout_words(l, data.n);
	for (int k = 0; k < 2 && !keys.n; k++)
		for (size_t i = 0; i < data.n; i++)
			if (data.p[i]->column == k)
				keys.p[keys.n++] = data.p[i];
	int *anchor;
	size_t n = layout_lines(l, keys, &anchor), kept = 0;
	for (size_t i = 0; i < n; i++)
		if (!kept || anchor[i] - anchor[kept - 1] > l->em * 6 / 5)
			anchor[kept++] = anchor[i];
	if (!kept) {
		layout_put_blocks(l, ws, 70);
		return;
	}
	struct words *part = columns_part(l, data, columns.n);
	for (size_t k = 0; k < columns.n; k++)
		rows_put_column(l, &c[k], part[k], anchor, kept);
	l->row += (int)kept;
}

/* Comments and ratings in the rows of their questions. */
static void
cut_questions(struct layout *l, struct words comment, struct words rating,
    const struct list *rows)
{
	struct words both = layout_words(l, comment.n + rating.n);
	struct span *span = arena_new(l->a, struct span, rows->n);

	for (size_t i = 0; i < rows->n; i++) {
		const struct stretch *r =
		    list_at(rows, const struct stretch, i);
		span[i] = (struct span){r->top, r->bottom};
	}
	for (size_t i = 0; i < comment.n; i++) {
		comment.p[i]->column = 0;
		both.p[both.n++] = comment.p[i];
	}
	for (size_t i = 0; i < rating.n; i++) {
		rating.p[i]->column = 1;
		both.p[both.n++] = rating.p[i];
	}
	words_sort_down(both);
	cuts_share_out(l, both, 2, cuts_full_widths(l, both, 2), span, rows->n);
}

static void
put_questions(struct layout *l, struct words ws, int rating0, int rating1,
    int side, int end)
{
	struct words question = layout_words(l, ws.n);
	struct words rating = layout_words(l, ws.n),
		     comment = layout_words(l, ws.n);
	struct words group = layout_words(l, ws.n);
	struct list rows;

	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		if (w->used)
			continue;
		if (w->x1 <= side)
			group.p[group.n++] = w;
		else if (w->x0 < rating0)
			question.p[question.n++] = w;
		else if (w->x1 <= rating1 && is_rating(w))
			rating.p[rating.n++] = w;
		else
			comment.p[comment.n++] = w;
	}
	rows = questions_of(l, question);
	if (!rows.n) {
		layout_put_blocks(l, ws, 70);
		return;
	}
	struct stretch *r = rows.items;
	int *middle = arena_new(l->a, int, rows.n);
	int *edge = arena_new(l->a, int, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		middle[i] = r[i].middle;
	if (l->weak)
		cut_questions(l, comment, rating, &rows);
	else
		rows_share_out(l, comment, middle, rows.n);
	struct words *of = rows_part(l, comment, rows.n);
	int *top = arena_new(l->a, int, rows.n);
	int *bottom = arena_new(l->a, int, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		top[i] = r[i].top;
		bottom[i] = r[i].bottom;
	}
	for (size_t i = 0; i < comment.n; i++) {
		size_t k = (size_t)comment.p[i]->row;
		top[k] = comment.p[i]->y < top[k] ? comment.p[i]->y : top[k];
		bottom[k] =
		    comment.p[i]->y > bottom[k] ? comment.p[i]->y : bottom[k];
	}
	edge[0] = top[0] - layout_pitch(l);
	for (size_t i = 1; i < rows.n; i++)
		edge[i] = bottom[i - 1] + (top[i] - bottom[i - 1]) / 2;
	edge[rows.n] = end;
	put_groups(l, group, edge, rows.n, l->row, l->left, side);
	for (size_t i = 0; i < rows.n; i++) {
		layout_put(l, l->row + (int)i, 1, side, rating0, r[i].words, 0);
		layout_put(
		    l, l->row + (int)i, 1, rating1, l->right, of[i], l->right);
	}
	for (size_t i = 0; i < rating.n; i++)
		layout_put(l,
		    l->row + (int)words_nearest(middle, rows.n, rating.p[i]->y),
		    1, rating0, rating1, (struct words){rating.p + i, 1}, 0);
	l->row += (int)rows.n;
}

/* -- the columns of questions where x is no length -- */

/* The most frequent left edge of words that `wanted` says are its own. */
static int
usual_edge(struct layout *l, struct words ws, int from,
    bool (*wanted)(const struct word *))
{
	int *edge = arena_new(l->a, int, ws.n + 1), best = INT_MAX;
	size_t n = 0, most = 0;

	for (size_t i = 0; i < ws.n; i++)
		if (ws.p[i]->x0 >= from && wanted(ws.p[i]))
			edge[n++] = ws.p[i]->x0;
	qsort(edge, n, sizeof *edge, by_int);
	for (size_t i = 0, to; i < n; i = to) {
		for (to = i; to < n && edge[to] == edge[i];)
			to++;
		if (to - i > most) {
			most = to - i;
			best = edge[i];
		}
	}
	return best;
}

static bool
is_question(const struct word *w)
{
	enum { SOME = 15 }; /* bytes of it, five characters, or more */

	return w->key.n > SOME && layout_begins_label(w->key, LABEL_QUESTION);
}

static bool
is_text(const struct word *w)
{
	enum { SOME = 12 };

	return w->key.n > SOME && !is_question(w);
}

static void
move_word(struct word *w, int to)
{
	w->x1 += to - w->x0;
	w->x0 = to;
}

/* Where the columns of questions are put. */
struct question_columns {
	int side, rating0, rating1, comment;
};

/*
 * Each page has columns of its own: questions begin at one, comments at
 * another, and ratings are between.  All are moved to the same.
 */
static void
align_questions(
    struct layout *l, struct words ws, const struct question_columns *to)
{
	struct words page = layout_words(l, ws.n);

	for (size_t i = 0; i < ws.n;) {
		int number = ws.p[i]->page;
		for (page.n = 0; i < ws.n && ws.p[i]->page == number; i++)
			page.p[page.n++] = ws.p[i];
		int side = usual_edge(l, page, INT_MIN, is_question);
		if (side == INT_MAX)
			side = words_left(page);
		int comment = usual_edge(l, page, side + 6 * l->em, is_text);
		for (size_t k = 0; k < page.n; k++) {
			struct word *w = page.p[k];
			if (w->x0 >= comment - l->em / 5)
				move_word(w, to->comment + w->x0 - comment);
			else if (is_rating(w) && w->x0 > side + 6 * l->em)
				move_word(w, to->rating0 + l->em / 5);
			else if (w->x0 >= side)
				move_word(w, to->side + w->x0 - side);
			else
				move_word(w, l->left);
		}
	}
}

/* Where the labels of the part stand: middles, or INT_MAX. */
struct review_marks {
	int heading; /* INT_MIN: none */
	int related, result, direction;
	int result_x1;
	int rating0, rating1, comment; /* columns of the heading */
};

static struct review_marks
find_marks(struct words ws)
{
	struct review_marks m = {INT_MIN, INT_MAX, INT_MAX, INT_MAX, INT_MIN,
	    INT_MAX, INT_MIN, INT_MAX};

	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		enum label is = label_find(w->key, NULL);
		if (is == LABEL_REVIEW_COMMENT && m.heading == INT_MIN) {
			m.heading = w->y;
			m.comment = w->x0;
		}
		if (layout_begins_label(w->key, LABEL_RELATED_MINISTRY) &&
		    w->y > m.heading && m.heading != INT_MIN &&
		    w->y < m.related)
			m.related = w->y;
		if (is == LABEL_REVIEW_RESULT && w->y < m.result) {
			m.result = w->y;
			m.result_x1 = w->x1;
		}
		if (layout_begins_label(w->key, LABEL_REVIEW_DIRECTION) &&
		    w->y > m.result && m.direction == INT_MAX)
			m.direction = w->y;
	}
	return m;
}

/* 評価, which may be set as two words; false when it is not there. */
static bool
find_rating(struct review_marks *m, struct words line)
{
	for (size_t i = 0; i < line.n; i++) {
		struct word *w = line.p[i];
		if (w->x0 < m->comment &&
		    (str_starts(w->key, S("評")) ||
			str_starts(w->key, S("価")))) {
			m->rating0 = w->x0 < m->rating0 ? w->x0 : m->rating0;
			m->rating1 = w->x1 > m->rating1 ? w->x1 : m->rating1;
		}
	}
	return m->rating1 != INT_MIN;
}

/* Where columns are kept by spaces, all pages get the same ones. */
static void
align_columns(struct layout *l, struct words ws, struct words line,
    struct review_marks *m)
{
	int end = m->related < m->result ? m->related : m->result,
	    room = l->right - l->left;
	struct question_columns to = {.side = l->left + 3 * l->em,
	    .rating0 = l->left + room / 2,
	    .rating1 = l->left + room / 2 + 3 * l->em,
	    .comment = l->left + room / 2 + 4 * l->em};

	for (size_t i = 0; i < line.n; i++) {
		struct word *w = line.p[i];
		move_word(w,
		    w->x0 >= m->comment	      ? to.comment
			: w->x0 >= m->rating0 ? to.rating0
					      : to.side);
	}
	m->rating0 = to.rating0;
	m->rating1 = to.rating1;
	align_questions(l,
	    words_between(ws, m->heading + l->em / 2,
		end == INT_MAX ? end : end - l->em / 2),
	    &to);
}

/* Questions begin at one x; what stands left of it is their group. */
static int
side_of(const struct layout *l, struct words below)
{
	for (size_t i = 0; i < below.n; i++)
		if (layout_begins_label(below.p[i]->key, LABEL_QUESTION) &&
		    below.p[i]->key.n > 15)
			return below.p[i]->x0 - l->em / 5;
	return l->left;
}

/* The column of ratings begins where the leftmost of them does. */
static int
rating_left(
    const struct layout *l, struct words below, int rating0, int rating1)
{
	rating0 -= l->em / 5;
	for (size_t i = 0; i < below.n; i++) {
		struct word *w = below.p[i];
		if (is_rating(w) && w->x0 > rating0 - 2 * l->em &&
		    w->x1 < rating1 + l->em && w->x0 - l->em / 5 < rating0)
			rating0 = w->x0 - l->em / 5;
	}
	return rating0;
}

static void
put_review_heading(
    struct layout *l, struct words line, int side, const struct review_marks *m)
{
	const int edges[] = {side, m->rating0, m->rating1, l->right};
	struct words head = layout_words(l, line.n);

	for (size_t column = 0; column < 3; column++) {
		head.n = 0;
		for (size_t i = 0; i < line.n; i++) {
			int x = layout_center(line.p[i]);
			size_t at = x < m->rating0 ? 0 : x < m->rating1 ? 1 : 2;
			if (at == column)
				head.p[head.n++] = line.p[i];
		}
		layout_put(
		    l, l->row, 1, edges[column], edges[column + 1], head, 0);
	}
	l->row++;
}

/* Results begin above their label: their text is centred on it. */
static int
results_top(
    struct layout *l, struct words ws, const struct review_marks *m, int side)
{
	/* below the last row that has a ministry */
	int lo =
	    m->related == INT_MAX ? m->heading + l->em : m->related + l->em;

	if (m->result == INT_MAX)
		return INT_MAX;
	if (l->weak && m->related != INT_MAX)
		return related_end(l, ws, m->related, m->result);
	for (size_t i = 0; i < ws.n; i++)
		if (ws.p[i]->y > lo && ws.p[i]->y < m->result - l->em &&
		    ws.p[i]->x1 > side + l->em && ws.p[i]->x0 < m->result_x1 &&
		    m->related != INT_MAX)
			lo = ws.p[i]->y + l->em / 2;
	return m->result -
	    layout_half_height(l, m->result, lo, m->direction, 225) -
	    layout_pitch(l) * 3 / 5;
}

void
review_put(struct layout *l, struct words ws)
{
	static const enum label results[] = {
	    LABEL_REVIEW_RESULT, LABEL_REVIEW_DIRECTION, LABEL_REVIEW_EFFECT};
	struct review_marks m = find_marks(ws);

	if (m.heading == INT_MIN) {
		put_labelled(l, ws, results, 3);
		return;
	}
	int first = m.heading + l->em / 2; /* below the heading */
	struct words line = words_between(ws, m.heading - l->em / 2, first);
	if (!find_rating(&m, line)) {
		layout_put_blocks(l, ws, 70);
		return;
	}
	struct words below = words_between(
	    ws, first, m.related < m.result ? m.related - l->em / 2 : INT_MAX);
	if (l->weak)
		align_columns(l, ws, line, &m);
	int side = side_of(l, below);
	m.rating0 = rating_left(l, below, m.rating0, m.rating1);
	put_review_heading(l, line, side, &m);
	int top = results_top(l, ws, &m, side);
	struct words result = {0};
	if (m.result != INT_MAX)
		result = words_between(ws, top, INT_MAX);
	int table = m.related != INT_MAX && m.related < top
	    ? m.related - l->em / 2
	    : top;
	/* the group of the last questions may stand beside the table below */
	struct words all = words_between(ws, first, top);
	struct words both = layout_words(l, all.n);
	for (size_t i = 0; i < all.n; i++)
		if (all.p[i]->y < table || all.p[i]->x1 <= side)
			both.p[both.n++] = all.p[i];
	put_questions(l, both, m.rating0, m.rating1, side,
	    top == INT_MAX ? words_bottom(all) + l->em : top);
	struct words rest = words_free(l->a, words_between(ws, table, top));
	if (table < top && l->weak)
		related_put(l, rest);
	else if (table < top)
		put_related(l, rest);
	if (result.n)
		put_labelled(l, words_free(l->a, result), results, 3);
}

/* -- headings across the page, and the text below them -- */

/*
 * Where columns of text are no lengths, the narrow column ends where the text
 * beside its characters (one or two a line) begins.  False: it has none.
 */
static bool
find_beside(const struct layout *l, struct words ws, int *wide)
{
	enum { TWO = 6 }; /* bytes */
	bool beside = false;
	int text = INT_MAX;

	for (size_t i = 0; i < ws.n; i++)
		if (ws.p[i]->key.n > TWO && ws.p[i]->x0 < text)
			text = ws.p[i]->x0;
	for (size_t i = 0; i < ws.n; i++)
		beside = beside || ws.p[i]->x1 < text;
	*wide = text == INT_MAX ? l->right : text;
	return beside;
}

void
review_put_full(struct layout *l, struct words ws, bool verdict)
{
	int width = l->right - l->left, wide = l->left + width / 10;
	struct words line, mark, text;
	bool narrow = verdict;

	ws = words_free(l->a, ws);
	words_sort_lines(ws);
	if (!ws.n)
		return;
	line = layout_line(ws, 0);
	layout_put(l, l->row++, 1, l->left, l->right, line, 0);
	ws = words_free(l->a, ws);
	mark = layout_words(l, ws.n);
	text = layout_words(l, ws.n);
	if (l->weak && narrow)
		narrow = find_beside(l, ws, &wide);
	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		bool at_left = w->x0 < wide - l->em / 5 && narrow;
		if (at_left && w->x1 > wide + l->em / 2)
			narrow = false;
		if (at_left)
			mark.p[mark.n++] = w;
		else
			text.p[text.n++] = w;
	}
	if (!narrow) {
		layout_put(l, l->row++, 1, l->left, l->right, ws, l->right);
		return;
	}
	layout_put(l, l->row, 1, l->left, wide, mark, wide);
	layout_put(l, l->row++, 1, wide, l->right, text, l->right);
}

/* -- 過去の事業番号: rows of a year, or of several, and what stands behind --
 */

static bool
is_year(const struct word *w)
{
	return str_ends(w->key, S("年度")) && w->key.n <= 24;
}

void
review_put_past(struct layout *l, struct words ws)
{
	struct words years;
	int *anchor;
	size_t n;

	ws = words_free(l->a, ws);
	years = layout_words(l, ws.n);
	for (size_t i = 0; i < ws.n; i++)
		if (is_year(ws.p[i]))
			years.p[years.n++] = ws.p[i];
	n = layout_lines(l, years, &anchor);
	if (!n) {
		layout_put_loose(l, ws, 70);
		return;
	}
	/* years of one row may be set in two sizes */
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)
		if (!kept || anchor[i] - anchor[kept - 1] > l->em / 2)
			anchor[kept++] = anchor[i];
	rows_share_out(l, ws, anchor, kept);
	struct words *row = rows_part(l, ws, kept);
	for (size_t r = 0; r < kept; r++, l->row++) {
		struct list columns = columns_of(l, row[r]);
		struct column *c = columns.items;
		for (size_t i = 0, to; i < columns.n; i = to) {
			struct words cell = c[i].head;
			bool year = is_year(c[i].head.p[0]);
			for (to = i + 1; to < columns.n && !year &&
			     !is_year(c[to].head.p[0]) &&
			     c[to].x0 - c[to - 1].x1 <= l->em;
			     to++)
				cell.n = (size_t)(c[to].head.p + c[to].head.n -
				    cell.p);
			layout_put(
			    l, l->row, 1, c[i].x0, c[to - 1].x1, cell, 0);
		}
	}
}

/* -- 政策評価 -- */
/* Where the text on the relation ends: above the plan of reform, if any. */
static int
relation_end(struct layout *l, struct words ws, int from)
{
	int reform = INT_MAX, end = INT_MAX, widest = 0, *line;

	for (size_t i = 0; i < ws.n && reform == INT_MAX; i++)
		switch (label_find(ws.p[i]->key, NULL)) {
		case LABEL_REFORM:
		case LABEL_REFORM_ITEM:
		case LABEL_REFORM_AREA:
		case LABEL_KPI_FIRST:
			if (ws.p[i]->y > from)
				end = reform = ws.p[i]->y;
			break;
		default:
			break;
		}
	if (reform == INT_MAX)
		return INT_MAX;
	size_t n = layout_lines(l, words_between(ws, from, reform + 1), &line);
	for (size_t i = 1; i < n; i++)
		if (line[i] - line[i - 1] > widest) {
			widest = line[i] - line[i - 1];
			end = line[i - 1] + widest / 2;
		}
	return end;
}

void
review_put_policy(struct layout *l, struct words ws, struct side *side)
{
	static const enum label rows[] = {LABEL_POLICY, LABEL_MEASURE};
	int indicator = INT_MAX, relation = INT_MAX, top = INT_MAX;
	size_t piece = l->pieces.n;
	int row = l->row;
	bool labelled = side && !side->done;

	layout_put_side(l, row, 1, side);
	ws = words_free(l->a, ws);
	struct words sorted = layout_words(l, ws.n);
	memcpy(sorted.p, ws.p, ws.n * sizeof *ws.p);
	sorted.n = ws.n;
	words_sort_lines(sorted);
	for (size_t i = 0; i < sorted.n;) {
		struct words line = layout_line(sorted, i);
		str key = words_key(l->a, line);
		if (layout_begins_label(key, LABEL_RELATION) &&
		    relation == INT_MAX)
			relation = line.p[0]->y;
		i += line.n;
	}
	for (size_t i = 0; i < ws.n; i++)
		if (label_find(ws.p[i]->key, NULL) == LABEL_MEASURE_INDICATOR &&
		    indicator == INT_MAX)
			indicator = ws.p[i]->y;
	if (indicator != INT_MAX) {
		top = layout_heading_top(l, indicator, HIGH);
	}
	int end = relation == INT_MAX ? INT_MAX : relation - l->em / 2;
	struct words first = words_between(ws, INT_MIN, top < end ? top : end);
	if (indicator != INT_MAX)
		put_labelled(l, first, rows, 2);
	else
		layout_put_blocks(l, first, 70);
	if (indicator != INT_MAX) {
		struct words table = words_between(ws, top, end);
		struct words down = layout_words(l, table.n);
		for (size_t i = 0; i < table.n; i++)
			if (table.p[i]->x1 < l->value + 5 * l->em / 2 &&
			    table.p[i]->key.n == 3 &&
			    str_has(S("測定指標"), table.p[i]->key))
				down.p[down.n++] = table.p[i];
		if (down.n)
			layout_put(l, l->row, 3, l->value, words_right(down),
			    down, words_right(down));
		table_put(l, &table_measure, words_free(l->a, table), top,
		    indicator, NULL);
	}
	if (relation != INT_MAX) {
		struct words line =
		    words_between(ws, end, relation + l->em / 2);
		layout_put(l, l->row++, 1, l->value, l->right,
		    words_free(l->a, line), 0);
		layout_put(l, l->row++, 1, l->value, l->right,
		    words_free(l->a,
			words_between(ws, relation + l->em / 2,
			    relation_end(l, ws, relation + l->em / 2))),
		    l->right);
	}
	layout_put_blocks(l, words_free(l->a, ws), 70);
	if (labelled && l->row > row)
		list_at(&l->pieces, struct piece, piece)->rows = l->row - row;
}
