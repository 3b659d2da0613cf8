#include "dump/blocks.h"

#include "dump/goal_activity.h"
#include "dump/goal_cells.h"
#include "dump/goal_local.h"
#include "dump/goal_units.h"
#include "dump/goal_zones.h"
#include "dump/rows.h"
#include "form/words.h"
#include "value/text.h"

/*
 * 成果目標 (アウトカム), 活動指標 (アウトプット) and 単位当たりコスト in
 * blocks: goal_rows says where the figures stand, the labels that head a
 * table which texts and units are its own.
 */
enum {
	BASES = 4,
	UNIT_MAX = 12, /* bytes, where text follows */
	FIGURES_MIN = 4, /* that tell a table without a text */
	INTERIM = 3, /* columns of 中間目標 and 目標最終年度 */
	FINAL = 4,
	GOALS_SINCE = 2022, /* 活動目標 stands beside 活動指標 */
};

static const struct kind_form {
	int heads[2]; /* labels one of which opens a table */
	int rows[GOAL_ROWS];
	enum part part;
	int side; /* the label at the left */
} forms[] = {
    [GOAL_OUTCOME] = {{LABEL_OUTCOME_GOAL, LABEL_OUTCOME_INDICATOR},
	{LABEL_OUTCOME_ACTUAL, LABEL_OUTCOME_TARGET, LABEL_ATTAINMENT},
	PART_OUTCOME, LABEL_OUTCOME},
    [GOAL_OUTPUT] = {{LABEL_OUTPUT_INDICATOR, LABEL_OUTPUT_GOAL},
	{LABEL_OUTPUT_ACTUAL, LABEL_OUTPUT_PLANNED, 0}, PART_OUTPUT,
	LABEL_OUTPUT},
    [GOAL_UNIT_COST] = {{LABEL_UNIT_COST_BASIS, LABEL_UNIT_COST},
	{LABEL_UNIT_COST, LABEL_FORMULA, 0}, PART_UNIT_COST, LABEL_UNIT_COST},
};

struct goal_source {
	struct dump *dump;
	struct sheet *sheet;
	struct goal_rows *goals;
	struct joins joins;
	size_t *tries; /* of goal_cells */
	struct list *tables; /* of struct table *: those with headings */
};

struct table {
	struct dump *dump;
	struct sheet *sheet;
	const struct goal_rows *goals;
	const struct joins *joins;
	size_t *tries;
	const struct goal_table *place; /* or NULL */
	const struct goal_zone *zone; /* or NULL */
	struct goal_figures local; /* what its own stretch says */
	enum goal_kind kind;
	size_t from, to; /* tokens; none when nothing heads it */
	size_t more_from, more_to; /* those on the next page */
	size_t rows[GOAL_ROWS]; /* tokens of its labels, dump->n: none */
	str units[GOAL_ROWS];
	struct list unit_tokens; /* of size_t */
	str evidence; /* or null */
	struct list evidence_tokens; /* of size_t */
	int interim, final; /* years, 0: none printed */
	bool years; /* of both are known */
	bool paired; /* its texts are known */
	size_t outcome; /* 1 + which of the sheet's it is, 0: none */
	struct goal_cells cells;
	struct goal_activity activity; /* of outputs; no lines: not told */
};

/* 事業費／件数: what a basis of costs looks like. */
static bool
has_slash(str text)
{
	return str_has(text, S("／")) || str_has(text, S("/")) ||
	    str_has(text, S("÷"));
}

/* -- what belongs to a table -- */

static size_t
row_label(const struct table *t, size_t i)
{
	const struct kind_form *f = &forms[t->kind];
	const struct token *token = &t->dump->tokens[i];

	for (size_t r = 0; r < GOAL_ROWS; r++)
		if (f->rows[r] && token->kind == TOKEN_LABEL &&
		    token->label == f->rows[r])
			return r;
	return GOAL_ROWS;
}

/* 成果実績 is a row's label, or a line of 成果目標及び成果実績(アウトカム). */
static bool
is_row(const struct table *t, size_t i)
{
	return row_label(t, i) < GOAL_ROWS &&
	    !(i + 1 < t->to &&
		str_starts(t->dump->tokens[i + 1].text, S("（アウト")));
}

