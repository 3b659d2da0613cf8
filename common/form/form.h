/*
 * form: from a grid of cells to a sheet record.  Sections are found by their
 * labels (share/form/labels.tsv); every cell ends as a label, as a value of
 * the record, or in sheet->unparsed.
 */
#ifndef FORM_FORM_H
#define FORM_FORM_H

#include "form/cells.h"
#include "record/record.h"

/*
 * Fills *sheet (whose source the caller has set) from the grid; marks what
 * became of each cell.  All memory comes from grid->arena.
 */
void form_read(struct grid *grid, struct sheet *sheet);

/*
 * Whether the text is the title of a sheet (…年度行政事業レビューシート):
 * its year, or 0.
 */
int form_title_year(str text);

#endif
