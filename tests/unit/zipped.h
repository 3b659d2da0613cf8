/*
 * zipped: a zip of stored members in memory (APPNOTE 4.3), so that tests make
 * their own workbooks and archives.
 */
#ifndef ZIPPED_H
#define ZIPPED_H

#include "base/arena.h"

#include <string.h>
#include <zlib.h>

struct zipped_member {
	const char *name, *text; /* ends with a member whose name is NULL */
	bool bad_crc;
};

static inline void
zipped_number(struct text *t, uint32_t n, int bytes)
{
	for (; bytes; bytes--, n >>= 8)
		text_char(t, (char)(n & 255));
}

/* What the local and the central header have in common. */
static inline void
zipped_header(struct text *t, const struct zipped_member *m)
{
	size_t n = strlen(m->text);
	uLong crc = crc32(0, (const Bytef *)m->text, (uInt)n);

	zipped_number(t, 20, 2); /* version */
	zipped_number(t, 1 << 11, 2); /* names are UTF-8 */
	zipped_number(t, 0, 2); /* stored */
	zipped_number(t, 0x50210000, 4); /* 2020-01-01 */
	zipped_number(t, (uint32_t)crc ^ m->bad_crc, 4);
	zipped_number(t, (uint32_t)n, 4);
	zipped_number(t, (uint32_t)n, 4);
	zipped_number(t, (uint32_t)strlen(m->name), 2);
	zipped_number(t, 0, 2);
}

static inline str
zipped(struct arena *a, const struct zipped_member *members)
{
	struct text t = {.arena = a}, central = {.arena = a};
	uint32_t n = 0;

	for (const struct zipped_member *m = members; m->name; m++, n++) {
		text_put(&central, (str){"PK\1\2\24\0", 6});
		zipped_header(&central, m);
		for (int i = 0; i < 10; i++)
			text_char(&central, 0);
		zipped_number(&central, (uint32_t)t.n, 4);
		text_put(&central, str_of(m->name));
		text_put(&t, (str){"PK\3\4", 4});
		zipped_header(&t, m);
		text_put(&t, str_of(m->name));
		text_put(&t, str_of(m->text));
	}
	text_put(&central, (str){"PK\5\6\0\0\0\0", 8});
	zipped_number(&central, n, 2);
	zipped_number(&central, n, 2);
	zipped_number(&central, (uint32_t)central.n - 12, 4);
	zipped_number(&central, (uint32_t)t.n, 4);
	zipped_number(&central, 0, 2);
	text_put(&t, text_str(&central));
	return text_str(&t);
}

#endif
