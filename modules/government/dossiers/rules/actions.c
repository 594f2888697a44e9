/* actions: what each action changes beside the status. Which there are, from where and by whom, says flow.c. */
#include "government/dossiers/rules/rules.h"

/* ---- who works on it ---- */

/* Nobody, or somebody who works on dossiers where this one is now. */
static err give_to(struct ctx *c, struct dossier_work *w, bool required)
{
	struct dossier_taker officer;
	bool found;
	w->state->assignee_id = (opt_int){0};
	if (!w->assignee)
		return required ? FAIL_FIELD(c, "assignee", "Chọn người xử lý.") : NULL;
	TRY(dossier_taker(c, w->state->holder_unit_id, w->assignee, day_iso(c->a, day_of(c->now)), &officer, &found));
	if (!found)
		return FAIL_FIELD(c, "assignee", "Chọn một người của đơn vị được phân công giải quyết hồ sơ.");
	w->state->assignee_id = some_int(officer.id);
	return NULL;
}

/* A colleague is named; to another authority the dossier goes as to an office, which gives it to one of its own. */
static err go_next(struct ctx *c, struct dossier_work *w)
{
	const struct dossier_steps *to = plan_next(w);
	if (!to)
		return FAIL(c, CONFLICT, "Hồ sơ đã ở bước cuối của quy trình.");
	bool colleague = to->unit_id == w->state->holder_unit_id && str_is(to->kind, "processing");
	plan_go(c, w, to);
	if (str_is(to->kind, "processing"))
		return give_to(c, w, colleague);
	w->state->assignee_id = (opt_int){0};
	return NULL;
}

static err go_back(struct ctx *c, struct dossier_work *w)
{
	plan_go(c, w, plan_back(w));
	return give_to(c, w, false);
}

/* Out of waiting. What was stopped at reception need not go through the desk's hands again. */
static void go_on(struct ctx *c, struct dossier_work *w)
{
	const struct dossier_steps *now = plan_now(w), *next = plan_next(w);
	w->state->status = IN_PROGRESS;
	if (str_is(now->kind, "reception") && next && !str_is(next->kind, "return")) {
		w->state->assignee_id = (opt_int){0};
		plan_go(c, w, next);
	} else
		plan_stay(w);
}

static err attach_result(struct ctx *c, struct dossier_work *w)
{
	if (w->note.n)
		w->state->result_note = w->note;
	return dossier_attach(c, w->state->id, "result", w->attachments, w->nattachments);
}

static const struct result_maker *maker;

void dossier_results_by(const struct result_maker *m) { maker = m; }
const struct result_maker *dossier_result_maker(void) { return maker; }

/* What was drafted becomes the result now. */
static err make_result(struct ctx *c, struct dossier_work *w)
{
	struct attachment result = {0};
	bool there = false;
	if (maker)
		TRY(maker->make(c, w->state->id, &result.stored, &there));
	return there ? dossier_attach(c, w->state->id, "result", &result, 1) : NULL;
}

/* The step of return begins: the time limit is over. */
static err end_work(struct ctx *c, struct dossier_work *w)
{
	TRY(make_result(c, w));
	TRY(go_next(c, w));
	w->state->status = FINISHED;
	w->state->finished_at = some_int(c->now);
	clock_stop(w->state);
	return NULL;
}

/* ---- what each action changes beside the status ---- */

err do_receive(struct ctx *c, struct dossier_work *w)
{
	w->state->received_at = some_int(c->now);
	w->state->assignee_id = some_int(c->actor);
	TRY(plan_make(c, w));
	return clock_start(c, w, CLOCK_RECEIVED);
}

err do_close(struct ctx *c, struct dossier_work *w)
{
	clock_stop(w->state);
	w->state->due_at = (opt_int){0};
	plan_end(c, w);
	return NULL;
}

err do_forward(struct ctx *c, struct dossier_work *w)
{
	TRY(attach_result(c, w));
	return go_next(c, w);
}

err do_hand_over(struct ctx *c, struct dossier_work *w) { return go_next(c, w); }

err do_finish(struct ctx *c, struct dossier_work *w)
{
	TRY(attach_result(c, w));
	return end_work(c, w);
}

