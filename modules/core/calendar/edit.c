#include "edit.h"
#include "core/calendar/calendar.sql.h"
#include "web/services/audit.h"

enum { CLOSED_DAYS_MAX = 60, NEAREST = 6 };

err calendar_in_scope(struct ctx *c, int64_t unit)
{
	struct calendar_unit_parent row = {0};
	bool found = true;
	int64_t above = unit;
	for (int depth = 0; above && (depth == 0 || above != c->unit) && depth < NEAREST; depth++) {
		TRY(calendar_unit_parent(c, above, &row, &found));
		if (!found)
			return FAIL(c, NOT_FOUND, "Không có đơn vị này.");
		if (!c->unit || above == c->unit)
			return NULL;
		above = row.parent_id.v;
	}
	if (above != c->unit)
		return FAIL(c, DENIED, "Ông/bà chỉ sửa được lịch của đơn vị mình và các đơn vị trực thuộc.");
	return NULL;
}

static err changed(struct ctx *c, const char *action, int64_t unit, str what)
{
	TRY(audit_add(c, action, "calendar", unit, what));
	return calendar_changed(c, unit, what);
}

static err day_of_calendar(struct ctx *c, const char *field, str iso, day *out)
{
	if (!day_parse(iso, out) || !calendar_has(*out))
		return FAIL_FIELD(c, field, "Lịch làm việc chỉ có cho các năm %d đến %d.", CALENDAR_FIRST, CALENDAR_LAST);
	return NULL;
}

/* ---- one day ---- */

static str day_named(struct ctx *c, day d)
{
	static const char *const names[] = {"thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"};
	return str_format(c->a, "%s %s", names[day_weekday(d) - 1], show_day(c->a, d).s);
}

static err set_day(struct ctx *c, const struct day_edit *e, day d, const char *kind, str reason)
{
	return calendar_day_set(c, &(struct calendar_day_set_in){.unit = e->unit,
					   .day_on = day_iso(c->a, d),
					   .kind = str_of(kind),
					   .reason = reason,
					   .legal_basis = e->legal_basis,
					   .confirmed = e->confirmed,
					   .source = S("nhập tại đây")});
}

/* Off on one day, worked on the other. */
static err swap(struct ctx *c, struct day_edit *e, day off)
{
	const struct schedule *s;
	struct office_day other, own;
	day work;
	TRY(day_of_calendar(c, "swap_on", e->swap_on, &work));
	TRY(schedule_of(c, e->unit, &s));
	if (!office_on(s, work, &other) || !office_on(s, off, &own) || (other.sessions && other.kind != DAY_MADE_UP))
		return FAIL_FIELD(c, "swap_on", "Ngày làm bù phải là ngày đang được nghỉ, ví dụ một ngày thứ Bảy.");
	if (own.kind == DAY_WEEKEND || own.kind == DAY_HOLIDAY || own.kind == DAY_SUBSTITUTE)
		return FAIL_FIELD(c, "swap_on", "%s vốn là ngày nghỉ, không cần làm bù.", show_day(c->a, off).s);
	if (!e->reason.n)
		e->reason = str_format(c->a, "Hoán đổi với %s", day_named(c, work).s);
	TRY(set_day(c, e, off, "swapped", e->reason));
	TRY(set_day(c, e, work, "work", str_format(c->a, "Làm bù cho %s", day_named(c, off).s)));
	return changed(
		c, "calendar.day", e->unit, str_format(c->a, "Nghỉ %s, làm bù %s", day_named(c, off).s, day_named(c, work).s));
}

static err check_words(struct ctx *c, const struct day_edit *e, bool swapping)
{
	if (!e->reason.n && !swapping)
		return FAIL_FIELD(c, "reason", "Nhập lý do, ví dụ: Nghỉ theo thông báo của Văn phòng Chính phủ.");
	if (!e->legal_basis.n)
		return FAIL_FIELD(
			c, "legal_basis", "Nhập số, ngày của văn bản làm căn cứ, ví dụ: 12729/VPCP-KGVX ngày 25/12/2025.");
	return NULL;
}

