/*
 * dump_head: the head of invented sheets, in the paragraphs that pdftotext
 * and pdfminer write.
 */
#include "dump_sheet.h"
#include "unit.h"

#define TITLE "平成30年度行政事業レビューシート\n\n( 総務省 )\n\n"

static bool
is(str s, const char *want)
{
	return want ? str_eq(s, str_of(want)) : str_is_null(s);
}

#define NAMES "事業名\n\n灯台の保守\n\n担当部局庁 海洋局\n\n"
#define LAST "事業の目的\n\n港を安全にする。\n\n"

static void
test_head(void)
{
	struct sheet s =
	    sheet_of(TITLE NAMES "担当課室\n\n灯台一課\n航路二課\n\n"
				 "課長 海野 一郎\n課長 山田 二郎\n\n" LAST);
	CHECK("lines of one cell are one division, and an officer each",
	    is(s.division, "灯台一課航路二課") && s.officers.n == 2 &&
		is(*list_at(&s.officers, str, 1), "課長 山田 二郎"));

	s = sheet_of(TITLE NAMES "担当課室\n\n航路標識研究 室長 海野 一郎\n"
				 "推進室\n\n作成責任者\n\n" LAST);
	CHECK("division and officer side by side",
	    is(s.division, "航路標識研究推進室") && s.officers.n == 1 &&
		is(*list_at(&s.officers, str, 0), "室長 海野 一郎"));

	s = sheet_of(
	    TITLE NAMES "担当課室\n\n灯台課\n\n課長\n\n海野\n\n一郎\n\n"
			"作成責任者\n\n" LAST);
	CHECK("an officer in three paragraphs",
	    s.officers.n == 1 &&
		is(*list_at(&s.officers, str, 0), "課長 海野 一郎"));

	s = sheet_of(
	    TITLE NAMES "会計区分\n\n一般会計\n港湾整備長期計画（平成\n"
			"関係する計画、\n10年４月閣議決定）、\n"
			"通知等\n航路標識の方針\n\n" LAST);
	CHECK("a label in the middle of its cell",
	    is(s.related_plans,
		"港湾整備長期計画（平成10年４月閣議決定）、航路標識の方針"));

	s = sheet_of(TITLE NAMES "関係する計画、\n通知等\n\n"
				 "10年４月閣議決定）の計画\n\n" LAST);
	CHECK("half a bracket is no cell", is(s.related_plans, NULL));

	s = sheet_of("事業番号\n\n" TITLE NAMES "0417\n\n" LAST);
	CHECK("a number away from its label", is(s.number, "0417"));

	s = sheet_of(TITLE NAMES "事業終了\n（予定）年度\n\n"
				 "事業開始年度 平成26年度\n\n終了予定なし\n\n"
				 "会計区分\n\n一般会計\n\n" LAST);
	CHECK("one year and an open end",
	    s.start_year == 2014 && s.end_year == 0 &&
		s.end_open == TRUTH_TRUE);
}

static bool
has_officers(const struct sheet *s, const char *first, const char *second)
{
	size_t n = 1 + (second != NULL);

	return s->officers.n == n &&
	    is(*list_at(&s->officers, str, 0), first) &&
	    (!second || is(*list_at(&s->officers, str, 1), second));
}

#define PEOPLE TITLE NAMES "担当課室\n\n"

static void
test_people_beside(void)
{
	struct sheet s = sheet_of(PEOPLE "港湾情報・沿岸\n課長 海野 一郎\n"
					 "通信課\n\n" LAST);
	CHECK("an officer between the lines of a division",
	    is(s.division, "港湾情報・沿岸通信課") &&
		has_officers(&s, "課長 海野 一郎", NULL));

	s = sheet_of(PEOPLE "港湾情報・沿岸 港湾情報・沿岸通信課\n長\n"
			    "通信課\n海野 一郎\n\n" LAST);
	CHECK("a title that wraps, its name below",
	    is(s.division, "港湾情報・沿岸通信課") &&
		has_officers(&s, "港湾情報・沿岸通信課長", "海野 一郎"));

	s = sheet_of(PEOPLE "灯台保守課\n課長 海野 一郎\n"
			    "航路標識室 室長 山田 二郎\n\n" LAST);
	CHECK("two divisions and an officer each",
	    is(s.division, "灯台保守課\n航路標識室") &&
		has_officers(&s, "課長 海野 一郎", "室長 山田 二郎"));

	s = sheet_of(PEOPLE "航路標識企 航路標識長\n画官\n野 一郎\n\n"
			    "作成責任者\n\n海\n\n" LAST);
	CHECK("the name began beside the title",
	    has_officers(&s, "航路標識長 海野 一郎", NULL));

	s = sheet_of(PEOPLE "港湾情報推 室長\n進室\n航路標識推 室長\n"
			    "進室\n\n海野\n山田\n\n一郎\n二郎\n\n" LAST);
	CHECK("names in two columns of their own",
	    is(s.division, "港湾情報推進室\n航路標識推進室") &&
		has_officers(&s, "室長 海野 一郎", "室長 山田 二郎"));

	s = sheet_of(PEOPLE "灯台保守課\n\n作成責任者\n課長\n\n" LAST);
	CHECK("a title without a name is no officer, and no division",
	    is(s.division, "灯台保守課") && s.officers.n == 0);
}

