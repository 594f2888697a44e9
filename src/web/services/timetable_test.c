/* When something is done by itself: days of the week, of the month, of the quarter, working days of the calendar; run once, made up for once. */
#include "tests/unit/store.h"
#include "web/services/services.h"
#include "web/web.sql.h"
#include "web/module.h"
#include "web/services/job.h"

static int64_t at(int year, int month, int day, int hour, int minute)
{
	return day_start(day_make(year, month, day)) + (hour * 60 + minute) * MINUTE;
}

static void next_is(struct ctx *c, struct timetable t, int64_t after, int64_t wanted)
{
	int64_t next;
	assert_true(timetable_sound(&t));
	OK(timetable_next(c, &t, after, &next));
	if (next != wanted)
		fail_msg("%s after %s: %s, not %s", timetable_said(c->a, &t).s, show_time(c->a, after).s, show_time(c->a, next).s,
			show_time(c->a, wanted).s);
}

static void days_and_weeks(void **state)
{
	struct ctx *c = test_store(state);
	struct timetable six = {.each = EACH_DAY, .at = 6 * 60}, monday = {.each = EACH_WEEK, .weekday = MONDAY, .at = 7 * 60};
	next_is(c, six, at(2026, 11, 23, 5, 59), at(2026, 11, 23, 6, 0));
	next_is(c, six, at(2026, 11, 23, 6, 0), at(2026, 11, 24, 6, 0)); /* not twice */
	next_is(c, six, at(2026, 12, 31, 7, 0), at(2027, 1, 1, 6, 0));
	next_is(c, monday, at(2026, 11, 23, 6, 0), at(2026, 11, 23, 7, 0));
	next_is(c, monday, at(2026, 11, 23, 7, 0), at(2026, 11, 30, 7, 0));
	next_is(c, (struct timetable){.each = EACH_WEEK, .weekday = SUNDAY}, at(2026, 11, 23, 0, 0), at(2026, 11, 29, 0, 0));
}

static void working_days_are_the_calendars(void **state)
{
	struct ctx *c = test_store(state);
	struct timetable third = {.each = EACH_MONTH, .workday = 3, .at = 7 * 60}, last = {.each = EACH_MONTH, .workday = -1},
			 each = {.each = EACH_WORKDAY, .at = 8 * 60};
	next_is(c, third, at(2026, 11, 23, 9, 0), at(2026, 12, 3, 7, 0));
	next_is(c, third, at(2026, 12, 3, 7, 0), at(2027, 1, 6, 7, 0)); /* 01/01 is a holiday, then a weekend */
	next_is(c, last, at(2026, 11, 23, 9, 0), at(2026, 11, 30, 0, 0));
	next_is(c, last, at(2027, 1, 1, 0, 0), at(2027, 1, 29, 0, 0));
	next_is(c, each, at(2026, 11, 27, 9, 0), at(2026, 11, 30, 8, 0)); /* over the weekend */
	next_is(c, each, at(2027, 4, 29, 9, 0), at(2027, 5, 4, 8, 0));    /* 30/04, 01/05 a Saturday, off on Monday instead */
}

static void months_and_quarters(void **state)
{
	struct ctx *c = test_store(state);
	struct timetable fifteenth = {.each = EACH_QUARTER, .month = 3, .day = 15, .at = 14 * 60},
			 thirty_first = {.each = EACH_MONTH, .day = 31}, first = {.each = EACH_QUARTER, .month = 1, .workday = 1};
	next_is(c, fifteenth, at(2026, 11, 23, 9, 0), at(2026, 12, 15, 14, 0));
	next_is(c, fifteenth, at(2026, 12, 15, 14, 0), at(2027, 3, 15, 14, 0));
	next_is(c, thirty_first, at(2027, 1, 31, 0, 0), at(2027, 2, 28, 0, 0));
	next_is(c, thirty_first, at(2028, 2, 1, 0, 0), at(2028, 2, 29, 0, 0));
	next_is(c, thirty_first, at(2027, 4, 1, 0, 0), at(2027, 4, 30, 0, 0));
	next_is(c, first, at(2026, 11, 23, 9, 0), at(2027, 1, 4, 0, 0));
}

