#include "dump/blocks.h"
#include "dump/budget.h"

#include "value/text.h"

#include <stdlib.h>

/*
 * 予算額・執行額: nine rows of up to five years, of which hold
 *	当初予算 + 補正予算 + 前年度から + 翌年度へ + 予備費等 = 計
 *	執行率 = 執行額 / 計
 *	執行額の割合 = 執行額 / (当初予算 + 補正予算)
 *	翌年度へ of a year = - 前年度から of the next
 * The column 要求 has 当初予算 and 計, which are the same.
 */
enum {
	COST_MAX = 0, /* rules that hold outweigh the disorder */
	TABLE_MIN = 14, /* figures */
	DIRECTION_MARGIN = 10,
};

static const struct row_form {
	int label;
	uint8_t open, usual; /* a bit per year */
} form[ROWS] = {
    [INITIAL] = {LABEL_INITIAL, 0x1f, 0x1f},
    [SUPPLEMENTARY] = {LABEL_SUPPLEMENTARY, 0x1f, 0x0f},
    [CARRIED_IN] = {LABEL_CARRIED_IN, 0x1f, 0x0f},
    [CARRIED_OUT] = {LABEL_CARRIED_OUT, 0x1f, 0x0f},
    [RESERVE] = {LABEL_RESERVE, 0x1f, 0x0f},
    [TOTAL] = {LABEL_TOTAL, 0x1f, 0x1f},
    [EXECUTED] = {LABEL_EXECUTED, 0x07, 0x07},
    [RATE] = {LABEL_EXECUTION_RATE, 0x07, 0x07},
    [RATE_INITIAL] = {LABEL_EXECUTION_RATE_INITIAL, 0x07, 0x07},
};

static bool
is_percent(str s)
{
	return str_ends(s, S("%")) || str_ends(s, S("％"));
}

struct budget_blocks {
	const struct dump *dump;
	const struct block_figures *figures;
	bool percents; /* rates are printed with a percent sign */
};

/* Rows whose labels come with their figures; the rest stand in a pile. */
static bool
is_anchor(int label)
{
	return label == LABEL_TOTAL || label == LABEL_EXECUTED ||
	    label == LABEL_EXECUTION_RATE ||
	    label == LABEL_EXECUTION_RATE_INITIAL;
}

static int
row_of(int label)
{
	for (int row = 0; row < ROWS; row++)
		if (form[row].label == label)
			return row;
	return -1;
}

static int
place(const struct grid *g, size_t i, int row, int column)
{
	const struct budget_blocks *b = g->context;
	const struct grid_figure *f = &g->figures[i];
	bool rate = row == RATE || row == RATE_INITIAL;
	int price = 0;

	if (row < 0)
		return b->figures->extra[i] ? 0 : 5;
	if (f->known) {
		str text = b->dump->tokens[b->figures->tokens[i]].text;
		if (b->percents && is_percent(text) != rate)
			return GRID_NEVER;
		if (f->value < 0 && row != CARRIED_OUT && row != RESERVE)
			return row == SUPPLEMENTARY ? 2 : GRID_NEVER;
		if (f->value > 0 && row == CARRIED_OUT)
			price += 4;
		if (column == REQUEST && row != INITIAL && row != TOTAL)
			price += 4;
		if (row == RESERVE && f->value)
			price += 4;
		if (rate && f->value > (int64_t)1000 * GRID_UNIT)
			return GRID_NEVER;
	} else {
		if (row == TOTAL || row == EXECUTED || row == INITIAL)
			price += 1;
		if (column == REQUEST && row != INITIAL && row != TOTAL)
			price += 1;
	}
	int label = b->figures->labels[i];
	if (!g->down && !b->figures->extra[i] && row_of(label) >= 0)
		price += label == form[row].label ? -2
		    : is_anchor(label)		  ? 5
						  : 2;
	if (column == REQUEST && f->known && f->value < 0)
		return GRID_NEVER;
	if (b->figures->extra[i])
		price += (row == INITIAL || row == TOTAL) && column >= CURRENT
		    ? 1
		    : 3;
	return price;
}

