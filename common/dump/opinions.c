#include "dump/parts.h"

#include "value/text.h"

/*
 * 所見 and 備考.  The verdicts are a closed list and stand upright beside
 * their text: the first is the team's, the second that of the response.
 */

static bool
is_label(const struct token *t, int label)
{
	return t->kind == TOKEN_LABEL && t->label == label;
}

/* The text behind token i up to the next label. */
static str
text_behind(struct dump *dump, size_t i)
{
	size_t from = i + 1, to = from;

	while (to < dump->n && dump->tokens[to].kind != TOKEN_LABEL &&
	    (dump->flat || dump->tokens[to].part == PART_OPINION))
		to++;
	if (to == from)
		return STR_NULL;
	str text = dump_take(dump, from, to);
	return text_is_void(text) ? STR_NULL : text;
}

static void
set(str *slot, str text)
{
	if (str_is_null(*slot) && !str_is_null(text))
		*slot = text;
}

/* What the list of 推進チームの所見 has and that of the response has not. */
static bool
is_teams(str verdict)
{
	return str_eq(verdict, S("事業内容の一部改善")) ||
	    str_starts(verdict, S("事業全体の抜本的"));
}

/* A dash, and a text behind it. */
static bool
opens_void(const struct dump *dump, size_t i)
{
	return i + 1 < dump->n && text_is_none(dump->tokens[i].text) &&
	    dump->tokens[i].kind == TOKEN_FIGURE &&
	    dump->tokens[i + 1].kind == TOKEN_TEXT;
}

/* ※…前年度まで別事業として計上。 and amounts stand in 備考. */
static bool
is_remark(str s)
{
	return str_starts(s, S("※")) ||
	    (str_has(s, S("円")) && !str_ends(text_strip(s), S("。")));
}

/* Where 備考 begins that wraps too and so follows in -raw. */
static bool
begins_remarks(const struct dump *dump, size_t i, bool first)
{
	const struct token *t = &dump->tokens[i];

	return t->opens && is_remark(t->text) &&
	    (first || str_ends(text_strip(t[-1].text), S("。")));
}

/* The text behind a verdict, without 備考. */
static str
text_of_verdict(struct dump *dump, struct sheet *sheet, size_t i)
{
	size_t to = i + 1;

	while (to < dump->n && dump->tokens[to].kind != TOKEN_LABEL &&
	    !begins_remarks(dump, to, to == i + 1))
		to++;
	str text = to > i + 1 ? dump_take(dump, i + 1, to) : STR_NULL;
	if (to < dump->n && dump->tokens[to].kind != TOKEN_LABEL)
		set(&sheet->remarks, text_behind(dump, to - 1));
	return text_is_void(text) ? STR_NULL : text;
}

/* The label behind a text; LABEL_NONE at the end. */
static int
label_behind(const struct dump *dump, size_t i)
{
	while (i < dump->n && dump->tokens[i].kind != TOKEN_LABEL)
		i++;
	return i < dump->n ? dump->tokens[i].label : LABEL_NONE;
}

/*
 * A text between the labels of two cells that are neighbours on the form is
 * that of the first, whichever pass has them.
 */
static void
read_between(struct dump *dump, struct sheet *sheet)
{
	const struct {
		int label, next;
		str *slot;
	} cells[] = {
	    {LABEL_EXPERT, LABEL_TEAM, &sheet->expert_opinion},
	    {LABEL_TEAM, LABEL_RESPONSE, &sheet->team_opinion.text},
	    {LABEL_RESPONSE, LABEL_REMARKS, &sheet->response.text},
	};

	for (size_t i = 0; i + 1 < dump->n; i++)
		for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
			if (is_label(&dump->tokens[i], cells[k].label) &&
			    label_behind(dump, i + 1) == cells[k].next)
				set(cells[k].slot, text_behind(dump, i));
}

static void
read_flat(struct dump *dump, struct sheet *sheet)
{
	struct verdict *slots[2] = {&sheet->team_opinion, &sheet->response};
	size_t verdicts[2], n = 0;

	read_between(dump, sheet);
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (is_label(t, DUMP_VERDICT) && n < 2)
			verdicts[n++] = i;
		if (is_label(t, LABEL_EXPERT) && opens_void(dump, i + 1)) {
			/* no opinion; what follows is the next cell's */
			dump->tokens[i + 1].used = true;
			set(&sheet->response.text, text_behind(dump, i + 1));
		} else if (is_label(t, LABEL_EXPERT) &&
		    label_behind(dump, i + 1) == DUMP_VERDICT) {
			set(&sheet->expert_opinion, text_behind(dump, i));
		}
		if (is_label(t, LABEL_REMARKS))
			set(&sheet->remarks, text_behind(dump, i));
		if (is_label(t, LABEL_PUBLIC_REVIEW))
			set(&sheet->public_review, text_behind(dump, i));
	}
	/* The response says a verdict more often than the team alone. */
	for (size_t k = 0; k < n; k++) {
		bool team = n == 1 && is_teams(dump->tokens[verdicts[k]].group);
		struct verdict *v = slots[n == 2 ? k : !team];
		v->verdict = dump->tokens[verdicts[k]].group;
		set(&v->text, text_of_verdict(dump, sheet, verdicts[k]));
	}
}

