#include "../../../tests/unit/store.h"
#include "calendar.h"
#include "core/calendar/calendar.sql.h"
#include <stdio.h>
#include <stdlib.h>
#include "web/importer.h"
#include "web/module.h"

static int filled(void **state)
{
	int bad = test_open(state);
	if (bad)
		return bad;
	struct ctx *c = test_store(state);
	OK(WRITE(c, calendar_module.init(c)));
	return 0;
}

static int64_t at(const char *date, int hour, int minute)
{
	day d;
	assert_true(day_parse(str_of(date), &d));
	return day_start(d) + hour * HOUR + minute * MINUTE;
}

static const struct term WORKING_DAY = {{"working_minutes", 15}, 480}, HALF_DAY = {{"working_minutes", 15}, 240};

static struct term working(int64_t minutes) { return (struct term){S("working_minutes"), minutes}; }
static struct term days(int64_t n) { return (struct term){S("days"), n}; }
static struct term months(int64_t n) { return (struct term){S("months"), n}; }

static void due(struct ctx *c, int64_t from, struct term term, int64_t expected, const char *where)
{
	int64_t due_at = 0;
	OK(calendar_due(c, 0, from, term, &due_at));
	if (due_at != expected)
		fail_msg("%s: from %s: %s, not %s", where, show_time(c->a, from).s, show_time(c->a, due_at).s,
			show_time(c->a, expected).s);
}
#define DUE(from, term, expected) due(c, (from), (term), (expected), HERE)

static void office_hours(void **state)
{
	struct ctx *c = test_store(state);
	DUE(at("2026-11-23", 9, 0), WORKING_DAY, at("2026-11-25", 9, 0)); /* 24/11 is a holiday from 2026 */
	DUE(at("2026-11-18", 6, 15), WORKING_DAY, at("2026-11-18", 17, 0));
	DUE(at("2026-11-18", 7, 0), WORKING_DAY, at("2026-11-18", 17, 0));
	DUE(at("2026-11-18", 12, 10), HALF_DAY, at("2026-11-19", 7, 30)); /* the afternoon has 210 minutes */
	DUE(at("2026-11-18", 11, 30), working(30), at("2026-11-18", 14, 0));
	DUE(at("2026-11-18", 11, 0), working(30), at("2026-11-18", 11, 30));
	DUE(at("2026-11-18", 11, 0), working(31), at("2026-11-18", 13, 31));
	DUE(at("2026-11-18", 17, 0), working(60), at("2026-11-19", 8, 0));
	DUE(at("2026-11-18", 23, 59), working(1), at("2026-11-19", 7, 1));
	DUE(at("2026-11-20", 16, 0), working(120), at("2026-11-23", 8, 0));   /* over a weekend */
	DUE(at("2026-11-18", 8, 0) + 1, working(60), at("2026-11-18", 9, 1)); /* a started minute does not count */
	DUE(at("2026-11-18", 12, 0), working(0), at("2026-11-18", 13, 30));
	DUE(at("2026-11-21", 12, 0), working(0), at("2026-11-23", 7, 0));
}

static void days_off_and_swapped_days(void **state)
{
	struct ctx *c = test_store(state);
	DUE(at("2025-04-25", 8, 0), WORKING_DAY, at("2025-04-26", 8, 0)); /* Saturday 26/04/2025 was worked */
	DUE(at("2025-04-29", 8, 0), WORKING_DAY, at("2025-05-05", 8, 0)); /* 30/4, 1/5 and the swapped 2/5 */
	DUE(at("2025-12-31", 8, 0), WORKING_DAY, at("2026-01-05", 8, 0));
	DUE(at("2026-01-09", 8, 0), WORKING_DAY, at("2026-01-10", 8, 0));   /* Saturday 10/01/2026 */
	DUE(at("2026-02-13", 14, 0), WORKING_DAY, at("2026-02-23", 14, 0)); /* Tết Bính Ngọ */
	DUE(at("2026-04-24", 8, 0), WORKING_DAY, at("2026-04-28", 8, 0));   /* Giỗ Tổ on a Sunday */
	DUE(at("2030-01-31", 8, 0), WORKING_DAY, at("2030-02-08", 8, 0));   /* Tết 02/02/2030, a day before China's */
}

static void calendar_days_and_months(void **state)
{
	struct ctx *c = test_store(state);
	DUE(at("2026-11-02", 8, 0), days(10), at("2026-11-12", 17, 0));
	DUE(at("2026-11-02", 23, 0), days(5), at("2026-11-09", 17, 0));  /* ends on Saturday */
	DUE(at("2026-11-04", 8, 0), days(20), at("2026-11-25", 17, 0));  /* ends on 24/11 */
	DUE(at("2026-02-06", 8, 0), days(10), at("2026-02-23", 17, 0));  /* ends in Tết */
	DUE(at("2025-12-30", 8, 0), days(11), at("2026-01-10", 17, 0));  /* ends on a Saturday that is worked */
	DUE(at("2026-01-31", 8, 0), months(1), at("2026-03-02", 17, 0)); /* 28/02 is a Saturday */
	DUE(at("2027-12-31", 8, 0), months(2), at("2028-02-29", 17, 0)); /* a leap year */
	DUE(at("2026-10-15", 8, 0), months(3), at("2027-01-15", 17, 0));
	DUE(at("2026-11-02", 8, 0), days(0), at("2026-11-02", 17, 0));
}

