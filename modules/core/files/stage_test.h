/* stage: what tests of files play on: a store with a folder for contents and the settings that count. */
#pragma once
#include "../../../tests/unit/store.h"
#include "files.h"
#include "web/edge/edge.h"
#include "web/services/services.h"
#include "web/web.sql.h"
#include "web/site.h"

static int open_store(void **state)
{
	static struct migrations list[2];
	static const struct module *const declared[] = {&edge_module, &files_module, NULL};
	list[0] = web_migrations;
	list[1] = files_migrations;
	int e = test_open_with(state, list, COUNT(list));
	if (!e) {
		data_folder_set(test_folder(test_store(state)));
		jobs_declare(declared);
		OK(settings_open(test_store(state), declared, NULL));
	}
	return e;
}

static int close_store(void **state)
{
	settings_close();
	return test_close(state);
}
