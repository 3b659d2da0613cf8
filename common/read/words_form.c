#include "read/words_form.h"

#include "form/form.h"
#include "form/labels.h"
#include "value/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* A cell before its columns are numbered. */
struct piece {
	int row, rows;
	int x0, x1; /* of the cell, as far as it is known */
	str text;
	size_t line;
};

/* A label at the left edge, and the middle of the rows it stands for. */
struct side {
	enum label label;
	struct words words;
	int top, middle, bottom; /* of its lines' middles */
	bool done;
};

struct layout {
	struct arena *a;
	struct words all;
	struct list pieces; /* of struct piece */
	int row; /* the next one */
	int em; /* of the most frequent type size */
	int leading; /* line to line, in hundredths of an em */
	int left, right; /* edges of the form */
	int value; /* where the column of values begins */
	struct list sides; /* of struct side, downwards */
};

static int
pitch_of(const struct layout *l, int em)
{
	return (int)((int64_t)em * l->leading / 100);
}

/* A line's height of the usual type. */
static int
pitch(const struct layout *l)
{
	return pitch_of(l, l->em);
}

static void
mark_used(struct words ws)
{
	for (size_t i = 0; i < ws.n; i++)
		ws.p[i]->used = true;
}

/*
 * One cell of what the words say, from x0 to x1, lines run on where `right`
 * left no room (0: x1).  Nothing when there are no words.
 */
static void
put(struct layout *l, int row, int rows, int x0, int x1, struct words ws,
    int right)
{
	struct piece *piece;

	if (!ws.n)
		return;
	piece = list_add(l->a, &l->pieces, struct piece);
	*piece = (struct piece){.row = row,
	    .rows = rows > 0 ? rows : 1,
	    .x0 = x0,
	    .x1 = x1 > x0 ? x1 : x0 + 1,
	    .text = words_text(l->a, ws, right ? right : x1),
	    .line = (size_t)ws.p[0]->page};
	mark_used(ws);
}

/* -- choosing words -- */

struct area {
	int x0, x1, y0, y1; /* x of middles or edges as said, y of middles */
};

/* Free words whose middle lies in the box. */
static struct words
words_in(struct layout *l, struct words ws, struct area b)
{
	struct words kept = {arena_new(l->a, struct word *, ws.n + 1), 0};

	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		int x = w->x0 + (w->x1 - w->x0) / 2;
		if (!w->used && x >= b.x0 && x < b.x1 && w->y >= b.y0 &&
		    w->y < b.y1)
			kept.p[kept.n++] = w;
	}
	return kept;
}

/* Distinct middles of lines, ascending; near ones count once. */
static size_t
lines_of(struct layout *l, struct words ws, int **lines)
{
	size_t n = 0;

	*lines = arena_new(l->a, int, ws.n + 1);
	for (size_t i = 0; i < ws.n; i++) /* sorted by y */
		if (!n || ws.p[i]->y - (*lines)[n - 1] > ws.p[i]->em / 10)
			(*lines)[n++] = ws.p[i]->y;
	return n;
}

/* The key is a beginning (of some length) of the label, or the reverse. */
static bool
begins_label(str key, enum label label)
{
	enum { FEW = 6 }; /* bytes: two characters */

	for (size_t i = 0; i < label_count; i++) {
		str text = label_rows[i].text;
		if (label_rows[i].label != label)
			continue;
		if (key.n > text.n && label_rows[i].match != '*' &&
		    (label_rows[i].match != '^' || key.p[text.n] != '('))
			continue;
		if (str_starts(key, text) ||
		    (key.n >= FEW && str_starts(text, key)))
			return true;
	}
	return false;
}

/* -- what holds for the whole sheet -- */

static int
by_int(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return x < y ? -1 : x > y;
}

static void
measure_type(struct layout *l)
{
	enum { STEPS = 300 };
	int count[STEPS] = {0}, most = 0;
	int *ems = arena_new(l->a, int, l->all.n + 1);

	for (size_t i = 0; i < l->all.n; i++)
		ems[i] = l->all.p[i]->em;
	qsort(ems, l->all.n, sizeof *ems, by_int);
	l->em = ems[l->all.n / 2];
	l->leading = 100;
	/* the step from a line to the next one that begins at the same x */
	for (size_t i = 0; i < l->all.n; i++) {
		const struct word *w = l->all.p[i];
		for (size_t k = i + 1; k < l->all.n && k < i + 24; k++) {
			const struct word *v = l->all.p[k];
			int dy = v->y - w->y;
			if (dy < w->em * 4 / 5 ||
			    abs(v->x0 - w->x0) > w->em / 10 ||
			    abs(v->em - w->em) > w->em / 10)
				continue;
			int step = (int)((int64_t)dy * 100 / w->em);
			/* wrapped text: the upper line is long */
			if (step < 200 && w->x1 - w->x0 > 4 * w->em)
				count[step]++;
			break;
		}
	}
	for (int i = 80; i < 200; i++) {
		int sum = count[i] + count[i + 1] + count[i - 1];
		if (sum > most) {
			most = sum;
			l->leading = i;
		}
	}
}

/* The value column: what stands right of labels that every form has. */
static void
measure_columns(struct layout *l)
{
	static const enum label firsts[] = {
	    LABEL_NAME, LABEL_ACCOUNTS, LABEL_METHODS};
	int value = INT_MAX;

	l->left = words_left(l->all);
	l->right = words_right(l->all);
	for (size_t i = 0; i < l->all.n; i++) {
		const struct word *w = l->all.p[i];
		bool first = false;
		for (size_t k = 0; k < sizeof firsts / sizeof *firsts; k++)
			first = first || label_find(w->key, NULL) == firsts[k];
		if (!first || w->x0 > l->left + (l->right - l->left) / 5)
			continue;
		struct words near =
		    words_between(l->all, w->y - w->em * 2, w->y + w->em * 2);
		for (size_t k = 0; k < near.n; k++)
			if (near.p[k]->x0 >= w->x1 && near.p[k]->x0 < value)
				value = near.p[k]->x0;
	}
	if (value == INT_MAX)
		value = l->left + (l->right - l->left) / 8;
	l->value = value - l->em / 4;
}

/* Middle of a word. */
static int
center(const struct word *w)
{
	return w->x0 + (w->x1 - w->x0) / 2;
}

static struct words
words_new(struct layout *l, size_t room)
{
	return (struct words){arena_new(l->a, struct word *, room + 1), 0};
}

/* The line that begins at i of words sorted by words_sort_lines. */
static struct words
line_from(struct words ws, size_t i)
{
	size_t to = i + 1;

	while (to < ws.n && ws.p[to]->page == ws.p[i]->page &&
	    abs(ws.p[to]->y - ws.p[i]->y) <= ws.p[i]->em * 2 / 5 &&
	    ws.p[to]->x0 >= ws.p[to - 1]->x0)
		to++;
	return (struct words){ws.p + i, to - i};
}

/* -- loose text: what no better rule claims -- */

/*
 * Lines in the order of the page, a row each; a cell ends at a gap of more
 * than `gap` hundredths of an em, and around a label.
 */
static void
put_loose(struct layout *l, struct words ws, int gap)
{
	ws = words_free(l->a, ws);
	words_sort_lines(ws);
	for (size_t i = 0; i < ws.n;) {
		struct words line = line_from(ws, i);
		for (size_t from = 0, to; from < line.n; from = to) {
			bool label = label_find(line.p[from]->key, NULL);
			for (to = from + 1; to < line.n && !label; to++)
				if (line.p[to]->x0 - line.p[to - 1]->x1 >
					line.p[to]->em * gap / 100 ||
				    label_find(line.p[to]->key, NULL))
					break;
			struct words run = {line.p + from, to - from};
			put(l, l->row, 1, words_left(run), words_right(run),
			    run, 0);
		}
		l->row++;
		i += line.n;
	}
}

struct block {
	struct words words;
	int x0, x1, middle, top, bottom;
};

static int
by_middle(const void *pa, const void *pb)
{
	const struct block *a = pa, *b = pb;

	if (a->middle != b->middle)
		return a->middle < b->middle ? -1 : 1;
	return a->x0 < b->x0 ? -1 : a->x0 > b->x0;
}

static void
block_add(struct layout *l, struct block *b, struct words run)
{
	struct words all = words_new(l, b->words.n + run.n);

	if (b->words.n)
		memcpy(all.p, b->words.p, b->words.n * sizeof *all.p);
	memcpy(all.p + b->words.n, run.p, run.n * sizeof *all.p);
	all.n = b->words.n + run.n;
	b->words = all;
	b->x0 = words_left(all);
	b->x1 = words_right(all);
	b->top = words_top(all);
	b->bottom = words_bottom(all);
	b->middle = b->top + (b->bottom - b->top) / 2;
}

