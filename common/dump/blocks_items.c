#include "dump/blocks.h"

#include "dump/item_names.h"
#include "dump/item_reason.h"
#include "dump/rows.h"
#include "solve/sums.h"
#include "value/text.h"

#include <stdlib.h>
#include <string.h>

/*
 * 予算内訳 in blocks: both columns of amounts have their 計 at the end, which
 * must be the sum of the rest and says 当初予算 of its year again; names come
 * as lines, of which there must be as many items as amounts.
 */
enum {
	CURRENT = 3,
	REQUEST = 4,
	REASON_WIDTH = 16, /* the least of what stands right of an amount */
	NAMES_OFF = 3, /* names that may be missing, or none */
	NAMELESS = 6, /* rows there may be when there are no names */
	NAMES_APART = 3, /* the price of a row more or less than names */
	MARGIN = 1,
	PASSED_OVER = 3, /* the price of an amount that is of no row */
};

struct items {
	struct dump *dump;
	struct sheet *sheet;
	size_t from, to; /* tokens of its labels and names */
	size_t end; /* of what may hold its amounts */
	size_t tokens[SUMS_FIGURES];
	struct sums_figure figures[SUMS_FIGURES];
	struct sums sums; /* the answer */
	struct item_names names;
	/* What the table above says, or a part of it. */
	size_t above_tokens[SUMS_FIGURES];
	int64_t above[SUMS_FIGURES];
	size_t nabove;
};

/* -- amounts -- */

static const struct budget_year *
year_at(const struct sheet *sheet, size_t i)
{
	return i < sheet->budget.years.n
	    ? list_at(&sheet->budget.years, struct budget_year, i)
	    : NULL;
}

/* 当初予算 of a year in the unit of the table. */
static struct grid_figure
initial_of(const struct items *s, size_t year)
{
	const struct budget_year *y = year_at(s->sheet, year);
	struct grid_figure f = {.known = false};

	if (y && y->initial.value.known)
		grid_figure_of(dec_trim(dec_shift(y->initial.value, -6)), &f);
	return f;
}

/*
 * The reason of the change stands right of what is asked for: what shares a
 * line with it is of that column, or a number of the text itself.
 */
static unsigned
sides_of(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];

	if (i > 0 && t[-1].at == t->at && t[-1].kind == TOKEN_TEXT)
		return 0;
	bool reason = i + 1 < dump->n && t[1].at == t->at &&
	    t[1].kind == TOKEN_TEXT &&
	    rows_display_width(t[1].text) >= REASON_WIDTH;
	return reason ? 2 : 3;
}

static bool
is_percent(str s)
{
	return str_ends(s, S("%")) || str_ends(s, S("％"));
}

/*
 * The figures behind 当初予算 up to a token, of which the first that says the
 * same as another is found by find_above.
 */
static void
look_above(struct items *s)
{
	struct dump *dump = s->dump;
	struct grid_figure f;

	for (size_t i = dump_find(dump, 0, LABEL_METHODS);
	     i < s->end && s->nabove < SUMS_FIGURES; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind != TOKEN_FIGURE || is_percent(t->text) ||
		    !grid_figure_of(dec_cell(t->text), &f) || !f.value)
			continue;
		s->above_tokens[s->nabove] = i;
		s->above[s->nabove++] = f.value;
	}
}

/* The first figure before a token that says the same, or s->nabove. */
static size_t
find_above(const struct items *s, size_t end, const struct grid_figure *f)
{
	for (size_t i = 0; i < s->nabove && s->above_tokens[i] < end; i++)
		if (f->known && s->above[i] == f->value)
			return i;
	return s->nabove;
}