static bool
is_inside(const struct table *t, size_t i)
{
	/* Labels of rows may stand above the head. */
	return i < t->to || (i >= t->more_from && i < t->more_to);
}

/* A unit is short, and stands between its label and a figure or label. */
static bool
is_unit(const struct table *t, size_t i, int line)
{
	const struct token *token = &t->dump->tokens[i];

	if (!is_inside(t, i) || token->kind != TOKEN_TEXT || token->used ||
	    goal_formula_of(token->text).n || token->text.n > 24)
		return false;
	if (t->kind == GOAL_UNIT_COST && str_has(token->text, S("円")))
		return true;
	if (token->text.n > UNIT_MAX && is_inside(t, i + 1) &&
	    token[1].kind == TOKEN_TEXT)
		return false;
	return token->at == line ||
	    (token->text.n <= 9 &&
		(!is_inside(t, i + 1) || token[1].kind != TOKEN_TEXT));
}

/* A unit in two lines: 百万円／ and 本, or 百万円 and /件. */
static bool
goes_on(const struct table *t, size_t first, size_t i)
{
	const struct token *token = &t->dump->tokens[i];

	return token->kind == TOKEN_TEXT && !token->used &&
	    !goal_formula_of(token->text).n &&
	    (token->paragraph == t->dump->tokens[first].paragraph ||
		str_starts(token->text, S("/")) ||
		str_starts(token->text, S("／")) ||
		str_ends(token[-1].text, S("／")) ||
		str_ends(token[-1].text, S("/")));
}

static void
read_units(struct table *t)
{
	struct dump *dump = t->dump;

	for (int r = 0; r < goal_row_count(t->kind); r++) {
		size_t i = t->rows[r] + 1, end = i;
		if (t->rows[r] == dump->n ||
		    !is_unit(t, i, dump->tokens[i - 1].last))
			continue;
		/* 百万円／ 本 goes on in the next line. */
		end = i + 1;
		if (str_ends(dump->tokens[i].text, S("／")) ||
		    str_ends(dump->tokens[i].text, S("/")) ||
		    (t->kind == GOAL_UNIT_COST && r == 1))
			while (is_inside(t, end) && end < i + 3 &&
			    goes_on(t, i, end))
				end++;
		/* 百万円／ without what it is divided by is half a unit. */
		if (str_ends(dump->tokens[end - 1].text, S("／")) ||
		    str_ends(dump->tokens[end - 1].text, S("/")))
			continue;
		t->units[r] = dump_take(dump, i, end);
		for (; i < end; i++)
			*list_add(dump->arena, &t->unit_tokens, size_t) = i;
	}
}

/* Those of costs: the formulas' has a stroke, the costs' agrees with it. */
static void
read_cost_units(struct table *t)
{
	struct dump *dump = t->dump;

	if (!t->place)
		return;
	struct goal_unit unit = goal_formula_unit(t->goals, t->place);
	if (unit.text.n)
		t->units[1] = unit.text;
	else if (!has_slash(t->units[1]))
		t->units[1] = STR_NULL;
	for (size_t k = 0; k < unit.n; k++)
		dump->tokens[unit.tokens[k]].used = true;
	str cost = goal_cost_unit(t->place, t->units[1]);
	if (str_is_null(cost) || str_eq(cost, t->units[0]))
		return;
	/* Not every sheet counts as its units say. */
	if (t->units[0].n && goal_costs_beside(t->goals, t->place) == 1)
		return;
	size_t i = goal_find_unit(t->goals, t->place, cost);
	t->units[0] = i < dump->n ? dump_take(dump, i, i + 1) : STR_NULL;
}

static void
read_goal_years(struct table *t)
{
	struct token *tokens = t->dump->tokens;

	t->years = (!t->zone &&
		       goal_years_apart(t->dump, t->sheet, t->from, t->to,
			   &t->interim, &t->final)) ||
	    goal_years(
		t->dump, t->sheet, t->from, t->to, &t->interim, &t->final);
	for (size_t i = t->from + 1; i < t->to; i++)
		if (goal_is_bare_year(&tokens[i]) &&
		    goal_is_year_dash(t->dump, i - 1))
			tokens[i - 1].used = true;
}

/* -- the record -- */

/*
 * What the tables of a page say in common.  A zone knows better which figures
 * are its own; where it leaves them open 達成度 may still tell.
 */
