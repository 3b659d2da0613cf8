#include "scatter/goals.h"

#include "solve/match.h"
#include "value/text.h"

#include <stdlib.h>

/*
 * アウトプット, 単位当たりコスト and 測定指標.  A cost is what its formula
 * gives; the formulas of one table share lines, their divisors are the actual
 * figures of an indicator, which the basis (執行額／課題数) names.
 */

enum {
	YEARS = 3, /* columns of actual figures; then the outlook */
	ROWS_MAX = 24,
	FORMULAS_MAX = 40,
};

/* A line of figures. */
struct row {
	struct dec values[YEARS];
	size_t at[YEARS]; /* scraps */
	int n;
	bool used;
};

/* Two of them: 活動実績 and 当初見込み. */
struct table {
	int actual, planned; /* rows */
	bool told; /* which is which is known */
	int output; /* -1: none */
};

struct formula {
	size_t at, cost; /* scraps; cost: s->n when unknown */
	struct dec above, below;
	int group, column; /* of YEARS + 1; -1: unknown */
};

struct group {
	int basis; /* index, -1: none */
	int table, outcome; /* whose actual figures divide, -1 */
};

struct outputs {
	struct scatter *s;
	struct zone zone;
	size_t bases[MATCH_MAX], nbases;
	size_t names[MATCH_MAX], nnames; /* of indicators */
	struct row rows[ROWS_MAX];
	int nrows;
	struct table tables[ROWS_MAX];
	int ntables;
	struct formula formulas[FORMULAS_MAX];
	int nformulas;
	struct group groups[FORMULAS_MAX];
	int ngroups;
};

/* -- texts -- */

static size_t
beside(const struct scatter *s, int label)
{
	for (size_t i = 1; i < s->n; i++)
		if (s->scraps[i].kind == SCRAP_TEXT && !s->scraps[i].used &&
		    s->scraps[i - 1].kind == SCRAP_LABEL &&
		    s->scraps[i - 1].label == label &&
		    s->scraps[i - 1].last == s->scraps[i].row)
			return i;
	return s->n;
}

/* The same with the number before it: １　図書館の振興. */
static str
line_beside(struct scatter *s, int label)
{
	size_t i = beside(s, label);

	if (i != s->n)
		return scatter_take(s, i);
	for (i = 1; i + 1 < s->n; i++) {
		const struct scrap *scrap = &s->scraps[i];
		if (scrap->kind != SCRAP_FIGURE || scrap->used ||
		    scrap->columns != 1 || s->scraps[i - 1].label != label ||
		    s->scraps[i - 1].last != scrap->row ||
		    s->scraps[i + 1].kind != SCRAP_TEXT ||
		    s->scraps[i + 1].used || s->scraps[i + 1].row != scrap->row)
			continue;
		str number = scatter_take(s, i);
		return arena_printf(s->arena, "%.*s %.*s", STR_ARG(number),
		    STR_ARG(scatter_take(s, i + 1)));
	}
	return STR_NULL;
}

static void
read_policy(struct outputs *o)
{
	struct scatter *s = o->s;
	struct policy_evaluation *p = &s->sheet->policy_evaluation;
	size_t i;

	p->policy = line_beside(s, LABEL_POLICY);
	p->measure = line_beside(s, LABEL_MEASURE);
	for (i = 1; i < s->n; i++)
		if (s->scraps[i].kind == SCRAP_TEXT && !s->scraps[i].used &&
		    s->scraps[i - 1].label == LABEL_RELATION &&
		    s->scraps[i].text.n > 30) {
			p->relation = scatter_take(s, i);
			return;
		}
}

static bool
is_basis(str text)
{
	return str_any(text, "／|/|÷", str_has) && text.n > 24;
}

