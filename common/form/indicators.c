/* Outcomes, outputs, unit costs and 測定指標: tables with year columns. */
#include "form/form_part.h"
#include "value/text.h"

static bool
says(const struct figure *figure)
{
	return figure->value.known || !str_is_empty(figure->text);
}

/* The first cell of the line with one of the labels, or n. */
static size_t
row_label(const struct line *line, const enum label *labels, size_t n)
{
	for (size_t i = 0; i < line->n; i++)
		for (size_t k = 0; k < n; k++)
			if (line->label[i] == labels[k])
				return i;
	return line->n;
}

/*
 * The texts that stand before the row label: one or two of them, for the
 * columns first and second (second_col: where the second begins, -1: there is
 * only one).
 */
static void
row_texts(struct form *f, const struct line *line, size_t at, str *first,
    str *second, int first_col, int second_col)
{
	struct cell *cells[2] = {NULL, NULL};
	size_t n = 0;

	for (size_t i = 0; i < at; i++) {
		struct cell *cell = &line->c[i];
		if (line->label[i] != LABEL_NONE)
			continue;
		if (n < 2)
			cells[n++] = cell;
	}
	if (n == 0)
		return;
	if (second_col < 0) {
		for (size_t i = 0; i < n; i++)
			*first = cell_append(f, *first, cells[i], '\n');
		return;
	}
	if (n == 2) {
		*first = cell_append(f, *first, cells[0], '\n');
		*second = cell_append(f, *second, cells[1], '\n');
	} else if (cells[0]->col >= second_col ||
	    (!f->g->exact && cells[0]->col > first_col &&
		!str_is_null(*first))) {
		*second = cell_append(f, *second, cells[0], '\n');
	} else {
		*first = cell_append(f, *first, cells[0], '\n');
	}
}

static int
label_col(const struct line *line, enum label label)
{
	size_t i = line_label(line, label, 0);

	return i < line->n ? line->c[i].col : -1;
}

static void
note_shift(struct form *f, const struct line *line, const char *what,
    size_t index, bool shifted)
{
	if (shifted)
		record_note(f->a, f->s, "row-shifted",
		    arena_printf(f->a, "%s[%zu]", what, index),
		    "line %zu had lost or gained cells on its left",
		    line->c[0].line);
}

/* -- outcomes -- */

struct outcome_table {
	struct heading h;
	int goal_col, indicator_col;
	struct outcome *now; /* not yet in the list */
	struct outcome_year years[COLUMNS];
	bool met[3]; /* 成果実績, 目標値, 達成度 */
};

static void
finish_outcome(struct form *f, struct outcome_table *t)
{
	struct outcome *o = t->now;
	bool any = false;

	t->now = NULL;
	if (!o)
		return;
	for (size_t i = 0; i < t->h.n; i++) {
		struct outcome_year *y = &t->years[i];
		bool figures = says(&y->actual) || says(&y->target) ||
		    says(&y->attainment);
		any |= figures;
		y->fiscal_year = t->h.v[i].year;
		if (t->h.v[i].role == COLUMN_INTERIM ||
		    t->h.v[i].role == COLUMN_FINAL) {
			struct outcome_year **at =
			    t->h.v[i].role == COLUMN_FINAL ? &o->final
							   : &o->interim;
			if ((figures || y->fiscal_year) && !*at) {
				*at = arena_new(f->a, struct outcome_year, 1);
				**at = *y;
			}
		} else {
			*list_add(f->a, &o->years, struct outcome_year) = *y;
		}
	}
	if (any || !str_is_null(o->goal) || !str_is_null(o->indicator))
		*list_add(f->a, &f->s->outcomes, struct outcome) = *o;
}

static void
outcome_row(
    struct form *f, const struct line *line, size_t at, struct outcome_table *t)
{
	size_t kind = line->label[at] == LABEL_OUTCOME_ACTUAL ? 0
	    : line->label[at] == LABEL_OUTCOME_TARGET	      ? 1
							      : 2;
	struct cell *cells[COLUMNS], *unit;
	bool shifted;

