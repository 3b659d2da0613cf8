#include "dump/parts.h"

#include "dump/review.h"
#include "dump/review_end.h"
#include "dump/wrapped.h"
#include "solve/align.h"
#include "value/text.h"

/*
 * 点検・改善.  The questions are the form's own words; what has to be found
 * is whose mark and whose comment stands where.  Marks and comments keep the
 * order of the questions, and mostly their neighbourhood.
 */

/* How the questions begin, in the order of the forms since 平成24. */
static const char *const beginnings[] = {"事業の目的は", "地方自治体",
    "政策目的の達成手段", "競争性が確保", "一般競争契約、指名",
    "競争性のない随意", "受益者との", "単位当たりコスト", "資金の流れの中間",
    "費目・", "不用率", "繰越額", "その他コスト", "成果実績は",
    "事業実施に当たって", "活動実績は", "整備された", "類似の事業",
    "関連する事業"};

size_t
dump_question_order(const struct token *t)
{
	size_t n = sizeof beginnings / sizeof *beginnings, i = 0;

	while (i < n && !str_starts(t->whole, str_of(beginnings[i])))
		i++;
	return i;
}

/* A question counts once: the form has no more than there are. */
static bool
has_question(const struct dump *dump, const struct list *list, size_t order)
{
	for (size_t i = 0; i < list->n; i++)
		if (dump_question_order(
			&dump->tokens[list_at(list, struct question, i)
					  ->token]) == order)
			return true;
	return false;
}

static void
find_questions(struct reviewer *r)
{
	struct dump *dump = r->dump;
	struct list list = {0};

	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind != TOKEN_LABEL || t->label != LABEL_QUESTION)
			continue;
		size_t at = list.n, order = dump_question_order(t);
		if (has_question(dump, &list, order))
			continue;
		list_add(dump->arena, &list, struct question);
		struct question *q = list.items;
		for (; at > 0 &&
		     dump_question_order(&dump->tokens[q[at - 1].token]) >
			 order;
		     at--)
			q[at] = q[at - 1];
		q[at] = (struct question){.token = i};
	}
	r->questions = list.items;
	r->n = list.n;
	for (size_t k = 0; k < r->n; k++) {
		const struct token *t = &dump->tokens[r->questions[k].token];
		struct review_item *item = list_add(
		    dump->arena, &r->sheet->review.items, struct review_item);
		item->group = t->group;
		item->question = t->whole;
	}
	for (size_t k = 0; k < r->n; k++)
		r->questions[k].item =
		    list_at(&r->sheet->review.items, struct review_item, k);
}

bool
review_on_lines_of(const struct token *question, const struct token *t)
{
	return t->at >= question->at && t->at <= question->last;
}

/* How many questions begin between two tokens. */
int
review_between(const struct reviewer *r, size_t a, size_t b)
{
	int n = 0;

	for (size_t k = 0; k < r->n; k++)
		n += r->questions[k].token > a && r->questions[k].token < b;
	return n;
}

bool
review_is_dash(const struct token *t)
{
	return t->kind == TOKEN_FIGURE && text_is_none(t->text);
}

/* The part between its first question and its results. */
static void
bounds(const struct reviewer *r, size_t *from, size_t *to)
{
	const struct dump *dump = r->dump;

	*from = dump->n;
	*to = 0;
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->part != PART_REVIEW)
			continue;
		if (*from > i)
			*from = i;
		*to = i + 1;
	}
}

/*
 * 一般競争契約…の有無 and 競争性のない随意契約 are answered with 有 or 無 and
 * share the comment of the question above; all others have other marks.
 */
bool
review_asks_whether(const struct token *question)
{
	return str_starts(question->whole, S("一般競争契約、指名")) ||
	    str_starts(question->whole, S("競争性のない随意"));
}

/* 関連する事業 may be rated without a comment. */
bool
review_asks_related(const struct token *question)
{
	return str_starts(question->whole, S("関連する事業"));
}

bool
review_says_whether(const struct token *mark)
{
	return str_eq(mark->text, S("有")) || str_eq(mark->text, S("無"));
}