/* Bases have a stroke; all else that is no unit names an indicator. */
static void
find_texts(struct outputs *o)
{
	struct scatter *s = o->s;
	size_t *pool, n = scatter_pool(s, o->zone, SCRAP_TEXT, &pool);

	for (size_t k = 0; k < n; k++) {
		str text = s->scraps[pool[k]].text;
		if (o->nbases == MATCH_MAX || o->nnames == MATCH_MAX)
			return;
		if (is_basis(text))
			o->bases[o->nbases++] = pool[k];
		else if (!scatter_is_unit(text) &&
		    !str_any(text, "／|/", str_has) &&
		    s->scraps[pool[k]].width < 70)
			o->names[o->nnames++] = pool[k];
	}
}

/* 測定指標: the one more than the tables, of which 関係 speaks most. */
static void
read_measure(struct outputs *o)
{
	struct scatter *s = o->s;
	struct policy_evaluation *p = &s->sheet->policy_evaluation;
	size_t count = scatter_count(s, o->zone, LABEL_OUTPUT_ACTUAL);
	int best = 0, second = 0;
	size_t at = 0;

	if (o->nnames != count + 1 ||
	    !scatter_count(s, o->zone, LABEL_MEASURE_ACTUAL))
		return;
	for (size_t k = 0; k < o->nnames; k++) {
		int like = str_is_null(p->relation)
		    ? 0
		    : scatter_like(s, s->scraps[o->names[k]].text, p->relation);
		if (like > best) {
			second = best;
			best = like;
			at = k;
		} else if (like > second) {
			second = like;
		}
	}
	if (best <= second)
		return;
	struct measure_indicator *m =
	    list_add(s->arena, &p->indicators, struct measure_indicator);
	m->indicator = scatter_take(s, o->names[at]);
	m->unit = STR_NULL;
	for (size_t k = at; k + 1 < o->nnames; k++)
		o->names[k] = o->names[k + 1];
	o->nnames--;
	for (int y = 0; y < YEARS; y++)
		list_add(s->arena, &m->years, struct measure_year)
		    ->fiscal_year = s->dump->years - YEARS + y;
	size_t unit = beside(s, LABEL_MEASURE_ACTUAL);
	if (unit == s->n || !scatter_is_unit(s->scraps[unit].text))
		return;
	m->unit = scatter_take(s, unit);
	for (size_t i = 0; i < s->n; i++)
		if (scatter_free(s, o->zone, i, SCRAP_TEXT) &&
		    scatter_beside(s, i) == LABEL_OUTCOME_TARGET &&
		    str_eq(s->scraps[i].text, m->unit))
			s->scraps[i].used = true;
}

/* -- lines of figures -- */

static void
find_rows(struct outputs *o)
{
	struct scatter *s = o->s;

	for (size_t i = 0; i < s->n && o->nrows < ROWS_MAX; i++) {
		struct row row = {.n = 0};
		if (!scatter_free(s, o->zone, i, SCRAP_FIGURE) ||
		    s->scraps[i].column || s->scraps[i].rate)
			continue;
		for (size_t k = i;
		     k < s->n && s->scraps[k].row == s->scraps[i].row; k++)
			if (scatter_free(s, o->zone, k, SCRAP_FIGURE) &&
			    s->scraps[k].column == row.n && row.n < YEARS) {
				row.values[row.n] = s->scraps[k].value;
				row.at[row.n++] = k;
			}
		if (row.n >= 2 && s->scraps[i].columns <= YEARS + 2)
			o->rows[o->nrows++] = row;
	}
}

static void
use_row(struct outputs *o, int row)
{
	o->rows[row].used = true;
	for (int k = 0; k < o->rows[row].n; k++)
		o->s->scraps[o->rows[row].at[k]].used = true;
}

/* -- formulas and their costs -- */

static bool
read_formula(struct formula *f, struct arena *arena, str text)
{
	struct str_cut cut = str_cut(text_fold(arena, text), '/');

	f->above = dec_cell(cut.head);
	f->below = cut.found ? dec_cell(cut.tail) : (struct dec){0};
	return f->above.known && dec_is_positive(f->below);
}

static bool
costs(const struct formula *f, struct dec cost)
{
	return cost.scale <= 6 &&
	    dec_eq(dec_div(f->above, f->below, cost.scale), cost);
}

