#include "dump/goal_rows.h"

#include "value/era.h"
#include "value/text.h"

#include <string.h>

enum {
	HOLDS = -6, /* a rule does, among three figures or two */
	BROKEN = 3,
	/* What a table may cost: with gaps; in order; with years that hold. */
	PRICE_LOW = 4,
	PRICE_MID = 6,
	PRICE_HIGH = 12,
	PRICE_MAX = 20,
	ALL_HOLD = 3,
	ACTIVITIES = 2022, /* the first form with tables of each activity */
	LOOSE = 4, /* what headings that tell nothing must save */
	UNIT_MAX = 18, /* bytes */
	PAGES_MAX = 16, /* of a sheet's goals */
};

static const struct kind_form {
	int rows[GOAL_ROWS], nrows;
	uint8_t open[GOAL_ROWS], usual[GOAL_ROWS];
} forms[GOAL_KINDS] = {
    [GOAL_OUTCOME] = {{LABEL_OUTCOME_ACTUAL, LABEL_OUTCOME_TARGET,
			  LABEL_ATTAINMENT},
	3, {0x1f, 0x1f, 0x1f}, {0x07, 0x07, 0x07}},
    [GOAL_OUTPUT] = {{LABEL_OUTPUT_ACTUAL, LABEL_OUTPUT_PLANNED, 0}, 2,
	{0x3f, 0x3f, 0}, {0x07, 0x0f, 0}},
    [GOAL_UNIT_COST] = {{0, LABEL_FORMULA, 0}, 2, {0x0f, 0x0f, 0},
	{0x0f, 0x0f, 0}},
    [GOAL_MEASURE] = {{LABEL_MEASURE_ACTUAL, 0, 0}, 2, {0x1f, 0x1f, 0},
	{0x07, 0x07, 0}},
};

int
goal_row_count(enum goal_kind kind)
{
	return forms[kind].nrows;
}

int
goal_column_count(enum goal_kind kind, int year)
{
	if (kind == GOAL_UNIT_COST)
		return 4;
	if (kind != GOAL_OUTPUT)
		return 5;
	return year <= 2016 ? 4 : year >= 2023 ? 6 : 5;
}

int
goal_row_label(enum goal_kind kind, int row)
{
	return kind == GOAL_UNIT_COST && row == 0 ? LABEL_UNIT_COST
						  : forms[kind].rows[row];
}

/* 成果実績 is a row's label, or a line of 成果目標及び成果実績(アウトカム). */
int
goal_row_of(const struct dump *dump, size_t i, enum goal_kind *kind)
{
	const struct token *t = &dump->tokens[i];

	if (t->kind != TOKEN_LABEL ||
	    (i + 1 < dump->n &&
		str_starts(dump->tokens[i + 1].text, S("（アウト"))))
		return -1;
	for (int k = 0; k < GOAL_KINDS; k++)
		for (int r = 0; r < forms[k].nrows; r++)
			if (forms[k].rows[r] && forms[k].rows[r] == t->label) {
				*kind = (enum goal_kind)k;
				return r;
			}
	return -1;
}

bool
goal_is_bare_year(const struct token *t)
{
	return t->kind == TOKEN_LABEL &&
	    (t->label == LABEL_YEAR_WORD || t->label == DUMP_YEAR_NONE);
}

bool
goal_is_year_dash(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];

	return i + 1 < dump->n && t->kind == TOKEN_FIGURE &&
	    text_is_none(t->text) && goal_is_bare_year(&t[1]);
}

bool
goal_years(const struct dump *dump, const struct sheet *sheet, size_t from,
    size_t to, int *interim, int *final)
{
	int base = sheet->sheet_year - GOAL_FIRST_YEAR, n = 0, years[2] = {0};
	bool seen[GOAL_FIRST_YEAR] = {false};

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		bool none = goal_is_bare_year(t);
		if (!none && (t->kind != TOKEN_LABEL || t->label != DUMP_YEAR))
			continue;
		int at = t->year - base;
		/* Those of the columns before come once. */
		if (!none && at >= 0 && at < GOAL_FIRST_YEAR && !seen[at]) {
			seen[at] = true;
			continue;
		}
		if (n < 2)
			years[n] = none ? 0 : t->year;
		n++;
	}
	if (n != 2)
		return false;
	*interim = years[0];
	*final = years[1];
	return true;
}

