#include "dump/blocks.h"

#include "dump/rows.h"
#include "value/text.h"

/*
 * 予算内訳 in blocks: the amounts come as one column after the other or as
 * pairs, each with its 計 at the end, which must be the sum of the rest and
 * 当初予算 of the sheet's year; the names come as lines, of which there must
 * be as many items as amounts.
 */
enum {
	ITEMS_MAX = 20,
	CURRENT = 3,
	REQUEST = 4,
	FIGURES_MAX = 96,
	NAME_WIDTH_MAX = 26
};

enum layout {
	PAIRS, /* both amounts of an item, then the next, then both 計 */
	COLUMNS_DOWN, /* all of 当初予算 and its 計, then all of 要求 */
	COLUMNS_SWAPPED, /* the other way round */
	TOTALS_LAST, /* all of 当初予算, all of 要求, then both 計 */
	TOTALS_SWAPPED,
	LAYOUTS
};

struct items {
	struct dump *dump;
	struct sheet *sheet;
	size_t from, to; /* tokens of its labels and names */
	size_t end; /* of what may hold its amounts */
	size_t tokens[FIGURES_MAX];
	struct grid_figure figures[FIGURES_MAX];
	size_t n;
	/* The answer. */
	size_t start, count; /* of the amounts; items */
	enum layout layout;
};

static int64_t
value_of(const struct grid_figure *f)
{
	return f->known ? f->value : 0;
}

/* Index of an item's amount in a column; item == count: 計. */
static size_t
amount_at(const struct items *s, size_t start, size_t count, enum layout layout,
    size_t item, size_t column)
{
	(void)s;
	if (layout == PAIRS)
		return start + 2 * item + column;
	if (layout == COLUMNS_SWAPPED || layout == TOTALS_SWAPPED)
		column = !column;
	if (layout >= TOTALS_LAST)
		return item == count ? start + 2 * count + column
				     : start + column * count + item;
	return start + column * (count + 1) + item;
}

/* The sum of a column is its 計; *known is whether any is printed. */
static bool
adds_up(const struct items *s, size_t start, size_t count, enum layout layout,
    size_t column, bool *known)
{
	const struct grid_figure *total =
	    &s->figures[amount_at(s, start, count, layout, count, column)];
	int64_t sum = 0, slack = total->half;

	*known = total->known && total->value;
	for (size_t i = 0; i < count; i++) {
		const struct grid_figure *f =
		    &s->figures[amount_at(s, start, count, layout, i, column)];
		sum += value_of(f);
		slack += f->known ? f->half : 0;
		if (f->known && f->value < 0)
			return false;
	}
	int64_t apart = sum - value_of(total);
	/* 10 + 20 = 31 may be rounding; 0 = 31 is not. */
	if (*known && (sum == 0 || slack > value_of(total)))
		return false;
	return (apart < 0 ? -apart : apart) <= slack;
}

static const struct budget_year *
year_at(const struct sheet *sheet, size_t i)
{
	return i < sheet->budget.years.n
	    ? list_at(&sheet->budget.years, struct budget_year, i)
	    : NULL;
}

static bool
is_initial(
    const struct items *s, size_t year, const struct grid_figure *f, bool *told)
{
	const struct budget_year *y = year_at(s->sheet, year);
	struct grid_figure initial = {.known = false};

	*told = y && y->initial.value.known;
	if (!*told)
		return true;
	grid_figure_of(dec_trim(dec_shift(y->initial.value, -6)), &initial);
	return initial.known == f->known
	    ? !f->known || initial.value == f->value
	    : !value_of(f) && !value_of(&initial);
}

/*
 * The row 当初予算 above has 計 of the sheet's year left of that of 要求: where
 * the years are not known the one right before the other in the text tells.
 */
static bool
comes_first(
    const struct items *s, size_t start, size_t count, enum layout layout)
{
	const struct grid_figure *total[2];

	for (size_t column = 0; column < 2; column++) {
		total[column] = &s->figures[amount_at(
		    s, start, count, layout, count, column)];
		if (!total[column]->known || !total[column]->value)
			return false;
	}
	if (total[0]->value == total[1]->value)
		return false;
	bool before = false;
	for (size_t i = 0; i < s->from; i++) {
		const struct token *t = &s->dump->tokens[i];
		struct grid_figure f;
		if (t->kind != TOKEN_FIGURE || t->part != PART_BUDGET ||
		    !grid_figure_of(dec_cell(t->text), &f))
			continue;
		if (before && f.value == total[1]->value)
			return true;
		before = f.value == total[0]->value;
	}
	return false;
}

