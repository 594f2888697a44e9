/* catalogue: what the binary carries: catalogue/ and the built assets. */
#pragma once
#include "base/base.h"

struct asset {
	const char *name; /* "catalogue/units_2025-06.tsv", "static/app.css" */
	const unsigned char *data, *end;
	const char *mime, *hash, *url; /* url: "/static/app.3f2a91c07b.css" */
};
const struct asset *asset_find(str name);
str catalogue_file(const char *name);          /* "units_2025-06.tsv"; aborts when it is not embedded */
bool tsv_row(str *rest, str *cells, size_t n); /* next line of a TSV cut into n cells (missing ones empty); false at the end */
