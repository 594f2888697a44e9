/* population: what the module declares. */
#include "inside.h"
#include "web/module.h"

const struct module population_module = {
	.name = "population",
	.title = "Hộ dân, nhân khẩu",
	.migrations = &population_migrations,
};
