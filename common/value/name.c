#include "value/name.h"

#include "value/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

struct legal_form {
	str abbreviation, full;
	bool anywhere; /* else only as the first or last thing of a name */
};

enum kind { WORD, PREFIX, NOUN, FORM, FRONT, COUNT };

struct placeholder {
	enum kind kind;
	str text;
};

#include "names.inc"

enum {
	N_FORMS = sizeof legal_forms / sizeof *legal_forms,
	N_PLACEHOLDERS = sizeof placeholders / sizeof *placeholders,
};

/* -- NFKC -- */

/*
 * What NFKC leaves alone, whatever stands around it out of the same set:
 * ASCII, kana without the combining voice marks, the unified ideographs.
 * Nearly all names are made of these, of full-width ASCII and of spaces, and
 * need no tables; a test holds this against utf8proc.
 */
static bool
is_inert(uint32_t c)
{
	return (c > 0x20 && c < 0x7f) || (c >= 0x4e00 && c <= 0x9fff) ||
	    (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fe) ||
	    (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x3001 && c <= 0x3015);
}

/* NFKC of one of full-width ASCII, or 0. */
static uint32_t
narrow(uint32_t c)
{
	return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : 0;
}

/* False when the text needs the tables; then *t is of no use. */
static bool
compact_plainly(struct text *t, str s, unsigned *steps)
{
	while (s.n) {
		size_t n;
		uint32_t c = str_char(s, &n);
		uint32_t folded = narrow(c);

		if (text_is_space(c)) {
			*steps |= NAME_SPACE;
		} else if (folded) {
			text_char(t, (char)folded);
			*steps |= NAME_WIDTH;
		} else if (c == 0x3231) { /* ㈱, by far the most frequent */
			text_put(t, S("(株)"));
			*steps |= NAME_WIDTH;
		} else if (is_inert(c)) {
			text_put(t, str_take(s, n));
		} else {
			return false;
		}
		s = str_skip(s, n);
	}
	return true;
}

/* One round of NFKC, then without white space; false when none was there. */
static bool
compact_once(struct text *t, str s, unsigned *steps)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t n =
	    utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n,
		&mapped, UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	str all = n < 0 ? s : (str){(char *)mapped, (size_t)n};
	bool spaces = false;

	if (!str_eq(all, s))
		*steps |= NAME_WIDTH;
	while (all.n) {
		size_t len;
		if (text_is_space(str_char(all, &len)))
			spaces = true;
		else
			text_put(t, str_take(all, len));
		all = str_skip(all, len);
	}
	free(mapped);
	return spaces;
}

static void
compact_fully(struct text *t, str s, unsigned *steps)
{
	/* a mark may now stand behind a letter that it joins: ￣ is a space
	 * and a macron to NFKC */
	while (compact_once(t, s, steps)) {
		*steps |= NAME_SPACE;
		s = arena_copy(t->arena, text_str(t));
		t->n = 0;
	}
}

static str
compact(struct arena *a, str s, unsigned *steps)
{
	struct text t = {.arena = a};
	unsigned found = 0;

	if (!compact_plainly(&t, s, &found)) {
		t.n = 0;
		found = 0;
		compact_fully(&t, s, &found);
	}
	*steps |= found;
	return found ? text_str(&t) : s;
}

str
name_compact(struct arena *a, str text)
{
	unsigned steps = 0;

	return str_is_null(text) ? text : compact(a, text, &steps);
}

/* -- legal forms -- */

static const struct legal_form *
form_at(str name, size_t at)
{
	str rest = str_skip(name, at);

	for (size_t i = 0; i < N_FORMS; i++) {
		const struct legal_form *form = &legal_forms[i];
		if (str_starts(rest, form->abbreviation) &&
		    (form->anywhere || at == 0 ||
			rest.n == form->abbreviation.n))
			return form;
	}
	return NULL;
}

static str
write_out_forms(struct arena *a, str name, unsigned *steps)
{
	struct text t = {.arena = a};
	size_t from = 0, at = 0;

	while (at < name.n) {
		const struct legal_form *form = NULL;
		if (name.p[at] == '(' || name.p[at] == 'N')
			form = form_at(name, at);
		if (!form) {
			at++;
			continue;
		}
		text_put(&t, str_slice(name, from, at));
		text_put(&t, form->full);
		from = at += form->abbreviation.n;
	}
	if (!from)
		return name;
	*steps |= NAME_FORM;
	text_put(&t, str_skip(name, from));
	return text_str(&t);
}

str
name_canonical(struct arena *a, str name, unsigned *steps)
{
	unsigned found = 0;

	if (str_is_null(name))
		return name;
	name = write_out_forms(a, compact(a, name, &found), &found);
	if (steps)
		*steps |= found;
	return name;
}

