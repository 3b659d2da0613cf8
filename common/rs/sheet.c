#include "rs/sheet.h"

#include "json/write.h"
#include "rs/build.h"
#include "value/text.h"

#include <string.h>

/* -- the columns that every table repeats -- */

/* What each table says of the common columns: the first that does counts. */
struct commons {
	const struct rs_row *by[RS_TABLES][RS_COMMONS];
	const struct rs_row *first[RS_COMMONS];
};

/* A row's word on a common column; one that contradicts an earlier row of its
 * own table is noted. */
static void
note_common(
    struct build *b, struct commons *c, const struct rs_row *row, int cell)
{
	const struct rs_row **by = &c->by[row->map->table][cell];

	if (!rs_says(row, cell))
		return;
	if (*by && !str_eq(row->cells[cell], (*by)->cells[cell])) {
		str text = rs_text(b, *by, cell);
		rs_set(b, &text, row, cell);
	}
	if (!*by)
		*by = row;
	if (!c->first[cell])
		c->first[cell] = row;
}

static void
find_commons(struct build *b, struct commons *c)
{
	memset(c, 0, sizeof *c);
	for (enum rs_table t = RS_TABLE_00 + 1; t < RS_TABLES; t++)
		for (size_t i = 0; i < rs_rows(b, t); i++) {
			const struct rs_row *row = rs_row(b, t, i);
			for (int cell = 0; row->commons && cell < RS_COMMONS;
			     cell++)
				note_common(b, c, row, cell);
		}
}

static str
common(struct build *b, const struct commons *c, int cell)
{
	return c->first[cell] ? rs_text(b, c->first[cell], cell) : STR_NULL;
}

static void
read_commons(struct build *b, const struct commons *c)
{
	struct sheet *s = b->sheet;
	str text;

	if (c->first[RS00_sheet_year])
		s->sheet_year = rs_year(
		    b, c->first[RS00_sheet_year], RS00_sheet_year, &text);
	s->project_id = common(b, c, RS00_project_id);
	s->name = common(b, c, RS00_name);
	s->ministry = common(b, c, RS00_ministry);
	s->bureau = common(b, c, RS00_bureau);
	s->division = common(b, c, RS00_division);
}

/* Tables that say of a common column something else than the first did. */
static void
put_differences(struct build *b, struct members *m, const struct commons *c)
{
	struct members tables = {.out = m->out};

	for (enum rs_table t = RS_TABLE_00 + 1; t < RS_TABLES; t++) {
		struct members cells = {.out = m->out};
		for (int cell = RS00_sheet_type; cell < RS_COMMONS; cell++) {
			const struct rs_row *row = c->by[t][cell];
			if (!row ||
			    str_eq(row->cells[cell],
				c->first[cell]->cells[cell]) ||
			    str_eq(rs_text(b, row, cell), common(b, c, cell)))
				continue;
			if (!tables.n) {
				rs_key(m, S("differs"));
				out_char(m->out, '{');
			}
			if (!cells.n) {
				if (tables.n++)
					out_char(m->out, ',');
				json_put_str(m->out, row->map->title);
				out_put(m->out, S(":{"));
			}
			rs_put(b, &cells, row, cell,
			    rs_column_of(RS_TABLE_00, cell)->key);
		}
		if (cells.n)
			out_char(m->out, '}');
	}
	if (tables.n)
		out_char(m->out, '}');
}

static void
put_commons(struct build *b, struct members *m, const struct commons *c)
{
	size_t n;
	const struct rs_column *columns = rs_columns_of(RS_TABLE_00, &n);

	for (size_t k = 0; k < n; k++) {
		int cell = columns[k].cell;
		if (columns[k].group == RSG00_rs && c->first[cell])
			rs_put(b, m, c->first[cell], cell, columns[k].key);
	}
	put_differences(b, m, c);
}

/* -- lists of added keys: one object a row -- */

static void
put_rows(struct build *b, struct members *m, enum rs_table table,
    enum rs_group group, str key)
{
	struct members list = {.out = m->out};