/* The costs with most decimals first: they leave the least choice. */
static void
find_costs(struct outputs *o)
{
	struct scatter *s = o->s;

	for (int scale = 6; scale >= 0; scale--)
		for (int k = 0; k < o->nformulas; k++) {
			struct formula *f = &o->formulas[k];
			for (size_t i = 0; i < s->n && f->cost == s->n; i++)
				if (scatter_free(s, o->zone, i, SCRAP_FIGURE) &&
				    s->scraps[i].value.scale == scale &&
				    costs(f, s->scraps[i].value)) {
					f->cost = i;
					s->scraps[i].used = true;
				}
		}
}

static void
find_formulas(struct outputs *o)
{
	struct scatter *s = o->s;

	for (size_t i = 0; i < s->n && o->nformulas < FORMULAS_MAX; i++) {
		struct formula f = {
		    .at = i, .cost = s->n, .group = -1, .column = -1};
		if (scatter_free(s, o->zone, i, SCRAP_FORMULA) &&
		    read_formula(&f, s->arena, s->scraps[i].text))
			o->formulas[o->nformulas++] = f;
	}
}

static bool
one_line(const struct scatter *s, size_t a, size_t b)
{
	return a < s->n && b < s->n && s->scraps[a].row == s->scraps[b].row;
}

static void
join_groups(struct outputs *o, int into, int from)
{
	for (int k = 0; k < o->nformulas; k++)
		if (o->formulas[k].group == from)
			o->formulas[k].group = into;
}

/* Within ten times as much, or as little. */
static bool
is_near(struct dec a, struct dec b)
{
	return dec_cmp(a, dec_shift(b, 1)) < 0 &&
	    dec_cmp(b, dec_shift(a, 1)) < 0;
}

/* The year of an outcome whose actual figure it is; -1: none. */
static int
outcome_column(const struct outputs *o, struct dec value, int *outcome)
{
	const struct list *outcomes = &o->s->sheet->outcomes;

	for (size_t k = 0; k < outcomes->n; k++) {
		const struct list *years =
		    &list_at(outcomes, struct outcome, k)->years;
		for (size_t y = 0; y < years->n && y < YEARS; y++)
			if (dec_eq(list_at(years, struct outcome_year, y)
				       ->actual.value,
				value)) {
				*outcome = (int)k;
				return (int)y;
			}
	}
	return -1;
}

/* Formulas of one line, with costs of one line, or over one outcome. */
static void
group_formulas(struct outputs *o)
{
	const struct scatter *s = o->s;
	struct formula *f = o->formulas;

	for (int k = 0; k < o->nformulas; k++)
		f[k].group = k;
	for (int a = 0; a < o->nformulas; a++)
		for (int b = a + 1; b < o->nformulas; b++) {
			int x = -1, y = -2;
			outcome_column(o, f[a].below, &x);
			outcome_column(o, f[b].below, &y);
			if (one_line(s, f[a].at, f[b].at) ||
			    one_line(s, f[a].cost, f[b].cost) || x == y)
				join_groups(o, f[a].group, f[b].group);
		}
	/* One that is alone goes to the one group of its size. */
	for (int a = 0; a < o->nformulas; a++) {
		int group = -1, answers = 0, mates = 0;
		for (int b = 0; b < o->nformulas; b++)
			mates += f[b].group == f[a].group;
		for (int b = 0; b < o->nformulas && mates == 1; b++)
			if (f[b].group != f[a].group &&
			    is_near(f[a].above, f[b].above) &&
			    f[b].group != group) {
				group = f[b].group;
				answers++;
			}
		if (answers == 1 && (size_t)o->ngroups < o->nbases + 8)
			f[a].group = group;
	}
	for (int k = 0; k < o->nformulas; k++) {
		bool known = false;
		for (int j = 0; j < k; j++)
			known = known || f[j].group == f[k].group;
		if (!known)
			o->ngroups++;
	}
	/* Numbered from 0. */
	for (int k = 0, next = 0; k < o->nformulas; k++) {
		int group = f[k].group;
		if (group < FORMULAS_MAX) {
			for (int j = k; j < o->nformulas; j++)
				if (f[j].group == group)
					f[j].group = FORMULAS_MAX + next;
			next++;
		}
	}
	for (int k = 0; k < o->nformulas; k++)
		f[k].group -= FORMULAS_MAX;
	for (int k = 0; k < o->ngroups; k++)
		o->groups[k] =
		    (struct group){.basis = -1, .table = -1, .outcome = -1};
}

