#include "json/read.h"

#include "base/utf8.h"
#include "json/scan.h"
#include "json/skip.h"

#include <string.h>

void
json_init(struct json *j, str text)
{
	const char *begin = text.p ? text.p : "";

	*j = (struct json){
	    .begin = begin,
	    .at = begin,
	    .end = begin + text.n,
	    .utf8 = utf8_is_valid(text),
	};
}

static bool
fail(struct json *j, const char *what)
{
	if (!j->error)
		j->error = what;
	return false;
}

/* The same, at the byte that is wrong; NULL. */
static const char *
stop_at(struct json *j, const char *at, const char *what)
{
	if (!j->error)
		j->at = at;
	fail(j, what);
	return NULL;
}

bool
json_fail(struct json *j, const char *what)
{
	if (!j->error)
		j->misfit = true;
	return fail(j, what);
}

size_t
json_offset(const struct json *j)
{
	return (size_t)(j->at - j->begin);
}

/* RFC 8259, 2: space, tab, line feed and carriage return, nothing else. */
static inline const char *
skip_space(const char *p, const char *end)
{
	if (p < end && (unsigned char)*p > ' ')
		return p; /* nearly always */
	while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
		p++;
	return p;
}

/* The byte ahead, behind white space; 0 at the end (and for a NUL, which
 * nothing accepts either). */
static inline char
ahead(struct json *j)
{
	j->at = skip_space(j->at, j->end);
	return j->at < j->end ? *j->at : '\0';
}

/* Leaves the byte ahead behind if it is c. */
static bool
take(struct json *j, char c)
{
	if (ahead(j) != c)
		return false;
	j->at++;
	return true;
}

static enum json_type
type_of(char first)
{
	static const unsigned char types[256] = {
	    ['n'] = JSON_NULL,
	    ['t'] = JSON_TRUE,
	    ['f'] = JSON_FALSE,
	    ['"'] = JSON_STRING,
	    ['['] = JSON_ARRAY,
	    ['{'] = JSON_OBJECT,
	    ['-'] = JSON_NUMBER,
	    ['0'] = JSON_NUMBER,
	    ['1'] = JSON_NUMBER,
	    ['2'] = JSON_NUMBER,
	    ['3'] = JSON_NUMBER,
	    ['4'] = JSON_NUMBER,
	    ['5'] = JSON_NUMBER,
	    ['6'] = JSON_NUMBER,
	    ['7'] = JSON_NUMBER,
	    ['8'] = JSON_NUMBER,
	    ['9'] = JSON_NUMBER,
	};

	return types[(unsigned char)first];
}

enum json_type
json_peek(struct json *j)
{
	return j->error ? JSON_ERROR : type_of(ahead(j));
}

/* -- strings -- */

/*
 * The closing quote of the string whose first byte is at p; NULL on an error.
 * Text that is not all UTF-8 was found out at once (json_init); here it is
 * told which string is to blame.
 */
static const char *
string_end(struct json *j, const char *p, bool *escaped)
{
	const char *from = p, *what = NULL;
	size_t valid;

	for (p = scan_string(p, j->end); p < j->end && *p != '"';
	     p = scan_string(p, j->end)) {
		size_t n = *p == '\\' ? scan_escape(p, j->end) : 0;
		if (!n) {
			what = *p == '\\' ? "invalid escape"
					  : "control character in a string";
			break;
		}
		*escaped = true;
		p += n;
	}
	valid = j->utf8 ? SIZE_MAX : str_valid((str){from, (size_t)(p - from)});
	if (valid < (size_t)(p - from)) {
		p = from + valid;
		what = "invalid UTF-8";
	} else if (!what && p == j->end) {
		what = "unterminated string";
	}
	return what ? stop_at(j, p, what) : p;
}

/*
 * The code point of the escape at *p, which is moved behind it.  Two escapes
 * of a surrogate pair are one; the grammar also allows a surrogate alone
 * (RFC 8259, 8.2), which stands for no character: U+FFFD.
 */
