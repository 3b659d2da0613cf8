/*
 * styles: xl/styles.xml, of which only the number formats matter.
 */
#ifndef XLSX_STYLES_H
#define XLSX_STYLES_H

#include "xlsx/numfmt.h"
#include "xlsx/xml.h"

struct xlsx_styles {
	struct arena *arena;
	struct list codes; /* of the file's own formats */
	struct list cells; /* of struct numfmt, by the cells' s attribute */
	bool in_cells;
};

/* All memory comes from the arena.  False: *error tells. */
bool xlsx_styles_read(
    struct xlsx_styles *, struct arena *, struct in *, struct xml_error *error);
/* The format of a cell; General where the style is not known. */
const struct numfmt *xlsx_styles_format(const struct xlsx_styles *, size_t s);

#endif
