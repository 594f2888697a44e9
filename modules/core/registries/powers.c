/* powers: who may make a move, when its definition names permissions of the house; else whoever may write. The rule is told what its asker
 * may; the refusal says who can. */
#include "core/registries/inside.h"
#include "web/module.h"
#include "web/request.h"

enum { NAMED_MOST = 4 };

const char *registry_power_of(const struct req *q, const struct registry_move *m)
{
	for (size_t i = 0; i < m->by.n; i++)
		if (may(q, m->by.v[i].s))
			return m->by.v[i].s;
	return m->by.n ? m->by.v[0].s : REGISTRY_WRITE;
}

uint64_t registry_powers(const struct req *q, const struct registry *r)
{
	uint64_t powers = 0;
	for (size_t i = 0; i < r->nmoves; i++)
		powers |= (uint64_t)may(q, registry_power_of(q, &r->moves[i])) << i;
	return powers;
}

str registry_powers_said(arena *a, struct texts by)
{
	buf b = {.a = a};
	for (size_t i = 0; i < by.n; i++) {
		const struct permission *p = permission_find(by.v[i]);
		buf_printf(&b, "%s“%.*s”", b.n ? " hoặc " : "", STR_ARG(p ? str_of(p->title) : by.v[i]));
	}
	return buf_text(&b);
}

/* Those of the unit, by name: whom to ask. */
static err holders_said(struct ctx *c, struct texts by, str *out)
{
	struct registry_power_holders_rows rows;
	buf b = {.a = c->a};
	TRY(registry_power_holders(c, c->unit, by, day_iso(c->a, day_of(c->now)), NAMED_MOST + 1, &rows));
	for (size_t i = 0; i < rows.n && i < NAMED_MOST; i++)
		buf_printf(&b, "%s%.*s (%.*s)", i ? ", " : "", STR_ARG(rows.v[i].name), STR_ARG(rows.v[i].title));
	if (rows.n > NAMED_MOST)
		buf_lit(&b, " và những người khác");
	*out = buf_text(&b);
	return NULL;
}

err registry_power_refused(struct ctx *c, const char *what, struct texts by)
{
	str who;
	TRY(holders_said(c, by, &who));
	if (!who.n)
		return FAIL(c, DENIED,
			"Việc “%s” chỉ dành cho người có quyền %s, và đơn vị chưa có ai được giao quyền ấy. Hãy báo quản trị "
			"của đơn vị.",
			what, registry_powers_said(c->a, by).s);
	return FAIL(c, DENIED, "Việc “%s” chỉ dành cho người có quyền %s. Trong đơn vị, việc này do %s làm.", what,
		registry_powers_said(c->a, by).s, who.s);
}

err registry_move_allowed(struct ctx *c, const struct registry *r, const struct registry_move *m, uint64_t powers)
{
	return !m->by.n || powers >> (m - r->moves) & 1 ? NULL : registry_power_refused(c, m->title, m->by);
}

const struct registry_move *registry_move_named(const struct registry *r, str name)
{
	for (size_t i = 0; i < r->nmoves; i++)
		if (str_is(name, r->moves[i].name))
			return &r->moves[i];
	return NULL;
}

err registry_move_asked(struct req *q, const struct registry_move *m)
{
	const char *power = registry_power_of(q, m);
	q->ctx.behalf = may_for(q, power);
	if (may(q, power))
		return NULL;
	struct texts by = m->by.n ? m->by : (struct texts){(str[]){S(REGISTRY_WRITE)}, 1};
	return registry_power_refused(&q->ctx, m->title, by);
}
