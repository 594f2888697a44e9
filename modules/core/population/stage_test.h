/* stage: what tests of households and of figures play on: one commune with two hamlets. 23/11/2026 is today (TEST_NOW). */
#pragma once
#include "tests/unit/store.h"
#include "core/population/inside.h"
#include "core/units/units.h"
#include "web/module.h"

#define STAGE static __attribute__((unused))

static struct {
	int64_t unit, hamlet, other_hamlet;
} stage;

STAGE int64_t hamlet_new(struct ctx *c, const char *name)
{
	struct hamlet_change n = {.unit = stage.unit,
		.kind = S("thon"),
		.name = str_of(name),
		.note = S(""),
		.day = S("2025-07-01"),
		.legal_basis = S("NQ 1")};
	OK(apply(c, hamlet_open, &n));
	return n.id;
}

STAGE struct ctx *stage_begin(void **state)
{
	struct ctx *c = test_store(state);
	OK(WRITE(c, units_module.init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &stage.unit));
	c->unit = stage.unit;
	stage.hamlet = hamlet_new(c, "Mỹ Lộc");
	stage.other_hamlet = hamlet_new(c, "Gia Hòa");
	return c;
}

/* A movement of that household; 0: of the one that is to be opened. */
STAGE struct household_movement said(int64_t household, const char *kind, const char *day)
{
	return (struct household_movement){.unit = stage.unit,
		.household = household,
		.kind = str_of(kind),
		.day = str_of(day),
		.source = S("declared"),
		.document = S(""),
		.reason = S("theo lời khai"),
		.residence = S("permanent")};
}

STAGE struct household_movement somebody(
	int64_t household, const char *kind, const char *day, const char *name, const char *birth, const char *sex)
{
	struct household_movement m = said(household, kind, day);
	m.name = str_of(name);
	m.birth_on = str_of(birth);
	m.sex = str_of(sex);
	m.personal_number = S("");
	m.ethnicity = S("01");
	m.relation = S("child");
	return m;
}

STAGE struct new_household household_headed(int64_t hamlet, const char *name, const char *birth)
{
	struct new_household n = {.unit = stage.unit, .code = S("")};
	n.head = somebody(0, "open", "2025-07-01", name, birth, "male");
	n.head.hamlet = hamlet;
	n.head.address = S("Số 5");
	n.head.household_kind = S("family");
	return n;
}