static const struct goal_item *
item_at(const struct table *t, int row, int column)
{
	const struct goal_zone *z = t->zone;

	if (!t->place ||
	    (z && (z->sure || (t->kind == GOAL_OUTPUT && !z->bare))))
		return NULL;
	const struct goal_item *p =
	    goal_rows_at(t->goals, t->place, row, column);
	/* Formulas of one line share it, and their unit. */
	return p && (p->formula || !t->dump->tokens[p->token].used) ? p : NULL;
}

static struct dec
take(struct table *t, int row, int column)
{
	const struct goal_item *p = item_at(t, row, column);
	size_t local = t->local.at[row][column];

	if (p ? p->formula : !local)
		return (struct dec){0};
	struct token *token = &t->dump->tokens[p ? p->token : local - 1];
	if (token->used)
		return (struct dec){0};
	token->used = true;
	return dec_cell(token->text);
}

static str
take_formula(struct table *t, int column)
{
	const struct goal_item *p = item_at(t, 1, column);

	if (!p || !p->formula)
		return STR_NULL;
	t->dump->tokens[p->token].used = true;
	if (p->rest < t->dump->n)
		t->dump->tokens[p->rest].used = true;
	return text_clean(t->dump->arena, p->text);
}

static void
note(struct table *t, const char *list, size_t i)
{
	record_note(t->dump->arena, t->sheet, "placed-by-arithmetic",
	    arena_printf(t->dump->arena, "%s[%zu].years", list, i),
	    "figures without rows and columns were placed by their order and "
	    "by what holds among them");
}

static bool
has_target(const struct table *t, int column)
{
	const struct goal_item *p = item_at(t, 1, column);

	return p ? dec_cell(p->text).known : t->local.at[1][column] > 0;
}

/*
 * A goal to come has a year: where one of the two has none, a lone target is
 * the other's, on whichever side of a dash it came.
 */
static int
goal_column(const struct table *t, int column)
{
	int other = INTERIM + FINAL - column;
	bool alone = !(column == INTERIM ? t->final : t->interim);

	return alone && !has_target(t, column) && has_target(t, other) ? other
								       : column;
}

static struct outcome_year *
goal_year(struct table *t, int column, int fiscal_year)
{
	struct outcome_year y = {.fiscal_year = fiscal_year};

	if (!t->years || !fiscal_year)
		return NULL;
	column = goal_column(t, column);
	y.actual.value = take(t, 0, column);
	y.target.value = take(t, 1, column);
	y.attainment.value = take(t, 2, column);
	struct outcome_year *copy =
	    arena_new(t->dump->arena, struct outcome_year, 1);
	*copy = y;
	return copy;
}

/* The paragraph that ends before a token; its begin. */
static size_t
paragraph_begin(const struct dump *dump, size_t end, size_t from)
{
	size_t i = end;

	while (i > from && dump->tokens[i - 1].kind == TOKEN_TEXT &&
	    !dump->tokens[i - 1].used &&
	    dump->tokens[i - 1].paragraph == dump->tokens[end - 1].paragraph)
		i--;
	return i;
}

/*
 * Behind its label, also where a line of it stands between the label's; or
 * before it where another label follows.
 */
static void
read_evidence(struct table *t, size_t from, size_t to)
{
	struct dump *dump = t->dump;
	size_t i = from;

	while (i < to && !blocks_is_label(&dump->tokens[i], LABEL_EVIDENCE))
		i++;
	if (i == to || t->evidence.n)
		return;
	int last = dump->tokens[i].last;
	size_t begin = i + 1, end = i + 1;
	while (end < to && dump->tokens[end].kind != TOKEN_LABEL &&
	    (dump->tokens[end].at <= last ||
		dump->tokens[end].paragraph == dump->tokens[i + 1].paragraph))
		end++;
	if (end == begin && t->zone) {
		begin = paragraph_begin(dump, i, from);
		end = i;
	}
	for (size_t k = begin; k < end; k++)
		if (!dump->tokens[k].used)
			*list_add(dump->arena, &t->evidence_tokens, size_t) = k;
	t->evidence = end > begin ? dump_take(dump, begin, end) : STR_NULL;
}

