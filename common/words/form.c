#include "words/form.h"

#include "words/layout.h"
#include "words/list.h"
#include "words/review.h"
#include "words/table.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* -- the parts of a sheet, downwards -- */

enum kind {
	PART_HEAD,
	PART_BUDGET,
	PART_ITEMS,
	PART_OUTCOME,
	PART_OUTPUT,
	PART_UNIT,
	PART_ROW,
	PART_POLICY,
	PART_REVIEW,
	PART_FULL,
	PART_VERDICT,
	PART_PAST,
	PART_FLOW,
	PART_SPENDING,
	PART_PAYEES,
	PART_LOOSE,
};

struct part {
	enum kind kind;
	int top; /* words from here on are its own */
	int y; /* of its heading */
};

static void
add_part(struct layout *l, struct list *parts, enum kind kind, int top, int y)
{
	*list_add(l->a, parts, struct part) = (struct part){kind, top, y};
}

static int
by_top(const void *pa, const void *pb)
{
	const struct part *a = pa, *b = pb;

	if (a->top != b->top)
		return a->top < b->top ? -1 : 1;
	return a->kind < b->kind ? -1 : a->kind > b->kind;
}

static bool
has_years(struct words line)
{
	int years = 0;

	for (size_t i = 0; i < line.n; i++)
		years += str_has(line.p[i]->key, S("年度"));
	return years >= 3;
}

static void
find_full_parts(
    struct layout *l, struct words sorted, int below, struct list *parts)
{
	for (size_t i = 0; i < sorted.n;) {
		struct words line = layout_line(sorted, i);
		str key = words_key(l->a, line);
		enum label is = label_find(key, NULL);
		int y = words_top(line), top = y - l->em / 3;
		/* the end of a label at the left may stand beside it */
		for (size_t k = 0; !is && k < line.n; k++)
			if (line.p[k]->key.n > 30)
				is = label_find(line.p[k]->key, NULL);
		bool annex = key.n < 30 && str_has(key, S("別紙"));
		i += line.n;
		if (y < below) /* notes above the title */
			continue;
		if (annex)
			add_part(l, parts, PART_LOOSE, top, y);
		switch (is) {
		case LABEL_REVIEW:
			add_part(l, parts, PART_REVIEW, top, y);
			break;
		case LABEL_TEAM:
		case LABEL_RESPONSE:
			add_part(l, parts, PART_VERDICT, top, y);
			break;
		case LABEL_EXPERT:
		case LABEL_PUBLIC_REVIEW:
		case LABEL_REMARKS:
			add_part(l, parts, PART_FULL, top, y);
			break;
		case LABEL_PAST:
			add_part(l, parts, PART_PAST, top, y);
			break;
		case LABEL_PAST_NOTE:
		case LABEL_FILLING_NOTE:
			add_part(l, parts, PART_FLOW, top, y);
			break;
		case LABEL_SPENDING_MORE:
		case LABEL_PAYEES_MORE:
		case LABEL_OBLIGATIONS_MORE:
		case LABEL_OUTCOME_MORE:
		case LABEL_OUTPUT_MORE:
			add_part(l, parts, PART_LOOSE, top, y);
			break;
		case LABEL_PAYEES:
		case LABEL_OBLIGATIONS:
			add_part(l, parts, PART_PAYEES, top, y);
			break;
		default:
			break;
		}
	}
}

static int
first_of(const struct list *parts, enum kind kind)
{
	int top = INT_MAX;

	for (size_t i = 0; i < parts->n; i++) {
		const struct part *p = list_at(parts, const struct part, i);
		if (p->kind == kind && p->top < top)
			top = p->top;
	}
	return top;
}

/* The tables between the head and 点検・改善, by their headings. */
/* 中間目標 and 目標最終年度 may stand above the other headings. */
static int
outcome_top(struct layout *l, int y)
{
	struct words near = words_between(l->all, y - 3 * layout_pitch(l), y);
	int top = layout_heading_top(l, y, HIGH);

	for (size_t i = 0; i < near.n; i++)
		if ((layout_begins_label(near.p[i]->key, LABEL_INTERIM) ||
			layout_begins_label(near.p[i]->key, LABEL_FINAL)) &&
		    near.p[i]->y - l->em / 2 < top)
			top = near.p[i]->y - l->em / 2;
	return top;
}

