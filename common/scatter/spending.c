#include "scatter/money.h"

#include "form/words.h"
#include "solve/match.h"
#include "value/name.h"
#include "value/text.h"

#include <stdlib.h>

/*
 * 費目・使途.  The amounts are given to the blocks so that all totals hold;
 * the texts to the amounts by their line, by the words they share with what
 * the payee of the block does, and by nearness.
 */

enum { ROWS_MAX = 24, BLOCKS_MAX = 8, TRIES_MAX = 200000 };

struct row {
	str item, use;
	size_t at; /* scrap that it was read at */
	int amount; /* index of its amount, -1: unknown */
};

struct book {
	struct scatter *s;
	const struct money *m;
	struct zone zone;
	struct block {
		str letters, payee;
		struct dec total, left;
		str words; /* what its payee does */
	} blocks[BLOCKS_MAX];
	size_t nblocks;
	size_t amounts[ROWS_MAX]; /* scraps */
	int block_of[ROWS_MAX]; /* of an amount */
	size_t n;
	struct row rows[ROWS_MAX];
	size_t nrows;
};

/* C.（株）みずさわ D.: the heads of two blocks side by side. */
static void
read_heads(struct book *b)
{
	struct scatter *s = b->s;

	for (size_t i = 0; i < s->n; i++) {
		size_t length;
		if (!scatter_free(s, b->zone, i, SCRAP_TEXT) ||
		    !(length = dump_letters(s->scraps[i].text)) ||
		    b->nblocks == BLOCKS_MAX)
			continue;
		for (str rest = scatter_take(s, i);
		     length && b->nblocks < BLOCKS_MAX;) {
			struct block *block = &b->blocks[b->nblocks++];
			str name = str_skip(rest, length);
			str next = STR_NULL;
			for (size_t at = 1; at < name.n; at++)
				if (name.p[at - 1] == ' ' &&
				    dump_letters(str_skip(name, at))) {
					next = str_skip(name, at);
					name = str_take(name, at);
					break;
				}
			str letters =
			    text_fold(s->arena, str_take(rest, length));
			while (letters.n &&
			    (letters.p[letters.n - 1] < 'A' ||
				letters.p[letters.n - 1] > 'z'))
				letters.n--;
			*block = (struct block){.letters = letters,
			    .payee = text_strip(name),
			    .words = S("")};
			rest = next;
			length = next.n ? dump_letters(next) : 0;
		}
	}
}

/* 計: as many as blocks, in their order; the figure follows the word. */
static bool
read_totals(struct book *b)
{
	struct scatter *s = b->s;
	size_t totals[BLOCKS_MAX], n = 0;

	for (size_t i = 1; i < s->n; i++)
		if (scatter_free(s, b->zone, i, SCRAP_FIGURE) &&
		    s->scraps[i - 1].kind == SCRAP_LABEL &&
		    s->scraps[i - 1].label == LABEL_TOTAL &&
		    s->scraps[i - 1].row == s->scraps[i].row) {
			if (n == BLOCKS_MAX)
				return false;
			totals[n++] = i;
		}
	if (!n || n != b->nblocks)
		return false;
	for (size_t k = 0; k < n; k++) {
		struct block *block = &b->blocks[k];
		block->total = block->left = s->scraps[totals[k]].value;
		s->scraps[totals[k]].used = true;
		for (size_t j = 0; j < b->m->n; j++)
			if (str_eq(b->m->boxes[j].block, block->letters))
				block->words = arena_printf(s->arena,
				    "%.*s %.*s", STR_ARG(block->words),
				    STR_ARG(b->m->boxes[j].description));
	}
	return true;
}

struct search {
	struct book *b;
	int block_of[ROWS_MAX];
	int answers, tries;
};

/* Every amount in every block that has room; depth is at most ROWS_MAX. */
static void
try_amount(struct search *q, size_t i)
{
	struct book *b = q->b;

	if (q->answers > 1 || ++q->tries > TRIES_MAX)
		return;
	if (i == b->n) {
		for (size_t k = 0; k < b->nblocks; k++)
			if (!dec_is_zero(b->blocks[k].left))
				return;
		if (!q->answers++)
			for (size_t k = 0; k < b->n; k++)
				b->block_of[k] = q->block_of[k];
		return;
	}
	struct dec value = b->s->scraps[b->amounts[i]].value;
	for (size_t k = 0; k < b->nblocks; k++) {
		struct dec before = b->blocks[k].left;
		if (dec_cmp(before, value) < 0)
			continue;
		b->blocks[k].left = dec_sub(before, value);
		q->block_of[i] = (int)k;
		try_amount(q, i + 1);
		b->blocks[k].left = before;
	}
}

static bool
read_amounts(struct book *b)
{
	struct search q = {.b = b};
	size_t *pool, n = scatter_pool(b->s, b->zone, SCRAP_FIGURE, &pool);

	for (size_t k = 0; k < n; k++) {
		if (b->s->scraps[pool[k]].rate)
			continue;
		if (b->n == ROWS_MAX ||
		    !dec_is_positive(b->s->scraps[pool[k]].value))
			return false;
		b->amounts[b->n++] = pool[k];
	}
	if (!b->n)
		return false;
	try_amount(&q, 0);
	return q.answers == 1 && q.tries <= TRIES_MAX;
}

