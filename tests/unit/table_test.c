#include "table/table.h"

#include "unit.h"

#include <stdlib.h>

static const char *const columns[] = {"name", "year", "amount", "parts", NULL};

static void
check_form(const char *reason, enum table_form form, str name, const char *want)
{
	struct out out;
	struct table t;
	struct out *cell;

	out_memory(&out);
	table_open(&t, &out, form, columns);
	table_str(&t, name);
	table_year(&t, 2021);
	table_dec(&t, dec_json(S("-1.50")));
	cell = table_cell(&t);
	out_put(cell, form == TABLE_NDJSON ? S("[1,2]") : S("1, 2"));
	table_cell_end(&t);
	table_end(&t);
	table_str(&t, STR_NULL);
	table_year(&t, 0);
	table_dec(&t, (struct dec){0});
	table_raw(&t, S("null"));
	table_end(&t);
	if (!CHECK(reason, str_eq(out_bytes(&out), str_of(want))))
		printf("got:\n%.*s", STR_ARG(out_bytes(&out)));
	table_close(&t);
	free(out.buf);
}

int
main(void)
{
	enum table_form form;

	check_form("a row is an object, null is null", TABLE_NDJSON, S("a\"b"),
	    "{\"name\":\"a\\\"b\",\"year\":2021,\"amount\":-1.50,"
	    "\"parts\":[1,2]}\n"
	    "{\"name\":null,\"year\":null,\"amount\":null,\"parts\":null}\n");
	check_form("CSV quotes what has a comma, a quote or a break", TABLE_CSV,
	    S("a,\"b\"\nc"),
	    "name,year,amount,parts\n"
	    "\"a,\"\"b\"\"\nc\",2021,-1.50,\"1, 2\"\n,,,\n");
	check_form("spaces at the ends are kept by quotes", TABLE_CSV, S(" a"),
	    "name,year,amount,parts\n\" a\",2021,-1.50,\"1, 2\"\n,,,\n");
	check_form("TSV escapes what would break it", TABLE_TSV, S("a\tb\n\\"),
	    "name\tyear\tamount\tparts\n"
	    "a\\tb\\n\\\\\t2021\t-1.50\t1, 2\n\t\t\t\n");
	CHECK("forms by name",
	    table_form_of(S("tsv"), &form) && form == TABLE_TSV &&
		!table_form_of(S("TSV"), &form) &&
		!table_form_of(S(""), &form));
	return unit_done();
}
