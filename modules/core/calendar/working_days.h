/* The working days of 2020-2030 as arrays: a due date is two look-ups, not a walk. */
#pragma once
#include "calendar.h"

enum { CALENDAR_DAYS = 11 * 365 + 3 }; /* 2020, 2024, 2028 are leap years */
struct working_days {
	day first;
	bool works[CALENDAR_DAYS];
	int16_t before[CALENDAR_DAYS + 1]; /* working days before this day */
	int16_t nth[CALENDAR_DAYS];        /* index of the n-th working day */
};
/* The calendar of the store; kept in memory (web/kept.h). */
MUST_USE err working_days_now(struct ctx *c, const struct working_days **out);
/* Inside db_write, after changing calendar_day. */
MUST_USE err working_days_changed(struct ctx *c);
