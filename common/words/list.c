#include "words/list.h"

#include "form/words.h"
#include "words/align.h"
#include "words/cuts.h"
#include "words/rows.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* -- 費目・使途: two tables side by side -- */

/* Middles of the lines that are the headings 費目, 使途, 金額. */
static size_t
spending_headings(struct layout *l, struct words ws, int *y)
{
	struct words sorted = layout_words(l, ws.n);
	size_t n = 0;

	memcpy(sorted.p, ws.p, ws.n * sizeof *ws.p);
	sorted.n = ws.n;
	words_sort_lines(sorted);
	for (size_t i = 0; i < sorted.n && n < HEADINGS;) {
		struct words line = layout_line(sorted, i);
		str key = words_key(l->a, line);
		if (str_has(key, S("費目使途")) || str_has(key, S("費目用途")))
			y[n++] = line.p[0]->y;
		i += line.n;
	}
	return n;
}

/* How far from the middle of the headings their lines may be. */
static int
heading_reach(const struct layout *l)
{
	return layout_pitch(l) * (l->weak ? 120 : 80) / 100;
}

static void
measure_spending(struct layout *l, struct spending_part *s, int from)
{
	int step = layout_pitch(l);

	for (size_t k = 0; k < s->n; k++) {
		int next = k + 1 < s->n ? s->y[k + 1] : INT_MAX;
		struct words block = words_between(s->ws, s->y[k], next);
		s->end[k] = INT_MIN;
		for (size_t i = 0; i < block.n; i++)
			if (label_find(block.p[i]->key, NULL) == LABEL_TOTAL)
				s->end[k] = block.p[i]->y;
		if (s->end[k] == INT_MIN)
			s->end[k] = next == INT_MAX ? words_bottom(block)
						    : next - 3 * step;
		/* the names: what stands between the totals and the heading */
		int upper = k ? s->end[k - 1] + l->em / 2 : from;
		int *line, at = s->y[k] - heading_reach(l);
		size_t n =
		    layout_lines(l, words_between(s->ws, upper, at), &line);
		s->title[k] = at;
		for (size_t i = n; i > 0; i--) {
			int reach = s->title[k] == at ? 4 * step : step * 5 / 4;
			if (k == 0 && s->title[k] - line[i - 1] > reach)
				break;
			s->title[k] = line[i - 1];
		}
		s->title[k] -= l->em / 3;
	}
}

static struct words
half_of(struct layout *l, struct words ws, int x0, int x1)
{
	return layout_words_in(l, ws, (struct area){x0, x1, INT_MIN, INT_MAX});
}

/* Whether it is a line of the label at the left, by what it says. */
static bool
is_side_line(const struct layout *l, const struct word *w)
{
	enum { ONE = 3 }; /* bytes of a character */
	int within = w->key.n > ONE ? 4 * l->em : 5 * l->em / 2;

	return w->x0 < l->left + within &&
	    str_has(str_of(words_spending_title), w->key);
}

void
list_part_label(struct layout *l, struct words ws)
{
	for (size_t i = 1; i < ws.n; i++) {
		struct word *w = ws.p[i];
		if (w->x0 < l->value && !columns_apart(w, ws.p[i - 1]) &&
		    is_side_line(l, ws.p[i - 1]) && !is_side_line(l, w)) {
			w->x1 += l->value - w->x0;
			w->x0 = l->value;
		}
	}
}

/* What follows a line of that label after a single space is no part of it. */
static struct words
beside_label(struct layout *l, struct words ws)
{
	struct words kept = layout_words(l, ws.n);

	for (size_t i = 0; i < ws.n; i++)
		if (!ws.p[i]->used && !is_side_line(l, ws.p[i]))
			kept.p[kept.n++] = ws.p[i];
	return kept;
}

void
list_open_spending(
    struct layout *l, struct spending_part *s, struct words ws, int from)
{
	struct words beside;

