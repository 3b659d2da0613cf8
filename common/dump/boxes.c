#include "dump/boxes.h"

#include "dump/box_rows.h"
#include "dump/person.h"
#include "solve/lattice.h"
#include "value/text.h"

enum {
	WIDTH = 300, /* of the searches */
	MARGIN = 2, /* a reading this much dearer is as good */
	ROWS_MAX = 80, /* of a page; more are not tried */
};

/* What each oddity of a reading costs, or earns. */
enum price {
	/* of an integer, whatever it is taken for */
	NEVER = 20, /* beside what no such figure stands beside */
	BESIDE = -8, /* beside what stands in the next column */
	LEFT_INT = 12, /* put nowhere */
	LEFT_IDLE = 3, /* the rank of an empty list */
	/* of a rank */
	RANK_PAYEE = -6, /* the name or the number is beside it */
	RANK_WITHIN = 15, /* not the first of its line */
	RANK_METHOD = 4, /* a method or a rate stands behind it */
	RANK_TEXT = -1, /* a text does */
	RANK_COMPETITION = 3, /* bidders do, or a dash */
	START_MORE = 4, /* a block whose heading is on the page before */
	START_MANY = 10, /* a block more */
	START_LESS = 2, /* a heading without a block */
	RANK_HIGH = 2, /* too high to be followed */
	RANK_FIRST = 3, /* does not follow the page before */
	RANK_TWICE = 10,
	RANK_EARLY = 3, /* leaves a gap, but shares its line with a name */
	RANK_GAP = 4, /* leaves a gap */
	RANK_MISSING = 2, /* for each that it leaves out */
	GAP_MAX = 8, /* that are counted */
	GAP_LEFT = 10, /* a gap that is not filled */
	/* of an amount */
	AMOUNT_RISES = 3, /* more than the one before */
	AMOUNT_METHOD = -3, /* the method stands behind it */
	AMOUNT_BIDDERS = -2, /* bidders and a rate do */
	AMOUNT_AMOUNT = -1, /* another amount does */
	AMOUNT_ALONE = 1,
	/* of bidders */
	BIDDERS_MORE = 8, /* than 30 */
	BIDDERS_MANY = 30, /* than 200 */
	BIDDERS_DASH = -2, /* a dash in place of a rate is behind them */
	BIDDERS_DASH_BESIDE = -5, /* on their line */
	BIDDERS_BEHIND_DASH = -1, /* one of the row above is before them */
	BIDDERS_EARLY = 20, /* before any rank and amount */
	BIDDERS_NUMBER = 2, /* a figure is behind them */
	BIDDERS_TEXT = 1, /* a text is */
	BIDDERS_ALONE = 3, /* no rate is */
	/* of a text */
	LEFT_TEXT = 11,
	NUMBER_BESIDE = 14, /* on the wrong side of the number of its line */
	NUMBER_NEXT = 1, /* of the number above or below */
	NAME_RANKED = -2, /* a name behind a rank */
	USE_RANKED = 2, /* a description behind one */
	USE_BESIDE_RANK = 10, /* on its line */
	NAME_LONG = 2, /* for each line more than three */
	TEXT_WIDE = 3, /* wider than the column */
	GOES_ON_SHORT = 2, /* behind a line that was not full */
	GOES_ON_AGAIN = 6, /* with the line that the paragraph begins with */
	CUT_FULL = 12, /* another cell behind a full line, or in names */
	CUT_SHORT = 5,
	/* a column with a cell more or less than rows, for each */
	OFF_RANKS = 8,
	OFF_AMOUNTS = 10,
	OFF_TEXTS = 16,
};

/* What a cell is, as far as its neighbours tell. */
struct look {
	int likeness; /* of a paragraph of text */
	int lines; /* of it */
	bool follows; /* the line before in its paragraph is text too */
	bool again; /* the same line as the first of its paragraph */
	int before; /* how wide the line before is */
};

