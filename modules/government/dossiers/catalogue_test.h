/* catalogue: what every module starts with, and the demo accounts. */
#pragma once
#include "tests/unit/store.h"
#include "core/access/access.h"
#include "web/services/services.h"
#include "modules.h"
#include "web/module.h"

static void fill_catalogue(struct ctx *c)
{
	for (int i = 0; modules[i]; i++)
		if (modules[i]->init)
			OK(WRITE(c, modules[i]->init(c)));
	OK(WRITE(c, access_module.demo(c)));
}

/* Settings are the program's own: what a test changes is gone with its store. */
static int open_filled(void **state)
{
	if (test_open_filled(state, "catalogue", fill_catalogue))
		return 1;
	settings_close();
	OK(settings_open(test_store(state), modules, NULL));
	return 0;
}
