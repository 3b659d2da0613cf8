/*
 * drawing: the shapes with text of a worksheet's drawing part, as boxes
 * on its grid, and its connectors and block arrows, as arrows between boxes.
 * Ends that name no shape are attached to the box that they touch.
 */
#ifndef XLSX_DRAWING_H
#define XLSX_DRAWING_H

#include "form/cells.h"
#include "xlsx/xml.h"

enum { XLSX_SHAPES = 10000 };

/* Adds to the grid's boxes and arrows.  False: *error tells; nothing is. */
bool xlsx_drawing_read(struct in *, struct grid *, struct xml_error *error);

#endif
