#include "record/record.h"

#include "unit.h"

#include <string.h>

static bool
read_sheet(struct json *j, struct arena *a, const char *text,
    struct sheet *sheet, const struct record_want *want)
{
	json_init(j, str_of(text));
	return record_read(j, a, SHAPE_sheet, sheet, want) && json_end(j);
}

/* -- errors name the place -- */

static const struct {
	const char *reason, *text, *error;
} errors[] = {
    {"a figure of the wrong type", "{\"payees\":[{},{\"amount\":\"1\"}]}",
	"payees[1].amount is a string, want integer yen or null"},
    {"a string of the wrong type", "{\"name\":[]}",
	"name is an array, want a string or null"},
    {"a year that is text", "{\"sheet_year\":\"2021\"}",
	"sheet_year is a string, want an integer or null"},
    {"a year that is no integer", "{\"sheet_year\":2021.5}",
	"sheet_year is 2021.5, want an integer or null"},
    {"a year beyond all years", "{\"sheet_year\":20210000000}",
	"sheet_year is 20210000000, want an integer or null"},
    {"a truth that is a number", "{\"budget\":{\"carried_out_in_total\":1}}",
	"budget.carried_out_in_total is a number, want true, false or "
	"null"},
    {"an object that is a list", "{\"budget\":[]}",
	"budget is an array, want an object"},
    {"a list that is an object", "{\"budget\":{\"years\":{}}}",
	"budget.years is an object, want an array or null"},
    {"an item that is no object", "{\"outcomes\":[{},null]}",
	"outcomes[1] is null, want an object"},
    {"a text in a list of texts", "{\"officers\":[\"a\",1]}",
	"officers[1] is a number, want a string"},
    {"a figure in a list in an object in a list",
	"{\"policy_evaluation\":{\"indicators\":[{\"years\":[{},{},"
	"{\"actual\":false}]}]}}",
	"policy_evaluation.indicators[0].years[2].actual is false, want "
	"a number or null"},
    {"the place is that of the error, not of an earlier list",
	"{\"officers\":[\"a\",\"b\"],\"ministry\":1}",
	"ministry is a number, want a string or null"},
    {"an amount out of range", "{\"payees\":[{\"amount\":1e30}]}",
	"payees[0].amount is 1e30, want a number of at most 18 digits"},
    {"a record that is none", "[]", "record is an array, want an object"},
};

static void
check_errors(void)
{
	struct record_want all = record_want_all();

	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
		struct arena a = {0};
		struct sheet sheet;
		struct json j;
		bool ok = read_sheet(&j, &a, errors[i].text, &sheet, &all);
		if (!CHECK(errors[i].reason,
			!ok && j.misfit &&
			    strcmp(j.error, errors[i].error) == 0))
			printf("\t%s\n", j.error ? j.error : "accepted");
		arena_free(&a);
	}
}

/* -- what is read is what is written -- */

