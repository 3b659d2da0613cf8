#include "rs/join.h"

#include "rs/sheet.h"

#include <pthread.h>
#include <string.h>

/* -- taking rows -- */

/* Rows of one table as they lay in the spool. */
struct rows {
	const struct rs_map *map;
	str bytes;
};

/* A record to be made. */
struct draft {
	struct list rows; /* of struct rows */
	struct rs_project project;
	struct sheet sheet;
	enum rs_table first; /* of those that have rows */
};

/* Which tables the run has for a year. */
static void
find_given(struct rs_join *j, uint32_t year)
{
	j->year = year;
	memset(j->given, 0, sizeof j->given);
	for (size_t i = 0; i < j->n; i++) {
		const struct rs_section *s = j->sections[i];
		for (size_t k = 0; k < s->years.n; k++)
			if (*list_at(&s->years, uint32_t, k) == year)
				j->given[s->map.table] = true;
	}
}

/* The least key of all sections; false at the end. */
static bool
next_key(const struct rs_join *j, uint64_t *key)
{
	bool any = false;

	for (size_t i = 0; i < j->n; i++) {
		uint64_t at;
		if (!rs_stream_peek(&j->sections[i]->stream, &at))
			continue;
		if (!any || at < *key)
			*key = at;
		any = true;
	}
	return any;
}

static bool
has_key(struct rs_stream *stream, uint64_t key)
{
	uint64_t at;

	return rs_stream_peek(stream, &at) && at == key;
}

/* Takes all rows of the project; of a table given twice the first. */
static size_t
take_rows(struct rs_join *j, uint64_t key, struct arena *a, struct draft *draft)
{
	struct sheet *sheet = &draft->sheet;
	const struct rs_section *taken[RS_TABLES] = {0};
	size_t bytes = 0;

	for (size_t i = 0; i < j->n; i++) {
		struct rs_section *s = j->sections[i];
		enum rs_table t = s->map.table;
		bool again = t != RS_TABLE_other && taken[t];
		if (s->cut && key >= s->stream.last)
			record_note(a, sheet, "input-cut", STR_NULL,
			    "table %.*s ended early", STR_ARG(s->map.title));
		if (!has_key(&s->stream, key))
			continue;
		if (again && !s->repeats) {
			s->repeats = taken[t];
			s->repeated = key;
		}
		if (!again)
			taken[t] = s;
		if (!again && t < draft->first) {
			draft->first = t;
			sheet->source.file = s->doc->file;
			sheet->source.member = s->doc->member;
		}
		do {
			str rows = rs_stream_take(&s->stream, a);
			bytes += rows.n;
			if (!again)
				*list_add(a, &draft->rows, struct rows) =
				    (struct rows){&s->map, rows};
		} while (has_key(&s->stream, key));
	}
	return bytes;
}

/*
 * Takes all that is said of the next project, and adds how many bytes that
 * was; NULL at the end.
 */
static struct draft *
take(struct rs_join *j, struct arena *a, size_t *bytes)
{
	struct draft *draft;
	uint64_t key = 0;

	if (!next_key(j, &key))
		return NULL;
	if (rs_key_year(key) != j->year || !j->begun)
		find_given(j, rs_key_year(key));
	j->begun = true;
	draft = arena_new(a, struct draft, 1);
	draft->first = RS_TABLES;
	draft->sheet.source = *j->source;
	memcpy(draft->project.given, j->given, sizeof j->given);
	*bytes += take_rows(j, key, a, draft);
	return draft;
}

/* -- making records -- */

static void
make(struct draft *draft, struct arena *a, struct out *out)
{
	struct rs_project *project = &draft->project;

	for (size_t i = 0; i < draft->rows.n; i++) {
		struct rows *rows = list_at(&draft->rows, struct rows, i);
		struct list *all = &project->rows[rows->map->table];
		while (rows->bytes.n)
			rs_row_read(list_add(a, all, struct rs_row), rows->map,
			    a, &rows->bytes);
	}
	if (project->rows[draft->first].n)
		draft->sheet.source.first_line = (int32_t)list_at(
		    &project->rows[draft->first], struct rs_row, 0)
						     ->line;
	rs_sheet(a, project, &draft->sheet);
	reading_write(out, &draft->sheet);
}

/*
 * Batches go round in a ring: one thread at a time takes the rows of a few
 * projects, then makes and writes their records while others do the same; the
 * caller's hands them on in their order.
 */
enum {
	BATCH = 64 * 1024, /* bytes of rows, worth a turn */
	TURNS = 3, /* batches under way for each thread */
	MOST_THREADS = 16,
};

struct batch {
	struct out lines;
	size_t records;
	bool made;
};

