/* pages: a sheet for its officer and for those who lead, its steps, its tasks, and what they send. */
#include "base/period.h"
#include "government/evaluation/evaluation.html.h"
#include "government/evaluation/pages.h"
#include "web/input.h"
#include "web/request.h"
#include "web/services/audit.h"

static bool decides(const struct req *q) { return q->ctx.unit && may(q, "evaluation.decide"); }

/* ---- the sheet ---- */

static err show(struct req *q, int side)
{
	struct evaluation_view v = {0};
	TRY(evaluation_view_load(q, side, &v));
	return reply(q, &v, evaluation_page);
}
err evaluation_own_show(struct req *q) { return show(q, EVALUATION_OWN); }
err evaluation_led_show(struct req *q) { return show(q, EVALUATION_HEADS); }

static err step_form(struct req *q, int side)
{
	struct evaluation_view v = {0};
	struct flow_work w = {0};
	TRY(flow_begin(q, &w));
	TRY(evaluation_view_load(q, side, &v));
	TRY(flow_guard(&q->ctx, &evaluation_flow, &w, &(struct flow_place){.state = v.e.state, .place = &v.e}));
	v.action = w.action;
	evaluation_step_page(&q->page, &v);
	return NULL;
}
err evaluation_own_form(struct req *q) { return step_form(q, EVALUATION_OWN); }
err evaluation_led_form(struct req *q) { return step_form(q, EVALUATION_HEADS); }

static err act(struct req *q, int side)
{
	struct evaluation_form in = {0};
	struct evaluation_work w = {.evaluation = q->id, .decides = decides(q)};
	TRY(flow_begin(q, &w.flow));
	TRY(read_input(q, &in));
	w.note = in.note;
	w.seen = in.seen;
	w.client_key = in.client_key;
	w.common = in.common;
	w.unit_result = in.unit_result;
	w.organising = in.organising;
	w.unity = in.unity;
	w.grade = in.grade;
	w.document = in.document;
	w.left_on = in.left_on;
	TRY(apply(&q->ctx, evaluation_act, &w));
	flash(q, "%s.", w.action->done);
	return side == EVALUATION_OWN ? see_other(q, "/danh-gia-can-bo/%lld", (long long)q->id)
				      : see_other(q, "/danh-gia-can-bo/phu-trach/%lld", (long long)q->id);
}
err evaluation_own_act(struct req *q) { return act(q, EVALUATION_OWN); }
err evaluation_led_act(struct req *q) { return act(q, EVALUATION_HEADS); }

/* ---- what is hung on a sheet ---- */

static const struct field assign_fields[] = {INT(struct evaluation_assignment, product, "Sản phẩm, công việc", 1, INT64_MAX),
	INT(struct evaluation_assignment, amount, "Số lượng", 0, 100000),
	DATE(struct evaluation_assignment, due_on, "Hạn hoàn thành", NEEDED)};
const struct input evaluation_assign_input = INPUT("evaluation_task_new", assign_fields);

err evaluation_assign_post(struct req *q)
{
	struct evaluation_assignment n = {.evaluation = q->id, .decides = decides(q)};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, evaluation_assign, &n));
	flash(q, "Đã giao nhiệm vụ; hệ số quy đổi được giữ nguyên đến hết kỳ.");
	return see_other(q, "/danh-gia-can-bo/phu-trach/%lld", (long long)q->id);
}

static const struct field say_fields[] = {CHOICE(struct evaluation_said, kind, "Ý kiến của", NEEDED, evaluation_opinion_kinds),
	LONG_TEXT(struct evaluation_said, text, "Nội dung ý kiến", 1, 4000)};
const struct input evaluation_say_input = INPUT("evaluation_opinion", say_fields);

err evaluation_say_post(struct req *q)
{
	struct evaluation_said n = {.evaluation = q->id, .decides = decides(q)};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, evaluation_say, &n));
	flash(q, "Đã ghi ý kiến.");
	return see_other(q, "/danh-gia-can-bo/phu-trach/%lld", (long long)q->id);
}

static const struct field head_fields[] = {INT(struct evaluation_leading, head, "Người phụ trách trực tiếp", 0, INT64_MAX),
	BOOL(struct evaluation_leading, is_head, "Là công chức lãnh đạo, quản lý")};
const struct input evaluation_head_input = INPUT("evaluation_head", head_fields);

err evaluation_head_post(struct req *q)
{
	struct evaluation_leading n = {.id = q->id};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, evaluation_set_head, &n));
	flash(q, "Đã lưu người phụ trách.");
	return see_other(q, "/danh-gia-can-bo/phu-trach/%lld", (long long)q->id);
}

/* ---- the unit ---- */

static const struct field open_fields[] = {FIELD_OF(struct evaluation_opening, period, "Kỳ", .type = I_TEXT, .min = 1, .max = 10,
	.note = "Quý, ví dụ 2026-Q4, hoặc năm, ví dụ 2026. Mở lại một kỳ để thêm người mới đến.")};
const struct input evaluation_open_input = INPUT("evaluation_cycle_new", open_fields);

err evaluation_open_post(struct req *q)
{
	struct evaluation_opening n = {0};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, evaluation_open, &n));
	flash(q, n.n ? "Đã mở kỳ đánh giá, thêm %lld phiếu." : "Kỳ này đã mở, không có người mới.", (long long)n.n);
	return see_other(q, "/danh-gia-can-bo/don-vi");
}

