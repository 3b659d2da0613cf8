#include "dump/parts.h"

#include "dump/rows.h"
#include "solve/beam.h"
#include "value/text.h"

/*
 * The tables of 費目・使途 of a dump in blocks: two side by side, their cells
 * in pieces.  計 is what the payee has in the list, so that it is known which
 * figures are the totals, and they tell whose the others are.
 */

enum {
	FIGURES_MAX = 40, /* of a pair of tables */
	LINES_MAX = 400, /* of text */
	STEPS_MAX = 20000, /* of the search for the sums */
	ANSWERS_MAX = 24,
	WIDTH = 48, /* of the search for the cells */
	ITEM_WIDTH = 10, /* 費目 has five or six characters to a line */
	USE_WIDTH = 30,
};

enum { ITEM, ITEM_MORE, USE, USE_MORE, NEITHER };

/* What a line of text can be. */
struct line {
	size_t token;
	str text;
	int width;
	int fits; /* words of 費目: > 0, of a sentence: < 0 */
	bool tied; /* an amount follows */
	size_t figure; /* which */
};

struct figures {
	size_t tokens[FIGURES_MAX];
	struct dec values[FIGURES_MAX];
	int n;
};

/* Two tables side by side. */
struct pair {
	struct dump *dump;
	struct sheet *sheet;
	struct list *held;
	struct spending *tables[2]; /* the right one may be missing */
	size_t from, to; /* tokens */
	struct figures figures; /* without the totals */
	struct dec totals[2], paid[2];
	int sides[FIGURES_MAX]; /* 0 left, 1 right */
	int places[FIGURES_MAX]; /* which row of its table a figure is of */
	int rows[2];
	struct line *lines;
	size_t nlines;
};

static int
fits_item(str s)
{
	static const char ends[] =
	    "費|費等|金|その他|謝金|経費|料|等|手当|外注|借料|賃金|税|給与|"
	    "助成|"
	    "補助|役務|賃貸借|工事|利息|保険|分担金|造成";
	static const char sentence[] =
	    "の|に係る|に関する|及び|、|，|業務|開催|実施|作成|購入|請負|支援|"
	    "システム|運営|調査|株式会社|等に";

	return str_any(s, ends, str_ends) - str_count(s, sentence, str_has);
}

/* A figure whose table is known, but not its row: nobody else's, unparsed. */
static void
hold(struct dump *dump, struct list *held, size_t token)
{
	dump->tokens[token].used = true;
	*list_add(dump->arena, held, size_t) = token;
}

static bool
is_open(const struct spending *table)
{
	return table && !table->total.value.known;
}

/* -- the amounts -- */

/* What the list says that the payee got; not known when it is not there. */
static struct dec
paid(const struct sheet *sheet, const struct spending *table)
{
	struct dec most = {0};

	for (size_t i = 0; i < sheet->payees.n; i++) {
		const struct payee *p =
		    list_at(&sheet->payees, struct payee, i);
		if (str_is_null(p->block) || !str_eq(p->block, table->block) ||
		    !p->amount.value.known)
			continue;
		if (!most.known || dec_cmp(p->amount.value, most) > 0)
			most = p->amount.value;
	}
	return most;
}

static void
find_figures(struct pair *p, struct figures *f)
{
	f->n = 0;
	for (size_t i = p->from; i < p->to; i++) {
		const struct token *t = &p->dump->tokens[i];
		struct dec d = {0};
		if (!t->used && t->kind == TOKEN_FIGURE &&
		    t->part == PART_SPENDING)
			d = dec_cell(t->text);
		if (!d.known || dec_is_zero(d)) /* 計 0: an empty table */
			continue;
		if (f->n == FIGURES_MAX) {
			f->n = 0;
			return;
		}
		f->tokens[f->n] = i;
		f->values[f->n++] = d;
	}
}

