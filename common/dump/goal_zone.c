#include "dump/goal_zones.h"

#include "value/text.h"

#include <stdlib.h>
#include <string.h>

/* -- the figures of a zone, in groups -- */

/* Figures behind the labels of some rows, which are theirs as a rule. */
struct group {
	int rows[GOAL_ROWS], nrows;
	size_t from, n; /* figures */
};

enum {
	OPTIONS_MAX = 128, /* ways to lay out one group */
	WAYS_MAX = 4096, /* of all groups */
};

struct fill {
	uint8_t at[GOAL_ROWS][STACK_COLUMNS]; /* 1 + figure */
	int pieces; /* it is put together from */
};

/* How well a fill keeps to the rules of the form. */
struct sense {
	int score, holds, broken;
	/* Results of years to come, goals without a year, 達成度 of nothing. */
	int odd;
	bool gaps; /* some cells of several rows are empty or elsewhere */
};

struct reader {
	const struct dump *dump;
	const struct sheet *sheet;
	enum goal_kind kind;
	struct goal_zone *zone;
	int columns;
	struct grid_figure figures[GRID_FIGURES];
	size_t tokens[GRID_FIGURES];
	size_t nfigures;
	struct group groups[GOAL_ROWS + 1]; /* the first before all labels */
	size_t ngroups, nrows;
	bool row_each; /* as many runs as rows, all of one length */
	size_t each; /* this one */
	bool full; /* more than it has room for */
	bool torn; /* a year heads some of the figures of several rows */
	struct fill best;
	struct sense top;
	bool any;
};

/* Dashes before 年度 年度 are those of years not set. */
static bool
is_heading_dash(const struct dump *dump, size_t i, size_t to)
{
	size_t end = i, words = 0;

	while (end < to && dump->tokens[end].kind == TOKEN_FIGURE &&
	    text_is_none(dump->tokens[end].text))
		end++;
	while (
	    end + words < to && goal_is_bare_year(&dump->tokens[end + words]))
		words++;
	return end > i && end - i <= words;
}

/*
 * A dash on the line of a row's label is its unit; where one row has none,
 * a dash behind the labels of the others is theirs.
 */
static bool
is_unit_dash(const struct dump *dump, size_t i, bool *none)
{
	const struct token *t = &dump->tokens[i];
	enum goal_kind kind;

	if (i == 0 || !text_is_none(t->text) ||
	    goal_row_of(dump, i - 1, &kind) < 0)
		return false;
	*none = *none || t->at <= t[-1].last;
	return *none;
}

/* A dash that is no cell of a row. */
static bool
is_other_dash(const struct dump *dump, size_t i, size_t to, bool *none)
{
	const struct token *t = &dump->tokens[i];

	return is_heading_dash(dump, i, to) || is_unit_dash(dump, i, none) ||
	    (i > 0 && text_is_none(t->text) && t[-1].kind == TOKEN_LABEL &&
		t[-1].label == LABEL_EVIDENCE);
}

static void
add_figure(struct reader *r, size_t token)
{
	if (r->nfigures == GRID_FIGURES) {
		r->full = true;
		return;
	}
	struct grid_figure *f = &r->figures[r->nfigures];
	str text = r->dump->tokens[token].text;

	grid_figure_of(dec_cell(text), f);
	f->key = f->known ? str_hash(text) | 1 : 0;
	r->tokens[r->nfigures++] = token;
	r->groups[r->ngroups - 1].n++;
}

/* A label behind figures begins another group. */
static void
add_row(struct reader *r, int row)
{
	struct group *g = &r->groups[r->ngroups - 1];

	if (g->n || r->ngroups == 1) {
		g = &r->groups[r->ngroups++];
		*g = (struct group){.from = r->nfigures};
	}
	g->rows[g->nrows++] = row;
	r->nrows++;
}

/* The lengths of runs, for as long as each is one row. */
static void
end_run(struct reader *r, size_t *run, size_t *runs)
{
	if (!*run)
		return;
	/* The label is the last one met, or the next. */
	r->each = *runs ? r->each : *run;
	r->row_each = r->row_each && *run == r->each &&
	    (r->nrows == *runs || r->nrows == *runs + 1);
	++*runs;
	*run = 0;
}

static bool
is_year(const struct token *t)
{
	return t->kind == TOKEN_LABEL &&
	    (t->label == DUMP_YEAR || t->label == DUMP_YEAR_OUTLOOK);
}

