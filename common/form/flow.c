#include "form/flow.h"

#include "form/form_part.h"
#include "value/text.h"
#include "value/unit.h"

/* -- what a piece of the figure says -- */

enum piece_kind {
	PIECE_TEXT, /* a role, a remark */
	PIECE_NODE, /* a block letter, or an amount, or the ministry */
	PIECE_METHOD, /* 【随意契約（その他）】, with or without ↓ */
	PIECE_ARROW, /* ↓ alone */
};

struct piece {
	enum piece_kind kind;
	str text;
	int row, col, end_row, end_col; /* ends are behind */
	size_t line;
	struct cell *cell; /* or NULL: it was a box */
	int box; /* its index, or -1 */
	int node; /* whose piece it is: index into nodes, or -1 */
};

/* A node while the figure is put together. */
struct place {
	size_t piece;
	struct flow_node node;
	str method;
	struct figure bidders;
	bool arrow; /* something leads to it */
	bool edge; /* and that is an edge by now */
	int band; /* row of boxes it stands in, from 0 */
};

struct figure_read {
	struct grid *grid;
	struct arena *a;
	struct sheet *sheet;
	struct list pieces, places;
};

static struct piece *
piece_at(const struct figure_read *f, size_t i)
{
	return list_at(&f->pieces, struct piece, i);
}

static struct place *
place_at(const struct figure_read *f, size_t i)
{
	return list_at(&f->places, struct place, i);
}

/* -- amounts -- */

/* Where the figure that ends the text begins; its end when there is none. */
static size_t
figure_start(str text)
{
	size_t from = text.n;

	while (from) {
		size_t at = from - 1, len;
		uint32_t c;
		while (at && ((unsigned char)text.p[at] & 0xc0) == 0x80)
			at--;
		c = text_fold_code(str_char(str_skip(text, at), &len));
		if (!(c >= '0' && c <= '9') && c != '.' && c != ',' &&
		    c != ' ' && c != 0x25b2 && c != 0x25b3)
			break;
		from = at;
	}
	return from;
}

/* Without the bracket that closes the line, and what opened it. */
static str
without_tail(str s, const char *const *tails, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ends(s, str_of(tails[i])))
			return text_strip(
			    str_take(s, s.n - str_of(tails[i]).n));
	return s;
}

struct dec
flow_amount(struct arena *a, str line, str *head)
{
	static const char *const closing[] = {")", "）", "］", "]", "〕", "】"};
	static const char *const opening[] = {
	    "(", "（", "［", "[", "〔", "【", "約", ":", "："};
	str s = without_tail(text_strip(line), closing, 6);
	struct dec value;
	size_t from;
	int power;

	*head = line;
	if (!unit_cut(&s, &power))
		return (struct dec){0};
	from = figure_start(s);
	value = dec_cell(text_fold(a, str_skip(s, from)));
	if (!value.known)
		return value;
	s = text_strip(str_take(s, from));
	s = without_tail(s, opening, 9);
	*head = without_tail(s, opening, 9);
	return dec_yen(value, power);
}

/* -- the parts of a text -- */

static bool
is_arrow_char(uint32_t c)
{
	return (c >= 0x2190 && c <= 0x21ff) || (c >= 0x25b7 && c <= 0x25bd) ||
	    (c >= 0x27f0 && c <= 0x27ff) || (c >= 0x2900 && c <= 0x297f) ||
	    (c >= 0x2b05 && c <= 0x2b0d) || c == '|' || c == 0xff5c ||
	    (c >= 0x2500 && c <= 0x257f);
}

static bool
is_arrow(str s)
{
	size_t len;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = str_char(s, &len);
		if (!is_arrow_char(c) && !text_is_space(c))
			return false;
	}
	return true;
}

/* What stands within the first 【】 of the text but an amount, or null. */
static str
in_lenses(struct arena *a, str text)
{
	size_t open = str_find(text, S("【"), 0);
	size_t close = str_find(text, S("】"), open);
	str inside = text_strip(str_slice(text, open + 3, close)), head;

	if (close == text.n || !inside.n || flow_amount(a, inside, &head).known)
		return STR_NULL;
	return inside;
}

