#include "scatter/parts.h"

#include "dump/parts.h"
#include "form/words.h"
#include "solve/match.h"
#include "value/text.h"

/*
 * 点検・改善, 所見 and 過去の番号.  A comment belongs to the question with
 * which it shares most words, or which it follows at once; as many marks of
 * one kind as questions that take it say which mark each has.
 */

enum {
	WIDE = 80, /* columns of a line that crosses the sheet */
	FOLLOWS = 8, /* times what shared words are worth right behind */
	MARGIN = 25, /* by which a place must be better than another */
	NAMED = 800, /* what naming the related project is worth */
};

/* 有 or 無 answers 〜ないか, all other questions take ○ △ ×. */
static bool
takes_word(str question)
{
	return str_ends(question, S("ないか。"));
}

static bool
is_word(str mark)
{
	return str_eq(mark, S("有")) || str_eq(mark, S("無"));
}

struct questions {
	size_t at[MATCH_MAX]; /* scraps */
	size_t n;
	struct zone zone;
};

static size_t
order_of(const struct scatter *s, size_t i)
{
	return dump_question_order(&s->dump->tokens[s->scraps[i].from]);
}

/* The questions in the order of the form. */
static void
find_questions(struct scatter *s, struct questions *q)
{
	for (size_t i = 0; i < s->n && q->n < MATCH_MAX; i++) {
		if (s->scraps[i].kind != SCRAP_LABEL ||
		    s->scraps[i].label != LABEL_QUESTION)
			continue;
		size_t k = q->n++;
		for (; k && order_of(s, q->at[k - 1]) > order_of(s, i); k--)
			q->at[k] = q->at[k - 1];
		q->at[k] = i;
	}
}

static struct review_item *
item_of(struct scatter *s, size_t k)
{
	return list_at(&s->sheet->review.items, struct review_item, k);
}

static void
put_questions(struct scatter *s, const struct questions *q)
{
	for (size_t k = 0; k < q->n; k++) {
		const struct scrap *scrap = &s->scraps[q->at[k]];
		struct review_item *item = list_add(
		    s->arena, &s->sheet->review.items, struct review_item);
		*item = (struct review_item){.group = scrap->group,
		    .question = s->dump->tokens[scrap->from].whole,
		    .rating = STR_NULL,
		    .comment = STR_NULL};
	}
}

/* -- marks -- */

/* Whether the list of payees shows one bidder alone. */
static bool
has_single_bid(const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->payees.n; i++) {
		const struct payee *p =
		    list_at(&sheet->payees, struct payee, i);
		if (dec_eq(p->bidders.value, dec_of(1)) &&
		    !str_has(p->method, S("随意契約")))
			return true;
	}
	return false;
}

static void
take_mark(struct scatter *s, size_t k, size_t mark)
{
	item_of(s, k)->rating = scatter_take(s, mark);
}

/* Marks of one kind: all alike, and as many as questions that wait. */
static bool
put_alike(struct scatter *s, const struct questions *q, bool words)
{
	size_t *pool, n = scatter_pool(s, q->zone, SCRAP_MARK, &pool);
	size_t open = 0, marks = 0, first = s->n;

	for (size_t k = 0; k < q->n; k++)
		open += takes_word(item_of(s, k)->question) == words &&
		    str_is_null(item_of(s, k)->rating);
	for (size_t i = 0; i < n; i++) {
		if (is_word(s->scraps[pool[i]].text) != words)
			continue;
		if (first != s->n &&
		    !str_eq(s->scraps[first].text, s->scraps[pool[i]].text))
			return false;
		first = pool[i];
		marks++;
	}
	if (!marks || marks != open)
		return false;
	for (size_t k = 0, i = 0; k < q->n; k++) {
		if (takes_word(item_of(s, k)->question) != words ||
		    !str_is_null(item_of(s, k)->rating))
			continue;
		while (is_word(s->scraps[pool[i]].text) != words)
			i++;
		take_mark(s, k, pool[i++]);
	}
	return true;
}

