#include "unit.h"

#include "value/dec.h"

#include <string.h>

static bool
prints(struct dec d, const char *want)
{
	char buf[40];
	str got = dec_text(d, buf);

	if (str_eq(got, str_of(want)))
		return true;
	printf("got %.*s, want %s\n", STR_ARG(got), want);
	return false;
}

static void
cells(void)
{
	static const struct {
		const char *reason, *cell, *want;
	} cases[] = {
	    {"a plain integer", "106", "106"},
	    {"decimals keep their zeros", "97.0", "97.0"},
	    {"a thousands separator", "8,518", "8518"},
	    {"two of them", "964,085,271", "964085271"},
	    {"a comma that groups no three digits is no figure", "1,23",
		"null"},
	    {"four digits behind a comma neither", "1,2345", "null"},
	    {"full-width digits", "１０１９", "1019"},
	    {"a full-width point and comma", "１，２３４．５", "1234.5"},
	    {"a black triangle is a minus", "▲8,518", "-8518"},
	    {"and may be followed by a space", "▲ 356,601", "-356601"},
	    {"so is a white one", "△ 5.5", "-5.5"},
	    {"a hyphen before digits", "-3", "-3"},
	    {"the minus sign U+2212", "−37", "-37"},
	    {"the full-width hyphen", "－3", "-3"},
	    {"brackets are a minus", "(555)", "-555"},
	    {"full-width brackets too", "（１，２００）", "-1200"},
	    {"an open bracket is no figure", "(555", "null"},
	    {"a percent sign is dropped", "92%", "92"},
	    {"a full-width one too", "６８．５％", "68.5"},
	    {"also behind a space", "92 %", "92"},
	    {"white space around, U+3000 too", "　43 ", "43"},
	    {"a dash is nothing", "-", "null"},
	    {"a word is nothing", "検討中", "null"},
	    {"a figure with a unit is text", "35館", "null"},
	    {"an error value is text", "#VALUE!", "null"},
	    {"two points are no figure", "1.2.3", "null"},
	    {"a point without digits before it is no figure", ".5", "null"},
	    {"a formula is no figure", "40.3/11", "null"},
	    {"an empty cell is nothing", "", "null"},
	    {"digits behind a percent sign are no figure", "9%8", "null"},
	    {"zero is zero", "0", "0"},
	    {"zero with decimals", "0.00", "0.00"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK(cases[i].reason,
		    prints(dec_cell(str_of(cases[i].cell)), cases[i].want));
}

static void
numbers(void)
{
	static const struct {
		const char *reason, *number, *want;
	} cases[] = {
	    {"an integer", "180000000", "180000000"},
	    {"a small exponent is no zero", "8e-05", "0.00008"},
	    {"a large one", "1.5E3", "1500"},
	    {"a sign in the exponent", "2e+2", "200"},
	    {"decimals as written", "1.0055999999999998", "1.0055999999999998"},
	    {"a minus", "-0.5", "-0.5"},
	    {"19 digits are too many for an integer", "9999999999999999999",
		"null"},
	    {"more than 18 digits are rounded half even",
		"0.300000000000000000011", "0.300000000000000000"},
	    {"a long tail rounds up", "0.99999999999999999999",
		"1.00000000000000000"},
	    {"a tiny number is zero", "1e-90", "0"},
	    {"a huge one is not known", "1e40", "null"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK(cases[i].reason,
		    prints(dec_json(str_of(cases[i].number)), cases[i].want));
}

static struct dec
n(const char *number)
{
	return dec_json(str_of(number));
}

static void
arithmetic(void)
{
	const struct dec unknown = {0};

	CHECK("a sum keeps the finer scale",
	    prints(dec_add(n("1.5"), n("0.25")), "1.75"));
	CHECK("a difference", prints(dec_sub(n("1"), n("0.001")), "0.999"));
	CHECK("a product adds the scales",
	    prints(dec_mul(n("1.5"), n("1.5")), "2.25"));
	CHECK("an unknown part makes the sum unknown",
	    !dec_add(unknown, n("1")).known);
	CHECK("an overflow is not known, never wrong",
	    !dec_mul(n("999999999999999999"), n("999999999999999999")).known);
	CHECK("half goes up", prints(dec_round(n("98.5"), 0), "99"));
	CHECK("half goes away from zero",
	    prints(dec_round(n("-98.5"), 0), "-99"));
	CHECK(
	    "less than half goes down", prints(dec_round(n("98.49"), 0), "98"));
	CHECK("rounding to more decimals adds zeros",
	    prints(dec_round(n("5"), 2), "5.00"));
	CHECK("a quotient with one decimal, half up",
	    prints(dec_div(n("9700"), n("106"), 1), "91.5"));
	CHECK(
	    "a negative divisor", prints(dec_div(n("1"), n("-3"), 2), "-0.33"));
	CHECK("nothing is divided by zero", !dec_div(n("1"), n("0"), 1).known);
	CHECK(
	    "a shift to the left", prints(dec_shift(n("18.1"), 6), "18100000"));
	CHECK("a shift to the right", prints(dec_shift(n("18"), -2), "0.18"));
	CHECK(
	    "values compare across scales", dec_cmp(n("1.50"), n("1.5")) == 0);
	CHECK("null equals null", dec_eq(unknown, unknown));
	CHECK("null differs from zero", !dec_eq(unknown, n("0")));
}

static void
yen(void)
{
	static const struct {
		const char *reason, *number;
		int power;
		const char *want;
	} cases[] = {
	    {"百万円 with a decimal", "18.1", 6, "18100000"},
	    {"a small part of a million", "0.6", 6, "600000"},
	    {"binary residue goes", "1.0055999999999998", 6, "1005600"},
	    {"binary residue of a workbook", "0.008800000000000001", 6, "8800"},
	    {"an amount finer than a yen keeps its decimals", "0.1234567", 6,
		"123456.7"},
	    {"千円", "85941", 3, "85941000"},
	    {"yen as written with a fraction of zero", "34482000.0", 0,
		"34482000"},
	    {"a negative amount", "-8518", 6, "-8518000000"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK(cases[i].reason,
		    prints(dec_yen(n(cases[i].number), cases[i].power),
			cases[i].want));
	CHECK("an amount of 10 million ends in six zeros at most",
	    dec_zeros(n("10000000"), 6) == 6);
	CHECK("600000 ends in five zeros", dec_zeros(n("600000"), 6) == 5);
	CHECK("zero has all of them", dec_zeros(n("0"), 6) == 6);
}

int
main(void)
{
	cells();
	numbers();
	arithmetic();
	yen();
	return unit_done();
}
