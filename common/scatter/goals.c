#include "scatter/goals.h"

#include "solve/match.h"
#include "value/era.h"
#include "value/text.h"

#include <string.h>

/*
 * アウトカム: goals, indicators and evidence are told apart by how they read
 * and matched by the words they share.  達成度 = 成果実績 / 目標値 ties three
 * figures of a year together, lines tie years, and the figure that a goal
 * names ties a table to its goal.
 */

enum {
	FIGURES_MAX = 60, /* figures among which triples are sought */
	YEARS = 3, /* columns of actual figures */
	COLUMNS = 5, /* and 中間目標, 目標最終年度 */
	NAMED_MAX = 8,
};

/* 16307 / 7000 = 233%: one year of one table. */
struct triple {
	size_t actual, target, rate; /* scraps */
	int table, column; /* -1: unknown */
};

struct goals {
	struct scatter *s;
	struct zone zone;
	struct outcome *outcomes;
	size_t n;
	int tables[MATCH_MAX]; /* of an outcome, -1: none */
	struct triple triples[FIGURES_MAX];
	size_t ntriples;
	int ntables;
};

bool
scatter_is_unit(str text)
{
	return text.n <= 18 && !str_any(text, "。|、|年度", str_has) &&
	    (text.n <= 9 ||
		str_any(text, "円|件|人|回|社|％|%|箇所|団体|施設", str_ends));
}

/* How far a text sounds like a goal (> 0) rather than an indicator. */
static int
goal_like(str text)
{
	int score = 0;

	if (str_any(
		text, "までに|において|年度に|年度まで|を目標|毎年度", str_has))
		score += 2;
	if (str_any(text, "る|う|す|く|む|。|こと|図る|達成", str_ends))
		score += 2;
	if (str_any(text,
		"数|率|割合|額|量|度|（累計）|(累計)|（累計|件数|時間|回数",
		str_ends))
		score -= 3;
	return score;
}

static void
read_texts(struct goals *g)
{
	struct scatter *s = g->s;
	size_t *pool, n = scatter_pool(s, g->zone, SCRAP_TEXT, &pool);
	size_t goals[MATCH_MAX], indicators[MATCH_MAX], ng = 0, ni = 0;
	str a[MATCH_MAX], b[MATCH_MAX];
	int answer[MATCH_MAX];

	for (size_t k = 0; k < n; k++) {
		size_t i = pool[k];
		str text = s->scraps[i].text;
		if (scatter_is_unit(text) || s->scraps[i].width > 60 ||
		    (i && s->scraps[i - 1].label == LABEL_EVIDENCE))
			continue;
		if (ng == MATCH_MAX || ni == MATCH_MAX)
			return;
		if (str_any(text, "費|金|事業", str_ends))
			continue;
		if (goal_like(text) > 0) {
			a[ng] = text;
			goals[ng++] = i;
		} else {
			b[ni] = text;
			indicators[ni++] = i;
		}
	}
	/* Other texts among them would be taken for what they are not. */
	if (!ng || ng != ni ||
	    ng != scatter_count(s, g->zone, LABEL_OUTCOME_GOAL))
		return;
	int *worth = arena_new(s->arena, int, ng *ni + 1);
	scatter_likeness(s, a, ng, b, ni, worth);
	if (!match_best(s->arena, worth, ng, ni, answer))
		return;
	for (size_t k = 0; k < ng; k++) {
		struct outcome *o =
		    list_add(s->arena, &s->sheet->outcomes, struct outcome);
		*o = (struct outcome){.goal = scatter_take(s, goals[k]),
		    .indicator = STR_NULL,
		    .unit = STR_NULL,
		    .evidence = STR_NULL};
		if (answer[k] >= 0 &&
		    (worth[k * ni + (size_t)answer[k]] > 0 ||
			(ng == 1 && ni == 1)))
			o->indicator = scatter_take(s, indicators[answer[k]]);
	}
}

/* As many as goals, each to the goal with which it shares words; those that
 * share none must all be the same. */