/* -- texts -- */

struct pieces {
	struct row *rows; /* pairs */
	str items[ROWS_MAX], uses[ROWS_MAX];
	size_t item_at[ROWS_MAX], use_at[ROWS_MAX];
	size_t nitems, nuses;
};

static struct row *
add_row(struct book *b, str item, str use, size_t at)
{
	struct row *row = &b->rows[b->nrows++];
	struct scatter *s = b->s;

	*row = (struct row){.item = item, .use = use, .at = at, .amount = -1};
	for (size_t k = 0; k < b->n; k++)
		if (b->amounts[k] == at + 1 &&
		    s->scraps[at + 1].row == s->scraps[at].last)
			row->amount = (int)k;
	return row;
}

/* 人件費等実証実験: an item that is known, and its use. */
static size_t
item_ends(const struct book *b, const struct pieces *p, str text)
{
	size_t best = 0;

	for (size_t k = 0; k < b->nrows + p->nitems; k++) {
		str item =
		    k < b->nrows ? b->rows[k].item : p->items[k - b->nrows];
		if (item.n > best && item.n < text.n && str_starts(text, item))
			best = item.n;
	}
	return best;
}

/* A text of the tables: what stands in the flow comes after its boxes. */
static bool
is_piece(const struct book *b, size_t i)
{
	str text = b->s->scraps[i].text;

	return !str_starts(text, S("【")) && !str_starts(text, S("（応募")) &&
	    (!b->m->n || i < b->m->boxes[0].at);
}

static bool
read_texts(struct book *b, struct pieces *p)
{
	struct scatter *s = b->s;
	size_t *pool, n = scatter_pool(s, b->zone, SCRAP_TEXT, &pool);
	size_t glued[ROWS_MAX], nglued = 0, kept = 0;

	for (size_t k = 0; k < n; k++)
		if (is_piece(b, pool[k]))
			pool[kept++] = pool[k];
	for (size_t k = 0; k < kept; k++) {
		str text = s->scraps[pool[k]].text;
		struct str_cut cut = str_cut(text, ' ');
		if (b->nrows == ROWS_MAX || p->nitems == ROWS_MAX ||
		    p->nuses == ROWS_MAX || nglued == ROWS_MAX)
			return false;
		if (cut.found &&
		    str_any(cut.head, words_cell_item_ends, str_ends)) {
			add_row(b, cut.head, cut.tail, pool[k]);
		} else if (str_any(text, words_cell_item_ends, str_ends) &&
		    !str_any(text, "、", str_has)) {
			p->item_at[p->nitems] = pool[k];
			p->items[p->nitems++] = text;
		} else {
			glued[nglued++] = pool[k];
		}
	}
	for (size_t k = 0; k < nglued; k++) {
		str text = s->scraps[glued[k]].text;
		size_t length = item_ends(b, p, text);
		if (length && b->nrows < ROWS_MAX) {
			add_row(b, str_take(text, length),
			    str_skip(text, length), glued[k]);
			continue;
		}
		p->use_at[p->nuses] = glued[k];
		p->uses[p->nuses++] = text;
	}
	return true;
}

static void
drop(str *texts, size_t *at, size_t *n, size_t k)
{
	for (--*n; k < *n; k++) {
		texts[k] = texts[k + 1];
		at[k] = at[k + 1];
	}
}

/* An item and a use that stand apart make a row: as they do elsewhere, as
 * the same words (一般管理費), or because they are the last. */
static void
pair_pieces(struct book *b, struct pieces *p)
{
	size_t n = b->nrows;

	for (size_t k = 0; k < p->nitems; k++)
		for (size_t j = k + 1; j < p->nitems; j++) {
			if (!str_eq(p->items[k], p->items[j]) ||
			    b->nrows == ROWS_MAX)
				continue;
			/* the one that has its amount beside it is the row */
			struct row *row =
			    add_row(b, p->items[k], p->items[j], p->item_at[k]);
			if (row->amount < 0) {
				b->nrows--;
				add_row(
				    b, p->items[j], p->items[k], p->item_at[j]);
			}
			drop(p->items, p->item_at, &p->nitems, j);
			drop(p->items, p->item_at, &p->nitems, k);
			k--;
			break;
		}
	for (size_t r = 0; r < n; r++)
		for (size_t k = 0; k < p->nitems; k++)
			for (size_t j = 0; j < p->nuses; j++) {
				if (!str_eq(b->rows[r].item, p->items[k]) ||
				    !str_eq(b->rows[r].use, p->uses[j]) ||
				    b->nrows == ROWS_MAX)
					continue;
				add_row(
				    b, p->items[k], p->uses[j], p->use_at[j]);
				drop(p->items, p->item_at, &p->nitems, k--);
				drop(p->uses, p->use_at, &p->nuses, j);
				break;
			}
	if (p->nitems == 1 && p->nuses == 1 && b->nrows < ROWS_MAX) {
		add_row(b, p->items[0], p->uses[0], p->use_at[0]);
		p->nitems = p->nuses = 0;
	}
}

