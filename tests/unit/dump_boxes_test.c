/*
 * boxes, box_rows: lists of payees whose paragraphs are cells.  Invented
 * sheets, as pdfminer writes them.
 */
#include "dump_sheet.h"
#include "unit.h"

#define HEADINGS \
	"支出先\n\n法人番号\n\n業務概要\n\n支出額\n（百万円）\n\n契約方式等\n" \
	"\n" \
	"入札者数\n（応募者数）\n\n落札率\n\n"
#define LIST \
	"平成30年度行政事業レビューシート （ 港湾省 ）\n\n" \
	"支出先上位１０者リスト\n\nA.\n\n" HEADINGS

/* The payee of that rank, of the nth block from 1. */
static const struct payee *
payee(const struct sheet *sheet, int block, int64_t rank)
{
	static const struct payee none;

	for (size_t i = 0; i < sheet->payees.n; i++) {
		const struct payee *p =
		    list_at(&sheet->payees, struct payee, i);
		block -= dec_cmp(p->rank.value, dec_of(1)) == 0;
		if (block == 0 && dec_cmp(p->rank.value, dec_of(rank)) == 0)
			return p;
	}
	return &none;
}

static bool
is(struct dec value, const char *digits)
{
	return value.known && dec_cmp(value, dec_cell(str_of(digits))) == 0;
}

static void
test_ranks(void)
{
	struct sheet s =
	    sheet_of(LIST "2 入江大学\n\n1\n\n3\n\n株式会社波止場\n\n"
			  "（株）灯台守\n\n桟橋の点検業務\n\n潮位の調査\n\n"
			  "灯火の交換業務\n\n"
			  "9 その他\n\n8 その他\n\n7 その他\n\n");

	CHECK("a line with a rank may come before the ranks alone",
	    str_eq(payee(&s, 1, 2)->name, S("入江大学")));
	CHECK("the other names are those of the other ranks",
	    str_eq(payee(&s, 1, 1)->name, S("株式会社波止場")) &&
		str_eq(payee(&s, 1, 3)->name, S("（株）灯台守")));

	s = sheet_of(LIST
	    "1\n\n2\n\n株式会社波止場\n\n（株）灯台守\n\n桟橋の点検業務\n\n"
	    "灯火の交換業務\n\n9\n\n随意契約（公募\n）\n\n8 "
	    "その他\n\n1\n\n-\n\n");
	CHECK("a figure without a name is no rank but the bidders",
	    s.payees.n == 2 && is(payee(&s, 1, 1)->bidders.value, "1"));
	CHECK("a competition has them", !payee(&s, 1, 2)->bidders.value.known);
}

static void
test_pages(void)
{
	struct sheet s = sheet_of(LIST
	    "1\n\n株式会社波止場\n\n桟橋の点検業務\n\n9 その他\n\n"
	    "\f" HEADINGS
	    "3\n\n2 （株）灯台守\n\n入江大学\n\n灯火の交換業務\n\n"
	    "潮位の調査\n\n8 その他\n\n7 その他\n\nB\n\n1\n\n南の島大学\n\n"
	    "海図の作成\n\n3 その他\n\n");

	CHECK("a list goes on on the next page",
	    str_eq(payee(&s, 1, 3)->name, S("入江大学")) &&
		is(payee(&s, 1, 3)->amount.value, "7000000"));
	CHECK("until another begins",
	    str_eq(payee(&s, 2, 1)->name, S("南の島大学")));
}

static void
test_cut(void)
{
	struct sheet s = sheet_of(
	    LIST "1\n\n2\n\n株式会社波止場\n\n（株）灯台守\n\n"
		 "港内の桟橋と岸壁と防波堤を点検し、\n結果をまとめる業務\n"
		 "港内にあるすべての灯火を交換する業\n務\n\n9 その他\n\n8 "
		 "その他\n\n");

	CHECK("a paragraph of two cells is cut behind a short line",
	    str_eq(payee(&s, 1, 1)->description,
		S("港内の桟橋と岸壁と防波堤を点検し、結果をまとめる業務")));
	CHECK("and what follows is of the next row",
	    str_eq(payee(&s, 1, 2)->description,
		S("港内にあるすべての灯火を交換する業務")));
}

static void
test_numbers(void)
{
	struct sheet s = sheet_of(
	    LIST "1\n\n2\n\n3\n\n個人A\n\n入江市\n\n（株）灯台守\n\n"
		 "4000020010025\n\n2000001012019\n\n桟橋の点検業務\n\n"
		 "灯火の交換業務\n\n潮位の調査\n\n9 その他\n\n8 その他\n\n"
		 "7 その他\n\n");

	CHECK("who is not named has no number",
	    str_is_null(payee(&s, 1, 1)->corporate_number));
	CHECK("a town has one of the state",
	    str_eq(payee(&s, 1, 2)->corporate_number, S("4000020010025")));
}

static void
test_reasons(void)
{
	struct sheet s = sheet_of(LIST
	    "応募者がほ\nかになく、\n今後は期間\nを延ばして\n公告する。\n\n"
	    "1\n\n2\n\n株式会社波止場\n\n（株）灯台守\n\n桟橋の点検業務\n\n"
	    "灯火の交換業務\n\n1,200 その他\n\n8 その他\n\n");

	CHECK("a reason is told of the large contract",
	    str_eq(payee(&s, 1, 1)->reason,
		S("応募者がほかになく、今後は期間を延ばして公告する。")));
}

static void
test_turned(void)
{
	struct sheet s = sheet_of(LIST
	    "1\n\n株式会社波止場\n\n桟橋の点検業務\n\nB\n\n" HEADINGS
	    "1\n\n2\n\n（株）灯台守\n\n入江大学\n\n灯火の交換業務\n\n"
	    "潮位の調査\n\n8 その他\n\n3 補助金等交付\n\n支出額\n（百万円）\n\n"
	    "9 その他\n\n");

	CHECK("amounts that run over two blocks are nobody's",
	    !payee(&s, 1, 1)->amount.value.known &&
		!payee(&s, 2, 1)->amount.value.known);
	CHECK("names stay", str_eq(payee(&s, 2, 2)->name, S("入江大学")));
	CHECK("and nothing is lost",
	    is_unparsed(&s, "補助金等交付") || is_unparsed(&s, "9"));
}

int
main(void)
{
	test_ranks();
	test_pages();
	test_cut();
	test_numbers();
	test_reasons();
	test_turned();
	arena_free(&arena);
	return unit_done();
}
