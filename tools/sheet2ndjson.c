/*
 * sheet2ndjson: review sheets to NDJSON.  Reads files, standard input,
 * directories and archives, compressed or not; writes one sheet record
 * (reviewsheet/1) a line, in the order of the input.  What cannot be read is
 * reported and the rest is read on; the exit status is then 2.
 */
#include "base/diag.h"
#include "base/flag.h"
#include "doc/walk.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	FLAG_READER = 300,
	FLAG_LIST_READERS,
	FLAG_SCHEMA,
	FLAG_MAX_SIZE,
	FLAG_MAX_RATIO,
	FLAG_MAX_DEPTH,
	FLAG_MAX_LINE,
};

#define MOST (UINT64_C(1) << 50) /* the largest size that makes sense */

static const struct flag flags[] = {
    {'v', "verbose", 0, "say what is skipped, and why"},
    {FLAG_READER, "reader", "NAME", "read every document as this kind"},
    {FLAG_LIST_READERS, "list-readers", 0, "list the kinds and exit"},
    {FLAG_SCHEMA, "schema", "[=NAME]",
	"print the JSON Schema of sheet, budget_row, finding"},
    {'j', "jobs", "N", "documents to read at a time; 0 (default) is all cores"},
    {FLAG_MAX_SIZE, "max-size", "SIZE",
	"expand a member to SIZE bytes at most (default 4G)"},
    {FLAG_MAX_RATIO, "max-ratio", "N",
	"and, from 64M on, N times its packed size (default 250)"},
    {FLAG_MAX_DEPTH, "max-depth", "N",
	"open archives in archives N deep (default 8)"},
    {FLAG_MAX_LINE, "max-line", "SIZE",
	"take lines of SIZE bytes at most (default 32M)"},
    FLAG_COMMON};

static const struct flag_usage usage = {
    .tool = "sheet2ndjson",
    .synopsis = "[options] [FILE|DIRECTORY|ARCHIVE...]",
    .about =
	"Reads Japanese project review sheets (行政事業レビューシート) "
	"and writes one\nJSON record a sheet and line.  Without operands, or "
	"for -, reads standard input.",
    .flags = flags,
    .footer = "Exit status: 0 fine, 2 trouble (an operand that is no "
	      "sheet, malformed input,\na failed write); what could be "
	      "read is written all the same.",
};

struct options {
	struct walk_options walk;
	char **operands; /* gathered at the front of argv; ends with NULL */
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

	if (!f->value.p && f->at < f->argc) {
		diag_error(NULL, "--schema takes its value with =: --schema=%s",
		    f->argv[f->at]);
		exit(TROUBLE);
	}

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

/* A whole number with K, M, G or T behind it (powers of 1024); 0: no limit. */
static bool
read_size(str text, uint64_t most, uint64_t *size)
{
	static const char units[] = "KMGT";
	const char *unit = NULL;
	uint64_t value = 0;

	if (text.n > 1)
		unit = strchr(units, text.p[text.n - 1]);
	if (unit)
		text.n--;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9' || value > most)
			return false;
		value = value * 10 + (uint64_t)(text.p[i] - '0');
	}
	for (ptrdiff_t i = unit ? unit - units : -1; i >= 0; i--) {
		if (value > most)
			return false;
		value *= 1024;
	}
	*size = value;
	return text.n && value <= most;
}

static uint64_t
value_of(const struct flags *f, uint64_t least, uint64_t most, const char *want)
{
	uint64_t value;

	if (!read_size(f->value, most, &value) || value < least) {
		flags_bad_value(f, want);
		exit(TROUBLE);
	}
	return value;
}

static uint64_t
size_value(const struct flags *f)
{
	return value_of(f, 0, MOST, "a number, maybe with K, M, G or T");
}

static struct options
parse_options(int argc, char *argv[])
{
	static char standard_input[] = "-";
	struct options o = {.walk = walk_defaults(), .operands = argv};
	struct flags f;
	int64_t number = 0;
	size_t n = 0;
	int id;

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
		case 'j':
			if (!flags_number(&f, 0, FLAG_JOBS_MAX, &number))
				exit(TROUBLE);
			if (number)
				o.walk.jobs = (unsigned)number;
			break;
		case FLAG_MAX_SIZE:
			o.walk.limits.member = size_value(&f);
			break;
		case FLAG_MAX_RATIO:
			o.walk.limits.ratio = size_value(&f);
			break;
		case FLAG_MAX_DEPTH:
			o.walk.depth = (unsigned)value_of(
			    &f, 1, 64, "a number from 1 to 64");
			break;
		case FLAG_MAX_LINE:
			o.walk.line = (size_t)value_of(&f, 1, MOST / 4,
			    "a number from 1 on, maybe with K, M, G or T");
			break;
		case FLAG_LIST_READERS:
			list_readers();
			break;
		case FLAG_SCHEMA:
			print_schema(&f);
			break;
		case FLAG_OPERAND:
			argv[n++] = argv[f.at - 1];
			break;
		default:
			exit(TROUBLE);
		}
	}
	if (!n)
		argv[n++] = standard_input;
	argv[n] = NULL;
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
	for (char **path = options.operands; *path; path++)
		walk_operand(&walk, *path);
	walk_finish(&walk);
	out_close(&out, S("<stdout>"));
	return diag_status(OK);
}
