#include "dump/columns.h"

#include "dump/place.h"

enum {
	WIDTH = 96, /* of the search */
	MARGIN = 5, /* a reading this much dearer is as good */
	FAR = 12, /* ranks that may be lost */
	LAG = 80, /* cells until what was chosen is settled */
};

enum likely { NO, MAYBE, YES };

/* -- ranks -- */

static int
known_rank(const struct search *s, const struct place *p, int row, int *away)
{
	for (*away = 1; *away <= 20; ++*away) {
		int r = row - *away;
		if (r < 0)
			return (int)s->list->rank;
		if (r < p->base)
			return 0;
		if (p->ring[r % RING].rank)
			return p->ring[r % RING].rank;
	}
	return 0;
}

/* A block begins under its heading, or behind its letter. */
static int
begin_cost(const struct search *s, const struct place *p, int row)
{
	int headings = 0;

	for (int c = 0; c < COLUMNS; c++)
		if (s->anchored[c] && p->headings[c] > headings)
			headings = p->headings[c];
	if (p->begun <= headings)
		return 0;
	return (headings && row ? place_price[BEGIN_HEADED]
				: place_price[BEGIN]) +
	    (p->begun > p->letters ? place_price[BEGIN_LETTER] : 0);
}

static int
rank_cost(const struct search *s, struct place *p, int row, int value)
{
	int away, above = known_rank(s, p, row, &away);
	const struct cell *c = place_cell(s);
	const struct token *t = place_token(s, s->i);
	int cost = (t->opens ? 0 : 15) + (c->method_beside ? 20 : 0) +
	    (c->rate_beside	     ? 25
		    : c->rate_behind ? place_price[RANK_RATE]
				     : 0);

	if (value == 1) {
		p->begun++;
		place_row(p, row)->bits |= STARTS;
		cost += begin_cost(s, p, row);
		if (above && away > 1)
			cost += place_price[BEGIN_GAP];
	} else if (above && value != above + away && value <= away) {
		cost += place_price[RANK_LATER]; /* of a block whose first rank
					      comes later */
	} else if (above && value != above + away) {
		cost += place_price[value > above + away + FAR ? RANK_FAR
							       : RANK_WRONG];
	} else if (!above && row + 1 != value) {
		cost +=
		    place_price[value > row + FAR ? RANK_FAR : RANK_UNKNOWN];
	}
	if (row + 1 < p->base + RING && p->ring[(row + 1) % RING].rank &&
	    p->ring[(row + 1) % RING].rank != value + 1 &&
	    p->ring[(row + 1) % RING].rank != 1)
		cost += place_price[RANK_BELOW];
	place_row(p, row)->rank = (uint16_t)value;
	return cost;
}

/* -- figures -- */

/* The nearest row of the block that has an amount; NULL: there is none. */
static const struct open_row *
nearest_amount(const struct place *p, int row, int step)
{
	enum { NEAR = 6 };
	const struct open_row *r = &p->ring[row % RING];

	for (int i = 0; i < NEAR; i++) {
		if (step < 0 && r->bits & STARTS)
			return NULL;
		row += step;
		if (row < p->base || row >= p->rows)
			return NULL;
		r = &p->ring[row % RING];
		if (step > 0 && r->bits & STARTS)
			return NULL;
		if (r->amount)
			return r;
	}
	return NULL;
}

/* Whether two rows are of one payee, as far as they say. */
static enum likely
is_same_payee(
    const struct search *s, const struct open_row *a, const struct open_row *b)
{
	const struct cell *cells = s->list->cells;
	bool corps = a->corp && b->corp, names = a->name && b->name;

	if (!corps && !names)
		return MAYBE;
	size_t i = corps ? a->corp : a->name, k = corps ? b->corp : b->name;
	return str_eq(cells[i - 1].item.text, cells[k - 1].item.text) ? YES
								      : NO;
}

