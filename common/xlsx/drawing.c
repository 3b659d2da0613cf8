#include "xlsx/drawing.h"

#include "value/text.h"

#include <stdlib.h>
#include <string.h>

/*
 * Places are in 1/1000 of a column or row, so that shapes within a group,
 * which are told in the group's own units, can be put on the grid.
 */
enum { UNIT = 1000 };

struct area {
	int64_t left, top, right, bottom;
};

enum shape_kind { SHAPE_BOX, SHAPE_CONNECTOR, SHAPE_PICTURE };

struct shape {
	enum shape_kind kind;
	int64_t id, from, to; /* shape ids; -1: not attached */
	struct area area;
	struct area own; /* a:off and a:ext, in the units of its group */
	bool flip_x, flip_y, head, tail; /* head and tail: has an arrow tip */
	str text;
	str preset; /* the geometry's name: rect, downArrow ... */
	size_t group; /* 1 + index of the innermost group, or 0 */
};

/* A group and how its units lie on the grid. */
struct group {
	struct area area; /* on the grid, or in the units of its parent */
	struct area own, child; /* off, ext and chOff, chExt */
	size_t parent;
};

struct drawing {
	struct arena scratch;
	struct list shapes, groups;
	struct area anchor;
	size_t group; /* 1 + index of the open one */

	bool in_shape, in_from, in_to;
	unsigned fallback;
	struct shape shape;
	struct text text, number;
	int64_t *target; /* where the number being read goes */
};

/* -- reading -- */

static int64_t
whole(str value)
{
	bool minus = value.n && value.p[0] == '-';
	int64_t n = xml_int(str_skip(value, minus), INT64_C(1) << 40);

	return n < 0 ? 0 : (minus ? -n : n);
}

static void
start_shape(struct xml *xml, struct drawing *d, enum shape_kind kind)
{
	if (d->shapes.n >= XLSX_SHAPES)
		xml_fail(xml, "has more than ten thousand shapes");
	d->in_shape = true;
	d->text.n = 0;
	d->shape = (struct shape){.kind = kind,
	    .id = -1,
	    .from = -1,
	    .to = -1,
	    .area = d->anchor,
	    .group = d->group};
}

static void
start_group(struct xml *xml, struct drawing *d)
{
	struct group *group;

	if (d->groups.n >= XLSX_SHAPES) {
		xml_fail(xml, "has more than ten thousand shapes");
		return;
	}
	group = list_add(&d->scratch, &d->groups, struct group);
	group->parent = d->group;
	group->area = d->anchor;
	d->group = d->groups.n;
}

static struct group *
open_group(struct drawing *d)
{
	return d->group ? list_at(&d->groups, struct group, d->group - 1)
			: NULL;
}

/* a:off, a:ext of a shape or a group, a:chOff, a:chExt of a group. */
static void
take_place(struct drawing *d, const char *name, const char **attributes)
{
	struct group *group = open_group(d);
	bool child = strncmp(name, "ch", 2) == 0;
	struct area *area;

	if (d->in_shape && !child)
		area = &d->shape.own;
	else if (group && !d->in_shape)
		area = child ? &group->child : &group->own;
	else
		return;
	if (strcmp(name, "off") == 0 || strcmp(name, "chOff") == 0) {
		area->left = whole(xml_attribute(attributes, "x"));
		area->top = whole(xml_attribute(attributes, "y"));
	} else { /* stands behind the offset */
		area->right =
		    area->left + whole(xml_attribute(attributes, "cx"));
		area->bottom =
		    area->top + whole(xml_attribute(attributes, "cy"));
	}
}

static bool
has_tip(const char **attributes)
{
	str type = xml_attribute(attributes, "type");

	return !str_is_null(type) && !str_eq(type, S("none"));
}