	/* an annex page has no labels at the left */
	s->left = l->value;
	s->ws = words_free(l->a, ws);
	s->n = spending_headings(l, s->ws, s->y);
	beside = s->n ? words_between(s->ws, s->y[0], INT_MAX) : s->ws;
	if (beside.n && words_left(beside) < l->value - l->em)
		s->left = words_left(beside) - l->em / 4;
	else
		s->ws = layout_words_in(
		    l, ws, (struct area){l->value, INT_MAX, INT_MIN, INT_MAX});
	if (l->weak)
		s->ws = beside_label(l, ws);
	s->half = s->left + (l->right - s->left) / 2;
	measure_spending(l, s, from);
}

/* One of the two tables of all blocks. */
struct spending_half {
	int x0, x1;
	struct list heads; /* columns, the same in all blocks */
	struct words data;
};

static struct words
spending_head(struct layout *l, const struct spending_part *s,
    const struct spending_half *half, size_t k)
{
	int reach = heading_reach(l);

	return half_of(l,
	    words_between(s->ws, s->y[k] - reach, s->y[k] + reach), half->x0,
	    half->x1);
}

/* Where the rows of a block end and the next block's names begin. */
static int
spending_to(const struct spending_part *s, size_t k)
{
	return k + 1 < s->n ? s->title[k + 1] : INT_MAX;
}

static void
open_half(
    struct layout *l, const struct spending_part *s, struct spending_half *half)
{
	int reach = heading_reach(l);

	half->data = layout_words(l, s->ws.n);
	for (size_t k = 0; k < s->n; k++) {
		struct words rows = half_of(l,
		    words_between(s->ws, s->y[k] + reach, spending_to(s, k)),
		    half->x0, half->x1);
		if (!half->heads.n) {
			half->heads =
			    columns_of(l, spending_head(l, s, half, k));
			columns_join_spaced(l, &half->heads);
		}
		if (rows.n)
			memcpy(half->data.p + half->data.n, rows.p,
			    rows.n * sizeof *rows.p);
		half->data.n += rows.n;
	}
	columns_place(l, &half->heads, half->data);
	columns_set_edges(&half->heads, half->data, half->x0,
	    half->x1 == INT_MAX ? l->right : half->x1);
}

/* Middles of the rows of a block: of amounts and totals in either half. */
static size_t
spending_rows(struct layout *l, const struct spending_part *s,
    const struct spending_half half[2], size_t k, int **anchor)
{
	struct words block =
	    words_between(s->ws, s->y[k] + 1, spending_to(s, k));
	struct words figures = layout_words(l, 2 * block.n);
	size_t n, kept = 0;

	for (int h = 0; h < 2; h++) {
		struct words rows =
		    words_between(half[h].data, s->y[k] + 1, spending_to(s, k));
		size_t last = half[h].heads.n - 1;
		for (size_t i = 0; i < rows.n && half[h].heads.n; i++) {
			struct word *w = rows.p[i];
			bool amount =
			    (size_t)w->column == last && word_is_figure(w);
			if (!w->used &&
			    (amount || label_find(w->key, NULL) == LABEL_TOTAL))
				figures.p[figures.n++] = w;
		}
	}
	words_sort_down(figures);
	n = layout_lines(l, figures, anchor);
	for (size_t i = 0; i < n; i++)
		if (!kept || (*anchor)[i] - (*anchor)[kept - 1] > l->em / 2)
			(*anchor)[kept++] = (*anchor)[i];
	return kept;
}

static void
put_spending_block(struct layout *l, const struct spending_part *s,
    struct spending_half half[2], size_t k)
{
	int *anchor, reach = heading_reach(l);

