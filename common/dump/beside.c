#include "dump/beside.h"

#include "dump/rows.h"

#include <limits.h>
#include <stdlib.h>

enum {
	EM = 2, /* display columns */
	INDENT = 4, /* characters that a line may begin further right */
};

struct line {
	const struct beside_word *words;
	size_t n;
	bool left; /* begins in the left column */
	size_t sure; /* words that are surely together */
};

static str
span(const struct beside_word *from, size_t n)
{
	if (!n)
		return STR_NULL;
	const char *end = from[n - 1].text.p + from[n - 1].text.n;
	return (str){from->text.p, (size_t)(end - from->text.p)};
}

static int
by_int(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return x < y ? -1 : x > y;
}

/*
 * How wide the left column is: its first words are no wider, and some are
 * nearly as wide.  One that stands out touches the column beside it.
 */
static int
left_width(struct arena *a, const struct line *line, size_t n)
{
	enum { OUT = 4 };
	int *width = arena_new(a, int, n + 1);
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (line[i].left)
			width[k++] = rows_display_width(
			    line[i].sure == line[i].n || line[i].sure > 1
				? line[i].words[0].text
				: span(line[i].words, line[i].sure));
	qsort(width, k, sizeof *width, by_int);
	while (k > 2 && width[k - 1] > width[k - 2] + OUT)
		k--;
	return k ? width[k - 1] : 0;
}

/* How many words of a line are of the left column. */
static size_t
words_left(const struct line *line, int width, bool last)
{
	size_t n = line->sure, fit = 1;

	if (!line->left)
		return 0;
	if (n < line->n && !line->words[n].follows)
		return n;
	while (fit < line->n && line->words[fit].follows &&
	    rows_display_width(span(line->words, fit + 1)) <= width + 1)
		fit++;
	/* two short ends stand side by side, unless the line is full */
	if (fit == line->n && fit > 1 &&
	    (last ||
		rows_display_width(span(line->words, fit)) <
		    width - 3 * EM / 2))
		return 1;
	return fit;
}

/* What the next page repeats of the cell is dropped. */
static void
add_page(struct arena *a, struct list *to, const str *page, size_t n)
{
	const str *have = to->items;
	size_t most = n < to->n ? n : to->n, same = 0;

	for (size_t k = most; k > 0 && !same; k--) {
		bool equal = true;
		for (size_t i = 0; i < k && equal; i++)
			equal = str_eq(have[to->n - k + i], page[i]);
		same = equal ? k : 0;
	}
	/* or all of it, and what is left of the other column's lines */
	for (size_t at = 0; !same && at + n <= to->n && n; at++) {
		bool equal = true;
		for (size_t i = 0; i < n && equal; i++)
			equal = str_eq(have[at + i], page[i]);
		same = equal ? n : 0;
	}
	for (size_t i = same; i < n; i++)
		*list_add(a, to, str) = page[i];
}

static void
add_column(struct arena *a, const struct list *lines, const struct list *pages,
    struct list *to)
{
	const str *text = lines->items;
	const int *page = pages->items;

	for (size_t i = 0, end; i < lines->n; i = end) {
		for (end = i; end < lines->n && page[end] == page[i];)
			end++;
		add_page(a, to, text + i, end - i);
	}
}

static size_t
lines_of(const struct beside_word *w, size_t n, bool two, struct line *line)
{
	size_t lines = 0;

	for (size_t i = 0, end; i < n; i = end) {
		int edge = INT_MAX;
		for (end = i; end < n && w[end].page == w[i].page; end++)
			if ((end == i || w[end].line != w[end - 1].line) &&
			    !w[end].behind && w[end].column < edge)
				edge = w[end].column;
		for (size_t k = i, to; k < end; k = to) {
			struct line *l = &line[lines++];
			*l = (struct line){.words = w + k};
			for (to = k; to < end && w[to].line == w[k].line;)
				to++;
			l->n = to - k;
			l->left =
			    !two || w[k].behind || w[k].column <= edge + INDENT;
			for (l->sure = 1;
			     l->sure < l->n && w[k + l->sure].follows;)
				l->sure++;
			if (!two)
				l->sure = l->n;
		}
	}
	return lines;
}

void
beside_split(struct arena *a, const struct beside_word *w, size_t n, bool two,
    struct list *left, struct list *right)
{
	struct line *line = arena_new(a, struct line, n + 1);
	size_t lines = lines_of(w, n, two, line);
	int width = two ? left_width(a, line, lines) : INT_MAX / 2;
	struct list text[2] = {{0}}, pages[2] = {{0}};

	for (size_t i = 0; i < lines; i++) {
		size_t at = line[i].n;
		if (two) {
			bool last = i + 1 == lines || !line[i + 1].left;
			at = words_left(&line[i], width, last);
		}
		if (at) {
			*list_add(a, &text[0], str) = span(line[i].words, at);
			*list_add(a, &pages[0], int) = line[i].words->page;
		}
		if (at < line[i].n) {
			*list_add(a, &text[1], str) =
			    span(line[i].words + at, line[i].n - at);
			*list_add(a, &pages[1], int) = line[i].words->page;
		}
	}
	add_column(a, &text[0], &pages[0], left);
	add_column(a, &text[1], &pages[1], right);
}
