/* Steps as data: reading whose they are, checking, storing. */
#pragma once
#include "procedures.h"
#include "government/procedures/procedures.sql.h"

extern const struct choice step_kinds[], step_roles[], step_agencies[], step_actions[];

enum steps_owner { STEPS_OF_UNIT, STEPS_OF_PROCEDURE, STEPS_USUAL };
struct steps_found {
	struct procedure_steps steps;
	enum steps_owner whose;
	str basis; /* the law that says so; of the catalogue's steps */
};
MUST_USE err steps_in_force(struct ctx *c, str code, int64_t unit, struct steps_found *out);
/* INVALID, the problem named like the editor's input: title_2, share_1. */
MUST_USE err steps_check(struct ctx *c, const struct procedure_steps *steps);
MUST_USE err steps_store(struct ctx *c, str code, int64_t unit, const struct procedure_steps *steps, str basis);

struct steps_change {
	int64_t procedure, unit;      /* unit 0: for all units */
	struct procedure_steps steps; /* none: back to what holds without this change */
};
RULE(steps_save, const struct steps_change)
