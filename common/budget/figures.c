#include "budget/figures.h"

const char *const budget_figure_names[BUDGET_FIGURES + 1] = {
    [BUDGET_INITIAL] = "initial",
    [BUDGET_SUPPLEMENTARY] = "supplementary",
    [BUDGET_CARRIED_IN] = "carried_in",
    [BUDGET_CARRIED_OUT] = "carried_out",
    [BUDGET_RESERVE] = "reserve",
    [BUDGET_TOTAL] = "total",
    [BUDGET_EXECUTED] = "executed",
    [BUDGET_REQUEST] = "request",
    [BUDGET_RATE] = "execution_rate",
    [BUDGET_TOTAL_COMPUTED] = "total_computed",
    [BUDGET_RATE_COMPUTED] = "execution_rate_computed",
};

bool
budget_is_rate(enum budget_figure f)
{
	return f == BUDGET_RATE || f == BUDGET_RATE_COMPUTED;
}

struct dec
budget_total_of(const struct budget *budget, const struct budget_year *year)
{
	/* The form's 計 has 翌年度へ繰越し deducted; only the RS System's
	 * has not, and says so. */
	bool out_counts = budget->carried_out_in_total != TRUTH_FALSE;
	const struct dec parts[] = {
	    year->initial.value,
	    year->supplementary.value,
	    year->carried_in.value,
	    year->reserve.value,
	    year->carried_net.value,
	    out_counts ? year->carried_out.value : (struct dec){0},
	};
	struct dec sum = {0};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!parts[i].known)
			continue;
		sum = sum.known ? dec_add(sum, parts[i]) : parts[i];
		if (!sum.known) /* beyond 18 digits: no total at all */
			break;
	}
	return sum;
}

struct dec
budget_rate_of(struct dec executed, struct dec total)
{
	struct dec rate;

	if (!executed.known || !total.known)
		return (struct dec){0};
	rate = dec_div(executed, total, 3); /* the fraction, three decimals */
	return dec_shift(rate, 2);
}

struct budget_figures
budget_figures(const struct budget *budget, const struct budget_year *year)
{
	return (struct budget_figures){
	    .fiscal_year = year->fiscal_year,
	    .of =
		{
		    [BUDGET_INITIAL] = year->initial.value,
		    [BUDGET_SUPPLEMENTARY] = year->supplementary.value,
		    [BUDGET_CARRIED_IN] = year->carried_in.value,
		    [BUDGET_CARRIED_OUT] = year->carried_out.value,
		    [BUDGET_RESERVE] = year->reserve.value,
		    [BUDGET_TOTAL] = year->total.value,
		    [BUDGET_EXECUTED] = year->executed.value,
		    [BUDGET_REQUEST] = year->request.value,
		    [BUDGET_RATE] = year->execution_rate.value,
		    [BUDGET_TOTAL_COMPUTED] = budget_total_of(budget, year),
		    [BUDGET_RATE_COMPUTED] =
			budget_rate_of(year->executed.value, year->total.value),
		},
	};
}
