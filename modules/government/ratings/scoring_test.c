/* The points, sums and grades of TT 01/2018/TT-VPCP; the periods of the unit's page; what is hidden in comments. */
#include "tests/unit/store.h"
#include "government/ratings/ratings_pages.h"

static void points_of_a_dossier(void **state)
{
	(void)state;
	day due = day_make(2026, 11, 26);
	assert_int_equal(score_time(due - 1, due), 2);
	assert_int_equal(score_time(due, due), 1);
	assert_int_equal(score_time(due + 1, due), 0);
	for (int time = 0; time <= 2; time++) {
		assert_int_equal(score_attitude(time, false), time);
		assert_int_equal(score_attitude(time, true), 0);
	}
}

static void averages_have_one_decimal(void **state)
{
	(void)state;
	assert_int_equal(score_average((struct score){0, 0}), NO_SCORE);
	assert_int_equal(score_average((struct score){5, 3}), 17); /* 1.666.. */
	assert_int_equal(score_average((struct score){4, 3}), 13); /* 1.333.. */
	assert_int_equal(score_average((struct score){5, 4}), 13); /* 1.25 rounds up */
	assert_int_equal(score_average((struct score){20, 10}), 20);
	arena a = {0};
	assert_true(str_is(rating_show_tenths(&a, 17), "1,7"));
	assert_true(str_is(rating_show_tenths(&a, 0), "0,0"));
	assert_true(str_is(rating_show_tenths(&a, NO_SCORE), "–"));
	arena_free(&a);
}

static void sums_and_grades(void **state)
{
	(void)state;
	int64_t tenths[INDICES + 1];
	for (int i = 0; i <= INDICES; i++)
		tenths[i] = 20;
	assert_int_equal(score_authority(tenths), 180);
	assert_int_equal(score_officer(tenths), 100);
	tenths[ONE_STOP] = 5;
	assert_int_equal(score_authority(tenths), 165);
	assert_int_equal(score_officer(tenths), 100);
	tenths[ONE_STOP] = NO_SCORE;
	assert_int_equal(score_authority(tenths), NO_SCORE);
	assert_int_equal(score_officer(tenths), 100);
	tenths[ATTITUDE] = NO_SCORE;
	assert_int_equal(score_officer(tenths), NO_SCORE);
	static const struct {
		int64_t tenths;
		const char *grade;
	} authority[] = {{180, "Xuất sắc"}, {150, "Xuất sắc"}, {149, "Tốt"}, {120, "Tốt"}, {119, "Khá"}, {90, "Khá"},
		{89, "Trung bình"}, {60, "Trung bình"}, {59, "Yếu"}, {0, "Yếu"}, {NO_SCORE, ""}};
	for (size_t i = 0; i < COUNT(authority); i++)
		assert_string_equal(rating_authority_grade(authority[i].tenths), authority[i].grade);
	assert_string_equal(rating_officer_grade(50), "Hoàn thành 100 % nhiệm vụ");
	assert_string_equal(rating_officer_grade(49), "Hoàn thành từ 70 % đến dưới 100 % nhiệm vụ");
	assert_string_equal(rating_officer_grade(35), "Hoàn thành từ 70 % đến dưới 100 % nhiệm vụ");
	assert_string_equal(rating_officer_grade(34), "Hoàn thành dưới 70 % nhiệm vụ");
	assert_string_equal(rating_officer_grade(NO_SCORE), "");
}

static void periods(void **state)
{
	(void)state;
	arena a = {0};
	struct rating_span p;
	assert_true(rating_span_parse(&a, S("2026-11"), &p));
	assert_true(str_is(p.from_month, "2026-11") && str_is(p.to_month, "2026-11"));
	assert_true(str_is(p.from_quarter, "2026-Q4") && str_is(p.to_quarter, "2026-Q4") && p.of.kind == PERIOD_MONTH);
	assert_true(rating_span_parse(&a, S("2026-Q1"), &p));
	assert_true(str_is(p.from_month, "2026-01") && str_is(p.to_month, "2026-03") && p.of.kind == PERIOD_QUARTER);
	assert_true(str_is(p.from_quarter, "2026-Q1") && str_is(p.title, "Quý 1 năm 2026"));
	assert_true(rating_span_parse(&a, S("2026"), &p));
	assert_true(str_is(p.from_month, "2026-01") && str_is(p.to_month, "2026-12"));
	assert_true(str_is(p.from_quarter, "2026-Q1") && str_is(p.to_quarter, "2026-Q4"));
	static const char *const bad[] = {
		"", "26", "2026-", "2026-13", "2026-00", "2026-Q5", "2026-1", "2026-111", "xxxx-11", "2026-Q", "2026-+1"};
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(rating_span_parse(&a, str_of(bad[i]), &p));
	const struct choice *k = choice_periods(&a, TEST_NOW);
	assert_string_equal(k[0].value, "2026-Q4");
	assert_string_equal(k[3].value, "2026-Q1");
	assert_string_equal(k[4].value, "2026-11");
	assert_string_equal(k[15].value, "2025-12");
	assert_string_equal(k[17].value, "2025");
	assert_null(k[18].value);
	arena_free(&a);
}

static void comments_are_masked(void **state)
{
	(void)state;
	arena a = {0};
	static const struct {
		const char *text, *masked;
	} is[] = {
		{"Gọi 0912345678 nhé", "Gọi 091*****78 nhé"},
		{"0912 345 678", "091* *** *78"},
		{"số 037190000123.", "số 037*******23."},
		{"Đi 2 lần, chờ 30 phút, ngày 23/11/2026", "Đi 2 lần, chờ 30 phút, ngày 23/11/2026"},
		{"thư an.nguyen@example.vn", "thư *********@example.vn"},
		{"@", "@"},
		{"", ""},
	};
	for (size_t i = 0; i < COUNT(is); i++) {
		str got = rating_mask_personal(&a, str_of(is[i].text));
		if (!str_is(got, is[i].masked))
			print_error("%s -> %.*s\n", is[i].text, STR_ARG(got));
		assert_true(str_is(got, is[i].masked));
	}
	arena_free(&a);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(points_of_a_dossier),
		cmocka_unit_test(averages_have_one_decimal),
		cmocka_unit_test(sums_and_grades),
		cmocka_unit_test(periods),
		cmocka_unit_test(comments_are_masked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
