/*
 * dump_lists, dump_pairs: lists and tables whose columns come one after
 * another.  Invented sheets, as pdftotext and pdfminer write them.
 */
#include "dump_sheet.h"
#include "unit.h"

#define TITLE "平成30年度行政事業レビューシート （ 港湾省 ）\n\n"
#define LIST \
	TITLE "支出先上位１０者リスト\n\nA.\n\n支出先\n\n法人番号\n\n" \
	      "業務概要\n\n支出額\n（百万円）\n\n契約方式等\n\n" \
	      "入札者数\n（応募者数）\n\n落札率\n\n"

static const struct payee *
payee(const struct sheet *sheet, size_t i)
{
	static const struct payee none;

	return i < sheet->payees.n ? list_at(&sheet->payees, struct payee, i)
				   : &none;
}

static bool
has_amount(const struct payee *p, int64_t yen)
{
	return p->amount.value.known &&
	    dec_cmp(p->amount.value, dec_of(yen)) == 0;
}

static void
test_columns(void)
{
	struct sheet s = sheet_of(LIST
	    "1\n\n2\n\n3\n\n株式会社波止場\n\n（株）灯台守\n\n入江大学\n\n"
	    "桟橋の点検業務\n\n灯火の交換業務\n\n潮位の調査\n\n12\n\n8.5\n\n"
	    "3\n\n一般競争契約（\n最低価格）\n\n随意契約（少額\n）\n\n"
	    "その他\n\n2\n\n97%\n");

	CHECK("whole columns are as many rows as ranks", s.payees.n == 3);
	CHECK("the second name is of the second row",
	    str_eq(payee(&s, 1)->name, S("（株）灯台守")));
	CHECK("so is the second description",
	    str_eq(payee(&s, 1)->description, S("灯火の交換業務")));
	CHECK("and the second amount", has_amount(payee(&s, 1), 8500000));
	CHECK("a rate is of the row with a competition",
	    payee(&s, 0)->award_rate.value.known &&
		!payee(&s, 1)->award_rate.value.known);
	CHECK("the block has the letter of its list",
	    str_eq(payee(&s, 2)->block, S("A")));
}

static void
test_rows(void)
{
	struct sheet s = sheet_of(
	    LIST "1\n\n国立研究開発法人海洋\n観測機構\n\n深海の観測\n\n"
		 "10 その他\n\n2\n\n株式会社波止場\n\n"
		 "桟橋の点検\n\n随意契約（少額\n8 ）\n\n");

	CHECK("cells row by row", s.payees.n == 2);
	CHECK("a name goes on after a full line",
	    str_eq(payee(&s, 0)->name, S("国立研究開発法人海洋観測機構")));
	CHECK("an amount within the lines of a method is one",
	    has_amount(payee(&s, 1), 8000000) &&
		str_eq(payee(&s, 1)->method, S("随意契約（少額）")));
}

static void
test_pieces(void)
{
	struct sheet s =
	    sheet_of(LIST "1 株式会社波止場\n\n2 （株）灯台守\n\n3 入江大学\n\n"
			  "港湾の桟橋と岸壁を点検する請負\n\n"
			  "4000012010025 業務と、その結果を取りまとめる\n\n"
			  "報告書の作成\n\n2000012010019\n\n灯火の交換業務\n\n"
			  "潮位の調査\n\n12 その他\n\n契約（\n8 一般競争\n"
			  "最低価格）\n\n2\n\n97%\n\n3 その他\n\n");

	CHECK("a line beside the number stands in the middle of its cell",
	    s.payees.n == 3 &&
		str_eq(payee(&s, 0)->description,
		    S("港湾の桟橋と岸壁を点検する請負業務と、その結果を"
		      "取りまとめる報告書の作成")));
	CHECK("a method is known by its lines in any order",
	    str_eq(payee(&s, 1)->method, S("一般競争契約（最低価格）")) &&
		has_amount(payee(&s, 1), 8000000));
	CHECK("bidders are of the row with a competition",
	    payee(&s, 1)->bidders.value.known &&
		!payee(&s, 0)->bidders.value.known);
}

