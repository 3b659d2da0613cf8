#include "base/varint.h"
#include "payee/heads.h"

#include "unit.h"

#include <string.h>

static void
check_numbers(void)
{
	static const uint64_t numbers[] = {0, 1, 127, 128, 16383, 16384,
	    UINT32_MAX, INT64_MAX, UINT64_MAX - 1, UINT64_MAX};
	static const int64_t wholes[] = {
	    0, -1, 1, -64, 64, INT32_MIN, INT64_MAX, INT64_MIN};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		char bytes[VARINT_MOST];
		uint64_t got;
		char *end = varint_put(bytes, numbers[i]);
		CHECK("a number is read as it was put",
		    varint_get(bytes, &got) == end && got == numbers[i]);
		CHECK("seven bits a byte",
		    end - bytes <= VARINT_MOST &&
			(numbers[i] > 127) == (end - bytes > 1));
	}
	for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
		CHECK("a sign folds and unfolds",
		    varint_unfold(varint_fold(wholes[i])) == wholes[i]);
	CHECK("small numbers stay small", varint_fold(-3) < 8);
}

/* The head of the nth sheet: every field at its limits now and then. */
static struct head
head_of(struct arena *a, uint32_t n)
{
	static const size_t lengths[] = {0, 1, 10, 254, 255, 256, 5000};
	static const int32_t years[] = {0, 2021, -1, INT32_MAX, INT32_MIN};
	size_t length = lengths[n % 7];
	char *id = arena_new(a, char, length + 1);

	memset(id, 'a' + (int)(n % 26), length);
	return (struct head){
	    .year = years[n % 5],
	    .ministry = n % 3 ? n : INTERN_NONE,
	    .project = n % 4 ? n * 7 : INTERN_NONE,
	    .file = n % 2 ? 0 : INTERN_NONE,
	    .rows = n % 6 ? n : UINT32_MAX,
	    .has_flow = n % 2,
	    .digest = UINT64_MAX - n,
	    .line = n % 8 ? n : UINT64_MAX,
	    .number = length ? (str){id, length} : STR_NULL,
	    .project_id = n % 9 ? S("7") : STR_NULL,
	};
}

static bool
same(const struct head *a, const struct head *b)
{
	return a->year == b->year && a->ministry == b->ministry &&
	    a->project == b->project && a->file == b->file &&
	    a->rows == b->rows && a->has_flow == b->has_flow &&
	    a->digest == b->digest && a->line == b->line &&
	    str_eq(a->number, b->number) &&
	    str_eq(a->project_id, b->project_id);
}

static void
check_heads(const char *reason, uint32_t n)
{
	struct arena a = {0};
	struct heads heads;
	struct heads_reader r;
	struct head got;
	uint32_t read = 0, wrong = 0;

	heads_init(&heads);
	for (uint32_t i = 0; i < n; i++) {
		struct head head = head_of(&a, i);
		heads_put(&heads, &head);
		arena_reset(&a);
	}
	heads_read(&r, &heads);
	for (; heads_next(&r, &got); read++) {
		struct head want = head_of(&a, read);
		wrong += !same(&got, &want);
		arena_reset(&a);
	}
	CHECK(reason, read == n && !wrong && !r.in.failed);
	heads_close(&r);
	heads_free(&heads);
	arena_free(&a);
}

int
main(void)
{
	check_numbers();
	check_heads("no sheet", 0);
	check_heads("heads are read as they were put", 100);
	check_heads("many, from a file", 20000);
	return unit_done();
}
