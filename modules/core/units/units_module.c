/* What the feature declares. */
#include "front.h"
#include "units_import.h"
#include "units_pages.h"
#include "core/units/units.sql.h"
#include "web/services/looks.h"
#include "web/importer.h"
#include "web/menu.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/query.h"

static const struct field day_query[] = {ON_DAY_FIELD};
static const struct route routes[] = {
	GET("/don-vi", .run = units_page_run, .permission = PUBLIC,
		.summary = "Đơn vị hành chính: tìm theo tên (tim), cây vào một ngày (ngay)", .api = "/units",
		.shape = &units_view_shape, .quick = true, .query = LIST(day_query), .list = &unit_found_list),
	GET("/don-vi/{id}", .run = unit_page_run, .permission = PUBLIC,
		.summary = "Một đơn vị hành chính, đơn vị trước và sau nó", .api = "/units/{id}", .shape = &unit_view_shape,
		.quick = true, .query = LIST(day_query)),
	GET("/don-vi/{id}/ranh-gioi", .run = outlines_run, .permission = PUBLIC,
		.summary = "Ranh giới đã giản lược của một đơn vị và các đơn vị trực thuộc hôm nay, GeoJSON (RFC 7946)",
		.api = "/units/{id}/outlines"),
};
static const struct menu_entry menu[] = {
	{.place = MENU_CITIZEN, .title = "Đơn vị hành chính", .path = "/don-vi", .permission = PUBLIC, .rank = 50},
};
static const struct importer importers[] = {
	{.name = "units", .title = "Thay đổi đơn vị hành chính (thành lập, kết thúc, đổi tên, đổi loại)", .run = units_import},
	{.name = "hamlets", .title = "Thôn, tổ dân phố của các xã, phường", .run = hamlets_import},
	{.name = "agency-codes",
		.title = "Mã định danh cơ quan cũ và mới không suy được theo quy tắc",
		.run = agency_codes_import},
};

static const struct word words[] = {
	{"unit", "Đơn vị"},
	{"agency", "Phòng, ban"},
	{"agency.open", "Thêm phòng, ban"},
	{"agency.rename", "Sửa tên, mã của phòng, ban"},
	{"agency.end", "Kết thúc hoạt động phòng, ban"},
	{"hamlet", "Thôn, tổ dân phố"},
	{"hamlet.open", "Thêm thôn, tổ dân phố"},
	{"hamlet.rename", "Đổi tên thôn, tổ dân phố"},
	{"hamlet.correct", "Sửa ngày, căn cứ của thôn, tổ dân phố"},
	{"hamlet.end", "Kết thúc thôn, tổ dân phố"},
};

static str in_unit(arena *a, str name, str unit) { return str_format(a, "%.*s, %.*s", STR_ARG(name), STR_ARG(unit)); }

static err agency_titled(struct ctx *c, int64_t id, str *out)
{
	struct agency_title row;
	TRY(agency_title(c, id, &row));
	*out = in_unit(c->a, row.name, row.full_name);
	return NULL;
}

static err agency_named(struct ctx *c, str typed, struct named_list *out)
{
	struct agency_list_rows all;
	str words = fold(c->a, typed);
	TRY(agency_list(c, c->unit, &all));
	*out = (struct named_list){NEWN(c->a, struct named, all.n + 1), 0};
	for (size_t i = 0; i < all.n; i++)
		if (str_has(fold(c->a, all.v[i].name), words))
			out->v[out->n++] = (struct named){all.v[i].id, all.v[i].name};
	return NULL;
}

static err hamlet_titled(struct ctx *c, int64_t id, str *out)
{
	struct hamlet_title row;
	TRY(hamlet_title(c, id, &row));
	*out = in_unit(c->a, row.name, row.full_name);
	return NULL;
}

static err hamlet_named(struct ctx *c, str typed, struct named_list *out)
{
	struct hamlets_titled_rows all;
	TRY(hamlets_titled(c, c->unit, fold(c->a, typed), &all));
	*out = (struct named_list){NEWN(c->a, struct named, all.n + 1), all.n};
	for (size_t i = 0; i < all.n; i++)
		out->v[i] = (struct named){all.v[i].id, all.v[i].name};
	return NULL;
}

static const struct naming namings[] = {{.kind = "unit", .title = unit_place, .find = unit_called},
	{.kind = "agency", .title = agency_titled, .find = agency_named},
	{.kind = "hamlet", .title = hamlet_titled, .find = hamlet_named}};

static const struct object objects[] = {{.kind = "unit", .see = unit_object}};
static const struct search searches[] = {
	{.kind = "units", .title = "Đơn vị hành chính", .permission = PUBLIC, .rank = 5, .find = units_hits}};

static err unit_concerns(struct ctx *c, int64_t id, struct look_subjects *out)
{
	look_at_unit(c, out, id);
	return NULL;
}
static const struct concern concerns[] = {{.kind = "unit", .whom = unit_concerns}}; /* a book of all its dossiers was opened */

const struct module units_module = {
	.name = "units",
	.title = "Đơn vị hành chính",
	.routes = LIST(routes),
	.menu = LIST(menu),
	.importers = LIST(importers),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.concerns = LIST(concerns),
	.searches = LIST(searches),
	.references = LIST(units_references),
	.migrations = &units_migrations,
	.init = units_init,
	.demo = units_demo,
};