/* -raw: a question of one line, its mark and perhaps its comment. */
static void
take_line(struct reviewer *r, struct question *q)
{
	struct dump *dump = r->dump;
	const struct token *label = &dump->tokens[q->token];
	size_t from = q->token + 1, to = from;

	while (to < dump->n && dump->tokens[to].at == label->last &&
	    dump->tokens[to].kind != TOKEN_LABEL)
		to++;
	q->second = from == to;
	if (q->second)
		return;
	struct token *mark = &dump->tokens[from];
	if (mark->kind == TOKEN_MARK &&
	    review_asks_whether(label) == review_says_whether(mark))
		q->item->rating = mark->text;
	else if (review_is_dash(mark))
		q->dashed = true;
	else
		return;
	mark->used = true;
	if (review_asks_whether(label) || from + 1 == to)
		return;
	str text = dump_take(dump, from + 1, to);
	q->commented = true;
	if (!text_is_void(text))
		q->item->comment = text;
}

/* The token behind the text that follows a label of the second pass. */
static size_t
text_end(const struct dump *dump, size_t i)
{
	int page = dump->tokens[i].page;

	while (i < dump->n && dump->tokens[i].page == page &&
	    dump->tokens[i].part == PART_REVIEW &&
	    dump->tokens[i].kind != TOKEN_LABEL)
		i++;
	return i;
}

static void
take_lines(struct reviewer *r)
{
	const struct dump *dump = r->dump;

	for (size_t k = 0; k < r->n; k++) {
		struct question *q = &r->questions[k];
		const struct token *label = &dump->tokens[q->token];
		q->second = label->at != label->last;
		if (!q->second)
			take_line(r, q);
		if (q->second)
			q->behind = text_end(dump, q->token + 1) > q->token + 1;
	}
}

size_t
review_marks(struct reviewer *r, size_t from, size_t to, struct mark **marks)
{
	struct dump *dump = r->dump;
	struct list list = {0};

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->used || t->part != PART_REVIEW ||
		    (t->kind != TOKEN_MARK && !review_is_dash(t)))
			continue;
		if (dump->flat && !t->opens &&
		    dump->tokens[i - 1].kind != TOKEN_LABEL)
			continue;
		struct mark *m = list_add(dump->arena, &list, struct mark);
		*m = (struct mark){i, i + 1, i + 1};
		while (m->to < to && m->to < i + 64 &&
		    dump->tokens[m->to].at == t->at &&
		    dump->tokens[m->to].kind != TOKEN_LABEL)
			m->to++;
		if (dump->flat)
			i = m->to - 1;
	}
	*marks = list.items;
	return list.n;
}

/*
 * A question with a mark has a comment, and only such a one: behind the
 * question, or on the line of the mark.  関連する事業 may do without.
 */
static bool
agrees(const struct reviewer *r, const struct mark *m, const struct question *q)
{
	const struct token *label = &r->dump->tokens[q->token];
	bool marked = r->dump->tokens[m->token].kind == TOKEN_MARK;
	bool commented = !str_is_null(q->item->comment) || q->behind;

	if (review_asks_whether(label) || review_asks_related(label))
		return true;
	if (!marked)
		return !commented;
	return m->to > m->from || commented;
}

static int
mark_cost(const struct reviewer *r, const struct mark *m, size_t k)
{
	const struct token *t = &r->dump->tokens[m->token];
	const struct question *q = &r->questions[k];
	const struct token *label = &r->dump->tokens[q->token];

	if (!str_is_null(q->item->rating) || q->dashed ||
	    label->page != t->page)
		return ALIGN_NEVER;
	if (t->kind == TOKEN_MARK &&
	    review_says_whether(t) != review_asks_whether(label))
		return ALIGN_NEVER;
	if ((m->to > m->from && review_asks_whether(label)) || !agrees(r, m, q))
		return ALIGN_NEVER;
	if (review_on_lines_of(label, t))
		return 0;
	/* another pass: only the order tells */
	return m->to > m->from && q->commented ? 8 : 2;
}

