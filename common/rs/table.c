#include "rs/table.h"

#include "value/text.h"

#include <string.h>

struct header {
	enum rs_table table;
	int cell;
	const char *text;
};

#define RS_COLUMNS_TABLES
#include "rs_columns.inc"

enum { HEADERS = sizeof headers / sizeof *headers };

const struct rs_column *const rs_columns = rs_columns_table;
const size_t rs_columns_n = sizeof rs_columns_table / sizeof *rs_columns_table;

const char *
rs_table_name(enum rs_table table)
{
	return table_names[table];
}

const struct rs_column *
rs_columns_of(enum rs_table table, size_t *n)
{
	*n = table < RS_TABLE_other ? firsts[table + 1] - firsts[table] : 0;
	return rs_columns + (*n ? firsts[table] : 0);
}

const struct rs_column *
rs_column_of(enum rs_table table, int cell)
{
	size_t n;

	if (cell < RS_COMMONS)
		return rs_columns + cell;
	return rs_columns_of(table, &n) + (cell - RS_COMMONS);
}

/*
 * Headers vary in their dashes even within one table (ー for －), so here the
 * long vowel mark counts as a dash too.
 */
static str
fold(struct arena *a, str header)
{
	struct text t = {.arena = a};
	str folded = text_fold(a, header);
	size_t len;

	for (; folded.n; folded = str_skip(folded, len)) {
		uint32_t c = str_char(folded, &len);
		if (c == 0x30fc || c == 0xff70)
			text_char(&t, '-');
		else
			text_put(&t, str_take(folded, len));
	}
	return text_str(&t);
}

void
rs_headers_init(struct rs_headers *known, struct arena *a)
{
	known->folded = arena_new(a, str, HEADERS);
	for (size_t i = 0; i < HEADERS; i++)
		known->folded[i] = fold(a, str_of(headers[i].text));
}

/* The header of the table with this folded text, or NULL. */
static const struct header *
find(const struct rs_headers *known, enum rs_table table, str folded)
{
	for (size_t i = 0; i < HEADERS; i++)
		if (headers[i].table == table &&
		    str_eq(known->folded[i], folded))
			return &headers[i];
	return NULL;
}

/* The table that knows most of the headers; of several the smallest, since a
 * name such as 備考 is in more than one. */
static enum rs_table
best_table(const struct rs_headers *known, const str *folded, size_t n)
{
	enum rs_table best = RS_TABLE_other;
	size_t most = 0, least = 0;

	for (enum rs_table t = RS_TABLE_00 + 1; t < RS_TABLE_other; t++) {
		size_t hits = 0, all = firsts[t + 1] - firsts[t];
		for (size_t i = 0; i < n; i++)
			hits += find(known, t, folded[i]) != NULL;
		if (hits > most || (hits && hits == most && all < least)) {
			most = hits;
			least = all;
			best = t;
		}
	}
	return best;
}

enum { MOST_COLUMNS = 4096 }; /* more are no table */
enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 }; /* of columns */

/* 2007 of a header that is a year. */
static uint32_t
year_of(str folded)
{
	uint32_t year = 0;

	if (str_ends(folded, S("年度")))
		folded.n -= S("年度").n;
	if (folded.n != 4)
		return 0;
	for (size_t i = 0; i < 4; i++) {
		if (folded.p[i] < '0' || folded.p[i] > '9')
			return 0;
		year = year * 10 + (uint32_t)(folded.p[i] - '0');
	}
	return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

/* A column that comes twice is unknown the second time. */
static struct rs_code
code_of(const struct rs_headers *known, enum rs_table table, str folded,
    size_t column, bool taken[static RS_CELLS + LAST_YEAR - FIRST_YEAR + 1])
{
	const struct header *h = find(known, RS_TABLE_00, folded);
	uint32_t year = table == RS_TABLE_31 ? year_of(folded) : 0;

	if (!h)
		h = find(known, table, folded);
	if (h && !taken[h->cell]) {
		taken[h->cell] = true;
		return (struct rs_code){RS_CELL, (uint32_t)h->cell};
	}
	if (year && !taken[RS_CELLS + year - FIRST_YEAR]) {
		taken[RS_CELLS + year - FIRST_YEAR] = true;
		return (struct rs_code){RS_YEAR_CELL, year};
	}
	return (struct rs_code){RS_LOOSE, (uint32_t)column};
}

/* The header as printed; the second of the same name is "name#2". */
static str
name_of(struct arena *a, const str *cells, size_t column)
{
	str name = text_clean(a, cells[column]);
	size_t n = 1;

	for (size_t i = 0; i < column; i++)
		n += str_eq(text_clean(a, cells[i]), name);
	return n == 1 ? arena_copy(a, name)
		      : arena_printf(a, "%.*s#%zu", STR_ARG(name), n);
}

bool
rs_map_header(const struct rs_headers *known, struct arena *a, const str *cells,
    size_t n, struct rs_map *map)
{
	bool taken[RS_CELLS + LAST_YEAR - FIRST_YEAR + 1] = {0};
	str *folded;

	if (n < 2 || n > MOST_COLUMNS)
		return false;
	folded = arena_new(a, str, n);
	*map = (struct rs_map){.n = n, .id = n, .year = n};
	for (size_t i = 0; i < n; i++)
		folded[i] = fold(a, cells[i]);
	map->table = best_table(known, folded, n);
	map->title = str_of(rs_table_name(map->table));
	map->codes = arena_new(a, struct rs_code, n);
	map->names = arena_new(a, str, n);
	for (size_t i = 0; i < n; i++) {
		struct rs_code code =
		    code_of(known, map->table, folded[i], i, taken);
		map->codes[i] = code;
		map->names[i] = name_of(a, cells, i);
		if (code.place == RS_CELL && code.n == RS00_project_id)
			map->id = i;
		if (code.place == RS_CELL && code.n == RS00_sheet_year)
			map->year = i;
		if (map->lead == i && code.place == RS_CELL &&
		    code.n < RS_COMMONS)
			map->lead = i + 1;
	}
	/* A common column further right: every row tells them all. */
	for (size_t i = map->lead; i < n; i++)
		if (map->codes[i].place == RS_CELL &&
		    map->codes[i].n < RS_COMMONS)
			map->lead = 0;
	return map->id < n;
}
