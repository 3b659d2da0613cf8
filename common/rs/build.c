#include "rs/build.h"

#include "json/write.h"
#include "value/era.h"
#include "value/text.h"

#include <string.h>

size_t
rs_rows(const struct build *b, enum rs_table table)
{
	return b->project->rows[table].n;
}

const struct rs_row *
rs_row(const struct build *b, enum rs_table table, size_t i)
{
	return list_at(&b->project->rows[table], const struct rs_row, i);
}

bool
rs_row_says(const struct rs_row *row)
{
	for (int i = RS_COMMONS; i < (int)row->n; i++)
		if (rs_says(row, i))
			return true;
	return row->nloose > 0;
}

bool
rs_group_says(const struct rs_row *row, enum rs_group group)
{
	size_t n;
	const struct rs_column *c = rs_columns_of(row->map->table, &n);

	for (size_t i = 0; i < n; i++)
		if (c[i].group == group && rs_says(row, c[i].cell))
			return true;
	return false;
}

/* -- values -- */

/* Whether cleaned text is nothing, or only dashes. */
static bool
is_void(str clean)
{
	size_t len;

	if (!clean.n)
		return true;
	return text_is_dash(str_char(clean, &len)) && text_is_none(clean);
}

str
rs_text(struct build *b, const struct rs_row *row, int cell)
{
	str raw = row->cells[cell];

	if (!raw.n)
		return STR_NULL;
	raw = text_clean(b->a, raw);
	return is_void(raw) ? STR_NULL : raw;
}

static str
where_of(struct build *b, const struct rs_row *row, int cell)
{
	(void)b;
	return str_of(rs_column_of(row->map->table, cell)->home);
}

struct figure
rs_figure(struct build *b, const struct rs_row *row, int cell)
{
	const struct rs_column *c = rs_column_of(row->map->table, cell);
	struct figure f = {0};
	str raw = row->cells[cell];

	if (!raw.n)
		return f;
	f.value = dec_cell(str_trim(raw));
	if (f.value.known) {
		if (c->kind == RS_YEN)
			f.value = dec_yen(f.value, 0);
		return f;
	}
	f.text = rs_text(b, row, cell);
	if (f.text.p)
		record_note(b->a, b->sheet, "figure-text",
		    where_of(b, row, cell),
		    "table %.*s, line %zu: \"%.*s\" is no figure",
		    STR_ARG(row->map->title), row->line, STR_ARG(f.text));
	return f;
}

int32_t
rs_year(struct build *b, const struct rs_row *row, int cell, str *text)
{
	int32_t year = 0;

	*text = STR_NULL;
	if (row->cells[cell].n)
		year = (int32_t)era_year_cell(
		    str_trim(row->cells[cell]), b->sheet->sheet_year, true);
	if (!year)
		*text = rs_text(b, row, cell);
	return year;
}

enum truth
rs_flag(const struct rs_row *row, int cell)
{
	static const struct {
		str word;
		enum truth truth;
	} words[] = {
	    {{"TRUE", 4}, TRUTH_TRUE},
	    {{"FALSE", 5}, TRUTH_FALSE},
	    {{"t", 1}, TRUTH_TRUE},
	    {{"f", 1}, TRUTH_FALSE},
	    {{"1", 1}, TRUTH_TRUE},
	    {{"0", 1}, TRUTH_FALSE},
	    {{"true", 4}, TRUTH_TRUE},
	    {{"false", 5}, TRUTH_FALSE},
	    {{"○", 3}, TRUTH_TRUE},
	};
	str raw = str_trim(row->cells[cell]);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(raw, words[i].word))
			return words[i].truth;
	return TRUTH_NULL;
}

void
rs_set(struct build *b, str *home, const struct rs_row *row, int cell)
{
	str text = rs_text(b, row, cell);

	if (!text.p || str_eq(*home, text))
		return;
	if (!home->p) {
		*home = text;
		return;
	}
	record_note(b->a, b->sheet, "value-duplicate", where_of(b, row, cell),
	    "table %.*s, line %zu says something else: see unparsed",
	    STR_ARG(row->map->title), row->line);
	record_unparsed(b->a, b->sheet, row->line, text);
}

/* -- added keys -- */

struct members
rs_open(struct build *b)
{
	out_clear(&b->json);
	out_char(&b->json, '{');
	return (struct members){.out = &b->json};
}

void
rs_key(struct members *m, str key)
{
	out_put(m->out, m->n++ ? S(",\"") : S("\""));
	out_put(m->out, key);
	out_put(m->out, S("\":"));
}

struct members
rs_array(struct members *m, str key)
{
	rs_key(m, key);
	out_char(m->out, '[');
	return (struct members){.out = m->out};
}

struct members
rs_item(struct members *m)
{
	if (m->n++)
		out_char(m->out, ',');
	out_char(m->out, '{');
	return (struct members){.out = m->out};
}

/* null, and what stands there under KEY_text unless that is only a dash. */
static void
put_odd(struct members *m, str key, str text)
{
	char name[80];

	rs_key(m, key);
	out_put(m->out, S("null"));
	if (!text.p || key.n + 5 > sizeof name)
		return;
	memcpy(name, key.p, key.n);
	memcpy(name + key.n, "_text", 5);
	rs_key(m, (str){name, key.n + 5});
	json_put_valid(m->out, text);
}