/* The dash of an empty 主な増減理由 may be set right behind an amount. */
static str
amount_of(const struct token *t)
{
	size_t end = 0, len;

	while (end < t->text.n &&
	    !text_is_dash(str_char(str_skip(t->text, end), &len)))
		end += len;
	str amount = str_take(t->text, end);
	return t->kind == TOKEN_TEXT && dec_cell(amount).known &&
		text_is_none(str_skip(t->text, end))
	    ? amount
	    : t->text;
}

static void
collect(struct items *s)
{
	look_above(s);
	for (size_t i = s->from; i < s->end && s->sums.n < SUMS_FIGURES; i++) {
		const struct token *t = &s->dump->tokens[i];
		str amount = amount_of(t);
		bool figure = t->kind == TOKEN_FIGURE || amount.n < t->text.n;
		if (!figure || is_percent(amount))
			continue;
		struct sums_figure *f = &s->figures[s->sums.n];
		*f = (struct sums_figure){.sides = sides_of(s->dump, i)};
		grid_figure_of(dec_cell(amount), &f->figure);
		f->skip = !f->sides ? 0
		    : t->used || find_above(s, s->from, &f->figure) < s->nabove
		    ? 1
		    : f->figure.known ? PASSED_OVER
				      : PASSED_OVER - 1;
		s->tokens[s->sums.n++] = i;
	}
	s->sums.figures = s->figures;
	s->sums.margin = MARGIN;
	s->sums.told[0] = initial_of(s, CURRENT);
	s->sums.told[1] = initial_of(s, REQUEST);
}

/* 当初予算 above has the sums in this order, or nothing is asked for. */
static bool
comes_first(const struct items *s)
{
	const struct sums *sums = &s->sums;
	const struct grid_figure *current, *request;

	current = &sums->figures[sums->at[0][sums->rows]].figure;
	request = &sums->figures[sums->at[1][sums->rows]].figure;
	if (!current->known || !current->value)
		return false;
	size_t end = s->tokens[sums->at[0][0]];
	size_t first = find_above(s, end, current);
	if (first == s->nabove || !request->known || !request->value)
		return first < s->nabove;
	size_t second = find_above(s, end, request);
	return first < second && second < s->nabove;
}

/* Row by row: the column on the left comes first. */
static bool
is_by_rows(const struct sums *sums)
{
	for (int row = 0; row < sums->rows; row++)
		if (sums->at[1][row] != sums->at[0][row] + 1)
			return false;
	return true;
}

/* The sum of a column and how many amounts make it. */
static int
count_addends(const struct sums *sums, int side)
{
	int n = 0;

	for (int row = 0; row < sums->rows; row++) {
		const struct grid_figure *f =
		    &sums->figures[sums->at[side][row]].figure;
		n += f->known && f->value;
	}
	return n;
}

/*
 * Whether an answer rests on more than chance: sums of several amounts, or
 * what is told elsewhere; the more of them, the more disorder they outweigh.
 */
static bool
is_supported(const struct items *s)
{
	const struct sums *sums = &s->sums;
	int added = 0, told = 0, denied = 0;

	for (int side = 0; side < 2; side++) {
		const struct grid_figure *total =
		    &sums->figures[sums->at[side][sums->rows]].figure;
		int64_t value = total->known ? total->value : 0;
		int addends = count_addends(sums, side);
		added += addends > 1 ? addends : 0;
		if (!sums->told[side].known)
			continue;
		if (sums->told[side].value == value)
			told += value != 0;
		else
			denied++;
	}
	if (sums->rows == 1)
		return told && !denied && s->names.names.n == 1;
	bool sided = told || is_by_rows(sums) || comes_first(s);
	int disorder = sums->cost + 3 * told;
	return sided && (told || added > 1) &&
	    2 * disorder <= added + 3 * told && (!denied || added > 5);
}

