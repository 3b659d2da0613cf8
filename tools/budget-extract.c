/*
 * budget-extract: budgets from sheet records.  Writes a row per sheet and
 * fiscal year as the records come, holding one record at a time; --latest and
 * --by keep what they need of every sheet, so that a sheet met twice counts
 * once and the result does not depend on the order of the records.
 */
#include "base/diag.h"
#include "base/flag.h"
#include "budget/figures.h"
#include "hash/bytes.h"
#include "record/ndjson.h"
#include "series/chain.h"
#include "series/twins.h"
#include "table/table.h"
#include "value/sum.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLAG_LATEST = 300, FLAG_LONG, FLAG_DECIMALS };

static const struct flag flags[] = {
    {'o', "output", "FORM", "write ndjson (the default), csv or tsv"},
    {'u', "unit", "UNIT", "amounts in yen (the default), thousand or million"},
    {FLAG_DECIMALS, "decimals", "N",
	"round amounts to N decimals of the unit, half up"},
    {'y', "years", "LIST", "only these fiscal years: 2018,2020-2022,2024-"},
    {FLAG_LATEST, "latest", 0,
	"each fiscal year of a project once, as last stated"},
    {'b', "by", "KEYS", "totals by ministry, year or both (ministry,year)"},
    {FLAG_LONG, "long", 0, "one row a figure, those that are known"},
    {'v', "verbose", 0, "report every sheet that is met twice"},
    {'j', "jobs", "N", "threads to read with; 0 (default) is all cores, to 4"},
    FLAG_COMMON};

static const struct flag_usage usage = {
    .tool = "budget-extract",
    .synopsis = "[options] [FILE...]",
    .about = "Reads sheet records (NDJSON, plain or gzip) and writes a row "
	     "per sheet and\nfiscal year.  Without operands, or for -, "
	     "standard input is read.",
    .flags = flags,
    .footer = "Exit status: 0 fine, 2 trouble (usage, an unreadable file, a "
	      "malformed record,\na failed write); what could be read is "
	      "written all the same.",
};

struct range {
	int32_t from, to;
};

enum key { KEY_MINISTRY, KEY_YEAR, KEYS };

struct options {
	enum table_form form;
	int unit; /* power of ten of yen */
	int decimals; /* -1: as they come */
	struct range years[16];
	size_t n_years;
	bool latest, lengthwise;
	enum key by[KEYS];
	size_t n_by;
	unsigned jobs;
	char **files;
	int n_files;
};

/* -- options -- */

static bool
read_number(str s, int32_t max, int32_t *number)
{
	int64_t value;

	if (!dec_int(dec_json(s), &value) || value < 0 || value > max)
		return false;
	*number = (int32_t)value;
	return true;
}

/* 2018, 2018-2020, 2018-, -2020 */
static bool
read_range(str s, struct range *range)
{
	struct str_cut cut = str_cut(s, '-');

	*range = (struct range){0, INT32_MAX};
	if (cut.head.n && !read_number(cut.head, 9999, &range->from))
		return false;
	if (!cut.found)
		range->to = range->from;
	else if (cut.tail.n && !read_number(cut.tail, 9999, &range->to))
		return false;
	return s.n > 1 && range->from <= range->to;
}

static bool
read_years(struct options *o, str list)
{
	struct str_cut cut = {.tail = list, .found = true};

	while (cut.found) {
		cut = str_cut(cut.tail, ',');
		if (o->n_years == sizeof o->years / sizeof *o->years ||
		    !read_range(cut.head, &o->years[o->n_years++]))
			return false;
	}
	return true;
}

static bool
read_keys(struct options *o, str list)
{
	struct str_cut cut = {.tail = list, .found = true};

	o->n_by = 0;
	while (cut.found) {
		enum key key;
		cut = str_cut(cut.tail, ',');
		if (str_eq(cut.head, S("ministry")))
			key = KEY_MINISTRY;
		else if (str_eq(cut.head, S("year")))
			key = KEY_YEAR;
		else
			return false;
		if (o->n_by == KEYS || (o->n_by && o->by[0] == key))
			return false;
		o->by[o->n_by++] = key;
	}
	return true;
}

