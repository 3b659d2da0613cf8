#include "base/in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { BUFFER = 256 * 1024, INFLATE_BUFFER = 64 * 1024 };

static size_t chunk; /* see in_chunk */

void
in_chunk(size_t n)
{
	chunk = n;
}

/* -- a file descriptor -- */

struct file {
	int fd;
	bool own;
	off_t first; /* where in the file the input begins; -1: a pipe */
};

static ptrdiff_t
file_read(void *ctx, char *buf, size_t n, const char **error)
{
	struct file *f = ctx;
	ssize_t got;

	if (chunk && n > chunk)
		n = chunk;
	do
		got = read(f->fd, buf, n);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		*error = errno == EISDIR ? "is a directory" : "read error";
	return got;
}

static int64_t
file_seek(void *ctx, int64_t offset, int whence)
{
	struct file *f = ctx;
	off_t at;

	if (f->first < 0)
		return -1;
	at = lseek(
	    f->fd, whence == SEEK_SET ? f->first + offset : offset, whence);
	return at < f->first ? -1 : at - f->first;
}

static void
file_close(void *ctx)
{
	struct file *f = ctx;

	if (f->own)
		close(f->fd);
	free(f);
}

static void
fail(struct in *in, const char *what, int number)
{
	if (in->error)
		return;
	in->error = what;
	in->error_number = number;
}

static void
start(struct in *in)
{
	*in = (struct in){.limit = IN_LINE_LIMIT};
}

static void
open_fd(struct in *in, int fd, bool own)
{
	struct file *f = malloc(sizeof *f);
	struct stat st;

	if (!f) {
		fail(in, "out of memory", 0);
		in->ended = true;
		if (own)
			close(fd);
		return;
	}
	*f = (struct file){
	    .fd = fd, .own = own, .first = lseek(fd, 0, SEEK_CUR)};
	in->waits = fstat(fd, &st) != 0 || !S_ISREG(st.st_mode);
	in->source = (struct in_source){.read = file_read,
	    .seek = file_seek,
	    .close = file_close,
	    .ctx = f};
}

bool
in_open(struct in *in, const char *path)
{
	if (in_open_raw(in, path))
		in_gunzip(in, NULL);
	return !in->error;
}

bool
in_open_raw(struct in *in, const char *path)
{
	int fd;

	start(in);
	if (strcmp(path, "-") == 0) {
		open_fd(in, STDIN_FILENO, false);
	} else {
		struct stat st;
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0) {
			fail(in, "cannot open", errno);
			in->ended = true;
			return false;
		}
		if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
			close(fd);
			fail(in, "is a directory", 0);
			in->ended = true;
			return false;
		}
		open_fd(in, fd, true);
	}
	return !in->error;
}

void
in_fd(struct in *in, int fd)
{
	start(in);
	open_fd(in, fd, false);
}

void
in_memory(struct in *in, str bytes)
{
	start(in);
	in->at = bytes.p;
	in->left = bytes.n;
	in->ended = true;
}

void
in_from(struct in *in, struct in_source source)
{
	start(in);
	in->source = source;
}

/* -- the buffer -- */

/* Makes room for want unread bytes in all; false: an error is set. */
static bool
make_room(struct in *in, size_t want)
{
	size_t room = in->room ? in->room : BUFFER;
	char *grown;

	if (in->buf && in->at != in->buf) {
		memmove(in->buf, in->at, in->left);
		in->at = in->buf;
	}
	if (in->room >= want)
		return true;
	while (room < want)
		room *= 2;
	grown = realloc(in->buf, room);
	if (!grown) {
		fail(in, "out of memory", 0);
		in->ended = true;
		return false;
	}
	in->buf = grown;
	in->room = room;
	in->at = grown;
	return true;
}

/* Reads once more behind what is unread; false at the end or on an error. */
static bool
fill(struct in *in)
{
	const char *error = NULL;
	ptrdiff_t got;

	if (in->ended)
		return false;
	if (!in->buf && !make_room(in, BUFFER))
		return false;
	if (in->left == 0)
		in->at = in->buf;
	if (in->at + in->left == in->buf + in->room &&
	    !make_room(in, in->left < in->room / 2 ? in->room : in->room * 2))
		return false;
	errno = 0; /* not every source's failure is the system's */
	got = in->source.read(in->source.ctx,
	    in->buf + (in->at - in->buf) + in->left,
	    in->room - (size_t)(in->at - in->buf) - in->left, &error);
	if (got < 0)
		fail(in, error ? error : "read error", errno);
	if (got <= 0) {
		in->ended = true;
		return false;
	}
	in->left += (size_t)got;
	return true;
}

