/* Periods: what others count, and what must hold for every one of them over forty years; shares are exact. */
#include "period.h"
#include "tests/unit/texts.h"
#include "tests/unit/vectors.h"

static size_t columns(str line, str *out, size_t most)
{
	size_t n = 0;
	for (bool more = true; more && n < most; n++)
		more = str_cut(line, '\t', &out[n], &line);
	return n;
}

static void assert_span(str text, str first, str last)
{
	struct period p;
	if (!period_parse(text, &p))
		fail_msg("%s is no period", str_c(&a, text));
	SAME(day_iso(&a, period_first(p)), str_c(&a, first));
	SAME(day_iso(&a, period_last(p)), str_c(&a, last));
	SAME(period_text(&a, p), str_c(&a, text));
}

static void windows_are_those_of_the_decree(void **state)
{
	(void)state;
	str rest = vector_file(&a, "tests/periods/windows.tsv"), line, k[6];
	size_t read = 0, reported = 0;
	str_cut(rest, '\n', &line, &rest);
	while (str_cut(rest, '\n', &line, &rest)) {
		assert_int_equal(columns(line, k, COUNT(k)), COUNT(k));
		bool decree = str_is(k[0], "nd09");
		assert_span(decree ? str_format(&a, "%s-BC", str_c(&a, k[2])) : k[2], k[3], k[4]);
		read++;
		reported += decree;
	}
	assert_true(read >= 43 && reported >= 20);
	assert_span(S("2026-H2-BC"), S("2026-06-15"), S("2026-12-14")); /* what the decree leaves of the year */
	assert_span(S("2028-03-BC"), S("2028-02-15"), S("2028-03-14"));
	assert_span(S("2026-2027"), S("2026-09-01"), S("2027-08-31"));
	assert_span(S("2026-11-23"), S("2026-11-23"), S("2026-11-23"));
}

static void weeks_are_those_of_iso_8601(void **state)
{
	(void)state;
	str rest = vector_file(&a, "tests/periods/weeks_2026.tsv"), line, k[4];
	int week = 0;
	str_cut(rest, '\n', &line, &rest);
	while (str_cut(rest, '\n', &line, &rest)) {
		assert_int_equal(columns(line, k, COUNT(k)), COUNT(k));
		assert_span(str_format(&a, "2026-W%02d", ++week), k[2], k[3]);
	}
	assert_int_equal(week, 53);
	struct period p;
	assert_false(period_parse(S("2026-W54"), &p) || period_parse(S("2025-W53"), &p) || period_parse(S("2026-W00"), &p));
	assert_span(S("2020-W53"), S("2020-12-28"), S("2021-01-03"));
}

static void what_is_no_period_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "-BC", "26", "2026-", "2026-0", "2026-00", "2026-13", "2026-1", "2026-+1",
		"2026-Q0", "2026-Q5", "2026-Q", "2026-q1", "2026-H0", "2026-H3", "2026-8M", "2026-9m", "2026-M9", "1899", "2201",
		"2026-2026", "2026-2028", "2027-2026", "2026-W1", "2026-W053", "2026-02-29", "23/11/2026", "2026-11-23-BC",
		"2026-W48-BC", "2026-2027-BC", "2026-11-bc", "2026-11-BC-BC", "2026-11 ", " 2026", "2026-9M9", "-2026"};
	struct period p = {.kind = PERIOD_DAY};
	for (size_t i = 0; i < COUNT(bad); i++) {
		if (period_parse(str_of(bad[i]), &p))
			fail_msg("“%s” is a period", bad[i]);
		assert_int_equal(p.kind, 0);
	}
}

static void periods_are_said_in_vietnamese(void **state)
{
	(void)state;
	static const char *const said[][4] = {{"2026-11-23", "Ngày 23/11/2026", "23/11", "Ngày 23/11/2026"},
		{"2026-W48", "Tuần 48 năm 2026", "T48/26", "Tuần 48 năm 2026"},
		{"2026-01", "Tháng 1 năm 2026", "01/26", "01/2026"}, {"2005-11-BC", "Tháng 11 năm 2005", "11/05", "11/2005"},
		{"2026-Q4", "Quý 4 năm 2026", "Q4/26", "Quý 4 năm 2026"},
		{"2026-H1", "6 tháng đầu năm 2026", "6Tđ/26", "6 tháng đầu năm 2026"},
		{"2026-H2", "6 tháng cuối năm 2026", "6Tc/26", "6 tháng cuối năm 2026"},
		{"2026-9M", "9 tháng đầu năm 2026", "9T/26", "9 tháng đầu năm 2026"}, {"2026-BC", "Năm 2026", "2026", "Năm 2026"},
		{"2026-2027", "Năm học 2026-2027", "2026-2027", "Năm học 2026-2027"}};
	struct period p;
	for (size_t i = 0; i < COUNT(said); i++) {
		assert_true(period_parse(str_of(said[i][0]), &p));
		SAME(period_title(&a, p), said[i][1]);
		SAME(period_short(&a, p), said[i][2]);
		SAME(period_slashed(&a, p), said[i][3]);
	}
	assert_true(period_parse(S("2026-01-BC"), &p));
	SAME(period_days(&a, p), "từ ngày 15/12/2025 đến ngày 14/01/2026");
	SAME(period_title(&a, (struct period){0}), "");
	SAME(period_text(&a, (struct period){0}), "");
}

