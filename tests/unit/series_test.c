#include "series/chain.h"
#include "series/twins.h"

#include "unit.h"

#include <stdlib.h>

/* -- twins -- */

struct record_case {
	int32_t year;
	const char *ministry, *number, *project_id; /* "" is null */
	struct twin_weight weight;
};

static struct sheet
sheet_of(const struct record_case *c)
{
	struct sheet s = {.sheet_year = c->year};

	if (*c->ministry)
		s.ministry = str_of(c->ministry);
	if (*c->number)
		s.number = str_of(c->number);
	if (*c->project_id)
		s.project_id = str_of(c->project_id);
	return s;
}

/* Adds the records in the order given; says which of them count, as letters
 * sorted. */
static void
winners(const struct record_case *cases, const int *order, size_t n, char *got)
{
	uint32_t numbers[8];
	bool kept[8] = {false};
	struct twins t;

	twins_init(&t);
	for (size_t i = 0; i < n; i++) {
		const struct record_case *c = &cases[order[i]];
		struct sheet sheet = sheet_of(c);
		kept[order[i]] = twins_add(&t, &sheet, c->weight,
				     &numbers[order[i]]) != TWIN_SAME;
	}
	for (size_t i = 0; i < n; i++)
		if (kept[i] && twins_counts(&t, numbers[i]))
			*got++ = (char)('a' + i);
	*got = '\0';
	twins_free(&t);
}

static void
check_twins(void)
{
	static const struct {
		const char *reason;
		struct record_case records[3];
		const char *want; /* in any order of the three */
	} cases[] = {
	    {"other numbers are other sheets",
		{{2021, "甲", "1", "", {1, 1}}, {2021, "甲", "2", "", {1, 1}},
		    {2021, "甲", "3", "", {1, 1}}},
		"abc"},
	    {"other years and ministries too",
		{{2021, "甲", "1", "", {1, 1}}, {2020, "甲", "1", "", {1, 1}},
		    {2021, "乙", "1", "", {1, 1}}},
		"abc"},
	    {"the one with more in it counts",
		{{2021, "甲", "1", "", {1, 9}}, {2021, "甲", "1", "", {2, 5}},
		    {2021, "甲", "1", "", {2, 4}}},
		"b"},
	    {"a project_id is as good as a number",
		{{2021, "甲", "1", "7", {1, 9}}, {2021, "甲", "", "7", {2, 5}},
		    {2021, "甲", "7", "", {3, 4}}},
		"bc"},
	    {"what one shares with each of two makes three one",
		{{2021, "甲", "1", "7", {1, 1}}, {2021, "甲", "1", "", {2, 2}},
		    {2021, "甲", "", "7", {3, 3}}},
		"c"},
	    {"without a year or a ministry nothing is the same",
		{{0, "甲", "1", "7", {1, 1}}, {0, "甲", "1", "7", {1, 1}},
		    {2021, "", "1", "7", {1, 1}}},
		"abc"},
	    {"without number and project_id neither",
		{{2021, "甲", "", "", {1, 1}}, {2021, "甲", "", "", {1, 1}},
		    {2021, "甲", "", "", {1, 1}}},
		"abc"},
	};
	static const int orders[][3] = {
	    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t k = 0; k < 6; k++) {
			char got[9];
			winners(cases[i].records, orders[k], 3, got);
			if (!CHECK(cases[i].reason,
				str_eq(str_of(got), str_of(cases[i].want))))
				printf("\torder %zu: %s, want %s\n", k, got,
				    cases[i].want);
		}
}

/* Records are one sheet when they share a mark. */
static void
check_marks(void)
{
	static const struct {
		const char *reason;
		struct record_case one, other;
		bool shared;
	} cases[] = {
	    {"one number", {2021, "甲", "1", "", {1, 1}},
		{2021, "甲", "1", "9", {2, 2}}, true},
	    {"one project_id", {2021, "甲", "1", "9", {1, 1}},
		{2021, "甲", "2", "9", {1, 1}}, true},
	    {"a number is no project_id", {2021, "甲", "1", "", {1, 1}},
		{2021, "甲", "", "1", {1, 1}}, false},
	    {"another year", {2021, "甲", "1", "", {1, 1}},
		{2020, "甲", "1", "", {1, 1}}, false},
	    {"another ministry", {2021, "甲", "1", "", {1, 1}},
		{2021, "乙", "1", "", {1, 1}}, false},
	    {"a ministry ends where it ends", {2021, "甲", "乙1", "", {1, 1}},
		{2021, "甲乙", "1", "", {1, 1}}, false},
	    {"no year", {0, "甲", "1", "", {1, 1}}, {0, "甲", "1", "", {1, 1}},
		false},
	    {"no ministry", {2021, "", "1", "", {1, 1}},
		{2021, "", "1", "", {1, 1}}, false},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sheet one = sheet_of(&cases[i].one);
		struct sheet other = sheet_of(&cases[i].other);
		uint64_t a[TWIN_IDS], b[TWIN_IDS];
		size_t n = twins_marks(&one, a), m = twins_marks(&other, b);
		bool shared = false;
		for (size_t k = 0; k < n * m; k++)
			shared |= a[k / m] == b[k % m];
		CHECK(cases[i].reason, shared == cases[i].shared);
	}
}

