/* 100,000 random limits, on three offices, against a count of minute after minute that shares nothing with schedule.c: one byte a
 * minute of 2024-2028, painted from the list of days off and from the hours and closures below. */
#include "core/calendar/calendar.sql.h"
#include "core/units/units.sql.h"
#include "facts.h"
#include "tests/unit/vectors.h"
#include <stdlib.h>
#include "web/catalogue.h"
#include "web/module.h"

enum { CASES = 100000, UNITS = 3, YEARS = 5, MINUTES = (366 + 4 * 365 + 1) * 1440 };
static char worked[UNITS][MINUTES];
static int64_t units[UNITS];
static int64_t zero; /* 00:00 of 01/01/2024 */

static int64_t add_unit(struct ctx *c, const char *level, const char *code, int64_t parent)
{
	struct unit_add row;
	OK(WRITE(c, unit_add(c,
			    &(struct unit_add_in){.level = str_of(level),
				    .code = str_of(code),
				    .name = S("Thử"),
				    .full_name = S("Xã Thử"),
				    .parent_id = parent ? some_int(parent) : (opt_int){0},
				    .agency_code = S(""),
				    .valid_from = S("2020-01-01"),
				    .valid_to = (str){0},
				    .legal_basis = S("thử"),
				    .folded = S("thu"),
				    .letters = S("thử")},
			    &row)));
	return row.id;
}

/* A province with hours of its own from 2025 on, and a commune of it that was closed: two days and an afternoon. */
static err say(struct ctx *c)
{
	struct calendar_hours_add hours;
	struct calendar_closure_add closure;
	TRY(calendar_hours_add(c,
		&(struct calendar_hours_add_in){.unit = units[1],
			.valid_from = S("2025-04-16"),
			.valid_to = S("2025-10-16"),
			.morning_from = 7 * 60,
			.morning_to = 11 * 60,
			.afternoon_from = 13 * 60,
			.afternoon_to = 17 * 60,
			.extra_from = 0,
			.extra_to = 0,
			.legal_basis = S("thử")},
		&hours));
	TRY(calendar_hours_add(c,
		&(struct calendar_hours_add_in){.unit = units[1],
			.valid_from = S("2025-10-16"),
			.valid_to = (str){0},
			.morning_from = 450,
			.morning_to = 12 * 60,
			.afternoon_from = 13 * 60,
			.afternoon_to = 990,
			.extra_from = 450,
			.extra_to = 11 * 60,
			.legal_basis = S("thử")},
		&hours));
	TRY(calendar_closure_add(c, units[2], S("2025-09-09"), S("2025-09-10"), S("day"), S("Bão"), S("thử"), &closure));
	TRY(calendar_closure_add(c, units[2], S("2026-10-05"), S("2026-10-05"), S("afternoon"), S("Bão"), S("thử"), &closure));
	TRY(calendar_closure_add(c, units[2], S("2026-10-07"), S("2026-10-07"), S("morning"), S("Bão"), S("thử"), &closure));
	return calendar_changed(c, units[1], S("thử"));
}

/* ---- the bytes ---- */

static int minute_at(const char *iso)
{
	day d;
	assert_true(day_parse(str_of(iso), &d));
	return (int)((day_start(d) - zero) / MINUTE);
}

static void paint(int unit, int from, int to, const char *hours)
{
	int a, b, c, d, e, f, g, h;
	assert_int_equal(sscanf(hours, "%d:%d-%d:%d %d:%d-%d:%d", &a, &b, &c, &d, &e, &f, &g, &h), 8);
	for (int m = from; m < to; m++) {
		int of_day = m % 1440, weekday = (m / 1440) % 7; /* 01/01/2024 was a Monday */
		bool open = (of_day >= a * 60 + b && of_day < c * 60 + d) || (of_day >= e * 60 + f && of_day < g * 60 + h);
		worked[unit][m] = (char)(worked[unit][m] == 2 ? open : worked[unit][m] == 3 ? 0 : weekday < 5 && open);
	}
}

static void close(int unit, const char *iso, int from, int to)
{
	memset(worked[unit] + minute_at(iso) + from * 60, 0, (size_t)(to - from) * 60);
}

static void paint_all(struct ctx *c)
{
	str rest = vector_file(c->a, "tests/calendar/days_off_2020_2030.tsv"), cells[2];
	for (tsv_row(&rest, cells, 2); tsv_row(&rest, cells, 2);) {
		int m = minute_at(str_c(c->a, cells[0]));
		for (int u = 0; u < UNITS && m >= 0 && m < MINUTES; u++)
			memset(worked[u] + m, str_is(cells[1], "work") ? 2 : 3, 1440);
	}
	paint(0, 0, MINUTES, "7:00-11:30 13:30-17:00");
	for (int u = 1; u < UNITS; u++) {
		paint(u, 0, minute_at("2025-04-16"), "7:00-11:30 13:30-17:00");
		paint(u, minute_at("2025-04-16"), minute_at("2025-10-16"), "7:00-11:00 13:00-17:00");
		paint(u, minute_at("2025-10-16"), MINUTES, "7:30-12:00 13:00-16:30");
	}
	close(2, "2025-09-09", 0, 24);
	close(2, "2025-09-10", 0, 24);
	close(2, "2026-10-05", 13, 24);
	close(2, "2026-10-07", 0, 12);
}

