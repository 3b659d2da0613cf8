/* 資金の流れ: amounts, and nodes and edges from boxes and from cells. */
#include "form/flow.h"

#include "unit.h"

#include <string.h>

static const struct {
	const char *reason, *line, *yen, *head;
} amounts[] = {
    {"full-width figures in millions", "１．９百万円", "1900000", ""},
    {"a name before it", "厚生労働省 １，２３４百万円", "1234000000",
	"厚生労働省"},
    {"in brackets", "民間企業（12.5百万円）", "12500000", "民間企業"},
    {"about", "約3億円", "300000000", ""},
    {"thousands", "500千円", "500000", ""},
    {"ten thousands", "12万円", "120000", ""},
    {"yen", "総額：1,000円", "1000", "総額"},
    {"nothing is something", "0百万円", "0", ""},
    {"a minus", "▲3百万円", "-3000000", ""},
    {"a unit alone is no amount", "百万円", NULL, "百万円"},
    {"an amount within a sentence is none", "12百万円を交付", NULL,
	"12百万円を交付"},
};

static void
check_amounts(void)
{
	for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
		struct arena a = {0};
		str head;
		char buf[40];
		struct dec yen =
		    flow_amount(&a, str_of(amounts[i].line), &head);
		str text = yen.known ? dec_text(yen, buf) : STR_NULL;
		str want = amounts[i].yen ? str_of(amounts[i].yen) : STR_NULL;
		if (!CHECK(amounts[i].reason,
			str_eq(text, want) &&
			    str_eq(head, str_of(amounts[i].head))))
			printf("  got %.*s \"%.*s\"\n", STR_ARG(text),
			    STR_ARG(head));
		arena_free(&a);
	}
}

/* A text at a place; a sheet of 50 columns, boxes 13 wide and 3 high. */
struct mark {
	int row, col;
	const char *text;
};

/* "id:name:yen:role nodes; from>to:method edges {unparsed}" */
static str
dump(struct arena *a, const struct sheet *s)
{
	struct text t = {.arena = a};
	char buf[40];

	for (size_t i = 0; i < s->flow.nodes.n; i++) {
		const struct flow_node *n =
		    list_at(&s->flow.nodes, struct flow_node, i);
		text_put(&t,
		    arena_printf(a, "%.*s:%.*s:%.*s:%.*s; ", STR_ARG(n->id),
			STR_ARG(n->name),
			STR_ARG(dec_text(n->amount.value, buf)),
			STR_ARG(n->role)));
	}
	for (size_t i = 0; i < s->flow.edges.n; i++) {
		const struct flow_edge *e =
		    list_at(&s->flow.edges, struct flow_edge, i);
		text_put(&t,
		    arena_printf(a, "%.*s>%.*s:%.*s ",
			STR_ARG(str_is_null(e->from) ? S("?") : e->from),
			STR_ARG(e->to), STR_ARG(e->method)));
	}
	for (size_t i = 0; i < s->unparsed.n; i++)
		text_put(&t,
		    arena_printf(a, "{%.*s}",
			STR_ARG(
			    list_at(&s->unparsed, struct unparsed, i)->text)));
	return text_str(&t);
}

enum { MARKS = 12 };

static const struct {
	const char *reason;
	struct mark marks[MARKS];
	const char *want;
} cells[] = {
    {"a box, an arrow with its method, the box it leads to, its role",
	{{0, 21, "総務省\n１０百万円"}, {4, 7, "↓ 【随意契約】"},
	    {5, 7, "A．灯台社\n９百万円"}, {9, 7, "保守"}},
	"0:総務省:10000000:; A:灯台社:9000000:保守; 0>A:随意契約 "},
    {"letters and name on two lines, the role in the box",
	{{0, 21, "総務省"}, {4, 7, "【委託】"},
	    {5, 7, "Ａ．\n灯台社\n（９百万円）\n［保守］"}},
	"0:総務省:null:; A:灯台社:9000000:［保守］; 0>A:委託 "},
    {"a box below the only box of a row comes from it",
	{{0, 21, "総務省"}, {4, 7, "【委託】"}, {5, 7, "A.甲\n2円"},
	    {9, 7, "【再委託】"}, {10, 7, "B.乙\n1円"}},
	"0:総務省:null:; A:甲:2:; B:乙:1:; 0>A:委託 A>B:再委託 "},
    {"below a full row nobody can tell",
	{{0, 21, "総務省"}, {4, 7, "【a】"}, {4, 21, "【b】"}, {4, 35, "【c】"},
	    {5, 7, "A.甲\n2円"}, {5, 21, "B.乙\n1円"}, {5, 35, "C.丙\n1円"},
	    {9, 7, "【d】"}, {10, 7, "D.丁\n1円"}},
	"0:総務省:null:; A:甲:2:; B:乙:1:; C:丙:1:; D:丁:1:; "
	"0>A:a 0>B:b 0>C:c ?>D:d "},
    {"a second node of a letter, boxes without an arrow",
	{{5, 7, "A.甲\n2円"}, {5, 21, "A.乙\n1円"}}, "A:甲:2:; A#2:乙:1:; "},
    {"amounts in 【】 are no methods",
	{{0, 21, "総務省"}, {4, 7, "【委託】"}, {5, 7, "A.甲\n【2円】"}},
	"0:総務省:null:; A:甲:2:; 0>A:委託 "},
    {"an amount in a cell of its own, below the name",
	{{0, 21, "総務省"}, {4, 7, "【委託】"}, {5, 7, "A.甲"}, {6, 7, "2円"},
	    {7, 7, "調査"}},
	"0:総務省:null:; A:甲:2:調査; 0>A:委託 "},
    {"a name broken between two cells, the amount with its end",
	{{0, 21, "総務省"}, {4, 7, "【委託】"}, {5, 7, "A.遠い島の"},
	    {5, 21, "B.岬の"}, {6, 7, "灯台社\n2円"}, {6, 21, "商会\n1円"},
	    {9, 7, "調査"}},
	"0:総務省:null:; A:遠い島の灯台社:2:調査; B:岬の商会:1:; 0>A:委託 "},
    {"below a gap, or an arrow, it is another node",
	{{5, 7, "A.甲"}, {5, 21, "B.乙"}, {6, 21, "【委託】\n丁\n1円"},
	    {7, 7, "丙\n2円"}},
	"A:甲:null:; B:乙:null:; 0:丁:1:; 0#2:丙:2:; B>0:委託 "},
    {"the ministry is one too", {{5, 7, "A.甲"}, {6, 7, "総務省\n2円"}},
	"A:甲:null:; 0:総務省:2:; "},
    {"prose alone is no flow", {{3, 7, "該当なし"}}, ""},
};