static void
release(struct dump *dump, const struct list *tokens)
{
	for (size_t i = 0; i < tokens->n; i++)
		dump->tokens[*list_at(tokens, size_t, i)].used = false;
}

static bool
is_formulas(const struct table *t, const struct run *run)
{
	for (size_t i = run->from; i < run->to; i++)
		if (t->dump->tokens[i].kind == TOKEN_TEXT &&
		    !goal_formula_of(t->dump->tokens[i].text).n)
			return false;
	return true;
}

/* A percent sign left alone, figures of another cell. */
static bool
is_no_text(str text)
{
	size_t len;

	if (!text.n || str_eq(text, S("％")) || str_eq(text, S("%")))
		return true;
	uint32_t c = text_fold_code(str_char(text, &len));
	return c == '/' || (c >= '0' && c <= '9' && has_slash(text));
}

/* Paragraphs of text that are none of the above, each once. */
static size_t
add_texts(struct table *t, size_t from, size_t to, struct run *texts,
    size_t count, size_t max)
{
	struct run *runs;
	size_t n = dump_runs(t->dump, from, to, PART_NONE, &runs);

	for (size_t i = 0; i < n; i++) {
		bool again = false;
		if (runs[i].figures || is_no_text(runs[i].text) ||
		    is_formulas(t, &runs[i]))
			continue;
		for (size_t k = 0; k < count && k < max; k++)
			again = again || str_eq(texts[k].text, runs[i].text);
		if (again)
			continue;
		if (count < max)
			texts[count] = runs[i];
		count++;
	}
	return count;
}

static size_t
read_texts(struct table *t, struct run *texts, size_t max)
{
	size_t n = add_texts(t, t->from, t->to, texts, 0, max);

	return add_texts(t, t->more_from, t->more_to, texts, n, max);
}

/* Those right behind 成果目標及び成果実績, as many as are wanted, or 0. */
static size_t
texts_beside(struct table *t, struct run *texts, size_t wanted)
{
	const struct dump *dump = t->dump;
	size_t i = t->from, end;

	while (i < t->to &&
	    !blocks_is_label(&dump->tokens[i], forms[t->kind].side))
		i++;
	for (end = i + 1; end < t->to && dump->tokens[end].kind == TOKEN_TEXT;)
		end++;
	return i < t->to && add_texts(t, i + 1, end, texts, 0, wanted) == wanted
	    ? wanted
	    : 0;
}

/* The texts of a table if they are as many as it should have. */
static bool
find_texts(struct table *t, struct run *texts, size_t wanted)
{
	return read_texts(t, texts, wanted) == wanted ||
	    (t->zone && texts_beside(t, texts, wanted));
}

/* 活動目標, which outputs have since 令和4. */
static bool
has_goal(const struct table *t)
{
	for (size_t i = t->from; i < t->to; i++)
		if (blocks_is_label(&t->dump->tokens[i], LABEL_OUTPUT_GOAL))
			return true;
	return false;
}

/* The evidence without what turned out to be of the cells above it. */
static void
keep_evidence(struct table *t, const struct list *taken)
{
	struct list rest = {0};

	for (size_t i = 0; i < t->evidence_tokens.n; i++) {
		size_t token = *list_at(&t->evidence_tokens, size_t, i);
		bool is_taken = false;
		for (size_t k = 0; k < taken->n; k++)
			is_taken =
			    is_taken || *list_at(taken, size_t, k) == token;
		if (!is_taken)
			*list_add(t->dump->arena, &rest, size_t) = token;
	}
	if (rest.n == t->evidence_tokens.n)
		return;
	t->evidence_tokens = rest;
	t->evidence = dump_join(t->dump, rest.items, rest.n);
}

/* Two cells of text beside each other. */
static bool
read_cells(struct table *t)
{
	if (t->zone || (t->kind != GOAL_OUTCOME && !has_goal(t)) ||
	    !goal_cells_read(t->dump, t->joins, forms[t->kind].part, t->from,
		t->to, &t->evidence_tokens, t->tries, &t->cells))
		return false;
	keep_evidence(t, &t->cells.tokens);
	return true;
}

/*
 * The goal comes first.  Among the rows, beside which the boxes of both stand,
 * either may be joined to them first: there their looks tell.
 */