static void
test_doubts(void)
{
	struct sheet s = sheet_of(LIST
	    "1 株式会社波止場\n\n4000012010025 桟橋の点検業務\n\n12 その他\n\n"
	    "2 （株）灯台守\n\n8000001012344 ー灯火の交換\n\n8 その他\n\n");

	CHECK("a company has no number of the state",
	    s.payees.n == 2 && str_is_null(payee(&s, 0)->corporate_number));
	CHECK("which is not lost", is_unparsed(&s, "4000012010025"));
	CHECK("what its number leaves alone stays",
	    str_eq(payee(&s, 0)->name, S("株式会社波止場")));
	CHECK("a text that begins in a word is torn",
	    str_is_null(payee(&s, 1)->description) &&
		str_is_null(payee(&s, 1)->name));
	CHECK("and is not lost", is_unparsed(&s, "ー灯火の交換"));
	s = sheet_of(
	    LIST "1 株式会社波止場\n\n桟橋と岸壁の点検業務\n\n12 その他\n\n"
		 "2 （株）灯台守\n\n岸壁の点検業務\n\n8 その他\n\n");
	CHECK("the end of a neighbour's description is torn off",
	    str_is_null(payee(&s, 1)->description) &&
		is_unparsed(&s, "（株）灯台守"));
}

static void
test_contradictions(void)
{
	struct sheet s =
	    sheet_of(LIST "1 株式会社波止場\n\n桟橋の点検業務\n\n12 その他\n\n"
			  "2 97%\n\n2 （株）灯台守\n\n灯火の交換業務\n\n"
			  "8 その他\n4000012010025\n\n");

	CHECK("bidders without a competition are nobody's",
	    s.payees.n == 2 && !payee(&s, 0)->bidders.value.known &&
		!payee(&s, 0)->award_rate.value.known &&
		!payee(&s, 1)->award_rate.value.known);
	CHECK("and are not lost", is_unparsed(&s, "97%"));
	s = sheet_of(
	    TITLE "費目・使途\n\nA.株式会社波止場海運\n\nB.入江大学\n\n費目\n\n"
		  "使途\n\n金額\n(百万円）\n\n費目\n\n使途\n\n金額\n"
		  "(百万円）\n\n計\n\n11\n\n計\n\n6\n\n"
		  "支出先上位１０者リスト\n\nA.\n\n支出先\n\n法人番号\n\n"
		  "業務概要\n\n支出額\n（百万円）\n\n契約方式等\n\n"
		  "1 株式会社波止場\n\n桟橋の点検業務\n\n11 その他\n\n"
		  "2 （株）灯台守\n\n灯火の交換業務\n\n8 その他\n\n");
	CHECK("a name that the sheet knows with more has lost its end",
	    s.payees.n == 2 && str_is_null(payee(&s, 0)->name) &&
		is_unparsed(&s, "株式会社波止場"));
	CHECK("one that it does not know stays",
	    str_eq(payee(&s, 1)->name, S("（株）灯台守")));
}

#define BLOCK \
	"支出先\n\n法人番号\n\n業務概要\n\n支出額\n（百万円）\n\n" \
	"契約方式等\n\n"

static void
test_letters_by_names(void)
{
	struct sheet s = sheet_of(
	    TITLE "費目・使途\n\nA.株式会社波止場\n\nB.入江大学\n\n費目\n\n"
		  "使途\n\n金額\n(百万円）\n\n費目\n\n使途\n\n金額\n"
		  "(百万円）\n\n計\n\n11\n\n計\n\n6\n\n"
		  "支出先上位１０者リスト\n\nA\n\n" BLOCK
		  "1 入江大学\n\n潮位の調査\n\n6 その他\n\nB\n\n" BLOCK
		  "1 株式会社波止場\n\n桟橋の点検業務\n\n11 その他\n\n");

	CHECK("blocks in another order have the letters of their payees",
	    s.payees.n == 2 && str_eq(payee(&s, 0)->block, S("B")) &&
		str_eq(payee(&s, 1)->block, S("A")));
}

static void
test_heading_lines(void)
{
	struct sheet s = sheet_of(
	    LIST "1 株式会社波止場\n\n一者応札・一\n\n桟橋の点検業務\n\n"
		 "者応募又は\n\n12 その他\n\n");

	CHECK("a line of a heading is of no cell",
	    s.payees.n == 1 &&
		str_eq(payee(&s, 0)->name, S("株式会社波止場")) &&
		str_eq(payee(&s, 0)->description, S("桟橋の点検業務")));
}

