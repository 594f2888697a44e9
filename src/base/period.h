/* period: a stretch of days that figures are counted over, as people name it; shares and their comparison, in exact integers.
 *
 * Windows: of the calendar (month 11: 01/11 to 30/11), or that of periodic reports of Nghị định 09/2019/NĐ-CP, điều 12 (month 11: 15/10 to
 * 14/11; quarter, 6 and 9 months and year likewise: from the 15th of the month before its first month to the 14th of its last). The decree
 * names no window for the second half of a year; it is what is left of the year, 15/6 to 14/12. Days, weeks and school years have none. Where
 * a regime of its own counts otherwise (statistics of health by the calendar), its kind of report says which window it takes.
 * A school year is counted from 01/9 to 31/8: the days on which teaching begins and ends are decided for each year and are data.
 *
 * Texts, in addresses and in the store: "2026-11-23" a day, "2026-W48" an ISO week (Monday to Sunday), "2026-11", "2026-Q4", "2026-H1",
 * "2026-9M", "2026", "2026-2027" a school year; "-BC" behind a text means the window of reports: "2026-11-BC". */
#pragma once
#include "base.h"

enum period_kind {
	PERIOD_DAY = 1,
	PERIOD_WEEK,
	PERIOD_MONTH,
	PERIOD_QUARTER,
	PERIOD_HALF,
	PERIOD_NINE_MONTHS,
	PERIOD_YEAR,
	PERIOD_SCHOOL_YEAR,
	PERIOD_KINDS
};
struct period {
	enum period_kind kind; /* 0: none */
	bool reported;         /* by the window of reports */
	int year;              /* of a week: of ISO 8601; of a school year: in which it begins */
	int number;            /* in its year, from 1; of a day: the day */
};
bool period_parse(str text, struct period *out); /* strict; years 1900 to 2200 */
str period_text(arena *a, struct period p);
str period_title(
	arena *a, struct period p); /* "Quý 4 năm 2026", "6 tháng đầu năm 2026", "Tuần 48 năm 2026", "Năm học 2026-2027" */
str period_short(arena *a, struct period p);   /* for the axis of a chart: "11/26", "Q4/26", "2026" */
str period_slashed(arena *a, struct period p); /* of a month: "11/2026"; others as their title */
str period_days(arena *a, struct period p);    /* "từ ngày 15/10/2026 đến ngày 14/11/2026" */
day period_first(struct period p);
day period_last(struct period p);
/* The one a day is in. The nine months of a year are the only ones that need not hold it: they are those of its year. */
struct period period_of(enum period_kind kind, bool reported, day on);
struct period period_shift(struct period p, int n);           /* so many of its kind later; -1: the one before */
bool period_year_before(struct period p, struct period *out); /* same period of the year before; false: 29/02, or a 53rd week */
/* Some days as whole months and what is left of them: for who keeps sums of months and counts the rest. */
struct period_pieces {
	struct period from, to;                                   /* whole months, both included; kind 0: none is whole */
	day before_first, before_last, behind_first, behind_last; /* empty when the last lies before the first */
};
struct period_pieces period_pieces_of(day first, day last);
static inline bool period_over(struct period p, day today) { return period_last(p) < today; }

/* ---- shares: hundredths of a percent, 9853 = 98,53 %. A half is rounded away from zero; of nothing there is no share ---- */
opt_int share_of(int64_t part, int64_t whole);
opt_int share_change(int64_t now, int64_t before); /* by how much of `before` it grew: 120 after 100 is 2000 */
opt_int share_points(opt_int now, opt_int before); /* the difference, in hundredths of a point */
str show_percent(arena *a, opt_int share);         /* "98,53 %"; "–" when there is none */
str show_points(arena *a, opt_int points); /* "tăng 1,25 điểm phần trăm", "giảm ..", "không đổi"; "–" when there is none */
str show_growth(
	arena *a, int64_t now, int64_t before); /* "tăng 12,50 %", "giảm ..", "không đổi", "gấp 2,50 lần"; "–" after nothing */
