#include "rs/build.h"

#include "json/write.h"
#include "value/text.h"

#include <stdlib.h>
#include <string.h>

/*
 * 2-1 has, for each year, a row of totals and a row for each account; 2-2 a
 * row for each item of each year.  Here they become one list of entries,
 * sorted by year; the request of a year is an entry of the next.
 */
enum part { TOTALS, REQUEST, ACCOUNT, ITEM };

struct entry {
	int32_t year;
	enum part part;
	size_t rank; /* in the order of the tables */
	const struct rs_row *row;
	str year_text; /* what stands where the year belongs */
};

static void
add(struct build *b, struct list *entries, struct entry e)
{
	e.rank = entries->n;
	*list_add(b->a, entries, struct entry) = e;
}

static int
by_year(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->year != y->year)
		return x->year < y->year ? -1 : 1;
	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* Rows of 当初予算 of the sheet's own year are what a sheet prints. */
static bool
is_own_item(struct build *b, const struct entry *e)
{
	str type = str_trim(e->row->cells[RS22_items_budget_type]);
	bool says = rs_says(e->row, RS22_items_item) ||
	    rs_says(e->row, RS22_items_current) ||
	    rs_says(e->row, RS22_items_request);

	return says && e->year && e->year == b->sheet->sheet_year &&
	    str_eq(type, S("当初予算"));
}

static void
add_own_item(struct build *b, const struct rs_row *row)
{
	struct budget_item *item =
	    list_add(b->a, &b->sheet->budget.items, struct budget_item);
	struct members m = rs_open(b);

	/* Where 目 is blank the supplement names the item. */
	item->item = rs_text(b, row, RS22_items_item);
	if (!item->item.p)
		item->item = rs_text(b, row, RS22_items_supplement);
	item->current = rs_figure(b, row, RS22_items_current);
	item->request = rs_figure(b, row, RS22_items_request);
	item->reason = rs_text(b, row, RS22_items_reason);
	rs_put_group(b, &m, row, RSG22_items);
	item->rs = rs_close(b, &m);
}

static void
gather(struct build *b, struct list *entries)
{
	struct set accounts = {0};

	for (size_t i = 0; i < rs_rows(b, RS_TABLE_21); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_21, i);
		struct entry e = {.row = row};
		bool account = rs_group_says(row, RSG21_accounts);
		e.year = rs_year(b, row, RS21_years_fiscal_year, &e.year_text);
		if (!rs_row_says(row))
			continue;
		if (account) {
			e.part = ACCOUNT;
			add(b, entries, e);
			set_add(b->a, &accounts,
			    rs_text(b, row, RS21_accounts_class));
		}
		e.part = TOTALS;
		for (int c = RS21_years_initial; c < RS21_accounts_class; c++)
			if (!account || rs_says(row, c)) {
				add(b, entries, e);
				break;
			}
		if (e.year && rs_text(b, row, RS21_years_request).p) {
			e.part = REQUEST;
			e.year++;
			add(b, entries, e);
		}
	}
	for (size_t i = 0; i < rs_rows(b, RS_TABLE_22); i++) {
		const struct rs_row *row = rs_row(b, RS_TABLE_22, i);
		struct entry e = {.row = row, .part = ITEM};
		e.year = rs_year(b, row, RS22_years_fiscal_year, &e.year_text);
		if (is_own_item(b, &e))
			add_own_item(b, row);
		else if (rs_row_says(row))
			add(b, entries, e);
	}
	b->sheet->accounts = accounts.strs;
}

static void
fill(struct build *b, struct budget_year *y, const struct rs_row *row)
{
	struct figure out = rs_figure(b, row, RS21_years_carried_out);
	struct figure rate = rs_figure(b, row, RS21_years_execution_rate);

	y->initial = rs_figure(b, row, RS21_years_initial);
	y->supplementary = rs_figure(b, row, RS21_years_supplementary);
	y->carried_in = rs_figure(b, row, RS21_years_carried_in);
	y->reserve = rs_figure(b, row, RS21_years_reserve);
	y->total = rs_figure(b, row, RS21_years_total);
	y->executed = rs_figure(b, row, RS21_years_executed);
	/* The sheets print what goes to the next year as a minus. */
	if (out.value.known)
		out.value = dec_neg(out.value);
	y->carried_out = out;
	/* A fraction here, a percentage on the sheets. */
	if (rate.value.known)
		rate.value = dec_shift(rate.value, 2);
	y->execution_rate = rate;
}

/* Every column of a row of totals, for a second one of the same year. */
static void
put_totals(struct build *b, struct members *m, const struct rs_row *row)
{
	for (int c = RS21_years_initial; c < RS21_accounts_class; c++)
		rs_put(b, m, row, c,
		    c == RS21_years_request
			? S("next_request")
			: rs_column_of(RS_TABLE_21, c)->key);
}

