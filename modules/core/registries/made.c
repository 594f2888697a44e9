/* made: registries as programs make them: a definition becomes the draft of a registry of the unit's own; who publishes it looks at it first. */
#include "core/registries/definitions.h"

/* ---- which there are ---- */

static err outline(struct ctx *c, const struct registry_kept *is, struct registry_outline *out, bool *seen)
{
	struct registry_version_newest newest;
	struct registry_version_open open;
	struct registry_version_get v;
	bool own = is->unit_id == c->unit, found;
	*seen = false;
	if (own)
		TRY(registry_version_newest(c, is->id, &newest, &found));
	else
		TRY(registry_version_open(c, is->id, &open, &found));
	if (!found)
		return NULL;
	err e = registry_version_seen(c, own ? newest.id : open.id, &v);
	if (e)
		return e->kind == NOT_FOUND ? NULL : e;
	*seen = true;
	*out = (struct registry_outline){.id = is->id,
		.number = v.number,
		.made_at = v.created_at,
		.code = is->code,
		.title = is->title,
		.definition = v.definition,
		.is_draft = !v.published_at.set,
		.is_own = own,
		.has_ended = is->ended_from.s != NULL};
	return NULL;
}

err registry_outlined(struct ctx *c, int64_t id, struct registry_outline *out)
{
	struct registry_kept is;
	bool seen;
	TRY(registry_kept(c, id, &is));
	TRY(outline(c, &is, out, &seen));
	return seen ? NULL : FAIL(c, NOT_FOUND, "registry");
}

err registries_outlined(struct ctx *c, struct registry_outlines *out)
{
	const int64_t owners[] = {c->unit, 0};
	*out = (struct registry_outlines){0};
	for (size_t i = 0; i < (c->unit ? COUNT(owners) : 1); i++) {
		struct registries_of_owner_rows rows;
		TRY(registries_of_owner(c, owners[i], &rows));
		struct registry_outline *v = NEWN(c->a, struct registry_outline, out->n + rows.n + 1);
		if (out->n)
			memcpy(v, out->v, out->n * sizeof *v);
		out->v = v;
		for (size_t k = 0; k < rows.n; k++) {
			struct registry_kept is;
			bool seen;
			TRY(registry_kept(c, rows.v[k].id, &is));
			TRY(outline(c, &is, &v[out->n], &seen));
			out->n += seen;
		}
	}
	return NULL;
}

/* ---- making ---- */

static err made_anew(struct ctx *c, struct registry_made *m)
{
	struct registry_new n = {.code = m->code, .definition = m->definition};
	struct registry_version_get v;
	TRY(registry_new_add(c, &n));
	TRY(registry_version_seen(c, n.version, &v));
	m->version = n.version;
	m->registry = v.registry_id;
	return NULL;
}

static err newer(struct ctx *c, struct registry_made *m)
{
	struct registry_draft d = {.registry = m->registry};
	struct registry_version_get v;
	TRY(registry_draft_add(c, &d));
	TRY(registry_version_seen(c, d.version, &v));
	m->version = d.version;
	struct registry_draft_change change = {d.version, v.definition, m->definition};
	return str_eq(v.definition, m->definition) ? NULL : registry_draft_change(c, &change);
}

err registry_make(struct ctx *c, struct registry_made *m)
{
	struct registry_by_code known;
	struct registry_kept is;
	struct registry_version_newest newest;
	bool found;
	TRY(registry_by_code(c, m->code, &known, &found));
	if (!found)
		return made_anew(c, m);
	TRY(registry_kept(c, known.id, &is));
	if (is.unit_id != c->unit)
		return FAIL(c, CONFLICT, "Mã “%.*s” đã dùng cho một sổ khác. Hãy ghi mã khác.", STR_ARG(m->code));
	m->registry = known.id;
	TRY(registry_version_newest(c, known.id, &newest, &found));
	m->version = newest.id;
	return str_eq(newest.definition, m->definition) ? NULL : newer(c, m);
}

err registry_unmake(struct ctx *c, const int64_t *id)
{
	struct registry_kept is;
	struct registry_version_newest newest;
	struct registry_ending end = {
		.registry = *id, .valid_from = day_iso(c->a, day_of(c->now)), .reason = S("Phần mềm của đơn vị đóng sổ")};
	bool found;
	TRY(registry_owned(c, *id, &is));
	TRY(registry_version_newest(c, *id, &newest, &found));
	if (found && !newest.published_at.set && newest.number > 1)
		TRY(registry_draft_drop(c, &newest.id));
	return is.ended_from.s ? NULL : registry_close(c, &end);
}
