#include "dump/goal_zones.h"

/* -- where a table begins and ends -- */

static const struct kind_form {
	int heads[2], side;
	enum part part;
} forms[] = {
    [GOAL_OUTCOME] = {{LABEL_OUTCOME_GOAL, LABEL_OUTCOME_INDICATOR},
	LABEL_OUTCOME, PART_OUTCOME},
    [GOAL_OUTPUT] = {{LABEL_OUTPUT_INDICATOR, LABEL_OUTPUT_GOAL}, LABEL_OUTPUT,
	PART_OUTPUT},
};

enum mark {
	MARK_NONE, /* of no account */
	MARK_HEAD, /* 成果指標, 活動指標 */
	MARK_SIDE, /* 成果目標及び成果実績 */
	MARK_ROW, /* 成果実績 */
	MARK_OTHER, /* begins something else */
};

struct cutter {
	const struct dump *dump;
	enum goal_kind kind;
	struct list zones;
	struct goal_zone *open; /* or NULL */
	bool heads_first; /* on this page: headings before their rows */
	bool ended; /* the open zone has its heading at its end */
	size_t side; /* 成果目標及び成果実績 behind the last row, or dump->n */
	int measures; /* rows of 測定指標 whose 目標値 is to come */
};

static enum mark
mark_of(struct cutter *c, size_t i, int *row)
{
	const struct token *t = &c->dump->tokens[i];
	const struct kind_form *form = &forms[c->kind];
	enum goal_kind kind;

	if (t->kind != TOKEN_LABEL)
		return MARK_NONE;
	*row = goal_row_of(c->dump, i, &kind);
	/* 目標値 is a row of 測定指標 too, below its 実績値. */
	if (t->label == LABEL_MEASURE_ACTUAL)
		c->measures++;
	if (t->label == LABEL_OUTCOME_TARGET && c->measures) {
		c->measures--;
		return MARK_OTHER;
	}
	if (*row >= 0)
		return kind == c->kind ? MARK_ROW : MARK_OTHER;
	if (t->label == form->heads[0] || t->label == form->heads[1])
		return MARK_HEAD;
	if (t->label == form->side)
		return MARK_SIDE;
	return t->part != PART_NONE && t->part != form->part &&
		t->label != DUMP_YEAR && t->label != DUMP_YEAR_OUTLOOK
	    ? MARK_OTHER
	    : MARK_NONE;
}

/* Words of a heading: years, 単位, 中間目標, 度 of a label that was broken. */
static bool
is_heading_word(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];

	if (t->kind == TOKEN_FIGURE)
		return goal_is_year_dash(dump, i);
	if (t->kind != TOKEN_LABEL)
		return str_eq(t->text, S("度"));
	return t->label == LABEL_UNIT || t->label == LABEL_INTERIM ||
	    t->label == LABEL_FINAL || t->label == DUMP_YEAR ||
	    t->label == DUMP_YEAR_OUTLOOK || goal_is_bare_year(t);
}

static size_t
heading_begin(const struct dump *dump, size_t i, size_t from)
{
	while (i > from && dump->tokens[i - 1].page == dump->tokens[i].page &&
	    is_heading_word(dump, i - 1))
		i--;
	return i;
}

static void
close_zone(struct cutter *c, size_t at)
{
	if (c->open)
		c->open->to = at;
	c->open = NULL;
	c->ended = false;
}

static void
open_zone(struct cutter *c, size_t at)
{
	const struct dump *dump = c->dump;

	close_zone(c, at);
	c->open = list_add(dump->arena, &c->zones, struct goal_zone);
	c->open->from = at;
	c->open->page = dump->tokens[at].page;
	for (int r = 0; r < GOAL_ROWS; r++)
		c->open->rows[r] = dump->n;
}

static bool
has_any_row(const struct dump *dump, const struct goal_zone *z)
{
	for (int r = 0; r < GOAL_ROWS; r++)
		if (z->rows[r] < dump->n)
			return true;
	return false;
}

/* Whether the headings of a page stand before the rows of their tables. */
static bool
heads_come_first(struct cutter *c, size_t from, size_t to)
{
	enum mark first = MARK_NONE, last = MARK_NONE;

	for (size_t i = from; i < to; i++) {
		int row;
		enum mark mark = mark_of(c, i, &row);
		if (mark != MARK_HEAD && mark != MARK_ROW)
			continue;
		first = first ? first : mark;
		last = mark;
	}
	return first == MARK_HEAD || last != MARK_HEAD;
}

