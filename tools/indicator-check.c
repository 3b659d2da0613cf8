/*
 * indicator-check: a linter for public budgets.  Reads sheet records (NDJSON,
 * reviewsheet/1), runs the rules of common/check over them, and writes one
 * row per finding.  Exits 1 when there was an error or a warning among them.
 *
 * Rules over one sheet keep nothing between sheets.  Rules across sheets
 * remember 1 to 2 KB of each and speak at the end.
 */
#include "base/diag.h"
#include "base/flag.h"
#include "base/out.h"
#include "check/check.h"
#include "check/report.h"
#include "record/ndjson.h"

#include <string.h>
#include <unistd.h>

enum {
	FLAG_LIST = 300,
	FLAG_RULE,
	FLAG_IGNORE,
	FLAG_LEAST,
	FLAG_SUMMARY,
	FLAG_BASELINE,
	FLAG_CLOSED
};

static const struct flag flag_table[] = {
    {'o', "output", "FORM", "ndjson (default), text, csv, tsv or sarif"},
    {FLAG_RULE, "rule", "NAME", "run only this rule, or these: A,B"},
    {FLAG_IGNORE, "ignore", "NAME", "leave this rule out, or these: A,B"},
    {FLAG_LEAST, "min-severity", "LEVEL", "info (default), warning or error"},
    {FLAG_BASELINE, "baseline", "FILE",
	"leave out the findings of an earlier run"},
    {FLAG_SUMMARY, "summary", 0, "count findings by rule and ministry"},
    {FLAG_CLOSED, "closed-world", 0,
	"the input holds every sheet: check past numbers"},
    {FLAG_LIST, "list-rules", 0, "list the rules and exit"},
    {'j', "jobs", "N", "threads to read with; 0 (default) is all cores, to 4"},
    FLAG_COMMON};

static const struct flag_usage usage = {
    .tool = "indicator-check",
    .synopsis = "[options] [FILE...]",
    .about = "Reads sheet records (NDJSON, plain or gzip) and writes which "
	     "figures contradict\neach other.  Without operands, or for -, "
	     "standard input is read.",
    .flags = flag_table,
    .footer = "Exit status: 0 nothing serious, 1 errors or warnings found, "
	      "2 trouble.",
};

struct options {
	struct check_choice choice;
	enum report_form form;
	enum severity least;
	bool summary, closed_world, list;
	const char *baseline;
	unsigned jobs;
	char **files; /* operands, moved to the front of argv */
	int nfiles;
	bool bad;
};

/* -- options -- */

static void
choose_all(struct check_choice *choice, bool on)
{
	for (size_t i = 0; i < check_rules_n; i++)
		choice->on[i] = on;
}

/* Names separated by commas. */
static bool
choose(struct check_choice *choice, str names, bool on)
{
	struct str_cut cut = {.tail = names, .found = true};

	while (cut.found) {
		int rule;
		cut = str_cut(cut.tail, ',');
		rule = check_rule_named(str_trim(cut.head));
		if (rule < 0) {
			diag_error(NULL,
			    "no rule \"%.*s\" (see indicator-check "
			    "--list-rules)",
			    STR_ARG(cut.head));
			return false;
		}
		choice->on[rule] = on;
	}
	return true;
}

static bool
severity_of(str name, enum severity *severity)
{
	for (int i = INFO; i <= ERROR; i++) {
		if (str_eq(name, str_of(severity_names[i]))) {
			*severity = (enum severity)i;
			return true;
		}
	}
	return false;
}

