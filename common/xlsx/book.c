#include "xlsx/book.h"

#include "xlsx/drawing.h"

#include <string.h>

/* A relationship of a part to another (ECMA-376 Part 2, 9.3). */
struct relation {
	str id, target; /* target: the part's name in the package */
	str type; /* the last word of its address: worksheet, styles */
};

struct relations {
	struct arena *arena;
	str folder; /* of the part they start from, with its last slash */
	struct list items;
};

static bool
fail(struct xlsx_book *b, str part, struct xml_error error)
{
	/* the package's texts go with it, ours stay as long as the book */
	b->error = arena_cstr(&b->arena, str_of(error.what));
	b->where = part;
	if (error.line)
		b->where = arena_printf(&b->arena, "%.*s:%zu:%zu",
		    STR_ARG(part), error.line, error.column);
	return false;
}

static str
folder_of(str part)
{
	size_t n = part.n;

	while (n && part.p[n - 1] != '/')
		n--;
	return str_take(part, n);
}

/* "../drawings/d.xml" from xl/worksheets/ is xl/drawings/d.xml. */
static str
resolve(struct arena *a, str folder, str target)
{
	if (str_starts(target, S("/")))
		return arena_copy(a, str_skip(target, 1));
	while (str_starts(target, S("../"))) {
		target = str_skip(target, 3);
		if (folder.n)
			folder = folder_of(str_take(folder, folder.n - 1));
	}
	if (str_starts(target, S("./")))
		target = str_skip(target, 2);
	return arena_join(a, folder, target);
}

static void
start_relation(
    struct xml *xml, void *ctx, const char *name, const char **attributes)
{
	struct relations *r = ctx;
	str type = xml_attribute(attributes, "Type");
	struct relation *relation;

	if (strcmp(name, "Relationship") != 0 ||
	    str_eq(xml_attribute(attributes, "TargetMode"), S("External")))
		return;
	if (r->items.n >= XLSX_TABS * 4)
		xml_fail(xml, "has too many relationships");
	relation = list_add(r->arena, &r->items, struct relation);
	relation->id = arena_copy(r->arena, xml_attribute(attributes, "Id"));
	type = str_skip(type, folder_of(type).n);
	relation->type = arena_copy(r->arena, type);
	relation->target =
	    resolve(r->arena, r->folder, xml_attribute(attributes, "Target"));
}

/* The relations of a part ("" is the package); none when it has no list. */
static bool
read_relations(struct xlsx_book *b, str part, struct relations *r)
{
	static const struct xml_handlers handlers = {.start = start_relation};
	str folder = folder_of(part);
	str name = arena_printf(&b->arena, "%.*s_rels/%.*s.rels",
	    STR_ARG(folder), STR_ARG(str_skip(part, folder.n)));
	struct in *in = xlsx_pack_part(&b->pack, name);
	struct xml_error error = {.what = b->pack.error};

	*r = (struct relations){.arena = &b->arena, .folder = folder};
	if (!in)
		return !error.what || fail(b, STR_NULL, error);
	return xml_read(in, &handlers, r, &error) || fail(b, name, error);
}

static const struct relation *
relation_of(const struct relations *r, str type, str id)
{
	for (size_t i = 0; i < r->items.n; i++) {
		const struct relation *relation =
		    list_at(&r->items, struct relation, i);
		if (str_eq(relation->type, type) &&
		    (str_is_null(id) || str_eq(relation->id, id)))
			return relation;
	}
	return NULL;
}

/* -- the workbook part -- */

struct opening {
	struct xlsx_book *book;
	const struct relations *relations;
};

static void
start_workbook(
    struct xml *xml, void *ctx, const char *name, const char **attributes)
{
	struct opening *o = ctx;
	struct xlsx_book *b = o->book;
	const struct relation *relation;
	struct xlsx_tab *tab;
	str state;

	if (strcmp(name, "workbookPr") == 0)
		b->date1904 = xml_is_on(xml_attribute(attributes, "date1904"));
	if (strcmp(name, "sheet") != 0)
		return;
	if (b->tabs.n >= XLSX_TABS) {
		xml_fail(xml, "has more than ten thousand tabs");
		return;
	}
	state = xml_attribute(attributes, "state");
	relation = relation_of(
	    o->relations, S("worksheet"), xml_attribute(attributes, "id"));
	tab = list_add(&b->arena, &b->tabs, struct xlsx_tab);
	tab->name = arena_copy(&b->arena, xml_attribute(attributes, "name"));
	tab->hidden = !str_is_null(state) && !str_eq(state, S("visible"));
	tab->part = relation ? relation->target : STR_NULL;
}