static void
test_prose(void)
{
	struct sheet s =
	    sheet_of(LIST "1\n2\n\n株式会社波止場海運総合灯台\n入江大学\n\n"
			  "ひかる海ひかる空ひかる夜\nしおさい\n\n12 その他\n\n"
			  "3 その他\n\n");

	CHECK("lines with hiragana are of descriptions",
	    s.payees.n == 2 &&
		str_eq(
		    payee(&s, 0)->description, S("ひかる海ひかる空ひかる夜")) &&
		str_eq(payee(&s, 1)->name, S("入江大学")));
}

static void
test_letters(void)
{
	struct sheet s = sheet_of(
	    LIST "1 株式会社波止場\n\n桟橋の点検業務\n\n12 その他\n\nB\n"
		 "\f支出先\n\n法人番号\n\n業務概要\n\n支出額\n（百万円）\n\n"
		 "契約方式等\n\n1 （株）灯台守\n\n灯火の交換業務\n\n"
		 "8 その他\n\nC\n\n支出先\n\n法人番号\n\n業務概要\n\n"
		 "支出額\n（百万円）\n\n契約方式等\n\n1 入江大学\n\n"
		 "潮位の調査\n\n3 その他\n\n");

	CHECK("a letter at the foot of a page is of the next page's block",
	    s.payees.n == 3 && str_eq(payee(&s, 1)->block, S("B")) &&
		str_eq(payee(&s, 2)->block, S("C")));
}

static void
test_ambiguous(void)
{
	struct sheet s = sheet_of(
	    LIST "1\n\n2\n\n3\n\n株式会社波止場\n\n（株）灯台守\n\n入江大学\n\n"
		 "桟橋の点検業務\n\n灯火の交換業務\n\n潮位の調査\n\n12\n\n3\n\n"
		 "その他\n\nその他\n\nその他\n");

	CHECK("names are placed", s.payees.n == 3);
	CHECK("two amounts for three rows are nobody's",
	    !payee(&s, 0)->amount.value.known &&
		!payee(&s, 2)->amount.value.known);
	CHECK("and nothing is lost", is_unparsed(&s, "12"));

	s = sheet_of(
	    LIST "1\n\n2\n\n3\n\n株式会社波止場\n\n（株）灯台守\n\n入江大学\n\n"
		 "桟橋の点検業務\n\n灯火の交換業務\n\n潮位の調査\n\n"
		 "3\n\n12\n\n8.5\n\nその他\n\nその他\n\nその他\n\n-\n98%\n");
	CHECK("amounts that do not fall may be in another order",
	    s.payees.n == 3 && !payee(&s, 0)->amount.value.known &&
		is_unparsed(&s, "8.5"));
}

/* One paragraph for the payee, the number and the description of a row. */
static void
test_row_lines(void)
{
	struct sheet s = sheet_of(LIST
	    "港湾の桟橋と岸壁を定期に点\n"
	    "1 国立研究開発法人海洋 4000012010025 検し、その結果を取りまと\n"
	    "観測機構\n"
	    "めて公表する業務の請負契約\n"
	    "の履行\n\n10 その他\n\n"
	    "2 株式会社波止場\n\n"
	    "2000012010019 港湾の桟橋と岸壁の点検業務\nの補助\n\n"
	    "8 その他\n\n");

	CHECK("lines of a name and of a description stand in turns",
	    s.payees.n == 2 &&
		str_eq(payee(&s, 0)->name, S("国立研究開発法人海洋観測機構")));
	CHECK("each is centred in the row",
	    str_eq(payee(&s, 0)->description,
		S("港湾の桟橋と岸壁を定期に点検し、その結果を取りまとめて"
		  "公表する業務の請負契約の履行")));
	CHECK("a line below that of the number goes on in its row",
	    str_eq(payee(&s, 1)->description,
		S("港湾の桟橋と岸壁の点検業務の補助")));
}

/* Rows one by one, but for the amounts of some, which come at the end. */
static void
test_late(void)
{
	static const char *const names[] = {"株式会社波止場", "（株）灯台守",
	    "入江大学", "浮標工業株式会社", "防波堤株式会社"};
	static const int64_t amounts[] = {
	    22000000, 15000000, 9000000, 8000000, 5000000};
	struct sheet s = sheet_of(
	    LIST "1\n\n株式会社波止場\n\n港湾の桟橋と岸壁を定期に点\n"
		 "4000012010025 検する業務\n\n22 その他\n\n"
		 "2\n\n（株）灯台守\n\n灯火の交換業務\n\n"
		 "3\n\n入江大学\n\n潮位の調査\n\n"
		 "4\n\n浮標工業株式会社\n\n浮標の塗装業務\n\n8 その他\n\n"
		 "5\n\n防波堤株式会社\n\n堤体の補修工事\n\n5 その他\n\n"
		 "15 随意契約（少額）\n\n9 随意契約（少額）\n\n");

	CHECK("late amounts make no rows", s.payees.n == 5);
	for (size_t i = 0; i < 5; i++)
		CHECK("they are of those that lack theirs, in order",
		    str_eq(payee(&s, i)->name, str_of(names[i])) &&
			has_amount(payee(&s, i), amounts[i]));
}

