/* stage: what tests of imports and of feeds play on: the units, and the administrator of one commune, who acts. */
#pragma once
#include "tests/unit/store.h"
#include "core/access/access.h"
#include "core/units/units.h"
#include "web/edge/edge.h"
#include "web/module.h"
#include "web/services/services.h"

#define STAGE static __attribute__((unused))

STAGE int64_t officer(struct ctx *c, const char *role, int64_t unit)
{
	int64_t id;
	OK(WRITE(c, account_add(c,
			    &(struct new_account){.kind = S("officer"),
				    .login = str_format(c->a, "%s.%lld", role, (long long)unit),
				    .name = S("Người Nhập"),
				    .unit = unit,
				    .role = str_of(role)},
			    &id)));
	return id;
}

STAGE void begin(struct ctx *c)
{
	int64_t unit;
	OK(routes_declare(c, modules_all()));
	jobs_declare(modules_all());
	OK(settings_open(c, modules_all(), NULL));
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, access_module.init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &unit));
	c->unit = c->actor = 0;
	c->actor = officer(c, "administrator", unit);
	c->unit = unit;
}