/* The number of rows that adds up best; two alike are none. */
static bool
find_amounts(struct items *s)
{
	int best = INT32_MAX, second = best, rows = 0;

	int names = (int)s->names.names.n;
	int least = names > NAMES_OFF ? names - NAMES_OFF : 1;
	int most = names + (names ? NAMES_OFF : NAMELESS);
	for (int n = least; n <= most && n <= SUMS_ROWS; n++) {
		s->sums.rows = n;
		if (!sums_solve(&s->sums) || !is_supported(s))
			continue;
		int apart = abs(names - n);
		int price = s->sums.cost + NAMES_APART * apart;
		if (price < best) {
			second = best;
			best = price;
			rows = n;
		} else if (price < second) {
			second = price;
		}
	}
	if (!rows || second <= best + MARGIN)
		return false;
	s->sums.rows = rows;
	return sums_solve(&s->sums);
}

/* -- the record -- */

static struct dec
take(struct items *s, int row, int side)
{
	struct token *t = &s->dump->tokens[s->tokens[s->sums.at[side][row]]];

	if (!s->sums.sure[side][row])
		return (struct dec){0};
	t->used = true;
	return dec_yen(dec_cell(amount_of(t)), 6);
}

/* Names may come late, as their amounts do. */
static void
find_more_names(struct items *s, size_t rows)
{
	struct item_names names = s->names;

	names.to = s->end;
	item_names_find(&names);
	if (names.names.n == rows)
		s->names = names;
}

static void
put_items(struct items *s)
{
	struct budget *budget = &s->sheet->budget;
	struct item_name names[SUMS_ROWS];
	size_t amounts[SUMS_ROWS][2];
	int rows = s->sums.rows;

	for (int row = 0; row < rows; row++)
		for (int side = 0; side < 2; side++)
			amounts[row][side] = s->tokens[s->sums.at[side][row]];
	if (s->names.names.n < (size_t)rows)
		find_more_names(s, (size_t)rows);
	item_names_place(&s->names, (size_t)rows, amounts, names);
	for (int row = 0; row < rows; row++) {
		struct dec current = take(s, row, 0);
		struct dec request = take(s, row, 1);
		if (!current.known && !request.known)
			continue;
		struct budget_item *out = list_add(
		    s->dump->arena, &budget->items, struct budget_item);
		out->current.value = current;
		out->request.value = request;
		out->item = names[row].n
		    ? dump_join(s->dump, names[row].lines, names[row].n)
		    : STR_NULL;
		out->reason = STR_NULL;
	}
	budget->items_total.current.value = take(s, rows, 0);
	budget->items_total.request.value = take(s, rows, 1);
	record_note(s->dump->arena, s->sheet, "placed-by-arithmetic",
	    S("budget.items"),
	    "amounts apart from their items were placed by their sum");
}

/* 主な増減理由 stands above the rows, wherever the heading at their left is. */
static size_t
before_reason(const struct dump *dump, size_t heading)
{
	size_t i = dump_find(dump, 0, LABEL_CHANGE_REASON);

	return heading < dump->n && i < heading &&
		dump->tokens[i].page == dump->tokens[heading].page
	    ? i
	    : heading;
}

/* From 歳出予算目 to the labels that only tables of figures below have. */
static bool
find_part(struct items *s)
{
	const struct dump *dump = s->dump;

	s->from = dump_find(dump, 0, LABEL_ITEM);
	size_t rates = dump->n;
	int page = s->from < dump->n ? dump->tokens[s->from].page : 0;
	for (size_t i = 0; i < s->from && i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (blocks_is_label(t, LABEL_EXECUTION_RATE) ||
		    blocks_is_label(t, LABEL_EXECUTION_RATE_INITIAL))
			rates = i;
		else if (blocks_is_label(t, DUMP_ITEMS) ||
		    (rates < i && t->page == page &&
			blocks_is_label(t, DUMP_YEAR_INITIAL) &&
			t->year == s->sheet->sheet_year))
			s->from = i;
	}
	/* Its heading may come late, but not from another page. */
	if (rates < s->from && s->from < dump->n &&
	    dump->tokens[rates].page == dump->tokens[s->from].page)
		s->from = rates;
	size_t heading = s->from;
	s->from = before_reason(dump, heading);
	s->to = heading;
	while (s->to < dump->n) {
		const struct token *t = &dump->tokens[s->to];
		if (t->kind == TOKEN_LABEL &&
		    (t->part > PART_ITEMS || t->label == LABEL_UNIT))
			break;
		s->to++;
	}
	s->end = s->to;
	while (s->end < dump->n &&
	    !blocks_is_label(&dump->tokens[s->end], LABEL_ATTAINMENT) &&
	    dump->tokens[s->end].part <= PART_UNIT_COST)
		s->end++;
	return s->from < s->to;
}