/* A line that fills the cell of a text, and one that does not. */
#define LINE \
	"港の安全を守るため、灯台の保守と点検を計画的に進め、船の航行を支えて" \
	"港の"
#define END "維持を図る。\n"
#define SUMMARY "事業概要\n（5行程度以\n"
#define METHODS "実施方法\n\n直接実施\n\n"
#define HEAD TITLE NAMES "主要経費\n\n公共事業\n\n"

static void
test_prose(void)
{
	struct sheet s =
	    sheet_of(HEAD "事業の目的\n" LINE "\n" END "\n" LINE
			  "一\n" SUMMARY END "※別紙\n内。別添可）\n" METHODS);
	CHECK("texts are parted where their labels are in the middle",
	    is(s.purpose, LINE "維持を図る。") &&
		str_starts(s.summary, S(LINE "一維持を図る。")));

	s = sheet_of(HEAD "事業の目的\n\n事業概要\n\n" LINE "\n" END LINE
			  "二\n" END "\n" METHODS);
	CHECK("labels that are apart do not tell, the end of a text does",
	    is(s.purpose, LINE "維持を図る。") &&
		is(s.summary, LINE "二維持を図る。"));

	s = sheet_of(
	    "令和5年度行政事業レビューシート\n\n( 総務省 )\n\n" NAMES
	    "主要経費\n\n公共事業\n\n" LINE "\n事業の目的\n" END LINE
	    "二\n現状・課題\n" END LINE "三\n事業の概要\n" END "\n" METHODS);
	CHECK("現状・課題 stands between the two",
	    is(s.purpose, LINE "維持を図る。") &&
		is(s.issues, LINE "二維持を図る。") &&
		is(s.summary, LINE "三維持を図る。"));

	s = sheet_of(HEAD "事業の目的\n\n" LINE "\n\n事業概要\n\n" LINE
			  "二\n" END "\n" METHODS "の維持を図る。\n\n");
	CHECK("a last line below all others goes back",
	    is(s.purpose, LINE "の維持を図る。"));

	s = sheet_of(HEAD "事業の目的\n\n" LINE "\n" END "\n事業概要\n\n" LINE
			  "二\n" END "（補助率10/10）\n\n実施方法\n補助\n\n");
	CHECK("what names a rate is no method",
	    str_ends(s.summary, S("（補助率10/10）")) && s.methods.n == 1 &&
		is(*list_at(&s.methods, str, 0), "補助"));
}

static void
test_plans(void)
{
	struct sheet s = sheet_of(TITLE NAMES
	    "会計区分\n\n一般会計\n港湾整備の計画的な推進について（平成10年\n\n"
	    "関係する計画、\n４月５日港湾審議会決定）、航路標識の保\n"
	    "通知等\n\n守について\n\n" LAST);
	CHECK("lines far above and below the others",
	    is(s.related_plans,
		"港湾整備の計画的な推進について（平成10年４月５日港湾審議会"
		"決定）、航路標識の保守について"));

	s = sheet_of(
	    TITLE NAMES "港湾法第一条、灯台の保守に関する規則第二条、航路\n"
			"灯台の長期計画（平成10年）\n根拠法令\n"
			"関係する計画、\n通知等\n標識規則\n\n" LAST);
	CHECK("two cells in one block are left open",
	    is(s.related_plans, NULL) && s.unparsed.n > 0);
}

int
main(void)
{
	test_head();
	test_people_beside();
	test_prose();
	test_plans();
	arena_free(&arena);
	return unit_done();
}