struct search {
	struct boxes *b;
	struct look *looks;
	int headings; /* blocks that begin on the page */
	int amounts; /* that are left for the integers */
	int descriptions; /* that are left for the texts */
	int widest; /* line of a paragraph of several */
	size_t *at; /* cells, of a step of the search */
	struct lattice lattice;
	size_t n;
};

static bool
is_plain(const struct cell *c)
{
	return !c->letter && !c->none && c->heading == NOWHERE;
}

static bool
is_text(const struct cell *c)
{
	return is_plain(c) && c->item.kind == ITEM_TEXT;
}

static const struct token *
token_of(const struct boxes *b, size_t i)
{
	return &b->list->rows->dump->tokens[b->list->cells[i].item.token];
}

/* The cell behind i, if it is on the same line; else NULL. */
static const struct cell *
beside(const struct boxes *b, size_t i)
{
	const struct cell *next = &b->list->cells[i + 1];

	return i + 1 < b->list->n && is_plain(next) && next->tied ? next : NULL;
}

/* The cell behind i, on another line. */
static const struct cell *
behind(const struct boxes *b, size_t i)
{
	const struct cell *next = &b->list->cells[i + 1];

	return i + 1 < b->list->n && is_plain(next) && !next->tied ? next
								   : NULL;
}

static bool
is_dash(const struct boxes *b, size_t i)
{
	return i < b->list->n && b->list->cells[i].none;
}

static bool
is_kind(const struct cell *c, enum item_kind kind)
{
	return c && c->item.kind == kind;
}

/* A word in place of a rate. */
static bool
is_withheld(const struct cell *c)
{
	return is_kind(c, ITEM_TEXT) &&
	    str_any(c->item.text, "非公開|非公表|不開示", str_eq);
}

/* A name or a number that begins behind its rank. */
static bool
is_payee(const struct cell *c)
{
	return is_kind(c, ITEM_CORP) ||
	    (is_kind(c, ITEM_TEXT) && !is_withheld(c));
}

/* -- integers: ranks, amounts, bidders -- */

struct counted {
	uint64_t seen; /* ranks of the block */
	int16_t ranks, amounts, starts;
	int16_t unused; /* no padding in a state */
};

enum { SEEN_MAX = 63 };

/* The ranks seen from 1 on without a gap. */
static int
reached(uint64_t seen)
{
	int last = 0;

	while (last < SEEN_MAX && seen & (uint64_t)1 << (last + 1))
		last++;
	return last;
}

/*
 * Behind a rank.  A 1 begins a block; ranks seen before that leave a gap
 * below are of this block, and came earlier with what shares their lines.
 */
static uint64_t
see_rank(uint64_t seen, int value)
{
	if (value > SEEN_MAX)
		return seen;
	if (value == 1) {
		int last = reached(seen);
		seen = last < SEEN_MAX ? seen >> (last + 1) << (last + 1) : 0;
	}
	return seen | (uint64_t)1 << value;
}

/* The next line has bidders and a rate. */
static bool
precedes_competition(const struct boxes *b, size_t i)
{
	return is_kind(behind(b, i), ITEM_INT) &&
	    is_kind(beside(b, i + 1), ITEM_RATE);
}

static int
rank_cost(const struct search *s, const struct counted *p, size_t i)
{
	const struct cell *c = &s->b->list->cells[i], *next = beside(s->b, i);
	int value = (int)c->item.whole;
	bool joined = is_payee(next);
	int cost = (token_of(s->b, i)->opens ? 0 : RANK_WITHIN) +
	    (!next	     ? 0
		    : joined ? RANK_PAYEE
			     : NEVER);

	if (is_kind(behind(s->b, i), ITEM_METHOD) ||
	    is_kind(behind(s->b, i), ITEM_RATE))
		cost += RANK_METHOD;
	if (is_kind(behind(s->b, i), ITEM_TEXT))
		cost += RANK_TEXT;
	if (is_dash(s->b, i + 1) || precedes_competition(s->b, i))
		cost += RANK_COMPETITION;
	if (value == 1)
		return cost +
		    (p->starts < s->headings	       ? 0
			    : p->starts == s->headings ? START_MORE
						       : START_MANY);
	if (value > SEEN_MAX)
		return cost + RANK_HIGH;
	if (!p->ranks && value != s->b->list->rank + 1)
		return cost + RANK_FIRST;
	if (p->seen & (uint64_t)1 << value)
		return cost + RANK_TWICE;
	int gap = value - reached(p->seen) - 1;
	if (gap <= 0)
		return cost;
	gap = gap < GAP_MAX ? gap : GAP_MAX;
	return cost + (joined ? RANK_EARLY : RANK_GAP + RANK_MISSING * gap);
}

