/*
 * goal_zones: the tables of アウトカム and アウトプット in a dump that keeps
 * each table's cells together (pdfminer).  Pages are cut into zones, one a
 * table, by the labels that each table prints once; how the rows' labels and
 * runs of figures alternate in a zone says which rows a run holds.
 */
#ifndef DUMP_GOAL_ZONES_H
#define DUMP_GOAL_ZONES_H

#include "dump/goal_local.h"

struct goal_zone {
	size_t from, to; /* tokens */
	size_t more_from, more_to; /* those on the next page */
	size_t rows[GOAL_ROWS]; /* tokens of labels, dump->n: none */
	int page;
	bool headed; /* its heading stands in it */
	bool years; /* of goals are printed, or left open */
	int interim, final; /* years, 0: none */
	bool sure; /* its figures have a place */
	bool bare; /* it has none, they stand elsewhere on the page */
	struct goal_figures figures;
};

/* The zones of a kind, in order: of struct goal_zone. */
struct list
goal_zones(const struct dump *, const struct sheet *, enum goal_kind);

/* The figures of one. */
void goal_zone_read(const struct dump *, const struct sheet *, enum goal_kind,
    struct goal_zone *);

#endif
