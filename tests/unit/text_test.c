#include "unit.h"

#include "value/corp.h"
#include "value/era.h"
#include "value/text.h"

static bool
same(str got, const char *want)
{
	if (str_eq(got, str_of(want)))
		return true;
	printf("got \"%.*s\", want \"%s\"\n", STR_ARG(got), want);
	return false;
}

struct pair {
	const char *reason, *in, *want;
};

static void
each(str (*step)(struct arena *, str), const struct pair *cases, size_t n)
{
	struct arena a = {0};

	for (size_t i = 0; i < n; i++)
		CHECK(cases[i].reason,
		    same(step(&a, str_of(cases[i].in)), cases[i].want));
	arena_free(&a);
}

static const struct pair clean[] = {
    {"clean text stays", "一般会計", "一般会計"},
    {"runs of spaces become one", "a  b", "a b"},
    {"a wide space is white space", "課長　木村　公彦", "課長 木村 公彦"},
    {"ends are trimmed", "　a ", "a"},
    {"line breaks stay", "a\nb", "a\nb"},
    {"spaces around a break go with it", "a \n b", "a\nb"},
    {"CR LF is a break", "a\r\nb", "a\nb"},
    {"a tab is a space", "a\tb", "a b"},
    {"U+00A0 is a space",
	"a\xc2\xa0"
	"b",
	"a b"},
    {"soft hyphens and zero-width spaces are spaces",
	"a\xe2\x80\x8b"
	"b",
	"a b"},
    {"control characters go",
	"a\x0e"
	"b",
	"ab"},
    {"full-width letters stay", "Ａ．（株）", "Ａ．（株）"},
    {"only white space is empty", " 　\n", ""},
};

/* n times fill, with something in place `at`. */
static str
with_odd(
    struct arena *a, const char *fill, size_t n, size_t at, const char *odd)
{
	struct text t = {.arena = a};

	for (size_t i = 0; i <= n; i++) {
		if (i == at)
			text_put(&t, str_of(odd));
		if (i < n)
			text_put(&t, str_of(fill));
	}
	return text_str(&t);
}

/* Sixteen bytes are looked at at once: lengths and places around that. */
static void
clean_anywhere(void)
{
	static const struct pair odd[] = {
	    {"a space", " ", " "},
	    {"a line break", "\n", "\n"},
	    {"a tab", "\t", " "},
	    {"a control character", "\x7f", ""},
	    {"U+00A0", "\xc2\xa0", " "},
	    {"a wide space", "　", " "},
	    {"a zero-width space", "\xe2\x80\x8b", " "},
	    {"a byte order mark", "\xef\xbb\xbf", " "},
	    {"two spaces", "　 ", " "},
	    {"a full stop", "。", "。"},
	    {"a quote that begins as some spaces do", "“", "“"},
	};

	for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
		bool white = odd[k].want[0] && odd[k].want[1] == '\0';
		for (size_t n = 0; n < 70; n++)
			for (size_t at = 0; at <= n; at++) {
				const char *fill = n % 2 ? "x" : "あ";
				bool end = at == 0 || at == n;
				struct arena a = {0};
				str in = with_odd(&a, fill, n, at, odd[k].in);
				str want = with_odd(&a, fill, n, at,
				    white && end ? "" : odd[k].want);
				CHECK(odd[k].reason,
				    str_eq(text_clean(&a, in), want));
				arena_free(&a);
			}
	}
}

static const struct pair unhtml[] = {
    {"plain text stays", "3 < 4 かつ 5 > 4", "3 < 4 かつ 5 > 4"},
    {"<br> is a break", "a<br>b<br/>c", "a\nb\nc"},
    {"a block's end is a break", "<div style=\"x\">a</div>b", "a\nb"},
    {"inline tags go", "<b>外部</b><small>(注)</small>", "外部(注)"},
    {"entities are resolved", "R&amp;D &lt;x&gt; &#9312; &#x30AB;",
	"R&D <x> ① カ"},
    {"an unknown entity stays", "A&B; C", "A&B; C"},
    {"a surrogate is no character", "&#xD800;", "&#xD800;"},
    {"a checked box stays visible", "<input type=\"checkbox\" checked>", "☑"},
    {"an unchecked one goes", "a<input type=\"checkbox\">", "a"},
    {"what is no tag of HTML stays", "<国費投入>", "<国費投入>"},
    {"an unclosed bracket stays", "a <b", "a <b"},
};

static const struct pair fold[] = {
    {"white space goes", "予算 の\n状 況", "予算の状況"},
    {"full width becomes ASCII", "（単位：百万円）", "(単位:百万円)"},
    {"dashes become one", "‐−―", "---"},
    {"ー is a letter", "アクティビティー", "アクティビティー"},
    {"middle dots become one", "成果·実績･", "成果・実績・"},
};

static const struct pair number[] = {
    {"spaces go", "2021 - 総務 - 20 - 0095", "2021-総務-20-0095"},
    {"wide digits and dashes too", "新３１　－　００１１", "新31-0011"},
    {"a plain number", "0062", "0062"},
};