static bool
is_amount(const struct token *t)
{
	return t->kind == TOKEN_FIGURE && !t->used && t->opens && t->closes &&
	    dec_cell(t->text).known;
}

/* What the rows say of a column is no more than 当初予算 of its year, if
 * known. */
static bool
is_within(const struct items *s, const struct list *rows, size_t side)
{
	struct grid_figure most = initial_of(s, CURRENT + side), f;
	int64_t sum = 0;

	for (size_t i = 0; i < rows->n; i++) {
		const struct item_name *name =
		    list_at(rows, struct item_name, i);
		size_t at = name->lines[name->n - 1] + 1 + side;
		grid_figure_of(dec_cell(s->dump->tokens[at].text), &f);
		sum += f.known ? f.value : 0;
	}
	return !most.known || sum <= most.value;
}

/*
 * Rows as far as they come, each with both amounts right behind its name: one
 * name alone may stand before the amounts of others.
 */
static void
take_rows(struct items *s)
{
	struct token *tokens = s->dump->tokens;
	struct list rows = {0};

	for (size_t i = 0; i < s->names.names.n; i++) {
		const struct item_name *name =
		    list_at(&s->names.names, struct item_name, i);
		size_t end = name->lines[name->n - 1];
		if (end + 2 < s->dump->n && is_amount(&tokens[end + 1]) &&
		    is_amount(&tokens[end + 2]) && tokens[name->lines[0]].opens)
			*list_add(s->dump->arena, &rows, struct item_name) =
			    *name;
	}
	if (rows.n < 2 || !is_within(s, &rows, 0) || !is_within(s, &rows, 1))
		return;
	for (size_t i = 0; i < rows.n; i++) {
		const struct item_name *name =
		    list_at(&rows, struct item_name, i);
		struct token *amounts = &tokens[name->lines[name->n - 1] + 1];
		struct budget_item *out = list_add(s->dump->arena,
		    &s->sheet->budget.items, struct budget_item);
		out->current.value = dec_yen(dec_cell(amounts[0].text), 6);
		out->request.value = dec_yen(dec_cell(amounts[1].text), 6);
		amounts[0].used = amounts[1].used = true;
		out->item = dump_join(s->dump, name->lines, name->n);
	}
}

/* The last free figure that says 当初予算 of a year again, or dump->n. */
static size_t
find_again(const struct items *s, size_t year, size_t taken)
{
	const struct budget_year *y = year_at(s->sheet, year);
	size_t found = s->dump->n;

	if (!y || !dec_is_positive(y->initial.value))
		return found;
	for (size_t i = s->from; i < s->end; i++) {
		const struct token *t = &s->dump->tokens[i];
		if (t->kind == TOKEN_FIGURE && !t->used && i != taken &&
		    dec_eq(dec_yen(dec_cell(t->text), 6), y->initial.value))
			found = i;
	}
	return found;
}

/* The free figures that say a value; the last two are kept. */
struct twice {
	size_t tokens[2], n;
};