err calendar_day_edit(struct ctx *c, struct day_edit *e)
{
	day d;
	TRY(calendar_in_scope(c, e->unit));
	TRY(day_of_calendar(c, "", e->day_on, &d));
	bool swapping = e->swap_on.n && str_is(e->kind, "off");
	if (str_is(e->kind, "computed")) {
		TRY(calendar_day_clear(c, e->unit, e->day_on));
		return changed(c, "calendar.day", e->unit, str_format(c->a, "%s: theo lịch tính sẵn", day_named(c, d).s));
	}
	TRY(check_words(c, e, swapping));
	if (swapping)
		return swap(c, e, d);
	TRY(set_day(c, e, d, str_is(e->kind, "work") ? "work" : "off", e->reason));
	return changed(c, "calendar.day", e->unit,
		str_format(c->a, "%s: %s (%.*s)", day_named(c, d).s, str_is(e->kind, "work") ? "làm việc" : "nghỉ",
			STR_ARG(e->reason)));
}

/* ---- the decision of a year ---- */

static err choose(struct ctx *c, const struct year_edit *e, const char *subject, str choice)
{
	if (!choice.n)
		return calendar_choice_clear(c, e->year, str_of(subject));
	return calendar_choice_set(c, e->year, str_of(subject), choice, e->legal_basis, e->confirmed, S("nhập tại đây"));
}

err calendar_year_edit(struct ctx *c, struct year_edit *e)
{
	TRY(calendar_in_scope(c, 0));
	if (e->year < CALENDAR_FIRST || e->year > CALENDAR_LAST)
		return FAIL(c, NOT_FOUND, "Lịch làm việc chỉ có cho các năm %d đến %d.", CALENDAR_FIRST, CALENDAR_LAST);
	if ((e->tet.n || e->national.n) && !e->legal_basis.n)
		return FAIL_FIELD(c, "legal_basis", "Nhập số, ngày của văn bản quyết định lịch nghỉ của năm.");
	TRY(choose(c, e, "tet", e->tet));
	TRY(choose(c, e, "national_day", e->national));
	return changed(c, "calendar.year", 0, str_format(c->a, "Quyết định nghỉ Tết và Quốc khánh năm %lld", (long long)e->year));
}

/* ---- office hours ---- */

static size_t digits(const char *s, size_t n, int64_t *out)
{
	size_t i = 0;
	for (*out = 0; i < n && s[i] >= '0' && s[i] <= '9'; i++)
		*out = *out * 10 + s[i] - '0';
	return i;
}

bool calendar_clock_parse(str s, int64_t *out)
{
	int64_t hour, minute;
	if (!s.n)
		return false;
	size_t i = digits(s.s, s.n, &hour), begin = i;
	while (i < s.n && (s.s[i] < '0' || s.s[i] > '9'))
		i++;
	str between = str_trim((str){s.s + begin, i - begin});
	size_t n = digits(s.s + i, s.n - i, &minute);
	bool sign = str_is(between, ":") || str_is(between, "h") || str_is(between, "giờ") || str_is(between, "g");
	*out = hour * 60 + minute;
	return begin >= 1 && begin <= 2 && i + n == s.n && sign && (n == 2 || (!n && !str_is(between, ":"))) && minute < 60 &&
	       *out <= 24 * 60;
}

struct clocks {
	int64_t morning_from, morning_to, afternoon_from, afternoon_to, extra_from, extra_to;
};

static err read_clock(struct ctx *c, const char *field, str typed, int64_t *out)
{
	if (!calendar_clock_parse(typed, out))
		return FAIL_FIELD(c, field, "Giờ phải ghi dạng giờ:phút, ví dụ 07:30.");
	return NULL;
}

