#include "words/page.h"

#include "value/dec.h"
#include "value/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

void
word_finish(struct arena *a, struct word *w, bool scan)
{
	w->key = text_fold(a, w->text);
	w->y = w->y0 + (w->y1 - w->y0) / 2;
	/* ascent and descent of a font are about 1.3 em, a glyph is 0.95 */
	w->em = scan ? (w->y1 - w->y0) * 20 / 19 : (w->y1 - w->y0) * 10 / 13;
	if (w->em < 1)
		w->em = 1;
	w->space = scan ? w->em / 3 : w->em / 8;
}

static int
by_place(const void *pa, const void *pb)
{
	const struct word *a = *(struct word *const *)pa;
	const struct word *b = *(struct word *const *)pb;

	if (a->y != b->y)
		return a->y < b->y ? -1 : 1;
	if (a->x0 != b->x0)
		return a->x0 < b->x0 ? -1 : 1;
	return a < b ? -1 : a > b; /* as they came */
}

static int
by_x(const void *pa, const void *pb)
{
	const struct word *a = *(struct word *const *)pa;
	const struct word *b = *(struct word *const *)pb;

	if (a->x0 != b->x0)
		return a->x0 < b->x0 ? -1 : 1;
	return a < b ? -1 : a > b;
}

static void
sort_by_place(struct words ws)
{
	if (ws.n)
		qsort(ws.p, ws.n, sizeof *ws.p, by_place);
}

/* Within this of the line's first word, a word is on the same line. */
static int
line_slack(const struct word *w)
{
	return w->em * 2 / 5;
}

/* -- pages -- */

enum {
	EDGE = 160, /* words at a page's edge that are compared */
	OFFSETS = 400, /* trial offsets at most */
	LONGEST = INT_MAX / 2,
};

static bool
same_print(const struct word *a, const struct word *b, int dy)
{
	return abs(a->x0 - b->x0) <= a->em / 8 &&
	    abs(a->y - b->y - dy) <= a->em / 5 && str_eq(a->text, b->text);
}

/*
 * Whether the upper page's words, moved by dy, agree with the lower page's:
 * what both have is one text, and what only the upper one has lies above what
 * only the lower one has.  Marks the doubles of the lower page as used.
 */
static bool
agree(struct words upper, struct words lower, int dy, bool mark)
{
	int last_upper = INT_MIN, first_lower = INT_MAX;
	size_t shared = 0, from = upper.n, to;

	from = upper.n > EDGE ? upper.n - EDGE : 0;
	to = lower.n < EDGE ? lower.n : EDGE;
	for (size_t i = from; i < upper.n; i++) {
		bool found = false;
		for (size_t k = 0; k < to && !found; k++)
			found = same_print(upper.p[i], lower.p[k], dy);
		if (!found && upper.p[i]->y > last_upper)
			last_upper = upper.p[i]->y;
	}
	for (size_t k = 0; k < to; k++) {
		bool found = false;
		for (size_t i = from; i < upper.n && !found; i++)
			found = same_print(upper.p[i], lower.p[k], dy);
		if (found) {
			shared += lower.p[k]->key.n;
			lower.p[k]->used = mark;
		} else if (lower.p[k]->y + dy < first_lower) {
			first_lower = lower.p[k]->y + dy;
		}
	}
	/* a cell cut in two says more than a dash or a lone 計 */
	return shared >= 12 && last_upper < first_lower - lower.p[0]->em / 3;
}

/* How far down the lower page goes to continue the upper one. */
static int
page_offset(struct words upper, struct words lower)
{
	int top = lower.p[0]->y, bottom = upper.p[upper.n - 1]->y;
	int page = bottom - upper.p[0]->y, tried = 0;
	int em = lower.p[0]->em;

	for (size_t k = 0; k < lower.n && k < EDGE / 2; k++)
		for (size_t i = upper.n > EDGE ? upper.n - EDGE : 0;
		     i < upper.n && tried < OFFSETS; i++) {
			int dy = upper.p[i]->y - lower.p[k]->y;
			if (dy <= page / 2 ||
			    !same_print(upper.p[i], lower.p[k], dy))
				continue;
			tried++;
			if (agree(upper, lower, dy, false)) {
				agree(upper, lower, dy, true);
				return dy;
			}
		}
	/* a canvas too long for an int is no sheet: its end lies on itself */
	return bottom < LONGEST ? bottom - top + 2 * em : 0;
}

