#include "dump/blocks.h"

#include "dump/rows.h"
#include "value/era.h"
#include "value/text.h"

#include <string.h>

/*
 * 成果目標 (アウトカム), 活動指標 (アウトプット) and 単位当たりコスト in
 *blocks: two or three rows of years, which hold 達成度 = 成果実績 / 目標値
 *	単位当たりコスト = 計算式
 * Both directions of reading are searched; where they differ nothing is sure.
 */
enum {
	ROWS_MAX = 3,
	FIRST_YEAR = 3 /* before the sheet's */,
	COST_MAX = 4,
	OUTPUT_COST_MAX = -3,
	BASES = 4,
	TABLES_MAX = 60, /* of a kind; a sheet has fewer, time is bounded */
	UNIT_MAX = 12, /* bytes, where text follows */
};

enum kind { OUTCOME, OUTPUT, UNIT_COST };

static const struct kind_form {
	int heads[2]; /* labels one of which opens a table */
	int rows[ROWS_MAX];
	int nrows, columns;
	enum part part;
	uint8_t open[ROWS_MAX], usual[ROWS_MAX];
} forms[] = {
    [OUTCOME] = {{LABEL_OUTCOME_GOAL, LABEL_OUTCOME_INDICATOR},
	{LABEL_OUTCOME_ACTUAL, LABEL_OUTCOME_TARGET, LABEL_ATTAINMENT}, 3, 5,
	PART_OUTCOME, {0x1f, 0x1f, 0x1f}, {0x07, 0x07, 0x07}},
    [OUTPUT] = {{LABEL_OUTPUT_INDICATOR, LABEL_OUTPUT_GOAL},
	{LABEL_OUTPUT_ACTUAL, LABEL_OUTPUT_PLANNED, 0}, 2, 5, PART_OUTPUT,
	{0x1f, 0x1f, 0}, {0x07, 0x0f, 0}},
    [UNIT_COST] = {{LABEL_UNIT_COST_BASIS, LABEL_UNIT_COST},
	{LABEL_UNIT_COST, LABEL_FORMULA, 0}, 2, 4, PART_UNIT_COST,
	{0x0f, 0x0f, 0}, {0x0f, 0x0f, 0}},
};

struct table {
	struct dump *dump;
	struct sheet *sheet;
	enum kind kind;
	size_t from, to; /* tokens */
	size_t figures_from, figures_to; /* where its figures are */
	size_t rows[ROWS_MAX]; /* tokens of its labels, dump->n: none */
	str units[ROWS_MAX];
	struct list unit_tokens; /* of size_t */
	struct block_figures figures;
	str formulas[GRID_FIGURES]; /* null for a plain figure */
	struct grid grid;
	int interim, final; /* years, 0: none printed */
	bool goals; /* the years of both are known */
};

/* a / b of a formula as printed. */
static bool
formula_parts(str text, struct dec *a, struct dec *b)
{
	size_t len;

	for (size_t at = 0; at < text.n; at += len) {
		uint32_t c = text_fold_code(str_char(str_skip(text, at), &len));
		if (c != '/' && c != 0x00F7)
			continue;
		*a = dec_cell(str_take(text, at));
		*b = dec_cell(str_skip(text, at + len));
		return a->known && b->known && !dec_is_zero(*b);
	}
	return false;
}

/* The formula at the end of a text, or null: 百万円／ 100/3. */
static str
formula_of(str text)
{
	size_t space = text.n;

	if (dump_is_formula(text))
		return text;
	while (space > 0 && text.p[space - 1] != ' ')
		space--;
	str tail = str_skip(text, space);
	return space && dump_is_formula(tail) ? tail : STR_NULL;
}

static int
place(const struct grid *g, size_t i, int row, int column)
{
	const struct table *t = g->context;
	const struct grid_figure *f = &g->figures[i];
	int label = t->figures.labels[i], price = 0;

	if (row < 0)
		return 6;
	if (t->kind == UNIT_COST && f->known &&
	    (row == 1) != (t->formulas[i].n > 0))
		return GRID_NEVER;
	if (t->kind == OUTCOME && f->known && column >= 3 && row != 1)
		price += 2;
	if (t->kind == OUTPUT && f->known && row == 0 && column >= 3)
		price += 4;
	for (int r = 0; r < g->rows; r++)
		if (label && label == forms[t->kind].rows[r])
			price += r == row ? -1 : 2;
	return price;
}

