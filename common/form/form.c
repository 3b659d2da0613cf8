#include "form/form.h"

#include "form/form_part.h"
#include "value/era.h"
#include "value/text.h"
#include "value/unit.h"

enum section {
	SECTION_NONE,
	SECTION_TITLE,
	SECTION_HEAD,
	SECTION_BUDGET,
	SECTION_ITEMS,
	SECTION_ACTIVITY,
	SECTION_OUTPUT,
	SECTION_OUTCOME,
	SECTION_NO_OUTCOME, /* what stands in for one; the record has no place
			     */
	SECTION_UNIT_COST,
	SECTION_POLICY,
	SECTION_REVIEW,
	SECTION_EXPERT,
	SECTION_TEAM,
	SECTION_RESPONSE,
	SECTION_PUBLIC_REVIEW,
	SECTION_OTHER_FINDINGS, /* the record has no place for them */
	SECTION_REMARKS,
	SECTION_PAST,
	SECTION_FLOW,
	SECTION_SPENDING,
	SECTION_PAYEES,
	SECTION_OBLIGATIONS,
	SECTIONS
};

static void (*const read_section[SECTIONS])(struct form *, struct rows) = {
    [SECTION_TITLE] = form_title,
    [SECTION_HEAD] = form_head,
    [SECTION_BUDGET] = form_budget,
    [SECTION_ITEMS] = form_items,
    [SECTION_ACTIVITY] = form_activity,
    [SECTION_OUTPUT] = form_output,
    [SECTION_OUTCOME] = form_outcome,
    [SECTION_UNIT_COST] = form_unit_cost,
    [SECTION_POLICY] = form_policy,
    [SECTION_REVIEW] = form_review,
    [SECTION_EXPERT] = form_expert,
    [SECTION_TEAM] = form_team,
    [SECTION_RESPONSE] = form_response,
    [SECTION_PUBLIC_REVIEW] = form_public_review,
    [SECTION_REMARKS] = form_remarks,
    [SECTION_PAST] = form_past,
    [SECTION_FLOW] = form_flow,
    [SECTION_SPENDING] = form_spending,
    [SECTION_PAYEES] = form_payees,
    [SECTION_OBLIGATIONS] = form_obligations,
};

/*
 * Which label opens which section.  A label that also stands inside others
 * counts only while the section before is within first..last.
 */
