#include "value/sum.h"

#include "unit.h"

static struct sum
of(const char *const *figures)
{
	struct sum s = {0};

	for (; *figures; figures++)
		sum_add(&s, dec_json(str_of(*figures)));
	return s;
}

#define OF(...) of((const char *const[]){__VA_ARGS__, NULL})

static void
check_text(void)
{
	const struct {
		const char *reason;
		struct sum sum;
		const char *want;
	} cases[] = {
	    {"nothing is 0", {0}, "0"},
	    {"yen", OF("18000000", "1"), "18000001"},
	    {"a minus", OF("5", "-8"), "-3"},
	    {"finer than a yen", OF("0.1", "0.2"), "0.3"},
	    {"decimals that add to a yen vanish", OF("0.5", "0.5"), "1"},
	    {"a fraction below 1 keeps its 0", OF("-0.25", "0.2"), "-0.05"},
	    {"beyond 64 bits",
		OF("999999999999999999", "999999999999999999",
		    "999999999999999999", "999999999999999999",
		    "999999999999999999", "999999999999999999",
		    "999999999999999999", "999999999999999999",
		    "999999999999999999", "999999999999999999"),
		"9999999999999999990"},
	    {"and below", OF("-999999999999999999", "-999999999999999999"),
		"-1999999999999999998"},
	    {"any order of scales", OF("0.001", "1000000000000", "0.1"),
		"1000000000000.101"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char buf[56];
		str got = sum_text(cases[i].sum, buf);
		if (!CHECK(cases[i].reason, str_eq(got, str_of(cases[i].want))))
			printf("\tgot %.*s\n", STR_ARG(got));
	}
}

static void
check_overflow(void)
{
	struct sum s = OF("999999999999999999");
	char before[56], after[56];
	int doublings = 0;

	while (sum_join(&s, s))
		doublings++;
	CHECK("an overflow is seen, beyond 10^35", doublings == 59);
	sum_text(s, before);
	CHECK("adding more fails", !sum_join(&s, s));
	CHECK("and changes nothing",
	    str_eq(sum_text(s, after), sum_text(s, before)));
	CHECK("a scale that does not fit fails too",
	    !sum_add(&s, dec_json(S("0.000000000000000001"))));
	CHECK("taking away works", sum_add(&s, dec_json(S("-1"))));
}

static void
check_compare(void)
{
	CHECK("by value, not by digits", sum_cmp(OF("1.0"), OF("1")) == 0);
	CHECK("less", sum_cmp(OF("0.9"), OF("1")) < 0);
	CHECK("negative", sum_cmp(OF("-2"), OF("1")) < 0);
	CHECK("sign", sum_sign(OF("-0.1")) == -1 && sum_sign(OF("0")) == 0);
	CHECK("yen, half away from 0",
	    sum_yen(OF("1.5")) == 2 && sum_yen(OF("-1.5")) == -2 &&
		sum_yen(OF("1.4")) == 1);
}

static void
check_ratio(void)
{
	char buf[40];

	CHECK("a share",
	    str_eq(
		dec_text(sum_percent(OF("1"), OF("3"), 2), buf), S("33.33")));
	CHECK("half up",
	    str_eq(
		dec_text(sum_percent(OF("1"), OF("8"), 1), buf), S("12.5")) &&
		str_eq(
		    dec_text(sum_percent(OF("1"), OF("8"), 0), buf), S("13")));
	CHECK("scales differ",
	    str_eq(dec_text(sum_percent(OF("0.5"), OF("2"), 0), buf), S("25")));
	CHECK("of nothing there is none",
	    !sum_percent(OF("1"), OF("0"), 1).known);
	CHECK("a mean",
	    str_eq(
		dec_text(sum_mean(OF("99.1", "98.2"), 2, 1), buf), S("98.7")));
	CHECK("the mean of none", !sum_mean(OF("0"), 0, 1).known);
}

int
main(void)
{
	check_text();
	check_overflow();
	check_compare();
	check_ratio();
	return unit_done();
}
