/*
 * pack: the zip package of a workbook (ECMA-376 Part 2): its parts by
 * name, in any order, though the container is only ever read forward.  To go
 * back means to pass all members again, so that it is done seldom: names that
 * are not there are known, the beginning of a part is kept in case it is asked
 * for once more, and the small parts that go with each tab come many at a time.
 */
#ifndef XLSX_PACK_H
#define XLSX_PACK_H

#include "base/arena.h"
#include "base/archive.h"
#include "base/in.h"

/* Small parts that were met on the way to another. */
struct xlsx_shelf {
	struct arena arena;
	struct list parts; /* their names and bytes */
	size_t n; /* bytes of them */
};

struct xlsx_pack {
	struct in *in; /* where the package is read from */
	struct in memory; /* it, when the source could not seek */
	char *bytes; /* owned: the whole package, when it is small */
	struct archive_reader *reader;
	struct arena arena; /* of the names, and of begun */
	struct list names; /* of str: the members', in their order */
	bool all_names; /* nothing stopped the reading of them */
	size_t next; /* the member that the reader comes to next */
	struct in data; /* of the open member */
	bool open; /* data is */
	str name; /* of the open member */
	char *begun; /* what was read of it, for reading it again */
	size_t begun_n, begun_at; /* bytes; so many of them given again */
	bool overrun; /* more was read than is kept */
	struct in part; /* what was handed out */
	struct xlsx_shelf shelves[2]; /* of relationships, of drawings */
	const struct archive_limits *limits;
	const char *error;
};

/* A package larger than this must come from something that can seek. */
enum { XLSX_PACK_LIMIT = 256 * 1024 * 1024 };

/* Borrows in and limits (NULL: the default) until xlsx_pack_close.  False:
 * pack->error tells why. */
bool
xlsx_pack_open(struct xlsx_pack *, struct in *, const struct archive_limits *);
/*
 * The bytes of a part ("xl/workbook.xml", case ignored), valid until the next
 * call; NULL when there is none, or pack->error is set.
 */
struct in *xlsx_pack_part(struct xlsx_pack *, str name);
void xlsx_pack_close(struct xlsx_pack *);

#endif
