#include "words/align.h"

#include "words/rows.h"
#include "value/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* What a word may be. */
enum says {
	SAYS_NUMBER, /* 13 digits */
	SAYS_PERCENT,
	SAYS_DECIMAL,
	SAYS_INTEGER,
	SAYS_DASH,
	SAYS_METHOD,
	SAYS_LETTER,
	SAYS_TOTAL, /* 計 */
	SAYS_CLOSE, /* the end of what stands in brackets */
	SAYS_TEXT,
	SAYS,
};

/* How odd it is there; below 10 it happens. */
static const unsigned char odd[SAYS][HOLDS] = {
    [SAYS_NUMBER] = {20, 20, 0, 20, 20, 20, 20, 20, 20, 20},
    [SAYS_PERCENT] = {20, 15, 15, 10, 10, 12, 12, 8, 0, 8},
    [SAYS_DECIMAL] = {20, 15, 15, 10, 10, 0, 12, 8, 3, 8},
    [SAYS_INTEGER] = {20, 12, 10, 10, 10, 0, 12, 0, 6, 8},
    [SAYS_DASH] = {5, 8, 0, 4, 4, 2, 1, 0, 0, 0},
    [SAYS_METHOD] = {20, 12, 20, 6, 6, 20, 0, 20, 20, 6},
    [SAYS_LETTER] = {0, 3, 20, 3, 3, 20, 6, 20, 20, 3},
    [SAYS_CLOSE] = {20, 3, 20, 1, 1, 20, 0, 20, 20, 2},
    [SAYS_TOTAL] = {20, 0, 20, 0, 4, 20, 3, 20, 20, 0},
    [SAYS_TEXT] = {20, 0, 20, 0, 0, 20, 3, 20, 20, 0},
};

static enum says
what_it_says(const struct word *w)
{
	static const char *const methods[] = {"一般競争", "指名競争",
	    "随意契約", "最低価格", "総合評価", "企画競争", "公募", "少額",
	    "不落", "補助金", "運営費交付", "国庫債務", "その他", "契約",
	    "入札", "交付", "競争"};
	enum { SHORT = 13 }; /* bytes: four characters and the bracket */
	size_t digits = 0, rest = 0;
	bool percent = str_has(w->key, S("%"));

	if (text_is_none(w->text))
		return SAYS_DASH;
	for (size_t i = 0; i < w->key.n; i++)
		if (w->key.p[i] >= '0' && w->key.p[i] <= '9')
			digits++;
		else
			rest++;
	if (digits == 13 && !rest)
		return SAYS_NUMBER;
	if (word_is_figure(w))
		return percent ? SAYS_PERCENT
		    : rest     ? SAYS_DECIMAL
			       : SAYS_INTEGER;
	if (w->key.n == 1 && w->key.p[0] >= 'A' && w->key.p[0] <= 'Z')
		return SAYS_LETTER;
	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
		if (str_starts(w->key, str_of(methods[i])))
			return SAYS_METHOD;
	if (label_find(w->key, NULL) == LABEL_TOTAL)
		return SAYS_TOTAL;
	if (w->key.n <= SHORT && str_ends(w->key, S(")")) &&
	    !str_has(w->key, S("(")))
		return SAYS_CLOSE;
	return SAYS_TEXT;
}

enum { DEAR = 1000000 };

static int
stretch_cost(const struct column *stretch, enum holds holds)
{
	int cost = 0;

	for (size_t i = 0; i < stretch->head.n; i++)
		cost += odd[what_it_says(stretch->head.p[i])][holds];
	return cost * 10 / (int)stretch->head.n;
}

/* A dash stands at the left of its cell, a figure at the right. */
static int
same(enum holds holds)
{
	return holds == HOLDS_AMOUNT || holds == HOLDS_COUNT ||
		holds == HOLDS_RATE
	    ? 8
	    : holds == HOLDS_NAME ? 20
				  : 15;
}

/*
 * The stretches of x that hold words, each in the column that it fits best,
 * in their order.
 */
static void
place_stretches(
    struct layout *l, const struct align *to, const struct list *stretches)
{
	enum { PASSED = 5, CLASH = 40 };
	size_t n = stretches->n, k, best = 0;
	int *cost = arena_new(l->a, int, n * to->n + 1);
	size_t *from = arena_new(l->a, size_t, n * to->n + 1);

	for (size_t s = 0; s < n; s++) {
		const struct column *c =
		    list_at(stretches, const struct column, s);
		/* two in one row are two cells */
		int clash = s ? CLASH * columns_shared(&c[-1], c) /
			(int)(c[-1].head.n < c->head.n ? c[-1].head.n
						       : c->head.n)
			      : 0;
		for (k = 0; k < to->n; k++) {
			int least = s ? DEAR : (int)k * PASSED;
			for (size_t j = 0; s && j <= k; j++) {
				int sum = cost[(s - 1) * to->n + j];
				sum += j == k ? same(to->columns[k]) + clash
					      : (int)(k - j - 1) * PASSED;
				if (sum < least) {
					least = sum;
					from[s * to->n + k] = j;
				}
			}
			cost[s * to->n + k] =
			    least + stretch_cost(c, to->columns[k]);
		}
	}
	for (k = 1; n && k < to->n; k++)
		if (cost[(n - 1) * to->n + k] < cost[(n - 1) * to->n + best])
			best = k;
	for (size_t s = n; s-- > 0;) {
		struct column *c = list_at(stretches, struct column, s);
		for (size_t i = 0; i < c->head.n; i++)
			c->head.p[i]->column = (int)best;
		best = from[s * to->n + best];
	}
}

