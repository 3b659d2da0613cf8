#include "rs/build.h"

#include "json/write.h"
#include "value/corp.h"

#include <string.h>

/* Whether the cells of two rows have the same text. */
static bool
same_cells(
    const struct rs_row *a, const struct rs_row *b, const int *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		str x = str_trim(a->cells[cells[i]]);
		str y = str_trim(b->cells[cells[i]]);
		if (x.n != y.n || (x.n && memcmp(x.p, y.p, x.n) != 0))
			return false;
	}
	return true;
}

/* Whether any of some cells of a row has text. */
static bool
says(const struct rs_row *row, const int *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rs_says(row, cells[i]))
			return true;
	return false;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* -- 5-1: blocks, payees and contracts in one table -- */

/* Whether the row says something of a contract. */
static bool
is_contract(const struct rs_row *row)
{
	static const int cells[] = {RS51_payees_description, RS51_payees_amount,
	    RS51_payees_method, RS51_payees_specific_method,
	    RS51_payees_bidders, RS51_payees_award_rate, RS51_payees_reason,
	    RS51_payees_other_contract};

	return says(row, cells, COUNT(cells));
}

static bool
is_payee(const struct rs_row *row)
{
	static const int cells[] = {RS51_payees_name,
	    RS51_payees_corporate_number, RS51_payees_address,
	    RS51_payees_corporation_type, RS51_payees_other_payee,
	    RS51_payee_totals_total};

	return says(row, cells, COUNT(cells)) || is_contract(row);
}

static bool
is_block(const struct rs_row *row)
{
	static const int cells[] = {RS51_nodes_name, RS51_nodes_payees,
	    RS51_nodes_role, RS51_nodes_amount};

	return says(row, cells, COUNT(cells)) ||
	    (rs_says(row, RS51_payees_block) && !is_payee(row));
}

/* What tells one payee from another: block, name and number. */
static uint64_t
payee_hash(const struct rs_row *row)
{
	return str_hash(str_trim(row->cells[RS51_payees_block])) * 31 * 31 +
	    str_hash(str_trim(row->cells[RS51_payees_name])) * 31 +
	    str_hash(str_trim(row->cells[RS51_payees_corporate_number]));
}

static bool
same_payee(const struct rs_row *a, const struct rs_row *b)
{
	static const int cells[] = {
	    RS51_payees_block, RS51_payees_name, RS51_payees_corporate_number};

	return same_cells(a, b, cells, COUNT(cells));
}

/* One row of each payee that has contracts. */
struct contracted {
	struct index index;
	struct list rows; /* of const struct rs_row * */
};

static bool
has_contracts(const struct contracted *c, const struct rs_row *row)
{
	for (uint32_t i = index_first(&c->index, payee_hash(row));
	     i != UINT32_MAX; i = index_next(&c->index, i))
		if (same_payee(
			*list_at(&c->rows, const struct rs_row *, i), row))
			return true;
	return false;
}

static struct contracted
find_contracted(struct build *b)
{
	struct contracted c = {0};

	for (size_t i = 0; i < rs_rows(b, RS_TABLE_51); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_51, i);
		if (!is_contract(row) || has_contracts(&c, row))
			continue;
		index_add(b->a, &c.index, payee_hash(row));
		*list_add(b->a, &c.rows, const struct rs_row *) = row;
	}
	return c;
}

static void
set_number(
    struct build *b, struct payee *payee, const struct rs_row *row, int cell)
{
	str text = rs_text(b, row, cell);

	if (!text.p)
		return;
	payee->corporate_number = corp_digits(b->a, text);
	if (!payee->corporate_number.p) {
		payee->corporate_number_text = text;
		record_note(b->a, b->sheet, "corporate-number-form",
		    str_of(rs_column_of(row->map->table, cell)->home),
		    "table %.*s, line %zu: \"%.*s\" is not 13 digits",
		    STR_ARG(row->map->title), row->line, STR_ARG(text));
	} else if (!corp_is_valid(payee->corporate_number)) {
		record_note(b->a, b->sheet, "corporate-number-check",
		    str_of(rs_column_of(row->map->table, cell)->home),
		    "table %.*s, line %zu: the check digit of %.*s is wrong",
		    STR_ARG(row->map->title), row->line,
		    STR_ARG(payee->corporate_number));
	}
}

