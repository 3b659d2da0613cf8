#include "value/text.h"

#include "base/vec.h"

#include <string.h>

bool
text_is_space(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	if (c > 0x3000)
		return c == 0xfeff;
	return c == 0x3000 || c == 0x85 || c == 0xa0 || c == 0xad ||
	    c == 0x1680 || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 ||
	    c == 0x2029 || c == 0x202f || c == 0x205f;
}

bool
text_is_dash(uint32_t c)
{
	if (c < 0x80)
		return c == '-';
	if (c > 0x2500)
		return c == 0x30fc || c == 0xfe58 || c == 0xfe63 ||
		    c == 0xff0d || c == 0xff70;
	return c == 0x2500 || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ||
	    c == 0x208b;
}

uint32_t
text_fold_code(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		return c - 0xff01 + '!';
	return c == 0x3000 ? ' ' : c;
}

/* Whether a character that begins with this byte may be white. */
static bool
may_be_white(unsigned char c)
{
	return c <= ' ' || (c >= 0xc2 && c <= 0xe3) || c == 0xef;
}

str
text_strip(str s)
{
	size_t len;

	while (s.n && may_be_white((unsigned char)s.p[0]) &&
	    text_is_space(str_char(s, &len)))
		s = str_skip(s, len);
	while (s.n) {
		size_t at = s.n - 1;
		if (s.p[at] > ' ' && s.p[at] < 0x7f)
			break;
		while (at && ((unsigned char)s.p[at] & 0xc0) == 0x80)
			at--;
		if (!text_is_space(str_char(str_skip(s, at), &len)))
			break;
		s.n = at;
	}
	return s;
}

bool
text_is_blank(str s)
{
	return text_strip(s).n == 0;
}

bool
text_is_none(str s)
{
	size_t len;

	s = text_strip(s);
	if (!s.n)
		return false;
	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = str_char(s, &len);
		if (!text_is_dash(c) && !text_is_space(c))
			return false;
	}
	return true;
}

bool
text_is_void(str s)
{
	return text_is_blank(s) || text_is_none(s);
}

static bool
is_control(uint32_t c)
{
	return (c < 0x20 && c != '\n') || c == 0x7f;
}

/* Whether a wide or invisible space may begin at s.p[i]; see text_is_space. */
static bool
may_be_space(str s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p + i;

	switch (p[0]) {
	case 0xc2:
		return true;
	case 0xe1:
	case 0xe2:
		return i + 1 < s.n &&
		    (p[1] == 0x80 || p[1] == 0x81 || p[1] == 0x9a);
	case 0xe3:
		return i + 2 < s.n && p[1] == 0x80 && p[2] == 0x80;
	case 0xef:
		return i + 1 < s.n && p[1] == 0xbb;
	default:
		return false;
	}
}

#if HAVE_VEC
/* Which of sixteen bytes, with two more behind them, are no part of a plain
 * run. */
static inline vec
odd_bytes(const char *p)
{
	vec v = vec_load(p), w = vec_load(p + 1), x = vec_load(p + 2);
	vec three = (vec)(v == 0xe3) & (vec)(w == 0x80);
	vec two = ((vec)(v == 0xe1) | (vec)(v == 0xe2)) &
	    ((vec)(w == 0x80) | (vec)(w == 0x81) | (vec)(w == 0x9a));

	return (vec)(v <= 0x20) | (vec)(v == 0x7f) | (vec)(v == 0xc2) |
	    (three & (vec)(x == 0x80)) | two |
	    ((vec)(v == 0xef) & (vec)(w == 0xbb));
}
#endif

/*
 * How many bytes from i on are neither ASCII spaces nor controls nor the
 * beginning of what may_be_space finds.
 */
static size_t
plain_run(str s, size_t i)
{
	size_t from = i;

#if HAVE_VEC
	for (; i + 18 <= s.n; i += 16) {
		unsigned at = vec_first(odd_bytes(s.p + i));
		if (at < 16)
			return i + at - from;
	}
	if (s.n >= 18 && i + 2 < s.n) { /* once more, from the end */
		size_t last = s.n - 18;
		unsigned at = vec_first(
		    odd_bytes(s.p + last) & vec_from((unsigned)(i - last)));
		if (at < 16)
			return last + at - from;
		i = last + 16;
	}
#endif
	for (; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c <= ' ' || c == 0x7f || (c >= 0xc2 && may_be_space(s, i)))
			break;
	}
	return i - from;
}

