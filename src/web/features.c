#include "web/module.h"
#include "web/route.h"

static const struct module *const none[] = {NULL};
static const struct module *const *all = none;

void modules_keep(const struct module *const *list) { all = list; }

const struct module *const *modules_all(void) { return all; }

const struct permission *permission_find(str name)
{
	for (const struct module *const *m = all; *m; m++)
		for (size_t i = 0; i < (*m)->permissions.n; i++)
			if (str_is(name, (*m)->permissions.v[i].name))
				return &(*m)->permissions.v[i];
	return NULL;
}
