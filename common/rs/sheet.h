/*
 * sheet: from all rows of one project of the RS System to a sheet record.
 */
#ifndef RS_SHEET_H
#define RS_SHEET_H

#include "rs/table.h"
#include "record/record.h"

struct rs_project {
	struct list rows[RS_TABLES]; /* of struct rs_row, by table */
	bool given[RS_TABLES]; /* the run had this table for the year */
};

/* Fills *sheet (whose source the caller sets); all memory is the arena's. */
void rs_sheet(struct arena *, const struct rs_project *, struct sheet *);

#endif
