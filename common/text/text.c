#include "text/text.h"

#include "dump/blocks.h"
#include "dump/parts.h"
#include "scatter/scatter.h"
#include "text/keep.h"
#include "value/text.h"
#include "words/spaced.h"

#include <stddef.h>
#include <string.h>

static const char title[] = "行政事業レビューシート";

void
text_read_sheet(struct arena *arena, str text, size_t line, struct sheet *sheet)
{
	struct dump dump;

	dump_init(&dump, arena, text, line);
	sheet->source.reader = S("text");
	sheet->source.first_line =
	    dump.n ? (int32_t)dump.tokens[0].line : (int32_t)line;
	if (scatter_is(&dump)) {
		scatter_read(&dump, text, line, sheet);
		dump_rest(&dump, sheet);
		return;
	}
	dump_head(&dump, sheet);
	dump_flow(&dump, sheet);
	dump_spending(&dump, sheet);
	dump_payees(&dump, sheet);
	if (dump.flat)
		dump_spending_names(&dump, sheet);
	dump_pairs(&dump, sheet);
	dump_budget(&dump, sheet);
	dump_policy(&dump, sheet);
	dump_goals(&dump, sheet);
	if (!sheet->budget.years.n)
		blocks_budget(&dump, sheet);
	if (dump.flat)
		dump_items(&dump, sheet);
	if (!sheet->budget.items.n)
		blocks_items(&dump, sheet);
	blocks_goals(&dump, sheet);
	dump_measures(&dump, sheet);
	if (dump.columns)
		dump_items(&dump, sheet);
	dump_past(&dump, sheet);
	dump_review(&dump, sheet);
	dump_opinions(&dump, sheet);
	dump_rest(&dump, sheet);
}

/*
 * Pages of one sheet, and the page being read, which may turn out to be the
 * first of the next.
 */
struct gather {
	struct arena arena;
	struct text text;
	size_t first; /* number of its first line */
	size_t page; /* where its last page begins */
	size_t page_line;
	bool titled;
};

/* More text than any sheet has (10,000 payees are below 1 MB). */
enum { SHEET_TEXT = 2 * 1024 * 1024 };

/*
 * Text whose columns are kept by spaces is read twice: by its lines, here, and
 * laid out as words with boxes.  Lines are surer of the goals, whose headings
 * are split and pushed together, and of the years of the budget, boxes of all
 * else.
 */
struct twice {
	struct sheet_sink sink; /* first: the other reading ends here */
	struct reading *r;
	str text;
	size_t line;
};

static void
append(struct arena *a, struct list *to, const struct list *from, size_t size)
{
	for (size_t i = 0; i < from->n; i++)
		memcpy(list_push(a, to, size, _Alignof(max_align_t)),
		    (const char *)from->items + i * size, size);
}

/*
 * Lines are surer of the years of a budget; text where a figure belongs
 * (#VALUE!) is known by its place alone.
 */
static void
choose_budget_years(struct list *years, const struct list *lines)
{
	static const size_t figures[] = {
	    offsetof(struct budget_year, initial),
	    offsetof(struct budget_year, supplementary),
	    offsetof(struct budget_year, carried_in),
	    offsetof(struct budget_year, carried_out),
	    offsetof(struct budget_year, reserve),
	    offsetof(struct budget_year, total),
	    offsetof(struct budget_year, executed),
	    offsetof(struct budget_year, execution_rate),
	    offsetof(struct budget_year, execution_rate_initial),
	};
	struct list boxes = *years;

	if (!lines->n)
		return;
	*years = *lines;
	for (size_t i = 0; i < years->n && i < boxes.n; i++) {
		struct budget_year *to = list_at(years, struct budget_year, i);
		const struct budget_year *from =
		    list_at(&boxes, const struct budget_year, i);
		for (size_t k = 0; k < sizeof figures / sizeof *figures &&
		     to->fiscal_year == from->fiscal_year;
		     k++) {
			struct figure *f =
			    (struct figure *)(void *)((char *)to + figures[k]);
			const struct figure *g =
			    (const struct figure *)(const void *)((const char *)
								      from +
				figures[k]);
			if (!f->value.known && str_is_null(f->text))
				f->text = g->text;
		}
	}
}

/* Costs and formulas of the reading in which they agree. */
static void
choose_unit_cost(struct unit_cost *u, const struct unit_cost *other)
{
	if (dump_unit_cost_sense(other) > dump_unit_cost_sense(u))
		u->years = other->years;
	if (str_is_null(u->basis))
		u->basis = other->basis;
	if (str_is_null(u->unit))
		u->unit = other->unit;
	if (str_is_null(u->formula_unit))
		u->formula_unit = other->formula_unit;
}

static void
choose_unit_costs(struct list *boxes, const struct list *lines)
{
	int sense = 0;

	if (boxes->n == lines->n) {
		for (size_t i = 0; i < boxes->n; i++)
			choose_unit_cost(list_at(boxes, struct unit_cost, i),
			    list_at(lines, const struct unit_cost, i));
		return;
	}
	for (size_t i = 0; i < boxes->n; i++)
		sense -= dump_unit_cost_sense(
		    list_at(boxes, const struct unit_cost, i));
	for (size_t i = 0; i < lines->n; i++)
		sense += dump_unit_cost_sense(
		    list_at(lines, const struct unit_cost, i));
	if (sense > 0)
		*boxes = *lines;
}

/* What the lines leave open, the boxes may know, table by table. */
static void
fill_activities(struct list *to, const struct list *from)
{
	if (to->n != from->n)
		return;
	for (size_t i = 0; i < to->n; i++) {
		struct output *o = list_at(to, struct output, i);
		if (str_is_null(o->activity))
			o->activity =
			    list_at(from, const struct output, i)->activity;
	}
}