	if (t->now && t->met[kind])
		finish_outcome(f, t);
	if (!t->now) {
		t->now = arena_new(f->a, struct outcome, 1);
		for (size_t i = 0; i < COLUMNS; i++)
			t->years[i] = (struct outcome_year){0};
		t->met[0] = t->met[1] = t->met[2] = false;
	}
	t->met[kind] = true;
	row_texts(f, line, at, &t->now->goal, &t->now->indicator, t->goal_col,
	    t->indicator_col);
	heading_place(f, line, at + 1, &t->h, cells, &unit, &shifted);
	note_shift(f, line, "outcomes", f->s->outcomes.n, shifted);
	if (unit && kind == 0)
		t->now->unit = cell_text(unit);
	else if (unit && kind == 1 && !t->met[0])
		t->now->unit = cell_text(unit);
	else
		cell_label(unit);
	for (size_t i = 0; i < t->h.n; i++) {
		struct outcome_year *y = &t->years[i];
		struct figure *figures[] = {
		    &y->actual, &y->target, &y->attainment};
		form_figure(f, cells[i], figures[kind],
		    arena_printf(f->a, "outcomes[%zu]", f->s->outcomes.n));
	}
}

static void
outcome_evidence(
    struct form *f, const struct line *line, size_t at, struct outcome_table *t)
{
	str evidence = STR_NULL;

	for (size_t i = at + 1; i < line->n; i++)
		evidence = cell_append(f, evidence, &line->c[i], ' ');
	if (t->now)
		t->now->evidence = evidence;
	else if (f->s->outcomes.n && !str_is_null(evidence))
		list_at(&f->s->outcomes, struct outcome, f->s->outcomes.n - 1)
		    ->evidence = evidence;
}

void
form_outcome(struct form *f, struct rows rows)
{
	static const enum label labels[] = {
	    LABEL_OUTCOME_ACTUAL, LABEL_OUTCOME_TARGET, LABEL_ATTAINMENT};
	struct outcome_table t = {.goal_col = -1, .indicator_col = -1};
	bool below = false; /* just below the heading */

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		size_t at = row_label(&line, labels, 3);
		struct heading h;
		if (!line.n)
			continue;
		if (line_has(&line, LABEL_EVIDENCE)) {
			outcome_evidence(
			    f, &line, line_label(&line, LABEL_EVIDENCE, 0), &t);
		} else if (at == line.n && heading_read(f, &line, &h)) {
			finish_outcome(f, &t);
			t.h = h;
			t.goal_col = label_col(&line, LABEL_OUTCOME_GOAL);
			t.indicator_col =
			    label_col(&line, LABEL_OUTCOME_INDICATOR);
			below = true;
			continue;
		} else if (below && at == line.n &&
		    heading_continue(f, &line, &t.h)) {
			below = false;
			continue;
		} else if (at < line.n && t.h.n) {
			outcome_row(f, &line, at, &t);
		}
		below = false;
	}
	finish_outcome(f, &t);
}

/* -- outputs -- */

struct output_table {
	struct heading h;
	int goal_col, indicator_col;
	struct output *now;
	struct output_year years[COLUMNS];
	bool met[2];
};

static void
finish_output(struct form *f, struct output_table *t)
{
	struct output *o = t->now;
	bool any = false;

	t->now = NULL;
	if (!o)
		return;
	for (size_t i = 0; i < t->h.n; i++) {
		struct output_year *y = &t->years[i];
		any |= says(&y->actual) || says(&y->planned);
		y->fiscal_year = t->h.v[i].year;
		*list_add(f->a, &o->years, struct output_year) = *y;
	}
	if (!any && str_is_null(o->goal) && str_is_null(o->indicator))
		return;
	o->activity = f->activity;
	f->activity_used = true;
	*list_add(f->a, &f->s->outputs, struct output) = *o;
}

static void
output_row(
    struct form *f, const struct line *line, size_t at, struct output_table *t)
{
	size_t kind = line->label[at] == LABEL_OUTPUT_ACTUAL ? 0 : 1;
	struct cell *cells[COLUMNS], *unit;
	bool shifted;

