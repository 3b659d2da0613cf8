#include "dump/doubts.h"

#include "dump/person.h"
#include "value/corp.h"
#include "value/text.h"

/*
 * A line that came with another column's cell, of the middle of the row,
 * stands between the others.
 */
bool
doubts_order(const struct doubts *d, const struct gathered *g)
{
	const struct token *tokens = d->rows->dump->tokens;
	size_t *cells = g->cells.items, n = g->cells.n;
	size_t middle = n;
	bool apart = false;

	for (size_t i = 0; i < n; i++) {
		const struct cell *c = &d->cells[cells[i]];
		if (i &&
		    tokens[c->item.token].paragraph !=
			tokens[d->cells[cells[i - 1]].item.token].paragraph)
			apart = true;
		if (c->tied || c->corp_behind) {
			if (middle < n)
				return !apart;
			middle = i;
		}
	}
	if (!apart || middle == n)
		return true;
	if (n % 2 == 0)
		return false;
	size_t cell = cells[middle];
	for (; middle > n / 2; middle--)
		cells[middle] = cells[middle - 1];
	for (; middle < n / 2; middle++)
		cells[middle] = cells[middle + 1];
	cells[n / 2] = cell;
	return true;
}

static const enum column required[] = {NAME, DESCRIPTION, AMOUNT, METHOD};
enum { REQUIRED = sizeof required / sizeof *required, MANY = 2 };

/* Whether a name or a rank was read between two cells. */
static bool
is_between_names(const struct doubts *d, size_t a, size_t b)
{
	for (size_t i = a < b ? a : b; i < (a < b ? b : a); i++)
		if (d->cells[i].column == NAME || d->cells[i].column == RANK)
			return true;
	return false;
}

/* The column of a cell, or of a line that goes on. */
static enum column
column_of(const struct cell *c)
{
	return c->column >= AGAIN && c->column < NOWHERE
	    ? (enum column)(c->column - AGAIN)
	    : c->column;
}

/* Whether a cell was read into the row, as another column's. */
static bool
is_of_row(const struct cell *c, size_t row, enum column column)
{
	enum column at = column_of(c);

	return at != NOWHERE && at != column && c->row == row;
}

/*
 * Whether a cell came with another one of its row, on one line or right
 * behind it: whatever the other rows of the column lack, it is of this one.
 */
static bool
is_anchored(const struct doubts *d, size_t row, enum column column)
{
	const struct gathered *g = &d->all[row * COLUMNS + column];

	for (size_t k = 0; k < g->cells.n; k++) {
		size_t i = *list_at(&g->cells, size_t, k);
		if (i > 0 && is_of_row(&d->cells[i - 1], row, column))
			return true;
		if (i + 1 < d->n && d->cells[i + 1].tied &&
		    is_of_row(&d->cells[i + 1], row, column))
			return true;
	}
	return false;
}

/* Whether the amount of a row came right behind its payee. */
static bool
is_led(const struct doubts *d, size_t row)
{
	const struct list *cells = &d->all[row * COLUMNS + AMOUNT].cells;

	if (!cells->n)
		return false;
	size_t i = *list_at(cells, size_t, 0);
	if (i > 0 && d->cells[i - 1].column == METHOD && d->cells[i].tied)
		i--;
	if (i == 0)
		return false;
	enum column before = column_of(&d->cells[i - 1]);
	return d->cells[i - 1].row == row &&
	    (before <= DESCRIPTION || before == RANK);
}

/*
 * Whether a cell is of its row whatever other rows of the column lack.  What
 * is behind a payee is its amount; that it stands beside a method tells not.
 */
static bool
is_placed(const struct doubts *d, size_t row, enum column column)
{
	return column == AMOUNT || column == METHOD
	    ? is_led(d, row)
	    : is_anchored(d, row, column);
}

/*
 * Rows are listed by amount.  Where the amounts of a column that came whole
 * do not fall, they may have come in another order, but for those right behind
 * their payees.
 */
