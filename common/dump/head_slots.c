#include "dump/head.h"

#include "value/text.h"

/* The places of the record that the head fills. */

enum { LINE_MAX = 600 }; /* bytes of a line that is looked at closely */

str *
head_slot(struct sheet *sheet, enum label label)
{
	switch ((int)label) {
	case LABEL_NAME:
		return &sheet->name;
	case LABEL_BUREAU:
		return &sheet->bureau;
	case LABEL_DIVISION:
		return &sheet->division;
	case LABEL_LEGAL_BASIS:
		return &sheet->legal_basis;
	case LABEL_RELATED_PLANS:
		return &sheet->related_plans;
	case LABEL_EXPENSE_CLASS:
		return &sheet->expense_class;
	case LABEL_PURPOSE:
		return &sheet->purpose;
	case LABEL_SUMMARY:
		return &sheet->summary;
	case LABEL_ISSUES:
		return &sheet->issues;
	case LABEL_SUMMARY_URL:
		return &sheet->summary_url;
	default:
		return NULL;
	}
}

static struct list *
list_of(struct sheet *sheet, enum label label)
{
	switch ((int)label) {
	case LABEL_OFFICERS:
		return &sheet->officers;
	case LABEL_ACCOUNTS:
		return &sheet->accounts;
	case LABEL_POLICIES:
		return &sheet->policies;
	case LABEL_METHODS:
		return &sheet->methods;
	default:
		return NULL;
	}
}

bool
head_is_open(struct sheet *sheet, enum label label)
{
	str *text = head_slot(sheet, label);
	struct list *list = list_of(sheet, label);

	return text ? str_is_null(*text) : list && list->n == 0;
}

void
head_list(struct dump *dump, struct sheet *sheet, enum label label, str value)
{
	text_split_list(dump->arena, value, list_of(sheet, label));
}

/* False where the value is no whole cell, or the cell is filled. */
bool
head_set(struct dump *dump, struct sheet *sheet, enum label label, str value)
{
	str *text = head_slot(sheet, label);
	struct list *list = list_of(sheet, label);
	bool words = label == LABEL_DIVISION || label == LABEL_OFFICERS;

	value = text_clean(dump->arena, value);
	if (text_is_void(value))
		return true;
	if (!head_is_open(sheet, label))
		return false;
	if (!dump->columns && label != LABEL_NAME && head_is_piece(value))
		return false;
	/* two columns in one, where a space parts them */
	if (words && !dump->flat && !dump->columns &&
	    (label == LABEL_DIVISION ? str_has(value, S(" ")) : value.n > 90))
		return false;
	if (text)
		*text = value;
	else if (label == LABEL_OFFICERS)
		*list_add(dump->arena, list, str) = value;
	else
		text_split_list(dump->arena, value, list);
	return true;
}

/* Two cells of one line: a split that both sides fit. */
bool
head_split(struct dump *dump, struct sheet *sheet, str s)
{
	static const struct {
		enum label left, right;
	} pairs[] = {{LABEL_DIVISION, LABEL_OFFICERS},
	    {LABEL_POLICIES, LABEL_EXPENSE_CLASS},
	    {LABEL_ACCOUNTS, LABEL_EXPENSE_CLASS},
	    {LABEL_LEGAL_BASIS, LABEL_RELATED_PLANS}};

	for (size_t i = 0; i < s.n && s.n <= LINE_MAX; i++) {
		if (s.p[i] != ' ')
			continue;
		str head = str_take(s, i), tail = str_skip(s, i + 1);
		for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
			if (!head_is_open(sheet, pairs[k].left) ||
			    !head_is_open(sheet, pairs[k].right) ||
			    head_looks(pairs[k].left, head) < 2 ||
			    (head_looks(pairs[k].right, tail) < 2 &&
				!(pairs[k].right == LABEL_OFFICERS &&
				    head_officer_at(tail) == 0)))
				continue;
			if (head_is_piece(head) || head_is_piece(tail))
				continue;
			head_set(dump, sheet, pairs[k].left, head);
			head_set(dump, sheet, pairs[k].right, tail);
			return true;
		}
	}
	return false;
}

/*
 * One account a line, or one of two lines that the first does not end.  What
 * follows is no account; the end of those that are.
 */
static size_t
take_accounts(struct dump *dump, struct sheet *sheet, size_t from, size_t to)
{
	size_t i = from;

	while (i < to) {
		size_t end = dump_line_end(dump, i);
		str s = dump_text(dump, i, end < to ? end : to);
		if (head_looks(LABEL_ACCOUNTS, s) < 2 && end < to) {
			end = dump_line_end(dump, end);
			s = dump_text(dump, i, end < to ? end : to);
		}
		if (end == i || (i > from && head_looks(LABEL_ACCOUNTS, s) < 2))
			break;
		text_split_list(dump->arena, s, &sheet->accounts);
		i = end;
	}
	return i < to ? i : to;
}

/* What a cell under a label says, with what ran into it. */
void
head_take(struct dump *dump, struct sheet *sheet, enum label label, size_t from,
    size_t to)
{
	str s = dump_text(dump, from, to);
	bool taken = true;

	if (str_is_null(s))
		return;
	if (label == LABEL_DIVISION || label == LABEL_OFFICERS) {
		size_t at = head_officer_at(s);
		if (label == LABEL_OFFICERS && head_is_title(s))
			return; /* its name stands apart */
		taken = head_set(dump, sheet, LABEL_DIVISION, str_take(s, at));
		taken =
		    head_set(dump, sheet, LABEL_OFFICERS, str_skip(s, at)) &&
		    taken;
	} else if (label == LABEL_NAME) {
		size_t at = s.n;
		for (size_t i = s.n; i-- > 0 && s.n <= LINE_MAX;)
			if (s.p[i] == ' ' &&
			    head_looks(LABEL_BUREAU, str_skip(s, i + 1)) >= 2) {
				at = i;
				break;
			}
		taken = head_set(dump, sheet, LABEL_NAME, str_take(s, at));
		if (at < s.n)
			taken = head_set(dump, sheet, LABEL_BUREAU,
				    str_skip(s, at + 1)) &&
			    taken;
	} else if (label == LABEL_ACCOUNTS && head_is_open(sheet, label)) {
		to = take_accounts(dump, sheet, from, to);
	} else {
		taken = head_set(dump, sheet, label, s);
	}
	for (size_t i = from; i < to && taken; i++)
		dump->tokens[i].used = true;
}
