#include "form/labels.h"

#include "value/text.h"

#include <string.h>

const struct label_row label_rows[] = {
#include "labels.inc"
};
const size_t label_count = sizeof label_rows / sizeof *label_rows;

enum { AROUND = 60 }; /* bytes a ~ label may have around it */

/* Behind ① to ⑳, or one or two digits; s where there is none. */
static str
behind_number(str s)
{
	size_t len;
	uint32_t c = s.n ? str_char(s, &len) : 0;

	if (c >= 0x2460 && c <= 0x2473)
		return str_skip(s, len);
	for (int i = 0; i < 2 && s.n && s.p[0] >= '0' && s.p[0] <= '9'; i++)
		s = str_skip(s, 1);
	return s;
}

/* Nothing, a number (①, 1, ①-2), a remark in brackets, or both. */
static bool
is_number_and_remark(str s)
{
	str rest = behind_number(s);

	if (rest.n < s.n && str_starts(rest, S("-")))
		rest = behind_number(str_skip(rest, 1));
	return !rest.n || (rest.p[0] == '(' && str_ends(rest, S(")")));
}

/* The label may stand anywhere, but little beside it save its remark. */
static bool
is_around(str s, str label)
{
	size_t remark = str_find(s, S("("), 0);

	return str_has(s, label) &&
	    (s.n <= label.n + AROUND ||
		(remark <= label.n + AROUND &&
		    str_has(str_take(s, remark), label)));
}

static bool
fits(const struct label_row *row, str s)
{
	if (row->match == '!')
		return str_has(s, row->text) && str_starts(s, S("※"));
	if (row->match == '~')
		return is_around(s, row->text);
	if (!str_starts(s, row->text))
		return false;
	if (row->match == '*' || s.n == row->text.n)
		return true;
	if (row->match == '#')
		return is_number_and_remark(str_skip(s, row->text.n));
	return row->match == '^' && s.p[row->text.n] == '(';
}

/* Orders by the first three bytes, one Japanese character; both have them. */
static int
head_cmp(str a, str b)
{
	for (int i = 0; i < 3; i++)
		if (a.p[i] != b.p[i])
			return (unsigned char)a.p[i] < (unsigned char)b.p[i]
			    ? -1
			    : 1;
	return 0;
}

/* The first of the sorted rows that may begin like s. */
static size_t
first_row(str s)
{
	size_t low = LABELS_INSIDE, high = label_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (head_cmp(label_rows[middle].text, s) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

enum label
label_find(str s, str *group)
{
	const struct label_row *best = NULL;

	if (group)
		*group = STR_NULL;
	if (s.n < 3)
		return LABEL_NONE;
	for (size_t i = 0; i < LABELS_INSIDE && !best; i++)
		if (fits(&label_rows[i], s))
			best = &label_rows[i];
	for (size_t i = first_row(s);
	     i < label_count && head_cmp(label_rows[i].text, s) == 0; i++)
		if (fits(&label_rows[i], s) &&
		    (!best || label_rows[i].text.n > best->text.n))
			best = &label_rows[i];
	if (!best)
		return LABEL_NONE;
	if (group && best->match == '?')
		*group = str_of(best->group);
	return best->label;
}

bool
label_may_be(str s)
{
	char head[4 * 4];
	size_t n = 0, len;

	if (s.n <= AROUND + 40 && s.n > 20)
		return true; /* short enough for a label inside */
	s = text_strip(s);
	for (int i = 0; i < 4 && s.n; s = str_skip(s, len)) {
		uint32_t c = text_fold_code(str_char(s, &len));
		if (text_is_space(c))
			continue;
		n += str_encode(
		    text_is_dash(c) && c != 0x30fc ? '-' : c, head + n);
		i++;
	}
	if (n < 3)
		return false;
	if (str_starts((str){head, n}, S("※")))
		return true;
	for (size_t i = first_row((str){head, n}); i < label_count &&
	     head_cmp(label_rows[i].text, (str){head, n}) == 0;
	     i++) {
		size_t both =
		    label_rows[i].text.n < n ? label_rows[i].text.n : n;
		if (memcmp(label_rows[i].text.p, head, both) == 0)
			return true;
	}
	return false;
}
