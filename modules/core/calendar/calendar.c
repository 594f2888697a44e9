/* calendar: what the module declares; filling from the catalogue and from notices. */
#include "calendar_pages.h"
#include "facts.h"
#include "web/query.h"
#include "web/catalogue.h"
#include "web/importer.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/services/job.h"
#include "web/object.h"
#include "web/request.h"

/* ---- filling: the catalogue, and `dinh import calendar FILE` when a year's notice comes out ---- */

enum { DAY_ON, KIND, REASON, BASIS, CONFIRMED, SOURCE, CELLS };

static err add_day(struct ctx *c, const str cells[CELLS], int64_t line)
{
	day d;
	if (!day_parse(cells[DAY_ON], &d) || !calendar_has(d))
		return FAIL(c, INVALID, "Dòng %lld: ngày “%.*s” không đúng hoặc ngoài các năm %d-%d.", (long long)line,
			STR_ARG(cells[DAY_ON]), CALENDAR_FIRST, CALENDAR_LAST);
	if (!str_is(cells[KIND], "off") && !str_is(cells[KIND], "swapped") && !str_is(cells[KIND], "work"))
		return FAIL(c, INVALID,
			"Dòng %lld: loại ngày phải là “off” (nghỉ), “swapped” (nghỉ hoán đổi) hoặc “work” (làm việc).",
			(long long)line);
	return calendar_day_set(c, &(struct calendar_day_set_in){.unit = 0,
					   .day_on = day_iso(c->a, d),
					   .kind = cells[KIND],
					   .reason = cells[REASON],
					   .legal_basis = cells[BASIS],
					   .confirmed = str_is(cells[CONFIRMED], "1"),
					   .source = cells[SOURCE]});
}

static bool header_is(str *text, str *cells, size_t n, const char *first, const char *second)
{
	return tsv_row(text, cells, n) && str_is(cells[0], first) && str_is(cells[1], second);
}

static err add_days(struct ctx *c, str text, int64_t *rows)
{
	str cells[CELLS];
	if (!header_is(&text, cells, CELLS, "day", "kind"))
		return FAIL(c, INVALID,
			"Dòng đầu phải là tên cột, cách nhau bằng dấu tab: day, kind, reason, legal_basis, confirmed, source.");
	for (*rows = 0; tsv_row(&text, cells, CELLS); ++*rows)
		TRY(add_day(c, cells, *rows + 2));
	return NULL;
}

static err import_days(struct ctx *c, str text, int64_t *rows)
{
	TRY(add_days(c, text, rows));
	return calendar_changed(c, 0, str_format(c->a, "Nhập %lld ngày từ tệp", (long long)*rows));
}

/* ---- yearly choices: `dinh import calendar-years FILE` ---- */

enum { YEAR, SUBJECT, CHOICE_MADE, CHOICE_BASIS, CHOICE_CONFIRMED, CHOICE_SOURCE, CHOICE_CELLS };

static err add_choice(struct ctx *c, const str cells[CHOICE_CELLS], int64_t line)
{
	int64_t year;
	bool tet = str_is(cells[SUBJECT], "tet"), national = str_is(cells[SUBJECT], "national_day");
	bool good = tet ? str_is(cells[CHOICE_MADE], "1") || str_is(cells[CHOICE_MADE], "2")
			: str_is(cells[CHOICE_MADE], "before") || str_is(cells[CHOICE_MADE], "after");
	if (!str_int(cells[YEAR], &year) || year < CALENDAR_FIRST || year > CALENDAR_LAST || !(tet || national) || !good)
		return FAIL(c, INVALID,
			"Dòng %lld: cần năm (%d-%d), “tet” với 1 hoặc 2 ngày trước mùng 1, hoặc “national_day” với “before” hay "
			"“after”.",
			(long long)line, CALENDAR_FIRST, CALENDAR_LAST);
	return calendar_choice_set(c, year, cells[SUBJECT], cells[CHOICE_MADE], cells[CHOICE_BASIS],
		str_is(cells[CHOICE_CONFIRMED], "1"), cells[CHOICE_SOURCE]);
}