/* Lines of a cell that stand far apart are paragraphs. */
static void
test_loose_lines(void)
{
	struct sheet s = sheet_of(LIST
	    "1 株式会社波止場\n\n4000012010025 検し、その結果を取りまと\n\n"
	    "港湾の桟橋と岸壁を定期に点\n\nめて公表する業務\n\n"
	    "9 その他\n\n"
	    "2 （株）灯台守\n\n2000012010019 交換し、その結果を取りま\n\n"
	    "8 その他\n\n3 入江大学\n\n潮位の観測\n"
	    "5000012010024 の業務\n\n5 その他\n\n");

	CHECK("a full line beside the number may be the middle of a text",
	    s.payees.n == 3 && str_is_null(payee(&s, 1)->description) &&
		is_unparsed(&s, "交換し、その結果を取りま"));
	CHECK("its name and its amount stay",
	    str_eq(payee(&s, 1)->name, S("（株）灯台守")) &&
		has_amount(payee(&s, 1), 8000000));
}

/* A text wraps where its line is full. */
static void
test_patched(void)
{
	struct sheet s = sheet_of(LIST
	    "1 株式会社波止場\n\n港湾の桟橋と岸壁を定期に点\n"
	    "4000012010025 検し、その結果を取りまとめ\n\nて公表する業務\n\n"
	    "9 その他\n\n"
	    "2 （株）灯台守\n\n灯火の交換と\n"
	    "2000012010019 点検してその結果を取りまと\n\nめて公表する業務\n\n"
	    "8 その他\n\n");

	CHECK("what goes on behind full lines is one text",
	    str_eq(payee(&s, 0)->description,
		S("港湾の桟橋と岸壁を定期に点検し、その結果を取りまとめて"
		  "公表する業務")));
	CHECK("behind a short one it may be another's",
	    s.payees.n == 2 && str_is_null(payee(&s, 1)->description) &&
		is_unparsed(&s, "灯火の交換と"));
}

/* A rank that is not below the one above is another number. */
static void
test_astray(void)
{
	struct sheet s = sheet_of(LIST
	    "1 入江省\n\n4000012010025 桟橋の点検業務\n\n12 その他\n\n"
	    "2 岬大学\n\n2000012010019 灯火の交換業務\n\n8 その他\n\n"
	    "3 灯台大学\n\n5000012010024 潮位の調査業務\n\n5 その他\n\n"
	    "2 海図大学\n\n7000012010015 海図の作成業務\n\n4 その他\n\n"
	    "5 波止場大学\n\n8000012010014 岸壁の清掃業務\n\n3 その他\n\n");

	CHECK("a row whose rank goes back is nobody's",
	    s.payees.n == 4 && is_unparsed(&s, "海図大学"));
	CHECK("those around it stay",
	    str_eq(payee(&s, 2)->name, S("灯台大学")) &&
		str_eq(payee(&s, 3)->name, S("波止場大学")));
}

/* A row that lacks a cell does not spoil what others have on their lines. */
static void
test_hole(void)
{
	struct sheet s = sheet_of(LIST
	    "1 株式会社波止場\n\n4000012010025 桟橋の点検業務\n\n9 その他\n\n"
	    "2\n\n2000012010019 灯火の交換業務\n\n8 その他\n\n"
	    "3 入江大学\n\n潮位の観測\n5000012010024 の業務\n\n"
	    "5 その他\n\n");

	CHECK("a row without a name is one", s.payees.n == 3);
	CHECK("a name beside its rank is of its row",
	    str_eq(payee(&s, 2)->name, S("入江大学")));
}

