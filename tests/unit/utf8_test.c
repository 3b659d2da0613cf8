#include "base/utf8.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM = 40 };

/* Both versions on the bytes at each place among others, at the very end of
 * the memory, too. */
static bool
agree(const unsigned char *p, size_t n)
{
	static const char kana[] = "\xe3\x81\x82";

	for (size_t before = 0; before < ROOM - 4; before += 3) {
		char buf[ROOM];
		for (size_t i = 0; i < before; i++)
			buf[i] = kana[i % 3];
		memcpy(buf + before, p, n);
		for (size_t all = before + n; all <= ROOM; all += 7) {
			str s = {buf, all};
			memset(buf + before + n, 'a', ROOM - before - n);
			if (utf8_is_valid(s) != (str_valid(s) == s.n) ||
			    utf8_valid(s) != str_valid(s))
				return false;
		}
	}
	return true;
}

static void
check_all_sequences(void)
{
	bool two = true, three = true, four = true;

	for (unsigned c = 0; c < 0x10000; c++) {
		unsigned char p[4] = {
		    (unsigned char)(c >> 8), (unsigned char)c};
		two = two && agree(p, 2);
	}
	CHECK("any two bytes: as the plain version says", two);
	/* one byte of each kind behind the first two */
	static const unsigned char kinds[] = {0x00, 0x7f, 0x80, 0x8f, 0x90,
	    0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xe3, 0xed, 0xf0, 0xf4, 0xff};
	for (unsigned c = 0x80; c < 0x100; c++)
		for (unsigned i = 0; i < sizeof kinds; i++)
			for (unsigned k = 0; k < sizeof kinds; k++) {
				unsigned char p[4] = {
				    (unsigned char)c, kinds[i], kinds[k]};
				three = three && agree(p, 3);
				for (unsigned m = 0; m < sizeof kinds; m++) {
					p[3] = kinds[m];
					four = four && agree(p, 4);
				}
			}
	CHECK("any kinds of three bytes: as the plain version says", three);
	CHECK("any kinds of four bytes: as the plain version says", four);
}

int
main(void)
{
	CHECK("nothing is valid", utf8_is_valid(S("")));
	CHECK("null is valid", utf8_is_valid(STR_NULL));
	check_all_sequences();
	return unit_done();
}
