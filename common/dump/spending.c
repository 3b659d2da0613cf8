#include "dump/parts.h"

#include "dump/wrapped.h"
#include "form/words.h"
#include "solve/sides.h"
#include "value/text.h"

/*
 * 費目・使途: tables of three columns, always two side by side.  Without
 * geometry their rows are mixed; whose an amount is, the totals tell.
 */

enum {
	HEADINGS_MAX = 400,
	TRIES_MAX = 2000, /* of totals, in all tables of a sheet */
	TRIES_OF_TABLE = 64,
};

static const int holes[COLUMNS + 1] = {
    [NAME] = 14, [DESCRIPTION] = 14, [AMOUNT] = 40};

static int
likeness(const void *context, str text)
{
	int uses = str_count(text, words_use_parts, str_has);
	int width = rows_display_width(text);
	int score = str_any(text, words_item_ends, str_ends) ? 2 : 0;

	(void)context;
	if (width <= 10)
		score++;
	if (width > 14)
		score--;
	if (width > 20)
		score -= 2;
	return score - uses;
}

/* A name above a table: B．昭和村 */
struct heading {
	str letters, name;
	size_t token;
};

struct spender {
	struct rows rows;
	struct dump *dump;
	struct sheet *sheet;
	struct list headings; /* of struct heading */
	struct list tables; /* of struct flat_table */
	size_t next; /* of the headings, to be given away */
	str last; /* letters of the table before */
	int tries;
};

static void
add_heading(struct spender *r, str s, size_t token)
{
	size_t length = dump_letters(s);
	str letters = text_fold(r->dump->arena, str_take(s, length));
	struct heading *h =
	    list_add(r->dump->arena, &r->headings, struct heading);

	while (letters.n && (unsigned char)letters.p[letters.n - 1] > 127)
		letters.n--;
	while (str_ends(letters, S(".")))
		letters.n--;
	h->letters = letters;
	h->name = text_clean(r->dump->arena, str_skip(s, length));
	h->token = token;
	r->dump->tokens[token].used = true;
	if (!h->name.n)
		r->headings.n--;
}

/* One token can hold the names of both tables. */
static void
find_headings(struct spender *r)
{
	for (size_t i = 0; i < r->dump->n; i++) {
		struct token *t = &r->dump->tokens[i];
		str s = t->text;
		if (r->headings.n >= HEADINGS_MAX)
			break;
		if (t->used || t->kind != TOKEN_TEXT || t->text.n > 400 ||
		    (t->part != PART_SPENDING && t->part != PART_FLOW) ||
		    !dump_letters(s))
			continue;
		size_t begin = 0;
		for (size_t k = 1; k < s.n; k++)
			if (s.p[k - 1] == ' ' && dump_letters(str_skip(s, k)) &&
			    k > begin + 1) {
				add_heading(r, str_slice(s, begin, k), i);
				begin = k;
			}
		add_heading(r, str_skip(s, begin), i);
	}
}

static struct heading
take_heading(struct spender *r)
{
	if (r->next >= r->headings.n)
		return (struct heading){.letters = STR_NULL, .name = STR_NULL};
	return *list_at(&r->headings, struct heading, r->next++);
}

/* The letters that follow: A, B ... Z, a, b ... */
static int
letter_rank(str letters)
{
	if (letters.n == 0)
		return -1;
	int c = (unsigned char)letters.p[0];
	int rank = c >= 'a' ? c - 'a' + 26 : c - 'A';
	return letters.n == 2 ? rank + 52 : rank;
}

/*
 * The headings that stand between tokens from and to, and no others: at most
 * two, left and right in the order of their letters.  A single one is the
 * right one when a letter is missing before it.
 */
static void
headings_between(
    struct spender *r, size_t from, size_t to, struct heading pair[2])
{
	for (size_t i = 0; i < r->headings.n; i++) {
		const struct heading *h =
		    list_at(&r->headings, struct heading, i);
		if (h->token < from || h->token >= to)
			continue;
		if (!pair[0].letters.n) {
			pair[0] = *h;
		} else if (!pair[1].letters.n) {
			pair[1] = *h;
			if (letter_rank(pair[1].letters) <
			    letter_rank(pair[0].letters)) {
				pair[1] = pair[0];
				pair[0] = *h;
			}
		}
	}
}

