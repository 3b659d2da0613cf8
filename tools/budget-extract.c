/*
 * budget-extract: budgets from sheet records.  Writes a row per sheet and
 * fiscal year as the records come, holding one record at a time; --latest and
 * --by keep what they need of every sheet, so that a sheet met twice counts
 * once and the result does not depend on the order of the records.
 */
#include "base/diag.h"
#include "base/flag.h"
#include "budget/rows.h"
#include "budget/shelf.h"
#include "record/ndjson.h"

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

struct options {
	struct budget_options rows;
	unsigned jobs;
	char **files; /* operands, moved to the front of argv */
	int n_files;
};

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
read_range(str s, struct budget_range *range)
{
	struct str_cut cut = str_cut(s, '-');

	*range = (struct budget_range){0, INT32_MAX};
	if (cut.head.n && !read_number(cut.head, 9999, &range->from))
		return false;
	if (!cut.found)
		range->to = range->from;
	else if (cut.tail.n && !read_number(cut.tail, 9999, &range->to))
		return false;
	return s.n > 1 && range->from <= range->to;
}

static bool
read_years(struct budget_options *o, str list)
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
read_keys(struct budget_options *o, str list)
{
	struct str_cut cut = {.tail = list, .found = true};

	o->n_by = 0;
	while (cut.found) {
		enum budget_key key;
		cut = str_cut(cut.tail, ',');
		if (str_eq(cut.head, S("ministry")))
			key = BUDGET_BY_MINISTRY;
		else if (str_eq(cut.head, S("year")))
			key = BUDGET_BY_YEAR;
		else
			return false;
		if (o->n_by == BUDGET_KEYS || (o->n_by && o->by[0] == key))
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
	const char *want = NULL;
	int64_t number = 0;

	switch (id) {
	case 'o':
		if (!table_form_of(f->value, &o->rows.form))
			want = "ndjson, csv or tsv";
		break;
	case 'u':
		if (!read_unit(f->value, &o->rows.unit))
			want = "yen, thousand or million";
		break;
	case FLAG_DECIMALS:
		if (!flags_number(f, 0, 12, &number))
			exit(TROUBLE);
		o->rows.decimals = (int)number;
		break;
	case 'y':
		if (!read_years(&o->rows, f->value))
			want = "years such as 2018,2020-2022";
		break;
	case 'b':
		if (!read_keys(&o->rows, f->value))
			want = "ministry, year or both";
		break;
	case 'j':
		if (!flags_number(f, 0, FLAG_JOBS_MAX, &number))
			exit(TROUBLE);
		o->jobs = (unsigned)number;
		break;
	case 'v':
		diag_verbose(true);
		break;
	case FLAG_LATEST:
		o->rows.latest = true;
		break;
	case FLAG_LONG:
		o->rows.lengthwise = true;
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
	    .rows.decimals = -1,
	    .jobs = 0,
	    .files = argv,
	};
	struct flags f;
	int id;

	flags_init(&f, &usage, argc, argv);
	while ((id = flags_next(&f)) != FLAG_END)
		set_option(&o, &f, id);
	return o;
}

int
main(int argc, char *argv[])
{
	struct options options = parse_options(argc, argv);
	const struct budget_options *rows = &options.rows;
	struct record_want want = {0};
	const struct sheet *sheet;
	struct shelf shelf;
	struct ndjson *in;
	struct table table;
	struct out out;

	record_want(&want, SHAPE_sheet,
	    "sheet_year ministry number project_id name budget.years "
	    "budget.carried_out_in_total");
	if (rows->latest || rows->n_by)
		record_want(&want, SHAPE_sheet, "bureau past_numbers");
	out_open(&out, STDOUT_FILENO);
	budget_open(&table, &out, rows);
	in = ndjson_open(&(struct ndjson_input){
	    .files = options.files,
	    .n = options.n_files,
	    .want = &want,
	    .out = &out,
	    .jobs = options.jobs,
	});
	shelf_init(&shelf);
	while ((sheet = ndjson_next(in))) {
		if (rows->latest || rows->n_by) {
			struct place place = ndjson_place(in);
			shelf_keep(&shelf, &place, sheet);
		} else {
			budget_put_sheet(&table, rows, sheet);
		}
	}
	if (rows->latest || rows->n_by)
		shelf_write(&shelf, &table, rows);
	shelf_free(&shelf);
	ndjson_close(in);
	table_close(&table);
	out_close(&out, S("<stdout>"));
	return diag_status(OK);
}