/* Each day is in one period of a kind, periods follow one another without a gap, and a text leads back to its period. */
static void every_day_is_in_one_period(void **state)
{
	(void)state;
	for (int reported = 0; reported <= 1; reported++)
		for (int kind = PERIOD_DAY; kind < PERIOD_KINDS; kind++) {
			bool windowed = kind != PERIOD_DAY && kind != PERIOD_WEEK && kind != PERIOD_SCHOOL_YEAR;
			for (day d = day_make(1999, 12, 1); !(reported && !windowed) && d < day_make(2040, 2, 1); d++) {
				struct period p = period_of((enum period_kind)kind, reported, d), back;
				if (kind != PERIOD_NINE_MONTHS)
					assert_true(period_first(p) <= d && d <= period_last(p));
				if (d != period_first(p))
					continue;
				struct period next = period_shift(p, 1), far = period_shift(period_shift(p, 37), -37);
				assert_true(kind == PERIOD_NINE_MONTHS || period_first(next) == period_last(p) + 1);
				assert_memory_equal(&far, &p, sizeof p);
				assert_true(period_parse(period_text(&a, p), &back));
				assert_memory_equal(&back, &p, sizeof p);
				assert_true(period_over(p, period_last(p) + 1) && !period_over(p, period_last(p)));
				arena_reset(&a);
			}
		}
}

static void assert_year_before(const char *text, const char *before)
{
	struct period p, earlier;
	assert_true(period_parse(str_of(text), &p));
	assert_int_equal(period_year_before(p, &earlier), before != NULL);
	if (before)
		SAME(period_text(&a, earlier), before);
}

static void the_same_period_of_the_year_before(void **state)
{
	(void)state;
	assert_year_before("2026-11", "2025-11");
	assert_year_before("2026-Q1-BC", "2025-Q1-BC");
	assert_year_before("2026-9M", "2025-9M");
	assert_year_before("2026-2027", "2025-2026");
	assert_year_before("2026-W52", "2025-W52");
	assert_year_before("2026-W53", NULL); /* 2025 had 52 */
	assert_year_before("2027-W01", "2026-W01");
	assert_year_before("2026-03-01", "2025-03-01");
	assert_year_before("2025-02-28", "2024-02-28");
	assert_year_before("2024-02-29", NULL);
	struct period w = period_shift(period_of(PERIOD_WEEK, false, day_make(2027, 1, 4)), -1);
	SAME(period_text(&a, w), "2026-W53");
	SAME(period_text(&a, period_shift(period_of(PERIOD_QUARTER, true, day_make(2026, 12, 15)), -1)), "2026-Q4-BC");
}

static void shares_are_exact(void **state)
{
	(void)state;
	static const int64_t cases[][3] = {{2, 3, 6667}, {1, 3, 3333}, {1, 8, 1250}, {1, 20000, 1}, {1, 20001, 0}, {7, 7, 10000},
		{0, 5, 0}, {3, 2, 15000}, {-1, 20000, -1}, {-1, 20001, 0}, {-2, 3, -6667}, {INT64_MAX, INT64_MAX, 10000},
		{INT64_MAX / 2 + 1, INT64_MAX, 5000}, {INT64_MAX, 1, INT64_MAX}, {INT64_MIN, 1, INT64_MIN}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(share_of(cases[i][0], cases[i][1]).set);
		assert_int_equal(share_of(cases[i][0], cases[i][1]).v, cases[i][2]);
	}
	assert_false(share_of(1, 0).set || share_of(0, 0).set || share_of(1, -1).set || share_change(5, 0).set);
	/* Within half a hundredth of the truth, for every share of small numbers; a half goes up. */
	for (int64_t whole = 1; whole <= 300; whole++)
		for (int64_t part = 0; part <= whole; part++) {
			int64_t off = 2 * (share_of(part, whole).v * whole - part * 10000);
			assert_true(off > -whole && off <= whole);
		}
	SAME(show_percent(&a, share_of(2, 3)), "66,67 %");
	SAME(show_percent(&a, share_of(1, 20000)), "0,01 %");
	SAME(show_percent(&a, share_of(12345, 1)), "1.234.500,00 %");
	SAME(show_percent(&a, share_of(1, 0)), "–");
	SAME(show_share(&a, 18990, 20001), "94,9 %"); /* 94,945..: not rounded twice */
	SAME(show_share(&a, INT64_MAX, INT64_MAX), "100,0 %");
}

