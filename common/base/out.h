/*
 * out: buffered bytes to a descriptor or to memory.  Keeps its first error;
 * everything opened for writing is closed through a check, out_close.
 */
#ifndef BASE_OUT_H
#define BASE_OUT_H

#include "base/str.h"

#include <string.h>

struct out {
	int fd; /* -1: memory only */
	char *buf; /* owned */
	size_t n, room;
	int error; /* errno of the first failed write, or 0 */
	bool eager; /* a terminal: flush after each record */
};

void out_open(struct out *, int fd);
void out_memory(struct out *); /* grows; read it with out_bytes */
void out_int(struct out *, int64_t);
void out_format(struct out *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
str out_bytes(const struct out *); /* what is buffered */
void out_clear(struct out *);
void out_flush(struct out *);
/* After a whole record: flushes when the reader may be waiting for it. */
void out_record_done(struct out *);
/*
 * Flushes and frees.  A failed write is reported with the name of the target
 * and makes the status TROUBLE; a closed pipe ends the process by SIGPIPE.
 */
void out_close(struct out *, str name);

enum { OUT_LARGE = 64 * 1024 }; /* what needs no copy on its way */
/* out_put, where room is short or the piece is large. */
void out_put_far(struct out *, str);

/* In line, since most that is put is a few bytes of known length. */
static inline void
out_put(struct out *out, str s)
{
	if (out->room - out->n < s.n || s.n >= OUT_LARGE) {
		out_put_far(out, s);
	} else if (s.n) {
		memcpy(out->buf + out->n, s.p, s.n);
		out->n += s.n;
	}
}

static inline void
out_char(struct out *out, char c)
{
	if (out->n < out->room)
		out->buf[out->n++] = c;
	else
		out_put_far(out, (str){&c, 1});
}

#endif
