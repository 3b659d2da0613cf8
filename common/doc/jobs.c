#include "doc/jobs.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "base/arena.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
	PASS_ON = 64 * 1024, /* records worth passing on in their turn */
	HELD_OUT = 1024 * 1024, /* records held back before their turn */
	HELD_IN = 32 * 1024 * 1024, /* documents in memory waiting */
	QUEUE = 3, /* documents waiting for each reader */
};

struct jobs {
	struct out *out;
	const struct archive_limits *limits;
	unsigned limit; /* readers at a time */
	struct arena arena; /* of the caller's own reading */
	struct out said; /* the caller's, since the last job */
	struct out *said_before;
	size_t skipped;

	/* under the lock */
	pthread_mutex_t lock;
	pthread_cond_t work; /* there is some, or no more will come */
	pthread_cond_t turn; /* the head of the queue has changed */
	struct job *head, **tail; /* in order; the head may write */
	struct job *fresh; /* the first that nobody has begun */
	size_t queued, unread, bytes;
	bool closing;
	pthread_t *threads;
	unsigned nthreads, idle;
};

struct job *
job_new(str file, str member)
{
	struct job *job = mem_new(1, sizeof *job + file.n + member.n + 1);
	char *names = (char *)(job + 1);

	if (file.n)
		memcpy(names, file.p, file.n);
	if (member.n)
		memcpy(names + file.n, member.p, member.n);
	job->file = (str){names, file.n};
	if (member.p)
		job->member = (str){names + file.n, member.n};
	out_memory(&job->out);
	out_memory(&job->said);
	return job;
}

struct jobs_group *
jobs_new_group(void)
{
	return mem_new(1, sizeof(struct jobs_group));
}

void
job_free(struct job *job)
{
	in_close(&job->in);
	out_close(&job->out, STR_NULL);
	out_close(&job->said, STR_NULL);
	free(job);
}

/* -- the order of writing; all of these under the lock -- */

static void
pass_on(struct jobs *q, struct job *job)
{
	diag_release(&job->said);
	out_put(q->out, out_bytes(&job->out));
	out_clear(&job->out);
	if (job->live || job->prompt)
		out_flush(q->out);
	else
		out_record_done(q->out);
}

static void
end_group(struct job *job)
{
	struct out *before = diag_hold(NULL);

	if (!job->group->sheets && !job->group->troubles)
		diag_error(
		    &(struct place){.file = job->file, .member = job->member},
		    "no review sheet in it");
	diag_hold(before);
	free(job->group);
}

/* Writes what is complete at the head of the queue. */
static void
write_done(struct jobs *q)
{
	struct job *job;

	while ((job = q->head) && job->done) {
		pass_on(q, job);
		q->skipped += job->skipped;
		if (job->ends) {
			end_group(job);
		} else if (job->group) {
			job->group->sheets += job->sheets;
			job->group->troubles += job->troubles;
		}
		if (job->finished)
			*job->finished = true;
		q->head = job->next;
		if (!q->head)
			q->tail = &q->head;
		q->queued--;
		q->bytes -= job->bytes;
		job_free(job);
	}
	pthread_cond_broadcast(&q->turn);
}

/* -- reading one document -- */

struct job_sink {
	struct sheet_sink sink;
	struct jobs *jobs;
	struct job *job;
};

/* Passes on what has been written, when there is much or it is waited for. */
static void
offer(struct job_sink *s)
{
	struct jobs *q = s->jobs;
	struct job *job = s->job;

	if (!job->live && job->out.n < PASS_ON)
		return;
	pthread_mutex_lock(&q->lock);
	while (q->head != job && (job->live || job->out.n > HELD_OUT))
		pthread_cond_wait(&q->turn, &q->lock);
	if (q->head == job)
		pass_on(q, job);
	pthread_mutex_unlock(&q->lock);
}

static void
put_sheet(struct sheet_sink *sink, const struct sheet *sheet)
{
	struct job_sink *s = (struct job_sink *)sink;

	record_write(&s->job->out, SHAPE_sheet, sheet);
	out_char(&s->job->out, '\n');
	offer(s);
}

/* Lines that are much at once need not be copied to be offered. */
static void
put_lines(struct sheet_sink *sink, str lines)
{
	struct job_sink *s = (struct job_sink *)sink;
	struct jobs *q = s->jobs;
	bool passed;

	pthread_mutex_lock(&q->lock);
	passed = q->head == s->job && !s->job->live && !s->job->prompt;
	if (passed) {
		pass_on(q, s->job);
		out_put(q->out, lines);
		out_record_done(q->out);
	}
	pthread_mutex_unlock(&q->lock);
	if (passed)
		return;
	out_put(&s->job->out, lines);
	offer(s);
}

static void
report(struct reading *reading, const struct place *at, const char *what)
{
	struct job_sink *s = (struct job_sink *)reading->sink;

	diag_error(at, "%s", what);
	s->job->troubles++;
}

/* All of it is in memory and is sound UTF-8: nothing to decode. */
static bool
is_plain(const struct job *job)
{
	str all = {job->in.at, job->in.left};

	return job->encoding == ENCODING_UTF8 && !job->in.source.read &&
	    all.n && !memchr(all.p, 0, all.n) && utf8_is_valid(all);
}

static bool
read_with(struct reading *reading, struct job *job)
{
	if (job->documents)
		return job->reader->read_all(
		    reading, job->documents, job->ndocuments);
	if (job->encoding != ENCODING_NONE && !is_plain(job))
		decode_open(&job->in, job->encoding, &job->decoded);
	return job->reader->read(reading, &job->in);
}