/* その他 is the last of its block: the smallest amount. */
static bool
is_last(const struct book *b, size_t amount)
{
	const struct scrap *scraps = b->s->scraps;

	for (size_t k = 0; k < b->n; k++)
		if (b->block_of[k] == b->block_of[amount] &&
		    dec_cmp(scraps[b->amounts[k]].value,
			scraps[b->amounts[amount]].value) < 0)
			return false;
	return true;
}

static bool
is_taken(const struct book *b, size_t amount)
{
	for (size_t r = 0; r < b->nrows; r++)
		if (b->rows[r].amount == (int)amount)
			return true;
	return false;
}

/* Rows to amounts, those that are left on either side. */
static bool
match_rows(struct book *b)
{
	struct scatter *s = b->s;
	size_t rows[ROWS_MAX], amounts[ROWS_MAX], n = 0, m = 0;
	str uses[ROWS_MAX], words[ROWS_MAX];
	int answer[ROWS_MAX];

	for (size_t r = 0; r < b->nrows; r++)
		if (b->rows[r].amount < 0) {
			uses[n] = b->rows[r].use;
			rows[n++] = r;
		}
	for (size_t k = 0; k < b->n; k++)
		if (!is_taken(b, k)) {
			words[m] = b->blocks[b->block_of[k]].words;
			amounts[m++] = k;
		}
	if (!n || n != m)
		return n == m;
	int *worth = arena_new(s->arena, int, n *m);
	scatter_likeness(s, uses, n, words, m, worth);
	for (size_t r = 0; r < n; r++)
		for (size_t k = 0; k < m; k++) {
			const struct row *row = &b->rows[rows[r]];
			int far = abs(s->scraps[row->at].row -
			    s->scraps[b->amounts[amounts[k]]].row);
			int *w = &worth[r * m + k];
			*w = *w * 10 - (far < 100 ? far : 100);
			if (str_starts(row->item, S("その他")) ==
			    is_last(b, amounts[k]))
				*w += 400;
		}
	if (!match_best(s->arena, worth, n, m, answer))
		return false;
	for (size_t r = 0; r < n; r++)
		b->rows[rows[r]].amount = (int)amounts[answer[r]];
	return true;
}

static void
put_items(struct book *b, struct spending *spending, size_t block)
{
	struct scatter *s = b->s;
	size_t order[ROWS_MAX], n = 0;

	for (size_t r = 0; r < b->nrows; r++) {
		if (b->rows[r].amount < 0 ||
		    b->block_of[b->rows[r].amount] != (int)block)
			continue;
		size_t at = n++;
		struct dec value =
		    s->scraps[b->amounts[b->rows[r].amount]].value;
		for (; at &&
		     dec_cmp(value,
			 s->scraps[b->amounts[b->rows[order[at - 1]].amount]]
			     .value) > 0;
		     at--)
			order[at] = order[at - 1];
		order[at] = r;
	}
	for (size_t k = 0; k < n; k++) {
		const struct row *row = &b->rows[order[k]];
		struct spending_item *item =
		    list_add(s->arena, &spending->items, struct spending_item);
		*item =
		    (struct spending_item){.item = row->item, .use = row->use};
		item->amount.value =
		    dec_yen(s->scraps[b->amounts[row->amount]].value, 6);
	}
}

void
scatter_spending(struct scatter *s, const struct money *m)
{
	struct book *b = arena_new(s->arena, struct book, 1);
	struct pieces *p = arena_new(s->arena, struct pieces, 1);
	bool placed;

	b->s = s;
	b->m = m;
	b->zone = SCATTER_ZONE(s, LABEL_SPENDING_ITEM, LABEL_SPENDING_USE);
	read_heads(b);
	placed = read_totals(b) && read_amounts(b);
	placed = placed && read_texts(b, p);
	if (placed) {
		pair_pieces(b, p);
		placed = !p->nitems && !p->nuses && b->nrows == b->n &&
		    match_rows(b);
	}
	for (size_t k = 0; k < b->nblocks; k++) {
		const struct block *block = &b->blocks[k];
		if (!block->payee.n && !dec_is_positive(block->total))
			continue;
		struct spending *spending =
		    list_add(s->arena, &s->sheet->spending, struct spending);
		*spending = (struct spending){
		    .block = block->letters, .payee = block->payee};
		spending->total.value = dec_yen(block->total, 6);
		if (placed)
			put_items(b, spending, k);
	}
	if (!placed)
		return;
	for (size_t k = 0; k < b->n; k++)
		s->scraps[b->amounts[k]].used = true;
	for (size_t i = 0; i < s->n; i++)
		if (scatter_free(s, b->zone, i, SCRAP_TEXT) && is_piece(b, i))
			s->scraps[i].used = true;
	scatter_note(s, "spending",
	    "費目 and 金額 were put together by the totals of the blocks");
}
