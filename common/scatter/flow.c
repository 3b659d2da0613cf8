#include "scatter/money.h"

#include "value/name.h"
#include "value/text.h"

/*
 * 資金の流れ: boxes "A．NAME １９７百万円" in any order, 【契約方式】 and
 * roles loose among them.
 */

enum { NAME_SCRAPS = 3 };

/* １９７百万円, alone. */
static bool
box_amount(struct scatter *s, size_t i, struct dec *amount)
{
	str unit = S("百万円");

	if (i >= s->n || s->scraps[i].kind != SCRAP_TEXT || s->scraps[i].used)
		return false;
	str text = text_fold(s->arena, s->scraps[i].text);
	if (!str_ends(text, unit))
		return false;
	*amount = dec_cell(str_take(text, text.n - unit.n));
	return amount->known;
}

static str
letters_of(struct scatter *s, str text, size_t length)
{
	str letters = text_fold(s->arena, str_take(text, length));

	while (letters.n &&
	    !(letters.p[letters.n - 1] >= 'A' &&
		letters.p[letters.n - 1] <= 'z'))
		letters.n--;
	return letters;
}

static void
find_boxes(struct scatter *s, struct money *m, struct zone zone)
{
	bool root = false;

	for (size_t i = 0; i < s->n && m->n < BOXES_MAX; i++) {
		struct dec amount;
		str text = s->scraps[i].text;
		if (!scatter_free(s, zone, i, SCRAP_TEXT))
			continue;
		size_t length = dump_letters(text), end = i + 1;
		if (!length) {
			if (root || !str_eq(text, s->sheet->ministry) ||
			    !box_amount(s, i + 1, &amount))
				continue;
			root = true;
			m->root = amount;
			s->scraps[i].used = s->scraps[i + 1].used = true;
			continue;
		}
		str name = str_skip(text, length);
		while (end < s->n && end <= i + NAME_SCRAPS &&
		    !box_amount(s, end, &amount)) {
			if (!scatter_free(s, zone, end, SCRAP_TEXT) ||
			    dump_letters(s->scraps[end].text) ||
			    str_starts(s->scraps[end].text, S("【")))
				break;
			name =
			    arena_join(s->arena, name, s->scraps[end++].text);
		}
		if (!box_amount(s, end, &amount))
			continue;
		struct box *box = &m->boxes[m->n++];
		*box = (struct box){.block = letters_of(s, text, length),
		    .name = text_clean(s->arena, name),
		    .amount = amount,
		    .at = i,
		    .end = end,
		    .role = STR_NULL,
		    .parent = -1,
		    .payee = -1};
		for (size_t k = i; k <= end; k++)
			s->scraps[k].used = true;
		i = end;
	}
}

/*
 * What the ministry pays itself adds to its own box; of all choices of boxes
 * exactly one must.
 */
static bool
find_direct(struct money *m)
{
	struct dec half = {.digits = 5, .scale = 1, .known = true};
	unsigned answer = 0, answers = 0;

	if (!m->root.known || !m->n || m->n > DIRECT_MAX)
		return false;
	for (unsigned set = 1; set < 1u << m->n; set++) {
		struct dec sum = dec_of(0);
		for (size_t k = 0; k < m->n; k++)
			if (set >> k & 1)
				sum = dec_add(sum, m->boxes[k].amount);
		struct dec off = dec_abs(dec_sub(sum, m->root));
		if (!off.known || dec_cmp(off, half) > 0)
			continue;
		answer = set;
		answers++;
	}
	if (answers != 1)
		return false;
	for (size_t k = 0; k < m->n; k++)
		m->boxes[k].direct = answer >> k & 1;
	return true;
}

/* The others are paid by the last box before them that has enough left. */
static void
find_parents(struct money *m)
{
	struct dec left[BOXES_MAX];

	for (size_t k = 0; k < m->n; k++)
		left[k] = m->boxes[k].amount;
	for (size_t k = 0; k < m->n; k++) {
		if (m->boxes[k].direct)
			continue;
		for (size_t p = k; p-- > 0;) {
			if (!m->boxes[p].direct ||
			    str_eq(m->boxes[p].block, m->boxes[k].block) ||
			    dec_cmp(left[p], m->boxes[k].amount) < 0)
				continue;
			left[p] = dec_sub(left[p], m->boxes[k].amount);
			m->boxes[k].parent = (int)p;
			break;
		}
	}
}

