#include "dump/parts.h"

#include "dump/goal_lines.h"
#include "value/text.h"

/*
 * 成果目標 (アウトカム), 活動指標 (アウトプット), 単位当たりコスト and
 * 測定指標 of what has them in lines, to the record.
 */

static void
use(struct goal_reader *r, const struct goal_grid *g)
{
	for (int row = 0; row < GOAL_ROWS; row++)
		for (int y = 0; y < GOAL_COLUMNS; y++)
			if (g->cells[row][y].token)
				r->dump->tokens[g->cells[row][y].token - 1]
				    .used = true;
}

static struct figure
figure_of(const struct goal_cell *c)
{
	struct figure f = {.value = c->value, .text = STR_NULL};

	if (!c->value.known && c->token && !text_is_void(c->text))
		f.text = c->text;
	return f;
}

static str
unit_of(const struct goal_lined *t)
{
	str unit = t->lines[0].unit;

	if (str_is_null(unit))
		unit = t->lines[1].unit;
	return text_is_void(unit) ? STR_NULL : unit;
}

static void
note_placed(struct goal_reader *r, bool sure, const char *list, size_t i)
{
	if (!sure)
		record_note(r->dump->arena, r->sheet, "value-ambiguous",
		    arena_printf(r->dump->arena, "%s[%zu]", list, i),
		    "figures whose year is open are left out");
}

/*
 * 中間目標 without a year has nothing to be measured by: a 成果実績 or 達成度
 * there is another column's, and so is its 目標値.
 */
static void
drop_yearless(const struct goal_lined *t, struct goal_grid *g)
{
	enum { INTERIM = 3 };

	if (t->interim ||
	    (!g->cells[0][INTERIM].value.known &&
		!g->cells[2][INTERIM].value.known))
		return;
	for (int row = 0; row < GOAL_ROWS; row++)
		g->cells[row][INTERIM] = (struct goal_cell){0};
}

static void
put_outcome(struct goal_reader *r, struct goal_lined *t, size_t i)
{
	struct outcome *o =
	    list_add(r->dump->arena, &r->sheet->outcomes, struct outcome);
	struct goal_grid g;
	bool sure = goal_place_cells(t, &g, 5);
	int year = r->sheet->sheet_year - 3;

	if (r->dump->flat)
		drop_yearless(t, &g);
	use(r, &g);
	o->goal = o->indicator = STR_NULL;
	goal_read_texts(r, t, &o->goal, &o->indicator);
	o->unit = unit_of(t);
	o->evidence = goal_take_texts(r, t->evidence.items, t->evidence.n);
	for (int y = 0; y < 5; y++) {
		struct outcome_year *at;
		const struct goal_cell *a = &g.cells[0][y];
		const struct goal_cell *b = &g.cells[1][y], *c = &g.cells[2][y];
		int goal_year = y == 3 ? t->interim : t->final;
		if (y >= 3 && !goal_year && !a->value.known &&
		    !b->value.known && !c->value.known)
			continue;
		if (y < 3) {
			at = list_add(
			    r->dump->arena, &o->years, struct outcome_year);
			at->fiscal_year = year + y;
		} else {
			at = arena_new(r->dump->arena, struct outcome_year, 1);
			at->fiscal_year = goal_year;
			*(y == 3 ? &o->interim : &o->final) = at;
		}
		at->actual = figure_of(a);
		at->target = figure_of(b);
		at->attainment = figure_of(c);
	}
	note_placed(r, sure, "outcomes", i);
}

static void
put_output(struct goal_reader *r, struct goal_lined *t, size_t i)
{
	struct output *o =
	    list_add(r->dump->arena, &r->sheet->outputs, struct output);
	struct goal_grid g;
	int width = goal_column_count(GOAL_OUTPUT, r->sheet->sheet_year);
	bool sure = goal_place_cells(t, &g, width);

	use(r, &g);
	o->activity = o->goal = o->indicator = STR_NULL;
	if (t->goal_column || r->dump->columns) {
		goal_read_texts(r, t, &o->goal, &o->indicator);
	} else {
		size_t n = goal_cut_units(r, t, t->wrapped.items, t->wrapped.n);
		o->indicator = t->texts.n
		    ? goal_take_texts(r, t->texts.items, t->texts.n)
		    : goal_take_texts(r, t->wrapped.items, n);
	}
	o->unit = unit_of(t);
	for (int y = 0; y < width; y++) {
		struct output_year *at =
		    list_add(r->dump->arena, &o->years, struct output_year);
		at->fiscal_year = r->sheet->sheet_year - 3 + y;
		at->actual = figure_of(&g.cells[0][y]);
		at->planned = figure_of(&g.cells[1][y]);
	}
	note_placed(r, sure, "outputs", i);
}