str
in_peek(struct in *in, size_t n)
{
	if (n > in->limit)
		n = in->limit;
	if (!in->ended && in->left < n && make_room(in, n))
		while (in->left < n && fill(in))
			;
	return (str){in->left ? in->at : "", in->left};
}

void
in_consume(struct in *in, size_t n)
{
	if (n > in->left)
		n = in->left;
	in->at += n;
	in->left -= n;
	in->offset += n;
}

/* A large read with nothing buffered needs no copy. */
static ptrdiff_t
read_straight(struct in *in, char *buf, size_t n)
{
	const char *error = NULL;
	ptrdiff_t got = in->source.read(in->source.ctx, buf, n, &error);

	if (got < 0)
		fail(in, error ? error : "read error", errno);
	if (got <= 0)
		in->ended = true;
	else
		in->offset += (uint64_t)got;
	in->at = in->buf;
	return got < 0 ? -1 : got;
}

ptrdiff_t
in_read(struct in *in, char *buf, size_t n)
{
	if (!in->left && !in->ended && in->source.read && n >= BUFFER / 4)
		return read_straight(in, buf, n);
	if (!in->left && !fill(in))
		return in->error ? -1 : 0;
	if (n > in->left)
		n = in->left;
	memcpy(buf, in->at, n);
	in_consume(in, n);
	return (ptrdiff_t)n;
}

int64_t
in_seek(struct in *in, int64_t offset, int whence)
{
	int64_t at;

	if (in->error)
		return -1;
	if (!in->source.read) { /* memory: all of it is at hand */
		int64_t size = (int64_t)(in->offset + in->left);
		at = offset;
		if (whence == SEEK_CUR)
			at += (int64_t)in->offset;
		else if (whence == SEEK_END)
			at += size;
		if (at < 0 || at > size)
			return -1;
		in->at = in->at - in->offset + at;
		in->left = (size_t)(size - at);
		in->offset = (uint64_t)at;
		return at;
	}
	if (!in->source.seek)
		return -1;
	if (whence == SEEK_CUR) { /* the source is ahead of the reader */
		offset += (int64_t)in->offset;
		whence = SEEK_SET;
	}
	if (whence == SEEK_SET && offset >= 0 && in->buf) {
		int64_t ahead = offset - (int64_t)in->offset;
		if (ahead >= in->buf - in->at && ahead <= (int64_t)in->left) {
			in->at += ahead;
			in->left = (size_t)((int64_t)in->left - ahead);
			in->offset = (uint64_t)offset;
			return offset;
		}
	}
	at = in->source.seek(in->source.ctx, offset, whence);
	if (at < 0)
		return -1;
	in->left = 0;
	in->at = in->buf;
	in->ended = false;
	in->offset = (uint64_t)at;
	return at;
}

bool
in_load(struct in *in, size_t max)
{
	while (!in->ended && in->left <= max)
		if (!make_room(in, in->left + 1) || !fill(in))
			break;
	if (!in->ended || in->left > max)
		return false;
	if (in->source.close)
		in->source.close(in->source.ctx);
	in->source = (struct in_source){0};
	return true;
}

enum next
in_line(struct in *in, str *line)
{
	size_t seen = 0;
	const char *end;

	if (in->offset == 0) {
		str head = in_peek(in, 3);
		if (str_starts(head, S("\xef\xbb\xbf")))
			in_consume(in, 3);
	}
	for (;;) {
		end = in->left > seen
		    ? memchr(in->at + seen, '\n', in->left - seen)
		    : NULL;
		if (end)
			break;
		seen = in->left;
		if (seen > in->limit) {
			fail(in, "line too long", 0);
			return NEXT_ERROR;
		}
		if (!fill(in))
			break;
	}
	if (!end && in->error)
		return NEXT_ERROR;
	if (!end && !in->left)
		return NEXT_END;
	if (end && (size_t)(end - in->at) > in->limit) {
		fail(in, "line too long", 0);
		return NEXT_ERROR;
	}
	*line = (str){in->at, end ? (size_t)(end - in->at) : in->left};
	in_consume(in, line->n + (end != NULL));
	in->line++;
	if (line->n && line->p[line->n - 1] == '\r')
		line->n--;
	return NEXT_ITEM;
}

