#include "value/name.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static void
check_canonical(void)
{
	static const struct {
		const char *reason, *name, *want;
	} cases[] = {
	    {"one sign for the form is written out", "㈱山田商会",
		"株式会社山田商会"},
	    {"full-width parentheses too", "（株）山田商会",
		"株式会社山田商会"},
	    {"and ASCII ones", "(株)山田商会", "株式会社山田商会"},
	    {"and half-width behind full-width", "（株)山田商会",
		"株式会社山田商会"},
	    {"spaces inside the parentheses do not matter", "( 株 )山田商会",
		"株式会社山田商会"},
	    {"the form may stand behind", "山田商会㈱", "山田商会株式会社"},
	    {"before and behind are different companies", "株式会社山田商会",
		"株式会社山田商会"},
	    {"in the middle it counts as well", "山田商会(株)東京支店",
		"山田商会株式会社東京支店"},
	    {"several are all written out", "(株)甲・(有)乙",
		"株式会社甲・有限会社乙"},
	    {"the single letter of 社団法人 counts at the beginning",
		"（社）みどり会", "社団法人みどり会"},
	    {"but not in the middle", "みどり会（社）東支部",
		"みどり会(社)東支部"},
	    {"国研", "(国研)試験所", "国立研究開発法人試験所"},
	    {"独", "（独）試験所", "独立行政法人試験所"},
	    {"一社 and 公財", "（一社）甲（公財）乙",
		"一般社団法人甲公益財団法人乙"},
	    {"NPO法人 at the beginning", "NPO法人 みどり",
		"特定非営利活動法人みどり"},
	    {"an ambiguous abbreviation stays", "（国）甲大学", "(国)甲大学"},
	    {"full-width letters become narrow", "ＡＢＣ株式会社",
		"ABC株式会社"},
	    {"half-width kana become full", "ｱｲｼｽﾃﾑ ｻﾎﾟｰﾄ",
		"アイシステムサポート"},
	    {"a voice mark of its own is composed", "サポ\xe3\x82\x99ート",
		"サポ\xe3\x82\x99ート"},
	    {"a kana and its voice mark are composed", "カ\xe3\x82\x99ラス",
		"ガラス"},
	    {"the sign of one code point for the form", "㍿山田",
		"株式会社山田"},
	    {"ー is a letter", "センター", "センター"},
	    {"a dash is none and stays what it is", "センタ―", "センタ―"},
	    {"line breaks are white space", "山田\n商会", "山田商会"},
	    {"ideographic and no-break spaces", "山　田\xc2\xa0商会",
		"山田商会"},
	    {"nothing is nothing", "", ""},
	    {"only white space is nothing", " 　\n", ""},
	};
	struct arena a = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str got = name_canonical(&a, str_of(cases[i].name), NULL);
		if (!CHECK(cases[i].reason, str_eq(got, str_of(cases[i].want))))
			printf("\t%s -> %.*s, want %s\n", cases[i].name,
			    STR_ARG(got), cases[i].want);
	}
	arena_free(&a);
}

static void
check_keys(void)
{
	static const struct {
		const char *reason, *one, *other;
		bool same;
		unsigned steps; /* of the first */
	} cases[] = {
	    {"the legal form", "㈱甲", "株式会社甲", true,
		NAME_WIDTH | NAME_FORM},
	    {"dashes of any kind", "A‐B社団", "A−B社団", true, NAME_DASH},
	    {"a full-width dash", "Ａ－Ｂ", "A-B", true, NAME_WIDTH},
	    {"ー is no dash", "コーヒー", "コ-ヒ-", false, 0},
	    {"half-width ｰ is ー", "コｰヒｰ", "コーヒー", true, NAME_WIDTH},
	    {"case matters", "Abc", "ABC", false, 0},
	    {"a word more matters", "甲市", "甲市役所", false, 0},
	    {"spaces", "甲 乙", "甲乙", true, NAME_SPACE},
	};
	struct arena a = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		unsigned steps = 0;
		str x = name_key(&a,
		    name_canonical(&a, str_of(cases[i].one), &steps), &steps);
		str y = name_key(
		    &a, name_canonical(&a, str_of(cases[i].other), NULL), NULL);
		CHECK(cases[i].reason, str_eq(x, y) == cases[i].same);
		CHECK("the steps tell why", steps == cases[i].steps);
	}
	CHECK("methods lose only white space and width",
	    str_eq(name_compact(&a, S("一般競争契約　（最低価格）")),
		S("一般競争契約(最低価格)")));
	CHECK("null stays null",
	    str_is_null(name_canonical(&a, STR_NULL, NULL)) &&
		str_is_null(name_compact(&a, STR_NULL)));
	arena_free(&a);
}

