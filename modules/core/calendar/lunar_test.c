#include "lunar.h"
#include "tests/unit/vectors.h"
#include "web/catalogue.h"

static arena memory;

static day on(const char *iso)
{
	day d;
	assert_true(day_parse(str_of(iso), &d));
	return d;
}

static void is(const char *iso, int mday, int month, int year, bool leap)
{
	struct lunar_date l = lunar_of(on(iso));
	if (l.day != mday || l.month != month || l.year != year || l.leap != leap)
		fail_msg("%s is %d/%d%s/%d", iso, l.day, l.month, l.leap ? " nhuận" : "", l.year);
}

static int64_t whole(str s)
{
	int64_t v;
	assert_true(str_int(s, &v));
	return v;
}

/* Three other programs agree on all 13,149 days of these years. */
static void every_day_of_2015_to_2050(void **state)
{
	(void)state;
	enum { DATE, YEAR, MONTH, LEAP, DAYS, CHINA, CELLS };
	str rest = vector_file(&memory, "tests/calendar/lunar_month_starts_2015_2050.tsv"), cells[CELLS];
	tsv_row(&rest, cells, CELLS);
	int rows = 0, unlike_china = 0;
	while (tsv_row(&rest, cells, CELLS)) {
		day first = on(str_c(&memory, cells[DATE]));
		bool last = !cells[DAYS].n; /* the list ends in that month */
		int64_t days = last ? 18 : whole(cells[DAYS]);
		for (int i = 0; i < days; i++) {
			struct lunar_date l = lunar_of(first + i);
			if (l.day != i + 1 || l.month != whole(cells[MONTH]) || l.year != whole(cells[YEAR]) ||
				l.leap != whole(cells[LEAP]) || (!last && l.month_days != days))
				fail_msg("%.*s + %d", STR_ARG(cells[DATE]), i);
		}
		unlike_china += !str_is(cells[CHINA], "same");
		rows++;
	}
	assert_int_equal(rows, 445);
	assert_int_equal(unlike_china, 12); /* a calendar of UTC+8 would be wrong this often */
}

static void months_of_1990_to_2060(void **state)
{
	(void)state;
	struct lunar_month m[LUNAR_MONTHS], last = {0};
	for (int year = 1990; year <= 2060; year++) {
		int n = lunar_months(year, m), new_years = 0;
		assert_in_range(n, 12, 14);
		for (int i = 0; i < n; i++) {
			assert_in_range(m[i].days, 29, 30);
			if (m[i].first == last.first)
				continue;
			if (last.first)
				assert_int_equal(m[i].first, last.first + last.days);
			if (last.first && m[i].leap)
				assert_int_equal(m[i].month, last.month);
			else if (last.first)
				assert_int_equal(m[i].month, last.month % 12 + 1);
			if (m[i].month == 1 && !m[i].leap) {
				assert_int_equal(m[i].year, year);
				assert_in_range(m[i].first, day_make(year, 1, 21), day_make(year, 2, 20));
				new_years++;
			}
			last = m[i];
		}
		assert_int_equal(new_years, 1);
	}
}

static void there_and_back(void **state)
{
	(void)state;
	for (day d = day_make(1990, 1, 1); d < day_make(2061, 1, 1); d += 5) {
		struct lunar_date l = lunar_of(d);
		day back;
		assert_true(lunar_day(l.year, l.month, l.leap, l.day, &back));
		assert_int_equal(back, d);
	}
	day d;
	assert_false(lunar_day(2026, 6, true, 1, &d)); /* 2026 has no leap month */
	assert_true(lunar_day(2025, 6, true, 1, &d));
	assert_false(lunar_day(2025, 12, false, 30, &d)); /* nor its last month a 30th day */
	assert_false(lunar_day(2025, 12, false, 0, &d));
}

static void where_viet_nam_and_china_part(void **state)
{
	(void)state;
	is("1985-01-21", 1, 1, 1985, false); /* China: 20/02/1985 */
	is("2007-02-17", 1, 1, 2007, false); /* China: 18/02/2007 */
	is("2030-02-02", 1, 1, 2030, false); /* China: 03/02/2030 */
	is("2025-07-25", 1, 6, 2025, true);
	is("2033-12-22", 1, 11, 2033, true);
	is("2026-11-23", 15, 10, 2026, false);
}

static void tet_and_the_hung_kings(void **state)
{
	(void)state;
	static const struct {
		int year;
		const char *name, *tet, *hung;
		int last_of_chap, leap;
	} years[] = {{2025, "Ất Tỵ", "2025-01-29", "2025-04-07", 29, 6}, {2026, "Bính Ngọ", "2026-02-17", "2026-04-26", 29, 0},
		{2027, "Đinh Mùi", "2027-02-06", "2027-04-16", 29, 0}, {2028, "Mậu Thân", "2028-01-26", "2028-04-04", 29, 5},
		{2029, "Kỷ Dậu", "2029-02-13", "2029-04-23", 29, 0}, {2030, "Canh Tuất", "2030-02-02", "2030-04-12", 29, 0},
		{2031, "Tân Hợi", "2031-01-23", "2031-04-01", 29, 3}, {2032, "Nhâm Tý", "2032-02-11", "2032-04-19", 29, 0},
		{2033, "Quý Sửu", "2033-01-31", "2033-04-09", 30, 11}, {2034, "Giáp Dần", "2034-02-19", "2034-04-28", 30, 0},
		{2035, "Ất Mão", "2035-02-08", "2035-04-17", 30, 0}, {2036, "Bính Thìn", "2036-01-28", "2036-04-06", 30, 6}};
	for (size_t i = 0; i < COUNT(years); i++) {
		day tet, hung, d;
		assert_true(lunar_day(years[i].year, 1, false, 1, &tet) && lunar_day(years[i].year, 3, false, 10, &hung));
		assert_int_equal(tet, on(years[i].tet));
		assert_int_equal(hung, on(years[i].hung));
		assert_int_equal(lunar_of(tet - 1).day, years[i].last_of_chap);
		assert_string_equal(lunar_year_name(&memory, years[i].year).s, years[i].name);
		for (int month = 1; month <= 12; month++)
			assert_int_equal(lunar_day(years[i].year, month, true, 1, &d), month == years[i].leap);
	}
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_of_2015_to_2050),
		cmocka_unit_test(months_of_1990_to_2060),
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(where_viet_nam_and_china_part),
		cmocka_unit_test(tet_and_the_hung_kings),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&memory);
	return failed;
}
