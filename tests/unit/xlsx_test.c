/* Workbooks: cells to a grid, drawings to boxes, tabs to records. */
#include "form/flow.h"
#include "xlsx/xlsx.h"
#include "xlsx/drawing.h"
#include "xlsx/sheet.h"

#include "unit.h"
#include "zipped.h"

/* -- one worksheet part -- */

#define SST \
	"<sst><si><t>零</t></si><si><r><t>一</t></r><r><t>二</t></r>" \
	"<rPh sb=\"0\" eb=\"1\"><t>イチ</t></rPh></si><si><t/></si>" \
	"<si><t xml:space=\"preserve\"> 三 _x000D_\n四 </t></si></sst>"
#define STYLES \
	"<styleSheet><numFmts><numFmt numFmtId=\"164\" " \
	"formatCode=\"0;&quot;▲&quot;0\"/></numFmts><cellStyleXfs>" \
	"<xf numFmtId=\"9\"/></cellStyleXfs><cellXfs>" \
	"<xf numFmtId=\"0\"/><xf numFmtId=\"164\"/>" \
	"<xf numFmtId=\"10\"/></cellXfs></styleSheet>"

static const struct {
	const char *reason, *xml, *want; /* rows of place(span)=text */
} sheets[] = {
    {"shared strings, their runs joined, without furigana",
	"<row r='2'><c r='B2' t='s'><v>1</v></c></row>", "2: B=一二"},
    {"empty strings are no cells",
	"<row r='1'><c r='A1' t='s'><v>2</v></c><c r='B1'/></row>", ""},
    {"white space is cleaned, breaks stay, _x000D_ is resolved",
	"<row r='1'><c r='A1' t='s'><v>3</v></c></row>", "1: A=三\n四"},
    {"a string that is not there is nothing",
	"<row r='1'><c r='A1' t='s'><v>99</v></c></row>", ""},
    {"inline strings, runs and furigana too",
	"<row r='1'><c r='A1' t='inlineStr'><is><t>あ</t><r><t>い</t></r>"
	"<rPh><t>う</t></rPh></is></c></row>",
	"1: A=あい"},
    {"numbers by their format, the value beside",
	"<row r='1'><c r='A1' s='1'><v>-12.5</v></c></row>", "1: A=▲13{-12.5}"},
    {"percents have no amount",
	"<row r='1'><c r='A1' s='2'><v>0.915</v></c></row>", "1: A=91.50%"},
    {"a formula's cached value; the formula is no text",
	"<row r='1'><c r='A1'><f>SUM(B1:B2)</f><v>31</v></c>"
	"<c r='B1' t='str'><f>A1&amp;\"円\"</f><v>31円</v></c></row>",
	"1: A=31{31} B=31円"},
    {"a formula without a cached value says nothing",
	"<row r='1'><c r='A1'><f>NOW()</f></c></row>", ""},
    {"errors are text",
	"<row r='1'><c r='A1' t='e'><f>1/0</f><v>#DIV/0!</v></c></row>",
	"1: A=#DIV/0!"},
    {"booleans",
	"<row r='1'><c r='A1' t='b'><v>1</v></c><c r='B1' "
	"t='b'><v>0</v></c></row>",
	"1: A=TRUE B=FALSE"},
    {"places may be left out: rows and cells follow each other",
	"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c>"
	"</row>",
	"1: A=1{1} B=2{2}\n2: A=3{3}"},
    {"rows and cells out of order are put in order",
	"<row r='2'><c r='B2'><v>4</v></c><c r='A2'><v>3</v></c></row>"
	"<row r='1'><c r='A1'><v>1</v></c></row>",
	"1: A=1{1}\n2: A=3{3} B=4{4}"},
    {"columns beyond Z",
	"<row r='1'><c r='AX1'><v>1</v></c><c r='XFD1'><v>2</v></c></row>",
	"1: AX=1{1} XFD=2{2}"},
    {"prefixed names are the same names",
	"<x:row r='1'><x:c r='A1'><x:v>1</x:v></x:c></x:row>", "1: A=1{1}"},
    {"merged ranges give spans; what lies under them is not shown",
	"<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>"
	"<row r='2'><c r='A2'><v>3</v></c><c r='C2'><v>4</v></c></row>"
	"</sheetData><mergeCells><mergeCell ref='A1:B2'/></mergeCells>"
	"<sheetData>",
	"1: A(2x2)=1{1}\n2: C=4{4}"},
    {"hidden rows are not shown",
	"<row r='1' hidden='1'><c r='A1'><v>1</v></c></row>"
	"<row r='2'><c r='A2'><v>2</v></c></row>",
	"2: A=2{2}"},
    {"but a merged cell that reaches out of them is",
	"<row r='1' hidden='1'><c r='A1'><v>1</v></c><c r='B1'><v>9</v>"
	"</c></row><row r='2'><c r='B2'><v>2</v></c></row></sheetData>"
	"<mergeCells><mergeCell ref='A1:A2'/></mergeCells><sheetData>",
	"1: A(2x1)=1{1}\n2: B=2{2}"},
    {"hidden columns are not shown",
	"</sheetData><cols><col min='2' max='3' hidden='1'/></cols>"
	"<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v>"
	"</c></row>",
	"1: A=1{1}"},
    {"a cell told twice counts once",
	"<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>",
	"1: A=1{1}"},
    {"a number in a style that is not there is General",
	"<row r='1'><c r='A1' s='77'><v>1.50</v></c></row>", "1: A=1.5{1.5}"},
    {"a row beyond the last is an error", "<row r='1048577'/>",
	"!has a row at an impossible place"},
    {"a cell of another row is an error",
	"<row r='1'><c r='A2'><v>1</v></c></row>",
	"!has a cell at an impossible place"},
    {"a column beyond XFD is an error",
	"<row r='1'><c r='XFE1'><v>1</v></c></row>",
	"!has a cell at an impossible place"},
    {"a cell outside of the rows is an error", "<c><v>1</v></c>",
	"!has a cell at an impossible place"},
    {"a cell around another and a row ends with the other",
	"<row r='1'><c r='A1'><c r='B1'><v>1</v></c><row r='2'></row>"
	"<v>9</v></c></row></sheetData><mergeCells><mergeCell ref='H2:H2'/>"
	"</mergeCells><sheetData>",
	"1: B=1{1}"},
    {"broken XML is an error", "<row r='1'><c></row>", "!mismatched tag"},
};

