#include "dump/parts.h"

#include "solve/align.h"
#include "value/text.h"

/*
 * 点検・改善.  The questions are the form's own words; what has to be found
 * is whose mark and whose comment stands where.  Marks and comments keep the
 * order of the questions, and mostly their neighbourhood.
 */
struct question {
	size_t token;
	struct review_item *item;
	bool commented;
};

struct mark {
	size_t token;
	size_t from, to; /* what else its line holds: a comment */
};

struct comment {
	size_t from, to; /* tokens */
};

struct reviewer {
	struct dump *dump;
	struct sheet *sheet;
	struct question *questions; /* in the order of the form */
	size_t n;
};

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

static bool
on_lines_of(const struct token *question, const struct token *t)
{
	return t->at >= question->at && t->at <= question->last;
}

/* How many questions begin between two tokens. */
static int
questions_between(const struct reviewer *r, size_t a, size_t b)
{
	int n = 0;

	for (size_t k = 0; k < r->n; k++)
		n += r->questions[k].token > a && r->questions[k].token < b;
	return n;
}

static bool
is_void_figure(const struct token *t)
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
static bool
asks_whether(const struct token *question)
{
	return str_starts(question->whole, S("一般競争契約、指名")) ||
	    str_starts(question->whole, S("競争性のない随意"));
}

static bool
says_whether(const struct token *mark)
{
	return str_eq(mark->text, S("有")) || str_eq(mark->text, S("無"));
}

/* A question's own comment: on -raw, the lines behind it. */
static void
take_flat_comments(struct reviewer *r)
{
	struct dump *dump = r->dump;

	for (size_t k = 0; k < r->n; k++) {
		struct question *q = &r->questions[k];
		const struct token *label = &dump->tokens[q->token];
		size_t from = q->token + 1, to = from;
		if (from < dump->n && dump->tokens[from].kind == TOKEN_MARK &&
		    asks_whether(label) == says_whether(&dump->tokens[from])) {
			q->item->rating = dump->tokens[from].text;
			dump->tokens[from].used = true;
			from = ++to;
		} else if (from < dump->n &&
		    is_void_figure(&dump->tokens[from]) &&
		    dump->tokens[from].at == label->last) {
			dump->tokens[from].used = true;
			from = ++to;
			q->commented = true; /* and rated: - */
		}
		if (asks_whether(label)) {
			q->commented = true;
			continue;
		}
		bool one_line = label->at == label->last;
		while (to < dump->n && dump->tokens[to].kind != TOKEN_LABEL &&
		    dump->tokens[to].kind != TOKEN_MARK &&
		    (!one_line || dump->tokens[to].at == label->at) &&
		    dump->tokens[to].part == PART_REVIEW)
			to++;
		if (to > from) {
			str text = dump_take(dump, from, to);
			if (!text_is_void(text))
				q->item->comment = text;
			q->commented = true;
		}
	}
}

static size_t
find_marks(struct reviewer *r, size_t from, size_t to, struct mark **marks)
{
	struct dump *dump = r->dump;
	struct list list = {0};

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->used || t->part != PART_REVIEW ||
		    (t->kind != TOKEN_MARK && !is_void_figure(t)))
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
	bool commented = !str_is_null(q->item->comment);

	if (asks_whether(label) || str_starts(label->whole, S("関連する事業")))
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

	if (!str_is_null(q->item->rating) ||
	    (r->dump->flat && label->page != t->page))
		return ALIGN_NEVER;
	if (t->kind == TOKEN_MARK && says_whether(t) != asks_whether(label))
		return ALIGN_NEVER;
	if (m->to > m->from && r->dump->flat && asks_whether(label))
		return ALIGN_NEVER;
	if (r->dump->flat && !agrees(r, m, q))
		return ALIGN_NEVER;
	if (on_lines_of(label, t))
		return 0;
	if (r->dump->flat) /* another pass: only the order tells */
		return m->to > m->from && q->commented ? 8 : 2;
	if (m->token > q->token)
		return 1 + 2 * questions_between(r, q->token, m->token);
	return 5 + 2 * questions_between(r, m->token, q->token);
}

static void
place_marks(struct reviewer *r, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	struct mark *marks;
	struct align a;
	size_t n = find_marks(r, from, to, &marks);

	align_init(&a, dump->arena, n, r->n);
	for (size_t i = 0; i < n; i++) {
		const struct token *t = &dump->tokens[marks[i].token];
		for (size_t k = 0; k < r->n; k++)
			a.cost[i * r->n + k] = mark_cost(r, &marks[i], k);
		a.again[i] = ALIGN_NEVER;
		a.none[i] = is_void_figure(t) ? 3 : 12;
	}
	for (size_t k = 0; k < r->n; k++)
		a.empty[k] = str_is_null(r->questions[k].item->rating) ? 4 : 0;
	align_solve(&a, dump->arena);
	for (size_t i = 0; i < n; i++) {
		struct token *t = &dump->tokens[marks[i].token];
		if (a.slot[i] < 0)
			continue;
		struct question *q = &r->questions[a.slot[i]];
		if (!a.sure[i])
			continue;
		t->used = true;
		if (t->kind == TOKEN_MARK)
			q->item->rating = t->text;
		if (dump->flat && marks[i].to > marks[i].from &&
		    str_is_null(q->item->comment)) {
			str text = dump_take(dump, marks[i].from, marks[i].to);
			if (!text_is_void(text))
				q->item->comment = text;
			q->commented = true;
		}
	}
}

