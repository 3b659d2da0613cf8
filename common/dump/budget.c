#include "dump/budget.h"

#include "dump/parts.h"
#include "solve/align.h"
#include "value/era.h"
#include "value/text.h"

#include <stdlib.h>
#include <string.h>

/*
 * 予算額・執行額: nine rows of up to five years.  A dump loses labels of rows
 * and empty cells; what a row is and which years it has follows from
 *	当初予算 + 補正予算 + 前年度から + 翌年度へ + 予備費等 = 計
 *	執行率 = 執行額 / 計
 *	翌年度へ of a year = - 前年度から of the next
 */
static const struct row_form {
	int label;
	int years; /* columns that the form lets be filled */
	int usual; /* columns that are filled as a rule */
} form[ROWS] = {
    [INITIAL] = {LABEL_INITIAL, 5, 5},
    [SUPPLEMENTARY] = {LABEL_SUPPLEMENTARY, 5, 4},
    [CARRIED_IN] = {LABEL_CARRIED_IN, 5, 4},
    [CARRIED_OUT] = {LABEL_CARRIED_OUT, 5, 4},
    [RESERVE] = {LABEL_RESERVE, 5, 4},
    [TOTAL] = {LABEL_TOTAL, 5, 5},
    [EXECUTED] = {LABEL_EXECUTED, 3, 3},
    [RATE] = {LABEL_EXECUTION_RATE, 3, 3},
    [RATE_INITIAL] = {LABEL_EXECUTION_RATE_INITIAL, 3, 3},
};

struct cell {
	size_t token; /* 1 + index; 0: empty */
	struct dec value; /* unknown for a dash or an error */
};

struct line {
	int label; /* enum row, or -1 */
	size_t from, to; /* its figures */
	int n;
	bool percent, plain; /* figures of either kind */
};

struct figures {
	struct cell cells[YEARS];
	int n;
};

struct budgeter {
	struct dump *dump;
	struct sheet *sheet;
	struct figures rows[ROWS]; /* as read, from the left */
	struct cell grid[ROWS][YEARS];
	bool inferred;
	bool placed[ROWS];
	int x[YEARS]; /* middles of the columns of -layout; 0: unknown */
};

static int
row_of(int label)
{
	for (int i = 0; i < ROWS; i++)
		if (form[i].label == label)
			return i;
	return -1;
}

static bool
is_percent(str s)
{
	return str_ends(s, S("%")) || str_ends(s, S("％"));
}

static bool
is_error(str s)
{
	return s.n > 3 && s.p[0] == '#';
}

/* -- which columns the figures of a row belong to -- */

struct choice {
	int n;
	unsigned char columns[16]; /* bit per year: filled */
};

/*
 * The sets of years that n figures can fill, the usual one first.  A row is
 * filled from the left when nothing is missing.
 */
static struct choice
choices_of(enum row row, int n)
{
	struct choice c = {0};
	int width = form[row].years;
	unsigned usual = (1u << form[row].usual) - 1;

	if (n > width)
		return c;
	if (n == form[row].usual)
		c.columns[c.n++] = (unsigned char)usual;
	for (unsigned bits = 0; bits < 1u << width && c.n < 16; bits++) {
		int count = 0;
		for (int y = 0; y < width; y++)
			count += (int)((bits >> y) & 1u);
		if (count != n || bits == usual)
			continue;
		/* 要求 has no more than 当初予算 and 計. */
		if (bits & 1u << REQUEST && row != INITIAL && row != TOTAL)
			continue;
		c.columns[c.n++] = (unsigned char)bits;
	}
	return c;
}

static void
spread(struct budgeter *b, enum row row, unsigned columns)
{
	int next = 0;

	for (int y = 0; y < YEARS; y++)
		b->grid[row][y] = columns >> y & 1 && next < b->rows[row].n
		    ? b->rows[row].cells[next++]
		    : (struct cell){0};
}

