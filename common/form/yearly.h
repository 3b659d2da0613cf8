/*
 * yearly: a table of indicators by year, the shape that 成果目標, 活動指標,
 * 単位当たりコスト and 測定指標 share: a heading with 単位 and years, then for
 * each indicator one row a kind of figure (成果実績, 目標値, 達成度), with the
 * indicator's texts in front of the first.  Gathers cells; what they mean is
 * the emitter's business.  Only this room includes this header.
 */
#ifndef FORM_YEARLY_H
#define FORM_YEARLY_H

#include "form/form_part.h"

enum { YEARLY_ROWS = 3 };

struct yearly;

struct yearly_kind {
	const char *path; /* of the list, for notes */
	size_t (*count)(const struct form *); /* entries in it so far */
	enum label head; /* marks the heading; LABEL_NONE: years are enough */
	enum label first, second; /* columns of the texts in front; second may
				   * be LABEL_NONE */
	enum label rows[YEARLY_ROWS];
	size_t n;
	enum label both; /* one label for the first row and, in brackets, the
			  * second; may be LABEL_NONE */
	/* An indicator is complete: makes its entry. */
	void (*emit)(struct form *, struct yearly *);
	/* A line that is neither heading nor a row of figures; may be NULL. */
	void (*other)(struct form *, const struct line *, struct yearly *);
};

struct yearly {
	const struct yearly_kind *kind;
	struct heading h;
	int first_col, second_col; /* -1: no such column */
	bool open; /* an indicator is being gathered */
	bool met[YEARLY_ROWS];
	bool both; /* its row was labelled so */
	struct cell *unit[YEARLY_ROWS];
	struct cell *cells[YEARLY_ROWS][COLUMNS];
	str first, second; /* texts; with one column both are in first */
	str extra; /* for other() */
	size_t loose; /* rows without a label, for other() */
	enum label open_label; /* whose text goes on, for other() */
};

void yearly_read(struct form *, struct rows, const struct yearly_kind *);
/* Takes the cells from index `first` on as a row of figures; for other(). */
void yearly_row(struct form *, struct yearly *, const struct line *,
    size_t first, size_t row);
/* For emit: a figure of column i; its path is in where. */
void yearly_figure(
    struct form *, struct yearly *, size_t row, size_t i, struct figure *);
/* For emit: the unit printed in a row, or null; marks it. */
str yearly_unit(struct yearly *, size_t row);

#endif
