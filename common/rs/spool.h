/*
 * spool: rows of many tables, put down as they are read and taken up again
 * project by project.  A stream holds the rows of one document; up to a few
 * hundred KiB of them stay in memory, more go to an unlinked temporary file
 * (in $TMPDIR or /tmp) that all streams share; where there can be none, they
 * stay in memory after all.  Taken up again, rows come by key; those of one
 * key in the order they were put.  Where they were put in that order memory
 * stays constant, else it grows by 24 bytes a row.
 */
#ifndef RS_SPOOL_H
#define RS_SPOOL_H

#include "rs/table.h"

#include <pthread.h>
#include <sys/types.h>

struct rs_spool {
	int fd; /* -1: nothing was too large for memory yet */
	off_t size;
	pthread_mutex_t lock;
};

bool rs_spool_init(struct rs_spool *);
void rs_spool_free(struct rs_spool *);

struct rs_stream {
	struct rs_spool *spool; /* borrowed */
	const struct rs_map *map; /* borrowed */
	size_t rows;
	bool sorted; /* rows were put in the order of their keys */
	/* What went wrong (with errno_kept), or NULL. */
	const char *error;
	int error_number;

	/* the inside */
	char *buf; /* rows being put, later those read back */
	const char *rows_at; /* the rows being taken */
	size_t n, room, at;
	uint64_t last; /* key of the row last put */
	struct arena own;
	struct list chunks; /* of struct rs_chunk */
	size_t chunk; /* the next to take */
	struct rs_place_of_row *order; /* where not sorted */
	size_t next;
};

void
rs_stream_init(struct rs_stream *, struct rs_spool *, const struct rs_map *);
/*
 * Puts a row: n cells as read, of which the leading map->lead are left out if
 * repeated is true.  Streams of one spool may be filled by several threads.
 */
void rs_stream_put(struct rs_stream *, uint64_t key, size_t line,
    const str *cells, size_t n, bool repeated);
/* Ends the putting; then the rows can be taken.  False: error is set. */
bool rs_stream_rewind(struct rs_stream *);
/* The key of the next row; false at the end or on an error. */
bool rs_stream_peek(struct rs_stream *, uint64_t *key);
/*
 * Takes the next row, and those of its key that lie behind it: their bytes, in
 * the arena, for rs_row_read.  "" on an error.
 */
str rs_stream_take(struct rs_stream *, struct arena *);
void rs_stream_free(struct rs_stream *);

/*
 * Reads the first of some rows that were taken, and cuts it off; its cells
 * borrow from the bytes.  map is the stream's.
 */
void
rs_row_read(struct rs_row *, const struct rs_map *, struct arena *, str *bytes);

#endif
