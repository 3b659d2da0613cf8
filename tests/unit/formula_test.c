/* 計算式 of unit costs, and the units beside them. */
#include "check/formula.h"
#include "unit.h"

#include <string.h>

static const struct {
	const char *reason;
	const char *text;
	const char *value; /* six decimals; NULL: not to be evaluated */
	const char *numerator;
} formulas[] = {
    {"a fraction", "40.3/11", "3.663636", "40.3"},
    {"full width, with thousands", "１，２２４／９０", "13.600000", "1224"},
    {"units beside the figures", "1,224百万円/90件", "13.600000", "1224"},
    {"units in parentheses", "1224（百万円）／90（件）", "13.600000", "1224"},
    {"a word before the figure", "執行額40.3/件数11", "3.663636", "40.3"},
    {"the division sign", "9÷4", "2.250000", "9"},
    {"a product and parentheses", "(120+30)×2/5", "60.000000", "300"},
    {"times before plus", "1+2*3", "7.000000", NULL},
    {"a minus", "10-4-3", "3.000000", NULL},
    {"a minus as the forms print it", "▲10/4", "-2.500000", "-10"},
    {"what follows an equals sign is left out", "9/4=2.25", "2.250000", "9"},
    {"two lines", "9\n/4", "2.250000", "9"},
    {"a fraction of fractions has no numerator of its own", "9/4/3", "0.750000",
	NULL},
    {"a sum of fractions has none either", "9/4+1/4", "2.500000", NULL},
    {"two figures side by side", "令和2年度 40/11", NULL, NULL},
    {"words alone", "精査中", NULL, NULL},
    {"nothing", "", NULL, NULL},
    {"a sign without a figure", "40/", NULL, "40"},
    {"an open parenthesis", "(40/2", NULL, NULL},
    {"a closed one", "40)/2", NULL, NULL},
    {"a range", "40～50/2", NULL, NULL},
    {"a percentage, whose base is not told", "40%/2", NULL, NULL},
    {"a division by zero", "40/0", NULL, "40"},
    {"a comma that separates no thousands", "40,3/11", NULL, NULL},
    {"a date is no formula", "2021.4.1/3", NULL, NULL},
};

static const struct {
	const char *unit;
	int money, count;
} units[] = {
    {"円", 0, 0},
    {"千円", 3, 0},
    {"百万円", 6, 0},
    {"億円", 8, 0},
    {"百万円／万件", 6, 4},
    {"千円/百万人", 3, 6},
    {"百万円", 6, 0},
    {"件", -1, 0},
    {"", -1, 0},
};

static bool
is_value(const struct computed *c, const char *want)
{
	char buf[40];

	if (!want)
		return !c->range.known;
	return c->range.known &&
	    str_eq(dec_text(dec_round(c->value, 6), buf), str_of(want));
}

static bool
is_figure(const struct computed *c, const char *want)
{
	return want ? dec_eq(c->value, dec_json(str_of(want)))
		    : !c->range.known;
}

int
main(void)
{
	struct arena a = {0};
	char deep[4096];

	for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
		struct formula f =
		    formula_of_text(&a, str_of(formulas[i].text));
		CHECK(formulas[i].reason,
		    is_value(&f.value, formulas[i].value) &&
			is_figure(&f.numerator, formulas[i].numerator));
	}
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		CHECK(units[i].unit,
		    money_power(&a, str_of(units[i].unit)) == units[i].money &&
			count_power(&a, str_of(units[i].unit)) ==
			    units[i].count);
	memset(deep, '(', sizeof deep);
	CHECK("parentheses without end are refused",
	    !formula_of_text(&a, (str){deep, sizeof deep}).value.range.known);
	CHECK("a unit written in the formula counts",
	    formula_of_text(&a, S("40百万円/11件")).power == 6);
	arena_free(&a);
	return unit_done();
}
