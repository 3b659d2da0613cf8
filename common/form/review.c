/* 点検・改善, the opinions, 備考 and the past numbers. */
#include "form/form_part.h"
#include "form/words.h"
#include "value/era.h"
#include "value/text.h"

/* -- 点検・改善 -- */

static bool
is_rating(str text)
{
	static const char *const ratings[] = {
	    "○", "〇", "◯", "△", "×", "有", "無", "✕", "◎", "▲"};
	str s = text_strip(text);

	for (size_t i = 0; i < sizeof ratings / sizeof *ratings; i++)
		if (str_eq(s, str_of(ratings[i])))
			return true;
	return text_is_none(s);
}

struct review_state {
	str group;
	bool keep_group; /* printed groups of 平成23-24 hold */
	int question_col, rating_col, comment_col;
	bool rating_first; /* 評価 | 項目, until 平成24 */
	bool related; /* inside the rows of 関連事業 */
	int ministry_col, number_col, name_col;
};

/* Rating and comment stand behind the question, in this order. */
static void
read_answer(struct form *f, const struct line *line, size_t at,
    const struct review_state *st, struct review_item *item)
{
	bool rated = false;
	int shift = st->question_col >= 0 && !f->g->exact
	    ? st->question_col - line->c[at].col
	    : 0;

	if (st->rating_first && at && line->label[at - 1] == LABEL_NONE &&
	    is_rating(line->c[at - 1].text)) {
		item->rating = cell_text(&line->c[at - 1]);
		rated = true;
	}
	for (size_t i = at + 1; i < line->n; i++) {
		struct cell *cell = &line->c[i];
		bool comment = st->comment_col >= 0 &&
		    cell->col + shift >= st->comment_col;
		if (!rated && !comment && is_rating(cell->text)) {
			item->rating = cell_text(cell);
			rated = true;
		} else if (!rated && is_rating(cell->text) &&
		    !text_is_none(cell->text)) {
			item->rating = cell_text(cell);
			rated = true;
		} else {
			item->comment =
			    cell_append(f, item->comment, cell, '\n');
		}
	}
}

static void
add_question(
    struct form *f, const struct line *line, size_t at, struct review_state *st)
{
	struct review_item *item =
	    list_add(f->a, &f->s->review.items, struct review_item);
	str group;

	label_find(text_fold(f->a, line->c[at].text), &group);
	if (!str_is_empty(group) && !st->keep_group)
		st->group = group;
	item->group = st->group;
	item->question = cell_text(&line->c[at]);
	read_answer(f, line, at, st, item);
}

static void
related_heading(const struct line *line, struct review_state *st)
{
	size_t ministry = line_label(line, LABEL_RELATED_MINISTRY, 0);
	size_t number = line_label(line, LABEL_NUMBER, 0);
	size_t name = line_label(line, LABEL_NAME, 0);

	if (name == line->n)
		name = line_label(line, LABEL_RELATED_NAME, 0);

	st->related = true;
	st->ministry_col = ministry < line->n ? line->c[ministry].col : -1;
	st->number_col = number < line->n ? line->c[number].col : -1;
	st->name_col = name < line->n ? line->c[name].col : -1;
}

static bool
looks_like_number(str s)
{
	size_t digits = 0, len;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		digits += c >= '0' && c <= '9';
	}
	return digits >= 2;
}

/* The column at col or the nearest on its left. */
static bool
stands_under(int col, int heading, int other, int third)
{
	return heading >= 0 && heading <= col &&
	    (other > col || other < heading) &&
	    (third > col || third < heading);
}