static const struct field unit_grade_fields[] = {TEXT(struct evaluation_unit_graded, grade, "Mức xếp loại của đơn vị", 1, 40),
	TEXT(struct evaluation_unit_graded, document, "Văn bản", 1, 300)};
const struct input evaluation_unit_grade_input = INPUT("evaluation_unit_grade", unit_grade_fields);

err evaluation_cycle_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct evaluation_cycle_view v = {0};
	struct period p;
	TRY(evaluation_cycle_get(c, q->id, c->unit, &v.cycle));
	TRY(evaluation_criteria_of(c, v.cycle.set_id, &v.criteria));
	TRY(evaluation_standing_of(c, &v.criteria, v.cycle.id, 0, S(""), &v.standing));
	v.title = period_parse(v.cycle.period, &p) ? period_title(c->a, p) : v.cycle.period;
	v.base = v.standing.base;
	v.quota = v.standing.quota;
	v.used = v.standing.free;
	return reply(q, &v, evaluation_cycle_page);
}

err evaluation_unit_grade_post(struct req *q)
{
	struct evaluation_unit_graded n = {.cycle = q->id};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, evaluation_grade_unit, &n));
	flash(q, "Đã ghi kết quả của đơn vị.");
	return see_other(q, "/danh-gia-can-bo/ky/%lld", (long long)q->id);
}

/* ---- a task ---- */

static err task_back(struct req *q, const struct evaluation_task_of *t, bool own, str *out)
{
	struct evaluation_open_for e;
	bool found;
	TRY(evaluation_open_for(&q->ctx, t->account_id, t->unit_id, t->due_on, EVALUATION_UNGRADED, &e, &found));
	*out = !found ? S("/danh-gia-can-bo")
	       : own  ? str_format(q->ctx.a, "/danh-gia-can-bo/%lld", (long long)e.id)
		      : str_format(q->ctx.a, "/danh-gia-can-bo/phu-trach/%lld", (long long)e.id);
	return NULL;
}

err evaluation_task_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct evaluation_task_view v = {0};
	struct evaluation_open_for open;
	bool found;
	TRY(evaluation_task_of(c, q->id, c->actor, c->unit, decides(q), &v.task));
	TRY(evaluation_results(c, q->id, &v.results));
	v.is_own = v.task.account_id == c->actor;
	v.left = v.task.amount;
	for (size_t i = 0; i < v.results.n; i++)
		v.left -= v.results.v[i].amount;
	TRY(evaluation_open_for(c, v.task.account_id, v.task.unit_id, v.task.due_on, EVALUATION_OPEN, &open, &found));
	v.may_write = found;
	TRY(evaluation_open_for(c, v.task.account_id, v.task.unit_id, v.task.due_on, EVALUATION_COLLECTIVE, &open, &found));
	v.may_judge = found && !v.is_own;
	v.coefficient = form_number_typed(c->a, v.task.coefficient_hundredths);
	TRY(task_back(q, &v.task, v.is_own, &v.back));
	return reply(q, &v, evaluation_task_page);
}

static const struct field result_fields[] = {DATE(struct evaluation_done, on_day, "Ngày hoàn thành", NEEDED),
	INT(struct evaluation_done, amount, "Số lượng hoàn thành", 1, 100000),
	TEXT(struct evaluation_done, evidence, "Minh chứng", 3, 300)};
const struct input evaluation_result_input = INPUT("evaluation_result_new", result_fields);

err evaluation_result_post(struct req *q)
{
	struct evaluation_done n = {.task = q->id};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, evaluation_write_result, &n));
	flash(q, "Đã ghi kết quả.");
	return see_other(q, "/danh-gia-can-bo/nhiem-vu/%lld", (long long)q->id);
}

err evaluation_result_back_post(struct req *q)
{
	struct evaluation_taken n = {.result = q->id};
	TRY(apply(&q->ctx, evaluation_take_back, &n));
	flash(q, "Đã rút kết quả.");
	return see_other(q, "/danh-gia-can-bo/nhiem-vu/%lld", (long long)n.task);
}

static const struct field quality_fields[] = {INT(struct evaluation_judgement, good, "Số đạt chất lượng", 0, 100000)};
const struct input evaluation_quality_input = INPUT("evaluation_quality", quality_fields);

err evaluation_quality_post(struct req *q)
{
	struct evaluation_judgement n = {.result = q->id, .decides = decides(q)};
	struct evaluation_result_get r;
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, evaluation_judge, &n));
	TRY(evaluation_result_get(&q->ctx, q->id, &r));
	flash(q, "Đã nhận xét chất lượng.");
	return see_other(q, "/danh-gia-can-bo/nhiem-vu/%lld", (long long)r.task_id);
}

/* The form of a result stands on the page of its task. */
err evaluation_quality_again(struct req *q)
{
	struct evaluation_result_get r;
	TRY(evaluation_result_get(&q->ctx, q->id, &r));
	q->id = r.task_id;
	return evaluation_task_show(q);
}

err evaluation_dossiers_post(struct req *q)
{
	struct evaluation_taken n = {.task = q->id, .decides = decides(q)};
	TRY(apply(&q->ctx, evaluation_take_dossiers, &n));
	flash(q, "Đã lấy %lld bước giải quyết hồ sơ.", (long long)n.found);
	return see_other(q, "/danh-gia-can-bo/nhiem-vu/%lld", (long long)q->id);
}
