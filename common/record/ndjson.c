#include "record/ndjson.h"

#include "base/lines.h"
#include "base/mem.h"
#include "json/read.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

/*
 * Batches of lines go round in a ring: whoever has time fills one or parses
 * one, and the caller gets their sheets in the order of the input.  With one
 * job, and at the beginning, the caller does all of it, a line at a time;
 * threads are for more than this many bytes.
 */
enum {
	WORTH_THREADS = 1024 * 1024,
	MAX_JOBS = 64,
	USUAL_JOBS = 4,
	APART = 128
};

/* One line that is not blank. */
struct entry {
	struct entry *next;
	size_t line; /* of the batch, from 1 */
	const char *bad; /* why it is no sheet; NULL when it is */
	struct sheet sheet;
	void *result; /* of the caller's work on it */
};

struct batch {
	/* threads at work on neighbours share no line of the cache */
	alignas(APART) struct lines_batch in;
	str left; /* of the text, not yet parsed */
	size_t lines; /* parsed so far */
	struct arena arena; /* of the entries */
	struct entry *entries; /* when all of it was parsed at once */
	unsigned user; /* the thread in whose cache it is */
	bool taken, parsed;
};

/* What the threads share: batches by number, each in turn[number % slots]. */
struct ring {
	pthread_mutex_t lock;
	pthread_cond_t work; /* for parsers: something to do, or nothing ever */
	pthread_cond_t news; /* for the caller: filled, parsed or ended */
	struct batch *batches, **turn;
	size_t slots; /* of both */
	unsigned threads; /* beside the caller's, that have begun */
	size_t head; /* the caller's */
	size_t claimed; /* the next to be parsed */
	size_t filled; /* the next to be filled */
	bool filling; /* somebody is at it */
	unsigned idle; /* who waits for something to do */
	bool ended, closing;
};

struct ndjson {
	struct ndjson_input input;
	struct record_want want;
	struct lines lines;
	size_t seen; /* bytes, until there are threads */
	unsigned jobs;
	struct ring ring;
	pthread_t parsers[MAX_JOBS];
	unsigned nparsers;

	struct batch *batch; /* the caller's, or NULL */
	struct entry *entry; /* last returned */
	struct entry own; /* for a line at a time */
	str file;
	size_t line; /* before the batch, in the file */
	size_t good, bad; /* records handed over, records left out */
};

/* More than some wait for the one that reads, and cost memory. */
static unsigned
job_count(unsigned wanted)
{
	cpu_set_t cores; /* that this process may use */

	if (wanted)
		return wanted < MAX_JOBS ? wanted : MAX_JOBS;
	if (sched_getaffinity(0, sizeof cores, &cores) != 0)
		return 1;
	wanted = (unsigned)CPU_COUNT(&cores);
	return wanted < USUAL_JOBS ? wanted : USUAL_JOBS;
}

static void
make_batches(struct ring *r)
{
	r->turn = mem_new(r->slots, sizeof *r->turn);
	r->batches = aligned_alloc(APART, r->slots * sizeof *r->batches);
	if (!r->batches)
		mem_out_of(r->slots * sizeof *r->batches);
	memset(r->batches, 0, r->slots * sizeof *r->batches);
}

struct ndjson *
ndjson_open(const struct ndjson_input *input)
{
	struct ndjson *nd = mem_new(1, sizeof *nd);

	nd->input = *input;
	nd->want = *input->want;
	record_want(&nd->want, SHAPE_sheet, "schema source");
	nd->jobs = job_count(input->jobs);
	lines_open(&nd->lines, input->files, input->n);
	nd->ring = (struct ring){
	    .lock = PTHREAD_MUTEX_INITIALIZER,
	    .work = PTHREAD_COND_INITIALIZER,
	    .news = PTHREAD_COND_INITIALIZER,
	    .slots = nd->jobs > 1 ? 2 * nd->jobs + 2 : 1,
	};
	make_batches(&nd->ring);
	return nd;
}

/* -- one line -- */

