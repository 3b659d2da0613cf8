#include "rs/build.h"

#include "json/write.h"
#include "value/text.h"

#include <stdlib.h>
#include <string.h>

/*
 * 3-1 has for an activity one row, for an output or outcome four: the mark of
 * the target year, target, actual and attainment, with a column a year.  They
 * stand one below the other.
 */
enum line { MARK, TARGET, ACTUAL, ATTAINMENT, LINES };

struct goal {
	const struct rs_row *first;
	const struct rs_row *lines[LINES];
	size_t rows;
};

enum kind { ACTIVITY, OUTPUT, OUTCOME };

static enum kind
kind_of(str type)
{
	if (str_has(type, S("アウトプット")))
		return OUTPUT;
	if (str_has(type, S("アウトカム")))
		return OUTCOME;
	return ACTIVITY;
}

/* Which of the four rows it is, or LINES. */
static enum line
line_of(const struct rs_row *row)
{
	static const char *const names[LINES] = {
	    "目標年度", "目標値", "実績値", "達成率"};
	str name = row->cells[RS31_outcomes_years];

	for (size_t i = 0; i < LINES; i++)
		if (str_has(name, str_of(names[i])))
			return (enum line)i;
	return LINES;
}

/* Whether a row goes on with the goal of the rows above. */
static bool
goes_on(const struct goal *goal, const struct rs_row *row, enum line line)
{
	static const int same[] = {RS31_outcomes_no, RS31_outcomes_type,
	    RS31_outcomes_period, RS31_outcomes_goal_kind, RS31_outcomes_goal,
	    RS31_outcomes_indicator};

	if (!goal->first || line == LINES || goal->lines[line] ||
	    line_of(goal->first) == LINES)
		return false;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		str a = goal->first->cells[same[i]], b = row->cells[same[i]];
		if (a.n != b.n || (a.n && memcmp(a.p, b.p, a.n) != 0))
			return false;
	}
	return true;
}

/* -- years -- */

static str
cell_of(const struct rs_row *row, uint32_t year)
{
	for (size_t i = 0; row && i < row->nloose; i++)
		if (row->loose[i].year == year)
			return row->loose[i].value;
	return STR_NULL;
}

static struct figure
figure_of(struct build *b, const struct rs_row *row, uint32_t year)
{
	str raw = cell_of(row, year);
	struct figure f = {0};

	if (!raw.n)
		return f;
	f.value = dec_cell(str_trim(raw));
	if (f.value.known)
		return f;
	f.text = text_clean(b->a, raw);
	if (text_is_void(f.text))
		f.text = STR_NULL;
	else
		record_note(b->a, b->sheet, "figure-text", STR_NULL,
		    "table 3-1, line %zu, %u: \"%.*s\" is no figure", row->line,
		    year, STR_ARG(f.text));
	return f;
}

