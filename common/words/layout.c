#include "words/layout.h"

#include "value/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

int
layout_pitch_of(const struct layout *l, int em)
{
	int64_t step = (int64_t)em * l->leading / 100;

	return step > 0 ? (int)step : 1;
}

int
layout_pitch(const struct layout *l)
{
	return layout_pitch_of(l, l->em);
}

void
layout_mark_used(struct words ws)
{
	for (size_t i = 0; i < ws.n; i++)
		ws.p[i]->used = true;
}

void
layout_put(struct layout *l, int row, int rows, int x0, int x1, struct words ws,
    int right)
{
	struct piece *piece;

	if (!ws.n)
		return;
	if (l->weak && right < INT_MAX / 2)
		right = WORDS_WIDEST;
	piece = list_add(l->a, &l->pieces, struct piece);
	*piece = (struct piece){.row = row,
	    .rows = rows > 0 ? rows : 1,
	    .x0 = x0,
	    .x1 = x1 > x0 ? x1 : x0 + 1,
	    .text = words_text(l->a, ws, right ? right : x1),
	    .line = ws.p[0]->line};
	layout_mark_used(ws);
}

/* -- choosing words -- */

struct words
layout_words_in(struct layout *l, struct words ws, struct area b)
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

size_t
layout_lines(struct layout *l, struct words ws, int **lines)
{
	size_t n = 0;

	*lines = arena_new(l->a, int, ws.n + 1);
	for (size_t i = 0; i < ws.n; i++) /* sorted by y */
		if (!n || ws.p[i]->y - (*lines)[n - 1] > ws.p[i]->em / 10)
			(*lines)[n++] = ws.p[i]->y;
	return n;
}

bool
layout_begins_label(str key, enum label label)
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
		/* what follows a single space may stand further right */
		int reach = l->weak ? 0 : w->em * 2;
		int least = l->weak ? w->x1 + w->em * 3 / 5 : w->x1;
		struct words near =
		    words_between(l->all, w->y - reach, w->y + reach + 1);
		for (size_t k = 0; k < near.n; k++)
			if (near.p[k]->x0 >= least && near.p[k]->x0 < value)
				value = near.p[k]->x0;
	}
	if (value == INT_MAX)
		value = l->left + (l->right - l->left) / 8;
	l->value = value - l->em / 4;
}

void
layout_measure(struct layout *l)
{
	measure_type(l);
	measure_columns(l);
}

/* Where values begin on a page: two lines or more do, right of any label. */
static int
page_value(const struct layout *l, struct words page)
{
	enum { FEWEST = 3, COLUMNS = 40 }; /* em; half ems right of that */
	int begins[COLUMNS + 1] = {0};

	for (size_t i = 0; i < page.n; i++) {
		const struct word *w = page.p[i];
		int at = (w->x0 - l->left - FEWEST * l->em) * 2 / l->em;
		bool first = i == 0 || page.p[i - 1]->y != w->y ||
		    page.p[i - 1]->x1 + 3 * l->em / 5 < w->x0;
		if (first && at >= 0 && at < COLUMNS && w->key.n > 3)
			begins[at]++;
	}
	for (int at = 0; at < COLUMNS; at++)
		if (begins[at] >= 2)
			return l->left + FEWEST * l->em + at * l->em / 2;
	return INT_MAX;
}

void
layout_level_pages(struct layout *l, int to)
{
	for (size_t i = 0, end; i < l->all.n && l->all.p[i]->y < to; i = end) {
		for (end = i; end < l->all.n && l->all.p[end]->y < to &&
		     l->all.p[end]->page == l->all.p[i]->page;)
			end++;
		int value =
		    page_value(l, (struct words){l->all.p + i, end - i});
		int by = l->value + l->em / 4 - value;
		if (by <= 0)
			continue;
		for (size_t k = i; k < end; k++)
			if (l->all.p[k]->x0 >= value) {
				l->all.p[k]->x0 += by;
				l->all.p[k]->x1 += by;
			}
	}
}

