#include "dump/parts.h"

#include "dump/wrapped.h"
#include "form/words.h"
#include "value/text.h"

/*
 * 予算内訳: an item, what it has this year and what is asked for the next;
 * both columns make up their 計, by which figures without places are told.
 */

enum { ITEMS_MAX = 60 };

static const int holes[COLUMNS + 1] = {[NAME] = 16};
static const int flat_holes[COLUMNS + 1] = {[NAME] = 30, [DESCRIPTION] = 6};

static int
likeness(const void *context, str text)
{
	(void)context;
	return 2 * str_any(text, words_item_ends, str_ends) + 2 -
	    str_count(text, words_reason_parts, str_has);
}

struct pair {
	struct dec value[2]; /* this year, next year */
};

struct itemizer {
	struct rows rows;
	struct dump *dump;
	struct sheet *sheet;
	struct list pairs; /* of struct pair */
	struct list names; /* of struct row */
	struct pair total;
	size_t from, to;
};

static bool
is_label(const struct token *t, int label)
{
	return t->kind == TOKEN_LABEL && t->label == label;
}

static bool
is_amount(const struct token *t, struct dec *d)
{
	*d = t->kind == TOKEN_FIGURE && !t->used ? dec_cell(t->text)
						 : (struct dec){0};
	return d->known;
}

/* -- lines: -raw and -layout -- */

/*
 * ITEM 93 91, or without the item; 計 200 240 ends it.  On -raw a third amount
 * tells a row of 予算額・執行額.
 */
static void
read_line(struct itemizer *z, size_t from, size_t to, bool total)
{
	struct pair pair = {{{0}, {0}}};
	struct dec more;
	size_t figures[2] = {0, 0};
	int n = 0, cells = 0;

	for (size_t i = from; i < to; i++) {
		struct token *t = &z->dump->tokens[i];
		if (t->kind != TOKEN_FIGURE)
			continue;
		if (cells == 2) {
			if (z->dump->flat && is_amount(t, &more))
				return;
			continue;
		}
		if (is_amount(t, &pair.value[cells]))
			n++;
		figures[cells++] = i;
	}
	if (!n || cells != 2)
		return;
	for (int k = 0; k < 2; k++)
		z->dump->tokens[figures[k]].used = true;
	if (total) {
		z->total = pair;
		return;
	}
	struct row *row = rows_at(&z->rows, &z->names, z->pairs.n);
	*list_add(z->dump->arena, &z->pairs, struct pair) = pair;
	if (!z->dump->flat)
		return;
	for (size_t i = from; i < figures[0]; i++)
		if (z->dump->tokens[i].kind == TOKEN_TEXT &&
		    !z->dump->tokens[i].used) {
			struct item item = {.kind = ITEM_TEXT,
			    .token = i,
			    .text = z->dump->tokens[i].text};
			rows_put(&z->rows, row, NAME, &item);
		}
}

static void
read_lines(struct itemizer *z)
{
	for (size_t i = z->from; i < z->to;) {
		size_t end = dump_whole_line(z->dump, i, z->to);
		bool total = false;
		if (z->dump->tokens[i].part == PART_ITEMS) {
			for (size_t k = i; k < end; k++)
				total = total ||
				    is_label(&z->dump->tokens[k], LABEL_TOTAL);
			if (z->pairs.n < ITEMS_MAX && !z->total.value[0].known)
				read_line(z, i, end, total);
		}
		i = end;
	}
}

/* -- the record -- */

static void
put_items(struct itemizer *z)
{
	struct budget *b = &z->sheet->budget;
	struct list reasons = {0};

	for (size_t i = 0; i < z->pairs.n; i++) {
		const struct pair *p = list_at(&z->pairs, struct pair, i);
		const struct row *row = list_at(&z->names, struct row, i);
		struct budget_item *item =
		    list_add(z->dump->arena, &b->items, struct budget_item);
		item->item = rows_text(&z->rows, row, NAME);
		item->current.value = dec_yen(p->value[0], 6);
		item->request.value = dec_yen(p->value[1], 6);
		item->reason = STR_NULL;
		str reason = rows_text(&z->rows, row, DESCRIPTION);
		if (!str_is_null(reason))
			*list_add(z->dump->arena, &reasons, str) = reason;
	}
	b->items_total.current.value = dec_yen(z->total.value[0], 6);
	b->items_total.request.value = dec_yen(z->total.value[1], 6);
	str reason = dump_lines(z->dump, reasons.items, reasons.n);
	if (!text_is_void(reason) && str_is_null(b->change_reason))
		b->change_reason = reason;
}

/* On -layout the reason stands at the right of everything. */
static void
take_reason(struct itemizer *z)
{
	struct list tokens = {0};
	int x = 0;

	for (size_t i = z->from; i < z->to; i++)
		if (is_label(&z->dump->tokens[i], LABEL_CHANGE_REASON) &&
		    z->dump->tokens[i].part == PART_ITEMS)
			x = z->dump->tokens[i].x;
	if (!x)
		return;
	for (size_t i = z->from; i < z->to; i++) {
		const struct token *t = &z->dump->tokens[i];
		if (t->part == PART_ITEMS && t->kind == TOKEN_TEXT &&
		    !t->used && t->x > x - 24)
			*list_add(z->dump->arena, &tokens, size_t) = i;
	}
	str reason = dump_join(z->dump, tokens.items, tokens.n);
	if (!text_is_void(reason))
		z->sheet->budget.change_reason = reason;
}