static void
read_figures(struct reader *r, size_t from, size_t to, size_t *runs)
{
	const struct dump *dump = r->dump;
	bool none = false, headed = false;
	size_t run = 0;

	for (size_t i = from; i < to && !r->full; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_FIGURE && !t->used &&
		    !is_other_dash(dump, i, to, &none)) {
			add_figure(r, i);
			run++;
			r->torn = r->torn || headed;
			continue;
		}
		end_run(r, &run, runs);
		for (int row = 0; row < GOAL_ROWS; row++)
			if (r->zone->rows[row] == i)
				add_row(r, row);
		const struct group *g = &r->groups[r->ngroups - 1];
		headed = g->n && g->nrows > 1 && (headed || is_year(t));
	}
	end_run(r, &run, runs);
}

static int
compare_rows(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/*
 * Runs may stand before their labels as well where each is one row: then
 * their order tells.  What else stands before the first label is no row's.
 */
static void
find_groups(struct reader *r)
{
	struct goal_zone *z = r->zone;
	size_t runs = 0, n = 0;

	r->ngroups = 1;
	r->row_each = true;
	read_figures(r, z->from, z->to, &runs);
	read_figures(r, z->more_from, z->more_to, &runs);
	r->row_each = r->row_each && runs == r->nrows &&
	    r->each >= GOAL_FIRST_YEAR && r->each <= (size_t)r->columns;
	if (!r->row_each) {
		memmove(
		    r->groups, r->groups + 1, sizeof r->groups[0] * GOAL_ROWS);
		r->ngroups--;
		/* Their labels may come in another order. */
		for (size_t k = 0; k < r->ngroups; k++)
			qsort(r->groups[k].rows, (size_t)r->groups[k].nrows,
			    sizeof(int), compare_rows);
		return;
	}
	int rows[GOAL_ROWS] = {0};
	for (size_t k = 1; k < r->ngroups; k++)
		for (int i = 0; i < r->groups[k].nrows; i++)
			rows[n++] = r->groups[k].rows[i];
	for (size_t k = 0; k < n; k++)
		r->groups[k] = (struct group){.rows = {rows[k]},
		    .nrows = 1,
		    .from = k * r->each,
		    .n = r->each};
	r->ngroups = n;
}

/* -- what must hold -- */

static const struct grid_figure *
figure_at(const struct reader *r, const struct fill *f, int row, int column)
{
	unsigned at = f->at[row][column];

	return at && r->figures[at - 1].known ? &r->figures[at - 1] : NULL;
}

enum {
	HOLDS = 6,
	NEARLY = 2, /* rounded parts agree by chance */
	BROKEN = -9,
	ODD = -5,
	UNLIKE = -2, /* a plan far from what was done */
	LIKE = 20, /* times at most */
};

static int
goal_year(const struct reader *r, int column)
{
	return column == GOAL_FIRST_YEAR ? r->zone->interim : r->zone->final;
}

/* 中間目標 or 目標最終年度: no results come before their year. */
static void
judge_goal(
    const struct reader *r, const struct fill *f, int column, struct sense *s)
{
	bool result = figure_at(r, f, 0, column) || figure_at(r, f, 2, column);
	bool goal = figure_at(r, f, 1, column) != NULL;
	int year = goal_year(r, column);

	s->odd += r->zone->years && !year && goal;
	s->odd += result &&
	    (!r->zone->years || !year || year >= r->sheet->sheet_year);
	s->score -= result; /* those of past years come first */
}

static struct sense
judge_outcome(const struct reader *r, const struct fill *f)
{
	struct sense s = {0};

	for (int c = 0; c < r->columns; c++) {
		const struct grid_figure *a = figure_at(r, f, 0, c);
		const struct grid_figure *b = figure_at(r, f, 1, c);
		const struct grid_figure *rate = figure_at(r, f, 2, c);
		int holds = goal_attainment(a, b, rate);
		s.broken += holds < 0;
		s.holds += holds > 1;
		s.score += holds > 1 ? HOLDS
		    : holds > 0	     ? NEARLY
		    : holds	     ? BROKEN
				     : 0;
		s.odd += rate && !(a && b);
		if (c >= GOAL_FIRST_YEAR)
			judge_goal(r, f, c, &s);
	}
	return s;
}

static struct sense
judge_output(const struct reader *r, const struct fill *f)
{
	struct sense s = {0};

	for (int c = 0; c < r->columns; c++) {
		const struct grid_figure *a = figure_at(r, f, 0, c);
		const struct grid_figure *b = figure_at(r, f, 1, c);
		const struct grid_figure *done = c < GOAL_FIRST_YEAR ? a : b;
		if (done && done->value && goal_is_divisor(r->sheet, c, done)) {
			s.score += HOLDS;
			s.holds++;
		}
		s.odd += a && c >= GOAL_FIRST_YEAR;
		if (a && b && a->value > 0 && b->value > 0 &&
		    (a->value / LIKE > b->value || b->value / LIKE > a->value))
			s.score += UNLIKE;
	}
	return s;
}

/* -- the ways to lay them out -- */

static uint64_t
key_at(const struct reader *r, const struct fill *f, int row, int column)
{
	const struct grid_figure *figure = figure_at(r, f, row, column);

	return figure ? figure->key : 0;
}

/* The best fill is kept; where others are as good nothing is said. */
static void
consider(struct reader *r, const struct fill *f, bool gaps)
{
	struct sense s =
	    r->kind == GOAL_OUTCOME ? judge_outcome(r, f) : judge_output(r, f);

	s.gaps = gaps;
	s.score += ODD * s.odd - f->pieces;
	if (!r->any || s.score > r->top.score) {
		r->any = true;
		r->top = s;
		r->best = *f;
		return;
	}
	if (s.score < r->top.score)
		return;
	for (int row = 0; row < GOAL_ROWS; row++)
		for (int c = 0; c < r->columns; c++)
			if (key_at(r, &r->best, row, c) != key_at(r, f, row, c))
				r->best.at[row][c] = 0;
}

/* Some columns of some rows, by rows or by columns; the next figure. */
static size_t
lay(struct fill *f, const int *rows, int nrows, int from, int to, bool down,
    size_t next)
{
	int n = to - from;

	for (int i = 0; i < nrows * n; i++) {
		int row = rows[down ? i % nrows : i / n];
		int column = from + (down ? i / nrows : i % n);
		f->at[row][column] = (uint8_t)++next;
	}
	return next;
}

/* Each group fills its own rows: the ways it may. */
struct options {
	size_t n;
	struct fill fills[OPTIONS_MAX];
	bool gaps;
};

static void
add_option(struct options *o, const struct fill *f)
{
	for (size_t i = 0; i < o->n; i++)
		if (!memcmp(o->fills[i].at, f->at, sizeof f->at)) {
			if (f->pieces < o->fills[i].pieces)
				o->fills[i].pieces = f->pieces;
			return;
		}
	if (o->n < OPTIONS_MAX)
		o->fills[o->n++] = *f;
}

/* What stands in the first n columns may stand in any n. */
static void
spread(struct options *o, const struct fill *f, int columns, int n)
{
	for (unsigned set = 1; set < 1u << columns; set++) {
		struct fill to = {.pieces = f->pieces};
		int k = 0;
		if (__builtin_popcount(set) != n)
			continue;
		for (int c = 0; c < columns; c++) {
			if (!(set >> c & 1))
				continue;
			for (int row = 0; row < GOAL_ROWS; row++)
				to.at[row][c] = f->at[row][k];
			k++;
		}
		add_option(o, &to);
	}
}

/* Up to three pieces, each by rows or by columns. */
static void
lay_pieces(const struct group *g, int columns, int n, struct options *o)
{
	int first = g->nrows > 1 ? n : 1;

	for (int a = 0; a < first; a++)
		for (int b = a ? a + 1 : 0; b < (a ? n : 1); b++)
			for (int ways = 0; ways < 8; ways++) {
				struct fill f = {.pieces = 0};
				int cut = b ? b : a;
				size_t next = lay(&f, g->rows, g->nrows, 0, a,
				    ways & 1, g->from);
				next = lay(&f, g->rows, g->nrows, a, cut,
				    ways & 2, next);
				lay(&f, g->rows, g->nrows, cut, n, ways & 4,
				    next);
				f.pieces = 1 + (a > 0) + (b > 0);
				spread(o, &f, columns, n);
			}
}

static void
find_options(const struct group *g, int columns, struct options *o)
{
	int n = g->nrows ? (int)g->n / g->nrows : 0;

	o->n = 0;
	o->gaps = n < columns && g->nrows > 1;
	if (n && n <= columns && n * g->nrows == (int)g->n)
		lay_pieces(g, columns, n, o);
}

static void
lay_groups(struct reader *r)
{
	struct options *o =
	    arena_new(r->dump->arena, struct options, GOAL_ROWS);
	size_t ways = 1;
	bool gaps = false;

	for (size_t k = 0; k < r->ngroups; k++) {
		find_options(&r->groups[k], r->columns, &o[k]);
		ways *= o[k].n;
		gaps = gaps || o[k].gaps;
	}
	for (size_t i = 0; i < ways && ways <= WAYS_MAX; i++) {
		struct fill f = {.pieces = 0};
		size_t nth = i;
		for (size_t k = 0; k < r->ngroups; k++) {
			const struct fill *own = &o[k].fills[nth % o[k].n];
			nth /= o[k].n;
			f.pieces += own->pieces;
			for (int row = 0; row < r->groups[k].nrows; row++)
				memcpy(f.at[r->groups[k].rows[row]],
				    own->at[r->groups[k].rows[row]],
				    sizeof f.at[0]);
		}
		consider(r, &f, gaps);
	}
}

/*
 * Some cells of the last columns are empty or elsewhere.  What figures there
 * are belong to the row of goals, where it has as many years.
 */
static void
lay_goals(const struct reader *r, struct fill *f, int column, size_t next)
{
	int columns[STACK_COLUMNS], n = 0, found = 0;

	for (size_t i = next; i < r->nfigures; i++)
		found += r->figures[i].known;
	for (int c = column; c < r->columns; c++)
		if (r->kind == GOAL_OUTPUT ||
		    goal_year(r, c) >= r->sheet->sheet_year)
			columns[n++] = c;
	if (found != n ||
	    (r->kind == GOAL_OUTCOME &&
		(!r->zone->years || column != GOAL_FIRST_YEAR)))
		return;
	n = 0;
	for (size_t i = next; i < r->nfigures; i++)
		if (r->figures[i].known)
			f->at[1][columns[n++]] = (uint8_t)(i + 1);
}

/* The groups have the first columns, what is behind them the others. */
static void
lay_rest(struct reader *r, int split)
{
	const struct group *last = &r->groups[r->ngroups - 1];
	size_t own = 0, rest, cells;
	int rows[GOAL_ROWS], nrows = 0;
	bool piled = false;

	for (size_t k = 0; k < r->ngroups; k++) {
		const struct group *g = &r->groups[k];
		size_t n = (size_t)(g->nrows * split);
		if (g == last ? g->n <= n : g->n != n)
			return;
		own += n;
		piled = piled || g->nrows > 1;
		for (int i = 0; i < g->nrows; i++)
			rows[nrows++] = g->rows[i];
	}
	qsort(rows, (size_t)nrows, sizeof *rows, compare_rows);
	rest = last->from + last->n - r->groups[0].from - own;
	cells = (size_t)(nrows * (r->columns - split));
	if (rest > cells)
		return;
	for (unsigned ways = 0; ways < 2u << r->ngroups; ways++) {
		struct fill f = {.pieces = (int)r->ngroups + 1};
		size_t next = r->groups[0].from;
		for (size_t k = 0; k < r->ngroups; k++)
			next = lay(&f, r->groups[k].rows, r->groups[k].nrows, 0,
			    split, ways >> k & 1, r->groups[k].from);
		if (rest == cells) {
			struct fill whole = f;
			lay(&whole, rows, nrows, split, r->columns,
			    ways >> r->ngroups & 1, next);
			consider(r, &whole, false);
		}
		lay_goals(r, &f, split, next);
		consider(r, &f, piled && rest < cells);
	}
}

/* Each run is a row, with nothing left out. */
static bool
is_whole(const struct reader *r)
{
	return r->row_each && r->each == (size_t)r->columns;
}

static void
solve(struct reader *r)
{
	struct goal_zone *z = r->zone;

	if (!r->ngroups || r->full || r->torn)
		return;
	lay_groups(r);
	for (int split = 1; split < r->columns; split++)
		lay_rest(r, split);
	if (!r->any || r->top.broken ||
	    (r->top.gaps && r->top.holds < GOAL_FIRST_YEAR) ||
	    (r->top.odd && !is_whole(r)))
		return;
	z->sure = true;
	for (int row = 0; row < GOAL_ROWS; row++)
		for (int c = 0; c < r->columns; c++)
			if (figure_at(r, &r->best, row, c))
				z->figures.at[row][c] =
				    1 + r->tokens[r->best.at[row][c] - 1];
}

void
goal_zone_read(const struct dump *dump, const struct sheet *sheet,
    enum goal_kind kind, struct goal_zone *zone)
{
	struct reader *r = arena_new(dump->arena, struct reader, 1);

	*r = (struct reader){.dump = dump,
	    .sheet = sheet,
	    .kind = kind,
	    .zone = zone,
	    .columns = goal_column_count(kind, sheet->sheet_year)};
	if (kind == GOAL_OUTCOME)
		zone->years = goal_years(dump, sheet, zone->from, zone->to,
		    &zone->interim, &zone->final);
	find_groups(r);
	zone->bare = !r->nfigures;
	solve(r);
}
