#include "dump/goal_activity.h"

#include "dump/goal_rows.h"
#include "form/words.h"
#include "value/text.h"

enum {
	ACTIVITY_ROWS = 2, /* 活動実績, 当初見込み */
	UNIT_MAX = 12, /* bytes */
	PARAGRAPH_MAX = 50, /* tokens; more are not one cell's */
};

struct reader {
	const struct dump *dump;
	const struct list *known;
	struct goal_activity *activity;
};

static bool
is_output(const struct token *t)
{
	return t->label == LABEL_OUTPUT || t->label == LABEL_OUTPUT_INDICATOR ||
	    t->label == LABEL_OUTPUT_ACTUAL ||
	    t->label == LABEL_OUTPUT_PLANNED || t->label == LABEL_UNIT;
}

/* Of another table, or of its columns: no line of the cell stands beyond. */
static bool
is_foreign(const struct token *t)
{
	return t->kind == TOKEN_FIGURE ||
	    (t->kind == TOKEN_LABEL && !is_output(t));
}

static bool
is_beside(const struct dump *dump, size_t i, size_t row)
{
	return dump->tokens[i].paragraph == dump->tokens[row].paragraph &&
	    !is_foreign(&dump->tokens[i]);
}

static bool
has(const struct list *tokens, size_t i)
{
	for (size_t k = 0; k < tokens->n; k++)
		if (*list_at(tokens, size_t, k) == i)
			return true;
	return false;
}

static bool
is_row(const struct token *t)
{
	return t->kind == TOKEN_LABEL &&
	    (t->label == LABEL_OUTPUT_ACTUAL ||
		t->label == LABEL_OUTPUT_PLANNED);
}

/* 当初見込み with its last line, in a paragraph that ends before to. */
static bool
is_whole_row(const struct dump *dump, size_t i, size_t to)
{
	const struct token *t = &dump->tokens[i];

	return is_row(t) && t->label == LABEL_OUTPUT_PLANNED &&
	    str_ends(t->whole, S("み")) &&
	    (to == dump->n || dump->tokens[to].at > t->last);
}

static bool
is_right_of_label(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];

	return !t->opens && i > 0 && is_row(&t[-1]);
}

/* A unit stands right of its label, and again beside the other one. */
static bool
is_unit(const struct reader *r, size_t i, size_t from, size_t to)
{
	const struct token *tokens = r->dump->tokens;
	str text = tokens[i].text;

	if (has(r->known, i))
		return true;
	for (size_t k = 0; k < r->known->n; k++)
		if (str_eq(tokens[*list_at(r->known, size_t, k)].text, text))
			return true;
	for (size_t k = from; k < to && text.n <= UNIT_MAX; k++)
		if (k != i && tokens[k].kind == TOKEN_TEXT &&
		    str_eq(tokens[k].text, text) &&
		    (is_right_of_label(r->dump, i) ||
			is_right_of_label(r->dump, k)))
			return true;
	return false;
}

/* The lines beside one label; false when another table's are among them. */
static bool
read_beside(struct reader *r, size_t row)
{
	const struct dump *dump = r->dump;
	size_t from = row, to = row + 1;

	while (from > 0 && is_beside(dump, from - 1, row))
		from--;
	while (to < dump->n && is_beside(dump, to, row))
		to++;
	bool whole = false,
	     cut = from > 0 &&
	    dump->tokens[from - 1].paragraph == dump->tokens[row].paragraph;
	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (i != row && t->kind == TOKEN_LABEL &&
		    t->label == dump->tokens[row].label)
			return false;
		whole = whole || is_whole_row(dump, i, to);
		if (t->kind != TOKEN_TEXT || str_eq(t->text, S("み")) ||
		    (t->used && !has(r->known, i)))
			continue;
		bool unit = is_unit(r, i, from, to);
		if (!unit && cut && i < row)
			return false;
		*list_add(dump->arena,
		    unit ? &r->activity->units : &r->activity->lines, size_t) =
		    i;
	}
	/* Where a row's label stands apart, a part of the cell may as well. */
	const struct list *lines = &r->activity->lines;
	return whole || !lines->n ||
	    str_any(dump->tokens[*list_at(lines, size_t, lines->n - 1)].text,
		words_indicator_ends, str_ends);
}

bool
goal_activity_read(const struct dump *dump, const size_t *rows,
    const struct list *known, struct goal_activity *activity)
{
	struct reader r = {.dump = dump, .known = known, .activity = activity};

	*activity = (struct goal_activity){0};
	for (size_t k = 0; k < ACTIVITY_ROWS; k++) {
		if (rows[k] == dump->n ||
		    (k && rows[0] < dump->n &&
			dump->tokens[rows[0]].paragraph ==
			    dump->tokens[rows[k]].paragraph))
			continue;
		size_t before = activity->lines.n;
		if (!read_beside(&r, rows[k]) ||
		    (before && activity->lines.n > before))
			return false;
	}
	return activity->lines.n > 0;
}
