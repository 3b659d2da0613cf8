#include "payee/official.h"

#include "base/diag.h"
#include "base/in.h"

#include <errno.h>

enum { NUMBER = 13 };

void
official_init(struct official *o)
{
	*o = (struct official){.names = paged_of(str)};
	intern_init(&o->numbers);
}

void
official_free(struct official *o)
{
	intern_free(&o->numbers);
	paged_free(&o->names);
	arena_free(&o->arena);
}

void
official_ask(struct official *o, str number)
{
	uint32_t n = intern_count(&o->numbers);

	if (intern_add(&o->numbers, number) == n)
		paged_push(&o->names);
}

static void
take_line(struct official *o, str line, struct place *place)
{
	struct str_cut cut = str_cut(line, '\t');
	str name = str_trim(cut.tail);
	uint32_t at;

	for (size_t i = 0; i < cut.head.n; i++)
		if (cut.head.p[i] < '0' || cut.head.p[i] > '9')
			cut.found = false;
	if (!cut.found || cut.head.n != NUMBER || !name.n ||
	    str_valid(name) != name.n) {
		diag_error(place, "want 13 digits, a tab and a name, in UTF-8");
		return;
	}
	at = intern_find(&o->numbers, cut.head);
	if (at != INTERN_NONE)
		*(str *)paged_at(&o->names, at) = arena_copy(&o->arena, name);
}

void
official_read(struct official *o, const char *path)
{
	struct place place = {.file = str_of(path)};
	enum next next = NEXT_ERROR;
	struct in in;
	str line;

	if (in_open(&in, path)) {
		while ((next = in_line(&in, &line)) == NEXT_ITEM) {
			place.line = in.line;
			if (!str_is_blank(line))
				take_line(o, line, &place);
		}
		place.line = 0;
	}
	if (next == NEXT_ERROR) {
		errno = in.error_number;
		if (errno)
			diag_errno(&place, "%s", in.error);
		else
			diag_error(&place, "%s", in.error);
	}
	in_close(&in);
}

str
official_name(const struct official *o, str number)
{
	uint32_t at = number.n ? intern_find(&o->numbers, number) : INTERN_NONE;

	return at == INTERN_NONE ? STR_NULL : *(str *)paged_at(&o->names, at);
}