static void
fill(struct grid *g, struct arena *a, const struct mark *marks)
{
	grid_init(g, a);
	g->exact = true;
	for (int i = 0; i < MARKS && marks[i].text; i++) {
		struct cell *c = grid_add(g, marks[i].row, marks[i].col,
		    str_of(marks[i].text), (size_t)marks[i].row + 1);
		c->cols = 13;
		c->rows = str_has(c->text, S("\n")) ? 3 : 1;
	}
	grid_add(g, grid_rows(g), 49, S("."), 99)->use = CELL_LABEL;
}

static void
check_cells(void)
{
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct arena a = {0};
		struct grid g;
		struct sheet s = {.ministry = S("総務省")};
		str got;
		fill(&g, &a, cells[i].marks);
		flow_read(&g, 0, 100, &s);
		got = dump(&a, &s);
		if (!CHECK(cells[i].reason, str_eq(got, str_of(cells[i].want))))
			printf("  got \"%.*s\"\n", STR_ARG(got));
		arena_free(&a);
	}
}

static const struct {
	const char *reason;
	struct box boxes[6];
	struct arrow arrows[3]; /* up to one from 0 to 0 */
	const char *want;
} drawings[] = {
    {"connectors tell the edges, texts above and below the rest",
	{{{"総務省\n5円", 14}, 0, 7, 2, 13}, {{"【請負】", 12}, 3, 7, 1, 13},
	    {{"A.x\n2円", 8}, 4, 7, 2, 13}, {{"role", 4}, 6, 7, 1, 13},
	    {{"B.y\n2円", 8}, 9, 30, 2, 13}},
	{{0, 2}, {2, 4}}, "0:総務省:5:; A:x:2:role; B:y:2:; 0>A:請負 A>B: "},
    {"a connector to a method leads to its node",
	{{{"総務省\n5円", 14}, 0, 7, 2, 13}, {{"【請負】", 12}, 3, 7, 1, 13},
	    {{"A.x\n2円", 8}, 4, 7, 2, 13}},
	{{0, 1}}, "0:総務省:5:; A:x:2:; 0>A:請負 "},
    {"what belongs to nothing is not lost",
	{{{"A.x\n2円", 8}, 4, 7, 2, 13}, {{"注", 3}, 0, 40, 1, 5}}, {{0, 0}},
	"A:x:2:; {注}"},
};

static void
check_boxes(void)
{
	for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++) {
		struct arena a = {0};
		struct grid g;
		struct sheet s = {.ministry = S("総務省")};
		str got;
		grid_init(&g, &a);
		for (int k = 0; k < 6 && drawings[i].boxes[k].text.n; k++)
			*list_add(&a, &g.boxes, struct box) =
			    drawings[i].boxes[k];
		for (int k = 0; k < 3 && drawings[i].arrows[k].to; k++)
			*list_add(&a, &g.arrows, struct arrow) =
			    drawings[i].arrows[k];
		flow_read(&g, 0, 100, &s);
		got = dump(&a, &s);
		if (!CHECK(drawings[i].reason,
			str_eq(got, str_of(drawings[i].want))))
			printf("  got \"%.*s\"\n", STR_ARG(got));
		CHECK("the boxes are used up",
		    str_is_null(list_at(&g.boxes, struct box, 0)->text));
		arena_free(&a);
	}
}

int
main(void)
{
	check_amounts();
	check_cells();
	check_boxes();
	return unit_done();
}
