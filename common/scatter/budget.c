#include "scatter/parts.h"
#include "form/words.h"

/*
 * 予算額・執行額 of loose figures.  A form of year Y has the columns Y-3 to Y
 * and the request for Y+1.  The row 計 is the one whose figures explain the
 * printed rates together with others (執行率 = 執行額 / 計); an amount that
 * comes again is 当初予算, and when it equals 計 the other parts add to 0.
 */

enum { COLUMNS = 5, PAST = 3, REQUEST = 4, POOL_MAX = 400 };

enum cell_kind { EMPTY, DASH, FIGURE };

struct line {
	size_t at[COLUMNS]; /* scraps */
	size_t n;
	size_t figures, rates;
};

struct table {
	struct scatter *s;
	struct zone zone;
	size_t *pool, n; /* figures without a percent sign */
	struct budget_year years[COLUMNS];
	bool found[COLUMNS]; /* 計 is known */
	struct dec rates[PAST], rates_initial[PAST];
	size_t rates_at[2][PAST];
};

static struct dec
million(struct dec d)
{
	return dec_yen(d, 6);
}

/* The figures and dashes on the line of scrap i, from its first on. */
static struct line
line_at(const struct scatter *s, size_t i)
{
	struct line line = {.n = 0};

	for (size_t k = i; k < s->n && s->scraps[k].row == s->scraps[i].row;
	     k++) {
		const struct scrap *scrap = &s->scraps[k];
		if (scrap->kind == SCRAP_LABEL)
			continue;
		if ((scrap->kind != SCRAP_FIGURE &&
			scrap->kind != SCRAP_DASH) ||
		    line.n == COLUMNS)
			return (struct line){.n = 0};
		line.figures += scrap->kind == SCRAP_FIGURE;
		line.rates += scrap->rate;
		line.at[line.n++] = k;
	}
	return line;
}

static bool
explains(struct dec executed, struct dec total, struct dec rate)
{
	if (!executed.known || !total.known || !rate.known ||
	    !dec_is_positive(total))
		return false;
	struct dec exact =
	    dec_div(dec_mul(executed, dec_of(100)), total, rate.scale);
	return exact.known && dec_eq(exact, rate);
}

/* The rows of rates: by their label, or by being the same. */
static void
read_rates(struct table *t)
{
	struct scatter *s = t->s;

	for (size_t i = 0; i < s->n; i++) {
		if (!scatter_free(s, t->zone, i, SCRAP_FIGURE) ||
		    s->scraps[i].column != 0 || !s->scraps[i].rate)
			continue;
		struct line line = line_at(s, i);
		int label = scatter_beside(s, i);
		if (label == LABEL_NONE && i > 0)
			label = s->scraps[i - 1].label;
		struct dec *rates = label == LABEL_EXECUTION_RATE ? t->rates
		    : label == LABEL_EXECUTION_RATE_INITIAL ? t->rates_initial
							    : NULL;
		if (!rates || line.n != PAST || line.rates != line.figures)
			continue;
		for (size_t k = 0; k < PAST; k++) {
			rates[k] = s->scraps[line.at[k]].value;
			t->rates_at[rates == t->rates_initial][k] = line.at[k];
		}
	}
}

/* How many of the past rates a line explains as 計; -1 where it fails one. */
static int
fits_total(const struct table *t, const struct line *line)
{
	const struct scatter *s = t->s;
	int fits = 0;

	for (size_t k = 0; k < PAST; k++) {
		struct dec total = s->scraps[line->at[k]].value;
		bool found = false;
		if (!t->rates[k].known)
			continue;
		for (size_t i = 0; i < t->n && !found; i++) {
			const struct scrap *scrap = &s->scraps[t->pool[i]];
			found = !scrap->rate &&
			    scrap->row != s->scraps[line->at[0]].row &&
			    explains(scrap->value, total, t->rates[k]);
		}
		if (!found)
			return -1;
		fits++;
	}
	return fits;
}