/* Where the row 計 ends that is the last above y, or INT_MAX. */
static int
last_total(struct layout *l, int from, int y)
{
	struct words ws = words_between(l->all, from, y);

	for (size_t i = ws.n; i-- > 0;)
		if (label_find(ws.p[i]->key, NULL) == LABEL_TOTAL)
			return ws.p[i]->y + l->em / 5;
	return INT_MAX;
}

static void
find_table_parts(struct layout *l, struct words sorted, int budget, int end,
    struct list *parts)
{
	int last_policy = INT_MAX;

	for (size_t i = 0; i < sorted.n; i++) {
		const struct word *w = sorted.p[i];
		enum label is = label_find(w->key, NULL);
		if (w->y <= budget || w->y >= end ||
		    layout_center(w) < l->value)
			continue;
		if (is == LABEL_CHANGE_REASON)
			add_part(l, parts, PART_ITEMS,
			    layout_heading_top(l, w->y, LOW), w->y);
		else if (layout_begins_label(w->key, LABEL_OUTCOME_GOAL) &&
		    str_starts(w->key, S("定量的な")))
			add_part(
			    l, parts, PART_OUTCOME, outcome_top(l, w->y), w->y);
		else if (is == LABEL_OUTPUT_INDICATOR)
			add_part(l, parts, PART_OUTPUT,
			    layout_heading_top(l, w->y, MIDDLE), w->y);
		else if (is == LABEL_UNIT_COST_BASIS)
			add_part(l, parts, PART_UNIT,
			    layout_heading_top(l, w->y, LOW), w->y);
		else if (is == LABEL_POLICY && last_policy == INT_MAX) {
			last_policy = w->y;
			add_part(l, parts, PART_POLICY,
			    layout_heading_top(l, w->y, LOW), w->y);
		}
	}
	for (size_t i = 0; i < l->sides.n; i++) {
		struct side *s = list_at(&l->sides, struct side, i);
		if (s->middle <= budget || s->middle >= end ||
		    (s->label != LABEL_EVIDENCE && s->label != LABEL_ACTIVITY))
			continue;
		int lo = i ? s[-1].middle : budget;
		int hi =
		    i + 1 < l->sides.n && s[1].middle < end ? s[1].middle : end;
		for (size_t k = 0; k < parts->n; k++) {
			const struct part *p =
			    list_at(parts, const struct part, k);
			if (p->top > s->middle && p->top < hi)
				hi = p->top;
		}
		int half = layout_half_height(l, s->middle, lo, hi, 125);
		int top = s->middle - half - layout_pitch(l) * 3 / 5;
		int total = last_total(l, lo, s->middle);
		if (l->weak && total < top)
			top = total;
		add_part(l, parts, PART_ROW, top, s->middle);
	}
}

/*
 * Lists begin at their first heading, in the section that names them or on
 * an annex page.  The parts so far are sorted.
 */
static void
find_list_parts(struct layout *l, int from, struct list *parts)
{
	size_t n = parts->n;

	for (size_t i = 0; i < n; i++) {
		struct part p = *list_at(parts, struct part, i);
		int to = i + 1 < n ? list_at(parts, struct part, i + 1)->top
				   : INT_MAX;
		struct words ws = words_between(l->all, p.top, to);
		struct spending_part *s;
		if (p.top < from ||
		    (p.kind != PART_FLOW && p.kind != PART_LOOSE))
			continue;
		if (p.kind == PART_LOOSE)
			layout_find_sides(l, p.top, to, LABEL_SPENDING);
		s = arena_new(l->a, struct spending_part, 1);
		list_open_spending(l, s, ws, p.y + l->em / 2);
		if (s->n)
			add_part(l, parts, PART_SPENDING, s->title[0], s->y[0]);
		struct list tables = list_payee_tables(l, ws);
		if (tables.n) {
			struct payee_table *t = tables.items;
			list_measure_payees(l, ws, t, INT_MIN);
			add_part(l, parts, PART_PAYEES, t->top, INT_MIN);
		}
	}
}