	for (int h = 0; h < 2; h++) {
		struct words head = spending_head(l, s, &half[h], k);
		struct column *c = half[h].heads.items;
		layout_put(l, l->row, 1, half[h].x0,
		    half[h].x1 == INT_MAX ? l->right + 1 : half[h].x1,
		    half_of(l,
			words_between(s->ws, s->title[k], s->y[k] - reach),
			half[h].x0, half[h].x1),
		    0);
		columns_place(l, &half[h].heads, head);
		struct words *cell = columns_part(l, head, half[h].heads.n);
		for (size_t i = 0; i < half[h].heads.n; i++)
			layout_put(
			    l, l->row + 1, 1, c[i].from, c[i].to, cell[i], 0);
	}
	l->row += 2;
	size_t n = spending_rows(l, s, half, k, &anchor);
	for (int h = 0; h < 2 && n; h++) {
		struct words rows =
		    words_between(half[h].data, s->y[k] + 1, spending_to(s, k));
		struct words *column = columns_part(l, rows, half[h].heads.n);
		for (size_t i = 0; i < half[h].heads.n; i++)
			rows_put_column(l,
			    list_at(&half[h].heads, struct column, i),
			    column[i], anchor, n);
	}
	l->row += (int)n;
}

/* The label as the form prints it. */
static str
label_text(enum label label)
{
	for (size_t i = 0; i < label_count; i++)
		if (label_rows[i].label == label)
			return label_rows[i].text;
	return STR_NULL;
}

/* -- 費目・使途 where columns are kept by spaces -- */

enum { ITEM, USE, AMOUNT, SIDES = 2 * (AMOUNT + 1) };

static const enum holds spending_holds[SIDES] = {
    HOLDS_ITEM, HOLDS_TEXT, HOLDS_AMOUNT, HOLDS_ITEM, HOLDS_TEXT, HOLDS_AMOUNT};

/* Lines of headings, and of the label at the left, by what they say. */
static void
use_spending_labels(
    struct layout *l, const struct spending_part *s, struct words ws)
{
	int reach = heading_reach(l);

	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		if (is_side_line(l, w) && !label_find(w->key, NULL))
			w->used = true;
		for (size_t k = 0; k < s->n && !w->used; k++)
			w->used = abs(w->y - s->y[k]) <= reach &&
			    str_has(S("費目 使途 用途 金額(百万円)"), w->key);
	}
}

/* B. and a name. */
static bool
begins_block(const struct word *w)
{
	return w->key.n >= 2 && w->key.p[0] >= 'A' && w->key.p[0] <= 'Z' &&
	    w->key.p[1] == '.';
}

/* The names above two tables side by side. */
static void
put_spending_names(struct layout *l, struct words ws, int middle, int half)
{
	struct words side[2] = {layout_words(l, ws.n), layout_words(l, ws.n)};

	words_sort_lines(ws);
	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		int right = w->x0 >= middle - l->em;
		if (i && begins_block(w) && side[0].n)
			right = 1;
		/* what follows a space belongs to what is before it */
		else if (i && !columns_apart(w, ws.p[i - 1]) && side[1].n == 0)
			right = 0;
		side[right].p[side[right].n++] = w;
	}
	layout_put(l, l->row, 1, l->value, half, side[0], 0);
	layout_put(l, l->row, 1, half, l->right + half, side[1], 0);
	l->row++;
}

/* A piece of a row with the words of the form. */
static void
put_label(struct layout *l, enum label label, int x0, int x1)
{
	*list_add(l->a, &l->pieces, struct piece) = (struct piece){
	    .row = l->row,
	    .rows = 1,
	    .x0 = x0,
	    .x1 = x1,
	    .text = label_text(label),
	};
}

/* The words of all tables below their headings, told apart by columns. */
static struct words
align_spending(
    struct layout *l, const struct spending_part *s, const struct align *to)
{
	struct words data = layout_words(l, s->ws.n);

	for (size_t k = 0; k < s->n; k++) {
		struct words rows = words_free(l->a,
		    words_between(
			s->ws, s->y[k] - l->em / 5, spending_to(s, k)));
		if (rows.n)
			memcpy(
			    data.p + data.n, rows.p, rows.n * sizeof *rows.p);
		data.n += rows.n;
	}
	align_words(l, to, data);
	for (size_t i = 0; i < data.n; i++)
		if (label_find(data.p[i]->key, NULL) == LABEL_TOTAL)
			data.p[i]->column =
			    data.p[i]->column <= AMOUNT ? ITEM : AMOUNT + 1;
	return data;
}

