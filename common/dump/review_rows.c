#include "dump/review.h"

#include "dump/rows.h"
#include "solve/align.h"
#include "value/text.h"

/*
 * Paragraphs: questions, marks and comments stand row by row, or several of
 * one kind in a stretch, as columns of rows that belong together.  A mark
 * stands behind its question on most sheets, before it on others.
 */

enum {
	COMMENT_WIDTH = 76, /* columns that the cell of a comment holds */
	OTHERS = 3, /* words of a question that tell its comment */
};

struct comment {
	size_t from, to; /* tokens */
};

/* Whether the paragraph of a token has a sentence. */
static bool
is_sentence(const struct dump *dump, size_t i)
{
	enum { LINES = 20 }; /* of a comment, in either direction */
	const struct token *t = dump->tokens;
	size_t from = i > LINES ? i - LINES : 0;

	for (size_t k = from; k < dump->n && k <= i + LINES; k++)
		if (t[k].paragraph == t[i].paragraph &&
		    str_has(t[k].text, S("。")))
			return true;
	return false;
}

/* Text between labels, cut where a paragraph or a full sentence ends. */
static size_t
find_comments(
    struct reviewer *r, size_t from, size_t to, struct comment **comments)
{
	struct dump *dump = r->dump;
	struct list list = {0};
	struct comment *c = NULL;
	size_t related = dump_find(dump, from, LABEL_RELATED_MINISTRY);
	int wide = -1; /* a paragraph that no comment's cell holds */

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (rows_display_width(t->text) > COMMENT_WIDTH)
			wide = t->paragraph;
		else if (t->kind == TOKEN_LABEL)
			wide = -1;
		bool text = !t->used && t->part == PART_REVIEW &&
		    t->paragraph != wide &&
		    (t->kind == TOKEN_TEXT ||
			(t->kind == TOKEN_FIGURE && !review_is_dash(t))) &&
		    (i < related || is_sentence(dump, i)); /* a project */
		if (!text) {
			if (t->kind == TOKEN_LABEL)
				c = NULL;
			continue;
		}
		const struct token *last = c ? &dump->tokens[c->to - 1] : NULL;
		if (c && last->at != t->at &&
		    (last->paragraph != t->paragraph ||
			str_ends(text_strip(last->text), S("。"))))
			c = NULL;
		if (!c) {
			c = list_add(dump->arena, &list, struct comment);
			c->from = i;
		}
		c->to = i + 1;
	}
	*comments = list.items;
	return list.n;
}

struct plan {
	struct reviewer *r;
	struct mark *marks;
	struct comment *comments;
	bool before; /* marks stand before their questions */
	const int *words; /* [comment][question]: words they share */
	struct align m, c;
	const struct token **rating; /* [question]: its mark, or null */
	bool *commented; /* [question]; null: not known */
};

/* Beyond a few it does not matter how many questions are between. */
static int
distance(
    const struct reviewer *r, size_t token, size_t k, int behind, int before)
{
	enum { FEW = 4 };
	size_t label = r->questions[k].token;
	int between = token > label ? review_between(r, label, token)
				    : review_between(r, token, label);

	return (token > label ? behind : before) +
	    2 * (between < FEW ? between : FEW);
}

static void
align_marks(struct plan *p, size_t n)
{
	struct reviewer *r = p->r;
	struct align *a = &p->m;

	align_init(a, r->dump->arena, n, r->n);
	for (size_t i = 0; i < n; i++) {
		size_t token = p->marks[i].token;
		const struct token *t = &r->dump->tokens[token];
		for (size_t k = 0; k < r->n; k++) {
			const struct token *label =
			    &r->dump->tokens[r->questions[k].token];
			bool never = t->kind == TOKEN_MARK &&
			    review_says_whether(t) !=
				review_asks_whether(label);
			int cost = review_on_lines_of(label, t)
			    ? 0
			    : distance(r, token, k, p->before ? 5 : 1,
				  p->before ? 1 : 5);
			if (p->commented[k] && t->kind != TOKEN_MARK)
				cost += 4;
			a->cost[i * r->n + k] = never ? ALIGN_NEVER : cost;
		}
		a->again[i] = ALIGN_NEVER;
		a->none[i] = review_is_dash(t) ? 3 : 40;
	}
	for (size_t k = 0; k < r->n; k++)
		a->empty[k] = 4;
	align_solve(a, r->dump->arena);
	p->rating = arena_new(r->dump->arena, const struct token *, r->n + 1);
	for (size_t i = 0; i < n; i++)
		if (a->slot[i] >= 0)
			p->rating[a->slot[i]] =
			    &r->dump->tokens[p->marks[i].token];
}

