#include "value/corp.h"

#include "value/text.h"

str
corp_digits(struct arena *a, str cell)
{
	char *digits = arena_alloc(a, 14, 1, 1);
	size_t n = 0, len;

	for (; cell.n; cell = str_skip(cell, len)) {
		uint32_t c = text_fold_code(str_char(cell, &len));
		if (text_is_space(c) || (text_is_dash(c) && n))
			continue;
		if (c < '0' || c > '9' || n == 13)
			return STR_NULL;
		digits[n++] = (char)c;
	}
	return n == 13 ? (str){digits, n} : STR_NULL;
}

bool
corp_is_valid(str s)
{
	int sum = 0;

	if (s.n != 13)
		return false;
	for (size_t i = 0; i < 13; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	for (size_t n = 1; n <= 12; n++)
		sum += (s.p[13 - n] - '0') * (n % 2 ? 1 : 2);
	return s.p[0] - '0' == 9 - sum % 9;
}
