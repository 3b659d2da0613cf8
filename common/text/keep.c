#include "text/keep.h"

#include "dump/dump.h"
#include "form/words.h"
#include "record/kept.h"

/* 14.6百万円: the figure */
static str
without_unit(str s)
{
	const str units[] = {S("百万円"), S("千円"), S("円")};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (str_ends(s, units[i]))
			return str_take(s, s.n - units[i].n);
	return s;
}

static bool
is_amount(const struct kept *kept, str s)
{
	str amount = without_unit(s);

	return dec_cell(amount).known && kept_figure(kept, amount);
}

/* A.個人A: the name stands without its letter */
static str
without_letters(str s)
{
	return str_skip(s, dump_letters(s));
}

static bool
is_kept_piece(const struct kept *kept, str s)
{
	return kept_text(kept, without_letters(s)) || is_amount(kept, s);
}

/* A run of text may be several cells, a space between them. */
static bool
is_kept(const struct kept *kept, const struct token *t)
{
	if (t->kind == TOKEN_FIGURE)
		return kept_figure(kept, t->text);
	if (t->kind != TOKEN_TEXT || is_kept_piece(kept, t->text))
		return true;
	for (str rest = t->text; rest.n;) {
		struct str_cut cut = str_cut(rest, ' ');
		if (!is_kept_piece(kept, cut.head))
			return false;
		rest = cut.tail;
	}
	return true;
}

void
keep_rest(struct arena *arena, struct sheet *sheet, str text, size_t line)
{
	struct dump dump;
	struct kept kept;

	dump_init(&dump, arena, text, line);
	kept_init(&kept, arena, sheet);
	for (size_t i = 0; i < label_count; i++)
		kept_add(&kept, label_rows[i].text);
	kept_add(&kept, str_of(words_remarks));
	kept_add(&kept, str_of(words_payee_headings));
	for (size_t i = 0; i < dump.n; i++)
		if (!is_kept(&kept, &dump.tokens[i]))
			record_unparsed(arena, sheet, dump.tokens[i].line,
			    dump.tokens[i].text);
}

/*
 * Whether a record surely says a text: every piece between spaces, and so
 * much that it is not there by chance.
 */
static bool
is_said(const struct kept *kept, str text)
{
	enum { SHINGLES = 4 };
	size_t said = 0;

	while (text.n) {
		struct str_cut cut = str_cut(text, ' ');
		str piece = without_letters(cut.head);
		struct kept_count count = kept_count(kept, piece);
		if (is_amount(kept, cut.head))
			count = (struct kept_count){.n = SHINGLES / 2};
		if (count.missing)
			return false;
		said += count.n;
		text = cut.tail;
	}
	return said >= SHINGLES;
}

void
keep_open(struct arena *arena, struct sheet *sheet, const struct list *unparsed)
{
	struct sheet said = *sheet;
	struct kept kept;

	said.unparsed = (struct list){0};
	kept_init(&kept, arena, &said);
	for (size_t i = 0; i < unparsed->n; i++) {
		const struct unparsed *u =
		    list_at(unparsed, const struct unparsed, i);
		if (!is_said(&kept, u->text))
			*list_add(arena, &sheet->unparsed, struct unparsed) =
			    *u;
	}
}
