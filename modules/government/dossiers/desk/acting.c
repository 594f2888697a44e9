/* acting: a dossier is worked on: the forms of the actions, the officers' and the citizen's, and what they send. */
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/following/following.h"
#include "core/calendar/calendar.h"
#include "web/reply.h"

/* ---- the officers' form ---- */

/* The step that the dossier is handed to by this action. */
static const struct dossier_steps *step_reached(const struct dossier_view *v)
{
	int64_t now = v->dossier.step_number, to = now;
	const char *name = v->action->name;
	if (!strcmp(name, "hand_over") || !strcmp(name, "forward") || !strcmp(name, "approve"))
		to = now + 1;
	else if (!strcmp(name, "send_back") || !strcmp(name, "reopen"))
		while (--to > 1 && !str_is(v->steps.v[to - 1].kind, "processing"))
			;
	return to > 0 && (size_t)to <= v->steps.n ? &v->steps.v[to - 1] : NULL;
}

static err officers_of(struct req *q, struct dossier_view *v)
{
	struct ctx *c = &q->ctx;
	str today = day_iso(c->a, day_of(c->now));
	const struct dossier_steps *step = v->to = step_reached(v);
	int64_t unit = step ? step->unit_id : c->unit;
	TRY(dossier_officers_for(c, unit, step && step->role.n ? step->role : S("specialist"), today, &v->officers));
	return v->officers.n ? NULL : dossier_officers_for(c, unit, S("specialist"), today, &v->officers);
}

err desk_action_form(struct req *q)
{
	struct dossier_view v = {0};
	struct flow_work w = {0};
	TRY(flow_begin(q, &w));
	TRY(desk_load(q, &v));
	TRY(action_open(q, &v, &w));
	v.action = w.action;
	TRY(officers_of(q, &v));
	if (v.dossier.due_at.set)
		TRY(calendar_apology_by(&q->ctx, v.dossier.competent_unit_id, v.dossier.due_at.v, &v.apology_by));
	v.kept = dossier_kept_files(q, &(struct attaching){v.dossier.procedure_id, q->ctx.unit});
	desk_action_page(&q->page, &v);
	return NULL;
}

/* ---- shared by both sides ---- */

/* The files of an action on v->dossier, which is filled here. Nothing is stored for an action that is not open now, nor a second time
 * for a form that was sent twice. */
static err attach(struct req *q, struct dossier_view *v, struct dossier_work *w)
{
	struct attachments files;
	w->object = v->dossier.id;
	TRY(flow_known(&q->ctx, &dossier_flow, &w->flow));
	if (w->known)
		return NULL;
	TRY(dossier_view_fill(q, v));
	TRY(action_open(q, v, &w->flow));
	TRY(dossier_attachments_read(q, &(struct attaching){v->dossier.procedure_id, v->dossier.receiving_unit_id}, &files));
	w->attachments = files.v;
	w->nattachments = files.n;
	v->sent = files.sent;
	return NULL;
}

static void work_fill(struct dossier_work *w, const struct act_input *in)
{
	w->note = in->note;
	w->assignee = in->assignee;
	w->amount = in->amount;
	w->days = in->days;
	w->seen = in->seen;
	w->client_key = in->client_key;
	w->taken_by = in->taken_by;
	w->legal_basis = in->legal_basis;
	w->contact = in->contact;
	w->fees = in->fees;
	w->items = in->items;
	w->more = in->more;
}

err desk_act(struct req *q)
{
	struct act_input in = {0};
	struct dossier_view v = {0};
	struct dossier_work w = {.dossier = q->id, .unit = q->ctx.unit};
	TRY(flow_begin(q, &w.flow));
	TRY(read_input(q, &in));
	work_fill(&w, &in);
	if (q->route->file_max && files_any(q)) {
		TRY(dossier_of_unit(&q->ctx, q->id, q->ctx.unit, &v.dossier));
		TRY(attach(q, &v, &w));
	}
	TRY(apply(&q->ctx, dossier_apply, &w));
	flash(q, "%s.", w.action->done);
	return see_other(q, "/mot-cua/%lld", (long long)q->id);
}