	for (size_t i = 0; i < rs_rows(b, table); i++) {
		const struct rs_row *row = rs_row(b, table, i);
		struct members item;
		if (!rs_group_says(row, group))
			continue;
		if (!list.n)
			list = rs_array(m, key);
		item = rs_item(&list);
		rs_put_group(b, &item, row, group);
		out_char(m->out, '}');
	}
	if (list.n)
		out_char(m->out, ']');
}

/* -- 1-1 to 1-5 -- */

static void
read_11(struct build *b)
{
	struct set officers = {0};

	for (size_t i = 0; i < rs_rows(b, RS_TABLE_11); i++)
		set_add(b->a, &officers,
		    rs_text(b, rs_row(b, RS_TABLE_11, i),
			RS11_organisations_officer));
	b->sheet->officers = officers.strs;
}

static void
set_year(struct build *b, int32_t *home, str *text_home,
    const struct rs_row *row, int cell)
{
	str text;
	int32_t year = rs_year(b, row, cell, &text);

	if (text.p)
		rs_set(b, text_home, row, cell);
	else if (!*home)
		*home = year;
	else if (year && year != *home) {
		str told = arena_printf(b->a, "%d", (int)*home);
		rs_set(b, &told, row, cell);
	}
}

/* Where a year such as 2023 begins that no fifth digit follows; n: nowhere. */
static size_t
find_year(str s)
{
	for (size_t i = 0; i + 4 <= s.n; i++) {
		size_t digits = 0;
		while (i + digits < s.n && s.p[i + digits] >= '0' &&
		    s.p[i + digits] <= '9')
			digits++;
		if (digits == 4 && s.p[i] == '2' && s.p[i + 1] == '0' &&
		    i + 4 < s.n)
			return i;
		i += digits;
	}
	return s.n;
}

static bool
has_four_digits(str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n && digits < 4; i++)
		digits = s.p[i] >= '0' && s.p[i] <= '9' ? digits + 1 : 0;
	return digits == 4;
}

/*
 * 2023-厚労-22-0001, 新02-0026, or several with commas between; what holds no
 * number of four digits (政策: 15 施策: 21) is left to rs.former_numbers.
 */
static void
read_former(struct build *b, const struct rs_row *row)
{
	struct list pieces = {0};
	str cell = rs_text(b, row, RS12_past_numbers_number);
	struct text folded = {.arena = b->a};
	size_t len;

	for (str rest = cell; rest.n; rest = str_skip(rest, len)) {
		uint32_t c = str_char(rest, &len);
		bool comma = c == ',' || c == 0xff0c;
		text_put(&folded, comma ? S("、") : str_take(rest, len));
	}
	text_split_list(b->a, text_str(&folded), &pieces);
	for (size_t i = 0; i < pieces.n; i++) {
		str number = text_number(b->a, *list_at(&pieces, str, i));
		size_t year = find_year(number);
		struct past_number *past;
		if (!has_four_digits(number))
			continue;
		past =
		    list_add(b->a, &b->sheet->past_numbers, struct past_number);
		past->number = number;
		if (year == number.n)
			continue;
		past->number = str_skip(number, year);
		for (size_t k = 0; k < 4; k++)
			past->sheet_year =
			    past->sheet_year * 10 + (past->number.p[k] - '0');
	}
}

static void
read_methods(struct build *b, const struct rs_row *row, struct set *methods)
{
	static const struct {
		int cell;
		str name;
	} known[] = {
	    {RS12_methods_direct, {"直接実施", 12}},
	    {RS12_methods_subsidy, {"補助", 6}},
	    {RS12_methods_burden, {"負担", 6}},
	    {RS12_methods_grant, {"交付", 6}},
	    {RS12_methods_contribution, {"分担金・拠出金", 21}},
	    {RS12_methods_other, {"その他", 9}},
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		str text = rs_text(b, row, known[i].cell);
		enum truth truth = rs_flag(row, known[i].cell);
		if (!text.p || truth == TRUTH_FALSE)
			continue;
		set_add(b->a, methods, known[i].name);
		if (truth == TRUTH_NULL) /* a mark of another kind: words */
			record_unparsed(b->a, b->sheet, row->line, text);
	}
}

