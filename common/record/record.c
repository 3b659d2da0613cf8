#include "record/record.h"

#include "json/write.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHAPE(name, title) static const struct field name##_fields[] = {
#define ENTRY(shape, kind, key, of, label, added)              \
	{ { #key, sizeof #key - 1 }, FIELD_##kind, added,      \
		offsetof(struct shape, key), SHAPE_##of, label },
#define F(shape, kind, key, of, label) ENTRY(shape, kind, key, of, label, false)
#define X(shape, kind, key, of, label) ENTRY(shape, kind, key, of, label, true)
#define END                                                    \
	}                                                      \
	;
#include "record/record.def"
#undef SHAPE
#undef F
#undef X
#undef END

const struct shape record_shapes[SHAPES] = {
#define SHAPE(name, title)                                             \
	{ #name, title, sizeof(struct name), _Alignof(struct name),    \
		name##_fields, sizeof name##_fields / sizeof(struct field) },
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
#define N(code, meaning) { code, meaning },
#include "record/notes.def"
#undef N
	{ NULL, NULL },
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
			record_write(out, f->of, (char *)list->items +
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
			json_put_bool(out,
			    *(const enum truth *)value == TRUTH_TRUE);
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
write_key(struct out *out, bool *first, str key, str suffix)
{
	if (!*first)
		out_char(out, ',');
	*first = false;
	out_char(out, '"');
	out_put(out, key);
	out_put(out, suffix);
	out_put(out, S("\":"));
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
		write_key(out, &first, f->key, S(""));
		write_value(out, f, value);
		if ((f->kind == FIELD_YEN || f->kind == FIELD_FIG) &&
		    !str_is_empty(((const struct figure *)value)->text)) {
			write_key(out, &first, f->key, S("_text"));
			json_put_str(
			    out, ((const struct figure *)value)->text);
		}
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
	struct str_cut cut = { .tail = str_of(paths), .found = true };

	while (cut.found) {
		cut = str_cut(cut.tail, ' ');
		want_path(want, id, cut.head);
	}
}

/* -- reading -- */

static bool
mismatch(struct json *j, struct arena *a, const struct field *f,
    const char *wanted)
{
	static const char *const names[] = { "an error", "null", "true",
		"false", "a number", "a string", "an array", "an object" };
	enum json_type got = json_peek(j);
	str text;

	if (got == JSON_ERROR)
		return json_skip(j, NULL); /* says what is malformed */
	text = arena_printf(a, "%.*s is %s, want %s",
	    STR_ARG(f ? f->key : S("record")), names[got], wanted);
	return json_fail(j, text.p);
}

static bool
read_figure(struct json *j, struct arena *a, const struct field *f,
    struct figure *figure)
{
	str raw;

	if (json_peek(j) != JSON_NUMBER)
		return mismatch(j, a, f,
		    f->kind == FIELD_YEN ? "a number of yen or null"
					 : "a number or null");
	if (!json_number(j, &raw))
		return false;
	figure->value = dec_json(raw);
	if (!figure->value.known)
		return json_fail(j, "number out of range");
	if (f->kind == FIELD_YEN)
		figure->value = dec_yen(figure->value, 0);
	return true;
}

static bool
read_list(struct json *j, struct arena *a, const struct field *f,
    struct list *list, const struct record_want *want)
{
	const struct shape *shape =
	    f->kind == FIELD_LIST ? &record_shapes[f->of] : NULL;

	if (json_peek(j) != JSON_ARRAY)
		return mismatch(j, a, f, "an array or null");
	*list = (struct list){ 0 };
	for (json_array(j); json_item(j);) {
		void *item = shape
		    ? list_push(a, list, shape->size, shape->align)
		    : list_add(a, list, str);
		if (shape && json_peek(j) != JSON_OBJECT)
			return mismatch(j, a, f, "an array of objects");
		if (!shape && json_peek(j) != JSON_STRING)
			return mismatch(j, a, f, "an array of strings");
		if (shape ? !record_read(j, a, f->of, item, want)
			  : !json_string(j, a, item))
			return false;
	}
	return !j->error;
}

static bool
read_value(struct json *j, struct arena *a, const struct field *f, void *value,
    const struct record_want *want)
{
	enum json_type type = json_peek(j);

	if (f->kind == FIELD_RAW)
		return json_skip(j, value);
	if (type == JSON_NULL)
		return json_null(j);
	switch (f->kind) {
	case FIELD_STR:
		if (type != JSON_STRING)
			return mismatch(j, a, f, "a string or null");
		return json_string(j, a, value);
	case FIELD_INT: {
		str raw;
		int64_t n;
		if (type != JSON_NUMBER)
			return mismatch(j, a, f, "an integer or null");
		if (!json_number(j, &raw))
			return false;
		if (!dec_int(dec_json(raw), &n) || n < INT32_MIN ||
		    n > INT32_MAX)
			return json_fail(j, "number is no small integer");
		*(int32_t *)value = (int32_t)n;
		return true;
	}
	case FIELD_BOOL: {
		bool truth;
		if (type != JSON_TRUE && type != JSON_FALSE)
			return mismatch(j, a, f, "a boolean or null");
		if (!json_bool(j, &truth))
			return false;
		*(enum truth *)value = truth ? TRUTH_TRUE : TRUTH_FALSE;
		return true;
	}
	case FIELD_YEN:
	case FIELD_FIG:
		return read_figure(j, a, f, value);
	case FIELD_STRS:
	case FIELD_LIST:
		return read_list(j, a, f, value, want);
	case FIELD_OBJ:
		if (type != JSON_OBJECT)
			return mismatch(j, a, f, "an object or null");
		return record_read(j, a, f->of, value, want);
	case FIELD_REF:
		if (type != JSON_OBJECT)
			return mismatch(j, a, f, "an object or null");
		*(void **)value = arena_alloc(a, 1, record_shapes[f->of].size,
		    record_shapes[f->of].align);
		return record_read(j, a, f->of, *(void **)value, want);
	case FIELD_RAW:
		break;
	}
	return json_fail(j, "unknown kind of field");
}

/* Keys mostly come in the order of the description: look there first. */
static size_t
find_field(const struct shape *shape, str key, size_t hint)
{
	for (size_t i = 0; i < shape->n; i++) {
		size_t at = hint + i < shape->n ? hint + i
						: hint + i - shape->n;
		if (str_eq(shape->fields[at].key, key))
			return at;
	}
	return shape->n;
}

/* The figure whose KEY_text this is, or NULL. */
static const struct field *
text_of(const struct shape *shape, str key)
{
	size_t i;

	if (!str_ends(key, S("_text")))
		return NULL;
	i = find_field(shape, str_take(key, key.n - 5), 0);
	if (i == shape->n ||
	    (shape->fields[i].kind != FIELD_YEN &&
		shape->fields[i].kind != FIELD_FIG))
		return NULL;
	return &shape->fields[i];
}

bool
record_read(struct json *j, struct arena *a, enum shape_id id, void *object,
    const struct record_want *want)
{
	const struct shape *shape = &record_shapes[id];
	size_t hint = 0;
	str key;

	memset(object, 0, shape->size);
	if (json_peek(j) != JSON_OBJECT)
		return mismatch(j, a, NULL, "an object");
	if (!json_object(j))
		return false;
	while (json_key(j, a, &key)) {
		size_t i = find_field(shape, key, hint);
		if (i < shape->n) {
			hint = i + 1;
			if (want->fields[id] >> i & 1) {
				if (!read_value(j, a, &shape->fields[i],
					(char *)object +
					    shape->fields[i].offset,
					want))
					return false;
				continue;
			}
		} else {
			const struct field *f = text_of(shape, key);
			if (f && json_peek(j) == JSON_STRING) {
				struct figure *figure =
				    (void *)((char *)object + f->offset);
				if (!json_string(j, a, &figure->text))
					return false;
				continue;
			}
		}
		if (!json_skip(j, NULL))
			return false;
	}
	return !j->error;
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
