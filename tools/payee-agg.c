/*
 * payee-agg: who was paid how much.  Reads sheet records and writes a row for
 * each payee (or ministry, method, year, project), largest amount first.
 * What is remembered of a row are a few bytes, and every name once; the result
 * depends on the set of records and not on their order or division.
 */
#include "base/diag.h"
#include "base/flag.h"
#include "payee/ledger.h"
#include "payee/official.h"
#include "payee/rows.h"
#include "payee/state.h"
#include "payee/tally.h"
#include "record/ndjson.h"

#include <stdlib.h>
#include <unistd.h>

enum {
	FLAG_CANONICAL = 300,
	FLAG_DIRECT_ONLY,
	FLAG_EXPLAIN,
	FLAG_PARTIAL,
	FLAG_MERGE,
};

static const struct flag flags[] = {
    {'o', "output", "FORM", "write ndjson (the default), csv or tsv"},
    {'b', "by", "KEYS",
	"payee (default), number, ministry, method, year, project"},
    {'n', "top", "N", "write the N largest groups"},
    {'m', "measures", 0, "add shares, concentration and award rates"},
    {FLAG_DIRECT_ONLY, "direct-only", 0,
	"only what the ministry itself paid, where the flow tells"},
    {FLAG_CANONICAL, "canonical", "FILE",
	"show the names of FILE: lines of number, tab, name"},
    {FLAG_EXPLAIN, "explain", 0,
	"list the spellings that were joined, and why"},
    {FLAG_PARTIAL, "partial", 0, "write a state for --merge"},
    {FLAG_MERGE, "merge", 0, "read states that --partial wrote"},
    {'v', "verbose", 0, "report every sheet that is met twice"},
    {'j', "jobs", "N", "threads to read with; 0 (default) is all cores, to 4"},
    FLAG_COMMON};

static const struct flag_usage usage = {
    .tool = "payee-agg",
    .synopsis = "[options] [FILE...]",
    .about = "Reads sheet records (NDJSON, plain or gzip) and writes what "
	     "each payee received.\nWithout operands, or for -, standard "
	     "input is read.",
    .flags = flags,
    .footer = "Exit status: 0 fine, 2 trouble (usage, an unreadable file, a "
	      "malformed record,\na failed write); what could be read is "
	      "written all the same.",
};

struct options {
	enum table_form form;
	struct tally_options tally;
	size_t top; /* 0: all */
	const char *canonical;
	bool explain, partial;
	bool by; /* the keys were given */
	unsigned jobs;
	char **files; /* operands, moved to the front of argv */
	int n_files;
};

/* -- options -- */

static bool
read_keys(struct tally_options *o, str list)
{
	static const char *const names[] = {
	    [TALLY_PAYEE] = "payee",
	    [TALLY_NUMBER] = "number",
	    [TALLY_MINISTRY] = "ministry",
	    [TALLY_METHOD] = "method",
	    [TALLY_YEAR] = "year",
	    [TALLY_PROJECT] = "project",
	};
	struct str_cut cut = {.tail = list, .found = true};
	bool used[TALLY_KEYS] = {false};

	o->n_by = 0;
	while (cut.found) {
		size_t key = 0;
		cut = str_cut(cut.tail, ',');
		while (
		    key < TALLY_KEYS && !str_eq(cut.head, str_of(names[key])))
			key++;
		if (key == TALLY_KEYS || used[key])
			return false;
		used[key] = true;
		o->by[o->n_by++] = (enum tally_key)key;
	}
	return !(used[TALLY_PAYEE] && used[TALLY_NUMBER]);
}

