#include "unit.h"

#include "base/arena.h"
#include "base/in.h"
#include "base/out.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void
slices(void)
{
	struct str_cut cut = str_cut(S("a:b:c"), ':');

	CHECK("splits at the first only", str_eq(cut.head, S("a")));
	CHECK("the rest is the tail", str_eq(cut.tail, S("b:c")));
	cut = str_cut(S("abc"), ':');
	CHECK("nothing to split at", !cut.found && str_is_null(cut.tail));
	CHECK("null differs from empty", !str_eq(STR_NULL, S("")));
	CHECK("null equals null", str_eq(STR_NULL, STR_NULL));
	CHECK("orders by bytes", str_cmp(S("a"), S("ab")) < 0);
	CHECK("null comes first", str_cmp(STR_NULL, S("")) < 0);
	CHECK("finds a part", str_find(S("支出先上位"), S("上位"), 0) == 9);
	CHECK(
	    "a missing part is at the end", str_find(S("ab"), S("c"), 0) == 2);
	CHECK("from behind the end", str_find(S("ab"), S("a"), 9) == 2);
	CHECK("skipping too much is empty", str_skip(S("ab"), 9).n == 0);
	CHECK(
	    "trims ASCII white space", str_eq(str_trim(S(" \ta\r\n")), S("a")));
	CHECK("one of the words", str_any(S("委託"), "請負|委託", str_eq));
	CHECK("a part is not the word", !str_any(S("委"), "請負|委託", str_eq));
	CHECK(
	    "ends with a word", str_any(S("業務委託"), "請負|委託", str_ends));
	CHECK("no words, none stands", !str_any(S("委託"), "", str_has));
	CHECK("counts the words, not how often",
	    str_count(S("委託委託と請負"), "請負|委託|補助", str_has) == 2);
}

static void
characters(void)
{
	static const struct {
		const char *reason, *bytes;
		uint32_t code;
		size_t len;
	} cases[] = {
	    {"ASCII", "a", 'a', 1},
	    {"two bytes", "\xc3\xa9", 0xe9, 2},
	    {"three bytes", "計", 0x8a08, 3},
	    {"four bytes", "\xf0\xa0\xae\xb7", 0x20bb7, 4},
	    {"a lone continuation byte", "\x80", 0xfffd, 1},
	    {"a cut sequence", "\xe8\xa8", 0xfffd, 1},
	    {"an overlong form", "\xc0\xaf", 0xfffd, 1},
	    {"a surrogate", "\xed\xa0\x80", 0xfffd, 1},
	    {"above U+10FFFF", "\xf4\x90\x80\x80", 0xfffd, 1},
	    {"a bad third byte", "\xe8\xa8\x20", 0xfffd, 1},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t len;
		uint32_t c = str_char(str_of(cases[i].bytes), &len);
		char back[4];
		CHECK(
		    cases[i].reason, c == cases[i].code && len == cases[i].len);
		if (c != 0xfffd)
			CHECK("encodes back",
			    str_encode(c, back) == len &&
				memcmp(back, cases[i].bytes, len) == 0);
	}
	CHECK("valid up to the bad byte", str_valid(S("計\xff")) == 3);
}

static void
arenas(void)
{
	struct arena a = {0};
	struct list list = {0};
	struct text text = {.arena = &a};
	bool zeroed = true;

	for (int i = 0; i < 5000; i++)
		*list_add(&a, &list, int) = i;
	CHECK("a list keeps what it had when it grows",
	    *list_at(&list, int, 0) == 0 && *list_at(&list, int, 4999) == 4999);
	for (int i = 0; i < 100; i++) {
		char *p = arena_new(&a, char, 1000);
		for (size_t k = 0; k < 1000; k++)
			zeroed &= p[k] == 0;
		memset(p, 1, 1000);
		if (i == 50)
			arena_reset(&a);
	}
	CHECK("memory is zeroed, also when used again", zeroed);
	arena_free(&a);
	CHECK("an empty text is \"\"", str_eq(text_str(&text), S("")));
	for (int i = 0; i < 1000; i++)
		text_code(&text, 0x8a08);
	CHECK("a text grows", text_str(&text).n == 3000);
	CHECK("a copy of null is null", str_is_null(arena_copy(&a, STR_NULL)));
	CHECK("formats", str_eq(arena_printf(&a, "%d年", 3), S("3年")));
	arena_free(&a);
	CHECK("an empty arena holds nothing", arena_size(&a) == 0);
}

/* -- lines, whole and in crumbs -- */

struct crumbs {
	str left;
	size_t most;
};

