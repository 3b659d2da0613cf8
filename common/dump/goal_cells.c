#include "dump/goal_cells.h"

#include "dump/goal_rows.h"
#include "dump/rows.h"
#include "value/text.h"

enum {
	CELL_WIDTH = 23, /* columns of the wider of both, at most */
	OVERLAP = 2, /* lines that two pages may have in common */
	STOLEN = 4, /* lines that may seem to be of the cell below */
};

/* A paragraph's lines. */
struct block {
	size_t from, n; /* lines */
	int page;
	bool dropped; /* another has them too */
};

struct reader {
	struct dump *dump;
	const struct joins *joins;
	enum part part;
	size_t *tries;
	struct list lines; /* of struct goal_pair_line */
	struct list tokens; /* of size_t: theirs, of all blocks */
	struct list blocks; /* of struct block */
};

static size_t
paragraph_end(const struct dump *dump, size_t i, size_t to)
{
	size_t end = i + 1;

	while (end < to &&
	    dump->tokens[end].paragraph == dump->tokens[i].paragraph &&
	    dump->tokens[end].page == dump->tokens[i].page)
		end++;
	return end;
}

/* Of another part, or of the headings of columns. */
static bool
is_foreign(const struct reader *r, const struct token *t)
{
	if (t->kind == TOKEN_FIGURE)
		return true;
	if (t->kind != TOKEN_LABEL)
		return false;
	return (t->part != PART_NONE && t->part != r->part) || t->year ||
	    t->label == LABEL_INTERIM || t->label == LABEL_FINAL ||
	    goal_is_bare_year(t);
}

/* Right of the label of a row stands its unit. */
static bool
is_unit(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];
	enum goal_kind kind;

	return i > 0 && t[-1].kind == TOKEN_LABEL && t->at >= t[-1].at &&
	    t->at <= t[-1].last && !t->opens &&
	    goal_row_of(dump, i - 1, &kind) >= 0;
}

static bool
is_line(const struct reader *r, size_t i)
{
	const struct token *t = &r->dump->tokens[i];

	return t->kind == TOKEN_TEXT && !t->used && !is_unit(r->dump, i) &&
	    !str_any(t->text, "度|（アウトカム）|％|%", str_eq) &&
	    !goal_formula_of(t->text).n;
}

static void
add_line(struct reader *r, size_t i, str text, int block)
{
	const struct dump *dump = r->dump;
	const struct token *t = &dump->tokens[i];
	int side = r->part == PART_OUTPUT ? LABEL_OUTPUT : LABEL_OUTCOME;

	*list_add(dump->arena, &r->lines, struct goal_pair_line) =
	    (struct goal_pair_line){.text = text_clean(dump->arena, text),
		.block = block,
		.page = t->page,
		.first = i > 0 && t[-1].kind == TOKEN_LABEL &&
		    t[-1].label == side && t->at <= t[-1].last};
}

static void
read_paragraph(struct reader *r, size_t from, size_t to)
{
	struct dump *dump = r->dump;
	struct list *lines = &r->lines, *tokens = &r->tokens;
	size_t first = lines->n, begin = tokens->n;
	int most = 0;

	for (size_t i = from; i < to; i++)
		if (is_foreign(r, &dump->tokens[i]))
			return;
	for (size_t i = from; i < to; i++) {
		if (!is_line(r, i))
			continue;
		size_t end = i + 1;
		while (end < to && dump->tokens[end].at == dump->tokens[i].at &&
		    is_line(r, end))
			end++;
		str text = dump_span(&dump->tokens[i], &dump->tokens[end - 1]);
		int width = rows_word_width(text);
		most = width > most ? width : most;
		add_line(r, i, text, dump->tokens[i].paragraph);
		for (; i < end; i++)
			*list_add(dump->arena, tokens, size_t) = i;
		i--;
	}
	if (most > CELL_WIDTH) {
		lines->n = first;
		tokens->n = begin;
	}
	if (lines->n > first)
		*list_add(dump->arena, &r->blocks, struct block) =
		    (struct block){.from = first,
			.n = lines->n - first,
			.page = dump->tokens[from].page};
}

static const struct goal_pair_line *
line_at(const struct reader *r, size_t i)
{
	return list_at(&r->lines, const struct goal_pair_line, i);
}

/* Whether n lines from a and from b on are the same. */
static bool
are_same(const struct reader *r, size_t a, size_t b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!str_eq(line_at(r, a + i)->text, line_at(r, b + i)->text))
			return false;
	return true;
}

static bool
holds(const struct reader *r, const struct block *a, const struct block *b)
{
	for (size_t i = 0; i + b->n <= a->n; i++)
		if (are_same(r, a->from + i, b->from, b->n))
			return true;
	return false;
}