/* Whether anything of what a sheet holds was there, of what is read. */
static bool
has_content(const struct sheet *s)
{
	return s->payees.n || s->obligations.n || s->spending.n ||
	    s->budget.years.n || s->budget.items.n || s->outcomes.n ||
	    s->outputs.n || s->unit_costs.n || s->review.items.n ||
	    s->flow.nodes.n || s->flow.edges.n || s->past_numbers.n;
}

/*
 * What keeps a JSON object from being a sheet record, or NULL.  A record
 * written by hand may lack the schema, but then it must say something: {} and
 * the rows of a filter are none.
 */
static const char *
complaint(struct arena *a, const struct sheet *sheet)
{
	if (!sheet->schema.p)
		return has_content(sheet)
		    ? NULL
		    : "schema is missing, want reviewsheet/1";
	if (str_eq(sheet->schema, S("reviewsheet/1")))
		return NULL;
	return arena_printf(
	    a, "schema is %.*s, want reviewsheet/1", STR_ARG(sheet->schema))
	    .p;
}

static void
parse_line(
    const struct ndjson *nd, struct arena *a, str line, struct entry *entry)
{
	struct json j;

	json_init(&j, line);
	if (record_read(&j, a, SHAPE_sheet, &entry->sheet, &nd->want) &&
	    json_end(&j))
		entry->bad = complaint(a, &entry->sheet);
	else if (j.misfit)
		entry->bad = j.error;
	else
		entry->bad = arena_printf(
		    a, "byte %zu: %s", json_offset(&j) + 1, j.error)
				 .p;
	if (!entry->bad && nd->input.work)
		entry->result = nd->input.work(nd->input.ctx, a, &entry->sheet);
}

/* The next line of the batch that is not blank. */
static bool
next_line(struct batch *b, str *line)
{
	while (b->left.n) {
		struct str_cut cut = str_cut(b->left, '\n');
		b->left = cut.tail;
		b->lines++;
		*line = cut.head;
		if (line->n && line->p[line->n - 1] == '\r')
			line->n--;
		if (!str_is_blank(*line))
			return true;
	}
	return false;
}

static void
parse_batch(const struct ndjson *nd, struct batch *b)
{
	struct entry **last = &b->entries;
	str line;

	while (next_line(b, &line)) {
		struct entry *entry = arena_new(&b->arena, struct entry, 1);
		entry->line = b->lines;
		parse_line(nd, &b->arena, line, entry);
		*last = entry;
		last = &entry->next;
	}
	*last = NULL;
}

static bool
fill_batch(struct lines *lines, struct batch *b)
{
	if (!lines_fill(lines, &b->in))
		return false;
	arena_reset(&b->arena);
	b->left = b->in.text;
	b->lines = 0;
	b->entries = NULL;
	b->parsed = false;
	return true;
}

/* -- the threads -- */

static struct batch *
batch_at(struct ring *r, size_t number)
{
	return r->turn[number % r->slots];
}

/* Nobody is filling a batch, and there is one to be filled. */
static bool
can_fill(const struct ring *r)
{
	return !r->filling && !r->ended && !r->closing &&
	    r->filled < r->head + r->slots;
}

/* A batch that is not in use, best one that this thread has used before. */
static struct batch *
free_batch(struct ring *r, unsigned thread)
{
	struct batch *found = NULL;

	for (size_t i = 0; i < r->slots; i++) {
		struct batch *b = &r->batches[i];
		if (!b->taken && (!found || b->user == thread))
			found = b;
	}
	found->user = thread;
	found->taken = true;
	return found;
}

/* Both of these are called under the lock, which is off while they work. */
static void
fill_next(struct ndjson *nd, unsigned thread)
{
	struct ring *r = &nd->ring;
	struct batch *b = free_batch(r, thread);
	bool more;

	r->turn[r->filled % r->slots] = b;
	r->filling = true;
	pthread_mutex_unlock(&r->lock);
	more = fill_batch(&nd->lines, b);
	pthread_mutex_lock(&r->lock);
	r->filling = false;
	b->taken = more;
	r->filled += more;
	r->ended = !more;
	if (more)
		pthread_cond_signal(&r->work);
	else
		pthread_cond_broadcast(&r->work);
	pthread_cond_signal(&r->news);
}

