/*
 * blocks: tables of dumps that come in blocks, as pdftotext and pdfminer
 * write them: pieces of rows and of columns, each a paragraph, labels apart
 * from their figures.  What the other readers of a part left alone is placed
 * by the order of the figures and by what must hold among them; a figure
 * with two places as good stays for sheet->unparsed.
 */
#ifndef DUMP_BLOCKS_H
#define DUMP_BLOCKS_H

#include "dump/parts.h"
#include "solve/grid.h"

void blocks_budget(struct dump *, struct sheet *); /* 予算額・執行額 */
void blocks_items(struct dump *, struct sheet *); /* 予算内訳 */
void blocks_goals(struct dump *, struct sheet *);

/* -- shared by them -- */

/* The figures of a table, with the tokens they are of. */
struct block_figures {
	struct grid_figure figures[GRID_FIGURES];
	size_t tokens[GRID_FIGURES];
	/* The label whose figures these seem to be: it stands alone before
	 * them, not at the end of a pile of labels; or LABEL_NONE. */
	int labels[GRID_FIGURES];
	bool extra[GRID_FIGURES]; /* from behind the table */
	size_t n;
	bool full; /* there were more */
};

/* Adds the free figures among tokens [from, to). */
void blocks_collect(
    const struct dump *, size_t from, size_t to, struct block_figures *);
/* Adds one figure of a token. */
void blocks_add(
    const struct dump *, size_t token, struct block_figures *, bool parted);
/* Whether a token is a label of that kind. */
bool blocks_is_label(const struct token *, int label);

#endif