/* 応募者数3者 and its kin anywhere in the text. */
static struct dec
bidders_in(struct arena *a, str text)
{
	static const char *const words[] = {
	    "入札者数", "応募者数", "応札者数", "応募数"};
	str folded = text_fold(a, text);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		str word = str_of(words[i]);
		size_t at = str_find(folded, word, 0), n = 0;
		str rest = str_skip(folded, at + word.n);
		while (rest.n && (rest.p[0] == ':' || rest.p[0] == '('))
			rest = str_skip(rest, 1);
		while (n < rest.n && rest.p[n] >= '0' && rest.p[n] <= '9')
			n++;
		if (n && n < 7)
			return dec_cell(str_take(rest, n));
	}
	return (struct dec){0};
}

static void
add_line(struct arena *a, str *to, str line)
{
	if (!line.n)
		return;
	*to = str_is_null(*to)
	    ? line
	    : arena_printf(a, "%.*s\n%.*s", STR_ARG(*to), STR_ARG(line));
}

static bool
is_ministry(const struct figure_read *f, str name)
{
	return !str_is_empty(f->sheet->ministry) && !str_is_null(name) &&
	    str_eq(text_fold(f->a, name), text_fold(f->a, f->sheet->ministry));
}

/*
 * Letters and a name, then an amount, then what it does.  False when the text
 * names neither a block nor an amount nor the sheet's own ministry.
 */
static bool
read_node(struct figure_read *f, str text, struct place *place)
{
	struct flow_node *node = &place->node;
	bool named = false;
	str rest = text, block, name;

	*place = (struct place){.band = -1};
	if (form_block(f->a, str_cut(text, '\n').head, false, &block, &name)) {
		node->block = block;
		named = true;
		/* the name may stand on the next line */
		rest = str_skip(text,
		    str_is_null(name) ? str_cut(text, '\n').head.n
				      : (size_t)(name.p - text.p));
	}
	while (rest.n) {
		struct str_cut cut = str_cut(rest, '\n');
		str line = text_strip(cut.head), head;
		struct dec amount = flow_amount(f->a, line, &head);
		str method = in_lenses(f->a, line);
		rest = cut.tail;
		if (!str_is_null(method) && str_is_null(place->method)) {
			place->method = method;
			continue;
		}
		if (amount.known && !node->amount.value.known) {
			node->amount.value = amount;
			add_line(f->a, &node->name, head);
		} else if (node->amount.value.known) {
			add_line(f->a, &node->role, line);
		} else {
			add_line(f->a, &node->name, line);
		}
	}
	place->arrow = !str_is_null(place->method);
	if (named || (node->amount.value.known && !str_is_null(node->name)))
		return true;
	return is_ministry(f, node->name);
}

/* -- pieces -- */

static void
add_piece(struct figure_read *f, struct piece piece)
{
	struct place place;

	piece.node = -1;
	if (is_arrow(piece.text)) {
		piece.kind = PIECE_ARROW;
	} else if (read_node(f, piece.text, &place)) {
		piece.kind = PIECE_NODE;
		piece.node = (int)f->places.n;
		place.piece = f->pieces.n;
		*list_add(f->a, &f->places, struct place) = place;
	} else {
		str method = in_lenses(f->a, piece.text);
		piece.kind = str_is_null(method) ? PIECE_TEXT : PIECE_METHOD;
	}
	*list_add(f->a, &f->pieces, struct piece) = piece;
}

/* True when the figure is drawn: boxes stand in these rows. */
static bool
take_boxes(struct figure_read *f, int from_row, int to_row)
{
	bool any = false;

	for (size_t i = 0; i < f->grid->boxes.n; i++) {
		struct box *box = list_at(&f->grid->boxes, struct box, i);
		if (box->row >= to_row || box->row + box->rows <= from_row ||
		    str_is_null(box->text))
			continue;
		any = true;
		add_piece(f,
		    (struct piece){
			.text = box->text,
			.row = box->row,
			.col = box->col,
			.end_row = box->row + box->rows,
			.end_col = box->col + box->cols,
			.line = (size_t)box->row + 1,
			.box = (int)i,
		    });
		box->text = STR_NULL;
	}
	return any;
}

