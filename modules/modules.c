/* The list of features, in menu order. Delete a line and the folder, and the feature is gone. */
#include "modules.h"

const struct module *const modules[] = {
	&web_module,
	NULL,
};
