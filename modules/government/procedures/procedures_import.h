/* Filling the catalogue of procedures. */
#pragma once
#include "web/web.h"

err procedures_init(struct ctx *c);
/* `dinh import procedures FILE`: columns as in catalogue/procedures_commune.tsv, then valid_from. A known code gets a new version from
 * that day (channels, papers and remarks are taken over; a given limit or fee replaces those of all channels), a new code is added.
 * A code that lost its trailing zeros stops the import and says the right one; a known code with a quite different name is left out
 * with a warning in the log. */
err procedures_import(struct ctx *c, str text, int64_t *rows);
