#include "base/out.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/mem.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024, MEMORY = 4096 };

static void
reserve(struct out *out, size_t room)
{
	if (out->room >= room)
		return;
	out->buf = mem_resize(out->buf, room, 1);
	out->room = room;
}

void
out_open(struct out *out, int fd)
{
	*out = (struct out){.fd = fd, .eager = isatty(fd) == 1};
	reserve(out, BUFFER);
}

void
out_memory(struct out *out)
{
	*out = (struct out){.fd = -1};
}

/* A reader that went away is no error: die of SIGPIPE as any filter does. */
static void
die_of_pipe(void)
{
	signal(SIGPIPE, SIG_DFL);
	raise(SIGPIPE);
	_exit(128 + SIGPIPE);
}

static void
write_all(struct out *out, const char *p, size_t n)
{
	while (n && !out->error) {
		ssize_t put = write(out->fd, p, n);
		if (put >= 0) {
			p += put;
			n -= (size_t)put;
		} else if (errno == EPIPE) {
			die_of_pipe();
		} else if (errno != EINTR) {
			out->error = errno;
		}
	}
}

void
out_flush(struct out *out)
{
	if (out->fd < 0)
		return;
	write_all(out, out->buf, out->n);
	out->n = 0;
}

/* Makes room in memory for n more bytes, doubling it. */
static void
grow(struct out *out, size_t n)
{
	size_t room = out->room ? out->room : MEMORY;

	while (room - out->n < n)
		room *= 2;
	reserve(out, room);
}

void
out_put_far(struct out *out, str s)
{
	if (out->fd < 0) {
		if (out->room - out->n < s.n)
			grow(out, s.n);
	} else {
		out_flush(out);
		if (s.n >= OUT_LARGE) {
			write_all(out, s.p, s.n);
			return;
		}
	}
	memcpy(out->buf + out->n, s.p, s.n);
	out->n += s.n;
}

void
out_int(struct out *out, int64_t value)
{
	char digits[24];
	size_t at = sizeof digits;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	do
		digits[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		digits[--at] = '-';
	out_put(out, (str){digits + at, sizeof digits - at});
}

void
out_format(struct out *out, const char *format, ...)
{
	struct arena scratch = {0};
	va_list ap;

	va_start(ap, format);
	out_put(out, arena_vprintf(&scratch, format, ap));
	va_end(ap);
	arena_free(&scratch);
}

str
out_bytes(const struct out *out)
{
	return (str){out->n ? out->buf : "", out->n};
}

void
out_clear(struct out *out)
{
	out->n = 0;
}

void
out_record_done(struct out *out)
{
	if (out->eager)
		out_flush(out);
}

void
out_close(struct out *out, str name)
{
	out_flush(out);
	if (out->error) {
		errno = out->error;
		diag_errno(&(struct place){.file = name}, "cannot write");
	}
	free(out->buf);
	*out = (struct out){.fd = -1};
}