static void
set_option(struct options *o, struct flags *f, int id)
{
	const char *want = NULL;
	int64_t number = 0;

	switch (id) {
	case 'o':
		if (!table_form_of(f->value, &o->form))
			want = "ndjson, csv or tsv";
		break;
	case 'b':
		o->by = true;
		if (!read_keys(&o->tally, f->value))
			want = "some of payee (or number), ministry, method, "
			       "year, project";
		break;
	case 'n':
		if (!flags_number(f, 1, INT32_MAX, &number))
			exit(TROUBLE);
		o->top = (size_t)number;
		break;
	case 'j':
		if (!flags_number(f, 0, FLAG_JOBS_MAX, &number))
			exit(TROUBLE);
		o->jobs = (unsigned)number;
		break;
	case 'm':
		o->tally.measures = true;
		break;
	case 'v':
		diag_verbose(true);
		break;
	case FLAG_DIRECT_ONLY:
		o->tally.direct_only = true;
		break;
	case FLAG_CANONICAL:
		o->canonical = f->value.p; /* an argument: ends with NUL */
		break;
	case FLAG_EXPLAIN:
		o->explain = true;
		break;
	case FLAG_PARTIAL:
		o->partial = true;
		break;
	case FLAG_MERGE:
		break; /* a state is read as any record is */
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

/* An option that would have no effect is not passed over in silence. */
static void
refuse_clashes(const struct options *o)
{
	const struct {
		bool given;
		const char *name;
		bool explain, partial; /* it goes with these */
	} others[] = {
	    {o->by, "by", false, false},
	    {o->tally.measures, "measures", false, false},
	    {o->partial, "partial", false, true},
	    {o->top, "top", true, false},
	    {o->canonical, "canonical", true, false},
	    {o->tally.direct_only, "direct-only", true, false},
	};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		bool clash = (o->explain && !others[i].explain) ||
		    (o->partial && !others[i].partial);
		if (!others[i].given || !clash)
			continue;
		diag_error(NULL,
		    "--%s has no effect with --%s (try payee-agg "
		    "--help)",
		    others[i].name,
		    o->partial && !others[i].partial ? "partial" : "explain");
		exit(TROUBLE);
	}
}

static struct options
parse_options(int argc, char *argv[])
{
	struct options o = {
	    .tally = {.by = {TALLY_PAYEE}, .n_by = 1},
	    .jobs = 0,
	    .files = argv,
	};
	struct flags f;
	int id;

	flags_init(&f, &usage, argc, argv);
	while ((id = flags_next(&f)) != FLAG_END)
		set_option(&o, &f, id);
	refuse_clashes(&o);
	if (o.canonical && access(o.canonical, R_OK) != 0) {
		diag_errno(&(struct place){.file = str_of(o.canonical)},
		    "cannot open");
		exit(TROUBLE);
	}
	if (o.explain)
		o.tally = (struct tally_options){.by = {TALLY_PAYEE},
		    .n_by = 1,
		    .direct_only = o.tally.direct_only};
	return o;
}

/* -- states -- */

static void
write_states(struct ndjson *in, struct out *out)
{
	struct arena scratch = {0};
	const struct sheet *sheet;

	while ((sheet = ndjson_next(in)))
		state_write(out, &scratch, sheet);
	arena_free(&scratch);
}

/* -- totals -- */

static void *
draft_of(const void *ctx, struct arena *a, const struct sheet *sheet)
{
	(void)ctx;
	return ledger_draft(a, sheet);
}

static void
read_sheets(struct ndjson *in, struct ledger *ledger)
{
	const struct sheet *sheet;

	while ((sheet = ndjson_next(in))) {
		struct place place = ndjson_place(in);
		ledger_add(ledger, sheet, ndjson_result(in), &place);
	}
	ledger_settle(ledger);
}

static void
read_official(
    struct official *official, const struct ledger *ledger, const char *path)
{
	if (!path)
		return;
	for (uint32_t i = 0; i < intern_count(&ledger->spellings); i++) {
		str number = ledger_number(ledger, i);
		if (number.n)
			official_ask(official, number);
	}
	official_read(official, path);
}

static void
report_tally(const struct tally *t)
{
	if (t->too_large)
		diag_error(NULL, "a sum is too large, its row is wrong");
	if (t->ledger->failed)
		diag_error(NULL, "a temporary file could not be read back");
	if (t->rows_left_out)
		diag_warn(NULL, "%zu %s of %zu %s without a flow %s left out",
		    t->rows_left_out, t->rows_left_out == 1 ? "row" : "rows",
		    t->sheets_left_out,
		    t->sheets_left_out == 1 ? "sheet" : "sheets",
		    t->rows_left_out == 1 ? "was" : "were");
}

static bool
has_key(const struct tally_options *o, enum tally_key key)
{
	for (size_t i = 0; i < o->n_by; i++)
		if (o->by[i] == key)
			return true;
	return false;
}

static void
write_totals(struct ndjson *in, struct out *out, const struct options *o)
{
	struct official official;
	struct ledger ledger;
	struct tally tally;

	ledger_init(&ledger, has_key(&o->tally, TALLY_PROJECT));
	official_init(&official);
	read_sheets(in, &ledger);
	read_official(&official, &ledger, o->canonical);
	tally_make(&tally, &ledger, &o->tally);
	report_tally(&tally);
	if (o->explain)
		rows_explain(out, o->form, &tally, &official, o->top);
	else
		rows_write(out, o->form, &tally, &official, o->top);
	tally_free(&tally);
	official_free(&official);
	ledger_free(&ledger);
}

int
main(int argc, char *argv[])
{
	struct options options = parse_options(argc, argv);
	struct record_want want = {0};
	struct ndjson *in;
	struct out out;

	record_want(&want, SHAPE_sheet, ledger_paths);
	out_open(&out, STDOUT_FILENO);
	in = ndjson_open(&(struct ndjson_input){
	    .files = options.files,
	    .n = options.n_files,
	    .want = &want,
	    .out = &out,
	    .jobs = options.jobs,
	    .work = options.partial ? NULL : draft_of,
	});
	if (options.partial)
		write_states(in, &out);
	else
		write_totals(in, &out, &options);
	ndjson_close(in);
	out_close(&out, S("<stdout>"));
	return diag_status(OK);
}
