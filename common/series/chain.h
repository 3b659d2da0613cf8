/*
 * chain: which sheets of several years are about one project.  Sheets belong
 * together when they share a project_id, when one lists the other under its
 * past numbers, or when ministry, bureau and name are alike, in that order.  A
 * chain never holds two sheets of one year: a link that would bring that
 * about (a project split in two, two projects of one name) is not followed.
 */
#ifndef SERIES_CHAIN_H
#define SERIES_CHAIN_H

#include "record/record.h"

struct chain_sheet {
	/* What the caller gives; all strings live as long as the sheets. */
	int32_t sheet_year;
	str ministry, number, project_id, name, bureau;
	struct list past; /* struct past_number */
	/* What chain_link finds: chains are numbered by their first sheet. */
	uint32_t chain;
};

/* Copies what links a sheet into the arena. */
struct chain_sheet chain_sheet(struct arena *, const struct sheet *);
/* By sheet_year, ministry, number, project_id, name: for qsort. */
int chain_order(const struct chain_sheet *, const struct chain_sheet *);
/* Sets .chain of each to the index of its chain's first sheet.  The sheets
 * must be in that order, so that the result does not depend on another. */
void chain_link(struct chain_sheet **sheets, size_t n);

#endif
