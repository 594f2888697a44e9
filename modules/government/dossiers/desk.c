/* desk: the officers' side of one dossier: the page that shows it whole, its papers, notes and watchers, actions. */
#include "government/dossiers/dossier_pages.h"
#include "core/calendar/calendar.h"

/* ---- one dossier ---- */

static err load(struct req *q, struct dossier_view *v)
{
	TRY(dossier_of_unit(&q->ctx, q->id, q->ctx.unit, &v->dossier));
	audit_look(q, "dossier", q->id, "Giải quyết hồ sơ");
	return dossier_view_fill(q, v);
}

err desk_dossier(struct req *q)
{
	struct dossier_view v = {0};
	TRY(load(q, &v));
	return reply(q, &v, desk_dossier_page);
}

err desk_receipt(struct req *q)
{
	struct dossier_view v = {0};
	TRY(load(q, &v));
	return receipt_send(q, &v);
}

err desk_form(struct req *q)
{
	struct dossier_view v = {0};
	TRY(load(q, &v));
	return form_send(q, &v);
}

err desk_file(struct req *q)
{
	struct dossier_of_unit d;
	TRY(dossier_of_unit(&q->ctx, q->id, q->ctx.unit, &d));
	audit_look(q, "dossier", q->id, "Mở giấy tờ của hồ sơ");
	return dossier_file_send(q);
}

err desk_paper(struct req *q)
{
	struct dossier_of_unit d;
	TRY(dossier_of_unit(&q->ctx, q->id, q->ctx.unit, &d));
	audit_look(q, "dossier", q->id, "In phiếu của hồ sơ");
	return paper_send(q, &d);
}

err desk_control_sheet(struct req *q)
{
	struct dossier_view v = {0};
	TRY(load(q, &v));
	return control_sheet_send(q, &v);
}

/* ---- notes, watchers ---- */

struct remark_input {
	str text;
	bool watch;
};
static const struct field remark_fields[] = {LONG_TEXT(struct remark_input, text, "Nội dung trao đổi", 1, 4000)};
static const struct field watch_fields[] = {BOOL(struct remark_input, watch, "Theo dõi")};
const struct input remark_input = INPUT("Remark", remark_fields), watch_input = INPUT("Watch", watch_fields);

err desk_note(struct req *q)
{
	struct remark_input in = {0};
	TRY(read_input(q, &in));
	struct dossier_remark r = {.dossier = q->id, .unit = q->ctx.unit, .text = in.text};
	TRY(db_write(&q->ctx, dossier_note_write, &r));
	flash(q, "Đã ghi trao đổi nội bộ.");
	return see_other(q, "/mot-cua/%lld", (long long)q->id);
}

err desk_watch(struct req *q)
{
	struct remark_input in = {0};
	TRY(read_input(q, &in));
	struct dossier_remark r = {.dossier = q->id, .unit = q->ctx.unit, .watch = in.watch};
	TRY(db_write(&q->ctx, dossier_watching, &r));
	flash(q, in.watch ? "Ông/bà sẽ nhận thông báo về hồ sơ này." : "Đã thôi theo dõi hồ sơ này.");
	return see_other(q, "/mot-cua/%lld", (long long)q->id);
}

/* ---- actions ---- */

#define SEEN INT(struct act_input, seen, "Phiên bản hồ sơ đã xem", 0, INT64_MAX)
#define NOTE LONG_TEXT(struct act_input, note, "Nội dung", 0, 4000)
static const struct field seen_fields[] = {SEEN};
static const struct field note_fields[] = {NOTE, SEEN};
static const struct field assign_fields[] = {INT(struct act_input, assignee, "Người xử lý", 0, INT64_MAX), NOTE, SEEN};
static const struct field payment_fields[] = {INT(struct act_input, amount, "Số tiền (đồng)", 0, 100000000000), NOTE, SEEN};
static const struct field return_fields[] = {TEXT(struct act_input, taken_by, "Người nhận kết quả", 1, 100), SEEN};
static const struct field supplement_fields[] = {
	INTS(struct act_input, items, "Giấy tờ cần bổ sung", 0, 200),
	LONG_TEXT(struct act_input, more, "Giấy tờ khác", 0, 2000),
	NOTE,
	TEXT(struct act_input, legal_basis, "Căn cứ", 0, 500),
	TEXT(struct act_input, contact, "Người hướng dẫn", 0, 200),
	SEEN,
};
static const struct field refuse_fields[] = {
	NOTE,
	TEXT(struct act_input, legal_basis, "Căn cứ pháp luật", 0, 500),
	SEEN,
};
static const struct field stop_fields[] = {
	NOTE,
	TEXT(struct act_input, legal_basis, "Căn cứ", 0, 500),
	TEXT(struct act_input, fees, "Xử lý phí, lệ phí đã nộp", 0, 500),
	SEEN,
};
static const struct field extend_fields[] = {INT(struct act_input, days, "Số ngày làm việc xin thêm", 0, 1000), NOTE, SEEN};
static const struct field amend_fields[] = {JSON_FIELD("answers", "Nội dung tờ khai"), SEEN};
const struct input seen_input = INPUT("Seen", seen_fields), note_input = INPUT("Note", note_fields),
		   assign_input = INPUT("Assignment", assign_fields), payment_input = INPUT("PaymentRequest", payment_fields),
		   return_input = INPUT("ResultReturn", return_fields),
		   supplement_input = INPUT("SupplementRequest", supplement_fields),
		   refuse_input = INPUT("Refusal", refuse_fields), stop_input = INPUT("Stop", stop_fields),
		   extend_input = INPUT("Extension", extend_fields), amend_input = INPUT("Amendment", amend_fields);