static bool
read_workbook(struct xlsx_book *b, str part, const struct relations *r)
{
	static const struct xml_handlers handlers = {.start = start_workbook};
	struct opening opening = {b, r};
	struct in *in = xlsx_pack_part(&b->pack, part);
	struct xml_error error = {.what = b->pack.error};

	if (!in)
		return fail(b, error.what ? STR_NULL : part,
		    error.what ? error
			       : (struct xml_error){"is missing", 0, 0});
	return xml_read(in, &handlers, &opening, &error) ||
	    fail(b, part, error);
}

static bool
read_shared(struct xlsx_book *b, const struct relations *r)
{
	const struct relation *styles = relation_of(r, S("styles"), STR_NULL);
	const struct relation *strings =
	    relation_of(r, S("sharedStrings"), STR_NULL);
	struct xml_error error;
	struct in *in;

	in = styles ? xlsx_pack_part(&b->pack, styles->target) : NULL;
	if (in && !xlsx_styles_read(&b->styles, &b->arena, in, &error))
		return fail(b, styles->target, error);
	in = strings ? xlsx_pack_part(&b->pack, strings->target) : NULL;
	if (in && !xlsx_strings_read(&b->strings, in, &error))
		return fail(b, strings->target, error);
	error = (struct xml_error){.what = b->pack.error};
	return !error.what || fail(b, STR_NULL, error);
}

bool
xlsx_book_open(
    struct xlsx_book *b, struct in *in, const struct archive_limits *limits)
{
	struct relations package, workbook;
	const struct relation *main_part;
	static const char convert[] =
	    "convert it with: libreoffice --headless --convert-to xlsx FILE";
	str part;

	*b = (struct xlsx_book){0};
	if (!xlsx_pack_open(&b->pack, in, limits))
		return fail(
		    b, STR_NULL, (struct xml_error){.what = b->pack.error});
	if (!read_relations(b, S(""), &package))
		return false;
	main_part = relation_of(&package, S("officeDocument"), STR_NULL);
	part = main_part ? main_part->target : S("xl/workbook.xml");
	if (str_ends(part, S(".bin"))) {
		b->error = arena_cstr(&b->arena,
		    arena_printf(
			&b->arena, "is a binary workbook (xlsb); %s", convert));
		return false;
	}
	if (main_part && !str_has(part, S("workbook"))) {
		b->error = "is an Office document, but no workbook";
		return false;
	}
	return read_relations(b, part, &workbook) &&
	    read_workbook(b, part, &workbook) && read_shared(b, &workbook);
}

/* -- a tab -- */

static bool
read_drawing(
    struct xlsx_book *b, const struct xlsx_tab *tab, str id, struct grid *grid)
{
	struct relations relations;
	const struct relation *drawing;
	struct xml_error error;
	struct in *in;

	if (!read_relations(b, tab->part, &relations))
		return false;
	drawing = relation_of(&relations, S("drawing"), id);
	in = drawing ? xlsx_pack_part(&b->pack, drawing->target) : NULL;
	if (!in)
		return true;
	return xlsx_drawing_read(in, grid, &error) ||
	    fail(b, drawing->target, error);
}

static struct in *
open_tab(struct xlsx_book *b, const struct xlsx_tab *tab)
{
	struct in *in = xlsx_pack_part(&b->pack, tab->part);
	struct xml_error error = {.what = b->pack.error};

	if (!in && error.what)
		fail(b, STR_NULL, error);
	else if (!in)
		fail(b, tab->part, (struct xml_error){"is missing", 0, 0});
	return in;
}

bool
xlsx_book_read(struct xlsx_book *b, const struct xlsx_tab *tab,
    struct xlsx_sheet *sheet, struct grid *grid, bool *cells)
{
	struct xml_error error;
	struct in *in;

	*cells = false;
	in = open_tab(b, tab);
	if (!in)
		return false;
	sheet->strings = &b->strings;
	sheet->styles = &b->styles;
	sheet->date1904 = b->date1904;
	if (!xlsx_sheet_read(sheet, in, grid, &error))
		return fail(b, tab->part, error);
	*cells = true;
	if (sheet->stopped || str_is_null(sheet->drawing))
		return true;
	return read_drawing(b, tab, sheet->drawing, grid);
}

bool
xlsx_book_check(struct xlsx_book *b, const struct xlsx_tab *tab)
{
	static const struct xml_handlers handlers = {0};
	struct in *in = open_tab(b, tab);
	struct xml_error error;

	return in &&
	    (xml_read(in, &handlers, NULL, &error) ||
		fail(b, tab->part, error));
}

void
xlsx_book_close(struct xlsx_book *b)
{
	xlsx_pack_close(&b->pack);
	xlsx_strings_free(&b->strings);
	arena_free(&b->arena);
}
