/* Words on pages: what touches, what runs on, what stands in the middle. */
#include "words/page.h"

#include "unit.h"

#include <string.h>

static struct arena a;

/* -- lines to cells -- */

enum { MOST = 12 };

static const struct {
	const char *reason;
	int line[MOST]; /* middles; 0 ends */
	int anchor[MOST]; /* middles of rows; 0 ends */
	size_t first[MOST], n;
} splits[] = {
    {"one line on its anchor is one cell", {100}, {100}, {0}, 1},
    {"three lines about an anchor are one cell", {90, 100, 110}, {100}, {0}, 1},
    {"rows that touch are cut between their anchors", {95, 105, 115, 125},
	{100, 120}, {0, 2}, 2},
    {"the middle of three rows does not take all",
	{95, 105, 115, 125, 135, 145}, {100, 120, 140}, {0, 2, 4}, 3},
    {"rows of one and of two lines", {100, 115, 125, 140}, {100, 120, 140},
	{0, 1, 3}, 3},
    {"a blank line does not end a cell that is centred with it", {90, 110},
	{100}, {0}, 1},
    {"without anchors white ends a cell", {100, 110, 150, 160}, {0}, {0, 2}, 2},
    {"what no anchor claims is a cell of its own", {100, 110, 150}, {150},
	{0, 2}, 2},
};

static size_t
length(const int *list)
{
	size_t n = 0;

	while (n < MOST && list[n])
		n++;
	return n;
}

static void
test_split(void)
{
	for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
		size_t first[MOST];
		size_t n = words_split(&a, splits[i].line,
		    length(splits[i].line), splits[i].anchor,
		    length(splits[i].anchor), 10, 40, first);
		bool same = n == splits[i].n;
		for (size_t k = 0; same && k < n; k++)
			same = first[k] == splits[i].first[k];
		CHECK(splits[i].reason, same);
	}
}

static void
test_nearest(void)
{
	static const int anchor[] = {10, 20, 40};

	CHECK("before the first it is the first",
	    words_nearest(anchor, 3, -5) == 0);
	CHECK("behind the last it is the last",
	    words_nearest(anchor, 3, 99) == 2);
	CHECK("between two it is the nearer one",
	    words_nearest(anchor, 3, 29) == 1 &&
		words_nearest(anchor, 3, 31) == 2);
}

/* -- the text of a cell -- */

static struct word *
word_at(int page, int x, int y, int width, const char *text)
{
	struct word *w = arena_new(&a, struct word, 1);

	*w = (struct word){.x0 = x,
	    .x1 = x + width,
	    .y0 = y - 65,
	    .y1 = y + 65,
	    .page = page,
	    .text = str_of(text)};
	word_finish(&a, w, false);
	return w;
}

static const struct {
	const char *reason;
	const char *word[4];
	int x[4], y[4], width[4];
	int right;
	const char *want;
} texts[] = {
    {"a line that was full runs on", {"あいう", "え"}, {0, 0}, {100, 200},
	{300, 100}, 350, "あいうえ"},
    {"a line with room was broken on purpose", {"あい", "う"}, {0, 0},
	{100, 200}, {200, 100}, 350, "あい\nう"},
    {"a full stop may not begin a line: both went down", {"あい", "う。"},
	{0, 0}, {100, 200}, {200, 200}, 350, "あいう。"},
    {"a gap is a space", {"課長", "灘"}, {0, 230}, {100, 100}, {200, 100}, 999,
	"課長 灘"},
    {"a Latin word that found no room keeps its space", {"Strategy", "Law"},
	{0, 0}, {100, 200}, {440, 165}, 500, "Strategy Law"},
    {"text set downwards is one word", {"評", "価"}, {0, 0}, {100, 200},
	{100, 100}, 999, "評価"},
    {"words come in the order of lines, then from left to right",
	{"う", "い", "あ"}, {0, 150, 0}, {200, 100, 100}, {100, 90, 100}, 500,
	"あ い\nう"},
};

static void
test_text(void)
{
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct word *p[4];
		struct words ws = {p, 0};
		while (ws.n < 4 && texts[i].word[ws.n]) {
			size_t k = ws.n++;
			p[k] = word_at(1, texts[i].x[k], texts[i].y[k],
			    texts[i].width[k], texts[i].word[k]);
		}
		str got = words_text(&a, ws, texts[i].right);
		if (!CHECK(texts[i].reason, str_eq(got, str_of(texts[i].want))))
			printf("\tgot \"%.*s\"\n", STR_ARG(got));
	}
}

static const struct {
	const char *text;
	bool figure;
} figures[] = {
    {"1,234", true},
    {"▲ 12.5", true},
    {"95%", true},
    {"-", true},
    {"―", true},
    {"12/3", true},
    {"計", false},
    {"3年度", false},
    {"個人A", false},
};

static void
test_figure(void)
{
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		CHECK(figures[i].text,
		    word_is_figure(word_at(1, 0, 0, 100, figures[i].text)) ==
			figures[i].figure);
}

/* -- pages -- */

static struct words
canvas(struct word *const *list, size_t n)
{
	struct word *all = arena_new(&a, struct word, n);

	for (size_t i = 0; i < n; i++)
		all[i] = *list[i];
	return words_canvas(&a, all, n, 14);
}

static void
test_canvas(void)
{
	struct word *cut[] = {word_at(1, 0, 100, 400, "上の行の文"),
	    word_at(1, 0, 900, 400, "切れたセル"),
	    word_at(1, 0, 1000, 400, "の次の行の"),
	    word_at(2, 0, 100, 400, "切れたセル"),
	    word_at(2, 0, 200, 400, "の次の行の"),
	    word_at(2, 500, 200, 100, "99")};
	struct words ws = canvas(cut, 6);

	CHECK("a cell drawn on both pages counts once", ws.n == 4);
	CHECK("and tells how the pages continue",
	    ws.n == 4 && ws.p[3]->y - ws.p[0]->y == 900);

	struct word *rows[] = {word_at(1, 0, 100, 400, "支出先の名前"),
	    word_at(1, 0, 900, 400, "会議の出席"),
	    word_at(1, 500, 900, 100, "5"),
	    word_at(2, 0, 100, 400, "会議の出席"),
	    word_at(2, 500, 100, 100, "6")};
	ws = canvas(rows, 5);
	CHECK("rows that say the same but for one cell are two", ws.n == 5);
	CHECK("and the page goes below the one before",
	    ws.n == 5 && ws.p[3]->y > ws.p[2]->y);

	struct word *fonts[] = {word_at(1, 0, 100, 200, "主な"),
	    word_at(1, 205, 102, 200, "増減"),
	    word_at(1, 430, 100, 200, "理由")};
	ws = canvas(fonts, 3);
	CHECK("words that touch are one, others are not",
	    ws.n == 2 && str_eq(ws.p[0]->key, S("主な増減")));
}

int
main(void)
{
	test_split();
	test_nearest();
	test_text();
	test_figure();
	test_canvas();
	arena_free(&a);
	return unit_done();
}
