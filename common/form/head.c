/* The title and the head of the form: names, years, texts. */
#include "form/form.h"
#include "form/form_part.h"
#include "value/era.h"
#include "value/text.h"

/* -- 事業番号, title, ministry -- */

/* The text inside the last brackets of a title, or null. */
static str
in_brackets(struct arena *a, str text)
{
	str key = text_clean(a, text);
	size_t open = key.n, close = key.n;

	for (size_t i = 0; i < key.n; i++) {
		str rest = str_skip(key, i);
		if (str_starts(rest, S("(")) || str_starts(rest, S("（"))) {
			open = i + (key.p[i] == '(' ? 1 : 3);
			close = key.n;
		} else if (close == key.n &&
		    (str_starts(rest, S(")")) || str_starts(rest, S("）")))) {
			close = i;
		}
	}
	key = text_strip(str_slice(key, open, close));
	return key.n ? key : STR_NULL;
}

/* 省, 庁, 府, 委員会 ... : the body that publishes the sheet. */
static bool
is_ministry(str s)
{
	static const char *const tails[] = {
	    "省", "庁", "府", "委員会", "院", "事務局", "内閣官房", "会議"};

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		if (str_ends(s, str_of(tails[i])))
			return s.n <= 90;
	return false;
}

static void
add_number(struct form *f, struct cell *cell, str text)
{
	str piece = text_number(f->a, text);

	cell->use = CELL_VALUE;
	if (!piece.n || text_is_none(piece))
		return;
	if (str_is_null(f->s->number))
		f->s->number = piece;
	else if (str_ends(f->s->number, S("-")) || piece.p[0] == '-' ||
	    str_ends(f->s->number, S("新")))
		f->s->number = arena_join(f->a, f->s->number, piece);
	else
		f->s->number = arena_printf(
		    f->a, "%.*s-%.*s", STR_ARG(f->s->number), STR_ARG(piece));
}

/* Text behind the label 事業番号 in the same cell; null: no such label. */
static str
behind_number(str text)
{
	str s = text_strip(text);

	return str_starts(s, S("事業番号")) ? str_skip(s, 12) : STR_NULL;
}

static void
title_cell(struct form *f, struct cell *cell)
{
	str ministry = in_brackets(f->a, cell->text);
	str number = behind_number(cell->text);

	f->s->sheet_year = form_title_year(cell->text);
	cell->use = CELL_VALUE;
	if (!str_is_null(ministry))
		f->s->ministry = ministry;
	if (number.n) {
		/* 事業番号 198 平成24年行政事業レビューシート (外務省) */
		struct str_cut cut = str_cut(text_strip(number), ' ');
		if (cut.found)
			add_number(f, cell, cut.head);
	}
}

/* A piece of a project number: 2021, 総務, 20, 0095, 新31, - */
static bool
is_number_piece(str s)
{
	size_t len;

	if (s.n > 60)
		return false;
	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		if (c == 0x3002 || c == ':' || c == 0x3001 || c == '(' ||
		    c == ')')
			return false;
	}
	return true;
}

static bool
has_digit(str s)
{
	size_t len;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		if (c >= '0' && c <= '9')
			return true;
	}
	return false;
}

/* Brackets with the ministry between them may stand in cells of their own. */
static bool
is_bracket(str s)
{
	size_t len;
	uint32_t c = s.n ? text_fold_code(str_char(s, &len)) : 0;

	return (c == '(' || c == ')') && len == s.n;
}

void
form_title(struct form *f, struct rows rows)
{
	bool numbered = false;

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		for (size_t i = 0; i < line.n; i++) {
			struct cell *cell = &line.c[i];
			str rest = behind_number(cell->text);
			if (is_bracket(cell->text)) {
				cell_label(cell);
			} else if (form_title_year(cell->text)) {
				title_cell(f, cell);
			} else if (rest.n) {
				add_number(f, cell, rest);
			} else if (line.label[i] == LABEL_NUMBER) {
				numbered = true;
			} else if (line.label[i] != LABEL_NONE) {
				continue;
			} else if (str_is_null(f->s->ministry) &&
			    f->s->sheet_year &&
			    !str_is_null(in_brackets(f->a, cell->text)) &&
			    cell->text.n < 100) {
				f->s->ministry = in_brackets(f->a, cell->text);
				cell->use = CELL_VALUE;
			} else if (str_is_null(f->s->ministry) &&
			    f->s->sheet_year && is_ministry(cell->text)) {
				f->s->ministry = cell->text;
				cell->use = CELL_VALUE;
			} else if (numbered && is_number_piece(cell->text) &&
			    (has_digit(cell->text) ||
				!str_is_null(f->s->number) ||
				text_is_none(cell->text))) {
				add_number(f, cell, cell->text);
			}
		}
	}
}

/* -- lists and persons -- */