static err add_choices(struct ctx *c, str text, int64_t *rows)
{
	str cells[CHOICE_CELLS];
	if (!header_is(&text, cells, CHOICE_CELLS, "year", "subject"))
		return FAIL(c, INVALID,
			"Dòng đầu phải là tên cột, cách nhau bằng dấu tab: year, subject, choice, legal_basis, confirmed, "
			"source.");
	for (*rows = 0; tsv_row(&text, cells, CHOICE_CELLS); ++*rows)
		TRY(add_choice(c, cells, *rows + 2));
	return NULL;
}

static err import_choices(struct ctx *c, str text, int64_t *rows)
{
	TRY(add_choices(c, text, rows));
	return calendar_changed(c, 0, str_format(c->a, "Nhập %lld quyết định của năm từ tệp", (long long)*rows));
}

static err init(struct ctx *c)
{
	struct calendar_version_now v;
	bool found;
	int64_t rows;
	TRY(calendar_version_now(c, &v, &found));
	if (found)
		return NULL;
	TRY(add_choices(c, catalogue_file("calendar_years.tsv"), &rows));
	TRY(add_days(c, catalogue_file("calendar_days.tsv"), &rows));
	return calendar_changed(c, 0, S("Lịch ban đầu"));
}

#define FIND_PLACE  ON_PAGE("tim", "Tên của đơn vị có lịch", I_TEXT)
#define CALENDAR_OF ASK_ID("unit", "Số của đơn vị có lịch; để trống là đơn vị của tài khoản, 0 là cả nước")
static const struct field place_query[] = {CALENDAR_OF};
static const struct field year_query[] = {CALENDAR_OF, ASK_INT("nam", "Năm; để trống là năm nay", CALENDAR_FIRST, CALENDAR_LAST),
	FIND_PLACE},
			  shown_year_query[] = {CALENDAR_OF, FIND_PLACE};
static const struct route routes[] = {
	GET("/lich", .run = calendar_page_run, .permission = PUBLIC, .summary = "Lịch làm việc năm nay của một đơn vị (unit)",
		.query = LIST(year_query), .api = "/calendar", .shape = &calendar_view_shape, .quick = true,
		.whole = "các ngày của một năm"),
	GET("/lich/{id}", .run = calendar_page_run, .permission = PUBLIC,
		.summary = "Lịch làm việc, ngày nghỉ, tháng âm lịch của một năm", .query = LIST(shown_year_query),
		.api = "/calendar/{id}", .shape = &calendar_view_shape, .quick = true),
	GET("/lich/ngay/{day}", .run = day_page_run, .permission = PUBLIC, .summary = "Một ngày trong lịch: là ngày gì, vì sao",
		.query = LIST(place_query), .api = "/calendar/days/{day}", .shape = &day_view_shape, .quick = true),
	POST("/lich/ngay/{day}", .run = day_post, .permission = "calendar.edit",
		.summary = "Sửa một ngày: nghỉ, làm việc, hoán đổi, theo lịch tính sẵn", .query = LIST(place_query),
		.api = "/calendar/days/{day}", .input = &day_input, .again = day_page_run),
	GET("/lich/{id}/quyet-dinh", .run = year_choice_page_run, .permission = "calendar.edit",
		.summary = "Trang quyết định nghỉ Tết, Quốc khánh của một năm"),
	POST("/lich/{id}/quyet-dinh", .run = year_choice_post, .permission = "calendar.edit",
		.summary = "Ghi quyết định nghỉ Tết, Quốc khánh của một năm", .api = "/calendar/decisions/{id}",
		.input = &year_input, .again = year_choice_page_run),
	GET("/lich/gio-lam-viec", .run = hours_page_run, .permission = PUBLIC, .summary = "Giờ làm việc của một đơn vị (unit)",
		.query = LIST(place_query), .api = "/calendar/hours", .shape = &hours_view_shape, .quick = true,
		.whole = "mọi khoảng giờ của một đơn vị"),
	POST("/lich/gio-lam-viec", .run = hours_post, .permission = "calendar.edit", .summary = "Thêm giờ làm việc",
		.query = LIST(place_query), .api = "/calendar/hours", .input = &hours_input, .again = hours_page_run),
	POST("/lich/gio-lam-viec/{id}/ket-thuc", .run = hours_end_post, .permission = "calendar.edit",
		.summary = "Kết thúc hoặc bỏ một khoảng giờ làm việc", .query = LIST(place_query),
		.api = "/calendar/hours/{id}/end", .input = &hours_end_input, .again = hours_page_run),
	GET("/lich/dong-cua", .run = closures_page_run, .permission = PUBLIC, .summary = "Những ngày một đơn vị (unit) đóng cửa",
		.query = LIST(place_query), .list = &calendar_closure_list, .api = "/calendar/closures",
		.shape = &closures_view_shape, .quick = true),
	POST("/lich/dong-cua", .run = closure_post, .permission = "calendar.edit", .summary = "Thêm ngày đóng cửa",
		.query = LIST(place_query), .api = "/calendar/closures", .input = &closure_input, .again = closures_page_run),
	POST("/lich/dong-cua/{id}/bo", .run = closure_undo_post, .permission = "calendar.edit", .summary = "Bỏ một lần đóng cửa",
		.query = LIST(place_query), .api = "/calendar/closures/{id}/cancel"),
	GET("/lich/tinh-hen", .run = calculator_page_run, .permission = PUBLIC,
		.summary = "Tính ngày hẹn trả kết quả, kèm giải thích", .query = LIST(place_query), .api = "/calendar/due",
		.input = &calculator_input, .shape = &calculator_shape, .quick = true, .whole = "các bước của một lần tính"),
	GET("/lich/thay-doi", .run = calendar_versions_page_run, .permission = "calendar.edit",
		.summary = "Các lần thay đổi lịch", .list = &calendar_version_list, .api = "/calendar/versions",
		.shape = &calendar_versions_view_shape),
};
static const struct permission permissions[] = {
	{.name = "calendar.edit", .title = "Sửa lịch, giờ làm việc, ngày đóng cửa của đơn vị", .roles = "administrator platform"},
};
static const struct word words[] = {
	{"calendar", "Lịch làm việc"},
	{"calendar.day", "Sửa một ngày trong lịch"},
	{"calendar.year", "Ghi quyết định nghỉ lễ của năm"},
	{"calendar.hours", "Sửa giờ làm việc"},
	{"calendar.closure", "Sửa ngày đóng cửa"},
};
static const struct naming namings[] = {{.kind = "calendar", .title = unit_place, .find = unit_called}}; /* of a unit */

