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
 * Several threads take turns: each takes the rows of a few projects, a batch,
 * and makes the lines of their records while the others do the same; when all
 * batches before one of its own are handed on, it hands on its own.  So rows,
 * records and lines stay in the cache of one core.
 */
enum {
	BATCH = 64 * 1024, /* bytes of rows, worth a turn */
	AHEAD = 3, /* batches that a thread may have made before their turn */
	MOST_THREADS = 16,
};

struct turns {
	struct reading *reading;
	struct rs_join *join;
	pthread_mutex_t lock;
	pthread_cond_t change; /* something has changed */
	size_t taken, put; /* batches */
	bool taking, ended;
};

/* What a thread works with. */
struct maker {
	struct arena taken; /* the rows of a batch */
	struct arena made; /* a record */
	struct batch {
		size_t number;
		struct out lines;
		size_t records;
	} batches[AHEAD]; /* made, in a ring */
	size_t first, n;
};

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
	out_clear(&batch->lines);
	batch->records = drafts->n;
	for (size_t i = 0; i < drafts->n; i++) {
		make(*list_at(drafts, struct draft *, i), a, &batch->lines);
		arena_reset(a);
	}
}

static bool
can_take(const struct turns *t, const struct maker *m)
{
	return !t->taking && !t->ended && m->n < AHEAD;
}

/* Under the lock, which is off during the work. */
static void
make_next(struct turns *t, struct maker *m)
{
	struct batch *batch = &m->batches[(m->first + m->n) % AHEAD];
	struct list drafts;

	batch->number = t->taken;
	t->taking = true;
	pthread_mutex_unlock(&t->lock);
	drafts = take_batch(t->join, &m->taken);
	pthread_mutex_lock(&t->lock);
	t->taking = false;
	t->ended = !drafts.n;
	t->taken += !t->ended;
	pthread_cond_broadcast(&t->change);
	if (t->ended)
		return;
	pthread_mutex_unlock(&t->lock);
	make_batch(batch, &drafts, &m->made);
	arena_reset(&m->taken);
	m->n++;
	pthread_mutex_lock(&t->lock);
}

/* Whether the first batch that this thread has made is the next to go. */
static bool
is_its_turn(const struct turns *t, const struct maker *m)
{
	return m->n && m->batches[m->first].number == t->put;
}

/* The same; only one thread at a time has its turn. */
static void
put_first(struct turns *t, struct maker *m)
{
	struct batch *batch = &m->batches[m->first];

	pthread_mutex_unlock(&t->lock);
	reading_pass(t->reading, out_bytes(&batch->lines), batch->records);
	m->first = (m->first + 1) % AHEAD;
	m->n--;
	pthread_mutex_lock(&t->lock);
	t->put++;
	pthread_cond_broadcast(&t->change);
}

static void *
make_all(void *ctx)
{
	struct turns *t = ctx;
	struct maker m = {.n = 0};

	for (size_t i = 0; i < AHEAD; i++)
		out_memory(&m.batches[i].lines);
	pthread_mutex_lock(&t->lock);
	while (!t->ended || m.n)
		if (is_its_turn(t, &m))
			put_first(t, &m);
		else if (can_take(t, &m))
			make_next(t, &m);
		else
			pthread_cond_wait(&t->change, &t->lock);
	pthread_mutex_unlock(&t->lock);
	for (size_t i = 0; i < AHEAD; i++)
		out_close(&m.batches[i].lines, S("memory"));
	arena_free(&m.taken);
	arena_free(&m.made);
	return NULL;
}

void
rs_join(struct reading *r, struct rs_join *j)
{
	struct turns turns = {.reading = r, .join = j};
	pthread_t threads[MOST_THREADS];
	size_t n = 0;

	pthread_mutex_init(&turns.lock, NULL);
	pthread_cond_init(&turns.change, NULL);
	while (n + 1 < r->threads && n + 1 < MOST_THREADS &&
	    pthread_create(&threads[n], NULL, make_all, &turns) == 0)
		n++;
	make_all(&turns);
	while (n)
		pthread_join(threads[--n], NULL);
	pthread_cond_destroy(&turns.change);
	pthread_mutex_destroy(&turns.lock);
}