/* -- formulas -- */

bool
goal_formula_parts(str text, struct dec *a, struct dec *b)
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

str
goal_formula_of(str text)
{
	for (str rest = text; rest.n;) {
		struct str_cut cut = str_cut(rest, ' ');
		if (dump_is_formula(cut.head))
			return rest;
		rest = cut.tail;
	}
	return STR_NULL;
}

/* 円, 百円, 千円, 万円, 百万円 and 億円 of one and the other. */
static const int8_t powers[] = {0, 3, 6, -3, -6, 2, -2, 4, -4, 8, -8};

/* The powers, a bit each, with which cost = a / b rounds to what is printed. */
static unsigned
cost_powers(str cost, struct dec a, struct dec b)
{
	struct dec c = dec_cell(cost);
	unsigned found = 0;

	if (!c.known || dec_is_zero(c))
		return 0;
	for (size_t i = 0; i < sizeof powers; i++) {
		int power = powers[i];
		struct dec over = power > 0 ? dec_shift(a, power) : a;
		struct dec under = power < 0 ? dec_shift(b, -power) : b;
		struct dec q = dec_div(over, under, c.scale);
		struct dec gap = dec_abs(dec_sub(q, c));
		struct dec one = {1, c.scale, true};
		/* Cut off rather than rounded. */
		if (q.known &&
		    (dec_is_zero(gap) ||
			(dec_cmp(q, c) > 0 && dec_cmp(gap, one) <= 0 &&
			    c.digits >= 10)))
			found |= 1u << i;
	}
	return found;
}

/* -- which rows a page has -- */

struct page_rows {
	int page;
	int count[GOAL_KINDS][GOAL_ROWS];
};

static int
most(const struct page_rows *p, enum goal_kind kind)
{
	int n = 0;

	for (int r = 0; r < forms[kind].nrows; r++)
		n = p->count[kind][r] > n ? p->count[kind][r] : n;
	return n;
}

/*
 * How many rows of the last table of a page stand on it, when the next page
 * has the others: it lacks the labels of the last rows, that one those of
 * the first.
 */
static int
rows_before_break(
    const struct page_rows *p, const struct page_rows *next, enum goal_kind k)
{
	int a = most(p, k), b = most(next, k), split = 0;

	if (!a || !b || k == GOAL_UNIT_COST || k == GOAL_MEASURE)
		return 0;
	while (split < forms[k].nrows && p->count[k][split] == a)
		split++;
	if (split == forms[k].nrows)
		return 0;
	for (int r = 0; r < forms[k].nrows; r++)
		if (p->count[k][r] != (r < split ? a : a - 1) ||
		    next->count[k][r] != (r < split ? b - 1 : b))
			return 0;
	return split;
}

static void
add_row(struct goal_rows *g, int page, int table, int kind, int line,
    uint8_t open, uint8_t usual)
{
	struct stack *s = &g->stack;

	if (s->nrows == STACK_ROWS) {
		g->full = true;
		return;
	}
	g->rows[s->nrows] = (struct stack_row){.page = page,
	    .table = table,
	    .heading = line < 0,
	    .open = open,
	    .usual = usual};
	g->kinds[s->nrows] = (uint8_t)kind;
	g->lines[s->nrows] = (uint8_t)(line < 0 ? GOAL_ROWS : line);
	g->row_labels[s->nrows] = g->dump->n;
	s->nrows++;
}

/* The rows [from, to) of a table, under its heading if they are its first. */
static void
add_rows(struct goal_rows *g, int page, enum goal_kind kind, int from, int to)
{
	int columns = goal_column_count(kind, g->sheet->sheet_year);
	unsigned all = (1u << columns) - 1;

	if (from == 0) {
		if (g->ntables == STACK_TABLES) {
			g->full = true;
			return;
		}
		struct goal_table *t = &g->tables[g->ntables];
		*t = (struct goal_table){.kind = kind, .id = (int)g->ntables};
		for (int r = 0; r < GOAL_ROWS; r++) {
			t->rows[r] = -1;
			t->labels[r] = g->dump->n;
		}
		g->ntables++;
		add_row(g, page, t->id, (int)kind, -1, (uint8_t)all, 0);
	}
	struct goal_table *t = &g->tables[g->ntables - 1];
	for (int r = from; r < to && !g->full; r++) {
		t->rows[r] = (int)g->stack.nrows;
		add_row(g, page, t->id, (int)kind, r,
		    (uint8_t)(forms[kind].open[r] & all),
		    (uint8_t)(forms[kind].usual[r] & all));
	}
}