/* What it costs that the lower of two rows has more. */
static int
more_cost(const struct search *s, const struct open_row *above,
    const struct open_row *below)
{
	switch (is_same_payee(s, above, below)) {
	case YES:
		return place_price[RISES_SAME];
	case NO:
		return place_price[RISES_OTHER];
	default:
		return below->rank > 1 ? place_price[RISES]
				       : place_price[RISES_MAYBE];
	}
}

/*
 * Rows are listed by amount, those of one payee together, as a rule.
 */
static int
rise_cost(const struct search *s, const struct place *p, int row)
{
	const struct cell *cells = s->list->cells, *c = place_cell(s);
	const struct open_row *r = &p->ring[row % RING];
	const struct open_row *above = nearest_amount(p, row, -1);
	const struct open_row *below = nearest_amount(p, row, 1);
	int cost = 0;

	if (above &&
	    dec_cmp(cells[above->amount - 1].item.value, c->item.value) < 0)
		cost += more_cost(s, above, r);
	if (below &&
	    dec_cmp(cells[below->amount - 1].item.value, c->item.value) > 0)
		cost += more_cost(s, r, below);
	return cost;
}

static int
amount_cost(const struct search *s, struct place *p, int row)
{
	const struct cell *c = place_cell(s);
	const struct token *t = place_token(s, s->i);
	struct open_row *r = place_row(p, row);
	int cost = 0;

	cost += c->rate_beside ? 25
	    : c->rate_behind   ? place_price[AMOUNT_RATE]
			       : 0;
	cost += c->method_beside ? 0 : place_price[AMOUNT_ALONE];
	cost += c->text_beside && t->opens && !c->method_beside ? 15 : 0;
	r->amount = (uint16_t)(s->i + 1);
	cost += rise_cost(s, p, row);
	return cost;
}

static int
competition_cost(const struct place *p, int row)
{
	const struct open_row *r = &p->ring[row % RING];

	return !(r->bits & SETTLES) ? place_price[COMPETES_MAYBE]
	    : r->bits & COMPETES    ? 0
				    : place_price[COMPETES_NOT];
}

static int
bidders_cost(const struct search *s, const struct place *p, int row)
{
	const struct cell *c = place_cell(s);
	int cost = c->rate_beside ? 0
	    : c->rate_behind	  ? place_price[BIDDERS_RATE]
				  : place_price[BIDDERS_ALONE];

	cost += c->method_beside ? 20 : 0;
	cost += c->text_beside && !c->narrow ? 20 : 0;
	cost += c->item.whole > 200 ? 30
	    : c->item.whole > 30    ? place_price[BIDDERS_MANY]
				    : 0;
	return cost + competition_cost(p, row);
}

static int
method_cost(const struct search *s, struct place *p, int row)
{
	struct open_row *r = place_row(p, row);
	bool competes = place_cell(s)->competitive;
	bool wants = r->filled & (1u << BIDDERS | 1u << RATE);

	r->bits |= (uint8_t)(SETTLES | (competes ? COMPETES : 0));
	return wants && !competes ? place_price[METHOD_NOT] : 0;
}

/* -- all -- */

static void
offer_at(struct search *s, size_t state, int row, int column)
{
	struct place next = *(struct place *)beam_state(&s->beam, state);
	const struct cell *c = place_cell(s);
	int cost;

	if (row < next.base || (row > next.rows && column != RANK) ||
	    !place_reach(&next, row) || place_has(&next, row, column))
		return;
	cost = place_put(s, &next, row, column);
	if (!c->none) {
		switch (column) {
		case RANK:
			cost += rank_cost(s, &next, row, (int)c->item.whole);
			break;
		case AMOUNT:
			cost += amount_cost(s, &next, row);
			break;
		case METHOD:
			cost += method_cost(s, &next, row);
			break;
		case BIDDERS:
			cost += bidders_cost(s, &next, row);
			break;
		case CORP:
			place_row(&next, row)->corp = (uint16_t)(s->i + 1);
			break;
		case RATE:
			cost += competition_cost(&next, row);
			break;
		default:
			break;
		}
		place_expect_lines(s, &next, row, column);
	}
	place_offer(s, state, &next, cost, row, column);
}

