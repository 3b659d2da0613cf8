/*
 * json/write: JSON text to an out.  Strings are always valid UTF-8: invalid
 * bytes become U+FFFD; control characters are escaped.
 */
#ifndef JSON_WRITE_H
#define JSON_WRITE_H

#include "base/out.h"
#include "base/str.h"

void json_put_str(struct out *, str); /* a string, or null for a null str */
/* The same for what is known to be valid: it is not looked at again. */
void json_put_valid(struct out *, str);
void json_put_bool(struct out *, bool);

#endif