/* The first label of a goal; nothing above it is a figure of one. */
static size_t
region_begin(const struct dump *dump)
{
	static const int labels[] = {LABEL_OUTCOME_GOAL,
	    LABEL_OUTCOME_INDICATOR, LABEL_OUTCOME_ACTUAL,
	    LABEL_OUTPUT_INDICATOR, LABEL_OUTPUT_ACTUAL, LABEL_UNIT_COST_BASIS,
	    LABEL_FORMULA};
	size_t first = dump->n;

	for (size_t k = 0; k < sizeof labels / sizeof *labels; k++) {
		size_t i = dump_find(dump, 0, labels[k]);
		first = i < first ? i : first;
	}
	return first;
}

static size_t
region_end(const struct dump *dump, size_t i)
{
	while (i < dump->n &&
	    (dump->tokens[i].kind != TOKEN_LABEL ||
		dump->tokens[i].part < PART_REVIEW ||
		dump->tokens[i].part > PART_PAST))
		i++;
	return i;
}

static size_t
count_pages(struct goal_rows *g, size_t from, size_t to,
    struct page_rows pages[PAGES_MAX])
{
	const struct dump *dump = g->dump;
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		enum goal_kind kind;
		int row = goal_row_of(dump, i, &kind);
		if (row < 0)
			continue;
		if (!n || pages[n - 1].page != dump->tokens[i].page) {
			if (n == PAGES_MAX) {
				g->full = true;
				return n;
			}
			pages[n++] =
			    (struct page_rows){.page = dump->tokens[i].page};
		}
		pages[n - 1].count[kind][row]++;
	}
	/* 目標値 is a label of two tables. */
	for (size_t p = 0; p < n; p++) {
		int *o = pages[p].count[GOAL_OUTCOME];
		int measures = pages[p].count[GOAL_MEASURE][0];
		int rest = o[1] - (o[0] > o[2] ? o[0] : o[2]);
		if (rest > 0)
			o[1] -= rest < measures ? rest : measures;
	}
	return n;
}

/* The tables of a page by kinds, in the order of the form. */
static void
build_by_kind(
    struct goal_rows *g, const struct page_rows *pages, size_t npages, size_t p)
{
	for (int k = 0; k < GOAL_KINDS; k++) {
		enum goal_kind kind = (enum goal_kind)k;
		int n = most(&pages[p], kind), rows = forms[k].nrows;
		int begun =
		    p ? rows_before_break(&pages[p - 1], &pages[p], kind) : 0;
		int cut = p + 1 < npages
		    ? rows_before_break(&pages[p], &pages[p + 1], kind)
		    : 0;
		for (int i = 0; i < n && !g->full; i++)
			add_rows(g, pages[p].page, kind, i == 0 ? begun : 0,
			    i + 1 == n && cut ? cut : rows);
	}
}

/*
 * The form of 令和4 has 活動指標, 単位当たりコスト and 成果指標 once for each
 * activity: there the labels tell the order.  False when they do not come
 * table by table.
 */
static bool
build_by_labels(
    struct goal_rows *g, const struct page_rows *page, size_t from, size_t to)
{
	enum goal_kind kinds[STACK_TABLES], last = GOAL_KINDS;
	int n = 0, row = -1, left[GOAL_KINDS];

	for (int k = 0; k < GOAL_KINDS; k++)
		left[k] = most(page, (enum goal_kind)k);
	for (size_t i = from; i < to; i++) {
		enum goal_kind kind;
		int r = g->dump->tokens[i].page == page->page
		    ? goal_row_of(g->dump, i, &kind)
		    : -1;
		if (r < 0 || (last == GOAL_MEASURE && kind == GOAL_OUTCOME))
			continue;
		if (kind != last || r <= row) {
			if (n == STACK_TABLES || !left[kind])
				return false;
			kinds[n++] = kind;
			left[kind]--;
		}
		last = kind;
		row = r;
	}
	for (int k = 0; k < GOAL_KINDS; k++)
		if (left[k])
			return false;
	for (int i = 0; i < n && !g->full; i++)
		add_rows(g, page->page, kinds[i], 0, forms[kinds[i]].nrows);
	return true;
}