static int
amount_cost(const struct search *s, size_t i)
{
	const struct cell *c = &s->b->list->cells[i], *next = beside(s->b, i);

	if (next)
		return is_kind(next, ITEM_METHOD) ? BESIDE : NEVER;
	if (str_has(c->item.text, S(",")))
		return BESIDE;
	if (i && is_plain(c - 1) && c[-1].item.kind == ITEM_NUMBER &&
	    !c->tied && dec_cmp(c[-1].item.value, c->item.value) < 0)
		return AMOUNT_RISES;
	return is_kind(behind(s->b, i), ITEM_METHOD) ? AMOUNT_METHOD
	    : is_kind(behind(s->b, i), ITEM_NUMBER)  ? AMOUNT_AMOUNT
	    : precedes_competition(s->b, i)	     ? AMOUNT_BIDDERS
						     : AMOUNT_ALONE;
}

static int
bidders_cost(const struct search *s, const struct counted *p, size_t i)
{
	const struct cell *c = &s->b->list->cells[i], *next = beside(s->b, i);
	const struct cell *below = behind(s->b, i);
	int cost = c->item.whole > 200 ? BIDDERS_MANY
	    : c->item.whole > 30       ? BIDDERS_MORE
				       : 0;

	if (next)
		return cost +
		    (is_kind(next, ITEM_RATE) || is_withheld(next) ? BESIDE
								   : NEVER);
	if (is_dash(s->b, i + 1))
		cost += c[1].tied ? BIDDERS_DASH_BESIDE : BIDDERS_DASH;
	if (i && is_dash(s->b, i - 1))
		cost += BIDDERS_BEHIND_DASH;
	if (!p->ranks && !p->amounts)
		cost += BIDDERS_EARLY;
	if (is_kind(below, ITEM_NUMBER) || is_kind(below, ITEM_INT))
		cost += BIDDERS_NUMBER;
	if (is_kind(below, ITEM_TEXT))
		cost += BIDDERS_TEXT;
	return cost + (is_kind(below, ITEM_RATE) ? 0 : BIDDERS_ALONE);
}

/* What tells itself by what stands beside it. */
static enum column
certain_column(const struct search *s, size_t i)
{
	const struct cell *c = &s->b->list->cells[i], *next = beside(s->b, i);
	bool opens = token_of(s->b, i)->opens;

	if (is_kind(next, ITEM_METHOD) || str_has(c->item.text, S(",")))
		return AMOUNT;
	if (is_kind(next, ITEM_RATE) || is_withheld(next))
		return BIDDERS;
	if (opens && is_payee(next))
		return RANK;
	return NOWHERE;
}

/* The rank of a list that is empty: nothing is behind it. */
static bool
is_idle(const struct search *s, size_t i)
{
	const struct columns *list = s->b->list;

	return i + 1 == list->n || list->cells[i + 1].heading != NOWHERE;
}

