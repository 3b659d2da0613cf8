/* decode: which encoding a text has, and what becomes of its bytes. */
#include "doc/decode.h"

#include "unit.h"

#include <string.h>

static const struct guess {
	const char *reason;
	enum encoding encoding;
	str head;
} guesses[] = {
    {"plain ASCII is UTF-8", ENCODING_UTF8, {"abc\tdef\n", 8}},
    {"Japanese in UTF-8", ENCODING_UTF8,
	{"\xe4\xba\x8b\xe6\xa5\xad\xe5\x90\x8d\n", 10}},
    {"a byte order mark of UTF-8", ENCODING_UTF8,
	{"\xef\xbb\xbf"
	 "a\n",
	    5}},
    {"a byte order mark of UTF-16, little end first", ENCODING_UTF16LE,
	{"\xff\xfe"
	 "a\0",
	    4}},
    {"a byte order mark of UTF-16, big end first", ENCODING_UTF16BE,
	{"\xfe\xff"
	 "\0a",
	    4}},
    {"UTF-16 without a mark, told by its line breaks and tabs",
	ENCODING_UTF16LE,
	{"\x8b\x4e\x6d\x69\x0d\x54\t\0\x02\x30\x44\x30\n\0", 14}},
    {"the same, big end first", ENCODING_UTF16BE,
	{"\x4e\x8b\x69\x6d\x54\x0d\0\t\x30\x02\x30\x44\0\n", 14}},
    {"CP932: 事業の名", ENCODING_CP932,
	{"\x8e\x96\x8b\xc6\x82\xcc\x96\xbc\n", 9}},
    {"EUC-JP: 事業の名", ENCODING_EUCJP,
	{"\xbb\xf6\xb6\xc8\xa4\xce\xcc\xbe\n", 9}},
    {"nothing is as good as UTF-8", ENCODING_UTF8, {"", 0}},
    {"control characters are no text", ENCODING_NONE,
	{"\x01\x02\x03\x04\x05\x06\x0e\x0f\x10\x11\x00\x01\x8e", 13}},
    {"bytes that fit nothing are no text", ENCODING_NONE,
	{"\xff\xff\xff\xff\xff\x80\xff\xff\n", 9}},
};

static void
test_guess(void)
{
	for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++)
		CHECK(guesses[i].reason,
		    decode_guess(guesses[i].head, true) == guesses[i].encoding);
	CHECK("a character that the head cuts through is no damage",
	    decode_guess((str){"\xe4\xba\x8b\xe6\xa5", 5}, false) ==
		ENCODING_UTF8);
}

static const struct conversion {
	const char *reason;
	enum encoding encoding;
	str from;
	const char *to;
	size_t damage, nuls;
} conversions[] = {
    {"UTF-8 stays as it is", ENCODING_UTF8, {"a\xe4\xba\x8b\n", 5},
	"a\xe4\xba\x8b\n", 0, 0},
    {"a byte that begins nothing becomes U+FFFD", ENCODING_UTF8,
	{"a\xff"
	 "b",
	    3},
	"a\xef\xbf\xbd"
	"b",
	1, 0},
    {"a character that is cut off at the end", ENCODING_UTF8, {"a\xe4\xba", 3},
	"a\xef\xbf\xbd\xef\xbf\xbd", 2, 0},
    {"a surrogate is no character (RFC 3629, 3)", ENCODING_UTF8,
	{"\xed\xa0\x80", 3}, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 3, 0},
    {"NUL bytes go, what is behind them stays", ENCODING_UTF8, {"a\0b\0\0c", 6},
	"abc", 0, 3},
    {"NUL bytes inside of a character cost nothing", ENCODING_UTF8,
	{"a\xe4\0\0\xba\x8b"
	 "b",
	    7},
	"a\xe4\xba\x8b"
	"b",
	0, 2},
    {"nothing but NUL", ENCODING_UTF8, {"\0\0\0", 3}, "", 0, 3},
    {"CP932 as Windows has it: NEC's circled digits, ～ as FF5E",
	ENCODING_CP932, {"\x87\x40\x81\x60\n", 5}, "\xe2\x91\xa0\xef\xbd\x9e\n",
	0, 0},
    {"a pair that CP932 does not have is one U+FFFD", ENCODING_CP932,
	{"a\xfc\xfc"
	 "b",
	    4},
	"a\xef\xbf\xbd"
	"b",
	2, 0},
    {"a first half before a line break leaves the line break", ENCODING_CP932,
	{"\x82\n", 2}, "\xef\xbf\xbd\n", 1, 0},
    {"a first half at the end", ENCODING_CP932, {"a\x82", 2}, "a\xef\xbf\xbd",
	1, 0},
    {"EUC-JP", ENCODING_EUCJP, {"\xbb\xf6\xb6\xc8\n", 5},
	"\xe4\xba\x8b\xe6\xa5\xad\n", 0, 0},
    {"UTF-16 with a pair of surrogates", ENCODING_UTF16LE,
	{"\x3d\xd8\x00\xde"
	 "a\0",
	    6},
	"\xf0\x9f\x98\x80"
	"a",
	0, 0},
    {"a lone surrogate in UTF-16", ENCODING_UTF16BE, {"\xd8\x00\0a\0b", 6},
	"\xef\xbf\xbd"
	"ab",
	2, 0},
    {"an odd byte at the end of UTF-16", ENCODING_UTF16LE, {"a\0b", 3},
	"a\xef\xbf\xbd", 1, 0},
};

/* Hands out n bytes at a time. */
struct dripping {
	str rest;
	size_t n;
};

static ptrdiff_t
drip(void *ctx, char *buf, size_t n, const char **error)
{
	struct dripping *d = ctx;

	(void)error;
	n = n < d->n ? n : d->n;
	n = n < d->rest.n ? n : d->rest.n;
	memcpy(buf, d->rest.p, n);
	d->rest = str_skip(d->rest, n);
	return (ptrdiff_t)n;
}

static void
test_conversion(const struct conversion *c, size_t chunk)
{
	struct dripping source = {c->from, chunk};
	struct decoded told;
	struct in in;
	str got;

	in_from(&in, (struct in_source){.read = drip, .ctx = &source});
	decode_open(&in, c->encoding, &told);
	got = in_peek(&in, 100);
	CHECK(c->reason, str_eq(got, str_of(c->to)));
	CHECK(c->reason, told.damage == c->damage && told.nuls == c->nuls);
	CHECK(c->reason, told.untold == (c->damage || c->nuls));
	CHECK(c->reason, !in.error && in.ended);
	in_close(&in);
}

static ptrdiff_t
fail(void *ctx, char *buf, size_t n, const char **error)
{
	(void)ctx, (void)buf, (void)n;
	*error = "out of order";
	return -1;
}

static void
test_error(void)
{
	struct in in;

	in_from(&in, (struct in_source){.read = fail});
	decode_open(&in, ENCODING_CP932, NULL);
	CHECK("an error of the source is passed on",
	    in_peek(&in, 1).n == 0 && in.error &&
		strcmp(in.error, "out of order") == 0);
	in_close(&in);
}

int
main(void)
{
	test_guess();
	for (size_t i = 0; i < sizeof conversions / sizeof *conversions; i++)
		for (size_t chunk = 1; chunk < 9; chunk++)
			test_conversion(&conversions[i], chunk);
	test_error();
	return unit_done();
}
