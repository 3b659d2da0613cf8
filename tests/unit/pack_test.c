/* The parts of a package, in whatever order they are asked for. */
#include "xlsx/pack.h"

#include "unit.h"
#include "zipped.h"

enum { TABS = 40 };

static const char *
name(struct arena *a, const char *format, int i)
{
	return arena_cstr(a, arena_printf(a, format, i));
}

/* A part of so many bytes that begins with its name. */
static const char *
content(struct arena *a, const char *name, size_t n)
{
	char *p = arena_alloc(a, n + 1, 1, 1);

	memset(p, '.', n);
	memcpy(p, name, strlen(name));
	return p;
}

/* All tabs, then their relationships, then their drawings. */
static struct zipped_member *
members(struct arena *a)
{
	struct zipped_member *m =
	    arena_new(a, struct zipped_member, 3 * TABS + 1);

	for (int i = 0; i < TABS; i++) {
		struct zipped_member *tab = &m[i], *rels = &m[TABS + i];
		struct zipped_member *drawing = &m[2 * TABS + i];
		tab->name = name(a, "xl/worksheets/s%d.xml", i);
		rels->name = name(a, "xl/worksheets/_rels/s%d.xml.rels", i);
		drawing->name = name(a, "xl/drawings/d%d.xml", i);
		tab->text = content(a, tab->name, i % 2 ? 1000 : 300000);
		rels->text = content(a, rels->name, 400);
		/* more than a shelf holds, and some more than it takes */
		drawing->text =
		    content(a, drawing->name, i % 7 == 3 ? 70000 : 60000);
	}
	m[5].bad_crc = true;
	return m;
}

static bool
begins(struct in *in, const char *text)
{
	return in && str_starts(in_peek(in, strlen(text)), str_of(text));
}

/* As many bytes as there should be, and no more. */
static bool
has_all(struct in *in, const struct zipped_member *m)
{
	size_t n = 0;
	char buf[7000];
	ptrdiff_t got;

	if (!in)
		return false;
	while ((got = in_read(in, buf, sizeof buf)) > 0)
		n += (size_t)got;
	return m->bad_crc ? got < 0 : got == 0 && n == strlen(m->text);
}

static bool
is_part(struct xlsx_pack *p, const struct zipped_member *m)
{
	return has_all(xlsx_pack_part(p, str_of(m->name)), m);
}

static void
check_order(struct xlsx_pack *p, const struct zipped_member *m)
{
	for (int i = 0; i < TABS; i++) {
		CHECK("the beginning of a tab is had, ",
		    m[i].bad_crc ||
			begins(
			    xlsx_pack_part(p, str_of(m[i].name)), m[i].name));
		CHECK(
		    "and the tab from its beginning again", is_part(p, &m[i]));
		CHECK("then its relationships", is_part(p, &m[TABS + i]));
		CHECK("and its drawing", is_part(p, &m[2 * TABS + i]));
		CHECK("what is not there is not there",
		    !xlsx_pack_part(p, S("xl/worksheets/_rels/x.xml.rels")) &&
			!p->error);
	}
	for (int i = TABS; i-- > 0;) {
		CHECK("also backwards, by another case of letters",
		    has_all(xlsx_pack_part(p,
				str_of(name(
				    &p->arena, "XL/Worksheets/S%d.xml", i))),
			&m[i]));
		CHECK("a drawing after its shelf has gone",
		    is_part(p, &m[2 * TABS + i]));
	}
}

int
main(void)
{
	struct arena a = {0};
	struct zipped_member *m = members(&a);
	struct xlsx_pack pack;
	struct in in;

	in_memory(&in, zipped(&a, m));
	CHECK("a package is opened", xlsx_pack_open(&pack, &in, NULL));
	check_order(&pack, m);
	xlsx_pack_close(&pack);
	in_close(&in);
	arena_free(&a);
	return unit_done();
}