/* One 有 and one 無: 有 where the list of payees says so. */
static void
put_words(struct scatter *s, const struct questions *q)
{
	size_t *pool, n = scatter_pool(s, q->zone, SCRAP_MARK, &pool);
	size_t yes = s->n, no = s->n, words = 0;
	size_t single = q->n, other = q->n, open = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_word(s->scraps[pool[i]].text))
			continue;
		words++;
		*(str_eq(s->scraps[pool[i]].text, S("有")) ? &yes : &no) =
		    pool[i];
	}
	for (size_t k = 0; k < q->n; k++) {
		str question = item_of(s, k)->question;
		if (!takes_word(question) ||
		    !str_is_null(item_of(s, k)->rating))
			continue;
		open++;
		*(str_has(question, S("一者応札")) ? &single : &other) = k;
	}
	if (words != 2 || yes == s->n || no == s->n || open != 2 ||
	    single == q->n || other == q->n || !has_single_bid(s->sheet))
		return;
	take_mark(s, single, yes);
	take_mark(s, other, no);
}

static void
read_marks(struct scatter *s, const struct questions *q)
{
	size_t mixed = 0;

	/* Where the mark stands on its question's line nothing is open. */
	for (size_t k = 0; k < q->n; k++) {
		size_t i = q->at[k] + 1;
		if (i < s->n && s->scraps[i].kind == SCRAP_MARK &&
		    s->scraps[i].row == s->scraps[q->at[k]].last &&
		    is_word(s->scraps[i].text) ==
			takes_word(item_of(s, k)->question))
			take_mark(s, k, i);
	}
	mixed += !put_alike(s, q, false);
	mixed += !put_alike(s, q, true);
	if (mixed)
		put_words(s, q);
}

/* -- comments -- */

/* サイバー演習0076: a project of the table 関連事業. */
static void
read_related(struct scatter *s, struct zone zone)
{
	size_t *pool, n = scatter_pool(s, zone, SCRAP_TEXT, &pool);
	size_t project = s->n, ministry = s->n;
	size_t digits = 0;

	for (size_t k = 0; k < n; k++) {
		str text = s->scraps[pool[k]].text;
		if (text.n > 150 || str_has(text, S("。")))
			continue;
		if (str_any(text, "省|庁|府|委員会", str_ends) &&
		    text.n <= 30) {
			ministry = pool[k];
			continue;
		}
		str folded = text_fold(s->arena, text);
		size_t n_digits = 0;
		while (n_digits < folded.n &&
		    folded.p[folded.n - 1 - n_digits] >= '0' &&
		    folded.p[folded.n - 1 - n_digits] <= '9')
			n_digits++;
		if (n_digits != 4 || n_digits == folded.n)
			continue;
		if (project != s->n)
			return;
		project = pool[k];
		digits = n_digits;
	}
	if (project == s->n)
		return;
	str text = scatter_take(s, project);
	str folded = text_fold(s->arena, text);
	struct related_project *r = list_add(s->arena,
	    &s->sheet->review.related_projects, struct related_project);
	r->ministry = ministry != s->n ? scatter_take(s, ministry) : STR_NULL;
	r->number = str_skip(folded, folded.n - digits);
	/* The digits may be of three bytes in the text itself. */
	size_t width = str_ends(text, r->number) ? 1 : 3;
	r->name = text_strip(str_take(text, text.n - digits * width));
}

static bool
names_related(const struct sheet *sheet, str comment)
{
	for (size_t i = 0; i < sheet->review.related_projects.n; i++) {
		const struct related_project *r = list_at(
		    &sheet->review.related_projects, struct related_project, i);
		if (!str_is_empty(r->name) && str_has(comment, r->name))
			return true;
	}
	return false;
}

