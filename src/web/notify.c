/* What may be told and by which ways, as modules declare it; who tells and who knows where somebody is reached are modules too. */
#include "web/notify.h"
#include "web/module.h"

const struct event *event_find(str name)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->events.n; i++)
			if (str_is(name, (*m)->events.v[i].name))
				return &(*m)->events.v[i];
	return NULL;
}

const struct outlet *outlet_find(str name)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->outlets.n; i++)
			if (str_is(name, (*m)->outlets.v[i].name))
				return &(*m)->outlets.v[i];
	return NULL;
}

err reach_find(struct ctx *c, struct reach *r)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		if ((*m)->reach)
			return (*m)->reach(c, r);
	r->account = 0;
	return NULL;
}

err notify(struct ctx *c, int64_t account, const char *event, const struct news *n)
{
	const struct event *e = event_find(str_of(event));
	if (!e)
		return FAIL(c, BROKEN, "no module declares the event %s", event);
	bool somebody = account || n->email.n || n->phone.n;
	for (const struct module *const *m = modules_all(); *m && somebody; m++)
		if ((*m)->tell)
			return (*m)->tell(c, account, e, n);
	return NULL;
}

/* ---- what makes no sense does not start ---- */

static err check_event(struct ctx *c, const struct event *e)
{
	str one, rest = str_of(e->who ? e->who : "");
	bool any = false;
	while (rest.n) {
		str_cut(rest, ' ', &one, &rest);
		any = str_is(one, "citizen") || str_is(one, "officer");
		if (!any)
			break;
	}
	if (!any)
		return FAIL(c, BROKEN, "event %s: whom it is told", e->name);
	if (e->legal && !e->outlets)
		return FAIL(c, BROKEN, "event %s: by law, but by no way", e->name);
	return event_find(str_of(e->name)) == e ? NULL : FAIL(c, BROKEN, "event %s is declared twice", e->name);
}

static err check_outlet(struct ctx *c, const struct outlet *o)
{
	if (!o->open || !o->address || !o->masked || !o->send)
		return FAIL(c, BROKEN, "outlet %s: what it needs is not all there", o->name);
	return outlet_find(str_of(o->name)) == o ? NULL : FAIL(c, BROKEN, "outlet %s is declared twice", o->name);
}

err notify_declare(struct ctx *c, const struct module *const *list)
{
	for (size_t i = 0; list[i]; i++) {
		for (size_t k = 0; k < list[i]->events.n; k++)
			TRY(check_event(c, &list[i]->events.v[k]));
		for (size_t k = 0; k < list[i]->outlets.n; k++)
			TRY(check_outlet(c, &list[i]->outlets.v[k]));
	}
	return NULL;
}