static bool
read_total(struct table *t)
{
	struct scatter *s = t->s;
	struct line best = {.n = 0};
	int most = 0, answers = 0;

	for (size_t i = 0; i < s->n; i++) {
		if (s->scraps[i].page < t->zone.first ||
		    s->scraps[i].page > t->zone.last || s->scraps[i].column ||
		    (s->scraps[i].kind != SCRAP_FIGURE &&
			s->scraps[i].kind != SCRAP_DASH))
			continue;
		struct line line = line_at(s, i);
		if (line.n < REQUEST || line.rates || line.figures < 2)
			continue;
		int fits = fits_total(t, &line);
		if (fits <= 0 || fits < most)
			continue;
		answers = fits > most ? 1 : answers + 1;
		most = fits;
		best = line;
	}
	if (answers != 1)
		return false;
	for (size_t k = 0; k < best.n; k++) {
		struct scrap *scrap = &s->scraps[best.at[k]];
		if (scrap->kind != SCRAP_FIGURE)
			continue;
		if (k == REQUEST)
			t->years[k].request.value = million(scrap->value);
		else
			t->years[k].total.value = million(scrap->value);
		t->found[k] = true;
		scrap->used = true;
	}
	return true;
}

/* 執行額: the one amount that explains the rate. */
static void
read_executed(struct table *t)
{
	struct scatter *s = t->s;

	for (size_t k = 0; k < PAST; k++) {
		struct dec total = dec_shift(t->years[k].total.value, -6);
		size_t found = s->n;
		bool open = false;
		if (!t->found[k] || !t->rates[k].known)
			continue;
		for (size_t i = 0; i < t->n; i++) {
			const struct scrap *scrap = &s->scraps[t->pool[i]];
			if (scrap->used || scrap->rate ||
			    !explains(scrap->value, total, t->rates[k]))
				continue;
			open = open ||
			    (found != s->n &&
				!dec_eq(s->scraps[found].value, scrap->value));
			if (found == s->n)
				found = t->pool[i];
		}
		if (found == s->n)
			continue;
		t->years[k].execution_rate.value = t->rates[k];
		t->years[k].execution_rate_initial.value = t->rates_initial[k];
		s->scraps[t->rates_at[0][k]].used = true;
		if (t->rates_initial[k].known)
			s->scraps[t->rates_at[1][k]].used = true;
		if (open) {
			record_note(s->arena, s->sheet, "value-ambiguous",
			    S("budget.years"), "執行額 has several readings");
			continue;
		}
		t->years[k].executed.value = million(s->scraps[found].value);
		s->scraps[found].used = true;
	}
}

/* A free figure of that value in million yen, or s->n. */
static size_t
figure_of(const struct table *t, struct dec yen)
{
	struct dec value = dec_shift(yen, -6);

	for (size_t i = 0; i < t->n; i++)
		if (!t->s->scraps[t->pool[i]].used &&
		    dec_eq(t->s->scraps[t->pool[i]].value, value))
			return t->pool[i];
	return t->s->n;
}

static bool
take_figure(struct table *t, struct dec yen, struct figure *figure)
{
	size_t i = figure_of(t, yen);

	if (i == t->s->n)
		return false;
	t->s->scraps[i].used = true;
	figure->value = yen;
	return true;
}

static size_t
count_zeros(const struct table *t)
{
	size_t zeros = 0;

	for (size_t i = 0; i < t->n; i++)
		zeros += !t->s->scraps[t->pool[i]].used &&
		    dec_is_zero(t->s->scraps[t->pool[i]].value);
	return zeros;
}