static void
voids(void)
{
	static const struct {
		const char *reason, *text;
		bool none, blank;
	} cases[] = {
	    {"a hyphen", "-", true, false},
	    {"several", "---", true, false},
	    {"ー alone", "ー", true, false},
	    {"U+2015", "―", true, false},
	    {"a minus sign in spaces", " − ", true, false},
	    {"U+FF70", "ｰ", true, false},
	    {"nothing", "", false, true},
	    {"a wide space", "　", false, true},
	    {"zero is something", "0", false, false},
	    {"ー in a word", "データ", false, false},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str s = str_of(cases[i].text);
		CHECK(cases[i].reason, text_is_none(s) == cases[i].none);
		CHECK(cases[i].reason, text_is_blank(s) == cases[i].blank);
	}
}

static void
lists(void)
{
	struct arena a = {0};
	struct list pieces = {0};

	CHECK("a list splits at 、 and breaks, never at ・",
	    text_split_list(
		&a, str_of("直接実施、委託・請負\n補助、-、"), &pieces) == 3);
	CHECK(
	    "the second piece", same(*list_at(&pieces, str, 1), "委託・請負"));
	arena_free(&a);
}

static void
eras(void)
{
	static const struct {
		const char *reason, *text;
		int near, want;
	} cases[] = {
	    {"平成", "平成30年度", 2021, 2018},
	    {"元年", "令和元年度", 2021, 2019},
	    {"平成31 is 2019", "平成31年度", 2019, 2019},
	    {"a year after the change of the era", "平成33年度", 2019, 2021},
	    {"昭和 in wide digits", "昭和１８年度", 2022, 1943},
	    {"spaces at the borders", "平成 27 年度", 2015, 2015},
	    {"a bare year on a 平成 sheet", "30年度", 2018, 2018},
	    {"beyond 31 on a sheet of 2019", "33年度", 2019, 2021},
	    {"a bare year on a 令和 sheet", "3年度", 2021, 2021},
	    {"a later one", "7年度", 2021, 2025},
	    {"30 on a sheet of 令和2", "30年度", 2020, 2018},
	    {"western", "2018年度", 0, 2018},
	    {"FY", "FY2018", 0, 2018},
	    {"a bare year without a sheet is not known", "3年度", 0, 0},
	    {"year 0 is no year", "令和0年度", 2021, 0},
	    {"a day is no year of its own", "平成30年7月27日", 2021, 2018},
	    {"a figure is no year", "120館", 2021, 0},
	    {"text before it", "※令和2年度補正", 2021, 2020},
	    {"an era's letter", "H30年度", 2021, 2018},
	    {"and a wide one, 元年", "Ｒ元年度", 2021, 2019},
	    {"both characters of an era in one", "㍻30年度", 2021, 2018},
	    {"a letter and a figure in a text are no year", "R2を用いる", 2021,
		0},
	    {"nor is a letter at a word's end", "TRIM30年", 0, 0},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int got = era_year(str_of(cases[i].text), cases[i].near, NULL);
		if (!CHECK(cases[i].reason, got == cases[i].want))
			printf("got %d\n", got);
	}
	CHECK("a year cell holds nothing else",
	    era_year_cell(S("令和3年度要求"), 2021, false) == 0);
	CHECK("a bare number is a year only where one is meant",
	    era_year_cell(S("29"), 2015, false) == 0);
	CHECK("a letter and a figure alone are one",
	    era_year_cell(S("H30"), 2015, false) == 2018);
	CHECK("and then it is", era_year_cell(S("29"), 2015, true) == 2017);
}

static void
corporate(void)
{
	static const struct {
		const char *reason, *cell, *digits;
		bool valid;
	} cases[] = {
	    {"13 digits whose check digit holds", "7000000000101",
		"7000000000101", true},
	    {"the check digit is 9 less a sum mod 9", "8000000000101",
		"8000000000101", false},
	    {"wide digits and a space", "７０００ ０００００ ０１０１",
		"7000000000101", true},
	    {"12 digits are none", "700000000010", NULL, false},
	    {"14 neither", "70000000001012", NULL, false},
	    {"a word neither", "なし", NULL, false},
	    {"a dummy of nines is not told by its check digit", "9999999999999",
		"9999999999999", true},
	};
	struct arena a = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str got = corp_digits(&a, str_of(cases[i].cell));
		CHECK(cases[i].reason, str_eq(got, str_of(cases[i].digits)));
		CHECK(cases[i].reason, corp_is_valid(got) == cases[i].valid);
	}
	arena_free(&a);
}

int
main(void)
{
#define EACH(step) each(text_##step, step, sizeof step / sizeof *step)
	EACH(clean);
	clean_anywhere();
	EACH(unhtml);
	EACH(fold);
	EACH(number);
	voids();
	lists();
	eras();
	corporate();
	return unit_done();
}
