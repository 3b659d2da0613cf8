/* 予算額・執行額 and 予算内訳. */
#include "form/form_part.h"
#include "value/text.h"

/* Which row label fills which field of a year. */
static const struct row_field {
	enum label label;
	size_t offset;
	bool yen;
	const char *key;
} row_fields[] = {
#define ROW(label, key, yen) \
	{ \
		label, offsetof(struct budget_year, key), yen, #key \
	}
    ROW(LABEL_INITIAL, initial, true),
    ROW(LABEL_SUPPLEMENTARY, supplementary, true),
    ROW(LABEL_CARRIED_IN, carried_in, true),
    ROW(LABEL_CARRIED_OUT, carried_out, true),
    ROW(LABEL_CARRIED_NET, carried_net, true),
    ROW(LABEL_RESERVE, reserve, true),
    ROW(LABEL_TOTAL, total, true),
    ROW(LABEL_EXECUTED, executed, true),
    ROW(LABEL_EXECUTION_RATE, execution_rate, false),
    ROW(LABEL_EXECUTION_RATE_INITIAL, execution_rate_initial, false),
#undef ROW
};

static const struct row_field *
row_field(const struct line *line, size_t *at)
{
	for (*at = 0; *at < line->n; ++*at)
		for (size_t k = 0; k < sizeof row_fields / sizeof *row_fields;
		     k++)
			if (row_fields[k].label == line->label[*at])
				return &row_fields[k];
	return NULL;
}

static struct budget_year *
year_at(struct form *f, size_t i)
{
	return list_at(&f->s->budget.years, struct budget_year, i);
}

static void
add_years(struct form *f, const struct heading *h)
{
	f->s->budget.years = (struct list){0};
	for (size_t i = 0; i < h->n; i++) {
		struct budget_year *y =
		    list_add(f->a, &f->s->budget.years, struct budget_year);
		y->fiscal_year = h->v[i].year;
	}
}

static void
read_row(struct form *f, const struct line *line, size_t at,
    const struct row_field *row, const struct heading *h)
{
	struct cell *cells[COLUMNS];
	bool shifted;

	heading_place(f, line, at + 1, h, cells, NULL, &shifted);
	for (size_t i = 0; i < h->n; i++) {
		struct budget_year *y = year_at(f, i);
		struct figure *figure = (void *)((char *)y + row->offset);
		str where =
		    arena_printf(f->a, "budget.years[%zu].%s", i, row->key);
		if (row->label == LABEL_TOTAL &&
		    h->v[i].role == COLUMN_REQUEST) {
			figure = &y->request;
			where =
			    arena_printf(f->a, "budget.years[%zu].request", i);
		}
		if (row->yen)
			form_yen(f, cells[i], figure, where);
		else
			form_figure(f, cells[i], figure, where);
	}
	if (shifted)
		record_note(f->a, f->s, "row-shifted", S("budget.years"),
		    "line %zu: %s had lost cells on its left", line->c[at].line,
		    row->key);
}

/*
 * The heading took the place of the row 当初予算 (an extractor's slip): what
 * is not in 計 through the other parts must have been there.
 */
static void
restore_initial(struct form *f)
{
	bool any = false;

	for (size_t i = 0; i < f->s->budget.years.n; i++) {
		struct budget_year *y = year_at(f, i);
		struct dec rest =
		    y->request.value.known ? y->request.value : y->total.value;
		const struct figure *parts[] = {&y->supplementary,
		    &y->carried_in, &y->carried_out, &y->reserve};
		if (!rest.known || dec_is_zero(rest))
			continue;
		for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
			if (parts[k]->value.known)
				rest = dec_sub(rest, parts[k]->value);
		if (!rest.known || dec_is_zero(rest) || rest.digits < 0)
			continue;
		y->initial.value = rest;
		any = true;
		record_note(f->a, f->s, "row-restored",
		    arena_printf(f->a, "budget.years[%zu].initial", i),
		    "the row 当初予算 was lost; 計 less the other parts");
	}
	if (!any)
		record_note(f->a, f->s, "value-ambiguous", S("budget.years"),
		    "the row 当初予算 was lost and cannot be restored");
}

static void
sort_years(struct form *f)
{
	struct list *years = &f->s->budget.years;

	for (size_t i = 1; i < years->n; i++) {
		struct budget_year y = *year_at(f, i);
		size_t k = i;
		for (; k > 0 && year_at(f, k - 1)->fiscal_year > y.fiscal_year;
		     k--)
			*year_at(f, k) = *year_at(f, k - 1);
		*year_at(f, k) = y;
	}
}

void
form_budget(struct form *f, struct rows rows)
{
	struct heading h = {.n = 0};
	bool lost_initial = false, initial = false;

	f->s->budget.carried_out_in_total = TRUTH_TRUE;
	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		struct heading found;
		const struct row_field *row;
		size_t at;
		if (heading_read(f, &line, &found)) {
			h = found;
			add_years(f, &h);
			lost_initial = line_has(&line, LABEL_INITIAL);
			continue;
		}
		row = row_field(&line, &at);
		if (!row || !h.n)
			continue;
		initial |= row->label == LABEL_INITIAL;
		read_row(f, &line, at, row, &h);
	}
	if (lost_initial && !initial)
		restore_initial(f);
	sort_years(f);
}

