/* The JSON Schemas, from the same description as the structs. */
#include "json/write.h"
#include "record/record.h"

static void
put_type(struct out *out, const struct field *f)
{
	switch (f->kind) {
	case FIELD_STR:
		out_put(out, S("\"type\":[\"string\",\"null\"]"));
		break;
	case FIELD_INT:
		out_put(out, S("\"type\":[\"integer\",\"null\"]"));
		break;
	case FIELD_BOOL:
		out_put(out, S("\"type\":[\"boolean\",\"null\"]"));
		break;
	case FIELD_YEN:
	case FIELD_FIG:
		out_put(out, S("\"type\":[\"number\",\"null\"]"));
		break;
	case FIELD_STRS:
		out_put(out,
		    S("\"type\":\"array\",\"items\":{\"type\":\"string\"}"));
		break;
	case FIELD_LIST:
		out_format(out,
		    "\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/%s\"}",
		    record_shapes[f->of].name);
		break;
	case FIELD_OBJ:
		out_format(
		    out, "\"$ref\":\"#/$defs/%s\"", record_shapes[f->of].name);
		break;
	case FIELD_REF:
		out_format(out,
		    "\"anyOf\":[{\"type\":\"null\"},"
		    "{\"$ref\":\"#/$defs/%s\"}]",
		    record_shapes[f->of].name);
		break;
	case FIELD_RAW:
		return;
	}
	out_char(out, ',');
}

static void
put_property(struct out *out, const struct field *f, bool last)
{
	out_put(out, S("        "));
	json_put_str(out, f->key);
	out_put(out, S(": {"));
	if (str_eq(f->key, S("schema")))
		out_put(out, S("\"const\":\"reviewsheet/1\","));
	put_type(out, f);
	out_put(out, S("\"description\":"));
	json_put_str(out, str_of(f->label));
	out_char(out, '}');
	if (f->kind == FIELD_YEN || f->kind == FIELD_FIG)
		out_format(out,
		    ",\n        \"%.*s_text\": {\"type\":\"string\","
		    "\"description\":\"text that stands for the figure\"}",
		    STR_ARG(f->key));
	out_put(out, last ? S("\n") : S(",\n"));
}

static void
put_shape(struct out *out, enum shape_id id, bool last)
{
	const struct shape *shape = &record_shapes[id];
	bool first = true;

	out_format(out, "    \"%s\": {\n      \"title\": ", shape->name);
	json_put_str(out, str_of(shape->title));
	out_put(out,
	    S(",\n      \"type\": \"object\",\n"
	      "      \"additionalProperties\": false,\n"
	      "      \"required\": ["));
	for (size_t i = 0; i < shape->n; i++) {
		if (shape->fields[i].added)
			continue;
		out_put(out, first ? S("") : S(", "));
		json_put_str(out, shape->fields[i].key);
		first = false;
	}
	out_put(out, S("],\n      \"properties\": {\n"));
	for (size_t i = 0; i < shape->n; i++)
		put_property(out, &shape->fields[i], i + 1 == shape->n);
	out_put(out, S("      }\n    }"));
	out_put(out, last ? S("\n") : S(",\n"));
}

static void
reach(enum shape_id id, bool reached[SHAPES])
{
	const struct shape *shape = &record_shapes[id];

	reached[id] = true;
	for (size_t i = 0; i < shape->n; i++)
		if (shape->fields[i].of != SHAPE_none &&
		    !reached[shape->fields[i].of])
			reach(shape->fields[i].of, reached);
}

void
record_schema(struct out *out, enum shape_id id)
{
	bool reached[SHAPES] = {false};
	int last = 0;

	reach(id, reached);
	for (int i = 0; i < SHAPES; i++)
		if (reached[i])
			last = i;
	out_format(out,
	    "{\n  \"$schema\": "
	    "\"https://json-schema.org/draft/2020-12/schema\",\n"
	    "  \"$id\": \"urn:reviewsheet:1:%s\",\n"
	    "  \"$ref\": \"#/$defs/%s\",\n  \"$defs\": {\n",
	    record_shapes[id].name, record_shapes[id].name);
	for (int i = 0; i < SHAPES; i++)
		if (reached[i])
			put_shape(out, (enum shape_id)i, i == last);
	out_put(out, S("  }\n}\n"));
}
