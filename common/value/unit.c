#include "value/unit.h"

/* What ends like another stands before it. */
static const struct unit {
	const char *word;
	int power;
} units[] = {{"百万円", 6}, {"億円", 8}, {"千円", 3}, {"万円", 4}, {"円", 0}};

bool
unit_cut(str *text, int *power)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		str word = str_of(units[i].word);
		if (!str_ends(*text, word))
			continue;
		*text = str_take(*text, text->n - word.n);
		*power = units[i].power;
		return true;
	}
	return false;
}

int
unit_of_heading(str folded, int otherwise)
{
	if (str_has(folded, S("百万円")))
		return 6;
	if (str_has(folded, S("千円")))
		return 3;
	if (str_has(folded, S("億円")))
		return 8;
	if (str_has(folded, S("(円)")) || str_has(folded, S(":円")))
		return 0;
	return otherwise;
}
