/* Many records at once: the ticked rows of a list go to another state, each for itself. */
#include "core/registries/proposing.h"
#include "core/registries/registries.html.h"
#include "web/input.h"
#include "web/reply.h"
#include "web/request.h"

enum { TICKED_MOST = 200 };

/* ---- what the list offers ---- */

/* The moves of the definition, as actions of a flow. */
static const struct flow *flow_of(const struct req *q, const struct registry *r)
{
	arena *a = q->ctx.a;
	struct flow *f = NEW(a, struct flow);
	struct flow_action *v = NEWN(a, struct flow_action, r->nmoves + 1);
	for (size_t i = 0; i < r->nmoves; i++)
		v[i] = (struct flow_action){.name = r->moves[i].name,
			.title = r->moves[i].title,
			.permission = registry_power_of(q, &r->moves[i]),
			.bulk = true};
	f->name = "record";
	f->actions.v = v;
	f->actions.n = r->nmoves;
	return f;
}

const struct list_bulk *registry_bulk_made(const struct req *q, const struct registry *r)
{
	arena *a = q->ctx.a;
	struct list_bulk *b = NEW(a, struct list_bulk);
	if (!r->nmoves)
		return NULL;
	*b = (struct list_bulk){.path = str_format(a, "/du-lieu/%.*s/chuyen-trang-thai", STR_ARG(r->code)).s,
		.pick = "records",
		.noun = "mục",
		.note = "Lý do, căn cứ",
		.flow = flow_of(q, r),
		.more = registry_bulk_fields};
	return b;
}

static bool leaves(const struct registry *r, const char *move, str state)
{
	for (size_t i = 0; i < r->nmoves; i++)
		for (size_t k = 0; k < r->nstates && !strcmp(move, r->moves[i].name); k++)
			if (str_is(state, r->states[k].name))
				return r->moves[i].from & UINT32_C(1) << k;
	return false;
}

/* A past day is not changed from its list; of records in one state only what leads out of it is offered. */
void registry_bulk_settle(struct req *q, const struct registry *r, struct listing *l)
{
	const struct registry_asked *asked = l->asked;
	if (!l->offered)
		return;
	const struct flow_action **v = NEWN(q->ctx.a, const struct flow_action *, r->nmoves + 1);
	size_t n = 0;
	for (size_t i = 0; l->offered[i]; i++)
		if (!asked->state.n || leaves(r, l->offered[i]->name, asked->state))
			v[n++] = l->offered[i];
	l->offered = n && str_eq(asked->day, day_iso(q->ctx.a, day_of(q->ctx.now))) ? v : NULL;
}

/* ---- what is done ---- */

struct bulk_input {
	struct ints records;
	str action, note, valid_from, back;
	str batch;     /* what is proposed of it is proposed together */
	int64_t waits; /* the proposal, when it waits */
};
static const struct field bulk_fields[] = {
	INTS(struct bulk_input, records, "Các mục", 1, TICKED_MOST),
	TEXT(struct bulk_input, action, "Việc", 1, 40),
	TEXT(struct bulk_input, note, "Lý do, căn cứ", 0, 300),
	{.name = "valid_from", .label = "Từ ngày", .type = I_DATE, .at = offsetof(struct bulk_input, valid_from)},
	TEXT(struct bulk_input, back, "Danh sách", 0, 400),
};
const struct input registry_bulk_input = INPUT("records_move", bulk_fields);

static err move_one(struct req *q, const struct registry *r, struct bulk_input *in, int64_t id)
{
	struct record_work w = {.registry = r,
		.record = id,
		.valid_from = in->valid_from,
		.reason = in->note,
		.move = in->action,
		.powers = registry_powers(q, r),
		.batch = in->batch};
	struct registry_record_get record;
	bool found;
	TRY(registry_record_get(&q->ctx, id, r->id, q->ctx.unit, &record, &found));
	if (!found)
		return FAIL(&q->ctx, NOT_FOUND, "record");
	w.seen = record.version;
	TRY(apply(&q->ctx, registry_record_move, &w));
	in->waits = w.waits;
	return NULL;
}

/* Of another unit: not even its name. */
static err refused(struct req *q, int64_t id, err e, struct registry_refused *out)
{
	*out = (struct registry_refused){id, S(""), S("Sổ của đơn vị không có mục này.")};
	if (e->kind == NOT_FOUND)
		return NULL;
	out->text = e->problems ? e->problems->text : e->text;
	return record_titled(&q->ctx, id, &out->name);
}

static err each(struct req *q, struct bulk_input *in, struct registry_bulk_view *v)
{
	v->refused.v = NEWN(q->ctx.a, struct registry_refused, in->records.n);
	for (size_t i = 0; i < in->records.n; i++) {
		err e = move_one(q, v->registry, in, in->records.v[i]);
		if (e && e->kind != CONFLICT && e->kind != NOT_FOUND && e->kind != INVALID)
			return e;
		if (e)
			TRY(refused(q, in->records.v[i], e, &v->refused.v[v->refused.n++]));
		v->done += !e;
	}
	return NULL;
}

err registry_bulk_run(struct req *q)
{
	struct bulk_input in = {0};
	struct registry_bulk_view v = {0};
	TRY(registry_of(&q->ctx, q->key, &v.registry));
	TRY(read_input(q, &in));
	const struct registry_move *move = registry_move_named(v.registry, in.action);
	if (!move)
		return FAIL_FIELD(&q->ctx, "action", "Sổ này không có việc “%.*s”.", STR_ARG(in.action));
	TRY(registry_move_asked(q, move));
	v.title = str_of(move->title);
	in.batch = str_format(q->ctx.a, "bulk/%s", random_token(q->ctx.a, 12).s);
	TRY(each(q, &in, &v));
	v.waits = in.waits;
	v.back = local_path(q, in.back, str_format(q->ctx.a, "/du-lieu/%.*s/danh-sach", STR_ARG(v.registry->code)).s);
	if (q->json || v.refused.n)
		return reply(q, &v, registry_bulk_page);
	if (v.waits)
		return record_written(q, v.registry, 0, v.waits, "");
	flash(q, "%.*s: đã ghi %lld mục.", STR_ARG(v.title), (long long)v.done);
	return see_other(q, "%.*s", STR_ARG(v.back));
}

static const struct member refused_members[] = {MEMBER(struct registry_refused, id, M_INT),
	MEMBER(struct registry_refused, name, M_TEXT), MEMBER(struct registry_refused, text, M_TEXT)};
static const struct shape registry_refused_shape = SHAPE("record_refused", struct registry_refused, refused_members);
static const struct member bulk_members[] = {MEMBER(struct registry_bulk_view, done, M_INT),
	MEMBER(struct registry_bulk_view, waits, M_INT), MANY(struct registry_bulk_view, refused, registry_refused)};
const struct shape registry_bulk_shape = SHAPE("records_moved", struct registry_bulk_view, bulk_members);
