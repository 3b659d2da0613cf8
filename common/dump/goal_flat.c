/*
 * Goals of -raw: in its first pass every row is a line, the second has the
 * texts of several lines.
 */
#include "dump/goal_lines.h"

#include "value/era.h"
#include "value/text.h"

static struct goal_lined *
last_table(struct goal_reader *r, enum goal_kind kind)
{
	return r->tables[kind].n ? list_at(&r->tables[kind], struct goal_lined,
				       r->tables[kind].n - 1)
				 : NULL;
}

/* The row a line is: by its label, or the next one. */
static int
row_of(
    const struct goal_lined *table, enum goal_kind kind, const struct token *t)
{
	for (int i = 0; i < goal_forms[kind].nrows; i++)
		if (goal_is_label(t, goal_forms[kind].rows[i]))
			return i;
	if (!table)
		return -1;
	for (int i = goal_forms[kind].nrows; i-- > 0;)
		if (table->has[i])
			return i + 1 < goal_forms[kind].nrows ? i + 1 : -1;
	return 0;
}

/* 中間目標 and 目標最終年度: - 年度 31 年度 */
static bool
read_goal_years(
    struct goal_reader *r, struct goal_lined *table, size_t from, size_t to)
{
	int years[2] = {0, 0}, n = 0, found = 0;
	bool only = true;

	for (size_t i = from; i < to; i++) {
		struct token *t = &r->dump->tokens[i];
		if (goal_is_label(t, DUMP_YEAR)) {
			found++;
			if (n < 2)
				years[n] = t->year;
			n++;
		} else if (goal_is_label(t, DUMP_YEAR_NONE) ||
		    goal_is_label(t, LABEL_YEAR_WORD)) {
			n++;
		} else if (t->kind == TOKEN_FIGURE && text_is_none(t->text)) {
			if (i + 1 >= to ||
			    !goal_is_label(
				&r->dump->tokens[i + 1], LABEL_YEAR_WORD))
				n++;
		} else if (!goal_is_label(t, LABEL_INTERIM) &&
		    !goal_is_label(t, LABEL_FINAL)) {
			only = false;
		}
	}
	if (!only || !found || n != 2)
		return false;
	for (size_t i = from; i < to; i++)
		r->dump->tokens[i].used = true;
	if (table && !table->interim && !table->final) {
		table->interim = years[0];
		table->final = years[1];
	}
	return true;
}

/* The same where 年度 is in the other pass: - 31, behind 中間目標. */
static bool
read_bare_years(
    struct goal_reader *r, struct goal_lined *table, size_t from, size_t to)
{
	struct token *t = &r->dump->tokens[from];
	int years[2] = {0, 0};

	if (!table || table->has[0] || from == 0 || to - from > 2 ||
	    !(goal_is_label(&t[-1], LABEL_INTERIM) ||
		goal_is_label(&t[-1], LABEL_FINAL)))
		return false;
	for (size_t i = from; i < to; i++) {
		str text = r->dump->tokens[i].text;
		if (r->dump->tokens[i].kind != TOKEN_FIGURE)
			return false;
		if (text_is_none(text))
			continue;
		years[i - from] =
		    era_year_cell(text, r->sheet->sheet_year, true);
		if (!years[i - from])
			return false;
	}
	for (size_t i = from; i < to; i++)
		r->dump->tokens[i].used = true;
	if (to - from == 2 && !table->interim && !table->final) {
		table->interim = years[0];
		table->final = years[1];
	}
	return true;
}

static bool
is_row_line(const struct dump *dump, size_t from, size_t to)
{
	int figures = 0;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_LABEL && i > from)
			return false;
		figures += t->kind == TOKEN_FIGURE ||
		    (t->kind == TOKEN_TEXT &&
			!str_is_null(goal_formula_of(t->text)));
	}
	return figures > 0;
}

static void
read_first_line(
    struct goal_reader *r, enum goal_kind kind, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	struct goal_lined *table = last_table(r, kind);
	const struct token *t = &dump->tokens[from];

	if (goal_heads(dump, from, to, kind)) {
		table = goal_new_lined(r, kind);
		for (size_t i = from; i < to; i++)
			if (goal_is_label(&dump->tokens[i], LABEL_OUTPUT_GOAL))
				table->goal_column = true;
		return;
	}
	if (kind == GOAL_OUTCOME &&
	    (read_goal_years(r, table, from, to) ||
		read_bare_years(r, table, from, to)))
		return;
	if (is_row_line(dump, from, to)) {
		int row = row_of(table, kind, t);
		if (row >= 0 && (!table || table->has[row])) {
			if (kind != GOAL_MEASURE && t->kind != TOKEN_LABEL)
				return;
			table = goal_new_lined(r, kind);
		}
		if (row < 0 && kind == GOAL_MEASURE) {
			table = goal_new_lined(r, kind);
			row = 0;
		}
		if (row < 0)
			return;
		if (row == 1 && !table->has[0] && kind == GOAL_OUTCOME &&
		    !goal_is_label(t, goal_forms[kind].rows[1]))
			row = 0;
		table->has[row] = true;
		goal_read_cells(r, &table->lines[row], from, to);
		return;
	}
	if (table && t->kind == TOKEN_TEXT) {
		struct list *list = kind == GOAL_OUTCOME && table->has[2]
		    ? &table->evidence
		    : &table->texts;
		for (size_t i = from; i < to; i++)
			if (dump->tokens[i].kind != TOKEN_LABEL &&
			    !dump->tokens[i].used)
				*list_add(dump->arena, list, size_t) = i;
	}
}

