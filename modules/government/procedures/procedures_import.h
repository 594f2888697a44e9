/* Filling the catalogue of procedures: procedures_import.c the lists, procedures_catalogue.c what is known of each. */
#pragma once
#include "base/base.h"

err procedures_init(struct ctx *c);
/* "5" and "wd" -> 'working_minutes', 2400; sd: same day; an unknown unit keeps the bare number. */
void procedure_term_of(str time, str time_unit, str *unit, int64_t *amount);
/* Papers, terms, laws, authority, fees, steps of the catalogue; ids: code -> int64_t. */
MUST_USE err catalogue_details(struct ctx *c, const struct map *ids);
MUST_USE err procedures_default_components(struct ctx *c);
/* `dinh import procedures FILE`: columns as in catalogue/procedures_commune.tsv, then valid_from. A known code gets a new version from
 * that day (channels, papers and remarks are taken over; a given limit or fee replaces those of all channels), a new code is added.
 * A code that lost its trailing zeros stops the import and says the right one; a known code with a quite different name is left out
 * with a warning in the log. */
err procedures_import(struct ctx *c, str text, int64_t *rows);
