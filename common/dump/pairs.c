#include "dump/pairs.h"

#include "dump/parts.h"
#include "value/text.h"

/* What a row costs to find where nothing about its table is odd. */
enum { CHEAP = 9 };

/* -- which tables there are -- */

/* What the list says that the payee got; not known when it is not there. */
static struct dec
paid(const struct sheet *sheet, const struct spending *table)
{
	struct dec most = {0};

	for (size_t i = 0; i < sheet->payees.n; i++) {
		const struct payee *p =
		    list_at(&sheet->payees, struct payee, i);
		if (str_is_null(p->block) || !str_eq(p->block, table->block) ||
		    !p->amount.value.known)
			continue;
		if (!most.known || dec_cmp(p->amount.value, most) > 0)
			most = p->amount.value;
	}
	return most;
}

/* What its block got together by the flow; not known where that is parted. */
static struct dec
block_of(const struct sheet *sheet, const struct spending *table)
{
	struct dec found = {0};

	for (size_t i = 0; i < sheet->flow.nodes.n; i++) {
		const struct flow_node *node =
		    list_at(&sheet->flow.nodes, struct flow_node, i);
		if (str_is_null(node->block) ||
		    !str_eq(node->block, table->block) ||
		    !node->amount.value.known)
			continue;
		if (found.known)
			return (struct dec){0};
		found = node->amount.value;
	}
	return found;
}

/* No payee got more than its block: that one was read wrongly. */
static void
find_totals(struct pairs *p, const struct sheet *sheet, int pair, int side)
{
	const struct spending *table = p->tables[pair][side];
	int64_t *got = &p->paid[pair][side], *block = &p->block[pair][side];

	dec_int(paid(sheet, table), got);
	dec_int(block_of(sheet, table), block);
	if (*block && *got > *block)
		*got = 0;
}

/* A, B ... Z, a ... z as 0, 1 ...; -1 for anything else. */
static int
letter_rank(str letters)
{
	if (str_is_null(letters) || letters.n != 1)
		return -1;
	int c = (unsigned char)letters.p[0];
	return c >= 'a' && c <= 'z' ? c - 'a' + 26
	    : c >= 'A' && c <= 'Z'  ? c - 'A'
				    : -1;
}

/* B．昭和村: its block and its payee. */
static bool
is_heading(struct arena *arena, str s, const struct spending *table)
{
	size_t at = str_find(s, table->payee, 0);

	if (at == s.n)
		return false;
	str head = str_trim(text_fold(arena, str_take(s, at)));
	while (str_ends(head, S(".")))
		head = str_trim(str_take(head, head.n - 1));
	return str_ends(head, table->block);
}

/* The page of the name above a table, which may stand among the flow. */
static int
page_of(const struct dump *dump, const struct spending *table)
{
	int page = -1;

	if (str_is_null(table->payee))
		return -1;
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind != TOKEN_TEXT ||
		    (t->part != PART_SPENDING && t->part != PART_FLOW) ||
		    !is_heading(dump->arena, t->text, table))
			continue;
		page = t->page;
		if (t->part == PART_SPENDING)
			break;
	}
	return page;
}

/* In the order of their letters they stand left, right, left ... */
static void
find_tables(struct pairs *p, struct sheet *sheet)
{
	struct spending *tables[2 * PAIRS_MAX] = {NULL};
	int n = 0;

	for (size_t i = 0; i < sheet->spending.n; i++) {
		struct spending *table =
		    list_at(&sheet->spending, struct spending, i);
		int rank = letter_rank(table->block);
		if (rank >= 0 && !table->total.value.known && !tables[rank])
			tables[rank] = table;
	}
	for (int rank = 0; rank < 2 * PAIRS_MAX; rank++) {
		if (!tables[rank])
			continue;
		p->tables[n / 2][n % 2] = tables[rank];
		find_totals(p, sheet, n / 2, n % 2);
		p->pages[n / 2][n % 2] = page_of(p->dump, tables[rank]);
		n++;
	}
	p->npairs = (n + 1) / 2;
	if (n % 2)
		p->pages[n / 2][1] = -1;
}

/* -- the answer -- */

/* The units of a table: how many cells each column has. */
struct table {
	int pair, side;
	int cells[PAIRS_COLUMNS];
	int price;
	int64_t total; /* yen, 0: not found */
};

static bool
is_of(const struct pairs_unit *u, const struct table *t)
{
	return u->placed && u->pair == t->pair && u->side == t->side;
}

static struct table
count_table(const struct pairs *p, int pair, int side)
{
	struct table t = {.pair = pair, .side = side};

	for (size_t i = 0; i < p->n; i++) {
		const struct pairs_unit *u = &p->units[i];
		if (!is_of(u, &t))
			continue;
		t.price += u->price;
		if (u->total)
			t.total = u->yen;
		else if (!u->more)
			t.cells[u->column]++;
	}
	return t;
}