/* 政策 and 施策 beside each other are surer as boxes, the table as lines. */
static void
choose_policy(
    struct policy_evaluation *boxes, const struct policy_evaluation *lines)
{
	struct policy_evaluation chosen = *lines;

	if (str_is_null(chosen.policy))
		chosen.policy = boxes->policy;
	if (str_is_null(chosen.measure))
		chosen.measure = boxes->measure;
	if (str_is_null(chosen.evaluation_url))
		chosen.evaluation_url = boxes->evaluation_url;
	*boxes = chosen;
}

static void
put_both(struct sheet_sink *sink, const struct sheet *boxes)
{
	struct twice *t = (struct twice *)(void *)sink;
	struct arena *a = t->r->arena;
	struct sheet sheet = *boxes, lines = {.source = t->r->source};

	if (!t->text.p) /* a second sheet in the text of one */
		return;
	text_read_sheet(a, t->text, t->line, &lines);
	sheet.source = lines.source;
	sheet.outcomes = lines.outcomes;
	sheet.outputs = lines.outputs;
	choose_budget_years(&sheet.budget.years, &lines.budget.years);
	choose_unit_costs(&sheet.unit_costs, &lines.unit_costs);
	fill_activities(&sheet.outputs, &boxes->outputs);
	choose_policy(&sheet.policy_evaluation, &lines.policy_evaluation);
	sheet.notes = lines.notes;
	append(a, &sheet.notes, &boxes->notes, sizeof(struct note));
	sheet.unparsed = (struct list){0};
	keep_open(a, &sheet, &lines.unparsed);
	keep_open(a, &sheet, &boxes->unparsed);
	keep_rest(a, &sheet, t->text, t->line);
	t->text = STR_NULL;
	reading_put(t->r, &sheet);
}

static bool
put_twice(struct reading *r, str text, size_t line)
{
	struct arena arena = {0};
	struct twice twice = {
	    .sink.put = put_both, .r = r, .text = text, .line = line};
	struct reading boxes = *r;
	struct in in;

	boxes.sink = &twice.sink;
	boxes.arena = &arena;
	boxes.decoded = NULL;
	boxes.sheets = 0;
	in_memory(&in, text);
	boxes.in = &in;
	spaced_reader.read(&boxes, &in);
	in_close(&in);
	arena_free(&arena);
	return !twice.text.p;
}

static void
put_sheet(struct reading *r, const struct gather *g, size_t n)
{
	struct sheet sheet = {.source = r->source};
	str text = str_take(text_str(&g->text), n);

	if (spaced_reader.recognise(str_take(text, READER_HEAD)) > 0 &&
	    put_twice(r, text, g->first))
		return;
	text_read_sheet(r->arena, text, g->first, &sheet);
	keep_rest(r->arena, &sheet, text, g->first);
	reading_put(r, &sheet);
}

/* What comes before the page is done with. */
static void
keep_page(struct gather *g)
{
	struct arena old = g->arena;
	str page = str_skip(text_str(&g->text), g->page);

	g->arena = (struct arena){0};
	g->text = (struct text){.arena = &g->arena};
	text_put(&g->text, page);
	g->first = g->page_line;
	g->page = 0;
	arena_free(&old);
}

/* 平成30年度行政事業レビューシート: without its year it is only the word. */
static bool
is_title(struct arena *a, str line)
{
	size_t at = str_find(line, str_of(title), 0);
	str key;

	if (at == line.n || str_has(line, S("記入要領")))
		return false;
	key = text_fold(a, str_take(line, at));
	return str_ends(key, S("年度")) || str_ends(key, S("年"));
}

static void
add_line(struct reading *r, struct gather *g, str line, size_t number)
{
	if (line.n && line.p[0] == '\f') {
		g->page = g->text.n;
		g->page_line = number;
	}
	if (is_title(&g->arena, line)) {
		if (g->titled && g->page) {
			put_sheet(r, g, g->page);
			keep_page(g);
		}
		g->titled = true;
	}
	text_put(&g->text, line);
	text_char(&g->text, '\n');
}

static bool
read_pages(struct reading *r, struct gather *g, struct in *in)
{
	enum next next;
	str line;

	while ((next = in_line(in, &line)) == NEXT_ITEM) {
		add_line(r, g, line, in->line);
		if (g->text.n > SHEET_TEXT)
			return reading_fail(r,
			    "is too much text for one sheet (2 MB)", in->line,
			    STR_NULL);
	}
	if (!g->titled && next == NEXT_END)
		return reading_refuse(r, "not a review sheet");
	if (g->titled)
		put_sheet(r, g, g->text.n);
	return next == NEXT_END ||
	    reading_fail(r, in->error, in->line + 1, STR_NULL);
}

static bool
text_read(struct reading *r, struct in *in)
{
	struct gather g = {.first = 1, .page_line = 1};
	bool whole;

	g.text.arena = &g.arena;
	whole = read_pages(r, &g, in);
	arena_free(&g.arena);
	return whole;
}

/* A title, and no tabs, tags or workbook around it. */
static int
text_recognise(str head)
{
	if (!str_has(head, str_of(title)))
		return 0;
	if (str_has(head, S("<")) &&
	    (str_has(head, S("<html")) || str_has(head, S("<?xml"))))
		return 0;
	if (str_has(head, S("\t")))
		return 1;
	return spaced_reader.recognise(head) > 0 ? 80 : 60;
}

const struct reader text_reader = {
    .name = "text",
    .title = "text of a PDF without geometry (pdftotext, pdfminer)",
    .recognise = text_recognise,
    .read = text_read,
};
