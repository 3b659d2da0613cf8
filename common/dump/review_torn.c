#include "dump/review.h"

#include "dump/parts.h"
#include "value/text.h"

/*
 * A question of two lines of which a dump has the second far from the first:
 * its row is as high as its comment.
 */

enum {
	FIRST_LEAST = 30, /* bytes of a line that tells its question */
	NEAR = 40, /* tokens between the two */
};

static bool
has_question(const struct dump *dump, str question)
{
	const struct token asked = {.whole = question};
	size_t order = dump_question_order(&asked);

	for (size_t i = 0; i < dump->n; i++)
		if (dump->tokens[i].kind == TOKEN_LABEL &&
		    dump->tokens[i].label == LABEL_QUESTION &&
		    dump_question_order(&dump->tokens[i]) == order)
			return true;
	return false;
}

/* The free token near i that says nothing but the rest; dump->n: none. */
static size_t
find_rest(const struct dump *dump, size_t i, str rest)
{
	for (size_t k = i > NEAR ? i - NEAR : 0; k < dump->n && k < i + NEAR;
	     k++) {
		const struct token *t = &dump->tokens[k];
		if (!t->used && t->kind == TOKEN_TEXT &&
		    t->part == PART_REVIEW && t->text.n <= 2 * rest.n &&
		    str_eq(text_fold(dump->arena, t->text), rest))
			return k;
	}
	return dump->n;
}

static void
mend(struct dump *dump, size_t i, const struct label_row *row)
{
	struct token *t = &dump->tokens[i];
	str first = text_fold(dump->arena, t->text);

	if (!str_starts(row->text, first) || first.n == row->text.n ||
	    has_question(dump, row->text))
		return;
	size_t rest = find_rest(dump, i, str_skip(row->text, first.n));
	if (rest == dump->n)
		return;
	t->kind = TOKEN_LABEL;
	t->label = LABEL_QUESTION;
	t->group = str_of(row->group);
	t->whole = row->text;
	t->used = dump->tokens[rest].used = true;
}

void
review_mend(struct dump *dump)
{
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->part != PART_REVIEW || t->text.n < FIRST_LEAST)
			continue;
		for (size_t k = 0; k < label_count; k++)
			if (label_rows[k].match == '?' && !t->used &&
			    t->kind == TOKEN_TEXT)
				mend(dump, i, &label_rows[k]);
	}
}
