/*
 * dump_review: 点検・改善 and the opinions of invented sheets, in the
 * paragraphs that pdftotext and pdfminer write.
 */
#include "dump_sheet.h"
#include "unit.h"

#define TITLE "平成30年度行政事業レビューシート\n\n( 総務省 )\n\n"

static bool
is(str s, const char *want)
{
	return want ? str_eq(s, str_of(want)) : str_is_null(s);
}

#define BURDEN "受益者との負担関係は妥当であるか。\n\n"
#define COST "単位当たりコスト等の水準は妥当か。\n\n"
#define MIDDLE "資金の流れの中間段階での支出は合理的なものとなっているか。\n\n"

static const struct review_item *
item_of(const struct sheet *s, const char *beginning)
{
	static const struct review_item none;

	for (size_t i = 0; i < s->review.items.n; i++) {
		const struct review_item *item =
		    list_at(&s->review.items, struct review_item, i);
		if (str_starts(item->question, str_of(beginning)))
			return item;
	}
	return &none;
}

static bool
says(const struct sheet *s, const char *question, const char *rating,
    const char *comment)
{
	const struct review_item *item = item_of(s, question);

	return is(item->rating, rating) && is(item->comment, comment);
}

static void
test_questions(void)
{
	struct sheet s = sheet_of(TITLE
	    "事業所管部局による点検・改善\n\n" BURDEN COST MIDDLE
	    "○\n\n‐\n\n△\n\n港の使用料を取っている。\n\n灯台を通らない。\n\n");
	CHECK("stretches of questions, marks and comments are rows",
	    says(&s, "受益者", "○", "港の使用料を取っている。") &&
		says(&s, "単位", NULL, NULL) &&
		says(&s, "資金", "△", "灯台を通らない。"));

	s = sheet_of(TITLE "事業所管部局による点検・改善\n\n"
			   "- \n\n" BURDEN "○\n\n" COST
			   "港の使用料を下げた。\n\n△\n\n" MIDDLE
			   "灯台を通らない。\n\n");
	CHECK("marks may all stand before their questions",
	    says(&s, "受益者", NULL, NULL) &&
		says(&s, "単位", "○", "港の使用料を下げた。") &&
		says(&s, "資金", "△", "灯台を通らない。"));

	s = sheet_of(TITLE "事業所管部局による点検・改善\n\n" BURDEN COST
			   "○\n\n○\n\n港を使う者が払う。\n船も払う。\n"
			   "荷主も払う。\n\n");
	CHECK("three lines for two questions, and no word tells: left alone",
	    says(&s, "受益者", "○", NULL) && says(&s, "単位", "○", NULL));
	s = sheet_of(TITLE "事業所管部局による点検・改善\n\n" BURDEN COST
			   "○\n\n○\n\n港を使う者が払う。\n船も払う。\n"
			   "単位当たりで下がった。\n\n");
	CHECK("a word of the question tells where its comment begins",
	    says(&s, "受益者", "○", "港を使う者が払う。船も払う。") &&
		says(&s, "単位", "○", "単位当たりで下がった。"));

	s = sheet_of(TITLE "事業所管部局による点検・改善\n\n"
			   "競争性のない随意契約となったものはないか。\n\n"
			   "有\n\n" BURDEN "○\n\n効\n性\n\n払っている。\n\n");
	CHECK("letters of an upright group are no comment, 有 is an answer",
	    says(&s, "受益者", "○", "払っている。") &&
		says(&s, "競争性のない", "有", NULL));
}

static void
test_related(void)
{
	static const char rows[] = TITLE
	    "事業所管部局による点検・改善\n\n" BURDEN "○\n\n払っている。\n\n"
	    "所管府省名\n\n事業番号\n\n事業名\n\n総務省\n\n外務省\n\n0027\n\n"
	    "20-0107\n\n灯台の保守\n\n航路の標識\n\n点検結果\n\n"
	    "よく進んだ。\n\n改善の\n方向性\n\nさらに進める。\n\n";
	struct sheet s = sheet_of(rows);
	const struct related_project *p = s.review.related_projects.items;

	CHECK("projects in columns",
	    s.review.related_projects.n == 2 && is(p[0].ministry, "総務省") &&
		is(p[0].number, "0027") && is(p[0].name, "灯台の保守") &&
		is(p[1].number, "20-0107") && is(p[1].name, "航路の標識"));
	CHECK("results behind their labels",
	    is(s.review.result, "よく進んだ。") &&
		is(s.review.direction, "さらに進める。"));

	s = sheet_of(TITLE "事業所管部局による点検・改善\n\n" BURDEN
			   "○\n\n払っている。\n\n所管府省名\n\n事業番号\n\n"
			   "総務省\n\n外務省\n\n0027\n\n灯台の保守\n\n"
			   "点検結果\n改善の\n方向性\n\nよく進んだ。\n\n"
			   "さらに進める。\n\n");
	CHECK("a number is missing: none is placed",
	    s.review.related_projects.n == 0);
	CHECK("two texts behind both labels are one of each",
	    is(s.review.result, "よく進んだ。") &&
		is(s.review.direction, "さらに進める。"));
}

