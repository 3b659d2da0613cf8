#include "xlsx/numfmt.h"

#include "value/text.h"

#include <string.h>

/* -- reading a code -- */

enum { CODE_LIMIT = 1024 };

/*
 * One piece of a section: a literal, or a letter or sign that means
 * something.  Everything that only shapes the look is a literal of no text.
 */
struct piece {
	bool literal;
	str text; /* literal: what to print; else the sign, or a bracket */
};

static bool
is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* [h] and its kin count elapsed time. */
static bool
is_elapsed(str inside)
{
	for (size_t i = 0; i < inside.n; i++)
		if (!strchr("hHmMsS", inside.p[i]) ||
		    inside.p[i] != inside.p[0])
			return false;
	return inside.n > 0;
}

/* [$¥-411] prints what stands before the dash; colours print nothing. */
static struct piece
bracket(str inside)
{
	if (is_elapsed(inside))
		return (struct piece){false, inside};
	if (inside.n && inside.p[0] == '$') {
		str symbol = str_skip(inside, 1);
		return (struct piece){true, str_cut(symbol, '-').head};
	}
	return (struct piece){true, S("")};
}

static struct piece
next_piece(str *code)
{
	str c = *code, rest;
	size_t len, end;
	struct piece piece;

	str_char(c, &len);
	rest = str_skip(c, len);
	switch (c.p[0]) {
	case '"':
		end = str_find(c, S("\""), 1);
		*code = str_skip(c, end + 1);
		return (struct piece){true, str_slice(c, 1, end)};
	case '\\':
	case '_':
	case '*':
		if (rest.n)
			str_char(rest, &len);
		else
			len = 0;
		*code = str_skip(rest, len);
		if (c.p[0] == '\\')
			return (struct piece){true, str_take(rest, len)};
		return (struct piece){true, S("")};
	case '[':
		end = str_find(c, S("]"), 1);
		piece = bracket(str_slice(c, 1, end));
		*code = str_skip(c, end + 1);
		return piece;
	default:
		break;
	}
	*code = rest;
	if (is_ascii_letter(c.p[0]) || strchr("0#?.,%@", c.p[0])) {
		/* a letter repeated is one sign: yyyy, mm */
		size_t n = 1;
		while (is_ascii_letter(c.p[0]) && n < c.n && c.p[n] == c.p[0])
			n++;
		*code = str_skip(c, n);
		return (struct piece){false, str_take(c, n)};
	}
	return (struct piece){true, str_take(c, len)};
}

/* Where the section ends: a ; outside of quotes, escapes and brackets. */
static size_t
section_end(str code)
{
	str at = code;

	while (at.n) {
		if (at.p[0] == ';')
			return (size_t)(at.p - code.p);
		next_piece(&at);
	}
	return code.n;
}

static enum numfmt_test
test_of(str *inside)
{
	static const struct {
		str sign;
		enum numfmt_test test;
	} signs[] = {
	    {{"<=", 2}, NUMFMT_LE},
	    {{">=", 2}, NUMFMT_GE},
	    {{"<>", 2}, NUMFMT_NE},
	    {{"<", 1}, NUMFMT_LT},
	    {{">", 1}, NUMFMT_GT},
	    {{"=", 1}, NUMFMT_EQ},
	};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_starts(*inside, signs[i].sign)) {
			*inside = str_skip(*inside, signs[i].sign.n);
			return signs[i].test;
		}
	return NUMFMT_ANY;
}

/* Conditions stand in brackets before anything that prints. */
static void
take_test(struct numfmt_section *s)
{
	str at = s->code;

	while (at.n && at.p[0] == '[') {
		size_t end = str_find(at, S("]"), 1);
		str inside = str_slice(at, 1, end);
		enum numfmt_test test = test_of(&inside);
		if (test != NUMFMT_ANY) {
			s->limit = dec_json(inside);
			s->test = s->limit.known ? test : NUMFMT_ANY;
			return;
		}
		at = str_skip(at, end + 1);
	}
}

