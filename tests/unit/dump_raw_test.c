/*
 * dump: lists as pdftotext -raw writes them, invented: a page's cells of one
 * line in one script first, then those that wrap or mix scripts.
 */
#include "text/text.h"
#include "unit.h"

static struct arena arena;

static const char title[] = "平成30年度行政事業レビューシート ( 国土交通省 )\n";
static const char headings[] =
    "支 出 先 法 人 番 号 業 務 概 要 契約方式等 落札率\n";
static const char more[] =
    "支出先上位１０者リスト欄についてさらに記載が必要な場合は"
    "チェックの上【別紙３】に記載 チェック\n";

static struct sheet
read_text(const char *const *parts, size_t n)
{
	struct text text = {.arena = &arena};
	struct sheet sheet = {0};

	for (size_t i = 0; i < n; i++)
		text_put(&text, str_of(parts[i]));
	text_read_sheet(&arena, text_str(&text), 1, &sheet);
	return sheet;
}

#define READ(...) \
	read_text((const char *const[]){__VA_ARGS__}, \
	    sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static const struct payee *
payee_of(const struct list *list, size_t i)
{
	static const struct payee none;

	return i < list->n ? list_at(list, struct payee, i) : &none;
}

static void
test_wrapped(void)
{
	struct sheet sheet =
	    READ(title, "支出先上位１０者リスト\nA.\n", headings,
		"1 4010005009602 40 3 91.5% -\n"
		"2 港南工務店 4010005009602 30 補助金等交付 - - -\n"
		"3 4010005009602 標識の点検 20 補助金等交付 - - -\n"
		"4 浜松屋 4010005009602 10 その他 - - -\n",
		"支 出 額\n（百万円）\n",
		"一般財団法人みなと振\n興会\n"
		"護岸の点検と補修に係る業務を\n実施\n"
		"一般競争契約（\n総合評価）\n"
		"平成30年度の標識の設置工事\n"
		"(株)入江\n"
		"護岸の点検と補修に係る業務を\n実施\n");

	CHECK("four ranks are four rows", sheet.payees.n == 4);
	CHECK("a description that wraps ends with its last line",
	    str_eq(payee_of(&sheet.payees, 0)->description,
		S("護岸の点検と補修に係る業務を実施")));
	CHECK("a year at its beginning is part of the description",
	    str_eq(payee_of(&sheet.payees, 1)->description,
		S("平成30年度の標識の設置工事")));
	CHECK("a name in two scripts goes to the row that has none",
	    str_eq(payee_of(&sheet.payees, 2)->name, S("(株)入江")));
	CHECK("what two rows have alike is known again",
	    str_eq(payee_of(&sheet.payees, 3)->description,
		S("護岸の点検と補修に係る業務を実施")));
}

static void
test_open(void)
{
	struct sheet sheet =
	    READ(title, "支出先上位１０者リスト\nA.\n", headings,
		"1 4010005009602 護岸の点検 30 補助金等交付 - - -\n"
		"2 4010005009602 標識の点検 20 補助金等交付 - - -\n",
		"支 出 額\n（百万円）\n(株)入江\n");

	CHECK("a name that two rows lack is neither's",
	    !payee_of(&sheet.payees, 0)->name.n &&
		!payee_of(&sheet.payees, 1)->name.n && sheet.unparsed.n == 1);
}

static void
test_pages(void)
{
	struct sheet sheet = READ(title, "支出先上位１０者リスト\nA.\n",
	    headings, "1 港南工務店 4010005009602 40 3 91.5% -\n", "B\n",
	    headings, "1 4010005009602 護岸の点検 30 2 95% -\n", "C\n",
	    headings, more,
	    "費目・使途\n費目 使途 金額\n（百万円）\n需用費 消耗品の購\n入\n",
	    "支 出 額\n（百万円）\n護岸の補修に\n係る業務\n",
	    "支 出 額\n（百万円）\n(株)入江\n", "支 出 額\n（百万円）\n",
	    "\f1 4010005009602 標識の設置 5 1 99% -\n", "D\n", headings,
	    "1 4010005009602 標識の塗装 4 1 99% -\n",
	    "支 出 額\n（百万円）\n(株)D浜\n");

	CHECK("a row of each block is read", sheet.payees.n == 4);
	CHECK("what 費目・使途 has between the passes parts nothing",
	    str_eq(payee_of(&sheet.payees, 0)->description,
		S("護岸の補修に係る業務")));
	CHECK("the second list takes its own cells",
	    str_eq(payee_of(&sheet.payees, 1)->name, S("(株)入江")));
	CHECK("a block without a row of its page goes on on the next",
	    str_eq(payee_of(&sheet.payees, 2)->block, S("C")));
	CHECK("and has nothing of the block that is headed there",
	    !payee_of(&sheet.payees, 2)->name.n &&
		str_eq(payee_of(&sheet.payees, 3)->name, S("(株)D浜")));
}

static void
test_contracts(void)
{
	struct sheet sheet = READ(title, "支出先上位１０者リスト\nA.\n",
	    headings, "1 港南工務店 4010005009602 護岸の点検 40 3 91.5% -\n",
	    more, "業 務 概 要 契約方式 落札率\n",
	    "1 A 4010005009602 標識の塗装 7 1 99% -\n",
	    "支 出 額\n（百万円）\n",
	    "国庫債務負担行為等による契約先上位10者リスト\n",
	    "契 約 先 法 人 番 号 契 約 額\n（百万円）\n(株)入江\n");
	const struct payee *p = payee_of(&sheet.obligations, 0);

	CHECK("the list behind that of 支出先 is that of 契約先",
	    sheet.payees.n == 1 && sheet.obligations.n == 1);
	CHECK("its rows have the letter of their block",
	    str_eq(p->block, S("A")) && str_eq(p->name, S("(株)入江")));
	CHECK("and figures as the other list has them",
	    dec_eq(p->amount.value, dec_of(7000000)) &&
		dec_eq(p->bidders.value, dec_of(1)));
}

int
main(void)
{
	test_wrapped();
	test_open();
	test_pages();
	test_contracts();
	arena_free(&arena);
	return unit_done();
}