/* Whether the run continues the block on the next line. */
static bool
continues(const struct layout *l, const struct block *b, struct words run)
{
	const struct word *last = b->words.p[b->words.n - 1];
	int step = pitch_of(l, last->em), dy = run.p[0]->y - b->bottom;
	int x0 = words_left(run), x1 = words_right(run);

	return dy > step / 2 && dy < step * 5 / 4 &&
	    abs(run.p[0]->em - last->em) < last->em / 6 &&
	    (abs(x0 - b->x0) < last->em / 3 ||
		abs(x0 + x1 - b->x0 - b->x1) < last->em * 2 / 3);
}

/* Cells by closeness alone: runs of words, one below the other. */
static struct list
blocks_of(struct layout *l, struct words ws, int gap)
{
	enum { OPEN = 40 }; /* blocks looked back at */
	struct list blocks = {0};

	ws = words_free(l->a, ws);
	words_sort_lines(ws);
	for (size_t i = 0; i < ws.n;) {
		struct words line = line_from(ws, i);
		for (size_t from = 0, to; from < line.n; from = to) {
			bool label = label_find(line.p[from]->key, NULL);
			for (to = from + 1; to < line.n && !label; to++)
				if (line.p[to]->x0 - line.p[to - 1]->x1 >
					line.p[to]->em * gap / 100 ||
				    label_find(line.p[to]->key, NULL))
					break;
			struct words run = {line.p + from, to - from};
			struct block *b = NULL;
			size_t back = blocks.n > OPEN ? blocks.n - OPEN : 0;
			for (size_t k = blocks.n; k > back && !b; k--) {
				b = list_at(&blocks, struct block, k - 1);
				if (!continues(l, b, run))
					b = NULL;
			}
			if (!b)
				b = list_add(l->a, &blocks, struct block);
			block_add(l, b, run);
		}
		i += line.n;
	}
	if (blocks.n)
		qsort(blocks.items, blocks.n, sizeof(struct block), by_middle);
	return blocks;
}

/* Blocks with one middle stand in one row. */
static void
put_blocks(struct layout *l, struct words ws, int gap)
{
	struct list blocks = blocks_of(l, ws, gap);
	struct block *b = blocks.items;

	for (size_t i = 0, to; i < blocks.n; i = to) {
		for (to = i; to < blocks.n &&
		     b[to].middle - b[i].middle <= l->em * 2 / 5;
		     to++)
			put(l, l->row, 1, b[to].x0, b[to].x1, b[to].words,
			    INT_MAX / 2);
		l->row++;
	}
}

/* -- labels at the left edge -- */

static void
find_sides(struct layout *l, int from, int to, enum label only)
{
	struct words ws = words_between(l->all, from, to);
	struct words left = words_new(l, ws.n);

	for (size_t i = 0; i < ws.n; i++)
		if (ws.p[i]->x1 <= l->value + l->em / 2 &&
		    center(ws.p[i]) < l->value)
			left.p[left.n++] = ws.p[i];
	for (size_t i = 0; i < left.n;) {
		struct side side = {.words = {left.p + i, 1}};
		size_t known = 0, k = i + 1;
		/* the longest run of lines that is a label; else all */
		for (;; k++) {
			struct words sofar = {left.p + i, k - i};
			str key = words_key(l->a, sofar);
			if (label_find(key, NULL))
				known = sofar.n;
			/* a remark in brackets ends a label */
			if (k == left.n || (known && str_ends(key, S(")"))))
				break;
			int step = pitch_of(l, left.p[k]->em);
			if (left.p[k]->y - left.p[k - 1]->y > step * 5 / 4)
				break;
		}
		side.words.n = known ? known : k - i;
		side.label = label_find(words_key(l->a, side.words), NULL);
		side.top = words_top(side.words);
		side.bottom = words_bottom(side.words);
		side.middle = side.top + (side.bottom - side.top) / 2;
		if (!only || side.label == only) {
			/* no part may take them for its own */
			mark_used(side.words);
			*list_add(l->a, &l->sides, struct side) = side;
		}
		i += side.words.n;
	}
}

static struct side *
side_within(struct layout *l, int from, int to)
{
	for (size_t i = 0; i < l->sides.n; i++) {
		struct side *s = list_at(&l->sides, struct side, i);
		if (s->middle >= from && s->middle < to && !s->done)
			return s;
	}
	return NULL;
}

static void
put_side(struct layout *l, int row, int rows, struct side *s)
{
	if (!s || s->done)
		return;
	s->done = true;
	put(l, row, rows, l->left, l->value, s->words, 0);
}

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
		int step = pitch_of(l, s[i].word->em), least = step / 8;
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

/*
 * Shares words out among rows whose middles are the anchors (ascending): each
 * word's row, in the order of ws (sorted by y).
 */
static size_t *
share_out(struct layout *l, struct words ws, const int *anchor, size_t n)
{
	size_t *row = arena_new(l->a, size_t, ws.n + 1);
	size_t *parent = arena_new(l->a, size_t, ws.n + 1);
	struct start *start = arena_new(l->a, struct start, ws.n + 1);
	size_t starts = 0, chains = 0;

	for (size_t i = 0; i < ws.n; i++) {
		const struct word *w = ws.p[i];
		size_t left = i;
		/* what continues a line goes where the line goes */
		for (int dir = -1; dir <= 1; dir += 2)
			for (size_t k = i; dir < 0 ? k-- > 0 : ++k < ws.n;) {
				const struct word *v = ws.p[k];
				if (abs(v->y - w->y) > w->em / 8)
					break;
				if (v->x1 <= w->x0 + w->em / 10 &&
				    w->x0 - v->x1 < w->em * 3 / 5 &&
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
		    pitch_of(l, start[i].word->em), first);
		for (size_t c = 0; c < cells; c++) {
			size_t end = c + 1 < cells ? first[c + 1] : to - i;
			int top = line[first[c]];
			size_t r = words_nearest(
			    anchor, n, top + (line[end - 1] - top) / 2);
			for (size_t k = first[c]; k < end; k++)
				row[start[i + k].at] = r;
		}
	}
	for (size_t i = 0; i < ws.n; i++) {
		size_t p = i;
		for (int hops = 0; parent[p] != p && hops < 64; hops++)
			p = parent[p];
		row[i] = row[p];
	}
	return row;
}

static struct words
words_of_row(struct layout *l, struct words ws, const size_t *row, size_t r)
{
	struct words kept = words_new(l, ws.n);

	for (size_t i = 0; i < ws.n; i++)
		if (row[i] == r && !ws.p[i]->used)
			kept.p[kept.n++] = ws.p[i];
	return kept;
}

/* -- columns -- */

struct column {
	int x0, x1; /* of what stands in it */
	int from, to; /* of the cell, once known */
	struct words head; /* its heading */
	enum label label; /* of the heading */
};

static int
by_left(const void *pa, const void *pb)
{
	const struct word *a = *(struct word *const *)pa;
	const struct word *b = *(struct word *const *)pb;

	return a->x0 < b->x0 ? -1 : a->x0 > b->x0;
}

/* Words that overlap in x, as columns from left to right. */
static struct list
columns_of(struct layout *l, struct words ws)
{
	struct list columns = {0};
	struct words by_x = words_new(l, ws.n);
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

/* Columns whose headings were set with spaces between the characters. */
static void
join_spaced(struct layout *l, struct list *columns)
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
	columns->n = n;
}

static int
distance(int a0, int a1, int b0, int b1)
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
		int d = distance(c[i].x0, c[i].x1, x0, x1);
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
		bool own = distance(h[i].x0, h[i].x1, s[i].x0, s[i].x1) == 0;
		for (size_t k = 0; k < heads->n && !own; k++)
			if (distance(h[k].x0, h[k].x1, s[i].x0, s[i].x1) == 0)
				return false;
	}
	return true;
}

/*
 * The column of each word, by the headings.  Words that overlap one another
 * in x stand in one column, so that a short value follows a long one.
 */
static size_t *
place_columns(struct layout *l, struct list *heads, struct words ws)
{
	size_t *column = arena_new(l->a, size_t, ws.n + 1);
	struct column *h = heads->items;
	struct words all = words_new(l, ws.n);
	struct list stretches;
	size_t base = heads->n;

	if (!base)
		return column;
	memcpy(all.p, ws.p, ws.n * sizeof *ws.p);
	all.n = ws.n;
	stretches = columns_of(l, all);
	bool in_turn = columns_in_turn(heads, &stretches);
	for (size_t s = 0; s < stretches.n; s++) {
		struct column *st = list_at(&stretches, struct column, s);
		size_t above = 0;
		for (size_t i = 0; i < base; i++)
			above +=
			    distance(h[i].x0, h[i].x1, st->x0, st->x1) == 0;
		size_t of = in_turn ? s : nearest_column(heads, st->x0, st->x1);
		for (size_t i = 0; i < ws.n; i++) {
			if (ws.p[i]->x0 < st->x0 || ws.p[i]->x1 > st->x1)
				continue;
			column[i] = above > 1 && !in_turn
			    ? nearest_column(heads, ws.p[i]->x0, ws.p[i]->x1)
			    : of;
		}
	}
	/* cells reach half way to what stands next to them */
	for (size_t i = 0; i < ws.n; i++) {
		struct column *c = &h[column[i]];
		if (!c->from || ws.p[i]->x0 < c->from)
			c->from = ws.p[i]->x0;
		if (ws.p[i]->x1 > c->to)
			c->to = ws.p[i]->x1;
	}
	return column;
}

