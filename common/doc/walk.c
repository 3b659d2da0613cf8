#include "doc/walk.h"

#include "base/mem.h"
#include "base/mem.h"
#include "doc/decode.h"
#include "doc/store.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	/* A member is read into memory up to this size, so that it can be
	 * read by another thread, and can seek; a larger one streams. */
	LOAD = 8 * 1024 * 1024,
	LINE = 32 * 1024 * 1024,
	DEPTH = 8,
	ARCHIVE_HEAD = 512,
};

/* A document that waits for the end of the run, for a reader that gathers. */
struct walk_kept {
	const struct reader *reader;
	struct document document;
};

/* What is known of the bytes in hand. */
struct trail {
	const char *path;
	str file, member;
	unsigned depth; /* archives and compressions around it */
	bool operand; /* named by the user: must be a sheet, or hold one */
	bool live; /* standard input: someone waits for each record */
	bool lent; /* the bytes come from an archive that is read on after */
	struct jobs_group *group;
	struct store_path again;
	uint64_t size; /* 0: not known */
};

static struct place
place_of(const struct trail *t)
{
	return (struct place){.file = t->file, .member = t->member};
}

/* -- what went wrong, and what is no sheet -- */

static void
complain(const struct trail *t, const char *what, int number)
{
	struct place at = place_of(t);

	errno = number;
	if (number)
		diag_errno(&at, "%s", what);
	else
		diag_error(&at, "%s", what);
	if (t->group)
		t->group->troubles++;
}

static void
refuse(struct walk *w, const struct trail *t, const char *what)
{
	struct place at = place_of(t);

	if (t->operand) {
		complain(t, what, 0);
	} else {
		diag_note(&at, "%s, skipped", what);
		w->skipped++;
	}
}

/* -- one document -- */

struct kind {
	enum encoding encoding; /* NONE: bytes to be read as they are */
	const struct reader *reader; /* NULL: nobody knows it */
};

/* What the readers would see of a text that begins with these bytes. */
static const struct reader *
reader_of_text(str head, enum encoding encoding)
{
	const struct reader *reader;
	struct in in;

	if (encoding == ENCODING_UTF8) {
		if (str_starts(head, S("\xef\xbb\xbf")))
			head = str_skip(head, 3);
		return reader_for(head);
	}
	in_memory(&in, head);
	decode_open(&in, encoding, NULL);
	head = in_peek(&in, READER_HEAD);
	if (str_starts(head, S("\xef\xbb\xbf")))
		head = str_skip(head, 3);
	reader = reader_for(head);
	in_close(&in);
	return reader;
}

/* A container or a PDF looks like text to nobody but a guesser. */
static bool
is_binary(str head)
{
	return archive_kind(head) != ARCHIVE_NONE ||
	    str_starts(head, S("%PDF-"));
}

static struct kind
kind_of(const struct walk *w, str head)
{
	struct kind kind = {ENCODING_NONE, NULL};

	if (!is_binary(head))
		kind.encoding = decode_guess(head, head.n < READER_HEAD);
	if (w->options.reader)
		kind.reader = w->options.reader;
	else if (kind.encoding == ENCODING_NONE)
		kind.reader = reader_for(head);
	else
		kind.reader = reader_of_text(head, kind.encoding);
	return kind;
}

static void
keep(struct walk *w, struct in *in, const struct trail *t,
    const struct reader *reader)
{
	struct walk_kept *kept = list_add(&w->run, &w->kept, struct walk_kept);

	struct store_path again = t->again;

	kept->reader = reader;
	kept->document.file = arena_copy(&w->run, t->file);
	kept->document.member = arena_copy(&w->run, t->member);
	kept->document.size = t->size;
	if (again.path)
		again.path = arena_cstr(&w->run, str_of(again.path));
	if (!store_keep(
		&w->run, &kept->document, in, again, &w->options.limits))
		complain(t, in->error ? in->error : "cannot keep a copy",
		    in->error ? in->error_number : errno);
	if (t->group)
		t->group->sheets++; /* there may be one; the end tells */
}

/*
 * Hands the bytes to the reader that knows them, in a job of their own when
 * they do not depend on what this thread does next.
 */
static void
put_job(struct walk *w, struct in *in, const struct trail *t, struct kind kind)
{
	struct job *job = job_new(t->file, t->member);
	bool alone = !t->lent || !in->source.read;

	job->in = *in;
	job->encoding = kind.encoding;
	job->reader = kind.reader;
	job->group = t->group;
	job->must = t->operand;
	job->prompt = t->live;
	job->live = t->live && !t->lent;
	if (in->error) /* its text may be the archive's */
		job->in.error = arena_cstr(&w->run, str_of(in->error));
	if (alone && !job->live)
		jobs_put(w->jobs, job);
	else
		jobs_put_wait(w->jobs, job);
}