/* The search for splits of the figures into two falling columns. */
struct split {
	const struct figures *f;
	int total[2]; /* which figures are the totals, -1: none */
	struct dec left[2]; /* still to come */
	struct dec last[2];
	int sides[FIGURES_MAX];
	struct answer {
		int sides[FIGURES_MAX], total[2];
		int changes; /* from one side to the other */
		bool across; /* left, right, left, right ... */
	} answers[ANSWERS_MAX];
	int n, steps;
};

static bool
is_total(const struct split *s, int i)
{
	return i == s->total[0] || i == s->total[1];
}

/* 計 stands below what it sums up. */
static bool
can_take(const struct split *s, int i, int side)
{
	struct dec v = s->f->values[i];

	return i < s->total[side] && dec_cmp(v, s->left[side]) <= 0 &&
	    (!s->last[side].known || dec_cmp(v, s->last[side]) <= 0);
}

/* Equal figures that change places make no other answer. */
static bool
is_same(const struct split *s, const struct answer *a, const struct answer *b)
{
	int at;

	for (int side = 0; side < 2; side++) {
		at = 0;
		for (int i = 0; i < s->f->n; i++) {
			if (a->sides[i] != side)
				continue;
			while (at < s->f->n && b->sides[at] != side)
				at++;
			if (at == s->f->n ||
			    dec_cmp(s->f->values[i], s->f->values[at]) != 0)
				return false;
			at++;
		}
	}
	return true;
}

static void
add_answer(struct split *s)
{
	struct answer a = {.total = {s->total[0], s->total[1]}, .across = true};
	int last = -1, n[2] = {0, 0};

	for (int i = 0; i < s->f->n; i++) {
		a.sides[i] = is_total(s, i) ? 2 : s->sides[i];
		if (a.sides[i] == 2)
			continue;
		a.changes += last >= 0 && last != a.sides[i];
		last = a.sides[i];
		n[last]++;
		if (n[1] > n[0])
			a.across = false;
	}
	int left = 0, right = 0; /* as long as both go on, in turn */
	for (int i = 0; i < s->f->n; i++) {
		if (a.sides[i] == 2)
			continue;
		left += a.sides[i] == 0;
		right += a.sides[i] == 1;
		if (left > right + 1 && right < n[1])
			a.across = false;
	}
	for (int k = 0; k < s->n; k++)
		if (is_same(s, &a, &s->answers[k]))
			return;
	if (s->n < ANSWERS_MAX)
		s->answers[s->n++] = a;
}

/* Depth is at most FIGURES_MAX. */
static void
search(struct split *s, int i)
{
	if (s->steps++ > STEPS_MAX || s->n == ANSWERS_MAX)
		return;
	while (i < s->f->n && is_total(s, i))
		i++;
	if (i == s->f->n) {
		if (dec_is_zero(s->left[0]) && dec_is_zero(s->left[1]))
			add_answer(s);
		return;
	}
	for (int side = 0; side < 2; side++) {
		if (!can_take(s, i, side))
			continue;
		struct dec left = s->left[side], last = s->last[side];
		s->left[side] = dec_sub(left, s->f->values[i]);
		s->last[side] = s->f->values[i];
		s->sides[i] = side;
		search(s, i + 1);
		s->left[side] = left;
		s->last[side] = last;
	}
}

/* The one answer, or the one whose columns come whole, or by rows. */
static const struct answer *
choose(const struct split *s)
{
	const struct answer *whole = NULL, *rows = NULL;
	int wholes = 0, across = 0;

	if (s->steps > STEPS_MAX || s->n == ANSWERS_MAX)
		return NULL;
	for (int k = 0; k < s->n; k++) {
		if (s->answers[k].changes <= 1) {
			whole = &s->answers[k];
			wholes++;
		}
		if (s->answers[k].across) {
			rows = &s->answers[k];
			across++;
		}
	}
	if (s->n == 1)
		return &s->answers[0];
	if (wholes == 1 && (across == 0 || rows == whole))
		return whole;
	return wholes == 0 && across == 1 ? rows : NULL;
}