static void
build_rows(struct goal_rows *g, const struct page_rows *pages, size_t npages,
    size_t from, size_t to)
{
	for (size_t p = 0; p < npages; p++)
		if (g->sheet->sheet_year < ACTIVITIES ||
		    !build_by_labels(g, &pages[p], from, to))
			build_by_kind(g, pages, npages, p);
}

/* A label that shares its paragraph with no text but its unit. */
static bool
is_alone(const struct dump *dump, size_t i)
{
	int paragraph = dump->tokens[i].paragraph;
	size_t from = i, to = i;

	while (from > 0 && dump->tokens[from - 1].paragraph == paragraph)
		from--;
	while (to < dump->n && dump->tokens[to].paragraph == paragraph)
		to++;
	for (size_t k = from; k < to; k++)
		if (dump->tokens[k].kind == TOKEN_TEXT &&
		    dump->tokens[k].text.n > UNIT_MAX)
			return false;
	return true;
}

/* The labels of a page's rows, in their order. */
static void
find_labels(struct goal_rows *g, size_t from, size_t to)
{
	const struct dump *dump = g->dump;

	for (size_t i = from; i < to; i++) {
		enum goal_kind kind;
		int row = goal_row_of(dump, i, &kind);
		if (row < 0)
			continue;
		for (size_t r = 0; r < g->stack.nrows; r++)
			if (g->rows[r].page == dump->tokens[i].page &&
			    g->kinds[r] == kind && g->lines[r] == row &&
			    g->row_labels[r] == dump->n) {
				g->row_labels[r] = i;
				g->alone[r] = is_alone(dump, i);
				g->tables[g->rows[r].table].labels[row] = i;
				break;
			}
	}
}

/* -- what goes into them -- */

static bool
has_page(const struct goal_rows *g, int page)
{
	for (size_t r = 0; r < g->stack.nrows; r++)
		if (g->rows[r].page == page)
			return true;
	return false;
}

static bool
has_kind(const struct goal_rows *g, int page, enum goal_kind kind)
{
	for (size_t r = 0; r < g->stack.nrows; r++)
		if (g->rows[r].page == page && g->kinds[r] == kind)
			return true;
	return false;
}

static uint8_t
column_bit(const struct goal_rows *g, int year)
{
	int column = year - (g->sheet->sheet_year - GOAL_FIRST_YEAR);

	return column >= 0 && column < g->stack.columns
	    ? (uint8_t)(1u << column)
	    : 0;
}

/* The columns that a token heads: 平成30 令和元年 令和2年 too. */
static uint8_t
heads(const struct goal_rows *g, const struct token *t)
{
	size_t at = 0, end;
	uint8_t columns = 0;
	int n = 0;

	if (t->kind == TOKEN_LABEL) {
		if (t->label == DUMP_YEAR_OUTLOOK ||
		    (t->label == DUMP_YEAR &&
			(t->year < g->sheet->sheet_year ||
			    has_kind(g, t->page, GOAL_OUTPUT) ||
			    has_kind(g, t->page, GOAL_UNIT_COST))))
			return column_bit(g, t->year);
		if (t->label == LABEL_INTERIM)
			return 1u << 3;
		return t->label == LABEL_FINAL ||
			t->label == LABEL_MEASURE_FINAL
		    ? 1u << 4
		    : 0;
	}
	if (t->kind != TOKEN_TEXT || t->text.n > 80)
		return 0;
	while (at < t->text.n) {
		int year =
		    era_year(str_skip(t->text, at), g->sheet->sheet_year, &end);
		if (!year || !end)
			break;
		uint8_t bit = column_bit(g, year);
		if (!bit || bit <= columns)
			return 0;
		columns |= bit;
		at += end;
		n++;
	}
	return n > 1 ? columns : 0;
}

static int
heading_leave(const struct goal_rows *g, const struct token *t)
{
	/* It may be a year of the goals, or of the budget. */
	return t->kind == TOKEN_LABEL && t->label != DUMP_YEAR_OUTLOOK &&
		!(t->year && t->year < g->sheet->sheet_year)
	    ? 1
	    : 2;
}

static void
add_item(struct goal_rows *g, struct stack_item item, struct goal_item part)
{
	struct stack *s = &g->stack;

	if (s->nitems == STACK_ITEMS) {
		g->full = true;
		return;
	}
	item.page = g->dump->tokens[part.token].page;
	g->items[s->nitems] = item;
	g->parts[s->nitems] = part;
	s->nitems++;
}

