/* dossiers: the rules. Pages stand in filing.c (citizens), desk.c (officers) and tracking.c (everybody). */
#include "government/dossiers/dossiers.h"
#include "government/dossiers/tally.h"
#include "core/calendar/calendar.h"
#include "core/notices/notices.h"

#define BIT(status) (1u << (status))

static const struct {
	const char *title;
	unsigned next;
} statuses[] = {
	[REGISTERED] = {"Mới đăng ký", BIT(RECEIVED) | BIT(REFUSED) | BIT(SUPPLEMENT_ASKED) | BIT(WITHDRAWN)},
	[RECEIVED] = {"Được tiếp nhận",
		BIT(IN_PROGRESS) | BIT(SUPPLEMENT_ASKED) | BIT(PAYMENT_ASKED) | BIT(WITHDRAWN) | BIT(STOPPED) | BIT(FINISHED)},
	[REFUSED] = {"Không được tiếp nhận", 0},
	[IN_PROGRESS] = {"Đang xử lý",
		BIT(SUPPLEMENT_ASKED) | BIT(PAYMENT_ASKED) | BIT(WITHDRAWN) | BIT(STOPPED) | BIT(FINISHED)},
	/* Back to REGISTERED only when the supplement was asked for before reception: somebody still has to receive it. */
	[SUPPLEMENT_ASKED] = {"Yêu cầu bổ sung giấy tờ", BIT(REGISTERED) | BIT(IN_PROGRESS) | BIT(WITHDRAWN) | BIT(STOPPED)},
	[PAYMENT_ASKED] = {"Yêu cầu thực hiện nghĩa vụ tài chính", BIT(IN_PROGRESS) | BIT(WITHDRAWN) | BIT(STOPPED)},
	[WITHDRAWN] = {"Công dân yêu cầu rút hồ sơ", 0},
	[STOPPED] = {"Dừng xử lý", 0},
	[FINISHED] = {"Đã xử lý xong", BIT(RETURNED) | BIT(IN_PROGRESS)},
	[RETURNED] = {"Đã trả kết quả", 0},
};

const char *status_title(int64_t status) { return status >= REGISTERED && status <= RETURNED ? statuses[status].title : ""; }

bool status_allows(int64_t from, int64_t to)
{
	return from >= REGISTERED && from <= RETURNED && to >= REGISTERED && to <= RETURNED && statuses[from].next & BIT(to);
}

/* ---- filing ---- */

/* Identifier, date, order in the day: H42.17-261123-0001. Beyond 9999 a day the number widens. */
static err next_code(struct ctx *c, int64_t unit, str agency_code, str *code)
{
	struct dossier_next next;
	struct date d = day_parts(day_of(c->now));
	TRY(dossier_next(c, unit, day_iso(c->a, day_of(c->now)), &next));
	*code = str_format(
		c->a, "%.*s-%02d%02d%02d-%04lld", STR_ARG(agency_code), d.year % 100, d.month, d.day, (long long)next.last);
	return NULL;
}

static err attach(struct ctx *c, int64_t dossier, const char *kind, const struct attachment *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int64_t file;
		opt_int component = {list[i].component > 0, list[i].component};
		TRY(file_add(c, &list[i].stored, &file));
		TRY(dossier_file_add(c, dossier, component, str_of(kind), file, c->now));
	}
	return NULL;
}

static opt_int account_or_none(int64_t id) { return (opt_int){id > 0, id}; }

static err notify(struct ctx *c, opt_int account, int64_t dossier, str code, const char *what)
{
	return notice_add(c, account.v, str_format(c->a, "Hồ sơ %.*s", STR_ARG(code)), str_of(what),
		str_format(c->a, "/ho-so/%lld", (long long)dossier));
}

/* In the audit chain of the unit that has the dossier, whoever acts: a citizen's step belongs to its history too. */
static err record(struct ctx *c, int64_t unit, str action, int64_t id, str code)
{
	int64_t own = c->unit;
	c->unit = unit;
	err e = audit_add(c, str_c(c->a, str_format(c->a, "dossier.%.*s", STR_ARG(action))), "dossier", id, code);
	c->unit = own;
	return e;
}