static int64_t
distance(int64_t a, int64_t b)
{
	return a < b ? b - a : a - b;
}

static bool
is_known(const struct grid_figure *f)
{
	return f && f->known;
}

/* The sum of the parts of a year; how many are known. */
static int
sum_parts(const struct grid *g, const struct grid_cells *cells, int column,
    int last, int64_t *sum, int64_t *slack)
{
	int n = 0, parts = 0;

	*sum = *slack = 0;
	for (int row = INITIAL; row <= last; row++) {
		const struct grid_figure *f = grid_at(g, cells, row, column);
		if (!is_known(f))
			continue;
		*sum += f->value;
		*slack += f->value ? f->half : 0;
		parts += f->value != 0;
		n++;
	}
	/* A single part is printed as its sum is. */
	if (parts < 2)
		*slack = 0;
	return n;
}

static int64_t
adding_slack(int64_t slack, const struct grid_figure *total)
{
	return slack ? slack + total->half : 0;
}

/*
 * 2: the rate is executed / base as printed, 1: it is when cut off rather than
 * rounded, -1: it is not, 0: no rate.
 * |100 executed - rate base| stays within what rounding leaves open.
 */
static int
check_rate(const struct grid_figure *rate, const struct grid_figure *executed,
    int64_t base, int64_t slack)
{
	if (!is_known(rate))
		return 0;
	if (!is_known(executed) || base <= 0)
		return -1;
	dec_wide left = (dec_wide)100 * executed->value * GRID_UNIT;
	dec_wide right = (dec_wide)rate->value * base;
	dec_wide half = (dec_wide)rate->half * base;
	dec_wide open = half + (dec_wide)100 * executed->half * GRID_UNIT +
	    (dec_wide)slack * rate->value;
	dec_wide apart = left < right ? right - left : left - right;
	return apart <= open ? 2 : apart <= open + half ? 1 : -1;
}

static int
judge_carry(const struct grid *g, const struct grid_cells *cells, int column)
{
	const struct grid_figure *out, *in;

	if (column < 0 || column + 1 >= g->columns)
		return 0;
	out = grid_at(g, cells, CARRIED_OUT, column);
	in = grid_at(g, cells, CARRIED_IN, column + 1);
	if (!out || !in)
		return 0;
	if (!out->known && !in->known)
		return 0;
	if (!out->known || !in->known)
		return (out->known && out->value) || (in->known && in->value)
		    ? 3
		    : 0;
	if (distance(out->value, -in->value) > out->half + in->half)
		return 4;
	return out->value ? -5 : 0;
}

static int
judge(
    const struct grid *g, const struct grid_cells *cells, int column, bool last)
{
	const struct grid_figure *total = grid_at(g, cells, TOTAL, column);
	const struct grid_figure *done = grid_at(g, cells, EXECUTED, column);
	int64_t sum, slack;
	int n = sum_parts(g, cells, column, RESERVE, &sum, &slack), price = 0;

	if (is_known(total)) {
		int64_t apart = distance(sum, total->value);
		if (n && apart <= adding_slack(slack, total))
			price += !total->value ? -2 : apart ? -4 : -6 - 2 * n;
		else if (last)
			price += 12;
	} else if (total && n && sum && last) {
		price += 4;
	}
	const struct grid_figure *initial = grid_at(g, cells, INITIAL, column);
	if (last && is_known(total) && total->value &&
	    !(is_known(initial) && initial->value))
		price += 6;
	price += judge_carry(g, cells, column - 1);
	price += judge_carry(g, cells, column);
	if (column >= CURRENT)
		return price;
	int rate = check_rate(grid_at(g, cells, RATE, column), done,
	    is_known(total) ? total->value : 0, total ? total->half : 0);
	price += rate > 1 ? -7 : rate > 0 ? -3 : rate < 0 && last ? 7 : 0;
	sum_parts(g, cells, column, SUPPLEMENTARY, &sum, &slack);
	rate = check_rate(
	    grid_at(g, cells, RATE_INITIAL, column), done, sum, slack);
	price += rate > 1 ? -4 : rate > 0 ? -2 : rate < 0 && last ? 4 : 0;
	if (is_known(done) && is_known(total) && done->value > total->value)
		price += 4;
	/* What was to be spent was spent in part at least. */
	if (last && is_known(total) && total->value &&
	    !(is_known(done) && done->value))
		price += 6;
	return price;
}

