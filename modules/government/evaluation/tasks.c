/* tasks: what a unit does and for how much it counts; who is to do it, what was done of it, how good it is. */
#include "government/evaluation/inside.h"
#include "web/services/audit.h"

enum { AMOUNT_MAX = 100000, COEFFICIENT_MAX = 10000, TASKS_MAX = 500 };

/* ---- products ---- */

static err coefficient_of(struct ctx *c, str typed, int64_t *out)
{
	if (!form_number_parse(c->a, typed, out) || *out < 1 || *out > COEFFICIENT_MAX)
		return FAIL_FIELD(c, "coefficient",
			"Hệ số quy đổi phải là số từ 0,01 đến 100, nhiều nhất hai chữ số thập phân, ví dụ 1,5.");
	return NULL;
}

err evaluation_product_keep(struct ctx *c, struct new_evaluation_product *n)
{
	struct evaluation_product_get was;
	struct evaluation_product_add added;
	int64_t coefficient;
	str folded = fold(c->a, n->title), today = day_iso(c->a, day_of(c->now));
	struct differences d = {.a = c->a};
	TRY(coefficient_of(c, n->coefficient, &coefficient));
	if (!n->id) {
		TRY(evaluation_product_add(c,
			&(struct evaluation_product_add_in){.unit = c->unit,
				.title = n->title,
				.folded = folded,
				.counted = n->counted,
				.coefficient = coefficient,
				.source = n->source,
				.today = today},
			&added));
		n->id = added.id;
		return audit_add(c, "evaluation_product.add", "evaluation_product", n->id, n->title);
	}
	TRY(evaluation_product_get(c, n->id, c->unit, &was));
	if (was.valid_to.s)
		return FAIL(c, CONFLICT, "Sản phẩm này đã thôi dùng từ ngày %.*s.", STR_ARG(show_date(c->a, was.valid_to)));
	difference_add(&d, "Tên", was.title, n->title);
	difference_add(&d, "Đơn vị tính", was.counted, n->counted);
	difference_add(
		&d, "Hệ số quy đổi", form_number_typed(c->a, was.coefficient_hundredths), form_number_typed(c->a, coefficient));
	TRY(evaluation_product_change(c, n->id, c->unit, n->title, folded, n->counted, coefficient));
	TRY(history_add(c, "evaluation_product", n->id, &d));
	return audit_add(c, "evaluation_product.change", "evaluation_product", n->id, n->title);
}

err evaluation_product_stop(struct ctx *c, struct new_evaluation_product *n)
{
	struct evaluation_product_get was;
	struct differences d = {.a = c->a};
	TRY(evaluation_product_get(c, n->id, c->unit, &was));
	if (was.valid_to.s)
		return FAIL(c, CONFLICT, "Sản phẩm này đã thôi dùng từ ngày %.*s.", STR_ARG(show_date(c->a, was.valid_to)));
	str today = day_iso(c->a, day_of(c->now));
	TRY(evaluation_product_end(c, n->id, c->unit, today));
	difference_add(&d, "Thôi dùng từ", S(""), show_date(c->a, today));
	TRY(history_add(c, "evaluation_product", n->id, &d));
	return audit_add(c, "evaluation_product.end", "evaluation_product", n->id, was.title);
}

/* ---- assigning ---- */

static err check_due(struct ctx *c, const struct evaluation_own *e, str due)
{
	if (memcmp(due.s, e->first_on.s, due.n) < 0 || memcmp(due.s, e->last_on.s, due.n) > 0)
		return FAIL_FIELD(c, "due_on", "Hạn phải trong kỳ, từ %.*s đến %.*s.", STR_ARG(show_date(c->a, e->first_on)),
			STR_ARG(show_date(c->a, e->last_on)));
	return NULL;
}

