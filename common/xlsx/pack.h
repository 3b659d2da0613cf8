/*
 * pack: the zip package of a workbook (ECMA-376 Part 2): its parts by
 * name, in any order, though the container is only ever read forward.
 */
#ifndef XLSX_PACK_H
#define XLSX_PACK_H

#include "base/archive.h"
#include "base/in.h"

struct xlsx_pack {
	struct in *in; /* where the package is read from */
	struct in memory; /* it, when the source could not seek */
	char *bytes; /* owned: the whole package, when it is small */
	struct archive_reader *reader;
	struct in data; /* of the open part */
	bool open; /* data is */
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
