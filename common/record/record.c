#include "record/record.h"

#include "json/write.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHAPE(name, title) static const struct field name##_fields[] = {
#define ENTRY(shape, kind, key, of, label, added) \
	{{#key, sizeof #key - 1}, {"\"" #key "\"", sizeof #key + 1}, \
	    FIELD_##kind, added, offsetof(struct shape, key), SHAPE_##of, \
	    label},
#define F(shape, kind, key, of, label) ENTRY(shape, kind, key, of, label, false)
#define X(shape, kind, key, of, label) ENTRY(shape, kind, key, of, label, true)
#define END \
	} \
	;
#include "record/record.def"
#undef SHAPE
#undef F
#undef X
#undef END

const struct shape record_shapes[SHAPES] = {
#define SHAPE(name, title) \
	{#name, title, sizeof(struct name), _Alignof(struct name), \
	    name##_fields, sizeof name##_fields / sizeof(struct field)},
#define F(shape, kind, key, of, label)
#define X(shape, kind, key, of, label)
#define END
#include "record/record.def"
#undef SHAPE
#undef F
#undef X
#undef END
};

const struct note_code record_notes[] = {
#define N(code, meaning) {code, meaning},
#include "record/notes.def"
#undef N
    {NULL, NULL},
};

/* -- writing -- */

static const void *
at(const void *object, const struct field *f)
{
	return (const char *)object + f->offset;
}

/* Whether an added field has anything to say. */
static bool
says(const struct field *f, const void *value)
{
	switch (f->kind) {
	case FIELD_STR:
	case FIELD_RAW:
		return !str_is_null(*(const str *)value);
	case FIELD_INT:
		return *(const int32_t *)value != 0;
	case FIELD_BOOL:
		return *(const enum truth *)value != TRUTH_NULL;
	case FIELD_YEN:
	case FIELD_FIG:
		return ((const struct figure *)value)->value.known;
	case FIELD_STRS:
	case FIELD_LIST:
		return ((const struct list *)value)->n > 0;
	case FIELD_REF:
		return *(void *const *)value != NULL;
	case FIELD_OBJ:
		break;
	}
	return true;
}

static void
write_list(struct out *out, const struct field *f, const struct list *list)
{
	out_char(out, '[');
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			out_char(out, ',');
		if (f->kind == FIELD_STRS)
			json_put_str(out, *list_at(list, str, i));
		else
			record_write(out, f->of,
			    (char *)list->items +
				i * record_shapes[f->of].size);
	}
	out_char(out, ']');
}

static void
write_value(struct out *out, const struct field *f, const void *value)
{
	switch (f->kind) {
	case FIELD_STR:
		json_put_str(out, *(const str *)value);
		break;
	case FIELD_RAW:
		out_put(out, says(f, value) ? *(const str *)value : S("null"));
		break;
	case FIELD_INT:
		if (*(const int32_t *)value)
			out_int(out, *(const int32_t *)value);
		else
			out_put(out, S("null"));
		break;
	case FIELD_BOOL:
		if (*(const enum truth *)value == TRUTH_NULL)
			out_put(out, S("null"));
		else
			json_put_bool(
			    out, *(const enum truth *)value == TRUTH_TRUE);
		break;
	case FIELD_YEN:
	case FIELD_FIG:
		dec_put(out, ((const struct figure *)value)->value);
		break;
	case FIELD_STRS:
	case FIELD_LIST:
		write_list(out, f, value);
		break;
	case FIELD_OBJ:
		record_write(out, f->of, value);
		break;
	case FIELD_REF:
		if (*(void *const *)value)
			record_write(out, f->of, *(void *const *)value);
		else
			out_put(out, S("null"));
		break;
	}
}

static void
write_key(struct out *out, bool *first, const struct field *f)
{
	if (!*first)
		out_char(out, ',');
	*first = false;
	out_put(out, f->quoted);
	out_char(out, ':');
}

/* What stands in place of a figure, under a key of its own. */
static void
write_text(struct out *out, const struct field *f, str text)
{
	out_put(out, S(",\""));
	out_put(out, f->key);
	out_put(out, S("_text\":"));
	json_put_str(out, text);
}

