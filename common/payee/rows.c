#include "payee/rows.h"

#include "json/write.h"
#include "value/name.h"

#include <stdlib.h>

enum { MAX_COLUMNS = 40 };

struct writer {
	struct tally *tally;
	const struct official *official;
	struct table table;
	struct arena scratch; /* of one row */
};

/* -- columns -- */

static size_t
key_columns(const char **columns, const struct tally_options *o)
{
	static const char *const names[] = {
	    [TALLY_NUMBER] = "corporate_number",
	    [TALLY_MINISTRY] = "ministry",
	    [TALLY_METHOD] = "method",
	    [TALLY_YEAR] = "year",
	    [TALLY_PROJECT] = "project",
	};
	size_t n = 0;

	for (size_t i = 0; i < o->n_by; i++) {
		if (o->by[i] == TALLY_PAYEE) {
			columns[n++] = "corporate_number";
			columns[n++] = "name";
			columns[n++] = "names";
		} else {
			columns[n++] = names[o->by[i]];
		}
	}
	return n;
}

static void
open_table(struct writer *w, struct out *out, enum table_form form)
{
	static const char *const always[] = {"amount", "direct_amount",
	    "payments", "sheets", "ministries", "years", "methods", NULL};
	static const char *const measures[] = {"share", "payees", "hhi",
	    "single_bid_share", "single_bid_amount_share", "award_rate", NULL};
	const struct tally_options *o = w->tally->options;
	const char *columns[MAX_COLUMNS];
	size_t n = key_columns(columns, o);

	for (size_t i = 0; always[i]; i++)
		columns[n++] = always[i];
	if (form == TABLE_NDJSON) {
		columns[n++] = "single_bid";
	} else {
		columns[n++] = "single_bid_payments";
		columns[n++] = "single_bid_amount";
	}
	for (size_t i = 0; o->measures && measures[i]; i++)
		columns[n++] = measures[i];
	columns[n] = NULL;
	table_open(&w->table, out, form, columns);
}

/* -- cells -- */

static str
amount_text(const struct tally_amount *amount, bool is_null, char buf[56])
{
	return is_null ? S("null") : sum_text(amount->sum, buf);
}

static void
put_amount(struct writer *w, const struct tally_amount *amount, bool is_null)
{
	char buf[56];

	table_raw(&w->table, amount_text(amount, is_null, buf));
}

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

/* Sorts and drops what is there twice. */
static void
sort_unique(struct list *strs)
{
	str *s = strs->items;
	size_t n = 0;

	if (strs->n > 1)
		qsort(s, strs->n, sizeof *s, by_bytes);
	for (size_t i = 0; i < strs->n; i++)
		if (n == 0 || !str_eq(s[n - 1], s[i]))
			s[n++] = s[i];
	strs->n = n;
}

/* ["a","b"], or a | b */
static void
put_strs(struct writer *w, struct list *strs)
{
	struct out *cell = table_cell(&w->table);
	bool json = w->table.form == TABLE_NDJSON;

	sort_unique(strs);
	if (json)
		out_char(cell, '[');
	for (size_t i = 0; i < strs->n; i++) {
		str s = *list_at(strs, str, i);
		if (i)
			out_put(cell, json ? S(",") : S(" | "));
		if (json)
			json_put_str(cell, s);
		else
			out_put(cell, s);
	}
	if (json)
		out_char(cell, ']');
	table_cell_end(&w->table);
}

static void
put_names(struct writer *w, const struct tally_group *g)
{
	const struct tally_name *name;
	struct list names = {0};

	for (uint32_t i = g->names; i != PAIRS_END; i = name->pair.next) {
		str s;
		name = pairs_at(&w->tally->names, i);
		s = ledger_name(w->tally->ledger, name->pair.item);
		if (s.p)
			*list_add(&w->scratch, &names, str) = s;
	}
	put_strs(w, &names);
}

static str
shown_name(const struct writer *w, uint32_t party, uint32_t group)
{
	str official =
	    official_name(w->official, tally_number(w->tally, party));

	return official.p ? official : tally_name(w->tally, group);
}

