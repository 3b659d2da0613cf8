#include "dump/goal_lines.h"

#include "value/text.h"

#include <string.h>

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

bool
goal_is_cost(struct dec cost, str formula)
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

static void
spread(struct goal_grid *g, int row, const struct goal_line *line,
    unsigned columns, int width)
{
	int next = 0;

	for (int y = 0; y < width; y++)
		g->cells[row][y] = columns >> y & 1 && next < line->n
		    ? line->cells[next++]
		    : (struct goal_cell){0};
}

static int
fitness(const struct goal_lined *t, const struct goal_grid *g, int width)
{
	int score = 0;

	for (int y = 0; y < width; y++) {
		const struct goal_cell *a = &g->cells[0][y],
				       *b = &g->cells[1][y];
		const struct goal_cell *c = &g->cells[2][y];
		bool both = a->value.known && b->value.known;
		if (t->kind == GOAL_OUTCOME && y < 3) {
			if (c->value.known)
				score += both &&
					is_attainment(
					    a->value, b->value, c->value)
				    ? 6
				    : -5;
			score += both ? 1 : 0;
		}
		if (t->kind == GOAL_OUTCOME && y >= 3) {
			int year = y == 3 ? t->interim : t->final;
			score += b->value.known ? (year ? 3 : -3) : 0;
			score -= a->value.known ? 4 : 0;
			score -= c->value.known ? 3 : 0;
		}
		if (t->kind == GOAL_UNIT_COST) {
			bool formula = dump_is_formula(b->text);
			if (formula && a->value.known)
				score +=
				    goal_is_cost(a->value, b->text) ? 6 : -3;
			else if (formula || a->value.known)
				score -= 2;
		}
		if (t->kind == GOAL_OUTPUT && y >= 3)
			score -= a->value.known ? 5 : 0;
		if (t->kind == GOAL_OUTPUT && y < 3)
			score += both ? 1 : 0;
		if (t->kind == GOAL_MEASURE && y < 3)
			score += both ? 1 : 0;
	}
	return score;
}

/* How far the figures of -layout stand from their columns. */
static int
drift(const struct goal_lined *t, const struct goal_grid *g, int row, int width)
{
	int sum = 0;

	for (int y = 0; y < width; y++) {
		int off = g->cells[row][y].x - t->x[row][y];
		if (t->x[row][y] && g->cells[row][y].x)
			sum += off < 0 ? -off : off;
	}
	return sum;
}

/* As in the budget: the set of columns that fits best; where the best
 * differ, nothing is said. */
static bool
place_line(const struct goal_lined *t, struct goal_grid *g, int row, int width)
{
	const struct goal_line *line = &t->lines[row];
	unsigned full = (1u << width) - 1, agreed = full, at = 0;
	int best = -1000000;
	struct goal_cell first[GOAL_COLUMNS];

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
			g->cells[row][y] = (struct goal_cell){0};
	return agreed == full;
}

bool
goal_place_cells(const struct goal_lined *t, struct goal_grid *g, int width)
{
	bool sure = true;

	memset(g, 0, sizeof *g);
	for (int row = 0; row < GOAL_ROWS; row++)
		if (t->lines[row].n >= width)
			place_line(t, g, row, width);
	for (int turn = 0; turn < 2; turn++)
		for (int row = 0; row < GOAL_ROWS; row++)
			if (t->lines[row].n && t->lines[row].n < width)
				sure = place_line(t, g, row, width) && sure;
	return sure;
}