static bool
are_swapped(const struct table *t, const struct run *texts)
{
	str goal = texts[0].text, indicator = texts[1].text;
	bool among = false;

	for (int r = 0; r < GOAL_ROWS; r++)
		among = among || t->rows[r] < texts[0].from;
	return t->zone && among &&
	    str_any(goal, words_indicator_ends, str_ends) &&
	    !str_any(goal, words_goal_ends, str_ends) &&
	    str_any(indicator, words_goal_ends, str_ends) &&
	    !str_any(indicator, words_indicator_ends, str_ends);
}

/* The texts beside each other; null what is not told. */
static void
take_texts(struct table *t, int first_label, str *left, str *right)
{
	struct dump *dump = t->dump;
	struct run texts[2];

	if (t->paired) {
		const struct goal_pair *pair = &t->cells.pair;
		*left = dump_lines(dump, pair->left.items, pair->left.n);
		*right = dump_lines(dump, pair->right.items, pair->right.n);
		for (size_t i = 0; i < t->cells.tokens.n; i++)
			dump->tokens[*list_at(&t->cells.tokens, size_t, i)]
			    .used = true;
		return;
	}
	if (!t->zone || !find_texts(t, texts, 2))
		return;
	if (texts[1].before == first_label || are_swapped(t, texts)) {
		struct run swap = texts[0];
		texts[0] = texts[1];
		texts[1] = swap;
	}
	*left = dump_take(dump, texts[0].from, texts[0].to);
	*right = dump_take(dump, texts[1].from, texts[1].to);
}

static void
put_outcome(struct table *t)
{
	struct sheet *sheet = t->sheet;
	struct outcome *o =
	    list_add(t->dump->arena, &sheet->outcomes, struct outcome);

	o->unit = text_clean(t->dump->arena, t->units[0]);
	if (!t->units[0].n)
		o->unit = STR_NULL;
	o->evidence = text_is_void(t->evidence) ? STR_NULL : t->evidence;
	for (int y = 0; y < GOAL_FIRST_YEAR; y++) {
		struct outcome_year *year =
		    list_add(t->dump->arena, &o->years, struct outcome_year);
		year->fiscal_year = sheet->sheet_year - GOAL_FIRST_YEAR + y;
		year->actual.value = take(t, 0, y);
		year->target.value = take(t, 1, y);
		year->attainment.value = take(t, 2, y);
	}
	o->interim = goal_year(t, INTERIM, t->interim);
	o->final = goal_year(t, FINAL, t->final);
	t->outcome = sheet->outcomes.n;
	take_texts(t, LABEL_OUTCOME, &o->goal, &o->indicator);
	note(t, "outcomes", sheet->outcomes.n - 1);
}

/* 活動指標, since 令和4 beside 活動目標. */
static size_t
output_texts(const struct table *t)
{
	return t->zone && has_goal(t) ? 2 : 1;
}

/* Beside its rows, unless what its heading has tells of another cell. */
static void
read_activity(struct table *t)
{
	const struct list *lines = &t->activity.lines;
	struct run text;

	if (t->kind != GOAL_OUTPUT || t->zone ||
	    t->sheet->sheet_year >= GOALS_SINCE)
		return;
	if (!goal_activity_read(
		t->dump, t->rows, &t->unit_tokens, &t->activity) ||
	    (!is_inside(t, *list_at(lines, size_t, 0)) &&
		find_texts(t, &text, 1) && !has_slash(text.text)))
		t->activity = (struct goal_activity){0};
}

static str
take_activity(struct table *t)
{
	const struct list *lines = &t->activity.lines;
	const struct list *units = &t->activity.units;

	for (size_t i = 0; i < units->n; i++)
		t->dump->tokens[*list_at(units, size_t, i)].used = true;
	return dump_join(t->dump, lines->items, lines->n);
}

static void
put_output(struct table *t)
{
	struct sheet *sheet = t->sheet;
	struct output *o =
	    list_add(t->dump->arena, &sheet->outputs, struct output);
	int columns = goal_column_count(GOAL_OUTPUT, sheet->sheet_year);
	struct run texts[1];

	o->unit = t->units[0].n ? t->units[0] : t->units[1];
	for (int y = 0; y < columns; y++) {
		struct output_year *year =
		    list_add(t->dump->arena, &o->years, struct output_year);
		year->fiscal_year = sheet->sheet_year - GOAL_FIRST_YEAR + y;
		year->actual.value = take(t, 0, y);
		year->planned.value = take(t, 1, y);
	}
	if (has_goal(t))
		take_texts(t, LABEL_OUTPUT_GOAL, &o->goal, &o->indicator);
	else if (t->activity.lines.n)
		o->indicator = take_activity(t);
	else if (find_texts(t, texts, 1))
		o->indicator = dump_take(t->dump, texts[0].from, texts[0].to);
	note(t, "outputs", sheet->outputs.n - 1);
}