void
scatter_flow(struct scatter *s, struct money *m)
{
	struct zone zone = SCATTER_ZONE(s, LABEL_FLOW, LABEL_SPENDING_ITEM);

	find_boxes(s, m, zone);
	m->zone = zone;
	m->edges = find_direct(m);
	if (m->edges)
		find_parents(m);
}

/* -- roles, once the list of payees is known -- */

static bool
is_role(struct scatter *s, const struct money *m, size_t i)
{
	str text = s->scraps[i].text;

	return scatter_free(s, m->zone, i, SCRAP_TEXT) && i > m->boxes[0].at &&
	    !str_starts(text, S("【")) && !str_starts(text, S("（応募")) &&
	    !str_starts(text, S("(応募")) && !dump_letters(text);
}

/* How much of the text the description has, 0 to 1000. */
static int
share_of(struct scatter *s, str text, str description)
{
	str part = name_compact(s->arena, text);
	str whole = name_compact(s->arena, description);

	if (part.n && str_has(whole, part))
		return 1000;
	return scatter_like(s, text, description);
}

static void
add_role(struct scatter *s, struct box *box, size_t i)
{
	str text = scatter_take(s, i);

	box->role = str_is_null(box->role)
	    ? text
	    : arena_printf(
		  s->arena, "%.*s\n%.*s", STR_ARG(box->role), STR_ARG(text));
}

enum { SAME_TEXT = 850, ROLES_MAX = 200 };

/* A role is the description of the box's row in the list of payees. */
void
scatter_roles(struct scatter *s, struct money *m)
{
	size_t texts = 0;

	if (!m->n)
		return;
	for (size_t i = 0; i < s->n; i++)
		texts += is_role(s, m, i);
	if (texts > ROLES_MAX)
		return;
	for (size_t i = 0; i < s->n; i++) {
		struct box *best = NULL;
		int most = SAME_TEXT;
		if (!is_role(s, m, i))
			continue;
		for (size_t k = 0; k < m->n; k++) {
			str description = m->boxes[k].description;
			if (str_is_empty(description))
				continue;
			int share = share_of(s, s->scraps[i].text, description);
			if (share > most) {
				most = share;
				best = &m->boxes[k];
			}
		}
		if (best)
			add_role(s, best, i);
	}
	/* The text right behind a box of which nothing else is known. */
	for (size_t k = 0; k < m->n; k++) {
		size_t i = m->boxes[k].end + 1;
		if (i < s->n && str_is_null(m->boxes[k].role) &&
		    str_is_empty(m->boxes[k].description) && is_role(s, m, i))
			add_role(s, &m->boxes[k], i);
	}
	/* One role and one box left. */
	size_t open = 0, box = 0, roles = 0, role = 0;
	for (size_t k = 0; k < m->n; k++)
		if (str_is_null(m->boxes[k].role)) {
			open++;
			box = k;
		}
	for (size_t i = 0; i < s->n; i++)
		if (is_role(s, m, i)) {
			roles++;
			role = i;
		}
	if (open == 1 && roles == 1)
		add_role(s, &m->boxes[box], role);
}

/* -- to the record -- */

static str
bracketed(struct scatter *s, size_t i)
{
	str text = s->scraps[i].text;
	size_t to = str_find(text, S("】"), 0);

	if (!str_starts(text, S("【")) || to == text.n)
		return STR_NULL;
	return text_clean(s->arena, str_slice(text, 3, to));
}

/* The 【】 that is the payee's 契約方式, else the one kind that is none. */
static void
put_method(struct scatter *s, const struct money *m, const struct box *box,
    struct flow_edge *edge)
{
	str other = STR_NULL;
	size_t at = s->n, others = 0;

	for (size_t i = 0; i < s->n; i++) {
		if (s->scraps[i].kind != SCRAP_TEXT ||
		    s->scraps[i].page < m->zone.first ||
		    s->scraps[i].page > m->zone.last)
			continue;
		str method = bracketed(s, i);
		if (str_is_null(method))
			continue;
		if (!str_is_empty(box->method) &&
		    str_eq(name_compact(s->arena, method),
			name_compact(s->arena, box->method))) {
			edge->method = method;
			at = i;
			break;
		}
		if (str_any(method, "契約|入札|随意", str_has))
			continue;
		if (!str_eq(other, method))
			others++;
		other = method;
	}
	if (at == s->n && !box->direct && others == 1)
		edge->method = other;
}

