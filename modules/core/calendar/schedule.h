/* schedule: when an office works, and the arithmetic of time limits on it. Pure: no store, no clock. */
#pragma once
#include "calendar.h"
#include "holidays.h"

struct hours { /* minutes of the day */
	int16_t opens, lunch, back, closes;
	int16_t extra_opens, extra_closes; /* Saturday reception that is no working time; equal: none */
};
struct span {         /* hours of a range of days */
	day from, to; /* to: the first day no longer */
	struct hours hours;
};
/* What one unit (or the whole country) says. `days` by day; a day has one entry that says what it is, and any number that close. */
struct tier {
	const struct special *days;
	size_t ndays;
	const struct span *spans;
	size_t nspans;
};
enum { TIERS = 5 };
struct schedule {
	int64_t version;
	day first, last; /* last: the first day no longer */
	size_t n;
	const struct tier *tiers[TIERS]; /* the unit's own first, the country's last */
};
extern const struct hours hours_standard; /* 07:00-11:30, 13:30-17:00 */

/* One day after another. */
struct office_day {
	day on;
	int sessions; /* MORNING | AFTERNOON that are worked */
	enum day_kind kind;
	const struct special *why; /* NULL: an ordinary day of its weekday */
	const struct hours *hours;
};
struct walk {
	const struct schedule *s;
	day next;
	size_t at[TIERS];
};
struct walk walk_from(const struct schedule *s, day d);
bool walk_day(struct walk *w, struct office_day *out); /* false: the calendar ends */
bool office_on(const struct schedule *s, day d, struct office_day *out);
/* The sessions of a day that are worked: *from, *to in minutes; i = 0, 1; false when there is no i-th. */
bool office_session_of(const struct office_day *d, int i, int *from, int *to);
int day_closes(const struct office_day *d); /* when the last worked session ends; -1: a day off */

/* Each is false when the limit leaves the calendar. */
bool due_working(const struct schedule *s, int64_t from, int64_t minutes, int64_t *start, int64_t *due);
bool due_on_day(const struct schedule *s, day nominal, int64_t *due); /* the end of that day or of the next working day */
bool due_same_day(const struct schedule *s, int64_t from, int64_t *start, int64_t *due);
bool minutes_worked_between(const struct schedule *s, int64_t from, int64_t to, int64_t *minutes);
bool office_next_opening(const struct schedule *s, day after, int64_t *at); /* of the first working day after that day */
int64_t minute_whole_after(int64_t at);
day calendar_months_later(day d, int64_t months); /* the same day of a later month, or its last one (Civil Code art. 148.3) */