static void
offer_counted(struct search *s, size_t state, size_t i)
{
	const struct cell *c = &s->b->list->cells[i];
	const struct counted *p = lattice_state(&s->lattice, state);
	int value = (int)c->item.whole;
	enum column only = certain_column(s, i);

	if (c->item.whole >= 1 && c->item.whole <= 999 &&
	    (only == RANK || only == NOWHERE)) {
		struct counted next = *p;
		next.seen = see_rank(p->seen, value);
		if (!p->ranks && value > (int)s->b->list->rank + 2 &&
		    value <= SEEN_MAX)
			next.seen = ((uint64_t)2 << value) - 1;
		next.ranks++;
		next.starts = (int16_t)(next.starts + (value == 1));
		lattice_offer(
		    &s->lattice, state, &next, rank_cost(s, p, i), RANK);
	}
	if (only == AMOUNT || only == NOWHERE) {
		struct counted next = *p;
		next.amounts++;
		lattice_offer(
		    &s->lattice, state, &next, amount_cost(s, i), AMOUNT);
	}
	if (c->item.whole > 0 && (only == BIDDERS || only == NOWHERE))
		lattice_offer(
		    &s->lattice, state, p, bidders_cost(s, p, i), BIDDERS);
	lattice_offer(&s->lattice, state, p,
	    value == 1 && is_idle(s, i) ? LEFT_IDLE : LEFT_INT, NOWHERE);
}

static int
off(int count, int wanted, int each)
{
	return each * (count > wanted ? count - wanted : wanted - count);
}

/* Takes the best answer of a search. */
static void
take_answer(struct search *s)
{
	uint32_t *choices;
	int *margins;

	lattice_step(&s->lattice);
	if (lattice_best(&s->lattice, &choices, &margins) < s->n)
		return;
	for (size_t k = 0; k < s->n; k++) {
		struct cell *c = &s->b->list->cells[s->at[k]];
		c->column = (enum column)choices[k];
		c->sure = margins[k] > MARGIN;
	}
}

/* As many ranks and amounts as rows, no gap, a block for each heading. */
static int
end_cost(const struct search *s, const struct counted *p)
{
	int cost = off(p->ranks, (int)s->b->nrows, OFF_RANKS) +
	    off(p->amounts, s->amounts, OFF_AMOUNTS);

	if (p->seen >> 1 >> reached(p->seen))
		cost += GAP_LEFT;
	if (p->starts < s->headings)
		cost += START_LESS * (s->headings - p->starts);
	return cost;
}

static void
label_integers(struct search *s)
{
	struct columns *list = s->b->list;
	struct counted start = {0};

	for (int64_t rank = 1; rank <= list->rank && rank <= SEEN_MAX; rank++)
		start.seen |= (uint64_t)1 << rank;
	s->n = 0;
	for (size_t i = 0; i < list->n; i++)
		if (is_plain(&list->cells[i]) &&
		    list->cells[i].item.kind == ITEM_INT)
			s->at[s->n++] = i;
	lattice_init(&s->lattice, s->b->arena, sizeof start, WIDTH, &start);
	for (size_t k = 0; k < s->n; k++) {
		size_t states = lattice_count(&s->lattice);
		for (size_t state = 0; state < states; state++)
			offer_counted(s, state, s->at[k]);
		lattice_step(&s->lattice);
	}
	for (size_t state = 0; state < lattice_count(&s->lattice); state++) {
		const struct counted *p = lattice_state(&s->lattice, state);
		lattice_offer(&s->lattice, state, p, end_cost(s, p), NOWHERE);
	}
	take_answer(s);
}

/* -- texts: names and descriptions -- */

struct told {
	int32_t column; /* of the paragraph */
	int16_t names, descriptions;
};

static int
likeness_cost(int likeness)
{
	return likeness >= 2 ? 0
	    : likeness == 1  ? 1
	    : likeness == 0  ? 3
	    : likeness == -1 ? 6
			     : 9;
}

