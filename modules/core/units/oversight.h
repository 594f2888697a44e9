/* oversight: the units that one oversees: itself, what became wholly part of it (its history is the unit's), and all that was below any of
 * these on or after a day, level by level. Whoever shows figures of a unit adds up those of its branches. */
#pragma once
#include "db/db.h"

struct map_place;
struct outline;

enum { UNITS_OVERSEEN = 2000 };
struct overseen {
	int64_t id, above; /* above: of the first 0 */
	str name;          /* of one that is no more with its last day: "Huyện Nho Quan (đến 30/06/2025)" */
};
struct oversight { /* the first is the unit itself */
	struct overseen *v;
	size_t n;
};
MUST_USE err unit_oversight(struct ctx *c, int64_t unit, str since, struct oversight *out); /* since: ISO */
const struct overseen *unit_overseen(const struct oversight *o, int64_t id);                /* NULL: it is elsewhere */
/* The unit directly below the chosen one, or the chosen one itself, that a unit belongs to; 0: it is elsewhere. */
int64_t unit_branch(const struct oversight *o, int64_t chosen, int64_t id);
struct ints unit_branches(arena *a, const struct oversight *o, int64_t chosen); /* the chosen one and all below it */

struct overseen_places {
	struct map_place *v; /* what holds today directly below the chosen one; said, href and look are the caller's to fill */
	size_t n;            /* 0: nobody has an outline of any */
	const struct outline *around;
};
MUST_USE err unit_overseen_places(struct ctx *c, const struct oversight *o, int64_t chosen, struct overseen_places *out);
