#include "rs/rs.h"

#include "base/diag.h"
#include "read/csv.h"
#include "rs/join.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* The header of every table names the project's number and name. */
static int
recognise(str head)
{
	str line = str_cut(head, '\n').head;
	size_t commas = 0;

	for (size_t i = 0; i < line.n; i++)
		commas += line.p[i] == ',';
	return commas > 3 && str_has(line, S("予算事業")) &&
		str_has(line, S("事業名"))
	    ? 95
	    : 0;
}

/* -- reading a document into the spool -- */

/* Something wrong with a row; told when all documents are read. */
struct fault {
	size_t line;
	const char *what; /* NULL: the number of columns is wrong */
	size_t have, want; /* columns */
	str text; /* what stands where a number belongs, or null */
};

struct input {
	const struct document *doc;
	struct arena arena;
	struct list sections; /* of struct rs_section * */
	struct list faults; /* of struct fault */
	const char *error; /* the document cannot be read (further) */
	size_t error_line;
};

struct job {
	const struct rs_headers *known;
	struct rs_spool *spool;
	struct input *inputs;
	struct input **order; /* in which they are read */
	size_t n;
	atomic_size_t next;
};

static void
add_fault(struct input *input, struct fault fault)
{
	fault.text = arena_copy(&input->arena, str_take(fault.text, 60));
	*list_add(&input->arena, &input->faults, struct fault) = fault;
}

/* "7-1" of an unknown table's file 7-1_RS_2026_....csv */
static str
title_of(const struct document *doc)
{
	str name = doc->member.n ? doc->member : doc->file;
	str base = name;

	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == '/' || name.p[i] == '!')
			base = str_skip(name, i + 1);
	return str_cut(base, '_').head;
}

/* A number of plain digits below 2^max; false when it is anything else. */
static bool
number_of(str cell, unsigned max, uint64_t *number)
{
	cell = str_trim(cell);
	*number = 0;
	if (!cell.n || cell.n > 18)
		return false;
	for (size_t i = 0; i < cell.n; i++) {
		if (cell.p[i] < '0' || cell.p[i] > '9')
			return false;
		*number = *number * 10 + (uint64_t)(cell.p[i] - '0');
	}
	return *number >> max == 0;
}

static struct rs_section *
begin_section(const struct job *job, struct input *input, struct csv *csv)
{
	struct rs_map map;
	struct rs_section *s;

	if (!rs_map_header(job->known, &input->arena, csv->cells, csv->n, &map))
		return NULL;
	if (map.table == RS_TABLE_other)
		map.title = arena_copy(&input->arena, title_of(input->doc));
	s = arena_new(&input->arena, struct rs_section, 1);
	*s = (struct rs_section){.doc = input->doc, .map = map};
	rs_stream_init(&s->stream, job->spool, &s->map);
	*list_add(&input->arena, &input->sections, struct rs_section *) = s;
	csv->lead = map.lead;
	return s;
}

static void
add_year(struct input *input, struct rs_section *s, uint32_t year)
{
	for (size_t i = 0; i < s->years.n; i++)
		if (*list_at(&s->years, uint32_t, i) == year)
			return;
	*list_add(&input->arena, &s->years, uint32_t) = year;
}

/* Where the reading of a document stands. */
struct cursor {
	struct rs_section *section; /* NULL before the header */
	/* Of the row last put; a row that repeats its leading cells shares
	 * them. */
	uint64_t key;
	bool put;
};

/* The key of a row; false when it has none. */
static bool
key_of(const struct rs_map *map, const struct csv *csv, uint64_t *key)
{
	uint64_t id, year;

	if (csv->n <= map->id ||
	    !number_of(csv->cells[map->id], RS_ID_BITS, &id))
		return false;
	if (csv->n <= map->year ||
	    !number_of(csv->cells[map->year], RS_YEAR_BITS, &year))
		year = 0;
	*key = year << RS_ID_BITS | id;
	return true;
}

/* Puts a row into its section; another header begins a new one. */
static void
put_row(const struct job *job, struct input *input, struct cursor *at,
    struct csv *csv)
{
	struct rs_section *s = at->section, *next;
	bool repeated = csv->repeated && at->put;
	struct fault fault = {.line = csv->line, .what = csv->fault};

	at->put = false;
	if (csv->fault) {
		add_fault(input, fault);
		return;
	}
	if (!repeated && !key_of(&s->map, csv, &at->key)) {
		next = begin_section(job, input, csv);
		if (next) {
			at->section = next;
			return;
		}
		if (csv->n == s->map.n) {
			fault.what = "予算事業ID";
			fault.text = csv->cells[s->map.id];
			add_fault(input, fault);
			return;
		}
	}
	if (csv->n != s->map.n) {
		fault.have = csv->n;
		fault.want = s->map.n;
		add_fault(input, fault);
		at->put = repeated; /* what it repeats still holds */
		return;
	}
	if (!repeated)
		add_year(input, s, rs_key_year(at->key));
	at->put = true;
	rs_stream_put(&s->stream, at->key, csv->line, csv->cells, csv->n,
	    repeated && s->map.lead);
}

static void
read_rows(const struct job *job, struct input *input, struct in *in)
{
	struct cursor at = {0};
	struct csv csv;
	enum next next;

	csv_init(&csv, in);
	while ((next = csv_row(&csv)) == NEXT_ITEM) {
		if (at.section) {
			put_row(job, input, &at, &csv);
			continue;
		}
		at.section = begin_section(job, input, &csv);
		if (!at.section) {
			input->error = "the first row names no 予算事業ID";
			input->error_line = csv.line;
			break;
		}
	}
	if (next == NEXT_ERROR) {
		input->error = in->error;
		input->error_line = csv.next_line;
		if (at.section)
			at.section->cut = true;
	}
	csv_free(&csv);
}

