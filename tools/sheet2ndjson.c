/*
 * sheet2ndjson: review sheets to NDJSON.  Reads files, standard input and
 * directories; writes one sheet record (reviewsheet/1) a line, in the order
 * of the input.  What cannot be read is reported and the rest is read on;
 * the exit status is then 2.
 */
#include "base/diag.h"
#include "base/flag.h"
#include "doc/walk.h"

#include <stdlib.h>
#include <unistd.h>

enum { FLAG_READER = 300, FLAG_LIST_READERS, FLAG_SCHEMA };

static const struct flag flags[] = {
    {'v', "verbose", 0, "say what is skipped, and why"},
    {FLAG_READER, "reader", "NAME", "read every document as this kind"},
    {FLAG_LIST_READERS, "list-readers", 0, "list the kinds and exit"},
    {FLAG_SCHEMA, "schema", "[=NAME]",
	"print the JSON Schema of sheet (or budget_row, finding) and exit"},
    FLAG_COMMON};

static const struct flag_usage usage = {
    .tool = "sheet2ndjson",
    .synopsis = "[options] [FILE|DIRECTORY...]",
    .about = "Reads Japanese project review sheets (行政事業レビューシート) "
	     "and writes one\nJSON record a sheet and line.  Without operands, "
	     "or for -, standard input is read.",
    .flags = flags,
    .footer = "Exit status: 0 fine, 2 trouble (an operand that is no "
	      "sheet, malformed input,\na failed write); what could be "
	      "read is written all the same.",
};

struct options {
	struct walk_options walk;
	const char **operands; /* ends with NULL */
};

static void
list_readers(void)
{
	struct out out;

	out_open(&out, STDOUT_FILENO);
	for (size_t i = 0; readers[i]; i++)
		out_format(
		    &out, "%-8s %s\n", readers[i]->name, readers[i]->title);
	out_close(&out, S("<stdout>"));
	exit(diag_status(OK));
}

static void
print_schema(const struct flags *f)
{
	str name = f->value.p ? f->value : S("sheet");
	struct out out;

	for (enum shape_id id = 0; id < SHAPES; id++) {
		if (!str_eq(name, str_of(record_shapes[id].name)))
			continue;
		out_open(&out, STDOUT_FILENO);
		record_schema(&out, id);
		out_close(&out, S("<stdout>"));
		exit(diag_status(OK));
	}
	flags_bad_value(f, "sheet, budget_row or finding");
	exit(TROUBLE);
}

static struct options
parse_options(int argc, char *argv[])
{
	struct options o = {
	    .operands = calloc((size_t)argc + 1, sizeof *o.operands)};
	struct flags f;
	size_t n = 0;
	int id;

	if (!o.operands)
		arena_oom((size_t)argc * sizeof *o.operands);
	flags_init(&f, &usage, argc, argv);
	while ((id = flags_next(&f)) != FLAG_END) {
		switch (id) {
		case 'v':
			diag_verbose(true);
			break;
		case FLAG_READER:
			o.walk.reader = reader_named(f.value);
			if (!o.walk.reader) {
				flags_bad_value(&f, "a name of --list-readers");
				exit(TROUBLE);
			}
			break;
		case FLAG_LIST_READERS:
			list_readers();
			break;
		case FLAG_SCHEMA:
			print_schema(&f);
			break;
		case FLAG_OPERAND:
			o.operands[n++] = f.operand;
			break;
		default:
			exit(TROUBLE);
		}
	}
	if (!n)
		o.operands[0] = "-";
	return o;
}

int
main(int argc, char *argv[])
{
	struct options options = parse_options(argc, argv);
	struct walk walk;
	struct out out;

	out_open(&out, STDOUT_FILENO);
	walk_init(&walk, options.walk, &out);
	for (const char **path = options.operands; *path; path++)
		walk_operand(&walk, *path);
	walk_finish(&walk);
	out_close(&out, S("<stdout>"));
	free(options.operands);
	return diag_status(OK);
}