/* More than zero: how well this reading is supported. */
static int
support(const struct items *s, size_t start, size_t count, enum layout layout)
{
	bool known[2], told[2];
	bool any = false; /* 計 tells which column it is */
	int score = 0;

	for (size_t column = 0; column < 2; column++) {
		if (!adds_up(s, start, count, layout, column, &known[column]))
			return 0;
		if (!is_initial(s, CURRENT + column,
			&s->figures[amount_at(
			    s, start, count, layout, count, column)],
			&told[column]))
			return 0;
		score += known[column] ? 2 : 0;
		score += known[column] && told[column] ? 2 : 0;
		any = any || (known[column] && told[column]);
		score += known[column] && count > 2 ? 2 : 0;
	}
	if (!any && layout != PAIRS && !comes_first(s, start, count, layout))
		return 0;
	size_t total = amount_at(s, start, count, layout, count, 0);
	const struct token *before = &s->dump->tokens[s->tokens[total]] - 1;
	if (s->tokens[total] && blocks_is_label(before, LABEL_TOTAL))
		score++;
	return score;
}

/* The one reading that is supported best; two alike are none. */
static bool
find_amounts(struct items *s)
{
	int best = 3, n = 0;

	for (size_t count = 1; count <= ITEMS_MAX; count++)
		for (size_t start = 0; start + 2 * (count + 1) <= s->n; start++)
			for (enum layout layout = PAIRS; layout < LAYOUTS;
			     layout++) {
				int score = support(s, start, count, layout);
				if (score < best || !score)
					continue;
				n = score > best ? 1 : n + 1;
				best = score;
				s->start = start;
				s->count = count;
				s->layout = layout;
			}
	return n == 1;
}

/* -- names -- */

static bool
is_reason(str text)
{
	static const char *const words[] = {"。", "による", "ため", "推進枠",
	    "優先課題", "増。", "減。", "重点", "要望額"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_has(text, str_of(words[i])))
			return true;
	return false;
}

static bool
ends_name(str line)
{
	static const char *const ends[] = {"費", "金", "料", "賃", "税", "他",
	    "等", "手当", "給", "出", "債", "）", ")"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends(line, str_of(ends[i])))
			return true;
	return false;
}

struct line {
	size_t token;
	str text;
	int width;
};

/* Whether the name goes on in the next line: not where it may end. */
static bool
goes_on(const struct line *line, int most)
{
	return line->width + 2 >= most && !ends_name(line->text);
}

/* The last line of a name. */
static bool
is_end(const struct line *lines, size_t n, size_t i, int most)
{
	return i + 1 == n || !goes_on(&lines[i], most);
}

/* 0 when a name does not end as they do. */
static size_t
count_names(const struct line *lines, size_t n, int most)
{
	size_t names = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_end(lines, n, i, most))
			continue;
		if (!ends_name(lines[i].text))
			return 0;
		names++;
	}
	return names;
}

/* The lines of names; the run of the reason goes to *reason. */
static size_t
read_lines(
    struct items *s, struct list *lines, struct run *reason, size_t *reasons)
{
	struct run *runs;
	size_t n = dump_runs(s->dump, s->from, s->to, PART_NONE, &runs);

	*reasons = 0;
	for (size_t i = 0; i < n; i++) {
		if (runs[i].figures || !runs[i].text.n)
			continue;
		if (is_reason(runs[i].text)) {
			*reason = runs[i];
			++*reasons;
			continue;
		}
		for (size_t k = runs[i].from; k < runs[i].to; k++) {
			const struct token *t = &s->dump->tokens[k];
			if (t->kind != TOKEN_TEXT || t->used)
				continue;
			*list_add(s->dump->arena, lines, struct line) =
			    (struct line){
				k, t->text, rows_display_width(t->text)};
		}
	}
	return lines->n;
}

static struct dec
take(struct items *s, size_t item, size_t column)
{
	size_t i = amount_at(s, s->start, s->count, s->layout, item, column);
	struct token *t = &s->dump->tokens[s->tokens[i]];

	t->used = true;
	return dec_yen(dec_cell(t->text), 6);
}

