/* flow: what becomes of a sheet: states, who may do what, and the rules of each step. */
#include "base/period.h"
#include "government/evaluation/inside.h"
#include "web/input.h"
#include "web/notify.h"
#include "web/object.h"
#include "web/services/audit.h"
#include "web/route.h"

/* ---- what is typed ---- */

static err points(struct ctx *c, const char *field, str typed, opt_int *out)
{
	*out = (opt_int){.set = typed.n > 0};
	if (typed.n && !form_number_parse(c->a, typed, &out->v))
		return FAIL_FIELD(c, field, "Hãy ghi một số, nhiều nhất hai chữ số thập phân, ví dụ 27,5.");
	return NULL;
}

static err criteria_of(struct ctx *c, const struct evaluation_work *w, struct evaluation_criteria *k)
{
	return evaluation_criteria_of(c, w->e.set_id, k);
}

/* ---- self, collective ---- */

OWN_RULE(judge_self, struct evaluation_work)
static err judge_self(struct ctx *c, struct evaluation_work *w)
{
	struct evaluation_criteria k;
	struct evaluation_score s;
	struct evaluation_judged said = {0};
	TRY(criteria_of(c, w, &k));
	TRY(points(c, "common", w->common, &said.common));
	if (!said.common.set)
		return FAIL_FIELD(c, "common", "Hãy tự chấm điểm tiêu chí chung.");
	TRY(evaluation_score_make(c, &k, w->e.is_head, &(struct evaluation_sums){0}, &said, &s)); /* within its bounds */
	w->e.self_hundredths = said.common;
	w->e.self_text = w->note;
	return NULL;
}

OWN_RULE(hear_collective, struct evaluation_work)
static err hear_collective(struct ctx *c, struct evaluation_work *w)
{
	struct evaluation_meetings m;
	TRY(evaluation_meetings(c, w->evaluation, &m));
	return m.n ? NULL : FAIL(c, CONFLICT, "Chưa có ý kiến của cuộc họp tập thể. Hãy ghi ý kiến trước.");
}

/* ---- grades ---- */

static err check_unit(struct ctx *c, const struct evaluation_criteria *k, const struct evaluation_own *e, str grade)
{
	size_t unit = evaluation_grade_place(k, e->unit_grade);
	if (!e->is_head)
		return NULL;
	if (unit == k->n)
		return FAIL_FIELD(
			c, "grade", "Hãy ghi mức xếp loại của đơn vị trước: người lãnh đạo không được xếp cao hơn đơn vị.");
	if (evaluation_grade_place(k, grade) < unit)
		return FAIL_FIELD(c, "grade", "Đơn vị được xếp “%.*s”; người lãnh đạo không được xếp cao hơn.",
			STR_ARG(k->grades[unit].title));
	return NULL;
}

static err check_grade(struct ctx *c, const struct evaluation_criteria *k, const struct evaluation_work *w, str earned)
{
	size_t place = evaluation_grade_place(k, w->grade);
	if (place == k->n)
		return FAIL_FIELD(c, "grade", "Hãy chọn một mức xếp loại.");
	if (place < evaluation_grade_place(k, earned))
		return FAIL_FIELD(c, "grade", "Tổng điểm ứng với mức “%.*s”; không xếp cao hơn được.",
			STR_ARG(evaluation_grade_title(k, earned)));
	return check_unit(c, k, &w->e, w->grade);
}

static err check_quota(struct ctx *c, const struct evaluation_criteria *k, const struct evaluation_work *w)
{
	struct evaluation_standing s;
	if (evaluation_grade_place(k, w->grade) != k->quota_grade || w->document.n)
		return NULL;
	TRY(evaluation_standing_of(c, k, w->e.cycle_id, w->evaluation, w->grade, &s));
	if (s.free < s.quota)
		return NULL;
	return FAIL_FIELD(c, "document",
		"Vượt tỷ lệ: nhiều nhất %lld người được xếp “%.*s” (%lld %% của %lld người), đã có %lld. Hãy chọn mức khác, hoặc "
		"ghi "
		"văn bản cho phép vượt tỷ lệ.",
		(long long)s.quota, STR_ARG(k->grades[k->quota_grade].title), (long long)k->quota_percent, (long long)s.base,
		(long long)s.free);
}

