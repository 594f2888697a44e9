/* Pages on which an administrator changes the calendar: one day, the decision of a year, office hours, closures; and what changed. */
#include "calendar_pages.h"
#include "core/calendar/calendar.html.h"
#include "core/calendar/edit.html.h"
#include "web/components.h"
#include "web/reply.h"

static const struct member place_members[] = {
	MEMBER(struct place, unit_id, M_INT),
	MEMBER(struct place, unit_name, M_TEXT),
};
static const struct shape place_shape = SHAPE("calendar_place", struct place, place_members);

/* ---- one day ---- */

static const struct choice day_kinds[] = {
	{"computed", "Theo lịch tính sẵn"}, {"off", "Nghỉ"}, {"work", "Làm việc"}, {NULL, NULL}};
static const struct field day_fields[] = {
	CHOICE(struct day_edit, kind, "Ngày này", NEEDED, day_kinds),
	TEXT(struct day_edit, reason, "Lý do", 0, 120),
	TEXT(struct day_edit, legal_basis, "Căn cứ", 0, 120),
	DATE(struct day_edit, swap_on, "Làm bù vào ngày", OPTIONAL),
	BOOL(struct day_edit, confirmed, "Đã có văn bản chính thức"),
};
const struct input day_input = INPUT("calendar_day", day_fields);

static const struct member day_view_members[] = {
	ONE(struct day_view, place, place),
	ONE(struct day_view, day, year_day),
	MEMBER(struct day_view, lunar, M_TEXT),
	MEMBER(struct day_view, office_hours, M_TEXT),
};
const struct shape day_view_shape = SHAPE("calendar_day_facts", struct day_view, day_view_members);

static err day_asked(struct req *q, day *out)
{
	if (!day_parse(q->key, out) || !calendar_has(*out))
		return FAIL(&q->ctx, NOT_FOUND, "Lịch làm việc chỉ có cho các năm %d đến %d.", CALENDAR_FIRST, CALENDAR_LAST);
	return NULL;
}

static str lunar_words(arena *a, day d)
{
	struct lunar_date l = lunar_of(d);
	return str_format(a, "%s %d tháng %s%s, năm %s", l.day <= 10 ? "mùng" : "ngày", l.day, lunar_month_words(l.month).s,
		l.leap ? " nhuận" : "", lunar_year_name(a, l.year).s);
}

static str worked_words(arena *a, const struct office_day *d)
{
	buf b = {.a = a};
	int from, to;
	for (int i = 0; office_session_of(d, i, &from, &to); i++)
		buf_printf(&b, "%s%02d:%02d–%02d:%02d", i ? " và " : "", from / 60, from % 60, to / 60, to % 60);
	return buf_text(&b);
}

err day_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct day_view v = {0};
	const struct schedule *s;
	struct office_day d;
	day on;
	TRY(day_asked(q, &on));
	TRY(calendar_place(q, &v.place));
	TRY(schedule_of(c, v.place.unit_id, &s));
	TRY(calendar_day_get(c, v.place.unit_id, day_iso(c->a, on), &v.stored, &v.set));
	if (!office_on(s, on, &d))
		return FAIL(c, NOT_FOUND, "Không có ngày này trong lịch.");
	v.day = year_day_of(c->a, &d);
	v.kind_words = str_format(c->a, "%s%s", calendar_kind_title(calendar_kind_name(d.kind)), day_part_words(&v.day));
	v.lunar = lunar_words(c->a, on);
	v.office_hours = worked_words(c->a, &d);
	v.year = day_parts(on).year;
	return reply(q, &v, day_page);
}

err day_post(struct req *q)
{
	struct day_edit e = {0};
	day on;
	TRY(day_asked(q, &on));
	TRY(read_input(q, &e));
	e.day_on = day_iso(q->ctx.a, on);
	e.unit = query_int(q, "unit", q->ctx.unit);
	TRY(apply(&q->ctx, calendar_day_edit, &e));
	flash(q, "Đã sửa ngày %s. Lịch có phiên bản mới.", show_day(q->ctx.a, on).s);
	struct place place;
	TRY(calendar_place(q, &place));
	return see_other(
		q, "%.*s", STR_ARG(address_with(q->ctx.a, str_format(q->ctx.a, "/lich/%d", day_parts(on).year), place.query)));
}

