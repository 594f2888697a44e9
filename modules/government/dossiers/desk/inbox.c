/* inbox: the pages of the officers' lists (queues.c), filters, and one action on many dossiers. */
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/dossier_pages.h"
#include "core/calendar/calendar.h"
#include <string.h>
#include "web/reply.h"
#include "web/services/setting.h"

enum { MANY_AT_ONCE = 100 };

/* ---- one action on many ---- */

/* Only then is somebody to be chosen. */
static err fill_officers(struct req *q, struct inbox_view *v)
{
	if (!list_offers(&v->list, "assign") && !list_offers(&v->list, "hand_over"))
		return NULL;
	return dossier_officers_for(&q->ctx, q->ctx.unit, S("specialist"), day_iso(q->ctx.a, day_of(q->ctx.now)), &v->officers);
}

static err list_begin(struct req *q, struct inbox_view *v)
{
	v->now = q->ctx.now;
	v->answer_basis = setting_text_in(&q->ctx, q->ctx.unit, "dossiers.answer_basis");
	return clock_soon_at(&q->ctx, &v->soon_at);
}

static void take_rows(struct inbox_view *v)
{
	v->dossiers = (struct inbox_of_step_rows){v->list.rows.v, v->list.rows.n};
	v->next = v->list.next;
}

err inbox(struct req *q)
{
	struct inbox_view v = {.list.view = &v};
	struct inbox_asked asked = {0};
	TRY(list_begin(q, &v));
	TRY(list_read(q, &inbox_list, &asked, &v.list));
	const struct queue *k = inbox_queue(q, asked.queue);
	if (!k)
		return FAIL(&q->ctx, NOT_FOUND, "queue");
	v.search = asked.search;
	v.queue = str_of(k->name);
	v.title = str_of(k->title);
	v.list.title = v.search.n ? "Hồ sơ tìm thấy" : k->title;
	dossier_tallies_ahead(&q->ctx, q->ctx.unit);
	inbox_counts_ahead(&q->ctx, q->ctx.unit, q->ctx.actor, v.now, v.soon_at);
	TRY(list_fill(q, &v.list));
	TRY(fill_officers(q, &v));
	take_rows(&v);
	TRY(inbox_count(q, &v));
	return reply(q, &v, inbox_page);
}

struct bulk_input {
	struct ints dossiers;
	str action, note, back;
	int64_t assignee;
};
static const struct field bulk_fields[] = {
	INTS(struct bulk_input, dossiers, "Hồ sơ", 1, MANY_AT_ONCE),
	TEXT(struct bulk_input, action, "Việc cần làm", 1, 40),
	INT(struct bulk_input, assignee, "Người xử lý", 0, INT64_MAX),
	LONG_TEXT(struct bulk_input, note, "Ý kiến", 0, 4000),
	TEXT(struct bulk_input, back, "Danh sách", 0, 400),
};
const struct input bulk_input = INPUT("bulk_action", bulk_fields);

/* Each for itself: what a colleague was quicker at does not hold up the others. */
static err each(struct req *q, const struct bulk_input *in, const struct flow_action *a, struct bulk_view *v)
{
	v->failed.v = NEWN(q->ctx.a, struct bulk_failure, in->dossiers.n);
	for (size_t i = 0; i < in->dossiers.n; i++) {
		struct dossier_work w = {.action = a,
			.dossier = in->dossiers.v[i],
			.unit = q->ctx.unit,
			.assignee = in->assignee,
			.powers = flow_powers(q, &dossier_flow),
			.note = in->note};
		err e = apply(&q->ctx, dossier_apply, &w);
		if (e && e->kind != CONFLICT && e->kind != NOT_FOUND && e->kind != INVALID)
			return e;
		if (e)
			v->failed.v[v->failed.n++] =
				e->kind == NOT_FOUND /* of another unit: not even its code */
					? (struct bulk_failure){w.dossier, S(""), S("Không có hồ sơ này ở đơn vị.")}
					: (struct bulk_failure){w.dossier, w.state ? w.state->code : S(""), e->text};
		else
			v->done++;
	}
	return NULL;
}

err desk_bulk(struct req *q)
{
	struct bulk_input in = {0};
	struct bulk_view v = {0};
	TRY(read_input(q, &in));
	const struct flow_action *a = dossier_action(in.action);
	if (!a || !a->bulk)
		return FAIL_FIELD(&q->ctx, "action", "Việc này không làm cùng lúc cho nhiều hồ sơ được.");
	if (!may(q, a->permission))
		return FAIL(&q->ctx, DENIED, "Ông/bà không được giao quyền thực hiện việc này.");
	q->ctx.behalf = may_for(q, a->permission);
	if (a->note_required && !in.note.n)
		return FAIL_FIELD(&q->ctx, "note", "Ghi %.*s.", STR_ARG(lower_first(q->ctx.a, str_of(a->note))));
	TRY(each(q, &in, a, &v));
	v.title = str_of(flow_button_words(a));
	v.back = local_path(q, in.back, "/mot-cua");
	if (q->json || v.failed.n)
		return reply(q, &v, bulk_page);
	flash(q, "%s: %lld hồ sơ.", a->done, (long long)v.done);
	return see_other(q, "%.*s", STR_ARG(v.back));
}

/* ---- filters ---- */

err filter(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct filter_view v = {.list.list.view = &v.list};
	struct listing *l = &v.list.list;
	TRY(list_begin(q, &v.list));
	TRY(list_read(q, &dossier_filtered_list, &v.is, l));
	TRY(list_fill(q, l));
	TRY(fill_officers(q, &v.list));
	take_rows(&v.list);
	if (q->json)
		return reply(q, &v, filter_page);
	TRY(filter_fields(c, c->unit, &v.fields));
	TRY(filter_officers(c, c->unit, day_iso(c->a, day_of(c->now)), &v.officers));
	l->choices = (const struct list_choices[]){{"linh-vuc", dossier_field_choices(c->a, &v.fields)},
		{"can-bo", dossier_colleague_choices(c->a, &v.officers)}, {NULL, NULL}};
	return reply(q, &v, filter_page);
}