/* Nothing but colours is General; nothing at all hides the value. */
static bool
is_general(str code)
{
	bool bare = !code.n;

	while (code.n && code.p[0] == '[')
		code = str_skip(code, str_find(code, S("]"), 1) + 1);
	code = str_trim(code);
	return (!code.n && !bare) || str_eq(code, S("G/標準")) ||
	    (code.n == 7 && strncasecmp(code.p, "general", 7) == 0);
}

/* Counts what a section is made of, and so finds its kind. */
static void
read_section(struct numfmt_section *s)
{
	bool behind = false, odd = false;
	int commas = 0;

	take_test(s);
	if (is_general(s->code))
		return;
	s->kind = NUMFMT_NUMBER;
	for (str at = s->code; at.n;) {
		struct piece piece = next_piece(&at);
		char c = piece.text.n ? piece.text.p[0] : ' ';
		if (piece.literal)
			continue;
		switch (c) {
		case '0':
		case '#':
		case '?':
			s->thousands |= commas > 0 && !behind;
			commas = 0;
			*(behind ? &s->decimals : &s->wholes) += 1;
			break;
		case '.':
			behind = true;
			break;
		case ',':
			commas += s->wholes > 0;
			break;
		case '%':
			s->shift += 2;
			break;
		case '@':
			s->kind = NUMFMT_TEXT;
			break;
		default:
			if (c == 'E' && at.n && strchr("+-", at.p[0]))
				odd = true; /* else an era year */
			else if (s->kind == NUMFMT_NUMBER &&
			    strchr("yYmMdDhHsSgGeEaAbBrRnN", c))
				s->kind = NUMFMT_DATE;
			break;
		}
	}
	s->shift -= 3 * commas;
	/* an exponent, a fraction, or more than a value has digits */
	if (odd ||
	    (s->kind == NUMFMT_NUMBER &&
		(s->decimals > DEC_DIGITS || s->wholes > 60 ||
		    (s->wholes > 1 && !s->decimals &&
			str_has(s->code, S("/"))))))
		*s = (struct numfmt_section){
		    .code = s->code, .test = s->test, .limit = s->limit};
}

struct numfmt
numfmt_parse(str code)
{
	struct numfmt f = {0};

	if (!code.n || code.n > CODE_LIMIT)
		code = S("General");
	do {
		size_t end = section_end(code);
		f.sections[f.n].code = str_take(code, end);
		read_section(&f.sections[f.n]);
		f.n++;
		if (end == code.n)
			break;
		code = str_skip(code, end + 1);
	} while (f.n < NUMFMT_SECTIONS);
	return f;
}

/* Ids below 164 have no code in the file; 27 to 58 are those of Japan. */
str
numfmt_builtin(int id)
{
	static const struct {
		int id;
		const char *code;
	} codes[] = {
	    {0, "General"},
	    {1, "0"},
	    {2, "0.00"},
	    {3, "#,##0"},
	    {4, "#,##0.00"},
	    {5, "\"¥\"#,##0;\"¥\"-#,##0"},
	    {6, "\"¥\"#,##0;\"¥\"-#,##0"},
	    {7, "\"¥\"#,##0.00;\"¥\"-#,##0.00"},
	    {8, "\"¥\"#,##0.00;\"¥\"-#,##0.00"},
	    {9, "0%"},
	    {10, "0.00%"},
	    {11, "0.00E+00"},
	    {12, "# ?/?"},
	    {13,
		"# ?"
		"?/?"
		"?"},
	    {14, "yyyy/m/d"},
	    {15, "d-mmm-yy"},
	    {16, "d-mmm"},
	    {17, "mmm-yy"},
	    {18, "h:mm AM/PM"},
	    {19, "h:mm:ss AM/PM"},
	    {20, "h:mm"},
	    {21, "h:mm:ss"},
	    {22, "yyyy/m/d h:mm"},
	    {27, "ge.m.d"},
	    {28, "ggge\"年\"m\"月\"d\"日\""},
	    {29, "ggge\"年\"m\"月\"d\"日\""},
	    {30, "m/d/yy"},
	    {31, "yyyy\"年\"m\"月\"d\"日\""},
	    {32, "h\"時\"mm\"分\""},
	    {33, "h\"時\"mm\"分\"ss\"秒\""},
	    {34, "yyyy\"年\"m\"月\""},
	    {35, "m\"月\"d\"日\""},
	    {36, "ge.m.d"},
	    {37, "#,##0;-#,##0"},
	    {38, "#,##0;-#,##0"},
	    {39, "#,##0.00;-#,##0.00"},
	    {40, "#,##0.00;-#,##0.00"},
	    {41, "#,##0;-#,##0;\"-\";@"},
	    {42, "\"¥\"#,##0;\"¥\"-#,##0;\"¥\"\"-\";@"},
	    {43, "#,##0.00;-#,##0.00;\"-\";@"},
	    {44, "\"¥\"#,##0.00;\"¥\"-#,##0.00;\"¥\"\"-\";@"},
	    {45, "mm:ss"},
	    {46, "[h]:mm:ss"},
	    {47, "mm:ss.0"},
	    {48, "##0.0E+0"},
	    {49, "@"},
	    {50, "ge.m.d"},
	    {51, "ggge\"年\"m\"月\"d\"日\""},
	    {52, "yyyy\"年\"m\"月\""},
	    {53, "m\"月\"d\"日\""},
	    {54, "ggge\"年\"m\"月\"d\"日\""},
	    {55, "yyyy\"年\"m\"月\""},
	    {56, "m\"月\"d\"日\""},
	    {57, "ge.m.d"},
	    {58, "ggge\"年\"m\"月\"d\"日\""},
	};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (codes[i].id == id)
			return str_of(codes[i].code);
	return STR_NULL;
}

