#include "web/flow/flow.h"
#include "web/module.h"

static const struct module *const none[] = {NULL};
static const struct module *const *all = none;

void modules_set(const struct module *const *list) { all = flows_unfold(list); }

const struct module *const *modules_all(void) { return all; }