/* Where the right table of two begins by its heading: at 費目 behind 使途. */
static int
right_item(struct words head)
{
	int use = INT_MAX, item = INT_MAX;

	for (size_t i = 0; i < head.n; i++) {
		const struct word *w = head.p[i];
		enum label is = label_find(w->key, NULL);
		if (is == LABEL_SPENDING_USE && w->x1 < use)
			use = w->x1;
		if (is == LABEL_SPENDING_ITEM && w->x0 > use && w->x0 < item)
			item = w->x0;
	}
	return item;
}

/* Both tables of a block; each row has an amount or is a total. */
static void
put_weak_rows(struct layout *l, const struct align *to, struct words rows,
    const int *full)
{
	struct words figures = layout_words(l, rows.n);
	int *anchor;

	for (size_t i = 0; i < rows.n; i++)
		if ((rows.p[i]->column % (AMOUNT + 1) == AMOUNT &&
			word_is_figure(rows.p[i])) ||
		    label_find(rows.p[i]->key, NULL) == LABEL_TOTAL)
			figures.p[figures.n++] = rows.p[i];
	size_t n = layout_lines(l, figures, &anchor);
	if (!n)
		return;
	struct words *column = columns_part(l, rows, SIDES);
	struct span *span = arena_new(l->a, struct span, n);
	for (size_t i = 0; i < n; i++)
		span[i] = (struct span){anchor[i], anchor[i]};
	cuts_share_out(l, rows, SIDES, full, span, n);
	for (int c = 0; c < SIDES; c++) {
		int x0 = to->from + c * to->width, x1 = x0 + to->width;
		struct words *cell = rows_part(l, column[c], n);
		for (size_t i = 0; i < n; i++)
			layout_put(l, l->row + (int)i, 1, x0, x1, cell[i],
			    x1 - l->em / 5);
	}
	l->row += (int)n;
}

static void
put_weak_spending(
    struct layout *l, const struct spending_part *s, struct words ws)
{
	static const enum label labels[] = {
	    LABEL_SPENDING_ITEM, LABEL_SPENDING_USE, LABEL_SPENDING_AMOUNT};
	struct align to = {.columns = spending_holds,
	    .n = SIDES,
	    .from = l->value,
	    .width = l->right - l->left};
	int reach = heading_reach(l);

	struct side *side = layout_side(l, s->title[0], words_bottom(ws));
	if (side && side->label == LABEL_SPENDING)
		layout_put_side(l, l->row, 1, side);
	else /* its lines are among the rows */
		put_label(l, LABEL_SPENDING, l->left, l->value);
	int *item = arena_new(l->a, int, s->n);
	for (size_t k = 0; k < s->n; k++)
		item[k] = right_item(layout_words_in(l,
		    words_between(s->ws, s->y[k] - reach, s->y[k] + reach),
		    (struct area){INT_MIN, INT_MAX, INT_MIN, INT_MAX}));
	use_spending_labels(l, s, ws);
	struct words data = align_spending(l, s, &to);
	const int *full = cuts_full_widths(l, data, SIDES);
	for (size_t k = 0; k < s->n; k++) {
		int top = s->y[k] - l->em / 5;
		put_spending_names(l,
		    words_free(l->a, words_between(s->ws, s->title[k], top)),
		    item[k], to.from + (AMOUNT + 1) * to.width);
		for (int c = 0; c < SIDES; c++)
			put_label(l, labels[c % (AMOUNT + 1)],
			    to.from + c * to.width,
			    to.from + (c + 1) * to.width);
		l->row++;
		put_weak_rows(l, &to,
		    words_free(
			l->a, words_between(data, top, spending_to(s, k))),
		    full);
	}
}