static err check_known(struct ctx *c, const struct evaluation_tasks_rows *tasks)
{
	int64_t unjudged = 0;
	for (size_t i = 0; i < tasks->n; i++)
		unjudged += tasks->v[i].unjudged;
	if (unjudged)
		return FAIL(c, CONFLICT, "Còn %lld kết quả chưa được nhận xét chất lượng. Hãy nhận xét hết rồi đề xuất.",
			(long long)unjudged);
	return NULL;
}

OWN_RULE(propose, struct evaluation_work)
static err propose(struct ctx *c, struct evaluation_work *w)
{
	struct evaluation_criteria k;
	struct evaluation_tasks_rows tasks;
	struct evaluation_score s;
	struct evaluation_judged said;
	TRY(criteria_of(c, w, &k));
	if (evaluation_months_short(&k, &w->e))
		return FAIL(c, CONFLICT, "Thời gian làm việc trong năm chưa đủ %lld tháng: không xếp loại.",
			(long long)k.least_months);
	TRY(points(c, "common", w->common, &said.common));
	TRY(points(c, "unit_result", w->unit_result, &said.unit_result));
	TRY(points(c, "organising", w->organising, &said.organising));
	TRY(points(c, "unity", w->unity, &said.unity));
	TRY(evaluation_tasks(c, w->e.account_id, w->e.unit_id, w->e.first_on, w->e.last_on, &tasks));
	TRY(check_known(c, &tasks));
	const struct evaluation_sums sums = evaluation_sums_of(&tasks);
	TRY(evaluation_score_make(c, &k, w->e.is_head, &sums, &said, &s));
	if (!s.total.set)
		return FAIL_FIELD(c, "common",
			sums.assigned ? "Chưa đủ dữ liệu: hãy chấm đủ các điểm."
				      : "Chưa đủ dữ liệu: không có nhiệm vụ nào "
					"trong kỳ để tính điểm.");
	TRY(check_grade(c, &k, w, s.grade));
	if (!str_eq(w->grade, s.grade) && !w->note.n)
		return FAIL_FIELD(c, "note", "Xếp thấp hơn mức điểm đạt thì phải ghi lý do.");
	w->e.scores = s.answers;
	w->e.behind = evaluation_tasks_kept(c->a, &tasks);
	w->e.total_hundredths = s.total;
	w->e.earned = s.grade;
	w->e.proposed = w->grade;
	return NULL;
}

/* Of one who leads a unit, only who leads him; of the others, whoever decides in their unit. */
static err check_decider(struct ctx *c, const struct evaluation_own *e)
{
	bool is_his = e->is_head ? e->head_id.set && e->head_id.v == c->actor : e->unit_id == c->unit;
	return is_his ? NULL : FAIL(c, DENIED, "Việc này thuộc người có thẩm quyền quyết định xếp loại của người được đánh giá.");
}

OWN_RULE(decide, struct evaluation_work)
static err decide(struct ctx *c, struct evaluation_work *w)
{
	struct evaluation_criteria k;
	TRY(check_decider(c, &w->e));
	TRY(criteria_of(c, w, &k));
	TRY(check_grade(c, &k, w, w->e.earned));
	str before = w->e.decided.n ? w->e.decided : w->e.proposed;
	if (!str_eq(w->grade, before) && !w->note.n)
		return FAIL_FIELD(c, "note", "Xếp khác mức đã có thì phải ghi lý do.");
	TRY(check_quota(c, &k, w));
	w->e.decided = w->grade;
	w->e.document = w->document;
	return NULL;
}

OWN_RULE(publish, struct evaluation_work)
static err publish(struct ctx *c, struct evaluation_work *w)
{
	struct evaluation_criteria k;
	struct evaluation_standing s;
	TRY(check_decider(c, &w->e));
	TRY(criteria_of(c, w, &k));
	TRY(evaluation_standing_of(c, &k, w->e.cycle_id, 0, S(""), &s));
	if (evaluation_grade_place(&k, w->e.decided) == k.quota_grade && !w->e.document.n && s.free > s.quota)
		return FAIL(c, CONFLICT,
			"Số người xếp “%.*s” là %lld, nhiều hơn tỷ lệ cho phép là %lld. Hãy xem lại trước khi công bố.",
			STR_ARG(k.grades[k.quota_grade].title), (long long)s.free, (long long)s.quota);
	w->e.published_at = some_int(c->now);
	return NULL;
}

