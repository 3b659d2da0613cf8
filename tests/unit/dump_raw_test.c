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

static const struct spending *
spending_of(const struct sheet *sheet, size_t i)
{
	static const struct spending none;

	return i < sheet->spending.n
	    ? list_at(&sheet->spending, struct spending, i)
	    : &none;
}

static bool
is_item(const struct spending *s, size_t i, const char *item, const char *use,
    int64_t million)
{
	if (i >= s->items.n)
		return false;
	const struct spending_item *it =
	    list_at(&s->items, struct spending_item, i);
	return str_eq(it->item, str_of(item)) && str_eq(it->use, str_of(use)) &&
	    dec_eq(it->amount.value, dec_of(million * 1000000));
}

static const char spending_head[] =
    "費目 金額\n（百万円） 費目 金額\n（百万円）\n";

static void
test_spending(void)
{
	struct sheet sheet = READ(title, "使途 使途\n",
	    "人件費 8 庁費 消耗品の購入 5\n旅費 委員の旅費 2 3\n",
	    "計 10 計 8\n",
	    "費目・使途\n（「資金の流れ」に\nおいてブロックごとに最大の金額\n"
	    "が支出されている者について記載する。費目と使途の双方で実情が\n"
	    "分かるように記載）\n",
	    "A.(株)入江 B.港南工務店\n", spending_head,
	    "護岸の点検と補修に係る業務に従\n事する職員の人件費\n",
	    "在外職員等\n旅費\n標識の設置のための出張旅費\n");

	CHECK("two tables stand side by side", sheet.spending.n == 2);
	CHECK("an item's use that wraps is the row's that has none",
	    is_item(spending_of(&sheet, 0), 0, "人件費",
		"護岸の点検と補修に係る業務に従事する職員の人件費", 8));
	CHECK("a row of nothing but an amount has both in the second pass",
	    is_item(spending_of(&sheet, 1), 1, "在外職員等旅費",
		"標識の設置のための出張旅費", 3));
}

static void
test_spending_pages(void)
{
	struct sheet sheet = READ(title,
	    "費目・使途\nA.(株)入江 B.港南工務店\n費目 使途 金額\n（百万円） "
	    "費目 使途 金額\n（百万円）\n",
	    "\f人件費 職員の給与 8 庁費 消耗品の購入 5\n計 8 計 5\n",
	    "旅費 委員の旅費 2 謝金 委員の謝金 3\n計 2 計 3\n",
	    "C.(株)D浜 D.みなと商店\n費目 使途 金額\n（百万円） "
	    "費目 使途 金額\n（百万円）\n");

	CHECK("tables whose headings are in the second pass are told apart",
	    sheet.spending.n == 4);
	CHECK("a heading at the end of a page heads the next",
	    str_eq(spending_of(&sheet, 0)->payee, S("(株)入江")) &&
		is_item(spending_of(&sheet, 0), 0, "人件費", "職員の給与", 8));
	CHECK("what follows the totals is the next table",
	    str_eq(spending_of(&sheet, 3)->payee, S("みなと商店")) &&
		is_item(spending_of(&sheet, 3), 0, "謝金", "委員の謝金", 3));
}

static void
test_items(void)
{
	struct sheet sheet =
	    READ("平成27年度行政事業レビューシート ( 国土交通省 )\n",
		"当初予算 100 120 110 130 90\n", "費目 主な増減理由\n",
		"10 8\n旅費 6 4\n3 2\n19 14\n",
		"平成27・28年度\n予算内訳\n（単位：百万円）\n"
		"27年度当初予算 28年度要求\n",
		"港湾整備事業等\n工事費\n護岸の点検を前年度に終えたこと\nによる"
		"減。\n"
		"航路標識維持管\n理費\n");
	const struct budget *b = &sheet.budget;

	if (!CHECK("a last line that is the sum of the others is 計",
		b->items.n == 3 && sheet.spending.n == 0))
		return;
	const struct budget_item *item =
	    list_at(&b->items, struct budget_item, 0);
	CHECK("the first row has its name and the reason of all",
	    str_eq(item[0].item, S("港湾整備事業等工事費")) &&
		str_eq(b->change_reason,
		    S("護岸の点検を前年度に終えたことによる減。")));
	CHECK("a later one only its name",
	    str_eq(item[2].item, S("航路標識維持管理費")));
}