static void
parse_next(struct ndjson *nd, unsigned thread)
{
	struct ring *r = &nd->ring;
	struct batch *b = batch_at(r, r->claimed++);

	b->user = thread;
	pthread_mutex_unlock(&r->lock);
	parse_batch(nd, b);
	pthread_mutex_lock(&r->lock);
	b->parsed = true;
	pthread_cond_signal(&r->news);
}

/*
 * What was just filled is best parsed by who filled it, as it is in its cache;
 * but while others have nothing to do, the next one comes first.
 */
static bool
should_fill(const struct ring *r)
{
	return can_fill(r) && (r->claimed == r->filled || r->idle);
}

static void
fill_and_parse(struct ndjson *nd, unsigned thread)
{
	struct ring *r = &nd->ring;

	fill_next(nd, thread);
	if (r->head < r->claimed && r->claimed < r->filled && !r->idle)
		parse_next(nd, thread);
}

static void
wait_for(struct ring *r, pthread_cond_t *what)
{
	r->idle++;
	pthread_cond_wait(what, &r->lock);
	r->idle--;
}

static void *
work_ahead(void *arg)
{
	struct ndjson *nd = arg;
	struct ring *r = &nd->ring;
	unsigned thread;

	pthread_mutex_lock(&r->lock);
	thread = ++r->threads;
	while (!r->closing) {
		if (should_fill(r))
			fill_and_parse(nd, thread);
		else if (r->claimed < r->filled)
			parse_next(nd, thread);
		else if (r->ended)
			break;
		else
			wait_for(r, &r->work);
	}
	pthread_mutex_unlock(&r->lock);
	return NULL;
}

/* Without any thread that could be had, the caller goes on alone. */
static void
start_threads(struct ndjson *nd)
{
	nd->seen = 0;
	while (nd->nparsers + 1 < nd->jobs &&
	    pthread_create(&nd->parsers[nd->nparsers], NULL, work_ahead, nd) ==
		0)
		nd->nparsers++;
}

static void
end_threads(struct ndjson *nd)
{
	struct ring *r = &nd->ring;

	pthread_mutex_lock(&r->lock);
	r->closing = true;
	pthread_cond_broadcast(&r->work);
	pthread_mutex_unlock(&r->lock);
	for (unsigned i = 0; i < nd->nparsers; i++)
		pthread_join(nd->parsers[i], NULL);
}

/*
 * The batch whose turn it is, NULL at the end.  While another thread is at it,
 * this one sees to those that come later; but it waits for input, or for
 * others, only after passing on what has been written.
 */
static struct batch *
take_batch(struct ndjson *nd)
{
	struct ring *r = &nd->ring;
	struct batch *b = NULL;
	bool flushed = !nd->input.out;

	pthread_mutex_lock(&r->lock);
	if (nd->batch) {
		nd->batch->taken = false;
		r->head++;
	}
	pthread_cond_signal(&r->work);
	while (!b && (r->head < r->filled || !r->ended)) {
		if (r->head == r->claimed && r->head < r->filled) {
			r->claimed++;
			b = batch_at(r, r->head);
		} else if (r->head < r->claimed &&
		    batch_at(r, r->head)->parsed) {
			b = batch_at(r, r->head);
		} else if (r->head < r->filled && should_fill(r) &&
		    !lines_may_wait(&nd->lines)) {
			fill_and_parse(nd, 0);
		} else if (r->claimed < r->filled) {
			parse_next(nd, 0);
		} else if (!flushed) {
			pthread_mutex_unlock(&r->lock);
			out_flush(nd->input.out);
			flushed = true;
			pthread_mutex_lock(&r->lock);
		} else if (r->head == r->filled && can_fill(r)) {
			fill_next(nd, 0);
		} else {
			wait_for(r, &r->news);
		}
	}
	pthread_mutex_unlock(&r->lock);
	return b;
}