static void
put_item(struct build *b, struct members *m, const struct rs_row *row)
{
	rs_put_group(b, m, row, RSG22_items);
	rs_put(b, m, row, RS22_items_item, S("item"));
	rs_put(b, m, row, RS22_items_current, S("amount"));
	rs_put(b, m, row, RS22_items_request, S("next_request"));
	rs_put(b, m, row, RS22_items_reason, S("remarks"));
}

/* The entries of one part as a list; of totals and requests, which have their
 * place in the year, only what comes behind the first. */
static void
put_list(struct build *b, struct members *m, const struct entry *e, size_t n,
    enum part part, str key,
    void (*put)(struct build *, struct members *, const struct rs_row *))
{
	struct members list = {.out = m->out};
	bool placed = part == ACCOUNT || part == ITEM;

	for (size_t i = 0; i < n; i++) {
		struct members item;
		if (e[i].part != part)
			continue;
		if (!placed) {
			placed = true;
			continue;
		}
		if (!list.n)
			list = rs_array(m, key);
		item = rs_item(&list);
		put(b, &item, e[i].row);
		out_char(m->out, '}');
	}
	if (list.n)
		out_char(m->out, ']');
}

static void
put_account(struct build *b, struct members *m, const struct rs_row *row)
{
	rs_put_group(b, m, row, RSG21_accounts);
}

static void
put_request(struct build *b, struct members *m, const struct rs_row *row)
{
	rs_put(b, m, row, RS21_years_request, S("request"));
}

/* One year's entries, n of them; reason is the row whose reason is taken. */
static void
add_year(struct build *b, const struct entry *e, size_t n,
    const struct rs_row *reason)
{
	struct budget_year *y =
	    list_add(b->a, &b->sheet->budget.years, struct budget_year);
	const struct entry *totals = NULL, *request = NULL;
	struct members m = rs_open(b);
	bool again = false;

	y->fiscal_year = e->year;
	for (size_t i = n; i-- > 0;) {
		if (e[i].part == TOTALS) {
			again |= totals != NULL;
			totals = &e[i];
		} else if (e[i].part == REQUEST) {
			again |= request != NULL;
			request = &e[i];
		}
	}
	if (e->year_text.p) {
		rs_key(&m, S("fiscal_year_text"));
		json_put_valid(m.out, e->year_text);
	}
	if (request)
		y->request = rs_figure(b, request->row, RS21_years_request);
	if (totals) {
		fill(b, y, totals->row);
		if (totals->row != reason)
			rs_put(b, &m, totals->row, RS21_years_change_reason,
			    S("change_reason"));
		rs_put(b, &m, totals->row, RS21_years_special_notes,
		    S("special_notes"));
	}
	if (again)
		record_note(b->a, b->sheet, "duplicate-key",
		    arena_printf(b->a, "budget.years[%zu]",
			b->sheet->budget.years.n - 1),
		    "table 2-1 has several rows of totals for %d",
		    (int)e->year);
	put_list(b, &m, e, n, TOTALS, S("more_totals"), put_totals);
	put_list(b, &m, e, n, REQUEST, S("more_requests"), put_request);
	put_list(b, &m, e, n, ACCOUNT, S("accounts"), put_account);
	put_list(b, &m, e, n, ITEM, S("items"), put_item);
	y->rs = rs_close(b, &m);
}

/* The newest year's row that gives a reason. */
static const struct rs_row *
newest_reason(struct build *b, const struct entry *e, size_t n)
{
	while (n-- > 0)
		if (e[n].part == TOTALS &&
		    rs_text(b, e[n].row, RS21_years_change_reason).p)
			return e[n].row;
	return NULL;
}

void
rs_budget(struct build *b)
{
	struct list entries = {0};
	const struct entry *e;
	const struct rs_row *reason;

	if (rs_rows(b, RS_TABLE_21))
		b->sheet->budget.carried_out_in_total = TRUTH_FALSE;
	gather(b, &entries);
	if (!entries.n)
		return;
	qsort(entries.items, entries.n, sizeof *e, by_year);
	e = entries.items;
	reason = newest_reason(b, e, entries.n);
	if (reason)
		b->sheet->budget.change_reason =
		    rs_text(b, reason, RS21_years_change_reason);
	for (size_t i = 0, n; i < entries.n; i += n) {
		n = 1;
		while (i + n < entries.n && e[i + n].year == e[i].year &&
		    (e[i].year || str_eq(e[i + n].year_text, e[i].year_text)))
			n++;
		add_year(b, e + i, n, reason);
	}
}
