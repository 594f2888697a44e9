/* upsert: what is sent is written to the record that it is, or to a new one; what it says already is left alone, so that it may be sent again. */
#include "core/registries/inside.h"

/* ---- which record it is ---- */

static err by_key(struct ctx *c, const struct registry *r, str key, int64_t *id)
{
	struct registry_record_of_key known;
	bool found;
	TRY(registry_record_of_key(c, r->id, r->key_everywhere ? 0 : c->unit, key, &known, &found));
	if (found && known.unit_id != c->unit)
		return FAIL_FIELD(c, r->key->name, "Đơn vị khác đã có mục mang “%s” này", r->key->label);
	*id = found ? known.id : 0;
	return NULL;
}

static err by_alike(struct ctx *c, const struct registry *r, str alike, bool keyed, int64_t *id)
{
	struct registry_record_alike one, two;
	struct registry_record_get record;
	bool found = false, more;
	if (alike.n)
		TRY(registry_record_alike(c, r->id, c->unit, alike, 0, &one, &found));
	if (!found)
		return NULL;
	TRY(registry_record_alike(c, r->id, c->unit, alike, one.id, &two, &more));
	TRY(registry_record_get(c, one.id, r->id, c->unit, &record, &found));
	if (keyed && (more || record.key.n)) /* they have numbers of their own: another thing */
		return NULL;
	if (more)
		return FAIL(c, INVALID, "Trong sổ có nhiều mục giống như vậy, nên không biết đây là mục nào.");
	*id = one.id;
	return NULL;
}

static str which_fields(arena *a, const struct registry *r)
{
	const char *key = r->key ? r->key->label : "";
	str alike = registry_labels(a, &r->alike);
	return str_format(a, "Chưa biết đây là mục nào của sổ. Hãy ghi “%s%s%.*s”.", key,
		*key && alike.n ? "”, hoặc đủ các nội dung “" : "", STR_ARG(alike));
}

err registry_known_of(struct ctx *c, const struct registry *r, const struct form_answers *said, int64_t *id, str *known_by)
{
	const struct form_answer *key = r->key ? form_answer_to(said, r->key, 0) : NULL;
	bool keyed = key && key->filled;
	str alike = registry_alike_text(c, r, said);
	*id = 0;
	if (keyed)
		TRY(by_key(c, r, key->text, id));
	if (!*id)
		TRY(by_alike(c, r, alike, keyed, id));
	*known_by = keyed     ? str_format(c->a, "k%.*s", STR_ARG(key->text))
		    : alike.n ? str_format(c->a, "a%.*s", STR_ARG(alike))
			      : S("");
	if (*id)
		*known_by = str_format(c->a, "r%lld", (long long)*id);
	return NULL;
}

/* ---- writing ---- */

static struct record_work work_of(const struct record_upsert *u)
{
	return (struct record_work){.registry = u->registry,
		.record = u->record,
		.answers = u->answers,
		.valid_from = u->valid_from,
		.reason = u->reason,
		.source = u->source.n ? u->source : S("system"),
		.source_ref = u->source_ref,
		.though_alike = u->though_alike};
}

static err create(struct ctx *c, struct record_upsert *u, bool keyed)
{
	struct record_work w = work_of(u);
	if (u->known_only)
		return FAIL(c, NOT_FOUND, "Trong sổ không có mục này.");
	w.though_alike |= keyed; /* it has a number of its own: another thing */
	TRY(registry_record_create(c, &w));
	if (w.waits)
		return FAIL(c, CONFLICT, "%s", REGISTRY_WAITS_SAID);
	u->record = w.record;
	u->is_created = u->is_changed = true;
	return NULL;
}

static bool is_later(struct ctx *c, str day, str than) { return strcmp(str_c(c->a, day), str_c(c->a, than)) > 0; }

static err write(struct ctx *c, const struct record_upsert *u, struct record_work *w, str since)
{
	bool changes = u->valid_from.n || is_later(c, day_iso(c->a, day_of(c->now)), since);
	if (!changes)
		w->reason = w->reason.n ? w->reason : S("Phần mềm ghi lại"); /* a day has one version */
	TRY(changes ? registry_record_change(c, w) : registry_record_correct(c, w));
	return w->waits ? FAIL(c, CONFLICT, "%s", REGISTRY_WAITS_SAID) : NULL;
}

static err renew(struct ctx *c, struct record_upsert *u)
{
	struct record_work w = work_of(u);
	struct registry_record_get record;
	struct registry_record_version_on last;
	bool found;
	TRY(registry_record_get(c, u->record, u->registry->id, c->unit, &record, &found));
	if (found)
		TRY(registry_record_version_last(c, u->record, &last, &found));
	if (!found)
		return FAIL(c, NOT_FOUND, "Trong sổ không có mục này.");
	TRY(form_answers_joined(c, u->registry->form, last.answers, u->answers, u->names, &w.answers));
	w.seen = u->seen ? u->seen : record.version;
	bool same = !record.ended_from.s && str_eq(w.answers, last.answers);
	return same ? NULL : (u->is_changed = true, write(c, u, &w, last.valid_from));
}

err registry_record_upsert(struct ctx *c, struct record_upsert *u)
{
	struct form_answers *said;
	struct registry_record_get record;
	str known_by = S("");
	bool found;
	u->is_created = u->is_changed = false;
	form_answers_stored(c, u->registry->form, u->answers, &said);
	if (!u->record)
		TRY(registry_known_of(c, u->registry, said, &u->record, &known_by));
	if (u->record && u->new_only)
		return FAIL(c, CONFLICT, "Trong sổ đã có mục này.");
	if (!u->record && !known_by.n)
		return FAIL(c, INVALID, "%s", which_fields(c->a, u->registry).s);
	TRY(u->record ? renew(c, u) : create(c, u, known_by.n && known_by.s[0] == 'k'));
	TRY(registry_record_get(c, u->record, u->registry->id, c->unit, &record, &found));
	u->version = record.version;
	return NULL;
}