/*
 * A line of -raw goes on with the formulas: 百万円／件 370／2 200／2.  A unit
 * has no digits; what stands behind it stays unparsed.
 */
static str
cut_formulas(struct goal_reader *r, size_t line, str unit)
{
	size_t i = 0, len;

	if (!r->dump->flat || str_is_null(unit))
		return unit;
	for (; i < unit.n; i += len) {
		uint32_t c = text_fold_code(str_char(str_skip(unit, i), &len));
		if (c >= '0' && c <= '9')
			break;
	}
	str rest = str_skip(unit, i);
	unit = text_strip(str_take(unit, i));
	if (rest.n)
		record_unparsed(r->dump->arena, r->sheet, line, rest);
	return text_is_void(unit) ? STR_NULL : unit;
}

static void
put_unit_cost(struct goal_reader *r, struct goal_lined *t, size_t i)
{
	struct unit_cost *u =
	    list_add(r->dump->arena, &r->sheet->unit_costs, struct unit_cost);
	struct goal_grid g;
	bool sure = goal_place_cells(t, &g, 4);
	const struct list *basis = t->texts.n ? &t->texts : &t->wrapped;

	use(r, &g);
	u->basis = r->dump->columns
	    ? dump_lines(r->dump, t->indicators.items, t->indicators.n)
	    : goal_take_texts(r, basis->items, basis->n);
	u->unit = text_is_void(t->lines[0].unit) ? STR_NULL : t->lines[0].unit;
	u->formula_unit = t->lines[1].unit;
	if (str_is_null(u->formula_unit) && t->units.n) {
		/* the unit of the cost comes first where it was wrapped too */
		const size_t *units = t->units.items;
		size_t from = 0;
		if (str_is_null(u->unit) && t->units.n > 1)
			u->unit = goal_take_texts(r, units + from++, 1);
		u->formula_unit =
		    cut_formulas(r, r->dump->tokens[units[from]].line,
			goal_take_texts(r, units + from, t->units.n - from));
	}
	for (int y = 0; y < 4; y++) {
		struct unit_cost_year *at =
		    list_add(r->dump->arena, &u->years, struct unit_cost_year);
		const struct goal_cell *f = &g.cells[1][y];
		at->fiscal_year = r->sheet->sheet_year - 3 + y;
		at->cost = figure_of(&g.cells[0][y]);
		at->formula =
		    f->token && !text_is_void(f->text) ? f->text : STR_NULL;
	}
	note_placed(r, sure, "unit_costs", i);
}

int
dump_unit_cost_sense(const struct unit_cost *u)
{
	int sense = 0;

	for (size_t y = 0; y < u->years.n; y++) {
		const struct unit_cost_year *at =
		    list_at(&u->years, const struct unit_cost_year, y);
		bool formula = dump_is_formula(at->formula);
		if (formula && at->cost.value.known)
			sense +=
			    goal_is_cost(at->cost.value, at->formula) ? 3 : -2;
		else if (at->formula.n || at->cost.value.known)
			sense -= 1;
	}
	return sense;
}

static void
put_measure(struct goal_reader *r, struct goal_lined *t, size_t i)
{
	struct measure_indicator *m = list_add(r->dump->arena,
	    &r->sheet->policy_evaluation.indicators, struct measure_indicator);
	struct goal_grid g;
	bool sure = goal_place_cells(t, &g, 5);

	use(r, &g);
	m->indicator = goal_take_texts(r, t->texts.items, t->texts.n);
	m->unit = unit_of(t);
	for (int y = 0; y < 3; y++) {
		struct measure_year *at =
		    list_add(r->dump->arena, &m->years, struct measure_year);
		at->fiscal_year = r->sheet->sheet_year - 3 + y;
		at->actual = figure_of(&g.cells[0][y]);
		at->target = figure_of(&g.cells[1][y]);
	}
	note_placed(r, sure, "policy_evaluation.indicators", i);
}

