/*
 * decode: text of other encodings to UTF-8, as it streams by.  Recognised by
 * content: UTF-8, UTF-16 (either order, with a byte order mark or without),
 * CP932 and EUC-JP.  Bytes that mean nothing become U+FFFD and are counted;
 * NUL bytes are left out and counted too.  The one module that meets iconv.
 */
#ifndef DOC_DECODE_H
#define DOC_DECODE_H

#include "base/in.h"
#include "read/reader.h"

enum encoding {
	ENCODING_NONE, /* no text in an encoding that is known here */
	ENCODING_UTF8,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_CP932,
	ENCODING_EUCJP,
};

/* Of a text that begins with these bytes; whole: that is all of it. */
enum encoding decode_guess(str head, bool whole);
/*
 * Makes in, which stands at the beginning of a text, read on as UTF-8.  What
 * happens on the way is told in *decoded (if not NULL), which must stay until
 * in_close.
 */
void decode_open(struct in *, enum encoding, struct decoded *decoded);

#endif
