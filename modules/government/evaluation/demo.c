/* demo: the last whole quarter of one commune, judged and published, and its year, still running; by the same rules. */
#include "base/period.h"
#include "core/access/access.h"
#include "government/evaluation/inside.h"

enum { PRODUCTS = 4, OFFICERS = 4, COLLECTIVE_DAY = 12 };

static const struct {
	const char *title, *counted, *coefficient, *source;
} products[PRODUCTS] = {
	{"Giải quyết hồ sơ thủ tục hành chính", "hồ sơ", "0,1", "dossiers"},
	{"Báo cáo định kỳ", "báo cáo", "1,5", "typed"},
	{"Văn bản tham mưu trình lãnh đạo", "văn bản", "2", "typed"},
	{"Hướng dẫn, tuyên truyền tại thôn", "cuộc", "1", "typed"},
};
struct plan { /* of one officer's quarter: of ten reports, four drafts */
	const char *login, *common, *grade, *said, *reason;
	int64_t reports, drafts, good_reports;
	bool late;
};
static const struct plan plans[OFFICERS] = {
	{"chuyenmon.gialam", "28,5", "good", "Hoàn thành các nhiệm vụ được giao, phối hợp tốt với đồng nghiệp.",
		"Đạt điểm mức cao nhất; xếp mức này do tỷ lệ của đơn vị.", 10, 4, 10, false},
	{"motcua.gialam", "27", "good", "Tiếp nhận, trả kết quả đúng quy trình, không để người dân phải chờ.", "", 10, 3, 9,
		true},
	{"vanthu.gialam", "25", "fulfilled", "Còn chậm báo cáo tháng, đã rút kinh nghiệm.", "", 6, 2, 5, true},
	{"quantri.gialam", "26,5", "good", "Bảo đảm hệ thống hoạt động, xử lý sự cố kịp thời.", "", 9, 4, 9, false},
};
struct stage {
	struct ctx *c;
	struct account_facts leader;
	int64_t unit, products[PRODUCTS];
	int64_t accounts[OFFICERS];
};

static err step(struct stage *s, int64_t sheet, int64_t actor, const char *name, struct evaluation_work w)
{
	w.action = flow_action(&evaluation_flow, str_of(name));
	w.side = w.action->sides & FLOW_IN(EVALUATION_OWN) ? EVALUATION_OWN : EVALUATION_HEADS;
	w.evaluation = sheet;
	w.decides = actor == s->leader.id;
	s->c->actor = actor;
	return evaluation_act(s->c, &w);
}

static err assign(struct stage *s, int64_t sheet, size_t product, int64_t amount, str due, int64_t *id)
{
	struct evaluation_assignment n = {
		.evaluation = sheet, .product = s->products[product], .amount = amount, .due_on = due, .decides = true};
	s->c->actor = s->leader.id;
	TRY(evaluation_assign(s->c, &n));
	*id = n.id;
	return NULL;
}

static err finish(struct stage *s, size_t officer, int64_t task, int64_t amount, int64_t good, day on, const char *evidence)
{
	struct evaluation_done d = {.task = task, .amount = amount, .on_day = day_iso(s->c->a, on), .evidence = str_of(evidence)};
	s->c->actor = s->accounts[officer];
	TRY(evaluation_write_result(s->c, &d));
	if (good < 0)
		return NULL;
	s->c->actor = s->leader.id;
	return evaluation_judge(s->c, &(struct evaluation_judgement){.result = d.id, .good = good, .decides = true});
}