static const struct opener {
	enum label label;
	enum section section;
	enum section first, last;
} openers[] = {
    {LABEL_NUMBER, SECTION_TITLE, SECTION_NONE, SECTION_TITLE},
    {LABEL_NAME, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_BUREAU, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_START_YEAR, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_END_YEAR, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_DIVISION, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_ACCOUNTS, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_LEGAL_BASIS, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_RELATED_PLANS, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_POLICIES, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_EXPENSE_CLASS, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_PURPOSE, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_SUMMARY, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_METHODS, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_ISSUES, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_SUMMARY_URL, SECTION_HEAD, SECTION_NONE, SECTION_HEAD},
    {LABEL_POLICY, SECTION_HEAD, SECTION_TITLE, SECTION_HEAD},
    {LABEL_MEASURE, SECTION_HEAD, SECTION_TITLE, SECTION_HEAD},
    {LABEL_EVALUATION_URL, SECTION_HEAD, SECTION_TITLE, SECTION_HEAD},
    {LABEL_BUDGET, SECTION_BUDGET, SECTION_NONE, SECTION_ITEMS},
    {LABEL_BUDGET_STATE, SECTION_BUDGET, SECTION_NONE, SECTION_BUDGET},
    {LABEL_INITIAL, SECTION_BUDGET, SECTION_NONE, SECTION_BUDGET},
    {LABEL_SUPPLEMENTARY, SECTION_BUDGET, SECTION_NONE, SECTION_BUDGET},
    {LABEL_EXECUTED, SECTION_BUDGET, SECTION_NONE, SECTION_BUDGET},
    {LABEL_EXECUTION_RATE_INITIAL, SECTION_BUDGET, SECTION_NONE,
	SECTION_BUDGET},
    {LABEL_ITEMS, SECTION_ITEMS, SECTION_NONE, SECTION_REVIEW},
    {LABEL_ITEM, SECTION_ITEMS, SECTION_NONE, SECTION_REVIEW},
    {LABEL_OUTCOME, SECTION_OUTCOME, SECTION_NONE, SECTION_REVIEW},
    {LABEL_OUTCOME_GOAL, SECTION_OUTCOME, SECTION_NONE, SECTION_REVIEW},
    {LABEL_OUTCOME_INDICATOR, SECTION_OUTCOME, SECTION_NONE, SECTION_REVIEW},
    {LABEL_ALTERNATIVE, SECTION_NO_OUTCOME, SECTION_BUDGET, SECTION_REVIEW},
    {LABEL_KPI, SECTION_NO_OUTCOME, SECTION_BUDGET, SECTION_REVIEW},
    {LABEL_ACTIVITY, SECTION_ACTIVITY, SECTION_NONE, SECTION_REVIEW},
    {LABEL_OUTPUT, SECTION_OUTPUT, SECTION_NONE, SECTION_REVIEW},
    {LABEL_OUTPUT_GOAL, SECTION_OUTPUT, SECTION_NONE, SECTION_REVIEW},
    {LABEL_OUTPUT_INDICATOR, SECTION_OUTPUT, SECTION_NONE, SECTION_REVIEW},
    {LABEL_UNIT_COST_BASIS, SECTION_UNIT_COST, SECTION_NONE, SECTION_REVIEW},
    {LABEL_POLICY_EVALUATION, SECTION_POLICY, SECTION_NONE, SECTION_REVIEW},
    {LABEL_POLICY_EVALUATION_SIDE, SECTION_POLICY, SECTION_BUDGET,
	SECTION_POLICY},
    {LABEL_POLICY, SECTION_POLICY, SECTION_BUDGET, SECTION_POLICY},
    {LABEL_MEASURE, SECTION_POLICY, SECTION_BUDGET, SECTION_POLICY},
    {LABEL_MEASURE_INDICATORS, SECTION_POLICY, SECTION_BUDGET, SECTION_POLICY},
    {LABEL_MEASURE_INDICATOR, SECTION_POLICY, SECTION_BUDGET, SECTION_POLICY},
    {LABEL_RELATION, SECTION_POLICY, SECTION_BUDGET, SECTION_POLICY},
    {LABEL_REFORM, SECTION_POLICY, SECTION_BUDGET, SECTION_POLICY},
    {LABEL_REFORM_ITEM, SECTION_POLICY, SECTION_BUDGET, SECTION_POLICY},
    {LABEL_REVIEW, SECTION_REVIEW, SECTION_NONE, SECTION_REVIEW},
    {LABEL_REVIEW_COMMENT, SECTION_REVIEW, SECTION_NONE, SECTION_REVIEW},
    {LABEL_GROUP, SECTION_REVIEW, SECTION_BUDGET, SECTION_REVIEW},
    {LABEL_GROUP_BEFORE, SECTION_REVIEW, SECTION_BUDGET, SECTION_REVIEW},
    {LABEL_QUESTION, SECTION_REVIEW, SECTION_NONE, SECTION_REVIEW},
    {LABEL_REVIEW_RESULTS, SECTION_REVIEW, SECTION_BUDGET, SECTION_REVIEW},
    {LABEL_REVIEW_RESULT, SECTION_REVIEW, SECTION_BUDGET, SECTION_REVIEW},
    {LABEL_REVIEW_DIRECTION, SECTION_REVIEW, SECTION_BUDGET, SECTION_REVIEW},
    {LABEL_REVIEW_EFFECT, SECTION_REVIEW, SECTION_BUDGET, SECTION_REVIEW},
    {LABEL_EXPERT, SECTION_EXPERT, SECTION_NONE, SECTION_EXPERT},
    {LABEL_TEAM, SECTION_TEAM, SECTION_NONE, SECTION_TEAM},
    {LABEL_RESPONSE, SECTION_RESPONSE, SECTION_NONE, SECTION_RESPONSE},
    {LABEL_PUBLIC_REVIEW, SECTION_PUBLIC_REVIEW, SECTION_NONE,
	SECTION_PUBLIC_REVIEW},
    {LABEL_OTHER_FINDINGS, SECTION_OTHER_FINDINGS, SECTION_REVIEW,
	SECTION_PUBLIC_REVIEW},
    {LABEL_REMARKS, SECTION_REMARKS, SECTION_BUDGET, SECTION_OTHER_FINDINGS},
    {LABEL_PAST, SECTION_PAST, SECTION_NONE, SECTION_PAST},
    {LABEL_FLOW, SECTION_FLOW, SECTION_NONE, SECTION_OBLIGATIONS},
    {LABEL_FLOW_NOTE, SECTION_FLOW, SECTION_NONE, SECTION_FLOW},
    {LABEL_SPENDING, SECTION_SPENDING, SECTION_NONE, SECTION_OBLIGATIONS},
    {LABEL_SPENDING_USE, SECTION_SPENDING, SECTION_BUDGET, SECTION_OBLIGATIONS},
    {LABEL_PAYEES, SECTION_PAYEES, SECTION_NONE, SECTION_OBLIGATIONS},
    {LABEL_OBLIGATIONS, SECTION_OBLIGATIONS, SECTION_NONE, SECTION_OBLIGATIONS},
};

/* Sections that begin anew each time their heading is met. */
static bool
repeats(enum section section)
{
	return section == SECTION_OUTCOME || section == SECTION_OUTPUT ||
	    section == SECTION_UNIT_COST || section == SECTION_ACTIVITY;
}

