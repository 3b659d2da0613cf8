#include "check/report.h"

#include "base/flag.h"
#include "base/in.h"
#include "check/sarif.h"
#include "json/write.h"

#include <errno.h>
#include <string.h>

static const char *const form_names[] = {[REPORT_NDJSON] = "ndjson",
    [REPORT_TEXT] = "text",
    [REPORT_SARIF] = "sarif",
    [REPORT_CSV] = "csv",
    [REPORT_TSV] = "tsv"};

static const char *const columns[] = {"sheet_year", "ministry", "number",
    "project_id", "name", "rule", "severity", "where", "stated", "computed",
    "message", NULL};

bool
report_form_of(str name, enum report_form *form)
{
	for (int i = REPORT_NDJSON; i <= REPORT_TSV; i++) {
		if (str_eq(name, str_of(form_names[i]))) {
			*form = (enum report_form)i;
			return true;
		}
	}
	return false;
}

/* -- one finding -- */

/* What makes a finding the same in a later run. */
static str
finding_key(struct arena *a, const struct finding *f)
{
	return arena_printf(a, "%d|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s",
	    f->sheet_year, STR_ARG(f->ministry), STR_ARG(f->number),
	    STR_ARG(f->project_id), STR_ARG(f->rule), STR_ARG(f->where),
	    STR_ARG(str_eq(f->stated, S("null")) ? S("") : f->stated));
}

static bool
is_known(struct report *r, const struct finding *f)
{
	return intern_count(&r->known) &&
	    intern_find(&r->known, finding_key(&r->arena, f)) != INTERN_NONE;
}

/* One line whatever a name holds, and no command to a terminal. */
static void
put_plain(struct out *out, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		out_char(out, c < 0x20 || c == 0x7f ? ' ' : s.p[i]);
	}
}

/* " (from r3.zip(0095.xlsx))", where the record says so */
static void
put_source(struct out *out, const struct check_subject *subject)
{
	if (str_is_empty(subject->source_file))
		return;
	out_put(out, S(" (from "));
	put_plain(out,
	    str_eq(subject->source_file, S("-")) ? S("<stdin>")
						 : subject->source_file);
	if (!str_is_empty(subject->source_member)) {
		out_char(out, '(');
		put_plain(out, subject->source_member);
		out_char(out, ')');
	}
	out_char(out, ')');
}

static void
put_text(struct out *out, const struct check_subject *subject,
    const struct finding *f)
{
	put_plain(
	    out, str_eq(subject->file, S("-")) ? S("<stdin>") : subject->file);
	out_format(out, ":%zu: ", subject->line);
	out_put(out, f->severity);
	out_put(out, S(": "));
	if (f->sheet_year)
		out_format(out, "%d ", f->sheet_year);
	put_plain(out, f->ministry);
	out_char(out, ' ');
	put_plain(out, f->number.n ? f->number : f->project_id);
	out_put(out, S(": "));
	put_plain(out, f->where);
	out_put(out, S(": "));
	put_plain(out, f->message);
	put_source(out, subject);
	out_put(out, S(" ["));
	out_put(out, f->rule);
	out_put(out, S("]\n"));
}

/* A figure stays one; a text loses its quotes. */
static void
put_value(struct report *r, str json)
{
	struct json j;
	str text;

	if (!json.n || json.p[0] != '"') {
		table_raw(&r->table, json.n ? json : S("null"));
		return;
	}
	json_init(&j, json);
	if (json_string(&j, &r->arena, &text))
		table_str(&r->table, text);
	else
		table_null(&r->table);
}

static void
put_row(struct report *r, const struct finding *f)
{
	table_year(&r->table, f->sheet_year);
	table_str(&r->table, f->ministry);
	table_str(&r->table, f->number);
	table_str(&r->table, f->project_id);
	table_str(&r->table, f->name);
	table_str(&r->table, f->rule);
	table_str(&r->table, f->severity);
	table_str(&r->table, f->where);
	put_value(r, f->stated);
	put_value(r, f->computed);
	table_str(&r->table, f->message);
	table_end(&r->table);
}

