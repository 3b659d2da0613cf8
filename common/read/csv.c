#include "read/csv.h"

#include "base/vec.h"

#include <string.h>

bool csv_plain;

/* Where a cell stands in its row: the buffer moves, the offsets do not. */
struct csv_span {
	size_t at, n;
	bool doubled; /* quotes inside are doubled */
};

/* The leading cells of the row before, as bytes and as places in them. */
enum { LEAD_CELLS = 16, LEAD_BYTES = 2048 };
struct csv_lead {
	size_t cells, n; /* 0 cells: nothing to compare with */
	bool quoted; /* one of them is */
	struct csv_span spans[LEAD_CELLS];
	char bytes[LEAD_BYTES];
};

/* One row under way.  Offsets count from where the row begins. */
struct row {
	str bytes; /* what is buffered from there */
	size_t end; /* behind the row and its line break */
	bool quoted; /* a cell is: it may have line breaks */
};

void
csv_init(struct csv *csv, struct in *in)
{
	*csv = (struct csv){.in = in, .line = 0, .next_line = 1};
	csv->last = arena_new(&csv->own, struct csv_lead, 1);
}

void
csv_free(struct csv *csv)
{
	arena_free(&csv->own);
	arena_free(&csv->text);
	*csv = (struct csv){0};
}

/* Buffers more of the row; false: there is no more, or it grew too long. */
static bool
more(struct csv *csv, struct row *row)
{
	size_t had = row->bytes.n;

	if (had > CSV_ROW_LIMIT)
		return false;
	row->bytes = in_peek(csv->in, had + 1);
	return row->bytes.n > had;
}

#if HAVE_VEC
/* Where commas and line feeds are among the 64 bytes at p. */
static inline uint64_t
find_stops(const char *p)
{
	vec a = vec_load(p), b = vec_load(p + 16);
	vec c = vec_load(p + 32), d = vec_load(p + 48);

	return vec_bits((vec)(a == ',') | (vec)(a == '\n'),
	    (vec)(b == ',') | (vec)(b == '\n'),
	    (vec)(c == ',') | (vec)(c == '\n'),
	    (vec)(d == ',') | (vec)(d == '\n'));
}
#endif

/* Offset of the first comma or line feed at or after `at`; n when none. */
static size_t
find_end(str s, size_t at)
{
#if HAVE_VEC
	for (; !csv_plain && at + 16 <= s.n; at += 16) {
		vec v = vec_load(s.p + at);
		unsigned hit = vec_first((vec)(v == ',') | (vec)(v == '\n'));
		if (hit < 16)
			return at + hit;
	}
#endif
	while (at < s.n && s.p[at] != ',' && s.p[at] != '\n')
		at++;
	return at;
}

/* Room for n more cells. */
static void
make_room(struct csv *csv, size_t n)
{
	size_t room = csv->room ? csv->room * 2 : 128;
	struct csv_span *spans;
	str *cells;

	if (csv->room - csv->n >= n)
		return;
	while (room - csv->n < n)
		room *= 2;
	spans = arena_new(&csv->own, struct csv_span, room);
	cells = arena_new(&csv->own, str, room);
	if (csv->n) {
		memcpy(spans, csv->spans, csv->n * sizeof *spans);
		memcpy(cells, csv->cells, csv->n * sizeof *cells);
	}
	csv->spans = spans;
	csv->cells = cells;
	csv->room = room;
}

static struct csv_span *
add_span(struct csv *csv)
{
	make_room(csv, 1);
	return &csv->spans[csv->n++];
}

/* The text of a quoted cell in which quotes are doubled. */
static str
undouble(struct csv *csv, str cell)
{
	char *p = arena_new(&csv->text, char, cell.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < cell.n; i++) {
		p[n++] = cell.p[i];
		if (cell.p[i] == '"')
			i++;
	}
	return (str){p, n};
}

/*
 * Reads the quoted cell whose first quote stands at `at`.  Gives the offset of
 * the byte behind the closing quote, or 0 with csv->fault set.
 */
