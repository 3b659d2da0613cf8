/* Members of archives, from memory that can seek and from a stream. */
#include "base/archive.h"

#include "unit.h"
#include "zipped.h"

#include <stdlib.h>

/* A source that only runs forward, a few bytes at a time. */
struct trickle {
	str rest;
	size_t step;
};

static ptrdiff_t
trickle_read(void *ctx, char *buf, size_t n, const char **error)
{
	struct trickle *t = ctx;

	(void)error;
	if (n > t->step)
		n = t->step;
	if (n > t->rest.n)
		n = t->rest.n;
	memcpy(buf, t->rest.p, n);
	t->rest = str_skip(t->rest, n);
	return (ptrdiff_t)n;
}

/* "name=text;name!error;" of all members, then how it ended. */
static str
listing(struct arena *a, struct in *in, const struct archive_limits *limits)
{
	struct archive_reader *r = archive_open(in, limits);
	struct text t = {.arena = a};
	struct archive_member member;
	enum next next;

	while ((next = archive_next(r, &member)) == NEXT_ITEM) {
		struct in data;
		char buf[64];
		ptrdiff_t got;
		text_put(
		    &t, str_is_null(member.name) ? S("(stream)") : member.name);
		text_char(&t, '=');
		archive_data(r, &data);
		while ((got = in_read(&data, buf, sizeof buf)) > 0)
			text_put(&t, (str){buf, (size_t)got});
		if (data.error) {
			text_char(&t, '!');
			text_put(&t, str_of(data.error));
		}
		text_char(&t, ';');
		in_close(&data);
	}
	if (next == NEXT_ERROR) {
		text_char(&t, '!');
		text_put(&t, str_of(archive_error(r)));
	}
	CHECK("after the end there is still nothing more",
	    archive_next(r, &member) == next);
	archive_close(r);
	return text_str(&t);
}

static void
check(const char *reason, str bytes, const struct archive_limits *limits,
    const char *want)
{
	static const size_t steps[] = {0, 1, 2, 3, 7, 100000};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct arena a = {0};
		struct trickle trickle = {bytes, steps[i]};
		struct in in;
		str got;
		if (steps[i])
			in_from(&in,
			    (struct in_source){
				.read = trickle_read, .ctx = &trickle});
		else
			in_memory(&in, bytes);
		got = listing(&a, &in, limits);
		if (!CHECK(reason, str_eq(got, str_of(want))))
			printf("  in steps of %zu: %.*s\n", steps[i],
			    STR_ARG(got));
		in_close(&in);
		arena_free(&a);
	}
}

static void
check_zips(void)
{
	struct arena a = {0};
	const struct zipped_member two[] = {
	    {"a/b.txt", "one", false}, {"../é.txt", "two", false}, {0}};
	const struct zipped_member sjis[] = {
	    {"\x8a\x4f\x96\xb1.txt", "x", false}, {0}};
	const struct zipped_member bad[] = {
	    {"bad", "abc", true}, {"good", "def", false}, {0}};
	const struct zipped_member none[] = {{0}};
	const struct zipped_member folder[] = {
	    {"dir/", "", false}, {"dir/x", "y", false}, {0}};
	str zip;
	char *bytes;

	check("members in order, names as data", zipped(&a, two), NULL,
	    "a/b.txt=one;../é.txt=two;");
	check("folders are passed over", zipped(&a, folder), NULL, "dir/x=y;");
	check("a wrong checksum is told, and the next member read",
	    zipped(&a, bad), NULL, "bad=!checksum does not match;good=def;");
	check("an empty zip has no members", zipped(&a, none), NULL, "");

	/* the UTF-8 flag taken off: bit 11, in the byte at offset 7 or 9 */
	zip = zipped(&a, sjis);
	bytes = (char *)(uintptr_t)zip.p;
	bytes[7] = 0;
	bytes[str_find(zip, (str){"PK\1\2", 4}, 0) + 9] = 0;
	check(
	    "names without the UTF-8 flag are CP932", zip, NULL, "外務.txt=x;");
	arena_free(&a);
}

static void
check_limits(void)
{
	struct arena a = {0};
	const struct zipped_member two[] = {
	    {"long", "0123456789", false}, {"short", "abc", false}, {0}};
	struct in in;

	in_memory(&in, zipped(&a, two));
	CHECK("a member beyond the limit is refused, the next is read",
	    str_eq(listing(&a, &in, &(struct archive_limits){.member = 5}),
		S("long=!expands beyond the size limit;short=abc;")));
	in_memory(&in, zipped(&a, two));
	CHECK("a limit for all members together",
	    str_eq(listing(&a, &in, &(struct archive_limits){.total = 11}),
		S("long=0123456789;short=!expands beyond the limit for all "
		  "members;")));
	arena_free(&a);
}

static void
check_kinds(void)
{
	static const struct {
		const char *reason;
		str head;
		enum archive_kind kind;
	} kinds[] = {
	    {"a zip", {"PK\3\4", 4}, ARCHIVE_MEMBERS},
	    {"7z", {"7z\xbc\xaf\x27\x1c", 6}, ARCHIVE_MEMBERS},
	    {"xz",
		{"\xfd"
		 "7zXZ\0",
		    6},
		ARCHIVE_STREAM},
	    {"zstd", {"\x28\xb5\x2f\xfd", 4}, ARCHIVE_STREAM},
	    {"bzip2", {"BZh91AY&SY", 10}, ARCHIVE_STREAM},
	    {"text that begins like bzip2", {"BZh9 is no.", 11}, ARCHIVE_NONE},
	    {"lzh", {"!\0-lh5-0123456789abcdef", 24}, ARCHIVE_MEMBERS},
	    {"gzip is not its business", {"\x1f\x8b\x08", 3}, ARCHIVE_NONE},
	    {"nothing", {"", 0}, ARCHIVE_NONE},
	    {"cut magic", {"PK\3", 3}, ARCHIVE_NONE},
	    {"text", {"事業番号", 12}, ARCHIVE_NONE},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		CHECK(kinds[i].reason,
		    archive_kind(kinds[i].head) == kinds[i].kind);
}

/* Any cut of a zip ends in an error or an end, never in a crash. */
static void
check_cuts(void)
{
	struct arena a = {0};
	const struct zipped_member two[] = {
	    {"a", "one", false}, {"b", "two", false}, {0}};
	str zip = zipped(&a, two);

	for (size_t n = 0; n < zip.n; n++) {
		struct in in;
		in_memory(&in, str_take(zip, n));
		listing(&a, &in, NULL);
	}
	arena_free(&a);
}

int
main(void)
{
	check_kinds();
	check_zips();
	check_limits();
	check_cuts();
	return unit_done();
}
