#include "xlsx/pack.h"

#include <stdio.h>
#include <stdlib.h>

/* Up to this size a package is read at once: parts are met in any order. */
enum { SMALL = 4 * 1024 * 1024 };

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

static void
rewind_pack(struct xlsx_pack *p)
{
	if (p->reader)
		archive_close(p->reader);
	in_seek(p->in, 0, SEEK_SET);
	p->reader = archive_open(p->in, p->limits);
}

bool
xlsx_pack_open(
    struct xlsx_pack *p, struct in *in, const struct archive_limits *limits)
{
	int64_t size = in_seek(in, 0, SEEK_END);

	*p = (struct xlsx_pack){.in = in, .limits = limits};
	if (size >= 0)
		in_seek(in, 0, SEEK_SET);
	if ((size < 0 || size <= SMALL) && !spool(p, in))
		return false;
	rewind_pack(p);
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

/* Looks among the members that are still ahead. */
static enum next
look_ahead(struct xlsx_pack *p, str name)
{
	struct archive_member member;
	enum next next;

	while ((next = archive_next(p->reader, &member)) == NEXT_ITEM) {
		if (same_name(member.name, name))
			break;
	}
	if (next == NEXT_ERROR)
		p->error = archive_error(p->reader);
	return next;
}

struct in *
xlsx_pack_part(struct xlsx_pack *p, str name)
{
	enum next next = NEXT_END;

	if (p->open) {
		in_close(&p->data);
		p->open = false;
	}
	if (p->error)
		return NULL;
	next = look_ahead(p, name);
	if (next == NEXT_END && !p->error) {
		rewind_pack(p);
		next = look_ahead(p, name);
	}
	if (next != NEXT_ITEM)
		return NULL;
	archive_data(p->reader, &p->data);
	p->open = true;
	return &p->data;
}

void
xlsx_pack_close(struct xlsx_pack *p)
{
	if (p->open)
		in_close(&p->data);
	if (p->reader)
		archive_close(p->reader);
	free(p->bytes);
	*p = (struct xlsx_pack){0};
}
