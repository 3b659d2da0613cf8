/*
 * state: a sheet record with only what the totals need, so that any number of
 * machines can read sheets and one can add them up to the identical result.
 */
#ifndef PAYEE_STATE_H
#define PAYEE_STATE_H

#include "base/out.h"
#include "record/record.h"

/* One line; the arena is scratch and emptied first. */
void state_write(struct out *, struct arena *, const struct sheet *);

#endif
