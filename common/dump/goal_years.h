/*
 * goal_years: the years under 中間目標 and 目標最終年度, of which either may
 * be left open: 年度 alone, or a dash before it.
 */
#ifndef DUMP_GOAL_YEARS_H
#define DUMP_GOAL_YEARS_H

#include "dump/parts.h"

/* 年度 without its number, and a dash that stands for the number. */
bool goal_is_bare_year(const struct token *);
bool goal_is_year_dash(const struct dump *, size_t token);
/* The years of a table whose headings are among the tokens [from, to), in
 * order; 0 where one is left open; false when they are not two. */
bool goal_years(const struct dump *, const struct sheet *, size_t from,
    size_t to, int *interim, int *final);
/* The same where other years are among them: only the number of a goal's year
 * stands apart from its 年度, in a cell of its own. */
bool goal_years_apart(const struct dump *, const struct sheet *, size_t from,
    size_t to, int *interim, int *final);

#endif
