/* An officer's period: opened, tasks assigned and done, judged, graded, published, appealed; who may not, and what is refused. */
#include "government/dossiers/dossiers.sql.h"
#include "government/evaluation/stage_test.h"
#include "web/demo.h"

/* ---- opening ---- */

static void a_period_is_opened_once_and_takes_in_who_came_later(void **state)
{
	struct ctx *c = stand(state);
	struct evaluation_opening n = {.period = S("2026-Q4")};
	OK(apply(c, evaluation_open, &n));
	assert_int_equal(n.n, 5);
	OK(apply(c, evaluation_open, &n));
	assert_int_equal(n.n, 0);
	struct new_account a = {.kind = S("officer"),
		.login = S("moi.gialam"),
		.name = S("Vũ Mới Đến"),
		.unit = is.unit,
		.role = S("specialist"),
		.valid_from = S("2026-11-02")};
	int64_t id;
	OK(WRITE(c, account_add(c, &a, &id)));
	OK(apply(c, evaluation_open, &n));
	assert_int_equal(n.n, 1);
	static const char *const wrong[] = {"2026-11", "2026-Q4-BC", "2027", "2027-Q1", "x", "", "2025"};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		n.period = str_of(wrong[i]);
		FAILS(INVALID, apply(c, evaluation_open, &n));
	}
}

static void who_leads_a_unit_is_led_from_above(void **state)
{
	struct ctx *c = stand(state);
	opened(c, "2026-Q4");
	struct evaluation_own e = own(c, sheet_of(c, is.leader, "2026-Q4"), is.leader);
	assert_true(e.is_head);
	assert_int_equal(e.head_id.v, is.province);
	e = own(c, sheet_of(c, is.desk, "2026-Q4"), is.desk);
	assert_false(e.is_head);
	assert_false(e.head_id.set);
	assert_true(str_is(e.joined_on, "2025-07-01"));
}

static void who_leads_is_chosen_in_the_unit(void **state)
{
	struct ctx *c = stand(state);
	opened(c, "2026-Q4");
	int64_t sheet = sheet_of(c, is.desk, "2026-Q4");
	FAILS(INVALID, apply(c, evaluation_set_head, &((struct evaluation_leading){.id = sheet, .head = is.desk})));
	FAILS(INVALID, apply(c, evaluation_set_head, &((struct evaluation_leading){.id = sheet, .head = is.other_leader})));
	FAILS(NOT_FOUND, apply(c, evaluation_set_head,
				 &((struct evaluation_leading){.id = sheet_of(c, is.leader, "2026-Q4"), .head = is.desk})));
	OK(apply(c, evaluation_set_head, &((struct evaluation_leading){.id = sheet, .head = is.specialist})));
	struct evaluation_own e;
	OK(evaluation_led(c, sheet, is.specialist, is.unit, 0, &e));
	FAILS(NOT_FOUND, evaluation_led(c, sheet, is.clerk, is.unit, 0, &e));
	as(c, is.other_leader);
	FAILS(NOT_FOUND, apply(c, evaluation_set_head, &((struct evaluation_leading){.id = sheet})));
	as(c, is.leader);
	OK(apply(c, evaluation_set_head, &((struct evaluation_leading){.id = sheet})));
}

/* ---- tasks ---- */

static void a_task_keeps_its_coefficient(void **state)
{
	struct ctx *c = stand(state);
	int64_t p = product(c, "1,5", "typed"), sheet, task;
	opened(c, "2026-Q4");
	sheet = sheet_of(c, is.desk, "2026-Q4");
	OK(assign(c, is.leader, sheet, p, 10, "2026-11-20", &task));
	struct new_evaluation_product n = {.id = p, .title = S("Báo cáo"), .counted = S("báo cáo"), .coefficient = S("3")};
	OK(apply(c, evaluation_product_keep, &n));
	struct evaluation_tasks_rows rows;
	struct evaluation_own e = own(c, sheet, is.desk);
	OK(evaluation_tasks(c, is.desk, is.unit, e.first_on, e.last_on, &rows));
	assert_int_equal(rows.v[rows.n - 1].coefficient_hundredths, 150);
	static const char *const wrong[] = {"0", "-1", "1,555", "x", "", "101"};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		n.coefficient = str_of(wrong[i]);
		FAILS(INVALID, apply(c, evaluation_product_keep, &n));
	}
	as(c, is.other_leader);
	n.coefficient = S("2");
	FAILS(NOT_FOUND, apply(c, evaluation_product_keep, &n));
	as(c, is.leader);
	OK(apply(c, evaluation_product_stop, &n));
	FAILS(CONFLICT, apply(c, evaluation_product_stop, &n));
	FAILS(CONFLICT, apply(c, evaluation_product_keep, &n));
	FAILS(INVALID, assign(c, is.leader, sheet, p, 10, "2026-11-20", &task));
}

