#include "json/read.h"
#include "json/scan.h"
#include "json/skip.h"
#include "json/write.h"

#include "../conform/json_cases.h"
#include "../conform/json_walk.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

/* -- the grammar: every case by reading and by skipping -- */

static bool
whole_by_walk(struct json *j, struct arena *a)
{
	return json_walk(j, a) && json_end(j);
}

static bool
whole_by_skip(struct json *j, struct arena *a)
{
	(void)a;
	return json_skip(j, NULL) && json_end(j);
}

typedef bool (*way)(struct json *, struct arena *);

/* The text in memory of its own, so that a sanitizer sees reads beyond it. */
static void
check_text(const char *reason, str text, int stop, way whole, const char *name)
{
	struct arena a = {0};
	struct json j;
	char *copy = malloc(text.n ? text.n : 1);
	bool ok;

	if (!copy)
		exit(2);
	memcpy(copy, text.p, text.n);
	json_init(&j, (str){copy, text.n});
	ok = whole(&j, &a);
	if (!CHECK(reason, ok == (stop == WELL)))
		printf("\tby %s: %s\n", name, ok ? "accepted" : j.error);
	if (stop != WELL &&
	    !CHECK(
		"an error tells its offset", json_offset(&j) == (size_t)stop))
		printf("\tby %s: %s: %s at %zu, want %d\n", name, reason,
		    j.error, json_offset(&j), stop);
	CHECK("an error has a text, well-formed JSON none",
	    ok == (j.error == NULL) && !j.misfit);
	arena_free(&a);
	free(copy);
}

static void
check_cases(void)
{
	for (size_t i = 0; i < sizeof json_cases / sizeof *json_cases; i++) {
		const struct json_case *c = &json_cases[i];
		check_text(c->reason, c->text, c->stop, whole_by_walk, "walk");
		check_text(c->reason, c->text, c->stop, whole_by_skip, "skip");
	}
}

/* The same text deep in an object, before and behind other members. */
static void
check_nested_cases(void)
{
	const str head = S("{\"a\":[0,{\"b\":"), tail = S("}],\"c\":1}");

	for (size_t i = 0; i < sizeof json_cases / sizeof *json_cases; i++) {
		const struct json_case *c = &json_cases[i];
		struct arena a = {0};
		struct text text = {.arena = &a};
		if (c->stop != WELL)
			continue;
		text_put(&text, head);
		text_put(&text, c->text);
		text_put(&text, tail);
		check_text(c->reason, text_str(&text), WELL, whole_by_walk,
		    "walk, nested");
		check_text(c->reason, text_str(&text), WELL, whole_by_skip,
		    "skip, nested");
		arena_free(&a);
	}
}

/* No beginning of an array is JSON, wherever it is cut. */
static void
check_cuts(void)
{
	static const char text[] =
	    "[{\"a\":\"\\u3042\xe3\x81\x82\\n\",\"b\":[-1.5e+3,true,null]},"
	    "false]";

	for (size_t n = 0; n < sizeof text - 1; n++) {
		struct arena a = {0};
		struct json j;
		char *copy = malloc(n ? n : 1);
		if (!copy)
			exit(2);
		memcpy(copy, text, n);
		json_init(&j, (str){copy, n});
		CHECK("a text cut short is refused by skipping",
		    !whole_by_skip(&j, &a));
		json_init(&j, (str){copy, n});
		CHECK("a text cut short is refused by reading",
		    !whole_by_walk(&j, &a));
		arena_free(&a);
		free(copy);
	}
}

/* -- depth -- */

static void
check_depth(size_t depth, const char *open, const char *close, bool ok)
{
	struct arena a = {0};
	struct text text = {.arena = &a};
	struct json j;

	for (size_t i = 0; i < depth; i++)
		text_put(&text, str_of(open));
	text_put(&text, S("0"));
	for (size_t i = 0; i < depth; i++)
		text_put(&text, str_of(close));
	json_init(&j, text_str(&text));
	CHECK(
	    "skipping keeps to the depth allowed", whole_by_skip(&j, &a) == ok);
	json_init(&j, text_str(&text));
	CHECK(
	    "reading keeps to the depth allowed", whole_by_walk(&j, &a) == ok);
	if (!ok)
		CHECK("the first bracket too deep is where it stops",
		    json_offset(&j) == JSON_DEPTH * strlen(open));
	arena_free(&a);
}

static void
check_depths(void)
{
	check_depth(1, "[", "]", true);
	check_depth(63, "[", "]", true);
	check_depth(64, "[", "]", true);
	check_depth(65, "{\"\":", "}", true);
	check_depth(JSON_DEPTH, "[", "]", true);
	check_depth(JSON_DEPTH, "{\"\":", "}", true);
	check_depth(JSON_DEPTH + 1, "[", "]", false);
	check_depth(JSON_DEPTH + 1, "{\"\":", "}", false);
	check_depth(100000, "[", "]", false);
	check_depth(JSON_DEPTH / 2, "[{\"a\":", "}]", true);
}

/* -- 64 bytes at a time -- */

