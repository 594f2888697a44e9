/* The board: a unit's figures stand in the row of the branch that it belongs to, and add up there. */
#include "tests/unit/store.h"
#include "government/dashboard/dashboard_pages.h"

/* Of every figure another number, so that none can stand for another. */
static struct dashboard_by_unit figures(int64_t unit, int64_t n)
{
	return (struct dashboard_by_unit){.unit_id = unit,
		.late = n,
		.taken_in = 2 * n,
		.early = 3 * n,
		.on_time = 4 * n,
		.overdue = 5 * n,
		.given_back = 6 * n,
		.turned_away = 7 * n,
		.taken_back = 8 * n,
		.broken_off = 9 * n};
}

static void assert_row(const struct dashboard_by_unit *r, int64_t unit, int64_t n, const char *name)
{
	assert_int_equal(r->unit_id, unit);
	assert_true(str_is(r->name, name));
	const int64_t is[] = {r->late, r->taken_in, r->early, r->on_time, r->overdue, r->given_back, r->turned_away,
		r->taken_back, r->broken_off};
	for (size_t i = 0; i < COUNT(is); i++)
		assert_int_equal(is[i], (int64_t)(i + 1) * n);
}

/* A province with its own desk, a district with two communes, a commune directly below. */
static void branches_add_up(void **state)
{
	(void)state;
	struct overseen units[] = {
		{1, 0, S("Tỉnh")}, {2, 1, S("Huyện")}, {3, 2, S("Xã A")}, {4, 2, S("Xã B")}, {5, 1, S("Xã C")}};
	struct dashboard_view v = {.units = {units, COUNT(units)}, .unit = 1};
	struct dashboard_by_unit rows[6],
		of[] = {figures(3, 1), figures(5, 10), figures(4, 100), figures(1, 1000), figures(2, 10000)};
	struct dashboard_by_unit_rows all = {.v = rows};
	for (size_t i = 0; i < COUNT(of); i++)
		board_branch_add(&v, &all, &of[i]);
	assert_int_equal(all.n, 3);
	assert_row(&all.v[0], 2, 10101, "Huyện");
	assert_row(&all.v[1], 5, 10, "Xã C");
	assert_row(&all.v[2], 1, 1000, "Tỉnh");
}

/* Whoever reads 95,0 % in the table sees the colour of 95 %. */
static void colours_are_those_of_the_share_as_shown(void **state)
{
	(void)state;
	arena a = {0};
	assert_string_equal(board_rate_colour(0, 0), "grey");
	assert_string_equal(board_rate_colour(113, 119), "green"); /* 94,958 */
	for (int64_t whole = 1; whole <= 500; whole++)
		for (int64_t part = whole * 8 / 10; part <= whole; part++) {
			str shown = show_share(&a, part, whole), units, tenths;
			int64_t percent;
			str_cut(shown, ',', &units, &tenths);
			assert_true(str_int(units, &percent));
			assert_string_equal(board_rate_colour(part, whole), percent >= 95   ? "green"
									    : percent >= 90 ? "orange"
											    : "red");
			arena_reset(&a);
		}
	arena_free(&a);
}

static void a_month_that_goes_on_is_compared_with_that_said(void **state)
{
	(void)state;
	arena a = {0};
	const int64_t now = day_start(day_make(2026, 11, 27));
	struct dashboard_view v = {.since = S("2026-10"),
		.until = S("2026-10"),
		.before_since = S("2025-10"),
		.before_until = S("2025-10"),
		.total = {.taken_in = 12, .on_time = 9, .overdue = 1},
		.before = {.taken_in = 10, .early = 4}};
	assert_string_equal(str_c(&a, board_compared_with(&a, &v, now)),
		"So với cùng kỳ năm trước (tháng 10/2025): tiếp nhận tăng "
		"20,00 % (năm trước 10 hồ sơ); tỷ lệ đúng hạn giảm 10,00 điểm "
		"phần trăm (năm trước 100,00 %).");
	v.until = S("2026-11");
	v.before_until = S("2025-11");
	assert_true(str_has(board_compared_with(&a, &v, now), S("(tháng 10/2025 đến 11/2025)")));
	assert_true(str_ends(board_compared_with(&a, &v, now), S("%). Tháng 11/2026 chưa hết nên số liệu kỳ này chưa đầy đủ.")));
	v.before = (struct dashboard_months){.taken_in = 0};
	assert_true(str_ends(board_compared_with(&a, &v, now), S("chưa có số liệu.")));
	arena_free(&a);
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(branches_add_up),
		cmocka_unit_test(colours_are_those_of_the_share_as_shown),
		cmocka_unit_test(a_month_that_goes_on_is_compared_with_that_said)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
