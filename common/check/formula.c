#include "check/formula.h"

#include "value/text.h"

enum { NESTING = 32, DECIMALS = 12 };

/* -- units -- */

static const struct {
	const char *word;
	int power;
} multiples[] = {{"兆", 12}, {"十億", 9}, {"億", 8}, {"千万", 7}, {"百万", 6},
    {"十万", 5}, {"万", 4}, {"千", 3}};

static int
multiple_before(str text)
{
	for (size_t i = 0; i < sizeof multiples / sizeof *multiples; i++)
		if (str_ends(text, str_of(multiples[i].word)))
			return multiples[i].power;
	return 0;
}

int
money_power(struct arena *a, str unit)
{
	str text = text_fold(a, unit);
	size_t at = str_find(text, S("円"), 0);

	if (at < text.n)
		return multiple_before(str_take(text, at));
	at = str_find(text, S("百万"), 0); /* "11百万/12" */
	return at < text.n && !str_has(text, S("百万人")) ? 6 : -1;
}

int
count_power(struct arena *a, str unit)
{
	struct str_cut cut = str_cut(text_fold(a, unit), '/');
	str text = cut.found ? cut.tail : cut.head;

	for (size_t i = 0; i < sizeof multiples / sizeof *multiples; i++)
		if (str_starts(text, str_of(multiples[i].word)) &&
		    !str_has(text, S("円")))
			return multiples[i].power;
	return 0;
}

/* -- tokens -- */

enum token { END, FIGURE, PLUS, MINUS, TIMES, OVER, OPEN, CLOSE, WORD, BAD };

struct scan {
	struct arena *arena;
	str rest;
	struct dec figure; /* of the last FIGURE */
};

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static uint32_t
ahead(str s, size_t *len)
{
	*len = 0;
	return s.n ? text_fold_code(str_char(s, len)) : 0;
}

/* A group of three digits must follow a comma. */
static bool
is_separator(str s)
{
	size_t len;

	for (int i = 0; i < 3; i++) {
		if (!is_digit(ahead(s, &len)))
			return false;
		s = str_skip(s, len);
	}
	return !is_digit(ahead(s, &len));
}

static enum token
scan_figure(struct scan *s)
{
	struct text digits = {.arena = s->arena};
	bool point = false;
	size_t len;

	for (;;) {
		uint32_t c = ahead(s->rest, &len);
		if (is_digit(c)) {
			text_char(&digits, (char)c);
		} else if (c == ',' && !point &&
		    is_separator(str_skip(s->rest, len))) {
			/* thousands */
		} else if (c == '.' && !point) {
			size_t digit;
			if (!is_digit(ahead(str_skip(s->rest, len), &digit)))
				break;
			point = true;
			text_char(&digits, '.');
		} else {
			break;
		}
		s->rest = str_skip(s->rest, len);
	}
	s->figure = dec_json(text_str(&digits));
	return s->figure.known ? FIGURE : BAD;
}

/* A parenthesis without a digit in it, (百万円), is a word: its end. */
static size_t
remark_end(str s)
{
	size_t at = 0, len;

	while (at < s.n) {
		uint32_t c = ahead(str_skip(s, at), &len);
		if (is_digit(c) || (c == '(' && at))
			return 0;
		at += len;
		if (c == ')')
			return at;
	}
	return 0;
}

static enum token
sign_of(uint32_t c)
{
	switch (c) {
	case '+':
		return PLUS;
	case '-':
	case 0x2010:
	case 0x2212: /* − */
	case 0x25b2: /* ▲ */
	case 0x25b3:
		return MINUS;
	case '*':
	case 0xd7: /* × */
	case 0x2715:
		return TIMES;
	case '/':
	case 0xf7: /* ÷ */
	case 0x2215:
	case 0x2044:
		return OVER;
	case '(':
		return OPEN;
	case ')':
		return CLOSE;
	case '=':
	case 0x2252: /* ≒ */
		return END;
	case '%':
	case '~':
	case ',':
	case '.':
	case ':':
	case 0x301c: /* 〜 */
	case 0x30fb: /* ・ */
		return BAD;
	default:
		return WORD;
	}
}

static enum token
scan_next(struct scan *s)
{
	size_t len, remark;
	uint32_t c;
	enum token token;

	s->rest = text_strip(s->rest);
	if (!s->rest.n)
		return END;
	c = ahead(s->rest, &len);
	if (is_digit(c))
		return scan_figure(s);
	token = sign_of(c);
	if (token == OPEN && (remark = remark_end(s->rest))) {
		s->rest = str_skip(s->rest, remark);
		return WORD;
	}
	s->rest = str_skip(s->rest, len);
	return token;
}