static void
put_column(struct text *t, int col)
{
	if (col >= 26)
		put_column(t, col / 26 - 1);
	text_char(t, (char)('A' + col % 26));
}

static str
dump(struct arena *a, const struct grid *g)
{
	struct text t = {.arena = a};

	for (int r = 0; r < grid_rows(g); r++) {
		size_t n;
		struct cell *cells = grid_row(g, r, &n);
		if (!n)
			continue;
		if (t.n)
			text_char(&t, '\n');
		text_put(&t, arena_printf(a, "%d:", r + 1));
		for (size_t i = 0; i < n; i++) {
			char buf[40];
			const struct cell *c = &cells[i];
			text_char(&t, ' ');
			put_column(&t, c->col);
			if (c->rows > 1 || c->cols > 1)
				text_put(&t,
				    arena_printf(
					a, "(%dx%d)", c->rows, c->cols));
			text_char(&t, '=');
			text_put(&t, c->text);
			if (c->held.known)
				text_put(&t,
				    arena_printf(a, "{%.*s}",
					STR_ARG(dec_text(c->held, buf))));
		}
	}
	return text_str(&t);
}

/* A source of so many bytes a read. */
struct trickle {
	str rest;
	size_t step;
};

static ptrdiff_t
trickle_read(void *ctx, char *buf, size_t n, const char **error)
{
	struct trickle *t = ctx;

	(void)error;
	n = n < t->step ? n : t->step;
	n = n < t->rest.n ? n : t->rest.n;
	memcpy(buf, t->rest.p, n);
	t->rest = str_skip(t->rest, n);
	return (ptrdiff_t)n;
}

static void
check_sheet(size_t i, size_t step)
{
	struct arena a = {0};
	struct xlsx_strings strings = {0};
	struct xlsx_styles styles;
	struct xlsx_sheet sheet = {.strings = &strings, .styles = &styles};
	struct xml_error error;
	struct grid grid;
	struct in in;
	struct trickle trickle = {.step = step};
	str got;

	in_memory(&in, S(SST));
	CHECK("the strings are read", xlsx_strings_read(&strings, &in, &error));
	in_memory(&in, S(STYLES));
	CHECK(
	    "the styles are read", xlsx_styles_read(&styles, &a, &in, &error));
	trickle.rest = arena_printf(&a,
	    "<worksheet><sheetData>%s</sheetData></worksheet>", sheets[i].xml);
	in_from(&in, (struct in_source){.read = trickle_read, .ctx = &trickle});
	grid_init(&grid, &a);
	if (xlsx_sheet_read(&sheet, &in, &grid, &error))
		got = dump(&a, &grid);
	else
		got = arena_printf(&a, "!%s", error.what);
	if (!CHECK(sheets[i].reason, str_eq(got, str_of(sheets[i].want))))
		printf("  in steps of %zu: got \"%.*s\"\n", step, STR_ARG(got));
	in_close(&in);
	xlsx_strings_free(&strings);
	arena_free(&a);
}