#define EXPERT "外部有識者の所見\n\n"
#define TEAM "行政事業レビュー推進チームの所見\n\n"
#define RESPONSE "所見を踏まえた改善点/概算要求における反映状況\n\n"
#define PAST "関連する過去のレビューシートの事業番号\n\n"

static void
test_opinions(void)
{
	static const struct {
		const char *reason, *text;
		const char *expert, *team, *response, *remarks;
	} cases[] = {
	    {"each behind its label",
		EXPERT "良い。\n\n" TEAM "続けよ。\n\n" RESPONSE
		       "続ける。\n\n備考\n\n増額。\n\n" PAST,
		"良い。", "続けよ。", "続ける。", "増額。"},
	    {"a dash is no opinion",
		EXPERT "‐\n\n" TEAM "続けよ。\n\n" RESPONSE "続ける。\n\n"
		       "備考\n\n" PAST,
		NULL, "続けよ。", "続ける。", NULL},
	    {"the label of the team below its text",
		EXPERT "良い。\n\n続けよ。\n\n" TEAM RESPONSE
		       "続ける。\n\n" PAST,
		"良い。", "続けよ。", "続ける。", NULL},
	    {"the label of the team above that of the experts",
		TEAM EXPERT "続けよ。\n\n続ける。\n\n" RESPONSE PAST "備考\n\n",
		NULL, "続けよ。", "続ける。", NULL},
	    {"remarks before a label that comes late",
		EXPERT TEAM "続けよ。\n\n" RESPONSE "続ける。\n\n"
			    "※灯台については別事業\n\n" PAST "備考\n\n",
		NULL, "続けよ。", "続ける。", "※灯台については別事業"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sheet s = sheet_of(arena_printf(
		    &arena, "%s%s", TITLE "点検結果\n\n", cases[i].text)
					      .p);
		CHECK(cases[i].reason,
		    is(s.expert_opinion, cases[i].expert) &&
			is(s.team_opinion.text, cases[i].team) &&
			is(s.response.text, cases[i].response) &&
			is(s.remarks, cases[i].remarks));
	}
	struct sheet s = sheet_of(
	    TITLE "点検結果\n\n現\n状\n通\nり\n\n縮\n減\n\n" EXPERT TEAM
		  "続けよ。\n\n" RESPONSE "続ける。\n\n" PAST);
	CHECK("verdicts stand elsewhere, the team's first",
	    is(s.team_opinion.verdict, "現状通り") &&
		is(s.response.verdict, "縮減"));
}

#define WIDE \
	"港の灯台を点検した結果、灯火の多くが古くなっており、計画を定めて新し" \
	"いものに" \
	"替えていく必要がある"

static void
test_results(void)
{
	struct sheet s = sheet_of(TITLE
	    "事業所管部局による点検・改善\n\n" BURDEN
	    "○\n\n点検結果\n\n改善の\n方向性\n\n事業番号\n\n事業名\n\n" WIDE
	    "\nと分かった。\n" WIDE "一\n。\n\n外部有識者の所見\n\n");
	CHECK("both results in one block are cut where the first ends",
	    is(s.review.result, WIDE "と分かった。") &&
		is(s.review.direction, WIDE "一。"));

	s = sheet_of(TITLE "事業所管部局による点検・改善\n\n" BURDEN
			   "○\n\n点検結果\n\n港の使用料を取っている。\n\n" WIDE
			   "\nと分かった。\n\n改善の\n方向性\n\n"
			   "外部有識者の所見\n\n");
	CHECK("a comment among the results is none",
	    is(s.review.result, WIDE "と分かった。") &&
		is(s.review.direction, NULL) &&
		says(&s, "受益者", "○", "港の使用料を取っている。"));
}

static void
test_torn(void)
{
	struct sheet s = sheet_of(
	    TITLE "事業所管部局による点検・改善\n\n" BURDEN
		  "○\n\n港の使用料を取っている。\n\n"
		  "資金の流れの中間段階での支出は合理的なものとなっ\n\n△\n\n"
		  "灯台を通らない。\n\n所管府省名\n\n灯台の整備に要する経費\n\n"
		  "総務省\n\n0123\n\n海図\n\n航路\n\nているか。\n\n");
	CHECK("a question whose end is far away",
	    says(&s, "資金", "△", "灯台を通らない。"));
}

int
main(void)
{
	test_results();
	test_torn();
	test_questions();
	test_related();
	test_opinions();
	arena_free(&arena);
	return unit_done();
}