/* Tries a pair of totals; -1 where there is no table. */
static void
try_totals(const struct pair *p, struct split *s, int left, int right)
{
	int total[2] = {left, right};

	for (int side = 0; side < 2; side++) {
		s->total[side] = total[side];
		s->left[side] = dec_of(0);
		s->last[side] = (struct dec){0};
		if (total[side] < 0)
			continue;
		s->left[side] = s->f->values[total[side]];
		if (p->paid[side].known &&
		    dec_cmp(dec_yen(s->left[side], 6), p->paid[side]) != 0)
			return;
	}
	search(s, 0);
}

/* Totals are half of all figures. */
static void
try_all(const struct pair *p, struct split *s)
{
	const struct figures *f = s->f;
	struct dec all = dec_of(0);

	for (int i = 0; i < f->n; i++)
		all = dec_add(all, f->values[i]);
	for (int i = 0; i < f->n; i++) {
		struct dec twice = dec_add(f->values[i], f->values[i]);
		if (p->tables[0] && dec_cmp(twice, all) == 0)
			try_totals(p, s, i, -1);
		if (p->tables[1] && dec_cmp(twice, all) == 0)
			try_totals(p, s, -1, i);
		for (int k = 0; k < f->n && p->tables[0] && p->tables[1]; k++)
			if (k != i &&
			    dec_cmp(dec_add(twice,
					dec_add(f->values[k], f->values[k])),
				all) == 0)
				try_totals(p, s, i, k);
	}
}

static bool
find_amounts(struct pair *p)
{
	struct figures f;
	struct split s = {.f = &f};
	const struct answer *a;

	for (int side = 0; side < 2; side++)
		if (p->tables[side])
			p->paid[side] = paid(p->sheet, p->tables[side]);
	find_figures(p, &f);
	try_all(p, &s);
	a = choose(&s);
	if (!a)
		return false;
	for (int i = 0; i < f.n; i++) {
		p->dump->tokens[f.tokens[i]].used = true;
		if (a->sides[i] == 2)
			continue;
		int n = p->figures.n++;
		p->figures.tokens[n] = f.tokens[i];
		p->figures.values[n] = f.values[i];
		p->sides[n] = a->sides[i];
		p->places[n] = p->rows[p->sides[n]]++;
	}
	for (int side = 0; side < 2; side++)
		if (a->total[side] >= 0)
			p->totals[side] = f.values[a->total[side]];
	return true;
}

/* -- the texts -- */

static void
add_line(struct pair *p, size_t token, str text)
{
	struct line *l = &p->lines[p->nlines++];

	l->token = token;
	l->text = text_strip(text);
	l->width = rows_display_width(l->text);
	l->fits = fits_item(l->text);
}

/* 調査研究費 情報通信分野における調査研究: one line of two cells. */
static size_t
second_cell(str s)
{
	for (size_t i = 1; i + 1 < s.n; i++)
		if (s.p[i] == ' ')
			return (unsigned char)s.p[i - 1] > 127 &&
				(unsigned char)s.p[i + 1] > 127 && i >= 9 &&
				rows_display_width(str_take(s, i)) <=
				    ITEM_WIDTH + 2
			    ? i
			    : 0;
	return 0;
}

/* Between texts, not among the figures of a column. */
static bool
is_beside(const struct dump *dump, size_t i)
{
	return i > 0 && dump->tokens[i - 1].kind == TOKEN_TEXT &&
	    (i + 1 == dump->n || dump->tokens[i + 1].kind != TOKEN_FIGURE);
}

static void
find_lines(struct pair *p)
{
	const struct dump *dump = p->dump;

	p->lines = arena_new(dump->arena, struct line, LINES_MAX);
	for (size_t i = p->from; i < p->to && p->nlines + 2 < LINES_MAX; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->part != PART_SPENDING)
			continue;
		if (t->kind == TOKEN_TEXT && !t->used) {
			size_t cut = second_cell(t->text);
			if (cut)
				add_line(p, i, str_take(t->text, cut));
			add_line(p, i, cut ? str_skip(t->text, cut) : t->text);
		}
		for (int k = 0; k < p->figures.n; k++)
			if (p->figures.tokens[k] == i && p->nlines &&
			    is_beside(dump, i)) {
				p->lines[p->nlines - 1].tied = true;
				p->lines[p->nlines - 1].figure = (size_t)k;
			}
	}
}

