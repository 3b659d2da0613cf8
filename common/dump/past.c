#include "dump/parts.h"

#include "value/text.h"

/*
 * 関連する過去のレビューシートの事業番号: years and numbers in a grid.  A dump
 * has each year with its number behind it, or years in one stretch and as
 * many numbers in another.
 */
struct value {
	str ministry, number; /* number null: a dash */
	size_t from, to; /* its tokens */
};

static bool
is_digits(str s, size_t n)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n == n;
}

/* 0095, 新31-0011, 2021-総務-20-0063, (0252) */
static str
number_of(struct dump *dump, str s)
{
	str number = text_number(dump->arena, text_fold(dump->arena, s));

	while (number.n && (number.p[0] == '(' || number.p[0] == ','))
		number = str_skip(number, 1);
	while (number.n &&
	    (str_ends(number, S(")")) || str_ends(number, S("、")) ||
		str_ends(number, S(","))))
		number.n -= str_ends(number, S("、")) ? 3 : 1;
	if (number.n < 1 || number.n > 40)
		return STR_NULL;
	size_t digits = 0, others = 0, len;
	for (str rest = number; rest.n; rest = str_skip(rest, len)) {
		uint32_t c = str_char(rest, &len);
		if (c == '(' || c == ')' || c == 0x3001)
			return STR_NULL;
		others += (c < '0' || c > '9') && c != '-';
	}
	if (others > 3)
		return STR_NULL;
	while (digits < number.n && number.p[number.n - 1 - digits] >= '0' &&
	    number.p[number.n - 1 - digits] <= '9')
		digits++;
	return digits >= 1 && digits <= 4 ? number : STR_NULL;
}

static bool
is_ministry(str s)
{
	return str_ends(s, S("省")) || str_ends(s, S("庁")) ||
	    str_ends(s, S("府")) || str_ends(s, S("委員会")) ||
	    str_ends(s, S("官房"));
}

/* The value that begins at token i; its end, or i when there is none. */
static size_t
value_at(struct dump *dump, size_t i, size_t to, struct value *v)
{
	const struct token *t = &dump->tokens[i];

	*v = (struct value){.from = i, .to = i + 1};
	if (t->kind == TOKEN_LABEL || t->used)
		return i;
	if (text_is_none(t->text))
		return i + 1;
	/* 2021 外務 20 0211: cells of one number */
	if (i + 3 < to && is_digits(text_fold(dump->arena, t->text), 4) &&
	    str_starts(text_fold(dump->arena, t->text), S("20")) &&
	    t[1].kind == TOKEN_TEXT && t[1].text.n <= 12 &&
	    !is_ministry(t[1].text)) {
		struct text text = {.arena = dump->arena};
		size_t k = i;
		for (; k < to && k < i + 8; k++) {
			const struct token *p = &dump->tokens[k];
			if (p->kind == TOKEN_LABEL)
				break;
			if (text_is_none(p->text))
				continue;
			if (text.n)
				text_char(&text, '-');
			text_put(&text, text_fold(dump->arena, p->text));
			if (k > i + 2 &&
			    is_digits(text_fold(dump->arena, p->text), 4)) {
				v->number =
				    text_number(dump->arena, text_str(&text));
				v->to = k + 1;
				return k + 1;
			}
		}
	}
	v->number = number_of(dump, t->text);
	return str_is_null(v->number) ? i : i + 1;
}

static void
put_past(
    struct dump *dump, struct sheet *sheet, int year, const struct value *v)
{
	for (size_t i = v->from; i < v->to; i++)
		dump->tokens[i].used = true;
	if (str_is_null(v->number) || !year)
		return;
	struct past_number *p =
	    list_add(dump->arena, &sheet->past_numbers, struct past_number);
	p->sheet_year = year;
	p->ministry = v->ministry;
	p->number = v->number;
}

struct pending {
	struct list years; /* of int */
	struct list values; /* of struct value */
};

/*
 * Years of -raw follow each other up to the one before the sheet's; one that
 * does not belongs to another cell.  Years with a value on their line are known
 * already.
 */
static void
drop_strange_years(
    const struct dump *dump, const struct sheet *sheet, struct pending *p)
{
	int want = dump->years - 1;
	size_t at = p->years.n;

	while (want > 0) {
		bool known = false;
		for (size_t i = 0; i < sheet->past_numbers.n; i++)
			known = known ||
			    list_at(&sheet->past_numbers, struct past_number, i)
				    ->sheet_year == want;
		if (!known) {
			if (!at || *list_at(&p->years, int, at - 1) != want)
				break;
			at--;
		}
		want--;
	}
	for (size_t i = at; i < p->years.n; i++)
		*list_at(&p->years, int, i - at) = *list_at(&p->years, int, i);
	p->years.n -= at;
}