/* -- choosing a section -- */

static bool
holds(const struct numfmt_section *s, struct dec value)
{
	int cmp = dec_cmp(value, s->limit);

	switch (s->test) {
	case NUMFMT_LT:
		return cmp < 0;
	case NUMFMT_LE:
		return cmp <= 0;
	case NUMFMT_EQ:
		return cmp == 0;
	case NUMFMT_NE:
		return cmp != 0;
	case NUMFMT_GE:
		return cmp >= 0;
	case NUMFMT_GT:
		return cmp > 0;
	case NUMFMT_ANY:
		break;
	}
	return true;
}

/* How many sections are for numbers: a fourth, or a lone @, is for text. */
static int
number_sections(const struct numfmt *f)
{
	int n = f->n < 3 ? f->n : 3;

	while (n > 1 && f->sections[n - 1].kind == NUMFMT_TEXT)
		n--;
	return n;
}

/*
 * With conditions the first that holds; else positive, negative, zero.
 * *bare: the section prints the sign itself (or means to hide it).
 */
static const struct numfmt_section *
section_for(const struct numfmt *f, struct dec value, bool *bare)
{
	int n = number_sections(f), sign = dec_cmp(value, dec_of(0));
	bool tests = false;

	*bare = false;
	for (int i = 0; i < n; i++)
		tests |= f->sections[i].test != NUMFMT_ANY;
	if (tests) {
		for (int i = 0; i < n; i++)
			if (holds(&f->sections[i], value)) {
				*bare = i > 0 && sign < 0;
				return &f->sections[i];
			}
		return &f->sections[n - 1];
	}
	if (sign < 0 && n > 1) {
		*bare = true;
		return &f->sections[1];
	}
	return &f->sections[sign == 0 && n > 2 ? 2 : 0];
}

/* -- numbers -- */

enum { HELD_DIGITS = 15, GENERAL_DIGITS = 10 };

static int
count_digits(int64_t n)
{
	int digits = 0;

	for (; n; n /= 10)
		digits++;
	return digits;
}

/* To so many significant digits; whole digits always stay. */
static struct dec
significant(struct dec value, int digits)
{
	int excess = count_digits(value.digits) - digits;

	if (excess > value.scale)
		excess = value.scale;
	if (excess > 0)
		value = dec_round(value, value.scale - excess);
	return dec_trim(value);
}

