#include "words/rows.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* -- rows that hang on anchors -- */

/* A word that begins a line of its cell, on the way to its row. */
struct start {
	struct word *word;
	size_t at; /* its index */
	size_t chain; /* lines of one cell (or of cells that touch) */
};

static int
by_edge(const void *pa, const void *pb)
{
	const struct start *a = pa, *b = pb;

	return a->word->x0 < b->word->x0 ? -1 : a->word->x0 > b->word->x0;
}

static int
by_chain(const void *pa, const void *pb)
{
	const struct start *a = pa, *b = pb;

	if (a->chain != b->chain)
		return a->chain < b->chain ? -1 : 1;
	return a->word->y < b->word->y ? -1 : a->word->y > b->word->y;
}

static int
by_line(const void *pa, const void *pb)
{
	const struct start *a = pa, *b = pb;

	return a->word->y < b->word->y ? -1 : a->word->y > b->word->y;
}

/*
 * Lines that begin at one x, and follow each other at the distance of lines
 * of one cell, are a chain.  Two cells whose text is higher than they are
 * overlap and are two chains.  Returns the number of the next chain.
 */
static size_t
find_chains(struct layout *l, struct start *s, size_t n, size_t next)
{
	enum { OPEN = 4 };
	struct {
		size_t chain;
		int y;
	} open[OPEN] = {{0}};
	size_t opened = 0;

	qsort(s, n, sizeof *s, by_line);
	for (size_t i = 0; i < n; i++) {
		int step = layout_pitch_of(l, s[i].word->em);
		int least = l->weak ? step * 2 / 5 : step / 8;
		size_t best = OPEN;
		for (size_t k = 0; k < OPEN && k < opened; k++) {
			int dy = s[i].word->y - open[k].y;
			int lines = (dy + step / 2) / step;
			int off = abs(dy - lines * step);
			/* blank lines may stand between */
			if (lines >= 1 && lines <= 3 && off <= least * lines) {
				best = k;
				least = off / lines;
			}
		}
		if (best == OPEN) {
			best = opened++ % OPEN;
			open[best].chain = next++;
		}
		s[i].chain = open[best].chain;
		open[best].y = s[i].word->y;
	}
	return next;
}

void
rows_share_out(struct layout *l, struct words ws, const int *anchor, size_t n)
{
	enum { NEAR = 100 }; /* words of a line looked at */
	size_t *parent = arena_new(l->a, size_t, ws.n + 1);
	struct start *start = arena_new(l->a, struct start, ws.n + 1);
	size_t starts = 0, chains = 0;

	for (size_t i = 0; i < ws.n; i++) {
		const struct word *w = ws.p[i];
		size_t left = i;
		/* what continues a line goes where the line goes */
		for (int dir = -1; dir <= 1; dir += 2)
			for (size_t k = i, seen = 0; seen++ < NEAR &&
			     (dir < 0 ? k-- > 0 : ++k < ws.n);) {
				const struct word *v = ws.p[k];
				if (abs(v->y - w->y) > w->em / 8)
					break;
				if (v->x1 <= w->x0 + w->em / 10 &&
				    w->x0 - v->x1 < w->em * 5 / 4 &&
				    v->x0 < w->x0)
					left = k;
			}
		parent[i] = left;
		if (left == i)
			start[starts++] =
			    (struct start){.word = ws.p[i], .at = i};
	}
	qsort(start, starts, sizeof *start, by_edge);
	for (size_t i = 0, to; i < starts; i = to) {
		for (to = i + 1; to < starts &&
		     start[to].word->x0 - start[i].word->x0 <=
			 start[i].word->em / 6;
		     to++)
			continue;
		chains = find_chains(l, start + i, to - i, chains);
	}
	qsort(start, starts, sizeof *start, by_chain);
	int *line = arena_new(l->a, int, starts + 1);
	size_t *first = arena_new(l->a, size_t, starts + 1);
	for (size_t i = 0, to; i < starts; i = to) {
		for (to = i; to < starts && start[to].chain == start[i].chain;
		     to++)
			line[to - i] = start[to].word->y;
		size_t cells = words_split(l->a, line, to - i, anchor, n,
		    layout_pitch_of(l, start[i].word->em), l->weak ? 80 : 40,
		    first);
		for (size_t c = 0; c < cells; c++) {
			size_t end = c + 1 < cells ? first[c + 1] : to - i;
			int top = line[first[c]];
			size_t r = words_nearest(
			    anchor, n, top + (line[end - 1] - top) / 2);
			for (size_t k = first[c]; k < end; k++)
				start[i + k].word->row = (int)r;
		}
	}
	for (size_t i = 0; i < ws.n; i++) {
		size_t p = i;
		for (int hops = 0; parent[p] != p && hops < 64; hops++)
			p = parent[p];
		ws.p[i]->row = ws.p[p]->row;
	}
}