static void
take_cells(struct figure_read *f, int from_row, int to_row)
{
	for (int r = from_row; r < to_row; r++) {
		size_t n;
		struct cell *cells = grid_row(f->grid, r, &n);
		for (size_t i = 0; i < n; i++)
			if (cells[i].use == CELL_FREE)
				add_piece(f,
				    (struct piece){
					.text = cells[i].text,
					.row = cells[i].row,
					.col = cells[i].col,
					.end_row = cells[i].row + cells[i].rows,
					.end_col = cells[i].col + cells[i].cols,
					.line = cells[i].line,
					.cell = &cells[i],
					.box = -1,
				    });
	}
}

/* -- whose piece it is -- */

static bool
same_columns(const struct piece *a, const struct piece *b)
{
	return a->col < b->end_col && b->col < a->end_col;
}

/*
 * The node below (or above) a piece in its columns, the nearest: what leads
 * to a box stands on top of it, what it does stands under it.
 */
static int
owner(const struct figure_read *f, const struct piece *piece, bool below)
{
	int best = -1, nearest = 0;

	for (size_t i = 0; i < f->places.n; i++) {
		const struct piece *node = piece_at(f, place_at(f, i)->piece);
		int distance = below ? node->row - piece->end_row
				     : piece->row - node->end_row;
		if (!same_columns(node, piece) || distance < -1)
			continue;
		if (best < 0 || distance < nearest) {
			best = (int)i;
			nearest = distance;
		}
	}
	return best;
}

/* The amount may stand in a cell of its own; the rest says what it does. */
static void
give_text(struct figure_read *f, struct flow_node *node, str text)
{
	str head;
	struct dec amount = flow_amount(f->a, text, &head);

	if (amount.known && !head.n && !node->amount.value.known)
		node->amount.value = amount;
	else
		add_line(f->a, &node->role, text);
}

static void
give_pieces(struct figure_read *f)
{
	for (size_t i = 0; i < f->pieces.n; i++) {
		struct piece *piece = piece_at(f, i);
		struct place *place;
		if (piece->kind == PIECE_NODE)
			continue;
		piece->node = owner(f, piece, piece->kind != PIECE_TEXT);
		if (piece->node < 0)
			continue;
		place = place_at(f, (size_t)piece->node);
		if (piece->kind == PIECE_TEXT) {
			give_text(f, &place->node, piece->text);
			continue;
		}
		place->arrow = true;
		if (piece->kind == PIECE_ARROW)
			continue;
		if (!str_is_null(place->method)) {
			piece->node = -1; /* a second one: to unparsed */
			continue;
		}
		place->method = in_lenses(f->a, piece->text);
		place->bidders.value = bidders_in(f->a, piece->text);
	}
}

/* -- names broken between two cells -- */

/*
 * The node right above in its columns that has a letter but no amount yet,
 * where this one has an amount but no letter: the rest of its name.  -1
 * when there is none.
 */
static int
broken_above(const struct figure_read *f, const struct place *rest)
{
	const struct piece *piece = piece_at(f, rest->piece);
	int found = -1;

	if (!piece->cell || !str_is_null(rest->node.block) || rest->arrow ||
	    !rest->node.amount.value.known || is_ministry(f, rest->node.name))
		return -1;
	for (size_t i = 0; i < f->places.n; i++) {
		const struct place *place = place_at(f, i);
		const struct piece *above = piece_at(f, place->piece);
		if (str_is_null(place->node.block) ||
		    str_is_null(place->node.name) ||
		    place->node.amount.value.known ||
		    above->end_row != piece->row || !same_columns(above, piece))
			continue;
		if (found >= 0)
			return -1;
		found = (int)i;
	}
	return found;
}