static bool
set_option(struct options *o, const struct flags *f, int id, bool *only)
{
	int64_t number;

	switch (id) {
	case 'o':
		if (report_form_of(f->value, &o->form))
			return true;
		flags_bad_value(f, "ndjson, text, csv, tsv or sarif");
		return false;
	case FLAG_RULE:
		if (!*only)
			choose_all(&o->choice, false);
		*only = true;
		return choose(&o->choice, f->value, true);
	case FLAG_LEAST:
		if (severity_of(f->value, &o->least))
			return true;
		flags_bad_value(f, "info, warning or error");
		return false;
	case FLAG_BASELINE:
		o->baseline = f->value.p;
		return true;
	case FLAG_SUMMARY:
		o->summary = true;
		return true;
	case FLAG_CLOSED:
		o->closed_world = true;
		return true;
	case FLAG_LIST:
		o->list = true;
		return true;
	case 'j':
		if (!flags_number(f, 0, FLAG_JOBS_MAX, &number))
			return false;
		o->jobs = (unsigned)number;
		return true;
	default:
		return false;
	}
}

static struct options
parse_options(int argc, char *argv[])
{
	struct options o = {.files = argv};
	struct check_choice ignored = {0};
	struct flags f;
	bool only = false;
	size_t left = 0; /* rules to check */
	int id;

	choose_all(&o.choice, true);
	flags_init(&f, &usage, argc, argv);
	while ((id = flags_next(&f)) != FLAG_END && !o.bad) {
		if (id == FLAG_OPERAND)
			o.files[o.nfiles++] = argv[f.at - 1];
		else if (id == FLAG_IGNORE) /* after all --rule */
			o.bad = !choose(&ignored, f.value, true);
		else
			o.bad = !set_option(&o, &f, id, &only);
	}
	for (size_t i = 0; i < check_rules_n; i++) {
		o.choice.on[i] = o.choice.on[i] && !ignored.on[i];
		left += o.choice.on[i];
		if (check_rules[i].severity < o.least)
			o.choice.on[i] = false;
	}
	if (!o.bad && !o.list && !left) {
		diag_error(NULL, "the options leave no rule to check");
		o.bad = true;
	}
	if (!o.bad && o.summary && o.form == REPORT_SARIF) {
		diag_error(NULL, "--summary has no form sarif");
		o.bad = true;
	}
	return o;
}

/* -- the work -- */

static void
list_rules(struct out *out)
{
	for (size_t i = 0; i < check_rules_n; i++)
		out_format(out, "%-24s %-8s %-8s %s\n", check_rules[i].name,
		    severity_names[check_rules[i].severity],
		    scope_names[check_rules[i].scope], check_rules[i].summary);
}

static void *
check_one(const void *choice, struct arena *a, const struct sheet *sheet)
{
	return check_alone(choice, a, sheet);
}

static void
check_files(struct check *check, struct report *report, struct out *out,
    const struct options *o)
{
	struct record_want want = {0};
	const struct sheet *sheet;
	struct ndjson *in;

	check_want(&check->choice, &want);
	in = ndjson_open(&(struct ndjson_input){
	    .files = o->files,
	    .n = o->nfiles,
	    .want = &want,
	    .out = out,
	    .jobs = o->jobs,
	    .work = check_one,
	    .ctx = &check->choice,
	});
	while ((sheet = ndjson_next(in))) {
		struct place place = ndjson_place(in);
		report_sheet(report, sheet);
		check_sheet(
		    check, sheet, ndjson_result(in), place.file, place.line);
	}
	ndjson_close(in);
	check_finish(check);
}

int
main(int argc, char *argv[])
{
	struct options o = parse_options(argc, argv);
	struct check check = {
	    .choice = o.choice, .closed_world = o.closed_world};
	struct report report;
	struct out out;

	if (o.bad)
		return TROUBLE;
	out_open(&out, STDOUT_FILENO);
	if (o.list) {
		list_rules(&out);
		out_close(&out, S("<stdout>"));
		return (int)diag_status(OK);
	}
	report_open(&report, &out, o.form, o.least, o.summary);
	check.sink = &report.sink;
	if (!o.baseline || report_baseline(&report, o.baseline))
		check_files(&check, &report, &out, &o);
	report_close(&report);
	out_close(&out, S("<stdout>"));
	check_free(&check);
	return (int)diag_status(report.serious ? FINDINGS : OK);
}
