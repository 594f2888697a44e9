/* The year as people see it on a wall: twelve months with their lunar days, the days off, and why. */
#include "calendar_pages.h"
#include "core/calendar/calendar.html.h"
#include "web/reply.h"

static const struct member year_day_members[] = {
	MEMBER(struct year_day, day_on, M_TEXT),
	MEMBER(struct year_day, kind, M_TEXT),
	MEMBER(struct year_day, reason, M_TEXT),
	MEMBER(struct year_day, legal_basis, M_TEXT),
	MEMBER(struct year_day, is_confirmed, M_INT),
	MEMBER(struct year_day, is_morning_worked, M_INT),
	MEMBER(struct year_day, is_afternoon_worked, M_INT),
};
const struct shape year_day_shape = SHAPE("calendar_day", struct year_day, year_day_members);
static const struct member lunar_row_members[] = {
	MEMBER(struct lunar_row, first_on, M_TEXT),
	MEMBER(struct lunar_row, year, M_INT),
	MEMBER(struct lunar_row, month, M_INT),
	MEMBER(struct lunar_row, is_leap, M_INT),
	MEMBER(struct lunar_row, days, M_INT),
};
static const struct shape lunar_row_shape = SHAPE("lunar_month", struct lunar_row, lunar_row_members);
static const struct member calendar_view_members[] = {
	MEMBER(struct calendar_view, year, M_INT),
	MEMBER(struct calendar_view, version, M_INT),
	MEMBER(struct calendar_view, unit_id, M_INT),
	MEMBER(struct calendar_view, unit_name, M_TEXT),
	MEMBER(struct calendar_view, office_hours, M_TEXT),
	MEMBER(struct calendar_view, lunar_name, M_TEXT),
	MEMBER(struct calendar_view, working, M_INT),
	MANY(struct calendar_view, days, year_day),
	MANY(struct calendar_view, lunar_months, lunar_row),
};
const struct shape calendar_view_shape = SHAPE("calendar", struct calendar_view, calendar_view_members);

/* ---- the model ---- */

err calendar_place(struct req *q, struct place *out)
{
	*out = (struct place){.unit_id = query_int(q, "unit", q->ctx.unit)};
	if (out->unit_id != q->ctx.unit)
		out->query = QUERY(q->ctx.a, {"unit", .number = out->unit_id});
	if (out->unit_id)
		TRY(unit_place(&q->ctx, out->unit_id, &out->unit_name));
	if (may(q, "calendar.edit")) {
		err e = calendar_in_scope(&q->ctx, out->unit_id);
		out->may_edit = !e;
		return e && e->kind != DENIED ? e : NULL;
	}
	return NULL;
}

struct year_day year_day_of(arena *a, const struct office_day *d)
{
	return (struct year_day){.day_on = day_iso(a, d->on),
		.kind = str_of(calendar_kind_name(d->kind)),
		.reason = d->why ? day_special_reason(a, d->why) : S(""),
		.legal_basis = d->why ? d->why->basis : S(""),
		.is_confirmed = !d->why || d->why->confirmed,
		.is_morning_worked = (d->sessions & MORNING) != 0,
		.is_afternoon_worked = (d->sessions & AFTERNOON) != 0};
}

static void add_special(struct ctx *c, struct calendar_view *v, const struct office_day *d)
{
	v->unconfirmed |= !d->why->confirmed;
	v->days.v[v->days.n++] = year_day_of(c->a, d);
}

static void fill_months(struct ctx *c, struct calendar_view *v, const struct schedule *s)
{
	struct lunar_month lunar[LUNAR_MONTHS];
	int n = lunar_months((int)v->year, lunar), now = 0, column = 0;
	struct walk w = walk_from(s, day_make((int)v->year, 1, 1));
	for (struct office_day d; w.next < day_make((int)v->year + 1, 1, 1) && walk_day(&w, &d); column++) {
		struct date p = day_parts(d.on);
		struct month *m = &v->months[p.month - 1];
		if (p.day == 1) {
			m->number = p.month;
			column = day_weekday(d.on) - 1;
		}
		while (now + 1 < n && lunar[now + 1].first <= d.on)
			now++;
		m->cells[column / 7][column % 7] = (struct cell){
			p.day, d.on == day_of(c->now), d, d.on - lunar[now].first + 1, lunar[now].month, lunar[now].leap};
		m->weeks = column / 7 + 1;
		m->working += d.sessions != 0;
		v->working += d.sessions != 0;
		if (d.why)
			add_special(c, v, &d);
	}
	v->lunar_months.v = NEWN(c->a, struct lunar_row, n);
	for (int i = 0; i < n; i++)
		v->lunar_months.v[v->lunar_months.n++] = (struct lunar_row){
			day_iso(c->a, lunar[i].first), lunar[i].year, lunar[i].month, lunar[i].leap, lunar[i].days};
}

err calendar_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct calendar_view *v = NEW(c->a, struct calendar_view);
	const struct schedule *s;
	struct office_day shown;
	day today = day_of(c->now);
	v->year = q->id ? q->id : query_int(q, "nam", day_parts(today).year);
	if (v->year < CALENDAR_FIRST || v->year > CALENDAR_LAST)
		return FAIL(c, NOT_FOUND, "Lịch làm việc chỉ có cho các năm %d đến %d.", CALENDAR_FIRST, CALENDAR_LAST);
	TRY(calendar_place(q, &v->place));
	v->unit_id = v->place.unit_id;
	v->unit_name = v->place.unit_name;
	TRY(schedule_of(c, v->unit_id, &s));
	v->typed = q->json ? S("") : query_text(q, "tim");
	if (v->typed.n)
		TRY(places_named(c, v->typed, &v->found));
	v->version = s->version;
	v->lunar_name = lunar_year_name(c->a, (int)v->year);
	v->days.v = NEWN(c->a, struct year_day, 366);
	fill_months(c, v, s);
	if (office_on(s, day_parts(today).year == v->year ? today : day_make((int)v->year, 1, 1), &shown))
		v->office_hours = hours_text(c->a, shown.hours);
	return reply(q, v, calendar_page);
}
