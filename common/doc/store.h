/*
 * store: documents that are kept for later, for readers that gather.  What
 * can be found again is only remembered (a file, a member of an archive that
 * is a file); what cannot (a pipe, an archive in an archive) is copied to an
 * unlinked temporary file in TMPDIR.
 */
#ifndef DOC_STORE_H
#define DOC_STORE_H

#include "read/reader.h"

/* How a document was reached. */
struct store_path {
	const char *path; /* NULL: it cannot be opened again */
	bool in_archive;
	uint64_t nth; /* of archive_next, from 0, if so */
};

/*
 * Keeps a document that in stands at the beginning of (in is only read from
 * when it must be copied).  All memory comes from the arena, which must live
 * as long as the document; limits are borrowed as long.  False: in->error or
 * errno tells why it could not be copied.
 */
bool store_keep(struct arena *, struct document *, struct in *in,
    struct store_path, const struct archive_limits *limits);
void store_forget(struct document *); /* closes the temporary file */

#endif
