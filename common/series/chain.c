#include "series/chain.h"

#include "hash/intern.h"
#include "value/name.h"

enum { FIRST_YEAR = 1990, YEARS = 64 };

struct links {
	struct chain_sheet **sheets;
	size_t n;
	struct intern ids;
	struct paged first; /* uint32_t: the sheet of each id */
	struct arena scratch;
	uint64_t *years; /* of each chain: a bit per sheet_year */
};

static str
copy(struct arena *a, str s)
{
	return s.n ? arena_copy(a, s) : STR_NULL;
}

struct chain_sheet
chain_sheet(struct arena *a, const struct sheet *sheet)
{
	struct chain_sheet c = {
	    .sheet_year = sheet->sheet_year,
	    .ministry = copy(a, sheet->ministry),
	    .number = copy(a, sheet->number),
	    .project_id = copy(a, sheet->project_id),
	    .name = copy(a, sheet->name),
	    .bureau = copy(a, sheet->bureau),
	};

	for (size_t i = 0; i < sheet->past_numbers.n; i++) {
		const struct past_number *past =
		    list_at(&sheet->past_numbers, struct past_number, i);
		struct past_number *kept =
		    list_add(a, &c.past, struct past_number);
		kept->sheet_year = past->sheet_year;
		kept->ministry = copy(a, past->ministry);
		kept->number = copy(a, past->number);
	}
	return c;
}

int
chain_order(const struct chain_sheet *a, const struct chain_sheet *b)
{
	int order =
	    (a->sheet_year > b->sheet_year) - (a->sheet_year < b->sheet_year);

	if (!order)
		order = str_cmp(a->ministry, b->ministry);
	if (!order)
		order = str_cmp(a->number, b->number);
	if (!order)
		order = str_cmp(a->project_id, b->project_id);
	return order ? order : str_cmp(a->name, b->name);
}

static uint32_t
root_of(struct links *l, uint32_t i)
{
	while (l->sheets[i]->chain != i) {
		l->sheets[i]->chain = l->sheets[l->sheets[i]->chain]->chain;
		i = l->sheets[i]->chain;
	}
	return i;
}

static void
unite(struct links *l, uint32_t a, uint32_t b)
{
	a = root_of(l, a);
	b = root_of(l, b);
	if (a == b || !l->years[a] || !l->years[b] ||
	    (l->years[a] & l->years[b]))
		return;
	if (b < a) {
		uint32_t swap = a;
		a = b;
		b = swap;
	}
	l->sheets[b]->chain = a;
	l->years[a] |= l->years[b];
}

static str
id_text(struct links *l, char kind, str a, str b, str c)
{
	arena_reset(&l->scratch);
	return arena_printf(&l->scratch, "%c%zu %.*s%zu %.*s%.*s", kind, a.n,
	    STR_ARG(a), b.n, STR_ARG(b), STR_ARG(c));
}

static str
year_text(struct links *l, int32_t year, str ministry, str number)
{
	arena_reset(&l->scratch);
	return arena_printf(&l->scratch, "y%d %zu %.*s%.*s", (int)year,
	    ministry.n, STR_ARG(ministry), STR_ARG(number));
}

/* The sheet first met under this id, which is this one if none was. */
static uint32_t
first_of(struct links *l, str id, uint32_t sheet)
{
	uint32_t known = intern_count(&l->ids);
	uint32_t number = intern_add(&l->ids, id);

	if (number == known)
		*(uint32_t *)paged_push(&l->first) = sheet;
	return *(uint32_t *)paged_at(&l->first, number);
}

static void
link_by_project_id(struct links *l)
{
	for (uint32_t i = 0; i < l->n; i++) {
		const struct chain_sheet *s = l->sheets[i];
		if (s->project_id.n)
			unite(l,
			    first_of(l,
				id_text(l, 'p', s->project_id, S(""), S("")),
				i),
			    i);
	}
}

static void
link_by_past_numbers(struct links *l)
{
	for (uint32_t i = 0; i < l->n; i++) {
		const struct chain_sheet *s = l->sheets[i];
		if (s->number.n)
			first_of(l,
			    year_text(l, s->sheet_year, s->ministry, s->number),
			    i);
	}
	for (uint32_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->sheets[i]->past.n; k++) {
			const struct chain_sheet *s = l->sheets[i];
			const struct past_number *past =
			    list_at(&s->past, struct past_number, k);
			str ministry =
			    past->ministry.n ? past->ministry : s->ministry;
			uint32_t id = intern_find(&l->ids,
			    year_text(
				l, past->sheet_year, ministry, past->number));
			if (id != INTERN_NONE && past->number.n)
				unite(
				    l, *(uint32_t *)paged_at(&l->first, id), i);
		}
}

/* Each with the sheet of the same name before it, so that a year in between
 * that fits nowhere does not cut the chain. */
static void
link_by_name(struct links *l)
{
	for (uint32_t i = 0; i < l->n; i++) {
		const struct chain_sheet *s = l->sheets[i];
		struct arena a = {0};
		str name;
		if (!s->name.n || !s->ministry.n)
			continue;
		name = name_key(&a, name_canonical(&a, s->name, NULL), NULL);
		unite(l,
		    first_of(
			l, id_text(l, 'n', s->ministry, s->bureau, name), i),
		    i);
		arena_free(&a);
	}
}

void
chain_link(struct chain_sheet **sheets, size_t n)
{
	struct arena a = {0};
	struct links l = {
	    .sheets = sheets,
	    .n = n,
	    .first = paged_of(uint32_t),
	    .years = arena_new(&a, uint64_t, n + 1),
	};

	intern_init(&l.ids);
	for (uint32_t i = 0; i < n; i++) {
		int32_t year = sheets[i]->sheet_year;
		sheets[i]->chain = i;
		if (year >= FIRST_YEAR && year < FIRST_YEAR + YEARS)
			l.years[i] = UINT64_C(1) << (year - FIRST_YEAR);
	}
	link_by_project_id(&l);
	link_by_past_numbers(&l);
	link_by_name(&l);
	for (uint32_t i = 0; i < n; i++)
		sheets[i]->chain = root_of(&l, i);
	intern_free(&l.ids);
	paged_free(&l.first);
	arena_free(&l.scratch);
	arena_free(&a);
}