/* The cells' edges: half way between neighbours, `from` and `to` outside. */
static void
set_edges(struct list *heads, int from, int to)
{
	struct column *h = heads->items;

	for (size_t i = 0; i < heads->n; i++) {
		if (!h[i].from || h[i].x0 < h[i].from)
			h[i].from = h[i].x0;
		if (h[i].x1 > h[i].to)
			h[i].to = h[i].x1;
	}
	for (size_t i = 0; i + 1 < heads->n; i++) {
		int mid = h[i].to + (h[i + 1].from - h[i].to) / 2;
		h[i].to = h[i + 1].from = mid;
	}
	if (heads->n) {
		h[0].from = from < h[0].from ? from : h[0].from;
		if (h[heads->n - 1].to < to)
			h[heads->n - 1].to = to;
	}
}

/*
 * Year columns are equally wide: each reaches half way to the middle of the
 * next, however short its heading is.
 */
static void
widen_years(struct layout *l, struct list *columns)
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

/* A row of the head: value, and perhaps a label and value more. */
static void
put_head_row(struct layout *l, int row, struct words ws, int officers)
{
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
		} else if (i + 1 < cells.n) {
			to = cell[i + 1].x0 - l->em / 5;
		}
		if (to < cell[i].x1)
			to = cell[i].x1;
		put(l, row, 1, from, to, cell[i].words, to - l->em / 5);
		from = to;
	}
}