/* ---- the decision of a year ---- */

static const struct choice tet_choices[] = {
	{"1", "1 ngày trước, 4 ngày từ mùng 1"}, {"2", "2 ngày trước, 3 ngày từ mùng 1"}, {NULL, NULL}};
static const struct choice national_choices[] = {{"before", "01/9"}, {"after", "03/9"}, {NULL, NULL}};
static const struct field year_fields[] = {
	CHOICE(struct year_edit, tet, "Nghỉ Tết Nguyên đán", OPTIONAL, tet_choices),
	CHOICE(struct year_edit, national, "Ngày nghỉ liền kề Quốc khánh", OPTIONAL, national_choices),
	TEXT(struct year_edit, legal_basis, "Căn cứ", 0, 120),
	BOOL(struct year_edit, confirmed, "Đã có văn bản chính thức"),
};
const struct input year_input = INPUT("calendar_year_decision", year_fields);

err year_choice_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct year_choice_view v = {.year = q->id, .confirmed = true};
	struct calendar_choices_rows rows;
	day tet;
	if (v.year < CALENDAR_FIRST || v.year > CALENDAR_LAST)
		return FAIL(c, NOT_FOUND, "Lịch làm việc chỉ có cho các năm %d đến %d.", CALENDAR_FIRST, CALENDAR_LAST);
	TRY(calendar_in_scope(c, 0));
	TRY(calendar_choices(c, v.year, v.year, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct calendar_choices *r = &rows.v[i];
		*(str_is(r->subject, "tet") ? &v.tet : &v.national) = r->choice;
		v.legal_basis = r->legal_basis;
		v.confirmed = v.confirmed && r->is_confirmed;
	}
	if (lunar_day((int)v.year, 1, false, 1, &tet))
		v.tet_first = day_iso(c->a, tet);
	year_choice_page(&q->page, &v, tet_choices, national_choices);
	return NULL;
}

err year_choice_post(struct req *q)
{
	struct year_edit e = {0};
	TRY(read_input(q, &e));
	e.year = q->id;
	TRY(apply(&q->ctx, calendar_year_edit, &e));
	flash(q, "Đã ghi quyết định của năm %lld. Lịch có phiên bản mới.", (long long)e.year);
	return see_other(q, "/lich/%lld", (long long)e.year);
}

/* ---- office hours ---- */

static const struct field hours_fields[] = {
	DATE(struct hours_edit, valid_from, "Áp dụng từ ngày", NEEDED),
	DATE(struct hours_edit, last_on, "Đến hết ngày", OPTIONAL),
	TEXT(struct hours_edit, morning_from, "Buổi sáng từ", 1, 8),
	TEXT(struct hours_edit, morning_to, "Buổi sáng đến", 1, 8),
	TEXT(struct hours_edit, afternoon_from, "Buổi chiều từ", 1, 8),
	TEXT(struct hours_edit, afternoon_to, "Buổi chiều đến", 1, 8),
	TEXT(struct hours_edit, extra_from, "Tiếp nhận thứ Bảy từ", 0, 8),
	TEXT(struct hours_edit, extra_to, "Tiếp nhận thứ Bảy đến", 0, 8),
	TEXT(struct hours_edit, legal_basis, "Căn cứ", 1, 120),
};
const struct input hours_input = INPUT("calendar_hours", hours_fields);
static const struct field hours_end_fields[] = {DATE(struct hours_end, ended_on, "Ngày cuối cùng áp dụng", NEEDED)};
const struct input hours_end_input = INPUT("calendar_hours_end", hours_end_fields);