/* Pairs of characters, no kana, that only one question has. */
static struct list
own_words(const struct reviewer *r, size_t k)
{
	struct list words = {0}; /* of str */
	str s = r->dump->tokens[r->questions[k].token].whole;
	size_t len, next;

	for (; s.n; s = str_skip(s, len)) {
		bool own = str_char(s, &len) >= 0x30A0 && len < s.n &&
		    str_char(str_skip(s, len), &next) >= 0x30A0;
		for (size_t i = 0; own && i < r->n; i++)
			own = i == k ||
			    !str_has(
				r->dump->tokens[r->questions[i].token].whole,
				str_take(s, len + next));
		if (own)
			*list_add(r->dump->arena, &words, str) =
			    str_take(s, len + next);
	}
	return words;
}

/* A comment often repeats words of its question: 受益者に応分の負担 ... */
static const int *
shared_words(const struct reviewer *r, const struct comment *comments, size_t n)
{
	enum { COMMENTS_MAX = 300, TELLING = 3 };
	int *shared = arena_new(r->dump->arena, int, n * r->n + 1);

	for (size_t k = 0; k < r->n && n <= COMMENTS_MAX; k++) {
		struct list words = own_words(r, k);
		for (size_t i = 0; i < n; i++) {
			const struct token *t =
			    &r->dump->tokens[comments[i].from];
			int *count = &shared[i * r->n + k];
			for (size_t w = 0; w < words.n && *count < TELLING; w++)
				*count +=
				    str_has(t->text, *list_at(&words, str, w));
		}
	}
	return shared;
}

/* Whether piece i stands in one paragraph with the piece before. */
static bool
goes_on(const struct plan *p, size_t i)
{
	const struct token *t = p->r->dump->tokens;
	const struct token *c = &t[p->comments[i].from];
	const struct token *b = i ? &t[p->comments[i - 1].to - 1] : NULL;

	return b && b->paragraph == c->paragraph && c->at - b->at <= 2;
}

/* A question with a mark has a comment, and only such a one. */
static void
align_comments(struct plan *p, size_t n)
{
	struct reviewer *r = p->r;
	const struct token *t = r->dump->tokens;
	struct align *a = &p->c;

	align_init(a, r->dump->arena, n, r->n);
	for (size_t k = 0; k < r->n; k++) {
		const struct token *label = &t[r->questions[k].token];
		const struct token *mark = p->rating ? p->rating[k] : NULL;
		bool rated = mark && mark->kind == TOKEN_MARK;
		bool never = review_asks_whether(label);
		a->empty[k] = never		 ? 0
		    : !rated			 ? 1
		    : review_asks_related(label) ? 3
						 : 12;
		for (size_t i = 0; i < n; i++) {
			size_t from = p->comments[i].from;
			int cost = review_on_lines_of(label, &t[from])
			    ? 0
			    : distance(r, from, k, 1, 5);
			cost -= 2 * p->words[i * r->n + k];
			a->cost[i * r->n + k] = never ? ALIGN_NEVER
			    : rated || !p->rating     ? cost
						      : cost + 12;
		}
	}
	for (size_t i = 0; i < n; i++) {
		int told = 0; /* of the question it opens the comment of */
		for (size_t k = 0; k < r->n; k++)
			if (p->words[i * r->n + k] > told)
				told = p->words[i * r->n + k];
		a->again[i] = (goes_on(p, i) ? -1 : 6) + 2 * told;
		a->none[i] = 30;
	}
	align_solve(a, r->dump->arena);
}

static void
put_marks(const struct plan *p, const struct plan *other)
{
	for (size_t i = 0; i < p->m.items; i++) {
		struct token *t = &p->r->dump->tokens[p->marks[i].token];
		if (p->m.slot[i] < 0 || !p->m.sure[i] ||
		    (other && other->m.slot[i] != p->m.slot[i]))
			continue;
		t->used = true;
		if (t->kind == TOKEN_MARK)
			p->r->questions[p->m.slot[i]].item->rating = t->text;
	}
}

/*
 * Whether a paragraph of several comments may be cut elsewhere before piece i:
 * it has more pieces than comments, and no word tells.
 */
static bool
is_loose_cut(const struct plan *p, size_t i)
{
	const int *slot = p->c.slot;
	size_t from = i, to = i, cuts = 1;

	if (i >= p->c.items || !goes_on(p, i) || slot[i] == slot[i - 1] ||
	    slot[i] < 0 || p->words[i * p->r->n + (size_t)slot[i]])
		return false;
	while (from > 0 && goes_on(p, from))
		from--;
	while (to + 1 < p->c.items && goes_on(p, to + 1))
		to++;
	for (size_t k = from + 1; k <= to; k++)
		cuts += slot[k] != slot[k - 1];
	return cuts < to - from + 1;
}

