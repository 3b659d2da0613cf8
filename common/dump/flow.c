#include "dump/parts.h"

#include "value/text.h"

/*
 * 資金の流れ: boxes of a name and an amount (A．NAME, １９７百万円), what
 * the payee does, and how it was chosen in 【】.
 */

enum { NAME_LINES = 4, BOXES_MAX = 500, LEVEL_MAX = 26 };

/* １９７百万円, alone. */
static bool
is_amount(struct dump *dump, const struct token *t, struct dec *amount)
{
	str s = text_fold(dump->arena, t->text), unit = S("百万円");

	if (t->used || t->kind == TOKEN_LABEL || !str_ends(s, unit))
		return false;
	*amount = dec_cell(str_take(s, s.n - unit.n));
	return amount->known;
}

static bool
is_method(const struct token *t)
{
	str s = text_strip(t->text);

	if (str_starts(s, S("↓")))
		s = text_strip(str_skip(s, 3));
	return t->kind == TOKEN_TEXT && str_starts(s, S("【")) &&
	    str_has(s, S("】")) && !str_starts(s, S("【別紙"));
}

/* The amount that ends a box whose name begins at token i, or 0. */
static size_t
box_end(struct dump *dump, size_t i, struct dec *amount)
{
	int lines = 0;

	for (size_t k = i + 1; k < dump->n && lines <= NAME_LINES; k++) {
		const struct token *t = &dump->tokens[k];
		if (t->kind == TOKEN_LABEL || is_method(t) ||
		    (t->opens && dump_letters(t->text)))
			return 0;
		if (is_amount(dump, t, amount))
			return k;
		lines += t->opens;
	}
	return 0;
}

/* Where the name of a box ends whose amount may be a paragraph further on. */
static size_t
name_end(const struct dump *dump, size_t i, size_t amount)
{
	size_t end = i;

	while (end < amount &&
	    dump->tokens[end].paragraph == dump->tokens[i].paragraph)
		end++;
	return end;
}

static str
block_of(struct dump *dump, str s, size_t length)
{
	str letters = text_fold(dump->arena, str_take(s, length));

	while (letters.n && (unsigned char)letters.p[letters.n - 1] > 127)
		letters.n--;
	while (str_ends(letters, S(".")))
		letters.n--;
	return letters;
}

static str
id_of(struct dump *dump, const struct sheet *sheet, str block)
{
	int n = 1;

	for (size_t i = 0; i < sheet->flow.nodes.n; i++) {
		str other =
		    list_at(&sheet->flow.nodes, struct flow_node, i)->block;
		n += str_eq(other, block);
	}
	return n == 1 ? block
		      : arena_printf(dump->arena, "%.*s#%d", STR_ARG(block), n);
}

/* Tokens that say what the payee of a box does, right behind it. */
static size_t
role_end(const struct dump *dump, size_t from)
{
	size_t to = from;

	while (to < dump->n) {
		const struct token *t = &dump->tokens[to];
		if (t->kind != TOKEN_TEXT || t->used || is_method(t) ||
		    dump_letters(t->text) || str_ends(t->text, S("百万円")) ||
		    str_starts(t->text, S("（応募")) ||
		    (to > from &&
			(t->paragraph != dump->tokens[from].paragraph ||
			    t->at - dump->tokens[to - 1].at > 1)) ||
		    t->page != dump->tokens[from].page)
			break;
		to++;
	}
	return to;
}

struct box {
	size_t end; /* its amount */
	size_t node; /* index */
};

static struct flow_node *
add_node(struct dump *dump, struct sheet *sheet, struct list *boxes, size_t end)
{
	struct box *box = list_add(dump->arena, boxes, struct box);

	box->end = end;
	box->node = sheet->flow.nodes.n;
	return list_add(dump->arena, &sheet->flow.nodes, struct flow_node);
}