static uint32_t
unescape(const char **p, const char *end)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	char letter = (*p)[1];
	const char *hit = strchr(from, letter);
	uint32_t code;

	*p += 2;
	if (letter != 'u')
		return (unsigned char)(hit ? to[hit - from] : letter);
	code = (uint32_t)scan_hex(*p, end);
	*p += 4;
	if (code >= 0xd800 && code < 0xdc00 && end - *p >= 6 &&
	    (*p)[0] == '\\' && (*p)[1] == 'u') {
		uint32_t low = (uint32_t)scan_hex(*p + 2, end);
		if (low >= 0xdc00 && low < 0xe000) {
			*p += 6;
			return 0x10000 + ((code - 0xd800) << 10) +
			    (low - 0xdc00);
		}
	}
	return code >= 0xd800 && code < 0xe000 ? 0xfffd : code;
}

/* No escape is shorter than what it stands for. */
static str
decode(struct arena *a, str raw)
{
	const char *p = raw.p, *end = raw.p + raw.n;
	char *text = arena_alloc(a, raw.n + 1, 1, 1);
	size_t n = 0;

	while (p < end) {
		const char *slash = memchr(p, '\\', (size_t)(end - p));
		size_t plain = (size_t)((slash ? slash : end) - p);
		memcpy(text + n, p, plain);
		n += plain;
		p += plain;
		if (slash)
			n += str_encode(unescape(&p, end), text + n);
	}
	return (str){text, n};
}

bool
json_string(struct json *j, struct arena *a, str *value)
{
	bool escaped = false;
	const char *from, *end;

	if (j->error)
		return false;
	if (ahead(j) != '"')
		return fail(j, "want a string");
	from = j->at + 1;
	end = string_end(j, from, &escaped);
	if (!end)
		return false;
	j->at = end + 1;
	*value = (str){from, (size_t)(end - from)};
	if (escaped)
		*value = decode(a, *value);
	return true;
}

/* -- other scalars -- */

/* Behind the number that starts at p; NULL on an error. */
static const char *
number_end(struct json *j, const char *p)
{
	const char *error = NULL;

	p = scan_number(p, j->end, &error);
	return error ? stop_at(j, p, error) : p;
}

bool
json_number(struct json *j, str *raw)
{
	const char *end;

	if (json_peek(j) != JSON_NUMBER)
		return fail(j, "want a number");
	end = number_end(j, j->at);
	if (!end)
		return false;
	*raw = (str){j->at, (size_t)(end - j->at)};
	j->at = end;
	return true;
}

static bool
literal(struct json *j, str word, const char *error)
{
	if (j->error)
		return false;
	ahead(j);
	if ((size_t)(j->end - j->at) < word.n ||
	    memcmp(j->at, word.p, word.n) != 0)
		return fail(j, error);
	j->at += word.n;
	return true;
}

bool
json_bool(struct json *j, bool *value)
{
	*value = json_peek(j) == JSON_TRUE;
	return *value ? literal(j, S("true"), "want true or false")
		      : literal(j, S("false"), "want true or false");
}

bool
json_null(struct json *j)
{
	return literal(j, S("null"), "want null");
}

/* -- arrays and objects -- */

static bool
enter(struct json *j, char bracket, const char *error)
{
	if (j->error)
		return false;
	if (ahead(j) != bracket)
		return fail(j, error);
	if (j->depth == JSON_DEPTH)
		return fail(j, "nested too deeply");
	j->at++;
	j->depth++;
	j->fresh = true;
	return true;
}

/* True when another member is to come, its comma left behind. */
static bool
further(struct json *j, char bracket, const char *error)
{
	bool fresh = j->fresh;

	if (j->error)
		return false;
	j->fresh = false;
	if (take(j, bracket)) {
		j->depth--;
		return false;
	}
	return fresh || take(j, ',') || fail(j, error);
}

bool
json_object(struct json *j)
{
	return enter(j, '{', "want an object");
}

bool
json_array(struct json *j)
{
	return enter(j, '[', "want an array");
}

/* At a key, whose quote is still to come. */
static bool
at_key(struct json *j)
{
	if (!further(j, '}', "want , or }"))
		return false;
	return ahead(j) == '"' || fail(j, "want a key in quotes");
}

static bool
colon(struct json *j)
{
	return take(j, ':') || fail(j, "want : behind the key");
}

bool
json_key(struct json *j, struct arena *a, str *key)
{
	return at_key(j) && json_string(j, a, key) && colon(j);
}

