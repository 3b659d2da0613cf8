/*
 * What RFC 8259 allows and what it does not, a case for each clause.  WELL
 * marks a text that is JSON; of others the offset of the byte at which the
 * reader must stop is given.  Included once, by a test.
 */
#ifndef JSON_CASES_H
#define JSON_CASES_H

#include "base/str.h"

enum { WELL = -1 };

struct json_case {
	const char *reason;
	str text;
	int stop; /* WELL or an offset */
};

#define C(reason, text, stop) \
	{ \
		reason, {text, sizeof(text) - 1}, stop \
	}

static const struct json_case json_cases[] = {
    /* 2: a text is any one value with white space around it */
    C("a number alone is a text", "1", WELL),
    C("a string alone is a text", "\"a\"", WELL),
    C("a literal alone is a text", "null", WELL),
    C("true is a literal", "true", WELL),
    C("false is a literal", "false", WELL),
    C("all four white space characters may stand around a value",
	" \t\n\r1 \t\n\r", WELL),
    C("and around every structural character",
	" { \"a\" : [ 1 , 2 ] , \"b\" : { } } ", WELL),
    C("nothing is no text", "", 0),
    C("white space alone is no text", " \n", 2),
    C("a form feed is no white space", "[1,\f2]", 3),
    C("a vertical tab is no white space", "\v1", 0),
    C("a no-break space is no white space",
	"[\xc2\xa0"
	"1]",
	1),
    C("an ideographic space is no white space",
	"\xe3\x80\x80"
	"1",
	0),
    C("a second value behind the first is refused", "1 2", 2),
    C("a bracket behind the value is refused", "[]]", 2),
    C("a comma behind the value is refused", "{},", 2),
    C("a NUL behind the value is refused", "1\0", 1),
    C("a NUL before the value is refused",
	"\0"
	"1",
	0),
    C("a NUL between values is refused", "[1\0]", 2),
    C("a byte order mark is no part of the text (8.1)", "\xef\xbb\xbf{}", 0),
    C("a comment is not JSON", "/*a*/1", 0),
    C("UTF-16 is not JSON between systems (8.1)", "\xff\xfe[\0]\0", 0),

    /* 3: values */
    C("literals are lower case", "True", 0),
    C("NULL is none", "NULL", 0),
    C("a literal must be whole", "tru", 0),
    C("a literal must be exact", "nul1", 0),
    C("nothing may stick to a literal", "nullx", 4),
    C("nothing may stick to a literal in an array", "[truefalse]", 5),
    C("a bare word is no value", "[abc]", 1),
    C("a value in single quotes is none", "'a'", 0),
    C("undefined is no value", "undefined", 0),

    /* 4: objects */
    C("an empty object", "{}", WELL),
    C("a member", "{\"a\":1}", WELL),
    C("two members", "{\"a\":1,\"b\":[]}", WELL),
    C("an empty key is a key", "{\"\":0}", WELL),
    C("a key may be written with escapes", "{\"\\u0061\":0}", WELL),
    C("names should be unique, but need not", "{\"a\":1,\"a\":2}", WELL),
    C("an object must be closed", "{", 1),
    C("also behind a member", "{\"a\":1", 6),
    C("a comma calls for a member", "{\"a\":1,}", 7),
    C("a comma alone is no member", "{,}", 1),
    C("two commas are one too many", "{\"a\":1,,\"b\":2}", 7),
    C("members are parted by commas", "{\"a\":1 \"b\":2}", 7),
    C("a colon follows the key", "{\"a\"}", 4),
    C("no other sign will do", "{\"a\"=1}", 4),
    C("one colon is enough", "{\"a\"::1}", 5),
    C("a value follows the colon", "{\"a\":}", 5),
    C("a key is a string", "{a:1}", 1),
    C("and no number", "{1:1}", 1),
    C("a key ends like a string", "{\"a:1}", 6),
    C("an object does not end with ]", "{\"a\":1]", 6),
    C("an object with a value but no key", "{1}", 1),
    C("a key in an array", "[\"a\":1]", 4),

    /* 5: arrays */
    C("an empty array", "[]", WELL),
    C("an array with white space alone", "[ ]", WELL),
    C("values of all types in one array",
	"[null,true,false,-1.5e3,\"a\",[],{}]", WELL),
    C("arrays in arrays", "[[[[]],[]]]", WELL),
    C("an array must be closed", "[", 1),
    C("also behind a value", "[1", 2),
    C("also behind a comma", "[1,", 3),
    C("a comma calls for a value", "[1,]", 3),
    C("a comma needs a value before it", "[,1]", 1),
    C("two commas are one too many", "[1,,2]", 3),
    C("values are parted by commas", "[1 2]", 3),
    C("an array does not end with }", "[1}", 2),
    C("a closing bracket opens nothing", "]", 0),
    C("nor does a closing brace", "}", 0),
    C("brackets close in order", "[{]}", 2),
    C("brackets in strings count for nothing", "{\"]\":\"}\",\"[\":[\"{\"]}",
	WELL),

    /* 6: numbers */
    C("zero", "0", WELL),
    C("minus zero", "-0", WELL),
    C("digits", "1234567890", WELL),
    C("a fraction", "0.5", WELL),
    C("a fraction of zeros", "97.00", WELL),
    C("an exponent", "8e-05", WELL),
    C("a large E with a plus", "1E+2", WELL),
    C("an exponent behind a fraction", "-1.25e10", WELL),
    C("an exponent with leading zeros", "0e00", WELL),
    C("a number may be long (6 sets no limit)",
	"-123456789012345678901234567890.123456789012345678901234567890"
	"e-1234567890",
	WELL),
    C("a plus sign does not start a number", "+1", 0),
    C("a minus sign alone is none", "-", 1),
    C("a minus sign calls for a digit", "-a", 1),
    C("two minus signs are too many", "--1", 1),
    C("a space behind the minus sign", "- 1", 1),
    C("a leading zero", "01", 0),
    C("a leading zero behind the sign", "-01", 1),
    C("zeros", "00", 0),
    C("a point calls for a digit behind it", "1.", 2),
    C("and one before it", ".5", 0),
    C("and one between sign and point", "-.5", 1),
    C("a point and an exponent without digits between", "1.e1", 2),
    C("two points", "1.2.3", 3),
    C("an exponent calls for digits", "1e", 2),
    C("also behind its sign", "1e+", 3),
    C("an exponent is whole", "1e1.5", 3),
    C("hexadecimal is none", "0x10", 1),
    C("digits of other scripts are none", "\xef\xbc\x91", 0),
    C("a thousands separator is none", "1,234", 1),
    C("an underscore is none", "1_000", 1),
    C("NaN is no number", "NaN", 0),
    C("nor is Infinity", "-Infinity", 1),
    C("nothing may stick to a number", "[1a]", 2),
    C("a number cut within an array", "[1e]", 3),

    /* 7: strings */
    C("an empty string", "\"\"", WELL),
    C("the eight short escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", WELL),
    C("a slash needs no escape", "\"/\"", WELL),
    C("DEL may stand in a string", "\"\x7f\"", WELL),
    C("a code in upper and lower case", "\"\\u00e9\\u00E9\"", WELL),
    C("an escaped NUL", "\"\\u0000\"", WELL),
    C("a surrogate pair", "\"\\ud83d\\ude00\"", WELL),
    C("a high surrogate alone is in the grammar (8.2)", "\"\\ud83d\"", WELL),
    C("a low surrogate alone too", "\"\\ude00\"", WELL),
    C("a high surrogate before another character", "\"\\ud83dA\"", WELL),
    C("a high surrogate before another escape", "\"\\ud83d\\n\"", WELL),
    C("surrogates in the wrong order", "\"\\ude00\\ud83d\"", WELL),
    C("a backslash before the closing quote's twin", "\"\\\\\"", WELL),
    C("line separators may stand in a string", "\"\xe2\x80\xa8\xe2\x80\xa9\"",
	WELL),
    C("a string must end", "\"a", 2),
    C("an escaped quote does not end it", "\"a\\\"", 4),
    C("a backslash at the end of the text", "\"a\\", 2),
    C("an escape that is none", "\"ab\\x41\"", 3),
    C("an escape is lower case", "\"\\N\"", 1),
    C("an apostrophe is not escaped", "\"\\'\"", 1),
    C("an escaped line feed is none", "\"\\\n\"", 1),
    C("an escaped NUL byte is none", "\"\\\0\"", 1),
    C("an escaped letter of another script", "\"\\\xe3\x81\x82\"", 1),
    C("a code of three digits", "\"\\u123\"", 1),
    C("a code of none", "\"\\u\"", 1),
    C("a code that is not hexadecimal", "\"\\u00g0\"", 1),
    C("a code with a sign", "\"\\u+041\"", 1),
    C("a code cut by the end", "\"\\u00", 1),
    C("\\U is none", "\"\\U00000041\"", 1),
    C("the second half of a pair is checked too", "\"\\ud83d\\u12\"", 7),
    C("a line feed in a string", "\"a\nb\"", 2),
    C("a tab in a string", "\"\t\"", 1),
    C("a NUL in a string", "\"\0\"", 1),
    C("the last control character", "\"0123456789abcdef\x1f\"", 17),
    C("a control character far into a string",
	"\"0123456789012345678901234567890123456789012345678901234567890123"
	"4567890123456789\x01\"",
	81),
    C("a control character in a key", "{\"\n\":1}", 2),

    /* 8.1: UTF-8 (RFC 3629) */
    C("two bytes", "\"\xc2\x80\xdf\xbf\"", WELL),
    C("three bytes", "\"\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf\"",
	WELL),
    C("four bytes", "\"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"", WELL),
    C("a byte order mark within a string", "\"\xef\xbb\xbf\"", WELL),
    C("kana and kanji, longer than any register",
	"\"\xe8\xa1\x8c\xe6\x94\xbf\xe4\xba\x8b\xe6\xa5\xad\xe3\x83\xac"
	"\xe3\x83\x93\xe3\x83\xa5\xe3\x83\xbc\xe3\x82\xb7\xe3\x83\xbc"
	"\xe3\x83\x88\xe3\x81\xae\xe4\xba\x88\xe7\xae\x97\xe9\xa1\x8d"
	"\xe3\x83\xbb\xe5\x9f\xb7\xe8\xa1\x8c\xe9\xa1\x8d\"",
	WELL),
    C("a byte that only continues", "\"a\x80\"", 2),
    C("a byte that only continues behind a whole character",
	"\"\xe3\x81\x82\x82\"", 4),
    C("two bytes cut by the quote", "\"\xc3\"", 1),
    C("three bytes cut by the quote", "\"ab\xe3\x81\"", 3),
    C("four bytes cut by the quote", "\"\xf0\x9f\x98\"", 1),
    C("three bytes cut by another character", "\"\xe3\x81z\"", 1),
    C("C0 is never a first byte", "\"\xc0\xaf\"", 1),
    C("nor is C1", "\"\xc1\x81\"", 1),
    C("three bytes where two would do", "\"\xe0\x9f\xbf\"", 1),
    C("four bytes where three would do", "\"\xf0\x8f\xbf\xbf\"", 1),
    C("a surrogate in UTF-8", "\"\xed\xa0\x80\"", 1),
    C("the last surrogate in UTF-8", "\"\xed\xbf\xbf\"", 1),
    C("beyond U+10FFFF", "\"\xf4\x90\x80\x80\"", 1),
    C("F5 is never a first byte", "\"\xf5\x80\x80\x80\"", 1),
    C("FF is never a byte", "\"\xff\"", 1),
    C("five bytes are none", "\"\xf8\x88\x80\x80\x80\"", 1),
    C("CP932 is not UTF-8", "\"\x8d\x73\x90\xad\"", 1),
    C("an invalid byte in a key", "{\"\xff\":1}", 2),
    C("an invalid byte far into a long string",
	"\"\xe8\xa1\x8c\xe6\x94\xbf\xe4\xba\x8b\xe6\xa5\xad\xe3\x83\xac"
	"\xe3\x83\x93\xe3\x83\xa5\xe3\x83\xbc\xe3\x82\xb7\xe3\x83\xbc"
	"\xe3\x83\x88\xe3\x81\xae\xe4\xba\x88\xe7\xae\x97\xe9\xa1\x8d"
	"\xe3\x83\xbb\xe5\x9f\xb7\xe8\xa1\x8c\xe9\xed\xa1\x8d\"",
	55),
    C("an invalid byte outside strings", "[1,\x80]", 3),
};

#undef C

#endif