static void
test_contracts(void)
{
	struct sheet s = sheet_of(LIST
	    "1\n\n株式会社波止場\n\n桟橋の点検\n\n10 その他\n\n"
	    "国庫債務負担行為等による契約先上位10者リスト\n\nブロッ\nク\n名\n\n"
	    "契約先\n\n法人番号\n\n業務概要\n\n契約額\n（百万円）\n\n契約方式\n"
	    "\n"
	    "1 A\n\n（株）灯台守\n\n灯台の新築\n\n99 その他\n");

	CHECK("what stands under 契約先 is a contract",
	    s.payees.n == 1 && s.obligations.n == 1);
	CHECK("its block is what ブロック名 says",
	    s.obligations.n == 1 &&
		str_eq(
		    list_at(&s.obligations, struct payee, 0)->block, S("A")));
}

#define SPENDING \
	TITLE \
	"費目・使途\n\nA.株式会社波止場\n\nB.入江大学\n\n費目\n\n使途\n\n" \
	"金額\n(百万円）\n\n費目\n\n使途\n\n金額\n(百万円）\n\n"

static const struct spending *
spending(const struct sheet *sheet, size_t i)
{
	static const struct spending none;

	return i < sheet->spending.n
	    ? list_at(&sheet->spending, struct spending, i)
	    : &none;
}

static void
test_pairs(void)
{
	struct sheet s = sheet_of(
	    SPENDING "人件費\n\n職員の給与\n\n9\n\n旅費\n\n港への出張\n\n5\n\n"
		     "物品費\n\n双眼鏡の購入\n\n2\n\n雑役務費\n\n印刷\n\n1\n\n"
		     "計\n\n11\n\n計\n\n6\n");

	CHECK("two tables", s.spending.n == 2);
	CHECK("two rows each, by their sums",
	    spending(&s, 0)->items.n == 2 && spending(&s, 1)->items.n == 2);
	CHECK("計 is the total",
	    spending(&s, 0)->total.value.known &&
		dec_cmp(spending(&s, 0)->total.value, dec_of(11000000)) == 0);
	CHECK("the text beside an amount is of its row",
	    spending(&s, 1)->items.n == 2 &&
		str_eq(list_at(&spending(&s, 1)->items, struct spending_item, 0)
			   ->use,
		    S("港への出張")));

	s = sheet_of(SPENDING "9\n\n5\n\n2\n\n1\n\n計\n\n12\n\n計\n\n6\n");
	CHECK("figures that do not add up are nobody's",
	    spending(&s, 0)->items.n == 0 && is_unparsed(&s, "12"));
}

static bool
is_row(const struct spending *s, size_t i, const char *item, const char *use,
    int64_t yen)
{
	if (i >= s->items.n)
		return false;
	const struct spending_item *row =
	    list_at(&s->items, struct spending_item, i);

	return str_eq(row->item, str_of(item)) &&
	    str_eq(row->use, str_of(use)) && row->amount.value.known &&
	    dec_cmp(row->amount.value, dec_of(yen)) == 0;
}

static void
test_pairs_columns(void)
{
	/* 費目 at the left comes whole, among the label at the side */
	struct sheet s = sheet_of(TITLE
	    "A.株式会社波止場\n費目\n費目・使途\n（「資金の流れ」に\n"
	    "おいてブロックご 人件費\nとに最大の金額\n旅費\n計\n\n"
	    "使途\n\nB.入江大学\n\n金額\n(百万円）\n\n費目\n\n使途\n\n"
	    "金額\n(百万円）\n\n職員の給与のうち港の灯台を守る\n者に払うもの"
	    "\n\n9 物品費\n\n双眼鏡の購入\n\n5\n\n港への出張\n\n"
	    "2 雑役務費\n\n案内の印刷\n\n1\n\n11\n\n計\n\n6\n");

	CHECK("names before the first 費目 are of its tables",
	    s.spending.n == 2 &&
		str_eq(spending(&s, 0)->payee, S("株式会社波止場")));
	CHECK("a column that came whole meets its rows",
	    is_row(spending(&s, 0), 1, "旅費", "港への出張", 2000000));
	CHECK("a cell goes on behind a full line",
	    is_row(spending(&s, 0), 0, "人件費",
		"職員の給与のうち港の灯台を守る者に払うもの", 9000000));
	CHECK("what follows an amount on its line is at the right",
	    is_row(spending(&s, 1), 0, "物品費", "双眼鏡の購入", 5000000) &&
		is_row(spending(&s, 1), 1, "雑役務費", "案内の印刷", 1000000));
}