static str
general(struct arena *a, struct dec value)
{
	char buf[40];
	int whole;

	/* Excel fits General into eleven places, the point and 0. among them */
	value = dec_trim(value);
	whole = count_digits(value.digits) - value.scale;
	if (whole < 1)
		whole = 1;
	if (value.scale > 0 && value.scale > GENERAL_DIGITS - whole)
		value = dec_trim(dec_round(value,
		    whole < GENERAL_DIGITS ? GENERAL_DIGITS - whole : 0));
	return arena_copy(a, dec_text(value, buf));
}

/* The digits of a rounded value: those before and those behind the point. */
struct digits {
	char buf[48];
	str whole, decimals;
	bool negative, zero;
};

static void
split_digits(struct digits *d, struct dec value, int decimals)
{
	struct str_cut cut;
	str text;

	value = dec_round(value, decimals);
	text = dec_text(value, d->buf);
	d->negative = text.n && text.p[0] == '-';
	if (d->negative)
		text = str_skip(text, 1);
	cut = str_cut(text, '.');
	d->whole = str_eq(cut.head, S("0")) ? S("") : cut.head;
	d->decimals = cut.found ? cut.tail : S("");
	d->zero = dec_is_zero(value);
}

/* A placeholder before the point, `left` of them to come with this one. */
static void
put_whole(struct text *t, const struct digits *d, char sign, int left,
    bool first, bool thousands)
{
	int n = (int)d->whole.n;
	int from = first && n > left ? n : left;

	for (int place = from; place >= left; place--) {
		if (place <= n)
			text_char(t, d->whole.p[n - place]);
		else if (sign == '0')
			text_char(t, '0');
		else
			continue;
		if (thousands && place > 1 && place % 3 == 1)
			text_char(t, ',');
	}
}

/* Whether decimals from i on are nothing but zeros. */
static bool
is_spent(str decimals, int i)
{
	for (size_t k = (size_t)i; k < decimals.n; k++)
		if (decimals.p[k] != '0')
			return false;
	return true;
}

static str
print_number(struct arena *a, const struct numfmt_section *s, struct dec value,
    bool bare)
{
	struct text t = {.arena = a};
	struct digits d;
	int left = s->wholes, behind = 0;
	bool point = false;

	split_digits(&d, value, s->decimals);
	if (!s->code.n)
		return S("");
	if (d.negative && !bare && !d.zero)
		text_char(&t, '-');
	for (str at = s->code; at.n;) {
		struct piece piece = next_piece(&at);
		char c = piece.text.n ? piece.text.p[0] : ' ';
		if (piece.literal || c == '%') {
			text_put(&t, piece.text);
		} else if (c == '.') {
			/* ".0" without a place before it */
			if (!s->wholes)
				put_whole(&t, &d, '#', 1, true, false);
			point = true;
			if (s->decimals && !is_spent(d.decimals, 0))
				text_char(&t, '.');
			else if (str_has(str_cut(at, ';').head, S("0")))
				text_char(&t, '.');
		} else if (strchr("0#?", c) && !point) {
			put_whole(
			    &t, &d, c, left, left == s->wholes, s->thousands);
			left--;
		} else if (strchr("0#?", c)) {
			if (behind < (int)d.decimals.n &&
			    (c == '0' || !is_spent(d.decimals, behind)))
				text_char(&t, d.decimals.p[behind]);
			behind++;
		}
	}
	return text_str(&t);
}

/* -- dates -- */

struct moment {
	int64_t days; /* since 1970-01-01 */
	int year, month, day, weekday; /* 0: Sunday */
	int hour, minute, second;
	int64_t elapsed; /* seconds of the serial, for [h] */
};

/* Howard Hinnant's days-to-civil, for the Gregorian calendar. */
static void
civil(struct moment *m)
{
	int64_t z = m->days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	m->day = (int)(doy - (153 * mp + 2) / 5 + 1);
	m->month = (int)(mp < 10 ? mp + 3 : mp - 9);
	m->year = (int)(yoe + era * 400 + (m->month <= 2));
	m->weekday = (int)((m->days % 7 + 11) % 7);
}

/* A serial counts days from 1900 (with a 29 February that never was) or
 * 1904; its fraction is the time. */