/* Depth is bounded by the description, not by the input. */
void
record_write(struct out *out, enum shape_id id, const void *object)
{
	const struct shape *shape = &record_shapes[id];
	bool first = true;

	out_char(out, '{');
	for (size_t i = 0; i < shape->n; i++) {
		const struct field *f = &shape->fields[i];
		const void *value = at(object, f);
		if (f->added && !says(f, value))
			continue;
		write_key(out, &first, f);
		write_value(out, f, value);
		if ((f->kind == FIELD_YEN || f->kind == FIELD_FIG) &&
		    !str_is_empty(((const struct figure *)value)->text))
			write_text(
			    out, f, ((const struct figure *)value)->text);
	}
	out_char(out, '}');
}

/* -- what is wanted -- */

struct record_want
record_want_all(void)
{
	struct record_want want;

	memset(want.fields, 0xff, sizeof want.fields);
	return want;
}

static void
want_below(struct record_want *want, enum shape_id id)
{
	const struct shape *shape = &record_shapes[id];

	want->fields[id] = ~UINT64_C(0);
	for (size_t i = 0; i < shape->n; i++)
		if (shape->fields[i].of != SHAPE_none)
			want_below(want, shape->fields[i].of);
}

static void
want_path(struct record_want *want, enum shape_id id, str path)
{
	while (path.n) {
		struct str_cut cut = str_cut(path, '.');
		const struct shape *shape = &record_shapes[id];
		size_t i = 0;
		while (i < shape->n && !str_eq(shape->fields[i].key, cut.head))
			i++;
		if (i == shape->n) {
			fprintf(stderr, "record_want: %s has no %.*s\n",
			    shape->name, STR_ARG(cut.head));
			abort();
		}
		want->fields[id] |= UINT64_C(1) << i;
		id = shape->fields[i].of;
		path = cut.tail;
		if (!path.n && id != SHAPE_none)
			want_below(want, id);
	}
}

void
record_want(struct record_want *want, enum shape_id id, const char *paths)
{
	struct str_cut cut = {.tail = str_of(paths), .found = true};

	while (cut.found) {
		cut = str_cut(cut.tail, ' ');
		want_path(want, id, cut.head);
	}
}

/* -- reading -- */

/* Of objects within one another; the description has fewer. */
enum { PATH = 8 };
static const size_t NO_ITEM = SIZE_MAX;

struct reading {
	struct json *j;
	struct arena *a;
	const struct record_want *want;
	unsigned depth; /* of the objects entered */
	struct {
		const struct field *field; /* being read in it */
		size_t item; /* of the list it holds */
	} path[PATH];
};

/* Where we are, as in "payees[2].amount". */
static str
path_text(const struct reading *r)
{
	struct text text = {.arena = r->a};

	for (unsigned i = 0; i < r->depth; i++) {
		const struct field *f = r->path[i].field;
		if (i)
			text_char(&text, '.');
		text_put(&text, f->key);
		if (r->path[i].item != NO_ITEM)
			text_put(&text,
			    arena_printf(r->a, "[%zu]", r->path[i].item));
	}
	return r->depth ? text_str(&text) : S("record");
}

static bool
mismatch(struct reading *r, const char *wanted)
{
	static const char *const names[] = {"an error", "null", "true", "false",
	    "a number", "a string", "an array", "an object"};
	enum json_type got = json_peek(r->j);

	if (got == JSON_ERROR)
		return json_skip(r->j, NULL); /* says what is malformed */
	return json_fail(r->j,
	    arena_printf(r->a, "%.*s is %s, want %s", STR_ARG(path_text(r)),
		names[got], wanted)
		.p);
}

static bool
out_of_range(struct reading *r, str number, const char *wanted)
{
	return json_fail(r->j,
	    arena_printf(r->a, "%.*s is %.*s, want %s", STR_ARG(path_text(r)),
		STR_ARG(number), wanted)
		.p);
}