static bool
read_unit(str name, int *power)
{
	if (str_eq(name, S("yen")))
		*power = 0;
	else if (str_eq(name, S("thousand")))
		*power = 3;
	else if (str_eq(name, S("million")))
		*power = 6;
	else
		return false;
	return true;
}

static void
set_option(struct options *o, struct flags *f, int id)
{
	int32_t number = 0;
	const char *want = NULL;

	switch (id) {
	case 'o':
		if (!table_form_of(f->value, &o->form))
			want = "ndjson, csv or tsv";
		break;
	case 'u':
		if (!read_unit(f->value, &o->unit))
			want = "yen, thousand or million";
		break;
	case FLAG_DECIMALS:
		if (!read_number(f->value, 12, &number))
			want = "a number from 0 to 12";
		o->decimals = number;
		break;
	case 'y':
		if (!read_years(o, f->value))
			want = "years such as 2018,2020-2022";
		break;
	case 'b':
		if (!read_keys(o, f->value))
			want = "ministry, year or both";
		break;
	case 'j':
		if (!read_number(f->value, 256, &number))
			want = "a number from 0 to 256";
		o->jobs = (unsigned)number;
		break;
	case 'v':
		diag_verbose(true);
		break;
	case FLAG_LATEST:
		o->latest = true;
		break;
	case FLAG_LONG:
		o->lengthwise = true;
		break;
	case FLAG_OPERAND:
		o->files[o->n_files++] = (char *)f->operand;
		break;
	default:
		exit(TROUBLE);
	}
	if (want) {
		flags_bad_value(f, want);
		exit(TROUBLE);
	}
}

static struct options
parse_options(int argc, char *argv[])
{
	struct options o = {
	    .decimals = -1,
	    .jobs = 0,
	    .files = calloc((size_t)argc + 1, sizeof *o.files),
	};
	struct flags f;
	int id;

	if (!o.files)
		arena_oom((size_t)argc * sizeof *o.files);
	flags_init(&f, &usage, argc, argv);
	while ((id = flags_next(&f)) != FLAG_END)
		set_option(&o, &f, id);
	return o;
}

static bool
is_wanted(const struct options *o, int32_t year)
{
	bool wanted = o->n_years == 0;

	for (size_t i = 0; i < o->n_years && !wanted; i++)
		wanted = year >= o->years[i].from && year <= o->years[i].to;
	return wanted;
}

/* -- rows -- */

/* What a row says of the sheet. */
struct lead {
	int32_t sheet_year;
	str ministry, number, project_id, name;
};

/* How often --latest met the year again. */
struct history {
	uint32_t restatements, changes;
};

enum { MAX_COLUMNS = 24 };

static void
open_table(struct table *t, struct out *out, const struct options *o)
{
	static const char *const of_sheet[] = {"sheet_year", "ministry",
	    "number", "project_id", "name", "fiscal_year", NULL};
	static const char *const of_key[] = {"ministry", "fiscal_year"};
	const char *columns[MAX_COLUMNS];
	size_t n = 0;

	if (o->n_by) {
		for (size_t i = 0; i < o->n_by; i++)
			columns[n++] = of_key[o->by[i]];
		columns[n++] = "sheets";
	} else {
		while (of_sheet[n]) {
			columns[n] = of_sheet[n];
			n++;
		}
	}
	if (o->lengthwise) {
		columns[n++] = "figure";
		columns[n++] = "value";
	} else {
		for (unsigned i = 0; i < BUDGET_FIGURES; i++)
			if (!o->n_by || i != BUDGET_RATE)
				columns[n++] = budget_figure_names[i];
		if (o->latest && !o->n_by) {
			columns[n++] = "restatements";
			columns[n++] = "changes";
		}
	}
	columns[n] = NULL;
	table_open(t, out, o->form, columns);
}

/* An amount in the unit asked for; rates stay. */
static struct dec
shown(const struct options *o, enum budget_figure f, struct dec value)
{
	if (budget_is_rate(f) || !value.known)
		return value;
	if (o->unit)
		value = dec_trim(dec_shift(value, -o->unit));
	return o->decimals >= 0 ? dec_round(value, o->decimals) : value;
}