static void
find_boxes(struct dump *dump, struct sheet *sheet, struct list *boxes)
{
	struct dec amount;
	bool root = false;

	for (size_t i = 0; i < dump->n; i++) {
		struct token *t = &dump->tokens[i];
		if (boxes->n == BOXES_MAX)
			break;
		if (t->used || t->kind != TOKEN_TEXT || t->part < PART_PAST)
			continue;
		size_t letters = t->opens ? dump_letters(t->text) : 0;
		size_t end;
		if (letters && (end = box_end(dump, i, &amount)) != 0) {
			str block = block_of(dump, t->text, letters);
			str id = id_of(dump, sheet, block);
			str name = dump_take(dump, i, name_end(dump, i, end));
			dump->tokens[end].used = true;
			struct flow_node *node =
			    add_node(dump, sheet, boxes, end);
			node->id = id;
			node->block = block;
			node->name = text_clean(
			    dump->arena, str_skip(name, dump_letters(name)));
			node->amount.value = dec_yen(amount, 6);
			i = end;
		} else if (!root && i + 1 < dump->n &&
		    str_eq(text_strip(t->text), sheet->ministry) &&
		    is_amount(dump, t + 1, &amount)) {
			struct flow_node *node =
			    add_node(dump, sheet, boxes, i + 1);
			node->id = S("0");
			node->block = STR_NULL;
			node->name = sheet->ministry;
			node->amount.value = dec_yen(amount, 6);
			t->used = t[1].used = true;
			root = true;
			i++;
		}
	}
}

static str
method_text(struct dump *dump, const struct token *t)
{
	size_t from = str_find(t->text, S("【"), 0);
	size_t to = str_find(t->text, S("】"), from);

	return text_clean(dump->arena, str_slice(t->text, from + 3, to));
}

static struct flow_node *
node_of(const struct sheet *sheet, const struct list *boxes, size_t k)
{
	return list_at(&sheet->flow.nodes, struct flow_node,
	    list_at(boxes, const struct box, k)->node);
}

/* The end of the boxes side by side of which k is the first: nothing between.
 */
static size_t
level_end(const struct dump *dump, const struct sheet *sheet,
    const struct list *boxes, size_t k)
{
	size_t to = k + 1;

	if (dump->flat || str_is_null(node_of(sheet, boxes, k)->block))
		return to;
	for (size_t i = list_at(boxes, const struct box, k)->end; to < boxes->n;
	     to++) {
		size_t end = list_at(boxes, const struct box, to)->end;
		while (i < end && dump->tokens[i].used)
			i++;
		if (i < end)
			break;
	}
	return to;
}

/* The boxes of a level in the order of their letters: from left to right. */
static void
sort_level(const struct sheet *sheet, const struct list *boxes, size_t *level,
    size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 &&
		     str_cmp(node_of(sheet, boxes, level[k])->block,
			 node_of(sheet, boxes, level[k - 1])->block) < 0;
		     k--) {
			size_t swap = level[k];
			level[k] = level[k - 1];
			level[k - 1] = swap;
		}
}

/* Behind the heading at the side, which may stand between box and role. */
static size_t
skip_heading(const struct dump *dump, size_t i)
{
	while (i < dump->n && dump->tokens[i].kind == TOKEN_LABEL &&
	    dump->tokens[i].part <= PART_FLOW)
		i++;
	return i;
}

/*
 * What the payees of a level do follows all of its boxes, as many paragraphs
 * as boxes and in the order of their letters.
 */
static void
read_level(struct dump *dump, struct sheet *sheet, const struct list *boxes,
    size_t from, size_t to)
{
	size_t level[LEVEL_MAX], ends[LEVEL_MAX], n = to - from, found = 0;
	size_t first = skip_heading(
	    dump, list_at(boxes, const struct box, to - 1)->end + 1);

	if (n > LEVEL_MAX)
		return;
	for (size_t i = first; found < n; i = ends[found++]) {
		ends[found] = role_end(dump, i);
		if (ends[found] == i)
			return;
	}
	for (size_t k = 0; k < n; k++)
		level[k] = from + k;
	sort_level(sheet, boxes, level, n);
	for (size_t k = 0, i = first; k < n; i = ends[k++])
		node_of(sheet, boxes, level[k])->role =
		    dump_take(dump, i, ends[k]);
}

