#include "dump/head.h"

#include "value/text.h"

/* 事業番号, the ministry, and the years of the head. */

/* Whether a folded text is all of a number, or may be a piece of one. */
static bool
is_number(str s, bool whole)
{
	size_t digits = 0, others = 0, run = 0, len;

	for (str rest = s; rest.n; rest = str_skip(rest, len)) {
		uint32_t c = str_char(rest, &len);
		if (c >= '0' && c <= '9') {
			digits++;
			run++;
		} else {
			run = 0;
			others += c != '-';
		}
	}
	if (others > 4 || s.n > 40 || run > 4)
		return false;
	if (whole && str_starts(s, S("新")) && digits < 6)
		return false;
	return !whole ||
	    (digits >= 2 && (run >= 2 || digits >= 7) &&
		!str_starts(s, S("-")) && !str_ends(s, S("-")));
}

/* Only behind its year, or with 新, a number has other letters. */
static bool
may_go_on(str number, str piece)
{
	for (size_t i = 0; i < piece.n; i++)
		if ((unsigned char)piece.p[i] > 127)
			return str_has(piece, S("新")) ||
			    str_starts(piece, S("20")) ||
			    (number.n >= 4 && number.n <= 5 &&
				str_starts(number, S("20")));
	return true;
}

/* The tokens from i on that may be pieces of a number; *end behind them. */
static str
number_from(const struct dump *dump, size_t i, size_t *end)
{
	struct text text = {.arena = dump->arena};
	size_t to = i;

	for (; to < dump->n && to < i + 9; to++) {
		const struct token *t = &dump->tokens[to];
		str piece = text_number(dump->arena, t->text);
		if (t->kind == TOKEN_LABEL || t->used || t->text.n > 40 ||
		    str_ends(t->text, S("省")) || str_ends(t->text, S("庁")) ||
		    !is_number(piece, false) ||
		    !may_go_on(text_str(&text), piece))
			break;
		if (text.n && text.p[text.n - 1] != '-' && piece.p[0] != '-')
			text_char(&text, '-');
		text_put(&text, piece);
	}
	*end = to;
	return text_str(&text);
}

/* A paragraph of the head that is all of a number, when only one is. */
static void
number_elsewhere(struct dump *dump, struct sheet *sheet)
{
	size_t stop = dump_find(dump, 0, LABEL_PURPOSE), from = stop, to = 0;
	str found = STR_NULL;

	for (size_t i = 0; i < stop && stop < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		size_t line = dump_line_end(dump, i), end = i;
		if (line == i || !t->opens || !dump->tokens[line - 1].closes ||
		    t->part != PART_HEAD)
			continue;
		str number = number_from(dump, i, &end);
		bool dated = number.n > 12 && str_starts(number, S("20"));
		bool plain = number.n == 4 || str_starts(number, S("新"));
		if (end != line || !is_number(number, true) ||
		    !(sheet->sheet_year > 2020 ? dated : plain))
			continue;
		if (!str_is_null(found))
			return;
		found = number;
		from = i;
		to = end;
	}
	if (str_is_null(found))
		return;
	sheet->number = found;
	for (size_t i = from; i < to; i++)
		dump->tokens[i].used = true;
}

/*
 * -raw can tear a number: what was too wide for its cell stands just before
 * the title, 2023 - 文科 - - behind the label, 新23 0397 there.
 */
void
head_number(struct dump *dump, struct sheet *sheet)
{
	size_t label = dump_find(dump, 0, LABEL_NUMBER), end = label + 1;
	size_t title = dump->title, from = title, rest;
	str number =
	    label < dump->n ? number_from(dump, label + 1, &end) : S("");
	str torn = S("");

	if (title < dump->n) {
		int at = dump->tokens[title].at - 1;
		while (from > 0 && dump->tokens[from - 1].at == at)
			from--;
		torn = number_from(dump, from, &rest);
		if (rest < title)
			torn = S("");
	}
	if (!torn.n && number.n < 4) { /* or on the very first line */
		from = 0;
		torn = number_from(dump, 0, &title);
	}
	if (!is_number(number, true) && torn.n) {
		while (number.n && number.p[number.n - 1] == '-')
			number.n--;
		if (str_starts(torn, S("-")))
			number = arena_join(dump->arena, number, torn);
		else if (str_starts(number, S("-")))
			number = arena_join(dump->arena, torn, number);
		else
			number = !number.n
			    ? torn
			    : arena_printf(dump->arena, "%.*s-%.*s",
				  STR_ARG(number), STR_ARG(torn));
		for (size_t i = from; i < title; i++)
			dump->tokens[i].used = true;
	}
	if (!is_number(number, true)) {
		if (!dump->flat)
			number_elsewhere(dump, sheet);
		return;
	}
	sheet->number = number;
	for (size_t i = label + 1; i < end; i++)
		dump->tokens[i].used = true;
}