bool
json_key_is(struct json *j, str quoted)
{
	const char *p = skip_space(j->at, j->end);

	if (j->error)
		return false;
	if (!j->fresh) {
		if (p == j->end || *p != ',')
			return false;
		p = skip_space(p + 1, j->end);
	}
	if ((size_t)(j->end - p) < quoted.n ||
	    memcmp(p, quoted.p, quoted.n) != 0)
		return false;
	p = skip_space(p + quoted.n, j->end);
	if (p == j->end || *p != ':')
		return false;
	j->at = p + 1;
	j->fresh = false;
	return true;
}

bool
json_item(struct json *j)
{
	return further(j, ']', "want , or ]");
}

/* -- skipping -- */

/* Behind the word at p, which must be this one; NULL on an error. */
static const char *
word_end(struct json *j, const char *p, str word, const char *error)
{
	if ((size_t)(j->end - p) < word.n || memcmp(p, word.p, word.n) != 0)
		return stop_at(j, p, error);
	return p + word.n;
}

/* Behind the number, string or word at p; NULL on an error. */
static const char *
scalar_end(struct json *j, const char *p)
{
	bool unused;

	switch (p < j->end ? type_of(*p) : JSON_ERROR) {
	case JSON_STRING:
		p = string_end(j, p + 1, &unused);
		return p ? p + 1 : NULL;
	case JSON_NUMBER:
		return number_end(j, p);
	case JSON_NULL:
		return word_end(j, p, S("null"), "want null");
	case JSON_TRUE:
		return word_end(j, p, S("true"), "want true or false");
	case JSON_FALSE:
		return word_end(j, p, S("false"), "want true or false");
	default:
		return stop_at(j, p, "want a value");
	}
}

/* Behind the key at p and its colon; NULL on an error. */
static const char *
key_end(struct json *j, const char *p)
{
	bool unused;

	if (p == j->end || *p != '"')
		return stop_at(j, p, "want a key in quotes");
	p = string_end(j, p + 1, &unused);
	if (!p)
		return NULL;
	p = skip_space(p + 1, j->end);
	if (p == j->end || *p != ':')
		return stop_at(j, p, "want : behind the key");
	return skip_space(p + 1, j->end);
}

/*
 * Behind the value at p, looking closely; NULL on an error.  Which of the open
 * containers are objects is kept as bits.
 */
static const char *
value_end(struct json *j, const char *p)
{
	uint64_t objects[JSON_DEPTH / 64 + 1];
	unsigned depth = 0, room = JSON_DEPTH - j->depth;
	bool object = false;

	for (;;) {
		bool fresh = p < j->end && (*p == '{' || *p == '[');
		if (fresh) {
			uint64_t bit = UINT64_C(1) << depth % 64;
			if (depth == room)
				return stop_at(j, p, "nested too deeply");
			if (object)
				objects[depth / 64] |= bit;
			else
				objects[depth / 64] &= ~bit;
			depth++;
			object = *p == '{';
			p = skip_space(p + 1, j->end);
		} else {
			p = scalar_end(j, p);
			if (!p || !depth)
				return p;
			p = skip_space(p, j->end);
		}
		while (p < j->end && *p == (object ? '}' : ']')) {
			fresh = false;
			p++;
			depth--;
			if (!depth)
				return p;
			object = objects[depth / 64] >> depth % 64 & 1;
			p = skip_space(p, j->end);
		}
		if (!fresh) {
			if (p == j->end || *p != ',')
				return stop_at(j, p,
				    object ? "want , or }" : "want , or ]");
			p = skip_space(p + 1, j->end);
		}
		if (object) {
			p = key_end(j, p);
			if (!p)
				return NULL;
		}
	}
}

bool
json_skip(struct json *j, str *raw)
{
	const char *end;

	enum json_type type = json_peek(j);

	if (j->error)
		return false;
	end = j->utf8 && (type == JSON_OBJECT || type == JSON_ARRAY)
	    ? skip_container(j->at, j->end, JSON_DEPTH - j->depth)
	    : NULL;
	if (!end)
		end = value_end(j, j->at);
	if (!end)
		return false;
	if (raw)
		*raw = (str){j->at, (size_t)(end - j->at)};
	j->at = end;
	return true;
}

bool
json_end(struct json *j)
{
	if (j->error)
		return false;
	ahead(j);
	return j->at == j->end || fail(j, "want nothing more");
}