/* Half a unit of the last digit. */
static struct dec
half_unit(struct dec d)
{
	return (struct dec){5, (int8_t)(d.scale + 1), true};
}

static struct dec
or_zero(struct dec d)
{
	return d.known ? d : dec_of(0);
}

/* 1: the year adds up, -1: it does not, 0: nothing to add. */
static int
check_sum(struct budgeter *b, int year)
{
	struct dec total = b->grid[TOTAL][year].value;
	struct dec sum = dec_of(0), slack;
	bool any = false;

	if (!total.known)
		return 0;
	slack = half_unit(total);
	for (int row = INITIAL; row <= RESERVE; row++) {
		struct dec d = b->grid[row][year].value;
		if (!d.known)
			continue;
		any = true;
		sum = dec_add(sum, d);
		slack = dec_add(slack, half_unit(d));
	}
	if (!any)
		return 0;
	return dec_cmp(dec_abs(dec_sub(sum, total)), slack) <= 0 ? 1 : -1;
}

static int
check_rate(struct budgeter *b, int year, enum row row, struct dec base)
{
	struct dec executed = b->grid[EXECUTED][year].value;
	struct dec rate = b->grid[row][year].value;

	if (!rate.known)
		return 0;
	if (!executed.known || !base.known || dec_is_zero(base))
		return -1;
	struct dec computed = dec_div(dec_shift(executed, 2), base, 4);
	struct dec slack = dec_add(half_unit(rate), half_unit(rate));
	/* What is printed in small numbers allows more. */
	struct dec error = dec_div(dec_shift(half_unit(executed), 2), base, 4);
	slack = dec_add(slack, dec_add(error, error));
	return computed.known &&
		dec_cmp(dec_abs(dec_sub(computed, rate)), slack) <= 0
	    ? 1
	    : -1;
}

static int
check_carry(struct budgeter *b, int year)
{
	struct dec out = b->grid[CARRIED_OUT][year].value;
	struct dec in = b->grid[CARRIED_IN][year + 1].value;

	if (!out.known || !in.known || dec_is_zero(out))
		return 0;
	return dec_eq(dec_abs(out), dec_abs(in)) ? 1 : -1;
}

/* How well what the grid holds fits; more is better. */
static int
fitness(struct budgeter *b)
{
	int score = 0;

	for (int y = 0; y < CURRENT; y++) {
		struct dec base = dec_add(or_zero(b->grid[INITIAL][y].value),
		    or_zero(b->grid[SUPPLEMENTARY][y].value));
		score += 3 * check_rate(b, y, RATE, b->grid[TOTAL][y].value);
		score += check_rate(b, y, RATE_INITIAL, base);
		score += check_carry(b, y);
	}
	for (int y = 0; y < YEARS; y++)
		score += 4 * check_sum(b, y);
	return score;
}

/* The middle of a figure on its line. */
static int
x_of(const struct budgeter *b, const struct cell *c)
{
	const struct token *t = &b->dump->tokens[c->token - 1];

	return (t->x + t->end) / 2;
}

/*
 * How far the figures of a row stand from the columns, in columns of text:
 * those of the nearest complete row, for columns drift over a page.
 */
static int
drift(const struct budgeter *b, enum row row)
{
	int x[YEARS], sum = 0, best = ROWS;

	if (!b->dump->columns)
		return 0;
	memcpy(x, b->x, sizeof x);
	for (int other = 0; other < ROWS; other++) {
		const struct figures *f = &b->rows[other];
		int far = abs(other - (int)row);
		if (other == (int)row || f->n != form[other].usual ||
		    f->n < CURRENT || far >= best)
			continue;
		best = far;
		int shift = x_of(b, &f->cells[0]) - b->x[0];
		for (int y = 0; y < YEARS; y++)
			x[y] =
			    y < f->n ? x_of(b, &f->cells[y]) : b->x[y] + shift;
	}
	for (int y = 0; y < YEARS; y++)
		if (b->grid[row][y].token)
			sum += abs(x_of(b, &b->grid[row][y]) - x[y]);
	return sum;
}