/* Japanese has no spaces between words. */
static bool
is_wide(const struct word *w)
{
	return (unsigned char)w->text.p[0] >= 0xe3;
}

/* Whether one of two neighbours has its cell for itself. */
static bool
is_alone(const struct align *to, const struct word *before,
    const struct word *w, bool near)
{
	if (text_is_none(before->text) || text_is_none(w->text))
		return true;
	return near && word_is_figure(before) &&
	    same(to->columns[before->column]) < same(HOLDS_TEXT);
}

/* Words of a row that no white sets apart, and those oddly placed. */
static void
place_row(const struct align *to, struct words row, const int *edge)
{
	for (size_t i = 0; i < row.n; i++) {
		struct word *w = row.p[i];
		bool apart = columns_apart(w, i ? row.p[i - 1] : NULL);
		size_t lo = i ? (size_t)row.p[i - 1]->column : 0;
		size_t hi = to->n - 1, base = apart ? (size_t)w->column : lo;
		enum says says = what_it_says(w);
		int least = INT_MAX;

		for (size_t k = i + 1; k < row.n; k++)
			if (columns_apart(row.p[k], row.p[k - 1])) {
				hi = (size_t)row.p[k]->column;
				break;
			}
		/* a dash is alone in its cell, and so is a figure as a rule */
		if (i && lo + 1 < to->n &&
		    is_alone(to, row.p[i - 1], w, !apart)) {
			lo++;
			hi = hi < lo ? lo : hi;
			base = base < lo ? lo : base;
		}
		/* it may stand further right than here, but not further left */
		for (size_t k = lo; k <= hi && !apart && k < to->n; k++)
			if (edge[k] <= w->x0)
				base = k;
		if (!apart && base == lo && lo + 1 <= hi && is_wide(w) &&
		    is_wide(row.p[i - 1]) &&
		    odd[says][to->columns[lo + 1]] < 5 &&
		    edge[lo + 1] < INT_MAX && edge[lo + 1] - w->x0 <= 3 * w->em)
			base = lo + 1;

		for (size_t k = lo; k <= hi && k < to->n; k++) {
			int far = k > base ? (int)(k - base) : (int)(base - k);
			int cost = odd[says][to->columns[k]] + 2 * far;
			if (k > base && edge[k] < INT_MAX &&
			    w->x1 < edge[k] - 4 * w->em)
				cost += 10;
			if (cost < least) {
				least = cost;
				w->column = (int)k;
			}
		}
		if (least == INT_MAX)
			w->column = (int)lo;
	}
}

/*
 * Stretches of x.  Text begins at the left of its cell, so that its beginning
 * tells; the line may reach beyond what other rows needed.
 */
static struct list
stretches_of(struct layout *l, struct words ws)
{
	int *right = arena_new(l->a, int, ws.n + 1);

	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		right[i] = w->x1;
		enum says says = what_it_says(w);
		if ((says == SAYS_NUMBER || !word_is_figure(w)) &&
		    w->x1 > w->x0 + w->em)
			w->x1 = w->x0 + w->em;
	}
	struct list stretches = columns_of(l, ws);
	for (size_t i = 0; i < ws.n; i++)
		ws.p[i]->x1 = right[i];
	return stretches;
}

static void
align_page(struct layout *l, const struct align *to, struct words page)
{
	struct words apart = layout_words(l, page.n);
	int edge[ALIGN_MOST];

	words_sort_lines(page);
	for (size_t i = 0; i < page.n; i++)
		if (columns_apart(page.p[i], i ? page.p[i - 1] : NULL))
			apart.p[apart.n++] = page.p[i];
	struct list stretches = stretches_of(l, apart);
	for (size_t i = 0; i < page.n; i++)
		page.p[i]->column = 0;
	place_stretches(l, to, &stretches);
	for (size_t k = 0; k < to->n; k++)
		edge[k] = INT_MAX;
	for (size_t i = 0; i < apart.n; i++) {
		const struct word *w = apart.p[i];
		if (w->x0 < edge[w->column])
			edge[w->column] = w->x0;
	}
	for (size_t i = 0, end; i < page.n; i = end) {
		for (end = i + 1;
		     end < page.n && page.p[end]->y == page.p[i]->y;)
			end++;
		place_row(to, (struct words){page.p + i, end - i}, edge);
	}
	for (size_t k = 0; k < to->n; k++)
		edge[k] = INT_MAX;
	for (size_t i = 0; i < page.n; i++) {
		const struct word *w = page.p[i];
		if (w->x0 < edge[w->column])
			edge[w->column] = w->x0;
	}
	for (size_t i = 0; i < page.n; i++) {
		struct word *w = page.p[i];
		int x =
		    to->from + w->column * to->width + w->x0 - edge[w->column];
		w->x1 += x - w->x0;
		w->x0 = x;
	}
}

void
align_words(struct layout *l, const struct align *to, struct words ws)
{
	struct words page = layout_words(l, ws.n);

	for (size_t i = 0; i < ws.n;) {
		int number = ws.p[i]->page;
		for (page.n = 0; i < ws.n && ws.p[i]->page == number; i++)
			page.p[page.n++] = ws.p[i];
		align_page(l, to, page);
	}
}