str
name_key(struct arena *a, str name, unsigned *steps)
{
	struct text t = {.arena = a};
	size_t from = 0, at = 0;

	while (at < name.n) {
		size_t n = 1;
		if ((unsigned char)name.p[at] >= 0x80) {
			uint32_t c = str_char(str_skip(name, at), &n);
			/* U+FF70 is ー to NFKC and so never met here */
			if (text_is_dash(c) && c != 0x30fc) {
				text_put(&t, str_slice(name, from, at));
				text_char(&t, '-');
				from = at + n;
			}
		}
		at += n;
	}
	if (!from)
		return name;
	if (steps)
		*steps |= NAME_DASH;
	text_put(&t, str_skip(name, from));
	return text_str(&t);
}

/* -- placeholders -- */

static bool
is_listed(enum kind kind, str s)
{
	for (size_t i = 0; i < N_PLACEHOLDERS; i++)
		if (placeholders[i].kind == kind &&
		    str_eq(placeholders[i].text, s))
			return true;
	return false;
}

static bool
has_listed_prefix(str s)
{
	for (size_t i = 0; i < N_PLACEHOLDERS; i++)
		if (placeholders[i].kind == PREFIX &&
		    str_starts(s, placeholders[i].text))
			return true;
	return false;
}

static bool
ends_in(enum kind kind, str s)
{
	for (size_t i = 0; i < N_PLACEHOLDERS; i++)
		if (placeholders[i].kind == kind &&
		    str_ends(s, placeholders[i].text))
			return true;
	return false;
}

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One kana of the old orders: イロハニホヘトチリヌルヲ, アイウエオ ... */
static bool
is_kana_tag(str s)
{
	size_t n;
	uint32_t c;

	if (s.n != 3)
		return false;
	c = str_char(s, &n);
	return (c >= 0x30a2 && c <= 0x30f2) || (c >= 0x3042 && c <= 0x3092);
}

/* A tag that tells nameless ones apart: A, Ab, 12, and イ in parentheses. */
static bool
is_tag(str s, bool in_parentheses)
{
	size_t letters = 0, digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		letters += is_letter(s.p[i]);
		digits += is_digit(s.p[i]);
	}
	if (s.n && letters + digits == s.n)
		return letters <= 2 && digits <= 3;
	return in_parentheses && is_kana_tag(s);
}

/* A trailing (...): its inside, and the text before it. */
static bool
cut_parentheses(str s, str *before, str *inside)
{
	size_t at;

	if (!str_ends(s, S(")")))
		return false;
	for (at = s.n - 1; at > 0 && s.p[at - 1] != '('; at--)
		if (s.p[at - 1] == ')')
			return false;
	if (at == 0)
		return false;
	*before = str_take(s, at - 1);
	*inside = str_slice(s, at, s.n - 1);
	return true;
}

/* 3名, 延べ12人, 24,922人, 複数名 */
static bool
is_count(str s)
{
	size_t digits = 0;

	if (str_starts(s, S("延べ")))
		s = str_skip(s, sizeof "延べ" - 1);
	if (str_starts(s, S("約")))
		s = str_skip(s, sizeof "約" - 1);
	while (digits < s.n && (is_digit(s.p[digits]) || s.p[digits] == ','))
		digits++;
	if (digits)
		return is_listed(COUNT, str_skip(s, digits));
	return str_starts(s, S("複数")) &&
	    (s.n == sizeof "複数" - 1 ||
		is_listed(COUNT, str_skip(s, sizeof "複数" - 1)));
}

/* Drops what says how many: (3名), 3名, 等, ほか5名, 他8件, (個人). */
static bool
drop_count(str *s)
{
	static const str others[] = {
	    {"ほか", sizeof "ほか" - 1},
	    {"他", sizeof "他" - 1},
	    {"外", sizeof "外" - 1},
	};
	str before, inside;
	size_t at = s->n;

	if (cut_parentheses(*s, &before, &inside) &&
	    (is_count(inside) || is_listed(NOUN, inside))) {
		*s = before;
		return before.n > 0;
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		size_t from = str_find(*s, others[i], 0);
		str tail = str_skip(*s, from + others[i].n);
		if (from > 0 && from < s->n && (!tail.n || is_count(tail))) {
			*s = str_take(*s, from);
			return true;
		}
	}
	if (str_ends(*s, S("等")) && s->n > sizeof "等" - 1) {
		*s = str_take(*s, s->n - (sizeof "等" - 1));
		return true;
	}
	/* 職員3名: the digits from the last run on */
	while (at > 0 && !is_digit(s->p[at - 1]))
		at--;
	while (at > 0 && (is_digit(s->p[at - 1]) || s->p[at - 1] == ','))
		at--;
	if (at > 0 && is_count(str_skip(*s, at))) {
		*s = str_take(*s, at);
		return true;
	}
	return false;
}