static void
start_in_shape(struct xml *xml, struct drawing *d, const char *name,
    const char **attributes)
{
	struct shape *shape = &d->shape;
	str id = xml_attribute(attributes, "id");

	if (strcmp(name, "cNvPr") == 0) {
		shape->id = xml_int(id, INT64_MAX / 16);
	} else if (strcmp(name, "stCxn") == 0) {
		shape->from = xml_int(id, INT64_MAX / 16);
	} else if (strcmp(name, "endCxn") == 0) {
		shape->to = xml_int(id, INT64_MAX / 16);
	} else if (strcmp(name, "xfrm") == 0) {
		shape->flip_x = xml_is_on(xml_attribute(attributes, "flipH"));
		shape->flip_y = xml_is_on(xml_attribute(attributes, "flipV"));
	} else if (strcmp(name, "prstGeom") == 0) {
		shape->preset =
		    arena_copy(&d->scratch, xml_attribute(attributes, "prst"));
	} else if (strcmp(name, "headEnd") == 0) {
		shape->head = has_tip(attributes);
	} else if (strcmp(name, "tailEnd") == 0) {
		shape->tail = has_tip(attributes);
	} else if (strcmp(name, "br") == 0) {
		text_char(&d->text, '\n');
	} else if (strcmp(name, "t") == 0) {
		xml_listen(xml, true);
	}
}

/* from and to of an anchor hold col, colOff, row, rowOff. */
static void
start_in_anchor(struct xml *xml, struct drawing *d, const char *name)
{
	struct area *a = &d->anchor;

	d->target = NULL;
	if (strcmp(name, "col") == 0)
		d->target = d->in_from ? &a->left : &a->right;
	else if (strcmp(name, "row") == 0)
		d->target = d->in_from ? &a->top : &a->bottom;
	d->number.n = 0;
	xml_listen(xml, d->target != NULL);
}

static void
start(struct xml *xml, void *ctx, const char *name, const char **attributes)
{
	struct drawing *d = ctx;

	/* mc:Fallback repeats what mc:Choice beside it says */
	if (strcmp(name, "Fallback") == 0)
		d->fallback++;
	if (d->fallback)
		return;
	if (strcmp(name, "off") == 0 || strcmp(name, "ext") == 0 ||
	    strcmp(name, "chOff") == 0 || strcmp(name, "chExt") == 0)
		take_place(d, name, attributes);
	else if (d->in_shape)
		start_in_shape(xml, d, name, attributes);
	else if (d->in_from || d->in_to)
		start_in_anchor(xml, d, name);
	else if (strcmp(name, "from") == 0)
		d->in_from = true;
	else if (strcmp(name, "to") == 0)
		d->in_to = true;
	else if (strcmp(name, "sp") == 0)
		start_shape(xml, d, SHAPE_BOX);
	else if (strcmp(name, "cxnSp") == 0)
		start_shape(xml, d, SHAPE_CONNECTOR);
	else if (strcmp(name, "pic") == 0)
		start_shape(xml, d, SHAPE_PICTURE);
	else if (strcmp(name, "grpSp") == 0)
		start_group(xml, d);
	else if (str_ends(str_of(name), S("Anchor")))
		d->anchor = (struct area){0};
}

static void
end_shape(struct drawing *d)
{
	d->in_shape = false;
	d->shape.text = text_clean(
	    &d->scratch, arena_copy(&d->scratch, text_str(&d->text)));
	if (d->shape.kind != SHAPE_PICTURE)
		*list_add(&d->scratch, &d->shapes, struct shape) = d->shape;
}

static void
end_number(struct drawing *d)
{
	int64_t n = xml_int(str_trim(text_str(&d->number)), 1 << 24);

	if (d->target && n >= 0)
		*d->target = n * UNIT;
	d->target = NULL;
}