static void
put_items(struct items *s, const struct line *lines, size_t n, int most)
{
	struct budget *budget = &s->sheet->budget;
	str parts[8];
	size_t nparts = 0, item = 0;

	for (size_t i = 0; i < n; i++) {
		s->dump->tokens[lines[i].token].used = true;
		if (nparts < 8)
			parts[nparts++] = lines[i].text;
		if (!is_end(lines, n, i, most))
			continue;
		struct budget_item *out = list_add(
		    s->dump->arena, &budget->items, struct budget_item);
		out->item = dump_lines(s->dump, parts, nparts);
		out->current.value = take(s, item, 0);
		out->request.value = take(s, item, 1);
		nparts = 0;
		item++;
	}
	budget->items_total.current.value = take(s, s->count, 0);
	budget->items_total.request.value = take(s, s->count, 1);
	record_note(s->dump->arena, s->sheet, "placed-by-arithmetic",
	    S("budget.items"),
	    "amounts apart from their items were placed by their sum");
}

/* The figures there may be, or only those that are nowhere else yet. */
static void
collect(struct items *s, bool used)
{
	struct dump *dump = s->dump;

	s->n = 0;

	for (size_t i = s->from; i < s->end; i++) {
		const struct token *t = &dump->tokens[i];
		/* 計 may have served as 当初予算 already. */
		if (t->kind != TOKEN_FIGURE || s->n == FIGURES_MAX ||
		    (t->used && !used))
			continue;
		grid_figure_of(dec_cell(t->text), &s->figures[s->n]);
		s->tokens[s->n++] = i;
	}
}

/* From 歳出予算目 to the labels that only tables of figures below have. */
static bool
find_part(struct items *s)
{
	const struct dump *dump = s->dump;

	s->from = dump_find(dump, 0, LABEL_ITEM);
	static const int heads[] = {DUMP_ITEMS, DUMP_YEAR_INITIAL};
	for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
		size_t i = dump_find(dump, 0, heads[k]);
		if (i < s->from)
			s->from = i;
	}
	s->to = s->from;
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

/* Amounts between its lines are none of it; a short line ends with a break. */
static str
take_reason(struct items *s, const struct run *run)
{
	struct text text = {.arena = s->dump->arena};
	int most = 0, before = 0;

	for (size_t i = run->from; i < run->to; i++) {
		int width = rows_display_width(s->dump->tokens[i].text);
		most = width > most ? width : most;
	}
	for (size_t i = run->from; i < run->to; i++) {
		struct token *t = &s->dump->tokens[i];
		if (t->kind == TOKEN_FIGURE && before && t->at == t[-1].at &&
		    t[-1].kind == TOKEN_TEXT) {
			text_char(&text, ' ');
			text_put(&text, t->text);
			t->used = true;
			continue;
		}
		if (t->kind != TOKEN_TEXT || t->used)
			continue;
		if (before && before + 3 < most)
			text_char(&text, '\n');
		text_put(&text, t->text);
		before = rows_display_width(t->text);
		t->used = true;
	}
	return text.n ? text_clean(s->dump->arena, text_str(&text)) : STR_NULL;
}

/* Without what can be no name: too wide, or cut where no name ends. */
static size_t
drop_lines(struct line *lines, size_t n, int most)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		bool name = lines[i].width <= most &&
		    (ends_name(lines[i].text) || goes_on(&lines[i], most));
		if (name)
			lines[kept++] = lines[i];
	}
	return kept;
}

/* Names among the tokens [from, to), as many as there are amounts. */
static bool
try_names(struct items *s, size_t from, size_t to, bool found)
{
	struct list lines = {0};
	struct run reason;
	size_t reasons, from_before = s->from, to_before = s->to;
	int most = 0;
	bool placed = false;

	s->from = from;
	s->to = to;
	size_t n = read_lines(s, &lines, &reason, &reasons);
	const struct line *all = lines.items;
	for (size_t i = 0; i < n; i++)
		if (all[i].width <= NAME_WIDTH_MAX)
			most = all[i].width > most ? all[i].width : most;
	if (found && count_names(all, n, most) != s->count)
		n = drop_lines(lines.items, n, most);
	if (found && n && n < 4 * ITEMS_MAX &&
	    count_names(all, n, most) == s->count) {
		put_items(s, all, n, most);
		placed = true;
	}
	if (reasons == 1 && to == to_before &&
	    !s->sheet->budget.change_reason.n)
		s->sheet->budget.change_reason = take_reason(s, &reason);
	s->from = from_before;
	s->to = to_before;
	return placed;
}

