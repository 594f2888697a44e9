/* Criteria as data: what is refused, what points come out, exactly, and when nothing can be told. */
#include "government/evaluation/stage_test.h"
#include "web/catalogue.h"

static struct evaluation_criteria criteria(struct ctx *c)
{
	struct evaluation_criteria k;
	OK(evaluation_criteria_parse(c, c->a, catalogue_file("evaluation/cong-chuc-335-2025.json"), &k));
	return k;
}

static void the_decree_stands_in_the_catalogue(void **state)
{
	struct ctx *c = stand(state);
	struct evaluation_criteria k = criteria(c);
	const int64_t from[] = {9000, 7000, 5000, 0};
	assert_int_equal(k.n, 4);
	for (size_t i = 0; i < k.n; i++)
		assert_int_equal(k.grades[i].from, from[i]);
	assert_int_equal(k.least_months, 6);
	assert_int_equal(k.appeal_days, 15);
	assert_int_equal(k.quota_grade, 0);
	assert_int_equal(k.quota_of[0], 1);
	assert_int_equal(evaluation_quota(&k, 4), 0);
	assert_int_equal(evaluation_quota(&k, 5), 1);
	assert_int_equal(evaluation_quota(&k, 9), 1);
	assert_int_equal(evaluation_quota(&k, 10), 2);
	assert_int_equal(evaluation_field(k.officer, "common")->max, 3000);
}

/* The text of the catalogue with one thing in it put otherwise. */
static str changed(struct ctx *c, const char *from, const char *to)
{
	str text = catalogue_file("evaluation/cong-chuc-335-2025.json");
	const char *at = memmem(text.s, text.n, from, strlen(from));
	assert_non_null(at);
	return str_format(c->a, "%.*s%s%.*s", (int)(at - text.s), text.s, to, (int)(text.s + text.n - at - strlen(from)),
		at + strlen(from));
}