/* Whether two comments could as well change places. */
static bool
is_open(const int *worth, const int *answer, size_t m, size_t n, size_t c)
{
	size_t q = (size_t)answer[c];

	for (size_t d = 0; d < m; d++) {
		if (d == c || answer[d] < 0)
			continue;
		size_t r = (size_t)answer[d];
		if (worth[c * n + q] + worth[d * n + r] <
		    worth[c * n + r] + worth[d * n + q] + MARGIN)
			return true;
	}
	return worth[c * n + q] < MARGIN;
}

static void
read_comments(struct scatter *s, const struct questions *q)
{
	size_t *pool, n = scatter_pool(s, q->zone, SCRAP_TEXT, &pool);
	str questions[MATCH_MAX], comments[MATCH_MAX];
	size_t at[MATCH_MAX], m = 0, open = 0, slots = 0, last = 0, slot = 0;
	int answer[MATCH_MAX];

	for (size_t k = 0; k < q->n; k++)
		questions[k] = item_of(s, k)->question;
	for (size_t k = 0; k < n && m < MATCH_MAX; k++)
		if (s->scraps[pool[k]].width < WIDE &&
		    str_ends(s->scraps[pool[k]].text, S("。"))) {
			at[m] = pool[k];
			comments[m++] = s->scraps[pool[k]].text;
		}
	if (!m)
		return;
	int *worth = arena_new(s->arena, int, m * q->n);
	scatter_likeness(s, comments, m, questions, q->n, worth);
	for (size_t c = 0; c < m; c++)
		for (size_t k = 0; k < q->n; k++) {
			int *w = &worth[c * q->n + k];
			if (at[c] == q->at[k] + 1)
				*w *= FOLLOWS;
			if (str_has(questions[k], S("役割分担")) &&
			    names_related(s->sheet, comments[c]))
				*w += NAMED;
		}
	if (!match_best(s->arena, worth, m, q->n, answer))
		return;
	for (size_t c = 0; c < m; c++) {
		if (answer[c] < 0 || is_open(worth, answer, m, q->n, c)) {
			open++;
			last = at[c];
			continue;
		}
		item_of(s, (size_t)answer[c])->comment = scatter_take(s, at[c]);
	}
	/* One comment left, and one question that is not answered 有 or 無. */
	for (size_t k = 0; k < q->n; k++)
		if (!takes_word(questions[k]) &&
		    str_is_null(item_of(s, k)->comment)) {
			slots++;
			slot = k;
		}
	if (open == 1 && slots == 1)
		item_of(s, slot)->comment = scatter_take(s, last);
}

/* The text that follows a label at once and crosses the sheet, or s->n. */
static size_t
wide_below(const struct scatter *s, int label)
{
	for (size_t i = 1; i < s->n; i++)
		if (s->scraps[i].kind == SCRAP_TEXT && !s->scraps[i].used &&
		    s->scraps[i].width >= WIDE &&
		    s->scraps[i - 1].kind == SCRAP_LABEL &&
		    s->scraps[i - 1].label == label)
			return i;
	return s->n;
}

static void
read_results(struct scatter *s, struct zone zone)
{
	struct review *review = &s->sheet->review;
	size_t result = wide_below(s, LABEL_REVIEW_RESULT);
	size_t direction = wide_below(s, LABEL_REVIEW_DIRECTION);
	size_t *pool, n, other = s->n, rest = 0;

	if (result != s->n)
		review->result = scatter_take(s, result);
	if (direction != s->n)
		review->direction = scatter_take(s, direction);
	n = scatter_pool(s, zone, SCRAP_TEXT, &pool);
	for (size_t k = 0; k < n; k++)
		if (s->scraps[pool[k]].width >= WIDE) {
			other = pool[k];
			rest++;
		}
	if (rest != 1 || (result == s->n) == (direction == s->n))
		return;
	*(result == s->n ? &review->result : &review->direction) =
	    scatter_take(s, other);
}