static void who_assigns_and_until_when(void **state)
{
	struct ctx *c = stand(state);
	int64_t p = product(c, "1", "typed"), sheet, task, mine;
	opened(c, "2026-Q4");
	sheet = sheet_of(c, is.desk, "2026-Q4");
	mine = sheet_of(c, is.leader, "2026-Q4");
	OK(assign(c, is.leader, sheet, p, 1, "2026-10-01", &task));
	OK(assign(c, is.leader, sheet, p, 1, "2026-12-31", &task));
	FAILS(INVALID, assign(c, is.leader, sheet, p, 1, "2026-09-30", &task));
	FAILS(INVALID, assign(c, is.leader, sheet, p, 1, "2027-01-01", &task));
	FAILS(INVALID, assign(c, is.leader, sheet, p, 0, "2026-12-31", &task));
	FAILS(NOT_FOUND, assign(c, is.leader, mine, p, 1, "2026-12-31", &task)); /* himself */
	FAILS(NOT_FOUND, assign(c, is.desk, sheet, p, 1, "2026-12-31", &task));
	FAILS(NOT_FOUND, assign(c, is.clerk, sheet, p, 1, "2026-12-31", &task));
	FAILS(NOT_FOUND, assign(c, is.other_leader, sheet, p, 1, "2026-12-31", &task));
	OK(assign(c, is.province, mine, p, 1, "2026-12-31", &task)); /* who leads him */
	FAILS(INVALID, assign(c, is.leader, sheet, p + 1000, 1, "2026-12-31", &task));
}

static void results_are_written_by_the_officer_and_judged_by_who_leads(void **state)
{
	struct ctx *c = stand(state);
	int64_t p = product(c, "1", "typed"), sheet, task, r, late;
	struct evaluation_tasks_rows rows;
	opened(c, "2026-Q4");
	sheet = sheet_of(c, is.clerk, "2026-Q4");
	OK(assign(c, is.leader, sheet, p, 10, "2026-11-10", &task));
	FAILS(NOT_FOUND, finish(c, is.desk, task, 1, "2026-11-10", &r));
	FAILS(NOT_FOUND, finish(c, is.leader, task, 1, "2026-11-10", &r)); /* nobody writes another's work */
	FAILS(INVALID, finish(c, is.clerk, task, 1, "2026-11-24", &r));    /* tomorrow */
	FAILS(INVALID, finish(c, is.clerk, task, 1, "2026-09-30", &r));    /* before the period */
	FAILS(INVALID, finish(c, is.clerk, task, 11, "2026-11-10", &r));
	OK(finish(c, is.clerk, task, 6, "2026-11-10", &r));
	OK(finish(c, is.clerk, task, 4, "2026-11-11", &late));
	FAILS(INVALID, finish(c, is.clerk, task, 1, "2026-11-11", &(int64_t){0}));
	FAILS(NOT_FOUND, judge(c, is.clerk, r, 6)); /* his own */
	FAILS(NOT_FOUND, judge(c, is.desk, r, 6));
	FAILS(NOT_FOUND, judge(c, is.other_leader, r, 6));
	FAILS(INVALID, judge(c, is.leader, r, 7));
	FAILS(INVALID, judge(c, is.leader, r, -1));
	OK(judge(c, is.leader, r, 5));
	struct evaluation_own e = own(c, sheet, is.clerk);
	OK(evaluation_tasks(c, is.clerk, is.unit, e.first_on, e.last_on, &rows));
	const struct evaluation_tasks *t = &rows.v[rows.n - 1];
	assert_int_equal(t->done, 10);
	assert_int_equal(t->on_time, 6);
	assert_int_equal(t->good, 5);
	assert_int_equal(t->unjudged, 1);
	as(c, is.clerk);
	FAILS(CONFLICT, apply(c, evaluation_take_back, &((struct evaluation_taken){.result = r})));
	as(c, is.desk);
	FAILS(NOT_FOUND, apply(c, evaluation_take_back, &((struct evaluation_taken){.result = late})));
	as(c, is.clerk);
	OK(apply(c, evaluation_take_back, &((struct evaluation_taken){.result = late})));
	FAILS(NOT_FOUND, apply(c, evaluation_take_back, &((struct evaluation_taken){.result = late})));
}