err evaluation_assign(struct ctx *c, struct evaluation_assignment *n)
{
	struct evaluation_own e;
	struct evaluation_product_get p;
	struct evaluation_task_add added;
	struct evaluation_tasks_rows there;
	TRY(evaluation_led(c, n->evaluation, c->actor, c->unit, n->decides, &e));
	if (e.state != EVALUATION_OPEN)
		return FAIL(c, CONFLICT, "Chỉ giao nhiệm vụ khi kỳ đánh giá của người này đang theo dõi.");
	TRY(check_due(c, &e, n->due_on));
	err none = evaluation_product_get(c, n->product, e.unit_id, &p);
	if (none && none->kind != NOT_FOUND)
		return none;
	if (none || p.valid_to.s)
		return FAIL_FIELD(c, "product", "Hãy chọn một sản phẩm đang dùng trong danh mục của đơn vị.");
	bool counted = str_is(p.source, "dossiers"); /* dossiers say how many there were */
	if (!counted && (n->amount < 1 || n->amount > AMOUNT_MAX))
		return FAIL_FIELD(c, "amount", "Số lượng phải là số nguyên từ 1 đến %d.", AMOUNT_MAX);
	TRY(evaluation_tasks(c, e.account_id, e.unit_id, e.first_on, e.last_on, &there));
	if (there.n >= TASKS_MAX)
		return FAIL(c, CONFLICT, "Một kỳ có nhiều nhất %d nhiệm vụ.", TASKS_MAX);
	TRY(evaluation_task_add(c,
		&(struct evaluation_task_add_in){.unit = e.unit_id,
			.account = e.account_id,
			.product = p.id,
			.title = p.title,
			.counted = p.counted,
			.coefficient = p.coefficient_hundredths,
			.source = p.source,
			.amount = counted ? 0 : n->amount,
			.due_on = n->due_on,
			.from_on = e.first_on,
			.by_account = c->actor,
			.now = c->now},
		&added));
	n->id = added.id;
	return audit_add_in(c, e.unit_id, "evaluation.assign", "evaluation", e.id, p.title);
}

/* ---- results ---- */

/* A period that still takes what is said of the task; CONFLICT: all of them have gone on. */
static err open_for(struct ctx *c, const struct evaluation_task_of *t, int64_t most, struct evaluation_open_for *out)
{
	bool found;
	TRY(evaluation_open_for(c, t->account_id, t->unit_id, t->due_on, most, out, &found));
	return found ? NULL : FAIL(c, CONFLICT, "Kỳ đánh giá có nhiệm vụ này đã qua bước đó, không ghi thêm được.");
}

err evaluation_write_result(struct ctx *c, struct evaluation_done *n)
{
	struct evaluation_task_of t;
	struct evaluation_open_for e;
	struct evaluation_result_sum sum;
	struct evaluation_result_add added;
	str today = day_iso(c->a, day_of(c->now));
	TRY(evaluation_task_of(c, n->task, c->actor, 0, 0, &t));
	if (t.account_id != c->actor)
		return FAIL(c, NOT_FOUND, "evaluation_task");
	TRY(open_for(c, &t, EVALUATION_OPEN, &e));
	if (str_is(t.source, "dossiers"))
		return FAIL(c, CONFLICT, "Kết quả của nhiệm vụ này lấy từ hồ sơ, không nhập tay.");
	if (memcmp(n->on_day.s, today.s, today.n) > 0)
		return FAIL_FIELD(c, "on_day", "Ngày hoàn thành không được sau hôm nay.");
	if (memcmp(n->on_day.s, t.from_on.s, t.from_on.n) < 0)
		return FAIL_FIELD(c, "on_day", "Ngày hoàn thành không được trước ngày bắt đầu kỳ, %.*s.",
			STR_ARG(show_date(c->a, t.from_on)));
	TRY(evaluation_result_sum(c, t.id, &sum));
	if (n->amount > t.amount - sum.amount)
		return FAIL_FIELD(c, "amount", "Nhiệm vụ này chỉ còn %lld %.*s chưa ghi kết quả.",
			(long long)(t.amount - sum.amount), STR_ARG(t.counted));
	TRY(evaluation_result_add(c,
		&(struct evaluation_result_add_in){.task = t.id,
			.on_day = n->on_day,
			.amount = n->amount,
			.late = memcmp(n->on_day.s, t.due_on.s, t.due_on.n) > 0,
			.evidence = n->evidence,
			.source = S("typed"),
			.account = c->actor,
			.now = c->now},
		&added));
	n->id = added.id;
	return audit_add_in(c, t.unit_id, "evaluation.result", "evaluation", e.id, t.title);
}

