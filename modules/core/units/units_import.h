/* Filling the table of units. */
#pragma once
#include "units.h"

err units_init(struct ctx *c);
/* A TSV of changes: level, code, name, full_name, parent_code, kind, valid_from, legal_basis, successors. Kinds: "correction" (of
 * the spelling), "change" (a new name or kind: a new version), "new" (a unit that was not there), "end" (a unit that is there no
 * more; successors: codes with a comma between them, a ~ after each that took only a part). All of it or nothing. */
err units_import(struct ctx *c, str text, int64_t *rows);
/* A TSV of hamlets: commune_code, kind, name, note, valid_from, legal_basis. Those that are there already are left alone. */
err hamlets_import(struct ctx *c, str text, int64_t *rows);
/* A TSV: old_code, code, source. */
err agency_codes_import(struct ctx *c, str text, int64_t *rows);

/* What the pieces of an import share: agencies for a new unit, and what they are called (agencies.c). */
err unit_agencies_add(struct ctx *c, int64_t unit, str full_name, str code, str valid_from);
str unit_committee_name(struct ctx *c, str full_name);
str agency_one_stop_name(struct ctx *c, str full_name, day on);
err units_demo(struct ctx *c);