static bool
ends_in_slash(str text)
{
	return str_ends(text, S("/")) || str_ends(text, S("／"));
}

/* A formula that its cell wrapped goes on in the next line. */
static void
join_formula(struct goal_rows *g, struct goal_item *p)
{
	struct dump *dump = g->dump;
	size_t next = p->token + 1;

	if (!ends_in_slash(p->text) || next >= dump->n ||
	    dump->tokens[next].kind != TOKEN_FIGURE ||
	    dump->tokens[next].paragraph != dump->tokens[p->token].paragraph)
		return;
	str whole = arena_join(dump->arena, p->text, dump->tokens[next].text);
	if (goal_formula_parts(whole, &p->a, &p->b)) {
		p->text = whole;
		p->rest = next;
	}
}

static void
add_figure(struct goal_rows *g, size_t i, bool parted, int hint)
{
	const struct token *t = &g->dump->tokens[i];
	struct stack_item item = {
	    .leave = 2, .row = hint, .figure.parted = parted};

	grid_figure_of(dec_cell(t->text), &item.figure);
	item.figure.key = item.figure.known ? str_hash(t->text) | 1 : 0;
	if (item.figure.known)
		item.leave = 6;
	add_item(g, item,
	    (struct goal_item){
		.token = i, .rest = g->dump->n, .text = t->text});
}

/* Those of one line stand a space apart. */
static void
add_formulas(struct goal_rows *g, size_t i, bool parted, int hint)
{
	struct str_cut cut;

	for (str rest = goal_formula_of(g->dump->tokens[i].text); rest.n;
	     rest = cut.tail) {
		cut = str_cut(rest, ' ');
		struct goal_item p = {.token = i,
		    .rest = g->dump->n,
		    .text = cut.head,
		    .formula = true};
		if (!dump_is_formula(p.text))
			continue;
		if (!goal_formula_parts(p.text, &p.a, &p.b) && !cut.tail.n)
			join_formula(g, &p);
		add_item(g,
		    (struct stack_item){.leave = 6,
			.row = hint,
			.figure = {.known = true,
			    .key = str_hash(p.text) | 1,
			    .parted = parted}},
		    p);
		parted = false;
	}
}

static int
row_at_label(const struct goal_rows *g, size_t token)
{
	for (size_t r = 0; r < g->stack.nrows; r++)
		if (g->row_labels[r] == token)
			return (int)r;
	return -1;
}

static void
read_items(struct goal_rows *g, size_t from, size_t to)
{
	const struct dump *dump = g->dump;
	int hint = -1, pile = 0, page = -1;
	bool parted = false, begun = false;

	for (size_t i = from; i < to && !g->full; i++) {
		const struct token *t = &dump->tokens[i];
		if (!has_page(g, t->page))
			continue;
		begun = begun && page == t->page;
		page = t->page;
		uint8_t columns = heads(g, t);
		if (columns)
			add_item(g,
			    (struct stack_item){.heading = columns,
				.leave = heading_leave(g, t)},
			    (struct goal_item){.token = i, .rest = dump->n});
		if (t->kind == TOKEN_LABEL || columns) {
			enum goal_kind kind;
			bool row = goal_row_of(dump, i, &kind) >= 0;
			hint = row ? row_at_label(g, i) : -1;
			begun = begun || row || columns;
			pile = row ? pile + 1 : 0;
			parted = true;
			continue;
		}
		bool formula = t->kind == TOKEN_TEXT &&
		    has_kind(g, t->page, GOAL_UNIT_COST) &&
		    goal_formula_of(t->text).n;
		if (t->used || (t->kind != TOKEN_FIGURE && !formula))
			continue;
		if (goal_is_year_dash(dump, i))
			continue;
		if (g->stack.nitems && g->parts[g->stack.nitems - 1].rest == i)
			continue;
		size_t first = g->stack.nitems;
		if (formula)
			add_formulas(g, i, parted, pile > 1 ? -1 : hint);
		else
			add_figure(g, i, parted, pile > 1 ? -1 : hint);
		/* Before all labels of rows: of another table, as a rule. */
		for (size_t k = first; k < g->stack.nitems && !begun; k++)
			g->items[k].leave = 2;
		if (pile > 1)
			hint = -1;
		pile = 0;
		parted = false;
	}
}

