/*
 * person: what kind of legal person a name or a Corporate Number tells.  The
 * same kind on both sides proves nothing; another one tells that a number is
 * not of the name.
 */
#ifndef DUMP_PERSON_H
#define DUMP_PERSON_H

#include "base/str.h"

enum person {
	PERSON_UNKNOWN, /* nothing tells, or the name tells several */
	PERSON_COMPANY, /* 株式会社 */
	PERSON_LIMITED, /* 有限会社 */
	PERSON_PARTNERS, /* 合同会社, 合資会社, 合名会社 */
	PERSON_CORPORATION, /* 財団法人, 国立大学法人 ... */
	PERSON_STATE, /* ministries, prefectures, towns */
	PERSON_NOBODY, /* 個人A, Harbour Ltd.: has no number as a rule */
};

enum person person_of_name(str name);
enum person person_of_number(str digits); /* 13 ASCII digits, or unknown */

#endif
