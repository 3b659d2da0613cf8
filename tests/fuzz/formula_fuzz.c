/* Any text as a formula and as a unit. */
#include "check/formula.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct arena a;
	str text = {(const char *)data, n};
	struct formula f = formula_of_text(&a, text);

	if (f.value.range.known && interval_below(f.value.range, f.value.range))
		__builtin_trap();
	money_power(&a, text);
	count_power(&a, text);
	arena_reset(&a);
	return 0;
}
