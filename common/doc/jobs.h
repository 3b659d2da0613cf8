/*
 * jobs: documents to their readers, several at a time.  Records and
 * diagnostics come out in the order in which the documents were put in, the
 * same bytes for any number of threads.  Memory is bounded: a reader whose
 * turn has not come waits when it has much to say, and so does whoever puts.
 */
#ifndef DOC_JOBS_H
#define DOC_JOBS_H

#include "base/out.h"
#include "doc/decode.h"
#include "read/reader.h"

/* What belongs together and must hold a sheet: a directory, an archive. */
struct jobs_group {
	_Atomic size_t sheets, troubles;
};

/* One document.  Made by job_new, given away by jobs_put. */
struct job {
	struct in in; /* owned */
	enum encoding encoding; /* of a text; else ENCODING_NONE */
	struct decoded decoded;
	const struct reader *reader;
	/* For a reader that gathers, instead of in; borrowed. */
	const struct document *documents;
	size_t ndocuments;
	struct jobs_group *group; /* counts what is found; may be NULL */
	bool must; /* an operand by itself: it is an error if no sheet */
	bool live; /* someone waits for each record: pass it on at once */
	bool prompt; /* what is passed on is written out at once */
	bool *finished; /* set when all is written; may be NULL */
	str file, member; /* owned */
	/* the queue's */
	struct job *next;
	bool ends; /* no document: the group is complete */
	bool done;
	size_t bytes; /* of memory that the document holds */
	size_t sheets, skipped, troubles;
	struct out out, said;
};

struct jobs;

/*
 * Writes to out, which is borrowed.  At most n documents are read at a time,
 * one of them by the caller while it waits.  limits goes to the readers.
 */
struct jobs *
jobs_open(struct out *out, unsigned n, const struct archive_limits *limits);
struct jobs_group *jobs_new_group(void);
struct job *job_new(str file, str member); /* copies */
void job_free(struct job *); /* of one that was not put after all */
/* The document's bytes are all its own: it is read when its turn comes. */
void jobs_put(struct jobs *, struct job *);
/* Returns when it has been read and all its records are written. */
void jobs_put_wait(struct jobs *, struct job *);
/* Behind the last document of a group, which is freed (free) then. */
void jobs_end_group(struct jobs *, struct jobs_group *, str file, str member);
/* Everything put so far is written when this returns. */
void jobs_drain(struct jobs *);
/* Drains, and ends the threads. */
void jobs_close(struct jobs *);
size_t jobs_skipped(const struct jobs *); /* documents that were no sheet */

#endif
