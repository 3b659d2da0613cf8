#include "dump/parts.h"

#include "dump/past_cells.h"

/*
 * 関連する過去のレビューシートの事業番号: years and numbers in a grid.  A dump
 * has each year with its number behind it, or years in one stretch and as
 * many numbers in another; a number of four cells may come in pieces.
 */

enum { ATOMS_MAX = 500 }; /* more is no sheet */

/* All that a cell says is in the record. */
static void
close_cell(struct past *p, const struct past_atom *atom)
{
	const struct past_cell *cell =
	    list_at(&p->cells, struct past_cell, atom->cell);

	for (size_t i = cell->from; i < cell->to; i++)
		p->dump->tokens[i].used = true;
}

static void
put_number(struct past *p, int year, const struct past_atom *value)
{
	struct list *list = &p->sheet->past_numbers;

	list_add(p->dump->arena, list, struct past_number);
	struct past_number *all = list->items;
	size_t at = list->n - 1;
	for (; at > 0 && all[at - 1].sheet_year > year; at--)
		all[at] = all[at - 1];
	all[at] = (struct past_number){.sheet_year = year,
	    .ministry = value->ministry,
	    .number = value->number};
}

/* With what stands behind a comma. */
static void
put(struct past *p, int year, struct past_atom *value)
{
	struct past_atom *end = past_atom(p, 0) + p->atoms.n;

	for (struct past_atom *a = value; a < end; a++) {
		if (a->kind == PAST_YEAR ||
		    (a > value && !a->also && a->kind == PAST_VALUE))
			break;
		if (a->kind != PAST_VALUE)
			continue;
		a->open = false;
		if (a->piece)
			continue;
		if (--list_at(&p->cells, struct past_cell, a->cell)->open == 0)
			close_cell(p, a);
		if (!str_is_null(a->number))
			put_number(p, year, a);
	}
}

/* A number beside its year. */
static void
put_beside(struct past *p)
{
	struct past_atom *year = NULL;

	for (size_t i = 0; i < p->atoms.n; i++) {
		struct past_atom *a = past_atom(p, i);
		if (a->kind == PAST_YEAR)
			year = a;
		if (!year || a->at != year->at || !past_open(a, PAST_VALUE) ||
		    a->piece)
			continue;
		put(p, year->year, a);
		year->open = false;
		year = NULL;
	}
}

/* 2021-総務-20-0063 is of 令和3年度. */
static void
put_dated(struct past *p)
{
	for (size_t i = 0; i < p->atoms.n; i++) {
		struct past_atom *value = past_atom(p, i);
		if (value->kind != PAST_VALUE || !value->year || !value->open)
			continue;
		for (size_t k = 0; k < p->atoms.n; k++) {
			struct past_atom *year = past_atom(p, k);
			if (year->kind == PAST_YEAR && year->open &&
			    year->year == value->year) {
				year->open = false;
				put(p, value->year, value);
				break;
			}
		}
	}
}

/*
 * 2021, 総務, 20 and 0063 as cells of their own, in columns: as many of each,
 * and the numbers behind the codes are theirs.
 */
static void
join_pieces(struct past *p)
{
	struct list pieces[4] = {{0}}; /* of struct past_atom * */

	for (size_t i = 0; i < p->atoms.n; i++) {
		struct past_atom *a = past_atom(p, i);
		int year = a->kind == PAST_VALUE && a->number.n == 4
		    ? past_year_of(a->number)
		    : 0;
		size_t k = 4;
		if (a->kind == PAST_SHORT)
			k = 1;
		else if (a->kind != PAST_VALUE || !a->open)
			continue;
		else if (year > 2020 && year < p->sheet->sheet_year)
			k = 0;
		else if (a->piece && a->number.n == 2)
			k = 2;
		else if (year && pieces[3].n < pieces[2].n)
			k = 3;
		if (k < 4)
			*list_add(
			    p->dump->arena, &pieces[k], struct past_atom *) = a;
	}
	size_t n = pieces[0].n;
	if (pieces[1].n != n || pieces[2].n != n || pieces[3].n != n)
		return;
	for (size_t i = 0; i < n; i++) {
		struct past_atom *a[4];
		for (size_t k = 0; k < 4; k++)
			a[k] = *list_at(&pieces[k], struct past_atom *, i);
		a[3]->year = past_year_of(a[0]->number);
		a[3]->number =
		    arena_printf(p->dump->arena, "%.*s-%.*s-%.*s-%.*s",
			STR_ARG(a[0]->number), STR_ARG(a[1]->ministry),
			STR_ARG(a[2]->number), STR_ARG(a[3]->number));
		for (size_t k = 0; k < 3; k++) {
			a[k]->open = false;
			close_cell(p, a[k]);
		}
	}
}