void
list_put_spending(struct layout *l, struct words ws, int from)
{
	struct spending_part *s = arena_new(l->a, struct spending_part, 1);
	struct spending_half half[2];

	list_open_spending(l, s, ws, from);
	if (!s->n)
		return;
	layout_put_blocks(l, words_between(s->ws, INT_MIN, s->title[0]), 70);
	if (l->weak) {
		put_weak_spending(l, s, ws);
		return;
	}
	half[0] = (struct spending_half){.x0 = s->left, .x1 = s->half};
	half[1] = (struct spending_half){.x0 = s->half, .x1 = INT_MAX};
	open_half(l, s, &half[0]);
	open_half(l, s, &half[1]);
	/* the label at the left is the middle of all blocks */
	layout_put_side(
	    l, l->row, 1, layout_side(l, s->title[0], words_bottom(ws)));
	for (size_t k = 0; k < s->n; k++)
		put_spending_block(l, s, half, k);
	for (size_t i = 0; i < l->sides.n; i++) {
		struct side *side = list_at(&l->sides, struct side, i);
		if (side->middle >= from)
			layout_put_side(l, l->row, 1, side);
	}
}

/* -- 支出先上位10者リスト -- */
struct list
list_payee_tables(struct layout *l, struct words ws)
{
	struct words sorted = layout_words(l, ws.n);
	struct list tables = {0};

	memcpy(sorted.p, ws.p, ws.n * sizeof *ws.p);
	sorted.n = ws.n;
	words_sort_lines(sorted);
	for (size_t i = 0; i < sorted.n;) {
		struct words line = layout_line(sorted, i);
		str key = words_key(l->a, line);
		if ((str_has(key, S("支出先")) || str_has(key, S("契約先"))) &&
		    str_has(key, S("業務概要")))
			*list_add(l->a, &tables, struct payee_table) =
			    (struct payee_table){.heading = line.p[0]->y};
		i += line.n;
	}
	return tables;
}

static bool
is_rank(const struct layout *l, const struct word *w)
{
	if (w->key.n > 3 || w->x1 > l->left + (l->weak ? 4 : 3) * l->em)
		return false;
	for (size_t i = 0; i < w->key.n; i++)
		if (w->key.p[i] < '0' || w->key.p[i] > '9')
			return false;
	return true;
}

static int
by_address(const void *pa, const void *pb)
{
	const struct word *a = *(struct word *const *)pa;
	const struct word *b = *(struct word *const *)pb;

	return a < b ? -1 : a > b;
}

/*
 * Lines of the heading cell that w is a line of, upwards or downwards.  Lines
 * of one cell are apart alike; the first row of the table may be nearer.
 */
static void
follow_heading(struct layout *l, struct words ws, struct words *head,
    struct word *w, bool up)
{
	for (int least = w->em / 2;;) {
		int step =
		    layout_pitch_of(l, w->em) * (l->weak ? 150 : 125) / 100;
		struct words near = up
		    ? words_between(ws, w->y - step, w->y - least)
		    : words_between(ws, w->y + least + 1, w->y + step);
		struct word *next = NULL;
		for (size_t i = 0; i < near.n; i++) {
			struct word *v = near.p[i];
			int off = l->weak
			    ? columns_distance(v->x0, v->x1, w->x0, w->x1)
			    : abs(layout_center(v) - layout_center(w));
			if (off < w->em * (l->weak ? 1 : 2) / 3 &&
			    abs(v->em - w->em) <= w->em / 4 &&
			    (!next || abs(v->y - w->y) < abs(next->y - w->y)))
				next = v;
		}
		if (!next)
			return;
		least = abs(next->y - w->y) * 3 / 4;
		head->p[head->n++] = w = next;
	}
}

/*
 * Where columns are kept by spaces, lines of headings are known by what they
 * say: the text of rows may be as near.
 */
static struct words
heading_words(struct layout *l, struct words ws, int heading)
{
	enum { UP = 9, DOWN = 8 }; /* lines */
	enum { ONE = 3 }; /* bytes of a character */
	int step = layout_pitch(l);
	struct words head = layout_words(l, ws.n);

	ws = words_between(ws, heading - UP * step, heading + DOWN * step);
	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		if (is_rank(l, w)) {
			if (w->y > heading)
				break; /* the first row */
			head.n = 0; /* rows of another table */
		}
		if (w->key.n > ONE
			? str_has(str_of(words_payee_headings), w->key)
			: str_has(S("数策名ク"), w->key))
			head.p[head.n++] = w;
	}
	words_sort_lines(head);
	return head;
}

