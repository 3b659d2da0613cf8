/*
 * goal_lines: tables of goals whose rows stand in lines, as -raw and -layout
 * have them: a column a year and two or three rows, each with a text beside
 * it.  Empty cells are lost; where the others belong is told by 達成度 =
 * 成果実績 / 目標値 and 単位当たりコスト = 計算式.
 */
#ifndef DUMP_GOAL_LINES_H
#define DUMP_GOAL_LINES_H

#include "dump/goal_rows.h"
#include "dump/rows.h"

enum {
	GOAL_COLUMNS = 6,
	GOAL_CELLS = 80,
	GOAL_SIDE = 5, /* characters that a label at the left may be indented */
};

extern const struct goal_form {
	int begin[2]; /* labels one of which heads a table */
	int second; /* heads it in the second pass of -raw */
	int rows[GOAL_ROWS]; /* labels of its rows, 0: unlabelled */
	int nrows;
} goal_forms[GOAL_KINDS];

struct goal_cell {
	size_t token; /* 1 + index, 0: empty */
	int x; /* its middle, in half characters of its line */
	str text; /* all or a part of it */
	struct dec value;
};

struct goal_line {
	struct goal_cell cells[GOAL_CELLS];
	int n;
	str unit;
};

struct goal_lined {
	enum goal_kind kind;
	struct goal_line lines[GOAL_ROWS];
	bool has[GOAL_ROWS];
	struct list texts; /* of size_t: tokens of one line, first pass */
	struct list wrapped; /* of size_t: tokens of the second pass */
	struct list repeated; /* the same, of the next page */
	struct list units; /* of size_t: behind the row labels there */
	struct list evidence; /* of size_t */
	int interim, final; /* years */
	bool goal_column; /* 活動目標 beside 活動指標 */
	/* Of the columns of -layout, for each row; 0: unknown. */
	int x[GOAL_ROWS][GOAL_COLUMNS];
	struct list ranges; /* of struct goal_range: its lines, of -layout */
	size_t heading; /* the first token of its heading there */
	struct list goals, indicators; /* of str: lines of -layout */
};

/* Tokens of one line. */
struct goal_range {
	size_t from, to;
};

struct goal_reader {
	struct dump *dump;
	struct sheet *sheet;
	struct list tables[GOAL_KINDS]; /* of struct goal_lined */
	int *column; /* of each token of -layout: characters before it */
	int *labels[GOAL_KINDS]; /* of each page there: see find_labels */
};

/* What the lines say.  They add to tables. */
void goal_read_flat(struct goal_reader *); /* -raw */
void goal_read_layout(struct goal_reader *);

/* -- lines -- */

bool goal_is_label(const struct token *, int label); /* label 0: never */
enum goal_kind goal_kind_of(enum part); /* GOAL_KINDS: none */
/* Whether one of the tokens heads a table. */
bool goal_heads(const struct dump *, size_t from, size_t to, enum goal_kind);
struct goal_lined *goal_new_lined(struct goal_reader *, enum goal_kind);
/* unit, then cells: what stands behind the label of a row. */
void goal_read_cells(
    struct goal_reader *, struct goal_line *, size_t from, size_t to);
/*
 * Characters before each token on its line: -layout counts those.  A label's
 * lines are one token, so they are counted in the text itself.
 */
int *goal_find_columns(const struct dump *);
/*
 * A table whose unit is a dash, one that has no other and whose rows all
 * begin with a dash, loses that dash from its cells.
 */
void goal_drop_dash_unit(struct goal_reader *, struct goal_lined *);

/* -- which column -- */

struct goal_grid {
	struct goal_cell cells[GOAL_ROWS][GOAL_COLUMNS];
};

/* Fills the grid; false: where the best ways differ, cells are left empty. */
bool goal_place_cells(const struct goal_lined *, struct goal_grid *, int width);
/* Whether a cost is what its formula says, but for the unit: by some power of
 * ten that units differ by. */
bool goal_is_cost(struct dec cost, str formula);

/* -- texts -- */

void goal_read_texts(
    struct goal_reader *, struct goal_lined *, str *goal, str *indicator);
/* Units that were wrapped stand twice, the last lines of what is there: takes
 * them; how many lines are left. */
size_t goal_cut_units(
    struct goal_reader *, struct goal_lined *, const size_t *tokens, size_t n);
/* The tokens joined and used; null if they say nothing. */
str goal_take_texts(struct goal_reader *, const size_t *tokens, size_t n);

#endif
