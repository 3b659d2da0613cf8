#include "words/related.h"

#include "words/cuts.h"
#include "words/rows.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static bool
is_ministry(const struct word *w)
{
	static const char *const ends[] = {
	    "省", "府", "庁", "委員会", "院", "本部", "内閣官房"};
	enum { LONG_NAME = 45 }; /* bytes: fifteen characters */

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends(w->key, str_of(ends[i])) && w->key.n <= LONG_NAME)
			return true;
	return false;
}

/* 0146, 新31-0006, 2022-総務-21-0036, or the beginning or end of such. */
static bool
is_number(const struct word *w)
{
	enum { LONG_NUMBER = 32 }; /* bytes */
	size_t digits = 0, rest = 0;

	for (size_t i = 0; i < w->key.n; i++)
		if (w->key.p[i] >= '0' && w->key.p[i] <= '9')
			digits++;
		else if (w->key.p[i] != '-')
			rest++;
	return digits && w->key.n <= LONG_NUMBER &&
	    (!rest || str_starts(w->key, S("新")) ||
		(rest <= 12 && str_has(w->key, S("-")) && w->key.p[0] >= '0' &&
		    w->key.p[0] <= '9'));
}

enum { MINISTRY, NUMBER, PROJECT }; /* the columns */

static void
place_related(struct words ws)
{
	words_sort_lines(ws);
	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		const struct word *last = i ? ws.p[i - 1] : NULL;
		bool begins = !last || last->y != w->y;
		if (begins && is_ministry(w))
			w->column = MINISTRY;
		else if (is_number(w) && (begins || last->column == MINISTRY))
			w->column = NUMBER;
		else
			w->column = PROJECT;
	}
}

static bool
is_heading(const struct word *w)
{
	return str_has(S("所管府省名 所管府省・部局名"), w->key) ||
	    label_find(w->key, NULL) == LABEL_NUMBER;
}

int
related_end(struct layout *l, struct words ws, int from, int to)
{
	int end = from, step = layout_pitch(l) * 3 / 2, name = INT_MAX;
	bool row = false;

	ws = words_between(ws, from, to);
	for (size_t i = 0; i < ws.n; i++) {
		const struct word *w = ws.p[i];
		bool first = i == 0 || ws.p[i - 1]->y != w->y;
		if (w->y - end > step && row && !(first && is_ministry(w)))
			continue;
		if (w->y - from <= step && is_heading(w)) {
			end = w->y;
		} else if (first ? is_ministry(w) || is_number(w)
				 : w->y == end && row) {
			end = w->y;
			row = true;
			if (!is_ministry(w) && !is_number(w) && w->x0 < name)
				name = w->x0;
		} else if (row && w->x0 >= name - w->em / 2) {
			end = w->y; /* the name goes on */
		}
	}
	return end + l->em / 3;
}

static void
put_heading(struct layout *l, struct words ws, struct column *c)
{
	struct words head = words_free(l->a, ws);
	const struct word *number = NULL;

	for (size_t i = 0; i < head.n && !number; i++)
		if (label_find(head.p[i]->key, NULL) == LABEL_NUMBER)
			number = head.p[i];
	for (int k = MINISTRY; k <= PROJECT; k++) {
		c[k].head = layout_words(l, head.n);
		for (size_t i = 0; i < head.n && number; i++) {
			struct word *w = head.p[i];
			int of = w == number	 ? NUMBER
			    : w->x0 < number->x0 ? MINISTRY
						 : PROJECT;
			if (of == k)
				c[k].head.p[c[k].head.n++] = w;
		}
		c[k].from = l->left + k * (l->right - l->left);
		c[k].to = c[k].from + (l->right - l->left);
		layout_put(l, l->row, 1, c[k].from, c[k].to, c[k].head, 0);
	}
	l->row++;
}

void
related_put(struct layout *l, struct words ws)
{
	enum { COLUMNS = PROJECT + 1 };
	struct column c[COLUMNS] = {{0}};
	struct words head = layout_words(l, ws.n);
	struct words data = layout_words(l, ws.n);
	int top = INT_MIN, step = 2 * layout_pitch(l);

	for (size_t i = 0; i < ws.n && top == INT_MIN; i++)
		if (label_find(ws.p[i]->key, NULL) == LABEL_NUMBER)
			top = ws.p[i]->y;
	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		enum label is = label_find(w->key, NULL);
		bool heading =
		    w->y - top <= step && (is_heading(w) || is == LABEL_NAME);
		struct words *to = heading ? &head : &data;
		to->p[to->n++] = w;
	}
	put_heading(l, head, c);
	place_related(data);
	struct span *span = arena_new(l->a, struct span, data.n + 1);
	size_t n = 0;
	/* rows hang on the ministry, or the number where none is named */
	for (int k = MINISTRY; k <= NUMBER && !n; k++)
		for (size_t i = 0; i < data.n; i++)
			if (data.p[i]->column == k &&
			    (!n || data.p[i]->y > span[n - 1].bottom))
				span[n++] =
				    (struct span){data.p[i]->y, data.p[i]->y};
	if (!n) {
		layout_put_blocks(l, data, 70);
		return;
	}
	cuts_share_out(
	    l, data, COLUMNS, cuts_full_widths(l, data, COLUMNS), span, n);
	struct words *part = columns_part(l, data, COLUMNS);
	for (size_t k = 0; k < COLUMNS; k++) {
		struct words *row = rows_part(l, part[k], n);
		for (size_t i = 0; i < n; i++)
			layout_put(l, l->row + (int)i, 1, c[k].from, c[k].to,
			    row[i], 0);
	}
	l->row += (int)n;
}
