/* The catalogue for people: search, fields, one procedure with the parts the law wants shown (Decree 63/2010 art. 8). */
#include "procedures_pages.h"
#include "government/procedures/procedures.html.h"
#include "web/reply.h"

static const struct member procedures_view_members[] = {
	MEMBER(struct procedures_view, page, M_INT),
	MEMBER(struct procedures_view, next, M_INT),
	MEMBER(struct procedures_view, meant, M_TEXT),
	MANY(struct procedures_view, often, procedure_list),
	MANY(struct procedures_view, events, life_event),
	MANY(struct procedures_view, fields, procedure_fields),
	MANY(struct procedures_view, procedures, procedure_list),
};
const struct shape procedures_view_shape = SHAPE("procedures", struct procedures_view, procedures_view_members);

static const struct member procedure_view_members[] = {
	ONE(struct procedure_view, procedure, procedure_get),
	MANY(struct procedure_view, channels, procedure_channels),
	MANY(struct procedure_view, components, procedure_components),
	MANY(struct procedure_view, remarks, procedure_remarks),
	{.name = "steps", .type = M_MANY, .at = offsetof(struct procedure_view, steps.steps), .of = &procedure_step_shape},
	MANY(struct procedure_view, fees, fee_rules_on),
	MANY(struct procedure_view, postings, posting_remarks),
	MEMBER(struct procedure_view, short_name, M_TEXT),
	MEMBER(struct procedure_view, decided_at, M_TEXT),
	MEMBER(struct procedure_view, fee, M_TEXT),
};
const struct shape procedure_view_shape = SHAPE("procedure", struct procedure_view, procedure_view_members);

static const struct member life_event_view_members[] = {
	ONE(struct life_event_view, event, life_event),
	MANY(struct life_event_view, procedures, procedure_list),
};
const struct shape life_event_view_shape = SHAPE("life_event_procedures", struct life_event_view, life_event_view_members);

static bool alike(const struct procedure_channels_rows *channels)
{
	for (size_t i = 1; i < channels->n; i++) {
		const struct procedure_channels *x = &channels->v[0], *y = &channels->v[i];
		if (!str_eq(x->term_unit, y->term_unit) || x->term_amount != y->term_amount || x->fee.set != y->fee.set ||
			x->fee.v != y->fee.v)
			return false;
	}
	return true;
}

/* What each costs, for those that communes take. */
static err fees_of(struct ctx *c, const struct procedure_list_rows *list, const str **out)
{
	str *fees = NEWN(c->a, str, list->n + 1);
	*out = fees;
	for (size_t i = 0; i < list->n; i++)
		if (str_is(list->v[i].level, "commune"))
			TRY(procedure_fee_told(c, list->v[i].id, S("desk"), S(""), &fees[i]));
	return NULL;
}

static err search(struct ctx *c, struct procedures_view *v)
{
	struct procedures_found found;
	TRY(procedures_find(c, v->typed, v->page, &found));
	v->procedures = found.list;
	v->page = found.page;
	v->next = found.next;
	v->meant = found.meant;
	return NULL;
}

err procedures_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct procedures_view v = {.typed = query_text(q, "tu-khoa"),
		.field = query_text(q, "linh-vuc"),
		.meant = S(""),
		.page = query_int(q, "trang", 1)};
	str today = day_iso(c->a, day_of(c->now));
	if (!v.typed.n)
		v.page = 1;
	if (v.typed.n)
		TRY(search(c, &v));
	else if (v.field.n)
		TRY(procedure_list(c, v.field, today, &v.procedures));
	if (!v.typed.n && !v.field.n) {
		life_events_all(c->a, &v.events);
		TRY(procedures_often(c, &v.often));
		TRY(procedure_fields(c, today, &v.fields));
	}
	TRY(fees_of(c, v.often.n ? &v.often : &v.procedures, &v.fees));
	return reply(q, &v, procedures_page);
}

err life_event_page_run(struct req *q)
{
	struct life_event_view v = {0};
	TRY(life_event_procedures(&q->ctx, q->key, &v.event, &v.procedures));
	TRY(fees_of(&q->ctx, &v.procedures, &v.fees));
	return reply(q, &v, life_event_page);
}

/* What stands beside the version: by code. */
static err read_code(struct ctx *c, struct procedure_view *v)
{
	struct authority_on rule;
	str code = v->procedure.code, today = day_iso(c->a, day_of(c->now));
	bool found;
	TRY(steps_in_force(c, code, c->unit, &v->steps));
	TRY(fee_rules_on(c, code, today, &v->fees));
	TRY(posting_remarks(c, code, &v->postings));
	TRY(authority_on(c, code, today, &rule, &found));
	v->decided_at = found ? rule.level : S("commune");
	v->short_name = procedure_short_name(c, code, S(""));
	return NULL;
}

static err read_fees(struct ctx *c, struct procedure_view *v)
{
	const struct procedure_get *d = &v->procedure;
	str *fees = NEWN(c->a, str, v->channels.n + 1);
	v->term = term_text(
		c, str_is(d->term_unit, "unknown") ? PROCEDURE_DEFAULT_TERM : (struct term){d->term_unit, d->term_amount});
	v->fee = fee_told(c->a, d->fee, d->fee_note); /* of a version that holds no more: what it said */
	v->channel_fees = fees;
	if (v->handled)
		TRY(procedure_fee_told(c, d->id, S("desk"), S(""), &v->fee));
	for (size_t i = 0; i < v->channels.n; i++) {
		const struct procedure_channels *k = &v->channels.v[i];
		fees[i] = fee_told(c->a, k->fee, d->fee_note);
		if (v->handled)
			TRY(procedure_fee_told(c, d->id, k->channel, S(""), &fees[i]));
	}
	return NULL;
}

err procedure_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct procedure_view v = {0};
	struct procedure_by_code current;
	bool found;
	TRY(procedure_get(c, q->id, &v.procedure));
	TRY(procedure_channels(c, q->id, &v.channels));
	TRY(procedure_components(c, q->id, &v.components));
	TRY(procedure_remarks(c, q->id, &v.remarks));
	TRY(read_code(c, &v));
	TRY(procedure_by_code(c, v.procedure.code, day_iso(c->a, day_of(c->now)), &current, &found));
	bool in_force = found && current.id == q->id;
	v.newer = found && !in_force ? current.id : 0;
	v.handled = in_force && str_is(v.procedure.level, "commune");
	v.alike = alike(&v.channels);
	v.online = v.handled && !str_is(v.procedure.online, "none");
	TRY(read_fees(c, &v));
	return reply(q, &v, procedure_page);
}