static void what_dossiers_know_is_taken_from_them(void **state)
{
	struct ctx *c = stand(state);
	int64_t p = product(c, "0,1", "dossiers"), sheet, task, r;
	struct evaluation_taken n = {.decides = true};
	struct evaluation_results_rows rows;
	opened(c, "2026-Q4");
	sheet = sheet_of(c, is.administrator, "2026-Q4");
	OK(WRITE(c, dossier_month_officer_add(c, is.unit, S("2026-09"), is.administrator, 100, 50)));
	OK(WRITE(c, dossier_month_officer_add(c, is.unit, S("2026-10"), is.administrator, 20, 3)));
	OK(WRITE(c, dossier_month_officer_add(c, is.unit, S("2026-11"), is.administrator, 10, 1)));
	OK(WRITE(c, dossier_month_officer_add(c, is.unit, S("2026-12"), is.administrator, 7, 7)));
	OK(WRITE(c, dossier_month_officer_add(c, is.other_unit, S("2026-11"), is.administrator, 900, 9)));
	OK(assign(c, is.leader, sheet, p, 0, "2026-11-30", &task));
	FAILS(CONFLICT, finish(c, is.administrator, task, 1, "2026-11-10", &r));
	n.task = task;
	for (int i = 0; i < 2; i++) { /* taken twice, counted once */
		as(c, is.administrator);
		n.decides = false;
		OK(apply(c, evaluation_take_dossiers, &n));
		assert_int_equal(n.found, 30);
		OK(evaluation_results(c, task, &rows));
		assert_int_equal(rows.n, 2);
		assert_int_equal(rows.v[0].amount, 26);
		assert_false(rows.v[0].late);
		assert_int_equal(rows.v[1].amount, 4);
		assert_true(rows.v[1].late);
	}
	as(c, is.desk);
	FAILS(NOT_FOUND, apply(c, evaluation_take_dossiers, &n));
	as(c, is.administrator);
	FAILS(CONFLICT, apply(c, evaluation_take_back, &((struct evaluation_taken){.result = rows.v[0].id})));
	int64_t typed = product(c, "1", "typed");
	OK(assign(c, is.leader, sheet, typed, 1, "2026-11-30", &n.task));
	as(c, is.administrator);
	FAILS(CONFLICT, apply(c, evaluation_take_dossiers, &n));
}

/* ---- the way of a sheet ---- */