err evaluation_take_back(struct ctx *c, struct evaluation_taken *n)
{
	struct evaluation_result_get r;
	struct evaluation_task_of t;
	struct evaluation_open_for e;
	TRY(evaluation_result_get(c, n->result, &r));
	TRY(evaluation_task_of(c, r.task_id, c->actor, 0, 0, &t));
	if (t.account_id != c->actor)
		return FAIL(c, NOT_FOUND, "evaluation_result");
	n->task = t.id;
	TRY(open_for(c, &t, EVALUATION_OPEN, &e));
	if (r.good.set || !str_is(r.source, "typed"))
		return FAIL(c, CONFLICT, "Kết quả đã được nhận xét hoặc lấy từ hồ sơ, không rút được.");
	TRY(evaluation_result_drop(c, n->result));
	return audit_add_in(c, t.unit_id, "evaluation.result_back", "evaluation", e.id, t.title);
}

err evaluation_judge(struct ctx *c, struct evaluation_judgement *n)
{
	struct evaluation_result_get r;
	struct evaluation_task_of t;
	struct evaluation_open_for e;
	TRY(evaluation_result_get(c, n->result, &r));
	TRY(evaluation_task_of(c, r.task_id, c->actor, c->unit, n->decides, &t));
	if (t.account_id == c->actor)
		return FAIL(c, NOT_FOUND, "evaluation_result");
	TRY(open_for(c, &t, EVALUATION_COLLECTIVE, &e));
	if (n->good < 0 || n->good > r.amount)
		return FAIL_FIELD(c, "good", "Số đạt chất lượng phải từ 0 đến %lld.", (long long)r.amount);
	TRY(evaluation_result_judge(c, n->result, n->good, c->actor));
	return audit_add_in(c, t.unit_id, "evaluation.quality", "evaluation", e.id, t.title);
}

/* ---- from dossiers: steps that the officer ended in the months of the task ---- */

static err add_imported(struct ctx *c, const struct evaluation_task_of *t, int64_t amount, bool late)
{
	struct evaluation_result_add added;
	if (amount < 1)
		return NULL;
	return evaluation_result_add(c,
		&(struct evaluation_result_add_in){.task = t->id,
			.on_day = day_iso(c->a, day_of(c->now)),
			.amount = amount,
			.late = late,
			.evidence = late ? S("Bước giải quyết hồ sơ, quá hạn") : S("Bước giải quyết hồ sơ, đúng hạn"),
			.source = S("dossiers"),
			.account = c->actor,
			.now = c->now},
		&added);
}

err evaluation_take_dossiers(struct ctx *c, struct evaluation_taken *n)
{
	struct evaluation_task_of t;
	struct evaluation_open_for e;
	struct evaluation_dossiers found;
	TRY(evaluation_task_of(c, n->task, c->actor, c->unit, n->decides, &t));
	TRY(open_for(c, &t, EVALUATION_OPEN, &e));
	if (!str_is(t.source, "dossiers"))
		return FAIL(c, CONFLICT, "Nhiệm vụ này không lấy kết quả từ hồ sơ.");
	TRY(evaluation_dossiers(
		c, t.unit_id, t.account_id, (str){t.from_on.s, MONTH_TEXT}, (str){t.due_on.s, MONTH_TEXT}, &found));
	TRY(evaluation_results_imported_drop(c, t.id));
	TRY(evaluation_task_amount(c, t.id, found.done));
	TRY(add_imported(c, &t, found.done - found.overdue, false));
	TRY(add_imported(c, &t, found.overdue, true));
	n->found = found.done;
	return audit_add_in(c, t.unit_id, "evaluation.dossiers", "evaluation", e.id, t.title);
}
