/*
 * archive: the members of a container (zip, tar, 7z, lzh, cab, rar, cpio) and
 * the bytes of a compressed stream (xz, zstd, bzip2, lz4, compress, lzip),
 * read front to back and never written anywhere.  The one module that meets
 * libarchive.
 *
 *	struct archive_reader *a = archive_open(&in, &limits);
 *	while ((next = archive_next(a, &member)) == NEXT_ITEM)
 *		if (archive_data(a, &data)) ... read data, then in_close(&data)
 *	if (next == NEXT_ERROR) ... archive_error(a)
 *	archive_close(a);
 */
#ifndef BASE_ARCHIVE_H
#define BASE_ARCHIVE_H

#include "base/in.h"
#include "base/str.h"

enum archive_kind {
	ARCHIVE_NONE,
	ARCHIVE_MEMBERS, /* a container */
	ARCHIVE_STREAM, /* compressed bytes of one thing: a single member
			   without a name, which may be a container again */
};

/* What begins with these bytes (512 are enough).  gzip is in's business. */
enum archive_kind archive_kind(str head);

/* 0: no limit.  A limit that is reached is an error of the member's data. */
struct archive_limits {
	uint64_t member; /* expanded bytes of one member */
	uint64_t total; /* expanded bytes of all that is read */
	uint64_t ratio; /* expanded / compressed bytes read so far ... */
	uint64_t ratio_from; /* ... looked at beyond so many expanded ones */
};
/* 4 GiB, none, 250 from 64 MiB on. */
extern const struct archive_limits archive_limits_default;

struct archive_member {
	str name; /* UTF-8, as data: may be absolute or hold ".." */
	uint64_t size; /* expanded; 0 when not known before it is read */
	bool size_known;
	bool encrypted; /* its data cannot be had */
};

/*
 * To be called before there are threads: sets TZ where it is not set.
 * libarchive asks for the local time of every member, and then libc looks at
 * /etc/localtime each time, under a lock; nobody here wants the answer.
 */
void archive_prepare(void);

struct archive_reader;

/*
 * Borrows in, which must stand at the beginning and stay until archive_close.
 * Members of a zip come from its central directory when in can seek, else as
 * they stream by.  Never NULL; trouble shows at the first archive_next.
 */
struct archive_reader *
archive_open(struct in *in, const struct archive_limits *limits);
/*
 * The next member that is a file (directories and links are passed over).
 * *member is valid until the next call, which also ends the data handed out.
 * After NEXT_ERROR there is no more.
 */
enum next archive_next(struct archive_reader *, struct archive_member *);
/*
 * Opens the data of the current member, once.  It reports through data->error
 * what is wrong with it (a checksum, a limit, encryption); the text is valid
 * until archive_close.  Close it before the next archive_next.
 */
void archive_data(struct archive_reader *, struct in *data);
/* What was wrong with the container itself, or NULL. */
const char *archive_error(const struct archive_reader *);
void archive_close(struct archive_reader *);

#endif
