#include "json/read.h"

#include <string.h>

void
json_init(struct json *j, str text)
{
	const char *begin = text.p ? text.p : "";

	*j = (struct json){.begin = begin, .at = begin, .end = begin + text.n};
}

static bool
fail(struct json *j, const char *what)
{
	if (!j->error)
		j->error = what;
	return false;
}

/* The same, at the byte that is wrong. */
static bool
fail_at(struct json *j, const char *at, const char *what)
{
	if (!j->error)
		j->at = at;
	return fail(j, what);
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
static const char *
skip_space(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
		p++;
	return p;
}

/* The byte ahead, behind white space; 0 at the end (and for a NUL, which
 * nothing accepts either). */
static char
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
	switch (first) {
	case 'n':
		return JSON_NULL;
	case 't':
		return JSON_TRUE;
	case 'f':
		return JSON_FALSE;
	case '"':
		return JSON_STRING;
	case '[':
		return JSON_ARRAY;
	case '{':
		return JSON_OBJECT;
	default:
		return first == '-' || (first >= '0' && first <= '9')
		    ? JSON_NUMBER
		    : JSON_ERROR;
	}
}

enum json_type
json_peek(struct json *j)
{
	return j->error ? JSON_ERROR : type_of(ahead(j));
}

/* -- strings -- */

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Four hex digits at p, or -1. */
static int32_t
hex4(const char *p, const char *end)
{
	int32_t code = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(p[i]);
		if (digit < 0)
			return -1;
		code = code * 16 + digit;
	}
	return code;
}

/* The length of the escape at p (a backslash), or 0 when it is none. */
static size_t
escape_length(const char *p, const char *end)
{
	if (end - p < 2)
		return 0;
	if (p[1] == 'u')
		return hex4(p + 2, end) < 0 ? 0 : 6;
	return p[1] && strchr("\"\\/bfnrt", p[1]) ? 2 : 0;
}

/*
 * The string ahead: checks all of it, leaves it behind, and returns what
 * stands between the quotes.
 */
static bool
scan_string(struct json *j, str *raw, bool *escaped)
{
	const char *from, *p;
	size_t valid;

	*escaped = false;
	if (!take(j, '"'))
		return fail(j, "want a string");
	for (from = p = j->at; p < j->end && *p != '"';) {
		size_t n = 1;
		if ((unsigned char)*p < 0x20)
			return fail_at(j, p, "control character in a string");
		if (*p == '\\') {
			*escaped = true;
			n = escape_length(p, j->end);
			if (!n)
				return fail_at(j, p, "invalid escape");
		}
		p += n;
	}
	*raw = (str){from, (size_t)(p - from)};
	valid = str_valid(*raw);
	if (valid < raw->n)
		return fail_at(j, from + valid, "invalid UTF-8");
	if (p == j->end)
		return fail_at(j, p, "unterminated string");
	j->at = p + 1;
	return true;
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
	code = (uint32_t)hex4(*p, end);
	*p += 4;
	if (code >= 0xd800 && code < 0xdc00 && end - *p >= 6 &&
	    (*p)[0] == '\\' && (*p)[1] == 'u') {
		uint32_t low = (uint32_t)hex4(*p + 2, end);
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
	bool escaped;

	if (j->error || !scan_string(j, value, &escaped))
		return false;
	if (escaped)
		*value = decode(a, *value);
	return true;
}

/* -- other scalars -- */

static const char *
skip_digits(const char *p, const char *end)
{
	while (p < end && *p >= '0' && *p <= '9')
		p++;
	return p;
}

bool
json_number(struct json *j, str *raw)
{
	const char *p, *digits;

	if (json_peek(j) != JSON_NUMBER)
		return fail(j, "want a number");
	p = j->at;
	p += *p == '-';
	digits = p;
	p = skip_digits(p, j->end);
	if (p == digits)
		return fail_at(j, p, "want a digit");
	if (*digits == '0' && p - digits > 1)
		return fail_at(j, digits, "leading zero in a number");
	if (p < j->end && *p == '.') {
		digits = ++p;
		p = skip_digits(p, j->end);
		if (p == digits)
			return fail_at(j, p, "want a digit behind the point");
	}
	if (p < j->end && (*p == 'e' || *p == 'E')) {
		p++;
		p += p < j->end && (*p == '+' || *p == '-');
		digits = p;
		p = skip_digits(p, j->end);
		if (p == digits)
			return fail_at(j, p, "want a digit in the exponent");
	}
	*raw = (str){j->at, (size_t)(p - j->at)};
	j->at = p;
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
json_item(struct json *j)
{
	return further(j, ']', "want , or ]");
}

/* -- skipping -- */

/* A number, string or word. */
static bool
skip_scalar(struct json *j, enum json_type type)
{
	bool unused;
	str text;

	switch (type) {
	case JSON_NULL:
		return json_null(j);
	case JSON_TRUE:
	case JSON_FALSE:
		return json_bool(j, &unused);
	case JSON_NUMBER:
		return json_number(j, &text);
	case JSON_STRING:
		return scan_string(j, &text, &unused);
	default:
		return fail(j, "want a value");
	}
}

/* Which of the open containers are objects, a bit for each. */
struct nesting {
	uint64_t objects[JSON_DEPTH / 64 + 1];
};

static void
nest(struct nesting *n, unsigned depth, bool object)
{
	uint64_t bit = UINT64_C(1) << depth % 64;

	if (object)
		n->objects[depth / 64] |= bit;
	else
		n->objects[depth / 64] &= ~bit;
}

static bool
in_object(const struct nesting *n, unsigned depth)
{
	return n->objects[depth / 64] >> depth % 64 & 1;
}

/* To the next value inside, leaving what has ended; false when all has. */
static bool
next_value(struct json *j, const struct nesting *n, unsigned outside)
{
	while (j->depth > outside && !j->error) {
		bool unused;
		str key;
		if (!in_object(n, j->depth)) {
			if (json_item(j))
				return true;
		} else if (at_key(j)) {
			return scan_string(j, &key, &unused) && colon(j);
		}
	}
	return false;
}

bool
json_skip(struct json *j, str *raw)
{
	unsigned outside = j->depth;
	struct nesting nesting;
	const char *from;

	if (j->error)
		return false;
	ahead(j);
	from = j->at;
	do {
		enum json_type type = json_peek(j);
		if (type == JSON_OBJECT || type == JSON_ARRAY) {
			if (type == JSON_OBJECT ? !json_object(j)
						: !json_array(j))
				return false;
			nest(&nesting, j->depth, type == JSON_OBJECT);
		} else if (!skip_scalar(j, type)) {
			return false;
		}
	} while (next_value(j, &nesting, outside));
	if (raw)
		*raw = (str){from, (size_t)(j->at - from)};
	return !j->error;
}

bool
json_end(struct json *j)
{
	if (j->error)
		return false;
	ahead(j);
	return j->at == j->end || fail(j, "want nothing more");
}