/* -- evaluation: operator precedence with two stacks -- */

struct machine {
	struct computed values[NESTING];
	enum token signs[NESTING];
	size_t nvalues, nsigns;
	bool bad;
};

static int
strength(enum token sign)
{
	return sign == TIMES || sign == OVER ? 2 : sign == OPEN ? 0 : 1;
}

static struct computed
combine(struct computed a, enum token sign, struct computed b)
{
	switch (sign) {
	case PLUS:
		return (struct computed){
		    interval_add(a.range, b.range), dec_add(a.value, b.value)};
	case MINUS:
		return (struct computed){
		    interval_sub(a.range, b.range), dec_sub(a.value, b.value)};
	case TIMES:
		return (struct computed){
		    interval_mul(a.range, b.range), dec_mul(a.value, b.value)};
	default:
		return (struct computed){interval_div(a.range, b.range),
		    dec_div(a.value, b.value, DECIMALS)};
	}
}

static void
apply(struct machine *m)
{
	enum token sign = m->signs[--m->nsigns];

	if (m->nvalues < 2) {
		m->bad = true;
		return;
	}
	m->nvalues--;
	m->values[m->nvalues - 1] =
	    combine(m->values[m->nvalues - 1], sign, m->values[m->nvalues]);
}

static void
push_sign(struct machine *m, enum token sign)
{
	while (m->nsigns &&
	    strength(m->signs[m->nsigns - 1]) >= strength(sign) && !m->bad)
		apply(m);
	if (m->nsigns == NESTING)
		m->bad = true;
	else
		m->signs[m->nsigns++] = sign;
}

static void
push_value(struct machine *m, struct dec figure)
{
	if (m->nvalues == NESTING)
		m->bad = true;
	else
		m->values[m->nvalues++] =
		    (struct computed){interval_printed(figure), figure};
}

static void
close_parenthesis(struct machine *m)
{
	while (!m->bad && m->nsigns && m->signs[m->nsigns - 1] != OPEN)
		apply(m);
	if (!m->nsigns)
		m->bad = true;
	else
		m->nsigns--;
}

static struct computed
evaluate(struct arena *a, str text)
{
	const struct computed none = {0};
	struct scan scan = {.arena = a, .rest = text};
	struct machine m = {0};
	bool want_value = true, minus = false;

	for (;;) {
		enum token token = scan_next(&scan);
		if (token == END || m.bad)
			break;
		if (token == WORD)
			continue;
		if (token == FIGURE && want_value) {
			push_value(
			    &m, minus ? dec_neg(scan.figure) : scan.figure);
			want_value = minus = false;
		} else if (token == OPEN && want_value && !minus &&
		    m.nsigns < NESTING) {
			m.signs[m.nsigns++] = OPEN;
		} else if (token == CLOSE && !want_value) {
			close_parenthesis(&m);
		} else if (token == MINUS && want_value && !minus) {
			minus = true;
		} else if (token >= PLUS && token <= OVER && !want_value) {
			push_sign(&m, token);
			want_value = true;
		} else {
			return none;
		}
	}
	while (m.nsigns && !m.bad) {
		if (m.signs[m.nsigns - 1] == OPEN)
			return none;
		apply(&m);
	}
	return m.bad || want_value || m.nvalues != 1 ? none : m.values[0];
}

/* Offset of the one fraction line outside of parentheses; text.n when there
 * is none, or the fraction is only a part of the formula. */
static size_t
fraction_line(struct arena *a, str text, size_t *behind)
{
	struct scan scan = {.arena = a, .rest = text};
	size_t line = text.n;
	int depth = 0;
	bool value = false; /* one stands before: a minus is no sign of it */

	for (;;) {
		str before = text_strip(scan.rest);
		enum token token = scan_next(&scan);
		if (token == END || token == BAD)
			return line;
		depth += (token == OPEN) - (token == CLOSE);
		if (depth == 0 && value && (token == PLUS || token == MINUS))
			return text.n;
		if (depth == 0 && token == OVER) {
			if (line != text.n)
				return text.n;
			line = (size_t)(before.p - text.p);
			*behind = (size_t)(scan.rest.p - text.p);
		}
		if (token != WORD)
			value = token == FIGURE || token == CLOSE;
	}
}

struct formula
formula_of_text(struct arena *a, str text)
{
	struct formula f = {.value = evaluate(a, text)};
	size_t behind = 0, line;

	f.power = money_power(a, text);
	line = fraction_line(a, text, &behind);
	if (line < text.n) {
		f.numerator = evaluate(a, str_take(text, line));
		f.denominator = evaluate(a, str_skip(text, behind));
	}
	return f;
}
