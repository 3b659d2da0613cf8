/*
 * Recognition of the form from small tables: a column of these texts is a
 * tab, written | here; each case is one thing that extractors do to a sheet.
 */
#include "unit.h"

#include "form/form.h"
#include "form/labels.h"
#include "value/text.h"

#include <string.h>

/* The record of a table in which | is a tab, as JSON. */
static str
read_table(struct arena *a, const char *table)
{
	struct grid grid;
	struct sheet *sheet = arena_new(a, struct sheet, 1);
	struct out out;
	str rest = str_of(table), json;
	int row = 0;

	grid_init(&grid, a);
	for (; rest.n; row++) {
		struct str_cut line = str_cut(rest, '\n');
		struct str_cut cell = {.tail = line.head, .found = true};
		for (int col = 0; cell.found; col++) {
			str text;
			cell = str_cut(cell.tail, '|');
			text = text_unhtml(a, cell.head);
			if (text.n)
				grid_add(&grid, row, col, text, (size_t)row);
		}
		rest = line.tail;
	}
	form_read(&grid, sheet);
	out_memory(&out);
	record_write(&out, SHAPE_sheet, sheet);
	json = arena_copy(a, out_bytes(&out));
	out_close(&out, S("memory"));
	return json;
}

#define HEAD_2012 "平成24年行政事業レビューシート (架空省)\n"
#define TITLE "事業番号|0012\n平成31年度行政事業レビューシート ( 架空省 )\n"