/* How many years add up, and how many do not. */
static void
count_sums(const struct grid *g, int *holding, int *broken)
{
	*holding = *broken = 0;
	for (int c = 0; c < g->columns; c++) {
		const struct grid_figure *total =
		    grid_at(g, &g->best, TOTAL, c);
		int64_t sum, slack;
		int n = sum_parts(g, &g->best, c, RESERVE, &sum, &slack);
		if (!is_known(total))
			continue;
		if (n &&
		    distance(sum, total->value) <= adding_slack(slack, total))
			++*holding;
		else
			++*broken;
	}
}

static void
put_years(struct dump *dump, struct sheet *sheet, const struct grid *g,
    const struct block_figures *b)
{
	struct budget *budget = &sheet->budget;

	for (int y = 0; y < YEARS; y++) {
		struct budget_year *year =
		    list_add(dump->arena, &budget->years, struct budget_year);
		year->fiscal_year = sheet->sheet_year - CURRENT + y;
		for (int row = 0; row < ROWS; row++) {
			unsigned at = g->best.at[row][y];
			if (!at || !g->sure[row][y])
				continue;
			struct token *t = &dump->tokens[b->tokens[at - 1]];
			t->used = true;
			struct dec d = dec_cell(t->text);
			if (row < RATE)
				d = dec_yen(d, 6);
			if (row == TOTAL && y == REQUEST)
				year->request.value = d;
			else
				dump_budget_field(year, row)->value = d;
		}
	}
	budget->carried_out_in_total = TRUTH_TRUE;
	record_note(dump->arena, sheet, "placed-by-arithmetic",
	    S("budget.years"),
	    "figures without rows and columns were placed by their sums");
}

/* Labels below the table: their figures are not of it. */
static bool
is_below(const struct token *t)
{
	return t->label == LABEL_OUTCOME_ACTUAL ||
	    t->label == LABEL_OUTPUT_ACTUAL || t->label == LABEL_ATTAINMENT ||
	    t->label == LABEL_EVIDENCE || t->label == LABEL_UNIT ||
	    t->part > PART_OUTCOME;
}

/*
 * From 実施方法, or the first label of the table, to the table of outcomes.
 * What comes behind the first label of 予算内訳 may be of either table.
 */
static bool
find_table(const struct dump *dump, size_t *from, size_t *items, size_t *to)
{
	*from = *items = *to = dump->n;
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind != TOKEN_LABEL)
			continue;
		if (*from == dump->n) {
			if (t->part == PART_BUDGET || t->label == LABEL_METHODS)
				*from = i;
		} else if (*items == dump->n) {
			if (t->label == LABEL_ITEM || t->part == PART_OUTCOME)
				*items = i;
		}
		if (*items < dump->n && is_below(t)) {
			*to = i;
			return true;
		}
	}
	return *items < dump->n;
}

/* The sum of a year holds, and says something. */
static bool
holds(const struct grid *g, int column)
{
	const struct grid_figure *total = grid_at(g, &g->best, TOTAL, column);
	int64_t sum, slack;

	return is_known(total) &&
	    sum_parts(g, &g->best, column, RESERVE, &sum, &slack) &&
	    distance(sum, total->value) <= adding_slack(slack, total);
}

/* All figures of a year are 0 or dashes. */
static bool
is_trivial(const struct grid *g, int column)
{
	for (int row = 0; row < ROWS; row++) {
		const struct grid_figure *f = grid_at(g, &g->best, row, column);
		if (is_known(f) && f->value)
			return false;
	}
	return true;
}

/* Where the other direction of reading says something else. */
static void
doubt_direction(struct grid *g, const struct grid *other)
{
	for (int r = 0; r < ROWS; r++)
		for (int c = 0; c < YEARS; c++) {
			const struct grid_figure *a =
			    grid_at(g, &g->best, r, c);
			const struct grid_figure *b =
			    grid_at(other, &other->best, r, c);
			if (is_known(a) != is_known(b) ||
			    (is_known(a) && a->key != b->key))
				g->sure[r][c] = false;
		}
}

