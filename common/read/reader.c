#include "read/reader.h"

#include "read/tsv.h"

/* The newcomer's place: one line a reader. */
const struct reader *const readers[] = {
	&tsv_reader,
	NULL,
};

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

	for (size_t i = 0; readers[i]; i++) {
		int sure = readers[i]->recognise(head);
		if (sure > most) {
			most = sure;
			best = readers[i];
		}
	}
	return best;
}

void
reading_put(struct reading *r, struct sheet *sheet)
{
	sheet->schema = S("reviewsheet/1");
	r->sink->put(r->sink, sheet);
	r->sheets++;
	arena_reset(r->arena);
}

bool
reading_fail(struct reading *r, const char *what, size_t line, str where)
{
	if (r->error)
		return false;
	r->error = what;
	r->place = (struct place){ .file = r->source.file,
		.member = r->source.member, .line = line, .where = where };
	return false;
}