/* How much later b is than a, where a line tells; false: none does. */
static bool
line_step(const struct scatter *s, const struct formula *a,
    const struct formula *b, int *step)
{
	if (one_line(s, a->at, b->at))
		*step = s->scraps[b->at].column - s->scraps[a->at].column;
	else if (one_line(s, a->cost, b->cost))
		*step = s->scraps[b->cost].column - s->scraps[a->cost].column;
	else
		return false;
	return true;
}

/* A formula's year from another: by their line, or because two bases share
 * what was spent in a year. */
static bool
grow_columns(struct outputs *o)
{
	for (int a = 0; a < o->nformulas; a++)
		for (int b = 0; b < o->nformulas; b++) {
			const struct formula *x = &o->formulas[a];
			struct formula *y = &o->formulas[b];
			int step = 0;
			if (x->column < 0 || y->column >= 0)
				continue;
			if (!line_step(o->s, x, y, &step) &&
			    (x->group == y->group ||
				!dec_eq(x->above, y->above)))
				continue;
			if (x->column + step < 0 || x->column + step > YEARS)
				continue;
			y->column = x->column + step;
			return true;
		}
	return false;
}

/*
 * Which year a formula is of: that of the outcome's figure that divides, the
 * column of a line that has all, or that of another formula.
 */
static void
set_columns(struct outputs *o)
{
	const struct scatter *s = o->s;

	for (int k = 0; k < o->nformulas; k++) {
		struct formula *f = &o->formulas[k];
		int outcome = -1;
		f->column = outcome_column(o, f->below, &outcome);
		if (outcome >= 0)
			o->groups[f->group].outcome = outcome;
		if (f->column < 0 && f->cost < s->n &&
		    s->scraps[f->cost].columns == YEARS + 1)
			f->column = s->scraps[f->cost].column;
		if (f->column < 0 && s->scraps[f->at].columns == YEARS + 1)
			f->column = s->scraps[f->at].column;
	}
	while (grow_columns(o))
		;
	/* All actual years are there: what is left is the outlook. */
	for (int k = 0; k < o->nformulas; k++) {
		struct formula *f = &o->formulas[k];
		unsigned seen = 0;
		int open = 0;
		if (f->column >= 0)
			continue;
		for (int j = 0; j < o->nformulas; j++) {
			if (o->formulas[j].group != f->group)
				continue;
			if (o->formulas[j].column < 0)
				open++;
			else
				seen |= 1u << o->formulas[j].column;
		}
		if (open == 1 && seen == (1u << YEARS) - 1)
			f->column = YEARS;
	}
}

/* -- tables -- */

/* How alike two rows are, column by column; 1000: the same. */
static int
rows_alike(const struct row *a, const struct row *b)
{
	int n = a->n < b->n ? a->n : b->n, sum = 0;

	for (int k = 0; k < n; k++) {
		struct dec x = dec_abs(a->values[k]), y = dec_abs(b->values[k]);
		struct dec low = dec_cmp(x, y) < 0 ? x : y;
		struct dec high = dec_cmp(x, y) < 0 ? y : x;
		int64_t share = 0;
		if (dec_is_zero(high))
			share = 1000;
		else
			dec_int(dec_div(dec_mul(low, dec_of(1000)), high, 0),
			    &share);
		sum += (int)share;
	}
	return n ? sum / n : 0;
}