/* -- what holds among them -- */

static bool
is_known(const struct grid_figure *f)
{
	return f && f->known;
}

static const struct grid_figure *
figure_at(const struct goal_rows *g, const struct stack_cells *cells, int row,
    int column)
{
	unsigned at = row < 0 ? 0 : cells->at[row][column];

	return at ? &g->items[at - 1].figure : NULL;
}

int
goal_attainment(const struct grid_figure *actual,
    const struct grid_figure *target, const struct grid_figure *attainment)
{
	dec_wide left, right;

	if (!is_known(actual) || !is_known(target) || !is_known(attainment) ||
	    target->value <= 0 || actual->value < 0)
		return 0;
	left = (dec_wide)100 * actual->value * GRID_UNIT;
	right = (dec_wide)attainment->value * target->value;
	dec_wide gap = left < right ? right - left : left - right;
	dec_wide printed = (dec_wide)2 * attainment->half * target->value;
	dec_wide rounded = printed + (dec_wide)100 * actual->half * GRID_UNIT +
	    (dec_wide)target->half * attainment->value;
	return gap <= printed ? 2 : gap <= rounded ? 1 : -1;
}

static int
place_outcome(const struct goal_rows *g, const struct stack_cells *cells,
    const struct grid_figure *f, int row, int column)
{
	const struct goal_table *t = &g->tables[g->rows[row].table];
	const struct grid_figure *line[GOAL_ROWS];

	for (int r = 0; r < GOAL_ROWS; r++)
		line[r] = t->rows[r] == row
		    ? f
		    : figure_at(g, cells, t->rows[r], column);
	int holds = goal_attainment(line[0], line[1], line[2]);
	int price = holds > 1 ? HOLDS
	    : holds > 0	      ? HOLDS / 3
	    : holds	      ? BROKEN
			      : 0;

	/* Goals to come have no results yet. */
	if (f->known && column >= 3 && g->lines[row] != 1)
		price += column == 3 ? 4 : 3;
	return price;
}

/* The powers with which the costs of a column hold; all when unknown. */
static unsigned
column_powers(const struct goal_rows *g, const struct stack_cells *cells,
    const struct goal_table *t, int column)
{
	unsigned cost = t->rows[0] < 0 ? 0 : cells->at[t->rows[0]][column];
	unsigned formula = t->rows[1] < 0 ? 0 : cells->at[t->rows[1]][column];

	if (!cost || !formula || !g->parts[formula - 1].b.known ||
	    !g->items[cost - 1].figure.known)
		return ~0u;
	return cost_powers(g->parts[cost - 1].text, g->parts[formula - 1].a,
	    g->parts[formula - 1].b);
}

static bool
is_done(const struct goal_rows *g, const struct stack_cells *cells,
    const struct goal_item *formula, int column)
{
	struct grid_figure divisor;

	if (!formula->b.known || !grid_figure_of(formula->b, &divisor))
		return false;
	for (size_t k = 0; k < g->ntables; k++) {
		const struct goal_table *o = &g->tables[k];
		if (o->kind != GOAL_OUTPUT)
			continue;
		const struct grid_figure *f =
		    figure_at(g, cells, o->rows[column >= 3], column);
		if (is_known(f) && f->value == divisor.value)
			return true;
	}
	return false;
}

static int
place_cost(const struct goal_rows *g, const struct stack_cells *cells, size_t i,
    int row, int column)
{
	const struct goal_table *t = &g->tables[g->rows[row].table];
	const struct goal_item *p = &g->parts[i];
	const struct grid_figure *f = &g->items[i].figure;
	int other = t->rows[!g->lines[row]];
	int price = 0;

	if (f->known && (g->lines[row] == 1) != p->formula)
		return GRID_NEVER;
	unsigned at = other < 0 ? 0 : cells->at[other][column];
	if (at && f->known && g->items[at - 1].figure.known) {
		const struct goal_item *q = &g->parts[at - 1];
		const struct goal_item *formula = p->formula ? p : q;
		if (formula->b.known) {
			unsigned same =
			    cost_powers(p->formula ? q->text : p->text,
				formula->a, formula->b);
			for (int c = 0; c < 4; c++)
				if (c != column)
					same &= column_powers(g, cells, t, c);
			price += same ? HOLDS : BROKEN;
		}
	} else if (at && f->known != g->items[at - 1].figure.known) {
		price += 3;
	}
	/* What costs are divided by is what was done. */
	if (p->formula && is_done(g, cells, p, column))
		price -= 3;
	return price;
}

