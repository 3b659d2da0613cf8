#include "rs/spool.h"

#include "base/mem.h"
#include "base/varint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 128 * 1024 };

struct rs_chunk {
	off_t offset; /* in the file */
	char *memory; /* owned; NULL: it is in the file */
	size_t n;
};

/*
 * A row as it lies in the spool: this, then for each cell that has text the
 * number of columns passed over, its length, and the text.
 */
struct head {
	uint64_t key;
	uint32_t size; /* of all of it */
	uint32_t line : 31, commons : 1;
};

enum { MOST_LINE = 0x7fffffff, NUMBERS = 2 * 5 /* bytes of two at most */ };

/* For rows that were not put in order: 24 bytes each. */
struct rs_place_of_row {
	uint64_t key;
	uint64_t offset; /* in the file; IN_MEMORY: an address */
	uint32_t size;
	uint32_t rank; /* in the order of putting */
};

#define IN_MEMORY (UINT64_C(1) << 63)

bool
rs_spool_init(struct rs_spool *spool)
{
	*spool = (struct rs_spool){.fd = -1};
	return pthread_mutex_init(&spool->lock, NULL) == 0;
}

void
rs_spool_free(struct rs_spool *spool)
{
	if (spool->fd >= 0)
		close(spool->fd);
	pthread_mutex_destroy(&spool->lock);
}

/* An unlinked file; -1 with errno set. */
static int
temporary(void)
{
	const char *dir = getenv("TMPDIR");
	struct arena scratch = {0};
	str path = arena_printf(
	    &scratch, "%s/reviewsheet-XXXXXX", dir && *dir ? dir : "/tmp");
	char *name = arena_cstr(&scratch, path);
	int fd = mkostemp(name, O_CLOEXEC);
	int kept = errno;

	if (fd >= 0)
		unlink(name);
	arena_free(&scratch);
	errno = kept;
	return fd;
}

/* Where n bytes may be written; -1 with errno set. */
static off_t
claim(struct rs_spool *spool, size_t n)
{
	off_t at = -1;

	pthread_mutex_lock(&spool->lock);
	if (spool->fd < 0)
		spool->fd = temporary();
	if (spool->fd >= 0) {
		at = spool->size;
		spool->size += (off_t)n;
	}
	pthread_mutex_unlock(&spool->lock);
	return at;
}

static bool
fail(struct rs_stream *s, const char *what)
{
	if (!s->error) {
		s->error = what;
		s->error_number = errno;
	}
	return false;
}

static bool
write_at(const struct rs_spool *spool, off_t at, const char *p, size_t n)
{
	while (n) {
		ssize_t put = pwrite(spool->fd, p, n, at);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		p += put;
		at += put;
		n -= (size_t)put;
	}
	return true;
}