static void
add_payee(struct build *b, const struct rs_row *row)
{
	struct payee *p = list_add(b->a, &b->sheet->payees, struct payee);
	bool contract = is_contract(row);
	struct members m;

	p->block = rs_text(b, row, RS51_payees_block);
	p->name = rs_text(b, row, RS51_payees_name);
	set_number(b, p, row, RS51_payees_corporate_number);
	p->description = rs_text(b, row, RS51_payees_description);
	p->amount = rs_figure(
	    b, row, contract ? RS51_payees_amount : RS51_payee_totals_total);
	p->method = rs_text(b, row, RS51_payees_method);
	p->bidders = rs_figure(b, row, RS51_payees_bidders);
	p->award_rate = rs_figure(b, row, RS51_payees_award_rate);
	p->reason = rs_text(b, row, RS51_payees_reason);
	m = rs_open(b);
	rs_put_group(b, &m, row, RSG51_payees);
	if (!contract) {
		rs_key(&m, S("total_only"));
		json_put_bool(m.out, true);
	} else {
		/* an edition that prints both in one row */
		rs_put(b, &m, row, RS51_payee_totals_total, S("total"));
	}
	p->rs = rs_close(b, &m);
}

/* The nodes so far by their letters. */
struct blocks {
	struct index index;
	struct list ordinals; /* of size_t: 2 for the second of its letters */
};

/* The newest node with these letters, or UINT32_MAX. */
static uint32_t
find_node(const struct build *b, const struct blocks *blocks, str block)
{
	uint32_t i = index_first(&blocks->index, str_hash(block));

	while (i != UINT32_MAX &&
	    !str_eq(list_at(&b->sheet->flow.nodes, struct flow_node, i)->block,
		block))
		i = index_next(&blocks->index, i);
	return i;
}

static void
add_node(struct build *b, struct blocks *blocks, struct flow_node node)
{
	uint32_t before = find_node(b, blocks, node.block);
	size_t n = 1;

	if (node.block.p && before != UINT32_MAX)
		n = *list_at(&blocks->ordinals, size_t, before) + 1;
	node.id = n == 1
	    ? node.block
	    : arena_printf(b->a, "%.*s#%zu", STR_ARG(node.block), n);
	index_add(b->a, &blocks->index, str_hash(node.block));
	*list_add(b->a, &blocks->ordinals, size_t) = n;
	*list_add(b->a, &b->sheet->flow.nodes, struct flow_node) = node;
}

static void
read_51(struct build *b, struct blocks *blocks)
{
	struct contracted contracted = find_contracted(b);

	for (size_t i = 0; i < rs_rows(b, RS_TABLE_51); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_51, i);
		if (is_block(row)) {
			struct members m = rs_open(b);
			rs_put_group(b, &m, row, RSG51_nodes);
			add_node(b, blocks,
			    (struct flow_node){
				.block = rs_text(b, row, RS51_payees_block),
				.name = rs_text(b, row, RS51_nodes_name),
				.amount = rs_figure(b, row, RS51_nodes_amount),
				.role = rs_text(b, row, RS51_nodes_role),
				.rs = rs_close(b, &m),
			    });
		}
		if (is_contract(row) ||
		    (is_payee(row) && !has_contracts(&contracted, row)))
			add_payee(b, row);
	}
}

/* -- 5-2: which block pays which -- */

static bool
is_edge(const struct rs_row *row)
{
	return rs_says(row, RS52_edges_from) || rs_says(row, RS52_edges_to) ||
	    rs_group_says(row, RSG52_edges);
}

static void
add_edge(struct build *b, const struct rs_row *row)
{
	struct flow_edge *e =
	    list_add(b->a, &b->sheet->flow.edges, struct flow_edge);
	struct members m = rs_open(b);

	e->from = rs_text(b, row, RS52_edges_from);
	if (!e->from.p && rs_flag(row, RS52_edges_from_ministry) == TRUTH_TRUE)
		e->from = S("0");
	e->to = rs_text(b, row, RS52_edges_to);
	rs_put_group(b, &m, row, RSG52_edges);
	e->rs = rs_close(b, &m);
}

/* A block that 5-2 names, once. */
static void
add_named(struct build *b, struct blocks *blocks, const struct rs_row *row,
    int block_cell, int name_cell)
{
	str block = rs_text(b, row, block_cell);

	if (block.p && find_node(b, blocks, block) == UINT32_MAX)
		add_node(b, blocks,
		    (struct flow_node){
			.block = block, .name = rs_text(b, row, name_cell)});
}