static void
end(struct xml *xml, void *ctx, const char *name)
{
	struct drawing *d = ctx;

	xml_listen(xml, false);
	if (strcmp(name, "Fallback") == 0 && d->fallback)
		d->fallback--;
	if (d->fallback)
		return;
	if (d->in_shape) {
		if (strcmp(name, "sp") == 0 || strcmp(name, "cxnSp") == 0 ||
		    strcmp(name, "pic") == 0)
			end_shape(d);
		else if (strcmp(name, "p") == 0)
			text_char(&d->text, '\n');
	} else if (strcmp(name, "from") == 0) {
		d->in_from = false;
		/* oneCellAnchor has no to */
		d->anchor.right = d->anchor.left;
		d->anchor.bottom = d->anchor.top;
	} else if (strcmp(name, "to") == 0) {
		d->in_to = false;
	} else if (d->target) {
		end_number(d);
	} else if (strcmp(name, "grpSp") == 0 && d->group) {
		d->group = open_group(d)->parent;
	}
}

static void
text(void *ctx, str bytes)
{
	struct drawing *d = ctx;

	text_put(d->in_shape ? &d->text : &d->number, bytes);
}

/* -- places on the grid -- */

static int64_t
map(int64_t x, int64_t from, int64_t to, int64_t left, int64_t right)
{
	__extension__ typedef __int128 wide;

	if (to == from)
		return left;
	return left +
	    (int64_t)((wide)(x - from) * (right - left) / (to - from));
}

/* An area in the units of a group's children to where the group lies. */
static struct area
map_area(struct area a, struct area from, struct area to)
{
	return (struct area){
	    .left = map(a.left, from.left, from.right, to.left, to.right),
	    .right = map(a.right, from.left, from.right, to.left, to.right),
	    .top = map(a.top, from.top, from.bottom, to.top, to.bottom),
	    .bottom = map(a.bottom, from.top, from.bottom, to.top, to.bottom),
	};
}

/* Groups stand before what they hold: parents are placed already. */
static void
place_shapes(struct drawing *d)
{
	for (size_t i = 0; i < d->groups.n; i++) {
		struct group *g = list_at(&d->groups, struct group, i);
		if (g->parent) {
			const struct group *up =
			    list_at(&d->groups, struct group, g->parent - 1);
			g->area = map_area(g->own, up->child, up->area);
		}
	}
	for (size_t i = 0; i < d->shapes.n; i++) {
		struct shape *s = list_at(&d->shapes, struct shape, i);
		if (s->group) {
			const struct group *g =
			    list_at(&d->groups, struct group, s->group - 1);
			s->area = map_area(s->own, g->child, g->area);
		}
	}
}

/* -- arrows -- */

struct point {
	int64_t x, y;
};

/* The box (index into shapes) that a point touches, or -1. */
static int
touched(const struct drawing *d, struct point p)
{
	int64_t nearest = 2 * UNIT; /* farther is beside */
	int best = -1;

	for (size_t i = 0; i < d->shapes.n; i++) {
		const struct shape *s = list_at(&d->shapes, struct shape, i);
		const struct area *a = &s->area;
		int64_t dx = p.x < a->left ? a->left - p.x
		    : p.x > a->right	   ? p.x - a->right
					   : 0;
		int64_t dy = p.y < a->top ? a->top - p.y
		    : p.y > a->bottom	  ? p.y - a->bottom
					  : 0;
		if (s->kind == SHAPE_BOX && s->text.n && dx + dy < nearest) {
			nearest = dx + dy;
			best = (int)i;
		}
	}
	return best;
}

static int
shape_with_id(const struct drawing *d, int64_t id)
{
	if (id >= 0)
		for (size_t i = 0; i < d->shapes.n; i++) {
			const struct shape *s =
			    list_at(&d->shapes, struct shape, i);
			if (s->id == id)
				return (int)i;
		}
	return -1;
}

/* Where a connector begins and ends, before any exchange by its tips. */
static void
ends_of(const struct shape *s, struct point *from, struct point *to)
{
	const struct area *a = &s->area;

	*from = (struct point){
	    s->flip_x ? a->right : a->left, s->flip_y ? a->bottom : a->top};
	*to = (struct point){
	    s->flip_x ? a->left : a->right, s->flip_y ? a->top : a->bottom};
}

