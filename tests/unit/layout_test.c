/* Text with columns kept by spaces: what it is, and where its words stand. */
#include "words/spaced.h"
#include "words/align.h"
#include "words/cuts.h"
#include "dump/beside.h"
#include "text/text.h"

#include "unit.h"

#include <string.h>

static struct arena a;

/* A sheet of an invented project; tables as pdftotext -layout sets them. */
static const char sheet_text[] =
    "                          事業番号 0042\n"
    "            平成30年度行政事業レビューシート          （港湾省）\n"
    "\n"
    " 事業名       灯台の点検          担当部局庁 海岸局          作成責任者\n"
    "\n"
    " 会計区分      一般会計\n"
    "\n"
    " 実施方法      直接実施、委託・請負\n"
    "                    27年度    28年度    29年度    30年度    31年度要求\n"
    "           当初予算         10     11      12     13       14\n"
    " 予算額・\n"
    " 執行額       補正予算     -        -        -       -\n"
    "（単位:百万円）\n"
    "              計           10     11      12     13       14\n"
    "           執行額            9     10      11\n"
    "           執行率（％）      90%     91%     92%\n"
    "                         事業所管部局による点検・改善\n"
    "             項     目            評 価       評価に関する説明\n"
    "\n"
    "     競争性が確保されているなど支出先の選定は妥当 ○     "
    "公募により選定した。\n"
    "     か。\n"
    "\n"
    "                              支出先上位１０者リスト\n"
    "A.\n"
    "                                              支出額\n"
    "          支出先        法人番号         業務概要      （百万円） "
    "契約方式等\n"
    "\n"
    "   1 灯台商会（株）   1234567890123 灯器の交換          3 その他\n"
    "\n"
    "                                 遠い島にある灯台の      随意契約（少額\n"
    "   2 岬組（株）     2234567890122\n"
    "                                 塗装                2）\n";

struct taken {
	struct sheet_sink sink; /* first */
	size_t sheets;
	str name, method, description;
	str reader;
	size_t years, payees, line;
	bool amount; /* of the second payee: two million yen */
	struct arena keep;
};

static void
take(struct sheet_sink *sink, const struct sheet *s)
{
	struct taken *t = (struct taken *)(void *)sink;

	t->sheets++;
	t->name = arena_copy(&t->keep, s->name);
	t->reader = arena_copy(&t->keep, s->source.reader);
	t->line = (size_t)s->source.first_line;
	t->years = s->budget.years.n;
	t->payees = s->payees.n;
	if (s->payees.n == 2) {
		const struct payee *p =
		    list_at(&s->payees, const struct payee, 1);
		t->amount = dec_eq(p->amount.value, dec_of(2000000));
		t->method = arena_copy(&t->keep, p->method);
		t->description = arena_copy(&t->keep, p->description);
	}
}

static void
report(struct reading *r, const struct place *place, const char *what)
{
	(void)r;
	(void)place;
	(void)what;
}

static bool
read_all(str text, struct taken *t)
{
	struct arena arena = {0};
	struct reading r = {.source = {.file = S("test")},
	    .sink = &t->sink,
	    .arena = &arena,
	    .report = report};
	struct in in;

	t->sink.put = take;
	in_memory(&in, text);
	bool ok = spaced_reader.read(&r, &in) && !r.refusal;
	in_close(&in);
	arena_free(&arena);
	return ok;
}

