/* read: what other modules read of records today: by number or key, of named fields alone. */
#include "core/registries/inside.h"
#include "web/hooks.h"
#include "web/json.h"

struct registry_fields registry_fields_shared(const struct registry *r)
{
	struct registry_fields out = {0};
	for (size_t i = 0; i < r->form->n; i++)
		for (size_t k = 0; !r->form->sections[i].name && k < r->form->sections[i].n && out.n < REGISTRY_FIELDS_MAX; k++) {
			const struct form_field *f = &r->form->sections[i].fields[k];
			if (f->type != FORM_NOTE && f->type != FORM_FILE && f->type != FORM_PHOTOS)
				out.v[out.n++] = f;
		}
	return out;
}

bool registry_tells_of_people(const struct registry *r) { return r->personal.n > 0; }

/* json_picked trusts what was written; what goes to others is looked at once more. */
static err picked(struct ctx *c, str answers, struct texts fields, str *out)
{
	const struct node *tree;
	*out = json_picked(c->a, answers, fields);
	TRY(json_read(c, *out, &tree));
	bool good = tree->type == N_OBJECT;
	for (const struct node *n = good ? tree->first : NULL; n; n = n->next) {
		size_t i = 0;
		while (i < fields.n && !str_eq(fields.v[i], n->name))
			i++;
		good &= i < fields.n;
	}
	return good ? NULL : FAIL(c, BROKEN, "answers of a record are not as they were written");
}

err registry_given_of(struct ctx *c, const struct registry *r, struct texts fields, int64_t record, int64_t unit,
	struct registry_given *out, bool *found)
{
	struct registry_record_version_on v;
	struct form_kept said;
	str today = day_iso(c->a, day_of(c->now));
	TRY(registry_record_version_on(c, record, today, &v, found));
	if (!*found)
		return NULL;
	*out = (struct registry_given){.id = record, .unit = unit, .cells = NEWN(c->a, str, fields.n + 1)};
	TRY(picked(c, v.answers, fields, &out->answers));
	TRY(registry_kept_listed(c, r, v.definition_id, v.answers, fields, &said));
	for (size_t i = 0; i < fields.n; i++) {
		const struct form_field *f = registry_field(r, fields.v[i]),
					*there = f ? registry_field_there(said.form, f) : NULL;
		struct form_answer answer = there ? form_kept_answer(c->a, &said, there) : (struct form_answer){0};
		out->cells[i] = there ? form_answer_shown(c, there, &answer) : S("");
	}
	return NULL;
}

/* Of that unit, and, unless it is the unit's own look, of nobody who has asked to give nothing on. */
err registry_may_be_given(
	struct ctx *c, const struct registry *r, const struct registry_wanted *w, int64_t record, int64_t unit, bool *out)
{
	struct registry_record_given given;
	struct registry_record_get own;
	return w->own ? registry_record_get(c, record, r->id, unit, &own, out)
		      : registry_record_given(c, record, r->id, unit, day_iso(c->a, day_of(c->now)), &given, out);
}

err registry_given_find(
	struct ctx *c, const struct registry *r, const struct registry_wanted *w, struct registry_given *out, bool *found)
{
	*found = false;
	for (size_t i = 0; i < w->units.n && !*found; i++) {
		struct registry_record_of_key key;
		int64_t id = w->record;
		bool there = true;
		if (w->key.n) {
			TRY(registry_record_of_key(c, r->id, r->key_everywhere ? 0 : w->units.v[i], w->key, &key, &there));
			id = there ? key.id : 0;
		}
		if (there)
			TRY(registry_may_be_given(c, r, w, id, w->units.v[i], &there));
		if (there)
			TRY(registry_given_of(c, r, w->fields, id, w->units.v[i], out, found));
	}
	return NULL;
}

/* Some of one unit's, behind the cursor. */
static err some_of(struct ctx *c, const struct registry *r, const struct registry_wanted *w, int64_t unit, size_t most,
	struct registry_givens *out)
{
	enum { BATCH = 100 };
	int64_t after = unit == w->after_unit ? w->record : w->from_end ? INT64_MAX : 0;
	str today = day_iso(c->a, day_of(c->now));
	for (struct registry_records_given_rows rows = {NULL, BATCH}; rows.n == BATCH && out->n < most;) {
		TRY(w->from_end ? registry_records_given_back(c, r->id, unit, after, today, BATCH, &rows)
				: registry_records_given(c, r->id, unit, after, today, BATCH, &rows));
		for (size_t k = 0; k < rows.n && out->n < most; k++) {
			bool found;
			after = rows.v[k].id;
			TRY(registry_given_of(c, r, w->fields, after, unit, &out->v[out->n], &found));
			out->n += found;
		}
	}
	return NULL;
}

err registry_given_some(
	struct ctx *c, const struct registry *r, const struct registry_wanted *w, size_t most, struct registry_givens *out)
{
	*out = (struct registry_givens){NEWN(c->a, struct registry_given, most + 1), 0};
	for (size_t i = 0; i < w->units.n && out->n < most; i++) {
		int64_t unit = w->units.v[w->from_end ? w->units.n - 1 - i : i];
		bool passed = w->after_unit && (w->from_end ? unit > w->after_unit : unit < w->after_unit);
		if (!passed)
			TRY(some_of(c, r, w, unit, most, out));
	}
	return NULL;
}