static void
put_head(struct layout *l, int from, int to)
{
	struct words all = words_between(l->all, from, to), content;
	struct list rows = {0};
	size_t *row;
	int *anchor, title = INT_MIN, officers = 0;

	for (size_t i = 0; i < all.n; i++)
		if (str_has(all.p[i]->key, S("レビューシート")) &&
		    form_title_year(all.p[i]->text))
			title = all.p[i]->y;
	if (title != INT_MIN)
		put_loose(
		    l, words_between(l->all, from, title + l->em * 2 / 3), 120);
	for (size_t i = 0; i < l->sides.n; i++) {
		struct side *s = list_at(&l->sides, struct side, i);
		if (s->middle >= from && s->middle < to && !s->done)
			*list_add(l->a, &rows, struct side *) = s;
	}
	if (!rows.n) {
		put_blocks(l, all, 70);
		return;
	}
	anchor = arena_new(l->a, int, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		anchor[i] = (*list_at(&rows, struct side *, i))->middle;
	content = words_new(l, all.n);
	for (size_t i = 0; i < all.n; i++) {
		struct word *w = all.p[i];
		if (!w->used && center(w) >= l->value) {
			content.p[content.n++] = w;
			if (label_find(w->key, NULL) == LABEL_OFFICERS)
				officers = w->x0 + w->x1 - l->right - l->em / 5;
		}
	}
	row = share_out(l, content, anchor, rows.n);
	for (size_t i = 0; i < rows.n; i++, l->row++) {
		put_side(l, l->row, 1, *list_at(&rows, struct side *, i));
		put_head_row(
		    l, l->row, words_of_row(l, content, row, i), officers);
	}
}

/* -- tables whose rows have a label -- */

enum { MOST_LABELS = 10 };

struct table {
	enum label rows[MOST_LABELS]; /* 成果実績, 目標値 ... */
	enum label spans[3]; /* columns left of them: 成果指標 ... */
};

static const struct table budget_table = {
    .rows = {LABEL_INITIAL, LABEL_SUPPLEMENTARY, LABEL_CARRIED_IN,
	LABEL_CARRIED_OUT, LABEL_RESERVE, LABEL_TOTAL, LABEL_EXECUTED,
	LABEL_EXECUTION_RATE, LABEL_EXECUTION_RATE_INITIAL},
};
static const struct table outcome_table = {
    .rows = {LABEL_OUTCOME_ACTUAL, LABEL_OUTCOME_TARGET, LABEL_ATTAINMENT},
    .spans = {LABEL_OUTCOME_GOAL, LABEL_OUTCOME_INDICATOR},
};
static const struct table output_table = {
    .rows = {LABEL_OUTPUT_ACTUAL, LABEL_OUTPUT_PLANNED},
    .spans = {LABEL_OUTPUT_GOAL, LABEL_OUTPUT_INDICATOR},
};
static const struct table unit_table = {
    .rows = {LABEL_UNIT_COST, LABEL_FORMULA},
    .spans = {LABEL_UNIT_COST_BASIS},
};
static const struct table measure_table = {
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
	for (int i = 0; i < MOST_LABELS && t->rows[i]; i++)
		if (begins_label(w->key, t->rows[i]))
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
		if (x0 <= x1 && distance(x0, x1, w->x0, w->x1) > 0)
			continue;
		if (is && span && x0 <= x1 &&
		    abs(w->x0 + w->x1 - x0 - x1) > 3 * w->em)
			is = LABEL_NONE;
		if (is) {
			r = list_add(l->a, &rows, struct table_row);
			r->is = is;
			r->label = words_new(l, 8);
		} else if (!r || r->label.n >= 8 ||
		    w->y - r->label.p[r->label.n - 1]->y >
			pitch_of(l, w->em) * 5 / 4 ||
		    distance(words_left(r->label), words_right(r->label), w->x0,
			w->x1) > 0 ||
		    abs(w->em - r->label.p[0]->em) > w->em / 5) {
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
	size_t n = lines_of(l, ws, &line);

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
		struct words h = words_new(l, 4);
		struct word *w = ws.p[i];
		if (w->used || w->y < below || !begins_label(w->key, label))
			continue;
		h.p[h.n++] = w;
		for (size_t k = i + 1; k < ws.n && h.n < 4; k++) {
			struct word *v = ws.p[k];
			str key;
			if (label_find(words_key(l->a, h), NULL) == label)
				break;
			if (v->used || abs(center(v) - center(w)) > w->em ||
			    v->y - h.p[h.n - 1]->y > pitch_of(l, w->em) * 5 / 4)
				continue;
			h.p[h.n++] = v;
			key = words_key(l->a, h);
			if (!begins_label(key, label))
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
		put(l, row, two ? 2 : 1, c->from, c->to, h, 0);
		return;
	}
	put(l, row, 1, c->from, c->to, (struct words){h.p, upper}, 0);
	for (size_t i = upper; i < h.n; i++) {
		int x0 = i == upper ? c->from : h.p[i]->x0;
		int x1 = i + 1 < h.n ? h.p[i + 1]->x0 : c->to;
		put(l, row + 1, 1, x0, x1, (struct words){h.p + i, 1}, 0);
	}
}

static void
put_table(struct layout *l, const struct table *t, struct words ws, int top,
    int heading_y, struct side *side)
{
	struct words heading, data, left, right;
	struct list rows, columns, spans;
	struct table_row *r;
	int x0 = INT_MAX, x1 = INT_MIN, end;
	size_t *column;
	bool two = t == &outcome_table;

	put_side(l, l->row, 1, side);
	size_t side_piece = l->pieces.n - 1;
	int first_row = l->row;
	ws =
	    words_in(l, ws, (struct area){l->value, INT_MAX, INT_MIN, INT_MAX});
	rows = find_rows(l, t, ws, heading_y);
	r = rows.items;
	if (!rows.n) {
		put_blocks(l, ws, 70);
		return;
	}
	for (size_t i = 0; i < rows.n; i++) {
		x0 = words_left(r[i].label) < x0 ? words_left(r[i].label) : x0;
		x1 =
		    words_right(r[i].label) > x1 ? words_right(r[i].label) : x1;
		mark_used(r[i].label);
	}
	left = words_new(l, ws.n);
	right = words_new(l, ws.n);
	for (size_t i = 0; i < ws.n; i++)
		if (!ws.p[i]->used && ws.p[i]->x0 > x1 - l->em / 5)
			right.p[right.n++] = ws.p[i];
	end = heading_end(l, right, top, r[0].middle);
	heading = words_between(right, INT_MIN, end);
	data = words_between(right, end, INT_MAX);
	columns = columns_of(l, heading);
	join_spaced(l, &columns);
	widen_years(l, &columns);
	column = place_columns(l, &columns, data);
	set_edges(&columns, x1 + l->em / 10, l->right);

	/* columns left of the row labels: text over all rows of a block */
	for (size_t i = 0; i < ws.n; i++)
		if (!ws.p[i]->used && center(ws.p[i]) >= l->value &&
		    ws.p[i]->x0 <= x1 - l->em / 5)
			left.p[left.n++] = ws.p[i];
	spans = (struct list){0};
	for (int i = 0; i < 3 && t->spans[i]; i++) {
		struct words h = span_heading(l, left, t->spans[i], top);
		if (!h.n)
			continue;
		struct column *c = list_add(l->a, &spans, struct column);
		*c = (struct column){
		    .x0 = words_left(h), .x1 = words_right(h), .head = h};
		put(l, l->row, two ? 2 : 1, c->x0, c->x1, h, 0);
	}
	left = words_free(l->a, left);
	size_t *span = place_columns(l, &spans, left);
	set_edges(&spans, l->value, x0 - l->em / 10);
	{
		struct piece *p = l->pieces.items;
		struct column *c = spans.items;
		for (size_t i = 0; i < spans.n; i++) {
			struct piece *q = &p[l->pieces.n - spans.n + i];
			q->x0 = c[i].from;
			q->x1 = c[i].to;
		}
	}
	for (size_t i = 0; i < columns.n; i++)
		put_goal_year(
		    l, l->row, list_at(&columns, struct column, i), two);
	l->row += 1 + two;

	int *middle = arena_new(l->a, int, rows.n);
	size_t *data_row = arena_new(l->a, size_t, data.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		middle[i] = r[i].middle;
	for (size_t i = 0; i < data.n; i++)
		data_row[i] = words_nearest(middle, rows.n, data.p[i]->y);

	/* blocks of rows: a new one where the first label comes again */
	struct list blocks = {0};
	for (size_t i = 0; i < rows.n; i++)
		if (!i || r[i].is == r[0].is)
			*list_add(l->a, &blocks, size_t) = i;
	int *block_middle = arena_new(l->a, int, blocks.n);
	for (size_t b = 0; b < blocks.n; b++) {
		size_t from = *list_at(&blocks, size_t, b);
		size_t to = b + 1 < blocks.n ? *list_at(&blocks, size_t, b + 1)
					     : rows.n;
		block_middle[b] =
		    middle[from] + (middle[to - 1] - middle[from]) / 2;
	}
	for (size_t s = 0; s < spans.n; s++) {
		struct column *c = list_at(&spans, struct column, s);
		struct words of = words_of_row(l, left, span, s);
		size_t *block = blocks.n > 1
		    ? share_out(l, of, block_middle, blocks.n)
		    : arena_new(l->a, size_t, of.n + 1);
		for (size_t b = 0; b < blocks.n; b++) {
			size_t from = *list_at(&blocks, size_t, b);
			size_t to = b + 1 < blocks.n
			    ? *list_at(&blocks, size_t, b + 1)
			    : rows.n;
			put(l, l->row + (int)from, (int)(to - from), c->from,
			    c->to, words_of_row(l, of, block, b),
			    c->to - l->em / 5);
		}
	}
	for (size_t i = 0; i < rows.n; i++) {
		put(l, l->row + (int)i, 1, x0, x1, r[i].label, 0);
		for (size_t k = 0; k < columns.n; k++) {
			struct column *c = list_at(&columns, struct column, k);
			struct words cell = words_new(l, data.n);
			for (size_t d = 0; d < data.n; d++)
				if (data_row[d] == i && column[d] == k)
					cell.p[cell.n++] = data.p[d];
			put(l, l->row + (int)i, 1, c->from, c->to, cell,
			    c->to - l->em / 5);
		}
	}
	/* what stands beside the rows (予算の状況) */
	put(l, l->row, (int)rows.n, l->value, x0, words_free(l->a, left), 0);
	l->row += (int)rows.n;
	if (side)
		list_at(&l->pieces, struct piece, side_piece)->rows =
		    l->row - first_row;
}

/* -- 予算内訳: rows that hang on their amounts -- */

/* Middles of figures in the columns that hold amounts. */
static size_t
figure_lines(struct layout *l, struct words ws, const size_t *column,
    const bool *amounts, int **lines)
{
	struct words figures = words_new(l, ws.n);

	for (size_t i = 0; i < ws.n; i++)
		if (amounts[column[i]] && word_is_figure(ws.p[i]))
			figures.p[figures.n++] = ws.p[i];
	size_t n = lines_of(l, figures, lines), kept = 0;
	/* amounts of one row may be set in two sizes */
	for (size_t i = 0; i < n; i++)
		if (!kept || (*lines)[i] - (*lines)[kept - 1] > l->em / 2)
			(*lines)[kept++] = (*lines)[i];
	return kept;
}

static void
put_items(struct layout *l, struct words all, int top, int heading_y,
    struct side *side)
{
	struct words ws =
	    words_in(l, all, (struct area){l->value, INT_MAX, top, INT_MAX});
	struct words heading, data;
	struct list columns;
	int first = INT_MAX, *middle;

	for (size_t i = 0; i < ws.n; i++)
		if (ws.p[i]->y > heading_y + l->em && word_is_figure(ws.p[i]) &&
		    ws.p[i]->y < first)
			first = ws.p[i]->y;
	if (first == INT_MAX) {
		put_blocks(l, ws, 70);
		return;
	}
	int end = heading_end(l, ws, top, first);
	heading = words_between(ws, INT_MIN, end);
	data = words_between(ws, end, INT_MAX);
	columns = columns_of(l, heading);
	join_spaced(l, &columns);
	if (columns.n < 2) {
		put_blocks(l, ws, 70);
		return;
	}
	size_t *column = place_columns(l, &columns, data);
	struct column *c = columns.items;
	bool *amounts = arena_new(l->a, bool, columns.n);
	set_edges(&columns, l->value, l->right);
	for (size_t k = 1; k < columns.n; k++)
		amounts[k] = c[k].label != LABEL_CHANGE_REASON;
	size_t n = figure_lines(l, data, column, amounts, &middle);
	if (!n) {
		put_blocks(l, ws, 70);
		return;
	}
	put_side(l, l->row, (int)n + 1, side);
	for (size_t k = 0; k < columns.n; k++)
		put(l, l->row, 1, c[k].from, c[k].to, c[k].head, 0);
	l->row++;
	for (size_t k = 0; k < columns.n; k++) {
		struct words of = words_of_row(l, data, column, k);
		if (c[k].label == LABEL_CHANGE_REASON) {
			put(l, l->row, (int)n, c[k].from, c[k].to, of,
			    c[k].to - l->em / 5);
			continue;
		}
		size_t *row = share_out(l, of, middle, n);
		for (size_t i = 0; i < n; i++)
			put(l, l->row + (int)i, 1, c[k].from, c[k].to,
			    words_of_row(l, of, row, i), c[k].to - l->em / 5);
	}
	l->row += (int)n;
}

/*
 * Half the height of what stands evenly about y, between lo and hi, up to a
 * white of more than `white` hundredths of a line.
 */
static int
half_height(struct layout *l, int y, int lo, int hi, int white)
{
	struct words near = words_between(l->all, lo, hi);
	struct words content = words_new(l, near.n);
	int step = pitch(l), half = 0, *line;
	size_t n, up, down;

	for (size_t i = 0; i < near.n; i++)
		if (center(near.p[i]) >= l->value)
			content.p[content.n++] = near.p[i];
	n = lines_of(l, content, &line);
	if (!n)
		return 0;
	for (down = 0; down < n && line[down] < y;)
		down++;
	up = down;
	/* a line in the middle is its own mirror image */
	if (down < n && line[down] - y < step / 3)
		down++;
	else if (up > 0 && y - line[up - 1] < step / 3)
		up--;
	while (up > 0 && down < n) {
		int above = y - line[up - 1], below = line[down] - y;
		if (abs(above - below) > step / 3 ||
		    above - half > step * white / 100)
			break;
		half = above > below ? above : below;
		up--;
		down++;
	}
	return half;
}

/* -- 点検・改善 -- */

/* A row of questions or of what else hangs on its own lines. */
struct stretch {
	struct words words;
	int top, middle, bottom;
};

/* Questions: one ends where it is complete, or where white follows. */
static struct list
questions_of(struct layout *l, struct words ws)
{
	struct list rows = {0};
	struct stretch *r = NULL;
	bool whole = true;

	words_sort_lines(ws);
	for (size_t i = 0; i < ws.n;) {
		struct words line = line_from(ws, i);
		int step = pitch_of(l, line.p[0]->em);
		if (!r || whole || line.p[0]->y - r->bottom > step * 27 / 20) {
			r = list_add(l->a, &rows, struct stretch);
			r->words = (struct words){ws.p + i, 0};
			r->top = line.p[0]->y;
		}
		r->words.n += line.n;
		r->bottom = line.p[0]->y;
		r->middle = r->top + (r->bottom - r->top) / 2;
		whole = label_find(words_key(l->a, r->words), NULL) ==
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
			pitch_of(l, ws.p[i]->em) * 8 / 5)
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
			mark_used(label);
			label.n = 0;
			continue;
		}
		put(l, first_row + (int)at, (int)(to - at), x0, x1, label, 0);
		at = to;
		label.n = 0;
	}
}

/* Rows of a label and its text, such as 点検結果. */
static void
put_labelled(
    struct layout *l, struct words ws, const enum label *labels, size_t nlabels)
{
	struct list blocks = blocks_of(l, ws, 40), rows = {0};
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
		mark_used(b[i].words);
	}
	if (!rows.n) {
		put_blocks(l, ws, 70);
		return;
	}
	int *anchor = arena_new(l->a, int, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		anchor[i] = list_at(&rows, struct block, i)->middle;
	struct words text = words_new(l, ws.n), beside = words_new(l, ws.n);
	for (size_t i = 0; i < ws.n; i++) {
		if (ws.p[i]->used)
			continue;
		if (ws.p[i]->x0 >= x1 - l->em / 5)
			text.p[text.n++] = ws.p[i];
		else
			beside.p[beside.n++] = ws.p[i];
	}
	size_t *row = share_out(l, text, anchor, rows.n);
	int from = text.n ? words_left(text) - l->em / 5 : x1;
	for (size_t i = 0; i < rows.n; i++) {
		struct block *label = list_at(&rows, struct block, i);
		put(l, l->row + (int)i, 1, x0, from, label->words, 0);
		put(l, l->row + (int)i, 1, from, l->right,
		    words_of_row(l, text, row, i), l->right);
	}
	put(l, l->row, (int)rows.n, l->left, x0 - 1, beside, 0);
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
	struct words data = words_new(l, ws.n);
	struct words line = {0};
	int y = 0;
	struct list columns;

	for (size_t i = 0; i < ws.n && !line.n; i++)
		if (label_find(ws.p[i]->key, NULL) == LABEL_NUMBER) {
			y = ws.p[i]->y;
			line = words_between(
			    ws, y - pitch(l) * 4 / 5, y + pitch(l) * 4 / 5);
		}
	for (size_t i = 0; i < ws.n; i++)
		if (line.n && ws.p[i]->y >= y + pitch(l) * 4 / 5)
			data.p[data.n++] = ws.p[i];
	columns = columns_of(l, line);
	if (columns.n < 2) {
		put_blocks(l, ws, 70);
		return;
	}
	size_t *column = place_columns(l, &columns, data);
	struct column *c = columns.items;
	set_edges(&columns, l->left, l->right);
	for (size_t k = 0; k < columns.n; k++)
		put(l, l->row, 1, c[k].from, c[k].to, c[k].head, 0);
	l->row++;
	/* rows hang on the ministry or the number, whichever is there */
	struct words keys = words_new(l, data.n);
	for (size_t i = 0; i < data.n; i++)
		if (column[i] + 1 < columns.n)
			keys.p[keys.n++] = data.p[i];
	int *anchor;
	size_t n = lines_of(l, keys, &anchor), kept = 0;
	for (size_t i = 0; i < n; i++)
		if (!kept || anchor[i] - anchor[kept - 1] > l->em * 6 / 5)
			anchor[kept++] = anchor[i];
	if (!kept) {
		put_blocks(l, ws, 70);
		return;
	}
	size_t *row = share_out(l, data, anchor, kept);
	for (size_t r = 0; r < kept; r++, l->row++)
		for (size_t k = 0; k < columns.n; k++) {
			struct words cell = words_new(l, data.n);
			for (size_t i = 0; i < data.n; i++)
				if (row[i] == r && column[i] == k &&
				    !data.p[i]->used)
					cell.p[cell.n++] = data.p[i];
			put(l, l->row, 1, c[k].from, c[k].to, cell, c[k].to);
		}
}

static void
put_questions(struct layout *l, struct words ws, int rating0, int rating1,
    int side, int end)
{
	struct words question = words_new(l, ws.n);
	struct words rating = words_new(l, ws.n), comment = words_new(l, ws.n);
	struct words group = words_new(l, ws.n);
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
		put_blocks(l, ws, 70);
		return;
	}
	struct stretch *r = rows.items;
	int *middle = arena_new(l->a, int, rows.n);
	int *edge = arena_new(l->a, int, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		middle[i] = r[i].middle;
	size_t *of = share_out(l, comment, middle, rows.n);
	int *top = arena_new(l->a, int, rows.n);
	int *bottom = arena_new(l->a, int, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		top[i] = r[i].top;
		bottom[i] = r[i].bottom;
	}
	for (size_t i = 0; i < comment.n; i++) {
		size_t k = of[i];
		top[k] = comment.p[i]->y < top[k] ? comment.p[i]->y : top[k];
		bottom[k] =
		    comment.p[i]->y > bottom[k] ? comment.p[i]->y : bottom[k];
	}
	edge[0] = top[0] - pitch(l);
	for (size_t i = 1; i < rows.n; i++)
		edge[i] = bottom[i - 1] + (top[i] - bottom[i - 1]) / 2;
	edge[rows.n] = end;
	put_groups(l, group, edge, rows.n, l->row, l->left, side);
	for (size_t i = 0; i < rows.n; i++) {
		put(l, l->row + (int)i, 1, side, rating0, r[i].words, 0);
		put(l, l->row + (int)i, 1, rating1, l->right,
		    words_of_row(l, comment, of, i), l->right);
	}
	for (size_t i = 0; i < rating.n; i++)
		put(l,
		    l->row + (int)words_nearest(middle, rows.n, rating.p[i]->y),
		    1, rating0, rating1, (struct words){rating.p + i, 1}, 0);
	l->row += (int)rows.n;
}

static void
put_review(struct layout *l, struct words ws)
{
	static const enum label results[] = {
	    LABEL_REVIEW_RESULT, LABEL_REVIEW_DIRECTION, LABEL_REVIEW_EFFECT};
	int heading = INT_MIN, related = INT_MAX, result = INT_MAX;
	int direction = INT_MAX;
	int rating0 = INT_MAX, rating1 = INT_MIN, comment = INT_MAX;

	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		enum label is = label_find(w->key, NULL);
		if (is == LABEL_REVIEW_COMMENT && heading == INT_MIN) {
			heading = w->y;
			comment = w->x0;
		}
		if (begins_label(w->key, LABEL_RELATED_MINISTRY) &&
		    w->y > heading && heading != INT_MIN && w->y < related)
			related = w->y;
		if (is == LABEL_REVIEW_RESULT && w->y < result)
			result = w->y;
		if (begins_label(w->key, LABEL_REVIEW_DIRECTION) &&
		    w->y > result && direction == INT_MAX)
			direction = w->y;
	}
	if (heading == INT_MIN) {
		put_labelled(l, ws, results, 3);
		return;
	}
	struct words line =
	    words_between(ws, heading - l->em / 2, heading + l->em / 2);
	for (size_t i = 0; i < line.n; i++) {
		struct word *w = line.p[i];
		if (w->x0 < comment &&
		    (str_starts(w->key, S("評")) ||
			str_starts(w->key, S("価")))) {
			rating0 = w->x0 < rating0 ? w->x0 : rating0;
			rating1 = w->x1 > rating1 ? w->x1 : rating1;
		}
	}
	if (rating1 == INT_MIN) {
		put_blocks(l, ws, 70);
		return;
	}
	/* questions begin at one x; what stands left of it is their group */
	struct words below = words_between(ws, heading + l->em / 2,
	    related < result ? related - l->em / 2 : INT_MAX);
	int side = l->left;
	for (size_t i = 0; i < below.n; i++)
		if (begins_label(below.p[i]->key, LABEL_QUESTION) &&
		    below.p[i]->key.n > 15) {
			side = below.p[i]->x0 - l->em / 5;
			break;
		}
	rating0 -= l->em / 5;
	for (size_t i = 0; i < below.n; i++) {
		struct word *w = below.p[i];
		if (is_rating(w) && w->x0 > rating0 - 2 * l->em &&
		    w->x1 < rating1 + l->em && w->x0 - l->em / 5 < rating0)
			rating0 = w->x0 - l->em / 5;
	}
	struct words head = words_new(l, line.n);
	for (size_t pass = 0; pass < 3; pass++) {
		head.n = 0;
		for (size_t i = 0; i < line.n; i++) {
			int x = center(line.p[i]);
			size_t at = x < rating0 ? 0 : x < rating1 ? 1 : 2;
			if (at == pass)
				head.p[head.n++] = line.p[i];
		}
		put(l, l->row, 1,
		    pass == 0	    ? side
			: pass == 1 ? rating0
				    : rating1,
		    pass == 0	    ? rating0
			: pass == 1 ? rating1
				    : l->right,
		    head, 0);
	}
	l->row++;
	/* results begin above their label: their text is centred on it */
	struct words result_part = {0};
	int cut = INT_MAX;
	if (result != INT_MAX) {
		int half = half_height(l, result,
		    related == INT_MAX ? heading + l->em : related + l->em,
		    direction, 225);
		cut = result - half - pitch(l) * 3 / 5;
		result_part = words_between(ws, cut, INT_MAX);
	}
	int table =
	    related != INT_MAX && related < cut ? related - l->em / 2 : cut;
	/* the group of the last questions may stand beside the table below */
	struct words all = words_between(ws, heading + l->em / 2, cut);
	struct words both = words_new(l, all.n);
	for (size_t i = 0; i < all.n; i++)
		if (all.p[i]->y < table || all.p[i]->x1 <= side)
			both.p[both.n++] = all.p[i];
	put_questions(l, both, rating0, rating1, side,
	    cut == INT_MAX ? words_bottom(all) + l->em : cut);
	if (table < cut)
		put_related(l, words_free(l->a, words_between(ws, table, cut)));
	if (result_part.n)
		put_labelled(l, words_free(l->a, result_part), results, 3);
}

