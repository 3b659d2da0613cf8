#include "dump/head.h"

#include "value/text.h"

/* 担当課室 and 作成責任者: narrow cells side by side, whose lines wrap. */

/* All lines from..to are 課長 松井 俊弘: an officer each. */
static bool
are_officers(const struct dump *dump, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (head_officer_at(
			text_clean(dump->arena, dump->tokens[i].text)) != 0)
			return false;
	return true;
}

/*
 * The lines of one cell: 技術政策課 / 通信規格課; 原子力課長 / 岡村 直子; 課長
 * 松井 俊弘 / 課長 山口 修治; 課長 清 / 水 幹治.
 */
static bool
take_words(struct dump *dump, struct sheet *sheet, size_t from, size_t to)
{
	const struct token *t = dump->tokens;
	struct list officers = {0};
	str all = text_clean(dump->arena, dump_text(dump, from, to));
	str title = text_clean(dump->arena, dump_text(dump, from, to - 1));
	str last = text_clean(dump->arena, t[to - 1].text);

	if (all.n > 200)
		return false;
	if (head_is_person(last) && head_is_title(title) &&
	    !str_has(title, S(" "))) {
		*list_add(dump->arena, &officers, str) = title;
		*list_add(dump->arena, &officers, str) = last;
	} else if (are_officers(dump, from, to)) {
		for (size_t i = from; i < to; i++)
			*list_add(dump->arena, &officers, str) =
			    text_clean(dump->arena, t[i].text);
	} else if (to == from + 2 && are_officers(dump, from, from + 1) &&
	    last.n <= 15 && !head_is_title(last) &&
	    !str_any(last, "課|室|付|班|局", str_ends)) {
		*list_add(dump->arena, &officers, str) = all;
	} else if (head_is_open(sheet, LABEL_DIVISION) &&
	    head_looks(LABEL_DIVISION, all) >= 2 && !str_has(all, S(" ")) &&
	    head_officer_at(all) == all.n && !head_is_piece(all)) {
		sheet->division = all;
		return true;
	}
	if (!officers.n || !head_is_open(sheet, LABEL_OFFICERS))
		return false;
	sheet->officers = officers;
	return true;
}

static void
cells_of_words(struct dump *dump, struct sheet *sheet)
{
	enum { NARROW = 34 }; /* columns of 担当課室 and 作成責任者 */
	struct token *t = dump->tokens;
	size_t name = dump_find(dump, 0, LABEL_BUREAU);
	size_t stop = dump_find(dump, 0, LABEL_PURPOSE);

	for (size_t i = name; i < stop;) {
		size_t to = i;
		while (to < stop && t[to].kind == TOKEN_TEXT && !t[to].used &&
		    t[to].paragraph == t[i].paragraph && t[to].closes &&
		    (to == i || t[to].at == t[to - 1].at + 1) &&
		    head_width(&t[to]) <= NARROW)
			to++;
		bool begins = i > 0 &&
		    (t[i - 1].kind != TOKEN_LABEL
			    ? t[i - 1].paragraph != t[i].paragraph
			    : t[i].opens || t[i - 1].label == LABEL_DIVISION);
		bool ends = to == dump->n ||
		    t[to].paragraph != t[i].paragraph ||
		    t[to].kind == TOKEN_LABEL;
		if (to > i + 1 && begins && ends &&
		    take_words(dump, sheet, i, to))
			for (size_t k = i; k < to; k++)
				t[k].used = true;
		i = to > i ? to : i + 1;
	}
}

void
head_people_of_paragraphs(struct dump *dump, struct sheet *sheet)
{
	head_people_beside(dump, sheet);
	cells_of_words(dump, sheet);
}

/* Characters that are no ASCII, no kana and no marks; 0 for other texts. */
static size_t
kanji_of(str s)
{
	size_t n = 0, len;

	for (; s.n; s = str_skip(s, len), n++) {
		uint32_t c = str_char(s, &len);
		if (c < 0x3041 || c > 0x9FFF || (c > 0x3096 && c < 0x3400))
			return 0;
	}
	return n;
}

/* Whether nothing but a label stands in the paragraph with a token. */
static bool
is_alone(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];

	return (t[-1].paragraph != t->paragraph ||
		   (t[-1].kind == TOKEN_LABEL &&
		       t[-1].label == LABEL_OFFICERS)) &&
	    (i + 1 == dump->n || t[1].paragraph != t->paragraph);
}

/* The pieces of an officer in the head; false: there may be others. */
static bool
find_pieces(const struct dump *dump, size_t *pieces, size_t *n, size_t most)
{
	enum { LONGEST = 5 }; /* characters */
	size_t stop = dump_find(dump, 0, LABEL_PURPOSE);

	*n = 0;
	for (size_t i = dump_find(dump, 0, LABEL_NAME) + 1; i < stop; i++) {
		const struct token *t = &dump->tokens[i];
		str s = text_strip(t->text);
		size_t kanji = kanji_of(s);
		if (t->used || t->part != PART_HEAD || t->kind != TOKEN_TEXT ||
		    str_any(s, "課|室|部|局|会計", str_ends) ||
		    ((!kanji || kanji > LONGEST) && !head_is_person(s)))
			continue;
		if (!is_alone(dump, i))
			continue;
		if (*n == most)
			return false;
		pieces[(*n)++] = i;
	}
	return *n > 0;
}

/*
 * 課長 and 松田 and 賢一 as paragraphs of their own: the spaces between were
 * too wide.  Only where nothing else of so few characters is left.  A title
 * without a name is no officer.
 */
void
head_officer_in_pieces(struct dump *dump, struct sheet *sheet)
{
	enum { PIECES = 3 };
	size_t pieces[PIECES], n;
	struct list *officers = &sheet->officers;
	struct text text = {.arena = dump->arena};

	if (dump->flat || dump->columns || officers->n > 1)
		return;
	if (officers->n) {
		str officer = *list_at(officers, str, 0);
		if (str_has(officer, S(" ")) || !head_is_title(officer))
			return;
		text_put(&text, officer);
		officers->n = 0;
	}
	if (!find_pieces(dump, pieces, &n, PIECES))
		return;
	const struct token *first = &dump->tokens[pieces[0]];
	str s = text_strip(first->text);
	bool titled = text.n || head_is_title(s) ||
	    (first[-1].kind == TOKEN_LABEL &&
		first[-1].label == LABEL_OFFICERS && n == 2);
	size_t names = n - (!text.n && head_is_title(s));
	if (head_is_person(s) ? n > 1 : !titled || names < 1 || names > 2)
		return;
	for (size_t k = 0; k < n; k++) {
		struct token *t = &dump->tokens[pieces[k]];
		if (text.n)
			text_char(&text, ' ');
		text_put(&text, text_strip(t->text));
		t->used = true;
	}
	*list_add(dump->arena, officers, str) = text_str(&text);
}