OWN_RULE(appeal, struct evaluation_work)
static err appeal(struct ctx *c, struct evaluation_work *w)
{
	struct evaluation_criteria k;
	TRY(criteria_of(c, w, &k));
	if (day_of(c->now) > day_of(w->e.published_at.v) + k.appeal_days)
		return FAIL(c, CONFLICT, "Đã quá %lld ngày kể từ ngày công bố kết quả.", (long long)k.appeal_days);
	return NULL;
}

/* ---- not graded ---- */

bool evaluation_months_short(const struct evaluation_criteria *k, const struct evaluation_own *e)
{
	day first, last, joined, left;
	if (e->period.n != YEAR_TEXT || !day_parse(e->first_on, &first) || !day_parse(e->last_on, &last) ||
		!day_parse(e->joined_on, &joined))
		return false; /* only of a year */
	first = joined > first ? joined : first;
	if (e->left_on.s && day_parse(e->left_on, &left) && left < last)
		last = left - 1; /* the first day on which he worked here no more */
	struct date a = day_parts(first), b = day_parts(last + 1);
	int64_t months = (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day);
	return months < k->least_months;
}

static bool of_a_year(const struct flow_action *a, const void *place)
{
	(void)a;
	return ((const struct evaluation_own *)place)->period.n == YEAR_TEXT;
}

OWN_RULE(leave_out, struct evaluation_work)
static err leave_out(struct ctx *c, struct evaluation_work *w)
{
	struct evaluation_criteria k;
	TRY(criteria_of(c, w, &k));
	if (w->left_on.n)
		w->e.left_on = w->left_on;
	if (!evaluation_months_short(&k, &w->e))
		return FAIL_FIELD(c, "left_on", "Người này làm việc trong năm từ đủ %lld tháng thì phải được xếp loại.",
			(long long)k.least_months);
	return NULL;
}

/* ---- the order of things ---- */

err evaluation_load(struct ctx *c, struct evaluation_work *w)
{
	if (w->side == EVALUATION_OWN)
		TRY(evaluation_own(c, w->evaluation, c->actor, &w->e));
	else
		TRY(evaluation_led(c, w->evaluation, c->actor, c->unit, w->decides, &w->e));
	struct period p;
	w->object = w->e.id;
	w->version = w->e.version;
	w->state = w->e.state;
	w->is = &w->state;
	w->place = &w->e;
	w->chain = w->e.unit_id;
	w->detail = str_format(c->a, "%.*s, %.*s", STR_ARG(w->e.name),
		STR_ARG(period_parse(w->e.period, &p) ? period_title(c->a, p) : w->e.period));
	return NULL;
}

static err tell(struct ctx *c, const struct evaluation_work *w)
{
	str path = object_path(c->a, "evaluation", w->evaluation);
	struct news n = {.text = w->detail, .path = path};
	if (w->state == EVALUATION_PUBLISHED || w->state == EVALUATION_ANSWERED) {
		n.title = w->state == EVALUATION_PUBLISHED ? S("Đã công bố kết quả xếp loại của ông/bà")
							   : S("Đã trả lời kiến nghị của ông/bà");
		return notify(c, w->e.account_id, "evaluation.result", &n);
	}
	if ((w->state != EVALUATION_SELF && w->state != EVALUATION_APPEALED) || !w->e.head_id.set)
		return NULL;
	n.title = w->state == EVALUATION_SELF ? S("Một người ông/bà phụ trách đã tự đánh giá")
					      : S("Có kiến nghị về kết quả xếp loại");
	return notify(c, w->e.head_id.v, "evaluation.waiting", &n);
}