/* 事業番号 | 類似事業名 | 所管府省・部局名, until 平成26. */
static void
similar_row(struct form *f, const struct line *line, struct review_state *st)
{
	struct related_project p = {.ministry = STR_NULL};
	int number = st->number_col, name = st->name_col;
	int ministry = st->ministry_col;

	for (size_t i = 0; i < line->n; i++) {
		struct cell *cell = &line->c[i];
		if (line->label[i] != LABEL_NONE)
			continue;
		if (stands_under(cell->col, number, name, ministry))
			p.number = text_number(f->a, cell_text(cell));
		else if (stands_under(cell->col, name, number, ministry))
			p.name = cell_append(f, p.name, cell, '\n');
		else if (stands_under(cell->col, ministry, number, name))
			p.ministry = cell_append(f, p.ministry, cell, '\n');
	}
	if (str_is_empty(p.number))
		p.number = STR_NULL;
	if (!str_is_null(p.ministry) || !str_is_null(p.number) ||
	    !str_is_null(p.name))
		*list_add(f->a, &f->s->review.related_projects,
		    struct related_project) = p;
}

static void
related_row(struct form *f, const struct line *line, struct review_state *st)
{
	struct related_project p = {0};
	struct cell *cells[8];
	size_t n = 0;
	struct text number = {.arena = f->a};

	for (size_t i = 0; i < line->n && n < 8; i++)
		if (line->label[i] == LABEL_NONE)
			cells[n++] = &line->c[i];
	if (!n)
		return;
	for (size_t i = 0; i < n; i++) {
		struct cell *cell = cells[i];
		bool name = cell->col >= st->name_col || i + 1 == n;
		bool ministry = st->ministry_col >= 0 && i == 0 &&
		    cell->col <
			(st->number_col >= 0 ? st->number_col : st->name_col);
		str text = cell_text(cell);
		if (str_is_null(text))
			continue;
		if (!f->g->exact && n == 3) {
			/* a full row: by order */
			ministry = i == 0;
			name = i == 2;
		}
		if (ministry) {
			p.ministry = text;
		} else if (name &&
		    !(i + 1 == n && cell->col < st->name_col && n > 1 &&
			looks_like_number(text) && text.n < 30)) {
			p.name = text;
		} else {
			str piece = text_number(f->a, text);
			if (number.n && piece.n && piece.p[0] != '-' &&
			    number.p[number.n - 1] != '-')
				text_char(&number, '-');
			text_put(&number, piece);
		}
	}
	if (number.n)
		p.number = text_str(&number);
	if (!str_is_null(p.ministry) || !str_is_null(p.number) ||
	    !str_is_null(p.name))
		*list_add(f->a, &f->s->review.related_projects,
		    struct related_project) = p;
}

static void
result_line(struct form *f, const struct line *line, str **open)
{
	for (size_t i = 0; i < line->n; i++) {
		switch (line->label[i]) {
		case LABEL_REVIEW_RESULT:
			*open = &f->s->review.result;
			break;
		case LABEL_REVIEW_DIRECTION:
			*open = &f->s->review.direction;
			break;
		case LABEL_REVIEW_EFFECT:
			*open = &f->s->review.effect;
			break;
		case LABEL_NONE:
			if (*open)
				**open =
				    cell_append(f, **open, &line->c[i], '\n');
			break;
		default:
			break;
		}
	}
}

/* A question that the table does not know: text beside a rating. */
static size_t
unknown_question(const struct line *line, const struct review_state *st)
{
	for (size_t i = 1; i < line->n && st->rating_first; i++)
		if (line->label[i] == LABEL_NONE && line->c[i].text.n > 15 &&
		    is_rating(line->c[i - 1].text))
			return i;
	for (size_t i = 0; i + 1 < line->n; i++)
		if (line->label[i] == LABEL_NONE && st->rating_col > 0 &&
		    line->c[i].col < st->rating_col &&
		    is_rating(line->c[i + 1].text) && line->c[i].text.n > 15)
			return i;
	return line->n;
}

/* 項目 | 評価 | 評価に関する説明: where the columns stand. */
static void
review_heading(const struct line *line, struct review_state *st)
{
	size_t question = line_label(line, LABEL_REVIEW_QUESTION, 0);
	size_t rating = line_label(line, LABEL_REVIEW_RATING, 0);
	size_t comment = line_label(line, LABEL_REVIEW_COMMENT, 0);

	st->comment_col = line->c[comment].col;
	if (rating < line->n)
		st->rating_col = line->c[rating].col;
	st->rating_first = rating < question && question < line->n;
}

