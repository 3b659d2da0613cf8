/* Rules on 資金の流れ: amounts of blocks, and the links between them. */
#include "check/rules.h"

#include "value/text.h"

#include <stdlib.h>
#include <string.h>

/* -- amounts -- */

/*
 * A sum of rounded amounts.  The interval says what is possible; the squares
 * of the units say what is likely: the errors of many rows cancel out.
 */
struct total {
	struct dec sum;
	struct interval range;
	dec_wide squares; /* of the units in which the parts are printed */
	int64_t unit; /* the coarsest of them, in yen */
};

static const struct total nothing = {
    {0, 0, true}, {{0, 1}, {0, 1}, true}, 0, 1};

static void
total_add(struct check *c, struct total *t, struct figure amount)
{
	int64_t unit = 1;

	if (!c->yen_exact)
		for (int k = dec_zeros(amount.value, 6); k > 0; k--)
			unit *= 10;
	t->sum = dec_add(t->sum, amount.value);
	t->range = interval_add(t->range, check_amount(c, amount));
	t->squares += (dec_wide)unit * unit;
	if (unit > t->unit)
		t->unit = unit;
}

/*
 * Whether two totals of the same money can be told apart: their intervals do
 * not meet, or they differ by more than a unit and by more than 2.4 standard
 * deviations of the rounding (a unit has a variance of unit^2 / 12), which
 * one honest sheet in a hundred does.
 */
static bool
totals_differ(const struct total *a, const struct total *b)
{
	struct dec off = dec_abs(dec_sub(a->sum, b->sum));
	dec_wide yen, square;

	if (!interval_meet(a->range, b->range))
		return true;
	if (!off.known)
		return false;
	yen = dec_round(off, 0).digits;
	return yen > a->unit && yen > b->unit &&
	    !__builtin_mul_overflow(yen, yen * 100, &square) &&
	    square > 48 * (a->squares + b->squares);
}

/* The rows of a block, and how many payees they name. */
struct block {
	struct total total;
	size_t rows, payees;
};

static struct block
block_of(struct check *c, str name)
{
	const struct list *payees = &c->sheet->payees;
	struct block b = {nothing, 0, 0};
	const struct payee *last = NULL;

	for (size_t i = 0; i < payees->n; i++) {
		const struct payee *p = ITEM(payee, *payees, i);
		if (!str_eq(p->block, name) || !p->amount.value.known)
			continue;
		b.rows++;
		b.payees += !last || !str_eq(last->name, p->name);
		last = p;
		total_add(c, &b.total, p->amount);
	}
	return b;
}

/* N of 民間企業等（14者） or …ほか9者 in the box; 0 when it names none. */
static int64_t
count_in(str name)
{
	struct dec n;
	size_t at, len, begin;

	for (at = str_find(name, S("者"), 0); at < name.n;
	     at = str_find(name, S("者"), at + 1)) {
		int64_t count;
		begin = at;
		while (begin) {
			size_t back = begin - 1;
			uint32_t code;
			while (back &&
			    ((unsigned char)name.p[back] & 0xc0) == 0x80)
				back--;
			code = text_fold_code(
			    str_char(str_skip(name, back), &len));
			if (code < '0' || code > '9')
				break;
			begin = back;
		}
		n = dec_cell(str_slice(name, begin, at));
		if (n.known && dec_int(n, &count))
			return count;
	}
	return 0;
}

/* 支出先の数 of the RS System, kept in the raw part of the node; or 0. */
static int64_t
count_of_rs(struct check *c, str rs)
{
	int64_t count = 0;
	struct json j;
	str key, raw;

	json_init(&j, rs);
	if (str_is_null(rs) || !json_object(&j))
		return 0;
	while (json_key(&j, &c->arena, &key) && json_skip(&j, &raw))
		if (str_eq(key, S("payees")) && !dec_int(dec_json(raw), &count))
			count = 0;
	return count;
}

/*
 * The list shows all payees of the block: as many as the box counts, or fewer
 * than the ten that the form asks for.  A box of the forms counts contracts
 * or payees, as its writer likes.
 */
