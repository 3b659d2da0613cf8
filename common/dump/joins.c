#include "dump/joins.h"

#include "base/hash.h"
#include "dump/rows.h"
#include "value/text.h"

enum {
	RUN = 4, /* characters at most */
	NARROW = 26, /* columns: a cell whose lines may be torn apart */
	PER_CHARACTER = 4, /* slots: three runs at most end in each */
};

struct window {
	uint32_t codes[RUN]; /* the last ones, newest first */
	int n;
};

static void
push(struct window *w, uint32_t code)
{
	for (int i = RUN - 1; i > 0; i--)
		w->codes[i] = w->codes[i - 1];
	w->codes[0] = code;
	w->n += w->n < RUN;
}

static uint64_t
key_of(const uint32_t *newest, int n)
{
	uint64_t key = (uint64_t)n;

	for (int i = 0; i < n; i++)
		key = hash_number(key * 0x110000 + newest[i]);
	return key | 1;
}

static size_t
slot_of(const struct joins *j, uint64_t key)
{
	size_t at = (size_t)(key >> 1) & j->mask;

	while (j->slots[at] && j->slots[at] != key)
		at = (at + 1) & j->mask;
	return at;
}

static void
learn(struct joins *j, struct window *w, str text)
{
	size_t len;

	for (size_t i = 0; i < text.n; i += len) {
		push(w, text_fold_code(str_char(str_skip(text, i), &len)));
		for (int n = 2; n <= w->n; n++) {
			uint64_t key = key_of(w->codes, n);
			j->slots[slot_of(j, key)] = key;
		}
	}
}

/* The lines of a wide cell are torn from nothing: they go on in order. */
static bool
goes_on(const struct token *a, const struct token *b)
{
	return b->kind == TOKEN_TEXT && a->paragraph == b->paragraph &&
	    rows_word_width(a->text) > NARROW;
}

void
joins_init(struct joins *j, const struct dump *dump)
{
	struct window w = {.n = 0};
	size_t characters = 1;

	for (size_t i = 0; i < dump->n; i++)
		if (dump->tokens[i].kind == TOKEN_TEXT)
			characters +=
			    (size_t)rows_characters(dump->tokens[i].text);
	for (j->mask = PER_CHARACTER; j->mask < PER_CHARACTER * characters;)
		j->mask *= 2;
	j->slots = arena_new(dump->arena, uint64_t, j->mask);
	j->mask--;
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind != TOKEN_TEXT)
			continue;
		if (i == 0 || !goes_on(t - 1, t))
			w.n = 0;
		learn(j, &w, t->text);
	}
}

/* The first characters of a text, oldest first; how many. */
static int
begin_of(str text, uint32_t codes[RUN / 2])
{
	size_t len;
	int n = 0;

	for (size_t i = 0; i < text.n && n < RUN / 2; i += len)
		codes[n++] = text_fold_code(str_char(str_skip(text, i), &len));
	return n;
}

static bool
has(const struct joins *j, const struct window *end, int before,
    const uint32_t *begin, int behind)
{
	struct window w = *end;

	for (int i = 0; i < behind; i++)
		push(&w, begin[i]);
	return end->n >= before &&
	    j->slots[slot_of(j, key_of(w.codes, before + behind))];
}

int
joins_count(const struct joins *j, str line, str next)
{
	struct window end = {.n = 0};
	uint32_t begin[RUN / 2];
	int n = begin_of(next, begin);
	size_t len;

	for (size_t i = 0; i < line.n; i += len)
		push(&end, text_fold_code(str_char(str_skip(line, i), &len)));
	if (!n || !end.n)
		return 0;
	if (n > 1 && has(j, &end, 2, begin, 2))
		return 4;
	if ((n > 1 && has(j, &end, 1, begin, 2)) || has(j, &end, 2, begin, 1))
		return 3;
	return has(j, &end, 1, begin, 1) ? 2 : 0;
}