static void nonsense_is_seen(void **state)
{
	(void)state;
	const struct timetable wrong[] = {{.each = EACH_DAY, .at = 24 * 60}, {.each = EACH_DAY, .at = -1},
		{.each = EACH_DAY, .day = 3}, {.each = EACH_WEEK}, {.each = EACH_WEEK, .weekday = SUNDAY + 1},
		{.each = EACH_DAY, .weekday = MONDAY}, {.each = EACH_MONTH}, {.each = EACH_MONTH, .day = 32},
		{.each = EACH_MONTH, .day = 3, .workday = 3}, {.each = EACH_MONTH, .workday = -2},
		{.each = EACH_MONTH, .day = 3, .month = 2}, {.each = EACH_QUARTER, .day = 3},
		{.each = EACH_QUARTER, .day = 3, .month = 4}, {.each = EACH_WORKDAY, .workday = 1}};
	for (size_t i = 0; i < COUNT(wrong); i++)
		if (timetable_sound(&wrong[i]))
			fail_msg("timetable %zu is sound", i);
}

static void it_is_said(void **state)
{
	struct ctx *c = test_store(state);
	const struct {
		struct timetable t;
		const char *said;
	} all[] = {{{.each = EACH_DAY, .at = 6 * 60}, "Hằng ngày lúc 06:00"},
		{{.each = EACH_WORKDAY, .at = 450}, "Mỗi ngày làm việc lúc 07:30"},
		{{.each = EACH_WEEK, .weekday = MONDAY, .at = 420}, "Hằng tuần, thứ Hai lúc 07:00"},
		{{.each = EACH_WEEK, .weekday = SUNDAY, .at = 420}, "Hằng tuần, Chủ nhật lúc 07:00"},
		{{.each = EACH_MONTH, .workday = 3, .at = 420}, "Hằng tháng, ngày làm việc thứ ba, lúc 07:00"},
		{{.each = EACH_MONTH, .workday = -1}, "Hằng tháng, ngày làm việc cuối cùng, lúc 00:00"},
		{{.each = EACH_QUARTER, .month = 3, .day = 15, .at = 840}, "Hằng quý, ngày 15 của tháng cuối quý, lúc 14:00"}};
	for (size_t i = 0; i < COUNT(all); i++)
		assert_string_equal(str_c(c->a, timetable_said(c->a, &all[i].t)), all[i].said);
	assert_string_equal(str_c(c->a, every_said(c->a, 6 * HOUR)), "Mỗi 6 giờ");
	assert_string_equal(str_c(c->a, every_said(c->a, 90 * MINUTE)), "Mỗi 90 phút");
}

/* ---- jobs that run by it ---- */

static int runs;
static str due;
static err work(struct ctx *c, str argument)
{
	runs++;
	due = str_copy(c->a, argument);
	return NULL;
}
static struct job_kind kinds[] = {
	{.name = "test.daily", .title = "Hằng ngày", .run = work, .when = {.each = EACH_DAY, .at = 6 * 60}}};
static const struct module module = {.name = "test", .title = "Thử", .jobs = LIST(kinds)};
static const struct module *const list[] = {&module, NULL};

static struct ctx *begin(void **state)
{
	runs = 0;
	kinds[0].when.at = 6 * 60;
	jobs_declare(list);
	OK(WRITE(test_store(state), jobs_schedule(test_store(state))));
	return test_store(state);
}
static bool run_at(struct ctx *c, int64_t when)
{
	bool ran;
	c->now = when;
	OK(jobs_run_one(c, &ran));
	return ran;
}
static int64_t planned(struct ctx *c)
{
	struct job_planned p;
	bool found;
	OK(job_planned(c, S("test.daily"), S("periodic"), &p, &found));
	return found ? p.ready_at : 0;
}

