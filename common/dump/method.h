/*
 * method: 契約方式等 whose lines an extraction put in another order, or among
 * those of a neighbour.  That all lines of one of the form's methods are there
 * tells it.
 */
#ifndef DUMP_METHOD_H
#define DUMP_METHOD_H

#include "dump/dump.h"

enum { METHOD_PIECES = 4 }; /* lines of a method, at most */

/*
 * The method that has its lines in token i and the next few before `to`; null:
 * none.  n is how many pieces it has.
 */
str method_find(struct dump *, size_t i, size_t to, size_t *pieces, size_t *n);
/* 3）: how long the figure is that stands before the line of a method, or 0. */
size_t method_figure(str line);

#endif