/* -- headings across the page, and the text below them -- */

static void
put_full(struct layout *l, struct words ws, bool verdict)
{
	int width = l->right - l->left, wide = l->left + width / 10;
	struct words line, mark, text;
	bool narrow = verdict;

	ws = words_free(l->a, ws);
	words_sort_lines(ws);
	if (!ws.n)
		return;
	line = line_from(ws, 0);
	put(l, l->row++, 1, l->left, l->right, line, 0);
	ws = words_free(l->a, ws);
	mark = words_new(l, ws.n);
	text = words_new(l, ws.n);
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
		put(l, l->row++, 1, l->left, l->right, ws, l->right);
		return;
	}
	put(l, l->row, 1, l->left, wide, mark, wide);
	put(l, l->row++, 1, wide, l->right, text, l->right);
}

/* Headings of two lines, of three, and of two rows of cells. */
enum { LOW = 70, MIDDLE = 115, HIGH = 160 };

static bool
has_line(struct words ws, int y, int slack)
{
	for (size_t i = 0; i < ws.n; i++)
		if (abs(ws.p[i]->y - y) <= slack)
			return true;
	return false;
}

/*
 * Where a heading begins whose label stands in its middle, at y.  Its lines
 * reach `reach` hundredths of a line's height above that; then comes white.
 */
