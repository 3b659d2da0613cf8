/*
 * record: the records that flow between the tools, in memory and as JSON.
 * Structs, writer, reader and schema all come from record.def.  Strings and
 * lists live in the arena that the maker of a record names.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "base/arena.h"
#include "base/out.h"
#include "json/read.h"
#include "value/dec.h"

/* An exact figure, or the text that stands where one belongs. */
struct figure {
	struct dec value;
	str text; /* null when value is known or nothing is said */
};

enum truth { TRUTH_NULL, TRUTH_FALSE, TRUTH_TRUE };

#define RECORD_STR(of, key) str key;
#define RECORD_RAW(of, key) str key; /* JSON text; null writes null */
#define RECORD_INT(of, key) int32_t key;
#define RECORD_BOOL(of, key) enum truth key;
#define RECORD_YEN(of, key) struct figure key;
#define RECORD_FIG(of, key) struct figure key;
#define RECORD_STRS(of, key) struct list key; /* of str */
#define RECORD_LIST(of, key) struct list key; /* of struct `of` */
#define RECORD_OBJ(of, key) struct of key;
#define RECORD_REF(of, key) struct of *key; /* NULL writes null */

#define SHAPE(name, title) struct name {
#define F(shape, kind, key, of, label) RECORD_##kind(of, key)
#define X(shape, kind, key, of, label) RECORD_##kind(of, key)
#define END \
	} \
	;
#include "record/record.def"
#undef SHAPE
#undef F
#undef X
#undef END

/* SHAPE_sheet, SHAPE_budget ... */
enum shape_id {
	SHAPE_none = -1,
#define SHAPE(name, title) SHAPE_##name,
#define F(shape, kind, key, of, label)
#define X(shape, kind, key, of, label)
#define END
#include "record/record.def"
#undef SHAPE
#undef F
#undef X
#undef END
	SHAPES
};

enum field_kind {
	FIELD_STR,
	FIELD_RAW,
	FIELD_INT,
	FIELD_BOOL,
	FIELD_YEN,
	FIELD_FIG,
	FIELD_STRS,
	FIELD_LIST,
	FIELD_OBJ,
	FIELD_REF,
};

struct field {
	str key;
	str quoted; /* the same with its quotes */
	enum field_kind kind;
	bool added; /* an X field: written only when it says something */
	size_t offset;
	enum shape_id of;
	const char *label;
};

struct shape {
	const char *name, *title;
	size_t size, align;
	const struct field *fields;
	size_t n;
};

extern const struct shape record_shapes[SHAPES];

/* One object, in the order of the description, without a final newline. */
void record_write(struct out *, enum shape_id, const void *object);

/*
 * Which fields a reader wants: a bit per field of each shape, in the order of
 * the description.  What is not wanted is skipped without being decoded.
 */
struct record_want {
	uint64_t fields[SHAPES];
};

/* Adds fields by paths: "number ministry budget.years payees.amount"; a path
 * that ends at an object or a list wants all below it.  Unknown names are a
 * programming error (abort). */
void record_want(struct record_want *, enum shape_id, const char *paths);
struct record_want record_want_all(void);

/*
 * Reads the object ahead into *object (zeroed first).  False on a JSON error
 * or a value of the wrong type; json->error then says where, "payees[2].amount
 * is a string, want integer yen", and lives in the arena.
 * Unknown keys are skipped; of duplicate keys the last counts.
 */
bool record_read(struct json *, struct arena *, enum shape_id, void *object,
    const struct record_want *);

/* Appends to sheet->notes; code must be one of notes.def. */
void record_note(struct arena *, struct sheet *, const char *code, str where,
    const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Appends to sheet->unparsed unless the text is blank. */
void record_unparsed(struct arena *, struct sheet *, size_t line, str text);

struct note_code {
	const char *code, *meaning;
};
extern const struct note_code record_notes[]; /* ends with NULL */

/* A JSON Schema (2020-12) of one shape, from the description. */
void record_schema(struct out *, enum shape_id);

/*
 * Where a reader hands over each finished sheet.  The sheet and its strings
 * are only borrowed for the call; the reader resets its arena afterwards.
 */
struct sheet_sink {
	void (*put)(struct sheet_sink *, const struct sheet *);
	/* Whole lines of records; may be NULL where no reader gathers. */
	void (*put_lines)(struct sheet_sink *, str lines);
};

#endif