static struct words
heading_lines(struct layout *l, struct words ws, int heading)
{
	enum { TALL = 30 }; /* lines of a heading at most */
	struct words seeds =
	    words_between(ws, heading - layout_pitch(l) * 3 / 4,
		heading + layout_pitch(l) * 3 / 4 + 1);
	size_t n = 0;

	ws = words_between(ws, heading - TALL * layout_pitch(l),
	    heading + TALL * layout_pitch(l));
	struct words head = {arena_new(l->a, struct word *, 3 * ws.n + 3), 0};
	for (size_t i = 0; i < seeds.n && head.n < 2 * ws.n; i++) {
		head.p[head.n++] = seeds.p[i];
		follow_heading(l, ws, &head, seeds.p[i], true);
		follow_heading(l, ws, &head, seeds.p[i], false);
	}
	words_sort_lines(head);
	qsort(head.p, head.n, sizeof *head.p, by_address);
	for (size_t i = 0; i < head.n; i++)
		if (!n || head.p[n - 1] != head.p[i])
			head.p[n++] = head.p[i];
	head.n = n;
	words_sort_lines(head);
	return head;
}

void
list_measure_payees(
    struct layout *l, struct words ws, struct payee_table *t, int after)
{
	struct words head = l->weak ? heading_words(l, ws, t->heading)
				    : heading_lines(l, ws, t->heading);

	t->head = head;
	t->top = words_top(head) - l->em / 3;
	/* the block's letter stands above, at the left edge */
	t->letter = INT_MAX;
	struct words above = words_between(ws,
	    t->top - 4 * layout_pitch(l) > after ? t->top - 4 * layout_pitch(l)
						 : after,
	    t->heading - l->em / 2);
	for (size_t i = 0; i < above.n; i++) {
		struct word *w = above.p[i];
		if (w->x0 < l->left + l->em && !is_rank(l, w))
			t->letter = w->y;
	}
	if (t->letter != INT_MAX && t->letter - l->em / 3 < t->top)
		t->top = t->letter - l->em / 3;
}

/* The rows of a table: its words but those of the heading. */
static struct words
payee_rows(
    struct layout *l, struct words ws, const struct payee_table *t, int to)
{
	struct words rows = words_between(ws, t->heading, to);

	layout_mark_used(t->head);
	return words_free(l->a, rows);
}

static void
put_payee_rows(struct layout *l, struct words rows, struct list *heads,
    int rank_to, const int *full)
{
	struct words rank = layout_words(l, rows.n);
	struct words rest = layout_words(l, rows.n);
	struct column *c = heads->items;
	int *anchor;

	for (size_t k = 0; k < rows.n; k++)
		if (is_rank(l, rows.p[k]))
			rank.p[rank.n++] = rows.p[k];
		else
			rest.p[rest.n++] = rows.p[k];
	if (!rank.n) {
		layout_put_blocks(l, rows, 70);
		return;
	}
	size_t n = layout_lines(l, rank, &anchor);
	if (l->weak) {
		struct span *span = arena_new(l->a, struct span, n);
		for (size_t r = 0; r < n; r++)
			span[r] = (struct span){anchor[r], anchor[r]};
		rows_share_out(l, rank, anchor, n);
		cuts_share_out(l, rest, heads->n, full, span, n);
	} else {
		rows_share_out(l, rows, anchor, n);
		columns_place(l, heads, rest);
	}
	struct words *ranks = rows_part(l, rank, n);
	struct words *row = rows_part(l, rest, n);
	for (size_t r = 0; r < n; r++) {
		struct words *cell = columns_part(l, row[r], heads->n);
		layout_put(
		    l, l->row + (int)r, 1, l->left, rank_to, ranks[r], 0);
		for (size_t k = 0; k < heads->n; k++)
			layout_put(l, l->row + (int)r, 1, c[k].from, c[k].to,
			    cell[k], c[k].to - l->em / 5);
	}
	l->row += (int)n;
}