static bool
list_is_whole(const struct check *c, const struct block *b, int64_t count)
{
	if (count > 0)
		return (int64_t)(c->yen_exact ? b->payees : b->rows) >= count;
	return b->payees < 10;
}

/* The boxes of one block together (A, A#2): their sum, where it is known. */
struct boxes {
	struct total total;
	size_t n, first;
	int64_t count;
	bool known;
};

static struct boxes
boxes_of(struct check *c, str block)
{
	const struct list *nodes = &c->sheet->flow.nodes;
	struct boxes b = {.total = nothing, .known = true};

	for (size_t i = 0; i < nodes->n; i++) {
		const struct flow_node *node = ITEM(flow_node, *nodes, i);
		int64_t count;
		if (!str_eq(node->block, block))
			continue;
		if (!b.n++)
			b.first = i;
		b.known &= node->amount.value.known;
		total_add(c, &b.total, node->amount);
		count = count_in(node->name);
		b.count += count   ? count
		    : c->yen_exact ? count_of_rs(c, node->rs)
				   : count_in(node->role);
	}
	return b;
}

void
rule_flow_block(struct check *c)
{
	const struct list *nodes = &c->sheet->flow.nodes;

	for (size_t i = 0; i < nodes->n; i++) {
		const struct flow_node *node = ITEM(flow_node, *nodes, i);
		struct boxes boxes;
		struct block block;
		if (str_is_empty(node->block))
			continue;
		boxes = boxes_of(c, node->block);
		if (boxes.first != i || !boxes.known)
			continue;
		block = block_of(c, node->block);
		if (!block.rows || !totals_differ(&boxes.total, &block.total))
			continue;
		/* a list of the ten largest may add up to less */
		if (dec_cmp(block.total.sum, boxes.total.sum) < 0 &&
		    !list_is_whole(c, &block, boxes.count))
			continue;
		check_found(c, check_path(c, "flow.nodes[%zu].amount", i),
		    check_figure(c, boxes.total.sum),
		    check_figure(c, block.total.sum),
		    "block %.*s has %.*s in the flow, but its payees add up "
		    "to %.*s",
		    STR_ARG(node->block),
		    STR_ARG(check_yen(c, boxes.total.sum)),
		    STR_ARG(check_yen(c, block.total.sum)));
	}
}

void
rule_flow_total(struct check *c)
{
	const struct sheet *sheet = c->sheet;
	const struct list *nodes = &sheet->flow.nodes;
	const struct budget_year *year =
	    budget_year_of(sheet, year_after(sheet->sheet_year, -1));

	for (size_t i = 0; year && i < nodes->n; i++) {
		const struct flow_node *node = ITEM(flow_node, *nodes, i);
		if (!str_eq(node->id, S("0")) ||
		    interval_meet(check_amount(c, node->amount),
			check_amount(c, year->executed)))
			continue;
		check_found(c, check_path(c, "flow.nodes[%zu].amount", i),
		    check_figure(c, node->amount.value),
		    check_figure(c, year->executed.value),
		    "the flow begins with %.*s, but %.*s was executed in %d",
		    STR_ARG(check_yen(c, node->amount.value)),
		    STR_ARG(check_yen(c, year->executed.value)),
		    year->fiscal_year);
	}
}

/* -- the graph -- */

struct named_node {
	str id;
	size_t i;
};

static int
by_id(const void *a, const void *b)
{
	const struct named_node *x = a, *y = b;
	int order = str_cmp(x->id, y->id);

	return order ? order : (x->i > y->i) - (x->i < y->i);
}

/* The links of the flow between node numbers; those with an end that is no
 * node are left out. */
struct graph {
	size_t nodes, n;
	struct link {
		size_t from, to, edge;
	} * links;
	struct named_node *ids; /* sorted */
};

