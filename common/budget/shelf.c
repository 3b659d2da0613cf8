#include "budget/shelf.h"

#include "base/hash.h"
#include "series/chain.h"

#include <stdlib.h>

struct kept {
	struct chain_sheet id; /* first: sorted by it */
	uint32_t number; /* among the twins */
	uint64_t digest; /* of the figures */
	struct budget_figures *years;
	size_t n_years;
};

static uint64_t
digest_of(const struct sheet *sheet, const struct kept *kept)
{
	uint64_t digest = twins_digest_of(sheet);

	for (size_t i = 0; i < kept->n_years; i++) {
		digest = hash_mix(digest, (uint64_t)kept->years[i].fiscal_year);
		for (int k = 0; k < BUDGET_FIGURES; k++) {
			struct dec d = kept->years[i].of[k];
			digest = hash_mix(digest,
			    d.known
				? (uint64_t)d.digits * 64 + (uint64_t)d.scale
				: 63);
		}
	}
	return digest;
}

/* The figures of all years of a sheet, in the arena. */
static struct kept
figures_of(struct arena *a, const struct sheet *sheet)
{
	struct kept kept = {.n_years = sheet->budget.years.n};

	kept.years = arena_new(a, struct budget_figures, kept.n_years);
	for (size_t i = 0; i < kept.n_years; i++)
		kept.years[i] = budget_figures(&sheet->budget,
		    list_at(&sheet->budget.years, struct budget_year, i));
	return kept;
}

void
shelf_keep(
    struct shelf *shelf, const struct place *place, const struct sheet *sheet)
{
	struct kept found, *kept;
	enum twin twin;

	arena_reset(&shelf->scratch);
	found = figures_of(&shelf->scratch, sheet);
	found.digest = digest_of(sheet, &found);
	twin = twins_add(&shelf->twins, sheet,
	    (struct twin_weight){(uint32_t)found.n_years, found.digest},
	    &found.number);
	twins_report(&shelf->twins, place, sheet, twin);
	if (twin == TWIN_SAME)
		return;
	kept = arena_new(&shelf->arena, struct kept, 1);
	*kept = figures_of(&shelf->arena, sheet);
	kept->id = chain_sheet(&shelf->arena, sheet);
	kept->digest = found.digest;
	kept->number = found.number;
	*list_add(&shelf->arena, &shelf->sheets, struct kept *) = kept;
}

static int
by_sheet(const void *a, const void *b)
{
	const struct kept *x = *(struct kept *const *)a;
	const struct kept *y = *(struct kept *const *)b;
	int order = chain_order(&x->id, &y->id);

	/* sheets that nothing names apart, in an order of their own */
	return order ? order
		     : (x->digest > y->digest) - (x->digest < y->digest);
}

/* Leaves the sheets that count, sorted, each with its chain. */
static void
settle(struct shelf *shelf)
{
	struct kept **sheets = shelf->sheets.items;
	struct chain_sheet **ids;
	size_t n = 0;

	for (size_t i = 0; i < shelf->sheets.n; i++)
		if (twins_counts(&shelf->twins, sheets[i]->number))
			sheets[n++] = sheets[i];
	shelf->sheets.n = n;
	if (!n)
		return;
	qsort(sheets, n, sizeof *sheets, by_sheet);
	ids = arena_new(&shelf->arena, struct chain_sheet *, n);
	for (size_t i = 0; i < n; i++)
		ids[i] = &sheets[i]->id;
	chain_link(ids, n);
}

/* One sheet's figures for a fiscal year. */
struct statement {
	const struct kept *sheet;
	const struct budget_figures *figures;
	uint32_t order; /* of the sheet, then of the column */
};

