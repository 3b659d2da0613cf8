#include "dump/blocks.h"

#include "value/text.h"

bool
blocks_is_label(const struct token *t, int label)
{
	return t->kind == TOKEN_LABEL && t->label == label;
}

void
blocks_add(
    const struct dump *dump, size_t token, struct block_figures *b, bool parted)
{
	const struct token *t = &dump->tokens[token];

	if (b->n == GRID_FIGURES) {
		b->full = true;
		return;
	}
	struct grid_figure *f = &b->figures[b->n];
	*f = (struct grid_figure){.parted = parted};
	grid_figure_of(dec_cell(t->text), f);
	/* 10 and 10.0 differ, 10% and 10 too. */
	f->key = f->known ? str_hash(t->text) | 1 : 0;
	b->tokens[b->n] = token;
	b->labels[b->n] = LABEL_NONE;
	b->extra[b->n] = false;
	b->n++;
}

void
blocks_collect(
    const struct dump *dump, size_t from, size_t to, struct block_figures *b)
{
	bool parted = false;
	int label = LABEL_NONE, pile = 0;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_LABEL) {
			parted = true;
			pile++;
			label = t->label;
		} else if (t->kind == TOKEN_FIGURE && !t->used) {
			if (pile > 1)
				label = LABEL_NONE;
			blocks_add(dump, i, b, parted);
			if (b->n)
				b->labels[b->n - 1] = label;
			parted = false;
			pile = 0;
		} else {
			label = LABEL_NONE;
		}
	}
}
