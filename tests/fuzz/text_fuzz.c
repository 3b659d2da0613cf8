/* text: any bytes as the text of a PDF, with and without blank lines. */
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct text text = {.arena = &arena};
	struct sheet sheet = {0}, flat = {0};
	str bytes = {(const char *)data, n};

	text_put(&text, S("平成30年度行政事業レビューシート ( 総務省 )\n"));
	text_put(&text, bytes);
	text_read_sheet(&arena, text_str(&text), 1, &flat);
	text_put(&text, S("\n\n支出先\n"));
	text_read_sheet(&arena, text_str(&text), 1, &sheet);
	arena_free(&arena);
	return 0;
}
