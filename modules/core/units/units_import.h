/* Filling the table of units. */
#pragma once
#include "web/web.h"

err units_init(struct ctx *c);
/* A TSV of changes: level, code, name, full_name, parent_code, kind ("change" = a new version, "correction" = of the spelling),
 * valid_from, legal_basis. */
err units_import(struct ctx *c, str text, int64_t *rows);
