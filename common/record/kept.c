#include "record/kept.h"

#include "base/hash.h"
#include "value/text.h"

#include <string.h>

enum { FIRST_KEYS = 4096, MILLION = 6 };

static uint64_t *
find(const struct kept *k, uint64_t key)
{
	size_t i = hash_number(key) & k->mask;

	while (k->keys[i] && k->keys[i] != key)
		i = (i + 1) & k->mask;
	return &k->keys[i];
}

static void
add(struct kept *k, uint64_t key)
{
	uint64_t *slot = find(k, key);

	if (*slot)
		return;
	*slot = key;
	if (++k->n * 2 <= k->mask)
		return;
	struct kept more = {.arena = k->arena, .mask = k->mask * 2 + 1};
	more.keys = arena_new(k->arena, uint64_t, more.mask + 1);
	for (size_t i = 0; i <= k->mask; i++)
		if (k->keys[i])
			*find(&more, k->keys[i]) = k->keys[i];
	more.n = k->n;
	*k = more;
}

/* Three code points of 21 bits each. */
struct shingle {
	uint64_t key;
	unsigned n; /* characters so far */
};

/* White space, 、。〃, brackets, ・: lists and cuts add and drop them. */
static bool
is_between(uint32_t c)
{
	return text_is_space(c) ||
	    (c < 0x80 && strchr("()[]{},.:;'\"", (int)c)) ||
	    (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x301b) ||
	    c == 0x30fb;
}

/* False when a character adds no whole shingle. */
static bool
next_shingle(struct shingle *s, str *text)
{
	size_t len;
	uint32_t c = text_fold_code(str_char(*text, &len));

	*text = str_skip(*text, len);
	if (is_between(c))
		return false;
	s->key = (s->key << 21 | c) & UINT64_C(0x7fffffffffffffff);
	return ++s->n >= 3;
}

/* Goes on with s, so that the words of a list may be one piece. */
static void
add_more(struct kept *k, struct shingle *s, str text)
{
	while (text.n)
		if (next_shingle(s, &text))
			add(k, s->key);
}

static void
add_text(struct kept *k, str text)
{
	struct shingle s = {0};

	add_more(k, &s, text);
}

/* The sign bit tells figures from shingles. */
static uint64_t
figure_key(struct dec d)
{
	d = dec_trim(d);
	return hash_number((uint64_t)d.digits ^ (uint64_t)d.scale << 56) |
	    UINT64_C(1) << 63;
}

static void
add_figure(struct kept *k, const struct figure *f)
{
	add_text(k, f->text);
	if (f->value.known)
		add(k, figure_key(dec_abs(f->value)));
}

static void add_object(struct kept *, enum shape_id, const void *);

static void
add_list(struct kept *k, const struct field *f, const struct list *list)
{
	struct shingle s = {0};

	for (size_t i = 0; i < list->n; i++) {
		if (f->kind == FIELD_STRS)
			add_more(k, &s, *list_at(list, str, i));
		else
			add_object(k, f->of,
			    (const char *)list->items +
				i * record_shapes[f->of].size);
	}
}

static void
add_field(struct kept *k, const struct field *f, const void *value)
{
	switch (f->kind) {
	case FIELD_STR:
	case FIELD_RAW:
		add_text(k, *(const str *)value);
		break;
	case FIELD_YEN:
	case FIELD_FIG:
		add_figure(k, value);
		break;
	case FIELD_STRS:
	case FIELD_LIST:
		add_list(k, f, value);
		break;
	case FIELD_OBJ:
		add_object(k, f->of, value);
		break;
	case FIELD_REF:
		if (*(void *const *)value)
			add_object(k, f->of, *(void *const *)value);
		break;
	case FIELD_INT:
	case FIELD_BOOL:
		break;
	}
}

static void
add_object(struct kept *k, enum shape_id id, const void *object)
{
	const struct shape *shape = &record_shapes[id];

	if (id == SHAPE_source || id == SHAPE_note)
		return;
	for (size_t i = 0; i < shape->n; i++)
		add_field(k, &shape->fields[i],
		    (const char *)object + shape->fields[i].offset);
}

void
kept_add(struct kept *k, str text)
{
	add_text(k, text);
}

void
kept_init(struct kept *k, struct arena *arena, const struct sheet *sheet)
{
	*k = (struct kept){.arena = arena, .mask = FIRST_KEYS - 1};
	k->keys = arena_new(arena, uint64_t, FIRST_KEYS);
	add_object(k, SHAPE_sheet, sheet);
}

struct kept_count
kept_count(const struct kept *k, str text)
{
	struct kept_count count = {0};
	struct shingle s = {0};

	while (text.n) {
		if (!next_shingle(&s, &text))
			continue;
		count.n++;
		count.missing += !*find(k, s.key);
	}
	return count;
}

bool
kept_text(const struct kept *k, str text)
{
	struct kept_count count = kept_count(k, text);

	return count.missing * 2 <= count.n;
}

bool
kept_figure(const struct kept *k, str text)
{
	struct dec d = dec_abs(dec_cell(text));

	if (!d.known || dec_is_zero(d) || kept_text(k, text))
		return true;
	for (int power = 0; power <= MILLION; power += 3)
		if (*find(k, figure_key(dec_shift(d, power))))
			return true;
	return false;
}
