/*
 * out: buffered bytes to a descriptor or to memory.  Keeps its first error;
 * everything opened for writing is closed through a check, out_close.
 */
#ifndef BASE_OUT_H
#define BASE_OUT_H

#include "base/str.h"

struct out {
	int fd; /* -1: memory only */
	char *buf; /* owned */
	size_t n, room;
	int error; /* errno of the first failed write, or 0 */
	bool eager; /* a terminal: flush after each record */
};

void out_open(struct out *, int fd);
void out_memory(struct out *); /* grows; read it with out_bytes */
void out_put(struct out *, str);
void out_char(struct out *, char);
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

#endif