/* What there is to say when the reader has come to its end. */
static void
conclude(struct job *job, const struct reading *reading, bool whole)
{
	struct place at = {.file = job->file, .member = job->member};
	const char *refusal =
	    reading->refusal ? reading->refusal : "not a review sheet";

	job->sheets = reading->sheets;
	if (!whole || job->in.error) {
		const char *what =
		    reading->error ? reading->error : job->in.error;
		if (reading->error)
			at = reading->place;
		diag_error(&at, "%s", what ? what : "cannot be read");
		job->troubles++;
	} else if (!job->sheets && !job->troubles) {
		job->skipped = !job->must;
		if (job->must)
			diag_error(&at, "%s", refusal);
		else
			diag_note(&at, "%s, skipped", refusal);
	}
}

static void
read_job(struct jobs *q, struct job *job, struct arena *arena)
{
	struct job_sink sink = {{put_sheet, put_lines}, q, job};
	struct reading reading = {
	    .source = {.file = job->file,
		.member = job->member,
		.reader = str_of(job->reader->name)},
	    .sink = &sink.sink,
	    .arena = arena,
	    .report = report,
	    .decoded = &job->decoded,
	    .in = &job->in,
	    .limits = q->limits,
	    .threads = q->limit,
	};
	struct out *before = diag_hold(&job->said);

	conclude(job, &reading, read_with(&reading, job));
	diag_hold(before);
	arena_reset(arena);
}

/* -- the queue -- */

/* Reads the first fresh document; called and left under the lock. */
static void
read_fresh(struct jobs *q, struct arena *arena)
{
	struct job *job = q->fresh;

	do
		q->fresh = q->fresh->next;
	while (q->fresh && q->fresh->ends);
	q->unread--;
	pthread_mutex_unlock(&q->lock);
	read_job(q, job, arena);
	pthread_mutex_lock(&q->lock);
	job->done = true;
	write_done(q);
}

static void *
work(void *ctx)
{
	struct jobs *q = ctx;
	struct arena arena = {0};

	pthread_mutex_lock(&q->lock);
	for (;;) {
		while (!q->fresh && !q->closing) {
			q->idle++;
			pthread_cond_wait(&q->work, &q->lock);
			q->idle--;
		}
		if (!q->fresh)
			break;
		read_fresh(q, &arena);
	}
	pthread_mutex_unlock(&q->lock);
	arena_free(&arena);
	return NULL;
}

/* A thread is begun only when there is something for it to do. */
static void
call_worker(struct jobs *q)
{
	if (q->idle)
		pthread_cond_signal(&q->work);
	else if (q->unread > 1 && q->nthreads + 1 < q->limit &&
	    pthread_create(&q->threads[q->nthreads], NULL, work, q) == 0)
		q->nthreads++;
}

/* Under the lock: something useful, or a wait for others to do it. */
static void
help(struct jobs *q)
{
	if (q->fresh)
		read_fresh(q, &q->arena);
	else
		pthread_cond_wait(&q->turn, &q->lock);
}

static void
append(struct jobs *q, struct job *job)
{
	job->said = q->said; /* what the caller said comes first */
	out_memory(&q->said);
	job->bytes = job->in.room;
	*q->tail = job;
	q->tail = &job->next;
	q->queued++;
	q->bytes += job->bytes;
	if (job->ends) {
		job->done = true;
	} else {
		q->unread++;
		if (!q->fresh)
			q->fresh = job;
		call_worker(q);
	}
	write_done(q);
}

void
jobs_put(struct jobs *q, struct job *job)
{
	pthread_mutex_lock(&q->lock);
	append(q, job);
	while (q->queued &&
	    (q->limit == 1 || q->queued > (size_t)QUEUE * q->limit ||
		q->bytes > HELD_IN))
		help(q);
	pthread_mutex_unlock(&q->lock);
}

void
jobs_put_wait(struct jobs *q, struct job *job)
{
	bool finished = false;

	job->finished = &finished;
	pthread_mutex_lock(&q->lock);
	append(q, job);
	while (!finished)
		help(q);
	pthread_mutex_unlock(&q->lock);
}

void
jobs_end_group(struct jobs *q, struct jobs_group *group, str file, str member)
{
	struct job *job = job_new(file, member);

	job->group = group;
	job->ends = true;
	pthread_mutex_lock(&q->lock);
	append(q, job);
	pthread_mutex_unlock(&q->lock);
}

void
jobs_drain(struct jobs *q)
{
	pthread_mutex_lock(&q->lock);
	while (q->queued)
		help(q);
	diag_release(&q->said);
	pthread_mutex_unlock(&q->lock);
}

struct jobs *
jobs_open(struct out *out, unsigned n, const struct archive_limits *limits)
{
	struct jobs *q = mem_new(1, sizeof *q);

	q->out = out;
	q->limits = limits;
	q->limit = n ? n : 1;
	q->threads = mem_new(q->limit, sizeof *q->threads);
	q->tail = &q->head;
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->work, NULL);
	pthread_cond_init(&q->turn, NULL);
	out_memory(&q->said);
	q->said_before = diag_hold(&q->said);
	return q;
}

void
jobs_close(struct jobs *q)
{
	jobs_drain(q);
	diag_hold(q->said_before);
	out_close(&q->said, STR_NULL);
	pthread_mutex_lock(&q->lock);
	q->closing = true;
	pthread_cond_broadcast(&q->work);
	pthread_mutex_unlock(&q->lock);
	for (unsigned i = 0; i < q->nthreads; i++)
		pthread_join(q->threads[i], NULL);
	pthread_cond_destroy(&q->turn);
	pthread_cond_destroy(&q->work);
	pthread_mutex_destroy(&q->lock);
	arena_free(&q->arena);
	free(q->threads);
	free(q);
}

size_t
jobs_skipped(const struct jobs *q)
{
	return q->skipped;
}