/* -- paragraphs -- */

/* A text of one cell: tokens from..to. */
struct block {
	size_t from, to;
};

/* The texts between two tokens; dashes there are empty cells. */
static struct list
find_blocks(struct dump *dump, size_t from, size_t to)
{
	struct list blocks = {0}; /* of struct block */
	struct block *last = NULL;

	for (size_t i = from; i < to; i++) {
		struct token *t = &dump->tokens[i];
		bool letter = t->opens && t->closes && t->text.n <= 3;
		if (t->used || t->kind == TOKEN_LABEL || letter) {
			if (t->kind == TOKEN_LABEL)
				last = NULL;
			if (t->kind == TOKEN_FIGURE && text_is_none(t->text))
				t->used = true;
			continue;
		}
		const struct token *b = last ? &dump->tokens[last->to - 1] : t;
		bool ends = str_ends(text_strip(b->text), S("。")) ||
		    str_ends(text_strip(b->text), S("）"));
		if (!last || (b->paragraph != t->paragraph && ends)) {
			last = list_add(dump->arena, &blocks, struct block);
			last->from = i;
		}
		last->to = i + 1;
	}
	return blocks;
}

static void
take_block(struct dump *dump, str *slot, const struct list *blocks, size_t i)
{
	if (i >= blocks->n || !str_is_null(*slot))
		return;
	const struct block *b = list_at(blocks, struct block, i);
	str text = dump_take(dump, b->from, b->to);
	if (!text_is_void(text))
		*slot = text;
}

static bool
is_remark_block(const struct dump *dump, const struct list *blocks, size_t i)
{
	return is_remark(
	    dump->tokens[list_at(blocks, struct block, i)->from].text);
}

/*
 * The labels of the three opinions stand in their order, each before its text
 * or, as pdfminer has them, after the texts of its neighbours; the texts keep
 * their order: of the experts, of the team, the response, the remarks.
 */
static void
read_texts(struct dump *dump, struct sheet *sheet, size_t expert, size_t end)
{
	size_t team = dump_find(dump, expert, LABEL_TEAM);
	size_t response = dump_find(dump, expert, LABEL_RESPONSE);
	size_t remarks = dump_find(dump, expert, LABEL_REMARKS);
	size_t review = dump_find(dump, expert, LABEL_PUBLIC_REVIEW);
	str *texts[] = {&sheet->expert_opinion, &sheet->team_opinion.text,
	    &sheet->response.text};

	if (response >= end)
		return;
	if (remarks > end || remarks < response)
		remarks = end;
	struct list first =
	    find_blocks(dump, expert, team < response ? team : response);
	struct list second = team < response ? find_blocks(dump, team, response)
					     : (struct list){0};
	struct list third =
	    find_blocks(dump, response, review < remarks ? review : remarks);
	struct list behind = find_blocks(dump, remarks, end);
	bool answered = third.n && !is_remark_block(dump, &third, 0);
	size_t next = 0; /* of the third */

	if (team < response) {
		take_block(dump, texts[0], &first, 0);
		if (first.n == 2 && !second.n)
			take_block(dump, texts[1], &first, 1);
		if (first.n <= 1 || second.n)
			take_block(dump, texts[1], &second, 0);
		if (second.n == 2 && !answered)
			take_block(dump, texts[2], &second, 1);
	} else if (first.n == 2) {
		take_block(dump, texts[answered ? 0 : 1], &first, 0);
		take_block(dump, texts[answered ? 1 : 2], &first, 1);
	}
	if (answered)
		take_block(dump, texts[2], &third, next++);
	if (behind.n)
		take_block(dump, &sheet->remarks, &behind, 0);
	else
		take_block(dump, &sheet->remarks, &third, next);
	if (review < remarks)
		set(&sheet->public_review, text_behind(dump, review));
}

/* The first is the team's, the second that of the response. */
static void
read_verdicts(struct dump *dump, struct sheet *sheet)
{
	str verdicts[2];
	size_t n = 0;

	for (size_t i = 0; i < dump->n; i++)
		if (is_label(&dump->tokens[i], DUMP_VERDICT)) {
			if (n == 2)
				return;
			verdicts[n++] = dump->tokens[i].group;
		}
	if (n == 2) {
		sheet->team_opinion.verdict = verdicts[0];
		sheet->response.verdict = verdicts[1];
	} else if (n && !str_is_null(sheet->team_opinion.text) &&
	    (str_is_null(sheet->response.text) || is_teams(verdicts[0]))) {
		sheet->team_opinion.verdict = verdicts[0];
	} else if (n && str_is_null(sheet->team_opinion.text)) {
		sheet->response.verdict = verdicts[0];
	}
}

static void
read_paragraphs(struct dump *dump, struct sheet *sheet)
{
	size_t expert = dump_find(dump, 0, LABEL_EXPERT);
	size_t end = dump_find(dump, expert, LABEL_PAST);

	read_texts(dump, sheet, expert, end);
	read_verdicts(dump, sheet);
}

void
dump_opinions(struct dump *dump, struct sheet *sheet)
{
	if (dump->flat)
		read_flat(dump, sheet);
	else
		read_paragraphs(dump, sheet);
}
