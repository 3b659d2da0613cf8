#include "xlsx/strings.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* The array with room for n items, which grows by halves. */
static void *
grow(void *items, size_t size, size_t n, size_t *room)
{
	size_t want = *room ? *room : 4096;

	while (want < n)
		want += want / 2;
	if (want == *room)
		return items;
	*room = want;
	return mem_resize(items, want, size);
}

static void
add_bytes(struct xlsx_strings *s, str bytes)
{
	if (s->n + bytes.n > XLSX_STRINGS_LIMIT)
		return; /* end of the text will tell */
	s->bytes = grow(s->bytes, 1, s->n + bytes.n, &s->room);
	memcpy(s->bytes + s->n, bytes.p, bytes.n);
	s->n += bytes.n;
}

static void
end_string(struct xlsx_strings *s)
{
	s->ends = grow(s->ends, sizeof *s->ends, s->count + 1, &s->count_room);
	s->ends[s->count++] = (uint32_t)s->n;
}

static void
start(struct xml *xml, void *ctx, const char *name, const char **attributes)
{
	struct xlsx_strings *s = ctx;

	(void)attributes;
	if (strcmp(name, "rPh") == 0)
		s->phonetic++;
	else if (!s->phonetic && strcmp(name, "t") == 0)
		xml_listen(xml, true);
}

static void
end(struct xml *xml, void *ctx, const char *name)
{
	struct xlsx_strings *s = ctx;

	xml_listen(xml, false);
	if (strcmp(name, "rPh") == 0 && s->phonetic)
		s->phonetic--;
	else if (strcmp(name, "si") == 0)
		end_string(s);
	if (s->n + XML_TAG_LIMIT > XLSX_STRINGS_LIMIT)
		xml_fail(xml, "has more than 1 GB of shared strings");
}

static void
text(void *ctx, str bytes)
{
	add_bytes(ctx, bytes);
}

bool
xlsx_strings_read(
    struct xlsx_strings *s, struct in *in, struct xml_error *error)
{
	static const struct xml_handlers handlers = {start, end, text};

	return xml_read(in, &handlers, s, error);
}

str
xlsx_strings_at(const struct xlsx_strings *s, size_t i)
{
	size_t from;

	if (i >= s->count)
		return STR_NULL;
	from = i ? s->ends[i - 1] : 0;
	return (str){s->bytes ? s->bytes + from : "", s->ends[i] - from};
}

void
xlsx_strings_free(struct xlsx_strings *s)
{
	free(s->bytes);
	free(s->ends);
	*s = (struct xlsx_strings){0};
}

/* The value of _xHHHH_ at the beginning of s, or -1. */
static int32_t
escape(str s)
{
	int32_t c = 0;

	if (s.n < 7 || s.p[0] != '_' || s.p[1] != 'x' || s.p[6] != '_')
		return -1;
	for (size_t i = 2; i < 6; i++) {
		char d = s.p[i];
		if (d >= '0' && d <= '9')
			c = c * 16 + (d - '0');
		else if ((d | 0x20) >= 'a' && (d | 0x20) <= 'f')
			c = c * 16 + ((d | 0x20) - 'a' + 10);
		else
			return -1;
	}
	return c;
}

str
xlsx_unescape(struct arena *a, str s)
{
	size_t at = str_find(s, S("_x"), 0);
	struct text t = {.arena = a};

	if (at == s.n)
		return s;
	while (s.n) {
		int32_t c = at < s.n ? escape(str_skip(s, at)) : -1;
		if (at == s.n) {
			text_put(&t, s);
			break;
		}
		text_put(&t, str_take(s, at));
		/* half a surrogate pair says nothing alone */
		if (c < 0)
			text_put(&t, S("_x"));
		else if (c < 0xd800 || c > 0xdfff)
			text_code(&t, (uint32_t)c);
		s = str_skip(s, at + (c < 0 ? 2 : 7));
		at = str_find(s, S("_x"), 0);
	}
	return text_str(&t);
}