struct place {
	int16_t items, uses;
	int16_t last[2]; /* 1 + the last line of an item, of a use */
};

static bool
goes_on(const struct pair *p, int last, size_t i)
{
	const struct token *a, *b = &p->dump->tokens[p->lines[i].token];

	if (!last)
		return false;
	a = &p->dump->tokens[p->lines[last - 1].token];
	return a->paragraph == b->paragraph && b->at > a->at;
}

static void
offer_line(const struct pair *p, struct beam *beam, size_t state, size_t i)
{
	const struct place *at = beam_state(beam, state);
	const struct line *l = &p->lines[i];
	int cost = beam_cost(beam, state);

	for (int k = 0; k < 2; k++) {
		struct place next = *at;
		int fits = k ? -l->fits : l->fits;
		int now = fits > 0 ? 0 : fits == 0 ? 2 : 6;
		int full = k ? USE_WIDTH : ITEM_WIDTH;
		bool on = goes_on(p, at->last[k], i);
		int before = on ? p->lines[at->last[k] - 1].width : 0;

		next.last[k] = (int16_t)(i + 1);
		if (!k)
			next.items++;
		else
			next.uses++;
		if (!k && l->width > ITEM_WIDTH + 2)
			now += 20;
		if (k && next.uses > at->items)
			now += 6;
		if (!k && next.items > at->uses + 1)
			now += 2;
		if (k && l->tied)
			now -= 1;
		if (!k && l->tied)
			now += 3;
		if (on && 10 * before >= 8 * full)
			now += 5;
		if (l->width <= 4)
			now += l->width <= 2 ? 14 : 6;
		beam_offer(beam, state, &next, cost + now, k ? USE : ITEM);
		if (!on)
			continue;
		next = *at;
		next.last[k] = (int16_t)(i + 1);
		now = 10 * before >= 8 * full ? 1 : 2 * before >= full ? 6 : 12;
		if (!k && l->width > ITEM_WIDTH + 2)
			now += 20;
		if (goes_on(p, at->last[!k], i) && at->last[!k] > at->last[k])
			now += 4;
		beam_offer(
		    beam, state, &next, cost + now, k ? USE_MORE : ITEM_MORE);
	}
	struct place same = *at;
	beam_offer(beam, state, &same, cost + 14, NEITHER);
}

static int
away(int a, int b)
{
	return a > b ? a - b : b - a;
}

/* What the lines are; NULL when there are not as many cells as amounts. */
static uint32_t *
find_cells(const struct pair *p)
{
	struct arena *arena = p->dump->arena;
	struct place start = {.items = 0};
	int n = p->figures.n, found[2] = {0, 0};
	struct beam beam;
	uint32_t *choices;

	beam_init(&beam, arena, sizeof start, WIDTH, &start);
	for (size_t i = 0; i < p->nlines; i++) {
		size_t states = beam_count(&beam);
		for (size_t state = 0; state < states; state++)
			offer_line(p, &beam, state, i);
		beam_step(&beam);
	}
	for (size_t state = 0; state < beam_count(&beam); state++) {
		struct place at = *(struct place *)beam_state(&beam, state);
		int cost = beam_cost(&beam, state) + 10 * away(at.items, n) +
		    8 * away(at.uses, n);
		beam_offer(&beam, state, &at, cost, NEITHER);
	}
	beam_step(&beam);
	if (beam_best(&beam, arena, &choices) != p->nlines + 1)
		return NULL;
	for (size_t i = 0; i < p->nlines; i++) {
		found[0] += choices[i] == ITEM;
		found[1] += choices[i] == USE;
	}
	/* a cell too few among the ones makes the others doubtful */
	return found[0] == n && found[1] == n ? choices : NULL;
}

