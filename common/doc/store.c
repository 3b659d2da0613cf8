#include "doc/store.h"

#include "base/archive.h"
#include "base/mem.h"
#include "doc/decode.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct origin {
	struct store_path path;
	const struct archive_limits *limits;
	size_t line_limit;
	int fd; /* of a copy, or -1 */
};

/* -- a copy -- */

struct copy {
	int fd; /* the document's */
	off_t at;
};

static ptrdiff_t
copy_read(void *ctx, char *buf, size_t n, const char **error)
{
	struct copy *c = ctx;
	ssize_t got;

	do
		got = pread(c->fd, buf, n, c->at);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		*error = "read error";
	else
		c->at += got;
	return got;
}

static void
open_copy(const struct origin *o, struct in *in)
{
	struct copy *c = mem_new(1, sizeof *c);

	c->fd = o->fd;
	in_from(
	    in, (struct in_source){.read = copy_read, .close = free, .ctx = c});
}

static int
make_temporary(void)
{
	const char *dir = getenv("TMPDIR");
	struct arena scratch = {0};
	char *name;
	int fd;

	name = arena_cstr(&scratch,
	    arena_printf(
		&scratch, "%s/reviewsheet.XXXXXX", dir && *dir ? dir : "/tmp"));
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		unlink(name);
	arena_free(&scratch);
	return fd;
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t put = write(fd, p, n);
		if (put < 0 && errno != EINTR)
			return false;
		if (put > 0) {
			p += put;
			n -= (size_t)put;
		}
	}
	return true;
}

static bool
make_copy(struct origin *o, struct in *in)
{
	str ahead;

	o->fd = make_temporary();
	if (o->fd < 0)
		return false;
	while ((ahead = in_peek(in, 1)).n) {
		if (!write_all(o->fd, ahead.p, ahead.n))
			return false;
		in_consume(in, ahead.n);
	}
	return !in->error;
}

/* -- a member -- */

struct member {
	struct in file;
	struct archive_reader *archive;
	struct in_source data;
};

static ptrdiff_t
member_read(void *ctx, char *buf, size_t n, const char **error)
{
	struct member *m = ctx;

	return m->data.read(m->data.ctx, buf, n, error);
}

static void
member_close(void *ctx)
{
	struct member *m = ctx;

	archive_close(m->archive);
	in_close(&m->file);
	free(m);
}

static void
open_member(const struct origin *o, struct in *in)
{
	struct member *m = mem_new(1, sizeof *m);
	struct archive_member member;
	enum next next = NEXT_ITEM;

	in_open_raw(&m->file, o->path.path);
	m->archive = archive_open(&m->file, o->limits);
	for (uint64_t i = 0; i <= o->path.nth && next == NEXT_ITEM; i++)
		next = archive_next(m->archive, &member);
	if (next == NEXT_ITEM) {
		archive_data(m->archive, in);
		m->data = in->source;
	}
	in_from(in,
	    (struct in_source){
		.read = member_read, .close = member_close, .ctx = m});
	if (next != NEXT_ITEM) {
		in->error = "has changed while it was read";
		in->ended = true;
	}
}

/* -- any of them -- */

static bool
open_again(const struct document *document, struct in *in)
{
	const struct origin *o = document->origin;
	enum encoding encoding;
	str head;

	if (o->fd >= 0) {
		open_copy(o, in);
	} else if (o->path.in_archive) {
		open_member(o, in);
	} else if (in_open_raw(in, o->path.path)) {
		in_gunzip(in,
		    &(struct in_limits){o->limits->member, o->limits->ratio,
			o->limits->ratio_from});
	}
	in->limit = o->line_limit;
	head = in_peek(in, READER_HEAD);
	encoding = decode_guess(head, head.n < READER_HEAD);
	if (encoding ==
	    ENCODING_NONE) /* who wants it so: what is valid of it */
		encoding = ENCODING_UTF8;
	if (!in->error)
		decode_open(in, encoding, NULL);
	return !in->error;
}

bool
store_keep(struct arena *arena, struct document *document, struct in *in,
    struct store_path path, const struct archive_limits *limits)
{
	struct origin *o = arena_new(arena, struct origin, 1);

	*o = (struct origin){
	    .path = path,
	    .limits = limits,
	    .line_limit = in->limit,
	    .fd = -1,
	};
	document->open = open_again;
	document->origin = o;
	return path.path || make_copy(o, in);
}

void
store_forget(struct document *document)
{
	const struct origin *o = document->origin;

	if (o && o->fd >= 0)
		close(o->fd);
}