/* An amount of nothing is none: it stays unparsed. */
static void
give_back(struct dump *dump, const struct list *cell)
{
	for (size_t i = 0; i < cell->n; i++)
		dump->tokens[list_at(cell, struct piece, i)->token].used =
		    false;
}

static void
put_table(struct spender *r, const struct heading *h, const struct list *rows,
    const enum side *sides, enum side side, struct dec total)
{
	struct spending out = {.block = h->letters};
	bool any = false;

	if (h->name.n)
		out.payee = h->name;
	for (size_t i = 0; i < rows->n; i++) {
		const struct row *row = list_at(rows, struct row, i);
		if (sides[i] != side)
			continue;
		if (r->dump->flat && !row->cells[NAME].n &&
		    !row->cells[DESCRIPTION].n) {
			give_back(r->dump, &row->cells[AMOUNT]);
			continue;
		}
		struct spending_item *item =
		    list_add(r->dump->arena, &out.items, struct spending_item);
		item->item = rows_text(&r->rows, row, NAME);
		item->use = rows_text(&r->rows, row, DESCRIPTION);
		item->amount.value = dec_yen(rows_figure(row, AMOUNT), 6);
		any = true;
	}
	out.total.value = dec_yen(total, 6);
	if (!out.block.n && !any)
		return;
	if (!any && !out.payee.n)
		return;
	*list_add(r->dump->arena, &r->sheet->spending, struct spending) = out;
}

/* Half a unit of the last digit for every figure. */
static struct dec
slack_of(const struct dec *figures, size_t n)
{
	int scale = 0;

	for (size_t i = 0; i < n; i++)
		if (figures[i].scale > scale)
			scale = figures[i].scale;
	struct dec slack = {.digits = 5 * ((int64_t)n + 1), .known = true};
	slack.scale = (int8_t)(scale + 1 < 7 ? scale + 1 : 6);
	return scale + 1 < 7 ? slack : dec_of(0);
}

static bool
find_sides(struct spender *r, const struct list *rows, struct dec left,
    struct dec right, bool alternate, enum side *sides)
{
	bool known = true;

	for (size_t i = 0; i < rows->n; i++)
		known = known && sides[i] != SIDE_EITHER;
	if (known)
		return true;
	struct dec *figures =
	    arena_new(r->dump->arena, struct dec, rows->n + 1);

	for (size_t i = 0; i < rows->n; i++)
		figures[i] = rows_figure(list_at(rows, struct row, i), AMOUNT);
	if (!left.known)
		left = dec_of(0);
	if (!right.known)
		right = dec_of(0);
	return sides_solve(figures, rows->n, left, right, dec_of(0), alternate,
		   sides) ||
	    sides_solve(figures, rows->n, left, right,
		slack_of(figures, rows->n), alternate, sides);
}

/* -- -raw: lines of a row, then the cells that have several lines -- */

struct flat_table {
	struct list rows; /* of struct row, left before right */
	struct list sides; /* of enum side */
	struct dec total[2];
	struct heading pair[2];
	size_t line; /* index of the first row of its last line */
	bool closed; /* its totals were met */
};

/* What a page has of a table. */
struct part_table {
	size_t table, first, rows;
	bool headed;
	size_t from, to; /* tokens of the second pass */
};

static bool
is_label(const struct token *t, int label)
{
	return t->kind == TOKEN_LABEL && t->label == label;
}