static int
heading_top(struct layout *l, int y, int reach)
{
	int step = pitch(l), top = y - step * reach / 100, *line;
	struct words near = words_between(l->all, y - 5 * step, y + 1);
	struct words below = words_in(l, words_between(l->all, y, y + 3 * step),
	    (struct area){l->value, INT_MAX, INT_MIN, INT_MAX});
	struct words content = words_new(l, near.n);
	size_t n, first;

	for (size_t i = 0; i < near.n; i++)
		if (center(near.p[i]) >= l->value)
			content.p[content.n++] = near.p[i];
	n = lines_of(l, content, &line);
	for (first = n; first > 0 && line[first - 1] >= top; first--)
		if (reach < HIGH && y - line[first - 1] > l->em / 2 &&
		    !has_line(below, 2 * y - line[first - 1], l->em * 2 / 5))
			break; /* the end of what stands above */
	if (first == n)
		return top;
	if (first == 0 || line[first] - line[first - 1] > step)
		return line[first] - step / 2;
	return line[first - 1] + (line[first] - line[first - 1]) / 2;
}

/* -- 政策評価 -- */

static void
put_policy(struct layout *l, struct words ws, struct side *side)
{
	static const enum label rows[] = {LABEL_POLICY, LABEL_MEASURE};
	int indicator = INT_MAX, relation = INT_MAX, top = INT_MAX;
	size_t piece = l->pieces.n;
	int row = l->row;
	bool labelled = side && !side->done;

	put_side(l, row, 1, side);
	ws = words_free(l->a, ws);
	struct words sorted = words_new(l, ws.n);
	memcpy(sorted.p, ws.p, ws.n * sizeof *ws.p);
	sorted.n = ws.n;
	words_sort_lines(sorted);
	for (size_t i = 0; i < sorted.n;) {
		struct words line = line_from(sorted, i);
		str key = words_key(l->a, line);
		if (begins_label(key, LABEL_RELATION) && relation == INT_MAX)
			relation = line.p[0]->y;
		i += line.n;
	}
	for (size_t i = 0; i < ws.n; i++)
		if (label_find(ws.p[i]->key, NULL) == LABEL_MEASURE_INDICATOR &&
		    indicator == INT_MAX)
			indicator = ws.p[i]->y;
	if (indicator != INT_MAX) {
		top = heading_top(l, indicator, HIGH);
	}
	int end = relation == INT_MAX ? INT_MAX : relation - l->em / 2;
	struct words first = words_between(ws, INT_MIN, top < end ? top : end);
	if (indicator != INT_MAX)
		put_labelled(l, first, rows, 2);
	else
		put_blocks(l, first, 70);
	if (indicator != INT_MAX) {
		struct words table = words_between(ws, top, end);
		struct words down = words_new(l, table.n);
		for (size_t i = 0; i < table.n; i++)
			if (table.p[i]->x1 < l->value + 5 * l->em / 2 &&
			    table.p[i]->key.n == 3 &&
			    str_has(S("測定指標"), table.p[i]->key))
				down.p[down.n++] = table.p[i];
		if (down.n)
			put(l, l->row, 3, l->value, words_right(down), down,
			    words_right(down));
		put_table(l, &measure_table, words_free(l->a, table), top,
		    indicator, NULL);
	}
	if (relation != INT_MAX) {
		struct words line =
		    words_between(ws, end, relation + l->em / 2);
		put(l, l->row++, 1, l->value, l->right, words_free(l->a, line),
		    0);
		put(l, l->row++, 1, l->value, l->right,
		    words_free(
			l->a, words_between(ws, relation + l->em / 2, INT_MAX)),
		    l->right);
	}
	put_blocks(l, words_free(l->a, ws), 70);
	if (labelled && l->row > row)
		list_at(&l->pieces, struct piece, piece)->rows = l->row - row;
}

/* -- 費目・使途: two tables side by side -- */

enum { HEADINGS = 400 };

/* Middles of the lines that are the headings 費目, 使途, 金額. */
static size_t
spending_headings(struct layout *l, struct words ws, int *y)
{
	struct words sorted = words_new(l, ws.n);
	size_t n = 0;

	memcpy(sorted.p, ws.p, ws.n * sizeof *ws.p);
	sorted.n = ws.n;
	words_sort_lines(sorted);
	for (size_t i = 0; i < sorted.n && n < HEADINGS;) {
		struct words line = line_from(sorted, i);
		str key = words_key(l->a, line);
		if (str_has(key, S("費目使途")) || str_has(key, S("費目用途")))
			y[n++] = line.p[0]->y;
		i += line.n;
	}
	return n;
}

struct spending_part {
	struct words ws;
	int y[HEADINGS]; /* of the headings */
	int title[HEADINGS]; /* where the names above them begin */
	int end[HEADINGS]; /* of the last row */
	size_t n;
	int left; /* edge of the first table */
	int half; /* x between the two tables */
};

static void
measure_spending(struct layout *l, struct spending_part *s, int from)
{
	int step = pitch(l);

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
		int *line, at = s->y[k] - step * 4 / 5;
		size_t n = lines_of(l, words_between(s->ws, upper, at), &line);
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
	return words_in(l, ws, (struct area){x0, x1, INT_MIN, INT_MAX});
}

static void
open_spending(
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
		s->ws = words_in(
		    l, ws, (struct area){l->value, INT_MAX, INT_MIN, INT_MAX});
	s->half = s->left + (l->right - s->left) / 2;
	measure_spending(l, s, from);
}