/* The orders in which the cells of both tables may come. */
enum order { ACROSS, DOWN, AS_AMOUNTS, ORDERS };

/* The figure whose row the nth cell is of, in an order; -1: none. */
static int
figure_of(const struct pair *p, enum order order, int n)
{
	int side = 0, place = n;
	int both = p->rows[0] < p->rows[1] ? p->rows[0] : p->rows[1];

	if (order == AS_AMOUNTS)
		return n;
	if (order == DOWN) {
		side = n >= p->rows[0];
		place = side ? n - p->rows[0] : n;
	} else if (n < 2 * both) {
		side = n % 2;
		place = n / 2;
	} else {
		side = p->rows[1] > p->rows[0];
		place = n - both;
	}
	for (int i = 0; i < p->figures.n; i++)
		if (p->sides[i] == side && p->places[i] == place)
			return i;
	return -1;
}

/* Which orders the cells beside their amounts allow. */
static void
find_orders(const struct pair *p, const uint32_t *choices, bool *allowed)
{
	int cell[2] = {-1, -1};

	for (int o = 0; o < ORDERS; o++)
		allowed[o] = true;
	for (size_t i = 0; i < p->nlines; i++) {
		bool use = choices[i] == USE || choices[i] == USE_MORE;
		cell[0] += choices[i] == ITEM;
		cell[1] += choices[i] == USE;
		if (!p->lines[i].tied || !use)
			continue;
		for (int o = 0; o < ORDERS; o++) {
			int f = figure_of(p, (enum order)o, cell[1]);
			if (f < 0 ||
			    dec_cmp(p->figures.values[f],
				p->figures.values[p->lines[i].figure]) != 0)
				allowed[o] = false;
		}
	}
}

/* The figure on which all allowed orders agree, or -1. */
static int
agreed(const struct pair *p, const bool *allowed, int n)
{
	int figure = -1;

	for (int o = 0; o < ORDERS; o++) {
		if (!allowed[o])
			continue;
		int f = figure_of(p, (enum order)o, n);
		if (figure >= 0 && f != figure)
			return -1;
		figure = f;
	}
	return figure;
}

static str
take_cell(struct pair *p, const uint32_t *choices, size_t i)
{
	struct list lines = {0};
	uint32_t more = choices[i] == USE ? USE_MORE : ITEM_MORE;

	for (size_t k = i; k < p->nlines; k++) {
		if (k > i && choices[k] == choices[i])
			break;
		if (k > i && choices[k] != more)
			continue;
		*list_add(p->dump->arena, &lines, str) = p->lines[k].text;
		p->dump->tokens[p->lines[k].token].used = true;
	}
	return dump_lines(p->dump, lines.items, lines.n);
}

static void
put_texts(struct pair *p, struct spending_item **rows)
{
	bool allowed[ORDERS];
	int cell[2] = {-1, -1};
	uint32_t *choices;

	find_lines(p);
	choices = find_cells(p);
	if (!choices)
		return;
	find_orders(p, choices, allowed);
	for (size_t i = 0; i < p->nlines; i++) {
		bool use = choices[i] == USE;
		if (choices[i] != USE && choices[i] != ITEM)
			continue;
		int figure = agreed(p, allowed, ++cell[use]);
		if (figure < 0)
			continue;
		str text = take_cell(p, choices, i);
		if (use)
			rows[figure]->use = text;
		else
			rows[figure]->item = text;
	}
}

/* Rows that say nothing but an amount are no rows. */
static void
drop_bare(struct pair *p)
{
	for (int side = 0; side < 2; side++) {
		struct spending *table = p->tables[side];
		bool any = false;
		if (!table)
			continue;
		for (size_t i = 0; i < table->items.n; i++) {
			const struct spending_item *item =
			    list_at(&table->items, struct spending_item, i);
			any |=
			    !str_is_null(item->item) || !str_is_null(item->use);
		}
		if (any)
			continue;
		table->items.n = 0;
		for (int i = 0; i < p->figures.n; i++)
			if (p->sides[i] == side)
				hold(p->dump, p->held, p->figures.tokens[i]);
	}
}