/*
 * Each case as the last of several items, moved along so that everything in it
 * falls on every place of a block.
 */
static void
check_blocks(void)
{
	struct arena a = {0};

	for (size_t i = 0; i < sizeof json_cases / sizeof *json_cases; i++) {
		const struct json_case *c = &json_cases[i];
		bool sound = true;
		for (size_t pad = 0; pad < 130; pad++) {
			struct text text = {.arena = &a};
			struct json j;
			const char *behind;
			str s;
			arena_reset(&a);
			text_put(&text, S("[{\"\":\""));
			for (size_t n = 0; n < pad; n++)
				text_char(&text, 'a');
			text_put(&text, S("\"},"));
			text_put(&text, c->text);
			text_put(&text, S("]"));
			s = text_str(&text);
			if (str_valid(s) < s.n)
				continue; /* never given to it */
			behind = skip_container(s.p, s.p + s.n, JSON_DEPTH);
			json_init(&j, s);
			if (behind && (!json_walk(&j, &a) || behind != j.at))
				sound = false;
		}
		CHECK("what is skipped in blocks is JSON to the same byte",
		    sound);
	}
	arena_free(&a);
}

static void
check_blocks_are_used(void)
{
	static const char *const usual[] = {
	    "[]",
	    "{}",
	    "[1]",
	    "{\"a\":[null,true,false,-1.5,\"\"]}",
	    "[\"\\n\\\\\",\"\\\"]\",\"\\u3042\"]",
	    "[{\"a\": 1, \"b\": [1, 2]}, {}]",
	    "{\"\xe6\x94\xaf\xe5\x87\xba\xe5\x85\x88\":{\"a\":{\"b\":[[[]]]}}}",
	};

	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
		struct arena a = {0};
		size_t n = strlen(usual[i]);
		str s = arena_join(&a, str_of(usual[i]), S(",1"));
		CHECK("what is usual is skipped in blocks",
		    skip_container(s.p, s.p + s.n, JSON_DEPTH) == s.p + n ||
			!HAVE_VEC);
		arena_free(&a);
	}
}

static void
check_scanning(void)
{
	bool same = true;

	for (int c = 0; c < 256; c++)
		for (size_t at = 0; at < 40; at++)
			for (size_t n = at; n < 50; n += 7) {
				char buf[50];
				memset(buf, 'a', n);
				if (at < n)
					buf[at] = (char)c;
				same = same &&
				    scan_string(buf, buf + n) ==
					scan_plainly(buf, buf + n);
			}
	CHECK("strings are scanned as the plain version does", same);
}

/* -- what reading yields -- */

static const struct {
	const char *reason, *text;
	str want;
	bool borrowed;
} strings[] = {
    {"a string without escapes is borrowed", "\"a\xe3\x81\x82\"",
	{"a\xe3\x81\x82", 4}, true},
    {"an empty string is empty, not null", "\"\"", {"", 0}, true},
    {"short escapes are decoded", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
	{"\"\\/\b\f\n\r\t", 8}, false},
    {"codes become UTF-8", "\"\\u0041\\u00e9\\u3042\"",
	{"A\xc3\xa9\xe3\x81\x82", 6}, false},
    {"a pair of surrogates is one character", "\"\\uD83D\\uDE00\"",
	{"\xf0\x9f\x98\x80", 4}, false},
    {"the first pair", "\"\\ud800\\udc00\"", {"\xf0\x90\x80\x80", 4}, false},
    {"the last pair", "\"\\udbff\\udfff\"", {"\xf4\x8f\xbf\xbf", 4}, false},
    {"a high surrogate alone becomes U+FFFD", "\"\\ud83dx\"",
	{"\xef\xbf\xbdx", 4}, false},
    {"a low surrogate alone becomes U+FFFD", "\"\\ude00\"", {"\xef\xbf\xbd", 3},
	false},
    {"two high surrogates become two", "\"\\ud83d\\ud83d\\ude00\"",
	{"\xef\xbf\xbd\xf0\x9f\x98\x80", 7}, false},
    {"a high surrogate before an escape that is none", "\"\\ud83d\\u0041\"",
	{"\xef\xbf\xbd"
	 "A",
	    4},
	false},
    {"a NUL is a character", "\"a\\u0000b\"", {"a\0b", 3}, false},
};

static void
check_strings(void)
{
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		struct arena a = {0};
		struct json j;
		str got = STR_NULL;
		str text = str_of(strings[i].text);
		json_init(&j, text);
		CHECK(strings[i].reason,
		    json_string(&j, &a, &got) && json_end(&j) &&
			str_eq(got, strings[i].want));
		CHECK("only what had escapes is copied",
		    (got.p == text.p + 1) == strings[i].borrowed);
		arena_free(&a);
	}
}

