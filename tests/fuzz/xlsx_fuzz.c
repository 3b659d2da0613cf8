/*
 * The XML of workbooks.  The first byte says which part the rest is: cells,
 * shared strings, styles, a drawing, or a package with everything.
 */
#include "reader_fuzz.h"

#include "form/flow.h"
#include "form/form.h"
#include "xlsx/xlsx.h"
#include "xlsx/drawing.h"
#include "xlsx/sheet.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
read_package(struct in *in, struct arena *a)
{
	fuzz_read(&xlsx_reader, in, a);
}

static void
read_cells(struct in *in, struct arena *a)
{
	struct xlsx_strings strings = {0};
	struct xlsx_styles styles = {.arena = a};
	struct xlsx_sheet sheet = {.strings = &strings, .styles = &styles};
	struct xml_error error;
	struct sheet record = {0};
	struct grid grid;

	grid_init(&grid, a);
	grid.exact = true;
	if (xlsx_sheet_read(&sheet, in, &grid, &error))
		form_read(&grid, &record);
}

static void
read_styles(struct in *in, struct arena *a)
{
	struct xlsx_styles styles;
	struct xml_error error;

	if (!xlsx_styles_read(&styles, a, in, &error))
		return;
	for (size_t i = 0; i < styles.cells.n && i < 100; i++) {
		const struct numfmt *f = xlsx_styles_format(&styles, i);
		struct dec held;
		numfmt_number(a, f, S("-44287.75"), false, &held);
		numfmt_number(a, f, S("0.0000125"), true, &held);
		numfmt_text(a, f, S("text"));
	}
}

static void
read_drawing(struct in *in, struct arena *a)
{
	struct xml_error error;
	struct sheet record = {.ministry = S("m")};
	struct grid grid;

	grid_init(&grid, a);
	if (xlsx_drawing_read(in, &grid, &error))
		flow_read(&grid, 0, 1 << 20, &record);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena a = {0};
	struct xlsx_strings strings = {0};
	struct xml_error error;
	struct in in;

	if (!n)
		return 0;
	in_memory(&in, (str){(const char *)bytes + 1, n - 1});
	switch (bytes[0] % 5) {
	case 0:
		read_cells(&in, &a);
		break;
	case 1:
		xlsx_strings_read(&strings, &in, &error);
		xlsx_strings_free(&strings);
		break;
	case 2:
		read_styles(&in, &a);
		break;
	case 3:
		read_drawing(&in, &a);
		break;
	default:
		read_package(&in, &a);
		break;
	}
	in_close(&in);
	arena_free(&a);
	return 0;
}