/* Two headings before any row are those of this table and of the next. */
static void
meet_head(struct cutter *c, size_t i, size_t from)
{
	bool empty =
	    c->open && c->open->headed && !has_any_row(c->dump, c->open);

	if (c->ended || empty)
		return;
	if (c->heads_first || !c->open)
		open_zone(c, heading_begin(c->dump, i, from));
	else
		c->ended = true;
	c->open->headed = true;
}

static void
meet_row(struct cutter *c, size_t i, int row)
{
	int last = goal_row_count(c->kind) - 1;

	if (!c->open || c->ended || c->open->rows[row] < c->dump->n ||
	    (row == 0 && !c->open->headed && c->open->rows[last] < c->dump->n))
		open_zone(c, c->side < c->dump->n ? c->side : i);
	c->open->rows[row] = i;
	c->side = c->dump->n;
}

static void
cut_page(struct cutter *c, size_t from, size_t to)
{
	c->measures = 0;
	c->heads_first = heads_come_first(c, from, to);
	c->measures = 0;
	c->side = c->dump->n;
	for (size_t i = from; i < to; i++) {
		int row;
		switch (mark_of(c, i, &row)) {
		case MARK_HEAD:
			meet_head(c, i, from);
			break;
		case MARK_SIDE:
			if (!c->open || c->ended)
				open_zone(c, i);
			c->side = i;
			break;
		case MARK_ROW:
			meet_row(c, i, row);
			break;
		case MARK_OTHER:
			close_zone(c, heading_begin(c->dump, i, from));
			break;
		default:
			break;
		}
	}
	close_zone(c, to);
}

/* The rows that a page's end cut off belong to the table before it. */
static bool
join_zones(const struct dump *dump, struct goal_zone *a, struct goal_zone *b)
{
	bool below = false;

	if (b->headed || b->page != a->page + 1 || a->more_to)
		return false;
	for (int r = 0; r < GOAL_ROWS; r++) {
		if (a->rows[r] < dump->n && (below || b->rows[r] < dump->n))
			return false;
		below = below || b->rows[r] < dump->n;
	}
	for (int r = 0; r < GOAL_ROWS; r++)
		if (b->rows[r] < dump->n)
			a->rows[r] = b->rows[r];
	a->more_from = b->from;
	a->more_to = b->to;
	return true;
}

static void
join_all(struct cutter *c)
{
	struct goal_zone *all = c->zones.items;
	size_t n = 0;

	for (size_t i = 0; i < c->zones.n; i++)
		if (!n || !join_zones(c->dump, &all[n - 1], &all[i]))
			all[n++] = all[i];
	c->zones.n = n;
}

/* Without a row it is a label printed again, or all on another page. */
static void
drop_rowless(struct cutter *c)
{
	struct goal_zone *all = c->zones.items;
	size_t n = 0;

	for (size_t i = 0; i < c->zones.n; i++)
		if (has_any_row(c->dump, &all[i]))
			all[n++] = all[i];
	c->zones.n = n;
}

/* -- all zones of a kind -- */

static bool
is_figure(const struct token *t)
{
	return t->kind == TOKEN_FIGURE;
}

/*
 * Each cell is a paragraph of its own: lines of two figures never share one,
 * a line of a label and of another cell hardly ever.
 */
static bool
is_by_cells(const struct dump *dump)
{
	enum { LABELS_MIN = 20, CELLS_MIN = 15 /* labels for one that does */ };
	size_t labels = 0, beside_label = 0, beside_figure = 0;

	for (size_t i = 0; i + 1 < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		bool label = t->kind == TOKEN_LABEL;
		bool next = t[1].kind == TOKEN_LABEL;
		labels += label;
		if (t[1].paragraph != t->paragraph || t[1].at <= t->last)
			continue;
		if (is_figure(t) && is_figure(&t[1]))
			return false;
		beside_label += label && next;
		beside_figure +=
		    (label && is_figure(&t[1])) || (is_figure(t) && next);
	}
	return beside_label * LABELS_MIN < labels &&
	    (beside_label + beside_figure) * CELLS_MIN < labels;
}

struct list
goal_zones(
    const struct dump *dump, const struct sheet *sheet, enum goal_kind kind)
{
	struct cutter c = {.dump = dump, .kind = kind};
	size_t end;

	if (!is_by_cells(dump))
		return c.zones;
	for (size_t i = 0; i < dump->n; i = end) {
		for (end = i; end < dump->n &&
		     dump->tokens[end].page == dump->tokens[i].page;)
			end++;
		cut_page(&c, i, end);
	}
	join_all(&c);
	drop_rowless(&c);
	if (c.zones.n > STACK_TABLES) /* no sheet's */
		return (struct list){0};
	for (size_t i = 0; i < c.zones.n; i++)
		goal_zone_read(
		    dump, sheet, kind, list_at(&c.zones, struct goal_zone, i));
	return c.zones;
}