static int
place_output(const struct goal_rows *g, const struct stack_cells *cells,
    size_t i, int row, int column)
{
	const struct grid_figure *f = &g->items[i].figure;
	const struct goal_table *t = &g->tables[g->rows[row].table];
	const struct grid_figure *other =
	    figure_at(g, cells, t->rows[!g->lines[row]], column);
	int price = 0;

	if (!f->known)
		return 0;
	if (g->lines[row] == 0 && column >= 3)
		price += 4;
	if ((g->lines[row] == 0) == (column < 3) && g->parts[i].divides)
		price -= 1;
	/* Figures of a year are of like size. */
	if (is_known(other) && other->value > 0 && f->value > 0 &&
	    (other->value / 20 > f->value || f->value / 20 > other->value))
		price += 2;
	return price;
}

static int
place(const struct stack *s, const struct stack_cells *cells, size_t i, int row,
    int column)
{
	const struct goal_rows *g = s->context;
	const struct goal_item *p = &g->parts[i];
	const struct grid_figure *f = &g->items[i].figure;
	int price = 0;

	if (p->formula && g->kinds[row] != GOAL_UNIT_COST)
		return GRID_NEVER;
	/* On the left of its figures; a block with texts may be anywhere. */
	if (g->row_labels[row] < g->dump->n && g->row_labels[row] > p->token &&
	    g->alone[row])
		price += 2;
	switch ((enum goal_kind)g->kinds[row]) {
	case GOAL_OUTCOME:
		return price + place_outcome(g, cells, f, row, column);
	case GOAL_OUTPUT:
		return price + place_output(g, cells, i, row, column);
	case GOAL_UNIT_COST:
		return price + place_cost(g, cells, i, row, column);
	default:
		return price;
	}
}

static int
judge(const struct stack *s, const struct stack_cells *cells, int table)
{
	const struct goal_rows *g = s->context;
	const struct goal_table *t = &g->tables[table];
	int price = 0;

	if (t->kind != GOAL_OUTCOME)
		return 0;
	for (int c = 0; c < GOAL_FIRST_YEAR; c++) {
		const struct grid_figure *actual =
		    figure_at(g, cells, t->rows[0], c);
		const struct grid_figure *target =
		    figure_at(g, cells, t->rows[1], c);
		const struct grid_figure *attained =
		    figure_at(g, cells, t->rows[2], c);
		if (is_known(attained) &&
		    !(is_known(actual) && is_known(target)))
			price += 4;
		if (is_known(actual) && is_known(target) && target->value &&
		    !is_known(attained))
			price += 2;
	}
	return price;
}

/* The figures by which some 計算式 divides. */
static void
find_divisors(struct goal_rows *g)
{
	size_t n = g->stack.nitems;

	for (size_t i = 0; i < n; i++) {
		struct grid_figure divisor;
		if (!g->parts[i].formula || !g->parts[i].b.known ||
		    !grid_figure_of(g->parts[i].b, &divisor))
			continue;
		for (size_t k = 0; k < n; k++)
			if (!g->parts[k].formula && g->items[k].figure.known &&
			    g->items[k].figure.value == divisor.value)
				g->parts[k].divides = true;
	}
}

bool
goal_rows_read(
    struct goal_rows *g, struct dump *dump, const struct sheet *sheet)
{
	struct page_rows pages[PAGES_MAX];
	size_t from = region_begin(dump), to = region_end(dump, from);

	*g = (struct goal_rows){.dump = dump, .sheet = sheet};
	g->stack.columns = sheet->sheet_year >= 2023 ? 6 : 5;
	g->stack.margin = 1;
	g->stack.rows = g->rows;
	g->stack.items = g->items;
	g->stack.context = g;
	g->stack.place = place;
	g->stack.judge = judge;
	size_t npages = count_pages(g, from, to, pages);
	build_rows(g, pages, npages, from, to);
	find_labels(g, from, to);
	read_items(g, from, to);
	find_divisors(g);
	if (g->full || !stack_solve(&g->stack, dump->arena))
		return false;
	/* Not every extractor keeps headings above their columns. */
	struct stack loose = g->stack;
	loose.loose = ~(uint32_t)0;
	if (!stack_solve(&loose, dump->arena))
		return true;
	for (int p = 0; p < STACK_PAGES; p++)
		if (loose.costs[p] + LOOSE < g->stack.costs[p])
			g->stack.loose |= (uint32_t)1 << p;
	return !g->stack.loose || stack_solve(&g->stack, dump->arena);
}