/* -- labels -- */

enum { LABEL_MAX = 700 }; /* bytes; no label of any form is longer */

static void
label_cells(struct form *f)
{
	struct arena scratch = {0};
	struct cell *cells = f->g->cells.items;

	f->labels = arena_new(f->a, enum label, f->g->cells.n + 1);
	for (size_t i = 0; i < f->g->cells.n; i++) {
		if (cells[i].text.n > LABEL_MAX || cells[i].text.n < 3 ||
		    !label_may_be(cells[i].text))
			continue;
		f->labels[i] =
		    label_find(text_fold(&scratch, cells[i].text), NULL);
		arena_reset(&scratch);
	}
	arena_free(&scratch);
}

struct line
form_line(const struct form *f, int row)
{
	struct line line;

	line.c = grid_row(f->g, row, &line.n);
	line.label = line.n
	    ? f->labels + (line.c - (struct cell *)f->g->cells.items)
	    : NULL;
	return line;
}

size_t
line_label(const struct line *line, enum label label, size_t from)
{
	while (from < line->n && line->label[from] != label)
		from++;
	return from < line->n ? from : line->n;
}

bool
line_has(const struct line *line, enum label label)
{
	return line_label(line, label, 0) < line->n;
}

size_t
line_values(const struct line *line)
{
	size_t n = 0;

	for (size_t i = 0; i < line->n; i++)
		n += line->label[i] == LABEL_NONE &&
		    !text_is_void(line->c[i].text);
	return n;
}

int
line_end(const struct line *line)
{
	const struct cell *last = line->n ? &line->c[line->n - 1] : NULL;

	return last ? last->col + last->cols : 0;
}

void
cell_label(struct cell *cell)
{
	if (cell)
		cell->use = CELL_LABEL;
}

str
cell_text(struct cell *cell)
{
	if (!cell)
		return STR_NULL;
	cell->use = CELL_VALUE;
	return text_is_void(cell->text) ? STR_NULL : cell->text;
}

str
cell_append(struct form *f, str before, struct cell *cell, char joint)
{
	str text = cell_text(cell);
	struct text *joined = &f->joined;

	if (str_is_null(text) || str_is_null(before))
		return str_is_null(text) ? before : text;
	/* what was joined last grows: a long column is not copied each time */
	if (before.p != joined->p || before.n != joined->n) {
		*joined = (struct text){.arena = f->a};
		text_put(joined, before);
	}
	text_char(joined, joint);
	text_put(joined, text);
	return text_str(joined);
}

/* -- the title -- */

int
form_title_year(str text)
{
	struct arena scratch = {0};
	str key = text_fold(&scratch, text);
	size_t at = str_find(key, S("行政事業レビューシート"), 0);
	size_t end = 0;
	int year = 0;

	/* nothing but the number, the year and the ministry may stand by */
	if (at < key.n && at < 120 && key.n < at + 33 + 90)
		year = era_year(str_take(key, at), 0, &end);
	if (end != at && !(year && end == at))
		year = 0;
	arena_free(&scratch);
	return year;
}

/* -- rows to sections -- */

/* A line that is a block's letter alone: "A.", "B", "ＡＡ". */
static bool
is_block_line(const struct line *line)
{
	str s;
	size_t letters = 0;

	if (line->n != 1)
		return false;
	s = text_strip(line->c[0].text);
	while (s.n) {
		size_t len;
		uint32_t c = text_fold_code(str_char(s, &len));
		if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
			letters++;
		else if (c != '.' || !letters)
			return false;
		s = str_skip(s, len);
	}
	return letters >= 1 && letters <= 2;
}

/* "A.(株)野村 | B.": nothing but letters with what stands behind them. */
static bool
is_blocks_line(const struct form *f, const struct line *line)
{
	str block, name;

	for (size_t i = 0; i < line->n; i++)
		if (line->label[i] == LABEL_NONE &&
		    !form_block(f->a, line->c[i].text, false, &block, &name))
			return false;
	return line->n > 0;
}

static bool
next_has(const struct form *f, int row, enum label label)
{
	for (int r = row + 1; r < grid_rows(f->g) && r <= row + 3; r++) {
		struct line line = form_line(f, r);
		if (line.n)
			return line_has(&line, label);
	}
	return false;
}

/* The year heading of the budget, whose own label may be late or lost. */
static bool
is_budget_heading(const struct form *f, const struct line *line)
{
	size_t years = 0, requests = 0;

	for (size_t i = 0; i < line->n; i++) {
		struct column c;
		if (!column_of(f, &line->c[i], &c))
			continue;
		years++;
		requests += c.role == COLUMN_REQUEST;
	}
	return years >= 3 && requests == 1;
}

