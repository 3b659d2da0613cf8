#include "dump/head.h"

#include "dump/rows.h"
#include "form/words.h"
#include "value/text.h"

struct look {
	enum label slot;
	const char *ends; /* words a value ends with, | between */
	const char *holds; /* words a value holds */
	const char *spoils; /* words it never holds */
};

static const struct look looks[] = {
    {LABEL_BUREAU, words_bureau_ends, "", words_bureau_never},
    {LABEL_DIVISION, words_division_ends, "", words_division_never},
    {LABEL_OFFICERS, "", words_officers_hold, words_officers_never},
    {LABEL_ACCOUNTS, words_accounts_end, words_accounts_hold,
	words_accounts_never},
    {LABEL_LEGAL_BASIS, words_legal_basis_ends, words_legal_basis_holds,
	words_legal_basis_never},
    {LABEL_RELATED_PLANS, words_related_plans_end, words_related_plans_hold,
	words_related_plans_never},
    {LABEL_POLICIES, "", words_policy_parts, words_policies_never},
    {LABEL_EXPENSE_CLASS, words_expense_class_ends, words_expense_class_holds,
	words_expense_class_never},
    {LABEL_METHODS, "", words_methods_hold, words_methods_never},
};

static int
likeness(const struct look *look, str s)
{
	int score = 0;

	if (str_any(s, look->spoils, str_has))
		return -4;
	if (str_any(s, look->ends, str_ends))
		score += 2;
	if (str_any(s, look->holds, str_has))
		score += 2;
	return score;
}

int
head_looks(enum label slot, str s)
{
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		if (looks[i].slot == slot)
			return likeness(&looks[i], s);
	return 0;
}

bool
head_is_ministry(str s)
{
	return str_any(s, words_ministries, str_eq);
}

int
head_width(const struct token *t)
{
	return rows_display_width(t->text);
}

/* 直接実施、委託・請負: what follows the summary on the form. */
bool
head_is_methods(const struct token *t)
{
	return t->opens && t->closes && t->text.n <= 90 &&
	    head_looks(LABEL_METHODS, t->text) >= 2;
}

/* 男女共同参画, ＩＴ戦略、地方創生: it ends as a policy does */
bool
head_is_policies(const struct token *t)
{
	if (t->text.n > 150)
		return false;
	return str_any(text_strip(t->text), words_policy_parts, str_ends) ||
	    str_ends(t->text, S("子ども・若者育成支援"));
}

/* A bracket without its other half: a piece of a cell. */
bool
head_is_piece(str s)
{
	int round = 0, square = 0;
	size_t len;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		round += (c == '(') - (c == ')');
		square += (c == 0x300C) - (c == 0x300D); /* 「」 */
		if (round < 0 || square < 0)
			return true;
	}
	return round || square;
}

bool
head_is_numbered(str s)
{
	struct str_cut cut = str_cut(s, ' ');
	size_t len;

	for (str rest = cut.head; rest.n; rest = str_skip(rest, len)) {
		uint32_t c = text_fold_code(str_char(rest, &len));
		if ((c < '0' || c > '9') && (c < 0x2160 || c > 0x216B) &&
		    c != '-')
			return false;
	}
	return cut.found && cut.head.n > 0 && cut.tail.n > 0;
}

bool
head_is_title(str s)
{
	return s.n >= 6 && (str_ends(s, S("長")) || str_ends(s, S("官")));
}

/* 小野 賢志: two words of few characters each */
bool
head_is_person(str s)
{
	struct str_cut cut = str_cut(s, ' ');

	return cut.found && cut.head.n >= 3 && cut.head.n <= 12 &&
	    cut.tail.n >= 3 && cut.tail.n <= 15 && cut.head.n % 3 == 0 &&
	    cut.tail.n % 3 == 0 && !str_has(cut.tail, S(" ")) &&
	    !str_any(s, "会計|年|法|条|課|室|費|局|他|省|庁|ＯＤＡ", str_has);
}

/* Where the officer begins in 総務課 課長 渡邉 浩之; s.n when nowhere. */
size_t
head_officer_at(str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t end = i;
		while (end < s.n && s.p[end] != ' ')
			end++;
		str word = str_slice(s, i, end);
		if (end < s.n && word.n <= 45 &&
		    (str_ends(word, S("長")) || str_ends(word, S("官")) ||
			str_ends(word, S("補佐")) || str_ends(word, S("付"))))
			return i;
		i = end;
		while (i < s.n && s.p[i] == ' ')
			i++;
	}
	return s.n;
}
