/* Lines of records, any bytes, through every rule. */
#include "base/in.h"
#include "check/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
ignore(struct check_sink *sink, const struct check_subject *subject,
    const struct finding *finding)
{
	(void)sink;
	(void)subject;
	if (str_is_null(finding->where) || !finding->message.n)
		__builtin_trap();
}

static void
check_line(struct check *check, struct arena *a, str line, size_t number)
{
	struct record_want want = record_want_all();
	struct sheet sheet;
	struct json j;

	json_init(&j, line);
	if (record_read(&j, a, SHAPE_sheet, &sheet, &want) && json_end(&j))
		check_sheet(check, &sheet,
		    check_alone(&check->choice, a, &sheet), S("fuzz"), number);
	arena_reset(a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct check_sink sink = {ignore};
	struct check check = {.sink = &sink, .closed_world = true};
	struct arena a = {0};
	struct in in;
	str line;

	for (size_t i = 0; i < check_rules_n; i++)
		check.choice.on[i] = true;
	in_memory(&in, (str){(const char *)data, n});
	while (in_line(&in, &line) == NEXT_ITEM)
		check_line(&check, &a, line, in.line);
	in_close(&in);
	check_finish(&check);
	check_free(&check);
	arena_free(&a);
	return 0;
}