/* Takes the name of a group of questions from the row. */
static void
review_group(struct form *f, const struct line *line, struct review_state *st)
{
	size_t at = line_label(line, LABEL_GROUP, 0);
	size_t before = line_label(line, LABEL_GROUP_BEFORE, 0);

	st->keep_group |= before < line->n;
	at = at < line->n ? at : before;
	if (at < line->n)
		st->group = text_fold(f->a, line->c[at].text);
}

void
form_review(struct form *f, struct rows rows)
{
	struct review_state st = {.group = STR_NULL,
	    .question_col = -1,
	    .rating_col = -1,
	    .comment_col = -1,
	    .name_col = -1};
	str *open = NULL;

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		size_t at = line_label(&line, LABEL_QUESTION, 0);
		if (!line.n)
			continue;
		review_group(f, &line, &st);
		if (line_has(&line, LABEL_REVIEW_COMMENT)) {
			review_heading(&line, &st);
			continue;
		}
		if (line_has(&line, LABEL_REVIEW_RESULT) ||
		    line_has(&line, LABEL_REVIEW_DIRECTION) ||
		    line_has(&line, LABEL_REVIEW_EFFECT)) {
			st.related = false;
			result_line(f, &line, &open);
			continue;
		}
		if (at == line.n && !open && !st.related)
			at = unknown_question(&line, &st);
		if (at < line.n) {
			st.related = false;
			if (st.question_col < line.c[at].col)
				st.question_col = line.c[at].col;
			add_question(f, &line, at, &st);
		} else if ((line_has(&line, LABEL_NAME) ||
			       line_has(&line, LABEL_RELATED_NAME)) &&
		    (line_has(&line, LABEL_NUMBER) ||
			line_has(&line, LABEL_RELATED_MINISTRY))) {
			related_heading(&line, &st);
		} else if (st.related && st.ministry_col > st.name_col) {
			similar_row(f, &line, &st);
		} else if (st.related &&
		    !line_has(&line, LABEL_REVIEW_RESULTS)) {
			related_row(f, &line, &st);
		} else {
			result_line(f, &line, &open);
		}
	}
}

/* -- texts below a heading -- */

static str
section_text(struct form *f, struct rows rows)
{
	str text = STR_NULL;

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		for (size_t i = 0; i < line.n; i++)
			if (line.label[i] == LABEL_NONE)
				text = cell_append(f, text, &line.c[i], '\n');
	}
	return text;
}

void
form_expert(struct form *f, struct rows rows)
{
	f->s->expert_opinion = section_text(f, rows);
}

void
form_remarks(struct form *f, struct rows rows)
{
	f->s->remarks = section_text(f, rows);
}

void
form_public_review(struct form *f, struct rows rows)
{
	f->s->public_review = section_text(f, rows);
}

/* What the team and the bureau may tick, in any year's form. */
static bool
is_verdict(str folded)
{
	return str_any(folded, words_team_verdicts, str_eq) ||
	    str_any(folded, words_response_verdicts, str_eq) ||
	    str_any(folded, words_other_verdicts, str_eq);
}

