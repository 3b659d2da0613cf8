/* Outcomes, outputs, unit costs and 測定指標: what each makes of its table. */
#include "form/yearly.h"
#include "value/text.h"

static bool
says(const struct figure *figure)
{
	return figure->value.known || !str_is_empty(figure->text);
}

/* -- outcomes -- */

enum { OUTCOME_ACTUAL, OUTCOME_TARGET, OUTCOME_ATTAINMENT };

static size_t
count_outcomes(const struct form *f)
{
	return f->s->outcomes.n;
}

/* Where the figures of a column go: a year, or one of the two goals. */
static void
put_outcome_year(struct form *f, struct outcome *o, const struct column *c,
    const struct outcome_year *y, bool figures)
{
	struct outcome_year **goal =
	    c->role == COLUMN_FINAL ? &o->final : &o->interim;

	if (c->role != COLUMN_INTERIM && c->role != COLUMN_FINAL) {
		*list_add(f->a, &o->years, struct outcome_year) = *y;
	} else if ((figures || y->fiscal_year) && !*goal) {
		*goal = arena_new(f->a, struct outcome_year, 1);
		**goal = *y;
	}
}

static void
emit_outcome(struct form *f, struct yearly *t)
{
	struct outcome o = {
	    .goal = t->first, .indicator = t->second, .evidence = t->extra};
	bool any = !str_is_null(o.goal) || !str_is_null(o.indicator);

	/* the unit of 成果実績, not the % of 達成度 */
	o.unit = yearly_unit(
	    t, t->met[OUTCOME_ACTUAL] ? OUTCOME_ACTUAL : OUTCOME_TARGET);
	for (size_t k = 0; k < YEARLY_ROWS; k++)
		cell_label(t->unit[k]);
	for (size_t i = 0; i < t->h.n; i++) {
		struct outcome_year y = {.fiscal_year = t->h.v[i].year};
		bool figures;
		/* before 平成26 a target has a column, but no row */
		yearly_figure(f, t, OUTCOME_ACTUAL, i,
		    t->h.v[i].target && !t->met[OUTCOME_TARGET] ? &y.target
								: &y.actual);
		if (t->met[OUTCOME_TARGET])
			yearly_figure(f, t, OUTCOME_TARGET, i, &y.target);
		yearly_figure(f, t, OUTCOME_ATTAINMENT, i, &y.attainment);
		figures =
		    says(&y.actual) || says(&y.target) || says(&y.attainment);
		any |= figures;
		put_outcome_year(f, &o, &t->h.v[i], &y, figures);
	}
	if (any)
		*list_add(f->a, &f->s->outcomes, struct outcome) = o;
}

/* 根拠として用いた統計 stands below its outcome. */
static void
take_evidence(struct form *f, const struct line *line, struct yearly *t)
{
	size_t at = line_label(line, LABEL_EVIDENCE, 0);
	str evidence = STR_NULL;

	for (size_t i = at + 1; i < line->n; i++)
		evidence = cell_append(f, evidence, &line->c[i], ' ');
	if (t->open)
		t->extra = at < line->n ? evidence : t->extra;
	else if (f->s->outcomes.n && !str_is_null(evidence))
		list_at(&f->s->outcomes, struct outcome, f->s->outcomes.n - 1)
		    ->evidence = evidence;
}

void
form_outcome(struct form *f, struct rows rows)
{
	static const struct yearly_kind kind = {
	    .path = "outcomes",
	    .count = count_outcomes,
	    .first = LABEL_OUTCOME_GOAL,
	    .second = LABEL_OUTCOME_INDICATOR,
	    .rows = {LABEL_OUTCOME_ACTUAL, LABEL_OUTCOME_TARGET,
		LABEL_ATTAINMENT},
	    .n = 3,
	    .emit = emit_outcome,
	    .other = take_evidence,
	};

	yearly_read(f, rows, &kind);
}

/* -- outputs -- */

enum { OUTPUT_ACTUAL, OUTPUT_PLANNED };

static size_t
count_outputs(const struct form *f)
{
	return f->s->outputs.n;
}

/* Offset of the bracket that the text ends with, or its length. */
static size_t
last_bracket(str text)
{
	size_t at = text.n;

	if (!str_ends(text, S(")")) && !str_ends(text, S("）")))
		return text.n;
	while (at-- > 0)
		if (text.p[at] == '(' ||
		    str_starts(str_skip(text, at), S("（")))
			return at;
	return text.n;
}

/* What stands in the bracket at this offset, up to the end of the text. */
static str
inside_bracket(str text, size_t at)
{
	if (at == text.n)
		return STR_NULL;
	text = str_skip(text, at + (text.p[at] == '(' ? 1 : 3));
	text.n -= str_ends(text, S(")")) ? 1 : 3;
	return text;
}