static void
check_same(void)
{
	struct record_case one = {2021, "甲", "1", "", {3, 3}};
	struct sheet sheet = sheet_of(&one);
	struct twins t;
	uint32_t number;

	twins_init(&t);
	CHECK("new", twins_add(&t, &sheet, one.weight, &number) == TWIN_NEW);
	CHECK("the same again needs no room",
	    twins_add(&t, &sheet, one.weight, &number) == TWIN_SAME);
	CHECK("something else does",
	    twins_add(&t, &sheet, (struct twin_weight){3, 4}, &number) ==
		TWIN_OTHER);
	CHECK("both were met before", t.repeated == 2);
	sheet.project_id = S("7");
	CHECK("a new name for what is there is kept",
	    twins_add(&t, &sheet, (struct twin_weight){3, 4}, &number) ==
		TWIN_OTHER);
	twins_free(&t);
}

/* -- chains -- */

struct chain_case {
	int32_t year;
	const char *number, *project_id, *name, *bureau;
	int32_t past_year;
	const char *past_number;
};

static str
given(const char *text)
{
	return text && *text ? str_of(text) : STR_NULL;
}

static void
check_chains(void)
{
	static const struct {
		const char *reason;
		struct chain_case sheets[4]; /* in their order */
		const char *want; /* the first sheet of each chain */
	} cases[] = {
	    {"by project_id, whatever the name",
		{{2020, "1", "7", "甲", "", 0, ""},
		    {2021, "2", "7", "乙", "", 0, ""},
		    {2022, "3", "8", "丙", "", 0, ""}},
		"002"},
	    {"by past numbers",
		{{2019, "1", "", "甲", "", 0, ""},
		    {2020, "2", "", "乙", "", 2019, "1"},
		    {2021, "3", "", "丙", "", 2020, "2"}},
		"000"},
	    {"a past number of another year is another sheet",
		{{2019, "1", "", "甲", "", 0, ""},
		    {2020, "2", "", "乙", "", 2018, "1"}},
		"01"},
	    {"by name, spelled another way",
		{{2019, "1", "", "灯台 の保守", "", 0, ""},
		    {2021, "2", "", "灯台の保守", "", 0, ""}},
		"00"},
	    {"not across bureaus",
		{{2019, "1", "", "甲", "港湾局", 0, ""},
		    {2021, "2", "", "甲", "航空局", 0, ""}},
		"01"},
	    {"never two sheets of one year: a split",
		{{2019, "1", "", "甲", "", 0, ""},
		    {2020, "2", "", "乙", "", 2019, "1"},
		    {2020, "3", "", "丙", "", 2019, "1"}},
		"002"},
	    {"never two sheets of one year: one name",
		{{2020, "1", "", "甲", "", 0, ""},
		    {2020, "2", "", "甲", "", 0, ""},
		    {2021, "3", "", "甲", "", 2020, "2"}},
		"011"},
	    {"a sheet without a year stands alone",
		{{0, "1", "7", "甲", "", 0, ""},
		    {2020, "2", "7", "甲", "", 0, ""}},
		"01"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct chain_sheet sheets[4] = {{0}}, *all[4];
		struct past_number past[4] = {{0}};
		char got[5] = "";
		size_t n = 0;
		for (; n < 4 && cases[i].sheets[n].number; n++) {
			const struct chain_case *c = &cases[i].sheets[n];
			past[n].sheet_year = c->past_year;
			past[n].number = given(c->past_number);
			sheets[n] = (struct chain_sheet){
			    .sheet_year = c->year,
			    .ministry = S("省"),
			    .number = given(c->number),
			    .project_id = given(c->project_id),
			    .name = given(c->name),
			    .bureau = given(c->bureau),
			    .past = {&past[n], past[n].number.n > 0, 1},
			};
			all[n] = &sheets[n];
		}
		chain_link(all, n);
		for (size_t k = 0; k < n; k++)
			got[k] = (char)('0' + sheets[k].chain);
		if (!CHECK(cases[i].reason,
			str_eq(str_of(got), str_of(cases[i].want))))
			printf("\t%s, want %s\n", got, cases[i].want);
	}
}

int
main(void)
{
	check_twins();
	check_marks();
	check_same();
	check_chains();
	return unit_done();
}
