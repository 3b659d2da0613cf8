#include "dump/row_lines.h"

#include "value/text.h"

#include <limits.h>

enum {
	TEXTS_MAX = 10, /* of a paragraph; each way to part them is tried */
	CELLS_MAX = TEXTS_MAX + 2,
	MARGIN = 3, /* by which the best way is better */
	ODD_MOST = 5, /* what its places may cost */
};

/* What each oddity costs. */
enum price {
	NEAR = 1, /* half a line apart, but on one line */
	FAR = 8, /* the same, for each half line more */
	LEVEL = 1, /* on two lines, but at the same height */
	BACK = 8, /* on the line below, but higher */
	GAP = 6, /* more than a line apart, with nothing between */
	NEUTRAL = 2, /* neither like a name nor a description */
	UNLIKE = 5, /* like the other */
	WIDE = 6, /* than the column */
	SHORT = 3, /* goes on behind a line that is not full */
	FULL = 1, /* ends with a line that is full */
	UNTIED = 3, /* a column of which no line is beside its neighbour */
	OPEN = 4, /* brackets that do not close */
};

/* The cells of a paragraph of one row. */
struct one_row {
	const struct rows *rows;
	struct cell *cells; /* n of them */
	size_t n;
	size_t texts[TEXTS_MAX];
	size_t ntexts;
	unsigned names, uses; /* bits: texts that must be such */
};

static bool
is_plain(const struct cell *c)
{
	return !c->letter && !c->none && c->heading == NOWHERE;
}

static bool
is_kind(const struct cell *c, enum item_kind kind)
{
	return is_plain(c) && c->item.kind == kind;
}

/* What the neighbours on its line make of a text. */
static void
look_beside(struct one_row *r, size_t k)
{
	size_t i = r->texts[k];
	const struct cell *c = &r->cells[i];
	bool tied = i > 0 && c->tied;
	bool next = i + 1 < r->n && c[1].tied;

	if ((next && is_kind(&c[1], ITEM_CORP)) ||
	    (next && is_kind(&c[1], ITEM_TEXT)) ||
	    (tied && is_kind(&c[-1], ITEM_INT)))
		r->names |= 1u << k;
	if (tied && (is_kind(&c[-1], ITEM_CORP) || is_kind(&c[-1], ITEM_TEXT)))
		r->uses |= 1u << k;
}

/* False: it is no such paragraph. */
static bool
look_at_row(struct one_row *r)
{
	bool centre = false;

	if (r->n > CELLS_MAX)
		return false;
	for (size_t i = 0; i < r->n; i++) {
		const struct cell *c = &r->cells[i];
		if (is_kind(c, ITEM_TEXT)) {
			if (r->ntexts == TEXTS_MAX)
				return false;
			r->texts[r->ntexts++] = i;
		} else if (is_kind(c, ITEM_CORP) || is_kind(c, ITEM_INT)) {
			centre = true;
		} else {
			return false;
		}
	}
	for (size_t k = 0; k < r->ntexts; k++)
		look_beside(r, k);
	return centre && r->ntexts > 1 && !(r->names & r->uses);
}

/* The cells of a line, in half lines below the middle of the row. */
struct height {
	bool any;
	int first, low, high;
	int cost;
};

/* What is half a line above or below the first cell of a line joins it. */
static void
join(struct height *h, int y)
{
	if (!h->any)
		*h = (struct height){true, y, y, y, 0};
	int apart = y > h->first ? y - h->first : h->first - y;
	h->cost += apart < 2 ? apart * NEAR : (apart - 1) * FAR;
	h->low = y < h->low ? y : h->low;
	h->high = y > h->high ? y : h->high;
}

/* A line and the one below: each is the highest that is left. */
static int
step_cost(const struct height *a, const struct height *b)
{
	if (!a->any)
		return 0;
	return b->low < a->low	   ? BACK
	    : b->low == a->low	   ? LEVEL
	    : b->low - a->high > 2 ? GAP
				   : 0;
}