static const struct member hours_row_members[] = {
	MEMBER(struct hours_row, id, M_INT),
	MEMBER(struct hours_row, valid_from, M_TEXT),
	MEMBER(struct hours_row, last_on, M_OPT_TEXT),
	MEMBER(struct hours_row, hours, M_TEXT),
	MEMBER(struct hours_row, extra, M_TEXT),
	MEMBER(struct hours_row, legal_basis, M_TEXT),
};
static const struct shape hours_row_shape = SHAPE("calendar_hours", struct hours_row, hours_row_members);
static const struct member hours_view_members[] = {
	ONE(struct hours_view, place, place),
	MEMBER(struct hours_view, now, M_TEXT),
	MANY(struct hours_view, rows, hours_row),
};
const struct shape hours_view_shape = SHAPE("calendar_hours_list", struct hours_view, hours_view_members);

static struct hours_row hours_shown(arena *a, const struct calendar_hours_of *r)
{
	struct hours h = {
		(int16_t)r->morning_from, (int16_t)r->morning_to, (int16_t)r->afternoon_from, (int16_t)r->afternoon_to, 0, 0};
	day end;
	struct hours_row out = {
		.id = r->id, .valid_from = r->valid_from, .hours = hours_text(a, &h), .legal_basis = r->legal_basis};
	if (r->valid_to.s && day_parse(r->valid_to, &end))
		out.last_on = day_iso(a, end - 1);
	if (r->extra_to > r->extra_from)
		out.extra = str_format(a, "%02d:%02d–%02d:%02d", (int)r->extra_from / 60, (int)r->extra_from % 60,
			(int)r->extra_to / 60, (int)r->extra_to % 60);
	return out;
}

err hours_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct hours_view v = {.today = day_iso(c->a, day_of(c->now)), .ending = q->id};
	struct calendar_hours_of_rows rows;
	const struct schedule *s;
	struct office_day today;
	TRY(calendar_place(q, &v.place));
	TRY(schedule_of(c, v.place.unit_id, &s));
	TRY(calendar_hours_of(c, v.place.unit_id, &rows));
	v.rows.v = NEWN(c->a, struct hours_row, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		v.rows.v[v.rows.n++] = hours_shown(c->a, &rows.v[i]);
	if (office_on(s, day_of(c->now), &today))
		v.now = hours_text(c->a, today.hours);
	return reply(q, &v, hours_page);
}

static err back_to(struct req *q, const char *path)
{
	struct place place;
	TRY(calendar_place(q, &place));
	return see_other(q, "%.*s", STR_ARG(address_with(q->ctx.a, str_of(path), place.query)));
}

err hours_post(struct req *q)
{
	struct hours_edit e = {0};
	TRY(read_input(q, &e));
	e.unit = query_int(q, "unit", q->ctx.unit);
	TRY(apply(&q->ctx, calendar_hours_edit, &e));
	flash(q, "Đã ghi giờ làm việc mới. Lịch có phiên bản mới.");
	return back_to(q, "/lich/gio-lam-viec");
}

err hours_end_post(struct req *q)
{
	struct hours_end e = {.id = q->id};
	TRY(read_input(q, &e));
	TRY(apply(&q->ctx, calendar_hours_stop, &e));
	flash(q, "Đã ghi ngày cuối cùng áp dụng. Lịch có phiên bản mới.");
	return back_to(q, "/lich/gio-lam-viec");
}

/* ---- closures ---- */

static const struct field closure_fields[] = {
	DATE(struct closure_edit, from_on, "Đóng cửa từ ngày", NEEDED),
	DATE(struct closure_edit, to_on, "Đến hết ngày", OPTIONAL),
	CHOICE(struct closure_edit, part, "Đóng cửa", NEEDED, day_part_choices),
	TEXT(struct closure_edit, reason, "Lý do", 3, 120),
	TEXT(struct closure_edit, legal_basis, "Căn cứ", 3, 120),
};
const struct input closure_input = INPUT("calendar_closure", closure_fields);

static const struct member closures_view_members[] = {
	ONE(struct closures_view, place, place),
	MANY(struct closures_view, rows, calendar_closures_of),
	MEMBER(struct closures_view, next, M_TEXT),
};
const struct shape closures_view_shape = SHAPE("calendar_closures", struct closures_view, closures_view_members);