/*
 * Whether s is already clean: no white space but single spaces and \n, none
 * at the ends, no control characters.  Looks at bytes only; a byte that could
 * begin a wide space says "no" and the slow path decides.
 */
static bool
is_clean(str s)
{
	bool space = true; /* before i, or nothing is */

	for (size_t i = 0; i < s.n; i++) {
		size_t run = plain_run(s, i);
		i += run;
		if (i == s.n)
			return run || !space;
		if ((s.p[i] != ' ' && s.p[i] != '\n') || (space && !run))
			return false;
		space = true;
	}
	return !s.n;
}

str
text_clean(struct arena *a, str s)
{
	struct text t = {.arena = a};
	bool space = false, line = false;
	size_t len;

	if (!s.p || is_clean(s))
		return s;
	t.p = arena_alloc(a, s.n, 1, 1); /* it only becomes shorter */
	t.room = s.n;
	for (; s.n; s = str_skip(s, len)) {
		size_t run = plain_run(s, 0);
		uint32_t c = run ? 'a' : str_char(s, &len);
		if (run)
			len = run; /* copied as if it were one letter */
		if (c == '\n')
			line = true;
		if (text_is_space(c)) {
			space = true;
			continue;
		}
		if (is_control(c))
			continue;
		if (space && t.n)
			text_char(&t, line ? '\n' : ' ');
		space = line = false;
		text_put(&t, str_take(s, len));
	}
	return text_str(&t);
}

/* -- HTML -- */