static int
text_cost(const struct search *s, size_t i, bool name)
{
	enum { LINES = 3, SPARE = 2 };
	const struct cell *c = &s->b->list->cells[i];
	const struct look *look = &s->looks[i];
	const struct cell *last = i && is_plain(c - 1) ? c - 1 : NULL;
	int cost = likeness_cost(name ? look->likeness : -look->likeness);
	int full = s->b->list->rows->widths[!name];

	if (is_kind(beside(s->b, i), ITEM_CORP))
		cost += name ? -NUMBER_NEXT : NUMBER_BESIDE;
	else if (look->lines == 1 && is_kind(behind(s->b, i), ITEM_CORP))
		cost += name ? -NUMBER_NEXT : NUMBER_NEXT;
	if (last && last->column == RANK)
		cost += name  ? NAME_RANKED
		    : c->tied ? USE_BESIDE_RANK
			      : USE_RANKED;
	if (is_kind(last, ITEM_CORP))
		cost += !name ? -NUMBER_NEXT
		    : c->tied ? NUMBER_BESIDE
			      : NUMBER_NEXT;
	if (name && look->lines > LINES)
		cost += NAME_LONG * (look->lines - LINES);
	if (full && c->item.width > full + SPARE)
		cost += TEXT_WIDE;
	return cost;
}

/* A line behind another of its paragraph: of the same cell, or the next. */
static void
offer_line(struct search *s, size_t state, size_t i)
{
	const struct told *p = lattice_state(&s->lattice, state);
	const struct look *look = &s->looks[i];
	bool full = 10 * look->before >= 8 * s->widest;

	if (p->column == NOWHERE) {
		lattice_offer(&s->lattice, state, p, 0, NOWHERE);
		return;
	}
	lattice_offer(&s->lattice, state, p,
	    look->again ? GOES_ON_AGAIN
		: full	? 0
			: GOES_ON_SHORT,
	    (uint32_t)(AGAIN + p->column));
	struct told next = *p;
	bool name = p->column == NAME;
	next.names = (int16_t)(p->names + name);
	next.descriptions = (int16_t)(p->descriptions + !name);
	lattice_offer(&s->lattice, state, &next,
	    look->again	       ? 0
		: full || name ? CUT_FULL
			       : CUT_SHORT,
	    (uint32_t)p->column);
}

static void
offer_told(struct search *s, size_t state, size_t i)
{
	const struct told *p = lattice_state(&s->lattice, state);
	const struct cell *c = &s->b->list->cells[i];
	struct told next = *p;

	if (c->reason || (c->tied && is_withheld(c))) {
		lattice_offer(&s->lattice, state, p, 0, NOWHERE);
		return;
	}
	if (s->looks[i].follows) {
		offer_line(s, state, i);
		return;
	}
	next.column = NAME;
	next.names++;
	lattice_offer(&s->lattice, state, &next, text_cost(s, i, true), NAME);
	next = *p;
	next.column = DESCRIPTION;
	next.descriptions++;
	lattice_offer(
	    &s->lattice, state, &next, text_cost(s, i, false), DESCRIPTION);
	next = *p;
	next.column = NOWHERE;
	lattice_offer(&s->lattice, state, &next, LEFT_TEXT, NOWHERE);
}

static void
label_texts(struct search *s)
{
	struct columns *list = s->b->list;
	struct told start = {.column = NOWHERE};

	s->n = 0;
	for (size_t i = 0; i < list->n; i++)
		if (is_text(&list->cells[i]))
			s->at[s->n++] = i;
	lattice_init(&s->lattice, s->b->arena, sizeof start, WIDTH, &start);
	for (size_t k = 0; k < s->n; k++) {
		size_t states = lattice_count(&s->lattice);
		for (size_t state = 0; state < states; state++)
			offer_told(s, state, s->at[k]);
		lattice_step(&s->lattice);
	}
	for (size_t state = 0; state < lattice_count(&s->lattice); state++) {
		const struct told *p = lattice_state(&s->lattice, state);
		int rows = (int)s->b->nrows;
		lattice_offer(&s->lattice, state, p,
		    off(p->names, rows, OFF_TEXTS) +
			off(p->descriptions, s->descriptions, OFF_TEXTS),
		    NOWHERE);
	}
	take_answer(s);
}

/* -- what is seen at once -- */