static bool read_object(struct reading *, enum shape_id, void *object);

static bool
read_int(struct reading *r, int32_t *value)
{
	static const char wanted[] = "an integer or null";
	str raw;
	int64_t n;

	if (json_peek(r->j) != JSON_NUMBER)
		return mismatch(r, wanted);
	if (!json_number(r->j, &raw))
		return false;
	if (!dec_int(dec_json(raw), &n) || n < INT32_MIN || n > INT32_MAX)
		return out_of_range(r, raw, wanted);
	*value = (int32_t)n;
	return true;
}

static bool
read_bool(struct reading *r, enum truth *value)
{
	enum json_type type = json_peek(r->j);
	bool truth;

	if (type != JSON_TRUE && type != JSON_FALSE)
		return mismatch(r, "true, false or null");
	if (!json_bool(r->j, &truth))
		return false;
	*value = truth ? TRUTH_TRUE : TRUTH_FALSE;
	return true;
}

static bool
read_figure(struct reading *r, bool yen, struct figure *figure)
{
	const char *wanted = yen ? "integer yen or null" : "a number or null";
	str raw;

	if (json_peek(r->j) != JSON_NUMBER)
		return mismatch(r, wanted);
	if (!json_number(r->j, &raw))
		return false;
	figure->value = dec_json(raw);
	if (!figure->value.known)
		return out_of_range(r, raw, "a number of at most 18 digits");
	if (yen)
		figure->value = dec_yen(figure->value, 0);
	return true;
}

static bool
read_list(struct reading *r, const struct field *f, struct list *list)
{
	const struct shape *shape =
	    f->kind == FIELD_LIST ? &record_shapes[f->of] : NULL;
	size_t *item = &r->path[r->depth - 1].item;

	if (json_peek(r->j) != JSON_ARRAY)
		return mismatch(r, "an array or null");
	*list = (struct list){0};
	for (json_array(r->j); json_item(r->j);) {
		*item = list->n;
		if (shape) {
			void *object =
			    list_push(r->a, list, shape->size, shape->align);
			if (!read_object(r, f->of, object))
				return false;
		} else if (json_peek(r->j) != JSON_STRING) {
			return mismatch(r, "a string");
		} else if (!json_string(
			       r->j, r->a, list_add(r->a, list, str))) {
			return false;
		}
	}
	return !r->j->error;
}

/* A null behind an earlier value of the same key. */
static void
forget(const struct field *f, void *value)
{
	switch (f->kind) {
	case FIELD_STR:
	case FIELD_RAW:
		*(str *)value = STR_NULL;
		break;
	case FIELD_INT:
		*(int32_t *)value = 0;
		break;
	case FIELD_BOOL:
		*(enum truth *)value = TRUTH_NULL;
		break;
	case FIELD_YEN:
	case FIELD_FIG:
		((struct figure *)value)->value = (struct dec){0};
		break;
	case FIELD_STRS:
	case FIELD_LIST:
		*(struct list *)value = (struct list){0};
		break;
	case FIELD_OBJ:
		memset(value, 0, record_shapes[f->of].size);
		break;
	case FIELD_REF:
		*(void **)value = NULL;
		break;
	}
}

static bool
read_value(struct reading *r, const struct field *f, void *value)
{
	enum json_type type = json_peek(r->j);

	if (f->kind == FIELD_RAW)
		return json_skip(r->j, value);
	if (type == JSON_NULL) {
		forget(f, value);
		return json_null(r->j);
	}
	switch (f->kind) {
	case FIELD_STR:
		if (type != JSON_STRING)
			return mismatch(r, "a string or null");
		return json_string(r->j, r->a, value);
	case FIELD_INT:
		return read_int(r, value);
	case FIELD_BOOL:
		return read_bool(r, value);
	case FIELD_YEN:
	case FIELD_FIG:
		return read_figure(r, f->kind == FIELD_YEN, value);
	case FIELD_STRS:
	case FIELD_LIST:
		return read_list(r, f, value);
	case FIELD_OBJ:
		return read_object(r, f->of, value);
	case FIELD_REF:
		*(void **)value = arena_alloc(r->a, 1,
		    record_shapes[f->of].size, record_shapes[f->of].align);
		return read_object(r, f->of, *(void **)value);
	case FIELD_RAW:
		break;
	}
	return json_fail(r->j, "unknown kind of field");
}