	if (t->now && t->met[kind])
		finish_output(f, t);
	if (!t->now) {
		t->now = arena_new(f->a, struct output, 1);
		for (size_t i = 0; i < COLUMNS; i++)
			t->years[i] = (struct output_year){0};
		t->met[0] = t->met[1] = false;
	}
	t->met[kind] = true;
	if (t->goal_col >= 0)
		row_texts(f, line, at, &t->now->goal, &t->now->indicator,
		    t->goal_col, t->indicator_col);
	else
		row_texts(f, line, at, &t->now->indicator, &t->now->indicator,
		    t->indicator_col, -1);
	heading_place(f, line, at + 1, &t->h, cells, &unit, &shifted);
	note_shift(f, line, "outputs", f->s->outputs.n, shifted);
	if (unit && (kind == 0 || str_is_null(t->now->unit)))
		t->now->unit = cell_text(unit);
	else
		cell_label(unit);
	for (size_t i = 0; i < t->h.n; i++)
		form_figure(f, cells[i],
		    kind ? &t->years[i].planned : &t->years[i].actual,
		    arena_printf(f->a, "outputs[%zu]", f->s->outputs.n));
}

void
form_output(struct form *f, struct rows rows)
{
	static const enum label labels[] = {
	    LABEL_OUTPUT_ACTUAL, LABEL_OUTPUT_PLANNED};
	struct output_table t = {.goal_col = -1, .indicator_col = -1};
	bool below = false;

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		size_t at = row_label(&line, labels, 2);
		struct heading h;
		if (!line.n)
			continue;
		if (line_has(&line, LABEL_OUTPUT_INDICATOR) &&
		    heading_read(f, &line, &h)) {
			finish_output(f, &t);
			t.h = h;
			t.goal_col = label_col(&line, LABEL_OUTPUT_GOAL);
			t.indicator_col =
			    label_col(&line, LABEL_OUTPUT_INDICATOR);
			below = true;
			continue;
		}
		if (below && heading_continue(f, &line, &t.h)) {
			below = false;
			continue;
		}
		below = false;
		if (at < line.n && t.h.n)
			output_row(f, &line, at, &t);
	}
	finish_output(f, &t);
}

void
form_activity(struct form *f, struct rows rows)
{
	f->activity = STR_NULL;
	f->activity_used = false;
	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		for (size_t i = 0; i < line.n; i++)
			if (line.label[i] == LABEL_NONE)
				f->activity = cell_append(
				    f, f->activity, &line.c[i], '\n');
	}
}

/* -- unit costs -- */

struct cost_table {
	struct heading h;
	struct unit_cost *now;
	struct unit_cost_year years[COLUMNS];
	bool met[2]; /* 単位当たりコスト, 計算式 */
};

static void
finish_cost(struct form *f, struct cost_table *t)
{
	struct unit_cost *c = t->now;
	bool any = false;

	t->now = NULL;
	if (!c)
		return;
	for (size_t i = 0; i < t->h.n; i++) {
		struct unit_cost_year *y = &t->years[i];
		any |= says(&y->cost) || !str_is_null(y->formula);
		y->fiscal_year = t->h.v[i].year;
		*list_add(f->a, &c->years, struct unit_cost_year) = *y;
	}
	if (any || !str_is_null(c->basis))
		*list_add(f->a, &f->s->unit_costs, struct unit_cost) = *c;
}

static void
cost_row(struct form *f, const struct line *line, size_t first, size_t kind,
    struct cost_table *t)
{
	struct cell *cells[COLUMNS], *unit;
	bool shifted;