static void it_runs_once_a_day_and_says_for_which(void **state)
{
	struct ctx *c = begin(state); /* 23/11, 09:00 */
	assert_true(planned(c) == at(2026, 11, 24, 6, 0));
	assert_false(run_at(c, at(2026, 11, 24, 5, 59)));
	assert_true(run_at(c, at(2026, 11, 24, 6, 0)));
	assert_string_equal(due.s, "2026-11-24");
	assert_false(run_at(c, at(2026, 11, 24, 6, 1)));
	assert_true(planned(c) == at(2026, 11, 25, 6, 0));
	struct job_last_of last;
	bool ended;
	OK(job_last_of(c, S("test.daily"), &last, &ended));
	assert_true(ended && last.began_at == at(2026, 11, 24, 6, 0));
	assert_string_equal(last.state.s, "done");
}

static void what_was_missed_is_made_up_for_once(void **state)
{
	struct ctx *c = begin(state);
	c->now = at(2026, 12, 3, 10, 0); /* nine days without the program */
	OK(WRITE(c, jobs_schedule(c)));
	OK(WRITE(c, jobs_schedule(c)));
	assert_true(run_at(c, at(2026, 12, 3, 10, 0)));
	assert_string_equal(due.s, "2026-11-24");
	assert_false(run_at(c, at(2026, 12, 3, 10, 1)));
	assert_int_equal(runs, 1);
	assert_true(planned(c) == at(2026, 12, 4, 6, 0));
}

static void another_time_is_another_plan(void **state)
{
	struct ctx *c = begin(state);
	kinds[0].when.at = 22 * 60;
	OK(WRITE(c, jobs_schedule(c)));
	assert_true(planned(c) == at(2026, 11, 23, 22, 0));
	assert_true(run_at(c, at(2026, 11, 23, 22, 0)));
	assert_string_equal(due.s, "2026-11-23");
	assert_int_equal(runs, 1);
}

static void it_runs_before_its_time_when_told_to(void **state)
{
	struct ctx *c = begin(state);
	OK(job_run_now(c, S("test.daily")));
	assert_true(run_at(c, c->now));
	assert_false(run_at(c, c->now));
	assert_true(planned(c) == at(2026, 11, 24, 6, 0));
	FAILS(NOT_FOUND, job_run_now(c, S("test.none")));
	struct job_take t; /* while it runs there is nothing to hurry */
	bool found;
	OK(WRITE(c, job_take(c, at(2026, 11, 24, 6, 0), at(2026, 11, 24, 6, 5), &t, &found)));
	FAILS(CONFLICT, job_run_now(c, S("test.daily")));
	OK(WRITE(c, jobs_schedule(c))); /* .. and no second one is planned */
	assert_true(planned(c) == 0);
}

static void wrong_times_do_not_start(void **state)
{
	struct ctx *c = begin(state);
	OK(jobs_check(c));
	kinds[0].when.at = 24 * 60;
	FAILS(BROKEN, jobs_check(c));
	kinds[0].when.at = 60;
	kinds[0].every = HOUR; /* both */
	FAILS(BROKEN, jobs_check(c));
	kinds[0].every = 0;
	jobs_declare(modules_all());
	OK(jobs_check(c)); /* those of the program */
}

TESTS()
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, test_open, test_close)
	const struct CMUnitTest tests[] = {TEST(days_and_weeks), TEST(working_days_are_the_calendars), TEST(months_and_quarters),
		cmocka_unit_test(nonsense_is_seen), TEST(it_is_said), TEST(it_runs_once_a_day_and_says_for_which),
		TEST(what_was_missed_is_made_up_for_once), TEST(another_time_is_another_plan),
		TEST(it_runs_before_its_time_when_told_to), TEST(wrong_times_do_not_start)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
