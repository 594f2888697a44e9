/* What the pages of the calendar show, and their handlers by file: year.c, edit_pages.c, calculator.c. */
#pragma once
#include "core/calendar/calendar.sql.h"
#include "core/units/units.h"
#include "edit.h"
#include "web/list/list.h"
#include "web/choice.h"

struct req;

struct place { /* whose calendar a page is about */
	int64_t unit_id;
	str unit_name;      /* empty: the whole country */
	struct query query; /* "unit=17", or empty for the reader's own */
	bool may_edit;
};
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
	struct place place;
	str unit_name;    /* empty: the whole country */
	str office_hours; /* of today, or of the year's first day */
	bool unconfirmed; /* some day of this year is */
	str lunar_name;   /* "Bính Ngọ" */
	str typed;        /* the name of a place that was looked for */
	struct named_places found;
	struct year_days days;
	struct lunar_rows lunar_months;
	struct month months[12];
};
extern const struct shape calendar_view_shape, year_day_shape;
struct year_day year_day_of(arena *a, const struct office_day *d);

/* ---- words.c ---- */
extern const struct choice day_part_choices[];
str weekday_name(day d);                  /* "Thứ Hai" .. "Chủ nhật" */
str calendar_long_day(arena *a, str iso); /* "Thứ Tư, 29/01/2025" */
str hours_text(arena *a, const struct hours *h);
const char *calendar_kind_name(enum day_kind kind);   /* "holiday": in the API and in class names */
const char *calendar_kind_title(const char *kind);    /* "holiday" -> "Nghỉ lễ" */
const char *day_part_words(const struct year_day *d); /* " buổi sáng" of a half day closed */
const char *cell_mark(const struct cell *cell);       /* "L", "Đs" */
str cell_lunar(arena *a, const struct cell *cell);    /* "15", on the first of a month "1/6n" */
str cell_words(arena *a, const struct cell *cell);    /* "Nghỉ lễ: Quốc khánh" */
str lunar_month_words(int month);                     /* of the lunar year: "Giêng", "Hai" .. "Chạp" */

/* Whose calendar is asked for: query unit, else the actor's; 0 = the whole country. */
MUST_USE err calendar_place(struct req *q, struct place *out);
err calendar_page_run(struct req *q);

/* ---- edit_pages.c ---- */
struct day_view {
	struct place place;
	struct year_day day;
	str kind_words, lunar, office_hours; /* office_hours: empty on a day off */
	bool set;                            /* by this unit itself */
	struct calendar_day_get stored;
	int64_t year;
};
struct year_choice_view {
	struct place place;
	int64_t year;
	str tet, national, legal_basis;
	bool confirmed;
	str tet_first; /* mùng 1, ISO */
};
struct hours_row {
	int64_t id;
	str valid_from, last_on, hours, extra, legal_basis;
};
struct hours_rows {
	struct hours_row *v;
	size_t n;
};
struct hours_view {
	struct place place;
	str now; /* of today */
	struct hours_rows rows;
	str today;
	int64_t ending; /* the row whose end is shown again with a problem */
};
struct closures_view {
	struct listing list;
	struct place place;
	struct calendar_closures_of_rows rows;
	str next;
};
str closure_when(arena *a, const struct calendar_closures_of *r); /* "05/03/2031 – 06/03/2031, buổi sáng" */
struct calendar_versions_view {
	struct listing list;
	struct calendar_versions_rows rows;
	str next;
};
extern const struct shape day_view_shape, hours_view_shape, closures_view_shape, calendar_versions_view_shape;
extern const struct input day_input, year_input, hours_input, hours_end_input, closure_input;
extern const struct list calendar_closure_list, calendar_version_list;
err day_page_run(struct req *q), day_post(struct req *q), year_choice_page_run(struct req *q), year_choice_post(struct req *q);
err hours_page_run(struct req *q), hours_post(struct req *q), hours_end_post(struct req *q);
err closures_page_run(struct req *q), closure_post(struct req *q), closure_undo_post(struct req *q);
err calendar_versions_page_run(struct req *q);

/* ---- calculator.c ---- */
struct sentences {
	const struct sentence *v;
	size_t n;
};
struct calculator_view {
	struct place place;
	str from_on, from_time, amount, term_unit;
	int64_t due_at; /* 0: nothing asked yet */
	str proof;
	struct sentences explanation;
	const struct choice *units;
};
extern const struct shape calculator_shape;
extern const struct input calculator_input;
err calculator_page_run(struct req *q);