/* -- the caller's side -- */

static void
report_unreadable(const struct lines_batch *b)
{
	struct place place = {.file = b->file};

	errno = b->error_number;
	if (errno)
		diag_errno(&place, "%s", b->error);
	else
		diag_error(&place, "%s", b->error);
}

/* Done with a batch: goes on to the next; false at the end of the input. */
static bool
next_batch(struct ndjson *nd)
{
	struct batch *b = nd->batch;

	if (b) {
		nd->line += b->lines;
		if (b->in.error)
			report_unreadable(&b->in);
		nd->seen += b->in.text.n;
		if (nd->jobs > 1 && !nd->nparsers && nd->seen > WORTH_THREADS) {
			start_threads(nd);
			nd->batch = NULL;
		}
	}
	if (nd->nparsers) {
		b = take_batch(nd);
	} else {
		if (nd->input.out)
			out_flush(nd->input.out);
		b = nd->ring.batches;
		if (!fill_batch(&nd->lines, b))
			b = NULL;
	}
	nd->batch = b;
	nd->entry = NULL;
	if (!b)
		return false;
	nd->file = b->in.file;
	if (b->in.begins)
		nd->line = 0;
	return true;
}

/* The next line of the batch at hand, parsed. */
static struct entry *
next_entry(struct ndjson *nd)
{
	struct batch *b = nd->batch;
	str line;

	if (b->parsed)
		return nd->entry ? nd->entry->next : b->entries;
	if (!next_line(b, &line))
		return NULL;
	arena_reset(&b->arena);
	nd->own.line = b->lines;
	parse_line(nd, &b->arena, line, &nd->own);
	return &nd->own;
}

const void *
ndjson_result(const struct ndjson *nd)
{
	return nd->entry ? nd->entry->result : NULL;
}

struct place
ndjson_place(const struct ndjson *nd)
{
	return (struct place){
	    .file = nd->file,
	    .line = nd->line + (nd->entry ? nd->entry->line : 0),
	};
}

str
ndjson_from(struct arena *a, const struct sheet *sheet)
{
	const struct source *s = &sheet->source;
	str member = S("");

	if (!s->file.n)
		return S("");
	if (s->member.n)
		member = arena_printf(a, "(%.*s)", STR_ARG(s->member));
	return arena_printf(a, " (from %.*s%.*s)",
	    STR_ARG(str_eq(s->file, S("-")) ? S("<stdin>") : s->file),
	    STR_ARG(member));
}

void
ndjson_bad(struct ndjson *nd, const char *what)
{
	struct place place = ndjson_place(nd);
	struct arena scratch = {0};
	str from = ndjson_from(&scratch, &nd->entry->sheet);

	nd->bad++;
	diag_error(&place, "%s%.*s", what, STR_ARG(from));
	arena_free(&scratch);
}

const struct sheet *
ndjson_next(struct ndjson *nd)
{
	while (nd->batch || next_batch(nd)) {
		struct entry *entry = next_entry(nd);
		if (!entry) {
			if (!next_batch(nd))
				break;
			continue;
		}
		nd->entry = entry;
		if (!entry->bad) {
			nd->good++;
			return &entry->sheet;
		}
		ndjson_bad(nd, entry->bad);
	}
	return NULL;
}

void
ndjson_close(struct ndjson *nd)
{
	end_threads(nd);
	if (nd->bad == 1)
		diag_error(NULL, "1 malformed record was left out");
	else if (nd->bad)
		diag_error(
		    NULL, "%zu malformed records were left out", nd->bad);
	if (nd->bad && !nd->good)
		diag_warn(NULL,
		    "no sheet record was met: sheet2ndjson makes them of "
		    "sheets");
	for (size_t i = 0; i < nd->ring.slots; i++) {
		lines_batch_free(&nd->ring.batches[i].in);
		arena_free(&nd->ring.batches[i].arena);
	}
	free(nd->ring.batches);
	free(nd->ring.turn);
	lines_close(&nd->lines);
	free(nd);
}
