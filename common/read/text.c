#include "read/text.h"

#include "read/dump_parts.h"
#include "value/text.h"

static const char title[] = "行政事業レビューシート";

void
text_read_sheet(struct arena *arena, str text, size_t line, struct sheet *sheet)
{
	struct dump dump;

	dump_init(&dump, arena, text, line);
	sheet->source.reader = S("text");
	sheet->source.first_line =
	    dump.n ? (int32_t)dump.tokens[0].line : (int32_t)line;
	dump_head(&dump, sheet);
	dump_flow(&dump, sheet);
	dump_spending(&dump, sheet);
	dump_payees(&dump, sheet);
	dump_budget(&dump, sheet);
	dump_goals(&dump, sheet);
	dump_review(&dump, sheet);
	dump_opinions(&dump, sheet);
	dump_past(&dump, sheet);
	dump_rest(&dump, sheet);
}

/* What a document holds so far. */
struct gather {
	struct text text; /* the sheet being read */
	size_t first; /* number of its first line */
	size_t page; /* where its last page begins */
	size_t page_line;
	bool titled, page_titled;
};

static void
put_sheet(struct reading *r, str text, size_t line)
{
	struct sheet sheet = {.source = r->source};

	text_read_sheet(r->arena, text, line, &sheet);
	reading_put(r, &sheet);
}

static bool
text_read(struct reading *r, struct in *in)
{
	struct arena all = {0};
	struct text text = {.arena = &all};
	size_t first = 1, sheets = 0, page = 0, page_line = 1, line = 0;
	size_t done = 0; /* text before belongs to sheets handed over */
	bool titled = false;
	enum next next;
	str s;

	while ((next = in_line(in, &s)) == NEXT_ITEM) {
		line = in->line;
		if (s.n && s.p[0] == '\f') {
			page = text.n;
			page_line = line;
		}
		if (str_has(s, str_of(title)) && !str_has(s, S("記入要領"))) {
			if (titled && page > done) {
				put_sheet(r, (str){text.p + done, page - done},
				    first);
				sheets++;
				done = page;
				first = page_line;
			}
			titled = true;
		}
		text_put(&text, s);
		text_char(&text, '\n');
	}
	if (next == NEXT_ITEM || titled || !text_is_blank(text_str(&text)))
		put_sheet(r, (str){text.p + done, text.n - done}, first);
	arena_free(&all);
	if (next == NEXT_ERROR)
		return reading_fail(r, in->error, line, STR_NULL);
	return sheets || titled ||
	    reading_fail(r, "no title …行政事業レビューシート", 1, STR_NULL);
}

/* A title, and no tabs, tags or workbook around it. */
static int
text_recognise(str head)
{
	size_t at = str_find(head, str_of(title), 0), tabs = 0;

	if (at == head.n)
		return 0;
	if (str_has(head, S("<html")) || str_has(head, S("<?xml")))
		return 0;
	for (size_t i = 0; i < head.n; i++)
		tabs += head.p[i] == '\t';
	return tabs ? 1 : 60;
}

const struct reader text_reader = {
    .name = "text",
    .title = "text of a PDF without geometry (pdftotext, pdfminer)",
    .recognise = text_recognise,
    .read = text_read,
};
