#include "dump/goal_rows.h"

#include "dump/goal_costs.h"
#include "dump/goal_torn.h"
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
	OWN = 6, /* what it costs to give a figure no cell */
	STRAY = 2, /* or one that may be of another table, or a dash */
	DONE = 5, /* what speaks for a figure that the year's money is divided
		     by */
	SIZES = 20, /* times as much: figures of two indicators */
	LOOSE = 4, /* what headings that tell nothing must save */
};

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

bool
goal_is_divisor(
    const struct sheet *sheet, int column, const struct grid_figure *f)
{
	const struct list *costs = &sheet->unit_costs;

	for (size_t i = 0; i < costs->n; i++) {
		const struct unit_cost *u = list_at(costs, struct unit_cost, i);
		struct grid_figure divisor = {.known = false};
		struct dec a, b;
		if ((size_t)column >= u->years.n)
			continue;
		str formula =
		    list_at(&u->years, struct unit_cost_year, (size_t)column)
			->formula;
		if (formula.n && goal_formula_parts(formula, &a, &b) &&
		    grid_figure_of(b, &divisor) && divisor.value == f->value)
			return true;
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

/* How the item of token i goes on in the block of the figure before. */
static enum stack_tie
tie_of(const struct goal_rows *g, size_t i)
{
	const struct token *t = &g->dump->tokens[i], *before;

	if (!g->stack.nitems || g->items[g->stack.nitems - 1].heading)
		return STACK_FREE;
	before = &g->dump->tokens[g->parts[g->stack.nitems - 1].token];
	if (before->paragraph != t->paragraph || before->page != t->page)
		return STACK_FREE;
	if (before->at == t->at)
		return STACK_BESIDE;
	return before->at + 1 == t->at ? STACK_UNDER : STACK_FREE;
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
	item.tie = tie_of(g, part.token);
	part.row = part.column = -1;
	g->items[s->nitems] = item;
	g->parts[s->nitems] = part;
	s->nitems++;
}

/* Behind a label of 予算額・執行額 or 予算内訳, or an amount of that. */
static bool
is_foreign(const struct goal_rows *g, const struct token *t)
{
	const struct list *years = &g->sheet->budget.years;
	struct dec yen = dec_shift(dec_cell(t->text), 6);

	if (t->part == PART_BUDGET || t->part == PART_ITEMS)
		return true;
	for (size_t i = 0; i < years->n; i++) {
		const struct budget_year *y =
		    list_at(years, const struct budget_year, i);
		if (y->fiscal_year >= g->sheet->sheet_year &&
		    ((y->initial.value.known &&
			 dec_eq(y->initial.value, yen)) ||
			(y->request.value.known &&
			    dec_eq(y->request.value, yen))))
			return true;
	}
	return false;
}

static void
add_figure(struct goal_rows *g, size_t i, bool parted, int hint)
{
	const struct token *t = &g->dump->tokens[i];
	struct stack_item item = {
	    .leave = STRAY, .row = hint, .figure.parted = parted};

	grid_figure_of(dec_cell(t->text), &item.figure);
	item.figure.key = item.figure.known ? str_hash(t->text) | 1 : 0;
	if (item.figure.known)
		item.leave = is_foreign(g, t) ? STRAY : OWN;
	add_item(g, item,
	    (struct goal_item){
		.token = i, .rest = g->dump->n, .text = t->text});
}

static void
add_formula(struct goal_rows *g, struct goal_item p, bool parted, int hint)
{
	p.formula = true;
	if (goal_formula_parts(p.text, &p.a, &p.b))
		p.money = goal_money_columns(g->sheet, p.a);
	add_item(g,
	    (struct stack_item){.leave = OWN,
		.row = hint,
		.figure = {.known = true,
		    .key = str_hash(p.text) | 1,
		    .parted = parted}},
	    p);
}

/* Those of one line stand a space apart. */
static void
add_formulas(struct goal_rows *g, size_t i, bool parted, int hint)
{
	struct str_cut cut;

	for (str rest = goal_formula_of(g->dump->tokens[i].text); rest.n;
	     rest = cut.tail) {
		cut = str_cut(rest, ' ');
		if (!dump_is_formula(cut.head))
			continue;
		add_formula(g,
		    (struct goal_item){
			.token = i, .rest = g->dump->n, .text = cut.head},
		    parted, hint);
		parted = false;
	}
}

static void
add_torn(struct goal_rows *g, const struct goal_torn *torn)
{
	for (size_t k = 0; k < torn->n; k++)
		add_formula(g,
		    (struct goal_item){.token = torn->formulas[k].token,
			.rest = torn->formulas[k].rest,
			.text = torn->formulas[k].text},
		    k == 0, -1);
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
		bool costs = has_kind(g, t->page, GOAL_UNIT_COST);
		bool formula = costs && t->kind == TOKEN_TEXT &&
		    goal_formula_of(t->text).n;
		struct goal_torn torn;
		if (costs && !t->used && goal_torn_read(dump, i, &torn)) {
			add_torn(g, &torn);
			i = torn.end - 1;
			continue;
		}
		if (t->used || (t->kind != TOKEN_FIGURE && !formula))
			continue;
		if (goal_is_year_dash(dump, i))
			continue;
		size_t first = g->stack.nitems;
		if (formula)
			add_formulas(g, i, parted, pile > 1 ? -1 : hint);
		else
			add_figure(g, i, parted, pile > 1 ? -1 : hint);
		/* Before all labels of rows: of another table, as a rule. */
		for (size_t k = first; k < g->stack.nitems && !begun; k++)
			g->items[k].leave = STRAY;
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
	unsigned at = row < 0	      ? 0
	    : g->settled[row][column] ? g->settled[row][column]
				      : cells->at[row][column];

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
	return goal_cost_powers(dec_cell(g->parts[cost - 1].text),
	    g->parts[formula - 1].a, g->parts[formula - 1].b);
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
			unsigned same = goal_cost_powers(
			    dec_cell(p->formula ? q->text : p->text),
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
		price -= g->parts[i].divided >> column & 1 ? DONE : 1;
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
	if (p->row >= 0 || g->settled[row][column])
		return g->settled[row][column] == i + 1 ? HOLDS : GRID_NEVER;
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
	bool aimed = false;

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
		/* What was aimed at in one year is aimed at in the next. */
		if (is_known(actual) && !is_known(target) && aimed)
			price += 2;
		aimed = is_known(target);
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
			    g->items[k].figure.value == divisor.value) {
				g->parts[k].divides = true;
				g->parts[k].divided |= g->parts[i].row < 0
				    ? g->parts[i].money
				    : (uint8_t)(1u << g->parts[i].column);
			}
	}
}

bool
goal_rows_read(
    struct goal_rows *g, struct dump *dump, const struct sheet *sheet)
{
	size_t from, to;

	*g = (struct goal_rows){.dump = dump, .sheet = sheet};
	g->stack.columns = sheet->sheet_year >= 2023 ? 6 : 5;
	g->stack.margin = 1;
	g->stack.rows = g->rows;
	g->stack.items = g->items;
	g->stack.context = g;
	g->stack.place = place;
	g->stack.judge = judge;
	goal_pages_read(g, &from, &to);
	read_items(g, from, to);
	goal_costs_settle(g);
	goal_done_settle(g);
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

static bool
is_loose(const struct goal_rows *g, int page)
{
	return g->stack.loose >> (page % STACK_PAGES) & 1;
}

/*
 * A cost and its formula prove each other, not their table: without headings
 * those of two tables may be exchanged.
 */
static bool
is_exchangeable(const struct goal_rows *g, const struct goal_table *t)
{
	int page = g->rows[t->rows[0]].page;

	if (!is_loose(g, page) || g->stack.prices[t->id] < PRICE_MID)
		return false;
	for (size_t k = 0; k < g->ntables; k++) {
		const struct goal_table *u = &g->tables[k];
		if (u != t && u->kind == t->kind &&
		    g->rows[u->rows[0]].page == page)
			return true;
	}
	return false;
}

/* Whether what was done, or is planned for this year, divides a cost. */
static bool
divides(const struct goal_rows *g, const struct goal_table *output,
    const struct goal_table *cost, int column)
{
	const struct stack_cells *cells = &g->stack.best;
	const struct grid_figure *f =
	    figure_at(g, cells, output->rows[column >= 3], column);
	struct grid_figure divisor;

	if (cost->kind != GOAL_UNIT_COST || cost->rows[1] < 0 || !is_known(f))
		return false;
	unsigned at = g->settled[cost->rows[1]][column];
	if (!at && !is_exchangeable(g, cost))
		at = cells->at[cost->rows[1]][column];
	return at && g->parts[at - 1].b.known &&
	    grid_figure_of(g->parts[at - 1].b, &divisor) &&
	    divisor.value == f->value;
}

/* A cost is that of one output: the first of those that divide most of it. */
static bool
is_output_of(const struct goal_rows *g, const struct goal_table *output,
    const struct goal_table *cost)
{
	const struct goal_table *best = NULL;
	int most = 0;

	for (size_t k = 0; k < g->ntables; k++) {
		const struct goal_table *o = &g->tables[k];
		int count = 0;
		for (int c = 0; c < 4 && o->kind == GOAL_OUTPUT; c++)
			count += divides(g, o, cost, c);
		if (count > most) {
			most = count;
			best = o;
		}
	}
	return best == output;
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
		/* Rounded parts agree by chance, and 0% of anything is 0. */
		const struct grid_figure *actual =
		    figure_at(g, cells, t->rows[0], column);
		return holds < 0 ? -1 : holds > 1 && actual->value ? 1 : 0;
	}
	if (t->kind == GOAL_UNIT_COST) {
		unsigned same = column_powers(g, cells, t, column);
		return same == ~0u ? 0 : same ? 1 : -1;
	}
	for (size_t k = 0; t->kind == GOAL_OUTPUT && k < g->ntables; k++)
		if (divides(g, t, &g->tables[k], column) &&
		    is_output_of(g, t, &g->tables[k]))
			return 1;
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

/* Whether the figures of a table, one at most missing, came in one go. */
static bool
is_one_run(const struct goal_rows *g, const struct goal_table *t)
{
	int columns = goal_column_count(t->kind, g->sheet->sheet_year);
	int cells = 0, n = 0, first = STACK_ITEMS, last = 0;

	for (int r = 0; r < goal_row_count(t->kind); r++)
		for (int c = 0; c < columns; c++) {
			int at = t->rows[r] < 0
			    ? 0
			    : g->stack.best.at[t->rows[r]][c];
			cells++;
			if (!at)
				continue;
			n++;
			first = at < first ? at : first;
			last = at > last ? at : last;
		}
	return n + 1 >= cells && last - first + 1 == n;
}

static size_t
count_beside(const struct goal_rows *g, const struct goal_table *t)
{
	size_t n = 0;

	for (size_t k = 0; k < g->ntables; k++)
		n += g->tables[k].kind == t->kind &&
		    g->rows[g->tables[k].rows[0]].page ==
			g->rows[t->rows[0]].page;
	return n;
}

/* Whether a plan is of quite another size than what was done. */
static bool
is_out_of_size(const struct goal_rows *g, const struct goal_table *t)
{
	const struct stack_cells *cells = &g->stack.best;

	for (int c = 0; c < g->stack.columns; c++)
		for (int d = 0; d < GOAL_FIRST_YEAR; d++) {
			const struct grid_figure *plan =
			    figure_at(g, cells, t->rows[1], c);
			const struct grid_figure *done =
			    figure_at(g, cells, t->rows[0], d);
			if (is_known(plan) && is_known(done) && done->value &&
			    plan->value &&
			    (plan->value / SIZES > done->value ||
				done->value / SIZES > plan->value))
				return true;
		}
	return false;
}

/*
 * What was done is what costs are divided by, and the plan of this year.  The
 * plans of the years before are believed where no other output is on the page,
 * or in a row that is full.
 */
static bool
is_output_believed(
    const struct goal_rows *g, const struct goal_table *t, int row, int column)
{
	const struct stack_cells *cells = &g->stack.best;

	if (evidence(g, t, column) > 0 &&
	    (row == 0) == (column < GOAL_FIRST_YEAR))
		return true;
	if (!is_known(figure_at(g, cells, t->rows[row], column)) ||
	    count_beside(g, t) == 1)
		return true;
	for (int c = 0; c < GOAL_FIRST_YEAR; c++)
		if (!is_known(figure_at(g, cells, t->rows[1], c)))
			return false;
	return row == 1 && column < GOAL_FIRST_YEAR;
}

/* Whether the formula of a cost is of that year as far as its money tells. */
static bool
is_of_year(const struct goal_rows *g, const struct goal_table *t, int column,
    int holds)
{
	unsigned at = g->stack.best.at[t->rows[1]][column];
	uint8_t money = at ? g->parts[at - 1].money : 0;

	return holds > GOAL_FIRST_YEAR || !money || money == 1u << column;
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
	int price = g->stack.prices[t->id], known = 0, holds = 0, broken = 0;
	bool strict = !is_loose(g, page);
	int own = evidence(g, t, column);

	for (int c = 0; c < years; c++) {
		known += is_known(figure_at(g, cells, t->rows[row], c));
		holds += evidence(g, t, c) > 0;
		broken += evidence(g, t, c) < 0;
	}
	if (t->kind == GOAL_UNIT_COST && (holds > 2 || !strict))
		return own > 0 && holds > 2 && !is_exchangeable(g, t) &&
		    is_of_year(g, t, column, holds);
	if (t->kind == GOAL_OUTPUT && row == 1 && is_out_of_size(g, t))
		return own > 0 && column >= GOAL_FIRST_YEAR;
	if (t->kind == GOAL_OUTPUT && holds > 1 && !strict)
		return is_output_believed(g, t, row, column);
	if (!broken && is_one_run(g, t) && (strict || t->kind == GOAL_OUTCOME))
		return true;
	if (holds >= ALL_HOLD + (t->kind == GOAL_OUTPUT) && known == years)
		return price < PRICE_MAX;
	if (is_page_doubtful(g, page))
		return false;
	if (t->kind == GOAL_OUTPUT && !strict && holds < ALL_HOLD)
		return known == years && price < 1;
	if (t->kind != GOAL_UNIT_COST && own > 0 && holds > 1)
		return price < PRICE_MAX;
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

	if (at >= 0 && g->settled[at][column])
		return &g->parts[g->settled[at][column] - 1];
	if (at < 0 || !g->stack.best.at[at][column] ||
	    !g->stack.sure[at][column] || !is_believed(g, t, row, column))
		return NULL;
	return &g->parts[g->stack.best.at[at][column] - 1];
}