/* Whether a formula group divides by the figures of a row. */
static bool
divides(const struct outputs *o, int group, const struct row *row)
{
	int count = 0;

	for (int k = 0; k < o->nformulas; k++) {
		const struct formula *f = &o->formulas[k];
		if (f->group != group || f->column < 0 || f->column >= YEARS)
			continue;
		if (f->column >= row->n ||
		    !dec_eq(f->below, row->values[f->column]))
			return false;
		count++;
	}
	return count >= 2;
}

static int
row_zeros(const struct row *row)
{
	int least = 9;

	for (int k = 0; k < row->n; k++) {
		int zeros = dec_zeros(row->values[k], 9);
		least = zeros < least ? zeros : least;
	}
	return least;
}

/* What divides was done; what is rounder was planned. */
static void
tell_rows(struct outputs *o, struct table *t)
{
	const struct row *a = &o->rows[t->actual], *b = &o->rows[t->planned];
	bool first = false, second = false, swap = false;

	for (int k = 0; k < o->ngroups; k++) {
		first = first || divides(o, k, a);
		second = second || divides(o, k, b);
	}
	t->told = true;
	if (first != second)
		swap = second;
	else if (row_zeros(a) != row_zeros(b))
		swap = row_zeros(a) > row_zeros(b);
	else
		t->told = rows_alike(a, b) == 1000 && a->n == b->n;
	if (swap) {
		int row = t->actual;
		t->actual = t->planned;
		t->planned = row;
	}
	/* Where the line begins: with the first year when every year has its
	 * actual figure, or where the formulas say so. */
	t->told = t->told && (first || second || o->rows[t->actual].n == YEARS);
}

enum { ALIKE = 200 };

static void
find_tables(struct outputs *o)
{
	for (;;) {
		int best = ALIKE, a = -1, b = -1;
		for (int i = 0; i < o->nrows; i++)
			for (int k = i + 1; k < o->nrows; k++) {
				if (o->rows[i].used || o->rows[k].used)
					continue;
				int like = rows_alike(&o->rows[i], &o->rows[k]);
				if (like > best) {
					best = like;
					a = i;
					b = k;
				}
			}
		if (a < 0 || o->ntables == ROWS_MAX)
			return;
		o->rows[a].used = o->rows[b].used = true;
		struct table *t = &o->tables[o->ntables++];
		*t = (struct table){.actual = a, .planned = b, .output = -1};
		tell_rows(o, t);
	}
}

/* -- who belongs to whom -- */

static int
distance(const struct outputs *o, int group, size_t at)
{
	const struct scatter *s = o->s;
	int least = 10000;

	for (int k = 0; k < o->nformulas; k++) {
		const struct formula *f = &o->formulas[k];
		if (f->group != group)
			continue;
		int far = abs(s->scraps[f->at].row - s->scraps[at].row);
		least = far < least ? far : least;
		if (f->cost == s->n)
			continue;
		far = abs(s->scraps[f->cost].row - s->scraps[at].row);
		least = far < least ? far : least;
	}
	return least;
}

/* A basis that speaks of 成果実績 divides by an outcome; the others go to
 * the nearest formulas. */
static void
match_bases(struct outputs *o)
{
	struct scatter *s = o->s;
	size_t n = (size_t)o->ngroups;
	int answer[MATCH_MAX];

	if (!n || !o->nbases || n > MATCH_MAX)
		return;
	int *worth = arena_new(s->arena, int, n * o->nbases);
	for (size_t g = 0; g < n; g++)
		for (size_t b = 0; b < o->nbases; b++) {
			str text = s->scraps[o->bases[b]].text;
			bool outcome = o->groups[g].outcome >= 0;
			worth[g * o->nbases + b] = 10000 -
			    distance(o, (int)g, o->bases[b]) +
			    2000 *
				(str_any(text, "成果実績", str_has) == outcome);
		}
	if (!match_best(s->arena, worth, n, o->nbases, answer))
		return;
	for (size_t g = 0; g < n; g++)
		o->groups[g].basis = answer[g];
}