static err read_clocks(struct ctx *c, const struct hours_edit *e, struct clocks *t)
{
	TRY(read_clock(c, "morning_from", e->morning_from, &t->morning_from));
	TRY(read_clock(c, "morning_to", e->morning_to, &t->morning_to));
	TRY(read_clock(c, "afternoon_from", e->afternoon_from, &t->afternoon_from));
	TRY(read_clock(c, "afternoon_to", e->afternoon_to, &t->afternoon_to));
	if (t->morning_from >= t->morning_to)
		return FAIL_FIELD(c, "morning_to", "Giờ nghỉ trưa phải sau giờ mở cửa buổi sáng.");
	if (t->afternoon_from < t->morning_to)
		return FAIL_FIELD(c, "afternoon_from", "Buổi chiều phải bắt đầu sau khi hết buổi sáng.");
	if (t->afternoon_to <= t->afternoon_from)
		return FAIL_FIELD(c, "afternoon_to", "Giờ đóng cửa phải sau giờ bắt đầu buổi chiều.");
	int64_t sum = t->morning_to - t->morning_from + t->afternoon_to - t->afternoon_from;
	if (sum != MINUTES_A_DAY)
		return FAIL_FIELD(c, "afternoon_to",
			"Hai buổi cộng lại phải đủ 8 giờ (Quyết định 188/1999/QĐ-TTg); hiện là %lld giờ %lld phút.",
			(long long)sum / 60, (long long)sum % 60);
	if (!e->extra_from.n && !e->extra_to.n)
		return NULL;
	TRY(read_clock(c, "extra_from", e->extra_from, &t->extra_from));
	TRY(read_clock(c, "extra_to", e->extra_to, &t->extra_to));
	if (t->extra_to <= t->extra_from)
		return FAIL_FIELD(c, "extra_to", "Giờ kết thúc tiếp nhận thứ Bảy phải sau giờ bắt đầu.");
	return NULL;
}

static bool meet(const struct calendar_hours_of *old, str from, str to)
{
	bool old_ends_before = old->valid_to.s && memcmp(old->valid_to.s, from.s, from.n) <= 0;
	bool new_ends_before = to.s && memcmp(to.s, old->valid_from.s, to.n) <= 0;
	return !old_ends_before && !new_ends_before;
}