static void
read_12(struct build *b)
{
	struct sheet *s = b->sheet;
	struct set classes = {0}, methods = {0};

	for (size_t i = 0; i < rs_rows(b, RS_TABLE_12); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_12, i);
		rs_set(b, &s->purpose, row, RS12_purpose);
		rs_set(b, &s->issues, row, RS12_issues);
		rs_set(b, &s->summary, row, RS12_summary);
		rs_set(b, &s->summary_url, row, RS12_summary_url);
		set_year(b, &s->start_year, &s->start_year_text, row,
		    RS12_start_year);
		set_year(
		    b, &s->end_year, &s->end_year_text, row, RS12_end_year);
		if (s->end_open == TRUTH_NULL)
			s->end_open = rs_flag(row, RS12_end_open);
		set_add(b->a, &classes, rs_text(b, row, RS12_expense_class));
		read_methods(b, row, &methods);
		if (!s->past_numbers.n)
			read_former(b, row);
	}
	s->expense_class = set_join(b->a, &classes, S("、"));
	s->methods = methods.strs;
}

/* One entry a row, null where it is blank. */
static void
put_expense_classes(struct build *b, struct members *m)
{
	struct members list = rs_array(m, S("expense_classes"));

	for (size_t i = 0; i < rs_rows(b, RS_TABLE_12); i++) {
		if (list.n++)
			out_char(m->out, ',');
		json_put_valid(m->out,
		    rs_text(b, rs_row(b, RS_TABLE_12, i), RS12_expense_class));
	}
	out_char(m->out, ']');
}

/* 12 becomes 第12項; what is more than digits stays. */
static void
put_clause(struct text *t, str clause, str unit)
{
	bool digits = clause.n > 0;

	for (size_t i = 0; i < clause.n; i++)
		digits &= clause.p[i] >= '0' && clause.p[i] <= '9';
	if (digits)
		text_put(t, S("第"));
	text_put(t, clause);
	if (digits)
		text_put(t, unit);
}

/* 法令名 with 条, 項 and 号, as laws are cited. */
static str
citation(struct build *b, const struct rs_row *row)
{
	struct text t = {.arena = b->a};
	str name = rs_text(b, row, RS13_laws_name);

	if (!name.p)
		return STR_NULL;
	text_put(&t, name);
	put_clause(&t, rs_text(b, row, RS13_laws_article), S("条"));
	put_clause(&t, rs_text(b, row, RS13_laws_paragraph), S("項"));
	put_clause(&t, rs_text(b, row, RS13_laws_item), S("号"));
	return text_str(&t);
}

static void
read_13(struct build *b)
{
	struct sheet *s = b->sheet;
	struct set policies = {0}, measures = {0}, urls = {0}, laws = {0},
		   plans = {0}, entries = {0};

	for (size_t i = 0; i < rs_rows(b, RS_TABLE_13); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_13, i);
		str policy = rs_text(b, row, RS13_policies_policy);
		str measure = rs_text(b, row, RS13_policies_measure);
		set_add(b->a, &policies, policy);
		set_add(b->a, &measures, measure);
		set_add(b->a, &entries, measure.p ? measure : policy);
		set_add(b->a, &urls, rs_text(b, row, RS13_policies_url));
		set_add(b->a, &laws, citation(b, row));
		set_add(b->a, &plans, rs_text(b, row, RS13_plans_name));
	}
	s->policies = entries.strs;
	s->policy_evaluation.policy = set_join(b->a, &policies, S("\n"));
	s->policy_evaluation.measure = set_join(b->a, &measures, S("\n"));
	s->policy_evaluation.evaluation_url = set_join(b->a, &urls, S("\n"));
	s->legal_basis = set_join(b->a, &laws, S("\n"));
	s->related_plans = set_join(b->a, &plans, S("\n"));
}

