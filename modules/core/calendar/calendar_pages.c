/* The year as people see it on a wall: twelve months, the days off, and why. */
#include "calendar_pages.h"
#include "core/calendar/calendar.html.h"

static const struct member calendar_view_members[] = {
	MEMBER(struct calendar_view, year, M_INT),
	MEMBER(struct calendar_view, working, M_INT),
	MANY(struct calendar_view, days, calendar_days),
};
const struct shape calendar_view_shape = SHAPE("calendar", struct calendar_view, calendar_view_members);

str weekday_name(day d)
{
	static const char *const names[] = {"Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"};
	return str_of(names[day_weekday(d) - 1]);
}

str long_day(arena *a, str iso)
{
	day d;
	if (!day_parse(iso, &d))
		return iso;
	return str_format(a, "%.*s, %.*s", STR_ARG(weekday_name(d)), STR_ARG(show_day(a, d)));
}

static void fill_month(struct calendar_view *v, int month, day today, size_t *next)
{
	struct month *m = &v->months[month - 1];
	day first = day_make((int)v->year, month, 1);
	day end = month == 12 ? day_make((int)v->year + 1, 1, 1) : day_make((int)v->year, month + 1, 1);
	int column = day_weekday(first) - 1;
	m->number = month;
	for (day d = first; d < end; d++, column++) {
		struct cell *cell = &m->cells[column / 7][column % 7];
		*cell = (struct cell){
			.day = d - first + 1, .kind = column % 7 < 5 ? CELL_WORK : CELL_WEEKEND, .today = d == today};
		day marked;
		if (*next < v->days.n && day_parse(v->days.v[*next].day_on, &marked) && marked == d) {
			cell->kind = str_is(v->days.v[*next].kind, "off") ? CELL_OFF : CELL_MADE_UP;
			cell->reason = v->days.v[*next].reason;
			++*next;
		}
		m->working += cell->kind == CELL_WORK || cell->kind == CELL_MADE_UP;
	}
	m->weeks = (column + 6) / 7;
}

err calendar_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct calendar_view *v = NEW(c->a, struct calendar_view);
	day today = day_of(c->now);
	v->year = query_int(q, "nam", day_parts(today).year);
	if (v->year < CALENDAR_FIRST || v->year > CALENDAR_LAST)
		return FAIL(c, NOT_FOUND, "Lịch làm việc chỉ có cho các năm %d đến %d.", CALENDAR_FIRST, CALENDAR_LAST);
	str from = str_format(c->a, "%d-01-01", (int)v->year), to = str_format(c->a, "%d-12-31", (int)v->year);
	TRY(calendar_days(c, from, to, &v->days));
	size_t next = 0;
	for (int month = 1; month <= 12; month++) {
		fill_month(v, month, today, &next);
		v->working += v->months[month - 1].working;
	}
	for (size_t i = 0; i < v->days.n; i++)
		v->unconfirmed |= !v->days.v[i].is_confirmed;
	return reply(q, v, calendar_page);
}