/* -- a drawing -- */

#define AT(c, r, c2, r2) \
	"<xdr:from><xdr:col>" #c "</xdr:col><xdr:colOff>0" \
	"</xdr:colOff><xdr:row>" #r \
	"</xdr:row></xdr:from><xdr:to><xdr:col>" #c2 "</xdr:col><xdr:row>" #r2 \
	"</xdr:row></xdr:to>"
#define BOX(id, text) \
	"<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='" id "'/>" \
	"</xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>" text "</a:t></a:r></a:p>" \
	"</xdr:txBody></xdr:sp>"
#define LINE(ends, more) \
	"<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id='9'/>" ends \
	"</xdr:nvCxnSpPr><xdr:spPr>" more "</xdr:spPr></xdr:cxnSp>"
#define ANCHOR(inside) "<xdr:twoCellAnchor>" inside "</xdr:twoCellAnchor>"

static const struct {
	const char *reason, *xml, *want;
} drawings[] = {
    {"shapes with text are boxes on the grid",
	ANCHOR(AT(2, 3, 6, 5) BOX("2", "総務省")), "C4 4x2 総務省\n"},
    {"shapes without text are none", ANCHOR(AT(2, 3, 6, 5) BOX("2", "")), ""},
    {"connectors name what they connect",
	ANCHOR(AT(0, 0, 3, 1) BOX("2", "a"))
	    ANCHOR(AT(0, 4, 3, 5) BOX("3", "b")) ANCHOR(
		AT(1, 1, 1, 4) LINE("<a:stCxn id='2'/><a:endCxn id='3'/>",
		    "<a:ln><a:tailEnd type='triangle'/></a:ln>")),
	"A1 3x1 a\nA5 3x1 b\n0>1\n"},
    {"a tip at the head alone turns the arrow",
	ANCHOR(AT(0, 0, 3, 1) BOX("2", "a"))
	    ANCHOR(AT(0, 4, 3, 5) BOX("3", "b")) ANCHOR(
		AT(1, 1, 1, 4) LINE("<a:stCxn id='2'/><a:endCxn id='3'/>",
		    "<a:ln><a:headEnd type='arrow'/></a:ln>")),
	"A1 3x1 a\nA5 3x1 b\n1>0\n"},
    {"ends that name nothing are attached to what they touch",
	ANCHOR(AT(0, 0, 3, 1) BOX("2", "a")) ANCHOR(
	    AT(0, 4, 3, 5) BOX("3", "b")) ANCHOR(AT(1, 1, 1, 4) LINE("", "")),
	"A1 3x1 a\nA5 3x1 b\n0>1\n"},
    {"or to nothing",
	ANCHOR(AT(0, 0, 3, 1) BOX("2", "a"))
	    ANCHOR(AT(1, 1, 1, 40) LINE("", "")),
	"A1 3x1 a\n0>-1\n"},
    {"block arrows are arrows",
	ANCHOR(AT(0, 0, 3, 1) BOX("2", "a"))
	    ANCHOR(AT(0, 4, 3, 5) BOX("3", "b")) ANCHOR(AT(
		1, 1, 2, 4) "<xdr:sp><xdr:spPr><a:prstGeom prst='downArrow'/>"
			    "</xdr:spPr></xdr:sp>"),
	"A1 3x1 a\nA5 3x1 b\n0>1\n"},
    {"paragraphs and breaks are lines; a fallback is not read twice",
	ANCHOR(AT(0, 0, 1,
	    1) "<mc:AlternateContent><mc:Choice><xdr:sp>"
	       "<xdr:txBody><a:p><a:r><a:t>一</a:t></a:r><a:br/><a:r><a:t>二"
	       "</a:t></a:r></a:p><a:p><a:r><a:t>三</a:t></a:r></a:p>"
	       "</xdr:txBody></xdr:sp></mc:Choice><mc:Fallback>" BOX(
		   "5", "一二三") "</mc:Fallback></mc:AlternateContent>"),
	"A1 1x1 一\n二\n三\n"},
    {"shapes of a group lie where the group maps them",
	ANCHOR(AT(10, 10, 20,
	    20) "<xdr:grpSp><xdr:grpSpPr><a:xfrm>"
		"<a:off x='0' y='0'/><a:ext cx='9' cy='9'/><a:chOff x='100' "
		"y='100'/><a:chExt cx='100' cy='100'/></a:xfrm></xdr:grpSpPr>"
		"<xdr:sp><xdr:spPr><a:xfrm><a:off x='150' y='100'/><a:ext "
		"cx='50' cy='50'/></a:xfrm></xdr:spPr><xdr:txBody><a:p><a:r>"
		"<a:t>g</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:grpSp>"),
	"P11 5x5 g\n"},
};