static void
check_calls(void)
{
	struct arena a = {0};
	struct json j;
	str key, raw;
	bool truth = false;

	json_init(
	    &j, S(" {\"a\": 1.50 , \"b\":[ {\"x\":\"]\"} ], \"c\":true}"));
	CHECK("peeking skips white space", json_peek(&j) == JSON_OBJECT);
	CHECK("an object is entered", json_object(&j));
	CHECK("the first key comes first",
	    json_key(&j, &a, &key) && str_eq(key, S("a")));
	CHECK("a number is its text",
	    json_number(&j, &raw) && str_eq(raw, S("1.50")));
	CHECK("the second key", json_key(&j, &a, &key));
	CHECK("a skipped value is its text, without space around it",
	    json_skip(&j, &raw) && str_eq(raw, S("[ {\"x\":\"]\"} ]")));
	CHECK("the third key", json_key(&j, &a, &key) && str_eq(key, S("c")));
	CHECK("a boolean", json_bool(&j, &truth) && truth);
	CHECK("no key is left", !json_key(&j, &a, &key));
	CHECK("and nothing was wrong", !j.error && json_end(&j));

	json_init(&j, S("{\"a\": 1 ,\"b\" :2,\"c\":3}"));
	json_object(&j);
	CHECK("an expected key is taken",
	    json_key_is(&j, S("\"a\"")) && json_number(&j, &raw));
	CHECK("another is left alone", !json_key_is(&j, S("\"c\"")));
	CHECK("and still comes",
	    json_key_is(&j, S("\"b\"")) && json_number(&j, &raw));
	CHECK("by either call", json_key(&j, &a, &key) && str_eq(key, S("c")));
	json_skip(&j, NULL);
	CHECK("none is at the end",
	    !json_key_is(&j, S("\"a\"")) && !json_key(&j, &a, &key) &&
		json_end(&j));

	json_init(&j, S("[1]"));
	CHECK("a value of another type is refused", !json_object(&j));
	CHECK("what was wanted is told",
	    str_eq(str_of(j.error), S("want an object")));
	CHECK("after an error every call fails",
	    !json_array(&j) && !json_end(&j) && !json_skip(&j, NULL) &&
		json_peek(&j) == JSON_ERROR);

	json_init(&j, S("[1]"));
	json_array(&j);
	json_item(&j);
	CHECK("a caller's complaint fails", !json_fail(&j, "too small"));
	CHECK("and is known as one", j.misfit && json_offset(&j) == 1);
	json_fail(&j, "other");
	CHECK("the first error stays", str_eq(str_of(j.error), S("too small")));

	json_init(&j, STR_NULL);
	CHECK("null is an empty text",
	    !json_skip(&j, NULL) && json_offset(&j) == 0);
	arena_free(&a);
}

/* -- writing -- */

static const struct {
	const char *reason;
	str text;
	const char *json;
} written[] = {
    {"null is no string", {NULL, 0}, "null"},
    {"nothing is a string", {"", 0}, "\"\""},
    {"text stays as it is", {"a/\xe3\x81\x82\x7f", 6},
	"\"a/\xe3\x81\x82\x7f\""},
    {"what must be escaped is", {"\"\\\b\f\n\r\t", 7},
	"\"\\\"\\\\\\b\\f\\n\\r\\t\""},
    {"other control characters by their code", {"\0\x1f", 2},
	"\"\\u0000\\u001f\""},
    {"an invalid byte becomes U+FFFD",
	{"a\xff"
	 "b",
	    3},
	"\"a\xef\xbf\xbd"
	"b\""},
    {"each of several does", {"\x82\xa0\"", 3},
	"\"\xef\xbf\xbd\xef\xbf\xbd\\\"\""},
    {"a character cut short becomes one for each byte", {"\xe3\x81", 2},
	"\"\xef\xbf\xbd\xef\xbf\xbd\""},
    {"a long text is copied around its escapes",
	{"0123456789abcdef0123456789abcdef\n0123456789abcdefg\n", 51},
	"\"0123456789abcdef0123456789abcdef\\n0123456789abcdefg\\n\""},
};

static void
check_writing(void)
{
	for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
		struct out out;
		out_memory(&out);
		json_put_str(&out, written[i].text);
		CHECK(written[i].reason,
		    str_eq(out_bytes(&out), str_of(written[i].json)));
		out_close(&out, STR_NULL);
	}
}

/* Sixteen bytes are looked at at once, the last of a text once more. */
static void
check_escapes_anywhere(void)
{
	for (size_t n = 1; n < 70; n++)
		for (size_t at = 0; at < n; at++) {
			struct arena a = {0};
			char *text = arena_new(&a, char, n);
			struct out out;
			str want;
			memset(text, 'x', n);
			want = arena_printf(&a, "\"%.*s\\n%.*s\"", (int)at,
			    text, (int)(n - at - 1), text);
			text[at] = '\n';
			out_memory(&out);
			json_put_str(&out, (str){text, n});
			CHECK("a line break is escaped wherever it is",
			    str_eq(out_bytes(&out), want));
			out_close(&out, STR_NULL);
			arena_free(&a);
		}
}

int
main(void)
{
	check_cases();
	check_nested_cases();
	check_cuts();
	check_depths();
	check_blocks();
	check_blocks_are_used();
	check_scanning();
	check_strings();
	check_calls();
	check_writing();
	check_escapes_anywhere();
	return unit_done();
}
