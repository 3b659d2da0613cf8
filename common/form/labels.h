/*
 * labels: what the forms print as their own words.  The table is data:
 * share/form/labels.tsv, compiled in.
 */
#ifndef FORM_LABELS_H
#define FORM_LABELS_H

#include "base/str.h"

enum label {
	LABEL_NONE,
#define LABELS_ENUM
#include "labels.inc"
#undef LABELS_ENUM
	LABELS
};

/*
 * The label that a folded text (text_fold) is, or LABEL_NONE.  Of several
 * that fit the longest counts.  *group, if not NULL, is set for a question
 * to the group of questions it belongs to, else to null.
 */
enum label label_find(str folded, str *group);

/* False when no label begins like this text (unfolded): a quick no. */
bool label_may_be(str text);

/* One row of the table, for readers that look for labels inside text. */
struct label_row {
	enum label label;
	char match; /* = ^ * # ~ ! ? as labels.tsv explains */
	str text; /* folded */
	const char *group;
};
extern const struct label_row label_rows[];
extern const size_t label_count;

#endif
