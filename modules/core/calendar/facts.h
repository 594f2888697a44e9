/* facts: the calendar of the store as schedules in memory (web/kept.h). Units that say nothing themselves share those above. */
#pragma once
#include "schedule.h"

MUST_USE err schedule_of(struct ctx *c, int64_t unit, const struct schedule **out); /* unit 0: the whole country */
/* Inside db_write, after changing a table of the calendar: a new version, with what was changed and by whom. */
MUST_USE err calendar_changed(struct ctx *c, int64_t unit, str what);
static inline bool calendar_has(day d) { return d >= day_make(CALENDAR_FIRST, 1, 1) && d <= day_make(CALENDAR_LAST, 12, 31); }
