/*
 * unit: CHECK("reason as a sentence", condition) counts and prints what fails;
 * main ends with return unit_done().
 */
#ifndef UNIT_H
#define UNIT_H

#include <stdbool.h>
#include <stdio.h>

static struct {
	unsigned passed, failed;
} unit;

#define CHECK(reason, condition) \
	unit_check(__FILE__, __LINE__, (reason), (condition))

/* Returns the condition, so that a case can print more when it fails. */
static inline bool
unit_check(const char *file, int line, const char *reason, bool condition)
{
	if (condition) {
		unit.passed++;
	} else {
		unit.failed++;
		printf("%s:%d: FAILED: %s\n", file, line, reason);
	}
	return condition;
}

static inline int
unit_done(void)
{
	printf("%u passed, %u failed\n", unit.passed, unit.failed);
	return unit.failed != 0;
}

#endif