static void outside_the_years(void **state)
{
	struct ctx *c = test_store(state);
	int64_t due_at;
	FAILS(INVALID, calendar_due(c, 0, at("1989-12-31", 8, 0), WORKING_DAY, &due_at));
	FAILS(INVALID, calendar_due(c, 0, at("2061-01-01", 8, 0), WORKING_DAY, &due_at));
	FAILS(INVALID, calendar_due(c, 0, at("2060-12-31", 16, 0), WORKING_DAY, &due_at));
	FAILS(INVALID, calendar_due(c, 0, at("2060-12-30", 16, 0), days(2), &due_at));
	FAILS(INVALID, calendar_due(c, 0, at("2026-01-01", 8, 0), working(INT64_MAX), &due_at));
	FAILS(INVALID, calendar_due(c, 0, at("2026-01-01", 8, 0), days(INT64_MAX), &due_at));
	FAILS(INVALID, calendar_due(c, 0, at("2026-01-01", 8, 0), months(INT64_MAX), &due_at));
	FAILS(INVALID, calendar_due(c, 0, at("2026-01-01", 8, 0), working(-1), &due_at));
	FAILS(INVALID, calendar_due(c, 0, at("2026-01-01", 8, 0), (struct term){S("unknown"), 1}, &due_at));
	DUE(at("2060-12-31", 7, 0), WORKING_DAY, at("2060-12-31", 17, 0));
	FAILS(INVALID, calendar_minutes(c, 0, at("2060-12-31", 7, 0), at("2061-01-01", 7, 0), &due_at));
}

static void pausing_loses_nothing(void **state)
{
	struct ctx *c = test_store(state);
	int64_t due_at, left, again;
	OK(calendar_due(c, 0, at("2026-11-16", 9, 20), working(5 * 480), &due_at));
	int64_t paused = at("2026-11-18", 15, 17) + 23 * SECOND;
	OK(calendar_minutes(c, 0, paused, due_at, &left));
	OK(calendar_due(c, 0, paused, working(left), &again));
	assert_int_equal(again, due_at);
	OK(calendar_minutes(c, 0, due_at, paused, &left));
	assert_int_equal(left, 0);
}

static void late_outside_office_hours_is_late(void **state)
{
	struct ctx *c = test_store(state);
	int64_t left, now = c->now;
	c->now = at("2026-11-18", 16, 0);
	OK(calendar_minutes_left(c, 0, at("2026-11-18", 17, 0), &left));
	assert_int_equal(left, 60);
	c->now = at("2026-11-18", 18, 0);
	OK(calendar_minutes_left(c, 0, at("2026-11-18", 17, 0), &left));
	assert_int_equal(left, -1);
	c->now = at("2026-11-19", 8, 0);
	OK(calendar_minutes_left(c, 0, at("2026-11-18", 17, 0), &left));
	assert_int_equal(left, -60);
	c->now = now;
}

static void words(void **state)
{
	struct ctx *c = test_store(state);
	assert_string_equal(term_text(c, working(480 * 3)).s, "3 ngày làm việc");
	assert_string_equal(term_text(c, working(240)).s, "0,5 ngày làm việc");
	assert_string_equal(term_text(c, working(720)).s, "1,5 ngày làm việc");
	assert_string_equal(term_text(c, working(120)).s, "2 giờ làm việc");
	assert_string_equal(term_text(c, working(90)).s, "90 phút làm việc");
	assert_string_equal(term_text(c, days(10)).s, "10 ngày");
	assert_string_equal(term_text(c, months(1)).s, "1 tháng");
	assert_string_equal(term_text(c, (struct term){S("same_day"), 0}).s, "trong ngày");
	assert_string_equal(term_text(c, (struct term){S("unknown"), 0}).s, "chưa xác định");
}

static void a_notice_moves_due_dates(void **state)
{
	struct ctx *c = test_store(state);
	const struct importer *i = calendar_module.importers.v;
	int64_t rows;
	str storm = S("day\tkind\treason\tlegal_basis\tconfirmed\tsource\n"
		      "19/11/2026\toff\tBão số 15\tThông báo 1/TB-VPCP\t1\tthử\n");
	DUE(at("2026-11-18", 8, 0), WORKING_DAY, at("2026-11-19", 8, 0));
	OK(WRITE(c, i->run(c, storm, &rows)));
	assert_int_equal(rows, 1);
	DUE(at("2026-11-18", 8, 0), WORKING_DAY, at("2026-11-20", 8, 0));
	FAILS(INVALID, WRITE(c, i->run(c, S("ngày\n2026-11-19\n"), &rows)));
	FAILS(INVALID, WRITE(c, i->run(c, S("day\tkind\n2061-11-19\toff\n"), &rows)));
	FAILS(INVALID, WRITE(c, i->run(c, S("day\tkind\n2026-11-19\tnghỉ\n"), &rows)));
	DUE(at("2026-11-18", 8, 0), WORKING_DAY, at("2026-11-20", 8, 0));
	OK(WRITE(c, calendar_module.init(c))); /* the second time it does nothing */
	DUE(at("2026-11-18", 8, 0), WORKING_DAY, at("2026-11-20", 8, 0));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(office_hours),
		cmocka_unit_test(days_off_and_swapped_days),
		cmocka_unit_test(calendar_days_and_months),
		cmocka_unit_test(outside_the_years),
		cmocka_unit_test(pausing_loses_nothing),
		cmocka_unit_test(late_outside_office_hours_is_late),
		cmocka_unit_test(words),
		cmocka_unit_test(a_notice_moves_due_dates),
	};
	return cmocka_run_group_tests(tests, filled, test_close);
}