static err index_words(struct ctx *c, const struct new_dossier *n)
{
	str words = str_format(c->a, "u%lld %.*s %.*s %.*s", (long long)n->receiving_unit, STR_ARG(n->code),
		STR_ARG(n->applicant_name), STR_ARG(n->applicant_phone));
	return dossier_search_add(c, n->id, fold(c->a, words));
}

err dossier_submit(struct ctx *c, void *arg)
{
	struct new_dossier *n = arg;
	struct procedure_terms p;
	struct receiving_unit unit;
	struct dossier_add added;
	bool receives;
	TRY(procedure_in_force(c, n->procedure, n->channel, &p));
	TRY(receiving_unit(c, n->receiving_unit, day_iso(c->a, day_of(c->now)), &unit, &receives));
	if (!receives)
		return FAIL_FIELD(c, "receiving_unit", "Nơi này chưa tiếp nhận hồ sơ. Hãy chọn nơi khác.");
	TRY(next_code(c, unit.id, unit.agency_code, &n->code));
	TRY(dossier_add(c, n->code, n->secret.n ? n->secret : random_code(c->a, 8), p.procedure, p.code, p.name, p.field, unit.id,
		account_or_none(n->account), n->applicant_name, n->applicant_number,
		n->applicant_birth_on.n ? n->applicant_birth_on : (str){0}, n->applicant_phone, n->applicant_email,
		n->applicant_address, n->channel, n->content, n->result_by, n->result_address, p.fee, p.term.unit, p.term.amount,
		c->now, &added));
	n->id = added.id;
	TRY(dossier_components_copy(c, n->id, p.procedure));
	TRY(attach(c, n->id, "component", n->attachments, n->nattachments));
	TRY(dossier_event_add(
		c, n->id, c->now, account_or_none(c->actor), S("submit"), (opt_int){0}, REGISTERED, S(""), (opt_int){0}));
	TRY(index_words(c, n));
	TRY(dossier_tally_add(c, unit.id, S("reception"), 1));
	TRY(record(c, unit.id, S("submit"), n->id, n->code));
	return notify(c, account_or_none(n->account), n->id, n->code, "Đã nộp hồ sơ. Cơ quan tiếp nhận sẽ kiểm tra và trả lời.");
}

/* ---- the clock ---- */

static struct term term_of(const struct dossier_state *s) { return (struct term){s->term_unit, s->term_amount}; }

static err start_clock(struct ctx *c, struct dossier_state *s)
{
	int64_t due;
	TRY(calendar_due(c, s->receiving_unit_id, c->now, term_of(s), &due));
	s->due_at = some_int(due);
	if (!s->due_original_at.set)
		s->due_original_at = s->due_at;
	return NULL;
}

static err pause_clock(struct ctx *c, struct dossier_state *s)
{
	s->paused_at = some_int(c->now);
	s->remaining_minutes = (opt_int){0};
	if (!s->due_at.set)
		return NULL;
	int64_t minutes;
	TRY(calendar_minutes(c, s->receiving_unit_id, c->now, s->due_at.v, &minutes));
	s->remaining_minutes = some_int(minutes);
	s->due_at = (opt_int){0};
	return NULL;
}

static err count_pause(struct ctx *c, struct dossier_state *s)
{
	int64_t minutes = 0;
	if (s->paused_at.set)
		TRY(calendar_minutes(c, s->receiving_unit_id, s->paused_at.v, c->now, &minutes));
	s->paused_minutes += minutes;
	s->paused_at = (opt_int){0};
	return NULL;
}

/* After a payment the clock goes on with what was left. */
static err resume_clock(struct ctx *c, struct dossier_state *s)
{
	int64_t due;
	struct term rest = {S("working_minutes"), s->remaining_minutes.v};
	TRY(count_pause(c, s));
	TRY(calendar_due(c, s->receiving_unit_id, c->now, rest, &due));
	s->due_at = some_int(due);
	s->remaining_minutes = (opt_int){0};
	return NULL;
}