/* Splits where a printed break became a space: 一般会計 東日本…特別会計. */
static void
split_accounts(struct form *f, str text)
{
	struct list pieces = {0};

	text_split_list(f->a, text, &pieces);
	for (size_t i = 0; i < pieces.n; i++) {
		str piece = *list_at(&pieces, str, i);
		size_t from = 0, at;
		for (at = 0; at < piece.n; at++) {
			str head = str_slice(piece, from, at);
			if (piece.p[at] == ' ' &&
			    (str_ends(head, S("会計")) ||
				str_ends(head, S("勘定"))) &&
			    str_has(str_skip(piece, at), S("会計"))) {
				*list_add(f->a, &f->s->accounts, str) = head;
				from = at + 1;
			}
		}
		*list_add(f->a, &f->s->accounts, str) = str_skip(piece, from);
	}
}

/* 課長, 参事官, 企画官 ...: a word that begins a new person. */
static bool
is_post(str word)
{
	static const char *const tails[] = {
	    "長", "官", "官付", "担当", "補佐", "代理"};
	str s = word;

	if (str_starts(s, S("(")) || str_starts(s, S("（")))
		return true;
	/* 参事官(建造物担当) */
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '(' || str_starts(str_skip(s, i), S("（")))
			s = str_take(s, i);
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		if (str_ends(s, str_of(tails[i])))
			return true;
	return false;
}

static str
next_word(str s)
{
	return str_cut(str_cut(s, '\n').head, ' ').head;
}

/* One entry a person: at line breaks, and before a post behind a name. */
static void
add_officers(struct form *f, str text)
{
	size_t from = 0, at = 0, words = 0;

	while (at <= text.n) {
		str rest = str_skip(text, at);
		if (at == text.n || rest.p[0] == '\n' ||
		    (rest.p[0] == ' ' && words >= 1 &&
			is_post(next_word(str_skip(rest, 1))))) {
			str person = text_strip(str_slice(text, from, at));
			if (person.n)
				*list_add(f->a, &f->s->officers, str) = person;
			from = at + 1;
			words = 0;
		} else if (rest.p[0] == ' ') {
			words++;
		}
		at++;
	}
}

/* -- 実施方法 -- */

/* The length of the box at s, 0 if there is none; ■ and its kin are ticked. */
static size_t
box_at(str s, bool *ticked)
{
	static const char *const boxes[] = {"■", "☑", "☒", "✓", "✔", "□", "☐"};
	enum { TICKED = 5 };

	for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++)
		if (str_starts(s, str_of(boxes[i]))) {
			*ticked = i < TICKED;
			return str_of(boxes[i]).n;
		}
	return 0;
}

/*
 * □直接実施 ■委託・請負 □補助, as the form was until 平成26: what is ticked.
 * Where boxes left open have vanished a method ends at the next space.
 */
static void
ticked_methods(struct form *f, str text)
{
	bool spaced = !str_has(text, S("□")) && !str_has(text, S("☐"));
	bool ticked = false, here;
	size_t from = 0, box;

	for (size_t at = 0; at <= text.n; at += box ? box : 1) {
		str rest = str_skip(text, at);
		box = box_at(rest, &here);
		if (rest.n && !box &&
		    !(spaced && (rest.p[0] == ' ' || rest.p[0] == '\n')))
			continue;
		if (ticked && text_strip(str_slice(text, from, at)).n) {
			text_split_list(
			    f->a, str_slice(text, from, at), &f->s->methods);
			ticked = false;
		}
		if (box) {
			ticked = here;
			from = at + box;
		}
	}
}

static void
add_methods(struct form *f, struct cell *cell)
{
	str text = cell_text(cell);
	size_t before = f->s->methods.n, at = 0;
	bool ticked;

	while (at < text.n && !box_at(str_skip(text, at), &ticked))
		at++;
	if (at == text.n)
		text_split_list(f->a, text, &f->s->methods);
	else
		ticked_methods(f, text);
	if (at < text.n && f->s->methods.n == before)
		cell->use = CELL_FREE; /* not one is ticked */
}

/* -- key and value -- */

static void
add_text(struct form *f, str *field, struct cell *cell)
{
	*field = cell_append(f, *field, cell, '\n');
}

/* Without what may stand beside a year and says no more than it. */
static str
behind_year_words(str s)
{
	static const char *const words[] = {
	    "開始", "終了", "予定", "から", "まで", "~", "-", "(", ")"};
	size_t before;

	do {
		before = s.n;
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (str_starts(s, str_of(words[i])))
				s = str_skip(s, str_of(words[i]).n);
	} while (s.n < before);
	return s;
}

/* The year that the folded text begins with, and cuts it off; else 0. */
static int
cut_year(struct form *f, str *key)
{
	size_t end = 0;
	int year = era_year(*key, f->s->sheet_year, &end);

	if (!year || !era_year_cell(str_take(*key, end), f->s->sheet_year, 0))
		return 0;
	*key = behind_year_words(str_skip(*key, end));
	return year;
}