static void
read_line(struct spender *r, struct flat_table *table, size_t from, size_t to)
{
	struct list items = {0};
	struct row *row = NULL;
	size_t first = table->rows.n;
	int amounts = 0;

	table->line = first;
	for (size_t i = from; i < to; i++)
		rows_items(&r->rows, &items, i);
	for (size_t k = 0; k < items.n; k++) {
		const struct item *item = list_at(&items, struct item, k);
		if (!row)
			row = rows_at(&r->rows, &table->rows, table->rows.n);
		if (item->kind == ITEM_TEXT) {
			bool pair =
			    k + 1 < items.n && item[1].kind == ITEM_TEXT;
			enum column column =
			    pair || item->likeness > 0 ? NAME : DESCRIPTION;
			if (row->cells[NAME].n)
				column = DESCRIPTION;
			else
				row->either = !pair;
			if (!row->cells[column].n)
				rows_put(&r->rows, row, column, item);
			continue;
		}
		rows_put(&r->rows, row, AMOUNT, item);
		amounts++;
		row = NULL;
	}
	for (size_t i = first; i < table->rows.n; i++)
		*list_add(r->dump->arena, &table->sides, enum side) =
		    amounts == 2 ? (i == first ? SIDE_LEFT : SIDE_RIGHT)
				 : SIDE_EITHER;
}

static bool
has_figure(const struct dump *dump, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (dump->tokens[i].kind == TOKEN_FIGURE &&
		    dec_cell(dump->tokens[i].text).known)
			return true;
	return false;
}

/* 計 78 計 33: a total stands behind its label. */
static void
read_totals(struct dump *dump, struct flat_table *table, size_t from, size_t to)
{
	int side = -1;

	for (size_t i = from; i < to; i++) {
		struct token *t = &dump->tokens[i];
		if (is_label(t, LABEL_TOTAL) && side < 1)
			side++;
		if (t->kind == TOKEN_FIGURE && side >= 0 &&
		    !table->total[side].known) {
			table->total[side] = dec_cell(t->text);
			t->used = true;
		}
	}
}

/* A heading that has 金額 beside it belongs to the second pass. */
static bool
line_is_second(const struct dump *dump, size_t i, size_t end)
{
	for (; i < end; i++)
		if (is_label(&dump->tokens[i], LABEL_SPENDING_AMOUNT) &&
		    dump->tokens[i].last != dump->tokens[i].at)
			return true;
	return false;
}

/* What the last line has, if it has amounts and nothing else. */
static bool
read_last_line(const struct flat_table *table, struct dec total[2])
{
	size_t n = table->rows.n - table->line;

	if (table->total[0].known || n < 1 || n > 2 || table->line == 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct row *row =
		    list_at(&table->rows, struct row, table->line + i);
		if (row->cells[NAME].n || row->cells[DESCRIPTION].n)
			return false;
		total[i] = rows_figure(row, AMOUNT);
	}
	return true;
}

/* Where 計 itself is in the other pass, the last line has the totals. */
static void
close_table(struct flat_table *table)
{
	struct dec total[2] = {{0}, {0}};

	if (!read_last_line(table, total))
		return;
	table->total[0] = total[0];
	table->total[1] = total[1];
	table->rows.n = table->line;
	table->sides.n = table->line;
}

/* At the end of a page a line of amounts can be a row as well. */
static bool
adds_up(struct spender *r, const struct flat_table *table)
{
	struct dec total[2] = {{0}, {0}};
	struct dec *figures =
	    arena_new(r->dump->arena, struct dec, table->rows.n + 1);
	enum side *sides =
	    arena_new(r->dump->arena, enum side, table->rows.n + 1);

	if (!read_last_line(table, total) || table->line > SIDES_MAX ||
	    r->tries++ > TRIES_MAX)
		return false;
	for (int k = 0; k < 2; k++)
		if (!total[k].known)
			total[k] = dec_of(0);
	for (size_t i = 0; i < table->line; i++)
		figures[i] =
		    rows_figure(list_at(&table->rows, struct row, i), AMOUNT);
	return sides_solve(figures, table->line, total[0], total[1],
		   slack_of(figures, table->line), false, sides) ||
	    sides_solve(figures, table->line, total[1], total[0],
		slack_of(figures, table->line), false, sides);
}

static struct part_table *
begin_part(struct spender *r, struct list *parts, size_t table, bool headed)
{
	struct part_table *part =
	    list_add(r->dump->arena, parts, struct part_table);
	size_t first = list_at(&r->tables, struct flat_table, table)->rows.n;

	*part = (struct part_table){
	    .table = table, .first = first, .headed = headed};
	return part;
}