/* The printed name of a project: behind what makes its key. */
static str
project_name(const struct writer *w, uint32_t project)
{
	str key = intern_key(&w->tally->ledger->projects, project);

	if (key.p[0] == 'p')
		return str_skip(key, 1);
	return str_cut(key, '\0').tail;
}

static void
put_key(struct writer *w, enum tally_key key, uint32_t value, uint32_t group)
{
	struct tally *t = w->tally;

	switch (key) {
	case TALLY_PAYEE:
		table_str(&w->table, tally_number(t, value));
		table_str(&w->table, shown_name(w, value, group));
		put_names(w, tally_group(t, group));
		break;
	case TALLY_NUMBER:
		table_str(&w->table,
		    value == INTERN_NONE ? STR_NULL : tally_number(t, value));
		break;
	case TALLY_MINISTRY:
		table_str(&w->table,
		    value == INTERN_NONE
			? STR_NULL
			: intern_key(&t->ledger->ministries, value));
		break;
	case TALLY_METHOD:
		table_str(&w->table, tally_method_form(t, value));
		break;
	case TALLY_YEAR:
		table_year(&w->table, (int32_t)value);
		break;
	case TALLY_PROJECT:
		table_str(&w->table, project_name(w, value));
		break;
	case TALLY_KEYS:
		break;
	}
}

