#include "xlsx/styles.h"

#include <string.h>

enum { ID_LIMIT = 65535, CELL_LIMIT = 1024 * 1024 };

struct own_code {
	int id;
	str code;
};

static str
code_of(const struct xlsx_styles *s, int id)
{
	for (size_t i = s->codes.n; i-- > 0;) {
		const struct own_code *own =
		    list_at(&s->codes, struct own_code, i);
		if (own->id == id)
			return own->code;
	}
	return numfmt_builtin(id);
}

static void
add_code(struct xlsx_styles *s, const char **attributes)
{
	int64_t id = xml_int(xml_attribute(attributes, "numFmtId"), ID_LIMIT);
	str code = xml_attribute(attributes, "formatCode");
	struct own_code *own;

	if (id < 0 || str_is_null(code))
		return;
	own = list_add(s->arena, &s->codes, struct own_code);
	*own = (struct own_code){(int)id, arena_copy(s->arena, code)};
}

static void
add_cell_format(struct xlsx_styles *s, const char **attributes)
{
	int64_t id = xml_int(xml_attribute(attributes, "numFmtId"), ID_LIMIT);

	*list_add(s->arena, &s->cells, struct numfmt) =
	    numfmt_parse(id < 0 ? S("") : code_of(s, (int)id));
}

static void
start(struct xml *xml, void *ctx, const char *name, const char **attributes)
{
	struct xlsx_styles *s = ctx;

	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = true;
	else if (strcmp(name, "numFmt") == 0)
		add_code(s, attributes);
	else if (s->in_cells && strcmp(name, "xf") == 0)
		add_cell_format(s, attributes);
	if (s->cells.n > CELL_LIMIT)
		xml_fail(xml, "has more than a million cell formats");
}

static void
end(struct xml *xml, void *ctx, const char *name)
{
	struct xlsx_styles *s = ctx;

	(void)xml;
	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = false;
}

bool
xlsx_styles_read(struct xlsx_styles *s, struct arena *arena, struct in *in,
    struct xml_error *error)
{
	static const struct xml_handlers handlers = {
	    .start = start, .end = end};

	*s = (struct xlsx_styles){.arena = arena};
	return xml_read(in, &handlers, s, error);
}

const struct numfmt *
xlsx_styles_format(const struct xlsx_styles *s, size_t i)
{
	static const struct numfmt general = {.n = 1};

	return i < s->cells.n ? list_at(&s->cells, struct numfmt, i) : &general;
}