void
layout_part_labels(struct layout *l, int from, int to)
{
	struct words ws = words_between(l->all, from, to);

	for (size_t i = 1; i < ws.n; i++) {
		struct word *w = ws.p[i];
		const struct word *last = ws.p[i - 1];
		if (last->y == w->y && w->x0 > last->x0 && w->x0 < l->value) {
			w->x1 += l->value - w->x0;
			w->x0 = l->value;
		}
	}
}

int
layout_center(const struct word *w)
{
	return w->x0 + (w->x1 - w->x0) / 2;
}

struct words
layout_words(struct layout *l, size_t room)
{
	return (struct words){arena_new(l->a, struct word *, room + 1), 0};
}

struct words
layout_line(struct words ws, size_t i)
{
	size_t to = i + 1;

	while (to < ws.n && ws.p[to]->page == ws.p[i]->page &&
	    abs(ws.p[to]->y - ws.p[i]->y) <= ws.p[i]->em * 2 / 5 &&
	    ws.p[to]->x0 >= ws.p[to - 1]->x0)
		to++;
	return (struct words){ws.p + i, to - i};
}

/* -- loose text: what no better rule claims -- */

/* Behind the words of a line that belong together; a label stands alone. */
static size_t
run_end(struct words line, size_t from, int gap)
{
	size_t to = from + 1;

	if (label_find(line.p[from]->key, NULL))
		return to;
	for (; to < line.n; to++)
		if (line.p[to]->x0 - line.p[to - 1]->x1 >
			line.p[to]->em * gap / 100 ||
		    label_find(line.p[to]->key, NULL))
			break;
	return to;
}

void
layout_put_loose(struct layout *l, struct words ws, int gap)
{
	ws = words_free(l->a, ws);
	words_sort_lines(ws);
	for (size_t i = 0; i < ws.n;) {
		struct words line = layout_line(ws, i);
		for (size_t from = 0, to; from < line.n; from = to) {
			to = run_end(line, from, gap);
			struct words run = {line.p + from, to - from};
			layout_put(l, l->row, 1, words_left(run),
			    words_right(run), run, 0);
		}
		l->row++;
		i += line.n;
	}
}

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
	if (b->words.n + run.n > b->room) {
		struct words more;
		b->room = 2 * (b->words.n + run.n);
		more = layout_words(l, b->room);
		if (b->words.n)
			memcpy(more.p, b->words.p, b->words.n * sizeof *more.p);
		b->words.p = more.p;
	}
	memcpy(b->words.p + b->words.n, run.p, run.n * sizeof *run.p);
	int x0 = words_left(run), x1 = words_right(run);
	bool first = b->words.n == 0;
	b->words.n += run.n;
	b->x0 = first || x0 < b->x0 ? x0 : b->x0;
	b->x1 = first || x1 > b->x1 ? x1 : b->x1;
	b->top = first ? words_top(run) : b->top;
	b->bottom = words_bottom(run); /* runs come downwards */
	b->middle = b->top + (b->bottom - b->top) / 2;
}

/* Whether some label begins with the key, or is it. */
static bool
may_be_label(str key)
{
	if (label_find(key, NULL))
		return true;
	for (size_t i = 0; i < label_count; i++)
		if (str_starts(label_rows[i].text, key))
			return true;
	return false;
}

/* In 資金の流れ, where x is no length: the name of B．… goes on below it. */
static bool
continues_name(const struct block *b, struct words run)
{
	static const char *const others[] = {"円", "【", "↓", "[", "〔"};
	str key = b->words.p[0]->key, text = run.p[0]->key;
	enum { TWO = 2 }; /* lines of a name, and one more */

	if (key.n < 3 || key.p[0] < 'A' || key.p[0] > 'Z' || key.p[1] != '.' ||
	    b->words.n > TWO)
		return false;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		for (size_t k = 0; k < run.n; k++)
			if (str_has(run.p[k]->key, str_of(others[i])))
				return false;
	if (text.n > 1 && text.p[0] >= 'A' && text.p[0] <= 'Z' &&
	    text.p[1] == '.')
		return false;
	return words_left(run) < b->x1 && words_right(run) > b->x0;
}