static bool
tag_is(str tag, str name)
{
	size_t n = name.n;

	if (tag.n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((tag.p[i] | 0x20) != name.p[i])
			return false;
	return tag.n == n || !(tag.p[n] >= '0' && tag.p[n] <= 'z');
}

/* The name of the tag at s ("<td ...>"), its whole length in *len, or null
 * when "<" opens no tag. */
static str
tag_at(str s, size_t *len)
{
	size_t i = 1, from;
	size_t close;

	if (i < s.n && s.p[i] == '/')
		i++;
	from = i;
	if (i >= s.n || !((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z'))
		return STR_NULL;
	while (i < s.n && s.p[i] > ' ' && s.p[i] != '>' && s.p[i] != '/' &&
	    (unsigned char)s.p[i] < 0x80)
		i++;
	close = str_find(s, S(">"), i);
	if (close == s.n || close > 400)
		return STR_NULL;
	*len = close + 1;
	return str_slice(s, from, i);
}

static bool
is_html_tag(str tag)
{
	static const char *const names[] = {"table", "tbody", "thead", "tr",
	    "td", "th", "div", "span", "small", "b", "i", "u", "p", "br",
	    "input", "sup", "sub", "strong", "em", "font", "hr", "li", "ul",
	    "ol", "img", "a", "center", "s", "label", "del"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (tag_is(tag, str_of(names[i])))
			return true;
	return false;
}

static uint32_t
entity_at(str s, size_t *len)
{
	static const struct {
		const char *name;
		uint32_t c;
	} names[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'},
	    {"&quot;", '"'}, {"&apos;", '\''}, {"&nbsp;", 0xa0},
	    {"&yen;", 0xa5}, {"&times;", 0xd7}, {"&deg;", 0xb0}};
	uint32_t c = 0;
	size_t i = 2;
	uint32_t base = 10;

	for (size_t k = 0; k < sizeof names / sizeof *names; k++)
		if (str_starts(s, str_of(names[k].name))) {
			*len = strlen(names[k].name);
			return names[k].c;
		}
	if (s.n < 4 || s.p[1] != '#')
		return 0;
	if ((s.p[2] | 0x20) == 'x') {
		base = 16;
		i++;
	}
	for (; i < s.n && i < 10; i++) {
		uint32_t d = (uint32_t)(unsigned char)s.p[i];
		if (d >= '0' && d <= '9')
			d -= '0';
		else if (base == 16 && (d | 0x20) >= 'a' && (d | 0x20) <= 'f')
			d = (d | 0x20) - 'a' + 10;
		else
			break;
		c = c * base + d;
	}
	if (i >= s.n || s.p[i] != ';' || c == 0 || c > 0x10ffff ||
	    (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*len = i + 1;
	return c;
}

static void
put_tag(struct text *t, str tag, str whole)
{
	bool end = whole.n > 1 && whole.p[1] == '/';

	if (tag_is(tag, S("input"))) {
		if (str_has(whole, S("checkbox")) &&
		    str_has(whole, S("checked")))
			text_put(t, S("☑"));
	} else if (tag_is(tag, S("br")) || tag_is(tag, S("hr")) ||
	    (end &&
		(tag_is(tag, S("div")) || tag_is(tag, S("p")) ||
		    tag_is(tag, S("tr")) || tag_is(tag, S("li"))))) {
		text_char(t, '\n');
	} else if (end && (tag_is(tag, S("td")) || tag_is(tag, S("th")))) {
		text_char(t, ' ');
	}
}

str
text_unhtml(struct arena *a, str s)
{
	struct text t = {.arena = a};

	if (!s.n || (!memchr(s.p, '<', s.n) && !memchr(s.p, '&', s.n)))
		return text_clean(a, s);
	while (s.n) {
		size_t len = 0;
		if (s.p[0] == '<') {
			str tag = tag_at(s, &len);
			if (tag.p && is_html_tag(tag)) {
				put_tag(&t, tag, str_take(s, len));
				s = str_skip(s, len);
				continue;
			}
		} else if (s.p[0] == '&') {
			uint32_t c = entity_at(s, &len);
			if (c) {
				text_code(&t, c);
				s = str_skip(s, len);
				continue;
			}
		}
		str_char(s, &len);
		text_put(&t, str_take(s, len));
		s = str_skip(s, len);
	}
	return text_clean(a, text_str(&t));
}

/* -- folding -- */

static uint32_t
fold_label(uint32_t c)
{
	c = text_fold_code(c);
	if (c != 0x30fc && c != 0xff70 && text_is_dash(c))
		return '-';
	switch (c) {
	case 0x301c: /* 〜 */
		return '~';
	case 0xb7: /* · */
	case 0xff65:
	case 0x2022:
		return 0x30fb;
	case 0xff61:
		return 0x3002;
	case 0xff64:
		return 0x3001;
	default:
		return c;
	}
}

str
text_fold(struct arena *a, str s)
{
	/* an invalid byte grows most, to the three of U+FFFD */
	char *to = arena_alloc(a, s.n * 3 + 1, 1, 1);
	size_t n = 0, len;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = str_char(s, &len);
		if (c >= 0x4e00 && c <= 0x9fff) { /* 漢字 stay */
			memcpy(to + n, s.p, 3);
			n += 3;
			continue;
		}
		if (text_is_space(c))
			continue;
		n += str_encode(fold_label(c), to + n);
	}
	return (str){to, n};
}

str
text_number(struct arena *a, str s)
{
	struct text t = {.arena = a};
	size_t len;

	for (; s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		if (text_is_space(c))
			continue;
		if (text_is_dash(c))
			c = '-';
		text_code(&t, c);
	}
	return text_str(&t);
}

size_t
text_split_list(struct arena *a, str s, struct list *strs)
{
	size_t from = 0, at = 0, before = strs->n;

	while (at <= s.n) {
		bool comma = str_starts(str_skip(s, at), S("、"));
		if (at == s.n || s.p[at] == '\n' || comma) {
			str piece = text_clean(a, str_slice(s, from, at));
			if (!text_is_void(piece))
				*list_add(a, strs, str) = piece;
			from = at + (comma ? 3 : 1);
			at = from;
		} else {
			at++;
		}
	}
	return strs->n - before;
}

int
text_width(uint32_t c)
{
	if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200b || c == 0xfeff ||
	    (c >= 0x300 && c < 0x370))
		return 0;
	if ((c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
	    (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
	    (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
	    (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) ||
	    (c >= 0x20000 && c <= 0x3fffd))
		return 2;
	return 1;
}

int
text_brackets(str s)
{
	int open = 0;
	size_t len;

	for (; s.n; s = str_skip(s, len)) {
		str c = str_take(s, (str_char(s, &len), len));
		if (str_has(S("(（「『【［[〔《〈"), c))
			open++;
		else if (str_has(S(")）」』】］]〕》〉"), c))
			open--;
	}
	return open;
}