static void
check_drawing(size_t i)
{
	struct arena a = {0};
	struct text t = {.arena = &a};
	struct xml_error error;
	struct grid grid;
	struct in in;

	in_memory(
	    &in, arena_printf(&a, "<xdr:wsDr>%s</xdr:wsDr>", drawings[i].xml));
	grid_init(&grid, &a);
	CHECK("the drawing is read", xlsx_drawing_read(&in, &grid, &error));
	for (size_t k = 0; k < grid.boxes.n; k++) {
		const struct box *b = list_at(&grid.boxes, struct box, k);
		put_column(&t, b->col);
		text_put(&t,
		    arena_printf(&a, "%d %dx%d %.*s\n", b->row + 1, b->cols,
			b->rows, STR_ARG(b->text)));
	}
	for (size_t k = 0; k < grid.arrows.n; k++) {
		const struct arrow *w = list_at(&grid.arrows, struct arrow, k);
		text_put(&t, arena_printf(&a, "%d>%d\n", w->from, w->to));
	}
	if (!CHECK(drawings[i].reason,
		str_eq(text_str(&t), str_of(drawings[i].want))))
		printf("  got \"%.*s\"\n", STR_ARG(text_str(&t)));
	arena_free(&a);
}

/* -- whole workbooks -- */

#define TITLE \
	"<c r='A1' t='inlineStr'><is><t>令和3年度行政事業レビューシート" \
	"</t></is></c>"
#define PROJECT(name) \
	"<worksheet><sheetData><row r='1'>" TITLE "</row>" \
	"<row r='2'><c r='A2' t='inlineStr'><is><t>事業名</t></is></c><c " \
	"r='G2' t='inlineStr'><is><t>" name "</t></is></c></row></sheetData>" \
	"</worksheet>"
#define PLAIN(text) \
	"<worksheet><sheetData><row r='1'><c r='A1' " \
	"t='inlineStr'><is><t>" text "</t></is></c></row></sheetData>" \
	"</worksheet>"
#define ANNEX \
	"<worksheet><sheetData><row r='1'><c r='A1' " \
	"t='inlineStr'><is><t>事業の目的" \
	"</t></is></c><c r='G1' t='inlineStr'><is><t>追記</t></is></c></row>" \
	"</sheetData></worksheet>"
#define TAB(name, id, more) "<sheet name='" name "' r:id='" id "' " more "/>"

struct catcher {
	struct sheet_sink sink;
	struct text got;
};

/* Each record as tab=project(notes){unparsed}; */
static void
catch_sheet(struct sheet_sink *sink, const struct sheet *s)
{
	struct catcher *c = (struct catcher *)sink;
	struct text *t = &c->got;

	text_put(t, s->source.sheet);
	text_char(t, '=');
	text_put(t, s->name);
	if (!str_is_null(s->purpose)) {
		text_char(t, '[');
		text_put(t, s->purpose);
		text_char(t, ']');
	}
	for (size_t i = 0; i < s->notes.n; i++) {
		const struct note *n = list_at(&s->notes, struct note, i);
		if (!str_eq(n->code, S("helper-skipped")))
			continue;
		text_char(t, '(');
		text_put(t, n->message);
		text_char(t, ')');
	}
	for (size_t i = 0; i < s->unparsed.n; i++) {
		text_char(t, '{');
		text_put(t, list_at(&s->unparsed, struct unparsed, i)->text);
		text_char(t, '}');
	}
	text_char(t, ';');
}

static void
catch_report(struct reading *r, const struct place *at, const char *what)
{
	struct catcher *c = (struct catcher *)r->sink;

	text_put(&c->got, S("?"));
	text_put(&c->got, at->where);
	text_put(&c->got, S(": "));
	text_put(&c->got, str_of(what));
	text_char(&c->got, ';');
}