/* Figures that come behind others of their table, or of the next. */
static void
test_pairs_late(void)
{
	struct sheet s = sheet_of(SPENDING
	    "人件費\n\n職員の給与\n\n物品費\n\n双眼鏡の購入\n\n5\n\n"
	    "旅費\n\n港への出張\n\n2\n\n雑役務費\n\n案内の印刷\n\n1\n\n"
	    "計\n\n11\n\n計\n\n6\n\n9\n");

	CHECK("an amount behind 計 is of the row that lacks it",
	    is_row(spending(&s, 0), 0, "人件費", "職員の給与", 9000000) &&
		is_row(spending(&s, 0), 1, "旅費", "港への出張", 2000000));

	s = sheet_of(SPENDING
	    "人件費\n\n職員の給与\n\n9\n\n物品費\n\n双眼鏡の購入\n\n5\n\n"
	    "旅費\n\n港への出張\n\n2\n\n雑役務費\n\n案内の印刷\n\n1\n\n"
	    "計\n\n計\n\n6\n\n"
	    "C.灯台町\n\nD.合同会社岬\n\n費目\n\n使途\n\n"
	    "金額\n(百万円）\n\n費目\n\n使途\n\n金額\n(百万円）\n\n"
	    "借料\n\n倉庫の借上げ\n\n8\n\n通信費\n\n無線の回線\n\n4\n\n"
	    "計\n\n8\n\n計\n\n4\n\n11\n");
	CHECK("計 may come behind the next table",
	    dec_cmp(spending(&s, 0)->total.value, dec_of(11000000)) == 0 &&
		is_row(spending(&s, 0), 1, "旅費", "港への出張", 2000000));
	CHECK("which has its own",
	    dec_cmp(spending(&s, 2)->total.value, dec_of(8000000)) == 0 &&
		is_row(spending(&s, 2), 0, "借料", "倉庫の借上げ", 8000000));
}

/* Texts that are in doubt. */
static void
test_pairs_texts(void)
{
	struct sheet s = sheet_of(SPENDING
	    "人件費\n\n職員の給与\n\n9\n\n旅費\n\n港への（出張\n\n5\n\n"
	    "物品費\n\n双眼鏡の購入\n\n2\n\n雑役務費\n\n印刷\n\n1\n\n"
	    "計\n\n11\n\n計\n\n6\n");

	CHECK("a text with an open bracket is in nobody's row",
	    spending(&s, 1)->items.n == 2 &&
		str_is_null(
		    list_at(&spending(&s, 1)->items, struct spending_item, 0)
			->use) &&
		is_unparsed(&s, "港への（出張"));

	s = sheet_of(SPENDING
	    "委託研究費\n人件費\n\n海図の研究\n\n9\n\n物品費\n\n双眼鏡の購入"
	    "\n\n5\n\n雑役務費\n\n印刷\n\n1\n\n計\n\n9\n\n計\n\n6\n");
	CHECK("nor are two 費目 that came as one",
	    spending(&s, 0)->items.n == 1 &&
		str_is_null(
		    list_at(&spending(&s, 0)->items, struct spending_item, 0)
			->item) &&
		is_unparsed(&s, "人件費"));
}

/* What the flow says that a block got. */
static void
test_pairs_told(void)
{
	struct sheet s =
	    sheet_of(TITLE "資金の流れ\n\nA．株式会社波止場\n１１百万円\n\n"
			   "費目・使途\n\nA.株式会社波止場\n\n費目\n\n使途\n\n"
			   "金額\n(百万円）\n\n9\n\n2\n\n計\n\n11\n");

	CHECK("計 is believed without rows where the flow says it",
	    spending(&s, 0)->items.n == 0 &&
		dec_cmp(spending(&s, 0)->total.value, dec_of(11000000)) == 0);

	s = sheet_of(TITLE "資金の流れ\n\nA．株式会社波止場\n１３百万円\n\n"
			   "費目・使途\n\nA.株式会社波止場\n\n費目\n\n使途\n\n"
			   "金額\n(百万円）\n\n9\n\n2\n\n計\n\n11\n");
	CHECK("but not where it says another",
	    !spending(&s, 0)->total.value.known && is_unparsed(&s, "11"));
}

int
main(void)
{
	test_columns();
	test_rows();
	test_pieces();
	test_doubts();
	test_contradictions();
	test_letters();
	test_letters_by_names();
	test_heading_lines();
	test_prose();
	test_ambiguous();
	test_row_lines();
	test_late();
	test_loose_lines();
	test_patched();
	test_astray();
	test_hole();
	test_contracts();
	test_pairs();
	test_pairs_columns();
	test_pairs_late();
	test_pairs_texts();
	test_pairs_told();
	arena_free(&arena);
	return unit_done();
}
