#include "base/hash.h"
#include "hash/intern.h"
#include "hash/marks.h"
#include "hash/pairs.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

enum { MANY = 50000 };

static str
number_text(char buf[16], unsigned i)
{
	return (str){buf, (size_t)snprintf(buf, 16, "%u", i * 7)};
}

static void
check_intern(void)
{
	struct intern t;
	char buf[16];
	unsigned wrong = 0;

	intern_init(&t);
	CHECK("what was never added is not found",
	    intern_find(&t, S("x")) == INTERN_NONE);
	CHECK("the empty string is a key as well",
	    intern_add(&t, S("")) == 0 && intern_add(&t, S("")) == 0 &&
		intern_find(&t, STR_NULL) == 0);
	for (unsigned i = 0; i < MANY; i++)
		wrong += intern_add(&t, number_text(buf, i)) != i + 1;
	CHECK("numbers are dense, in the order of arrival", wrong == 0);
	for (unsigned i = 0; i < MANY; i++) {
		str key = number_text(buf, i);
		wrong += intern_find(&t, key) != i + 1 ||
		    intern_add(&t, key) != i + 1 ||
		    !str_eq(intern_key(&t, i + 1), key);
	}
	CHECK("and stay, however the table grew", wrong == 0);
	CHECK("all are counted", intern_count(&t) == MANY + 1);
	CHECK("bytes count, NUL too",
	    intern_add(&t, (str){"a\0b", 3}) != intern_add(&t, S("a")));
	intern_free(&t);
}

static void
check_pairs(void)
{
	struct counted {
		struct pair pair;
		unsigned count;
	} * c;
	struct pairs p;
	uint32_t heads[7];
	unsigned wrong = 0, chained = 0;

	memset(heads, 0xff, sizeof heads);
	pairs_init(&p, sizeof *c);
	for (unsigned round = 0; round < 2; round++)
		for (uint32_t i = 0; i < MANY; i++) {
			c = pairs_get(&p, i % 7, i, &heads[i % 7]);
			wrong += c->pair.item != i || c->count++ != round;
		}
	CHECK("each pair is one, found again with what it held", wrong == 0);
	for (unsigned owner = 0; owner < 7; owner++)
		for (uint32_t i = heads[owner]; i != PAIRS_END;
		     i = c->pair.next) {
			c = pairs_at(&p, i);
			wrong += c->pair.owner != owner;
			chained++;
		}
	CHECK("the chains hold all pairs of their owners",
	    wrong == 0 && chained == MANY);
	pairs_free(&p);
}

/* -- marks -- */

/* A number from a number, spread over all that there are. */
static uint64_t
spread(uint64_t n)
{
	return hash_mix(n, 7);
}

/* n marks of which every 1000th comes again, and one many times. */
static void
check_marks(const char *reason, uint64_t n)
{
	struct marks m;
	size_t wrong = 0;

	marks_init(&m);
	for (uint64_t i = 0; i < n; i++) {
		marks_add(&m, spread(i));
		if (i % 1000 == 999)
			marks_add(&m, spread(i));
		if (i % 500 == 3)
			marks_add(&m, 0);
	}
	CHECK(reason, marks_find(&m));
	for (uint64_t i = 0; i < n; i++)
		wrong += marks_is_twice(&m, spread(i)) != (i % 1000 == 999);
	CHECK(reason, !wrong);
	CHECK(reason, marks_is_twice(&m, 0) == (n > 500));
	CHECK(reason, m.twice.n == n / 1000 + (n > 500));
	marks_free(&m);
}

int
main(void)
{
	check_intern();
	check_pairs();
	check_marks("no marks", 0);
	check_marks("marks that are looked through at once", 2000);
	check_marks("in parts, from a file", 100000);
	return unit_done();
}