/* Everybody reads a unit's calendar; who changes it is led to what was changed. */
static err seen(struct req *q, int64_t unit, struct object_seen *out)
{
	struct query of = QUERY(q->ctx.a, {"unit", .number = unit});
	TRY(unit_place(&q->ctx, unit, &out->title));
	out->path = address_with(q->ctx.a, may(q, "calendar.edit") ? S("/lich/dong-cua") : S("/lich"), of);
	return NULL;
}
static const struct object objects[] = {{.kind = "calendar", .see = seen}};
static const struct menu_entry menu[] = {
	{.place = MENU_CITIZEN, .title = "Lịch làm việc", .path = "/lich", .permission = PUBLIC, .rank = 60},
	{.place = MENU_ADMIN, .title = "Lịch làm việc", .path = "/lich", .permission = "calendar.edit"},
};
static const struct importer importers[] = {
	{.name = "calendar", .title = "Ngày nghỉ hoán đổi, làm bù và ngày nghỉ khác theo thông báo", .run = import_days},
	{.name = "calendar-years", .title = "Quyết định nghỉ Tết và Quốc khánh của từng năm", .run = import_choices},
};

/* Of the whole country: beyond the years that it knows, Monday to Friday. */
static err workday(struct ctx *c, int64_t on, bool *works)
{
	const struct schedule *s;
	struct office_day d;
	*works = day_weekday((day)on) <= FRIDAY;
	TRY(schedule_of(c, 0, &s));
	if (office_on(s, (day)on, &d))
		*works = d.sessions != 0;
	return NULL;
}

const struct module calendar_module = {
	.name = "calendar",
	.title = "Lịch làm việc",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.menu = LIST(menu),
	.importers = LIST(importers),
	.workday = workday,
	.migrations = &calendar_migrations,
	.init = init,
};