static bool
is_known(const struct grid_figure *f)
{
	return f && f->known;
}

/* 1: attainment is actual / target as printed. */
static int
check_attainment(const struct grid_figure *actual,
    const struct grid_figure *target, const struct grid_figure *attainment)
{
	dec_wide left, right, open;

	if (!is_known(actual) || !is_known(target) || !is_known(attainment) ||
	    target->value <= 0 || actual->value < 0)
		return 0;
	left = (dec_wide)100 * actual->value * GRID_UNIT;
	right = (dec_wide)attainment->value * target->value;
	open = (dec_wide)2 * attainment->half * target->value +
	    (dec_wide)100 * actual->half * GRID_UNIT +
	    (dec_wide)target->half * attainment->value;
	return (left < right ? right - left : left - right) <= open ? 1 : -1;
}

static int
judge_outcome(
    const struct grid *g, const struct grid_cells *cells, int column, bool last)
{
	const struct grid_figure *actual = grid_at(g, cells, 0, column);
	const struct grid_figure *target = grid_at(g, cells, 1, column);
	const struct grid_figure *attained = grid_at(g, cells, 2, column);
	int check = check_attainment(actual, target, attained);

	if (check > 0)
		return -6;
	if (!last)
		return 0;
	if (check < 0)
		return 5;
	if (is_known(attained) && !(is_known(actual) && is_known(target)))
		return 4;
	if (is_known(actual) && is_known(target) && !is_known(attained))
		return target->value ? 2 : 0;
	return 0;
}

/* cost = a / b, in whatever unit of ten either is, as printed. */
static bool
is_cost(str cost, str formula)
{
	struct dec c = dec_cell(cost), a, b;

	if (!c.known || !formula_parts(formula, &a, &b))
		return false;
	for (int power = -4; power <= 8; power++) {
		struct dec q = dec_div(power > 0 ? dec_shift(a, power) : a,
		    power < 0 ? dec_shift(b, -power) : b, c.scale);
		struct dec one = {1, c.scale, true};
		if (q.known && !dec_is_zero(c) &&
		    dec_cmp(dec_abs(dec_sub(q, c)), one) <= 0)
			return true;
	}
	return false;
}

static str
text_at(
    const struct table *t, const struct grid_cells *cells, int row, int column)
{
	unsigned at = cells->at[row][column];

	if (at && t->formulas[at - 1].n)
		return t->formulas[at - 1];
	return at ? t->dump->tokens[t->figures.tokens[at - 1]].text : STR_NULL;
}

static int
judge_cost(
    const struct grid *g, const struct grid_cells *cells, int column, bool last)
{
	const struct table *t = g->context;
	const struct grid_figure *cost = grid_at(g, cells, 0, column);
	const struct grid_figure *formula = grid_at(g, cells, 1, column);

	if (!is_known(cost) || !is_known(formula))
		return last && is_known(cost) != is_known(formula) ? 3 : 0;
	if (is_cost(text_at(t, cells, 0, column), text_at(t, cells, 1, column)))
		return -6;
	return last ? 4 : 0;
}

/* Some 計算式 of the year divides by the figure. */
static bool
is_divisor(const struct table *t, int column, const struct grid_figure *f)
{
	const struct list *costs = &t->sheet->unit_costs;

	for (size_t i = 0; i < costs->n; i++) {
		const struct unit_cost *u = list_at(costs, struct unit_cost, i);
		struct grid_figure divisor = {.known = false};
		struct dec a, b;
		if ((size_t)column >= u->years.n)
			continue;
		str formula =
		    list_at(&u->years, struct unit_cost_year, (size_t)column)
			->formula;
		if (formula.n && formula_parts(formula, &a, &b) &&
		    grid_figure_of(b, &divisor) && divisor.value == f->value)
			return true;
	}
	return false;
}

static int
judge_output(
    const struct grid *g, const struct grid_cells *cells, int column, bool last)
{
	const struct table *t = g->context;
	const struct grid_figure *actual = grid_at(g, cells, 0, column);
	const struct grid_figure *planned = grid_at(g, cells, 1, column);
	const struct grid_figure *done = column < FIRST_YEAR ? actual : planned;
	int price = 0;

	(void)last;
	if (is_known(done) && done->value && is_divisor(t, column, done))
		price -= 4;
	/* Figures of a year are of like size. */
	if (is_known(actual) && is_known(planned) && actual->value > 0 &&
	    planned->value > 0 &&
	    (actual->value / 20 > planned->value ||
		planned->value / 20 > actual->value))
		price += 2;
	return price;
}