/* The first pass over a page: lines of amounts. */
static size_t
read_flat_lines(struct spender *r, struct list *parts, size_t from, size_t to,
    bool bare, size_t *behind)
{
	struct dump *dump = r->dump;
	struct flat_table *table = NULL;
	size_t i = from;

	*behind = from;
	if (r->tables.n) {
		table = list_at(&r->tables, struct flat_table, r->tables.n - 1);
		if (!table->closed)
			begin_part(r, parts, r->tables.n - 1, false);
		else
			table = NULL;
	}
	for (; i < to; i = dump_whole_line(dump, i, dump->n)) {
		struct token *t = &dump->tokens[i];
		size_t end = dump_whole_line(dump, i, dump->n);
		bool heading = is_label(t, LABEL_SPENDING_ITEM) ||
		    is_label(t, LABEL_SPENDING_USE);
		if (heading && line_is_second(dump, i, end))
			break;
		if (heading) {
			if (table && !table->closed)
				close_table(table);
			table = list_add(
			    dump->arena, &r->tables, struct flat_table);
			begin_part(r, parts, r->tables.n - 1, true);
			headings_between(r, *behind, i, table->pair);
			*behind = end;
		} else if (is_label(t, LABEL_TOTAL) && table &&
		    !table->closed) {
			read_totals(dump, table, i, end);
			table->closed = true;
			*behind = end;
		} else if ((table || bare) && t->kind != TOKEN_LABEL &&
		    has_figure(dump, i, end)) {
			/* Behind 計 the heading is in the other pass. */
			if (!table || table->closed) {
				table = list_add(
				    dump->arena, &r->tables, struct flat_table);
				begin_part(r, parts, r->tables.n - 1, true);
			}
			read_line(r, table, i, end);
			*behind = end;
		} else if (t->kind == TOKEN_LABEL && parts->n) {
			break;
		}
	}
	if (table && !table->closed && adds_up(r, table))
		close_table(table);
	return i;
}

/* The heading of a table, or its end; a year stands in texts too. */
static bool
is_border(const struct token *t)
{
	return t->kind == TOKEN_LABEL && t->label != DUMP_YEAR;
}

/*
 * Behind the heading of the two tables in the second pass: 金額 is always
 * there, for it wraps, and stands there twice.
 */
static size_t
skip_heading(const struct dump *dump, size_t i, size_t to)
{
	int amounts = 0;

	while (i < to && !is_label(&dump->tokens[i], LABEL_SPENDING_AMOUNT))
		i++;
	for (; i < to && dump->tokens[i].kind == TOKEN_LABEL; i++) {
		bool amount = is_label(&dump->tokens[i], LABEL_SPENDING_AMOUNT);
		if (amounts == 2 &&
		    (amount || is_label(&dump->tokens[i], LABEL_SPENDING_ITEM)))
			break;
		amounts += amount;
	}
	return i;
}

/* The title of the part, or a piece of it that a page's end cut off. */
static bool
is_title(struct spender *r, size_t i, size_t least)
{
	const struct token *t = &r->dump->tokens[i];

	return is_label(t, LABEL_SPENDING) ||
	    (t->kind == TOKEN_TEXT && !t->used && t->text.n >= least &&
		str_has(str_of(words_spending_title),
		    text_fold(r->dump->arena, t->text)));
}

/*
 * Where the second pass of a table begins that goes on from another page:
 * behind the title, which stands beside it, or else at once.
 */
static size_t
skip_title(struct spender *r, size_t from, size_t to)
{
	enum { PIECE = 4 * 3 }; /* bytes that tell it from other texts */
	size_t i = from;

	while (i < to && !is_title(r, i, PIECE) &&
	    !is_label(&r->dump->tokens[i], LABEL_SPENDING_AMOUNT))
		i++;
	if (i == to || !is_title(r, i, PIECE))
		return from;
	for (; i < to && is_title(r, i, 1); i++)
		r->dump->tokens[i].used = true;
	return i;
}