static void *
read_inputs(void *ctx)
{
	struct job *job = ctx;
	size_t i;

	while ((i = atomic_fetch_add(&job->next, 1)) < job->n) {
		struct input *input = job->order[i];
		struct in in = {0};
		if (input->doc->open(input->doc, &in))
			read_rows(job, input, &in);
		else
			input->error = in.error ? in.error : "cannot open";
		in_close(&in);
	}
	return NULL;
}

enum { MOST_THREADS = 16 };

/* The largest first: the last that is read should not be long. */
static int
by_size(const void *a, const void *b)
{
	const struct input *x = *(struct input *const *)a;
	const struct input *y = *(struct input *const *)b;

	if (x->doc->size != y->doc->size)
		return x->doc->size > y->doc->size ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* Reads all documents, with so many threads in all. */
static void
read_documents(struct job *job, size_t n)
{
	pthread_t threads[MOST_THREADS];
	size_t started = 0;

	if (n > MOST_THREADS)
		n = MOST_THREADS;
	if (n > job->n)
		n = job->n;
	while (started + 1 < n &&
	    pthread_create(&threads[started], NULL, read_inputs, job) == 0)
		started++;
	read_inputs(job);
	while (started > 0)
		pthread_join(threads[--started], NULL);
}

/* -- telling what was wrong -- */

static void
tell_faults(struct reading *r, const struct input *input)
{
	struct place at = {
	    .file = input->doc->file, .member = input->doc->member};

	for (size_t i = 0; i < input->faults.n; i++) {
		const struct fault *f =
		    list_at(&input->faults, struct fault, i);
		at.line = f->line;
		if (!f->what)
			reading_report(
			    r, at, "%zu columns, want %zu", f->have, f->want);
		else if (f->text.p)
			reading_report(r, at, "%s is \"%.*s\", want digits",
			    f->what, STR_ARG(f->text));
		else
			reading_report(r, at, "%s", f->what);
	}
	at.line = input->error_line;
	if (input->error)
		reading_report(r, at, "%s", input->error);
}

/* -- after the reading -- */

static void
tell_repeats(const struct rs_join *j)
{
	for (size_t i = 0; i < j->n; i++) {
		const struct rs_section *s = j->sections[i],
					*other = s->repeats;
		struct place at = {
		    .file = s->doc->file, .member = s->doc->member};
		if (!other)
			continue;
		diag_warn(&at,
		    "table %.*s repeats %.*s%s%.*s (project %llu); what it "
		    "repeats is left out",
		    STR_ARG(s->map.title), STR_ARG(other->doc->file),
		    other->doc->member.n ? "!" : "",
		    STR_ARG(other->doc->member),
		    (unsigned long long)rs_key_id(s->repeated));
	}
}

/* False when the spool failed: then no record could be trusted. */
static bool
spool_holds(struct reading *r, const struct rs_join *j)
{
	for (size_t i = 0; i < j->n; i++) {
		const struct rs_section *s = j->sections[i];
		struct place at = {
		    .file = s->doc->file, .member = s->doc->member};
		if (!s->stream.error)
			continue;
		reading_report(r, at, "%s: %s", s->stream.error,
		    strerror(s->stream.error_number));
		return false;
	}
	return true;
}

/* Makes the sections ready to be taken, says which had to be sorted. */
static bool
rewind_sections(struct reading *r, struct rs_join *j)
{
	for (size_t i = 0; i < j->n; i++) {
		struct rs_section *s = j->sections[i];
		struct place at = {
		    .file = s->doc->file, .member = s->doc->member};
		if (!s->stream.sorted)
			diag_warn(&at,
			    "table %.*s is not in the order of 予算事業ID: "
			    "sorted, which takes memory",
			    STR_ARG(s->map.title));
		rs_stream_rewind(&s->stream);
	}
	return spool_holds(r, j);
}

static bool
read_all(struct reading *r, const struct document *docs, size_t n)
{
	struct arena arena = {0};
	struct rs_headers known;
	struct rs_spool spool;
	struct rs_join j = {.source = &r->source};
	struct job job = {.known = &known, .spool = &spool, .n = n};

	if (!rs_spool_init(&spool))
		return reading_fail(r, "out of memory", 0, STR_NULL);
	rs_headers_init(&known, &arena);
	job.inputs = arena_new(&arena, struct input, n);
	job.order = arena_new(&arena, struct input *, n);
	for (size_t i = 0; i < n; i++) {
		job.inputs[i].doc = &docs[i];
		job.order[i] = &job.inputs[i];
	}
	qsort(job.order, n, sizeof *job.order, by_size);
	read_documents(&job, r->threads);
	for (size_t i = 0; i < n; i++) {
		tell_faults(r, &job.inputs[i]);
		j.n += job.inputs[i].sections.n;
	}
	j.sections = arena_new(&arena, struct rs_section *, j.n + 1);
	j.n = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < job.inputs[i].sections.n; k++)
			j.sections[j.n++] = *list_at(
			    &job.inputs[i].sections, struct rs_section *, k);
	if (rewind_sections(r, &j)) {
		rs_join(r, &j);
		tell_repeats(&j);
		spool_holds(r, &j);
	}
	for (size_t i = 0; i < j.n; i++)
		rs_stream_free(&j.sections[i]->stream);
	for (size_t i = 0; i < n; i++)
		arena_free(&job.inputs[i].arena);
	rs_spool_free(&spool);
	arena_free(&arena);
	return !r->error;
}

const struct reader rs_reader = {
    .name = "rs-csv",
    .title = "CSV tables of the RS System, joined",
    .recognise = recognise,
    .read_all = read_all,
};