static void
read_evidence(struct goals *g)
{
	struct scatter *s = g->s;
	size_t at[MATCH_MAX], n = 0;
	str a[MATCH_MAX], b[MATCH_MAX], plain = STR_NULL;
	int answer[MATCH_MAX];

	for (size_t i = 1; i < s->n && n < MATCH_MAX; i++)
		if (scatter_free(s, g->zone, i, SCRAP_TEXT) &&
		    s->scraps[i - 1].label == LABEL_EVIDENCE) {
			at[n] = i;
			a[n++] = s->scraps[i].text;
		}
	if (!n || n != g->n)
		return;
	for (size_t k = 0; k < g->n; k++)
		b[k] = arena_printf(s->arena, "%.*s %.*s",
		    STR_ARG(g->outcomes[k].goal),
		    STR_ARG(g->outcomes[k].indicator));
	int *worth = arena_new(s->arena, int, n *n);
	scatter_likeness(s, a, n, b, n, worth);
	if (!match_best(s->arena, worth, n, n, answer))
		return;
	for (size_t k = 0; k < n; k++) {
		if (worth[k * n + (size_t)answer[k]])
			continue;
		if (!str_is_null(plain) && !str_eq(plain, a[k]))
			return;
		plain = a[k];
	}
	for (size_t k = 0; k < n; k++)
		g->outcomes[answer[k]].evidence = scatter_take(s, at[k]);
}

/* -- the figures that goals name -- */

struct named {
	struct dec value;
	str rest; /* what follows it */
};

static size_t
figures_of(struct scatter *s, str goal, struct named *out)
{
	str text = text_fold(s->arena, goal);
	size_t n = 0;

	for (size_t at = 0; at < text.n && n < NAMED_MAX;) {
		size_t to = at;
		while (to < text.n &&
		    ((text.p[to] >= '0' && text.p[to] <= '9') ||
			(to > at && (text.p[to] == ',' || text.p[to] == '.'))))
			to++;
		if (to == at) {
			at++;
			continue;
		}
		str rest = str_skip(text, to);
		struct dec value = dec_cell(str_slice(text, at, to));
		if (value.known && !str_starts(rest, S("年")) &&
		    !str_starts(rest, S("月")))
			out[n++] = (struct named){value, rest};
		at = to;
	}
	return n;
}

/* -- figures -- */

/* Rounded, or cut: sheets print 229.55 as 229.5, too. */
static bool
attains(struct dec actual, struct dec target, struct dec rate)
{
	struct dec unit = {.digits = 1, .scale = rate.scale, .known = true};

	if (!dec_is_positive(actual) || !dec_is_positive(target) ||
	    dec_cmp(rate, dec_of(1000)) > 0 || rate.scale > 6)
		return false;
	struct dec whole = dec_mul(actual, dec_of(100));
	struct dec near = dec_div(whole, target, rate.scale);
	if (!near.known)
		return false;
	struct dec off = dec_sub(dec_div(whole, target, rate.scale + 4), rate);
	return dec_eq(near, rate) ||
	    (off.known && !dec_is_positive(dec_neg(off)) &&
		dec_cmp(off, unit) < 0);
}

static bool
is_named(const struct goals *g, struct dec value)
{
	for (size_t k = 0; k < g->n; k++) {
		struct named named[NAMED_MAX];
		size_t n = figures_of(g->s, g->outcomes[k].goal, named);
		for (size_t i = 0; i < n; i++)
			if (dec_eq(named[i].value, value))
				return true;
	}
	return false;
}

/* How many times 100 a figure is, or the other way round; in percent. */
static struct dec
off_hundred(struct dec d)
{
	struct dec hundred = dec_of(100);

	return dec_cmp(d, hundred) > 0
	    ? dec_div(dec_mul(d, hundred), hundred, 2)
	    : dec_div(dec_mul(hundred, hundred), d, 2);
}

/*
 * 11 / 9 = 122.2% is 11 / 122.2 = 9%, too.  The target is what a goal names,
 * else what has the actual figure's decimals, else what is farther from 100.
 */
static bool
is_target(const struct goals *g, const struct triple *t)
{
	const struct scrap *scraps = g->s->scraps;
	struct dec actual = scraps[t->actual].value;
	struct dec target = scraps[t->target].value;
	struct dec rate = scraps[t->rate].value;

	if (dec_cmp(target, dec_of(1000)) > 0)
		return true;
	if (is_named(g, target) != is_named(g, rate))
		return is_named(g, target);
	if (target.scale != rate.scale)
		return target.scale == actual.scale;
	return dec_cmp(off_hundred(target), off_hundred(rate)) > 0;
}

