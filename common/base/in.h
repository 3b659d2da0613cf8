/*
 * in: bytes and lines from a file, a pipe, memory or any other source, plain
 * or gzip-compressed (RFC 1952, members in a row).  Lines may be of any length
 * up to a limit; the last may lack its \n.
 */
#ifndef BASE_IN_H
#define BASE_IN_H

#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

enum next { NEXT_END, NEXT_ITEM, NEXT_ERROR }; /* end and failure differ */

/*
 * Where bytes come from.  read fills up to n bytes and returns how many, 0 at
 * the end, -1 after setting *error to a text that stays valid.
 */
struct in_source {
	ptrdiff_t (*read)(void *ctx, char *buf, size_t n, const char **error);
	/* As lseek; NULL (or -1) where the source only runs forward. */
	int64_t (*seek)(void *ctx, int64_t offset, int whence);
	void (*close)(void *ctx);
	void *ctx;
};

struct in {
	struct in_source source;
	char *buf; /* owned; NULL when reading memory */
	size_t room; /* of buf */
	const char *at; /* unread bytes */
	size_t left;
	bool ended; /* the source has no more */
	const char *error; /* the first one; NULL while all is well */
	int error_number; /* errno that goes with it, or 0 */
	size_t line; /* number of the line last returned, from 1 */
	uint64_t offset; /* of `at` in the decompressed bytes */
	size_t limit; /* longest line (and peek) allowed */
	bool gzip; /* the source was decompressed */
	bool waits; /* bytes may be long in coming: no file on a disk */
};

enum { IN_LINE_LIMIT = 256 * 1024 * 1024 };

/* "-" is standard input.  False: in->error (and error_number) tell why. */
bool in_open(struct in *, const char *path);
bool in_open_raw(struct in *, const char *path); /* gzip stays gzip */
void in_fd(struct in *, int fd); /* does not own the descriptor */
void in_memory(struct in *, str bytes); /* borrows; plain, never gunzipped */
void in_from(struct in *, struct in_source); /* owns the source */
/*
 * When the bytes ahead are a gzip stream, read on through an inflater.
 * in_open does this itself, without limits.  A limit that is reached is an
 * error like any other.
 */
struct in_limits {
	uint64_t size; /* expanded bytes; 0: no limit */
	uint64_t ratio; /* expanded / compressed bytes so far; 0: no limit */
	uint64_t ratio_from; /* looked at beyond so many expanded ones */
};
void in_gunzip(struct in *, const struct in_limits *); /* NULL: none */
/*
 * At least n bytes ahead without consuming them, fewer only at the end or on
 * an error.  Valid until the next call.
 */
str in_peek(struct in *, size_t n);
void in_consume(struct in *, size_t n); /* of what in_peek showed */
/* Up to n bytes; 0 at the end, -1 on an error. */
ptrdiff_t in_read(struct in *, char *buf, size_t n);
/*
 * The next line without its \n (and without the \r before it).  Valid until
 * the next call.  A UTF-8 byte order mark at the very start is skipped.
 */
enum next in_line(struct in *, str *line);
/*
 * Moves to an offset as lseek does and returns it from the beginning; -1,
 * with nothing changed, where the source only runs forward.
 */
int64_t in_seek(struct in *, int64_t offset, int whence);
/*
 * Reads all that is left when it is at most max bytes.  True: it is in memory
 * now (up to in->error, if there is one), can seek, and the source is closed.
 */
bool in_load(struct in *, size_t max);
void in_close(struct in *);

/* For tests: no read returns more than n bytes (0: as many as asked). */
void in_chunk(size_t n);

#endif
