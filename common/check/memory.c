#include "check/memory.h"

#include "base/mem.h"
#include "hash/intern.h"
#include "hash/paged.h"
#include "value/text.h"

#include <stdlib.h>
#include <string.h>

struct memory {
	struct arena arena;
	struct paged sheets; /* of struct remembered */
	struct list twins; /* of const struct remembered * */
	struct intern numbers; /* year, ministry and number of each sheet */
	const struct remembered **order; /* owned; by project and year */
	size_t n, at; /* of order; the next project's first */
	struct project project;
	int32_t first, last;
};

struct memory *
memory_new(void)
{
	struct memory *m = mem_new(1, sizeof *m);

	m->sheets = paged_of(struct remembered);
	intern_init(&m->numbers);
	return m;
}

void
memory_free(struct memory *m)
{
	if (!m)
		return;
	arena_free(&m->arena);
	paged_free(&m->sheets);
	intern_free(&m->numbers);
	free(m->order);
	free(m);
}

/* -- numbers -- */

/* Folded and without the leading zeros of its digits: 0062 is 62. */
static str
plain_number(struct arena *a, str number)
{
	struct text t = {.arena = a};
	str folded = text_number(a, number);
	bool digits = false;

	if (str_is_empty(folded))
		return STR_NULL;
	for (size_t i = 0; i < folded.n; i++) {
		char ch = folded.p[i];
		bool digit = ch >= '0' && ch <= '9';
		bool last = i + 1 == folded.n || folded.p[i + 1] < '0' ||
		    folded.p[i + 1] > '9';
		if (ch == '0' && !digits && !last)
			continue;
		digits = digit;
		text_char(&t, ch);
	}
	return text_str(&t);
}

/* -- remembering -- */

static void
remember_amounts(
    struct memory *m, struct remembered *r, const struct sheet *sheet)
{
	const struct list *years = &sheet->budget.years;

	for (size_t i = 0; i < years->n; i++) {
		const struct budget_year *y = ITEM(budget_year, *years, i);
		const struct {
			const char *key;
			struct dec value;
		} said[] = {{"initial", y->initial.value},
		    {"total", y->total.value}, {"executed", y->executed.value}};
		for (size_t k = 0; k < 3; k++)
			if (said[k].value.known && y->fiscal_year)
				*list_add(&m->arena, &r->amounts,
				    struct remembered_amount) =
				    (struct remembered_amount){y->fiscal_year,
					(uint32_t)i, said[k].key,
					said[k].value};
	}
}

static void
remember_target(struct memory *m, struct remembered *r,
    const struct outcome_year *y, size_t indicator)
{
	if (y && y->fiscal_year && y->target.value.known)
		*list_add(&m->arena, &r->targets, struct remembered_target) =
		    (struct remembered_target){
			y->fiscal_year, (uint32_t)indicator, y->target.value};
}

static void
remember_outcomes(struct memory *m, struct check *c, struct remembered *r,
    const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->outcomes.n; i++) {
		const struct outcome *o = ITEM(outcome, sheet->outcomes, i);
		str both = arena_printf(&c->arena, "%.*s|%.*s",
		    STR_ARG(o->indicator), STR_ARG(o->unit));
		*list_add(
		    &m->arena, &r->indicators, struct remembered_indicator) =
		    (struct remembered_indicator){
			arena_copy(&m->arena, text_fold(&c->arena, both)),
			arena_copy(&m->arena, o->indicator), way_of(c, o)};
		for (size_t k = 0; k < o->years.n; k++)
			remember_target(
			    m, r, ITEM(outcome_year, o->years, k), i);
		remember_target(m, r, o->interim, i);
		remember_target(m, r, o->final, i);
	}
}

static str
number_key(struct arena *a, int32_t year, str ministry, str number)
{
	return arena_printf(a, "%d|%.*s|%.*s", year, STR_ARG(ministry),
	    STR_ARG(plain_number(a, number)));
}

bool
memory_has(struct memory *m, int32_t year, str ministry, str number)
{
	struct arena scratch = {0};
	str key = number_key(&scratch, year, ministry, number);
	bool has = intern_find(&m->numbers, key) != INTERN_NONE;

	arena_free(&scratch);
	return has;
}

static void
note_year(struct memory *m, int32_t year)
{
	if (!year)
		return;
	if (!m->first || year < m->first)
		m->first = year;
	if (year > m->last)
		m->last = year;
}