/* What the page says again and again is no name, unless its form tells. */
static void
judge_repeated(struct search *s)
{
	enum { MANY = 3 };
	const struct boxes *b = s->b;
	const bool *often = rows_often(b->arena, b->texts, b->list->n, MANY);

	for (size_t i = 0; i < b->list->n; i++)
		if (often[i] && person_of_name(b->texts[i]) == PERSON_UNKNOWN)
			s->looks[i].likeness = -2;
}

/* The lines of text of the paragraph that begins with cell i; behind them. */
static size_t
paragraph_end(const struct boxes *b, size_t i)
{
	size_t end = i + 1;

	while (end < b->list->n && is_text(&b->list->cells[end]) &&
	    token_of(b, end)->paragraph == token_of(b, i)->paragraph &&
	    token_of(b, end)->at == token_of(b, end - 1)->at + 1)
		end++;
	return end;
}

static void
look_at_texts(struct search *s)
{
	struct boxes *b = s->b;
	const struct cell *cells = b->list->cells;

	for (size_t i = 0, end; i < b->list->n; i = end) {
		struct list lines = {0};
		end = i + 1;
		if (!is_text(&cells[i]))
			continue;
		end = paragraph_end(b, i);
		for (size_t k = i; k < end; k++) {
			*list_add(b->arena, &lines, str) = cells[k].item.text;
			s->looks[k].follows = k > i;
			if (k == i)
				continue;
			s->looks[k].again =
			    str_eq(cells[k].item.text, cells[i].item.text);
			s->looks[k].before = cells[k - 1].item.width;
			if (s->widest < cells[k - 1].item.width)
				s->widest = cells[k - 1].item.width;
		}
		b->texts[i] =
		    dump_lines(b->list->rows->dump, lines.items, lines.n);
		s->looks[i].lines = (int)lines.n;
		s->looks[i].likeness = lines.n == 1
		    ? cells[i].item.likeness
		    : b->list->rows->likeness(
			  b->list->rows->context, b->texts[i]);
	}
	judge_repeated(s);
}

/* Blocks that begin on the page: each has its headings. */
static int
count_headings(const struct columns *list)
{
	int counts[COLUMNS] = {0}, most = 0;

	for (size_t i = 0; i < list->n; i++)
		if (list->cells[i].heading < COLUMNS)
			counts[list->cells[i].heading]++;
	for (int c = 0; c < COLUMNS; c++)
		most = counts[c] > most ? counts[c] : most;
	return most;
}

/* その他 behind a number is a description. */
static bool
is_description(const struct columns *list, size_t i)
{
	const struct cell *c = &list->cells[i];

	return i && c->tied && c->item.kind == ITEM_METHOD && is_plain(c - 1) &&
	    c[-1].item.kind == ITEM_CORP;
}

static size_t
count_methods(const struct columns *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		n += is_plain(&list->cells[i]) &&
		    list->cells[i].item.kind == ITEM_METHOD &&
		    !is_description(list, i);
	return n;
}

/* What needs no search: a method, a rate, a number of many digits. */
static void
label_plain(struct search *s)
{
	static const enum column columns[] = {[ITEM_NUMBER] = AMOUNT,
	    [ITEM_RATE] = RATE,
	    [ITEM_CORP] = CORP,
	    [ITEM_METHOD] = METHOD};
	struct columns *list = s->b->list;

	s->amounts = s->descriptions = (int)s->b->nrows;
	for (size_t i = 0; i < list->n; i++) {
		struct cell *c = &list->cells[i];
		c->column = NOWHERE;
		c->row = 0;
		c->sure = true;
		if (!is_plain(c) || c->item.kind == ITEM_TEXT ||
		    c->item.kind == ITEM_INT)
			continue;
		c->column = is_description(list, i) ? DESCRIPTION
						    : columns[c->item.kind];
		s->descriptions -= c->column == DESCRIPTION;
		s->amounts -= c->column == AMOUNT && s->amounts > 0;
	}
}