/* The second pass: texts of several lines. */
struct second {
	size_t next[GOAL_KINDS]; /* table whose texts come */
	int first[GOAL_KINDS]; /* table that the page begins with, or -1 */
	bool begun[GOAL_KINDS]; /* a heading was met on the page */
	bool open; /* a table is being filled */
	int label; /* the last one met in it */
};

/* The table of a kind whose texts come, or NULL. */
static struct goal_lined *
second_table(struct goal_reader *r, const struct second *s, enum goal_kind kind)
{
	size_t n = s->next[kind];

	return s->open && n && n <= r->tables[kind].n
	    ? list_at(&r->tables[kind], struct goal_lined, n - 1)
	    : NULL;
}

static void
read_second_token(
    struct goal_reader *r, struct second *s, enum goal_kind kind, size_t i)
{
	struct dump *dump = r->dump;
	struct token *t = &dump->tokens[i];
	struct goal_lined *table = second_table(r, s, kind);

	if (t->kind == TOKEN_LABEL) {
		/* 単位当たりコスト heads the table and its first row. */
		bool row = kind == GOAL_UNIT_COST &&
		    s->label == goal_forms[kind].second;
		if (goal_is_label(t, goal_forms[kind].second) && !row) {
			/* A table cut by the page's end is headed again. */
			if (!s->begun[kind] && s->first[kind] >= 0)
				s->next[kind] = (size_t)s->first[kind];
			s->begun[kind] = true;
			s->open = s->next[kind] < r->tables[kind].n;
			s->next[kind]++;
			s->label = t->label;
		} else if (goal_is_label(t, goal_forms[kind].second)) {
			s->label = LABEL_FORMULA;
		} else {
			if (goal_is_label(t, LABEL_OUTPUT_GOAL) && table)
				table->goal_column = true;
			if (!goal_is_label(t, DUMP_YEAR) &&
			    !goal_is_label(t, DUMP_YEAR_OUTLOOK) &&
			    kind != GOAL_UNIT_COST)
				s->label = t->label;
		}
		return;
	}
	if (!table || t->used || kind == GOAL_MEASURE)
		return;
	struct list *list = &table->wrapped;
	if (list->n && dump->tokens[*list_at(list, size_t, 0)].page != t->page)
		list = &table->repeated;
	if (s->label == LABEL_EVIDENCE)
		list = &table->evidence;
	else if (s->label == LABEL_OUTCOME_TARGET ||
	    s->label == LABEL_ATTAINMENT || s->label == LABEL_FORMULA ||
	    s->label == LABEL_OUTPUT_PLANNED)
		list = &table->units;
	*list_add(dump->arena, list, size_t) = i;
}

/* 成果実績 (アウトカム): the title of a table that another page began. */
static bool
is_torn_title(const struct dump *dump, size_t i, size_t end)
{
	const struct token *t = &dump->tokens[i];

	return end == i + 1 && end < dump->n && t->kind == TOKEN_LABEL &&
	    t[1].kind == TOKEN_TEXT &&
	    (str_starts(t[1].text, S("（アウトカム）")) ||
		str_starts(t[1].text, S("（アウトプット）")));
}

/* What stands behind it on its line is text of the table. */
static void
drop_torn_title(struct token *t)
{
	static const char close[] = "）";

	t->text = text_strip(str_skip(
	    t->text, str_find(t->text, str_of(close), 0) + sizeof close - 1));
	t->used = !t->text.n;
}

/*
 * The second pass of a page has what wraps: the title of a table, or the
 * rest of one that another page began.
 */
static bool
begins_second(const struct dump *dump, size_t i, size_t end)
{
	const struct token *t = &dump->tokens[i];

	if (is_torn_title(dump, i, end))
		return true; /* of a kind that no page before began */
	for (; i < end; i++) {
		t = &dump->tokens[i];
		if (goal_is_label(t, DUMP_TITLE) ||
		    goal_is_label(t, LABEL_OUTCOME) ||
		    goal_is_label(t, LABEL_OUTPUT) ||
		    (goal_is_label(t, LABEL_UNIT_COST) && t->last != t->at) ||
		    goal_is_label(t, LABEL_POLICY_EVALUATION))
			return true;
	}
	return false;
}

/*
 * The second pass of a page begins where a table's second heading stands, or
 * where a part comes back that another has followed.
 */
void
goal_read_flat(struct goal_reader *r)
{
	struct dump *dump = r->dump;
	struct second second = {.open = false};
	int page = -1;
	bool again = false;

	for (size_t i = 0; i < dump->n;) {
		const struct token *t = &dump->tokens[i];
		size_t end = dump_whole_line(dump, i, dump->n);
		enum goal_kind kind = goal_kind_of(t->part);
		if (t->page != page) {
			page = t->page;
			again = false;
			second.open = false;
			for (int k = 0; k < GOAL_KINDS; k++) {
				second.first[k] = -1;
				second.begun[k] = false;
			}
		}
		if (is_torn_title(dump, i, end) && !again &&
		    kind < GOAL_KINDS && second.first[kind] >= 0) {
			second.begun[kind] = true;
			second.next[kind] = (size_t)second.first[kind] + 1;
			second.open = true;
			second.label = goal_forms[kind].second;
			drop_torn_title(&dump->tokens[end]);
			again = true;
		}
		again = again || begins_second(dump, i, end);
		if (kind == GOAL_KINDS) {
			second.open = false;
		} else if (!again) {
			read_first_line(r, kind, i, end);
			if (second.first[kind] < 0 && r->tables[kind].n)
				second.first[kind] = (int)r->tables[kind].n - 1;
		} else {
			for (size_t k = i; k < end; k++)
				read_second_token(r, &second,
				    goal_kind_of(dump->tokens[k].part) <
					    GOAL_KINDS
					? goal_kind_of(dump->tokens[k].part)
					: kind,
				    k);
		}
		i = end;
	}
}