/* -- the same where columns are kept by spaces -- */

/* What the form's columns are called, and what they hold. */
static const struct payee_column {
	const char *begins; /* its heading's first line, or a later one */
	enum label label;
	enum holds holds;
} payee_columns[] = {
    {"ブロッ", LABEL_PAYEE_BLOCK, HOLDS_LETTER},
    {"支出先", LABEL_PAYEE_NAME, HOLDS_NAME},
    {"契約先", LABEL_CONTRACTOR, HOLDS_NAME},
    {"法人番号", LABEL_PAYEE_NUMBER, HOLDS_NUMBER},
    {"業務概要", LABEL_PAYEE_DESCRIPTION, HOLDS_TEXT},
    {"支出額", LABEL_PAYEE_AMOUNT, HOLDS_AMOUNT},
    {"契約額", LABEL_CONTRACT_AMOUNT, HOLDS_AMOUNT},
    {"契約方式", LABEL_PAYEE_METHOD, HOLDS_METHOD},
    {"入札者", LABEL_PAYEE_BIDDERS, HOLDS_COUNT},
    {"落札率", LABEL_PAYEE_AWARD_RATE, HOLDS_RATE},
    {"一者応札", LABEL_PAYEE_REASON, HOLDS_REASON},
};

/* The columns that the headings name, each with the words that name it. */
static struct list
named_columns(struct layout *l, struct words head, enum holds *holds)
{
	struct list columns = {0};

	for (size_t i = 0; i < sizeof payee_columns / sizeof *payee_columns;
	     i++)
		for (size_t k = 0; k < head.n; k++) {
			const struct payee_column *p = &payee_columns[i];
			if (!str_starts(head.p[k]->key, str_of(p->begins)))
				continue;
			holds[columns.n] = p->holds;
			struct column *c =
			    list_add(l->a, &columns, struct column);
			c->label = p->label;
			break;
		}
	return columns;
}

static void
put_named_heading(struct layout *l, const struct list *heads)
{
	for (size_t k = 0; k < heads->n; k++) {
		const struct column *c = list_at(heads, struct column, k);
		*list_add(l->a, &l->pieces, struct piece) =
		    (struct piece){.row = l->row,
			.rows = 1,
			.x0 = c->from,
			.x1 = c->to,
			.text = label_text(c->label)};
	}
	l->row++;
}

/*
 * An amount may touch the end of the 契約方式 that was broken above it (3）):
 * a copy of the words in which they are two.
 */
static struct words
part_amounts(struct layout *l, struct words ws)
{
	struct words parted = layout_words(l, 2 * ws.n);

	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i], *half;
		size_t n = 0;
		while (n < w->key.n && memchr("0123456789,.", w->key.p[n], 12))
			n++;
		parted.p[parted.n++] = w;
		/* of figures only these are as long folded as printed */
		if (!n || n + 1 != w->key.n || w->key.p[n] != ')' ||
		    !str_starts(w->text, str_take(w->key, n)))
			continue;
		half = arena_new(l->a, struct word, 2);
		half[0] = half[1] = *w;
		half[0].text = half[0].key = str_take(w->key, n);
		half[0].x1 = w->x0 + w->em / 2 * (int)n;
		half[1].text = str_skip(w->text, n);
		half[1].key = str_skip(w->key, n);
		half[1].x0 = half[0].x1;
		w->used = true;
		parted.p[parted.n - 1] = &half[0];
		parted.p[parted.n++] = &half[1];
	}
	return parted;
}

static void
put_weak_payees(
    struct layout *l, struct words ws, struct payee_table *t, size_t n)
{
	enum holds holds[sizeof payee_columns / sizeof *payee_columns];
	struct list heads = named_columns(l, t[0].head, holds);
	int rank_to = l->left + 5 * l->em;
	struct align to = {.columns = holds,
	    .n = heads.n,
	    .from = rank_to,
	    .width =
		heads.n ? (l->right - rank_to) / (int)heads.n + 10 * l->em : 0};
	struct words data = layout_words(l, ws.n);

