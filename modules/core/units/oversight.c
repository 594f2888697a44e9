#include "core/units/units.h"
#include "core/units/units.sql.h"
#include "web/pictures/map.h"

const struct overseen *unit_overseen(const struct oversight *o, int64_t id)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->v[i].id == id)
			return &o->v[i];
	return NULL;
}

static void oversee(struct ctx *c, struct oversight *o, const struct units_under_rows *rows)
{
	for (size_t i = 0; i < rows->n && o->n < UNITS_OVERSEEN; i++) {
		const struct units_under *u = &rows->v[i];
		day to;
		str name = u->full_name;
		if (unit_overseen(o, u->id))
			continue;
		if (u->valid_to.s && day_parse(u->valid_to, &to))
			name = str_format(c->a, "%.*s (đến %.*s)", STR_ARG(name), STR_ARG(show_day(c->a, to - 1)));
		o->v[o->n++] = (struct overseen){u->id, u->above, name};
	}
}

err unit_oversight(struct ctx *c, int64_t unit, str since, struct oversight *out)
{
	struct unit_full_name own;
	struct units_under_rows rows;
	*out = (struct oversight){NEWN(c->a, struct overseen, UNITS_OVERSEEN), 0};
	TRY(unit_full_name(c, unit, &own));
	out->v[out->n++] = (struct overseen){own.id, 0, own.full_name};
	TRY(units_inherited(c, unit, since, &rows));
	oversee(c, out, &rows);
	for (size_t from = 0, to = out->n; from < to; from = to, to = out->n) {
		int64_t *ids = NEWN(c->a, int64_t, to - from);
		for (size_t i = from; i < to; i++)
			ids[i - from] = out->v[i].id;
		TRY(units_under(c, (struct ints){ids, to - from}, since, &rows));
		oversee(c, out, &rows);
	}
	return NULL;
}

int64_t unit_branch(const struct oversight *o, int64_t chosen, int64_t id)
{
	const struct overseen *u = unit_overseen(o, id);
	while (u && u->id != chosen && u->above != chosen)
		u = u->above ? unit_overseen(o, u->above) : NULL;
	return u ? u->id : 0;
}

struct ints unit_branches(arena *a, const struct oversight *o, int64_t chosen)
{
	int64_t *ids = NEWN(a, int64_t, o->n + 1);
	struct ints all = {ids, 0};
	for (size_t i = 0; i < o->n; i++)
		if (unit_branch(o, chosen, o->v[i].id))
			ids[all.n++] = o->v[i].id;
	return all;
}

err unit_overseen_places(struct ctx *c, const struct oversight *o, int64_t chosen, struct overseen_places *out)
{
	int64_t *ids = NEWN(c->a, int64_t, o->n + 1);
	struct units_placed_rows rows;
	size_t n = 0, known = 0;
	for (size_t i = 0; i < o->n; i++)
		if (o->v[i].above == chosen || o->v[i].id == chosen)
			ids[n++] = o->v[i].id;
	TRY(units_placed(c, (struct ints){ids, n}, &rows));
	*out = (struct overseen_places){.v = NEWN(c->a, struct map_place, rows.n + 1)};
	for (size_t i = 0; i < rows.n; i++) {
		const struct units_placed *u = &rows.v[i];
		const struct outline *edge = unit_outline(u->level, u->code, u->valid_from, (str){0});
		if (u->id == chosen) {
			out->around = edge;
			continue;
		}
		out->v[out->n++] = (struct map_place){.id = u->id, .title = u->full_name, .outline = edge};
		known += edge != NULL;
	}
	out->n = known ? out->n : 0;
	return NULL;
}
