#include "dump/wrapped.h"

#include "solve/fill.h"
#include "value/corp.h"
#include "value/text.h"

#include <stdlib.h>

enum {
	LONGEST = 16, /* pieces of one cell, as a rule */
	LONGEST_EVER = 64,
	PIECES_MAX = 4096, /* of one list on one page */
	TRIES_MAX = 1 << 22, /* pieces * slots, of all lists of a sheet */
	MARGIN = 3,
};

/* What each oddity of a reading costs. */
enum {
	SHORT_LINE = 4, /* what follows would have fitted */
	SHORTER_LINE = 2, /* the same for every column of it */
	SHORT_MOST = 16,
	NARROW_CELL = 8, /* wraps far before the column's end */
	WIDE_CELL = 9, /* and one for every column beyond */
	SPACE = 2, /* in a cell, between other than words */
	OTHER_SCRIPT = 3, /* from one line to the next */
	PLAIN = 5, /* one line in one script: it need not be here */
	PLAIN_FULL = 1, /* the same, but nearly as wide as the column */
	CUT_WORD = 15, /* begins with what cannot begin a line */
	CUT_ENDING = 5,
	CUT_END = 5, /* ends with a particle */
	BRACKETS = 8,
	KNOWN = -5,
	KNOWN_ELSEWHERE = 6,
	REASON_EVER = 10,
	NO_REASON = 20,
	NAME_NEUTRAL = 4,
	NAME_UNLIKE = 9,
	DESCRIPTION_NEUTRAL = 3,
	DESCRIPTION_UNLIKE = 9,
	NO_SENTENCE = 40,
	DASH = 1, /* in a cell that is not left empty as a rule */
	MANY_BIDDERS = 20,
};

/* A word of a line, a figure, or a method. */
struct piece_of {
	enum item_kind kind;
	bool dash;
	size_t token;
	str text;
	int64_t whole;
	bool opens; /* a line */
	int width;
	int unit; /* columns that cannot be parted at its beginning */
	bool ascii, wide; /* has characters of either script */
};

/* Pieces [from, to) as one cell. */
struct cell_of {
	bool known, likely;
	uint64_t hash;
	int cost; /* whatever the column */
	int width; /* of its widest line */
	int lines;
	int likeness;
	bool plain; /* one line in one script */
	bool reason, sentence;
};

/* The other text of a row whose one text is NAME or DESCRIPTION. */
enum { EITHER = COLUMNS };

struct slot {
	size_t row;
	int column; /* enum column or EITHER */
	str one; /* the row's one text */
	int likeness; /* of it */
};

struct filler {
	struct rows *r;
	const struct wrapped_known *known;
	struct piece_of *pieces;
	size_t n;
	size_t longest;
	struct cell_of *cells; /* [from * longest + to - from - 1] */
	struct slot *slots;
};

/* -- characters -- */

static bool
is_one_of(uint32_t c, const char *set)
{
	size_t len;

	for (str s = str_of(set); s.n; s = str_skip(s, len))
		if (str_char(s, &len) == c)
			return true;
	return false;
}

static uint32_t
first_code(str s)
{
	size_t len;

	return s.n ? str_char(s, &len) : 0;
}

static uint32_t
last_code(str s)
{
	size_t i = s.n, len;

	while (i > 0 && ((unsigned char)s.p[i - 1] & 0xC0) == 0x80)
		i--;
	return i > 0 ? str_char(str_skip(s, i - 1), &len) : 0;
}

/* What must not begin a line, and so begins no cell. */
static bool
is_closing(uint32_t c)
{
	return is_one_of(c,
	    "）」』】〕］｝〉》、。，．ーァィゥェォッャュョヮ"
	    "ぁぃぅぇぉっゃゅょゎ々ｰｧｨｩｪｫｯｬｭｮﾞﾟ：；)],;:%");
}

static bool
is_opening(uint32_t c)
{
	return is_one_of(c, "（「『【〔［｛〈《([");
}

static bool
is_ending(uint32_t c)
{
	return c >= 0x3041 && c <= 0x3096 && !is_one_of(c, "おごこさみひまふ");
}

