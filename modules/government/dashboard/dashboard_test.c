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
	struct dashboard_view v = {.units = units, .nunits = COUNT(units), .unit = 1};
	struct dashboard_by_unit rows[6],
		of[] = {figures(3, 1), figures(5, 10), figures(4, 100), figures(1, 1000), figures(2, 10000)};
	struct dashboard_by_unit_rows all = {.v = rows};
	for (size_t i = 0; i < COUNT(of); i++)
		branch_add(&v, &all, &of[i]);
	assert_int_equal(all.n, 3);
	assert_row(&all.v[0], 2, 10101, "Huyện");
	assert_row(&all.v[1], 5, 10, "Xã C");
	assert_row(&all.v[2], 1, 1000, "Tỉnh");
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(branches_add_up)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