/* A free rate that the two explain, on the row if there is one. */
static size_t
free_rate(const struct goals *g, const size_t *pool, size_t n,
    const struct triple *t, const struct triple *others, int count)
{
	const struct scrap *scraps = g->s->scraps;
	size_t found = g->s->n;

	for (size_t k = 0; k < n; k++) {
		const struct scrap *rate = &scraps[pool[k]];
		bool taken = rate->used;
		for (int j = 0; j < count; j++)
			taken = taken || others[j].rate == pool[k];
		struct triple with = {
		    .actual = t->actual, .target = t->target, .rate = pool[k]};
		if (taken || rate->row == scraps[t->actual].row ||
		    rate->row == scraps[t->target].row ||
		    !attains(scraps[t->actual].value, scraps[t->target].value,
			rate->value) ||
		    !is_target(g, &with))
			continue;
		if (count && rate->row == scraps[others[0].rate].row)
			return pool[k];
		if (found == g->s->n)
			found = pool[k];
	}
	return found;
}

static void
add_triple(struct goals *g, const struct triple *t, int table)
{
	struct scrap *scraps = g->s->scraps;

	if (g->ntriples == FIGURES_MAX)
		return;
	g->triples[g->ntriples] = *t;
	g->triples[g->ntriples++].table = table;
	scraps[t->actual].used = true;
	scraps[t->target].used = true;
	scraps[t->rate].used = true;
}

/* The figures of two lines of at least three columns, column by column. */
static int
try_lines(const struct goals *g, const size_t *pool, size_t n, size_t a,
    size_t t, struct triple *out)
{
	const struct scrap *scraps = g->s->scraps;
	int found = 0;

	for (size_t i = a; i < g->s->n && scraps[i].row == scraps[a].row; i++)
		for (size_t k = t;
		     k < g->s->n && scraps[k].row == scraps[t].row; k++) {
			if (scraps[i].kind != SCRAP_FIGURE ||
			    scraps[k].kind != SCRAP_FIGURE || scraps[i].used ||
			    scraps[k].used ||
			    scraps[i].column != scraps[k].column ||
			    scraps[i].column >= YEARS || found == YEARS)
				continue;
			out[found] =
			    (struct triple){i, k, 0, -1, scraps[i].column};
			out[found].rate =
			    free_rate(g, pool, n, &out[found], out, found);
			if (out[found].rate == g->s->n)
				return 0;
			found++;
		}
	return found;
}

static bool
begins_line(const struct scrap *scrap)
{
	return !scrap->used && scrap->column == 0 && scrap->columns >= YEARS &&
	    scrap->columns <= COLUMNS;
}

/* Whole lines first: two of them and the rates that both explain. */
static void
read_lines(struct goals *g, const size_t *pool, size_t n)
{
	const struct scrap *scraps = g->s->scraps;

	for (;;) {
		struct triple best[YEARS], now[YEARS];
		int most = 1;
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < n; k++) {
				if (!begins_line(&scraps[pool[i]]) ||
				    !begins_line(&scraps[pool[k]]) ||
				    scraps[pool[i]].row == scraps[pool[k]].row)
					continue;
				int found = try_lines(
				    g, pool, n, pool[i], pool[k], now);
				if (found > most) {
					most = found;
					memcpy(best, now, sizeof best);
				}
			}
		if (most < 2)
			return;
		for (int k = 0; k < most; k++)
			add_triple(g, &best[k], g->ntables);
		g->ntables++;
	}
}

/* How much later the year of b is than that of a; 0: nothing is known. */
static int
later(const struct goals *g, const struct triple *a, const struct triple *b)
{
	const struct scrap *s = g->s->scraps;

	if (s[a->actual].row == s[b->actual].row)
		return s[b->actual].column - s[a->actual].column;
	if (s[a->target].row == s[b->target].row)
		return s[b->target].column - s[a->target].column;
	if (s[a->rate].row == s[b->rate].row)
		return s[b->rate].column - s[a->rate].column;
	return 0;
}

/* One more triple joins the table of another; false: none does. */
static bool
grow_table(struct goals *g, size_t first, int table)
{
	for (size_t a = first; a < g->ntriples; a++)
		for (size_t b = first; b < g->ntriples; b++) {
			const struct triple *x = &g->triples[a];
			struct triple *y = &g->triples[b];
			int step = later(g, x, y);
			if (x->table != table || y->table >= 0 || !step)
				continue;
			y->table = table;
			y->column = x->column + step;
			return true;
		}
	return false;
}