static const struct {
	const char *reason, *tabs, *sheets[4], *want;
} books[] = {
    {"a tab with a title is a record", TAB("5-1", "r1", ""), {PROJECT("灯台")},
	"5-1=灯台;"},
    {"several projects as tabs are several records",
	TAB("a", "r1", "") TAB("b", "r2", ""),
	{PROJECT("灯台"), PROJECT("渡船")}, "a=灯台;b=渡船;"},
    {"an annex is joined to the project before it",
	TAB("a", "r1", "") TAB("別紙1", "r2", "") TAB("b", "r3", ""),
	{PROJECT("灯台"), ANNEX, PROJECT("渡船")}, "a=灯台[追記];b=渡船;"},
    {"an annex may say so in its cells",
	TAB("a", "r1", "") TAB("Sheet2", "r2", ""),
	{PROJECT("灯台"), PLAIN("【別紙２】")}, "a=灯台;"},
    {"a page of remarks is not misread, and not lost",
	TAB("a", "r1", "") TAB("Sheet2", "r2", ""),
	{PROJECT("灯台"), PLAIN("覚え書き")}, "a=灯台{覚え書き};"},
    {"hidden tabs are passed over, even with a title",
	TAB("a", "r1", "") TAB("old", "r2", "state='hidden'"),
	{PROJECT("灯台"), PROJECT("渡船")}, "a=灯台(tab old is hidden);"},
    {"helper tabs are passed over wherever they stand",
	TAB("記入要領", "r1", "") TAB("a", "r2", "")
	    TAB("入力規則等", "r3", ""),
	{PLAIN("x"), PROJECT("灯台"), PLAIN("y")},
	"a=灯台(tab 記入要領 helps to fill in the form)(tab 入力規則等 "
	"helps to fill in the form);"},
    {"a tab before the first title is told of",
	TAB("表紙", "r1", "") TAB("a", "r2", ""),
	{PLAIN("目次"), PROJECT("灯台")},
	"a=灯台(tab 表紙 has no title of a review sheet);"},
    {"no title, no record", TAB("x", "r1", ""), {PLAIN("議事録")},
	"~has no tab with the title of a review sheet"},
    {"a broken tab is told of, the others are read",
	TAB("a", "r1", "") TAB("b", "r2", ""),
	{PROJECT("灯台"), "<worksheet><sheetData><row>"},
	"?xl/worksheets/s2.xml:1:28: no element found;a=灯台;"},
    {"a broken hidden tab, too",
	TAB("a", "r1", "") TAB("b", "r2", "state='veryHidden'"),
	{PROJECT("灯台"), "<worksheet>&"},
	"?xl/worksheets/s2.xml:1:12: unclosed token;a=灯台(tab b is broken);"},
    {"a tab whose part is missing", TAB("a", "r1", "") TAB("b", "r4", ""),
	{PROJECT("灯台")}, "?xl/worksheets/s4.xml: is missing;a=灯台;"},
    {"entities are not even declared", TAB("a", "r1", ""),
	{"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet>&a;</worksheet>"},
	"?xl/worksheets/s1.xml:1:13: has a document type declaration, "
	"which an Office document must not have;~has no tab with the "
	"title of a review sheet"},
};

#define RELATION(id, type, target) \
	"<Relationship Id='" id "' Type='http://" \
	"x/relationships/" type "' Target='" target "'/>"