static size_t
find_field(const struct shape *shape, str key)
{
	size_t i = 0;

	while (i < shape->n && !str_eq(shape->fields[i].key, key))
		i++;
	return i;
}

/*
 * The next key: its field, or NULL when it is of no field; *key is null when it
 * was known beforehand.  Keys mostly come in the order of the description, so
 * the one behind the last is tried before any reading.
 */
static bool
next_field(struct reading *r, const struct shape *shape, size_t *expected,
    const struct field **field, str *key)
{
	size_t i = *expected;

	*key = STR_NULL;
	while (i < shape->n && shape->fields[i].added)
		i++;
	if (i == shape->n || !json_key_is(r->j, shape->fields[i].quoted)) {
		if (!json_key(r->j, r->a, key))
			return false;
		i = find_field(shape, *key);
	}
	*field = i < shape->n ? &shape->fields[i] : NULL;
	if (*field)
		*expected = i + 1;
	return true;
}

/* A key that is no field: perhaps the KEY_text of the figure KEY. */
static bool
read_other(struct reading *r, const struct shape *shape, void *object, str key)
{
	size_t i = shape->n;
	struct figure *figure;

	if (str_ends(key, S("_text")) && json_peek(r->j) == JSON_STRING)
		i = find_field(shape, str_take(key, key.n - 5));
	if (i == shape->n ||
	    (shape->fields[i].kind != FIELD_YEN &&
		shape->fields[i].kind != FIELD_FIG))
		return json_skip(r->j, NULL);
	figure = (void *)((char *)object + shape->fields[i].offset);
	return json_string(r->j, r->a, &figure->text);
}

static bool
read_object(struct reading *r, enum shape_id id, void *object)
{
	const struct shape *shape = &record_shapes[id];
	const struct field *f;
	size_t expected = 0;
	str key;

	memset(object, 0, shape->size);
	if (json_peek(r->j) != JSON_OBJECT)
		return mismatch(r, "an object");
	if (!json_object(r->j))
		return false;
	assert(r->depth < PATH);
	r->depth++;
	while (next_field(r, shape, &expected, &f, &key)) {
		bool ok;
		if (!f) {
			ok = read_other(r, shape, object, key);
		} else if (r->want->fields[id] >> (f - shape->fields) & 1) {
			r->path[r->depth - 1].field = f;
			r->path[r->depth - 1].item = NO_ITEM;
			ok = read_value(r, f, (char *)object + f->offset);
		} else {
			ok = json_skip(r->j, NULL);
		}
		if (!ok)
			return false;
	}
	r->depth--;
	return !r->j->error;
}

bool
record_read(struct json *j, struct arena *a, enum shape_id id, void *object,
    const struct record_want *want)
{
	struct reading r = {.j = j, .a = a, .want = want};

	return read_object(&r, id, object);
}

/* -- notes and leftovers -- */

void
record_note(struct arena *a, struct sheet *sheet, const char *code, str where,
    const char *format, ...)
{
	struct note *note = list_add(a, &sheet->notes, struct note);
	const struct note_code *known = record_notes;
	va_list ap;

	while (known->code && strcmp(known->code, code) != 0)
		known++;
	assert(known->code);
	note->code = str_of(known->code);
	note->where = arena_copy(a, where);
	va_start(ap, format);
	note->message = arena_vprintf(a, format, ap);
	va_end(ap);
}

void
record_unparsed(struct arena *a, struct sheet *sheet, size_t line, str text)
{
	struct unparsed *left;

	if (str_is_blank(text))
		return;
	left = list_add(a, &sheet->unparsed, struct unparsed);
	left->line = line > INT32_MAX ? INT32_MAX : (int32_t)line;
	left->text = text;
}