static size_t
quoted_end(struct csv *csv, struct row *row, size_t at, bool *doubled)
{
	size_t from = at + 1;

	*doubled = false;
	for (;;) {
		const char *p = from < row->bytes.n
		    ? memchr(row->bytes.p + from, '"', row->bytes.n - from)
		    : NULL;
		if (!p) {
			from = row->bytes.n > from ? row->bytes.n : from;
			if (!more(csv, row)) {
				csv->fault = "a quote is not closed";
				return 0;
			}
			continue;
		}
		from = (size_t)(p - row->bytes.p) + 1;
		if (from >= row->bytes.n)
			more(csv, row);
		if (from >= row->bytes.n || row->bytes.p[from] != '"')
			return from;
		*doubled = true;
		from++;
	}
}

/*
 * Reads the cell at `at`.  Gives the offset of its separator (row->bytes.n at
 * the end of the input), or SIZE_MAX with csv->fault set.
 */
static size_t
read_cell(struct csv *csv, struct row *row, size_t at, struct csv_span *span)
{
	size_t end = at;

	*span = (struct csv_span){.at = at};
	if (at >= row->bytes.n)
		more(csv, row);
	if (at < row->bytes.n && row->bytes.p[at] == '"') {
		row->quoted = true;
		end = quoted_end(csv, row, at, &span->doubled);
		if (csv->fault)
			return SIZE_MAX;
		span->at = at + 1;
		span->n = end - at - 2;
		if (end + 1 >= row->bytes.n)
			more(csv, row);
		if (end < row->bytes.n && row->bytes.p[end] == '\r' &&
		    (end + 1 == row->bytes.n || row->bytes.p[end + 1] == '\n'))
			end++;
		if (end < row->bytes.n && row->bytes.p[end] != ',' &&
		    row->bytes.p[end] != '\n') {
			csv->fault = "text behind a closing quote";
			return SIZE_MAX;
		}
		return end;
	}
	for (;;) {
		end = find_end(row->bytes, end);
		if (end < row->bytes.n || !more(csv, row))
			break;
	}
	if (end == row->bytes.n && row->bytes.n > CSV_ROW_LIMIT) {
		csv->fault = "the row is longer than 16 MiB";
		return SIZE_MAX;
	}
	span->n = end - at;
	if (span->n && (end == row->bytes.n || row->bytes.p[end] == '\n') &&
	    row->bytes.p[end - 1] == '\r')
		span->n--;
	return end;
}

/* Takes the leading cells from the row before, if they are the same. */
static size_t
repeat_lead(struct csv *csv, struct row *row)
{
	const struct csv_lead *last = csv->last;

	if (!last->cells || last->cells != csv->lead ||
	    row->bytes.n < last->n ||
	    memcmp(row->bytes.p, last->bytes, last->n) != 0)
		return 0;
	for (size_t i = 0; i < last->cells; i++)
		*add_span(csv) = last->spans[i];
	csv->repeated = true;
	row->quoted = last->quoted;
	return last->n;
}

static void
keep_lead(struct csv *csv, const struct row *row)
{
	struct csv_lead *last = csv->last;

	last->cells = 0;
	if (!csv->lead || csv->n <= csv->lead)
		return;
	/* behind the comma before the next cell; it may begin with a quote */
	last->n = csv->spans[csv->lead].at;
	if (last->n && row->bytes.p[last->n - 1] == '"')
		last->n--;
	if (last->n > LEAD_BYTES)
		return;
	memcpy(last->spans, csv->spans, csv->lead * sizeof *csv->spans);
	memcpy(last->bytes, row->bytes.p, last->n);
	last->cells = csv->lead;
	last->quoted = row->quoted;
}

/* Cells from spans, when the buffer will not move any more. */
static void
cells_of_spans(struct csv *csv, const struct row *row)
{
	for (size_t i = 0; i < csv->n; i++) {
		const struct csv_span *span = &csv->spans[i];
		str cell = {row->bytes.p + span->at, span->n};
		csv->cells[i] = span->doubled ? undouble(csv, cell) : cell;
	}
}

#if HAVE_VEC
/* The spans of the leading cells, for keep_lead. */
static void
spans_of_lead(struct csv *csv, const char *row)
{
	for (size_t i = 0; i <= csv->lead && i < csv->n; i++)
		csv->spans[i] = (struct csv_span){
		    .at = (size_t)(csv->cells[i].p - row),
		    .n = csv->cells[i].n,
		};
}

/*
 * Splits the row from `at` on, as nearly all rows are: buffered to the end,
 * and no cell in quotes.  False: it is another, and nothing was split.
 */
