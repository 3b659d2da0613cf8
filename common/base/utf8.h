/*
 * utf8: whether many bytes are UTF-8 (RFC 3629), sixteen at a time where the
 * processor can.  str_valid is the plain version and tells where it ends.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

bool utf8_is_valid(str);
/* Length of the longest valid prefix, as str_valid. */
size_t utf8_valid(str);

#endif