static void
read_flat_page(
    struct spender *r, struct list *parts, size_t from, size_t to, bool bare)
{
	struct dump *dump = r->dump;
	size_t k = parts->n;
	size_t behind, i = read_flat_lines(r, parts, from, to, bare, &behind);

	for (; k < parts->n; k++) {
		struct part_table *part = list_at(parts, struct part_table, k);
		struct flat_table *table =
		    list_at(&r->tables, struct flat_table, part->table);
		if (part->headed) {
			i = skip_heading(dump, i, to);
			headings_between(r, behind, i, table->pair);
			behind = i;
		} else {
			i = skip_title(r, i, to);
		}
		part->from = i;
		while (i < to && !is_border(&dump->tokens[i]) &&
		    (!dump->tokens[i].used ||
			dump->tokens[i].kind == TOKEN_LABEL))
			i++;
		part->to = i;
		part->rows = table->rows.n - part->first;
	}
	/* A heading at the page's end; the rows are on the next. */
	size_t end = skip_heading(dump, i, to);
	if (end > i && dump->tokens[end - 1].kind == TOKEN_LABEL &&
	    dump->tokens[end - 1].part == PART_SPENDING) {
		struct flat_table *table =
		    list_add(dump->arena, &r->tables, struct flat_table);
		headings_between(r, behind, end, table->pair);
	}
}

static void
put_flat_table(struct spender *r, struct flat_table *table)
{
	struct heading left = table->pair[0], right = table->pair[1];
	enum side *sides = table->sides.items;

	if (!right.letters.n && left.letters.n && r->last.n &&
	    letter_rank(left.letters) == letter_rank(r->last) + 2) {
		right = left;
		left = (struct heading){0};
	}
	r->last = right.letters.n ? right.letters : left.letters;
	if (table->rows.n &&
	    !find_sides(r, &table->rows, table->total[0], table->total[1],
		false, sides))
		record_note(r->dump->arena, r->sheet, "value-ambiguous",
		    S("spending"),
		    "the amounts of %.*s and %.*s do not add up to their "
		    "totals",
		    STR_ARG(left.letters), STR_ARG(right.letters));
	put_table(r, &left, &table->rows, sides, SIDE_LEFT, table->total[0]);
	put_table(r, &right, &table->rows, sides, SIDE_RIGHT, table->total[1]);
}

static void
fill_parts(struct spender *r, const struct list *parts,
    const struct wrapped_known *known, struct wrapped_known *learn)
{
	for (size_t k = 0; k < parts->n; k++) {
		const struct part_table *part =
		    list_at(parts, struct part_table, k);
		wrapped_fill(&r->rows, known,
		    &list_at(&r->tables, struct flat_table, part->table)->rows,
		    part->first, part->rows, part->from, part->to, learn);
	}
}

/*
 * Where all headings are in the second pass, a page begins with rows and their
 * totals, and with no label but those.
 */
static size_t
bare_begin(const struct dump *dump, size_t i)
{
	size_t from = i;
	bool totals = false;

	for (; from > 0 && dump->tokens[from - 1].page == dump->tokens[i].page;
	     from--) {
		const struct token *t = &dump->tokens[from - 1];
		if (t->kind == TOKEN_LABEL && t->label != LABEL_TOTAL)
			return i;
		totals = totals || t->kind == TOKEN_LABEL;
	}
	return totals ? from : i;
}

static void
read_flat(struct spender *r)
{
	const struct dump *dump = r->dump;
	struct list parts = {0}; /* of struct part_table */
	struct wrapped_known known = {0}, more;

	for (size_t i = 0; i < dump->n;) {
		size_t end = i;
		if (dump->tokens[i].part != PART_SPENDING) {
			i++;
			continue;
		}
		while (end < dump->n &&
		    dump->tokens[end].page == dump->tokens[i].page)
			end++;
		size_t from = bare_begin(dump, i);
		read_flat_page(r, &parts, from, end, from < i);
		i = end;
	}
	if (r->tables.n)
		close_table(
		    list_at(&r->tables, struct flat_table, r->tables.n - 1));
	for (size_t k = 0; k < r->tables.n; k++)
		wrapped_learn(&r->rows,
		    &list_at(&r->tables, struct flat_table, k)->rows, &known);
	more = known;
	wrapped_settle(&known);
	fill_parts(r, &parts, &known, &more);
	wrapped_settle(&more);
	fill_parts(r, &parts, &more, NULL);
	for (size_t k = 0; k < r->tables.n; k++)
		put_flat_table(r, list_at(&r->tables, struct flat_table, k));
}

