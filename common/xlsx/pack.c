#include "xlsx/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SMALL = 4 * 1024 * 1024, /* a package that is read at once */
	BEGUN = 128 * 1024, /* kept of a part's beginning */
	PART = BEGUN / 2, /* as much has a part that is put on a shelf, */
	SHELF = 1024 * 1024, /* which holds this much */
};

struct part {
	str name, bytes;
};

/* Takes all of in into memory; false: pack->error. */
static bool
spool(struct xlsx_pack *p, struct in *in)
{
	size_t n = 0, room = 0;
	ptrdiff_t got = 0;

	do {
		n += (size_t)got;
		if (n == room) {
			char *more;
			room = room ? room * 2 : 64 * 1024;
			more = realloc(p->bytes, room);
			if (!more) {
				p->error = "out of memory";
				return false;
			}
			p->bytes = more;
		}
		if (n > XLSX_PACK_LIMIT) {
			p->error = "is a workbook of more than 256 MB inside "
				   "a stream: give it as a file";
			return false;
		}
		got = in_read(in, p->bytes + n, room - n);
	} while (got > 0);
	if (got < 0) {
		p->error = in->error;
		return false;
	}
	in_memory(&p->memory, (str){p->bytes, n});
	p->in = &p->memory;
	return true;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool
same_name(str a, str b)
{
	if (a.n && a.p[0] == '/')
		a = str_skip(a, 1);
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		char c = a.p[i] == '\\' ? '/' : a.p[i];
		if (lower(c) != lower(b.p[i]))
			return false;
	}
	return true;
}

/* -- the members -- */

static void
close_data(struct xlsx_pack *p)
{
	if (p->open)
		in_close(&p->data);
	p->open = false;
}

static void
rewind_pack(struct xlsx_pack *p)
{
	close_data(p);
	if (p->reader)
		archive_close(p->reader);
	in_seek(p->in, 0, SEEK_SET);
	p->reader = archive_open(p->in, p->limits);
	p->next = 0;
}

static enum next
next_member(struct xlsx_pack *p, struct archive_member *member)
{
	close_data(p);
	p->next++;
	return archive_next(p->reader, member);
}

static void
list_names(struct xlsx_pack *p)
{
	struct archive_member member;
	enum next next;

	while ((next = next_member(p, &member)) == NEXT_ITEM)
		*list_add(&p->arena, &p->names, str) =
		    arena_copy(&p->arena, member.name);
	p->all_names = next == NEXT_END;
	rewind_pack(p);
}

bool
xlsx_pack_open(
    struct xlsx_pack *p, struct in *in, const struct archive_limits *limits)
{
	int64_t size = in_seek(in, 0, SEEK_END);

	*p = (struct xlsx_pack){.in = in, .limits = limits};
	p->begun = arena_alloc(&p->arena, BEGUN, 1, 1);
	if (size >= 0)
		in_seek(in, 0, SEEK_SET);
	if ((size < 0 || size <= SMALL) && !spool(p, in))
		return false;
	rewind_pack(p);
	list_names(p);
	return true;
}

/*
 * Where the member stands; as many as there are names when it is none.  Most
 * often it is the next one.
 */
static size_t
index_of(const struct xlsx_pack *p, str name)
{
	size_t n = p->names.n, first = p->next < n ? p->next : 0;

	for (size_t i = 0; i < n; i++) {
		size_t at = (first + i) % n;
		if (same_name(*list_at(&p->names, str, at), name))
			return at;
	}
	return n;
}

/* Goes to a member among those that are still ahead. */
static enum next
look_ahead(struct xlsx_pack *p, str name, struct archive_member *member)
{
	enum next next;

	while ((next = next_member(p, member)) == NEXT_ITEM)
		if (same_name(member->name, name))
			break;
	if (next == NEXT_ERROR)
		p->error = archive_error(p->reader);
	return next;
}

static bool
find(struct xlsx_pack *p, str name, struct archive_member *member)
{
	size_t i = index_of(p, name);
	enum next next;

	if (i == p->names.n && p->all_names)
		return false;
	if (i < p->next)
		rewind_pack(p);
	next = look_ahead(p, name, member);
	if (next == NEXT_END) { /* the names are not all known */
		rewind_pack(p);
		next = look_ahead(p, name, member);
	}
	return next == NEXT_ITEM;
}

/* -- shelves: the small parts of tabs, many at a time -- */