/*
 * 平成18年度, 平成18年度開始, or 平成18年度~平成27年度 where one cell has both.
 * What says more is kept as text, too, wherever in it the year stands.
 */
static void
start_year(struct form *f, struct cell *cell)
{
	str text = cell_text(cell);
	str key = behind_year_words(text_fold(f->a, text));
	int year = cut_year(f, &key), until = year ? cut_year(f, &key) : 0;

	if (!year)
		year = era_year(key, f->s->sheet_year, NULL);
	if (year && !f->s->start_year)
		f->s->start_year = year;
	if (until > year && !f->s->end_year)
		f->s->end_year = until;
	if (key.n)
		f->s->start_year_text = text;
}

static void
end_year(struct form *f, struct cell *cell)
{
	str text = cell_text(cell);
	str key = behind_year_words(text_fold(f->a, text));
	int year = cut_year(f, &key);

	if (!year)
		year = era_year(key, f->s->sheet_year, NULL);
	if (str_starts(key, S("なし")) &&
	    str_has(text_fold(f->a, text), S("終了予定なし"))) {
		f->s->end_open = TRUTH_TRUE;
		key = behind_year_words(str_skip(key, S("なし").n));
	}
	if (year && !f->s->end_year)
		f->s->end_year = year;
	if (key.n)
		f->s->end_year_text = text;
}

static void
head_value(struct form *f, enum label key, struct cell *cell)
{
	struct sheet *s = f->s;

	switch (key) {
	case LABEL_NAME:
		add_text(f, &s->name, cell);
		break;
	case LABEL_BUREAU:
		add_text(f, &s->bureau, cell);
		break;
	case LABEL_DIVISION:
		add_text(f, &s->division, cell);
		break;
	case LABEL_OFFICERS:
		add_officers(f, cell_text(cell));
		break;
	case LABEL_START_YEAR:
		start_year(f, cell);
		break;
	case LABEL_END_YEAR:
		end_year(f, cell);
		break;
	case LABEL_ACCOUNTS:
		split_accounts(f, cell_text(cell));
		break;
	case LABEL_LEGAL_BASIS:
		add_text(f, &s->legal_basis, cell);
		break;
	case LABEL_RELATED_PLANS:
		add_text(f, &s->related_plans, cell);
		break;
	case LABEL_POLICIES:
		text_split_list(f->a, cell_text(cell), &s->policies);
		break;
	case LABEL_EXPENSE_CLASS:
		add_text(f, &s->expense_class, cell);
		break;
	case LABEL_PURPOSE:
		add_text(f, &s->purpose, cell);
		break;
	case LABEL_SUMMARY:
		add_text(f, &s->summary, cell);
		break;
	case LABEL_METHODS:
		add_methods(f, cell);
		break;
	case LABEL_ISSUES:
		add_text(f, &s->issues, cell);
		break;
	case LABEL_SUMMARY_URL:
		add_text(f, &s->summary_url, cell);
		break;
	case LABEL_POLICY:
		add_text(f, &s->policy_evaluation.policy, cell);
		break;
	case LABEL_MEASURE:
		add_text(f, &s->policy_evaluation.measure, cell);
		break;
	case LABEL_EVALUATION_URL:
		add_text(f, &s->policy_evaluation.evaluation_url, cell);
		break;
	default:
		break;
	}
}

/*
 * 作成責任者 has its value in the row below, under itself, right of the value
 * of 担当課室: by column where columns are real, else behind a gap.
 */
static bool
is_officer(const struct form *f, const struct line *line, size_t key, size_t i,
    int officers_col)
{
	if (line->label[key] != LABEL_DIVISION)
		return false;
	if (i == key + 1 && i + 1 < line->n)
		return false; /* the division itself */
	if (f->g->exact && officers_col >= 0)
		return line->c[i].col >= officers_col;
	return i > key + 1 || line->c[i].col > line->c[key].col + 1;
}

void
form_head(struct form *f, struct rows rows)
{
	enum label last = LABEL_NONE;
	int officers_col = -1;

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		size_t key = line.n;
		for (size_t i = 0; i < line.n; i++) {
			struct cell *cell = &line.c[i];
			if (line.label[i] != LABEL_NONE &&
			    line.label[i] != LABEL_REMARKS &&
			    /* 別紙 may be what a field says */
			    (line.label[i] != LABEL_ANNEX || key == line.n)) {
				key = i;
				last = line.label[i];
				if (last == LABEL_OFFICERS)
					officers_col = cell->col;
				if (last == LABEL_END_YEAR && !f->s->end_open)
					f->s->end_open = TRUTH_FALSE;
			} else if (key < line.n &&
			    is_officer(f, &line, key, i, officers_col)) {
				add_officers(f, cell_text(cell));
			} else {
				head_value(f, last, cell);
			}
		}
	}
}