	if (!heads.n) {
		layout_put_blocks(l, ws, 70);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		struct words rows = payee_rows(
		    l, ws, &t[i], i + 1 < n ? t[i + 1].top : INT_MAX);
		for (size_t k = 0; k < rows.n; k++)
			if (!is_rank(l, rows.p[k]))
				data.p[data.n++] = rows.p[k];
	}
	align_words(l, &to, data);
	const int *full = cuts_full_widths(l, data, heads.n);
	for (size_t k = 0; k < heads.n; k++) {
		struct column *c = list_at(&heads, struct column, k);
		c->from = to.from + (int)k * to.width;
		c->to = c->from + to.width;
	}
	layout_put_blocks(l, words_between(ws, INT_MIN, t[0].top), 70);
	for (size_t i = 0; i < n; i++) {
		if (t[i].letter != INT_MAX)
			layout_put_loose(l,
			    words_between(ws, t[i].letter - l->em / 3,
				t[i].letter + l->em / 3 + 1),
			    120);
		put_named_heading(l, &heads);
		put_payee_rows(l,
		    payee_rows(
			l, ws, &t[i], i + 1 < n ? t[i + 1].top : INT_MAX),
		    &heads, rank_to, full);
	}
}

void
list_put_payees(struct layout *l, struct words ws)
{
	struct list tables, heads = {0};
	struct payee_table *t;
	int after = INT_MIN;

	ws = words_free(l->a, ws);
	tables = list_payee_tables(l, ws);
	t = tables.items;
	if (!tables.n) {
		layout_put_blocks(l, ws, 70);
		return;
	}
	/* the columns are the same in all tables of the list */
	struct words data = layout_words(l, ws.n),
		     ranks = layout_words(l, ws.n);
	for (size_t i = 0; i < tables.n; i++) {
		list_measure_payees(l, ws, &t[i], after);
		after = t[i].heading;
	}
	if (l->weak) {
		put_weak_payees(l, part_amounts(l, ws), t, tables.n);
		return;
	}
	for (size_t i = 0; i < tables.n; i++) {
		int to = i + 1 < tables.n ? t[i + 1].top : INT_MAX;
		struct words rows = payee_rows(l, ws, &t[i], to);
		for (size_t k = 0; k < rows.n; k++)
			if (is_rank(l, rows.p[k]))
				ranks.p[ranks.n++] = rows.p[k];
			else
				data.p[data.n++] = rows.p[k];
	}
	heads = columns_of(l, t[0].head);
	columns_join_spaced(l, &heads);
	columns_place(l, &heads, data);
	struct column *c = heads.items;
	int rank_to = ranks.n ? words_right(ranks) : l->left;
	columns_set_edges(&heads, data, rank_to, l->right);
	if (heads.n && c[0].from < rank_to)
		c[0].from = rank_to;
	/* what a cell holds tells as much as its heading where it is */
	for (size_t k = 0; k < heads.n; k++) {
		c[k].x0 = c[k].from;
		c[k].x1 = c[k].to;
	}
	layout_put_blocks(l, words_between(ws, INT_MIN, t[0].top), 70);
	for (size_t i = 0; i < tables.n; i++) {
		int to = i + 1 < tables.n ? t[i + 1].top : INT_MAX;
		if (t[i].letter != INT_MAX)
			layout_put_loose(l,
			    words_between(ws, t[i].letter - l->em / 3,
				t[i].letter + l->em / 3 + 1),
			    120);
		columns_place(l, &heads, t[i].head);
		for (size_t k = 0; k < t[i].head.n; k++)
			t[i].head.p[k]->used = false;
		struct words *cell = columns_part(l, t[i].head, heads.n);
		for (size_t k = 0; k < heads.n; k++)
			layout_put(
			    l, l->row, 1, c[k].from, c[k].to, cell[k], 0);
		l->row++;
		put_payee_rows(
		    l, payee_rows(l, ws, &t[i], to), &heads, rank_to, NULL);
	}
}
