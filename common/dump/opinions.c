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

/* What stands between two labels, verdict and text. */
static void
read_between(struct dump *dump, size_t from, int until, struct verdict *verdict)
{
	size_t to = from + 1;
	struct list tokens = {0};

	for (; to < dump->n; to++) {
		const struct token *t = &dump->tokens[to];
		if (is_label(t, DUMP_VERDICT)) {
			set(&verdict->verdict, t->group);
			continue;
		}
		if (is_label(t, until) || is_label(t, LABEL_REMARKS) ||
		    is_label(t, LABEL_PAST) || is_label(t, LABEL_RESPONSE) ||
		    is_label(t, LABEL_PUBLIC_REVIEW))
			break;
		if (t->kind == TOKEN_LABEL || t->used)
			continue;
		*list_add(dump->arena, &tokens, size_t) = to;
	}
	str text = dump_join(dump, tokens.items, tokens.n);
	if (!text_is_void(text))
		set(&verdict->text, text);
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

static void
read_flat(struct dump *dump, struct sheet *sheet)
{
	struct verdict *slots[2] = {&sheet->team_opinion, &sheet->response};
	size_t verdicts[2], n = 0;

	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (is_label(t, DUMP_VERDICT) && n < 2)
			verdicts[n++] = i;
		if (is_label(t, LABEL_EXPERT) && opens_void(dump, i + 1)) {
			/* no opinion; what follows is the next cell's */
			dump->tokens[i + 1].used = true;
			set(&sheet->response.text, text_behind(dump, i + 1));
		} else if (is_label(t, LABEL_EXPERT)) {
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
		set(&v->text, text_behind(dump, verdicts[k]));
	}
}

static void
read_paragraphs(struct dump *dump, struct sheet *sheet)
{
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (is_label(t, LABEL_EXPERT))
			set(&sheet->expert_opinion, text_behind(dump, i));
		if (is_label(t, LABEL_TEAM))
			read_between(
			    dump, i, LABEL_RESPONSE, &sheet->team_opinion);
		if (is_label(t, LABEL_RESPONSE))
			read_between(dump, i, LABEL_REMARKS, &sheet->response);
		if (is_label(t, LABEL_PUBLIC_REVIEW))
			set(&sheet->public_review, text_behind(dump, i));
		if (is_label(t, LABEL_REMARKS))
			set(&sheet->remarks, text_behind(dump, i));
	}
}

void
dump_opinions(struct dump *dump, struct sheet *sheet)
{
	if (dump->flat)
		read_flat(dump, sheet);
	else
		read_paragraphs(dump, sheet);
}