static void
put_spending(struct layout *l, struct words ws, int from)
{
	struct spending_part *s = arena_new(l->a, struct spending_part, 1);
	int step = pitch(l);

	open_spending(l, s, ws, from);
	if (s->n)
		put_blocks(l, words_between(s->ws, INT_MIN, s->title[0]), 70);

	/* columns: the same in all blocks of a half */
	struct list heads[2];
	size_t *column[2];
	struct words data[2];
	for (int h = 0; h < 2; h++) {
		int x0 = h ? s->half : s->left, x1 = h ? INT_MAX : s->half;
		data[h] = words_new(l, s->ws.n);
		heads[h] = (struct list){0};
		for (size_t k = 0; k < s->n; k++) {
			struct words head = half_of(l,
			    words_between(s->ws, s->y[k] - step * 4 / 5,
				s->y[k] + step * 4 / 5),
			    x0, x1);
			struct words rows = half_of(l,
			    words_between(s->ws, s->y[k] + step * 4 / 5,
				k + 1 < s->n ? s->title[k + 1] : INT_MAX),
			    x0, x1);
			if (!heads[h].n) {
				heads[h] = columns_of(l, head);
				join_spaced(l, &heads[h]);
			}
			memcpy(data[h].p + data[h].n, rows.p,
			    rows.n * sizeof *rows.p);
			data[h].n += rows.n;
		}
		column[h] = place_columns(l, &heads[h], data[h]);
		set_edges(
		    &heads[h], h ? s->half : s->left, h ? l->right : s->half);
	}
	for (size_t k = 0; k < s->n; k++) {
		int to = k + 1 < s->n ? s->title[k + 1] : INT_MAX;
		struct words figures = words_new(l, s->ws.n);
		/* the label at the left is the middle of all blocks */
		struct side *side =
		    k ? NULL : side_within(l, s->title[0], words_bottom(ws));
		put_side(l, l->row, 1, side);
		for (int h = 0; h < 2; h++) {
			int x0 = h ? s->half : s->left;
			int x1 = h ? l->right + 1 : s->half;
			put(l, l->row, 1, x0, x1,
			    half_of(l,
				words_between(
				    s->ws, s->title[k], s->y[k] - step * 4 / 5),
				x0, x1),
			    0);
			struct words head = half_of(l,
			    words_between(s->ws, s->y[k] - step * 4 / 5,
				s->y[k] + step * 4 / 5),
			    x0, x1);
			size_t *of = place_columns(l, &heads[h], head);
			for (size_t c = 0; c < heads[h].n; c++) {
				struct column *col =
				    list_at(&heads[h], struct column, c);
				put(l, l->row + 1, 1, col->from, col->to,
				    words_of_row(l, head, of, c), 0);
			}
		}
		l->row += 2;
		for (int h = 0; h < 2; h++)
			for (size_t i = 0; i < data[h].n; i++) {
				struct word *w = data[h].p[i];
				bool amount = heads[h].n &&
				    column[h][i] + 1 == heads[h].n &&
				    word_is_figure(w);
				if (w->y > s->y[k] && w->y < to &&
				    (amount ||
					label_find(w->key, NULL) ==
					    LABEL_TOTAL))
					figures.p[figures.n++] = w;
			}
		int *anchor, last = INT_MIN;
		figures = words_free(l->a, figures);
		for (size_t i = 1; i < figures.n; i++) /* two sorted halves */
			for (size_t j = i;
			     j > 0 && figures.p[j]->y < figures.p[j - 1]->y;
			     j--) {
				struct word *t = figures.p[j];
				figures.p[j] = figures.p[j - 1];
				figures.p[j - 1] = t;
			}
		size_t n = lines_of(l, figures, &anchor), kept = 0;
		for (size_t i = 0; i < n; i++)
			if (!kept || anchor[i] - last > l->em / 2)
				last = anchor[kept++] = anchor[i];
		if (!kept)
			continue;
		for (int h = 0; h < 2; h++)
			for (size_t c = 0; c < heads[h].n; c++) {
				struct column *col =
				    list_at(&heads[h], struct column, c);
				struct words of = words_new(l, data[h].n);
				for (size_t i = 0; i < data[h].n; i++) {
					struct word *w = data[h].p[i];
					if (column[h][i] == c && !w->used &&
					    w->y > s->y[k] && w->y < to)
						of.p[of.n++] = w;
				}
				size_t *row = share_out(l, of, anchor, kept);
				for (size_t r = 0; r < kept; r++)
					put(l, l->row + (int)r, 1, col->from,
					    col->to,
					    words_of_row(l, of, row, r),
					    col->to - l->em / 5);
			}
		l->row += (int)kept;
	}
	for (size_t i = 0; i < l->sides.n; i++) {
		struct side *side = list_at(&l->sides, struct side, i);
		if (side->middle >= from)
			put_side(l, l->row, 1, side);
	}
}

/* -- 支出先上位10者リスト -- */

struct payee_table {
	int heading; /* middle of the headings */
	struct words head; /* their words */
	int letter; /* middle of the line with the block's letter */
	int top; /* where the table begins */
};