/* What the places cost when the texts with a bit are names, the others not. */
static int
places_cost(const struct one_row *r, unsigned names)
{
	int count[2] = {__builtin_popcount(names), 0}, seen[2] = {0, 0};
	struct height above = {0}, h = {0};
	int cost = 0;

	count[1] = (int)r->ntexts - count[0];
	for (size_t i = 0, k = 0; i < r->n; i++) {
		const struct cell *c = &r->cells[i];
		int y = 0;
		if (i && !c->tied) {
			cost += h.cost + step_cost(&above, &h);
			above = h;
			h = (struct height){0};
		}
		if (is_kind(c, ITEM_TEXT)) {
			bool use = !(names & 1u << k++);
			y = 2 * ++seen[use] - count[use] - 1;
		}
		join(&h, y);
	}
	return cost + h.cost + step_cost(&above, &h);
}

static int
brackets(str s, int open)
{
	size_t len;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		open += c == '(' || c == 0x300C || c == 0x3010;
		open -= c == ')' || c == 0x300D || c == 0x3011;
	}
	return open;
}

/* What the lines of one column cost. */
static int
column_cost(const struct one_row *r, unsigned of, bool use)
{
	enum { SPARE = 2 };
	int full = r->rows->widths[use], cost = 0, open = 0, before = 0;
	bool ends_full = false;

	for (size_t k = 0; k < r->ntexts; k++) {
		const struct item *item = &r->cells[r->texts[k]].item;
		int likeness = use ? -item->likeness : item->likeness;
		if (!(of & 1u << k))
			continue;
		cost += likeness >= 2 ? 0 : likeness >= 0 ? NEUTRAL : UNLIKE;
		if (full && item->width > full + SPARE)
			cost += WIDE;
		if (before && full && 10 * before < 7 * full)
			cost += SHORT;
		before = item->width;
		ends_full = full && 20 * before >= 17 * full;
		open = brackets(item->text, open);
		if (open < 0) {
			cost += OPEN;
			open = 0;
		}
	}
	return cost + (open ? OPEN : 0) + (ends_full ? FULL : 0);
}

/* Columns come together where they touch: each beside its neighbour. */
static int
absence_cost(const struct one_row *r, unsigned names, unsigned uses)
{
	int cost = 0;

	if (names && !r->names)
		cost += UNTIED;
	if (uses && !r->uses)
		cost += UNTIED;
	return cost;
}

static void
tell(struct one_row *r)
{
	unsigned all = (1u << r->ntexts) - 1;
	int best[TEXTS_MAX][2], least = INT_MAX, odd = 0;

	for (size_t k = 0; k < r->ntexts; k++)
		best[k][0] = best[k][1] = INT_MAX / 2;
	for (unsigned names = 0; names <= all; names++) {
		if ((names & r->uses) || (~names & r->names))
			continue;
		int places = places_cost(r, names);
		int cost = places + column_cost(r, names, false) +
		    column_cost(r, all & ~names, true) +
		    absence_cost(r, names, all & ~names);
		if (cost < least) {
			least = cost;
			odd = places;
		}
		for (size_t k = 0; k < r->ntexts; k++) {
			int *b = &best[k][!(names & 1u << k)];
			*b = cost < *b ? cost : *b;
		}
	}
	if (odd > ODD_MOST) {
		for (size_t i = 0; i < r->n; i++)
			r->cells[i].solid = false;
		return;
	}
	bool seen[2] = {false, false};
	for (size_t k = 0; k < r->ntexts; k++) {
		struct cell *c = &r->cells[r->texts[k]];
		bool use = best[k][1] < best[k][0];
		if (best[k][!use] - best[k][use] < MARGIN)
			continue;
		c->told = use ? DESCRIPTION : NAME;
		c->goes_on = seen[use];
		seen[use] = true;
	}
}

void
row_lines_tell(const struct rows *rows, struct cell *cells, size_t n)
{
	const struct token *tokens = rows->dump->tokens;

	for (size_t i = 0; i < n; i++)
		cells[i].told = NOWHERE;
	for (size_t i = 0, end; i < n; i = end) {
		int paragraph = tokens[cells[i].item.token].paragraph;
		for (end = i + 1; end < n &&
		     tokens[cells[end].item.token].paragraph == paragraph;)
			end++;
		struct one_row r = {
		    .rows = rows, .cells = cells + i, .n = end - i};
		if (cells[i].solid && look_at_row(&r))
			tell(&r);
	}
}