static void
doubt_rises(const struct doubts *d, size_t from, size_t to)
{
	size_t above = d->n, first = from;
	bool rises = false;

	for (size_t row = from; row <= to; row++) {
		const struct list *cells =
		    &d->all[row * COLUMNS + AMOUNT].cells;
		if (row < to && !cells->n)
			continue;
		size_t cell = row < to ? *list_at(cells, size_t, 0) : d->n;
		if (row == to ||
		    (above < d->n && is_between_names(d, above, cell))) {
			for (; first < row; first++)
				if (rises && !is_led(d, first))
					d->all[first * COLUMNS + AMOUNT]
					    .doubtful =
					    d->all[first * COLUMNS + METHOD]
						.doubtful = true;
			rises = false;
		} else if (above < d->n &&
		    dec_cmp(d->cells[above].item.value,
			d->cells[cell].item.value) < 0) {
			rises = true;
		}
		above = cell;
	}
}

static const struct cell *
line_of(const struct doubts *d, const struct gathered *g, size_t i)
{
	return &d->cells[*list_at(&g->cells, size_t, i)];
}

/* The text of a cell. */
static str
text_of(const struct doubts *d, const struct gathered *g)
{
	struct list lines = {0};

	for (size_t i = 0; i < g->cells.n; i++)
		*list_add(d->rows->dump->arena, &lines, str) =
		    line_of(d, g, i)->item.text;
	return dump_lines(d->rows->dump, lines.items, lines.n);
}

/*
 * Whether a name or a description may be one: with brackets that close, and
 * nothing like the other.
 */
static bool
is_likely(const struct doubts *d, const struct gathered *g, enum column column)
{
	int open = 0;
	size_t len;

	if (!doubts_order(d, g))
		return false;
	str text = text_of(d, g);
	for (str s = text; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		open += c == '(' || c == 0x300C || c == 0x3010;
		open -= c == ')' || c == 0x300D || c == 0x3011;
		if (open < 0)
			return false;
	}
	int likeness = d->rows->likeness(d->rows->context, text);
	return open == 0 && (column == NAME ? likeness >= 0 : likeness < 2);
}

/*
 * Whether a cell has lines of another: it begins as no text does, or has the
 * form that begins a name behind something else.
 */
static bool
is_torn(const struct doubts *d, const struct gathered *g, enum column column)
{
	static const char *const forms[] = {"国立大学法人", "国立研究開発法人",
	    "学校法人", "一般社団法人", "一般財団法人", "公益社団法人",
	    "公益財団法人", "社会福祉法人", "特定非営利活動法人"};
	static const char inner[] =
	    "ー、。ンんァィゥェォッャュョぁぃぅぇぉっゃゅょ）)」";
	str text = text_of(d, g);
	size_t len;

	if (!text.n)
		return false;
	str_char(text, &len);
	if (str_has(str_of(inner), str_take(text, len)) ||
	    rows_display_width(text) <= 2)
		return true;
	if (column != NAME)
		return false;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		str form = str_of(forms[i]);
		if (str_has(text, form) && !str_starts(text, form) &&
		    !str_ends(text, form))
			return true;
	}
	return str_ends(text, S("。")) || str_ends(text, S("、"));
}

/* Whether a description is the beginning or the end of one close to it. */
static bool
is_part(const struct doubts *d, size_t from, size_t to, size_t row)
{
	enum { CLOSE = 2 };
	str text = text_of(d, &d->all[row * COLUMNS + DESCRIPTION]);

	if (!text.n)
		return false;
	for (size_t i = row < from + CLOSE ? from : row - CLOSE;
	     i < to && i <= row + CLOSE; i++) {
		str other = text_of(d, &d->all[i * COLUMNS + DESCRIPTION]);
		if (other.n > text.n &&
		    (str_starts(other, text) || str_ends(other, text)))
			return true;
	}
	return false;
}

