/*
 * heads: what is kept of each sheet beside its rows, in a few dozen bytes of a
 * spool, so that memory does not grow with the number of sheets.
 */
#ifndef PAYEE_HEADS_H
#define PAYEE_HEADS_H

#include "base/spool.h"
#include "hash/intern.h"

struct head {
	int32_t year; /* 0: null */
	/* Numbers in the ledger's tables of texts; INTERN_NONE: null. */
	uint32_t ministry, project, file;
	uint32_t rows;
	bool has_flow; /* it is known which blocks the ministry pays */
	uint64_t digest; /* of all that the ledger keeps of the sheet */
	uint64_t line; /* where it was met, in the file */
	str number, project_id; /* null where empty */
};

struct heads {
	struct spool bytes;
	struct intern long_ids; /* longer than any that was ever met */
};

void heads_init(struct heads *);
void heads_free(struct heads *);
void heads_put(struct heads *, const struct head *);

struct heads_reader {
	const struct heads *heads;
	struct spool_reader in; /* .failed: the spool could not be read back */
};

void heads_read(struct heads_reader *, const struct heads *);
/* Texts are valid until the next call; false at the end or when it failed. */
bool heads_next(struct heads_reader *, struct head *);
void heads_close(struct heads_reader *);

#endif