static bool
moment_of(struct dec serial, bool date1904, struct moment *m)
{
	struct dec seconds;
	int64_t days, rest;

	if (dec_cmp(serial, dec_of(0)) < 0 ||
	    dec_cmp(serial, dec_of(2958466)) >= 0)
		return false;
	seconds = dec_round(dec_mul(dec_round(serial, 10), dec_of(86400)), 0);
	if (!dec_int(seconds, &m->elapsed))
		return false;
	days = m->elapsed / 86400;
	rest = m->elapsed % 86400;
	if (date1904)
		m->days = days - 24107;
	else
		m->days = days - 25569 + (days < 60);
	civil(m);
	m->hour = (int)(rest / 3600);
	m->minute = (int)(rest / 60 % 60);
	m->second = (int)(rest % 60);
	return true;
}

static const struct era {
	int64_t from; /* days since 1970-01-01 */
	int zero; /* the year before its first */
	const char *letter, *sign, *name;
} eras[] = {
    {18017, 2018, "R", "令", "令和"}, /* 2019-05-01 */
    {6947, 1988, "H", "平", "平成"}, /* 1989-01-08 */
    {-15713, 1925, "S", "昭", "昭和"}, /* 1926-12-25 */
    {-20974, 1911, "T", "大", "大正"}, /* 1912-07-30 */
    {INT64_MIN, 1867, "M", "明", "明治"},
};

static const struct era *
era_of(const struct moment *m)
{
	const struct era *era = eras;

	while (m->days < era->from)
		era++;
	return era;
}

static void
put_number(struct text *t, int64_t n, size_t width)
{
	char buf[40];
	str digits = dec_text(dec_of(n), buf);

	for (size_t i = digits.n; i < width; i++)
		text_char(t, '0');
	text_put(t, digits);
}

static const char *const months[] = {"January", "February", "March", "April",
    "May", "June", "July", "August", "September", "October", "November",
    "December"};
static const char *const weekdays[] = {"Sunday", "Monday", "Tuesday",
    "Wednesday", "Thursday", "Friday", "Saturday"};
static const char *const youbi[] = {"日", "月", "火", "水", "木", "金", "土"};

/* m stands for minutes behind hours and before seconds, else for months. */
static bool
is_minutes(char last, str ahead)
{
	if (last == 'h')
		return true;
	while (ahead.n) {
		struct piece piece = next_piece(&ahead);
		if (!piece.literal)
			return (piece.text.p[0] | 0x20) == 's';
	}
	return false;
}

static void
put_month(struct text *t, const struct moment *m, size_t n)
{
	str name = str_of(months[m->month - 1]);

	if (n <= 2)
		put_number(t, m->month, n);
	else
		text_put(t,
		    n == 3 ? str_take(name, 3)
			   : (n == 5 ? str_take(name, 1) : name));
}

static void
put_era(struct text *t, const struct era *era, size_t n)
{
	text_put(
	    t, str_of(n == 1 ? era->letter : (n == 2 ? era->sign : era->name)));
}

static void
put_day(struct text *t, const struct moment *m, size_t n)
{
	str name = str_of(weekdays[m->weekday]);

	if (n <= 2)
		put_number(t, m->day, n);
	else
		text_put(t, n == 3 ? str_take(name, 3) : name);
}

/* [h]:mm: hours, minutes or seconds in all, not of the day. */
static void
put_elapsed(struct text *t, const struct moment *m, char c, size_t n)
{
	int64_t seconds = c == 'h' ? 3600 : c == 'm' ? 60 : 1;

	put_number(t, m->elapsed / seconds, n);
}

/* AM/PM or A/P at the front of the code: prints it and cuts it off. */
static bool
put_noon(struct text *t, const struct moment *m, str from, str *at)
{
	bool full = str_starts(from, S("AM/PM"));
	str word = m->hour < 12 ? S("AM") : S("PM");

	if (!full && !str_starts(from, S("A/P")))
		return false;
	text_put(t, full ? word : str_take(word, 1));
	*at = str_skip(from, full ? 5 : 3);
	return true;
}