/* How many columns at the beginning of a text stay together. */
static int
unit_width(str s)
{
	size_t len;
	int width = 0;
	bool word = true, opened = true;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = str_char(s, &len);
		bool latin = c < 0x80;
		if (width && !opened && !is_closing(c) && !(word && latin))
			break;
		word = latin && (word || !width);
		opened = is_opening(c);
		width += text_width(c);
	}
	return width;
}

/* -- pieces -- */

static void
add_piece(struct filler *f, struct list *list, size_t token, str text)
{
	const struct token *t = &f->r->dump->tokens[token];
	struct piece_of *p = list_add(f->r->dump->arena, list, struct piece_of);
	size_t len;

	*p = (struct piece_of){.kind = ITEM_TEXT, .token = token, .text = text};
	p->opens = t->opens && (text.p == t->text.p || text.p == t->whole.p);
	p->width = rows_display_width(text);
	p->unit = unit_width(text);
	for (str s = text; s.n; s = str_skip(s, len)) {
		uint32_t c = str_char(s, &len);
		p->ascii = p->ascii || (c > ' ' && c < 0x7F);
		p->wide = p->wide || c >= 0x80;
	}
}

static void
add_words(struct filler *f, struct list *list, size_t token, str text)
{
	while (text.n) {
		struct str_cut cut = str_cut(text, ' ');
		if (cut.head.n)
			add_piece(f, list, token, cut.head);
		text = cut.tail;
	}
}

static void
find_pieces(struct filler *f, size_t from, size_t to)
{
	struct dump *dump = f->r->dump;
	struct list list = {0};

	for (size_t i = from; i < to && list.n < PIECES_MAX; i++) {
		const struct token *t = &dump->tokens[i];
		bool label = t->kind == TOKEN_LABEL;
		if (f->r->part != PART_NONE && t->part != f->r->part)
			continue;
		if (label && t->label == DUMP_YEAR)
			add_words(f, &list, i, t->whole);
		if (t->used && !(label && t->label == DUMP_METHOD))
			continue;
		if (t->kind == TOKEN_TEXT) {
			add_words(f, &list, i, t->text);
			continue;
		}
		add_piece(f, &list, i, t->text);
		struct piece_of *p =
		    list_at(&list, struct piece_of, list.n - 1);
		struct item item;
		p->dash = text_is_none(t->text);
		if (rows_item(f->r, i, &item)) {
			p->kind = item.kind;
			p->whole = item.whole;
		}
	}
	f->pieces = list.items;
	f->n = list.n;
}

/* -- a run of pieces as one cell -- */

static str
joined(const struct filler *f, size_t from, size_t to)
{
	struct text text = {.arena = f->r->dump->arena};

	for (size_t i = from; i < to; i++)
		text_put(&text, f->pieces[i].text);
	return text_str(&text);
}

static uint64_t
hash_of(str s)
{
	uint64_t hash = 14695981039346656037u;
	size_t len;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = str_char(s, &len);
		if (!text_is_space(c) && c != '\n')
			hash = (hash ^ c) * 1099511628211u;
	}
	return hash;
}

static int
brackets(str s)
{
	int open = 0, bad = 0;
	size_t len;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		open += is_one_of(c, "(「『【");
		open -= is_one_of(c, ")」』】");
		if (open < 0) {
			bad = 1;
			open = 0;
		}
	}
	return bad || open ? BRACKETS : 0;
}

static int
ends_cost(str s)
{
	uint32_t first = first_code(s), last = last_code(s);
	int cost = 0;

	if (is_closing(first))
		cost += CUT_WORD;
	else if (is_ending(first))
		cost += CUT_ENDING;
	if (is_opening(last) || is_one_of(last, "、，"))
		cost += CUT_WORD;
	else if (is_one_of(last, "のとをにがへや・"))
		cost += CUT_END;
	return cost;
}

