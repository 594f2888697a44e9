/* What the page of the calendar shows. */
#pragma once
#include "calendar.h"
#include "core/calendar/calendar.sql.h"

enum cell_kind { CELL_EMPTY, CELL_WORK, CELL_WEEKEND, CELL_OFF, CELL_MADE_UP };
struct cell {
	int day; /* of the month; 0 = none */
	enum cell_kind kind;
	bool today;
	str reason;
};
struct month {
	int number;
	int working; /* days */
	int weeks;
	struct cell cells[6][7]; /* Monday first */
};
struct calendar_view {
	int64_t year, working; /* days */
	bool unconfirmed;      /* some day of this year is */
	struct calendar_days_rows days;
	struct month months[12];
};
str weekday_name(day d);         /* "Thứ Hai" .. "Chủ nhật" */
str long_day(arena *a, str iso); /* "Thứ Tư, 29/01/2025" */
err calendar_page_run(struct req *q);
extern const struct shape calendar_view_shape;
