/*
 * dump_policy: 政策評価 of invented sheets in the paragraphs that pdftotext
 * and pdfminer write: figures row by row, or column by column.
 */
#include "text/text.h"

#include "unit.h"

static struct arena arena;

#define TITLE "令和2年度行政事業レビューシート\n\n( 港湾省 )\n\n"
#define SIDE \
	"政策評価、\n新経済・\n財政再生\n計画との\n関係\n\n測\n定\n指\n標\n\n"
#define HEADING \
	"定量的指標\n\n単位\n\n平成29\n年度\n\n平成30\n年度\n\n令和元年\n度\n" \
	"\n" \
	"中間目\n標\n- 年度\n\n目標\n年度\n- 年\n度\n\n"
#define NAME "灯台を訪れた人が案内を読んだと答えた\n割合\n\n"
#define RELATION_LINE \
	"灯台の案内を充実させることにより、訪れる人の海への関心と知識とが\n"
#define RELATION \
	"灯台の案内を充実させることにより、訪れる人の海への関心が高まるため。" \
	"\n\n"

static struct policy_evaluation
policy_of(const char *text)
{
	struct sheet sheet = {0};

	text_read_sheet(&arena, str_of(text), 1, &sheet);
	return sheet.policy_evaluation;
}

static bool
has_row(const struct policy_evaluation *p, bool target, const char *const *want)
{
	if (p->indicators.n != 1)
		return false;
	const struct measure_indicator *m =
	    list_at(&p->indicators, const struct measure_indicator, 0);
	for (size_t y = 0; y < m->years.n; y++) {
		const struct measure_year *at =
		    list_at(&m->years, const struct measure_year, y);
		if (at->fiscal_year != 2017 + (int32_t)y ||
		    !dec_eq(target ? at->target.value : at->actual.value,
			dec_cell(str_of(want[y]))))
			return false;
	}
	return m->years.n == 3;
}

static void
test_rows(void)
{
	static const char *const actual[] = {"41.5", "43", "-"};
	static const char *const target[] = {"40", "42", "44"};
	struct policy_evaluation p = policy_of(
	    TITLE "政策 Ⅲ 海の交通\n施策 ２ 灯台の活用\n\n" SIDE HEADING NAME
		  "実績値 ％\n\n41.5\n\n43\n\n－\n\n-\n\n-\n\n"
		  "目標値 ％\n\n40\n\n42\n\n44\n\n-\n\n-\n\n"
		  "本事業の成果と上位施策・測定指標との関係\n" RELATION);
	const struct measure_indicator *m =
	    list_at(&p.indicators, const struct measure_indicator, 0);

	CHECK("policy and measure stand beside their labels",
	    str_eq(p.policy, S("Ⅲ 海の交通")) &&
		str_eq(p.measure, S("２ 灯台の活用")));
	CHECK("rows of figures follow their labels",
	    has_row(&p, false, actual) && has_row(&p, true, target));
	CHECK("an indicator's lines are joined, its unit is beside a row",
	    p.indicators.n == 1 && str_eq(m->unit, S("％")) &&
		str_eq(m->indicator,
		    S("灯台を訪れた人が案内を読んだと答えた割合")));
	CHECK("the relation follows its heading", p.relation.n > 60);
}

static void
test_columns(void)
{
	static const char *const actual[] = {"5", "6", "7"};
	static const char *const target[] = {"4", "8", "9"};
	struct policy_evaluation p = policy_of(TITLE
	    "政策\n\nⅢ 海の交通\n\n施策\n\n２ 灯台の活用\n\n" SIDE HEADING NAME
	    "実績値 基\n\n目標値 基\n\n"
	    "5\n\n4\n\n6\n\n8\n\n7\n\n9\n\n-\n\n-\n\n-\n\n-\n\n"
	    "本事業の成果と上位施策・測定指標との関係\n\n"
	    "中間目\n標\n- 年度\n\n-\n\n" RELATION
	    "取組\n事項 分野：海の安全\n\n");

	CHECK("columns of figures follow the last label",
	    has_row(&p, false, actual) && has_row(&p, true, target));
	CHECK("policy and measure stand below their labels",
	    str_eq(p.policy, S("Ⅲ 海の交通")) &&
		str_eq(p.measure, S("２ 灯台の活用")));
	CHECK(
	    "the relation is a sentence behind what strayed under its heading",
	    str_starts(p.relation, S("灯台の案内を")));
	CHECK("a reform is known by its field",
	    str_eq(p.reform_item, S("海の安全")));
}

/* 93 90 | 93.4 89.7 | 90 90 may be rows of the years that follow. */
static void
test_doubt(void)
{
	static const char *const none[] = {"-", "-", "-"};
	struct policy_evaluation p = policy_of(
	    TITLE "政策 Ⅲ 海の交通\n施策 ２ 灯台の活用\n\n" SIDE HEADING NAME
		  "実績値 点\n\n目標値 点\n\n"
		  "93\n\n90\n\n93.4\n\n89.7\n\n90\n\n90\n\n-\n\n-\n\n-\n\n-\n\n"
		  "本事業の成果と上位施策・測定指標との関係\n" RELATION);

	CHECK("figures of two possible orders are withheld",
	    has_row(&p, false, none) && has_row(&p, true, none));
	p = policy_of(TITLE
	    "政策 Ⅲ 海の交通\n施策 ２ 灯台の活用\n\n" SIDE HEADING NAME
	    "30\n\n40\n\n50\n\n実績値 点\n\n31\n\n41\n\n51\n\n目標値 点\n\n"
	    "本事業の成果と上位施策・測定指標との関係\n" RELATION);
	CHECK("rows before their labels are withheld",
	    has_row(&p, false, none) && has_row(&p, true, none));
}

/* Cells of one line first, then those that wrap, without their labels. */
static void
test_flat(void)
{
	struct policy_evaluation p = policy_of(
	    "事業番号 0417\n令和2年度行政事業レビューシート ( 港湾省 )\n"
	    "\f政策\n施策 ２ 灯台の活用\n定量的指標 単位\n"
	    "実績値 ％ 41 43 45 - -\n目標値 ％ 40 42 44 - -\n"
	    "本事業の成果と上位施策・測定指標との関係\n"
	    "政策評価、\n新経済・\n財政再生\n計画との\n関係\n"
	    "Ⅲ 海の交通\n測\n定\n指\n標\n"
	    "29年度 30年度 元年度\n中間目\n標\n- 年度\n目標\n年度\n- 年\n度\n"
	    "灯台を訪れた人が案内を読んだと\n答えた割合\n" RELATION_LINE
	    "高まるため。\n"
	    "事業所管部局による点検・改善\n");

	CHECK("-raw: a number tells 政策 whose label is in the other pass",
	    str_eq(p.policy, S("Ⅲ 海の交通")) &&
		str_eq(p.measure, S("２ 灯台の活用")));
	CHECK("-raw: the name of the indicator is what is left of the table",
	    p.indicators.n == 1 &&
		str_eq(list_at(&p.indicators, const struct measure_indicator, 0)
			   ->indicator,
		    S("灯台を訪れた人が案内を読んだと答えた割合")));
	CHECK("-raw: the relation is wider than the table's texts",
	    str_starts(p.relation, S("灯台の案内を")) &&
		str_ends(p.relation, S("高まるため。")));
}

int
main(void)
{
	test_flat();
	test_rows();
	test_columns();
	test_doubt();
	arena_free(&arena);
	return unit_done();
}