/* The widths of the lines, and what those cost that are not full. */
static int
lines_cost(const struct filler *f, size_t from, size_t to, struct cell_of *c)
{
	int widths[LONGEST_EVER], units[LONGEST_EVER], n = 0, cost = 0;
	bool ended[LONGEST_EVER]; /* a sentence does, perhaps a paragraph */
	bool ascii = false, wide = false;

	for (size_t i = from; i < to; i++) {
		const struct piece_of *p = &f->pieces[i];
		ascii = ascii || p->ascii;
		wide = wide || p->wide;
		if (i == from || p->opens) {
			if (i > from && p->ascii && !p->wide && !p[-1].ascii)
				cost += OTHER_SCRIPT;
			widths[n] = p->width;
			ended[n] = false;
			units[n++] = p->unit;
		} else {
			widths[n - 1] += 1 + p->width;
			if (!p->ascii || !p[-1].ascii)
				cost += SPACE;
		}
		ended[n - 1] = str_ends(p->text, S("。"));
	}
	c->lines = n;
	for (int i = 0; i < n; i++)
		if (widths[i] > c->width)
			c->width = widths[i];
	for (int i = 0; i + 1 < n; i++) {
		int room = c->width - widths[i] - units[i + 1];
		if (room >= 1 && !(f->r->prose && ended[i])) {
			int price = SHORT_LINE + SHORTER_LINE * room;
			cost += price < SHORT_MOST ? price : SHORT_MOST;
		}
	}
	c->plain = n == 1 && !(ascii && wide);
	return cost;
}

static bool
is_reason(str s)
{
	return str_has(s, S("。")) || str_has(s, S("ため")) ||
	    str_has(s, S("から")) || str_has(s, S("こと"));
}

static const struct cell_of *
cell_at(const struct filler *f, size_t from, size_t to)
{
	struct cell_of *c = &f->cells[from * f->longest + to - from - 1];

	if (c->known)
		return c;
	str text = joined(f, from, to);
	c->known = true;
	c->hash = hash_of(text);
	c->cost = lines_cost(f, from, to, c) + ends_cost(text) + brackets(text);
	c->likeness = f->r->likeness(f->r->context, text);
	c->reason = is_reason(text);
	c->sentence = str_ends(text, S("。"));
	return c;
}

static int
compare_hashes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static bool
is_known(const struct wrapped_known *k, enum column column, uint64_t hash)
{
	return k->hashes[column].n &&
	    bsearch(&hash, k->hashes[column].items, k->hashes[column].n,
		sizeof hash, compare_hashes) != NULL;
}

static int
likeness_cost(int likeness, enum column column)
{
	if (column == NAME)
		return likeness >= 2 ? 0
		    : likeness >= 0  ? NAME_NEUTRAL
				     : NAME_UNLIKE;
	return likeness < 0 ? 0
	    : likeness < 2  ? DESCRIPTION_NEUTRAL
			    : DESCRIPTION_UNLIKE;
}

/* What a cell costs in a column, but for what its words are like. */
static int
shape_cost(const struct filler *f, const struct cell_of *c, enum column column)
{
	int full = f->known->full[column];
	int cost = c->cost;

	if (c->plain)
		cost += full && c->width + 3 >= full ? PLAIN_FULL : PLAIN;
	if (full && c->lines > 1 && 4 * c->width < 3 * full)
		cost += (2 * c->width < full ? 2 : 1) * NARROW_CELL;
	if (f->known->widths[column].n && c->width > full + 2)
		cost += WIDE_CELL + c->width - full - 2;
	return cost;
}

static int
text_cost(const struct filler *f, enum column column, size_t from, size_t to)
{
	const struct cell_of *c = cell_at(f, from, to);
	int cost = shape_cost(f, c, column);

	if (is_known(f->known, column, c->hash))
		return cost + KNOWN;
	if (column != REASON &&
	    is_known(f->known, column == NAME ? DESCRIPTION : NAME, c->hash))
		cost += KNOWN_ELSEWHERE;
	if (f->r->prose)
		return cost + (c->sentence ? 0 : NO_SENTENCE);
	if (column == REASON)
		return cost + REASON_EVER + (c->reason ? 0 : NO_REASON);
	return cost + likeness_cost(c->likeness, column);
}