	if (t->now && t->met[kind])
		finish_cost(f, t);
	if (!t->now) {
		t->now = arena_new(f->a, struct unit_cost, 1);
		for (size_t i = 0; i < COLUMNS; i++)
			t->years[i] = (struct unit_cost_year){0};
		t->met[0] = t->met[1] = false;
	}
	t->met[kind] = true;
	heading_place(f, line, first, &t->h, cells, &unit, &shifted);
	note_shift(f, line, "unit_costs", f->s->unit_costs.n, shifted);
	if (unit && kind == 0)
		t->now->unit = cell_text(unit);
	else if (unit)
		t->now->formula_unit = cell_text(unit);
	for (size_t i = 0; i < t->h.n; i++) {
		if (kind == 0)
			form_figure(f, cells[i], &t->years[i].cost,
			    arena_printf(
				f->a, "unit_costs[%zu]", f->s->unit_costs.n));
		else
			t->years[i].formula = cell_text(cells[i]);
	}
}

/* Headings of other tables that an extractor dropped into this row. */
static bool
stray_headings(struct form *f, const struct line *line, size_t from)
{
	size_t n = 0;

	for (size_t i = from; i < line->n; i++) {
		struct column c;
		if (!column_of(f, &line->c[i], &c) ||
		    (c.role != COLUMN_INTERIM && c.role != COLUMN_FINAL))
			return false;
		n++;
	}
	for (size_t i = from; i < line->n; i++)
		cell_label(&line->c[i]);
	return n > 0;
}

void
form_unit_cost(struct form *f, struct rows rows)
{
	static const enum label labels[] = {LABEL_UNIT_COST, LABEL_FORMULA};
	struct cost_table t = {.now = NULL};
	bool below = false;
	str basis = STR_NULL;
	size_t loose = 0; /* data rows without a label */

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		size_t at = row_label(&line, labels, 2);
		struct heading h;
		if (!line.n)
			continue;
		if (line_has(&line, LABEL_UNIT_COST_BASIS)) {
			if (heading_read(f, &line, &h)) {
				finish_cost(f, &t);
				t.h = h;
				below = true;
			}
			continue;
		}
		if (below && heading_continue(f, &line, &t.h)) {
			below = false;
			continue;
		}
		below = false;
		if (!t.h.n)
			continue;
		/* the table's own label at the left is no row label */
		if (at < line.n && line.label[at] == LABEL_UNIT_COST &&
		    at + 1 < line.n) {
			size_t again = at + 1;
			while (again < line.n &&
			    line.label[again] != LABEL_UNIT_COST &&
			    line.label[again] != LABEL_FORMULA)
				again++;
			if (again < line.n)
				at = again;
		}
		if (at < line.n) {
			for (size_t i = 0; i < at; i++)
				if (line.label[i] == LABEL_NONE)
					basis = cell_append(
					    f, basis, &line.c[i], '\n');
			if (!stray_headings(f, &line, at + 1))
				cost_row(f, &line, at + 1,
				    line.label[at] == LABEL_FORMULA, &t);
		} else if (line.c[0].col >=
			(t.h.unit_col > 0 ? t.h.unit_col : t.h.v[0].col) - 1 &&
		    line.n > 1) {
			/* labels lost: cost first, then its formula */
			cost_row(f, &line, 0, loose++ % 2, &t);
		}
		if (t.now && !str_is_null(basis)) {
			t.now->basis = basis;
			basis = STR_NULL;
		}
	}
	if (t.now && !str_is_null(basis))
		t.now->basis = basis;
	finish_cost(f, &t);
}

/* -- policy evaluation -- */

struct measure_table {
	struct heading h;
	struct measure_indicator *now;
	struct measure_year years[COLUMNS];
	bool met[2];
};

static void
finish_measure(struct form *f, struct measure_table *t)
{
	struct measure_indicator *m = t->now;
	bool any = false;

	t->now = NULL;
	if (!m)
		return;
	for (size_t i = 0; i < t->h.n; i++) {
		struct measure_year *y = &t->years[i];
		bool figures = says(&y->actual) || says(&y->target);
		any |= figures;
		y->fiscal_year = t->h.v[i].year;
		if (y->fiscal_year || figures)
			*list_add(f->a, &m->years, struct measure_year) = *y;
	}
	if (any || !str_is_null(m->indicator))
		*list_add(f->a, &f->s->policy_evaluation.indicators,
		    struct measure_indicator) = *m;
}

