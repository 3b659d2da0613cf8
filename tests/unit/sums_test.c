/* sums: two columns of addends and their sums in one stream. */
#include "solve/sums.h"

#include "unit.h"

#include <string.h>

enum { DASH = -1, MOST = 16 };

/* Figures as whole numbers, up to 0. */
static size_t
figures_of(const int *numbers, struct sums_figure *figures)
{
	size_t n = 0;

	for (; numbers[n]; n++)
		figures[n] = (struct sums_figure){
		    .figure = {.known = numbers[n] != DASH,
			.value = (int64_t)numbers[n] * GRID_UNIT,
			.half = GRID_UNIT / 2},
		    .sides = 3,
		    .skip = 2};
	return n;
}

static const struct sums_case {
	const char *why;
	int rows;
	int numbers[MOST];
	int told[2]; /* 0: not */
	size_t at[2][4]; /* columns and their sums */
	bool sure[2];
} cases[] = {
    {"row by row", 2, {10, 7, 20, 8, 30, 15}, {0, 0}, {{0, 2, 4}, {1, 3, 5}},
	{true, true}},
    {"one column after the other", 2, {10, 20, 30, 7, 8, 15}, {0, 0},
	{{0, 1, 2}, {3, 4, 5}}, {true, true}},
    {"both sums at the end", 2, {10, 20, 7, 8, 30, 15}, {0, 0},
	{{0, 1, 4}, {2, 3, 5}}, {true, true}},
    {"a figure between that is of neither", 2, {10, 20, 30, 70, DASH, 80, 150},
	{0, 0}, {{0, 1, 2}, {3, 5, 6}}, {true, true}},
    {"a dash adds nothing", 2, {10, DASH, 20, 15, 30, 15}, {0, 0},
	{{0, 2, 4}, {1, 3, 5}}, {true, true}},
    {"sums may be rounded", 3, {11, 4, 21, 5, 31, 7, 64, 16}, {0, 0},
	{{0, 2, 4, 6}, {1, 3, 5, 7}}, {true, true}},
    {"what is told outweighs the order", 2, {7, 8, 15, 10, 20, 30}, {30, 15},
	{{3, 4, 5}, {0, 1, 2}}, {true, true}},
    {"two ways as good are not sure", 2,
	{10, 20, 30, 70, 80, 150, 11, 20, 31, 60, 80, 140}, {0, 0},
	{{0, 1, 2}, {3, 4, 5}}, {false, false}},
};

static bool
is_sure(const struct sums *s, int side)
{
	for (int row = 0; row <= s->rows; row++)
		if (!s->sure[side][row])
			return false;
	return true;
}

static void
test_case(const struct sums_case *c)
{
	struct sums_figure figures[MOST];
	struct sums s = {.figures = figures, .rows = c->rows, .margin = 1};
	bool same = true;

	s.n = figures_of(c->numbers, figures);
	for (int side = 0; side < 2; side++)
		s.told[side] = (struct grid_figure){.known = c->told[side] > 0,
		    .value = (int64_t)c->told[side] * GRID_UNIT};
	bool found = sums_solve(&s);
	for (int side = 0; side < 2 && found; side++)
		same = same && is_sure(&s, side) == c->sure[side] &&
		    (!c->sure[side] ||
			!memcmp(s.at[side], c->at[side],
			    (size_t)(c->rows + 1) * sizeof s.at[0][0]));
	CHECK(c->why, found && same);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		test_case(&cases[i]);

	struct sums_figure figures[MOST];
	struct sums s = {.figures = figures, .rows = 2};
	static const int odd[] = {10, 20, 31, 700, 8, 15, 0};
	s.n = figures_of(odd, figures);
	CHECK("what does not add up has no answer", !sums_solve(&s));
	static const int negative[] = {40, DASH, -10, 30, 7, 8, 15, 0};
	s.n = figures_of(negative, figures);
	CHECK("nothing is taken away", !sums_solve(&s));
	return unit_done();
}
