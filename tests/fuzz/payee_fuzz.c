/*
 * Lines of records through the ledger, in their order and backwards: the rows
 * must be the same bytes.
 */
#include "payee/rows.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_LINES = 64 };

struct side {
	struct ledger ledger;
	struct tally tally;
	struct out out;
};

static void
add_line(struct side *side, str line)
{
	struct record_want want = {0};
	struct arena a = {0};
	struct sheet sheet;
	struct json j;

	record_want(&want, SHAPE_sheet, ledger_paths);
	json_init(&j, line);
	if (record_read(&j, &a, SHAPE_sheet, &sheet, &want) && json_end(&j))
		ledger_add(&side->ledger, &sheet, ledger_draft(&a, &sheet));
	arena_free(&a);
}

static void
finish(struct side *side, const struct tally_options *options)
{
	struct official official;

	official_init(&official);
	tally_make(&side->tally, &side->ledger, options);
	out_memory(&side->out);
	rows_write(&side->out, TABLE_NDJSON, &side->tally, &official, 0);
	if (options->n_by == 1 && options->by[0] == TALLY_PAYEE)
		rows_explain(&side->out, TABLE_CSV, &side->tally, &official, 0);
	official_free(&official);
}

static void
drop(struct side *side)
{
	tally_free(&side->tally);
	ledger_free(&side->ledger);
	free(side->out.buf);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct tally_options ways[] = {
	    {.by = {TALLY_PAYEE}, .n_by = 1, .measures = true},
	    {.by = {TALLY_MINISTRY, TALLY_PAYEE}, .n_by = 2},
	    {.by = {TALLY_PROJECT, TALLY_METHOD}, .n_by = 2, .measures = true},
	    {.by = {TALLY_NUMBER, TALLY_YEAR}, .n_by = 2, .direct_only = true},
	};
	const struct tally_options *options = &ways[size % 4];
	struct str_cut cut = {
	    .tail = {(const char *)data, size}, .found = true};
	struct side forth, back;
	str lines[MAX_LINES];
	size_t n = 0;

	while (cut.found && n < MAX_LINES) {
		cut = str_cut(cut.tail, '\n');
		lines[n++] = cut.head;
	}
	ledger_init(&forth.ledger, true);
	ledger_init(&back.ledger, true);
	for (size_t i = 0; i < n; i++) {
		add_line(&forth, lines[i]);
		add_line(&back, lines[n - 1 - i]);
	}
	finish(&forth, options);
	finish(&back, options);
	/* a sum that overflows may do so at one row or at another */
	if (!forth.tally.too_large && !back.tally.too_large &&
	    !str_eq(out_bytes(&forth.out), out_bytes(&back.out)))
		abort();
	drop(&forth);
	drop(&back);
	return 0;
}