static bool
says_something(const struct goal_lined *t)
{
	for (int row = 0; row < GOAL_ROWS; row++)
		for (int i = 0; i < t->lines[row].n; i++)
			if (!text_is_none(t->lines[row].cells[i].text))
				return true;
	for (size_t i = 0; i < t->goals.n; i++)
		if (!text_is_none(*list_at(&t->goals, str, i)))
			return true;
	for (size_t i = 0; i < t->indicators.n; i++)
		if (!text_is_none(*list_at(&t->indicators, str, i)))
			return true;
	return t->texts.n || t->wrapped.n;
}

/* A cell cut by the page's end is printed, whole or in part, on both. */
static void
keep_longer(struct goal_reader *r, struct goal_lined *t)
{
	struct list other = t->repeated;

	if (other.n > t->wrapped.n) {
		other = t->wrapped;
		t->wrapped = t->repeated;
	}
	for (size_t i = 0; i < other.n; i++)
		r->dump->tokens[*list_at(&other, size_t, i)].used = true;
}

static void
put_tables(struct goal_reader *r)
{
	static void (*const put[GOAL_KINDS])(struct goal_reader *,
	    struct goal_lined *,
	    size_t) = {put_outcome, put_output, put_unit_cost, put_measure};

	for (int kind = 0; kind < GOAL_KINDS; kind++)
		for (size_t i = 0; i < r->tables[kind].n; i++) {
			struct goal_lined *t =
			    list_at(&r->tables[kind], struct goal_lined, i);
			if (t->repeated.n)
				keep_longer(r, t);
			if (r->dump->flat && !t->units.n &&
			    (kind == GOAL_OUTCOME || kind == GOAL_OUTPUT))
				goal_drop_dash_unit(r, t);
			if (says_something(t))
				put[kind](r, t, i);
		}
}

/* Lines of one cell begin at one column: what begins elsewhere ends it. */
static size_t
column_end(const struct goal_reader *r, size_t from, size_t to)
{
	enum { INDENT = 4 };
	const struct token *tokens = r->dump->tokens;

	for (size_t i = from + 1; i < to && r->column; i++) {
		int off = r->column[i] - r->column[from];
		if (tokens[i].at != tokens[i - 1].at &&
		    (off < -INDENT || off > INDENT))
			return i;
	}
	return to;
}

/*
 * -raw: the cells of 政策 and 施策 are as wide as the page, so that a line
 * that leaves room ends them.
 */
static size_t
wide_end(const struct dump *dump, size_t from, size_t to)
{
	enum { WIDE = 80 }; /* display columns */
	size_t end = dump_whole_line(dump, from, to);

	while (end < to &&
	    rows_display_width(dump_span(
		&dump->tokens[from], &dump->tokens[end - 1])) >= WIDE) {
		from = end;
		end = dump_whole_line(dump, from, to);
	}
	return end;
}

/* 政策, 施策 and what ties the project to them. */
static void
read_policy(struct goal_reader *r)
{
	struct policy_evaluation *p = &r->sheet->policy_evaluation;
	struct run *runs;
	size_t n = dump_runs(r->dump, 0, r->dump->n, PART_NONE, &runs);

	for (size_t i = 0; i < n; i++) {
		str *slot = runs[i].before == LABEL_POLICY ? &p->policy
		    : runs[i].before == LABEL_MEASURE	   ? &p->measure
		    : runs[i].before == LABEL_RELATION	   ? &p->relation
							   : NULL;
		if (!slot || !str_is_null(*slot) ||
		    (slot != &p->relation && !runs[i].glued))
			continue;
		size_t from = runs[i].from, to = runs[i].to;
		if (slot != &p->relation)
			to = r->dump->flat ? wide_end(r->dump, from, to)
					   : column_end(r, from, to);
		str text = dump_take(r->dump, from, to);
		if (!text_is_void(text))
			*slot = text;
	}
}

void
dump_goals(struct dump *dump, struct sheet *sheet)
{
	struct goal_reader r = {.dump = dump, .sheet = sheet};

	if (!sheet->sheet_year)
		return;
	if (dump->columns)
		r.column = goal_find_columns(dump);
	if (dump->columns || dump->flat)
		read_policy(&r);
	if (dump->columns)
		goal_read_layout(&r);
	else if (dump->flat)
		goal_read_flat(&r);
	put_tables(&r);
}
