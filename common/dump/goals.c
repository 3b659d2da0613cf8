#include "dump/parts.h"

#include "dump/beside.h"
#include "dump/rows.h"
#include "value/era.h"
#include "value/text.h"

#include <limits.h>
#include <string.h>

/*
 * 成果目標 (アウトカム), 活動指標 (アウトプット), 単位当たりコスト and
 *測定指標: tables with a column a year and two or three rows, each with a text
 *beside it.  Empty cells are lost; where the others belong is told by 達成度 =
 *成果実績 / 目標値 and 単位当たりコスト = 計算式.
 */
enum kind { OUTCOME, OUTPUT, UNIT_COST, MEASURE, KINDS };

enum {
	LINES_MAX = 3,
	COLUMNS_MAX = 6,
	CELLS_MAX = 80,
	SIDE = 5, /* characters that a label at the left may be indented */
};

static const struct kind_form {
	int begin[2]; /* labels one of which heads a table */
	int second; /* heads it in the second pass of -raw */
	int rows[LINES_MAX]; /* labels of its rows, 0: unlabelled */
	int nrows;
} forms[KINDS] = {
    [OUTCOME] = {{LABEL_OUTCOME_GOAL, LABEL_OUTCOME_INDICATOR}, LABEL_OUTCOME,
	{LABEL_OUTCOME_ACTUAL, LABEL_OUTCOME_TARGET, LABEL_ATTAINMENT}, 3},
    [OUTPUT] = {{LABEL_OUTPUT_INDICATOR, LABEL_OUTPUT_GOAL}, LABEL_OUTPUT,
	{LABEL_OUTPUT_ACTUAL, LABEL_OUTPUT_PLANNED, 0}, 2},
    [UNIT_COST] = {{LABEL_UNIT_COST_BASIS, 0}, LABEL_UNIT_COST,
	{LABEL_UNIT_COST, LABEL_FORMULA, 0}, 2},
    [MEASURE] = {{LABEL_MEASURE_INDICATOR, 0}, 0,
	{LABEL_MEASURE_ACTUAL, LABEL_OUTCOME_TARGET, 0}, 2},
};

struct cell {
	size_t token; /* 1 + index, 0: empty */
	int x; /* its middle, in half characters of its line */
	str text; /* all or a part of it */
	struct dec value;
};

struct line {
	struct cell cells[CELLS_MAX];
	int n;
	str unit;
};

struct table {
	enum kind kind;
	struct line lines[LINES_MAX];
	bool has[LINES_MAX];
	struct list texts; /* of size_t: tokens of one line, first pass */
	struct list wrapped; /* of size_t: tokens of the second pass */
	struct list repeated; /* the same, of the next page */
	struct list units; /* of size_t: behind the row labels there */
	struct list evidence; /* of size_t */
	int interim, final; /* years */
	bool goal_column; /* 活動目標 beside 活動指標 */
	/* Of the columns of -layout, for each row; 0: unknown. */
	int x[LINES_MAX][COLUMNS_MAX];
	struct list ranges; /* of struct range: its lines, of -layout */
	size_t heading; /* the first token of its heading there */
	struct list goals, indicators; /* of str: lines of -layout */
};

/* Tokens of one line. */
struct range {
	size_t from, to;
};

struct reader {
	struct dump *dump;
	struct sheet *sheet;
	struct list tables[KINDS]; /* of struct table */
	int *column; /* of each token of -layout: characters before it */
	int *labels[KINDS]; /* of each page there: see find_labels */
};

static bool
is_label(const struct token *t, int label)
{
	return label && t->kind == TOKEN_LABEL && t->label == label;
}

static enum kind
kind_of(enum part part)
{
	switch (part) {
	case PART_OUTCOME:
		return OUTCOME;
	case PART_OUTPUT:
		return OUTPUT;
	case PART_UNIT_COST:
		return UNIT_COST;
	case PART_POLICY:
		return MEASURE;
	default:
		return KINDS;
	}
}

/* How many years a table of the kind shows, the forms of 平成27 to 令和5. */
static int
columns_of(const struct reader *r, enum kind kind)
{
	int year = r->sheet->sheet_year;

	switch (kind) {
	case OUTPUT:
		return year <= 2016 ? 4 : year >= 2023 ? 6 : 5;
	case UNIT_COST:
		return 4;
	default:
		return 5; /* three years, 中間目標, 目標最終年度 */
	}
}

/* -- lines -- */

static void
add_cell(struct line *line, size_t token, str text)
{
	if (line->n < CELLS_MAX)
		line->cells[line->n++] = (struct cell){.token = token + 1,
		    .text = text,
		    .value =
			text_is_none(text) ? (struct dec){0} : dec_cell(text)};
}

/* Formulas of one line stand a space apart. */
static void
add_cells(struct line *line, size_t token, str text)
{
	size_t begin = 0;

	for (size_t i = 1; i <= text.n; i++)
		if (i == text.n || text.p[i] == ' ') {
			str piece = text_strip(str_slice(text, begin, i));
			if (piece.n)
				add_cell(line, token, piece);
			begin = i + 1;
		}
}

static bool
has_formula(str text)
{
	for (str rest = text; rest.n;) {
		struct str_cut cut = str_cut(rest, ' ');
		if (dump_is_formula(cut.head))
			return true;
		rest = cut.tail;
	}
	return false;
}

/*
 * Characters before each token on its line: -layout counts those.  A label's
 * lines are one token, so they are counted in the text itself.
 */
static int *
find_columns(const struct dump *dump)
{
	int *column = arena_new(dump->arena, int, dump->n + 1);

	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		const char *from = dump->tokens[0].text.p, *p = t->text.p;
		bool behind = i > 0 && t[-1].at == t->at;
		if (behind)
			from = t[-1].text.p;
		for (; p > from && p[-1] != '\n' && p[-1] != '\f'; p--)
			column[i] += ((unsigned char)p[-1] & 0xc0) != 0x80;
		if (behind)
			column[i] += column[i - 1];
	}
	return column;
}