/*
 * Null where it is not sure, or has lines of another: its brackets tell, and
 * 費, behind which no 費目 goes on.
 */
static str
take_cell(struct pairs *p, const struct table *t, int column, int row, bool any)
{
	struct list lines = {0}, tokens = {0};

	for (size_t i = 0; i < p->n; i++) {
		const struct pairs_unit *u = &p->units[i];
		if (!is_of(u, t) || u->column != column || u->row != row)
			continue;
		if (!any && !u->sure)
			return STR_NULL;
		if (column == PAIRS_ITEM && lines.n &&
		    str_ends(*list_at(&lines, str, lines.n - 1), S("費")))
			return STR_NULL;
		*list_add(p->dump->arena, &lines, str) = u->text;
		*list_add(p->dump->arena, &tokens, size_t) = u->token;
	}
	str text = dump_lines(p->dump, lines.items, lines.n);
	if (text_brackets(text) != 0)
		return STR_NULL;
	for (size_t i = 0; i < tokens.n; i++)
		p->dump->tokens[*list_at(&tokens, size_t, i)].used = true;
	return text;
}

/* Amounts fall; one that came late goes to its place. */
static void
sort_falling(const struct pairs *p, size_t *units, int n)
{
	for (int i = 1; i < n; i++) {
		size_t unit = units[i];
		int k = i;
		for (; k > 0 && p->units[units[k - 1]].yen < p->units[unit].yen;
		     k--)
			units[k] = units[k - 1];
		units[k] = unit;
	}
}

/* Its cells are as many in every column. */
static bool
is_whole(const struct table *t)
{
	int rows = t->cells[PAIRS_MONEY];

	return t->total && t->cells[PAIRS_ITEM] == rows &&
	    t->cells[PAIRS_USE] == rows;
}

/*
 * What is sure, or all of it where the table was cheap to find.  Rows that say
 * nothing but an amount are no rows.
 */
static void
put_rows(struct pairs *p, const struct table *t, struct spending *out)
{
	struct arena *arena = p->dump->arena;
	int n = 0, rows = t->cells[PAIRS_MONEY];
	bool any = t->price < CHEAP * rows;
	size_t *amounts = arena_new(arena, size_t, (size_t)rows);

	for (size_t i = 0; i < p->n; i++)
		if (is_of(&p->units[i], t) && p->units[i].yen &&
		    !p->units[i].total)
			amounts[n++] = i;
	sort_falling(p, amounts, n);
	for (int row = 0; row < n; row++) {
		const struct pairs_unit *amount = &p->units[amounts[row]];
		if (!any && !amount->sure)
			continue;
		struct spending_item item = {
		    .item = take_cell(p, t, PAIRS_ITEM, row, any),
		    .use = take_cell(p, t, PAIRS_USE, row, any),
		    .amount.value = dec_of(amount->yen)};
		if (str_is_null(item.item) && str_is_null(item.use))
			continue;
		p->dump->tokens[amount->token].used = true;
		*list_add(arena, &out->items, struct spending_item) = item;
	}
}

/* rows: whether there are; a total is believed where the sheet says it. */
static void
put_table(
    struct pairs *p, struct sheet *sheet, const struct table *t, bool rows)
{
	struct spending *out = p->tables[t->pair][t->side];

	if (!t->total ||
	    (!rows && t->total != p->paid[t->pair][t->side] &&
		t->total != p->block[t->pair][t->side]))
		return;
	for (size_t i = 0; i < p->n; i++)
		if (is_of(&p->units[i], t) && p->units[i].total)
			p->dump->tokens[p->units[i].token].used = true;
	out->total.value = dec_of(t->total);
	if (rows)
		put_rows(p, t, out);
	record_note(p->dump->arena, sheet, "placed-by-arithmetic",
	    S("spending"), "the amounts of %.*s by their sum",
	    STR_ARG(out->block));
}

/* Two tables side by side share their lines: both are added up or none. */
static void
put_pair(struct pairs *p, struct sheet *sheet, int pair)
{
	struct table tables[2];
	bool sums = true;

	for (int side = 0; side < 2; side++) {
		tables[side] = count_table(p, pair, side);
		sums = sums && (!p->tables[pair][side] || tables[side].total);
	}
	for (int side = 0; side < 2; side++)
		if (p->tables[pair][side])
			put_table(p, sheet, &tables[side],
			    sums && is_whole(&tables[side]));
}

void
dump_pairs(struct dump *dump, struct sheet *sheet)
{
	struct pairs p = {.dump = dump};

	if (dump->flat || dump->columns)
		return;
	find_tables(&p, sheet);
	if (!p.npairs)
		return;
	pairs_units(&p);
	if (!p.n)
		return;
	pairs_place(&p);
	for (int pair = 0; pair < p.npairs; pair++)
		put_pair(&p, sheet, pair);
}