err action_of(struct req *q, const struct dossier_action **out)
{
	const char *last = strrchr(q->route->path, '/') + 1;
	*out = dossier_action(q->key.n ? q->key : str_of(last));
	if (!*out)
		return FAIL(&q->ctx, NOT_FOUND, "action");
	q->ctx.behalf = may_for(q, (*out)->permission);
	return may(q, (*out)->permission) ? NULL : FAIL(&q->ctx, DENIED, "Ông/bà không được giao quyền thực hiện việc này.");
}

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
	TRY(role_officers(c, unit, step && step->role.n ? step->role : S("specialist"), today, &v->officers));
	return v->officers.n ? NULL : role_officers(c, unit, S("specialist"), today, &v->officers);
}

err desk_action_form(struct req *q)
{
	struct dossier_view v = {0};
	TRY(action_of(q, &v.action));
	TRY(load(q, &v));
	TRY(officers_of(q, &v));
	if (v.dossier.due_at.set)
		TRY(calendar_apology_by(&q->ctx, v.dossier.competent_unit_id, v.dossier.due_at.v, &v.apology_by));
	v.kept = kept_files(q, &(struct attaching){v.dossier.procedure_id, q->ctx.unit});
	desk_action_page(&q->page, &v);
	return NULL;
}

/* Nothing is stored for an action that is not open now. */
err attachments_of_action(struct req *q, struct dossier_view *v, const struct dossier_action *action, struct attachments *out)
{
	*out = (struct attachments){0};
	if (!attachments_sent(q))
		return NULL;
	TRY(dossier_view_fill(q, v));
	for (size_t i = 0; v->actions[i]; i++)
		if (v->actions[i] == action)
			return attachments_read(
				q, &(struct attaching){v->dossier.procedure_id, v->dossier.receiving_unit_id}, out);
	return FAIL(&q->ctx, CONFLICT, "Hồ sơ đã sang bước khác, không làm việc này được nữa. Hãy tải lại trang để xem.");
}

void work_fill(struct dossier_work *w, const struct act_input *in, const struct attachments *files)
{
	w->note = in->note;
	w->assignee = in->assignee;
	w->amount = in->amount;
	w->days = in->days;
	w->seen = in->seen;
	w->taken_by = in->taken_by;
	w->legal_basis = in->legal_basis;
	w->contact = in->contact;
	w->fees = in->fees;
	w->items = in->items;
	w->more = in->more;
	w->attachments = files->v;
	w->nattachments = files->n;
}

err desk_act(struct req *q)
{
	struct act_input in = {0};
	struct attachments files = {0};
	struct dossier_view v = {0};
	struct dossier_work w = {.dossier = q->id, .unit = q->ctx.unit};
	TRY(action_of(q, &w.action));
	if (q->route->input)
		TRY(read_input(q, &in));
	if (q->route->file_max && attachments_sent(q)) {
		TRY(dossier_of_unit(&q->ctx, q->id, q->ctx.unit, &v.dossier));
		TRY(attachments_of_action(q, &v, w.action, &files));
	}
	work_fill(&w, &in, &files);
	TRY(db_write(&q->ctx, dossier_apply, &w));
	flash(q, "%s.", w.action->done);
	return see_other(q, "/mot-cua/%lld", (long long)q->id);
}
