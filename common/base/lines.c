#include "base/lines.h"

#include "base/arena.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM = 128 * 1024 };

void
lines_open(struct lines *l, char *const *files, int n)
{
	static char stdin_name[] = "-";
	static char *const only_stdin[] = {stdin_name};

	*l = (struct lines){
	    .files = n ? files : only_stdin,
	    .n = n ? n : 1,
	};
}

/* Opens the next file; an error goes with the batch. */
static void
open_next(struct lines *l, struct lines_batch *b)
{
	const char *name = l->files[l->next++];

	b->file = str_of(name);
	l->begun = false;
	l->open = in_open(&l->in, name);
	if (!l->open) {
		b->begins = true;
		b->error = l->in.error;
		b->error_number = l->in.error_number;
		in_close(&l->in);
	}
}

/* What is behind the last line end waits for the next batch. */
static void
keep_rest(struct lines *l, const char *from, size_t n)
{
	if (l->rest_room < n) {
		l->rest_room = n > ROOM ? n : ROOM;
		l->rest = mem_resize(l->rest, l->rest_room, 1);
	}
	if (n)
		memcpy(l->rest, from, n);
	l->rest_n = n;
}

/*
 * Reads on until there is a whole line, or the file has ended.  Returns how
 * many bytes of the buffer are whole lines.
 */
static size_t
read_lines(struct lines *l, struct lines_batch *b)
{
	size_t n = l->rest_n;

	if (b->room < n + ROOM) {
		b->room = n + ROOM;
		b->buf = mem_resize(b->buf, b->room, 1);
	}
	if (n)
		memcpy(b->buf, l->rest, n);
	l->rest_n = 0;
	for (;;) {
		const char *end;
		ptrdiff_t got = in_read(&l->in, b->buf + n, b->room - n);
		if (got <= 0)
			break;
		end = memrchr(b->buf + n, '\n', (size_t)got);
		n += (size_t)got;
		if (end) {
			size_t whole = (size_t)(end + 1 - b->buf);
			keep_rest(l, end + 1, n - whole);
			return whole;
		}
		if (n > IN_LINE_LIMIT) {
			b->error = "line too long";
			l->open = false;
			return 0;
		}
		if (b->room - n < ROOM / 2) {
			b->room *= 2;
			b->buf = mem_resize(b->buf, b->room, 1);
		}
	}
	l->open = false;
	b->error = l->in.error;
	b->error_number = l->in.error_number;
	return b->error ? 0 : n; /* half a line is none */
}

bool
lines_fill(struct lines *l, struct lines_batch *b)
{
	b->text = S("");
	b->error = NULL;
	b->error_number = 0;
	if (!l->open) {
		if (l->next == l->n)
			return false;
		open_next(l, b);
		if (!l->open)
			return true;
	}
	b->file = str_of(l->files[l->next - 1]);
	b->begins = !l->begun;
	l->begun = true;
	b->text = (str){b->buf, read_lines(l, b)};
	b->text.p = b->buf;
	if (b->begins && str_starts(b->text, S("\xef\xbb\xbf")))
		b->text = str_skip(b->text, 3);
	if (!l->open) {
		in_close(&l->in);
		l->rest_n = 0;
	}
	return true;
}

bool
lines_may_wait(const struct lines *l)
{
	return !l->open || l->in.waits;
}

void
lines_close(struct lines *l)
{
	if (l->open)
		in_close(&l->in);
	free(l->rest);
	*l = (struct lines){0};
}

void
lines_batch_free(struct lines_batch *b)
{
	free(b->buf);
	*b = (struct lines_batch){0};
}