static ptrdiff_t
crumbs_read(void *ctx, char *buf, size_t n, const char **error)
{
	struct crumbs *c = ctx;

	(void)error;
	if (n > c->most)
		n = c->most;
	if (n > c->left.n)
		n = c->left.n;
	if (n)
		memcpy(buf, c->left.p, n);
	c->left = str_skip(c->left, n);
	return (ptrdiff_t)n;
}

/* All lines joined by "|", the error in brackets. */
static str
lines_of(struct arena *a, struct in *in)
{
	struct text all = {.arena = a};
	enum next next;
	str line;

	while ((next = in_line(in, &line)) == NEXT_ITEM) {
		text_put(&all, line);
		text_char(&all, '|');
	}
	if (next == NEXT_ERROR) {
		text_char(&all, '[');
		text_put(&all, str_of(in->error));
		text_char(&all, ']');
	}
	in_close(in);
	return text_str(&all);
}

static str
gzipped(struct arena *a, str s)
{
	uLong room = compressBound((uLong)s.n) + 64;
	Bytef *to = arena_alloc(a, room, 1, 1);
	z_stream z = {0};

	deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	z.next_in = (Bytef *)(uintptr_t)s.p;
	z.avail_in = (uInt)s.n;
	z.next_out = to;
	z.avail_out = (uInt)room;
	deflate(&z, Z_FINISH);
	deflateEnd(&z);
	return (str){(char *)to, room - z.avail_out};
}

/* Whatever lies in the buffer already. */
static void
line_limit(void)
{
	const char *want = "abcde|[line too long]";
	struct arena a = {0};

	for (size_t most = 1; most < 20; most++) {
		struct crumbs c = {S("abcde\nabcdef\nabc\n"), most};
		struct in in;
		in_from(
		    &in, (struct in_source){.read = crumbs_read, .ctx = &c});
		in.limit = 5;
		CHECK("a line longer than the limit is an error, of any size "
		      "of reads",
		    str_eq(lines_of(&a, &in), str_of(want)));
	}
	arena_free(&a);
}

static void
input(void)
{
	struct arena a = {0};
	str gz = gzipped(&a, S("a\nbc\n"));
	str bad = arena_copy(&a, gz);
	const struct {
		const char *reason;
		str bytes;
		const char *want;
	} cases[] = {
	    {"lines", S("a\nbc\n"), "a|bc|"},
	    {"the last line may lack its end", S("a\nbc"), "a|bc|"},
	    {"CR LF", S("a\r\nbc\r\n"), "a|bc|"},
	    {"a byte order mark is skipped",
		S("\xef\xbb\xbf"
		  "a\n"),
		"a|"},
	    {"an empty line is a line", S("\n\n"), "||"},
	    {"nothing", S(""), ""},
	    {"a gzip stream", gz, "a|bc|"},
	    {"two gzip members in a row", arena_join(&a, gz, gz), "a|bc|a|bc|"},
	    {"zeros behind a member are padding",
		arena_join(&a, gz, (str){"\0\0\0", 3}), "a|bc|"},
	    {"rubbish behind a member", arena_join(&a, gz, S("xyz")),
		"a|bc|[trailing garbage after gzip stream]"},
	    {"a gzip stream cut off", str_take(gz, gz.n - 9),
		"a|bc|[truncated gzip stream]"},
	    {"a wrong checksum", bad, "a|bc|[gzip checksum does not match]"},
	};

	((char *)(uintptr_t)bad.p)[bad.n - 7] ^= 1;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (size_t most = 1; most < 40; most++) {
			struct crumbs crumbs = {cases[i].bytes, most};
			struct in in;
			str got;
			in_from(&in,
			    (struct in_source){
				.read = crumbs_read, .ctx = &crumbs});
			in_gunzip(&in, NULL);
			got = lines_of(&a, &in);
			if (!CHECK(cases[i].reason,
				str_eq(got, str_of(cases[i].want))))
				printf("by %zu: got \"%.*s\"\n", most,
				    STR_ARG(got));
		}
	}
	arena_free(&a);
}

static void
output(void)
{
	struct out out;

	out_memory(&out);
	out_int(&out, INT64_MIN);
	out_char(&out, ' ');
	out_int(&out, 0);
	CHECK("integers to the last",
	    str_eq(out_bytes(&out), S("-9223372036854775808 0")));
	out_clear(&out);
	for (int i = 0; i < 100000; i++)
		out_put(&out, S("0123456789"));
	CHECK("memory grows", out_bytes(&out).n == 1000000);
	out_close(&out, S("memory"));
}

int
main(void)
{
	slices();
	characters();
	arenas();
	input();
	line_limit();
	output();
	return unit_done();
}
