/* The CSV reader on any bytes: both scanners give the same rows, however the
 * leading cells are compared, and every byte of a cell comes from the input. */
#include "read/csv.h"

#include <stdlib.h>

static uint64_t
digest(const uint8_t *data, size_t n, size_t lead, bool plain, size_t *rows)
{
	struct in in;
	struct csv csv;
	uint64_t sum = 0;

	csv_plain = plain;
	*rows = 0;
	in_memory(&in, (str){(const char *)data, n});
	csv_init(&csv, &in);
	csv.lead = lead;
	while (csv_row(&csv) == NEXT_ITEM) {
		size_t bytes = 0;
		sum = sum * 31 + csv.line + (csv.fault != NULL);
		for (size_t i = 0; i < csv.n; i++) {
			bytes += csv.cells[i].n;
			sum = sum * 31 + str_hash(csv.cells[i]);
		}
		if (bytes > n || ++*rows > n)
			abort();
	}
	csv_free(&csv);
	in_close(&in);
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	size_t rows, again;
	uint64_t sum = digest(data, n, 0, true, &rows);

	for (size_t lead = 0; lead < 4; lead++)
		if (digest(data, n, lead, false, &again) != sum ||
		    again != rows)
			abort();
	return 0;
}