static struct list
payee_tables(struct layout *l, struct words ws)
{
	struct words sorted = words_new(l, ws.n);
	struct list tables = {0};

	memcpy(sorted.p, ws.p, ws.n * sizeof *ws.p);
	sorted.n = ws.n;
	words_sort_lines(sorted);
	for (size_t i = 0; i < sorted.n;) {
		struct words line = line_from(sorted, i);
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
	if (w->key.n > 3 || w->x1 > l->left + 3 * l->em)
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

/* Lines of the heading cell that w is a line of, upwards or downwards. */
static void
follow_heading(struct layout *l, struct words ws, struct words *head,
    struct word *w, bool up)
{
	for (;;) {
		int step = pitch_of(l, w->em) * 5 / 4;
		struct words near = up
		    ? words_between(ws, w->y - step, w->y - w->em / 2)
		    : words_between(ws, w->y + w->em / 2, w->y + step);
		struct word *next = NULL;
		for (size_t i = 0; i < near.n; i++) {
			struct word *v = near.p[i];
			if (abs(center(v) - center(w)) < w->em * 2 / 3 &&
			    abs(v->em - w->em) <= w->em / 4 &&
			    (!next || abs(v->y - w->y) < abs(next->y - w->y)))
				next = v;
		}
		if (!next)
			return;
		head->p[head->n++] = w = next;
	}
}

static void
measure_payee_table(
    struct layout *l, struct words ws, struct payee_table *t, int after)
{
	struct words head = {arena_new(l->a, struct word *, 3 * ws.n + 1), 0};
	struct words seeds = words_between(ws, t->heading - pitch(l) * 3 / 4,
	    t->heading + pitch(l) * 3 / 4 + 1);
	size_t n = 0;

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
	t->head = head;
	t->top = words_top(head) - l->em / 3;
	/* the block's letter stands above, at the left edge */
	t->letter = INT_MAX;
	struct words above = words_between(ws,
	    t->top - 4 * pitch(l) > after ? t->top - 4 * pitch(l) : after,
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

	mark_used(t->head);
	return words_free(l->a, rows);
}

static void
put_payee_rows(
    struct layout *l, struct words rows, struct list *heads, int rank_to)
{
	struct words rank = words_new(l, rows.n), rest = words_new(l, rows.n);
	struct column *c = heads->items;
	int *anchor;

	for (size_t k = 0; k < rows.n; k++)
		if (is_rank(l, rows.p[k]))
			rank.p[rank.n++] = rows.p[k];
	if (!rank.n) {
		put_blocks(l, rows, 70);
		return;
	}
	size_t n = lines_of(l, rank, &anchor);
	size_t *row = share_out(l, rows, anchor, n);
	size_t *rest_row = arena_new(l->a, size_t, rows.n + 1);
	for (size_t k = 0; k < rows.n; k++)
		if (!is_rank(l, rows.p[k])) {
			rest_row[rest.n] = row[k];
			rest.p[rest.n++] = rows.p[k];
		} else {
			put(l, l->row + (int)row[k], 1, l->left, rank_to,
			    (struct words){rows.p + k, 1}, 0);
		}
	size_t *column = place_columns(l, heads, rest);
	for (size_t r = 0; r < n; r++)
		for (size_t k = 0; k < heads->n; k++) {
			struct words cell = words_new(l, 8);
			size_t room = 8;
			for (size_t w = 0; w < rest.n; w++) {
				if (rest_row[w] != r || column[w] != k)
					continue;
				if (cell.n == room) {
					struct words more =
					    words_new(l, room *= 2);
					memcpy(more.p, cell.p,
					    cell.n * sizeof *cell.p);
					more.n = cell.n;
					cell = more;
				}
				cell.p[cell.n++] = rest.p[w];
			}
			put(l, l->row + (int)r, 1, c[k].from, c[k].to, cell,
			    c[k].to - l->em / 5);
		}
	l->row += (int)n;
}

static void
put_payees(struct layout *l, struct words ws)
{
	struct list tables, heads = {0};
	struct payee_table *t;
	int after = INT_MIN;

	ws = words_free(l->a, ws);
	tables = payee_tables(l, ws);
	t = tables.items;
	if (!tables.n) {
		put_blocks(l, ws, 70);
		return;
	}
	/* the columns are the same in all tables of the list */
	struct words data = words_new(l, ws.n), ranks = words_new(l, ws.n);
	for (size_t i = 0; i < tables.n; i++) {
		measure_payee_table(l, ws, &t[i], after);
		after = t[i].heading;
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
	join_spaced(l, &heads);
	place_columns(l, &heads, data);
	struct column *c = heads.items;
	int rank_to = ranks.n ? words_right(ranks) : l->left;
	set_edges(&heads, rank_to, l->right);
	if (heads.n && c[0].from < rank_to)
		c[0].from = rank_to;
	/* what a cell holds tells as much as its heading where it is */
	for (size_t k = 0; k < heads.n; k++) {
		c[k].x0 = c[k].from;
		c[k].x1 = c[k].to;
	}
	put_blocks(l, words_between(ws, INT_MIN, t[0].top), 70);
	for (size_t i = 0; i < tables.n; i++) {
		int to = i + 1 < tables.n ? t[i + 1].top : INT_MAX;
		if (t[i].letter != INT_MAX)
			put_loose(l,
			    words_between(ws, t[i].letter - l->em / 3,
				t[i].letter + l->em / 3 + 1),
			    120);
		size_t *of = place_columns(l, &heads, t[i].head);
		for (size_t k = 0; k < heads.n; k++) {
			struct words cell = words_new(l, t[i].head.n);
			for (size_t w = 0; w < t[i].head.n; w++)
				if (of[w] == k)
					cell.p[cell.n++] = t[i].head.p[w];
			put(l, l->row, 1, c[k].from, c[k].to, cell, 0);
		}
		l->row++;
		put_payee_rows(
		    l, payee_rows(l, ws, &t[i], to), &heads, rank_to);
	}
}

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
		struct words line = line_from(sorted, i);
		str key = words_key(l->a, line);
		enum label is = label_find(key, NULL);
		int y = words_top(line), top = y - l->em / 3;
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
	struct words near = words_between(l->all, y - 3 * pitch(l), y);
	int top = heading_top(l, y, HIGH);

	for (size_t i = 0; i < near.n; i++)
		if ((begins_label(near.p[i]->key, LABEL_INTERIM) ||
			begins_label(near.p[i]->key, LABEL_FINAL)) &&
		    near.p[i]->y - l->em / 2 < top)
			top = near.p[i]->y - l->em / 2;
	return top;
}

static void
find_table_parts(struct layout *l, struct words sorted, int budget, int end,
    struct list *parts)
{
	int last_policy = INT_MAX;

	for (size_t i = 0; i < sorted.n; i++) {
		const struct word *w = sorted.p[i];
		enum label is = label_find(w->key, NULL);
		if (w->y <= budget || w->y >= end || center(w) < l->value)
			continue;
		if (is == LABEL_CHANGE_REASON)
			add_part(l, parts, PART_ITEMS,
			    heading_top(l, w->y, LOW), w->y);
		else if (begins_label(w->key, LABEL_OUTCOME_GOAL) &&
		    str_starts(w->key, S("定量的な")))
			add_part(
			    l, parts, PART_OUTCOME, outcome_top(l, w->y), w->y);
		else if (is == LABEL_OUTPUT_INDICATOR)
			add_part(l, parts, PART_OUTPUT,
			    heading_top(l, w->y, MIDDLE), w->y);
		else if (is == LABEL_UNIT_COST_BASIS)
			add_part(l, parts, PART_UNIT, heading_top(l, w->y, LOW),
			    w->y);
		else if (is == LABEL_POLICY && last_policy == INT_MAX) {
			last_policy = w->y;
			add_part(l, parts, PART_POLICY,
			    heading_top(l, w->y, LOW), w->y);
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
		int half = half_height(l, s->middle, lo, hi, 125);
		add_part(l, parts, PART_ROW,
		    s->middle - half - pitch(l) * 3 / 5, s->middle);
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
			find_sides(l, p.top, to, LABEL_SPENDING);
		s = arena_new(l->a, struct spending_part, 1);
		open_spending(l, s, ws, p.y + l->em / 2);
		if (s->n)
			add_part(l, parts, PART_SPENDING, s->title[0], s->y[0]);
		struct list tables = payee_tables(l, ws);
		if (tables.n) {
			struct payee_table *t = tables.items;
			measure_payee_table(l, ws, t, INT_MIN);
			add_part(l, parts, PART_PAYEES, t->top, INT_MIN);
		}
	}
}

static void
put_part(struct layout *l, const struct part *p, int to)
{
	struct words ws = words_free(l->a, words_between(l->all, p->top, to));
	struct side *side = side_within(l, p->top, to);

	switch (p->kind) {
	case PART_HEAD:
		put_head(l, p->top, to);
		break;
	case PART_BUDGET:
		put_table(l, &budget_table, ws, p->top, p->y + l->em / 2, side);
		break;
	case PART_ITEMS:
		put_items(l, ws, p->top, p->y, side);
		break;
	case PART_OUTCOME:
		put_table(l, &outcome_table, ws, p->top, p->y, side);
		break;
	case PART_OUTPUT:
		put_table(l, &output_table, ws, p->top, p->y, side);
		break;
	case PART_UNIT:
		put_table(l, &unit_table, ws, p->top, p->y, side);
		break;
	case PART_ROW:
		put_side(l, l->row, 1, side);
		put_head_row(l, l->row++, words_free(l->a, ws), 0);
		break;
	case PART_POLICY:
		put_policy(l, ws, side);
		break;
	case PART_REVIEW: {
		struct words heading = words_new(l, ws.n);
		for (size_t i = 0; i < ws.n; i++)
			if (ws.p[i]->y < p->y + l->em / 2)
				heading.p[heading.n++] = ws.p[i];
		put(l, l->row++, 1, l->left, l->right, heading, 0);
		put_review(l, words_free(l->a, ws));
		break;
	}
	case PART_FULL:
		put_full(l, ws, false);
		break;
	case PART_VERDICT:
		put_full(l, ws, true);
		break;
	case PART_FLOW:
		put_loose(l, words_between(ws, p->top, p->y + l->em / 2), 120);
		put_side(l, l->row, 1, side);
		put_blocks(l, words_free(l->a, ws), 70);
		l->row++; /* the section may be no more than its label */
		break;
	case PART_SPENDING:
		put_spending(l, ws, p->top);
		break;
	case PART_PAYEES:
		if (p->y != INT_MIN)
			put_loose(l,
			    words_between(ws, p->top, p->y + l->em / 2), 120);
		put_payees(l, words_free(l->a, ws));
		break;
	case PART_PAST:
	case PART_LOOSE:
		put_loose(l, ws, 70);
		break;
	}
	/* nothing is lost */
	while ((side = side_within(l, p->top, to)))
		put_side(l, l->row++, 1, side);
	put_blocks(l, words_free(l->a, words_between(l->all, p->top, to)), 70);
}

/* -- the grid -- */

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

void
words_form(struct grid *grid, struct words ws)
{
	struct layout l = {.a = grid->arena, .all = ws};
	struct list parts = {0};
	struct words sorted;
	int name = INT_MIN, end, budget = INT_MAX;

	grid->exact = true;
	if (!ws.n)
		return;
	measure_type(&l);
	measure_columns(&l);
	sorted = words_new(&l, ws.n);
	memcpy(sorted.p, ws.p, ws.n * sizeof *ws.p);
	sorted.n = ws.n;
	words_sort_lines(sorted);
	for (size_t i = 0; i < ws.n && name == INT_MIN; i++)
		if (label_find(ws.p[i]->key, NULL) == LABEL_NAME)
			name = ws.p[i]->y;
	add_part(&l, &parts, PART_HEAD, INT_MIN, name);
	find_full_parts(&l, sorted, name, &parts);
	end = first_of(&parts, PART_REVIEW);
	if (end == INT_MAX)
		end = first_of(&parts, PART_FULL);
	find_sides(&l, name - l.em, end, LABEL_NONE);
	for (size_t i = 0; i < l.sides.n; i++) {
		const struct side *s = list_at(&l.sides, struct side, i);
		if (s->label != LABEL_BUDGET || !i)
			continue;
		for (size_t k = 0; k < sorted.n && budget == INT_MAX;) {
			struct words line = line_from(sorted, k);
			if (line.p[0]->y > s[-1].middle &&
			    line.p[0]->y < s->middle && has_years(line))
				budget = line.p[0]->y;
			k += line.n;
		}
	}
	if (budget != INT_MAX)
		add_part(&l, &parts, PART_BUDGET, heading_top(&l, budget, LOW),
		    budget);
	find_table_parts(
	    &l, sorted, budget == INT_MAX ? name : budget, end, &parts);
	int flow = first_of(&parts, PART_FLOW);
	int payees = first_of(&parts, PART_PAYEES);
	if (flow != INT_MAX && flow < payees)
		find_sides(&l, flow + l.em, payees, LABEL_NONE);
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