/* As many values as years: they belong together, in order. */
static void
settle(struct dump *dump, struct sheet *sheet, struct pending *p)
{
	if (dump->flat && p->years.n > p->values.n)
		drop_strange_years(dump, sheet, p);
	if (p->years.n && p->years.n == p->values.n)
		for (size_t i = 0; i < p->years.n; i++)
			put_past(dump, sheet, *list_at(&p->years, int, i),
			    list_at(&p->values, struct value, i));
	p->years.n = p->values.n = 0;
}

/*
 * -raw may have the years in its second pass, behind the opinions: there they
 * stand on lines of their own.
 */
static bool
is_past(const struct dump *dump, const struct token *t, int *begun)
{
	if (t->kind == TOKEN_LABEL && t->label == LABEL_PAST)
		*begun = t->page;
	if (t->kind == TOKEN_LABEL && t->label == LABEL_PAST_NOTE)
		*begun = -1;
	if (t->part == PART_PAST)
		return true;
	if (!dump->flat || *begun != t->page || t->part < PART_REVIEW ||
	    t->part > PART_OPINION)
		return false;
	if (t->kind == TOKEN_LABEL)
		return t->label == DUMP_YEAR;
	int back = 64;
	for (const struct token *first = t;
	     back-- && first > dump->tokens && first[0].at == t->at; first--)
		if (first->kind == TOKEN_LABEL && first->opens)
			return first->label == DUMP_YEAR;
	return false;
}

/*
 * A line of -raw that is all of a value, 総務省 0137 or 2021 総務 20 0128, and
 * follows the label or another one.
 */
static bool
is_value_line(struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];
	struct value v;

	if (t->kind == TOKEN_LABEL || !t->opens || t->page != t[-1].page)
		return false;
	if (is_ministry(t->text) && !t->closes)
		i++;
	size_t end = value_at(dump, i, dump->n, &v);
	return end > i && dump->tokens[end - 1].at == t->at &&
	    dump->tokens[end - 1].closes &&
	    (str_is_null(v.number) || v.number.n >= 4);
}

void
dump_past(struct dump *dump, struct sheet *sheet)
{
	struct pending p = {0};
	str ministry = STR_NULL;
	size_t ministry_at = 0;
	int begun = -1;
	int line = -1; /* of the value read last, or of the label */

	for (size_t i = 0; i < dump->n;) {
		struct token *t = &dump->tokens[i];
		struct value v;
		if (is_past(dump, t, &begun) ||
		    (dump->flat && t->label == LABEL_PAST)) {
			line = t->last;
		} else if (dump->flat && line >= 0 &&
		    (t->at == line ||
			(t->at == line + 1 && is_value_line(dump, i)))) {
			line = t->at;
		} else {
			i++;
			continue;
		}
		if (t->kind == TOKEN_LABEL) {
			if (t->label == DUMP_YEAR && t->year) {
				/* year, value, year: one by one */
				if (!dump->flat && p.values.n &&
				    p.values.n == p.years.n)
					settle(dump, sheet, &p);
				*list_add(dump->arena, &p.years, int) = t->year;
			}
			i++;
			continue;
		}
		if (is_ministry(t->text)) {
			ministry = t->text;
			ministry_at = i;
			i++;
			continue;
		}
		size_t end = value_at(dump, i, dump->n, &v);
		if (end == i) {
			i++;
			continue;
		}
		if (!str_is_null(ministry) && ministry_at + 1 == i) {
			v.ministry = ministry;
			v.from = ministry_at;
		}
		/* On the line of its year it is that year's. */
		const struct token *b = t;
		while (b > dump->tokens && t - b < 16 &&
		    b->kind != TOKEN_LABEL && b[-1].at == t->at)
			b--;
		if (p.years.n && b->kind == TOKEN_LABEL &&
		    b->label == DUMP_YEAR && (dump->flat || !p.values.n)) {
			put_past(dump, sheet, b->year, &v);
			p.years.n--;
		} else {
			*list_add(dump->arena, &p.values, struct value) = v;
		}
		i = end;
	}
	settle(dump, sheet, &p);
}
