/* organisation: how a unit is made up, for its administrator: departments with who holds which position in them on a day, and hamlets.
 * The rules of both stand in units.h; here are the pages, and what positions forbid. */
#pragma once
#include "db/db.h"

struct module;

/* Inside db_write, a struct agency_change of units.h: a department ends only when nobody holds a position in it any more. */
RULE(organisation_change_agency, struct agency_change) /* its name, its code, from a day on; into its history */
RULE(organisation_end_agency, struct agency_change)
extern const struct module organisation_module;