/* A cell for a part of another's text, or NULL. */
static struct cell *
part_of(struct form *f, const struct cell *cell, str text)
{
	struct cell *part;

	text = text_strip(text);
	if (!text.n)
		return NULL;
	part = arena_new(f->a, struct cell, 1);
	*part = *cell;
	part->text = text;
	part->held.known = false;
	return part;
}

/*
 * 当初見込み stands in brackets, below 活動実績 or behind it in one cell:
 * there brackets are no minus.
 */
static void
part_planned(struct form *f, struct yearly *t, size_t i)
{
	struct cell **actual = &t->cells[OUTPUT_ACTUAL][i];
	struct cell **planned = &t->cells[OUTPUT_PLANNED][i];
	struct cell *from = *planned ? *planned : t->both ? *actual : NULL;
	size_t at = from ? last_bracket(from->text) : 0;
	str inside;

	if (!from || at == from->text.n || (from == *planned && at))
		return;
	inside = inside_bracket(from->text, at);
	from->use = CELL_VALUE;
	if (from == *actual)
		*actual = part_of(f, from, str_take(from->text, at));
	*planned = part_of(f, from, inside);
}

static void
emit_output(struct form *f, struct yearly *t)
{
	struct output o = {
	    .goal = t->first,
	    .indicator = t->second,
	    .unit = yearly_unit(t, OUTPUT_ACTUAL),
	};
	bool any = !str_is_null(o.goal) || !str_is_null(o.indicator);

	if (str_is_null(o.unit))
		o.unit = yearly_unit(t, OUTPUT_PLANNED);
	cell_label(t->unit[OUTPUT_PLANNED]);
	for (size_t i = 0; i < t->h.n; i++) {
		struct output_year *y =
		    list_add(f->a, &o.years, struct output_year);
		y->fiscal_year = t->h.v[i].year;
		part_planned(f, t, i);
		yearly_figure(f, t, OUTPUT_ACTUAL, i, &y->actual);
		yearly_figure(f, t, OUTPUT_PLANNED, i, &y->planned);
		any |= says(&y->actual) || says(&y->planned);
	}
	if (!any)
		return;
	o.activity = f->activity;
	f->activity_used = true;
	*list_add(f->a, &f->s->outputs, struct output) = o;
}

/* The row below 活動実績(当初見込み), which has no label of its own. */
static void
planned_below(struct form *f, const struct line *line, struct yearly *t)
{
	if (!t->open || !t->both || t->met[OUTPUT_PLANNED])
		return;
	for (size_t i = 0; i < line->n; i++)
		if (last_bracket(line->c[i].text) == line->c[i].text.n &&
		    !text_is_void(line->c[i].text))
			return;
	yearly_row(f, t, line, 0, OUTPUT_PLANNED);
}

void
form_output(struct form *f, struct rows rows)
{
	static const struct yearly_kind kind = {
	    .path = "outputs",
	    .count = count_outputs,
	    .head = LABEL_OUTPUT_INDICATOR,
	    .first = LABEL_OUTPUT_GOAL,
	    .second = LABEL_OUTPUT_INDICATOR,
	    .rows = {LABEL_OUTPUT_ACTUAL, LABEL_OUTPUT_PLANNED},
	    .n = 2,
	    .both = LABEL_OUTPUT_BOTH,
	    .emit = emit_output,
	    .other = planned_below,
	};

	yearly_read(f, rows, &kind);
}

/* ↓ between the steps of 令和4 and 5. */
static bool
is_arrow(str text)
{
	return str_any(text_strip(text), "↓|⇓|⇩|▼|→", str_eq);
}

void
form_activity(struct form *f, struct rows rows)
{
	form_close_activity(f);
	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		for (size_t i = 0; i < line.n; i++)
			if (is_arrow(line.c[i].text))
				cell_label(&line.c[i]);
			else if (line.label[i] == LABEL_NONE)
				f->activity = cell_append(
				    f, f->activity, &line.c[i], '\n');
	}
}

void
form_close_activity(struct form *f)
{
	if (!f->activity_used && !str_is_null(f->activity))
		list_add(f->a, &f->s->outputs, struct output)->activity =
		    f->activity;
	f->activity = STR_NULL;
	f->activity_used = false;
}

/* -- unit costs -- */

enum { COST, FORMULA };

static size_t
count_costs(const struct form *f)
{
	return f->s->unit_costs.n;
}

