#include "dump/years.h"

enum {
	LONE_REQUEST = 6,
	/* The column 要求 is printed as one where it comes late. */
	LAST_INITIAL = INITIAL * YEARS + REQUEST,
	LAST_TOTAL = TOTAL * YEARS + REQUEST,
};

const struct years_form years_form[ROWS] = {
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

bool
years_is_percent(str s)
{
	return str_ends(s, S("%")) || str_ends(s, S("％"));
}

bool
years_is_rate(const struct years *t, int i)
{
	return t->percents &&
	    years_is_percent(t->dump->tokens[t->figures.tokens[i]].text);
}

int
years_row(int label)
{
	for (int row = 0; row < ROWS; row++)
		if (years_form[row].label == label)
			return row;
	return -1;
}

/* Rows whose labels come with their figures; the rest stand in a pile. */
static bool
is_anchor(int row)
{
	return row >= TOTAL;
}

static bool
is_rate(int row)
{
	return row == RATE || row == RATE_INITIAL;
}

/* -- what a figure costs in a cell, whatever else is there -- */

/* A number of the text on its left. */
static bool
is_of_text(const struct years *t, size_t i)
{
	size_t k = t->figures.tokens[i];
	const struct token *token = &t->dump->tokens[k];

	return k && token[-1].kind == TOKEN_TEXT && token[-1].at == token->at;
}

static bool
may_stand(const struct years *t, size_t i, int row, int column)
{
	const struct grid_figure *f = &t->figures.figures[i];
	str text = t->dump->tokens[t->figures.tokens[i]].text;

	if (!(years_form[row].open >> column & 1) || is_of_text(t, i))
		return false;
	if (row == RATE_INITIAL && !t->second)
		return false;
	if (!f->known)
		return is_rate(row) || text.p[0] != '#';
	if (t->percents && years_is_percent(text) != is_rate(row))
		return false;
	if (is_rate(row))
		return f->value >= 0 && f->value < (int64_t)1000 * GRID_UNIT;
	if (f->value < 0)
		return column != REQUEST &&
		    (row == CARRIED_OUT || row == RESERVE ||
			row == SUPPLEMENTARY);
	return true;
}

static int
price_of(const struct years *t, size_t i, int row, int column)
{
	const struct grid_figure *f = &t->figures.figures[i];
	bool some = f->known && f->value;
	int price = 0, label = years_row(t->figures.labels[i]);

	if (column == REQUEST && row != INITIAL && row != TOTAL)
		price += 5;
	if (some && row == RESERVE)
		price += 4;
	if (some && row == CARRIED_OUT && f->value > 0)
		price += 4;
	if (some && f->value < 0 && row == SUPPLEMENTARY)
		price += 2;
	if (!f->known && (row == TOTAL || row == EXECUTED || row == INITIAL))
		price += 1;
	if (t->figures.extra[i])
		return price +
		    (row != INITIAL && row != TOTAL ? 4
			    : column >= CURRENT	    ? 1
						    : 2) +
		    (i >= t->far ? 2 : 0);
	if (label >= 0)
		price += label == row  ? (column == 0 ? -3 : -1)
		    : is_anchor(label) ? 5
				       : 2;
	return price;
}

void
years_price(struct years *t)
{
	for (size_t i = 0; i < t->figures.n; i++) {
		str text = t->dump->tokens[t->figures.tokens[i]].text;
		for (int c = 0; c < CELLS; c++) {
			size_t at = i * CELLS + (size_t)c;
			t->may[at] = may_stand(t, i, c / YEARS, c % YEARS);
			t->price[at] = price_of(t, i, c / YEARS, c % YEARS);
		}
		t->out[i] = !t->figures.extra[i]	    ? 5
		    : t->percents && years_is_percent(text) ? 1
							    : 0;
		const struct grid_figure *f = &t->figures.figures[i];
		if (f->known && f->value && !years_is_rate(t, (int)i))
			t->some[t->nsome++] = i;
		t->fresh[i] = i == 0 ||
		    t->figures.figures[i].known !=
			t->figures.figures[i - 1].known;
	}
}

/* -- what a table costs -- */

const struct grid_figure *
years_at(const struct exchange *x, int row, int column)
{
	const struct years *t = x->context;
	int item = x->item[row * YEARS + column];

	return item < 0 ? NULL : &t->figures.figures[item];
}

bool
years_is_known(const struct grid_figure *f)
{
	return f && f->known;
}

bool
years_is_some(const struct grid_figure *f)
{
	return f && f->known && f->value;
}

int64_t
years_apart(int64_t a, int64_t b)
{
	return a < b ? b - a : a - b;
}

/* From the figure before in the text to this. */
static int
step_price(bool down, int from, int to)
{
	int r = to / YEARS - from / YEARS, c = to % YEARS - from % YEARS;
	int along = down ? r : c, aside = down ? c : r;
	int first = down ? to / YEARS : to % YEARS;

	if ((aside == 0 && along == 1) ||
	    (from == LAST_INITIAL && to >= LAST_TOTAL - 1 && to <= LAST_TOTAL))
		return 0;
	if ((aside == 1 && first == 0) ||
	    (r > 0 && r <= 2 && c <= 0 && c >= -2))
		return 1;
	if ((aside == 0 && along > 1) || (aside == 1 && along <= 0))
		return 2;
	return aside > 0 ? 3 : 4;
}

void
years_price_steps(struct years *t)
{
	for (int from = 0; from < CELLS; from++)
		for (int to = 0; to < CELLS; to++) {
			int price = step_price(t->down, from, to);
			t->step[0][from][to] = (int8_t)price;
			t->step[1][from][to] = (int8_t)(price > 2 ? 2 : price);
		}
}

static bool
is_alike(const struct years *t, int a, int b)
{
	return t->figures.figures[a].known == t->figures.figures[b].known;
}

/*
 * Down a column numbers come after numbers and dashes after dashes, which
 * stand elsewhere in their cells; which comes first nothing tells.
 */
static int
down_price(const struct exchange *x, size_t i, int from, int to)
{
	const struct years *t = x->context;
	bool eased = t->figures.figures[i].parted;

	if (t->fresh[i]) {
		int aside = to % YEARS - from % YEARS;
		return aside == 0 || aside == 1 ? 0 : 2;
	}
	if (from % YEARS != to % YEARS || to <= from)
		return t->step[eased][from][to];
	for (int c = from + YEARS; c < to; c += YEARS)
		if (x->item[c] >= 0 && is_alike(t, x->item[c], (int)i))
			return 2;
	return 0;
}

static int
order_price(const struct exchange *x)
{
	const struct years *t = x->context;
	int price = 0;

	for (size_t i = 0; i < x->items; i++) {
		int cell = x->cell[i], before = i ? x->cell[i - 1] : 0;
		if (cell < 0) {
			price += t->out[i];
			continue;
		}
		price += t->price[i * CELLS + (size_t)cell];
		bool eased = t->fresh[i] || t->figures.figures[i].parted;
		price += before < 0 ? 2
		    : t->down	    ? down_price(x, i, before, cell)
				    : t->step[eased][before][cell];
	}
	/* What is left of a figure and above it comes before it. */
	for (int c = 0; c < CELLS; c++) {
		if (x->item[c] < 0)
			continue;
		if (c % YEARS && x->item[c - 1] > x->item[c])
			price += c / YEARS >= EXECUTED ? 4 : 2;
		if (c >= YEARS && x->item[c - YEARS] > x->item[c] &&
		    (!t->down || is_alike(t, x->item[c], x->item[c - YEARS])))
			price++;
	}
	/* The last two years of a row come together where they come late. */
	for (int row = INITIAL; row <= TOTAL; row += TOTAL) {
		const int *last = x->item + row * YEARS + CURRENT;
		if (last[0] >= 0 && last[1] == last[0] + 1)
			price -= 2;
	}
	return price;
}

/* Cells without a figure; 0 and - in one row. */
static int
fill_price(const struct exchange *x)
{
	const struct years *t = x->context;
	int price = 0;

	for (int row = 0; row < ROWS; row++) {
		int zeros = 0, dashes = 0;
		for (int c = 0; c < YEARS; c++) {
			const struct grid_figure *f = years_at(x, row, c);
			if (!f && years_form[row].usual >> c & 1)
				price +=
				    row == RATE_INITIAL && !t->second ? 0 : 2;
			else if (f && !f->known)
				dashes++;
			else if (f && !f->value)
				zeros++;
		}
		if (row > INITIAL && row < TOTAL)
			price += 2 * (zeros < dashes ? zeros : dashes);
	}
	return price;
}

struct years_sum
years_sum(const struct exchange *x, int column, int last)
{
	struct years_sum s = {0};

	for (int row = INITIAL; row <= last; row++) {
		const struct grid_figure *f = years_at(x, row, column);
		if (!years_is_known(f))
			continue;
		s.known++;
		s.value += f->value;
		s.slack += f->value ? f->half : 0;
		s.some += f->value != 0;
	}
	/* A single part is printed as its sum is. */
	if (s.some < 2)
		s.slack = 0;
	return s;
}

bool
years_add_up(const struct years_sum *s, const struct grid_figure *total)
{
	return years_apart(s->value, total->value) <=
	    (s->slack ? s->slack + total->half : 0);
}

/*
 * |100 executed - rate base| stays within what rounding leaves open.
 */
int
years_check_rate(const struct grid_figure *rate,
    const struct grid_figure *executed, int64_t base, int64_t slack)
{
	if (!years_is_known(rate))
		return 0;
	if (!years_is_known(executed) || base <= 0)
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
carry_price(const struct exchange *x, int column)
{
	const struct grid_figure *out = years_at(x, CARRIED_OUT, column);
	const struct grid_figure *in = years_at(x, CARRIED_IN, column + 1);

	if (!years_is_some(out) && !years_is_some(in))
		return 0;
	if (!years_is_some(out) || !years_is_some(in))
		return 3;
	return years_apart(out->value, -in->value) > out->half + in->half ? 5
									  : -6;
}

static int
sum_price(const struct exchange *x, int column)
{
	const struct grid_figure *total = years_at(x, TOTAL, column);
	struct years_sum sum = years_sum(x, column, RESERVE);

	/* 要求 has both its figures or none. */
	if (column == REQUEST && !total != !years_at(x, INITIAL, column))
		return LONE_REQUEST;
	if (!years_is_known(total))
		return !sum.value ? 0 : total ? 6 : 4;
	if (!sum.known || !years_add_up(&sum, total))
		return !total->value && !sum.known ? 0 : 14;
	if (!total->value)
		return -1;
	if (column == REQUEST)
		return -4;
	int price = sum.some < 2 ? -10 : sum.value == total->value ? -14 : -7;
	return price + (years_is_some(years_at(x, INITIAL, column)) ? 0 : 3);
}

/* Budgets seldom grow or shrink tenfold. */
static int
leap_price(const struct exchange *x, int column)
{
	const struct grid_figure *total = years_at(x, INITIAL, column);

	if (!years_is_some(total))
		return 0;
	for (int c = column - 1; c >= 0; c--) {
		const struct grid_figure *before = years_at(x, INITIAL, c);
		if (!years_is_some(before))
			continue;
		int64_t a = total->value, b = before->value;
		return a / 10 > b || b / 10 > a ? 5
		    : a / 4 > b || b / 4 > a	? 2
						: 0;
	}
	return 0;
}

static int
executed_price(const struct exchange *x, int column)
{
	const struct grid_figure *total = years_at(x, TOTAL, column);
	const struct grid_figure *done = years_at(x, EXECUTED, column);
	const struct grid_figure *rate = years_at(x, RATE, column);
	const struct grid_figure *other = years_at(x, RATE_INITIAL, column);
	int price = 0;

	if (years_is_some(total) && !years_is_some(done))
		price += 6;
	if (years_is_some(done) && !years_is_some(total))
		price += 6;
	if (years_is_some(done) && years_is_some(total) &&
	    done->value > total->value)
		price += 4;
	int fits = years_check_rate(rate, done,
	    years_is_known(total) ? total->value : 0, total ? total->half : 0);
	price += fits > 1 ? -8 : fits > 0 ? -3 : fits < 0 ? 8 : 0;
	struct years_sum sum = years_sum(x, column, SUPPLEMENTARY);
	fits = years_check_rate(other, done, sum.value, sum.slack);
	price += fits > 1 ? -5 : fits > 0 ? -2 : fits < 0 ? 5 : 0;
	if (years_is_some(done) && years_is_some(total) &&
	    !years_is_known(rate))
		price += rate ? 4 : 2;
	return price;
}

/*
 * 計 of 予算内訳 says 当初予算 of the last two years again, as a rule one after
 * the other.
 */
static int
repeat_price(const struct exchange *x)
{
	const struct years *t = x->context;
	const struct grid_figure *now = years_at(x, INITIAL, CURRENT);
	const struct grid_figure *next = years_at(x, INITIAL, REQUEST);
	bool again[2] = {false, false}, before = false, pair = false;
	bool asked = false, denied = false;
	int price = 0;

	for (size_t k = 0; k < t->nsome + t->nlater; k++) {
		size_t i = k < t->nsome ? t->some[k] : 0;
		int64_t value = k < t->nsome ? t->figures.figures[i].value
					     : t->later[k - t->nsome];
		if (k < t->nsome && x->cell[i] >= 0)
			continue;
		bool is_now = years_is_some(now) && value == now->value;
		bool is_next = years_is_some(next) && value == next->value;
		again[0] = again[0] || is_now;
		again[1] = again[1] || is_next;
		pair = pair || (before && is_next);
		before = is_now;
	}
	/* Left of 主な増減理由 stands what is asked for. */
	for (size_t k = 0; k < t->nasked; k++) {
		bool is_next =
		    years_is_some(next) && t->asked[k] == next->value;
		if (is_next)
			asked = true;
		else if (years_is_some(now) && t->asked[k] == now->value)
			denied = true;
	}
	price += asked ? -3 : denied ? 3 : 0;
	/* It is seldom nothing. */
	if (years_is_some(now) && next && !years_is_some(next))
		price += 3;
	if (years_is_some(now))
		price += again[0] ? -5 : t->items ? 5 : 0;
	if (years_is_some(next))
		price += again[1] ? -5 : t->items ? 5 : 0;
	return price - (pair ? 2 : 0);
}

int
years_cost(const struct exchange *x)
{
	int price = order_price(x) + fill_price(x);

	for (int c = 0; c < YEARS; c++)
		price += sum_price(x, c);
	for (int c = 0; c < CURRENT; c++)
		price += executed_price(x, c);
	for (int c = 0; c + 1 < YEARS; c++)
		price += carry_price(x, c);
	for (int c = CURRENT; c < YEARS; c++)
		price += leap_price(x, c);
	return price + repeat_price(x);
}

/*
 * No cell of the form is empty: what a rival leaves open was only displaced.
 * But a 0 of 当初予算, 計 or 執行額 may be one of another row, and other
 * figures are in doubt where one of the table found no place.
 */
bool
years_denies(const struct exchange *x, size_t cell, int item, int rival)
{
	const struct years *t = x->context;
	size_t row = cell / YEARS;

	if (item < 0)
		return false;
	if (rival >= 0)
		return x->key[item] != x->key[rival];
	if (!years_is_some(&t->figures.figures[item]))
		return row == INITIAL || row == TOTAL || row == EXECUTED;
	for (size_t i = 0; i < x->items; i++)
		if (x->cell[i] < 0 && !t->figures.extra[i] &&
		    years_is_some(&t->figures.figures[i]))
			return true;
	return false;
}