static void
test_items_quota(void)
{
	struct sheet sheet = READ(
	    "平成27年度行政事業レビューシート ( 国土交通省 )\n",
	    "当初予算 100 120 110 130 90\n", "費目 主な増減理由\n7 5 4 4 4\n",
	    "10 8\n旅費 6 4\n3 2\n計 19 14\n",
	    "平成27・28年度\n予算内訳\n（単位：百万円）\n"
	    "27年度当初予算 28年度要求\n",
	    "港湾整備事業等\n工事費\n重要政策推進枠 12\n"
	    "護岸の点検を前年度に終えたこと\nによる減。\n"
	    "航路標識維持管\n理費\n"
	    "成果目標及び\n①港を使う船\nの数\n");
	const struct budget *b = &sheet.budget;

	if (!CHECK(
		"a row of more than two amounts is no item", b->items.n == 3))
		return;
	CHECK("a reason that opens with its share of 推進枠 is whole",
	    str_eq(b->change_reason,
		S("重要政策推進枠 12\n"
		  "護岸の点検を前年度に終えたことによる減。")) &&
		str_eq(list_at(&b->items, struct budget_item, 0)->item,
		    S("港湾整備事業等工事費")));
	CHECK("the heading of the next part is no item's name",
	    str_eq(list_at(&b->items, struct budget_item, 2)->item,
		S("航路標識維持管理費")));
}

static const struct review_item *
question_of(const struct sheet *sheet, const char *begin)
{
	static const struct review_item none;

	for (size_t i = 0; i < sheet->review.items.n; i++) {
		const struct review_item *item =
		    list_at(&sheet->review.items, struct review_item, i);
		if (str_starts(item->question, str_of(begin)))
			return item;
	}
	return &none;
}

static void
test_review(void)
{
	struct sheet sheet = READ(title, "事業所管部局による点検・改善\n",
	    "項 目 評 価 評価に関する説明\n",
	    "○\n‐\n無\n競争性のない随意契約となったものはないか。 無\n"
	    "受益者との負担関係は妥当であるか。 ○\n"
	    "△ 単価は前年度と同じである。\n",
	    "事業の目的は国民や社会のニーズを的確に反映し\nているか。\n"
	    "港の利用者の求めに応えるものであ\nる。\n"
	    "地方自治体、民間等に委ねることができない事業な\nのか。\n"
	    "一般競争契約、指名競争契約又は随意契約（企画\n"
	    "競争）による支出のうち、一者応札又は一者応募と\n"
	    "なったものはないか。\n"
	    "利用者は使用料を負担しており、関\n係は妥当である。\n"
	    "単位当たりコスト等の水準は妥当か。\n");
	const struct review_item *item = question_of(&sheet, "事業の目的は");

	CHECK("as many marks as questions are theirs in order",
	    str_eq(item->rating, S("○")) &&
		str_eq(question_of(&sheet, "一般競争契約")->rating, S("無")) &&
		str_eq(question_of(&sheet, "単位当たり")->rating, S("△")));
	CHECK("a comment stands behind its question",
	    str_eq(item->comment, S("港の利用者の求めに応えるものである。")));
	CHECK("one rated - has none",
	    !question_of(&sheet, "地方自治体")->comment.n);
	CHECK(
	    "behind a question that wraps comes also what one of one line has",
	    str_eq(question_of(&sheet, "受益者との")->comment,
		S("利用者は使用料を負担しており、関係は妥当である。")));
	CHECK("and the comment of one line stands behind its mark",
	    str_eq(question_of(&sheet, "単位当たり")->comment,
		S("単価は前年度と同じである。")));
}

static void
test_review_rows(void)
{
	struct sheet sheet = READ(title, "事業所管部局による点検・改善\n",
	    "項 目 評 価 評価に関する説明\n",
	    "○\n活動実績は見込みに見合ったものであるか。 ○\n",
	    "一般競争契約、指名競争契約又は随意契約（企画\n"
	    "競争）による支出のうち、一者応札又は一者応募と\n"
	    "なったものはないか。\n有\n",
	    "事業実施に当たって他の手段・方法等が考えられる\n"
	    "場合、それと比較してより効果的あるいは低コストで\n"
	    "実施できているか。\n"
	    "公募を行っており、他の手段はないと\n考える。\n"
	    "見込みを下回ったものの、概ね見込\nみどおりである。\n");

	CHECK("of two rows each takes a whole sentence",
	    str_eq(question_of(&sheet, "事業実施に")->comment,
		S("公募を行っており、他の手段はないと考える。")) &&
		str_eq(question_of(&sheet, "活動実績は")->comment,
		    S("見込みを下回ったものの、概ね見込みどおりである。")));
	CHECK("a mark of the second pass is the question's that lacks one",
	    str_eq(question_of(&sheet, "一般競争契約")->rating, S("有")));
}