/* Words above the line of the part's heading, which belong to nothing. */
static void
put_above(struct layout *l, struct words ws, const struct part *p)
{
	layout_put_loose(l, words_between(ws, p->top, p->y + l->em / 2), 120);
}

static void
put_review(struct layout *l, struct words ws, const struct part *p)
{
	struct words heading = layout_words(l, ws.n);

	for (size_t i = 0; i < ws.n; i++)
		if (ws.p[i]->y < p->y + l->em / 2)
			heading.p[heading.n++] = ws.p[i];
	layout_put(l, l->row++, 1, l->left, l->right, heading, 0);
	review_put(l, words_free(l->a, ws));
}

static void
put_flow(
    struct layout *l, struct words ws, const struct part *p, struct side *side)
{
	put_above(l, ws, p);
	layout_put_side(l, l->row, 1, side);
	layout_put_blocks(l, words_free(l->a, ws), 70);
	l->row++; /* the section may be no more than its label */
}

/* What is left of a part: labels at the left, and any words. */
static void
put_rest(struct layout *l, int from, int to)
{
	struct side *side;

	while ((side = layout_side(l, from, to)))
		layout_put_side(l, l->row++, 1, side);
	layout_put_blocks(
	    l, words_free(l->a, words_between(l->all, from, to)), 70);
}

static void
put_part(struct layout *l, const struct part *p, int to)
{
	struct words ws = words_free(l->a, words_between(l->all, p->top, to));
	struct side *side = layout_side(l, p->top, to);

	switch (p->kind) {
	case PART_HEAD:
		table_put_head(l, p->top, to);
		break;
	case PART_BUDGET:
		table_put(l, &table_budget, ws, p->top, p->y + l->em / 2, side);
		break;
	case PART_ITEMS:
		table_put_items(l, ws, p->top, p->y, side);
		break;
	case PART_OUTCOME:
		table_put(l, &table_outcome, ws, p->top, p->y, side);
		break;
	case PART_OUTPUT:
		table_put(l, &table_output, ws, p->top, p->y, side);
		break;
	case PART_UNIT:
		table_put(l, &table_unit, ws, p->top, p->y, side);
		break;
	case PART_ROW:
		layout_put_side(l, l->row, 1, side);
		table_put_head_row(l, l->row++, words_free(l->a, ws), 0);
		break;
	case PART_POLICY:
		review_put_policy(l, ws, side);
		break;
	case PART_REVIEW:
		put_review(l, ws, p);
		break;
	case PART_FULL:
		review_put_full(l, ws, false);
		break;
	case PART_VERDICT:
		review_put_full(l, ws, true);
		break;
	case PART_FLOW:
		put_flow(l, ws, p, side);
		break;
	case PART_SPENDING:
		list_put_spending(l, ws, p->top);
		break;
	case PART_PAYEES:
		if (p->y != INT_MIN)
			put_above(l, ws, p);
		list_put_payees(l, words_free(l->a, ws));
		break;
	case PART_PAST:
		put_above(l, ws, p);
		review_put_past(l, ws);
		break;
	case PART_LOOSE:
		layout_put_loose(l, ws, 70);
		break;
	}
	put_rest(l, p->top, to);
}

/* -- the grid -- */

static int
by_int(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return x < y ? -1 : x > y;
}

static int
by_row(const void *pa, const void *pb)
{
	const struct piece *a = pa, *b = pb;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->x0 < b->x0 ? -1 : a->x0 > b->x0;
}

/* Edges that lie close together are one; a column per stretch between. */
static void
make_grid(struct layout *l, struct grid *grid)
{
	struct piece *p = l->pieces.items;
	size_t n = l->pieces.n, edges = 0;
	int *edge = arena_new(l->a, int, 2 * n + 1);
	int last_row = -1, last_col = -1;

	if (!n)
		return;
	for (size_t i = 0; i < n; i++) {
		edge[2 * i] = p[i].x0;
		edge[2 * i + 1] = p[i].x1;
	}
	qsort(edge, 2 * n, sizeof *edge, by_int);
	for (size_t i = 0; i < 2 * n; i++)
		if (!edges || edge[i] - edge[edges - 1] > l->em / 3)
			edge[edges++] = edge[i];
	qsort(p, n, sizeof *p, by_row);
	for (size_t i = 0; i < n; i++) {
		int col = (int)words_nearest(edge, edges, p[i].x0);
		int to = (int)words_nearest(edge, edges, p[i].x1);
		if (p[i].row == last_row && col <= last_col)
			col = last_col + 1;
		struct cell *cell =
		    grid_add(grid, p[i].row, col, p[i].text, p[i].line);
		cell->rows = p[i].rows;
		cell->cols = to > col ? to - col : 1;
		last_row = p[i].row;
		last_col = col;
	}
}

