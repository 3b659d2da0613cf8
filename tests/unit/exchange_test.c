#include "unit.h"

#include "solve/exchange.h"

/* Numbers for three cells in a row. */
static const int numbers[] = {5, 3, 9, 3};
static const uint64_t keys[] = {5, 3, 9, 3};
static bool all[4 * 3];

static int
number(const struct exchange *x, size_t cell)
{
	return x->item[cell] < 0 ? 0 : numbers[x->item[cell]];
}

/* Cheapest with 3, 5, 9. */
static int
rising(const struct exchange *x)
{
	int cost = 0;

	for (size_t c = 0; c < 3; c++)
		cost += number(x, c) ? 0 : 10;
	cost += number(x, 0) < number(x, 1) ? 0 : 4;
	return cost + (number(x, 1) < number(x, 2) ? 0 : 4);
}

/* Any two numbers will do. */
static int
loose(const struct exchange *x)
{
	return 4 * (x->item[0] < 0) + 4 * (x->item[1] < 0) +
	    5 * (x->item[2] >= 0);
}

/* 5 comes first, or nothing. */
static int
two(const struct exchange *x)
{
	return number(x, 0) == 5 ? 0 : number(x, 0) ? 9 : 4;
}

/* Only both 3s together are cheap: no single exchange leads there. */
static int
together(const struct exchange *x)
{
	bool twins = number(x, 0) == 3 && number(x, 2) == 3;

	return twins ? 0
		     : 2 + 3 * (number(x, 0) == 3) + 3 * (number(x, 2) == 3);
}

static void
put_twins(struct exchange *x, size_t k)
{
	(void)k;
	exchange_put(x, 1, 0);
	exchange_put(x, 3, 2);
}

/* Whatever a rival leaves empty it does not deny. */
static bool
denies(const struct exchange *x, size_t cell, int item, int rival)
{
	(void)cell;
	return rival >= 0 && (item < 0 || x->key[item] != x->key[rival]);
}

static void
nothing(struct exchange *x, size_t k)
{
	(void)x;
	(void)k;
}

static struct exchange
solve(struct arena *arena, int (*cost)(const struct exchange *), int margin,
    void (*move)(struct exchange *, size_t))
{
	struct exchange x = {.key = keys,
	    .may = all,
	    .cost = cost,
	    .moves = 1,
	    .move = move,
	    .tries = 10000,
	    .rounds = 3,
	    .margin = margin};

	exchange_init(&x, arena, 4, 3);
	exchange_solve(&x, arena);
	return x;
}

int
main(void)
{
	struct arena arena = {0};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		all[i] = true;
	struct exchange x = solve(&arena, rising, 3, nothing);
	CHECK("items are exchanged until nothing gets cheaper",
	    x.best == 0 && number(&x, 0) == 3 && number(&x, 1) == 5 &&
		number(&x, 2) == 9);
	CHECK("equal items may stand for each other",
	    x.sure[0] && x.sure[1] && x.sure[2]);
	CHECK("items and cells know each other",
	    x.cell[x.item[0]] == 0 && x.cell[x.item[2]] == 2);
	x = solve(&arena, loose, 1, nothing);
	CHECK("what other answers say otherwise is not sure",
	    x.best == 0 && !x.sure[0] && !x.sure[1]);
	x = solve(&arena, together, 0, nothing);
	CHECK("one exchange at a time may lead nowhere", x.best == 2);
	x = (struct exchange){.key = keys,
	    .may = all,
	    .cost = together,
	    .tries = 10000,
	    .starts = 1,
	    .start = put_twins};
	exchange_init(&x, &arena, 4, 3);
	exchange_solve(&x, &arena);
	CHECK("another guess may lead further than the first", x.best == 0);
	x = (struct exchange){.key = keys,
	    .may = all,
	    .cost = two,
	    .tries = 10000,
	    .denies = denies,
	    .margin = 4};
	exchange_init(&x, &arena, 4, 3);
	exchange_solve(&x, &arena);
	CHECK("who rules what a rival denies is asked",
	    number(&x, 0) == 5 && x.sure[0]);
	x = solve(&arena, together, 0, put_twins);
	CHECK("a move changes several cells at once", x.best == 0);
	x = (struct exchange){
	    .key = keys, .may = all, .cost = rising, .tries = 9};
	exchange_init(&x, &arena, 4, 3);
	exchange_solve(&x, &arena);
	CHECK("where the tries did not last nothing is sure",
	    !x.sure[0] && !x.sure[1] && !x.sure[2]);
	all[0] = all[1] = all[2] = false;
	x = solve(&arena, rising, 3, nothing);
	CHECK("an item stands only where it may", x.cell[0] == -1);
	exchange_put(&x, 1, 2);
	exchange_put(&x, 2, 2);
	CHECK("who is put into a cell drives the other out",
	    x.item[2] == 2 && x.cell[1] == -1);
	arena_free(&arena);
	return unit_done();
}
