/*
 * dump_flow: 資金の流れ of invented sheets in paragraphs: the boxes of a level
 * stand side by side, and what their payees do below them.
 */
#include "text/text.h"

#include "unit.h"

static struct arena arena;

#define TITLE "令和2年度行政事業レビューシート\n\n( 港湾省 )\n\n"
#define FLOW "関連する過去のレビューシートの事業番号\n\n港湾省\n９百万円\n\n"

static struct flow
flow_of(const char *text)
{
	struct sheet sheet = {0};

	text_read_sheet(&arena, str_of(text), 1, &sheet);
	return sheet.flow;
}

static str
role_of(const struct flow *flow, const char *block)
{
	for (size_t i = 0; i < flow->nodes.n; i++) {
		const struct flow_node *node =
		    list_at(&flow->nodes, const struct flow_node, i);
		if (str_eq(node->block, str_of(block)))
			return node->role;
	}
	return S("no such box");
}

int
main(void)
{
	struct flow f = flow_of(TITLE FLOW
	    "↓ 【随意契約（少額）】\n\n↓ 【その他】\n\n"
	    "A．灯台会社\n５百万円\n\nB．岬財団 等（2者）\n４百万円\n\n"
	    "灯台の塗装に係\nる業務\n\n案内板の作成\n\n"
	    "↓ 【請負】\n\nC．塗装会社\n３百万円\n\n足場の設置\n\n");
	CHECK("roles of a level follow all of its boxes, in their order",
	    str_eq(role_of(&f, "A"), S("灯台の塗装に係る業務")) &&
		str_eq(role_of(&f, "B"), S("案内板の作成")));
	CHECK("the role of a box of its own follows it",
	    str_eq(role_of(&f, "C"), S("足場の設置")));

	f = flow_of(TITLE FLOW
	    "↓ 【請負】\n\nA．灯台会社\n５百万円\n\n"
	    "資金の流れ\n（資金の受け取\nり先が何を行っ\nているかについ\n"
	    "て補足する）\n（単位：百万円）\n\n灯台の塗装\n\n"
	    "A．灯台会社\n費目・使途\n");
	CHECK("the heading at the side may stand between a box and its role",
	    str_eq(role_of(&f, "A"), S("灯台の塗装")));

	f = flow_of(
	    TITLE FLOW "B．岬財団\n４百万円\n\nA．灯台会社\n５百万円\n\n"
		       "灯台の塗装\n\n案内板の作成\n\n");
	CHECK("boxes out of order are filled in the order of their letters",
	    str_eq(role_of(&f, "A"), S("灯台の塗装")) &&
		str_eq(role_of(&f, "B"), S("案内板の作成")));

	f = flow_of(
	    TITLE FLOW "A．灯台会社\n５百万円\n\nB．岬財団\n４百万円\n\n"
		       "案内板の作成\n\n↓ 【請負】\n\nC．塗装会社\n\n"
		       "足場の設置\n\n３百万円\n\n");
	CHECK("fewer roles than boxes are withheld",
	    str_is_null(role_of(&f, "A")) && str_is_null(role_of(&f, "B")));
	const struct flow_node *c =
	    list_at(&f.nodes, const struct flow_node, f.nodes.n - 1);
	CHECK("a name ends with its paragraph, its amount may come later",
	    f.nodes.n == 4 && str_eq(c->name, S("塗装会社")) &&
		dec_eq(c->amount.value, dec_of(3000 * 1000)));
	arena_free(&arena);
	return unit_done();
}
