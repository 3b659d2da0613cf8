#include "form/labels.h"

const struct label_row label_rows[] = {
#include "labels.inc"
};
const size_t label_count = sizeof label_rows / sizeof *label_rows;

enum { AROUND = 60 }; /* bytes a ~ label may have around it */

/* ① to ⑳, or one or two digits. */
static bool
is_number(str s)
{
	size_t len;
	uint32_t c = str_char(s, &len);

	if (c >= 0x2460 && c <= 0x2473)
		return len == s.n;
	return c >= '0' && c <= '9' &&
	    (s.n == 1 || (s.n == 2 && s.p[1] >= '0' && s.p[1] <= '9'));
}

static bool
fits(const struct label_row *row, str s)
{
	if (row->match == '!')
		return str_has(s, row->text) && str_starts(s, S("※"));
	if (row->match == '~')
		return s.n <= row->text.n + AROUND && str_has(s, row->text);
	if (!str_starts(s, row->text))
		return false;
	if (row->match == '*' || s.n == row->text.n)
		return true;
	if (row->match == '#')
		return is_number(str_skip(s, row->text.n));
	return row->match == '^' && s.p[row->text.n] == '(';
}

enum label
label_find(str s, str *group)
{
	const struct label_row *best = NULL;

	if (group)
		*group = STR_NULL;
	if (s.n < 3)
		return LABEL_NONE;
	for (size_t i = 0; i < label_count; i++) {
		const struct label_row *row = &label_rows[i];
		if (row->match != '!' && row->match != '~' &&
		    (row->text.p[0] != s.p[0] || row->text.p[1] != s.p[1] ||
			row->text.p[2] != s.p[2]))
			continue;
		if (fits(row, s) && (!best || row->text.n > best->text.n))
			best = row;
	}
	if (!best)
		return LABEL_NONE;
	if (group && best->match == '?')
		*group = str_of(best->group);
	return best->label;
}