/* 外務省 before a number, or as many of them as numbers in columns. */
static void
put_ministries(struct past *p)
{
	struct list names = {0}, values = {0}; /* of struct past_atom * */
	struct arena *arena = p->dump->arena;

	for (size_t i = 0; i < p->atoms.n; i++) {
		struct past_atom *a = past_atom(p, i), *b = i ? a - 1 : NULL;
		if (a->kind == PAST_MINISTRY && a->open)
			*list_add(arena, &names, struct past_atom *) = a;
		if (a->kind != PAST_VALUE || str_is_null(a->number) || a->year)
			continue;
		if (b && b->kind == PAST_MINISTRY && b->open) {
			a->ministry = b->ministry;
			b->open = false;
			names.n--;
			if (b->cell != a->cell)
				close_cell(p, b);
		} else {
			*list_add(arena, &values, struct past_atom *) = a;
		}
	}
	if (names.n != values.n)
		return;
	for (size_t i = 0; i < names.n; i++) {
		struct past_atom *name =
		    *list_at(&names, struct past_atom *, i);
		(*list_at(&values, struct past_atom *, i))->ministry =
		    name->ministry;
		name->open = false;
		close_cell(p, name);
	}
}

/*
 * Until 令和2 the form prints all years up to the one before the sheet's; one
 * of -raw that does not fit belongs to another cell.
 */
static void
drop_strange_years(struct past *p)
{
	int want = p->sheet->sheet_year;

	for (size_t i = p->atoms.n; i-- > 0 && p->sheet->sheet_year < 2021;) {
		struct past_atom *a = past_atom(p, i);
		if (a->kind != PAST_YEAR)
			continue;
		if (a->year == want - 1)
			want--;
		else if (a->year != want)
			a->open = false;
	}
}

/* -raw may have 新25 beside the year and 0008 in its first pass. */
static void
take_fresh(struct past *p)
{
	size_t years = 0;

	for (size_t i = 1; i < p->atoms.n; i++) {
		struct past_atom *a = past_atom(p, i);
		if (!a->piece || !past_open(a, PAST_VALUE) ||
		    !str_starts(a->number, S("新")) ||
		    !past_open(a - 1, PAST_YEAR) || a[-1].at != a->at)
			continue;
		a[-1].fresh = a->number;
		a->open = false;
		close_cell(p, a);
		years++;
	}
	if (!years || years != past_count(p, PAST_VALUE))
		return;
	for (size_t i = 0; i < p->atoms.n; i++) {
		struct past_atom *a = past_atom(p, i);
		if (past_open(a, PAST_YEAR) && !a->fresh.n)
			a->open = false;
	}
}

/*
 * -raw has the years of a second pass behind those of the first; the form has
 * them in order.
 */
static void
put_sorted(struct past *p)
{
	struct list years = {0}; /* of struct past_atom * */
	size_t n = 0;

	for (size_t i = 0; i < p->atoms.n; i++) {
		struct past_atom *a = past_atom(p, i);
		if (!past_open(a, PAST_YEAR))
			continue;
		list_add(p->dump->arena, &years, struct past_atom *);
		struct past_atom **y = years.items;
		size_t at = years.n - 1;
		for (; at > 0 && y[at - 1]->year > a->year; at--)
			y[at] = y[at - 1];
		y[at] = a;
	}
	for (size_t i = 0; i < p->atoms.n && n < years.n; i++) {
		struct past_atom *a = past_atom(p, i);
		if (!past_open(a, PAST_VALUE))
			continue;
		struct past_atom *year =
		    *list_at(&years, struct past_atom *, n++);
		year->open = false;
		if (year->fresh.n)
			a->number = arena_printf(p->dump->arena, "%.*s-%.*s",
			    STR_ARG(year->fresh), STR_ARG(a->number));
		put(p, year->year, a);
	}
}

/* A year between the numbers of the first pass of -raw has none. */
static void
close_empty_years(struct past *p)
{
	for (size_t i = 1; i + 1 < p->atoms.n; i++) {
		struct past_atom *a = past_atom(p, i);
		if (a->kind == PAST_YEAR && a->open &&
		    a[-1].kind == PAST_VALUE && a[-1].at == a->at - 1 &&
		    a[1].kind != PAST_YEAR && a[1].at == a->at + 1)
			a->open = false;
	}
}

/* 新25 and 0008: the one number that no ministry stands before. */
static void
join_fresh(struct past *p)
{
	struct past_atom *fresh = NULL, *rest = NULL;

	for (size_t i = 1; i < p->atoms.n; i++) {
		struct past_atom *a = past_atom(p, i);
		if (a->kind != PAST_VALUE || !a->open ||
		    str_is_null(a->number) || a->year)
			continue;
		struct past_atom **slot = a->piece ? &fresh : &rest;
		if (!a->piece && a[-1].kind == PAST_MINISTRY)
			continue;
		if (*slot || (a->piece && !str_starts(a->number, S("新"))))
			return;
		*slot = a;
	}
	if (!fresh || !rest || rest->number.n != 4)
		return;
	fresh->number = arena_printf(p->dump->arena, "%.*s-%.*s",
	    STR_ARG(fresh->number), STR_ARG(rest->number));
	fresh->piece = rest->open = false;
	close_cell(p, rest);
}