/* Lines chain triples; only a full row of years says which year is which. */
static void
settle_chains(struct goals *g, size_t first)
{
	for (size_t start = first; start < g->ntriples; start++) {
		int least = 0, most = 0, count = 0, table = g->ntables;
		if (g->triples[start].table >= 0)
			continue;
		g->ntables++;
		g->triples[start].table = table;
		g->triples[start].column = 0;
		while (grow_table(g, first, table))
			;
		for (size_t k = first; k < g->ntriples; k++) {
			const struct triple *t = &g->triples[k];
			if (t->table != table)
				continue;
			least = t->column < least ? t->column : least;
			most = t->column > most ? t->column : most;
			count++;
		}
		bool full = count == YEARS && most - least + 1 == YEARS;
		for (size_t k = first; k < g->ntriples; k++)
			if (g->triples[k].table == table)
				g->triples[k].column =
				    full ? g->triples[k].column - least : -1;
	}
}

/* Loose figures: a rate that exactly one pair explains. */
static void
read_triples(struct goals *g, const size_t *pool, size_t n)
{
	const struct scrap *scraps = g->s->scraps;
	size_t first = g->ntriples;

	for (size_t r = 0; r < n; r++) {
		struct triple t = {.rate = pool[r], .table = -1, .column = -1};
		size_t answers = 0;
		for (size_t i = 0; i < n && !scraps[pool[r]].used; i++)
			for (size_t k = 0; k < n; k++) {
				if (i == k || i == r || k == r ||
				    scraps[pool[i]].used ||
				    scraps[pool[k]].used ||
				    !attains(scraps[pool[i]].value,
					scraps[pool[k]].value,
					scraps[pool[r]].value))
					continue;
				struct triple with = {.actual = pool[i],
				    .target = pool[k],
				    .rate = pool[r]};
				if (!is_target(g, &with))
					continue;
				t.actual = pool[i];
				t.target = pool[k];
				answers++;
			}
		if (answers == 1)
			add_triple(g, &t, -1);
	}
	settle_chains(g, first);
}

static int
goal_year(const struct scatter *s, str goal)
{
	return era_year(goal, s->dump->years, NULL);
}

/* A table whose targets a goal names, best in the year it names. */
static int
worth_of(const struct goals *g, const struct outcome *o, int table)
{
	struct scatter *s = g->s;
	struct named named[NAMED_MAX];
	size_t n = figures_of(s, o->goal, named);
	int worth = 0, year = goal_year(s, o->goal);

	for (size_t k = 0; k < g->ntriples; k++) {
		const struct triple *t = &g->triples[k];
		if (t->table != table)
			continue;
		for (size_t i = 0; i < n; i++) {
			if (!dec_eq(named[i].value, s->scraps[t->target].value))
				continue;
			worth += 10;
			if (t->column >= 0 &&
			    s->dump->years - YEARS + t->column == year)
				worth += 20;
		}
	}
	return worth;
}

static void
match_tables(struct goals *g)
{
	size_t n = (size_t)g->ntables, open = 0, last = 0, left = 0, other = 0;
	int answer[MATCH_MAX];

	for (size_t k = 0; k < g->n; k++)
		g->tables[k] = -1;
	if (!n || n > MATCH_MAX)
		return;
	int *worth = arena_new(g->s->arena, int, n * g->n);
	for (size_t t = 0; t < n; t++)
		for (size_t k = 0; k < g->n; k++)
			worth[t * g->n + k] =
			    worth_of(g, &g->outcomes[k], (int)t);
	if (!match_best(g->s->arena, worth, n, g->n, answer))
		return;
	for (size_t t = 0; t < n; t++) {
		if (answer[t] >= 0 && worth[t * g->n + (size_t)answer[t]] > 0) {
			g->tables[answer[t]] = (int)t;
			continue;
		}
		open++;
		last = t;
	}
	/* One left on either side. */
	for (size_t k = 0; k < g->n; k++)
		if (g->tables[k] < 0) {
			left++;
			other = k;
		}
	if (open == 1 && left == 1)
		g->tables[other] = (int)last;
}

static bool
is_placed(const struct goals *g, const struct triple *t)
{
	bool placed = false;

	for (size_t k = 0; k < g->n; k++)
		placed = placed || g->tables[k] == t->table;
	return placed && t->column >= 0 && t->column < YEARS;
}