/* Text between labels, cut where a paragraph or a full sentence ends. */
static size_t
find_comments(
    struct reviewer *r, size_t from, size_t to, struct comment **comments)
{
	struct dump *dump = r->dump;
	struct list list = {0};
	struct comment *c = NULL;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		bool text = !t->used && t->part == PART_REVIEW &&
		    (t->kind == TOKEN_TEXT ||
			(t->kind == TOKEN_FIGURE && !is_void_figure(t)));
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

static int
comment_cost(const struct reviewer *r, const struct comment *c, size_t k)
{
	const struct question *q = &r->questions[k];
	const struct token *t = &r->dump->tokens[c->from];
	const struct token *label = &r->dump->tokens[q->token];

	if (!str_is_null(q->item->comment) || q->commented)
		return ALIGN_NEVER;
	if (on_lines_of(label, t))
		return 0;
	if (c->from > q->token)
		return 1 + 3 * questions_between(r, q->token, c->from);
	return 8 + 3 * questions_between(r, c->from, q->token);
}

static void
place_comments(struct reviewer *r, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	struct comment *comments;
	struct align a;
	size_t n = find_comments(r, from, to, &comments);

	align_init(&a, dump->arena, n, r->n);
	for (size_t i = 0; i < n; i++) {
		const struct token *t = &dump->tokens[comments[i].from];
		const struct token *b =
		    i ? &dump->tokens[comments[i - 1].to - 1] : NULL;
		for (size_t k = 0; k < r->n; k++)
			a.cost[i * r->n + k] = comment_cost(r, &comments[i], k);
		a.again[i] =
		    b && b->paragraph == t->paragraph && t->at - b->at <= 2 ? -1
									    : 6;
		a.none[i] = 14;
	}
	for (size_t k = 0; k < r->n; k++) {
		const struct question *q = &r->questions[k];
		bool rated = !str_is_null(q->item->rating) &&
		    !str_eq(q->item->rating, S("無")) &&
		    !str_eq(q->item->rating, S("有"));
		a.empty[k] = q->commented ? 0 : rated ? 6 : 1;
	}
	align_solve(&a, dump->arena);
	for (size_t i = 0; i < n;) {
		size_t end = i + 1;
		bool sure = a.sure[i];
		for (; end < n && a.slot[end] == a.slot[i]; end++)
			sure = sure && a.sure[end];
		if (a.slot[i] >= 0 && sure) {
			struct list tokens = {0};
			for (size_t k = i; k < end; k++)
				for (size_t j = comments[k].from;
				     j < comments[k].to; j++)
					if (!dump->tokens[j].used &&
					    dump->tokens[j].kind != TOKEN_MARK)
						*list_add(dump->arena, &tokens,
						    size_t) = j;
			r->questions[a.slot[i]].item->comment =
			    dump_join(dump, tokens.items, tokens.n);
		}
		i = end;
	}
}

/* 所管府省名, 事業番号, 事業名 of 関連事業. */
static void
read_related(struct reviewer *r, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	bool past = false; /* behind 過去のレビューシートの事業番号 */

	for (size_t i = from; i < to; i++) {
		struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_LABEL)
			past = t->label == LABEL_PAST || t->label == DUMP_YEAR;
		if (past && dump->flat)
			continue;
		if (t->used || t->kind != TOKEN_TEXT || !t->opens ||
		    i + 1 >= to)
			continue;
		struct token *number = t + 1;
		str digits = text_number(dump->arena, number->text);
		if (number->used || number->kind != TOKEN_FIGURE ||
		    digits.n != 4 ||
		    !(str_ends(t->text, S("省")) ||
			str_ends(t->text, S("庁")) ||
			str_ends(t->text, S("府")) ||
			str_ends(t->text, S("委員会"))))
			continue;
		struct related_project *p = list_add(dump->arena,
		    &r->sheet->review.related_projects, struct related_project);
		p->ministry = t->text;
		p->number = digits;
		t->used = number->used = true;
		if (i + 2 < to && !number[1].used &&
		    number[1].kind == TOKEN_TEXT &&
		    (number[1].at == number->at || !dump->flat)) {
			size_t end = i + 3;
			while (end < to &&
			    dump->tokens[end].kind != TOKEN_LABEL &&
			    (dump->tokens[end].at == number[1].at ||
				(!dump->flat &&
				    dump->tokens[end].paragraph ==
					number[1].paragraph)))
				end++;
			p->name = dump_take(dump, i + 2, end);
		}
	}
}

/* 点検結果 and 改善の方向性: the runs behind their labels. */
static void
read_results(struct reviewer *r, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	struct run *runs;
	size_t n = dump_runs(dump, from, to, PART_REVIEW, &runs);
	struct review *review = &r->sheet->review;

	for (size_t i = 0; i < n; i++) {
		str *slot = NULL;
		if (runs[i].before == LABEL_REVIEW_RESULT)
			slot = &review->result;
		else if (runs[i].before == LABEL_REVIEW_DIRECTION)
			slot = &review->direction;
		else if (runs[i].before == LABEL_REVIEW_EFFECT)
			slot = &review->effect;
		else if (runs[i].before == LABEL_REVIEW_RESULTS && dump->flat)
			slot = &review->result;
		if (!slot || !str_is_null(*slot))
			continue;
		str text = dump_take(dump, runs[i].from, runs[i].to);
		if (!text_is_void(text))
			*slot = text;
	}
}

void
dump_review(struct dump *dump, struct sheet *sheet)
{
	struct reviewer r = {.dump = dump, .sheet = sheet};
	size_t from, to;

	bounds(&r, &from, &to);
	read_results(&r, from, to);
	read_related(&r, from, to);
	find_questions(&r);
	if (!r.n)
		return;
	if (dump->flat)
		take_flat_comments(&r);
	place_marks(&r, from, to);
	if (!dump->flat)
		place_comments(&r, from, to);
}