/* A method and what the payee does stand right behind a box of its own. */
static void
read_role(
    struct dump *dump, struct sheet *sheet, const struct list *boxes, size_t k)
{
	struct flow_node *node = node_of(sheet, boxes, k);
	size_t i = list_at(boxes, const struct box, k)->end + 1;
	bool method = false;

	if (str_is_null(node->block))
		return;
	while (i < dump->n && is_method(&dump->tokens[i]) &&
	    !str_starts(dump->tokens[i].text, S("↓"))) {
		method = true;
		i++;
	}
	if (!dump->flat)
		i = skip_heading(dump, i);
	size_t end = i < dump->n ? role_end(dump, i) : i;
	if (end > i && (!dump->flat || method))
		node->role = dump_take(dump, i, end);
}

static void
read_roles(struct dump *dump, struct sheet *sheet, const struct list *boxes)
{
	for (size_t k = 0, to; k < boxes->n; k = to) {
		to = level_end(dump, sheet, boxes, k);
		if (to > k + 1)
			read_level(dump, sheet, boxes, k, to);
		else
			read_role(dump, sheet, boxes, k);
	}
}

/*
 * -raw has the boxes in one pass and roles of one line in another, in the
 * same order: when there are as many, they belong together.
 */
static void
read_loose_roles(
    struct dump *dump, struct sheet *sheet, const struct list *boxes)
{
	struct list roles = {0};
	size_t open = 0, from = dump->n;

	if (!dump->flat)
		return;
	for (size_t k = 0; k < boxes->n; k++) {
		const struct box *box = list_at(boxes, struct box, k);
		const struct flow_node *node =
		    list_at(&sheet->flow.nodes, struct flow_node, box->node);
		open += !str_is_null(node->block) && str_is_null(node->role);
	}
	for (size_t i = 0; i < dump->n; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->used || t->part < PART_PAST || t->part > PART_SPENDING)
			continue;
		if (is_method(t) && from == dump->n)
			from = i;
		if (t->kind == TOKEN_TEXT && i > from &&
		    (str_ends(t->text, S("業務")) ||
			str_ends(t->text, S("実施")) ||
			str_ends(t->text, S("管理")) ||
			str_ends(t->text, S("作成")) ||
			str_ends(t->text, S("保守"))))
			*list_add(dump->arena, &roles, size_t) = i;
	}
	if (!open || roles.n != open)
		return;
	for (size_t k = 0, next = 0; k < boxes->n; k++) {
		const struct box *box = list_at(boxes, struct box, k);
		struct flow_node *node =
		    list_at(&sheet->flow.nodes, struct flow_node, box->node);
		if (str_is_null(node->block) || !str_is_null(node->role))
			continue;
		size_t i = *list_at(&roles, size_t, next++);
		node->role = dump_take(dump, i, i + 1);
	}
}

/* 【】 that the search for roles passed: how the payee was chosen. */
static void
read_methods(struct dump *dump, struct sheet *sheet, const struct list *boxes)
{
	for (size_t k = 0; k < boxes->n; k++) {
		const struct box *box = list_at(boxes, struct box, k);
		struct flow_node *node =
		    list_at(&sheet->flow.nodes, struct flow_node, box->node);
		size_t i = box->end + 1;
		if (str_is_null(node->block) || i >= dump->n ||
		    dump->tokens[i].used || !is_method(&dump->tokens[i]) ||
		    str_starts(dump->tokens[i].text, S("↓")))
			continue;
		struct flow_edge *edge =
		    list_add(dump->arena, &sheet->flow.edges, struct flow_edge);
		edge->to = node->id;
		edge->method = method_text(dump, &dump->tokens[i]);
		dump->tokens[i].used = true;
	}
}

void
dump_flow(struct dump *dump, struct sheet *sheet)
{
	struct list boxes = {0};

	find_boxes(dump, sheet, &boxes);
	if (!boxes.n)
		return;
	read_roles(dump, sheet, &boxes);
	read_loose_roles(dump, sheet, &boxes);
	read_methods(dump, sheet, &boxes);
}