static void the_way_from_open_to_answered(void **state)
{
	struct ctx *c = stand(state);
	int64_t p = product(c, "1", "typed"), sheet, task, r;
	opened(c, "2026-Q4");
	sheet = sheet_of(c, is.desk, "2026-Q4");
	FAILS(CONFLICT, step(c, is.leader, sheet, "propose", WITH(.common = S("20"))));
	FAILS(NOT_FOUND, step(c, is.clerk, sheet, "self", WITH(.common = S("20"), .note = S("x"))));
	FAILS(INVALID, step(c, is.desk, sheet, "self", WITH(.common = S("20"))));
	FAILS(INVALID, step(c, is.desk, sheet, "self", WITH(.note = S("x"))));
	FAILS(INVALID, step(c, is.desk, sheet, "self", WITH(.common = S("30,01"), .note = S("x"))));
	OK(step(c, is.desk, sheet, "self", WITH(.common = S("28"), .note = S("Tốt."))));
	FAILS(CONFLICT, step(c, is.leader, sheet, "collective", WITH(.note = S("")))); /* nobody has been heard */
	FAILS(CONFLICT, assign(c, is.leader, sheet, p, 1, "2026-11-20", &task));       /* he has judged himself */
	OK(step(c, is.leader, sheet, "send_back", WITH(.note = S("Thiếu một báo cáo."))));
	OK(assign(c, is.leader, sheet, p, 10, "2026-11-20", &task));
	OK(finish(c, is.desk, task, 10, "2026-11-18", &r));
	heard(c, is.desk, sheet);
	FAILS(CONFLICT, finish(c, is.desk, task, 1, "2026-11-18", &(int64_t){0})); /* too late to write */
	FAILS(CONFLICT, step(c, is.leader, sheet, "propose", WITH(.common = S("20"), .grade = S("good")))); /* unjudged */
	OK(judge(c, is.leader, r, 10));
	FAILS(INVALID, step(c, is.leader, sheet, "propose", WITH(.common = S("19,99"), .grade = S("excellent"))));
	FAILS(INVALID, step(c, is.leader, sheet, "propose", WITH(.common = S("20"), .grade = S("good")))); /* lower: why? */
	FAILS(INVALID, step(c, is.leader, sheet, "propose", WITH(.grade = S("good"))));
	FAILS(INVALID, step(c, is.leader, sheet, "propose", WITH(.common = S("19"), .grade = S("fine"))));
	FAILS(NOT_FOUND, step(c, is.desk, sheet, "propose", WITH(.common = S("19"), .grade = S("good"))));
	OK(step(c, is.leader, sheet, "propose", WITH(.common = S("19"), .grade = S("good"))));
	assert_int_equal(own(c, sheet, is.desk).total_hundredths.v, 8900);
	FAILS(CONFLICT, judge(c, is.leader, r, 9)); /* it has been counted */
	FAILS(CONFLICT,
		apply(c, evaluation_say,
			&((struct evaluation_said){.evaluation = sheet, .kind = S("party"), .text = S("x"), .decides = true})));
	FAILS(NOT_FOUND, step(c, is.desk, sheet, "decide", WITH(.grade = S("good"))));
	FAILS(NOT_FOUND, step(c, is.other_leader, sheet, "decide", WITH(.grade = S("good"))));
	OK(step(c, is.leader, sheet, "reconsider", WITH(.note = S("Xem lại điểm chung."))));
	OK(step(c, is.leader, sheet, "propose", WITH(.common = S("18,5"), .grade = S("good"))));
	FAILS(INVALID, step(c, is.leader, sheet, "decide", WITH(.grade = S("fulfilled"))));
	FAILS(INVALID, step(c, is.leader, sheet, "decide", WITH(.grade = S("excellent"), .document = S("1/QĐ"), .note = S("x"))));
	OK(step(c, is.leader, sheet, "decide", WITH(.grade = S("fulfilled"), .note = S("Kỷ luật trong kỳ."))));
	FAILS(CONFLICT, step(c, is.leader, sheet, "decide", WITH(.grade = S("good"), .note = S("x")))); /* twice */
	FAILS(CONFLICT, step(c, is.desk, sheet, "appeal", WITH(.note = S("x"))));
	OK(step(c, is.leader, sheet, "publish", WITH(.note = S(""))));
	FAILS(CONFLICT, step(c, is.leader, sheet, "publish", WITH(.note = S(""))));
	c->now = TEST_NOW + 16 * DAY;
	FAILS(CONFLICT, step(c, is.desk, sheet, "appeal", WITH(.note = S("x"))));
	c->now = TEST_NOW + 15 * DAY;
	OK(step(c, is.desk, sheet, "appeal", WITH(.note = S("Không có kỷ luật nào."))));
	FAILS(NOT_FOUND, step(c, is.desk, sheet, "answer", WITH(.grade = S("good"), .note = S("x"))));
	OK(step(c, is.leader, sheet, "answer", WITH(.grade = S("good"), .note = S("Ghi nhầm người; xếp lại."))));
	struct evaluation_own e = own(c, sheet, is.desk);
	assert_int_equal(e.state, EVALUATION_ANSWERED);
	assert_true(str_is(e.decided, "good"));
	assert_true(str_is(e.proposed, "good"));
}

/* Sheets of a new period, each worth 98 points and proposed: those of `best` as the best, others as good. */
static void proposed(struct ctx *c, int64_t p, const int64_t *who, size_t n, const char *grade)
{
	for (size_t i = 0; i < n; i++) {
		int64_t sheet = sheet_of(c, who[i], "2026-Q4");
		worked(c, who[i], sheet, p, 0);
		heard(c, who[i], sheet);
		OK(step(c, is.leader, sheet, "propose",
			WITH(.common = S("28"), .grade = str_of(grade), .note = S("Theo tập thể."))));
	}
}