/*
 * What is a tag beside a legal form as well: A, aa, C10, 3.  Two capitals or a
 * longer number make a company's name.
 */
static bool
is_short_tag(str s)
{
	bool small = s.n == 2 && s.p[0] >= 'a' && s.p[1] >= 'a';

	if (s.n == 1 || small)
		return is_tag(s, false);
	return (s.n == 2 || s.n == 3) && is_letter(s.p[0]) &&
	    is_digit(s.p[1]) && is_digit(s.p[s.n - 1]);
}

/* Drops what stands between the tags of 個人A~E, 職員A,B,C, 個人B、C. */
static bool
drop_separator(str *s)
{
	static const str separators[] = {{"~", 1}, {",", 1}, {"、", 3}};

	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
		if (str_ends(*s, separators[i])) {
			*s = str_take(*s, s->n - separators[i].n);
			return true;
		}
	return false;
}

/* Drops a tag at the end: 個人A, 個人(A), 個別(イ), 個人A~E.  *tag is its last
 * piece. */
static bool
drop_tag(str *s, str *tag)
{
	str before, inside, rest = *s;
	size_t at;

	if (cut_parentheses(*s, &before, &inside)) {
		if (!before.n || !is_tag(inside, true))
			return false;
		*s = before;
		*tag = inside;
		return true;
	}
	*tag = S("");
	do {
		for (at = rest.n; at > 0 &&
		     (is_letter(rest.p[at - 1]) || is_digit(rest.p[at - 1]));)
			at--;
		if (at == 0 || !is_tag(str_skip(rest, at), false))
			return false;
		*tag = tag->n ? *tag : str_skip(rest, at);
		rest = str_take(rest, at);
	} while (drop_separator(&rest));
	*s = rest;
	return true;
}

/* A社, B大学, C株式会社: a tag and nothing but a kind of body behind it. */
static bool
is_tagged_front(str s)
{
	size_t n = 0;
	str tag, body;

	while (n < s.n && (is_letter(s.p[n]) || is_digit(s.p[n])))
		n++;
	tag = str_take(s, n);
	body = str_skip(s, n);
	return n > 0 &&
	    ((is_tag(tag, false) && is_listed(FRONT, body)) ||
		(is_short_tag(tag) && is_listed(FORM, body)));
}

/* Whether any letter, digit or ideograph is in it; marks such as 〃 ○ * are
 * none. */
static bool
says_something(str s)
{
	size_t n;

	for (; s.n; s = str_skip(s, n)) {
		uint32_t c = str_char(s, &n);
		if (c < 0x80 ? is_letter((char)c) || is_digit((char)c)
			     : (c >= 0x3040 && c != 0x30fb && c != 0x30fc) ||
			    (c >= 0xc0 && c < 0x2000 && c != 0xd7 && c != 0xf7))
			return true;
	}
	return false;
}

/* 〇〇株式会社, ●●: a mask in place of a name. */
static bool
is_masked(str s)
{
	static const char *const masks[] = {
	    "○○", "〇〇", "◯◯", "●●", "××", "△△", "□□", "■■", "**", "＊＊"};

	for (size_t i = 0; i < sizeof masks / sizeof *masks; i++)
		if (str_has(s, str_of(masks[i])))
			return true;
	return false;
}

static bool
is_placeholder(str s, bool *tagged)
{
	bool counted = false;
	str tag;

	*tagged = is_tagged_front(s);
	if (*tagged || is_listed(WORD, s) || is_listed(NOUN, s) ||
	    has_listed_prefix(s))
		return true;
	while (drop_count(&s))
		counted = true;
	if (is_listed(WORD, s) && counted)
		return true;
	if (is_tagged_front(s))
		return *tagged = true;
	if (drop_tag(&s, &tag)) {
		*tagged = true;
		do
			if (ends_in(NOUN, s) ||
			    (is_short_tag(tag) && ends_in(FORM, s)))
				return true;
		while (drop_count(&s));
		return false;
	}
	return counted && ends_in(NOUN, s);
}

bool
name_is_placeholder(str key)
{
	str before, inside;
	bool tagged;

	if (!says_something(key) || is_masked(key) ||
	    is_placeholder(key, &tagged))
		return true;
	/* 文化交流使(個人E) */
	return cut_parentheses(key, &before, &inside) &&
	    is_placeholder(inside, &tagged) && tagged;
}