/* A block arrow points from the middle of one side to that of the other. */
static bool
block_arrow(const struct shape *s, struct point *from, struct point *to)
{
	const struct area *a = &s->area;
	struct point top = {(a->left + a->right) / 2, a->top};
	struct point bottom = {top.x, a->bottom};
	struct point left = {a->left, (a->top + a->bottom) / 2};
	struct point right = {a->right, left.y};
	const struct {
		str name;
		struct point from, to;
	} presets[] = {
	    {{"downArrow", 9}, top, bottom},
	    {{"upArrow", 7}, bottom, top},
	    {{"rightArrow", 10}, left, right},
	    {{"leftArrow", 9}, right, left},
	};

	for (size_t i = 0; i < sizeof presets / sizeof *presets; i++)
		if (str_eq(s->preset, presets[i].name)) {
			bool turn = presets[i].from.y == presets[i].to.y
			    ? s->flip_x
			    : s->flip_y;
			*from = turn ? presets[i].to : presets[i].from;
			*to = turn ? presets[i].from : presets[i].to;
			return true;
		}
	return false;
}

static bool
is_line(const struct shape *s)
{
	return s->kind == SHAPE_CONNECTOR || str_eq(s->preset, S("line")) ||
	    str_has(s->preset, S("Connector"));
}

/* The shape as an arrow between shapes; false when it is none. */
static bool
arrow_of(const struct drawing *d, const struct shape *s, struct arrow *arrow)
{
	struct point from, to;
	bool known = s->from >= 0 && s->to >= 0;

	if (is_line(s))
		ends_of(s, &from, &to);
	else if (s->text.n || !block_arrow(s, &from, &to))
		return false;
	arrow->from =
	    s->from >= 0 ? shape_with_id(d, s->from) : touched(d, from);
	arrow->to = s->to >= 0 ? shape_with_id(d, s->to) : touched(d, to);
	/* a tip at the head alone points back; without tips, down is on */
	if (is_line(s) &&
	    ((s->head && !s->tail) ||
		(!s->head && !s->tail && !known && from.y > to.y))) {
		int swap = arrow->from;
		arrow->from = arrow->to;
		arrow->to = swap;
	}
	return arrow->from != arrow->to;
}

/* -- to the grid -- */

static int
span(int64_t from, int64_t to)
{
	int64_t n = (to + UNIT - 1) / UNIT - from / UNIT;

	return n < 1 ? 1 : (int)n;
}

static void
fill_grid(struct drawing *d, struct grid *grid)
{
	int *box_of = arena_new(&d->scratch, int, d->shapes.n + 1);

	for (size_t i = 0; i < d->shapes.n; i++) {
		const struct shape *s = list_at(&d->shapes, struct shape, i);
		struct box *box;
		box_of[i] = -1;
		if (!s->text.n)
			continue;
		box_of[i] = (int)grid->boxes.n;
		box = list_add(grid->arena, &grid->boxes, struct box);
		*box = (struct box){
		    .text = arena_copy(grid->arena, s->text),
		    .row = (int)(s->area.top / UNIT),
		    .col = (int)(s->area.left / UNIT),
		    .rows = span(s->area.top, s->area.bottom),
		    .cols = span(s->area.left, s->area.right),
		};
	}
	for (size_t i = 0; i < d->shapes.n; i++) {
		const struct shape *s = list_at(&d->shapes, struct shape, i);
		struct arrow arrow;
		if (!arrow_of(d, s, &arrow))
			continue;
		arrow.from = arrow.from < 0 ? -1 : box_of[arrow.from];
		arrow.to = arrow.to < 0 ? -1 : box_of[arrow.to];
		*list_add(grid->arena, &grid->arrows, struct arrow) = arrow;
	}
}

bool
xlsx_drawing_read(struct in *in, struct grid *grid, struct xml_error *error)
{
	static const struct xml_handlers handlers = {start, end, text};
	struct drawing d = {0};
	bool whole_part;

	d.text.arena = d.number.arena = &d.scratch;
	whole_part = xml_read(in, &handlers, &d, error);
	if (whole_part) {
		place_shapes(&d);
		fill_grid(&d, grid);
	}
	arena_free(&d.scratch);
	return whole_part;
}