static void
read_15(struct build *b)
{
	for (size_t i = 0; i < rs_rows(b, RS_TABLE_15); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_15, i);
		struct related_project *related;
		struct members m;
		if (!rs_row_says(row))
			continue;
		related = list_add(b->a, &b->sheet->review.related_projects,
		    struct related_project);
		related->name = rs_text(b, row, RS15_related_projects_name);
		m = rs_open(b);
		rs_put_group(b, &m, row, RSG15_related_projects);
		related->rs = rs_close(b, &m);
	}
}

/* -- 4-1, 6-1 -- */

static void
read_41(struct build *b)
{
	struct sheet *s = b->sheet;

	for (size_t i = 0; i < rs_rows(b, RS_TABLE_41); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_41, i);
		rs_set(b, &s->review.result, row, RS41_review_result);
		rs_set(b, &s->review.direction, row, RS41_review_direction);
		rs_set(b, &s->review.effect, row, RS41_review_effect);
		rs_set(b, &s->expert_opinion, row, RS41_expert_opinion);
		rs_set(b, &s->public_review, row, RS41_public_review);
		rs_set(b, &s->team_opinion.verdict, row,
		    RS41_team_opinion_verdict);
		rs_set(b, &s->team_opinion.text, row, RS41_team_opinion_text);
		rs_set(b, &s->response.verdict, row, RS41_response_verdict);
		rs_set(b, &s->response.text, row, RS41_response_text);
	}
}

static void
read_61(struct build *b)
{
	for (size_t i = 0; i < rs_rows(b, RS_TABLE_61); i++)
		rs_set(b, &b->sheet->remarks, rs_row(b, RS_TABLE_61, i),
		    RS61_remarks);
}

/* Columns of a group that all rows of a table share: the first word counts. */
static void
put_shared(struct build *b, struct members *m, enum rs_table table,
    enum rs_group group)
{
	size_t n;
	const struct rs_column *c = rs_columns_of(table, &n);

	for (size_t k = 0; k < n; k++) {
		const struct rs_row *first = NULL;
		str text = STR_NULL;
		if (c[k].group != group)
			continue;
		for (size_t i = 0; i < rs_rows(b, table); i++) {
			const struct rs_row *row = rs_row(b, table, i);
			if (!rs_says(row, c[k].cell))
				continue;
			if (!first)
				first = row;
			rs_set(b, &text, row, c[k].cell);
		}
		if (first)
			rs_put(b, m, first, c[k].cell, c[k].key);
	}
}

/* The first row's 旧事業番号 as printed. */
static void
put_former(struct build *b, struct members *m)
{
	for (size_t i = 0; i < rs_rows(b, RS_TABLE_12); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_12, i);
		if (!rs_says(row, RS12_past_numbers_number))
			continue;
		rs_put(
		    b, m, row, RS12_past_numbers_number, S("former_numbers"));
		return;
	}
}

/* -- columns and tables that are not known -- */

static void
put_loose(struct build *b, struct members *m, const struct rs_row *row)
{
	for (size_t i = 0; i < row->nloose; i++) {
		const struct rs_loose *cell = &row->loose[i];
		if (cell->year || str_is_blank(cell->value))
			continue;
		if (m->n++)
			out_char(m->out, ',');
		json_put_str(m->out, cell->name);
		out_char(m->out, ':');
		json_put_valid(m->out, text_clean(b->a, cell->value));
	}
}

static bool
is_loose(const struct rs_row *row)
{
	for (size_t i = 0; i < row->nloose; i++)
		if (!row->loose[i].year && !str_is_blank(row->loose[i].value))
			return true;
	return false;
}

/* As rs_array, for a key that comes from outside. */
static struct members
array_of(struct members *m, str key)
{
	if (m->n++)
		out_char(m->out, ',');
	json_put_str(m->out, key);
	out_put(m->out, S(":["));
	return (struct members){.out = m->out};
}

