#include "web/object.h"
#include "web/hooks.h"
#include "auth/auth.h"
#include "web/actor.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/request.h"

static const struct object *object_of(str kind)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->objects.n; i++)
			if (str_is(kind, (*m)->objects.v[i].kind))
				return &(*m)->objects.v[i];
	return NULL;
}

static err nothing(struct ctx *c) { return FAIL(c, NOT_FOUND, "Không có mục này, hoặc ông/bà không được xem."); }

err object_see(struct req *q, str kind, int64_t id, struct object_seen *out)
{
	const struct object *o = object_of(kind);
	*out = (struct object_seen){0};
	err e = o && (!o->reads || may(q, o->reads)) ? o->see(q, id, out) : nothing(&q->ctx);
	return e && (e->kind == NOT_FOUND || e->kind == DENIED) ? nothing(&q->ctx) : e;
}

err object_change(struct req *q, str kind, int64_t id)
{
	struct object_seen seen;
	TRY(object_see(q, kind, id, &seen));
	const struct object *o = object_of(kind);
	if (o->changes ? may(q, o->changes) : o->change != NULL)
		return o->change ? o->change(q, id) : NULL;
	return FAIL(&q->ctx, DENIED, "Không thêm bớt được ở mục này.");
}

bool object_changes(struct req *q, str kind, int64_t id)
{
	err e = object_change(q, kind, id);
	return !e;
}

err object_place(struct req *q, str kind, int64_t id, str *path)
{
	struct object_seen seen = {0};
	err e = id > 0 ? object_see(q, kind, id, &seen) : NULL;
	*path = e ? S("") : seen.path;
	return e && e->kind == NOT_FOUND ? NULL : e;
}

str object_path(arena *a, const char *kind, int64_t id) { return str_format(a, "/doi-tuong/%s/%lld", kind, (long long)id); }
bool object_talked(str kind)
{
	const struct object *o = object_of(kind);
	return o && o->talked;
}

err actor_of(struct ctx *c, int64_t account, int64_t unit, struct actor *out)
{
	struct session as = {.account = account, .unit = unit ? some_int(unit) : (opt_int){0}};
	*out = (struct actor){.kind = NOBODY};
	for (const struct module *const *m = modules_all(); *m; m++)
		if ((*m)->identify && account)
			TRY((*m)->identify(c, &as, out));
	return NULL;
}

err officer_as(struct ctx *c, int64_t account, int64_t unit, struct actor *out)
{
	TRY(actor_of(c, account, unit, out));
	return out->kind == OFFICER && out->unit == unit ? NULL : nothing(c);
}

err object_seen_by(struct ctx *c, int64_t account, int64_t unit, str kind, int64_t id, struct object_seen *out)
{
	struct actor who;
	TRY(officer_as(c, account, unit, &who));
	struct req q = {.ctx = *c, .actor = &who};
	q.ctx.actor = account;
	q.ctx.unit = unit;
	q.ctx.behalf = 0;
	return object_see(&q, kind, id, out);
}

err object_changed(struct ctx *c, const char *kind, int64_t id)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		if ((*m)->changed)
			TRY((*m)->changed(c, kind, id));
	return NULL;
}

err object_title(struct ctx *c, str kind, int64_t id, str *title)
{
	const struct naming *n = naming_of(kind);
	*title = S("");
	err e = n && n->title && id ? n->title(c, id, title) : NULL;
	return e && e->kind == NOT_FOUND ? NULL : e;
}

static const struct member seen_members[] = {
	MEMBER(struct object_seen, title, M_TEXT),
	MEMBER(struct object_seen, path, M_TEXT),
};
const struct shape object_seen_shape = SHAPE("object", struct object_seen, seen_members);
