/*
 * form_part: what the sections of the form share.  Each section is one
 * function over a range of rows; it takes labels and values from the cells
 * and marks them.  Only the modules of this room include this header.
 */
#ifndef FORM_FORM_PART_H
#define FORM_FORM_PART_H

#include "form/cells.h"
#include "form/labels.h"
#include "record/record.h"

struct form {
	struct grid *g;
	struct sheet *s;
	struct arena *a;
	enum label *labels; /* of each cell, parallel to g->cells */
	int power; /* amounts are printed in 10^power yen */
	str activity; /* 活動内容 that waits for its output */
	bool activity_used;
	struct text joined; /* of cell_append, the last one */
};

struct rows {
	int from, to; /* to is behind the last */
};

/* The cells of a row that have text. */
struct line {
	struct cell *c;
	size_t n;
	enum label *label; /* parallel */
};

struct line form_line(const struct form *, int row);
/* Index in the line of the first cell with this label from `from` on, or n. */
size_t line_label(const struct line *, enum label, size_t from);
bool line_has(const struct line *, enum label);
/* Cells that are neither labels nor void. */
size_t line_values(const struct line *);
int line_end(const struct line *); /* column behind the last cell */

void cell_label(struct cell *); /* marks it as a label */
/* Marks it as a value and returns its text; null for void cells and NULL. */
str cell_text(struct cell *);
/* The same with the texts of further cells behind, joined by a space. */
str cell_append(struct form *, str before, struct cell *, char joint);

/* Puts a figure or the text in its place; notes what is no figure. */
void form_figure(struct form *, struct cell *, struct figure *, str where);
void form_yen(struct form *, struct cell *, struct figure *, str where);
bool cell_is_number(const struct cell *);
/* Takes the unit of amounts that a heading prints for what follows it. */
void form_unit(struct form *, const struct line *, enum label heading);

/* -- headings with years -- */

enum column_role { COLUMN_YEAR, COLUMN_REQUEST, COLUMN_INTERIM, COLUMN_FINAL };

struct column {
	int col, end; /* its range of grid columns */
	enum column_role role;
	int year; /* 0: none printed */
	bool target; /* 目標値(26年度): a goal's year and its target at once */
	struct cell *cell; /* of the heading */
};

enum { COLUMNS = 24 };

struct heading {
	struct column v[COLUMNS];
	size_t n;
	int unit_col; /* of 単位, -1 when the heading has none */
	int width; /* column behind the heading's last cell */
};

/* True when the cell's text is a heading of a year column. */
bool column_of(const struct form *, const struct cell *, struct column *);
/* Reads all year columns of a line; true when there are at least two, and
 * marks their cells as labels. */
bool heading_read(struct form *, const struct line *, struct heading *);
/*
 * A line below the heading that only completes it (3年度 | 年度, 活動実績 |
 * 活動見込).  Fills in years, marks the cells, and says whether it was one.
 */
bool heading_continue(struct form *, const struct line *, struct heading *);
/*
 * Places the cells of a data line from index `first` on (behind its row
 * label) under the columns: into[i] is a cell or NULL.  *unit, when wanted,
 * gets the cell of the unit.  Puts right what a row without its leading or
 * inner tabs has moved, and says in *shifted whether it did.
 */
void heading_place(struct form *, const struct line *, size_t first,
    const struct heading *, struct cell *into[COLUMNS], struct cell **unit,
    bool *shifted);

/* -- lists with headings -- */

/* What a column of a list holds, to tell a shifted row from a sound one. */
enum column_kind {
	KIND_TEXT,
	KIND_AMOUNT,
	KIND_RANK,
	KIND_CORPORATE,
	KIND_COUNT,
	KIND_RATE,
	KIND_METHOD,
};
struct list_column {
	enum label label;
	enum column_kind kind;
	int col, end;
};
/* By how many columns the line must move right (may be negative) for its
 * cells to fit the columns best; 0 in doubt. */
int list_shift(const struct form *, const struct line *,
    const struct list_column *, size_t n);
/* The cell of the line under a column, given the shift; NULL if none. */
struct cell *
list_cell(const struct line *, const struct list_column *, int shift);

/* -- block letters -- */

/*
 * "A.(株)野村": the letters and what stands behind the full stop.  alone: the
 * stop may be missing ("B"), then nothing may follow.
 */
bool form_block(struct arena *, str text, bool alone, str *block, str *name);

/* -- the sections -- */

void form_title(struct form *, struct rows);
void form_head(struct form *, struct rows);
void form_budget(struct form *, struct rows);
void form_items(struct form *, struct rows);
void form_outcome(struct form *, struct rows);
void form_activity(struct form *, struct rows);
/* An activity without an output is an entry of its own. */
void form_close_activity(struct form *);
void form_output(struct form *, struct rows);
void form_unit_cost(struct form *, struct rows);
void form_policy(struct form *, struct rows);
void form_review(struct form *, struct rows);
void form_expert(struct form *, struct rows);
void form_team(struct form *, struct rows);
void form_response(struct form *, struct rows);
void form_public_review(struct form *, struct rows);
void form_remarks(struct form *, struct rows);
void form_past(struct form *, struct rows);
void form_flow(struct form *, struct rows);
void form_spending(struct form *, struct rows);
void form_payees(struct form *, struct rows);
void form_obligations(struct form *, struct rows);

#endif