static void
put_unit_cost(struct table *t)
{
	struct sheet *sheet = t->sheet;
	struct unit_cost *u =
	    list_add(t->dump->arena, &sheet->unit_costs, struct unit_cost);
	struct run texts[BASES];

	u->unit = t->units[0].n ? t->units[0] : STR_NULL;
	u->formula_unit = t->units[1].n ? t->units[1] : STR_NULL;
	for (int y = 0; y < 4; y++) {
		struct unit_cost_year *year =
		    list_add(t->dump->arena, &u->years, struct unit_cost_year);
		year->fiscal_year = sheet->sheet_year - GOAL_FIRST_YEAR + y;
		year->cost.value = take(t, 0, y);
		year->formula = take_formula(t, y);
	}
	size_t n = read_texts(t, texts, BASES);
	for (size_t i = 0; i < n && i < BASES && !u->basis.n; i++)
		if (!goal_is_money_unit(texts[i].text) &&
		    has_slash(texts[i].text))
			u->basis =
			    dump_take(t->dump, texts[i].from, texts[i].to);
	note(t, "unit_costs", sheet->unit_costs.n - 1);
}

static size_t
count_known(const struct table *t)
{
	size_t n = 0;

	for (int r = 0; r < goal_row_count(t->kind); r++)
		for (int c = 0; c < STACK_COLUMNS; c++) {
			const struct goal_item *p = c < t->goals->stack.columns
			    ? item_at(t, r, c)
			    : NULL;
			n += p ? p->formula || dec_cell(p->text).known
			       : t->local.at[r][c] > 0;
		}
	return n;
}

/* Too little to tell which table it is: an entry would be a shell. */
static bool
says_nothing(struct table *t)
{
	struct run texts[2];
	size_t known = count_known(t);

	if (t->from == t->to)
		return known < FIGURES_MIN;
	if (known >= (t->kind == GOAL_OUTCOME ? FIGURES_MIN - 1 : 1))
		return false;
	if (t->kind == GOAL_OUTPUT)
		return !t->activity.lines.n &&
		    !find_texts(t, texts, output_texts(t));
	if (t->kind != GOAL_OUTCOME)
		return read_texts(t, texts, 2) == 0;
	return !t->paired && (!t->zone || !find_texts(t, texts, 2));
}

static void
read_table(struct table *t, const struct goal_stretch *stretch)
{
	int rows = 0;

	for (int r = 0; r < GOAL_ROWS; r++)
		t->rows[r] = t->zone ? t->zone->rows[r]
		    : t->place	     ? t->place->labels[r]
				     : t->dump->n;
	for (size_t i = t->from; i < t->to && !t->zone; i++) {
		size_t row = is_row(t, i) ? row_label(t, i) : GOAL_ROWS;
		if (row == GOAL_ROWS)
			continue;
		rows += t->rows[row] == t->dump->n || t->place;
		/* 単位当たりコスト is the title before it is a row. */
		if (t->rows[row] == t->dump->n || t->kind == GOAL_UNIT_COST)
			t->rows[row] = i;
	}
	if (!t->zone && !t->place && rows < goal_row_count(t->kind))
		return;
	if (t->zone && t->zone->sure)
		t->local = t->zone->figures;
	if (stretch && !count_known(t))
		goal_local_read(t->dump, t->sheet, t->kind,
		    stretch->figures_from, stretch->figures_to, &t->local);
	read_units(t);
	if (t->kind == GOAL_UNIT_COST)
		read_cost_units(t);
	if (t->kind == GOAL_OUTCOME) {
		read_goal_years(t);
		read_evidence(t, t->from, t->to);
		read_evidence(t, t->more_from, t->more_to);
	}
	t->paired = read_cells(t);
	read_activity(t);
	if (says_nothing(t)) {
		release(t->dump, &t->unit_tokens);
		release(t->dump, &t->evidence_tokens);
		return;
	}
	if (t->kind == GOAL_OUTCOME)
		put_outcome(t);
	else if (t->kind == GOAL_OUTPUT)
		put_output(t);
	else
		put_unit_cost(t);
}