/* -raw: a mark and what its line has behind it. */
static void
take_mark(struct reviewer *r, const struct mark *m, struct question *q)
{
	struct token *t = &r->dump->tokens[m->token];

	t->used = true;
	if (t->kind == TOKEN_MARK)
		q->item->rating = t->text;
	else
		q->dashed = true;
	if (m->to == m->from || q->commented)
		return;
	str text = dump_take(r->dump, m->from, m->to);
	if (!text_is_void(text))
		q->item->comment = text;
	q->commented = true;
}

/*
 * -raw: every row of a page has a mark, and the first pass has them in order:
 * where there are as many as open questions they are theirs, one by one.
 */
static void
count_marks(struct reviewer *r, const struct mark *marks, size_t n)
{
	const struct dump *dump = r->dump;

	for (size_t i = 0; i < n;) {
		int page = dump->tokens[marks[i].token].page;
		struct list open = {0}; /* of size_t: questions */
		size_t end = i;
		bool fit = true;
		while (end < n && dump->tokens[marks[end].token].page == page)
			end++;
		for (size_t k = 0; k < r->n; k++)
			if (dump->tokens[r->questions[k].token].page == page &&
			    str_is_null(r->questions[k].item->rating) &&
			    !r->questions[k].dashed)
				*list_add(dump->arena, &open, size_t) = k;
		for (size_t k = 0; k < open.n && open.n == end - i; k++) {
			const struct question *q =
			    &r->questions[*list_at(&open, size_t, k)];
			const struct token *t =
			    &dump->tokens[marks[i + k].token];
			fit = fit &&
			    (t->kind != TOKEN_MARK ||
				review_says_whether(t) ==
				    review_asks_whether(
					&dump->tokens[q->token]));
		}
		for (size_t k = 0; k < open.n && open.n == end - i && fit; k++)
			take_mark(r, &marks[i + k],
			    &r->questions[*list_at(&open, size_t, k)]);
		i = end;
	}
}

static void
place_marks(struct reviewer *r, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	struct mark *marks;
	struct align a;
	size_t n = review_marks(r, from, to, &marks);

	count_marks(r, marks, n);
	n = review_marks(r, from, to, &marks);
	align_init(&a, dump->arena, n, r->n);
	for (size_t i = 0; i < n; i++) {
		const struct token *t = &dump->tokens[marks[i].token];
		for (size_t k = 0; k < r->n; k++)
			a.cost[i * r->n + k] = mark_cost(r, &marks[i], k);
		a.again[i] = ALIGN_NEVER;
		a.none[i] = review_is_dash(t) ? 3 : 12;
	}
	for (size_t k = 0; k < r->n; k++)
		a.empty[k] = str_is_null(r->questions[k].item->rating) ? 4 : 0;
	align_solve(&a, dump->arena);
	for (size_t i = 0; i < n; i++) {
		struct token *t = &dump->tokens[marks[i].token];
		if (a.slot[i] < 0 || !a.sure[i])
			continue;
		t->used = true;
		take_mark(r, &marks[i], &r->questions[a.slot[i]]);
	}
}

/* -- -raw: comments of several lines -- */

static const int comment_holes[COLUMNS + 1] = {[DESCRIPTION] = 20};

static int
comment_likeness(const void *context, str text)
{
	(void)context, (void)text;
	return -1; /* all that is there can be a comment */
}

/* Marks that are in the second pass: as many as questions that lack one. */
static void
take_late_marks(
    struct reviewer *r, size_t first, size_t end, size_t from, size_t to)
{
	struct list marks = {0}, open = {0}; /* of size_t: tokens, questions */

