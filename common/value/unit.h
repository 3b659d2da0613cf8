/*
 * unit: the units of money that the forms print: 円 千円 万円 百万円 億円.
 */
#ifndef VALUE_UNIT_H
#define VALUE_UNIT_H

#include "base/str.h"

/* Cuts the unit that the text ends with off; *power is of ten, in yen. */
bool unit_cut(str *text, int *power);
/*
 * The power of the unit that a folded heading names, (単位:千円) or (円);
 * otherwise when it names none.  No form counts in 万円: what looks like it is
 * 百万円 misread.
 */
int unit_of_heading(str folded, int otherwise);

#endif
