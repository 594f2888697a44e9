/* What pages and lists say of a registry: addresses, states, why something is edited. */
#include "core/registries/pages.h"
#include "web/input.h"
#include "web/request.h"
#include "web/services/audit.h"

str record_path(arena *a, const struct registry *r, int64_t id, const char *rest)
{
	return str_format(a, "/du-lieu/%.*s/%lld%s", STR_ARG(r->code), (long long)id, rest);
}

static const struct registry_state *state_of(const struct registry *r, str name)
{
	for (size_t i = 0; i < r->nstates; i++)
		if (str_is(name, r->states[i].name))
			return &r->states[i];
	return NULL;
}

const char *registry_state_title(const struct registry *r, str name)
{
	const struct registry_state *s = state_of(r, name);
	return s ? s->title : "";
}

const char *registry_state_colour(const struct registry *r, str name)
{
	const struct registry_state *s = state_of(r, name);
	return s ? s->colour : "grey";
}

const struct choice record_edit_kinds[] = {
	{"change", "Thực tế đã thay đổi"}, {"correct", "Nội dung đang ghi là sai, sửa lại cho đúng"}, {NULL, NULL}};

err record_titled(struct ctx *c, int64_t id, str *out)
{
	struct registry_record_title t;
	bool found;
	TRY(registry_record_title(c, id, &t, &found));
	*out = found ? t.name : S("");
	return NULL;
}

void registry_look_logged(struct req *q, const struct registry *r, int64_t record)
{
	if (r->personal.n)
		audit_look(q, "record", record, str_format(q->ctx.a, "Xem trong sổ %.*s", STR_ARG(r->title)).s);
}

bool registry_is_importable(const struct registry *r) { return r->key || r->alike.n; }