/* The first label of another kind from a token on, or next. */
static size_t
stretch_end(const struct dump *dump, enum goal_kind kind, size_t i, size_t next)
{
	while (i < next &&
	    (dump->tokens[i].kind != TOKEN_LABEL ||
		dump->tokens[i].part <= forms[kind].part))
		i++;
	return i;
}

/* The first label of a row of a kind in [i, to), or to. */
static size_t
find_row(const struct dump *dump, enum goal_kind kind, size_t i, size_t to)
{
	enum goal_kind found;

	while (i < to && (goal_row_of(dump, i, &found) < 0 || found != kind))
		i++;
	return i;
}

/*
 * The stretch that a head begins.  A table of another kind may come between
 * the head and the rows: then it is what stands behind that.
 */
static struct goal_stretch
stretch_of(
    const struct dump *dump, enum goal_kind kind, size_t head, size_t next)
{
	struct goal_stretch s = {
	    .from = head, .to = stretch_end(dump, kind, head + 1, next)};
	size_t row = find_row(dump, kind, s.to, next);

	if (kind == GOAL_UNIT_COST || row == next ||
	    find_row(dump, kind, s.from, s.to) < s.to)
		return s;
	for (size_t end = s.to; end < row;
	     end = stretch_end(dump, kind, s.from, next))
		s.from = end + 1;
	s.to = stretch_end(dump, kind, row, next);
	return s;
}

/* The stretches that the heads of a kind begin. */
static void
find_heads(const struct dump *dump, enum goal_kind kind, struct list *stretches)
{
	const struct kind_form *form = &forms[kind];
	int head = form->heads[0];
	size_t i = dump_find(dump, 0, head), next;

	if (i == dump->n)
		i = dump_find(dump, 0, head = form->heads[1]);
	for (; i < dump->n && stretches->n < STACK_TABLES; i = next) {
		next = dump_find(dump, i + 1, head);
		*list_add(dump->arena, stretches, struct goal_stretch) =
		    stretch_of(dump, kind, i, next);
	}
}

/* The table of a stretch: as many, or by the label of a row in it. */
static const struct goal_table *
table_of(const struct goal_rows *goals, enum goal_kind kind,
    const struct goal_stretch *s, size_t nth, bool paired)
{
	for (size_t i = 0; i < goals->ntables; i++) {
		const struct goal_table *t = &goals->tables[i];
		if (t->kind != kind)
			continue;
		if (paired && nth-- == 0)
			return t;
		for (int r = 0; !paired && r < GOAL_ROWS; r++)
			if (t->labels[r] >= s->from && t->labels[r] < s->to)
				return t;
	}
	return NULL;
}

static struct table *
new_table(const struct goal_source *s, enum goal_kind kind)
{
	struct table *t = arena_new(s->dump->arena, struct table, 1);

	*t = (struct table){.dump = s->dump,
	    .sheet = s->sheet,
	    .goals = s->goals,
	    .joins = &s->joins,
	    .tries = s->tries,
	    .kind = kind};
	return t;
}

/* The tables that no head is left for. */
static void
read_headless(
    const struct goal_source *s, enum goal_kind kind, const bool *done)
{
	for (size_t i = 0; i < s->goals->ntables; i++) {
		struct table *t = new_table(s, kind);
		t->place = &s->goals->tables[i];
		if (t->place->kind == kind && !done[i])
			read_table(t, NULL);
	}
}

static void
read_stretches(const struct goal_source *s, enum goal_kind kind, bool *done)
{
	struct list stretches = {0};
	size_t n = 0;

	for (size_t i = 0; i < s->goals->ntables; i++)
		n += s->goals->tables[i].kind == kind;
	find_heads(s->dump, kind, &stretches);
	struct goal_stretch *all = stretches.items;
	if (kind != GOAL_UNIT_COST)
		goal_local_stretches(s->dump, s->sheet, kind, all, stretches.n);
	for (size_t i = 0; i < stretches.n; i++) {
		struct table *t = new_table(s, kind);
		t->place =
		    table_of(s->goals, kind, &all[i], i, stretches.n == n);
		t->from = all[i].from;
		t->to = all[i].to;
		*list_add(s->dump->arena, s->tables, struct table *) = t;
		if (t->place && done[t->place->id])
			t->place = NULL;
		if (t->place)
			done[t->place->id] = true;
		read_table(t, kind == GOAL_UNIT_COST ? NULL : &all[i]);
	}
}

