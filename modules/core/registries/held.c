/* held: whose records are. A registry that names its holder keeps his number beside what each version names, so that all records of a person
 * are found in every unit, by him alone: forms that he fills in may name them, and are filled from them. */
#include "core/registries/pages.h"
#include "web/hooks.h"
#include "web/request.h"

/* ---- kept with each version ---- */

static int64_t number_of(str digits)
{
	int64_t n;
	return digits.n == 12 && str_int(digits, &n) ? n : 0;
}

err registry_holder_add(struct ctx *c, const struct registry *r, int64_t record, int64_t version, str answers)
{
	struct form_kept said;
	str name = r->holder ? str_of(r->holder->name) : S("");
	if (!r->holder)
		return NULL;
	form_kept_read(c, r->form, answers, (struct texts){&name, 1}, &said);
	struct form_answer v = form_kept_answer(c->a, &said, r->holder);
	int64_t number = v.filled && !v.wrong ? number_of(v.text) : 0;
	return number ? registry_link_add(c, S("holder"), number, record, name, version) : NULL;
}

/* ---- as they are today ---- */

static str today(struct ctx *c) { return day_iso(c->a, day_of(c->now)); }

static err held_today(
	struct ctx *c, const struct registry *r, const struct registry_records_of_holder *row, struct registry_held *out)
{
	struct form_answers *said;
	TRY(registry_said(c, r, row->definition_id, row->answers, &said));
	*out = (struct registry_held){.id = row->id,
		.unit = row->unit_id,
		.version = row->version,
		.written = row->version_id,
		.name = row->name,
		.state = row->state,
		.answers = row->answers,
		.since = row->valid_from,
		.said = said,
		.written_at = row->written_at};
	return NULL;
}

err registry_records_of(struct ctx *c, const struct registry *r, str number, struct registry_helds *out)
{
	struct registry_records_of_holder_rows rows = {0};
	int64_t digits = number_of(number);
	if (r->holder && digits)
		TRY(registry_records_of_holder(c, r->id, digits, str_of(r->holder->name), today(c), &rows));
	*out = (struct registry_helds){.v = NEWN(c->a, struct registry_held, rows.n + 1)};
	for (; out->n < rows.n; out->n++)
		TRY(held_today(c, r, &rows.v[out->n], &out->v[out->n]));
	return NULL;
}

err registry_record_today(struct ctx *c, const struct registry *r, int64_t id, struct registry_held *out, bool *found)
{
	enum { MERGED_MOST = 20 };
	struct registry_record_home at;
	struct registry_records_of_holder row;
	bool more = true;
	*found = false;
	for (int i = 0; more && i < MERGED_MOST; i++) {
		TRY(registry_record_home(c, id, r->id, &at, &more));
		more = more && at.merged_into.set;
		id = more ? at.merged_into.v : id;
	}
	TRY(registry_record_said(c, id, r->id, c->unit, today(c), &row, found));
	return *found ? held_today(c, r, &row, out) : NULL;
}

err registry_record_by_key(struct ctx *c, const struct registry *r, str key, int64_t *id, bool *found)
{
	struct registry_record_of_key row;
	*found = false;
	if (r->key && key.n)
		TRY(registry_record_of_key(c, r->id, r->key_everywhere ? 0 : c->unit, key, &row, found));
	*id = *found ? row.id : 0;
	return NULL;
}

err registry_record_unit(struct ctx *c, const struct registry *r, int64_t id, int64_t *unit)
{
	struct registry_record_home at;
	bool found;
	TRY(registry_record_home(c, id, r->id, &at, &found));
	*unit = found ? at.unit_id : 0;
	return NULL;
}

err registry_number_proved(struct ctx *c, int64_t account, str *number)
{
	struct registry_proved_number row;
	bool found;
	TRY(registry_proved_number(c, account, &row, &found));
	*number = found && row.number.s ? row.number : S("");
	return NULL;
}

/* ---- as his forms name them ---- */

/* An officer, who fills in for somebody, names what his unit keeps. */
static bool is_staff(const struct req *q) { return q->ctx.unit || !q->ctx.actor; }

static err own(struct req *q, const struct reference *to, struct registry_helds *out, const struct registry **r)
{
	str number;
	*out = (struct registry_helds){0};
	err e = registry_of(&q->ctx, str_of(to->which), r);
	if (e)
		return e->kind == NOT_FOUND ? NULL : e;
	TRY(registry_number_proved(&q->ctx, q->ctx.actor, &number));
	return registry_records_of(&q->ctx, *r, number, out);
}

static struct referred named(struct ctx *c, const struct registry *r, const struct registry_held *h)
{
	const struct form_field *key =
		r->key && !registry_is_personal(r, r->key) ? registry_field_there(h->said->form, r->key) : NULL;
	return (struct referred){h->id, h->name, key ? form_answer_shown(c, key, form_answer_to(h->said, key, 0)) : S("")};
}

err registry_own_find(struct req *q, const struct reference *to, str typed, struct references *out)
{
	const struct registry *r = NULL;
	struct registry_helds all;
	if (is_staff(q))
		return registry_records_find(q, to, typed, out);
	TRY(own(q, to, &all, &r));
	for (size_t i = 0; i < all.n; i++)
		if (!typed.n || reference_fits(q->ctx.a, all.v[i].name, typed))
			reference_add(out, named(&q->ctx, r, &all.v[i]));
	return NULL;
}

err registry_own_read(struct req *q, const struct reference *to, int64_t id, struct referred *out)
{
	const struct registry *r = NULL;
	struct registry_helds all;
	if (is_staff(q))
		return registry_record_read(q, to, id, out);
	TRY(own(q, to, &all, &r));
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].id == id) {
			*out = named(&q->ctx, r, &all.v[i]);
			return NULL;
		}
	return FAIL(&q->ctx, NOT_FOUND, "record");
}

/* ---- what stands on definitions ---- */

static registry_breaks *breaks;

void registry_broken_by(registry_breaks *ask) { breaks = ask; }

err registry_broken_said(struct ctx *c, const struct registry *after, struct texts *out)
{
	*out = (struct texts){0};
	return breaks ? breaks(c, after, out) : NULL;
}