err evaluation_save_work(struct ctx *c, struct evaluation_work *w)
{
	const struct evaluation_own *e = &w->e;
	TRY(evaluation_save(c, &(struct evaluation_save_in){.id = w->evaluation,
				       .state = w->state,
				       .self_text = e->self_text,
				       .self_common = e->self_hundredths,
				       .scores = e->scores,
				       .behind = e->behind,
				       .total = e->total_hundredths,
				       .earned = e->earned,
				       .proposed = e->proposed,
				       .decided = e->decided,
				       .document = e->document,
				       .published_at = e->published_at,
				       .left_on = e->left_on}));
	TRY(evaluation_event_add(c, w->evaluation, str_of(w->action->name), c->actor, c->now, w->note));
	return tell(c, w);
}

err evaluation_act(struct ctx *c, struct evaluation_work *w) { return flow_apply(c, &evaluation_flow, w); }

err evaluation_say(struct ctx *c, struct evaluation_said *n)
{
	struct evaluation_own e;
	TRY(evaluation_led(c, n->evaluation, c->actor, c->unit, n->decides, &e));
	if (e.state > EVALUATION_COLLECTIVE)
		return FAIL(c, CONFLICT, "Phiếu đã được đề xuất xếp loại, không ghi thêm ý kiến được.");
	TRY(evaluation_opinion_add(c, n->evaluation, n->kind, n->text, c->actor, c->now));
	return audit_add_in(c, e.unit_id, "evaluation.opinion", "evaluation", e.id, e.name);
}

/* ---- the declaration ---- */