static void
measure_row(
    struct form *f, const struct line *line, size_t at, struct measure_table *t)
{
	size_t kind = line->label[at] == LABEL_MEASURE_ACTUAL ? 0 : 1;
	struct cell *cells[COLUMNS], *unit;
	bool shifted;

	if (t->now && t->met[kind])
		finish_measure(f, t);
	if (!t->now) {
		t->now = arena_new(f->a, struct measure_indicator, 1);
		for (size_t i = 0; i < COLUMNS; i++)
			t->years[i] = (struct measure_year){0};
		t->met[0] = t->met[1] = false;
	}
	t->met[kind] = true;
	row_texts(f, line, at, &t->now->indicator, &t->now->indicator, 0, -1);
	heading_place(f, line, at + 1, &t->h, cells, &unit, &shifted);
	note_shift(f, line, "policy_evaluation.indicators",
	    f->s->policy_evaluation.indicators.n, shifted);
	if (unit && (kind == 0 || str_is_null(t->now->unit)))
		t->now->unit = cell_text(unit);
	else
		cell_label(unit);
	for (size_t i = 0; i < t->h.n; i++)
		form_figure(f, cells[i],
		    kind ? &t->years[i].target : &t->years[i].actual,
		    S("policy_evaluation.indicators"));
}

/* 分野: 社会保障 in one cell or two. */
static str
behind_colon(struct form *f, str text)
{
	for (size_t i = 0; i < text.n; i++) {
		str rest = str_skip(text, i);
		if (rest.p[0] == ':')
			return text_clean(f->a, str_skip(rest, 1));
		if (str_starts(rest, S("：")))
			return text_clean(f->a, str_skip(rest, 3));
	}
	return STR_NULL;
}

static str *
policy_field(struct form *f, enum label label)
{
	struct policy_evaluation *p = &f->s->policy_evaluation;

	switch (label) {
	case LABEL_POLICY:
		return &p->policy;
	case LABEL_MEASURE:
		return &p->measure;
	case LABEL_EVALUATION_URL:
		return &p->evaluation_url;
	case LABEL_RELATION:
		return &p->relation;
	case LABEL_REFORM_ITEM:
		return &p->reform_item;
	case LABEL_REFORM_AREA:
		return &p->reform_area;
	case LABEL_REFORM_LOCATION:
		return &p->reform_location;
	default:
		return NULL;
	}
}

static void
policy_line(struct form *f, const struct line *line, enum label *open)
{
	for (size_t i = 0; i < line->n; i++) {
		struct cell *cell = &line->c[i];
		enum label label = line->label[i];
		str *field = policy_field(f, label);
		if (field) {
			*open = label;
			if (label == LABEL_REFORM_AREA) {
				str area = behind_colon(f, cell->text);
				if (!text_is_void(area))
					*field = area;
			}
		} else if (label != LABEL_NONE) {
			*open = LABEL_NONE;
		} else if ((field = policy_field(f, *open)) != NULL) {
			*field = cell_append(f, *field, cell, '\n');
		}
	}
	/* only 関係 has its text in the rows below its label */
	if (*open != LABEL_RELATION)
		*open = LABEL_NONE;
}

void
form_policy(struct form *f, struct rows rows)
{
	static const enum label labels[] = {
	    LABEL_MEASURE_ACTUAL, LABEL_OUTCOME_TARGET};
	struct measure_table t = {.now = NULL};
	enum label open = LABEL_NONE;
	bool below = false;

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		size_t at = row_label(&line, labels, 2);
		struct heading h;
		if (!line.n)
			continue;
		if (line_has(&line, LABEL_MEASURE_INDICATOR) &&
		    heading_read(f, &line, &h)) {
			finish_measure(f, &t);
			t.h = h;
			below = true;
			continue;
		}
		if (below && heading_continue(f, &line, &t.h)) {
			below = false;
			continue;
		}
		below = false;
		if (at < line.n && t.h.n)
			measure_row(f, &line, at, &t);
		else
			policy_line(f, &line, &open);
	}
	finish_measure(f, &t);
}