static const struct {
	const char *reason, *in, *out;
} copies[] = {
    {"nothing said is null everywhere", "{}", "{}"},
    {"values of all kinds",
	"{\"source\":{\"file\":\"a\",\"first_line\":3},"
	"\"sheet_year\":2021,\"officers\":[\"x\",\"\\u3042\\n\"],"
	"\"end_open\":false,\"budget\":{\"years\":[{\"fiscal_year\":2019,"
	"\"initial\":18100000,\"carried_out\":-1,\"execution_rate\":97.0},"
	"{}]},\"outcomes\":[{\"interim\":null,\"final\":{\"target\":1}}],"
	"\"rs\":{\"a\": [1 ,2]}}",
	NULL},
    {"keys in any order", "{\"number\":\"1\",\"ministry\":\"m\"}",
	"{\"ministry\":\"m\",\"number\":\"1\"}"},
    {"white space between", " { \"number\" : \"1\" , \"name\" : null } ",
	"{\"number\":\"1\"}"},
    {"keys with escapes", "{\"num\\u0062er\":\"1\"}", "{\"number\":\"1\"}"},
    {"unknown keys are skipped",
	"{\"x\":[{\"number\":2}],\"number\":\"1\",\"number2\":{}}",
	"{\"number\":\"1\"}"},
    {"of duplicate keys the last counts",
	"{\"number\":\"1\",\"name\":\"n\",\"number\":\"2\"}",
	"{\"number\":\"2\",\"name\":\"n\"}"},
    {"of duplicate lists, too",
	"{\"payees\":[{\"name\":\"a\"},{}],\"payees\":[{\"name\":\"b\"}]}",
	"{\"payees\":[{\"name\":\"b\"}]}"},
    {"of duplicate objects, too",
	"{\"budget\":{\"change_reason\":\"a\"},\"budget\":{}}", "{}"},
    {"a null that comes last counts",
	"{\"number\":\"1\",\"sheet_year\":1,\"payees\":[{}],\"number\":"
	"null,\"sheet_year\":null,\"payees\":null}",
	"{}"},
    {"a text stands beside its figure",
	"{\"payees\":[{\"amount\":null,\"amount_text\":\"x\"}]}", NULL},
    {"in any order", "{\"payees\":[{\"amount_text\":\"x\",\"amount\":null}]}",
	"{\"payees\":[{\"amount\":null,\"amount_text\":\"x\"}]}"},
    {"yen in exponent form", "{\"payees\":[{\"amount\":8.0e1}]}",
	"{\"payees\":[{\"amount\":80}]}"},
    {"binary residue is rounded away",
	"{\"payees\":[{\"amount\":1005599.9999999998}]}",
	"{\"payees\":[{\"amount\":1005600}]}"},
    {"an amount finer than a yen keeps its decimals",
	"{\"payees\":[{\"amount\":0.25}]}", NULL},
};

/* The record as a text of its own. */
static str
written(struct arena *a, const struct sheet *sheet)
{
	struct out out;
	str text;

	out_memory(&out);
	record_write(&out, SHAPE_sheet, sheet);
	text = arena_copy(a, out_bytes(&out));
	out_close(&out, S("memory"));
	return text;
}

static void
check_copies(void)
{
	struct record_want all = record_want_all();

	for (size_t i = 0; i < sizeof copies / sizeof *copies; i++) {
		struct arena a = {0};
		struct sheet sheet, want, again;
		struct json j;
		const char *out = copies[i].out ? copies[i].out : copies[i].in;
		str text;
		CHECK(copies[i].reason,
		    read_sheet(&j, &a, copies[i].in, &sheet, &all) &&
			read_sheet(&j, &a, out, &want, &all));
		text = written(&a, &sheet);
		CHECK(copies[i].reason, str_eq(text, written(&a, &want)));
		json_init(&j, text);
		CHECK("what is written is read again",
		    record_read(&j, &a, SHAPE_sheet, &again, &all) &&
			json_end(&j) && str_eq(text, written(&a, &again)));
		arena_free(&a);
	}
}

/* -- only what is wanted -- */

static void
check_wanted(void)
{
	static const char text[] =
	    "{\"sheet_year\":2021,\"number\":\"1\",\"budget\":{\"years\":"
	    "[{\"initial\":1,\"total\":2}],\"items\":[{\"item\":\"a\"}]},"
	    "\"payees\":[{\"name\":\"n\"}]}";
	struct arena a = {0};
	struct record_want want = {0};
	struct sheet sheet;
	struct json j;
	const struct budget_year *year;

	record_want(&want, SHAPE_sheet, "number budget.years.total");
	CHECK("a part is read", read_sheet(&j, &a, text, &sheet, &want));
	CHECK("what is wanted is there",
	    str_eq(sheet.number, S("1")) && sheet.budget.years.n == 1);
	year = list_at(&sheet.budget.years, struct budget_year, 0);
	CHECK("inside lists, too", year->total.value.digits == 2);
	CHECK("the rest is not read",
	    !year->initial.value.known && !sheet.sheet_year &&
		!sheet.budget.items.n && !sheet.payees.n);
	CHECK("what is not wanted may have any type",
	    read_sheet(
		&j, &a, "{\"payees\":1,\"number\":\"1\"}", &sheet, &want));
	CHECK("but must be JSON",
	    !read_sheet(&j, &a, "{\"payees\":01}", &sheet, &want) && !j.misfit);
	arena_free(&a);
}

int
main(void)
{
	check_errors();
	check_copies();
	check_wanted();
	return unit_done();
}