static void
put_years(struct goals *g)
{
	struct scatter *s = g->s;

	for (size_t k = 0; k < g->n; k++) {
		struct outcome_year *years[YEARS];
		struct list *list = &g->outcomes[k].years;
		for (int y = 0; y < YEARS; y++)
			list_add(s->arena, list, struct outcome_year)
			    ->fiscal_year = s->dump->years - YEARS + y;
		for (size_t y = 0; y < YEARS; y++)
			years[y] = list_at(list, struct outcome_year, y);
		for (size_t i = 0; i < g->ntriples; i++) {
			const struct triple *t = &g->triples[i];
			if (t->table != g->tables[k] || !is_placed(g, t))
				continue;
			struct outcome_year *year = years[t->column];
			year->actual.value = s->scraps[t->actual].value;
			year->target.value = s->scraps[t->target].value;
			year->attainment.value = s->scraps[t->rate].value;
		}
	}
	for (size_t i = 0; i < g->ntriples; i++) {
		const struct triple *t = &g->triples[i];
		if (!is_placed(g, t))
			s->scraps[t->actual].used = s->scraps[t->target].used =
			    s->scraps[t->rate].used = false;
	}
}

/* 20,000 in the goal and loose: the target of the last year. */
static void
read_final(struct goals *g, struct outcome *o)
{
	struct scatter *s = g->s;
	struct named named[NAMED_MAX];
	size_t n = figures_of(s, o->goal, named);
	int year = goal_year(s, o->goal);
	bool printed = false;

	if (year < s->dump->years)
		return;
	for (size_t i = 0; i < s->n; i++)
		printed = printed ||
		    (scatter_free(s, g->zone, i, SCRAP_YEAR) &&
			s->scraps[i].year == year);
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < s->n && !o->final; i++) {
			if (!scatter_free(s, g->zone, i, SCRAP_FIGURE) ||
			    s->scraps[i].rate ||
			    !dec_eq(s->scraps[i].value, named[k].value))
				continue;
			o->final = arena_new(s->arena, struct outcome_year, 1);
			o->final->fiscal_year = printed ? year : 0;
			o->final->target.value = named[k].value;
			s->scraps[i].used = true;
		}
}

/* -- units -- */

static bool
is_percent(str text)
{
	return str_eq(text, S("％")) || str_eq(text, S("%"));
}

/* The unit that a goal names behind a figure, else the only one there is. */
static void
read_units(struct goals *g)
{
	struct scatter *s = g->s;
	size_t *pool, n = scatter_pool(s, g->zone, SCRAP_TEXT, &pool), open = 0;
	str only = STR_NULL;
	bool alike = true;

	for (size_t i = 0; i < n; i++) {
		str unit = s->scraps[pool[i]].text;
		if (!scatter_is_unit(unit) || is_percent(unit))
			continue;
		alike = alike && (str_is_null(only) || str_eq(only, unit));
		only = unit;
	}
	for (size_t k = 0; k < g->n; k++) {
		struct outcome *o = &g->outcomes[k];
		struct named named[NAMED_MAX];
		size_t m = figures_of(s, o->goal, named);
		for (size_t i = 0; i < n && str_is_null(o->unit); i++) {
			str unit = s->scraps[pool[i]].text;
			if (!scatter_is_unit(unit))
				continue;
			for (size_t j = 0; j < m; j++)
				if (str_starts(named[j].rest,
					text_fold(s->arena, unit)))
					o->unit = unit;
		}
		if (str_is_null(o->unit) && alike)
			o->unit = only;
		open += str_is_null(o->unit);
	}
	for (size_t i = 0; !open && i < n; i++) {
		struct scrap *scrap = &s->scraps[pool[i]];
		bool known = is_percent(scrap->text); /* of 達成度 */
		for (size_t k = 0; k < g->n; k++)
			known =
			    known || str_eq(g->outcomes[k].unit, scrap->text);
		scrap->used = scrap->used || known;
	}
}

static void
read_outcomes(struct scatter *s)
{
	struct goals *g = arena_new(s->arena, struct goals, 1);
	size_t *pool, n;

	g->s = s;
	g->zone = SCATTER_ZONE(s, LABEL_OUTCOME_GOAL, LABEL_OUTCOME_INDICATOR,
	    LABEL_OUTCOME_ACTUAL);
	read_texts(g);
	g->outcomes = s->sheet->outcomes.items;
	g->n = s->sheet->outcomes.n;
	if (!g->n || !s->dump->years)
		return;
	read_evidence(g);
	n = scatter_pool(s, g->zone, SCRAP_FIGURE, &pool);
	if (n <= FIGURES_MAX) {
		read_lines(g, pool, n);
		read_triples(g, pool, n);
	}
	match_tables(g);
	put_years(g);
	for (size_t k = 0; k < g->n; k++)
		read_final(g, &g->outcomes[k]);
	read_units(g);
	scatter_note(s, "outcomes",
	    "figures were placed by 達成度, goals by the words they share");
}

void
scatter_goals(struct scatter *s)
{
	read_outcomes(s);
	scatter_outputs(s);
}
