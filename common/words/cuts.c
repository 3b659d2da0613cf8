#include "words/cuts.h"

#include "value/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* What stands in one column on one line. */
struct piece_of {
	size_t column;
	int y;
	int width, unit; /* of its text, and of what had to fit to stand
			  * one line further up */
	int open; /* brackets opened less those closed */
	bool figure, ends, hangs; /* 。 at its end; may not begin a cell */
	bool goes_on; /* 2022-総務-21- */
};

struct cuts {
	struct layout *l;
	int *line; /* middles of lines, downwards */
	size_t nlines;
	struct piece_of *piece; /* by column, downwards */
	size_t columns;
	size_t *first; /* of each column's pieces; columns + 1 */
	uint32_t *above; /* [line * columns + column]: pieces above it */
	const int *full; /* the width of each column's full lines */
	bool *usual; /* columns in which most rows have text */
	bool *prose; /* columns of sentences */
	int *glue; /* [line]: what it costs to cut above it */
	const struct span *row;
	size_t n;
};

/* Costs, in hundredths of a line. */
enum {
	HANGS = 500, /* a cell would begin with what cannot */
	RUNS_ON = 200, /* a full line would end a cell */
	ENDS = -100, /* a line that is not full ends a paragraph */
	ALONE = -400, /* a figure or a dash is alone in its cell */
	HOLE = -250, /* white between lines */
	EMPTY = 100, /* a cell without text */
	OFF = 400, /* from the middle of its row, at most */
};

static int
width_of(str s, int em)
{
	int columns = 0;
	size_t len;

	for (; s.n; s = str_skip(s, len))
		columns += text_width(str_char(s, &len));
	return columns * em / 2;
}

static int
by_column(const void *pa, const void *pb)
{
	const struct word *a = *(struct word *const *)pa;
	const struct word *b = *(struct word *const *)pb;

	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	if (a->y != b->y)
		return a->y < b->y ? -1 : 1;
	return a->x0 < b->x0 ? -1 : a->x0 > b->x0;
}

static void
find_pieces(struct cuts *c, struct words ws)
{
	struct layout *l = c->l;
	struct words by = layout_words(l, ws.n);
	size_t n = 0, k = 0;

	c->piece = arena_new(l->a, struct piece_of, ws.n + 1);
	c->first = arena_new(l->a, size_t, c->columns + 1);
	by.n = ws.n;
	if (ws.n)
		memcpy(by.p, ws.p, ws.n * sizeof *ws.p);
	qsort(by.p, by.n, sizeof *by.p, by_column);
	for (size_t i = 0; i < by.n; i++) {
		const struct word *w = by.p[i];
		struct piece_of *p = n ? &c->piece[n - 1] : NULL;
		if (!p || p->column != (size_t)w->column || p->y != w->y) {
			p = &c->piece[n++];
			*p = (struct piece_of){.column = (size_t)w->column,
			    .y = w->y,
			    .unit = words_first_unit(w),
			    .figure = word_is_figure(w) ||
				label_find(w->key, NULL) == LABEL_TOTAL,
			    .hangs = words_hangs(w)};
		} else {
			p->width += w->em / 2;
			p->figure = p->figure && word_is_figure(w);
		}
		p->width += width_of(w->text, w->em);
		p->open += text_brackets(w->text);
		p->ends = str_ends(w->text, S("。"));
		p->goes_on = w->key.n > 1 && str_ends(w->key, S("-"));
	}
	for (size_t i = 0; i <= n; i++)
		while (k <= c->columns && (i == n || c->piece[i].column >= k))
			c->first[k++] = i;
}

static int
by_int(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return x < y ? -1 : x > y;
}

/* Full lines are about equally wide: the width most lines are short of by no
 * more than a character, of those that another follows. */
static int
full_width(struct cuts *c, size_t k)
{
	const struct piece_of *p = c->piece + c->first[k];
	size_t n = c->first[k + 1] - c->first[k], wide = 0, most = 0;
	int *width = arena_new(c->l->a, int, n + 1), best = INT_MAX;
	int step = layout_pitch(c->l) * 8 / 5;

	for (size_t i = 0; i + 1 < n; i++)
		if (p[i + 1].y - p[i].y <= step && !p[i].figure)
			width[wide++] = p[i].width;
	qsort(width, wide, sizeof *width, by_int);
	for (size_t i = 0, from = 0; i < wide; i++) {
		while (width[i] - width[from] > c->l->em)
			from++;
		/* of equals the wider */
		if (i - from + 1 >= most) {
			most = i - from + 1;
			best = width[i];
		}
	}
	return best;
}

/* Whether most lines that are not full end a sentence. */
static bool
is_prose(const struct cuts *c, size_t k)
{
	size_t n = 0, ends = 0;

	for (size_t i = c->first[k]; i < c->first[k + 1]; i++) {
		const struct piece_of *p = &c->piece[i];
		if (p->figure || p->width > c->full[k] - c->l->em)
			continue;
		n++;
		ends += p->ends;
	}
	return ends > n / 2;
}

static int
glue_of(const struct cuts *c, const struct piece_of *u, size_t k)
{
	const struct piece_of *v = u + 1;
	int em = c->l->em, off = v->y - u->y, pitch = layout_pitch(c->l);
	bool fills = u->width + v->unit > c->full[k] - em / 4;

	if (u->goes_on)
		return HANGS;
	if (u->figure || v->figure)
		return ALONE;
	if (v->hangs || (u->open > 0 && v->open < 0))
		return HANGS;
	/* a line of the label at the side may stand within a sentence */
	if (c->prose[k] && fills && !u->ends && off <= pitch * 5 / 2)
		return RUNS_ON;
	if (off > pitch * 8 / 5)
		return HOLE;
	if (fills)
		return u->ends ? 0 : RUNS_ON;
	return ENDS;
}