/* The table that has the label of a row of a zone, or NULL. */
static const struct goal_table *
table_of_zone(const struct goal_rows *goals, const struct goal_zone *z)
{
	for (size_t i = 0; i < goals->ntables; i++)
		for (int r = 0; r < GOAL_ROWS; r++)
			if (goals->tables[i].labels[r] == z->rows[r] &&
			    z->rows[r] < goals->dump->n)
				return &goals->tables[i];
	return NULL;
}

static void
read_zones(const struct goal_source *s, enum goal_kind kind,
    const struct list *zones, bool *done)
{
	for (size_t i = 0; i < zones->n; i++) {
		struct table *t = new_table(s, kind);
		const struct goal_zone *z = list_at(zones, struct goal_zone, i);
		t->zone = z;
		t->place = table_of_zone(s->goals, z);
		t->from = z->from;
		t->to = z->to;
		t->more_from = z->more_from;
		t->more_to = z->more_to;
		if (t->place && done[t->place->id])
			t->place = NULL;
		if (t->place)
			done[t->place->id] = true;
		read_table(t, NULL);
	}
}

static void
read_kind(const struct goal_source *s, enum goal_kind kind)
{
	struct list zones = {0};
	bool done[STACK_TABLES] = {false};

	if (kind != GOAL_UNIT_COST)
		zones = goal_zones(s->dump, s->sheet, kind);
	if (zones.n)
		read_zones(s, kind, &zones, done);
	else
		read_stretches(s, kind, done);
	read_headless(s, kind, done);
}

/*
 * A goal that has a year and no target, and a figure of its table that has no
 * place: as many of the ones as of the others belong together.
 */
static void
place_goals(struct table *t)
{
	struct outcome *o =
	    list_at(&t->sheet->outcomes, struct outcome, t->outcome - 1);
	struct outcome_year *years[] = {o->interim, o->final}, *open[2];
	size_t left[2], nopen = 0, nleft = 0;
	bool begun = false;

	for (int k = 0; k < 2; k++)
		if (years[k] && years[k]->fiscal_year &&
		    !years[k]->target.value.known)
			open[nopen++] = years[k];
	for (size_t i = t->from; i < t->to; i++) {
		const struct token *token = &t->dump->tokens[i];
		begun = begun || is_row(t, i);
		if (!begun || token->used || token->kind != TOKEN_FIGURE ||
		    !dec_cell(token->text).known)
			continue;
		if (nleft == nopen)
			return;
		left[nleft++] = i;
	}
	for (size_t k = 0; k < nleft && nleft == nopen; k++) {
		struct token *token = &t->dump->tokens[left[k]];
		open[k]->target.value = dec_cell(token->text);
		token->used = true;
	}
}

void
blocks_goals(struct dump *dump, struct sheet *sheet)
{
	size_t tries = GOAL_CELLS_TRIES;
	struct list tables = {0};
	struct goal_source s = {
	    .dump = dump, .sheet = sheet, .tries = &tries, .tables = &tables};

	if (!sheet->sheet_year)
		return;
	joins_init(&s.joins, dump);
	s.goals = arena_new(dump->arena, struct goal_rows, 1);
	if (!goal_rows_read(s.goals, dump, sheet))
		s.goals->ntables = 0;
	/* Outputs are what costs are divided by. */
	if (!sheet->unit_costs.n)
		read_kind(&s, GOAL_UNIT_COST);
	if (!sheet->outcomes.n)
		read_kind(&s, GOAL_OUTCOME);
	if (!sheet->outputs.n)
		read_kind(&s, GOAL_OUTPUT);
	for (size_t i = 0; i < tables.n; i++) {
		struct table *t = *list_at(&tables, struct table *, i);
		if (t->outcome && t->years)
			place_goals(t);
	}
}