static struct words *
part(struct layout *l, struct words ws, size_t n, bool by_column)
{
	struct words *parts = arena_new(l->a, struct words, n + 1);
	struct word **p = arena_new(l->a, struct word *, ws.n + 1);

	for (size_t i = 0; i < ws.n; i++) {
		size_t k = (size_t)(by_column ? ws.p[i]->column : ws.p[i]->row);
		if (!ws.p[i]->used && k < n)
			parts[k].n++;
	}
	for (size_t k = 0; k < n; k++) {
		parts[k].p = p;
		p += parts[k].n;
		parts[k].n = 0;
	}
	for (size_t i = 0; i < ws.n; i++) {
		size_t k = (size_t)(by_column ? ws.p[i]->column : ws.p[i]->row);
		if (!ws.p[i]->used && k < n)
			parts[k].p[parts[k].n++] = ws.p[i];
	}
	return parts;
}

struct words *
rows_part(struct layout *l, struct words ws, size_t n)
{
	return part(l, ws, n, false);
}

struct words *
columns_part(struct layout *l, struct words ws, size_t n)
{
	return part(l, ws, n, true);
}

/* -- columns -- */

static int
by_left(const void *pa, const void *pb)
{
	const struct word *a = *(struct word *const *)pa;
	const struct word *b = *(struct word *const *)pb;

	return a->x0 < b->x0 ? -1 : a->x0 > b->x0;
}

struct list
columns_of(struct layout *l, struct words ws)
{
	struct list columns = {0};
	struct words by_x = layout_words(l, ws.n);
	struct column *c = NULL;

	by_x.n = ws.n;
	if (ws.n)
		memcpy(by_x.p, ws.p, ws.n * sizeof *ws.p);
	qsort(by_x.p, by_x.n, sizeof *by_x.p, by_left);
	for (size_t i = 0; i < by_x.n; i++) {
		struct word *w = by_x.p[i];
		if (!c || w->x0 > c->x1 - w->em / 20) {
			c = list_add(l->a, &columns, struct column);
			*c = (struct column){
			    .x0 = w->x0, .x1 = w->x1, .head = {by_x.p + i, 0}};
		}
		c->head.n++;
		if (w->x1 > c->x1)
			c->x1 = w->x1;
	}
	return columns;
}

enum { COLUMNS = 64 };

void
columns_join_spaced(struct layout *l, struct list *columns)
{
	struct column *c = columns->items;
	size_t n = 0;

	for (size_t i = 0, to; i < columns->n; i = to) {
		enum { MOST = 5 };
		size_t best = i;
		struct text t = {.arena = l->a};
		for (size_t k = i; k < columns->n && k < i + MOST; k++) {
			if (c[k].head.n != 1 || c[k].head.p[0]->key.n > 3)
				break;
			text_put(&t, c[k].head.p[0]->key);
			if (k > i && label_find(text_str(&t), NULL))
				best = k;
		}
		to = best + 1;
		/* heads lie one behind the other: see columns_of */
		c[n] = c[i];
		c[n].x1 = c[best].x1;
		c[n].head.n =
		    (size_t)(c[best].head.p + c[best].head.n - c[i].head.p);
		c[n].label = label_find(words_key(l->a, c[n].head), NULL);
		n++;
	}
	/* no table of the form has so many: the rest is no heading */
	columns->n = n < COLUMNS ? n : COLUMNS;
}