/* Spaces before a token on its line; at most four are counted. */
static int
spaces_before(const struct dump *dump, size_t i)
{
	str text = dump->tokens[i].text;
	int n = 0;

	while (n < 4 && text.p > dump->tokens[0].text.p && text.p[-1] == ' ') {
		text.p--;
		n++;
	}
	return n;
}

/* unit, then cells: what stands behind the label of a row. */
static void
read_cells(struct reader *r, struct line *line, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct token *t = &r->dump->tokens[i];
		if (t->kind == TOKEN_LABEL || t->used)
			continue;
		if (t->kind == TOKEN_FIGURE) {
			add_cell(line, i, t->text);
			if (line->n && r->column)
				line->cells[line->n - 1].x =
				    2 * r->column[i] + rows_characters(t->text);
		} else if (has_formula(t->text)) {
			add_cells(line, i, t->text);
		} else if (line->n == 0 && str_is_null(line->unit)) {
			line->unit = text_clean(r->dump->arena, t->text);
			r->dump->tokens[i].used = true;
		} else {
			add_cell(line, i, t->text);
		}
	}
}

static struct table *
new_table(struct reader *r, enum kind kind)
{
	struct table *t =
	    list_add(r->dump->arena, &r->tables[kind], struct table);

	t->kind = kind;
	for (int i = 0; i < LINES_MAX; i++)
		t->lines[i].unit = STR_NULL;
	return t;
}

static struct table *
last_table(struct reader *r, enum kind kind)
{
	return r->tables[kind].n
	    ? list_at(&r->tables[kind], struct table, r->tables[kind].n - 1)
	    : NULL;
}

/* The row a line is: by its label, or the next one. */
static int
row_of(const struct table *table, enum kind kind, const struct token *t)
{
	for (int i = 0; i < forms[kind].nrows; i++)
		if (is_label(t, forms[kind].rows[i]))
			return i;
	if (!table)
		return -1;
	for (int i = forms[kind].nrows; i-- > 0;)
		if (table->has[i])
			return i + 1 < forms[kind].nrows ? i + 1 : -1;
	return 0;
}