static void shares_are_compared_in_points(void **state)
{
	(void)state;
	SAME(show_points(&a, share_points(share_of(9, 10), share_of(7, 8))), "tăng 2,50 điểm phần trăm");
	SAME(show_points(&a, share_points(share_of(7, 8), share_of(9, 10))), "giảm 2,50 điểm phần trăm");
	SAME(show_points(&a, share_points(share_of(1, 2), share_of(2, 4))), "không đổi");
	SAME(show_points(&a, share_points(share_of(1, 2), share_of(0, 0))), "–");
	SAME(show_points(&a, share_points(share_of(0, 0), share_of(1, 2))), "–");
	SAME(show_growth(&a, 125, 100), "tăng 25,00 %");
	SAME(show_growth(&a, 199, 100), "tăng 99,00 %");
	SAME(show_growth(&a, 200, 100), "gấp 2,00 lần");
	SAME(show_growth(&a, 268, 7), "gấp 38,29 lần");
	SAME(show_growth(&a, 100, 125), "giảm 20,00 %");
	SAME(show_growth(&a, 0, 3), "giảm 100,00 %");
	SAME(show_growth(&a, 3, 3), "không đổi");
	SAME(show_growth(&a, 3, 0), "–");
}

static struct period month(int year, int number) { return (struct period){PERIOD_MONTH, false, year, number}; }

static void assert_pieces(day first, day last, struct period from, struct period to)
{
	struct period_pieces k = period_pieces_of(first, last);
	int64_t days = 0;
	assert_int_equal(k.from.kind, from.kind);
	if (from.kind) {
		assert_true(k.from.year == from.year && k.from.number == from.number);
		assert_true(k.to.year == to.year && k.to.number == to.number);
		days = period_last(k.to) - period_first(k.from) + 1;
		assert_true(k.before_last + 1 == period_first(k.from) && k.behind_first - 1 == period_last(k.to));
	}
	days += k.before_last >= k.before_first ? k.before_last - k.before_first + 1 : 0;
	days += k.behind_last >= k.behind_first ? k.behind_last - k.behind_first + 1 : 0;
	assert_int_equal(days, last < first ? 0 : last - first + 1);
}

static void days_are_months_and_what_is_left(void **state)
{
	(void)state;
	const struct period none = {0};
	assert_pieces(day_make(2026, 10, 15), day_make(2026, 11, 14), none, none);
	assert_pieces(day_make(2026, 9, 15), day_make(2026, 12, 14), month(2026, 10), month(2026, 11));
	assert_pieces(day_make(2026, 1, 1), day_make(2026, 12, 31), month(2026, 1), month(2026, 12));
	assert_pieces(day_make(2026, 2, 1), day_make(2026, 2, 28), month(2026, 2), month(2026, 2));
	assert_pieces(day_make(2026, 2, 1), day_make(2026, 2, 27), none, none);
	assert_pieces(day_make(2026, 2, 2), day_make(2026, 2, 28), none, none);
	assert_pieces(day_make(2025, 12, 31), day_make(2026, 2, 1), month(2026, 1), month(2026, 1));
	assert_pieces(day_make(2026, 5, 5), day_make(2026, 5, 5), none, none);
	assert_pieces(day_make(2026, 5, 5), day_make(2026, 5, 4), none, none);
}

TESTS()
{
	const struct CMUnitTest tests[] = {RESET(windows_are_those_of_the_decree), RESET(weeks_are_those_of_iso_8601),
		RESET(what_is_no_period_is_refused), RESET(periods_are_said_in_vietnamese), RESET(every_day_is_in_one_period),
		RESET(the_same_period_of_the_year_before), RESET(days_are_months_and_what_is_left), RESET(shares_are_exact),
		RESET(shares_are_compared_in_points)};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&a);
	return failed;
}