/* The first line of years below 実施方法 ends the head. */
static int
head_end(struct words sorted, int name)
{
	for (size_t i = 0; i < sorted.n; i++)
		if (label_find(sorted.p[i]->key, NULL) == LABEL_METHODS) {
			name = sorted.p[i]->y;
			break;
		}
	for (size_t i = 0; i < sorted.n;) {
		struct words line = layout_line(sorted, i);
		if (line.p[0]->y > name && has_years(line))
			return line.p[0]->y;
		i += line.n;
	}
	return name;
}

void
words_form(struct grid *grid, struct words ws, bool weak)
{
	struct layout l = {.a = grid->arena, .all = ws, .weak = weak};
	struct list parts = {0};
	struct words sorted;
	int name = INT_MIN, end, budget = INT_MAX;

	grid->exact = true;
	if (!ws.n)
		return;
	layout_measure(&l);
	sorted = layout_words(&l, ws.n);
	memcpy(sorted.p, ws.p, ws.n * sizeof *ws.p);
	sorted.n = ws.n;
	words_sort_lines(sorted);
	for (size_t i = 0; i < ws.n && name == INT_MIN; i++)
		if (label_find(ws.p[i]->key, NULL) == LABEL_NAME)
			name = ws.p[i]->y;
	if (name == INT_MIN) /* not as one word */
		name = ws.p[0]->y;
	add_part(&l, &parts, PART_HEAD, INT_MIN, name);
	find_full_parts(&l, sorted, name, &parts);
	end = first_of(&parts, PART_REVIEW);
	if (end == INT_MAX)
		end = first_of(&parts, PART_FULL);
	if (weak) {
		layout_level_pages(&l, end);
		layout_part_labels(&l, name - l.em, head_end(sorted, name));
	}
	layout_find_sides(&l, name - l.em, end, LABEL_NONE);
	for (size_t i = 0; i < l.sides.n; i++) {
		const struct side *s = list_at(&l.sides, struct side, i);
		if (s->label != LABEL_BUDGET || !i)
			continue;
		for (size_t k = 0; k < sorted.n && budget == INT_MAX;) {
			struct words line = layout_line(sorted, k);
			if (line.p[0]->y > s[-1].middle &&
			    line.p[0]->y < s->middle && has_years(line))
				budget = line.p[0]->y;
			k += line.n;
		}
	}
	if (budget != INT_MAX)
		add_part(&l, &parts, PART_BUDGET,
		    layout_heading_top(&l, budget, LOW), budget);
	find_table_parts(
	    &l, sorted, budget == INT_MAX ? name : budget, end, &parts);
	int flow = first_of(&parts, PART_FLOW);
	int payees = first_of(&parts, PART_PAYEES);
	if (flow != INT_MAX && flow < payees && weak) {
		list_part_label(&l, words_between(ws, flow + l.em, payees));
		/* a page without labels begins further left */
		layout_find_sides(&l, flow + l.em, payees, LABEL_FLOW);
		layout_find_sides(&l, flow + l.em, payees, LABEL_SPENDING);
	} else if (flow != INT_MAX && flow < payees) {
		layout_find_sides(&l, flow + l.em, payees, LABEL_NONE);
	}
	qsort(parts.items, parts.n, sizeof(struct part), by_top);
	find_list_parts(&l, flow, &parts);
	qsort(parts.items, parts.n, sizeof(struct part), by_top);
	for (size_t i = 0; i < parts.n; i++) {
		const struct part *p = list_at(&parts, const struct part, i);
		put_part(&l, p,
		    i + 1 < parts.n ? list_at(&parts, struct part, i + 1)->top
				    : INT_MAX);
	}
	make_grid(&l, grid);
}