/* Years of which 計 is printed again: all other parts are 0 or not there. */
static void
read_plain_years(struct table *t)
{
	struct dec zero = {.digits = 0, .known = true};
	size_t plain[COLUMNS], n = 0;

	for (size_t k = 0; k < REQUEST; k++)
		if (t->found[k] &&
		    (t->years[k].initial.value.known ||
			take_figure(
			    t, t->years[k].total.value, &t->years[k].initial)))
			plain[n++] = k;
	/* 補正予算, two 繰越し, 予備費等: as many zeros as cells. */
	if (!n || count_zeros(t) != 4 * n)
		return;
	for (size_t i = 0; i < n; i++) {
		struct budget_year *year = &t->years[plain[i]];
		struct figure *parts[] = {&year->supplementary,
		    &year->carried_in, &year->carried_out, &year->reserve};
		for (size_t p = 0; p < 4; p++)
			take_figure(t, zero, parts[p]);
	}
}

/* Two or three amounts that add to 計: 当初予算 and what changed it. */
struct parts {
	size_t at[3];
	size_t n;
	int answers;
};

static void
try_parts(const struct table *t, struct dec total, struct parts *parts)
{
	const struct scrap *scraps = t->s->scraps;
	size_t n = t->n < 48 ? t->n : 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			const struct scrap *a = &scraps[t->pool[i]];
			const struct scrap *b = &scraps[t->pool[j]];
			if (i == j || a->used || b->used ||
			    dec_cmp(a->value, dec_abs(b->value)) <= 0 ||
			    dec_is_zero(b->value))
				continue;
			struct dec sum = dec_add(a->value, b->value);
			if (dec_eq(sum, total)) {
				*parts =
				    (struct parts){{t->pool[i], t->pool[j]}, 2,
					parts->answers + 1};
			}
			if (dec_is_positive(b->value))
				continue;
			/* b is carried out: c came in or was added */
			for (size_t k = 0; k < n; k++) {
				const struct scrap *c = &scraps[t->pool[k]];
				if (k == i || k == j || c->used ||
				    !dec_is_positive(c->value) ||
				    dec_cmp(a->value, c->value) <= 0 ||
				    !dec_eq(dec_add(sum, c->value), total))
					continue;
				*parts = (struct parts){
				    {t->pool[i], t->pool[j], t->pool[k]}, 3,
				    parts->answers + 1};
			}
		}
}

/* Into which row a part goes: by its sign, or by the year before it. */
static struct figure *
row_of(struct table *t, size_t year, const struct scrap *scrap)
{
	struct dec yen = million(scrap->value);
	int label = scatter_beside(t->s, (size_t)(scrap - t->s->scraps));

	if (!dec_is_positive(yen) || label == LABEL_CARRIED_OUT)
		return &t->years[year].carried_out;
	if (year && dec_eq(dec_neg(yen), t->years[year - 1].carried_out.value))
		return &t->years[year].carried_in;
	switch (label) {
	case LABEL_SUPPLEMENTARY:
		return &t->years[year].supplementary;
	case LABEL_CARRIED_IN:
		return &t->years[year].carried_in;
	case LABEL_RESERVE:
		return &t->years[year].reserve;
	default:
		return NULL;
	}
}

static void
read_changed_years(struct table *t)
{
	for (size_t k = 0; k < REQUEST; k++) {
		struct parts parts = {.n = 0};
		if (!t->found[k] || t->years[k].initial.value.known)
			continue;
		try_parts(t, dec_shift(t->years[k].total.value, -6), &parts);
		if (parts.answers != 1)
			continue;
		struct scrap *scraps = t->s->scraps;
		t->years[k].initial.value = million(scraps[parts.at[0]].value);
		scraps[parts.at[0]].used = true;
		for (size_t p = 1; p < parts.n; p++) {
			struct scrap *scrap = &scraps[parts.at[p]];
			struct figure *row = row_of(t, k, scrap);
			if (!row || row->value.known)
				continue;
			row->value = million(scrap->value);
			scrap->used = true;
		}
	}
}

/* -- 予算内訳 -- */