/* By chain, fiscal year and time of statement. */
static int
by_statement(const void *a, const void *b)
{
	const struct statement *x = a, *y = b;

	if (x->sheet->id.chain != y->sheet->id.chain)
		return x->sheet->id.chain < y->sheet->id.chain ? -1 : 1;
	if (x->figures->fiscal_year != y->figures->fiscal_year)
		return x->figures->fiscal_year < y->figures->fiscal_year ? -1
									 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static struct list
statements_of(struct shelf *shelf, const struct budget_options *o)
{
	struct list all = {0};

	for (size_t i = 0; i < shelf->sheets.n; i++) {
		const struct kept *kept =
		    *list_at(&shelf->sheets, struct kept *, i);
		for (size_t k = 0; k < kept->n_years; k++) {
			if (!budget_is_wanted(o, kept->years[k].fiscal_year))
				continue;
			*list_add(&shelf->arena, &all, struct statement) =
			    (struct statement){
				kept, &kept->years[k], (uint32_t)all.n};
		}
	}
	if (all.n)
		qsort(all.items, all.n, sizeof(struct statement), by_statement);
	return all;
}

/* Whether the later statement says another amount than the earlier one. */
static bool
is_changed(const struct budget_figures *a, const struct budget_figures *b)
{
	for (unsigned i = 0; i < BUDGET_FIGURES; i++)
		if (!budget_is_rate(i) && i != BUDGET_TOTAL_COMPUTED &&
		    a->of[i].known && b->of[i].known &&
		    dec_cmp(a->of[i], b->of[i]) != 0)
			return true;
	return false;
}

/* The last of the statements of one year, from i on; counts the others. */
static size_t
last_stated(const struct list *all, size_t i, struct budget_history *history)
{
	const struct statement *s = all->items;

	*history = (struct budget_history){0};
	while (i + 1 < all->n &&
	    s[i].sheet->id.chain == s[i + 1].sheet->id.chain &&
	    s[i].figures->fiscal_year == s[i + 1].figures->fiscal_year &&
	    s[i].figures->fiscal_year) {
		history->restatements++;
		history->changes += is_changed(s[i].figures, s[i + 1].figures);
		i++;
	}
	return i;
}

static void
write_latest(
    struct table *t, const struct budget_options *o, const struct list *all)
{
	for (size_t i = 0; i < all->n; i++) {
		struct budget_history history;
		const struct statement *s;
		i = last_stated(all, i, &history);
		s = list_at(all, struct statement, i);
		budget_put(t, o,
		    &(struct budget_lead){s->sheet->id.sheet_year,
			s->sheet->id.ministry, s->sheet->id.number,
			s->sheet->id.project_id, s->sheet->id.name},
		    s->figures, &history);
	}
}

/* -- totals -- */

static int
by_key(const void *a, const void *b)
{
	const struct statement *const *x = a, *const *y = b;
	int order = str_cmp((*x)->sheet->id.ministry, (*y)->sheet->id.ministry);
	int32_t xyear = (*x)->figures->fiscal_year,
		yyear = (*y)->figures->fiscal_year;

	return order ? order : (xyear > yyear) - (xyear < yyear);
}

static int
by_year(const void *a, const void *b)
{
	const struct statement *const *x = a, *const *y = b;
	int32_t xyear = (*x)->figures->fiscal_year,
		yyear = (*y)->figures->fiscal_year;

	return xyear != yyear ? (xyear > yyear) - (xyear < yyear)
			      : by_key(a, b);
}

static bool
is_same_group(const struct budget_options *o, const struct statement *a,
    const struct statement *b)
{
	for (size_t i = 0; i < o->n_by; i++)
		if (o->by[i] == BUDGET_BY_YEAR
			? a->figures->fiscal_year != b->figures->fiscal_year
			: !str_eq(a->sheet->id.ministry, b->sheet->id.ministry))
			return false;
	return true;
}

static void
add_figures(struct budget_total *total, const struct budget_figures *figures)
{
	for (unsigned i = 0; i < BUDGET_FIGURES; i++) {
		if (budget_is_rate(i) || !figures->of[i].known)
			continue;
		total->known[i] = true;
		if (!sum_add(&total->of[i], figures->of[i]))
			diag_error(NULL, "the sum of %s is too large",
			    budget_figure_names[i]);
	}
	if (figures->of[BUDGET_EXECUTED].known &&
	    figures->of[BUDGET_TOTAL].known) {
		sum_add(&total->executed, figures->of[BUDGET_EXECUTED]);
		sum_add(&total->total, figures->of[BUDGET_TOTAL]);
	}
}

static int
by_pointer(const void *a, const void *b)
{
	const struct kept *x = *(struct kept *const *)a;
	const struct kept *y = *(struct kept *const *)b;

	return (x > y) - (x < y);
}

/* How many sheets stand behind the statements. */
static uint32_t
count_sheets(struct arena *a, struct statement **s, size_t n)
{
	const struct kept **sheets = arena_new(a, const struct kept *, n);
	uint32_t count = 0;

	for (size_t i = 0; i < n; i++)
		sheets[i] = s[i]->sheet;
	qsort(sheets, n, sizeof *sheets, by_pointer);
	for (size_t i = 0; i < n; i++)
		count += i == 0 || sheets[i] != sheets[i - 1];
	return count;
}

static void
write_totals(struct table *t, const struct budget_options *o,
    struct shelf *shelf, const struct list *all)
{
	struct statement **last =
	    arena_new(&shelf->arena, struct statement *, all->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct budget_history history;
		i = last_stated(all, i, &history);
		last[n++] = list_at(all, struct statement, i);
	}
	qsort(last, n, sizeof *last,
	    o->by[0] == BUDGET_BY_YEAR ? by_year : by_key);
	for (size_t from = 0, to; from < n; from = to) {
		struct arena scratch = {0};
		struct budget_total total = {
		    .ministry = last[from]->sheet->id.ministry,
		    .fiscal_year = last[from]->figures->fiscal_year,
		};
		for (to = from;
		     to < n && is_same_group(o, last[from], last[to]); to++)
			add_figures(&total, last[to]->figures);
		total.sheets = count_sheets(&scratch, last + from, to - from);
		budget_put_total(t, o, &total);
		arena_free(&scratch);
	}
}

/* -- the shelf -- */

void
shelf_init(struct shelf *shelf)
{
	*shelf = (struct shelf){.sheets = {0}};
	twins_init(&shelf->twins);
}

void
shelf_write(
    struct shelf *shelf, struct table *t, const struct budget_options *o)
{
	struct list all;

	settle(shelf);
	all = statements_of(shelf, o);
	if (o->n_by)
		write_totals(t, o, shelf, &all);
	else
		write_latest(t, o, &all);
}

void
shelf_free(struct shelf *shelf)
{
	twins_summary(&shelf->twins);
	twins_free(&shelf->twins);
	arena_free(&shelf->scratch);
	arena_free(&shelf->arena);
}
