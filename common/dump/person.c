#include "dump/person.h"

#include "dump/rows.h"
#include "value/text.h"

static bool
is_latin(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* 個人A, 出張者Ｂ, and who has no Japanese name. */
static bool
is_nobody(str s)
{
	size_t len;
	uint32_t last = 0, before = 'A';
	bool japanese = false;

	for (; s.n; s = str_skip(s, len)) {
		before = last;
		last = text_fold_code(str_char(s, &len));
		japanese = japanese || last >= 0x3000;
	}
	return !japanese || (last >= 'A' && last <= 'Z' && !is_latin(before));
}

enum person
person_of_name(str s)
{
	static const char *const forms[] = {
	    [PERSON_COMPANY] = "株式会社|（株）|(株)|㈱",
	    [PERSON_LIMITED] = "有限会社|（有）|(有)|㈲",
	    [PERSON_PARTNERS] = "合同会社|合資会社|合名会社",
	    [PERSON_CORPORATION] =
		"財団法人|社団法人|大学法人|行政法人|開発法人|学校法人|"
		"福祉法人|活動法人|協同組合|（一財）|（一社）|（公財）|"
		"（公社）|（独）|（国研）"};
	enum { TOWN = 6 }; /* letters of a town's name, at most */
	enum person person = PERSON_UNKNOWN;

	if (is_nobody(s))
		return PERSON_NOBODY;
	for (int i = PERSON_COMPANY; i <= PERSON_CORPORATION; i++)
		if (str_any(s, forms[i], str_has)) {
			if (person != PERSON_UNKNOWN)
				return PERSON_UNKNOWN;
			person = (enum person)i;
		}
	if (person == PERSON_UNKNOWN && rows_characters(s) <= TOWN &&
	    str_any(s, "県|市|府|東京都|町|村", str_ends))
		return PERSON_STATE;
	return person;
}

/*
 * Digits 6 and 7 of a Corporate Number are the kind of company in the
 * register; 0 in digits 2 to 5 is the state, and 700 what is in no register.
 */
enum person
person_of_number(str digits)
{
	static const char *const kinds[] = {[PERSON_COMPANY] = "01",
	    [PERSON_LIMITED] = "02",
	    [PERSON_PARTNERS] = "03",
	    [PERSON_CORPORATION] = "05"};

	if (digits.n != 13 || str_starts(str_skip(digits, 1), S("700")))
		return PERSON_UNKNOWN;
	if (str_starts(str_skip(digits, 1), S("0000")))
		return PERSON_STATE;
	for (int i = PERSON_COMPANY; i <= PERSON_CORPORATION; i++)
		if (str_starts(str_skip(digits, 5), str_of(kinds[i])))
			return (enum person)i;
	return PERSON_UNKNOWN;
}