/* -- 予算内訳 -- */

struct items {
	struct list_column columns[4]; /* item, current, request, reason */
	bool ready;
	size_t reasons; /* reason cells met */
	str reason; /* the first */
	bool total; /* 計 was met; behind it nothing is an item */
};

enum { ITEM, CURRENT, REQUEST, REASON };

static void
items_heading(struct form *f, const struct line *line, struct items *t)
{
	size_t item = line_label(line, LABEL_ITEM, 0);
	size_t reason = line_label(line, LABEL_CHANGE_REASON, 0);
	int n = 0;

	if (item == line->n)
		item = line_label(line, LABEL_SPENDING_ITEM, 0);
	if (item == line->n)
		return;
	t->columns[ITEM].col = line->c[item].col;
	for (size_t i = item + 1; i < line->n && n < 2; i++) {
		struct column c;
		if (!column_of(f, &line->c[i], &c))
			continue;
		n++;
		t->columns[n].col = line->c[i].col;
		cell_label(&line->c[i]);
	}
	if (n < 2)
		return;
	t->columns[REASON].col = reason < line->n ? line->c[reason].col
						  : t->columns[REQUEST].col + 1;
	for (int i = 0; i < 3; i++)
		t->columns[i].end = t->columns[i + 1].col;
	t->columns[REASON].end = 1 << 20;
	t->columns[CURRENT].kind = t->columns[REQUEST].kind = KIND_AMOUNT;
	t->ready = true;
}

static bool
is_void_figure(const struct figure *figure)
{
	return !figure->value.known && str_is_empty(figure->text);
}

static bool
is_no_amount(const struct figure *figure)
{
	return is_void_figure(figure) || dec_is_zero(figure->value) ||
	    str_starts(figure->text, S("#"));
}

/* その他 with an error or nothing beside it: the form's own last row. */
static bool
is_empty_other(const struct budget_item *item)
{
	return str_eq(item->item, S("その他")) &&
	    is_no_amount(&item->current) && is_no_amount(&item->request);
}

static void
items_row(struct form *f, const struct line *line, struct items *t)
{
	struct budget *b = &f->s->budget;
	int shift = list_shift(f, line, t->columns, 4);
	struct cell *cells[4];
	struct budget_item item = {0};
	str where = arena_printf(f->a, "budget.items[%zu]", b->items.n);

	for (int i = 0; i < 4; i++)
		cells[i] = list_cell(line, &t->columns[i], shift);
	if (line_has(line, LABEL_TOTAL)) {
		t->total = true;
		form_yen(f, cells[CURRENT], &b->items_total.current,
		    S("budget.items_total.current"));
		form_yen(f, cells[REQUEST], &b->items_total.request,
		    S("budget.items_total.request"));
	} else {
		item.item = cell_text(cells[ITEM]);
		form_yen(f, cells[CURRENT], &item.current, where);
		form_yen(f, cells[REQUEST], &item.request, where);
	}
	if (cells[REASON]) {
		str reason = cell_text(cells[REASON]);
		if (!str_is_null(reason)) {
			t->reasons++;
			if (t->reasons == 1)
				t->reason = reason;
			item.reason = reason;
		}
	}
	if (is_empty_other(&item)) {
		if (item.current.text.n)
			record_unparsed(
			    f->a, f->s, line->c[0].line, item.current.text);
		return;
	}
	if (!str_is_null(item.item) || !is_void_figure(&item.current) ||
	    !is_void_figure(&item.request))
		*list_add(f->a, &b->items, struct budget_item) = item;
	else if (t->reasons > 1 && !str_is_null(item.reason))
		/* a reason cell that goes on beside an empty row */
		t->reason = arena_printf(f->a, "%.*s\n%.*s", STR_ARG(t->reason),
		    STR_ARG(item.reason));
}

void
form_items(struct form *f, struct rows rows)
{
	struct items t = {.ready = false};
	struct list *items = &f->s->budget.items;
	size_t own = 0;
	int power = f->power; /* of the sheet */

	for (int r = rows.from; r < rows.to; r++) {
		struct line line = form_line(f, r);
		if (!line.n)
			continue;
		form_unit(f, &line, LABEL_ITEMS);
		if (!t.ready) {
			items_heading(f, &line, &t);
			continue;
		}
		if (!t.total)
			items_row(f, &line, &t);
	}
	f->power = power;
	for (size_t i = 0; i < items->n; i++)
		own +=
		    !str_is_null(list_at(items, struct budget_item, i)->reason);
	if (own > 1)
		return;
	/* one cell for all items is the rule */
	f->s->budget.change_reason = t.reason;
	for (size_t i = 0; i < items->n; i++)
		list_at(items, struct budget_item, i)->reason = STR_NULL;
}
