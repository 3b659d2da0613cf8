/*
 * goal_rows: where the figures of アウトカム, アウトプット and 単位当たりコスト
 * stand in a dump that comes in blocks.  The labels of rows that a page
 * prints say which rows it has, one below the other; year headings and
 * figures are dealt out to them by their order, by 達成度 = 成果実績 / 目標値
 * and by 単位当たりコスト = 計算式, whose divisor is a 活動実績.
 */
#ifndef DUMP_GOAL_ROWS_H
#define DUMP_GOAL_ROWS_H

#include "dump/goal_years.h"
#include "solve/stack.h"

enum goal_kind {
	GOAL_OUTCOME,
	GOAL_OUTPUT,
	GOAL_UNIT_COST,
	GOAL_MEASURE,
	GOAL_KINDS
};

enum { GOAL_ROWS = 3, GOAL_FIRST_YEAR = 3 /* before the sheet's */ };

struct goal_table {
	enum goal_kind kind;
	size_t labels[GOAL_ROWS]; /* tokens of its rows, dump->n: none */
	int rows[GOAL_ROWS]; /* in the stack, -1: none */
	int id; /* in the stack */
	bool powered; /* by what power of ten costs differ from formulas */
	int power;
};

struct goal_item {
	size_t token;
	size_t rest; /* the token a formula goes on in, or dump->n */
	str text; /* as printed; a formula without its unit */
	bool formula;
	struct dec a, b; /* of a formula */
	uint8_t money; /* of a formula: columns of the years it spends in */
	bool divides; /* a formula by it */
	uint8_t divided; /* columns of such formulas */
	int16_t row, column; /* in the stack, where settled; row -1: not */
};

struct goal_rows {
	struct dump *dump;
	const struct sheet *sheet;
	struct goal_table tables[STACK_TABLES];
	size_t ntables;
	struct stack_row rows[STACK_ROWS];
	uint8_t kinds[STACK_ROWS], lines[STACK_ROWS]; /* of rows: table, row */
	size_t row_labels[STACK_ROWS]; /* tokens, dump->n: none */
	bool alone[STACK_ROWS]; /* no text shares the label's paragraph */
	struct stack_item items[STACK_ITEMS];
	struct goal_item parts[STACK_ITEMS];
	uint16_t settled[STACK_ROWS][STACK_COLUMNS]; /* 1 + item, 0: open */
	struct stack stack;
	bool full; /* more than it has room for: nothing is placed */
};

/* How many rows and columns a kind has. */
int goal_row_count(enum goal_kind);
int goal_column_count(enum goal_kind, int sheet_year);
int goal_row_label(enum goal_kind, int row); /* 0: it has none */
/* The row of its kind that a token is the label of, or -1. */
int goal_row_of(const struct dump *, size_t token, enum goal_kind *);

/* The rows of the pages of a sheet's goals, which stand in tokens [from, to).
 */
void goal_pages_read(struct goal_rows *, size_t *from, size_t *to);
/* Places what it can; false when there is nothing. */
bool goal_rows_read(struct goal_rows *, struct dump *, const struct sheet *);
/* The item in a cell if it is sure, else NULL. */
const struct goal_item *goal_rows_at(
    const struct goal_rows *, const struct goal_table *, int row, int column);

/* Attainment = actual / target: 2 as printed, 1 when the parts are rounded,
 * -1 broken, 0 unknown. */
int goal_attainment(const struct grid_figure *actual,
    const struct grid_figure *target, const struct grid_figure *attainment);
bool goal_formula_parts(str text, struct dec *a, struct dec *b);
/* Whether some 計算式 of the year in that column divides by the figure. */
bool
goal_is_divisor(const struct sheet *, int column, const struct grid_figure *);
/* The formula at the end of a text, or null: 百万円／ 100/3. */
str goal_formula_of(str text);

#endif