/* Whether piece i has the words of another question, and none of its own. */
static bool
tells_another(const struct plan *p, size_t i)
{
	const int *words = &p->words[i * p->r->n];
	int slot = p->c.slot[i];

	for (size_t k = 0; slot >= 0 && k < p->r->n; k++)
		if (!words[slot] && words[k] >= OTHERS)
			return true;
	return false;
}

static void
put_comments(const struct plan *p, const struct plan *other)
{
	struct dump *dump = p->r->dump;

	for (size_t i = 0, end; i < p->c.items; i = end) {
		int slot = p->c.slot[i];
		bool sure = !is_loose_cut(p, i) && !tells_another(p, i);
		struct list tokens = {0};
		for (end = i; end < p->c.items && p->c.slot[end] == slot;
		     end++) {
			sure = sure && p->c.sure[end] &&
			    (!other || other->c.slot[end] == slot);
			for (size_t j = p->comments[end].from;
			     j < p->comments[end].to; j++)
				if (!dump->tokens[j].used &&
				    dump->tokens[j].kind != TOKEN_MARK)
					*list_add(
					    dump->arena, &tokens, size_t) = j;
		}
		if (slot >= 0 && sure && !is_loose_cut(p, end))
			p->r->questions[slot].item->comment =
			    dump_join(dump, tokens.items, tokens.n);
	}
}

/* What stands behind the questions ends with the next part of the form. */
static size_t
questions_end(const struct reviewer *r, size_t to)
{
	size_t i = 0;

	for (size_t k = 0; k < r->n; k++)
		if (r->questions[k].token >= i)
			i = r->questions[k].token + 1;
	for (; i < to; i++) {
		const struct token *t = &r->dump->tokens[i];
		if (t->kind == TOKEN_LABEL &&
		    (t->part == PART_OPINION || t->part == PART_PAST))
			return i;
	}
	return to;
}

/* Both ways are tried; where they are alike only what they agree on counts. */
void
review_place(struct reviewer *r, size_t from, size_t to)
{
	to = questions_end(r, to);
	enum { ALIKE = 4 };
	struct plan plans[2] = {{.r = r}, {.r = r, .before = true}};

	struct mark *marks;
	struct comment *comments;
	size_t m = review_marks(r, from, to, &marks);
	size_t c = find_comments(r, from, to, &comments);
	const int *words = shared_words(r, comments, c);
	for (int i = 0; i < 2; i++) {
		struct plan *p = &plans[i];
		p->marks = marks;
		p->comments = comments;
		p->words = words;
		align_comments(p, c); /* by their words */
		p->commented = arena_new(r->dump->arena, bool, r->n + 1);
		for (size_t k = 0; k < c; k++)
			if (p->c.slot[k] >= 0 &&
			    words[k * r->n + (size_t)p->c.slot[k]])
				p->commented[p->c.slot[k]] = true;
		align_marks(p, m);
		align_comments(p, c);
	}
	int better = plans[0].m.best + plans[0].c.best - plans[1].m.best -
	    plans[1].c.best;
	bool alike = better < ALIKE && better > -ALIKE;
	const struct plan *p = &plans[better > 0];
	const struct plan *other = alike ? &plans[better <= 0] : NULL;
	put_marks(p, other);
	put_comments(p, other);
}

static bool
is_letter_of_group(str s)
{
	return s.n == 3 &&
	    str_has(
		S("国費投入の必要性事業効率有関連点検・改善結果項目評価"), s);
}

/*
 * A group set upright, 事 業 の 効 率 性, goes on over a page: a letter a
 * line, and several of them or nothing else beside it in the paragraph.
 */
void
review_drop_fragments(struct dump *dump, size_t from, size_t to)
{
	enum { SEVERAL = 3 };
	const struct token *t = dump->tokens;

	for (size_t i = from; i < to;) {
		size_t end = i, letters = 0;
		while (end < to && t[end].paragraph == t[i].paragraph &&
		    (t[end].kind == TOKEN_LABEL ||
			(t[end].opens && t[end].closes &&
			    is_letter_of_group(t[end].text))))
			letters += t[end++].kind != TOKEN_LABEL;
		bool alone = (i == 0 || t[i].kind == TOKEN_LABEL ||
				 t[i - 1].paragraph != t[i].paragraph) &&
		    (end == to || t[end].paragraph != t[i].paragraph) &&
		    (end != i + 1 || t[i].kind != TOKEN_MARK); /* 有, 無 */
		for (size_t k = i; k < end && (alone || letters >= SEVERAL);
		     k++)
			dump->tokens[k].used = true;
		i = end > i ? end : i + 1;
	}
}
