/* calendar: holidays, office hours and due dates. Working time: Monday to Friday, 07:00-11:30 and 13:30-17:00, 480 minutes a day,
 * without holidays and days off; make-up Saturdays count. Sources: Labour Code 2019 art. 111-112; Civil Code 2015 art. 147-148;
 * yearly decisions on swapped days. Time is counted in whole minutes: a started minute does not count. */
#pragma once
#include "web/web.h"

enum { CALENDAR_FIRST = 2020, CALENDAR_LAST = 2030, MINUTES_A_DAY = 480 };

/* A time limit. In the store: term_unit 'working_minutes' | 'days' | 'months', term_amount an integer (480 = one working day). */
struct term {
	str unit;
	int64_t amount;
};
/* When a limit that starts at `from` ends (microseconds UTC). Working time starts at the next working minute; calendar days and
 * months start the day after, end at 17:00, and move to the next working day when they end on a day off. INVALID outside
 * 2020-2030. Days off are decided for the whole country, so `unit` changes nothing today. */
MUST_USE err calendar_due(struct ctx *c, int64_t unit, int64_t from, struct term term, int64_t *due_at);
/* Working minutes between two instants; 0 when to <= from. Used to pause and resume a clock. */
MUST_USE err calendar_minutes(struct ctx *c, int64_t unit, int64_t from, int64_t to, int64_t *minutes);
str term_text(
	struct ctx *c, struct term term); /* "3 ngày làm việc", "0,5 ngày làm việc", "2 giờ làm việc", "10 ngày", "1 tháng" */
extern const struct module calendar_module;
