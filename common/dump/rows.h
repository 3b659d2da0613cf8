/*
 * rows: the rows of a table whose cells came as a stream of lines.  Which
 * line belongs to which cell is searched: kinds of figures, the order of rows
 * and columns, what names and descriptions look like, and how wide a column
 * is, each have a price, and the cheapest reading is taken.
 */
#ifndef DUMP_ROWS_H
#define DUMP_ROWS_H

#include "dump/dump.h"

/*
 * The columns, in the order of 支出先上位10者リスト; RANK names the row.
 * 費目・使途 has NAME, DESCRIPTION and AMOUNT.
 */
enum column {
	NAME,
	CORP,
	DESCRIPTION,
	AMOUNT,
	METHOD,
	BIDDERS,
	RATE,
	REASON,
	COLUMNS,
	RANK = COLUMNS,
	AGAIN, /* a cell that goes on: AGAIN + its enum column */
	NOWHERE = AGAIN + COLUMNS,
};

/* A line of a cell. */
struct piece {
	size_t token;
	str text; /* all or a part of the token's */
};

struct row {
	struct list cells[COLUMNS]; /* of struct piece */
	unsigned none; /* bit per column: the sheet says that it is empty */
	bool either; /* its one text can be NAME as well as DESCRIPTION */
	str letter; /* of the block, where a list has it in the row */
};

enum item_kind {
	ITEM_INT,
	ITEM_NUMBER,
	ITEM_RATE,
	ITEM_CORP,
	ITEM_METHOD,
	ITEM_TEXT,
};

struct item {
	enum item_kind kind;
	size_t token;
	str text; /* all or a part of the token's */
	int64_t whole; /* of ITEM_INT */
	struct dec value;
	int likeness; /* > 0: a name, < 0: a description */
	int width; /* in display columns */
	bool seen; /* the same line stood in the list before */
};

struct rows {
	struct dump *dump;
	/* > 0 for a name, < 0 for a description, by how much. */
	int (*likeness)(const void *context, str text);
	const void *context;
	const int *holes; /* what a row without a column costs */
	bool prose; /* cells are sentences, and long */
	bool ranked; /* rows begin with 1, 2, 3 ... and amounts fall */
	enum part part; /* only tokens of it, where it is one */
	int from_x, to_x; /* only what begins between, where to_x is not 0 */
	int use_x; /* where DESCRIPTION begins on -layout; 0: unknown */
	int widths[2]; /* of the columns NAME and DESCRIPTION; 0: unknown */
	size_t tries; /* of wrapped, in all lists of the sheet */
};

/* Learns how wide NAME and DESCRIPTION are from the tokens of the list. */
void rows_widths(struct rows *, size_t from, size_t to);
/* What a token is among rows; false: nothing to place. */
bool rows_item(const struct rows *, size_t token, struct item *);
/* Adds what a token has to place to a list of struct item. */
void rows_items(struct rows *, struct list *items, size_t token);
/*
 * Fills rows first.. (struct row) of the list from the tokens, count of them
 * or, if that is 0, as many as there seem to be; what they hold already is
 * kept.  Linear in the number of tokens.
 */
void rows_fill(struct rows *, struct list *rows, size_t first, int count,
    size_t from, size_t to);
void rows_put(struct rows *, struct row *, enum column, const struct item *);
struct row *rows_at(struct rows *, struct list *rows, size_t i);
/* The cell's text, joined, null when empty; its figure. */
str rows_text(const struct rows *, const struct row *, enum column);
struct dec rows_figure(const struct row *, enum column);
const struct piece *rows_first(const struct row *, enum column);

/* [text]: whether it is there that many times; a null text never is. */
bool *rows_often(struct arena *, const str *texts, size_t n, uint32_t many);
/* Display columns a text takes. */
int rows_display_width(str);
int rows_word_width(str); /* those of the widest between spaces */
int rows_characters(str);

#endif