/*
 * The rows that lack figures, each in turn: the one set of years that fits
 * best.  Where two fit alike the row says nothing about the years in which
 * they differ.
 */
static void
place_row(struct budgeter *b, enum row row)
{
	struct choice c = choices_of(row, b->rows[row].n);
	int best = -100000, second = -100000, at = -1;
	unsigned agreed = 0;
	struct cell first[YEARS];

	if (c.n == 0)
		return;
	for (int i = 0; i < c.n; i++) {
		spread(b, row, c.columns[i]);
		int score = 24 * fitness(b) - drift(b, row);
		if (score > best) {
			second = best;
			best = score;
			at = i;
			memcpy(first, b->grid[row], sizeof first);
			agreed = (1u << YEARS) - 1;
		} else if (score == best) {
			second = score;
			for (int y = 0; y < YEARS; y++)
				if (!dec_eq(
					first[y].value, b->grid[row][y].value))
					agreed &= ~(1u << y);
		}
	}
	(void)second;
	spread(b, row, c.columns[at]);
	if (b->rows[row].n == form[row].usual && at == 0)
		return;
	for (int y = 0; y < YEARS; y++)
		if (!(agreed & 1u << y))
			b->grid[row][y] = (struct cell){0};
	b->inferred = true;
}

/* 執行額 and 執行率 lack the same years: they are placed together. */
static void
place_executed(struct budgeter *b)
{
	static const enum row rows[] = {EXECUTED, RATE, RATE_INITIAL};
	int n = b->rows[EXECUTED].n, best = -100000, second = best, at = -1;

	if (n == 0 || n >= CURRENT || b->rows[RATE].n != n)
		return;
	struct choice c = choices_of(EXECUTED, n);
	for (int i = 0; i < c.n; i++) {
		int score = 0;
		for (size_t k = 0; k < 3; k++)
			if (b->rows[rows[k]].n == n) {
				spread(b, rows[k], c.columns[i]);
				score -= drift(b, rows[k]);
			}
		score += 24 * fitness(b);
		if (score > best) {
			second = best;
			best = score;
			at = i;
		} else if (score > second) {
			second = score;
		}
	}
	bool sure = at >= 0 && best > second && fitness(b) > 0;
	for (size_t k = 0; k < 3; k++)
		if (b->rows[rows[k]].n == n)
			spread(b, rows[k], at >= 0 ? c.columns[at] : 0);
	sure = sure || (at >= 0 && best > second && fitness(b) > 0);
	for (size_t k = 0; k < 3; k++) {
		if (b->rows[rows[k]].n != n)
			continue;
		if (sure)
			b->placed[rows[k]] = true;
		else
			spread(b, rows[k], 0);
	}
	b->inferred = b->inferred || sure;
}

static void
place_columns(struct budgeter *b)
{
	/* What is complete first, then what hangs on it. */
	for (int row = 0; row < ROWS; row++)
		if (b->rows[row].n == form[row].usual)
			spread(b, (enum row)row, (1u << form[row].usual) - 1);
	place_executed(b);
	for (int turn = 0; turn < 2; turn++)
		for (int row = 0; row < ROWS; row++)
			if (b->rows[row].n && !b->placed[row] &&
			    b->rows[row].n != form[row].usual)
				place_row(b, (enum row)row);
}

/* -- -raw: a row is a line, but its label can be in the other pass -- */

static bool
is_row_token(const struct token *t)
{
	return t->kind == TOKEN_FIGURE ||
	    (t->kind == TOKEN_LABEL && row_of(t->label) >= 0);
}

static bool
read_line(const struct dump *dump, size_t from, size_t to, struct line *line)
{
	*line = (struct line){.label = -1, .from = from, .to = to};
	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->used && t->kind != TOKEN_LABEL)
			return false;
		if (!is_row_token(t))
			return false;
		if (t->kind == TOKEN_LABEL) {
			if (i != from)
				return false;
			line->label = row_of(t->label);
			line->from = i + 1;
			continue;
		}
		line->n++;
		if (is_percent(t->text))
			line->percent = true;
		else if (dec_cell(t->text).known)
			line->plain = true;
	}
	return line->n > 0 && line->n <= YEARS &&
	    !(line->percent && line->plain);
}