/* A cell cut by a page's end is printed, whole or in part, on both. */
static void
drop_repeated(struct reader *r, struct block *a, struct block *b)
{
	size_t n = a->n < b->n ? a->n : b->n;

	if (a->dropped || b->dropped || a->page == b->page)
		return;
	if (holds(r, a, b)) {
		b->dropped = true;
		return;
	}
	if (holds(r, b, a)) {
		a->dropped = true;
		return;
	}
	while (n >= OVERLAP && !are_same(r, a->from + a->n - n, b->from, n))
		n--;
	if (n >= OVERLAP) {
		b->from += n;
		b->n -= n;
	}
}

static void
keep_lines(struct reader *r)
{
	struct list kept = {0};

	for (size_t i = 0; i < r->blocks.n; i++) {
		const struct block *b = list_at(&r->blocks, struct block, i);
		for (size_t k = 0; k < b->n && !b->dropped; k++)
			*list_add(r->dump->arena, &kept,
			    struct goal_pair_line) = *line_at(r, b->from + k);
	}
	r->lines = kept;
}

static void
read_lines(struct reader *r, size_t from, size_t to)
{
	for (size_t i = from, end; i < to; i = end) {
		end = paragraph_end(r->dump, i, to);
		read_paragraph(r, i, end);
		/* More than two cells ever have. */
		if (r->lines.n > 2 * GOAL_PAIR_LINES)
			break;
	}
	for (size_t i = 0; i < r->blocks.n; i++)
		for (size_t k = i + 1; k < r->blocks.n; k++)
			drop_repeated(r, list_at(&r->blocks, struct block, i),
			    list_at(&r->blocks, struct block, k));
	keep_lines(r);
}

static bool
has_line(const struct list *lines, str text)
{
	for (size_t i = 0; i < lines->n; i++)
		if (str_has(*list_at(lines, const str, i), text))
			return true;
	return false;
}

/* Whether what a pair says is all that the lines say. */
static bool
says_all(
    const struct goal_pair *pair, const struct goal_pair_line *lines, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (str rest = lines[i].text; rest.n;) {
			struct str_cut cut = str_cut(rest, ' ');
			if (!has_line(&pair->left, cut.head) &&
			    !has_line(&pair->right, cut.head))
				return false;
			rest = cut.tail;
		}
	return true;
}

/* One of the searches that a sheet has time for. */
static bool
solve(struct reader *r, const struct goal_pair_line *lines, size_t n,
    struct goal_pair *pair)
{
	if (n > *r->tries)
		return false;
	*r->tries -= n;
	return goal_pair_solve(r->dump->arena, r->joins, lines, n, pair);
}

/* A table that is on two pages may have its cells on both, read across in
 * different ways. */
static bool
solve_pages(struct reader *r, struct goal_pair *pair)
{
	const struct goal_pair_line *lines = r->lines.items;
	size_t n = r->lines.n, split = 1;

	while (split < n && lines[split].page == lines[0].page)
		split++;
	if (split < n) {
		const struct goal_pair_line *more = lines + split;
		if (solve(r, lines, split, pair) &&
		    says_all(pair, more, n - split))
			return true;
		if (solve(r, more, n - split, pair) &&
		    says_all(pair, lines, split))
			return true;
	}
	return solve(r, lines, n, pair);
}

static bool
read_cells(struct reader r, size_t from, size_t to, struct goal_cells *cells)
{
	read_lines(&r, from, to);
	cells->tokens = r.tokens;
	return solve_pages(&r, &cells->pair);
}

/* The end of the line of the ith token of a list. */
static size_t
line_end(const struct dump *dump, const struct list *tokens, size_t i)
{
	const size_t *all = tokens->items;
	size_t end = i + 1;

	while (end < tokens->n &&
	    dump->tokens[all[end]].at == dump->tokens[all[i]].at)
		end++;
	return end;
}

static void
set_used(struct dump *dump, const struct list *tokens, size_t n, bool used)
{
	for (size_t i = 0; i < n; i++)
		dump->tokens[*list_at(tokens, size_t, i)].used = used;
}

bool
goal_cells_read(struct dump *dump, const struct joins *joins, enum part part,
    size_t from, size_t to, const struct list *evidence, size_t *tries,
    struct goal_cells *cells)
{
	struct reader r = {
	    .dump = dump, .joins = joins, .part = part, .tries = tries};
	bool found = read_cells(r, from, to, cells);
	size_t end = 0;

	for (int line = 0; line < STOLEN && end < evidence->n; line++) {
		struct goal_cells with;
		end = line_end(dump, evidence, end);
		if (end == evidence->n)
			break;
		set_used(dump, evidence, end, false);
		if (read_cells(r, from, to, &with) &&
		    (!found || with.pair.cost < cells->pair.cost)) {
			found = true;
			*cells = with;
		}
		set_used(dump, evidence, end, true);
	}
	return found;
}