static void
read_pair(struct pair *p)
{
	struct spending_item *rows[FIGURES_MAX];
	struct arena *arena = p->dump->arena;

	if (!find_amounts(p))
		return;
	for (int side = 0; side < 2; side++) {
		struct spending *table = p->tables[side];
		int n = 0;
		if (!table || !p->rows[side])
			continue;
		struct spending_item *items = arena_new(
		    arena, struct spending_item, (size_t)p->rows[side]);
		table->items = (struct list){.items = items,
		    .n = (size_t)p->rows[side],
		    .room = (size_t)p->rows[side]};
		table->total.value = dec_yen(p->totals[side], 6);
		for (int i = 0; i < p->figures.n; i++) {
			if (p->sides[i] != side)
				continue;
			items[n].amount.value =
			    dec_yen(p->figures.values[i], 6);
			rows[i] = &items[n++];
		}
	}
	put_texts(p, rows);
	drop_bare(p);
	record_note(arena, p->sheet, "placed-by-arithmetic", S("spending"),
	    "the amounts of %.*s by what the list pays",
	    STR_ARG(p->tables[p->tables[0] ? 0 : 1]->block));
}

/*
 * Where the name above a table stands, or n.  It can come before 費目・使途
 * itself, then behind the node of that name.
 */
static size_t
heading_of(const struct dump *dump, const struct spending *table)
{
	size_t found = dump->n;

	if (str_is_null(table->payee))
		return found;
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind != TOKEN_TEXT ||
		    (t->part != PART_SPENDING && t->part != PART_FLOW) ||
		    !dump_letters(t->text) || !str_has(t->text, table->payee))
			continue;
		found = i;
		if (t->part == PART_SPENDING)
			break;
	}
	return found;
}

/* A, B ... Z, a ... z as 0, 1 ...; -1 for anything else. */
static int
letter_rank(str letters)
{
	if (str_is_null(letters) || letters.n != 1)
		return -1;
	int c = (unsigned char)letters.p[0];
	return c >= 'a' && c <= 'z' ? c - 'a' + 26
	    : c >= 'A' && c <= 'Z'  ? c - 'A'
				    : -1;
}

/* -- columns that came whole, with their total behind them -- */

struct sum {
	size_t from, total; /* figures */
};

/* The falling figures before a figure that add up to it; false: none. */
static bool
run_before(const struct dump *dump, const size_t *tokens, size_t total,
    struct sum *run)
{
	struct dec want = dec_cell(dump->tokens[tokens[total]].text);
	struct dec sum = dec_of(0), below = {0};

	for (size_t n = 1; n <= total && n <= FIGURES_MAX; n++) {
		struct dec v = dec_cell(dump->tokens[tokens[total - n]].text);
		if (below.known && dec_cmp(v, below) < 0)
			return false;
		sum = dec_add(sum, v);
		below = v;
		if (!sum.known || dec_cmp(sum, want) > 0)
			return false;
		if (dec_cmp(sum, want) == 0) {
			*run = (struct sum){total - n, total};
			return true;
		}
	}
	return false;
}

static void
put_run(struct dump *dump, struct sheet *sheet, struct spending *table,
    const size_t *tokens, const struct sum *run, struct list *held)
{
	for (size_t i = run->from; i < run->total; i++)
		hold(dump, held, tokens[i]);
	table->total.value =
	    dec_yen(dec_cell(dump->tokens[tokens[run->total]].text), 6);
	dump->tokens[tokens[run->total]].used = true;
	record_note(dump->arena, sheet, "placed-by-arithmetic", S("spending"),
	    "the amounts of %.*s by their sum", STR_ARG(table->block));
}