static void
put_extra(struct build *b, struct members *m)
{
	struct members extra = {.out = m->out};

	for (enum rs_table t = RS_TABLE_00 + 1; t < RS_TABLES; t++) {
		struct members list = {.out = m->out};
		str title = STR_NULL;
		for (size_t i = 0; i < rs_rows(b, t); i++) {
			const struct rs_row *row = rs_row(b, t, i);
			struct members item;
			if (!is_loose(row))
				continue;
			if (!extra.n) {
				rs_key(m, S("extra"));
				out_char(m->out, '{');
			}
			if (list.n && !str_eq(title, row->map->title)) {
				out_char(m->out, ']');
				list.n = 0;
			}
			title = row->map->title;
			if (!list.n)
				list = array_of(&extra, title);
			item = rs_item(&list);
			put_loose(b, &item, row);
			out_char(m->out, '}');
		}
		if (list.n)
			out_char(m->out, ']');
	}
	if (extra.n)
		out_char(m->out, '}');
}

/* How many rows each table had on the project. */
static void
put_counts(struct build *b, struct members *m)
{
	struct members counts;

	rs_key(m, S("rows"));
	out_char(m->out, '{');
	counts = (struct members){.out = m->out};
	for (enum rs_table t = RS_TABLE_00 + 1; t < RS_TABLE_other; t++) {
		if (!rs_rows(b, t))
			continue;
		rs_key(&counts, str_of(rs_table_name(t)));
		out_int(m->out, (int64_t)rs_rows(b, t));
	}
	out_char(m->out, '}');
}

static str
added(struct build *b, const struct commons *commons)
{
	struct members m = rs_open(b);

	put_commons(b, &m, commons);
	put_rows(b, &m, RS_TABLE_11, RSG11_organisations, S("organisations"));
	put_shared(b, &m, RS_TABLE_12, RSG12_rs);
	if (rs_rows(b, RS_TABLE_12))
		put_expense_classes(b, &m);
	put_former(b, &m);
	put_rows(b, &m, RS_TABLE_13, RSG13_policies, S("policies"));
	put_rows(b, &m, RS_TABLE_13, RSG13_laws, S("laws"));
	put_rows(b, &m, RS_TABLE_13, RSG13_plans, S("plans"));
	put_rows(b, &m, RS_TABLE_14, RSG14_subsidies, S("subsidies"));
	rs_goals_added(b, &m);
	if (rs_rows(b, RS_TABLE_41)) {
		struct members expert = {.out = m.out};
		rs_key(&m, S("expert_review"));
		out_char(m.out, '{');
		put_shared(b, &expert, RS_TABLE_41, RSG41_expert_review);
		out_char(m.out, '}');
		put_rows(b, &m, RS_TABLE_41, RSG41_remarks, S("remarks"));
	}
	rs_payments_added(b, &m);
	put_extra(b, &m);
	put_counts(b, &m);
	return rs_close(b, &m);
}

/* -- what was not given -- */

static void
note_missing(struct build *b)
{
	struct text lost = {.arena = b->a}, silent = {.arena = b->a};

	for (enum rs_table t = RS_TABLE_00 + 1; t < RS_TABLE_other; t++) {
		struct text *list = !b->project->given[t] ? &lost : &silent;
		if (b->project->given[t] && rs_rows(b, t))
			continue;
		if (list->n)
			text_put(list, S(", "));
		text_put(list, str_of(rs_table_name(t)));
	}
	if (lost.n)
		record_note(b->a, b->sheet, "table-missing", STR_NULL,
		    "not given: %.*s", STR_ARG(text_str(&lost)));
	if (silent.n)
		record_note(b->a, b->sheet, "section-missing", STR_NULL,
		    "the project has no row in %.*s",
		    STR_ARG(text_str(&silent)));
}

void
rs_sheet(struct arena *a, const struct rs_project *project, struct sheet *sheet)
{
	struct build b = {.a = a, .sheet = sheet, .project = project};
	struct commons commons;

	out_memory(&b.json);
	note_missing(&b);
	find_commons(&b, &commons);
	read_commons(&b, &commons);
	read_11(&b);
	read_12(&b);
	read_13(&b);
	rs_budget(&b);
	rs_goals(&b);
	read_15(&b);
	read_41(&b);
	read_61(&b);
	rs_payments(&b);
	sheet->rs = added(&b, &commons);
	out_close(&b.json, S("memory"));
}
