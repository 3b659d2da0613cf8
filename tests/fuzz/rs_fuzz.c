/* The RS reader on any bytes, cut into documents at \f: no crash, no leak, and
 * every record it makes is JSON. */
#include "doc/decode.h"
#include "json/read.h"
#include "rs/rs.h"

#include <stdlib.h>

enum { MOST = 8 };

static bool
open_bytes(const struct document *doc, struct in *in)
{
	in_memory(in, *(const str *)doc->origin);
	decode_open(in, ENCODING_UTF8, NULL);
	return true;
}

static void
put_lines(struct sheet_sink *sink, str lines)
{
	struct str_cut cut = {.tail = lines};

	(void)sink;
	while (cut.tail.n) {
		struct json json;
		cut = str_cut(cut.tail, '\n');
		json_init(&json, cut.head);
		if (!cut.found || !json_skip(&json, NULL) || !json_end(&json))
			abort();
	}
}

static void
report(struct reading *reading, const struct place *at, const char *what)
{
	(void)reading;
	(void)at;
	(void)what;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct document docs[MOST];
	str bytes[MOST];
	struct str_cut cut = {.tail = {(const char *)data, n}, .found = true};
	struct arena arena = {0};
	struct sheet_sink sink = {.put_lines = put_lines};
	struct reading reading = {
	    .source.reader = S("rs-csv"),
	    .sink = &sink,
	    .arena = &arena,
	    .report = report,
	};
	size_t count = 0;

	diag_init(S("rs_fuzz"));
	while (cut.found && count < MOST) {
		cut = str_cut(cut.tail, '\f');
		bytes[count] = cut.head;
		docs[count] = (struct document){
		    .file = S("file"),
		    .open = open_bytes,
		    .origin = &bytes[count],
		};
		count++;
	}
	rs_reader.recognise((str){(const char *)data, n});
	rs_reader.read_all(&reading, docs, count);
	arena_free(&arena);
	return 0;
}