static void
weigh(struct cuts *c)
{
	struct layout *l = c->l;

	c->above = arena_new(l->a, uint32_t, (c->nlines + 1) * c->columns);
	c->usual = arena_new(l->a, bool, c->columns);
	c->prose = arena_new(l->a, bool, c->columns);
	c->glue = arena_new(l->a, int, c->nlines + 1);
	for (size_t k = 0; k < c->columns; k++) {
		size_t n = c->first[k + 1] - c->first[k], i = 0;
		const struct piece_of *p = c->piece + c->first[k];
		c->usual[k] = n >= c->n - c->n / 4;
		c->prose[k] = is_prose(c, k);
		for (size_t j = 0; j <= c->nlines; j++) {
			while (i < n && (j == c->nlines || p[i].y < c->line[j]))
				i++;
			c->above[j * c->columns + k] = (uint32_t)i;
			if (i > 0 && i < n)
				c->glue[j] += glue_of(c, &p[i - 1], k);
		}
	}
}

/* How far the text of a row is from its middle, in all columns. */
static int
cost_of_row(const struct cuts *c, size_t r, size_t from, size_t to)
{
	int middle = c->row[r].top + (c->row[r].bottom - c->row[r].top) / 2;
	int cost = 0, pitch = layout_pitch(c->l);

	for (size_t k = 0; k < c->columns; k++) {
		size_t a = c->above[from * c->columns + k];
		size_t b = c->above[to * c->columns + k];
		const struct piece_of *p = c->piece + c->first[k];
		if (a == b) {
			cost += c->usual[k] ? EMPTY : 0;
			continue;
		}
		int off = abs(p[a].y + (p[b - 1].y - p[a].y) / 2 - middle);
		off = (int)((int64_t)off * 100 / pitch);
		cost += off < OFF ? off : OFF;
	}
	return cost;
}

/* Index of the first line at or below y. */
static size_t
line_at(const struct cuts *c, int y)
{
	size_t from = 0, to = c->nlines;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		if (c->line[mid] < y)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* Where a row may begin: lines from..from + n - 1. */
struct choice {
	size_t from, n;
};

static struct choice
choices_of(const struct cuts *c, size_t r)
{
	enum { MOST = 48 };
	struct choice h = {line_at(c, c->row[r - 1].bottom + 1), 1};
	size_t to = line_at(c, c->row[r].top);

	if (to < h.from)
		h.from = to;
	h.n = to - h.from + 1;
	if (h.n > MOST) {
		h.from += (h.n - MOST) / 2;
		h.n = MOST;
	}
	return h;
}

/* The cheapest cuts, into cut[1..n - 1]. */
static void
find_cuts(struct cuts *c, size_t *cut)
{
	struct choice *h = arena_new(c->l->a, struct choice, c->n + 1);
	size_t choices = 0, *first = arena_new(c->l->a, size_t, c->n + 2);

	h[0] = (struct choice){0, 1};
	h[c->n] = (struct choice){c->nlines, 1};
	for (size_t r = 0; r <= c->n; r++) {
		if (r > 0 && r < c->n)
			h[r] = choices_of(c, r);
		/* rows that are one line: none is above the one before */
		if (r > 0 && h[r].from < h[r - 1].from)
			h[r] = (struct choice){h[r - 1].from, 1};
		first[r] = choices;
		choices += h[r].n;
	}
	int64_t *best = arena_new(c->l->a, int64_t, choices);
	size_t *before = arena_new(c->l->a, size_t, choices);
	for (size_t r = 1; r <= c->n; r++)
		for (size_t i = 0; i < h[r].n; i++) {
			int64_t least = INT64_MAX / 2;
			size_t to = h[r].from + i;
			for (size_t k = 0;
			     k < h[r - 1].n && h[r - 1].from + k <= to; k++) {
				int64_t cost = best[first[r - 1] + k] +
				    cost_of_row(
					c, r - 1, h[r - 1].from + k, to);
				if (cost < least) {
					least = cost;
					before[first[r] + i] = k;
				}
			}
			best[first[r] + i] =
			    least + (r < c->n ? c->glue[to] : 0);
		}
	for (size_t r = c->n, i = 0; r > 0; r--) {
		i = before[first[r] + i];
		cut[r - 1] = h[r - 1].from + i;
	}
}

int *
cuts_full_widths(struct layout *l, struct words ws, size_t columns)
{
	struct cuts c = {.l = l, .columns = columns};
	int *full = arena_new(l->a, int, columns + 1);

	find_pieces(&c, ws);
	for (size_t k = 0; k < columns; k++)
		full[k] = full_width(&c, k);
	return full;
}

void
cuts_share_out(struct layout *l, struct words ws, size_t columns,
    const int *full, const struct span *row, size_t n)
{
	struct cuts c = {
	    .l = l, .columns = columns, .full = full, .row = row, .n = n};
	size_t *cut = arena_new(l->a, size_t, n + 1), r = 0;

	c.nlines = layout_lines(l, ws, &c.line);
	find_pieces(&c, ws);
	weigh(&c);
	find_cuts(&c, cut);
	for (size_t i = 0; i < ws.n; i++) {
		size_t at = line_at(&c, ws.p[i]->y);
		while (r + 1 < n && cut[r + 1] <= at)
			r++;
		ws.p[i]->row = (int)r;
	}
}