/* What a basis divides by: the words behind its stroke. */
static str
divisor(struct scatter *s, str basis)
{
	str folded = text_fold(s->arena, basis);
	size_t at = str_find(folded, S("/"), 0);

	return str_skip(folded, at + 1);
}

static void
match_names(struct outputs *o)
{
	struct scatter *s = o->s;
	bool named[MATCH_MAX] = {false};
	size_t tables = 0, names = 0, name = 0;
	int table = 0;

	for (int t = 0; t < o->ntables; t++)
		for (int g = 0; g < o->ngroups; g++) {
			int best = 500;
			if (o->groups[g].basis < 0 ||
			    o->tables[t].output >= 0 ||
			    !divides(o, g, &o->rows[o->tables[t].actual]))
				continue;
			str words = divisor(
			    s, s->scraps[o->bases[o->groups[g].basis]].text);
			for (size_t k = 0; k < o->nnames; k++) {
				int like = scatter_like(
				    s, words, s->scraps[o->names[k]].text);
				if (like <= best || named[k])
					continue;
				best = like;
				o->tables[t].output = (int)k;
			}
			if (o->tables[t].output >= 0)
				named[o->tables[t].output] = true;
		}
	for (int t = 0; t < o->ntables; t++)
		if (o->tables[t].output < 0) {
			tables++;
			table = t;
		}
	for (size_t k = 0; k < o->nnames; k++)
		if (!named[k]) {
			names++;
			name = k;
		}
	if (tables == 1 && names == 1)
		o->tables[table].output = (int)name;
}

/* -- to the record -- */

static struct output_year *
output_year(struct output *output, size_t y)
{
	return list_at(&output->years, struct output_year, y);
}

static void
put_table(struct outputs *o, const struct table *t, struct output *output)
{
	const struct row *rows[2] = {&o->rows[t->actual], &o->rows[t->planned]};

	if (!t->told)
		return;
	for (int r = 0; r < 2; r++)
		for (int k = 0; k < rows[r]->n; k++) {
			struct output_year *year =
			    output_year(output, (size_t)k);
			*(r ? &year->planned : &year->actual) =
			    (struct figure){.value = rows[r]->values[k]};
		}
	use_row(o, t->actual);
	use_row(o, t->planned);
}

static bool
is_divisor(const struct outputs *o, struct dec value)
{
	for (int k = 0; k < o->nformulas; k++)
		if (o->formulas[k].column == YEARS &&
		    dec_eq(o->formulas[k].below, value))
			return true;
	return false;
}

/*
 * 活動見込 of the sheet's own year: a loose figure of a table's size that
 * divides that year's formula, or when the project ends with that year.
 */
static void
read_outlook(struct outputs *o)
{
	struct scatter *s = o->s;
	int end = s->sheet->end_year;
	bool ends = end && end <= s->dump->years;

	for (size_t i = 0; i < s->n; i++) {
		int table = -1, tables = 0;
		if (!scatter_free(s, o->zone, i, SCRAP_FIGURE) ||
		    s->scraps[i].columns != 1 || s->scraps[i].rate ||
		    !(ends || is_divisor(o, s->scraps[i].value)))
			continue;
		for (int t = 0; t < o->ntables; t++) {
			const struct row *row = &o->rows[o->tables[t].planned];
			if (!o->tables[t].told || o->tables[t].output < 0 ||
			    !is_near(
				row->values[row->n - 1], s->scraps[i].value))
				continue;
			table = t;
			tables++;
		}
		if (tables != 1)
			continue;
		struct output *output = list_at(&s->sheet->outputs,
		    struct output, (size_t)o->tables[table].output);
		struct figure *planned = &output_year(output, YEARS)->planned;
		if (planned->value.known &&
		    !dec_eq(planned->value, s->scraps[i].value))
			continue;
		planned->value = s->scraps[i].value;
		s->scraps[i].used = true;
	}
}