static void what_makes_no_sense_is_refused(void **state)
{
	struct ctx *c = stand(state);
	static const struct {
		const char *from, *to, *said;
	} cases[] = {
		{"\"basis\":", "\"base\":", "không có thuộc tính “base”"},
		{"\"least_months\": 6", "\"least_months\": 13", "“least_months”"},
		{"\"least_months\": 6", "\"least_months\": \"6\"", "“least_months”"},
		{"\"appeal_days\": 15", "\"appeal_days\": -1", "“appeal_days”"},
		{"\"from\": 70", "\"from\": 95", "thấp hơn mức đứng trước"},
		{"\"from\": 70", "\"from\": 70.001", "hai chữ số thập phân"},
		{"\"from\": 0", "\"from\": 10", "mức cuối cùng từ 0 điểm"},
		{"\"name\": \"good\"", "\"name\": \"excellent\"", "đã dùng"},
		{"\"grade\": \"excellent\"", "\"grade\": \"best\"", "“quota”"},
		{"\"of\": [\"good\"]", "\"of\": []", "“of”"},
		{"\"percent\": 20", "\"percent\": 101", "“percent”"},
		{"common + task", "common + tasks", "“officer”"},
		{"\"name\": \"common\"", "\"name\": \"usual\"", "“common”"},
		{"\"name\": \"total\"", "\"name\": \"whole\"", "“total”"},
		{"\"min\": 0, \"max\": 30", "\"min\": 0", "“common” với “max”"},
		{"\"name\": \"on_time\"", "\"name\": \"unity\"", "“on_time”"},
		{"\"type\": \"decimal\", \"label\": \"Đã hoàn thành", "\"type\": \"text\", \"label\": \"Đã hoàn thành",
			"“officer”"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct evaluation_criteria k;
		err e = evaluation_criteria_parse(c, c->a, changed(c, cases[i].from, cases[i].to), &k);
		if (!e || e->kind != INVALID || !str_has(e->text, str_of(cases[i].said)))
			fail_msg("%s: %.*s", cases[i].to, e ? (int)e->text.n : 0, e ? e->text.s : "");
	}
}

static struct evaluation_score score(struct ctx *c, bool is_head, struct evaluation_sums s, struct evaluation_judged j)
{
	struct evaluation_criteria k = criteria(c);
	struct evaluation_score out;
	OK(evaluation_score_make(c, &k, is_head, &s, &j, &out));
	return out;
}

#define UNITS(a, d, g, t) ((struct evaluation_sums){(a)*100, (d)*100, (g)*100, (t)*100})
#define COMMON(n)         ((struct evaluation_judged){.common = some_int(n)})

static void points_are_exact(void **state)
{
	struct ctx *c = stand(state);
	struct evaluation_score s = score(c, false, UNITS(3, 2, 1, 2), COMMON(2750));
	assert_int_equal(s.total.v, 6639); /* 27,5 + 70 * 5/9 = 38,888.. */
	assert_true(str_is(s.grade, "fulfilled"));
	s = score(c, true, UNITS(3, 2, 1, 2),
		(struct evaluation_judged){.common = some_int(2750),
			.unit_result = some_int(8000),
			.organising = some_int(9000),
			.unity = some_int(10000)});
	assert_int_equal(s.total.v, 2750 + 5094); /* 70 * (500 + 3 * 270) / 1800 = 50,944.. */
	s = score(c, false, UNITS(10, 10, 10, 10), COMMON(3000));
	assert_int_equal(s.total.v, 10000);
	/* each threshold, and a hundredth below */
	static const struct {
		int64_t common;
		const char *grade;
	} edges[] = {{2000, "excellent"}, {1999, "good"}, {0, "good"}};
	for (size_t i = 0; i < COUNT(edges); i++)
		assert_true(str_is(score(c, false, UNITS(10, 10, 10, 10), COMMON(edges[i].common)).grade, edges[i].grade));
	assert_true(str_is(score(c, false, UNITS(10, 0, 0, 0), COMMON(3000)).grade, "failed"));
	assert_true(str_is(score(c, false, UNITS(7, 2, 2, 2), COMMON(3000)).grade, "fulfilled")); /* 30 + 20 */
	assert_true(str_is(score(c, false, UNITS(7, 2, 2, 2), COMMON(2999)).grade, "failed"));
}

static void what_is_not_known_is_not_nought(void **state)
{
	struct ctx *c = stand(state);
	assert_false(score(c, false, UNITS(0, 0, 0, 0), COMMON(3000)).total.set);
	assert_int_equal(score(c, false, UNITS(0, 0, 0, 0), COMMON(3000)).grade.n, 0);
	assert_false(score(c, false, UNITS(10, 10, 10, 10), (struct evaluation_judged){0}).total.set);
	assert_true(score(c, false, UNITS(10, 0, 0, 0), COMMON(0)).total.set);
	struct evaluation_judged three = {.common = some_int(3000), .unit_result = some_int(10000), .unity = some_int(10000)};
	assert_false(score(c, true, UNITS(10, 10, 10, 10), three).total.set);
	three.organising = some_int(0);
	assert_true(score(c, true, UNITS(10, 10, 10, 10), three).total.set);
}

static void points_stay_within_their_bounds(void **state)
{
	struct ctx *c = stand(state);
	struct evaluation_criteria k = criteria(c);
	struct evaluation_score s;
	const struct evaluation_sums sums = UNITS(1, 1, 1, 1);
	err beyond = evaluation_score_make(c, &k, false, &sums, &COMMON(3001), &s);
	assert_int_equal(beyond->kind, INVALID);
	assert_string_equal(beyond->problems->field, "common"); /* said beside what was typed */
	FAILS(INVALID, evaluation_score_make(c, &k, false, &sums, &COMMON(-1), &s));
	struct evaluation_judged j = {.common = some_int(3000), .unit_result = some_int(10001)};
	FAILS(INVALID, evaluation_score_make(c, &k, true, &sums, &j, &s));
	j.unit_result = some_int(5050); /* whole percents */
	FAILS(INVALID, evaluation_score_make(c, &k, true, &sums, &j, &s));
	j.unit_result = some_int(5000);
	OK(evaluation_score_make(c, &k, true, &sums, &j, &s));
}

static void more_than_was_assigned_does_not_count(void **state)
{
	(void)state;
	struct evaluation_tasks rows[] = {{.amount = 10, .coefficient_hundredths = 150, .done = 12, .good = 11, .on_time = 15},
		{.amount = 4, .coefficient_hundredths = 200, .done = 3, .good = 2, .on_time = 1}};
	struct evaluation_sums s = evaluation_sums_of(&(struct evaluation_tasks_rows){rows, 2});
	assert_int_equal(s.assigned, 2300);
	assert_int_equal(s.done, 2100);
	assert_int_equal(s.good, 1900);
	assert_int_equal(s.on_time, 1700);
}

static void tasks_are_kept_and_read_again(void **state)
{
	struct ctx *c = stand(state);
	struct evaluation_tasks rows[] = {{.id = 7,
		.amount = 10,
		.coefficient_hundredths = 150,
		.done = 9,
		.good = 8,
		.on_time = 6,
		.title = S("Báo cáo “quý”\n"),
		.counted = S("báo cáo"),
		.source = S("typed"),
		.due_on = S("2026-09-20")}};
	struct evaluation_tasks_rows again;
	OK(evaluation_tasks_then(c, evaluation_tasks_kept(c->a, &(struct evaluation_tasks_rows){rows, 1}), &again));
	assert_int_equal(again.n, 1);
	assert_int_equal(again.v[0].id, 7);
	assert_int_equal(again.v[0].coefficient_hundredths, 150);
	assert_int_equal(again.v[0].good, 8);
	assert_int_equal(again.v[0].on_time, 6);
	assert_true(str_eq(again.v[0].title, rows[0].title));
	assert_true(str_is(again.v[0].due_on, "2026-09-20"));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_decree_stands_in_the_catalogue),
		cmocka_unit_test(what_makes_no_sense_is_refused),
		cmocka_unit_test(points_are_exact),
		cmocka_unit_test(what_is_not_known_is_not_nought),
		cmocka_unit_test(points_stay_within_their_bounds),
		cmocka_unit_test(more_than_was_assigned_does_not_count),
		cmocka_unit_test(tasks_are_kept_and_read_again),
	};
	return cmocka_run_group_tests(tests, open_evaluation, emptied);
}
