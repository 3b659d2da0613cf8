#include "dump/goal_rows.h"

/*
 * The rows that a page has, by the labels it prints.
 */
enum {
	ACTIVITIES = 2022, /* the first form with tables of each activity */
	UNIT_MAX = 18, /* bytes */
	PAGES_MAX = 16, /* of a sheet's goals */
};

static const struct kind_form {
	int rows[GOAL_ROWS], nrows;
	uint8_t open[GOAL_ROWS], usual[GOAL_ROWS];
} forms[GOAL_KINDS] = {
    [GOAL_OUTCOME] = {{LABEL_OUTCOME_ACTUAL, LABEL_OUTCOME_TARGET,
			  LABEL_ATTAINMENT},
	3, {0x1f, 0x1f, 0x1f}, {0x07, 0x07, 0x07}},
    [GOAL_OUTPUT] = {{LABEL_OUTPUT_ACTUAL, LABEL_OUTPUT_PLANNED, 0}, 2,
	{0x3f, 0x3f, 0}, {0x07, 0x0f, 0}},
    [GOAL_UNIT_COST] = {{0, LABEL_FORMULA, 0}, 2, {0x0f, 0x0f, 0},
	{0x0f, 0x0f, 0}},
    [GOAL_MEASURE] = {{LABEL_MEASURE_ACTUAL, 0, 0}, 2, {0x1f, 0x1f, 0},
	{0x07, 0x07, 0}},
};

int
goal_row_count(enum goal_kind kind)
{
	return forms[kind].nrows;
}

int
goal_column_count(enum goal_kind kind, int year)
{
	if (kind == GOAL_UNIT_COST)
		return 4;
	if (kind != GOAL_OUTPUT)
		return 5;
	return year <= 2016 ? 4 : year >= 2023 ? 6 : 5;
}

int
goal_row_label(enum goal_kind kind, int row)
{
	return kind == GOAL_UNIT_COST && row == 0 ? LABEL_UNIT_COST
						  : forms[kind].rows[row];
}

/* 成果実績 is a row's label, or a line of 成果目標及び成果実績(アウトカム). */
int
goal_row_of(const struct dump *dump, size_t i, enum goal_kind *kind)
{
	const struct token *t = &dump->tokens[i];

	if (t->kind != TOKEN_LABEL ||
	    (i + 1 < dump->n &&
		str_starts(dump->tokens[i + 1].text, S("（アウト"))))
		return -1;
	for (int k = 0; k < GOAL_KINDS; k++)
		for (int r = 0; r < forms[k].nrows; r++)
			if (forms[k].rows[r] && forms[k].rows[r] == t->label) {
				*kind = (enum goal_kind)k;
				return r;
			}
	return -1;
}

struct page_rows {
	int page;
	int count[GOAL_KINDS][GOAL_ROWS];
};

static int
most(const struct page_rows *p, enum goal_kind kind)
{
	int n = 0;

	for (int r = 0; r < forms[kind].nrows; r++)
		n = p->count[kind][r] > n ? p->count[kind][r] : n;
	return n;
}

/*
 * How many rows of the last table of a page stand on it, when the next page
 * has the others: it lacks the labels of the last rows, that one those of
 * the first.
 */
static int
rows_before_break(
    const struct page_rows *p, const struct page_rows *next, enum goal_kind k)
{
	int a = most(p, k), b = most(next, k), split = 0;

	if (!a || !b || k == GOAL_UNIT_COST || k == GOAL_MEASURE)
		return 0;
	while (split < forms[k].nrows && p->count[k][split] == a)
		split++;
	if (split == forms[k].nrows)
		return 0;
	for (int r = 0; r < forms[k].nrows; r++)
		if (p->count[k][r] != (r < split ? a : a - 1) ||
		    next->count[k][r] != (r < split ? b - 1 : b))
			return 0;
	return split;
}

