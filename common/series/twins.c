#include "series/twins.h"

#include "base/hash.h"

enum { REPORTS = 20 };

struct twin_record {
	struct twin_weight weight;
	uint32_t parent; /* towards the record that stands for the sheet */
	uint32_t best; /* of that one: the record that counts */
};

uint64_t
twins_digest_of(const struct sheet *sheet)
{
	return hash_mix(
	    hash_mix(hash_bytes(sheet->number), hash_bytes(sheet->project_id)),
	    hash_bytes(sheet->name));
}

void
twins_init(struct twins *t)
{
	*t = (struct twins){
	    .owners = paged_of(uint32_t),
	    .records = paged_of(struct twin_record),
	};
	intern_init(&t->ids);
}

void
twins_free(struct twins *t)
{
	intern_free(&t->ids);
	paged_free(&t->owners);
	paged_free(&t->records);
	arena_free(&t->scratch);
}

static struct twin_record *
record(const struct twins *t, uint32_t number)
{
	return paged_at(&t->records, number);
}

static uint32_t
root_of(struct twins *t, uint32_t number)
{
	while (record(t, number)->parent != number) {
		struct twin_record *r = record(t, number);
		r->parent = record(t, r->parent)->parent;
		number = r->parent;
	}
	return number;
}

static bool
outweighs(struct twin_weight a, struct twin_weight b)
{
	return a.size != b.size ? a.size > b.size : a.digest > b.digest;
}

static uint32_t
unite(struct twins *t, uint32_t a, uint32_t b)
{
	a = root_of(t, a);
	b = root_of(t, b);
	if (a == b)
		return a;
	record(t, b)->parent = a;
	if (outweighs(record(t, record(t, b)->best)->weight,
		record(t, record(t, a)->best)->weight))
		record(t, a)->best = record(t, b)->best;
	return a;
}

/* What can name a sheet, where it has a year and a ministry. */
struct twin_id {
	char kind;
	str name;
};

static size_t
ids_of(const struct sheet *sheet, struct twin_id ids[TWIN_IDS])
{
	size_t n = 0;

	if (!sheet->sheet_year || !sheet->ministry.n)
		return 0;
	if (sheet->number.n)
		ids[n++] = (struct twin_id){'n', sheet->number};
	if (sheet->project_id.n)
		ids[n++] = (struct twin_id){'p', sheet->project_id};
	return n;
}

size_t
twins_marks(const struct sheet *sheet, uint64_t marks[TWIN_IDS])
{
	struct twin_id ids[TWIN_IDS];
	size_t n = ids_of(sheet, ids);

	for (size_t i = 0; i < n; i++) {
		uint64_t of = hash_mix(
		    (uint64_t)sheet->sheet_year, (uint64_t)ids[i].kind);
		of = hash_mix(of, hash_bytes(sheet->ministry));
		marks[i] = hash_mix(of, hash_bytes(ids[i].name));
	}
	return n;
}

/* The key of an id, into the buffer of the text. */
static str
key_of(struct text *t, const struct sheet *sheet, struct twin_id id)
{
	uint32_t n = (uint32_t)sheet->ministry.n;

	t->n = 0;
	text_put(t,
	    (str){(const char *)&sheet->sheet_year, sizeof sheet->sheet_year});
	text_put(t, (str){(const char *)&n, sizeof n});
	text_put(t, sheet->ministry);
	text_char(t, id.kind);
	text_put(t, id.name);
	return text_str(t);
}

enum twin
twins_add(struct twins *t, const struct sheet *sheet, struct twin_weight w,
    uint32_t *number)
{
	struct text text = {.arena = &t->scratch};
	struct twin_id names[TWIN_IDS];
	uint32_t ids[TWIN_IDS], met[TWIN_IDS];
	size_t n = ids_of(sheet, names), n_met = 0;
	struct twin_record *best;

	for (size_t i = 0; i < n; i++) {
		uint32_t before = intern_count(&t->ids);
		ids[i] = intern_add(&t->ids, key_of(&text, sheet, names[i]));
		if (ids[i] == before)
			*(uint32_t *)paged_push(&t->owners) = UINT32_MAX;
		else
			met[n_met++] =
			    *(uint32_t *)paged_at(&t->owners, ids[i]);
	}
	arena_reset(&t->scratch);
	if (n_met) {
		t->repeated++;
		best = record(t, record(t, root_of(t, met[0]))->best);
		if (n_met == n &&
		    root_of(t, met[0]) == root_of(t, met[n - 1]) &&
		    best->weight.size == w.size &&
		    best->weight.digest == w.digest)
			return TWIN_SAME;
	}
	*number = (uint32_t)t->records.n;
	*(struct twin_record *)paged_push(&t->records) = (struct twin_record){
	    .weight = w, .parent = *number, .best = *number};
	for (size_t i = 0; i < n; i++) {
		uint32_t *owner = paged_at(&t->owners, ids[i]);
		if (*owner == UINT32_MAX)
			*owner = *number;
		else
			unite(t, *owner, *number);
	}
	return n_met ? TWIN_OTHER : TWIN_NEW;
}

void
twins_report(struct twins *t, const struct place *place,
    const struct sheet *sheet, enum twin twin)
{
	str number = sheet->number.n ? sheet->number : sheet->project_id;

	if (twin == TWIN_NEW)
		return;
	(t->repeated <= REPORTS ? diag_warn : diag_note)(place,
	    "sheet %d %.*s %.*s was met before%s; it counts once",
	    (int)sheet->sheet_year, STR_ARG(sheet->ministry), STR_ARG(number),
	    twin == TWIN_OTHER ? ", saying something else" : "");
}

void
twins_summary(const struct twins *t)
{
	if (t->repeated)
		diag_warn(NULL, "%zu %s met before and counted once",
		    t->repeated,
		    t->repeated == 1 ? "record of a sheet was"
				     : "records of sheets were");
}

bool
twins_counts(struct twins *t, uint32_t number)
{
	return record(t, root_of(t, number))->best == number;
}