int
columns_distance(int a0, int a1, int b0, int b1)
{
	if (b0 > a1)
		return b0 - a1;
	return a0 > b1 ? a0 - b1 : 0;
}

/* The heading above (or next to) a stretch of x. */
static size_t
nearest_column(const struct list *columns, int x0, int x1)
{
	const struct column *c = columns->items;
	size_t best = 0;
	int least = INT_MAX;

	for (size_t i = 0; i < columns->n; i++) {
		int d = columns_distance(c[i].x0, c[i].x1, x0, x1);
		if (!d) { /* the more they share, the nearer */
			int from = c[i].x0 > x0 ? c[i].x0 : x0;
			int to = c[i].x1 < x1 ? c[i].x1 : x1;
			d = from - to;
		}
		if (d < least) {
			least = d;
			best = i;
		}
	}
	return best;
}

/*
 * Whether there are as many stretches as headings, and none stands under
 * another's heading: then they belong together in turn.
 */
static bool
columns_in_turn(const struct list *heads, const struct list *stretches)
{
	const struct column *h = heads->items, *s = stretches->items;

	if (heads->n != stretches->n)
		return false;
	for (size_t i = 0; i < heads->n; i++) {
		bool own =
		    columns_distance(h[i].x0, h[i].x1, s[i].x0, s[i].x1) == 0;
		for (size_t k = 0; k < heads->n && !own; k++)
			if (columns_distance(
				h[k].x0, h[k].x1, s[i].x0, s[i].x1) == 0)
				return false;
	}
	return true;
}

/* -- the same where x only keeps the order of edges -- */

bool
columns_apart(const struct word *w, const struct word *before)
{
	return !before || before->y != w->y || before->page != w->page ||
	    w->x0 - before->x1 > w->em * 3 / 5;
}

static int
by_row(const void *pa, const void *pb)
{
	const struct word *a = *(struct word *const *)pa;
	const struct word *b = *(struct word *const *)pb;

	return a->y < b->y ? -1 : a->y > b->y;
}

int
columns_shared(const struct column *a, const struct column *b)
{
	struct words u = a->head, v = b->head;
	int shared = 0;

	if (u.n)
		qsort(u.p, u.n, sizeof *u.p, by_row);
	if (v.n)
		qsort(v.p, v.n, sizeof *v.p, by_row);
	for (size_t i = 0, k = 0; i < u.n && k < v.n;) {
		if (u.p[i]->y == v.p[k]->y) {
			shared++;
			i++;
			k++;
		} else if (u.p[i]->y < v.p[k]->y) {
			i++;
		} else {
			k++;
		}
	}
	return shared;
}

/* Where the cell of a heading ends: half way to the next one. */
static int
edge_between(struct layout *l, const struct column *a, const struct column *b)
{
	if (str_has(words_key(l->a, a->head), S("年度")) &&
	    str_has(words_key(l->a, b->head), S("年度")))
		return (a->x0 + a->x1 + b->x0 + b->x1) / 4;
	return a->x1 + (b->x0 - a->x1) / 2;
}

/* What it costs that a stretch stands beside the cell from..to. */
static int64_t
cost_beside(const struct column *c, int from, int to)
{
	int64_t off = 0;

	if (c->x0 < from)
		off += (int64_t)from - c->x0;
	if (c->x1 > to)
		off += (int64_t)c->x1 - to;
	return off * (int64_t)c->head.n;
}

/*
 * Stretches of x go to headings in their order, as near as can be, and such
 * that have words in one row not to the same.
 */