static struct xlsx_shelf *
shelf_of(struct xlsx_pack *p, str name)
{
	if (str_has(name, S("/_rels/")))
		return &p->shelves[0];
	if (str_has(name, S("/drawings/")))
		return &p->shelves[1];
	return NULL;
}

/* All bytes of a small member; false: something is wrong with it. */
static bool
read_whole(struct xlsx_pack *p, struct arena *a, size_t n, str *bytes)
{
	size_t have = 0;
	ptrdiff_t got = 0;
	struct in data;

	archive_data(p->reader, &data);
	do /* there is always room for as much as in_read passes on */
		have += (size_t)got;
	while (have <= n &&
	    (got = in_read(&data, p->begun + have, BEGUN - have)) > 0);
	in_close(&data);
	*bytes = arena_copy(a, (str){p->begun, n});
	return got == 0 && have == n;
}

/* From this member on, all that fit and that belong there. */
static void
fill_shelf(
    struct xlsx_pack *p, struct xlsx_shelf *s, struct archive_member *member)
{
	arena_reset(&s->arena);
	s->parts = (struct list){0};
	s->n = 0;
	do {
		struct part part;
		if (shelf_of(p, member->name) != s)
			continue;
		if (!member->size_known || member->size > PART ||
		    s->n + member->size > SHELF)
			break;
		part.name = arena_copy(&s->arena, member->name);
		if (!read_whole(
			p, &s->arena, (size_t)member->size, &part.bytes))
			break;
		*list_add(&s->arena, &s->parts, struct part) = part;
		s->n += part.bytes.n;
	} while (next_member(p, member) == NEXT_ITEM);
	p->next = SIZE_MAX; /* whatever is asked for next is behind */
}

static const struct part *
on_shelf(const struct xlsx_shelf *s, str name)
{
	for (size_t i = 0; i < s->parts.n; i++) {
		const struct part *part = list_at(&s->parts, struct part, i);
		if (same_name(part->name, name))
			return part;
	}
	return NULL;
}

/* -- parts -- */

/* The open member, first what had been read of it before. */
static ptrdiff_t
part_read(void *ctx, char *buf, size_t n, const char **error)
{
	struct xlsx_pack *p = ctx;
	size_t again = p->begun_n - p->begun_at;
	ptrdiff_t got;

	if (again) {
		n = n < again ? n : again;
		memcpy(buf, p->begun + p->begun_at, n);
		p->begun_at += n;
		return (ptrdiff_t)n;
	}
	got = in_read(&p->data, buf, n);
	if (got < 0)
		*error = p->data.error;
	if (got <= 0 || p->overrun)
		return got;
	p->overrun = p->begun_n + (size_t)got > BEGUN;
	if (!p->overrun) {
		memcpy(p->begun + p->begun_n, buf, (size_t)got);
		p->begun_n += (size_t)got;
		p->begun_at = p->begun_n;
	}
	return got;
}

static struct in *
hand_out(struct xlsx_pack *p)
{
	p->begun_at = 0;
	in_from(&p->part, (struct in_source){.read = part_read, .ctx = p});
	return &p->part;
}

static struct in *
open_member(struct xlsx_pack *p, str name)
{
	archive_data(p->reader, &p->data);
	p->open = true;
	p->name = arena_copy(&p->arena, name);
	p->begun_n = 0;
	p->overrun = false;
	return hand_out(p);
}

struct in *
xlsx_pack_part(struct xlsx_pack *p, str name)
{
	struct xlsx_shelf *shelf = shelf_of(p, name);
	const struct part *part;
	struct archive_member member;

	in_close(&p->part);
	if (p->error)
		return NULL;
	if (p->open && !p->overrun && same_name(p->name, name))
		return hand_out(p);
	if (shelf && !on_shelf(shelf, name) && find(p, name, &member))
		fill_shelf(p, shelf, &member);
	part = shelf ? on_shelf(shelf, name) : NULL;
	if (part) {
		in_memory(&p->part, part->bytes);
		return &p->part;
	}
	if (p->error || !find(p, name, &member))
		return NULL;
	return open_member(p, name);
}

void
xlsx_pack_close(struct xlsx_pack *p)
{
	in_close(&p->part);
	close_data(p);
	if (p->reader)
		archive_close(p->reader);
	for (size_t i = 0; i < 2; i++)
		arena_free(&p->shelves[i].arena);
	arena_free(&p->arena);
	free(p->bytes);
	*p = (struct xlsx_pack){0};
}