struct ring {
	struct rs_join *join;
	struct batch *batches;
	size_t n;
	pthread_mutex_t lock;
	pthread_cond_t change; /* something has changed */
	size_t taken, put; /* batches */
	bool taking, ended;
};

/* What a thread works with; its memory stays in the cache of its core. */
struct maker {
	struct arena taken; /* the rows of a batch */
	struct arena made; /* a record */
};

static bool
can_take(const struct ring *ring)
{
	return !ring->taking && !ring->ended &&
	    ring->taken - ring->put < ring->n;
}

static struct list
take_batch(struct rs_join *j, struct arena *a)
{
	struct list drafts = {0};
	struct draft *draft;
	size_t bytes = 0;

	while (bytes < BATCH && (draft = take(j, a, &bytes)))
		*list_add(a, &drafts, struct draft *) = draft;
	return drafts;
}

static void
make_batch(struct batch *batch, const struct list *drafts, struct arena *a)
{
	/* not in place: batches share lines of the cache */
	struct out lines = batch->lines;

	out_clear(&lines);
	for (size_t i = 0; i < drafts->n; i++) {
		make(*list_at(drafts, struct draft *, i), a, &lines);
		arena_reset(a);
	}
	batch->lines = lines;
	batch->records = drafts->n;
}

/* Under the lock, which is off during the work. */
static void
make_next(struct ring *ring, struct maker *maker)
{
	struct batch *batch = &ring->batches[ring->taken % ring->n];
	struct list drafts;

	ring->taking = true;
	pthread_mutex_unlock(&ring->lock);
	drafts = take_batch(ring->join, &maker->taken);
	pthread_mutex_lock(&ring->lock);
	ring->taking = false;
	ring->ended = !drafts.n;
	batch->made = false;
	ring->taken += !ring->ended;
	pthread_cond_broadcast(&ring->change);
	if (ring->ended)
		return;
	pthread_mutex_unlock(&ring->lock);
	make_batch(batch, &drafts, &maker->made);
	arena_reset(&maker->taken);
	pthread_mutex_lock(&ring->lock);
	batch->made = true;
	pthread_cond_broadcast(&ring->change);
}

static void
free_maker(struct maker *maker)
{
	arena_free(&maker->taken);
	arena_free(&maker->made);
}

static void *
make_all(void *ctx)
{
	struct ring *ring = ctx;
	struct maker maker = {0};

	pthread_mutex_lock(&ring->lock);
	while (!ring->ended)
		if (can_take(ring))
			make_next(ring, &maker);
		else
			pthread_cond_wait(&ring->change, &ring->lock);
	pthread_mutex_unlock(&ring->lock);
	free_maker(&maker);
	return NULL;
}

/* Hands on what is made, in its order, and makes some in between. */
static void
put_all(struct reading *r, struct ring *ring)
{
	struct maker maker = {0};

	pthread_mutex_lock(&ring->lock);
	while (!ring->ended || ring->put < ring->taken) {
		struct batch *batch = &ring->batches[ring->put % ring->n];
		if (ring->put < ring->taken && batch->made) {
			pthread_mutex_unlock(&ring->lock);
			reading_pass(
			    r, out_bytes(&batch->lines), batch->records);
			pthread_mutex_lock(&ring->lock);
			ring->put++;
			pthread_cond_broadcast(&ring->change);
		} else if (can_take(ring)) {
			make_next(ring, &maker);
		} else {
			pthread_cond_wait(&ring->change, &ring->lock);
		}
	}
	pthread_mutex_unlock(&ring->lock);
	free_maker(&maker);
}

void
rs_join(struct reading *r, struct rs_join *j)
{
	struct ring ring = {.join = j};
	struct arena arena = {0};
	pthread_t makers[MOST_THREADS - 1];
	size_t n = 0, threads = r->threads ? r->threads : 1;

	if (threads > MOST_THREADS)
		threads = MOST_THREADS;
	ring.n = threads > 1 ? threads * TURNS : 1;
	ring.batches = arena_new(&arena, struct batch, ring.n);
	for (size_t i = 0; i < ring.n; i++)
		out_memory(&ring.batches[i].lines);
	pthread_mutex_init(&ring.lock, NULL);
	pthread_cond_init(&ring.change, NULL);
	while (n + 1 < threads &&
	    pthread_create(&makers[n], NULL, make_all, &ring) == 0)
		n++;
	put_all(r, &ring);
	while (n)
		pthread_join(makers[--n], NULL);
	for (size_t i = 0; i < ring.n; i++)
		out_close(&ring.batches[i].lines, S("memory"));
	arena_free(&arena);
	pthread_cond_destroy(&ring.change);
	pthread_mutex_destroy(&ring.lock);
}