/* 中間目標 and 目標最終年度: - 年度 31 年度 */
static bool
read_goal_years(struct reader *r, struct table *table, size_t from, size_t to)
{
	int years[2] = {0, 0}, n = 0, found = 0;
	bool only = true;

	for (size_t i = from; i < to; i++) {
		struct token *t = &r->dump->tokens[i];
		if (is_label(t, DUMP_YEAR)) {
			found++;
			if (n < 2)
				years[n] = t->year;
			n++;
		} else if (is_label(t, DUMP_YEAR_NONE) ||
		    is_label(t, LABEL_YEAR_WORD)) {
			n++;
		} else if (t->kind == TOKEN_FIGURE && text_is_none(t->text)) {
			if (i + 1 >= to ||
			    !is_label(&r->dump->tokens[i + 1], LABEL_YEAR_WORD))
				n++;
		} else if (!is_label(t, LABEL_INTERIM) &&
		    !is_label(t, LABEL_FINAL)) {
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
read_bare_years(struct reader *r, struct table *table, size_t from, size_t to)
{
	struct token *t = &r->dump->tokens[from];
	int years[2] = {0, 0};

	if (!table || table->has[0] || from == 0 || to - from > 2 ||
	    !(is_label(&t[-1], LABEL_INTERIM) || is_label(&t[-1], LABEL_FINAL)))
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

/* -- -raw, first pass: every row is a line -- */

static bool
is_row_line(const struct dump *dump, size_t from, size_t to)
{
	int figures = 0;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_LABEL && i > from)
			return false;
		figures += t->kind == TOKEN_FIGURE ||
		    (t->kind == TOKEN_TEXT && has_formula(t->text));
	}
	return figures > 0;
}

static bool
heads(const struct dump *dump, size_t from, size_t to, enum kind kind)
{
	for (size_t i = from; i < to; i++)
		if (is_label(&dump->tokens[i], forms[kind].begin[0]) ||
		    is_label(&dump->tokens[i], forms[kind].begin[1]))
			return true;
	return false;
}

static void
read_first_line(struct reader *r, enum kind kind, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	struct table *table = last_table(r, kind);
	const struct token *t = &dump->tokens[from];

	if (heads(dump, from, to, kind)) {
		table = new_table(r, kind);
		for (size_t i = from; i < to; i++)
			if (is_label(&dump->tokens[i], LABEL_OUTPUT_GOAL))
				table->goal_column = true;
		return;
	}
	if (kind == OUTCOME &&
	    (read_goal_years(r, table, from, to) ||
		read_bare_years(r, table, from, to)))
		return;
	if (is_row_line(dump, from, to)) {
		int row = row_of(table, kind, t);
		if (row >= 0 && (!table || table->has[row])) {
			if (kind != MEASURE && t->kind != TOKEN_LABEL)
				return;
			table = new_table(r, kind);
		}
		if (row < 0 && kind == MEASURE) {
			table = new_table(r, kind);
			row = 0;
		}
		if (row < 0)
			return;
		if (row == 1 && !table->has[0] && kind == OUTCOME &&
		    !is_label(t, forms[kind].rows[1]))
			row = 0;
		table->has[row] = true;
		read_cells(r, &table->lines[row], from, to);
		return;
	}
	if (table && t->kind == TOKEN_TEXT) {
		struct list *list = kind == OUTCOME && table->has[2]
		    ? &table->evidence
		    : &table->texts;
		for (size_t i = from; i < to; i++)
			if (dump->tokens[i].kind != TOKEN_LABEL &&
			    !dump->tokens[i].used)
				*list_add(dump->arena, list, size_t) = i;
	}
}

/* -- -raw, second pass: texts of several lines -- */

struct second {
	size_t next[KINDS]; /* table whose texts come */
	int first[KINDS]; /* table that the page begins with, or -1 */
	bool begun[KINDS]; /* a heading was met on the page */
	bool open; /* a table is being filled */
	int label; /* the last one met in it */
};

/* The table of a kind whose texts come, or NULL. */
static struct table *
second_table(struct reader *r, const struct second *s, enum kind kind)
{
	size_t n = s->next[kind];

	return s->open && n && n <= r->tables[kind].n
	    ? list_at(&r->tables[kind], struct table, n - 1)
	    : NULL;
}

static void
read_second_token(struct reader *r, struct second *s, enum kind kind, size_t i)
{
	struct dump *dump = r->dump;
	struct token *t = &dump->tokens[i];
	struct table *table = second_table(r, s, kind);

	if (t->kind == TOKEN_LABEL) {
		/* 単位当たりコスト heads the table and its first row. */
		bool row = kind == UNIT_COST && s->label == forms[kind].second;
		if (is_label(t, forms[kind].second) && !row) {
			/* A table cut by the page's end is headed again. */
			if (!s->begun[kind] && s->first[kind] >= 0)
				s->next[kind] = (size_t)s->first[kind];
			s->begun[kind] = true;
			s->open = s->next[kind] < r->tables[kind].n;
			s->next[kind]++;
			s->label = t->label;
		} else if (is_label(t, forms[kind].second)) {
			s->label = LABEL_FORMULA;
		} else {
			if (is_label(t, LABEL_OUTPUT_GOAL) && table)
				table->goal_column = true;
			if (!is_label(t, DUMP_YEAR) &&
			    !is_label(t, DUMP_YEAR_OUTLOOK) &&
			    kind != UNIT_COST)
				s->label = t->label;
		}
		return;
	}
	if (!table || t->used || kind == MEASURE)
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

/* -- which column -- */

static struct dec
tolerance(struct dec d)
{
	return (struct dec){5, (int8_t)(d.scale + 1), true};
}

/* Whether 100 * actual / target is what the sheet prints. */
static bool
is_attainment(struct dec actual, struct dec target, struct dec rate)
{
	if (dec_is_zero(target))
		return false;
	struct dec computed = dec_div(dec_shift(actual, 2), target, 4);
	struct dec slack = dec_add(tolerance(rate), tolerance(rate));
	return computed.known &&
	    dec_cmp(dec_abs(dec_sub(computed, rate)), slack) <= 0;
}

/* The digits of a text as one figure; words beside them do not count. */
static struct dec
digits_of(str s)
{
	char digits[DEC_DIGITS + 2];
	size_t n = 0, len;
	bool point = false;

	for (; s.n && n < DEC_DIGITS; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		if (c >= '0' && c <= '9') {
			digits[n++] = (char)c;
		} else if (c == '.' && n && !point) {
			digits[n++] = '.';
			point = true;
		}
	}
	if (n && digits[n - 1] == '.')
		n--;
	return dec_json((str){digits, n});
}

/* What a formula a/b comes to, to nine decimals. */
static struct dec
formula_value(str s)
{
	size_t len, at = 0;

	for (; at < s.n; at += len) {
		uint32_t c = text_fold_code(str_char(str_skip(s, at), &len));
		if (c == '/' || c == 0x00F7)
			return dec_div(digits_of(str_take(s, at)),
			    digits_of(str_skip(s, at + len)), 9);
	}
	return (struct dec){0};
}

/* The same but for the unit: by some power of ten that units differ by. */
static bool
is_cost(struct dec cost, str formula)
{
	static const int powers[] = {0, 3, 6, -3, -6, 1, 2, 4, 5};
	struct dec value = formula_value(formula);
	struct dec unit = {1, cost.scale, true};

	if (!value.known)
		return false;
	for (size_t i = 0; i < sizeof powers / sizeof *powers; i++) {
		struct dec off = dec_abs(
		    dec_sub(dec_shift(value, powers[i]), dec_abs(cost)));
		struct dec share = dec_mul(off, dec_of(200));
		/* a unit of the last digit, or half a percent */
		if ((off.known && dec_cmp(off, unit) <= 0) ||
		    (share.known && dec_cmp(share, dec_abs(cost)) <= 0))
			return true;
	}
	return false;
}

struct grid {
	struct cell cells[LINES_MAX][COLUMNS_MAX];
};

static void
spread(struct grid *g, int row, const struct line *line, unsigned columns,
    int width)
{
	int next = 0;

	for (int y = 0; y < width; y++)
		g->cells[row][y] = columns >> y & 1 && next < line->n
		    ? line->cells[next++]
		    : (struct cell){0};
}

static int
fitness(const struct table *t, const struct grid *g, int width)
{
	int score = 0;

	for (int y = 0; y < width; y++) {
		const struct cell *a = &g->cells[0][y], *b = &g->cells[1][y];
		const struct cell *c = &g->cells[2][y];
		bool both = a->value.known && b->value.known;
		if (t->kind == OUTCOME && y < 3) {
			if (c->value.known)
				score += both &&
					is_attainment(
					    a->value, b->value, c->value)
				    ? 6
				    : -5;
			score += both ? 1 : 0;
		}
		if (t->kind == OUTCOME && y >= 3) {
			int year = y == 3 ? t->interim : t->final;
			score += b->value.known ? (year ? 3 : -3) : 0;
			score -= a->value.known ? 4 : 0;
			score -= c->value.known ? 3 : 0;
		}
		if (t->kind == UNIT_COST) {
			bool formula = dump_is_formula(b->text);
			if (formula && a->value.known)
				score += is_cost(a->value, b->text) ? 6 : -3;
			else if (formula || a->value.known)
				score -= 2;
		}
		if (t->kind == OUTPUT && y >= 3)
			score -= a->value.known ? 5 : 0;
		if (t->kind == OUTPUT && y < 3)
			score += both ? 1 : 0;
		if (t->kind == MEASURE && y < 3)
			score += both ? 1 : 0;
	}
	return score;
}

/* As in the budget: the set of columns that fits best; where the best
 * differ, nothing is said. */
/* How far the figures of -layout stand from their columns. */
static int
drift(const struct table *t, const struct grid *g, int row, int width)
{
	int sum = 0;

	for (int y = 0; y < width; y++) {
		int off = g->cells[row][y].x - t->x[row][y];
		if (t->x[row][y] && g->cells[row][y].x)
			sum += off < 0 ? -off : off;
	}
	return sum;
}

static bool
place_line(const struct table *t, struct grid *g, int row, int width)
{
	const struct line *line = &t->lines[row];
	unsigned full = (1u << width) - 1, agreed = full, at = 0;
	int best = -1000000;
	struct cell first[COLUMNS_MAX];

	if (line->n >= width) {
		spread(g, row, line, full, width);
		return true;
	}
	for (unsigned bits = 0; bits <= full; bits++) {
		int count = 0;
		for (int y = 0; y < width; y++)
			count += (int)(bits >> y & 1u);
		if (count != line->n)
			continue;
		spread(g, row, line, bits, width);
		int score = 24 * fitness(t, g, width) - drift(t, g, row, width);
		if (score > best) {
			best = score;
			at = bits;
			agreed = full;
			memcpy(first, g->cells[row], sizeof first);
		} else if (score == best) {
			for (int y = 0; y < width; y++)
				if (!dec_eq(
					first[y].value, g->cells[row][y].value))
					agreed &= ~(1u << y);
		}
	}
	spread(g, row, line, at, width);
	for (int y = 0; y < width; y++)
		if (!(agreed & 1u << y))
			g->cells[row][y] = (struct cell){0};
	return agreed == full;
}

/*
 * A table whose unit is a dash: one that has no other, and whose rows all
 * begin with a dash.
 */
static void
drop_dash_unit(struct reader *r, struct table *t)
{
	bool any = false;

	for (int row = 0; row < forms[t->kind].nrows; row++) {
		const struct line *line = &t->lines[row];
		if (!line->n)
			continue;
		if (!str_is_null(line->unit) ||
		    !text_is_none(line->cells[0].text))
			return;
		any = true;
	}
	for (int row = 0; row < forms[t->kind].nrows && any; row++) {
		struct line *line = &t->lines[row];
		if (!line->n)
			continue;
		r->dump->tokens[line->cells[0].token - 1].used = true;
		memmove(line->cells, line->cells + 1,
		    (size_t)--line->n * sizeof *line->cells);
	}
}

static bool
place_cells(const struct table *t, struct grid *g, int width)
{
	bool sure = true;

	memset(g, 0, sizeof *g);
	for (int row = 0; row < LINES_MAX; row++)
		if (t->lines[row].n >= width)
			place_line(t, g, row, width);
	for (int turn = 0; turn < 2; turn++)
		for (int row = 0; row < LINES_MAX; row++)
			if (t->lines[row].n && t->lines[row].n < width)
				sure = place_line(t, g, row, width) && sure;
	return sure;
}

/* -- goal and indicator -- */

static const char goal_ends[] =
    "。|する|目指す|達成|向上|増加|す|る|こと|図る|以上|以上とする|である|"
    "実現|推進|促進|維持|確保|強化";
static const char indicator_ends[] =
    "数|率|割合|額|値|点|状況|実績|結果|度|人口|件|回|時間|シェア|比率|指数|"
    "順位|ング|費|量|累計）|）|面積|評価";

/* How well lines [from, to) look like one cell that wraps at its width. */
static int
wrap_fitness(
    const struct dump *dump, const size_t *tokens, size_t from, size_t to)
{
	int widest = 0, score = 0;

	for (size_t i = from; i < to; i++) {
		int width = rows_display_width(dump->tokens[tokens[i]].text);
		widest = width > widest ? width : widest;
	}
	for (size_t i = from; i + 1 < to; i++) {
		int width = rows_display_width(dump->tokens[tokens[i]].text);
		if (width < widest - 4)
			score -= width < widest - 8 ? 6 : 3;
	}
	return score;
}

static size_t
split_goal(const struct dump *dump, const size_t *tokens, size_t n)
{
	int best = -10000, second = -10000;
	size_t at = 0;

	for (size_t i = 1; i < n; i++) {
		str head = dump->tokens[tokens[i - 1]].text;
		str tail = dump->tokens[tokens[n - 1]].text;
		int score = wrap_fitness(dump, tokens, 0, i) +
		    wrap_fitness(dump, tokens, i, n);
		score += str_any(head, goal_ends, str_ends) ? 3 : 0;
		score += str_ends(head, S("。")) ? 3 : 0;
		score -=
		    str_any(head, "の|を|に|が|は|、|，|（|・|と", str_ends)
		    ? 5
		    : 0;
		score += str_any(tail, indicator_ends, str_ends) ? 1 : 0;
		int width = rows_display_width(head);
		int before = i > 1
		    ? rows_display_width(dump->tokens[tokens[i - 2]].text)
		    : 0;
		if (i > 1 && width < before - 1)
			score += 3; /* a short last line */
		if (score > best) {
			second = best;
			best = score;
			at = i;
		} else if (score > second) {
			second = score;
		}
	}
	return best > second ? at : 0;
}

/* Units that were wrapped stand twice, the last lines of what is there. */
static size_t
cut_units(struct reader *r, struct table *t, const size_t *tokens, size_t n)
{
	struct dump *dump = r->dump;

	if (!str_is_null(t->lines[0].unit))
		return n;
	for (size_t m = 1; m <= 4 && 2 * m < n; m++) {
		bool same = true;
		for (size_t i = 0; i < m && same; i++)
			same = str_eq(dump->tokens[tokens[n - 1 - i]].text,
			    dump->tokens[tokens[n - 1 - m - i]].text);
		if (!same)
			continue;
		t->lines[0].unit = dump_join(dump, tokens + n - m, m);
		for (size_t i = n - 2 * m; i < n; i++)
			dump->tokens[tokens[i]].used = true;
		return n - 2 * m;
	}
	if (t->units.n && n > 1) {
		const size_t *units = t->units.items;
		str unit = dump->tokens[units[0]].text;
		if (str_eq(dump->tokens[tokens[n - 1]].text, unit)) {
			t->lines[0].unit = text_clean(dump->arena, unit);
			dump->tokens[tokens[n - 1]].used = true;
			dump->tokens[units[0]].used = true;
			return n - 1;
		}
	}
	return n;
}

static str
take(struct reader *r, const size_t *tokens, size_t n)
{
	str text = dump_join(r->dump, tokens, n);

	return text_is_void(text) ? STR_NULL : text;
}

static void
read_goal(struct reader *r, struct table *t, str *goal, str *indicator)
{
	struct dump *dump = r->dump;
	const size_t *wrapped = t->wrapped.items, *texts = t->texts.items;
	size_t n = cut_units(r, t, wrapped, t->wrapped.n);

	if (dump->columns) {
		*goal = dump_lines(dump, t->goals.items, t->goals.n);
		*indicator =
		    dump_lines(dump, t->indicators.items, t->indicators.n);
		return;
	}
	if (t->texts.n >= 2) {
		*goal = take(r, texts, 1);
		*indicator = take(r, texts + 1, t->texts.n - 1);
		return;
	}
	if (t->texts.n == 1) {
		str text = dump->tokens[texts[0]].text;
		bool last = n == 0 || str_any(text, indicator_ends, str_ends) ||
		    !str_any(text, goal_ends, str_ends);
		*(last ? indicator : goal) = take(r, texts, 1);
		if (n)
			*(last ? goal : indicator) = take(r, wrapped, n);
		return;
	}
	enum { CELL_LINES = 100 };
	size_t at = n > 1 && n <= CELL_LINES ? split_goal(dump, wrapped, n) : 0;
	if (!at)
		return;
	*goal = take(r, wrapped, at);
	*indicator = take(r, wrapped + at, n - at);
}

/* -- -layout: rows are lines, texts stand left of their labels -- */

struct layout {
	struct table *table;
	enum kind kind;
	int row, row_line; /* the row label met last, -1: it has its figures */
	size_t orphan, orphan_end; /* figures of a line without a label */
	int orphan_line;
	bool evidence;
	bool started; /* a row of the table was met */
	int label_x; /* of the row labels */
};

static bool
is_scrap(str s)
{
	static const char *const scraps[] = {
	    "度", "み", "込", "標", "年", "見込", "年度", "た", "コスト", "）"};

	for (size_t i = 0; i < sizeof scraps / sizeof *scraps; i++)
		if (str_eq(s, str_of(scraps[i])))
			return true;
	return false;
}

static int
figures_of(const struct dump *dump, size_t from, size_t to)
{
	int n = 0;

	for (size_t i = from; i < to; i++)
		n += dump->tokens[i].kind == TOKEN_FIGURE ||
		    (dump->tokens[i].kind == TOKEN_TEXT &&
			has_formula(dump->tokens[i].text));
	return n;
}

/* Which row a label names, in the table's kind; -1: none. */
static int
row_label(enum kind kind, const struct token *t)
{
	for (int i = 0; i < forms[kind].nrows; i++)
		if (is_label(t, forms[kind].rows[i]))
			return i;
	return -1;
}

/* A dash right behind the label is the unit's, and so is one too many. */
static void
drop_unit(struct reader *r, struct line *line, enum kind kind, size_t from)
{
	struct dump *dump = r->dump;
	bool near = from > 0 && spaces_before(dump, from) < 2 &&
	    row_label(kind, &dump->tokens[from - 1]) >= 0 &&
	    dump->tokens[from - 1].at == dump->tokens[from].at;

	if (!line->n || !str_is_null(line->unit) ||
	    !text_is_none(line->cells[0].text) ||
	    line->cells[0].token != from + 1 ||
	    (!near && line->n <= columns_of(r, kind)))
		return;
	dump->tokens[from].used = true;
	line->n--;
	memmove(line->cells, line->cells + 1,
	    (size_t)line->n * sizeof *line->cells);
}

static void
take_row(struct reader *r, struct layout *l, int row, size_t from, size_t to)
{
	if (!l->table || l->table->has[row])
		return;
	l->table->has[row] = true;
	l->started = true;
	read_cells(r, &l->table->lines[row], from, to);
	drop_unit(r, &l->table->lines[row], l->kind, from);
}

/* 中間目標 and 目標最終年度 of -layout, told apart by their places. */
static void
layout_goal_years(struct reader *r, struct layout *l, size_t from, size_t to)
{
	int found = 0, year = 0, seen = 0;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &r->dump->tokens[i];
		if (is_label(t, DUMP_YEAR) &&
		    (t->year < r->sheet->sheet_year - 3 ||
			t->year > r->sheet->sheet_year - 1 || t->text.n < 7)) {
			found++;
			year = t->year;
			if (seen == 0 && i + 1 < to)
				l->table->interim = year;
			else
				l->table->final = year;
			seen++;
		} else if (is_label(t, LABEL_YEAR_WORD) && i > from &&
		    t[-1].kind == TOKEN_FIGURE) {
			seen++;
		}
	}
}

/* Kinds whose texts are told apart by columns. */
static bool
is_gathered(enum kind kind)
{
	return kind != MEASURE;
}

static void
layout_text(struct reader *r, struct layout *l, size_t i)
{
	struct token *t = &r->dump->tokens[i];
	struct table *table = l->table;

	if (!table || t->used || t->kind == TOKEN_LABEL || is_scrap(t->text))
		return;
	if (is_gathered(l->kind)) /* with all lines known: see gather_texts */
		return;
	*list_add(r->dump->arena, &table->texts, size_t) = i;
}

static void
layout_line(struct reader *r, struct layout *l, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	const struct token *first = &dump->tokens[from];
	int row = -1, figures = figures_of(dump, from, to);
	size_t label = to;

	if (heads(dump, from, to, l->kind)) {
		l->table = new_table(r, l->kind);
		l->table->heading = from;
		l->row = -1;
		l->orphan_line = -9;
		l->evidence = l->started = false;
		for (size_t i = from; i < to; i++)
			if (is_label(&dump->tokens[i], LABEL_OUTPUT_GOAL))
				l->table->goal_column = true;
		return;
	}
	if (!l->table)
		return;
	*list_add(dump->arena, &l->table->ranges, struct range) =
	    (struct range){from, to};
	for (size_t i = from; i < to; i++) {
		if (is_label(&dump->tokens[i], LABEL_EVIDENCE))
			l->evidence = true;
		int found = row_label(l->kind, &dump->tokens[i]);
		if (found >= 0) {
			row = found;
			label = i;
			l->evidence = false;
		}
	}
	if (l->kind == OUTCOME && !l->started && row < 0)
		layout_goal_years(r, l, from, to);
	if (row >= 0 && l->kind == MEASURE && l->table->has[row])
		l->table = new_table(r, l->kind);
	for (size_t i = from; i < label; i++)
		if (dump->tokens[i].kind == TOKEN_TEXT &&
		    (row >= 0 || figures == 0 || l->evidence) &&
		    (row >= 0 || l->evidence || !l->label_x ||
			dump->tokens[i].x < l->label_x - 3))
			layout_text(r, l, i);
	if (row >= 0) {
		/* 成果実績 ends the label at the left as well */
		if (r->column[label] > SIDE || !l->label_x)
			l->label_x = dump->tokens[label].x;
		if (figures_of(dump, label + 1, to) > 0) {
			take_row(r, l, row, label + 1, to);
			l->row = -1;
		} else if (first->at - l->orphan_line <= 2 &&
		    !l->table->has[row]) {
			take_row(r, l, row, l->orphan, l->orphan_end);
			l->orphan_line = -9;
		} else {
			l->row = row;
			l->row_line = first->at;
			for (size_t i = label + 1; i < to; i++)
				if (dump->tokens[i].kind == TOKEN_TEXT &&
				    str_is_null(l->table->lines[row].unit)) {
					l->table->lines[row].unit = text_clean(
					    dump->arena, dump->tokens[i].text);
					dump->tokens[i].used = true;
				}
		}
		return;
	}
	if (figures < 2 || l->evidence)
		return;
	/* texts before the figures are a goal's, the last may be the unit */
	size_t start = from;
	while (start < to && dump->tokens[start].kind != TOKEN_FIGURE &&
	    !has_formula(dump->tokens[start].text))
		start++;
	size_t texts = start;
	while (texts > from && dump->tokens[texts - 1].kind == TOKEN_TEXT &&
	    dump->tokens[texts - 1].x >= l->label_x && l->label_x)
		texts--;
	for (size_t i = from; i < texts; i++)
		layout_text(r, l, i);
	if (l->row >= 0 && first->at - l->row_line <= 2 &&
	    !l->table->has[l->row]) {
		take_row(r, l, l->row, texts, to);
		l->row = -1;
	} else {
		l->orphan = texts;
		l->orphan_end = to;
		l->orphan_line = first->at;
	}
}

/*
 * The first column of row labels on each page: what is left of it is text.
 * Where a page has but the heading, that of the units.
 */
static int *
find_labels(const struct reader *r, enum kind kind)
{
	const struct dump *dump = r->dump;
	size_t pages = dump->n ? (size_t)dump->tokens[dump->n - 1].page + 1 : 0;
	int *labels = arena_new(dump->arena, int, pages + 1);
	int *units = arena_new(dump->arena, int, pages + 1);

	for (size_t i = 0; i < pages; i++)
		labels[i] = units[i] = INT_MAX;
	for (size_t k = 0; k < r->tables[kind].n; k++) {
		const struct table *t =
		    list_at(&r->tables[kind], const struct table, k);
		size_t end = dump_whole_line(dump, t->heading, dump->n);
		for (size_t i = t->heading; i < end; i++) {
			int *at = &units[dump->tokens[i].page];
			if (is_label(&dump->tokens[i], LABEL_UNIT) &&
			    r->column[i] < *at)
				*at = r->column[i];
		}
		for (size_t j = 0; j < t->ranges.n; j++) {
			struct range g = *list_at(&t->ranges, struct range, j);
			for (size_t i = g.from; i < g.to; i++) {
				int *at = &labels[dump->tokens[i].page];
				if (row_label(kind, &dump->tokens[i]) >= 0 &&
				    r->column[i] > SIDE && r->column[i] < *at)
					*at = r->column[i];
			}
		}
	}
	for (size_t i = 0; i < pages; i++)
		if (labels[i] == INT_MAX)
			labels[i] = units[i];
	return labels;
}

/*
 * How much of a text at the left, with the space behind it, is a line of the
 * label there: its end is no token of its own where text follows.
 */
static size_t
side_piece(struct arena *a, str text)
{
	static const char labels[] =
	    "成果目標及び成果実績(アウトカム) 活動指標及び活動実績"
	    "(アウトプット) 単位当たりコスト 根拠として用いた統計・データ名"
	    "(出典) アクティビティ";
	struct str_cut cut = str_cut(text, ' ');

	return cut.found && cut.head.n &&
		str_has(str_of(labels), text_fold(a, cut.head))
	    ? cut.head.n + 1
	    : 0;
}

/* A token's words, without `skip` bytes. */
static void
add_words(struct reader *r, struct list *words, size_t i, size_t skip,
    bool behind, bool follows)
{
	const struct token *t = &r->dump->tokens[i];
	int column = r->column[i] + rows_characters(str_take(t->text, skip));
	size_t from = skip, len;

	for (size_t k = skip; k <= t->text.n; k += len) {
		len = 1;
		if (k < t->text.n &&
		    !text_is_space(str_char(str_skip(t->text, k), &len)))
			continue;
		if (k > from) {
			struct beside_word *w =
			    list_add(r->dump->arena, words, struct beside_word);
			*w = (struct beside_word){
			    .text = str_slice(t->text, from, k),
			    .line = t->at,
			    .page = t->page,
			    .behind = behind,
			    .follows = follows,
			    .column = column};
			behind = false;
			follows = true;
		}
		column += rows_characters(str_slice(t->text, from, k)) + 1;
		follows = follows && k > from;
		from = k + len;
	}
}

/*
 * The texts of a table: what stands left of its row labels, and what follows
 * the label of the evidence.
 */
static void
gather_texts(struct reader *r, struct table *t)
{
	struct dump *dump = r->dump;
	struct list words = {0};
	int page = -1, labels = INT_MAX, left = INT_MAX, open = 0;
	enum { TALL = 12 }; /* lines of the evidence */
	int evidence_at = -1; /* the line of its label */

	for (size_t k = 0; k < t->ranges.n && k < BESIDE_LINES; k++) {
		struct range g = *list_at(&t->ranges, struct range, k);
		bool text = false;
		if (dump->tokens[g.from].page != page) {
			page = dump->tokens[g.from].page;
			labels = r->labels[t->kind][page];
			left = INT_MAX;
		}
		for (size_t i = g.from; i < g.to; i++) {
			struct token *token = &dump->tokens[i];
			int column = r->column[i];
			int spaces = spaces_before(dump, i);
			bool near = spaces < 2;
			if (row_label(t->kind, token) >= 0 && column > SIDE) {
				evidence_at = -1;
				break;
			}
			if (is_label(token, LABEL_EVIDENCE))
				evidence_at = token->at;
			bool evidence = evidence_at >= 0;
			/* far below it: another table's */
			if (evidence && token->at - evidence_at > TALL)
				break;
			if (column >= labels)
				break;
			bool behind = spaces < 4 && column > SIDE && !text;
			size_t skip = column <= SIDE && !text
			    ? side_piece(dump->arena, token->text)
			    : 0;
			behind = behind || skip;
			if (token->kind == TOKEN_LABEL || token->used ||
			    (column <= SIDE && !text && !skip))
				continue;
			if (!behind && !text && column < left)
				left = column;
			int brackets = text_brackets(token->text);
			/* the end of a goal may stand beside that label */
			bool closes = open > 0 && brackets < 0;
			if (evidence && !closes &&
			    (text || behind || column <= left + SIDE)) {
				*list_add(dump->arena, &t->evidence, size_t) =
				    i;
			} else {
				add_words(
				    r, &words, i, skip, behind, near && text);
				token->used = true;
				open += brackets;
			}
			text = true;
		}
	}
	beside_split(dump->arena, words.items, words.n,
	    t->kind == OUTCOME || t->goal_column, &t->goals, &t->indicators);
	if (!t->indicators.n) { /* one column only */
		t->indicators = t->goals;
		t->goals = (struct list){0};
	}
}

/* The page of a row's cells, -1: it has none. */
static int
page_of(const struct dump *dump, const struct line *line)
{
	return line->n ? dump->tokens[line->cells[0].token - 1].page : -1;
}

/*
 * The columns of a row: of the complete rows of its page, which share its
 * places, or of any other one.
 */
static void
learn_columns(struct reader *r, enum kind kind)
{
	int width = columns_of(r, kind), page = -1;
	struct list *tables = &r->tables[kind];
	const struct line *full = NULL;

	for (int turn = 0; turn < 2; turn++)
		for (size_t i = 0; i < tables->n; i++) {
			struct table *t = list_at(tables, struct table, i);
			for (int row = 0; row < LINES_MAX; row++) {
				const struct line *line = &t->lines[row];
				int on = page_of(r->dump, line);
				if (line->n == width && line->cells[0].x) {
					full = line;
					page = on;
				}
				if (!full || (t->x[row][0] && on != page))
					continue;
				for (int y = 0; y < width; y++)
					t->x[row][y] = full->cells[y].x;
			}
		}
}

static void
read_layout(struct reader *r)
{
	struct dump *dump = r->dump;
	struct layout l[KINDS] = {{0}};

	for (int kind = 0; kind < KINDS; kind++)
		l[kind] = (struct layout){
		    .kind = (enum kind)kind, .row = -1, .orphan_line = -9};
	for (size_t i = 0; i < dump->n;) {
		size_t end = dump_whole_line(dump, i, dump->n);
		enum kind kind = KINDS;
		/* The part a line is of: of the label that says most. */
		for (size_t k = i; k < end; k++)
			if (kind_of(dump->tokens[k].part) < KINDS)
				kind = kind_of(dump->tokens[k].part);
		if (kind < KINDS)
			layout_line(r, &l[kind], i, end);
		i = end;
	}
	for (int kind = 0; kind < KINDS; kind++) {
		r->labels[kind] = find_labels(r, (enum kind)kind);
		learn_columns(r, (enum kind)kind);
		for (size_t i = 0; i < r->tables[kind].n; i++) {
			struct table *t =
			    list_at(&r->tables[kind], struct table, i);
			if (is_gathered((enum kind)kind))
				gather_texts(r, t);
		}
	}
}

/* -- the record -- */

static void
use(struct reader *r, const struct grid *g)
{
	for (int row = 0; row < LINES_MAX; row++)
		for (int y = 0; y < COLUMNS_MAX; y++)
			if (g->cells[row][y].token)
				r->dump->tokens[g->cells[row][y].token - 1]
				    .used = true;
}

static struct figure
figure_of(const struct cell *c)
{
	struct figure f = {.value = c->value, .text = STR_NULL};

	if (!c->value.known && c->token && !text_is_void(c->text))
		f.text = c->text;
	return f;
}

static str
unit_of(const struct table *t)
{
	str unit = t->lines[0].unit;

	if (str_is_null(unit))
		unit = t->lines[1].unit;
	return text_is_void(unit) ? STR_NULL : unit;
}

static void
note_placed(struct reader *r, bool sure, const char *list, size_t i)
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
drop_yearless(const struct table *t, struct grid *g)
{
	enum { INTERIM = 3 };

	if (t->interim ||
	    (!g->cells[0][INTERIM].value.known &&
		!g->cells[2][INTERIM].value.known))
		return;
	for (int row = 0; row < LINES_MAX; row++)
		g->cells[row][INTERIM] = (struct cell){0};
}

static void
put_outcome(struct reader *r, struct table *t, size_t i)
{
	struct outcome *o =
	    list_add(r->dump->arena, &r->sheet->outcomes, struct outcome);
	struct grid g;
	bool sure = place_cells(t, &g, 5);
	int year = r->sheet->sheet_year - 3;

	if (r->dump->flat)
		drop_yearless(t, &g);
	use(r, &g);
	o->goal = o->indicator = STR_NULL;
	read_goal(r, t, &o->goal, &o->indicator);
	o->unit = unit_of(t);
	o->evidence = take(r, t->evidence.items, t->evidence.n);
	for (int y = 0; y < 5; y++) {
		struct outcome_year *at;
		const struct cell *a = &g.cells[0][y];
		const struct cell *b = &g.cells[1][y], *c = &g.cells[2][y];
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
put_output(struct reader *r, struct table *t, size_t i)
{
	struct output *o =
	    list_add(r->dump->arena, &r->sheet->outputs, struct output);
	struct grid g;
	int width = columns_of(r, OUTPUT);
	bool sure = place_cells(t, &g, width);

	use(r, &g);
	o->activity = o->goal = o->indicator = STR_NULL;
	if (t->goal_column || r->dump->columns) {
		read_goal(r, t, &o->goal, &o->indicator);
	} else {
		size_t n = cut_units(r, t, t->wrapped.items, t->wrapped.n);
		o->indicator = t->texts.n ? take(r, t->texts.items, t->texts.n)
					  : take(r, t->wrapped.items, n);
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
cut_formulas(struct reader *r, size_t line, str unit)
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
put_unit_cost(struct reader *r, struct table *t, size_t i)
{
	struct unit_cost *u =
	    list_add(r->dump->arena, &r->sheet->unit_costs, struct unit_cost);
	struct grid g;
	bool sure = place_cells(t, &g, 4);
	const struct list *basis = t->texts.n ? &t->texts : &t->wrapped;

	use(r, &g);
	u->basis = r->dump->columns
	    ? dump_lines(r->dump, t->indicators.items, t->indicators.n)
	    : take(r, basis->items, basis->n);
	u->unit = text_is_void(t->lines[0].unit) ? STR_NULL : t->lines[0].unit;
	u->formula_unit = t->lines[1].unit;
	if (str_is_null(u->formula_unit) && t->units.n) {
		/* the unit of the cost comes first where it was wrapped too */
		const size_t *units = t->units.items;
		size_t from = 0;
		if (str_is_null(u->unit) && t->units.n > 1)
			u->unit = take(r, units + from++, 1);
		u->formula_unit =
		    cut_formulas(r, r->dump->tokens[units[from]].line,
			take(r, units + from, t->units.n - from));
	}
	for (int y = 0; y < 4; y++) {
		struct unit_cost_year *at =
		    list_add(r->dump->arena, &u->years, struct unit_cost_year);
		const struct cell *f = &g.cells[1][y];
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
			sense += is_cost(at->cost.value, at->formula) ? 3 : -2;
		else if (at->formula.n || at->cost.value.known)
			sense -= 1;
	}
	return sense;
}

static void
put_measure(struct reader *r, struct table *t, size_t i)
{
	struct measure_indicator *m = list_add(r->dump->arena,
	    &r->sheet->policy_evaluation.indicators, struct measure_indicator);
	struct grid g;
	bool sure = place_cells(t, &g, 5);

	use(r, &g);
	m->indicator = take(r, t->texts.items, t->texts.n);
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
says_something(const struct table *t)
{
	for (int row = 0; row < LINES_MAX; row++)
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
keep_longer(struct reader *r, struct table *t)
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
put_tables(struct reader *r)
{
	static void (*const put[KINDS])(struct reader *, struct table *,
	    size_t) = {put_outcome, put_output, put_unit_cost, put_measure};

	for (int kind = 0; kind < KINDS; kind++)
		for (size_t i = 0; i < r->tables[kind].n; i++) {
			struct table *t =
			    list_at(&r->tables[kind], struct table, i);
			if (t->repeated.n)
				keep_longer(r, t);
			if (r->dump->flat && !t->units.n &&
			    (kind == OUTCOME || kind == OUTPUT))
				drop_dash_unit(r, t);
			if (says_something(t))
				put[kind](r, t, i);
		}
}

/* Lines of one cell begin at one column: what begins elsewhere ends it. */
static size_t
column_end(const struct reader *r, size_t from, size_t to)
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

/* 政策, 施策 and what ties the project to them. */
static void
read_policy(struct reader *r)
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
		size_t to = slot == &p->relation
		    ? runs[i].to
		    : column_end(r, runs[i].from, runs[i].to);
		str text = dump_take(r->dump, runs[i].from, to);
		if (!text_is_void(text))
			*slot = text;
	}
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
		if (is_label(t, DUMP_TITLE) || is_label(t, LABEL_OUTCOME) ||
		    is_label(t, LABEL_OUTPUT) ||
		    (is_label(t, LABEL_UNIT_COST) && t->last != t->at) ||
		    is_label(t, LABEL_POLICY_EVALUATION))
			return true;
	}
	return false;
}

/*
 * The second pass of a page begins where a table's second heading stands, or
 * where a part comes back that another has followed.
 */
static void
read_flat(struct reader *r)
{
	struct dump *dump = r->dump;
	struct second second = {.open = false};
	int page = -1;
	bool again = false;

	for (size_t i = 0; i < dump->n;) {
		const struct token *t = &dump->tokens[i];
		size_t end = dump_whole_line(dump, i, dump->n);
		enum kind kind = kind_of(t->part);
		if (t->page != page) {
			page = t->page;
			again = false;
			second.open = false;
			for (int k = 0; k < KINDS; k++) {
				second.first[k] = -1;
				second.begun[k] = false;
			}
		}
		if (is_torn_title(dump, i, end) && !again && kind < KINDS &&
		    second.first[kind] >= 0) {
			second.begun[kind] = true;
			second.next[kind] = (size_t)second.first[kind] + 1;
			second.open = true;
			second.label = forms[kind].second;
			drop_torn_title(&dump->tokens[end]);
			again = true;
		}
		again = again || begins_second(dump, i, end);
		if (kind == KINDS) {
			second.open = false;
		} else if (!again) {
			read_first_line(r, kind, i, end);
			if (second.first[kind] < 0 && r->tables[kind].n)
				second.first[kind] = (int)r->tables[kind].n - 1;
		} else {
			for (size_t k = i; k < end; k++)
				read_second_token(r, &second,
				    kind_of(dump->tokens[k].part) < KINDS
					? kind_of(dump->tokens[k].part)
					: kind,
				    k);
		}
		i = end;
	}
}

void
dump_goals(struct dump *dump, struct sheet *sheet)
{
	struct reader r = {.dump = dump, .sheet = sheet};

	if (!sheet->sheet_year)
		return;
	if (dump->columns)
		r.column = find_columns(dump);
	read_policy(&r);
	if (dump->columns)
		read_layout(&r);
	else if (dump->flat)
		read_flat(&r);
	put_tables(&r);
}
