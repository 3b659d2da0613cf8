#include "base/archive.h"

#include "base/arena.h"
#include "base/mem.h"

#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>
#include <errno.h>
#include <iconv.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * libarchive brings a dozen libraries with it, which cost more at start than
 * a small sheet: it is loaded when the first archive is met.
 */
#define NEEDED(X) \
	X(archive_entry_filetype) \
	X(archive_entry_hardlink) \
	X(archive_entry_is_data_encrypted) \
	X(archive_entry_pathname) \
	X(archive_entry_size) \
	X(archive_entry_size_is_set) \
	X(archive_error_string) \
	X(archive_format) \
	X(archive_read_data) \
	X(archive_read_free) \
	X(archive_read_new) \
	X(archive_read_next_header) \
	X(archive_read_open1) \
	X(archive_read_set_callback_data) \
	X(archive_read_set_read_callback) \
	X(archive_read_set_seek_callback) \
	X(archive_read_support_filter_all) \
	X(archive_read_support_format_7zip) \
	X(archive_read_support_format_cab) \
	X(archive_read_support_format_cpio) \
	X(archive_read_support_format_lha) \
	X(archive_read_support_format_rar) \
	X(archive_read_support_format_rar5) \
	X(archive_read_support_format_raw) \
	X(archive_read_support_format_tar) \
	X(archive_read_support_format_zip) \
	X(archive_set_error)

#ifndef LIBARCHIVE
#define LIBARCHIVE "libarchive.so.13"
#endif

static struct {
	pthread_once_t once;
	bool loaded;
#define X(name) __typeof__(name) *name;
	NEEDED(X)
#undef X
} la = {.once = PTHREAD_ONCE_INIT};

void
archive_prepare(void)
{
	setenv("TZ", "UTC0", 0);
}

