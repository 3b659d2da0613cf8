/*
 * json/read: a pull parser over one JSON text in memory (RFC 8259, strict).
 * No tree: the caller walks what it wants and skips the rest; skipped text is
 * checked as strictly as what is read.  All strs borrow from the text unless
 * they had escapes, which are decoded into the arena.
 *
 *	json_init(&j, line);
 *	for (json_object(&j); json_key(&j, &a, &key);)
 *		if (str_eq(key, S("name")))
 *			json_string(&j, &a, &name);
 *		else
 *			json_skip(&j, NULL);
 *	if (!json_end(&j))
 *		... j.error at j.at - j.begin
 *
 * After the first error every call fails and leaves the error alone.
 */
#ifndef JSON_READ_H
#define JSON_READ_H

#include "base/arena.h"
#include "base/str.h"

enum json_type {
	JSON_ERROR,
	JSON_NULL,
	JSON_TRUE,
	JSON_FALSE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

enum { JSON_DEPTH = 512 }; /* deeper nesting is refused */

struct json {
	const char *begin, *at, *end;
	const char *error; /* NULL while all is well */
	unsigned depth; /* of open arrays and objects */
	bool fresh; /* just behind [ or { */
	bool utf8; /* the whole text is valid */
	bool misfit; /* the error is the caller's, by json_fail */
};

void json_init(struct json *, str text);
/* The type of the value ahead, by its first byte. */
enum json_type json_peek(struct json *);
bool json_object(struct json *); /* enters an object */
/* The next key and its colon; false at the end of the object or an error. */
bool json_key(struct json *, struct arena *, str *key);
/*
 * When the next key is written exactly as `quoted` ("\"name\"", its quotes
 * with it), leaves it and its colon behind.  Otherwise nothing has happened,
 * and json_key tells the key.
 */
bool json_key_is(struct json *, str quoted);
bool json_array(struct json *); /* enters an array */
/* True when a further item is ahead; false at the end or an error. */
bool json_item(struct json *);
/* A surrogate alone in an escape (the grammar has it) becomes U+FFFD. */
bool json_string(struct json *, struct arena *, str *value);
bool json_number(struct json *, str *raw); /* its text as written */
bool json_bool(struct json *, bool *value);
bool json_null(struct json *);
/* Any value, checked; *raw (if not NULL) is its text. */
bool json_skip(struct json *, str *raw);
/* True when the text was one whole value and nothing but white space more. */
bool json_end(struct json *);
/*
 * For the caller: the value ahead is JSON, but not what is wanted here.
 * Returns false; keeps the first error.  The text must live as long as j.
 */
bool json_fail(struct json *, const char *what);
size_t json_offset(const struct json *); /* bytes from the beginning */

#endif