static void more(struct ctx *c, int64_t *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct new_account a = {.kind = S("officer"),
			.login = str_format(c->a, "them%zu.gialam", i),
			.name = S("Lê Thêm"),
			.unit = is.unit,
			.role = S("clerk"),
			.valid_from = S("2026-01-05")};
		OK(WRITE(c, account_add(c, &a, &out[i])));
	}
}

static void the_best_are_few_but_for_a_document(void **state)
{
	struct ctx *c = stand(state);
	int64_t p = product(c, "1", "typed"), many[4], *best = (int64_t[]){is.desk, is.specialist};
	more(c, many, COUNT(many));
	opened(c, "2026-Q4");
	proposed(c, p, best, 2, "excellent");
	proposed(c, p, many, COUNT(many), "good");
	int64_t first = sheet_of(c, is.desk, "2026-Q4"), second = sheet_of(c, is.specialist, "2026-Q4"),
		fifth = sheet_of(c, is.clerk, "2026-Q4");
	/* four are good: a fifth of them is nobody */
	FAILS(INVALID, step(c, is.leader, first, "decide", WITH(.grade = S("excellent"))));
	proposed(c, p, &is.clerk, 1, "good");
	/* five: one */
	FAILS(INVALID, step(c, is.leader, first, "decide", WITH(.grade = S("excellent")))); /* two are proposed */
	OK(step(c, is.leader, second, "decide", WITH(.grade = S("excellent"), .document = S("15/QĐ-UBND ngày 10/12/2026"))));
	OK(step(c, is.leader, first, "decide", WITH(.grade = S("excellent"))));
	struct evaluation_criteria k;
	struct evaluation_standing s;
	struct evaluation_own e = own(c, first, is.desk);
	OK(evaluation_criteria_of(c, e.set_id, &k));
	OK(evaluation_standing_of(c, &k, e.cycle_id, 0, S(""), &s));
	assert_int_equal(s.base, 5);
	assert_int_equal(s.quota, 1);
	assert_int_equal(s.free, 1);
	assert_int_equal(s.counts[0], 2);
	/* one of the five is less than good after all: what was decided is not published beyond the quota */
	OK(step(c, is.leader, fifth, "decide", WITH(.grade = S("fulfilled"), .note = S("Chậm báo cáo."))));
	FAILS(CONFLICT, step(c, is.leader, first, "publish", WITH(.note = S(""))));
	OK(step(c, is.leader, second, "publish", WITH(.note = S(""))));
	OK(step(c, is.leader, fifth, "publish", WITH(.note = S(""))));
}

static void who_leads_is_not_better_than_his_unit(void **state)
{
	struct ctx *c = stand(state);
	int64_t p = product(c, "1", "typed"), cycle = opened(c, "2026-Q4"), sheet = sheet_of(c, is.leader, "2026-Q4"), task, r;
	OK(assign(c, is.province, sheet, p, 10, "2026-11-20", &task));
	OK(finish(c, is.leader, task, 10, "2026-11-18", &r));
	FAILS(NOT_FOUND, judge(c, is.leader, r, 10));
	as(c, is.province);
	OK(apply(c, evaluation_judge, &((struct evaluation_judgement){.result = r, .good = 10, .decides = true})));
	heard(c, is.leader, sheet);
	struct evaluation_work w =
		WITH(.common = S("28"), .unit_result = S("90"), .organising = S("90"), .unity = S("90"), .grade = S("excellent"));
	FAILS(INVALID, step(c, is.province, sheet, "propose", w)); /* the unit's grade is not known */
	as(c, is.leader);
	FAILS(INVALID, apply(c, evaluation_grade_unit, &((struct evaluation_unit_graded){cycle, S("fine"), S("1/QĐ")})));
	OK(apply(c, evaluation_grade_unit, &((struct evaluation_unit_graded){cycle, S("good"), S("1/QĐ")})));
	as(c, is.other_leader);
	FAILS(NOT_FOUND, apply(c, evaluation_grade_unit, &((struct evaluation_unit_graded){cycle, S("excellent"), S("1/QĐ")})));
	FAILS(INVALID, step(c, is.province, sheet, "propose", w));
	w.grade = S("good");
	w.note = S("Theo mức của đơn vị.");
	FAILS(NOT_FOUND, step(c, is.leader, sheet, "propose", w));
	OK(step(c, is.province, sheet, "propose", w));
	assert_int_equal(own(c, sheet, is.leader).total_hundredths.v, 2800 + 6650); /* 70 * 95 % */
	OK(step(c, is.province, sheet, "decide", WITH(.grade = S("good"))));
	/* a colleague who leads too is not the other's judge */
	opened(c, "2026-Q4");
	OK(apply(c, evaluation_set_head, &((struct evaluation_leading){.id = sheet_of(c, is.desk, "2026-Q4"), .is_head = true})));
	int64_t deputy = sheet_of(c, is.desk, "2026-Q4");
	worked(c, is.desk, deputy, p, 0);
	heard(c, is.desk, deputy);
	OK(step(c, is.leader, deputy, "propose", w));
	FAILS(DENIED, step(c, is.leader, deputy, "decide", WITH(.grade = S("good"))));
}

