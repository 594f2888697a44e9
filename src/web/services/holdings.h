/* holdings: what modules keep about people, so that somebody can be given a copy of what is kept about him, and what no law keeps can be erased
 * when he asks (core/privacy). A module says it of the kinds of things that it has:
 *	static const struct holding holdings[] = {{.name = "dossiers", .title = "Hồ sơ thủ tục hành chính", .read = dossiers_held}};
 * Only what is his: what such a thing says of others is left out or masked by who says it. */
#pragma once
#include "base/base.h"

struct ctx;

struct holding_of {              /* whose */
	int64_t unit;            /* kept by which unit */
	int64_t person, account; /* 0: none */
	str number;              /* proved; empty: none. What was merely declared is nobody's */
};
struct held_fact {
	str label, value;
};
struct held_facts {
	struct held_fact *v;
	size_t n;
};
struct held_thing {
	str title, kind; /* kind, id: the object that it is, for who may see it; empty: none */
	int64_t id, at;  /* at: when it was made or last said; 0: not known */
	struct held_facts facts;
	size_t room;
};
struct held_things {
	struct held_thing *v;
	size_t n, room;
};
struct holding {
	const char *name, *title;
	err (*read)(struct ctx *c, const struct holding_of *of, struct held_things *out);
	/* Inside db_write: away with what of it he may have erased; *n: how many. NULL: nothing of it by a program. */
	err (*erase)(struct ctx *c, const struct holding_of *of, int64_t *n);
};
struct held_thing *held_add(struct ctx *c, struct held_things *to, str title, int64_t at, const char *kind, int64_t id);
void held_fact(struct ctx *c, struct held_thing *t, const char *label, str value); /* an empty value says nothing */
struct holdings {
	const struct holding **v;
	size_t n;
};
struct holdings holdings_all(arena *a);       /* in the order of the modules */
const struct holding *holding_find(str name); /* NULL: of no module */
