/* solve: the bounded searches by which text without geometry is read. */
#include "solve/align.h"
#include "solve/beam.h"
#include "solve/fill.h"
#include "solve/sides.h"

#include "unit.h"

#include <string.h>

/* Items and slots as letters: the same letter costs nothing. */
static void
align_letters(
    const char *reason, const char *items, const char *slots, const char *want)
{
	struct arena arena = {0};
	struct align a;
	size_t n = strlen(items), m = strlen(slots);
	char got[32] = {0};

	align_init(&a, &arena, n, m);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < m; k++)
			a.cost[i * m + k] = items[i] == slots[k] ? 0 : 3;
		a.again[i] = ALIGN_NEVER;
		a.none[i] = 10;
	}
	for (size_t k = 0; k < m; k++)
		a.empty[k] = 1;
	align_solve(&a, &arena);
	for (size_t i = 0; i < n; i++)
		got[i] = !a.sure[i] ? '?'
		    : a.slot[i] < 0 ? '-'
				    : (char)('0' + a.slot[i]);
	CHECK(reason, strcmp(got, want) == 0);
	arena_free(&arena);
}

static void
test_align(void)
{
	align_letters(
	    "as many items as slots stand in order", "abc", "abc", "012");
	align_letters("a lost item leaves its slot empty", "ac", "abc", "02");
	align_letters(
	    "of equal items it is open which one was lost", "aa", "aaa", "??");
	align_letters("an item too many stands nowhere", "abxc", "abc", "01-2");
	align_letters(
	    "nothing is placed where there are no slots", "ab", "", "--");
	align_letters("no items need no slots", "", "abc", "");
}

/* A slot takes a run of its own letter; A is a longer run that may be cut. */
struct letters {
	const char *items, *slots;
};

static int
letters_cost(const void *context, size_t slot, size_t from, size_t to)
{
	const struct letters *l = context;

	if (from == to)
		return 5;
	for (size_t i = from; i < to; i++)
		if (l->items[i] != l->slots[slot])
			return FILL_STOP;
	return 1;
}

static int
letters_none(const void *context, size_t item)
{
	(void)context, (void)item;
	return 10;
}

static void
fill_letters(
    const char *reason, const char *items, const char *slots, const char *want)
{
	struct arena arena = {0};
	struct letters letters = {items, slots};
	struct fill f = {.items = strlen(items),
	    .slots = strlen(slots),
	    .cost = letters_cost,
	    .none = letters_none,
	    .context = &letters};
	char got[64] = {0};

	if (!CHECK(reason, fill_solve(&f, &arena)))
		return;
	for (size_t s = 0, n = 0; s < f.slots; s++) {
		for (size_t i = f.from[s]; f.sure[s] && i < f.to[s]; i++)
			got[n++] = items[i];
		got[n++] = f.sure[s] ? ' ' : '?';
	}
	CHECK(reason, strcmp(got, want) == 0);
	arena_free(&arena);
}

static void
test_fill(void)
{
	fill_letters(
	    "a slot takes all that is its own", "aabccc", "abc", "aa b ccc ");
	fill_letters(
	    "a slot of which nothing was read is empty", "ac", "abc", "a  c ");
	fill_letters("what fits nowhere is left out", "axb", "ab", "a b ");
	fill_letters("where a run is cut in two is open", "aaa", "aa", "??");
	fill_letters("one item has two places", "a", "aa", "??");
	fill_letters("no items leave every slot empty", "", "ab", "  ");

	struct arena arena = {0};
	struct fill f = {.items = FILL_CELLS, .slots = 2};
	CHECK("what is too much is not tried", !fill_solve(&f, &arena));
	arena_free(&arena);
}

