/*
 * check: the catalogue of rules and what a rule sees while it runs.  A rule
 * is a function over one sheet (or over the sheets of one project) that hands
 * over findings; which rules run is chosen by name, and what must be read of
 * a record follows from the choice.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "check/interval.h"
#include "record/record.h"

enum severity { INFO, WARNING, ERROR };
extern const char *const severity_names[]; /* "info", "warning", "error" */

enum check_scope {
	WITHIN, /* one section of one sheet */
	BETWEEN, /* sections of one sheet */
	ACROSS, /* sheets of one project in the stream */
};
extern const char *const scope_names[];

/* Whose finding it is and where its record stood. */
struct check_subject {
	int32_t sheet_year;
	str ministry, number, project_id, name;
	str file; /* of the record, as named on the command line */
	size_t line; /* of the record in that file */
	/* where the sheet itself stood; null when the record does not say */
	str source_file, source_member;
};

struct check_sink {
	void (*put)(struct check_sink *, const struct check_subject *,
	    const struct finding *);
};

struct check;

struct check_rule {
	const char *name;
	enum severity severity;
	enum check_scope scope;
	const char *wants; /* record_want paths below the sheet */
	void (*run)(struct check *);
	const char *summary; /* one line */
};

enum { CHECK_RULES_MAX = 128 };

extern const struct check_rule check_rules[];
extern const size_t check_rules_n;

/* Which rules run: a bit per rule, in the order of check_rules. */
struct check_choice {
	bool on[CHECK_RULES_MAX];
};

/* The index of the rule of that name, or -1. */
int check_rule_named(str name);
/* Adds what the chosen rules read to *want. */
void check_want(const struct check_choice *, struct record_want *want);

/* One run over a stream of sheets. */
struct check {
	struct check_choice choice;
	struct check_sink *sink;
	bool closed_world; /* the stream holds every sheet there is */

	/* while a rule runs */
	const struct check_rule *rule;
	const struct sheet *sheet; /* NULL for rules across sheets */
	const struct project *project; /* of rules across sheets */
	struct check_subject subject;
	struct arena arena; /* emptied after each sheet */
	bool yen_exact; /* amounts are printed to the yen */

	str *payee_keys; /* of the sheet; NULL until a rule wants them */

	struct memory *memory; /* what rules across sheets remember, or NULL */
};

/*
 * Runs the chosen rules on the sheet alone; what they find is in the arena.
 * Knows nothing of other sheets, so that several may be checked at once.
 */
struct list *check_alone(const struct check_choice *, struct arena *,
    const struct sheet *); /* of struct finding */
/*
 * Hands on what was found and remembers what rules across sheets need.  The
 * sink and the choice are the caller's; the rest begins as zero.  The name of
 * the file must live until check_free.
 */
void check_sheet(struct check *, const struct sheet *,
    const struct list *findings, str file, size_t line);
/* Runs the rules across sheets; after the last sheet. */
void check_finish(struct check *);
void check_free(struct check *);

/* -- for rules -- */

/* A path such as budget.years[3].total, in the arena of the check. */
str check_path(struct check *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* stated and computed of a finding as JSON text; a null str is null. */
str check_figure(struct check *, struct dec);
str check_text(struct check *, str);
/* "59,900,000 yen" for messages */
str check_yen(struct check *, struct dec);
/* "83.3" for messages */
str check_number(struct check *, struct dec);
/* Hands a finding of the running rule over. */
void check_found(struct check *, str where, str stated, str computed,
    const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The interval of an amount on this sheet. */
struct interval check_amount(const struct check *, struct figure);

/* The i-th item of a record's list. */
#define ITEM(type, list, i) ((const struct type *)(list).items + (i))

#endif