static void
join_broken(struct figure_read *f)
{
	struct list all = f->places;

	f->places = (struct list){0};
	for (size_t i = 0; i < all.n; i++) {
		struct place *place = list_at(&all, struct place, i);
		struct piece *piece = piece_at(f, place->piece);
		int to = broken_above(f, place);
		if (to < 0) {
			piece->node = (int)f->places.n;
			*list_add(f->a, &f->places, struct place) = *place;
			continue;
		}
		struct place *whole = place_at(f, (size_t)to);
		piece->node = to;
		piece_at(f, whole->piece)->end_row = piece->end_row;
		whole->node.name = arena_printf(f->a, "%.*s%.*s",
		    STR_ARG(whole->node.name), STR_ARG(place->node.name));
		whole->node.amount = place->node.amount;
		whole->node.role = place->node.role;
	}
}

/* -- names of nodes -- */

static void
name_nodes(struct figure_read *f)
{
	struct list *nodes = &f->sheet->flow.nodes;

	for (size_t i = 0; i < f->places.n; i++) {
		struct flow_node *node = &place_at(f, i)->node;
		str letters = str_is_null(node->block) ? S("0") : node->block;
		size_t same = 1;
		for (size_t k = 0; k < nodes->n; k++) {
			str other = list_at(nodes, struct flow_node, k)->block;
			same += str_eq(other, node->block);
		}
		node->id = same == 1
		    ? letters
		    : arena_printf(f->a, "%.*s#%zu", STR_ARG(letters), same);
		*list_add(f->a, nodes, struct flow_node) = *node;
	}
}

/* -- edges -- */

static void
add_edge(struct figure_read *f, int from, int to)
{
	struct list *edges = &f->sheet->flow.edges;
	struct place *place = place_at(f, (size_t)to);
	struct flow_edge edge = {
	    .from = from < 0 ? STR_NULL : place_at(f, (size_t)from)->node.id,
	    .to = place->node.id,
	    .method = place->method,
	    .bidders = place->bidders,
	};

	place->edge = true;
	for (size_t i = 0; i < edges->n; i++) {
		struct flow_edge *other = list_at(edges, struct flow_edge, i);
		if (str_eq(other->from, edge.from) &&
		    str_eq(other->to, edge.to))
			return;
	}
	*list_add(f->a, edges, struct flow_edge) = edge;
	if (from < 0)
		record_note(f->a, f->sheet, "value-ambiguous",
		    arena_printf(f->a, "flow.edges[%zu].from", edges->n - 1),
		    "the figure does not tell where the money of %.*s comes "
		    "from",
		    STR_ARG(edge.to));
}

/* The node that a box belongs to: itself, or what it is written beside. */
static int
node_of_box(const struct figure_read *f, int box)
{
	if (box >= 0)
		for (size_t i = 0; i < f->pieces.n; i++)
			if (piece_at(f, i)->box == box)
				return piece_at(f, i)->node;
	return -1;
}

static void
connect_boxes(struct figure_read *f)
{
	const struct list *arrows = &f->grid->arrows;

	for (size_t i = 0; i < arrows->n; i++) {
		const struct arrow *arrow = list_at(arrows, struct arrow, i);
		int from = node_of_box(f, arrow->from);
		int to = node_of_box(f, arrow->to);
		if (to < 0 || from == to)
			continue;
		if (from >= 0)
			add_edge(f, from, to);
		else
			place_at(f, (size_t)to)->arrow = true;
	}
}

/* Numbers the rows of boxes, top down: boxes beside each other share one. */
static int
number_bands(struct figure_read *f)
{
	int bands = 0, end = -1;

	for (;;) {
		int top = -1;
		for (size_t i = 0; i < f->places.n; i++) {
			struct place *place = place_at(f, i);
			const struct piece *p = piece_at(f, place->piece);
			if (place->band < 0 &&
			    (top < 0 || p->row < piece_at(f, (size_t)top)->row))
				top = (int)place->piece;
		}
		if (top < 0)
			return bands;
		end = piece_at(f, (size_t)top)->end_row;
		for (size_t i = 0; i < f->places.n; i++) {
			struct place *place = place_at(f, i);
			if (place->band < 0 &&
			    piece_at(f, place->piece)->row < end)
				place->band = bands;
		}
		bands++;
	}
}

/* A row of boxes. */
struct band {
	int n, first, last; /* places, by column */
};