/* The unit in the indicator's own paragraph; all others must be alike. */
static void
read_units(struct outputs *o)
{
	struct scatter *s = o->s;
	str only = STR_NULL;
	bool alike = true;

	for (size_t k = 0; k < o->nnames; k++) {
		struct output *output =
		    list_at(&s->sheet->outputs, struct output, k);
		int paragraph = s->scraps[o->names[k]].paragraph;
		for (size_t i = 0; i < s->n; i++)
			if (scatter_free(s, o->zone, i, SCRAP_TEXT) &&
			    s->scraps[i].paragraph == paragraph &&
			    scatter_beside(s, i) == LABEL_OUTPUT_ACTUAL &&
			    scatter_is_unit(s->scraps[i].text))
				output->unit = scatter_take(s, i);
		for (size_t i = 0; i < s->n && output->unit.n; i++)
			if (scatter_free(s, o->zone, i, SCRAP_TEXT) &&
			    scatter_beside(s, i) == LABEL_OUTPUT_PLANNED &&
			    str_eq(s->scraps[i].text, output->unit)) {
				s->scraps[i].used = true;
				break;
			}
	}
	for (int pass = 0; pass < 2 && alike && o->nnames; pass++)
		for (size_t i = 0; i < s->n; i++) {
			str unit = s->scraps[i].text;
			if (!scatter_free(s, o->zone, i, SCRAP_TEXT) ||
			    !scatter_is_unit(unit) ||
			    str_any(unit, "円|／|/|％|%", str_has))
				continue;
			alike =
			    alike && (str_is_null(only) || str_eq(only, unit));
			only = unit;
			s->scraps[i].used = pass && alike;
		}
	for (size_t k = 0; alike && k < o->nnames; k++) {
		struct output *output =
		    list_at(&s->sheet->outputs, struct output, k);
		if (!output->unit.n)
			output->unit = only;
	}
}

static void
put_outputs(struct outputs *o)
{
	struct scatter *s = o->s;

	for (size_t k = 0; k < o->nnames; k++) {
		struct output *output =
		    list_add(s->arena, &s->sheet->outputs, struct output);
		*output = (struct output){.activity = STR_NULL,
		    .goal = STR_NULL,
		    .indicator = scatter_take(s, o->names[k]),
		    .unit = STR_NULL};
		for (int y = 0; y < YEARS + 2; y++)
			list_add(s->arena, &output->years, struct output_year)
			    ->fiscal_year = s->dump->years - YEARS + y;
	}
	for (int t = 0; t < o->ntables; t++)
		if (o->tables[t].output >= 0)
			put_table(o, &o->tables[t],
			    list_at(&s->sheet->outputs, struct output,
				(size_t)o->tables[t].output));
	read_outlook(o);
	read_units(o);
}

/* 千円/回: the unit of a group that divides by an outcome's figures has the
 * outcome's unit behind the stroke; those of the rest must be alike. */