static bool
read_at(struct rs_stream *s, off_t at, char *p, size_t n)
{
	while (n) {
		ssize_t got = pread(s->spool->fd, p, n, at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return fail(s, "cannot read a temporary file");
		p += got;
		at += got;
		n -= (size_t)got;
	}
	return true;
}

static void
reserve(struct rs_stream *s, size_t room)
{
	if (s->room >= room)
		return;
	if (room < CHUNK)
		room = CHUNK;
	s->buf = mem_resize(s->buf, room, 1);
	s->room = room;
}

void
rs_stream_init(
    struct rs_stream *s, struct rs_spool *spool, const struct rs_map *map)
{
	*s = (struct rs_stream){.spool = spool, .map = map, .sorted = true};
}

/* -- putting -- */

/* Puts away what is buffered: to the file, or where that cannot be, aside. */
static void
flush(struct rs_stream *s)
{
	struct rs_chunk *chunk;
	off_t at;

	if (!s->n)
		return;
	at = claim(s->spool, s->n);
	chunk = list_add(&s->own, &s->chunks, struct rs_chunk);
	*chunk = (struct rs_chunk){.offset = at, .n = s->n};
	if (at < 0 || !write_at(s->spool, at, s->buf, s->n)) {
		chunk->memory = s->buf;
		s->buf = NULL;
		s->room = 0;
	}
	s->n = 0;
}

void
rs_stream_put(struct rs_stream *s, uint64_t key, size_t line, const str *cells,
    size_t n, bool repeated)
{
	struct head head = {.key = key,
	    .line = (line > MOST_LINE ? MOST_LINE : line) & MOST_LINE,
	    .commons = !repeated};
	size_t most = sizeof head, from = repeated ? s->map->lead : 0;
	size_t column = 0;
	char *start, *at;

	for (size_t i = from; i < n; i++)
		most += NUMBERS + cells[i].n;
	if (s->room - s->n < most) {
		flush(s);
		reserve(s, most);
	}
	start = s->buf + s->n;
	at = start + sizeof head;
	for (size_t i = from; i < n; i++) {
		if (!cells[i].n)
			continue;
		at = varint_put(at, i - column);
		at = varint_put(at, cells[i].n);
		memcpy(at, cells[i].p, cells[i].n);
		at += cells[i].n;
		column = i + 1;
	}
	head.size = (uint32_t)(at - start);
	memcpy(start, &head, sizeof head);
	s->n += head.size;
	if (s->rows++ && key < s->last)
		s->sorted = false;
	s->last = key;
}

/* -- taking -- */

/* Brings the next chunk to buf; false at the end. */
static bool
next_chunk(struct rs_stream *s)
{
	const struct rs_chunk *chunk;

	if (s->chunk == s->chunks.n)
		return false;
	chunk = list_at(&s->chunks, struct rs_chunk, s->chunk++);
	s->at = 0;
	s->n = chunk->n;
	s->rows_at = chunk->memory;
	if (s->rows_at)
		return true;
	reserve(s, chunk->n);
	s->rows_at = s->buf;
	if (!read_at(s, chunk->offset, s->buf, chunk->n)) {
		s->n = 0;
		return false;
	}
	return true;
}

static struct head
head_at(const char *p)
{
	struct head head;

	memcpy(&head, p, sizeof head);
	return head;
}

/* The size of a row, if this is its key; else 0. */
static size_t
same_key(const char *p, uint64_t key)
{
	struct head head = head_at(p);

	return head.key == key ? head.size : 0;
}

static int
by_key(const void *a, const void *b)
{
	const struct rs_place_of_row *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* Lists where all rows lie and sorts the list. */
static bool
sort_rows(struct rs_stream *s)
{
	size_t n = 0;

	s->order = mem_new(s->rows, sizeof *s->order);
	do {
		const struct rs_chunk *chunk = s->chunk
		    ? list_at(&s->chunks, struct rs_chunk, s->chunk - 1)
		    : NULL;
		uint64_t base = chunk && !chunk->memory
		    ? (uint64_t)chunk->offset
		    : (uintptr_t)s->rows_at | IN_MEMORY;
		for (; s->at < s->n && n < s->rows; n++) {
			struct head head = head_at(s->rows_at + s->at);
			s->order[n] = (struct rs_place_of_row){
			    .key = head.key,
			    .offset = base + s->at,
			    .size = head.size,
			    .rank = (uint32_t)n,
			};
			s->at += head.size;
		}
	} while (next_chunk(s));
	qsort(s->order, s->rows, sizeof *s->order, by_key);
	return !s->error;
}

bool
rs_stream_rewind(struct rs_stream *s)
{
	/* What never left memory is taken from there. */
	if (s->chunks.n)
		flush(s);
	s->rows_at = s->buf;
	if (!s->sorted && !sort_rows(s))
		return false;
	s->chunk = s->next = s->at = 0;
	if (s->sorted && s->chunks.n)
		next_chunk(s);
	return !s->error;
}

/* The bytes of the next row, or NULL. */
static const char *
next_row(struct rs_stream *s)
{
	const struct rs_place_of_row *row;

	if (s->error)
		return NULL;
	if (s->sorted) {
		if (s->at == s->n && !next_chunk(s))
			return NULL;
		return s->rows_at + s->at;
	}
	if (s->next == s->rows)
		return NULL;
	row = &s->order[s->next];
	if (row->offset & IN_MEMORY)
		return (const char *)(uintptr_t)(row->offset & ~IN_MEMORY);
	reserve(s, row->size);
	return read_at(s, (off_t)row->offset, s->buf, row->size) ? s->buf
								 : NULL;
}

bool
rs_stream_peek(struct rs_stream *s, uint64_t *key)
{
	const char *p;

	if (!s->sorted) { /* without reading the row */
		if (s->error || s->next == s->rows)
			return false;
		*key = s->order[s->next].key;
		return true;
	}
	p = next_row(s);
	if (p)
		*key = head_at(p).key;
	return p != NULL;
}

str
rs_stream_take(struct rs_stream *s, struct arena *a)
{
	const char *p = next_row(s);
	struct head head;
	size_t n, next;

	if (!p)
		return S("");
	head = head_at(p);
	n = head.size;
	if (!s->sorted) {
		s->next++;
		return arena_copy(a, (str){p, n});
	}
	while (s->at + n < s->n && (next = same_key(p + n, head.key)))
		n += next;
	s->at += n;
	return arena_copy(a, (str){p, n});
}

/* -- reading -- */

static void
put_loose(struct arena *a, struct rs_row *row, size_t column, str value)
{
	const struct rs_map *map = row->map;
	struct rs_code code = map->codes[column];

	if (!row->loose)
		row->loose = arena_new(a, struct rs_loose, map->n - column);
	row->loose[row->nloose++] = (struct rs_loose){
	    .year = code.place == RS_YEAR_CELL ? code.n : 0,
	    .name = map->names[column],
	    .value = value,
	};
}

void
rs_row_read(
    struct rs_row *row, const struct rs_map *map, struct arena *a, str *bytes)
{
	struct head head = head_at(bytes->p);
	const char *at = bytes->p + sizeof head, *end = bytes->p + head.size;
	size_t column = 0;

	*row = (struct rs_row){
	    .map = map, .line = head.line, .commons = head.commons};
	rs_columns_of(map->table, &row->n);
	row->n += RS_COMMONS;
	row->cells = arena_new(a, str, row->n);
	for (; at < end; column++) {
		uint64_t gap, n;
		str value;
		at = varint_get(at, &gap);
		at = varint_get(at, &n);
		column += (size_t)gap;
		value = (str){at, (size_t)n};
		at += n;
		if (map->codes[column].place == RS_CELL)
			row->cells[map->codes[column].n] = value;
		else
			put_loose(a, row, column, value);
	}
	*bytes = str_skip(*bytes, head.size);
}

void
rs_stream_free(struct rs_stream *s)
{
	for (size_t i = 0; i < s->chunks.n; i++)
		free(list_at(&s->chunks, struct rs_chunk, i)->memory);
	free(s->buf);
	free(s->order);
	arena_free(&s->own);
	*s = (struct rs_stream){0};
}
