/* Fuzz target: tables that somebody else made. Whatever came in, what comes out is rows in their order, of cells within the limits. */
#include "doc/sheet.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena a = {0};
	struct sheet_writing w = {.a = &a, .out.a = &a};
	if (!sheet_write(&w, (str){(const char *)data, size})) {
		struct sheet s = {.rest = buf_text(&w.out)};
		int64_t line = 0, n = 0;
		require(str_cut(s.rest, SHEET_NAME_END, &s.name, &s.rest));
		for (struct sheet_row row; sheet_next(&s, &row); n++) {
			require(row.line > line && row.n > 0 && row.n <= SHEET_COLUMNS && row.cells[row.n - 1].n);
			for (size_t i = 0; i < row.n; i++)
				require(utf8_length(row.cells[i]) <= SHEET_PLACE && utf8_valid(row.cells[i]));
			line = row.line;
		}
		require(n == w.rows && !s.rest.n);
	}
	arena_free(&a);
	return 0;
}