static void
read_document(struct walk *w, struct in *in, const struct trail *t)
{
	str head = in_peek(in, READER_HEAD);
	struct kind kind = kind_of(w, head);

	if (kind.reader && kind.reader->read && t->lent)
		in_load(in, LOAD);
	/* A damaged text is read up to the damage, anything else is not. */
	if (in->error && (!kind.reader || kind.encoding == ENCODING_NONE))
		complain(t, in->error, in->error_number);
	else if (!head.n)
		refuse(w, t, "is empty, want a review sheet");
	else if (!kind.reader)
		refuse(w, t, "not a review sheet");
	else if (kind.reader->read_all)
		keep(w, in, t, kind.reader);
	else {
		put_job(w, in, t, kind);
		return;
	}
	in_close(in);
}

/* -- archives -- */

static void take(struct walk *, struct in *, const struct trail *);

/* Hashes of the names met in an archive, to tell of those that come twice. */
struct names {
	uint64_t *slots; /* 0: free */
	size_t n, room; /* a power of two */
};

static bool
names_add(struct names *names, str name)
{
	uint64_t hash = str_hash(name) | 1;
	size_t at;

	if (names->n * 2 >= names->room) {
		struct names grown = {
		    .room = names->room ? names->room * 2 : 64};
		grown.slots = mem_new(grown.room, sizeof *grown.slots);
		for (size_t i = 0; i < names->room; i++) {
			if (!names->slots[i])
				continue;
			at = names->slots[i] >> 1 & (grown.room - 1);
			while (grown.slots[at])
				at = (at + 1) & (grown.room - 1);
			grown.slots[at] = names->slots[i];
		}
		grown.n = names->n;
		free(names->slots);
		*names = grown;
	}
	at = hash >> 1 & (names->room - 1);
	for (; names->slots[at]; at = (at + 1) & (names->room - 1))
		if (names->slots[at] == hash)
			return false;
	names->slots[at] = hash;
	names->n++;
	return true;
}

/* "inner.zip" and "a.xlsx" make "inner.zip!a.xlsx"; a stream has no name. */
static str
member_path(struct arena *arena, str container, str name)
{
	if (str_is_null(name))
		return container;
	if (str_is_null(container))
		return arena_copy(arena, name);
	return arena_printf(
	    arena, "%.*s!%.*s", STR_ARG(container), STR_ARG(name));
}

static void
read_archive(struct walk *w, struct in *in, const struct trail *t)
{
	struct archive_reader *archive = archive_open(in, &w->options.limits);
	struct arena arena = {0};
	struct names names = {0};
	struct archive_member member;
	struct in data;
	enum next next;

	for (uint64_t n = 0;
	     (next = archive_next(archive, &member)) == NEXT_ITEM; n++) {
		struct trail inner = *t;
		struct place at;
		inner.member = member_path(&arena, t->member, member.name);
		inner.lent = true;
		inner.depth++;
		inner.again.in_archive = true;
		inner.again.nth = n;
		inner.size = member.size_known ? member.size : 0;
		if (t->depth || str_is_null(member.name))
			inner.again.path = NULL;
		if (!str_is_null(member.name))
			inner.operand = false;
		at = place_of(&inner);
		if (member.name.p && !names_add(&names, member.name))
			diag_warn(&at, "a member of this name came before");
		archive_data(archive, &data);
		take(w, &data, &inner);
		arena_reset(&arena);
	}
	if (next == NEXT_ERROR)
		complain(t, archive_error(archive), 0);
	free(names.slots);
	arena_free(&arena);
	archive_close(archive);
}

/* A workbook is a zip, too. */
static bool
is_document(const struct walk *w, struct in *in)
{
	str head = in_peek(in, READER_HEAD);

	if (w->options.reader && w->options.reader->recognise(head) > 0)
		return w->options.reader->container;
	for (size_t i = 0; readers[i]; i++)
		if (readers[i]->container && readers[i]->recognise(head) > 0)
			return true;
	return false;
}

/*
 * Whatever the bytes are: a compressed stream, a container, a document.  Owns
 * in.  Its recursion is as deep as options.depth allows.
 */
static void
take(struct walk *w, struct in *in, const struct trail *trail)
{
	struct trail t = *trail;
	struct jobs_group *group = NULL;
	enum archive_kind kind;

	in_gunzip(in,
	    &(struct in_limits){
		w->options.limits.member,
		w->options.limits.ratio,
		w->options.limits.ratio_from,
	    });
	in->limit = w->options.line;
	if (in->gzip) {
		t.depth++;
		if (t.again.in_archive)
			t.again.path = NULL;
	}
	kind = archive_kind(in_peek(in, ARCHIVE_HEAD));
	if (kind == ARCHIVE_NONE ||
	    (kind == ARCHIVE_MEMBERS && is_document(w, in))) {
		read_document(w, in, &t);
		return;
	}
	if (t.depth >= w->options.depth) {
		complain(&t, "archives are nested beyond the depth limit", 0);
		in_close(in);
		return;
	}
	/* From memory, a zip shows its table of contents. */
	if (t.lent || t.live)
		in_load(in, LOAD);
	if (!t.group && kind == ARCHIVE_MEMBERS) {
		group = jobs_new_group();
		t.group = group;
	}
	read_archive(w, in, &t);
	in_close(in);
	if (group)
		jobs_end_group(w->jobs, group, t.file, t.member);
}