static const struct flow_state states[] = {
	{.value = EVALUATION_OPEN, .code = "open", .title = "Đang theo dõi", .first = true, .colour = "blue"},
	{.value = EVALUATION_SELF, .code = "self", .title = "Đã tự đánh giá", .colour = "turquoise"},
	{.value = EVALUATION_COLLECTIVE, .code = "collective", .title = "Đã có ý kiến tập thể", .colour = "turquoise"},
	{.value = EVALUATION_PROPOSED, .code = "proposed", .title = "Đã đề xuất", .colour = "purple"},
	{.value = EVALUATION_DECIDED, .code = "decided", .title = "Đã quyết định", .colour = "purple"},
	{.value = EVALUATION_PUBLISHED, .code = "published", .title = "Đã công bố", .colour = "green"},
	{.value = EVALUATION_APPEALED, .code = "appealed", .title = "Có kiến nghị", .colour = "orange"},
	{.value = EVALUATION_ANSWERED, .code = "answered", .title = "Đã trả lời kiến nghị", .colour = "green", .terminal = true},
	{.value = EVALUATION_UNGRADED, .code = "ungraded", .title = "Không xếp loại", .terminal = true},
};
static const struct flow_side sides[] = {
	{.who = "người phụ trách",
		.path = "/danh-gia-can-bo/phu-trach/{id}",
		.api = "/evaluations/{id}",
		.permission = "evaluation.lead",
		.summary = "Mẫu của một bước đánh giá"},
	{.who = "người được đánh giá",
		.path = "/danh-gia-can-bo/{id}",
		.api = "/my/evaluations/{id}",
		.permission = "evaluation.own",
		.summary = "Mẫu tự đánh giá, kiến nghị"},
};
#define HEADS .sides = FLOW_IN(EVALUATION_HEADS)
#define OWN   .sides = FLOW_IN(EVALUATION_OWN)
#define ST(s) FLOW_IN(EVALUATION_##s)
static const struct flow_action actions[] = {
	{.name = "self",
		.path = "tu-danh-gia",
		.title = "Tự đánh giá",
		.done = "Đã gửi bản tự đánh giá",
		.permission = "evaluation.own",
		OWN,
		.from = ST(OPEN),
		.to = ST(SELF),
		.input = &evaluation_self_input,
		.note = "Tự nhận xét",
		.note_required = true,
		.rule = judge_self_rule},
	{.name = "send_back",
		.path = "tra-lai",
		.title = "Trả lại để bổ sung",
		.done = "Đã trả lại để bổ sung",
		.permission = "evaluation.lead",
		HEADS,
		.from = ST(SELF),
		.to = ST(OPEN),
		.input = &evaluation_note_input,
		.note = "Cần bổ sung gì",
		.note_required = true,
		.rule = flow_moves},
	{.name = "collective",
		.path = "da-hop",
		.title = "Tập thể đã cho ý kiến",
		.done = "Đã ghi nhận ý kiến tập thể",
		.permission = "evaluation.lead",
		HEADS,
		.from = ST(SELF),
		.to = ST(COLLECTIVE),
		.at_once = true,
		.input = &evaluation_seen_input,
		.rule = hear_collective_rule},
	{.name = "propose",
		.path = "de-xuat",
		.title = "Đề xuất xếp loại",
		.done = "Đã đề xuất xếp loại",
		.permission = "evaluation.lead",
		HEADS,
		.from = ST(COLLECTIVE),
		.to = ST(PROPOSED),
		.input = &evaluation_propose_input,
		.note = "Nhận xét, lý do",
		.rule = propose_rule},
	{.name = "reconsider",
		.path = "xem-lai",
		.title = "Yêu cầu đề xuất lại",
		.done = "Đã yêu cầu đề xuất lại",
		.permission = "evaluation.decide",
		HEADS,
		.from = ST(PROPOSED),
		.to = ST(COLLECTIVE),
		.input = &evaluation_note_input,
		.note = "Cần xem lại điều gì",
		.note_required = true,
		.rule = flow_moves},
	{.name = "decide",
		.path = "quyet-dinh",
		.title = "Quyết định xếp loại",
		.done = "Đã quyết định xếp loại",
		.permission = "evaluation.decide",
		HEADS,
		.from = ST(PROPOSED),
		.to = ST(DECIDED),
		.input = &evaluation_decide_input,
		.note = "Lý do",
		.rule = decide_rule},
	{.name = "publish",
		.path = "cong-bo",
		.title = "Công bố kết quả",
		.done = "Đã công bố kết quả",
		.permission = "evaluation.decide",
		HEADS,
		.from = ST(DECIDED),
		.to = ST(PUBLISHED),
		.at_once = true,
		.input = &evaluation_seen_input,
		.rule = publish_rule},
	{.name = "appeal",
		.path = "kien-nghi",
		.title = "Kiến nghị về kết quả",
		.done = "Đã gửi kiến nghị",
		.permission = "evaluation.own",
		OWN,
		.from = ST(PUBLISHED),
		.to = ST(APPEALED),
		.input = &evaluation_note_input,
		.note = "Nội dung kiến nghị",
		.note_required = true,
		.rule = appeal_rule},
	{.name = "answer",
		.path = "tra-loi",
		.title = "Trả lời kiến nghị",
		.done = "Đã trả lời kiến nghị",
		.permission = "evaluation.decide",
		HEADS,
		.from = ST(APPEALED),
		.to = ST(ANSWERED),
		.input = &evaluation_decide_input,
		.note = "Nội dung trả lời",
		.note_required = true,
		.rule = decide_rule},
	{.name = "leave_out",
		.path = "khong-xep-loai",
		.title = "Không xếp loại",
		.done = "Đã ghi không xếp loại",
		.permission = "evaluation.decide",
		HEADS,
		.from = ST(OPEN) | ST(SELF),
		.to = ST(UNGRADED),
		.input = &evaluation_leave_input,
		.note = "Lý do",
		.note_required = true,
		.only = of_a_year,
		.only_when = "kỳ đánh giá là một năm",
		.rule = leave_out_rule,
		.destructive = true},
};
static const struct permission permissions[] = {
	{.name = "evaluation.own",
		.title = "Xem đánh giá của mình, tự đánh giá, kiến nghị",
		.roles = "reception specialist leader clerk administrator"},
	{.name = "evaluation.lead",
		.title = "Giao nhiệm vụ, nhận xét, đề xuất xếp loại người mình phụ trách",
		.roles = "leader specialist"},
	{.name = "evaluation.decide", .title = "Mở kỳ đánh giá, quyết định và công bố xếp loại", .roles = "leader"},
};
const struct flow evaluation_flow = {.name = "evaluation",
	.noun = "Phiếu đánh giá",
	.title = "Đánh giá, xếp loại một người",
	.states = LIST(states),
	.sides = LIST(sides),
	.actions = LIST(actions),
	.permissions = LIST(permissions),
	.load = evaluation_load_rule,
	.save = evaluation_save_work_rule};
