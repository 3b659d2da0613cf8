#include "dump/head.h"

#include "value/text.h"

/*
 * 関係する計画、通知等: a narrow cell of several lines with the label in the
 * middle of them, between the lines of its text:
 *
 *	みどりの基本計画（令和元年５月１日閣議
 *	関係する計画、 決定）
 *	通知等 ・みどりの推進について（通知）
 *
 * A line that is far from the others is a paragraph of its own.
 */

enum {
	FULL = 34, /* display columns of a line that the next may go on */
	WIDE = 47, /* of no line of the cell: 根拠法令 is wider */
	LINES = 40, /* of the cell, at most */
};

struct cell {
	struct dump *dump;
	size_t label;
	size_t lines[LINES]; /* tokens */
	size_t n;
	int above, below; /* lines of them, over and under the label's */
};

static bool
is_line(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];

	return t->kind == TOKEN_TEXT && !t->used && t->part == PART_HEAD &&
	    head_looks(LABEL_RELATED_PLANS, t->text) >= 0 &&
	    head_looks(LABEL_ACCOUNTS, t->text) < 4;
}

/* A line that does not end its text. */
static bool
is_torn(const struct token *t)
{
	return head_width(t) >= FULL &&
	    !str_any(t->text, "）|)|」|。|計画|戦略|方針|等", str_ends);
}

static bool
add_line(struct cell *c, size_t i)
{
	const struct token *label = &c->dump->tokens[c->label];
	const struct token *t = &c->dump->tokens[i];

	if (c->n == LINES || head_width(t) > WIDE)
		return false;
	c->lines[c->n++] = i;
	c->above += t->at < label->at;
	c->below += t->at > label->last;
	return true;
}

/* The lines of the label's paragraph; false where 根拠法令 ran into it. */
static bool
add_paragraph(struct cell *c)
{
	const struct token *t = c->dump->tokens;
	size_t from = c->label, to = c->label + 1;

	while (from > 0 && t[from - 1].paragraph == t[c->label].paragraph &&
	    is_line(c->dump, from - 1))
		from--;
	while (to < c->dump->n && t[to].paragraph == t[c->label].paragraph &&
	    is_line(c->dump, to))
		to++;
	if (!t[c->label].opens ||
	    (from > 0 && t[from - 1].kind == TOKEN_LABEL &&
		t[from - 1].label == LABEL_LEGAL_BASIS &&
		t[from - 1].paragraph == t[c->label].paragraph))
		return false;
	for (size_t i = from; i < to; i++)
		if (i != c->label && !add_line(c, i))
			return false;
	return true;
}

/* What stands above the label's paragraph. */
static void
add_above(struct cell *c)
{
	const struct token *t = c->dump->tokens;
	size_t first = c->n && c->lines[0] < c->label ? c->lines[0] : c->label;

	if (first == 0 || c->above > 0 ||
	    t[first - 1].paragraph == t[first].paragraph ||
	    !is_line(c->dump, first - 1) || !t[first - 1].opens ||
	    !is_torn(&t[first - 1]) || head_width(&t[first - 1]) > WIDE ||
	    c->n == LINES)
		return;
	for (size_t i = c->n++; i > 0; i--)
		c->lines[i] = c->lines[i - 1];
	c->lines[0] = first - 1;
	c->above++;
}

/* What stands below it: the paragraph that goes on its last line. */
static void
add_below(struct cell *c)
{
	const struct token *t = c->dump->tokens;
	size_t last = c->lines[c->n - 1], i = last + 1;
	bool torn = is_torn(&t[last]);

	if (torn ? c->below > c->above : c->below >= c->above)
		return;
	for (; i < c->dump->n && t[i].part == PART_HEAD; i++) {
		bool lone = t[i - 1].paragraph != t[i].paragraph &&
		    t[i].closes && is_line(c->dump, i) &&
		    t[i].paragraph != t[last].paragraph &&
		    head_width(&t[i]) <= WIDE;
		if (lone &&
		    (torn || head_looks(LABEL_RELATED_PLANS, t[i].text) >= 2)) {
			add_line(c, i);
			return;
		}
		if (torn && t[i].kind != TOKEN_FIGURE &&
		    (t[i].kind != TOKEN_LABEL || t[i].label != DUMP_YEAR))
			return;
	}
}

/* Whether the label is in the middle, without lines of the cell below. */
static bool
trim(struct cell *c)
{
	while (c->below > c->above + 2 ||
	    (c->below > c->above + 1 &&
		!is_torn(&c->dump->tokens[c->lines[c->n - 2]]))) {
		c->n--;
		c->below--;
	}
	return c->above <= c->below;
}

/* The paragraph behind a label that is alone in its own. */
static bool
add_next(struct cell *c)
{
	const struct token *t = c->dump->tokens;
	size_t first = c->label + 1, i = first;
	int widest = 0;

	for (; i < c->dump->n && t[i].paragraph == t[first].paragraph; i++) {
		if (!is_line(c->dump, i) || !t[i].opens || !add_line(c, i))
			return false;
		widest =
		    head_width(&t[i]) > widest ? head_width(&t[i]) : widest;
	}
	str text = dump_text(c->dump, first, i);
	return c->n > 1 && widest >= FULL && head_width(&t[first]) >= FULL &&
	    head_looks(LABEL_LEGAL_BASIS, text) <=
	    head_looks(LABEL_RELATED_PLANS, text);
}

/* Both cells in one block: none of their lines can be told. */
static void
withhold(struct dump *dump, size_t label)
{
	struct token *t = dump->tokens;
	size_t i = label;

	while (i > 0 && t[i - 1].paragraph == t[label].paragraph)
		i--;
	for (; i < dump->n && t[i].paragraph == t[label].paragraph; i++)
		if (t[i].kind == TOKEN_TEXT)
			t[i].used = true;
}

void
head_plans(struct dump *dump, struct sheet *sheet)
{
	struct cell c = {.dump = dump};

	c.label = dump_find(dump, 0, LABEL_RELATED_PLANS);
	if (c.label == dump->n || dump->tokens[c.label].part != PART_HEAD)
		return;
	if (!add_paragraph(&c)) {
		withhold(dump, c.label);
		return;
	}
	if (c.n) {
		add_above(&c);
		add_below(&c);
		if (!trim(&c))
			return;
	} else if (!add_next(&c)) {
		return;
	}
	str lines[LINES];
	for (size_t i = 0; i < c.n; i++)
		lines[i] = dump->tokens[c.lines[i]].text;
	if (head_set(
		dump, sheet, LABEL_RELATED_PLANS, dump_lines(dump, lines, c.n)))
		dump_join(dump, c.lines, c.n);
}