/* Whether the rule of a table holds (1) or is broken (-1) in a column. */
static int
evidence(const struct goal_rows *g, const struct goal_table *t, int column)
{
	const struct stack_cells *cells = &g->stack.best;

	if (t->kind == GOAL_OUTCOME) {
		int holds =
		    goal_attainment(figure_at(g, cells, t->rows[0], column),
			figure_at(g, cells, t->rows[1], column),
			figure_at(g, cells, t->rows[2], column));
		/* Rounded parts agree by chance. */
		return holds > 1 ? 1 : holds < 0 ? -1 : 0;
	}
	if (t->kind == GOAL_UNIT_COST) {
		unsigned same = column_powers(g, cells, t, column);
		return same == ~0u ? 0 : same ? 1 : -1;
	}
	for (size_t k = 0; t->kind == GOAL_OUTPUT && k < g->ntables; k++) {
		const struct goal_table *u = &g->tables[k];
		const struct grid_figure *f =
		    figure_at(g, cells, t->rows[column >= 3], column);
		struct grid_figure divisor;
		unsigned at = u->kind != GOAL_UNIT_COST || u->rows[1] < 0
		    ? 0
		    : cells->at[u->rows[1]][column];
		if (at && is_known(f) && g->parts[at - 1].b.known &&
		    grid_figure_of(g->parts[at - 1].b, &divisor) &&
		    divisor.value == f->value)
			return 1;
	}
	return 0;
}

/* Pages that agree with their order cost less than this for an item. */
static bool
is_page_doubtful(const struct goal_rows *g, int page)
{
	int price = 0, items = 0;

	for (size_t k = 0; k < g->ntables; k++) {
		const struct goal_table *t = &g->tables[k];
		for (int r = GOAL_ROWS; r-- > 0;)
			if (t->rows[r] >= 0) {
				if (g->rows[t->rows[r]].page == page)
					price += g->stack.prices[t->id];
				break;
			}
	}
	for (size_t i = 0; i < g->stack.nitems; i++)
		items += g->items[i].page == page && !g->items[i].heading;
	return price >= items;
}

/*
 * What may be believed of a cell: the rule of the table holds in most years,
 * or nothing in it speaks against its order.  A row with gaps might have
 * slipped to the side.
 */
static bool
is_believed(
    const struct goal_rows *g, const struct goal_table *t, int row, int column)
{
	const struct stack_cells *cells = &g->stack.best;
	int years = t->kind == GOAL_UNIT_COST ? 4 : GOAL_FIRST_YEAR;
	int page = g->rows[t->rows[row]].page;
	int price = g->stack.prices[t->id], known = 0, holds = 0;
	bool strict = !(g->stack.loose >> (page % STACK_PAGES) & 1);
	int own = evidence(g, t, column);

	for (int c = 0; c < years; c++) {
		known += is_known(figure_at(g, cells, t->rows[row], c));
		holds += evidence(g, t, c) > 0;
	}
	if (t->kind == GOAL_UNIT_COST && holds > 2)
		return own > 0;
	if (holds >= ALL_HOLD + (t->kind == GOAL_OUTPUT) && known == years)
		return price < PRICE_MAX;
	if (is_page_doubtful(g, page))
		return false;
	if (known < years)
		return price < (own > 0 && strict ? PRICE_MID : PRICE_LOW) &&
		    holds > 0;
	if (holds > 1)
		return price < PRICE_HIGH;
	return price < (strict ? PRICE_MID : 1) && t->kind != GOAL_UNIT_COST;
}

const struct goal_item *
goal_rows_at(
    const struct goal_rows *g, const struct goal_table *t, int row, int column)
{
	int at = t->rows[row];

	if (at < 0 || !g->stack.best.at[at][column] ||
	    !g->stack.sure[at][column] || !is_believed(g, t, row, column))
		return NULL;
	return &g->parts[g->stack.best.at[at][column] - 1];
}