static bool
is_torn(const struct past *p)
{
	for (size_t i = 0; i < p->atoms.n; i++)
		if (past_atom(p, i)->open && past_atom(p, i)->piece)
			return true;
	return false;
}

/* The open ones from atom `from` to `to`, as many years as numbers. */
static void
put_in_order(struct past *p, size_t from, size_t to)
{
	size_t v = from;

	for (size_t i = from; i < to; i++) {
		struct past_atom *year = past_atom(p, i);
		if (!past_open(year, PAST_YEAR))
			continue;
		while (v < to && !past_open(past_atom(p, v), PAST_VALUE))
			v++;
		if (v == to)
			return;
		year->open = false;
		put(p, year->year, past_atom(p, v));
	}
}

/* Years and as many numbers: first all of one kind, then of the other. */
struct stretch {
	size_t from, to; /* atoms */
	int years;
	bool behind; /* the numbers */
	bool numbers; /* not only dashes */
};

/* They end where one of them has lost a year or a number. */
static void
find_stretches(const struct past *p, struct list *stretches)
{
	struct stretch s = {0};
	int ahead = 0; /* years, or -numbers, that wait */
	int turn = 0; /* +1: the stretch ends with years, -1: with numbers */

	for (size_t i = 0; i < p->atoms.n; i++) {
		const struct past_atom *a = past_atom(p, i);
		int step = past_open(a, PAST_YEAR) - past_open(a, PAST_VALUE);
		if (!step)
			continue;
		if (turn && step != turn)
			return;
		if (!ahead)
			s.behind = step > 0;
		else if ((ahead > 0) != (step > 0))
			turn = step;
		s.years += step > 0;
		s.numbers = s.numbers || (step < 0 && !str_is_null(a->number));
		ahead += step;
		if (ahead)
			continue;
		s.to = i + 1;
		*list_add(p->dump->arena, stretches, struct stretch) = s;
		s = (struct stretch){.from = i + 1};
		turn = 0;
	}
}

/*
 * Numbers before their years, as pdfminer may have them, count only where
 * there are as many in all; and among years that have their numbers right
 * behind them several in a row have lost one to another.
 */
static void
put_stretches(struct past *p, bool all)
{
	struct list list = {0};
	bool one_by_one = false;

	find_stretches(p, &list);
	const struct stretch *s = list.items;
	for (size_t i = 0; i < list.n; i++)
		one_by_one = one_by_one ||
		    (s[i].behind && s[i].numbers && s[i].years == 1);
	for (size_t i = 0; i < list.n; i++) {
		if ((!s[i].behind && !all) ||
		    (s[i].behind && s[i].numbers && s[i].years > 1 &&
			one_by_one))
			return;
		put_in_order(p, s[i].from, s[i].to);
	}
}

/* Year, ministry, number, and a year again. */
static void
put_triples(struct past *p)
{
	for (size_t i = 0; i + 2 < p->atoms.n; i++) {
		struct past_atom *a = past_atom(p, i);
		bool before = i == 0 || a[-1].kind == PAST_VALUE ||
		    a[-1].kind == PAST_YEAR;
		bool behind = i + 3 == p->atoms.n || a[3].kind == PAST_YEAR;
		if (before && behind && a->kind == PAST_YEAR && a->open &&
		    a[1].kind == PAST_MINISTRY && a[2].kind == PAST_VALUE &&
		    a[2].open && !a[2].piece) {
			a->open = false;
			put(p, a->year, &a[2]);
		}
	}
}

void
dump_past(struct dump *dump, struct sheet *sheet)
{
	struct past p = {.dump = dump, .sheet = sheet};

	if (dump->flat)
		past_find_flat(&p);
	else
		past_find_paragraphs(&p);
	if (p.atoms.n > ATOMS_MAX)
		return;
	if (!dump->flat) {
		join_pieces(&p);
		join_fresh(&p);
	}
	put_ministries(&p);
	put_beside(&p);
	put_dated(&p);
	if (dump->flat) {
		close_empty_years(&p);
		take_fresh(&p);
		if (past_count(&p, PAST_VALUE) == 0)
			past_find_drawn_before(&p);
		if (past_count(&p, PAST_YEAR) > past_count(&p, PAST_VALUE))
			drop_strange_years(&p);
	}
	bool all = past_count(&p, PAST_YEAR) == past_count(&p, PAST_VALUE);
	if (dump->flat && all && !is_torn(&p))
		put_sorted(&p);
	if (!dump->flat && !is_torn(&p))
		put_stretches(&p, all);
	if (!dump->flat)
		put_triples(&p);
}