static void
load(void)
{
	void *library = dlopen(LIBARCHIVE, RTLD_NOW | RTLD_LOCAL);

	la.loaded = library != NULL;
#define X(name) \
	*(void **)&la.name = library ? dlsym(library, #name) : NULL; \
	la.loaded = la.loaded && la.name;
	NEEDED(X)
#undef X
}

struct archive_reader {
	struct in *in;
	struct archive_limits limits;
	struct archive *archive;
	struct archive_entry *entry; /* of the current member */
	locale_t utf8; /* so that names come as UTF-8 */
	struct arena arena; /* error texts, they outlive members */
	struct arena names; /* of the current member */
	const char *error;
	bool stream; /* one nameless member */
	bool encrypted; /* the current member */
	bool broken; /* libarchive will not go on behind this member */
	bool ended; /* no more members */
	uint64_t headers; /* entries met so far, of any type */
	uint64_t member, total; /* bytes expanded */
	size_t lent; /* bytes of in that libarchive looks at */
};

const struct archive_limits archive_limits_default = {
    .member = UINT64_C(4) << 30,
    .ratio = 250,
    .ratio_from = UINT64_C(64) << 20,
};

/* -- what it is -- */

static const struct magic {
	enum archive_kind kind;
	size_t offset;
	str bytes;
} magics[] = {
    {ARCHIVE_MEMBERS, 0, {"PK\3\4", 4}},
    {ARCHIVE_MEMBERS, 0, {"PK\5\6", 4}}, /* a zip without members */
    {ARCHIVE_MEMBERS, 0, {"PK00PK\3\4", 8}}, /* one split volume */
    {ARCHIVE_MEMBERS, 0, {"7z\xbc\xaf\x27\x1c", 6}},
    {ARCHIVE_MEMBERS, 0, {"Rar!\x1a\x07", 6}},
    {ARCHIVE_MEMBERS, 0, {"MSCF\0\0\0\0", 8}},
    {ARCHIVE_MEMBERS, 0, {"070701", 6}},
    {ARCHIVE_MEMBERS, 0, {"070707", 6}},
    {ARCHIVE_MEMBERS, 257, {"ustar", 5}},
    {ARCHIVE_STREAM, 0,
	{"\xfd"
	 "7zXZ\0",
	    6}},
    {ARCHIVE_STREAM, 0, {"\x28\xb5\x2f\xfd", 4}},
    {ARCHIVE_STREAM, 0, {"\x04\x22\x4d\x18", 4}},
    {ARCHIVE_STREAM, 0, {"\x1f\x9d", 2}},
    {ARCHIVE_STREAM, 0, {"LZIP\1", 5}},
};

/* "-lh5-" and its kin at offset 2. */
static bool
is_lzh(str head)
{
	return head.n > 21 && head.p[2] == '-' && head.p[3] == 'l' &&
	    (head.p[4] == 'h' || head.p[4] == 'z') && head.p[6] == '-';
}

/* "BZh", the level, and the magic of a block or of the stream's end. */
static bool
is_bzip2(str head)
{
	return head.n >= 10 && memcmp(head.p, "BZh", 3) == 0 &&
	    (memcmp(head.p + 4, "1AY&SY", 6) == 0 ||
		memcmp(head.p + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0);
}

/* A tar before POSIX has no magic, but a checksum of its header. */
static bool
is_old_tar(str head)
{
	unsigned sum = 0, stated = 0;

	if (head.n < 512 || !head.p[0])
		return false;
	for (size_t i = 0; i < 512; i++)
		sum += i >= 148 && i < 156 ? ' ' : (unsigned char)head.p[i];
	for (size_t i = 148; i < 156; i++)
		if (head.p[i] >= '0' && head.p[i] <= '7')
			stated = stated * 8 + (unsigned)(head.p[i] - '0');
	return sum == stated;
}

enum archive_kind
archive_kind(str head)
{
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (str_starts(
			str_skip(head, magics[i].offset), magics[i].bytes))
			return magics[i].kind;
	if (is_bzip2(head))
		return ARCHIVE_STREAM;
	return is_lzh(head) || is_old_tar(head) ? ARCHIVE_MEMBERS
						: ARCHIVE_NONE;
}

/* -- libarchive reads from in -- */

static void
give_back(struct archive_reader *a)
{
	in_consume(a->in, a->lent);
	a->lent = 0;
}

static la_ssize_t
on_read(struct archive *archive, void *ctx, const void **bytes)
{
	struct archive_reader *a = ctx;
	str ahead;

	give_back(a);
	ahead = in_peek(a->in, 1);
	if (!ahead.n && a->in->error) {
		la.archive_set_error(archive, EIO, "%s", a->in->error);
		return ARCHIVE_FATAL;
	}
	*bytes = ahead.p;
	a->lent = ahead.n;
	return (la_ssize_t)ahead.n;
}

static la_int64_t
on_seek(struct archive *archive, void *ctx, la_int64_t offset, int whence)
{
	struct archive_reader *a = ctx;
	int64_t at;

	(void)archive;
	give_back(a);
	at = in_seek(a->in, offset, whence);
	return at < 0 ? ARCHIVE_FATAL : at;
}

static void
fail(struct archive_reader *a, str what)
{
	if (!a->error)
		a->error = arena_cstr(&a->arena, what);
}

/* libarchive's words for what a user should be told in ours. */
static const struct wording {
	const char *theirs, *ours;
} wordings[] = {
    {"bad CRC", "checksum does not match"},
    {"CRC error", "checksum does not match"},
    {"checksum error", "checksum does not match"},
    {"ncrypted", "is encrypted"},
    {"ncryption", "is encrypted"},
    {"assphrase", "is encrypted"},
    {"runcated", "ends early"},
    {"nexpected end", "ends early"},
    {"decompression failed", "compressed data is damaged"},
    {"orrupted input", "compressed data is damaged"},
    {"Unsupported ZIP compression", "compression method is not known"},
};

static const char *
last_error(struct archive_reader *a)
{
	const char *theirs = la.archive_error_string(a->archive);

	if (!theirs)
		return "cannot be read";
	for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++)
		if (strstr(theirs, wordings[i].theirs))
			return wordings[i].ours;
	return arena_cstr(&a->arena, str_of(theirs));
}

/* Makes libarchive look at in, which stands at the beginning. */
static void
begin(struct archive_reader *a)
{
	struct archive *archive = la.archive_read_new();

	a->archive = archive;
	a->lent = 0;
	if (!archive)
		mem_out_of(0);
	if (a->stream) {
		la.archive_read_support_filter_all(archive);
		la.archive_read_support_format_raw(archive);
	} else {
		la.archive_read_support_format_zip(archive);
		la.archive_read_support_format_tar(archive);
		la.archive_read_support_format_7zip(archive);
		la.archive_read_support_format_lha(archive);
		la.archive_read_support_format_cab(archive);
		la.archive_read_support_format_rar(archive);
		la.archive_read_support_format_rar5(archive);
		la.archive_read_support_format_cpio(archive);
	}
	la.archive_read_set_callback_data(archive, a);
	la.archive_read_set_read_callback(archive, on_read);
	if (in_seek(a->in, 0, SEEK_CUR) >= 0)
		la.archive_read_set_seek_callback(archive, on_seek);
	if (la.archive_read_open1(archive) != ARCHIVE_OK)
		fail(a, str_of(last_error(a)));
}

/* Made once and kept: it is the same for all archives and threads. */
static locale_t utf8;

static void
make_utf8(void)
{
	utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

static locale_t
utf8_locale(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, make_utf8);
	return utf8;
}

struct archive_reader *
archive_open(struct in *in, const struct archive_limits *limits)
{
	struct archive_reader *a = mem_new(1, sizeof *a);

	a->in = in;
	a->limits = limits ? *limits : archive_limits_default;
	a->utf8 = utf8_locale();
	a->stream = archive_kind(in_peek(in, 512)) == ARCHIVE_STREAM;
	pthread_once(&la.once, load);
	if (la.loaded)
		begin(a);
	else
		fail(a,
		    S("cannot be read without libarchive (" LIBARCHIVE
		      "), which is not installed"));
	return a;
}

/* -- members -- */

/*
 * A name without the UTF-8 flag is in the maker's code page: UTF-8 by many
 * Unix tools, else CP932 (the Japanese Windows).  Bytes that are neither
 * become U+FFFD.
 */
static str
name_utf8(struct arena *arena, str raw)
{
	struct text text = {.arena = arena};
	char *from = (char *)(uintptr_t)raw.p;
	size_t left = raw.n;
	iconv_t cd;

	if (str_valid(raw) == raw.n)
		return arena_copy(arena, raw);
	cd = iconv_open("UTF-8", "CP932");
	while (left) {
		char part[256], *to = part;
		size_t room = sizeof part, got = (size_t)-1;
		if (cd != (iconv_t)-1)
			got = iconv(cd, &from, &left, &to, &room);
		text_put(&text, (str){part, (size_t)(to - part)});
		if (got == (size_t)-1 &&
		    (cd == (iconv_t)-1 || errno != E2BIG)) {
			text_put(&text, S("\xef\xbf\xbd"));
			from++;
			left--;
		}
	}
	if (cd != (iconv_t)-1)
		iconv_close(cd);
	return text_str(&text);
}

static int
next_header(struct archive_reader *a)
{
	int result;
	locale_t old = (locale_t)0;

	if (a->utf8)
		old = uselocale(a->utf8);
	do
		result = la.archive_read_next_header(a->archive, &a->entry);
	while (result == ARCHIVE_RETRY);
	if (a->utf8)
		uselocale(old);
	if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
		a->headers++;
	return result;
}

/*
 * libarchive gives up behind a member whose compressed data is damaged; the
 * central directory of a zip knows where the next one is.
 */
static bool
go_on(struct archive_reader *a)
{
	uint64_t seen = a->headers;

	a->broken = false;
	if (la.archive_format(a->archive) != ARCHIVE_FORMAT_ZIP)
		return false;
	give_back(a);
	if (in_seek(a->in, 0, SEEK_SET) != 0)
		return false;
	la.archive_read_free(a->archive);
	begin(a);
	for (a->headers = 0; a->headers < seen;)
		if (next_header(a) != ARCHIVE_OK)
			return false;
	return true;
}

static bool
is_file(struct archive_entry *entry)
{
	return !la.archive_entry_hardlink(entry) &&
	    (la.archive_entry_filetype(entry) == AE_IFREG ||
		la.archive_entry_filetype(entry) == 0);
}

enum next
archive_next(struct archive_reader *a, struct archive_member *member)
{
	int result;
	const char *name;

	*member = (struct archive_member){0};
	if (a->error)
		return NEXT_ERROR;
	if (a->ended)
		return NEXT_END;
	if (a->broken && !go_on(a)) {
		fail(a, S("members behind the damaged one cannot be read"));
		return NEXT_ERROR;
	}
	a->member = 0;
	do
		result = next_header(a);
	while ((result == ARCHIVE_OK || result == ARCHIVE_WARN) &&
	    !is_file(a->entry));
	if (result == ARCHIVE_EOF) {
		a->ended = true;
		return NEXT_END;
	}
	if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
		fail(a, str_of(last_error(a)));
		return NEXT_ERROR;
	}
	arena_reset(&a->names);
	name = a->stream ? NULL : la.archive_entry_pathname(a->entry);
	if (name)
		member->name = name_utf8(&a->names, str_of(name));
	else if (!a->stream)
		member->name = S("");
	member->size_known = la.archive_entry_size_is_set(a->entry);
	if (member->size_known)
		member->size = (uint64_t)la.archive_entry_size(a->entry);
	member->encrypted = la.archive_entry_is_data_encrypted(a->entry) == 1;
	a->encrypted = member->encrypted;
	return NEXT_ITEM;
}