static void stop_clock(struct dossier_state *s)
{
	s->remaining_minutes = s->paused_at = (opt_int){0};
	s->assignee_id = (opt_int){0};
}

/* ---- what each action changes beside the status ---- */

static err to_step(struct dossier_work *w, const char *step)
{
	w->state->step = str_of(step);
	return NULL;
}

static err assign(struct ctx *c, struct dossier_work *w)
{
	struct desk_officer officer;
	bool found;
	w->state->assignee_id = (opt_int){0};
	if (!w->assignee)
		return NULL;
	TRY(desk_officer(c, w->state->receiving_unit_id, w->assignee, day_iso(c->a, day_of(c->now)), &officer, &found));
	if (!found)
		return FAIL_FIELD(c, "assignee", "Chọn một người đang công tác tại đơn vị để giao hồ sơ.");
	w->state->assignee_id = some_int(officer.id);
	return NULL;
}

static err do_receive(struct ctx *c, struct dossier_work *w)
{
	w->state->received_at = some_int(c->now);
	w->state->assignee_id = some_int(c->actor);
	return start_clock(c, w->state);
}

static err do_close(struct ctx *c, struct dossier_work *w)
{
	(void)c;
	stop_clock(w->state);
	w->state->due_at = (opt_int){0};
	return to_step(w, "closed");
}

static err do_hand_over(struct ctx *c, struct dossier_work *w)
{
	if (!w->assignee)
		return FAIL_FIELD(c, "assignee", "Chọn người xử lý.");
	TRY(assign(c, w));
	return to_step(w, "processing");
}

static err do_ask_supplement(struct ctx *c, struct dossier_work *w)
{
	w->state->supplements++;
	TRY(pause_clock(c, w->state));
	return to_step(w, "waiting");
}

/* NĐ 61/2018 art. 19(4): after a full supplement the time limit is counted from the start. Asked for before reception, there is no
 * clock yet and the dossier goes back to the desk. */
static err do_supplement(struct ctx *c, struct dossier_work *w)
{
	struct dossier_state *s = w->state;
	if (!w->nattachments && !w->note.n)
		return FAIL_FIELD(c, "note", "Ghi nội dung bổ sung hoặc đính kèm giấy tờ được yêu cầu.");
	TRY(attach(c, s->id, "supplement", w->attachments, w->nattachments));
	s->remaining_minutes = (opt_int){0};
	if (!s->received_at.set) {
		s->paused_at = (opt_int){0};
		s->status = REGISTERED;
		return to_step(w, "reception");
	}
	TRY(count_pause(c, s));
	s->status = IN_PROGRESS;
	TRY(start_clock(c, s));
	return to_step(w, "processing");
}

static err do_ask_payment(struct ctx *c, struct dossier_work *w)
{
	if (w->amount <= 0)
		return FAIL_FIELD(c, "amount", "Ghi số tiền phải nộp, ví dụ 50.000.");
	w->state->fee = w->amount;
	w->state->fee_paid_at = (opt_int){0};
	TRY(pause_clock(c, w->state));
	return to_step(w, "waiting");
}

static err do_confirm_payment(struct ctx *c, struct dossier_work *w)
{
	w->state->fee_paid_at = some_int(c->now);
	TRY(resume_clock(c, w->state));
	return to_step(w, "processing");
}

static err do_propose(struct ctx *c, struct dossier_work *w)
{
	TRY(attach(c, w->state->id, "result", w->attachments, w->nattachments));
	w->state->result_note = w->note;
	w->state->assignee_id = (opt_int){0};
	return to_step(w, "approval");
}

static err do_send_back(struct ctx *c, struct dossier_work *w)
{
	TRY(assign(c, w));
	return to_step(w, "processing");
}

static err do_approve(struct ctx *c, struct dossier_work *w)
{
	TRY(attach(c, w->state->id, "result", w->attachments, w->nattachments));
	if (w->note.n)
		w->state->result_note = w->note;
	w->state->finished_at = some_int(c->now);
	stop_clock(w->state);
	return to_step(w, "return");
}