static void
put_lead(struct table *t, const struct lead *lead, int32_t fiscal_year)
{
	table_year(t, lead->sheet_year);
	table_str(t, lead->ministry);
	table_str(t, lead->number);
	table_str(t, lead->project_id);
	table_str(t, lead->name);
	table_year(t, fiscal_year);
}

static void
put_row(struct table *t, const struct options *o, const struct lead *lead,
    const struct budget_figures *figures, const struct history *history)
{
	if (o->lengthwise) {
		for (unsigned i = 0; i < BUDGET_FIGURES; i++) {
			if (!figures->of[i].known)
				continue;
			put_lead(t, lead, figures->fiscal_year);
			table_str(t, str_of(budget_figure_names[i]));
			table_dec(t, shown(o, i, figures->of[i]));
			table_end(t);
		}
		return;
	}
	put_lead(t, lead, figures->fiscal_year);
	for (unsigned i = 0; i < BUDGET_FIGURES; i++)
		table_dec(t, shown(o, i, figures->of[i]));
	if (history) {
		table_int(t, history->restatements);
		table_int(t, history->changes);
	}
	table_end(t);
}

/* -- as the records come -- */

static void
write_sheet(struct table *t, const struct options *o, const struct sheet *sheet)
{
	struct lead lead = {sheet->sheet_year, sheet->ministry, sheet->number,
	    sheet->project_id, sheet->name};

	for (size_t i = 0; i < sheet->budget.years.n; i++) {
		const struct budget_year *year =
		    list_at(&sheet->budget.years, struct budget_year, i);
		struct budget_figures figures;
		if (!is_wanted(o, year->fiscal_year))
			continue;
		figures = budget_figures(&sheet->budget, year);
		put_row(t, o, &lead, &figures, NULL);
	}
}

/* -- all sheets, each once -- */

struct kept {
	struct chain_sheet id; /* first: sorted by it */
	uint32_t number; /* among the twins */
	uint64_t digest; /* of the figures */
	struct budget_figures *years;
	size_t n_years;
};