/* ---- supplement, amendment, withdrawal ---- */

err my_action_form(struct req *q)
{
	struct followed v = {0};
	struct flow_work w = {0};
	struct dossier_known known;
	TRY(my_load(q, &v));
	TRY(flow_begin(q, &w));
	TRY(action_open(q, &v.whole, &w));
	v.whole.action = w.action;
	v.whole.kept =
		dossier_kept_files(q, &(struct attaching){v.whole.dossier.procedure_id, v.whole.dossier.receiving_unit_id});
	paper_kept(q->ctx.a, &v.whole.kept, &v.whole.files, &v.who);
	v.who.photos = &v.whole.photos;
	if (!strcmp(w.action->name, "amend") && !v.whole.eform)
		return FAIL(&q->ctx, NOT_FOUND, "no e-form");
	if (!strcmp(w.action->name, "amend"))
		TRY(attendant_know(q,
			&(struct dossier_asking){.procedure = v.whole.dossier.procedure_id,
				.form = v.whole.eform,
				.answers = v.whole.dossier.answers},
			&v.who, &known));
	my_action_page(&q->page, &v);
	return NULL;
}

/* Paper that was handed in before need not come again. */
static struct ints components_there(struct ctx *c, const struct dossier_files_rows *before, const struct dossier_work *w)
{
	int64_t *list = NEWN(c->a, int64_t, before->n + w->nattachments + 1);
	size_t n = 0;
	for (size_t i = 0; i < before->n; i++)
		if (before->v[i].component.set)
			list[n++] = before->v[i].component.v;
	for (size_t i = 0; i < w->nattachments; i++)
		list[n++] = w->attachments[i].component;
	return (struct ints){list, n};
}

static err amend(struct req *q, const struct dossier_view *v, struct dossier_work *w, bool *changed)
{
	struct ctx *c = &q->ctx;
	if (!v->eform)
		return FAIL(c, NOT_FOUND, "no e-form");
	struct form_person who = {0};
	TRY(attendant_form_read(q, v->dossier.procedure_id, v->eform, &who, true, &v->sent, &w->answers));
	TRY(form_check_files(c, v->eform, w->answers, components_there(c, &v->files, w)));
	w->content = form_summary(c, v->eform, w->answers);
	*changed = w->nattachments || !str_eq(w->answers, v->dossier.answers);
	return *changed ? apply(c, dossier_apply, w) : NULL;
}

static err my_amendment(struct req *q, struct dossier_work *w)
{
	bool changed = true;
	struct act_input in = {0};
	struct dossier_view v = {0};
	if (form_rows_pressed(q))
		return my_action_form(q);
	TRY(read_input(q, &in));
	work_fill(w, &in);
	TRY(dossier_of_account(&q->ctx, q->id, q->ctx.actor, &v.dossier));
	TRY(attach(q, &v, w));
	if (!w->known)
		TRY(amend(q, &v, w, &changed));
	flash(q, changed ? "Đã sửa tờ khai. Bấm “Bổ sung hồ sơ” để gửi lại cho nơi tiếp nhận." : "Tờ khai không có gì thay đổi.");
	return see_other(q, "/ho-so/%lld", (long long)q->id);
}

err my_act(struct req *q)
{
	struct act_input in = {0};
	struct dossier_view v = {0};
	struct dossier_work w = {.dossier = q->id, .account = q->ctx.actor};
	TRY(flow_begin(q, &w.flow));
	if (!strcmp(w.action->name, "amend"))
		return my_amendment(q, &w);
	TRY(read_input(q, &in));
	work_fill(&w, &in);
	TRY(dossier_of_account(&q->ctx, q->id, q->ctx.actor, &v.dossier));
	if (files_any(q))
		TRY(attach(q, &v, &w));
	TRY(apply(&q->ctx, dossier_apply, &w));
	flash(q, "%s.", flow_plain_words(w.action));
	return see_other(q, "/ho-so/%lld", (long long)q->id);
}