static void
place_stretches(
    struct layout *l, const struct list *heads, const struct list *stretches)
{
	enum { CLASH = 100, RUN = 4 }; /* stretches of one heading at most */
	const struct column *h = heads->items;
	struct column *c = stretches->items;
	size_t m = heads->n, n = stretches->n;
	/* of the first s stretches, to the first k headings */
	int64_t *cost = arena_new(l->a, int64_t, (n + 1) * (m + 1));
	size_t *run = arena_new(l->a, size_t, (n + 1) * (m + 1));
	int *edge = arena_new(l->a, int, m + 1);

	edge[0] = INT_MIN;
	edge[m] = INT_MAX;
	for (size_t k = 1; k < m; k++)
		edge[k] = edge_between(l, &h[k - 1], &h[k]);
	for (size_t s = 1; s <= n; s++) {
		int64_t clash[RUN] = {0};
		for (size_t i = 1; i < RUN && i < s; i++) {
			clash[i] = clash[i - 1];
			for (size_t k = s - i; k < s; k++)
				clash[i] += (int64_t)columns_shared(
						&c[s - i - 1], &c[k]) *
				    CLASH * l->em;
		}
		cost[s * (m + 1)] = INT64_MAX / 2;
		for (size_t k = 1; k <= m; k++) {
			int64_t beside = 0, best = cost[s * (m + 1) + k - 1];
			size_t *taken = &run[s * (m + 1) + k];
			for (size_t i = 0; i < RUN && i < s; i++) {
				beside += cost_beside(
				    &c[s - 1 - i], edge[k - 1], edge[k]);
				int64_t sum = beside + clash[i] +
				    cost[(s - 1 - i) * (m + 1) + k - 1];
				if (sum < best) {
					best = sum;
					*taken = i + 1;
				}
			}
			cost[s * (m + 1) + k] = best;
		}
	}
	for (size_t s = n, k = m; s > 0 && k > 0; k--)
		for (size_t i = run[s * (m + 1) + k]; i > 0; i--, s--)
			for (size_t w = 0; w < c[s - 1].head.n; w++)
				c[s - 1].head.p[w]->column = (int)k - 1;
}

/* Words behind a single space: at least where they are, or further right. */
static void
place_followers(struct layout *l, size_t m, struct words ws)
{
	int *edge = arena_new(l->a, int, m + 1);

	for (size_t k = 0; k <= m; k++)
		edge[k] = INT_MAX;
	for (size_t i = 0; i < ws.n; i++)
		if (columns_apart(ws.p[i], i ? ws.p[i - 1] : NULL) &&
		    ws.p[i]->x0 < edge[ws.p[i]->column])
			edge[ws.p[i]->column] = ws.p[i]->x0;
	for (size_t i = 1; i < ws.n; i++) {
		struct word *w = ws.p[i];
		const struct word *last = ws.p[i - 1];
		if (columns_apart(w, last))
			continue;
		int lo = last->column, hi = (int)m - 1;
		for (size_t k = i + 1; k < ws.n && ws.p[k]->y == w->y; k++)
			if (columns_apart(ws.p[k], ws.p[k - 1])) {
				hi = ws.p[k]->column - 1;
				break;
			}
		w->column = lo;
		for (int k = lo; k <= hi; k++)
			if (edge[k] <= w->x0)
				w->column = k;
		if (w->column == lo && lo < hi &&
		    !str_starts(w->key, S("年度")) &&
		    (word_is_figure(w) || word_is_figure(last)))
			w->column++;
	}
}

static void
place_weakly(struct layout *l, const struct list *heads, struct words all)
{
	struct words ws = layout_words(l, all.n);
	struct words apart = layout_words(l, all.n);

	ws.n = all.n;
	if (all.n)
		memcpy(ws.p, all.p, all.n * sizeof *all.p);
	words_sort_lines(ws);
	for (size_t i = 0; i < ws.n; i++)
		ws.p[i]->column = 0; /* where no heading takes it */
	for (size_t i = 0; i < ws.n; i++)
		if (columns_apart(ws.p[i], i ? ws.p[i - 1] : NULL))
			apart.p[apart.n++] = ws.p[i];
	struct list stretches = columns_of(l, apart);
	place_stretches(l, heads, &stretches);
	place_followers(l, heads->n, ws);
}