struct shelf {
	struct arena arena, scratch;
	struct twins twins;
	struct list sheets; /* struct kept * */
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

static void
keep_sheet(struct shelf *shelf, struct ndjson *in, const struct sheet *sheet)
{
	struct place place = ndjson_place(in);
	struct kept found, *kept;
	enum twin twin;

	arena_reset(&shelf->scratch);
	found = figures_of(&shelf->scratch, sheet);
	found.digest = digest_of(sheet, &found);
	twin = twins_add(&shelf->twins, sheet,
	    (struct twin_weight){(uint32_t)found.n_years, found.digest},
	    &found.number);
	twins_report(&shelf->twins, &place, sheet, twin);
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
statements_of(struct shelf *shelf, const struct options *o)
{
	struct list all = {0};

	for (size_t i = 0; i < shelf->sheets.n; i++) {
		const struct kept *kept =
		    *list_at(&shelf->sheets, struct kept *, i);
		for (size_t k = 0; k < kept->n_years; k++) {
			if (!is_wanted(o, kept->years[k].fiscal_year))
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
last_stated(const struct list *all, size_t i, struct history *history)
{
	const struct statement *s = all->items;

	*history = (struct history){0};
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
write_latest(struct table *t, const struct options *o, const struct list *all)
{
	for (size_t i = 0; i < all->n; i++) {
		struct history history;
		const struct statement *s;
		i = last_stated(all, i, &history);
		s = list_at(all, struct statement, i);
		put_row(t, o,
		    &(struct lead){s->sheet->id.sheet_year,
			s->sheet->id.ministry, s->sheet->id.number,
			s->sheet->id.project_id, s->sheet->id.name},
		    s->figures, &history);
	}
}

/* -- totals -- */

struct total {
	str ministry;
	int32_t fiscal_year;
	uint32_t sheets;
	struct sum of[BUDGET_FIGURES];
	bool known[BUDGET_FIGURES];
	/* of the sheets that state both: a sheet whose year is not over yet
	 * has a total, but nothing executed to set against it */
	struct sum executed, total;
};

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
is_same_group(const struct options *o, const struct statement *a,
    const struct statement *b)
{
	for (size_t i = 0; i < o->n_by; i++)
		if (o->by[i] == KEY_YEAR
			? a->figures->fiscal_year != b->figures->fiscal_year
			: !str_eq(a->sheet->id.ministry, b->sheet->id.ministry))
			return false;
	return true;
}

static void
add_figures(struct total *total, const struct budget_figures *figures)
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

static void
put_total(struct table *t, const struct options *o, const struct total *total)
{
	struct dec of[BUDGET_FIGURES];

	for (unsigned i = 0; i < BUDGET_FIGURES; i++) {
		of[i] =
		    total->known[i] ? sum_dec(total->of[i]) : (struct dec){0};
		if (total->known[i] && !of[i].known)
			diag_error(NULL, "the sum of %s is too large",
			    budget_figure_names[i]);
	}
	of[BUDGET_RATE_COMPUTED] =
	    sum_percent(total->executed, total->total, 1);
	for (unsigned i = 0; i < BUDGET_FIGURES; i++) {
		if (i == BUDGET_RATE || (o->lengthwise && !of[i].known))
			continue;
		if (o->lengthwise || i == 0) {
			for (size_t k = 0; k < o->n_by; k++)
				if (o->by[k] == KEY_YEAR)
					table_year(t, total->fiscal_year);
				else
					table_str(t, total->ministry);
			table_int(t, total->sheets);
		}
		if (o->lengthwise)
			table_str(t, str_of(budget_figure_names[i]));
		table_dec(t, shown(o, i, of[i]));
		if (o->lengthwise)
			table_end(t);
	}
	if (!o->lengthwise)
		table_end(t);
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
write_totals(struct table *t, const struct options *o, struct shelf *shelf,
    const struct list *all)
{
	struct statement **last =
	    arena_new(&shelf->arena, struct statement *, all->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct history history;
		i = last_stated(all, i, &history);
		last[n++] = list_at(all, struct statement, i);
	}
	qsort(last, n, sizeof *last, o->by[0] == KEY_YEAR ? by_year : by_key);
	for (size_t from = 0, to; from < n; from = to) {
		struct arena scratch = {0};
		struct total total = {
		    .ministry = last[from]->sheet->id.ministry,
		    .fiscal_year = last[from]->figures->fiscal_year,
		};
		for (to = from;
		     to < n && is_same_group(o, last[from], last[to]); to++)
			add_figures(&total, last[to]->figures);
		total.sheets = count_sheets(&scratch, last + from, to - from);
		put_total(t, o, &total);
		arena_free(&scratch);
	}
}

/* -- the way through -- */

static void
read_all(struct ndjson *in, const struct options *o, struct table *t)
{
	struct shelf shelf = {0};
	const struct sheet *sheet;
	struct list all;

	twins_init(&shelf.twins);
	while ((sheet = ndjson_next(in)))
		keep_sheet(&shelf, in, sheet);
	settle(&shelf);
	all = statements_of(&shelf, o);
	if (o->n_by)
		write_totals(t, o, &shelf, &all);
	else
		write_latest(t, o, &all);
	twins_summary(&shelf.twins);
	twins_free(&shelf.twins);
	arena_free(&shelf.scratch);
	arena_free(&shelf.arena);
}

int
main(int argc, char *argv[])
{
	struct options options = parse_options(argc, argv);
	struct record_want want = {0};
	const struct sheet *sheet;
	struct ndjson *in;
	struct table table;
	struct out out;

	record_want(&want, SHAPE_sheet,
	    "sheet_year ministry number project_id name budget.years "
	    "budget.carried_out_in_total");
	if (options.latest || options.n_by)
		record_want(&want, SHAPE_sheet, "bureau past_numbers");
	out_open(&out, STDOUT_FILENO);
	open_table(&table, &out, &options);
	in = ndjson_open(&(struct ndjson_input){
	    .files = options.files,
	    .n = options.n_files,
	    .want = &want,
	    .out = &out,
	    .jobs = options.jobs,
	});
	if (options.latest || options.n_by)
		read_all(in, &options, &table);
	else
		while ((sheet = ndjson_next(in)))
			write_sheet(&table, &options, sheet);
	ndjson_close(in);
	table_close(&table);
	out_close(&out, S("<stdout>"));
	free(options.files);
	return diag_status(OK);
}