/* The tasks of a quarter and what became of them. */
static err work_of(struct stage *s, int64_t sheet, size_t officer, day first, day last)
{
	const struct plan *n = &plans[officer];
	struct ctx *c = s->c;
	int64_t task;
	str due = day_iso(c->a, last - 10);
	c->now = day_start(first + 4) + 9 * HOUR;
	TRY(assign(s, sheet, 1, 10, due, &task));
	c->now = day_start(last - 2) + 9 * HOUR;
	if (n->late) {
		TRY(finish(s, officer, task, n->reports - 2, n->good_reports - 2, last - 20,
			"Báo cáo trên hệ thống quản lý văn bản"));
		TRY(finish(s, officer, task, 2, 2, last - 5, "Báo cáo gửi sau hạn"));
	} else
		TRY(finish(s, officer, task, n->reports, n->good_reports, last - 12, "Báo cáo trên hệ thống quản lý văn bản"));
	TRY(assign(s, sheet, 2, 4, due, &task));
	TRY(finish(s, officer, task, n->drafts, n->drafts, last - 15, "Tờ trình, dự thảo đã trình ký"));
	if (officer > 1)
		return NULL;
	TRY(assign(s, sheet, 0, 0, day_iso(c->a, last), &task));
	TRY(evaluation_take_dossiers(c, &(struct evaluation_taken){.task = task, .decides = true}));
	struct evaluation_results_rows rows;
	TRY(evaluation_results(c, task, &rows));
	for (size_t i = 0; i < rows.n; i++)
		TRY(evaluation_judge(
			c, &(struct evaluation_judgement){.result = rows.v[i].id, .good = rows.v[i].amount, .decides = true}));
	return NULL;
}

static err judge(struct stage *s, int64_t sheet, size_t officer, day last)
{
	const struct plan *n = &plans[officer];
	struct ctx *c = s->c;
	c->now = day_start(last + 3) + 9 * HOUR;
	TRY(step(s, sheet, s->accounts[officer], "self",
		(struct evaluation_work){.common = str_of(n->common), .note = str_of(n->said)}));
	c->now = day_start(last + COLLECTIVE_DAY) + 9 * HOUR;
	c->actor = s->leader.id;
	TRY(evaluation_say(c, &(struct evaluation_said){.evaluation = sheet,
				      .kind = S("meeting"),
				      .decides = true,
				      .text = S("Cuộc họp cơ quan nhất trí với bản tự đánh giá.")}));
	TRY(step(s, sheet, s->leader.id, "collective", (struct evaluation_work){0}));
	return NULL;
}

/* What the score earns, not better than the plan says, as good as can be. */
static err grade(struct stage *s, int64_t sheet, size_t officer)
{
	const struct plan *n = &plans[officer];
	struct evaluation_own e;
	struct evaluation_criteria k;
	struct evaluation_score score;
	struct evaluation_tasks_rows tasks;
	opt_int common = {.set = true};
	TRY(evaluation_led(s->c, sheet, s->leader.id, s->unit, 1, &e));
	TRY(evaluation_criteria_of(s->c, e.set_id, &k));
	TRY(evaluation_tasks(s->c, e.account_id, e.unit_id, e.first_on, e.last_on, &tasks));
	const struct evaluation_sums sums = evaluation_sums_of(&tasks);
	if (!form_number_parse(s->c->a, str_of(n->common), &common.v))
		return FAIL(s->c, BROKEN, "demo: %s", n->common);
	TRY(evaluation_score_make(s->c, &k, e.is_head, &sums, &(struct evaluation_judged){.common = common}, &score));
	str planned = str_of(n->grade);
	bool lower = evaluation_grade_place(&k, planned) > evaluation_grade_place(&k, score.grade);
	return step(s, sheet, s->leader.id, "propose",
		(struct evaluation_work){.common = str_of(n->common),
			.grade = lower ? planned : score.grade,
			.note = n->reason[0] ? str_of(n->reason) : S("Đồng ý với ý kiến của tập thể.")});
}

static err decide_all(struct stage *s, const int64_t *sheets, day last)
{
	struct evaluation_own e;
	s->c->now = day_start(last + 15) + 14 * HOUR;
	for (size_t i = 0; i < OFFICERS; i++)
		TRY(grade(s, sheets[i], i));
	for (size_t i = 0; i < OFFICERS; i++) {
		TRY(evaluation_led(s->c, sheets[i], s->leader.id, s->unit, 1, &e));
		TRY(step(s, sheets[i], s->leader.id, "decide", (struct evaluation_work){.grade = e.proposed}));
		TRY(step(s, sheets[i], s->leader.id, "publish", (struct evaluation_work){0}));
	}
	s->c->now = day_start(last + 17) + 10 * HOUR;
	return step(s, sheets[2], s->accounts[2], "appeal",
		(struct evaluation_work){
			.note = S("Hai báo cáo gửi sau hạn do mất điện, có xác nhận của điện lực; đề nghị xem lại.")});
}