/* -- with blank lines: from a heading to the totals -- */

struct figures {
	size_t *tokens;
	struct dec *values;
	size_t n;
};

static struct figures
find_figures(struct spender *r, size_t from, size_t to)
{
	struct figures f = {arena_new(r->dump->arena, size_t, to - from + 1),
	    arena_new(r->dump->arena, struct dec, to - from + 1), 0};

	for (size_t i = from; i < to; i++) {
		const struct token *t = &r->dump->tokens[i];
		struct dec d = {0};
		if (!t->used && t->kind == TOKEN_FIGURE)
			d = dec_cell(t->text);
		if (!d.known)
			continue;
		f.tokens[f.n] = i;
		f.values[f.n++] = d;
	}
	return f;
}

/*
 * Which two of the figures are the totals: together they are half of all,
 * and the others must fall into two sums.
 */
static bool
find_totals(struct spender *r, const struct figures *f, size_t total[2],
    enum side *sides)
{
	struct dec all = dec_of(0);

	int tries = 0;

	if (f->n < 3 || f->n > SIDES_MAX)
		return false;
	for (size_t i = 0; i < f->n; i++)
		all = dec_add(all, f->values[i]);
	for (size_t j = f->n; j-- > 1;)
		for (size_t i = j; i-- > 0;) {
			struct dec pair = dec_add(f->values[i], f->values[j]);
			if (dec_cmp(dec_add(pair, pair), all) != 0)
				continue;
			if (++tries > TRIES_OF_TABLE || r->tries++ > TRIES_MAX)
				return false;
			struct dec *rest =
			    arena_new(r->dump->arena, struct dec, f->n);
			size_t n = 0;
			for (size_t k = 0; k < f->n; k++)
				if (k != i && k != j)
					rest[n++] = f->values[k];
			for (size_t k = 0; k < n; k++)
				sides[k] = SIDE_EITHER;
			if (!sides_solve(rest, n, f->values[i], f->values[j],
				dec_of(0), true, sides))
				continue;
			total[0] = i;
			total[1] = j;
			return true;
		}
	return false;
}

static void
read_table(struct spender *r, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	struct figures f = find_figures(r, from, to);
	enum side *sides = arena_new(dump->arena, enum side, f.n + 1);
	struct heading left = take_heading(r), right = take_heading(r);
	struct list rows = {0};
	size_t total[2];

	if (!dump->columns || !find_totals(r, &f, total, sides)) {
		put_table(r, &left, &rows, sides, SIDE_LEFT, (struct dec){0});
		put_table(r, &right, &rows, sides, SIDE_RIGHT, (struct dec){0});
		return;
	}
	for (int k = 0; k < 2; k++)
		dump->tokens[f.tokens[total[k]]].used = true;
	rows_fill(&r->rows, &rows, 0, (int)f.n - 2, from, to);
	record_note(dump->arena, r->sheet, "placed-by-arithmetic",
	    S("spending"), "the amounts of %.*s and %.*s by their totals",
	    STR_ARG(left.letters), STR_ARG(right.letters));
	put_table(r, &left, &rows, sides, SIDE_LEFT, f.values[total[0]]);
	put_table(r, &right, &rows, sides, SIDE_RIGHT, f.values[total[1]]);
}

/* -- -layout: left and right are places -- */

/* The n-th token of the range that is such a label, or NULL. */
static const struct token *
nth_label(const struct dump *dump, size_t from, size_t to, int label, int n)
{
	for (size_t i = from; i < to; i++)
		if (is_label(&dump->tokens[i], label) && n-- == 0)
			return &dump->tokens[i];
	return NULL;
}