static void
take_file(struct walk *w, struct trail *t)
{
	struct in in;

	if (in_open_raw(&in, t->path)) {
		take(w, &in, t);
	} else {
		complain(t, in.error, in.error_number);
		in_close(&in);
	}
}

/* -- directories -- */

static int
by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static void
take_entry(struct walk *w, FTSENT *entry, struct jobs_group *group)
{
	struct trail t = {
	    .path = entry->fts_path,
	    .file = str_of(entry->fts_path),
	    .group = group,
	};

	switch (entry->fts_info) {
	case FTS_F:
		/* what is kept for the end needs the name for good */
		t.again.path = entry->fts_path;
		t.size = (uint64_t)entry->fts_statp->st_size;
		take_file(w, &t);
		break;
	case FTS_D:
	case FTS_DP:
	case FTS_DOT:
		break;
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS:
		complain(&t, "cannot be read", entry->fts_errno);
		break;
	case FTS_DC:
		refuse(w, &t, "a link to a directory around it");
		break;
	default: /* a device or a pipe: reading it might never end */
		refuse(w, &t, "not a regular file");
		break;
	}
}

/* fts keeps its own stack: a deep tree costs no recursion. */
static void
read_directory(struct walk *w, const char *path)
{
	struct trail t = {.path = path, .file = str_of(path)};
	struct jobs_group *group = jobs_new_group();
	char *name = arena_cstr(&w->run, t.file);
	FTS *tree = fts_open(
	    (char *[]){name, NULL}, FTS_LOGICAL | FTS_NOCHDIR, by_name);
	FTSENT *entry;

	t.group = group;
	if (!tree)
		complain(&t, "cannot be read", errno);
	while (tree && (entry = fts_read(tree)))
		take_entry(w, entry, group);
	if (tree)
		fts_close(tree);
	jobs_end_group(w->jobs, group, t.file, STR_NULL);
}

/* -- the walk -- */

struct walk_options
walk_defaults(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return (struct walk_options){
	    .limits = archive_limits_default,
	    .line = LINE,
	    .depth = DEPTH,
	    .jobs = cores > 0 && cores < 1024 ? (unsigned)cores : 1,
	};
}

void
walk_init(struct walk *w, struct walk_options options, struct out *out)
{
	archive_prepare();
	mem_keep();
	*w = (struct walk){.options = options, .out = out};
	w->jobs = jobs_open(out, options.jobs, &w->options.limits);
}

void
walk_operand(struct walk *w, const char *path)
{
	struct trail t = {
	    .path = path,
	    .file = str_of(path),
	    .operand = true,
	    .again = {.path = path},
	};
	struct stat st;

	t.live = strcmp(path, "-") == 0;
	if (!t.live && stat(path, &st) == 0) {
		if (S_ISDIR(st.st_mode)) {
			read_directory(w, path);
			return;
		}
		t.live = !S_ISREG(st.st_mode);
		t.size = (uint64_t)st.st_size;
	}
	if (t.live)
		t.again.path = NULL;
	take_file(w, &t);
}

/* All documents of one reader at once, in a job of its own. */
static void
read_kept(struct walk *w, const struct reader *reader)
{
	struct job *job = job_new(STR_NULL, STR_NULL);
	struct list documents = {0};

	for (size_t i = 0; i < w->kept.n; i++) {
		struct walk_kept *kept = list_at(&w->kept, struct walk_kept, i);
		if (kept->reader == reader && kept->document.open)
			*list_add(&w->run, &documents, struct document) =
			    kept->document;
	}
	job->reader = reader;
	job->documents = documents.items;
	job->ndocuments = documents.n;
	jobs_put_wait(w->jobs, job);
}

void
walk_finish(struct walk *w)
{
	for (size_t i = 0; readers[i]; i++)
		for (size_t k = 0; k < w->kept.n; k++)
			if (list_at(&w->kept, struct walk_kept, k)->reader ==
			    readers[i]) {
				read_kept(w, readers[i]);
				break;
			}
	jobs_drain(w->jobs);
	w->skipped += jobs_skipped(w->jobs);
	if (w->skipped)
		diag_note(NULL, "%zu that %s no sheet skipped", w->skipped,
		    w->skipped == 1 ? "is" : "are");
	jobs_close(w->jobs);
	for (size_t k = 0; k < w->kept.n; k++)
		store_forget(&list_at(&w->kept, struct walk_kept, k)->document);
	arena_free(&w->run);
}