/* -- rows -- */

/* A name of its own paragraph, right before the two amounts of its row. */
struct item_row {
	size_t from, to; /* tokens of its name */
};

static bool
is_amount(const struct token *t)
{
	return t->kind == TOKEN_FIGURE && !t->used && t->opens && t->closes &&
	    dec_cell(t->text).known;
}

/* The widest line that may be of a name. */
static int
widest_name(const struct items *s)
{
	int most = 0;

	for (size_t i = s->from; i < s->to; i++) {
		int width = rows_display_width(s->dump->tokens[i].text);
		if (s->dump->tokens[i].kind == TOKEN_TEXT &&
		    width <= NAME_WIDTH_MAX)
			most = width > most ? width : most;
	}
	return most;
}

/* Whether the paragraph that ends before a token is one name, no more. */
static bool
is_name(const struct items *s, size_t end, int most, struct item_row *row)
{
	const struct token *tokens = s->dump->tokens;
	size_t from = end;

	while (from > s->from &&
	    tokens[from - 1].paragraph == tokens[end - 1].paragraph)
		from--;
	for (size_t i = from; i < end; i++) {
		struct line line = {.text = tokens[i].text,
		    .width = rows_display_width(tokens[i].text)};
		if (tokens[i].kind != TOKEN_TEXT || tokens[i].used ||
		    line.width > most || is_reason(line.text))
			return false;
		if (goes_on(&line, most) != (i + 1 < end))
			return false;
	}
	*row = (struct item_row){from, end};
	return from < end && ends_name(tokens[end - 1].text);
}

/* What the rows say of a column is no more than 当初予算 of its year, if known.
 */
static bool
is_within(const struct items *s, const struct list *rows, size_t column)
{
	const struct budget_year *y = year_at(s->sheet, CURRENT + column);
	struct dec sum = dec_of(0);

	if (!y || !y->initial.value.known)
		return true;
	for (size_t i = 0; i < rows->n; i++) {
		size_t at = list_at(rows, struct item_row, i)->to + column;
		sum = dec_add(
		    sum, dec_yen(dec_cell(s->dump->tokens[at].text), 6));
	}
	return dec_cmp(sum, y->initial.value) <= 0;
}

/*
 * Row by row, each with both amounts right behind its name, as far as they
 * come so: one name alone may stand before the amounts of others.
 */
static void
take_rows(struct items *s)
{
	const struct token *tokens = s->dump->tokens;
	struct list rows = {0};
	struct item_row row;
	int most = widest_name(s);

	for (size_t i = s->from + 1; i + 1 < s->to; i++)
		if (is_amount(&tokens[i]) && is_amount(&tokens[i + 1]) &&
		    is_name(s, i, most, &row))
			*list_add(s->dump->arena, &rows, struct item_row) = row;
	if (rows.n < 2 || !is_within(s, &rows, 0) || !is_within(s, &rows, 1))
		return;
	for (size_t i = 0; i < rows.n; i++) {
		struct item_row *r = list_at(&rows, struct item_row, i);
		struct budget_item *out = list_add(s->dump->arena,
		    &s->sheet->budget.items, struct budget_item);
		out->current.value = dec_yen(dec_cell(tokens[r->to].text), 6);
		out->request.value =
		    dec_yen(dec_cell(tokens[r->to + 1].text), 6);
		s->dump->tokens[r->to].used = true;
		s->dump->tokens[r->to + 1].used = true;
		out->item = dump_take(s->dump, r->from, r->to);
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

void
blocks_items(struct dump *dump, struct sheet *sheet)
{
	struct items *s = arena_new(dump->arena, struct items, 1);

	s->dump = dump;
	s->sheet = sheet;
	if (!find_part(s))
		return;
	bool found = false;
	for (int used = 0; used < 2 && !found; used++) {
		collect(s, used);
		found = find_amounts(s);
	}
	if (found) {
		size_t last = s->start + 2 * (s->count + 1) - 1;
		found = !try_names(s, s->from, s->tokens[last], found);
	}
	try_names(s, s->from, s->to, found);
	if (sheet->budget.items.n)
		return;
	take_rows(s);
	take_totals(s);
}