/* Whether a number is of another kind than its name. */
static bool
contradicts(const struct doubts *d, const struct gathered *name,
    const struct gathered *corp)
{
	if (!name->cells.n || !corp->cells.n)
		return false;
	enum person person = person_of_name(text_of(d, name));
	enum person number = person_of_number(
	    corp_digits(d->rows->dump->arena, text_of(d, corp)));
	return person != PERSON_UNKNOWN && person < PERSON_STATE &&
	    number != PERSON_UNKNOWN && number != person;
}

/* Whether a name begins anew in one of its lines. */
static bool
begins_again(const struct doubts *d, const struct gathered *name)
{
	for (size_t k = 1; k < name->cells.n; k++)
		if (line_of(d, name, k)->begins_name)
			return true;
	return false;
}

bool
doubts_is_addition(str s)
{
	static const char *const marks[] = {
	    "等", "ほか", "他", "外", "及び", "・", "、", "（", "(", " ", "　"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_starts(s, str_of(marks[i])))
			return true;
	return !s.n;
}

/* Whether flow or spending have the name with more at its end, only. */
static bool
lacks_end(const struct doubts *d, str name)
{
	enum { SHORTEST = 12 };
	const struct sheet *sheet = d->sheet;
	bool lacks = false;

	if (name.n < SHORTEST)
		return false;
	for (size_t i = 0; i < sheet->spending.n + sheet->flow.nodes.n; i++) {
		str known = i < sheet->spending.n
		    ? list_at(&sheet->spending, struct spending, i)->payee
		    : list_at(&sheet->flow.nodes, struct flow_node,
			  i - sheet->spending.n)
			  ->name;
		if (str_is_null(known) || !str_starts(known, name))
			continue;
		if (doubts_is_addition(str_skip(known, name.n)))
			return false;
		lacks = true;
	}
	return lacks;
}

/*
 * Whether a description is one line beside its number that is full, with
 * nothing above or below in its paragraph: the lines of its cell may stand
 * so far apart that each has a paragraph of its own.
 */
static bool
is_cut(const struct doubts *d, const struct gathered *use)
{
	const struct token *tokens = d->rows->dump->tokens;
	int full = d->rows->widths[1];

	if (use->cells.n != 1 || !full)
		return false;
	size_t i = *list_at(&use->cells, size_t, 0), first = i;
	const struct cell *c = &d->cells[i];
	int paragraph = tokens[c->item.token].paragraph;
	while (first > 0 && d->cells[first].tied)
		first--;
	return c->tied && 20 * c->item.width >= 17 * full &&
	    (first == 0 ||
		tokens[d->cells[first - 1].item.token].paragraph !=
		    paragraph) &&
	    (i + 1 == d->n ||
		tokens[d->cells[i + 1].item.token].paragraph != paragraph);
}

/* Whether a description of the block was put together from paragraphs. */
static bool
has_loose_lines(const struct doubts *d, size_t from, size_t to)
{
	const struct token *tokens = d->rows->dump->tokens;

	for (size_t row = from; row < to; row++) {
		const struct gathered *use =
		    &d->all[row * COLUMNS + DESCRIPTION];
		for (size_t k = 1; k < use->cells.n; k++)
			if (tokens[line_of(d, use, k)->item.token].paragraph !=
			    tokens[line_of(d, use, k - 1)->item.token]
				.paragraph)
				return true;
	}
	return false;
}

/*
 * Whether a text of several paragraphs has a line, before its last, that is
 * not nearly full: it does not wrap there, what follows may be another cell's.
 */
static bool
is_patched(const struct doubts *d, const struct gathered *g, enum column column)
{
	const struct token *tokens = d->rows->dump->tokens;
	int full = d->rows->widths[column == NAME ? 0 : 1];
	bool loose = false, ends = false;

	for (size_t k = 1; k < g->cells.n; k++) {
		const struct cell *above = line_of(d, g, k - 1);
		loose |= tokens[above->item.token].paragraph !=
		    tokens[line_of(d, g, k)->item.token].paragraph;
		ends |= 10 * above->item.width < 9 * full;
	}
	return loose && ends;
}

