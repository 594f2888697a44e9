/* timetable: when something is done by itself. Which days offices work on a module says (calendar: .workday); without one Monday to Friday. */
#include "web/services/services.h"
#include "web/module.h"
#include "web/services/job.h"

enum { LONGEST = 400 }; /* days looked through: no timetable rests longer */

static err works_on(struct ctx *c, day d, bool *out)
{
	for (const struct module *const *m = modules_all(); m && *m; m++)
		if ((*m)->workday)
			return (*m)->workday(c, d, out);
	*out = day_weekday(d) <= FRIDAY;
	return NULL;
}

static day month_begins(day d)
{
	struct date t = day_parts(d);
	return day_make(t.year, t.month, 1);
}
static day next_month(day first) { return month_begins(first + 31); }

/* The n-th working day of a month, or its last one when there are fewer; -1: the last. *out is not set when there is none. */
static err nth_workday(struct ctx *c, day first, int nth, day *out)
{
	int met = 0;
	for (day d = first, end = next_month(first); d < end && met != nth; d++) {
		bool works;
		TRY(works_on(c, d, &works));
		if (works) {
			met++;
			*out = d;
		}
	}
	return NULL;
}

static err falls_on(struct ctx *c, const struct timetable *t, day d, bool *out)
{
	day first = month_begins(d), wanted = first - 1, last = next_month(first) - 1;
	*out = false;
	switch (t->each) {
	case EACH_NEVER: return NULL;
	case EACH_DAY: *out = true; return NULL;
	case EACH_WORKDAY: return works_on(c, d, out);
	case EACH_WEEK: *out = day_weekday(d) == (int)t->weekday; return NULL;
	case EACH_QUARTER:
		if ((day_parts(d).month - 1) % 3 + 1 != t->month)
			return NULL;
		__attribute__((fallthrough));
	case EACH_MONTH:
		if (t->workday)
			TRY(nth_workday(c, first, t->workday, &wanted));
		else
			wanted = first + t->day - 1 < last ? first + t->day - 1 : last;
		*out = d == wanted;
	}
	return NULL;
}

err timetable_next(struct ctx *c, const struct timetable *t, int64_t after, int64_t *at)
{
	bool falls;
	for (day d = day_of(after), end = d + LONGEST; d < end; d++) {
		*at = day_start(d) + t->at * MINUTE;
		if (*at <= after)
			continue;
		TRY(falls_on(c, t, d, &falls));
		if (falls)
			return NULL;
	}
	return FAIL(c, BROKEN, "a timetable without an end");
}

bool timetable_sound(const struct timetable *t)
{
	bool monthly = t->each == EACH_MONTH || t->each == EACH_QUARTER;
	bool days = monthly ? (t->workday ? !t->day && t->workday >= -1 && t->workday <= 20 : t->day >= 1 && t->day <= 31)
			    : !t->day && !t->workday;
	return days && t->at >= 0 && t->at < 24 * 60 && (t->each == EACH_WEEK) == (t->weekday != 0) && t->weekday <= SUNDAY &&
	       (t->each == EACH_QUARTER ? t->month >= 1 && t->month <= 3 : !t->month);
}

/* ---- as people read it ---- */

static str workday_said(arena *a, int n)
{
	static const char *const words[] = {
		"đầu tiên", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "thứ tám", "thứ chín", "thứ mười"};
	if (n < 0)
		return S("ngày làm việc cuối cùng");
	return n <= (int)COUNT(words) ? str_format(a, "ngày làm việc %s", words[n - 1])
				      : str_format(a, "ngày làm việc thứ %d", n);
}

static str day_said(arena *a, const struct timetable *t)
{
	return t->workday ? workday_said(a, t->workday) : t->day == 31 ? S("ngày cuối cùng") : str_format(a, "ngày %d", t->day);
}

str timetable_said(arena *a, const struct timetable *t)
{
	static const char *const weekdays[] = {"", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"};
	static const char *const months[] = {"", "đầu", "giữa", "cuối"};
	str time = str_format(a, "lúc %02d:%02d", t->at / 60, t->at % 60), day = day_said(a, t);
	switch (t->each) {
	case EACH_NEVER: return S("");
	case EACH_DAY: return str_format(a, "Hằng ngày %.*s", STR_ARG(time));
	case EACH_WORKDAY: return str_format(a, "Mỗi ngày làm việc %.*s", STR_ARG(time));
	case EACH_WEEK: return str_format(a, "Hằng tuần, %s %.*s", weekdays[t->weekday], STR_ARG(time));
	case EACH_MONTH: return str_format(a, "Hằng tháng, %.*s, %.*s", STR_ARG(day), STR_ARG(time));
	case EACH_QUARTER:
		return str_format(a, "Hằng quý, %.*s của tháng %s quý, %.*s", STR_ARG(day), months[t->month], STR_ARG(time));
	}
	return S("");
}

str every_said(arena *a, int64_t every)
{
	int64_t minutes = every / MINUTE;
	return minutes % 60    ? str_format(a, "Mỗi %lld phút", (long long)minutes)
	       : minutes == 60 ? S("Mỗi giờ")
			       : str_format(a, "Mỗi %lld giờ", (long long)(minutes / 60));
}