/* Whether the run continues the block on the next line. */
static bool
continues(const struct layout *l, const struct block *b, struct words run)
{
	const struct word *last = b->words.p[b->words.n - 1];
	int step = layout_pitch_of(l, last->em), dy = run.p[0]->y - b->bottom;
	int x0 = words_left(run), x1 = words_right(run);

	if (l->weak && dy > 0 && dy < step * 5 / 4 && continues_name(b, run))
		return true;
	return dy > step / 2 && dy < step * 5 / 4 &&
	    abs(run.p[0]->em - last->em) < last->em / 6 &&
	    (abs(x0 - b->x0) < last->em / 3 ||
		abs(x0 + x1 - b->x0 - b->x1) < last->em * 2 / 3);
}

/* The block is a whole label, and the run would not make a longer one. */
static bool
ends_label(struct layout *l, const struct block *b, struct words run)
{
	enum { LONG = 12 }; /* no label of the form has more words */

	if (b->words.n > LONG)
		return false;
	str key = words_key(l->a, b->words);
	return label_find(key, NULL) &&
	    !may_be_label(arena_join(l->a, key, words_key(l->a, run)));
}

struct list
layout_blocks(struct layout *l, struct words ws, int gap)
{
	enum { OPEN = 40 }; /* blocks looked back at */
	struct list blocks = {0};

	ws = words_free(l->a, ws);
	words_sort_lines(ws);
	for (size_t i = 0; i < ws.n;) {
		struct words line = layout_line(ws, i);
		for (size_t from = 0, to; from < line.n; from = to) {
			to = run_end(line, from, gap);
			struct words run = {line.p + from, to - from};
			struct block *b = NULL;
			size_t back = blocks.n > OPEN ? blocks.n - OPEN : 0;
			for (size_t k = blocks.n; k > back && !b; k--) {
				b = list_at(&blocks, struct block, k - 1);
				if (!continues(l, b, run) ||
				    ends_label(l, b, run))
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

void
layout_put_blocks(struct layout *l, struct words ws, int gap)
{
	struct list blocks = layout_blocks(l, ws, gap);
	struct block *b = blocks.items;

	for (size_t i = 0, to; i < blocks.n; i = to) {
		for (to = i; to < blocks.n &&
		     b[to].middle - b[i].middle <= l->em * 2 / 5;
		     to++)
			layout_put(l, l->row, 1, b[to].x0, b[to].x1,
			    b[to].words, INT_MAX / 2);
		l->row++;
	}
}

/* -- labels at the left edge -- */
void
layout_find_sides(struct layout *l, int from, int to, enum label only)
{
	struct words ws = words_between(l->all, from, to);
	struct words left = layout_words(l, ws.n);

	for (size_t i = 0; i < ws.n; i++)
		if (ws.p[i]->x1 <= l->value + l->em / 2 &&
		    layout_center(ws.p[i]) < l->value)
			left.p[left.n++] = ws.p[i];
	for (size_t i = 0; i < left.n;) {
		struct side side = {.words = {left.p + i, 1}};
		size_t known = 0, k = i + 1;
		/* the longest run of lines that is a label; else all */
		for (;; k++) {
			enum { TALL = 16 }; /* lines of a label at most */
			struct words sofar = {left.p + i, k - i};
			str key = words_key(l->a, sofar);
			if (label_find(key, NULL))
				known = sofar.n;
			/* a remark in brackets ends a label */
			if (k == left.n || k - i == TALL ||
			    (known && str_ends(key, S(")"))))
				break;
			int step = layout_pitch_of(l, left.p[k]->em);
			if (left.p[k]->y - left.p[k - 1]->y >
			    step * (l->weak ? 210 : 125) / 100)
				break;
		}
		side.words.n = known ? known : k - i;
		side.label = label_find(words_key(l->a, side.words), NULL);
		side.top = words_top(side.words);
		side.bottom = words_bottom(side.words);
		side.middle = side.top + (side.bottom - side.top) / 2;
		if (!only || side.label == only) {
			/* no part may take them for its own */
			layout_mark_used(side.words);
			*list_add(l->a, &l->sides, struct side) = side;
		}
		i += side.words.n;
	}
}

struct side *
layout_side(struct layout *l, int from, int to)
{
	while (l->done < l->sides.n &&
	    list_at(&l->sides, struct side, l->done)->done)
		l->done++;
	for (size_t i = l->done; i < l->sides.n; i++) {
		struct side *s = list_at(&l->sides, struct side, i);
		if (s->middle >= from && s->middle < to && !s->done)
			return s;
	}
	return NULL;
}

void
layout_put_side(struct layout *l, int row, int rows, struct side *s)
{
	if (!s || s->done)
		return;
	s->done = true;
	layout_put(l, row, rows, l->left, l->value, s->words, 0);
}

int
layout_half_height(struct layout *l, int y, int lo, int hi, int white)
{
	struct words near = words_between(l->all, lo, hi);
	struct words content = layout_words(l, near.n);
	int step = layout_pitch(l), half = 0, *line;
	size_t n, up, down;

	for (size_t i = 0; i < near.n; i++)
		if (layout_center(near.p[i]) >= l->value)
			content.p[content.n++] = near.p[i];
	n = layout_lines(l, content, &line);
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

static bool
has_line(struct words ws, int y, int slack)
{
	for (size_t i = 0; i < ws.n; i++)
		if (abs(ws.p[i]->y - y) <= slack)
			return true;
	return false;
}

/* A line of a heading of years. */
static bool
says_years(struct words ws, int y)
{
	static const char *const parts[] = {
	    "年度", "活動", "見込", "目標", "中間", "平成", "令和"};
	bool any = false;

	for (size_t i = 0; i < ws.n; i++) {
		bool part = false;
		if (ws.p[i]->y != y)
			continue;
		for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
			part = part || str_has(ws.p[i]->key, str_of(parts[k]));
		if (!part)
			return false;
		any = true;
	}
	return any;
}

/* Where rows may be as near as lines, a heading begins with what it says. */
static int
weak_heading_top(
    struct layout *l, struct words content, const int *line, size_t n, int top)
{
	int step = layout_pitch(l) * 8 / 5;

	top = n && line[n - 1] > top ? line[n - 1] : top;
	for (size_t i = n; i > 0; i--) {
		if (line[i - 1] >= top)
			continue;
		if (top - line[i - 1] > step ||
		    !says_years(content, line[i - 1]))
			break;
		top = line[i - 1];
	}
	return top;
}

int
layout_heading_top(struct layout *l, int y, int reach)
{
	int step = layout_pitch(l), top = y - step * reach / 100, *line;
	struct words near = words_between(l->all, y - 5 * step, y + 1);
	struct words below =
	    layout_words_in(l, words_between(l->all, y, y + 3 * step),
		(struct area){l->value, INT_MAX, INT_MIN, INT_MAX});
	struct words content = layout_words(l, near.n);
	size_t n, first;

	for (size_t i = 0; i < near.n; i++)
		if (layout_center(near.p[i]) >= l->value)
			content.p[content.n++] = near.p[i];
	n = layout_lines(l, content, &line);
	if (l->weak)
		top = weak_heading_top(l, content, line, n, top);
	for (first = n; first > 0 && line[first - 1] >= top; first--)
		if (!l->weak && reach < HIGH &&
		    y - line[first - 1] > l->em / 2 &&
		    !has_line(below, 2 * y - line[first - 1], l->em * 2 / 5))
			break; /* the end of what stands above */
	if (first == n)
		return top;
	if (first == 0 || line[first] - line[first - 1] > step)
		return line[first] - step / 2;
	return line[first - 1] + (line[first] - line[first - 1]) / 2;
}