static void
check_placeholders(void)
{
	static const struct {
		const char *reason, *name;
		bool placeholder;
	} cases[] = {
	    {"a person with a letter", "個人A", true},
	    {"full-width", "個人Ａ", true},
	    {"with a space", "個人　Ａ", true},
	    {"in parentheses", "個人（Ａ）", true},
	    {"with a number", "職員１０", true},
	    {"without any tag", "個人", true},
	    {"a company with a letter before", "A社", true},
	    {"a legal form with a letter", "㈱A", true},
	    {"two letters", "AB社", true},
	    {"a longer word that ends in one", "期間業務職員A", true},
	    {"with a count behind", "職員B（1件）", true},
	    {"several heads", "検討会出席委員（複数名）", true},
	    {"a count of heads", "留学生（24,922人）", true},
	    {"and others", "個人Ｆ他5名", true},
	    {"and more", "研究代表者Aほか", true},
	    {"a tag inside parentheses", "文化交流使（個人E）", true},
	    {"a kana tag", "個別（イ）", true},
	    {"both", "出張者A（個人）", true},
	    {"a range of tags", "個人A～E", true},
	    {"several tags", "職員A,B,C", true},
	    {"a tag behind 等", "検査機関等A", true},
	    {"a form behind a word, with a tag", "不動産会社B", true},
	    {"others", "その他", true},
	    {"others with a count", "その他（12者）", true},
	    {"not made public", "非公表", true},
	    {"the same as above", "同上", true},
	    {"a ditto mark", "〃", true},
	    {"a mask", "〇〇株式会社", true},
	    {"only marks", "***", true},
	    {"a form behind a tag", "A株式会社", true},
	    {"two small letters are a tag", "株式会社ab", true},
	    {"a letter and a number too", "一般社団法人G10", true},
	    {"a company of two letters", "ＨＲ株式会社", false},
	    {"letters with dots between", "株式会社G・I・M", false},
	    {"a company that is a number", "株式会社88", false},
	    {"a joint venture", "甲株式会社・乙株式会社JV", false},
	    {"a company", "株式会社山田商会", false},
	    {"a person's name is a name", "山田花子（個人）", false},
	    {"a name that ends in a letter", "山田商会A", false},
	    {"a city", "青空市", false},
	    {"a company with a number", "第3工業株式会社", false},
	    {"an office", "東京労働局", false},
	    {"a company of letters", "ABC社", false},
	    {"a company and others", "山田商会ほか3社", false},
	    {"その他 inside a name is a word", "株式会社その他研究社", false},
	};
	struct arena a = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str key = name_key(
		    &a, name_canonical(&a, str_of(cases[i].name), NULL), NULL);
		if (!CHECK(cases[i].reason,
			name_is_placeholder(key) == cases[i].placeholder))
			printf("\t%s\n", cases[i].name);
	}
	arena_free(&a);
}

/* The way without tables must be utf8proc's, for every code point and with
 * every code point behind it that could join it. */
static void
check_against_tables(void)
{
	struct arena a = {0};
	unsigned wrong = 0;

	for (uint32_t c = 0x21; c < 0x30000; c++) {
		char text[12] = "か";
		size_t n = 3;
		utf8proc_uint8_t *mapped = NULL;
		utf8proc_ssize_t size;
		str got;
		if ((c >= 0xd800 && c < 0xe000) || c == 0x7f)
			continue;
		n += str_encode(c, text + n);
		memcpy(text + n, "か", 3);
		n += 3;
		size = utf8proc_map((utf8proc_uint8_t *)text,
		    (utf8proc_ssize_t)n, &mapped,
		    UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE);
		got = name_compact(&a, (str){text, n});
		if (size > 0 && memchr(mapped, ' ', (size_t)size) == NULL &&
		    !str_eq(got, (str){(char *)mapped, (size_t)size}) &&
		    got.n != 6 && wrong++ < 5)
			printf("\tU+%04X\n", c);
		free(mapped);
		arena_reset(&a);
	}
	CHECK("the way without tables equals NFKC", wrong == 0);
	arena_free(&a);
}

int
main(void)
{
	check_canonical();
	check_keys();
	check_placeholders();
	check_against_tables();
	return unit_done();
}