/* Whether a cell can be copied as a JSON number: digits, no zero in front. */
static bool
is_number(str cell)
{
	if (cell.n > 1 && cell.p[0] == '0')
		return false;
	for (size_t i = 0; i < cell.n; i++)
		if (cell.p[i] < '0' || cell.p[i] > '9')
			return false;
	return cell.n > 0 && cell.n <= DEC_DIGITS;
}

static void
put_number(struct build *b, struct members *m, const struct rs_row *row,
    const struct rs_column *c, str key)
{
	str cell = str_trim(row->cells[c->cell]);
	struct dec value;

	if (is_number(cell)) {
		rs_key(m, key);
		out_put(m->out, cell);
		return;
	}
	value = dec_cell(cell);
	if (!value.known) {
		put_odd(m, key, rs_text(b, row, c->cell));
		return;
	}
	rs_key(m, key);
	dec_put(m->out, c->kind == RS_YEN ? dec_yen(value, 0) : value);
}

static void
put_year(struct build *b, struct members *m, const struct rs_row *row,
    const struct rs_column *c, str key)
{
	str text;
	int32_t year = rs_year(b, row, c->cell, &text);

	if (!year) {
		put_odd(m, key, text);
		return;
	}
	rs_key(m, key);
	out_int(m->out, year);
}

static void
put_flag(struct build *b, struct members *m, const struct rs_row *row,
    const struct rs_column *c, str key)
{
	enum truth truth = rs_flag(row, c->cell);

	if (truth == TRUTH_NULL) {
		put_odd(m, key, rs_text(b, row, c->cell));
		return;
	}
	rs_key(m, key);
	json_put_bool(m->out, truth == TRUTH_TRUE);
}

static void
put_column(struct build *b, struct members *m, const struct rs_row *row,
    const struct rs_column *c, str key)
{
	if (!rs_says(row, c->cell))
		return;
	switch (c->kind) {
	case RS_TEXT:
	case RS_NUMBER:
	case RS_MARK:
		rs_key(m, key);
		json_put_valid(m->out, rs_text(b, row, c->cell));
		break;
	case RS_YEN:
	case RS_FIGURE:
		put_number(b, m, row, c, key);
		break;
	case RS_YEAR:
		put_year(b, m, row, c, key);
		break;
	case RS_FLAG:
		put_flag(b, m, row, c, key);
		break;
	}
}

void
rs_put(struct build *b, struct members *m, const struct rs_row *row, int cell,
    str key)
{
	put_column(b, m, row, rs_column_of(row->map->table, cell), key);
}

void
rs_put_group(struct build *b, struct members *m, const struct rs_row *row,
    enum rs_group group)
{
	size_t n;
	const struct rs_column *c = rs_columns_of(row->map->table, &n);

	for (size_t i = 0; i < n; i++)
		if (c[i].group == group)
			put_column(b, m, row, &c[i], c[i].key);
}

str
rs_close(struct build *b, struct members *m)
{
	if (!m->n)
		return STR_NULL;
	out_char(m->out, '}');
	return arena_copy(b->a, out_bytes(m->out));
}

/* -- lists of distinct things -- */

static void
grow(struct arena *a, struct index *ix)
{
	size_t room = ix->room ? ix->room * 2 : 16;
	uint64_t *hashes = arena_new(a, uint64_t, room);

	if (ix->n)
		memcpy(hashes, ix->hashes, ix->n * sizeof *hashes);
	ix->hashes = hashes;
	ix->heads = arena_new(a, uint32_t, room);
	ix->next = arena_new(a, uint32_t, room);
	ix->room = room;
	for (size_t i = 0; i < ix->n; i++) {
		uint32_t *head = &ix->heads[hashes[i] & (room - 1)];
		ix->next[i] = *head;
		*head = (uint32_t)i + 1;
	}
}

uint32_t
index_add(struct arena *a, struct index *ix, uint64_t hash)
{
	uint32_t *head;

	if (ix->n == ix->room)
		grow(a, ix);
	head = &ix->heads[hash & (ix->room - 1)];
	ix->hashes[ix->n] = hash;
	ix->next[ix->n] = *head;
	*head = (uint32_t)++ix->n;
	return *head - 1;
}

static uint32_t
skip_others(const struct index *ix, uint64_t hash, uint32_t at)
{
	while (at && ix->hashes[at - 1] != hash)
		at = ix->next[at - 1];
	return at - 1; /* 0 becomes UINT32_MAX */
}

uint32_t
index_first(const struct index *ix, uint64_t hash)
{
	if (!ix->n)
		return UINT32_MAX;
	return skip_others(ix, hash, ix->heads[hash & (ix->room - 1)]);
}

uint32_t
index_next(const struct index *ix, uint32_t number)
{
	return skip_others(ix, ix->hashes[number], ix->next[number]);
}

bool
set_add(struct arena *a, struct set *set, str s)
{
	uint64_t hash = str_hash(s);

	if (!s.p)
		return false;
	for (uint32_t i = index_first(&set->index, hash); i != UINT32_MAX;
	     i = index_next(&set->index, i))
		if (str_eq(*list_at(&set->strs, str, i), s))
			return false;
	index_add(a, &set->index, hash);
	*list_add(a, &set->strs, str) = s;
	return true;
}

str
set_join(struct arena *a, const struct set *set, str between)
{
	struct text t = {.arena = a};

	if (set->strs.n == 0)
		return STR_NULL;
	if (set->strs.n == 1)
		return *list_at(&set->strs, str, 0);
	for (size_t i = 0; i < set->strs.n; i++) {
		if (i)
			text_put(&t, between);
		text_put(&t, *list_at(&set->strs, str, i));
	}
	return text_str(&t);
}
