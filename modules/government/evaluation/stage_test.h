/* stage: what tests of evaluation play on: the units and accounts of the demo data, more officers in one commune, a catalogue of products. */
#pragma once
#include "core/access/stage_test.h"
#include "government/evaluation/inside.h"

static struct {
	int64_t unit, other_unit, leader, desk, specialist, clerk, administrator, province, other_leader;
} is;

STAGE void fill_evaluation(struct ctx *c)
{
	fill_access(c);
	OK(WRITE(c, evaluation_module.init(c)));
}

STAGE int64_t home(struct ctx *c, int64_t of)
{
	struct evaluation_home h;
	OK(evaluation_home(c, of, S("2026-11-23"), &h));
	return h.unit_id.v;
}

STAGE int open_evaluation(void **state)
{
	if (test_open_filled(state, "evaluation", fill_evaluation))
		return 1;
	struct ctx *c = test_store(state);
	OK(routes_declare(c, modules_all()));
	is.leader = account(c, "lanhdao.gialam");
	is.desk = account(c, "motcua.gialam");
	is.specialist = account(c, "chuyenmon.gialam");
	is.clerk = account(c, "vanthu.gialam");
	is.administrator = account(c, "quantri.gialam");
	is.province = account(c, "lanhdao.ninhbinh");
	is.other_leader = account(c, "lanhdao.cucphuong");
	is.unit = home(c, is.leader);
	is.other_unit = home(c, is.other_leader);
	return 0;
}

STAGE void as(struct ctx *c, int64_t who)
{
	c->actor = who;
	c->unit = who == is.other_leader ? is.other_unit : who == is.province ? home(c, is.province) : is.unit;
}

STAGE struct ctx *stand(void **state)
{
	struct ctx *c = test_store(state);
	c->now = TEST_NOW;
	as(c, is.leader);
	return c;
}

STAGE int64_t product(struct ctx *c, const char *coefficient, const char *source)
{
	struct new_evaluation_product n = {
		.title = S("Báo cáo"), .counted = S("báo cáo"), .coefficient = str_of(coefficient), .source = str_of(source)};
	as(c, is.leader);
	OK(apply(c, evaluation_product_keep, &n));
	return n.id;
}

STAGE int64_t opened(struct ctx *c, const char *period)
{
	struct evaluation_opening n = {.period = str_of(period)};
	as(c, is.leader);
	OK(apply(c, evaluation_open, &n));
	return n.id;
}

STAGE int64_t sheet_of(struct ctx *c, int64_t who, const char *period)
{
	struct evaluations_mine_rows rows;
	OK(evaluations_mine(c, who, INT64_MAX, 50, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (str_is(rows.v[i].period, period))
			return rows.v[i].id;
	fail_msg("no sheet");
	return 0;
}

STAGE struct evaluation_own own(struct ctx *c, int64_t sheet, int64_t who)
{
	struct evaluation_own e;
	OK(evaluation_own(c, sheet, who, &e));
	return e;
}

STAGE err assign(struct ctx *c, int64_t by, int64_t sheet, int64_t of, int64_t amount, const char *due, int64_t *task)
{
	struct evaluation_assignment n = {.evaluation = sheet,
		.product = of,
		.amount = amount,
		.due_on = str_of(due),
		.decides = by == is.leader || by == is.other_leader || by == is.province};
	as(c, by);
	err e = apply(c, evaluation_assign, &n);
	*task = n.id;
	return e;
}

STAGE err finish(struct ctx *c, int64_t who, int64_t task, int64_t amount, const char *on, int64_t *result)
{
	struct evaluation_done n = {.task = task, .amount = amount, .on_day = str_of(on), .evidence = S("Văn bản số 12")};
	as(c, who);
	err e = apply(c, evaluation_write_result, &n);
	*result = n.id;
	return e;
}

STAGE err judge(struct ctx *c, int64_t by, int64_t result, int64_t good)
{
	as(c, by);
	return apply(c, evaluation_judge,
		(&(struct evaluation_judgement){
			.result = result, .good = good, .decides = by == is.leader || by == is.other_leader}));
}

STAGE err step(struct ctx *c, int64_t by, int64_t sheet, const char *name, struct evaluation_work w)
{
	w.action = flow_action(&evaluation_flow, str_of(name));
	w.side = w.action->sides & FLOW_IN(EVALUATION_OWN) ? EVALUATION_OWN : EVALUATION_HEADS;
	w.evaluation = sheet;
	w.decides = by == is.leader || by == is.other_leader || by == is.province;
	as(c, by);
	return apply(c, evaluation_act, &w);
}

#define WITH(...) ((struct evaluation_work){__VA_ARGS__})

/* A task of ten, all done well and in time but `bad` of them. */
STAGE void worked(struct ctx *c, int64_t who, int64_t sheet, int64_t of, int64_t bad)
{
	int64_t task, result;
	OK(assign(c, is.leader, sheet, of, 10, "2026-11-20", &task));
	OK(finish(c, who, task, 10, "2026-11-18", &result));
	OK(judge(c, is.leader, result, 10 - bad));
}

STAGE void heard(struct ctx *c, int64_t who, int64_t sheet)
{
	int64_t led_by = who == is.leader ? is.province : is.leader;
	OK(step(c, who, sheet, "self", WITH(.common = S("28"), .note = S("Đã hoàn thành nhiệm vụ."))));
	as(c, led_by);
	OK(apply(c, evaluation_say,
		(&(struct evaluation_said){.evaluation = sheet, .kind = S("meeting"), .text = S("Nhất trí."), .decides = true})));
	OK(step(c, led_by, sheet, "collective", WITH(.note = S(""))));
}