/* What a line of a paragraph holds. */
struct line_look {
	bool number; /* a Corporate Number or a rate */
	bool named; /* and a text before it */
	bool other; /* than that and text */
};

static struct line_look
look_at_line(const struct rows *rows, size_t from, size_t to)
{
	struct line_look look = {0};
	struct item item;
	bool text = false;

	for (size_t i = from; i < to; i++) {
		if (!rows_item(rows, i, &item))
			continue;
		if (item.kind == ITEM_CORP || item.kind == ITEM_RATE) {
			look.number = true;
			look.named = text;
		} else if (item.kind == ITEM_TEXT) {
			text = true;
		} else {
			look.other = true;
		}
	}
	return look;
}

/*
 * Whether a paragraph mixes columns: a line with a number stands below one
 * without, or above one that does not go on with the text behind the number.
 */
static bool
mixes_columns(const struct rows *rows, size_t from, size_t to)
{
	bool with = false, without = false, named = false, mixed = false;

	for (size_t i = from, end; i < to; i = end) {
		end = dump_whole_line(rows->dump, i, to);
		struct line_look look = look_at_line(rows, i, end);
		mixed = mixed || (look.number && without) ||
		    (!look.number && with && (look.other || named));
		named = named || look.named;
		with = with || look.number;
		without = without || !look.number;
	}
	return mixed;
}

/* Whether each paragraph is a cell, or several of the same columns. */
bool
boxes_are_cells(const struct rows *rows, size_t from, size_t to)
{
	enum { ODD = 80 }; /* paragraphs for one that is otherwise */
	const struct token *tokens = rows->dump->tokens;
	size_t paragraphs = 0, mixed = 0;

	for (size_t i = from, end; i < to; i = end) {
		for (end = i;
		     end < to && tokens[end].paragraph == tokens[i].paragraph;)
			end++;
		paragraphs += tokens[end - 1].at > tokens[i].at;
		mixed += mixes_columns(rows, i, end);
	}
	return ODD * mixed <= paragraphs;
}

/* Texts that found no column: a cell in pieces, or no cell of the list. */
static size_t
count_left(const struct search *s)
{
	const struct columns *list = s->b->list;
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		n += is_text(&list->cells[i]) && !s->looks[i].follows &&
		    !list->cells[i].reason && list->cells[i].column == NOWHERE;
	return n;
}

static size_t
count_ranks(const struct columns *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		n += list->cells[i].column == RANK;
	return n;
}

/* Reads the page as so many rows. */
static bool
solve_rows(struct search *s, size_t rows)
{
	enum { CELLS_A_ROW = 40, LEFT = 2 };
	struct boxes *b = s->b;

	if (rows < 1 || rows > ROWS_MAX || b->list->n > rows * CELLS_A_ROW)
		return false;
	b->nrows = rows;
	label_plain(s);
	label_integers(s);
	if (count_ranks(b->list) != rows)
		return false;
	label_texts(s);
	return count_left(s) < LEFT && box_rows(b);
}

/*
 * As a rule there are as many rows as methods, but その他 may also be a
 * description, and a method may be torn.
 */
bool
boxes_solve(struct columns *list)
{
	static const int more[] = {0, -1, 1, 2};
	struct arena scratch = {0}, tries = {0};
	struct boxes b = {.arena = &scratch, .list = list};
	struct search s = {.b = &b};
	bool done = false;

	b.texts = arena_new(&scratch, str, list->n + 1);
	s.looks = arena_new(&scratch, struct look, list->n + 1);
	s.at = arena_new(&scratch, size_t, list->n + 1);
	s.headings = count_headings(list);
	look_at_texts(&s);
	b.arena = &tries;
	int methods = (int)count_methods(list);
	for (size_t k = 0; k < sizeof more / sizeof *more && !done; k++) {
		done = methods + more[k] > 0 &&
		    solve_rows(&s, (size_t)(methods + more[k]));
		arena_reset(&tries);
	}
	arena_free(&tries);
	arena_free(&scratch);
	return done;
}