/* The verdict may be broken over two lines: 事業内容の / 一部改善. */
static struct verdict
read_verdict(struct form *f, struct rows rows)
{
	struct list cells = {0};
	struct verdict v = {STR_NULL, STR_NULL};
	size_t from = 0;

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		for (size_t i = 0; i < line.n; i++)
			if (line.label[i] == LABEL_NONE)
				*list_add(f->a, &cells, struct cell *) =
				    &line.c[i];
	}
	for (size_t n = 1; n <= 3 && n <= cells.n && !from; n++) {
		struct text joined = {.arena = f->a};
		for (size_t i = 0; i < n; i++)
			text_put(&joined,
			    (*list_at(&cells, struct cell *, i))->text);
		if (is_verdict(text_fold(f->a, text_str(&joined)))) {
			v.verdict = text_str(&joined);
			from = n;
		}
	}
	if (!from && cells.n >= 2) {
		/* an unknown verdict: short, and beside its text */
		struct cell *a = *list_at(&cells, struct cell *, 0);
		struct cell *b = *list_at(&cells, struct cell *, 1);
		if (a->row == b->row && a->text.n <= 45) {
			v.verdict = cell_text(a);
			from = 1;
		}
	}
	for (size_t i = 0; i < cells.n; i++) {
		struct cell *cell = *list_at(&cells, struct cell *, i);
		if (i < from)
			cell->use = CELL_VALUE;
		else
			v.text = cell_append(f, v.text, cell, '\n');
	}
	return v;
}

void
form_team(struct form *f, struct rows rows)
{
	f->s->team_opinion = read_verdict(f, rows);
}

void
form_response(struct form *f, struct rows rows)
{
	f->s->response = read_verdict(f, rows);
}

/* -- past numbers -- */

static bool
is_body_name(str s)
{
	static const char *const tails[] = {
	    "省", "庁", "府", "院", "会", "房", "局"};

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		if (str_ends(s, str_of(tails[i])))
			return true;
	return false;
}

/* One number as printed: "総務省 - 新02 - 0013", "総務省(新30-0006)", "0247".
 */
static void
add_past(struct form *f, int year, str text)
{
	str s = text_number(f->a, text);
	struct past_number p = {.sheet_year = year};
	size_t at = 0;

	while (at < s.n) {
		str head = str_take(s, at);
		char c = s.p[at];
		if (head.n && is_body_name(head) &&
		    (c == '-' || c == '(' || (c >= '0' && c <= '9') ||
			str_starts(str_skip(s, at), S("新")))) {
			p.ministry = head;
			s = str_skip(s, at);
			break;
		}
		at++;
	}
	if (at && at == s.n && is_body_name(s) && !looks_like_number(s))
		return; /* a ministry without a number */
	while (s.n && (s.p[0] == '-' || s.p[0] == '('))
		s = str_skip(s, 1);
	while (s.n &&
	    (s.p[s.n - 1] == '-' ||
		(s.p[s.n - 1] == ')' && !str_has(s, S("(")))))
		s.n--;
	if (!s.n)
		return;
	p.number = s;
	*list_add(f->a, &f->s->past_numbers, struct past_number) = p;
}

static void
add_pasts(struct form *f, int year, str text)
{
	struct list pieces = {0};

	text_split_list(f->a, text, &pieces);
	for (size_t i = 0; i < pieces.n; i++)
		add_past(f, year, *list_at(&pieces, str, i));
}

/* 平成30年度, or 平成23年行政事業レビュー as it was until 平成24. */
static int
past_year(struct form *f, const struct cell *cell)
{
	str key = text_fold(f->a, cell->text);
	size_t review = str_find(key, S("行政事業レビュー"), 0);

	if (review < key.n)
		key = str_take(key, review);
	return era_year_cell(key, f->s->sheet_year, false);
}

void
form_past(struct form *f, struct rows rows)
{
	int year = 0;

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		struct text joined = {.arena = f->a};
		for (size_t i = 0; i < line.n; i++) {
			struct cell *cell = &line.c[i];
			int found;
			if (line.label[i] != LABEL_NONE)
				continue;
			found = past_year(f, cell);
			if (found) {
				add_pasts(f, year, text_str(&joined));
				joined.n = 0;
				year = found;
				cell->use = CELL_VALUE;
				continue;
			}
			if (!year)
				continue;
			cell->use = CELL_VALUE;
			if (text_is_void(cell->text))
				continue;
			if (joined.n && !str_ends(text_str(&joined), S("新")))
				text_char(&joined, '-');
			text_put(&joined, cell->text);
		}
		add_pasts(f, year, arena_copy(f->a, text_str(&joined)));
	}
}
