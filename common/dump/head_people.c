#include "dump/head.h"

#include "value/text.h"

/* 担当課室 and 作成責任者: narrow cells side by side, whose lines wrap. */

/*
 * 担当課室 and 作成責任者 side by side in one paragraph: what stands behind
 * a bare title is the officer's, all else the division's.
 */
static void
division_and_officers(struct dump *dump, struct sheet *sheet)
{
	size_t stop = dump_find(dump, 0, LABEL_PURPOSE);

	for (size_t i = 0; i < stop; i++) {
		struct token *t = dump->tokens;
		struct text division = {.arena = dump->arena};
		struct list officers = {0}; /* of str */
		size_t end = i;
		if (t[i].used || t[i].kind != TOKEN_TEXT || !t[i].opens ||
		    t[i].part != PART_HEAD)
			continue;
		for (; end < stop && t[end].kind == TOKEN_TEXT &&
		     !t[end].used && t[end].paragraph == t[i].paragraph &&
		     t[end].opens && t[end].closes && t[end].text.n <= 120;
		     end++) {
			str s = text_clean(dump->arena, t[end].text);
			size_t at = head_bare_title(s);
			text_put(&division, text_strip(str_take(s, at)));
			if (at < s.n)
				*list_add(dump->arena, &officers, str) =
				    str_skip(s, at);
		}
		str s = text_str(&division);
		if (end > i + 1 && officers.n && s.n <= 150 &&
		    head_is_open(sheet, LABEL_DIVISION) &&
		    head_is_open(sheet, LABEL_OFFICERS) &&
		    (head_looks(LABEL_DIVISION, s) >= 2 ||
			str_ends(s, S(")")))) {
			sheet->division = s;
			sheet->officers = officers;
			for (; i < end; i++)
				t[i].used = true;
			return;
		}
	}
}

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
	cells_of_words(dump, sheet);
	division_and_officers(dump, sheet);
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

/*
 * 課長 and 松田 and 賢一 as paragraphs of their own: the spaces between were
 * too wide.  Only where nothing else of so few characters is left.
 */
void
head_officer_in_pieces(struct dump *dump, struct sheet *sheet)
{
	enum { PIECES = 3, LONGEST = 5 };
	size_t pieces[PIECES], n = 0;
	struct list *officers = &sheet->officers;
	struct text text = {.arena = dump->arena};

	if (dump->flat || officers->n > 1)
		return;
	if (officers->n) {
		str officer = *list_at(officers, str, 0);
		if (str_has(officer, S(" ")) || !head_is_title(officer))
			return;
		text_put(&text, officer);
	}
	for (size_t i = 1; i + 1 < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		size_t kanji = kanji_of(text_strip(t->text));
		if (t->used || t->part != PART_HEAD || t->kind != TOKEN_TEXT ||
		    !kanji || kanji > LONGEST)
			continue;
		if (n == PIECES || t[-1].paragraph == t->paragraph ||
		    t[1].paragraph == t->paragraph)
			return;
		pieces[n++] = i;
	}
	size_t names = officers->n ? n : n - 1;
	if (n == 0 || names < 1 || names > 2 ||
	    (!officers->n &&
		!head_is_title(text_strip(dump->tokens[pieces[0]].text))))
		return;
	for (size_t k = 0; k < n; k++) {
		struct token *t = &dump->tokens[pieces[k]];
		if (text.n)
			text_char(&text, ' ');
		text_put(&text, text_strip(t->text));
		t->used = true;
	}
	if (!officers->n)
		list_add(dump->arena, officers, str);
	*list_at(officers, str, 0) = text_str(&text);
}