static bool
split_plain(struct csv *csv, struct row *row, size_t at)
{
	const char *p = row->bytes.p;
	size_t before = csv->n, n = row->bytes.n;

	cells_of_spans(csv, row);
	for (size_t block = at; !csv_plain && n - block >= 64; block += 64) {
		uint64_t stops = find_stops(p + block);
		make_room(csv, 64);
		for (; stops; stops &= stops - 1) {
			size_t end = block + (size_t)__builtin_ctzll(stops);
			str *cell = &csv->cells[csv->n];
			if (p[at] == '"')
				goto other;
			*cell = (str){p + at, end - at};
			csv->n++;
			at = end + 1;
			if (p[end] == ',')
				continue;
			if (cell->n && p[end - 1] == '\r')
				cell->n--;
			row->end = at;
			return true;
		}
	}
other:
	csv->n = before;
	return false;
}
#endif

/* Splits any row from `at` on. */
static void
split_any(struct csv *csv, struct row *row, size_t at)
{
	for (;; at++) {
		struct csv_span *span = add_span(csv);
		at = read_cell(csv, row, at, span);
		if (at == SIZE_MAX)
			return;
		if (at == row->bytes.n || row->bytes.p[at] == '\n')
			break;
	}
	row->end = at < row->bytes.n ? at + 1 : at;
	cells_of_spans(csv, row);
}

/* Splits the row that begins at the unread bytes. */
static void
split(struct csv *csv, struct row *row)
{
	size_t at = repeat_lead(csv, row);

#if HAVE_VEC
	if (split_plain(csv, row, at)) {
		if (!csv->repeated && csv->lead) {
			spans_of_lead(csv, row->bytes.p);
			keep_lead(csv, row);
		}
		return;
	}
#endif
	split_any(csv, row, at);
	if (!csv->fault && !csv->repeated)
		keep_lead(csv, row);
}

static size_t
count_lines(str s)
{
	size_t n = 0;

	for (const char *p = s.p, *end = s.p + s.n;
	     p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
		n++;
	return n;
}

/* Skips what the unread bytes begin with, up to and with a line feed. */
static void
skip_line(struct csv *csv)
{
	for (;;) {
		str ahead = in_peek(csv->in, 1);
		const char *p = ahead.n ? memchr(ahead.p, '\n', ahead.n) : NULL;
		if (p) {
			in_consume(csv->in, (size_t)(p - ahead.p) + 1);
			csv->next_line++;
			return;
		}
		if (!ahead.n)
			return;
		in_consume(csv->in, ahead.n);
	}
}

enum next
csv_row(struct csv *csv)
{
	struct row row;

	if (csv->skipping)
		skip_line(csv);
	else if (csv->used)
		in_consume(csv->in, csv->used);
	csv->skipping = false;
	csv->used = csv->n = 0;
	csv->fault = NULL;
	csv->repeated = false;
	arena_reset(&csv->text);
	if (!csv->begun) {
		if (str_starts(in_peek(csv->in, 3), S("\xef\xbb\xbf")))
			in_consume(csv->in, 3);
		csv->begun = true;
	}
	for (;;) { /* rows without a byte */
		row = (struct row){.bytes = in_peek(csv->in, 1)};
		if (row.bytes.n && row.bytes.p[0] == '\r')
			row.bytes = in_peek(csv->in, 2);
		if (!str_starts(row.bytes, S("\n")) &&
		    !str_starts(row.bytes, S("\r\n")))
			break;
		skip_line(csv);
	}
	if (!row.bytes.n)
		return csv->in->error ? NEXT_ERROR : NEXT_END;
	csv->line = csv->next_line;
	if (csv->lead > LEAD_CELLS)
		csv->lead = LEAD_CELLS;
	split(csv, &row);
	/* What a broken input has left is no row; those before it stand. */
	if (csv->in->error && (csv->fault || row.bytes.p[row.end - 1] != '\n'))
		return NEXT_ERROR;
	if (csv->fault) {
		csv->n = 0;
		csv->last->cells = 0;
		csv->skipping = true;
		return NEXT_ITEM;
	}
	csv->used = row.end;
	csv->next_line += row.quoted ? count_lines(str_take(row.bytes, row.end))
				     : row.bytes.p[row.end - 1] == '\n';
	return NEXT_ITEM;
}