err do_approve(struct ctx *c, struct dossier_work *w)
{
	const struct dossier_steps *next = plan_next(w);
	TRY(attach_result(c, w));
	return next && str_is(next->kind, "return") ? end_work(c, w) : go_next(c, w);
}

err do_assign(struct ctx *c, struct dossier_work *w) { return give_to(c, w, true); }

err do_take(struct ctx *c, struct dossier_work *w)
{
	w->assignee = c->actor;
	return give_to(c, w, true);
}

err do_send_back(struct ctx *c, struct dossier_work *w) { return go_back(c, w); }

static err wait(struct ctx *c, struct dossier_work *w)
{
	w->state->step = S("waiting");
	return clock_pause(c, w->state);
}

err do_ask_supplement(struct ctx *c, struct dossier_work *w)
{
	w->state->supplements++;
	return wait(c, w);
}

/* What the form said stays with the event that changed it. */
err do_amend(struct ctx *c, struct dossier_work *w)
{
	struct dossier_said before;
	struct dossier_state *s = w->state;
	TRY(dossier_said(c, s->id, &before));
	TRY(dossier_attach(c, s->id, "supplement", w->attachments, w->nattachments));
	if (str_eq(before.answers, w->answers))
		return NULL;
	TRY(dossier_answers_keep(c, s->id, s->version + 1, before.answers, before.content));
	TRY(dossier_photos_keep(c, s->id, before.eform_id.v, w->answers, 0));
	return dossier_answers_change(c, s->id, w->answers, w->content);
}

/* Asked for before reception, there is no clock yet and the dossier goes back to the desk. */
err do_supplement(struct ctx *c, struct dossier_work *w)
{
	struct dossier_state *s = w->state;
	struct dossier_amended since;
	TRY(dossier_amended(c, s->id, &since));
	if (!w->nattachments && !w->note.n && !since.amended)
		return FAIL_FIELD(c, "note", "Ghi nội dung bổ sung hoặc đính kèm giấy tờ được yêu cầu.");
	TRY(dossier_attach(c, s->id, "supplement", w->attachments, w->nattachments));
	if (!s->received_at.set) {
		s->remaining = s->paused_at = (opt_int){0};
		s->status = REGISTERED;
		plan_stay(w);
		return NULL;
	}
	go_on(c, w);
	return clock_after_supplement(c, w);
}

err do_ask_payment(struct ctx *c, struct dossier_work *w)
{
	if (w->amount <= 0)
		return FAIL_FIELD(c, "amount", "Ghi số tiền phải nộp, ví dụ 50.000.");
	w->state->fee = w->amount;
	w->state->fee_paid_at = (opt_int){0};
	return wait(c, w);
}

err do_confirm_payment(struct ctx *c, struct dossier_work *w)
{
	w->state->fee_paid_at = some_int(c->now);
	go_on(c, w);
	return clock_resume(c, w);
}

err do_pause(struct ctx *c, struct dossier_work *w) { return wait(c, w); }

err do_resume(struct ctx *c, struct dossier_work *w)
{
	plan_stay(w);
	return clock_resume(c, w);
}

err do_extend(struct ctx *c, struct dossier_work *w)
{
	enum { MOST = 60 };
	if (w->days < 1 || w->days > MOST)
		return FAIL_FIELD(c, "days", "Ghi số ngày làm việc xin thêm, từ 1 đến %d.", MOST);
	return clock_extend(c, w);
}

err do_return(struct ctx *c, struct dossier_work *w)
{
	struct dossier_state *s = w->state;
	if (!w->taken_by.n)
		return FAIL_FIELD(c, "taken_by", "Ghi họ và tên người nhận kết quả.");
	s->returned_at = some_int(c->now);
	s->taken_by = w->taken_by;
	w->note = str_format(c->a, "Người nhận: %.*s", STR_ARG(w->taken_by));
	plan_end(c, w);
	return NULL;
}

/* The due date stays as it was: the time that the faulty result took is the authority's (NĐ 61/2018 art. 21). */
err do_reopen(struct ctx *c, struct dossier_work *w)
{
	w->state->finished_at = (opt_int){0};
	return go_back(c, w);
}
