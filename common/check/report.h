/*
 * report: findings on their way out: left out when they are below the least
 * severity or known from a baseline, then written as NDJSON rows, lines of
 * text, CSV, TSV or SARIF 2.1.0, or only counted for a summary.
 */
#ifndef CHECK_REPORT_H
#define CHECK_REPORT_H

#include "base/diag.h"
#include "check/check.h"
#include "check/summary.h"
#include "hash/intern.h"
#include "table/table.h"

enum report_form {
	REPORT_NDJSON,
	REPORT_TEXT,
	REPORT_SARIF,
	REPORT_CSV,
	REPORT_TSV,
};

struct report {
	struct check_sink sink; /* hand findings over here */
	struct out *out; /* borrowed */
	enum report_form form;
	enum severity least;
	bool summary; /* count instead of listing */
	struct intern known; /* findings of the baseline */
	struct summary counts;
	struct table table;
	size_t written;
	bool serious; /* an error or a warning was among them */
	struct arena arena;
};

/* The form of "ndjson", "text", "sarif", "csv" or "tsv"; false if none. */
bool report_form_of(str name, enum report_form *);

void report_open(struct report *, struct out *, enum report_form,
    enum severity least, bool summary);
/*
 * Findings of an earlier run (its NDJSON) that are not to be told again: the
 * same sheet, rule, place and stated figure.  Reports through diag what it
 * cannot read; false then.
 */
bool report_baseline(struct report *, const char *file);
/* A sheet was checked; for the summary. */
void report_sheet(struct report *, const struct sheet *);
/* Writes what ends the form; the out stays open. */
void report_close(struct report *);

#endif
