/* What printed figures stand for, and what follows from them. */
#include "check/interval.h"
#include "unit.h"

static struct interval
printed(const char *figure)
{
	return interval_printed(dec_json(str_of(figure)));
}

static struct interval
yen(const char *figure)
{
	return interval_yen(dec_json(str_of(figure)), false);
}

static const struct {
	const char *reason;
	const char *a, *b;
	bool meet;
} meetings[] = {
    {"the ends belong to it: 91.5 may be printed 92", "91.5", "92", true},
    {"half a unit to either side and no more", "91", "92.1", false},
    {"a printed zero says more", "91.00", "91.2", false},
    {"the coarser figure decides", "91", "91.4", true},
    {"below zero as above", "-91.5", "-92", true},
    {"zero is as wide as any", "0", "0.4", true},
};

static const struct {
	const char *reason;
	const char *a, *b;
	bool meet;
} amounts[] = {
    {"a million yen is half a million to either side", "59000000", "60000000",
	true},
    {"two million are too many", "59000000", "61000000", false},
    {"59.9 million is printed to a tenth", "59900000", "60100000", false},
    {"what the workbook holds is not rounded again", "267047994000",
	"267048000000", true},
    {"10^6 is the most that is rounded", "10000000000", "10002000000", false},
    {"0 is rounded to a million", "0", "400000", true},
};

static const struct {
	const char *reason;
	const char *a, *b, *stated;
	bool meet;
} rates[] = {
    {"229.55 may be printed as 229.5", "22955", "10000", "229.5", true},
    {"98.5 is 99, half up", "394", "400", "99", true},
    {"232.96 is no 232", "16307", "7000", "232", false},
    {"1 of 3 may be 0.5 of 3.5 or 1.5 of 2.5", "1", "3", "60", true},
    {"but no more than that", "1", "3", "62", false},
    {"a divisor that may be 0 gives nothing that contradicts", "5", "0", "7",
	true},
    {"signs change the ends", "-50", "100", "-50", true},
    {"a rate below zero is none above", "-50", "100", "50", false},
    {"eighteen digits are too many for nothing", "999999999999999999",
	"999999999999999999", "100", true},
};

int
main(void)
{
	for (size_t i = 0; i < sizeof meetings / sizeof *meetings; i++)
		CHECK(meetings[i].reason,
		    interval_meet(printed(meetings[i].a),
			printed(meetings[i].b)) == meetings[i].meet);
	for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
		CHECK(amounts[i].reason,
		    interval_meet(yen(amounts[i].a), yen(amounts[i].b)) ==
			amounts[i].meet);
	for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
		CHECK(rates[i].reason,
		    interval_meet(
			interval_shift(interval_div(printed(rates[i].a),
					   printed(rates[i].b)),
			    2),
			printed(rates[i].stated)) == rates[i].meet);
	CHECK("an RS amount is half a yen to either side",
	    interval_below(interval_yen(dec_of(1000000), true),
		interval_yen(dec_of(1000002), true)));
	CHECK("what is not known contradicts nothing",
	    interval_meet((struct interval){0}, printed("7")) &&
		!interval_below((struct interval){0}, printed("7")));
	CHECK("a sum is as wide as its parts together",
	    interval_meet(interval_add(yen("18000000"),
			      interval_add(yen("2000000"), yen("3000000"))),
		yen("25000000")));
	CHECK("and no wider",
	    !interval_meet(interval_add(yen("18000000"),
			       interval_add(yen("2000000"), yen("3000000"))),
		yen("26000000")));
	CHECK("cut off: 13.6 may be 13.69",
	    interval_meet(interval_cut(dec_json(S("13.6"))),
		interval_exact(dec_json(S("13.69")))));
	CHECK("cut off goes towards zero: 13.6 is not 13.59",
	    !interval_meet(interval_cut(dec_json(S("13.6"))),
		interval_exact(dec_json(S("13.59")))));
	CHECK("cut off below zero: -13.6 may be -13.69",
	    interval_meet(interval_cut(dec_json(S("-13.6"))),
		interval_exact(dec_json(S("-13.69")))));
	CHECK("what does not fit in 128 bits is not known",
	    !interval_mul(interval_mul(printed("999999999999999999"),
			      printed("999999999999999999")),
		interval_mul(printed("999999999999999999"),
		    printed("999999999999999999")))
		 .known);
	return unit_done();
}