static err sheets_of(struct stage *s, struct period p, int64_t *sheets)
{
	struct evaluation_opening n = {.period = period_text(s->c->a, p)};
	struct evaluations_mine_rows rows;
	s->c->actor = s->leader.id;
	TRY(evaluation_open(s->c, &n));
	for (size_t i = 0; i < OFFICERS; i++) {
		TRY(evaluations_mine(s->c, s->accounts[i], INT64_MAX, 1, &rows));
		sheets[i] = rows.n ? rows.v[0].id : 0;
	}
	return NULL;
}

static err open_stage(struct stage *s, bool *found)
{
	struct evaluation_home home;
	*found = false;
	err none = account_find(s->c, S("lanhdao.gialam"), &s->leader);
	if (none)
		return none->kind == NOT_FOUND ? NULL : none;
	for (size_t i = 0; i < OFFICERS; i++) {
		struct account_facts a;
		TRY(account_find(s->c, str_of(plans[i].login), &a));
		s->accounts[i] = a.id;
	}
	TRY(evaluation_home(s->c, s->leader.id, day_iso(s->c->a, day_of(s->c->now)), &home));
	s->c->unit = s->unit = home.unit_id.v;
	*found = true;
	return NULL;
}

static err play(struct stage *s, struct period quarter)
{
	struct ctx *c = s->c;
	int64_t end = c->now, sheets[OFFICERS], yearly[OFFICERS], task;
	day first = period_first(quarter), last = period_last(quarter);
	c->now = day_start(first + 2) + 9 * HOUR;
	c->actor = s->leader.id;
	for (size_t i = 0; i < PRODUCTS; i++) {
		struct new_evaluation_product n = {.title = str_of(products[i].title),
			.counted = str_of(products[i].counted),
			.coefficient = str_of(products[i].coefficient),
			.source = str_of(products[i].source)};
		TRY(evaluation_product_keep(c, &n));
		s->products[i] = n.id;
	}
	TRY(sheets_of(s, quarter, sheets));
	for (size_t i = 0; i < OFFICERS; i++)
		TRY(work_of(s, sheets[i], i, first, last));
	for (size_t i = 0; i < OFFICERS; i++)
		TRY(judge(s, sheets[i], i, last));
	TRY(decide_all(s, sheets, last));
	c->now = end;
	TRY(sheets_of(s, period_of(PERIOD_YEAR, false, day_of(end)), yearly));
	for (size_t i = 0; i < OFFICERS; i++) {
		TRY(assign(s, yearly[i], 1, 6, day_iso(c->a, day_make(period_of(PERIOD_YEAR, false, day_of(end)).year, 12, 15)),
			&task));
		TRY(finish(s, i, task, 3, i % 2 ? -1 : 3, day_of(end) - 3, "Báo cáo tháng 10, 11 và báo cáo chuyên đề"));
	}
	return NULL;
}

err evaluation_demo(struct ctx *c)
{
	struct ctx before = *c;
	struct stage s = {.c = c};
	bool found;
	struct evaluation_set_on set;
	struct period quarter = period_shift(period_of(PERIOD_QUARTER, false, day_of(c->now)), -1);
	TRY(open_stage(&s, &found));
	if (!found)
		return NULL;
	TRY(evaluation_set_on(c, S("cong-chuc"), day_iso(c->a, period_first(quarter)), &set, &found));
	err e = found && day_of(c->now) > period_last(quarter) + 20 && quarter.year == day_parts(day_of(c->now)).year
			? play(&s, quarter)
			: NULL;
	c->now = before.now;
	c->actor = before.actor;
	c->unit = before.unit;
	return e;
}
