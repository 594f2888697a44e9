/* edit: what administrators change. Each rule runs inside db_write, is audited and makes a new version of the calendar. An
 * administrator changes his own unit and those below it, the platform's (who acts for no unit) everything. */
#pragma once
#include "facts.h"
#include "db/db.h"

MUST_USE err calendar_in_scope(struct ctx *c, int64_t unit); /* DENIED: not his to change */

struct day_edit {
	str day_on; /* ISO */
	int64_t unit;
	str kind; /* "computed": as the law and those above say; "off", "work" */
	str reason, legal_basis;
	str swap_on; /* of kind off: the day that is worked instead; empty = none */
	bool confirmed;
};
bool calendar_clock_parse(str typed, int64_t *minute); /* "07:00", "7h", "7h30", "7 giờ 30" -> minute of the day */
RULE(calendar_day_edit, struct day_edit)

struct year_edit {
	int64_t year;
	str tet;      /* "1", "2" days before mùng 1; empty = not decided */
	str national; /* "before", "after"; empty = not decided */
	str legal_basis;
	bool confirmed;
};
RULE(calendar_year_edit, struct year_edit) /* the platform's only */

struct hours_edit {
	int64_t unit;
	str valid_from, last_on;                                    /* ISO; last_on: the last day, empty = open */
	str morning_from, morning_to, afternoon_from, afternoon_to; /* "07:00", "7h30" */
	str extra_from, extra_to;                                   /* Saturday reception; both or none */
	str legal_basis;
};
RULE(calendar_hours_edit, struct hours_edit)
struct hours_end {
	int64_t id;
	str ended_on; /* the last day; before its first one: it never held */
};
RULE(calendar_hours_stop, struct hours_end)

struct closure_edit {
	int64_t unit;
	str from_on, to_on; /* ISO, both closed; to_on empty: one day */
	str part;           /* "day", "morning", "afternoon" */
	str reason, legal_basis;
};
RULE(calendar_closure_edit, struct closure_edit)
RULE(calendar_closure_undo, const int64_t) /* its id */
