/* stage: what tests of access play on: the units of the catalogue and the demo accounts. */
#pragma once
#include "../../../tests/unit/store.h"
#include "core/units/units.h"
#include "parts.h"
#include "web/edge/edge.h"
#include "web/module.h"

#define STAGE static __attribute__((unused))

STAGE void fill_access(struct ctx *c)
{
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, access_module.init(c)));
	OK(WRITE(c, access_module.demo(c)));
}

STAGE int filled(void **state)
{
	if (test_open_filled(state, "access", fill_access))
		return 1;
	OK(routes_declare(test_store(state), modules_all()));
	return 0;
}

STAGE int emptied(void **state)
{
	routes_forget();
	return test_close(state);
}

STAGE int64_t account(struct ctx *c, const char *login)
{
	struct account_facts f;
	OK(account_find(c, str_of(login), &f));
	return f.id;
}
