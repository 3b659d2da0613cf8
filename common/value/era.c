#include "value/era.h"

#include "value/text.h"

/*
 * Year 0 of each era, so that era year n is base + n.  Sources: 元号法 and
 * the cabinet orders naming 昭和, 平成 (政令第1号, 1989) and 令和 (政令第143号,
 * 2019).
 */
static const struct era {
	const char *name;
	char letter;
	uint32_t square; /* both characters in one */
	int base, last; /* last year in use, for bare readings */
} eras[] = {
    {"明治", 'M', 0x337e, 1867, 45},
    {"大正", 'T', 0x337d, 1911, 15},
    {"昭和", 'S', 0x337c, 1925, 64},
    {"平成", 'H', 0x337b, 1988, 99},
    {"令和", 'R', 0x32ff, 2018, 99},
};

enum { FIRST_YEAR = 1868, LAST_YEAR = 2200 }; /* what is a Western year */

struct scan {
	str s;
	size_t at;
};

static uint32_t
peek(const struct scan *c, size_t *len)
{
	if (c->at >= c->s.n)
		return 0;
	return text_fold_code(str_char(str_skip(c->s, c->at), len));
}

static void
spaces(struct scan *c)
{
	size_t len;
	uint32_t code;

	while ((code = peek(c, &len)) != 0 && text_is_space(code))
		c->at += len;
}

static bool
eat(struct scan *c, str word)
{
	struct scan back = *c;

	spaces(c);
	if (str_starts(str_skip(c->s, c->at), word)) {
		c->at += word.n;
		return true;
	}
	*c = back;
	return false;
}

/* Up to four digits, or 元 as 1; -1 when there are none. */
static int
digits(struct scan *c)
{
	int n = 0, count = 0;
	size_t len;

	spaces(c);
	if (eat(c, S("元")))
		return 1;
	for (;; count++) {
		uint32_t code = peek(c, &len);
		if (code < '0' || code > '9')
			break;
		if (count == 4)
			return -1;
		n = n * 10 + (int)(code - '0');
		c->at += len;
	}
	return count ? n : -1;
}

static int
nearest(int n, int near)
{
	int heisei = 1988 + n, reiwa = 2018 + n;
	int up = reiwa > near ? reiwa - near : near - reiwa;
	int down = heisei > near ? heisei - near : near - heisei;

	if (n < 1 || near == 0)
		return 0;
	return up < down ? reiwa : heisei;
}

static const struct era *
eat_era(struct scan *c, bool *letter)
{
	size_t len = 0;
	uint32_t code;

	*letter = false;
	for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
		if (eat(c, str_of(eras[i].name)))
			return &eras[i];
	code = peek(c, &len);
	for (size_t i = 0; code && i < sizeof eras / sizeof *eras; i++)
		if (code == eras[i].square ||
		    code == (uint32_t)eras[i].letter) {
			*letter = code != eras[i].square;
			c->at += len;
			return &eras[i];
		}
	return NULL;
}

/*
 * A year at c; 0 if none.  bare: a number without 年 counts; so it does behind
 * an era, but behind a letter (H30) only where the text ends.
 */
static int
year_at(struct scan *c, int near, bool bare)
{
	bool letter;
	const struct era *era = eat_era(c, &letter);
	int n;

	if (!era && eat(c, S("FY")))
		bare = true;
	if (!era && (eat(c, S("西暦"))))
		bare = true;
	n = digits(c);
	if (n < 0)
		return 0;
	if (eat(c, S("年")))
		eat(c, S("度"));
	else if (!eat(c, S("FY")) && !bare &&
	    (!era || (letter && c->at < c->s.n)))
		return 0;
	if (era)
		return n >= 1 && n <= era->last ? era->base + n : 0;
	if (n >= FIRST_YEAR && n <= LAST_YEAR)
		return n;
	return n >= 1 && n <= 99 ? nearest(n, near) : 0;
}

int
era_year(str text, int near, size_t *end)
{
	struct scan c = {text, 0};
	bool after_digit = false, after_letter = false;

	while (c.at < text.n) {
		struct scan here = c;
		size_t len;
		uint32_t code =
		    text_fold_code(str_char(str_skip(text, c.at), &len));
		bool digit = code >= '0' && code <= '9';
		bool letter = (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
		int year = (digit && after_digit) || (letter && after_letter)
		    ? 0
		    : year_at(&here, near, false);
		if (year) {
			if (end)
				*end = here.at;
			return year;
		}
		after_digit = digit || code == '.';
		after_letter = letter;
		c.at += len;
	}
	return 0;
}

/* 2024, in plain digits, as the cells of tables mostly have it; else 0. */
static int
plain_year(str cell)
{
	int n = 0;

	if (cell.n != 4 || cell.p[0] == '0')
		return 0;
	for (size_t i = 0; i < 4; i++) {
		if (cell.p[i] < '0' || cell.p[i] > '9')
			return 0;
		n = n * 10 + (cell.p[i] - '0');
	}
	return n >= FIRST_YEAR && n <= LAST_YEAR ? n : 0;
}

/* Whether a year may begin so: most cells are none. */
static bool
may_begin(const struct scan *c)
{
	size_t len;
	uint32_t code = peek(c, &len);

	switch (code) {
	case 'F':
	case 'H':
	case 'M':
	case 'R':
	case 'S':
	case 'T':
	case 0x32ff: /* ㋿ */
	case 0x337b: /* ㍻ */
	case 0x337c:
	case 0x337d:
	case 0x337e:
	case 0x660e: /* 明 */
	case 0x5927: /* 大 */
	case 0x662d: /* 昭 */
	case 0x5e73: /* 平 */
	case 0x4ee4: /* 令 */
	case 0x897f: /* 西 */
	case 0x5143: /* 元 */
		return true;
	default:
		return code >= '0' && code <= '9';
	}
}

int
era_year_cell(str cell, int near, bool bare)
{
	struct scan c = {text_strip(cell), 0};
	int year = bare ? plain_year(cell) : 0;

	if (year || !may_begin(&c))
		return year;
	year = year_at(&c, near, bare);

	spaces(&c);
	return c.at == c.s.n ? year : 0;
}
