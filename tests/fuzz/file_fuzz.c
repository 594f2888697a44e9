/* Fuzz target: the type of a file by its first bytes, and tables of tab-separated text. */
#include "doc/doc.h"
#include <stdlib.h>
#include "web/catalogue.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str rest = {(const char *)data, size}, cells[5];
	enum file_type t = sniff(rest, (int64_t)size);
	if (!file_type_mime(t) || !file_type_ending(t))
		abort();
	if (t == FILE_TEXT && !utf8_valid(rest))
		abort();
	sniff(rest, (int64_t)size + 100);
	for (size_t before = rest.n + 1; tsv_row(&rest, cells, COUNT(cells)); before = rest.n) {
		if (rest.n >= before)
			abort(); /* every row takes something */
		for (size_t i = 0; i < COUNT(cells); i++)
			if (cells[i].n &&
				(cells[i].s < (const char *)data || cells[i].s + cells[i].n > (const char *)data + size))
				abort();
	}
	return 0;
}
