#include "budget/rows.h"

#include "base/diag.h"

bool
budget_is_wanted(const struct budget_options *o, int32_t year)
{
	bool wanted = o->n_years == 0;

	for (size_t i = 0; i < o->n_years && !wanted; i++)
		wanted = year >= o->years[i].from && year <= o->years[i].to;
	return wanted;
}

enum { MAX_COLUMNS = 24 };

void
budget_open(struct table *t, struct out *out, const struct budget_options *o)
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
shown(const struct budget_options *o, enum budget_figure f, struct dec value)
{
	if (budget_is_rate(f) || !value.known)
		return value;
	if (o->unit)
		value = dec_trim(dec_shift(value, -o->unit));
	return o->decimals >= 0 ? dec_round(value, o->decimals) : value;
}

static void
put_lead(struct table *t, const struct budget_lead *lead, int32_t fiscal_year)
{
	table_year(t, lead->sheet_year);
	table_str(t, lead->ministry);
	table_str(t, lead->number);
	table_str(t, lead->project_id);
	table_str(t, lead->name);
	table_year(t, fiscal_year);
}

void
budget_put(struct table *t, const struct budget_options *o,
    const struct budget_lead *lead, const struct budget_figures *figures,
    const struct budget_history *history)
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

void
budget_put_sheet(
    struct table *t, const struct budget_options *o, const struct sheet *sheet)
{
	struct budget_lead lead = {sheet->sheet_year, sheet->ministry,
	    sheet->number, sheet->project_id, sheet->name};

	for (size_t i = 0; i < sheet->budget.years.n; i++) {
		const struct budget_year *year =
		    list_at(&sheet->budget.years, struct budget_year, i);
		struct budget_figures figures;
		if (!budget_is_wanted(o, year->fiscal_year))
			continue;
		figures = budget_figures(&sheet->budget, year);
		budget_put(t, o, &lead, &figures, NULL);
	}
}

void
budget_put_total(struct table *t, const struct budget_options *o,
    const struct budget_total *total)
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
				if (o->by[k] == BUDGET_BY_YEAR)
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