static struct band
band_of(const struct figure_read *f, int number)
{
	struct band band = {.first = -1, .last = -1};

	for (size_t i = 0; i < f->places.n; i++) {
		int col = piece_at(f, place_at(f, i)->piece)->col;
		if (place_at(f, i)->band != number)
			continue;
		band.n++;
		if (band.first < 0 ||
		    col < piece_at(f, place_at(f, (size_t)band.first)->piece)
			      ->col)
			band.first = (int)i;
		if (band.last < 0 ||
		    col >
			piece_at(f, place_at(f, (size_t)band.last)->piece)->col)
			band.last = (int)i;
	}
	return band;
}

static int
sheet_width(const struct grid *grid)
{
	int width = 0;

	for (size_t i = 0; i < grid->cells.n; i++) {
		const struct cell *c = list_at(&grid->cells, struct cell, i);
		if (c->col + c->cols > width)
			width = c->col + c->cols;
	}
	return width;
}

/* Whether the page has no room for one more box on the right. */
static bool
is_full(const struct figure_read *f, struct band band, int width)
{
	const struct piece *first, *last;
	int step;

	first = piece_at(f, place_at(f, (size_t)band.first)->piece);
	last = piece_at(f, place_at(f, (size_t)band.last)->piece);
	step = band.n > 1 ? (last->col - first->col) / (band.n - 1)
			  : last->end_col - last->col;
	return last->end_col + step > width + 1;
}

/* The only box of the band, or the one above the place; -1 in doubt. */
static int
parent(const struct figure_read *f, struct band band, int number, size_t child)
{
	const struct piece *piece = piece_at(f, place_at(f, child)->piece);
	int found = -1;

	if (band.n == 1)
		return band.first;
	for (size_t i = 0; i < f->places.n; i++) {
		if (place_at(f, i)->band != number ||
		    !same_columns(piece_at(f, place_at(f, i)->piece), piece))
			continue;
		if (found >= 0)
			return -1;
		found = (int)i;
	}
	return found;
}

/*
 * Without connectors an arrow stands above each box, and where it comes from
 * is told by the box above.  That is certain below the ministry.  Where a row
 * of boxes has filled the page, the next may carry it on or lie below it:
 * then nothing is said.
 */
static void
connect_by_place(struct figure_read *f)
{
	int bands = number_bands(f), width = sheet_width(f->grid);
	bool doubt = false; /* the band above may carry on the one before */

	for (int b = 1; b < bands; b++) {
		struct band above = band_of(f, b - 1);
		bool root = above.n == 1 &&
		    str_is_null(place_at(f, (size_t)above.first)->node.block);
		bool full = !root && is_full(f, above, width);
		for (size_t i = 0; i < f->places.n; i++) {
			struct place *place = place_at(f, i);
			if (place->band != b || !place->arrow || place->edge)
				continue;
			add_edge(f,
			    full || doubt ? -1 : parent(f, above, b - 1, i),
			    (int)i);
		}
		doubt = full;
	}
	for (size_t i = 0; i < f->places.n; i++)
		if (place_at(f, i)->arrow && !place_at(f, i)->edge)
			add_edge(f, -1, (int)i);
}

/* -- the whole -- */

static void
settle_pieces(struct figure_read *f)
{
	for (size_t i = 0; i < f->pieces.n; i++) {
		struct piece *piece = piece_at(f, i);
		bool arrow = piece->kind == PIECE_ARROW;
		if (piece->cell && (arrow || piece->node >= 0))
			piece->cell->use = arrow ? CELL_LABEL : CELL_VALUE;
		else if (!piece->cell && !arrow && piece->node < 0)
			record_unparsed(
			    f->a, f->sheet, piece->line, piece->text);
	}
}

void
flow_read(struct grid *grid, int from_row, int to_row, struct sheet *sheet)
{
	struct figure_read f = {.grid = grid, .a = grid->arena, .sheet = sheet};

	if (!take_boxes(&f, from_row, to_row))
		take_cells(&f, from_row, to_row);
	join_broken(&f);
	give_pieces(&f);
	name_nodes(&f);
	connect_boxes(&f);
	connect_by_place(&f);
	settle_pieces(&f);
}
