#include "dump/goal_units.h"

#include "dump/goal_torn.h"
#include "value/text.h"

enum {
	TABLES = 4, /* of costs on a page */
	REST_MAX = 12, /* bytes of a line that goes on with a unit */
	UNIT_MAX = 40, /* bytes of all of it */
};

static const struct money {
	str name;
	int power; /* of ten yen */
} moneys[] = {
    {{"百万円", 9}, 6},
    {{"億円", 6}, 8},
    {{"万円", 6}, 4},
    {{"千円", 6}, 3},
    {{"百円", 6}, 2},
    {{"円", 3}, 0},
};

/* The money that a text begins with, or NULL. */
static const struct money *
money_of(str text)
{
	for (size_t k = 0; k < sizeof moneys / sizeof *moneys; k++)
		if (str_starts(text, moneys[k].name))
			return &moneys[k];
	return NULL;
}

/* 百万円／件: money, a stroke and what it is spent for. */
static bool
is_formula_unit(str text)
{
	const struct money *m = money_of(text);
	size_t len;

	if (!m || text.n == m->name.n)
		return false;
	str rest = str_skip(text, m->name.n);
	return text_fold_code(str_char(rest, &len)) == '/' && rest.n > len;
}

bool
goal_is_money_unit(str text)
{
	const struct money *m = money_of(text);
	size_t len;

	return m &&
	    (text.n == m->name.n || money_of(str_skip(text, m->name.n)) ||
		text_fold_code(str_char(str_skip(text, m->name.n), &len)) ==
		    '/');
}

/* The words of a line that are of no formula, joined. */
static str
unit_words(const struct dump *dump, str line)
{
	str out = {"", 0};

	for (str rest = line; rest.n;) {
		struct str_cut cut = str_cut(rest, ' ');
		rest = cut.tail;
		if (!goal_is_piece(cut.head) && !text_is_none(cut.head))
			out = arena_join(dump->arena, out, cut.head);
	}
	return out;
}

/* The unit that token i begins; null text: none. */
static struct goal_unit
read_unit(const struct dump *dump, size_t i)
{
	struct goal_unit unit = {.text = STR_NULL}, best = {.text = STR_NULL};
	int paragraph = dump->tokens[i].paragraph;

	/* 百万 and 円／件 below it, in a cell that another one parted. */
	if (i && str_any(dump->tokens[i - 1].text, "百万|千|億|万|百", str_eq))
		return unit;
	for (size_t k = i; k < dump->n && unit.n < GOAL_UNIT_TOKENS; k++) {
		const struct token *t = &dump->tokens[k];
		if (t->paragraph != paragraph || t->kind == TOKEN_LABEL)
			break;
		if (t->kind != TOKEN_TEXT)
			continue;
		str words = unit_words(dump, t->text);
		if (k > i && words.n > REST_MAX)
			break;
		if (!words.n)
			continue;
		unit.text =
		    unit.n ? arena_join(dump->arena, unit.text, words) : words;
		unit.tokens[unit.n++] = k;
		if (unit.text.n <= UNIT_MAX && is_formula_unit(unit.text))
			best = unit;
	}
	return best;
}

static int
page_of(const struct goal_rows *g, const struct goal_table *t)
{
	return t->rows[0] < 0 ? -1 : g->rows[t->rows[0]].page;
}

/* The table whose formula shares a paragraph with a unit, or NULL. */
static const struct goal_table *
owner(const struct goal_rows *g, const struct goal_unit *unit)
{
	const struct token *tokens = g->dump->tokens;

	for (size_t i = 0; i < g->stack.nitems; i++)
		if (g->parts[i].formula && g->parts[i].row >= 0 &&
		    tokens[g->parts[i].token].paragraph ==
			tokens[unit->tokens[0]].paragraph)
			return &g->tables[g->rows[g->parts[i].row].table];
	return NULL;
}

size_t
goal_costs_beside(const struct goal_rows *g, const struct goal_table *t)
{
	size_t n = 0;

	for (size_t k = 0; k < g->ntables; k++)
		n += g->tables[k].kind == GOAL_UNIT_COST &&
		    page_of(g, &g->tables[k]) == page_of(g, t);
	return n;
}

struct page_unit {
	struct goal_unit unit;
	const struct goal_table *owner; /* or NULL */
};

/* The units of formulas on a page, no more than max; how many there are. */
static size_t
page_units(
    const struct goal_rows *g, int page, struct page_unit *units, size_t max)
{
	const struct dump *dump = g->dump;
	size_t n = 0;

	for (size_t i = 0; i < dump->n; i++) {
		if (dump->tokens[i].page != page ||
		    dump->tokens[i].kind != TOKEN_TEXT)
			continue;
		struct goal_unit unit = read_unit(dump, i);
		if (!unit.text.n)
			continue;
		if (n < max)
			units[n] = (struct page_unit){unit, owner(g, &unit)};
		n++;
		i = unit.tokens[unit.n - 1];
	}
	return n;
}

static bool
is_owned(const struct page_unit *units, size_t n, const struct goal_table *t)
{
	for (size_t k = 0; k < n; k++)
		if (units[k].owner == t)
			return true;
	return false;
}

/* Those without an owner go to the tables without one, in order. */
struct goal_unit
goal_formula_unit(const struct goal_rows *g, const struct goal_table *t)
{
	struct page_unit units[TABLES];
	size_t n = page_units(g, page_of(g, t), units, TABLES), next = 0;

	if (n != goal_costs_beside(g, t) || n > TABLES)
		return (struct goal_unit){.text = STR_NULL};
	for (size_t k = 0; k < g->ntables; k++) {
		const struct goal_table *u = &g->tables[k];
		if (u->kind != GOAL_UNIT_COST ||
		    page_of(g, u) != page_of(g, t) || is_owned(units, n, u))
			continue;
		while (next < n && units[next].owner)
			next++;
		if (next < n)
			units[next].owner = u;
	}
	for (size_t k = 0; k < n; k++)
		if (units[k].owner == t)
			return units[k].unit;
	return (struct goal_unit){.text = STR_NULL};
}

str
goal_cost_unit(const struct goal_table *t, str formula_unit)
{
	const struct money *spent = money_of(formula_unit);

	for (size_t k = 0; k < sizeof moneys / sizeof *moneys; k++)
		if (t->powered && spent &&
		    moneys[k].power == spent->power - t->power)
			return moneys[k].name;
	return STR_NULL;
}

size_t
goal_find_unit(const struct goal_rows *g, const struct goal_table *t, str unit)
{
	const struct dump *dump = g->dump;

	for (size_t i = 0; i < dump->n; i++)
		if (dump->tokens[i].page == page_of(g, t) &&
		    dump->tokens[i].kind == TOKEN_TEXT &&
		    !dump->tokens[i].used && str_eq(dump->tokens[i].text, unit))
			return i;
	return dump->n;
}