static int
by_number(const void *a, const void *b)
{
	const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* The years of which one of the rows says something, ascending. */
static uint32_t *
years_of(struct build *b, const struct goal *goal, size_t *n)
{
	size_t most = 0, kept = 0;
	uint32_t *years;

	*n = 0;
	for (enum line l = TARGET; l < LINES; l++)
		most += goal->lines[l] ? goal->lines[l]->nloose : 0;
	if (!most)
		return NULL;
	years = arena_new(b->a, uint32_t, most);
	for (enum line l = TARGET; l < LINES; l++)
		for (size_t i = 0; goal->lines[l] && i < goal->lines[l]->nloose;
		     i++) {
			const struct rs_loose *cell = &goal->lines[l]->loose[i];
			if (cell->year && !str_is_blank(cell->value))
				years[(*n)++] = cell->year;
		}
	qsort(years, *n, sizeof *years, by_number);
	for (size_t i = 0; i < *n; i++)
		if (!kept || years[kept - 1] != years[i])
			years[kept++] = years[i];
	*n = kept;
	return years;
}

/* The newest year that is marked as a target year, or 0; *odd: there are
 * several, or the mark is not simply 1. */
static uint32_t
target_year(const struct goal *goal, bool *odd)
{
	const struct rs_row *row = goal->lines[MARK];
	uint32_t newest = 0;

	*odd = false;
	for (size_t i = 0; row && i < row->nloose; i++) {
		const struct rs_loose *cell = &row->loose[i];
		if (!cell->year || str_is_blank(cell->value))
			continue;
		*odd |= newest || !str_eq(str_trim(cell->value), S("1"));
		if (cell->year > newest)
			newest = cell->year;
	}
	return newest;
}

/* -- added keys of a goal -- */

static void
put_years(struct members *m, str key, const struct rs_row *row)
{
	struct members years = {.out = m->out};

	for (size_t i = 0; row && i < row->nloose; i++) {
		const struct rs_loose *cell = &row->loose[i];
		struct dec value;
		char name[12];
		size_t at = sizeof name;
		if (!cell->year || str_is_blank(cell->value))
			continue;
		if (!years.n) {
			rs_key(m, key);
			out_char(m->out, '{');
		}
		for (uint32_t y = cell->year; y; y /= 10)
			name[--at] = (char)('0' + y % 10);
		rs_key(&years, (str){name + at, sizeof name - at});
		value = dec_cell(str_trim(cell->value));
		if (value.known)
			dec_put(m->out, value);
		else
			json_put_valid(m->out, str_trim(cell->value));
	}
	if (years.n)
		out_char(m->out, '}');
}

/* The rows of a goal repeat what they share: the first that says a cell. */
static const struct rs_row *
said(const struct goal *goal, int cell)
{
	if (rs_says(goal->first, cell))
		return goal->first;
	for (enum line l = 0; l < LINES; l++)
		if (goal->lines[l] && rs_says(goal->lines[l], cell))
			return goal->lines[l];
	return goal->first;
}

/* What a later row of the goal says otherwise. */
static void
keep_others(struct build *b, const struct goal *goal)
{
	for (int cell = RS_COMMONS; cell < RS31_outcomes_years; cell++) {
		str first = said(goal, cell)->cells[cell];
		for (enum line l = 0; l < LINES; l++) {
			const struct rs_row *row = goal->lines[l];
			str text = first;
			if (row && row->cells[cell].n &&
			    !str_eq(row->cells[cell], first))
				rs_set(b, &text, row, cell);
		}
	}
}

static void
put_group(struct build *b, struct members *m, const struct goal *goal)
{
	size_t n;
	const struct rs_column *c = rs_columns_of(RS_TABLE_31, &n);

	for (size_t i = 0; i < n; i++)
		if (c[i].group == RSG31_outcomes)
			rs_put(
			    b, m, said(goal, c[i].cell), c[i].cell, c[i].key);
}

static void
put_goal(
    struct build *b, struct members *m, const struct goal *goal, enum kind kind)
{
	bool odd;

	put_group(b, m, goal);
	if (kind != OUTCOME)
		rs_put(b, m, said(goal, RS31_outcomes_evidence),
		    RS31_outcomes_evidence, S("evidence"));
	target_year(goal, &odd);
	if (odd || kind != OUTCOME)
		put_years(m, S("target_marks"), goal->lines[MARK]);
	if (kind != OUTCOME)
		put_years(m, S("attainment"), goal->lines[ATTAINMENT]);
	if (line_of(goal->first) == LINES) {
		rs_put(b, m, goal->first, RS31_outcomes_years, S("row"));
		put_years(m, S("years"), goal->first);
	}
	rs_key(m, S("rows"));
	out_int(m->out, (int64_t)goal->rows);
}

static str
added(struct build *b, const struct goal *goal, enum kind kind)
{
	struct members m = rs_open(b);

	put_goal(b, &m, goal, kind);
	return rs_close(b, &m);
}

/* -- outputs and outcomes -- */

static struct outcome_year
outcome_year(struct build *b, const struct goal *goal, uint32_t year)
{
	return (struct outcome_year){
	    .fiscal_year = (int32_t)year,
	    .actual = figure_of(b, goal->lines[ACTUAL], year),
	    .target = figure_of(b, goal->lines[TARGET], year),
	    .attainment = figure_of(b, goal->lines[ATTAINMENT], year),
	};
}

static void
add_outcome(struct build *b, const struct goal *goal)
{
	struct outcome *o = list_add(b->a, &b->sheet->outcomes, struct outcome);
	size_t n;
	uint32_t *years = years_of(b, goal, &n);
	bool odd;
	uint32_t final = target_year(goal, &odd);

	o->goal =
	    rs_text(b, said(goal, RS31_outcomes_goal), RS31_outcomes_goal);
	o->indicator = rs_text(
	    b, said(goal, RS31_outcomes_indicator), RS31_outcomes_indicator);
	o->unit =
	    rs_text(b, said(goal, RS31_outcomes_unit), RS31_outcomes_unit);
	o->evidence = rs_text(
	    b, said(goal, RS31_outcomes_evidence), RS31_outcomes_evidence);
	for (size_t i = 0; i < n; i++)
		*list_add(b->a, &o->years, struct outcome_year) =
		    outcome_year(b, goal, years[i]);
	if (final) {
		o->final = arena_new(b->a, struct outcome_year, 1);
		o->final->fiscal_year = (int32_t) final;
		for (size_t i = 0; i < o->years.n; i++) {
			const struct outcome_year *y =
			    list_at(&o->years, struct outcome_year, i);
			if (y->fiscal_year == (int32_t) final)
				*o->final = *y;
		}
	}
	o->rs = added(b, goal, OUTCOME);
}

static void
add_output(struct build *b, const struct goal *goal)
{
	struct output *o = list_add(b->a, &b->sheet->outputs, struct output);
	size_t n;
	uint32_t *years = years_of(b, goal, &n);

	o->goal =
	    rs_text(b, said(goal, RS31_outcomes_goal), RS31_outcomes_goal);
	o->indicator = rs_text(
	    b, said(goal, RS31_outcomes_indicator), RS31_outcomes_indicator);
	o->unit =
	    rs_text(b, said(goal, RS31_outcomes_unit), RS31_outcomes_unit);
	for (size_t i = 0; i < n; i++) {
		struct output_year *y =
		    list_add(b->a, &o->years, struct output_year);
		y->fiscal_year = (int32_t)years[i];
		y->actual = figure_of(b, goal->lines[ACTUAL], years[i]);
		y->planned = figure_of(b, goal->lines[TARGET], years[i]);
	}
	o->rs = added(b, goal, OUTPUT);
}

/* The goals of 3-1, one after the other, with what each is. */
static bool
next_goal(const struct build *b, size_t *at, struct goal *goal)
{
	*goal = (struct goal){0};
	for (; *at < rs_rows(b, RS_TABLE_31); ++*at) {
		const struct rs_row *row = rs_row(b, RS_TABLE_31, *at);
		enum line line = line_of(row);
		if (!rs_row_says(row))
			continue;
		if (goal->first && !goes_on(goal, row, line))
			break;
		if (!goal->first)
			goal->first = row;
		if (line < LINES)
			goal->lines[line] = row;
		goal->rows++;
	}
	return goal->first != NULL;
}

static enum kind
kind_of_goal(const struct goal *goal)
{
	return kind_of(goal->first->cells[RS31_outcomes_type]);
}

/* -- 3-2: which leads to which -- */

/* The cells of either end of a link. */
enum end { NO, TYPE, PERIOD, GOAL, INDICATOR, ENDS };
static const int from[ENDS] = {RS32_goal_links_from_no,
    RS32_goal_links_from_type, RS32_goal_links_from_period,
    RS32_goal_links_from_goal, RS32_goal_links_from_indicator};
static const int to[ENDS] = {RS32_goal_links_to_no, RS32_goal_links_to_type,
    RS32_goal_links_to_period, RS32_goal_links_to_goal,
    RS32_goal_links_to_indicator};

static bool
same_text(struct build *b, str cell, str text)
{
	cell = text_clean(b->a, cell);
	return cell.n == text.n && (!cell.n || !memcmp(cell.p, text.p, cell.n));
}

/* The outputs are told the activities that lead to them. */
static void
name_activities(struct build *b)
{
	size_t n = rs_rows(b, RS_TABLE_32);
	struct index by_goal = {0};

	if (!b->sheet->outputs.n)
		return;
	for (size_t i = n; i-- > 0;)
		index_add(b->a, &by_goal,
		    str_hash(text_clean(
			b->a, rs_row(b, RS_TABLE_32, i)->cells[to[GOAL]])));
	for (size_t i = 0; n && i < b->sheet->outputs.n; i++) {
		struct output *o =
		    list_at(&b->sheet->outputs, struct output, i);
		struct set activities = {0};
		uint32_t at = o->goal.p
		    ? index_first(&by_goal, str_hash(o->goal))
		    : UINT32_MAX;
		for (size_t tries = 0; at != UINT32_MAX && tries < 64;
		     at = index_next(&by_goal, at), tries++) {
			const struct rs_row *row =
			    rs_row(b, RS_TABLE_32, n - 1 - at);
			if (kind_of(row->cells[to[TYPE]]) == OUTPUT &&
			    kind_of(row->cells[from[TYPE]]) == ACTIVITY &&
			    same_text(b, row->cells[to[GOAL]], o->goal))
				set_add(b->a, &activities,
				    rs_text(b, row, from[GOAL]));
		}
		o->activity = set_join(b->a, &activities, S("\n"));
	}
}

/* The ends of links that are outputs or outcomes already. */
struct ends {
	struct index index;
	struct list rows; /* of const struct rs_row * */
	struct list cells; /* of const int *: from or to */
};

static uint64_t
end_hash(const struct rs_row *row, const int end[static ENDS])
{
	uint64_t hash = 0;

	for (size_t i = 0; i < ENDS; i++)
		hash = hash * 31 + str_hash(row->cells[end[i]]);
	return hash;
}

/* False when the end is known. */
static bool
add_known(struct build *b, struct ends *known, const struct rs_row *row,
    const int end[static ENDS])
{
	uint64_t hash = end_hash(row, end);

	for (uint32_t i = index_first(&known->index, hash); i != UINT32_MAX;
	     i = index_next(&known->index, i)) {
		const struct rs_row *other =
		    *list_at(&known->rows, const struct rs_row *, i);
		const int *cells = *list_at(&known->cells, const int *, i);
		size_t k = 0;
		while (k < ENDS &&
		    str_eq(row->cells[end[k]], other->cells[cells[k]]))
			k++;
		if (k == ENDS)
			return false;
	}
	index_add(b->a, &known->index, hash);
	*list_add(b->a, &known->rows, const struct rs_row *) = row;
	*list_add(b->a, &known->cells, const int *) = end;
	return true;
}

/* An output or outcome that only 3-2 tells of: its goal, no figures. */
static void
add_end(struct build *b, const struct rs_row *row, const int end[static ENDS],
    struct ends *known)
{
	enum kind kind = kind_of(row->cells[end[TYPE]]);
	struct members m;
	str goal, json, indicator;

	if (kind == ACTIVITY || !row->cells[end[GOAL]].n ||
	    !add_known(b, known, row, end))
		return;
	goal = rs_text(b, row, end[GOAL]);
	if (!goal.p)
		return;
	m = rs_open(b);
	rs_put(b, &m, row, end[NO], S("no"));
	rs_put(b, &m, row, end[TYPE], S("type"));
	rs_put(b, &m, row, end[PERIOD], S("period"));
	json = rs_close(b, &m);
	indicator = rs_text(b, row, end[INDICATOR]);
	if (kind == OUTPUT)
		*list_add(b->a, &b->sheet->outputs, struct output) =
		    (struct output){
			.goal = goal, .indicator = indicator, .rs = json};
	else
		*list_add(b->a, &b->sheet->outcomes, struct outcome) =
		    (struct outcome){
			.goal = goal, .indicator = indicator, .rs = json};
}

void
rs_goals(struct build *b)
{
	struct goal goal;
	struct ends known = {0};

	for (size_t at = 0; next_goal(b, &at, &goal);) {
		keep_others(b, &goal);
		switch (kind_of_goal(&goal)) {
		case OUTPUT:
			add_output(b, &goal);
			break;
		case OUTCOME:
			add_outcome(b, &goal);
			break;
		case ACTIVITY:
			break;
		}
	}
	if (!rs_rows(b, RS_TABLE_31))
		for (size_t i = 0; i < rs_rows(b, RS_TABLE_32); i++) {
			const struct rs_row *row = rs_row(b, RS_TABLE_32, i);
			add_end(b, row, from, &known);
			add_end(b, row, to, &known);
		}
	name_activities(b);
}

void
rs_goals_added(struct build *b, struct members *m)
{
	struct members list = {.out = m->out};
	struct goal goal;

	for (size_t at = 0; next_goal(b, &at, &goal);) {
		struct members item;
		if (kind_of_goal(&goal) != ACTIVITY)
			continue;
		if (!list.n)
			list = rs_array(m, S("activities"));
		item = rs_item(&list);
		rs_put(b, &item, said(&goal, RS31_outcomes_goal),
		    RS31_outcomes_goal, S("goal"));
		rs_put(b, &item, said(&goal, RS31_outcomes_indicator),
		    RS31_outcomes_indicator, S("indicator"));
		rs_put(b, &item, said(&goal, RS31_outcomes_unit),
		    RS31_outcomes_unit, S("unit"));
		put_goal(b, &item, &goal, ACTIVITY);
		out_char(m->out, '}');
	}
	if (list.n)
		out_char(m->out, ']');
	list = (struct members){.out = m->out};
	for (size_t i = 0; i < rs_rows(b, RS_TABLE_32); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_32, i);
		struct members item;
		if (!rs_row_says(row))
			continue;
		if (!list.n)
			list = rs_array(m, S("goal_links"));
		item = rs_item(&list);
		rs_put_group(b, &item, row, RSG32_goal_links);
		out_char(m->out, '}');
	}
	if (list.n)
		out_char(m->out, ']');
}