/* Where the last rows begin that the column has left out. */
static int
holes_from(const struct place *p, int column)
{
	int row = p->next[column], holes = 0;

	while (row > p->base && holes < BEHIND)
		holes += !place_has(p, --row, column);
	return row;
}

static void
offer_column(struct search *s, size_t state, int column)
{
	const struct place *p = beam_state(&s->beam, state);
	int next = p->next[column], to = next + AHEAD;
	int from = holes_from(p, column);

	for (int row = from; row <= to; row++)
		offer_at(s, state, row, column);
	if (p->row >= 0 && (p->row < from || p->row > to))
		offer_at(s, state, p->row, column);
	if (p->row >= 0 && (p->row + 1 < from || p->row + 1 > to))
		offer_at(s, state, p->row + 1, column);
}

/* Rows with a competition have bidders and a rate. */
static void
offer_competing(struct search *s, size_t state, int column)
{
	const struct place *p = beam_state(&s->beam, state);
	int tries = 0;

	for (int row = p->base; row < p->rows && tries < 3; row++) {
		if (row == p->row || place_has(p, row, column) ||
		    !(p->ring[row % RING].bits & COMPETES))
			continue;
		offer_at(s, state, row, column);
		tries++;
	}
	for (int row = p->row; row >= 0 && row <= p->row + 1; row++)
		if (row == p->row || !(p->ring[row % RING].bits & COMPETES))
			offer_at(s, state, row, column);
	if (p->next[column] > p->row + 1 || p->next[column] < p->row)
		if (!(p->ring[p->next[column] % RING].bits & COMPETES))
			offer_at(s, state, p->next[column], column);
}

/* A rank tells its row, if one of the block is known. */
static void
offer_rank(struct search *s, size_t state)
{
	const struct place *p = beam_state(&s->beam, state);
	int value = (int)place_cell(s)->item.whole, away;
	int next = p->next[RANK], from = next - BEHIND;
	int rank = known_rank(s, p, next, &away);
	int row = next - away + value - rank;

	for (int r = from < p->base ? p->base : from; r <= next + 1; r++)
		offer_at(s, state, r, RANK);
	if (rank && value > 1 && row > next + 1 && row < next + 16)
		offer_at(s, state, row, RANK);
}

static void
see_heading(struct place *p, int column, int seen)
{
	if (p->blocks[column] >= seen || seen >= BLOCKS_MAX)
		return;
	p->blocks[column] = (uint8_t)seen;
	p->pending[column] = true;
}

static void
offer_heading(struct search *s, size_t state)
{
	struct place next = *(struct place *)beam_state(&s->beam, state);
	const struct cell *c = place_cell(s);
	int column = (int)c->heading;

	next.letters = (uint8_t)(next.letters + c->letter);
	if (column < COLUMNS) {
		see_heading(&next, column, ++next.headings[column]);
		if (column == NAME)
			see_heading(&next, RANK, next.headings[NAME]);
	}
	place_offer(s, state, &next, 0, 0, NOWHERE);
}

static void
offer_all(struct search *s, size_t state)
{
	const struct cell *c = place_cell(s);
	const struct place *p = beam_state(&s->beam, state);

	if (c->letter || c->heading != NOWHERE) {
		offer_heading(s, state);
		return;
	}
	if (c->none) {
		if (p->next[CORP] < p->rows)
			offer_at(s, state, p->next[CORP], CORP);
		place_offer(s, state, p, place_price[DASH], 0, NOWHERE);
		return;
	}
	switch (c->item.kind) {
	case ITEM_INT:
		if (c->item.whole >= 1 && c->item.whole <= 999 &&
		    !str_has(c->item.text, S(",")))
			offer_rank(s, state);
		if (c->item.whole >= 0)
			offer_competing(s, state, BIDDERS);
		/* fallthrough */
	case ITEM_NUMBER:
		offer_column(s, state, AMOUNT);
		break;
	case ITEM_RATE:
		offer_competing(s, state, RATE);
		break;
	case ITEM_CORP:
		offer_column(s, state, CORP);
		break;
	case ITEM_METHOD:
		offer_column(s, state, METHOD);
		break;
	case ITEM_TEXT:
		place_offer_text(s, state);
		break;
	}
	bool alone = c->item.kind == ITEM_INT && c->item.whole == 1 &&
	    p->begun < p->blocks[NAME]; /* the rank of an empty list */
	place_offer(s, state, p,
	    place_price[alone ? RANK_OF_NONE : LEFT_INT + (int)c->item.kind], 0,
	    NOWHERE);
}