/* A 0 or a dash stands in the cell; an empty one may only be displaced. */
static bool
denies(const struct grid *g, int row, int column)
{
	const struct grid_figure *f = grid_at(g, &g->best, row, column);

	return f && !(f->known && f->value);
}

/*
 * A year that had money without 当初予算, or spent none of it: rather its
 * figures are of the year beside it, and so are all.
 */
static bool
is_shifted(const struct grid *g)
{
	for (int c = 0; c < CURRENT; c++) {
		const struct grid_figure *total =
		    grid_at(g, &g->best, TOTAL, c);
		if (is_known(total) && total->value &&
		    (denies(g, INITIAL, c) || denies(g, EXECUTED, c)))
			return true;
	}
	return false;
}

/* What no rule supports is not taken. */
static void
doubt(struct grid *g)
{
	for (int c = 0; c < YEARS; c++) {
		const struct grid_figure *total =
		    grid_at(g, &g->best, TOTAL, c);
		if (holds(g, c) || is_trivial(g, c))
			continue;
		int rate = check_rate(grid_at(g, &g->best, RATE, c),
		    grid_at(g, &g->best, EXECUTED, c),
		    is_known(total) ? total->value : 0,
		    total ? total->half : 0);
		for (int row = 0; row < ROWS; row++)
			if (rate <= 0 || row < TOTAL)
				g->sure[row][c] = false;
	}
}

void
blocks_budget(struct dump *dump, struct sheet *sheet)
{
	struct block_figures figures = {.n = 0};
	struct budget_blocks context = {.dump = dump, .figures = &figures};
	struct grid g = {.rows = ROWS,
	    .columns = YEARS,
	    .margin = 3,
	    .context = &context,
	    .place = place,
	    .judge = judge};
	size_t from, items, to;
	int holding, broken;

	if (!sheet->sheet_year || !find_table(dump, &from, &items, &to))
		return;
	blocks_collect(dump, from, items, &figures);
	size_t n = figures.n;
	blocks_collect(dump, items, to, &figures);
	/* Where all labels come first nothing tells the tables apart. */
	for (size_t i = n; n >= TABLE_MIN && i < figures.n; i++)
		figures.extra[i] = true;
	if (figures.n < 8 || figures.full)
		return;
	for (size_t i = 0; i < figures.n; i++)
		if (is_percent(dump->tokens[figures.tokens[i]].text))
			context.percents = true;
	bool second =
	    dump_find(dump, 0, LABEL_EXECUTION_RATE_INITIAL) < dump->n;
	for (int row = 0; row < ROWS; row++) {
		g.open[row] = form[row].open;
		g.usual[row] = form[row].usual;
		if (row == RATE_INITIAL && !second)
			g.open[row] = g.usual[row] = 0;
	}
	g.figures = figures.figures;
	g.n = figures.n;
	struct grid other = g;
	struct block_figures sorted = figures;
	struct budget_blocks second_context = context;
	other.down = true;
	blocks_first(&sorted, LABEL_EXECUTION_RATE_INITIAL);
	blocks_first(&sorted, LABEL_EXECUTION_RATE);
	blocks_first(&sorted, LABEL_EXECUTED);
	blocks_first(&sorted, LABEL_TOTAL);
	second_context.figures = &sorted;
	g.figures = sorted.figures;
	g.context = &second_context;
	if (!grid_solve(&g, dump->arena) || !grid_solve(&other, dump->arena))
		return;
	bool down = other.cost < g.cost;
	if (abs(other.cost - g.cost) <= DIRECTION_MARGIN)
		doubt_direction(down ? &other : &g, down ? &g : &other);
	if (down)
		g = other;
	else
		figures = sorted;
	doubt(&g);
	count_sums(&g, &holding, &broken);
	if (holding < 2 || broken > 1 || g.cost > COST_MAX || is_shifted(&g))
		return;
	put_years(dump, sheet, &g, &figures);
}