static void
add_row(struct goal_rows *g, int page, int table, int kind, int line,
    uint8_t open, uint8_t usual)
{
	struct stack *s = &g->stack;

	if (s->nrows == STACK_ROWS) {
		g->full = true;
		return;
	}
	g->rows[s->nrows] = (struct stack_row){.page = page,
	    .table = table,
	    .heading = line < 0,
	    .open = open,
	    .usual = usual};
	g->kinds[s->nrows] = (uint8_t)kind;
	g->lines[s->nrows] = (uint8_t)(line < 0 ? GOAL_ROWS : line);
	g->row_labels[s->nrows] = g->dump->n;
	s->nrows++;
}

/* The rows [from, to) of a table, under its heading if they are its first. */
static void
add_rows(struct goal_rows *g, int page, enum goal_kind kind, int from, int to)
{
	int columns = goal_column_count(kind, g->sheet->sheet_year);
	unsigned all = (1u << columns) - 1;

	if (from == 0) {
		if (g->ntables == STACK_TABLES) {
			g->full = true;
			return;
		}
		struct goal_table *t = &g->tables[g->ntables];
		*t = (struct goal_table){.kind = kind, .id = (int)g->ntables};
		for (int r = 0; r < GOAL_ROWS; r++) {
			t->rows[r] = -1;
			t->labels[r] = g->dump->n;
		}
		g->ntables++;
		add_row(g, page, t->id, (int)kind, -1, (uint8_t)all, 0);
	}
	struct goal_table *t = &g->tables[g->ntables - 1];
	for (int r = from; r < to && !g->full; r++) {
		t->rows[r] = (int)g->stack.nrows;
		add_row(g, page, t->id, (int)kind, r,
		    (uint8_t)(forms[kind].open[r] & all),
		    (uint8_t)(forms[kind].usual[r] & all));
	}
}

/* The first label of a goal; nothing above it is a figure of one. */
static size_t
region_begin(const struct dump *dump)
{
	static const int labels[] = {LABEL_OUTCOME_GOAL,
	    LABEL_OUTCOME_INDICATOR, LABEL_OUTCOME_ACTUAL,
	    LABEL_OUTPUT_INDICATOR, LABEL_OUTPUT_ACTUAL, LABEL_UNIT_COST_BASIS,
	    LABEL_FORMULA};
	size_t first = dump->n;

	for (size_t k = 0; k < sizeof labels / sizeof *labels; k++) {
		size_t i = dump_find(dump, 0, labels[k]);
		first = i < first ? i : first;
	}
	return first;
}

static size_t
region_end(const struct dump *dump, size_t i)
{
	while (i < dump->n &&
	    (dump->tokens[i].kind != TOKEN_LABEL ||
		dump->tokens[i].part < PART_REVIEW ||
		dump->tokens[i].part > PART_PAST))
		i++;
	return i;
}

static size_t
count_pages(struct goal_rows *g, size_t from, size_t to,
    struct page_rows pages[PAGES_MAX])
{
	const struct dump *dump = g->dump;
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		enum goal_kind kind;
		int row = goal_row_of(dump, i, &kind);
		if (row < 0)
			continue;
		if (!n || pages[n - 1].page != dump->tokens[i].page) {
			if (n == PAGES_MAX) {
				g->full = true;
				return n;
			}
			pages[n++] =
			    (struct page_rows){.page = dump->tokens[i].page};
		}
		pages[n - 1].count[kind][row]++;
	}
	/* 目標値 is a label of two tables. */
	for (size_t p = 0; p < n; p++) {
		int *o = pages[p].count[GOAL_OUTCOME];
		int measures = pages[p].count[GOAL_MEASURE][0];
		int rest = o[1] - (o[0] > o[2] ? o[0] : o[2]);
		if (rest > 0)
			o[1] -= rest < measures ? rest : measures;
	}
	return n;
}