void
scatter_review(struct scatter *s)
{
	struct questions q = {.n = 0};

	q.zone = SCATTER_ZONE(s, LABEL_QUESTION);
	find_questions(s, &q);
	if (!q.n)
		return;
	put_questions(s, &q);
	/* Where all is on one page any sentence may be of another part. */
	struct zone head = SCATTER_ZONE(s, LABEL_BUREAU, LABEL_PURPOSE);
	bool own = head.first > q.zone.last || head.last < q.zone.first;
	if (own) {
		read_results(s, q.zone);
		read_related(s, q.zone);
	}
	read_marks(s, &q);
	if (own)
		read_comments(s, &q);
	scatter_note(s, "review.items",
	    "marks and comments were placed by their number and their words");
}

/* -- 所見 -- */

static void
read_verdicts(struct scatter *s, struct zone zone)
{
	struct verdict *team = &s->sheet->team_opinion;
	struct verdict *response = &s->sheet->response;
	str open = STR_NULL; /* one that either could be */
	size_t opens = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct scrap *scrap = &s->scraps[i];
		if (scrap->label != DUMP_VERDICT || scrap->page < zone.first ||
		    scrap->page > zone.last)
			continue;
		bool t = str_any(scrap->group, words_team_verdicts, str_eq);
		bool r = str_any(scrap->group, words_response_verdicts, str_eq);
		if (t && r) {
			open = scrap->group;
			opens++;
		} else if (t && str_is_null(team->verdict)) {
			team->verdict = scrap->group;
			scrap->used = true;
		} else if (r && str_is_null(response->verdict)) {
			response->verdict = scrap->group;
			scrap->used = true;
		}
	}
	if (opens && str_is_null(team->verdict) &&
	    (opens == 2 || !str_is_null(response->verdict)))
		team->verdict = open;
	if (opens && str_is_null(response->verdict) &&
	    (opens == 2 ||
		(!str_is_null(team->verdict) && !str_eq(team->verdict, open))))
		response->verdict = open;
	for (size_t i = 0; i < s->n; i++)
		if (s->scraps[i].label == DUMP_VERDICT &&
		    str_eq(s->scraps[i].group, open) &&
		    (str_eq(team->verdict, open) ||
			str_eq(response->verdict, open)))
			s->scraps[i].used = true;
}

/* The label that text i follows, years and verdicts apart. */
static int
heading_of(const struct scatter *s, size_t i)
{
	while (i-- > 0)
		if (s->scraps[i].kind == SCRAP_LABEL &&
		    s->scraps[i].label != DUMP_VERDICT)
			return s->scraps[i].label;
		else if (s->scraps[i].kind == SCRAP_TEXT)
			break;
	return LABEL_NONE;
}

/* Experts ask, the team bids, the ministry says what it does. */
enum voice { EXPERT, TEAM, RESPONSE, VOICES };

static int
sounds_like(enum voice voice, str text)
{
	switch (voice) {
	case EXPERT:
		return 100 *
		    (str_any(text,
			 "期待される|検討を要する|不明|べきで"
			 "ある|望ましい|必要がある|評価できる",
			 str_has) -
			str_any(text, "外部有識者のご指摘|ご指摘の", str_has));
	case TEAM:
		return 200 *
		    str_any(text, "こと。|べき。|べきである。", str_ends);
	case RESPONSE:
		return 100 *
		    str_any(text,
			"ご指摘|指摘を踏まえ|所見を踏まえ|に努める。|"
			"することとした|と考える。|していく|図る。|した。",
			str_has);
	default:
		return 0;
	}
}

