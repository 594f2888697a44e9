/* declared: what the modules say, unfolded once and checked before the program starts. */
#include "web/edge/edge.h"
#include "web/flow/flow.h"
#include "web/hooks.h"
#include "web/module.h"

void modules_set(const struct module *const *list) { modules_keep(flows_unfold(list)); }

static err check_flows(struct ctx *c, const struct module *m)
{
	for (size_t i = 0; i < m->flows.n; i++) {
		const char *fault = flow_fault(c->a, m->flows.v[i]);
		if (fault)
			return FAIL(c, BROKEN, "module %s: flow %s: %s", m->name, m->flows.v[i]->name, fault);
	}
	for (size_t i = 0; i < m->flow_pages.n; i++) {
		const char *fault = flow_pages_fault(c->a, &m->flow_pages.v[i]);
		if (fault)
			return FAIL(c, BROKEN, "module %s: %s", m->name, fault);
	}
	return NULL;
}

err routes_declare(struct ctx *c, const struct module *const *list)
{
	for (size_t i = 0; list[i]; i++)
		TRY(check_flows(c, list[i]));
	TRY(routes_take(c, list));
	return hooks_declare(c, list);
}
