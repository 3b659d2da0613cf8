/*
 * flow: 資金の流れ, the figure of who passes how much to whom.  In workbooks
 * it is drawn as shapes with connectors or written into cells; in table text
 * it leaves nothing.  A flow is never made up from the list of payees.
 */
#ifndef FORM_FLOW_H
#define FORM_FLOW_H

#include "form/cells.h"
#include "record/record.h"

/*
 * Fills sheet->flow from the rows from_row to to_row (exclusive) of the
 * section 資金の流れ: from the grid's boxes and arrows where it has any, else
 * from the cells.  Cells used are marked; other cells are left alone.
 */
void flow_read(struct grid *, int from_row, int to_row, struct sheet *);

/* From boxes and arrows alone; false when the grid has no boxes. */
bool flow_from_boxes(struct grid *, struct sheet *);

#endif
