#include "rs/spool.h"
#include "rs/table.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

static struct arena run;
static struct rs_headers known;

/* -- headers -- */

enum { MOST = 64 };

static bool
map_of(const char *header, struct rs_map *map)
{
	str cells[MOST];
	size_t n = 0;
	struct str_cut cut = {.tail = str_of(header), .found = true};

	while (cut.found && n < MOST) {
		cut = str_cut(cut.tail, ',');
		cells[n++] = cut.head;
	}
	return rs_map_header(&known, &run, cells, n, map);
}

#define HEAD "シート種別,事業年度,予算事業ID,事業名,"

static const struct {
	const char *reason, *header;
	enum rs_table table;
	int cell; /* of the last column; -1: it is unknown */
} headers[] = {
    {"6-1 has only 備考", HEAD "備考", RS_TABLE_61, RS61_remarks},
    {"a full-width dash is a long vowel mark", HEAD "事業の目的,実施方法－補助",
	RS_TABLE_12, RS12_methods_subsidy},
    {"half-width brackets are full-width ones",
	HEAD "予算年度,翌年度への繰越し(合計)", RS_TABLE_21,
	RS21_years_carried_out},
    {"white space and slashes of any width",
	HEAD "派生元ーアクティビティの内容／活動目標/成果目標", RS_TABLE_32,
	RS32_goal_links_from_goal},
    {"a column that is not known", HEAD "費目,潮位", RS_TABLE_53, -1},
    {"a column that comes twice is unknown the second time", HEAD "費目,費目",
	RS_TABLE_53, -1},
    {"no column of its own: an unknown table", HEAD "潮位", RS_TABLE_other, -1},
};

static void
check_headers(void)
{
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
		struct rs_map map;
		struct rs_code code;
		if (!CHECK(headers[i].reason, map_of(headers[i].header, &map)))
			continue;
		CHECK(headers[i].reason, map.table == headers[i].table);
		code = map.codes[map.n - 1];
		CHECK(headers[i].reason,
		    headers[i].cell < 0 ? code.place == RS_LOOSE
					: code.place == RS_CELL &&
			    (int)code.n == headers[i].cell);
		CHECK("the common columns in front repeat", map.lead == 4);
	}
	struct rs_map map;
	CHECK("a row without 予算事業ID is no header",
	    !map_of("シート種別,事業年度,備考", &map));
	CHECK("a common column further right: none is left out",
	    map_of("予算事業ID,備考,事業名", &map) && map.lead == 0);
	CHECK("a column a year",
	    map_of(HEAD "成果目標の種類,改善の上向き／下向き,2024", &map) &&
		map.table == RS_TABLE_31 &&
		map.codes[6].place == RS_YEAR_CELL && map.codes[6].n == 2024);
}

static void
check_columns(void)
{
	for (size_t i = 0; i < rs_columns_n; i++) {
		const struct rs_column *c = &rs_columns[i];
		CHECK("a column is found by its table and cell",
		    rs_column_of(c->table, c->cell) == c);
	}
}

/* -- the spool -- */

/*
 * Puts rows with keys as given by order, wide enough that many do not fit in
 * memory, and takes them back by key.
 */
static void
check_spool(const char *reason, size_t rows, size_t width, bool sorted)
{
	struct rs_map map;
	struct rs_spool spool;
	struct rs_stream s;
	struct arena rec = {0};
	char *wide = arena_new(&run, char, width + 1);
	uint64_t key, next, last = 0;
	size_t taken = 0, wrong = 0, lastline = 0, together = 0;

	map_of(HEAD "備考,新", &map);
	rs_spool_init(&spool);
	rs_stream_init(&s, &spool, &map);
	memset(wide, 'w', width);
	for (size_t i = 0; i < rows; i++) {
		uint64_t k = sorted ? i / 3 : (i * 7919) % 101;
		str id = arena_printf(&run, "%u", (unsigned)k);
		str cells[6] = {
		    S("種"), S("2024"), id, STR_NULL, {wide, width}, S("x")};
		rs_stream_put(&s, k, i + 2, cells, 6, i % 3 == 2);
	}
	CHECK(reason, rs_stream_rewind(&s) && s.sorted == sorted);
	while (rs_stream_peek(&s, &key)) {
		str bytes = rs_stream_take(&s, &rec);
		wrong += !bytes.n;
		while (bytes.n) {
			struct rs_row row;
			rs_row_read(&row, &map, &rec, &bytes);
			wrong +=
			    key < last || (key == last && row.line <= lastline);
			wrong += row.cells[RS61_remarks].n != width;
			wrong += row.commons == (row.line % 3 == 1);
			wrong +=
			    row.commons != (row.cells[RS00_project_id].n > 0);
			wrong += row.nloose != 1 ||
			    !str_eq(row.loose->name, S("新"));
			last = key;
			lastline = row.line;
			taken++;
		}
		together += sorted && rs_stream_peek(&s, &next) && next == key;
		arena_reset(&rec);
	}
	CHECK("rows of a key are taken together, but at the end of a chunk",
	    together <= rows * width / (64 * 1024));
	CHECK(reason, taken == rows && !wrong && !s.error);
	CHECK(reason,
	    (spool.fd >= 0) ==
		(!getenv("TMPDIR") && rows * width > 128 * 1024));
	rs_stream_free(&s);
	rs_spool_free(&spool);
	arena_free(&rec);
}

int
main(void)
{
	unsetenv("TMPDIR");
	rs_headers_init(&known, &run);
	check_headers();
	check_columns();
	check_spool("no rows", 0, 0, true);
	check_spool("a few rows stay in memory", 100, 10, true);
	check_spool("a few rows in disorder", 100, 10, false);
	check_spool("many rows go to a file", 5000, 200, true);
	check_spool("many rows in disorder", 5000, 200, false);
	check_spool("rows larger than a chunk", 5, 300000, true);
	check_spool("rows larger than a chunk, in disorder", 5, 300000, false);
	setenv("TMPDIR", "/nonexistent", 1);
	check_spool("many rows, no room for a file", 5000, 200, true);
	check_spool("in disorder, no room for a file", 5000, 200, false);
	check_spool("large rows, no room for a file", 5, 300000, false);
	arena_free(&run);
	return unit_done();
}