static const struct {
	const char *reason, *table, *part;
} cases[] = {
    {"the title gives year, ministry and number", TITLE,
	"\"sheet_year\":2019,\"ministry\":\"架空省\",\"number\":\"0012\""},
    {"a number in pieces is joined",
	"事業番号|2021|架空|20|0034\n令和3年度行政事業レビューシート|架空省\n",
	"\"number\":\"2021-架空-20-0034\""},
    {"新 and its year are one piece of a number",
	"事業番号|2022|架空|新|23|0034\n令和4年度行政事業レビューシート|"
	"架空省\n"
	"関連する過去のレビューシートの事業番号\n令和3年度|2021|架空|新|22|"
	"0003\n",
	"\"number\":\"2021-架空-新22-0003\""},
    {"a number on a line of its own",
	"事業番号\n0062\n平成31年度行政事業レビューシート (架空省)\n",
	"\"number\":\"0062\""},
    {"a title of 平成24 has no 度",
	"事業番号 198 平成24年行政事業レビューシート (架空省)\n",
	"\"sheet_year\":2012,\"ministry\":\"架空省\",\"number\":\"198\""},
    {"officers stand below their label, right of the division",
	TITLE
	"事業名|あ|||担当部局庁|い||作成責任者\n"
	"事業開始年度|平成30年度|事業終了(予定)年度|終了予定なし|担当課室|う||"
	"課長 海野 一 室長 山田 二\n",
	"\"division\":\"う\",\"officers\":[\"課長 海野 一\",\"室長 山田 "
	"二\"],\"start_year\":2018,\"end_year\":null,\"end_open\":true"},
    {"accounts that a printed break parted are two",
	TITLE "会計区分|一般会計 災害対策特別会計\n",
	"\"accounts\":[\"一般会計\",\"災害対策特別会計\"]"},
    {"methods split at 、, never at ・", TITLE "実施方法|委託・請負、補助\n",
	"\"methods\":[\"委託・請負\",\"補助\"]"},
    {"a label broken by a space is a label",
	TITLE "予 算額・執行額 (単位:百万円)||28年 度|29年度|30年度要求\n"
	      "|当初予算|1|2|3\n|計|1|2|3\n",
	"\"fiscal_year\":2018,\"initial\":3000000,\"supplementary\":null,"
	"\"carried_in\":null,\"carried_out\":null,\"reserve\":null,"
	"\"total\":null"},
    {"計 of the request column is the request",
	TITLE "予算額・執行額||28年度|29年度|30年度要求\n|計|1|2|3\n",
	"\"request\":3000000}],\"carried_out_in_total\":true"},
    {"a row without its leading tabs moves back under its years",
	TITLE "予算額・執行額|||28年度|29年度|30年度要求\n"
	      "|予算の状況|当初予算|1|2|3\n計|1|2|3\n",
	"\"fiscal_year\":2016,\"initial\":1000000,\"supplementary\":null,"
	"\"carried_in\":null,\"carried_out\":null,\"reserve\":null,"
	"\"total\":1000000"},
    {"and is noted",
	TITLE "予算額・執行額|||28年度|29年度|30年度要求\n計|1|2|3\n",
	"\"code\":\"row-shifted\""},
    {"years in the row 当初予算 took its place: 計 restores it",
	TITLE "予算額・執行額|予算の状況|当初予算|30年度|31年度|32年度要求\n"
	      "||補正予算|-|5|\n||計|0|52|61\n",
	"\"fiscal_year\":2019,\"initial\":47000000,\"supplementary\":5000000"},
    {"a negative amount in brackets",
	TITLE "予算額・執行額|||28年度|29年度|30年度要求\n"
	      "||翌年度へ繰越し|(555)|▲ 1.5|\n",
	"\"carried_out\":-555000000"},
    {"text where a figure belongs is kept beside it",
	TITLE "予算額・執行額|||28年度|29年度|30年度要求\n||執行額|精査中|2|\n",
	"\"executed\":null,\"executed_text\":\"精査中\""},
    {"another printed unit counts",
	TITLE "予算額・執行額(単位:千円)|||28年度|29年度|30年度要求\n"
	      "||執行額|900|2|\n",
	"\"executed\":900000"},
    {"a reason that stands once is that of all items",
	TITLE
	"30・31年度予算内訳|歳出予算目|30年度当初予算|31年度要求|主な増減理由\n"
	"|諸謝金|1|2|増やす\n|旅費|3|4|\n|計|4|6|\n",
	"\"reason\":null}],\"items_total\":{\"current\":4000000,"
	"\"request\":6000000},\"change_reason\":\"増やす\""},
    {"a row of dashes is no item",
	TITLE
	"30・31年度予算内訳|歳出予算目|30年度当初予算|31年度要求|主な増減理由\n"
	"|-|-|-|事業終了\n",
	"\"items\":[],\"items_total\":{\"current\":null,\"request\":null},"
	"\"change_reason\":\"事業終了\""},
    {"sub-columns give the target year",
	TITLE "成果目標及び成果実績|定量的な成果目標|成果指標||単位|29年度|"
	      "30年度|中間目標||目標最終年度|\n"
	      "|||||||3|年度|-|年度\n"
	      "|め|し|成果実績|件|-|5|-|-|-|-\n|||目標値|件|-|4|9|-|-|-\n",
	"\"interim\":{\"fiscal_year\":2021,\"actual\":null,\"target\":9,"
	"\"attainment\":null},\"final\":null"},
    {"the unit is that of 成果実績, not the % of 達成度",
	TITLE
	"成果目標及び成果実績|定量的な成果目標|成果指標||単位|29年度|30年度\n"
	"|め|し|成果実績|件|-|5\n|||達成度|%|-|97.0\n",
	"\"unit\":\"件\""},
    {"a figure keeps its printed zeros",
	TITLE
	"成果目標及び成果実績|定量的な成果目標|成果指標||単位|29年度|30年度\n"
	"|め|し|成果実績|件|-|5\n|||達成度|%|-|97.0\n",
	"\"attainment\":97.0"},
    {"a goal without a figure and a name is no outcome",
	TITLE
	"成果目標及び成果実績|定量的な成果目標|成果指標||単位|29年度|30年度\n"
	"|-|-|成果実績|-|-|-\n|||目標値|-|-|-\n",
	"\"outcomes\":[]"},
    {"活動見込 below a year is planned",
	TITLE "活動指標及び活動実績|活動指標|||単位|30年度|31年度||32年度\n"
	      "||||||活動実績|活動見込|活動見込\n"
	      "|し||活動実績|回|1|-|-|-\n|||当初見込み|回|2|10|-|20\n",
	"\"fiscal_year\":2019,\"actual\":null,\"planned\":10}"},
    {"cost and formula without their labels",
	TITLE "単位当たりコスト|算出根拠||単位|29年度|30年度\n"
	      "|額/回|計算式||中間目標年度|目標最終年度\n"
	      "|||円|-|1.7\n|||円/回|-|552.7/333\n",
	"\"basis\":\"額/回\",\"unit\":\"円\",\"formula_unit\":\"円/回\","
	"\"years\":[{\"fiscal_year\":2017,\"cost\":null,\"formula\":null},"
	"{\"fiscal_year\":2018,\"cost\":1.7,\"formula\":\"552.7/333\"}]"},
    {"a question knows its group even without the group's label",
	TITLE "事業所管部局による点検・改善\n|項目|評価|評価に関する説明\n"
	      "|受益者との負担関係は妥当であるか。|△|説明\n",
	"\"group\":\"事業の効率性\",\"question\":"
	"\"受益者との負担関係は妥当であるか。"
	"\",\"rating\":\"△\",\"comment\":\"説明\""},
    {"a verdict broken over two lines is one",
	TITLE
	"行政事業レビュー推進チームの所見\n事業内容の\n一部改善\n励むこと。\n",
	"\"verdict\":\"事業内容の一部改善\",\"text\":\"励むこと。\""},
    {"past numbers: several years in a row",
	TITLE "関連する過去のレビューシートの事業番号\n"
	      "平成22年度|0247|平 成23年度|架空省 - 0257|平成24年度|-\n",
	"[{\"sheet_year\":2010,\"ministry\":null,\"number\":\"0247\"},"
	"{\"sheet_year\":2011,\"ministry\":\"架空省\",\"number\":\"0257\"}]"},
    {"past numbers: in pieces",
	TITLE "関連する過去のレビューシートの事業番号\n"
	      "令和3年度|2021|架空|20|0170\n",
	"\"number\":\"2021-架空-20-0170\""},
    {"past numbers: year and number on lines of their own",
	TITLE "関連する過去のレビューシートの事業番号\n"
	      "平成23年度\n-\n令和2年度\n架空省 (新30-0006)\n",
	"[{\"sheet_year\":2020,\"ministry\":\"架空省\","
	"\"number\":\"新30-0006\"}]"},
    {"two blocks of 費目・使途 side by side",
	TITLE "費目・使途|A.甲社|||B.乙社||\n"
	      "|費目|使途|金額|費目|使途|金額\n|人件費|調査|1|旅費|会議|2\n"
	      "物品費|紙|0.5|||\n計||1.5|計||2\n",
	"{\"block\":\"A\",\"payee\":\"甲社\",\"items\":[{\"item\":\"人件費\","
	"\"use\":\"調査\",\"amount\":1000000},{\"item\":\"物品費\","
	"\"use\":\"紙\",\"amount\":500000}],\"total\":1500000},"
	"{\"block\":\"B\",\"payee\":\"乙社\""},
    {"a block without a payee and amounts is no entry",
	TITLE "費目・使途|A.|||B.||\n|費目|使途|金額|費目|使途|金額\n"
	      "|||||\n|計||0|計||0\n",
	"\"spending\":[]"},
    {"blocks behind Z are lowercase and stay so",
	TITLE "支出先上位10者リスト\na.\n|支出先|法人番号|業務概要|支出額\n"
	      "1|甲社|7000000000101|紙|3\n",
	"{\"block\":\"a\",\"rank\":1,\"name\":\"甲社\","
	"\"corporate_number\":\"7000000000101\""},
    {"a corporate number of another length is text",
	TITLE "支出先上位10者リスト\nA\n|支出先|法人番号|業務概要|支出額\n"
	      "1|甲社|70000|紙|3\n",
	"\"corporate_number\":null,\"corporate_number_text\":\"70000\""},
    {"a wrong check digit is kept and noted",
	TITLE "支出先上位10者リスト\nA\n|支出先|法人番号|業務概要|支出額\n"
	      "1|甲社|8000000000101|紙|3\n",
	"\"code\":\"corporate-number-check\",\"where\":\"payees[0]\""},
    {"a rank alone is no payee",
	TITLE "支出先上位10者リスト\nA\n|支出先|法人番号|業務概要|支出額\n"
	      "1||||\n",
	"\"payees\":[]"},
    {"contracts have their block in a column",
	TITLE "国庫債務負担行為等による契約先上位10者リスト\n"
	      "|ブロック名|契約先|法人番号|業務概要|契約額\n"
	      "1|B|甲社|7000000000101|紙|3\n",
	"\"obligations\":[{\"block\":\"B\",\"rank\":1,\"name\":\"甲社\""},
    {"an annex goes on with outcomes behind the payees",
	TITLE
	"支出先上位10者リスト\nA\n|支出先|法人番号|業務概要|支出額\n"
	"1|甲社|7000000000101|紙|3\n【別紙1】\n"
	"成果目標及び成果実績|定量的な成果目標|成果指標||単位|29年度|30年度\n"
	"|め|し|成果実績|件|-|5\n",
	"\"outcomes\":[{\"goal\":\"め\",\"indicator\":\"し\""},
    /* forms of other years */
    {"平成24: start and end in one cell",
	HEAD_2012
	"事業名|あ\n事業開始・終了(予定)年度|平成18年度～平成27年度\n",
	"\"start_year\":2006,\"end_year\":2015"},
    {"what a start says beyond its year is kept",
	TITLE "事業名|あ\n事業開始年度|平成18年度(海の日事業から改称)\n",
	"\"start_year_text\":\"平成18年度(海の日事業から改称)\""},
    {"平成24: methods are ticked",
	HEAD_2012 "実施方法|□直接実施 ■委託・請負 ☑補助 □その他\n",
	"\"methods\":[\"委託・請負\",\"補助\"]"},
    {"where open boxes vanished, the ticked ones still count",
	HEAD_2012 "実施方法|直接実施 ☑委託・請負 補助\n",
	"\"methods\":[\"委託・請負\"]"},
    {"methods of which none is ticked are not lost",
	HEAD_2012 "実施方法|□直接実施 □補助\n",
	"\"unparsed\":[{\"line\":1,\"text\":\"□直接実施 □補助\"}]"},
    {"平成24: 施策名 is the measure",
	HEAD_2012 "会計区分|一般会計||施策名|3 海の教育\n",
	"\"measure\":\"3 海の教育\""},
    {"平成24: 繰越し等 is no year's carry-over, but counts",
	HEAD_2012 "予算額・執行額||22年度|23年度|25年度要求\n"
		  "|当初予算|9|8|7\n|繰越し等|▲1|1|\n|計|8|9|7\n",
	"\"carried_net\":-1000000"},
    {"平成24: a target is a column",
	HEAD_2012
	"成果目標及び成果実績(アウトカム)|成果指標||単位|22年度|23年度|"
	"目標値(26年度)\n|し|成果実績|件|7|8|10\n||達成度|%|70|80|\n",
	"\"final\":{\"fiscal_year\":2014,\"actual\":null,\"target\":10,"
	"\"attainment\":null}"},
    {"平成24: plans stand in brackets below, and are no minus",
	HEAD_2012
	"活動指標及び活動実績|活動指標||単位|22年度|23年度|24年度活動見込\n"
	"|し|活動実績(当初見込み)|件|7|8|－\n||||(6)|(9)|（5）\n",
	"\"years\":[{\"fiscal_year\":2010,\"actual\":7,\"planned\":6},"
	"{\"fiscal_year\":2011,\"actual\":8,\"planned\":9},"
	"{\"fiscal_year\":2012,\"actual\":null,\"planned\":5}]"},
    {"平成25: or behind, in one cell",
	HEAD_2012
	"活動指標及び活動実績|活動指標||単位|22年度|23年度|24年度活動見込\n"
	"|し|活動実績(当初見込み)|件|7<br>(6)|－（9）|(5)\n",
	"\"years\":[{\"fiscal_year\":2010,\"actual\":7,\"planned\":6},"
	"{\"fiscal_year\":2011,\"actual\":null,\"planned\":9},"
	"{\"fiscal_year\":2012,\"actual\":null,\"planned\":5}]"},
    {"平成25: a unit cost in one line, without a year",
	HEAD_2012 "活動指標及び活動実績|活動指標||単位|22年度|23年度\n"
		  "単位当たりコスト|4.5(百万円/基)|算出根拠|執行額/基数\n",
	"\"unit_costs\":[{\"basis\":\"執行額/基数\",\"unit\":\"百万円/基\","
	"\"formula_unit\":null,\"years\":[{\"fiscal_year\":null,\"cost\":4.5"},
    {"平成24: ratings stand before questions, groups are others",
	HEAD_2012
	"事業所管部局による点検\n|評価|項目|評価に関する説明\n"
	"活動実績、成果実績|○|活動実績は見込みに見合ったものであるか。|多い。\n"
	"|－|知られていない問いは、ここにあるのか。|\n",
	"\"items\":[{\"group\":\"活動実績、成果実績\",\"question\":"
	"\"活動実績は見"
	"込みに見合ったものであるか。\",\"rating\":\"○\",\"comment\":"
	"\"多い。\"},"
	"{\"group\":\"活動実績、成果実績\",\"question\":"
	"\"知られていない問いは、こ"
	"こにあるのか。\",\"rating\":null,\"comment\":null}]"},
    {"平成25: similar projects have their ministry last",
	HEAD_2012 "事業所管部局による点検\n項目|評価|評価に関する説明\n"
		  "事業番号|類似事業名|所管府省・部局名\n0031|海の日|海事省\n",
	"\"related_projects\":[{\"ministry\":\"海事省\",\"number\":\"0031\","
	"\"name\":\"海の日\"}]"},
    {"平成24: the opinions have other names",
	HEAD_2012
	"予算監視・効率化チームの所見\n抜本的改善|やめる。\n"
	"上記の予算監視・効率化チームの所見を踏まえた改善点\n縮減|減らす。\n"
	"補記(過去の対象)\nあり\n",
	"\"team_opinion\":{\"verdict\":\"抜本的改善\",\"text\":\"やめる。\"},"
	"\"response\":{\"verdict\":\"縮減\",\"text\":\"減らす。\"},"
	"\"remarks\":\"あり\""},
    {"平成24: past numbers stand behind their reviews",
	HEAD_2012
	"関連する過去のレビューシートの事業番号\n"
	"平成22年行政事業レビュー|205|平成23年行政事業レビュー|0201\n",
	"\"past_numbers\":[{\"sheet_year\":2010,\"ministry\":null,"
	"\"number\":\"205\"},{\"sheet_year\":2011,\"ministry\":null,"
	"\"number\":\"0201\"}]"},
    {"令和5: headings are numbered and say what they are",
	"令和5年度行政事業レビューシート (架空省)\n"
	"アクティビティ①(活動内容)|か\n"
	"活動目標及び活動実績①(アウトプット)|活動目標|活動指標||単位|3年度|"
	"4年度\n"
	"|め|し|活動実績|件|1|2\n|||当初見込み|件|1|2\n"
	"成果目標①-1の設定理由(アウトプットからのつながり)|わけ\n"
	"成果目標及び成果実績①-1(短期アウトカム)|成果目標|成果指標||単位|3年度|"
	"4年度|目標年度6年度\n|も|さ|成果実績|件|3|4|\n|||目標値|件|3|4|5\n"
	"|成果実績及び目標値の根拠として用いた統計・データ名(出典)|と\n",
	"\"outcomes\":[{\"goal\":\"も\",\"indicator\":\"さ\",\"unit\":\"件\","
	"\"evidence\":\"と\",\"years\":[{\"fiscal_year\":2021,\"actual\":3,"
	"\"target\":3,\"attainment\":null},{\"fiscal_year\":2022,\"actual\":4,"
	"\"target\":4,\"attainment\":null}],\"interim\":null,\"final\":{"
	"\"fiscal_year\":2024,\"actual\":null,\"target\":5,\"attainment\":null}"
	"}],"
	"\"outputs\":[{\"activity\":\"か\",\"goal\":\"め\""},
    {"令和5: why a goal was set is kept",
	"令和5年度行政事業レビューシート (架空省)\n事業名|あ\n"
	"成果目標①-1の設定理由(短期アウトカムからのつながり)|わけ\n",
	"\"unparsed\":[{\"line\":2,\"text\":\"わけ\"}]"},
    {"a substitute for an outcome is none",
	TITLE
	"予算額・執行額||28年度|29年度\n|計|1|2\n"
	"事業の妥当性を検証するための代替的な達成目標及び実績|代替目標|代替指標"
	"||単位|29年度|30年度\n|め|し|実績値|%|80|81\n|||目標値|%|80|80\n",
	"\"outcomes\":[]"},
    {"the unit of a table is its heading's, that of a cell its own",
	TITLE "支出先上位10者リスト\nA\n|支出先|業務概要|支出額(千円)\n"
	      "1|甲社|紙|3\n2|乙社|紙|1.5 億円\n3|丙社|紙|500円\n",
	"\"amount\":3000,"},
    {"億円 in a cell",
	TITLE "支出先上位10者リスト\nA\n|支出先|業務概要|支出額"
	      "(千円)\n1|甲社|紙|1.5億円\n",
	"\"amount\":150000000,"},
    {"yen are a unit, too",
	TITLE "予算額・執行額(単位:円)||29年度|30年度\n|計|1,500|2\n",
	"\"total\":1500,"},
    {"the next table has the sheet's unit again",
	TITLE "支出先上位10者リスト\nA\n|支出先|業務概要|支出額(千円)\n"
	      "1|甲社|紙|3\n国庫債務負担行為等による契約先上位10者リスト\n"
	      "|ブロック名|契約先|業務概要|契約額\n1|B|乙社|紙|4\n",
	"\"amount\":4000000,"},
    {"a heading may say a year twice, or what its figures are",
	TITLE
	"単位当たりコスト|算出根拠||単位|29年度実績|30年度(見込み)|平成31年度"
	"(令和元年度)\n|執行額/数|単位当たりコスト|円|1|2|3\n",
	"\"years\":[{\"fiscal_year\":2017,\"cost\":1,\"formula\":null},"
	"{\"fiscal_year\":2018,\"cost\":2,\"formula\":null},"
	"{\"fiscal_year\":2019,\"cost\":3"},
    {"the division is the first of two, wherever officers stand",
	TITLE "事業名|あ||担当部局庁|い|作成責任者\n"
	      "事業開始年度|平成30年度||担当課室|う|課長 海野 一\n",
	"\"division\":\"う\",\"officers\":[\"課長 海野 一\"]"},
    {"別紙 as a value is a value", TITLE "事業名|あ\n根拠法令|別紙\n",
	"\"legal_basis\":\"別紙\""},
    {"an annex with 費目・使途 begins with its blocks",
	TITLE
	"成果目標及び成果実績|定量的な成果目標|成果指標||単位|29年度|30年度\n"
	"|め|し|成果実績|件|-|5\n別紙2\n|A.|||B.港湾協会\n"
	"|費目|使途|金額|費目|使途|金額\n||||人件費|研究|1\n|計|||計||1\n"
	"別紙３\nB\n|支出先|業務概要|支出額\n1|港湾協会|調査|1\n",
	"\"spending\":[{\"block\":\"B\",\"payee\":\"港湾協会\",\"items\":[{"
	"\"item\":\"人件費\",\"use\":\"研究\",\"amount\":1000000}],\"total\":"
	"1000000}],\"payees\":[{\"block\":\"B\""},
    {"令和4: activities are numbered, arrows lead to their tables",
	"令和4年度行政事業レビューシート (架空省)\n"
	"令和4・5年度予算内訳|歳出予算目|4年度当初予算|5年度要求|主な増減理由\n"
	"|庁費|1|2\n|計|1|2\n活動内容①(アクティビティ)|調べる。\n↓\n"
	"活動目標及び活動実績①(アウトプット)|活動目標|活動指標||単位|2年度|"
	"3年度\n"
	"|め|し|活動実績|件|1|2\n",
	"\"outputs\":[{\"activity\":\"調べる。\",\"goal\":\"め\""},
    {"behind its total 予算内訳 has no items",
	TITLE
	"令和4・5年度予算内訳|歳出予算目|4年度当初予算|5年度要求|主な増減理由\n"
	"|庁費|1|2\n|計|1|2\n|知らない欄|\n",
	"\"items\":[{\"item\":\"庁費\",\"current\":1000000,\"request\":2000000,"
	"\"reason\":null}]"},
    {"what fits nowhere is kept with its line",
	TITLE "事業名|あ\n関連事業\n謎の文\n",
	"\"unparsed\":[{\"line\":4,\"text\":\"謎の文\"}]"},
};