static err do_return(struct ctx *c, struct dossier_work *w)
{
	w->state->returned_at = some_int(c->now);
	if (w->taken_by.n)
		w->note = str_format(c->a, "Người nhận: %.*s", STR_ARG(w->taken_by));
	return to_step(w, "closed");
}

/* The due date stays as it was: the time that the faulty result took is the authority's (NĐ 61/2018 art. 21). */
static err do_reopen(struct ctx *c, struct dossier_work *w)
{
	w->state->finished_at = (opt_int){0};
	TRY(assign(c, w));
	return to_step(w, "processing");
}

#define AT_WORK (BIT(RECEIVED) | BIT(IN_PROGRESS))
static const struct dossier_action actions[] = {
	{"receive", "tiep-nhan", "Tiếp nhận hồ sơ", "Đã tiếp nhận hồ sơ", "dossier.receive", BIT(REGISTERED), NULL, RECEIVED,
		NULL, false, do_receive, .key = "t"},
	{"hand_over", "chuyen-xu-ly", "Chuyển xử lý", "Đã chuyển người xử lý", "dossier.receive", BIT(RECEIVED), NULL,
		IN_PROGRESS, "Ý kiến chuyển", false, do_hand_over, .key = "c"},
	{"propose", "trinh-duyet", "Trình phê duyệt", "Đã trình lãnh đạo phê duyệt", "dossier.process", BIT(IN_PROGRESS),
		"processing", IN_PROGRESS, "Nội dung trình, kết quả thẩm định", true, do_propose, .key = "d"},
	{"approve", "phe-duyet", "Phê duyệt kết quả", "Đã phê duyệt kết quả", "dossier.approve", BIT(IN_PROGRESS), "approval",
		FINISHED, "Ý kiến phê duyệt", false, do_approve, .key = "p"},
	{"send_back", "tra-lai", "Trả lại người xử lý", "Lãnh đạo trả lại để xử lý tiếp", "dossier.approve", BIT(IN_PROGRESS),
		"approval", IN_PROGRESS, "Lý do trả lại", true, do_send_back, .key = "l"},
	{"return", "tra-ket-qua", "Trả kết quả", "Đã trả kết quả", "dossier.receive", BIT(FINISHED), NULL, RETURNED, NULL, false,
		do_return, .key = "r"},
	{"ask_supplement", "yeu-cau-bo-sung", "Yêu cầu bổ sung", "Yêu cầu bổ sung, hoàn thiện hồ sơ", "dossier.work",
		BIT(REGISTERED) | AT_WORK, NULL, SUPPLEMENT_ASKED, "Giấy tờ, nội dung cần bổ sung và lý do", true,
		do_ask_supplement, .key = "b"},
	{"ask_payment", "yeu-cau-nop-phi", "Yêu cầu nộp phí, lệ phí", "Yêu cầu thực hiện nghĩa vụ tài chính", "dossier.work",
		AT_WORK, NULL, PAYMENT_ASKED, "Khoản phải nộp và căn cứ", true, do_ask_payment, .key = "n"},
	{"confirm_payment", "xac-nhan-nop-phi", "Xác nhận đã nộp phí", "Đã nộp phí, lệ phí", "dossier.receive",
		BIT(PAYMENT_ASKED), NULL, IN_PROGRESS, "Số biên lai", true, do_confirm_payment, .key = "n"},
	{"refuse", "tu-choi", "Từ chối tiếp nhận", "Không tiếp nhận hồ sơ", "dossier.receive", BIT(REGISTERED), NULL, REFUSED,
		"Lý do từ chối (căn cứ pháp luật)", true, do_close, .key = "x"},
	{"stop", "dung-xu-ly", "Dừng xử lý", "Dừng xử lý hồ sơ", "dossier.approve",
		AT_WORK | BIT(SUPPLEMENT_ASKED) | BIT(PAYMENT_ASKED), NULL, STOPPED, "Lý do dừng xử lý", true, do_close,
		.key = "s"},
	{"reopen", "mo-lai", "Mở lại hồ sơ", "Mở lại để xử lý tiếp", "dossier.approve", BIT(FINISHED), NULL, IN_PROGRESS,
		"Lý do mở lại", true, do_reopen, .key = "m"},
	{"supplement", "bo-sung", "Gửi bổ sung", "Công dân đã bổ sung hồ sơ", "dossier.file", BIT(SUPPLEMENT_ASKED), NULL, 0,
		"Nội dung bổ sung", false, do_supplement},
	{"withdraw", "rut", "Rút hồ sơ", "Công dân rút hồ sơ", "dossier.file",
		BIT(REGISTERED) | AT_WORK | BIT(SUPPLEMENT_ASKED) | BIT(PAYMENT_ASKED), NULL, WITHDRAWN, "Lý do rút hồ sơ", true,
		do_close},
};

