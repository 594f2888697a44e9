/* The list of features; each may use those above it. Delete a line and the folder, and the feature is gone. */
#include "modules.h"
#include "web/module.h"

const struct module *const modules[] = {
	&home_module,
	&web_module,
	&views_module,
	&units_module,
	&calendar_module,
	&files_module,
	&history_module,
	&imports_module,
	&feeds_module,
	&people_module,
	&channels_module,
	&access_module,
	&organisation_module,
	&notices_module,
	&looks_module,
	&talk_module,
	&forms_module,
	&registries_module,
	&open_data_module,
	&population_module,
	&procedures_module,
	&eforms_module,
	&dossiers_module,
	&results_module,
	&dashboard_module,
	&ratings_module,
	&evaluation_module,
	NULL,
};