void
scatter_opinions(struct scatter *s)
{
	static const int labels[VOICES] = {
	    LABEL_EXPERT, LABEL_TEAM, LABEL_RESPONSE};
	struct zone zone = SCATTER_ZONE(
	    s, LABEL_EXPERT, LABEL_TEAM, LABEL_RESPONSE, LABEL_REMARKS);
	size_t *pool, n = scatter_pool(s, zone, SCRAP_TEXT, &pool), m = 0;
	size_t at[MATCH_MAX];
	int answer[MATCH_MAX];

	read_verdicts(s, zone);
	for (size_t k = 0; k < n && m < MATCH_MAX; k++)
		if (str_ends(s->scraps[pool[k]].text, S("。")))
			at[m++] = pool[k];
	if (!m)
		return;
	int *worth = arena_new(s->arena, int, m *VOICES);
	for (size_t k = 0; k < m; k++)
		for (int v = 0; v < VOICES; v++)
			worth[k * VOICES + (size_t)v] =
			    sounds_like((enum voice)v, s->scraps[at[k]].text) +
			    150 * (heading_of(s, at[k]) == labels[v]);
	if (!match_best(s->arena, worth, m, VOICES, answer))
		return;
	str *slots[VOICES] = {&s->sheet->expert_opinion,
	    &s->sheet->team_opinion.text, &s->sheet->response.text};
	for (size_t k = 0; k < m; k++)
		if (answer[k] >= 0 && worth[k * VOICES + (size_t)answer[k]] > 0)
			*slots[answer[k]] = scatter_take(s, at[k]);
}

/* -- 関連する過去のレビューシートの事業番号 -- */

enum { PAST_MAX = 16, PAST_ROWS = 3 };

/* Blanks only before the first number: a series begins and goes on. */
static bool
is_series(const struct scatter *s, const size_t *values, size_t n)
{
	bool begun = false;

	for (size_t i = 0; i < n; i++) {
		bool number = s->scraps[values[i]].kind == SCRAP_FIGURE;
		if (begun && !number)
			return false;
		begun = begun || number;
	}
	return begun;
}

/*
 * As many years as values.  The form prints the years down its columns, three
 * rows each; values come by rows, or by years: which it was shows when the
 * blanks of one order stand before all numbers and those of the other do not.
 */
static bool
place_past(struct scatter *s, const int *years, size_t *values, size_t n)
{
	size_t by_rows[PAST_MAX], k = 0;

	for (size_t row = 0; row < PAST_ROWS; row++)
		for (size_t i = row; i < n; i += PAST_ROWS)
			by_rows[i] = values[k++];
	bool rows = is_series(s, by_rows, n),
	     years_order = is_series(s, values, n);
	if (rows == years_order) {
		record_note(s->arena, s->sheet, "value-ambiguous",
		    S("past_numbers"), "the order of the numbers is open");
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		size_t at = rows ? by_rows[i] : values[i];
		if (s->scraps[at].kind != SCRAP_FIGURE)
			continue;
		struct past_number *p = list_add(
		    s->arena, &s->sheet->past_numbers, struct past_number);
		p->sheet_year = years[i];
		p->ministry = STR_NULL;
		p->number = text_number(
		    s->arena, text_fold(s->arena, scatter_take(s, at)));
	}
	scatter_note(s, "past_numbers",
	    "numbers were given to the years in the order of the form");
	return true;
}

void
scatter_past(struct scatter *s)
{
	struct zone zone = SCATTER_ZONE(s, LABEL_PAST);
	int years[PAST_MAX];
	size_t values[PAST_MAX], n = 0, m = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct scrap *scrap = &s->scraps[i];
		if (scrap->page < zone.first || scrap->page > zone.last)
			continue;
		if (scrap->kind == SCRAP_YEAR && scrap->label == DUMP_YEAR) {
			if (n == PAST_MAX)
				return;
			size_t k = n++;
			for (; k && years[k - 1] > scrap->year; k--)
				years[k] = years[k - 1];
			years[k] = scrap->year;
		} else if (scrap->kind == SCRAP_DASH ||
		    (scrap->kind == SCRAP_FIGURE && !scrap->used)) {
			if (m == PAST_MAX)
				return;
			values[m++] = i;
		}
	}
	for (size_t k = 1; k < n; k++)
		if (years[k] != years[k - 1] + 1)
			return;
	if (!n || n != m || !place_past(s, years, values, n))
		return;
	for (size_t i = 0; i < s->n; i++)
		if (scatter_free(s, zone, i, SCRAP_YEAR))
			s->scraps[i].used = true;
}
