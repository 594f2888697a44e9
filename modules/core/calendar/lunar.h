/* lunar: the Vietnamese lunar calendar, computed. A month begins on the day (UTC+7) of the new moon; the month that holds the
 * winter solstice is the 11th; of thirteen months between two solstices the first without a principal term repeats the number
 * before it. Formulas: J. Meeus, Astronomical Formulae for Calculators (1979), for new moons and for the longitude of the sun, in
 * the arrangement that Hồ Ngọc Đức published for Viet Nam. */
#pragma once
#include "base/base.h"

struct lunar_month {
	day first;
	int year, month, days; /* days: 29 or 30 */
	bool leap;             /* "tháng Sáu nhuận" */
};
struct lunar_date {
	int year, month, day, month_days;
	bool leap;
};
enum { LUNAR_MONTHS = 15 };
/* The months that touch a solar year, in order; returns how many (13 or 14). */
int lunar_months(int year, struct lunar_month out[LUNAR_MONTHS]);
struct lunar_date lunar_of(day d);
bool lunar_day(int year, int month, bool leap, int mday, day *out); /* false: that month or day does not exist */
str lunar_year_name(arena *a, int year);                            /* 2026 -> "Bính Ngọ" */