static void too_short_a_time_is_not_graded(void **state)
{
	struct ctx *c = stand(state);
	int64_t p = product(c, "1", "typed"), id, sheet;
	struct new_account a = {.kind = S("officer"),
		.login = S("cuoinam.gialam"),
		.name = S("Trần Cuối Năm"),
		.unit = is.unit,
		.role = S("clerk"),
		.valid_from = S("2026-07-02")};
	OK(WRITE(c, account_add(c, &a, &id)));
	opened(c, "2026");
	sheet = sheet_of(c, id, "2026");
	worked(c, id, sheet, p, 0);
	FAILS(INVALID, step(c, is.leader, sheet_of(c, is.desk, "2026"), "leave_out", WITH(.note = S("x"))));
	heard(c, id, sheet);
	FAILS(CONFLICT, step(c, is.leader, sheet, "propose", WITH(.common = S("28"), .grade = S("excellent"))));
	/* who left in May, and who came on the first of July and has his six months */
	OK(step(c, is.leader, sheet_of(c, is.desk, "2026"), "leave_out",
		WITH(.left_on = S("2026-06-30"), .note = S("Chuyển công tác."))));
	FAILS(INVALID,
		step(c, is.leader, sheet_of(c, is.clerk, "2026"), "leave_out", WITH(.left_on = S("2026-07-01"), .note = S("x"))));
	struct evaluation_criteria k = {.least_months = 6};
	struct evaluation_own e = {
		.period = S("2026"), .first_on = S("2026-01-01"), .last_on = S("2026-12-31"), .joined_on = S("2026-07-01")};
	assert_false(evaluation_months_short(&k, &e));
	e.joined_on = S("2026-07-02");
	assert_true(evaluation_months_short(&k, &e));
	e.period = S("2026-Q4");
	assert_false(evaluation_months_short(&k, &e));
	opened(c, "2026-Q4");
	FAILS(CONFLICT, step(c, is.leader, sheet_of(c, id, "2026-Q4"), "leave_out", WITH(.note = S("x")))); /* only of a year */
}

/* ---- what was computed once ---- */

static void another_version_of_the_criteria_changes_nothing_old(void **state)
{
	struct ctx *c = stand(state);
	int64_t p = product(c, "1", "typed"), sheet;
	struct evaluation_set_newest newest;
	struct verify_report report = {.lines = {.a = c->a}};
	bool found;
	opened(c, "2026-Q4");
	sheet = sheet_of(c, is.specialist, "2026-Q4");
	worked(c, is.specialist, sheet, p, 3);
	heard(c, is.specialist, sheet);
	OK(step(c, is.leader, sheet, "propose", WITH(.common = S("27,5"), .grade = S("excellent"))));
	assert_int_equal(own(c, sheet, is.specialist).total_hundredths.v, 9050); /* 27,5 + 70 * 2,7/3 */
	OK(evaluation_set_newest(c, S("cong-chuc"), &newest, &found));
	OK(WRITE(c, evaluation_set_add(c, S("cong-chuc"), 2, newest.definition, S("x"), S("2026-11-01"), c->now)));
	OK(evaluation_verify(c, &report));
	assert_true(report.checked >= 1);
	assert_int_equal(report.wrong, 0);
	assert_int_equal(own(c, sheet, is.specialist).set_id, newest.id);
	struct evaluation_set_on set;
	OK(evaluation_set_on(c, S("cong-chuc"), S("2026-10-31"), &set, &found));
	assert_int_equal(set.id, newest.id);
	OK(evaluation_set_on(c, S("cong-chuc"), S("2026-11-01"), &set, &found));
	assert_int_not_equal(set.id, newest.id);
	OK(evaluation_set_on(c, S("cong-chuc"), S("2025-12-31"), &set, &found));
	assert_false(found);
	/* what somebody wrote past the rules is found */
	struct evaluation_own e = own(c, sheet, is.specialist);
	OK(WRITE(c, evaluation_save(c, &(struct evaluation_save_in){.id = sheet,
					       .state = e.state,
					       .scores = e.scores,
					       .behind = e.behind,
					       .total = some_int(9999),
					       .earned = e.earned,
					       .proposed = e.proposed})));
	OK(evaluation_verify(c, &report));
	assert_int_equal(report.wrong, 1);
	OK(WRITE(c, evaluation_save(c, &(struct evaluation_save_in){.id = sheet,
					       .state = e.state,
					       .scores = e.scores,
					       .behind = S("[]"),
					       .total = e.total_hundredths,
					       .earned = e.earned,
					       .proposed = e.proposed})));
	report = (struct verify_report){.lines = {.a = c->a}};
	OK(evaluation_verify(c, &report));
	assert_int_equal(report.wrong, 1);
}