static void
test_review_marks(void)
{
	struct sheet sheet = READ(title, "事業所管部局による点検・改善\n",
	    "項 目 評 価 評価に関する説明\n",
	    "○\n‐\n受益者との負担関係は妥当であるか。 ○ 妥当である。\n",
	    "事業の目的は国民や社会のニーズを的確に反映し\nているか。\n"
	    "○\n港の利用者の求めに応えるものであ\nる。\n"
	    "地方自治体、民間等に委ねることができない事業な\nのか。\n");
	const struct review_item *item = question_of(&sheet, "事業の目的は");

	CHECK("text among marks of other rows is no comment",
	    str_eq(item->rating, S("○")) && str_is_null(item->comment));
}

static void
test_goals(void)
{
	struct sheet sheet =
	    READ("定量的な成果目標 成果指標 単位\n中間目標\n- 32\n",
		"成果実績 人 28 30 35\n",
		"平成31年度行政事業レビューシート ( 国土交通省 )\n",
		"成果目標及び\n成果実績\n（アウトカム）\n28年度 29年度 30年度\n"
		"港の利用者を増や\nす\n利用者の人数\n",
		"\f目標値 人 20 30 35 - 40\n達成度 ％ 140 100 100\n",
		"定量的な成果目標 成果指標 単位\n中間目標\n- -\n",
		"成果実績 - 5 6 7 － －\n目標値 - 5 6 7 － －\n"
		"達成度 － 100 100 100 － －\n",
		"成果実績\n（アウトカム） 港の利用者を増や\nす\n"
		"成果目標及び\n成果実績\n（アウトカム）\n28年度 29年度 30年度\n"
		"航路の事故を減ら\nす\n事故の件数\n");

	if (!CHECK("years beside 中間目標 are no row", sheet.outcomes.n == 2))
		return;
	const struct outcome *o = list_at(&sheet.outcomes, struct outcome, 0);
	const struct outcome_year *year =
	    list_at(&o[0].years, struct outcome_year, 0);
	CHECK("the second of them is that of the last target",
	    !o[0].interim && o[0].final && o[0].final->fiscal_year == 2020 &&
		dec_eq(o[0].final->target.value, dec_of(40)));
	CHECK("a table goes on on the next page",
	    dec_eq(year->attainment.value, dec_of(140)));
	CHECK("a title torn by the page's end is no other table's",
	    str_starts(o[0].goal, S("港の利用者")) &&
		str_starts(o[1].goal, S("航路の事故")));
	year = list_at(&o[1].years, struct outcome_year, 0);
	CHECK("a dash before all rows is the unit",
	    dec_eq(year->actual.value, dec_of(5)));
}

static void
test_yearless(void)
{
	struct sheet sheet =
	    READ("定量的な成果目標 成果指標 単位\n中間目標\n- 32\n",
		"成果実績 人 28 30 35\n目標値 人 20 30 35 - 40\n",
		"平成31年度行政事業レビューシート ( 国土交通省 )\n",
		"成果目標及び\n成果実績\n（アウトカム）\n28年度 29年度 30年度\n"
		"港の利用者を増や\nす\n利用者の人数\n",
		"\f定量的な成果目標 成果指標 単位\n中間目標\n- -\n",
		"成果実績 - 5 6 7 8 －\n目標値 - 5 6 7 9 －\n"
		"達成度 － 100 100 100 － －\n",
		"成果目標及び\n成果実績\n（アウトカム）\n28年度 29年度 30年度\n"
		"航路の事故を減ら\nす\n事故の件数\n");

	CHECK("中間目標 without a year has no 成果実績",
	    sheet.outcomes.n == 2 &&
		list_at(&sheet.outcomes, struct outcome, 1)->years.n &&
		!list_at(&sheet.outcomes, struct outcome, 1)->interim);
}

