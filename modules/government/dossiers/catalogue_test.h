/* catalogue: what every module starts with, and the demo accounts. */
#pragma once
#include "tests/unit/store.h"
#include "core/access/access.h"
#include "modules.h"

static void fill_catalogue(struct ctx *c)
{
	for (int i = 0; modules[i]; i++)
		if (modules[i]->init)
			OK(WRITE(c, modules[i]->init(c)));
	OK(WRITE(c, access_module.demo(c)));
}

static int open_filled(void **state) { return test_open_filled(state, "catalogue", fill_catalogue); }
