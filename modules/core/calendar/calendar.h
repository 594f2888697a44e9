/* calendar: holidays, office hours, closures, and due dates with their proof.
 *
 * Days: Monday to Friday, without the holidays of the law (holidays.h: computed for 1990-2060, lunar ones too), as changed by
 * yearly decisions and by single days that an administrator sets for the whole country or for his unit. Hours: 07:00-11:30 and
 * 13:30-17:00 unless the unit, or one above it, has others in that range of dates. A unit may be closed for days or half days.
 *
 * How a limit counts: a day of it is 480 minutes of the office's own time. Every unit's full day has 480 (40 hours a week, Decision
 * 188/1999/QĐ-TTg; other sums are refused), so a limit of one working day is one day everywhere, wherever its hours lie and
 * when they change on the way: received 09:00, due 09:00 of the next day with the old hours, the minute as far into the day with
 * the new ones. A half day closed counts only what was open. A Saturday morning's reception counts nothing. Time is counted in
 * whole minutes: a started one does not count.
 *
 * Each change makes a new version of the calendar. A due date keeps its proof, and is not moved by later changes. */
#pragma once
#include "base/base.h"

struct module;

enum { CALENDAR_FIRST = 1990, CALENDAR_LAST = 2060, MINUTES_A_DAY = 480, SAME_DAY_UNTIL = 15 * 60 };

/* A time limit. In the store: term_unit 'working_minutes' (480 = one working day) | 'days' | 'months' | 'same_day', term_amount an
 * integer. */
struct term {
	str unit;
	int64_t amount;
};
/* When a limit that starts at `from` ends (microseconds UTC).
 * working_minutes: from the next minute of work. days, months: the day after is the first, they end when the office closes and move
 * to the next working day when they end on a day off (Civil Code 2015 art. 147.2, 148.3, 148.5). same_day: received until 15:00:
 * when the office closes; later, or on a day off: when it closes on the next working day. INVALID outside 1990-2060. */
MUST_USE err calendar_due(struct ctx *c, int64_t unit, int64_t from, struct term term, int64_t *due_at);
/* Working minutes between two instants; 0 when to <= from. Used to pause and resume a clock. */
MUST_USE err calendar_minutes(struct ctx *c, int64_t unit, int64_t from, int64_t to, int64_t *minutes);
/* Working minutes from now until an instant; below 0: so many have gone by since, at least one. */
MUST_USE err calendar_minutes_left(struct ctx *c, int64_t unit, int64_t until, int64_t *minutes);
str minutes_text(arena *a, int64_t minutes);    /* "2 ngày 3 giờ", "45 phút": days of 8 hours, without the sign */
str term_text(struct ctx *c, struct term term); /* "3 ngày làm việc", "0,5 ngày làm việc", "10 ngày", "trong ngày" */

/* ---- proof: which days, hours and calendar version a due date came from; enough to count it again without the calendar ---- */
struct due {
	int64_t at;
	str proof; /* compact text, below 2 KB, stored with the dossier */
};
enum clock_start {
	CLOCK_RECEIVED,
	CLOCK_RESUMED,
	CLOCK_RESTARTED,
	CLOCK_EXTENDED
}; /* what the limit starts with, for the words */
MUST_USE err calendar_due_proved(struct ctx *c, int64_t unit, int64_t from, struct term term, struct due *out);
MUST_USE err calendar_due_started(
	struct ctx *c, int64_t unit, int64_t from, struct term term, enum clock_start start, struct due *out);
/* At a pause: what is left of a limit, to be started again with CLOCK_RESUMED. */
MUST_USE err calendar_rest(struct ctx *c, int64_t unit, int64_t at, int64_t due_at, struct term term, struct term *rest);
struct sentence {
	int64_t at; /* 0 = none */
	str text;
};
struct explanation {
	const struct sentence *v;
	size_t n;
};
/* Plain Vietnamese, in the order of time. Counts the due date again from the proof: INVALID when the proof does not hold. */
MUST_USE err calendar_explain(struct ctx *c, str proof, struct explanation *out);

str due_words(arena *a, int64_t at); /* "15:40 thứ Sáu 28/8/2026", as the explanation says it */

/* When a paper dossier must have been handed over: the same day, or the opening of the next working day when received after 15:00
 * (Decree 61/2018/NĐ-CP art. 18). */
MUST_USE err calendar_forward_by(struct ctx *c, int64_t unit, int64_t received, int64_t *by);
/* The last moment for a letter of apology: closing time of the last working day before the day it is due. */
MUST_USE err calendar_apology_by(struct ctx *c, int64_t unit, int64_t due_at, int64_t *by);
extern const struct module calendar_module;
