/*
 * numfmt: number format codes of workbooks (ECMA-376 Part 1, 18.8.31), as far
 * as the meaning of a value needs them: decimals, percent, signs and literals
 * such as ▲, thousands, dates and times, Japanese eras, text sections.
 * Colours, fills and widths go.  Exponents and fractions print as decimals.
 */
#ifndef XLSX_NUMFMT_H
#define XLSX_NUMFMT_H

#include "base/arena.h"
#include "value/dec.h"

enum numfmt_kind {
	NUMFMT_GENERAL,
	NUMFMT_NUMBER,
	NUMFMT_DATE, /* and time */
	NUMFMT_TEXT, /* @ with literals */
};

enum numfmt_test {
	NUMFMT_ANY,
	NUMFMT_LT,
	NUMFMT_LE,
	NUMFMT_EQ,
	NUMFMT_NE,
	NUMFMT_GE,
	NUMFMT_GT
};

struct numfmt_section {
	str code; /* without the condition */
	enum numfmt_kind kind;
	enum numfmt_test test;
	struct dec limit; /* of the test */
	int wholes, decimals; /* digit placeholders before and behind . */
	int shift; /* power of ten: 2 a percent sign, -3 a comma */
	bool thousands;
};

enum { NUMFMT_SECTIONS = 4 };

struct numfmt {
	struct numfmt_section sections[NUMFMT_SECTIONS];
	int n;
};

/* The code is borrowed.  What cannot be made out becomes General. */
struct numfmt numfmt_parse(str code);
/* The code of a built-in id (Japanese locale), or null. */
str numfmt_builtin(int id);

/*
 * A number as the format prints it.  raw is the number as the file holds it;
 * it is returned when it is none.  *held (may be NULL) becomes the value
 * itself to 15 significant digits, in the printed scale; it is left unknown
 * for percents, dates and where only a dash is printed.
 */
str numfmt_number(struct arena *, const struct numfmt *, str raw, bool date1904,
    struct dec *held);
/* A text as the format prints it; borrows text when nothing is added. */
str numfmt_text(struct arena *, const struct numfmt *, str text);

#endif
