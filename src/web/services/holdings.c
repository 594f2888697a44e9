#include "web/services/holdings.h"
#include "web/module.h"

struct held_thing *held_add(struct ctx *c, struct held_things *to, str title, int64_t at, const char *kind, int64_t id)
{
	to->v = GROWN(c->a, to->v, to->n, &to->room, 8);
	struct held_thing *t = &to->v[to->n++];
	*t = (struct held_thing){.title = title, .kind = str_of(kind), .id = id, .at = at};
	return t;
}

void held_fact(struct ctx *c, struct held_thing *t, const char *label, str value)
{
	if (!value.n)
		return;
	t->facts.v = GROWN(c->a, t->facts.v, t->facts.n, &t->room, 8);
	t->facts.v[t->facts.n++] = (struct held_fact){str_of(label), value};
}

struct holdings holdings_all(arena *a)
{
	struct holdings out = {0};
	size_t room = 0;
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->holdings.n; i++) {
			out.v = GROWN(a, out.v, out.n, &room, 16);
			out.v[out.n++] = &(*m)->holdings.v[i];
		}
	return out;
}

const struct holding *holding_find(str name)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->holdings.n; i++)
			if (str_is(name, (*m)->holdings.v[i].name))
				return &(*m)->holdings.v[i];
	return NULL;
}
