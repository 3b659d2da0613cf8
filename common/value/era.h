/*
 * era: fiscal years as the forms print them, to Western integers.
 *   平成30年度 30年度 令和元年度 令和3年度 3年度 FY2018 2018年度 昭和47年度
 *   H30年度 Ｒ元年度 ㍻30年度
 */
#ifndef VALUE_ERA_H
#define VALUE_ERA_H

#include "base/str.h"

/*
 * The first year in the text.  A bare era year (3年度) takes the era whose
 * reading is nearest to `near` (0: the year is then not known).  Returns 0
 * when there is none.  *end, if not NULL, is the offset behind it.
 */
int era_year(str text, int near, size_t *end);
/*
 * A year cell: nothing but a year, with or without 年度/年, spaces allowed;
 * a bare number only when bare is true.  0 when it is anything else.
 */
int era_year_cell(str cell, int near, bool bare);

#endif