static int
by_year(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static void
put_years(struct writer *w, struct list *years)
{
	struct out *cell = table_cell(&w->table);
	bool json = w->table.form == TABLE_NDJSON;
	int32_t *y = years->items;

	if (years->n > 1)
		qsort(y, years->n, sizeof *y, by_year);
	if (json)
		out_char(cell, '[');
	for (size_t i = 0; i < years->n; i++) {
		if (i && y[i] == y[i - 1])
			continue;
		if (i)
			out_put(cell, json ? S(",") : S(" | "));
		out_int(cell, y[i]);
	}
	if (json)
		out_char(cell, ']');
	table_cell_end(&w->table);
}

static void
put_issuers(struct writer *w, const struct tally_group *g)
{
	struct list ministries = {0}, years = {0};
	const struct pair *pair;

	for (uint32_t i = g->issuers; i != PAIRS_END; i = pair->next) {
		int32_t year;
		str ministry;
		pair = pairs_at(&w->tally->group_issuers, i);
		ministry = tally_issuer(w->tally, pair->item, &year);
		if (ministry.p)
			*list_add(&w->scratch, &ministries, str) = ministry;
		if (year)
			*list_add(&w->scratch, &years, int32_t) = year;
	}
	put_strs(w, &ministries);
	put_years(w, &years);
}

struct method {
	str name; /* first: sorted by it */
	const struct tally_amount *amount;
};

/* {"method":{"payments":1,"amount":2}}, or method=1:2 | ... */
static void
put_methods(struct writer *w, const struct tally_group *g)
{
	bool json = w->table.form == TABLE_NDJSON;
	const struct tally_method *m;
	struct list methods = {0};
	struct out *cell;
	char buf[56];

	for (uint32_t i = g->methods; i != PAIRS_END; i = m->pair.next) {
		m = pairs_at(&w->tally->group_methods, i);
		*list_add(&w->scratch, &methods, struct method) =
		    (struct method){
			tally_method_form(w->tally, m->pair.item), &m->amount};
	}
	if (methods.n > 1)
		qsort(
		    methods.items, methods.n, sizeof(struct method), by_bytes);
	cell = table_cell(&w->table);
	if (json)
		out_char(cell, '{');
	for (size_t i = 0; i < methods.n; i++) {
		struct method *method = list_at(&methods, struct method, i);
		const struct tally_amount *a = method->amount;
		if (i)
			out_put(cell, json ? S(",") : S(" | "));
		if (json)
			json_put_str(cell, method->name);
		else
			out_put(cell, method->name);
		out_put(cell, json ? S(":{\"payments\":") : S("="));
		out_int(cell, a->rows);
		out_put(cell, json ? S(",\"amount\":") : S(":"));
		out_put(cell, amount_text(a, tally_is_null(a), buf));
		if (json)
			out_char(cell, '}');
	}
	if (json)
		out_char(cell, '}');
	table_cell_end(&w->table);
}

static void
put_single_bid(struct writer *w, const struct tally_amount *single)
{
	struct out *cell;
	char buf[56];

	if (w->table.form != TABLE_NDJSON) {
		table_int(&w->table, single->rows);
		put_amount(w, single, tally_is_null(single));
		return;
	}
	cell = table_cell(&w->table);
	out_put(cell, S("{\"payments\":"));
	out_int(cell, single->rows);
	out_put(cell, S(",\"amount\":"));
	out_put(cell, amount_text(single, tally_is_null(single), buf));
	out_char(cell, '}');
	table_cell_end(&w->table);
}

/* -- measures -- */

/*
 * Herfindahl-Hirschman index of the payees' shares, 0 to 10000: the sum of the
 * squared shares in percent.  Payees whose sum is not above 0 have no share.
 */
static struct dec
concentration(const struct tally *t, const struct tally_measured *m)
{
	const dec_wide fits = (dec_wide)1 << 56; /* its square and 10^4 fit */
	const struct tally_share *share;
	dec_wide whole = 0, unit = 1, squares = 0;

	for (uint32_t i = m->payees; i != PAIRS_END; i = share->pair.next) {
		share = pairs_at(&t->shares, i);
		if (sum_sign(share->sum) > 0)
			whole += sum_yen(share->sum);
	}
	while (whole / unit >= fits)
		unit *= 10;
	whole /= unit;
	if (!whole)
		return (struct dec){0};
	for (uint32_t i = m->payees; i != PAIRS_END; i = share->pair.next) {
		dec_wide part;
		share = pairs_at(&t->shares, i);
		if (sum_sign(share->sum) <= 0)
			continue;
		part = sum_yen(share->sum) / unit;
		squares += part * part;
	}
	squares = (squares * 10000 + whole * whole / 2) / (whole * whole);
	return dec_of((int64_t)squares);
}

static int64_t
count_payees(const struct tally *t, const struct tally_measured *m)
{
	const struct tally_share *share;
	int64_t n = 0;

	for (uint32_t i = m->payees; i != PAIRS_END; i = share->pair.next) {
		share = pairs_at(&t->shares, i);
		n++;
	}
	return n;
}

static struct dec
count_share(uint32_t part, uint32_t whole)
{
	struct sum x = {.low = part}, y = {.low = whole};

	return sum_percent(x, y, 1);
}

static void
put_measures(struct writer *w, uint32_t group, struct sum total)
{
	const struct tally_group *g = tally_group(w->tally, group);
	const struct tally_measured *m = tally_measured(w->tally, group);
	struct dec none = {0};

	table_dec(&w->table,
	    tally_is_null(&g->all) ? none : sum_percent(g->all.sum, total, 2));
	table_int(&w->table, count_payees(w->tally, m));
	table_dec(&w->table, concentration(w->tally, m));
	table_dec(&w->table, count_share(g->single.rows, m->bidding.rows));
	table_dec(&w->table, sum_percent(g->single.sum, m->bidding.sum, 1));
	table_dec(&w->table, sum_mean(m->award_rates, m->award_rows, 1));
}

static struct sum
total_of(const struct tally *t)
{
	struct sum total = {0};

	for (uint32_t i = 0; i < tally_count(t); i++)
		sum_join(&total, tally_group(t, i)->all.sum);
	return total;
}

/* -- all rows -- */

static void
put_row(struct writer *w, uint32_t group, struct sum total)
{
	const struct tally_options *o = w->tally->options;
	const struct tally_group *g = tally_group(w->tally, group);

	arena_reset(&w->scratch);
	for (size_t i = 0; i < o->n_by; i++)
		put_key(w, o->by[i], tally_value(w->tally, group, i), group);
	put_amount(w, &g->all, tally_is_null(&g->all));
	put_amount(w, &g->direct, tally_direct_is_null(g));
	table_int(&w->table, g->all.rows);
	table_int(&w->table, g->sheets);
	put_issuers(w, g);
	put_methods(w, g);
	put_single_bid(w, &g->single);
	if (o->measures)
		put_measures(w, group, total);
	table_end(&w->table);
}

void
rows_write(struct out *out, enum table_form form, struct tally *t,
    const struct official *official, size_t top)
{
	struct writer w = {.tally = t, .official = official};
	struct arena a = {0};
	size_t n;
	uint32_t *groups = tally_sorted(&a, t, top, &n);
	struct sum total = total_of(t);

	open_table(&w, out, form);
	for (size_t i = 0; i < n; i++)
		put_row(&w, groups[i], total);
	table_close(&w.table);
	arena_free(&w.scratch);
	arena_free(&a);
}

/* -- what was joined, and why -- */

struct spelling {
	str name, number; /* sorted by these */
	uint32_t rows;
};

static int
by_name(const void *a, const void *b)
{
	const struct spelling *x = a, *y = b;
	int order = str_cmp(x->name, y->name);

	return order ? order : str_cmp(x->number, y->number);
}

static void
put_steps(struct writer *w, str name)
{
	static const struct {
		unsigned step;
		str name;
	} steps[] = {
	    {NAME_SPACE, {"space", 5}},
	    {NAME_WIDTH, {"width", 5}},
	    {NAME_FORM, {"legal-form", 10}},
	    {NAME_DASH, {"dash", 4}},
	};
	unsigned found = 0;
	struct list names = {0};

	name_key(
	    &w->scratch, name_canonical(&w->scratch, name, &found), &found);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (found & steps[i].step)
			*list_add(&w->scratch, &names, str) = steps[i].name;
	put_strs(w, &names);
}

/* Why a spelling is this payee's. */
static str
reason_of(str number, str own)
{
	if (own.n)
		return S("number");
	return number.n ? S("only-bearer-of-the-name") : S("name");
}

static void
explain_group(struct writer *w, uint32_t group)
{
	const struct tally_group *g = tally_group(w->tally, group);
	uint32_t party = tally_value(w->tally, group, 0);
	str number = tally_number(w->tally, party);
	const struct tally_name *name;
	struct list spellings = {0};

	arena_reset(&w->scratch);
	for (uint32_t i = g->names; i != PAIRS_END; i = name->pair.next) {
		name = pairs_at(&w->tally->names, i);
		*list_add(&w->scratch, &spellings, struct spelling) =
		    (struct spelling){
			ledger_name(w->tally->ledger, name->pair.item),
			ledger_number(w->tally->ledger, name->pair.item),
			name->rows};
	}
	if (spellings.n < 2)
		return;
	qsort(spellings.items, spellings.n, sizeof(struct spelling), by_name);
	for (size_t i = 0; i < spellings.n; i++) {
		struct spelling *s = list_at(&spellings, struct spelling, i);
		table_str(&w->table, number);
		table_str(&w->table, shown_name(w, party, group));
		table_str(&w->table, s->name);
		table_int(&w->table, s->rows);
		table_str(&w->table, reason_of(number, s->number));
		put_steps(w, s->name);
		table_end(&w->table);
	}
}

void
rows_explain(struct out *out, enum table_form form, struct tally *t,
    const struct official *official, size_t top)
{
	static const char *const columns[] = {"corporate_number", "name",
	    "spelling", "payments", "joined_by", "differs_in", NULL};
	struct writer w = {.tally = t, .official = official};
	struct arena a = {0};
	size_t n;
	uint32_t *groups = tally_sorted(&a, t, top, &n);

	table_open(&w.table, out, form, columns);
	for (size_t i = 0; i < n; i++)
		explain_group(&w, groups[i]);
	table_close(&w.table);
	arena_free(&w.scratch);
	arena_free(&a);
}
