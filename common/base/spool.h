/*
 * spool: bytes written once and read from the start, as often as wanted.  Up
 * to a limit they stay in memory, beyond it they go to a temporary file that
 * has no name ($TMPDIR or /tmp); where there is no room for one they stay in
 * memory after all.
 */
#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

#include "base/str.h"

struct spool {
	char *buf; /* owned: what is not in the file */
	size_t n, room, limit;
	int fd; /* of the file, or -1 */
	bool no_file; /* tried in vain */
	uint64_t filed; /* bytes in the file */
};

struct spool_reader {
	const struct spool *spool;
	char *buf; /* owned */
	size_t at, n;
	uint64_t next; /* offset of what is read next */
	bool failed; /* the file could not be read back */
};

void spool_init(struct spool *, size_t limit);
void spool_put(struct spool *, const void *, size_t);
void spool_free(struct spool *);

/* The spool must not grow while it is read. */
void spool_read(struct spool_reader *, const struct spool *);
/*
 * The bytes ahead, at least n of them unless fewer are left; n may be up to
 * SPOOL_AHEAD.  Valid until the next call.
 */
enum { SPOOL_AHEAD = 4096 };
str spool_peek(struct spool_reader *, size_t n);
void spool_skip(struct spool_reader *, size_t n); /* of what was peeked */
void spool_close(struct spool_reader *);

#endif