/* What the cell is if the row's one text is the other. */
static int
either_cost(const struct filler *f, const struct slot *slot, size_t from,
    size_t to, enum column *column)
{
	const struct cell_of *c = cell_at(f, from, to);
	int name = shape_cost(f, c, NAME);
	int description = shape_cost(f, c, DESCRIPTION);
	int full = f->known->full[NAME];

	if (full && rows_display_width(slot->one) > full + 2)
		description += WIDE_CELL;
	if (is_known(f->known, NAME, c->hash))
		description += KNOWN_ELSEWHERE;
	if (is_known(f->known, DESCRIPTION, c->hash))
		name += KNOWN_ELSEWHERE;
	if (c->likeness < slot->likeness)
		name += DESCRIPTION_UNLIKE;
	else if (c->likeness > slot->likeness)
		description += DESCRIPTION_UNLIKE;
	*column = name < description ? NAME : DESCRIPTION;
	return name < description ? name : description;
}

static bool
takes(int column, enum item_kind kind)
{
	switch (kind) {
	case ITEM_CORP:
		return column == CORP;
	case ITEM_INT:
		return column == AMOUNT || column == BIDDERS;
	case ITEM_NUMBER:
		return column == AMOUNT;
	case ITEM_RATE:
		return column == RATE;
	case ITEM_METHOD:
		return column == METHOD;
	case ITEM_TEXT:
		return column == NAME || column == DESCRIPTION ||
		    column == REASON || column == EITHER;
	}
	return false;
}

static int
cost_of(const void *context, size_t slot, size_t from, size_t to)
{
	const struct filler *f = context;
	int column = f->slots[slot].column;
	const struct piece_of *p = &f->pieces[from];
	enum column which;

	if (from == to)
		return f->r->holes[column == EITHER ? DESCRIPTION : column];
	if (to - from > f->longest)
		return FILL_STOP;
	if (p->dash)
		return to > from + 1 || column == AMOUNT ? FILL_STOP
		    : column == NAME			 ? NAME_UNLIKE
							 : DASH;
	if (!takes(column, p->kind) || !takes(column, f->pieces[to - 1].kind))
		return FILL_STOP;
	if (p->kind == ITEM_TEXT && f->pieces[to - 1].dash)
		return FILL_STOP;
	if (column == EITHER)
		return either_cost(f, &f->slots[slot], from, to, &which);
	if (p->kind == ITEM_TEXT)
		return text_cost(f, (enum column)column, from, to);
	if (to > from + 1)
		return FILL_STOP;
	return column == BIDDERS && p->whole > 200 ? MANY_BIDDERS : 0;
}

static int
none_cost(const void *context, size_t item)
{
	static const int costs[] = {[ITEM_INT] = 25,
	    [ITEM_NUMBER] = 30,
	    [ITEM_RATE] = 25,
	    [ITEM_CORP] = 25,
	    [ITEM_METHOD] = 20,
	    [ITEM_TEXT] = 20};
	const struct filler *f = context;

	return f->pieces[item].dash ? 2 : costs[f->pieces[item].kind];
}

/* -- rows -- */

static void
put_cell(struct filler *f, struct row *row, enum column column, size_t from,
    size_t to)
{
	struct item item = {0};

	for (size_t i = from; i < to; i++) {
		const struct piece_of *p = &f->pieces[i];
		item.token = p->token;
		item.text = p->text;
		while (i + 1 < to && f->pieces[i + 1].token == p->token) {
			const struct piece_of *next = &f->pieces[++i];
			item.text.n =
			    (size_t)(next->text.p + next->text.n - item.text.p);
		}
		rows_put(f->r, row, column, &item);
	}
}

static void
learn_cell(struct filler *f, enum column column, const struct cell_of *c,
    struct wrapped_known *learn)
{
	struct arena *arena = f->r->dump->arena;

	if (c->lines > 1)
		*list_add(arena, &learn->widths[column], int) = c->width;
	*list_add(arena, &learn->hashes[column], uint64_t) = c->hash;
}

/* The row's one text goes to the column that is left. */
static void
part_texts(struct row *row, enum column column)
{
	struct list none = {0};
	enum column other = column == NAME ? DESCRIPTION : NAME;

	if (row->cells[column].n) {
		row->cells[other] = row->cells[column];
		row->cells[column] = none;
	}
	row->either = false;
}