static void
take_methods(struct scatter *s, const struct sheet *sheet)
{
	for (size_t i = 0; i < s->n; i++) {
		if (s->scraps[i].kind != SCRAP_TEXT || s->scraps[i].used)
			continue;
		str method = bracketed(s, i);
		for (size_t k = 0; k < sheet->flow.edges.n; k++)
			if (!str_is_null(method) &&
			    str_eq(
				list_at(&sheet->flow.edges, struct flow_edge, k)
				    ->method,
				method))
				s->scraps[i].used = true;
	}
}

/* （応募数：１者）: when there are as many as edges of competition. */
static void
put_bidders(struct scatter *s)
{
	struct list *edges = &s->sheet->flow.edges;
	struct dec bidders = {.known = false};
	size_t found = 0, open = 0;
	bool alike = true;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < s->n; i++) {
			struct scrap *scrap = &s->scraps[i];
			if (scrap->kind != SCRAP_TEXT || scrap->text.n > 60)
				continue;
			str text = text_fold(s->arena, scrap->text);
			if (!str_starts(text, S("(応募数:")) ||
			    !str_ends(text, S("者)")))
				continue;
			struct dec value = dec_cell(str_slice(
			    text, S("(応募数:").n, text.n - S("者)").n));
			if (pass && alike && found == open) {
				scrap->used = true;
				continue;
			}
			if (pass)
				continue;
			alike = alike && (!found || dec_eq(value, bidders));
			bidders = value;
			found++;
			if (found == 1)
				for (size_t k = 0; k < edges->n; k++)
					open += str_has(
					    list_at(edges, struct flow_edge, k)
						->method,
					    S("競争"));
		}
	if (!found || !alike || found != open)
		return;
	for (size_t k = 0; k < edges->n; k++) {
		struct flow_edge *edge = list_at(edges, struct flow_edge, k);
		if (str_has(edge->method, S("競争")))
			edge->bidders.value = bidders;
	}
}

static void
put_edges(struct scatter *s, const struct money *m, bool direct)
{
	for (size_t k = 0; k < m->n; k++) {
		const struct box *box = &m->boxes[k];
		if (box->direct != direct || (!direct && box->parent < 0))
			continue;
		struct flow_edge *edge =
		    list_add(s->arena, &s->sheet->flow.edges, struct flow_edge);
		edge->from = direct ? S("0") : m->boxes[box->parent].id;
		edge->to = box->id;
		edge->method = STR_NULL;
		put_method(s, m, box, edge);
	}
}

/* By letters, then by rank. */
static bool
comes_before(const struct box *a, const struct box *b)
{
	int order = str_cmp(a->block, b->block);

	if (a->block.n != b->block.n)
		return a->block.n < b->block.n;
	return order ? order < 0 : a->rank < b->rank;
}

void
scatter_put_flow(struct scatter *s, struct money *m)
{
	struct list *nodes = &s->sheet->flow.nodes;
	size_t order[BOXES_MAX];

	if (m->root.known) {
		struct flow_node *node =
		    list_add(s->arena, nodes, struct flow_node);
		*node = (struct flow_node){.id = S("0"),
		    .block = STR_NULL,
		    .name = s->sheet->ministry,
		    .amount.value = dec_yen(m->root, 6),
		    .role = STR_NULL};
	}
	for (size_t k = 0; k < m->n; k++) {
		size_t at = k;
		for (;
		     at && comes_before(&m->boxes[k], &m->boxes[order[at - 1]]);
		     at--)
			order[at] = order[at - 1];
		order[at] = k;
	}
	for (size_t i = 0, same = 1; i < m->n; i++) {
		struct box *box = &m->boxes[order[i]];
		same = i && str_eq(m->boxes[order[i - 1]].block, box->block)
		    ? same + 1
		    : 1;
		box->id = same == 1 ? box->block
				    : arena_printf(s->arena, "%.*s#%zu",
					  STR_ARG(box->block), same);
		struct flow_node *node =
		    list_add(s->arena, nodes, struct flow_node);
		*node = (struct flow_node){.id = box->id,
		    .block = box->block,
		    .name = box->name,
		    .amount.value = dec_yen(box->amount, 6),
		    .role = box->role};
	}
	if (!m->edges)
		return;
	put_edges(s, m, true);
	put_edges(s, m, false);
	take_methods(s, s->sheet);
	put_bidders(s);
	scatter_note(s, "flow.edges",
	    "who pays whom was found from the amounts in the boxes");
}

void
scatter_money(struct scatter *s)
{
	struct money *m = arena_new(s->arena, struct money, 1);

	scatter_flow(s, m);
	scatter_payees(s, m);
	scatter_roles(s, m);
	scatter_put_flow(s, m);
	scatter_spending(s, m);
}