/* -- what is printed on every page -- */

/* The words of the last line, which may be a page number: 3, - 3 -, 3/12. */
static struct words
last_line(struct words page)
{
	size_t from = page.n;

	while (from > 0 &&
	    page.p[page.n - 1]->y - page.p[from - 1]->y <=
		line_slack(page.p[page.n - 1]))
		from--;
	return (struct words){page.p + from, page.n - from};
}

/* The page number that a last line is, or -1. */
static int
page_number(struct arena *a, struct words line)
{
	enum { PIECES = 5, DIGITS = 4 };
	int number = 0, digits = 0;

	if (line.n > PIECES)
		return -1;
	str key = words_key(a, line);
	while (key.n && strchr("-Pp.", key.p[0]))
		key = str_skip(key, 1);
	for (; key.n && key.p[0] >= '0' && key.p[0] <= '9' && digits < DIGITS;
	     digits++) {
		number = number * 10 + (key.p[0] - '0');
		key = str_skip(key, 1);
	}
	if (!digits || (key.n && key.p[0] != '-' && key.p[0] != '/'))
		return -1;
	return number;
}

/* Page numbers that count on at one place are no part of the sheet. */
static void
drop_page_number(struct arena *a, struct words upper, struct words lower)
{
	struct words above = last_line(upper), below = last_line(lower);

	if (abs(above.p[0]->y - below.p[0]->y) > above.p[0]->em / 2)
		return;
	int first = page_number(a, above), second = page_number(a, below);
	if (first < 0 || second != first + 1)
		return;
	for (size_t i = 0; i < above.n; i++)
		above.p[i]->used = true;
	for (size_t i = 0; i < below.n; i++)
		below.p[i]->used = true;
}

/* So is a head that repeats the first lines of the first page. */
static void
drop_running_head(struct words first, struct words page)
{
	int end = first.p[0]->y + 3 * first.p[0]->em;

	for (size_t i = 0; i < page.n && page.p[i]->y <= end; i++)
		for (size_t k = 0; k < first.n && first.p[k]->y <= end &&
		     k < EDGE && !page.p[i]->used;
		     k++)
			page.p[i]->used = same_print(first.p[k], page.p[i], 0);
}

/* Words that touch on a line were one before a change of font. */
static struct words
join_touching(struct arena *a, struct words ws, int touch)
{
	size_t n = 0;

	words_sort_lines(ws);
	for (size_t i = 0; i < ws.n; i++) {
		struct word *w = ws.p[i];
		struct word *last = n ? ws.p[n - 1] : NULL;
		int gap = last ? w->x0 - last->x1 : 0;
		if (last && abs(w->y - last->y) < last->em / 3 &&
		    gap <= last->em * touch / 100 && gap >= -last->em / 3 &&
		    w->page == last->page) {
			last->text = arena_join(a, last->text, w->text);
			last->key = text_fold(a, last->text);
			if (w->x1 > last->x1)
				last->x1 = w->x1;
			if (w->em > last->em)
				last->em = w->em;
			continue;
		}
		ws.p[n++] = w;
	}
	ws.n = n;
	return ws;
}

/* The pages, each sorted; words of a page come together. */
static struct words *
pages_of(struct arena *a, struct words ws, size_t *n)
{
	struct words *pages;
	size_t count = 0;

	for (size_t i = 0; i < ws.n; i++)
		count += i == 0 || ws.p[i]->page != ws.p[i - 1]->page;
	pages = arena_new(a, struct words, count + 1);
	*n = 0;
	for (size_t from = 0, to; from < ws.n; from = to) {
		for (to = from;
		     to < ws.n && ws.p[to]->page == ws.p[from]->page;)
			to++;
		pages[*n] = (struct words){ws.p + from, to - from};
		sort_by_place(pages[(*n)++]);
	}
	return pages;
}

