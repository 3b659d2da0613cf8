#include "form/flow.h"

bool
flow_from_boxes(struct grid *grid, struct sheet *sheet)
{
	(void)sheet;
	return grid->boxes.n > 0;
}

void
flow_read(struct grid *grid, int from_row, int to_row, struct sheet *sheet)
{
	(void)from_row;
	(void)to_row;
	flow_from_boxes(grid, sheet);
}
