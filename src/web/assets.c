/* assets: what the binary carries (tools/embed.sh puts it in): the built styles, scripts and fonts, and the catalogue. */
#include <stdio.h>
#include <stdlib.h>
#include "web/catalogue.h"

extern const struct asset asset_table[]; /* sorted by name */
extern const uint64_t asset_count;

static int compare(const void *name, const void *asset)
{
	const str *wanted = name;
	const char *other = ((const struct asset *)asset)->name;
	size_t n = strlen(other);
	int order = memcmp(wanted->s, other, wanted->n < n ? wanted->n : n);
	return order ? order : (wanted->n > n) - (wanted->n < n);
}

const struct asset *asset_find(str name)
{
	return name.n ? bsearch(&name, asset_table, asset_count, sizeof *asset_table, compare) : NULL;
}

str catalogue_file(const char *name)
{
	char path[128];
	snprintf(path, sizeof path, "catalogue/%s", name);
	const struct asset *a = asset_find(str_of(path));
	if (!a) {
		log_line(LOG_ERROR, NULL, "catalogue", "missing=%s", name);
		abort();
	}
	return (str){(const char *)a->data, (size_t)(a->end - a->data)};
}

bool tsv_row(str *rest, str *cells, size_t n)
{
	if (!rest->n)
		return false;
	str line;
	str_cut(*rest, '\n', &line, rest);
	if (line.n && line.s[line.n - 1] == '\r')
		line.n--;
	for (size_t i = 0; i < n; i++) {
		cells[i] = S("");
		if (line.n)
			str_cut(line, '\t', &cells[i], &line);
	}
	return true;
}