static void
read_side(struct spender *r, size_t from, size_t to, enum side side,
    const struct heading *heading)
{
	struct dump *dump = r->dump;
	struct list rows = {0};
	struct dec total = {0};
	size_t end = to, n = 0;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (is_label(t, LABEL_TOTAL) && end == to)
			end = i;
		bool here = t->x >= r->rows.from_x && t->x < r->rows.to_x;
		if (!here || t->used || t->kind != TOKEN_FIGURE ||
		    !dec_cell(t->text).known)
			continue;
		if (end == to) {
			n++;
		} else if (!total.known && t->at - dump->tokens[end].at <= 1) {
			total = dec_cell(t->text);
			dump->tokens[i].used = true;
		}
	}
	enum side *sides = arena_new(dump->arena, enum side, n + 1);
	for (size_t i = 0; i < n; i++)
		sides[i] = side;
	if (n)
		rows_fill(&r->rows, &rows, 0, (int)n, from, end);
	if (heading->letters.n || n)
		put_table(r, heading, &rows, sides, side, total);
}

/*
 * Where the left table ends: behind its amounts, and which those are the
 * totals tell, for columns drift.
 */
static int
middle_of(struct spender *r, size_t from, size_t to, int guess)
{
	const struct dump *dump = r->dump;
	struct figures f = find_figures(r, from, to);
	enum side *sides = arena_new(dump->arena, enum side, f.n + 1);
	struct dec total[2] = {{0}, {0}};
	size_t end = from, n = 0;
	int left = 0, right = 10000;

	while (end < to && !is_label(&dump->tokens[end], LABEL_TOTAL))
		end++;
	for (size_t i = 0; i < f.n; i++) {
		const struct token *t = &dump->tokens[f.tokens[i]];
		const struct token *next =
		    i + 1 < f.n ? &dump->tokens[f.tokens[i + 1]] : t;
		if (f.tokens[i] > end) {
			if (!total[0].known && t->x < guess)
				total[0] = f.values[i];
			else if (!total[1].known)
				total[1] = f.values[i];
			continue;
		}
		if (next != t && next->at == t->at && f.tokens[i + 1] < end) {
			sides[i] = SIDE_LEFT;
			sides[i + 1] = SIDE_RIGHT;
		}
		n = i + 1;
	}
	for (int k = 0; k < 2; k++)
		if (!total[k].known)
			total[k] = dec_of(0);
	if (!n || r->tries++ > TRIES_MAX ||
	    (!sides_solve(
		 f.values, n, total[0], total[1], dec_of(0), true, sides) &&
		!sides_solve(f.values, n, total[0], total[1],
		    slack_of(f.values, n), true, sides)))
		return guess;
	for (size_t i = 0; i < n; i++) {
		const struct token *t = &dump->tokens[f.tokens[i]];
		if (sides[i] == SIDE_LEFT && t->end > left)
			left = t->end;
		if (sides[i] == SIDE_RIGHT && t->x < right)
			right = t->x;
	}
	if (!left)
		return guess;
	return left < right ? left : guess;
}

/* True when the headings of both tables were found. */
static bool
read_layout_table(struct spender *r, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	size_t head_end = from;
	struct heading pair[2] = {{.token = 0}, {.token = 0}};

	while (head_end < to &&
	    dump->tokens[head_end].at <= dump->tokens[from].at + 2)
		head_end++;
	const struct token *item[2], *use[2];
	for (int k = 0; k < 2; k++) {
		item[k] =
		    nth_label(dump, from, head_end, LABEL_SPENDING_ITEM, k);
		use[k] = nth_label(dump, from, head_end, LABEL_SPENDING_USE, k);
	}
	if (!item[0] || !item[1] || item[1]->x <= item[0]->x)
		return false;
	size_t back = from;
	while (
	    back > 0 && dump->tokens[from].at - dump->tokens[back - 1].at <= 6)
		back--;
	headings_between(r, back, head_end, pair);
	int middle = middle_of(r, from, to, item[1]->x - 5);
	if (pair[0].letters.n && !pair[1].letters.n &&
	    dump->tokens[pair[0].token].x > middle) {
		pair[1] = pair[0];
		pair[0] = (struct heading){0};
	}
	for (int k = 0; k < 2; k++) {
		r->rows.from_x = k ? middle : 0;
		r->rows.to_x = k ? 10000 : middle;
		r->rows.use_x = use[k] ? item[k]->end + 3 : 0;
		read_side(r, from, to, k ? SIDE_RIGHT : SIDE_LEFT, &pair[k]);
	}
	r->rows.to_x = r->rows.use_x = 0;
	return true;
}

