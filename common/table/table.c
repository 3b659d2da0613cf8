#include "table/table.h"

#include "base/arena.h"
#include "base/mem.h"
#include "json/write.h"

#include <stdlib.h>
#include <string.h>

bool
table_form_of(str name, enum table_form *form)
{
	static const str names[] = {
	    [TABLE_NDJSON] = {"ndjson", 6},
	    [TABLE_CSV] = {"csv", 3},
	    [TABLE_TSV] = {"tsv", 3},
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(names[i], name)) {
			*form = (enum table_form)i;
			return true;
		}
	return false;
}

void
table_open(struct table *t, struct out *out, enum table_form form,
    const char *const *columns)
{
	*t = (struct table){.out = out, .form = form};
	out_memory(&t->keys);
	out_memory(&t->cell);
	while (columns[t->n])
		t->n++;
	t->ends = mem_new(t->n + 1, sizeof *t->ends);
	for (size_t i = 0; i < t->n; i++) {
		str name = str_of(columns[i]);
		if (form == TABLE_NDJSON) {
			out_put(&t->keys, i ? S(",\"") : S("{\""));
			out_put(&t->keys, name);
			out_put(&t->keys, S("\":"));
			t->ends[i] = out_bytes(&t->keys).n;
		} else {
			table_str(t, name);
		}
	}
	if (form != TABLE_NDJSON)
		table_end(t);
}

void
table_close(struct table *t)
{
	free(t->keys.buf);
	free(t->cell.buf);
	free(t->ends);
	*t = (struct table){0};
}

/* What stands before the next cell. */
static void
begin_cell(struct table *t)
{
	size_t from = t->column ? t->ends[t->column - 1] : 0;

	if (t->form == TABLE_NDJSON)
		out_put(t->out,
		    (str){t->keys.buf + from, t->ends[t->column] - from});
	else if (t->column)
		out_char(t->out, t->form == TABLE_CSV ? ',' : '\t');
	t->column++;
}

static void
put_csv(struct out *out, str s)
{
	bool quote = s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
	size_t from = 0;

	for (size_t i = 0; i < s.n && !quote; i++)
		quote = s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' ||
		    s.p[i] == '\r';
	if (!quote) {
		out_put(out, s);
		return;
	}
	out_char(out, '"');
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '"') {
			out_put(out, str_slice(s, from, i + 1));
			from = i;
		}
	out_put(out, str_skip(s, from));
	out_char(out, '"');
}

static void
put_tsv(struct out *out, str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c != '\t' && c != '\n' && c != '\r' && c != '\\')
			continue;
		out_put(out, str_slice(s, from, i));
		out_char(out, '\\');
		out_char(out,
		    (char)(c == '\t'	? 't'
			    : c == '\n' ? 'n'
			    : c == '\r' ? 'r'
					: '\\'));
		from = i + 1;
	}
	out_put(out, str_skip(s, from));
}

static void
put_text(struct table *t, str s)
{
	if (t->form == TABLE_CSV)
		put_csv(t->out, s);
	else
		put_tsv(t->out, s);
}

void
table_str(struct table *t, str s)
{
	begin_cell(t);
	if (t->form == TABLE_NDJSON)
		json_put_str(t->out, s);
	else
		put_text(t, s);
}

void
table_int(struct table *t, int64_t value)
{
	begin_cell(t);
	out_int(t->out, value);
}

void
table_null(struct table *t)
{
	begin_cell(t);
	if (t->form == TABLE_NDJSON)
		out_put(t->out, S("null"));
}

void
table_year(struct table *t, int32_t year)
{
	if (year)
		table_int(t, year);
	else
		table_null(t);
}

void
table_dec(struct table *t, struct dec d)
{
	if (!d.known) {
		table_null(t);
		return;
	}
	begin_cell(t);
	if (d.scale == 0)
		out_int(t->out, d.digits);
	else
		dec_put(t->out, d);
}

void
table_raw(struct table *t, str json)
{
	if (t->form != TABLE_NDJSON && str_eq(json, S("null"))) {
		table_null(t);
		return;
	}
	begin_cell(t);
	out_put(t->out, json);
}

struct out *
table_cell(struct table *t)
{
	begin_cell(t);
	if (t->form == TABLE_NDJSON)
		return t->out;
	out_clear(&t->cell);
	return &t->cell;
}

void
table_cell_end(struct table *t)
{
	if (t->form != TABLE_NDJSON)
		put_text(t, out_bytes(&t->cell));
}

void
table_end(struct table *t)
{
	if (t->form == TABLE_NDJSON)
		out_put(t->out, t->n ? S("}\n") : S("{}\n"));
	else
		out_char(t->out, '\n');
	t->column = 0;
	out_record_done(t->out);
}