static size_t
find_lines(struct budgeter *b, struct line **lines)
{
	const struct dump *dump = b->dump;
	struct list list = {0};
	bool labelled = false, begun = false;

	for (size_t i = 0; i < dump->n;) {
		const struct token *t = &dump->tokens[i];
		size_t end = i + 1;
		struct line line;
		while (end < dump->n && dump->tokens[end].at == t->at)
			end++;
		if (t->page > dump->tokens[0].page)
			break;
		if (t->kind == TOKEN_LABEL &&
		    (t->label == LABEL_METHODS || t->label == LABEL_BUDGET))
			begun = true;
		bool here = t->part == PART_BUDGET ||
		    (t->part == PART_HEAD && end - i >= 2);
		if (here && read_line(dump, i, end, &line) &&
		    (line.label >= 0 || line.n >= 2 || labelled)) {
			labelled = labelled || line.label >= 0;
			*list_add(dump->arena, &list, struct line) = line;
		}
		i = end;
	}
	(void)begun;
	*lines = list.items;
	return list.n;
}

static int
line_cost(const struct line *line, int row, const bool *labelled)
{
	bool rate = row == RATE || row == RATE_INITIAL;

	if (line->n > form[row].years)
		return ALIGN_NEVER;
	if (line->label >= 0)
		return line->label == row ? 0 : ALIGN_NEVER;
	if (labelled[row] || (line->percent && !rate) || (line->plain && rate))
		return ALIGN_NEVER;
	return line->n == form[row].usual ? 0 : line->plain ? 1 : 2;
}

/* -- -layout: columns are places on the line -- */

static int
middle(const struct token *t)
{
	return (t->x + t->end) / 2;
}

/* The years above the columns: four, and that of 要求. */
static bool
find_columns(struct budgeter *b)
{
	int base = b->sheet->sheet_year - CURRENT, found = 0;

	for (size_t i = 0; i < b->dump->n; i++) {
		const struct token *t = &b->dump->tokens[i];
		if (t->kind != TOKEN_LABEL || t->part > PART_BUDGET ||
		    (t->label != DUMP_YEAR && t->label != DUMP_YEAR_REQUEST))
			continue;
		int y = t->year - base;
		if (y < 0 || y >= YEARS ||
		    (y == REQUEST) != (t->label == DUMP_YEAR_REQUEST))
			continue;
		bool left = i > 0 && t[-1].at == t->at &&
		    t[-1].kind == TOKEN_LABEL && t[-1].year;
		bool right = i + 1 < b->dump->n && t[1].at == t->at &&
		    t[1].kind == TOKEN_LABEL && t[1].year;
		if (t->part == PART_HEAD && !left && !right)
			continue; /* 事業開始年度 */
		found += b->x[y] == 0;
		b->x[y] = middle(t);
	}
	for (int y = 1; y < YEARS; y++)
		if (b->x[y] <= b->x[y - 1])
			return false;
	return found == YEARS;
}

/*
 * Rows are lines; a label of several lines has its figures on one of them.
 */
static void
read_layout(struct budgeter *b)
{
	const struct dump *dump = b->dump;
	int row = -1, at = -1;

	if (!find_columns(b))
		return;
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->part != PART_BUDGET) {
			if (t->part > PART_BUDGET)
				break;
			continue;
		}
		if (t->kind == TOKEN_LABEL && row_of(t->label) >= 0) {
			row = row_of(t->label);
			at = t->last;
		} else if (t->kind == TOKEN_FIGURE && row >= 0 &&
		    t->at <= at + 1 && t->x > b->x[0] - 24) {
			struct figures *f = &b->rows[row];
			if (f->n < YEARS)
				f->cells[f->n++] = (struct cell){i + 1,
				    is_error(t->text) ? (struct dec){0}
						      : dec_cell(t->text)};
		}
	}
}

