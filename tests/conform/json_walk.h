/*
 * Reads a whole JSON text through the pull calls, decoding all, where
 * json_skip would only check it.  Both must agree on every text.
 */
#ifndef JSON_WALK_H
#define JSON_WALK_H

#include "json/read.h"

static bool
json_walk_scalar(struct json *j, struct arena *a)
{
	bool truth;
	str text;

	switch (json_peek(j)) {
	case JSON_NULL:
		return json_null(j);
	case JSON_TRUE:
	case JSON_FALSE:
		return json_bool(j, &truth);
	case JSON_NUMBER:
		return json_number(j, &text);
	case JSON_STRING:
		return json_string(j, a, &text);
	default:
		return json_skip(j, NULL); /* an error */
	}
}

static bool
json_walk(struct json *j, struct arena *a)
{
	bool is_object[JSON_DEPTH + 1] = {false};
	str key;

	do {
		switch (json_peek(j)) {
		case JSON_OBJECT:
			if (json_object(j))
				is_object[j->depth] = true;
			break;
		case JSON_ARRAY:
			if (json_array(j))
				is_object[j->depth] = false;
			break;
		default:
			json_walk_scalar(j, a);
			break;
		}
		while (j->depth && !j->error)
			if (is_object[j->depth] ? json_key(j, a, &key)
						: json_item(j))
				break;
	} while (j->depth && !j->error);
	return !j->error;
}

#endif