/* Without the words that are used. */
static struct words
unused(struct words ws)
{
	size_t n = 0;

	for (size_t i = 0; i < ws.n; i++)
		if (!ws.p[i]->used)
			ws.p[n++] = ws.p[i];
	return (struct words){ws.p, n};
}

struct words
words_canvas(struct arena *a, struct word *all, size_t n, int touch)
{
	struct words ws = {arena_new(a, struct word *, n + 1), n};
	struct words *page, upper = {0};
	size_t pages;

	for (size_t i = 0; i < n; i++)
		ws.p[i] = &all[i];
	page = pages_of(a, ws, &pages);
	for (size_t i = 1; i < pages; i++) {
		drop_page_number(a, page[i - 1], page[i]);
		drop_running_head(page[0], page[i]);
	}
	for (size_t i = 0; i < pages; i++) {
		page[i] = unused(page[i]);
		if (!page[i].n)
			continue;
		int dy = upper.n ? page_offset(upper, page[i]) : 0;
		for (size_t k = 0; k < page[i].n; k++) {
			page[i].p[k]->y += dy;
			page[i].p[k]->y0 += dy;
			page[i].p[k]->y1 += dy;
		}
		upper = page[i];
	}
	/* pages lie one behind the other, with gaps where words were dropped */
	ws.n = 0;
	for (size_t i = 0; i < pages; i++)
		for (size_t k = 0; k < page[i].n; k++)
			if (!page[i].p[k]->used)
				ws.p[ws.n++] = page[i].p[k];
	sort_by_place(ws);
	ws = join_touching(a, ws, touch);
	sort_by_place(ws);
	return ws;
}

/* -- sets of words -- */