/* -- what belongs to a table -- */

static size_t
row_label(const struct table *t, size_t i)
{
	const struct kind_form *f = &forms[t->kind];
	const struct token *token = &t->dump->tokens[i];

	for (int r = 0; r < f->nrows; r++)
		if (token->kind == TOKEN_LABEL && token->label == f->rows[r])
			return (size_t)r;
	return ROWS_MAX;
}

/* 年度 without its number, where the form has room for a year. */
static bool
is_bare_year(const struct token *t)
{
	return t->kind == TOKEN_LABEL &&
	    (t->label == LABEL_YEAR_WORD || t->label == DUMP_YEAR_NONE);
}

/* A dash that stands for the number of a year. */
static bool
is_year_dash(const struct table *t, size_t i)
{
	const struct token *token = &t->dump->tokens[i];

	return i + 1 < t->to && token->kind == TOKEN_FIGURE &&
	    text_is_none(token->text) && is_bare_year(token + 1) &&
	    token[1].label == LABEL_YEAR_WORD;
}

/* 成果実績 is a row's label, or a line of 成果目標及び成果実績(アウトカム). */
static bool
is_row(const struct table *t, size_t i)
{
	return row_label(t, i) < ROWS_MAX &&
	    !(i + 1 < t->to &&
		str_starts(t->dump->tokens[i + 1].text, S("（アウト")));
}

static void
add_figure(struct table *t, size_t i, str formula, int label, bool parted)
{
	size_t n = t->figures.n;

	blocks_add(t->dump, i, &t->figures, parted);
	if (t->figures.n == n)
		return;
	t->figures.labels[n] = label;
	t->formulas[n] = formula;
	if (formula.n) {
		struct grid_figure *f = &t->figures.figures[n];
		f->known = true;
		f->value = 1;
		f->key = str_hash(formula) | 1;
	}
}

static void
read_figures(struct table *t)
{
	int label = LABEL_NONE, pile = 0;
	bool parted = false;

	for (size_t i = t->figures_from; i < t->figures_to; i++) {
		const struct token *token = &t->dump->tokens[i];
		if (token->kind == TOKEN_LABEL) {
			/* Behind the last row: of another table's columns. */
			if (token->label == LABEL_EVIDENCE && t->figures.n > 5)
				return;
			label = is_row(t, i) ? token->label : LABEL_NONE;
			pile += is_row(t, i);
			parted = true;
			continue;
		}
		str formula = t->kind == UNIT_COST && token->kind == TOKEN_TEXT
		    ? formula_of(token->text)
		    : STR_NULL;
		if (token->used || is_year_dash(t, i) ||
		    (token->kind != TOKEN_FIGURE && !formula.n))
			continue;
		add_figure(
		    t, i, formula, pile > 1 ? LABEL_NONE : label, parted);
		if (pile > 1)
			label = LABEL_NONE;
		parted = false;
		pile = 0;
	}
}

/* A unit is short, and stands between its label and a figure or label. */
static bool
is_unit(const struct table *t, size_t i, int line)
{
	const struct token *token = &t->dump->tokens[i];

	if (i >= t->to || token->kind != TOKEN_TEXT || token->used ||
	    formula_of(token->text).n || token->text.n > 24)
		return false;
	if (t->kind == UNIT_COST && str_has(token->text, S("円")))
		return true;
	if (token->text.n > UNIT_MAX && i + 1 < t->to &&
	    token[1].kind == TOKEN_TEXT)
		return false;
	return token->at == line ||
	    (token->text.n <= 9 &&
		(i + 1 == t->to || token[1].kind != TOKEN_TEXT));
}

