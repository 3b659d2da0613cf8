/*
 * corp: the Corporate Number (法人番号), 13 digits, the first a check digit:
 * 9 - (sum of Pn * Qn mod 9), Pn the nth digit from the right of the other
 * twelve, Qn 1 for odd n and 2 for even n.  (Ministry of Finance ordinance
 * on the designation of corporate numbers, 2014, article 2.)
 */
#ifndef VALUE_CORP_H
#define VALUE_CORP_H

#include "base/arena.h"
#include "base/str.h"

/* 13 ASCII digits of a cell (full width folded, spaces and hyphens
 * dropped), or null when it holds anything else. */
str corp_digits(struct arena *, str cell);
bool corp_is_valid(str digits); /* 13 ASCII digits whose check digit holds */

#endif