/* The section that the row opens, or the current one. */
static enum section
section_of(const struct form *f, int row, enum section now)
{
	struct line line = form_line(f, row);

	/* whole headings open their table wherever it stands, 別紙 included */
	if (line_has(&line, LABEL_UNIT)) {
		if (line_has(&line, LABEL_OUTCOME_INDICATOR))
			return SECTION_OUTCOME;
		if (line_has(&line, LABEL_OUTPUT_INDICATOR))
			return SECTION_OUTPUT;
		if (line_has(&line, LABEL_UNIT_COST_BASIS))
			return SECTION_UNIT_COST;
	}
	if (now <= SECTION_TITLE)
		for (size_t i = 0; i < line.n; i++)
			if (form_title_year(line.c[i].text))
				return SECTION_TITLE;
	/* the list of obligations has its blocks in a column of its own */
	if (now >= SECTION_SPENDING && is_block_line(&line))
		return SECTION_PAYEES;
	if (now >= SECTION_BUDGET &&
	    (now >= SECTION_PAYEES || is_blocks_line(f, &line)) &&
	    next_has(f, row, LABEL_SPENDING_USE))
		return SECTION_SPENDING;
	if (line_has(&line, LABEL_CONTRACTOR) ||
	    line_has(&line, LABEL_PAYEE_BLOCK))
		return SECTION_OBLIGATIONS;
	if (line_has(&line, LABEL_PAYEE_NAME) &&
	    line_has(&line, LABEL_PAYEE_AMOUNT))
		return SECTION_PAYEES;
	if (now == SECTION_HEAD && is_budget_heading(f, &line))
		return SECTION_BUDGET;
	for (size_t i = 0; i < line.n; i++) {
		if (line.label[i] == LABEL_NONE)
			continue;
		for (size_t k = 0; k < sizeof openers / sizeof *openers; k++)
			if (openers[k].label == line.label[i] &&
			    now >= openers[k].first && now <= openers[k].last)
				return openers[k].section;
	}
	return now;
}

/* A heading of a repeating section: its own label, or its columns' labels. */
static bool
is_fresh(const struct form *f, int row, enum section section, int opened)
{
	static const struct {
		enum section section;
		enum label label, column;
	} heads[] = {
	    {SECTION_OUTCOME, LABEL_OUTCOME, LABEL_OUTCOME_INDICATOR},
	    {SECTION_OUTPUT, LABEL_OUTPUT, LABEL_OUTPUT_INDICATOR},
	    {SECTION_UNIT_COST, LABEL_UNIT_COST_BASIS, LABEL_UNIT_COST_BASIS},
	    {SECTION_ACTIVITY, LABEL_ACTIVITY, LABEL_ACTIVITY},
	};
	struct line line = form_line(f, row);

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		if (heads[i].section != section)
			continue;
		if (line_has(&line, heads[i].column))
			return true;
		/* the label alone: late for the heading just above? */
		if (line_has(&line, heads[i].label))
			return row > opened + 2;
	}
	return false;
}

static void
read_sections(struct form *f)
{
	enum section now = SECTION_TITLE;
	int rows = grid_rows(f->g), from = 0, opened = -9;

	for (int row = 0; row < rows; row++) {
		enum section next = section_of(f, row, now);
		bool fresh = repeats(next) &&
		    is_fresh(f, row, next, next == now ? opened : -9);
		if (next == now && !fresh)
			continue;
		if (read_section[now] && row > from)
			read_section[now](f, (struct rows){from, row});
		from = opened = row;
		now = next;
	}
	if (read_section[now])
		read_section[now](f, (struct rows){from, rows});
}

/* -- what is left -- */

static void
keep_leftovers(struct form *f)
{
	struct cell *cells = f->g->cells.items;

	for (size_t i = 0; i < f->g->cells.n; i++) {
		struct cell *cell = &cells[i];
		if (cell->use != CELL_FREE || f->labels[i] != LABEL_NONE ||
		    text_is_void(cell->text))
			continue;
		record_unparsed(f->a, f->s, cell->line, cell->text);
	}
}

/*
 * Amounts are in 百万円 by the form's rule; a sheet that prints another unit
 * beside its headings means it.
 */
static int
find_power(const struct form *f)
{
	enum { MILLION = 6 };
	const struct cell *cells = f->g->cells.items;

	for (size_t i = 0; i < f->g->cells.n; i++)
		if (f->labels[i] == LABEL_BUDGET)
			return unit_of_heading(
			    text_fold(f->a, cells[i].text), MILLION);
	return MILLION;
}

void
form_read(struct grid *grid, struct sheet *sheet)
{
	struct form f = {.g = grid, .s = sheet, .a = grid->arena};

	label_cells(&f);
	f.power = find_power(&f);
	read_sections(&f);
	form_close_activity(&f);
	keep_leftovers(&f);
}