static void
check_book(size_t i, bool seekable)
{
	const struct zipped_member members[] = {
	    {"xl/worksheets/s1.xml", books[i].sheets[0], false},
	    {"_rels/.rels",
		"<Relationships>" RELATION("r1", "officeDocument",
		    "xl/workbook.xml") "</Relationships>",
		false},
	    {"xl/_rels/workbook.xml.rels",
		"<Relationships>" RELATION(
		    "r1", "worksheet", "worksheets/s1.xml")
		    RELATION("r2", "worksheet", "/xl/worksheets/s2.xml")
			RELATION("r3", "worksheet", "./worksheets/S3.XML")
			    RELATION("r4", "worksheet",
				"worksheets/s4.xml") "</Relationships>",
		false},
	    {"xl/workbook.xml", NULL, false},
	    {"xl/worksheets/s2.xml",
		books[i].sheets[1] ? books[i].sheets[1] : "", false},
	    {"xl/worksheets/s3.xml",
		books[i].sheets[2] ? books[i].sheets[2] : "", false},
	    {0},
	};
	struct zipped_member own[8];
	struct arena a = {0}, rec = {0};
	struct catcher c = {.sink = {catch_sheet}, .got = {.arena = &a}};
	struct reading r = {
	    .sink = &c.sink, .arena = &rec, .report = catch_report};
	struct trickle trickle = {.step = 100};
	struct in in;

	memcpy(own, members, sizeof members);
	own[3].text = arena_cstr(&a,
	    arena_printf(
		&a, "<workbook><sheets>%s</sheets></workbook>", books[i].tabs));
	trickle.rest = zipped(&a, own);
	if (seekable)
		in_memory(&in, trickle.rest);
	else
		in_from(&in,
		    (struct in_source){.read = trickle_read, .ctx = &trickle});
	CHECK("the reader knows its own",
	    xlsx_reader.recognise(in_peek(&in, READER_HEAD)) > 90);
	if (!xlsx_reader.read(&r, &in)) {
		text_char(&c.got, '!');
		text_put(&c.got, str_of(r.error));
	} else if (r.refusal) {
		text_char(&c.got, '~');
		text_put(&c.got, str_of(r.refusal));
	}
	if (!CHECK(books[i].reason,
		str_eq(text_str(&c.got), str_of(books[i].want))))
		printf("  got \"%.*s\"\n", STR_ARG(text_str(&c.got)));
	in_close(&in);
	arena_free(&a);
	arena_free(&rec);
}

/* A table with a row for each project is named. */
static void
check_other_kind(void)
{
	struct arena a = {0}, rec = {0};
	struct text xml = {.arena = &a};
	struct catcher c = {.sink = {catch_sheet}, .got = {.arena = &a}};
	struct reading r = {
	    .sink = &c.sink, .arena = &rec, .report = catch_report};
	struct zipped_member members[] = {
	    {"xl/workbook.xml",
		"<workbook><sheets>" TAB("DB", "r1", "") "</sheets></workbook>",
		false},
	    {"xl/_rels/workbook.xml.rels",
		"<Relationships>" RELATION(
		    "r1", "worksheet", "worksheets/s1.xml") "</Relationships>",
		false},
	    {"xl/worksheets/s1.xml", NULL, false},
	    {0},
	};
	struct in in;

	text_put(&xml, S("<worksheet><sheetData><row>"));
	for (int i = 0; i < 300; i++)
		text_put(&xml,
		    arena_printf(&a,
			"<c t='inlineStr'><is><t>%s%d</t></is></c>",
			i == 1 ? "事業名" : "項目", i));
	text_put(&xml, S("</row></sheetData></worksheet>"));
	members[2].text = arena_cstr(&a, text_str(&xml));
	in_memory(&in, zipped(&a, members));
	CHECK("a table of projects is no sheet",
	    xlsx_reader.read(&r, &in) && !r.sheets);
	CHECK("and is named as what it is",
	    r.refusal &&
		strcmp(r.refusal,
		    "is a workbook of another kind: tab DB is a table with a "
		    "row for each project, 300 columns wide") == 0);
	arena_free(&a);
	arena_free(&rec);
}

static void
check_refusals(void)
{
	static const struct {
		const char *reason;
		str head;
		const char *want;
	} heads[] = {
	    {"BIFF is refused with the command that converts it",
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8},
		"is an old workbook (xls); convert it with: libreoffice "
		"--headless --convert-to xlsx FILE"},
	    {"a password makes it unreadable",
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
		 "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0",
		    34},
		"is a workbook encrypted with a password"},
	};

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct arena rec = {0};
		struct reading r = {.arena = &rec};
		struct in in;
		in_memory(&in, heads[i].head);
		CHECK("it is taken, to be refused",
		    xlsx_reader.recognise(heads[i].head) > 90);
		CHECK(heads[i].reason,
		    !xlsx_reader.read(&r, &in) &&
			strcmp(r.error, heads[i].want) == 0);
		arena_free(&rec);
	}
	CHECK("a zip of texts is not a workbook",
	    xlsx_reader.recognise((str){"PK\3\4\24\0\0\10\0\0\0\0\0\0\0\0\0\0"
					"\0\0\0\0\0\0\0\0\5\0\0\0a.txt",
		35}) == 0);
}

int
main(void)
{
	static const size_t steps[] = {1, 2, 3, 64, 100000};

	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
		for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
			check_sheet(i, steps[k]);
	for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++)
		check_drawing(i);
	for (size_t i = 0; i < sizeof books / sizeof *books; i++) {
		check_book(i, true);
		check_book(i, false);
	}
	check_other_kind();
	check_refusals();
	return unit_done();
}
