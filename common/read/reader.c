#include "read/reader.h"

const struct reader *
reader_named(str name)
{
	for (size_t i = 0; readers[i]; i++)
		if (str_eq(str_of(readers[i]->name), name))
			return readers[i];
	return NULL;
}

const struct reader *
reader_for(str head)
{
	const struct reader *best = NULL;
	int most = 0;

	for (size_t i = 0; readers[i] && most < READER_SURE; i++) {
		int sure = readers[i]->recognise(head);
		if (sure > most) {
			most = sure;
			best = readers[i];
		}
	}
	return best;
}

/* What happened to the bytes on their way belongs to the record. */
static void
note_bytes(struct reading *r, struct sheet *sheet)
{
	struct decoded *d = r->decoded;

	if (r->in && r->in->error)
		record_note(r->arena, sheet, "input-cut", STR_NULL,
		    "the input ended early: %s", r->in->error);
	if (!d)
		return;
	if (d->encoding)
		record_note(r->arena, sheet, "encoding-converted", STR_NULL,
		    "the text was %s", d->encoding);
	/* Decoding runs ahead: damage beyond here is the next sheet's. */
	if (!d->untold || d->first > r->in->offset)
		return;
	if (d->damage)
		record_note(r->arena, sheet, "encoding-replaced", STR_NULL,
		    "invalid bytes became U+FFFD");
	if (d->nuls)
		record_note(r->arena, sheet, "encoding-replaced", STR_NULL,
		    "NUL bytes were left out");
	d->untold = d->last > r->in->offset;
	d->first = r->in->offset + 1;
}

void
reading_put(struct reading *r, struct sheet *sheet)
{
	sheet->schema = S("reviewsheet/1");
	note_bytes(r, sheet);
	r->sink->put(r->sink, sheet);
	r->sheets++;
	arena_reset(r->arena);
}

void
reading_write(struct out *out, struct sheet *sheet)
{
	sheet->schema = S("reviewsheet/1");
	record_write(out, SHAPE_sheet, sheet);
	out_char(out, '\n');
}

void
reading_pass(struct reading *r, str lines, size_t n)
{
	r->sink->put_lines(r->sink, lines);
	r->sheets += n;
}

static struct place
place_in(const struct reading *r, size_t line, str where)
{
	return (struct place){
	    .file = r->source.file,
	    .member = r->source.member,
	    .line = line,
	    .where = where,
	};
}

bool
reading_fail(struct reading *r, const char *what, size_t line, str where)
{
	if (r->error)
		return false;
	r->error = what;
	r->place = place_in(r, line, where);
	return false;
}

bool
reading_refuse(struct reading *r, const char *what)
{
	r->refusal = what;
	return true;
}

void
reading_report(struct reading *r, struct place at, const char *format, ...)
{
	struct arena scratch = {0};
	va_list ap;

	if (!at.file.p)
		at = place_in(r, at.line, at.where);
	va_start(ap, format);
	r->report(
	    r, &at, arena_cstr(&scratch, arena_vprintf(&scratch, format, ap)));
	va_end(ap);
	arena_free(&scratch);
}