/* A part of the date: n letters c. */
static void
put_date_part(struct text *t, const struct moment *m, char c, size_t n)
{
	const struct era *era = era_of(m);

	switch (c) {
	case 'y':
		put_number(t, n > 2 ? m->year : m->year % 100, n > 2 ? 4 : 2);
		break;
	case 'm':
		put_month(t, m, n);
		break;
	case 'd':
		put_day(t, m, n);
		break;
	case 'a':
		text_put(t, str_of(youbi[m->weekday]));
		if (n > 3)
			text_put(t, S("曜日"));
		break;
	case 'g':
		put_era(t, era, n);
		break;
	case 'r': /* ggge */
		put_era(t, era, n > 1 ? 3 : 1);
		put_number(t, m->year - era->zero, n);
		break;
	case 'e':
		put_number(t, m->year - era->zero, n);
		break;
	}
}

static str
print_date(
    struct arena *a, const struct numfmt_section *s, const struct moment *m)
{
	struct text t = {.arena = a};
	bool noon = str_has(s->code, S("AM/PM")) || str_has(s->code, S("A/P"));
	char last = ' ';

	for (str at = s->code; at.n;) {
		str from = at;
		struct piece piece = next_piece(&at);
		size_t n = piece.text.n;
		char c =
		    n && !piece.literal ? (char)(piece.text.p[0] | 0x20) : ' ';

		if (piece.literal) {
			text_put(&t, piece.text);
			continue;
		}
		if (from.p[0] == '[') {
			put_elapsed(&t, m, c, n);
		} else if (put_noon(&t, m, from, &at)) {
			continue;
		} else if (c == '.') { /* parts of a second are not printed */
			if (!at.n || at.p[0] != '0')
				text_char(&t, '.');
			while (at.n && at.p[0] == '0')
				at = str_skip(at, 1);
			continue;
		} else if (c == 'h') {
			put_number(
			    &t, noon ? (m->hour + 11) % 12 + 1 : m->hour, n);
		} else if (c == 's') {
			put_number(&t, m->second, n);
		} else if (c == 'm' && is_minutes(last, at)) {
			put_number(&t, m->minute, n);
		} else if (memchr("ymdager", c, 7)) {
			put_date_part(&t, m, c, n);
		} else {
			text_put(&t, piece.text);
		}
		last = c;
	}
	return text_str(&t);
}

/* -- the two ways in -- */

str
numfmt_number(struct arena *a, const struct numfmt *f, str raw, bool date1904,
    struct dec *held)
{
	struct dec value = dec_json(raw);
	const struct numfmt_section *s;
	struct moment moment = {0};
	struct dec scaled;
	bool bare;
	str text;

	if (held)
		*held = (struct dec){0};
	if (!value.known)
		return raw;
	value = significant(value, HELD_DIGITS);
	s = section_for(f, value, &bare);
	scaled = s->shift ? dec_trim(dec_shift(value, s->shift)) : value;
	if (!scaled.known)
		return raw;
	switch (s->kind) {
	case NUMFMT_DATE:
		if (moment_of(value, date1904, &moment))
			return print_date(a, s, &moment);
		/* fallthrough */
	case NUMFMT_GENERAL:
	case NUMFMT_TEXT:
		text = general(a, value);
		break;
	case NUMFMT_NUMBER:
	default:
		text = print_number(a, s, scaled, bare);
		break;
	}
	if (held && s->shift <= 0 && !text_is_void(text))
		*held = scaled;
	return text;
}

str
numfmt_text(struct arena *a, const struct numfmt *f, str text)
{
	const struct numfmt_section *s = &f->sections[f->n - 1];
	struct text t = {.arena = a};
	bool plain = true;

	if (s->kind != NUMFMT_TEXT)
		return text;
	for (str at = s->code; at.n;) {
		struct piece piece = next_piece(&at);
		if (piece.literal && piece.text.n)
			plain = false;
	}
	if (plain)
		return text;
	for (str at = s->code; at.n;) {
		struct piece piece = next_piece(&at);
		if (piece.literal)
			text_put(&t, piece.text);
		else if (piece.text.p[0] == '@')
			text_put(&t, text);
	}
	return text_str(&t);
}