	for (size_t i = from; i < to; i++)
		if (r->dump->tokens[i].kind == TOKEN_MARK &&
		    !r->dump->tokens[i].used)
			*list_add(r->dump->arena, &marks, size_t) = i;
	for (size_t k = first; k < end && marks.n; k++) {
		const struct question *q = &r->questions[k];
		const struct token *mark =
		    &r->dump->tokens[*list_at(&marks, size_t, 0)];
		if (str_is_null(q->item->rating) && !q->dashed &&
		    review_says_whether(mark) ==
			review_asks_whether(&r->dump->tokens[q->token]))
			*list_add(r->dump->arena, &open, size_t) = k;
	}
	for (size_t k = 0; k < open.n && open.n == marks.n; k++) {
		struct token *mark =
		    &r->dump->tokens[*list_at(&marks, size_t, k)];
		r->questions[*list_at(&open, size_t, k)].item->rating =
		    mark->text;
		mark->used = true;
	}
}

static bool
has_free_mark(const struct dump *dump, size_t from, size_t to)
{
	for (; from < to; from++)
		if (dump->tokens[from].kind == TOKEN_MARK &&
		    !dump->tokens[from].used)
			return true;
	return false;
}

/*
 * The second pass has the labels that wrap, and behind each what the rows from
 * there to the next have to say: its own comment, and those of questions of
 * one line.
 */
static void
fill_rows(struct reviewer *r, size_t first, size_t end, size_t from, size_t to)
{
	struct rows rows = {.dump = r->dump,
	    .likeness = comment_likeness,
	    .holes = comment_holes,
	    .prose = true,
	    .part = PART_REVIEW};
	struct wrapped_known known = {0};
	struct list cells = {0}, open = {0};

	take_late_marks(r, first, end, from, to);
	for (size_t k = first; k < end; k++) {
		const struct question *q = &r->questions[k];
		if (q->commented ||
		    review_asks_whether(&r->dump->tokens[q->token]))
			continue;
		if (!q->dashed || k == first)
			*list_add(r->dump->arena, &open, size_t) = k;
	}
	if (open.n > 1 && r->questions[first].dashed)
		open = (struct list){list_at(&open, size_t, 1), open.n - 1, 0};
	if (open.n == 1 && has_free_mark(r->dump, from, to))
		return; /* rows of other questions are among it */
	if (open.n == 1) {
		str text = dump_take(r->dump, from, to);
		if (!text_is_void(text))
			r->questions[*list_at(&open, size_t, 0)].item->comment =
			    text;
		return;
	}
	for (size_t k = 0; k < open.n; k++)
		rows_at(&rows, &cells, k)->none = ~0u & ~(1u << DESCRIPTION);
	wrapped_fill(&rows, &known, &cells, 0, cells.n, from, to, NULL);
	for (size_t k = 0; k < cells.n; k++) {
		str text = rows_text(
		    &rows, list_at(&cells, struct row, k), DESCRIPTION);
		if (!text_is_void(text))
			r->questions[*list_at(&open, size_t, k)].item->comment =
			    text;
	}
}

static void
fill_comments(struct reviewer *r)
{
	const struct dump *dump = r->dump;

	for (size_t k = 0; k < r->n; k++) {
		const struct token *label =
		    &dump->tokens[r->questions[k].token];
		size_t end = k + 1;
		if (!r->questions[k].second)
			continue;
		while (end < r->n && !r->questions[end].second &&
		    dump->tokens[r->questions[end].token].page == label->page)
			end++;
		fill_rows(r, k, end, r->questions[k].token + 1,
		    text_end(dump, r->questions[k].token + 1));
	}
}

void
dump_review(struct dump *dump, struct sheet *sheet)
{
	struct reviewer r = {.dump = dump, .sheet = sheet};
	size_t from, to;

	bounds(&r, &from, &to);
	if (dump->flat) {
		review_results(dump, sheet, from, to);
		review_related(dump, sheet, from, to);
	} else {
		review_mend(dump);
		review_related(dump, sheet, from, to);
		review_drop_fragments(dump, from, to);
		review_results(dump, sheet, from, to);
	}
	find_questions(&r);
	if (!r.n)
		return;
	if (!dump->flat) {
		review_place(&r, from, to);
		return;
	}
	take_lines(&r);
	place_marks(&r, from, to);
	fill_comments(&r);
}
