#include "check/summary.h"

#include "table/table.h"

#include <stdlib.h>

struct tally {
	size_t sheets; /* read */
	size_t findings[CHECK_RULES_MAX];
};

void
summary_init(struct summary *s)
{
	intern_init(&s->ministries);
	s->tallies = paged_of(struct tally);
	s->all = paged_push(&s->tallies);
}

void
summary_free(struct summary *s)
{
	intern_free(&s->ministries);
	paged_free(&s->tallies);
}

static struct tally *
tally_of(struct summary *s, str ministry)
{
	uint32_t number = intern_add(&s->ministries, ministry);

	while (s->tallies.n <= number + 1)
		paged_push(&s->tallies);
	return paged_at(&s->tallies, number + 1); /* 0 is all */
}

void
summary_sheet(struct summary *s, str ministry)
{
	tally_of(s, ministry)->sheets++;
	s->all->sheets++;
}

void
summary_add(struct summary *s, str ministry, size_t rule)
{
	tally_of(s, ministry)->findings[rule]++;
	s->all->findings[rule]++;
}

static const char *const columns[] = {"rule", "severity", "ministry",
    "findings", "sheets", "per_1000_sheets", NULL};

struct row {
	str ministry; /* null: all */
	const struct tally *tally;
};

static int
by_ministry(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return str_cmp(x->ministry, y->ministry);
}

static struct dec
per_thousand(const struct tally *t, size_t rule)
{
	return dec_div(dec_shift(dec_of((int64_t)t->findings[rule]), 3),
	    dec_of((int64_t)t->sheets), 1);
}

static void
put_row(struct table *table, size_t rule, const struct row *row)
{
	table_str(table, str_of(check_rules[rule].name));
	table_str(table, str_of(severity_names[check_rules[rule].severity]));
	table_str(table, row->ministry);
	table_int(table, (int64_t)row->tally->findings[rule]);
	table_int(table, (int64_t)row->tally->sheets);
	table_dec(table, per_thousand(row->tally, rule));
	table_end(table);
}

static void
put_line(struct out *out, size_t rule, const struct row *row)
{
	char buf[40];
	str rate = dec_text(per_thousand(row->tally, rule), buf);

	if (str_is_null(row->ministry))
		out_format(out,
		    "%-24s %-8s %9zu in %zu sheets, %.*s a "
		    "thousand\n",
		    check_rules[rule].name,
		    severity_names[check_rules[rule].severity],
		    row->tally->findings[rule], row->tally->sheets,
		    STR_ARG(rate));
	else
		out_format(out, "%33s %9zu in %zu  %.*s\n", "",
		    row->tally->findings[rule], row->tally->sheets,
		    STR_ARG(row->ministry));
}

void
summary_put(struct summary *s, struct out *out, enum summary_form form)
{
	static const enum table_form forms[] = {
	    [SUMMARY_NDJSON] = TABLE_NDJSON,
	    [SUMMARY_CSV] = TABLE_CSV,
	    [SUMMARY_TSV] = TABLE_TSV,
	};
	size_t n = intern_count(&s->ministries) + 1;
	struct arena arena = {0};
	struct row *rows = arena_new(&arena, struct row, n);
	struct table table;

	rows[0].tally = s->all;
	for (size_t i = 1; i < n; i++)
		rows[i] =
		    (struct row){intern_key(&s->ministries, (uint32_t)i - 1),
			paged_at(&s->tallies, i)};
	qsort(rows + 1, n - 1, sizeof *rows, by_ministry);
	if (form != SUMMARY_TEXT)
		table_open(&table, out, forms[form], columns);
	for (size_t rule = 0; rule < check_rules_n; rule++) {
		for (size_t i = 0; i < n; i++) {
			if (!rows[i].tally->findings[rule])
				continue;
			if (form == SUMMARY_TEXT)
				put_line(out, rule, &rows[i]);
			else
				put_row(&table, rule, &rows[i]);
		}
	}
	if (form != SUMMARY_TEXT)
		table_close(&table);
	arena_free(&arena);
}