void
head_title(struct dump *dump, struct sheet *sheet)
{
	for (size_t i = 0; i < dump->n && str_is_null(sheet->ministry); i++) {
		struct token *t = &dump->tokens[i];
		if (t->used || t->part != PART_HEAD || t->kind != TOKEN_TEXT ||
		    t->text.n > 60)
			continue;
		str name = text_strip(t->text);
		bool bracket =
		    str_starts(name, S("(")) || str_starts(name, S("（"));
		if (bracket) {
			name = str_skip(name, name.p[0] == '(' ? 1 : 3);
			if (str_ends(name, S(")")))
				name.n--;
			else if (str_ends(name, S("）")))
				name.n -= 3;
			name = text_strip(name);
		}
		if (!head_is_ministry(name) &&
		    !(bracket && str_any(name, "省|庁|府|委員会|院", str_ends)))
			continue;
		sheet->ministry = text_clean(dump->arena, name);
		t->used = true;
	}
	/* The brackets may have become lines of their own. */
	for (size_t i = 0; i < dump->n; i++) {
		struct token *t = &dump->tokens[i];
		str s = text_strip(t->text);
		bool closes_text = (str_eq(s, S(")")) || str_eq(s, S("）"))) &&
		    i > 0 && t[-1].kind == TOKEN_TEXT && !t[-1].used &&
		    head_is_piece(t[-1].text);
		if (t->part == PART_HEAD && !t->used && s.n <= 6 &&
		    !closes_text &&
		    (str_eq(s, S("(")) || str_eq(s, S(")")) ||
			str_eq(s, S("（")) || str_eq(s, S("）")) ||
			str_eq(s, S("( )")) || str_eq(s, S("（ ）")) ||
			str_eq(s, S("（　）"))))
			t->used = true;
	}
}

/* 開始 is the year behind its label on the same line, whatever else is mixed.
 */
static size_t
year_beside(const struct dump *dump, int label)
{
	size_t i = dump_find(dump, 0, label);

	if (i + 1 < dump->n && dump->tokens[i + 1].kind == TOKEN_LABEL &&
	    dump->tokens[i + 1].label == DUMP_YEAR &&
	    dump->tokens[i + 1].at == dump->tokens[i].last)
		return i + 1;
	return dump->n;
}

/* Start and end are the first two years of the head. */
void
head_years(struct dump *dump, struct sheet *sheet)
{
	int years[2] = {0, 0}, n = 0;
	size_t start = year_beside(dump, LABEL_START_YEAR);
	size_t end = dump->flat ? dump->n : dump_find(dump, 0, LABEL_PURPOSE);

	for (size_t i = 0; i < dump->n; i++) {
		struct token *t = &dump->tokens[i];
		if (t->part != PART_HEAD)
			continue;
		if (t->kind == TOKEN_LABEL && t->label == DUMP_YEAR &&
		    t->year && n < 2 && i < end)
			years[n++] = t->year;
		if (t->kind == TOKEN_LABEL && t->label == DUMP_OPEN_END)
			sheet->end_open = TRUTH_TRUE;
		if (t->kind == TOKEN_TEXT && str_eq(t->text, S("不明")) && i &&
		    dump->tokens[i - 1].label == LABEL_START_YEAR) {
			sheet->start_year_text = t->text;
			t->used = true;
		}
	}
	if (sheet->end_open == TRUTH_NULL)
		sheet->end_open = TRUTH_FALSE;
	if (n == 2 &&
	    (years[0] > years[1] ||
		(start < dump->n && dump->tokens[start].year == years[1]))) {
		int swap = years[0];
		years[0] = years[1];
		years[1] = swap;
	}
	if (sheet->end_open == TRUTH_TRUE)
		years[1] = 0;
	sheet->start_year = years[0];
	sheet->end_year = years[1];
}