/* ---- counting by hand ---- */

static int first_minute(int64_t from) { return (int)((from - zero + MINUTE - 1) / MINUTE); }

static int64_t count_working(int u, int64_t from, int64_t n)
{
	int m = first_minute(from);
	while (!n && !worked[u][m])
		m++;
	for (; n; m++)
		n -= worked[u][m];
	return zero + m * MINUTE;
}

/* The end of the last minute worked on that day or the next one that is worked. */
static int64_t end_of_day(int u, int date)
{
	for (;; date++)
		for (int m = date * 1440 + 1439; m >= date * 1440; m--)
			if (worked[u][m])
				return zero + (m + 1) * MINUTE;
}

static int64_t count_same_day(int u, int64_t from)
{
	int date = (int)((from - zero) / DAY);
	int64_t end = end_of_day(u, date);
	bool today = (end - zero - 1) / DAY == date;
	return today && from < end && from <= zero + date * DAY + 15 * HOUR ? end : end_of_day(u, date + 1);
}

static int months_on(int date, int n)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year = 2024, month = 0, mday = date;
	for (;; mday -= lengths[month] + (month == 1 && year % 4 == 0), year += month == 11, month = (month + 1) % 12)
		if (mday < lengths[month] + (month == 1 && year % 4 == 0))
			break;
	int first = date - mday;
	for (; n; n--, year += month == 11, month = (month + 1) % 12)
		first += lengths[month] + (month == 1 && year % 4 == 0);
	int length = lengths[month] + (month == 1 && year % 4 == 0);
	return first + (mday < length ? mday : length - 1);
}

/* ---- the cases ---- */

static struct term random_term(void)
{
	int64_t r = random() % 100;
	if (r < 30)
		return (struct term){S("working_minutes"), 240 * (random() % 30)};
	if (r < 60)
		return (struct term){S("working_minutes"), random() % 2000};
	if (r < 75)
		return (struct term){S("days"), random() % 60};
	return r < 85 ? (struct term){S("months"), random() % 13} : (struct term){S("same_day"), 0};
}

static int64_t by_hand(int u, int64_t from, struct term t)
{
	int date = (int)((from - zero) / DAY);
	if (str_is(t.unit, "working_minutes"))
		return count_working(u, from, t.amount);
	if (str_is(t.unit, "same_day"))
		return count_same_day(u, from);
	return end_of_day(u, str_is(t.unit, "months") ? months_on(date, (int)t.amount) : date + (int)t.amount);
}

static void pause_and_resume(struct ctx *c, int u, int64_t from, int64_t due)
{
	int64_t at = from + (due > from ? random() % ((due - from) / SECOND + 1) * SECOND : 0), left = 0, counted, again;
	OK(calendar_minutes(c, units[u], at, due, &counted));
	for (int m = first_minute(at); zero + (m + 1) * MINUTE <= due; m++)
		left += worked[u][m];
	assert_int_equal(counted, left);
	OK(calendar_due(c, units[u], at, (struct term){S("working_minutes"), left}, &again));
	if (left)
		assert_int_equal(again, due); /* a pause of no length loses nothing */
}

static void limits_equal_a_count_of_minutes(void **state)
{
	struct ctx *c = test_store(state);
	arena *a = c->a, scratch = {0};
	srandom(20261123);
	for (int i = 0; i < CASES; i++) {
		int u = i % UNITS;
		int64_t from = zero + random() % (3 * 365) * DAY + random() % 86400 * SECOND;
		struct term term = random_term();
		struct due due;
		c->a = &scratch;
		OK(calendar_due_proved(c, units[u], from, term, &due));
		int64_t expected = by_hand(u, from, term);
		if (due.at != expected)
			fail_msg("case %d, office %d, from %s, %lld %.*s: %s, not %s", i, u, show_time(c->a, from).s,
				(long long)term.amount, STR_ARG(term.unit), show_time(c->a, due.at).s,
				show_time(c->a, expected).s);
		assert_true(due.proof.n < 2048);
		if (str_is(term.unit, "working_minutes") && i % 2)
			pause_and_resume(c, u, from, due.at);
		struct explanation e;
		if (i % 10 == 0)
			OK(calendar_explain(c, due.proof, &e)); /* counts it again, from the proof alone */
		arena_reset(&scratch);
		c->a = a;
	}
	arena_free(&scratch);
}

static int setup(void **state)
{
	int bad = test_open(state);
	if (bad)
		return bad;
	struct ctx *c = test_store(state);
	zero = day_start(day_make(2024, 1, 1));
	OK(WRITE(c, calendar_module.init(c)));
	units[0] = add_unit(c, "province", "90", 0);
	units[1] = add_unit(c, "province", "91", 0);
	units[2] = add_unit(c, "commune", "90001", units[1]);
	OK(WRITE(c, say(c)));
	paint_all(c);
	return 0;
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(limits_equal_a_count_of_minutes)};
	return cmocka_run_group_tests(tests, setup, test_close);
}
