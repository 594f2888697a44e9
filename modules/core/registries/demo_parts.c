/* demo_parts: what the files of the demonstration share: adding a record, naming it, units of the time. */
#include "core/registries/demo.h"
#include "core/units/units.h"

#define USUAL_DAY "2026-01-05"

err registry_demo_add(struct ctx *c, const char *registry, str answers, const char *valid_from, int64_t *id)
{
	struct record_work w = {.answers = answers,
		.valid_from = str_of(valid_from ? valid_from : USUAL_DAY),
		.source = S("system"),
		.is_checked = true,
		.though_alike = true}; /* two persons of a name and position are two */
	TRY(registry_of(c, str_of(registry), &w.registry));
	TRY(registry_record_create(c, &w));
	*id = w.record;
	return NULL;
}

str registry_demo_named(arena *a, const char *kind, int64_t id, str title)
{
	buf b = {.a = a};
	buf_printf(&b, "{\"kind\":\"%s\",\"id\":%lld,\"title\":", kind, (long long)id);
	json_str(&b, title);
	buf_lit(&b, "}");
	return buf_text(&b);
}

static err unit_of(struct ctx *c, int64_t id, struct registry_demo_unit *out)
{
	struct registry_unit_named u;
	TRY(registry_unit_named(c, id, &u));
	*out = (struct registry_demo_unit){id, u.code, u.name, u.full_name};
	return NULL;
}

err registry_demo_commune(struct ctx *c, const char *code, struct registry_demo_unit *out)
{
	int64_t id;
	TRY(unit_find(c, S("commune"), str_of(code), REGISTRY_OLD_UNITS, &id));
	return unit_of(c, id, out);
}

err registry_demo_district(struct ctx *c, const char *code, struct registry_demo_unit *out, struct registry_demo_units *communes)
{
	struct registry_units_below_rows rows;
	int64_t id;
	TRY(unit_find(c, S("district"), str_of(code), REGISTRY_OLD_UNITS, &id));
	TRY(unit_of(c, id, out));
	TRY(registry_units_below(c, id, day_iso(c->a, REGISTRY_OLD_UNITS), &rows));
	*communes = (struct registry_demo_units){NEWN(c->a, struct registry_demo_unit, rows.n + 1), rows.n};
	for (size_t i = 0; i < rows.n; i++)
		TRY(unit_of(c, rows.v[i].id, &communes->v[i]));
	return NULL;
}