/* The cells of one line come first, those that wrap in the second pass. */
static void
test_head(void)
{
	struct sheet s = READ("事業番号 0417\n",
	    "事業名 港湾局\n" /* the name wraps */
	    "会計区分 一般会計\n"
	    "海洋政策 主要経費 港湾整備事業費\n"
	    "実施方法 委託・請負\n"
	    "当初予算 12 13 14 15 16\n",
	    title,
	    "岬の灯台を訪れる人に向けた案内板の多言語化とその手入れに要\n"
	    "する経費 担当部局庁 作成責任者\n"
	    "事業開始年度 平成21年度 事業終了\n"
	    "（予定）年度 終了予定なし 担当課室\n"
	    "航路標識企画課\n"
	    "灯台活用推進室\n"
	    "課長 海野 渚\n"
	    "室長 岬 一\n"
	    "郎\n"
	    "根拠法令\n（具体的な\n条項も記載）\n"
	    "航路標識法第二条\n"
	    "関係する計画、\n通知等\n"
	    "海の案内計画（令和二年三月\n"
	    "四日閣議決定）\n"
	    "主要政策・施\n策\n"
	    "事業の目的\n（目指す姿を簡\n潔に。3行程度\n以内）\n"
	    "岬の灯台を訪れる人が灯台の役割を知り、海への関心を深めることを"
	    "目的とする。\n");

	CHECK("a name that wraps leaves the bureau beside its label",
	    str_eq(s.bureau, S("港湾局")) &&
		str_eq(s.name,
		    S("岬の灯台を訪れる人に向けた案内板の多言語化とその手入れに"
		      "要する経費")));
	CHECK("a division of two lines ends where the officers begin",
	    str_eq(s.division, S("航路標識企画課灯台活用推進室")));
	CHECK("an officer's line begins with a title, a name goes on below",
	    s.officers.n == 2 &&
		str_eq(*list_at(&s.officers, str, 0), S("課長 海野 渚")) &&
		str_eq(*list_at(&s.officers, str, 1), S("室長 岬 一郎")));
	CHECK("cells of both passes go in the order of the form",
	    s.accounts.n == 1 && s.policies.n == 1 &&
		str_eq(*list_at(&s.policies, str, 0), S("海洋政策")) &&
		str_eq(s.expense_class, S("港湾整備事業費")) &&
		str_eq(s.legal_basis, S("航路標識法第二条")) &&
		str_eq(s.related_plans,
		    S("海の案内計画（令和二年三月四日閣議決定）")));
}

/* 所見 of one line stand before the second pass, in which 備考 wraps. */
static void
test_opinions(void)
{
	struct sheet s = READ(title, "点検結果\n外部有識者の所見\n",
	    "行政事業レビュー推進チームの所見\n", "灯台の案内を見直すこと。\n",
	    "所見を踏まえた改善点／概算要求における反映状況\n備考\n",
	    "関連する過去のレビューシートの事業番号\n",
	    "事\n業\n内\n容\n の\n一\n部\n改\n善\n執\n行\n等\n改\n善\n",
	    "所見を踏まえ、案内板を減らし、手入れの費用を案内板の枚数に応じ\n",
	    "て見直す。\n",
	    "予算額は581千円／翌年度要求額は672千円であり、差は手入れの\n費用"
	    "\n",
	    "資金の流れ\n");

	CHECK("a text between the labels of neighbours is that of the first",
	    str_eq(s.team_opinion.text, S("灯台の案内を見直すこと。")) &&
		str_is_null(s.expert_opinion));
	CHECK("the response ends where a remark begins",
	    str_ends(s.response.text, S("見直す。")) &&
		str_starts(s.remarks, S("予算額は581千円")));
	s = READ(title, "外部有識者の所見\n灯台の案内を見直す。\n",
	    "関連する過去のレビューシートの事業番号\n");
	CHECK("a text with other cells between it and the next is nobody's",
	    str_is_null(s.expert_opinion) && s.unparsed.n);
}

int
main(void)
{
	test_head();
	test_opinions();
	test_wrapped();
	test_open();
	test_pages();
	test_contracts();
	test_spending();
	test_spending_pages();
	test_items();
	test_items_quota();
	test_goals();
	test_yearless();
	test_review();
	test_review_rows();
	test_review_marks();
	arena_free(&arena);
	return unit_done();
}
