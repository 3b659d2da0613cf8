#include "read/tsv.h"

#include "unit.h"

#include <string.h>

/* How sure the reader is of a text that begins with a line of each length. */
static const struct {
	const char *reason, *text;
	int sure;
} cases[] = {
    {"a tab in every fifth line", "事業番号\t1\na\nb\nc\n", 60},
    {"a tab in every sixth", "事業番号\t1\na\nb\nc\nd\n", 10},
    {"blank lines are no lines", "事業番号\t1\na\n \r\nb\n\n\v\f\nc\n", 60},
    {"the last line need not end", "事業番号\t1\na\nb\nc\nd", 10},
    {"two tabs in a line are one line", "事業番号\t\t\na\nb\nc\nd\n", 10},
    {"no tab", "事業番号\na\nb\n", 0},
    {"ten commas a line", "事業番号,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\na,b\n", 60},
    {"fewer commas", "事業番号,,,,,,,,,,,,,,,,,,,,,,,,\na,b\n", 0},
    {"few commas, but labels between them",
	"事業番号,1\n事業名,あ,担当部局庁,い\n会計区分,\"う\"\n", 85},
    {"labels in quotes",
	"\"事業番号\",\"1\"\n\"事業名\",\"あ\"\n"
	"\"会計区分\",\"う\"\n",
	85},
    {"one label before a comma is prose", "事業番号\n事業名,会計区分と単位\n",
	0},
    {"no word of the form", "a\tb\n", 0},
};

int
main(void)
{
	enum { LONGEST = 150 };
	struct arena a = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t n = 1; n < LONGEST; n++) {
			struct text t = {.arena = &a};
			for (size_t k = 0; k < n; k++)
				text_char(&t, 'x');
			text_char(&t, '\n');
			text_put(&t, str_of(cases[i].text));
			if (!CHECK(cases[i].reason,
				tsv_reader.recognise(text_str(&t)) ==
				    cases[i].sure))
				printf("\tafter a line of %zu\n", n);
			arena_reset(&a);
		}
	arena_free(&a);
	return unit_done();
}
