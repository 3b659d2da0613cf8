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
 * Adds to sheet->flow what the rows from_row to to_row (exclusive) of the
 * section 資金の流れ show: the grid's boxes and arrows there, else its cells.
 * Cells used are marked, others left alone; texts of boxes that found no
 * place go to unparsed, and boxes met lose their text (null).
 */
void flow_read(struct grid *, int from_row, int to_row, struct sheet *);

/*
 * "１．９百万円", "(約1,234百万円)" at the end of a line: the yen, and in *head
 * what stands before it.  Not known, and *head the line, where there is none.
 */
struct dec flow_amount(struct arena *, str line, str *head);

#endif