/* -- data -- */

/* Expanded at a time: who wants to see the head of a member need not wait for
 * more, and it stays in the cache. */
enum { PIECE = 64 * 1024 };

static const char *
over_limit(struct archive_reader *a)
{
	uint64_t in = a->in->offset + a->lent;

	if (a->limits.member && a->member > a->limits.member)
		return "expands beyond the size limit";
	if (a->limits.total && a->total > a->limits.total)
		return "expands beyond the limit for all members";
	if (a->limits.ratio && a->member > a->limits.ratio_from &&
	    a->member / a->limits.ratio > in)
		return "expands beyond the ratio limit";
	return NULL;
}

static ptrdiff_t
data_read(void *ctx, char *buf, size_t n, const char **error)
{
	struct archive_reader *a = ctx;
	la_ssize_t got;

	if (a->encrypted) {
		*error = "is encrypted";
		return -1;
	}
	if (n > PIECE)
		n = PIECE;
	got = la.archive_read_data(a->archive, buf, n);
	errno = 0;
	if (got < 0) {
		*error = last_error(a);
		a->broken = got == ARCHIVE_FATAL;
		return -1;
	}
	a->member += (uint64_t)got;
	a->total += (uint64_t)got;
	*error = over_limit(a);
	if (*error) {
		a->broken = true; /* do not expand the rest to pass it by */
		return -1;
	}
	return (ptrdiff_t)got;
}

void
archive_data(struct archive_reader *a, struct in *data)
{
	in_from(data, (struct in_source){.read = data_read, .ctx = a});
}

const char *
archive_error(const struct archive_reader *a)
{
	return a->error;
}

void
archive_close(struct archive_reader *a)
{
	give_back(a);
	if (a->archive)
		la.archive_read_free(a->archive);
	arena_free(&a->arena);
	arena_free(&a->names);
	free(a);
}
