#include "base/spool.h"

#include "base/arena.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_ROOM = 64 * 1024, READ = 64 * 1024 };

void
spool_init(struct spool *s, size_t limit)
{
	*s = (struct spool){.fd = -1, .limit = limit};
}

static int
open_nameless(void)
{
	const char *dir = getenv("TMPDIR");
	char path[4096];
	int fd;

	if (!dir || !*dir)
		dir = "/tmp";
	if (snprintf(path, sizeof path, "%s/reviewsheet.XXXXXX", dir) >=
	    (int)sizeof path)
		return -1;
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

/* Moves what is in memory to the file, all or nothing. */
static void
move_to_file(struct spool *s)
{
	size_t done = 0;

	if (s->fd < 0)
		s->fd = open_nameless();
	while (s->fd >= 0 && done < s->n) {
		ssize_t put = pwrite(s->fd, s->buf + done, s->n - done,
		    (off_t)(s->filed + done));
		if (put > 0)
			done += (size_t)put;
		else if (errno != EINTR)
			break;
	}
	if (done < s->n) {
		s->no_file = true;
		return;
	}
	s->filed += s->n;
	s->n = 0;
}

void
spool_put(struct spool *s, const void *bytes, size_t n)
{
	if (s->room - s->n < n) {
		if (s->n >= s->limit && !s->no_file)
			move_to_file(s);
		while (s->room - s->n < n) {
			s->room = s->room ? s->room * 2 : FIRST_ROOM;
			s->buf = mem_resize(s->buf, s->room, 1);
		}
	}
	memcpy(s->buf + s->n, bytes, n);
	s->n += n;
}

void
spool_free(struct spool *s)
{
	free(s->buf);
	if (s->fd >= 0)
		close(s->fd);
	spool_init(s, s->limit);
}

void
spool_read(struct spool_reader *r, const struct spool *s)
{
	*r = (struct spool_reader){
	    .spool = s, .buf = mem_resize(NULL, READ + SPOOL_AHEAD, 1)};
}

/* More bytes behind those that are left; false at the end. */
static bool
refill(struct spool_reader *r)
{
	const struct spool *s = r->spool;
	uint64_t left = r->next < s->filed ? s->filed - r->next : 0;
	ssize_t got;

	memmove(r->buf, r->buf + r->at, r->n - r->at);
	r->n -= r->at;
	r->at = 0;
	if (left) {
		size_t want = left < READ ? (size_t)left : READ;
		do
			got = pread(s->fd, r->buf + r->n, want, (off_t)r->next);
		while (got < 0 && errno == EINTR);
		if (got <= 0) {
			r->failed = true;
			return false;
		}
		r->next += (uint64_t)got;
		r->n += (size_t)got;
		return true;
	}
	/* then what is in memory, by the same steps */
	left = s->filed + s->n - r->next;
	if (!left)
		return false;
	got = left < READ ? (ssize_t)left : READ;
	memcpy(r->buf + r->n, s->buf + (r->next - s->filed), (size_t)got);
	r->next += (uint64_t)got;
	r->n += (size_t)got;
	return true;
}

str
spool_peek(struct spool_reader *r, size_t n)
{
	while (r->n - r->at < n && !r->failed && refill(r))
		;
	return (str){r->buf + r->at, r->n - r->at};
}

void
spool_skip(struct spool_reader *r, size_t n)
{
	r->at += n;
}

void
spool_close(struct spool_reader *r)
{
	free(r->buf);
	r->buf = NULL;
}