static void
take_cells(struct filler *f, const struct fill *fill, struct list *rows,
    struct wrapped_known *learn)
{
	for (size_t s = 0; s < fill->slots; s++) {
		size_t from = fill->from[s], to = fill->to[s];
		const struct slot *slot = &f->slots[s];
		struct row *row = list_at(rows, struct row, slot->row);
		enum column column = (enum column)slot->column;
		if (from == to || !fill->sure[s] || f->pieces[from].dash)
			continue;
		if (slot->column == EITHER)
			either_cost(f, slot, from, to, &column);
		if (slot->column == EITHER && !learn)
			part_texts(row, column);
		if (!learn)
			put_cell(f, row, column, from, to);
		else if (f->pieces[from].kind == ITEM_TEXT)
			learn_cell(f, column, cell_at(f, from, to), learn);
	}
}

static void
find_slots(struct filler *f, const struct list *rows, size_t first,
    size_t count, struct list *slots)
{
	struct arena *arena = f->r->dump->arena;

	for (size_t i = first; i < first + count && i < rows->n; i++) {
		const struct row *row = list_at(rows, struct row, i);
		enum column text = row->cells[NAME].n ? NAME : DESCRIPTION;
		str one = rows_text(f->r, row, text);
		if (row->either)
			*list_add(arena, slots, struct slot) =
			    (struct slot){.row = i,
				.column = EITHER,
				.one = one,
				.likeness = f->r->likeness(f->r->context, one)};
		for (int c = row->either ? CORP : NAME; c < COLUMNS; c++) {
			bool here = f->r->ranked || c == NAME ||
			    c == DESCRIPTION || c == AMOUNT;
			if (row->either && c == DESCRIPTION)
				continue;
			if (here && !row->cells[c].n && !(row->none & 1u << c))
				*list_add(arena, slots, struct slot) =
				    (struct slot){.row = i, .column = c};
		}
	}
}

void
wrapped_fill(struct rows *r, const struct wrapped_known *known,
    struct list *rows, size_t first, size_t count, size_t from, size_t to,
    struct wrapped_known *learn)
{
	struct filler f = {.r = r, .known = known};
	struct list slots = {0};

	find_pieces(&f, from, to);
	find_slots(&f, rows, first, count, &slots);
	r->tries += f.n * slots.n;
	if (!f.n || !slots.n || r->tries > TRIES_MAX)
		return;
	f.slots = slots.items;
	f.longest = r->prose ? LONGEST_EVER : LONGEST;
	f.cells = arena_new(r->dump->arena, struct cell_of, f.n * f.longest);
	struct fill fill = {.items = f.n,
	    .slots = slots.n,
	    .cost = cost_of,
	    .none = none_cost,
	    .context = &f,
	    .margin = MARGIN};
	if (fill_solve(&fill, r->dump->arena))
		take_cells(&f, &fill, rows, learn);
}

/* -- what cells of the list say -- */

void
wrapped_learn(
    const struct rows *r, const struct list *rows, struct wrapped_known *known)
{
	static const enum column columns[] = {NAME, DESCRIPTION};

	for (size_t i = 0; i < rows->n; i++)
		for (size_t k = 0; k < 2; k++) {
			const struct row *row = list_at(rows, struct row, i);
			str text = rows_text(r, row, columns[k]);
			if (!text.n || row->either)
				continue;
			int width = rows_display_width(text);
			if (width > known->full[columns[k]])
				known->full[columns[k]] = width;
			*list_add(r->dump->arena, &known->hashes[columns[k]],
			    uint64_t) = hash_of(text);
		}
}

static int
compare_ints(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

void
wrapped_settle(struct wrapped_known *known)
{
	for (int c = 0; c < COLUMNS; c++) {
		struct list *hashes = &known->hashes[c];
		struct list *widths = &known->widths[c];
		if (hashes->n)
			qsort(hashes->items, hashes->n, sizeof(uint64_t),
			    compare_hashes);
		if (!widths->n)
			continue;
		qsort(widths->items, widths->n, sizeof(int), compare_ints);
		int full = *list_at(widths, int, 3 * widths->n / 4);
		if (full > known->full[c])
			known->full[c] = full;
	}
}