void
columns_place(struct layout *l, struct list *heads, struct words ws)
{
	struct column *h = heads->items;
	struct list stretches = columns_of(l, ws);

	if (!heads->n)
		return;
	if (l->weak) {
		place_weakly(l, heads, ws);
		return;
	}
	bool in_turn = columns_in_turn(heads, &stretches);
	for (size_t s = 0; s < stretches.n; s++) {
		struct column *st = list_at(&stretches, struct column, s);
		size_t above = 0;
		for (size_t i = 0; i < heads->n; i++)
			above += columns_distance(
				     h[i].x0, h[i].x1, st->x0, st->x1) == 0;
		size_t of = in_turn ? s : nearest_column(heads, st->x0, st->x1);
		for (size_t i = 0; i < st->head.n; i++) {
			struct word *w = st->head.p[i];
			size_t own = above > 1 && !in_turn
			    ? nearest_column(heads, w->x0, w->x1)
			    : of;
			w->column = (int)own;
		}
	}
}

void
columns_set_edges(struct list *heads, struct words ws, int from, int to)
{
	struct column *h = heads->items;
	size_t n = heads->n;

	for (size_t i = 0; i < n; i++) {
		h[i].from = h[i].x0;
		h[i].to = h[i].x1;
	}
	for (size_t i = 0; i < ws.n && n; i++) {
		struct column *c = &h[ws.p[i]->column];
		c->from = ws.p[i]->x0 < c->from ? ws.p[i]->x0 : c->from;
		c->to = ws.p[i]->x1 > c->to ? ws.p[i]->x1 : c->to;
	}
	for (size_t i = 0; i + 1 < n; i++) {
		int mid = h[i].to + (h[i + 1].from - h[i].to) / 2;
		h[i].to = h[i + 1].from = mid;
	}
	if (n) {
		h[0].from = from < h[0].from ? from : h[0].from;
		h[n - 1].to = to > h[n - 1].to ? to : h[n - 1].to;
	}
}

void
columns_widen_years(struct layout *l, struct list *columns)
{
	struct column *c = columns->items;
	size_t n = columns->n;

	for (size_t i = 0, to; i < n; i = to) {
		for (to = i; to < n; to++) {
			str key = words_key(l->a, c[to].head);
			if (!str_has(key, S("年度")) || str_has(key, S("目標")))
				break;
		}
		if (to - i < 2) {
			to = to > i ? to : i + 1;
			continue;
		}
		int *edge = arena_new(l->a, int, to - i + 1);
		for (size_t k = i; k + 1 < to; k++)
			edge[k - i + 1] =
			    (c[k].x0 + c[k].x1 + c[k + 1].x0 + c[k + 1].x1) / 4;
		edge[0] = 2 * ((c[i].x0 + c[i].x1) / 2) - edge[1];
		edge[to - i] =
		    2 * ((c[to - 1].x0 + c[to - 1].x1) / 2) - edge[to - i - 1];
		if (i > 0 && edge[0] <= c[i - 1].x1)
			edge[0] = c[i].x0;
		if (to < n && edge[to - i] >= c[to].x0)
			edge[to - i] = c[to - 1].x1;
		for (size_t k = i; k < to; k++) {
			if (edge[k - i] < c[k].x0)
				c[k].x0 = edge[k - i] + 1;
			if (edge[k - i + 1] > c[k].x1)
				c[k].x1 = edge[k - i + 1] - 1;
		}
	}
}

void
rows_put_column(struct layout *l, const struct column *c, struct words ws,
    const int *anchor, size_t n)
{
	rows_share_out(l, ws, anchor, n);
	struct words *row = rows_part(l, ws, n);
	for (size_t i = 0; i < n; i++)
		layout_put(l, l->row + (int)i, 1, c->from, c->to, row[i],
		    c->to - l->em / 5);
}
