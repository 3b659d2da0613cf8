#include "dump/method.h"

#include "dump/rows.h"
#include "value/text.h"

/* Tokens that its lines are found among; how wide the column is. */
enum { AROUND = 8, WIDEST = 24 };

size_t
method_figure(str s)
{
	size_t n = 0;

	while (n < s.n &&
	    ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == '.' ||
		s.p[n] == ','))
		n++;
	return n < s.n ? n : 0;
}

/*
 * The tokens whose lines make up the method, if the first of them is among
 * them; n of them, 0 when they do not.
 */
static size_t
find_pieces(
    struct dump *dump, str method, size_t first, size_t to, size_t *pieces)
{
	size_t n = 0;
	bool with_first = false;

	while (method.n && n < METHOD_PIECES) {
		size_t i = first, best = 0, length = 0;
		for (; i < to && i < first + AROUND; i++) {
			const struct token *t = &dump->tokens[i];
			bool used = t->kind != TOKEN_TEXT || t->used;
			for (size_t k = 0; k < n; k++)
				used = used || pieces[k] == i;
			if (used || !t->closes)
				continue;
			str s = text_fold(dump->arena,
			    str_skip(t->text, method_figure(t->text)));
			if (s.n > length && str_starts(method, s) &&
			    (s.n > 3 || s.n == method.n)) {
				best = i;
				length = s.n;
			}
		}
		if (!length)
			return 0;
		with_first = with_first || best == first;
		pieces[n++] = best;
		method = str_skip(method, length);
	}
	return !method.n && with_first && n > 1 ? n : 0;
}

str
method_find(struct dump *dump, size_t i, size_t to, size_t *pieces, size_t *n)
{
	if (dump->tokens[i].kind != TOKEN_TEXT || dump->tokens[i].used ||
	    !dump->tokens[i].closes ||
	    rows_display_width(dump->tokens[i].text) > WIDEST)
		return STR_NULL;
	for (size_t k = 0;; k++) {
		str method = dump_method(k);
		if (str_is_null(method))
			return method;
		*n = find_pieces(
		    dump, text_fold(dump->arena, method), i, to, pieces);
		if (*n)
			return method;
	}
}
