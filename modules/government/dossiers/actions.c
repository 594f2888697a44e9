/* actions: everything that can be done to a dossier, as one table. Routes, buttons, events and tests come from it. */
#include "government/dossiers/rules.h"

/* ---- who works on it ---- */

/* Nobody, or somebody who works where the dossier is now. */
static err give_to(struct ctx *c, struct dossier_work *w, bool required)
{
	struct desk_officer officer;
	bool found;
	w->state->assignee_id = (opt_int){0};
	if (!w->assignee)
		return required ? FAIL_FIELD(c, "assignee", "Chọn người xử lý.") : NULL;
	TRY(desk_officer(c, w->state->holder_unit_id, w->assignee, day_iso(c->a, day_of(c->now)), &officer, &found));
	if (!found)
		return FAIL_FIELD(c, "assignee", "Chọn một người đang công tác tại đơn vị để giao hồ sơ.");
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

static err do_receive(struct ctx *c, struct dossier_work *w)
{
	w->state->received_at = some_int(c->now);
	w->state->assignee_id = some_int(c->actor);
	TRY(plan_make(c, w));
	return clock_start(c, w, CLOCK_RECEIVED);
}

static err do_close(struct ctx *c, struct dossier_work *w)
{
	clock_stop(w->state);
	w->state->due_at = (opt_int){0};
	plan_end(c, w);
	return NULL;
}

static err do_forward(struct ctx *c, struct dossier_work *w)
{
	TRY(attach_result(c, w));
	return go_next(c, w);
}

static err do_hand_over(struct ctx *c, struct dossier_work *w) { return go_next(c, w); }

static err do_finish(struct ctx *c, struct dossier_work *w)
{
	TRY(attach_result(c, w));
	return end_work(c, w);
}

static err do_approve(struct ctx *c, struct dossier_work *w)
{
	const struct dossier_steps *next = plan_next(w);
	TRY(attach_result(c, w));
	return next && str_is(next->kind, "return") ? end_work(c, w) : go_next(c, w);
}

static err do_assign(struct ctx *c, struct dossier_work *w) { return give_to(c, w, true); }

static err do_take(struct ctx *c, struct dossier_work *w)
{
	w->assignee = c->actor;
	return give_to(c, w, true);
}

static err do_send_back(struct ctx *c, struct dossier_work *w) { return go_back(c, w); }

static err wait(struct ctx *c, struct dossier_work *w)
{
	w->state->step = S("waiting");
	return clock_pause(c, w->state);
}

static err do_ask_supplement(struct ctx *c, struct dossier_work *w)
{
	w->state->supplements++;
	return wait(c, w);
}

/* What the form said stays with the event that changed it. */
static err do_amend(struct ctx *c, struct dossier_work *w)
{
	struct dossier_said before;
	struct dossier_state *s = w->state;
	TRY(dossier_said(c, s->id, &before));
	TRY(dossier_attach(c, s->id, "supplement", w->attachments, w->nattachments));
	if (str_eq(before.answers, w->answers))
		return NULL;
	TRY(dossier_answers_keep(c, s->id, s->version + 1, before.answers, before.content));
	return dossier_answers_change(c, s->id, w->answers, w->content);
}

/* Asked for before reception, there is no clock yet and the dossier goes back to the desk. */
static err do_supplement(struct ctx *c, struct dossier_work *w)
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

static err do_ask_payment(struct ctx *c, struct dossier_work *w)
{
	if (w->amount <= 0)
		return FAIL_FIELD(c, "amount", "Ghi số tiền phải nộp, ví dụ 50.000.");
	w->state->fee = w->amount;
	w->state->fee_paid_at = (opt_int){0};
	return wait(c, w);
}

static err do_confirm_payment(struct ctx *c, struct dossier_work *w)
{
	w->state->fee_paid_at = some_int(c->now);
	go_on(c, w);
	return clock_resume(c, w);
}

static err do_pause(struct ctx *c, struct dossier_work *w) { return wait(c, w); }

static err do_resume(struct ctx *c, struct dossier_work *w)
{
	plan_stay(w);
	return clock_resume(c, w);
}

static err do_extend(struct ctx *c, struct dossier_work *w)
{
	enum { MOST = 60 };
	if (w->days < 1 || w->days > MOST)
		return FAIL_FIELD(c, "days", "Ghi số ngày làm việc xin thêm, từ 1 đến %d.", MOST);
	return clock_extend(c, w);
}

static err do_return(struct ctx *c, struct dossier_work *w)
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
static err do_reopen(struct ctx *c, struct dossier_work *w)
{
	w->state->finished_at = (opt_int){0};
	return go_back(c, w);
}

/* ---- where each may be done ---- */

static bool next_is(const struct dossier_place *at, const char *kind) { return at->next && !strcmp(at->next, kind); }
static bool to_experts(const struct dossier_place *at) { return next_is(at, "processing") || next_is(at, "approval"); }
static bool to_processing(const struct dossier_place *at) { return next_is(at, "processing"); }
static bool to_approval(const struct dossier_place *at) { return next_is(at, "approval"); }
static bool to_return(const struct dossier_place *at) { return next_is(at, "return"); }
static bool by_officer(const struct dossier_place *at) { return at->resting; }
static bool may_extend(const struct dossier_place *at) { return at->running && !at->extended; }
static bool unassigned(const struct dossier_place *at) { return !at->assigned; }
static bool by_form(const struct dossier_place *at) { return at->declared; }

#define AT_WORK (BIT(RECEIVED) | BIT(IN_PROGRESS))
#define WAITING (BIT(SUPPLEMENT_ASKED) | BIT(PAYMENT_ASKED))
#define WORKING (AT_RECEPTION | AT_PROCESSING | AT_APPROVAL)
const struct dossier_action dossier_actions_all[] = {
	{"receive", "tiep-nhan", "Tiếp nhận hồ sơ", "Đã tiếp nhận hồ sơ", "dossier.receive", BIT(REGISTERED), AT_RECEPTION, NULL,
		RECEIVED, NULL, false, do_receive, .key = "t"},
	{"hand_over", "chuyen-xu-ly", "Chuyển xử lý", "Đã chuyển người xử lý", "dossier.receive", BIT(RECEIVED), AT_RECEPTION,
		to_experts, IN_PROGRESS, "Ý kiến chuyển", false, do_hand_over, .key = "c"},
	{"take", "nhan-xu-ly", "Nhận xử lý", "Đã nhận xử lý", "dossier.process", BIT(IN_PROGRESS), AT_PROCESSING, unassigned, 0,
		NULL, false, do_take, .key = "v", .inside = true},
	{"propose", "trinh-duyet", "Trình phê duyệt", "Đã trình lãnh đạo phê duyệt", "dossier.process", BIT(IN_PROGRESS),
		AT_PROCESSING, to_approval, 0, "Nội dung trình, kết quả thẩm định", true, do_forward, .key = "d"},
	{"forward", "chuyen-tiep", "Chuyển bước tiếp theo", "Đã chuyển bước xử lý tiếp theo", "dossier.process", BIT(IN_PROGRESS),
		AT_PROCESSING | AT_APPROVAL, to_processing, 0, "Ý kiến chuyển", false, do_forward, .key = "c"},
	{"approve", "phe-duyet", "Phê duyệt kết quả", "Đã phê duyệt kết quả", "dossier.approve", BIT(IN_PROGRESS), AT_APPROVAL,
		NULL, 0, "Ý kiến phê duyệt", false, do_approve, .key = "p"},
	{"finish", "hoan-thanh", "Hoàn thành, gắn kết quả", "Đã giải quyết xong", "dossier.work", AT_WORK,
		AT_RECEPTION | AT_PROCESSING, to_return, 0, "Kết quả giải quyết", false, do_finish, .key = "h"},
	{"return", "tra-ket-qua", "Trả kết quả", "Đã trả kết quả", "dossier.receive", BIT(FINISHED), AT_RETURN, NULL, RETURNED,
		NULL, false, do_return, .key = "r"},
	{"send_back", "tra-lai", "Trả lại người xử lý", "Lãnh đạo trả lại để xử lý tiếp", "dossier.approve", BIT(IN_PROGRESS),
		AT_APPROVAL, NULL, 0, "Lý do trả lại", true, do_send_back, .key = "l", .inside = true},
	{"assign", "giao-viec", "Giao, đổi người xử lý", "Đã giao người xử lý", "dossier.assign", BIT(IN_PROGRESS), AT_PROCESSING,
		NULL, 0, "Ý kiến giao việc", false, do_assign, .key = "g", .inside = true},
	{"ask_supplement", "yeu-cau-bo-sung", "Yêu cầu bổ sung", "Yêu cầu bổ sung, hoàn thiện hồ sơ", "dossier.work",
		BIT(REGISTERED) | AT_WORK, AT_RECEPTION | AT_PROCESSING, NULL, SUPPLEMENT_ASKED,
		"Lý do, nội dung cần bổ sung, hoàn thiện", true, do_ask_supplement, .form = "02", .by_step = true, .key = "b"},
	{"take_supplement", "nhan-bo-sung", "Nhận giấy tờ bổ sung", "Đã nhận giấy tờ bổ sung", "dossier.receive",
		BIT(SUPPLEMENT_ASKED), AT_WAITING, NULL, 0, "Giấy tờ, nội dung đã bổ sung", false, do_supplement, .key = "b"},
	{"ask_payment", "yeu-cau-nop-phi", "Yêu cầu nộp phí, lệ phí", "Yêu cầu thực hiện nghĩa vụ tài chính", "dossier.work",
		AT_WORK, AT_RECEPTION | AT_PROCESSING, NULL, PAYMENT_ASKED, "Khoản phải nộp và căn cứ", true, do_ask_payment,
		.by_step = true, .key = "n"},
	{"confirm_payment", "xac-nhan-nop-phi", "Xác nhận đã nộp phí", "Đã nộp phí, lệ phí", "dossier.receive",
		BIT(PAYMENT_ASKED), AT_WAITING, NULL, 0, "Số biên lai", true, do_confirm_payment, .key = "n"},
	{"pause", "tam-dung", "Tạm dừng tính thời gian", "Tạm dừng giải quyết", "dossier.work", BIT(IN_PROGRESS), AT_PROCESSING,
		NULL, 0, "Lý do tạm dừng, căn cứ", true, do_pause, .by_step = true, .key = "w"},
	{"resume", "tiep-tuc", "Tiếp tục giải quyết", "Tiếp tục giải quyết", "dossier.work", BIT(IN_PROGRESS), AT_WAITING,
		by_officer, 0, "Ý kiến", false, do_resume, .key = "w"},
	{"extend", "gia-han", "Xin lỗi và hẹn lại", "Cơ quan xin lỗi và hẹn lại ngày trả kết quả", "dossier.approve", AT_WORK,
		WORKING, may_extend, 0, "Lý do chậm", true, do_extend, .form = "04", .key = "e"},
	{"reopen", "mo-lai", "Mở lại hồ sơ", "Mở lại để xử lý tiếp", "dossier.approve", BIT(FINISHED), AT_RETURN, NULL,
		IN_PROGRESS, "Lý do mở lại", true, do_reopen, .key = "m"},
	{"refuse", "tu-choi", "Từ chối tiếp nhận", "Không tiếp nhận hồ sơ", "dossier.receive", BIT(REGISTERED), AT_RECEPTION,
		NULL, REFUSED, "Lý do từ chối", true, do_close, .form = "03", .key = "x", .destructive = true},
	{"stop", "dung-xu-ly", "Dừng theo đề nghị của người nộp", "Dừng giải quyết hồ sơ theo đề nghị", "dossier.approve",
		AT_WORK | WAITING, WORKING | AT_WAITING, NULL, STOPPED, "Nội dung đề nghị dừng của người nộp hồ sơ", true,
		do_close, .form = "05", .key = "s", .destructive = true},
	{"supplement", "bo-sung", "Gửi bổ sung", "Công dân đã bổ sung hồ sơ", "dossier.file", BIT(SUPPLEMENT_ASKED), AT_WAITING,
		NULL, 0, "Nội dung bổ sung", false, do_supplement},
	{"amend", "sua-to-khai", "Sửa tờ khai", "Công dân đã sửa tờ khai", "dossier.file", BIT(SUPPLEMENT_ASKED), AT_WAITING,
		by_form, 0, NULL, false, do_amend},
	{"withdraw", "rut", "Rút hồ sơ", "Công dân rút hồ sơ", "dossier.file", BIT(REGISTERED) | AT_WORK | WAITING, 0, NULL,
		WITHDRAWN, "Lý do rút hồ sơ", true, do_close, .destructive = true},
};
const size_t dossier_actions_count = COUNT(dossier_actions_all);

const struct dossier_action *dossier_action(str name)
{
	for (size_t i = 0; i < COUNT(dossier_actions_all); i++)
		if (str_is(name, dossier_actions_all[i].path) || str_is(name, dossier_actions_all[i].name))
			return &dossier_actions_all[i];
	return NULL;
}

/* ---- what is possible ---- */

static unsigned step_bit(str step)
{
	static const char *const steps[] = {"reception", "processing", "approval", "waiting", "return", "closed"};
	for (unsigned i = 0; i < COUNT(steps); i++)
		if (str_is(step, steps[i]))
			return 1u << i;
	return 0;
}

const char *nobody_words(str step)
{
	return str_is(step, "processing") ? "Chưa giao ai"
	       : str_is(step, "approval") ? "Lãnh đạo đơn vị"
	       : str_is(step, "waiting")  ? "Chờ người nộp"
	       : str_is(step, "closed")   ? ""
					  : "Công chức Một cửa";
}

static bool named(str list, const char *name)
{
	for (str one; list.n;) {
		str_cut(list, ' ', &one, &list);
		if (str_is(one, name))
			return true;
	}
	return false;
}

bool action_possible(const struct dossier_action *a, const struct dossier_place *at)
{
	if (a->by_step && at->limited && !named(at->actions, a->name))
		return false;
	return a->from & BIT(at->status) && (!a->steps || a->steps & step_bit(at->step)) && (!a->only || a->only(at));
}

struct dossier_place dossier_place_now(const struct dossier_work *w)
{
	const struct dossier_state *s = w->state;
	const struct dossier_steps *now = plan_now(w), *next = plan_next(w);
	return (struct dossier_place){.limited = now && str_is(now->kind, "processing"),
		.actions = now ? now->actions : S(""),
		.status = s->status,
		.step = s->step,
		.next = next ? next->kind.s : NULL,
		.resting = s->status == IN_PROGRESS && s->paused_at.set,
		.running = s->due_at.set && !s->finished_at.set,
		.extended = s->extension_count > 0,
		.assigned = s->assignee_id.set,
		.declared = s->eform_id.set && s->account_id.set};
}

const struct dossier_action *const *dossier_actions(arena *a, const struct dossier_place *at)
{
	const struct dossier_action **list = NEWN(a, const struct dossier_action *, COUNT(dossier_actions_all) + 1);
	size_t n = 0;
	for (size_t i = 0; i < COUNT(dossier_actions_all); i++)
		if (action_possible(&dossier_actions_all[i], at))
			list[n++] = &dossier_actions_all[i];
	return list;
}