/* What a row that is left behind lacks. */
static int
lacks(const struct open_row *row)
{
	int cost = 0;

	for (int c = 0; c <= COLUMNS; c++)
		if (!(row->filled & 1u << c))
			cost += place_lacking[c];
	if (row->bits & COMPETES && row->bits & SETTLES)
		cost +=
		    (row->filled & 1u << BIDDERS ? 0
						 : place_price[NO_BIDDERS]) +
		    (row->filled & 1u << RATE ? 0 : place_price[NO_RATE]);
	return cost;
}

/* At the end all rows should be full. */
static void
settle(struct search *s)
{
	for (size_t state = 0; state < beam_count(&s->beam); state++) {
		struct place p = *(struct place *)beam_state(&s->beam, state);
		int cost = 0;
		for (int row = p.base; row < p.rows; row++) {
			struct open_row *r = place_row(&p, row);
			cost += lacks(r);
			for (int k = 0; k < 2; k++)
				cost += place_balance_cost(r, k) / 2 +
				    (r->texts[k].open ? place_price[UNCLOSED]
						      : 0);
		}
		place_offer(s, state, &p, cost, 0, NOWHERE);
	}
	beam_step(&s->beam);
}

static void
doubt(void *context, size_t i, uint32_t choice, uint32_t other)
{
	struct columns *list = context;

	(void)choice;
	(void)other;
	if (i < list->n)
		list->cells[i].sure = false;
}

/* A column whose headings are as many as the others' have is anchored. */
static void
find_anchors(struct search *s)
{
	int counts[COLUMNS] = {0}, most = 0;

	for (size_t i = 0; i < s->list->n; i++)
		if (s->list->cells[i].heading < COLUMNS)
			counts[s->list->cells[i].heading]++;
	for (int c = 0; c < COLUMNS; c++)
		most = counts[c] > most ? counts[c] : most;
	for (int c = 0; c < COLUMNS; c++)
		s->anchored[c] = counts[c] == most && most > 0;
}

void
columns_solve(struct columns *list)
{
	struct search s = {.list = list, .tokens = list->rows->dump->tokens};
	struct arena scratch = {0};
	struct place *start = arena_new(&scratch, struct place, 1);
	uint32_t *choices;

	start->row = start->column = start->amount = -1;
	start->letters = (uint8_t)list->letters;
	start->reason = -1;
	for (int k = 0; k < 2; k++)
		start->texts[k] = (struct opened){-1, 0, -1, 0, -1};
	for (int b = 1; b < BLOCKS_MAX; b++)
		start->starts[b] = -1;
	find_anchors(&s);
	beam_init(&s.beam, &scratch, sizeof *start, WIDTH, start);
	for (s.i = 0; s.i < list->n; s.i++) {
		size_t states = beam_count(&s.beam);
		for (size_t state = 0; state < states; state++)
			offer_all(&s, state);
		beam_step(&s.beam);
	}
	settle(&s);
	for (size_t i = 0; i < list->n; i++) {
		list->cells[i].column = NOWHERE;
		list->cells[i].sure = true;
	}
	list->nrows = 0;
	beam_rivals(&s.beam, MARGIN, LAG, doubt, list);
	if (beam_best(&s.beam, &scratch, &choices) == list->n + 1)
		for (size_t i = 0; i < list->n; i++) {
			struct cell *c = &list->cells[i];
			c->column = (enum column)(choices[i] & 31);
			c->row = choices[i] >> 5;
			if (c->column != NOWHERE && c->row >= list->nrows)
				list->nrows = c->row + 1;
		}
	arena_free(&scratch);
}
