/* job: work that is done after its transaction, at least once; its kinds are declared by modules. */
#pragma once
#include "base/base.h"

struct ctx;

/* When something is done by itself, in the time of Viet Nam. A date that a month does not have is its last day. */
enum schedule_each { EACH_NEVER, EACH_DAY, EACH_WORKDAY, EACH_WEEK, EACH_MONTH, EACH_QUARTER };
enum weekday { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };
struct timetable { /* the third working day of each month at 07:00: {.each = EACH_MONTH, .workday = 3, .at = 7 * 60} */
	enum schedule_each each;
	int at;               /* minutes of the day */
	enum weekday weekday; /* EACH_WEEK */
	int month;            /* EACH_QUARTER: 1, 2, 3 */
	int day, workday;     /* of the month: the day, or which working day; -1 = the last working day */
};
struct job_kind {
	const char *name, *title; /* "files.clean", "Dọn tệp không còn dùng" */
	err (*run)(
		struct ctx *c, str argument); /* outside a transaction: may do I/O; writes through db_write; must be idempotent */
	int attempts;                         /* before it becomes a dead letter; 0 = 8; waits 10 s, doubling, at most 6 h */
	int64_t every;                        /* > 0: also runs by itself, at this interval (microseconds), less than a day */
	struct timetable
		when; /* .. or at these times; `argument` is the ISO day that it was due on. Missed ones are made up for once */
};
/* Inside db_write: the job exists if and only if the transaction commits. key: one job of that kind and key waits at a time. */
MUST_USE err job_add(struct ctx *c, const char *kind, str key, str argument, int64_t not_before);