static void
set_row(struct budgeter *b, enum row row, const struct line *line)
{
	struct figures *f = &b->rows[row];

	f->n = 0;
	for (size_t i = line->from; i < line->to; i++) {
		const struct token *t = &b->dump->tokens[i];
		if (t->kind != TOKEN_FIGURE || f->n == YEARS)
			continue;
		f->cells[f->n++] = (struct cell){i + 1,
		    is_error(t->text) ? (struct dec){0} : dec_cell(t->text)};
	}
}

static void
read_flat_rows(struct budgeter *b)
{
	struct line *lines;
	size_t n = find_lines(b, &lines);
	bool labelled[ROWS] = {false};
	struct align a;

	for (size_t i = 0; i < n; i++)
		if (lines[i].label >= 0)
			labelled[lines[i].label] = true;
	if (n > 64) /* no sheet */
		return;
	align_init(&a, b->dump->arena, n, ROWS);
	for (size_t i = 0; i < n; i++) {
		for (int row = 0; row < ROWS; row++)
			a.cost[i * ROWS + (size_t)row] =
			    line_cost(&lines[i], row, labelled);
		a.again[i] = ALIGN_NEVER;
		a.none[i] = 9;
	}
	for (int row = 0; row < ROWS; row++)
		a.empty[row] =
		    row == RATE_INITIAL && b->sheet->sheet_year < 2018 ? 0 : 4;
	align_solve(&a, b->dump->arena);
	for (size_t i = 0; i < n; i++)
		if (a.slot[i] >= 0 && a.sure[i])
			set_row(b, (enum row)a.slot[i], &lines[i]);
}

/* -- the record -- */

struct figure *
dump_budget_field(struct budget_year *y, int row)
{
	switch (row) {
	case INITIAL:
		return &y->initial;
	case SUPPLEMENTARY:
		return &y->supplementary;
	case CARRIED_IN:
		return &y->carried_in;
	case CARRIED_OUT:
		return &y->carried_out;
	case RESERVE:
		return &y->reserve;
	case TOTAL:
		return &y->total;
	case EXECUTED:
		return &y->executed;
	case RATE:
		return &y->execution_rate;
	default:
		return &y->execution_rate_initial;
	}
}

static void
put_years(struct budgeter *b)
{
	struct budget *budget = &b->sheet->budget;
	int base = b->sheet->sheet_year - CURRENT;

	if (!b->sheet->sheet_year)
		return;
	for (int y = 0; y < YEARS; y++) {
		struct budget_year *year = list_add(
		    b->dump->arena, &budget->years, struct budget_year);
		year->fiscal_year = base + y;
		for (int row = 0; row < ROWS; row++) {
			struct cell *c = &b->grid[row][y];
			if (!c->token)
				continue;
			b->dump->tokens[c->token - 1].used = true;
			struct dec d =
			    row >= RATE ? c->value : dec_yen(c->value, 6);
			if (row == TOTAL && y == REQUEST)
				year->request.value = d;
			else
				dump_budget_field(year, row)->value = d;
		}
	}
	budget->carried_out_in_total = TRUTH_TRUE;
	if (b->inferred)
		record_note(b->dump->arena, b->sheet, "placed-by-arithmetic",
		    S("budget.years"),
		    "figures without a column were placed by their sums");
}

void
dump_budget(struct dump *dump, struct sheet *sheet)
{
	struct budgeter b = {.dump = dump, .sheet = sheet};
	bool any = false;

	if (dump->columns && sheet->sheet_year)
		read_layout(&b);
	if (dump->flat)
		read_flat_rows(&b);
	for (int row = 0; row < ROWS; row++)
		any = any || b.rows[row].n;
	if (!any)
		return;
	place_columns(&b);
	put_years(&b);
}