/* Steps of the beam: each takes the digit or leaves it, for a price. */
static void
test_beam(void)
{
	static const int figures[] = {5, 3, 9, 1};
	struct arena arena = {0};
	struct beam beam;
	int sum = 0;
	uint32_t *choices;

	beam_init(&beam, &arena, sizeof sum, 4, &sum);
	for (size_t i = 0; i < 4; i++) {
		for (size_t k = 0; k < beam_count(&beam); k++) {
			int with = *(int *)beam_state(&beam, k) + figures[i];
			int off = with > 8 ? with - 8 : 8 - with;
			int without = *(int *)beam_state(&beam, k);
			beam_offer(&beam, k, &with, off, 1);
			beam_offer(&beam, k, &without,
			    without > 8 ? without - 8 : 8 - without, 0);
		}
		beam_step(&beam);
	}
	size_t n = beam_best(&beam, &arena, &choices);
	CHECK("every step is one choice", n == 4);
	CHECK("5 and 3 make 8 and nothing else is taken",
	    n == 4 && choices[0] == 1 && choices[1] == 1 && choices[2] == 0 &&
		choices[3] == 0);
	CHECK("no more states are followed than the width",
	    beam_count(&beam) <= 4);
	arena_free(&arena);
}

static void
note_rival(void *context, size_t i, uint32_t choice, uint32_t other)
{
	if (choice != other)
		((bool *)context)[i] = true;
}

/* Two steps of two choices: the second choice costs 1, then 5 more. */
static void
test_rivals(void)
{
	struct arena arena = {0};
	struct beam beam;
	bool near[2] = {false}, far[2] = {false};
	int state = 0;

	beam_init(&beam, &arena, sizeof state, 4, &state);
	for (size_t i = 0; i < 2; i++) {
		for (size_t k = 0; k < beam_count(&beam); k++)
			for (uint32_t c = 0; c < 2; c++)
				beam_offer(&beam, k, &state,
				    beam_cost(&beam, k) + (c ? (i ? 5 : 1) : 0),
				    c);
		beam_step(&beam);
	}
	beam_rivals(&beam, 1, 8, note_rival, near);
	beam_rivals(&beam, 5, 8, note_rival, far);
	CHECK("a choice that costs 1 more is a rival within 1", near[0]);
	CHECK("one that costs 5 more is none", !near[1]);
	CHECK("but is within 5", far[0] && far[1]);
	arena_free(&arena);
}

struct sides_case {
	const char *reason;
	int figures[8];
	size_t n;
	int left, right;
	bool alternate;
	const char *want; /* L R, or null: no answer */
};

static void
test_sides(void)
{
	static const struct sides_case cases[] = {
	    {"left and right in turn", {268, 1, 5, 4}, 4, 273, 5, true, "LRLR"},
	    {"what is left over stands on one side", {10, 4, 6, 3}, 4, 19, 4,
		true, "LRLL"},
	    {"a total of zero leaves a side empty", {3, 4}, 2, 7, 0, false,
		"LL"},
	    {"sums that cannot hold give no answer", {3, 4}, 2, 8, 0, false,
		NULL},
	    {"equal figures on both sides are told by their turn", {2, 2}, 2, 2,
		2, true, "LR"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct sides_case *c = &cases[i];
		struct dec figures[8];
		enum side side[8] = {SIDE_EITHER};
		char got[9] = {0};
		for (size_t k = 0; k < c->n; k++)
			figures[k] = dec_of(c->figures[k]);
		bool found = sides_solve(figures, c->n, dec_of(c->left),
		    dec_of(c->right), dec_of(0), c->alternate, side);
		for (size_t k = 0; k < c->n; k++)
			got[k] = side[k] == SIDE_LEFT ? 'L' : 'R';
		CHECK(c->reason,
		    found == (c->want != NULL) &&
			(!found || strcmp(got, c->want) == 0));
	}
	struct dec many[SIDES_MAX + 1];
	enum side side[SIDES_MAX + 1];
	for (size_t k = 0; k <= SIDES_MAX; k++)
		many[k] = dec_of(1);
	CHECK("more figures than a table can have are not tried",
	    !sides_solve(many, SIDES_MAX + 1, dec_of(1), dec_of(SIDES_MAX),
		dec_of(0), false, side));
}

int
main(void)
{
	test_align();
	test_fill();
	test_beam();
	test_rivals();
	test_sides();
	return unit_done();
}
