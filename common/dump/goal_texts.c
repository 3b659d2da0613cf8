#include "dump/goal_lines.h"

#include "form/words.h"
#include "value/text.h"

/* How well lines [from, to) look like one cell that wraps at its width. */
static int
wrap_fitness(
    const struct dump *dump, const size_t *tokens, size_t from, size_t to)
{
	int widest = 0, score = 0;

	for (size_t i = from; i < to; i++) {
		int width = rows_display_width(dump->tokens[tokens[i]].text);
		widest = width > widest ? width : widest;
	}
	for (size_t i = from; i + 1 < to; i++) {
		int width = rows_display_width(dump->tokens[tokens[i]].text);
		if (width < widest - 4)
			score -= width < widest - 8 ? 6 : 3;
	}
	return score;
}

static size_t
split_goal(const struct dump *dump, const size_t *tokens, size_t n)
{
	int best = -10000, second = -10000;
	size_t at = 0;

	for (size_t i = 1; i < n; i++) {
		str head = dump->tokens[tokens[i - 1]].text;
		str tail = dump->tokens[tokens[n - 1]].text;
		int score = wrap_fitness(dump, tokens, 0, i) +
		    wrap_fitness(dump, tokens, i, n);
		score += str_any(head, words_goal_ends, str_ends) ? 3 : 0;
		score += str_ends(head, S("。")) ? 3 : 0;
		score -=
		    str_any(head, "の|を|に|が|は|、|，|（|・|と", str_ends)
		    ? 5
		    : 0;
		score += str_any(tail, words_indicator_ends, str_ends) ? 1 : 0;
		int width = rows_display_width(head);
		int before = i > 1
		    ? rows_display_width(dump->tokens[tokens[i - 2]].text)
		    : 0;
		if (i > 1 && width < before - 1)
			score += 3; /* a short last line */
		if (score > best) {
			second = best;
			best = score;
			at = i;
		} else if (score > second) {
			second = score;
		}
	}
	return best > second ? at : 0;
}

size_t
goal_cut_units(
    struct goal_reader *r, struct goal_lined *t, const size_t *tokens, size_t n)
{
	struct dump *dump = r->dump;

	if (!str_is_null(t->lines[0].unit))
		return n;
	for (size_t m = 1; m <= 4 && 2 * m < n; m++) {
		bool same = true;
		for (size_t i = 0; i < m && same; i++)
			same = str_eq(dump->tokens[tokens[n - 1 - i]].text,
			    dump->tokens[tokens[n - 1 - m - i]].text);
		if (!same)
			continue;
		t->lines[0].unit = dump_join(dump, tokens + n - m, m);
		for (size_t i = n - 2 * m; i < n; i++)
			dump->tokens[tokens[i]].used = true;
		return n - 2 * m;
	}
	if (t->units.n && n > 1) {
		const size_t *units = t->units.items;
		str unit = dump->tokens[units[0]].text;
		if (str_eq(dump->tokens[tokens[n - 1]].text, unit)) {
			t->lines[0].unit = text_clean(dump->arena, unit);
			dump->tokens[tokens[n - 1]].used = true;
			dump->tokens[units[0]].used = true;
			return n - 1;
		}
	}
	return n;
}

str
goal_take_texts(struct goal_reader *r, const size_t *tokens, size_t n)
{
	str text = dump_join(r->dump, tokens, n);

	return text_is_void(text) ? STR_NULL : text;
}

void
goal_read_texts(
    struct goal_reader *r, struct goal_lined *t, str *goal, str *indicator)
{
	struct dump *dump = r->dump;
	const size_t *wrapped = t->wrapped.items, *texts = t->texts.items;
	size_t n = goal_cut_units(r, t, wrapped, t->wrapped.n);

	if (dump->columns) {
		*goal = dump_lines(dump, t->goals.items, t->goals.n);
		*indicator =
		    dump_lines(dump, t->indicators.items, t->indicators.n);
		return;
	}
	if (t->texts.n >= 2) {
		*goal = goal_take_texts(r, texts, 1);
		*indicator = goal_take_texts(r, texts + 1, t->texts.n - 1);
		return;
	}
	if (t->texts.n == 1) {
		str text = dump->tokens[texts[0]].text;
		bool last = n == 0 ||
		    str_any(text, words_indicator_ends, str_ends) ||
		    !str_any(text, words_goal_ends, str_ends);
		*(last ? indicator : goal) = goal_take_texts(r, texts, 1);
		if (n)
			*(last ? goal : indicator) =
			    goal_take_texts(r, wrapped, n);
		return;
	}
	enum { CELL_LINES = 100 };
	size_t at = n > 1 && n <= CELL_LINES ? split_goal(dump, wrapped, n) : 0;
	if (!at)
		return;
	*goal = goal_take_texts(r, wrapped, at);
	*indicator = goal_take_texts(r, wrapped + at, n - at);
}