/* The tables of a page by kinds, in the order of the form. */
static void
build_by_kind(
    struct goal_rows *g, const struct page_rows *pages, size_t npages, size_t p)
{
	for (int k = 0; k < GOAL_KINDS; k++) {
		enum goal_kind kind = (enum goal_kind)k;
		int n = most(&pages[p], kind), rows = forms[k].nrows;
		int begun =
		    p ? rows_before_break(&pages[p - 1], &pages[p], kind) : 0;
		int cut = p + 1 < npages
		    ? rows_before_break(&pages[p], &pages[p + 1], kind)
		    : 0;
		for (int i = 0; i < n && !g->full; i++)
			add_rows(g, pages[p].page, kind, i == 0 ? begun : 0,
			    i + 1 == n && cut ? cut : rows);
	}
}

/*
 * The form of 令和4 has 活動指標, 単位当たりコスト and 成果指標 once for each
 * activity: there the labels tell the order.  False when they do not come
 * table by table.
 */
static bool
build_by_labels(
    struct goal_rows *g, const struct page_rows *page, size_t from, size_t to)
{
	enum goal_kind kinds[STACK_TABLES], last = GOAL_KINDS;
	int n = 0, row = -1, left[GOAL_KINDS];

	for (int k = 0; k < GOAL_KINDS; k++)
		left[k] = most(page, (enum goal_kind)k);
	for (size_t i = from; i < to; i++) {
		enum goal_kind kind;
		int r = g->dump->tokens[i].page == page->page
		    ? goal_row_of(g->dump, i, &kind)
		    : -1;
		if (r < 0 || (last == GOAL_MEASURE && kind == GOAL_OUTCOME))
			continue;
		if (kind != last || r <= row) {
			if (n == STACK_TABLES || !left[kind])
				return false;
			kinds[n++] = kind;
			left[kind]--;
		}
		last = kind;
		row = r;
	}
	for (int k = 0; k < GOAL_KINDS; k++)
		if (left[k])
			return false;
	for (int i = 0; i < n && !g->full; i++)
		add_rows(g, page->page, kinds[i], 0, forms[kinds[i]].nrows);
	return true;
}

static void
build_rows(struct goal_rows *g, const struct page_rows *pages, size_t npages,
    size_t from, size_t to)
{
	for (size_t p = 0; p < npages; p++)
		if (g->sheet->sheet_year < ACTIVITIES ||
		    !build_by_labels(g, &pages[p], from, to))
			build_by_kind(g, pages, npages, p);
}

/* A label that shares its paragraph with no text but its unit. */
static bool
is_alone(const struct dump *dump, size_t i)
{
	int paragraph = dump->tokens[i].paragraph;
	size_t from = i, to = i;

	while (from > 0 && dump->tokens[from - 1].paragraph == paragraph)
		from--;
	while (to < dump->n && dump->tokens[to].paragraph == paragraph)
		to++;
	for (size_t k = from; k < to; k++)
		if (dump->tokens[k].kind == TOKEN_TEXT &&
		    dump->tokens[k].text.n > UNIT_MAX)
			return false;
	return true;
}

/* The labels of a page's rows, in their order. */
static void
find_labels(struct goal_rows *g, size_t from, size_t to)
{
	const struct dump *dump = g->dump;

	for (size_t i = from; i < to; i++) {
		enum goal_kind kind;
		int row = goal_row_of(dump, i, &kind);
		if (row < 0)
			continue;
		for (size_t r = 0; r < g->stack.nrows; r++)
			if (g->rows[r].page == dump->tokens[i].page &&
			    g->kinds[r] == kind && g->lines[r] == row &&
			    g->row_labels[r] == dump->n) {
				g->row_labels[r] = i;
				g->alone[r] = is_alone(dump, i);
				g->tables[g->rows[r].table].labels[row] = i;
				break;
			}
	}
}

void
goal_pages_read(struct goal_rows *g, size_t *from, size_t *to)
{
	struct page_rows pages[PAGES_MAX];

	*from = region_begin(g->dump);
	*to = region_end(g->dump, *from);
	size_t npages = count_pages(g, *from, *to, pages);
	build_rows(g, pages, npages, *from, *to);
	find_labels(g, *from, *to);
}