static void
test_recognise(void)
{
	static const struct {
		const char *reason, *text;
		bool is;
	} cases[] = {
	    {"runs held apart by spaces on most lines", sheet_text, true},
	    {"a sheet in lines without columns is another's",
		"平成30年度行政事業レビューシート\n事業名\n灯台の点検\n",
		false},
	    {"tabs are a table", "行政事業レビューシート\ta   b\n", false},
	    {"no title, no sheet", "a   b\na   b\na   b\na   b\na   b\na   b\n",
		false},
	    {"nothing", "", false},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK(cases[i].reason,
		    (spaced_reader.recognise(str_of(cases[i].text)) > 0) ==
			cases[i].is);
}

static void
test_read(void)
{
	struct taken t = {0};

	CHECK("the sheet is read", read_all(str_of(sheet_text), &t));
	CHECK("it is one", t.sheets == 1);
	CHECK("text is what it came from", str_eq(t.reader, S("text")));
	CHECK("its first line is counted", t.line == 1);
	CHECK("a value stands right of its label",
	    str_eq(t.name, S("灯台の点検")));
	CHECK("each year has its column", t.years == 5);
	CHECK("each rank is a payee", t.payees == 2);
	CHECK("lines about a rank are its cell, the widest runs on",
	    str_eq(t.description, S("遠い島にある灯台の塗装")));
	CHECK("an amount may touch the end of what stands above it",
	    str_eq(t.method, S("随意契約（少額）")) && t.amount);
	arena_free(&t.keep);

	struct text two = {.arena = &a};
	text_put(&two, str_of(sheet_text));
	text_char(&two, '\f');
	text_put(&two, str_of(sheet_text));
	t = (struct taken){0};
	CHECK("a page with a title begins a sheet",
	    read_all(text_str(&two), &t) && t.sheets == 2);
	arena_free(&t.keep);
	t = (struct taken){0};
	CHECK("text without a title is refused", !read_all(S("a   b\n"), &t));
	CHECK("so is nothing", !read_all(S(""), &t));
}

/* -- columns told apart by what they hold -- */

static void
test_align(void)
{
	static const enum holds holds[] = {
	    HOLDS_NAME, HOLDS_NUMBER, HOLDS_TEXT, HOLDS_AMOUNT};
	static const struct {
		const char *reason, *text;
		int x0, x1, y, column;
	} words[] = {
	    {"a name is in the first", "灯台商会", 2, 6, 0, 0},
	    {"13 digits are the number", "1234567890123", 12, 25, 0, 1},
	    {"text right of it is what was done", "交換", 30, 32, 0, 2},
	    {"a figure is the amount", "3", 44, 45, 0, 3},
	    {"a long name", "遠い島の岬にある組", 2, 11, 2, 0},
	    {"pushes the number to the left of its column", "2234567890122", 10,
		23, 2, 1},
	    {"a row without a number has its columns", "塗装", 30, 32, 3, 2},
	    {"a dash stands at the left of the amount", "-", 40, 41, 3, 3},
	};
	enum { N = sizeof words / sizeof *words, EM = 100, HALF = 50 };
	struct layout l = {.a = &a, .em = EM, .leading = 130, .weak = true};
	struct align to = {.columns = holds, .n = 4, .width = 10000};
	struct word *w = arena_new(&a, struct word, N);
	struct words ws = layout_words(&l, N);

	for (size_t i = 0; i < N; i++) {
		w[i] = (struct word){.x0 = words[i].x0 * HALF,
		    .x1 = words[i].x1 * HALF,
		    .y0 = words[i].y * 130,
		    .y1 = words[i].y * 130 + 130,
		    .page = 1,
		    .text = str_of(words[i].text)};
		word_finish(&a, &w[i], false);
		ws.p[ws.n++] = &w[i];
	}
	align_words(&l, &to, ws);
	for (size_t i = 0; i < N; i++) {
		CHECK(words[i].reason, w[i].column == words[i].column);
		CHECK("it is moved to its column",
		    w[i].x0 / to.width == words[i].column);
	}
}

/* -- rows -- */

/* Where a word stands, in half lines, and the row that it belongs to. */
struct placed {
	const char *reason, *text;
	int column, y, row;
};

static void
check_cuts(
    const struct placed *words, size_t n, const struct span *row, size_t rows)
{
	enum { STEP = 65 };
	struct layout l = {.a = &a, .em = 100, .leading = 130, .weak = true};
	struct word *w = arena_new(&a, struct word, n);
	struct words ws = layout_words(&l, n);

	for (size_t i = 0; i < n; i++) {
		w[i] = (struct word){.column = words[i].column,
		    .y0 = words[i].y * STEP,
		    .y1 = words[i].y * STEP + 130,
		    .page = 1,
		    .text = str_of(words[i].text)};
		word_finish(&a, &w[i], false);
		w[i].y = words[i].y * STEP;
		ws.p[ws.n++] = &w[i];
	}
	cuts_share_out(&l, ws, 2, cuts_full_widths(&l, ws, 2), row, rows);
	for (size_t i = 0; i < n; i++)
		CHECK(words[i].reason, w[i].row == words[i].row);
}

static void
test_cuts(void)
{
	static const struct placed words[] = {
	    {"a row begins above its rank", "遠い島にある灯", 0, 0, 0},
	    {"a full line runs on, though the next rank is nearer",
		"台の塗装と点検", 0, 2, 0},
	    {"what closes a bracket is where it was opened", "随意契約（少", 1,
		1, 0},
	    {"though it stands among another's lines", "額）", 1, 3, 0},
	    {"a short line ends the cell", "及び撤去", 0, 4, 0},
	    {"the next line begins one", "岬にある灯台の", 0, 5, 1},
	    {"and so on", "清掃", 0, 7, 1},
	    {"a dash is alone in its cell", "-", 1, 6, 1},
	    {"in each row", "-", 1, 9, 2},
	    {"the last row has what is left", "港の灯台", 0, 9, 2},
	};
	static const struct span ranks[] = {{130, 130}, {390, 390}, {585, 585}};

	check_cuts(words, sizeof words / sizeof *words, ranks, 3);
}

static void
test_cuts_in_sentences(void)
{
	static const struct placed words[] = {
	    {"a comment of one line", "点検した。", 0, 0, 0},
	    {"a full line runs on", "灯台を点検して船", 0, 4, 1},
	    {"though a line of the label at the side is between", "を守った。",
		0, 8, 1},
	    {"the sentence ended: the next line begins a comment",
		"港の灯台は古いが", 0, 10, 2},
	    {"and runs on", "直せる。", 0, 12, 2},
	};
	static const struct placed names[] = {
	    {"a name of one line", "岬組", 0, 0, 0},
	    {"a full line of what are no sentences", "遠い島の灯台商会", 0, 4,
		1},
	    {"ends where white follows", "海岸の組", 0, 8, 2},
	    {"and the next row has what is left", "港にある灯台工務", 0, 10, 2},
	    {"to its end", "店一同", 0, 12, 2},
	};
	static const struct span questions[] = {{0, 0}, {325, 325}, {650, 780}};

	check_cuts(words, sizeof words / sizeof *words, questions, 3);
	check_cuts(names, sizeof names / sizeof *names, questions, 3);
}

/* -- texts of goals -- */

static void
test_beside(void)
{
	static const struct beside_word words[] = {
	    {{"灯台の点検を年に", sizeof "灯台の点検を年に" - 1}, 10, 1, 1,
		false, false},
	    {{"二度行い、船の安", sizeof "二度行い、船の安" - 1}, 10, 2, 1,
		false, false},
	    {{"点検した灯台の数", sizeof "点検した灯台の数" - 1}, 19, 2, 1,
		false, true},
	    {{"全を確保する。", sizeof "全を確保する。" - 1}, 7, 3, 1, true,
		false},
	    {{"（LED", sizeof "（LED" - 1}, 17, 3, 1, false, false},
	    {{"化した", sizeof "化した" - 1}, 22, 3, 1, false, true},
	    {{"ものを除く）", sizeof "ものを除く）" - 1}, 18, 4, 1, false,
		false},
	    /* the next page shows the end of the cell again */
	    {{"全を確保する。", sizeof "全を確保する。" - 1}, 8, 5, 2, false,
		false},
	    {{"ものを除く）", sizeof "ものを除く）" - 1}, 20, 6, 2, false,
		false},
	};
	static const char *const goal[] = {
	    "灯台の点検を年に", "二度行い、船の安", "全を確保する。"};
	static const char *const indicator[] = {
	    "点検した灯台の数", "（LED 化した", "ものを除く）"};
	struct list left = {0}, right = {0};
	struct beside_word *w =
	    arena_new(&a, struct beside_word, sizeof words / sizeof *words);

	memcpy(w, words, sizeof words);
	/* words of one line are slices of it */
	str line = S("（LED 化した");
	w[4].text = str_take(line, sizeof "（LED" - 1);
	w[5].text = str_skip(line, sizeof "（LED " - 1);
	line = S("二度行い、船の安 点検した灯台の数");
	w[1].text = str_take(line, sizeof "二度行い、船の安" - 1);
	w[2].text = str_skip(line, sizeof "二度行い、船の安 " - 1);
	beside_split(&a, w, sizeof words / sizeof *words, true, &left, &right);
	CHECK("lines of a goal", left.n == 3);
	CHECK("lines of its indicator", right.n == 3);
	for (size_t i = 0; i < left.n && i < 3; i++)
		CHECK("a full line ends where the column does",
		    str_eq(*list_at(&left, str, i), str_of(goal[i])));
	for (size_t i = 0; i < right.n && i < 3; i++)
		CHECK("what is right of it is the indicator's",
		    str_eq(*list_at(&right, str, i), str_of(indicator[i])));
}

/* -- the whole of it, as lines and as boxes -- */

static const char goals_text[] =
    "                          事業番号 0042\n"
    "            平成30年度行政事業レビューシート          （港湾省）\n"
    "\n"
    " 事業名       灯台の点検          担当部局庁 海岸局          作成責任者\n"
    "\n"
    " 会計区分      一般会計\n"
    "\n"
    " 実施方法      直接実施、委託・請負\n"
    "                    27年度    28年度    29年度    30年度    31年度要求\n"
    "           当初予算         10     11      12     13       14\n"
    "              計           10     11      12     13       14\n"
    "           執行額            9     10      11\n"
    "\n"
    "            定量的な成果目標        成果指標            単位       27年度 "
    "    28年度     29年度    中間目標  目標最終年度\n"
    "                                                                          "
    "            - 年度   32 年度\n"
    " 成果目標及び\n"
    "  成果実績   灯台の点検を年に                     成果実績 -              "
    " 4         5        6        -          -\n"
    " （アウトカム） 二度行い、船の安 点検した灯台の数\n"
    "             全を確保する。   （LEDを除く）    目標値 -               8   "
    "     10       12        -         12\n"
    "\n"
    "                                      達成度 ％               50        "
    "50       50        -          -\n"
    "\n"
    " 根拠として用いた\n"
    "  統計・データ名 港湾省調べ\n"
    "   （出典）\n"
    "                         事業所管部局による点検・改善\n"
    "             項     目            評 価       評価に関する説明\n"
    "\n"
    "     競争性が確保されているなど支出先の選定は妥当 ○     "
    "公募により選定した。\n"
    "     か。\n"
    "\n"
    "     所管府省名      事業番号            事業名\n"
    "     港湾省        0043   港の灯台の修繕\n"
    "     海洋省 新30-0002      海図の更新\n"
    "\n"
    "          点検結果     灯台の点検は順調である。\n"
    "\n"
    "                              支出先上位１０者リスト\n"
    "A.\n"
    "                                              支出額\n"
    "          支出先        法人番号         業務概要      （百万円） "
    "契約方式等\n"
    "\n"
    "   1 灯台商会（株）   1234567890123 灯器の交換          3 その他\n";

/* Two figures of each year, and what they are of. */
struct goal {
	struct sheet_sink sink; /* first */
	str goal, indicator, unit, evidence;
	bool placed, related;
	struct arena keep;
};

static void
take_goal(struct sheet_sink *sink, const struct sheet *s)
{
	struct goal *g = (struct goal *)(void *)sink;
	const struct outcome *o = s->outcomes.items;
	const struct related_project *p = s->review.related_projects.items;

	if (s->outcomes.n != 1 || o->years.n != 3)
		return;
	g->goal = arena_copy(&g->keep, o->goal);
	g->indicator = arena_copy(&g->keep, o->indicator);
	g->evidence = arena_copy(&g->keep, o->evidence);
	g->unit = o->unit;
	g->placed = true;
	for (size_t y = 0; y < 3; y++) {
		const struct outcome_year *at =
		    list_at(&o->years, const struct outcome_year, y);
		g->placed = g->placed &&
		    dec_eq(at->actual.value, dec_of(4 + (int)y)) &&
		    dec_eq(at->target.value, dec_of(8 + 2 * (int)y));
	}
	g->related = s->review.related_projects.n == 2 &&
	    str_eq(p[0].number, S("0043")) &&
	    str_eq(p[1].ministry, S("海洋省")) &&
	    str_eq(p[1].number, S("新30-0002")) &&
	    str_eq(s->review.result, S("灯台の点検は順調である。"));
}

static void
test_goals(void)
{
	struct goal g = {.sink.put = take_goal};
	struct arena arena = {0};
	struct reading r = {.source = {.file = S("test")},
	    .sink = &g.sink,
	    .arena = &arena,
	    .report = report};
	struct in in;

	in_memory(&in, str_of(goals_text));
	r.in = &in;
	CHECK("it is read", text_reader.read(&r, &in) && !r.refusal);
	CHECK("a goal goes on behind a line of the label at the left",
	    str_eq(
		g.goal, S("灯台の点検を年に二度行い、船の安全を確保する。")));
	CHECK("its indicator stands beside it, behind a single space",
	    str_eq(g.indicator, S("点検した灯台の数（LEDを除く）")));
	CHECK("a dash behind the label of a row is the unit",
	    str_is_null(g.unit));
	CHECK("and no figure", g.placed);
	CHECK("evidence stands at its label",
	    str_eq(g.evidence, S("港湾省調べ")));
	CHECK("related projects are what cells say, results come below",
	    g.related);
	in_close(&in);
	arena_free(&arena);
	arena_free(&g.keep);
}

int
main(void)
{
	test_goals();
	test_recognise();
	test_read();
	test_align();
	test_cuts();
	test_cuts_in_sentences();
	test_beside();
	arena_free(&a);
	return unit_done();
}