/* n figures in a row, as read, whose sum is the total; the first, or n. */
static size_t
run_of(const struct table *t, size_t count, struct dec yen)
{
	struct dec total = dec_shift(yen, -6);
	size_t found = t->n, answers = 0;

	for (size_t i = 0; i < t->n && count; i++) {
		struct dec sum = dec_of(0);
		size_t n = 0;
		for (size_t k = i; k < t->n && n < count; k++) {
			const struct scrap *scrap = &t->s->scraps[t->pool[k]];
			if (scrap->used)
				continue;
			sum = dec_add(sum, scrap->value);
			n++;
		}
		if (t->s->scraps[t->pool[i]].used || n < count ||
		    !dec_eq(sum, total))
			continue;
		found = i;
		answers++;
	}
	return answers == 1 || count == 1 ? found : t->n;
}

static void
put_run(struct table *t, size_t first, size_t count, struct list *items,
    bool request)
{
	size_t n = 0;

	for (size_t k = first; k < t->n && n < count; k++) {
		struct scrap *scrap = &t->s->scraps[t->pool[k]];
		if (scrap->used)
			continue;
		struct budget_item *item =
		    list_at(items, struct budget_item, n++);
		*(request ? &item->request : &item->current) =
		    (struct figure){.value = million(scrap->value)};
		scrap->used = true;
	}
}

static void
read_items(struct table *t)
{
	struct scatter *s = t->s;
	struct budget *budget = &s->sheet->budget;
	struct dec current = t->years[PAST].total.value;
	struct dec request = t->years[REQUEST].request.value;
	size_t *pool, n = scatter_pool(s, t->zone, SCRAP_TEXT, &pool);
	struct zone other = SCATTER_ZONE(s, LABEL_SPENDING_ITEM);

	/* On the page of 費目・使途 names of items would be mistaken. */
	if (other.first <= t->zone.last && other.last >= t->zone.first)
		n = 0;
	for (size_t k = 0; k < n; k++) {
		const struct scrap *scrap = &s->scraps[pool[k]];
		if (scrap->width > 28 || scrap->text.n > 150 ||
		    scrap->text.n < 6 ||
		    !str_any(scrap->text, words_item_ends, str_ends))
			continue;
		struct budget_item *item =
		    list_add(s->arena, &budget->items, struct budget_item);
		item->item = scatter_take(s, pool[k]);
		item->reason = STR_NULL;
	}
	if (t->years[PAST].initial.value.known)
		current = t->years[PAST].initial.value;
	n = budget->items.n;
	if (current.known) {
		size_t first = run_of(t, n, current);
		if (first != t->n)
			put_run(t, first, n, &budget->items, false);
		take_figure(t, current, &budget->items_total.current);
	}
	if (request.known) {
		size_t first = run_of(t, n, request);
		if (first != t->n)
			put_run(t, first, n, &budget->items, true);
		take_figure(t, request, &budget->items_total.request);
	}
}

void
scatter_budget(struct scatter *s)
{
	struct table t = {.s = s};

	t.zone = SCATTER_ZONE(s, LABEL_INITIAL, LABEL_EXECUTED,
	    LABEL_SUPPLEMENTARY, LABEL_EXECUTION_RATE);
	read_rates(&t);
	t.n = scatter_pool(s, t.zone, SCRAP_FIGURE, &t.pool);
	if (!t.n || t.n > POOL_MAX || !s->sheet->sheet_year || !read_total(&t))
		return;
	read_executed(&t);
	/* The request column and the items are told apart from the zeros of
	 * the years by what they add to. */
	for (size_t k = 0; k < COLUMNS; k++)
		t.years[k].fiscal_year =
		    s->sheet->sheet_year - PAST + (int32_t)k;
	if (t.found[PAST])
		take_figure(
		    &t, t.years[PAST].total.value, &t.years[PAST].initial);
	if (t.found[REQUEST])
		take_figure(&t, t.years[REQUEST].request.value,
		    &t.years[REQUEST].initial);
	read_items(&t);
	read_plain_years(&t);
	read_changed_years(&t);
	for (size_t k = 0; k < COLUMNS; k++)
		*list_add(s->arena, &s->sheet->budget.years,
		    struct budget_year) = t.years[k];
	scatter_note(s, "budget",
	    "loose figures were placed by the rates, "
	    "計 and its parts");
}