static size_t
node_numbered(const struct graph *g, str id)
{
	size_t low = 0, high = g->nodes;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_cmp(g->ids[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < g->nodes && str_eq(g->ids[low].id, id) ? g->ids[low].i
							    : SIZE_MAX;
}

static struct graph
graph_of(struct check *c)
{
	const struct flow *flow = &c->sheet->flow;
	struct graph g = {.nodes = flow->nodes.n};

	g.ids = arena_new(&c->arena, struct named_node, g.nodes + 1);
	g.links = arena_new(&c->arena, struct link, flow->edges.n + 1);
	for (size_t i = 0; i < g.nodes; i++)
		g.ids[i] =
		    (struct named_node){ITEM(flow_node, flow->nodes, i)->id, i};
	qsort(g.ids, g.nodes, sizeof *g.ids, by_id);
	for (size_t i = 0; i < flow->edges.n; i++) {
		const struct flow_edge *e = ITEM(flow_edge, flow->edges, i);
		struct link link = {
		    node_numbered(&g, e->from), node_numbered(&g, e->to), i};
		if (link.from != SIZE_MAX && link.to != SIZE_MAX)
			g.links[g.n++] = link;
	}
	return g;
}

static str
node_id(struct check *c, size_t i)
{
	return ITEM(flow_node, c->sheet->flow.nodes, i)->id;
}

/*
 * Takes away, again and again, the nodes that nothing leads to (or, backward,
 * that lead to nothing): what is left lies on cycles or between them.
 */
static void
peel(struct check *c, const struct graph *g, bool *gone, bool backward)
{
	size_t *degree = arena_new(&c->arena, size_t, g->nodes + 1);
	size_t *first = arena_new(&c->arena, size_t, g->nodes + 2);
	size_t *next = arena_new(&c->arena, size_t, g->n + 1);
	size_t *queue = arena_new(&c->arena, size_t, g->nodes + 1);
	size_t head = 0, tail = 0;

	for (size_t k = 0; k < g->n; k++) {
		const struct link *l = &g->links[k];
		size_t from = backward ? l->to : l->from;
		size_t to = backward ? l->from : l->to;
		if (l->from == l->to || gone[from] || gone[to])
			continue;
		degree[to]++;
		next[k] = first[from]; /* 0 ends: links are counted from 1 */
		first[from] = k + 1;
	}
	for (size_t i = 0; i < g->nodes; i++)
		if (!gone[i] && !degree[i])
			queue[tail++] = i;
	while (head < tail) {
		size_t i = queue[head++];
		gone[i] = true;
		for (size_t k = first[i]; k; k = next[k - 1]) {
			const struct link *l = &g->links[k - 1];
			size_t to = backward ? l->from : l->to;
			if (--degree[to] == 0)
				queue[tail++] = to;
		}
	}
}

void
rule_flow_loop(struct check *c)
{
	struct graph g = graph_of(c);
	bool *gone = arena_new(&c->arena, bool, g.nodes + 1);
	struct text names = {.arena = &c->arena};
	size_t left = 0, first = 0;

	for (size_t k = 0; k < g.n; k++)
		if (g.links[k].from == g.links[k].to)
			check_found(c,
			    check_path(c, "flow.edges[%zu]", g.links[k].edge),
			    check_text(c, node_id(c, g.links[k].to)), STR_NULL,
			    "block %.*s pays itself",
			    STR_ARG(node_id(c, g.links[k].to)));
	peel(c, &g, gone, false);
	peel(c, &g, gone, true);
	for (size_t i = 0; i < g.nodes; i++) {
		if (gone[i])
			continue;
		if (!left++)
			first = i;
		else
			text_put(&names, S(", "));
		text_put(&names, node_id(c, i));
	}
	if (left)
		check_found(c, check_path(c, "flow.nodes[%zu]", first),
		    check_text(c, text_str(&names)), STR_NULL,
		    "the links between the blocks %.*s run in a circle",
		    STR_ARG(text_str(&names)));
}

static int
by_ends(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return (x->edge > y->edge) - (x->edge < y->edge);
}

void
rule_flow_duplicate(struct check *c)
{
	struct graph g = graph_of(c);

	qsort(g.links, g.n, sizeof *g.links, by_ends);
	for (size_t k = 1; k < g.n; k++) {
		const struct link *a = &g.links[k - 1], *b = &g.links[k];
		if (a->from != b->from || a->to != b->to)
			continue;
		check_found(c, check_path(c, "flow.edges[%zu]", b->edge),
		    STR_NULL, check_path(c, "\"flow.edges[%zu]\"", a->edge),
		    "the link from %.*s to %.*s is given twice",
		    STR_ARG(node_id(c, b->from)), STR_ARG(node_id(c, b->to)));
	}
}

/* A list of blocks for one finding a sheet. */
struct blocks {
	struct text names;
	size_t n, first;
};

static void
blocks_add(struct blocks *b, size_t i, str name)
{
	if (!b->n++)
		b->first = i;
	else
		text_put(&b->names, S(", "));
	text_put(&b->names, name);
}

static void
blocks_found(struct check *c, const struct blocks *b, const char *what)
{
	if (b->n)
		check_found(c, check_path(c, "flow.nodes[%zu]", b->first),
		    check_text(c, text_str(&b->names)), STR_NULL,
		    "%s in the flow: %.*s", what, STR_ARG(text_str(&b->names)));
}

/* Links with an end that is no block. */
static void
check_ends(struct check *c, const struct graph *g)
{
	const struct list *edges = &c->sheet->flow.edges;

	for (size_t i = 0; i < edges->n; i++) {
		const struct flow_edge *e = ITEM(flow_edge, *edges, i);
		str end =
		    node_numbered(g, e->from) == SIZE_MAX ? e->from : e->to;
		if (str_is_null(end) || node_numbered(g, end) != SIZE_MAX)
			continue;
		check_found(c, check_path(c, "flow.edges[%zu]", i),
		    check_text(c, end), STR_NULL,
		    "a link names %.*s, which is no block of the flow",
		    STR_ARG(end));
	}
}

void
rule_flow_orphan(struct check *c)
{
	const struct list *nodes = &c->sheet->flow.nodes;
	struct graph g = graph_of(c);
	bool *paid = arena_new(&c->arena, bool, g.nodes + 1);
	struct blocks unpaid = {.names = {.arena = &c->arena}};
	struct blocks unlisted = {.names = {.arena = &c->arena}};

	check_ends(c, &g);
	for (size_t k = 0; k < g.n; k++)
		paid[g.links[k].to] = true;
	for (size_t i = 0; i < g.nodes; i++) {
		const struct flow_node *node = ITEM(flow_node, *nodes, i);
		if (str_is_empty(node->block))
			continue;
		if (g.n && !paid[i])
			blocks_add(&unpaid, i, node->id);
		if (c->sheet->payees.n && !block_of(c, node->block).rows)
			blocks_add(&unlisted, i, node->id);
	}
	blocks_found(c, &unpaid, "nobody pays these blocks");
	blocks_found(c, &unlisted, "the list has no payee of these blocks");
}

/* -- first-level blocks against what was executed -- */

void
rule_paid_over_executed(struct check *c)
{
	const struct sheet *sheet = c->sheet;
	const struct budget_year *year =
	    budget_year_of(sheet, year_after(sheet->sheet_year, -1));
	struct graph g;
	bool *direct, *passed;
	struct dec sum = dec_of(0);
	struct interval range = interval_exact(dec_of(0));

	if (!year || !year->executed.value.known)
		return;
	g = graph_of(c);
	direct = arena_new(&c->arena, bool, g.nodes + 1);
	passed = arena_new(&c->arena, bool, g.nodes + 1);
	for (size_t k = 0; k < g.n; k++) {
		bool ministry = str_eq(node_id(c, g.links[k].from), S("0"));
		(ministry ? direct : passed)[g.links[k].to] = true;
	}
	for (size_t i = 0; i < g.nodes; i++) {
		const struct flow_node *node =
		    ITEM(flow_node, sheet->flow.nodes, i);
		if (!direct[i] || passed[i] || !node->amount.value.known)
			continue;
		sum = dec_add(sum, node->amount.value);
		range = interval_add(range, check_amount(c, node->amount));
	}
	if (!interval_below(check_amount(c, year->executed), range))
		return;
	check_found(c, S("flow"), check_figure(c, sum),
	    check_figure(c, year->executed.value),
	    "the blocks that the ministry pays got %.*s, but %.*s was "
	    "executed in %d",
	    STR_ARG(check_yen(c, sum)),
	    STR_ARG(check_yen(c, year->executed.value)), year->fiscal_year);
}