/* A unit in two lines: 百万円／ and 本, or 百万円 and /件. */
static bool
goes_on(const struct table *t, size_t first, size_t i)
{
	const struct token *token = &t->dump->tokens[i];

	return token->kind == TOKEN_TEXT && !token->used &&
	    !formula_of(token->text).n &&
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

	for (int r = 0; r < forms[t->kind].nrows; r++) {
		size_t i = t->rows[r] + 1, end = i;
		if (t->rows[r] == dump->n ||
		    !is_unit(t, i, dump->tokens[i - 1].last))
			continue;
		/* 百万円／ 本 goes on in the next line. */
		end = i + 1;
		if (str_ends(dump->tokens[i].text, S("／")) ||
		    str_ends(dump->tokens[i].text, S("/")) ||
		    (t->kind == UNIT_COST && r == 1))
			while (end < t->to && end < i + 3 && goes_on(t, i, end))
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

/* The two years under 中間目標 and 目標最終年度. */
static void
read_goal_years(struct table *t)
{
	int base = t->sheet->sheet_year - FIRST_YEAR, n = 0, years[2] = {0};
	bool seen[FIRST_YEAR] = {false};

	for (size_t i = t->from; i < t->to; i++) {
		struct token *token = &t->dump->tokens[i];
		bool none = is_bare_year(token);
		if (!none &&
		    (token->kind != TOKEN_LABEL || token->label != DUMP_YEAR))
			continue;
		int at = token->year - base;
		if (!none && at >= 0 && at < FIRST_YEAR && !seen[at]) {
			seen[at] = true;
			continue;
		}
		if (i > t->from && is_year_dash(t, i - 1))
			token[-1].used = true;
		if (n < 2)
			years[n] = none ? 0 : token->year;
		n++;
	}
	t->goals = n == 2;
	if (n == 2) {
		t->interim = years[0];
		t->final = years[1];
	}
}

static bool
solve(struct table *t)
{
	const struct kind_form *form = &forms[t->kind];
	struct grid *g = &t->grid;
	struct arena *arena = t->dump->arena;

	*g = (struct grid){.rows = form->nrows,
	    .columns = form->columns,
	    .figures = t->figures.figures,
	    .n = t->figures.n,
	    .margin = t->kind == UNIT_COST ? 4 : 2,
	    .context = t,
	    .place = place,
	    .judge = t->kind == OUTCOME ? judge_outcome
		: t->kind == OUTPUT	? judge_output
					: judge_cost};
	for (int r = 0; r < form->nrows; r++) {
		g->open[r] = form->open[r];
		g->usual[r] = form->usual[r];
	}
	if (t->figures.n < 2 || t->figures.full ||
	    t->figures.n > (size_t)(form->nrows * form->columns + 4))
		return false;
	struct grid down = *g;
	down.down = true;
	if (!grid_solve(g, arena) || !grid_solve(&down, arena))
		return false;
	struct grid *best = down.cost < g->cost ? &down : g;
	struct grid *other = best == g ? &down : g;
	bool rival = other->cost <= best->cost + best->margin;
	for (int r = 0; r < form->nrows; r++)
		for (int c = 0; c < form->columns; c++) {
			const struct grid_figure *a =
			    grid_at(best, &best->best, r, c);
			const struct grid_figure *b =
			    grid_at(other, &other->best, r, c);
			if (rival &&
			    (is_known(a) != is_known(b) ||
				(is_known(a) && a->key != b->key)))
				best->sure[r][c] = false;
		}
	*g = *best;
	return true;
}

/* -- the record -- */

static struct dec
take(struct table *t, int row, int column)
{
	unsigned at = t->grid.best.at[row][column];

	if (!at || !t->grid.sure[row][column])
		return (struct dec){0};
	struct token *token = &t->dump->tokens[t->figures.tokens[at - 1]];
	token->used = true;
	return dec_cell(token->text);
}

static str
take_formula(struct table *t, int column)
{
	unsigned at = t->grid.best.at[1][column];

	if (!at || !t->grid.sure[1][column] || !t->formulas[at - 1].n)
		return STR_NULL;
	t->dump->tokens[t->figures.tokens[at - 1]].used = true;
	return text_clean(t->dump->arena, t->formulas[at - 1]);
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
has_value(const struct outcome_year *y)
{
	return y->actual.value.known || y->target.value.known ||
	    y->attainment.value.known;
}

static struct outcome_year *
goal_year(struct table *t, int column, int fiscal_year)
{
	struct outcome_year y = {.fiscal_year = fiscal_year};

	if (!t->goals)
		return NULL;
	y.actual.value = take(t, 0, column);
	y.target.value = take(t, 1, column);
	y.attainment.value = take(t, 2, column);
	if (!fiscal_year && !has_value(&y))
		return NULL;
	struct outcome_year *copy =
	    arena_new(t->dump->arena, struct outcome_year, 1);
	*copy = y;
	return copy;
}

/* Behind its label, also where a line of it stands between the label's. */
static str
take_evidence(struct table *t)
{
	struct dump *dump = t->dump;
	size_t i = t->from;

	while (i < t->to && !blocks_is_label(&dump->tokens[i], LABEL_EVIDENCE))
		i++;
	if (i == t->to)
		return STR_NULL;
	int last = dump->tokens[i].last;
	size_t end = i + 1;
	while (end < t->to && dump->tokens[end].kind != TOKEN_LABEL &&
	    (dump->tokens[end].at <= last ||
		dump->tokens[end].paragraph == dump->tokens[i + 1].paragraph))
		end++;
	str text = end > i + 1 ? dump_take(dump, i + 1, end) : STR_NULL;
	return text_is_void(text) ? STR_NULL : text;
}

/* 事業費／件数: what a basis of costs looks like. */
static bool
has_slash(str text)
{
	return str_has(text, S("／")) || str_has(text, S("/")) ||
	    str_has(text, S("÷"));
}

static bool
is_formulas(const struct table *t, const struct run *run)
{
	for (size_t i = run->from; i < run->to; i++)
		if (t->dump->tokens[i].kind == TOKEN_TEXT &&
		    !formula_of(t->dump->tokens[i].text).n)
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
read_texts(struct table *t, struct run *texts, size_t max)
{
	struct run *runs;
	size_t n = dump_runs(t->dump, t->from, t->to, PART_NONE, &runs);
	size_t count = 0;

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

/*
 * Two columns of text that were read line by line: GOAL and INDICATOR with a
 * space between.  Lines of one column only are told by which column was full
 * before; false when that does not tell.
 */
struct columns {
	struct list sides[2]; /* of str */
	struct list tokens; /* of size_t */
	bool beside; /* some line holds both */
};

static bool
is_full(int width, int most)
{
	return width + 2 >= most;
}

static bool
split_columns(struct table *t, struct columns *out)
{
	struct dump *dump = t->dump;
	struct list lines = {0}; /* of struct str_cut */
	int most[2] = {0};
	size_t first = SIZE_MAX, last = 0;

	for (size_t i = t->from; i < t->to; i++) {
		const struct token *token = &dump->tokens[i];
		if (token->kind != TOKEN_TEXT || token->used ||
		    formula_of(token->text).n)
			continue;
		struct str_cut cut = str_cut(token->text, ' ');
		if (cut.found) {
			int left = rows_display_width(cut.head);
			int right = rows_display_width(cut.tail);
			most[0] = left > most[0] ? left : most[0];
			most[1] = right > most[1] ? right : most[1];
			first = first == SIZE_MAX ? lines.n : first;
			last = lines.n;
		}
		*list_add(dump->arena, &lines, struct str_cut) = cut;
		*list_add(dump->arena, &out->tokens, size_t) = i;
	}
	out->beside = first != SIZE_MAX;
	if (!out->beside)
		return false;
	const struct str_cut *end = list_at(&lines, struct str_cut, last);
	bool left = is_full(rows_display_width(end->head), most[0]);
	bool right = is_full(rows_display_width(end->tail), most[1]);
	int side = left && !right ? 0 : right && !left ? 1 : -1;
	for (size_t i = 0; i < lines.n; i++) {
		const struct str_cut *cut = list_at(&lines, struct str_cut, i);
		if (cut->found) {
			*list_add(dump->arena, &out->sides[0], str) = cut->head;
			*list_add(dump->arena, &out->sides[1], str) = cut->tail;
			continue;
		}
		/* Between lines of both, or with nothing behind to tell. */
		if (side < 0 || (i > first && i < last) || last + 1 == lines.n)
			return false;
		*list_add(dump->arena, &out->sides[side], str) = cut->head;
	}
	return true;
}

/* The texts beside each other; null what is not told. */
static void
take_texts(struct table *t, int first_label, str *left, str *right)
{
	struct dump *dump = t->dump;
	struct columns columns = {.tokens = {0}};
	struct run texts[2];

	if (split_columns(t, &columns)) {
		*left = dump_lines(
		    dump, columns.sides[0].items, columns.sides[0].n);
		*right = dump_lines(
		    dump, columns.sides[1].items, columns.sides[1].n);
		for (size_t i = 0; i < columns.tokens.n; i++)
			dump->tokens[*list_at(&columns.tokens, size_t, i)]
			    .used = true;
		return;
	}
	if (columns.beside || read_texts(t, texts, 2) != 2)
		return;
	if (texts[1].before == first_label) {
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
	o->evidence = take_evidence(t);
	for (int y = 0; y < FIRST_YEAR; y++) {
		struct outcome_year *year =
		    list_add(t->dump->arena, &o->years, struct outcome_year);
		year->fiscal_year = sheet->sheet_year - FIRST_YEAR + y;
		year->actual.value = take(t, 0, y);
		year->target.value = take(t, 1, y);
		year->attainment.value = take(t, 2, y);
	}
	o->interim = goal_year(t, 3, t->interim);
	o->final = goal_year(t, 4, t->final);
	take_texts(t, LABEL_OUTCOME, &o->goal, &o->indicator);
	note(t, "outcomes", sheet->outcomes.n - 1);
}

static bool
has_label(const struct table *t, int label)
{
	for (size_t i = t->from; i < t->to; i++)
		if (blocks_is_label(&t->dump->tokens[i], label))
			return true;
	return false;
}

static void
put_output(struct table *t)
{
	struct sheet *sheet = t->sheet;
	struct output *o =
	    list_add(t->dump->arena, &sheet->outputs, struct output);
	struct run texts[1];

	o->unit = t->units[0].n ? t->units[0] : t->units[1];
	for (int y = 0; y < 5; y++) {
		struct output_year *year =
		    list_add(t->dump->arena, &o->years, struct output_year);
		year->fiscal_year = sheet->sheet_year - FIRST_YEAR + y;
		year->actual.value = take(t, 0, y);
		year->planned.value = take(t, 1, y);
	}
	if (has_label(t, LABEL_OUTPUT_GOAL))
		take_texts(t, LABEL_OUTPUT_GOAL, &o->goal, &o->indicator);
	else if (read_texts(t, texts, 1) == 1)
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
		year->fiscal_year = sheet->sheet_year - FIRST_YEAR + y;
		year->cost.value = take(t, 0, y);
		year->formula = take_formula(t, y);
	}
	size_t n = read_texts(t, texts, BASES);
	for (size_t i = 0; i < n && i < BASES && !u->basis.n; i++)
		if (n == 1 || has_slash(texts[i].text))
			u->basis =
			    dump_take(t->dump, texts[i].from, texts[i].to);
	note(t, "unit_costs", sheet->unit_costs.n - 1);
}

/* Figures that disagree with their rule are no answer. */
static void
doubt(struct table *t)
{
	struct grid *g = &t->grid;

	/* Outputs know no rule but that of their order. */
	if (g->cost > (t->kind == OUTPUT ? OUTPUT_COST_MAX : COST_MAX))
		memset(g->sure, 0, sizeof g->sure);
}

/* Neither a figure is sure nor a text told: an entry would be a shell. */
static bool
says_nothing(struct table *t)
{
	struct columns columns = {.tokens = {0}};
	struct run texts[2];

	for (int r = 0; r < forms[t->kind].nrows; r++)
		for (int c = 0; c < forms[t->kind].columns; c++)
			if (is_known(grid_at(&t->grid, &t->grid.best, r, c)) &&
			    t->grid.sure[r][c])
				return false;
	if (t->kind != OUTCOME)
		return t->kind == OUTPUT ? read_texts(t, texts, 2) != 1
					 : read_texts(t, texts, 2) == 0;
	return !split_columns(t, &columns) &&
	    (columns.beside || read_texts(t, texts, 2) != 2);
}

static void
read_table(struct table *t)
{
	int rows = 0;

	for (int r = 0; r < ROWS_MAX; r++)
		t->rows[r] = t->dump->n;
	for (size_t i = t->from; i < t->to; i++) {
		size_t row = is_row(t, i) ? row_label(t, i) : ROWS_MAX;
		if (row == ROWS_MAX)
			continue;
		rows += t->rows[row] == t->dump->n;
		/* 単位当たりコスト is the title before it is a row. */
		if (t->rows[row] == t->dump->n || t->kind == UNIT_COST)
			t->rows[row] = i;
	}
	if (rows < forms[t->kind].nrows)
		return;
	read_units(t);
	read_figures(t);
	if (t->kind == OUTCOME)
		read_goal_years(t);
	if (!solve(t))
		memset(t->grid.best.at, 0, sizeof t->grid.best.at);
	doubt(t);
	if (says_nothing(t)) {
		for (size_t i = 0; i < t->unit_tokens.n; i++)
			t->dump->tokens[*list_at(&t->unit_tokens, size_t, i)]
			    .used = false;
		return;
	}
	if (t->kind == OUTCOME)
		put_outcome(t);
	else if (t->kind == OUTPUT)
		put_output(t);
	else
		put_unit_cost(t);
}

static bool
is_head(const struct dump *dump, size_t i, int label)
{
	return blocks_is_label(&dump->tokens[i], label);
}

/* The first year of a table's heading, a label or the line of all years. */
static bool
is_heading(const struct dump *dump, size_t i, int year)
{
	const struct token *t = &dump->tokens[i];
	size_t end;

	if (t->kind == TOKEN_LABEL)
		return t->label == DUMP_YEAR && t->year == year;
	return t->kind == TOKEN_TEXT && t->text.n < 80 &&
	    era_year(t->text, year, &end) == year && end <= 18;
}

/* Ends at the first label of a later part. */
static size_t
part_end(const struct dump *dump, size_t i, enum part part)
{
	while (i < dump->n &&
	    (dump->tokens[i].kind != TOKEN_LABEL ||
		dump->tokens[i].part <= part))
		i++;
	return i;
}

static void
find_tables(
    struct dump *dump, struct sheet *sheet, enum kind kind, struct list *tables)
{
	const struct kind_form *form = &forms[kind];
	int head = form->heads[0];
	size_t i = dump_find(dump, 0, head);

	if (i == dump->n)
		i = dump_find(dump, 0, head = form->heads[1]);
	while (i < dump->n && tables->n < TABLES_MAX) {
		size_t end = i + 1, stop = part_end(dump, i + 1, form->part);
		while (end < stop && !is_head(dump, end, head))
			end++;
		struct table *t = list_add(dump->arena, tables, struct table);
		t->dump = dump;
		t->sheet = sheet;
		t->kind = kind;
		t->from = t->figures_from = i;
		t->to = t->figures_to = end;
		while (end < dump->n && !is_head(dump, end, head))
			end++;
		i = end;
	}
}

/*
 * Figures stray from their labels, but not from the years above them: where
 * there are as many headings as tables, each heads the figures of its own.
 */
static void
find_figures(struct list *tables)
{
	struct table *all = tables->items;
	const struct dump *dump = all[0].dump;
	size_t from = all[0].from, n = 0;
	enum part part = forms[all[0].kind].part;
	size_t to = part_end(dump, all[tables->n - 1].from, part);
	int year = all[0].sheet->sheet_year - FIRST_YEAR;

	for (size_t i = from; i < to; i++)
		n += is_heading(dump, i, year);
	if (n != tables->n)
		return;
	/* The figures of the last may come behind the label of the next. */
	if (part == PART_OUTPUT)
		while (to < dump->n &&
		    dump->tokens[to].part <= PART_UNIT_COST &&
		    !is_heading(dump, to, year) &&
		    !blocks_is_label(&dump->tokens[to], LABEL_FORMULA))
			to++;
	for (size_t i = from, k = 0; i < to; i++) {
		if (!is_heading(dump, i, year))
			continue;
		all[k].figures_from = i;
		all[k].figures_to = to;
		if (k)
			all[k - 1].figures_to = i;
		k++;
	}
}

static void
read_kind(struct dump *dump, struct sheet *sheet, enum kind kind)
{
	struct list tables = {0};

	find_tables(dump, sheet, kind, &tables);
	if (!tables.n)
		return;
	find_figures(&tables);
	for (size_t i = 0; i < tables.n; i++)
		read_table(list_at(&tables, struct table, i));
}

void
blocks_goals(struct dump *dump, struct sheet *sheet)
{
	if (!sheet->sheet_year)
		return;
	if (!sheet->outcomes.n)
		read_kind(dump, sheet, OUTCOME);
	/* Outputs are what costs are divided by. */
	if (!sheet->unit_costs.n)
		read_kind(dump, sheet, UNIT_COST);
	if (!sheet->outputs.n)
		read_kind(dump, sheet, OUTPUT);
}