void
in_close(struct in *in)
{
	if (in->source.close)
		in->source.close(in->source.ctx);
	free(in->buf);
	in->source = (struct in_source){0};
	in->buf = NULL;
	in->left = in->room = 0;
	in->ended = true;
}

/* -- gzip -- */

struct inflater {
	struct in raw; /* the compressed bytes */
	z_stream z;
	uint64_t out;
	struct in_limits limits;
	bool between; /* a member has just ended */
	const char *broken; /* the error that comes after the last bytes */
};

static bool
is_gzip(str head)
{
	return head.n >= 3 && memcmp(head.p, "\x1f\x8b\x08", 3) == 0;
}

/* What follows a whole member: another, zero padding, or rubbish. */
static ptrdiff_t
next_member(struct inflater *g, const char **error)
{
	str head = in_peek(&g->raw, 3);

	if (is_gzip(head)) {
		inflateReset(&g->z);
		g->between = false;
		return 1;
	}
	while (head.n && head.p[0] == 0) {
		in_consume(&g->raw, 1);
		head = in_peek(&g->raw, 1);
	}
	if (g->raw.error)
		*error = g->raw.error;
	else if (head.n)
		*error = "trailing garbage after gzip stream";
	return *error ? -1 : 0;
}

static const char *
over_limit(const struct inflater *g)
{
	const struct in_limits *l = &g->limits;

	if (l->size && g->out > l->size)
		return "expands beyond the size limit";
	if (l->ratio && g->out > l->ratio_from &&
	    g->out / l->ratio > g->raw.offset)
		return "expands beyond the ratio limit";
	return NULL;
}

static ptrdiff_t
inflate_read(void *ctx, char *buf, size_t n, const char **error)
{
	struct inflater *g = ctx;

	if (g->broken) {
		*error = g->broken;
		return -1;
	}
	g->z.next_out = (Bytef *)buf;
	g->z.avail_out = n < UINT32_MAX ? (uInt)n : UINT32_MAX;
	for (;;) {
		str ahead;
		size_t fed;
		int result;
		size_t made;

		if (g->between) {
			ptrdiff_t more = next_member(g, error);
			if (more <= 0)
				return more;
		}
		ahead = in_peek(&g->raw, 1);
		if (!ahead.n) {
			*error = g->raw.error ? g->raw.error
					      : "truncated gzip stream";
			return -1;
		}
		fed = ahead.n < UINT32_MAX ? ahead.n : UINT32_MAX;
		g->z.next_in = (Bytef *)(uintptr_t)ahead.p;
		g->z.avail_in = (uInt)fed;
		result = inflate(&g->z, Z_NO_FLUSH);
		in_consume(&g->raw, fed - g->z.avail_in);
		made = (size_t)((char *)g->z.next_out - buf);
		if (result == Z_STREAM_END)
			g->between = true;
		else if (result != Z_OK && result != Z_BUF_ERROR)
			g->broken = g->z.msg && strstr(g->z.msg, "check")
			    ? "gzip checksum does not match"
			    : "corrupt gzip stream";
		/* what was readable goes out before the error does */
		if (g->broken && !made) {
			*error = g->broken;
			return -1;
		}
		if (!made)
			continue;
		g->out += made;
		*error = over_limit(g);
		return *error ? -1 : (ptrdiff_t)made;
	}
}

static void
inflate_close(void *ctx)
{
	struct inflater *g = ctx;

	inflateEnd(&g->z);
	in_close(&g->raw);
	free(g);
}

void
in_gunzip(struct in *in, const struct in_limits *limits)
{
	struct inflater *g;

	if (in->error || !is_gzip(in_peek(in, 3)))
		return;
	g = calloc(1, sizeof *g);
	/* 15 window bits, +16: a gzip header is wanted */
	if (!g || inflateInit2(&g->z, 15 + 16) != Z_OK) {
		free(g);
		fail(in, "out of memory", 0);
		in->ended = true;
		return;
	}
	g->raw = *in;
	if (limits)
		g->limits = *limits;
	start(in);
	in->source = (struct in_source){
	    .read = inflate_read, .close = inflate_close, .ctx = g};
	in->gzip = true;
}