/* Only one table may have that total, and only one run. */
static void
read_runs(struct dump *dump, struct sheet *sheet, struct spending **tables,
    int n, struct list *held)
{
	struct list tokens = {0}, runs = {0};

	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		struct dec d = {0};
		if (t->part == PART_SPENDING && t->kind == TOKEN_FIGURE &&
		    !t->used)
			d = dec_cell(t->text);
		if (d.known && !dec_is_zero(d))
			*list_add(dump->arena, &tokens, size_t) = i;
	}
	for (size_t i = 1; i < tokens.n; i++) {
		struct sum run;
		if (run_before(dump, tokens.items, i, &run))
			*list_add(dump->arena, &runs, struct sum) = run;
	}
	for (int k = 0; k < n; k++) {
		struct dec want = paid(sheet, tables[k]);
		const struct sum *found = NULL;
		int others = 0;
		for (int j = 0; want.known && j < n; j++)
			others += dec_eq(paid(sheet, tables[j]), want);
		for (size_t i = 0; others == 1 && i < runs.n; i++) {
			const struct sum *run = list_at(&runs, struct sum, i);
			size_t token = *list_at(&tokens, size_t, run->total);
			if (dec_cmp(
				dec_yen(dec_cell(dump->tokens[token].text), 6),
				want) != 0)
				continue;
			others += found != NULL;
			found = run;
		}
		if (found && others == 1)
			put_run(
			    dump, sheet, tables[k], tokens.items, found, held);
	}
}

/* Tables in the order of their letters, two side by side. */
void
dump_pairs(struct dump *dump, struct sheet *sheet)
{
	enum { PAIRS = 26 };
	struct pair pairs[PAIRS];
	size_t from[PAIRS];
	struct spending *tables[2 * PAIRS] = {NULL};
	struct list held = {0}; /* size_t: tokens */

	if (dump->flat || dump->columns)
		return;
	for (int k = 0; k < PAIRS; k++) {
		pairs[k] =
		    (struct pair){.dump = dump, .sheet = sheet, .held = &held};
		from[k] = dump->n;
	}
	for (size_t i = 0; i < sheet->spending.n; i++) {
		struct spending *table =
		    list_at(&sheet->spending, struct spending, i);
		int rank = letter_rank(table->block);
		if (rank >= 0 && is_open(table) && !tables[rank])
			tables[rank] = table;
	}
	for (int rank = 0, n = 0; rank < 2 * PAIRS; rank++) {
		if (!tables[rank])
			continue;
		size_t at = heading_of(dump, tables[rank]);
		pairs[n / 2].tables[n % 2] = tables[rank];
		if (at < from[n / 2])
			from[n / 2] = at;
		n++;
	}
	for (int k = 0, first = 1; k < PAIRS; k++) {
		struct pair *p = &pairs[k];
		p->from = from[k];
		p->to = dump->n;
		for (int next = k + 1; next < PAIRS && p->to == dump->n; next++)
			p->to = from[next];
		if (p->from >= p->to)
			continue;
		/* cells of the first can stand above its heading */
		while (first && p->from > 0 &&
		    dump->tokens[p->from - 1].part == PART_SPENDING)
			p->from--;
		first = 0;
		read_pair(p);
	}
	struct spending *open[2 * PAIRS];
	int n = 0;
	for (int k = 0; k < 2 * PAIRS; k++)
		if (is_open(pairs[k / 2].tables[k % 2]))
			open[n++] = pairs[k / 2].tables[k % 2];
	read_runs(dump, sheet, open, n, &held);
	for (int k = 0; k < PAIRS; k++) {
		/* now without the figures of others */
		struct pair *p = &pairs[k];
		for (int side = 0; side < 2; side++)
			if (!is_open(p->tables[side]))
				p->tables[side] = NULL;
		p->figures.n = p->rows[0] = p->rows[1] = 0;
		p->nlines = 0;
		if (p->from < p->to && (p->tables[0] || p->tables[1]))
			read_pair(p);
	}
	for (size_t i = 0; i < held.n; i++)
		dump->tokens[*list_at(&held, size_t, i)].used = false;
}