/* Hours that held on without an end make room: they end when the new ones begin, and go on after them. */
static err make_room(struct ctx *c, int64_t unit, str from, str to)
{
	struct calendar_hours_of_rows rows;
	struct calendar_hours_add again;
	TRY(calendar_hours_of(c, unit, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct calendar_hours_of *r = &rows.v[i];
		if (!meet(r, from, to))
			continue;
		day since = 0;
		if (day_parse(r->valid_from, &since) && (r->valid_to.s || memcmp(r->valid_from.s, from.s, from.n) >= 0))
			return FAIL_FIELD(c, "valid_from", "Đã có giờ làm việc khác từ ngày %s; hãy kết thúc khoảng đó trước.",
				show_day(c->a, since).s);
		TRY(calendar_hours_end(c, r->id, from));
		if (to.s)
			TRY(calendar_hours_add(c,
				&(struct calendar_hours_add_in){.unit = unit,
					.valid_from = to,
					.valid_to = (str){0},
					.morning_from = r->morning_from,
					.morning_to = r->morning_to,
					.afternoon_from = r->afternoon_from,
					.afternoon_to = r->afternoon_to,
					.extra_from = r->extra_from,
					.extra_to = r->extra_to,
					.legal_basis = r->legal_basis},
				&again));
	}
	return NULL;
}

err calendar_hours_edit(struct ctx *c, struct hours_edit *e)
{
	struct clocks t = {0};
	struct calendar_hours_add added;
	day from, last;
	str to = {0};
	TRY(calendar_in_scope(c, e->unit));
	TRY(day_of_calendar(c, "valid_from", e->valid_from, &from));
	if (e->last_on.n) {
		TRY(day_of_calendar(c, "last_on", e->last_on, &last));
		if (last < from)
			return FAIL_FIELD(c, "last_on", "Ngày cuối phải từ ngày bắt đầu trở đi.");
		to = day_iso(c->a, last + 1);
	}
	TRY(read_clocks(c, e, &t));
	TRY(make_room(c, e->unit, e->valid_from, to));
	TRY(calendar_hours_add(c,
		&(struct calendar_hours_add_in){.unit = e->unit,
			.valid_from = e->valid_from,
			.valid_to = to,
			.morning_from = t.morning_from,
			.morning_to = t.morning_to,
			.afternoon_from = t.afternoon_from,
			.afternoon_to = t.afternoon_to,
			.extra_from = t.extra_from,
			.extra_to = t.extra_to,
			.legal_basis = e->legal_basis},
		&added));
	return changed(c, "calendar.hours", e->unit,
		str_format(c->a, "Giờ làm việc %.*s–%.*s, %.*s–%.*s từ %s", STR_ARG(e->morning_from), STR_ARG(e->morning_to),
			STR_ARG(e->afternoon_from), STR_ARG(e->afternoon_to), show_day(c->a, from).s));
}

err calendar_hours_stop(struct ctx *c, struct hours_end *e)
{
	struct calendar_hours_get row;
	day last, from;
	TRY(calendar_hours_get(c, e->id, &row));
	TRY(calendar_in_scope(c, row.unit_id));
	TRY(day_of_calendar(c, "ended_on", e->ended_on, &last));
	TRY(day_of_calendar(c, "ended_on", row.valid_from, &from));
	str to = day_iso(c->a, last + 1);
	if (row.valid_to.s && memcmp(to.s, row.valid_to.s, to.n) > 0)
		return FAIL_FIELD(c, "ended_on", "Khoảng giờ này đã kết thúc trước ngày đó.");
	if (last < from) {
		TRY(calendar_hours_remove(c, e->id));
		return changed(
			c, "calendar.hours", row.unit_id, str_format(c->a, "Bỏ giờ làm việc từ %s", show_day(c->a, from).s));
	}
	TRY(calendar_hours_end(c, e->id, to));
	return changed(c, "calendar.hours", row.unit_id,
		str_format(c->a, "Giờ làm việc từ %s kết thúc hết ngày %s", show_day(c->a, from).s, show_day(c->a, last).s));
}

/* ---- closures ---- */

err calendar_closure_edit(struct ctx *c, struct closure_edit *e)
{
	struct calendar_closure_add added;
	day from, to;
	TRY(calendar_in_scope(c, e->unit));
	TRY(day_of_calendar(c, "from_on", e->from_on, &from));
	if (!e->to_on.n)
		e->to_on = e->from_on;
	TRY(day_of_calendar(c, "to_on", e->to_on, &to));
	if (to < from)
		return FAIL_FIELD(c, "to_on", "Ngày cuối phải từ ngày đầu trở đi.");
	if (to - from >= CLOSED_DAYS_MAX)
		return FAIL_FIELD(
			c, "to_on", "Một lần đóng cửa dài nhất %d ngày; nếu dài hơn, hãy nhập thêm lần nữa.", CLOSED_DAYS_MAX);
	TRY(calendar_closure_add(c, e->unit, e->from_on, e->to_on, e->part, e->reason, e->legal_basis, &added));
	return changed(c, "calendar.closure", e->unit,
		str_format(c->a, "Đóng cửa %s đến %s: %.*s", show_day(c->a, from).s, show_day(c->a, to).s, STR_ARG(e->reason)));
}

err calendar_closure_undo(struct ctx *c, const int64_t *id)
{
	struct calendar_closure_get row;
	day from;
	TRY(calendar_closure_get(c, *id, &row));
	TRY(calendar_in_scope(c, row.unit_id));
	TRY(calendar_closure_cancel(c, *id, c->now));
	return changed(c, "calendar.closure", row.unit_id,
		str_format(c->a, "Bỏ đóng cửa từ %s: %.*s", day_parse(row.from_on, &from) ? show_day(c->a, from).s : "",
			STR_ARG(row.reason)));
}