/* Lines that came into the wrong cell spoil two. */
static void
doubt_texts(
    const struct doubts *d, size_t from, size_t to, size_t row, bool loose)
{
	struct gathered *name = &d->all[row * COLUMNS + NAME];
	struct gathered *use = &d->all[row * COLUMNS + DESCRIPTION];

	if (!is_likely(d, name, NAME) || !is_likely(d, use, DESCRIPTION) ||
	    is_torn(d, name, NAME) || is_torn(d, use, DESCRIPTION) ||
	    is_part(d, from, to, row) || begins_again(d, name) ||
	    lacks_end(d, text_of(d, name)))
		name->doubtful = use->doubtful = true;
	if (is_patched(d, name, NAME))
		name->doubtful = true;
	if (is_patched(d, use, DESCRIPTION) || (loose && is_cut(d, use)))
		use->doubtful = true;
}

/* A number of another kind than its name tells that the column is shifted. */
static void
doubt_numbers(const struct doubts *d, size_t from, size_t to)
{
	bool shifted = false;

	for (size_t row = from; row < to; row++) {
		const struct gathered *g = &d->all[row * COLUMNS];
		shifted |=
		    !g[NAME].doubtful && contradicts(d, &g[NAME], &g[CORP]);
	}
	for (size_t row = from; shifted && row < to; row++)
		d->all[row * COLUMNS + CORP].doubtful = true;
}

/*
 * Rows with a competition have bidders, and no others: where that does not
 * hold the two columns, or the methods, are shifted.
 */
static void
doubt_competition(const struct doubts *d, size_t from, size_t to)
{
	bool shifted = false;

	for (size_t row = from; row < to; row++) {
		const struct gathered *g = &d->all[row * COLUMNS];
		bool has = g[BIDDERS].cells.n > 0 || g[RATE].cells.n > 0;
		if (g[METHOD].cells.n)
			shifted |=
			    has != line_of(d, &g[METHOD], 0)->competitive;
	}
	for (size_t row = from; shifted && row < to; row++)
		d->all[row * COLUMNS + BIDDERS].doubtful =
		    d->all[row * COLUMNS + RATE].doubtful = true;
}

/* How many rows of a block lack a cell in a column. */
static size_t
holes_of(const struct doubts *d, size_t from, size_t to, enum column column)
{
	size_t holes = 0;

	for (size_t row = from; row < to; row++)
		holes += !d->all[row * COLUMNS + column].cells.n;
	return holes;
}

/*
 * Every row has a name, a description, an amount and a method.  Where one
 * lacks that others have, what else is in the column may have been shifted;
 * of a row that lacks several nothing is sure.
 */
void
doubts_mark(const struct doubts *d, size_t from, size_t to)
{
	int *lacks = arena_new(d->rows->dump->arena, int, to - from);

	if (!d->whole)
		doubt_rises(d, from, to);
	bool loose = has_loose_lines(d, from, to);
	for (size_t row = from; row < to; row++)
		doubt_texts(d, from, to, row, loose);
	if (!d->whole)
		doubt_numbers(d, from, to);
	for (int k = 0; k < REQUIRED; k++) {
		size_t holes = holes_of(d, from, to, required[k]);
		if (!holes || holes == to - from)
			continue;
		for (size_t row = from; row < to; row++) {
			struct gathered *g =
			    &d->all[row * COLUMNS + required[k]];
			if (d->whole || !is_placed(d, row, required[k]))
				g->doubtful = true;
			lacks[row - from] += !g->cells.n;
		}
	}
	if (!d->whole)
		doubt_competition(d, from, to);
	for (size_t row = from; row < to; row++)
		for (int c = 0; lacks[row - from] >= MANY && c < COLUMNS; c++)
			d->all[row * COLUMNS + (size_t)c].doubtful = true;
}