static void a_second_start_adds_no_version(void **state)
{
	struct ctx *c = stand(state);
	struct evaluation_sets_rows rows;
	OK(WRITE(c, evaluation_init(c)));
	OK(evaluation_sets(c, 0, &rows));
	assert_int_equal(rows.n, 1);
}

static void what_is_published_is_seen_and_nothing_else(void **state)
{
	struct ctx *c = stand(state);
	int64_t p = product(c, "1", "typed"), cycle = opened(c, "2026-Q4"), sheet = sheet_of(c, is.desk, "2026-Q4");
	struct evaluations_public_rows rows;
	worked(c, is.desk, sheet, p, 0);
	heard(c, is.desk, sheet);
	OK(step(c, is.leader, sheet, "propose", WITH(.common = S("19"), .grade = S("good"))));
	OK(step(c, is.leader, sheet, "decide", WITH(.grade = S("good"))));
	OK(evaluations_public(c, is.unit, cycle, 0, 50, &rows));
	assert_int_equal(rows.n, 0);
	OK(step(c, is.leader, sheet, "publish", WITH(.note = S(""))));
	OK(evaluations_public(c, is.unit, cycle, 0, 50, &rows));
	assert_int_equal(rows.n, 1);
	OK(evaluations_public(c, is.other_unit, cycle, 0, 50, &rows));
	assert_int_equal(rows.n, 0);
}

static void the_demo_plays_a_quarter_and_a_year(void **state)
{
	struct ctx *c = stand(state);
	struct verify_report report = {.lines = {.a = c->a}};
	struct evaluation_own e;
	demo_seed(1);
	OK(WRITE(c, evaluation_demo(c)));
	assert_int_equal(c->now, TEST_NOW);
	OK(evaluation_verify(c, &report));
	assert_int_equal(report.checked, 4);
	assert_int_equal(report.wrong, 0);
	e = own(c, sheet_of(c, is.clerk, "2026-Q3"), is.clerk);
	assert_int_equal(e.state, EVALUATION_APPEALED);
	e = own(c, sheet_of(c, is.clerk, "2026"), is.clerk);
	assert_int_equal(e.state, EVALUATION_OPEN);
	c->now = day_start(day_make(2026, 1, 10)); /* nothing has ended yet */
	OK(WRITE(c, evaluation_demo(c)));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, open_evaluation, emptied)
TESTS()
{
	const struct CMUnitTest tests[] = {
		EACH(a_period_is_opened_once_and_takes_in_who_came_later),
		EACH(who_leads_a_unit_is_led_from_above),
		EACH(who_leads_is_chosen_in_the_unit),
		EACH(a_task_keeps_its_coefficient),
		EACH(who_assigns_and_until_when),
		EACH(results_are_written_by_the_officer_and_judged_by_who_leads),
		EACH(what_dossiers_know_is_taken_from_them),
		EACH(the_way_from_open_to_answered),
		EACH(the_best_are_few_but_for_a_document),
		EACH(who_leads_is_not_better_than_his_unit),
		EACH(too_short_a_time_is_not_graded),
		EACH(another_version_of_the_criteria_changes_nothing_old),
		EACH(a_second_start_adds_no_version),
		EACH(what_is_published_is_seen_and_nothing_else),
		EACH(the_demo_plays_a_quarter_and_a_year),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
