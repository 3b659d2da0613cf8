/* Number formats: values as the cells print them, and as they are held. */
#include "xlsx/numfmt.h"

#include "unit.h"

#include <string.h>

static const struct {
	const char *reason, *code, *raw, *want, *held; /* held "": unknown */
} numbers[] = {
    {"General prints a whole number with all its digits", "General",
	"6010001147011", "6010001147011", "6010001147011"},
    {"General drops the residue of binary fractions", "General",
	"1.0055999999999998", "1.0056", "1.0056"},
    {"General keeps ten digits, the value fifteen", "General",
	"0.7741935483870968", "0.774193548", "0.774193548387097"},
    {"an exponent is only a way to write a value", "General", "8E-05",
	"0.00008", "0.00008"},
    {"General in Japanese is General", "G/標準", "12.5", "12.5", "12.5"},
    {"0 rounds half away from zero", "0", "2.5", "3", "2.5"},
    {"0 rounds negative halves away from zero, too", "0", "-2.5", "-3", "-2.5"},
    {"what rounds to nothing loses its sign", "0", "-0.3", "0", "-0.3"},
    {"decimals are printed as the format has them", "0.0", "97", "97.0", "97"},
    {"# prints no zeros behind the point", "0.##", "1.5", "1.5", "1.5"},
    {"zeros lead as many places as the format has", "0000", "95", "0095", "95"},
    {"a comma between places groups thousands", "#,##0", "1234567", "1,234,567",
	"1234567"},
    {"grouping and decimals", "#,##0.000000", "181.559969", "181.559969",
	"181.559969"},
    {"groups of zeros", "0,000", "12", "0,012", "12"},
    {"a comma at the end divides by a thousand, value and all", "#,##0,",
	"1234567", "1,235", "1234.567"},
    {"two commas make millions of yen", "#,##0.0,,", "1234567890", "1,234.6",
	"1234.56789"},
    {"percent multiplies by a hundred; it is no amount", "0.0%",
	"0.7741935483870968", "77.4%", ""},
    {"percent without decimals", "0%", "0.915", "92%", ""},
    {"a section for the negative prints its own sign", "#,##0;\"▲\"#,##0",
	"-3566", "▲3,566", "-3566"},
    {"with a space behind the sign", "0;\"▲ \"0", "-12", "▲ 12", "-12"},
    {"an escaped sign", "0;\\△0", "-12", "△12", "-12"},
    {"brackets for the negative, widths and colours left out",
	"#,##0_);[Red]\\(#,##0\\)", "-1200", "(1,200)", "-1200"},
    {"one section puts the minus before everything", "\"約\"0", "-5", "-約5",
	"-5"},
    {"a third section is for zero", "0;-0;\"-\"", "0", "-", ""},
    {"the accounting format prints a dash for zero",
	"_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "0", "-", ""},
    {"a condition chooses", "[<10]\"少\"0;0", "9", "少9", "9"},
    {"and falls through", "[<10]\"少\"0;0", "10", "10", "10"},
    {"literals among the places stay where they are", "0-0000-0000-0000",
	"6010001147011", "6-0100-0114-7011", "6010001147011"},
    {"currency in a bracket", "[$¥-411]#,##0", "500", "¥500", "500"},
    {"units behind the figure", "#,##0\"百万円\"", "1500", "1,500百万円",
	"1500"},
    {"the empty section hides", "0;;", "-5", "", ""},
    {"an exponent format prints plainly", "0.00E+00", "12345", "12345",
	"12345"},
    {"a fraction prints plainly", "# ?/?", "0.5", "0.5", "0.5"},
    {"what is no number stays", "0.0", "n/a", "n/a", ""},
    {"ISO dates are not numbers", "0", "2021-04-01", "2021-04-01", ""},
    {"a date", "yyyy/m/d", "44287", "2021/4/1", ""},
    {"a date in words", "yyyy\"年\"m\"月\"d\"日\"", "44287", "2021年4月1日",
	""},
    {"the era of Reiwa", "[$-411]ggge\"年\"m\"月\"d\"日\"", "44287",
	"令和3年4月1日", ""},
    {"the last day of Heisei", "[$-411]ggge\"年\"m\"月\"d\"日\"", "43585",
	"平成31年4月30日", ""},
    {"the first day of Reiwa", "ge.m.d", "43586", "R1.5.1", ""},
    {"Showa ends on 7 January 1989", "gge.mm.dd", "32515", "昭64.01.07", ""},
    {"months and minutes are told apart", "yyyy/mm/dd hh:mm", "44287.75",
	"2021/04/01 18:00", ""},
    {"minutes before seconds", "mm:ss", "0.000694444444444444", "01:00", ""},
    {"twelve hours", "h:mm AM/PM", "0.75", "6:00 PM", ""},
    {"elapsed hours", "[h]:mm", "1.5", "36:00", ""},
    {"the weekday", "m\"月\"d\"日\"(aaa)", "44287", "4月1日(木)", ""},
    {"the 29 February 1900 that never was", "yyyy/m/d", "59", "1900/2/28", ""},
    {"a negative date is a number", "yyyy/m/d", "-1", "-1", "-1"},
};

static void
check_numbers(void)
{
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct arena a = {0};
		struct numfmt f = numfmt_parse(str_of(numbers[i].code));
		struct dec held;
		char buf[40];
		str text =
		    numfmt_number(&a, &f, str_of(numbers[i].raw), false, &held);
		str exact = held.known ? dec_text(held, buf) : S("");
		if (!CHECK(numbers[i].reason,
			str_eq(text, str_of(numbers[i].want)) &&
			    str_eq(exact, str_of(numbers[i].held))))
			printf("  %s as %s: got \"%.*s\" held \"%.*s\"\n",
			    numbers[i].raw, numbers[i].code, STR_ARG(text),
			    STR_ARG(exact));
		arena_free(&a);
	}
}

static void
check_texts(void)
{
	static const struct {
		const char *reason, *code, *text, *want;
	} texts[] = {
	    {"a number format leaves text alone", "0.0", "検討中", "検討中"},
	    {"@ is the text", "@", "001", "001"},
	    {"literals stand around @", "0;-0;0;\"(\"@\")\"", "総務省",
		"(総務省)"},
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct arena a = {0};
		struct numfmt f = numfmt_parse(str_of(texts[i].code));
		CHECK(texts[i].reason,
		    str_eq(numfmt_text(&a, &f, str_of(texts[i].text)),
			str_of(texts[i].want)));
		arena_free(&a);
	}
}

static void
check_1904(void)
{
	struct arena a = {0};
	struct numfmt f = numfmt_parse(S("yyyy/m/d"));

	CHECK("the other epoch begins in 1904",
	    str_eq(numfmt_number(&a, &f, S("0"), true, NULL), S("1904/1/1")));
	CHECK("and is 1,462 days later",
	    str_eq(
		numfmt_number(&a, &f, S("42825"), true, NULL), S("2021/4/1")));
	arena_free(&a);
}

/* Codes cut anywhere must end somewhere. */
static void
check_cut_codes(void)
{
	static const char code[] =
	    "[<10][$¥-411]#,##0.0,,%\\▲_ *x\"q\";[h]:mm AM/PM;@;ggge";

	for (size_t n = 0; n < sizeof code; n++) {
		struct arena a = {0};
		struct numfmt f = numfmt_parse((str){code, n});
		CHECK("a cut code still prints something or nothing",
		    numfmt_number(&a, &f, S("12.5"), false, NULL).n < 100);
		arena_free(&a);
	}
}

int
main(void)
{
	check_numbers();
	check_texts();
	check_1904();
	check_cut_codes();
	return unit_done();
}