/* Index of the first word with y >= at. */
static size_t
lower_bound(struct words ws, int at)
{
	size_t from = 0, to = ws.n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		if (ws.p[mid]->y < at)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

struct words
words_between(struct words ws, int from, int to)
{
	size_t i = lower_bound(ws, from), k = lower_bound(ws, to);

	return (struct words){ws.p + i, k > i ? k - i : 0};
}

struct words
words_free(struct arena *a, struct words ws)
{
	struct words kept = {arena_new(a, struct word *, ws.n + 1), 0};

	for (size_t i = 0; i < ws.n; i++)
		if (!ws.p[i]->used)
			kept.p[kept.n++] = ws.p[i];
	return kept;
}

void
words_sort_lines(struct words ws)
{
	sort_by_place(ws);
	for (size_t from = 0, to; from < ws.n; from = to) {
		int y = ws.p[from]->y, slack = line_slack(ws.p[from]);
		for (to = from + 1; to < ws.n && ws.p[to]->y - y <= slack;)
			to++;
		qsort(ws.p + from, to - from, sizeof *ws.p, by_x);
	}
}

static int
by_height(const void *pa, const void *pb)
{
	const struct word *a = *(struct word *const *)pa;
	const struct word *b = *(struct word *const *)pb;

	return a->y < b->y ? -1 : a->y > b->y;
}

void
words_sort_down(struct words ws)
{
	if (ws.n)
		qsort(ws.p, ws.n, sizeof *ws.p, by_height);
}

int
words_left(struct words ws)
{
	int x = INT_MAX;

	for (size_t i = 0; i < ws.n; i++)
		if (ws.p[i]->x0 < x)
			x = ws.p[i]->x0;
	return x;
}

int
words_right(struct words ws)
{
	int x = INT_MIN;

	for (size_t i = 0; i < ws.n; i++)
		if (ws.p[i]->x1 > x)
			x = ws.p[i]->x1;
	return x;
}

int
words_top(struct words ws)
{
	int y = INT_MAX;

	for (size_t i = 0; i < ws.n; i++)
		if (ws.p[i]->y < y)
			y = ws.p[i]->y;
	return y;
}

int
words_bottom(struct words ws)
{
	int y = INT_MIN;

	for (size_t i = 0; i < ws.n; i++)
		if (ws.p[i]->y > y)
			y = ws.p[i]->y;
	return y;
}

/* A copy in reading order. */
static struct words
in_order(struct arena *a, struct words ws)
{
	struct words copy = {arena_new(a, struct word *, ws.n + 1), ws.n};

	if (ws.n)
		memcpy(copy.p, ws.p, ws.n * sizeof *ws.p);
	words_sort_lines(copy);
	return copy;
}

str
words_key(struct arena *a, struct words ws)
{
	struct text t = {.arena = a};

	if (ws.n == 1)
		return ws.p[0]->key;
	ws = in_order(a, ws);
	for (size_t i = 0; i < ws.n; i++)
		text_put(&t, ws.p[i]->key);
	return text_str(&t);
}

/* May not stand at the beginning of a line (JIS X 4051). */
static bool
never_first(uint32_t c)
{
	const str set = S("、。，．・：；？！）」』】〕〉》］｝ーゝゞ々"
			  "ぁぃぅぇぉっゃゅょァィゥェォッャュョヶ%％,.)]");
	char bytes[4];

	return str_has(set, (str){bytes, str_encode(c, bytes)});
}

int
words_first_unit(const struct word *w)
{
	str s = w->text;
	size_t len;
	int columns = 0;
	uint32_t c = str_char(s, &len);

	if (c < 0x2000) { /* a Latin word or figure breaks at its end only */
		for (; s.n && str_char(s, &len) < 0x2000; s = str_skip(s, len))
			columns++;
		return columns * w->em / 2;
	}
	columns = text_width(c);
	s = str_skip(s, len);
	for (int i = 0; i < 2 && s.n && never_first(str_char(s, &len)); i++) {
		columns += text_width(str_char(s, &len));
		s = str_skip(s, len);
	}
	return columns * w->em / 2;
}

bool
words_hangs(const struct word *w)
{
	size_t len;

	/* ・ begins an entry of a list as well */
	return !str_starts(w->text, S("・")) &&
	    never_first(str_char(w->text, &len));
}

static bool
is_latin(str s, bool at_end)
{
	if (!s.n)
		return false;
	unsigned char c = (unsigned char)s.p[at_end ? s.n - 1 : 0];
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* One wide character a line: a label or a verdict set downwards. */
static bool
is_downwards(struct words ws)
{
	size_t len;

	for (size_t i = 0; i < ws.n; i++) {
		str_char(ws.p[i]->text, &len);
		if (len < 3 || len != ws.p[i]->text.n)
			return false;
		if (i && ws.p[i]->y - ws.p[i - 1]->y <= line_slack(ws.p[i]))
			return false;
	}
	return ws.n > 1;
}

/* Width of what a line says, from i on; *end is where the next one begins. */
static int
line_width(struct words ws, size_t i, size_t *end)
{
	int width = 0, y = ws.p[i]->y, slack = line_slack(ws.p[i]);
	size_t len, from = i;

	for (; i < ws.n && ws.p[i]->y - y <= slack; i++) {
		width += i > from ? ws.p[i]->em / 2 : 0;
		for (str s = ws.p[i]->text; s.n; s = str_skip(s, len))
			width +=
			    text_width(str_char(s, &len)) * ws.p[i]->em / 2;
	}
	*end = i;
	return width;
}

static int
widest_line(struct words ws)
{
	int widest = 0;

	for (size_t i = 0; i < ws.n;) {
		int width = line_width(ws, i, &i);
		widest = width > widest ? width : widest;
	}
	return widest;
}

str
words_text(struct arena *a, struct words ws, int right)
{
	struct text t = {.arena = a};
	const struct word *last = NULL;
	bool down;

	ws = in_order(a, ws);
	down = is_downwards(ws);
	int widest = right == WORDS_WIDEST ? widest_line(ws) : 0, width = 0;
	for (size_t i = 0, next = 0; i < ws.n; i++) {
		const struct word *w = ws.p[i];
		if (last && i < next) {
			if (w->x0 - last->x1 > w->space)
				text_char(&t, ' ');
		} else if (last) {
			int room = right == WORDS_WIDEST ? widest - width
							 : right - last->x1;
			if (room >= words_first_unit(w) + w->space && !down)
				text_char(&t, '\n');
			else if (is_latin(last->text, true) &&
			    is_latin(w->text, false))
				text_char(&t, ' ');
		}
		if (i == next)
			width = line_width(ws, i, &next);
		text_put(&t, w->text);
		last = w;
	}
	return text_clean(a, text_str(&t));
}

bool
word_is_figure(const struct word *w)
{
	str s = w->key;
	bool digit = false;
	size_t len;

	if (text_is_none(w->text))
		return true;
	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = str_char(s, &len);
		if (c >= '0' && c <= '9')
			digit = true;
		else if (c >= 0x80 ? c != 0x25b2 && c != 0x25b3
				   : !memchr(",.%()-/ +", (int)c, 9))
			return false;
	}
	return digit || str_eq(w->key, S("▲")) || str_eq(w->key, S("△"));
}

/* -- cells of a column -- */

enum {
	GROUP = 96, /* lines of one cell at most */
	ADRIFT = 1000, /* a cell no anchor is the middle of */
	ASTRIDE = 1000, /* another anchor within a cell */
	HOLE = 1200, /* white between two lines of a cell */
	SPLIT = 120, /* a break where the lines follow closely */
};

/* Index of the first anchor that is not less than y. */
static size_t
anchors_to(const int *anchor, size_t n, int y)
{
	size_t from = 0, to = n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		if (anchor[mid] < y)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

size_t
words_nearest(const int *anchor, size_t n, int y)
{
	size_t i = anchors_to(anchor, n, y);

	if (i == n)
		return n - 1;
	if (i > 0 && y - anchor[i - 1] < anchor[i] - y)
		return i - 1;
	return i;
}

/* How many anchors lie strictly between the two. */
static size_t
anchors_between(const int *anchor, size_t n, int from, int to)
{
	size_t first = anchors_to(anchor, n, from + 1);
	size_t last = anchors_to(anchor, n, to);

	return last > first ? last - first : 0;
}

static int64_t
cell_cost(const int *line, size_t i, size_t k, int holes, const int *anchor,
    size_t n, int pitch, int slack)
{
	int mid = line[i] + (line[k] - line[i]) / 2;
	int64_t cost = (int64_t)holes * HOLE;
	size_t inside;
	int off;

	if (!n)
		return cost + ADRIFT;
	off = abs(anchor[words_nearest(anchor, n, mid)] - mid);
	inside = anchors_between(
	    anchor, n, line[i] - pitch / 3, line[k] + pitch / 3);
	/* one anchor is its own, though it may be off: a blank last line */
	inside -= inside > 0;
	cost += off * 100 > pitch * slack ? ADRIFT : (int64_t)off * 400 / pitch;
	return cost + (int64_t)inside * ASTRIDE;
}

size_t
words_split(struct arena *a, const int *line, size_t nlines, const int *anchor,
    size_t nanchors, int pitch, int slack, size_t *first)
{
	int64_t *best = arena_new(a, int64_t, nlines + 1);
	size_t *from = arena_new(a, size_t, nlines + 1);
	size_t n = 0;

	for (size_t k = 0; k < nlines; k++) {
		int holes = 0;
		best[k + 1] = INT64_MAX;
		for (size_t i = k;; i--) {
			int64_t cost = best[i] +
			    cell_cost(line, i, k, holes, anchor, nanchors,
				pitch, slack);
			if (i > 0 && line[i] - line[i - 1] < pitch * 6 / 5)
				cost += SPLIT;
			if (cost < best[k + 1]) {
				best[k + 1] = cost;
				from[k + 1] = i;
			}
			if (i == 0 || k - i + 1 >= GROUP)
				break;
			if (line[i] - line[i - 1] > pitch * 27 / 20)
				holes++;
		}
	}
	for (size_t k = nlines; k > 0; k = from[k])
		first[n++] = from[k];
	for (size_t i = 0; i < n / 2; i++) {
		size_t t = first[i];
		first[i] = first[n - 1 - i];
		first[n - 1 - i] = t;
	}
	return n;
}