static struct twice
find_twice(const struct items *s, const struct grid_figure *value)
{
	struct twice found = {.n = 0};
	struct grid_figure f;

	for (size_t i = s->from; i < s->end && value->known && value->value;
	     i++) {
		const struct token *t = &s->dump->tokens[i];
		if (t->kind != TOKEN_FIGURE || t->used ||
		    !grid_figure_of(dec_cell(t->text), &f) ||
		    f.value != value->value)
			continue;
		found.tokens[found.n++ % 2] = i;
	}
	return found;
}

static struct dec
take_token(struct items *s, size_t token)
{
	struct token *t = &s->dump->tokens[token];

	t->used = true;
	return dec_yen(dec_cell(t->text), 6);
}

/*
 * One item alone is as much as 計, so 当初予算 of both years is said twice
 * again: by it and by 計.
 */
static bool
take_single(struct items *s)
{
	struct budget *budget = &s->sheet->budget;
	struct grid_figure now = initial_of(s, CURRENT);
	struct grid_figure next = initial_of(s, REQUEST);
	struct twice current = find_twice(s, &now);
	struct twice request = find_twice(s, &next);
	bool equal = now.value == next.value;

	if (s->names.names.n > 1 || current.n < 2 || request.n < 2 ||
	    (equal && current.n < 4))
		return false;
	if (s->names.names.n == 0)
		find_more_names(s, 1);
	struct budget_item *out =
	    list_add(s->dump->arena, &budget->items, struct budget_item);
	out->item = STR_NULL;
	out->reason = STR_NULL;
	if (s->names.names.n == 1) {
		const struct item_name *name =
		    list_at(&s->names.names, struct item_name, 0);
		out->item = dump_join(s->dump, name->lines, name->n);
	}
	out->current.value = take_token(s, current.tokens[0]);
	budget->items_total.current.value = take_token(s, current.tokens[1]);
	if (equal)
		request = find_twice(s, &next);
	out->request.value = take_token(s, request.tokens[0]);
	budget->items_total.request.value = take_token(s, request.tokens[1]);
	record_note(s->dump->arena, s->sheet, "placed-by-arithmetic",
	    S("budget.items"), "the one item is as much as the total");
	return true;
}

/*
 * 計 alone, where the items remain in doubt: it says 当初予算 of both years
 * again, for which the figures must be there.
 */
static void
take_totals(struct items *s)
{
	struct dump *dump = s->dump;
	struct budget *budget = &s->sheet->budget;
	size_t request = find_again(s, REQUEST, dump->n);
	size_t current = find_again(s, CURRENT, request);

	if (request == dump->n || current == dump->n)
		return;
	dump->tokens[current].used = dump->tokens[request].used = true;
	budget->items_total.current.value =
	    dec_yen(dec_cell(dump->tokens[current].text), 6);
	budget->items_total.request.value =
	    dec_yen(dec_cell(dump->tokens[request].text), 6);
	record_note(dump->arena, s->sheet, "placed-by-arithmetic",
	    S("budget.items_total"),
	    "the total was told by what was budgeted for its years");
}

/* A name may come before the heading, behind the last row above. */
static size_t
names_from(const struct items *s)
{
	size_t from = s->from;

	while (from > 0 && s->dump->tokens[from - 1].kind != TOKEN_LABEL &&
	    s->dump->tokens[from - 1].page == s->dump->tokens[s->from].page)
		from--;
	return from;
}

void
blocks_items(struct dump *dump, struct sheet *sheet)
{
	struct items *s = arena_new(dump->arena, struct items, 1);

	s->dump = dump;
	s->sheet = sheet;
	if (!find_part(s))
		return;
	collect(s);
	s->names = (struct item_names){
	    .dump = dump, .from = names_from(s), .to = s->to};
	item_names_find(&s->names);
	if (!take_single(s) && find_amounts(s))
		put_items(s);
	if (!sheet->budget.change_reason.n)
		sheet->budget.change_reason =
		    item_reason_take(dump, s->from, s->end);
	if (!sheet->budget.items.n) {
		take_rows(s);
		take_totals(s);
	}
}
