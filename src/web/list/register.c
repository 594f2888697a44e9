/* register: the usual page of a list, and of one thing in it. */
#include "register.h"
#include "web/module.h"
#include "web/list/register.html.h"

/* An answer that shows the form again comes by the route that adds, which has no list of its own. */
static const struct list *list_here(const struct req *q)
{
	if (q->route->list)
		return q->route->list;
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->routes.n; i++) {
			const struct route *r = &(*m)->routes.v[i];
			if (r->list && r->run == register_show && !strcmp(r->path, q->route->path))
				return r->list;
		}
	return NULL;
}

err register_show(struct req *q)
{
	struct listing l = {0};
	const struct list *list = list_here(q);
	if (!list)
		return FAIL(&q->ctx, BROKEN, "route %s shows no list", q->route->path);
	TRY(list_read(q, list, arena_get(q->ctx.a, list->asked ? list->asked : 1), &l));
	TRY(list_fill(q, &l));
	if (list->adds.begins && !q->json)
		TRY(list->adds.begins(q, &l.begins));
	return reply(q, &l, register_list_page);
}

err thing_show(struct req *q, struct thing *t, void (*page)(struct page *p, const struct thing *t))
{
	if (q->json)
		return reply_json(q, t->model);
	t->path = str_format(q->ctx.a, "%s/%lld", t->list->path, (long long)t->id);
	if (!t->permission)
		t->permission = t->list->adds.permission;
	if (t->flow)
		t->offered = flow_offered(q->ctx.a, t->flow, 0, flow_powers(q, t->flow), &(struct flow_place){.state = t->state});
	page(&q->page, t);
	return NULL;
}