static void
read_52(struct build *b, struct blocks *blocks)
{
	struct members m = rs_open(b), list = {.out = m.out};
	struct flow_node ministry = {0};

	for (size_t i = 0; i < rs_rows(b, RS_TABLE_52); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_52, i);
		if (!rs_group_says(row, RSG52_indirect_costs))
			continue;
		if (!list.n)
			list = rs_array(&m, S("indirect_costs"));
		struct members item = rs_item(&list);
		rs_put_group(b, &item, row, RSG52_indirect_costs);
		out_char(m.out, '}');
	}
	if (list.n)
		out_char(m.out, ']');
	b->sheet->flow.rs = rs_close(b, &m);
	for (size_t i = 0; i < rs_rows(b, RS_TABLE_52); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_52, i);
		if (!is_edge(row))
			continue;
		add_edge(b, row);
		if (!ministry.id.p &&
		    str_eq(list_at(&b->sheet->flow.edges, struct flow_edge,
			       b->sheet->flow.edges.n - 1)
			       ->from,
			S("0"))) {
			ministry.id = S("0");
			ministry.name = rs_text(b, row, RS52_edges_from_name);
			if (!ministry.name.p)
				ministry.name = b->sheet->ministry;
		}
		/* Where 5-1 lists blocks, one that it lacks has no node. */
		if (rs_rows(b, RS_TABLE_51))
			continue;
		add_named(
		    b, blocks, row, RS52_edges_from, RS52_edges_from_name);
		add_named(b, blocks, row, RS52_edges_to, RS52_edges_to_name);
	}
	if (ministry.id.p) { /* it stands before the blocks */
		struct list *all = &b->sheet->flow.nodes;
		list_add(b->a, all, struct flow_node);
		struct flow_node *node = list_at(all, struct flow_node, 0);
		memmove(node + 1, node, (all->n - 1) * sizeof *node);
		*node = ministry;
	}
}

/* -- 5-3: what the payees did with it -- */

static bool
same_spending(const struct rs_row *a, const struct rs_row *b)
{
	static const int cells[] = {RS53_spending_block, RS53_spending_payee,
	    RS53_spending_corporate_number, RS53_spending_description};

	return same_cells(a, b, cells, COUNT(cells));
}

static void
read_53(struct build *b)
{
	const struct rs_row *last = NULL;
	struct spending *spending = NULL;

	for (size_t i = 0; i < rs_rows(b, RS_TABLE_53); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_53, i);
		struct spending_item *item;
		if (!rs_row_says(row))
			continue;
		if (!last || !same_spending(last, row)) {
			struct members m = rs_open(b);
			spending = list_add(
			    b->a, &b->sheet->spending, struct spending);
			spending->block = rs_text(b, row, RS53_spending_block);
			spending->payee = rs_text(b, row, RS53_spending_payee);
			rs_put_group(b, &m, row, RSG53_spending);
			spending->rs = rs_close(b, &m);
		}
		last = row;
		item = list_add(b->a, &spending->items, struct spending_item);
		item->item = rs_text(b, row, RS53_items_item);
		item->use = rs_text(b, row, RS53_items_use);
		item->amount = rs_figure(b, row, RS53_items_amount);
	}
}

/* -- 5-4: contracts that bind later years -- */

static void
read_54(struct build *b)
{
	for (size_t i = 0; i < rs_rows(b, RS_TABLE_54); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_54, i);
		struct payee *p;
		struct members m;
		if (!rs_row_says(row))
			continue;
		p = list_add(b->a, &b->sheet->obligations, struct payee);
		p->block = rs_text(b, row, RS54_obligations_block);
		p->name = rs_text(b, row, RS54_obligations_name);
		set_number(b, p, row, RS54_obligations_corporate_number);
		p->description = rs_text(b, row, RS54_obligations_description);
		p->amount = rs_figure(b, row, RS54_obligations_amount);
		p->method = rs_text(b, row, RS54_obligations_method);
		p->bidders = rs_figure(b, row, RS54_obligations_bidders);
		p->award_rate = rs_figure(b, row, RS54_obligations_award_rate);
		p->reason = rs_text(b, row, RS54_obligations_reason);
		m = rs_open(b);
		rs_put_group(b, &m, row, RSG54_obligations);
		p->rs = rs_close(b, &m);
	}
}

void
rs_payments(struct build *b)
{
	struct blocks blocks = {0};

	read_51(b, &blocks);
	read_52(b, &blocks);
	read_53(b);
	read_54(b);
}

/* Totals of payees whose contracts are in payees[]. */
void
rs_payments_added(struct build *b, struct members *m)
{
	struct contracted contracted = find_contracted(b);
	struct members list = {.out = m->out};

	for (size_t i = 0; i < rs_rows(b, RS_TABLE_51); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_51, i);
		struct members item;
		if (is_contract(row) || !is_payee(row) ||
		    !has_contracts(&contracted, row))
			continue;
		if (!list.n)
			list = rs_array(m, S("payee_totals"));
		item = rs_item(&list);
		rs_put(b, &item, row, RS51_payees_block, S("block"));
		rs_put(b, &item, row, RS51_payees_name, S("name"));
		rs_put(b, &item, row, RS51_payees_corporate_number,
		    S("corporate_number"));
		rs_put(b, &item, row, RS51_payees_address, S("address"));
		rs_put(b, &item, row, RS51_payees_corporation_type,
		    S("corporation_type"));
		rs_put(
		    b, &item, row, RS51_payees_other_payee, S("other_payee"));
		rs_put(b, &item, row, RS51_payee_totals_total, S("total"));
		out_char(m->out, '}');
	}
	if (list.n)
		out_char(m->out, ']');
}
