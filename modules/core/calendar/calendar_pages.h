/* What the pages of the calendar show, and their handlers by file: year.c, edit.c, calculator.c. */
#pragma once
#include "core/calendar/calendar.sql.h"
#include "facts.h"

struct cell {
	int day; /* of the month; 0 = none */
	bool today;
	struct office_day office;
	int lunar_day, lunar_month;
	bool lunar_leap;
};
struct month {
	int number;
	int working; /* days */
	int weeks;
	struct cell cells[6][7]; /* Monday first */
};
struct year_day { /* not what its weekday says */
	str day_on, kind, reason, legal_basis;
	int64_t is_confirmed, is_morning_worked, is_afternoon_worked;
};
struct year_days {
	struct year_day *v;
	size_t n;
};
struct lunar_row {
	str first_on;
	int64_t year, month, is_leap, days;
};
struct lunar_rows {
	struct lunar_row *v;
	size_t n;
};
struct calendar_view {
	int64_t year, version, unit_id, working; /* working: days */
	str unit_name;                           /* empty: the whole country */
	str office_hours;                        /* of today, or of the year's first day */
	bool unconfirmed;                        /* some day of this year is */
	bool may_edit;
	str unit_query; /* "?don_vi=17" when it is not the reader's own unit; or empty */
	str lunar_name; /* "Bính Ngọ" */
	struct year_days days;
	struct lunar_rows lunar_months;
	struct month months[12];
};
extern const struct shape calendar_view_shape;

str weekday_name(day d);         /* "Thứ Hai" .. "Chủ nhật" */
str long_day(arena *a, str iso); /* "Thứ Tư, 29/01/2025" */
str hours_text(arena *a, const struct hours *h);
const char *kind_name(enum day_kind kind);         /* "holiday": in the API and in class names */
const char *kind_title(const char *kind);          /* "holiday" -> "Nghỉ lễ" */
const char *part_words(const struct year_day *d);  /* " buổi sáng" of a half day closed */
str cell_mark(arena *a, const struct cell *cell);  /* "L", "B?" */
str cell_lunar(arena *a, const struct cell *cell); /* "15", on the first of a month "1/6n" */
str cell_words(arena *a, const struct cell *cell); /* "Nghỉ lễ: Quốc khánh" */
/* The unit whose calendar is asked for: query don_vi, else the actor's; 0 = the whole country. */
MUST_USE err calendar_unit_asked(struct req *q, int64_t *unit, str *name);
str calendar_unit_query(struct req *q, int64_t unit); /* "?don_vi=17", or empty for the reader's own */

err calendar_page_run(struct req *q);