static void
emit_cost(struct form *f, struct yearly *t)
{
	struct unit_cost c = {
	    .basis = t->first,
	    .unit = yearly_unit(t, COST),
	    .formula_unit = yearly_unit(t, FORMULA),
	};
	bool any = !str_is_null(c.basis);

	for (size_t i = 0; i < t->h.n; i++) {
		struct unit_cost_year *y =
		    list_add(f->a, &c.years, struct unit_cost_year);
		y->fiscal_year = t->h.v[i].year;
		yearly_figure(f, t, COST, i, &y->cost);
		y->formula = cell_text(t->cells[FORMULA][i]);
		any |= says(&y->cost) || !str_is_null(y->formula);
	}
	if (any)
		*list_add(f->a, &f->s->unit_costs, struct unit_cost) = c;
}

/*
 * 単位当たりコスト | 1,763(円/部) | 算出根拠 | ...: all that the form had
 * before 平成26, without a year.
 */
static void
cost_in_a_line(struct form *f, const struct line *line)
{
	size_t cost = line_label(line, LABEL_UNIT_COST, 0) + 1;
	size_t basis = line_label(line, LABEL_UNIT_COST_BASIS, cost);
	struct unit_cost c = {.basis = STR_NULL};
	struct unit_cost_year y = {0};
	str where = arena_printf(f->a, "unit_costs[%zu]", count_costs(f));

	if (cost >= line->n || basis >= line->n)
		return;
	for (size_t i = basis + 1; i < line->n; i++)
		c.basis = cell_append(f, c.basis, &line->c[i], '\n');
	if (cost < basis) {
		struct cell *cell = &line->c[cost];
		size_t at = last_bracket(cell->text);
		struct cell *figure =
		    part_of(f, cell, str_take(cell->text, at));
		cell->use = CELL_VALUE;
		form_figure(f, figure, &y.cost, where);
		c.unit = text_strip(inside_bracket(cell->text, at));
	}
	if (says(&y.cost))
		*list_add(f->a, &c.years, struct unit_cost_year) = y;
	if (says(&y.cost) || !str_is_null(c.basis))
		*list_add(f->a, &f->s->unit_costs, struct unit_cost) = c;
}

/* Rows that lost their labels: the cost comes first, then its formula. */
static void
loose_cost(struct form *f, const struct line *line, struct yearly *t)
{
	int from = t->h.unit_col > 0 ? t->h.unit_col : t->h.v[0].col;

	if (!t->h.n)
		cost_in_a_line(f, line);
	if (t->h.n && line->n > 1 && line->c[0].col >= from - 1)
		yearly_row(f, t, line, 0, t->loose++ % 2);
}

void
form_unit_cost(struct form *f, struct rows rows)
{
	static const struct yearly_kind kind = {
	    .path = "unit_costs",
	    .count = count_costs,
	    .head = LABEL_UNIT_COST_BASIS,
	    .first = LABEL_UNIT_COST_BASIS,
	    .rows = {LABEL_UNIT_COST, LABEL_FORMULA},
	    .n = 2,
	    .emit = emit_cost,
	    .other = loose_cost,
	};

	yearly_read(f, rows, &kind);
}

/* -- policy evaluation -- */

enum { MEASURE_ACTUAL, MEASURE_TARGET };

static size_t
count_measures(const struct form *f)
{
	return f->s->policy_evaluation.indicators.n;
}

static void
emit_measure(struct form *f, struct yearly *t)
{
	struct measure_indicator m = {
	    .indicator = t->first, .unit = yearly_unit(t, MEASURE_ACTUAL)};
	bool any = !str_is_null(m.indicator);

	if (str_is_null(m.unit))
		m.unit = yearly_unit(t, MEASURE_TARGET);
	cell_label(t->unit[MEASURE_TARGET]);
	for (size_t i = 0; i < t->h.n; i++) {
		struct measure_year y = {.fiscal_year = t->h.v[i].year};
		bool figures;
		yearly_figure(f, t, MEASURE_ACTUAL, i, &y.actual);
		yearly_figure(f, t, MEASURE_TARGET, i, &y.target);
		figures = says(&y.actual) || says(&y.target);
		any |= figures;
		if (y.fiscal_year || figures)
			*list_add(f->a, &m.years, struct measure_year) = y;
	}
	if (any)
		*list_add(f->a, &f->s->policy_evaluation.indicators,
		    struct measure_indicator) = m;
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
policy_line(struct form *f, const struct line *line, struct yearly *t)
{
	enum label *open = &t->open_label;

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
	static const struct yearly_kind kind = {
	    .path = "policy_evaluation.indicators",
	    .count = count_measures,
	    .head = LABEL_MEASURE_INDICATOR,
	    .first = LABEL_MEASURE_INDICATOR,
	    .rows = {LABEL_MEASURE_ACTUAL, LABEL_OUTCOME_TARGET},
	    .n = 2,
	    .emit = emit_measure,
	    .other = policy_line,
	};

	yearly_read(f, rows, &kind);
}