static void
labels(void)
{
	static const struct {
		const char *reason, *text;
		enum label label;
	} each[] = {
	    {"a whole cell", "事業名", LABEL_NAME},
	    {"with a remark in brackets", "根拠法令(具体的な条項も記載)",
		LABEL_LEGAL_BASIS},
	    {"the longest wins: a question, not a label",
		"事業の目的は国民や社会のニーズを的確に反映しているか。",
		LABEL_QUESTION},
	    {"inside a short cell", "平成31・32年度予算内訳(単位:百万円)",
		LABEL_ITEMS},
	    {"a number may follow", "アクティビティ①", LABEL_ACTIVITY},
	    {"so may two, and a remark",
		"成果目標及び成果実績①-2(中期アウトカム)", LABEL_OUTCOME},
	    {"text may not", "アクティビティ①から③については", LABEL_NONE},
	    {"nor behind a remark", "アクティビティ①(活動内容)から",
		LABEL_NONE},
	    {"inside a cell whose remark is long",
		"成果目標①-3の設定理由(長期アウトカムへのつながり、別紙を参照)",
		LABEL_GOAL_REASON},
	    {"a sentence is no label", "事業名を変更した。", LABEL_NONE},
	    {"a figure is no label", "120", LABEL_NONE},
	};

	for (size_t i = 0; i < sizeof each / sizeof *each; i++)
		CHECK(each[i].reason,
		    label_find(str_of(each[i].text), NULL) == each[i].label);
}

int
main(void)
{
	struct arena a = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str json = read_table(&a, cases[i].table);
		if (!CHECK(
			cases[i].reason, str_has(json, str_of(cases[i].part))))
			printf("want %s\n in %.*s\n", cases[i].part,
			    STR_ARG(json));
		arena_reset(&a);
	}
	labels();
	arena_free(&a);
	return unit_done();
}