static void
read_cost_units(struct outputs *o)
{
	struct scatter *s = o->s;
	struct list *list = &s->sheet->unit_costs;
	size_t units[MATCH_MAX], n = 0;
	str only = STR_NULL;
	bool alike = true;

	for (size_t i = 0; i < s->n && n < MATCH_MAX; i++)
		if (scatter_free(s, o->zone, i, SCRAP_TEXT) &&
		    s->scraps[i].text.n < 40 &&
		    str_any(s->scraps[i].text, "/|／", str_has) &&
		    str_any(s->scraps[i].text, "円", str_has))
			units[n++] = i;
	for (size_t k = 0; k < list->n; k++) {
		struct unit_cost *cost = list_at(list, struct unit_cost, k);
		const struct outcome *outcome = NULL;
		for (int g = 0; g < o->ngroups; g++)
			if (o->groups[g].basis == (int)k &&
			    o->groups[g].outcome >= 0)
				outcome =
				    list_at(&s->sheet->outcomes, struct outcome,
					(size_t)o->groups[g].outcome);
		for (size_t i = 0; outcome && outcome->unit.n && i < n; i++) {
			str unit = s->scraps[units[i]].text;
			if (!s->scraps[units[i]].used &&
			    str_is_null(cost->formula_unit) &&
			    str_ends(unit, outcome->unit))
				cost->formula_unit = scatter_take(s, units[i]);
		}
	}
	for (size_t i = 0; i < n; i++) {
		if (s->scraps[units[i]].used)
			continue;
		alike = alike &&
		    (str_is_null(only) ||
			str_eq(only, s->scraps[units[i]].text));
		only = s->scraps[units[i]].text;
	}
	for (size_t k = 0; k < list->n; k++) {
		struct unit_cost *cost = list_at(list, struct unit_cost, k);
		for (size_t i = 0;
		     i < n && str_is_null(cost->formula_unit) && alike; i++)
			if (!s->scraps[units[i]].used)
				cost->formula_unit = scatter_take(s, units[i]);
		if (str_is_null(cost->formula_unit))
			continue;
		str money = text_fold(s->arena, cost->formula_unit);
		money = str_take(money, str_find(money, S("/"), 0));
		for (size_t i = 0; i < s->n && str_is_null(cost->unit); i++)
			if (scatter_free(s, o->zone, i, SCRAP_TEXT) &&
			    str_eq(s->scraps[i].text, money))
				cost->unit = scatter_take(s, i);
	}
}

static void
put_costs(struct outputs *o)
{
	struct scatter *s = o->s;

	for (size_t b = 0; b < o->nbases; b++) {
		struct unit_cost *cost =
		    list_add(s->arena, &s->sheet->unit_costs, struct unit_cost);
		*cost =
		    (struct unit_cost){.basis = scatter_take(s, o->bases[b]),
			.unit = STR_NULL,
			.formula_unit = STR_NULL};
		for (int y = 0; y <= YEARS; y++) {
			struct unit_cost_year *year = list_add(
			    s->arena, &cost->years, struct unit_cost_year);
			*year = (struct unit_cost_year){
			    .fiscal_year = s->dump->years - YEARS + y,
			    .formula = STR_NULL};
		}
		for (int k = 0; k < o->nformulas; k++) {
			const struct formula *f = &o->formulas[k];
			if (o->groups[f->group].basis != (int)b ||
			    f->column < 0)
				continue;
			struct unit_cost_year *year = list_at(&cost->years,
			    struct unit_cost_year, (size_t)f->column);
			if (!str_is_null(year->formula))
				continue;
			year->formula = scatter_take(s, f->at);
			if (f->cost < s->n)
				year->cost.value = s->scraps[f->cost].value;
		}
	}
	/* A cost whose formula has no place has none either. */
	for (int k = 0; k < o->nformulas; k++)
		if (o->formulas[k].cost < s->n &&
		    !s->scraps[o->formulas[k].at].used)
			s->scraps[o->formulas[k].cost].used = false;
}

enum { FIGURES_MAX = 400 };

void
scatter_outputs(struct scatter *s)
{
	struct outputs *o = arena_new(s->arena, struct outputs, 1);
	size_t *pool;

	o->s = s;
	o->zone = SCATTER_ZONE(
	    s, LABEL_OUTPUT_ACTUAL, LABEL_OUTPUT_INDICATOR, LABEL_FORMULA);
	read_policy(o);
	if (!s->dump->years ||
	    scatter_pool(s, o->zone, SCRAP_FIGURE, &pool) > FIGURES_MAX)
		return;
	find_texts(o);
	read_measure(o);
	if (o->nnames > scatter_count(s, o->zone, LABEL_OUTPUT_ACTUAL))
		o->nnames = 0; /* not all of them are indicators */
	find_formulas(o);
	find_costs(o);
	group_formulas(o);
	set_columns(o);
	find_rows(o);
	find_tables(o);
	match_bases(o);
	match_names(o);
	put_outputs(o);
	put_costs(o);
	read_cost_units(o);
	if (o->nnames || o->nbases)
		scatter_note(s, "outputs",
		    "figures were placed by the formulas of 単位当たりコスト");
}