const struct dossier_action *dossier_action(str name)
{
	for (size_t i = 0; i < COUNT(actions); i++)
		if (str_is(name, actions[i].path) || str_is(name, actions[i].name))
			return &actions[i];
	return NULL;
}

static bool possible(const struct dossier_action *a, int64_t status, str step)
{
	return a->from & BIT(status) && (!a->from_step || str_is(step, a->from_step));
}

const struct dossier_action *const *dossier_actions(struct ctx *c, int64_t status, str step)
{
	const struct dossier_action **list = NEWN(c->a, const struct dossier_action *, COUNT(actions) + 1);
	size_t n = 0;
	for (size_t i = 0; i < COUNT(actions); i++)
		if (possible(&actions[i], status, step))
			list[n++] = &actions[i];
	return list;
}

/* ---- applying an action ---- */

static bool in_scope(const struct dossier_work *w, const struct dossier_state *s)
{
	if (w->account)
		return s->account_id.set && s->account_id.v == w->account;
	return w->unit && s->receiving_unit_id == w->unit;
}

static err save(struct ctx *c, const struct dossier_state *before, const struct dossier_state *s)
{
	TRY(dossier_update(c, s->id, before->status, before->step, s->status, s->step, s->step_at, s->assignee_id, s->received_at,
		s->due_original_at, s->due_at, s->remaining_minutes, s->paused_at, s->paused_minutes, s->supplements,
		s->finished_at, s->returned_at, s->fee, s->fee_paid_at, s->result_note));
	TRY(tally_change(c, before, s));
	if (str_eq(before->step, s->step))
		return NULL;
	TRY(dossier_tally_add(c, s->receiving_unit_id, before->step, -1));
	return dossier_tally_add(c, s->receiving_unit_id, s->step, 1);
}

/* Within a queue the one that must be finished first comes first; what waits for no date, by when it came. */
static int64_t place_in_queue(struct ctx *c, const struct dossier_state *s)
{
	bool running = s->due_at.set && s->status != FINISHED && s->status != RETURNED;
	return running ? s->due_at.v : c->now;
}

err dossier_apply(struct ctx *c, void *arg)
{
	struct dossier_work *w = arg;
	const struct dossier_action *a = w->action;
	struct dossier_state *s = w->state = NEW(c->a, struct dossier_state);
	TRY(dossier_state(c, w->dossier, s));
	if (!in_scope(w, s))
		return FAIL(c, NOT_FOUND, "dossier");
	if (!possible(a, s->status, s->step))
		return FAIL(c, CONFLICT,
			"Hồ sơ đang ở trạng thái “%s” nên không thể %s. Hãy tải lại trang để xem tình trạng mới nhất.",
			status_title(s->status), a->title);
	if (a->note_required && !w->note.n)
		return FAIL_FIELD(c, "note", "Ghi %s.", a->note_label);
	struct dossier_state before = *s;
	if (a->to)
		s->status = a->to;
	TRY(a->apply(c, w));
	s->step_at = place_in_queue(c, s);
	TRY(save(c, &before, s));
	TRY(dossier_event_add(c, s->id, c->now, account_or_none(c->actor), str_of(a->name), some_int(before.status), s->status,
		w->note, s->due_at));
	TRY(record(c, s->receiving_unit_id, str_of(a->name), s->id, s->code));
	return notify(c, s->account_id, s->id, s->code, a->done);
}