static struct dec
or_zero(struct dec d)
{
	return d.known ? d : dec_of(0);
}

/* Where 計 is in the other pass the last line is the sum of the others. */
static void
find_total(struct itemizer *z)
{
	size_t last = z->pairs.n - 1;

	if (z->total.value[0].known || z->total.value[1].known || last < 1 ||
	    list_at(&z->names, struct row, last)->cells[NAME].n)
		return;
	const struct pair *p = list_at(&z->pairs, struct pair, last);
	for (int k = 0; k < 2; k++) {
		struct dec sum = dec_of(0);
		for (size_t i = 0; i < last; i++)
			sum = dec_add(sum,
			    or_zero(
				list_at(&z->pairs, struct pair, i)->value[k]));
		if (!p->value[k].known || dec_cmp(sum, p->value[k]) != 0)
			return;
	}
	z->total = *p;
	z->pairs.n = last;
	record_note(z->dump->arena, z->sheet, "placed-by-arithmetic",
	    S("budget.items_total"), "the last line by the sum of the others");
}

/* 成果目標及び: a heading of the next part, all or its first line. */
static bool
opens_heading(struct arena *arena, const struct token *t)
{
	enum { SHORTEST = 18 };

	if (t->kind != TOKEN_TEXT || !t->opens || !t->closes ||
	    t->text.n < SHORTEST || !label_may_be(t->text))
		return false;
	str folded = text_fold(arena, t->text);
	for (size_t i = 0; i < label_count; i++)
		if ((label_rows[i].match == '^' ||
			label_rows[i].match == '#') &&
		    str_starts(label_rows[i].text, folded))
			return true;
	return false;
}

/* -raw: what stands from such a heading to the next label is no item's. */
static void
drop_next_part(struct itemizer *z)
{
	bool next = false;

	for (size_t i = z->from; i < z->to; i++) {
		struct token *t = &z->dump->tokens[i];
		next = t->kind != TOKEN_LABEL && t->part == PART_ITEMS &&
		    (next || opens_heading(z->dump->arena, t));
		if (next)
			t->part = PART_NONE;
	}
}

/* 推進枠 and its amount, a line. */
static bool
opens_quota(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];

	return t->part == PART_ITEMS && t->kind == TOKEN_TEXT && !t->used &&
	    t->opens && str_ends(t->text, S("推進枠")) &&
	    t[1].kind == TOKEN_FIGURE && !t[1].used && t[1].closes &&
	    t[1].at == t->at;
}

/*
 * -raw: a 主な増減理由 of several lines that opens with 重要政策推進枠 57 ends
 * with its sentence.
 */
static void
take_quota(struct itemizer *z)
{
	struct dump *dump = z->dump;
	size_t i = z->from, end;

	while (i + 2 < z->to && !opens_quota(dump, i))
		i++;
	for (end = i + 2; end < z->to; end++) {
		const struct token *t = &dump->tokens[end];
		if (t->kind != TOKEN_TEXT || t->used || !t->opens || !t->closes)
			return;
		if (str_ends(t->text, S("。")))
			break;
	}
	if (end >= z->to)
		return;
	str quota = dump_span(&dump->tokens[i], &dump->tokens[i + 1]);
	dump->tokens[i].used = dump->tokens[i + 1].used = true;
	z->sheet->budget.change_reason =
	    arena_join(dump->arena, arena_join(dump->arena, quota, S("\n")),
		dump_take(dump, i + 2, end + 1));
}

/*
 * -raw: 主な増減理由 is one cell for all items and stands beside the first; in
 * the second pass it follows the figures of that row.
 */
static void
fill_names(struct itemizer *z)
{
	struct wrapped_known known = {0};

	find_total(z);
	drop_next_part(z);
	take_quota(z);
	bool open = str_is_null(z->sheet->budget.change_reason);
	z->names.n = z->pairs.n;
	wrapped_learn(&z->rows, &z->names, &known);
	wrapped_settle(&known);
	for (size_t i = 0; i < z->names.n; i++)
		list_at(&z->names, struct row, i)->none |=
		    1u << AMOUNT | (i > 0 || !open ? 1u << DESCRIPTION : 0);
	wrapped_fill(
	    &z->rows, &known, &z->names, 0, z->names.n, z->from, z->to, NULL);
}

void
dump_items(struct dump *dump, struct sheet *sheet)
{
	struct itemizer z = {.dump = dump,
	    .sheet = sheet,
	    .rows = {.dump = dump,
		.likeness = likeness,
		.holes = dump->flat ? flat_holes : holes,
		.part = PART_ITEMS}};
	size_t *indices, n = dump_part(dump, PART_ITEMS, &indices);

	if (!n)
		return;
	z.from = indices[0];
	z.to = indices[n - 1] + 1;
	read_lines(&z);
	if (!z.pairs.n || z.pairs.n > ITEMS_MAX)
		return;
	if (dump->columns)
		take_reason(&z);
	if (dump->flat)
		fill_names(&z);
	else
		rows_fill(&z.rows, &z.names, 0, (int)z.pairs.n, z.from, z.to);
	put_items(&z);
}