str closure_when(arena *a, const struct calendar_closures_of *r)
{
	str from = show_date(a, r->from_on), to = show_date(a, r->to_on);
	const char *part = str_is(r->part, "morning") ? ", buổi sáng" : str_is(r->part, "afternoon") ? ", buổi chiều" : "";
	if (str_eq(from, to))
		return str_format(a, "%.*s%s", STR_ARG(from), part);
	return str_format(a, "%.*s – %.*s%s", STR_ARG(from), STR_ARG(to), part);
}

static err closure_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct place *whose = l->view;
	struct calendar_closures_of_rows rows = {0};
	TRY(calendar_closures_of(&q->ctx, whose->unit_id, l->begun ? l->from.text : S("9999-12-31"), l->from.id, most, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key closure_key(const struct listing *l, const void *row)
{
	const struct calendar_closures_of *r = row;
	(void)l;
	return (struct list_key){.id = r->id, .text = r->from_on};
}

static str closure_days(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return closure_when(a, row);
}

static void closure_state_part(struct page *p, const struct listing *l, const void *row) { closure_state(p, l->view, row); }

static const struct column closure_columns[] = {
	{.name = "days", .title = "Ngày", .as = COLUMN_MADE, .text = closure_days},
	{.name = "reason", .title = "Lý do", .at = offsetof(struct calendar_closures_of, reason)},
	{.name = "basis", .title = "Căn cứ", .at = offsetof(struct calendar_closures_of, legal_basis)},
	{.name = "state", .title = "Tình trạng", .as = COLUMN_MADE, .part = closure_state_part},
};
const struct list calendar_closure_list = {
	.title = "Các lần đóng cửa",
	.path = "/lich/dong-cua",
	.file = "dong-cua",
	.columns = LIST(closure_columns),
	.row = sizeof(struct calendar_closures_of),
	.rows = closure_rows,
	.key = closure_key,
};

err closures_page_run(struct req *q)
{
	struct closures_view v = {0};
	TRY(calendar_place(q, &v.place));
	v.list.view = &v.place;
	TRY(list_read(q, &calendar_closure_list, NULL, &v.list));
	v.list.query = v.place.query;
	TRY(list_fill(q, &v.list));
	v.rows = (struct calendar_closures_of_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, closures_page);
}

err closure_post(struct req *q)
{
	struct closure_edit e = {0};
	TRY(read_input(q, &e));
	e.unit = query_int(q, "unit", q->ctx.unit);
	TRY(apply(&q->ctx, calendar_closure_edit, &e));
	flash(q, "Đã ghi ngày đóng cửa. Lịch có phiên bản mới.");
	return back_to(q, "/lich/dong-cua");
}

err closure_undo_post(struct req *q)
{
	TRY(apply(&q->ctx, calendar_closure_undo, &q->id));
	flash(q, "Đã bỏ lần đóng cửa này. Lịch có phiên bản mới.");
	return back_to(q, "/lich/dong-cua");
}

/* ---- what changed ---- */

static const struct member versions_view_members[] = {
	MANY(struct calendar_versions_view, rows, calendar_versions), MEMBER(struct calendar_versions_view, next, M_TEXT)};
const struct shape calendar_versions_view_shape =
	SHAPE("calendar_version_list", struct calendar_versions_view, versions_view_members);

static err version_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct calendar_versions_rows rows = {0};
	TRY(calendar_versions(&q->ctx, l->begun ? l->from.id : INT64_MAX, most, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key version_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct calendar_versions *)row)->number};
}

static const struct column version_columns[] = {
	{.name = "what", .title = "Thay đổi", .at = offsetof(struct calendar_versions, what)}};
const struct list calendar_version_list = {
	.title = "Các lần thay đổi lịch",
	.path = "/lich/thay-doi",
	.file = "thay-doi-lich",
	.columns = LIST(version_columns),
	.row = sizeof(struct calendar_versions),
	.page = 30,
	.rows = version_rows,
	.key = version_key,
};

err calendar_versions_page_run(struct req *q)
{
	struct calendar_versions_view v = {0};
	TRY(list_read(q, &calendar_version_list, NULL, &v.list));
	TRY(list_fill(q, &v.list));
	v.rows = (struct calendar_versions_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, calendar_versions_page);
}