static void
put_finding(struct report *r, const struct check_subject *subject,
    const struct finding *f)
{
	switch (r->form) {
	case REPORT_NDJSON:
		record_write(r->out, SHAPE_finding, f);
		out_char(r->out, '\n');
		break;
	case REPORT_TEXT:
		put_text(r->out, subject, f);
		break;
	case REPORT_SARIF:
		sarif_result(r->out, subject, f, r->written == 0,
		    finding_key(&r->arena, f));
		break;
	case REPORT_CSV:
	case REPORT_TSV:
		put_row(r, f);
		break;
	}
}

static void
report_put(struct check_sink *sink, const struct check_subject *subject,
    const struct finding *f)
{
	struct report *r = (struct report *)sink; /* its first member */
	int rule = check_rule_named(f->rule);

	if (check_rules[rule].severity < r->least || is_known(r, f))
		return;
	if (check_rules[rule].severity >= WARNING)
		r->serious = true;
	if (r->summary) {
		summary_add(&r->counts, f->ministry, (size_t)rule);
	} else {
		put_finding(r, subject, f);
		out_record_done(r->out);
	}
	r->written++;
	arena_reset(&r->arena);
}

/* -- the whole -- */

static bool
is_table(const struct report *r)
{
	return !r->summary && (r->form == REPORT_CSV || r->form == REPORT_TSV);
}

void
report_open(struct report *r, struct out *out, enum report_form form,
    enum severity least, bool summary)
{
	*r = (struct report){
	    .sink = {report_put},
	    .out = out,
	    .form = form,
	    .least = least,
	    .summary = summary,
	};
	intern_init(&r->known);
	if (summary)
		summary_init(&r->counts);
	else if (form == REPORT_SARIF)
		sarif_begin(out);
	if (is_table(r))
		table_open(&r->table, out,
		    form == REPORT_CSV ? TABLE_CSV : TABLE_TSV, columns);
}

void
report_sheet(struct report *r, const struct sheet *sheet)
{
	if (r->summary)
		summary_sheet(&r->counts, sheet->ministry);
}

void
report_close(struct report *r)
{
	if (r->summary) {
		summary_put(&r->counts, r->out,
		    r->form == REPORT_CSV	 ? SUMMARY_CSV
			: r->form == REPORT_TSV	 ? SUMMARY_TSV
			: r->form == REPORT_TEXT ? SUMMARY_TEXT
						 : SUMMARY_NDJSON);
		summary_free(&r->counts);
	} else if (r->form == REPORT_SARIF) {
		sarif_end(r->out);
	}
	if (is_table(r))
		table_close(&r->table);
	intern_free(&r->known);
	arena_free(&r->arena);
}

/* -- the baseline -- */

static bool
baseline_line(struct report *r, str line, struct place *place)
{
	struct record_want want = record_want_all();
	struct finding f;
	struct json j;

	json_init(&j, line);
	if (!record_read(&j, &r->arena, SHAPE_finding, &f, &want) ||
	    !json_end(&j)) {
		diag_error(place, "no finding: %s", j.error);
		return false;
	}
	if (!f.rule.n) { /* another JSON altogether: a sheet record */
		diag_error(place, "no finding: rule is missing");
		return false;
	}
	intern_add(&r->known, finding_key(&r->arena, &f));
	arena_reset(&r->arena);
	return true;
}

bool
report_baseline(struct report *r, const char *file)
{
	struct place place = {.file = str_of(file)};
	struct in in;
	enum next next = NEXT_ERROR;
	bool good = in_open(&in, file);
	str line;

	while (good && (next = in_line(&in, &line)) == NEXT_ITEM) {
		place.line = in.line;
		if (!str_is_blank(line))
			good = baseline_line(r, line, &place);
	}
	if (in.error) {
		place.line = 0;
		errno = in.error_number;
		if (errno)
			diag_errno(&place, "%s", in.error);
		else
			diag_error(&place, "%s", in.error);
		good = false;
	}
	in_close(&in);
	return good;
}
