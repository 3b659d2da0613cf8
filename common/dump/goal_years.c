#include "dump/goal_years.h"

#include "dump/goal_rows.h"
#include "value/era.h"
#include "value/text.h"

bool
goal_is_bare_year(const struct token *t)
{
	return t->kind == TOKEN_LABEL &&
	    (t->label == LABEL_YEAR_WORD || t->label == DUMP_YEAR_NONE);
}

bool
goal_is_year_dash(const struct dump *dump, size_t i)
{
	const struct token *t = &dump->tokens[i];

	return i + 1 < dump->n && t->kind == TOKEN_FIGURE &&
	    text_is_none(t->text) && goal_is_bare_year(&t[1]);
}

bool
goal_years(const struct dump *dump, const struct sheet *sheet, size_t from,
    size_t to, int *interim, int *final)
{
	int base = sheet->sheet_year - GOAL_FIRST_YEAR, n = 0, years[2] = {0};
	bool seen[GOAL_FIRST_YEAR] = {false};

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		bool none = goal_is_bare_year(t);
		if (!none && (t->kind != TOKEN_LABEL || t->label != DUMP_YEAR))
			continue;
		int at = t->year - base;
		/* Those of the columns before come once. */
		if (!none && at >= 0 && at < GOAL_FIRST_YEAR && !seen[at]) {
			seen[at] = true;
			continue;
		}
		if (n < 2)
			years[n] = none ? 0 : t->year;
		n++;
	}
	if (n != 2)
		return false;
	*interim = years[0];
	*final = years[1];
	return true;
}

/* -- by how they are printed -- */

enum { TWO = 2 };

struct found {
	int years[TWO];
	int n;
};

static void
add_year(struct found *f, int year)
{
	if (f->n < TWO)
		f->years[f->n] = year;
	f->n++;
}

/*
 * Headings of columns, 平成30 令和元年 令和2年, whose last characters follow on
 * lines of their own: how many of those are 年度.
 */
static int
count_tails(str text, int sheet_year)
{
	int tails = 0;

	while (text.n) {
		struct str_cut cut = str_cut(text, ' ');
		tails += era_year_cell(cut.head, sheet_year, false) &&
		    !str_has(cut.head, S("年"));
		text = cut.tail;
	}
	return tails;
}

enum { HAS_INTERIM = 1, HAS_FINAL = 2 };

/* The years of goals in a paragraph [from, to), and which of their labels. */
static unsigned
read_paragraph(const struct dump *dump, int sheet_year, size_t from, size_t to,
    struct found *found)
{
	unsigned labels = 0;
	int tails = 0;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &dump->tokens[i];
		if (t->kind == TOKEN_TEXT)
			tails += count_tails(t->text, sheet_year);
		if (t->kind != TOKEN_LABEL)
			continue;
		labels |= t->label == LABEL_INTERIM ? HAS_INTERIM : 0;
		labels |= t->label == LABEL_FINAL ? HAS_FINAL : 0;
		if (goal_is_bare_year(t) && tails)
			tails--;
		else if (goal_is_bare_year(t))
			add_year(found, 0);
		else if (t->label == DUMP_YEAR && dump_is_figure(t->text))
			add_year(found, t->year);
	}
	return labels;
}

bool
goal_years_apart(const struct dump *dump, const struct sheet *sheet,
    size_t from, size_t to, int *interim, int *final)
{
	struct found all = {.n = 0};
	unsigned before = 0;
	bool swapped = false;

	for (size_t i = from, end; i < to; i = end) {
		struct found here = {.n = 0};
		end = i + 1;
		while (end < to &&
		    dump->tokens[end].paragraph == dump->tokens[i].paragraph)
			end++;
		unsigned labels =
		    read_paragraph(dump, sheet->sheet_year, i, end, &here);
		/* The heading of the last may come before the other. */
		swapped = swapped ||
		    (here.n == 1 && all.n == 1 && labels == HAS_INTERIM &&
			before == HAS_FINAL);
		before = here.n ? labels : before;
		for (int k = 0; k < here.n; k++)
			add_year(&all, k < TWO ? here.years[k] : 0);
	}
	if (all.n != TWO)
		return false;
	*interim = all.years[swapped];
	*final = all.years[!swapped];
	return !*interim || !*final || *interim < *final;
}