void
memory_add(struct memory *m, struct check *c, const struct sheet *sheet)
{
	struct remembered *r = paged_push(&m->sheets);

	r->id = chain_sheet(&m->arena, sheet);
	r->order = m->sheets.n;
	r->yen_exact = c->yen_exact;
	r->subject = (struct check_subject){
	    .sheet_year = r->id.sheet_year,
	    .ministry = r->id.ministry,
	    .number = r->id.number,
	    .project_id = r->id.project_id,
	    .name = r->id.name,
	    .file = c->subject.file,
	    .line = c->subject.line,
	    .source_file = arena_copy(&m->arena, sheet->source.file),
	    .source_member = arena_copy(&m->arena, sheet->source.member),
	};
	remember_amounts(m, r, sheet);
	remember_outcomes(m, c, r, sheet);
	intern_add(&m->numbers,
	    number_key(
		&c->arena, sheet->sheet_year, sheet->ministry, sheet->number));
	note_year(m, sheet->sheet_year);
}

/* -- linking -- */

static const struct remembered *
of_id(const struct chain_sheet *id)
{
	return (const struct remembered *)(const void *)id; /* its first */
}

/* The same year and ministry, and the same number or the same id. */
static bool
is_twin(const struct chain_sheet *a, const struct chain_sheet *b)
{
	return a->sheet_year && a->sheet_year == b->sheet_year &&
	    str_eq(a->ministry, b->ministry) && str_eq(a->number, b->number) &&
	    str_eq(a->project_id, b->project_id) &&
	    (a->number.n || a->project_id.n);
}

/* In the order that chain_link wants; twins as they stand in the stream. */
static int
by_identity(const void *a, const void *b)
{
	const struct chain_sheet *x = *(struct chain_sheet *const *)a;
	const struct chain_sheet *y = *(struct chain_sheet *const *)b;
	int order = is_twin(x, y) ? 0 : chain_order(x, y);

	if (order)
		return order;
	return (of_id(x)->order > of_id(y)->order) -
	    (of_id(x)->order < of_id(y)->order);
}

static int
by_chain(const void *a, const void *b)
{
	const struct remembered *x = *(const struct remembered *const *)a;
	const struct remembered *y = *(const struct remembered *const *)b;

	if (x->id.chain != y->id.chain)
		return x->id.chain < y->id.chain ? -1 : 1;
	return (x->id.sheet_year > y->id.sheet_year) -
	    (x->id.sheet_year < y->id.sheet_year);
}

void
memory_link(struct memory *m)
{
	size_t n = m->sheets.n, kept = 0;
	struct chain_sheet **ids = mem_new(n + 1, sizeof *ids);

	m->order = mem_new(n + 1, sizeof *m->order);
	for (size_t i = 0; i < n; i++)
		ids[i] = &((struct remembered *)paged_at(&m->sheets, i))->id;
	qsort(ids, n, sizeof *ids, by_identity);
	for (size_t i = 0; i < n; i++) {
		struct remembered *r = (void *)ids[i];
		if (kept && is_twin(ids[kept - 1], ids[i])) {
			r->twin = of_id(ids[kept - 1]);
			*list_add(&m->arena, &m->twins,
			    const struct remembered *) = r;
		} else {
			ids[kept++] = ids[i];
		}
	}
	chain_link(ids, kept);
	for (size_t i = 0; i < kept; i++)
		m->order[i] = of_id(ids[i]);
	qsort(m->order, kept, sizeof *m->order, by_chain);
	m->n = kept;
	free(ids);
}

const struct project *
memory_next(struct memory *m)
{
	size_t end = m->at;

	if (end == m->n)
		return NULL;
	while (
	    end < m->n && m->order[end]->id.chain == m->order[m->at]->id.chain)
		end++;
	m->project =
	    (struct project){m->order + m->at, end - m->at, m->at == 0};
	m->at = end;
	return &m->project;
}

const struct remembered *
memory_twin(const struct memory *m, size_t i)
{
	return i < m->twins.n
	    ? *list_at(&m->twins, const struct remembered *, i)
	    : NULL;
}

int32_t
memory_first_year(const struct memory *m)
{
	return m->first;
}

int32_t
memory_last_year(const struct memory *m)
{
	return m->last;
}