/* A table begins with a 費目 behind a 計. */
static void
read_tables(struct spender *r)
{
	const struct dump *dump = r->dump;
	size_t from = 0;
	bool open = false, totalled = false;

	for (size_t i = 0; i <= dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		bool here = i < dump->n && t->part == PART_SPENDING;
		bool head = here && is_label(t, LABEL_SPENDING_ITEM);
		if (open &&
		    (!here || (head && totalled) ||
			is_label(t, LABEL_SPENDING_MORE))) {
			if (!dump->columns || !read_layout_table(r, from, i))
				read_table(r, from, i);
			open = false;
		}
		if (!here)
			continue;
		if (head && !open) {
			from = i;
			open = true;
			totalled = false;
		}
		if (is_label(t, LABEL_TOTAL))
			totalled = true;
	}
}

void
dump_spending(struct dump *dump, struct sheet *sheet)
{
	struct spender r = {.dump = dump,
	    .sheet = sheet,
	    .rows = {.dump = dump, .likeness = likeness, .holes = holes}};
	size_t *indices, n = dump_part(dump, PART_SPENDING, &indices);

	if (!n)
		return;
	find_headings(&r);
	rows_widths(&r.rows, indices[0], indices[n - 1] + 1);
	if (dump->flat)
		read_flat(&r);
	else
		read_tables(&r);
}

/* -- tables that lost their heading -- */

/* Whose first payee, in the list, has got just what the table is about. */
static const struct payee *
payee_of_total(const struct sheet *sheet, struct dec total)
{
	const struct payee *found = NULL;

	for (size_t i = 0; i < sheet->payees.n; i++) {
		const struct payee *p =
		    list_at(&sheet->payees, struct payee, i);
		int64_t rank;
		bool named = false;
		if (!dec_int(p->rank.value, &rank) || rank != 1 ||
		    str_is_null(p->block) || !p->amount.value.known ||
		    dec_cmp(p->amount.value, total) != 0)
			continue;
		for (size_t k = 0; k < sheet->spending.n; k++)
			named = named ||
			    str_eq(p->block,
				list_at(&sheet->spending, struct spending, k)
				    ->block);
		if (named)
			continue;
		if (found)
			return NULL;
		found = p;
	}
	return found;
}

/* Whether no other table without a heading has the same total. */
static bool
is_only(const struct sheet *sheet, const struct spending *s)
{
	for (size_t i = 0; i < sheet->spending.n; i++) {
		const struct spending *other =
		    list_at(&sheet->spending, struct spending, i);
		if (other != s && str_is_null(other->block) &&
		    other->total.value.known &&
		    dec_cmp(other->total.value, s->total.value) == 0)
			return false;
	}
	return true;
}

void
dump_spending_names(struct dump *dump, struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->spending.n; i++) {
		struct spending *s =
		    list_at(&sheet->spending, struct spending, i);
		if (!str_is_null(s->block) || !str_is_null(s->payee) ||
		    !s->total.value.known || !is_only(sheet, s))
			continue;
		const struct payee *p = payee_of_total(sheet, s->total.value);
		if (!p)
			continue;
		s->block = p->block;
		s->payee = p->name;
		record_note(dump->arena, sheet, "placed-by-arithmetic",
		    arena_printf(dump->arena, "spending[%zu]", i),
		    "whose it is by its total");
	}
}
